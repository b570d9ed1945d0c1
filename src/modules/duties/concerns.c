/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/concerns.c - "berörd": which units a duty concerns, decided by a named person.
 *
 * Only a person decides; the program says which questions wait.  Secret questions are never
 * asked here: nothing on this page tells that they exist for one unit and not for another.
 */
#include "modules/duties/inside.h"

#include "base/json.h"
#include "modules/duties/concerns.html.h"
#include "modules/people/people.h"

enum { JSON_BYTES = 16 << 20 };

/* ---- Which questions there are -------------------------------------------------------------------- */

struct question {
	const struct concern_flag *flag;
	const struct unit *unit;
};
LIST_OF(question)

static bool is_valid_today(const struct unit *unit)
{
	struct date today = date_today();

	return date_compare(unit->valid_from, today) <= 0
		&& (!date_is_given(unit->valid_to) || date_compare(unit->valid_to, today) >= 0);
}

/* Does some actor's predicate, for this unit, hang on the flag? */
static bool is_asked(const struct addressing *all, const struct unit *unit, struct str flag)
{
	for (size_t i = 0; i < all->actors.count; i++)
		if (all->predicates[i] && str_has_word(all->flags[i], flag)
		    && str_has_word(addressed_flags(all, all->actors.at[i].code, unit), flag))
			return true;
	return false;
}

static bool is_listed(const struct concern_flag_list *list, struct str code)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].code, code))
			return true;
	return false;
}

/* The open questions of the programmes in force, each once. */
static struct concern_flag_list flags_in_force(struct view *view)
{
	struct programme_list programmes = programmes_of_year(view, date_today().year);
	struct concern_flag_list all = { 0 }, some;

	for (size_t p = 0; p < programmes.count; p++) {
		struct concern_flag *more;

		some = concern_flags_of(view, programmes.at[p].id);
		more = arena_array(view_arena(view), struct concern_flag, all.count + some.count + 1);
		for (size_t i = 0; i < all.count; i++)
			more[i] = all.at[i];
		all.at = more;
		for (size_t i = 0; i < some.count; i++)
			if (!some.at[i].is_secret && !is_listed(&all, some.at[i].code))
				all.at[all.count++] = some.at[i];
	}
	return all;
}

static bool is_secret_anywhere(struct view *view, struct str code)
{
	struct programme_list programmes = programmes_all(view);

	for (size_t p = 0; p < programmes.count; p++) {
		struct concern_flag_list flags = concern_flags_of(view, programmes.at[p].id);

		for (size_t i = 0; i < flags.count; i++)
			if (flags.at[i].is_secret && str_equals(flags.at[i].code, code))
				return true;
	}
	return false;
}

static void waiting_add(struct question_list *list, const struct question *question)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit->id == question->unit->id
		    && str_equals(list->at[i].flag->code, question->flag->code))
			return;
	list->at[list->count++] = *question;
}

/* Asked of a unit, and decided by nobody. */
static struct question_list questions_waiting(struct view *view, const struct concern_flag_list *flags,
                                              const struct unit *only)
{
	struct programme_list programmes = programmes_of_year(view, date_today().year);
	struct unit_list *units = arena_new(view_arena(view), struct unit_list);
	struct question_list list = { 0 };

	*units = units_followed(view);
	list.at = arena_array(view_arena(view), struct question, flags->count * units->count + 1);
	for (size_t p = 0; p < programmes.count; p++) {
		struct addressing all = addressing_read(view, &programmes.at[p]);

		for (size_t f = 0; f < flags->count; f++)
			for (size_t u = 0; u < units->count; u++) {
				struct question question = { &flags->at[f], &units->at[u] };

				if ((!only || only->id == question.unit->id)
				    && is_valid_today(question.unit)
				    && is_asked(&all, question.unit, question.flag->code)
				    && !concern_decision_on(&all, question.unit->id,
				                            question.flag->code, date_today()))
					waiting_add(&list, &question);
			}
	}
	return list;
}

/* ---- The page ------------------------------------------------------------------------------------------ */

static struct str flag_words(const struct concern_flag_list *flags, struct str code)
{
	for (size_t i = 0; i < flags->count; i++)
		if (str_equals(flags->at[i].code, code))
			return tongue_pick(flags->at[i].name_sv, flags->at[i].name_en);
	return code;
}

