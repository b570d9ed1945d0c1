/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/sorted.c - see sorted.h. */
#include "analysis/sorted.h"

#include <stdlib.h>

static int by_size(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;

	return (a > b) - (a < b);
}

static int by_size_falling(const void *one, const void *other)
{
	return by_size(other, one);
}

void sorted_rising(double *numbers, size_t count)
{
	qsort(numbers, count, sizeof(*numbers), by_size);
}

void sorted_falling(double *numbers, size_t count)
{
	qsort(numbers, count, sizeof(*numbers), by_size_falling);
}
