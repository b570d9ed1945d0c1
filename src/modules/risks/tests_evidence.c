/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_evidence.c - counter-examples: there is an analysis, and the duty is still not met. */
#include "kit/test_evidence.h"
#include "modules/measures/measures.h"
#include "modules/risks/tests_city.h"

static bool holds_in(struct store *store, const char *rule, int year, int percent)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = WRITER, .unit_id = NORTH,
		.from = { (int16_t)year, 1, 1 }, .to = { (int16_t)year, 12, 31 }, .percent = percent });
}

static bool holds(struct store *store, const char *rule)
{
	return holds_in(store, rule, 2026, 100);
}

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	risks_done(change);
}

/* As the person who keeps the city's scales would not: only for tests. */
static void state_put(struct store *store, const char *state)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE rsa SET state = $1"), V(state));
	risks_done(change);
}

TEST(what_the_receiver_has_sent_back_proves_no_more_than_that_it_was_approved)
{
	CHECK(rsa_meets(RSA_approved_by_board, RSA_returned) && !rsa_meets(RSA_submitted, RSA_returned));
	CHECK(rsa_meets(RSA_submitted, RSA_aggregated) && rsa_meets(RSA_submitted, RSA_submitted));
	CHECK(!rsa_meets(RSA_received, RSA_submitted) && !rsa_meets(RSA_approved_by_board, RSA_approved_by_director));
}

COUNTER_EXAMPLE(an_analysis_that_is_written_or_of_another_year_is_not_approved,
                "rsa state=approved_by_board")
{
	struct store *store = risks_city();

	risks_rsa(store, 2026);
	CHECK(!holds_in(store, "rsa state=approved_by_board", 2026, 0));
	state_put(store, "in_review");
	CHECK(!holds_in(store, "rsa state=approved_by_board", 2026, 0));
	state_put(store, "approved_by_director");
	CHECK(!holds_in(store, "rsa state=approved_by_board", 2026, 0));
	state_put(store, "approved_by_board");
	CHECK(holds_in(store, "rsa state=approved_by_board", 2026, 0));
	CHECK(!holds_in(store, "rsa state=approved_by_board", 2025, 0));
	CHECK(!proof_holds(store, &(struct proof_try){ .rule = "rsa state=approved_by_board",
		.person = STRANGER, .unit_id = SOUTH, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } }));
}

/* Last year's, copied: what was not looked at again is not assessed, and what is dropped is no
 * risk of it. */
COUNTER_EXAMPLE(a_copy_that_nobody_has_looked_through_is_not_assessed, "risk with=assessed")
{
	struct store *store = risks_city();
	struct rsa *before = risks_rsa(store, 2025);
	struct rsa now = { .unit_id = NORTH, .year = 2026, .number = 1, .method_id = before->method_id };
	struct change *change = risks_change(store, WRITER);
	const struct scales *scales = scales_of(change_view(change), before->method_id);
	struct risk_list risks;

	rsa_begin(change, &now, before);
	risks = risks_of(change_view(change), now.id);
	risks_done(change);
	state_put(store, "approved_by_board");
	CHECK(!holds(store, "risk with=assessed"));
	change = risks_change(store, WRITER);
	risks_assess(change, &risks.at[0], scales, 3, "functionality:3");
	risks_done(change);
	CHECK(!holds(store, "risk with=assessed"));     /* of one of them there is no assessment at all */
	said(store, SQL("UPDATE risk SET dropped_reason = 'Closed' WHERE title = 'Hidden'"));
	CHECK(holds(store, "risk with=assessed"));
	state_put(store, "draft");
	CHECK(!holds(store, "risk with=assessed"));
}

COUNTER_EXAMPLE(a_risk_to_nothing_that_was_undertaken_says_no_commitment, "risk with=commitment")
{
	struct store *store = risks_city();

	risks_rsa(store, 2026);
	state_put(store, "submitted");
	CHECK(!holds(store, "risk with=commitment"));
	said(store, SQL("INSERT INTO risk_commitment (risk_id, commitment_id) SELECT min(id), 7 FROM risk"));
	CHECK(!holds(store, "risk with=commitment"));
	CHECK(holds_in(store, "risk with=commitment", 2026, 50));
	said(store, SQL("INSERT INTO risk_commitment (risk_id, commitment_id) SELECT max(id), 7 FROM risk"));
	CHECK(holds(store, "risk with=commitment"));
}

