/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/tests.c - what is taken in and what is not, who may judge, what is fetched from where. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/setting.h"
#include "kit/watched.h"
#include "modules/scanning/fetch.h"
#include "modules/scanning/tests_city.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

/* ---- Rules ------------------------------------------------------------------------------------- */

TEST(a_code_of_a_source_is_short_words_and_hyphens)
{
	CHECK(news_code_is_fine(S("a")) && news_code_is_fine(S("press-2")));
	CHECK(!news_code_is_fine(S("")) && !news_code_is_fine(S("-a")) && !news_code_is_fine(S("a-")));
	CHECK(!news_code_is_fine(S("A")) && !news_code_is_fine(S("a/b")) && !news_code_is_fine(S("å")));
}

TEST(a_file_is_of_the_source_with_the_longest_code_that_its_name_begins_with)
{
	struct news_source sources[] = { { .id = 1, .code = S("press") }, { .id = 2, .code = S("press-law") } };
	struct news_source_list list = { 2, sources };

	CHECK(news_source_of_name(&list, S("press.xml")) == 1);
	CHECK(news_source_of_name(&list, S("press-law_3.xml")) == 2);
	CHECK(news_source_of_name(&list, S("press-1.xml")) == 1);
	CHECK(news_source_of_name(&list, S("pressen.xml")) == 0);
	CHECK(news_source_of_name(&list, S("other.xml")) == 0 && news_source_of_name(&list, S("press")) == 0);
}

TEST(after_failures_a_source_is_left_in_peace_for_longer_but_never_for_ever)
{
	CHECK(news_wait_seconds(60, 0) == HOUR && news_wait_seconds(60, 1) == 2 * HOUR);
	CHECK(news_wait_seconds(60, 3) == 8 * HOUR && news_wait_seconds(60, 100) == DAY);
	CHECK(news_wait_seconds(10080, 5) == 10080 * MINUTE && news_wait_seconds(0, 0) == MINUTE);
}

TEST(an_item_without_a_key_is_known_by_what_it_says)
{
	struct feed_item a = { .title = S("A"), .published_at = { 5 } }, b = a, c = { .key = S("k") };

	b.summary = S("more");
	CHECK(str_equals(news_item_key(test_arena(), &a), news_item_key(test_arena(), &b)));
	b.published_at.seconds = 6;
	CHECK(!str_equals(news_item_key(test_arena(), &a), news_item_key(test_arena(), &b)));
	CHECK(str_is(news_item_key(test_arena(), &c), "k"));
}

TEST(who_judges_has_read_the_version_that_is)
{
	struct news_item item = { .state = NEWS_new, .version = 3 };

	CHECK(news_may_judge(&item, 3) && news_may_judge(&item, 0) && !news_may_judge(&item, 2));
	item.state = NEWS_tagged;
	CHECK(news_may_judge(&item, 3) && !news_may_judge(&item, 0));
}

static bool near_is(const char *words)
{
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, words, &four.sin_addr) == 1)
		return address_is_near((const struct sockaddr *)&four);
	CHECK(inet_pton(AF_INET6, words, &six.sin6_addr) == 1);
	return address_is_near((const struct sockaddr *)&six);
}

TEST(addresses_of_our_own_nets_are_near_however_they_are_written)
{
	static const char *const near[] = { "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255",
		"192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
		"::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
		"64:ff9b::c0a8:101", "2002:7f00:1::", "2001:db8::1", "64:ff9b:1::808:808", "2001::1",
		"3fff::1", "5f00::1", "100::1", "fec0::1", "::8.8.8.8" };
	static const char *const far[] = { "193.10.0.1", "172.32.0.1", "8.8.8.8", "2a00:1450::1",
		"::ffff:8.8.8.8", "2002:808:808::1" };
	struct sockaddr local = { .sa_family = AF_UNIX };

	for (size_t i = 0; i < COUNT(near); i++)
		CHECK(near_is(near[i]));
	for (size_t i = 0; i < COUNT(far); i++)
		CHECK(!near_is(far[i]));
	CHECK(address_is_near(&local));
}

