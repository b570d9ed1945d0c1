/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/pages.c - meetings and their checks, the state of protection. */
#include "modules/threats/inside.h"

#include "base/json.h"
#include "modules/events/events.h"
#include "modules/threats/pages.html.h"
#include "modules/threats/reading.h"
#include "modules/units/units.h"

/* ---- Meetings ------------------------------------------------------------------------------- */

static struct reply meetings_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Safe meetings"),
		.status = str_of(_("Judge the threat before each meeting. What is written is seen by those who arrange the meetings of the unit.")) };
	struct query query;

	checked_meetings_query(request, view, &query);
	return table_reply(request, view, &checked_meetings_table, &query, &page);
}

static const struct threat_meeting *meeting_asked(struct request *request, struct view *view)
{
	return threat_meeting_of(view, request_key(request, "id"));
}

/* The check of a meeting, or a new one for it. */
static void *check_load(struct request *request, struct view *view)
{
	const struct threat_meeting *meeting = meeting_asked(request, view);
	const struct meeting_check *made = meeting ? meeting_check_of(view, meeting->id) : NULL;
	struct meeting_check *fresh;

	if (!meeting || made)
		return (void *)(uintptr_t)made;
	fresh = arena_new(request->arena, struct meeting_check);
	fresh->unit_id = meeting->unit_id;
	fresh->meeting_id = meeting->id;
	return fresh;
}

/* What the person has just answered, or what is kept. */
static struct str answer_shown(struct request *request, const struct meeting_check *check,
                               struct str code)
{
	const struct answers *answers = request_answers(request);
	struct str name = arena_print(request->arena, "check_%.*s", STR(code));

	if (answers && answer_has(answers, str_z(request->arena, name)))
		return answer_get(answers, str_z(request->arena, name));
	return check_answer(check->answers, code);
}

static struct reply meeting_show(struct request *request, struct view *view)
{
	const struct threat_meeting *meeting = meeting_asked(request, view);
	const struct catalogue *checks = catalogue_get("threats/meeting_checks");
	const struct meeting_check *check;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!meeting)
		return reply_not_found(request);
	check = check_load(request, view);
	if (request_wants_json(request))
		return check->id ? reply_record(request, &meeting_check_record, check)
			: reply_not_found(request);
	path = arena_print(request->arena, "/threats/meetings/%lld", (long long)meeting->id);
	out = page_begin(request, view, _("Check before a meeting"));
	form = form_view_of(request, view, &meeting_check_form, check);
	threat_meeting_head(out, view, meeting, check);
	meeting_routine_note(out, meeting_routine(view, meeting));
	form_begin(out, &form, path, false);
	form_problems(out, &form);
	meeting_questions_begin(out, form.problems ? problem_for(form.problems, "answers") : S(""));
	for (size_t i = 0; i < checks->count; i++)
		if (!checks->items[i].is_retired)
			meeting_question(out, &checks->items[i],
				answer_shown(request, check, checks->items[i].code));
	meeting_questions_end(out);
	form_field(out, &form, "judged");
	form_field(out, &form, "words");
	form_buttons(out, _("Save the check"), S("/threats/meetings"));
	form_end(out);
	return page_end(request, 200);
}

/* From the radio buttons of the page, or as a machine wrote them. */
static struct str answers_read(struct request *request, const struct meeting_check *check,
                               bool *is_whole)
{
	const struct catalogue *checks = catalogue_get("threats/meeting_checks");
	struct out out;

	*is_whole = true;
	out_init(&out, request->arena, 4096);
	for (size_t i = 0; i < checks->count; i++) {
		struct str code = checks->items[i].code;
		struct str said = request_field(request, str_z(request->arena,
			arena_print(request->arena, "check_%.*s", STR(code))));

		if (checks->items[i].is_retired)
			continue;
		if (!said.len)
			said = check_answer(check->answers, code);
		if (!str_is(said, "yes") && !str_is(said, "no"))
			*is_whole = false;
		else
			out_print(&out, "%s%.*s=%.*s", out.len ? " " : "", STR(code), STR(said));
	}
	return out_str(&out);
}

static struct reply check_saved(struct request *request, struct change *change,
                                struct meeting_check *check, const struct threat_meeting *meeting)
{
	bool is_new = !check->id;

