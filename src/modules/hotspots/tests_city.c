/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/tests_city.c - answers in a small city: what is never counted, who reads which of them,
 * and who may ask about what.
 */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/job.h"
#include "modules/events/events.h"
#include "modules/hotspots/inside.h"
#include "store/test_store.h"

#include <unistd.h>

extern const struct embedded catalogue_files[];

enum { CITY = 1, BOARD_A, BOARD_B, WORK_A1, WORK_B1, UNITS };
enum { ANALYST = 11, MANAGER, ELECTED, ELECTED_B, NARROW, EXPORTS, NOBODYS };
enum { WEST = 1, EAST, CITY_AREA, EVENTS = 360 };
static const double lat_middle = 59.30, lon_west = 18.00, lon_east = 18.03;

/* ---- The city: two areas beside each other, two committees ------------------------------------------ */

static const struct { int64_t above, below, depth; } closures[] = {
	{ CITY, CITY, 0 }, { CITY, BOARD_A, 1 }, { CITY, BOARD_B, 1 }, { CITY, WORK_A1, 2 }, { CITY, WORK_B1, 2 },
	{ BOARD_A, BOARD_A, 0 }, { BOARD_A, WORK_A1, 1 }, { BOARD_B, BOARD_B, 0 }, { BOARD_B, WORK_B1, 1 },
	{ WORK_A1, WORK_A1, 0 }, { WORK_B1, WORK_B1, 0 },
};

static void units_put(struct change *change)
{
	for (int64_t id = CITY; id < UNITS; id++)
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, $3)"), V(id, arena_print(test_arena(), "u%lld", (long long)id),
			id == BOARD_A || id == BOARD_B ? "district" : "workplace"));
	for (size_t i = 0; i < COUNT(closures); i++) {
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, $3)"), V(closures[i].above, closures[i].below, closures[i].depth));
		if (closures[i].depth == 1)
			change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
				V(closures[i].below, closures[i].above));
	}
}

/* With a role in a unit and all below it, or in the unit alone; unit 0: in none. */
static void person_put(struct change *change, int64_t id, int64_t unit, const char *role, int64_t is_recursive)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
		V(id, arena_print(test_arena(), "p%lld", (long long)id)));
	if (unit)
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
			" VALUES ($1, $2, $3, $4)"), V(id, unit, role, is_recursive));
}

static void area_put(struct change *change, int64_t id, const char *kind, const char *parent, double west, double east)
{
	struct str outline = arena_print(test_arena(), "{\"type\":\"Polygon\",\"coordinates\":[[[%.3f,59.290],[%.3f,59.290],"
		"[%.3f,59.310],[%.3f,59.310],[%.3f,59.290]]]}", west, east, east, west, west);

	change_run(change, SQL("INSERT INTO area (id, public_id, code, kind, name, parent_code, outline, west, south,"
		" east, north, valid_from, valid_to, created_at, version) VALUES ($1, $2, $2, $3, $2, $4, $5, $6, 59.29,"
		" $7, 59.31, '2010-01-01', '', 0, 1)"), V(id, arena_print(test_arena(), "area%lld", (long long)id), kind,
		parent, outline, west, east));
}

static struct event event_of(int i, int64_t unit_id)
{
	bool is_west = i % 3 > 0;
	struct event event = { .title = S("x"), .unit_id = unit_id, .board_id = unit_id == WORK_B1 ? BOARD_B : BOARD_A,
		.type = S("property.graffiti"), .state = STATE_received, .blocks = S("{}"), .area_id = is_west ? WEST : EAST,
		.number = arena_print(test_arena(), "H-%d-%lld", i, (long long)unit_id),
		.occurred_at = instant_at(date_add_days((struct date){ 2026, 9, 14 }, -3 * i), 12, 0, 0) };
	int64_t north, east;

	sweref_of(lat_middle + (i * 7 % 60 - 30) / 10000.0, (is_west ? lon_west : lon_east) + (i * 11 % 80 - 40) / 10000.0,
		&north, &east);
	event.north_mm = north;
	event.east_mm = east;
	event.reported_at = (struct instant){ event.occurred_at.seconds + HOUR };
	return event;
}

static void events_put(struct change *change, int64_t unit_id, int from, int count, bool is_restricted)
{
	struct event *events = arena_array(test_arena(), struct event, (size_t)count);

	for (int i = 0; i < count; i++) {
		events[i] = event_of(from + i, unit_id);
		events[i].is_restricted = is_restricted;
		if (is_restricted)
			events[i].number = arena_print(test_arena(), "R-%d", i);
	}
	change_insert_many(change, &event_record.shape, events, (size_t)count);
}

