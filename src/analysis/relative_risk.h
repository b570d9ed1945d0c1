/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/relative_risk.h - where there is more than there used to be, given how much there is.
 *
 * Two sets of points on the same raster with the same hill (density.h): those of now, and
 * those of reference (the same kind of event in earlier years).  The answer per cell is
 * log2(f_now / f_reference) of the two surfaces, each as a share of its own points, so that
 * more reports in the whole city move nothing (Bithell 1990; Kelsall and Diggle 1995).
 *
 * If nothing had moved, which of all points are those of now would be by lot.  Given all
 * points, the sum K of the hills of the points of now at a cell has then the mean and the
 * variance of a sample without replacement, and z = (K - mean) / sd is exact in both; and
 * `relabelled` times the lot is drawn anew.  The tolerance limit is the z that the whole map
 * passes somewhere, in either direction, in one of (1 - level) such draws: outside it a cell
 * is higher or lower, and a map without change shows such a cell in so few cases.
 * (Hazelton and Davies 2009 have limits for one cell at a time: a map of a thousand cells then
 * shows several by chance.)
 *
 * Where the hills hold too few points, (sum k)^2 / sum k^2 below `least_points`, nothing is
 * said; nor where they hold 95 of 100 points alike: there a lot can move nothing; nor on the
 * outskirts, where all hills together are lower than one of them at 2 sigma.
 */
#pragma once

#include "analysis/density.h"

enum { RELABELLED_MOST = 9999 };

struct relative_risk_ask {
	struct raster raster;
	double sigma;
	const bool *mask;               /* as in density.h */
	const double *x, *y;
	const bool *is_now;             /* else of the reference */
	size_t count;
	double least_points;            /* usually 10 */
	double level;                   /* of the whole map, usually 0.95 */
	size_t relabelled;              /* usually 199; the level must leave at least one of them */
	uint64_t seed;
	int threads;
};
bool relative_risk_ask_is_fine(const struct relative_risk_ask *ask);

enum relative_risk_finding { RISK_too_few, RISK_within, RISK_higher, RISK_lower };
struct relative_risk_cell {
	double now, reference;          /* shares of the points per square metre */
	double log2_ratio;              /* INFINITY or -INFINITY when one of them is nothing; NAN: both */
	double points;                  /* how many points the hills here are worth */
	double z;
	enum relative_risk_finding finding;
};
struct relative_risk {
	bool is_known;                  /* false: no points of now, or none of reference */
	const struct relative_risk_cell *cells;
	size_t now, reference, outside; /* points */
	double limit;                   /* of |z| */
	size_t judged, higher, lower;   /* cells */
};
struct relative_risk relative_risk(struct arena *arena, const struct relative_risk_ask *ask);
