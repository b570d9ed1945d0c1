/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/tests.c - steps, scales, assessments and a colleague's review; in the database: who sees
 * an analysis, what a copy carries over, and that assessments are only added to.
 */
#include "modules/risks/tests_city.h"

#include <string.h>

static const struct date today = RISKS_TODAY;

/* ---- Steps ------------------------------------------------------------------------------------ */

TEST(an_analysis_is_not_submitted_before_the_steps_that_come_first)
{
	const struct rsa_move *submit = rsa_move_find(S("submit"));
	struct str missing;

	tongue_choose(S("en"));
	missing = rsa_missing(test_arena(), RSA_draft, submit);
	CHECK(str_is(missing, "Before this comes: Send it for review; Approve it as director; Record the decision of the board."));
	missing = rsa_missing(test_arena(), RSA_approved_by_director, submit);
	CHECK(str_is(missing, "Before this comes: Record the decision of the board."));
	CHECK(!rsa_missing(test_arena(), RSA_approved_by_board, submit).len);
	CHECK(rsa_missing(test_arena(), RSA_submitted, submit).len);
	CHECK(rsa_move_find(S("erase")) == NULL);
	CHECK(rsa_is_locked(RSA_submitted) && rsa_is_locked(RSA_aggregated) && !rsa_is_locked(RSA_in_review));
	CHECK(rsa_is_editable(RSA_draft) && !rsa_is_editable(RSA_in_review));
}

TEST(a_decision_of_the_board_has_a_day_that_has_been_and_a_paragraph)
{
	const struct rsa_move *board = rsa_move_find(S("board"));
	struct rsa_act act = { 0 };
	const char *words;

	CHECK(!strcmp(rsa_act_problem(board, &act, today, &words), "meeting_on"));
	act.meeting_on = (struct date){ 2026, 9, 16 };
	act.paragraph = S("§ 4");
	act.signer = S("The chair");
	CHECK(!strcmp(rsa_act_problem(board, &act, today, &words), "meeting_on"));
	act.meeting_on = today;
	CHECK(rsa_act_problem(board, &act, today, &words) == NULL);
	CHECK(!strcmp(rsa_act_problem(rsa_move_find(S("return")), &(struct rsa_act){ 0 }, today, &words),
		"words"));
}

TEST(what_is_wanting_is_named_and_nothing_is_wanting_in_a_whole_one)
{
	struct rsa_facts facts = { 0 };

	CHECK(rsa_wanting(test_arena(), &facts).count == 6);
	facts = (struct rsa_facts){ .risks = 3, .prominent = 1, .has_area = true, .has_process = true,
		.has_participants = true, .has_secrecy = true, .has_ground = true, .has_commitments = true };
	CHECK(rsa_wanting(test_arena(), &facts).count == 0);
	facts.carried = 1;
	facts.without_plan = 1;
	facts.has_ground = false;
	CHECK(rsa_wanting(test_arena(), &facts).count == 3);
}

/* ---- Scales ------------------------------------------------------------------------------------- */

/* A file of scales with so many steps; the level of a cell is the smaller of the two, at most 4. */
static struct method_file file_of(int probability, int consequence)
{
	static const char *const zones[] = { "", "green", "yellow", "orange", "red" };
	struct method_file file = { .code = S("test-1"), .name_sv = S("Prov"),
		.in_force_from = { 2026, 1, 1 } };
	struct out out;

	out_init(&out, test_arena(), 65536);
	out_z(&out, "kind,value,step,name_sv,anchor_sv,frequency_low,frequency_high,zone\n");
	for (int p = 1; p <= probability; p++)
		out_print(&out, "probability,,%d,Steg %d,Ofta,%g,%g,\n", p, p, 0.01 * p, 0.01 * (p + 1));
	for (int c = 1; c <= consequence; c++)
		out_print(&out, "consequence,individual,%d,Steg %d,Illa,,,\n", c, c);
	for (int k = 0; k < CAPABILITY_STEPS; k++)
		out_print(&out, "capability,,%d,Steg %d,Bra,,,\n", k, k);
	for (int p = 1; p <= probability; p++)
		for (int c = 1; c <= consequence; c++)
			out_print(&out, "zone,%d,%d,,,,,%s\n", p, c, zones[p < c ? p < 4 ? p : 4 : c < 4 ? c : 4]);
	file.steps = out_str(&out);
	return file;
}

