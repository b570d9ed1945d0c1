/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/period.c - periods as people write them: "2026", "2026-T2", "2026-Q1", "2026-03",
 * "2026-W12", "2026-03-02", and two of these with ".." between.
 */
#include "kit/report.h"

#include "base/tongue.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_LEAST = 1900, YEAR_MOST = 2200 };

enum period_kind {
	PERIOD_none, PERIOD_year, PERIOD_third, PERIOD_quarter, PERIOD_month, PERIOD_week,
	PERIOD_day,
};

struct period {
	enum period_kind kind;
	int year, part;                 /* third, quarter, month or week */
	struct date day;
};

/* The parts of a year: letters before the number, how many there are, months in each. */
static const struct part_kind {
	enum period_kind kind;
	const char *letters;
	int most, months;
} part_kinds[] = {
	{ PERIOD_third, "Tt", 3, 4 },
	{ PERIOD_quarter, "QqKk", 4, 3 },
	{ PERIOD_week, "WwVv", 53, 0 },
	{ PERIOD_month, "", 12, 1 },
};

static int weeks_of(int year)
{
	return date_week((struct date){ (int16_t)year, 12, 28 });
}

static bool number_read(struct str text, size_t least, size_t most, int *number)
{
	int64_t value;

	if (text.len < least || text.len > most || text.at[0] < '0' || text.at[0] > '9'
	    || !str_to_int(text, &value))
		return false;
	*number = (int)value;
	return true;
}

static bool part_read(struct str text, struct period *period)
{
	for (size_t i = 0; i < COUNT(part_kinds); i++) {
		const struct part_kind *kind = &part_kinds[i];
		bool has_letter = kind->letters[0] != '\0';
		size_t digits = kind->most > 9 ? 2 : 1;
		int most = kind->kind == PERIOD_week ? weeks_of(period->year) : kind->most;

		if (has_letter && !(text.len && strchr(kind->letters, text.at[0])))
			continue;
		period->kind = kind->kind;
		return number_read(str_part(text, has_letter, text.len), has_letter ? 1 : 2, digits,
		                   &period->part)
			&& period->part >= 1 && period->part <= most;
	}
	return false;
}

static bool one_read(struct str text, struct period *period)
{
	*period = (struct period){ .kind = PERIOD_year };
	if (date_read(text, &period->day)) {
		period->kind = PERIOD_day;
		period->year = period->day.year;
		return true;
	}
	if (!number_read(str_part(text, 0, 4), 4, 4, &period->year)
	    || period->year < YEAR_LEAST || period->year > YEAR_MOST)
		return false;
	if (text.len == 4)
		return true;
	return text.at[4] == '-' && part_read(str_part(text, 5, text.len), period);
}

static struct date first_of(int year, int month)
{
	return (struct date){ (int16_t)year, (int8_t)month, 1 };
}

/* The Monday of ISO week 1 is that of the week with 4 January in it. */
static struct date week_start(int year, int week)
{
	struct date fourth = { (int16_t)year, 1, 4 };

	return date_add_days(fourth, 1 - date_weekday(fourth) + 7 * (week - 1));
}

static int months_of(enum period_kind kind)
{
	for (size_t i = 0; i < COUNT(part_kinds); i++)
		if (part_kinds[i].kind == kind)
			return part_kinds[i].months;
	return 12;
}

static void days_of(const struct period *period, struct date *from, struct date *to)
{
	int months = months_of(period->kind);

	if (period->kind == PERIOD_day) {
		*from = *to = period->day;
	} else if (period->kind == PERIOD_week) {
		*from = week_start(period->year, period->part);
		*to = date_add_days(*from, 6);
	} else {
		*from = first_of(period->year, period->kind == PERIOD_year ? 1
			: (period->part - 1) * months + 1);
		*to = date_add_days(date_add_months(*from, months), -1);
	}
}

/* Both sides of "..", or the same twice. */
static bool sides_read(struct str text, struct period *first, struct period *last)
{
	ptrdiff_t dots = str_find(text, S(".."));

	if (dots < 0) {
		if (!one_read(text, first))
			return false;
		*last = *first;
		return true;
	}
	return one_read(str_part(text, 0, (size_t)dots), first)
		&& one_read(str_part(text, (size_t)dots + 2, text.len), last);
}

bool period_read(struct str text, struct date *from, struct date *to)
{
	struct period first, last;
	struct date begin, end, unused;

	if (!sides_read(str_trim(text), &first, &last))
		return false;
	days_of(&first, &begin, &unused);
	days_of(&last, &unused, &end);
	if (date_compare(begin, end) > 0)
		return false;
	*from = begin;
	*to = end;
	return true;
}

/* ---- The year before ---------------------------------------------------------------- */

/* Week 53 becomes 52 and 29 February 28 when the year before has none. */
static struct str one_before(struct arena *arena, const struct period *period)
{
	int year = period->year - 1, weeks = weeks_of(year);

	switch (period->kind) {
	case PERIOD_day:
		return date_iso(arena, date_add_months(period->day, -12));
	case PERIOD_third:
		return arena_print(arena, "%04d-T%d", year, period->part);
	case PERIOD_quarter:
		return arena_print(arena, "%04d-Q%d", year, period->part);
	case PERIOD_month:
		return arena_print(arena, "%04d-%02d", year, period->part);
	case PERIOD_week:
		return arena_print(arena, "%04d-W%02d", year,
			period->part < weeks ? period->part : weeks);
	default:
		return arena_print(arena, "%04d", year);
	}
}

struct str period_before(struct arena *arena, struct str text)
{
	struct period first, last;
	struct str a, b;

	if (!sides_read(str_trim(text), &first, &last))
		return S("");
	a = one_before(arena, &first);
	if (str_find(text, S("..")) < 0)
		return a;
	b = one_before(arena, &last);
	return arena_print(arena, "%.*s..%.*s", STR(a), STR(b));
}

/* ---- In words ----------------------------------------------------------------------- */

static struct str two_words(struct arena *arena, struct str a, struct str b)
{
	return arena_print(arena, "%.*s – %.*s", STR(a), STR(b));
}

static struct str one_words(struct arena *arena, const struct period *period)
{
	struct date from, to;

	days_of(period, &from, &to);
	switch (period->kind) {
	case PERIOD_year:
		return arena_print(arena, "%d", period->year);
	case PERIOD_month:
		return tongue_month(arena, from);
	case PERIOD_week:
		return arena_print(arena, _("week %d, %d"), period->part, period->year);
	case PERIOD_day:
		return tongue_date(arena, period->day);
	default:
		return two_words(arena, tongue_month(arena, from), tongue_month(arena, to));
	}
}

struct str period_words(struct arena *arena, struct str text)
{
	struct period first, last;

	if (!sides_read(str_trim(text), &first, &last))
		return text;
	if (str_find(text, S("..")) < 0)
		return one_words(arena, &first);
	return two_words(arena, one_words(arena, &first), one_words(arena, &last));
}
