/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/small.c - see small.h. */
#include "modules/surveys/small.h"

#include "analysis/area_ranks.h"
#include "analysis/small_area.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

enum { DRAWS = 10000, LAST = 3, LEVELS_MOST = 16 };

/* ---- The scale ------------------------------------------------------------------------------ */

static double scale_to(double share)
{
	return asin(sqrt(fmin(fmax(share, 0), 1)));
}

static double scale_from(double value)
{
	return pow(sin(fmin(fmax(value, 0), M_PI_2)), 2);
}

static double half_of(const struct small_ask *ask)
{
	return qnorm((1 + ask->settings->level) / 2, 0, 1, 1, 0);
}

/* ---- Levels --------------------------------------------------------------------------------- */

struct level { struct round_result **at; size_t count; };

static struct level level_of(struct arena *arena, const struct small_ask *ask, struct str kind)
{
	struct level level = { .at = arena_array(arena, struct round_result *, ask->count + 1) };

	for (size_t i = 0; i < ask->count; i++)
		if (ask->results[i].area_id && ask->results[i].answers && str_equals(ask->results[i].area_kind, kind))
			level.at[level.count++] = &ask->results[i];
	return level;
}

static size_t kinds_of(const struct small_ask *ask, struct str *kinds)
{
	size_t count = 0;

	for (size_t i = 0; i < ask->count && count < LEVELS_MOST; i++) {
		size_t k = 0;

		while (k < count && !str_equals(kinds[k], ask->results[i].area_kind))
			k++;
		if (k == count && ask->results[i].area_id)
			kinds[count++] = ask->results[i].area_kind;
	}
	return count;
}

/* ---- Estimates ------------------------------------------------------------------------------- */

/* Weighing and clustering make n answers worth fewer, in all areas alike. */
static double effect_of(const struct level *level)
{
	double sum = 0, many = 0;

	for (size_t i = 0; i < level->count; i++)
		if (level->at[i]->effect > 0) {
			sum += level->at[i]->effect;
			many++;
		}
	return many > 0 ? sum / many : 1;
}

static const struct round_result *result_before(const struct small_ask *ask, const struct round_result *now)
{
	for (size_t i = 0; ask->before && i < ask->before->count; i++) {
		const struct round_result *one = &ask->before->at[i];

		if (one->question_id == now->question_id && one->area_id == now->area_id && one->has_small)
			return one;
	}
	return NULL;
}

static bool all_have_before(const struct small_ask *ask, const struct level *level)
{
	for (size_t i = 0; i < level->count; i++)
		if (!result_before(ask, level->at[i]))
			return false;
	return level->count > 0;
}

static void columns_fill(
	const struct small_ask *ask, const struct level *level, double *columns, size_t width)
{
	for (size_t i = 0; i < level->count; i++) {
		columns[i * width] = 1;
		if (width > 1)
			columns[i * width + 1] = scale_to(result_before(ask, level->at[i])->small);
	}
}

static struct small_areas areas_fit(
	struct arena *arena, const struct small_ask *ask, const struct level *level, size_t width)
{
	double *values = arena_array(arena, double, level->count),
	       *variances = arena_array(arena, double, level->count);
	double *columns = arena_array(arena, double, level->count * width), effect = effect_of(level);

	for (size_t i = 0; i < level->count; i++) {
		values[i] = scale_to(level->at[i]->share);
		variances[i] = effect / (4 * (double)level->at[i]->answers);
	}
	columns_fill(ask, level, columns, width);
	return small_areas_find(arena, &(struct small_areas_ask){ .count = level->count, .width = width,
		.values = values, .variances = variances, .columns = columns });
}

/* Sure enough by the same measure as a share of its own: its error on the scale of shares. */
static void small_put(const struct small_ask *ask, const struct small_area *area, bool leans,
	struct round_result *result)
{
	double share = scale_from(area->estimate), error = area->error * 2 * sqrt(share * (1 - share));

	result->small = share;
	result->small_low = scale_from(area->estimate - half_of(ask) * area->error);
	result->small_high = scale_from(area->estimate + half_of(ask) * area->error);
	result->small_error = area->error;
	result->own = area->own;
	result->leans_before = leans;
	result->has_small = error <= ask->settings->widest * share;
}

void small_find(struct arena *arena, const struct small_ask *ask)
{
	struct str kinds[LEVELS_MOST];
	size_t count = kinds_of(ask, kinds);

	for (size_t k = 0; k < count; k++) {
		struct level level = level_of(arena, ask, kinds[k]);
		bool leans = all_have_before(ask, &level);
		struct small_areas found = areas_fit(arena, ask, &level, leans ? 2 : 1);

		if (found.state != SMALL_AREAS_fine && leans) {
			leans = false;
			found = areas_fit(arena, ask, &level, 1);
		}
		for (size_t i = 0; found.state == SMALL_AREAS_fine && i < level.count; i++)
			small_put(ask, &found.areas[i], leans, level.at[i]);
	}
}

/* ---- Places ------------------------------------------------------------------------------------- */

static void level_rank(struct arena *arena, const struct small_ask *ask, const struct level *level)
{
	double *estimates = arena_array(arena, double, level->count + 1),
	       *errors = arena_array(arena, double, level->count + 1);
	struct round_result **told = arena_array(arena, struct round_result *, level->count + 1);
	const struct area_rank *places;
	size_t count = 0;

	for (size_t i = 0; i < level->count && count < AREA_RANKS_MOST; i++)
		if (level->at[i]->has_small) {
			estimates[count] = scale_to(level->at[i]->small);
			errors[count] = level->at[i]->small_error;
			told[count++] = level->at[i];
		}
	if (count < 2)
		return;
	places = area_ranks(arena, &(struct area_ranks_ask){ .estimates = estimates,
					   .errors = errors,
					   .count = count,
					   .draws = DRAWS,
					   .last = LAST < count ? LAST : count,
					   .level = ask->settings->level,
					   .seed = ask->settings->seed });
	for (size_t i = 0; i < count; i++) {
		told[i]->rank_low = (int64_t)places[i].low;
		told[i]->rank_high = (int64_t)places[i].high;
		told[i]->ranked = (int64_t)count;
	}
}

void small_rank(struct arena *arena, const struct small_ask *ask)
{
	struct str kinds[LEVELS_MOST];
	size_t count = kinds_of(ask, kinds);

	for (size_t k = 0; k < count; k++) {
		struct level level = level_of(arena, ask, kinds[k]);

		level_rank(arena, ask, &level);
	}
}
