/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_cube_proof.c - the counts of a table by the database alone, for proving: by
 * any one dimension.
 *
 * Where a value stands for another (a committee for what it has become, an hour for its week)
 * the database counts the finest there is, and this file adds it up by ways of its own, so that
 * what is proved does not prove itself.
 */
#include "modules/events/cube_axes.h"
#include "modules/events/inside.h"
#include "modules/units/units.h"

static const struct column count_columns[] = {
	{ "key", COLUMN_text, offsetof(struct cube_count, key), NULL, false },
	{ "events", COLUMN_int, offsetof(struct cube_count, events), NULL, false },
};
static const struct shape count_shape = {
	.size = sizeof(struct cube_count), .count = COUNT(count_columns), .columns = count_columns,
};

/* ---- The finest there is ------------------------------------------------------------------ */

/* Local time differs from that of the database by whole quarters of an hour, everywhere. */
enum { QUARTER = 900 };
#define BY_QUARTER "(occurred_at / 900) || ''"
#define BY_DISTRICT "COALESCE((SELECT max(above.id) FROM my_area AS area JOIN my_area AS above" \
	" ON above.code = area.parent_code WHERE area.id = area_id AND area.parent_code <> ''" \
	" AND above.parent_code <> ''), area_id) || ''"
#define BY_BRANCH "COALESCE((SELECT max(parent_code) FROM my_catalogue_item" \
	" WHERE list = 'event/types' AND code = type AND parent_code <> ''), type)"

static struct sql key_of(const struct event_table_ask *ask)
{
	switch (ask->dim_count ? ask->dims[0] : DIM_count) {
	case DIM_board: return SQL("board_id || ''");
	case DIM_unit: return SQL("unit_id || ''");
	case DIM_district: return SQL(BY_DISTRICT);
	case DIM_area: return SQL("area_id || ''");
	case DIM_branch: return SQL(BY_BRANCH);
	case DIM_type: return SQL("type");
	case DIM_severity: return SQL("severity || ''");
	case DIM_count: return SQL("''");
	default: return SQL(BY_QUARTER);
	}
}

static struct cube_count_list counts_fine(struct view *system, const struct event_table_ask *ask)
{
	struct query query;

	query_start(&query, view_arena(system), SQL("SELECT "), NONE);
	query_add(&query, key_of(ask), NONE);
	query_add(&query, SQL(" AS key, count(*) AS events FROM event WHERE is_restricted = 0"
		" AND state NOT IN ('merged', 'rejected')"), NONE);
	cube_conditions(&query, system, ask);
	query_add(&query, SQL(" GROUP BY 1 HAVING count(*) > 0 ORDER BY 1"), NONE);
	return cube_count_list_of(view_list_of(system, &count_shape, &query));
}

/* ---- Added up ------------------------------------------------------------------------------ */

static struct str quarter_key(struct arena *arena, enum event_dim dim, struct clock_time at)
{
	struct date date = at.date, thursday = date_add_days(date, 4 - at.weekday);

	switch (dim) {
	case DIM_year: return arena_print(arena, "%04d", date.year);
	case DIM_tertial: return arena_print(arena, "%04d-T%d", date.year, 1 + (date.month - 1) / 4);
	case DIM_month: return arena_print(arena, "%04d-%02d", date.year, date.month);
	case DIM_week: return arena_print(arena, "%04d-W%02d", thursday.year, date_week(date));
	case DIM_day: return arena_print(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
	case DIM_weekday: return arena_print(arena, "%d", at.weekday);
	default: return arena_print(arena, "%d", at.hour);
	}
}

static bool is_of_time(enum event_dim dim)
{
	return dim >= DIM_year && dim <= DIM_hour;
}

static struct str key_told(struct view *system, const struct event_table_ask *ask, struct str key)
{
	struct arena *arena = view_arena(system);
	int64_t number = 0;

	if (is_of_time(ask->dims[0]) && str_to_int(key, &number))
		return quarter_key(arena, ask->dims[0],
			instant_local((struct instant){ number * QUARTER }));
	if (ask->dims[0] == DIM_board && ask->as_is && str_to_int(key, &number) && number)
		return arena_print(arena, "%lld", (long long)unit_today(system, number));
	return key;
}

static void count_add(struct cube_count_list *list, struct str key, int64_t events)
{
	for (size_t i = list->count; i-- > 0;)
		if (str_equals(list->at[i].key, key)) {
			list->at[i].events += events;
			return;
		}
	list->at[list->count++] = (struct cube_count){ key, events };
}

struct cube_count_list cube_counts_by_sql(struct view *system, const struct event_table_ask *ask)
{
	struct cube_count_list fine = counts_fine(system, ask), told = { 0 };

	if (!ask->dim_count)
		return fine;
	told.at = arena_array(view_arena(system), struct cube_count, fine.count + 1);
	for (size_t i = 0; i < fine.count; i++)
		count_add(&told, key_told(system, ask, fine.at[i].key), fine.at[i].events);
	return told;
}
