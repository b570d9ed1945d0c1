/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_turtle.c - what is written reads as Turtle; with rapper when it is here. */
#include "base/test.h"
#include "formats/turtle.h"

#include <stdlib.h>
#include <unistd.h>

static const struct turtle_prefix prefixes[] = {
	{ "xsd", "http://www.w3.org/2001/XMLSchema#" },
	{ "dcterms", "http://purl.org/dc/terms/" },
	{ "dcat", "http://www.w3.org/ns/dcat#" },
	{ NULL, NULL },
};

static struct str written(void)
{
	struct turtle turtle;
	struct out out;

	out_init(&out, test_arena(), 1 << 16);
	turtle_begin(&turtle, &out, prefixes);
	turtle_subject(&turtle, S("https://x.example/a b<c>\"å"), "dcat:Catalog");
	turtle_text(&turtle, "dcterms:title", S("Säg \"hej\"\\\n\t."), "sv");
	turtle_date(&turtle, "dcterms:issued", (struct date){ 2026, 2, 1 });
	turtle_date(&turtle, "dcterms:modified", (struct date){ 0 });
	turtle_subject(&turtle, S("https://x.example/d"), "dcat:Dataset");
	turtle_period(&turtle, "dcterms:temporal", (struct date){ 2025, 1, 1 }, (struct date){ 2025, 12, 31 });
	turtle_end(&turtle);
	return out_str(&out);
}

TEST(turtle_escapes_addresses_and_texts_and_ends_each_subject)
{
	struct str text = written();

	CHECK(str_find(text, S("<https://x.example/a%20b%3Cc%3E%22å> a dcat:Catalog ;")) >= 0);
	CHECK(str_find(text, S("dcterms:title \"Säg \\\"hej\\\"\\\\\\n\\u0009.\"@sv ;")) >= 0);
	CHECK(str_find(text, S("\"2026-02-01\"^^xsd:date .\n")) >= 0);
	CHECK(str_find(text, S("modified")) < 0);
	CHECK(str_find(text, S("dcat:endDate \"2025-12-31\"^^xsd:date ] .\n")) >= 0);
}

TEST(rapper_reads_the_turtle_that_is_written)
{
	char path[] = "/tmp/varn-turtle-XXXXXX";
	struct str text = written();
	int file;

	if (system("command -v rapper > /dev/null 2>&1") != 0)
		test_skip("rapper is not installed");
	file = mkstemp(path);
	CHECK(file >= 0 && write(file, text.at, text.len) == (ssize_t)text.len);
	close(file);
	CHECK(system(arena_print(test_arena(), "rapper -q -i turtle -c %s > /dev/null 2>&1", path).at) == 0);
	unlink(path);
}
