/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_series.c - see analyse_series.h. */
#include "app/analyse_series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- Weeks ------------------------------------------------------------------------------- */

static const struct date monday_of_old = { 1970, 1, 5 };

static struct date monday_in(struct date date)
{
	return date_add_days(date, 1 - date_weekday(date));
}

static bool iso_week_read(struct str text, struct date *monday)
{
	int64_t year, number;

	if (text.len != 8 || text.at[4] != '-' || text.at[5] != 'W'
	    || !str_to_int(str_part(text, 0, 4), &year) || !str_to_int(str_part(text, 6, 2), &number)
	    || year < 1 || number < 1)
		return false;
	*monday = date_add_days(monday_in((struct date){ (int16_t)year, 1, 4 }), 7 * (int)(number - 1));
	return date_week(*monday) == number;
}

static bool month_read(struct str text, int32_t *month)
{
	int64_t year, number;

	if (text.len != 7 || text.at[4] != '-' || !str_to_int(str_part(text, 0, 4), &year)
	    || !str_to_int(str_part(text, 5, 2), &number) || year < 1970 || number < 1 || number > 12)
		return false;
	*month = (int32_t)(12 * (year - 1970) + number - 1);
	return true;
}

bool week_text_read(struct str text, int32_t *week, enum step *step)
{
	struct date date;
	int64_t number;

	*step = STEP_number;
	if (str_to_int(text, &number)) {
		*week = (int32_t)number;
		return number >= 0 && number < 1000000;
	}
	*step = STEP_month;
	if (month_read(text, week))
		return true;
	*step = STEP_week;
	if (!iso_week_read(text, &date) && !date_read(text, &date))
		return false;
	*week = date_days_between(monday_of_old, monday_in(date)) / 7;
	return date.year >= 1970 && *week >= 0;
}

bool week_read(const struct plain *plain, size_t row, const char *column, int32_t *week, enum step *step)
{
	struct str text = plain_text(plain, row, column);

	if (week_text_read(text, week, step))
		return true;
	return plain_wrong(plain, row, "%s is '%.*s': say a week (2026-W07), a date, a month (2026-02), or a number", column,
		STR(text));
}

struct date week_monday(int32_t week, enum step step)
{
	return step == STEP_week ? date_add_days(monday_of_old, 7 * week) : (struct date){ 0 };
}

struct str week_show(struct arena *arena, int32_t week, enum step step)
{
	struct date monday = week_monday(week, step);

	if (step == STEP_number)
		return arena_print(arena, "%d", (int)week);
	if (step == STEP_month)
		return arena_print(arena, "%d-%02d", 1970 + (int)week / 12, 1 + (int)week % 12);
	/* The year of a week is that of its Thursday. */
	return arena_print(arena, "%d-W%02d", date_add_days(monday, 3).year, date_week(monday));
}

bool step_is_same(const struct plain *plain, size_t row, const char *column, enum step step, enum step before)
{
	if (step == before)
		return true;
	if (step == STEP_number || before == STEP_number)
		return plain_wrong(plain, row, "%s is a number in some rows and a date in others", column);
	return plain_wrong(plain, row, "%s is a month in some rows and a week in others", column);
}

struct baseline_settings step_baseline(enum step step)
{
	return step == STEP_month ? baseline_usual_months() : baseline_usual();
}

bool series_week_asked(const struct analyse_ask *ask, const struct series_file *file, int32_t *week)
{
	const char *text = option_value(ask->argc, ask->argv, "week");
	enum step step;

	*week = (int32_t)file->weeks - 1;
	if (!text)
		return true;
	if (week_text_read(str_of(text), week, &step) && step == file->step
	    && *week >= file->first && *week < file->first + (int32_t)file->weeks) {
		*week -= file->first;
		return true;
	}
	fprintf(stderr, "varn analyse: --week: the file has no week %s\n", text);
	return false;
}

/* ---- The file ---------------------------------------------------------------------------- */

struct series_row { int32_t series, week, weeks; };

static int32_t counts_in(struct str text)
{
	int32_t count = 0;

	while (!str_is_empty(text))
		count += !str_is_empty(str_cut(&text, ' '));
	return count;
}

