/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests_contracts.c - clauses compared, who sees a contract, what contracts prove. */
#include "base/test.h"
#include "kit/test_evidence.h"
#include "modules/commitments/contracts.h"
#include "modules/commitments/tests_city.h"

/* All that is asked, of a commitment that may be away for a day. */
static const struct carried whole = { .acceptable_outage_hours = 24, .recovery_hours = 24,
	.report_hours = 4, .exercise_months = 12, .has_plan = true, .has_insight = true,
	.has_chain = true };

static struct compared clause_of(const struct comparison *comparison, const char *code)
{
	for (size_t i = 0; i < comparison->count; i++)
		if (str_is(comparison->at[i].clause->code, code))
			return comparison->at[i];
	return (struct compared){ .answer = CLAUSE_UNKNOWN };
}

TEST_ON_STORES(a_contract_with_every_clause_demands_what_is_demanded_in_house)
{
	struct store *store = commitments_lists();
	struct comparison comparison = clauses_compare(&whole);

	CHECK(comparison.count == 6 && comparison.differs == 0 && comparison.is_equal);
	store_close(store);
}

TEST_ON_STORES(an_hour_more_than_the_acceptable_outage_is_weaker)
{
	struct store *store = commitments_lists();
	struct carried carried = whole;
	struct comparison comparison;
	struct compared recovery;

	carried.recovery_hours = 25;
	comparison = clauses_compare(&carried);
	recovery = clause_of(&comparison, "recovery");
	CHECK(recovery.answer == CLAUSE_WEAKER && !comparison.is_equal && comparison.differs == 1);
	CHECK(str_is(compared_words(test_arena(), &recovery, &carried),
		"The supplier may take 25 hours, and the commitment may be away for at most 24 hours."));
	carried.recovery_hours = 24;
	carried.target_recovery_hours = 12;
	comparison = clauses_compare(&carried);
	CHECK(clause_of(&comparison, "recovery").answer == CLAUSE_NARROW);
	CHECK(comparison.is_equal && comparison.differs == 1);
	carried.recovery_hours = 12;
	comparison = clauses_compare(&carried);
	CHECK(comparison.differs == 0);
	store_close(store);
}

TEST_ON_STORES(what_nobody_has_decided_cannot_be_compared_and_is_not_equal)
{
	struct store *store = commitments_lists();
	struct carried carried = whole;
	struct comparison comparison;

	carried.acceptable_outage_hours = 0;
	comparison = clauses_compare(&carried);
	CHECK(clause_of(&comparison, "recovery").answer == CLAUSE_UNKNOWN && !comparison.is_equal);
	store_close(store);
}

TEST_ON_STORES(word_of_a_disturbance_comes_before_the_acceptable_outage_has_passed)
{
	struct store *store = commitments_lists();
	struct carried carried = whole;
	struct comparison comparison;

	carried.acceptable_outage_hours = 2;
	carried.recovery_hours = 2;
	comparison = clauses_compare(&carried);
	CHECK(clause_of(&comparison, "reporting").answer == CLAUSE_WEAKER);
	CHECK(clause_of(&comparison, "reporting").asked == 2);
	carried.report_hours = 2;
	CHECK(clauses_compare(&carried).is_equal);
	store_close(store);
}

TEST_ON_STORES(each_clause_that_is_left_out_is_told_in_a_sentence)
{
	struct store *store = commitments_lists();
	struct carried nothing = { .acceptable_outage_hours = 24 };
	struct comparison comparison = clauses_compare(&nothing);

	CHECK(comparison.count == 6 && comparison.differs == 6);
	for (size_t i = 0; i < comparison.count; i++) {
		CHECK(comparison.at[i].answer == CLAUSE_SILENT);
		CHECK(str_ends(compared_words(test_arena(), &comparison.at[i], &nothing), S(".")));
	}
	store_close(store);
}

TEST(a_contract_is_in_force_from_its_first_day_to_its_last)
{
	struct date from = { 2026, 3, 1 }, to = { 2026, 3, 31 }, none = { 0 };

	CHECK(!contract_in_force(from, to, (struct date){ 2026, 2, 28 }));
	CHECK(contract_in_force(from, to, from) && contract_in_force(from, to, to));
	CHECK(!contract_in_force(from, to, (struct date){ 2026, 4, 1 }));
	CHECK(contract_in_force(from, none, (struct date){ 2036, 4, 1 }));
}

/* ---- In the database ------------------------------------------------------------------ */

static struct contract contract_put(struct change *change, int64_t unit_id, int64_t commitment_id)
{
	struct date from = { 2026, 3, 1 };
	struct contract contract = { .unit_id = unit_id, .supplier = S("Meals Ltd"),
		.name = S("Meals"), .valid_from = from };

	contract_add(change, &contract, (struct judged_by){ NORA, instant_at(from, 10, 0, 0) });
	contract_carry(change, contract.id, commitment_id, from);
	return contract;
}

