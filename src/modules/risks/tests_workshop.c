/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_workshop.c - the steps of a workshop, spreads, and that votes are secret. */
#include "modules/risks/tests_city.h"
#include "modules/risks/workshop.h"

#include <string.h>

static const char *problem_of(const char *verb, const struct risk_round *round, int64_t votes)
{
	static const struct risk open = { .id = 1 };
	struct workshop_facts facts = { .verb = verb, .round = round, .risk = &open, .is_open = true,
		.is_editable = true, .votes = votes };

	return workshop_problem(&facts);
}

TEST(a_step_of_a_workshop_follows_upon_the_one_before)
{
	struct risk_round voting = { .round = 1 }, shown = { .round = 1, .closed_at = { 5 }, .is_shown = true };
	struct risk_round decided = shown, left = { .round = 1, .closed_at = { 5 } };

	decided.revision_id = 4;
	CHECK(workshop_phase_of(NULL) == PHASE_waiting && workshop_phase_of(&voting) == PHASE_voting);
	CHECK(workshop_phase_of(&shown) == PHASE_shown && workshop_phase_of(&decided) == PHASE_waiting);
	CHECK(workshop_phase_of(&left) == PHASE_waiting);
	CHECK(!problem_of("take", NULL, 0) && problem_of("take", &voting, 0) && !problem_of("take", &shown, 0));
	CHECK(problem_of("close", NULL, 9) && problem_of("close", &shown, 9));
	CHECK(problem_of("close", &voting, LEAST_VOTES - 1) && !problem_of("close", &voting, LEAST_VOTES));
	CHECK(problem_of("again", NULL, 0) && problem_of("again", &voting, 0) && !problem_of("again", &shown, 0));
	shown.round = MOST_ROUNDS;
	CHECK(problem_of("again", &shown, 0));
	CHECK(problem_of("leave", NULL, 0) && !problem_of("leave", &voting, 0) && !problem_of("finish", &voting, 0));
	CHECK(problem_of("erase", NULL, 0));
}

TEST(a_round_with_more_votes_than_people_is_not_shown)
{
	struct risk_round voting = { .round = 1 };
	struct workshop_facts facts = { .verb = "close", .round = &voting, .is_open = true,
		.is_editable = true, .people = 5, .votes = 5 };

	CHECK(workshop_problem(&facts) == NULL);
	facts.votes = 6;
	CHECK(workshop_problem(&facts) != NULL);
	facts.people = 0;
	CHECK(workshop_problem(&facts) == NULL);
}

TEST(a_risk_that_is_marked_as_a_whole_is_only_taken_up_where_everybody_is_signed_in)
{
	struct risk secret = { .id = 1, .secret_whole = S("rsa") };
	struct workshop_facts facts = { .verb = "take", .risk = &secret, .is_open = true, .is_editable = true };

	CHECK(workshop_problem(&facts) != NULL);
	facts.needs_account = true;
	CHECK(workshop_problem(&facts) == NULL);
	facts.is_editable = false;
	CHECK(workshop_problem(&facts) != NULL);
	facts.is_editable = true;
	facts.is_open = false;
	CHECK(workshop_problem(&facts) != NULL);
}

TEST(what_a_code_alone_may_show_is_asked_again_before_each_round)
{
	struct risk_round shown = { .round = 1, .closed_at = { 5 }, .is_shown = true };
	struct risk open = { .id = 1 }, marked = { .id = 1, .secret_assessment = S("rsa") };
	struct workshop_facts facts = { .round = &shown, .is_open = true, .is_editable = true };
	static const char *const verbs[] = { "take", "again" };

	for (size_t i = 0; i < COUNT(verbs); i++) {
		facts.verb = verbs[i];
		facts.risk = NULL;
		CHECK(workshop_problem(&facts) != NULL);
		facts.risk = &marked;
		CHECK(workshop_problem(&facts) != NULL);
		facts.risk = &open;
		CHECK(workshop_problem(&facts) == NULL);
		facts.is_secret = true;
		CHECK(workshop_problem(&facts) != NULL);
		facts.needs_account = true;
		CHECK(workshop_problem(&facts) == NULL);
		facts.is_secret = facts.needs_account = false;
	}
}