static void people_put(struct change *change)
{
	person_put(change, ANALYST, CITY, "reads", 1);
	person_put(change, MANAGER, BOARD_B, "reads", 1);
	person_put(change, ELECTED, CITY, "elected", 1);
	person_put(change, ELECTED_B, BOARD_B, "elected", 1);
	person_put(change, NARROW, CITY, "reads", 0);
	person_put(change, EXPORTS, CITY, "exports", 1);
	person_put(change, NOBODYS, 0, "", 0);
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ('reads', 'events_read'),"
		" ('reads', 'statistics_read'), ('elected', 'statistics_read'), ('exports', 'events_read'),"
		" ('exports', 'events_export')"), NONE);
}

static struct change *by_program(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 9, 15 }, 6, 0, 0));
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-hotspots-%d", (int)getpid())));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = by_program(store);
	units_put(change);
	people_put(change);
	area_put(change, WEST, "neighbourhood", "area3", 17.98, 18.015);
	area_put(change, EAST, "neighbourhood", "area3", 18.015, 18.05);
	area_put(change, CITY_AREA, "district", "", 17.98, 18.05);
	change_run(change, SQL("INSERT INTO setting (name, value) VALUES ('hotspots_draws', '99')"
		" ON CONFLICT (name) DO UPDATE SET value = '99'"), NONE);
	events_put(change, WORK_A1, 0, EVENTS, false);
	events_put(change, WORK_B1, 0, 60, false);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct view *view_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static struct hotspot_answer question(int64_t unit_id)
{
	return (struct hotspot_answer){ .unit_id = unit_id, .from_day = { 2025, 10, 1 }, .to_day = { 2026, 9, 30 } };
}

static struct hotspot_whole seen(struct store *store, int64_t person, struct str public_id)
{
	struct view *view = view_as(store, person);
	const struct hotspot_answer *hotspot = hotspot_get(view, public_id);
	struct hotspot_whole whole = { 0 };

	if (hotspot)
		whole = hotspot_whole_get(view, hotspot);
	view_close(view);
	return whole;
}

static bool is_seen(struct store *store, int64_t person, struct str public_id)
{
	return seen(store, person, public_id).hotspot.id != 0;
}

/* ---- What is counted ------------------------------------------------------------------------------------ */

TEST_ON_STORES(restricted_events_move_no_number_of_any_answer)
{
	struct store *store = city();
	struct str before = hotspots_answer(store, test_arena(), question(CITY), NULL), after;
	struct hotspot_whole one, other;
	struct change *change = by_program(store);

	events_put(change, WORK_A1, 0, 40, true);
	CHECK(change_commit(change) == COMMITTED);
	after = hotspots_answer(store, test_arena(), question(CITY), NULL);
	one = seen(store, ANALYST, before);
	other = seen(store, ANALYST, after);
	CHECK(one.hotspot.state == HOTSPOT_told && one.hotspot.events > 100 && one.areas.count >= 3);
	CHECK(one.hotspot.events == other.hotspot.events && one.hotspot.placed == other.hotspot.placed);
	CHECK(one.areas.count == other.areas.count && one.cells.count == other.cells.count);
	for (size_t i = 0; i < one.areas.count; i++)
		CHECK(one.areas.at[i].events == other.areas.at[i].events);
	CHECK(one.hotspot.near_observed == other.hotspot.near_observed);
}

TEST_ON_STORES(an_answer_is_about_a_unit_an_area_and_a_type)
{
	struct store *store = city();
	struct hotspot_answer narrow = question(BOARD_B);
	struct hotspot_whole all = seen(store, ANALYST, hotspots_answer(store, test_arena(), question(CITY), NULL));
	struct hotspot_whole part;

	part = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(part.hotspot.events == 60 && part.hotspot.state == HOTSPOT_few && part.hotspot.is_whole_months);
	narrow = question(CITY);
	narrow.area_id = WEST;
	part = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(part.hotspot.events > 0 && part.hotspot.events < all.hotspot.events);
	for (size_t i = 0; i < part.areas.count; i++)
		CHECK(part.areas.at[i].area_id != EAST);
	narrow = question(CITY);
	narrow.type = S("fire");
	part = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(part.hotspot.events == 0 && part.hotspot.state == HOTSPOT_few && !part.cells.count);
	narrow.type = S("property");
	part = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(part.hotspot.events == all.hotspot.events);
}

