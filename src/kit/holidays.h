/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/holidays.h - the free days of a city, from the list "holidays". */
#pragma once

#include "base/calendar.h"

/* In order.  A night begins in one year and ends in the next: ask for the years beside, too. */
struct holidays holidays_of_years(struct arena *arena, int first, int last);
