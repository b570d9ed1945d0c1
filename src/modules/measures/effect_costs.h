/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/effect_costs.h - what the events cost before and after a measure: expected and avoided.
 *
 * Beside each figure of how many events there were stands what they cost (analysis/avoided.h):
 * in the prices of the days after and with the cap, both as the room costs has them; as known at
 * the same age of each event, for what happened lately is not settled.  What was expected to be
 * saved is written in the check when the measure is decided; what the measure itself cost stands
 * beside, never less what was avoided.  Frozen with the figure.  Who reads the events sees it.
 * Amounts are kronor; what is avoided is told a year.
 */
#pragma once

#include "analysis/avoided.h"
#include "modules/costs/costs.h"
#include "modules/measures/effects.h"

#define EFFECT_COST_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_hidden = true) \
	F(public_id,  text, N_("Identity"), ) \
	F(figure_id,  ref,  N_("Figure of an effect"), .is_hidden = true) \
	F(measure_id, ref,  N_("Measure"), .is_hidden = true) \
	F(unit_id,    ref,  N_("Unit"), .refers_to = "unit", .is_hidden = true) \
	F(compare_unit_id, ref, N_("Compare with the unit"), .refers_to = "unit", .is_hidden = true) \
	F(taken_at,   instant, N_("Counted"), ) \
	F(method,     text, N_("Method"), ) \
	F(finding,    choice, N_("Finding of the cost"), CHOICES(effect_cost_findings)) \
	F(before_costly, count, N_("Events with a cost, before"), ) \
	F(after_costly, count, N_("Events with a cost, after"), ) \
	F(there_before_costly, count, N_("Events with a cost there, before"), ) \
	F(there_after_costly, count, N_("Events with a cost there, after"), ) \
	F(before_large, count, N_("Large losses, before"), ) \
	F(after_large, count, N_("Large losses, after"), ) \
	F(before_cost, money, N_("Capped cost before, kronor"), ) \
	F(after_cost, money, N_("Capped cost after, kronor"), ) \
	F(there_before_cost, money, N_("Capped cost there before, kronor"), ) \
	F(there_after_cost, money, N_("Capped cost there after, kronor"), ) \
	F(cap,        money, N_("A loss counts at most as, kronor"), ) \
	F(is_cap_decided, yesno, N_("The city has decided that"), ) \
	F(price_index, text, N_("Price index"), ) \
	F(price_year, count, N_("Prices of the year"), ) \
	F(known_days, count, N_("Known so many days after each event"), ) \
	F(settled,    real, N_("Share of the cost that was known then"), ) \
	F(days_after, count, N_("Days after"), ) \
	F(change_there, real, N_("Cost after / cost before, there"), ) \
	F(phi,        real, N_("Clumps: variance / mean"), ) \
	F(level,      real, N_("Level of the interval"), ) \
	F(least,      count, N_("Events with a cost that it takes"), ) \
	F(expected,   money, N_("Expected cost after, kronor"), ) \
	F(avoided,    money, N_("Avoided cost a year, kronor"), ) \
	F(low,        money, N_("Avoided, from"), ) \
	F(high,       money, N_("Avoided, to"), ) \
	F(saving_expected, money, N_("Expected saving, kronor a year"), ) \
	F(measure_cost, money, N_("Cost of the measure, kronor"), ) \
	F(is_cost_planned, yesno, N_("The cost of the measure is planned"), ) \
	F(digest,     text, N_("Digest"), ) \
	F(version,    count, N_("Version"), )
struct effect_cost { EFFECT_COST_FIELDS(AS_MEMBER) };
LIST_OF(effect_cost)
extern const struct record effect_cost_record;

/* ---- Rules (rules_effect_costs.c) ---------------------------------------------------------- */

/* What was found, as it is kept; days_after, saving_expected and measure_cost are there already. */
void effect_cost_judge(struct effect_cost *cost, const struct avoided *found, const struct costs_ground *ground);
/* Are amounts told, or were there too few? */
bool effect_cost_is_told(const struct effect_cost *cost);

/* In the person's language; whole sentences, "" where there is nothing to say. */
struct str effect_cost_sentence(struct arena *arena, const struct effect_cost *cost);
/* What the measure cost, and what was expected to be saved beside the interval. */
struct str effect_cost_measure(struct arena *arena, const struct effect_cost *cost);
struct str effect_cost_expected(struct arena *arena, const struct effect_cost *cost);
/* In which money, and as known when. */
struct str effect_cost_terms(struct arena *arena, const struct effect_cost *cost);
struct str effect_cost_large(struct arena *arena, const struct effect_cost *cost);
/* "170 000 (40 000 to 310 000)". */
struct str effect_cost_interval(struct arena *arena, double avoided, double low, double high);
bool effect_cost_row(size_t i, struct out *out);        /* for `varn rules` */

/* ---- Queries (queries_effect_costs.c), counting and showing (effect_costs.c) ------------------- */

/* Newest first, as far as this person may count the events. */
struct effect_cost_list effect_costs_of(struct view *view, int64_t measure_id);
const struct effect_cost *effect_cost_of(const struct effect_cost_list *costs, int64_t figure_id);      /* NULL */
/* Counts the cost of a figure that has just been kept. */
struct effect_cost effect_cost_take(struct change *change, const struct effect_check *check,
                                    const struct effect_figure *figure);
struct diagram effect_cost_diagram(struct arena *arena, struct str number, const struct effect_cost *cost, struct str finding);
struct reply effect_cost_file(struct request *request, struct view *view);
