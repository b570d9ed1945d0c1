/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/score.h - what an exercise showed, beside what it was to show.
 *
 * What is measured follows from facts (the log, situation reports, messages, alarms) by the
 * rule that the list exercises/measures names.  When it ends the figures are put down and stay;
 * people write what they saw beside them and change no figure.  What was not measured is said
 * to be so, and never counts as reached.
 */
#pragma once

#include "modules/exercises/run.h"

enum finding { FINDING_none, FINDING_value, FINDING_never, FINDING_unmeasured };
enum verdict { VERDICT_none, VERDICT_reached, VERDICT_missed, VERDICT_unmeasured };
extern const struct choice score_findings[], score_verdicts[];

/* ---- Rules (rules_score.c): pure ---------------------------------------------------------- */

struct fact {                           /* what is known under the name of a fact */
	const char *name;
	bool is_known;                  /* there was something to look at */
	struct instant at;              /* when it came true; 0: it did not */
	int64_t count, whole;
};
struct facts { size_t count; const struct fact *at; };
struct measured { int finding; int64_t value, whole; };

/* Minutes are those of the clock of the exercise, begun minutes whole. */
struct measured objective_measured(const struct item *measure, const struct facts *facts,
                                   const struct exercise_step_list *steps);
int objective_verdict(const struct item *measure, int64_t target, const struct measured *measured);

/* ---- Queries (queries_score.c) --------------------------------------------------------------- */

#define SCORE_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(objective_id, ref,     N_("Objective"), .is_hidden = true) \
	F(exercise_id,  ref,     N_("Exercise"), .is_hidden = true) \
	F(finding,      choice,  N_("Measured"), CHOICES(score_findings)) \
	F(value,        count,   N_("Value"), ) \
	F(whole,        count,   N_("Of"), ) \
	F(verdict,      choice,  N_("Verdict"), CHOICES(score_verdicts)) \
	F(at,           instant, N_("When"), )
struct score { SCORE_FIELDS(AS_MEMBER) };
LIST_OF(score)
extern const struct record score_record;

#define OBSERVATION_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), .is_own = true) \
	F(objective_id, ref,     N_("Objective"), .is_own = true, .is_hidden = true) \
	F(exercise_id,  ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(words,        prose,   N_("What you saw"), .required = true, .longest = 2000, \
	                .help = N_("It stands beside the figure and changes nothing in it. No names.")) \
	F(by_id,        ref,     N_("By"), .is_own = true, .is_hidden = true) \
	F(by_name,      text,    N_("By"), .is_own = true, .is_personal = true) \
	F(at,           instant, N_("When"), .is_own = true)
struct observation { OBSERVATION_FIELDS(AS_MEMBER) };
LIST_OF(observation)
extern const struct record observation_record;
extern const struct form observation_form;

/* Everything that can be measured of it, as it is until this moment. */
struct facts score_facts(struct view *view, const struct exercise *exercise, struct instant at);
struct score_list scores_of(struct view *view, int64_t exercise_id);
struct observation_list observations_of(struct view *view, int64_t exercise_id);
/* When it ends: a figure for each objective. */
void scores_put(struct change *change, const struct exercise *exercise, struct instant at);

/* ---- Pages (score.c) ---------------------------------------------------------------------------- */

struct scored {                         /* an objective with what came of it */
	const struct objective *objective;
	int finding, verdict;
	struct str amount;              /* "12 min", or in words that there is none */
};
struct scored_list { size_t count; struct scored *at; };
struct score_sum { int64_t reached, missed, unmeasured; };
struct score_sum score_sum_of(const struct scored_list *scored);
/* As it was put down; while it goes on, as it would be now. */
struct scored_list exercise_scored(struct view *view, const struct exercise *exercise,
                                   const struct objective_list *objectives);
struct reply exercise_score_page(struct request *request, struct view *view);
struct reply exercise_observe_page(struct request *request, struct view *view);
struct reply exercise_observe_act(struct request *request, struct change *change);
