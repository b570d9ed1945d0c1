/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/tests_city.h - a small city that scans, for the tests of this room. */
#pragma once

#include "modules/scanning/bulletins.h"
#include "store/test_store.h"

/* Nora and Omar scan for the city, Max handles at the school of the north, Lisa at that of the
 * south; the press is a source that would be fetched each hour. */
enum { NORA = 11, OMAR = 12, MAX = 13, LISA = 14, CITY = 1, NORTH = 2, SOUTH = 3, OFFICE = 4, PRESS = 1 };

struct store *scanning_city(void);
