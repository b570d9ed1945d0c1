/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_series.h - reading series of weeks from a plain file.
 *
 *   series, week, count, [exposure]    one row is a week of one series; or
 *   series, week, counts               one row is a series: its counts from that week on, with
 *                                      spaces between, - for a week that is not known
 *
 * A week is "2026-W07", a date in it, or a number (then a year is 52 weeks); "2026-02" is a month,
 * which then stands wherever a week is spoken of.  The same in the whole file.  A week of which
 * the file says nothing at all is not known (NAN); in a week of which it says something, a series
 * without a row had no events.  An empty count is not known.
 */
#pragma once

#include "analysis/baseline.h"
#include "app/analyse.h"
#include "app/analyse_names.h"
#include "base/calendar.h"

enum { SERIES_WEEKS_MOST = 1100, SERIES_MOST = 200000 };

enum step { STEP_number, STEP_week, STEP_month };

/* A week as a number. */
bool week_read(const struct plain *plain, size_t row, const char *column, int32_t *week, enum step *step);
bool week_text_read(struct str text, int32_t *week, enum step *step);
struct str week_show(struct arena *arena, int32_t week, enum step step);
struct date week_monday(int32_t week, enum step step);  /* not given when it is no week of a calendar */
/* False, and told: the row has another way of saying when than those before. */
bool step_is_same(const struct plain *plain, size_t row, const char *column, enum step step, enum step before);
/* What is usual for a baseline of these. */
struct baseline_settings step_baseline(enum step step);

struct series_file {
	const struct plain *plain;
	struct naming names;
	size_t *rows;                   /* where each series was first */
	int32_t first;                  /* week 0, as week_read() numbers them */
	enum step step;
	size_t weeks;
	double *counts;                 /* [series * weeks + week] */
	double *exposure;               /* NULL: no such column */
};
/* False: it has been told what is wrong. */
bool series_read(const struct plain *plain, struct series_file *file);
/* --week WEEK: which week is judged (the last when left out), counted from 0. */
bool series_week_asked(const struct analyse_ask *ask, const struct series_file *file, int32_t *week);
