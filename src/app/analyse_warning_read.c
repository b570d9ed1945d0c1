/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_warning_read.c - see analyse_warning.h. */
#include "app/analyse_warning.h"

#include <math.h>
#include <stdio.h>

enum { LEVELS_MOST = 12 };

/* A row that says how many: one week, or from it on. */
struct counted { int32_t series, week, weeks, registered; bool is_registered; };

struct reading {
	struct warning_file *file;
	const struct plain *plain;
	struct counted *counted;        /* by row; series -1: says no number */
	int32_t last, last_registered;
	bool has_weeks;
};

static bool is_kind(const struct plain *plain, size_t row, const char *kind)
{
	return str_is(plain_text(plain, row, "kind"), kind);
}

/* ---- Series ------------------------------------------------------------------------------- */

static bool parent_read(struct reading *reading, size_t row, struct warning_series *series, int32_t number)
{
	struct str name = plain_text(reading->plain, row, "parent");

	series->parent = -1;
	if (str_is_empty(name))
		return true;
	series->parent = naming_find(&reading->file->names, name);
	if (series->parent < 0 || series->parent == number)
		return plain_wrong(reading->plain, row, "parent: there is no series %.*s before this row", STR(name));
	if (reading->file->series[series->parent].level >= series->level)
		return plain_wrong(reading->plain, row, "parent: %.*s has level %d, and must have a lower one",
			STR(name), (int)reading->file->series[series->parent].level);
	return true;
}

static bool one_series_read(struct reading *reading, size_t row)
{
	struct warning_file *file = reading->file;
	struct str name = plain_text(reading->plain, row, "series");
	struct warning_series *series;
	bool is_sentinel = false;
	double level = 0;
	int32_t number;

	if (str_is_empty(name))
		return plain_wrong(reading->plain, row, "series is empty");
	if (naming_find(&file->names, name) >= 0)
		return plain_wrong(reading->plain, row, "the series %.*s is there twice", STR(name));
	number = naming_put(&file->names, name);
	if (number < 0)
		return plain_wrong(reading->plain, row, "more than %d series", SERIES_MOST);
	if (!plain_number(reading->plain, row, "level", &level)
	    || !plain_yes(reading->plain, row, "sentinel", &is_sentinel))
		return false;
	if (level < 0 || level != floor(level) || level >= LEVELS_MOST)
		return plain_wrong(reading->plain, row, "level is %g and must be a whole number from 0 to %d", level,
			LEVELS_MOST - 1);
	file->rows[number] = row;
	series = &file->series[number];
	*series = (struct warning_series){ .level = (int32_t)level, .reported = 1,
		.is_sentinel = is_sentinel,
		.dimension = naming_put(&file->dimensions, plain_text(reading->plain, row, "dimension")) };
	return parent_read(reading, row, series, number);
}

static bool all_series_read(struct reading *reading)
{
	const struct plain *plain = reading->plain;

	for (size_t row = 1; row < plain->table->count; row++) {
		if (!is_kind(plain, row, "series") && !is_kind(plain, row, "count") && !is_kind(plain, row, "exposure"))
			return plain_wrong(plain, row, "kind is series, count or exposure");
		if (is_kind(plain, row, "series") && !one_series_read(reading, row))
			return false;
	}
	return reading->file->names.count > 0 || plain_wrong(plain, 0, "there are no series");
}

/* ---- Weeks -------------------------------------------------------------------------------- */

static int32_t numbers_in(struct str text)
{
	int32_t count = 0;

	while (!str_is_empty(text))
		count += !str_is_empty(str_cut(&text, ' '));
	return count;
}

static bool one_week_read(struct reading *reading, size_t row, const char *column, int32_t *week)
{
	enum step step;

	if (!week_read(reading->plain, row, column, week, &step)
	    || (reading->has_weeks && !step_is_same(reading->plain, row, column, step, reading->file->step)))
		return false;
	reading->file->step = step;
	reading->has_weeks = true;
	return true;
}

static bool span_grow(struct reading *reading, size_t row, const struct counted *counted)
{
	struct warning_file *file = reading->file;
	int32_t last = counted->week + counted->weeks - 1;

	file->first = counted->week < file->first ? counted->week : file->first;
	reading->last = last > reading->last ? last : reading->last;
	if (reading->last - file->first >= SERIES_WEEKS_MOST)
		return plain_wrong(reading->plain, row, "more than %d weeks from the first to the last", SERIES_WEEKS_MOST);
	return true;
}

static bool registered_read(struct reading *reading, size_t row, struct counted *counted)
{
	if (str_is_empty(plain_text(reading->plain, row, "registered")))
		return true;
	if (!one_week_read(reading, row, "registered", &counted->registered))
		return false;
	if (counted->registered < counted->week)
		return plain_wrong(reading->plain, row, "registered is before week");
	counted->is_registered = reading->file->has_delays = true;
	reading->last_registered = counted->registered > reading->last_registered ? counted->registered
		: reading->last_registered;
	return true;
}

