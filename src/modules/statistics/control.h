/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/control.h - is it more than chance?  What is followed, as a control chart.
 *
 * The reader says what is followed, and where; the kind of chart follows from the numbers
 * (analysis/control_chart.h):
 *
 *   fewer than control_rare in a period, in the mean   days without an event between two (g)
 *   so many of so many                                 p'
 *   events per employee                                u'
 *   everything else                                    XmR
 *
 * Limits come from the first control_base_points, or from as many after a month in which the
 * reader lets them begin anew, and are then kept: so the first month that is counted is a year
 * that the reader chooses, and does not move along with today.  Periods are whole and over.
 *
 * Whoever may not open every event behind it (and every file, and every machine) is shown a chart
 * only when none of its numbers is small.  Then there is nothing to reconstruct from a limit or
 * a moving range; and days between events are shown to nobody of them, for each is one event.
 */
#pragma once

#include "analysis/breaks.h"
#include "analysis/control_chart.h"
#include "formats/diagram.h"
#include "modules/statistics/inside.h"

enum { CONTROL_YEARS_MOST = 20, CONTROL_SIGNALS_SHOWN = 10 };

enum follow { FOLLOW_events, FOLLOW_serious, FOLLOW_rate, FOLLOW_soon, FOLLOW_COUNT };
extern const struct choice control_follows[];   /* by enum follow */
extern const struct choice control_periods[];   /* month, week */

struct control_question {
	enum follow follow;
	enum event_dim per;             /* DIM_month or DIM_week */
	struct event_table_ask ask;     /* from `since` until the last period that is over */
	struct date since;              /* the first of January */
	struct date anew;               /* the first of the month in which limits begin anew; not given: never */
	struct str odd;                 /* what was said instead of such a month; "" */
	int64_t within_days;            /* FOLLOW_soon: reported in fewer times 24 hours */
	bool is_file;                   /* or a machine */
};
/* The chart of the events of a table. */
struct str control_address(struct arena *arena, const struct event_table_ask *ask);
/* The same chart, with limits that begin anew in a month. */
struct str control_anew_address(struct arena *arena, const struct control_question *question, struct date month);
struct control_question control_question_read(struct request *request, struct view *view, bool is_file);

enum followed_outcome {
	FOLLOWED_made,
	FOLLOWED_too_large,             /* the counts did not fit: ask for less */
	FOLLOWED_nothing,               /* no event */
	FOLLOWED_small,                 /* a number is small, and may not be told to this reader */
	FOLLOWED_single,                /* rare: each point is one event, likewise */
	FOLLOWED_by_area,               /* employees are known of units, not of areas */
	FOLLOWED_no_employees,
};

/* What is followed, as points in order of time. */
struct followed {
	enum followed_outcome outcome;
	const struct control_question *question;
	const struct event_table *table;        /* its only dimension is time */
	bool is_guarded;
	struct str of;                  /* what it is narrowed to: "Fire, Water"; "" nothing */
	int64_t least;                  /* numbers below this are small */
	int64_t employees;              /* FOLLOW_rate: of today */
	double mean;                    /* events in a period */
	enum chart_kind kind;
	struct chart_settings settings;
	size_t count;
	struct chart_point *points;
	size_t *places;                 /* of each point along the table's dimension */
	int days_since;                 /* CHART_between: since the last event; -1 there was none */
	struct chart chart;
};
struct followed followed_make(struct view *view, const struct control_question *question);

/* ---- Rules (control_rules.c): values in, values out ----------------------------------------- */

/* As the city has set them, made possible where they contradict each other. */
struct chart_settings control_settings(int64_t base, int64_t least, int64_t run, int64_t rare);
/* counts: events in each period. */
enum chart_kind control_kind(enum follow follow, const int64_t *counts, size_t count,
                             const struct chart_settings *settings);
/* 1 to one less than `least`. */
bool control_is_small(int64_t number, int64_t least);
bool control_has_small(const int64_t *numbers, size_t count, int64_t least);
/* events: on each day.  Each day with an event, but the first, ends a gap: how many days without
 * one lie between it and the one before.  Several on one day are one. */