TEST_ON_STORES(scales_may_have_four_to_six_steps_and_nothing_else)
{
	struct str problem = S("");

	risks_lists();
	tongue_choose(S("en"));
	for (int p = 4; p <= 6; p++)
		for (int c = 4; c <= 6; c++) {
			struct method_file file = file_of(p, c);
			struct scales *scales = scales_read(test_arena(), &file, &problem);

			CHECK(scales && scales->method.probability_steps == p);
			CHECK(scales && scales->method.consequence_steps == c);
			CHECK(scales && zone_number(scales_zone(scales, 2, 3)) == 2);
			CHECK(scales && !scales_zone(scales, p + 1, 1).len && !scales_zone(scales, 0, 0).len);
		}
	CHECK(!scales_read(test_arena(), &(struct method_file){ .steps = file_of(3, 5).steps }, &problem));
	CHECK(str_is(problem, "A scale has 4 to 6 steps; these have 3 and 5."));
	CHECK(!scales_read(test_arena(), &(struct method_file){ .steps = file_of(4, 7).steps }, &problem));
	CHECK(!scales_read(test_arena(), &(struct method_file){ .steps = S("kind\n") }, &problem));
	CHECK(!scales_read(test_arena(), &(struct method_file){ .steps = S("kind,step\nodd,1\n") }, &problem));
	CHECK(problem.len);
}

TEST_ON_STORES(a_level_may_not_fall_and_no_cell_may_be_missing)
{
	struct method_file file = file_of(4, 4);
	struct str problem = S("");
	struct scales *scales;

	risks_lists();
	tongue_choose(S("en"));
	scales = scales_read(test_arena(), &file, &problem);
	CHECK(scales != NULL);
	scales->zones.at[15].zone = S("green");
	CHECK(str_starts(scales_problem(test_arena(), scales), S("The level falls at probability 4")));
	scales->zones.count--;
	CHECK(str_starts(scales_problem(test_arena(), scales), S("The matrix has no known level")));
	scales->steps.at[2].frequency_low = 0.001;
	CHECK(str_starts(scales_problem(test_arena(), scales), S("Probability: the times a year of step 3")));
	scales->steps.at[2].anchor_sv = S(" ");
	CHECK(str_starts(scales_problem(test_arena(), scales), S("Probability: step 3 has no name")));
}

TEST_ON_STORES(a_version_that_an_approved_analysis_uses_is_told_and_what_is_taken_out_is_read_in_again)
{
	struct store *store = risks_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	const struct scales *scales;
	struct method_file file;
	struct str problem = S("");
	struct scales *again;

	methods_ship(change);
	methods_ship(change);
	CHECK(risk_methods(change_view(change)).count == 2);
	scales = scales_of(change_view(change), risk_method_get(change_view(change), S("municipal-1"))->id);
	CHECK(scales->method.probability_steps == 5 && scales->zones.count == 25);
	CHECK(str_is(scales_zone(scales, 2, 5), "red") && str_is(scales_zone(scales, 1, 5), "yellow"));
	file = (struct method_file){ .code = S("copy-1"), .name_sv = S("Kopia"),
		.steps = scales_csv(test_arena(), scales) };
	again = scales_read(test_arena(), &file, &problem);
	CHECK(again && again->steps.count == scales->steps.count);
	CHECK(again && str_equals(scales_csv(test_arena(), again), scales_csv(test_arena(), scales)));
	change_undo(change);
}

/* ---- Assessments ------------------------------------------------------------------------------------ */

TEST_ON_STORES(an_assessment_is_judged_against_its_scales)
{
	struct method_file file = file_of(4, 6);
	struct str problem = S("");
	struct scales *scales;
	struct risk_consequence_list list;
	struct risk_assess a = { .probability = 5, .uncertainty = UNCERTAINTY_low, .reason = S("x") };
	const char *words;

	risks_lists();
	scales = scales_read(test_arena(), &file, &problem);
	CHECK(consequences_read(test_arena(), S("individual:6"), scales, &list) && consequence_worst(&list) == 6);
	CHECK(!consequences_read(test_arena(), S("individual:7"), scales, &list));
	CHECK(!consequences_read(test_arena(), S("functionality:2"), scales, &list));
	CHECK(!consequences_read(test_arena(), S("individual:2 individual:3"), scales, &list));
	CHECK(!consequences_read(test_arena(), S("individual"), scales, &list));
	CHECK(consequences_read(test_arena(), S("individual:0"), scales, &list) && list.count == 0);
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "probability"));
	a.probability = 4;
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "consequences"));
	consequences_read(test_arena(), S("individual:2"), scales, &list);
	CHECK(risk_assess_problem(&a, scales, &list, &words) == NULL);
	a.zone = S("red");
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "zone_reason"));
	a.zone_reason = S("The lifts");
	CHECK(risk_assess_problem(&a, scales, &list, &words) == NULL);
	CHECK(str_is(revision_from(&a, scales, &list).suggested, "yellow"));
	CHECK(str_is(revision_from(&a, scales, &list).zone, "red"));
	a.frequency_low = S("0,1");
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "frequency_likely"));
	a.frequency_likely = S("0.05");
	a.frequency_high = S("1");
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "frequency_likely"));
	a.frequency_likely = S("0.5");
	CHECK(risk_assess_problem(&a, scales, &list, &words) == NULL);
	a.frequency_high = S("-1");
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "frequency_high"));
	a.frequency_high = S("often");
	CHECK(!strcmp(risk_assess_problem(&a, scales, &list, &words), "frequency_high"));
}

