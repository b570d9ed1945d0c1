/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/fetch.c - see fetch.h. */
#define _GNU_SOURCE 1 /* SOCK_CLOEXEC */
#include "modules/scanning/fetch.h"

#include "base/say.h"
#include "kit/setting.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum { CONNECT_SECONDS = 10, ALL_SECONDS = 30, SLOW_BYTES = 200, SLOW_SECONDS = 15,
       LONGEST_MARK = 200, ARENA_BYTES = 256 << 20, STATUS_OK = 200, STATUS_MOVED = 300,
       STATUS_SAME = 304, STATUS_WRONG = 400 };

/* ---- Whose address ------------------------------------------------------------------------------ */

/* IANA's registries of special-purpose addresses (RFC 6890 and later). */
static const struct { const char *net; int bits; } near_four[] = {
	{ "0.0.0.0", 8 }, { "10.0.0.0", 8 }, { "100.64.0.0", 10 }, { "127.0.0.0", 8 },
	{ "169.254.0.0", 16 }, { "172.16.0.0", 12 }, { "192.0.0.0", 24 }, { "192.0.2.0", 24 },
	{ "192.88.99.0", 24 }, { "192.168.0.0", 16 }, { "198.18.0.0", 15 }, { "198.51.100.0", 24 },
	{ "203.0.113.0", 24 }, { "224.0.0.0", 4 }, { "240.0.0.0", 4 },
};
/* Publishers have addresses of global unicast and of no other kind; these within it are special. */
static const struct { const char *net; int bits; } public_six = { "2000::", 3 }, near_six[] = {
	{ "2001::", 23 }, { "2001:db8::", 32 }, { "3fff::", 20 },
};
/* An address of the old kind stands within, after so many bytes. */
static const struct { const char *net; int bits, at; } holds_four[] = {
	{ "::ffff:0:0", 96, 12 }, { "64:ff9b::", 96, 12 }, { "2002::", 16, 2 },
};

static bool is_within(const unsigned char *address, const unsigned char *net, int bits)
{
	int whole = bits / 8, rest = bits % 8;

	if (memcmp(address, net, (size_t)whole) != 0)
		return false;
	return !rest || ((address[whole] ^ net[whole]) >> (8 - rest)) == 0;
}

static bool four_is_near(const unsigned char *address)
{
	for (size_t i = 0; i < COUNT(near_four); i++) {
		unsigned char net[4];

		must(inet_pton(AF_INET, near_four[i].net, net) == 1);
		if (is_within(address, net, near_four[i].bits))
			return true;
	}
	return false;
}

static bool six_is_in(const unsigned char *address, const char *words, int bits)
{
	unsigned char net[16];

	must(inet_pton(AF_INET6, words, net) == 1);
	return is_within(address, net, bits);
}

static bool six_is_near(const unsigned char *address)
{
	for (size_t i = 0; i < COUNT(holds_four); i++)
		if (six_is_in(address, holds_four[i].net, holds_four[i].bits))
			return four_is_near(address + holds_four[i].at);
	for (size_t i = 0; i < COUNT(near_six); i++)
		if (six_is_in(address, near_six[i].net, near_six[i].bits))
			return true;
	return !six_is_in(address, public_six.net, public_six.bits);
}

bool address_is_near(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return four_is_near((const unsigned char *)
			&((const struct sockaddr_in *)(const void *)address)->sin_addr);
	if (address->sa_family == AF_INET6)
		return six_is_near((const unsigned char *)
			&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
	return true;
}

/* ---- One request ---------------------------------------------------------------------------------- */

struct getting {
	const struct fetching *fetching;
	struct arena *arena;
	struct out body;
	struct fetched_file *file;
	bool was_near, is_too_large;
};

static curl_socket_t socket_open(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct getting *getting = context;

	(void)purpose;
	if (!getting->fetching->may_be_near && address_is_near(&address->addr)) {
		getting->was_near = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* At the ceiling it stops, and no more is read. */
static size_t body_take(char *at, size_t size, size_t count, void *context)
{
	struct getting *getting = context;

	if (getting->body.len + size * count > FEED_LARGEST) {
		getting->is_too_large = true;
		return 0;
	}
	out_bytes(&getting->body, at, size * count);
	return size * count;
}

static size_t header_take(char *at, size_t size, size_t count, void *context)
{
	struct getting *getting = context;
	struct str rest = { at, size * count };
	struct str name = str_trim(str_cut(&rest, ':')), value = str_trim(rest);

	if (value.len > LONGEST_MARK || !str_is_utf8(value))
		return size * count;
	if (str_is_nocase(name, "etag"))
		getting->file->etag = arena_copy(getting->arena, value);
	if (str_is_nocase(name, "last-modified"))
		getting->file->modified = arena_copy(getting->arena, value);
	return size * count;
}

static struct curl_slist *headers_of(struct arena *arena, const struct fetching *fetching)
{
	struct curl_slist *list = curl_slist_append(NULL,
		"Accept: application/rss+xml, application/atom+xml, application/rdf+xml, application/xml, text/xml");

	if (fetching->etag.len)
		list = curl_slist_append(list, str_z(arena, arena_print(arena, "If-None-Match: %.*s",
			STR(fetching->etag))));
	if (fetching->modified.len)
		list = curl_slist_append(list, str_z(arena, arena_print(arena, "If-Modified-Since: %.*s",
			STR(fetching->modified))));
	return list;
}

static void options_put(CURL *curl, struct getting *getting, struct curl_slist *headers)
{
	const char *protocols = getting->fetching->protocols;

	curl_easy_setopt(curl, CURLOPT_URL, getting->fetching->address);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols ? protocols : "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");      /* a proxy would open the address for us */
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)FEED_LARGEST);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "varn");
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, socket_open);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, getting);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, getting);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, header_take);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, getting);
}

