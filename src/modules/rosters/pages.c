/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/pages.c - one roster, making and changing it; the routes of the room. */
#include "modules/rosters/coverage.h"
#include "modules/rosters/swaps.h"

#include "base/json.h"
#include "modules/people/people.h"
#include "modules/rosters/pages.html.h"

enum { SHOWN_DAYS = 42, JSON_LONGEST = 1 << 20, LONGEST_SHOWN_DAYS = 400 };

static const struct form roster_form = {
	.record = &roster_record,
	.fields = FIELDS("function", "unit_id", "name", "phone", "talk_group", "note"),
};
static const struct form roster_edit_form = {
	.record = &roster_record,
	.fields = FIELDS("name", "phone", "talk_group", "note"),
};

const char *roster_step_words(struct str verb)
{
	static const struct { const char *verb, *words; } steps[] = {
		{ "write", N_("The roster was taken into use.") },
		{ "change", N_("The roster was changed.") },
		{ "layer", N_("A rotation or a temporary schedule was added.") },
		{ "end", N_("A rotation or a temporary schedule was ended.") },
		{ "override", N_("Somebody else serves for some time.") },
		{ "withdraw", N_("An override was taken back.") },
		{ "share", N_("Another unit shares the duty.") },
		{ "swap", N_("A shift was handed over after a request.") },
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(verb, steps[i].verb))
			return steps[i].words;
	return steps[1].words;
}

const struct str *shift_names(struct view *view, const struct shift_list *shifts)
{
	struct str *names = arena_array(view_arena(view), struct str, shifts->count + 1);

	for (size_t i = 0; i < shifts->count; i++) {
		size_t same = 0;

		while (shifts->at[same].person != shifts->at[i].person)
			same++;
		names[i] = same < i ? names[same] : person_name(view, shifts->at[i].person);
	}
	return names;
}

/* ---- Making and changing -------------------------------------------------------------- */

static struct reply roster_new(struct request *request, struct view *view)
{
	struct roster roster = { .unit_id = request_person(request)->unit_id,
		.function = request_query(request, "function") };
	struct str code = request_query(request, "unit");
	struct form_view form;
	struct out *out;

