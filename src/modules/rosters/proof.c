/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/proof.c - what rosters prove: the days when a function was covered all the time.
 *
 * A day with a hole of any length is not covered, whoever was reached in the end.  That
 * somebody was on duty says nothing of whether he answered.
 */
#include "modules/rosters/coverage.h"

#include "modules/people/people.h"

enum { WHEEL_MOST = 2000 };

static const struct evidence_argument roster_arguments[] = {
	{ .name = "function", .label = N_("Function"), .list = "rosters/functions",
	  .is_required = true },
	{ .name = NULL },
};

struct asked {
	struct str function;
	struct rota_demand demand;
	struct instant from, to;
	struct holidays holidays;
};

static struct asked asked_of(struct view *view, const struct evidence_ask *ask)
{
	struct asked asked = { .function = evidence_text(ask, "function"),
		.from = instant_at(ask->from, 0, 0, 0),
		.to = instant_at(date_add_days(ask->to, 1), 0, 0, 0) };

	asked.demand = demand_of(item_find("rosters/functions", asked.function));
	asked.holidays = holidays_between(view_arena(view), asked.from, asked.to);
	return asked;
}

static struct shift_list holes_of(struct arena *arena, const struct rota *rota,
                                  const struct asked *asked)
{
	struct shift_list shifts = rota_shifts(arena, rota, asked->from, asked->to, asked->holidays);

	return rota_holes(arena, &shifts, asked->demand, asked->from, asked->to, asked->holidays);
}

/* What is between the days that holes touch. */
static void spans_put(struct evidence_span_list *list, int64_t unit_id,
                      const struct shift_list *holes, const struct evidence_ask *ask)
{
	struct date from = ask->from;

	for (size_t i = 0; i <= holes->count; i++) {
		struct date last = i < holes->count
			? date_add_days(instant_date(holes->at[i].begins), -1) : ask->to;

		if (date_compare(from, last) <= 0)
			list->at[list->count++] = (struct evidence_span){ unit_id, from, last };
		if (i < holes->count) {
			struct instant end = { holes->at[i].ends.seconds - 1 };
			struct date next = date_add_days(instant_date(end), 1);

			if (date_compare(next, from) > 0)
				from = next;
		}
	}
}

static struct evidence_span_list roster_spans(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct asked asked = asked_of(view, ask);
	struct unit_rules_list rules = proof_rules(view, asked.function, ask->unit_id);
	struct evidence_span_list list = { 0 };
	struct shift_list *holes = arena_array(arena, struct shift_list, rules.count + 1);
	size_t room = 0;

	if (asked.from.seconds >= asked.to.seconds)
		return list;
	for (size_t i = 0; i < rules.count; i++) {
		holes[i] = holes_of(arena, &rules.at[i].rota, &asked);
		room += holes[i].count + 1;
	}
	list.at = arena_array(arena, struct evidence_span, room + 1);
	for (size_t i = 0; i < rules.count; i++)
		spans_put(&list, rules.at[i].unit_id, &holes[i], ask);
	return list;
}

static struct evidence_record_list roster_records(struct view *view,
                                                  const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct asked asked = asked_of(view, ask);
	struct unit_rules_list rules = proof_rules(view, asked.function, ask->unit_id);
	struct roster_list rosters = rosters_seen(view);
	struct share_list shares = shares_seen(view);
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record,
		EVIDENCE_RECORDS_MOST) };
	struct shift_list holes = { 0 };

	if (rules.count)
		holes = holes_of(arena, &rules.at[0].rota, &asked);
	for (size_t i = holes.count; i-- > 0 && list.count < EVIDENCE_RECORDS_MOST / 2;)
		list.at[list.count++] = (struct evidence_record){
			.on = instant_date(holes.at[i].begins),
			.words = arena_print(arena, _("Nobody was on duty %.*s"),
				STR(between_words(arena, holes.at[i].begins, holes.at[i].ends))) };
	for (size_t i = 0; i < rosters.count && list.count < EVIDENCE_RECORDS_MOST; i++)
		if (str_equals(rosters.at[i].function, asked.function)
		    && roster_serves(&rosters.at[i], &shares, ask->unit_id))
			list.at[list.count++] = (struct evidence_record){
				.on = instant_date(rosters.at[i].created_at),
				.words = roster_name(&rosters.at[i]),
				.path = roster_path(arena, &rosters.at[i]) };
	return list;
}

