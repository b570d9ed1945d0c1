/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests.c - what must not be written, numbers, who sees a commitment. */
#include "base/test.h"
#include "modules/commitments/inside.h"
#include "modules/commitments/tests_city.h"
#include "store/test_store.h"

#include <string.h>

TEST(a_metering_point_is_found_however_it_is_spaced)
{
	CHECK(words_hold_meter(S("735999123456789012")));
	CHECK(words_hold_meter(S("Punkt 735999 123456 789012, källaren")));
	CHECK(words_hold_meter(S("73 59 99-12.34-56\n78 90 12")));
	CHECK(words_hold_meter(S("20 735999123456789012")));
	CHECK(!words_hold_meter(S("73599912345678901")));
	CHECK(!words_hold_meter(S("735998123456789012")));
	CHECK(!words_hold_meter(S("Dnr 735999, 12 mätpunkter")));
	CHECK(!words_hold_meter(S("")));
}

TEST(hours_are_told_as_hours_up_to_a_day_and_then_as_days)
{
	struct arena *arena = test_arena();

	CHECK(str_is(hours_words(arena, 0), ""));
	CHECK(str_is(hours_words(arena, 1), "1 hour"));
	CHECK(str_is(hours_words(arena, 24), "24 hours"));
	CHECK(str_is(hours_words(arena, 30), "30 hours"));
	CHECK(str_is(hours_words(arena, 72), "3 whole days"));
}

/* ---- What follows from a profile ------------------------------------------------------- */

/* Two values, three steps (1, 24 and 72 hours); level 3 must not be reached. */
static struct profile profile_of(const int levels[3][2])
{
	struct profile profile = { .steps = 3, .values = 2, .hours = { 1, 24, 72 },
		.lowest = 0, .highest = 4, .ends_outage = 3 };

	for (size_t s = 0; s < 3; s++)
		for (size_t v = 0; v < 2; v++)
			profile.level[s][v] = levels[s][v];
	return profile;
}

TEST(the_first_step_that_reaches_the_level_is_the_longest_outage)
{
	struct profile profile = profile_of((const int[3][2]){ { 0, 1 }, { 2, 3 }, { 4, 4 } });
	struct outage outage = outage_suggested(&profile);

	CHECK(outage.hours == 24 && outage.step == 1 && outage.value == 1 && outage.level == 3);
}

TEST(of_two_values_at_the_same_step_the_worst_is_named)
{
	struct profile profile = profile_of((const int[3][2]){ { 3, 4 }, { 4, 4 }, { 4, 4 } });
	struct outage outage = outage_suggested(&profile);

	CHECK(outage.hours == 1 && outage.value == 1 && outage.level == 4);
	profile = profile_of((const int[3][2]){ { 3, 3 }, { 4, 4 }, { 4, 4 } });
	outage = outage_suggested(&profile);
	CHECK(outage.value == 0);
}

TEST(nothing_follows_when_no_step_reaches_the_level)
{
	struct profile profile = profile_of((const int[3][2]){ { 0, 0 }, { 1, 1 }, { 2, 2 } });

	CHECK(outage_suggested(&profile).hours == 0);
}

TEST(a_judgement_is_whole_never_milder_with_time_and_reasoned_when_it_differs)
{
	struct profile profile = profile_of((const int[3][2]){ { 0, 1 }, { 2, 3 }, { 4, 4 } });
	struct judgement judgement = { 0 };

	profile.criticality[0] = 2;
	profile.criticality[1] = NOT_JUDGED;
	CHECK(judgement_fault(&profile, &judgement).what == VALUE_MISSING);
	profile.criticality[1] = 4;
	CHECK(judgement_fault(&profile, &judgement).what == JUDGEMENT_FREE);
	CHECK(profile_highest(&profile) == 4);
	profile.level[2][0] = 1;
	CHECK(judgement_fault(&profile, &judgement).what == LATER_MILDER);
	profile.level[2][0] = NOT_JUDGED;
	CHECK(judgement_fault(&profile, &judgement).what == STEP_MISSING);
	profile.level[2][0] = 2;
	judgement.acceptable_outage_hours = 24;
	CHECK(judgement_fault(&profile, &judgement).what == JUDGEMENT_FREE);
	judgement.acceptable_outage_hours = 48;
	CHECK(judgement_fault(&profile, &judgement).what == OUTAGE_REASON_MISSING);
	judgement.reason = S("There is a reserve for two days.");
	CHECK(judgement_fault(&profile, &judgement).what == JUDGEMENT_FREE);
	judgement.target_recovery_hours = 72;
	CHECK(judgement_fault(&profile, &judgement).what == RECOVERY_TOO_LONG);
}

