/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/paper.c - a report is made, and shown as a page, as JSON and as a document. */
#include "modules/risks/paper.h"

#include "base/json.h"
#include "base/say.h"
#include "formats/docx.h"
#include "kit/setting.h"

#include "modules/risks/paper.html.h"

enum { LONGEST_PAPER = 4 << 20, BLOCK_EXTRA = 2 };

/* ---- Made --------------------------------------------------------------------------------------- */

static const struct item *layout_of(struct str code)
{
	const struct catalogue *layouts = catalogue_get(REPORT_LAYOUTS);
	const struct item *asked = code.len ? item_find(REPORT_LAYOUTS, code) : NULL;

	for (size_t i = 0; !asked && i < layouts->count; i++)
		if (!layouts->items[i].is_retired)
			asked = &layouts->items[i];
	return asked;
}

static size_t words_in(struct str words)
{
	size_t count = 0;

	while (words.len)
		count += str_cut(&words, ' ').len > 0;
	return count;
}

static void block_build(struct paper_making *making, struct str name)
{
	for (const struct paper_block *block = paper_blocks; block->name; block++)
		if (str_is(name, block->name))
			block->build(making);
}

static void heading_build(struct paper_making *making, struct paper *paper, const struct item *item)
{
	struct paper_heading *heading = &paper->headings.at[paper->headings.count++];
	struct str blocks = item_text(item, "parts");

	making->room = words_in(blocks) * (making->rows.risks.count + BLOCK_EXTRA);
	*heading = (struct paper_heading){ .code = item->code,
		.title = arena_print(making->arena, "%zu. %.*s", paper->headings.count, STR(item_name(item))),
		.parts = { 0, arena_array(making->arena, struct paper_part, making->room + 1) } };
	making->parts = &heading->parts;
	while (blocks.len)
		block_build(making, str_cut(&blocks, ' '));
}

static const struct paper *paper_make(struct view *view, struct paper_making *making, struct str layout)
{
	const struct catalogue *headings = catalogue_get(REPORT_HEADINGS);
	const struct paper_rsa *rsa = making->rows.rsa;
	const struct item *chosen = layout_of(layout);
	struct paper *paper = arena_new(making->arena, struct paper);

	making->scales = scales_of(view, rsa->method_id);
	must(making->scales != NULL && chosen != NULL);
	*paper = (struct paper){ .is_open = making->is_open, .title = item_name(chosen),
		.source = item_words(chosen, "source"), .language = str_of(tongue_code()),
		.under = arena_print(making->arena, _("%.*s, %lld, version %lld"),
			STR(unit_name(view, rsa->unit_id)), (long long)rsa->year, (long long)rsa->number),
		.headings = { 0, arena_array(making->arena, struct paper_heading, headings->count + 1) } };
	for (size_t i = 0; i < headings->count; i++)
		if (!headings->items[i].is_retired
		    && str_equals(item_text(&headings->items[i], "layout"), chosen->code))
			heading_build(making, paper, &headings->items[i]);
	return paper;
}

const struct paper *paper_full(struct view *view, const struct rsa *rsa, struct str layout)
{
	struct paper_making making = { .arena = view_arena(view),
		.rows = paper_rows_full(view, rsa->id) };

	return making.rows.rsa ? paper_make(view, &making, layout) : NULL;
}

const struct paper *paper_open(struct view *view, int64_t rsa_id, struct str layout)
{
	struct paper_making making = { .arena = view_arena(view), .is_open = true,
		.rows = paper_rows_open(view, rsa_id) };

	return making.rows.rsa ? paper_make(view, &making, layout) : NULL;
}

/* ---- As JSON, and back --------------------------------------------------------------------------- */

static void table_json(struct json_out *json, const struct paper_part *part)
{
	json_list_begin(json, "columns");
	for (size_t c = 0; c < part->columns; c++) {
		json_object_begin(json, NULL);
		json_str(json, "name", part->names[c]);
		json_bool(json, "is_number", part->is_number[c]);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_list_begin(json, "rows");
	for (size_t r = 0; r < part->rows; r++) {
		json_list_begin(json, NULL);
		for (size_t c = 0; c < part->columns; c++)
			json_str(json, NULL, part->cells[r * part->columns + c].words);
		json_list_finish(json);
	}
	json_list_finish(json);
}

static void part_json(struct json_out *json, const struct paper_part *part)
{
	json_object_begin(json, NULL);
	json_str(json, "title", part->title);
	json_str(json, "words", part->words);
	json_str(json, "note", part->note);
	if (part->columns)
		table_json(json, part);
	json_object_finish(json);
}

struct str paper_json(struct arena *arena, const struct paper *paper)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST_PAPER);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_bool(&json, "is_open", paper->is_open);
	json_str(&json, "title", paper->title);
	json_str(&json, "under", paper->under);
	json_str(&json, "source", paper->source);
	json_str(&json, "language", paper->language);
	json_list_begin(&json, "headings");
	for (size_t i = 0; i < paper->headings.count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "code", paper->headings.at[i].code);
		json_str(&json, "title", paper->headings.at[i].title);
		json_list_begin(&json, "parts");
		for (size_t k = 0; k < paper->headings.at[i].parts.count; k++)
			part_json(&json, &paper->headings.at[i].parts.at[k]);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return out_str(&out);
}

struct reply paper_reply_json(struct request *request, const struct paper *paper)
{
	return reply_bytes(200, "application/json; charset=utf-8", paper_json(request->arena, paper));
}

static struct str text_of(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, json_text(object, name));
}

