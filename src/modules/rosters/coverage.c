/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/coverage.c - see coverage.h. */
#include "modules/rosters/coverage.h"
#include "modules/rosters/swaps.h"

#include "base/json.h"
#include "kit/setting.h"
#include "modules/duties/duties.h"
#include "modules/people/people.h"
#include "modules/rosters/coverage.html.h"

#include <string.h>

enum { AHEAD_DAYS = 90, MOST_DAYS = 2200, JSON_LONGEST = 1 << 22, REMARKS_MORE = 8 };

bool covered_is_well(const struct covered *covered)
{
	return !covered->holes.count && !covered->remark_count;
}

/* ---- Which functions, where ------------------------------------------------------------ */

static bool is_city(const struct item *function)
{
	return str_is(item_text(function, "scope"), "city");
}

static bool is_shared(const struct share *share, const struct roster *roster, int64_t unit_id)
{
	return share->roster_id == roster->id && share->unit_id == unit_id;
}

bool roster_serves(const struct roster *roster, const struct share_list *shares, int64_t unit_id)
{
	if (roster->unit_id == unit_id)
		return true;
	for (size_t i = 0; i < shares->count; i++)
		if (is_shared(&shares->at[i], roster, unit_id))
			return true;
	return false;
}

/* The rules of several rosters as one: somebody of any of them is enough. */
static void rota_join(struct arena *arena, struct rota *to, const struct rota *more,
                      struct instant from, struct instant until)
{
	struct rota_layer *layers = arena_array(arena, struct rota_layer,
		to->layer_count + more->layer_count + 1);
	struct rota_override *overrides = arena_array(arena, struct rota_override,
		to->override_count + more->override_count + 1);

	for (size_t i = 0; i < to->layer_count; i++)
		layers[i] = to->layers[i];
	for (size_t i = 0; i < more->layer_count; i++)
		layers[to->layer_count + i] = rota_layer_within(more->layers[i], from, until);
	for (size_t i = 0; i < to->override_count; i++)
		overrides[i] = to->overrides[i];
	for (size_t i = 0; i < more->override_count; i++)
		overrides[to->override_count + i] = rota_override_within(more->overrides[i], from, until);
	*to = (struct rota){ to->layer_count + more->layer_count,
		to->override_count + more->override_count, layers, overrides };
}

struct seen {
	struct view *view;
	struct arena *arena;
	struct roster_list rosters;
	struct roster_rules_list rules;
	struct share_list shares;
	struct unit_list units;
	struct holidays holidays;
};

/* Its own roster counts always, another's from the day that it was shared. */
static void rules_join(struct seen *seen, struct covered *one, const struct roster *roster,
                       int64_t unit_id)
{
	const struct rota *rules = rota_of(&seen->rules, roster->id);
	struct instant always = { 0 };

	if (!unit_id || roster->unit_id == unit_id) {
		rota_join(seen->arena, &one->rota, rules, always, always);
		return;
	}
	for (size_t i = 0; i < seen->shares.count; i++)
		if (is_shared(&seen->shares.at[i], roster, unit_id))
			rota_join(seen->arena, &one->rota, rules, seen->shares.at[i].shared_at,
				seen->shares.at[i].ended_at);
}

/* unit_id 0: any unit, for what serves the city. */
static void covered_add(struct seen *seen, struct coverage *coverage,
                        const struct item *function, int64_t unit_id)
{
	struct covered *one = &coverage->at[coverage->count++];

	*one = (struct covered){ .function = function, .unit_id = unit_id };
	for (size_t i = 0; i < seen->rosters.count; i++) {
		const struct roster *roster = &seen->rosters.at[i];

		if (!str_equals(roster->function, function->code)
		    || (unit_id && !roster_serves(roster, &seen->shares, unit_id)))
			continue;
		if (!one->roster)
			one->roster = roster;
		rules_join(seen, one, roster, unit_id);
	}
	if (!one->unit_id && one->roster)
		one->unit_id = one->roster->unit_id;
	one->unit = unit_name(seen->view, one->unit_id);
	one->shifts = rota_shifts(seen->arena, &one->rota, coverage->from, coverage->to,
		seen->holidays);
	one->holes = rota_holes(seen->arena, &one->shifts, demand_of(function), coverage->from,
		coverage->to, seen->holidays);
}

