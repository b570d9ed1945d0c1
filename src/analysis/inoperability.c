/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/inoperability.c - see inoperability.h. */
#include "analysis/inoperability.h"

#include <math.h>
#include <stdbool.h>

/* Rows of (1 - coupling | lost). */
static double *rows_make(struct arena *arena, const double *coupling, const double *lost, size_t count)
{
	double *rows = arena_array(arena, double, count * (count + 1) + 1);

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < count; k++)
			rows[i * (count + 1) + k] = (i == k) - coupling[i * count + k];
		rows[i * (count + 1) + count] = lost[i];
	}
	return rows;
}

static void rows_swap(double *one, double *other, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		double kept = one[i];

		one[i] = other[i];
		other[i] = kept;
	}
}

/* Gauss's way, with the greatest number of each column as the one to divide by. */
static bool rows_solve(double *rows, size_t count)
{
	size_t wide = count + 1;

	for (size_t column = 0; column < count; column++) {
		size_t best = column;

		for (size_t i = column + 1; i < count; i++)
			if (fabs(rows[i * wide + column]) > fabs(rows[best * wide + column]))
				best = i;
		if (!(fabs(rows[best * wide + column]) > 1e-12))
			return false;
		rows_swap(&rows[column * wide], &rows[best * wide], wide);
		for (size_t i = 0; i < count; i++) {
			double times = rows[i * wide + column] / rows[column * wide + column];

			for (size_t k = column; i != column && k < wide; k++)
				rows[i * wide + k] -= times * rows[column * wide + k];
		}
	}
	return true;
}

/* Losses die out when a loss everywhere has an end that is not below itself. */
static bool dies_out(struct arena *arena, const double *coupling, size_t count)
{
	double *ones = arena_array(arena, double, count + 1), *rows;

	for (size_t i = 0; i < count; i++)
		ones[i] = 1;
	rows = rows_make(arena, coupling, ones, count);
	if (!rows_solve(rows, count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!(rows[i * (count + 1) + count] / rows[i * (count + 1) + i] >= 1 - 1e-9))
			return false;
	return true;
}

const double *inoperability(struct arena *arena, const double *coupling, const double *lost, size_t count)
{
	double *found = arena_array(arena, double, count + 1), *rows;

	if (!dies_out(arena, coupling, count))
		return NULL;
	rows = rows_make(arena, coupling, lost, count);
	rows_solve(rows, count);
	for (size_t i = 0; i < count; i++)
		found[i] = rows[i * (count + 1) + count] / rows[i * (count + 1) + i];
	return found;
}
