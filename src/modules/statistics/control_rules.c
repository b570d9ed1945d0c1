/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/control_rules.c - which chart, which points, what is small; see control.h. */
#include "modules/statistics/control.h"

/* Of the method, not of the city (Laney 2002): groups so large always vary more than counting
 * alone lets them, and others when their spread is so much more than 1. */
static const double widened_size = 1e4, widened_above = 1.1;

static size_t at_least(int64_t number, size_t least)
{
	return number < (int64_t)least ? least : (size_t)number;
}

struct chart_settings control_settings(int64_t base, int64_t least, int64_t run, int64_t rare)
{
	enum { LEAST_POINTS = 2, LEAST_RUN = 3 };
	struct chart_settings settings = { .least = at_least(least, LEAST_POINTS),
		.shift = at_least(run, LEAST_RUN), .trend = at_least(run, LEAST_RUN), .is_screened = true,
		.widened_above = widened_above, .widened_size = widened_size, .rare = rare > 0 ? (double)rare : 0 };

	settings.base = at_least(base, settings.least);
	return settings;
}

static enum chart_kind kind_of_counts(const int64_t *counts, size_t count, enum chart_kind usual,
                                      const struct chart_settings *settings)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (double)counts[i];
	return count && sum / (double)count < settings->rare ? CHART_between : usual;
}

enum chart_kind control_kind(enum follow follow, const int64_t *counts, size_t count,
                             const struct chart_settings *settings)
{
	if (follow == FOLLOW_soon)
		return CHART_shares;
	return kind_of_counts(counts, count, follow == FOLLOW_rate ? CHART_rates : CHART_individuals, settings);
}

bool control_is_small(int64_t number, int64_t least)
{
	return number > 0 && number < least;
}

bool control_has_small(const int64_t *numbers, size_t count, int64_t least)
{
	for (size_t i = 0; i < count; i++)
		if (control_is_small(numbers[i], least))
			return true;
	return false;
}

size_t control_gaps(const int64_t *events, size_t days, struct day_gap *gaps)
{
	size_t count = 0, last = days;

	for (size_t day = 0; day < days; day++) {
		if (!events[day])
			continue;
		if (last < days)
			gaps[count++] = (struct day_gap){ last, day, day - last - 1 };
		last = day;
	}
	return count;
}

size_t control_begins(const struct date *begins, size_t count, struct date day)
{
	for (size_t i = 0; i < count; i++)
		if (date_compare(begins[i], day) >= 0)
			return i;
	return count;
}

/* More reports may be more that happens or more that is told: neither.  Serious events are not
 * held back, so fewer of them is better; sooner is better. */
int control_means(const struct followed *followed, size_t point)
{
	static const enum chart_better better[FOLLOW_COUNT] = { [FOLLOW_serious] = CHART_fewer_is_better,
		[FOLLOW_soon] = CHART_more_is_better };
	const struct chart_mark *mark = &followed->chart.marks[point];

	return mark->signal ? chart_means(followed->kind, better[followed->question->follow], mark->side) : 0;
}
