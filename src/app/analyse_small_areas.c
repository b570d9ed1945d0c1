/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_small_areas.c - varn analyse small-areas: a share of each area, where few answers of each say little.
 *
 *   --scale logit | arcsine | none     on which areas are alike (logit)
 *   --smooth          errors from the answers and one design effect of all areas
 *   --last N          "among the last N" (3)    --q Q   of pairs told to differ, so many are chance (0.1)
 *   --level L (0.9)   --draws N (10000)         --seed N
 *
 * One row is one area.
 *   area              its name
 *   share, error      of its own answers (varn analyse survey); both empty: it has none
 *   answers           how many; needed by --smooth
 *   x_NAME            what is known of every area, and may tell how it is
 *   district, people  estimates are moved so that districts add up
 */
#include "analysis/area_ranks.h"
#include "analysis/discoveries.h"
#include "analysis/small_area.h"
#include "app/analyse.h"
#include "app/analyse_names.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdio.h>

enum scale { SCALE_logit, SCALE_arcsine, SCALE_none };

struct areas {
	const struct analyse_ask *ask;
	const struct plain *plain;
	int scale;
	double level, q;
	struct area_ranks_ask ranks;
	size_t count;
	double *share, *error, *answers, *values, *variances, *columns;
	const char *names[SMALL_AREA_COLUMNS_MOST];     /* the first is of the column of ones */
	struct small_areas_ask small;
	struct small_areas found;
	double *estimates, *errors, *fitted;
	const struct area_rank *places;
	struct analysed analysed;
};

/* ---- Scales ------------------------------------------------------------------------------ */

static double scale_to(int scale, double share)
{
	return scale == SCALE_logit ? log(share / (1 - share)) : scale == SCALE_arcsine ? asin(sqrt(share)) : share;
}

static double scale_from(int scale, double value)
{
	if (scale == SCALE_logit)
		return plogis(value, 0, 1, 1, 0);
	return scale == SCALE_arcsine ? pow(sin(fmin(fmax(value, 0), M_PI_2)), 2) : value;
}

static double scale_slope(int scale, double share)
{
	double spread = share * (1 - share);

	return scale == SCALE_logit ? 1 / spread : scale == SCALE_arcsine ? 1 / (2 * sqrt(spread)) : 1;
}

/* ---- What is asked ----------------------------------------------------------------------- */

static bool options_read(struct areas *areas)
{
	static const char *const scales[] = { [SCALE_logit] = "logit", [SCALE_arcsine] = "arcsine", [SCALE_none] = "none",
		NULL };
	size_t seed = 1;

	areas->level = areas->ranks.level = analyse_level(areas->ask, 0.9);
	areas->ranks.draws = 10000;
	areas->ranks.last = 3;
	areas->q = 0.1;
	if (!analyse_word(areas->ask, "scale", scales, &areas->scale)
	    || !analyse_count(areas->ask, "draws", 100, 1000000, &areas->ranks.draws)
	    || !analyse_count(areas->ask, "last", 1, AREA_RANKS_MOST, &areas->ranks.last)
	    || !analyse_option(areas->ask, "q", 1e-6, 0.9, &areas->q)
	    || !analyse_count(areas->ask, "seed", 0, 1000000000, &seed))
		return false;
	areas->ranks.seed = seed;
	return true;
}

/* ---- Areas ------------------------------------------------------------------------------- */

static bool share_read(struct areas *areas, size_t row, size_t at)
{
	const struct plain *plain = areas->plain;
	double inside = areas->scale == SCALE_logit ? 1e-6 : 0;

	areas->share[at] = areas->error[at] = areas->answers[at] = NAN;
	if (!plain_number(plain, row, "share", &areas->share[at]) || !plain_number(plain, row, "error", &areas->error[at])
	    || !plain_number(plain, row, "answers", &areas->answers[at]))
		return false;
	if (isnan(areas->share[at]))
		return isnan(areas->error[at]) || plain_wrong(plain, row, "error without share");
	if (areas->scale != SCALE_none && !(areas->share[at] >= inside && areas->share[at] <= 1 - inside))
		return plain_wrong(plain, row, "share is %g and must be %s", areas->share[at], inside > 0
			? "between 0 and 1 (--scale arcsine takes 0 and 1, with --smooth)" : "from 0 to 1");
	if (!isnan(areas->error[at]) && !(areas->error[at] >= 0))
		return plain_wrong(plain, row, "error is %g and must be from 0", areas->error[at]);
	return true;
}

static bool area_read(struct areas *areas, size_t row, size_t at, struct naming *names)
{
	size_t width = areas->small.width, before = names->count;

	if (naming_of(names, plain_text(areas->plain, row, "area")) < 0)
		return plain_wrong(areas->plain, row, "area is empty");
	if (names->count == before)
		return plain_wrong(areas->plain, row, "the area is there twice");
	areas->columns[at * width] = 1;
	for (size_t k = 1; k < width; k++)
		if (!plain_need(areas->plain, row, areas->names[k], -1e12, 1e12, &areas->columns[at * width + k]))
			return false;
	return share_read(areas, row, at);
}

