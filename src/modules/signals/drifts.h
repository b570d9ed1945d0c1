/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/drifts.h - which series leave little by little what was expected of them: values in,
 * values out; no store, no clock.
 *
 * Branches of the whole city, and types of a board and of its areas, that have a baseline of their
 * own are followed for the two years before the judged week: each week adds to a sum how much
 * likelier its count is if half as much again as expected came (and to another, if a third less
 * came), and a sum above its threshold is a finding (analysis/drift.h).  What was expected is what
 * would have been expected then (analysis/warning_past.h), of that part of a week which is
 * registered by now.  A week counts at most as many as is as usual (99 of 100), so that no single
 * one makes a drift: what is beyond is for the list of the week to tell.
 *
 * Thresholds are drawn for each series, from what is expected of it in a year and from how much it
 * varies, so that false findings come as seldom as the city has decided.  They take what is
 * expected as known, which it is not quite; and that weeks count whole, which makes false ones rarer.
 */
#pragma once

#include "analysis/drift.h"
#include "modules/signals/judge.h"

#define SIGNALS_DRIFT_METHOD "slow-drift/1"

struct drift_settings {
	double between[LEVEL_COUNT];    /* weeks between false findings of a series, each way; 0: not followed */
	int weeks;                      /* a finding stands in the list for so many weeks */
	int threads;
};

/* One finding: a series, and a way. */
struct drifted {
	size_t item;                    /* of the city */
	bool is_falling;
	size_t since, found;            /* weeks of `weeks`, the judged one last */
	struct drift_size size;         /* since then */
	const struct past_week *weeks;
	const struct drift_step *steps;
	size_t count;                   /* of both */
	double threshold;
};
/* How many were followed of a board or the city, and how many findings would stand in the list on
 * average if nothing had changed. */
struct drift_followed { enum signal_level level; int64_t unit_id, series; double false_expected; };

struct drifts {
	size_t count, followed_count;
	struct drifted *at;             /* in the order of the series */
	struct drift_followed *followed;
};
struct drifts drifts_find(struct judged *judged, const struct drift_settings *settings);