/* Which series and weeks there are. */
static bool span_read(struct series_file *file, struct series_row *found)
{
	const struct plain *plain = file->plain;
	int32_t last = INT32_MIN;
	bool is_wide = plain_has(plain, "counts");
	enum step step;

	file->first = INT32_MAX;
	for (size_t row = 1; row < plain->table->count; row++) {
		struct str name = plain_text(plain, row, "series");
		struct series_row *at = &found[row];
		size_t before = file->names.count;

		if (str_is_empty(name))
			return plain_wrong(plain, row, "series is empty");
		if (!week_read(plain, row, "week", &at->week, &step)
		    || (row > 1 && !step_is_same(plain, row, "week", step, file->step)))
			return false;
		file->step = step;
		at->series = naming_put(&file->names, name);
		if (at->series < 0)
			return plain_wrong(plain, row, "more than %d series", SERIES_MOST);
		if (file->names.count > before)
			file->rows[at->series] = row;
		at->weeks = is_wide ? counts_in(plain_text(plain, row, "counts")) : 1;
		file->first = at->week < file->first ? at->week : file->first;
		last = at->week + at->weeks - 1 > last ? at->week + at->weeks - 1 : last;
		if (last - file->first >= SERIES_WEEKS_MOST)
			return plain_wrong(plain, row, "more than %d weeks from the first to the last", SERIES_WEEKS_MOST);
	}
	file->weeks = file->names.count ? (size_t)(last - file->first + 1) : 0;
	return true;
}

static bool count_put(struct series_file *file, size_t row, int32_t series, int32_t week, double count)
{
	double *at = &file->counts[(size_t)series * file->weeks + (size_t)(week - file->first)];

	if (!isnan(count) && (count < 0 || count != floor(count) || count > 1e12))
		return plain_wrong(file->plain, row, "count is %g and must be a whole number from 0", count);
	if (!isinf(*at))
		return plain_wrong(file->plain, row, "the week is there twice in the series");
	*at = count;
	return true;
}

static bool wide_read(struct series_file *file, size_t row, const struct series_row *at)
{
	struct str text = plain_text(file->plain, row, "counts");
	int32_t week = at->week;

	while (!str_is_empty(text)) {
		struct str cell = str_cut(&text, ' ');
		double count = NAN;

		if (str_is_empty(cell))
			continue;
		if (!str_is(cell, "-") && !str_to_real(cell, &count))
			return plain_wrong(file->plain, row, "counts has '%.*s': numbers with spaces between, - for "
				"a week that is not known", STR(cell));
		if (!count_put(file, row, at->series, week++, count))
			return false;
	}
	return true;
}

static bool long_read(struct series_file *file, size_t row, const struct series_row *at)
{
	double count = NAN, exposure = NAN;

	if (!plain_number(file->plain, row, "count", &count)
	    || !count_put(file, row, at->series, at->week, count))
		return false;
	if (!file->exposure)
		return true;
	if (!plain_number(file->plain, row, "exposure", &exposure))
		return false;
	if (exposure <= 0)
		return plain_wrong(file->plain, row, "exposure is %g and must be above 0", exposure);
	file->exposure[(size_t)at->series * file->weeks + (size_t)(at->week - file->first)] = exposure;
	return true;
}

/* What has not been said: no events when something else was said of the week, else not known. */
static void silence_read(struct series_file *file)
{
	bool *is_said = arena_array(file->plain->arena, bool, file->weeks);

	for (size_t i = 0; i < file->names.count * file->weeks; i++)
		if (!isinf(file->counts[i]))
			is_said[i % file->weeks] = true;
	for (size_t i = 0; i < file->names.count * file->weeks; i++)
		if (isinf(file->counts[i]))
			file->counts[i] = is_said[i % file->weeks] ? 0 : NAN;
}

bool series_read(const struct plain *plain, struct series_file *file)
{
	struct arena *arena = plain->arena;
	size_t rows = plain->table->count, most = rows < SERIES_MOST ? rows : SERIES_MOST, cells;
	struct series_row *found = arena_array(arena, struct series_row, rows);
	bool is_wide = plain_has(plain, "counts");

	*file = (struct series_file){ .plain = plain };
	naming_init(&file->names, arena, most);
	file->rows = arena_array(arena, size_t, most + 1);
	if (!is_wide && !plain_has(plain, "count"))
		return plain_wrong(plain, 0, "neither a column count nor counts");
	if (!span_read(file, found))
		return false;
	if (file->names.count == 0)
		return plain_wrong(plain, 0, "there are no rows");
	cells = file->names.count * file->weeks;
	file->counts = arena_array(arena, double, cells);
	file->exposure = plain_has(plain, "exposure") ? arena_array(arena, double, cells) : NULL;
	for (size_t i = 0; i < cells; i++) {
		file->counts[i] = -INFINITY;    /* not said */
		if (file->exposure)
			file->exposure[i] = NAN;
	}
	for (size_t row = 1; row < rows; row++)
		if (!(is_wide ? wide_read : long_read)(file, row, &found[row]))
			return false;
	silence_read(file);
	return true;
}