/* ---- A colleague's review ----------------------------------------------------------------------------- */

static bool says(const struct lint_facts *facts, const char *code)
{
	struct lint_list list = risk_lint(test_arena(), facts);

	for (size_t i = 0; i < list.count; i++)
		if (!strcmp(list.at[i]->code, code))
			return true;
	return false;
}

TEST(a_colleague_asks_why_a_risk_is_lower_when_nothing_has_been_done)
{
	struct risk risk = { .cause = S("x"), .owner_id = 1, .review_on = { 2027, 1, 1 } };
	struct risk_revision before = { .probability = 4, .consequence = 3 }, now = before;
	struct lint_facts facts = { .risk = &risk, .now = &now, .before = &before, .today = today,
		.level = 2, .level_before = 2 };

	CHECK(risk_lint(test_arena(), &facts).count == 0);
	now.probability = 3;
	CHECK(says(&facts, "lowered"));
	facts.finished = 1;
	CHECK(!says(&facts, "lowered"));
	facts.finished = 0;
	now.is_carried = true;
	CHECK(!says(&facts, "lowered") && says(&facts, "carried"));
	now = before;
	facts.level = 1;
	CHECK(says(&facts, "lowered"));
}

TEST(a_colleague_sees_acceptance_that_has_ended_and_what_nobody_owns)
{
	struct risk risk = { .treatment = TREATMENT_accept };
	struct lint_facts facts = { .risk = &risk, .today = today };

	CHECK(says(&facts, "owner") && says(&facts, "review") && says(&facts, "cause"));
	CHECK(says(&facts, "unassessed") && says(&facts, "accepted_by"));
	risk.accepted_by = 4;
	risk.accepted_until = today;
	CHECK(!says(&facts, "accepted_by") && !says(&facts, "accepted_until"));
	risk.accepted_until = date_add_days(today, -1);
	CHECK(says(&facts, "accepted_until"));
	risk.review_on = date_add_days(today, -1);
	CHECK(says(&facts, "review_passed") && !says(&facts, "review"));
}

TEST(times_a_year_are_told_as_they_were_said)
{
	tongue_choose(S("en"));
	CHECK(str_is(frequency_words(test_arena(), 0.05), "0.05") && str_is(frequency_words(test_arena(), 12), "12"));
	CHECK(str_is(frequency_words(test_arena(), 0.125), "0.125") && str_is(frequency_words(test_arena(), 1.0 / 3), "0.333333"));
	CHECK(str_is(frequency_words(test_arena(), 0.00001), "0.00001"));
}

TEST(a_colleague_wants_plan_measure_and_a_word_to_people_for_the_most_prominent)
{
	struct risk risk = { .is_prominent = true };
	struct risk_revision now = { .uncertainty = UNCERTAINTY_high, .frequency_low = 1,
		.frequency_likely = 2, .frequency_high = 3 };
	struct lint_facts facts = { .risk = &risk, .now = &now, .today = today, .needs_measure = true,
		.step_low = 0.01, .step_high = 0.1, .types = S("fire"), .events = 4 };

	CHECK(says(&facts, "plan") && says(&facts, "prominent_measure") && says(&facts, "high"));
	CHECK(says(&facts, "untold") && says(&facts, "capability") && says(&facts, "uncertain"));
	CHECK(says(&facts, "interval") && says(&facts, "more_often"));
	facts.step_high = 10;
	CHECK(!says(&facts, "interval") && !says(&facts, "more_often"));
	risk.communicable = TELLING_yes;
	CHECK(!says(&facts, "untold") && says(&facts, "told_by"));
	risk.communicable = TELLING_no;
	CHECK(!says(&facts, "told_by"));
	CHECK(!says(&facts, "commitment"));
	risk.scope = SCOPE_own;
	CHECK(says(&facts, "commitment"));
	facts.hits = true;
	CHECK(!says(&facts, "commitment"));
}

/* ---- In the database ------------------------------------------------------------------------------------ */

