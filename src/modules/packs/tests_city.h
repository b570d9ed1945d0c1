/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/tests_city.h - a city with a board and a district below it, for the tests of this room. */
#pragma once

#include "store/store.h"

enum { PACKS_CITY = 1, PACKS_BOARD = 2, PACKS_DISTRICT = 3, PACKS_ALL = 11, PACKS_BOARD_ONLY = 12,
	PACKS_LACKING = 13, PACKS_HIDDEN = 14 };

struct store *packs_city(void);
