/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/count.c - the figures of a table and a year, before anything is hidden. */
#include "modules/opendata/inside.h"

#include "kit/setting.h"
#include "modules/events/events.h"
#include "modules/places/places.h"

#include <stdlib.h>

/* ---- Laid out by rows and columns ------------------------------------------------------------- */

struct laying {
	struct arena *arena;
	size_t rows, columns;
	struct open_name *row_names, *column_names;
	int64_t *counts;                /* most_rows x most_columns while it is laid */
	size_t most_columns;
};

static struct laying laying_begin(struct arena *arena, size_t most_rows, size_t most_columns)
{
	return (struct laying){ .arena = arena, .most_columns = most_columns,
		.row_names = arena_array(arena, struct open_name, most_rows + 1),
		.column_names = arena_array(arena, struct open_name, most_columns + 1),
		.counts = arena_array(arena, int64_t, (most_rows + 1) * (most_columns + 1)) };
}

static size_t place_of(struct open_name *names, size_t *count, struct open_name name)
{
	for (size_t i = 0; i < *count; i++)
		if (str_equals(names[i].code, name.code))
			return i;
	names[*count] = name;
	return (*count)++;
}

static void lay(struct laying *laying, struct open_name row, struct open_name column, int64_t count)
{
	size_t r = place_of(laying->row_names, &laying->rows, row);
	size_t c = place_of(laying->column_names, &laying->columns, column);

	laying->counts[r * (laying->most_columns + 1) + c] += count;
}

static struct open_table laid(const struct laying *laying, int64_t least)
{
	int64_t *counts = arena_array(laying->arena, int64_t, laying->rows * laying->columns + 1);

	for (size_t r = 0; r < laying->rows; r++)
		for (size_t c = 0; c < laying->columns; c++)
			counts[r * laying->columns + c] = laying->counts[r * (laying->most_columns + 1) + c];
	return (struct open_table){ .rows = laying->rows, .columns = laying->columns,
		.row_names = laying->row_names, .column_names = laying->column_names, .counts = counts,
		.least = least };
}

static struct open_name listed(const char *list, struct str code)
{
	const struct item *item = item_find(list, code);

	return item ? (struct open_name){ code, item->name_sv, item->name_en } : (struct open_name){ code, code, code };
}

/* ---- Events ------------------------------------------------------------------------------------- */

/* A district; nothing smaller and nothing larger is told of. */
static struct open_name district_of(struct view *view, struct str key)
{
	const struct area *area = NULL;
	int64_t id;

	if (str_to_int(key, &id) && id)
		area = area_get(view, id);
	if (area && str_is(area->kind, "district"))
		return (struct open_name){ area->code, area->name, area->name };
	return (struct open_name){ S("unknown"), S("Utan stadsdelsområde"), S("No district") };
}

static bool events_count_open(struct view *view, int year, struct open_table *table, struct str *problem)
{
	struct event_table_ask ask = { .dim_count = 2, .dims = { DIM_district, DIM_branch },
		.from = { (int16_t)year, 1, 1 }, .to = { (int16_t)year, 12, 31 } };
	struct event_table counted = event_table(view, &ask);
	struct laying laying;
	size_t columns;

	if (counted.outcome != TABLE_made) {
		*problem = str_of(_("The events could not be counted: there are too many kinds or districts."));
		return false;
	}
	columns = counted.axes[1].count;
	laying = laying_begin(view_arena(view), counted.axes[0].count, columns);
	for (size_t r = 0; r < counted.axes[0].count; r++)
		for (size_t c = 0; c < columns; c++)
			lay(&laying, district_of(view, counted.axes[0].keys[r]),
				listed("event/types", counted.axes[1].keys[c]), counted.counts[r * columns + c]);
	*table = laid(&laying, setting_within("opendata_least", 2, 1000));
	return true;
}

/* ---- Exercises and follow-up --------------------------------------------------------------------- */

static struct open_name quarter_of(struct arena *arena, struct str month)
{
	int64_t number = 1;
	struct str code;

	str_to_int(month, &number);
	code = arena_print(arena, "%lld", (long long)(number - 1) / 3 + 1);
	return (struct open_name){ code, arena_print(arena, "Kvartal %.*s", STR(code)),
		arena_print(arena, "Quarter %.*s", STR(code)) };
}

static struct open_table exercises_lay(struct view *view, int year)
{
	struct open_sum_list sums = exercises_held(view, year);
	struct laying laying = laying_begin(view_arena(view), sums.count, 4);

	for (int64_t month = 1; month <= 12; month += 3)
		place_of(laying.column_names, &laying.columns,
			quarter_of(view_arena(view), arena_print(view_arena(view), "%lld", (long long)month)));
	for (size_t i = 0; i < sums.count; i++)
		lay(&laying, listed("exercises/kinds", sums.at[i].row),
			quarter_of(view_arena(view), sums.at[i].column), sums.at[i].count);
	return laid(&laying, 0);
}

static struct open_table points_lay(struct view *view, int year)
{
	const struct catalogue *answers = catalogue_get("follow_up_answers");
	struct open_sum_list sums = points_assessed(view, year);
	struct laying laying = laying_begin(view_arena(view), sums.count, answers->count + sums.count);

	for (size_t i = 0; i < answers->count; i++)
		place_of(laying.column_names, &laying.columns, listed("follow_up_answers", answers->items[i].code));
	for (size_t i = 0; i < sums.count; i++)
		lay(&laying, (struct open_name){ sums.at[i].row, sums.at[i].words_sv, sums.at[i].words_en },
			listed("follow_up_answers", sums.at[i].column), sums.at[i].count);
	return laid(&laying, 0);
}

bool open_table_count(struct view *view, struct str table_code, int year, struct open_table *table,
                      struct str *problem)
{
	if (str_is(table_code, "events"))
		return events_count_open(view, year, table, problem);
	if (str_is(table_code, "exercises"))
		*table = exercises_lay(view, year);
	else if (str_is(table_code, "follow_up"))
		*table = points_lay(view, year);
	else {
		*problem = str_of(_("The program does not know how that table is counted."));
		return false;
	}
	return true;
}
