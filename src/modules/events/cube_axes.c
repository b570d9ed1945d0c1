/* SPDX-License-Identifier: EUPL-1.2 */
/* events/cube_axes.c - see cube_axes.h. */
#include "modules/events/cube_axes.h"

#include "kit/catalogue.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

#include <stdlib.h>
#include <string.h>

enum { SEVERITIES = 16, HOURS = 24, WEEKDAYS = 7 };

static const enum event_column columns_of_dims[DIM_count] = {
	[DIM_board] = COLUMN_board, [DIM_unit] = COLUMN_unit,
	[DIM_district] = COLUMN_area, [DIM_area] = COLUMN_area,
	[DIM_branch] = COLUMN_type, [DIM_type] = COLUMN_type,
	[DIM_year] = COLUMN_day, [DIM_tertial] = COLUMN_day, [DIM_month] = COLUMN_day,
	[DIM_week] = COLUMN_day, [DIM_day] = COLUMN_day, [DIM_weekday] = COLUMN_day,
	[DIM_hour] = COLUMN_hour, [DIM_severity] = COLUMN_severity,
};

int cube_day(struct date date)
{
	return date_days_between((struct date){ 2000, 1, 1 }, date);
}

static struct cube_axis axis_empty(struct arena *arena, enum event_dim dim, size_t most)
{
	struct cube_axis made = { .axis = { .dim = dim }, .column = columns_of_dims[dim] };

	made.axis.keys = arena_array(arena, struct str, most + 1);
	made.place = arena_array(arena, int32_t, COLUMN_VALUES);
	for (size_t i = 0; i < COLUMN_VALUES; i++)
		made.place[i] = PLACE_none;
	return made;
}

static int32_t place_add(struct event_axis *axis, struct str key)
{
	axis->keys[axis->count] = key;
	return (int32_t)axis->count++;
}

static struct str number_key(struct arena *arena, int64_t number)
{
	return arena_print(arena, "%lld", (long long)number);
}

/* ---- Units, areas: each number may stand for another -------------------------------------- */

static int id_compare(const void *left, const void *right)
{
	const struct cube_id *a = left, *b = right;

	return (a->id > b->id) - (a->id < b->id);
}

static const struct cube_id *id_find(const struct cube_id_list *list, int64_t id)
{
	struct cube_id sought = { .id = id };

	return list->count ? bsearch(&sought, list->at, list->count, sizeof(sought), id_compare) : NULL;
}

static struct cube_id_list sorted(struct cube_id_list list)
{
	if (list.count)
		qsort(list.at, list.count, sizeof(*list.at), id_compare);
	return list;
}

/* Numbers whose ids are counted as one id get one place.  `other` of `instead` is the id that
 * is counted for an id; what is not in it stands for itself. */
static struct cube_axis axis_of_ids(struct arena *arena, enum event_dim dim,
                                    const struct cube_keys *keys, const struct cube_id_list *instead)
{
	struct cube_axis made = axis_empty(arena, dim, (size_t)keys->count + 1);
	struct cube_id_list places = { .at = arena_array(arena, struct cube_id, keys->count + 1u) };

	for (uint32_t number = dim == DIM_unit; number <= keys->count; number++) {
		int64_t id = keys->ids[number];
		const struct cube_id *other = id_find(instead, id);

		places.at[places.count++] = (struct cube_id){ other && other->other ? other->other : id,
			number };
	}
	sorted(places);
	for (size_t i = 0; i < places.count; i++) {
		if (!i || places.at[i].id != places.at[i - 1].id)
			place_add(&made.axis, number_key(arena, places.at[i].id));
		made.place[places.at[i].other] = (int32_t)made.axis.count - 1;
	}
	return made;
}

/* Only units that somebody has followed are asked about. */
static struct cube_id_list boards_today(struct view *view, bool as_is)
{
	struct cube_id_list followed = { 0 };

	if (as_is)
		followed = sorted(cube_units_followed(view));
	for (size_t i = 0; i < followed.count; i++)
		followed.at[i].other = unit_today(view, followed.at[i].id);
	return followed;
}

