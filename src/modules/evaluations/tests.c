/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/tests.c - what closed crises ask for, when it may be adopted, who sees what. */
#include "modules/evaluations/tests_city.h"

static const struct date closed = { 2026, 3, 2 }, none = { 0 };

/* ---- What is due --------------------------------------------------------------------------- */

TEST_ON_STORES(a_closed_crisis_asks_its_unit_and_those_that_were_to_report)
{
	struct store *store = evaluations_city();
	struct due_list list;

	closed_crisis(store, 1, NORTH, closed);
	crisis_asks(store, 1, SOUTH);
	crisis_asks(store, 1, SOUTH);
	list = dues_seen_by(store, CENTRAL, closed);
	CHECK(list.count == 2);
	CHECK(list.at[0].owed.unit_id == NORTH && str_is(list.at[0].owed.ground, "own"));
	CHECK(list.at[1].owed.unit_id == SOUTH && str_is(list.at[1].owed.ground, "asked"));
	CHECK(str_is(date_iso(test_arena(), list.at[0].due_on), "2026-05-31"));
	/* Each reads what concerns the own unit. */
	CHECK(dues_seen_by(store, SVEN, closed).count == 1);
	CHECK(dues_seen_by(store, READER, closed).count == 1);
}

TEST_ON_STORES(a_crisis_that_goes_on_asks_for_nothing)
{
	struct store *store = evaluations_city();
	struct change *change;

	closed_crisis(store, 1, NORTH, closed);
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE crisis SET state = 'open'"), NONE);
	evaluations_commit(change);
	CHECK(dues_seen_by(store, CENTRAL, closed).count == 0);
}

TEST_ON_STORES(the_office_evaluates_what_was_led_centrally_and_what_is_the_citys)
{
	struct store *store = evaluations_city();
	struct due_list list;

	closed_crisis(store, 1, NORTH, closed);
	crisis_judged(store, 1, "coordination", "monitoring");
	crisis_judged(store, 1, "level", "1");
	CHECK(dues_seen_by(store, CENTRAL, closed).count == 1);
	crisis_judged(store, 1, "coordination", "coordination");
	crisis_judged(store, 1, "coordination", "none");
	list = dues_seen_by(store, CENTRAL, closed);
	CHECK(list.count == 2 && list.at[0].owed.unit_id == OFFICE);
	CHECK(str_is(list.at[0].owed.became, "coordination"));
	CHECK(dues_seen_by(store, NORA, closed).count == 1);
	closed_crisis(store, 2, CITY, closed);
	list = dues_seen_by(store, CENTRAL, closed);
	CHECK(list.count == 3 && list.at[2].owed.unit_id == OFFICE);
	CHECK(str_is(list.at[2].owed.ground, "city"));
}

TEST_ON_STORES(only_a_full_evaluation_that_is_adopted_answers)
{
	struct store *store = evaluations_city();
	const struct date day = { 2026, 5, 1 }, after = { 2026, 6, 1 };

	closed_crisis(store, 1, NORTH, closed);
	CHECK(dues_seen_by(store, NORA, day).at[0].state == DUE_not_begun);
	CHECK(dues_seen_by(store, NORA, after).at[0].state == DUE_late);
	evaluation_made(store, 1, NORTH, "hot_debrief", closed);
	CHECK(dues_seen_by(store, NORA, day).at[0].state == DUE_not_begun);
	evaluation_made(store, 1, SOUTH, "internal", closed);
	CHECK(dues_seen_by(store, NORA, day).at[0].state == DUE_not_begun);
	evaluation_made(store, 1, NORTH, "internal", none);
	CHECK(dues_seen_by(store, NORA, day).at[0].state == DUE_begun);
	CHECK(dues_seen_by(store, NORA, after).at[0].state == DUE_late);
	evaluation_made(store, 1, NORTH, "external", after);
	CHECK(dues_seen_by(store, NORA, after).at[0].state == DUE_adopted_late);
	evaluation_made(store, 1, NORTH, "internal", day);
	CHECK(dues_seen_by(store, NORA, after).at[0].state == DUE_adopted);
}

