/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/docx.c - what is written into a document, and the zip around it. */
#include "formats/docx_inside.h"

#include "base/say.h"

#include <zip.h>

const char docx_type[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/* ---- Text --------------------------------------------------------------------------------- */

static bool xml_holds(uint32_t letter)
{
	return letter == '\t' || letter == '\n' || (letter >= ' ' && letter != 0x7f
		&& !(letter >= 0xd800 && letter <= 0xdfff) && (letter & 0xfffe) != 0xfffe);
}

void docx_text(struct out *out, struct str words)
{
	while (words.len) {
		struct str before = words;
		uint32_t letter = str_next_letter(&words);

		if (letter == 0xfffd)
			out_z(out, "\xef\xbf\xbd");   /* also for what was not UTF-8 */
		else if (xml_holds(letter))
			out_attr_str(out, str_part(before, 0, before.len - words.len));
	}
}

/* ---- Paragraphs ----------------------------------------------------------------------------- */

static void paragraph_open(struct docx *doc)
{
	must(!doc->columns);
	out_z(&doc->body, "<w:p>");
}

void docx_paragraph_begin(struct docx *doc, const char *style)
{
	paragraph_open(doc);
	if (style[0])
		out_print(&doc->body, "<w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
}

void docx_paragraph_end(struct docx *doc)
{
	out_z(&doc->body, "</w:p>\n");
}

void docx_run(struct docx *doc, unsigned looks, struct str words)
{
	if (!words.len)
		return;
	out_z(&doc->body, "<w:r>");
	if (looks)
		out_print(&doc->body, "<w:rPr>%s%s%s%s</w:rPr>",
			looks & DOCX_LINKED ? "<w:rStyle w:val=\"Hyperlink\"/>" : "",
			looks & DOCX_CODE ? "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>" : "",
			looks & DOCX_BOLD ? "<w:b/>" : "", looks & DOCX_ITALIC ? "<w:i/>" : "");
	out_z(&doc->body, "<w:t xml:space=\"preserve\">");
	docx_text(&doc->body, words);
	out_z(&doc->body, "</w:t></w:r>");
}

void docx_line_break(struct docx *doc)
{
	out_z(&doc->body, "<w:r><w:br/></w:r>");
}

/* The address stands in quotes in the words of a field: what could end them, or be an order to
 * the word processor, is percent-encoded. */
void docx_link_begin(struct docx *doc, struct str address)
{
	out_z(&doc->body, "<w:fldSimple w:instr=\" HYPERLINK &quot;");
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c <= ' ' || c == '"' || c == '\\' || c >= 0x7f)
			out_print(&doc->body, "%%%02X", c);
		else
			docx_text(&doc->body, str_part(address, i, 1));
	}
	out_z(&doc->body, "&quot; \">");
}

void docx_link_end(struct docx *doc)
{
	out_z(&doc->body, "</w:fldSimple>");
}

void docx_heading(struct docx *doc, int level, struct str words)
{
	int shown = level < 1 ? 1 : level > DOCX_HEADINGS ? DOCX_HEADINGS : level;

	docx_paragraph_begin(doc, arena_print(doc->arena, "Heading%d", shown).at);
	docx_run(doc, 0, words);
	docx_paragraph_end(doc);
}

/* Lines into runs with breaks between them. */
static void lines_run(struct docx *doc, struct str words)
{
	bool is_first = true;

	while (words.len) {
		struct str line = str_cut(&words, '\n');

		if (!is_first)
			docx_line_break(doc);
		is_first = false;
		docx_run(doc, 0, str_trim(line));
	}
}

/* The lines before the next empty one; *rest goes on after it. */
static struct str block_cut(struct str *rest)
{
	struct str all = *rest, block = { all.at, 0 };

	while (rest->len) {
		struct str line = str_cut(rest, '\n');

		if (!str_trim(line).len)
			break;
		block.len = (size_t)(line.at + line.len - all.at);
	}
	return block;
}

static void words_in(struct docx *doc, const char *style, struct str words)
{
	while (words.len) {
		struct str block = str_trim(block_cut(&words));

		if (!block.len)
			continue;
		docx_paragraph_begin(doc, style);
		lines_run(doc, block);
		docx_paragraph_end(doc);
	}
}