/* ---- Taking in ----------------------------------------------------------------------------------- */

static struct str feed_with(const char *items)
{
	return arena_print(test_arena(), "<rss><channel><title>t</title>%s</channel></rss>", items);
}

static struct news_file taken(struct store *store, struct str bytes, int64_t source_id)
{
	return news_take_as_system(store, test_arena(), &(struct news_came){ .source_id = source_id,
		.name = S("press.xml"), .way = WAY_folder, .bytes = bytes });
}

TEST_ON_STORES(a_feed_is_taken_once_and_a_change_is_a_new_edition)
{
	struct store *store = scanning_city();
	struct str first = feed_with("<item><guid>1</guid><title>Ett</title></item>"
		"<item><guid>2</guid><title>Tv\xc3\xa5</title></item>");
	struct news_file file = taken(store, first, PRESS);
	struct view *view;
	const struct news_item *item;

	CHECK(file.verdict == VERDICT_accepted && file.items_new == 2 && file.items_changed == 0);
	CHECK(taken(store, first, PRESS).verdict == VERDICT_same);
	file = taken(store, feed_with("<item><guid>1</guid><title>Ett, r\xc3\xa4ttat</title></item>"), PRESS);
	CHECK(file.verdict == VERDICT_accepted && file.items_new == 0 && file.items_changed == 1);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	item = news_item_same(view, PRESS, S("1"));
	CHECK(item && item->edition == 2 && str_is(item->title, "Ett, r\xc3\xa4ttat"));
	CHECK(item && news_item_befores(view, item->id).count == 1);
	CHECK(item && str_is(news_item_befores(view, item->id).at[0].title, "Ett"));
	CHECK(news_count(view, NEWS_new, (struct instant){ 0 }) == 2);
	view_close(view);
}

TEST_ON_STORES(a_source_that_takes_its_change_back_is_believed)
{
	struct store *store = scanning_city();
	struct str first = feed_with("<item><guid>1</guid><title>Ett</title></item>");
	struct news_came again = { .source_id = PRESS, .name = S("press.xml"), .way = WAY_fetch, .bytes = first };
	struct news_file file;
	const struct news_item *item;
	struct view *view;

	taken(store, first, PRESS);
	taken(store, feed_with("<item><guid>1</guid><title>Tva</title></item>"), PRESS);
	CHECK(taken(store, first, PRESS).verdict == VERDICT_same);      /* a file that was left lying */
	file = news_take_as_system(store, test_arena(), &again);
	CHECK(file.verdict == VERDICT_accepted && file.items_new == 0 && file.items_changed == 1);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	item = news_item_same(view, PRESS, S("1"));
	CHECK(item && item->edition == 3 && str_is(item->title, "Ett"));
	CHECK(news_file_get(view, file.public_id)->items_new == 1);     /* as it came the first time */
	view_close(view);
}

TEST_ON_STORES(what_a_file_says_twice_of_one_item_is_no_change)
{
	struct store *store = scanning_city();
	const char *items = "<item><guid>1</guid><title>Ett</title></item><item><guid>1</guid><title>Tva</title></item>";
	struct news_file file = taken(store, feed_with(items), PRESS);

	CHECK(file.items_new == 1 && file.items_changed == 0);
	file = taken(store, arena_print(test_arena(), "%.*s\n", STR(feed_with(items))), PRESS);
	CHECK(file.verdict == VERDICT_same && file.items_changed == 0);
}