TEST_ON_STORES(what_a_named_person_judged_not_to_be_needed_is_not_late)
{
	struct store *store = evaluations_city();
	struct change *change;

	closed_crisis(store, 1, NORTH, closed);
	change = evaluations_change(store, NORA);
	change_insert(change, &waiver_record.shape, &(struct waiver){ .crisis_id = 1, .unit_id = NORTH,
		.reason = S("A false alarm"), .decided_by = NORA, .decided_name = S("Nora"),
		.decided_at = instant_now() });
	evaluations_commit(change);
	CHECK(dues_seen_by(store, NORA, (struct date){ 2027, 1, 1 }).at[0].state == DUE_waived);
}

/* ---- Review and adoption ---------------------------------------------------------------------- */

TEST_ON_STORES(an_evaluation_is_reviewed_when_it_is_whole_and_adopted_by_somebody_else)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation = { .kind = S("internal"), .crisis_id = 1, .leader_id = NORA,
		.sent_by = SVEN, .state = EVALUATION_draft };
	struct evaluation_aspect aspects[] = { { .aspect = S("command") } };
	struct finding findings[] = { { .number = 1 } };
	struct evaluation_line lines[] = { { .seq = 1 } };
	struct whole whole = { .evaluation = &evaluation, .aspects = { 1, aspects }, .has_log = true };

	(void)store;
	whole.goes_on = true;
	CHECK(review_obstacle(&whole) == NOT_OVER);
	whole.goes_on = false;
	CHECK(review_obstacle(&whole) == SUMMARY_MISSING);
	evaluation.summary = S("It was dark.");
	CHECK(review_obstacle(&whole) == ASPECTS_MISSING);
	aspects[0].failed = S("No key");
	CHECK(review_obstacle(&whole) == TIMELINE_MISSING);
	whole.lines = (struct evaluation_line_list){ 1, lines };
	whole.findings = (struct finding_list){ 1, findings };
	CHECK(review_obstacle(&whole) == FINDINGS_OPEN);
	findings[0].answer = FINDING_declined;
	CHECK(review_obstacle(&whole) == FREE);
	CHECK(adopt_obstacle(&whole, CENTRAL) == NOT_IN_REVIEW);
	evaluation.state = EVALUATION_review;
	CHECK(adopt_obstacle(&whole, NORA) == SAME_PERSON);
	CHECK(adopt_obstacle(&whole, SVEN) == SAME_PERSON);
	CHECK(adopt_obstacle(&whole, CENTRAL) == FREE);
}

TEST_ON_STORES(what_is_evaluated_goes_on_until_it_is_closed)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation;
	struct change *change;
	struct view *view;

	closed_crisis(store, 1, NORTH, closed);
	evaluation = evaluation_made(store, 1, NORTH, "internal", none);
	view = evaluations_view(store, NORA);
	CHECK(!evaluation_goes_on(view, evaluation.id));
	view_close(view);
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE crisis SET state = 'open', closed_at = 0"), NONE);
	evaluations_commit(change);
	view = evaluations_view(store, NORA);
	CHECK(evaluation_goes_on(view, evaluation.id));
	view_close(view);
}

TEST(a_line_of_the_timeline_that_no_longer_is_what_the_log_says_is_counted)
{
	struct crisis_cited log_lines[] = { { .seq = 4, .words = S("We ring"), .hash = S("ab"), .is_whole = true } };
	struct evaluation_line kept[] = { { .seq = 4, .words = S("We ring"), .hash = S("ab") } };
	struct crisis_cited_list log = { 1, log_lines };
	struct evaluation_line_list lines = { 1, kept };

	CHECK(timeline_faults(&lines, &log) == 0);
	kept[0].words = S("We rang");
	CHECK(timeline_faults(&lines, &log) == 1);
	kept[0].words = S("We ring");
	log_lines[0].is_whole = false;
	CHECK(timeline_faults(&lines, &log) == 1);
	log_lines[0].is_whole = true;
	log_lines[0].hash = S("cd");
	CHECK(timeline_faults(&lines, &log) == 1);
	log.count = 0;
	CHECK(timeline_faults(&lines, &log) == 1);
}

