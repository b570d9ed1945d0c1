/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/ladder.c - see ladder.h. */
#include "analysis/ladder.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

enum ladder_fault ladder_judge(const struct triangle *triangle, size_t *row, size_t *column)
{
	*row = *column = 0;
	if (triangle->size < LADDER_LEAST || triangle->size > LADDER_MOST)
		return LADDER_bad_size;
	for (*row = 0; *row < triangle->size; ++*row) {
		double sum = 0;

		for (*column = 0; *column < triangle->size - *row; ++*column) {
			sum += triangle->cells[*row][*column];
			if (!(fabs(triangle->cells[*row][*column]) < 1e15) || !(sum > 0))
				return LADDER_bad_cell;
		}
	}
	return LADDER_fine;
}

static double until(const struct triangle *triangle, size_t row, size_t column)
{
	double sum = 0;

	for (size_t k = 0; k <= column; k++)
		sum += triangle->cells[row][k];
	return sum;
}

/* How much the rows that have taken the step had before it. */
static double before_step(const struct triangle *triangle, size_t step)
{
	double sum = 0;

	for (size_t row = 0; row + step + 1 < triangle->size; row++)
		sum += until(triangle, row, step);
	return sum;
}

static void step_find(const struct triangle *triangle, struct ladder *ladder, size_t step)
{
	size_t rows = triangle->size - 1 - step;
	double after = 0, apart = 0;

	for (size_t row = 0; row < rows; row++)
		after += until(triangle, row, step + 1);
	ladder->factor[step] = after / before_step(triangle, step);
	for (size_t row = 0; row < rows; row++) {
		double had = until(triangle, row, step);
		double off = until(triangle, row, step + 1) / had - ladder->factor[step];

		apart += had * off * off;
	}
	if (rows > 1)
		ladder->variance[step] = apart / (double)(rows - 1);
}

/* The last step has one row: its variance goes on as those before it fell. */
static void last_variance(struct ladder *ladder)
{
	size_t last = ladder->size - 2;
	double near = ladder->variance[last - 1], far = last >= 2 ? ladder->variance[last - 2] : near;

	ladder->variance[last] = far > 0 ? fmin(near * near / far, fmin(near, far)) : 0;
}

static void row_find(const struct triangle *triangle, struct ladder *ladder, size_t row)
{
	struct ladder_row *found = &ladder->rows[row];
	size_t reached = triangle->size - 1 - row;
	double relative = 0;

	found->now = found->ultimate = until(triangle, row, reached);
	for (size_t step = reached; step + 1 < triangle->size; step++) {
		double factor = ladder->factor[step];

		relative += ladder->variance[step] / (factor * factor)
			* (1 / found->ultimate + 1 / before_step(triangle, step));
		found->ultimate *= factor;
	}
	found->reserve = found->ultimate - found->now;
	found->error = found->ultimate * sqrt(relative);
	found->developed = found->now / found->ultimate;
}

/* Rows share their factors, so that they are wrong together. */
static void total_find(const struct triangle *triangle, struct ladder *ladder)
{
	double square = 0, later = 0;

	for (size_t row = triangle->size; row-- > 0;) {
		const struct ladder_row *found = &ladder->rows[row];
		double shared = 0;

		for (size_t step = triangle->size - 1 - row; step + 1 < triangle->size; step++)
			shared += 2 * ladder->variance[step] / (ladder->factor[step] * ladder->factor[step])
				/ before_step(triangle, step);
		square += found->error * found->error + found->ultimate * later * shared;
		later += found->ultimate;
		ladder->reserve += found->reserve;
	}
	ladder->error = sqrt(square);
}

void ladder_make(const struct triangle *triangle, struct ladder *ladder)
{
	*ladder = (struct ladder){ .size = triangle->size };
	for (size_t step = 0; step + 1 < triangle->size; step++)
		step_find(triangle, ladder, step);
	last_variance(ladder);
	for (size_t row = 0; row < triangle->size; row++)
		row_find(triangle, ladder, row);
	total_find(triangle, ladder);
}

bool ladder_is_mature(const struct ladder_row *row, double least)
{
	return row->developed >= least;
}

struct ladder_limits ladder_row_limits(const struct ladder_row *row, double level)
{
	double relative = row->error / row->ultimate, variance = log1p(relative * relative);
	double width = qnorm((1 + level) / 2, 0, 1, 1, 0) * sqrt(variance);
	double middle = row->ultimate * exp(-variance / 2);

	return (struct ladder_limits){ middle * exp(-width), middle * exp(width) };
}
