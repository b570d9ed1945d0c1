/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/tests_lists.c - lists, counts, merge: that numbers open exactly their rows, and
 * that no list sorts the whole table.
 */
#include "base/embedded.h"
#include "kit/visit.h"
#include "modules/events/tests_city.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[];

/* ---- A small city: two boards with two workplaces each -------------------------------- */

enum { ANALYST = 11, MANAGER = 12, COORDINATOR = 13, ELECTED = 24, NARROW = 25 };

static void city_put(struct change *change)
{
	events_units_put(change);
	events_person_put(change, ANALYST, CITY, "analyst");
	events_person_put(change, MANAGER, WORK_A1, "manager");
	events_person_put(change, COORDINATOR, BOARD_A, "manager");
	events_person_put(change, ELECTED, CITY, "elected");
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('analyst', 'events_read'), ('manager', 'events_read'), ('elected', 'statistics_read'),"
		" ('manager', 'events_handle'), ('manager', 'events_coordinate')"), NONE);
}

static const char *const types[] = { "injury.fall", "injury.cut_crush", "threat.verbal", "" };
static const int64_t places[] = { WORK_A1, WORK_A2, WORK_B1, WORK_B2 };

/* An event every three hours from the first of January 2025. */
static void events_put(struct change *change, size_t count)
{
	struct event *events = arena_array(test_arena(), struct event, count);
	int64_t at = instant_at((struct date){ 2025, 1, 1 }, 0, 30, 0).seconds;

	for (size_t i = 0; i < count; i++)
		events[i] = (struct event){
			.unit_id = places[i % 4], .board_id = i % 4 < 2 ? BOARD_A : BOARD_B,
			.type = str_of(types[i % 7 % COUNT(types)]), .title = S("Fell on the ice"),
			.story = S("Slipped outside the entrance."), .severity = (int64_t)(i % 5),
			.injured = i % 3 == 0, .is_restricted = i % 50 == 0,
			.state = i % 11 == 0 ? STATE_rejected
				: i % 9 == 0 ? STATE_reported : STATE_closed,
			.occurred_at = { at + (int64_t)i * 3 * HOUR },
			.reported_at = { at + (int64_t)i * 3 * HOUR } };
	event_report_many(change, events, count);
}

static struct store *city(size_t count)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	/* Own roles: those of the catalogue must not be in the way. */
	city_put(change);
	events_put(change, count);
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id)"
		" SELECT id, $1 FROM event WHERE is_restricted = 1"), V(COORDINATOR));
	CHECK(change_commit(change) == COMMITTED);
	store_optimize(store);
	return store;
}

/* ---- What a link lists ---------------------------------------------------------------- */

static struct view *view_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static size_t listed(struct store *store, int64_t person, bool reaches_all, const char *query)
{
	struct view *view = view_as(store, person);
	struct request *request = events_list_request(person, reaches_all, str_of(query));
	size_t count = events_found(request, view, 100000).count;

	view_close(view);
	return count;
}

/* The rows behind a link: "/events?..." */
static size_t linked(struct store *store, int64_t person, bool reaches_all, struct str link)
{
	ptrdiff_t mark = str_find_char(link, '?');

	return listed(store, person, reaches_all, mark < 0 ? ""
		: str_z(test_arena(), str_part(link, (size_t)mark + 1, link.len)));
}

/* ---- Numbers open their rows ------------------------------------------------------------ */

static const char *const bys[] = { "type", "branch", "month", "area", "unit", "board",
	"severity", "weekday", "hour", "place_type", "class" };

static void check_counts(struct store *store, int64_t person, bool reaches_all,
                         const struct event_ask *ask)
{
	for (size_t b = 0; b < COUNT(bys); b++) {
		struct view *view = view_as(store, person);
		struct event_count_list counts = events_count(view, ask, bys[b]);
		int64_t total = events_total(view, ask), sum = 0;

		view_close(view);
		CHECK(total > 0);
		for (size_t i = 0; i < counts.count; i++) {
			sum += counts.at[i].events;
			if (i > 3 && i + 3 < counts.count)
				continue;       /* the ends are enough */
			CHECK((int64_t)linked(store, person, reaches_all, events_link(test_arena(),
				ask, bys[b], counts.at[i].key)) == counts.at[i].events);
		}
		CHECK(sum == total);
	}
}

