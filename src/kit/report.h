/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/report.h - query -> grid -> page, CSV, XLSX, JSON; on the web and on the command line.
 */
#pragma once

#include "kit/route.h"

struct report_ask {                     /* what the report is about */
	int64_t unit_id;                /* 0: all one may see */
	struct date from, to;           /* to is the last day */
	struct str period;              /* as written: "2026", "2026-T2", "2026-03", "2026-03-01..2026-04-15" */
};
/* "2026", "2026-T1..T3", "2026-Q1..4", "2026-03", "2026-W12", "a..b"; false when none of these. */
bool period_read(struct str text, struct date *from, struct date *to);
struct str period_before(struct arena *arena, struct str text);     /* the same period one year earlier */
struct str period_words(struct arena *arena, struct str text);      /* for people */

struct report {
	const char *name;               /* "events-by-type" */
	const char *label;              /* N_() */
	enum permission need;
	struct grid (*run)(struct view *view, const struct report_ask *ask);
	const char *caveat;             /* N_() sentence that always stands beside it; NULL none */
	/* Why it is not made for such a unit and period, for people; "": it is.  NULL: always is. */
	struct str (*refused)(struct arena *arena, const struct report_ask *ask);
};
const struct report *report_find(struct str name);      /* NULL */
/* Whoever runs one asks this first. */
struct str report_refused(struct arena *arena, const struct report *report,
                          const struct report_ask *ask);
extern const struct route report_routes[];              /* /reports, /reports/:name */
