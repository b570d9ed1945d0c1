/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/ladder.h - what will the last years cost when they are settled?
 *
 * A triangle: one row for each year of damage, one column for each year since; in it what had
 * been paid (or counted) until then.  The chain ladder takes the next step of every row to be
 * like that of the rows before it; Mack, "Distribution-free calculation of the standard error
 * of chain ladder reserve estimates", ASTIN Bulletin 23:213 (1993), says how wrong that may be:
 *
 *	f_k = sum C(i,k+1) / sum C(i,k)      s2_k = sum C(i,k) (C(i,k+1)/C(i,k) - f_k)^2 / (n-k-1)
 *
 * and the last s2 = min(s2[n-2]^2 / s2[n-3], min(s2[n-2], s2[n-3])).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { LADDER_MOST = 60, LADDER_LEAST = 3 };

/* cells[i][k]: what came to the year i in its year k; row i has n - i cells. */
struct triangle { size_t size; double cells[LADDER_MOST][LADDER_MOST]; };

enum ladder_fault {
	LADDER_fine,
	LADDER_bad_size,                /* fewer than three rows, or too many */
	LADDER_bad_cell,                /* no number, or the sum until then is not above 0 */
};

struct ladder_row { double now, ultimate, reserve, error, developed; };
struct ladder {
	size_t size;
	double factor[LADDER_MOST], variance[LADDER_MOST];      /* f and s2 of size - 1 steps */
	struct ladder_row rows[LADDER_MOST];
	double reserve, error;                                  /* of all */
};

/* The cell that is wrong: row, column. */
enum ladder_fault ladder_judge(const struct triangle *triangle, size_t *row, size_t *column);
void ladder_make(const struct triangle *triangle, struct ladder *ladder);
/* A year that is developed less than this (0.6) is not for a verdict. */
bool ladder_is_mature(const struct ladder_row *row, double least);
/* Limits of what a row will come to: the error read as that of a logarithmic normal, which Mack
 * takes because a row cannot fall below 0. */
struct ladder_limits { double low, high; };
struct ladder_limits ladder_row_limits(const struct ladder_row *row, double level);