static bool areas_read(struct areas *areas)
{
	struct arena *arena = areas->plain->arena;
	struct naming names;

	areas->count = areas->plain->table->count - 1;
	if (areas->count > AREA_RANKS_MOST)
		return plain_wrong(areas->plain, 0, "more than %d areas", AREA_RANKS_MOST);
	if (!plain_x_columns(areas->plain, SMALL_AREA_COLUMNS_MOST - 1, areas->names, &areas->small.width))
		return false;
	areas->share = arena_array(arena, double, areas->count + 1);
	areas->error = arena_array(arena, double, areas->count + 1);
	areas->answers = arena_array(arena, double, areas->count + 1);
	areas->values = arena_array(arena, double, areas->count + 1);
	areas->variances = arena_array(arena, double, areas->count + 1);
	areas->columns = arena_array(arena, double, areas->count * areas->small.width + 1);
	naming_init(&names, arena, areas->count + 1);
	for (size_t i = 0; i < areas->count; i++)
		if (!area_read(areas, i + 1, i, &names))
			return false;
	return true;
}

/* ---- How sure each is -------------------------------------------------------------------- */

/* The mean of how many times more areas vary than as many drawn at random; and the share of all. */
static double design_effect(const struct areas *areas, double *share)
{
	double sum = 0, many = 0, yes = 0, answers = 0;

	for (size_t i = 0; i < areas->count; i++) {
		double p = areas->share[i];

		if (isnan(p))
			continue;
		yes += p * areas->answers[i];
		answers += areas->answers[i];
		if (p > 0 && p < 1 && areas->error[i] > 0) {
			sum += areas->error[i] * areas->error[i] * areas->answers[i] / (p * (1 - p));
			many++;
		}
	}
	*share = yes / answers;
	return many > 0 ? sum / many : 1;
}

static bool answers_are_there(const struct areas *areas)
{
	for (size_t i = 0; i < areas->count; i++)
		if (!isnan(areas->share[i]) && !(areas->answers[i] >= 1))
			return plain_wrong(areas->plain, i + 1, "answers must be said, from 1, with --smooth");
	return true;
}

static bool variances_find(struct areas *areas)
{
	bool is_smooth = option_is_given(areas->ask->argc, areas->ask->argv, "smooth");
	double share = 0.5, effect = 1;

	if (is_smooth && !answers_are_there(areas))
		return false;
	if (is_smooth)
		effect = design_effect(areas, &share);
	for (size_t i = 0; i < areas->count; i++) {
		double slope = scale_slope(areas->scale, is_smooth ? share : areas->share[i]);
		double variance = is_smooth ? effect * share * (1 - share) / areas->answers[i] : pow(areas->error[i], 2);

		areas->values[i] = scale_to(areas->scale, areas->share[i]);
		areas->variances[i] = slope * slope * variance;
	}
	return true;
}

static bool areas_judge(struct areas *areas)
{
	size_t at;

	areas->small.count = areas->count;
	areas->small.values = areas->values;
	areas->small.variances = areas->variances;
	areas->small.columns = areas->columns;
	return small_areas_ask_is_fine(&areas->small, &at) || plain_wrong(areas->plain, at + 1,
		"error must be above 0 where there is a share, and share neither 0 nor 1: or say --smooth");
}

/* ---- Estimates --------------------------------------------------------------------------- */

static bool districts_fit(struct areas *areas)
{
	const struct plain *plain = areas->plain;
	int32_t *district = arena_array(plain->arena, int32_t, areas->count + 1);
	double *people = arena_array(plain->arena, double, areas->count + 1);
	struct naming names;

	if (!plain_has(plain, "district") || !plain_has(plain, "people"))
		return true;
	naming_init(&names, plain->arena, areas->count + 1);
	areas->fitted = arena_array(plain->arena, double, areas->count + 1);
	for (size_t i = 0; i < areas->count; i++) {
		district[i] = naming_put(&names, plain_text(plain, i + 1, "district"));
		if (!plain_need(plain, i + 1, "people", 0, 1e12, &people[i]))
			return false;
		areas->fitted[i] = scale_from(areas->scale, areas->estimates[i]);
	}
	small_areas_fit_sums(plain->arena, areas->share, people, district, names.count, areas->fitted, areas->count);
	return true;
}