TEST_ON_STORES(what_is_being_written_is_seen_at_the_unit_and_by_who_owns_a_risk)
{
	struct store *store = risks_city();
	struct rsa *rsa = risks_rsa(store, 2026);
	const struct { int64_t person; bool sees_draft, sees_submitted; } all[] = {
		{ WRITER, true, true }, { DIRECTOR, true, true }, { OFFICE, false, true },
		{ STRANGER, false, false }, { POLITICIAN, false, false }, { OWNER, true, true },
	};

	for (int submitted = 0; submitted <= 1; submitted++) {
		for (size_t i = 0; i < COUNT(all); i++) {
			struct view *view = risks_view(store, all[i].person);
			bool sees = rsa_get(view, rsa->public_id) != NULL;

			CHECK(sees == (submitted ? all[i].sees_submitted : all[i].sees_draft));
			CHECK((risks_of(view, rsa->id).count > 0) == sees);
			view_close(view);
		}
		if (!submitted) {
			struct change *change = risks_change(store, DIRECTOR);

			rsa->state = RSA_submitted;
			CHECK(change_update(change, &rsa_record.shape, rsa, rsa->version) == UPDATED);
			risks_done(change);
		}
	}
}

TEST_ON_STORES(every_assessment_is_kept_and_the_last_one_holds)
{
	struct store *store = risks_city();
	struct rsa *rsa = risks_rsa(store, 2026);
	struct view *view = risks_view(store, WRITER);
	const struct risk risk = risks_of(view, rsa->id).at[0];
	struct risk_revision_list kept = revisions_of_risk(view, risk.root_id);
	struct risk_revision_list now = revisions_of(view, rsa->id);

	CHECK(kept.count == 2 && kept.at[0].probability == 3 && kept.at[1].probability == 4);
	CHECK(now.count == 1 && now.at[0].id == kept.at[0].id && now.at[0].created_by == WRITER);
	CHECK(kept.at[1].consequence == 3 && consequences_of_revision(view, kept.at[1].id).count == 2);
	CHECK(str_starts(risk.number, S("R-2026-0000")) && risk.root_id == risk.id);
	CHECK(str_is(risk_types(view, risk.id), "fire.arson supply.electricity"));
	CHECK(risk_get(view, risk.number)->id == risk.id);
	view_close(view);
}

TEST_ON_STORES(a_copy_carries_over_numbers_links_and_the_last_assessment_and_says_so)
{
	struct store *store = risks_city();
	struct rsa *before = risks_rsa(store, 2025);
	struct rsa now = { .unit_id = NORTH, .year = 2026, .number = 1, .method_id = before->method_id };
	struct change *change = risks_change(store, WRITER);
	struct risk_list risks, old;
	struct risk_revision_list held, earlier;
	struct rsa_facts facts;

	CHECK(rsa_earlier(change_view(change), NORTH, 2026)->id == before->id);
	rsa_begin(change, &now, before);
	risks = risks_of(change_view(change), now.id);
	old = risks_of(change_view(change), before->id);
	held = revisions_of(change_view(change), now.id);
	earlier = revisions_before(change_view(change), now.id);
	CHECK(risks.count == 2 && str_equals(risks.at[0].number, old.at[0].number));
	CHECK(risks.at[0].root_id == old.at[0].id && risks.at[0].copied_from == old.at[0].id);
	CHECK(held.count == 1 && held.at[0].is_carried && held.at[0].probability == 3);
	CHECK(earlier.count == 1 && earlier.at[0].risk_id == risks.at[0].id && !earlier.at[0].is_carried);
	CHECK(str_is(risk_types(change_view(change), risks.at[0].id), "fire.arson supply.electricity"));
	CHECK(str_is(risks.at[0].secret_cause, "rsa"));
	CHECK(risk_get(change_view(change), risks.at[0].number)->id == risks.at[0].id);
	facts = rsa_facts_of(change_view(change), &now);
	CHECK(facts.risks == 2 && facts.carried == 1 && facts.unassessed == 1);
	risks_done(change);
}

TEST_ON_STORES(a_new_version_of_a_year_keeps_who_judged_and_what_it_is_compared_with)
{
	struct store *store = risks_city();
	struct rsa *first = risks_rsa(store, 2026), *second;
	struct change *change = risks_change(store, DIRECTOR);
	struct risk_revision_list held;

	second = rsa_follow(change, first, S("A figure was wrong"));
	held = revisions_of(change_view(change), second->id);
	CHECK(second->number == 2 && second->supersedes == first->id && second->state == RSA_draft);
	CHECK(held.count == 1 && !held.at[0].is_carried && held.at[0].created_by == WRITER);
	CHECK(rsa_next(change_view(change), first)->id == second->id);
	CHECK(rsa_newest(change_view(change), NORTH, 2026)->id == second->id);
	CHECK(rsas_of_year(change_view(change), 2026).count == 1);
	risks_done(change);
}
