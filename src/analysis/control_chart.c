/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/control_chart.c - see control_chart.h: limits.  control_rules.c has the rules. */
#include "analysis/control_chart.h"

#include "analysis/control_making.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

static const double d2 = 1.128;                 /* mean range of two normal values */
static const double range_limit = 2.66;         /* 3 / d2, as charts are drawn everywhere */
static const double range_screen = 3.267;       /* D4: a range beyond this is itself outside */
static const double power = 3.6;                /* Nelson: exponential times become bell-shaped */
static const double tail = 0.00135, near_tail = 0.02275;        /* 3 and 2 standard deviations */

/* ---- What is asked ----------------------------------------------------------------------- */

bool chart_settings_are_fine(const struct chart_settings *settings)
{
	return settings->least >= 2 && (settings->base == 0 || settings->base >= settings->least)
		&& settings->shift >= 2 && settings->trend >= 3 && settings->widened_above > 0
		&& settings->widened_size > 0 && settings->rare >= 0;
}

static bool is_whole(double value)
{
	return value == floor(value) && value >= 0 && value < 1e15;
}

static bool is_gap(enum chart_kind kind, const struct chart_point *point)
{
	return isnan(point->value) || ((kind == CHART_shares || kind == CHART_rates) && point->size == 0);
}

static bool point_is_fine(enum chart_kind kind, const struct chart_point *point)
{
	bool has_size = kind == CHART_shares || kind == CHART_rates;

	if (has_size && !(point->size >= 0 && point->size < 1e15))
		return false;
	if (isnan(point->value))
		return true;
	if (kind == CHART_individuals)
		return fabs(point->value) < 1e15;
	if (kind == CHART_times)
		return point->value >= 0 && point->value < 1e15;
	if (!is_whole(point->value) || (has_size && point->size == 0 && point->value > 0))
		return false;
	return kind != CHART_shares || (is_whole(point->size) && point->value <= point->size);
}

bool chart_points_are_fine(enum chart_kind kind, const struct chart_point *points, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at)
		if (!point_is_fine(kind, &points[*at]))
			return false;
	return true;
}

enum chart_kind chart_choose(enum chart_data data, const struct chart_point *points, size_t count,
                             const struct chart_settings *settings)
{
	double sum = 0, known = 0;

	for (size_t i = 0; i < count; i++)
		if (!is_gap(CHART_rates, &points[i])) {
			sum += points[i].value;
			known++;
		}
	if (data == CHART_data_numbers)
		return CHART_individuals;
	if (data == CHART_data_yes_no)
		return CHART_shares;
	return known > 0 && sum / known < settings->rare ? CHART_between : CHART_rates;
}

/* ---- A part ------------------------------------------------------------------------------ */

/* Numbers in order, NAN where nothing is known.  The numbers of a base are followed by those of
 * the rest of its part. */
struct numbers { const double *at; size_t count; };

/* The mean of moving ranges below `most`; a gap has none on either side. */
static double range_mean(struct numbers numbers, double most)
{
	double sum = 0, count = 0;

	for (size_t i = 1; i < numbers.count; i++) {
		double range = fabs(numbers.at[i] - numbers.at[i - 1]);

		if (range < most) {             /* false when it is not known */
			sum += range;
			count++;
		}
	}
	return count > 0 ? sum / count : 0;
}

static double mean_of(struct numbers numbers)
{
	double sum = 0, count = 0;

	for (size_t i = 0; i < numbers.count; i++)
		if (!isnan(numbers.at[i])) {
			sum += numbers.at[i];
			count++;
		}
	return count > 0 ? sum / count : NAN;
}

/* Up to the last point that the limits come from, gaps between them included. */
static size_t base_of(const struct making *making, struct chart_part *part)
{
	size_t wanted = making->settings->base ? making->settings->base : part->count, end = 0;

	for (size_t i = 0; i < part->count && part->base < wanted; i++)
		if (!is_gap(making->kind, &making->points[part->from + i])) {
			part->base++;
			end = i + 1;
		}
	return end;
}

