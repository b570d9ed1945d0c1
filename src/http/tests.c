/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/tests.c - the doorman byte by byte, requests taken apart, and a server of our own on a
 * free port of loopback with real connections to it.
 */
#define _GNU_SOURCE 1 /* memmem */

#include "base/test.h"
#include "base/say.h"
#include "http/inside.h"
#include "http/strict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- the doorman -------------------------------------------------------------------- */

#define GET_LINE "GET / HTTP/1.1\r\n"
#define POST_LINE "POST / HTTP/1.1\r\nHost: x\r\n"

static const struct {
	const char *what;
	struct str bytes;
	int status;
} cases[] = {
	{ "plain", S(GET_LINE "Host: x\r\n\r\n"), 0 },
	{ "with a port", S(GET_LINE "Host:\t[::1]:80 \r\nAccept: a\tb\r\n\r\n"), 0 },
	{ "old", S("GET / HTTP/1.0\r\n\r\n"), 0 },
	{ "after an empty line", S("\r\n" GET_LINE "Host: x\r\n\r\n"), 0 },
	{ "with a body", S(POST_LINE "Content-Length: 3\r\n\r\nabc"), 0 },
	{ "two in a row", S(POST_LINE "Content-Length: 3\r\n\r\nabc" GET_LINE
		"Host: x\r\n\r\n"), 0 },
	{ "letters beyond ASCII in a value", S(GET_LINE "Host: x\r\nA: \xC3\xA5\r\n\r\n"), 0 },
	{ "a body without bytes", S(POST_LINE "Content-Length: 0\r\n\r\n"), 0 },
	{ "no Host", S(GET_LINE "\r\n"), 400 },
	{ "two Host", S(GET_LINE "Host: a\r\nhost: b\r\n\r\n"), 400 },
	{ "empty Host", S(GET_LINE "Host: \r\n\r\n"), 400 },
	{ "Host of two words", S(GET_LINE "Host: a b\r\n\r\n"), 400 },
	{ "Host with a person", S(GET_LINE "Host: a@b\r\n\r\n"), 400 },
	{ "length and chunked", S(POST_LINE "Content-Length: 3\r\nTransfer-Encoding: chunked"
		"\r\n\r\n0\r\n\r\n"), 400 },
	{ "two lengths", S(POST_LINE "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc"), 400 },
	{ "two equal lengths", S(POST_LINE "Content-Length: 3\r\nContent-Length: 3\r\n\r\n"), 400 },
	{ "lengths in a list", S(POST_LINE "Content-Length: 3, 3\r\n\r\nabc"), 400 },
	{ "length below nothing", S(POST_LINE "Content-Length: -1\r\n\r\n"), 400 },
	{ "length with a plus", S(POST_LINE "Content-Length: +3\r\n\r\nabc"), 400 },
	{ "length in hexadecimal", S(POST_LINE "Content-Length: 0x3\r\n\r\nabc"), 400 },
	{ "empty length", S(POST_LINE "Content-Length:\r\n\r\n"), 400 },
	{ "length of 20 digits", S(POST_LINE "Content-Length: 99999999999999999999\r\n\r\n"), 413 },
	{ "length beyond all", S(POST_LINE "Content-Length: 1000000000\r\n\r\n"), 413 },
	{ "chunked", S(POST_LINE "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400 },
	{ "xchunked", S(POST_LINE "tRANSFER-eNCODING: xchunked\r\n\r\n"), 400 },
	{ "GET with a body", S(GET_LINE "Host: x\r\nContent-Length: 1\r\n\r\na"), 400 },
	{ "bare LF", S("GET / HTTP/1.1\nHost: x\n\n"), 400 },
	{ "bare LF after a value", S(GET_LINE "Host: x\n\r\n"), 400 },
	{ "bare CR", S(GET_LINE "Host: x\rA: b\r\n\r\n"), 400 },
	{ "space before the colon", S(GET_LINE "Host: x\r\nA : b\r\n\r\n"), 400 },
	{ "folded", S(GET_LINE "Host: x\r\nA: b\r\n c\r\n\r\n"), 400 },
	{ "folded first line", S(GET_LINE " Host: x\r\n\r\n"), 400 },
	{ "no name", S(GET_LINE "Host: x\r\n: b\r\n\r\n"), 400 },
	{ "no colon", S(GET_LINE "Host: x\r\nAb\r\n\r\n"), 400 },
	{ "NUL in a value", S(GET_LINE "Host: x\r\nA: \0b\r\n\r\n"), 400 },
	{ "NUL in the path", S("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "DEL in a value", S(GET_LINE "Host: x\r\nA: \x7F\r\n\r\n"), 400 },
	{ "HTTP/9.9", S("GET / HTTP/9.9\r\nHost: x\r\n\r\n"), 505 },
	{ "HTTP/1.2", S("GET / HTTP/1.2\r\nHost: x\r\n\r\n"), 505 },
	{ "http/1.1", S("GET / http/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "no version", S("GET /\r\n\r\n"), 400 },
	{ "two spaces", S("GET  / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "control in the method", S("G\x01T / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "unknown method", S("BREW / HTTP/1.1\r\nHost: x\r\n\r\n"), 405 },
	{ "small letters", S("get / HTTP/1.1\r\nHost: x\r\n\r\n"), 405 },
	{ "a method without end", S("AAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1\r\n\r\n"), 400 },
	{ "for a proxy", S("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "with a fragment", S("GET /#a HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "a letter that is not encoded", S("GET /\xC3\xA5 HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
	{ "TLS", S("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"), 400 },
	{ "HTTP/2", S("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505 },
	{ "empty lines", S("\r\n\r\n\r\n"), 400 },
	{ "a bad one after a body", S(POST_LINE "Content-Length: 3\r\n\r\nabc" GET_LINE
		"Host: a\r\nHost: b\r\n\r\n"), 400 },
	{ "a bad one hidden by a length", S(POST_LINE "Content-Length: 2\r\n\r\nabGET / HTTP/1.1"
		"\nHost: x\n\n"), 400 },
};

static int feed_two(struct str bytes, size_t first)
{
	struct doorman doorman = { .state = DOOR_HEAD };

	doorman_feed(&doorman, bytes.at, first, 1);
	doorman_feed(&doorman, bytes.at + first, bytes.len - first, 1);
	if (doorman.state == DOOR_REFUSED)
		return doorman.refuse_status;
	return doorman.state == DOOR_HEAD && doorman.head_len == 0 ? 0 : -1;
}

static int feed_each(struct str bytes)
{
	struct doorman doorman = { .state = DOOR_HEAD };

	for (size_t i = 0; i < bytes.len; i++)
		doorman_feed(&doorman, bytes.at + i, 1, 1);
	return doorman.state == DOOR_REFUSED ? doorman.refuse_status : 0;
}

TEST(the_doorman_says_the_same_wherever_the_bytes_are_split)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t first = 0; first <= cases[i].bytes.len; first++) {
			int status = feed_two(cases[i].bytes, first);

			if (status != cases[i].status)
				fprintf(stderr, "%s, split at %zu: %d\n", cases[i].what, first, status);
			CHECK(status == cases[i].status);
		}
		CHECK(feed_each(cases[i].bytes) == cases[i].status);
	}
}

TEST(what_stands_before_a_refused_head_is_handed_on)
{
	struct str good = S(POST_LINE "Content-Length: 3\r\n\r\nabc");
	struct str both = arena_join(test_arena(), good, S("GET / HTTP/1.1\nx"));
	struct doorman doorman = { .state = DOOR_HEAD };

	CHECK(doorman_feed(&doorman, both.at, both.len, 1) == good.len);
	CHECK(doorman.state == DOOR_REFUSED);
	CHECK(doorman_feed(&doorman, both.at, both.len, 1) == 0);
}

static int feed_long(const char *before, size_t letters)
{
	struct doorman doorman = { .state = DOOR_HEAD };

	doorman_feed(&doorman, before, strlen(before), 1);
	for (size_t i = 0; i < letters; i++)
		doorman_feed(&doorman, "a", 1, 1);
	return doorman.refuse_status;
}

TEST(long_heads_are_refused)
{
	CHECK(feed_long("GET /", 7000) == 0);
	CHECK(feed_long("GET /", 60000) == 414);
	CHECK(feed_long(GET_LINE "Host: x\r\nX: ", 15000) == 0);
	CHECK(feed_long(GET_LINE "Host: x\r\nX: ", 60000) == 431);
}

TEST(a_head_of_many_lines_is_refused)
{
	struct doorman doorman = { .state = DOOR_HEAD };

	doorman_feed(&doorman, GET_LINE, strlen(GET_LINE), 1);
	for (int i = 0; i < 101; i++)
		doorman_feed(&doorman, "a: b\r\n", 6, 1);
	CHECK(doorman.refuse_status == 431);
}

TEST(slow_heads_and_slow_bodies_are_late)
{
	struct doorman doorman = { .state = DOOR_HEAD };
	struct str head = S(POST_LINE "Content-Length: 9\r\n\r\n");

	CHECK(doorman_late(&doorman, 999999) == 0);     /* idle is no crime */
	doorman_feed(&doorman, head.at, 10, 1000);
	CHECK(doorman_late(&doorman, 1000 + HEAD_SECONDS * 1000) == 0);
	CHECK(doorman_late(&doorman, 1001 + HEAD_SECONDS * 1000) == 408);
	doorman_feed(&doorman, head.at + 10, head.len - 10, 5000);
	CHECK(doorman.state == DOOR_BODY);
	CHECK(doorman_late(&doorman, 1000 + BODY_SECONDS * 1000) == 0);
	CHECK(doorman_late(&doorman, 1001 + BODY_SECONDS * 1000) == 408);
	doorman_feed(&doorman, "123456789", 9, 6000);
	CHECK(doorman_late(&doorman, 999999) == 0);
}

/* --- our recv() --------------------------------------------------------------------- */

/* As libmicrohttpd calls it: not through the checking twin that headers may put in place. */
static ssize_t (*volatile receive)(int fd, void *at, size_t len, int flags) = recv;

struct ends {
	int ours, theirs;
};

static struct ends watched_pair(void)
{
	int both[2];

	must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, both) == 0);
	strict_watch(both[0], false);
	return (struct ends){ both[0], both[1] };
}

static struct str heard(int fd)
{
	static char text[4096];
	ssize_t len = read(fd, text, sizeof(text));

	return (struct str){ text, len > 0 ? (size_t)len : 0 };
}

TEST(our_recv_answers_garbage_itself)
{
	struct ends ends = watched_pair();
	char piece[100];

	must(write(ends.theirs, "GET / HTTP/1.1\nHost: x\n\n", 24) == 24);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == -1 && errno == EAGAIN);
	CHECK(str_starts(heard(ends.theirs), S("HTTP/1.1 400 Bad Request\r\n")));
	CHECK(strict_refused_count() == 1);
	must(write(ends.theirs, "more", 4) == 4);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == -1 && errno == EAGAIN);
	close(ends.theirs);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == 0);
}

TEST(our_recv_leaves_others_alone)
{
	struct ends ends = watched_pair();
	char piece[100];

	strict_forget(ends.ours);
	must(write(ends.theirs, "\x01\x02", 2) == 2);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == 2);
}

TEST(a_slow_head_hears_408_and_is_closed)
{
	struct ends ends = watched_pair();
	char piece[100];

	must(write(ends.theirs, "GET / HT", 8) == 8);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == 8);
	strict_reap(strict_now() + 5000);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == -1);
	strict_reap(strict_now() + 11000);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == 0);
	CHECK(str_starts(heard(ends.theirs), S("HTTP/1.1 408 ")));
}

