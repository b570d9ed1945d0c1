/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/lessons.c - lessons: sharing, the ledger, and what stands where the same begins.
 *
 * A lesson has words of its own, which anybody may read who reads evaluations; a named person
 * decides that, and for whom.  What was recommended again stands beside it as a question: the
 * program does not know whether a measure helped.
 */
#include "modules/evaluations/lessons.h"

#include "base/json.h"
#include "modules/evaluations/lessons.html.h"
#include "modules/evaluations/pages.html.h"
#include "modules/events/events.h"

enum { JSON_LONGEST = 256 * 1024 };

/* ---- The ledger ------------------------------------------------------------------------------ */

/* Those that have been recommended again since: what to ask, for a person to judge.  Below the
 * whole ledger, not below what somebody looks for. */
static void ledger_below(struct out *out, struct request *request, struct view *view)
{
	struct lesson_list all = lessons_all(view);
	struct recurrence_list list = recurrences_all(request->arena, &all, date_today());

	if (list.count && !request->query_count)
		recurrences_show(out, &list);
}

struct reply lessons_page(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Lessons"), .below = ledger_below };
	struct query query;

	lessons_query(request, view, &query);
	return table_reply(request, view, &lessons_table, &query, &page);
}

static void withdraw_show(struct out *out, struct request *request, struct view *view,
                          const struct lesson *lesson)
{
	struct form_view form = form_view_of(request, view, &evaluation_saying_form,
		&(struct saying){ .version = lesson->version });

	if (lesson->withdrawn_at.seconds) {
		if (form.problems)
			form_problems(out, &form);
		return;
	}
	evaluation_saying_begin(out, _("Withdraw the lesson"), form.answers != NULL);
	form_begin(out, &form, arena_print(request->arena, "/lessons/%.*s/withdraw",
		STR(lesson->number)), false);
	form_all(out, &form);
	form_buttons(out, _("Withdraw the lesson"), S(""));
	form_end(out);
	evaluation_saying_end(out);
}

struct reply lesson_page(struct request *request, struct view *view)
{
	const struct lesson *lesson = lesson_of_number(view, request_param(request, "number"));
	struct lesson_list all, before;
	struct out *out;

	if (!lesson)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &lesson_record, lesson);
	all = lessons_all(view);
	before = lessons_before(request->arena, &all, lesson->types, lesson->functions, lesson->learnt_at);
	out = page_begin(request, view, str_z(request->arena, lesson->words));
	lesson_head(out, view, lesson, date_today());
	lesson_again(out, &before, date_today());
	if (may_at_unit(view, "evaluations_adopt", lesson->unit_id))
		withdraw_show(out, request, view, lesson);
	return page_end(request, 200);
}

struct reply lesson_withdraw_act(struct request *request, struct change *change)
{
	const struct saying *saying = request_record(request);
	const struct lesson *lesson = lesson_of_number(change_view(change), request_param(request, "number"));
	struct shared_lesson now;
	int64_t version = request_version(request);

	if (!lesson)
		return reply_not_found(request);
	if (!may_at_unit(change_view(change), "evaluations_adopt", lesson->unit_id))
		return reply_forbidden(request);
	if (lesson->withdrawn_at.seconds) {
		problem_add(request_problems(request), "", "%s", _("It has been withdrawn already."));
		return reply_again(request, change);
	}
	now = *lesson_row_get(change_view(change), lesson->id);
	now.withdrawn_by = change_me(change);
	now.withdrawn_at = instant_now();
	now.withdrawn_reason = str_trim(saying->words);
	if (change_update(change, &shared_lesson_record.shape, &now, version ? version : lesson->version)
	    == UPDATED_STALE)
		return reply_stale(request, evaluation_saying_form.record, saying, &(struct saying){
			.words = lesson->withdrawn_reason });
	request_message(request, _("The lesson is withdrawn. It comes back nowhere."));
	return reply_done(request, 200, &shared_lesson_record, &now, "/lessons/%.*s", STR(lesson->number));
}

/* ---- Sharing ------------------------------------------------------------------------------------ */

static const char *const lesson_obstacles[] = {
	[LESSON_NOT_ADOPTED] = N_("The evaluation has not been adopted. A lesson is shared after that."),
	[LESSON_UNANSWERED] = N_("The finding has no answer yet."),
	[LESSON_RESTRICTED] = N_("It stands on a restricted event. Its lessons stay with those who read it."),
	[LESSON_SHARED] = N_("The finding is shared as a lesson already."),
};

static enum lesson_obstacle obstacle_of(struct view *view, const struct evaluation *evaluation,
                                        const struct finding *finding)
{
	return lesson_obstacle(evaluation, finding, evaluation_is_by_event(view, evaluation->id),
		lesson_of_finding(view, finding->id) != NULL);
}

/* The finding, when this person may share it; NULL. */
static const struct finding *finding_to_share(struct request *request, struct view *view,
                                              const struct evaluation **evaluation)
{
	*evaluation = evaluation_asked(request, view);
	if (!*evaluation || !evaluation_may_adopt(view, (*evaluation)->id))
		return NULL;
	return finding_get(view, (*evaluation)->id, request_key(request, "finding"));
}

struct reply lesson_new(struct request *request, struct view *view)
{
	const struct evaluation *evaluation;
	const struct finding *finding = finding_to_share(request, view, &evaluation);
	struct shared_lesson fresh = { .reach = S("city") };
	enum lesson_obstacle obstacle;
	struct form_view form;
	struct out *out;

