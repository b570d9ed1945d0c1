/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/rules.c - periods, when it is time, what is near persons; values in, values out. */
#include "modules/hotspots/inside.h"

enum { MONTHS_A_YEAR = 12, WEEK_DAYS = 7 };

/* Below so many expected a ratio says little: one more would change it by a fifth. */
static const double shaky_below = 5;

static struct date month_end(struct date day)
{
	return date_add_days(date_add_months(date_month_start(day), 1), -1);
}

struct hotspot_period months_around(struct date from, struct date to)
{
	return (struct hotspot_period){ date_month_start(from), month_end(to) };
}

struct hotspot_period hotspots_year(struct date today)
{
	return months_around(date_add_months(date_month_start(today), 1 - MONTHS_A_YEAR), today);
}

bool is_whole_months(struct date from, struct date to)
{
	struct hotspot_period whole = months_around(from, to);

	return !date_compare(whole.from, from) && !date_compare(whole.to, to);
}

static struct date monday_before(struct date day)
{
	return date_add_days(day, 1 - date_weekday(day));
}

bool hotspots_are_due(struct instant now, struct instant last_made)
{
	return last_made.seconds < instant_at(monday_before(instant_date(now)), 0, 0, 0).seconds;
}

struct date sunday_before(struct date day, struct date today)
{
	struct date last = date_add_days(monday_before(today), -1);
	struct date own = date_weekday(day) == WEEK_DAYS ? day : date_add_days(monday_before(day), -1);

	return date_compare(own, last) < 0 ? own : last;
}

bool type_is_near_persons(struct str type)
{
	const struct item *item = item_find("event/types", type);

	return !item || !str_is(item_text(item, "person_near"), "0");
}

bool area_is_less_than_district(const struct area *area)
{
	return !str_is(area->kind, HOTSPOT_DISTRICT_KIND) && area->parent_code.len
		&& !str_equals(area->parent_code, area->code);
}

bool ratio_is_shaky(double expected)
{
	return expected < shaky_below;
}
