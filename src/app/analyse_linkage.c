/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_linkage.c - varn analyse linkage: which claims tell of an event that is reported, too?
 *
 *   --accept C          links that are so likely need no person (0.9)
 *   --review C          those that are so likely are looked at (0.5)
 *   --days A,B,C  --metres A,B  --ratios A,B      edges of the levels (1,7,60  100,1000  1.1,2)
 *   --block-days N  --block-metres N  --premises-days N   what is compared at all (60, 1000, 180)
 *   --threads N  --timing
 *
 * One row is one record: list (a or b), id, day (a date or a number), unit, premises, x, y, type
 * (several with |), amount.
 */
#include "analysis/linkage.h"
#include "analysis/parallel.h"
#include "app/analyse.h"
#include "app/analyse_names.h"
#include "base/calendar.h"

#include <math.h>
#include <stdio.h>

enum { LISTS = 2, TYPES_MOST = 4000 };

struct linking {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct arena *arena;
	struct linkage_settings settings;
	struct linkage_record *records[LISTS];
	size_t *rows[LISTS], counts[LISTS];
	struct naming units, premises, types[LISTS], ids[LISTS];
	struct analysed analysed;
	struct analyse_clock clock;
};

/* ---- What is asked ----------------------------------------------------------------------- */

/* "A,B,C": so many rising numbers, no more and no fewer; left alone when it is not given. */
static bool edges_option(const struct analyse_ask *ask, const char *name, double least, double *edges, size_t count)
{
	struct str text = str_of(option_value(ask->argc, ask->argv, name));
	bool is_fine = true;

	if (!text.at)
		return true;
	for (size_t i = 0; i < count; i++) {
		is_fine = is_fine && str_to_real(str_trim(str_cut(&text, ',')), &edges[i])
			&& edges[i] >= (i ? edges[i - 1] : least) && edges[i] <= 1e6;
	}
	if (is_fine && str_is_empty(text))
		return true;
	fprintf(stderr, "varn analyse: --%s is %zu rising numbers from %g, with commas\n", name, count, least);
	return false;
}

static bool numbers_asked(struct linking *linking, double *block_days, double *premises_days)
{
	const struct analyse_ask *ask = linking->ask;
	struct linkage_settings *settings = &linking->settings;
	double threads = parallel_threads();

	if (!analyse_option(ask, "accept", 0.5, 1, &settings->accept)
	    || !analyse_option(ask, "review", 0.5, 1, &settings->review)
	    || !analyse_whole(ask, "block-days", 0, 1e6, block_days)
	    || !analyse_whole(ask, "premises-days", 0, 1e6, premises_days)
	    || !analyse_option(ask, "block-metres", 1, 1e6, &settings->block_metres)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads))
		return false;
	settings->threads = (int)threads;
	if (settings->review <= settings->accept)
		return true;
	fprintf(stderr, "varn analyse: --review is not above --accept\n");
	return false;
}

static bool options_read(struct linking *linking)
{
	double block_days, premises_days, days[3];
	struct linkage_settings *settings = &linking->settings;

	*settings = linkage_usual();
	block_days = settings->block_days;
	premises_days = settings->premises_days;
	for (int i = 0; i < 3; i++)
		days[i] = settings->days[i];
	if (!numbers_asked(linking, &block_days, &premises_days)
	    || !edges_option(linking->ask, "days", 0, days, 3)
	    || !edges_option(linking->ask, "metres", 0, settings->metres, 2)
	    || !edges_option(linking->ask, "ratios", 1, settings->ratios, 2))
		return false;
	settings->block_days = (int32_t)block_days;
	settings->premises_days = (int32_t)premises_days;
	for (int i = 0; i < 3; i++)
		settings->days[i] = (int32_t)days[i];
	return true;
}

/* ---- Rows -------------------------------------------------------------------------------- */

static bool day_read(const struct plain *plain, size_t row, int32_t *day)
{
	struct str text = plain_text(plain, row, "day");
	struct date date;
	int64_t number;

	if (date_read(text, &date)) {
		*day = date_days_between((struct date){ 2000, 1, 1 }, date);
		return true;
	}
	if (!str_to_int(text, &number) || number < -1000000 || number > 1000000)
		return plain_wrong(plain, row, "day is '%.*s' and must be a date (2026-03-02) or a whole number",
			STR(text));
	*day = (int32_t)number;
	return true;
}

