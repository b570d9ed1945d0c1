/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/now.c - who is on duty now, and who comes next. */
#include "modules/rosters/inside.h"

#include "base/json.h"
#include "modules/people/people.h"
#include "modules/rosters/pages.html.h"
#include "modules/warnings/warnings.h"

enum { AHEAD_DAYS = 40, JSON_LONGEST = 1 << 20, NEAR_YEARS = 100 };

struct str roster_name(const struct roster *roster)
{
	return roster->name.len ? roster->name : code_name("rosters/functions", roster->function);
}

struct str roster_path(struct arena *arena, const struct roster *roster)
{
	return arena_print(arena, "/rosters/%.*s", STR(roster->public_id));
}

/* A day that somebody can have meant. */
static bool near_date_read(struct str text, struct date *date)
{
	struct date read;
	int years;

	if (!date_read(text, &read))
		return false;
	years = read.year - date_today().year;
	if (years < -NEAR_YEARS || years > NEAR_YEARS)
		return false;
	*date = read;
	return true;
}

struct period period_asked(struct request *request, int usual_days, int most_days)
{
	struct period period = { .first = date_today() };
	struct date last;

	near_date_read(request_query(request, "from"), &period.first);
	period.last = date_add_days(period.first, usual_days - 1);
	if (near_date_read(request_query(request, "to"), &last)
	    && date_compare(last, period.first) >= 0)
		period.last = date_days_between(period.first, last) < most_days ? last
			: date_add_days(period.first, most_days - 1);
	period.from = instant_at(period.first, 0, 0, 0);
	period.to = instant_at(date_add_days(period.last, 1), 0, 0, 0);
	return period;
}

/* Layers of one person meet without a hand-over. */
static struct instant goes_on_until(const struct shift_list *shifts, const struct shift *now)
{
	struct instant until = now->ends;

	for (const struct shift *s = now + 1; s < shifts->at + shifts->count; s++) {
		if (s->person != now->person || s->begins.seconds != until.seconds)
			break;
		until = s->ends;
	}
	return until;
}

/* The first shift that begins then or later. */
static const struct shift *next_after(const struct shift_list *shifts, struct instant until)
{
	for (size_t i = 0; i < shifts->count; i++)
		if (shifts->at[i].begins.seconds >= until.seconds)
			return &shifts->at[i];
	return NULL;
}

static struct on_duty on_duty_of(struct view *view, const struct roster *roster,
                                 const struct rota *rota, struct instant now)
{
	struct arena *arena = view_arena(view);
	struct instant to = { now.seconds + AHEAD_DAYS * (int64_t)DAY };
	struct holidays holidays = holidays_between(arena, now, to);
	struct shift_list shifts = rota_shifts(arena, rota, now, to, holidays), holes;
	const struct shift *current = shift_at(&shifts, now), *next;
	struct on_duty duty = { .roster = roster, .unit = unit_name(view, roster->unit_id),
		.phone = roster->phone };

	if (current) {
		duty.now_name = person_name(view, current->person);
		duty.until = goes_on_until(&shifts, current);
	}
	next = next_after(&shifts, current ? duty.until : now);
	if (next) {
		duty.next_name = person_name(view, next->person);
		duty.next_from = next->begins;
	}
	holes = rota_holes(arena, &shifts,
		demand_of(item_find("rosters/functions", roster->function)), now,
		(struct instant){ now.seconds + 1 }, holidays);
	duty.is_hole = holes.count > 0;
	return duty;
}

struct on_duty_list on_duty_now(struct view *view, struct instant now, bool only_city)
{
	struct roster_list rosters = rosters_seen(view);
	struct roster_rules_list rules = rules_load(view, 0, now);
	const struct catalogue *functions = catalogue_get("rosters/functions");
	struct on_duty_list list = { 0, arena_array(view_arena(view), struct on_duty,
		rosters.count + 1) };

	for (size_t f = 0; f < functions->count; f++)
		for (size_t i = 0; i < rosters.count; i++)
			if (str_equals(rosters.at[i].function, functions->items[f].code)
			    && (rosters.at[i].is_city || !only_city))
				list.at[list.count++] = on_duty_of(view, &rosters.at[i],
					rota_of(&rules, rosters.at[i].id), now);
	return list;
}

struct duty_holder duty_holder_of(struct view *view, struct str function, int64_t unit_id,
                                  struct instant at)
{
	struct roster_list rosters = rosters_of_function(view, function, unit_id);
	struct instant to = { at.seconds + DAY };
	struct holidays holidays = holidays_between(view_arena(view), at, to);
	struct duty_holder holder = { 0 };

	for (size_t i = 0; i < rosters.count && !holder.person_id; i++) {
		struct roster_rules_list rules = rules_load_all(view, rosters.at[i].id, at);
		struct shift_list shifts = rota_shifts(view_arena(view),
			rota_of(&rules, rosters.at[i].id), at, to, holidays);
		const struct shift *now = shift_at(&shifts, at);

		holder.phone = rosters.at[i].phone;
		if (now)
			holder.person_id = now->person;
	}
	return holder;
}

static void on_duty_json(struct json_out *json, struct arena *arena, const struct on_duty *duty)
{
	json_object_begin(json, NULL);
	json_str(json, "roster", duty->roster->public_id);
	json_str(json, "function", duty->roster->function);
	json_str(json, "unit", duty->unit);
	json_str(json, "on_duty", duty->now_name);
	if (duty->until.seconds)
		json_instant(json, "until", duty->until);
	json_str(json, "next", duty->next_name);
	if (duty->next_from.seconds)
		json_instant(json, "next_from", duty->next_from);
	json_bool(json, "is_hole", duty->is_hole);
	json_str(json, "phone", duty->phone);
	json_str(json, "path", roster_path(arena, duty->roster));
	json_object_finish(json);
}

static struct reply now_json(struct request *request, const struct on_duty_list *list,
                             struct instant now)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_instant(&json, "at", now);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < list->count; i++)
		on_duty_json(&json, request->arena, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply rosters_now(struct request *request, struct view *view)
{
	struct instant now = instant_now();
	struct on_duty_list list = on_duty_now(view, now, false);
	struct out *out;

	if (request_wants_json(request))
		return now_json(request, &list, now);
	out = page_begin(request, view, _("On duty now"));
	now_head(out, now, request_may(request, MAY_rosters_write));
	warnings_now_show(out, request, view);
	now_table(out, &list);
	return page_end(request, 200);
}
