/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/band.c - see band.h. */
#include "modules/signals/band.h"

#include "base/json.h"
#include "base/tongue.h"

#include <math.h>

enum { LONGEST = 256 << 10, VALUES = 10, WEEK_DAYS = 7 };

static double rounded(double number)
{
	return round(number * 100) / 100;
}

static double rounded_finely(double number)
{
	return round(number * 10000) / 10000;
}

static void sums_write(struct json_out *json, const struct band *band)
{
	if (!band->sums)
		return;
	json_number(json, "threshold", rounded_finely(band->threshold));
	json_list_begin(json, "sums");
	for (size_t i = 0; i < band->count; i++)
		json_number(json, NULL, rounded_finely(band->sums[i]));
	json_list_finish(json);
}

struct str band_write(struct arena *arena, const struct band *band)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_date(&json, "last", band->last);
	json_list_begin(&json, "weeks");
	for (size_t i = 0; i < band->count; i++) {
		const struct past_week *week = &band->weeks[i];
		const double values[VALUES] = { week->count, rounded(week->late),
			week->late_low, week->late_high, week->is_too_early,
			rounded(week->expected), week->low50, week->high50, week->low90, week->high90 };

		json_list_begin(&json, NULL);
		for (int v = 0; v < VALUES; v++)
			json_number(&json, NULL, values[v]);
		json_list_finish(&json);
	}
	json_list_finish(&json);
	sums_write(&json, band);
	json_object_finish(&json);
	return out_str(&out);
}

static double number_at(const json_t *list, size_t at)
{
	const json_t *value = json_array_get(list, at);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

static struct past_week week_of(const json_t *list)
{
	return (struct past_week){ .count = number_at(list, 0), .late = number_at(list, 1),
		.late_low = number_at(list, 2), .late_high = number_at(list, 3),
		.is_too_early = number_at(list, 4) > 0, .expected = number_at(list, 5),
		.low50 = number_at(list, 6), .high50 = number_at(list, 7),
		.low90 = number_at(list, 8), .high90 = number_at(list, 9) };
}

static void sums_read(struct arena *arena, const json_t *json, struct band *band)
{
	const json_t *list = json_object_get(json, "sums"), *threshold = json_object_get(json, "threshold");
	double *sums = arena_array(arena, double, band->count + 1);

	if (!json_is_number(threshold) || json_array_size(list) != band->count)
		return;
	for (size_t i = 0; i < band->count; i++)
		sums[i] = number_at(list, i);
	band->sums = sums;
	band->threshold = json_number_value(threshold);
}

struct band band_read(struct arena *arena, struct str text)
{
	struct band band = { 0 };
	struct past_week *weeks;
	struct str problem;
	json_t *json = text.len ? json_read(arena, text, &problem) : NULL;
	const json_t *list = json_object_get(json, "weeks");

	if (json && date_read(json_text(json, "last"), &band.last)) {
		band.count = json_array_size(list);
		band.weeks = weeks = arena_array(arena, struct past_week, band.count + 1);
		for (size_t i = 0; i < band.count; i++)
			weeks[i] = week_of(json_array_get(list, i));
		sums_read(arena, json, &band);
	}
	json_decref(json);
	return band;
}

bool band_is_over(const struct band *band, size_t week)
{
	return band->sums && band->sums[week] >= band->threshold;
}

struct date band_monday(const struct band *band, size_t week)
{
	return date_add_days(band->last, WEEK_DAYS * ((int)week + 1 - (int)band->count));
}

/* What is expected may lie beyond the ends of an interval of whole numbers. */
struct band_period band_drawn(struct arena *arena, const struct band *band, size_t at)
{
	const struct past_week *week = &band->weeks[at];
	struct date monday = band_monday(band, at);
	struct band_period period = band_period(tongue_date(arena, monday));

	period.short_label = arena_print(arena, "%d", date_week(monday));
	period.reported = week->count;
	period.expected = week->expected;
	period.low50 = week->low50;
	period.high50 = week->high50;
	period.low90 = fmin(week->low90, week->expected);
	period.high90 = fmax(week->high90, week->expected);
	if (week->late > 0) {
		period.complete = week->count + week->late;
		period.complete_low = week->count + week->late_low;
		period.complete_high = week->count + week->late_high;
	}
	return period;
}
