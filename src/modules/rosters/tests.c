/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/tests.c - what is kept, who sees it, and that nothing in the past is rewritten. */
#include "modules/rosters/coverage.h"
#include "modules/rosters/tests_city.h"

TEST(a_time_of_the_day_is_hours_and_minutes_and_nothing_else)
{
	CHECK(minute_read(S("08:00")) == 480);
	CHECK(minute_read(S("0:05")) == 5);
	CHECK(minute_read(S("23:59")) == 1439);
	CHECK(minute_read(S("24:00")) < 0);
	CHECK(minute_read(S("08:60")) < 0);
	CHECK(minute_read(S("8")) < 0);
	CHECK(minute_read(S("08:0")) < 0);
	CHECK(minute_read(S("-1:00")) < 0);
	CHECK(minute_read(S("")) < 0);
}

/* The night before New Year's Day begins on a free day of the year before. */
TEST_ON_STORES(a_night_that_begins_in_one_year_is_on_duty_in_the_next)
{
	struct store *store = rosters_city();
	int64_t turns[] = { ERIK };
	struct rota_layer nights = { .id = 1, .starts = { 2026, 1, 1 }, .turn = TURN_day,
		.turn_length = 1, .from_minute = 20 * 60, .to_minute = 6 * 60, .days = DAYS_free,
		.count = COUNT(turns), .people = turns };
	struct rota rota = { .layer_count = 1, .layers = &nights };
	struct instant from = instant_at((struct date){ 2027, 1, 1 }, 0, 0, 0);
	struct instant to = instant_at((struct date){ 2027, 1, 1 }, 12, 0, 0);
	struct shift_list shifts = rota_shifts(test_arena(), &rota, from, to,
		holidays_between(test_arena(), from, to));

	CHECK(shifts.count == 1);
	CHECK(shifts.at[0].begins.seconds == from.seconds);
	CHECK(shifts.at[0].ends.seconds == from.seconds + 6 * HOUR);
	store_close(store);
}

TEST_ON_STORES(rules_come_back_as_they_were_given)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster north = roster_put(change, "duty_director", NORTH, false);
	struct roster city = roster_put(change, "duty_officer", SOUTH, true);
	struct instant from = instant_at((struct date){ 2026, 3, 2 }, 8, 0, 0);
	struct roster_rules_list rules;
	const struct rota *rota;
	struct view *view;
	int64_t turns[] = { SVEN, NORA }, one[] = { MAX };

	rotation_put(change, city.id, (struct date){ 2026, 3, 2 }, COUNT(turns), turns);
	rotation_put(change, north.id, (struct date){ 2026, 3, 2 }, COUNT(one), one);
	change_commit(change);
	view = rosters_view(store, NORA);
	rules = rules_load(view, 0, from);
	CHECK(rules.count == 2);
	rota = rota_of(&rules, city.id);
	CHECK(rota->layer_count == 1);
	CHECK(rota->layers[0].count == 2);
	CHECK(rota->layers[0].people[0] == SVEN);
	CHECK(rota->layers[0].people[1] == NORA);
	CHECK(rota_of(&rules, north.id)->layers[0].people[0] == MAX);
	CHECK(rota_of(&rules, north.id + city.id)->layer_count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_roster_of_the_city_is_seen_by_all_who_read_rosters_and_its_number_by_who_keeps_one)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster city = roster_put(change, "duty_officer", SOUTH, true);
	struct roster south = roster_put(change, "duty_director", SOUTH, false);
	struct view *view;

	change_commit(change);
	view = rosters_view(store, MAX);
	CHECK(roster_get(view, city.public_id));
	CHECK(!roster_get(view, city.public_id)->phone.len);
	CHECK(!roster_get(view, south.public_id));
	CHECK(!roster_may_edit(view, &city));
	view_close(view);
	view = rosters_view(store, NORA);
	CHECK(roster_get(view, city.public_id)->phone.len);
	CHECK(!roster_get(view, south.public_id));
	CHECK(!roster_may_edit(view, &city));
	CHECK(roster_may_add(view, NORTH));
	CHECK(!roster_may_add(view, SOUTH));
	view_close(view);
	view = rosters_view(store, SVEN);
	CHECK(roster_get(view, south.public_id));
	CHECK(roster_may_edit(view, &city));
	view_close(view);
	view = rosters_view(store, ERIK);
	CHECK(!roster_get(view, city.public_id));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(who_serves_sees_the_roster_and_how_he_is_reached_is_seen_by_who_keeps_it)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster south = roster_put(change, "duty_director", SOUTH, false);
	struct channel channel = { .person_id = ERIK, .kind = S("mobile"), .address = S("070") };
	int64_t turns[] = { ERIK };
	struct view *view;

	rotation_put(change, south.id, (struct date){ 2026, 3, 2 }, COUNT(turns), turns);
	change_insert(change, &channel_record.shape, &channel);
	change_commit(change);
	view = rosters_view(store, ERIK);
	CHECK(roster_get(view, south.public_id));
	CHECK(channels_of(view, ERIK).count == 1);
	view_close(view);
	view = rosters_view(store, SVEN);
	CHECK(channels_of(view, ERIK).count == 1);
	CHECK(channels_may_edit(view, ERIK));
	view_close(view);
	view = rosters_view(store, NORA);
	CHECK(channels_of(view, ERIK).count == 0);
	CHECK(!channels_may_edit(view, ERIK));
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE person SET is_protected = 1 WHERE id = $1"), V(ERIK));
	change_commit(change);
	view = rosters_view(store, SVEN);
	CHECK(channels_of(view, ERIK).count == 0);
	CHECK(!channels_may_edit(view, ERIK));
	CHECK(!roster_people(view, south.id).at[0].identity.len);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(who_no_longer_serves_is_no_longer_rung)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster south = roster_put(change, "duty_director", SOUTH, false);
	struct channel channel = { .person_id = ERIK, .kind = S("mobile"), .address = S("070") };
	struct served_list people, of_layer;
	int64_t turns[] = { ERIK, NORA };
	struct view *view;

	rotation_put(change, south.id, (struct date){ 2026, 3, 2 }, COUNT(turns), turns);
	change_insert(change, &channel_record.shape, &channel);
	change_commit(change);
	view = rosters_view(store, SVEN);
	people = roster_people(view, south.id);
	CHECK(people.count == 2);
	CHECK(str_is(people.at[0].identity, "erik"));
	of_layer = layer_people(&people, people.at[0].layer_id);
	CHECK(of_layer.count == 2);
	CHECK(str_is(of_layer.at[1].name, "nora"));
	of_layer = layer_people(&people, people.at[0].layer_id + 1);
	CHECK(of_layer.count == 0);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE roster_layer SET ended_at = 1"), NONE);
	change_commit(change);
	view = rosters_view(store, SVEN);
	CHECK(channels_of(view, ERIK).count == 0);
	CHECK(!channels_may_edit(view, ERIK));
	CHECK(!roster_people(view, south.id).at[0].identity.len);
	CHECK(roster_get(view, south.public_id));
	view_close(view);
	store_close(store);
}

