/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/tests_plans.c - editions, who reads them, when one is in force. */
#include "base/test.h"
#include "modules/continuity/plans.h"
#include "modules/continuity/tests_city.h"

#include <string.h>

/* ---- Rules ----------------------------------------------------------------------------------- */

static const struct date day = { 2026, 9, 20 };

static struct approval approval_fine(void)
{
	return (struct approval){ .decision = S("read"), .valid_from = day,
		.review_by = date_add_months(day, 12) };
}

static const char *wrong(struct approval said, struct approval_facts facts)
{
	const char *words = NULL;
	const char *field = approval_problem(&said, &facts, &words);

	CHECK(!field == !words);
	return field ? field : "fine";
}

TEST(an_edition_is_approved_by_somebody_else_and_from_today_on)
{
	struct approval_facts facts = { .today = day, .commitments = 1, .routines = 1 }, some;
	struct approval said = approval_fine();

	CHECK(!strcmp(wrong(said, facts), "fine"));
	some = facts;
	some.sent_it_oneself = true;
	CHECK(!strcmp(wrong(said, some), ""));
	some = facts;
	some.commitments = 0;
	CHECK(!strcmp(wrong(said, some), ""));
	some = facts;
	some.routines = 0;
	CHECK(!strcmp(wrong(said, some), ""));
	some = facts;
	some.before = day;
	CHECK(!strcmp(wrong(said, some), "valid_from"));
	said.valid_from = date_add_days(day, -1);
	CHECK(!strcmp(wrong(said, facts), "valid_from"));
	said = approval_fine();
	said.review_by = said.valid_from;
	CHECK(!strcmp(wrong(said, facts), "review_by"));
}

TEST(the_newest_approved_edition_that_has_begun_is_in_force)
{
	struct plan_edition edition = { .number = 2, .state = EDITION_approved };
	struct date none = { 0 }, later = date_add_days(day, 30);

	CHECK(edition_standing(&edition, 2, later, none, day) == PLAN_in_force);
	CHECK(edition_standing(&edition, 2, day, none, day) == PLAN_in_force);
	CHECK(edition_standing(&edition, 2, date_add_days(day, -1), none, day) == PLAN_review_due);
	CHECK(edition_standing(&edition, 3, later, none, day) == PLAN_superseded);
	CHECK(edition_standing(&edition, 1, later, none, day) == PLAN_coming);
	CHECK(edition_standing(&edition, 2, later, day, day) == PLAN_ended);
	CHECK(edition_standing(&edition, 2, later, date_add_days(day, 1), day) == PLAN_in_force);
	edition.state = EDITION_in_review;
	CHECK(edition_standing(&edition, 1, later, none, day) == PLAN_in_review);
	edition.state = EDITION_draft;
	CHECK(edition_standing(&edition, 1, later, none, day) == PLAN_writing);
}

TEST(a_test_that_failed_never_counts)
{
	CHECK(!date_is_given(test_counts_to(TEST_failed, day, 12)));
	CHECK(!date_is_given(test_counts_to(TEST_none, day, 12)));
	CHECK(!date_compare(test_counts_to(TEST_worked, day, 12), (struct date){ 2027, 9, 19 }));
	CHECK(!date_compare(test_counts_to(TEST_shortcomings, day, 24), (struct date){ 2028, 9, 19 }));
}

TEST(a_copy_is_right_only_when_it_is_the_edition_in_force)
{
	CHECK(!copy_is_old(2, 2));
	CHECK(copy_is_old(1, 2));
	CHECK(copy_is_old(0, 2));
	CHECK(copy_is_old(1, 0));
}

/* ---- Queries ------------------------------------------------------------------------------------ */