TEST_ON_STORES(every_number_opens_exactly_its_rows)
{
	struct store *store = city(1200);
	struct event_ask whole = { .from = { 2025, 1, 1 }, .to = { 2025, 12, 31 } };
	struct event_ask board = { .unit_id = BOARD_A, .is_board = true,
		.from = { 2025, 2, 1 }, .to = { 2025, 4, 30 } };
	struct event_ask unit = { .unit_id = WORK_A1, .from = { 2025, 2, 3 },
		.to = { 2025, 4, 11 }, .severity_from = 2, .types = S("injury") };

	check_counts(store, ANALYST, true, &whole);
	check_counts(store, ANALYST, true, &board);
	check_counts(store, COORDINATOR, false, &board);
	check_counts(store, MANAGER, false, &unit);
	store_close(store);
}

/* Whole months are taken from the tally, the days around them from the rows. */
TEST_ON_STORES(a_period_cut_within_months_counts_each_event_once)
{
	static const struct { struct date from, to; } cuts[] = {
		{ { 2025, 1, 10 }, { 2025, 5, 20 } }, { { 2025, 1, 1 }, { 2025, 5, 20 } },
		{ { 2025, 1, 10 }, { 2025, 4, 30 } }, { { 2025, 2, 2 }, { 2025, 3, 30 } },
		{ { 2025, 1, 31 }, { 2025, 3, 1 } },
	};
	struct store *store = city(1200);

	for (size_t i = 0; i < COUNT(cuts); i++) {
		struct event_ask whole = { .from = cuts[i].from, .to = cuts[i].to };
		struct event_ask open = whole, board = whole;

		open.without_restricted = true;
		board.unit_id = BOARD_A;
		board.is_board = true;
		check_counts(store, ANALYST, true, &whole);
		check_counts(store, ANALYST, true, &open);
		check_counts(store, COORDINATOR, false, &board);
	}
	store_close(store);
}

/* Half of an answer would look like the whole. */
TEST_ON_STORES(who_may_only_count_gets_whole_months_or_nothing)
{
	struct store *store = city(1200);
	struct event_ask months = { .from = { 2025, 2, 1 }, .to = { 2025, 3, 31 } };
	struct event_ask cut = { .from = { 2025, 1, 10 }, .to = { 2025, 4, 20 } };
	struct view *view = view_as(store, ELECTED);

	CHECK(events_total(view, &months) > 0);
	CHECK(events_total(view, &cut) == 0);
	view_close(view);
	store_close(store);
}

