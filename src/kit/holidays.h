/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/holidays.h - the free days of a city, from the list "holidays". */
#pragma once

#include "base/calendar.h"
#include "store/store.h"

/* In order.  A night begins in one year and ends in the next: ask for the years beside, too. */
struct holidays holidays_of_years(struct arena *arena, int first, int last);

/* Those of some days, both included, with their names; two may be of one day. */
struct named_day { struct date on; struct str name; };
LIST_OF(named_day)
struct named_day_list holidays_named(struct arena *arena, struct date from, struct date to);
