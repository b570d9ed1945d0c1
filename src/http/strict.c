/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/strict.c - the doorman's judgement, and the recv() in which it stands.
 *
 * The judgement reads byte by byte: one small function per place in the head, chosen from a
 * table.  Each answers 0 or the status that refuses.
 */
#define _GNU_SOURCE 1 /* RTLD_NEXT */

#include "http/strict.h"
#include "base/say.h"
#include "http/reply.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum {
	MOST_LINES = 100,
	LONGEST_TARGET = 8000,
	MOST_EMPTY_LINES = 1,                   /* before a request; RFC 9112 section 2.2 */
	MOST_LENGTH_DIGITS = 18,
	/* A form around the files has some text too. */
	LONGEST_WHOLE = LARGEST_UPLOAD + LONGEST_BODY,
	SLOWEST_BODY = 16 * 1024,               /* bytes a second, beyond BODY_SECONDS */
	LINGER_MS = 2000,
	MOST_SWALLOWED = 256,                   /* pieces at a time */
};

/* --- the judgement ------------------------------------------------------------------ */

enum place {
	AT_START, AT_EMPTY_LF, AT_METHOD, AT_TARGET, AT_VERSION, AT_LINE_LF,
	AT_NAME, AT_VALUE, AT_VALUE_LF, AT_END_LF,
};

enum field { FIELD_OTHER, FIELD_HOST, FIELD_LENGTH, FIELD_ENCODING };

static const struct {
	const char *name;
	enum field field;
} fields[] = {
	{ "host", FIELD_HOST },
	{ "content-length", FIELD_LENGTH },
	{ "transfer-encoding", FIELD_ENCODING },
};

static const struct {
	const char *word;
	bool is_bodyless;
} methods[] = {
	{ "GET", true }, { "HEAD", true }, { "POST", false }, { "PUT", false },
	{ "PATCH", false }, { "DELETE", false },
};

static bool is_token(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c && strchr("!#$%&'*+-.^_`|~", c));
}

/* Longer words than any that we know are cut, and then equal none. */
static void word_add(struct doorman *doorman, unsigned char c)
{
	if (doorman->word_len < (int)sizeof(doorman->word) - 1)
		doorman->word[doorman->word_len++] = (char)c;
}

static bool word_is(const struct doorman *doorman, const char *word)
{
	return strlen(word) == (size_t)doorman->word_len
		&& memcmp(word, doorman->word, (size_t)doorman->word_len) == 0;
}

static void go_to(struct doorman *doorman, enum place place)
{
	doorman->place = place;
	doorman->word_len = 0;
	doorman->value_place = 0;
}

static void method_judge(struct doorman *doorman)
{
	doorman->is_unknown_method = true;
	for (size_t i = 0; i < COUNT(methods); i++)
		if (word_is(doorman, methods[i].word)) {
			doorman->is_unknown_method = false;
			doorman->is_bodyless = methods[i].is_bodyless;
		}
}

static int at_method(struct doorman *doorman, unsigned char c)
{
	if (c == ' ' && doorman->word_len > 0) {
		method_judge(doorman);
		go_to(doorman, AT_TARGET);
		return 0;
	}
	if (!is_token(c) || doorman->word_len == sizeof(doorman->word) - 1)
		return 400;
	word_add(doorman, c);
	return 0;
}

static int at_start(struct doorman *doorman, unsigned char c)
{
	if (c == '\r' && doorman->empty_lines++ < MOST_EMPTY_LINES) {
		go_to(doorman, AT_EMPTY_LF);
		return 0;
	}
	go_to(doorman, AT_METHOD);
	return at_method(doorman, c);
}

static int at_empty_lf(struct doorman *doorman, unsigned char c)
{
	go_to(doorman, AT_START);
	return c == '\n' ? 0 : 400;
}

