/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/needs.c - what has to be told: the list, one need, its decision. */
#include "modules/communication/inside.h"

#include "modules/communication/pages.html.h"
#include "modules/people/people.h"

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	communication_buttons(out, "needs", request_may(request, MAY_communication_write));
}

struct reply telling_needs_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Needs of communication"), .actions = list_actions,
		.status = str_of(_("Who has to know what, and what was decided about it.")) };
	struct query query;

	telling_needs_query(request, view, &query);
	return table_reply(request, view, &telling_needs_table, &query, &page);
}

static struct reply form_page(struct request *request, struct view *view,
                              const struct telling_need *need, const char *title, struct str action)
{
	struct form_view form = form_view_of(request, view, &telling_need_form, need);
	struct out *out = page_begin(request, view, title);

	communication_form_head(out, "needs", _("Needs of communication"), title);
	form_whole(out, &form, action, _("Save the need"),
		need->id ? action : S("/communication/needs"));
	return page_end(request, 200);
}

/* What the address says it is about: from a list of what has no decision. */
struct reply telling_need_new(struct request *request, struct view *view)
{
	struct telling_need need = { .unit_id = request_person(request)->unit_id,
		.source = SUBJECT_own, .source_number = request_query(request, "number") };
	int source = choice_of(told_subject_kinds, request_query(request, "source"));

	if (source > 0)
		need.source = source;
	return form_page(request, view, &need, _("Write a need of communication"),
		S("/communication/needs"));
}

struct reply telling_need_add_act(struct request *request, struct change *change)
{
	struct telling_need *need = request_record(request);

	telling_need_add(change, need);
	request_message(request, _("The need is saved. Now decide whether it shall be told."));
	return reply_done(request, 201, &telling_need_record, need, "/communication/needs/%.*s",
		STR(need->number));
}

/* Who may not see what it is about does not change it. */
static bool is_known(struct view *view, const struct telling_need *need)
{
	return need->source == SUBJECT_own
		|| told_subject_find(view, need->source, need->source_number).id != 0;
}

void *telling_need_load(struct request *request, struct view *view)
{
	const struct telling_need *need = telling_need_get(view, request_param(request, "number"));

	if (!need || !communication_may_write(view, need->unit_id) || !is_known(view, need))
		return NULL;
	return (void *)(uintptr_t)need;
}

static struct str path_of(struct request *request, const struct telling_need *need)
{
	return arena_print(request->arena, "/communication/needs/%.*s", STR(need->number));
}

struct reply telling_need_edit(struct request *request, struct view *view)
{
	const struct telling_need *need = telling_need_load(request, view);

	if (!need)
		return reply_not_found(request);
	return form_page(request, view, need, _("Change the need"), path_of(request, need));
}

static struct reply saved(struct request *request, struct change *change, struct telling_need *now,
                          const struct telling_need *before, const char *message)
{
	int64_t version = request_version(request);

	if (change_update(change, &telling_need_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &telling_need_record, now, before);
	request_message(request, message);
	return reply_done(request, 200, &telling_need_record, now, "/communication/needs/%.*s",
		STR(now->number));
}

/* A need that says something else is decided again. */
struct reply telling_need_change_act(struct request *request, struct change *change)
{
	struct telling_need *now = request_record(request);
	const struct telling_need *before = telling_need_load(request, change_view(change));

	if (!before)
		return reply_not_found(request);
	if (!str_equals(now->words, before->words) || now->source != before->source
	    || now->source_id != before->source_id) {
		now->state = TELLING_NEED_open;
		now->reason = now->decided_name = S("");
		now->decided_by = 0;
		now->decided_at = (struct instant){ 0 };
		now->review_on = (struct date){ 0 };
	}
	return saved(request, change, now, before, _("The need is saved."));
}

struct reply telling_need_decide_act(struct request *request, struct change *change)
{
	const struct telling_decision *decision = request_record(request);
	struct view *view = change_view(change);
	const struct telling_need *before = telling_need_load(request, view);
	struct subject subject;
	struct telling_need now;

	if (!before)
		return reply_not_found(request);
	subject = told_subject_find(view, before->source, before->source_number);
	if (before->source == SUBJECT_risk && decision->answer == TELLING_ANSWER_yes && subject.stop) {
		problem_add(request_problems(request), "answer", "%s", _(subject.stop));
		return reply_again(request, change);
	}
	now = *before;
	now.state = decision->answer == TELLING_ANSWER_yes ? TELLING_NEED_yes : TELLING_NEED_no;
	now.reason = decision->reason;
	now.review_on = decision->review_on;
	now.decided_by = change_me(change);
	now.decided_name = person_name(view, now.decided_by);
	now.decided_at = instant_now();
	return saved(request, change, &now, before, _("The decision is saved."));
}

/* ---- One ------------------------------------------------------------------------------------------ */

void communication_fold_show(struct out *out, struct request *request, struct view *view, struct str path,
                    const struct fold_form *fold)
{
	struct form_view form = form_view_of(request, view, fold->form, fold->row);
	bool is_tried = request->method == METHOD_POST && str_ends(request->path, str_of(fold->ending));

	form.id_before = fold->ending + 1;
	if (!is_tried)
		form.answers = NULL, form.problems = NULL;
	fold_begin(out, fold->title, is_tried);
	form_whole(out, &form, arena_print(request->arena, "%.*s%s", STR(path), fold->ending),
		fold->title, S(""));
	fold_end(out);
}

struct reply telling_need_show(struct request *request, struct view *view)
{
	const struct telling_need *need = telling_need_get(view, request_param(request, "number"));
	struct need_page page = { .request = request, .view = view, .need = need };
	struct telling_need shown;
	struct out *out;

	if (!need)
		return reply_not_found(request);
	page.subject = told_subject_find(view, need->source, need->source_number);
	if (request_wants_json(request)) {
		shown = *need;
		shown.source_number = page.subject.number;      /* what one may not see has no number */
		return reply_record(request, &telling_need_record, &shown);
	}
	page.messages = public_messages_of_need(view, need->id);
	page.may_write = request_may(request, MAY_communication_write) && telling_need_load(request, view);
	out = page_begin(request, view, str_z(request->arena, need->number));
	telling_need_page_show(out, &page);
	if (page.may_write)
		communication_fold_show(out, request, view, path_of(request, need), &(struct fold_form){
			&telling_decision_form, &(struct telling_decision){
				.answer = need->state == TELLING_NEED_no ? TELLING_ANSWER_no
					: need->state == TELLING_NEED_yes ? TELLING_ANSWER_yes : 0,
				.reason = need->reason, .version = need->version },
			"/decide", _("Decide whether it shall be told") });
	return page_end(request, 200);
}
