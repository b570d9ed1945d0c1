/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/tests_city.h - a city with two districts for the tests of this room; in tests_city.c. */
#pragma once

#include "base/test.h"
#include "modules/inform/inside.h"
#include "store/test_store.h"

enum { CITY = 1, NORTH = 2, SOUTH = 3, OFFICE = 4, SCHOOL = 5 };
enum { NORA = 11, SVEN = 12, PETRA = 13, CENTRAL = 14, CHAIR = 15, VICE = 16, MAX = 17 };

/* It is noon on 14 July 2026.  The chair of the north is there, its vice chair is not, and no
 * roster is kept. */
struct store *inform_city(void);
struct change *city_change(struct store *store, int64_t person);
struct view *city_view(struct store *store, int64_t person);
/* A serious event at the school in the north, reported so many minutes ago. */
void city_event(struct change *change, int64_t id, int64_t severity, int64_t minutes_ago, bool is_restricted);
struct informed city_told(struct change *change, int64_t event_id, const char *rules, int64_t unit_id,
                          int64_t person_id, int64_t minutes_ago);
const struct situation *city_situation(struct view *view, int64_t event_id);
/* The line of a rule at a unit; NULL. */
const struct inform_line *city_line(const struct situation *s, const char *rule);