static struct reply concerns_json(struct request *request, struct view *view,
                                  const struct question_list *waiting, const struct unit *only)
{
	struct concern_decision_list decisions = concern_decisions(view);
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "waiting");
	for (size_t i = 0; i < waiting->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "unit", waiting->at[i].unit->code);
		json_str(&json, "flag", waiting->at[i].flag->code);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_list_begin(&json, "decisions");
	for (size_t i = 0; i < decisions.count; i++) {
		if (only && decisions.at[i].unit_id != only->id)
			continue;
		json_object_begin(&json, NULL);
		record_json(&json, &concern_decision_record, &decisions.at[i]);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply concerns_show(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct concern_flag_list flags = flags_in_force(view);
	struct question_list waiting = questions_waiting(view, &flags, unit);
	struct concern_decision_list decisions;
	bool may_decide = request_may(request, MAY_programme_decide);
	struct out *out;

	if (request_query(request, "unit").len && !unit)
		return reply_not_found(request);
	if (request_wants_json(request))
		return concerns_json(request, view, &waiting, unit);
	decisions = concern_decisions(view);
	out = page_begin(request, view, _("Whom the programme concerns"));
	concerns_head(out, unit, may_decide);
	concerns_waiting_begin(out, waiting.count);
	for (size_t i = 0; i < waiting.count; i++)
		concerns_question(out, waiting.at[i].unit, waiting.at[i].flag, may_decide);
	concerns_waiting_end(out, waiting.count);
	concerns_decided_begin(out);
	for (size_t i = decisions.count; i-- > 0;)
		if (!unit || decisions.at[i].unit_id == unit->id)
			concerns_decision(out, &decisions.at[i], unit_get(view, decisions.at[i].unit_id),
				flag_words(&flags, decisions.at[i].flag),
				person_name(view, decisions.at[i].decided_by));
	concerns_decided_end(out);
	return page_end(request, 200);
}

/* ---- Deciding -------------------------------------------------------------------------------------------- */

/* The number of the decision that one has read: another that came meanwhile is a clash. */
static int64_t last_decision(struct view *view, int64_t unit_id, struct str flag)
{
	struct concern_decision_list decisions = concern_decisions(view);
	int64_t last = 0;

	for (size_t i = 0; i < decisions.count; i++)
		if (decisions.at[i].unit_id == unit_id && str_equals(decisions.at[i].flag, flag))
			last = decisions.at[i].id;
	return last;
}

struct reply concern_new(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct concern_flag_list flags = flags_in_force(view);
	struct concern_decision row = { .flag = request_query(request, "flag"),
		.unit_id = unit ? unit->id : 0, .decided_by = request_person(request)->id,
		.valid_from = date_year_start(date_today()) };
	struct form_view form = form_view_of(request, view, &concern_form, &row);
	struct out *out = page_begin(request, view, _("Decide whether a unit is concerned"));

	concern_form_head(out, &flags);
	form_begin(out, &form, S("/duties/concerns"), false);
	form_problems(out, &form);
	concern_upon(out, last_decision(view, row.unit_id, row.flag));
	form_field(out, &form, "unit_id");
	concern_flag_field(out, &flags, form.answers ? answer_get(form.answers, "flag") : row.flag,
		problem_for(request_problems(request), "flag"));
	form_field(out, &form, "answer");
	form_field(out, &form, "reason");
	form_field(out, &form, "decision");
	form_field(out, &form, "decided_by");
	form_field(out, &form, "valid_from");
	form_field(out, &form, "valid_to");
	form_buttons(out, _("Write down the decision"), S("/duties/concerns"));
	form_end(out);
	return page_end(request, 200);
}

struct reply concern_add(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct concern_decision *decision = request_record(request);
	struct concern_flag_list flags = flags_in_force(view);
	const struct unit *unit = unit_get(view, decision->unit_id);
	int64_t last = last_decision(view, decision->unit_id, decision->flag);

	if (!is_listed(&flags, decision->flag) || is_secret_anywhere(view, decision->flag))
		problem_add(request_problems(request), "flag", "%s",
			_("There is no such question in a programme in force. Choose one in the list."));
	if (!unit || !unit_bears_duties(unit) || !duty_may(view, "programme_decide", unit->id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("Choose a committee, a company or the office, where you may decide."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	if (request_version(request) && request_version(request) != last)
		return reply_stale(request, &concern_decision_record, decision,
			concern_decision_get(view, last));
	change_because(change, decision->reason);
	change_insert(change, &concern_decision_record.shape, decision);
	request_message(request, _("The decision is written down."));
	return reply_done(request, 201, &concern_decision_record, decision,
		"/duties/concerns?unit=%.*s", STR(unit->code));
}
