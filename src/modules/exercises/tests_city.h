/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/tests_city.h - two units and their people, for the tests of this room. */
#pragma once

#include "modules/exercises/inside.h"
#include "store/test_store.h"

enum { NORTH = 1, SOUTH = 2, LENA = 11, SVEN = 12, PELLE = 13, CENTRAL = 14 };

/* Lena plans and leads in the north, Sven in the south, Pelle is exercised in the north. */
void exercises_city(struct store *store);
struct view *exercises_view(struct store *store, int64_t person);
struct change *exercises_change(struct store *store, int64_t person);
/* Planned for today in the north, led by Lena; put by Lena. */
struct exercise exercise_of_north(struct store *store, const char *kind);
