/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/rules.c - weeks and quarters; values in, values out. */
#include "modules/observations/inside.h"

enum { THURSDAY = 3, SUNDAY = 6, FIRST_WEEK_DAY = 4, QUARTER_MONTHS = 3, QUARTERS = 4 };

struct date est_monday(struct date day)
{
	return date_add_days(day, 1 - date_weekday(day));
}

struct str week_key(struct arena *arena, struct date monday)
{
	return arena_print(arena, "%04d-W%02d", date_add_days(monday, THURSDAY).year, date_week(monday));
}

static bool key_read(struct str key, const char *mark, int64_t *year, int64_t *number)
{
	return key.len > 6 && str_to_int(str_part(key, 0, 4), year)
		&& str_is(str_part(key, 4, 2), mark) && str_to_int(str_part(key, 6, key.len), number)
		&& *year >= 2000 && *year <= 2999;
}

bool est_week_read(struct str key, struct date *monday)
{
	int64_t year, week;
	struct date first;

	if (!key_read(key, "-W", &year, &week) || key.len != 8 || week < 1 || week > 53)
		return false;
	/* The fourth of January is always in the first week. */
	first = est_monday((struct date){ (int16_t)year, 1, FIRST_WEEK_DAY });
	first = date_add_days(first, (int)(week - 1) * WEEK_DAYS);
	if (date_add_days(first, THURSDAY).year != year)
		return false;
	*monday = first;
	return true;
}

struct str quarter_key(struct arena *arena, struct date monday)
{
	struct date thursday = date_add_days(monday, THURSDAY);

	return arena_print(arena, "%04d-Q%d", thursday.year, (thursday.month - 1) / QUARTER_MONTHS + 1);
}

/* The first week whose Thursday is not before the day. */
static struct date first_week(struct date day)
{
	struct date monday = est_monday(day);

	return date_compare(date_add_days(monday, THURSDAY), day) < 0
		? date_add_days(monday, WEEK_DAYS) : monday;
}

bool quarter_read(struct str key, struct quarter *quarter)
{
	int64_t year, number;
	struct date begins;

	if (!key_read(key, "-Q", &year, &number) || key.len != 7 || number < 1 || number > QUARTERS)
		return false;
	begins = (struct date){ (int16_t)year, (int8_t)((number - 1) * QUARTER_MONTHS + 1), 1 };
	quarter->from = first_week(begins);
	quarter->to = date_add_days(first_week(date_add_months(begins, QUARTER_MONTHS)), -WEEK_DAYS);
	return true;
}

struct str quarter_before(struct arena *arena, struct str key, int quarters)
{
	struct quarter quarter;

	if (!quarter_read(key, &quarter))
		return S("");
	while (quarters-- > 0) {
		key = quarter_key(arena, date_add_days(quarter.from, -WEEK_DAYS));
		if (!quarter_read(key, &quarter))
			return S("");
	}
	return key;
}

struct stretches quarter_stretches(struct arena *arena, struct str key)
{
	struct quarter now = { 0 }, before = { 0 }, year = { 0 };

	quarter_read(key, &now);
	quarter_read(quarter_before(arena, key, 1), &before);
	quarter_read(quarter_before(arena, key, QUARTERS), &year);
	return (struct stretches){ now.from, now.to, before.from, before.to, year.from, year.to };
}

struct instant hour_of(struct instant at)
{
	return (struct instant){ at.seconds - at.seconds % HOUR };
}
