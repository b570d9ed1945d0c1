/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/steps.c - one evaluation; review, adoption, a new edition; who reads it. */
#include "modules/evaluations/lessons.h"

#include "modules/evaluations/pages.html.h"
#include "modules/events/events.h"

enum { AGAIN_MOST = 2 };

static const struct { const char *verb, *words; } verbs[] = {
	{ "begin", N_("begun") },
	{ "review", N_("sent to review") },
	{ "return", N_("sent back") },
	{ "adopt", N_("adopted") },
	{ "revise", N_("a new edition begun") },
	{ "measure", N_("a finding became a measure") },
	{ "decline", N_("a finding was declined") },
	{ "share", N_("a lesson was shared") },
};

const char *evaluation_step_words(struct str verb)
{
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (str_is(verb, verbs[i].verb))
			return _(verbs[i].words);
	return "";
}

/* ---- The page ------------------------------------------------------------------------------- */

/* "Central crisis management CKL-2026-1"; "" when this person does not see it. */
static struct str period_label(struct view *view, int64_t period_id)
{
	struct str number = reference_label(view, "central_period", period_id);

	return number.len ? arena_print(view_arena(view), "%s %.*s", _("Central crisis management"), STR(number))
		: S("");
}

static const char *what_of(struct request *request, struct view *view, const struct evaluation *evaluation)
{
	struct str label = evaluation->crisis_id ? reference_label(view, "crisis", evaluation->crisis_id)
		: evaluation->exercise_id ? reference_label(view, "exercise", evaluation->exercise_id)
		: evaluation->period_id ? period_label(view, evaluation->period_id)
		: reference_label(view, "event", evaluation->event_id);

	return label.len ? str_z(request->arena, label) : NULL;
}

const struct measure *finding_measure_of(const struct measure_list *list, const struct finding *finding)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].id == finding->measure_id)
			return &list->at[i];
	return NULL;
}

/* What was recommended before of the same kind and function asks a question. */
static void finding_asked_again(struct out *out, const struct lesson_list *all, const struct whole *whole,
                                const struct finding *finding)
{
	struct lesson_list before = lessons_before(out->arena, all, whole->evaluation->types,
		finding->functions, whole->evaluation->created_at);

	for (size_t i = 0; i < before.count && i < AGAIN_MOST; i++)
		finding_again(out, &before.at[i], date_today());
}

static const struct lesson *lesson_of(const struct lesson_list *own, const struct finding *finding)
{
	for (size_t i = 0; i < own->count; i++)
		if (own->at[i].finding_id == finding->id)
			return &own->at[i];
	return NULL;
}

static void findings_show(struct out *out, struct view *view, const struct whole *whole)
{
	struct measure_list measures = measures_of(view, "evaluation", whole->evaluation->id);
	struct lesson_list lessons = lessons_all(view);
	struct lesson_list own = lessons_of_evaluation(view, whole->evaluation->id);
	size_t open = 0;

	for (size_t i = 0; i < whole->findings.count; i++)
		open += whole->findings.at[i].answer == FINDING_open;
	evaluation_findings_begin(out, whole->findings.count, open);
	for (size_t i = 0; i < whole->findings.count; i++) {
		finding_item(out, whole->evaluation, &whole->findings.at[i],
			finding_measure_of(&measures, &whole->findings.at[i]), whole->may_write,
			lesson_of(&own, &whole->findings.at[i]), whole->may_adopt);
		finding_asked_again(out, &lessons, whole, &whole->findings.at[i]);
		finding_item_end(out);
	}
	evaluation_findings_end(out, whole->findings.count);
}

static bool was_sent_to(struct request *request, const char *verb)
{
	return request->method == METHOD_POST && str_ends(request->path, str_of(verb));
}

/* A step that asks why. */
static void saying_show(struct out *out, struct request *request, struct view *view,
                        const struct evaluation *evaluation, const char *verb, const char *label)
{
	bool is_tried = was_sent_to(request, verb);
	struct form_view form = form_view_of(request, view, &evaluation_saying_form,
		&(struct saying){ .version = evaluation->version });

	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	form.id_before = verb;
	evaluation_saying_begin(out, label, is_tried);
	form_begin(out, &form, arena_print(request->arena, "/evaluations/%.*s/%s",
		STR(evaluation->number), verb), false);
	form_all(out, &form);
	form_buttons(out, label, S(""));
	form_end(out);
	evaluation_saying_end(out);
}

static const char *obstacle_told(enum obstacle obstacle)
{
	return obstacle == FREE ? NULL : _(obstacle_words[obstacle]);
}

