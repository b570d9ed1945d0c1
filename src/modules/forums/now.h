/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/now.h - what the standing picture of a council shows. */
#pragma once

#include "modules/forums/inside.h"

enum { NOW_ACCIDENTS, NOW_CRIME, NOW_THREATS, NOW_DISRUPTIONS, NOW_OTHER, NOW_LINES };
/* Which classes of events a line has; "" all the others. */
struct now_line { const char *name, *label, *classes; };
extern const struct now_line now_lines[NOW_LINES];

struct now_count {
	int64_t now, before, injured, injured_before;
	struct str link, before_link;   /* "" not for this reader */
};

struct now_page {
	const struct forum *forum;
	struct str unit;                /* "" the whole city */
	bool is_city, sees_all;
	struct date from, to;
	struct instant changed;         /* when the newest of the events was written or changed */
	struct now_count counts[NOW_LINES];
	int64_t injured, injured_before;
};
