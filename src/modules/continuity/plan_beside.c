/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/plan_beside.c - what is added beside an edition: tests, reviews, and where printed
 * copies lie.  None of it is changed afterwards; what a test found becomes measures.
 */
#include "modules/continuity/plan_beside.h"

#include "modules/continuity/plan_beside.html.h"
#include "modules/continuity/plans.html.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"

#include "kit/setting.h"

const struct form plan_test_form = { .record = &plan_test_record,
	.fields = FIELDS("kind", "tested_on", "resources", "result", "led_by", "findings") };
const struct form plan_review_form = { .record = &plan_review_record,
	.fields = FIELDS("words", "review_by") };
const struct form plan_copy_form = { .record = &plan_copy_record, .fields = FIELDS("place") };

/* A plan with an edition in force, of a unit that one writes for. */
static bool held_asked(struct request *request, struct view *view, struct plan_page *page)
{
	return plan_page_of(request, view, page) && page->may_write && page->edition
		&& page->now && page->edition->number == page->now;
}

static struct reply form_page(struct request *request, struct view *view, const struct plan_page *page,
                              struct form_view form, const char *title, const char *story, const char *path)
{
	struct out *out = page_begin(request, view, title);

	plan_form_head(out, title, story, page->plan->name, page->path);
	form_begin(out, &form, arena_print(request->arena, "%.*s/%s", STR(page->path), path), false);
	form_all(out, &form);
	form_buttons(out, _("Save"), page->path);
	form_end(out);
	return page_end(request, 200);
}

/* ---- Tests ------------------------------------------------------------------------------------ */

struct reply plan_test_new(struct request *request, struct view *view)
{
	struct plan_test row = { .tested_on = date_today() };
	struct plan_page page;

	if (!held_asked(request, view, &page))
		return reply_not_found(request);
	return form_page(request, view, &page, form_view_of(request, view, &plan_test_form, &row),
		_("Write down a test"), _("Of the edition in force. What is written here is not changed afterwards."), "tests");
}

static bool has_routine(const struct plan_routine_list *routines, struct str resource)
{
	for (size_t i = 0; i < routines->count; i++)
		if (str_equals(routines->at[i].resource, resource))
			return true;
	return false;
}

static void test_judge(struct view *view, const struct plan_test *test, const struct plan_page *page,
                       struct problems *problems)
{
	struct plan_routine_list routines = edition_routines(view, page->edition->id);
	struct str resources = test->resources;

	if (date_compare(test->tested_on, date_today()) > 0)
		problem_add(problems, "tested_on", "%s", _("A test that has not been done is not written down. Choose today or an earlier day."));
	if (date_compare(test->tested_on, page->edition->valid_from) < 0)
		problem_add(problems, "tested_on", _("The edition is in force from %.*s. A test before that was of another one."),
			STR(tongue_date(view_arena(view), page->edition->valid_from)));
	if (test->result != TEST_worked && !str_trim(test->findings).len)
		problem_add(problems, "findings", "%s", _("Write what did not work, so that it can be mended."));
	while (resources.len) {
		struct str resource = str_cut(&resources, ' ');

		if (resource.len && !has_routine(&routines, resource))
			problem_add(problems, "resources", _("The plan has no routine for this: %.*s."),
				STR(code_name("dependency_resources", resource)));
	}
}

struct reply plan_test_add_act(struct request *request, struct change *change)
{
	struct plan_test *test = request_record(request);
	struct plan_page page;

	if (!held_asked(request, change_view(change), &page))
		return reply_not_found(request);
	test_judge(change_view(change), test, &page, request_problems(request));
	if (request_problems(request)->count)
		return reply_again(request, change);
	test->plan_id = page.plan->id;
	test->edition_id = page.edition->id;
	test->counts_to = test_counts_to((enum test_result)test->result, test->tested_on,
		item_int(item_find("plan_test_kinds", test->kind), "months"));
	change_insert(change, &plan_test_record.shape, test);
	plan_step_add(change, page.plan->id, page.edition->number, "test",
		str_of(test_results[test->result].name));
	request_message(request, test->result == TEST_worked ? _("The test is written down.")
		: _("The test is written down. Decide what is done about what it found."));
	return reply_done(request, 201, &plan_test_record, test, "/plan-tests/%.*s", STR(test->public_id));
}

struct reply plan_test_show(struct request *request, struct view *view)
{
	const struct plan_test *test = plan_test_of_public(view, request_param(request, "test"));
	const struct continuity_plan *plan = test ? plan_of_id(view, test->plan_id) : NULL;
	const struct plan_edition *edition = plan ? edition_of_id(view, test->edition_id) : NULL;
	struct out *out;

	if (!edition)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &plan_test_record, test);
	out = page_begin(request, view, _("Test of a plan"));
	plan_test_head(out, plan, edition, test);
	plan_test_facts(out, test, person_name(view, test->created_by));
	measures_show(out, request, view, "plan_test", test->id, plan->unit_id);
	return page_end(request, 200);
}

