/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/capture.c - see capture.h: two lists, and links that may be wrong. */
#include "analysis/capture.h"

#include "analysis/scratch.h"
#include "analysis/sorted.h"
#include "analysis/stream.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

/* Exact as a double, with room for products. */
static const int64_t count_most = (int64_t)1 << 50;

bool two_lists_are_fine(const struct two_lists *lists)
{
	return lists->both >= 0 && lists->both <= lists->first && lists->both <= lists->second
		&& lists->first <= count_most && lists->second <= count_most;
}

static void sadinle(struct captured *found, double first_only, double second_only, double both, double z)
{
	double a = both + 0.5, b = second_only + 0.5, c = first_only + 0.5;
	double width = z * sqrt(1 / a + 1 / b + 1 / c + a / (b * c));
	double from = (double)found->distinct - 0.5, more = b * c / a;

	found->sadinle_low = from + more * exp(-width);
	found->sadinle_high = from + more * exp(width);
}

static enum capture_finding finding_of(const struct two_lists *lists, double missed)
{
	if (!lists->first || !lists->second)
		return CAPTURE_nothing;
	if (!lists->both)
		return CAPTURE_at_least;
	return missed > 0 ? CAPTURE_known : CAPTURE_all_seen;
}

struct captured capture(const struct two_lists *lists, double level)
{
	double n1 = (double)lists->first, n2 = (double)lists->second, m = (double)lists->both;
	double z = qnorm((1 + level) / 2, 0, 1, 1, 0), missed, factor;
	struct captured found = { .distinct = lists->first + lists->second - lists->both,
		.petersen = lists->both ? n1 * n2 / m : NAN, .share = n2 > 0 ? m / n2 : NAN,
		.wilson = share_wilson(m, n2, level), .exact = share_exact(m, n2, level) };

	found.chapman = (n1 + 1) * (n2 + 1) / (m + 1) - 1;
	found.error = sqrt((n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2)));
	missed = found.chapman - (double)found.distinct;
	factor = exp(z * sqrt(log1p(found.error * found.error / (missed * missed))));
	found.chao_low = missed > 0 ? (double)found.distinct + missed / factor : NAN;
	found.chao_high = missed > 0 ? (double)found.distinct + missed * factor : NAN;
	sadinle(&found, n1 - m, n2 - m, m, z);
	found.finding = finding_of(lists, missed);
	return found;
}

struct dependent capture_if_dependent(const struct two_lists *lists, double odds_ratio)
{
	double first_only = (double)(lists->first - lists->both), second_only = (double)(lists->second - lists->both);
	struct dependent found = { NAN, NAN, NAN };

	if (!lists->both || !(odds_ratio > 0))
		return found;
	found.missed = odds_ratio * first_only * second_only / (double)lists->both;
	found.all = (double)(lists->first + lists->second - lists->both) + found.missed;
	found.share = (double)lists->first / found.all;
	return found;
}

/* ---- Links that may be wrong --------------------------------------------------------------- */

enum { DRAWS_MOST = 10000000 };

static bool is_size(double x)
{
	return x >= 0 && isfinite(x);
}

bool linked_share_ask_is_fine(const struct linked_share_ask *ask)
{
	return ask->linked >= 0 && ask->linked <= ask->of && ask->of <= count_most && is_size(ask->right)
		&& is_size(ask->wrong) && is_size(ask->found) && is_size(ask->missed)
		&& ask->level > 0 && ask->level < 1 && ask->draws > 0 && ask->draws <= DRAWS_MOST;
}

static double beta_draw(struct stream *stream, double yes, double no)
{
	return qbeta(stream_share(stream), yes + 0.5, no + 0.5, 1, 0);
}

static void limits_draw(const struct linked_share_ask *ask, struct linked_share *found)
{
	double *drawn = scratch_grow(NULL, ask->draws, sizeof(*drawn)), tail = (1 - ask->level) / 2;
	double last = (double)(ask->draws - 1);

	for (uint64_t i = 0; i < ask->draws; i++) {
		struct stream stream = stream_open(ask->seed, i);
		double share = beta_draw(&stream, (double)ask->linked, (double)(ask->of - ask->linked));

		share *= beta_draw(&stream, ask->right, ask->wrong);
		drawn[i] = fmin(1, share / fmax(1e-12, beta_draw(&stream, ask->found, ask->missed)));
	}
	sorted_rising(drawn, ask->draws);
	found->low = drawn[(size_t)floor(tail * last)];
	found->high = drawn[(size_t)ceil((1 - tail) * last)];
	free(drawn);
}

struct linked_share linked_share(const struct linked_share_ask *ask)
{
	struct linked_share found = { .share = NAN, .low = 0, .high = 1 };

	if (!ask->of || !(ask->right + ask->wrong > 0) || !(ask->found > 0))
		return found;
	found.is_known = true;
	found.share = fmin(1, (double)ask->linked / (double)ask->of * ask->right / (ask->right + ask->wrong)
		* (ask->found + ask->missed) / ask->found);
	limits_draw(ask, &found);
	return found;
}
