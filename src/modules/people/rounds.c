/* SPDX-License-Identifier: EUPL-1.2 */
/* people/rounds.c - the pages of the rounds of confirmation; see rounds.h. */
#include "modules/people/rounds.h"

#include "base/json.h"
#include "modules/people/rounds.html.h"

struct reply rounds_list(struct request *request, struct view *view)
{
	struct round_list list = rounds_all(view);
	struct out *out;

	out = page_begin(request, view, _("Rounds of confirmation"));
	rounds_page(out, &list, people_may(view, "people_write", 0));
	return page_end(request, 200);
}

struct reply round_new(struct request *request, struct view *view)
{
	struct round round = { .opens_on = date_today(), .due_on = date_add_days(date_today(), 30) };
	struct form_view form = form_view_of(request, view, &round_form, &round);
	struct out *out = page_begin(request, view, _("Begin a round of confirmation"));

	round_form_head(out);
	form_begin(out, &form, S("/appointments/rounds"), false);
	form_all(out, &form);
	form_buttons(out, _("Begin the round"), S("/appointments/rounds"));
	form_end(out);
	return page_end(request, 200);
}

struct reply round_add(struct request *request, struct change *change)
{
	struct round *round = request_record(request);

	change_insert(change, &round_record.shape, round);
	request_message(request, _("The round has begun. It waits on the start page of all who appoint."));
	return reply_done(request, 201, &round_record, round, "/appointments/rounds/%.*s",
		STR(round->public_id));
}

/* ---- One round --------------------------------------------------------------------------- */

static struct reply round_json(struct request *request, const struct round *round,
                               const struct round_row_list *rows)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 16 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "name", round->name);
	json_date(&json, "opens_on", round->opens_on);
	json_date(&json, "due_on", round->due_on);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < rows->count; i++) {
		json_object_begin(&json, NULL);
		for (size_t k = 1; k < round_row_shape.count; k++)
			json_str(&json, round_row_fields[k].column.name,
				field_machine(request->arena, &round_row_fields[k], &rows->at[i]));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static struct round_facts facts_of(struct request *request, struct view *view,
                                   const struct round *round)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct round_facts facts = { .round = round, .unit = unit, .view = view,
		.units = round_units(view, round) };

	if (!unit && facts.units.count == 1)
		facts.unit = unit_get(view, facts.units.at[0].unit_id);
	if (facts.unit)
		facts.rows = round_rows(view, round, facts.unit->id);
	for (size_t i = 0; i < facts.rows.count; i++)
		facts.left += facts.rows.at[i].confirmed_at.seconds == 0;
	return facts;
}

struct reply round_show(struct request *request, struct view *view)
{
	const struct round *round = round_get(view, request_param(request, "id"));
	struct round_row_list rows;
	struct round_facts facts;
	struct out *out;

	if (!round)
		return reply_not_found(request);
	facts = facts_of(request, view, round);
	if (request_wants_json(request)) {
		rows = facts.unit ? facts.rows : round_rows(view, round, 0);
		return round_json(request, round, &rows);
	}
	out = page_begin(request, view, str_z(view_arena(view), round->name));
	round_page(out, request, &facts);
	return page_end(request, 200);
}

struct reply round_answer(struct request *request, struct change *change)
{
	const struct round *round = round_get(change_view(change), request_param(request, "id"));
	int64_t confirmed = 0, id;

	if (!round)
		return reply_not_found(request);
	for (size_t i = 0; i < request->field_count; i++) {
		if (!str_is(request->fields[i].name, "appointment"))
			continue;
		if (!str_to_int(request->fields[i].value, &id) || !round_confirm(change, round, id))
			return reply_not_found(request);
		confirmed++;
	}
	if (!confirmed) {
		problem_add(request_problems(request), "appointment",
			_("Choose at least one appointment."));
		return reply_again(request, change);
	}
	request_message(request, _("Confirmed."));
	return reply_done(request, 200, &round_record, round, "/appointments/rounds/%.*s?unit=%.*s",
		STR(round->public_id), STR(request_field(request, "unit")));
}

void rounds_home(struct out *out, struct request *request, struct view *view)
{
	const struct round *round;
	struct round_row_list rows;
	int64_t left = 0;

	if (!request_may(request, MAY_people_write))
		return;
	round = round_on(view, date_today());
	if (!round)
		return;
	rows = round_rows(view, round, 0);
	for (size_t i = 0; i < rows.count; i++)
		left += rows.at[i].confirmed_at.seconds == 0;
	if (left)
		round_card(out, round, left);
}

/* The last day of a round, for those who appoint. */
static struct wheel_item_list rounds_due(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct round_list rounds = rounds_all(view);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, rounds.count + 1) };

	for (size_t i = 0; i < rounds.count; i++) {
		const struct round *round = &rounds.at[i];
		struct round_row_list rows;
		bool is_left = false;

		if (date_compare(round->due_on, ask->from) < 0
		    || date_compare(round->due_on, ask->to) > 0)
			continue;
		rows = round_rows(view, round, ask->unit_id);
		for (size_t k = 0; k < rows.count; k++)
			is_left |= rows.at[k].confirmed_at.seconds == 0;
		if (!rows.count)
			continue;
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "round-%.*s", STR(round->public_id)),
			.kind = S("round"), .on = round->due_on,
			.words = arena_print(arena, _("Confirm appointments: %.*s"), STR(round->name)),
			.path = arena_print(arena, "/appointments/rounds/%.*s", STR(round->public_id)),
			.is_done = !is_left,
			.is_late = is_left && date_compare(date_today(), round->due_on) > 0 };
	}
	return list;
}

const struct wheel_source people_wheel[] = {
	{ .name = "rounds", .items = rounds_due },
	{ .name = NULL },
};
