/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/word.c - a yearly report as a document for word processors. */
#include "modules/followup/inside.h"

#include "formats/docx.h"
#include "kit/setting.h"

static void table_put(struct docx *doc, const struct report_table *table)
{
	struct docx_column columns[MOST_REPORT_COLUMNS] = { 0 };
	struct str cells[MOST_REPORT_COLUMNS];

	if (!table->rows)
		return;
	for (size_t c = 0; c < table->columns; c++)
		columns[c] = (struct docx_column){ .heading = table->names[c],
			.is_number = table->is_number[c], .parts = table->is_number[c] ? 2 : 4 };
	docx_table_begin(doc, table->title, table->columns, columns);
	for (size_t r = 0; r < table->rows; r++) {
		for (size_t c = 0; c < table->columns; c++)
			cells[c] = table->cells[r * table->columns + c].words;
		docx_row(doc, cells);
	}
	docx_table_end(doc);
	if (table->caveat.len)
		docx_small(doc, table->caveat);
}

static void section_put(struct docx *doc, const struct report_section *section,
                        const struct report_tables *tables)
{
	docx_heading(doc, 1, str_of(_(section->label)));
	if (section->text.len)
		docx_markdown(doc, section->text, 2);
	else
		docx_words(doc, str_of(_("Nothing is written here yet.")));
	for (size_t i = 0; i < tables->count; i++)
		if (str_is(tables->at[i].under, section->member))
			table_put(doc, &tables->at[i]);
}

static struct docx *report_begin(struct view *view, const struct yearly_report *report)
{
	struct arena *arena = view_arena(view);
	const struct programme *programme = programme_of_code(view, report->programme_code);

	return docx_begin(arena, &(struct docx_about){
		.title = arena_print(arena, "%s %lld", _(yearly_report_kinds[report->kind].label),
			(long long)report->year),
		.under = arena_print(arena, "%.*s · %s %lld · %s",
			STR(programme ? programme_title(programme) : report->programme_code),
			_("version"), (long long)report->number,
			_(yearly_report_states[report->state].label)),
		.author = setting_text("city_name"), .language = tongue_code(),
		.made = report->published_at.seconds ? report->published_at : instant_now() });
}

struct reply yearly_word(struct request *request, struct view *view)
{
	const struct yearly_report *report = yearly_get(view, request_param(request, "id"));
	struct report_section sections[MOST_SECTIONS];
	const struct report_tables *tables;
	struct docx *doc;
	struct reply reply;
	size_t count;

	if (!report)
		return reply_not_found(request);
	tables = report_tables_of(view, report);
	count = report_sections(report, sections);
	doc = report_begin(view, report);
	for (size_t i = 0; i < count; i++)
		section_put(doc, &sections[i], tables);
	if (report->digest.len)
		docx_small(doc, arena_print(view_arena(view), "%s: %.*s",
			_("The numbers are as they were when the report was published. Digest"),
			STR(report->digest)));
	reply = reply_bytes(200, docx_type, docx_end(doc));
	reply_download(&reply, request->arena, arena_print(request->arena, "%s-%lld.docx",
		yearly_report_kinds[report->kind].name, (long long)report->year));
	return reply;
}
