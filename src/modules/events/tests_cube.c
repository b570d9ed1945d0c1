/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/tests_cube.c - counts in memory against the database: after changes of every kind,
 * for every reader, by every dimension, and after somebody has fallen in the middle.
 */
#include "analysis/stream.h"
#include "base/embedded.h"
#include "kit/catalogue.h"
#include "modules/events/cube_axes.h"
#include "modules/events/cube_keep.h"
#include "modules/events/tests_city.h"
#include "store/test_store.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern const struct embedded catalogue_files[];

enum { ANALYST = 11, MANAGER = 12, ELECTED = 13, NOBODYS = 14 };
enum { EVENTS = 300 };

static const int64_t works[] = { WORK_A1, WORK_A2, WORK_B1 };
static const char *const types[] = { "injury.fall", "injury.cut_crush", "threat.verbal", "" };

static void city_put(struct change *change)
{
	events_units_put(change);
	events_person_put(change, ANALYST, CITY, "analyst");
	events_person_put(change, MANAGER, WORK_A1, "analyst");
	events_person_put(change, ELECTED, BOARD_A, "elected");
	events_person_put(change, NOBODYS, 0, "");
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('analyst', 'events_read'), ('elected', 'statistics_read')"), NONE);
}

static struct event event_drawn(struct stream *stream, int64_t at)
{
	return (struct event){
		.unit_id = works[stream_next(stream) % COUNT(works)],
		.type = str_of(types[stream_next(stream) % COUNT(types)]),
		.title = S("Fell on the ice"), .story = S("Slipped outside."),
		.severity = (int64_t)(stream_next(stream) % 5),
		.is_restricted = stream_next(stream) % 20 == 0,
		.state = stream_next(stream) % 11 == 0 ? STATE_rejected : STATE_reported,
		.occurred_at = { at }, .reported_at = { at + HOUR } };
}

static void events_put(struct change *change, struct stream *stream, size_t count)
{
	struct event *events = arena_array(test_arena(), struct event, count);
	int64_t at = instant_at((struct date){ 2025, 1, 1 }, 0, 30, 0).seconds;

	for (size_t i = 0; i < count; i++)
		events[i] = event_drawn(stream, at + (int64_t)i * 31 * HOUR);
	event_report_many(change, events, count);
}

static struct change *changing(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

static struct store *city(struct stream *stream)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = changing(store);
	city_put(change);
	events_put(change, stream, EVENTS);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct event_table_ask whole(void)
{
	return (struct event_table_ask){ .from = { 2024, 12, 1 }, .to = { 2026, 12, 31 } };
}

static struct event_table counted(struct store *store, int64_t person, const struct event_table_ask *ask)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct event_table table = event_table(view, ask);

	view_close(view);
	return table;
}

static int64_t total(struct store *store, int64_t person)
{
	struct event_table_ask ask = whole();

	return counted(store, person, &ask).total;
}

static int64_t asked(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t number = view_int(view, sql, NONE);

	view_close(view);
	return number;
}

#define COUNTED " FROM event WHERE is_restricted = 0 AND state NOT IN ('merged', 'rejected')"

/* ---- Changes ------------------------------------------------------------------------------ */

static void event_stir(struct change *change, struct stream *stream, int64_t id)
{
	const struct event *before = event_naked(change_view(change), id);
	struct event now;

	if (!before)
		return;
	now = *before;
	switch (stream_next(stream) % 6) {
	case 0: now.state = now.state == STATE_rejected ? STATE_reported : STATE_rejected; break;
	case 1: now.is_restricted = !now.is_restricted; break;
	case 2: now.unit_id = works[stream_next(stream) % COUNT(works)]; break;
	case 3: now.type = str_of(types[stream_next(stream) % COUNT(types)]); break;
	case 4: now.severity = (int64_t)(stream_next(stream) % 5); break;
	default: event_remove(change, before); return;
	}
	event_change(change, &now, before, before->version);
}

static void city_stir(struct store *store, struct stream *stream, bool is_kept)
{
	struct change *change = changing(store);

	for (int i = 0; i < 12; i++)
		event_stir(change, stream, 1 + (int64_t)(stream_next(stream) % EVENTS));
	events_put(change, stream, stream_next(stream) % 9);
	if (is_kept)
		CHECK(change_commit(change) == COMMITTED);
	else
		change_undo(change);
}

