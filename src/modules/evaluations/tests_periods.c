/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/tests_periods.c - the central crisis management without a crisis is evaluated too. */
#include "kit/test_evidence.h"
#include "modules/evaluations/lessons.h"
#include "modules/evaluations/tests_city.h"

static const struct date march = { 2026, 3, 2 }, april = { 2026, 4, 1 }, late = { 2026, 8, 1 }, none = { 0 };

static void run(struct store *store, struct sql sql)
{
	struct change *change = evaluations_change(store, 0);

	change_run(change, sql, NONE);
	evaluations_commit(change);
}

/* ---- What is due ---------------------------------------------------------------------------- */

TEST_ON_STORES(central_management_without_a_crisis_asks_the_office_when_it_is_stood_down)
{
	struct store *store = evaluations_city();
	struct due_list list;

	ended_period(store, 1, 0, false, march);
	list = dues_seen_by(store, CENTRAL, march);
	CHECK(list.count == 1 && list.at[0].owed.unit_id == OFFICE && list.at[0].owed.period_id == 1);
	CHECK(str_is(list.at[0].owed.number, "CKL-2026-1") && list.at[0].state == DUE_not_begun);
	CHECK(str_is(date_iso(test_arena(), list.at[0].due_on), "2026-05-31"));
	CHECK(dues_seen_by(store, CENTRAL, late).at[0].state == DUE_late);
	CHECK(dues_seen_by(store, NORA, march).count == 0);     /* who reads the north alone is not told */
	run(store, SQL("UPDATE emergency_period SET state = 'active', ended_at = 0"));
	CHECK(dues_seen_by(store, CENTRAL, march).count == 0);
}

TEST_ON_STORES(neither_an_exercise_nor_the_committee_asks_as_central_management_does)
{
	struct store *store = evaluations_city();

	ended_period(store, 1, 0, true, march);
	CHECK(dues_seen_by(store, CENTRAL, march).count == 0);
	ended_period(store, 2, 0, false, march);
	CHECK(dues_seen_by(store, CENTRAL, march).count == 1);
	run(store, SQL("UPDATE emergency_period SET body = 'committee' WHERE id = 2"));
	CHECK(dues_seen_by(store, CENTRAL, march).count == 0);
}

TEST_ON_STORES(central_management_because_of_a_crisis_is_evaluated_with_the_crisis)
{
	struct store *store = evaluations_city();
	struct due_list list;

	closed_crisis(store, 1, NORTH, march);
	ended_period(store, 1, 1, false, march);
	list = dues_seen_by(store, CENTRAL, march);
	CHECK(list.count == 2 && !list.at[0].owed.period_id && !list.at[1].owed.period_id);
	CHECK(list.at[0].owed.unit_id == OFFICE && list.at[0].owed.crisis_id == 1);
	run(store, SQL("UPDATE crisis SET state = 'open'"));    /* it is due when the crisis is closed */
	CHECK(dues_seen_by(store, CENTRAL, march).count == 0);
}

TEST_ON_STORES(an_evaluation_of_one_period_answers_no_other_and_no_crisis)
{
	struct store *store = evaluations_city();
	struct due_list list;

	ended_period(store, 1, 0, false, march);
	ended_period(store, 2, 0, false, march);
	closed_crisis(store, 1, CITY, march);
	evaluation_made(store, 1, OFFICE, "internal", april);
	list = dues_seen_by(store, CENTRAL, april);
	CHECK(list.count == 3 && list.at[0].owed.period_id == 1 && list.at[2].owed.crisis_id == 1);
	CHECK(list.at[0].state == DUE_not_begun && list.at[2].state == DUE_adopted);
	period_evaluation(store, 1, OFFICE, "hot_debrief", april);
	period_evaluation(store, 1, NORTH, "internal", april);
	CHECK(dues_seen_by(store, CENTRAL, april).at[0].state == DUE_not_begun);
	period_evaluation(store, 1, OFFICE, "internal", april);
	list = dues_seen_by(store, CENTRAL, april);
	CHECK(list.at[0].state == DUE_adopted && list.at[1].state == DUE_not_begun);
}