TEST(a_sealed_connection_has_a_clock_too)
{
	struct ends ends = watched_pair();
	char piece[100];

	strict_watch(ends.ours, true);
	must(write(ends.theirs, "\x16\x03", 2) == 2);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == 2);
	strict_head_is_whole(ends.ours, true);
	strict_reap(strict_now() + 20000);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == -1 && errno == EAGAIN);
	strict_head_is_whole(ends.ours, false);
	must(write(ends.theirs, "\x17", 1) == 1);
	CHECK(receive(ends.ours, piece, sizeof(piece), 0) == 1);
	strict_reap(strict_now() + 11000);
	CHECK(read(ends.theirs, piece, sizeof(piece)) == 0);
}

/* --- decoding ----------------------------------------------------------------------- */

static bool decodes(const char *text, const char *wanted)
{
	struct str decoded = S("?");

	return request_decode(test_arena(), str_of(text), true, &decoded)
		&& str_is(decoded, wanted);
}

static bool is_undecodable(const char *text)
{
	struct str decoded;

	return !request_decode(test_arena(), str_of(text), true, &decoded);
}

TEST(percent_encoding_is_decoded)
{
	CHECK(decodes("", ""));
	CHECK(decodes("abc", "abc"));
	CHECK(decodes("a+b%20c%2Bd", "a b c+d"));
	CHECK(decodes("%C3%A5%c3%a4", "åä"));
	CHECK(is_undecodable("%"));
	CHECK(is_undecodable("%4"));
	CHECK(is_undecodable("%4g"));
	CHECK(is_undecodable("a%00b"));
	CHECK(is_undecodable("%C3"));
	CHECK(is_undecodable("\xFF"));
	CHECK(is_undecodable("%ED%A0%80"));
}

