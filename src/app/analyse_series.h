/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_series.h - reading series of weeks from a plain file.
 *
 *   series, week, count, [exposure]    one row is a week of one series; or
 *   series, week, counts               one row is a series: its counts from that week on, with
 *                                      spaces between, - for a week that is not known
 *
 * A week is "2026-W07", a date in it, or a number (then a year is 52 weeks), the same in the
 * whole file.  A week of which the file says nothing at all is not known (NAN); in a week of
 * which it says something, a series without a row had no events.  An empty count is not known.
 */
#pragma once

#include "app/analyse.h"
#include "app/analyse_names.h"
#include "base/calendar.h"

enum { SERIES_WEEKS_MOST = 1100, SERIES_MOST = 200000 };

/* A week as a number; *first_day: what week 0 begins with when it is dated (else not given). */
bool week_read(const struct plain *plain, size_t row, const char *column, int32_t *week, bool *is_dated);
bool week_text_read(struct str text, int32_t *week, bool *is_dated);
struct str week_show(struct arena *arena, int32_t week, bool is_dated);
struct date week_monday(int32_t week, bool is_dated);   /* not given when it is not dated */

struct series_file {
	const struct plain *plain;
	struct naming names;
	size_t *rows;                   /* where each series was first */
	int32_t first;                  /* week 0, as week_read() numbers them */
	bool is_dated;
	size_t weeks;
	double *counts;                 /* [series * weeks + week] */
	double *exposure;               /* NULL: no such column */
};
/* False: it has been told what is wrong. */
bool series_read(const struct plain *plain, struct series_file *file);
/* --week WEEK: which week is judged (the last when left out), counted from 0. */
bool series_week_asked(const struct analyse_ask *ask, const struct series_file *file, int32_t *week);