/* ---- Reviews ------------------------------------------------------------------------------------ */

struct reply plan_review_new(struct request *request, struct view *view)
{
	struct plan_review row = { .review_by = date_add_months(date_today(),
		(int)setting_int("plan_review_months")) };
	struct plan_page page;

	if (!held_asked(request, view, &page))
		return reply_not_found(request);
	return form_page(request, view, &page, form_view_of(request, view, &plan_review_form, &row),
		_("Reviewed without changes"), _("Read through, and it still holds. If something must be changed, write a new edition."), "reviews");
}

struct reply plan_review_add_act(struct request *request, struct change *change)
{
	struct plan_review *review = request_record(request);
	struct plan_page page;

	if (!held_asked(request, change_view(change), &page))
		return reply_not_found(request);
	if (date_compare(review->review_by, date_today()) <= 0
	    || date_compare(review->review_by, page.review_by) < 0)
		problem_add(request_problems(request), "review_by", "%s",
			_("Choose a day that lies ahead, and not before the one that was said already."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	review->plan_id = page.plan->id;
	review->edition_id = page.edition->id;
	review->reviewed_on = date_today();
	change_insert(change, &plan_review_record.shape, review);
	plan_step_add(change, page.plan->id, page.edition->number, "review", review->words);
	request_message(request, _("The plan was reviewed without changes."));
	return reply_done(request, 201, &plan_review_record, review, "%.*s", STR(page.path));
}

/* ---- Copies ---------------------------------------------------------------------------------------- */

struct reply plan_copy_new(struct request *request, struct view *view)
{
	struct plan_copy row = { 0 };
	struct plan_page page;

	if (!held_asked(request, view, &page))
		return reply_not_found(request);
	return form_page(request, view, &page, form_view_of(request, view, &plan_copy_form, &row),
		_("A printed copy is laid out"), _("Of the edition in force, today."), "copies");
}

struct reply plan_copy_add_act(struct request *request, struct change *change)
{
	struct plan_copy *copy = request_record(request);
	struct plan_page page;

	if (!held_asked(request, change_view(change), &page))
		return reply_not_found(request);
	copy->plan_id = page.plan->id;
	copy->place = str_trim(copy->place);
	change_insert(change, &plan_copy_record.shape, copy);
	copy_check_add(change, copy->id, page.edition->number, change_me(change));
	plan_step_add(change, page.plan->id, page.edition->number, "copy", copy->place);
	request_message(request, _("A printed copy was laid out."));
	return reply_done(request, 201, &plan_copy_record, copy, "%.*s", STR(page.path));
}

static const struct plan_copy *copy_asked(struct request *request, struct view *view, struct plan_page *page)
{
	if (!plan_page_of(request, view, page) || !may_write_at(request, view, page->plan->unit_id))
		return NULL;
	return plan_copy_of_public(view, page->plan->id, request_param(request, "copy"));
}

/* Somebody has been there: this edition lies there now, or none. */
struct reply plan_copy_check_act(struct request *request, struct change *change)
{
	struct plan_page page;
	const struct plan_copy *copy = copy_asked(request, change_view(change), &page);
	int64_t number = 0;

	if (!copy)
		return reply_not_found(request);
	if (!str_to_int(str_trim(request_field(request, "number")), &number) || number < 0
	    || (number && !edition_of_number(change_view(change), page.plan->id, number))) {
		problem_add(request_problems(request), "", "%s",
			_("Say which edition lay there: one of the plan's own, or none."));
		return reply_again(request, change);
	}
	copy_check_add(change, copy->id, number, change_me(change));
	plan_step_add(change, page.plan->id, number, "check", copy->place);
	request_message(request, _("A printed copy was looked at."));
	return reply_done(request, 200, &plan_copy_record, copy, "%.*s", STR(page.path));
}

struct reply plan_copy_end_act(struct request *request, struct change *change)
{
	struct plan_page page;
	const struct plan_copy *before = copy_asked(request, change_view(change), &page);
	int64_t version = request_version(request);
	struct plan_copy now;

	if (!before)
		return reply_not_found(request);
	now = *before;
	now.ended_on = date_today();
	if (change_update(change, &plan_copy_record.shape, &now, version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &plan_copy_record, &now, before);
	plan_step_add(change, page.plan->id, 0, "uncopy", before->place);
	request_message(request, _("A printed copy was taken away."));
	return reply_done(request, 200, &plan_copy_record, &now, "%.*s", STR(page.path));
}

/* ---- Beside a plan ------------------------------------------------------------------------------------ */

void plan_beside_show(struct out *out, struct request *request, struct view *view, const struct plan_page *page)
{
	struct plan_test_list tests = plan_tests_of(view, page->plan->id);
	struct copy_row_list copies = plan_copies_of(view, page->plan->id);
	bool may_add = page->may_write && page->now && page->edition->number == page->now;

	plan_tests_box(out, page, &tests, may_add);
	plan_copies_box(out, request, page, &copies, may_add,
		may_add || (!page->now && may_write_at(request, view, page->plan->unit_id)));
}
