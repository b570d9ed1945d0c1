/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/rules.c - what follows from the numbers; no clock, no store.
 *
 * A unit stands beside the rest of the city, and never in a list.  A higher rate is no better
 * and no worse: it may be that more happens, or that more is told.
 */
#include "modules/reporting/inside.h"

#include <math.h>

/* ---- Beside the others -------------------------------------------------------------------- */

static double rate_of(const struct reporting_numbers *numbers)
{
	double exposure = (double)numbers->employees * numbers->years;

	return exposure > 0 ? 1000 * (double)numbers->events / exposure : NAN;
}

struct beside beside_rate(const struct reporting_numbers *own, const struct reporting_numbers *other,
                          double level, double margin)
{
	struct beside beside = { .own = rate_of(own), .other = rate_of(other), .expected = NAN };
	struct rate_counts counts = { other->events, own->events,
		(double)other->employees * other->years, (double)own->employees * own->years };

	if (isnan(beside.own) || isnan(beside.other))
		return beside;
	beside.expected = beside.other * counts.after_exposure / 1000;
	beside.ratio = rate_ratio(&counts, level);
	if (beside.ratio.is_known)
		beside.verdict = verdict_of_ratio(beside.ratio.low, beside.ratio.high, margin);
	return beside;
}

static double near_of(const struct reporting_numbers *numbers)
{
	return numbers->injuries > 0 ? (double)numbers->near_misses / (double)numbers->injuries : NAN;
}

/* Given all four counts, the ratio of the two ratios has exact limits. */
struct beside beside_near(const struct reporting_numbers *own, const struct reporting_numbers *other,
                          double level, double margin)
{
	struct beside beside = { .own = near_of(own), .other = near_of(other), .expected = NAN };
	struct rate_counts here = { own->injuries, own->near_misses, 1, 1 };
	struct rate_counts there = { other->injuries, other->near_misses, 1, 1 };

	if (isnan(beside.own) || isnan(beside.other))
		return beside;
	beside.ratio = rate_ratio_relative(&here, &there, level);
	if (beside.ratio.is_known)
		beside.verdict = verdict_of_ratio(beside.ratio.low, beside.ratio.high, margin);
	return beside;
}

/* What is said: a rate is of reports, not of events. */
static const char *const words[BESIDE_KINDS][VERDICT_marginal + 1] = {
	[BESIDE_rate] = { N_("cannot be told"), N_("more reports than the rest of the city"),
		N_("fewer reports than the rest of the city"), N_("about as many as the rest of the city"),
		N_("a difference so small that it does not matter") },
	[BESIDE_near] = { N_("cannot be told"), N_("more near misses for each injury than the rest of the city"),
		N_("fewer near misses for each injury than the rest of the city"),
		N_("about as many as the rest of the city"),
		N_("a difference so small that it does not matter") },
	[BESIDE_before] = { N_("cannot be told"), N_("more reports than a year before"),
		N_("fewer reports than a year before"), N_("about as many as a year before"),
		N_("a difference so small that it does not matter") },
};

const char *beside_words(enum beside_kind kind, const struct beside *beside)
{
	return words[kind][beside->verdict];
}

/* ---- Traces elsewhere ------------------------------------------------------------------------ */

/* The list holds only what somebody missed an event for: of all there are, more have one.  With
 * the events that name one by themselves it holds those that a claim or a report has led to, and
 * those that nobody looked for are not there: of all there are, fewer have one. */
struct trace trace_of(const struct trace_counts *counts, double level)
{
	struct trace trace = { .counts = counts, .least = NAN, .most = NAN };
	double with = (double)(counts->linked + counts->named), all = (double)(counts->noted + counts->named);

	if (counts->noted > 0)
		trace.least = (double)counts->linked / (double)counts->noted;
	trace.least_limits = share_wilson((double)counts->linked, (double)counts->noted, level);
	trace.has_most = counts->named > 0 && counts->noted > 0;
	if (trace.has_most)
		trace.most = with / all;
	trace.most_limits = share_wilson(with, all, level);
	return trace;
}

/* ---- Times ----------------------------------------------------------------------------------- */

const char *const target_said[] = {
	[TIMELINESS_cannot_tell] = N_("cannot be told"),
	[TIMELINESS_met] = N_("target reached"),
	[TIMELINESS_not_met] = N_("target not reached"),
};

enum { DAY_HOURS = 24, TOLD_IN_DAYS = 72 };

struct str took_words(struct arena *arena, double hours)
{
	if (isnan(hours))
		return S("");
	if (isinf(hours))
		return str_of(_("longer than anything seen"));
	if (hours < 1)
		return str_of(_("less than an hour"));
	if (hours < TOLD_IN_DAYS)
		return arena_print(arena, plural((int64_t)lround(hours), "%lld hour", "%lld hours"),
			(long long)lround(hours));
	return arena_print(arena, plural((int64_t)lround(hours / DAY_HOURS), "%lld day", "%lld days"),
		(long long)lround(hours / DAY_HOURS));
}

static bool verdict_row(size_t i, struct out *out)
{
	if (i > VERDICT_marginal)
		return false;
	out_print(out, "| %s | %s |", _(words[BESIDE_rate][i]), _(words[BESIDE_near][i]));
	return true;
}

const struct rule_table reporting_rules[] = {
	{ .name = "reporting: beside the rest of the city", .row = verdict_row,
	  .headings = "| Reports per 1 000 employees | Near misses for each injury |" },
	{ .name = NULL },
};