TEST_ON_STORES(counts_in_memory_follow_changes_of_every_kind)
{
	struct stream stream = stream_open(7, 1);
	struct store *store = city(&stream);

	calendar_freeze(instant_at((struct date){ 2026, 6, 1 }, 12, 0, 0));
	for (int round = 0; round < 8; round++) {
		CHECK(total(store, ANALYST) == asked(store, SQL("SELECT count(*)" COUNTED)));
		CHECK(cube_prove(store, 8, (uint64_t)round).differed == 0);
		city_stir(store, &stream, round % 4 != 3);
	}
}

TEST_ON_STORES(what_another_process_commits_later_is_counted_then)
{
	struct stream stream = stream_open(8, 1);
	struct store *store = city(&stream), *other = test_store_again();
	struct change *first, *second;
	int64_t before = total(store, ANALYST);
	struct event event = { .unit_id = WORK_A1, .title = S("Fell"), .occurred_at = { 1760000000 } };
	struct event later = event;

	first = changing(other);
	event_report_many(first, &event, 1);
	if (store_is_postgres(store)) {         /* numbered later, committed earlier */
		second = changing(store);
		change_run(second, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
			" VALUES ({turn}, 1, 1, 0)"), NONE);
		CHECK(change_commit(second) == COMMITTED);
	}
	CHECK(total(store, ANALYST) == before);
	CHECK(change_commit(first) == COMMITTED);
	CHECK(total(store, ANALYST) == before + 1);
	first = changing(other);
	event_report_many(first, &later, 1);
	CHECK(change_commit(first) == COMMITTED);
	CHECK(total(store, ANALYST) == before + 2);
	CHECK(cube_prove(store, 5, 3).differed == 0);
}

/* The proof can fail: a row that nobody has told of.  What was told before goes, for on PostgreSQL
 * it is read again as long as anybody who wrote at the same time is not done. */
TEST_ON_STORES(a_count_that_differs_is_found_and_read_anew)
{
	struct stream stream = stream_open(9, 1);
	struct store *store = city(&stream);
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 2, 1 }, 12, 0, 0));
	CHECK(cube_prove(store, 20, 1).differed == 0);
	change = changing(store);
	change_run(change, SQL("DELETE FROM event_moved"), NONE);
	change_run(change, SQL("UPDATE event SET is_restricted = 1, severity = 4"), NONE);
	/* Beside another database's long transaction what was told would be read again. */
	change_run(change, SQL("DELETE FROM event_moved"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(cube_prove(store, 20, 1).differed > 0);
	CHECK(cube_prove(store, 20, 1).differed == 0);
	CHECK(total(store, ANALYST) == 0);
}

/* What only one kind of question can tell: an hour, within the same day. */
TEST_ON_STORES(an_hour_that_differs_is_found)
{
	struct stream stream = stream_open(9, 1);
	struct store *store = city(&stream);
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 2, 1 }, 12, 0, 0));
	CHECK(cube_prove(store, 60, 1).differed == 0);
	change = changing(store);
	change_run(change, SQL("UPDATE event SET occurred_at = occurred_at + 3600"
		" WHERE occurred_at % 86400 >= 28800 AND occurred_at % 86400 < 43200"), NONE);
	change_run(change, SQL("DELETE FROM event_moved"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(cube_prove(store, 60, 1).differed > 0);
	CHECK(cube_prove(store, 60, 1).differed == 0);
}

TEST_ON_STORES(whoever_falls_while_writing_leaves_nothing_wrong)
{
	struct stream stream = stream_open(10, 1);
	struct store *store = city(&stream);
	int64_t before = total(store, ANALYST);
	pid_t child = fork();

	if (!child) {
		cube_lock();
		cube_change_begin();
		for (int64_t id = 1; id < 50; id++)
			cube_take_out(id);
		_exit(0);
	}
	CHECK(waitpid(child, NULL, 0) == child);
	CHECK(total(store, ANALYST) == before);
	CHECK(cube_prove(store, 5, 1).differed == 0);
}

/* Each time who fills falls before it is done; what they had taken is given back. */
TEST_ON_STORES(whoever_falls_while_filling_leaves_no_memory_behind)
{
	struct stream stream = stream_open(12, 1);
	struct store *store = city(&stream);
	int64_t before = total(store, ANALYST), memory = cube_memory();

	for (int round = 0; round < 4; round++) {
		pid_t child = fork();

		if (!child) {
			cube_lock();
			cube_fill_begin(1000000);
			cube_put(&(struct cube_row){ .id = 1, .unit_id = WORK_A1 });
			for (int64_t id = 0; id < 1000000; id += 1000)
				cube_take_out(id);
			_exit(0);
		}
		CHECK(waitpid(child, NULL, 0) == child);
	}
	CHECK(cube_memory() > memory);
	CHECK(total(store, ANALYST) == before);
	CHECK(cube_memory() <= memory);
}

TEST_ON_STORES(more_events_than_there_was_room_for_get_a_larger_segment)
{
	struct stream stream = stream_open(11, 1);
	struct store *store = city(&stream);
	struct change *change;
	int64_t before = total(store, ANALYST);

	change = changing(store);
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, title, occurred_at,"
		" reported_at, created_at) VALUES (300000, 'x', 'x', $1, 'x', 1750000000, 1750000000, 0)"),
		V((int64_t)WORK_B1));
	cube_event_moved(change, 300000);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(total(store, ANALYST) == before + 1);
}

