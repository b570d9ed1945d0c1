/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/small_cells.h - which cells of a table are not told, so that the small ones stay unknown.
 *
 * A table of counts with the sums of its rows and columns is told to people who may not know
 * the small ones: two threats in a unit of six point at somebody.  A count from 1 to least - 1
 * is told as "fewer than least".  That alone does not help where the sums give it away, so
 * other cells are left out beside it (complementary suppression), the smallest that will do.
 *
 * What a reader can work out is calculated exactly: the whole numbers that a cell can be, given
 * every cell that is told, every sum that is told, and that what is called small is from 1 to
 * least - 1.  A table with two ways is a network of rows and columns in which each unknown cell
 * is an edge; the range of a cell is a greatest flow (Gusfield, "A graph theoretic approach to
 * statistical data security", SIAM J. Comput. 17:3, 1988; Ford and Fulkerson 1956).  Sums are
 * cells too: a small sum is hidden like any other, and a sum may be left out for another's sake.
 *
 * Cells are chosen one after the other, never taken back: what is hidden is enough, and not
 * always the least that would be.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_CELLS_MOST = 1 << 20 };    /* counts above this are not for hiding; and cells of a table */

enum cell_telling {
	CELL_told,
	CELL_small,                     /* told as fewer than `least` */
	CELL_left_out,                  /* not told at all, for the sake of a small one */
};

struct small_cells {
	size_t rows, columns;           /* without the sums */
	const int64_t *counts;          /* rows x columns, each from 0 to INT32_MAX */
	int64_t least;                  /* 2 or more; usually 5 */
	int64_t width;                  /* how many numbers a small cell must still be able to be,
	                                   1 to least - 1; usually least - 1: all of them */
};

/* (rows + 1) x (columns + 1): the last of a row and of a column are the sums. */
enum cell_telling *small_cells_hide(struct arena *arena, const struct small_cells *table);

/* What a reader can work out of the cell: from low to high; high is INT64_MAX when there is
 * no end.  `most`: what the reader knows no cell or sum is above; INT64_MAX: nothing. */
struct cell_range { int64_t low, high; };
struct cell_range small_cells_range(struct arena *arena, const struct small_cells *table,
                                    const enum cell_telling *telling, size_t row, size_t column,
                                    int64_t most);
