/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_city.h - two districts and their people, for the tests of this room. */
#pragma once

#include "base/test.h"
#include "modules/risks/pages.h"
#include "store/test_store.h"

#define RISKS_TODAY { 2026, 9, 15 }
enum { CITY = 1, NORTH = 2, SOUTH = 3, WRITER = 11, DIRECTOR = 12, OFFICE = 13, STRANGER = 14,
	POLITICIAN = 15, OWNER = 16 };

struct store *risks_lists(void);        /* catalogues, and nothing else */
struct store *risks_city(void);         /* and units, people, scales; the clock stands on RISKS_TODAY */
struct view *risks_view(struct store *store, int64_t person);
struct change *risks_change(struct store *store, int64_t person);
void risks_done(struct change *change);
void risks_assess(struct change *change, const struct risk *risk, const struct scales *scales,
                  int64_t probability, const char *consequences);
/* Of the north: one risk, assessed twice, with a mark at its cause, and one that is marked whole. */
struct rsa *risks_rsa(struct store *store, int year);
