/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/tests_treat.c - decisions about a risk: what they must say, that they are kept, and that
 * links tell nobody of commitments that he may not read.
 */
#include "modules/risks/tests_city.h"

#include <string.h>

static const struct date today = RISKS_TODAY;

/* ---- Rules ---------------------------------------------------------------------------------- */

static bool refuses(const char *verb, const struct risk *risk, struct risk_act act, const char *field)
{
	struct acceptance_days days = { today, date_add_months(today, 24) };
	struct str words;
	const char *found = risk_deed_problem(test_arena(), risk_deed_find(str_of(verb)), risk, &act, &days, &words);

	return field ? found && !strcmp(found, field) && words.len : found == NULL;
}

TEST(an_acceptance_has_a_reason_and_a_last_day_that_is_not_too_far_off)
{
	struct risk risk = { .revision_id = 7 };
	struct risk_act act = { .until = { 2027, 9, 15 } };

	CHECK(refuses("accept", &(struct risk){ 0 }, act, ""));         /* nobody has assessed it */
	CHECK(refuses("accept", &risk, act, "reason"));
	act.reason = S("  ");
	CHECK(refuses("accept", &risk, act, "reason"));
	act.reason = S("Rare");
	CHECK(refuses("accept", &risk, act, NULL));
	act.until = (struct date){ 2028, 9, 15 };
	CHECK(refuses("accept", &risk, act, NULL));
	act.until = (struct date){ 2028, 9, 16 };
	CHECK(refuses("accept", &risk, act, "until"));
	act.until = today;
	CHECK(refuses("accept", &risk, act, "until"));
	act.until = (struct date){ 0 };
	CHECK(refuses("accept", &risk, act, "until"));
	risk.dropped_reason = S("Closed");
	act.until = (struct date){ 2027, 1, 1 };
	CHECK(refuses("accept", &risk, act, ""));
}

TEST(what_has_not_been_done_is_not_undone)
{
	struct risk risk = { .revision_id = 7 };
	struct risk_act act = { .reason = S("So") };

	CHECK(refuses("end", &risk, act, "") && refuses("take_up", &risk, act, ""));
	risk_deed_find(S("accept"))->put(&risk, &(struct risk_act){ S(" Rare "), { 2027, 1, 1 } }, 5);
	CHECK(risk.treatment == TREATMENT_accept && risk.accepted_by == 5 && str_is(risk.accepted_reason, "Rare"));
	CHECK(acceptance_holds(&risk, (struct date){ 2027, 1, 1 }));
	CHECK(!acceptance_holds(&risk, (struct date){ 2027, 1, 2 }));
	CHECK(refuses("end", &risk, act, NULL));
	risk_deed_find(S("end"))->put(&risk, &act, 5);
	CHECK(!risk.accepted_by && !risk.treatment && !date_is_given(risk.accepted_until) && !risk.accepted_reason.len);
	CHECK(refuses("drop", &risk, act, NULL));
	risk_deed_find(S("drop"))->put(&risk, &act, 5);
	CHECK(refuses("drop", &risk, act, "") && refuses("take_up", &risk, act, NULL));
	risk_deed_find(S("take_up"))->put(&risk, &act, 5);
	CHECK(!risk.dropped_reason.len && risk_deed_find(S("forget")) == NULL);
}

TEST(a_decision_to_tell_says_what_to_whom_and_by_whom_and_one_not_to_says_why)
{
	struct risk risk = { 0 };
	const char *words;

	CHECK(!strcmp(telling_problem(&risk, &words), "communicable"));
	risk.communicable = TELLING_no;
	CHECK(!strcmp(telling_problem(&risk, &words), "tell_reason"));
	risk.tell_reason = S("It is over");
	CHECK(telling_problem(&risk, &words) == NULL);
	risk.communicable = TELLING_yes;
	CHECK(!strcmp(telling_problem(&risk, &words), "audience"));
	risk.audience = S("Neighbours");
	CHECK(!strcmp(telling_problem(&risk, &words), "message"));
	risk.message = S("Keep water");
	CHECK(!strcmp(telling_problem(&risk, &words), "teller_id"));
	risk.teller_id = 3;
	CHECK(telling_problem(&risk, &words) == NULL);
}

/* ---- In the database ---------------------------------------------------------------------------- */

