/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/cube_axes.h - from a dimension to places, and from a value of a column to its place.
 */
#pragma once

#include "modules/events/cube.h"

enum { PLACE_none = -1 };

struct cube_axis {
	struct event_axis axis;         /* all places, also those without an event */
	enum event_column column;
	int32_t *place;                 /* of each value of the column; PLACE_none: out */
};
/* `state`: the numbers of units, areas and types. */
struct cube_axis cube_axis_make(struct view *view, const struct cube_state *state,
                                const struct event_table_ask *ask, enum event_dim dim);
/* In the order people expect; `order` gets the old place of each new one. */
void cube_axis_sort(struct view *view, struct event_axis *axis, size_t *order);
/* Days since 2000-01-01, as the column has them. */
int cube_day(struct date date);

/* Who counts: 0 or COLUMN_OUT for each number of a unit.  *may_open_all as in event_table. */
uint32_t *cube_units(struct view *view, const struct cube_state *state,
                     const struct event_table_ask *ask, bool *may_open_all);
/* The same of a unit and all below it, for the system. */
uint32_t *cube_units_of(struct view *view, const struct cube_state *state, int64_t unit_id);
/* 0 or COLUMN_OUT for each number; NULL: nothing is asked of it. */
uint32_t *cube_boards(struct view *view, const struct cube_state *state,
                      const struct event_table_ask *ask);
uint32_t *cube_areas(struct view *view, const struct cube_state *state, struct str area_code);
uint32_t *cube_types(struct view *view, const struct cube_state *state, struct str type);

/* queries_cube.c */
struct cube_id { int64_t id, other; };
LIST_OF(cube_id)
/* id: a unit; other: 1 when its events may be opened, 0 only counted. */
struct cube_id_list cube_reach(struct view *view);
struct cube_id_list cube_units_below(struct view *view, int64_t unit_id);
struct cube_id_list cube_areas_inside(struct view *view, struct str code);
struct cube_id_list cube_area_parents(struct view *view);       /* id, other: the area around it or 0 */
struct cube_id_list cube_units_followed(struct view *view);     /* id of units with a successor */
/* Is the unit asked for a committee that counts with all that has become part of it? */
bool cube_is_by_board(struct view *view, const struct event_table_ask *ask);
int64_t cube_kept_out(struct view *view, const struct event_table_ask *ask);
/* Everything that narrows the question, in the words of the database. */
void cube_conditions(struct query *query, struct view *view, const struct event_table_ask *ask);

/* queries_cube_proof.c: the same number by the database alone, for proving, by the first
 * dimension alone; everything is reached.  Key "" when dim_count is 0. */
struct cube_count { struct str key; int64_t events; };
LIST_OF(cube_count)
struct cube_count_list cube_counts_by_sql(struct view *system, const struct event_table_ask *ask);
