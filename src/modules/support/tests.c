/* SPDX-License-Identifier: EUPL-1.2 */
/* support/tests.c - crisis support in the database: who sees what, and what it proves. */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/support/inside.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { JOUR = 1, NORTH = 2, SOUTH = 3 };

/* The social services and two districts; 11 leads the first, 12 and 13 the districts, 14 is on
 * the list of staff of the north without a role there, 15 has nothing to do with it. */
static struct store *city(void)
{
	static const char *const names[] = { "jour", "north", "south" };
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 5; i++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(10 + i, arena_print(test_arena(), "p%d", (int)i)));
	for (int64_t i = 1; i <= 4; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i <= 3 ? names[i - 1] : "elsewhere"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
			" VALUES ($1, $2, $3)"), V(10 + i, i, "keeper"));
	}
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
		" VALUES (15, 4, 'keeper')"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'support_read'), ('keeper', 'support_write'), ('keeper', 'programme_read')"),
		NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct support_organisation organised(struct store *store, int64_t unit_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct support_organisation organisation = { .unit_id = unit_id, .hours = S("office"),
		.ready_minutes = 60, .reached_by = S("08-123"), .valid_from = { 2026, 1, 1 } };

	change_insert(change, &support_organisation_record.shape, &organisation);
	CHECK(change_commit(change) == COMMITTED);
	return organisation;
}

static void staffed(struct store *store, const struct support_organisation *organisation,
                    int64_t person_id, bool may_answer)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &support_staff_record.shape, &(struct support_staff){
		.organisation_id = organisation->id, .person_id = person_id, .role = S("supporter"),
		.may_answer = may_answer, .valid_from = { 2026, 1, 1 } });
	CHECK(change_commit(change) == COMMITTED);
}

static void reviewed(struct store *store, const struct support_organisation *organisation,
                     struct date on)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &support_review_record.shape, &(struct support_review){
		.organisation_id = organisation->id, .on_date = on, .words = S("Rang them all."),
		.person_id = 12, .created_at = { 1 } });
	CHECK(change_commit(change) == COMMITTED);
}

static struct support_operation begun(struct store *store, int64_t unit_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = 10 + unit_id });
	struct support_operation operation = { .unit_id = unit_id, .kind = S("fire"),
		.place = S("The library"), .began_at = instant_at((struct date){ 2026, 3, 1 }, 20, 0, 0) };

	operation_add(change, &operation);
	support_step_add(change, &(struct support_step){ .operation_id = operation.id, .verb = VERB_met,
		.unit_id = unit_id, .adults = 8, .children = 2 });
	CHECK(change_commit(change) == COMMITTED);
	return operation;
}

static struct support_handover offered(struct store *store, const struct support_operation *operation,
                                       int64_t to, struct instant at)
{
	struct change *change = change_open(store, test_arena(),
		(struct who){ .person = 10 + operation->unit_id });
	struct support_handover handover = { .from_unit_id = operation->unit_id, .to_unit_id = to,
		.adults = 3, .situation = S("Met"), .remains = S("Talks"), .contact = S("08-123"),
		.offered_at = at };

	handover_add(change, operation, &handover);
	CHECK(change_commit(change) == COMMITTED);
	return handover;
}

static bool sees_handover(struct store *store, int64_t person, struct str number)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool sees = handover_of_number(view, number) != NULL;

	view_close(view);
	return sees;
}

TEST_ON_STORES(whoever_is_on_the_list_today_stands_there_however_many_have_left)
{
	enum { LEFT = 501 };
	struct store *store = city();
	struct support_organisation organisation = organised(store, NORTH);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct support_staff_list staff;
	struct view *view;

	for (int64_t i = 0; i < LEFT; i++)
		change_insert(change, &support_staff_record.shape, &(struct support_staff){
			.organisation_id = organisation.id, .name = S("A post"), .role = S("lead"),
			.valid_from = { 2016, 1, 1 }, .valid_to = { 2016, 12, 31 } });
	CHECK(change_commit(change) == COMMITTED);
	staffed(store, &organisation, 14, true);
	view = view_open(store, test_arena(), (struct who){ .person = 12 });
	staff = organisation_staff(view, organisation.id);
	CHECK(staff.count > 1 && staff.at[0].person_id == 14);
	view_close(view);
}

