/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_docx.c - what a document must be before a word processor is asked to open it;
 * tests/word.sh asks other programs. */
#include "base/test.h"
#include "formats/docx.h"

#include <zip.h>

static const struct docx_about about = {
	.title = { "Tillsyn & ansvar <2026>", 23 }, .author = { "Ljungbacka", 10 },
	.subject = { "Bilaga", 6 }, .language = "sv", .made = { 1789452000 },
};

/* One part of a document, "" when it is not there. */
static struct str part_of(struct str bytes, const char *name)
{
	zip_error_t error;
	zip_source_t *source;
	zip_file_t *file;
	zip_stat_t stat;
	struct str part = { NULL, 0 };
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.at, bytes.len, 0, &error);
	zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
	CHECK(zip != NULL);
	if (zip && zip_stat(zip, name, 0, &stat) == 0 && (file = zip_fopen(zip, name, 0))) {
		char *at = arena_take(test_arena(), (size_t)stat.size + 1);

		part = (struct str){ at, (size_t)zip_fread(file, at, stat.size) };
		CHECK(part.len == stat.size);
		zip_fclose(file);
	}
	if (zip)
		zip_discard(zip);
	zip_error_fini(&error);
	return part;
}

static bool has(struct str text, const char *words)
{
	return str_find(text, str_of(words)) >= 0;
}

static struct str written(void (*write)(struct docx *doc))
{
	struct docx *doc = docx_begin(test_arena(), &about);

	write(doc);
	return docx_end(doc);
}

static void nothing(struct docx *doc)
{
	(void)doc;
}

TEST(a_document_has_the_parts_that_word_asks_for)
{
	static const char *const names[] = { "[Content_Types].xml", "_rels/.rels", "word/document.xml",
		"word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml",
		"word/settings.xml", "word/footer1.xml", "docProps/core.xml", "docProps/app.xml" };
	struct str bytes = written(nothing), types = part_of(bytes, names[0]);

	for (size_t i = 0; i < COUNT(names); i++)
		CHECK(str_starts(part_of(bytes, names[i]), S("<?xml version=\"1.0\" encoding=\"UTF-8\"")));
	for (size_t i = 2; i < COUNT(names); i++)
		if (!str_ends(str_of(names[i]), S(".rels")))
			CHECK(has(types, arena_print(test_arena(), "PartName=\"/%s\"", names[i]).at));
	CHECK(!part_of(bytes, "word/vbaProject.bin").len);
	/* Programs that look at the first bytes want the types first. */
	CHECK(str_equals(str_part(bytes, 30, 19), S("[Content_Types].xml")));
}

TEST(the_same_words_give_the_same_document)
{
	struct str one = written(nothing), two = written(nothing);

	CHECK(str_equals(one, two));
}

TEST(a_document_tells_its_title_author_and_language)
{
	struct str bytes = written(nothing), core = part_of(bytes, "docProps/core.xml");

	CHECK(has(core, "<dc:title>Tillsyn &amp; ansvar &lt;2026&gt;</dc:title>"));
	CHECK(has(core, "<dc:creator>Ljungbacka</dc:creator>"));
	CHECK(has(core, "<dc:language>sv-SE</dc:language>"));
	CHECK(has(core, ">2026-09-15T06:00:00Z</dcterms:created>"));
	CHECK(has(part_of(bytes, "word/styles.xml"), "<w:lang w:val=\"sv-SE\""));
}

static void headings(struct docx *doc)
{
	docx_heading(doc, 1, S("Läget"));
	docx_words(doc, S("Första raden\nandra raden\n\nNytt stycke"));
	docx_heading(doc, 9, S("Djupt"));
}

TEST(headings_and_lines_are_real_ones)
{
	struct str text = part_of(written(headings), "word/document.xml");

	CHECK(has(text, "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Läget</w:t></w:r></w:p>"));
	CHECK(has(text, ">Första raden</w:t></w:r><w:r><w:br/></w:r><w:r><w:t xml:space=\"preserve\">andra raden</w:t></w:r></w:p>\n<w:p>"));
	CHECK(has(text, "<w:pStyle w:val=\"Heading4\"/>"));
}

static void table(struct docx *doc)
{
	static const struct docx_column columns[] = { { S("Mål"), false, 2 }, { S("Antal"), true, 1 } };

	docx_table_begin(doc, S("Mål och antal"), 2, columns);
	docx_row(doc, (const struct str[]){ S("A & B"), S("12") });
	docx_row(doc, (const struct str[]){ S(""), S("") });
	docx_table_end(doc);
}

TEST(a_table_has_a_caption_a_heading_row_and_ends_before_a_paragraph)
{
	struct str text = part_of(written(table), "word/document.xml");

	CHECK(has(text, "<w:tblCaption w:val=\"Mål och antal\"/>"));
	CHECK(has(text, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
	CHECK(has(text, "<w:gridCol w:w=\"6425\"/><w:gridCol w:w=\"3212\"/>"));
	CHECK(has(text, "A &amp; B"));
	CHECK(has(text, "</w:tbl>\n<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>\n<w:sectPr>"));
}

static void lists(struct docx *doc)
{
	for (int i = 0; i < 2; i++) {
		docx_list_begin(doc, true);
		docx_item(doc, S("ett"));
		docx_item(doc, S("två"));
		docx_list_end(doc);
	}
	docx_list_begin(doc, false);
	docx_item(doc, S("punkt"));
	docx_list_end(doc);
}

TEST(each_numbered_list_begins_with_one)
{
	struct str bytes = written(lists), text = part_of(bytes, "word/document.xml");
	struct str numbers = part_of(bytes, "word/numbering.xml");

	CHECK(has(text, "<w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/>"));
	CHECK(has(text, "<w:numId w:val=\"3\"/>") && has(text, "<w:numId w:val=\"1\"/>"));
	CHECK(has(numbers, "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/>"
		"<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>"));
	CHECK(!has(numbers, "w:numId=\"4\""));
}

static void marked(struct docx *doc)
{
	docx_markdown(doc, S("# Mål\n\nEtt **starkt** ord, [en sida](https://example.org/a\"b) och"
		" [ett hot](javascript:alert(1)).\n\n1. ett\n   - inne\n2. två\n\n> citat\n\n<script>x</script>\n"), 2);
}

TEST(markdown_becomes_styles_and_runs_nothing)
{
	struct str text = part_of(written(marked), "word/document.xml");

	CHECK(has(text, "<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Mål<"));
	CHECK(has(text, "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">starkt<"));
	CHECK(has(text, "HYPERLINK &quot;https://example.org/a%22b&quot;"));
	CHECK(has(text, "ett hot") && !has(text, "javascript") && !has(text, "script>"));
	CHECK(has(text, "<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>"));
	CHECK(has(text, "<w:pStyle w:val=\"Quote\"/>"));
}

static void odd(struct docx *doc)
{
	docx_words(doc, S("a\x01" "b\x0c\xef\xbf\xbf" "c \xc3 d"));
	docx_words(doc, S("\n\n \n"));
	docx_heading(doc, 1, S(""));
	docx_markdown(doc, S(""), 1);
	docx_fact(doc, S("Namn"), S(""));
	docx_page_break(doc);
}

TEST(what_xml_cannot_hold_is_left_out)
{
	struct str text = part_of(written(odd), "word/document.xml");

	CHECK(has(text, ">abc \xef\xbf\xbd d<"));
	CHECK(str_is_utf8(text));
}