static void waived(struct store *store, int64_t period_id, int64_t crisis_id)
{
	struct change *change = evaluations_change(store, CENTRAL);

	change_insert(change, &waiver_record.shape, &(struct waiver){ .crisis_id = crisis_id,
		.period_id = period_id, .unit_id = OFFICE, .reason = S("It was called and sent home"),
		.decided_by = CENTRAL, .decided_name = S("Central"), .decided_at = instant_now() });
	evaluations_commit(change);
}

TEST_ON_STORES(each_period_that_need_not_be_evaluated_is_judged_by_itself)
{
	struct store *store = evaluations_city();
	struct due_list list;

	ended_period(store, 1, 0, false, march);
	ended_period(store, 2, 0, false, march);
	waived(store, 0, 1);
	CHECK(dues_seen_by(store, CENTRAL, late).at[0].state == DUE_late);
	waived(store, 1, 0);
	list = dues_seen_by(store, CENTRAL, late);
	CHECK(list.at[0].state == DUE_waived && list.at[1].state == DUE_late);
	waived(store, 2, 0);
	CHECK(dues_seen_by(store, CENTRAL, late).at[1].state == DUE_waived);
}

TEST_ON_STORES(a_period_goes_on_until_it_is_stood_down)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation;
	struct view *view;

	ended_period(store, 1, 0, false, march);
	evaluation = period_evaluation(store, 1, OFFICE, "internal", none);
	view = evaluations_view(store, CENTRAL);
	CHECK(!evaluation_goes_on(view, evaluation.id));
	view_close(view);
	run(store, SQL("UPDATE emergency_period SET state = 'active', ended_at = 0"));
	view = evaluations_view(store, CENTRAL);
	CHECK(evaluation_goes_on(view, evaluation.id));
	view_close(view);
}

/* ---- The timeline ----------------------------------------------------------------------------- */

static void act_put(struct store *store, int64_t seq, const char *kind, const char *function)
{
	struct change *change = evaluations_change(store, 0);

	change_run(change, SQL("INSERT INTO emergency_act (public_id, period_id, seq, kind, event_at,"
		" logged_at, by_id, by_name, by_role, by_function, words, grounds, unit_id, unit_name,"
		" person_id, person_name, function, decision_no, refers_to, on_date, law, log_seq)"
		" VALUES ($1, 1, $2, $3, $2, $2, 13, 'Central', '', '', '', 'Pumps', 0, '', 11, 'Nora', $4,"
		" 0, 0, '', '', 0)"),
		V(arena_print(test_arena(), "act-%lld", (long long)seq), seq, kind, function));
	evaluations_commit(change);
}

TEST_ON_STORES(the_timeline_of_a_period_is_its_acts_and_tells_when_one_is_no_longer_what_it_was)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation;
	struct crisis_cited_list acts;
	struct evaluation_line_list kept;
	struct change *change;
	struct view *view;

	ended_period(store, 1, 0, false, march);
	act_put(store, 1, "activate", "");
	act_put(store, 2, "staff", "lead");
	evaluation = period_evaluation(store, 1, OFFICE, "internal", none);
	change = evaluations_change(store, CENTRAL);
	CHECK(evaluation_lines(change_view(change), &evaluation, &acts) && acts.count == 2);
	CHECK(acts.at[0].is_key && !acts.at[1].is_key && str_is(acts.at[0].kind, "act_activate"));
	/* Which function, not who. */
	CHECK(str_is(acts.at[1].became, "lead") && !acts.at[1].words.len && !acts.at[1].decided_by.len);
	lines_put(change, &evaluation, &acts, instant_now());
	evaluations_commit(change);
	run(store, SQL("UPDATE emergency_act SET by_role = 'city_manager' WHERE seq = 1"));
	view = evaluations_view(store, CENTRAL);
	kept = whole_of(view, &evaluation).lines;
	CHECK(kept.count == 2 && timeline_faults(&kept, &acts) == 0);
	CHECK(evaluation_lines(view, &evaluation, &acts) && timeline_faults(&kept, &acts) == 1);
	view_close(view);
	view = evaluations_view(store, READER);         /* may not read of it at all */
	CHECK(!evaluation_lines(view, &evaluation, &acts));
	view_close(view);
}

