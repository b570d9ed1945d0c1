/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/grid.h - how a report makes its rows, in words that people read.
 *
 *   struct grid grid = grid_make(arena, COUNT(names), list.count, names);
 *   struct value *row = grid_row(&grid);    row[0] = value_text(...);
 *
 * or, when the rows come from the database as they are:
 *
 *   grid_name(&grid, names);    grid_words(&grid, 1, "document_kinds");
 */
#pragma once

#include "store/store.h"

/* Names are N_().  Room for so many rows; grid_row() takes the next of them. */
struct grid grid_make(struct arena *arena, size_t columns, size_t most, const char *const *names);
struct value *grid_row(struct grid *grid);
/* As many names as the grid has columns, N_(). */
void grid_name(struct grid *grid, const char *const *names);
/* The codes of a column become the names that a list has for them. */
void grid_words(struct grid *grid, size_t column, const char *list);
