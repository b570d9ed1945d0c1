/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/funnel.c - see funnel.h. */
#include "analysis/funnel.h"

#include "analysis/sorted.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

bool funnel_settings_are_fine(const struct funnel_settings *settings)
{
	return settings->inner > 0 && settings->inner < settings->outer && settings->outer < 1
		&& settings->pulled >= 0 && settings->pulled < 0.5 && settings->least >= 2;
}

bool funnel_units_are_fine(const struct funnel_unit *units, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at) {
		const struct funnel_unit *unit = &units[*at];

		if (!(unit->events >= 0 && unit->events == floor(unit->events) && unit->events < 1e15
		      && unit->exposure > 0 && unit->exposure < 1e15))
			return false;
	}
	return true;
}

/* ---- How much they differ ---------------------------------------------------------------- */

/* Between the two nearest in order (type 7 of Hyndman and Fan). */
static double quantile(const double *sorted, size_t count, double share)
{
	double place = share * (double)(count - 1);
	size_t below = (size_t)place;

	if (below + 1 >= count)
		return sorted[count - 1];
	return sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* The mean of z squared, ends pulled in to the quantiles. */
static double spread_find(struct arena *arena, const struct funnel *funnel, double pulled)
{
	double *sorted = arena_array(arena, double, funnel->count), least, most, sum = 0;

	for (size_t i = 0; i < funnel->count; i++)
		sorted[i] = funnel->marks[i].z;
	sorted_rising(sorted, funnel->count);
	least = quantile(sorted, funnel->count, pulled);
	most = quantile(sorted, funnel->count, 1 - pulled);
	for (size_t i = 0; i < funnel->count; i++)
		sum += pow(fmin(fmax(funnel->marks[i].z, least), most), 2);
	return sum / (double)funnel->count;
}

/* By moments (DerSimonian and Laird 1986), each unit weighing what is expected of it. */
static double between_find(const struct funnel *funnel)
{
	double weights = 0, squares = 0, count = (double)funnel->count, room;

	for (size_t i = 0; i < funnel->count; i++) {
		weights += funnel->marks[i].expected;
		squares += funnel->marks[i].expected * funnel->marks[i].expected;
	}
	room = weights - squares / weights;
	return room > 0 ? fmax(0, (count * funnel->phi - (count - 1)) / room) : 0;
}

/* ---- Limits ------------------------------------------------------------------------------ */

static double z_of(double level)
{
	return qnorm((1 - level) / 2, 0, 1, 0, 0);
}

static enum funnel_place place_of(const struct funnel_mark *mark)
{
	if (mark->rate > mark->outer_high || mark->rate < mark->outer_low)
		return mark->rate > mark->outer_high ? FUNNEL_very_high : FUNNEL_very_low;
	if (mark->rate > mark->high || mark->rate < mark->low)
		return mark->rate > mark->high ? FUNNEL_high : FUNNEL_low;
	return FUNNEL_within;
}

static void limits_find(const struct funnel *funnel, struct funnel_mark *mark,
                        const struct funnel_settings *settings)
{
	double spread = sqrt(1 / mark->expected + funnel->tau2), tail = (1 - settings->inner) / 2;

	mark->z_spread = mark->z / sqrt(fmax(1, funnel->phi));
	mark->z_between = (mark->rate / funnel->rate - 1) / spread;
	mark->low = fmax(0, funnel->rate * (1 - z_of(settings->inner) * spread));
	mark->high = funnel->rate * (1 + z_of(settings->inner) * spread);
	mark->outer_low = fmax(0, funnel->rate * (1 - z_of(settings->outer) * spread));
	mark->outer_high = funnel->rate * (1 + z_of(settings->outer) * spread);
	mark->exact_low = qpois(tail, mark->expected, 1, 0);
	mark->exact_high = qpois(1 - tail, mark->expected, 1, 0);
	mark->place = place_of(mark);
}

struct funnel_mark funnel_at(const struct funnel *funnel, double exposure,
                             const struct funnel_settings *settings)
{
	struct funnel_mark mark = { .rate = NAN, .expected = funnel->rate * exposure, .z = NAN };

	if (funnel->state == FUNNEL_fine && exposure > 0)
		limits_find(funnel, &mark, settings);
	mark.place = FUNNEL_unknown;
	return mark;
}

struct funnel funnel_make(struct arena *arena, const struct funnel_unit *units, size_t count,
                          const struct funnel_settings *settings)
{
	struct funnel_mark *marks = arena_array(arena, struct funnel_mark, count + 1);
	struct funnel funnel = { .marks = marks, .count = count };
	double events = 0, exposure = 0;

	for (size_t i = 0; i < count; i++) {
		marks[i].rate = units[i].events / units[i].exposure;
		events += units[i].events;
		exposure += units[i].exposure;
	}
	funnel.state = count < settings->least ? FUNNEL_too_few : events > 0 ? FUNNEL_fine : FUNNEL_nothing;
	if (funnel.state != FUNNEL_fine)
		return funnel;
	funnel.rate = events / exposure;
	for (size_t i = 0; i < count; i++) {
		marks[i].expected = funnel.rate * units[i].exposure;
		marks[i].z = 2 * (sqrt(units[i].events + 0.25) - sqrt(marks[i].expected));
	}
	funnel.phi = spread_find(arena, &funnel, settings->pulled);
	funnel.is_spread = funnel.phi > 1 + 2 * sqrt(2 / (double)count);
	funnel.tau2 = funnel.is_spread ? between_find(&funnel) : 0;
	for (size_t i = 0; i < count; i++)
		limits_find(&funnel, &marks[i], settings);
	return funnel;
}

/* ---- Silence ----------------------------------------------------------------------------- */

static bool is_low(enum funnel_place place)
{
	return place == FUNNEL_low || place == FUNNEL_very_low;
}

enum funnel_silence funnel_silence(const struct funnel *reported, const struct funnel *seen, size_t unit)
{
	const struct funnel_mark *by_others;

	if (reported->state != FUNNEL_fine || unit >= reported->count)
		return FUNNEL_silence_unknown;
	if (!is_low(reported->marks[unit].place))
		return FUNNEL_not_silent;
	if (seen->state != FUNNEL_fine || unit >= seen->count)
		return FUNNEL_silence_unknown;
	by_others = &seen->marks[unit];
	if (is_low(by_others->place))
		return FUNNEL_not_silent;
	return by_others->low > 0 || by_others->rate >= seen->rate ? FUNNEL_silent : FUNNEL_silence_unknown;
}