void docx_words(struct docx *doc, struct str words)
{
	words_in(doc, "", words);
}

void docx_small(struct docx *doc, struct str words)
{
	words_in(doc, "Small", words);
}

void docx_fact(struct docx *doc, struct str name, struct str words)
{
	docx_paragraph_begin(doc, "Fact");
	docx_run(doc, DOCX_BOLD, name);
	docx_run(doc, DOCX_BOLD, S(": "));
	lines_run(doc, words);
	docx_paragraph_end(doc);
}

void docx_page_break(struct docx *doc)
{
	paragraph_open(doc);
	out_z(&doc->body, "<w:r><w:br w:type=\"page\"/></w:r>");
	docx_paragraph_end(doc);
}

/* ---- Lists ------------------------------------------------------------------------------------ */

enum { BULLETS = 1 };                   /* the list without numbers, in docx_parts.c */

/* Each list with numbers is one of its own, or it would go on counting from the last. */
void docx_list_begin(struct docx *doc, bool is_numbered)
{
	int level = doc->depth < DOCX_MOST_LISTS ? doc->depth : DOCX_MOST_LISTS - 1;
	int id = BULLETS;

	if (is_numbered) {
		id = ++doc->last_list;
		out_print(&doc->numbers, "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"1\"/>"
			"<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\n",
			id, level);
	}
	doc->lists[level].id = id;
	doc->lists[level].has_item = false;
	doc->depth++;
}

static int list_level(const struct docx *doc)
{
	return doc->depth > DOCX_MOST_LISTS ? DOCX_MOST_LISTS - 1 : doc->depth - 1;
}

void docx_item_next(struct docx *doc)
{
	doc->lists[list_level(doc)].has_item = false;
}

void docx_item_begin(struct docx *doc)
{
	int level = list_level(doc);

	must(doc->depth > 0);
	paragraph_open(doc);
	if (doc->lists[level].has_item)
		out_print(&doc->body, "<w:pPr><w:pStyle w:val=\"ListParagraph\"/>"
			"<w:ind w:left=\"%d\"/></w:pPr>", 426 * (level + 1));
	else
		out_print(&doc->body, "<w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr>"
			"<w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr></w:pPr>",
			level, doc->lists[level].id);
	doc->lists[level].has_item = true;
}

void docx_item(struct docx *doc, struct str words)
{
	docx_item_next(doc);
	docx_item_begin(doc);
	lines_run(doc, words);
	docx_paragraph_end(doc);
}

void docx_list_end(struct docx *doc)
{
	must(doc->depth > 0);
	doc->depth--;
}

/* ---- Tables ------------------------------------------------------------------------------------ */

static int parts_of(const struct docx_column *column)
{
	return column->parts > 0 ? column->parts : 1;
}

static int column_width(const struct docx *doc, size_t i)
{
	return DOCX_TEXT_WIDTH * parts_of(&doc->column[i]) / doc->column_parts;
}

static void cell(struct docx *doc, size_t i, struct str words, bool is_bold)
{
	out_print(&doc->body, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>"
		"<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", column_width(doc, i),
		doc->column[i].is_number ? "CellNumber" : "Cell");
	if (is_bold)
		docx_run(doc, DOCX_BOLD, words);
	else
		lines_run(doc, words);
	out_z(&doc->body, "</w:p></w:tc>");
}

static void row_begin(struct docx *doc, bool is_heading)
{
	out_print(&doc->body, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>",
		is_heading ? "<w:tblHeader/>" : "");
}