/* ---- What it proves --------------------------------------------------------------------------- */

static bool is_proved(struct store *store, int64_t unit_id)
{
	return proof_holds(store, &(struct proof_try){ .rule = "evaluation of=central", .person = CENTRAL,
		.unit_id = unit_id, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 });
}

COUNTER_EXAMPLE(central_management_without_a_crisis_that_is_not_evaluated_in_time_is_a_lack,
	"evaluation of=central")
{
	struct store *store = evaluations_city();

	ended_period(store, 1, 0, false, march);
	CHECK(!is_proved(store, OFFICE) && !is_proved(store, CITY));
	period_evaluation(store, 1, OFFICE, "hot_debrief", april);
	period_evaluation(store, 1, OFFICE, "internal", none);
	period_evaluation(store, 1, NORTH, "internal", april);
	period_evaluation(store, 1, OFFICE, "internal", late);
	CHECK(!is_proved(store, OFFICE));
	period_evaluation(store, 1, OFFICE, "external", april);
	CHECK(is_proved(store, OFFICE) && is_proved(store, CITY));
	ended_period(store, 2, 0, false, march);        /* and another one is not */
	CHECK(!is_proved(store, OFFICE));
	waived(store, 2, 0);
	CHECK(is_proved(store, OFFICE));
}

TEST_ON_STORES(an_exercise_is_no_proof_and_no_lack_of_central_management)
{
	struct store *store = evaluations_city();

	ended_period(store, 1, 0, true, march);
	period_evaluation(store, 1, OFFICE, "internal", april);
	CHECK(!is_proved(store, OFFICE));               /* there was no occasion */
	ended_period(store, 2, 0, false, march);
	period_evaluation(store, 2, OFFICE, "internal", april);
	CHECK(is_proved(store, OFFICE));
	ended_period(store, 3, 0, true, march);
	CHECK(is_proved(store, OFFICE));
}

TEST_ON_STORES(central_management_because_of_a_crisis_is_proved_once_with_the_crisis)
{
	struct store *store = evaluations_city();

	closed_crisis(store, 1, NORTH, march);
	ended_period(store, 1, 1, false, march);
	CHECK(!is_proved(store, OFFICE));
	period_evaluation(store, 1, OFFICE, "internal", april);         /* not of what was asked for */
	CHECK(!is_proved(store, OFFICE));
	evaluation_made(store, 1, OFFICE, "internal", april);
	CHECK(is_proved(store, OFFICE));
}

TEST_ON_STORES(behind_the_proof_stands_the_evaluation_of_the_period)
{
	struct store *store = evaluations_city();
	struct evidence_ask ask = { 0 };
	struct evidence_record_list records;
	struct str problem;
	struct view *view;
	size_t at;

	ended_period(store, 1, 0, false, march);
	period_evaluation(store, 1, OFFICE, "internal", april);
	ended_period(store, 2, 0, true, march);
	period_evaluation(store, 2, OFFICE, "internal", april);
	view = evaluations_view(store, CENTRAL);
	CHECK(evidence_arguments_read(test_arena(), S("of=central"), &ask, &problem, &at));
	ask.unit_id = CITY;
	ask.from = (struct date){ 2026, 1, 1 };
	ask.to = (struct date){ 2026, 12, 31 };
	records = evaluations_evidence[0].records(view, &ask);
	CHECK(records.count == 1 && str_is(records.at[0].path, "/evaluations/UT-2026-00001"));
	view_close(view);
}