TEST_ON_STORES(a_broken_feed_takes_nothing_and_the_next_goes_on)
{
	struct store *store = scanning_city();
	struct str broken = S("<rss><channel>\n<item><title>A</title></item>\n<item><title>B</item></channel></rss>");
	struct news_file file = taken(store, broken, PRESS);
	struct view *view;

	CHECK(file.verdict == VERDICT_refused && file.items_new == 0);
	CHECK(str_starts(file.problem, S("Line 3, rss/channel/item/title: ")));
	CHECK(taken(store, broken, PRESS).verdict == VERDICT_refused);
	CHECK(taken(store, feed_with("<item><title>A</title></item>"), PRESS).verdict == VERDICT_accepted);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(news_count(view, NEWS_new, (struct instant){ 0 }) == 1);
	CHECK(str_equals(news_file_bytes(view, file.id), broken));
	view_close(view);
}

TEST_ON_STORES(what_is_too_large_or_of_nobody_is_kept_as_refused)
{
	struct store *store = scanning_city();
	struct news_came came = { .way = WAY_folder, .name = S("who.xml"), .bytes = feed_with(""),
		.refused = S("No source") };
	struct news_file file = news_take_as_system(store, test_arena(), &came);
	struct view *view;

	CHECK(file.verdict == VERDICT_refused && file.source_id == 0);
	file = taken(store, arena_print(test_arena(), "<rss>%*s</rss>", FEED_LARGEST, ""), PRESS);
	CHECK(file.verdict == VERDICT_refused && str_find(file.problem, S("5 MB")) > 0);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(news_file_bytes(view, file.id).len == FEED_LARGEST);
	view_close(view);
}

TEST_ON_STORES(what_has_come_in_is_for_those_who_scan_the_whole_city)
{
	struct store *store = scanning_city();
	struct view *view;

	taken(store, feed_with("<item><guid>1</guid><title>Ett</title></item>"), PRESS);
	view = view_open(store, test_arena(), (struct who){ .person = MAX });
	CHECK(news_queue(view, 10).count == 0 && news_sources(view).count == 0);
	CHECK(!news_item_same(view, PRESS, S("1")));
	view_close(view);
}

TEST_ON_STORES(who_scans_a_part_of_the_city_scans_nothing)
{
	struct store *store = scanning_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view;

	change_run(change, SQL("UPDATE member SET role = 'scans' WHERE person_id = $1"), V((int64_t)LISA));
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = LISA });
	CHECK(!scanning_may_write(view) && news_sources(view).count == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(scanning_may_write(view) && news_sources(view).count == 1);
	view_close(view);
}

/* ---- The folder ------------------------------------------------------------------------------------ */

static void file_write(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "w");
	struct utimbuf old = { 1000, 1000 };

	CHECK(file != NULL && fwrite(bytes.at, 1, bytes.len, file) == bytes.len);
	CHECK(file != NULL && fclose(file) == 0 && utime(path, &old) == 0);
}

TEST_ON_STORES(the_watched_folder_is_emptied_file_by_file)
{
	struct store *store = scanning_city();
	char folder[] = "/tmp/scanning-XXXXXX";
	struct instant now = { 2000000 };
	struct view *view;

	CHECK(mkdtemp(folder) != NULL);
	file_write(arena_print(test_arena(), "%s/press-1.xml", folder).at,
		feed_with("<item><title>A</title></item>"));
	file_write(arena_print(test_arena(), "%s/stranger.rss", folder).at,
		feed_with("<item><title>B</title></item>"));
	file_write(arena_print(test_arena(), "%s/press.txt", folder).at, S("no feed"));
	CHECK(watched_take(&news_watched, store, folder, now) == 2);
	CHECK(watched_take(&news_watched, store, folder, now) == 0);
	CHECK(access(arena_print(test_arena(), "%s/taken/press-1.xml", folder).at, R_OK) == 0);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(news_count(view, NEWS_new, (struct instant){ 0 }) == 1);
	view_close(view);
	CHECK(watched_take(&news_watched, store, "/nowhere/at/all", now) == -1);
}

/* ---- The network ----------------------------------------------------------------------------------- */

/* A server of one connection at a time, which says to each the next of some answers. */
struct answers_given { int port; pid_t child; };