TEST(pairs_are_taken_apart)
{
	struct pair *pairs;
	size_t count;

	CHECK(request_pairs(test_arena(), S("a=1&&b&=&c=x%3Dy=z"), &pairs, &count));
	CHECK(count == 3);
	CHECK(str_is(pairs[0].name, "a") && str_is(pairs[0].value, "1"));
	CHECK(str_is(pairs[1].name, "b") && str_is(pairs[1].value, ""));
	CHECK(str_is(pairs[2].value, "x=y=z"));
	CHECK(request_pairs(test_arena(), S(""), &pairs, &count) && count == 0);
	CHECK(!request_pairs(test_arena(), S("a=%FF"), &pairs, &count));
}

TEST(there_are_not_endlessly_many_pairs)
{
	char text[2 * (MOST_FIELDS + 1)];
	struct pair *pairs;
	size_t count;

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 ? '&' : 'a';
	CHECK(request_pairs(test_arena(), (struct str){ text, 2 * MOST_FIELDS - 1 }, &pairs,
		&count));
	CHECK(!request_pairs(test_arena(), (struct str){ text, sizeof(text) - 1 }, &pairs,
		&count));
}

/* --- requests without a socket ------------------------------------------------------ */

static struct request *seen;            /* what the handler got */

static struct reply answer_and_keep(struct request *request, void *context)
{
	(void)context;
	seen = request;
	return reply_text(200, S("ok\n"));
}

static struct reply ask(const char *method, const char *target, const struct pair *headers,
	size_t header_count, struct str body)
{
	struct server server = { .answer = answer_and_keep };

	seen = NULL;
	return server_loopback(&server, test_arena(), method, target, headers, header_count,
		body);
}

static int status_of(const char *method, const char *target)
{
	return ask(method, target, NULL, 0, S("")).status;
}

static int status_with(struct str name, struct str value, struct str body)
{
	struct pair header = { name, value };

	return ask("POST", "/", &header, 1, body).status;
}

TEST(a_target_becomes_path_and_query)
{
	CHECK(status_of("GET", "/events/%C3%A5?kind=fire&q=a+b&empty") == 200);
	CHECK(str_is(seen->path, "/events/å"));
	CHECK(str_is(request_query(seen, "kind"), "fire"));
	CHECK(str_is(request_query(seen, "q"), "a b"));
	CHECK(request_has_query(seen, "empty") && !request_has_query(seen, "other"));
	CHECK(str_is(request_query(seen, "other"), ""));
}

