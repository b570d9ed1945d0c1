/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_feed.c - feeds in: three standards, plain text, what is refused and where. */
#include "base/test.h"
#include "formats/feed.h"
#include "formats/xml_bytes.h"

#include <stdio.h>
#include <string.h>

static const char rss[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<rss version=\"2.0\" xmlns:media=\"urn:m\" xmlns:georss=\"http://www.georss.org/georss\">\n"
	"<channel><title>Hamnens nyheter</title><link>https://news.example.org/</link>\n"
	"<item><media:title>annan</media:title><title>Is p\xc3\xa5 &amp; under bron</title>\n"
	"<description>&lt;p&gt;Isen &lt;b&gt;b\xc3\xa4r&lt;/b&gt; inte.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>\n"
	"<link>https://news.example.org/1</link><guid>n-1</guid>\n"
	"<pubDate>Mon, 06 Jul 2026 16:45:00 +0200</pubDate>\n"
	"<georss:point>59.1 18.2</georss:point></item>\n"
	"<item><title>Utan nyckel</title><link>javascript:x()</link>\n"
	"<pubDate>i morgon</pubDate></item>\n"
	"</channel></rss>\n";

static const char atom[] =
	"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"text\">Prov</title>\n"
	"<entry><id>urn:1</id><title>Ett</title><updated>2026-07-06T16:45:00.250Z</updated>\n"
	"<link rel=\"self\" href=\"https://a.example.org/self\"/>\n"
	"<link rel=\"alternate\" href=\"https://a.example.org/1\"/>\n"
	"<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">Tv\xc3\xa5 <i>ord</i></div></content>\n"
	"</entry></feed>\n";

static const char rdf[] =
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"\n"
	" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
	"<channel rdf:about=\"https://r.example.org/\"><title>Gammal form</title></channel>\n"
	"<item rdf:about=\"https://r.example.org/7\"><title>Sju</title>\n"
	"<link>https://r.example.org/7</link><dc:date>2026-07-06</dc:date></item></rdf:RDF>\n";

static bool is_read(struct str bytes, struct feed *feed, struct str *words)
{
	struct xml_fault problem;
	bool well = feed_read_xml(test_arena(), bytes, feed, &problem);

	*words = well ? S("") : xml_fault_words(test_arena(), &problem);
	return well;
}

static void check_refused(struct str bytes, const char *in_words)
{
	struct feed feed;
	struct str words;

	CHECK(!is_read(bytes, &feed, &words) && feed.count == 0);
	if (str_find(words, str_of(in_words)) < 0) {
		printf("  expected \"%s\" in \"%.*s\"\n", in_words, STR(words));
		CHECK(!"the words tell it");
	}
}

/* The RSS with one piece written otherwise. */
static struct str with(const char *was, const char *becomes)
{
	struct str text = str_of(rss);
	ptrdiff_t at = str_find(text, str_of(was));

	CHECK(at >= 0);
	return arena_print(test_arena(), "%.*s%s%.*s", STR(str_part(text, 0, (size_t)at)), becomes,
		STR(str_part(text, (size_t)at + strlen(was), text.len)));
}

TEST(rss_becomes_items_of_plain_text)
{
	struct feed feed;
	struct str words;

	calendar_open("Europe/Stockholm");
	CHECK(is_read(str_of(rss), &feed, &words));
	CHECK(feed.count == 2 && str_is(feed.format, "rss") && str_is(feed.title, "Hamnens nyheter"));
	CHECK(str_is(feed.items[0].title, "Is p\xc3\xa5 & under bron"));
	CHECK(str_is(feed.items[0].summary, "Isen b\xc3\xa4r inte."));
	CHECK(str_is(feed.items[0].key, "n-1") && str_is(feed.items[0].link, "https://news.example.org/1"));
	CHECK(feed.items[0].published_at.seconds == 1783349100);
	CHECK(feed.items[0].has_point && feed.items[0].lat > 59 && feed.items[0].lon > 18);
	CHECK(feed.items[1].published_at.seconds == 0 && !feed.items[1].has_point);
}

TEST(atom_and_rdf_become_the_same)
{
	struct feed feed;
	struct str words;

	calendar_open("Europe/Stockholm");
	CHECK(is_read(str_of(atom), &feed, &words) && feed.count == 1);
	CHECK(str_is(feed.items[0].link, "https://a.example.org/1") && str_is(feed.items[0].key, "urn:1"));
	CHECK(str_is(feed.items[0].summary, "Tv\xc3\xa5 ord"));
	CHECK(feed.items[0].published_at.seconds == 1783356300);
	CHECK(is_read(str_of(rdf), &feed, &words) && feed.count == 1);
	CHECK(str_is(feed.title, "Gammal form") && str_is(feed.items[0].key, "https://r.example.org/7"));
	CHECK(instant_date(feed.items[0].published_at).day == 6);
}

TEST(a_feed_goes_through_json_and_is_judged_again)
{
	struct feed feed, again;
	struct str words, no = S("");
	struct json_out json;
	struct out out;
	json_t *read;

	CHECK(is_read(with("n-1", "n&#x202e;1"), &feed, &words));
	out_init(&out, test_arena(), FEED_JSON_LARGEST);
	json_begin(&json, &out);
	feed_write_json(&json, NULL, &feed);
	read = json_read(test_arena(), out_str(&out), &no);
	CHECK(read && feed_read_json(test_arena(), read, &again) && again.count == 2);
	CHECK(str_is(again.items[0].key, "n1"));
	CHECK(str_equals(again.items[0].title, feed.items[0].title) && again.items[0].has_point);
	CHECK(!again.items[1].link.len);        /* javascript: is no link */
	json_decref(read);
	read = json_read(test_arena(), S("{\"items\":[{\"title\":\"a\",\"published_at\":-5,\"lat\":99,\"lon\":0}]}"), &no);
	CHECK(feed_read_json(test_arena(), read, &again) && !again.items[0].has_point);
	CHECK(again.items[0].published_at.seconds == 0);
	json_decref(read);
	read = json_read(test_arena(), S("[1]"), &no);
	CHECK(!feed_read_json(test_arena(), read, &again));
	json_decref(read);
}

TEST(marks_are_no_text)
{
	static const char *const pairs[][2] = {
		{ "a<br/>b", "a b" }, { "<p>x</p><p><b>y</b>.</p>", "x y." }, { "1 < 2 & 3", "1 < 2 & 3" }, { "&aring;&#228;&#xF6;&nbsp;x", "\xc3\xa5\xc3\xa4\xc3\xb6 x" },
		{ "<STYLE>p{}</style>k", "k" }, { "<!-- <b> -->m", "m" }, { "  a \n\t b ", "a b" },
		{ "<img src='x", "" }, { "&unknown; &", "&unknown; &" }, { "\x01\xe2\x80\xae""a", "a" },
		{ "&#0;&#xD800;&#99999999999;b", "b" },
	};

	for (size_t i = 0; i < COUNT(pairs); i++)
		CHECK(str_is(feed_plain(test_arena(), str_of(pairs[i][0]), 100), pairs[i][1]));
	CHECK(str_is(feed_plain(test_arena(), S("en lång text"), 7), "en lång…"));
	CHECK(str_is(feed_plain(test_arena(), S("sju jul"), 7), "sju jul"));
}

TEST(days_of_feeds_are_written_in_many_ways)
{
	static const struct { const char *text; int64_t seconds; } times[] = {
		{ "Mon, 06 Jul 2026 16:45:00 +0200", 1783349100 }, { "6 Jul 26 14:45 GMT", 1783349100 },
		{ "Mon, 6 July 2026 14:45:00 Z", 1783349100 }, { "06 Jul 2026 10:45:00 EDT", 1783349100 },
		{ "2026-07-06T16:45:00+02:00", 1783349100 }, { "2026-07-06T14:45:00.999Z", 1783349100 },
	};
	static const char *const wrong[] = { "", "soon", "Mon, 32 Jul 2026 16:45:00 +0200",
		"Mon, 30 Feb 2026 16:45:00 +0200", "6 Jul 1026 14:45 GMT", "6 Jul 2026", "6 Jul 2026 25:00 GMT",
		"99999-01-01" };
	struct instant at;

	calendar_open("Europe/Stockholm");
	for (size_t i = 0; i < COUNT(times); i++) {
		CHECK(feed_time_read(str_of(times[i].text), &at) && at.seconds == times[i].seconds);
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		CHECK(!feed_time_read(str_of(wrong[i]), &at));
}

TEST(what_must_not_be_parsed_is_refused_with_its_line)
{
	check_refused(S(" \n"), "The file is empty");
	check_refused(with("<rss ", "<!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss "), "Line 2: There is a document type");
	check_refused(with("Hamnens", "&ham;"), "Line 3, rss/channel/title: There is an entity");
	check_refused(with("UTF-8", "UTF-16"), "another encoding");
	check_refused(with("Hamnens", "H\xe5mnens"), "another encoding");
	check_refused(arena_print(test_arena(), "<rss>%*s</rss>", FEED_LARGEST, ""), "larger than 5 MB");
	check_refused(S("<html><body/></html>"), "html: A feed begins with");
	check_refused(S("<feed><title>a</title></feed>"), "feed: A feed begins with");
	check_refused(S("<rss version='2.0'/>"), "no channel");
}

TEST(broken_xml_tells_line_and_element)
{
	check_refused(with("</description>", ""), "Line 8, rss/channel/item/description: The file is no well-formed XML: </item> ends");
	check_refused(with("</channel></rss>", ""), "rss/channel: The file is no well-formed XML: it ends before");
	check_refused(with("<guid>", "<guid a=b>"), "Line 6, rss/channel/item/guid: The file is no well-formed XML.");
	check_refused(with("<title>Utan nyckel</title>", ""), "item[2]: It has neither a title nor a text.");
	check_refused(with("</rss>", "</rss><rss/>"), "no well-formed XML");
	check_refused(with("Utan nyckel", "<![CDATA[ "), "ends in the middle");
}

TEST(latin_letters_are_read_when_the_file_says_so)
{
	struct feed feed;
	struct str words;

	CHECK(is_read(S("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item>"
		"<title>\xc5land</title></item></channel></rss>"), &feed, &words));
	CHECK(feed.count == 1 && str_is(feed.items[0].title, "\xc3\x85land"));
}

TEST(of_a_very_long_feed_the_beginning_is_taken_and_the_rest_is_told)
{
	struct feed feed;
	struct str words;
	struct out out;

	out_init(&out, test_arena(), FEED_LARGEST);
	out_z(&out, "<rss><channel>");
	for (int i = 0; i < FEED_MOST_ITEMS + 70; i++)
		out_print(&out, "<item><title>%d</title></item>", i);
	out_z(&out, "</channel></rss>");
	CHECK(is_read(out_str(&out), &feed, &words));
	CHECK(feed.count == FEED_MOST_ITEMS && feed.left_out == 70);
}

TEST(whatever_comes_in_is_a_feed_or_refused_in_words)
{
	static const char *const all[] = { rss, atom, rdf };
	uint64_t seed = 20260715;
	char bytes[sizeof(rss) + sizeof(atom)];
	int well = 0, refused = 0;

	calendar_open("Europe/Stockholm");
	for (int round = 0; round < 4000; round++) {
		size_t len = strlen(all[round % 3]);
		struct str words, text = { bytes, len };
		struct feed feed;

		memcpy(bytes, all[round % 3], len);
		for (int i = 0; i < 1 + round % 4; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			bytes[(seed >> 33) % len] = "<>&\"'/!?-[]=:,. \n\x80\xc3x09"[(seed >> 20) % 23];
		}
		text.len -= round % 7 ? 0 : (seed >> 40) % text.len;
		if (is_read(text, &feed, &words))
			well++;
		else
			refused += words.len > 0 && str_is_utf8(words) && feed.count == 0;
		arena_clear(test_arena());
	}
	CHECK(well > 0 && refused > 0 && well + refused == 4000);
}