static void serve(int listener, const struct str *says, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int fd = accept(listener, NULL, NULL);
		struct str left = says[i];
		char request[4096];

		if (fd < 0 || read(fd, request, sizeof(request)) <= 0)
			_exit(1);
		while (left.len) {
			ssize_t len = send(fd, left.at, left.len, MSG_NOSIGNAL);

			if (len <= 0)
				break;
			left = str_part(left, (size_t)len, left.len);
		}
		close(fd);
	}
	_exit(0);
}

static struct answers_given server_begin(const struct str *says, size_t count)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	struct answers_given server;

	CHECK(bind(listener, (struct sockaddr *)&at, sizeof(at)) == 0 && listen(listener, 8) == 0);
	CHECK(getsockname(listener, (struct sockaddr *)&at, &len) == 0);
	server = (struct answers_given){ ntohs(at.sin_port), fork() };
	if (server.child == 0)
		serve(listener, says, count);
	close(listener);
	return server;
}

static void server_end(struct answers_given server)
{
	kill(server.child, SIGKILL);
	waitpid(server.child, NULL, 0);
}

TEST(a_feed_is_read_with_its_marks_and_stops_at_the_ceiling)
{
	struct str says[] = {
		S("HTTP/1.1 200 OK\r\nETag: \"a1\"\r\nLast-Modified: then\r\nContent-Length: 6\r\n\r\n<rss/>"),
		S("HTTP/1.1 304 Not Modified\r\n\r\n"),
		S("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"),
		S("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"),
		arena_print(test_arena(), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%*s", FEED_LARGEST + 4096, ""),
		S("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<rss/>"),
	};
	static const char *const words[] = { "", "", "pointed to another address", "answered 500",
		"larger than 5 MB", "larger than 5 MB" };
	struct answers_given server = server_begin(says, COUNT(says));
	struct fetching fetching = { .protocols = "http", .may_be_near = true,
		.address = arena_print(test_arena(), "http://127.0.0.1:%d/feed", server.port).at };

	for (size_t i = 0; i < COUNT(says); i++) {
		struct fetched_file got = feed_fetch(test_arena(), &fetching);

		CHECK(str_find(got.problem, str_of(words[i])) >= 0 || (!got.problem.len && !*words[i]));
		CHECK((got.what == FETCHED_nothing) == (*words[i] != '\0'));
		if (i == 0)
			CHECK(str_is(got.bytes, "<rss/>") && str_is(got.etag, "\"a1\"") && str_is(got.modified, "then"));
		if (i == 1)
			CHECK(got.what == FETCHED_same);
	}
	server_end(server);
}

TEST(nothing_near_and_nothing_but_https_is_fetched)
{
	struct str says[] = { S("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>") };
	struct answers_given server = server_begin(says, 1);
	struct fetching fetching = { .protocols = "http",
		.address = arena_print(test_arena(), "http://localhost:%d/feed", server.port).at };

	CHECK(str_find(feed_fetch(test_arena(), &fetching).problem, S("our own net")) >= 0);
	fetching.protocols = NULL;
	fetching.may_be_near = true;
	CHECK(feed_fetch(test_arena(), &fetching).what == FETCHED_nothing);
	fetching.address = "file:///etc/hostname";
	CHECK(feed_fetch(test_arena(), &fetching).what == FETCHED_nothing);
	server_end(server);
}

TEST_ON_STORES(nothing_is_fetched_before_the_city_says_so)
{
	struct store *store = scanning_city();
	struct change *change;
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });

	CHECK(news_sources_due(view).count == 1 && !fetch_is_needed(view));
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	setting_put(change, "scanning_network", S("yes"));
	news_fetch_put(change, &(struct news_fetch){ .source_id = PRESS, .etag = S("\"a1\""),
		.next_at = { instant_now().seconds + HOUR } });
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(news_sources_due(view).count == 0 && !fetch_is_needed(view));
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	news_fetch_anew(change, PRESS);         /* as when its address is written anew */
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(news_sources_due(view).count == 1 && !news_fetch_of(view, PRESS)->etag.len);
	view_close(view);
}
