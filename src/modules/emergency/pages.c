/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/pages.c - who is activated, one activation, the list for the council; routes. */
#include "modules/emergency/inside.h"

#include "base/json.h"
#include "kit/rows.h"
#include "modules/emergency/pages.html.h"

enum { JSON_LONGEST = 2 << 20 };

/* ---- All ------------------------------------------------------------------------------------- */

static bool may_activate(struct request *request, struct view *view, enum emergency_body body)
{
	struct capacity capacity;

	if (!request_may(request, MAY_emergency_act))
		return false;
	capacity = capacity_for(view, act_item(ACT_activate, body));
	return capacity_is_given(&capacity);
}

struct reply emergency_page(struct request *request, struct view *view)
{
	struct period_list periods = periods_all(view);
	struct law_list laws = laws_read(request->arena);
	struct holder_list holders;
	struct out *out;

	if (request_wants_json(request))
		return reply_rows(request, &period_record, (struct rows){ periods.count, periods.at });
	holders = holders_today(view);
	out = page_begin(request, view, _("Central crisis management and emergency committee"));
	emergency_head(out);
	for (int body = BODY_management; body < BODY_COUNT; body++)
		emergency_now(out, body, period_active(view, (enum emergency_body)body),
			may_activate(request, view, (enum emergency_body)body));
	emergency_history(out, &periods);
	emergency_who(out, &holders);
	emergency_law(out, law_on(&laws, date_today()));
	return page_end(request, 200);
}

/* ---- One --------------------------------------------------------------------------------------- */

static bool may_do(struct view *view, const struct period *period, enum act_kind kind)
{
	const struct item *item = act_item(kind, (enum emergency_body)period->body);
	struct capacity capacity;

	if (!item || !str_is(item_text(item, "body"), emergency_bodies[period->body].name)
	    || act_is_too_late(kind, period))
		return false;
	capacity = capacity_for(view, item);
	return capacity_is_given(&capacity);
}

struct scene scene_of(struct request *request, struct view *view, const struct period *period)
{
	struct scene s = { .request = request, .period = period, .acts = acts_of(view, period->id),
		.crisis = period_crisis(view, period) };
	struct law_list laws = laws_read(request->arena);

	s.standing = standing_of(request->arena, &s.acts);
	s.law = law_on(&laws, date_today());
	if (emergency_worked_of_id(view, period->id)) {
		s.is_evaluated = request_may(request, MAY_evaluations_read);
		s.may_evaluate = period->state == PERIOD_ended && request_may(request, MAY_evaluations_write);
	}
	for (size_t i = 0; i < s.acts.count; i++)
		s.unlogged += s.crisis.len && !s.acts.at[i].log_seq;
	if (request_may(request, MAY_emergency_act))
		for (int kind = ACT_staff; kind <= ACT_end; kind++)
			s.may[kind] = may_do(view, period, (enum act_kind)kind);
	return s;
}

