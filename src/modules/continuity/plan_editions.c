/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/plan_editions.c - an edition: written, what it protects, sent, returned, approved. */
#include "modules/continuity/plans.h"

#include "kit/setting.h"
#include "modules/continuity/plans.html.h"

const struct form edition_form = { .record = &edition_record,
	.fields = FIELDS("used_when", "lowest_level", "first_steps", "contacts", "materials",
	                 "back_to_normal", "change_note") };

#define RECORD struct approval
static const struct field approval_fields[] = { APPROVAL_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record approval_record = {
	.shape = SHAPE_OF(NULL, approval, approval_fields), .name = "approval",
	.fields = approval_fields, .count = COUNT(approval_fields),
	.label = N_("Approval"), .many = N_("Approvals"), .path = "/plans" };
const struct form approval_form = { .record = &approval_record,
	.fields = FIELDS("decision", "valid_from", "review_by") };

#define RECORD struct protected
static const struct field protected_fields[] = { PROTECTED_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record protected_record = {
	.shape = SHAPE_OF(NULL, protected, protected_fields), .name = "plan_commitment",
	.fields = protected_fields, .count = COUNT(protected_fields),
	.label = N_("What a plan protects"), .many = N_("What plans protect"), .path = "/plans" };
const struct form protected_form = { .record = &protected_record, .fields = FIELDS("commitment_id") };

/* ---- Written ---------------------------------------------------------------------------------- */

const struct plan_edition *edition_written(struct request *request, struct view *view, struct plan_page *page)
{
	if (!plan_page_of(request, view, page) || !page->edition || !page->may_write
	    || page->edition->state != EDITION_draft)
		return NULL;
	return page->edition;
}

static struct reply edition_done(struct request *request, int status, const struct plan_page *page,
                                 const char *words)
{
	request_message(request, words);
	return reply_done(request, status, &edition_record, page->edition, "%.*s", STR(page->edition_path));
}

struct reply edition_new_act(struct request *request, struct change *change)
{
	struct plan_page page;

	if (!plan_page_of(request, change_view(change), &page) || !page.may_write)
		return reply_not_found(request);
	if (page.editions.count && page.editions.at[0].state != EDITION_approved) {
		problem_add(request_problems(request), "", "%s",
			_("An edition is being written already. Go on with that one."));
		return reply_again(request, change);
	}
	page.edition = edition_begin(change, page.plan);
	page.edition_path = arena_print(request->arena, "%.*s/editions/%lld", STR(page.path),
		(long long)page.edition->number);
	return edition_done(request, 201, &page, _("The new edition begins with what the one before says."));
}

void *edition_load(struct request *request, struct view *view)
{
	struct plan_page page;

	return (void *)(uintptr_t)edition_written(request, view, &page);
}

struct reply edition_edit(struct request *request, struct view *view)
{
	struct plan_page page;
	struct form_view form;
	struct out *out;

	if (!edition_written(request, view, &page))
		return reply_not_found(request);
	form = form_view_of(request, view, &edition_form, page.edition);
	out = page_begin(request, view, _("What the plan says"));
	plan_form_head(out, _("What the plan says"), _("Short sentences that hold in the dark, by telephone, for somebody who was not there."),
		page.plan->name, page.edition_path);
	form_begin(out, &form, page.edition_path, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), page.edition_path);
	form_end(out);
	return page_end(request, 200);
}

/* Every change of an edition goes through here: what has been approved is out of reach. */
static struct reply edition_saved(struct request *request, struct change *change, struct plan_edition *now,
                                  const char *verb, struct str words)
{
	const struct plan_edition *before = edition_of_id(change_view(change), now->id);
	const struct continuity_plan *plan = before ? plan_of_id(change_view(change), before->plan_id) : NULL;
	int64_t version = request_version(request);

	if (!plan || before->state == EDITION_approved)
		return reply_not_found(request);
	if (change_update(change, &edition_record.shape, now, version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &edition_record, now, before);
	plan_step_add(change, plan->id, now->number, verb, words);
	request_message(request, _(plan_step_words(str_of(verb))));
	return reply_done(request, 200, &edition_record, now, "/plans/%.*s/editions/%lld",
		STR(plan->public_id), (long long)now->number);
}

struct reply edition_change_act(struct request *request, struct change *change)
{
	return edition_saved(request, change, request_record(request), "edit", S(""));
}

/* ---- What it protects ----------------------------------------------------------------------------- */

struct reply protected_new(struct request *request, struct view *view)
{
	struct plan_page page;
	struct protected row = { 0 };
	struct form_view form;
	struct out *out;

	if (!edition_written(request, view, &page))
		return reply_not_found(request);
	form = form_view_of(request, view, &protected_form, &row);
	out = page_begin(request, view, _("Add a commitment that it protects"));
	plan_form_head(out, _("Add a commitment that it protects"), _("Its number or its name."), page.plan->name,
		page.edition_path);
	form_begin(out, &form, arena_print(request->arena, "%.*s/commitments", STR(page.edition_path)), false);
	form_all(out, &form);
	form_buttons(out, _("Add"), page.edition_path);
	form_end(out);
	return page_end(request, 200);
}

struct reply protected_add_act(struct request *request, struct change *change)
{
	const struct protected *said = request_record(request);
	struct view *view = change_view(change);
	struct problems *problems = request_problems(request);
	const struct commitment_facts *commitment;
	struct plan_page page;

	if (!edition_written(request, view, &page))
		return reply_not_found(request);
	commitment = commitment_facts_of(view, said->commitment_id);
	if (!commitment || !unit_may_write(view, commitment->unit_id))
		problem_add(problems, "commitment_id", "%s",
			_("You do not write plans for the unit of this commitment. Choose another one."));
	else if (edition_protects_it(view, page.edition->id, commitment->id))
		problem_add(problems, "commitment_id", "%s", _("The plan protects it already."));
	if (problems->count)
		return reply_again(request, change);
	edition_protect(change, page.edition->id, commitment->id);
	return edition_done(request, 201, &page, _("Added."));
}

struct reply protected_drop_act(struct request *request, struct change *change)
{
	struct plan_page page;
	const struct commitment_facts *commitment;

	if (!edition_written(request, change_view(change), &page))
		return reply_not_found(request);
	commitment = commitment_facts_of_number(change_view(change), request_param(request, "number"));
	if (!commitment || !edition_unprotect(change, page.edition->id, commitment->id))
		return reply_not_found(request);
	return edition_done(request, 200, &page, _("It is taken away."));
}

/* ---- Sent, returned, approved ------------------------------------------------------------------------ */

struct reply edition_send_act(struct request *request, struct change *change)
{
	struct plan_page page;
	struct plan_edition now;

	if (!edition_written(request, change_view(change), &page))
		return reply_not_found(request);
	if (!edition_protects_count(change_view(change), page.edition->id)
	    || !edition_routines(change_view(change), page.edition->id).count) {
		problem_add(request_problems(request), "", "%s",
			_("Say what the plan protects and write at least one reserve routine; then it can be reviewed."));
		return reply_again(request, change);
	}
	now = *page.edition;
	now.state = EDITION_in_review;
	now.sent_by = change_me(change);
	now.sent_at = instant_now();
	return edition_saved(request, change, &now, "send", S(""));
}

/* By who approves, or by who wrote it. */
struct reply edition_return_act(struct request *request, struct change *change)
{
	struct str why = str_trim(str_letters_part(request_field(request, "why"), 1000));
	struct plan_page page;
	struct plan_edition now;

	if (!plan_page_of(request, change_view(change), &page) || !page.edition
	    || page.edition->state != EDITION_in_review || !(page.may_write || page.may_approve))
		return reply_not_found(request);
	if (!why.len) {
		problem_add(request_problems(request), "", "%s", _("Write why. One sentence is enough."));
		return reply_again(request, change);
	}
	now = *page.edition;
	now.state = EDITION_draft;
	return edition_saved(request, change, &now, "return", why);
}

static bool may_be_approved(struct request *request, struct view *view, struct plan_page *page)
{
	return plan_page_of(request, view, page) && page->edition
		&& page->edition->state == EDITION_in_review && page->may_approve;
}

struct reply edition_approve(struct request *request, struct view *view)
{
	struct approval row = { .valid_from = date_today(), .review_by = date_add_months(date_today(),
		(int)setting_int("plan_review_months")) };
	struct plan_page page;
	struct form_view form;
	struct out *out;

	if (!may_be_approved(request, view, &page))
		return reply_not_found(request);
	row.version = page.edition->version;
	form = form_view_of(request, view, &approval_form, &row);
	out = page_begin(request, view, _("Approve the edition"));
	plan_form_head(out, _("Approve the edition"), _("An approved edition is never changed. You approve it in your own name."),
		page.plan->name, page.edition_path);
	form_begin(out, &form, arena_print(request->arena, "%.*s/approve", STR(page.edition_path)), false);
	form_all(out, &form);
	form_buttons(out, _("Approve"), page.edition_path);
	form_end(out);
	return page_end(request, 200);
}

/* The first day of the approved edition before this one. */
static struct date begun_before(const struct plan_page *page)
{
	const struct plan_edition_list *editions = &page->editions;

	for (size_t i = 0; i < editions->count; i++)
		if (editions->at[i].state == EDITION_approved && editions->at[i].number < page->edition->number)
			return editions->at[i].valid_from;
	return (struct date){ 0 };
}

struct reply edition_approve_act(struct request *request, struct change *change)
{
	const struct approval *said = request_record(request);
	struct view *view = change_view(change);
	struct approval_facts facts;
	struct plan_page page;
	struct plan_edition now;
	const char *field, *words;

	if (!may_be_approved(request, view, &page))
		return reply_not_found(request);
	facts = (struct approval_facts){ .before = begun_before(&page), .today = date_today(),
		.commitments = (size_t)edition_protects_count(view, page.edition->id),
		.routines = edition_routines(view, page.edition->id).count,
		.sent_it_oneself = page.edition->sent_by == change_me(change) };
	field = approval_problem(said, &facts, &words);
	if (field) {
		problem_add(request_problems(request), field, "%s", _(words));
		return reply_again(request, change);
	}
	now = *page.edition;
	now.state = EDITION_approved;
	now.approved_by = change_me(change);
	now.approved_at = instant_now();
	now.decision = said->decision;
	now.valid_from = said->valid_from;
	now.review_by = said->review_by;
	return edition_saved(request, change, &now, "approve", said->decision);
}
