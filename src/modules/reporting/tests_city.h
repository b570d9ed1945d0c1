/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests_city.h - a city of three units and its people, for the tests of this room. */
#pragma once

#include "modules/reporting/inside.h"
#include "store/test_store.h"

enum { CITY = 1, NORTH, SCHOOL, SOUTH };        /* the school is below the north */
enum { NORA = 11, POLLY, CLARA, SECURITY };     /* north's coordinator, its politician, claims, the whole city */

void reporting_city(struct store *store);
struct view *reporting_view(struct store *store, int64_t person);
struct change *reporting_change(struct store *store, int64_t person);
/* So many events of a unit on days of March 2026, one a day from the first; reported `hours` later. */
void reporting_events(struct store *store, int64_t unit_id, int first_day, int count, const char *columns);