	/* Judged anew before the meeting it is newer; after it, what was known before stays. */
	if (is_new || date_compare(date_today(), meeting->on_day) <= 0) {
		check->done_on = date_today();
		check->judged_by = change_me(change);
	}
	if (is_new) {
		change_insert(change, &meeting_check_record.shape, check);
	} else if (change_update(change, &meeting_check_record.shape, check,
	                         request_version(request)) == UPDATED_STALE) {
		return reply_stale(request, &meeting_check_record, check,
			meeting_check_of(change_view(change), meeting->id));
	}
	request_message(request, check_state_of(meeting->on_day, check->done_on, date_today()) == CHECK_late
		? _("The check is saved. The meeting has been: it does not count as made before it.")
		: _("The check is saved."));
	return reply_done(request, is_new ? 201 : 200, &meeting_check_record, check,
		"/threats/meetings/%lld", (long long)meeting->id);
}

static struct reply meeting_act(struct request *request, struct change *change)
{
	struct meeting_check *check = request_record(request);
	const struct threat_meeting *meeting = meeting_asked(request, change_view(change));
	bool is_whole;

	if (!meeting)
		return reply_not_found(request);
	check->answers = answers_read(request, check, &is_whole);
	if (!is_whole)
		problem_add(request_problems(request), "answers", "%s",
			_("Answer every question of the checklist with yes or no."));
	words_pass(request, "words", check->words,
		_("There is a personal number in the text. Take it away."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	return check_saved(request, change, check, meeting);
}

/* ---- The state of protection -------------------------------------------------------------------- */

static struct reply protection_show(struct request *request, struct view *view)
{
	struct protection fresh = { .unit_id = request_person(request)->unit_id,
		.reviewed_on = date_today(), .next_by = date_add_months(date_today(), 6) };
	struct protection_list list = protections(view);
	struct form_view form;
	struct out *out;

	if (request_wants_json(request)) {
		struct json_out json;
		struct out body;

		out_init(&body, request->arena, 1 << 20);
		json_begin(&json, &body);
		json_list_begin(&json, NULL);
		for (size_t i = 0; i < list.count; i++)
			record_json(&json, &protection_record, &list.at[i]);
		json_list_finish(&json);
		return reply_bytes(200, "application/json; charset=utf-8", out_str(&body));
	}
	if (list.count)
		fresh.unit_id = list.at[0].unit_id;
	out = page_begin(request, view, _("State of protection"));
	form = form_view_of(request, view, &protection_form, &fresh);
	protection_page(out, view, &list);
	form_whole(out, &form, S("/threats/protection"), _("Write it down"), S(""));
	return page_end(request, 200);
}

static struct reply protection_act(struct request *request, struct change *change)
{
	struct protection *protection = request_record(request);

	protection->id = 0;
	change_insert(change, &protection_record.shape, protection);
	request_message(request, _("It is saved."));
	return reply_done(request, 201, &protection_record, protection, "/threats/protection");
}

const struct route threats_routes[] = {
	{ GET, "/threats/meetings", .need = MAY_threats_meetings, .show = meetings_list,
	  .is_api_too = true, .label = N_("Meetings and the checks before them") },
	{ GET, "/threats/meetings/:id", .need = MAY_threats_meetings, .show = meeting_show,
	  .is_api_too = true, .label = N_("The check before a meeting") },
	{ POST, "/threats/meetings/:id", .need = MAY_threats_meetings, .act = meeting_act,
	  .form = &meeting_check_form, .load = check_load, .again = meeting_show, .is_api_too = true,
	  .label = N_("Save the check before a meeting") },
	{ GET, "/threats/protection", .need = MAY_threats_protection, .show = protection_show,
	  .is_api_too = true, .label = N_("The state of protection: days alone") },
	{ POST, "/threats/protection", .need = MAY_threats_protection, .act = protection_act,
	  .form = &protection_form, .again = protection_show, .is_api_too = true,
	  .label = N_("Write the state of protection") },
	{ GET, "/threats/readers", .need = MAY_threats_decide, .show = threat_readers_show, .is_api_too = true,
	  .label = N_("Who may read patterns of threats") },
	{ POST, "/threats/readers", .need = MAY_threats_decide, .act = threat_reader_act,
	  .form = &threat_reader_form, .again = threat_readers_show, .is_api_too = true,
	  .label = N_("Decide who may read patterns of threats") },
	{ POST, "/threats/readers/:id/end", .need = MAY_threats_decide, .act = threat_reader_end_act,
	  .is_api_too = true, .label = N_("End somebody's reading of patterns of threats") },
	/* For those who are on the list; nobody else is told that it is there.  Never for machines. */
	{ GET, "/threats/patterns", .need = SIGNED_IN, .show = patterns_show,
	  .label = N_("Patterns of threats, for those who may read them by decision") },
	{ POST, "/threats/patterns/open", .need = SIGNED_IN, .act = patterns_open_act,
	  .label = N_("Open patterns of threats; it is logged") },
	{ .path = NULL },
};
