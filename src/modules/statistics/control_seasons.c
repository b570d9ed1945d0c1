/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/control_seasons.c - months as trend and season, to look at (analysis/seasons.h).
 *
 * Nothing is judged by it: it is drawn of the logarithm of the numbers, robustly, with the spans
 * that are usual for months.
 */
#include "modules/statistics/control.h"

#include "analysis/seasons.h"
#include "base/tongue.h"
#include "formats/chart_control.h"

#include <math.h>

enum { YEAR = 12, SPAN_SEASON = 11, SPAN_TREND = 23, SPAN_LOW = 13 };
/* Added before the logarithm, so that a month without an event has one. */
static const double half = 0.5;
/* Of the method (Hyndman and Athanasopoulos, 6.7): what the season explains beside the rest; below
 * this no month is named. */
static const double clear = 0.4;

static double number_of(double logarithm)
{
	return fmax(0, exp(logarithm) - half);
}

static double variance(const double *a, const double *b, size_t count)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < count; i++) {
		double value = a[i] + (b ? b[i] : 0);

		sum += value;
		squares += value * value;
	}
	return squares / (double)count - sum / (double)count * sum / (double)count;
}

static bool season_is_clear(const struct seasons *found, size_t count)
{
	double both = variance(found->rest, found->season, count);

	return both > 0 && 1 - variance(found->rest, NULL, count) / both >= clear;
}

/* The last season of each month of the year, on the last level. */
static void usual_put(struct month_seasons *seasons, const struct seasons *found, const struct date *begins)
{
	size_t last = seasons->count - 1;

	seasons->level = number_of(found->trend[last]);
	for (size_t i = seasons->count - YEAR; i <= last; i++)
		seasons->usual[begins[i].month - 1] = number_of(found->trend[last] + found->season[i]);
	for (int month = 1; month < YEAR; month++) {
		if (seasons->usual[month] > seasons->usual[seasons->highest])
			seasons->highest = month;
		if (seasons->usual[month] < seasons->usual[seasons->lowest])
			seasons->lowest = month;
	}
}

struct month_seasons month_seasons(struct arena *arena, const double *counts, const struct date *begins,
                                   size_t count)
{
	struct month_seasons seasons = { .count = count };
	double *values = arena_array(arena, double, count + 1), *trend = arena_array(arena, double, count + 1);
	const struct seasons_ask ask = { .values = values, .count = count, .period = YEAR,
		.season = SPAN_SEASON, .trend = SPAN_TREND, .low = SPAN_LOW, .season_degree = 0,
		.trend_degree = 1, .low_degree = 1, .is_robust = true };
	struct seasons found;

	for (size_t i = 0; i < count; i++)
		values[i] = log(counts[i] + half);
	if (count < SEASON_MONTHS_LEAST || !seasons_ask_is_fine(&ask))
		return seasons;
	found = seasons_find(arena, &ask);
	for (size_t i = 0; i < count; i++)
		trend[i] = number_of(found.trend[i]);
	seasons.is_made = true;
	seasons.is_clear = season_is_clear(&found, count);
	seasons.trend = trend;
	usual_put(&seasons, &found, begins);
	return seasons;
}

struct month_seasons followed_seasons(struct arena *arena, const struct followed *followed)
{
	double *counts = arena_array(arena, double, followed->count + 1);
	struct date *begins = arena_array(arena, struct date, followed->count + 1);

	for (size_t i = 0; i < followed->count; i++) {
		counts[i] = followed->points[i].value;
		begins[i] = followed->table->axes[0].from[followed->places[i]];
	}
	return month_seasons(arena, counts, begins, followed->count);
}

bool followed_has_seasons(const struct followed *followed)
{
	return followed->kind == CHART_individuals && followed->question->per == DIM_month && followed->count;
}

/* ---- Words --------------------------------------------------------------------------------- */

struct str seasons_said(struct arena *arena, const struct month_seasons *seasons)
{
	if (!seasons->is_made)
		return arena_print(arena, _("Trend and season take at least %d months; there are %zu."),
			SEASON_MONTHS_LEAST, seasons->count);
	if (!seasons->is_clear)
		return str_of(_("No month is clearly higher than others: what the season gives is little beside the rest."));
	return arena_print(arena, _("Usually highest in %s, about %.*s at the level of now, and lowest in %s, about %.*s."),
		month_name(seasons->highest + 1), STR(tongue_about(arena, seasons->usual[seasons->highest])),
		month_name(seasons->lowest + 1), STR(tongue_about(arena, seasons->usual[seasons->lowest])));
}

static struct str trend_said(struct arena *arena, const struct followed *followed,
                             const struct month_seasons *seasons)
{
	return arena_print(arena, _("Without the season the level went from about %.*s in %.*s to about %.*s in %.*s."),
		STR(tongue_about(arena, seasons->trend[0])), STR(followed_label(followed, 0)),
		STR(tongue_about(arena, seasons->level)), STR(followed_label(followed, seasons->count - 1)));
}

/* ---- Figures ---------------------------------------------------------------------------------- */

static struct control_point plain_point(struct str label, struct str short_label, double value, double centre)
{
	return (struct control_point){ .label = label, .short_label = short_label, .value = value,
		.centre = centre, .low = NAN, .high = NAN };
}

static struct diagram trend_diagram(struct arena *arena, const struct followed *followed,
                                    const struct month_seasons *seasons)
{
	size_t from = seasons->count > CONTROL_POINTS_MOST ? seasons->count - CONTROL_POINTS_MOST : 0;
	struct control_point *points = arena_array(arena, struct control_point, seasons->count - from + 1);
	struct chart_control *control = arena_new(arena, struct chart_control);

	for (size_t i = from; i < seasons->count; i++)
		points[i - from] = plain_point(followed_label(followed, i),
			followed->table->axes[0].keys[followed->places[i]], followed->points[i].value,
			seasons->trend[i]);
	*control = (struct chart_control){ .count = seasons->count - from, .points = points, .target = NAN,
		.unit = followed_unit(arena, followed), .centre_words = str_of(_("Without the season")),
		.about = { .id = "trend", .title = str_of(_("Trend")), .heading = str_of(_("Month")),
			.finding = trend_said(arena, followed, seasons) } };
	return control_diagram(control);
}

static struct diagram season_diagram(struct arena *arena, const struct month_seasons *seasons)
{
	struct control_point *points = arena_array(arena, struct control_point, YEAR);
	struct chart_control *control = arena_new(arena, struct chart_control);

	for (int month = 0; month < YEAR; month++) {
		struct str name = str_of(month_name(month + 1));

		points[month] = plain_point(name, str_letters_part(name, 3), seasons->usual[month], seasons->level);
	}
	*control = (struct chart_control){ .count = YEAR, .points = points, .target = NAN,
		.unit = str_of(_("A usual month")), .centre_words = str_of(_("The level of now")),
		.about = { .id = "season", .title = str_of(_("Season")), .heading = str_of(_("Month")),
			.finding = seasons_said(arena, seasons) } };
	return control_diagram(control);
}

void seasons_draw(struct out *out, const struct followed *followed, const struct month_seasons *seasons)
{
	diagram_show(out, season_diagram(out->arena, seasons));
	diagram_show(out, trend_diagram(out->arena, followed, seasons));
}
