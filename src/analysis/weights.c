/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/weights.c - see weights.h. */
#include "analysis/weights.h"

#include "analysis/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of weights drawn evenly with the least of each, the share that nowhere passes the most: the
 * corners that are cut off, by inclusion and exclusion. */
static double share_within(const struct weights *weights)
{
	double share = 0;

	for (uint32_t corners = 0; corners < 1u << weights->count; corners++) {
		double left = weights->free, sign = 1;

		for (size_t i = 0; i < weights->count; i++)
			if (corners >> i & 1) {
				left -= weights->room[i];
				sign = -sign;
			}
		if (left > 0)
			share += sign * pow(left / weights->free, (double)weights->count - 1);
	}
	return share;
}

bool weights_make(struct weights *weights, size_t count, const struct weight_bounds *bounds)
{
	static const double hardly_any = 1e-3, rounding = 1e-9;

	*weights = (struct weights){ .count = count, .is_bounded = bounds != NULL, .free = 1 };
	if (count == 0 || count > WEIGHTS_MOST)
		return false;
	for (size_t i = 0; bounds && i < count; i++) {
		if (!(bounds[i].least >= 0 && bounds[i].least <= bounds[i].most && bounds[i].most <= 1))
			return false;
		weights->least[i] = bounds[i].least;
		weights->room[i] = bounds[i].most - bounds[i].least;
		weights->free -= bounds[i].least;
	}
	if (!bounds)
		return true;
	if (fabs(weights->free) < rounding)
		weights->free = 0;      /* they are decided */
	return weights->free == 0 || (weights->free > 0 && share_within(weights) >= hardly_any);
}

/* Evenly: shares of a sum of exponential numbers. */
static bool weights_try(const struct weights *weights, struct stream *stream, double *drawn)
{
	double sum = 0;
	bool is_within = true;

	for (size_t i = 0; i < weights->count; i++)
		sum += drawn[i] = -log(stream_share(stream));
	for (size_t i = 0; i < weights->count; i++) {
		drawn[i] *= weights->free / sum;
		is_within &= !weights->is_bounded || drawn[i] <= weights->room[i] + 1e-9;
		drawn[i] += weights->least[i];
	}
	return is_within;
}

/* One in a thousand tries hits at least: this many miss in less than one of 1e43. */
void weights_draw(const struct weights *weights, struct stream *stream, double *drawn)
{
	enum { TRIES_MOST = 100000 };

	for (int i = 0; i < TRIES_MOST && !weights_try(weights, stream, drawn); i++)
		;
}

/* ---- Known values ------------------------------------------------------------------------ */

struct placed { double value; size_t alternative; };

static int by_value(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return (x->alternative > y->alternative) - (x->alternative < y->alternative);
}

double *acceptabilities(struct arena *arena, const struct weights *weights,
                        const struct acceptability_ask *ask)
{
	double *shares = arena_array(arena, double, ask->count * ask->count + 1);
	struct placed *placed = arena_array(arena, struct placed, ask->count + 1);
	struct stream stream = stream_open(ask->seed, 0);
	double drawn[WEIGHTS_MOST];

	for (size_t draw = 0; draw < ask->draws; draw++) {
		weights_draw(weights, &stream, drawn);
		for (size_t i = 0; i < ask->count; i++) {
			placed[i] = (struct placed){ .alternative = i };
			for (size_t k = 0; k < weights->count; k++)
				placed[i].value += drawn[k] * ask->values[i * weights->count + k];
		}
		qsort(placed, ask->count, sizeof(*placed), by_value);
		for (size_t i = 0; i < ask->count; i++)
			shares[placed[i].alternative * ask->count + i]++;
	}
	for (size_t i = 0; i < ask->count * ask->count; i++)
		shares[i] /= (double)ask->draws;
	return shares;
}