/* One that everybody who reads commitments reads, and one that only its owner does. */
static void commitments_put(struct store *store, struct commitment two[2])
{
	struct change *change = risks_change(store, WRITER);

	two[0] = (struct commitment){ .unit_id = NORTH, .name = S("Meals") };
	two[1] = (struct commitment){ .unit_id = NORTH, .name = S("Shelter"), .secrecy = S("rsa"),
		.owner_id = OWNER };
	commitment_add(change, &two[0]);
	commitment_add(change, &two[1]);
	risks_done(change);
}

static void link_put(struct store *store, int64_t person, int64_t risk_id, struct commitment *one)
{
	struct change *change = risks_change(store, person);
	struct commitment_list list = { 1, one };

	risk_commitments_put(change, risk_id, &list);
	risks_done(change);
}

static size_t seen(struct store *store, int64_t person, int64_t risk_id)
{
	struct view *view = risks_view(store, person);
	size_t count = risk_commitments(view, risk_id).count;

	view_close(view);
	return count;
}

static bool hits(struct view *view, int64_t rsa_id, int64_t risk_id)
{
	struct risk_hit_list list = risk_hits_of_rsa(view, rsa_id);

	return hit_find(&list, risk_id);
}

TEST_ON_STORES(a_commitment_that_one_may_not_read_is_no_link_and_stays_one)
{
	struct store *store = risks_city();
	struct rsa *before = risks_rsa(store, 2025);
	struct rsa now = { .unit_id = NORTH, .year = 2026, .number = 1, .method_id = before->method_id };
	struct commitment two[2];
	struct change *change;
	struct view *view = risks_view(store, WRITER);
	int64_t risk = risks_of(view, before->id).at[0].id, copy;

	CHECK(!hits(view, before->id, risk));
	view_close(view);
	commitments_put(store, two);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO risk_commitment (risk_id, commitment_id) VALUES ($1, $2)"),
		V(risk, two[1].id));
	change_run(change, SQL("DELETE FROM role_permission WHERE permission = 'commitments_secret'"), NONE);
	risks_done(change);
	CHECK(seen(store, OWNER, risk) == 1 && seen(store, WRITER, risk) == 0);
	link_put(store, WRITER, risk, &two[0]);         /* takes nothing away that it cannot see */
	CHECK(seen(store, WRITER, risk) == 1 && seen(store, STRANGER, risk) == 0);
	change = risks_change(store, WRITER);
	rsa_begin(change, &now, before);                /* nor does a copy lose it */
	copy = risks_of(change_view(change), now.id).at[0].id;
	CHECK(hits(change_view(change), now.id, copy));
	risks_done(change);
	CHECK(seen(store, WRITER, copy) == 1);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(change_view(change), SQL("SELECT count(*) FROM risk_commitment WHERE risk_id = $1"),
		V(copy)) == 2);
	risks_done(change);
}

TEST_ON_STORES(commitments_come_before_risks_and_only_those_that_are_judged_count)
{
	struct store *store = risks_city();
	struct rsa *rsa = risks_rsa(store, 2026);
	struct commitment two[2];
	struct change *change;
	struct rsa_facts facts;
	struct view *view;

	commitments_put(store, two);
	view = risks_view(store, WRITER);
	facts = rsa_facts_of(view, rsa);
	view_close(view);
	CHECK(!facts.has_commitments);
	change = risks_change(store, WRITER);
	change_run(change, SQL("UPDATE commitment SET judged_at = 9 WHERE id = $1"), V(two[1].id));
	risks_done(change);
	view = risks_view(store, WRITER);
	facts = rsa_facts_of(view, rsa);
	view_close(view);
	CHECK(facts.has_commitments);
}

TEST_ON_STORES(decisions_are_kept_with_the_assessment_that_held_and_follow_the_risk_from_year_to_year)
{
	struct store *store = risks_city();
	struct rsa *before = risks_rsa(store, 2025);
	struct rsa now = { .unit_id = NORTH, .year = 2026, .number = 1, .method_id = before->method_id };
	struct change *change = risks_change(store, DIRECTOR);
	struct risk risk = risks_of(change_view(change), before->id).at[0];
	struct risk_decision_list list;
	struct view *view;

	decision_add(change, &risk, &(struct risk_decision){ .verb = S("accept"),
		.until = { 2026, 12, 31 }, .words = S("Rare") });
	rsa_begin(change, &now, before);
	risks_done(change);
	view = risks_view(store, WRITER);
	list = decisions_of(view, risk.root_id);
	CHECK(list.count == 1 && list.at[0].person_id == DIRECTOR && list.at[0].revision_id == risk.revision_id);
	CHECK(str_is(list.at[0].words, "Rare") && date_compare(list.at[0].until, (struct date){ 2026, 12, 31 }) == 0);
	view_close(view);
	view = risks_view(store, STRANGER);
	CHECK(decisions_of(view, risk.root_id).count == 0);
	view_close(view);
}