TEST(odd_paths_are_refused)
{
	static const char *const odd[] = {
		"", "x", "*", "//", "/a//b", "/..", "/a/../b", "/%2e%2e/a", "/./a", "/a/.",
		"/a%00b", "/a%0ab", "/a%ff", "/%", "/a%5cb", "/a%2f%2fb", "/a?b=%00",
	};

	for (size_t i = 0; i < COUNT(odd); i++)
		CHECK(status_of("GET", odd[i]) == 400);
	CHECK(status_of("GET", "/") == 200);
	CHECK(status_of("GET", "/a/") == 200);
	CHECK(status_of("GET", "/a..b/...") == 200);
	CHECK(status_of("BREW", "/") == 405);
}

TEST(cookies_are_read)
{
	struct pair header = { S("cookie"), S("a=1; session=x=y ;c; =d;e=\"f\"") };

	CHECK(ask("GET", "/", &header, 1, S("")).status == 200);
	CHECK(str_is(request_cookie(seen, "session"), "x=y"));
	CHECK(str_is(request_cookie(seen, "a"), "1"));
	CHECK(str_is(request_cookie(seen, "none"), ""));
	CHECK(str_is(request_header(seen, "COOKIE"), header.value.at));
}

TEST(twice_the_same_header_is_refused)
{
	static const char *const once[] = { "Host", "Content-Length", "Authorization", "Cookie" };

	for (size_t i = 0; i < COUNT(once); i++) {
		struct pair twice[] = { { str_of(once[i]), S("1") }, { str_of(once[i]), S("1") } };

		CHECK(ask("GET", "/", twice, 2, S("")).status == 400);
	}
	CHECK(status_with(S("transfer-encoding"), S("chunked"), S("")) == 400);
	CHECK(status_with(S("X-A"), S("a\nb"), S("")) == 400);
}

TEST(a_form_is_read)
{
	struct str type = S("Application/X-WWW-Form-Urlencoded; charset=UTF-8");

	CHECK(status_with(S("Content-Type"), type, S("title=Br%C3%A5k+h%C3%A4r&x=")) == 200);
	CHECK(str_is(request_field(seen, "title"), "Bråk här"));
	CHECK(request_has_field(seen, "x") && !seen->body.len);
	status_with(S("Content-Type"), type, S("title=%FF"));
	CHECK(seen->problem_status == 400 && seen->field_count == 0);
}

TEST(other_bodies_stay_as_they_are)
{
	CHECK(status_with(S("Content-Type"), S("application/JSON"), S("{\"a\":1}")) == 200);
	CHECK(str_is(seen->body, "{\"a\":1}") && str_is(seen->body_type, "application/json"));
}

/* --- multipart ---------------------------------------------------------------------- */

#define FORM_TYPE S("multipart/form-data; boundary=\"b o\"")
#define PART(head, content) "--b o\r\nContent-Disposition: form-data; " head "\r\n\r\n" content "\r\n"

static int read_form(struct str body)
{
	status_with(S("Content-Type"), FORM_TYPE, body);
	return seen->problem_status;
}

TEST(a_form_with_files_is_taken_apart)
{
	CHECK(read_form(S(PART("name=\"a\"", "å\r\n--b\r\n") PART("name=b", "")
		PART("name=\"f\"; filename=\"x.csv\"\r\nContent-Type: text/csv", "1;\0;2\r\n")
		PART("name=\"none\"; filename=\"\"", "") "--b o--\r\n")) == 0);
	CHECK(seen->field_count == 2 && seen->file_count == 1);
	CHECK(str_is(request_field(seen, "a"), "å\r\n--b\r\n"));
	CHECK(str_equals(request_file(seen, "f", 0)->content, S("1;\0;2\r\n")));
	CHECK(str_is(request_file(seen, "f", 0)->name, "x.csv"));
	CHECK(str_is(request_file(seen, "f", 0)->type, "text/csv"));
	CHECK(!request_file(seen, "f", 1) && !request_file(seen, "none", 0));
}

TEST(a_form_cut_off_anywhere_is_no_form)
{
	struct str whole = S(PART("name=\"a\"", "1")
		PART("name=\"f\"; filename=\"x\"", "2") "--b o--");

	CHECK(read_form(whole) == 0);
	for (size_t len = 0; len < whole.len; len++) {
		CHECK(read_form(str_part(whole, 0, len)) == 400);
		CHECK(seen->field_count == 0 && seen->file_count == 0);
	}
}

static bool name_becomes(const char *sent, const char *wanted)
{
	struct str body = arena_print(test_arena(),
		PART("name=\"f\"; filename=\"%s\"", "1") "--b o--", sent);

	return read_form(body) == 0 && seen->file_count == 1
		&& str_is(seen->files[0].name, wanted);
}