	if (code.len)
		roster.unit_id = reference_find(view, "unit", code);
	form = form_view_of(request, view, &roster_form, &roster);
	out = page_begin(request, view, _("Take a roster into use"));
	roster_form_head(out, _("Take a roster into use"), NULL);
	form_begin(out, &form, S("/rosters"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the roster"), S("/rosters"));
	form_end(out);
	return page_end(request, 200);
}

static struct reply roster_add_act(struct request *request, struct change *change)
{
	struct roster *roster = request_record(request);

	if (!roster_may_add(change_view(change), roster->unit_id)) {
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not keep the rosters of this unit. Choose another unit."));
		return reply_again(request, change);
	}
	roster->created_by = change_me(change);
	roster_add(change, roster);
	request_message(request, _("The roster is saved. Now say who serves, in turn."));
	return reply_done(request, 201, &roster_record, roster, "/rosters/%.*s",
		STR(roster->public_id));
}

void *roster_load(struct request *request, struct view *view)
{
	const struct roster *roster = roster_get(view, request_param(request, "id"));

	if (!roster || !roster_may_edit(view, roster))
		return NULL;
	return (void *)(uintptr_t)roster;
}

static struct reply roster_edit(struct request *request, struct view *view)
{
	const struct roster *roster = roster_load(request, view);
	struct form_view form = form_view_of(request, view, &roster_edit_form, roster);
	struct out *out;

	if (!roster)
		return reply_not_found(request);
	out = page_begin(request, view, _("Change the roster"));
	roster_form_head(out, _("Change the roster"), roster);
	form_begin(out, &form, roster_path(request->arena, roster), false);
	form_all(out, &form);
	form_buttons(out, _("Save the roster"), roster_path(request->arena, roster));
	form_end(out);
	return page_end(request, 200);
}

static struct reply roster_change_act(struct request *request, struct change *change)
{
	struct roster *roster = request_record(request);
	const struct roster *theirs;
	enum updated updated;

	roster->updated_at = instant_now();
	updated = change_update(change, &roster_record.shape, roster,
		request_version(request) ? request_version(request) : roster->version);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE) {
		theirs = roster_get(change_view(change), roster->public_id);
		return updated == UPDATED_GONE || !theirs ? reply_not_found(request)
			: reply_stale(request, &roster_record, roster, theirs);
	}
	roster_step_by(change, roster->id, change_me(change), instant_now(), "change", S(""));
	request_message(request, _("The roster is saved."));
	return reply_done(request, 200, &roster_record, roster, "/rosters/%.*s",
		STR(roster->public_id));
}

/* ---- One roster ----------------------------------------------------------------------------- */

static struct reply roster_json(struct request *request, struct view *view,
                                const struct roster *roster, const struct shift_list *shifts,
                                const struct shift_list *holes)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "roster", roster->public_id);
	json_str(&json, "function", roster->function);
	json_str(&json, "unit", unit_name(view, roster->unit_id));
	json_int(&json, "version", roster->version);
	for (int i = 0; i < 2; i++) {
		const struct shift_list *list = i ? holes : shifts;

		json_list_begin(&json, i ? "holes" : "shifts");
		for (size_t s = 0; s < list->count; s++) {
			json_object_begin(&json, NULL);
			json_instant(&json, "from", list->at[s].begins);
			json_instant(&json, "to", list->at[s].ends);
			if (!i)
				json_str(&json, "person", person_name(view, list->at[s].person));
			json_object_finish(&json);
		}
		json_list_finish(&json);
	}
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply roster_show(struct request *request, struct view *view)
{
	const struct roster *roster = roster_get(view, request_param(request, "id"));
	struct arena *arena = request->arena;
	struct period period = period_asked(request, SHOWN_DAYS, LONGEST_SHOWN_DAYS);
	struct holidays holidays = holidays_between(arena, period.from, period.to);
	struct roster_rules_list rules;
	struct shift_list shifts, holes;
	struct layer_list layers;
	struct served_list people;
	struct override_list overrides;
	struct burden_list burdens;
	struct share_list shares;
	struct roster_step_list steps;
	struct form_view share_view;
	struct out *out;
	bool may_edit;

	if (!roster)
		return reply_not_found(request);
	rules = rules_load(view, roster->id, period.from);
	shifts = rota_shifts(arena, rota_of(&rules, roster->id), period.from, period.to, holidays);
	holes = rota_holes(arena, &shifts,
		demand_of(item_find("rosters/functions", roster->function)), period.from, period.to,
		holidays);
	if (request_wants_json(request))
		return roster_json(request, view, roster, &shifts, &holes);
	may_edit = request_may(request, MAY_rosters_write) && roster_may_edit(view, roster);
	layers = layers_of(view, roster->id);
	people = roster_people(view, roster->id);
	overrides = overrides_of(view, roster->id, instant_now());
	shares = shares_of(view, roster->id);
	steps = roster_steps(view, roster->id);
	out = page_begin(request, view, str_z(arena, roster_name(roster)));
	roster_head(out, roster, unit_name(view, roster->unit_id), may_edit);
	roster_facts(out, roster);
	swaps_of_roster_show(out, view, roster);
	roster_shifts(out, view, roster, &shifts, &holes, period.first, period.last);
	burdens = rota_burdens(arena, &shifts, holidays);
	if (burdens.count > 1)
		roster_burdens(out, view, &burdens);
	roster_layers(out, request, roster, &layers, &people, may_edit);
	roster_overrides(out, request, view, roster, &overrides, may_edit);
	roster_shares(out, view, &shares);
	if (may_edit) {
		share_view = form_view_of(request, view, &share_form, NULL);
		share_begin(out, problem_for(request_problems(request), "reason").len
			|| problem_for(request_problems(request), "unit_id").len);
		share_view.id_before = "share-";
		form_begin(out, &share_view, arena_print(arena, "/rosters/%.*s/shares",
			STR(roster->public_id)), false);
		form_all(out, &share_view);
		form_buttons(out, _("Save the shared duty"), S(""));
		form_end(out);
		share_end(out);
	}
	roster_history(out, &steps);
	return page_end(request, 200);
}

