/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/control_rules.c - see control_chart.h: which points are more than chance. */
#include "analysis/control_making.h"

#include <math.h>

/* 1 above, -1 below, 0 on the line or not known. */
static int side_of(double value, double line)
{
	return (value > line) - (value < line);
}

static int outside(const struct chart_mark *mark)
{
	return mark->value > mark->high ? 1 : mark->value < mark->low ? -1 : 0;
}

static int near(const struct chart_mark *mark)
{
	if (outside(mark))
		return 0;
	return mark->value > mark->near_high ? 1 : mark->value < mark->near_low ? -1 : 0;
}

/* Runs of points on the same side of the centre. */
static void shifts_mark(struct chart_mark *marks, size_t count, size_t least)
{
	size_t end;

	for (size_t i = 0; i < count; i = end) {
		int side = side_of(marks[i].value, marks[i].centre);

		for (end = i + 1; end < count && side && side_of(marks[end].value, marks[end].centre) == side; )
			end++;
		for (size_t k = i; k < end && side && end - i >= least; k++)
			marks[k].is_shift = true;
	}
}

/* The way of each trend is put in `ways`: a point that ends one may begin another. */
static void trends_mark(struct chart_mark *marks, size_t count, size_t least)
{
	size_t end;

	for (size_t i = 0; i + 1 < count; i = end) {
		int way = side_of(marks[i + 1].value, marks[i].value);

		for (end = i + 1; end + 1 < count && way && side_of(marks[end + 1].value, marks[end].value) == way; )
			end++;
		for (size_t k = i; k <= end && way && end - i + 1 >= least; k++) {
			marks[k].is_trend = true;
			marks[k].side = way;
		}
	}
}

static void nears_mark(struct chart_mark *marks, size_t count)
{
	for (size_t i = 0; i + 3 <= count; i++)
		for (int side = -1; side <= 1; side += 2) {
			int found = 0;

			for (size_t k = i; k < i + 3; k++)
				found += near(&marks[k]) == side;
			for (size_t k = i; k < i + 3 && found >= 2; k++)
				marks[k].is_near |= near(&marks[k]) == side;
		}
}

/* The first rule that holds is the one that is shown. */
static void signal_choose(struct chart_mark *mark)
{
	int way = mark->side;

	mark->side = 0;
	if (mark->is_outside) {
		mark->signal = CHART_outside;
		mark->side = outside(mark);
	} else if (mark->is_trend) {
		mark->signal = CHART_trend;
		mark->side = way;
	} else if (mark->is_near || mark->is_shift) {
		mark->signal = mark->is_near ? CHART_near : CHART_shift;
		mark->side = side_of(mark->value, mark->centre);
	}
}

size_t rules_apply(const struct chart_settings *settings, struct chart_mark *marks, size_t count)
{
	size_t signals = 0;

	shifts_mark(marks, count, settings->shift);
	trends_mark(marks, count, settings->trend);
	nears_mark(marks, count);
	for (size_t i = 0; i < count; i++) {
		marks[i].is_outside = outside(&marks[i]) != 0;
		signal_choose(&marks[i]);
		signals += marks[i].signal != CHART_no_signal;
	}
	return signals;
}

int chart_means(enum chart_kind kind, enum chart_better better, int side)
{
	int more = kind == CHART_between || kind == CHART_times ? -side : side;

	return better == CHART_neither ? 0 : better == CHART_more_is_better ? more : -more;
}

/* Of the last point that has limits: what is drawn now. */
enum chart_assurance chart_assurance(const struct chart *chart, enum chart_better better, double target)
{
	const struct chart_mark *mark = NULL;

	for (size_t i = 0; i < chart->count; i++)
		if (!isnan(chart->marks[i].high))
			mark = &chart->marks[i];
	if (!mark || isnan(target) || better == CHART_neither)
		return CHART_no_assurance;
	if (target >= mark->low && target <= mark->high)
		return CHART_sometimes_met;
	return chart_means(chart->kind, better, target > mark->high ? -1 : 1) > 0
		? CHART_always_met : CHART_never_met;
}
