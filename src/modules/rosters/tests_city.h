/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/tests_city.h - two boards and their people, for the tests of this room. */
#pragma once

#include "base/test.h"
#include "modules/rosters/inside.h"

enum { NORTH = 1, SOUTH = 2, NORA = 11, SVEN = 12, MAX = 13, ERIK = 14 };

/* Nora keeps rosters in the north, Sven in the south; Max reads in the north, Erik nothing. */
struct store *rosters_city(void);
struct roster roster_put(struct change *change, const char *function, int64_t unit_id,
                         bool is_city);
/* Around the clock from 08:00, a day each, made two weeks before. */
void rotation_put(struct change *change, int64_t roster_id, struct date starts, size_t count,
                  const int64_t *people);
struct view *rosters_view(struct store *store, int64_t person);
