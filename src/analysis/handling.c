/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/handling.c - see handling.h. */
#include "analysis/handling.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool handling_cases_are_fine(const struct handling_case *cases, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at)
		if (!(cases[*at].time >= 0 && cases[*at].time < 1e15))
			return false;
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct handling_case *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

/* Limits of a share whose log has the error `relative`. */
static void limits_find(struct handling_step *step, double relative, double z)
{
	double width;

	step->error = step->low = step->high = NAN;
	if (step->open > 0)
		step->error = step->open * relative;
	if (!(step->open > 0 && step->open < 1))
		return;
	width = z * relative / log(step->open);
	step->low = pow(step->open, exp(-width));
	step->high = pow(step->open, exp(width));
}

static void steps_find(struct handling *handling, struct handling_step *steps,
                       const struct handling_case *sorted, double z)
{
	double open = 1, variance = 0;
	size_t end;

	for (size_t i = 0; i < handling->cases; i = end) {
		struct handling_step *step = &steps[handling->steps_count++];
		double at_risk = (double)(handling->cases - i), closed;

		*step = (struct handling_step){ .time = sorted[i].time, .at_risk = handling->cases - i };
		for (end = i; end < handling->cases && sorted[end].time == step->time; end++)
			step->closed += sorted[end].is_closed;
		closed = (double)step->closed;
		open *= 1 - closed / at_risk;
		variance += at_risk > closed ? closed / (at_risk * (at_risk - closed)) : 0;
		step->open = step->closed == step->at_risk ? 0 : open;
		limits_find(step, sqrt(variance), z);
		handling->closed += step->closed;
	}
}

struct handling handling_find(struct arena *arena, const struct handling_case *cases, size_t count,
                              double level, size_t least)
{
	struct handling_case *sorted = arena_array(arena, struct handling_case, count + 1);
	struct handling_step *steps = arena_array(arena, struct handling_step, count + 1);
	struct handling handling = { .cases = count, .steps = steps };

	if (count > 0) {
		memcpy(sorted, cases, count * sizeof(*cases));
		qsort(sorted, count, sizeof(*sorted), by_time);
	}
	steps_find(&handling, steps, sorted, qnorm((1 - level) / 2, 0, 1, 0, 0));
	handling.is_few = handling.closed < least || handling.closed == 0;
	return handling;
}

/* ---- What is read off -------------------------------------------------------------------- */

static double open_of(const struct handling_step *step) { return step->open; }
static double low_of(const struct handling_step *step) { return step->low; }
static double high_of(const struct handling_step *step) { return step->high; }

/* The first time after which this curve is no higher than `open`.  What is not known (NAN) is
 * higher than anything. */
static double time_of(const struct handling *handling, double (*curve)(const struct handling_step *),
                      double open)
{
	const double nearly = 1e-8;     /* as much as the curve */
	size_t i = 0, next;

	while (i < handling->steps_count && !(curve(&handling->steps[i]) <= open + nearly))
		i++;
	if (i == handling->steps_count)
		return INFINITY;
	if (curve(&handling->steps[i]) < open - nearly)
		return handling->steps[i].time;
	for (next = i + 1; next < handling->steps_count; next++)
		if (curve(&handling->steps[next]) < open - nearly)
			return (handling->steps[i].time + handling->steps[next].time) / 2;
	return handling->steps[i].time;
}

struct handling_time handling_quantile(const struct handling *handling, double share)
{
	if (handling->is_few)
		return (struct handling_time){ NAN, NAN, NAN };
	return (struct handling_time){ time_of(handling, open_of, 1 - share),
		time_of(handling, low_of, 1 - share), time_of(handling, high_of, 1 - share) };
}

struct handling_share handling_open(const struct handling *handling, double time)
{
	struct handling_share found = { 1, NAN, NAN };
	size_t i = 0;

	while (i < handling->steps_count && handling->steps[i].time <= time)
		i++;
	if (i > 0)
		found = (struct handling_share){ handling->steps[i - 1].open, handling->steps[i - 1].low,
			handling->steps[i - 1].high };
	if (handling->is_few || (i == handling->steps_count && found.open > 0
	    && !(i > 0 && handling->steps[i - 1].time == time)))
		found = (struct handling_share){ NAN, NAN, NAN };
	return found;
}
