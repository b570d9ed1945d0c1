/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_oracle.h - what the tests of this floor share: the files they compare with. */
#pragma once

#include "base/csv.h"
#include "base/test.h"

#include <math.h>
#include <stdlib.h>

/* The rows of a file of shared data, the heading first; skips the test when it is not there. */
static inline const struct csv_table *oracle_read(const char *path)
{
	enum { LONGEST = 4 << 20 };
	FILE *file = fopen(test_shared(path), "r");
	char *text = arena_array(test_arena(), char, LONGEST);
	const char *problem = NULL;
	struct csv_table *table;
	size_t length;

	CHECK(file != NULL);
	length = fread(text, 1, LONGEST, file);
	fclose(file);
	table = csv_read(test_arena(), (struct str){ text, length }, &problem);
	CHECK(table && table->count > 1);
	return table;
}

static inline double oracle_number(const struct csv_table *table, size_t row, const char *name)
{
	double value = NAN;

	CHECK(str_to_real(csv_cell(table, row, name), &value));
	return value;
}

static inline int32_t oracle_int(const struct csv_table *table, size_t row, const char *name)
{
	int64_t value = -1;

	CHECK(str_to_int(csv_cell(table, row, name), &value));
	return (int32_t)value;
}

/* As near as so many digits let it be. */
static inline bool is_within(double found, double expected, double relative)
{
	return fabs(found - expected) <= relative * fmax(fabs(expected), 1e-300)
		|| found == expected;
}