static bool place_read(const struct plain *plain, size_t row, struct linkage_record *record)
{
	record->x = record->y = NAN;
	if (!plain_number(plain, row, "x", &record->x) || !plain_number(plain, row, "y", &record->y))
		return false;
	if (isnan(record->x) != isnan(record->y))
		return plain_wrong(plain, row, "%s is empty: x and y stand together, in metres",
			isnan(record->x) ? "x" : "y");
	if (fabs(record->x) > 1e8 || fabs(record->y) > 1e8)
		return plain_wrong(plain, row, "%s is beyond 100 000 km", fabs(record->x) > 1e8 ? "x" : "y");
	return true;
}

static bool amount_read(const struct plain *plain, size_t row, struct linkage_record *record)
{
	record->amount = NAN;
	if (!plain_number(plain, row, "amount", &record->amount))
		return false;
	if (record->amount <= 0)
		return plain_wrong(plain, row, "amount is %g and must be above 0, or empty", record->amount);
	return true;
}

static bool list_read(const struct plain *plain, size_t row, int *list)
{
	struct str text = plain_text(plain, row, "list");

	if (!str_is_nocase(text, "a") && !str_is_nocase(text, "b"))
		return plain_wrong(plain, row, "list is '%.*s' and must be a or b", STR(text));
	*list = str_is_nocase(text, "b");
	return true;
}

static bool row_read(struct linking *linking, size_t row)
{
	const struct plain *plain = linking->plain;
	struct linkage_record *record;
	struct str id = plain_text(plain, row, "id");
	int32_t number;
	int list = 0;

	if (!list_read(plain, row, &list))
		return false;
	if (str_is_empty(id))
		return plain_wrong(plain, row, "id is empty");
	number = (int32_t)linking->ids[list].count;
	if (naming_of(&linking->ids[list], id) != number)
		return plain_wrong(plain, row, "the id %.*s is in list %s twice", STR(id), list ? "b" : "a");
	record = &linking->records[list][number];
	linking->rows[list][number] = row;
	record->unit = naming_of(&linking->units, plain_text(plain, row, "unit"));
	record->premises = naming_of(&linking->premises, plain_text(plain, row, "premises"));
	record->type = naming_of(&linking->types[list], plain_text(plain, row, "type"));
	if (linking->types[list].count > TYPES_MOST)
		return plain_wrong(plain, row, "more than %d types", TYPES_MOST);
	linking->counts[list]++;
	return day_read(plain, row, &record->day) && place_read(plain, row, record)
		&& amount_read(plain, row, record);
}

static bool has_common_part(struct str one, struct str other)
{
	while (!str_is_empty(one)) {
		struct str part = str_trim(str_cut(&one, '|')), rest = other;

		while (!str_is_empty(rest))
			if (str_equals(part, str_trim(str_cut(&rest, '|'))) && !str_is_empty(part))
				return true;
	}
	return false;
}

/* Types fit when they have a word between | in common. */
static void types_fit(struct linking *linking)
{
	const struct naming *a = &linking->types[0], *b = &linking->types[1];
	bool *fits;

	if (!a->count || !b->count)
		return;
	fits = arena_array(linking->arena, bool, a->count * b->count);
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count; k++)
			fits[i * b->count + k] = has_common_part(a->names[i], b->names[k]);
	linking->settings.fits = fits;
	linking->settings.types_a = (int32_t)a->count;
	linking->settings.types_b = (int32_t)b->count;
}

