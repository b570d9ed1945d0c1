/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/plans.c - the list of plans, one plan, its name and owner, its page on paper. */
#include "modules/continuity/plan_beside.h"

#include "base/json.h"
#include "kit/away.h"
#include "kit/members.h"
#include "modules/continuity/plans.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

static void plan_judge(struct view *view, void *row, struct problems *problems)
{
	struct continuity_plan *plan = row;

	plan->name = str_trim(plan->name);
	if (!plan->name.len)
		problem_add(problems, "name", "%s", _("Write what the plan is called."));
	else if (plan_name_is_taken(view, plan->unit_id, plan->name, plan->id))
		problem_add(problems, "name", "%s",
			_("The unit has a plan with this name already. Write a new edition of that one, or another name."));
	if (!unit_may_write(view, plan->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not write for this unit. Choose another unit."));
}
const struct form plan_form = { .record = &plan_record,
	.fields = FIELDS("name", "unit_id", "owner_id", "secrecy"), .judge = plan_judge };

const char *plan_step_words(struct str verb)
{
	static const struct { const char *verb, *words; } steps[] = {
		{ "write", N_("The plan was begun.") },
		{ "change", N_("Name, unit or owner was changed.") },
		{ "begin", N_("A new edition was begun.") },
		{ "edit", N_("The edition was changed.") },
		{ "send", N_("The edition was sent to review.") },
		{ "return", N_("The edition was returned.") },
		{ "approve", N_("The edition was approved.") },
		{ "test", N_("The plan was tested.") },
		{ "review", N_("The plan was reviewed without changes.") },
		{ "copy", N_("A printed copy was laid out.") },
		{ "check", N_("A printed copy was looked at.") },
		{ "uncopy", N_("A printed copy was taken away.") },
		{ "end", N_("The plan is not used any more.") },
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(verb, steps[i].verb))
			return steps[i].words;
	return steps[1].words;
}

struct str plan_step_about(const struct plan_step *step)
{
	int result = str_is(step->verb, "test") ? choice_of(test_results, step->words) : -1;

	if (result > 0)
		return str_of(_(test_results[result].label));
	return str_is(step->verb, "edit") ? code_name("dependency_resources", step->words) : step->words;
}

const char *plan_standing_class(enum plan_standing standing)
{
	static const char *const classes[] = { [PLAN_none] = "draft", [PLAN_writing] = "draft",
		[PLAN_in_review] = "doing", [PLAN_coming] = "doing", [PLAN_in_force] = "ok",
		[PLAN_review_due] = "late", [PLAN_superseded] = "closed", [PLAN_ended] = "closed" };

	return classes[standing];
}

/* ---- The list ----------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	plans_buttons(out, request_may(request, MAY_continuity_write));
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	if (city_graph_is_seen(view))
		plans_guarded(out);
}

/* Which plans are late or untried is worth more together than one by one, as dependencies are. */
struct reply plans_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Continuity plans"), .actions = list_actions,
		.above = list_above };
	struct query query;

	if (city_is_taken_out(request, view))
		return reply_problem(request, 403, _("The plans of the whole city are not taken out here."),
			str_of(_("Read them on the page, or ask the unit for the list of its own.")));
	plans_query(request, view, &query);
	return table_reply(request, view, &plans_table, &query, &page);
}

/* ---- Which one ------------------------------------------------------------------------------ */

/* The edition in force; else the newest that is approved, else the newest one sees. */
static const struct plan_edition *edition_best(const struct plan_edition_list *editions, int64_t now)
{
	for (size_t i = 0; i < editions->count; i++)
		if (editions->at[i].number == now)
			return &editions->at[i];
	for (size_t i = 0; i < editions->count; i++)
		if (editions->at[i].state == EDITION_approved)
			return &editions->at[i];
	return editions->count ? &editions->at[0] : NULL;
}

static const struct plan_edition *edition_asked(struct request *request, struct view *view,
                                                const struct plan_page *page)
{
	struct str asked = request_param(request, "n");
	int64_t number;

	if (!asked.len)
		return edition_best(&page->editions, page->now);
	return str_to_int(asked, &number) ? edition_of_number(view, page->plan->id, number) : NULL;
}