struct day_gap { size_t from, to, free_days; };         /* places of the two days */
size_t control_gaps(const int64_t *events, size_t days, struct day_gap *gaps);
/* The first period that begins on a day or after it; `count`: none does. */
size_t control_begins(const struct date *begins, size_t count, struct date day);
/* What a signal of a point means: 1 better, -1 worse, 0 neither. */
int control_means(const struct followed *followed, size_t point);

/* ---- Levels (control_levels.c) ------------------------------------------------------------------ */

/* year: so many points; a part has no fewer. */
struct breaks control_levels(struct arena *arena, const struct chart_point *points, size_t count, size_t year);
/* The levels of what is followed; no part where two years are not known, or it is no number of
 * events. */
struct breaks followed_breaks(struct arena *arena, const struct followed *followed);
/* What is suggested before a point, "Level changed about March 2026 (suggested)"; "" nothing. */
struct str change_suggested(struct arena *arena, const struct breaks *breaks, const struct followed *followed,
                            size_t point);
/* The chart with limits that begin anew in the month of a point: somebody accepts the suggestion. */
struct str change_accepted(struct arena *arena, const struct followed *followed, size_t point);
bool change_is_accepted(const struct followed *followed, size_t point);
/* "January 2024 to March 2025: about 18 a month (16 to 20)", one of each level; ends with "".  None
 * where two years are not known, and none but of numbers of events. */
struct str *followed_levels(struct arena *arena, const struct followed *followed);

/* ---- Trend and season (control_seasons.c) -------------------------------------------------------- */

enum { SEASON_MONTHS_LEAST = 36 };
struct month_seasons {
	bool is_made;                   /* false: too few months */
	size_t count;
	const double *trend;            /* of each month, without the season */
	double level;                   /* the last of them */
	double usual[12];               /* a usual January ... at that level */
	int highest, lowest;            /* 0: January */
	bool is_clear;                  /* the season is much beside the rest */
};
/* begins: the first day of each month. */
struct month_seasons month_seasons(struct arena *arena, const double *counts, const struct date *begins,
                                   size_t count);
bool followed_has_seasons(const struct followed *followed);     /* numbers of events by months */
struct month_seasons followed_seasons(struct arena *arena, const struct followed *followed);
struct str seasons_said(struct arena *arena, const struct month_seasons *seasons);
void seasons_draw(struct out *out, const struct followed *followed, const struct month_seasons *seasons);

/* ---- Words (control_words.c) ------------------------------------------------------------------ */

struct str followed_title(struct arena *arena, const struct followed *followed);
struct str followed_finding(struct arena *arena, const struct followed *followed);
struct str followed_unit(struct arena *arena, const struct followed *followed);        /* of the numbers */
struct str followed_label(const struct followed *followed, size_t point);
/* The point from which on there are so many signals, or fewer. */
size_t signals_from(const struct followed *followed, size_t most);
/* "above the upper limit: worse"; "" no signal. */
struct str signal_said(struct arena *arena, const struct followed *followed, size_t point);
/* Which chart, why, where its limits come from, what low and high mean; ends with "". */
struct str *followed_notes(struct arena *arena, const struct followed *followed);
struct str followed_refusal(struct arena *arena, const struct followed *followed);     /* why there is no chart */
/* The rows behind a point; "" when they may not be opened. */
struct str followed_link(struct arena *arena, const struct followed *followed, size_t point);

/* ---- Pages -------------------------------------------------------------------------------------- */

/* files: the address of its files without the ending, and what is asked; "" none are given. */
struct diagram followed_diagram(struct arena *arena, const struct followed *followed, struct str files,
                                struct str asked);
struct reply followed_json(struct request *request, const struct followed *followed);
struct reply control_show(struct request *request, struct view *view);
struct reply control_file(struct request *request, struct view *view);

/* queries.c: employees of the units that this person counts (of one, with all below it; 0: of
 * all), as they are today. */
int64_t employees_counted(struct view *view, int64_t unit_id);
