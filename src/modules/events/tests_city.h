/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/tests_city.h - two boards with two workplaces each, for the tests of lists and counts.
 */
#pragma once

#include "base/test.h"
#include "modules/events/lists.h"

enum { CITY = 1, BOARD_A, BOARD_B, WORK_A1, WORK_A2, WORK_B1, WORK_B2, UNITS };

void events_units_put(struct change *change);
/* With a role in a unit and all below it; unit 0: in none. */
void events_person_put(struct change *change, int64_t id, int64_t unit, const char *role);
/* As the list gets an address: what stands behind the "?". */
struct request *events_list_request(int64_t person, bool reaches_all, struct str query);
