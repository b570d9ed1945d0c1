/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/calendar.c - instants, dates, ISO 8601, local time, weeks, working days.
 *
 * Days are counted from 1970-01-01 in the Gregorian calendar.  The only question put to the
 * system is "how far east of UTC is the clock at this instant?" (offset_at); the answer for
 * a local time is worked out from that, and not by mktime(), whose choice in the two odd
 * hours of the year depends on what it was asked before.
 */
#define _GNU_SOURCE 1 /* tm_gmtoff */

#include "base/calendar.h"
#include "base/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	YEAR_LAST = 9999,
	ZONE_HOURS_MOST = 15,
	DAYS_BEFORE_1970 = 719162,              /* from 0001-01-01 */
	DAYS_IN_400_YEARS = 146097,
	EASTER_REACH = 70,                      /* days that a rule may stand from easter */
};

static struct instant frozen;
static int64_t shifted_seconds;

/* --- days ------------------------------------------------------------------------------ */

static bool is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap_year(year));
}

static struct date date_of(int year, int month, int day)
{
	return (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
}

static bool date_exists(int year, int month, int day)
{
	return year >= 1 && year <= YEAR_LAST && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

static int days_before_month(int year, int month)
{
	int days = 0;

	for (int i = 1; i < month; i++)
		days += days_in_month(year, i);
	return days;
}

static int days_before_year(int year)
{
	int past = year - 1;

	return past * 365 + past / 4 - past / 100 + past / 400 - DAYS_BEFORE_1970;
}

static int days_of(struct date date)
{
	must(date_exists(date.year, date.month, date.day));
	return days_before_year(date.year) + days_before_month(date.year, date.month) +
	       date.day - 1;
}

static struct date date_of_days(int64_t days)
{
	int year, month = 1, rest;

	/* 400 years have a whole number of days: the guess is right or one year early. */
	year = (int)((days + DAYS_BEFORE_1970) * 400 / DAYS_IN_400_YEARS) + 1;
	must(year >= 1);
	must(year <= YEAR_LAST);
	while (year > 1 && days_before_year(year) > days)
		year--;
	while (days_before_year(year + 1) <= days)
		year++;
	rest = (int)days - days_before_year(year);
	while (rest >= days_in_month(year, month))
		rest -= days_in_month(year, month++);
	return date_of(year, month, rest + 1);
}

/* --- local time ------------------------------------------------------------------------ */

static int zone_number;         /* moves with the zone */

void calendar_open(const char *zone)
{
	const char *folder = getenv("TZDIR");
	char path[512];
	int len = snprintf(path, sizeof(path), "%s/%s",
		folder ? folder : "/usr/share/zoneinfo", zone);

	/* The C library takes a zone it does not know for UTC, without a word. */
	if (len >= (int)sizeof(path) || access(path, R_OK) != 0)
		abandon("cannot find the time zone in the system's tz database", zone);
	if (setenv("TZ", zone, 1) != 0)
		abandon("cannot set the time zone", zone);
	tzset();
	zone_number++;
}

static int offset_asked(int64_t seconds)
{
	time_t moment = (time_t)seconds;
	struct tm tm;

	if (!localtime_r(&moment, &tm))
		return 0;
	return (int)tm.tm_gmtoff;
}

/* A page shows a hundred times of day, most of them from the same hours.  An offset that is
 * the same at both ends of some minutes is the same between them. */
static int offset_at(int64_t seconds)
{
	enum { PLACES = 256, SPAN = 900 };
	static __thread struct { int64_t span; int offset, zone; } places[PLACES];
	int64_t span = seconds / SPAN + 1;      /* 0 stands for nothing remembered */
	size_t i = (size_t)span % PLACES;
	int offset = places[i].offset;

	if (seconds < 0)
		return offset_asked(seconds);
	if (places[i].span == span && places[i].zone == zone_number)
		return offset;
	offset = offset_asked(seconds);
	if (offset_asked((span - 1) * SPAN) == offset && offset_asked(span * SPAN - 1) == offset) {
		places[i].span = span;
		places[i].offset = offset;
		places[i].zone = zone_number;
	}
	return offset;
}

struct instant instant_now(void)
{
	struct timespec now;

	if (frozen.seconds)
		return frozen;
	clock_gettime(CLOCK_REALTIME, &now);
	return (struct instant){ now.tv_sec + shifted_seconds };
}

void calendar_shift(int64_t seconds)
{
	shifted_seconds = seconds;
}

void calendar_freeze(struct instant instant)
{
	frozen = instant;
}

/* The instant at which clocks show `wall` (seconds since 1970 as if the place were at UTC).
 * The offsets of the day before and of the day after are the only ones it can have. */
static int64_t wall_to_seconds(int64_t wall)
{
	int before = offset_at(wall - DAY), after = offset_at(wall + DAY);
	int64_t early = wall - before, late = wall - after;
	int64_t first = early < late ? early : late;
	int64_t second = early < late ? late : early;

	if (first + offset_at(first) == wall)
		return first;
	if (second + offset_at(second) == wall)
		return second;
	return early;           /* the hour that is skipped: counted on from before it */
}

static int64_t wall_of(struct date date, int hour, int minute, int second)
{
	return (int64_t)days_of(date) * DAY + hour * HOUR + minute * MINUTE + second;
}

struct instant instant_at(struct date date, int hour, int minute, int second)
{
	return (struct instant){ wall_to_seconds(wall_of(date, hour, minute, second)) };
}

static int64_t floor_divide(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

struct clock_time instant_local(struct instant instant)
{
	int offset = offset_at(instant.seconds);
	int64_t wall = instant.seconds + offset;
	int64_t days = floor_divide(wall, DAY);
	int rest = (int)(wall - days * DAY);
	struct date date = date_of_days(days);

	return (struct clock_time){
		.date = date,
		.hour = rest / HOUR,
		.minute = rest % HOUR / MINUTE,
		.second = rest % MINUTE,
		.weekday = date_weekday(date),
		.offset_seconds = offset,
	};
}

struct date instant_date(struct instant instant)
{
	if (!instant.seconds)
		return (struct date){ 0 };
	return instant_local(instant).date;
}

/* --- writing --------------------------------------------------------------------------- */

/* Pages and files are full of dates: printf() would be half of what a list costs. */
static char *digits(char *at, int number, int count)
{
	for (int i = count - 1; i >= 0; i--, number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + count;
}

static char *date_write(char *at, struct date date)
{
	at = digits(at, date.year, 4);
	*at++ = '-';
	at = digits(at, date.month, 2);
	*at++ = '-';
	return digits(at, date.day, 2);
}

/* 2026-03-02T21:10 */
static char *minute_write(char *at, const struct clock_time *local)
{
	at = date_write(at, local->date);
	*at++ = 'T';
	at = digits(at, local->hour, 2);
	*at++ = ':';
	return digits(at, local->minute, 2);
}

static char *zone_write(char *at, int seconds)
{
	int minutes = abs(seconds) / MINUTE;

	*at++ = seconds < 0 ? '-' : '+';
	at = digits(at, minutes / 60, 2);
	*at++ = ':';
	return digits(at, minutes % 60, 2);
}

enum { ISO_LONGEST = 32 };

struct str instant_iso(struct arena *arena, struct instant instant)
{
	struct clock_time local;
	char text[ISO_LONGEST], *at;

	if (!instant.seconds)
		return S("");
	local = instant_local(instant);
	at = minute_write(text, &local);
	*at++ = ':';
	at = digits(at, local.second, 2);
	at = zone_write(at, local.offset_seconds);
	return arena_copy(arena, (struct str){ text, (size_t)(at - text) });
}

struct str instant_input(struct arena *arena, struct instant instant)
{
	struct clock_time local;
	char text[ISO_LONGEST];

	if (!instant.seconds)
		return S("");
	local = instant_local(instant);
	return arena_copy(arena, (struct str){ text,
		(size_t)(minute_write(text, &local) - text) });
}

struct str date_iso(struct arena *arena, struct date date)
{
	char text[ISO_LONGEST];

	if (!date_is_given(date))
		return S("");
	return arena_copy(arena, (struct str){ text, (size_t)(date_write(text, date) - text) });
}

/* --- reading --------------------------------------------------------------------------- */

static bool char_take(struct str *s, char c)
{
	if (s->len == 0 || s->at[0] != c)
		return false;
	*s = str_part(*s, 1, s->len);
	return true;
}

/* Between `least` and `most` digits; as many as there are. */
static bool digits_take(struct str *s, size_t least, size_t most, int *value)
{
	size_t count = 0;
	int sum = 0;

	while (count < most && count < s->len && s->at[count] >= '0' && s->at[count] <= '9')
		sum = sum * 10 + (s->at[count++] - '0');
	if (count < least)
		return false;
	*s = str_part(*s, count, s->len);
	*value = sum;
	return true;
}

static bool month_day_take(struct str *s, int *month, int *day)
{
	return digits_take(s, 2, 2, month) && char_take(s, '-') && digits_take(s, 2, 2, day);
}

static bool date_take(struct str *s, struct date *date)
{
	int year, month, day;

	if (!digits_take(s, 4, 4, &year) || !char_take(s, '-') ||
	    !month_day_take(s, &month, &day) || !date_exists(year, month, day))
		return false;
	*date = date_of(year, month, day);
	return true;
}

/* Machines write parts of a second; we count whole ones. */
static bool fraction_skip(struct str *s)
{
	int ignored;

	if (!char_take(s, '.'))
		return true;
	return digits_take(s, 1, 9, &ignored);
}

static bool clock_take(struct str *s, int *seconds)
{
	int hour, minute, second = 0;

	if (!digits_take(s, 1, 2, &hour) || !char_take(s, ':') ||
	    !digits_take(s, 2, 2, &minute))
		return false;
	if (char_take(s, ':') && (!digits_take(s, 2, 2, &second) || !fraction_skip(s)))
		return false;
	*seconds = hour * HOUR + minute * MINUTE + second;
	return hour < 24 && minute < 60 && second < 60;
}

/* "Z", "+01:00", "+0100", "+01", perhaps after a space; nothing is no zone. */
static bool zone_take(struct str *s, bool *is_given, int *offset)
{
	int hours, minutes = 0, sign;

	*is_given = s->len > 0;
	*offset = 0;
	if (s->len == 0 || char_take(s, 'Z'))
		return true;
	char_take(s, ' ');
	sign = char_take(s, '-') ? -1 : 1;
	if (sign > 0 && !char_take(s, '+'))
		return false;
	if (!digits_take(s, 2, 2, &hours))
		return false;
	if (s->len > 0) {
		char_take(s, ':');
		if (!digits_take(s, 2, 2, &minutes))
			return false;
	}
	*offset = sign * (hours * HOUR + minutes * MINUTE);
	return hours <= ZONE_HOURS_MOST && minutes < 60;
}

static bool moment_take(struct str *s, int *clock, bool *has_zone, int *offset)
{
	if (s->len == 0)
		return true;
	if (!char_take(s, 'T') && !char_take(s, ' '))
		return false;
	return clock_take(s, clock) && zone_take(s, has_zone, offset) && s->len == 0;
}

bool instant_read(struct str s, struct instant *instant)
{
	struct date date;
	int clock = 0, offset = 0;
	bool has_zone = false;
	int64_t wall;

	if (!date_take(&s, &date) || !moment_take(&s, &clock, &has_zone, &offset))
		return false;
	/* A zone may move it a day, and it must still have a date that we can write. */
	if (date_compare(date, date_of(1, 1, 2)) < 0 ||
	    date_compare(date, date_of(YEAR_LAST, 12, 30)) > 0)
		return false;
	wall = wall_of(date, 0, 0, clock);
	instant->seconds = has_zone ? wall - offset : wall_to_seconds(wall);
	return true;
}

bool time_of_day_read(struct str s, int *hour, int *minute)
{
	int hours, minutes;

	if (!digits_take(&s, 1, 2, &hours) || !char_take(&s, ':') || !digits_take(&s, 2, 2, &minutes)
	    || s.len > 0 || hours > 23 || minutes > 59)
		return false;
	*hour = hours;
	*minute = minutes;
	return true;
}

bool date_read(struct str s, struct date *date)
{
	struct date read;

	if (!date_take(&s, &read) || s.len > 0)
		return false;
	*date = read;
	return true;
}

/* --- dates ----------------------------------------------------------------------------- */

bool date_is_given(struct date date)
{
	return date.year != 0;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

struct date date_earlier(struct date a, struct date b)
{
	if (!date_is_given(a) || !date_is_given(b))
		return date_is_given(a) ? a : b;
	return date_compare(a, b) <= 0 ? a : b;
}

struct date date_later(struct date a, struct date b)
{
	if (!date_is_given(a) || !date_is_given(b))
		return date_is_given(a) ? a : b;
	return date_compare(a, b) >= 0 ? a : b;
}

struct date date_add_days(struct date date, int days)
{
	return date_of_days((int64_t)days_of(date) + days);
}

struct date date_add_months(struct date date, int months)
{
	int all = date.year * 12 + date.month - 1 + months;
	int year = all / 12, month = all % 12 + 1, last;

	must(all >= 12);
	must(year <= YEAR_LAST);
	last = days_in_month(year, month);
	return date_of(year, month, date.day < last ? date.day : last);
}

int date_days_between(struct date from, struct date to)
{
	return days_of(to) - days_of(from);
}

/* 1970-01-01 was a Thursday, the fourth day of its week. */
int date_weekday(struct date date)
{
	return (int)(((int64_t)days_of(date) + DAYS_IN_400_YEARS * 7LL + 3) % 7) + 1;
}

/* The week belongs to the year that has its Thursday. */
int date_week(struct date date)
{
	struct date thursday = date_add_days(date, 4 - date_weekday(date));

	return date_days_between(date_year_start(thursday), thursday) / 7 + 1;
}

struct date date_month_start(struct date date)
{
	return date_of(date.year, date.month, 1);
}

struct date date_year_start(struct date date)
{
	return date_of(date.year, 1, 1);
}

struct date date_today(void)
{
	return instant_date(instant_now());
}

/* The Sunday after the church's full moon, by the rule of 1582: the moon returns to the same
 * dates after 19 years, corrected for the leap days and the drift of each century. */
struct date date_easter(int year)
{
	int golden = year % 19, century = year / 100;
	int dropped_leap_days = century - century / 4;
	int moon_drift = (8 * century + 13) / 25;
	int age = (19 * golden + dropped_leap_days - moon_drift + 15) % 30;
	struct date full_moon;

	/* The moon's month is 29 or 30 days: the latest full moons move one day back. */
	if (age == 29 || (age == 28 && golden > 10))
		age--;
	full_moon = date_add_days(date_of(year, 3, 21), age);
	return date_add_days(full_moon, 7 - date_weekday(full_moon) % 7);
}

/* --- working days and holidays --------------------------------------------------------- */

static int date_order(const void *a, const void *b)
{
	return date_compare(*(const struct date *)a, *(const struct date *)b);
}

bool date_is_working_day(struct date date, struct holidays holidays)
{
	if (date_weekday(date) > 5)
		return false;
	return holidays.count == 0 ||
	       !bsearch(&date, holidays.at, holidays.count, sizeof(date), date_order);
}

struct date date_add_working_days(struct date date, int days, struct holidays holidays)
{
	int step = days < 0 ? -1 : 1;

	while (days != 0) {
		date = date_add_days(date, step);
		if (date_is_working_day(date, holidays))
			days -= step;
	}
	return date;
}

/* "+1", "-2" or nothing. */
static bool easter_rule_date(struct str rule, int year, struct date *date)
{
	int days = 0, sign = str_starts(rule, S("-")) ? -1 : 1;

	if (rule.len > 0 && ((!char_take(&rule, '-') && !char_take(&rule, '+')) ||
	    !digits_take(&rule, 1, 3, &days) || rule.len > 0 || days > EASTER_REACH))
		return false;
	*date = date_add_days(date_easter(year), sign * days);
	return true;
}

static bool weekday_take(struct str *s, int *weekday)
{
	static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_starts(*s, str_of(names[i]))) {
			*s = str_part(*s, 3, s->len);
			*weekday = (int)i + 1;
			return true;
		}
	return false;
}

static bool day_of_year_take(struct str *s, int year, struct date *date)
{
	int month, day;

	if (!month_day_take(s, &month, &day) || !date_exists(year, month, day))
		return false;
	*date = date_of(year, month, day);
	return true;
}

/* "sat:06-20..06-26": the Saturday among those days. */
static bool weekday_rule_date(struct str rule, int year, struct date *date)
{
	struct date from, to;
	int weekday;

	if (!weekday_take(&rule, &weekday) || !char_take(&rule, ':') ||
	    !day_of_year_take(&rule, year, &from) || !char_take(&rule, '.') ||
	    !char_take(&rule, '.') || !day_of_year_take(&rule, year, &to) || rule.len > 0)
		return false;
	from = date_add_days(from, (weekday - date_weekday(from) + 7) % 7);
	if (date_compare(from, to) > 0)
		return false;
	*date = from;
	return true;
}

bool holiday_rule_date(struct str rule, int year, struct date *date)
{
	struct date fixed;

	if (str_starts(rule, S("easter")))
		return easter_rule_date(str_part(rule, 6, rule.len), year, date);
	if (str_starts(rule, S("weekday:")))
		return weekday_rule_date(str_part(rule, 8, rule.len), year, date);
	if (!day_of_year_take(&rule, year, &fixed) || rule.len > 0)
		return false;
	*date = fixed;
	return true;
}
