/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/tests_city.h - a city with two boards and three units, in each of which somebody falls
 * about twice a week, and the people who read it (tests_city.c).
 */
#pragma once

#include "modules/signals/inside.h"

enum { CITY = 1, NORTH, SOUTH, NORTH_1, NORTH_2, SOUTH_1, UNITS,
	ANALYST = 11, NORTH_LEADS, SOUTH_LEADS, MANAGER, NARROW };
enum { WEEKS = 140, JUDGED = WEEKS - 1 };

struct burst { int64_t unit; const char *type; int week, count, late_days; bool is_restricted; };

struct date city_monday(int week);
struct store *city_of_weeks(int weeks); /* that have events; the clock stands in the week after WEEKS - 1 */
void burst_put(struct store *store, struct burst burst);
struct view *view_as(struct store *store, int64_t person);
const struct listed *listed_in(const struct listed_list *list, enum signal_level level, int64_t unit);