static void functions_gather(struct seen *seen, struct coverage *coverage)
{
	const struct catalogue *functions = catalogue_get("rosters/functions");

	coverage->at = arena_array(seen->arena, struct covered,
		functions->count * (seen->units.count + 1) + 1);
	for (size_t f = 0; f < functions->count; f++) {
		const struct item *function = &functions->items[f];

		if (function->is_retired || item_int(function, "is_mandatory") != 1)
			continue;
		if (is_city(function))
			covered_add(seen, coverage, function, 0);
		for (size_t u = 0; u < seen->units.count && !is_city(function); u++)
			if (duty_is_asked_of(function, &seen->units.at[u])
			    && unit_rosters_are_read(seen->view, seen->units.at[u].id))
				covered_add(seen, coverage, function, seen->units.at[u].id);
	}
}

/* ---- The people -------------------------------------------------------------------------- */

static void remark_add(struct arena *arena, struct covered *one, struct str words, struct str path)
{
	if (one->remark_count == one->remark_room) {
		struct remark *wider = arena_array(arena, struct remark,
			one->remark_room + REMARKS_MORE);

		if (one->remark_count)
			memcpy(wider, one->remarks, one->remark_count * sizeof(*wider));
		one->remarks = wider;
		one->remark_room += REMARKS_MORE;
	}
	one->remarks[one->remark_count++] = (struct remark){ words, path };
}

static int64_t ways_of(const struct reached_list *reached, int64_t person)
{
	for (size_t i = 0; i < reached->count; i++)
		if (reached->at[i].person_id == person)
			return reached->at[i].ways;
	return 0;
}

static bool was_before(const struct shift_list *shifts, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (shifts->at[j].person == shifts->at[i].person)
			return true;
	return false;
}

static void people_look(struct seen *seen, struct covered *one, const struct reached_list *reached)
{
	for (size_t i = 0; i < one->shifts.count; i++) {
		int64_t person = one->shifts.at[i].person;
		struct str name;
		int64_t ways;

		if (was_before(&one->shifts, i))
			continue;
		name = person_name(seen->view, person);
		ways = ways_of(reached, person);
		if (!person_is_here(seen->view, person))
			remark_add(seen->arena, one, arena_print(seen->arena,
				_("%.*s is on duty from %.*s, and has left."), STR(name),
				STR(tongue_instant(seen->arena, one->shifts.at[i].begins))), S(""));
		else if (ways < REACHED_WAYS)
			remark_add(seen->arena, one, arena_print(seen->arena, plural(ways,
				"%.*s can be reached in %lld tried way. Two are needed.",
				"%.*s can be reached in %lld tried ways. Two are needed."), STR(name),
				(long long)ways), channels_path(seen->view, person));
	}
}

static bool covers_conflict(const void *context, size_t a, size_t b)
{
	const struct coverage *coverage = context;

	return functions_conflict(coverage->at[a].function->code, coverage->at[b].function->code);
}

static void clashes_look(struct seen *seen, struct coverage *coverage)
{
	struct clash_list clashes;
	struct booked *booked;
	size_t count = 0;

	for (size_t i = 0; i < coverage->count; i++)
		count += coverage->at[i].shifts.count;
	booked = arena_array(seen->arena, struct booked, count + 1);
	count = 0;
	for (size_t i = 0; i < coverage->count; i++)
		for (size_t s = 0; s < coverage->at[i].shifts.count; s++)
			booked[count++] = (struct booked){ coverage->at[i].shifts.at[s], i };
	clashes = rota_clashes(seen->arena, booked, count, covers_conflict, coverage);
	for (size_t i = 0; i < clashes.count; i++) {
		const struct clash *clash = &clashes.at[i];
		struct covered *one = &coverage->at[clash->a], *other = &coverage->at[clash->b];

		remark_add(seen->arena, one, arena_print(seen->arena,
			_("%.*s is also \"%.*s\" %.*s. Nobody can hold both at once."),
			STR(person_name(seen->view, clash->person)), STR(item_name(other->function)),
			STR(between_words(seen->arena, clash->begins, clash->ends))),
			other->roster ? roster_path(seen->arena, other->roster) : S(""));
	}
}