static bool one_span_read(struct reading *reading, size_t row)
{
	struct counted *counted = &reading->counted[row];
	struct str name = plain_text(reading->plain, row, "series");
	bool is_wide = is_kind(reading->plain, row, "series");

	counted->series = -1;
	if (is_kind(reading->plain, row, "exposure"))
		return true;
	if (is_wide && str_is_empty(plain_text(reading->plain, row, "counts")))
		return true;
	counted->weeks = is_wide ? numbers_in(plain_text(reading->plain, row, "counts")) : 1;
	if (!one_week_read(reading, row, "week", &counted->week)
	    || !registered_read(reading, row, counted) || !span_grow(reading, row, counted))
		return false;
	counted->series = naming_find(&reading->file->names, name);
	return counted->series >= 0
		|| plain_wrong(reading->plain, row, "there is no series %.*s", STR(name));
}

static bool week_asked(const struct reading *reading, const char *option, const char *text, int32_t *week)
{
	struct warning_file *file = reading->file;
	enum step step;

	if (!text)
		return true;
	if (week_text_read(str_of(text), week, &step) && step == file->step
	    && *week >= file->first && *week < file->first + SERIES_WEEKS_MOST)
		return true;
	fprintf(stderr, "varn analyse: --%s: the file has no week %s\n", option, text);
	return false;
}

static bool spans_read(struct reading *reading, const char *asked_week, const char *asked_now)
{
	struct warning_file *file = reading->file;

	file->first = INT32_MAX;
	reading->last = reading->last_registered = INT32_MIN;
	for (size_t row = 1; row < reading->plain->table->count; row++)
		if (!one_span_read(reading, row))
			return false;
	if (!reading->has_weeks)
		return plain_wrong(reading->plain, 0, "there are no counts");
	file->week = reading->last;
	if (!week_asked(reading, "week", asked_week, &file->week))
		return false;
	if (file->week > reading->last) {
		fprintf(stderr, "varn analyse: --week: the file has no week %s\n", asked_week);
		return false;
	}
	file->now = reading->last_registered > file->week ? reading->last_registered : file->week;
	if (!week_asked(reading, "now", asked_now, &file->now))
		return false;
	if (file->now < file->week) {
		fprintf(stderr, "varn analyse: --now is before the week that is judged\n");
		return false;
	}
	file->weeks = (size_t)(reading->last - file->first + 1);
	file->week -= file->first;
	file->now -= file->first;
	return true;
}

/* ---- Counts ------------------------------------------------------------------------------- */

static bool count_is_fine(const struct plain *plain, size_t row, double count)
{
	if (count >= 0 && count == floor(count) && count <= 1e12)
		return true;
	return plain_wrong(plain, row, "count is %g and must be a whole number from 0", count);
}

static bool wide_read(struct warning_file *file, size_t row, const struct counted *counted)
{
	struct str text = plain_text(file->plain, row, "counts");
	double *at = &file->counts[(size_t)counted->series * file->weeks + (size_t)(counted->week - file->first)];

	while (!str_is_empty(text)) {
		struct str cell = str_cut(&text, ' ');

		if (str_is_empty(cell))
			continue;
		*at = NAN;
		if (!str_is(cell, "-") && (!str_to_real(cell, at) || !count_is_fine(file->plain, row, *at)))
			return isfinite(*at) ? false : plain_wrong(file->plain, row,
				"counts has '%.*s': numbers with spaces between, - for a week that is not known", STR(cell));
		at++;
	}
	return true;
}

/* What is registered after now is not there yet. */
static bool long_read(struct warning_file *file, size_t row, const struct counted *counted)
{
	double count = NAN, *at;

	if (!plain_number(file->plain, row, "count", &count))
		return false;
	at = &file->counts[(size_t)counted->series * file->weeks + (size_t)(counted->week - file->first)];
	if (isnan(count)) {
		*at = NAN;
		return true;
	}
	if (!count_is_fine(file->plain, row, count))
		return false;
	if (counted->is_registered && counted->registered - file->first > file->now)
		count = 0;
	*at = isinf(*at) ? count : *at + count;
	return true;
}

static bool counts_read(struct reading *reading)
{
	struct warning_file *file = reading->file;
	size_t cells = file->names.count * file->weeks;
	bool *is_said = arena_array(file->plain->arena, bool, file->weeks);

	file->counts = arena_array(file->plain->arena, double, cells);
	for (size_t i = 0; i < cells; i++)
		file->counts[i] = -INFINITY;
	for (size_t row = 1; row < file->plain->table->count; row++) {
		const struct counted *counted = &reading->counted[row];
		bool is_wide = is_kind(file->plain, row, "series");

		if (counted->series >= 0 && !(is_wide ? wide_read : long_read)(file, row, counted))
			return false;
	}
	for (size_t i = 0; i < cells; i++)
		is_said[i % file->weeks] |= !isinf(file->counts[i]);
	for (size_t i = 0; i < cells; i++)
		if (isinf(file->counts[i]))
			file->counts[i] = is_said[i % file->weeks] ? 0 : NAN;
	for (size_t i = 0; i < file->names.count; i++)
		file->series[i].counts = &file->counts[i * file->weeks];
	return true;
}