static void ranges_find(struct chart_part *part, struct numbers base, const struct chart_settings *settings)
{
	part->range = range_mean(base, INFINITY);
	part->range_screened = settings->is_screened ? range_mean(base, range_screen * part->range) : part->range;
}

/* ---- Individuals and times --------------------------------------------------------------- */

static void limits_put(struct chart_mark *mark, double centre, double half)
{
	mark->centre = centre;
	mark->low = centre - half;
	mark->high = centre + half;
	mark->near_low = centre - half * 2 / 3;
	mark->near_high = centre + half * 2 / 3;
}

static bool individuals_draw(struct making *making, struct chart_part *part, struct numbers base)
{
	part->mean = mean_of(base);
	ranges_find(part, base, making->settings);
	for (size_t i = 0; i < part->count && part->range > 0; i++)
		limits_put(&making->marks[part->from + i], part->mean, range_limit * part->range_screened);
	return part->range > 0;
}

static double untransformed(double value)
{
	return pow(fmax(0, value), power);
}

static bool times_draw(struct making *making, struct chart_part *part, struct numbers base)
{
	double *bell = arena_array(making->arena, double, base.count + 1), middle;
	struct numbers bells = { bell, base.count };

	for (size_t i = 0; i < base.count; i++)
		bell[i] = pow(base.at[i], 1 / power);
	part->mean = mean_of(base);
	ranges_find(part, bells, making->settings);
	middle = mean_of(bells);
	part->exact_low = qexp(tail, part->mean, 1, 0);
	part->exact_middle = qexp(0.5, part->mean, 1, 0);
	part->exact_high = qexp(tail, part->mean, 0, 0);
	for (size_t i = 0; i < part->count && part->range > 0; i++) {
		struct chart_mark *mark = &making->marks[part->from + i];

		limits_put(mark, middle, range_limit * part->range_screened);
		mark->centre = untransformed(mark->centre);
		mark->low = untransformed(mark->low);
		mark->high = untransformed(mark->high);
		mark->near_low = untransformed(mark->near_low);
		mark->near_high = untransformed(mark->near_high);
	}
	return part->range > 0;
}

/* ---- Between ----------------------------------------------------------------------------- */

static bool between_draw(struct making *making, struct chart_part *part, struct numbers base)
{
	double p, half;

	part->mean = mean_of(base);
	p = 1 / (1 + part->mean);
	half = 3 * sqrt(part->mean * (part->mean + 1));
	part->sigma_low = fmax(0, part->mean - half);
	part->sigma_high = part->mean + half;
	for (size_t i = 0; i < part->count && part->mean > 0; i++) {
		struct chart_mark *mark = &making->marks[part->from + i];

		mark->centre = qgeom(0.5, p, 1, 0);
		mark->low = qgeom(tail, p, 1, 0);
		mark->high = qgeom(1 - tail, p, 1, 0);
		mark->near_low = qgeom(near_tail, p, 1, 0);
		mark->near_high = qgeom(1 - near_tail, p, 1, 0);
		mark->chance_high = pgeom(mark->value - 1, p, 0, 0);
		mark->chance_low = pgeom(mark->value, p, 1, 0);
	}
	return part->mean > 0;
}

/* ---- Shares and rates -------------------------------------------------------------------- */

/* The standard deviation of a share or rate by counting alone. */
static double counted_spread(enum chart_kind kind, double mean, double size)
{
	return kind == CHART_shares ? sqrt(mean * (1 - mean) / size) : sqrt(mean / size);
}

static bool is_wide(const struct making *making, const struct chart_part *part, double size)
{
	const struct chart_settings *settings = making->settings;

	if (settings->widening != CHART_widened_when_needed)
		return settings->widening == CHART_always_widened;
	return part->sigma_z > settings->widened_above || size > settings->widened_size;
}

