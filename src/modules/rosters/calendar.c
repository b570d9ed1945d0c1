/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/calendar.c - a whole roster in a calendar: who serves, from when to when. */
#include "modules/rosters/swaps.h"

enum { LONGEST_DAYS = 62 };     /* a shift that begins on the last day is read to its end */

struct roster_named roster_named_get(struct view *view, struct str public_id)
{
	const struct roster *roster = roster_get(view, public_id);

	if (!roster || roster->closed_at.seconds)
		return (struct roster_named){ 0 };
	return (struct roster_named){ roster->id, roster_name(roster),
		unit_name(view, roster->unit_id) };
}

struct str roster_words(struct view *view, int64_t id)
{
	const struct roster *roster = roster_of_id(view, id);

	return roster ? roster_name(roster) : S("");
}

static struct wheel_item shift_item(struct arena *arena, const struct roster *roster,
                                    const struct shift *shift, struct str name)
{
	return (struct wheel_item){ .kind = S("shift"),
		.uid = arena_print(arena, "roster-%.*s-%lld", STR(roster->public_id),
			(long long)shift->begins.seconds),
		.words = arena_print(arena, "%.*s: %.*s", STR(roster_name(roster)),
			STR(name)),
		.path = roster_path(arena, roster),
		.on = instant_date(shift->begins),
		.to = instant_date((struct instant){ shift->ends.seconds - 1 }),
		.begins = shift->begins, .ends = shift->ends,
		.is_done = shift->ends.seconds <= instant_now().seconds };
}

/* One that began before the first day is left out: its number would be another tomorrow.  One
 * that begins in time stands whole, or its end would be another tomorrow. */
struct wheel_item_list roster_calendar(struct view *view, int64_t id, struct date from,
                                       struct date to)
{
	const struct roster *roster = roster_of_id(view, id);
	struct arena *arena = view_arena(view);
	struct instant first = instant_at(from, 0, 0, 0), before = { first.seconds - 1 };
	struct instant last = instant_at(date_add_days(to, 1), 0, 0, 0);
	struct instant past = instant_at(date_add_days(to, LONGEST_DAYS), 0, 0, 0);
	struct wheel_item_list list = { 0 };
	struct roster_rules_list rules;
	struct shift_list shifts;
	const struct str *names;

	if (!roster || roster->closed_at.seconds || date_compare(to, from) < 0)
		return list;
	rules = rules_load(view, roster->id, before);
	shifts = rota_shifts(arena, rota_of(&rules, roster->id), before, past,
		holidays_between(arena, before, past));
	names = shift_names(view, &shifts);
	list.at = arena_array(arena, struct wheel_item, shifts.count + 1);
	for (size_t i = 0; i < shifts.count; i++)
		if (shifts.at[i].begins.seconds >= first.seconds
		    && shifts.at[i].begins.seconds < last.seconds)
			list.at[list.count++] = shift_item(arena, roster, &shifts.at[i], names[i]);
	return list;
}