	if (!finding)
		return reply_not_found(request);
	fresh.types = evaluation->types;
	fresh.functions = finding->functions;
	fresh.words = str_letters_part(finding->recommendation, 300);
	form = form_view_of(request, view, &lesson_share_form, &fresh);
	obstacle = obstacle_of(view, evaluation, finding);
	out = page_begin(request, view, _("Share a lesson"));
	evaluation_form_head(out, _("Share a lesson"), evaluation, obstacle ? _(lesson_obstacles[obstacle]) : NULL);
	finding_words(out, finding);
	if (evaluation->secrecy.len)
		lesson_marked(out);
	if (!obstacle || form.problems) {
		form_begin(out, &form, arena_print(request->arena, "/evaluations/%.*s/findings/%lld/lesson",
			STR(evaluation->number), (long long)finding->number), false);
		form_all(out, &form);
		form_buttons(out, _("Share it"), evaluation_path(request->arena, evaluation));
		form_end(out);
	}
	return page_end(request, 200);
}

struct reply lesson_add_act(struct request *request, struct change *change)
{
	struct shared_lesson *lesson = request_record(request);
	const struct evaluation *evaluation;
	const struct finding *finding = finding_to_share(request, change_view(change), &evaluation);
	enum lesson_obstacle obstacle;

	if (!finding)
		return reply_not_found(request);
	obstacle = obstacle_of(change_view(change), evaluation, finding);
	if (obstacle)
		problem_add(request_problems(request), "", "%s", _(lesson_obstacles[obstacle]));
	if (request_problems(request)->count)
		return reply_again(request, change);
	lesson->evaluation_id = evaluation->id;
	lesson->finding_id = finding->id;
	lesson->unit_id = evaluation->unit_id;
	lesson->shared_by = change_me(change);
	lesson->shared_name = request_person(request)->name;
	lesson->shared_at = instant_now();
	lesson_add(change, lesson);
	evaluation_step_put(change, evaluation, "share", arena_print(request->arena, "%lld: %.*s",
		(long long)finding->number, STR(lesson->number)), lesson->shared_name, lesson->shared_at);
	request_message(request, _("The lesson is shared. It comes back when the same kind happens again."));
	return reply_done(request, 201, &shared_lesson_record, lesson, "/lessons/%.*s", STR(lesson->number));
}

/* ---- Where the same begins ------------------------------------------------------------------------ */

void lessons_types_show(struct out *out, struct request *request, struct view *view, struct str types)
{
	struct lesson_list all, found;

	if (!request_may(request, MAY_evaluations_read) || !types.len)
		return;
	all = lessons_all(view);
	found = lessons_last_times(request->arena, &all, types, LESSON_TIMES);
	if (found.count)
		lessons_box(out, view, &found, date_today());
}

/* What the event says it is, and what somebody has said since. */
static struct str crisis_types(struct view *view, const struct crisis *crisis)
{
	const struct event *event = event_get(view, crisis->event_id);
	struct str said = topic_of(view, crisis->id);

	if (!event)
		return said;
	return arena_print(view_arena(view), "%.*s%s%.*s", STR(event->type), said.len ? " " : "", STR(said));
}

/* What was known when it began: what was learnt of it does not come back to itself. */
static struct lesson_list lessons_known(struct view *view, const struct crisis *crisis)
{
	struct lesson_list all = lessons_all(view);
	size_t kept = 0;

	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].learnt_at.seconds < crisis->opened_at.seconds)
			all.at[kept++] = all.at[i];
	all.count = kept;
	return all;
}

void lessons_crisis_show(struct out *out, struct request *request, struct view *view,
                         const struct crisis *crisis)
{
	struct str types;
	struct lesson_list all, found;

	if (!request_may(request, MAY_evaluations_read))
		return;
	types = crisis_types(view, crisis);
	all = lessons_known(view, crisis);
	found = lessons_last_times(request->arena, &all, types, LESSON_TIMES);
	if (found.count)
		lessons_box(out, view, &found, date_today());
	lessons_topic(out, crisis, types, found.count,
		crisis->state == CRISIS_open && crisis_may_write(view, crisis));
}

/* The crisis, when this person writes in it; NULL. */
static const struct crisis *crisis_of_topic(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_of_number(view, request_param(request, "number"));

	return crisis && crisis_may_write(view, crisis) ? crisis : NULL;
}

struct reply topic_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_of_topic(request, view);
	struct topic topic = { 0 };
	struct form_view form;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	form = form_view_of(request, view, &topic_form, &topic);
	out = page_begin(request, view, _("What kind of event is it?"));
	topic_head(out, crisis, topic_of(view, crisis->id));
	form_begin(out, &form, arena_print(request->arena, "/lessons/crisis/%.*s", STR(crisis->number)), false);
	form_all(out, &form);
	form_buttons(out, _("Show what we said"), arena_print(request->arena, "/crisis/%.*s", STR(crisis->number)));
	form_end(out);
	return page_end(request, 200);
}

struct reply topic_act(struct request *request, struct change *change)
{
	const struct topic *topic = request_record(request);
	const struct crisis *crisis = crisis_of_topic(request, change_view(change));

	if (!crisis)
		return reply_not_found(request);
	topic_put(change, crisis->id, topic->type, request_person(request)->name);
	return reply_done(request, 200, topic_form.record, topic, "/crisis/%.*s", STR(crisis->number));
}