/* ---- Readers ------------------------------------------------------------------------------ */

TEST_ON_STORES(everybody_counts_only_what_they_reach)
{
	struct stream stream = stream_open(12, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = whole();
	struct event_table table;

	CHECK(total(store, ANALYST) == asked(store, SQL("SELECT count(*)" COUNTED)));
	CHECK(total(store, MANAGER) == asked(store, SQL("SELECT count(*)" COUNTED " AND unit_id = 4")));
	CHECK(total(store, ELECTED) == asked(store, SQL("SELECT count(*)" COUNTED " AND unit_id IN (4, 5)")));
	CHECK(total(store, NOBODYS) == 0);
	CHECK(total(store, 0) == 0);
	CHECK(counted(store, ANALYST, &ask).may_open_all);
	CHECK(!counted(store, ELECTED, &ask).may_open_all);
	ask.dim_count = 1;
	ask.dims[0] = DIM_unit;
	table = counted(store, MANAGER, &ask);
	CHECK(table.axes[0].count == 1 && str_is(table.axes[0].keys[0], "4"));
	ask.unit_id = BOARD_B;
	CHECK(counted(store, MANAGER, &ask).total == 0);
	CHECK(counted(store, ELECTED, &ask).total == 0);
}

/* Not even those who may open it find it in a table; they hear that it was left out. */
TEST_ON_STORES(a_restricted_event_is_in_no_table)
{
	struct stream stream = stream_open(13, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = whole();
	struct change *change = changing(store);
	int64_t restricted = asked(store, SQL("SELECT count(*) FROM event WHERE is_restricted = 1"
		" AND state NOT IN ('merged', 'rejected')"));

	change_run(change, SQL("INSERT INTO event_need (event_id, person_id)"
		" SELECT id, $1 FROM event WHERE is_restricted = 1"), V((int64_t)ANALYST));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(restricted > 0);
	CHECK(counted(store, ANALYST, &ask).total == asked(store, SQL("SELECT count(*)" COUNTED)));
	CHECK(counted(store, ANALYST, &ask).kept_out == restricted);
	CHECK(counted(store, MANAGER, &ask).kept_out == 0);
}

/* ---- Dimensions ---------------------------------------------------------------------------- */

static struct str key_of(const struct event *event, enum event_dim dim)
{
	struct arena *arena = test_arena();
	struct clock_time local = instant_local(event->occurred_at);
	struct date date = local.date, thursday = date_add_days(date, 4 - local.weekday);
	const struct item *item = item_find("event/types", event->type);

	switch (dim) {
	case DIM_board: return arena_print(arena, "%lld", (long long)event->board_id);
	case DIM_unit: return arena_print(arena, "%lld", (long long)event->unit_id);
	case DIM_district: case DIM_area: return arena_print(arena, "%lld", (long long)event->area_id);
	case DIM_branch: return item ? item->parent : S("");
	case DIM_type: return event->type;
	case DIM_year: return arena_print(arena, "%d", date.year);
	case DIM_tertial: return arena_print(arena, "%d-T%d", date.year, date.month < 5 ? 1 : date.month < 9 ? 2 : 3);
	case DIM_month: return arena_print(arena, "%d-%02d", date.year, date.month);
	case DIM_week: return arena_print(arena, "%d-W%02d", thursday.year, date_week(date));
	case DIM_day: return date_iso(arena, date);
	case DIM_weekday: return arena_print(arena, "%d", local.weekday);
	case DIM_hour: return arena_print(arena, "%d", local.hour);
	default: return arena_print(arena, "%lld", (long long)event->severity);
	}
}

static ptrdiff_t place_of(const struct event_axis *axis, struct str key)
{
	for (size_t i = 0; i < axis->count; i++)
		if (str_equals(axis->keys[i], key))
			return (ptrdiff_t)i;
	return -1;
}

/* Takes every event away from its cell: nothing may be left. */
static void table_empty(struct event_table *table, const struct event_list *events)
{
	for (size_t e = 0; e < events->count; e++) {
		size_t cell = 0;

		if (events->at[e].is_restricted || !event_counts(&events->at[e])
		    || date_compare(instant_date(events->at[e].occurred_at), table->ask.from) < 0
		    || date_compare(instant_date(events->at[e].occurred_at), table->ask.to) > 0)
			continue;
		for (size_t d = 0; d < table->ask.dim_count; d++) {
			ptrdiff_t place = place_of(&table->axes[d], key_of(&events->at[e], table->ask.dims[d]));

			CHECK(place >= 0);
			cell = cell * table->axes[d].count + (size_t)(place < 0 ? 0 : place);
		}
		table->counts[cell]--;
	}
}

TEST_ON_STORES(a_table_by_any_dimensions_has_every_event_in_its_cell)
{
	struct stream stream = stream_open(14, 1);
	struct store *store = city(&stream);
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct event_list events = events_of_import(view, 0, 0);

	view_close(view);
	CHECK(events.count == EVENTS);
	for (enum event_dim dim = 0; dim < DIM_count; dim++) {
		struct event_table_ask ask = { .dim_count = 3, .from = { 2025, 1, 3 }, .to = { 2025, 12, 30 },
			.dims = { (dim + 5) % DIM_count, dim, (dim + 9) % DIM_count } };
		struct event_table table = counted(store, ANALYST, &ask);
		size_t cells = table.axes[0].count * table.axes[1].count * table.axes[2].count, left = 0;

		CHECK(table.outcome == TABLE_made && table.total > 200);
		table_empty(&table, &events);
		for (size_t i = 0; i < cells; i++)
			left += table.counts[i] != 0;
		CHECK(left == 0);
	}
}

TEST_ON_STORES(what_was_reported_in_time_can_be_counted_by_itself)
{
	struct stream stream = stream_open(21, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = whole();
	struct change *change = changing(store);
	ptrdiff_t all[EVENT_DIMS_MOST] = { -1, -1, -1 };
	struct event_table table;

	change_run(change, SQL("UPDATE event SET reported_at = occurred_at + id % 5 * 43200"), NONE);
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
		" VALUES ({turn}, 1, 1000, 0)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(event_table_link(test_arena(), &(struct event_table){ .ask = ask }, all).len > 0);
	ask.within_days = 1;
	table = counted(store, ANALYST, &ask);
	CHECK(table.total == asked(store, SQL("SELECT count(*)" COUNTED " AND id % 5 < 2")));
	CHECK(event_table_link(test_arena(), &table, all).len == 0);
	ask.within_days = 2;
	CHECK(counted(store, ANALYST, &ask).total
	      == asked(store, SQL("SELECT count(*)" COUNTED " AND id % 5 < 4")));
}

TEST_ON_STORES(a_table_that_is_too_large_says_so)
{
	struct stream stream = stream_open(15, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = { .dim_count = 3, .from = { 2000, 1, 1 }, .to = { 2099, 12, 31 },
		.dims = { DIM_week, DIM_month, DIM_hour } };

	CHECK(counted(store, ANALYST, &ask).outcome == TABLE_too_large);
}

/* ---- Every number opens exactly its rows ---------------------------------------------------- */

static struct request *address_request(struct str address)
{
	CHECK(str_starts(address, S("/events?")));
	return events_list_request(ANALYST, false, str_part(address, 8, address.len));
}

static void cells_open(struct view *view, const struct event_table *table)
{
	size_t columns = table->axes[1].count;

	for (size_t i = 0; i < table->axes[0].count * columns; i++) {
		ptrdiff_t places[] = { (ptrdiff_t)(i / columns), (ptrdiff_t)(i % columns) };
		struct str link = event_table_link(test_arena(), table, places);

		if (link.len)
			CHECK((int64_t)events_found(address_request(link), view, 1000).count == table->counts[i]);
	}
}

TEST_ON_STORES(every_number_of_a_table_opens_its_rows)
{
	static const enum event_dim pairs[][2] = { { DIM_board, DIM_month }, { DIM_unit, DIM_severity },
		{ DIM_branch, DIM_weekday }, { DIM_type, DIM_tertial }, { DIM_week, DIM_type },
		{ DIM_day, DIM_branch } };
	struct stream stream = stream_open(16, 1);
	struct store *store = city(&stream);

	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct view *view = view_open(store, test_arena(), (struct who){ .person = ANALYST });
		struct event_table_ask ask = { .dim_count = 2, .dims = { pairs[i][0], pairs[i][1] },
			.from = { 2025, 2, 5 }, .to = { 2025, 6, 17 }, .severity_from = i == 1 ? 0 : 1,
			.unit_id = i % 2 ? BOARD_A : 0 };
		struct event_table table = event_table(view, &ask);

		CHECK(table.total > 20);
		cells_open(view, &table);
		view_close(view);
	}
}

/* A city with a district of two parts, and one without. */
static void areas_put(struct store *store)
{
	static const char *const codes[][2] = { { "top", "" }, { "west", "top" }, { "hill", "west" },
		{ "shore", "west" }, { "east", "top" } };
	struct change *change = changing(store);

	for (size_t i = 0; i < COUNT(codes); i++)
		change_run(change, SQL("INSERT INTO area (id, public_id, code, kind, name, parent_code, outline,"
			" west, south, east, north) VALUES ($1, $2, $2, 'district', $2, $3, '', 0, 0, 0, 0)"),
			V((int64_t)i + 1, codes[i][0], codes[i][1]));
	change_run(change, SQL("UPDATE event SET area_id = 3 + id % 3"), NONE);
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
		" VALUES ({turn}, 1, 1000, 0)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_number_of_a_district_opens_no_more_than_the_part_that_was_asked_for)
{
	static const struct { const char *area; size_t districts; } asks[] = { { "", 2 }, { "top", 2 },
		{ "west", 1 }, { "hill", 1 }, { "east", 1 } };
	struct stream stream = stream_open(20, 1);
	struct store *store = city(&stream);

	areas_put(store);
	for (size_t i = 0; i < COUNT(asks); i++) {
		struct view *view = view_open(store, test_arena(), (struct who){ .person = ANALYST });
		struct event_table_ask ask = { .dim_count = 2, .dims = { DIM_district, DIM_tertial },
			.area_code = str_of(asks[i].area), .from = { 2025, 2, 5 }, .to = { 2025, 9, 17 } };
		struct event_table table = event_table(view, &ask);

		CHECK(table.axes[0].count == asks[i].districts && table.total > 20);
		cells_open(view, &table);
		view_close(view);
	}
}

/* As it was: two committees.  As it is: the one has become part of the other. */
TEST_ON_STORES(a_committee_that_became_part_of_another_can_count_as_that)
{
	struct stream stream = stream_open(17, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = whole();
	struct change *change = changing(store);
	struct event_table was, is, only;
	ptrdiff_t whole_row[] = { 0 };

	change_run(change, SQL("INSERT INTO unit_successor (from_id, to_id, kind, on_date, share)"
		" VALUES ($1, $2, 'merge', '2025-06-01', 1)"), V((int64_t)BOARD_B, (int64_t)BOARD_A));
	CHECK(change_commit(change) == COMMITTED);
	ask.dim_count = 1;
	ask.dims[0] = DIM_board;
	was = counted(store, ANALYST, &ask);
	ask.as_is = true;
	is = counted(store, ANALYST, &ask);
	CHECK(was.axes[0].count == 2 && is.axes[0].count == 1);
	CHECK(was.total == is.total && is.counts[0] == was.counts[0] + was.counts[1]);
	CHECK(str_find(event_table_link(test_arena(), &is, whole_row), S("as_is=yes")) > 0);
	ask.unit_id = BOARD_A;
	only = counted(store, ANALYST, &ask);
	CHECK(only.is_by_board && only.total == is.total);
	ask.as_is = false;
	CHECK(counted(store, ANALYST, &ask).total < is.total);
}

/* However many it has taken over, the table, the proof and what was kept out count them all. */
TEST_ON_STORES(a_committee_of_many_earlier_ones_counts_as_all_of_them)
{
	enum { EARLIER = 30, FIRST = 100 };
	struct stream stream = stream_open(18, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = whole();
	struct change *change = changing(store);
	struct cube_count_list by_sql;
	struct view *view;
	int64_t all = total(store, ANALYST);

	for (int64_t id = FIRST; id < FIRST + EARLIER; id++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(id, arena_print(test_arena(), "u%lld", (long long)id)));
		change_run(change, SQL("INSERT INTO unit_successor (from_id, to_id, kind, on_date, share)"
			" VALUES ($1, $2, 'merge', '2025-06-01', 1)"), V(id, (int64_t)BOARD_A));
	}
	change_run(change, SQL("UPDATE event SET board_id = $1 + id % $2"), V((int64_t)FIRST, (int64_t)EARLIER));
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
		" VALUES ({turn}, 1, 1000, 0)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	calendar_freeze(instant_at((struct date){ 2026, 2, 1 }, 12, 0, 0));
	ask.as_is = true;
	ask.unit_id = BOARD_A;
	CHECK(counted(store, ANALYST, &ask).total == all);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	by_sql = cube_counts_by_sql(view, &ask);
	CHECK(by_sql.count == 1 && by_sql.at[0].events == all);
	view_close(view);
	CHECK(cube_prove(store, 60, 2).differed == 0);
}

/* More types than there are numbers; when they are gone there is room again, without a restart. */
TEST_ON_STORES(what_did_not_fit_fits_again_when_it_is_gone)
{
	enum { TYPES_TOO_MANY = 5000 };
	struct stream stream = stream_open(19, 1);
	struct store *store = city(&stream);
	struct event_table_ask ask = whole();
	int64_t all = total(store, ANALYST);
	struct change *change = changing(store);
	struct cube_proof proof;

	change_run(change, SQL("INSERT INTO event (public_id, number, unit_id, title, type, occurred_at,"
		" reported_at) WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < $1)"
		" SELECT 'many-' || n, 'many-' || n, $2, '', 'type.' || n, $3, $3 FROM many"),
		V((int64_t)TYPES_TOO_MANY, (int64_t)WORK_B1, (struct instant){ 1750000000 }));
	CHECK(change_commit(change) == COMMITTED);
	cube_doubt();
	CHECK(counted(store, ANALYST, &ask).outcome == TABLE_no_room);
	change = changing(store);
	change_run(change, SQL("DELETE FROM event WHERE number LIKE 'many-%'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(counted(store, ANALYST, &ask).outcome == TABLE_no_room);
	proof = cube_prove(store, 20, 1);
	CHECK(!proof.has_room && proof.asked == 0 && proof.differed == 0);
	CHECK(counted(store, ANALYST, &ask).outcome == TABLE_made);
	proof = cube_prove(store, 20, 1);
	CHECK(proof.has_room && proof.asked == 20 && proof.differed == 0);
	CHECK(total(store, ANALYST) == all);
}
