/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/words.c - what a signal says, in whole sentences. */
#include "modules/signals/inside.h"

#include "modules/places/places.h"
#include "modules/units/units.h"

#include <math.h>

/* Below this the rest is worth a sentence. */
static const double nearly_all = 0.95;

struct str amount(struct arena *arena, double number)
{
	return tongue_real(arena, number, number >= 10 || number == floor(number) ? 0 : number < 0.1 ? 2 : 1);
}

struct str place_name_of(struct view *view, int64_t unit_id, int64_t area_id)
{
	struct str unit = unit_name(view, unit_id);
	struct str area = area_id ? area_name(view, area_id) : S("");

	return area.len ? arena_print(view_arena(view), "%.*s, %.*s", STR(unit), STR(area)) : unit;
}

struct str signal_name(struct view *view, const struct listed *listed)
{
	struct str type = code_name("event/types", listed->type);
	struct str place = place_name_of(view, listed->unit_id, listed->area_id);

	if (!is_drift(listed))
		return arena_print(view_arena(view), "%.*s: %.*s", STR(type), STR(place));
	return arena_print(view_arena(view), listed->tier == TIER_rising ? _("%.*s, slowly more: %.*s")
		: _("%.*s, slowly less: %.*s"), STR(type), STR(place));
}

struct str week_words(struct arena *arena, struct date monday)
{
	return arena_print(arena, _("week %d, %.*s to %.*s"), date_week(monday),
		STR(tongue_date(arena, monday)), STR(tongue_date(arena, date_add_days(monday, 6))));
}

struct str false_words(struct arena *arena, double expected)
{
	if (expected < 0.05)
		return str_of(_("Hardly any of these is likely to be false."));
	return arena_print(arena, _("Of a list like this, about %.*s are false on average."),
		STR(amount(arena, expected)));
}

struct str drifts_words(struct arena *arena, int64_t series, double false_expected)
{
	return arena_print(arena, plural(series,
		"%lld series is followed. If nothing had changed, about %.*s findings would stand here on average.",
		"%lld series are followed. If nothing had changed, about %.*s findings would stand here on average."),
		(long long)series, STR(amount(arena, false_expected)));
}

/* ---- Why --------------------------------------------------------------------------------------- */

static void say(struct why *why, struct str sentence)
{
	if (sentence.len && why->count < MOST_WHY)
		why->at[why->count++] = sentence;
}

/* How many times as many, with what holds it nine times of ten. */
static struct str drift_how_many(struct arena *arena, const struct listed *listed)
{
	double ratio = listed->expected > 0 ? (double)listed->events / listed->expected : 0;

	return arena_print(arena, _("Since about week %d, from %.*s, %.*s times as many as expected (%.*s to %.*s): %lld reported, %.*s expected."),
		date_week(listed->since), STR(tongue_date(arena, listed->since)), STR(tongue_about(arena, ratio)),
		STR(tongue_about(arena, listed->ratio_low)), STR(tongue_about(arena, listed->ratio_high)),
		(long long)listed->events, STR(amount(arena, listed->expected)));
}

struct str signal_how_many(struct arena *arena, const struct listed *listed)
{
	if (is_drift(listed))
		return drift_how_many(arena, listed);
	if (listed->expected < 0)
		return arena_print(arena, plural(listed->events, "%lld reported; how many to expect cannot be said.",
			"%lld reported; how many to expect cannot be said."), (long long)listed->events);
	return arena_print(arena, plural(listed->events, "%lld reported, %.*s expected (up to %.*s).",
		"%lld reported, %.*s expected (up to %.*s)."), (long long)listed->events,
		STR(amount(arena, listed->expected)), STR(amount(arena, listed->upper)));
}

static struct str part_name(struct view *view, const struct signal_part *part, const struct listed *listed)
{
	struct str type = code_name("event/types", part->type);
	struct str place = part->level == LEVEL_area ? area_name(view, part->area_id)
		: unit_name(view, part->unit_id);

	if (str_equals(part->type, listed->type))
		return place;
	return arena_print(view_arena(view), "%.*s (%.*s)", STR(place), STR(type));
}

/* The parts of one level only: a sum over units and over areas would count twice. */
static struct str who_has_it(struct view *view, const struct listed *listed,
                             const struct signal_part_list *parts)
{
	struct arena *arena = view_arena(view);
	const struct signal_part *first = NULL, *second = NULL;
	int64_t more = 0;

	for (size_t i = 0; i < parts->count; i++) {
		const struct signal_part *part = &parts->at[i];

		if (part->listing_id != listed->id || (first && part->level != first->level))
			continue;
		if (!first)
			first = part;
		else if (!second)
			second = part;
		else
			more++;
	}
	if (!first)
		return S("");
	if (!second)
		return arena_print(arena, _("Most of it is at %.*s."), STR(part_name(view, first, listed)));
	if (!more)
		return arena_print(arena, _("Most of it is at %.*s and %.*s."),
			STR(part_name(view, first, listed)), STR(part_name(view, second, listed)));
	return arena_print(arena, plural(more, "Most of it is at %.*s, %.*s and %lld more.",
		"Most of it is at %.*s, %.*s and %lld more."), STR(part_name(view, first, listed)),
		STR(part_name(view, second, listed)), (long long)more);
}

static struct str how_sure(struct arena *arena, const struct listed *listed)
{
	if (is_drift(listed))
		return arena_print(arena, _("Found in week %d, %.*s."), date_week(listed->found),
			STR(tongue_date(arena, listed->found)));
	if (listed->tier == TIER_first_year)
		return str_of(_("Preliminary: it is judged by the weeks just before, and such limits are passed often."));
	if (listed->tier == TIER_sentinel)
		return str_of(_("For this type one event is enough to be listed."));
	if (listed->reported < nearly_all)
		return arena_print(arena, _("About %d per cent of the week’s events are registered by now; what is expected is counted the same way."),
			(int)lround(100 * listed->reported));
	return S("");
}

struct why why_listed(struct view *view, const struct listed *listed, const struct signal_part_list *parts)
{
	struct why why = { 0 };

	say(&why, signal_how_many(view_arena(view), listed));
	say(&why, who_has_it(view, listed, parts));
	say(&why, how_sure(view_arena(view), listed));
	return why;
}