/* The mean of the base, and how large groups are in it. */
static double pooled(const struct making *making, const struct chart_part *part, size_t end, double *size)
{
	double values = 0, sizes = 0;

	for (size_t i = 0; i < end; i++) {
		const struct chart_point *point = &making->points[part->from + i];

		if (is_gap(making->kind, point))
			continue;
		values += point->value;
		sizes += point->size;
	}
	*size = sizes / (double)part->base;
	return values / sizes;
}

static void counted_limits(struct making *making, const struct chart_part *part, size_t at, double most)
{
	struct chart_mark *mark = &making->marks[at];
	double spread = counted_spread(making->kind, part->mean, making->points[at].size);

	if (isnan(mark->value))
		return;
	limits_put(mark, part->mean, 3 * spread * (part->is_widened ? part->sigma_z : 1));
	mark->low = fmax(0, mark->low);
	mark->high = fmin(most, mark->high);
}

static bool counted_draw(struct making *making, struct chart_part *part, struct numbers base)
{
	double *z = arena_array(making->arena, double, part->count + 1), size;
	double most = making->kind == CHART_shares ? 1 : INFINITY;

	part->mean = pooled(making, part, base.count, &size);
	if (!(part->mean > 0 && part->mean < most))
		return false;
	for (size_t i = 0; i < part->count; i++)
		z[i] = making->marks[part->from + i].z = (base.at[i] - part->mean)
			/ counted_spread(making->kind, part->mean, making->points[part->from + i].size);
	part->range = part->range_screened = range_mean((struct numbers){ z, base.count }, INFINITY);
	part->sigma_z = part->range / d2;
	part->is_widened = part->sigma_z > 0 && is_wide(making, part, size);
	for (size_t i = 0; i < part->count; i++)
		counted_limits(making, part, part->from + i, most);
	return true;
}

/* ---- All of it --------------------------------------------------------------------------- */

/* False: there is no spread to draw limits from. */
typedef bool draw_function(struct making *making, struct chart_part *part, struct numbers base);
static draw_function *const draws[] = {
	[CHART_individuals] = individuals_draw,
	[CHART_shares] = counted_draw,
	[CHART_rates] = counted_draw,
	[CHART_between] = between_draw,
	[CHART_times] = times_draw,
};

static void part_draw(struct making *making, struct chart_part *part)
{
	double *values = arena_array(making->arena, double, part->count + 1);
	struct numbers base = { values, base_of(making, part) };

	for (size_t i = 0; i < part->count; i++)
		values[i] = making->marks[part->from + i].value;
	if (part->base < making->settings->least)
		part->state = CHART_too_few;
	else if (!draws[making->kind](making, part, base))
		part->state = CHART_no_spread;
}

static struct chart_mark mark_new(enum chart_kind kind, const struct chart_point *point, size_t part)
{
	double value = point->value;

	if (is_gap(kind, point))
		value = NAN;
	else if (kind == CHART_shares || kind == CHART_rates)
		value = point->value / point->size;
	return (struct chart_mark){ .value = value, .centre = NAN, .low = NAN, .high = NAN, .near_low = NAN,
		.near_high = NAN, .z = NAN, .chance_high = NAN, .chance_low = NAN, .part = part };
}

struct chart chart_make(struct arena *arena, enum chart_kind kind, const struct chart_point *points,
                        size_t count, const struct chart_settings *settings)
{
	struct making making = { arena, kind, points, settings, arena_array(arena, struct chart_mark, count + 1) };
	struct chart_part *parts = arena_array(arena, struct chart_part, count + 1);
	struct chart chart = { .kind = kind, .marks = making.marks, .count = count, .parts = parts };

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || points[i].begins)
			parts[chart.parts_count++].from = i;
		parts[chart.parts_count - 1].count++;
		making.marks[i] = mark_new(kind, &points[i], chart.parts_count - 1);
	}
	for (size_t i = 0; i < chart.parts_count; i++) {
		part_draw(&making, &parts[i]);
		if (parts[i].state == CHART_fine)
			chart.signals += rules_apply(settings, &making.marks[parts[i].from], parts[i].count);
	}
	return chart;
}
