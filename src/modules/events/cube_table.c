/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/cube_table.c - a question becomes tables of offsets, is counted in one pass, and
 * becomes a table with words.
 */
#include "modules/events/cube_table.h"

#include "base/say.h"

#include <string.h>

enum { TRIES = 20 };

/* ---- The question ------------------------------------------------------------------------ */

static uint32_t *offsets_of(struct cube_plan *plan, struct arena *arena, enum event_column column)
{
	if (!plan->offsets[column])
		plan->offsets[column] = arena_array(arena, uint32_t, COLUMN_VALUES);
	return plan->offsets[column];
}

static void axis_lay(struct cube_plan *plan, struct arena *arena, size_t at)
{
	const struct cube_axis *axis = &plan->axes[at];
	uint32_t *offsets = offsets_of(plan, arena, axis->column);

	for (size_t value = 0; value < COLUMN_VALUES; value++) {
		if (axis->place[value] == PLACE_none)
			offsets[value] = COLUMN_OUT;
		else if (offsets[value] < COLUMN_OUT)
			offsets[value] += (uint32_t)axis->place[value] * (uint32_t)plan->strides[at];
	}
}

static void days_let_in(struct cube_plan *plan, struct arena *arena, const struct event_table_ask *ask)
{
	uint32_t *days = offsets_of(plan, arena, COLUMN_day);
	int from = cube_day(ask->from), to = cube_day(ask->to);

	for (int day = 0; day < COLUMN_VALUES; day++)
		if (day < from || day > to)
			days[day] = COLUMN_OUT;
}

static void severities_let_in(struct cube_plan *plan, struct arena *arena, int64_t from)
{
	uint32_t *severities;

	if (from <= 0)
		return;
	severities = offsets_of(plan, arena, COLUMN_severity);
	for (int64_t severity = 0; severity < from && severity < COLUMN_VALUES; severity++)
		severities[severity] = COLUMN_OUT;
}

/* Delays are whole days, and the last of them is as many or more. */
static void delays_let_in(struct cube_plan *plan, struct arena *arena, int64_t within_days)
{
	uint32_t *delays;

	if (within_days <= 0)
		return;
	delays = offsets_of(plan, arena, COLUMN_delay);
	for (int64_t delay = within_days; delay < COLUMN_VALUES; delay++)
		delays[delay] = COLUMN_OUT;
}

static uint32_t *units_all(struct arena *arena)
{
	uint32_t *units = arena_array(arena, uint32_t, COLUMN_VALUES);

	units[0] = COLUMN_OUT;
	return units;
}

static void axes_make(struct cube_plan *plan, struct view *view, const struct cube_state *state,
                      const struct event_table_ask *ask)
{
	plan->groups = 1;
	for (size_t i = ask->dim_count; i-- > 0;) {
		plan->axes[i] = cube_axis_make(view, state, ask, ask->dims[i]);
		plan->strides[i] = plan->groups;
		plan->groups *= plan->axes[i].axis.count ? plan->axes[i].axis.count : 1;
		if (plan->groups > COLUMN_GROUPS_MOST)
			return;
	}
}

struct cube_plan cube_plan(struct view *view, const struct cube_state *state,
                           const struct event_table_ask *ask, bool is_all)
{
	struct arena *arena = view_arena(view);
	struct cube_plan plan = { .may_open_all = true };

	axes_make(&plan, view, state, ask);
	if (plan.groups > COLUMN_GROUPS_MOST)
		return plan;
	plan.offsets[COLUMN_board] = cube_boards(view, state, ask);
	if (!is_all)
		plan.offsets[COLUMN_unit] = cube_units(view, state, ask, &plan.may_open_all);
	else if (ask->unit_id && !plan.offsets[COLUMN_board])
		plan.offsets[COLUMN_unit] = cube_units_of(view, state, ask->unit_id);
	else
		plan.offsets[COLUMN_unit] = units_all(arena);
	plan.offsets[COLUMN_area] = cube_areas(view, state, ask->area_code);
	plan.offsets[COLUMN_type] = cube_types(view, state, ask->type);
	days_let_in(&plan, arena, ask);
	severities_let_in(&plan, arena, ask->severity_from);
	delays_let_in(&plan, arena, ask->within_days);
	for (size_t i = 0; i < ask->dim_count; i++)
		axis_lay(&plan, arena, i);
	return plan;
}

uint32_t *cube_plan_count(struct arena *arena, const struct cube_state *state,
                          const struct cube_plan *plan)
{
	struct column_ask ask = { .units = plan->offsets[COLUMN_unit],
		.groups = (uint32_t)plan->groups, .sum_of = COLUMN_none };
	uint32_t *counts = arena_array(arena, uint32_t, plan->groups);

	for (enum event_column column = 0; column < COLUMN_count; column++)
		if (column != COLUMN_unit && plan->offsets[column])
			ask.maps[ask.map_count++] = (struct column_map){ column, plan->offsets[column] };
	return columns_count(state->columns, &ask, counts, NULL) && cube_is_still(state)
		? counts : NULL;
}