COUNTER_EXAMPLE(a_plan_for_another_risk_is_none_for_the_most_prominent, "risk with=plan only=prominent")
{
	struct store *store = risks_city();

	risks_rsa(store, 2026);
	state_put(store, "submitted");
	CHECK(!holds(store, "risk with=plan only=prominent"));          /* none is prominent */
	said(store, SQL("UPDATE risk SET is_prominent = 1 WHERE title = 'Power fails'"));
	said(store, SQL("UPDATE risk SET plan = 'New cables' WHERE title = 'Hidden'"));
	CHECK(!holds(store, "risk with=plan only=prominent"));
	said(store, SQL("UPDATE risk SET plan = 'New cables' WHERE title = 'Power fails'"));
	CHECK(holds(store, "risk with=plan only=prominent"));
}

static void measure_put(struct store *store, int state)
{
	struct change *change = risks_change(store, WRITER);
	struct measure measure = { .unit_id = NORTH, .title = S("A generator"), .source_kind = S("risk"),
		.source_id = view_int(change_view(change), SQL("SELECT min(id) FROM my_risk"), NONE),
		.due_on = { 2026, 12, 1 }, .state = state };

	measure_add(change, &measure);
	risks_done(change);
}

COUNTER_EXAMPLE(a_measure_that_is_only_proposed_or_was_stopped_is_not_begun,
                "risk with=measure only=prominent")
{
	struct store *store = risks_city();

	risks_rsa(store, 2026);
	state_put(store, "submitted");
	said(store, SQL("UPDATE risk SET is_prominent = 1 WHERE title = 'Power fails'"));
	CHECK(!holds(store, "risk with=measure only=prominent"));
	measure_put(store, MEASURE_proposed);
	measure_put(store, MEASURE_decided);
	measure_put(store, MEASURE_stopped);
	CHECK(!holds(store, "risk with=measure only=prominent"));
	measure_put(store, MEASURE_in_progress);
	CHECK(holds(store, "risk with=measure only=prominent"));
	said(store, SQL("UPDATE risk SET is_prominent = 1"));           /* each of them, not one */
	CHECK(!holds(store, "risk with=measure only=prominent"));
}

COUNTER_EXAMPLE(a_risk_to_the_unit_alone_or_untold_proves_nothing_of_the_area_or_the_telling,
                "risk with=area of=newest", "risk with=telling of=newest")
{
	struct store *store = risks_city();

	risks_rsa(store, 2026);
	state_put(store, "submitted");
	said(store, SQL("UPDATE risk SET scope = 'own', communicable = ''"));
	CHECK(!holds_in(store, "risk with=area of=newest", 2026, 0));
	CHECK(!holds(store, "risk with=telling of=newest"));
	said(store, SQL("UPDATE risk SET scope = 'area' WHERE title = 'Power fails'"));
	CHECK(holds_in(store, "risk with=area of=newest", 2026, 0));
	CHECK(!holds(store, "risk with=area of=newest"));
	/* That it shall not be told is a decision too. */
	said(store, SQL("UPDATE risk SET communicable = 'no' WHERE title = 'Power fails'"));
	CHECK(!holds(store, "risk with=telling of=newest"));
	said(store, SQL("UPDATE risk SET communicable = 'yes' WHERE title = 'Hidden'"));
	CHECK(holds(store, "risk with=telling of=newest"));
	state_put(store, "draft");
	CHECK(!holds(store, "risk with=telling of=newest"));
}

COUNTER_EXAMPLE(an_acceptance_that_has_run_out_answers_nothing, "risk with=answer of=newest")
{
	struct store *store = risks_city();

	risks_rsa(store, 2026);
	state_put(store, "submitted");
	said(store, SQL("UPDATE risk SET dropped_reason = 'Closed' WHERE title = 'Hidden'"));
	said(store, SQL("UPDATE risk_revision SET zone = 'red'"));
	CHECK(!holds(store, "risk with=answer of=newest"));
	said(store, SQL("UPDATE risk SET accepted_by = 12, accepted_until = '2026-06-30'"));
	CHECK(!holds(store, "risk with=answer of=newest"));
	said(store, SQL("UPDATE risk SET accepted_by = 0, accepted_until = '2027-06-30'"));
	CHECK(!holds(store, "risk with=answer of=newest"));       /* nobody's */
	said(store, SQL("UPDATE risk SET accepted_by = 12"));
	CHECK(holds(store, "risk with=answer of=newest"));
	said(store, SQL("UPDATE risk SET accepted_by = 0, accepted_until = ''"));
	said(store, SQL("UPDATE risk_revision SET zone = 'green'"));
	CHECK(holds(store, "risk with=answer of=newest"));
	CHECK(holds_in(store, "risk with=answer of=newest", 2027, 100));        /* it is still in force */
	CHECK(!holds_in(store, "risk with=answer of=newest", 2025, 100));
	CHECK(!holds_in(store, "risk with=answer", 2027, 100));
	said(store, SQL("UPDATE risk SET revision_id = 0"));    /* a level that nobody has set is no answer */
	CHECK(!holds(store, "risk with=answer of=newest"));
}
