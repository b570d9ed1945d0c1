/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/control_levels.c - has the level moved?  Parts of the points around a mean each
 * (analysis/breaks.h), for numbers of events.
 *
 * A part is a year or longer, so that no season is taken for a level.
 */
#include "modules/statistics/control.h"

#include "base/tongue.h"

enum { YEAR_WEEKS = 52, YEAR_MONTHS = 12 };

static const double level = 0.9;

struct breaks control_levels(struct arena *arena, const struct chart_point *points, size_t count, size_t year)
{
	double *counts = arena_array(arena, double, count + 1);
	struct breaks_ask ask = { .counts = counts, .count = count, .least = year };

	for (size_t i = 0; i < count; i++)
		counts[i] = points[i].value;
	ask.phi = breaks_phi(counts, count);
	return breaks_find(arena, &ask, level);
}

static struct str part_said(struct arena *arena, const struct followed *followed, const struct breaks_part *part)
{
	return arena_print(arena, followed->question->per == DIM_week
		? _("%.*s to %.*s: about %.*s a week (%.*s to %.*s)")
		: _("%.*s to %.*s: about %.*s a month (%.*s to %.*s)"),
		STR(followed_label(followed, part->from)), STR(followed_label(followed, part->from + part->count - 1)),
		STR(tongue_about(arena, part->mean)), STR(tongue_about(arena, part->low)), STR(tongue_about(arena, part->high)));
}

struct breaks followed_breaks(struct arena *arena, const struct followed *followed)
{
	size_t year = followed->question->per == DIM_week ? YEAR_WEEKS : YEAR_MONTHS;
	struct breaks breaks = { .is_few = true };

	if (followed->kind == CHART_individuals && followed->count >= 2 * year)
		breaks = control_levels(arena, followed->points, followed->count, year);
	if (breaks.is_few)
		breaks.parts_count = 0;
	return breaks;
}

/* ---- Changes that are suggested -------------------------------------------------------------- */

static struct date month_of(const struct followed *followed, size_t point)
{
	return date_month_start(followed->table->axes[0].from[followed->places[point]]);
}

static bool is_change(const struct breaks *breaks, size_t point)
{
	for (size_t i = 1; i < breaks->parts_count; i++)
		if (breaks->parts[i].from == point)
			return true;
	return false;
}

struct str change_suggested(struct arena *arena, const struct breaks *breaks, const struct followed *followed,
                            size_t point)
{
	if (!is_change(breaks, point))
		return S("");
	return arena_print(arena, _("Level changed about %.*s (suggested)"),
		STR(tongue_month(arena, month_of(followed, point))));
}

bool change_is_accepted(const struct followed *followed, size_t point)
{
	return date_is_given(followed->question->anew)
		&& date_compare(followed->question->anew, month_of(followed, point)) == 0;
}

struct str change_accepted(struct arena *arena, const struct followed *followed, size_t point)
{
	return control_anew_address(arena, followed->question, month_of(followed, point));
}

/* ---- Words ------------------------------------------------------------------------------------ */

struct str *followed_levels(struct arena *arena, const struct followed *followed)
{
	struct breaks breaks = followed_breaks(arena, followed);
	struct str *said = arena_array(arena, struct str, breaks.parts_count + 1);

	for (size_t i = 0; i < breaks.parts_count; i++)
		said[i] = part_said(arena, followed, &breaks.parts[i]);
	return said;
}