static void table_read(struct arena *arena, const json_t *from, struct paper_part *part)
{
	const json_t *columns = json_object_get(from, "columns"), *rows = json_object_get(from, "rows");

	for (size_t c = 0; c < json_array_size(columns) && c < MOST_PAPER_COLUMNS; c++) {
		part->names[c] = text_of(arena, json_array_get(columns, c), "name");
		part->is_number[c] = json_is_true(json_object_get(json_array_get(columns, c), "is_number"));
		part->columns++;
	}
	part->rows = json_array_size(rows);
	part->cells = arena_array(arena, struct paper_cell, part->rows * part->columns + 1);
	for (size_t r = 0; r < part->rows; r++)
		for (size_t c = 0; c < part->columns; c++) {
			const char *words = json_string_value(json_array_get(json_array_get(rows, r), c));

			part->cells[r * part->columns + c] = (struct paper_cell){
				.words = arena_copy(arena, str_of(words ? words : "")) };
		}
}

static void heading_read(struct arena *arena, const json_t *from, struct paper_heading *heading)
{
	const json_t *parts = json_object_get(from, "parts");

	*heading = (struct paper_heading){ .code = text_of(arena, from, "code"),
		.title = text_of(arena, from, "title"),
		.parts = { json_array_size(parts),
			arena_array(arena, struct paper_part, json_array_size(parts) + 1) } };
	for (size_t i = 0; i < heading->parts.count; i++) {
		const json_t *part = json_array_get(parts, i);

		heading->parts.at[i] = (struct paper_part){ .title = text_of(arena, part, "title"),
			.words = text_of(arena, part, "words"), .note = text_of(arena, part, "note") };
		table_read(arena, part, &heading->parts.at[i]);
	}
}

const struct paper *paper_read(struct arena *arena, struct str text)
{
	struct paper *paper = arena_new(arena, struct paper);
	struct str problem;
	json_t *json = json_read(arena, text, &problem);
	const json_t *headings = json_object_get(json, "headings");

	*paper = (struct paper){ .is_open = json_is_true(json_object_get(json, "is_open")),
		.title = text_of(arena, json, "title"), .under = text_of(arena, json, "under"),
		.source = text_of(arena, json, "source"), .language = text_of(arena, json, "language"),
		.headings = { json_array_size(headings),
			arena_array(arena, struct paper_heading, json_array_size(headings) + 1) } };
	for (size_t i = 0; i < paper->headings.count; i++)
		heading_read(arena, json_array_get(headings, i), &paper->headings.at[i]);
	json_decref(json);
	return paper;
}

/* ---- For word processors, and as a page ------------------------------------------------------------- */

static void table_word(struct docx *doc, const struct paper_part *part, struct str caption)
{
	struct docx_column columns[MOST_PAPER_COLUMNS] = { 0 };
	struct str cells[MOST_PAPER_COLUMNS];

	for (size_t c = 0; c < part->columns; c++)
		columns[c] = (struct docx_column){ .heading = part->names[c],
			.is_number = part->is_number[c], .parts = part->is_number[c] ? 2 : 4 };
	docx_table_begin(doc, caption, part->columns, columns);
	for (size_t r = 0; r < part->rows; r++) {
		for (size_t c = 0; c < part->columns; c++)
			cells[c] = part->cells[r * part->columns + c].words;
		docx_row(doc, cells);
	}
	docx_table_end(doc);
}

struct str paper_word(struct arena *arena, const struct paper *paper, struct instant made)
{
	struct docx *doc = docx_begin(arena, &(struct docx_about){ .title = paper->title,
		.under = paper->is_open ? arena_print(arena, "%.*s · %s", STR(paper->under), _("open extract"))
			: paper->under,
		.author = setting_text("city_name"),
		.language = str_z(arena, paper->language), .made = made });

	docx_small(doc, paper->source);
	for (size_t i = 0; i < paper->headings.count; i++) {
		const struct paper_heading *heading = &paper->headings.at[i];

		docx_heading(doc, 1, heading->title);
		for (size_t k = 0; k < heading->parts.count; k++) {
			const struct paper_part *part = &heading->parts.at[k];

			if (part->title.len)
				docx_heading(doc, 2, part->title);
			if (part->words.len)
				docx_words(doc, part->words);
			if (part->rows)
				table_word(doc, part, part->title.len ? part->title : heading->title);
			if (part->note.len)
				docx_small(doc, part->note);
		}
	}
	return docx_end(doc);
}

void paper_html(struct out *out, const struct paper *paper)
{
	paper_begin(out, paper);
	for (size_t i = 0; i < paper->headings.count; i++) {
		const struct paper_heading *heading = &paper->headings.at[i];

		paper_heading_begin(out, heading);
		for (size_t k = 0; k < heading->parts.count; k++)
			paper_part_show(out, &heading->parts.at[k], heading);
		paper_heading_end(out);
	}
	paper_end(out);
}

/* ---- The full one ------------------------------------------------------------------------------------ */

struct reply paper_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));
	const struct paper *paper = rsa ? paper_full(view, rsa, request_query(request, "layout")) : NULL;
	struct reply reply;
	struct out *out;

	if (!paper)
		return reply_not_found(request);
	if (request_wants_json(request))
		return paper_reply_json(request, paper);
	if (str_is(request_query(request, "format"), "docx")) {
		reply = reply_bytes(200, docx_type, paper_word(request->arena, paper, instant_now()));
		reply_download(&reply, request->arena, arena_print(request->arena, "rsa-%.*s-%lld.docx",
			STR(unit_get(view, rsa->unit_id)->code), (long long)rsa->year));
		return reply;
	}
	out = page_begin(request, view, str_z(request->arena, paper->title));
	paper_page(out, rsa, unit_get(view, rsa->unit_id), paper);
	paper_html(out, paper);
	return page_end(request, 200);
}
