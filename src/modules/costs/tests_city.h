/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/tests_city.h - a small city with costs, for the tests of the room. */
#pragma once

#include "store/test_store.h"

enum { CITY = 1, NORTH, SCHOOL, SOUTH };
enum { NORA = 11, POLLY, CLARA, SECURITY };     /* coordinator, politician, claims officer, the whole city */

/* On 1 September 2026; the district NORTH has the school below it. */
struct store *costs_city(void);
/* Events of March of a year, as a register would be read in; cost, cost + 1, ... */
void costs_events(int64_t unit_id, int year, int count, int64_t cost, bool is_restricted);