TEST_ON_STORES(a_handover_is_seen_by_its_two_parties_and_nobody_else)
{
	struct store *store = city();
	struct support_operation operation = begun(store, JOUR);
	struct support_handover handover = offered(store, &operation, NORTH, instant_now());
	struct view *view;

	CHECK(str_is(operation.number, "KS-2026-001") && str_is(handover.number, "KS-2026-001-1"));
	CHECK(sees_handover(store, 11, handover.number));
	CHECK(sees_handover(store, 12, handover.number));
	CHECK(!sees_handover(store, 13, handover.number));
	CHECK(!sees_handover(store, 15, handover.number));
	/* Another district that gets its own part sees the operation, and not the other's words. */
	offered(store, &operation, SOUTH, instant_now());
	CHECK(!sees_handover(store, 13, handover.number));
	CHECK(sees_handover(store, 13, S("KS-2026-001-2")));
	view = view_open(store, test_arena(), (struct who){ .person = 13 });
	CHECK(operation_of_number(view, operation.number) != NULL);
	CHECK(operation_handovers(view, operation.id).count == 1);
	CHECK(operation_steps(view, operation.id).count == 3);
	CHECK(handovers_waiting(view).count == 1);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(whoever_is_on_the_list_answers_for_the_unit_as_long_as_he_is_on_it)
{
	struct store *store = city();
	struct support_organisation organisation = organised(store, NORTH);
	struct change *change;
	struct view *view;

	staffed(store, &organisation, 14, true);
	staffed(store, &organisation, 15, false);
	reviewed(store, &organisation, (struct date){ 2026, 3, 1 });
	view = view_open(store, test_arena(), (struct who){ .person = 14 });
	CHECK(support_answers_for(view, NORTH) && !support_answers_for(view, SOUTH));
	CHECK(organisation_staff(view, organisation.id).count == 2);
	CHECK(support_own_unit(view) == NORTH);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 15 });
	CHECK(!support_answers_for(view, NORTH));
	CHECK(organisation_staff(view, organisation.id).count == 2);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 13 });
	CHECK(organisation_staff(view, organisation.id).count == 0);    /* names stay within the unit */
	CHECK(organisation_reviews(view, organisation.id).count == 0);
	CHECK(str_is(date_iso(test_arena(), organisation_reviewed(view, organisation.id)), "2026-03-01"));
	CHECK(organisation_of_unit(view, S("north")) != NULL || support_unit_gives(view, NORTH));
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE support_staff SET valid_to = '2026-01-02'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 14 });
	CHECK(!support_answers_for(view, NORTH));
	view_close(view);
	store_close(store);
}

/* ---- What is proved -------------------------------------------------------------------------------- */

static bool holds(struct store *store, const char *rule, int64_t unit_id, struct date from,
                  struct date to)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = 10 + unit_id,
		.unit_id = unit_id, .from = from, .to = to });
}

static void roomed(struct store *store, const struct support_organisation *organisation)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &support_premises_record.shape, &(struct support_premises){
		.organisation_id = organisation->id, .name = S("The library"), .valid_from = { 2026, 1, 1 } });
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(crisis_support_without_staff_premises_or_review_is_not_ready,
                "support_ready months staff")
{
	const char *rule = "support_ready months=12 staff=2";
	const struct date may = { 2026, 5, 1 }, june = { 2026, 6, 1 }, next_year = { 2027, 6, 1 };
	struct store *store = city();
	struct support_organisation organisation = organised(store, NORTH);
	struct change *change;

	staffed(store, &organisation, 12, true);
	roomed(store, &organisation);
	reviewed(store, &organisation, (struct date){ 2026, 3, 1 });
	CHECK(!holds(store, rule, NORTH, may, june));           /* one alone is not two */
	staffed(store, &organisation, 14, false);
	CHECK(holds(store, rule, NORTH, may, june));
	CHECK(!holds(store, rule, SOUTH, may, june));           /* nor is it another unit's */
	CHECK(!holds(store, rule, NORTH, may, next_year));      /* nobody has gone through it since */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE support_premises SET valid_to = '2026-05-10'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, rule, NORTH, may, june));           /* no premises */
	store_close(store);
}

COUNTER_EXAMPLE(a_handover_that_waits_too_long_is_a_gap_for_both_parties,
                "support_answered minutes")
{
	const char *rule = "support_answered minutes=30";
	const struct date march = { 2026, 3, 1 }, april = { 2026, 4, 1 };
	struct instant at = instant_at((struct date){ 2026, 3, 10 }, 12, 0, 0);
	struct store *store = city();
	struct support_operation operation = begun(store, JOUR);
	struct support_handover handover;
	struct change *change;

	CHECK(!holds(store, rule, NORTH, march, april));        /* nothing is organised */
	for (int64_t unit = JOUR; unit <= SOUTH; unit++)
		organised(store, unit);
	CHECK(holds(store, rule, NORTH, march, april));
	handover = offered(store, &operation, NORTH, at);
	CHECK(!holds(store, rule, NORTH, march, april));        /* it waits still */
	CHECK(!holds(store, rule, JOUR, march, april));
	CHECK(holds(store, rule, SOUTH, march, april));         /* who is no party has no gap */
	change = change_open(store, test_arena(), (struct who){ .person = 12 });
	support_step_add(change, &(struct support_step){ .operation_id = operation.id,
		.handover_id = handover.id, .verb = VERB_accepted, .unit_id = JOUR, .to_unit_id = NORTH,
		.adults = 3, .created_at = { at.seconds + 20 * MINUTE } });
	CHECK(change_commit(change) == COMMITTED);
	CHECK(holds(store, rule, NORTH, march, april));
	CHECK(holds(store, rule, JOUR, march, april));
	store_close(store);
}
