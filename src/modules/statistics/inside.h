/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/inside.h - what the files of the room share. */
#pragma once

#include "analysis/small_cells.h"
#include "kit/catalogue.h"
#include "modules/events/events.h"
#include "modules/statistics/statistics.h"

enum {
	CELLS_MOST = 20000,             /* of a table that somebody reads */
	GUARDED_CELLS_MOST = 6000,      /* and of one in which small numbers are hidden: it takes longer */
};

extern const struct choice statistics_dims[];   /* ends with name NULL; by enum event_dim; "": not offered */

struct table_question {                       /* as the address has it */
	enum event_dim rows, columns;
	ptrdiff_t within;               /* enum event_dim, or -1: rows are not split */
	struct event_table_ask ask;     /* dimensions in the order rows, within, columns */
	bool is_file;
};
/* Which events, but not when. */
struct event_table_ask narrowed_read(struct request *request, struct view *view);
struct table_question table_question_read(struct request *request, struct view *view, bool is_file);
/* For weeks: `within` has no meaning, rows are weeks, columns what the lines are. */
struct table_question weeks_question(struct request *request, struct view *view, bool is_file);
/* Whole months: for those who may not open the events, so that two tables cannot be laid over
 * each other to see a single day.  True when that changed the period. */
bool months_widen(struct event_table_ask *ask);

/* A table as it is told: its numbers, and which of them not. */
struct told {
	const struct event_table *table;
	bool is_guarded;                /* small numbers are hidden */
	bool is_too_large;              /* nothing is told: ask for less */
	int64_t least;                  /* "fewer than" this */
	size_t row_count, column_count;
	size_t *row_places, *within_places;     /* places of a row; within_places NULL: not split */
	int64_t *counts;                /* row_count x column_count */
	int64_t *row_sums, *column_sums, total;
	enum cell_telling *telling;     /* (row_count + 1) x (column_count + 1); NULL: all is told */
};
struct told told_make(struct arena *arena, const struct table_question *question,
                      const struct event_table *table);
/* row_count or column_count: the sum. */
int64_t told_number(const struct told *told, size_t row, size_t column);
enum cell_telling told_how(const struct told *told, size_t row, size_t column);
/* The rows behind it; "" when there are none, or they may not be opened. */
struct str told_link(struct arena *arena, const struct told *told, size_t row, size_t column);
struct str told_row_label(struct arena *arena, const struct told *told, size_t row);
const struct event_axis *told_columns(const struct told *told);
/* "123", "<5", "–". */
struct str told_words(struct arena *arena, const struct told *told, size_t row, size_t column);
/* One sentence: how many there are, and where most. */
struct str told_finding(struct arena *arena, const struct told *told);
/* All that must be said beside it; NULL ends. */
struct str *told_notes(struct arena *arena, const struct told *told, bool is_file);

void statistics_chart(struct out *out, const struct told *told);
/* chart_kinds.c: kinds of events, the most first; hours by weekdays.  False: that is not what the
 * table is, or a number of it is hidden; nothing is drawn. */
bool kinds_draw(struct out *out, const struct told *told);
bool hours_draw(struct out *out, const struct told *told);
struct reply statistics_file(struct request *request, const struct told *told, struct str format);
