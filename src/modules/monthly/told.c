/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/told.c - which numbers of a pack a reader is told.
 *
 * Each table is hidden as if the sum of the month and of the year before were told too, which they
 * are not: so more is hidden than must be, never less.  The sums of the month and of the year
 * before stand in every table, and are told only when each of them would tell them.
 */
#include "modules/monthly/inside.h"

static int64_t *counts_of(struct arena *arena, const struct monthly_part_list *rows)
{
	int64_t *counts = arena_array(arena, int64_t, rows->count * MONTHLY_TIMES + 1);

	for (size_t i = 0; i < rows->count; i++)
		memcpy(&counts[i * MONTHLY_TIMES], rows->at[i].counts, sizeof(rows->at[i].counts));
	return counts;
}

static enum cell_telling *hidden(struct arena *arena, const struct monthly_told *told, const int64_t *counts,
                                 size_t rows)
{
	struct small_cells cells = { .rows = rows, .columns = MONTHLY_TIMES, .counts = counts,
		.least = told->least, .width = told->least - 1 };

	return small_cells_hide(arena, &cells);
}

/* The rows and columns of small_cells_hide() are one more each: the sums. */
enum { STRIDE = MONTHLY_TIMES + 1 };

static void totals_hide(struct monthly_told *told, const enum cell_telling *telling, size_t rows)
{
	for (int time = 0; time < MONTHLY_TIMES; time++)
		if (telling[rows * STRIDE + (size_t)time] != CELL_told && told->totals[time].telling != CELL_small)
			told->totals[time].telling = telling[rows * STRIDE + (size_t)time];
}

static void table_tell(struct arena *arena, struct monthly_told *told, size_t which)
{
	const struct monthly_part_list *rows = &told->body->tables[which];
	const int64_t *counts = counts_of(arena, rows);
	const enum cell_telling *telling = told->is_guarded && rows->count
		? hidden(arena, told, counts, rows->count) : NULL;

	told->tables[which] = arena_array(arena, struct monthly_cell, rows->count * MONTHLY_TIMES + 1);
	for (size_t i = 0; i < rows->count; i++)
		for (size_t time = 0; time < MONTHLY_TIMES; time++)
			told->tables[which][i * MONTHLY_TIMES + time] = (struct monthly_cell){
				counts[i * MONTHLY_TIMES + time], telling ? telling[i * STRIDE + time] : CELL_told };
	if (telling)
		totals_hide(told, telling, rows->count);
}

/* A share of the month's events and the rest, in two columns that each sum to all. */
static void shares_tell(struct arena *arena, struct monthly_told *told, const int64_t *of, const int64_t *all,
                        struct monthly_cell *first, struct monthly_cell *second)
{
	int64_t counts[] = { of[0], of[1], all[0] - of[0], all[1] - of[1] };
	const enum cell_telling *telling = told->is_guarded ? hidden(arena, told, counts, 2) : NULL;

	*first = (struct monthly_cell){ of[0], telling ? telling[0] : CELL_told };
	*second = (struct monthly_cell){ of[1], telling ? telling[1] : CELL_told };
	if (telling)
		totals_hide(told, telling, 2);
}

static bool is_hidden(struct monthly_cell cell)
{
	return cell.telling != CELL_told;
}

static bool has_hidden(const struct monthly_told *told)
{
	bool has = is_hidden(told->near[0]) || is_hidden(told->near[1]) || is_hidden(told->reported)
		|| is_hidden(told->received) || is_hidden(told->with_cost) || is_hidden(told->expected)
		|| is_hidden(told->totals[0]) || is_hidden(told->totals[1]);

	for (size_t which = 0; which < MONTHLY_TABLES; which++)
		for (size_t i = 0; i < told->body->tables[which].count * MONTHLY_TIMES; i++)
			has |= is_hidden(told->tables[which][i]);
	return has;
}

struct monthly_told monthly_told_of(struct arena *arena, const struct monthly_body *body, bool is_guarded,
                                    int64_t least)
{
	struct monthly_told told = { .body = body, .is_guarded = is_guarded && least >= 2, .least = least,
		.totals = { { body->totals[0], CELL_told }, { body->totals[1], CELL_told } } };
	int64_t in_time[] = { body->reported, body->received };
	int64_t twice[] = { body->totals[MONTHLY_NOW], body->totals[MONTHLY_NOW] };
	int64_t cost[] = { body->with_cost, body->with_cost };
	struct monthly_cell same;

	for (size_t which = 0; which < MONTHLY_TABLES; which++)
		table_tell(arena, &told, which);
	shares_tell(arena, &told, body->near, body->totals, &told.near[MONTHLY_NOW], &told.near[MONTHLY_BEFORE]);
	shares_tell(arena, &told, in_time, twice, &told.reported, &told.received);
	shares_tell(arena, &told, cost, twice, &told.with_cost, &same);
	told.kronor = (struct monthly_cell){ body->kronor, told.with_cost.telling };
	told.expected = (struct monthly_cell){ body->expected.middle,
		told.is_guarded && body->expected.middle < least ? CELL_left_out : CELL_told };
	told.has_hidden = has_hidden(&told);
	return told;
}

struct str monthly_cell_words(struct arena *arena, struct monthly_cell cell, int64_t least)
{
	if (cell.telling == CELL_small)
		return arena_print(arena, "<%lld", (long long)least);
	return cell.telling == CELL_told ? tongue_number(arena, cell.number) : S("–");
}