TEST_ON_STORES(what_is_not_approved_is_read_by_those_who_write_and_approve)
{
	struct store *store = continuity_city();
	int64_t care = commitment_made(store, "Care", NORTH, 24);
	struct plan_made made = plan_made_at(store, NORTH, "Care without power", care, 12);
	struct view *view = seen_by(store, WRITER);

	CHECK(edition_of_id(view, made.edition) != NULL);
	CHECK(edition_routines(view, made.edition).count == 1);
	CHECK(edition_protects(view, made.edition).count == 1);
	view_close(view);
	view = seen_by(store, DIRECTOR);
	CHECK(edition_of_id(view, made.edition) != NULL && plan_may_approve(view, NORTH));
	view_close(view);
	view = seen_by(store, READER);
	CHECK(plan_of_id(view, made.plan) != NULL && edition_of_id(view, made.edition) == NULL);
	CHECK(edition_routines(view, made.edition).count == 0 && !plan_may_approve(view, NORTH));
	view_close(view);
	plan_approved(store, made, (struct date){ 2026, 9, 20 }, (struct date){ 2027, 9, 19 });
	view = seen_by(store, READER);
	CHECK(edition_of_id(view, made.edition) != NULL && plan_now_of(view, made.plan) == 1);
	view_close(view);
	view = seen_by(store, STRANGER);
	CHECK(plan_of_id(view, made.plan) == NULL);
	view_close(view);
	view = seen_by(store, OFFICE);
	CHECK(plan_of_id(view, made.plan) == NULL);     /* counts at the top, no rows */
	view_close(view);
	view = seen_by(store, CHIEF);
	CHECK(plan_of_id(view, made.plan) != NULL);
	view_close(view);
}

TEST_ON_STORES(why_an_edition_was_returned_is_told_to_those_who_read_it)
{
	struct store *store = continuity_city();
	struct plan_made made = plan_made_at(store, NORTH, "Care", commitment_made(store, "Care", NORTH, 24), 12);
	struct change *change = change_open(store, test_arena(), (struct who){ .person = DIRECTOR });
	struct view *view;

	plan_step_add(change, made.plan, 0, "write", S(""));
	plan_step_add(change, made.plan, 1, "return", S("The stores are not there."));
	CHECK(change_commit(change) == COMMITTED);
	view = seen_by(store, WRITER);
	CHECK(plan_steps(view, made.plan).count == 2);
	view_close(view);
	view = seen_by(store, READER);
	CHECK(plan_steps(view, made.plan).count == 1);
	view_close(view);
	plan_approved(store, made, day, date_add_months(day, 12));
	view = seen_by(store, READER);
	CHECK(plan_steps(view, made.plan).count == 2);
	view_close(view);
}

TEST(what_is_kept_in_the_history_is_a_code_and_what_is_shown_a_name)
{
	struct plan_step step = { .verb = S("test"), .words = S("failed") };

	CHECK(str_is(plan_step_about(&step), "It did not work"));
	step = (struct plan_step){ .verb = S("return"), .words = S("failed") };
	CHECK(str_is(plan_step_about(&step), "failed"));
}

TEST_ON_STORES(those_whose_commitment_a_plan_protects_read_it)
{
	struct store *store = continuity_city();
	struct plan_made made = plan_made_at(store, ENERGY, "Grid", commitment_made(store, "Care", NORTH, 24), 12);
	struct view *view = seen_by(store, READER);

	CHECK(plan_of_id(view, made.plan) == NULL);
	view_close(view);
	plan_approved(store, made, (struct date){ 2026, 9, 20 }, (struct date){ 2027, 9, 19 });
	view = seen_by(store, READER);
	CHECK(plan_of_id(view, made.plan) != NULL && edition_routines(view, made.edition).count == 1);
	view_close(view);
}

TEST_ON_STORES(the_next_edition_takes_over_on_its_day_and_begins_with_what_was_said)
{
	struct store *store = continuity_city();
	struct plan_made made = plan_made_at(store, NORTH, "Care", commitment_made(store, "Care", NORTH, 24), 12);
	struct plan_made next = { .plan = made.plan };
	struct change *change;
	struct view *view;

	plan_approved(store, made, (struct date){ 2026, 9, 1 }, (struct date){ 2027, 8, 31 });
	change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	next.edition = edition_begin(change, plan_of_id(change_view(change), made.plan))->id;
	CHECK(change_commit(change) == COMMITTED);
	view = seen_by(store, WRITER);
	CHECK(edition_of_id(view, next.edition)->number == 2);
	CHECK(edition_routines(view, next.edition).count == 1 && edition_protects_count(view, next.edition) == 1);
	CHECK(edition_routines(view, next.edition).at[0].id != edition_routines(view, made.edition).at[0].id);
	CHECK(plan_now_of(view, made.plan) == 1);
	view_close(view);
	plan_approved(store, next, (struct date){ 2026, 9, 21 }, (struct date){ 2027, 9, 20 });
	view = seen_by(store, WRITER);
	CHECK(plan_now_of(view, made.plan) == 1);
	view_close(view);
	calendar_freeze(instant_at((struct date){ 2026, 9, 21 }, 12, 0, 0));
	view = seen_by(store, WRITER);
	CHECK(plan_now_of(view, made.plan) == 2);
	view_close(view);
}