TEST(hostile_file_names_lose_their_teeth)
{
	CHECK(name_becomes("../../etc/passwd", "passwd"));
	CHECK(name_becomes("C:\\\\Users\\\\x\\\\y.csv", "y.csv"));
	CHECK(name_becomes("..", "file"));
	CHECK(name_becomes("/", "file"));
	CHECK(name_becomes("a\tb\x7F.csv", "ab.csv"));
	CHECK(name_becomes("\xFF\xFE", "file"));
	CHECK(name_becomes("a%22b\\\"c.csv", "a\"b\"c.csv"));
	CHECK(name_becomes("år 2; x=y.csv", "år 2; x=y.csv"));
}

TEST(malformed_parts_are_refused)
{
	CHECK(read_form(S("")) == 400);
	CHECK(read_form(S("--b oX\r\n")) == 400);
	CHECK(read_form(S("--b o\r\n\r\n1\r\n--b o--")) == 400);
	CHECK(read_form(S("--b o\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b o--")) == 400);
	CHECK(read_form(S("--b o\r\nContent-Disposition: x; name=a\r\n\r\n1\r\n--b o--")) == 400);
	CHECK(read_form(S(PART("name=\"a\"", "\xFF") "--b o--")) == 400);
	CHECK(read_form(S(PART("name=\"a", "1") "--b o--")) == 0);
	status_with(S("Content-Type"), S("multipart/form-data"), S("--\r\n"));
	CHECK(seen->problem_status == 400);
}

static int read_many(const char *head, int count)
{
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	for (int i = 0; i < count; i++)
		out_print(&out, "--b o\r\nContent-Disposition: form-data; %s\r\n\r\n1\r\n", head);
	out_z(&out, "--b o--\r\n");
	return read_form(out_str(&out));
}

TEST(fields_and_files_are_counted)
{
	CHECK(read_many("name=a", MOST_FIELDS) == 0);
	CHECK(read_many("name=a", MOST_FIELDS + 1) == 413);
	CHECK(read_many("name=a; filename=b", MOST_FILES) == 0);
	CHECK(read_many("name=a; filename=b", MOST_FILES + 1) == 413);
}

TEST(a_file_too_large_is_dropped_and_said)
{
	size_t size = LARGEST_FILE + 1;
	struct str before = S(PART("name=t", "hej")
		"--b o\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n");
	struct str after = S("\r\n--b o--");
	char *at = arena_take(test_arena(), before.len + size + after.len);

	memcpy(at, before.at, before.len);
	memcpy(at + before.len + size, after.at, after.len);
	CHECK(read_form((struct str){ at, before.len + size + after.len }) == 0);
	CHECK(seen->file_count == 1 && seen->files[0].is_too_large);
	CHECK(seen->files[0].content.len == 0 && str_is(request_field(seen, "t"), "hej"));
}

/* --- replies ------------------------------------------------------------------------ */

static struct str header_of(const struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->header_count; i++)
		if (str_is(reply->headers[i].name, name))
			return reply->headers[i].value;
	return S("");
}

static bool goes_to(const char *path, const char *wanted)
{
	struct reply reply = reply_go(seen, "%s", path);

	return reply.status == 303 && str_is(header_of(&reply, "Location"), wanted);
}

TEST(one_is_only_sent_to_own_pages)
{
	status_of("GET", "/");
	CHECK(goes_to("/events/7?x=1&y=%20#top", "/events/7?x=1&y=%20#top"));
	CHECK(goes_to("/å \r\nX: y", "/%C3%A5%20%0D%0AX:%20y"));
	CHECK(goes_to("//evil", "/"));
	CHECK(goes_to("/\\evil", "/"));
	CHECK(goes_to("https://evil", "/"));
}

TEST(a_header_with_a_line_end_is_left_out)
{
	struct reply reply = reply_text(200, S(""));

	reply_header(&reply, "X-A", S("a\r\nX-B: c"));
	CHECK(reply.header_count == 0);
}

TEST(downloads_have_two_names)
{
	struct reply reply = reply_text(200, S(""));

	reply_download(&reply, test_arena(), S("Årsrapport \"2\"/3.csv"));
	CHECK(str_is(header_of(&reply, "Content-Disposition"),
		"attachment; filename=\"_rsrapport _2__3.csv\"; "
		"filename*=UTF-8''%C3%85rsrapport%20%222%22%2F3.csv"));
}

TEST(cookies_are_shut_in)
{
	struct reply reply = reply_text(200, S(""));

	reply_cookie(&reply, test_arena(), (struct cookie){ .name = "a", .value = S("b"),
		.seconds = 60, .is_secure = true });
	CHECK(str_is(header_of(&reply, "Set-Cookie"),
		"a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"));
}

TEST(an_event_keeps_its_lines_apart)
{
	struct out out;

	out_init(&out, test_arena(), 1000);
	stream_event(&out, "news", S("a\r\nb\revent: x\n"));
	CHECK(str_is(out_str(&out), "event: news\ndata: a\ndata: b event: x\n\n"));
}

/* --- a real server ------------------------------------------------------------------ */

struct running {
	pid_t pid;
	int port;
};

static int ready_pipe[2];

static void tell_ready(const char *address, void *context)
{
	size_t len = strlen(address);

	(void)context;
	must(write(ready_pipe[1], address, len) == (ssize_t)len);
}

struct count {
	int n;
};

static bool count_up(void *context, struct out *out)
{
	struct count *count = context;

	stream_event(out, "count", arena_print(out->arena, "%d", ++count->n));
	return count->n < 2;
}

