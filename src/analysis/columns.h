/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/columns.h - events as columns of small numbers, counted along several dimensions at once.
 *
 * A row has a number (its place) and small values: unit, type, area, day ...  Rows stand in
 * segments, each column of a segment by itself, with the least and the greatest value of it.
 * A count is one pass.  Each dimension has a table from a value to the offset of its group, or
 * to COLUMN_OUT; a row belongs to the group that the offsets add up to, and to none when one
 * of them is out.  Trees, versions of the organisation, families of types, filters and what a
 * reader may see are all nothing but the content of such tables.
 *
 * A table for units is asked for in every count, so that rights cannot be forgotten, and unit 0
 * is always out: a row that nobody has put, or that was taken away, has that unit.
 *
 * The memory is the caller's and holds no addresses, so that several processes may map it.
 * One of them writes at a time (the caller's lock); the others count without a lock, and count
 * again when something was written meanwhile.
 *
 * Lamport 1977, "Concurrent reading and writing" (the two counters); the layout follows what
 * column stores call zone maps (Moerkotte 1998, "small materialized aggregates").
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	COLUMN_VALUES = 1 << 16,        /* a table has so many offsets; 256 where the column is narrow */
	COLUMN_SEGMENT = 1 << 16,       /* rows */
	COLUMN_OUT = 1 << 28,
	COLUMN_GROUPS_MOST = 1 << 22,
	COLUMN_MAPS_MOST = 7,           /* beside the units */
};

#define COLUMNS(C) \
	C(unit, uint16_t) \
	C(board, uint16_t)              /* above the unit on the day it happened */ \
	C(type, uint16_t) \
	C(area, uint16_t) \
	C(day, uint16_t)                /* since 2000-01-01 */ \
	C(hour, uint8_t)                /* 0 to 23; 255: not known */ \
	C(severity, uint8_t) \
	C(delay, uint8_t)               /* days until it was reported; 255: as many or more */ \
	C(injured, uint8_t)             /* 255: as many or more */ \
	C(marks, uint8_t)               /* bits that the caller gives a meaning */

#define COLUMN_NAME(name, type) COLUMN_##name,
enum event_column { COLUMNS(COLUMN_NAME) COLUMN_count, COLUMN_none = COLUMN_count };
#undef COLUMN_NAME

#define COLUMN_MEMBER(name, type) type name;
struct column_row { COLUMNS(COLUMN_MEMBER) };
#undef COLUMN_MEMBER

struct columns;                         /* the memory itself */

/* How much memory so many rows need. */
size_t columns_bytes(uint32_t capacity);
/* Makes an empty table of memory that is zero and has columns_bytes(capacity), at an address
 * that 64 divides. */
struct columns *columns_make(void *memory, uint32_t capacity);
/* A table that somebody made in this memory; NULL when it is none, is of another version of
 * the program, is cut, or was left in the middle of a change by somebody who fell. */
struct columns *columns_of(void *memory, size_t bytes);
uint32_t columns_capacity(const struct columns *columns);
uint32_t columns_rows(const struct columns *columns);   /* the greatest number that was put, plus 1 */
/* Two words that the writer keeps beside the rows, for instance up to which change they go. */
uint64_t columns_word(const struct columns *columns, int which);

/* A change, seen by those who count as a whole or not at all. */
void columns_change_begin(struct columns *columns);
void columns_put(struct columns *columns, uint32_t number, const struct column_row *row);
void columns_word_put(struct columns *columns, int which, uint64_t word);
void columns_change_finish(struct columns *columns);

struct column_map {
	enum event_column column;
	const uint32_t *offset;         /* COLUMN_VALUES of them, or 256 */
};
struct column_ask {
	const uint32_t *units;          /* of COLUMN_unit; [0] is COLUMN_OUT */
	struct column_map maps[COLUMN_MAPS_MOST];
	size_t map_count;
	uint32_t groups;                /* 1 to COLUMN_GROUPS_MOST */
	enum event_column sum_of;       /* COLUMN_none: no sums */
};
/* Adds nothing to what stands in counts (and sums): both have `groups` places and are written
 * over.  False when the rows were changed again and again while they were counted; then the
 * numbers say nothing. */
bool columns_count(const struct columns *columns, const struct column_ask *ask, uint32_t *counts,
                   uint64_t *sums);