/* Only "/...": the absolute form is for proxies, and we are none. */
static int at_target(struct doorman *doorman, unsigned char c)
{
	if (c == ' ' && doorman->target_len > 0) {
		go_to(doorman, AT_VERSION);
		return 0;
	}
	if (c <= ' ' || c >= 0x7F || c == '#')
		return 400;
	if (doorman->target_len == 0 && c != '/' && !doorman->is_unknown_method)
		return 400;
	return ++doorman->target_len > LONGEST_TARGET ? 414 : 0;
}

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static int version_judge(struct doorman *doorman)
{
	const char *word = doorman->word;

	if (doorman->word_len != 8 || memcmp(word, "HTTP/", 5) != 0 || word[6] != '.'
	    || !is_digit((unsigned char)word[5]) || !is_digit((unsigned char)word[7]))
		return 400;
	if (!word_is(doorman, "HTTP/1.1") && !word_is(doorman, "HTTP/1.0"))
		return 505;
	doorman->is_old = word[7] == '0';
	return doorman->is_unknown_method ? 405 : 0;
}

static int at_version(struct doorman *doorman, unsigned char c)
{
	int status;

	if (c != '\r') {
		word_add(doorman, c);
		return c > ' ' && c < 0x7F ? 0 : 400;
	}
	status = version_judge(doorman);
	go_to(doorman, AT_LINE_LF);
	return status;
}

static int at_line_lf(struct doorman *doorman, unsigned char c)
{
	go_to(doorman, AT_NAME);
	return c == '\n' ? 0 : 400;
}

/* What a field's name says already: may it stand here, and once more? */
static int name_judge(struct doorman *doorman)
{
	doorman->field = FIELD_OTHER;
	for (size_t i = 0; i < COUNT(fields); i++)
		if (word_is(doorman, fields[i].name))
			doorman->field = fields[i].field;
	if (doorman->field == FIELD_ENCODING)
		return 400;
	if (doorman->field == FIELD_HOST && doorman->host_count++ > 0)
		return 400;
	if (doorman->field == FIELD_LENGTH && doorman->length_count++ > 0)
		return 400;
	return ++doorman->line_count > MOST_LINES ? 431 : 0;
}