TEST_ON_STORES(a_spread_counts_each_step_and_has_its_middle_and_its_ends)
{
	struct store *store = risks_city();
	struct view *view = risks_view(store, WRITER);
	const struct scales *scales = scales_of(view, risk_method_get(view, S("municipal-1"))->id);
	struct risk_vote all[] = { { .probability = 1, .consequences = S("individual:2") },
		{ .probability = 5, .consequences = S("individual:5") },
		{ .probability = 2, .consequences = S("functionality:3") },
		{ .probability = 9, .consequences = S("individual:1") } };        /* of other scales */
	struct spread_row_list spread = vote_spread(test_arena(), &(struct risk_vote_list){ 4, all }, scales);
	struct spread_row_list none = vote_spread(test_arena(), &(struct risk_vote_list){ 0, all }, scales);

	CHECK(spread.at[0].votes == 3 && spread.at[0].at[1] == 1 && spread.at[0].at[5] == 1);
	CHECK(spread.at[0].least == 1 && spread.at[0].middle == 2 && spread.at[0].most == 5);
	CHECK(str_is(spread.at[1].value, "individual") && spread.at[1].untouched == 1);
	CHECK(spread.at[1].least == 0 && spread.at[1].middle == 2 && spread.at[1].most == 5);
	CHECK(none.at[0].votes == 0 && none.at[0].middle == 0 && none.at[0].most == 0);
	view_close(view);
}

/* ---- In the database ---------------------------------------------------------------------------------- */

struct held { struct store *store; struct rsa *rsa; struct risk risk; int64_t workshop_id, round_id; struct str digest; };

static struct held held(bool needs_account)
{
	struct held h = { .store = risks_city() };
	struct risk_round round = { .round = 1 };
	struct risk_workshop *workshop, now;
	struct change *change;

	h.rsa = risks_rsa(h.store, 2026);
	change = risks_change(h.store, WRITER);
	h.risk = risks_of(change_view(change), h.rsa->id).at[0];
	workshop = workshop_open(change, h.rsa, &(struct risk_workshop){ .needs_account = needs_account });
	round.workshop_id = workshop->id;
	round.risk_id = h.risk.id;
	change_insert(change, &risk_round_record.shape, &round);
	now = *workshop;
	now.round_id = round.id;
	CHECK(change_update(change, &risk_workshop_record.shape, &now, workshop->version) == UPDATED);
	risks_done(change);
	h.workshop_id = workshop->id;
	h.round_id = round.id;
	h.digest = workshop_digest(test_arena(), workshop->code);
	return h;
}

static void vote(const struct held *h, const char *voter, int64_t probability)
{
	struct change *change = change_open(h->store, test_arena(), (struct who){ 0 });

	vote_put(change, h->round_id, str_of(voter), probability, S("individual:2"));
	risks_done(change);
}

static void round_close(const struct held *h, bool is_shown)
{
	struct change *change = risks_change(h->store, WRITER);
	struct risk_round now = *round_of_id(change_view(change), h->round_id);

	now.closed_at = instant_now();
	now.is_shown = is_shown;
	CHECK(change_update(change, &risk_round_record.shape, &now, now.version) == UPDATED);
	risks_done(change);
}

static size_t votes_seen(const struct held *h, int64_t person, bool with_code)
{
	struct view *view = risks_view(h->store, person);
	size_t count = with_code ? room_votes(view, h->round_id).count : votes_of(view, h->round_id).count;

	view_close(view);
	return count;
}

TEST_ON_STORES(no_vote_is_seen_by_anybody_before_its_round_is_closed_with_enough_of_them)
{
	struct held h = held(false);
	struct view *view;

	vote(&h, "a", 1);
	vote(&h, "b", 2);
	vote(&h, "b", 4);                       /* changed: one vote */
	vote(&h, "c", 3);
	CHECK(votes_seen(&h, WRITER, false) == 0 && votes_seen(&h, DIRECTOR, false) == 0);
	CHECK(votes_seen(&h, WRITER, true) == 0 && votes_seen(&h, 0, true) == 0);
	view = risks_view(h.store, WRITER);
	CHECK(votes_count(view, h.round_id) == 3);
	CHECK(room_own(view, h.round_id, S("b"))->probability == 4 && !room_own(view, h.round_id, S("d")));
	CHECK(!round_to_decide(view, h.risk.id));
	view_close(view);
	round_close(&h, false);                 /* left: never shown */
	CHECK(votes_seen(&h, WRITER, false) == 0 && votes_seen(&h, 0, true) == 0);
	round_close(&h, true);
	CHECK(votes_seen(&h, WRITER, false) == 3 && votes_seen(&h, 0, true) == 3);
	CHECK(votes_seen(&h, STRANGER, false) == 0 && votes_seen(&h, OFFICE, false) == 0);
}