const struct evidence_source rosters_evidence[] = {
	{ .name = "roster", .label = N_("A function is covered by a duty roster, without holes"),
	  .arguments = roster_arguments, .spans = roster_spans, .records = roster_records },
	{ .name = NULL },
};

/* ---- One's own duty in the year wheel and in calendars --------------------------------------- */

static bool has_person(const struct rota *rota, int64_t person)
{
	for (size_t i = 0; i < rota->layer_count; i++)
		for (size_t p = 0; p < rota->layers[i].count; p++)
			if (rota->layers[i].people[p] == person)
				return true;
	for (size_t i = 0; i < rota->override_count; i++)
		if (rota->overrides[i].person == person)
			return true;
	return false;
}

static void duty_put(struct view *view, const struct roster *roster, const struct shift *shift,
                     struct wheel_item *item)
{
	struct arena *arena = view_arena(view);

	*item = (struct wheel_item){ .kind = S("shift"),
		.uid = arena_print(arena, "shift-%.*s-%lld", STR(roster->public_id),
			(long long)shift->begins.seconds),
		.words = roster_name(roster), .title = unit_name(view, roster->unit_id),
		.path = roster_path(arena, roster), .on = instant_date(shift->begins),
		.to = instant_date((struct instant){ shift->ends.seconds - 1 }),
		.begins = shift->begins, .ends = shift->ends,
		.is_done = shift->ends.seconds <= instant_now().seconds };
}

/* A shift stands on the day it begins: cut off at the first of the days asked for, its number
 * in calendars would be another for other days. */
static struct shift_list shifts_of_person(struct arena *arena, const struct rota *rota,
                                          const struct wheel_ask *ask, struct holidays holidays)
{
	struct instant from = instant_at(ask->from, 0, 0, 0), before = { from.seconds - 1 };
	struct instant to = instant_at(date_add_days(ask->to, 1), 0, 0, 0);
	struct shift_list shifts = { 0 }, own;

	if (has_person(rota, ask->person_id))
		shifts = rota_shifts(arena, rota, before, to, holidays);
	own = (struct shift_list){ 0, shifts.at };
	for (size_t s = 0; s < shifts.count; s++)
		if (shifts.at[s].person == ask->person_id
		    && shifts.at[s].begins.seconds >= from.seconds)
			own.at[own.count++] = shifts.at[s];
	return own;
}

static struct wheel_item_list shifts_in_wheel(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct instant from = instant_at(ask->from, 0, 0, 0), to = instant_at(ask->to, 0, 0, 0);
	struct wheel_item_list list = { 0 };
	struct roster_list rosters;
	struct roster_rules_list rules;
	struct holidays holidays;

	if (!ask->person_id || ask->person_id != view_me(view) || from.seconds > to.seconds)
		return list;
	rosters = rosters_seen(view);
	rules = rules_load(view, 0, (struct instant){ from.seconds - 1 });
	holidays = holidays_between(arena, from, to);
	list.at = arena_array(arena, struct wheel_item, WHEEL_MOST);
	for (size_t i = 0; i < rosters.count; i++) {
		struct shift_list shifts = shifts_of_person(arena,
			rota_of(&rules, rosters.at[i].id), ask, holidays);

		for (size_t s = 0; s < shifts.count && list.count < WHEEL_MOST; s++)
			duty_put(view, &rosters.at[i], &shifts.at[s], &list.at[list.count++]);
	}
	return list;
}

const struct wheel_source rosters_wheel[] = {
	{ .name = "rosters", .items = shifts_in_wheel },
	{ .name = NULL },
};
