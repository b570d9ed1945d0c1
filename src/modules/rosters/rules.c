/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/rules.c - decisions: values in, values out. */
#include "modules/rosters/swaps.h"

#include "kit/holidays.h"

enum { HOUR_MINUTES = 60, WEEK_DAYS = 7 };

int minute_read(struct str text)
{
	int hour, minute;

	return time_of_day_read(text, &hour, &minute) ? hour * HOUR_MINUTES + minute : -1;
}

struct str minute_words(struct arena *arena, int64_t minute)
{
	return arena_print(arena, "%02d:%02d", (int)(minute / HOUR_MINUTES),
		(int)(minute % HOUR_MINUTES));
}

struct rota_demand demand_of(const struct item *function)
{
	static const struct { const char *word; enum rota_demand_when when; } whens[] = {
		{ "always", DEMAND_always }, { "working", DEMAND_working },
		{ "outside", DEMAND_outside },
	};
	struct rota_demand demand = { 0 };

	for (size_t i = 0; function && i < COUNT(whens); i++)
		if (str_is(item_text(function, "when"), whens[i].word))
			demand.when = (int)whens[i].when;
	if (demand.when > DEMAND_always) {
		demand.opens = minute_read(item_text(function, "opens"));
		demand.closes = minute_read(item_text(function, "closes"));
		if (demand.opens < 0 || demand.closes < 0)
			demand = (struct rota_demand){ .when = DEMAND_always };
	}
	return demand;
}

/* One of the two says so. */
bool functions_conflict(struct str a, struct str b)
{
	return str_has_word(item_text(item_find("rosters/functions", a), "conflicts"), b)
		|| str_has_word(item_text(item_find("rosters/functions", b), "conflicts"), a);
}

bool duty_is_asked_of(const struct item *function, const struct unit *unit)
{
	struct str marks = item_text(function, "unit_tags");

	if (str_has_word(item_text(function, "unit_kinds"), unit->kind))
		return true;
	while (marks.len)
		if (str_has_word(unit->tags, str_cut(&marks, ' ')))
			return true;
	return false;
}

/* A night that begins on the last day of a year is on duty in the next. */
struct holidays holidays_between(struct arena *arena, struct instant from, struct instant to)
{
	return holidays_of_years(arena, instant_date(from).year - 1, instant_date(to).year + 1);
}

/* ---- Words -------------------------------------------------------------------------------- */

struct str between_words(struct arena *arena, struct instant from, struct instant to)
{
	return arena_print(arena, _("%.*s to %.*s"), STR(tongue_instant(arena, from)),
		STR(tongue_instant(arena, to)));
}

static struct str weekdays_words(struct arena *arena, int64_t weekdays)
{
	const struct catalogue *names = catalogue_get("rosters/weekdays");
	struct str words = S("");

	for (size_t i = 0; i < names->count && i < WEEK_DAYS; i++)
		if (weekdays >> i & 1)
			words = arena_print(arena, "%.*s%s%.*s", STR(words), words.len ? ", " : "",
				STR(item_name(&names->items[i])));
	return words;
}

static struct str turn_words(struct arena *arena, const struct layer *layer)
{
	long long n = (long long)layer->turn_length;

	if (layer->turn == TURN_day)
		return arena_print(arena, plural(n, "turns of %lld day", "turns of %lld days"), n);
	if (layer->turn == TURN_week)
		return arena_print(arena, plural(n, "turns of %lld week", "turns of %lld weeks"), n);
	return arena_print(arena, plural(n, "turns of %lld month", "turns of %lld months"), n);
}

struct str layer_words(struct arena *arena, const struct layer *layer)
{
	struct str days = str_of(_(layer_days[layer->days].label));

	if (layer->weekdays)
		days = arena_print(arena, "%.*s (%.*s)", STR(days),
			STR(weekdays_words(arena, layer->weekdays)));
	return arena_print(arena, "%.*s %.*s–%.*s, %.*s", STR(days),
		STR(minute_words(arena, layer->from_minute)),
		STR(minute_words(arena, layer->to_minute)), STR(turn_words(arena, layer)));
}

/* ---- Two rules at once ----------------------------------------------------------------------- */

struct shift layer_meets(struct arena *arena, const struct rota_layer *a,
                         const struct rota_layer *b, struct instant from, struct instant to,
                         struct holidays holidays)
{
	struct rota first = { .layer_count = 1, .layers = a };
	struct rota second = { .layer_count = 1, .layers = b };
	struct shift_list x = rota_shifts(arena, &first, from, to, holidays);
	struct shift_list y = rota_shifts(arena, &second, from, to, holidays);

	for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
		if (x.at[i].begins.seconds < y.at[j].ends.seconds
		    && y.at[j].begins.seconds < x.at[i].ends.seconds) {
			struct shift meets = x.at[i];

			if (y.at[j].begins.seconds > meets.begins.seconds)
				meets.begins = y.at[j].begins;
			if (y.at[j].ends.seconds < meets.ends.seconds)
				meets.ends = y.at[j].ends;
			return meets;
		}
		if (x.at[i].ends.seconds <= y.at[j].ends.seconds)
			i++;
		else
			j++;
	}
	return (struct shift){ 0 };
}

static bool function_row(size_t i, struct out *out)
{
	/* The manual is printed without a database too, and then there are no lists. */
	const struct catalogue *functions = catalogue_find(S("rosters/functions"));
	const struct item *function;

	if (!functions || i >= functions->count)
		return false;
	function = &functions->items[i];
	out_print(out, "| %.*s | %.*s | %.*s |", STR(item_name(function)),
		STR(item_text(function, "when")), STR(item_text(function, "conflicts")));
	return true;
}

const struct rule_table rosters_rules[] = {
	{ "rosters: functions", function_row, "| Function | When | Not together with |" },
	{ "rosters: why a swap is refused", swap_rule_row, "| Field | Why |" },
	{ NULL, NULL, NULL },
};