static bool rows_read(struct linking *linking)
{
	size_t rows = linking->plain->table->count;

	naming_init(&linking->units, linking->arena, rows);
	naming_init(&linking->premises, linking->arena, rows);
	for (int list = 0; list < LISTS; list++) {
		linking->records[list] = arena_array(linking->arena, struct linkage_record, rows);
		linking->rows[list] = arena_array(linking->arena, size_t, rows);
		naming_init(&linking->types[list], linking->arena, rows);
		naming_init(&linking->ids[list], linking->arena, rows);
	}
	for (size_t row = 1; row < rows; row++)
		if (!row_read(linking, row))
			return false;
	for (int list = 0; list < LISTS; list++)
		if (!linking->counts[list])
			return plain_wrong(linking->plain, 0, "list %s has no records", list ? "b" : "a");
	types_fit(linking);
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static const char *const fields[] = { [LINKAGE_DAY] = "day", [LINKAGE_UNIT] = "unit",
	[LINKAGE_DISTANCE] = "distance", [LINKAGE_TYPE] = "type", [LINKAGE_AMOUNT] = "amount" };
static const char *const findings[] = { [AGREEMENT_fitted] = "learnt from the pairs",
	[AGREEMENT_held] = "learnt, but more seemed to belong together than there are records: look at all links",
	[AGREEMENT_too_few] = "too few pairs to learn from: fixed weights",
	[AGREEMENT_switched] = "the pairs could not be told apart: fixed weights",
	[AGREEMENT_unsettled] = "no end to the learning: fixed weights" };

static void summary_show(struct linking *linking, const struct linkage *found)
{
	struct analysed *analysed = &linking->analysed;

	analysed_list(analysed, "summary");
	analysed_row(analysed);
	analysed_text(analysed, "weights", str_of(findings[found->fit.finding]));
	analysed_count(analysed, "records_a", (int64_t)linking->counts[0]);
	analysed_count(analysed, "records_b", (int64_t)linking->counts[1]);
	analysed_count(analysed, "pairs", found->fit.pairs);
	analysed_number(analysed, "share_of_pairs", found->fit.model.share);
	analysed_number(analysed, "expected_links", found->fit.expected);
	analysed_count(analysed, "links", (int64_t)found->count);
	analysed_count(analysed, "accepted", (int64_t)found->accepted);
	analysed_number(analysed, "expected_right", found->expected_accepted);
	analysed_number(analysed, "loglik", found->fit.loglik);
	analysed_count(analysed, "steps", found->fit.steps);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

static void fields_show(struct analysed *analysed, const struct agreement *model)
{
	analysed_list(analysed, "fields");
	for (int f = 0; f < LINKAGE_FIELDS; f++)
		for (int32_t level = 0; level < model->fields[f].levels; level++) {
			analysed_row(analysed);
			analysed_text(analysed, "field", str_of(fields[f]));
			analysed_count(analysed, "level", level);
			analysed_number(analysed, "m", model->fields[f].m[level]);
			analysed_number(analysed, "u", model->fields[f].u[level]);
			analysed_number(analysed, "weight", agreement_weight(model, f, level));
			analysed_row_finish(analysed);
		}
	analysed_list_finish(analysed);
}

static void links_show(struct linking *linking, const struct linkage *found)
{
	struct analysed *analysed = &linking->analysed;

	analysed_list(analysed, "links");
	for (size_t i = 0; i < found->count; i++) {
		const struct link *link = &found->links[i];

		analysed_row(analysed);
		analysed_text(analysed, "a", linking->ids[0].names[link->a]);
		analysed_text(analysed, "b", linking->ids[1].names[link->b]);
		analysed_number(analysed, "chance", link->chance);
		analysed_yes(analysed, "is_accepted", link->is_accepted);
		for (int f = 0; f < LINKAGE_FIELDS; f++)
			analysed_number(analysed, fields[f],
				agreement_weight(&found->fit.model, f, found->patterns[link->pattern].level[f]));
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static bool is_judged_fine(struct linking *linking, const struct linkage_lists *lists)
{
	size_t at;

	switch (linkage_judge(lists, &linking->settings, &at)) {
	case LINKAGE_fine:
		return true;
	case LINKAGE_bad_settings:
		return plain_wrong(linking->plain, 0, "the options do not fit together");
	case LINKAGE_too_many:
		return plain_wrong(linking->plain, 0, "more than %d records", LINKAGE_RECORDS_MOST);
	case LINKAGE_bad_record:
		break;
	}
	return plain_wrong(linking->plain, at < lists->a_count ? linking->rows[0][at]
		: linking->rows[1][at - lists->a_count], "numbers are too large");
}

int analyse_linkage(const struct analyse_ask *ask)
{
	struct linking linking = { .ask = ask, .plain = &ask->plain, .arena = ask->plain.arena };
	struct linkage_lists lists;
	const struct linkage *found;

	analyse_clock_start(&linking.clock, ask);
	if (!options_read(&linking) || !rows_read(&linking))
		return 2;
	analyse_took(&linking.clock, "records");
	lists = (struct linkage_lists){ linking.records[0], linking.records[1], linking.counts[0], linking.counts[1] };
	if (!is_judged_fine(&linking, &lists))
		return 2;
	found = linkage_make(linking.arena, &lists, &linking.settings);
	analyse_took(&linking.clock, "linkage");
	if (found->too_many_likely) {
		plain_wrong(linking.plain, 0, "%lld pairs are likely: what is known of the records tells them not apart",
			(long long)found->too_many_likely);
		return 2;
	}
	analysed_begin(&linking.analysed, ask);
	summary_show(&linking, found);
	fields_show(&linking.analysed, &found->fit.model);
	links_show(&linking, found);
	return analysed_print(&linking.analysed);
}