static bool think_long(void *context, struct out *out)
{
	(void)context;
	(void)out;
	poll(NULL, 0, 10);
	return true;
}

static struct reply say_what_came(struct request *request)
{
	struct out out;

	out_init(&out, request->arena, 1 << 20);
	out_print(&out, "%.*s %.*s body %zu from %.*s%s\n", STR(request->method_word),
		STR(request->path), request->body.len, STR(request->address),
		request->is_secure ? " secure" : "");
	for (size_t i = 0; i < request->field_count; i++)
		out_print(&out, "field %.*s=%.*s\n", STR(request->fields[i].name),
			STR(request->fields[i].value));
	for (size_t i = 0; i < request->file_count; i++)
		out_print(&out, "file %.*s %.*s %zu %d\n", STR(request->files[i].field),
			STR(request->files[i].name), request->files[i].content.len,
			request->files[i].is_too_large);
	return reply_text(200, out_str(&out));
}

static struct reply answer_real(struct request *request, void *context)
{
	(void)context;
	if (str_is(request->path, "/abandon"))
		abandon("cannot go on", "a test asked for it");
	if (str_is(request->path, "/crash"))
		raise(SIGKILL);
	if (str_is(request->path, "/pid"))
		return reply_text(200, arena_print(request->arena, "%ld", (long)getpid()));
	if (str_is(request->path, "/long"))
		return reply_text(200, (struct str){ arena_take(request->arena, 100000), 100000 });
	if (str_is(request->path, "/stream"))
		return reply_stream(request, count_up, calloc(1, sizeof(struct count)));
	if (str_is(request->path, "/thoughtful"))
		return reply_stream(request, think_long, calloc(1, sizeof(struct count)));
	if (str_is(request->path, "/nothing"))
		return (struct reply){ .status = 0 };
	if (request->problem)
		return reply_text(request->problem_status, str_of(request->problem));
	return say_what_came(request);
}

static struct running start_with(struct server server)
{
	struct running running;
	char address[200] = "";

	server.answer = answer_real;
	server.ready = tell_ready;
	must(pipe(ready_pipe) == 0);
	running.pid = fork();
	must(running.pid >= 0);
	if (running.pid == 0) {
		setenv("VARN_LOG", "quiet", 1);
		_exit(server_run(&server));
	}
	must(read(ready_pipe[0], address, sizeof(address) - 1) > 0);
	running.port = (int)strtol(strrchr(address, ':') + 1, NULL, 10);
	return running;
}

static struct running start(int workers)
{
	return start_with((struct server){ .listen = "127.0.0.1:0", .workers = workers });
}

/* Ends it and answers its exit status. */
static int stop(struct running running)
{
	int status = -1;

	kill(running.pid, SIGTERM);
	waitpid(running.pid, &status, 0);
	return status;
}

static int connect_to(struct running running)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)running.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval limit = { .tv_sec = 10 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	must(connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	return fd;
}

static void send_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t sent = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);

		if (sent <= 0)
			return;                 /* it may have answered and closed already */
		bytes = str_part(bytes, (size_t)sent, bytes.len);
	}
}

static struct str read_all(int fd)
{
	enum { ROOM = 1 << 18 };
	char *at = arena_take(test_arena(), ROOM);
	size_t len = 0;
	ssize_t got;

	while (len < ROOM && (got = read(fd, at + len, ROOM - len)) > 0)
		len += (size_t)got;
	close(fd);
	return (struct str){ at, len };
}

static struct str exchange_with(struct running running, struct str bytes)
{
	int fd = connect_to(running);

	send_all(fd, bytes);
	return read_all(fd);
}

static bool has(struct str text, const char *what)
{
	return str_find(text, str_of(what)) >= 0;
}

#define CLOSING "Host: x\r\nConnection: close\r\n"

static struct str fetch(struct running running, const char *path)
{
	return exchange_with(running,
		arena_print(test_arena(), "GET %s HTTP/1.1\r\n" CLOSING "\r\n", path));
}

/* After a fall the next worker may need a moment. */
static struct str fetch_patiently(struct running running, const char *path)
{
	struct str text = S("");

	for (int i = 0; i < 50 && !str_starts(text, S("HTTP/1.1 200")); i++) {
		poll(NULL, 0, i ? 50 : 0);
		text = fetch(running, path);
	}
	return text;
}

TEST(the_server_answers_with_security_headers)
{
	struct running running = start(1);
	struct str text = fetch(running, "/hej?x=1");

	CHECK(str_starts(text, S("HTTP/1.1 200 OK\r\n")));
	CHECK(has(text, "\r\nContent-Security-Policy: default-src 'self'; "));
	CHECK(has(text, "\r\nX-Content-Type-Options: nosniff\r\n"));
	CHECK(has(text, "\r\nReferrer-Policy: same-origin\r\n"));
	CHECK(has(text, "\r\nCross-Origin-Opener-Policy: same-origin\r\n"));
	CHECK(has(text, "\r\nCache-Control: no-store\r\n") && has(text, "\r\nDate: "));
	CHECK(!has(text, "\r\nServer: ") && !has(text, "Strict-Transport"));
	CHECK(has(text, "GET /hej body 0 from 127.0.0.1\n"));
	CHECK(str_starts(fetch(running, "/nothing"), S("HTTP/1.1 500 ")));
	CHECK(stop(running) == 0);
}