static void near_persons_put(struct store *store, int count)
{
	struct change *change = by_program(store);

	for (int i = 0; i < count; i++) {
		struct event event = event_of(i, WORK_A1);

		event.type = S("threat.named_employee");
		event.number = arena_print(test_arena(), "P-%d", i);
		change_insert(change, &event_record.shape, &event);
	}
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(an_answer_about_less_than_a_district_counts_nothing_near_persons_and_tells_no_district)
{
	struct store *store = city();
	struct hotspot_answer narrow = question(CITY);
	struct hotspot_whole before, after, district;

	narrow.area_id = WEST;
	before = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	near_persons_put(store, 60);
	after = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(before.hotspot.state == HOTSPOT_told && after.hotspot.events == before.hotspot.events);
	CHECK(after.hotspot.near_persons == 0 && after.areas.count == before.areas.count && after.areas.count == 1);
	for (size_t i = 0; i < after.areas.count; i++)
		CHECK(after.areas.at[i].level == HOTSPOT_LEVEL_area);
	narrow.type = S("threat.named_employee");
	after = seen(store, ELECTED, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(after.hotspot.state == HOTSPOT_few && after.hotspot.events == 0 && !after.areas.count);
	narrow.area_id = CITY_AREA;
	narrow.type = S("");
	district = seen(store, ANALYST, hotspots_answer(store, test_arena(), narrow, NULL));
	CHECK(district.hotspot.near_persons == 60 && district.areas.count == 3);
	CHECK(district.areas.at[2].level == HOTSPOT_LEVEL_district && district.areas.at[2].events == district.hotspot.events);
}

/* ---- Who reads what ---------------------------------------------------------------------------------------- */

TEST_ON_STORES(an_answer_is_read_by_those_who_read_all_of_what_it_counts)
{
	struct store *store = city();
	struct str whole = hotspots_answer(store, test_arena(), question(CITY), NULL);
	struct str of_b = hotspots_answer(store, test_arena(), question(BOARD_B), NULL);

	CHECK(is_seen(store, ANALYST, whole) && is_seen(store, ANALYST, of_b));
	CHECK(!is_seen(store, MANAGER, whole) && is_seen(store, MANAGER, of_b));
	CHECK(is_seen(store, ELECTED, whole) && !is_seen(store, ELECTED_B, whole));
	CHECK(is_seen(store, ELECTED_B, of_b));
	CHECK(!is_seen(store, NARROW, whole) && !is_seen(store, NARROW, of_b));
	CHECK(!is_seen(store, NOBODYS, whole) && !is_seen(store, 0, whole));
}

TEST_ON_STORES(who_has_statistics_alone_gets_no_squares_and_whole_months_only)
{
	struct store *store = city();
	struct hotspot_answer days = question(CITY);
	struct change *change = by_program(store);
	struct str public_id;

	/* A place where all is of now, so that there are squares. */
	for (int i = 0; i < 40; i++) {
		struct event event = event_of(2, WORK_A1);

		event.number = arena_print(test_arena(), "N-%d", i);
		event.north_mm += i % 7 * 10000;
		event.occurred_at.seconds -= i * DAY;
		change_insert(change, &event_record.shape, &event);
	}
	CHECK(change_commit(change) == COMMITTED);
	public_id = hotspots_answer(store, test_arena(), days, NULL);
	CHECK(seen(store, ANALYST, public_id).cells.count > 0);
	CHECK(seen(store, ELECTED, public_id).areas.count > 0);
	CHECK(seen(store, ELECTED, public_id).cells.count == 0);
	days.to_day = (struct date){ 2026, 9, 14 };
	public_id = hotspots_answer(store, test_arena(), days, NULL);
	CHECK(is_seen(store, ANALYST, public_id) && !is_seen(store, ELECTED, public_id));
}

TEST_ON_STORES(what_a_person_reads_and_may_take_out_is_told_unit_by_unit)
{
	struct store *store = city();
	struct view *view = view_as(store, ANALYST);

	CHECK(hotspot_reads(view, CITY) == READS_all && !hotspot_may_take_out(view, CITY));
	view_close(view);
	view = view_as(store, EXPORTS);
	CHECK(hotspot_may_take_out(view, CITY));
	view_close(view);
	view = view_as(store, ELECTED_B);
	CHECK(hotspot_reads(view, BOARD_B) == READS_areas && hotspot_reads(view, CITY) == READS_nothing);
	CHECK(hotspot_reads(view, BOARD_A) == READS_nothing && !hotspot_may_take_out(view, BOARD_B));
	view_close(view);
	view = view_as(store, NARROW);
	CHECK(hotspot_reads(view, CITY) == READS_nothing);
	view_close(view);
}

TEST_ON_STORES(one_has_a_unit_whole_with_a_role_that_holds_below_it_too)
{
	static const struct { int64_t person, unit; const char *permission; bool has; } cases[] = {
		{ ANALYST, CITY, "events_read", true }, { ANALYST, WORK_B1, "statistics_read", true },
		{ MANAGER, BOARD_B, "events_read", true }, { MANAGER, WORK_B1, "events_read", true },
		{ MANAGER, CITY, "events_read", false }, { MANAGER, BOARD_A, "events_read", false },
		{ ELECTED, CITY, "statistics_read", true }, { ELECTED, CITY, "events_read", false },
		{ NARROW, CITY, "events_read", false }, { NOBODYS, CITY, "events_read", false },
	};
	struct store *store = city();

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct view *view = view_as(store, cases[i].person);

		CHECK(cases[i].has == (view_int(view, SQL("SELECT 1 FROM my_whole_reach WHERE unit_id = $1"
			" AND permission = $2 LIMIT 1"), V(cases[i].unit, cases[i].permission)) != 0));
		view_close(view);
	}
}

/* ---- Who asks --------------------------------------------------------------------------------------------- */

static struct problems asked_by(struct store *store, int64_t person, struct hotspot_answer *row)
{
	struct problems problems = { .arena = test_arena() };
	struct view *view = view_as(store, person);

	hotspot_form.judge(view, row, &problems);
	view_close(view);
	return problems;
}

TEST_ON_STORES(one_asks_about_what_one_reads_and_with_statistics_by_whole_months)
{
	struct store *store = city();
	struct hotspot_answer row = question(CITY);
	struct problems problems;

	row.from_day = (struct date){ 2026, 3, 10 };
	row.to_day = (struct date){ 2026, 8, 20 };
	CHECK(!asked_by(store, ANALYST, &row).count && row.from_day.day == 10);
	CHECK(!asked_by(store, ELECTED, &row).count && row.from_day.day == 1 && row.to_day.day == 31);
	problems = asked_by(store, MANAGER, &row);
	CHECK(problem_for(&problems, "unit_id").len > 0);
	row.to_day = row.from_day;
	problems = asked_by(store, ANALYST, &row);
	CHECK(problem_for(&problems, "to_day").len > 0);
	row.from_day = (struct date){ 2020, 1, 1 };
	row.to_day = (struct date){ 2026, 1, 1 };
	problems = asked_by(store, ANALYST, &row);
	CHECK(problem_for(&problems, "to_day").len > 0);
	row.from_day = (struct date){ 2027, 1, 1 };
	row.to_day = (struct date){ 2027, 6, 30 };
	problems = asked_by(store, ANALYST, &row);
	CHECK(problem_for(&problems, "from_day").len > 0);
}

TEST_ON_STORES(one_does_not_ask_for_what_is_near_persons_in_less_than_a_district)
{
	struct store *store = city();
	struct hotspot_answer row = question(CITY);
	struct problems problems;

	row.type = S("threat.named_employee");
	row.area_id = WEST;
	problems = asked_by(store, ANALYST, &row);
	CHECK(problem_for(&problems, "area_id").len > 0);
	row.area_id = CITY_AREA;
	CHECK(!asked_by(store, ANALYST, &row).count);
	row.area_id = WEST;
	row.type = S("property");
	CHECK(!asked_by(store, ANALYST, &row).count);
}

TEST_ON_STORES(the_week_is_answered_once_by_itself)
{
	struct store *store = city();
	const struct job_kind *kind = &hotspots_jobs[0];
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct hotspot_answer_list list;

	CHECK(kind->is_needed(view));
	view_close(view);
	CHECK(job_run_here(store, "hotspots", S("{}"), NULL, 0));
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(!kind->is_needed(view));
	view_close(view);
	view = view_as(store, ELECTED);
	list = hotspots_shown(view);
	CHECK(list.count == 1 && list.at[0].asked_by == 0 && list.at[0].unit_id == CITY && list.at[0].is_whole_months);
	view_close(view);
}