/* The office of a board, and not what is below it, is no whole board. */
TEST_ON_STORES(who_reads_the_events_of_a_board_alone_gets_whole_months_or_nothing)
{
	struct store *store = city(1200);
	struct event_ask months = { .unit_id = BOARD_A, .is_board = true,
		.from = { 2025, 2, 1 }, .to = { 2025, 3, 31 } };
	struct event_ask cut = months;
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view;

	cut.from = (struct date){ 2025, 1, 10 };
	events_person_put(change, NARROW, BOARD_A, "elected");
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, 'manager', 0)"), V(NARROW, BOARD_A));
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, NARROW);
	CHECK(events_total(view, &months) > 0);
	CHECK(events_total(view, &cut) == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(nobody_counts_what_he_does_not_see)
{
	struct store *store = city(400);
	struct event_ask other = { .unit_id = BOARD_B, .is_board = true };
	struct event_ask own = { .unit_id = BOARD_A, .is_board = true };
	struct view *view = view_as(store, MANAGER);

	CHECK(events_total(view, &other) == 0);
	/* The manager of one workplace gets that workplace of the board, not the board. */
	CHECK(events_total(view, &own) == (int64_t)listed(store, MANAGER, false, ""));
	view_close(view);
	CHECK(listed(store, MANAGER, false, "unit=6") == 0);
	CHECK(listed(store, MANAGER, false, "restricted=yes") == 0);
	CHECK(listed(store, COORDINATOR, false, "restricted=yes&state=any") > 0);
	CHECK(listed(store, 0, false, "state=any") == 0);
	store_close(store);
}

TEST_ON_STORES(filters_narrow_and_merged_ones_wait_to_be_asked_for)
{
	struct store *store = city(700);
	size_t any = listed(store, ANALYST, true, "state=any");
	size_t rejected = listed(store, ANALYST, true, "state=rejected");

	CHECK(rejected > 0);
	CHECK(listed(store, ANALYST, true, "") == any - rejected);
	CHECK(listed(store, ANALYST, true, "type=injury&state=any")
		== listed(store, ANALYST, true, "type=injury.fall&state=any")
		+ listed(store, ANALYST, true, "type=injury.cut_crush&state=any"));
	CHECK(listed(store, ANALYST, true, "severity=3&state=any")
		== listed(store, ANALYST, true, "exactly=3&state=any")
		+ listed(store, ANALYST, true, "exactly=4&state=any"));
	CHECK(listed(store, ANALYST, true, "unit=2&state=any")
		== listed(store, ANALYST, true, "at=4&state=any")
		+ listed(store, ANALYST, true, "at=5&state=any"));
	CHECK(listed(store, ANALYST, true, "q=ice&state=any") == any);
	CHECK(listed(store, ANALYST, true, "q=ice&type=threat.verbal&state=any")
		== listed(store, ANALYST, true, "type=threat.verbal&state=any"));
	CHECK(listed(store, ANALYST, true, "q=elephant") == 0);
	CHECK(listed(store, ANALYST, true, "without=type&state=any") > 0);
	store_close(store);
}

/* What is under need to know is in no table, not even of those who may open it. */
TEST_ON_STORES(the_table_adds_up_to_the_list)
{
	struct store *store = city(900);
	struct event_table_ask ask = { .dim_count = 2, .dims = { DIM_board, DIM_month },
		.from = { 2025, 1, 1 }, .to = { 2025, 12, 31 } };
	struct { int64_t person; bool all; } readers[] = {
		{ ANALYST, true }, { COORDINATOR, false }, { MANAGER, false } };

	for (size_t r = 0; r < COUNT(readers); r++) {
		struct view *view = view_as(store, readers[r].person);
		struct event_table table = event_table(view, &ask);
		size_t months = table.axes[1].count;

		view_close(view);
		for (size_t i = 0; i < table.axes[0].count * months; i++) {
			ptrdiff_t places[] = { (ptrdiff_t)(i / months), (ptrdiff_t)(i % months) };

			CHECK((int64_t)linked(store, readers[r].person, readers[r].all,
				event_table_link(test_arena(), &table, places)) == table.counts[i]);
		}
		CHECK(table.total > 0 && table.total == (int64_t)listed(store, readers[r].person,
			readers[r].all, "restricted=no"));
	}
	store_close(store);
}

/* ---- No list sorts the whole table ------------------------------------------------------ */

static struct str plan_of(struct store *store, int64_t person, bool reaches_all, const char *address)
{
	struct view *view = view_as(store, person);
	struct request *request = events_list_request(person, reaches_all, str_of(address));
	struct list_plan list = list_plan_of(request, view);
	bool has_search = request_query(request, "q").len;
	struct table table = events_page_table(request, &list, has_search);
	struct query query, plan;
	struct grid grid;
	struct out out;

	events_query(request, view, &list, events_page_how(request, &list), &query);
	table_conditions(request, &events_table, &query);
	query_add(&query, has_search ? table.found_order : table.order, NONE);
	query_add(&query, SQL(" LIMIT 51"), NONE);
	query_start(&plan, test_arena(), SQL("EXPLAIN QUERY PLAN "), NONE);
	memcpy(plan.text + plan.len, query.text, query.len + 1);
	plan.len += query.len;
	plan.values = query.values;
	plan.count = query.count;
	grid = view_grid_of(view, &plan);
	out_init(&out, test_arena(), 1 << 20);
	for (size_t i = 0; i < grid.rows; i++) {
		out_raw(&out, grid_at(&grid, i, grid.columns - 1).text);
		out_char(&out, '\n');
	}
	view_close(view);
	return out_str(&out);
}

static const char *const walked[] = { "", "state=open", "state=closed", "type=injury.fall",
	"severity=1", "severity=3", "severity=4", "from=2025-02-01&to=2025-03-31", "board=2",
	"class=accident", "place_type=school", "handler=13", "mine=yes", "claim=yes", "q=ice",
	"type=injury", "unit=2", "state=any&weekday=3&hour=14" };

TEST_ON_STORES(no_list_of_a_city_reader_sorts_everything)
{
	struct store *store = city(8000);

	if (store_is_postgres(store)) {
		store_close(store);
		test_skip("the plan is SQLite's");
	}
	for (size_t i = 0; i < COUNT(walked); i++) {
		struct str plan = plan_of(store, ANALYST, true, walked[i]);

		if (str_find(plan, S("ORDER BY")) >= 0)
			fprintf(stderr, "%s:\n%.*s", walked[i], STR(plan));
		CHECK(str_find(plan, S("TEMP B-TREE FOR ORDER BY")) < 0);
		CHECK(str_find(plan, S("SCAN event\n")) < 0);
	}
	store_close(store);
}

/* Nearly all events go to sixty other units. */
static void scatter(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE event SET unit_id = 100 + id % 60"
		" WHERE unit_id <> $1 OR id % 20 <> 0"), V(WORK_A1));
	CHECK(change_commit(change) == COMMITTED);
	store_optimize(store);
}

