/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/demo.h - what the rooms share when they fill the demo city.
 *
 * Boards differ: catalogues/demo/boards.csv says how much is done of what should be, in one
 * that shows how it can be, in one that lags behind, and in some others; and in which week of
 * the month they meet.
 * Nothing is random: what is drawn belongs to the words it is drawn for, so that the city is
 * the same each time.
 */
#pragma once

#include "base/calendar.h"
#include "base/csv.h"

enum { PER_MILLE = 1000 };

/* catalogues/demo/NAME.csv; it must be there and be well. */
const struct csv_table *demo_rows(struct arena *arena, const char *name);
/* A cell as a number; 0 when it is none. */
int64_t demo_int(const struct csv_table *table, size_t row, const char *name);

/* The days of a row of catalogues/demo/planted.csv: of the nth latest time it went on, until
 * today when it does still. */
struct demo_days { struct date from, to; };
struct demo_days demo_planted_days(const struct csv_table *planted, size_t row, struct date today);

/* A number from 0 to 999 that belongs to these words. */
int demo_drawn(struct arena *arena, struct str a, struct str b, const char *what);

/* Is it done there?  `share` of 1000 boards with ordinary diligence would have done it. */
bool demo_is_done(struct arena *arena, int share, struct str unit_code, struct str of,
                  const char *what);
/* The same with the numbers in hand: 50 % leaves the share as it is, 100 % always, 0 % never. */
int demo_share(int share, int percent);

/* From 1: boards that meet early in the month have decided before the others. */
int demo_meeting_week(struct arena *arena, struct str unit_code);