/* ---- In the database ------------------------------------------------------------------ */

TEST_ON_STORES(a_commitment_is_numbered_and_seen_by_its_unit_alone)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment first, second;
	struct view *view;

	commitments_boards(change);
	first = board_commitment(change, NORTH, "Meals");
	second = board_commitment(change, SOUTH, "Water");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_ends(first.number, S("-00001")) && str_ends(second.number, S("-00002")));
	view = commitments_view(store, NORA);
	CHECK(commitment_of_number(view, first.number) != NULL);
	CHECK(commitment_of_number(view, second.number) == NULL);
	CHECK(commitment_may_edit(view, &first) && !commitment_may_edit(view, &second));
	CHECK(commitments_of_unit(view, NORTH).count == 1);
	CHECK(commitments_of_unit(view, SOUTH).count == 0);
	CHECK(commitment_steps(view, first.id).count == 1);
	CHECK(commitment_steps(view, second.id).count == 0);
	view_close(view);
	view = commitments_view(store, 0);
	CHECK(commitment_of_number(view, first.number) == NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(judgements_are_kept_and_the_last_one_stands)
{
	struct store *store = commitments_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct judgement judgement = { .target_recovery_hours = 6 };
	struct str words = S("individual=4 functionality=3 environment_property=0 fundamental_values=1");
	struct str levels, criticality, problem;
	struct commitment commitment;
	struct profile profile, again;
	struct judged_list all;
	struct view *view;

	commitments_boards(change);
	commitment = board_commitment(change, NORTH, "Meals");
	profile_begin(&profile);
	CHECK(profile.values == 4 && profile.steps == 6 && profile.ends_outage == 3);
	CHECK(profile_read(test_arena(), &profile, words, S("h1.individual=0 h24.individual=3"),
		&problem));
	judgement_put(change, &commitment, &profile, &judgement, (struct judged_by){ NORA, { 1000 } });
	CHECK(commitment.acceptable_outage_hours == 24 && commitment.criticality == 4);
	judgement.acceptable_outage_hours = 12;
	judgement.reason = S("In winter.");
	judgement_put(change, &commitment, &profile, &judgement, (struct judged_by){ NORA, { 2000 } });
	CHECK(commitment.acceptable_outage_hours == 12 && commitment.judged_at.seconds == 2000);
	CHECK(change_commit(change) == COMMITTED);

	view = commitments_view(store, NORA);
	all = commitment_judgements(view, commitment.id);
	CHECK(all.count == 2 && all.at[0].acceptable_hours == 12 && all.at[0].suggested_hours == 24);
	CHECK(all.at[1].acceptable_hours == 24 && str_equals(all.at[1].criticality, words));
	profile_get(view, commitment.id, &again);
	profile_write(test_arena(), &again, &criticality, &levels);
	CHECK(str_equals(criticality, words));
	CHECK(str_is(levels, "h1.individual=0 h24.individual=3"));
	view_close(view);
	view = commitments_view(store, SVEN);
	CHECK(commitment_judgements(view, commitment.id).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_level_that_is_no_level_is_named)
{
	struct store *store = commitments_lists();
	struct profile profile;
	struct str problem = S("");

	profile_begin(&profile);
	CHECK(!profile_read(test_arena(), &profile, S("individual=5"), S(""), &problem));
	CHECK(str_find(problem, S("individual=5")) >= 0);
	CHECK(!profile_read(test_arena(), &profile, S(""), S("h2.individual=1"), &problem));
	CHECK(!profile_read(test_arena(), &profile, S("money=1"), S(""), &problem));
	CHECK(profile_read(test_arena(), &profile, S("  "), S(""), &problem));
	store_close(store);
}

TEST_ON_STORES(a_marked_commitment_is_read_only_by_those_who_may_read_marked_ones)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment commitment;
	struct view *view;

	commitments_boards(change);
	commitment = board_commitment(change, NORTH, "Meals");
	change_run(change, SQL("UPDATE commitment SET secrecy = 'rsa' WHERE id = $1"),
		V(commitment.id));
	CHECK(change_commit(change) == COMMITTED);
	view = commitments_view(store, NORA);
	CHECK(commitment_get(view, commitment.id) != NULL);
	view_close(view);
	view = commitments_view(store, MAX);
	CHECK(commitment_get(view, commitment.id) == NULL);
	CHECK(commitments_of_unit(view, NORTH).count == 0);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE commitment SET owner_id = $1"), V(MAX));
	CHECK(change_commit(change) == COMMITTED);
	view = commitments_view(store, MAX);
	CHECK(commitment_get(view, commitment.id) != NULL);
	view_close(view);
	store_close(store);
}