void docx_table_begin(struct docx *doc, struct str caption, size_t count,
                      const struct docx_column *columns)
{
	must(count > 0 && count <= DOCX_MOST_COLUMNS && !doc->columns);
	if (caption.len) {
		docx_paragraph_begin(doc, "Caption");
		docx_run(doc, 0, caption);
		docx_paragraph_end(doc);
	}
	doc->columns = count;
	doc->column = columns;
	doc->column_parts = 0;
	for (size_t i = 0; i < count; i++)
		doc->column_parts += parts_of(&columns[i]);
	out_print(&doc->body, "<w:tbl><w:tblPr><w:tblStyle w:val=\"Lines\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
		"<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\""
		" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>", DOCX_TEXT_WIDTH);
	if (caption.len) {
		out_z(&doc->body, "<w:tblCaption w:val=\"");
		docx_text(&doc->body, caption);
		out_z(&doc->body, "\"/>");
	}
	out_z(&doc->body, "</w:tblPr><w:tblGrid>");
	for (size_t i = 0; i < count; i++)
		out_print(&doc->body, "<w:gridCol w:w=\"%d\"/>", column_width(doc, i));
	out_z(&doc->body, "</w:tblGrid>\n");
	row_begin(doc, true);
	for (size_t i = 0; i < count; i++)
		cell(doc, i, columns[i].heading, true);
	out_z(&doc->body, "</w:tr>\n");
}

void docx_row(struct docx *doc, const struct str *cells)
{
	must(doc->columns > 0);
	row_begin(doc, false);
	for (size_t i = 0; i < doc->columns; i++)
		cell(doc, i, cells[i], false);
	out_z(&doc->body, "</w:tr>\n");
}

/* Two tables without a paragraph between them would become one, and a document may not end
 * with a table. */
void docx_table_end(struct docx *doc)
{
	must(doc->columns > 0);
	doc->columns = 0;
	out_z(&doc->body, "</w:tbl>\n");
	docx_paragraph_begin(doc, "AfterTable");
	docx_paragraph_end(doc);
}

/* ---- The whole ------------------------------------------------------------------------------------ */

struct docx *docx_begin(struct arena *arena, const struct docx_about *about)
{
	struct docx *doc = arena_new(arena, struct docx);

	*doc = (struct docx){ .arena = arena, .about = *about, .last_list = BULLETS };
	out_init(&doc->body, arena, DOCX_LONGEST);
	out_init(&doc->numbers, arena, DOCX_LONGEST);
	docx_paragraph_begin(doc, "Title");
	docx_run(doc, 0, about->title);
	docx_paragraph_end(doc);
	if (about->under.len) {
		docx_paragraph_begin(doc, "Subtitle");
		docx_run(doc, 0, about->under);
		docx_paragraph_end(doc);
	}
	return doc;
}

static void packed(bool is_well, zip_t *zip)
{
	if (!is_well)
		abandon("Could not write a document.", zip_strerror(zip));
}

static void part_add(zip_t *zip, const struct docx_part *part, struct instant made)
{
	zip_source_t *source = zip_source_buffer(zip, part->content.at, part->content.len, 0);
	zip_int64_t index = source ? zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8) : -1;

	packed(index >= 0, zip);
	packed(zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, 6) == 0, zip);
	packed(zip_file_set_mtime(zip, (zip_uint64_t)index, (time_t)made.seconds, 0) == 0, zip);
}

static struct str bytes_of(struct arena *arena, zip_source_t *source)
{
	char *at;
	zip_stat_t stat;
	struct str bytes = { NULL, 0 };

	if (zip_source_open(source) == 0 && zip_source_stat(source, &stat) == 0) {
		at = arena_take(arena, (size_t)stat.size + 1);
		bytes.at = at;
		bytes.len = zip_source_read(source, at, stat.size) == (zip_int64_t)stat.size
			? (size_t)stat.size : 0;
		zip_source_close(source);
	}
	if (!bytes.len)
		abandon("Could not write a document.", "what was packed cannot be read");
	return bytes;
}

struct str docx_end(struct docx *doc)
{
	struct docx_part parts[DOCX_PARTS];
	zip_error_t error;
	zip_source_t *source;
	struct str bytes;
	zip_t *zip;

	must(!doc->columns && !doc->depth);
	if (doc->body.is_full || doc->numbers.is_full)
		abandon("Could not write a document.", "it is larger than 24 MB");
	docx_parts(doc, parts);
	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, &error) : NULL;
	if (!zip)
		abandon("Could not write a document.", zip_error_strerror(&error));
	zip_source_keep(source);
	for (size_t i = 0; i < DOCX_PARTS; i++)
		part_add(zip, &parts[i], doc->about.made);
	packed(zip_close(zip) == 0, zip);
	bytes = bytes_of(doc->arena, source);
	zip_source_free(source);
	zip_error_fini(&error);
	return bytes;
}