/* ---- The answer --------------------------------------------------------------------------- */

static size_t size_of(const struct cube_plan *plan, size_t dim_count)
{
	size_t size = 1;

	for (size_t i = 0; i < dim_count; i++)
		size *= plan->axes[i].axis.count;
	return size;
}

/* The place along a dimension of a cell. */
static size_t place_at(const struct cube_plan *plan, size_t dim, size_t cell)
{
	return cell / plan->strides[dim] % plan->axes[dim].axis.count;
}

static bool is_kept_empty(enum event_dim dim)
{
	return dim >= DIM_year && dim != DIM_severity;
}

/* Places without an event go, except those of time; the rest are put in order.  `order[dim]`
 * has the old place of each new one. */
static void axes_finish(struct event_table *table, struct view *view, const struct cube_plan *plan,
                        const uint32_t *counts, size_t **order)
{
	struct arena *arena = view_arena(view);
	size_t size = size_of(plan, table->ask.dim_count);

	for (size_t d = 0; d < table->ask.dim_count; d++) {
		struct event_axis *axis = &table->axes[d];
		size_t all = plan->axes[d].axis.count, *kept, *sorted;
		bool *is_there = arena_array(arena, bool, all + 1);

		*axis = plan->axes[d].axis;
		axis->keys = arena_array(arena, struct str, all + 1);
		kept = arena_array(arena, size_t, all + 1);
		sorted = arena_array(arena, size_t, all + 1);
		for (size_t cell = 0; cell < size; cell++)
			if (counts[cell])
				is_there[place_at(plan, d, cell)] = true;
		axis->count = 0;
		for (size_t i = 0; i < all; i++) {
			if (!is_there[i] && !is_kept_empty(axis->dim))
				continue;
			axis->keys[axis->count] = plan->axes[d].axis.keys[i];
			kept[axis->count++] = i;
		}
		cube_axis_sort(view, axis, sorted);
		for (size_t i = 0; i < axis->count; i++)
			sorted[i] = kept[sorted[i]];
		order[d] = sorted;
	}
}

static void counts_move(struct event_table *table, struct arena *arena, const struct cube_plan *plan,
                        const uint32_t *counts, size_t **order)
{
	size_t size = 1, dims = table->ask.dim_count;

	for (size_t d = 0; d < dims; d++)
		size *= table->axes[d].count;
	table->counts = arena_array(arena, int64_t, size + 1);
	for (size_t cell = 0; cell < size; cell++) {
		size_t rest = cell, from = 0;

		for (size_t d = dims; d-- > 0;) {
			from += order[d][rest % table->axes[d].count] * plan->strides[d];
			rest /= table->axes[d].count;
		}
		table->counts[cell] = counts[from];
		table->total += counts[from];
	}
}

static void table_fill(struct event_table *table, struct view *view, const struct cube_plan *plan,
                       const uint32_t *counts)
{
	size_t *order[EVENT_DIMS_MOST] = { 0 };

	axes_finish(table, view, plan, counts, order);
	counts_move(table, view_arena(view), plan, counts, order);
	table->may_open_all = plan->may_open_all;
	table->is_by_board = cube_is_by_board(view, &table->ask);
}

static struct event_table table_counted(struct view *view, const struct event_table_ask *ask, bool is_all)
{
	struct event_table table = { .ask = *ask };
	uint32_t *counts = NULL;

	must(date_is_given(ask->from) && date_is_given(ask->to));
	must(cube_day(ask->from) >= 0 && cube_day(ask->to) < COLUMN_VALUES);
	must(date_compare(ask->from, ask->to) <= 0);
	for (int try = 0; !counts && try < TRIES; try++) {
		struct cube_state state = cube_refresh(view);
		struct cube_plan plan;

		table.outcome = state.columns ? TABLE_made : TABLE_no_room;
		if (!state.columns)
			return table;
		plan = cube_plan(view, &state, ask, is_all);
		table.outcome = plan.groups > COLUMN_GROUPS_MOST ? TABLE_too_large : TABLE_made;
		if (table.outcome != TABLE_made)
			return table;
		table.up_to = state.up_to;
		table.change = state.change;
		counts = cube_plan_count(view_arena(view), &state, &plan);
		if (counts)
			table_fill(&table, view, &plan, counts);
	}
	if (!counts)
		abandon("Could not count the events.", "they were changed again and again meanwhile");
	return table;
}

struct event_table event_table(struct view *view, const struct event_table_ask *ask)
{
	struct event_table table = table_counted(view, ask, false);

	if (table.outcome == TABLE_made)
		table.kept_out = cube_kept_out(view, ask);
	return table;
}

struct event_table event_table_all(struct view *system, const struct event_table_ask *ask)
{
	return table_counted(system, ask, true);
}