struct coverage duty_coverage_of(struct view *view, struct instant from, struct instant to, bool ahead)
{
	struct coverage coverage = { .from = from, .to = to };
	struct seen seen = { .view = view, .arena = view_arena(view),
		.rosters = rosters_seen(view), .rules = rules_load(view, 0, from),
		.shares = shares_seen(view), .units = duty_units(view, date_today()) };
	struct reached_list reached;

	seen.holidays = holidays_between(seen.arena, from, to);
	functions_gather(&seen, &coverage);
	if (ahead) {
		reached = reached_since(view,
			date_add_days(date_today(), -(int)setting_int("duty_verified_days")));
		for (size_t i = 0; i < coverage.count; i++)
			people_look(&seen, &coverage.at[i], &reached);
		clashes_look(&seen, &coverage);
	}
	for (size_t i = 0; i < coverage.count; i++) {
		struct covered *one = &coverage.at[i];

		coverage.holed += one->holes.count > 0;
		coverage.remarked += one->remark_count > 0;
		if (!covered_is_well(one) && one->unit_id)
			one->fixers = fixers_of(view, one->unit_id);
	}
	return coverage;
}

/* ---- The page -------------------------------------------------------------------------------- */

static void shifts_json(struct json_out *json, const char *name, const struct shift_list *list)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < list->count; i++) {
		json_object_begin(json, NULL);
		json_instant(json, "from", list->at[i].begins);
		json_instant(json, "to", list->at[i].ends);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply coverage_json(struct request *request, const struct coverage *coverage)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_instant(&json, "from", coverage->from);
	json_instant(&json, "to", coverage->to);
	json_int(&json, "functions", (int64_t)coverage->count);
	json_int(&json, "with_holes", (int64_t)coverage->holed);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < coverage->count; i++) {
		const struct covered *one = &coverage->at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "function", one->function->code);
		json_str(&json, "unit", one->unit);
		json_str(&json, "roster", one->roster ? one->roster->public_id : S(""));
		shifts_json(&json, "holes", &one->holes);
		json_list_begin(&json, "remarks");
		for (size_t r = 0; r < one->remark_count; r++)
			json_str(&json, NULL, one->remarks[r].words);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* Today counts from now on. */
struct reply duty_coverage_page(struct request *request, struct view *view)
{
	struct period period = period_asked(request, AHEAD_DAYS, MOST_DAYS);
	int days = date_days_between(date_today(), period.first);
	struct str only = request_query(request, "only");
	struct coverage coverage;
	struct out *out;

	coverage = duty_coverage_of(view, days ? period.from : instant_now(), period.to, days >= 0);
	if (request_wants_json(request))
		return coverage_json(request, &coverage);
	out = page_begin(request, view, _("Duty coverage"));
	duty_coverage_head(out, &coverage, period.first, period.last);
	duty_coverage_table(out, &coverage, period.first, period.last, str_is(only, "holes"), str_is(only, "people"));
	return page_end(request, 200);
}

/* ---- The start page ------------------------------------------------------------------------------ */

void rosters_home(struct out *out, struct request *request, struct view *view)
{
	struct on_duty_list list;

	swaps_home(out, request, view);
	if (!request_may(request, MAY_rosters_read))
		return;
	list = on_duty_now(view, instant_now(), true);
	if (list.count)
		duty_now_card(out, &list);
}
