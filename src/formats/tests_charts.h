/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_charts.h - one chart of each kind, as a city would have it. */
#pragma once

#include "formats/diagram.h"

struct fixture {
	const char *name;
	struct diagram (*make)(void);
	const char *digest;             /* of its SVG file; see tests_charts.c how to renew it */
};
extern const struct fixture chart_fixtures[];   /* ends with a name that is NULL */
