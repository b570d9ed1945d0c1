/* SPDX-License-Identifier: EUPL-1.2 */
/* agreements/tests.c - how an agreement stands, and that one that does not hold proves nothing. */
#include "modules/agreements/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static struct agreement signed_one(void)
{
	return (struct agreement){ .kind = S("police_local"), .signed_on = { 2026, 1, 10 },
		.valid_from = { 2026, 1, 1 }, .valid_to = { 2026, 12, 31 } };
}

TEST(an_agreement_stands_by_its_days_and_its_signature)
{
	struct agreement one = signed_one();

	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 1, 9 }) == AGREEMENT_draft);
	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 1, 10 }) == AGREEMENT_in_force);
	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 10, 1 }) == AGREEMENT_in_force);
	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 10, 2 }) == AGREEMENT_ending);
	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 12, 31 }) == AGREEMENT_ending);
	CHECK(agreement_state_on(&one, 90, (struct date){ 2027, 1, 1 }) == AGREEMENT_expired);
	one.ended_on = (struct date){ 2026, 6, 30 };
	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 7, 1 }) == AGREEMENT_expired);
	one.ended_on = (struct date){ 2027, 6, 30 };    /* given up after its day: no longer than that */
	CHECK(agreement_state_on(&one, 90, (struct date){ 2027, 1, 1 }) == AGREEMENT_expired);
	one = signed_one();
	one.signed_on = (struct date){ 0 };
	CHECK(agreement_state_on(&one, 90, (struct date){ 2026, 5, 1 }) == AGREEMENT_draft);
	CHECK(agreement_state_on(&one, 90, (struct date){ 2027, 5, 1 }) == AGREEMENT_expired);
	CHECK(agreement_parts(&one) == 0);
	one.priorities = one.follow_up = S("Ja");
	CHECK(agreement_parts(&one) == 2);
}

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

/* A board (1) whose duties the coordinator (11) follows, and the office (2). */
static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	said(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES (1, 'north', 'north', 'Norr', 'district'), (2, 'office', 'office', 'Kontoret', 'office')"));
	said(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0), (2, 2, 0)"));
	said(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES (11, 'nora', 'nora', 'Nora')"));
	said(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'follower')"));
	said(store, SQL("INSERT INTO role_permission (role, permission) VALUES ('follower', 'programme_read')"));
	return store;
}

COUNTER_EXAMPLE(an_agreement_without_signature_parts_or_parent_proves_nothing,
                "agreement kind", "agreement kind parts parent=yes", "agreement kind parts")
{
	static const char *const rules[] = { "agreement kind=police_local",
		"agreement kind=police_local parts=4", "agreement kind=police_local parts=4 parent=yes" };
	struct store *store = city();
	struct proof_try try = { .person = 11, .unit_id = 1, .from = { 2026, 3, 1 }, .to = { 2026, 9, 30 } };

	said(store, SQL("INSERT INTO agreement (id, public_id, kind, unit_id, title, other_party, valid_from, valid_to)"
		" VALUES (1, 'a', 'police_local', 1, 'A', 'Polisen', '2026-01-01', '2026-12-31'),"
		" (2, 'b', 'police_city', 2, 'B', 'Polisen', '2025-01-01', '2026-06-30')"));
	for (size_t i = 0; i < COUNT(rules); i++) {
		try.rule = rules[i];
		CHECK(!proof_holds(store, &try));       /* not signed */
	}
	said(store, SQL("UPDATE agreement SET signed_on = '2026-02-28'"));
	try.rule = rules[0];
	CHECK(proof_holds(store, &try));
	try.rule = rules[1];
	CHECK(!proof_holds(store, &try));               /* no part is written */
	said(store, SQL("UPDATE agreement SET priorities = 'x', plans = 'x', measures = 'x' WHERE id = 1"));
	CHECK(!proof_holds(store, &try));               /* three of four */
	said(store, SQL("UPDATE agreement SET follow_up = 'x' WHERE id = 1"));
	CHECK(proof_holds(store, &try));
	try.rule = rules[2];
	CHECK(!proof_holds(store, &try));               /* under nothing */
	said(store, SQL("UPDATE agreement SET parent_id = 2 WHERE id = 1"));
	CHECK(!proof_holds(store, &try));               /* the parent expires in June */
	said(store, SQL("UPDATE agreement SET valid_to = '2026-12-31' WHERE id = 2"));
	CHECK(proof_holds(store, &try));
	said(store, SQL("UPDATE agreement SET ended_on = '2026-09-29' WHERE id = 1"));
	for (size_t i = 0; i < COUNT(rules); i++) {
		try.rule = rules[i];
		CHECK(!proof_holds(store, &try));       /* given up the day before */
	}
	store_close(store);
}
