/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/calendar.h - instants, dates, ISO 8601, local time, weeks, working days.
 *
 * An instant is seconds since 1970 UTC; 0 means "not given".  A date is a day in the local
 * calendar; year 0 means "not given".  Local time is the zone of calendar_open(), read from
 * the system's tz database, so daylight saving is right on both sides of the hour.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct instant {
	int64_t seconds;
};

struct date {
	int16_t year;           /* 0: not given */
	int8_t month, day;
};

struct clock_time {             /* a local moment taken apart */
	struct date date;
	int hour, minute, second;
	int weekday;            /* 1 Monday ... 7 Sunday */
	int offset_seconds;     /* east of UTC */
};

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

void calendar_open(const char *zone);                   /* "Europe/Stockholm" */

struct instant instant_now(void);                       /* obeys calendar_freeze() */
void calendar_freeze(struct instant instant);           /* for tests; 0 thaws */
/* A demo lives on a day of its own: its clock goes as ours does, so many seconds from it. */
void calendar_shift(int64_t seconds);
/* Reads "2026-03-02T21:10", "2026-03-02 21:10:05", with or without zone (Z, +01:00,
 * +0100, " +01:00"), and the date alone.  No zone means local time.  The hour may lack its
 * leading zero.  A local time that does not exist (spring) moves forward one hour; one that
 * occurs twice (autumn) is taken as the first.  False: *instant is untouched. */
bool instant_read(struct str s, struct instant *instant);
struct instant instant_at(struct date date, int hour, int minute, int second);  /* local */
struct clock_time instant_local(struct instant instant);
struct date instant_date(struct instant instant);       /* the local day */
struct str instant_iso(struct arena *arena, struct instant instant);    /* 2026-03-02T21:10:05+01:00 */
struct str instant_input(struct arena *arena, struct instant instant);  /* 2026-03-02T21:10 */

bool time_of_day_read(struct str s, int *hour, int *minute);    /* 21:10 or 9:05 only */
bool date_read(struct str s, struct date *date);        /* 2026-03-02 only, must exist */
bool date_is_given(struct date date);
int date_compare(struct date a, struct date b);
struct date date_earlier(struct date a, struct date b);         /* not given is latest */
struct date date_later(struct date a, struct date b);           /* not given is earliest */
struct date date_add_days(struct date date, int days);
struct date date_add_months(struct date date, int months);      /* 31 Jan + 1 = 28/29 Feb */
int date_days_between(struct date from, struct date to);        /* to - from */
int date_weekday(struct date date);                     /* 1 Monday ... 7 Sunday */
int date_week(struct date date);                        /* ISO 8601 week number */
struct date date_month_start(struct date date);
struct date date_year_start(struct date date);
struct date date_easter(int year);                      /* Sunday, Gregorian */
struct str date_iso(struct arena *arena, struct date date);     /* "" when not given */
struct date date_today(void);

/* Holidays are data (catalogues/holidays.csv): the caller gives the days that are free. */
struct holidays {
	size_t count;
	const struct date *at;                          /* sorted */
};
bool date_is_working_day(struct date date, struct holidays holidays);
struct date date_add_working_days(struct date date, int days, struct holidays holidays);
/* The dates in a year that a rule names: "MM-DD", "easter+N", "easter-N",
 * "weekday:sat:06-20..06-26".  False when the rule cannot be read. */
bool holiday_rule_date(struct str rule, int year, struct date *date);
