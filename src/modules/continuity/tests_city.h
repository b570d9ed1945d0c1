/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/tests_city.h - a city with two districts for the tests of this room; in tests_city.c. */
#pragma once

#include "modules/continuity/chain.h"

enum { CITY = 1, NORTH = 2, SOUTH = 3, ENERGY = 4 };
enum { WRITER = 11, READER = 12, STRANGER = 13, OFFICE = 14, CHIEF = 15, DIRECTOR = 16 };

/* It is noon on 20 September 2026; no nodes yet. */
struct store *continuity_city(void);
int64_t commitment_made(struct store *store, const char *name, int64_t unit_id, int64_t acceptable_hours);
int64_t node_made_for(struct store *store, int64_t commitment_id, int64_t unit_id);
int64_t node_made_at(struct store *store, const char *name, int64_t unit_id, double recovery_hours);
/* `members` ends with 0. */
int64_t need_made(struct store *store, int64_t owner_id, const char *resource, double buffer_hours,
                  int64_t needed, const int64_t *members);
#define NODES(...) (const int64_t[]){ __VA_ARGS__, 0 }
struct view *seen_by(struct store *store, int64_t person_id);

/* A plan of one edition, being written: it protects a commitment, and has a routine for
 * electricity that can be kept up so many hours. */
struct plan_made { int64_t plan, edition; };
struct plan_made plan_made_at(struct store *store, int64_t unit_id, const char *name, int64_t commitment_id,
                              double endurance_hours);
void plan_approved(struct store *store, struct plan_made made, struct date from, struct date review_by);