static void steps_show(struct out *out, struct request *request, struct view *view, const struct whole *whole)
{
	const struct evaluation *evaluation = whole->evaluation;
	bool is_review = evaluation->state == EVALUATION_review;
	enum obstacle obstacle = is_review ? adopt_obstacle(whole, request_person(request)->id)
		: review_obstacle(whole);

	evaluation_steps_begin(out, whole, is_review && obstacle == FREE && !whole->may_adopt
		? _("It waits for somebody who adopts evaluations of the unit.") : obstacle_told(obstacle));
	if (evaluation->state == EVALUATION_draft && whole->may_write && obstacle == FREE)
		evaluation_step_form(out, request, evaluation, "review", _("Send to review"), true);
	if (is_review && whole->may_adopt && obstacle == FREE) {
		evaluation_step_form(out, request, evaluation, "adopt", _("Adopt it"), true);
		saying_show(out, request, view, evaluation, "return", _("Send it back"));
	}
	if (evaluation->state == EVALUATION_adopted && whole->may_write)
		saying_show(out, request, view, evaluation, "revise", _("Begin a new edition"));
	evaluation_steps_end(out);
}

static void readers_write(struct out *out, struct request *request, struct view *view,
                          const struct whole *whole)
{
	struct reader_row_list readers = readers_of(view, whole->evaluation->id);
	struct form_view form = form_view_of(request, view, &evaluation_reader_form, NULL);

	if (!was_sent_to(request, "/readers"))
		form.answers = NULL, form.problems = NULL;
	readers_show(out, request, whole, &readers);
	if (whole->may_write) {
		form_begin(out, &form, arena_print(request->arena, "/evaluations/%.*s/readers",
			STR(whole->evaluation->number)), false);
		form_all(out, &form);
		form_buttons(out, _("Let this person read"), S(""));
		form_end(out);
	}
	readers_end(out);
}

/* A step that failed says so on top; forms of their own say it themselves. */
static void step_problems(struct out *out, struct request *request, struct view *view)
{
	struct form_view form = form_view_of(request, view, &evaluation_saying_form, NULL);

	if (form.problems && (was_sent_to(request, "/review") || was_sent_to(request, "/adopt")
	                      || was_sent_to(request, "/end")))
		form_problems(out, &form);
}

static void whole_show(struct out *out, struct request *request, struct view *view, const struct whole *whole)
{
	const struct evaluation *evaluation = whole->evaluation;
	struct crisis_cited_list log = { 0, NULL };
	struct evaluation_step_list steps = evaluation_steps(view, evaluation->id);
	struct evaluation_edition_list editions = evaluation_editions(view, evaluation->id);

	if (whole->lines.count)
		evaluation_lines(view, evaluation, &log);
	step_problems(out, request, view);
	evaluation_head(out, view, whole, what_of(request, view, evaluation));
	aspects_show(out, whole);
	findings_show(out, view, whole);
	timeline_choose_show(out, whole, &log);
	steps_show(out, request, view, whole);
	if (whole->is_marked)
		readers_write(out, request, view, whole);
	evaluation_history(out, evaluation, &steps, &editions);
}

struct reply evaluation_show(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_asked(request, view);
	struct whole whole;
	struct out *out;

	if (!evaluation)
		return reply_not_found(request);
	/* While a new edition is written, others read the one that stands. */
	if (!evaluation_is_open(view, evaluation->id))
		return reply_go(request, "%s/evaluations/%.*s/editions/%lld",
			request_wants_json(request) ? "/api/v1" : "", STR(evaluation->number),
			(long long)evaluation->edition);
	whole = whole_of(view, evaluation);
	if (request_wants_json(request))
		return evaluation_json(request, view, &whole);
	out = page_begin(request, view, str_z(request->arena, evaluation->title));
	whole_show(out, request, view, &whole);
	return page_end(request, 200);
}

/* ---- Steps ------------------------------------------------------------------------------------ */

/* Writes the evaluation with its new state, or answers that it is stale. */
static struct reply state_put(struct request *request, struct change *change, struct evaluation *now,
                              const struct evaluation *before, const char *verb, struct str words,
                              const char *message)
{
	int64_t version = request_version(request);

	if (change_update(change, &evaluation_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &evaluation_record, now, before);
	evaluation_step_put(change, now, verb, words, request_person(request)->name, instant_now());
	request_message(request, message);
	return reply_done(request, 200, &evaluation_record, now, "/evaluations/%.*s", STR(now->number));
}

static struct reply hindered(struct request *request, struct change *change, enum obstacle obstacle)
{
	problem_add(request_problems(request), "", "%s", _(obstacle_words[obstacle]));
	return reply_again(request, change);
}

struct reply review_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct evaluation *before = evaluation_to_write(request, change, &reply);
	struct evaluation now;
	struct whole whole;

	if (!before)
		return reply;
	whole = whole_of(change_view(change), before);
	if (review_obstacle(&whole) != FREE)
		return hindered(request, change, review_obstacle(&whole));
	now = *before;
	now.state = EVALUATION_review;
	now.sent_by = change_me(change);
	now.sent_at = instant_now();
	return state_put(request, change, &now, before, "review", S(""),
		_("It is sent to review. Somebody else adopts it."));
}