/* ---- Types ------------------------------------------------------------------------------- */

static struct str type_key(const char *code, bool is_branch)
{
	const struct item *item = item_find("event/types", str_of(code));

	return is_branch && item && item->parent.len ? item->parent : str_of(code);
}

static int32_t place_of_key(struct event_axis *axis, struct str key)
{
	for (size_t i = 0; i < axis->count; i++)
		if (str_equals(axis->keys[i], key))
			return (int32_t)i;
	return place_add(axis, key);
}

static struct cube_axis axis_of_types(struct arena *arena, enum event_dim dim,
                                      const struct cube_keys *types)
{
	struct cube_axis made = axis_empty(arena, dim, (size_t)types->count + 1);

	for (uint32_t number = 0; number <= types->count; number++)
		made.place[number] = place_of_key(&made.axis,
			type_key(types->texts[number], dim == DIM_branch));
	return made;
}

/* ---- Time -------------------------------------------------------------------------------- */

static struct str week_key(struct arena *arena, struct date date)
{
	struct date thursday = date_add_days(date, 4 - date_weekday(date));

	return arena_print(arena, "%04d-W%02d", thursday.year, date_week(date));
}

static struct str day_key(struct arena *arena, enum event_dim dim, struct date date)
{
	switch (dim) {
	case DIM_year: return arena_print(arena, "%04d", date.year);
	case DIM_tertial: return arena_print(arena, "%04d-T%d", date.year, (date.month + 3) / 4);
	case DIM_week: return week_key(arena, date);
	case DIM_day: return date_iso(arena, date);
	default: return arena_print(arena, "%04d-%02d", date.year, date.month);
	}
}

/* Does a period begin on this day? */
static bool is_first(enum event_dim dim, struct date date)
{
	switch (dim) {
	case DIM_year: return date.day == 1 && date.month == 1;
	case DIM_tertial: return date.day == 1 && date.month % 4 == 1;
	case DIM_week: return date_weekday(date) == 1;
	case DIM_day: return true;
	default: return date.day == 1;
	}
}

static struct cube_axis axis_of_time(struct arena *arena, enum event_dim dim,
                                     const struct event_table_ask *ask)
{
	int first = cube_day(ask->from), last = cube_day(ask->to);
	struct cube_axis made = axis_empty(arena, dim, (size_t)(last - first) + 1);
	struct date date = ask->from;

	made.axis.from = arena_array(arena, struct date, (size_t)(last - first) + 2);
	made.axis.to = arena_array(arena, struct date, (size_t)(last - first) + 2);
	for (int day = first; day <= last; day++, date = date_add_days(date, 1)) {
		if (day == first || is_first(dim, date))
			made.axis.from[place_add(&made.axis, day_key(arena, dim, date))] = date;
		made.axis.to[made.axis.count - 1] = date;
		made.place[day] = (int32_t)made.axis.count - 1;
	}
	return made;
}

static struct cube_axis axis_of_weekdays(struct arena *arena)
{
	struct cube_axis made = axis_empty(arena, DIM_weekday, WEEKDAYS);

	for (int day = 1; day <= WEEKDAYS; day++)
		place_add(&made.axis, number_key(arena, day));
	/* The first of January 2000 was a Saturday. */
	for (int day = 0; day < COLUMN_VALUES; day++)
		made.place[day] = (day + 5) % WEEKDAYS;
	return made;
}

/* Numbers that stand for themselves; what is more is the last of them. */
static struct cube_axis axis_of_numbers(struct arena *arena, enum event_dim dim, int count)
{
	struct cube_axis made = axis_empty(arena, dim, (size_t)count);

	for (int number = 0; number < count; number++)
		place_add(&made.axis, number_key(arena, number));
	for (int value = 0; value < 256; value++)
		made.place[value] = value < count ? value : count - 1;
	return made;
}

