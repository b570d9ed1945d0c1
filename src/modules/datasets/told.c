/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/told.c - a data set in the words of other rooms, and as evidence that figures are fresh. */
#include "modules/datasets/inside.h"

/* "Reported crime, Alvhamn, August 2026: 225, preliminary (Brå: monthly figures, edition 3)." */
static struct str words_of(struct view *view, const struct dataset *dataset, struct date to)
{
	struct arena *arena = view_arena(view);
	struct str measure, area;
	const struct series_row *row = series_newest(view, dataset, to, &measure, &area);

	if (!row)
		return S("");
	return arena_print(arena, _("%.*s, %.*s, %.*s: %.*s (%.*s, %.*s, edition %lld). %.*s"), STR(measure), STR(area),
		STR(span_words(arena, row->from, row->to)), STR(figure_words(arena, row)), STR(dataset->publisher),
		STR(dataset->name), (long long)row->edition, STR(dataset->caveat));
}

struct dataset_told_list datasets_told(struct view *view, struct date to)
{
	struct dataset_list all = datasets_all(view);
	struct dataset_told_list list = { 0, arena_array(view_arena(view), struct dataset_told, DATASETS_TOLD_MOST) };

	for (size_t i = 0; i < all.count && list.count < DATASETS_TOLD_MOST; i++) {
		struct str words = words_of(view, &all.at[i], to);

		if (words.len)
			list.at[list.count++] = (struct dataset_told){ all.at[i].code, words };
	}
	return list;
}

struct str dataset_told_words(struct view *view, struct str code, struct date to)
{
	const struct dataset *dataset = dataset_get(view, code);

	return dataset ? words_of(view, dataset, to) : S("");
}

/* ---- Evidence ------------------------------------------------------------------------------------- */

static const struct evidence_argument arguments[] = {
	{ .name = "kind", .label = N_("Kind of data set"), .list = "datasets/kinds", .is_required = true },
	{ .name = "months", .label = N_("How many months an edition is fresh"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

/* From the day it was published, so many months. */
static struct evidence_span_list fresh_spans(struct view *view, const struct evidence_ask *ask)
{
	int months = (int)evidence_number(ask, "months", 0);
	struct edition_proof_list found = editions_proving(view, ask);
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span, found.count + 1) };

	for (size_t i = 0; i < found.count; i++)
		spans.at[spans.count++] = (struct evidence_span){ found.at[i].unit_id, found.at[i].published_on,
			date_add_months(found.at[i].published_on, months) };
	return spans;
}

const struct evidence_source datasets_evidence[] = {
	{ .name = "dataset", .label = N_("A data set is fresh"), .arguments = arguments,
	  .spans = fresh_spans, .records = editions_behind },
	{ .name = NULL },
};

/* ---- The room ---------------------------------------------------------------------------------------- */

static const struct record *const records[] = { &dataset_record, &dataset_break_record, &dataset_edition_record,
	&dataset_measure_record, &dataset_area_record, &dataset_row_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Data sets"), "/datasets", MAY_statistics_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};
const struct module datasets_module = {
	.name = "datasets", .routes = datasets_routes, .records = records, .imports = datasets_imports,
	.evidence = datasets_evidence, .menu = menu, .demo = datasets_demo,
};