/* The one asked for, when this person may adopt it and nothing is in the way. */
static bool whole_to_adopt(struct request *request, struct change *change, struct whole *whole,
                           struct reply *reply)
{
	const struct evaluation *evaluation = evaluation_asked(request, change_view(change));
	enum obstacle obstacle;

	if (!evaluation) {
		*reply = reply_not_found(request);
		return false;
	}
	*whole = whole_of(change_view(change), evaluation);
	if (!whole->may_adopt) {
		*reply = reply_forbidden(request);
		return false;
	}
	obstacle = adopt_obstacle(whole, change_me(change));
	if (obstacle != FREE)
		*reply = hindered(request, change, obstacle);
	return obstacle == FREE;
}

struct reply return_act(struct request *request, struct change *change)
{
	const struct saying *saying = request_record(request);
	struct evaluation now;
	struct whole whole;
	struct reply reply;

	if (!whole_to_adopt(request, change, &whole, &reply))
		return reply;
	now = *whole.evaluation;
	now.state = EVALUATION_draft;
	return state_put(request, change, &now, whole.evaluation, "return", str_trim(saying->words),
		_("It is sent back."));
}

static struct str revision_reason(struct view *view, int64_t evaluation_id)
{
	struct evaluation_step_list steps = evaluation_steps(view, evaluation_id);

	for (size_t i = steps.count; i > 0; i--)
		if (str_is(steps.at[i - 1].verb, "revise"))
			return steps.at[i - 1].words;
	return S("");
}

/* An exercise is evaluated when the unit that held it has adopted a full evaluation of it, or of
 * its log. */
static void exercise_tell(struct request *request, struct change *change, const struct evaluation *evaluation)
{
	struct view *view = change_view(change);
	const struct exercise *exercise = evaluation->exercise_id
		? exercise_get(view, evaluation->exercise_id)
		: evaluation->crisis_id ? exercise_of_crisis(view, evaluation->crisis_id) : NULL;

	if (exercise && exercise->unit_id == evaluation->unit_id
	    && item_int(item_find("evaluations/kinds", evaluation->kind), "is_full"))
		exercise_evaluated(change, exercise, instant_now(), request_person(request)->name);
}

struct reply adopt_act(struct request *request, struct change *change)
{
	struct evaluation now;
	struct whole whole;
	struct reply reply;

	if (!whole_to_adopt(request, change, &whole, &reply))
		return reply;
	now = *whole.evaluation;
	now.state = EVALUATION_adopted;
	now.edition++;
	now.adopted_by = change_me(change);
	now.adopted_at = instant_now();
	if (!now.fulfilled_at.seconds)
		now.fulfilled_at = now.adopted_at;
	reply = state_put(request, change, &now, whole.evaluation, "adopt", S(""),
		_("The evaluation is adopted and frozen."));
	if (reply.status >= 400)
		return reply;
	exercise_tell(request, change, &now);
	evaluation_edition_put(change, &now, whole_markdown(change_view(change), &whole),
		now.edition > 1 ? revision_reason(change_view(change), now.id) : S(""),
		request_person(request)->name, now.adopted_at);
	return reply;
}

struct reply revise_act(struct request *request, struct change *change)
{
	const struct saying *saying = request_record(request);
	struct reply reply;
	const struct evaluation *before = evaluation_to_change(request, change, &reply);
	struct evaluation now;

	if (!before)
		return reply;
	if (before->state != EVALUATION_adopted)
		return hindered(request, change, NOT_ADOPTED);
	now = *before;
	now.state = EVALUATION_draft;
	return state_put(request, change, &now, before, "revise", str_trim(saying->words),
		_("A new edition is begun. The one that was adopted stands until the new one is."));
}

/* ---- Readers ------------------------------------------------------------------------------------- */

struct reply reader_act(struct request *request, struct change *change)
{
	const struct reader *reader = request_record(request);
	struct reply reply;
	const struct evaluation *evaluation = evaluation_to_change(request, change, &reply);

	if (!evaluation)
		return reply;
	reader_put(change, evaluation->id, reader->person_id);
	request_message(request, _("This person reads the evaluation from now on."));
	return reply_done(request, 201, evaluation_reader_form.record, reader, "/evaluations/%.*s",
		STR(evaluation->number));
}

struct reply reader_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct evaluation *evaluation = evaluation_to_change(request, change, &reply);

	if (!evaluation)
		return reply;
	reader_remove(change, evaluation->id, request_key(request, "person"));
	request_message(request, _("This person reads it no more."));
	return reply_done(request, 200, &evaluation_record, evaluation, "/evaluations/%.*s",
		STR(evaluation->number));
}
