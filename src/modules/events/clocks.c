/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/clocks.c - when something must be done, and which duties apply.
 *
 * Own clocks (event/handling_clocks) begin and end with what happens to the event.  Duties to
 * tell an authority (event/clocks) are deadlines: a duty that an answer says applies begins
 * to run by itself, others are proposed on the page, and all are done only when a person
 * says so.
 */
#include "modules/events/facts.h"
#include "modules/events/inside.h"

#include "kit/holidays.h"

enum { LAST_MINUTE = 59, LAST_HOUR = 23 };

/* ---- Times -------------------------------------------------------------------------- */

/* The free days of the year of a date and the next. */
struct holidays holidays_near(struct arena *arena, struct date date)
{
	return holidays_of_years(arena, date.year, date.year + 1);
}

/* Working days and days last until the end of the day; all zero means at once. */
struct instant handling_due(const struct item *clock, struct instant from, struct holidays holidays)
{
	int working_days = (int)item_int(clock, "working_days"), days = (int)item_int(clock, "days");
	struct date date = instant_date(from);

	if (working_days)
		return instant_at(date_add_working_days(date, working_days, holidays),
			LAST_HOUR, LAST_MINUTE, 0);
	if (days)
		return instant_at(date_add_days(date, days), LAST_HOUR, LAST_MINUTE, 0);
	return (struct instant){ from.seconds + item_int(clock, "hours") * HOUR };
}

struct instant duty_starts(const struct item *clock, const struct event *event)
{
	struct str from = item_text(clock, "starts_from");

	if (str_is(from, "occurred"))
		return event->occurred_at;
	if (str_is(from, "reported") || !event->discovered_at.seconds)
		return event->reported_at;
	return event->discovered_at;
}

/* Without delay is zero hours: due when it begins. */
struct instant duty_due(const struct item *clock, struct instant from)
{
	return (struct instant){ from.seconds + item_int(clock, "within_hours") * HOUR };
}

/* ---- Which duties apply -------------------------------------------------------------- */

enum clock_fit duty_fits(const struct item *clock, const struct event *event,
                         const struct condition_facts *facts)
{
	const struct item *type = item_find("event/types", event->type);
	int64_t worst = event->severity > event->potential_severity
		? event->severity : event->potential_severity;
	struct condition condition;

	if (!type || !item_has(type, "clocks", str_z(facts->arena, clock->code)))
		return CLOCK_NOT;
	if (worst < item_int(clock, "severity_from"))
		return CLOCK_NOT;
	if (item_int(clock, "of_employees") && event_is_of_elected(facts->blocks))
		return CLOCK_NOT;
	condition = condition_read(item_text(clock, "condition"), facts);
	if (!condition.holds)
		return CLOCK_NOT;
	return condition.asks_block ? CLOCK_STARTS : CLOCK_PROPOSED;
}

/* ---- Beginning and ending ------------------------------------------------------------- */

void clocks_begin(struct change *change, const struct event *event, const char *what)
{
	const struct catalogue *clocks = catalogue_get("event/handling_clocks");
	struct instant from = str_is(S("reported"), what) ? event->reported_at : instant_now();
	struct holidays holidays = { 0 };

	for (size_t i = 0; i < clocks->count; i++) {
		const struct item *clock = &clocks->items[i];

		if (clock->is_retired || !str_is(item_text(clock, "from_state_or_event"), what)
		    || event->severity < item_int(clock, "severity_from"))
			continue;
		if (!holidays.at)
			holidays = holidays_near(change_arena(change), instant_date(from));
		clock_put(change, event, clock->code, from, handling_due(clock, from, holidays));
	}
}

void clocks_end(struct change *change, const struct event *event, const char *what)
{
	const struct catalogue *clocks = catalogue_get("event/handling_clocks");

	for (size_t i = 0; i < clocks->count; i++)
		if (str_is(item_text(&clocks->items[i], "until_state_or_event"), what))
			clocks_done(change, event->id, clocks->items[i].code, change_me(change));
}

void duties_begin(struct change *change, const struct event *event)
{
	struct arena *arena = change_arena(change);
	const struct catalogue *clocks = catalogue_get("event/clocks");
	struct condition_facts facts = { .arena = arena };

	if (event->blocks.len <= 2)     /* {}: no answer can start a duty */
		return;
	facts.blocks = blocks_read(arena, event->blocks);
	facts.unit_tags = unit_tags(change_view(change), event->unit_id);
	for (size_t i = 0; i < clocks->count; i++) {
		const struct item *clock = &clocks->items[i];
		struct instant starts = duty_starts(clock, event);

		if (item_int(clock, "of_employees") && event_is_of_elected(facts.blocks))
			clock_waive(change, event->id, clock->code,
				str_of(_("An elected representative is not employed.")));
		else if (!clock->is_retired && duty_fits(clock, event, &facts) == CLOCK_STARTS)
			clock_put(change, event, clock->code, starts, duty_due(clock, starts));
	}
	json_decref(facts.blocks);
}