TEST(the_server_keeps_pipelined_requests_in_order_and_stops_at_a_bad_one)
{
	struct running running = start(1);
	struct str text = exchange_with(running, S("POST /a HTTP/1.1\r\nHost: x\r\n"
		"Content-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\nHost: x\r\n\r\n"
		"GET /c HTTP/1.1\nHost: x\n\n"));

	CHECK(has(text, "POST /a body 3") && has(text, "GET /b body 0"));
	CHECK(str_find(text, S("GET /b")) < str_find(text, S("HTTP/1.1 400 ")));
	CHECK(!has(text, "/c"));
	CHECK(stop(running) == 0);
}

TEST(head_is_answered_without_a_body)
{
	struct running running = start(1);
	struct str text = exchange_with(running, S("HEAD /a HTTP/1.1\r\n" CLOSING "\r\n"));

	CHECK(str_starts(text, S("HTTP/1.1 200 ")) && has(text, "\r\nContent-Length: "));
	CHECK(str_ends(text, S("\r\n\r\n")));
	CHECK(stop(running) == 0);
}

TEST(long_text_is_compressed_for_those_who_can_read_it)
{
	struct running running = start(1);
	struct str text = exchange_with(running, S("GET /long HTTP/1.1\r\n" CLOSING
		"Accept-Encoding: br, gzip\r\n\r\n"));

	CHECK(has(text, "\r\nContent-Encoding: gzip\r\n") && text.len < 5000);
	text = exchange_with(running, S("GET /long HTTP/1.1\r\n" CLOSING
		"Accept-Encoding: gzip;q=0\r\n\r\n"));
	CHECK(!has(text, "gzip\r\n") && text.len > 100000);
	CHECK(stop(running) == 0);
}

static struct str form_request(struct str body)
{
	struct str head = arena_print(test_arena(), "POST /up HTTP/1.1\r\n" CLOSING
		"Content-Type: multipart/form-data; boundary=B\r\nContent-Length: %zu\r\n\r\n",
		body.len);

	return arena_join(test_arena(), head, body);
}

static struct str form_with_file(size_t size)
{
	struct str before = S("--B\r\nContent-Disposition: form-data; name=t\r\n\r\nhej\r\n"
		"--B\r\nContent-Disposition: form-data; name=f; filename=\"../x.bin\"\r\n\r\n");
	char *content = arena_take(test_arena(), size + 1);

	memset(content, 'x', size);
	return arena_join(test_arena(), before,
		arena_join(test_arena(), (struct str){ content, size }, S("\r\n--B--\r\n")));
}

TEST(files_arrive_small_large_and_too_large)
{
	struct running running = start(1);

	CHECK(has(exchange_with(running, form_request(form_with_file(5))), "file f x.bin 5 0"));
	CHECK(has(exchange_with(running, form_request(form_with_file(3000000))),
		"field t=hej\nfile f x.bin 3000000 0"));
	CHECK(has(exchange_with(running, form_request(form_with_file(LARGEST_FILE + 1))),
		"field t=hej\nfile f x.bin 0 1"));
	CHECK(stop(running) == 0);
}

TEST(a_truncated_upload_is_a_problem_of_the_request)
{
	struct running running = start(1);
	struct str form = form_with_file(100000);

	CHECK(str_starts(exchange_with(running, form_request(str_part(form, 0, form.len - 9))),
		S("HTTP/1.1 400 ")));
	CHECK(stop(running) == 0);
}

TEST(an_upload_that_is_broken_off_hurts_nobody)
{
	struct running running = start(1);
	int fd = connect_to(running);

	send_all(fd, str_part(form_request(form_with_file(200000)), 0, 150000));
	close(fd);
	CHECK(str_starts(fetch(running, "/"), S("HTTP/1.1 200 ")));
	CHECK(stop(running) == 0);
}