/* ---- Exposure ----------------------------------------------------------------------------- */

/* Weeks of which no count is known do not matter. */
static void exposure_put(struct warning_file *file, int32_t series, int32_t week, double exposure)
{
	int32_t at = week - file->first;

	if (at >= 0 && (size_t)at < file->weeks)
		file->exposure[(size_t)series * file->weeks + (size_t)at] = exposure;
}

/* A series that has any has one in each week, or the week is not known. */
static void exposure_begin(struct warning_file *file, int32_t series)
{
	if (file->series[series].exposure)
		return;
	file->series[series].exposure = &file->exposure[(size_t)series * file->weeks];
	for (size_t i = 0; i < file->weeks; i++)
		file->exposure[(size_t)series * file->weeks + i] = NAN;
}

static bool exposure_is_fine(const struct plain *plain, size_t row, double exposure)
{
	if (exposure > 0 && exposure < 1e15)
		return true;
	return plain_wrong(plain, row, "exposure is %g and must be above 0", exposure);
}

static bool exposures_of(struct warning_file *file, size_t row, int32_t series, int32_t week)
{
	struct str text = plain_text(file->plain, row, "exposures");
	double exposure = NAN;

	if (str_is_empty(text)) {
		if (!plain_need(file->plain, row, "exposure", -1e15, 1e15, &exposure)
		    || !exposure_is_fine(file->plain, row, exposure))
			return false;
		exposure_put(file, series, week, exposure);
	}
	while (!str_is_empty(text)) {
		struct str cell = str_cut(&text, ' ');

		if (str_is_empty(cell))
			continue;
		if (!str_is(cell, "-") && !str_to_real(cell, &exposure))
			return plain_wrong(file->plain, row, "exposures has '%.*s': numbers with spaces between, - for a week "
				"that is not known", STR(cell));
		if (!str_is(cell, "-") && !exposure_is_fine(file->plain, row, exposure))
			return false;
		exposure_put(file, series, week++, str_is(cell, "-") ? NAN : exposure);
	}
	return true;
}

static bool exposures_read(struct reading *reading)
{
	struct warning_file *file = reading->file;

	for (size_t row = 1; row < file->plain->table->count; row++) {
		struct str name = plain_text(file->plain, row, "series");
		int32_t series = naming_find(&file->names, name), week;

		if (!is_kind(file->plain, row, "exposure"))
			continue;
		if (series < 0)
			return plain_wrong(file->plain, row, "there is no series %.*s", STR(name));
		if (!file->exposure)
			file->exposure = arena_array(file->plain->arena, double, file->names.count * file->weeks);
		exposure_begin(file, series);
		if (!one_week_read(reading, row, "week", &week) || !exposures_of(file, row, series, week))
			return false;
	}
	return true;
}

/* Those of each series together. */
static void reports_read(struct reading *reading)
{
	struct warning_file *file = reading->file;
	size_t rows = file->plain->table->count, *next;

	file->reports_begin = arena_array(file->plain->arena, size_t, file->names.count + 1);
	file->reports = arena_array(file->plain->arena, struct delay_report, rows + 1);
	for (size_t row = 1; row < rows; row++)
		if (reading->counted[row].is_registered)
			file->reports_begin[reading->counted[row].series + 1]++;
	for (size_t i = 0; i < file->names.count; i++)
		file->reports_begin[i + 1] += file->reports_begin[i];
	next = arena_array(file->plain->arena, size_t, file->names.count + 1);
	for (size_t row = 1; row < rows; row++) {
		const struct counted *counted = &reading->counted[row];
		double count = 0;

		if (!counted->is_registered)
			continue;
		(void)plain_number(file->plain, row, "count", &count);
		file->reports[file->reports_begin[counted->series] + next[counted->series]++]
			= (struct delay_report){ counted->week - file->first, counted->registered - file->first, count };
	}
}

bool early_warning_read(const struct plain *plain, const char *asked_week, const char *asked_now,
                       struct warning_file *file)
{
	size_t rows = plain->table->count, most = rows < SERIES_MOST ? rows : SERIES_MOST;
	struct reading reading = { .file = file, .plain = plain,
		.counted = arena_array(plain->arena, struct counted, rows) };

	*file = (struct warning_file){ .plain = plain, .rows = arena_array(plain->arena, size_t, most + 1),
		.series = arena_array(plain->arena, struct warning_series, most + 1) };
	naming_init(&file->names, plain->arena, most);
	naming_init(&file->dimensions, plain->arena, most);
	if (!all_series_read(&reading) || !spans_read(&reading, asked_week, asked_now)
	    || !counts_read(&reading) || !exposures_read(&reading))
		return false;
	reports_read(&reading);
	return true;
}