static void page_rights(struct request *request, struct view *view, struct plan_page *page)
{
	int64_t unit_id = page->plan->unit_id;
	bool is_used = !date_is_given(page->plan->ended_on);

	page->may_write = is_used && may_write_at(request, view, unit_id);
	page->may_approve = is_used && request_may(request, MAY_continuity_approve)
		&& plan_may_approve(view, unit_id);
}

bool plan_page_of(struct request *request, struct view *view, struct plan_page *page)
{
	*page = (struct plan_page){ .plan = plan_of_public(view, request_param(request, "plan")) };
	if (!page->plan)
		return false;
	page->now = plan_now_of(view, page->plan->id);
	page->editions = plan_editions(view, page->plan->id);
	page->edition = edition_asked(request, view, page);
	page->path = arena_print(request->arena, "/plans/%.*s", STR(page->plan->public_id));
	page->unit = unit_name(view, page->plan->unit_id);
	page->owner = person_name(view, page->plan->owner_id);
	page_rights(request, view, page);
	if (!page->edition)
		return !request_param(request, "n").len;
	page->edition_path = arena_print(request->arena, "%.*s/editions/%lld", STR(page->path),
		(long long)page->edition->number);
	page->review_by = edition_review_by(view, page->edition);
	page->approver = person_name(view, page->edition->approved_by);
	page->standing = edition_standing(page->edition, page->now, page->review_by,
		page->plan->ended_on, date_today());
	return true;
}

/* ---- One plan ---------------------------------------------------------------------------------- */

enum { LONGEST_JSON = 1 << 20 };

static void named_json(struct json_out *json, const char *name, const struct record *record,
                       const void *row)
{
	json_object_begin(json, name);
	record_members_json(json, record, row);
	json_object_finish(json);
}

static void edition_json(struct json_out *json, struct view *view, const struct plan_page *page)
{
	struct plan_protects_list protects = edition_protects(view, page->edition->id);
	struct plan_routine_list routines = edition_routines(view, page->edition->id);

	json_str(json, "standing", str_of(plan_standings[page->standing].name));
	named_json(json, "edition", &edition_record, page->edition);
	json_list_begin(json, "protects");
	for (size_t i = 0; i < protects.count; i++)
		json_str(json, NULL, protects.at[i].number);
	json_list_finish(json);
	json_list_begin(json, "routines");
	for (size_t i = 0; i < routines.count; i++)
		record_json(json, &routine_record, &routines.at[i]);
	json_list_finish(json);
}

static struct reply plan_json(struct request *request, struct view *view, const struct plan_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, LONGEST_JSON);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	named_json(&json, "plan", &plan_record, page->plan);
	if (page->edition)
		edition_json(&json, view, page);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static void edition_body(struct out *out, struct request *request, struct view *view, const struct plan_page *page)
{
	struct plan_protects_list protects = edition_protects(view, page->edition->id);
	struct plan_routine_list routines = edition_routines(view, page->edition->id);
	int64_t unseen = edition_protects_count(view, page->edition->id) - (int64_t)protects.count;
	bool may_change = page->may_write && page->edition->state == EDITION_draft;

	plan_words(out, page->edition, false);
	plan_protects_box(out, request, page, &protects, unseen, may_change);
	plan_routines_box(out, request, page, &routines, may_change);
	plan_words(out, page->edition, true);
}

struct reply plan_show(struct request *request, struct view *view)
{
	struct plan_page page;
	struct plan_step_list steps;
	struct out *out;

	if (!plan_page_of(request, view, &page))
		return reply_not_found(request);
	if (request_wants_json(request))
		return plan_json(request, view, &page);
	steps = plan_steps(view, page.plan->id);
	out = page_begin(request, view, str_z(request->arena, page.plan->name));
	plan_head(out, &page);
	plan_problem(out, problem_for(request_problems(request), ""));
	plan_columns_begin(out);
	if (page.edition)
		edition_body(out, request, view, &page);
	else
		plan_unapproved(out);
	plan_side_begin(out, request, &page);
	plan_facts(out, &page);
	if (page.edition && !away_is())         /* tests and copies did not go along */
		plan_beside_show(out, request, view, &page);
	plan_editions_box(out, &page);
	if (!away_is())
		plan_history(out, &steps);
	plan_side_end(out);
	if (page.may_write)
		plan_end_form(out, request, &page);
	return page_end(request, 200);
}

