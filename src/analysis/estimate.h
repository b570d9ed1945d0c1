/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/estimate.h - a number as it was said, by one or by several.
 *
 * Somebody says three numbers (spread.h), or a class of a scale: "between once in 50 years and
 * once in 10", within which every factor is as likely.  Several who said something make an
 * opinion: one of them is right and nobody knows who, so that their disagreement becomes
 * width.  One who says 0 says that it does not happen, or costs nothing.
 */
#pragma once

#include "analysis/spread.h"

#include <stdint.h>

enum estimate_kind {
	ESTIMATE_three,                 /* P5, P50, P95; three equal numbers: known */
	ESTIMATE_class,                 /* from low to high; the middle is not looked at */
};
struct estimate { enum estimate_kind kind; double low, middle, high; };

struct estimate estimate_three(double low, double middle, double high);
struct estimate estimate_known(double value);
/* A class, wider by so many classes of its own width on each side: 0 when its uncertainty is
 * said to be low, half of one when medium, one when high (on a scale of factors). */
struct estimate estimate_class(struct class_interval interval, double wider);

bool estimate_is_fine(struct estimate estimate);        /* finite, in order, above 0 or known */
bool estimate_is_zero(struct estimate estimate);
double estimate_quantile(struct estimate estimate, double share);
double estimate_share_below(struct estimate estimate, double value);
double estimate_mean(struct estimate estimate);

struct opinion { const struct estimate *said; size_t count; };

bool opinion_is_fine(struct opinion opinion);           /* at least one, and each of them */
bool opinion_is_zero(struct opinion opinion);           /* nobody, or all of them, say 0 */
double opinion_quantile(struct opinion opinion, double share);
double opinion_share_below(struct opinion opinion, double value);
double opinion_mean(struct opinion opinion);
/* How far apart they are: the standard deviation of the decimal logarithm of their middles.
 * Above 1 they differ tenfold: that wants a meeting and not a number.  0 for one. */
double opinion_disagreement(struct opinion opinion);

/* ---- Drawing ----------------------------------------------------------------------------- */

/* What is needed to draw from an opinion quickly, in natural logarithms; -INFINITY is 0. */
struct drawer {
	const struct drawer_part *parts;
	size_t count;
	double least, most;             /* beyond them stand less than four in a million */
};
struct arena;
struct stream;
struct drawer drawer_make(struct arena *arena, struct opinion opinion);
/* So many draws of log(value), one after the other.  What is drawn depends only on the stream
 * and the opinion, and a greater number said gives a greater number drawn. */
void drawer_draw(const struct drawer *drawer, struct stream *stream, double *logs, size_t count);
