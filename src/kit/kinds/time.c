/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/kinds/time.c - instants and dates. */
#include "kit/kinds/kind.h"

#include "base/calendar.h"

/* Outside these years it is a slip of the pen: 0026-03-02. */
enum { FIRST_YEAR = 1850, LAST_YEAR = 2199, LONGEST_MOMENT = 40 };

/* "2026-09-31" -> 2026, 9, 31; false when it is not of that form. */
static bool date_parts(struct str s, int64_t part[3])
{
	struct str day = str_part(s, 0, 10);

	for (int i = 0; i < 3; i++)
		if (!str_to_int(str_cut(&day, '-'), &part[i]))
			return false;
	/* In the last month that there is nothing comes after. */
	return part[0] > 0 && part[0] < 9999 && part[1] >= 1 && part[1] <= 12 && part[2] >= 1
		&& part[2] <= 31;
}

/* The right form and a month that exists, but too short for that day. */
static bool refuse_missing_day(const struct judging *judging, struct str answer)
{
	int64_t part[3];
	struct date first, last;
	struct str month, meant;

	if (!date_parts(answer, part))
		return false;
	first = (struct date){ (int16_t)part[0], (int8_t)part[1], 1 };
	last = date_add_days(date_add_months(first, 1), -1);
	if (part[2] <= last.day)
		return false;
	month = tongue_month(judging->arena, first);
	meant = tongue_date(judging->arena, last);
	problem_add(judging->problems, judging->field->column.name,
		_("The date %lld %.*s does not exist. Did you mean %.*s?"), (long long)part[2],
		STR(month), STR(meant));
	return true;
}

static bool refuse_year(const struct judging *judging, struct date date)
{
	if (date.year >= FIRST_YEAR && date.year <= LAST_YEAR)
		return false;
	problem_add(judging->problems, judging->field->column.name,
		_("%s: the year %d cannot be right."), field_label(judging->field), date.year);
	return true;
}

static void date_judge(const struct judging *judging, struct str answer)
{
	struct date date;

	if (date_read(answer, &date)) {
		if (!refuse_year(judging, date))
			*(struct date *)(void *)field_text(judging->field, judging->row) = date;
	} else if (!refuse_missing_day(judging, answer)) {
		judging_refuse(judging, N_("%s: “%.*s” is no date. Write it like 2026-03-02."), answer);
	}
}

static void instant_judge(const struct judging *judging, struct str answer)
{
	struct instant instant;

	if (answer.len <= LONGEST_MOMENT && instant_read(answer, &instant)) {
		if (!refuse_year(judging, instant_date(instant)))
			*(struct instant *)(void *)field_text(judging->field, judging->row) = instant;
	} else if (!refuse_missing_day(judging, answer)) {
		judging_refuse(judging,
			N_("%s: “%.*s” is no date and time. Write it like 2026-03-02 21:10."), answer);
	}
}

static struct date date_of(const struct field *field, const void *row)
{
	return *(const struct date *)(const void *)field_text(field, row);
}

static struct instant instant_of(const struct field *field, const void *row)
{
	return *(const struct instant *)(const void *)field_text(field, row);
}

static bool date_kind_is_given(const struct field *field, const void *row)
{
	return date_is_given(date_of(field, row));
}

static struct str date_show(struct arena *arena, const struct field *field, const void *row)
{
	if (!date_kind_is_given(field, row))
		return S("");
	return tongue_date(arena, date_of(field, row));
}

static struct str date_machine(struct arena *arena, const struct field *field, const void *row)
{
	return date_iso(arena, date_of(field, row));
}

static bool instant_is_given(const struct field *field, const void *row)
{
	return instant_of(field, row).seconds != 0;
}

static struct str instant_show(struct arena *arena, const struct field *field, const void *row)
{
	if (!instant_is_given(field, row))
		return S("");
	return tongue_instant(arena, instant_of(field, row));
}

static struct str instant_machine(struct arena *arena, const struct field *field, const void *row)
{
	if (!instant_is_given(field, row))
		return S("");
	return instant_iso(arena, instant_of(field, row));
}

const struct kind kind_date = {
	.judge = date_judge, .show = date_show, .machine = date_machine,
	.is_given = date_kind_is_given, .missing = N_("Write a date for %.*s."),
};
const struct kind kind_instant = {
	.judge = instant_judge, .show = instant_show, .machine = instant_machine,
	.is_given = instant_is_given, .missing = N_("Write a date and a time for %.*s."),
};
