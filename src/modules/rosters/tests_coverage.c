/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/tests_coverage.c - what rosters prove, and what is not proof. */
#include "kit/test_evidence.h"
#include "modules/rosters/coverage.h"
#include "modules/rosters/tests_city.h"

static struct date day(int month, int of_month)
{
	return (struct date){ 2026, (int8_t)month, (int8_t)of_month };
}

static int64_t gave_up_at_night(struct change *change, int64_t roster_id)
{
	struct layer layer = { .roster_id = roster_id, .kind = LAYER_rotation, .starts = day(2, 1),
		.turn = TURN_week, .turn_length = 1, .from_minute = 6 * 60, .to_minute = 5 * 60 + 59,
		.days = DAYS_all, .made_at = instant_at(day(1, 15), 10, 0, 0) };
	int64_t turns[] = { SVEN };

	layer_add(change, &layer, COUNT(turns), turns);
	return layer.id;
}

static void run(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

/* A minute without anybody each morning, a rotation that was made afterwards, one of nobody,
 * one that was ended in the middle, another function, another unit: none is proof. */
COUNTER_EXAMPLE(a_roster_with_a_hole_of_a_minute_proves_nothing, "roster function")
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster = roster_put(change, "duty_director", SOUTH, false);
	int64_t layer = gave_up_at_night(change, roster.id);
	struct proof_try march = { .rule = "roster function=duty_director", .person = SVEN,
		.unit_id = SOUTH, .from = day(3, 1), .to = day(3, 31) };

	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proof_holds(store, &march));
	run(store, SQL("UPDATE roster_layer SET to_minute = 360 WHERE id = $1"), V(layer));
	CHECK(proof_holds(store, &march));              /* over the night when the clocks change too */
	run(store, SQL("UPDATE roster_layer SET made_at = $2 WHERE id = $1"),
		V(layer, instant_at(day(3, 15), 9, 0, 0)));
	CHECK(!proof_holds(store, &march));             /* written down afterwards */
	run(store, SQL("UPDATE roster_layer SET made_at = $2, ended_at = $3 WHERE id = $1"),
		V(layer, instant_at(day(1, 15), 9, 0, 0), instant_at(day(3, 31), 23, 0, 0)));
	CHECK(!proof_holds(store, &march));
	run(store, SQL("UPDATE roster_layer SET ended_at = 0 WHERE id = $1"), V(layer));
	CHECK(proof_holds(store, &march));
	march.unit_id = NORTH;
	CHECK(!proof_holds(store, &march));
	march.unit_id = SOUTH;
	march.rule = "roster function=crisis_support_day";
	CHECK(!proof_holds(store, &march));
	march.rule = "roster function=duty_director";
	run(store, SQL("DELETE FROM roster_member WHERE layer_id = $1"), V(layer));
	CHECK(!proof_holds(store, &march));
	store_close(store);
}

TEST_ON_STORES(a_shared_duty_proves_for_the_other_unit_from_the_day_it_was_decided)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster roster = roster_put(change, "duty_director", SOUTH, false);
	struct share share = { .roster_id = roster.id, .unit_id = NORTH, .reason = S("small"),
		.shared_at = instant_at(day(3, 10), 9, 0, 0) };
	struct proof_try after = { .rule = "roster function=duty_director", .person = NORA,
		.unit_id = NORTH, .from = day(3, 11), .to = day(3, 31) };
	struct coverage coverage;
	struct view *view;
	int64_t turns[] = { SVEN };
	int seen = 0;

	rotation_put(change, roster.id, day(2, 1), COUNT(turns), turns);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proof_holds(store, &after));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_insert(change, &share_record.shape, &share);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(proof_holds(store, &after));
	after.from = day(3, 9);
	CHECK(!proof_holds(store, &after));
	view = rosters_view(store, NORA);
	CHECK(roster_get(view, roster.public_id));
	coverage = duty_coverage_of(view, instant_at(day(3, 1), 0, 0, 0), instant_at(day(4, 1), 0, 0, 0),
		false);
	for (size_t i = 0; i < coverage.count; i++)
		if (coverage.at[i].unit_id == NORTH
		    && str_is(coverage.at[i].function->code, "duty_director")) {
			CHECK(coverage.at[i].holes.count == 1);
			CHECK(coverage.at[i].holes.at[0].ends.seconds == share.shared_at.seconds);
			seen++;
		}
	CHECK(seen == 1);
	view_close(view);
	store_close(store);
}
