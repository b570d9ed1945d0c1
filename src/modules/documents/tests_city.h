/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/tests_city.h - a city with two committees for the tests of this room; in tests_city.c. */
#pragma once

#include "modules/documents/inside.h"

enum { CITY = 1, NORTH = 2, SOUTH = 3, SCHOOL = 4 };
enum { WRITER = 11, MANAGER = 12, EMPLOYEE = 13, STRANGER = 14, OFFICE = 15, OWNER = 16, PARTNER = 17 };

/* It is noon on 20 September 2026. */
struct store *test_city(void);
int64_t document_made(struct store *store, const char *kind, int64_t unit_id, int64_t to_unit_id,
                      const char *secrecy);
/* The next version, adopted and in force from a day; answers its id. */
int64_t version_made(struct store *store, int64_t document_id, struct date from);
void draft_made(struct store *store, int64_t document_id, const char *text);
void receipt_made(struct store *store, int64_t document_id, int64_t unit_id, int64_t person_id);
