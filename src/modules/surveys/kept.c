/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/kept.c - what is kept of a file that was fine, written so that it reads as it stood; see read.h. */
#include "modules/surveys/read.h"

enum { KEPT_LONGEST = 64 << 20 };

/* As it is, in quotes: out_csv() would mark what a spreadsheet takes for a formula. */
static void cell_quote(struct out *out, struct str cell)
{
	out_char(out, '"');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] == '"')
			out_char(out, '"');
		out_char(out, cell.at[i]);
	}
	out_char(out, '"');
}

static void cell_write(struct out *out, struct str cell)
{
	out_char(out, ';');
	cell_quote(out, cell);
}

static void kept_headings(struct out *out, const struct reading_ask *ask, const struct answers_read *read)
{
	out_z(out, "reference;area");
	if (read->strata)
		out_z(out, ";stratum");
	if (read->weights)
		out_z(out, ";weight");
	for (size_t g = 0; g < read->group_count; g++)
		cell_write(out, read->group_names[g]);
	for (size_t q = 0; q < ask->questions->count && q < QUESTIONS_MOST; q++)
		if (read->values[q])
			cell_write(out, ask->questions->at[q].code);
}

struct str answers_kept(const struct reading_ask *ask, const struct answers_read *read)
{
	struct out out;

	out_init(&out, ask->arena, KEPT_LONGEST);
	kept_headings(&out, ask, read);
	for (size_t i = 0; i < read->count; i++) {
		out_print(&out, "\n%zu", i + 1);
		cell_write(&out, read->areas[i]->code);
		if (read->strata)
			cell_write(&out, read->strata[i]);
		if (read->weights)
			out_print(&out, ";%.17g", read->weights[i]);
		for (size_t g = 0; g < read->group_count; g++)
			cell_write(&out, read->groups[g][i]);
		for (size_t q = 0; q < ask->questions->count && q < QUESTIONS_MOST; q++)
			if (read->values[q])
				cell_write(&out, read->values[q][i]);
	}
	return out_str(&out);
}

struct str people_kept(struct arena *arena, const struct people_row_list *read)
{
	struct out out;

	out_init(&out, arena, KEPT_LONGEST);
	out_z(&out, "margin;group;people");
	for (size_t i = 0; i < read->count; i++) {
		out_char(&out, '\n');
		cell_quote(&out, read->at[i].margin);
		cell_write(&out, read->at[i].group);
		out_print(&out, ";%.17g", read->at[i].people);
	}
	return out_str(&out);
}
