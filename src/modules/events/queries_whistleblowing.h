/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_whistleblowing.h - the days on which somebody turned to the whistleblowing function. */
#pragma once

#include "store/store.h"

void whistleblowing_day_put(struct change *change, const char *form);
