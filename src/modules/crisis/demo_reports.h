/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/demo_reports.h - a crisis of the demo city while it is told. */
#pragma once

#include "base/csv.h"
#include "modules/crisis/picture.h"

enum { DEMO_LINES_MOST = 500 };

struct telling {                        /* of one crisis */
	struct arena *arena;
	struct change *change;          /* as the one who opens it, who reads it then */
	struct view *people;            /* as the system */
	struct crisis crisis;
	const struct csv_table *lines, *reports;
	size_t row, report;             /* where in them */
	int64_t told;                   /* lines of the file that stand in the log, the opening too */
	int64_t sealed;                 /* the last line whose head is signed */
	int64_t seqs[DEMO_LINES_MOST];  /* their numbers in the log, from 1 */
};

struct instant minutes_later(const struct telling *t, int64_t minutes);
/* What units and staff say before this minute. */
void reports_tell_until(struct telling *t, struct str key, int64_t minutes);