static bool estimates_find(struct areas *areas)
{
	struct arena *arena = areas->plain->arena;

	areas->found = small_areas_find(arena, &areas->small);
	if (areas->found.state != SMALL_AREAS_fine)
		return true;
	areas->estimates = arena_array(arena, double, areas->count + 1);
	areas->errors = arena_array(arena, double, areas->count + 1);
	for (size_t i = 0; i < areas->count; i++) {
		areas->estimates[i] = areas->found.areas[i].estimate;
		areas->errors[i] = areas->found.areas[i].error;
	}
	areas->ranks.estimates = areas->estimates;
	areas->ranks.errors = areas->errors;
	areas->ranks.count = areas->count;
	areas->places = area_ranks(arena, &areas->ranks);
	return districts_fit(areas);
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void all_show(struct areas *areas)
{
	static const char *const states[] = { "fine", "too few", "columns alike" };
	struct analysed *analysed = &areas->analysed;

	analysed_list(analysed, "all");
	analysed_row(analysed);
	analysed_text(analysed, "state", str_of(states[areas->found.state]));
	analysed_count(analysed, "areas", (int64_t)areas->count);
	if (areas->found.state == SMALL_AREAS_fine) {
		analysed_number(analysed, "between", areas->found.between);
		analysed_yes(analysed, "is_lifted", areas->found.is_lifted);
	}
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	analysed_list(analysed, "columns");
	for (size_t k = 0; k < areas->small.width && areas->found.state == SMALL_AREAS_fine; k++) {
		analysed_row(analysed);
		analysed_text(analysed, "column", str_of(areas->names[k]));
		analysed_number(analysed, "at", areas->found.at[k]);
		analysed_number(analysed, "error", areas->found.error[k]);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void area_show(struct areas *areas, size_t at)
{
	struct analysed *analysed = &areas->analysed;
	const struct area_rank *place = &areas->places[at];
	double half = qnorm((1 + areas->level) / 2, 0, 1, 1, 0) * areas->errors[at];

	analysed_row(analysed);
	analysed_text(analysed, "area", plain_text(areas->plain, at + 1, "area"));
	analysed_number(analysed, "direct", areas->share[at]);
	analysed_number(analysed, "estimate", scale_from(areas->scale, areas->estimates[at]));
	analysed_number(analysed, "low", scale_from(areas->scale, areas->estimates[at] - half));
	analysed_number(analysed, "high", scale_from(areas->scale, areas->estimates[at] + half));
	if (areas->fitted)
		analysed_number(analysed, "fitted", areas->fitted[at]);
	analysed_number(analysed, "error_on_scale", areas->errors[at]);
	analysed_number(analysed, "own", areas->found.areas[at].own);
	analysed_count(analysed, "place_low", (int64_t)place->low);
	analysed_count(analysed, "place_high", (int64_t)place->high);
	analysed_number(analysed, "share_first", place->share_first);
	analysed_number(analysed, "share_last", place->share_last);
	analysed_row_finish(analysed);
}

static double pair_p(const struct areas *areas, size_t one, size_t other)
{
	double error = hypot(areas->errors[one], areas->errors[other]);

	return 2 * pnorm(-fabs(areas->estimates[one] - areas->estimates[other]) / error, 0, 1, 1, 0);
}

static void pairs_show(struct areas *areas)
{
	struct analysed *analysed = &areas->analysed;
	size_t most = areas->count * (areas->count - 1) / 2 + 1, pair = 0;
	double *p = arena_array(areas->plain->arena, double, most), *q = arena_array(areas->plain->arena, double, most);

	for (size_t i = 0; i < areas->count; i++)
		for (size_t k = i + 1; k < areas->count; k++)
			p[pair++] = pair_p(areas, i, k);
	discoveries_q(DISCOVERY_bh, p, pair, q);
	pair = 0;
	for (size_t i = 0; i < areas->count; i++)
		for (size_t k = i + 1; k < areas->count; k++, pair++) {
			bool is_first = areas->estimates[i] > areas->estimates[k];

			if (!(q[pair] <= areas->q))
				continue;
			analysed_row(analysed);
			analysed_text(analysed, "higher", plain_text(areas->plain, (is_first ? i : k) + 1, "area"));
			analysed_text(analysed, "lower", plain_text(areas->plain, (is_first ? k : i) + 1, "area"));
			analysed_number(analysed, "p_value", p[pair]);
			analysed_number(analysed, "q_value", q[pair]);
			analysed_row_finish(analysed);
		}
}

int analyse_small_areas(const struct analyse_ask *ask)
{
	struct areas areas = { .ask = ask, .plain = &ask->plain };
	bool is_fine;

	if (!options_read(&areas) || !areas_read(&areas) || !variances_find(&areas) || !areas_judge(&areas)
	    || !estimates_find(&areas))
		return 2;
	is_fine = areas.found.state == SMALL_AREAS_fine;
	analysed_begin(&areas.analysed, ask);
	all_show(&areas);
	analysed_list(&areas.analysed, "areas");
	for (size_t i = 0; i < areas.count && is_fine; i++)
		area_show(&areas, i);
	analysed_list_finish(&areas.analysed);
	analysed_list(&areas.analysed, "pairs");
	if (is_fine)
		pairs_show(&areas);
	analysed_list_finish(&areas.analysed);
	return analysed_print(&areas.analysed);
}
