/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/write.c - headings, findings and what becomes of them. */
#include "modules/evaluations/inside.h"

#include "modules/evaluations/pages.html.h"

const struct evaluation *evaluation_asked(struct request *request, struct view *view)
{
	return evaluation_of_number(view, request_param(request, "number"));
}

struct str evaluation_path(struct arena *arena, const struct evaluation *evaluation)
{
	return arena_print(arena, "/evaluations/%.*s", STR(evaluation->number));
}

const struct evaluation *evaluation_to_change(struct request *request, struct change *change,
                                              struct reply *reply)
{
	const struct evaluation *evaluation = evaluation_asked(request, change_view(change));

	if (!evaluation || !evaluation_is_open(change_view(change), evaluation->id)) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (evaluation_may_write(change_view(change), evaluation->id))
		return evaluation;
	*reply = reply_forbidden(request);
	return NULL;
}

const struct evaluation *evaluation_to_write(struct request *request, struct change *change,
                                             struct reply *reply)
{
	const struct evaluation *evaluation = evaluation_to_change(request, change, reply);

	if (!evaluation || evaluation->state == EVALUATION_draft)
		return evaluation;
	problem_add(request_problems(request), "", "%s", _(obstacle_words[NOT_DRAFT]));
	*reply = reply_again(request, change);
	return NULL;
}

static struct reply saved(struct request *request, const struct record *record, const void *row,
                          const struct evaluation *evaluation, const char *message)
{
	request_message(request, message);
	return reply_done(request, 200, record, row, "/evaluations/%.*s", STR(evaluation->number));
}

/* A form of its own about something in an evaluation. */
struct form_page {
	const struct evaluation *evaluation;
	const struct form *form;
	const void *row;
	const char *title, *button;
	struct str action;
	const struct finding *finding;  /* shown above; NULL none */
};

static struct reply form_page(struct request *request, struct view *view, const struct form_page *page)
{
	struct form_view form = form_view_of(request, view, page->form, page->row);
	struct out *out = page_begin(request, view, page->title);

	evaluation_form_head(out, page->title, page->evaluation, NULL);
	if (page->finding)
		finding_words(out, page->finding);
	form_begin(out, &form, page->action, false);
	form_all(out, &form);
	form_buttons(out, page->button, evaluation_path(request->arena, page->evaluation));
	form_end(out);
	return page_end(request, 200);
}

/* ---- Headings ------------------------------------------------------------------------------- */

void *aspect_load(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_load(request, view);

	return evaluation ? aspect_get(view, evaluation->id, request_param(request, "aspect")) : NULL;
}

struct reply aspect_edit(struct request *request, struct view *view)
{
	struct evaluation_aspect *aspect = aspect_load(request, view);
	struct form_page page = { .evaluation = evaluation_asked(request, view), .form = &evaluation_aspect_form,
		.row = aspect, .button = _("Save the heading") };

	if (!aspect)
		return reply_not_found(request);
	page.title = str_z(request->arena, code_name("risk/aspects", aspect->aspect));
	page.action = arena_print(request->arena, "/evaluations/%.*s/aspects/%.*s",
		STR(page.evaluation->number), STR(aspect->aspect));
	return form_page(request, view, &page);
}

struct reply aspect_act(struct request *request, struct change *change)
{
	struct evaluation_aspect *now = request_record(request);
	struct reply reply;
	const struct evaluation *evaluation = evaluation_to_write(request, change, &reply);
	const struct evaluation_aspect *before;
	int64_t version = request_version(request);

	if (!evaluation)
		return reply;
	before = aspect_get(change_view(change), evaluation->id, now->aspect);
	if (!before)
		return reply_not_found(request);
	if (change_update(change, &evaluation_aspect_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &evaluation_aspect_record, now, before);
	return saved(request, &evaluation_aspect_record, now, evaluation, _("The heading is saved."));
}

/* ---- Findings ------------------------------------------------------------------------------------ */

struct reply finding_new(struct request *request, struct view *view)
{
	struct form_page page = { .evaluation = evaluation_load(request, view), .form = &finding_form,
		.title = _("Write a finding"), .button = _("Save the finding") };

	if (!page.evaluation)
		return reply_not_found(request);
	page.action = arena_print(request->arena, "/evaluations/%.*s/findings", STR(page.evaluation->number));
	return form_page(request, view, &page);
}

struct reply finding_add_act(struct request *request, struct change *change)
{
	struct finding *finding = request_record(request);
	struct reply reply;
	const struct evaluation *evaluation = evaluation_to_write(request, change, &reply);

	if (!evaluation)
		return reply;
	finding_add(change, evaluation, finding);
	return saved(request, &finding_record, finding, evaluation,
		_("The finding is saved. Give it an answer: a measure, or a reason why not."));
}

void *finding_load(struct request *request, struct view *view)
{
	const struct evaluation *evaluation = evaluation_load(request, view);

	return evaluation ? finding_get(view, evaluation->id, request_key(request, "finding")) : NULL;
}

static struct reply finding_page(struct request *request, struct view *view, struct form_page *page,
                                 const char *ending)
{
	const struct finding *finding = finding_load(request, view);

	if (!finding)
		return reply_not_found(request);
	page->evaluation = evaluation_asked(request, view);
	page->action = arena_print(request->arena, "/evaluations/%.*s/findings/%lld%s",
		STR(page->evaluation->number), (long long)finding->number, ending);
	if (page->form == &finding_form)
		page->row = finding;
	else
		page->finding = finding;
	return form_page(request, view, page);
}

struct reply finding_edit(struct request *request, struct view *view)
{
	struct form_page page = { .form = &finding_form, .title = _("Change a finding"),
		.button = _("Save the finding") };

