/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/tests_city.h - a small city with a month that is over, for the tests of this room. */
#pragma once

#include "modules/monthly/inside.h"
#include "store/test_store.h"

/* Today is 10 November 2026; October is over.  North and south are districts, Old was one and ended
 * on 20 October and became part of south; a new one began on the first of October.  Nora coordinates
 * in the north, Polly is elected there, Sam coordinates in the south, Cecilia for the city. */
enum { NORA = 11, POLLY = 12, SAM = 13, CECILIA = 14, CITY = 1, NORTH = 2, SOUTH = 3, OLD = 4, NEW = 5,
	OFFICE = 6, SCHOOL = 7 };

struct store *monthly_city(void);
/* So many events a day at noon from a day on; what: "", near, secret, merged, late. */
void monthly_events(struct store *store, int64_t board_id, struct date first, int days, const char *what);
/* The packs of October as the job makes them. */
bool monthly_job(struct store *store, const char *arguments);
/* In the place of a person: sent, received. */
void monthly_sent_by(struct store *store, int64_t unit_id, int64_t from_unit_id, struct instant at);
int64_t monthly_corrected(struct store *store, int64_t unit_id, int64_t from_unit_id, struct instant at);
void monthly_received_by(struct store *store, int64_t unit_id, int64_t person_id);
const struct monthly_pack *monthly_of_unit(struct view *view, int64_t unit_id);
const struct monthly_body *monthly_body_of(struct store *store, int64_t unit_id);