TEST_ON_STORES(a_reader_of_a_small_unit_is_led_by_the_unit)
{
	struct store *store = city(2000);
	struct str plan;

	if (store_is_postgres(store)) {
		store_close(store);
		test_skip("the plan is SQLite's");
	}
	scatter(store);
	plan = plan_of(store, MANAGER, false, "");
	if (str_find(plan, S("event_by_unit")) < 0)
		fprintf(stderr, "%.*s", STR(plan));
	CHECK(str_find(plan, S("event_by_unit")) >= 0);
	store_close(store);
}

/* ---- Rules ------------------------------------------------------------------------------ */

TEST(a_restricted_event_is_not_merged_into_an_open_one)
{
	struct event open = { .id = 1, .state = STATE_received };
	struct event secret = { .id = 2, .state = STATE_received, .is_restricted = true };
	struct event gone = { .id = 3, .state = STATE_merged };

	CHECK(merge_obstacle(&secret, &open) == MERGE_SECRECY);
	CHECK(merge_obstacle(&open, &secret) == MERGE_FREE);
	CHECK(merge_obstacle(&open, &open) == MERGE_SAME);
	CHECK(merge_obstacle(&gone, &open) == MERGE_FROM_ENDED);
	CHECK(merge_obstacle(&open, &gone) == MERGE_INTO_ENDED);
}

static int chosen(int64_t unit_rows, int64_t type_rows, enum lead kind)
{
	struct list_plan plan = { .count = 2, .total = 1000000, .others = 1, .rare = 1,
		.at = { { .kind = LEAD_reach, .rows = unit_rows },
		        { .kind = kind, .rows = type_rows } } };

	list_plan_choose(&plan);
	return plan.chosen;
}

TEST(few_rows_lead_and_many_are_walked_past)
{
	CHECK(chosen(40000, 40000, LEAD_branch) == -1);
	CHECK(chosen(300, 40000, LEAD_branch) == 0);
	CHECK(chosen(30000, 900, LEAD_branch) == 1);
	CHECK(chosen(20000, 7000, LEAD_type) == 1);     /* in order of time: walked, not sorted */
}

TEST(offsets_follow_summer_time)
{
	struct offsets offsets;

	calendar_open("Europe/Stockholm");
	offsets = offsets_between((struct date){ 2026, 1, 1 }, (struct date){ 2026, 12, 31 });
	CHECK(offsets.count == 2);
	CHECK(offsets.at[0].seconds == HOUR && offsets.at[1].seconds == 2 * HOUR);
	CHECK(offsets.at[0].before == instant_at((struct date){ 2026, 3, 29 }, 3, 0, 0).seconds);
	CHECK(offsets.last == HOUR);
}

/* ---- Claims ----------------------------------------------------------------------------- */

