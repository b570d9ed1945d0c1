/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/tests_holes.c - holes that are told of, and to whom. */
#include "base/test.h"
#include "modules/rosters/inside.h"
#include "modules/rosters/tests_city.h"
#include "store/test_store.h"

static struct instant march(int of_month)
{
	return instant_at((struct date){ 2026, 3, (int8_t)of_month }, 0, 0, 0);
}

static void until_set(struct store *store, int64_t roster_id, struct date until)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE roster_layer SET until = $2 WHERE roster_id = $1"),
		V(roster_id, until));
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(holes_of_a_mandatory_function_are_told_to_the_nearest_keepers)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster = roster_put(change, "duty_director", SOUTH, false);
	struct roster second = roster_put(change, "duty_director", SOUTH, false);
	int64_t turns[] = { ERIK };
	struct roster_keeper_list keepers;
	struct roster_hole_list holes;
	struct view *view;

	rotation_put(change, roster.id, (struct date){ 2026, 2, 1 }, COUNT(turns), turns);
	rotation_put(change, second.id, (struct date){ 2026, 3, 12 }, COUNT(turns), turns);
	CHECK(change_commit(change) == COMMITTED);
	until_set(store, roster.id, (struct date){ 2026, 3, 9 });
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	holes = roster_holes(view, march(1), march(31));
	CHECK(holes.count == 1 && holes.at[0].unit_id == SOUTH);
	CHECK(str_is(holes.at[0].function, "duty_director") && holes.at[0].words.len > 0);
	CHECK(holes.at[0].begins.seconds == march(10).seconds + 8 * HOUR);
	CHECK(holes.at[0].ends.seconds == march(12).seconds + 8 * HOUR);
	CHECK(roster_holes(view, march(13), march(31)).count == 0);
	keepers = roster_keepers(view, SOUTH);
	CHECK(keepers.count == 1 && keepers.at[0].person_id == SVEN);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(who_is_on_duty_is_found_for_alarms)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster = roster_put(change, "duty_director", SOUTH, false);
	int64_t turns[] = { ERIK, SVEN };
	struct view *view;

	rotation_put(change, roster.id, (struct date){ 2026, 3, 2 }, COUNT(turns), turns);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(duty_holder_of(view, S("duty_director"), SOUTH, march(3)).person_id == ERIK);
	CHECK(duty_holder_of(view, S("duty_director"), SOUTH, march(4)).person_id == SVEN);
	CHECK(str_is(duty_holder_of(view, S("duty_director"), SOUTH, march(3)).phone, "08-465 004 12"));
	CHECK(duty_holder_of(view, S("duty_director"), NORTH, march(3)).person_id == 0);
	CHECK(duty_holder_of(view, S("duty_director"), SOUTH, march(1)).person_id == 0);
	view_close(view);
	store_close(store);
}