static struct reply scene_json(struct request *request, const struct scene *s)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "number", s->period->number);
	json_str(&json, "body", str_of(emergency_bodies[s->period->body].name));
	json_str(&json, "state", str_of(period_states[s->period->state].name));
	json_bool(&json, "is_exercise", s->period->is_exercise);
	json_instant(&json, "began_at", s->period->began_at);
	json_instant(&json, "ended_at", s->period->ended_at);
	json_int(&json, "version", s->period->version);
	json_str(&json, "crisis", s->crisis);
	json_int(&json, "staff_now", (int64_t)s->standing.staff_now);
	json_int(&json, "areas_now", (int64_t)s->standing.areas_now);
	json_int(&json, "waits_for_committee", (int64_t)s->standing.waits_for_committee);
	json_int(&json, "waits_for_council", (int64_t)s->standing.waits_for_council);
	json_list_begin(&json, "acts");
	for (size_t i = 0; i < s->acts.count; i++)
		record_json(&json, &emergency_act_record, &s->acts.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply period_page(struct request *request, struct view *view)
{
	const struct period *period = period_of_number(view, request_param(request, "number"));
	struct scene s;
	struct out *out;

	if (!period)
		return reply_not_found(request);
	s = scene_of(request, view, period);
	if (request_wants_json(request))
		return scene_json(request, &s);
	out = page_begin(request, view, str_z(request->arena, period->number));
	period_head(out, &s);
	if (period->body == BODY_management)
		period_staff(out, &s);
	else {
		period_areas(out, &s);
		period_decisions(out, &s);
	}
	period_history(out, &s);
	return page_end(request, 200);
}

/* ---- What goes to the council ---------------------------------------------------------------------- */

static struct deed council_begun(const struct scene *s, struct date next)
{
	struct deed deed = { .version = s->period->version, .on_date = date_today() };

	if (next.year && date_compare(next, deed.on_date) < 0)
		deed.on_date = next;
	for (size_t i = 0; i < s->standing.decision_count; i++)
		if (!s->standing.decisions[i].council)
			deed.refers_to = s->standing.decisions[i].act->seq;
	return deed;
}

struct reply council_page(struct request *request, struct view *view)
{
	const struct period *period = period_of_number(view, request_param(request, "number"));
	struct form_view form;
	struct date next = { 0 };
	struct deed deed;
	struct scene s;
	struct out *out;

	if (!period || period->body != BODY_committee)
		return reply_not_found(request);
	s = scene_of(request, view, period);
	if (request_wants_json(request))
		return scene_json(request, &s);
	if (s.law)
		next = council_meeting_next(view, s.law->reports_to);
	deed = council_begun(&s, next);
	form = form_view_of(request, view, &emergency_council_form, &deed);
	out = page_begin(request, view, _("Decisions for the council"));
	council_head(out, &s, next);
	council_list(out, &s);
	if ((s.may[ACT_council] && s.standing.waits_for_council) || request_problems(request)->count) {
		council_form_heading(out);
		form_begin(out, &form, request->path, false);
		form_all(out, &form);
		form_buttons(out, _("They have been reported"),
			arena_print(request->arena, "/emergency/%.*s", STR(period->number)));
		form_end(out);
	}
	return page_end(request, 200);
}

/* ---- On the page of a crisis ------------------------------------------------------------------------- */

void emergency_crisis_show(struct out *out, struct request *request, struct view *view,
                           int64_t crisis_id)
{
	const struct crisis *crisis;
	struct period_list periods;
	bool may;

	if (!request_may(request, MAY_emergency_read))
		return;
	crisis = crisis_of_id(view, crisis_id);
	may = crisis && crisis->state == CRISIS_open && crisis_may_write(view, crisis)
		&& (may_activate(request, view, BODY_management)
		    || may_activate(request, view, BODY_committee));
	periods = periods_of_crisis(view, crisis_id);
	emergency_of_crisis(out, &periods, may ? crisis->number : S(""));
}

/* ---- Routes -------------------------------------------------------------------------------------------- */

#define DEED(path_, form_, page_words, act_words) \
	{ GET, "/emergency/:number/" path_, .need = MAY_emergency_act, .show = deed_page, \
	  .label = page_words }, \
	{ POST, "/emergency/:number/" path_, .need = MAY_emergency_act, .act = deed_act, \
	  .form = &form_, .again = deed_page, .is_api_too = true, .label = act_words }

const struct route emergency_routes[] = {
	{ GET, "/emergency", .need = MAY_emergency_read, .show = emergency_page, .is_api_too = true,
	  .label = N_("Central crisis management and emergency committee") },
	{ GET, "/emergency/activate", .need = MAY_emergency_act, .show = activate_page,
	  .label = N_("Activate the central crisis management or the emergency committee") },
	{ POST, "/emergency", .need = MAY_emergency_act, .act = activate_act,
	  .form = &emergency_activate_form, .again = activate_page, .is_api_too = true,
	  .label = N_("Activate the central crisis management or the emergency committee: save") },
	{ GET, "/emergency/:number", .need = MAY_emergency_read, .show = period_page,
	  .is_api_too = true, .label = N_("An activation and what was done in it") },
	{ GET, "/emergency/:number/council", .need = MAY_emergency_read, .show = council_page,
	  .is_api_too = true, .label = N_("Decisions of the emergency committee for the council") },
	{ POST, "/emergency/:number/council", .need = MAY_emergency_act, .act = deed_act,
	  .form = &emergency_council_form, .again = council_page, .is_api_too = true,
	  .label = N_("Decisions of the emergency committee have been reported to the council") },
	DEED("staff", emergency_staff_form, N_("Put a person in the central crisis management"),
	     N_("Put a person in the central crisis management: save")),
	DEED("relieve", emergency_relieve_form, N_("Let a person go off the central crisis management"),
	     N_("Let a person go off the central crisis management: save")),
	DEED("stand-down", emergency_stand_down_form, N_("Stand the central crisis management down"),
	     N_("Stand the central crisis management down: save")),
	DEED("takeover", emergency_takeover_form, N_("Take over an area of a committee"),
	     N_("Take over an area of a committee: save")),
	DEED("handback", emergency_handback_form, N_("Hand an area back to its committee"),
	     N_("Hand an area back to its committee: save")),
	DEED("decision", emergency_decision_form, N_("Decide what cannot wait for the emergency committee"),
	     N_("Decide what cannot wait for the emergency committee: save")),
	DEED("reported", emergency_reported_form, N_("Report a decision to the emergency committee"),
	     N_("Report a decision to the emergency committee: save")),
	DEED("end", emergency_end_form, N_("Enter that the work of the emergency committee ceases"),
	     N_("Enter that the work of the emergency committee ceases: save")),
	{ .path = NULL },
};
