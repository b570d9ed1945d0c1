/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/control_making.h - a control chart while it is made: what its two files share. */
#pragma once

#include "analysis/control_chart.h"

struct making {
	struct arena *arena;
	enum chart_kind kind;
	const struct chart_point *points;
	const struct chart_settings *settings;
	struct chart_mark *marks;
};

/* The four rules on the points of one part; how many have a signal. */
size_t rules_apply(const struct chart_settings *settings, struct chart_mark *marks, size_t count);
