/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench/columns.c - how fast events are counted: columns ROWS FILE
 *
 * Makes a city's events of twelve years (drawn, the same every time), writes them as CSV to
 * FILE for whoever is compared with, and counts them some ways, each as one JSON line with the
 * best and the median of the rounds in milliseconds and a sum over the groups that the other
 * must find too.  "memory" is what it costs to read the bytes of the two columns alone.
 */
#include "analysis/columns.h"
#include "analysis/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 15, YEARS = 12, UNITS = 2000, TYPES = 120, AREAS = 140, DAYS = YEARS * 365 };

static uint32_t units[COLUMN_VALUES], some_units[COLUMN_VALUES], areas[COLUMN_VALUES];
static uint32_t months[COLUMN_VALUES], year[COLUMN_VALUES], some_types[COLUMN_VALUES];

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static void report(const char *name, double *times, uint64_t check)
{
	qsort(times, ROUNDS, sizeof(*times), compare);
	printf("{\"count\": \"%s\", \"best\": %.3f, \"median\": %.3f, \"check\": %" PRIu64 "}\n", name,
		times[0], times[ROUNDS / 2], check);
}

static void fill(struct columns *columns, uint32_t rows, FILE *file)
{
	struct stream stream = stream_open(2026, 1);

	fputs("unit,type,area,month,day\n", file);
	columns_change_begin(columns);
	for (uint32_t i = 0; i < rows; i++) {
		uint64_t drawn = stream_next(&stream);
		struct column_row row = {
			.unit = (uint16_t)(1 + drawn % UNITS), .type = (uint16_t)((drawn >> 16) % TYPES),
			.area = (uint16_t)((drawn >> 32) % AREAS), .severity = (uint8_t)(drawn >> 48) % 6,
			.day = (uint16_t)((uint64_t)i * DAYS / rows + (drawn >> 56) % 14),
		};

		columns_put(columns, i, &row);
		fprintf(file, "%d,%d,%d,%d,%d\n", row.unit, row.type, row.area, row.day / 30, row.day);
	}
	columns_change_finish(columns);
}

static void tables(void)
{
	for (uint32_t i = 0; i < COLUMN_VALUES; i++) {
		units[i] = some_units[i] = some_types[i] = 0;
		areas[i] = i < AREAS ? i : COLUMN_OUT;
		months[i] = i / 30 * AREAS;
		year[i] = i / 365 == YEARS - 2 ? i / 30 * AREAS : COLUMN_OUT;
		if (i % 40)
			some_units[i] = COLUMN_OUT;
		if (i % 5)
			some_types[i] = COLUMN_OUT;
	}
	units[0] = some_units[0] = COLUMN_OUT;
}

static void count(const struct columns *columns, const char *name, const struct column_ask *ask)
{
	uint32_t *counts = calloc(ask->groups, sizeof(*counts));
	double times[ROUNDS];
	uint64_t check = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double began = now_ms();

		if (!columns_count(columns, ask, counts, NULL))
			exit(1);
		times[round] = now_ms() - began;
	}
	for (uint32_t i = 0; i < ask->groups; i++)
		check += (uint64_t)counts[i] * (i + 1);
	report(name, times, check);
	free(counts);
}

/* The least that reading two wide columns of so many rows can take. */
static void memory_read(uint32_t rows)
{
	size_t words = (size_t)rows * 4 / sizeof(uint64_t);
	uint64_t *at = malloc(words * sizeof(*at)), sum = 0;
	double times[ROUNDS];

	for (size_t i = 0; i < words; i++)
		at[i] = i;
	for (int round = 0; round < ROUNDS; round++) {
		double began = now_ms();

		for (size_t i = 0; i < words; i++)
			sum += at[i];
		times[round] = now_ms() - began;
	}
	report("memory", times, sum & 1);
	free(at);
}

int main(int argc, char **argv)
{
	uint32_t rows = argc == 3 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
	FILE *file = argc == 3 ? fopen(argv[2], "w") : NULL;
	size_t bytes = (columns_bytes(rows) + 63) / 64 * 64;
	void *memory = rows && file ? aligned_alloc(64, bytes) : NULL;
	struct columns *columns;

	if (!memory)
		return 2;
	memset(memory, 0, bytes);
	columns = columns_make(memory, rows);
	fill(columns, rows, file);
	fclose(file);
	tables();
	count(columns, "month x area", &(struct column_ask){ .units = units, .map_count = 2,
		.maps = { { COLUMN_day, months }, { COLUMN_area, areas } },
		.groups = (DAYS / 30 + 2) * AREAS, .sum_of = COLUMN_none });
	count(columns, "month x area, a year, some units and types", &(struct column_ask){
		.units = some_units, .map_count = 3,
		.maps = { { COLUMN_day, year }, { COLUMN_area, areas }, { COLUMN_type, some_types } },
		.groups = (DAYS / 30 + 2) * AREAS, .sum_of = COLUMN_none });
	count(columns, "month x area, some units and types", &(struct column_ask){
		.units = some_units, .map_count = 3,
		.maps = { { COLUMN_day, months }, { COLUMN_area, areas }, { COLUMN_type, some_types } },
		.groups = (DAYS / 30 + 2) * AREAS, .sum_of = COLUMN_none });
	memory_read(rows);
	return 0;
}
