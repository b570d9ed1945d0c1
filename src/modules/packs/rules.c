/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/rules.c - when a pack is made, and when it is too old. */
#include "modules/packs/inside.h"

/* The last time that the clock was at that hour. */
static struct instant hour_last(int64_t hour, struct instant now)
{
	struct date today = instant_date(now);
	struct instant at = instant_at(today, (int)hour, 0, 0);

	return at.seconds <= now.seconds ? at
		: instant_at(date_add_days(today, -1), (int)hour, 0, 0);
}

enum pack_reason pack_due(const struct pack_unit *unit, const struct pack_clock *clock,
                          struct instant now)
{
	if (unit->made_at.seconds < hour_last(clock->hour, now).seconds)
		return PACK_nightly;
	if (unit->roster_now > unit->roster_mark
	    && now.seconds - unit->made_at.seconds >= clock->least_minutes * MINUTE)
		return PACK_rosters;
	return PACK_none;
}

bool pack_is_old(const struct pack_unit *unit, const struct pack_clock *clock,
                 struct instant now)
{
	struct instant since = unit->made_at.seconds ? unit->made_at : unit->since;

	return now.seconds - since.seconds > clock->old_hours * HOUR;
}

bool pack_is_wanting(const struct pack_unit *unit, const struct pack_clock *clock,
                     struct instant now)
{
	return !unit->made_at.seconds || pack_is_old(unit, clock, now);
}

static bool rule_row(size_t i, struct out *out)
{
	const char *const rows[][2] = {
		{ N_("Once a night, at the hour of the setting pack_hour"), N_("New packs for all") },
		{ N_("A roster has changed since, and the pack is older than pack_least_minutes"),
		  N_("A new pack for the unit and those above it") },
		{ N_("It is missing, or older than pack_old_hours"),
		  N_("Shown in red, and whoever looks after the service is told") },
	};

	if (i >= COUNT(rows))
		return false;
	out_print(out, "| %s | %s |", _(rows[i][0]), _(rows[i][1]));
	return true;
}

const struct rule_table packs_rules[] = {
	{ .name = "packs: when they are made", .row = rule_row, .headings = "| When | What |" },
	{ .name = NULL },
};
