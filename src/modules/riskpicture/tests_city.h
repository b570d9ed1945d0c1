/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/tests_city.h - a city of three districts for tests: two have handed in, one with a
 * risk that is marked whole, on different scales.
 */
#pragma once

#include "modules/riskpicture/inside.h"
#include "store/test_store.h"

enum { CITY = 1, NORTH = 2, SOUTH = 3, WEST = 4, OFFICE = 13, STRANGER = 14, POLITICIAN = 15,
	SOUTHERNER = 16, CHIEF = 17 };

struct store *risk_city(void);
struct view *risk_city_view(struct store *store, int64_t person);
struct change *risk_city_change(struct store *store, int64_t person);
/* A picture of 2026 with three themes: power in both, one of only a marked risk, and heat, which is the fifth. */
struct risk_picture *risk_city_picture(struct store *store);
void risk_city_mark_assessment(struct store *store, const char *title);
void risk_city_hand_in(struct store *store, int64_t unit_id, const char *title, const char *secret);
/* A grid behind the stations of two districts, and a reserve that either may do without. */
void risk_city_dependencies(struct store *store);
void risk_city_strategic(struct store *store, int64_t picture_id);
int64_t risk_city_draft(struct change *change, int64_t unit_id);