TEST_ON_STORES(the_insurer_sees_claims_and_no_stories)
{
	struct store *store = city(100);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct str number;
	struct view *view;
	struct claim *claim;

	events_person_put(change, 14, CITY, "insurer");
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('insurer', 'events_claims')"), NONE);
	number = view_text(change_view(change), SQL("SELECT number FROM event"
		" WHERE is_restricted = 0 ORDER BY id LIMIT 1"), NONE);
	number = arena_copy(test_arena(), number);
	CHECK(change_commit(change) == COMMITTED);

	change = change_open(store, test_arena(), (struct who){ .person = 14 });
	claim = claim_of_number(change_view(change), number);
	CHECK(claim != NULL);
	claim->claim_number = S("S-77");
	claim->cost_final = 12000;
	CHECK(change_update(change, &claim_record.shape, claim, claim->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);

	view = view_as(store, 14);
	CHECK(event_of_number(view, number) == NULL);
	CHECK(str_is(claim_of_number(view, number)->claim_number, "S-77"));
	view_close(view);
	view = view_as(store, ANALYST);
	CHECK(event_of_number(view, number)->cost_final == 12000);
	CHECK(str_is(event_of_number(view, number)->story, "Slipped outside the entrance."));
	view_close(view);
	CHECK(listed(store, ANALYST, true, "claim=yes&state=any") == 1);
	store_close(store);
}

/* ---- Searching, led by the words or by something rarer ----------------------------------- */

static bool is_looked_up(struct store *store, int64_t person, bool reaches_all, const char *query)
{
	struct view *view = view_as(store, person);
	struct list_plan plan = list_plan_of(events_list_request(person, reaches_all, str_of(query)), view);

	view_close(view);
	return plan.is_looked_up;
}

/* The page of a search has the same rows, however they are found. */
static size_t paged(struct store *store, int64_t person, bool reaches_all, const char *query)
{
	struct view *view = view_as(store, person);
	struct request *request = events_list_request(person, reaches_all, str_of(query));
	struct reply reply;
	size_t count = 0;
	struct str rest;
	ptrdiff_t at;

	visit_of(request)->is_api = true;
	reply = events_list(request, view);
	view_close(view);
	for (rest = reply.body; (at = str_find(rest, S("\"public_id\""))) >= 0; count++)
		rest = str_part(rest, (size_t)at + 1, rest.len);
	return count;
}

TEST_ON_STORES(a_search_finds_the_same_rows_whatever_leads)
{
	static const char *const rare = "q=ice&type=threat.verbal&class=accident";
	struct store *store = city(1500);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE event SET type = 'fire.arson' WHERE id % 300 = 7"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(is_looked_up(store, ANALYST, true, "q=ice&type=fire.arson&state=any"));
	CHECK(!is_looked_up(store, ANALYST, true, "q=ice"));
	CHECK(paged(store, ANALYST, true, "q=ice&type=fire.arson&state=any")
		== listed(store, ANALYST, true, "type=fire.arson&state=any"));
	CHECK(paged(store, ANALYST, true, "q=elephant&type=fire.arson&state=any") == 0);
	CHECK(paged(store, ANALYST, true, rare) == listed(store, ANALYST, true, rare));
	CHECK(paged(store, MANAGER, false, "q=ice&type=fire.arson&state=any")
		== listed(store, MANAGER, false, "type=fire.arson&state=any"));
	store_close(store);
}

static size_t gone_to(struct store *store, int64_t person, const char *text)
{
	struct view *view = view_as(store, person);
	size_t count = found_events(view, str_of(text)).count;

	view_close(view);
	return count;
}

/* Of few units, of all, by need to know alone, and by having reported it. */
TEST_ON_STORES(who_goes_to_an_event_finds_what_the_view_shows)
{
	struct store *store = city(60);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE event SET unit_id = $1, is_restricted = 0"), V(WORK_B1));
	change_run(change, SQL("UPDATE event SET reporter_id = $1 WHERE id ="
		" (SELECT min(id) FROM event WHERE state = 'closed')"), V(MANAGER));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(gone_to(store, ANALYST, "ice") == FOUND_MOST);
	CHECK(gone_to(store, MANAGER, "ice") == 1);
	CHECK(gone_to(store, COORDINATOR, "ice") == 0);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET is_restricted = 1"), NONE);
	change_run(change, SQL("DELETE FROM event_need"), NONE);
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id)"
		" SELECT min(id), $1 FROM event WHERE state = 'closed'"), V(COORDINATOR));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(gone_to(store, ANALYST, "ice") == 0 && gone_to(store, MANAGER, "ice") == 0);
	CHECK(gone_to(store, COORDINATOR, "ice") == 1);
	store_close(store);
}

/* ---- What is kept in memory is dropped at once ------------------------------------------ */