TEST_ON_STORES(two_who_link_at_once_do_not_write_over_each_other)
{
	struct store *store = risks_city();
	struct rsa *rsa = risks_rsa(store, 2026);
	struct change *change = risks_change(store, WRITER);
	struct risk risk = risks_of(change_view(change), rsa->id).at[0];

	CHECK(risk_bump(change, risk.id, risk.version));
	CHECK(!risk_bump(change, risk.id, risk.version));
	risks_done(change);
}

TEST_ON_STORES(marks_are_kept_in_no_language)
{
	struct risk risk = { .secret_cause = S("rsa"), .secret_treatment = S("procurement") };
	struct risk_decision decision = { .verb = S("accept"), .words = S("Rare") };

	risks_lists();
	tongue_choose(S("en"));
	CHECK(str_is(marks_words(test_arena(), &risk),
		"Causes: Secrecy for risk and vulnerability analyses; Treatment, plan and measures: Procurement, until the contract is signed"));
	CHECK(!marks_words(test_arena(), &(struct risk){ 0 }).len);
	CHECK(str_is(decision_words(test_arena(), &decision), "Rare"));
	decision.verb = S("marks");
	decision.words = S("whole:rsa");
	CHECK(str_is(decision_words(test_arena(), &decision), "The whole risk: Secrecy for risk and vulnerability analyses"));
}

/* ---- Events beside a risk ------------------------------------------------------------------------- */

static struct event event_at(int64_t unit_id, struct date day, const char *type)
{
	return (struct event){ .unit_id = unit_id, .type = str_of(type), .title = S("A fire"),
		.story = S("It burned."), .severity = 1, .occurred_at = instant_at(day, 9, 0, 0),
		.reported_at = instant_at(day, 10, 0, 0) };
}

static void events_put(struct store *store)
{
	struct event events[] = {
		event_at(NORTH, (struct date){ 2026, 1, 1 }, "fire.arson"),
		event_at(NORTH, (struct date){ 2026, 9, 15 }, "supply.electricity"),
		event_at(NORTH, (struct date){ 2026, 5, 1 }, "fire.building"),
		event_at(NORTH, (struct date){ 2025, 12, 31 }, "fire.arson"),
		event_at(NORTH, (struct date){ 2025, 1, 1 }, "fire.arson"),
		event_at(NORTH, (struct date){ 2024, 12, 31 }, "fire.arson"),
		event_at(SOUTH, (struct date){ 2026, 3, 3 }, "fire.arson"),
	};
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_report_many(change, events, COUNT(events));
	risks_done(change);
}

static struct beside beside_now(struct store *store, int64_t person, int64_t rsa_id)
{
	struct view *view = risks_view(store, person);
	struct risk_list risks = risks_of(view, rsa_id);
	struct beside_list list = besides_of(view, &risks);
	struct beside first = list.count ? list.at[0] : (struct beside){ 0 };

	CHECK(list.count == 2 && !list.at[1].types.len && !list.at[1].this_year);
	view_close(view);
	return first;
}

TEST_ON_STORES(events_beside_a_risk_are_those_of_its_types_and_its_unit_in_each_year)
{
	struct store *store = risks_city();
	struct rsa *rsa = risks_rsa(store, 2026);
	struct change *change;
	struct beside beside;
	struct risk risk;

	events_put(store);
	beside = beside_now(store, WRITER, rsa->id);
	CHECK(beside.this_year == 2 && beside.last_year == 2 && beside.twelve_months == 3);
	CHECK(str_is(beside.this_link, "/events?unit=2&from=2026-01-01&to=2026-09-15&types=fire.arson%20supply.electricity"));
	change = risks_change(store, WRITER);
	risk = risks_of(change_view(change), rsa->id).at[0];
	risk_types_put(change, risk.id, S("fire fire.arson"));          /* a branch has its leaves, once */
	risks_done(change);
	beside = beside_now(store, WRITER, rsa->id);
	CHECK(beside.this_year == 2 && beside.last_year == 2);
	beside = beside_now(store, OWNER, rsa->id);     /* who reads no events there counts none */
	CHECK(beside.this_year == 0 && beside.last_year == 0);
}
