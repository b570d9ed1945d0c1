/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/overview.c - what the receiving office sees: units, kinds of pictures, states. */
#include "modules/pictures/inside.h"
#include "modules/pictures/pages.html.h"

struct str usual_period(struct arena *arena)
{
	struct date today = date_today();

	return arena_print(arena, "%d-T2", today.month >= 5 ? today.year : today.year - 1);
}

enum { MOST_KINDS = 16 };

/* Is `before` with `word` right after it one of the words? */
static bool words_have(struct str words, struct str before, struct str word)
{
	while (words.len) {
		struct str next = str_cut(&words, ' ');

		if (str_starts(next, before)
		    && str_equals(str_part(next, before.len, next.len), word))
			return true;
	}
	return false;
}

/* The catalogue says of whom a kind of picture is asked: all, a kind of unit, or those
 * that carry the mark "concerned_" with the kind. */
static bool is_required(const struct item *kind, const struct unit *unit)
{
	const struct item *unit_kind = item_find("unit_kinds", unit->kind);

	if (!item_text(kind, "submitted_at").len)
		return false;
	if (item_has(kind, "required_of", "all"))
		return unit_kind && item_int(unit_kind, "is_board");
	return words_have(item_text(kind, "required_of"), S(""), unit->kind)
		|| (item_has(kind, "required_of", "concerned")
		    && words_have(unit->tags, S("concerned_"), kind->code));
}

/* The newest version: it comes first. */
static const struct picture_row *row_of(const struct picture_row_list *rows, const struct unit *unit,
                                        struct str kind)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].unit_id == unit->id && str_equals(rows->at[i].kind, kind))
			return &rows->at[i];
	return NULL;
}

static size_t kinds_asked(const struct item **kinds)
{
	const struct catalogue *all = catalogue_get("picture_kinds");
	size_t count = 0;

	for (size_t i = 0; i < all->count && count < MOST_KINDS; i++)
		if (!all->items[i].is_retired && item_text(&all->items[i], "submitted_at").len)
			kinds[count++] = &all->items[i];
	return count;
}

/* Boards, and other units that have a picture in the period. */
static bool is_listed(const struct picture_row_list *rows, const struct unit *unit)
{
	const struct item *kind = item_find("unit_kinds", unit->kind);

	if (kind && item_int(kind, "is_board"))
		return true;
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].unit_id == unit->id)
			return true;
	return false;
}

static void overview_rows(struct out *out, const struct unit_list *units,
                          const struct picture_row_list *rows, const struct item *const *kinds,
                          size_t count)
{
	overview_table_begin(out, kinds, count);
	for (size_t u = 0; u < units->count; u++) {
		if (!is_listed(rows, &units->at[u]))
			continue;
		overview_row_begin(out, unit_words(&units->at[u]));
		for (size_t k = 0; k < count; k++)
			overview_cell(out, row_of(rows, &units->at[u], kinds[k]->code),
				is_required(kinds[k], &units->at[u]));
		overview_row_end(out);
	}
	overview_end(out);
}

static int64_t missing_count(const struct unit_list *units, const struct picture_row_list *rows,
                             const struct item *const *kinds, size_t count)
{
	int64_t missing = 0;

	for (size_t u = 0; u < units->count; u++)
		for (size_t k = 0; k < count; k++)
			missing += is_required(kinds[k], &units->at[u])
				&& !row_of(rows, &units->at[u], kinds[k]->code);
	return missing;
}

static struct str year_shifted(struct arena *arena, struct str period, int years)
{
	int64_t year;

	if (period.len < 4 || !str_to_int(str_part(period, 0, 4), &year))
		return period;
	return arena_print(arena, "%04lld%.*s", (long long)year + years,
		STR(str_part(period, 4, period.len)));
}

struct reply pictures_overview(struct request *request, struct view *view)
{
	struct str period = request_query(request, "period");
	const struct item *kinds[MOST_KINDS];
	size_t count = kinds_asked(kinds);
	struct unit_list units = picture_units(view);
	struct picture_row_list rows;
	int64_t by_state[PICTURE_superseded + 1] = { 0 };
	struct date from, to;
	struct out *out;

	if (!period_read(period, &from, &to))
		period = usual_period(request->arena);
	rows = pictures_submitted(view, period);
	for (size_t i = 0; i < rows.count; i++)
		by_state[rows.at[i].state]++;
	out = page_begin(request, view, _("What has come in"));
	overview_begin(out, period, year_shifted(request->arena, period, -1),
		year_shifted(request->arena, period, 1));
	overview_numbers_begin(out);
	for (int state = PICTURE_working; state < PICTURE_superseded; state++)
		overview_number(out, period, state, by_state[state]);
	overview_missing(out, missing_count(&units, &rows, kinds, count));
	overview_rows(out, &units, &rows, kinds, count);
	return page_end(request, 200);
}