const struct route rosters_routes[] = {
	{ GET, "/rosters", .need = MAY_rosters_read, .show = rosters_now, .is_api_too = true,
	  .label = N_("Who is on duty now") },
	{ GET, "/rosters/new", .need = MAY_rosters_write, .show = roster_new,
	  .label = N_("Take a roster into use") },
	{ POST, "/rosters", .need = MAY_rosters_write, .act = roster_add_act, .form = &roster_form,
	  .again = roster_new, .is_api_too = true, .label = N_("Save a new roster") },
	{ GET, "/rosters/coverage", .need = MAY_rosters_read, .show = duty_coverage_page,
	  .is_api_too = true, .label = N_("Is every mandatory function covered?") },
	{ GET, "/rosters/channels", .need = MAY_rosters_read, .show = channels_page,
	  .label = N_("How somebody on duty is reached") },
	{ POST, "/rosters/channels", .need = MAY_rosters_read, .act = channel_add_act,
	  .form = &channel_form, .again = channels_page, .is_api_too = true,
	  .label = N_("Add a way to be reached") },
	{ POST, "/rosters/channels/:channel/verify", .need = MAY_rosters_read,
	  .act = channel_verify_act, .again = channels_page, .is_api_too = true,
	  .label = N_("Say that somebody was reached this way today") },
	{ POST, "/rosters/channels/:channel/end", .need = MAY_rosters_read,
	  .act = channel_end_act, .again = channels_page, .is_api_too = true,
	  .label = N_("End a way to be reached") },
	{ GET, "/rosters/swaps", .need = SIGNED_IN, .show = swaps_page, .is_api_too = true,
	  .label = N_("Swaps of shifts, asked and answered") },
	{ GET, "/rosters/swaps/:swap", .need = SIGNED_IN, .show = swap_page, .is_api_too = true,
	  .label = N_("One request to take a shift") },
	{ POST, "/rosters/swaps/:swap/answer", .need = SIGNED_IN, .act = swap_answer_act,
	  .form = &swap_answer_form,
	  .again = swap_page, .is_api_too = true, .label = N_("Answer a request to take a shift") },
	{ POST, "/rosters/swaps/:swap/withdraw", .need = SIGNED_IN, .act = swap_withdraw_act,
	  .form = &swap_withdraw_form,
	  .again = swap_page, .is_api_too = true,
	  .label = N_("Withdraw a request to take a shift") },
	{ POST, "/rosters/swaps/:swap/decide", .need = MAY_rosters_write, .act = swap_decide_act,
	  .form = &swap_decide_form,
	  .again = swap_page, .is_api_too = true,
	  .label = N_("Decide a request that nobody answers") },
	{ GET, "/rosters/:id/swaps/new", .need = SIGNED_IN, .show = swap_new_page,
	  .label = N_("Ask somebody to take a shift") },
	{ POST, "/rosters/:id/swaps", .need = SIGNED_IN, .act = swap_ask_act, .form = &swap_form,
	  .again = swap_new_page, .is_api_too = true, .label = N_("Send a request to take a shift") },
	{ GET, "/rosters/:id", .need = MAY_rosters_read, .show = roster_show, .is_api_too = true,
	  .label = N_("One roster, day by day") },
	{ GET, "/rosters/:id/edit", .need = MAY_rosters_write, .show = roster_edit,
	  .label = N_("Change a roster") },
	{ POST, "/rosters/:id", .need = MAY_rosters_write, .act = roster_change_act,
	  .form = &roster_edit_form, .load = roster_load, .again = roster_edit, .is_api_too = true,
	  .label = N_("Save a changed roster") },
	{ GET, "/rosters/:id/layers/new", .need = MAY_rosters_write, .show = layer_new_page,
	  .label = N_("Say who serves, in turn") },
	{ POST, "/rosters/:id/layers", .need = MAY_rosters_write, .act = layer_add_act,
	  .form = &layer_form, .again = layer_new_page, .is_api_too = true,
	  .label = N_("Save a rotation or a temporary schedule") },
	{ POST, "/rosters/:id/layers/:layer/end", .need = MAY_rosters_write,
	  .act = layer_end_act, .again = roster_show, .is_api_too = true,
	  .label = N_("End a rotation or a temporary schedule") },
	{ GET, "/rosters/:id/overrides/new", .need = MAY_rosters_write, .show = override_new_page,
	  .label = N_("Put somebody else on duty for some time") },
	{ POST, "/rosters/:id/overrides", .need = MAY_rosters_write, .act = override_add_act,
	  .form = &override_form, .again = override_new_page, .is_api_too = true,
	  .label = N_("Save who serves instead") },
	{ POST, "/rosters/:id/overrides/:override/withdraw", .need = MAY_rosters_write,
	  .act = override_withdraw_act, .again = roster_show, .is_api_too = true,
	  .label = N_("Take an override back") },
	{ POST, "/rosters/:id/shares", .need = MAY_rosters_write, .act = share_add_act,
	  .form = &share_form, .again = roster_show, .is_api_too = true,
	  .label = N_("Save a unit that shares the duty") },
	{ .path = NULL },
};