struct cube_axis cube_axis_make(struct view *view, const struct cube_state *state,
                                const struct event_table_ask *ask, enum event_dim dim)
{
	struct arena *arena = view_arena(view);
	struct cube_id_list instead = { 0 };

	switch (dim) {
	case DIM_board:
		instead = boards_today(view, ask->as_is);
		return axis_of_ids(arena, dim, &state->boards, &instead);
	case DIM_unit: return axis_of_ids(arena, dim, &state->units, &instead);
	case DIM_district:
		instead = sorted(cube_area_parents(view));
		return axis_of_ids(arena, dim, &state->areas, &instead);
	case DIM_area: return axis_of_ids(arena, dim, &state->areas, &instead);
	case DIM_branch: case DIM_type: return axis_of_types(arena, dim, &state->types);
	case DIM_weekday: return axis_of_weekdays(arena);
	case DIM_hour: return axis_of_numbers(arena, dim, HOURS);
	case DIM_severity: return axis_of_numbers(arena, dim, SEVERITIES);
	default: return axis_of_time(arena, dim, ask);
	}
}

/* ---- What is let in ------------------------------------------------------------------------ */

static uint32_t *all_out(struct arena *arena)
{
	uint32_t *offset = arena_array(arena, uint32_t, COLUMN_VALUES);

	for (size_t i = 0; i < COLUMN_VALUES; i++)
		offset[i] = COLUMN_OUT;
	return offset;
}

static void let_in(uint32_t *offset, const struct cube_keys *keys, const struct cube_id_list *ids)
{
	for (uint32_t number = 1; number <= keys->count; number++)
		if (id_find(ids, keys->ids[number]))
			offset[number] = 0;
}

uint32_t *cube_units(struct view *view, const struct cube_state *state,
                     const struct event_table_ask *ask, bool *may_open_all)
{
	struct cube_id_list reach = sorted(cube_reach(view)), below = { 0 };
	uint32_t *offset = all_out(view_arena(view));
	bool is_narrow = ask->unit_id && !cube_is_by_board(view, ask);

	if (is_narrow)
		below = sorted(cube_units_below(view, ask->unit_id));
	*may_open_all = true;
	for (uint32_t number = 1; number <= state->units.count; number++) {
		const struct cube_id *reached = id_find(&reach, state->units.ids[number]);

		if (!reached || (is_narrow && !id_find(&below, reached->id)))
			continue;
		offset[number] = 0;
		*may_open_all &= reached->other == 1;
	}
	return offset;
}

uint32_t *cube_units_of(struct view *view, const struct cube_state *state, int64_t unit_id)
{
	struct cube_id_list below = sorted(cube_units_below(view, unit_id));
	uint32_t *offset = all_out(view_arena(view));

	let_in(offset, &state->units, &below);
	return offset;
}

uint32_t *cube_boards(struct view *view, const struct cube_state *state,
                      const struct event_table_ask *ask)
{
	struct unit_list units;
	uint32_t *offset;

	if (!cube_is_by_board(view, ask))
		return NULL;
	units = unit_ancestors_in_time(view, ask->unit_id);
	offset = all_out(view_arena(view));
	for (uint32_t number = 1; number <= state->boards.count; number++)
		for (size_t i = 0; i < units.count; i++)
			if (units.at[i].id == state->boards.ids[number])
				offset[number] = 0;
	return offset;
}

uint32_t *cube_areas(struct view *view, const struct cube_state *state, struct str area_code)
{
	struct cube_id_list inside;
	uint32_t *offset;

	if (!area_code.len)
		return NULL;
	inside = sorted(cube_areas_inside(view, area_code));
	offset = all_out(view_arena(view));
	let_in(offset, &state->areas, &inside);
	return offset;
}

uint32_t *cube_types(struct view *view, const struct cube_state *state, struct str type)
{
	uint32_t *offset;

	if (!type.len)
		return NULL;
	offset = all_out(view_arena(view));
	for (uint32_t number = 1; number <= state->types.count; number++) {
		const struct item *item = item_find("event/types", str_of(state->types.texts[number]));

		if (item && (str_equals(item->code, type) || str_equals(item->parent, type)))
			offset[number] = 0;
	}
	return offset;
}