struct reply plan_paper_show(struct request *request, struct view *view)
{
	struct plan_page page;
	struct plan_protects_list protects;
	struct plan_routine_list routines;
	struct out *out;

	if (!plan_page_of(request, view, &page) || !page.edition)
		return reply_not_found(request);
	protects = edition_protects(view, page.edition->id);
	routines = edition_routines(view, page.edition->id);
	out = page_begin(request, view, str_z(request->arena, page.plan->name));
	paper_head(out, &page);
	plan_words(out, page.edition, false);
	paper_routines(out, &routines);
	plan_words(out, page.edition, true);
	paper_foot(out, &page, &protects,
		edition_protects_count(view, page.edition->id) - (int64_t)protects.count);
	return page_end(request, 200);
}

/* ---- Begun, changed, ended ----------------------------------------------------------------------- */

static struct reply form_page(struct request *request, struct view *view, const struct continuity_plan *plan,
                              const char *title, struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &plan_form, plan);
	struct out *out = page_begin(request, view, title);

	plan_form_head(out, title, _("Name and owner here; what the plan says stands in its editions."), S(""), S(""));
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), back);
	form_end(out);
	return page_end(request, 200);
}

struct reply plan_new(struct request *request, struct view *view)
{
	struct continuity_plan plan = { .unit_id = request_person(request)->unit_id,
		.owner_id = request_person(request)->id };

	return form_page(request, view, &plan, _("Begin a plan"), S("/plans"), S("/plans"));
}

struct reply plan_add_act(struct request *request, struct change *change)
{
	struct continuity_plan *plan = request_record(request);
	struct plan_edition *edition;

	change_insert(change, &plan_record.shape, plan);
	plan_step_add(change, plan->id, 0, "write", S(""));
	edition = edition_begin(change, plan);
	request_message(request, _("The plan is begun. Say what it protects, and what is done when something is gone."));
	return reply_done(request, 201, &plan_record, plan, "/plans/%.*s/editions/%lld",
		STR(plan->public_id), (long long)edition->number);
}

void *plan_load(struct request *request, struct view *view)
{
	const struct continuity_plan *plan = plan_of_public(view, request_param(request, "plan"));

	if (!plan || date_is_given(plan->ended_on) || !unit_may_write(view, plan->unit_id))
		return NULL;
	return (void *)(uintptr_t)plan;
}

struct reply plan_edit(struct request *request, struct view *view)
{
	const struct continuity_plan *plan = plan_load(request, view);
	struct str path;

	if (!plan)
		return reply_not_found(request);
	path = arena_print(request->arena, "/plans/%.*s", STR(plan->public_id));
	return form_page(request, view, plan, _("Change name or owner"), path, path);
}

static struct reply plan_saved(struct request *request, struct change *change, struct continuity_plan *now,
                               const char *verb, struct str words)
{
	const struct continuity_plan *before = plan_of_id(change_view(change), now->id);
	int64_t version = request_version(request);

	if (!before)
		return reply_not_found(request);
	if (change_update(change, &plan_record.shape, now, version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &plan_record, now, before);
	plan_step_add(change, now->id, 0, verb, words);
	request_message(request, _(plan_step_words(str_of(verb))));
	return reply_done(request, 200, &plan_record, now, "/plans/%.*s", STR(now->public_id));
}

struct reply plan_change_act(struct request *request, struct change *change)
{
	return plan_saved(request, change, request_record(request), "change", S(""));
}

struct reply plan_end_act(struct request *request, struct change *change)
{
	const struct continuity_plan *before = plan_load(request, change_view(change));
	struct str why = str_trim(str_letters_part(request_field(request, "why"), 500));
	struct continuity_plan now;

	if (!before)
		return reply_not_found(request);
	if (!why.len) {
		problem_add(request_problems(request), "", "%s", _("Write why. One sentence is enough."));
		return reply_again(request, change);
	}
	now = *before;
	now.ended_on = date_today();
	now.ended_reason = why;
	return plan_saved(request, change, &now, "end", why);
}