static void run_elsewhere(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

static int64_t seen_in(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event"), NONE);
}

static int64_t seen(struct store *store, int64_t person)
{
	struct view *view = view_as(store, person);
	int64_t count = seen_in(view);

	view_close(view);
	return count;
}

/* Another store stands for another worker. */
TEST_ON_STORES(a_right_taken_away_is_gone_at_once_for_every_worker)
{
	struct store *store = city(200), *other = test_store_again();
	int64_t all = seen(store, MANAGER), restricted = 0;

	CHECK(all > 10 && seen(other, MANAGER) == all && seen(store, ANALYST) > all);
	run_elsewhere(other, SQL("DELETE FROM member WHERE person_id = $1"), V(MANAGER));
	CHECK(seen(store, MANAGER) == 0 && seen(other, MANAGER) == 0);
	CHECK(listed(store, MANAGER, false, "") == 0);
	run_elsewhere(store, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, 'manager', 1)"), V(MANAGER, WORK_B1));
	CHECK(seen(other, MANAGER) > 0 && seen(store, MANAGER) > 0);
	run_elsewhere(other, SQL("DELETE FROM unit_closure WHERE below_id = $1"), V(WORK_B1));
	CHECK(seen(store, MANAGER) == 0);
	restricted = seen(store, COORDINATOR);
	run_elsewhere(other, SQL("DELETE FROM role_permission WHERE role = 'manager'"), NONE);
	CHECK(seen(store, COORDINATOR) < restricted && listed(store, COORDINATOR, false, "") == 0);
	store_close(other);
	store_close(store);
}

/* Nor may a right that was only tried out remain, when the change was undone. */
TEST_ON_STORES(a_right_is_what_the_change_itself_has_made_of_it)
{
	struct store *store = city(200);
	int64_t all = seen(store, MANAGER);
	struct change *change = change_open(store, test_arena(), (struct who){ .person = MANAGER });

	CHECK(seen_in(change_view(change)) == all);
	change_run(change, SQL("DELETE FROM member WHERE person_id = $1"), V(MANAGER));
	CHECK(seen_in(change_view(change)) == 0);
	change_undo(change);
	CHECK(seen(store, MANAGER) == all);
	change = change_open(store, test_arena(), (struct who){ .person = MANAGER });
	CHECK(seen_in(change_view(change)) == all);
	change_run(change, SQL("UPDATE member SET unit_id = $1 WHERE person_id = $2"),
		V(CITY, MANAGER));
	CHECK(seen_in(change_view(change)) > all);
	change_undo(change);
	change = change_open(store, test_arena(), (struct who){ .person = MANAGER });
	CHECK(seen_in(change_view(change)) == all);
	change_undo(change);
	store_close(store);
}

TEST_ON_STORES(a_membership_ends_with_its_day)
{
	struct store *store = city(200);
	struct date today = date_today();

	run_elsewhere(store, SQL("UPDATE member SET valid_to = $1 WHERE person_id = $2"),
		V(date_iso(test_arena(), today), MANAGER));
	CHECK(seen(store, MANAGER) > 0);
	calendar_freeze(instant_at(date_add_days(today, 1), 9, 0, 0));
	CHECK(seen(store, MANAGER) == 0);
	calendar_freeze((struct instant){ 0 });
	store_close(store);
}

/* The total of a list of more than a page, as a machine reads it. */
static bool total_is(struct store *store, int64_t person, bool reaches_all, const char *total)
{
	struct view *view = view_as(store, person);
	struct request *request = events_list_request(person, reaches_all, S(""));
	struct reply reply;

	visit_of(request)->is_api = true;
	reply = events_list(request, view);
	view_close(view);
	return str_find(reply.body, arena_print(test_arena(), "\"total\":%s,", total)) >= 0
		|| str_find(reply.body, arena_print(test_arena(), "\"total\": %s,", total)) >= 0;
}

TEST_ON_STORES(a_total_follows_what_others_commit)
{
	struct store *store = city(400), *other = test_store_again();
	size_t all = listed(store, ANALYST, true, "");
	const char *before = arena_print(test_arena(), "%zu", all).at;

	CHECK(all > 100);
	CHECK(total_is(store, ANALYST, true, before) && total_is(store, ANALYST, true, before));
	CHECK(!total_is(store, COORDINATOR, false, before));
	run_elsewhere(other, SQL("UPDATE event SET state = 'rejected' WHERE id ="
		" (SELECT min(id) FROM event WHERE state = 'closed' AND is_restricted = 0)"), NONE);
	CHECK(total_is(store, ANALYST, true, arena_print(test_arena(), "%zu", all - 1).at));
	run_elsewhere(other, SQL("DELETE FROM member WHERE person_id = $1"), V(ANALYST));
	CHECK(!total_is(store, ANALYST, true, arena_print(test_arena(), "%zu", all - 1).at));
	store_close(other);
	store_close(store);
}
