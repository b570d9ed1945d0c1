/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/drifts.c - see drifts.h. */
#include "modules/signals/drifts.h"

#include "analysis/parallel.h"

#include <math.h>

/* Of the method: half as much again or a third less is looked for, in paths like those of the
 * specification, always the same ones. */
enum { YEAR_WEEKS = 52, KNOWN_LEAST = 26, PATHS = 1000, PATH_WEEKS = 260, SEED = 1, WAYS = 2 };
static const double times = 1.5, least_share = 0.05, level = 0.9, as_usual = 0.99;

/* A series that is followed. */
struct followed {
	size_t item, count;             /* weeks */
	const struct past_week *weeks;
	double *counts, *means, *alphas;        /* of each: registered by now, and expected by now */
	double *most;                   /* of each: counts, or what is as usual where they are beyond it */
	double *year_means, *year_alphas;       /* of the last year: whole weeks */
	size_t year_count;
	struct drift_threshold thresholds[WAYS];
};

struct following {
	struct judged *judged;
	const struct drift_settings *settings;
	struct arena *arena;
	size_t count;
	struct followed *at;
};

/* ---- What is followed -------------------------------------------------------------------------- */

static bool is_followed(const struct following *following, size_t item)
{
	enum signal_level level_of = following->judged->city->keys[item].level;

	return following->settings->between[level_of] >= 2
		&& following->judged->warnings[item].way == WARNING_baseline;
}

/* Weeks of which nothing was expected, or hardly anything is registered, add nothing. */
static void weeks_put(struct following *following, struct followed *followed)
{
	const struct delay delay = delay_of(following->judged, followed->item);
	double phi = following->judged->warnings[followed->item].phi;

	for (size_t i = 0; i < followed->count; i++) {
		const struct past_week *week = &followed->weeks[i];
		double share = delay_share(&delay, (int32_t)(followed->count - 1 - i));
		bool is_known = week->expected > 0 && share >= least_share;

		followed->counts[i] = is_known ? week->count : NAN;
		followed->means[i] = is_known ? week->expected * share : 1;
		followed->alphas[i] = drift_alpha(phi, followed->means[i]);
		followed->most[i] = is_known ? fmin(week->count,
			count_law_quantile(count_law(followed->means[i], phi), as_usual)) : NAN;
	}
}

static void year_put(struct following *following, struct followed *followed)
{
	double phi = following->judged->warnings[followed->item].phi;
	size_t from = followed->count > YEAR_WEEKS ? followed->count - YEAR_WEEKS : 0;

	for (size_t i = from; i < followed->count; i++) {
		double mean = followed->weeks[i].expected;

		if (!(mean > 0))
			continue;
		followed->year_means[followed->year_count] = mean;
		followed->year_alphas[followed->year_count++] = drift_alpha(phi, mean);
	}
}

static void followed_put(struct following *following, size_t item)
{
	struct followed *followed = &following->at[following->count];
	struct arena *arena = following->arena;

	*followed = (struct followed){ .item = item };
	followed->weeks = weeks_before(following->judged, item, &followed->count);
	followed->counts = arena_array(arena, double, followed->count + 1);
	followed->most = arena_array(arena, double, followed->count + 1);
	followed->means = arena_array(arena, double, followed->count + 1);
	followed->alphas = arena_array(arena, double, followed->count + 1);
	followed->year_means = arena_array(arena, double, YEAR_WEEKS);
	followed->year_alphas = arena_array(arena, double, YEAR_WEEKS);
	weeks_put(following, followed);
	year_put(following, followed);
	following->count += followed->year_count >= KNOWN_LEAST;
}

/* ---- Thresholds ---------------------------------------------------------------------------------- */

static double kappa_of(size_t way)
{
	return way ? -log(times) : log(times);
}

static void threshold_draw(void *context, int thread, size_t at)
{
	const struct following *following = context;
	struct followed *followed = &following->at[at / WAYS];
	struct drift_wish wish = { .means = followed->year_means, .alphas = followed->year_alphas,
		.count = followed->year_count, .kappa = kappa_of(at % WAYS), .paths = PATHS,
		.length = PATH_WEEKS, .seed = SEED,
		.steps_between = following->settings->between[following->judged->city->keys[followed->item].level] };
	size_t wrong;

	(void)thread;
	if (drift_wish_is_fine(&wish, &wrong))
		followed->thresholds[at % WAYS] = drift_threshold(&wish);
}

/* ---- Findings ------------------------------------------------------------------------------------ */

static void way_follow(struct following *following, const struct followed *followed, size_t way,
                       struct drifts *drifts)
{
	struct drift_series series = { followed->counts, followed->means, followed->alphas, followed->count };
	struct drift_ask ask = { series, kappa_of(way), false, followed->thresholds[way].threshold };
	const struct drift_step *steps;

	ask.series.counts = followed->most;
	steps = drift_follow(following->arena, &ask);
	for (size_t back = 0; back < (size_t)following->settings->weeks && back < followed->count; back++) {
		size_t week = followed->count - 1 - back;

		if (!steps[week].is_alarm)
			continue;
		drifts->at[drifts->count++] = (struct drifted){ .item = followed->item, .is_falling = way > 0,
			.since = steps[week].since, .found = week, .weeks = followed->weeks, .steps = steps,
			.size = drift_size(&series, steps[week].since, followed->count - 1, level),
			.count = followed->count, .threshold = ask.threshold };
		return;
	}
}

static struct drift_followed *followed_of(struct drifts *drifts, const struct series_key *key)
{
	for (size_t i = 0; i < drifts->followed_count; i++)
		if (drifts->followed[i].level == key->level && drifts->followed[i].unit_id == key->unit_id)
			return &drifts->followed[i];
	drifts->followed[drifts->followed_count] = (struct drift_followed){ key->level, key->unit_id, 0, 0 };
	return &drifts->followed[drifts->followed_count++];
}

static void findings_put(struct following *following, const struct followed *followed, struct drifts *drifts)
{
	const struct series_key *key = &following->judged->city->keys[followed->item];
	struct drift_followed *sum = followed_of(drifts, key);

	sum->series++;
	for (size_t way = 0; way < WAYS; way++) {
		if (!followed->thresholds[way].is_found)
			continue;
		sum->false_expected += following->settings->weeks / following->settings->between[key->level];
		way_follow(following, followed, way, drifts);
	}
}

struct drifts drifts_find(struct judged *judged, const struct drift_settings *settings)
{
	const struct city_series *city = judged->city;
	struct following following = { .judged = judged, .settings = settings, .arena = city->arena,
		.at = arena_array(city->arena, struct followed, city->count + 1) };
	struct drifts drifts = { 0 };

	for (size_t item = 0; item < city->count; item++)
		if (is_followed(&following, item))
			followed_put(&following, item);
	parallel_for(settings->threads, WAYS * following.count, threshold_draw, &following);
	drifts.at = arena_array(city->arena, struct drifted, WAYS * following.count + 1);
	drifts.followed = arena_array(city->arena, struct drift_followed, following.count + 1);
	for (size_t i = 0; i < following.count; i++)
		findings_put(&following, &following.at[i], &drifts);
	return drifts;
}
