/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/silence.h - too few reports is a finding too.
 *
 * Once for each twelve months that end with four, all committees and companies are put beside each
 * other (analysis/funnel.h): reports per employee, and near misses per report.  One whose figure is
 * low while what others see of it - claims, police reports, injury notifications - is not, may be
 * silent.  That is no praise and no blame, and nobody is ranked: the finding is shown to the unit
 * itself and to those who read the whole city, a named person answers with a reason, and it may
 * become a measure.  What was found is never counted anew: it stands as it stood.
 */
#pragma once

#include "analysis/funnel.h"
#include "modules/reporting/flows.h"

enum standing_kind { STANDING_none, STANDING_reports, STANDING_near };
enum standing_place { PLACE_none, PLACE_within, PLACE_low, PLACE_high, PLACE_very_low, PLACE_very_high, PLACE_unknown };
extern const struct choice standing_kinds[], standing_places[];

#define STANDING_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), ) \
	F(period,     text,    N_("Period"), ) \
	F(kind,       choice,  N_("What is counted"), CHOICES(standing_kinds)) \
	F(unit_id,    ref,     N_("Unit"), .refers_to = "unit") \
	F(counted,    count,   N_("Reports"), ) \
	F(exposure,   real,    N_("Employees, or all reports"), ) \
	F(rate_all,   real,    N_("Rate of all together"), ) \
	F(tau2,       real,    N_("How much units differ beyond chance"), ) \
	F(low,        real,    N_("Lower limit"), ) \
	F(high,       real,    N_("Upper limit"), ) \
	F(outer_low,  real,    N_("Outer lower limit"), ) \
	F(outer_high, real,    N_("Outer upper limit"), ) \
	F(place,      choice,  N_("Where it stands"), CHOICES(standing_places)) \
	F(seen,       count,   N_("Known to others"), ) \
	F(seen_expected, real, N_("Known to others, expected"), ) \
	F(is_silent,  yesno,   N_("May be silent"), ) \
	F(made_at,    instant, N_("Counted"), )
struct standing { STANDING_FIELDS(AS_MEMBER) };
LIST_OF(standing)
extern const struct record standing_record;

#define SILENCE_ANSWER_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(standing_id, ref,   N_("Finding"), .is_own = true, .is_hidden = true) \
	F(words,       prose, N_("Why it may be so, and what you will do"), .required = true, .longest = 1000) \
	F(said_by,     ref,   N_("Said by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(said_name,   text,  N_("Said by"), .is_own = true) \
	F(said_at,     instant, N_("Said"), .is_own = true)
struct silence_answer { SILENCE_ANSWER_FIELDS(AS_MEMBER) };
LIST_OF(silence_answer)
extern const struct record silence_answer_record;
extern const struct form silence_answer_form;

/* What is counted of one unit. */
struct standing_count { int64_t unit_id, employees, reports, near_misses, seen; };
LIST_OF(standing_count)

/* ---- Rules (rules_silence.c): pure ------------------------------------------------------------ */

/* The twelve months that ended with the last four months before `today` that are over since so
 * many days. */
void silence_period(struct date today, int64_t wait_days, struct date *from, struct date *to);
/* How all stand: for each unit one of reports and one of near misses, where it has exposure. */
struct standing_list standings_find(struct arena *arena, const struct standing_count_list *counts,
                                    struct str period, const struct funnel_settings *settings);

/* ---- Queries (queries_silence.c) ----------------------------------------------------------------- */

bool standings_are_made(struct view *system, struct str period);
struct standing_count_list standing_counts(struct view *system, struct date from, struct date to);
int64_t standing_put(struct change *change, const struct standing *standing);  /* its number */
/* Of the newest period; those of a person. */
struct standing_list standings_now(struct view *view);
struct standing_list silences_of(struct view *view);    /* all periods, the newest first */
const struct standing *silence_get(struct view *view, struct str public_id);
struct silence_answer_list silence_answers(struct view *view, int64_t standing_id);
bool silence_may_answer(struct view *view, int64_t unit_id);

/* Counts the period that is ripe, once; how many may be silent, -1: it was counted already. */
int64_t silence_make(struct change *change, struct date today);
bool silence_run(struct job *job);
bool silence_is_needed(struct view *view);

#define SILENCE_ROUTES \
	{ GET, "/reporting/silence", .need = MAY_statistics_read, .show = silence_page, .is_api_too = true, \
	  .label = N_("Where few reports may be silence") }, \
	{ GET, "/reporting/silence/:id", .need = MAY_statistics_read, .show = silence_one_page, \
	  .is_api_too = true, .label = N_("One finding of few reports") }, \
	{ POST, "/reporting/silence/:id", .need = MAY_programme_answer, .act = silence_answer_act, \
	  .form = &silence_answer_form, .again = silence_one_page, .is_api_too = true, \
	  .label = N_("Answer a finding of few reports") }
struct reply silence_page(struct request *request, struct view *view);
struct reply silence_one_page(struct request *request, struct view *view);
struct reply silence_answer_act(struct request *request, struct change *change);
