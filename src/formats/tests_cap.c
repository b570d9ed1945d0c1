/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_cap.c - warnings in: what is read, what is refused and why, and out again. */
#include "base/test.h"
#include "formats/cap.h"
#include "formats/xml_bytes.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST = 1 << 20 };

static const char plain[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n"
	"<identifier>SE-1</identifier><sender>smhi@example.se</sender>\n"
	"<sent>2026-07-14T14:10:00+02:00</sent><status>Actual</status>\n"
	"<msgType>Alert</msgType><scope>Public</scope>\n"
	"<info><language>sv-SE</language><category>Met</category><event>Regn</event>\n"
	"<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>\n"
	"<headline>Skyfall &amp; \xc3\xa5ska</headline>\n"
	"<area><areaDesc>Fyrudden</areaDesc>\n"
	"<polygon>59.0,18.0 59.1,18.0 59.1,18.1 59.0,18.0</polygon>\n"
	"<circle>59.0,18.0 2.5</circle>\n"
	"<geocode><valueName>SCB</valueName><value>0199</value></geocode></area></info>\n"
	"</alert>\n";

/* The plain one with one piece written otherwise. */
static struct str with(const char *was, const char *becomes)
{
	struct str text = str_of(plain);
	ptrdiff_t at = str_find(text, str_of(was));

	CHECK(at >= 0);
	return arena_print(test_arena(), "%.*s%s%.*s", STR(str_part(text, 0, (size_t)at)), becomes,
		STR(str_part(text, (size_t)at + strlen(was), text.len)));
}

static bool is_well(struct str bytes, struct str *words)
{
	struct cap_alert alert;
	struct xml_fault problem;
	bool well = cap_read_xml(test_arena(), bytes, &alert, &problem)
		&& cap_judge(test_arena(), &alert, &problem);

	*words = xml_fault_words(test_arena(), &problem);
	return well;
}

static void check_refused(struct str bytes, const char *in_words)
{
	struct str words;

	CHECK(!is_well(bytes, &words));
	if (str_find(words, str_of(in_words)) < 0) {
		printf("  expected \"%s\" in \"%.*s\"\n", in_words, STR(words));
		CHECK(!"the words tell it");
	}
}

static struct str json_of(const struct cap_alert *alert)
{
	struct json_out json;
	struct out out;

	out_init(&out, test_arena(), LONGEST);
	json_begin(&json, &out);
	cap_write_json(&json, NULL, alert);
	CHECK(!out.is_full);
	return out_str(&out);
}

static struct str xml_of(const struct cap_alert *alert)
{
	struct out out;

	out_init(&out, test_arena(), LONGEST);
	cap_write_xml(&out, alert);
	CHECK(!out.is_full);
	return out_str(&out);
}

/* XML -> alert -> XML -> alert -> JSON -> alert: all the same. */
static void check_round(struct str bytes)
{
	struct cap_alert first, second, third;
	struct xml_fault problem;
	struct str no = S("");
	json_t *object;

	CHECK(cap_read_xml(test_arena(), bytes, &first, &problem));
	CHECK(cap_judge(test_arena(), &first, &problem));
	CHECK(cap_read_xml(test_arena(), xml_of(&first), &second, &problem));
	CHECK(str_equals(json_of(&first), json_of(&second)) || first.signature.len);
	object = json_read(test_arena(), json_of(&first), &no);
	CHECK(object && cap_read_json(test_arena(), object, &third, &problem));
	CHECK(str_equals(json_of(&first), json_of(&third)));
	CHECK(str_equals(xml_of(&first), xml_of(&third)));
	json_decref(object);
}

TEST(a_warning_is_read)
{
	struct cap_alert alert;
	struct xml_fault problem;

	CHECK(cap_read_xml(test_arena(), str_of(plain), &alert, &problem));
	CHECK(str_is(alert.identifier, "SE-1") && alert.info.count == 1);
	CHECK(str_is(alert.info.at[0].headline, "Skyfall & \xc3\xa5ska"));
	CHECK(alert.info.at[0].category.count == 1 && alert.info.at[0].area.count == 1);
	CHECK(str_is(alert.info.at[0].area.at[0].geocode.at[0].value, "0199"));
	CHECK(cap_judge(test_arena(), &alert, &problem) && !problem.words.len);
	check_round(str_of(plain));
}

TEST(what_may_not_be_parsed_is_refused_before)
{
	char deep[4096] = "", *at = deep;
	struct xml_fault problem;

	check_refused(with("<alert ", "<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<alert "),
		"Line 2: There is a document type");
	check_refused(with("Fyrudden", "&x;"), "There is an entity");
	check_refused(with("UTF-8", "UTF-7"), "another encoding");
	check_refused(with("Fyrudden", "F\xe5rudden"), "another encoding");
	check_refused(S(" \n"), "empty");
	check_refused(arena_print(test_arena(), "<alert>%*s</alert>", CAP_LARGEST, ""), "256 kB");
	for (int i = 0; i <= XML_DEEPEST; i++)
		at += snprintf(at, 8, "<note>");
	check_refused(with("<info>", deep), "too deep");
	CHECK(!cap_bytes_judge(test_arena(), with("<info>", deep), &problem) && problem.line == 6);
	check_refused(with("<headline>", "<!-- "), "ends in the middle");
}

TEST(comments_and_quotes_do_not_hide_or_feign_anything)
{
	struct str words;

	CHECK(is_well(with("<info>", "<!-- <!DOCTYPE x> &x; --><info>"), &words));
	CHECK(is_well(with("Fyrudden", "<![CDATA[a < b &x; <!DOCTYPE]]>"), &words));
	check_refused(with("<info>", "<!-- --><!DOCTYPE x><info>"), "document type");
	check_refused(with("<info>", "<info x='>' y=\"&e;\">"), "There is an entity");
}

TEST(what_is_no_cap_is_refused_by_name)
{
	check_refused(S("<feed xmlns='http://www.w3.org/2005/Atom'><id>1</id></feed>"),
		"feed: A warning begins with the element alert");
	check_refused(with("cap:1.2", "cap:1.1"), "Only CAP 1.2");
	check_refused(with("urn:oasis:names:tc:emergency:cap:1.2", "urn:x"), "name space");
	check_refused(with("<info>", "<inffo/><info>"), "inffo: The standard has no such element");
	check_refused(with("<sender>", "<sender><b/>"), "sender");
	check_refused(with("<scope>", "<scope>Public</scope><scope>"), "scope: It stands there too often");
	check_refused(with("</info>", ""), "no well-formed XML");
}

TEST(a_wrong_value_is_named_with_its_element)
{
	check_refused(with("59.0,18.0</polygon>", "59.2,18.0</polygon>"),
		"info[1]/area[1]/polygon[1]: The polygon is not closed");
	check_refused(with("59.1,18.1", "95.1,18.1"), "The latitude 95.1 is outside");
	check_refused(with("59.1,18.1", "59.1,181"), "The longitude 181 is outside");
	check_refused(with("59.1,18.0 59.1,18.1 ", ""), "at least four points");
	check_refused(with("59.1,18.1", "nan,18.1"), "is no point");
	check_refused(with("18.0 2.5", "18.0 -1"), "circle[1]: \"-1\" is no radius");
	check_refused(with("<status>Actual", "<status>Real"), "status: \"Real\" is none of the words");
	check_refused(with("Severe", "Bad"), "info[1]/severity");
	check_refused(with("+02:00", "Z"), "sent: ");
	check_refused(with("SE-1", "SE 1"), "identifier: It must not have spaces");
	check_refused(with("<event>Regn</event>", ""), "info[1]/event: It is missing");
	check_refused(with("<info>", "<references>a,b</references><info>"), "references: ");
}

TEST(earlier_messages_are_named_by_three_words)
{
	struct cap_references references;

	CHECK(cap_references_read(test_arena(),
		S("a@b.se,X1,2026-07-14T14:10:00+02:00 \n c,X2,2026-07-14T12:10:00-00:00"), &references));
	CHECK(references.count == 2 && str_is(references.at[1].identifier, "X2"));
	CHECK(references.at[0].sent.seconds == references.at[1].sent.seconds);
	CHECK(!cap_references_read(test_arena(), S("a,b,2026-07-14"), &references));
}

TEST(the_swedish_feed_is_read_with_its_own_names)
{
	static const char text[] = "{ \"identifier\": \"VMA-1\", \"sender\": \"vma@example.se\","
		" \"sent\": \"2026-07-14T14:10:00+02:00\", \"status\": \"Test\", \"msgType\": \"Alert\","
		" \"scope\": \"Public\", \"extra\": 1, \"incidents\": null, \"info\": [ { \"language\": \"sv-SE\","
		" \"category\": \"Safety\", \"event\": \"VMA\", \"urgency\": \"Immediate\", \"severity\": \"Severe\","
		" \"certainty\": \"Observed\", \"headline\": \"Brand\", \"areas\": [ { \"description\": \"Alvhamn\","
		" \"geocode\": { \"valueName\": \"Municipality\", \"value\": \"0199\" } } ] } ] }";
	struct cap_alert alert;
	struct xml_fault problem;
	struct str no = S("");
	json_t *object = json_read(test_arena(), str_of(text), &no);

	CHECK(object && cap_read_json(test_arena(), object, &alert, &problem));
	CHECK(cap_judge(test_arena(), &alert, &problem));
	CHECK(str_is(alert.info.at[0].area.at[0].areaDesc, "Alvhamn"));
	CHECK(str_is(alert.info.at[0].category.at[0], "Safety"));
	json_decref(object);
	object = json_read(test_arena(), S("{\"identifier\": [], \"info\": 3}"), &no);
	CHECK(object && !cap_read_json(test_arena(), object, &alert, &problem));
	CHECK(str_is(problem.element, "identifier"));
	json_decref(object);
}

/* ---- The samples of others -------------------------------------------------------------------- */

static struct str file_of(const char *path)
{
	char *text = arena_take(test_arena(), CAP_LARGEST + 2);
	FILE *file = fopen(path, "rb");
	size_t len;

	CHECK(file != NULL);
	len = fread(text, 1, CAP_LARGEST + 1, file);
	fclose(file);
	return (struct str){ text, len };
}

static bool schema_takes(struct str xml)
{
	struct str path = arena_print(test_arena(), "/tmp/varn-cap-%ld.xml", (long)getpid());
	FILE *file = fopen(path.at, "wb");
	int status;

	CHECK(file && fwrite(xml.at, 1, xml.len, file) == xml.len && !fclose(file));
	status = system(arena_print(test_arena(), "xmllint --noout --nonet --schema '%s' '%s' >/dev/null 2>&1",
		test_shared("data/cap-1.2/CAP-v1.2.xsd"), path.at).at);
	remove(path.at);
	return status == 0;
}

TEST(the_samples_of_the_standard_are_read_and_written_by_its_schema)
{
	const char *folder = test_shared("data/cap-1.2");
	DIR *open = opendir(folder);
	struct dirent *entry;
	int read = 0;

	CHECK(open != NULL);
	while (open && (entry = readdir(open))) {
		struct str name = str_of(entry->d_name), bytes;
		struct cap_alert alert;
		struct xml_fault problem;

		if (!str_ends(name, S(".xml")))
			continue;
		bytes = file_of(arena_print(test_arena(), "%s/%s", folder, entry->d_name).at);
		if (str_starts(name, S("nws_atom"))) {   /* a list of warnings, and a large one */
			check_refused(bytes, "larger than 256 kB");
			continue;
		}
		check_round(bytes);
		CHECK(cap_read_xml(test_arena(), bytes, &alert, &problem));
		CHECK(schema_takes(xml_of(&alert)));
		read++;
	}
	closedir(open);
	CHECK(read == 6);
}

/* ---- Anything at all ----------------------------------------------------------------------------- */

TEST(whatever_comes_in_is_read_or_refused_in_words)
{
	uint64_t seed = 20260714;
	char bytes[sizeof(plain)];
	int well = 0;

	for (int round = 0; round < 4000; round++) {
		struct str words, text = { bytes, sizeof(plain) - 1 };

		memcpy(bytes, plain, sizeof(plain));
		for (int i = 0; i < 1 + round % 4; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			bytes[(seed >> 33) % (sizeof(plain) - 1)] = "<>&\"'/!?-[]=:,. \n\x80\xc3x09"[(seed >> 20) % 23];
		}
		text.len -= round % 7 ? 0 : (seed >> 40) % text.len;
		if (is_well(text, &words))
			well++;
		else
			CHECK(words.len > 0 && str_is_utf8(words));
		arena_clear(test_arena());
	}
	CHECK(well > 0 && well < 4000);
}
