/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/pages.c - the routes of the room; the list, what is due, beginning and changing. */
#include "modules/evaluations/lessons.h"

#include "base/json.h"
#include "modules/evaluations/pages.html.h"
#include "modules/events/events.h"

enum { JSON_LONGEST = 512 * 1024 };

static void evaluation_judge(struct view *view, void *row, struct problems *problems);
const struct form evaluation_new_form = {
	.record = &evaluation_record,
	.fields = FIELDS("kind", "crisis_id", "exercise_id", "period_id", "event_id", "unit_id", "leader_id", "made_by", "title",
	                 "summary", "secrecy", "types"),
	.judge = evaluation_judge,
};
const struct form evaluation_form = {
	.record = &evaluation_record,
	.fields = FIELDS("kind", "leader_id", "made_by", "title", "summary", "secrecy", "types"),
};

/* ---- The list ------------------------------------------------------------------------------ */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	evaluations_buttons(out, request_may(request, MAY_evaluations_write));
}

struct reply evaluations_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Evaluations"), .actions = list_actions };
	struct query query;

	evaluations_query(request, view, &query);
	return table_reply(request, view, &evaluations_table, &query, &page);
}

/* ---- What is due ------------------------------------------------------------------------------ */

/* The rows, and what they are called. */
struct dues {
	struct due_list list;
	struct due_name_list names;
	struct due_unit_list units;
};

static struct str due_title(const struct dues *dues, const struct owed *owed)
{
	for (size_t i = 0; i < dues->names.count; i++)
		if (owed_is_of(owed, dues->names.at[i].crisis_id, dues->names.at[i].exercise_id,
		               dues->names.at[i].period_id))
			return owed->period_id ? str_of(_("Central crisis management")) : dues->names.at[i].title;
	return S("");
}

static const struct due_unit *due_unit_of(const struct dues *dues, int64_t unit_id)
{
	for (size_t i = 0; i < dues->units.count; i++)
		if (dues->units.at[i].id == unit_id)
			return &dues->units.at[i];
	return NULL;
}

static void due_json(struct json_out *json, const struct due *due, const struct due_unit *unit)
{
	json_object_begin(json, NULL);
	json_str(json, "crisis", due->owed.number);
	json_str(json, "what", str_of(due_what(&due->owed)));
	json_str(json, "unit", unit ? unit->name : S(""));
	json_date(json, "due_on", due->due_on);
	json_str(json, "state", str_of(due_states[due->state].name));
	json_str(json, "because", due_ground(json->out->arena, &due->owed));
	json_bool(json, "is_exercise", due->owed.is_exercise);
	json_str(json, "evaluation", due->by ? due->by->number : S(""));
	json_object_finish(json);
}

static struct reply dues_json(struct request *request, const struct dues *dues)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "due");
	for (size_t i = 0; i < dues->list.count; i++)
		due_json(&json, &dues->list.at[i], due_unit_of(dues, dues->list.at[i].owed.unit_id));
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static void dues_write(struct out *out, const struct dues *dues)
{
	dues_begin(out);
	for (size_t i = 0; i < dues->list.count; i++) {
		const struct due *due = &dues->list.at[i];
		const struct due_unit *unit = due_unit_of(dues, due->owed.unit_id);

		if (unit)
			due_line(out, due, unit, due_title(dues, &due->owed));
	}
	dues_end(out);
}

static void dues_count(const struct due_list *list, size_t *open, size_t *late)
{
	*open = *late = 0;
	for (size_t i = 0; i < list->count; i++) {
		*open += due_is_open(list->at[i].state);
		*late += list->at[i].state == DUE_late;
	}
}

/* Those that remain, or all of them. */
static void dues_choose(struct due_list *list, bool is_all)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (is_all || due_is_open(list->at[i].state))
			list->at[kept++] = list->at[i];
	list->count = kept;
}

struct reply dues_page(struct request *request, struct view *view)
{
	struct dues dues = { dues_of(view, 0, date_today()), due_names(view), due_units(view) };
	bool is_all = str_is(request_query(request, "all"), "yes");
	size_t open, late;
	struct out *out;

