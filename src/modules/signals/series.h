/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/series.h - the series of a city, made of its events.
 *
 *   city   branch of types, the whole city
 *   board  type, under the branch               board and type
 *   area   type in an area, under the board     where a board's events are
 *   unit   type in a unit, under the board      which of its units has them
 *
 * A series is there when it has had an event in the years that are looked back on.  Weeks are
 * those of the local calendar, Monday to Sunday, counted from the first week in which anything
 * was registered: before it nothing is known.  Values in, values out; no store.
 */
#pragma once

#include "analysis/delay.h"
#include "analysis/warning.h"
#include "kit/catalogue.h"

enum signal_level { LEVEL_none, LEVEL_city, LEVEL_board, LEVEL_area, LEVEL_unit, LEVEL_COUNT };

/* An event as it is counted. */
struct happened {
	int64_t unit_id, board_id, area_id;     /* 0: none */
	struct str type;
	struct instant occurred, reported;
};

struct series_key {
	enum signal_level level;
	int64_t unit_id, board_id, area_id;
	struct str type;                /* of the city a branch */
};

struct counted { int32_t week, registered, series[LEVEL_COUNT]; };      /* series -1: none */

struct city_series {
	struct arena *arena;
	int64_t top_id;
	struct date first;              /* the Monday of week 0 */
	int32_t weeks, years;           /* the last one is judged */
	size_t count, room;
	struct series_key *keys;
	struct warning_series *series;  /* parents before children */
	size_t event_count;
	struct counted *events;         /* in the order they came in */
	struct delay_report *reports;   /* of each series together */
	size_t *begin;                  /* of those of each series; count + 1 */
	size_t slot_count;
	int32_t *slots;                 /* where a key is found; -1: empty */
};

struct city_ask {
	int64_t top_id;                 /* the unit that stands for the whole city */
	struct date first, last;        /* a day of the first week that is known, and of the judged one */
	int years;                      /* looked back on */
};
struct date monday_of(struct date day);
struct str branch_of(struct str type);  /* the branch of a type; what has none above it: itself */
/* As it was known when the last week ended: what happened or was registered later is not there,
 * nor what happened before the first. */
struct city_series *series_make(struct arena *arena, const struct happened *events, size_t count,
                                const struct city_ask *ask);
