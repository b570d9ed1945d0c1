/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/inside.h - what the files of this room share. */
#pragma once

#include "analysis/rate_ratio.h"
#include "analysis/share.h"
#include "analysis/timeliness.h"
#include "analysis/verdict.h"
#include "base/json.h"
#include "base/out.h"
#include "kit/setting.h"
#include "kit/table.h"
#include "modules/reporting/reporting.h"
#include "modules/units/units.h"

enum { REPORTING_JSON_LONGEST = 4 << 20 };

/* ---- What is asked (ask.c) ---------------------------------------------------------------- */

struct reporting_ask {
	const struct unit *unit;        /* with all below it */
	struct date from, to;           /* of when events occurred, both included */
	struct str period;              /* "2026", "2025-12-01..2026-11-30" */
	bool may_count;                 /* reads the events of the unit: small numbers are told */
	bool may_be_kept;               /* an answer that was counted before will do (kept.h) */
};
/* The last twelve whole months, unit not yet known. */
void reporting_ask_usual(struct arena *arena, struct reporting_ask *ask);
/* Of a page: ?unit= and ?period=, or where the person belongs and the last twelve months.
 * False: *problem is the answer. */
bool reporting_asked(struct request *request, struct view *view, struct reporting_ask *ask,
                     struct reply *problem);
/* Why nothing is told of so long a period, for people; "": it is not too long. */
struct str reporting_too_long(struct arena *arena, struct date from, struct date to);
struct str reporting_report_refused(struct arena *arena, const struct report_ask *report);
/* Of a report; NULL when the unit is not for the reader.  Who reads statistics alone gets the
 * usual period, whatever was asked: the days stand in each row. */
const struct reporting_ask *reporting_ask_of(struct view *view, const struct report_ask *report);
struct value reporting_days(struct arena *arena, const struct reporting_ask *ask);
double reporting_percent(const char *setting);  /* "90": 0.9 */
double reporting_margin(void);                  /* 1.1: a ratio within it does not matter */
struct str reporting_share_words(struct arena *arena, double share);    /* "62 %"; "–" not known */
struct value reporting_cell(double number);     /* of a report: empty when it is not known */
/* Too few to be told to this reader. */
bool reporting_is_small(const struct reporting_ask *ask, int64_t count);

/* ---- Proxies (rules.c): pure -------------------------------------------------------------------- */

/* Of a unit, or of the rest of the city. */
struct reporting_numbers {
	int64_t events, injuries, near_misses;  /* injuries: events in which somebody was hurt */
	int64_t claims, police;                 /* events that name a claim, a police report */
	int64_t employees;                      /* today; 0 not known */
	double years;                           /* of the period */
};

enum beside_kind { BESIDE_rate, BESIDE_near, BESIDE_before, BESIDE_KINDS };
struct beside {
	bool is_hidden;                 /* small, and not for this reader */
	double own, other;              /* a rate a year and 1 000, or near misses per injury; NAN: not known */
	double expected;                /* events, were the unit as the other; NAN: not asked */
	struct rate_ratio ratio;        /* own to other, with limits */
	enum verdict verdict;           /* own is higher: increase */
};
/* The unit beside the rest of the city, or beside itself a year before. */
struct beside beside_rate(const struct reporting_numbers *own, const struct reporting_numbers *other,
                          double level, double margin);
struct beside beside_near(const struct reporting_numbers *own, const struct reporting_numbers *other,
                          double level, double margin);
const char *beside_words(enum beside_kind kind, const struct beside *beside);   /* N_() */

/* What stands elsewhere of one kind: those noted because they had no event, how many of them
 * have got one, and events that name one by themselves. */
struct trace_counts { struct str kind; int64_t noted, linked, named; };
LIST_OF(trace_counts)
struct trace {
	const struct trace_counts *counts;
	bool is_hidden, has_most;
	double least, most;             /* the share that has an event; NAN: nothing is noted */
	struct share_limits least_limits, most_limits;
};
struct trace trace_of(const struct trace_counts *counts, double level);

/* How the ladder of times is told of somebody. */
struct ladder_step {
	enum timeliness_mark step;
	const char *label;              /* N_() */
	int64_t target_hours;
	struct handling found;          /* its counts; the curve has been let go */
	struct handling_time median, p90;
	struct timeliness_share within;
	enum timeliness_target verdict;
	bool is_hidden;
};
struct ladder {
	struct str name;
	int64_t events;
	struct ladder_step steps[TIMELINESS_MARKS];
	struct instant as_of;           /* when it was counted; 0: now */
};
struct str took_words(struct arena *arena, double hours);       /* "3 hours", "12 days"; "" not known */
extern const char *const target_said[];                        /* N_(), by enum timeliness_target */
extern const struct rule_table reporting_rules[];

/* ---- Queries ------------------------------------------------------------------------------------- */

bool reporting_is_city(struct view *view, int64_t unit_id);
/* Are the events of a unit too few in one of two periods to be told to this reader? */
bool reporting_are_small(struct view *view, int64_t unit_id, const struct reporting_numbers numbers[2]);
/* Events that occurred from..to; unit 0: the whole city. */
struct reporting_numbers reporting_numbers_of(struct view *view, int64_t unit_id, struct date from,
                                              struct date to);
struct trace_counts_list reporting_traces(struct view *view, int64_t unit_id, struct date from,
                                          struct date to, const struct reporting_numbers *numbers);
/* Times in hours since 1970; the cases are in `arena`, for they may be many. */
struct timeliness_cases { size_t count; struct timeliness_case *at; };
struct timeliness_cases reporting_times(struct view *view, struct arena *arena, int64_t unit_id,
                                        struct date from, struct date to);
/* The same, as the system. */
struct timeliness_cases reporting_times_all(struct view *system, struct arena *arena, int64_t unit_id,
                                            struct date from, struct date to);

/* ---- Pages ------------------------------------------------------------------------------------------ */

struct reply reporting_page(struct request *request, struct view *view);
struct reply timeliness_page(struct request *request, struct view *view);
struct grid proxies_run(struct view *view, const struct report_ask *report);
struct grid timeliness_run(struct view *view, const struct report_ask *report);