	dues_count(&dues.list, &open, &late);
	dues_choose(&dues.list, is_all);
	if (request_wants_json(request))
		return dues_json(request, &dues);
	out = page_begin(request, view, _("Evaluations that are due"));
	dues_head(out, open, late, is_all);
	if (dues.list.count)
		dues_write(out, &dues);
	else
		dues_none(out, is_all);
	return page_end(request, 200);
}

/* ---- Not needed ---------------------------------------------------------------------------------- */

static struct str asked_for(struct request *request, const char *name)
{
	return request_field(request, name).len ? request_field(request, name) : request_query(request, name);
}

/* What is asked of a unit, when this person may judge it; else NULL. */
static const struct due *due_asked(struct request *request, struct view *view)
{
	struct str number = asked_for(request, "period").len ? asked_for(request, "period")
		: asked_for(request, "crisis");
	struct str code = asked_for(request, "unit");
	const struct unit *unit = unit_of_code(view, code);
	const struct due *due;

	if (!unit || !may_at_unit(view, "evaluations_adopt", unit->id))
		return NULL;
	due = due_get(view, number, unit->id);
	return due && !due->owed.exercise_id ? due : NULL;      /* exercises are not waived */
}

struct reply waive_page(struct request *request, struct view *view)
{
	const struct due *due = due_asked(request, view);
	struct form_view form = form_view_of(request, view, &waiver_form, NULL);
	const struct owed *owed;
	const struct unit *unit;
	struct out *out;

	if (!due)
		return reply_not_found(request);
	owed = &due->owed;
	unit = unit_get(view, owed->unit_id);
	out = page_begin(request, view, _("An evaluation that is not needed"));
	evaluation_form_head(out, _("An evaluation that is not needed"), NULL, str_z(request->arena,
		arena_print(request->arena, _("%.*s, %.*s. It is asked for because %.*s. Your name and reason stand beside it."),
			STR(owed->number), STR(unit_name(view, unit->id)), STR(due_ground(request->arena, owed)))));
	form_begin(out, &form, S("/evaluations/waive"), false);
	waive_hidden(out, owed, unit->code);
	form_all(out, &form);
	form_buttons(out, _("It is not needed"), S("/evaluations/due"));
	form_end(out);
	return page_end(request, 200);
}

struct reply waive_act(struct request *request, struct change *change)
{
	struct waiver *waiver = request_record(request);
	const struct due *due = due_asked(request, change_view(change));