TEST_ON_STORES(a_contract_is_seen_by_its_unit_and_what_it_carries_by_who_reads_that)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment meals, secret;
	struct contract contract;
	struct view *view;

	commitments_boards(change);
	meals = board_commitment(change, NORTH, "Meals");
	secret = board_commitment(change, NORTH, "Alarm");
	change_run(change, SQL("UPDATE commitment SET secrecy = 'rsa' WHERE id = $1"), V(secret.id));
	contract = contract_put(change, NORTH, meals.id);
	contract_carry(change, contract.id, secret.id, contract.valid_from);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_is(contract.number, "K-2026-00001"));
	view = commitments_view(store, NORA);
	CHECK(contract_carried(view, contract.id).count == 2 && contract_may_edit(view, &contract));
	view_close(view);
	view = commitments_view(store, MAX);
	CHECK(contract_of_number(view, contract.number) != NULL && !contract_may_edit(view, &contract));
	CHECK(contract_carried(view, contract.id).count == 1);
	CHECK(!contract_carries(view, contract.id, secret.id));
	view_close(view);
	view = commitments_view(store, SVEN);
	CHECK(contract_of_number(view, contract.number) == NULL);
	CHECK(contract_steps(view, contract.id).count == 0);
	CHECK(commitment_contracts(view, meals.id).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(what_suppliers_carry_without_a_contract_is_listed_too)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment own, placed, carried;
	struct carried_list rows;
	struct view *view;

	commitments_boards(change);
	own = board_commitment(change, NORTH, "Own");
	placed = board_commitment(change, NORTH, "Placed");
	carried = board_commitment(change, NORTH, "Own, with a contract");
	change_run(change, SQL("UPDATE commitment SET performed_by = 'supplier' WHERE id = $1"),
		V(placed.id));
	contract_put(change, NORTH, carried.id);
	CHECK(change_commit(change) == COMMITTED);
	view = commitments_view(store, NORA);
	rows = carried_by_suppliers(view, 0);
	CHECK(rows.count == 2);
	CHECK(rows.at[0].commitment_id == placed.id && !rows.at[0].contract_number.len);
	CHECK(rows.at[1].commitment_id == carried.id && rows.at[1].contract_number.len);
	CHECK(own.id != rows.at[0].commitment_id);
	CHECK(carried_by_suppliers(view, SOUTH).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(what_is_taken_away_from_a_contract_is_no_longer_carried)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment meals;
	struct contract contract;

	commitments_boards(change);
	meals = board_commitment(change, NORTH, "Meals");
	contract = contract_put(change, NORTH, meals.id);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(contract_carries(change_view(change), contract.id, meals.id));
	contract_drop(change, contract.id, meals.id);
	CHECK(!contract_carries(change_view(change), contract.id, meals.id));
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(change_view(change), SQL("SELECT count(*) FROM contract_carries"), NONE) == 1);
	change_undo(change);
	store_close(store);
}

/* ---- Counter-examples ------------------------------------------------------------------ */

static bool holds(struct store *store, const char *rule, int64_t person, int64_t unit_id)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = person,
		.unit_id = unit_id, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 });
}

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

COUNTER_EXAMPLE(a_contract_that_demands_less_or_is_not_there_proves_no_resilience,
                "contract with=resilience")
{
	static const char rule[] = "contract with=resilience";
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment meals;

	commitments_boards(change);
	meals = board_commitment(change, NORTH, "Meals");
	CHECK(change_commit(change) == COMMITTED);
	said(store, SQL("UPDATE commitment SET performed_by = 'supplier', is_vital = 1,"
		" acceptable_outage_hours = 24"));
	CHECK(!holds(store, rule, NORA, NORTH));        /* no contract */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	contract_put(change, NORTH, meals.id);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, rule, NORA, NORTH));        /* a contract that says nothing */
	said(store, SQL("UPDATE supplier_contract SET recovery_hours = 24, report_hours = 4,"
		" exercise_months = 12, has_plan = 1, has_insight = 1, has_chain = 1"));
	CHECK(holds(store, rule, NORA, NORTH));
	CHECK(!holds(store, rule, SVEN, NORTH));        /* of another unit he is told nothing */
	CHECK(!holds(store, rule, SVEN, SOUTH));
	said(store, SQL("UPDATE supplier_contract SET recovery_hours = 48"));
	CHECK(!holds(store, rule, NORA, NORTH));
	said(store, SQL("UPDATE supplier_contract SET recovery_hours = 24, valid_to = '2026-06-30'"));
	CHECK(!holds(store, rule, NORA, NORTH));        /* it has ended */
	said(store, SQL("UPDATE supplier_contract SET valid_to = ''"));
	said(store, SQL("UPDATE contract_carries SET ended_on = '2026-04-01'"));
	CHECK(!holds(store, rule, NORA, NORTH));        /* it carries something else */
	said(store, SQL("UPDATE contract_carries SET ended_on = ''"));
	CHECK(holds(store, rule, NORA, NORTH));
	store_close(store);
}

COUNTER_EXAMPLE(a_position_taken_when_the_contract_was_in_force_is_too_late, "contract with=position")
{
	static const char rule[] = "contract with=position";
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	commitments_boards(change);
	contract_put(change, NORTH, board_commitment(change, NORTH, "Meals").id);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!holds(store, rule, NORA, NORTH));
	said(store, SQL("UPDATE supplier_contract SET position_on = '2026-03-02'"));
	CHECK(!holds(store, rule, NORA, NORTH));
	said(store, SQL("UPDATE supplier_contract SET position_on = '2026-03-01'"));
	CHECK(holds(store, rule, NORA, NORTH));
	CHECK(!holds(store, rule, NORA, SOUTH));
	said(store, SQL("UPDATE supplier_contract SET valid_from = '2025-12-31', position_on = '2025-12-31'"));
	CHECK(!holds(store, rule, NORA, NORTH));        /* of another year */
	store_close(store);
}