static int at_name(struct doorman *doorman, unsigned char c)
{
	int status;

	if (c == '\r' && doorman->word_len == 0) {
		go_to(doorman, AT_END_LF);
		return 0;
	}
	if (c == ':' && doorman->word_len > 0) {
		status = name_judge(doorman);
		go_to(doorman, AT_VALUE);
		return status;
	}
	if (!is_token(c))
		return 400;
	word_add(doorman, c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	return 0;
}

static int length_add(struct doorman *doorman, unsigned char c)
{
	if (!is_digit(c))
		return 400;
	if (++doorman->length_digits > MOST_LENGTH_DIGITS)
		return 413;
	doorman->length = doorman->length * 10 + (uint64_t)(c - '0');
	return 0;
}

static int host_add(unsigned char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| strchr(".-_:[]%", c) ? 0 : 400;
}

/* One word, with blanks allowed at both its ends. */
static int single_word(struct doorman *doorman, unsigned char c)
{
	enum { BEFORE, INSIDE, AFTER };

	if (c == ' ' || c == '\t') {
		if (doorman->value_place == INSIDE)
			doorman->value_place = AFTER;
		return 0;
	}
	if (doorman->value_place == AFTER)
		return 400;
	doorman->value_place = INSIDE;
	return doorman->field == FIELD_LENGTH ? length_add(doorman, c) : host_add(c);
}

static int at_value(struct doorman *doorman, unsigned char c)
{
	if (c == '\r') {
		if (doorman->field != FIELD_OTHER && doorman->value_place == 0)
			return 400;             /* Host or Content-Length that says nothing */
		go_to(doorman, AT_VALUE_LF);
		return 0;
	}
	if ((c < ' ' && c != '\t') || c == 0x7F)
		return 400;
	return doorman->field == FIELD_OTHER ? 0 : single_word(doorman, c);
}

static int at_value_lf(struct doorman *doorman, unsigned char c)
{
	go_to(doorman, AT_NAME);
	return c == '\n' ? 0 : 400;
}

static int head_judge(const struct doorman *doorman)
{
	if (doorman->host_count != 1 && !(doorman->is_old && doorman->host_count == 0))
		return 400;
	if (doorman->is_bodyless && doorman->length > 0)
		return 400;
	return doorman->length > LONGEST_WHOLE ? 413 : 0;
}

static int at_end_lf(struct doorman *doorman, unsigned char c)
{
	uint64_t length = doorman->length;
	int64_t since = doorman->since;
	int status = c == '\n' ? head_judge(doorman) : 400;

	if (status)
		return status;
	*doorman = (struct doorman){ 0 };
	if (length > 0) {
		doorman->state = DOOR_BODY;
		doorman->body_left = doorman->body_len = length;
		doorman->since = since;
	}
	return 0;
}

static int (*const steps[])(struct doorman *doorman, unsigned char c) = {
	[AT_START] = at_start, [AT_EMPTY_LF] = at_empty_lf, [AT_METHOD] = at_method,
	[AT_TARGET] = at_target, [AT_VERSION] = at_version, [AT_LINE_LF] = at_line_lf,
	[AT_NAME] = at_name, [AT_VALUE] = at_value, [AT_VALUE_LF] = at_value_lf,
	[AT_END_LF] = at_end_lf,
};

static size_t body_pass(struct doorman *doorman, size_t len)
{
	size_t passed = len < doorman->body_left ? len : (size_t)doorman->body_left;

	doorman->body_left -= passed;
	if (doorman->body_left == 0)
		*doorman = (struct doorman){ 0 };
	return passed;
}

static int head_step(struct doorman *doorman, unsigned char c, int64_t now_ms)
{
	if (doorman->head_len++ == 0)
		doorman->since = now_ms;
	if (doorman->head_len > LONGEST_HEAD)
		return 431;
	return steps[doorman->place](doorman, c);
}

size_t doorman_feed(struct doorman *doorman, const char *at, size_t len, int64_t now_ms)
{
	size_t head_at = 0, i = 0;

	while (i < len && doorman->state != DOOR_REFUSED) {
		int status;

		if (doorman->state == DOOR_BODY) {
			head_at = i += body_pass(doorman, len - i);
			continue;
		}
		if (doorman->head_len == 0)
			head_at = i;
		status = head_step(doorman, (unsigned char)at[i++], now_ms);
		if (status) {
			doorman->state = DOOR_REFUSED;
			doorman->refuse_status = status;
		}
	}
	return doorman->state == DOOR_REFUSED ? head_at : len;
}

static uint64_t body_came(const struct doorman *doorman)
{
	return doorman->body_len - doorman->body_left;
}

int doorman_late(const struct doorman *doorman, int64_t now_ms)
{
	int64_t most = HEAD_SECONDS * 1000;

	if (doorman->state == DOOR_REFUSED || doorman->since == 0)
		return 0;
	if (doorman->state == DOOR_BODY)
		most = BODY_SECONDS * 1000 + (int64_t)body_came(doorman) * 1000 / SLOWEST_BODY;
	return now_ms - doorman->since > most ? 408 : 0;
}

/* --- the connections ---------------------------------------------------------------- */

struct watch {
	struct doorman doorman;
	bool is_watched, is_sealed;
	bool is_whole;                  /* sealed: being answered */
	int64_t told_at;                /* when the refusal was sent; 0: not yet */
};

typedef ssize_t receiving(int fd, void *at, size_t len, int flags);

static struct watch *watches;
static int watch_count;
static uint64_t refused_count;

static const struct {
	int status;
	const char *more, *text;
} refusals[] = {
	{ 400, "", "The request is malformed." },
	{ 405, "Allow: GET, HEAD, POST, PUT, PATCH, DELETE\r\n", "The method is not known." },
	{ 408, "", "The request took too long." },
	{ 413, "", "The body is too large." },
	{ 414, "", "The address is too long." },
	{ 431, "", "The request has too many or too long headers." },
	{ 505, "", "Only HTTP/1.0 and HTTP/1.1 are spoken here." },
};

static receiving *libc_recv(void)
{
	static receiving *found;

	if (!found)
		found = (receiving *)dlsym(RTLD_NEXT, "recv");
	must(found != NULL);
	return found;
}

bool strict_is_in_force(void)
{
	return dlsym(RTLD_DEFAULT, "recv") == (void *)recv;
}

int64_t strict_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

uint64_t strict_refused_count(void)
{
	return refused_count;
}

static struct watch *watch_of(int fd)
{
	return fd >= 0 && fd < watch_count && watches[fd].is_watched ? &watches[fd] : NULL;
}

static void watches_grow(int fd)
{
	int count = fd + 64;
	struct watch *grown = realloc(watches, (size_t)count * sizeof(*grown));

	if (!grown)
		abandon("cannot get memory from the system", "realloc failed");
	memset(grown + watch_count, 0, (size_t)(count - watch_count) * sizeof(*grown));
	watches = grown;
	watch_count = count;
}

void strict_watch(int fd, bool is_sealed)
{
	must(fd >= 0);
	if (fd >= watch_count)
		watches_grow(fd);
	watches[fd] = (struct watch){ .is_watched = true, .is_sealed = is_sealed };
	if (is_sealed)                  /* the handshake counts as part of the head */
		watches[fd].doorman.since = strict_now();
}

void strict_forget(int fd)
{
	struct watch *watch = watch_of(fd);

	if (watch)
		watch->is_watched = false;
}

void strict_head_is_whole(int fd, bool is_whole)
{
	struct watch *watch = watch_of(fd);

	if (!watch || !watch->is_sealed)
		return;
	watch->is_whole = is_whole;
	watch->doorman.since = 0;
}

static size_t refusal_write(int status, char *at, size_t room)
{
	size_t i = 0;

	while (i + 1 < COUNT(refusals) && refusals[i].status != status)
		i++;
	return (size_t)snprintf(at, room,
		"HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\n"
		"X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
		"Content-Length: %zu\r\n%sConnection: close\r\n\r\n%s\n",
		status, status_words(status), strlen(refusals[i].text) + 1, refusals[i].more,
		refusals[i].text);
}

static void refuse(struct watch *watch, int fd)
{
	char text[512];
	size_t len = refusal_write(watch->doorman.refuse_status, text, sizeof(text));

	refused_count++;
	watch->told_at = strict_now();
	if (send(fd, text, len, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
		shutdown(fd, SHUT_WR);
}

/* Tells why, and then swallows what still comes until the peer closes or strict_reap() has
 * had enough: closing with unread bytes would take the answer away from the peer. */
static ssize_t turn_away(struct watch *watch, int fd)
{
	char rest[4096];
	ssize_t len = 1;

	if (!watch->told_at)
		refuse(watch, fd);
	for (int i = 0; i < MOST_SWALLOWED && len > 0; i++)
		len = libc_recv()(fd, rest, sizeof(rest), MSG_DONTWAIT);
	if (len <= 0)
		return len;
	errno = EAGAIN;                 /* more comes by itself, or strict_reap() does */
	return -1;
}

/* Here libmicrohttpd reads.  Part of a piece may be good: then it is handed on, and the
 * closed reading side makes libmicrohttpd ask once more when it has answered that. */
static ssize_t judge_piece(struct watch *watch, int fd, const char *at, size_t len)
{
	size_t good = doorman_feed(&watch->doorman, at, len, strict_now());

	if (watch->doorman.state != DOOR_REFUSED)
		return (ssize_t)len;
	if (good == 0)
		return turn_away(watch, fd);
	shutdown(fd, SHUT_RD);
	return (ssize_t)good;
}

ssize_t recv(int fd, void *at, size_t len, int flags)
{
	struct watch *watch = watch_of(fd);
	ssize_t got;

	if (!watch || (flags & MSG_PEEK))
		return libc_recv()(fd, at, len, flags);
	if (watch->doorman.state == DOOR_REFUSED)
		return turn_away(watch, fd);
	got = libc_recv()(fd, at, len, flags);
	if (got <= 0)
		return got;
	if (!watch->is_sealed)
		return judge_piece(watch, fd, at, (size_t)got);
	if (!watch->is_whole && !watch->doorman.since)
		watch->doorman.since = strict_now();
	return got;
}

/* The answer itself is sent by recv(), when libmicrohttpd is ready to read: it may still be
 * sending the answer before. */
static void reap_one(struct watch *watch, int fd, int64_t now_ms)
{
	int status = doorman_late(&watch->doorman, now_ms);

	if (watch->told_at && now_ms - watch->told_at > LINGER_MS)
		shutdown(fd, SHUT_RDWR);
	if (!status)
		return;
	watch->doorman.state = DOOR_REFUSED;
	watch->doorman.refuse_status = status;
	if (watch->is_sealed)
		watch->told_at = now_ms;
	shutdown(fd, watch->is_sealed ? SHUT_RDWR : SHUT_RD);
}

void strict_reap(int64_t now_ms)
{
	for (int fd = 0; fd < watch_count; fd++)
		if (watches[fd].is_watched)
			reap_one(&watches[fd], fd, now_ms);
}