	if (!due)
		return reply_not_found(request);
	/* One that came late is not made unneeded afterwards. */
	if (due->by && due->by->fulfilled_at.seconds)
		problem_add(request_problems(request), "reason", "%s", _("It has been evaluated already."));
	else if (due->waiver)
		problem_add(request_problems(request), "reason", "%s", _("Somebody has judged that already."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	waiver->crisis_id = due->owed.crisis_id;
	waiver->period_id = due->owed.period_id;
	waiver->unit_id = due->owed.unit_id;
	waiver->decided_by = change_me(change);
	waiver->decided_name = request_person(request)->name;
	waiver->decided_at = instant_now();
	change_insert(change, &waiver_record.shape, waiver);
	request_message(request, _("It is noted that no evaluation is needed, and why."));
	return reply_done(request, 201, &waiver_record, waiver, "/evaluations/due?all=yes");
}

/* ---- Beginning ----------------------------------------------------------------------------------- */

static void evaluation_judge(struct view *view, void *row, struct problems *problems)
{
	const struct evaluation *evaluation = row;

	if ((evaluation->crisis_id != 0) + (evaluation->event_id != 0) + (evaluation->exercise_id != 0)
	    + (evaluation->period_id != 0) != 1)
		problem_add(problems, "crisis_id", "%s",
			_("Choose what is evaluated: a crisis, an exercise, the central crisis management or an event; one of them."));
	if (evaluation->unit_id && !may_at_unit(view, "evaluations_write", evaluation->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not write evaluations of this unit. Choose another unit."));
}

/* Who evaluates it, when the address does not say. */
static int64_t unit_fresh(struct request *request, struct view *view, const struct evaluation *fresh,
                          const struct exercise *exercise, const struct event *event)
{
	if (fresh->period_id)
		return evaluation_office(view);
	return exercise ? exercise->unit_id : event ? event->board_id : request_person(request)->unit_id;
}

/* What stands in the address: ?crisis=KR-...&unit=LJU, ?exercise=OV-..., ?period=CKL-... or
 * ?event=H-... */
static struct evaluation evaluation_fresh(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_of_number(view, request_query(request, "crisis"));
	const struct event *event = event_of_number(view, request_query(request, "event"));
	const struct exercise *exercise = exercise_of_number(view, request_query(request, "exercise"));
	const struct emergency_worked *period = emergency_worked_of_number(view, request_query(request, "period"));
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct evaluation fresh = { .kind = S("internal"), .leader_id = request_person(request)->id };

	if (crisis) {
		fresh.crisis_id = crisis->id;
		fresh.title = crisis->title;
		event = event_get(view, crisis->event_id);
	} else if (exercise) {
		fresh.exercise_id = exercise->id;
		fresh.title = exercise->title;
	} else if (period) {
		fresh.period_id = period->id;
		fresh.title = arena_print(request->arena, "%s %.*s", _("Central crisis management"), STR(period->number));
	} else if (event) {
		fresh.event_id = event->id;
		fresh.title = event->title;
	}
	fresh.types = event ? event->type : S("");
	fresh.unit_id = unit ? unit->id : unit_fresh(request, view, &fresh, exercise, event);
	return fresh;
}

struct reply evaluation_new(struct request *request, struct view *view)
{
	struct evaluation fresh = evaluation_fresh(request, view);
	struct form_view form = form_view_of(request, view, &evaluation_new_form, &fresh);
	struct out *out = page_begin(request, view, _("Begin an evaluation"));

	evaluation_form_head(out, _("Begin an evaluation"), NULL,
		_("The timeline, the headings and the findings come after."));
	form_begin(out, &form, S("/evaluations"), false);
	form_all(out, &form);
	form_buttons(out, _("Begin"), S("/evaluations"));
	form_end(out);
	return page_end(request, 200);
}

struct reply evaluation_add_act(struct request *request, struct change *change)
{
	struct evaluation *evaluation = request_record(request);
	const struct exercise *exercise = exercise_of_crisis(change_view(change), evaluation->crisis_id);

	/* The log of an exercise: what is evaluated, and was asked for, is the exercise. */
	if (exercise && exercise->unit_id == evaluation->unit_id) {
		evaluation->exercise_id = exercise->id;
		evaluation->crisis_id = 0;
	}
	evaluation->created_by = change_me(change);
	evaluation_add(change, evaluation, request_person(request)->name);
	/* What begins with a restricted event is need-to-know from its first moment. */
	if (evaluation_is_by_event(change_view(change), evaluation->id))
		reader_put(change, evaluation->id, change_me(change));
	request_message(request, evaluation->crisis_id || evaluation->exercise_id || evaluation->period_id
		? _("The evaluation is begun. Choose the timeline next.") : _("The evaluation is begun."));
	return reply_done(request, 201, &evaluation_record, evaluation, "/evaluations/%.*s",
		STR(evaluation->number));
}

/* ---- Changing -------------------------------------------------------------------------------------- */

void *evaluation_load(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_asked(request, view);

	if (!evaluation || !evaluation_may_write(view, evaluation->id))
		return NULL;
	return (void *)(uintptr_t)evaluation;
}

struct reply evaluation_edit(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_load(request, view);
	struct form_view form;
	struct out *out;

	if (!evaluation)
		return reply_not_found(request);
	form = form_view_of(request, view, &evaluation_form, evaluation);
	out = page_begin(request, view, _("Change the evaluation"));
	evaluation_form_head(out, _("Change the evaluation"), evaluation, NULL);
	form_begin(out, &form, evaluation_path(request->arena, evaluation), false);
	form_all(out, &form);
	form_buttons(out, _("Save the evaluation"), evaluation_path(request->arena, evaluation));
	form_end(out);
	return page_end(request, 200);
}

struct reply evaluation_change_act(struct request *request, struct change *change)
{
	struct evaluation *now = request_record(request);
	const struct evaluation *before;
	int64_t version = request_version(request);
	struct reply reply;

	before = evaluation_to_write(request, change, &reply);
	if (!before)
		return reply;
	if (change_update(change, &evaluation_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &evaluation_record, now, before);
	/* Who sets a mark goes on reading. */
	if (now->secrecy.len && !before->secrecy.len)
		reader_put(change, now->id, change_me(change));
	request_message(request, _("The evaluation is saved."));
	return reply_done(request, 200, &evaluation_record, now, "/evaluations/%.*s", STR(now->number));
}

/* ---- The first page --------------------------------------------------------------------------------- */

void evaluations_home(struct out *out, struct request *request, struct view *view)
{
	struct due_list list;
	int64_t mine, review;
	size_t due, late;

	if (!request_may(request, MAY_evaluations_read))
		return;
	mine = evaluations_mine(view);
	review = request_may(request, MAY_evaluations_adopt) ? evaluations_in_review(view) : 0;
	list = dues_of(view, 0, date_today());
	dues_count(&list, &due, &late);
	if (mine || review || due)
		evaluations_card(out, mine, review, due, late);
}

#define ONE "/evaluations/:number"
#define ACT(path_, act_, label_) { POST, ONE path_, .need = MAY_evaluations_read, .act = act_, \
	.again = evaluation_show, .is_api_too = true, .label = label_ }
const struct route evaluations_routes[] = {
	{ GET, "/evaluations", .need = MAY_evaluations_read, .show = evaluations_list,
	  .is_api_too = true, .label = N_("List of evaluations") },
	{ GET, "/evaluations/due", .need = MAY_evaluations_read, .show = dues_page,
	  .is_api_too = true, .label = N_("Evaluations that are due") },
	{ GET, "/evaluations/waive", .need = MAY_evaluations_adopt, .show = waive_page,
	  .label = N_("Judge that an evaluation is not needed") },
	{ POST, "/evaluations/waive", .need = MAY_evaluations_adopt, .act = waive_act,
	  .form = &waiver_form, .again = waive_page, .is_api_too = true,
	  .label = N_("Save that an evaluation is not needed") },
	{ GET, "/evaluations/new", .need = MAY_evaluations_write, .show = evaluation_new,
	  .label = N_("Begin an evaluation") },
	{ POST, "/evaluations", .need = MAY_evaluations_write, .act = evaluation_add_act,
	  .form = &evaluation_new_form, .again = evaluation_new, .is_api_too = true,
	  .label = N_("Save a new evaluation") },
	{ GET, ONE, .need = MAY_evaluations_read, .show = evaluation_show, .is_api_too = true,
	  .label = N_("One evaluation") },
	{ GET, ONE "/edit", .need = MAY_evaluations_read, .show = evaluation_edit,
	  .label = N_("Change an evaluation") },
	{ POST, ONE, .need = MAY_evaluations_read, .act = evaluation_change_act,
	  .form = &evaluation_form, .load = evaluation_load, .again = evaluation_edit,
	  .is_api_too = true, .label = N_("Save a changed evaluation") },
	{ GET, ONE "/aspects/:aspect", .need = MAY_evaluations_read, .show = aspect_edit,
	  .label = N_("What worked and what did not, under one heading") },
	{ POST, ONE "/aspects/:aspect", .need = MAY_evaluations_read, .act = aspect_act,
	  .form = &evaluation_aspect_form, .load = aspect_load, .again = aspect_edit, .is_api_too = true,
	  .label = N_("Save what worked and what did not") },
	{ GET, ONE "/timeline", .need = MAY_evaluations_read, .show = timeline_page,
	  .label = N_("Choose the timeline of an evaluation") },
	{ POST, ONE "/timeline", .need = MAY_evaluations_read, .act = timeline_act,
	  .again = timeline_page, .is_api_too = true, .label = N_("Keep chosen lines of a log") },
	{ GET, ONE "/findings/new", .need = MAY_evaluations_read, .show = finding_new,
	  .label = N_("Write a finding") },
	{ POST, ONE "/findings", .need = MAY_evaluations_read, .act = finding_add_act,
	  .form = &finding_form, .again = finding_new, .is_api_too = true,
	  .label = N_("Save a new finding") },
	{ GET, ONE "/findings/:finding/edit", .need = MAY_evaluations_read, .show = finding_edit,
	  .label = N_("Change a finding") },
	{ POST, ONE "/findings/:finding", .need = MAY_evaluations_read, .act = finding_act,
	  .form = &finding_form, .load = finding_load, .again = finding_edit, .is_api_too = true,
	  .label = N_("Save a changed finding") },
	{ GET, ONE "/findings/:finding/measure", .need = MAY_evaluations_read,
	  .show = finding_measure_page, .label = N_("Make a measure of a finding") },
	{ POST, ONE "/findings/:finding/measure", .need = MAY_evaluations_read,
	  .act = finding_measure_act, .form = &finding_measure_form, .again = finding_measure_page,
	  .is_api_too = true, .label = N_("Save a measure of a finding") },
	{ GET, ONE "/findings/:finding/decline", .need = MAY_evaluations_read,
	  .show = finding_decline_page, .label = N_("Decline a finding") },
	{ POST, ONE "/findings/:finding/decline", .need = MAY_evaluations_read,
	  .act = finding_decline_act, .form = &evaluation_saying_form, .again = finding_decline_page,
	  .is_api_too = true, .label = N_("Save why a finding is declined") },
	ACT("/review", review_act, N_("Send an evaluation to review")),
	{ POST, ONE "/return", .need = MAY_evaluations_adopt, .act = return_act,
	  .form = &evaluation_saying_form, .again = evaluation_show, .is_api_too = true,
	  .label = N_("Send an evaluation back") },
	{ POST, ONE "/adopt", .need = MAY_evaluations_adopt, .act = adopt_act,
	  .again = evaluation_show, .is_api_too = true, .label = N_("Adopt an evaluation") },
	{ POST, ONE "/revise", .need = MAY_evaluations_read, .act = revise_act,
	  .form = &evaluation_saying_form, .again = evaluation_show, .is_api_too = true,
	  .label = N_("Begin a new edition of an evaluation") },
	{ POST, ONE "/readers", .need = MAY_evaluations_read, .act = reader_act,
	  .form = &evaluation_reader_form, .again = evaluation_show, .is_api_too = true,
	  .label = N_("Let somebody read an evaluation") },
	ACT("/readers/:person/end", reader_end_act, N_("Take a reader of an evaluation away")),
	{ GET, ONE "/editions/:edition", .need = MAY_evaluations_read, .show = evaluation_edition_page,
	  .is_api_too = true, .label = N_("An adopted edition of an evaluation") },
	{ GET, ONE "/summary", .need = MAY_evaluations_read, .show = summary_page,
	  .is_api_too = true, .label = N_("An evaluation on one page") },
	{ GET, ONE "/findings/:finding/lesson", .need = MAY_evaluations_adopt, .show = lesson_new,
	  .label = N_("Share a lesson") },
	{ POST, ONE "/findings/:finding/lesson", .need = MAY_evaluations_adopt, .act = lesson_add_act,
	  .form = &lesson_share_form, .again = lesson_new, .is_api_too = true,
	  .label = N_("Save a shared lesson") },
	{ GET, "/lessons", .need = MAY_evaluations_read, .show = lessons_page, .is_api_too = true,
	  .label = N_("Lessons") },
	{ GET, "/lessons/:number", .need = MAY_evaluations_read, .show = lesson_page,
	  .is_api_too = true, .label = N_("One lesson") },
	{ POST, "/lessons/:number/withdraw", .need = MAY_evaluations_adopt,
	  .act = lesson_withdraw_act, .form = &evaluation_saying_form, .again = lesson_page,
	  .is_api_too = true, .label = N_("Withdraw a lesson") },
	{ GET, "/lessons/crisis/:number", .need = MAY_crisis_log, .show = topic_page,
	  .label = N_("Say what kind of event a crisis is") },
	{ POST, "/lessons/crisis/:number", .need = MAY_crisis_log, .act = topic_act,
	  .form = &topic_form, .again = topic_page, .is_api_too = true,
	  .label = N_("Save what kind of event a crisis is") },
	{ .path = NULL },
};