static struct str failure_words(const struct getting *getting, CURLcode result)
{
	if (getting->was_near)
		return str_of(_("The address leads to a machine of our own net. That is not fetched."));
	if (getting->is_too_large || result == CURLE_FILESIZE_EXCEEDED)
		return str_of(_("The file is larger than 5 MB, which no feed needs to be."));
	if (result == CURLE_OPERATION_TIMEDOUT)
		return arena_print(getting->arena, _("There was no whole answer within %d seconds."), ALL_SECONDS);
	return arena_print(getting->arena, _("The source could not be reached: %s"),
		curl_easy_strerror(result));
}

static void answer_judge(CURL *curl, struct getting *getting)
{
	struct fetched_file *file = getting->file;
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (status == STATUS_SAME) {
		file->what = FETCHED_same;
	} else if (status >= STATUS_MOVED && status < STATUS_WRONG) {
		file->problem = str_of(_("The source pointed to another address. That is not followed: write the new address if it is right."));
	} else if (status != STATUS_OK) {
		file->problem = arena_print(getting->arena, _("The source answered %ld."), status);
	} else {
		file->what = FETCHED_new;
		file->bytes = out_str(&getting->body);
	}
}

struct fetched_file feed_fetch(struct arena *arena, const struct fetching *fetching)
{
	struct fetched_file file = { .what = FETCHED_nothing };
	struct getting getting = { .fetching = fetching, .arena = arena, .file = &file };
	struct curl_slist *headers = headers_of(arena, fetching);
	CURLcode result;
	CURL *curl;

	out_init(&getting.body, arena, FEED_LARGEST + 1);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	curl = curl_easy_init();
	must(curl != NULL);
	options_put(curl, &getting, headers);
	result = curl_easy_perform(curl);
	if (result == CURLE_OK && !getting.was_near)
		answer_judge(curl, &getting);
	else
		file.problem = failure_words(&getting, result);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return file;
}

/* ---- The job ------------------------------------------------------------------------------------------ */

bool fetch_is_needed(struct view *view)
{
	return setting_yes("scanning_network") && news_sources_due(view).count > 0;
}

static struct news_fetch fetch_before(struct store *store, struct arena *arena, int64_t source_id)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	const struct news_fetch *known = news_fetch_of(view, source_id);
	struct news_fetch fetch = known ? *known : (struct news_fetch){ .source_id = source_id };

	view_close(view);
	return fetch;
}

/* What it becomes of the time that was, by what has come. */
static void fetch_settle(struct news_fetch *fetch, const struct news_source *source,
                         const struct fetched_file *file, struct str refused)
{
	struct instant now = instant_now();

	fetch->tried_at = now;
	fetch->problem = file->problem.len ? file->problem : refused;
	fetch->failures = fetch->problem.len ? fetch->failures + 1 : 0;
	if (!fetch->problem.len)
		fetch->good_at = now;
	if (file->what == FETCHED_new && !fetch->problem.len) {
		fetch->etag = file->etag;
		fetch->modified = file->modified;
	}
	fetch->next_at.seconds = now.seconds + news_wait_seconds(source->every_minutes, fetch->failures);
}

static bool source_fetch(struct store *store, const struct news_source *source)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct news_fetch before = fetch_before(store, arena, source->id), fetch;
	struct fetched_file got = feed_fetch(arena, &(struct fetching){
		.address = str_z(arena, source->address), .etag = before.etag, .modified = before.modified });
	struct news_came came = { .source_id = source->id, .way = WAY_fetch,
		.name = arena_print(arena, "%.*s.xml", STR(source->code)), .bytes = got.bytes };
	struct change *change;

	if (got.what == FETCHED_new)
		news_came_read(arena, &came);   /* in a process of its own, before the change */
	do {
		struct str refused = S("");

		change = change_open(store, arena, (struct who){ .is_system = true });
		if (got.what == FETCHED_new) {
			struct news_file file = news_file_take(change, &came);

			refused = file.verdict == VERDICT_refused ? came.problem : S("");
		}
		fetch = before;
		fetch_settle(&fetch, source, &got, refused);
		if (news_source_of_id(change_view(change), source->id)->version == source->version)
			news_fetch_put(change, &fetch); /* else it is another source by now */
	} while (change_commit(change) == CLASHED);
	arena_close(arena);
	return !fetch.failures;
}

bool fetch_run(struct job *job)
{
	struct view *view;
	struct news_source_list due;
	int64_t good = 0;

	if (!setting_yes("scanning_network")) {
		job_say(job, "%s", _("Nothing is fetched: the setting scanning_network says no."));
		return true;
	}
	view = view_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
	due = news_sources_due(view);
	view_close(view);
	for (size_t i = 0; i < due.count && !job_is_cancelled(job); i++) {
		job_progress(job, (int64_t)i, (int64_t)due.count, str_z(job_arena(job), due.at[i].name));
		good += source_fetch(job_store(job), &due.at[i]);
	}
	job_say(job, _("%lld of %lld sources were read."), (long long)good, (long long)due.count);
	return true;
}
