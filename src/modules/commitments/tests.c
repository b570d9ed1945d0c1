/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests.c - what must not be written, numbers, who sees a commitment. */
#include "base/embedded.h"
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

/* ---- In the database ------------------------------------------------------------------ */

TEST_ON_STORES(a_commitment_is_numbered_and_seen_by_its_unit_alone)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment first, second;
	struct view *view;

	two_boards(change);
	first = board_commitment(change, NORTH, "Meals");
	second = board_commitment(change, SOUTH, "Water");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_ends(first.number, S("-00001")) && str_ends(second.number, S("-00002")));
	view = view_as(store, NORA);
	CHECK(commitment_of_number(view, first.number) != NULL);
	CHECK(commitment_of_number(view, second.number) == NULL);
	CHECK(commitment_may_edit(view, &first) && !commitment_may_edit(view, &second));
	CHECK(commitments_of_unit(view, NORTH).count == 1);
	CHECK(commitments_of_unit(view, SOUTH).count == 0);
	CHECK(commitment_steps(view, first.id).count == 1);
	CHECK(commitment_steps(view, second.id).count == 0);
	view_close(view);
	view = view_as(store, 0);
	CHECK(commitment_of_number(view, first.number) == NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_marked_commitment_is_read_only_by_those_who_may_read_marked_ones)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct commitment commitment;
	struct view *view;

	two_boards(change);
	commitment = board_commitment(change, NORTH, "Meals");
	change_run(change, SQL("UPDATE commitment SET secrecy = 'rsa' WHERE id = $1"),
		V(commitment.id));
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, NORA);
	CHECK(commitment_get(view, commitment.id) != NULL);
	view_close(view);
	view = view_as(store, MAX);
	CHECK(commitment_get(view, commitment.id) == NULL);
	CHECK(commitments_of_unit(view, NORTH).count == 0);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE commitment SET owner_id = $1"), V(MAX));
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, MAX);
	CHECK(commitment_get(view, commitment.id) != NULL);
	view_close(view);
	store_close(store);
}
