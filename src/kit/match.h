/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/match.h - the route table as a whole; for the kit, the manual and the tests. */
#pragma once

#include "kit/visit.h"

extern const struct route kit_routes[];         /* sign-in, home, jobs, reports, imports ... */

size_t routes_count(void);
const struct route *routes_at(size_t i);
/* The row for the visit's path; NULL and *other_method when only another method fits. */
const struct route *route_find(struct visit *visit, enum method method, bool *other_method);
