/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/rate_ratio.c - see rate_ratio.h. */
#include "analysis/rate_ratio.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

bool rate_counts_are_fine(const struct rate_counts *counts)
{
	return counts->before >= 0 && counts->after >= 0
		&& isfinite(counts->before_exposure) && counts->before_exposure > 0
		&& isfinite(counts->after_exposure) && counts->after_exposure > 0;
}

static double odds(double share)
{
	return share / (1 - share);
}

static struct rate_ratio rate_unknown(void)
{
	return (struct rate_ratio){ .ratio = NAN, .low = 0, .high = INFINITY, .p_value = 1 };
}

static double twice_the_smaller(double one, double other)
{
	return fmin(1, 2 * fmin(one, other));
}

struct rate_ratio rate_ratio(const struct rate_counts *counts, double level)
{
	double before = (double)counts->before, after = (double)counts->after;
	double all = before + after, tail = (1 - level) / 2;
	double factor = counts->before_exposure / counts->after_exposure;
	double share = counts->after_exposure / (counts->before_exposure + counts->after_exposure);
	struct rate_ratio found = { .is_known = true };

	if (all == 0)
		return rate_unknown();
	found.ratio = before > 0 ? after / before * factor : INFINITY;
	found.low = after > 0 ? odds(qbeta(tail, after, before + 1, 1, 0)) * factor : 0;
	found.high = before > 0 ? odds(qbeta(tail, after + 1, before, 0, 0)) * factor : INFINITY;
	found.p_value = twice_the_smaller(pbinom(after, all, share, 1, 0),
		pbinom(after - 1, all, share, 0, 0));
	return found;
}

/* ---- Beside an area where nothing was done ----------------------------------------------- */

struct table {                          /* a of row, of column, of all */
	double a, row, column, all;
	double least, most;             /* what a can be */
};

static double log_weight(const struct table *table, double a)
{
	return lchoose(table->row, a) + lchoose(table->all - table->row, table->column - a);
}

/* Shares of the distribution at or below a, and at or above it, when the odds ratio is
 * exp(log_odds). */
static void tails(const struct table *table, double log_odds, double *below, double *above)
{
	double highest = -INFINITY, sum = 0;

	*below = *above = 0;
	for (double a = table->least; a <= table->most; a++)
		highest = fmax(highest, log_weight(table, a) + a * log_odds);
	for (double a = table->least; a <= table->most; a++) {
		double weight = exp(log_weight(table, a) + a * log_odds - highest);

		sum += weight;
		*below += a <= table->a ? weight : 0;
		*above += a >= table->a ? weight : 0;
	}
	*below /= sum;
	*above /= sum;
}

/* The log odds at which the tail that grows (or falls) with them is `tail`. */
static double limit(const struct table *table, double tail, bool is_low)
{
	enum { HALVINGS = 70 };
	double from = -60, to = 60, below, above;

	for (int i = 0; i < HALVINGS; i++) {
		double middle = (from + to) / 2;

		tails(table, middle, &below, &above);
		if (is_low ? above < tail : below > tail)
			from = middle;
		else
			to = middle;
	}
	return (from + to) / 2;
}

struct rate_ratio rate_ratio_relative(const struct rate_counts *here,
                                      const struct rate_counts *there, double level)
{
	double factor = (here->before_exposure / here->after_exposure)
		* (there->after_exposure / there->before_exposure);
	struct table table = { .a = (double)here->after,
		.row = (double)(here->after + here->before),
		.column = (double)(here->after + there->after) };
	double below, above, up, down;
	struct rate_ratio found = { .is_known = true };

	table.all = table.row + (double)(there->after + there->before);
	table.least = fmax(0, table.row + table.column - table.all);
	table.most = fmin(table.row, table.column);
	if (table.least == table.most)          /* every ratio fits */
		return rate_unknown();
	up = (double)here->after * (double)there->before;
	down = (double)here->before * (double)there->after;
	found.ratio = down > 0 ? up / down * factor : INFINITY;
	found.low = table.a > table.least
		? exp(limit(&table, (1 - level) / 2, true)) * factor : 0;
	found.high = table.a < table.most
		? exp(limit(&table, (1 - level) / 2, false)) * factor : INFINITY;
	tails(&table, -log(factor), &below, &above);
	found.p_value = twice_the_smaller(below, above);
	return found;
}

/* ---- What is said ------------------------------------------------------------------------ */

enum rate_finding rate_finding(const struct rate_ratio *ratio, int64_t events, int64_t least)
{
	if (!ratio->is_known || events < least)
		return RATE_too_few;
	if (ratio->high < 1)
		return RATE_fell;
	if (ratio->low > 1)
		return RATE_rose;
	if (ratio->ratio < 1)
		return RATE_fell_maybe;
	return ratio->ratio > 1 ? RATE_rose_maybe : RATE_same;
}

static double change_of(struct displacement_counts counts)
{
	return (double)(counts.after - counts.before);
}

static double sum_of(struct displacement_counts counts)
{
	return (double)(counts.after + counts.before);
}

struct displacement displacement(const struct displacement_ask *ask)
{
	double events = sum_of(ask->treated) + sum_of(ask->control) + sum_of(ask->near) + sum_of(ask->near_control);
	double half = qnorm((1 + ask->level) / 2, 0, 1, 1, 0);
	struct displacement found = { .events = (int64_t)events,
		.difference = change_of(ask->treated) - change_of(ask->control)
			+ change_of(ask->near) - change_of(ask->near_control) };

	found.is_known = events > 0 && found.events >= ask->least;
	if (!found.is_known)
		return found;
	found.error = sqrt(events * ask->phi);
	found.z = found.difference / found.error;
	found.low = found.difference - half * found.error;
	found.high = found.difference + half * found.error;
	return found;
}