	return finding_page(request, view, &page, "");
}

struct reply finding_measure_page(struct request *request, struct view *view)
{
	const struct finding *finding = finding_load(request, view);
	const struct evaluation *evaluation = evaluation_asked(request, view);
	struct answer answer = { .version = finding ? finding->version : 0,
		.title = finding ? str_letters_part(finding->recommendation, 160) : S(""),
		.unit_id = evaluation ? evaluation->unit_id : 0 };
	struct form_page page = { .form = &finding_measure_form, .row = &answer, .title = _("Make a measure"),
		.button = _("Make the measure") };

	return finding_page(request, view, &page, "/measure");
}

struct reply finding_decline_page(struct request *request, struct view *view)
{
	const struct finding *finding = finding_load(request, view);
	struct saying saying = { .version = finding ? finding->version : 0 };
	struct form_page page = { .form = &evaluation_saying_form, .row = &saying, .title = _("Decline a finding"),
		.button = _("Decline it") };

	return finding_page(request, view, &page, "/decline");
}

static struct reply finding_put(struct request *request, struct change *change,
                                const struct evaluation *evaluation, struct finding *now, const char *message)
{
	const struct finding *before = finding_get(change_view(change), evaluation->id, now->number);
	int64_t version = request_version(request);

	if (change_update(change, &finding_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &finding_record, now, before);
	return saved(request, &finding_record, now, evaluation, message);
}

struct reply finding_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct evaluation *evaluation = evaluation_to_write(request, change, &reply);

	return evaluation ? finding_put(request, change, evaluation, request_record(request),
		_("The finding is saved.")) : reply;
}

/* ---- What becomes of it ------------------------------------------------------------------------------ */

/* The finding when it may be answered: it has no measure yet, and nobody else answered it. */
static bool finding_to_answer(struct request *request, struct change *change, struct finding *now,
                              const struct evaluation **evaluation, struct reply *reply)
{
	const struct finding *found;

	*evaluation = evaluation_to_write(request, change, reply);
	if (!*evaluation)
		return false;
	found = finding_get(change_view(change), (*evaluation)->id, request_key(request, "finding"));
	if (!found) {
		*reply = reply_not_found(request);
		return false;
	}
	*now = *found;
	if (found->answer != FINDING_measure)
		return true;
	problem_add(request_problems(request), "", "%s",
		_("It has a measure already. Stop the measure if it is not to be carried out."));
	*reply = reply_again(request, change);
	return false;
}

/* Whoever sees the measure sees these: the words of the finding stay with those who read it. */
static struct str finding_basis(struct view *view, const struct evaluation *evaluation,
                                const struct finding *finding, const struct measure *measure)
{
	if (measure->unit_id != evaluation->unit_id || evaluation->secrecy.len
	    || evaluation_is_by_event(view, evaluation->id))
		return arena_print(view_arena(view), _("Finding %lld"), (long long)finding->number);
	return arena_print(view_arena(view), _("Finding %lld: %.*s"), (long long)finding->number,
		STR(str_letters_part(finding->words, 900)));
}

static bool answer_judge(struct request *request, struct view *view,
                         const struct evaluation *evaluation, const struct answer *answer)
{
	if (date_compare(answer->due_on, date_today()) < 0)
		problem_add(request_problems(request), "due_on", "%s",
			_("The day has been. Choose a day that comes."));
	if (answer->unit_id != evaluation->unit_id && !measure_may_add(view, answer->unit_id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not decide on measures of this unit. Choose another unit."));
	return !request_problems(request)->count;
}

static void finding_answered_by(struct request *request, struct change *change, struct finding *now)
{
	now->answered_by = change_me(change);
	now->answered_name = request_person(request)->name;
	now->answered_at = instant_now();
}

struct reply finding_measure_act(struct request *request, struct change *change)
{
	const struct answer *answer = request_record(request);
	const struct evaluation *evaluation;
	struct measure measure = { .source_kind = S("evaluation"), .title = answer->title,
		.unit_id = answer->unit_id, .responsible_id = answer->responsible_id,
		.due_on = answer->due_on, .created_by = change_me(change) };
	struct finding now;
	struct reply reply;

	if (!finding_to_answer(request, change, &now, &evaluation, &reply))
		return reply;
	if (!answer_judge(request, change_view(change), evaluation, answer))
		return reply_again(request, change);
	measure.source_id = evaluation->id;
	measure.words = now.recommendation;
	measure_add_because(change, &measure,
		finding_basis(change_view(change), evaluation, &now, &measure));
	now.answer = FINDING_measure;
	now.measure_id = measure.id;
	now.reason = S("");             /* of an answer before; it stands among the steps */
	finding_answered_by(request, change, &now);
	evaluation_step_put(change, evaluation, "measure", arena_print(request->arena, "%lld: %.*s",
		(long long)now.number, STR(measure.number)), now.answered_name, now.answered_at);
	return finding_put(request, change, evaluation, &now, _("The measure is made. It stands among the measures of the unit."));
}

struct reply finding_decline_act(struct request *request, struct change *change)
{
	const struct saying *saying = request_record(request);
	const struct evaluation *evaluation;
	struct finding now;
	struct reply reply;

	if (!finding_to_answer(request, change, &now, &evaluation, &reply))
		return reply;
	now.answer = FINDING_declined;
	now.reason = str_trim(saying->words);
	finding_answered_by(request, change, &now);
	evaluation_step_put(change, evaluation, "decline", arena_print(request->arena, "%lld: %.*s",
		(long long)now.number, STR(now.reason)), now.answered_name, now.answered_at);
	return finding_put(request, change, evaluation, &now, _("It is noted why nothing is done about it."));
}