TEST(bodies_over_their_ceiling_get_413)
{
	struct running running = start(1);
	size_t size = LONGEST_BODY + 1;
	struct str head = arena_print(test_arena(), "POST / HTTP/1.1\r\n" CLOSING
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n", size);
	struct str body = { arena_take(test_arena(), size), size };
	struct str text = exchange_with(running, arena_join(test_arena(), head, body));

	CHECK(str_starts(text, S("HTTP/1.1 413 ")) && has(text, "larger than"));
	text = exchange_with(running, S("POST / HTTP/1.1\r\n" CLOSING
		"Content-Type: application/json\r\nContent-Length: 2000000\r\n"
		"Expect: 100-continue\r\n\r\n"));
	CHECK(str_starts(text, S("HTTP/1.1 413 ")));
	text = exchange_with(running, S("POST / HTTP/1.1\r\n" CLOSING
		"Content-Length: 2000000000\r\n\r\n"));
	CHECK(str_starts(text, S("HTTP/1.1 413 ")));
	CHECK(stop(running) == 0);
}

TEST(an_abandoned_request_gets_500_and_a_new_worker_stands_there)
{
	struct running running = start(1);
	struct str text;

	for (int i = 0; i < 3; i++) {
		text = fetch(running, "/abandon");
		CHECK(str_starts(text, S("HTTP/1.1 500 ")));
		CHECK(has(text, "this number: ") && has(text, "Något gick fel"));
		CHECK(!has(text, "a test asked"));
		CHECK(str_starts(fetch_patiently(running, "/"), S("HTTP/1.1 200 ")));
	}
	CHECK(stop(running) == 0);
}

TEST(a_killed_worker_is_replaced)
{
	struct running running = start(2);

	fetch(running, "/crash");
	fetch(running, "/crash");
	CHECK(str_starts(fetch_patiently(running, "/"), S("HTTP/1.1 200 ")));
	CHECK(stop(running) == 0);
}

static struct str body_of(struct str text)
{
	ptrdiff_t at = str_find(text, S("\r\n\r\n"));

	return at < 0 ? S("") : str_part(text, (size_t)at + 4, text.len);
}

TEST(a_hangup_signal_replaces_the_workers)
{
	struct running running = start(1);
	struct str before = body_of(fetch(running, "/pid"));
	struct str after = before;

	kill(running.pid, SIGHUP);
	for (int i = 0; i < 100 && (!after.len || str_equals(before, after)); i++) {
		poll(NULL, 0, 50);
		after = body_of(fetch(running, "/pid"));
	}
	CHECK(before.len && after.len && !str_equals(before, after));
	CHECK(stop(running) == 0);
}

TEST(events_are_delivered_as_they_come)
{
	struct running running = start(1);
	struct str text = fetch(running, "/stream");

	CHECK(has(text, "\r\nContent-Type: text/event-stream\r\n"));
	CHECK(has(text, "retry: 2000\n\n"));
	CHECK(has(text, "event: count\ndata: 1\n\n") && has(text, "data: 2\n\n"));
	CHECK(stop(running) == 0);
}

/* More looks than there is time for: one is always due. */
TEST(requests_are_answered_however_many_watch)
{
	enum { WATCHERS = 60 };
	struct running running = start(1);
	int fds[WATCHERS];

	for (int i = 0; i < WATCHERS; i++) {
		fds[i] = connect_to(running);
		send_all(fds[i], S("GET /thoughtful HTTP/1.1\r\nHost: x\r\n\r\n"));
	}
	for (int i = 0; i < 5; i++)
		CHECK(has(fetch(running, "/"), "GET / body 0"));
	for (int i = 0; i < WATCHERS; i++)
		close(fds[i]);
	CHECK(stop(running) == 0);
}

TEST(an_open_stream_does_not_keep_the_server_from_leaving)
{
	struct running running = start(1);
	int fd = connect_to(running);
	time_t began = time(NULL);

	send_all(fd, S("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"));
	poll(NULL, 0, 100);
	CHECK(stop(running) == 0);
	CHECK(time(NULL) - began < 4);
	CHECK(has(read_all(fd), "retry: 2000"));
}

TEST(only_a_trusted_proxy_is_believed)
{
	struct running plain = start(1);
	struct running behind = start_with((struct server){ .listen = "127.0.0.1:0",
		.workers = 1, .trusted_proxy = "127.0.0.1" });
	struct str asked = S("GET / HTTP/1.1\r\n" CLOSING
		"X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\nX-Forwarded-Proto: https\r\n\r\n");
	struct str text = exchange_with(behind, asked);

	CHECK(has(exchange_with(plain, asked), "from 127.0.0.1\n"));
	CHECK(has(text, "from 192.0.2.7 secure\n") && has(text, "Strict-Transport-Security: "));
	CHECK(stop(plain) == 0 && stop(behind) == 0);
}

static void child_that_falls(void *context)
{
	(void)context;
	_exit(1);
}

static void child_that_stays(void *context)
{
	(void)context;
	while (!server_is_leaving())
		poll(NULL, 0, 1000);
}

TEST(other_children_are_kept_alive_and_leave_with_us)
{
	static const struct server_child children[] = {
		{ "falling", child_that_falls }, { "staying", child_that_stays }, { NULL, NULL },
	};
	struct running running = start_with((struct server){ .listen = "127.0.0.1:0",
		.workers = 1, .children = children });

	CHECK(str_starts(fetch(running, "/"), S("HTTP/1.1 200 ")));
	CHECK(stop(running) == 0);
}

TEST(a_socket_in_the_file_system_works_and_is_taken_away)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct running running;
	const char *listen;
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "/tmp/varn-test-%ld.sock",
		(long)getpid());
	listen = arena_print(test_arena(), "unix:%s", address.sun_path).at;
	running = start_with((struct server){ .listen = listen, .workers = 1 });
	CHECK(connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	send_all(fd, S("GET / HTTP/1.1\r\n" CLOSING "\r\n"));
	CHECK(has(read_all(fd), "from unix\n"));
	CHECK(stop(running) == 0);
	CHECK(access(address.sun_path, F_OK) != 0);
}

static int status_of_listening(const char *listen)
{
	struct server server = { .listen = listen, .answer = answer_real };
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(server_run(&server));
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(without_a_proxy_nobody_listens_to_the_world)
{
	CHECK(status_of_listening("0.0.0.0:0") == 70);
	CHECK(status_of_listening("[::]:0") == 70);
	CHECK(status_of_listening("8080") == 70);
	CHECK(status_of_listening("example.org:80") == 70);
}