/* Two rules of one person meet without a hand-over, twice: the next is somebody else. */
TEST_ON_STORES(who_comes_next_is_not_who_goes_on)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster south = roster_put(change, "duty_director", SOUTH, false);
	struct date first = { 2026, 3, 2 };
	struct override goes_on = { .roster_id = south.id, .person_id = SVEN,
		.begins_at = instant_at(first, 20, 0, 0), .ends_at = instant_at(first, 22, 0, 0) };
	struct on_duty_list list;
	struct view *view;
	int64_t turns[] = { SVEN, NORA };

	rotation_put(change, south.id, first, COUNT(turns), turns);
	change_insert(change, &override_record.shape, &goes_on);
	change_commit(change);
	view = rosters_view(store, SVEN);
	list = on_duty_now(view, instant_at(first, 12, 0, 0), false);
	CHECK(list.count == 1);
	CHECK(str_is(list.at[0].now_name, "sven"));
	CHECK(list.at[0].until.seconds == instant_at(date_add_days(first, 1), 8, 0, 0).seconds);
	CHECK(str_is(list.at[0].next_name, "nora"));
	CHECK(list.at[0].next_from.seconds == list.at[0].until.seconds);
	view_close(view);
	store_close(store);
}

/* Calendars know a shift by its number: it is the same whichever days are asked for. */
TEST_ON_STORES(a_shift_has_the_same_number_in_a_calendar_the_next_day)
{
	struct store *store = rosters_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct roster south = roster_put(change, "duty_director", SOUTH, false);
	struct wheel_ask monday = { .person_id = SVEN, .from = { 2026, 3, 1 }, .to = { 2026, 3, 31 } };
	struct wheel_ask inside = { .person_id = SVEN, .from = { 2026, 3, 4 }, .to = { 2026, 3, 31 } };
	struct wheel_item_list whole, later;
	struct view *view;
	int64_t turns[] = { SVEN, SVEN, SVEN, NORA };

	rotation_put(change, south.id, (struct date){ 2026, 3, 2 }, COUNT(turns), turns);
	change_commit(change);
	view = rosters_view(store, SVEN);
	whole = rosters_wheel[0].items(view, &monday);
	later = rosters_wheel[0].items(view, &inside);
	CHECK(whole.count == 8);
	CHECK(later.count == 7);
	for (size_t i = 0; i < later.count && i + 1 < whole.count; i++)
		CHECK(str_equals(later.at[i].uid, whole.at[i + 1].uid));
	view_close(view);
	store_close(store);
}