TEST_ON_STORES(a_room_is_found_by_its_code_however_it_is_typed_and_not_when_it_has_ended)
{
	struct held h = held(false);
	struct view *view = risks_view(h.store, WRITER);
	struct str code = view_text(view, SQL("SELECT code FROM my_risk_workshop"), NONE);
	struct change *change;

	view_close(view);
	view = risks_view(h.store, 0);
	CHECK(room_of_code(view, h.digest) && room_of_code(view, h.digest)->round_id == h.round_id);
	CHECK(str_equals(workshop_digest(test_arena(), str_fold(test_arena(), code)), h.digest));
	CHECK(!room_of_code(view, workshop_digest(test_arena(), S("AAAA-BBBB"))));
	CHECK(!code_is_given(view, workshop_digest(test_arena(), S("AAAA-BBBB"))));
	view_close(view);
	change = change_open(h.store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE risk_workshop SET created_at = created_at - 50000"), NONE);
	risks_done(change);
	view = risks_view(h.store, 0);
	CHECK(!room_of_code(view, h.digest));
	CHECK(code_is_given(view, h.digest));   /* no guess, though nothing is there any more */
	view_close(view);
}

static void run(struct store *store, struct sql sql, int64_t id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, V(id));
	risks_done(change);
}

static bool sees_round(const struct held *h, int64_t person)
{
	struct view *view = risks_view(h->store, person);
	const struct workshop_room *room = room_of_code(view, h->digest);
	bool sees = room->round_id == h->round_id && str_is(room->title, "Power fails");

	CHECK(sees || (!room->round_id && !room->title.len && !room_own(view, h->round_id, S("a"))
		&& !room_votes(view, h->round_id).count));
	view_close(view);
	return sees;
}

/* What is set under way, one after the other, and taken back. */
static void marks_set(bool needs_account, int64_t person)
{
	static const struct { struct sql set, unset; bool is_of_analysis, is_for_all; } all[] = {
		{ SQL("UPDATE risk SET secret_whole = 'rsa' WHERE id = $1"),
		  SQL("UPDATE risk SET secret_whole = '' WHERE id = $1"), false, false },
		{ SQL("UPDATE risk SET secret_assessment = 'rsa' WHERE id = $1"),
		  SQL("UPDATE risk SET secret_assessment = '' WHERE id = $1"), false, false },
		{ SQL("UPDATE rsa SET secrecy = 'whole' WHERE id = $1"),
		  SQL("UPDATE rsa SET secrecy = 'open' WHERE id = $1"), true, false },
		{ SQL("UPDATE rsa SET state = 'in_review' WHERE id = $1"),
		  SQL("UPDATE rsa SET state = 'draft' WHERE id = $1"), true, true },
	};

	struct held h = held(needs_account);

	vote(&h, "a", 1);
	round_close(&h, true);
	CHECK(sees_round(&h, person));
	for (size_t i = 0; i < COUNT(all); i++) {
		int64_t id = all[i].is_of_analysis ? h.rsa->id : h.risk.id;

		run(h.store, all[i].set, id);
		CHECK(sees_round(&h, person) == (needs_account && !all[i].is_for_all));
		run(h.store, all[i].unset, id);
		CHECK(sees_round(&h, person));
	}
}

TEST_ON_STORES(a_mark_that_is_set_under_way_takes_the_round_from_those_without_an_account)
{
	marks_set(false, 0);
}

TEST_ON_STORES(those_who_are_signed_in_keep_a_round_that_is_marked_until_the_analysis_is_sent_on)
{
	marks_set(true, STRANGER);
}

TEST_ON_STORES(a_room_for_those_who_are_signed_in_is_not_there_for_others)
{
	struct held h = held(true);
	struct view *view = risks_view(h.store, 0);

	CHECK(!room_of_code(view, h.digest));
	view_close(view);
	view = risks_view(h.store, STRANGER);
	CHECK(room_of_code(view, h.digest) != NULL);
	view_close(view);
}

TEST_ON_STORES(a_decision_keeps_the_votes_that_it_was_made_beside)
{
	struct held h = held(false);
	struct change *change;

	vote(&h, "a", 1);
	vote(&h, "b", 2);
	vote(&h, "c", 3);
	round_close(&h, true);
	change = risks_change(h.store, WRITER);
	CHECK(round_to_decide(change_view(change), h.risk.id)->id == h.round_id);
	workshop_decided(change, &h.risk, h.risk.revision_id);
	CHECK(round_of_revision(change_view(change), h.risk.revision_id)->id == h.round_id);
	CHECK(!round_to_decide(change_view(change), h.risk.id));
	CHECK(!round_of_revision(change_view(change), 0));
	risks_done(change);
}