/* ---- Who sees what -------------------------------------------------------------------------------- */

static bool sees(struct store *store, int64_t person, const struct evaluation *evaluation)
{
	struct view *view = evaluations_view(store, person);
	bool answer = evaluation_of_number(view, evaluation->number) != NULL;

	view_close(view);
	return answer;
}

TEST_ON_STORES(a_draft_is_for_who_writes_and_what_is_adopted_for_who_reads)
{
	struct store *store = evaluations_city();
	struct evaluation draft, adopted;

	closed_crisis(store, 1, NORTH, closed);
	draft = evaluation_made(store, 1, NORTH, "internal", none);
	adopted = evaluation_made(store, 1, NORTH, "internal", closed);
	CHECK(sees(store, NORA, &draft) && sees(store, CENTRAL, &draft));
	CHECK(!sees(store, SVEN, &draft) && !sees(store, READER, &draft));
	CHECK(sees(store, READER, &adopted) && !sees(store, SVEN, &adopted));
}

TEST_ON_STORES(a_mark_leaves_the_leader_and_the_list)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation;
	struct change *change;

	closed_crisis(store, 1, NORTH, closed);
	evaluation = evaluation_made(store, 1, NORTH, "internal", closed);
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE evaluation SET secrecy = 'rsa', leader_id = $1"), V(SVEN));
	reader_put(change, evaluation.id, READER);
	evaluations_commit(change);
	CHECK(sees(store, SVEN, &evaluation) && sees(store, READER, &evaluation));
	CHECK(!sees(store, NORA, &evaluation) && !sees(store, CENTRAL, &evaluation));
}

TEST_ON_STORES(what_begins_with_a_restricted_event_is_marked_by_it)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation;
	struct view *view;

	closed_crisis(store, 1, NORTH, closed);
	evaluation = evaluation_made(store, 1, NORTH, "internal", closed);
	CHECK(sees(store, NORA, &evaluation));
	restricted_afterwards(store, evaluation.id);
	CHECK(!sees(store, NORA, &evaluation) && sees(store, READER, &evaluation));
	view = evaluations_view(store, READER);
	CHECK(evaluation_is_by_event(view, evaluation.id));
	view_close(view);
}

TEST_ON_STORES(what_was_exercised_in_the_log_of_a_restricted_event_is_marked_by_it)
{
	struct store *store = evaluations_city();
	struct evaluation evaluation;
	struct change *change;

	closed_crisis(store, 1, NORTH, closed);
	evaluation = evaluation_made(store, 1, NORTH, "internal", closed);
	change = evaluations_change(store, 0);
	change_run(change, SQL("INSERT INTO exercise (id, public_id, number, unit_id, kind, title, on_date,"
		" leader_id, state, crisis_id) VALUES (5, 'x', 'OV-1', 3, 'simulation', 'Dark', '2026-01-01',"
		" 11, 'ended', 1)"), NONE);
	change_run(change, SQL("UPDATE evaluation SET crisis_id = 0, exercise_id = 5"), NONE);
	evaluations_commit(change);
	CHECK(sees(store, NORA, &evaluation));
	restricted_afterwards(store, evaluation.id);
	CHECK(!sees(store, NORA, &evaluation) && sees(store, READER, &evaluation));
}

/* ---- What it proves --------------------------------------------------------------------------- */

TEST_ON_STORES(a_unit_that_has_left_another_proves_nothing_for_it)
{
	struct store *store = evaluations_city();
	struct change *change;
	struct view *view;

	closed_crisis(store, 1, NORTH, closed);
	closed_crisis(store, 2, CITY, closed);
	crisis_asks(store, 2, NORTH);
	view = evaluations_view(store, CENTRAL);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_proof_evaluation_owed WHERE unit_id = $1"),
		V(CITY)) == 2);
	view_close(view);
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE unit_closure SET valid_to = '2020-01-01' WHERE depth > 0"), NONE);
	evaluations_commit(change);
	view = evaluations_view(store, CENTRAL);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_proof_evaluation_owed WHERE unit_id = $1"),
		V(CITY)) == 0);
	view_close(view);
}
