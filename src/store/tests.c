/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/tests.c - the contract of store.h, turn.h and search.h, on both databases.
 */
#define _GNU_SOURCE 1 /* memmem */

#include "store/inside.h"
#include "store/memo.h"
#include "store/search.h"
#include "store/store.h"
#include "store/test_store.h"
#include "store/turn.h"
#include "base/embedded.h"
#include "base/say.h"
#include "base/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern const struct embedded schema_files[];

/* --- a small city ---------------------------------------------------------------------- */

static const char city_sql[] =
	"-- a comment; with a semicolon and a {brace}\n"
	"CREATE TABLE place (id {key}, name {text} NOT NULL) {strict};\n"
	"CREATE TABLE member (person_id {int} NOT NULL, unit_id {int} NOT NULL) {strict};\n"
	"CREATE TABLE event (id {key}, public_id {text} NOT NULL UNIQUE,"
	" version {int} NOT NULL, unit_id {int} NOT NULL, place_id {int} REFERENCES place (id),"
	" title {text} NOT NULL DEFAULT '', secret {text} NOT NULL DEFAULT '',"
	" injured {int} NOT NULL DEFAULT 0, cost {real} NOT NULL DEFAULT 0,"
	" is_open {int} NOT NULL DEFAULT 0, occurred_at {int} NOT NULL DEFAULT 0,"
	" day {text} NOT NULL DEFAULT '', kind {text} NOT NULL DEFAULT '',"
	" search_text {text} NOT NULL DEFAULT '',"
	" created_at {int} NOT NULL, created_by {int} NOT NULL) {strict};\n"
	"{search event}\n"
	"CREATE TABLE counter (name {text} PRIMARY KEY, n {int} NOT NULL) {strict};\n";

static const char late_sql[] =
	"CREATE VIEW my_open_event AS SELECT * FROM my_event WHERE is_open = 1;\n"
	"CREATE VIEW my_likely AS SELECT id FROM my_event WHERE fold(title) LIKE 'lä%';\n";
static const char views_sql[] =
	"-- Who is a member of a unit sees its events; it's so.\n"
	"CREATE VIEW my_event AS SELECT event.* FROM event\n"
	" WHERE unit_id IN (SELECT unit_id FROM member WHERE person_id = me());\n"
	"CREATE VIEW my_place AS SELECT * FROM place;\n"
	"CREATE VIEW every_event AS SELECT * FROM event;\n"
	"CREATE VIEW my_number AS SELECT count(*) AS n FROM event;\n"
	"CREATE VIEW my_audit AS SELECT * FROM audit;\n";
static const char changed_sql[] =
	"CREATE VIEW my_event AS SELECT event.* FROM event WHERE unit_id = 3;\n";
static const char more_sql[] = "ALTER TABLE event ADD COLUMN extra {int} NOT NULL DEFAULT 7;";

#define FILE_OF(path_, text_) { .path = path_, .at = (const unsigned char *)text_, \
	.len = sizeof(text_) - 1 }

static const struct embedded views[] = {
	FILE_OF("a/access.sql", late_sql), FILE_OF("b/access.sql", views_sql), { 0 },
};
static const struct embedded changed_views[] = {
	FILE_OF("b/access.sql", changed_sql), { 0 },
};

enum kind { KIND_none, KIND_fire, KIND_theft };
static const struct choice kinds[] = {
	[KIND_none] = { "", "" }, [KIND_fire] = { "fire", "Fire" },
	[KIND_theft] = { "theft", "Theft" }, { NULL, NULL },
};

struct event {
	int64_t id, version, unit_id, place_id, injured, created_by;
	struct str public_id, title, secret, search_text;
	double cost;
	bool is_open;
	struct instant occurred_at, created_at;
	struct date day;
	int kind;
};

#define COLUMN(name_, kind_, ...) \
	{ #name_, COLUMN_##kind_, offsetof(struct event, name_), __VA_ARGS__ }
static const struct column event_columns[] = {
	COLUMN(id, int, NULL, false), COLUMN(public_id, text, NULL, false),
	COLUMN(version, int, NULL, false), COLUMN(unit_id, int, NULL, false),
	COLUMN(place_id, int, NULL, false), COLUMN(title, text, NULL, false),
	COLUMN(secret, text, NULL, true), COLUMN(injured, int, NULL, false),
	COLUMN(cost, real, NULL, false), COLUMN(is_open, bool, NULL, false),
	COLUMN(occurred_at, instant, NULL, false), COLUMN(day, date, NULL, false),
	COLUMN(kind, choice, kinds, false), COLUMN(search_text, text, NULL, false),
	COLUMN(created_at, instant, NULL, false), COLUMN(created_by, int, NULL, false),
};
static const struct shape event_shape = { "event", sizeof(struct event),
	COUNT(event_columns), event_columns, 0 };

static struct store *store;

static const struct embedded *schema(bool with_more)
{
	static struct embedded files[4];
	const struct embedded *own = embedded_find(schema_files, "schema/0001_store.sql");

	must(own != NULL);
	files[0] = *own;
	files[1] = (struct embedded)FILE_OF("schema/0002_city.sql", city_sql);
	files[2] = (struct embedded){ 0 };
	if (with_more)
		files[2] = (struct embedded)FILE_OF("schema/0003_more.sql", more_sql);
	return files;
}

static const struct who anna = { .person = 7 }, bo = { .person = 8 };
static const struct who nobody, the_system = { .is_system = true };

static struct change *change_of(struct who who)
{
	return change_open(store, test_arena(), who);
}

static struct view *view_of(struct who who)
{
	return view_open(store, test_arena(), who);
}

static void run_alone(struct sql sql, struct values values)
{
	struct change *change = change_of(the_system);

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

static void city_open(void)
{
	store = test_store_bare();
	store_migrate(store, schema(false), views);
	run_alone(SQL("INSERT INTO member VALUES (7, 1), (7, 2), (8, 3)"), NONE);
}

static int64_t event_add(int64_t unit, const char *title)
{
	struct event event = { .unit_id = unit, .title = str_of(title) };
	struct change *change = change_of(anna);
	int64_t id = change_insert(change, &event_shape, &event);

	CHECK(change_commit(change) == COMMITTED);
	return id;
}

static int64_t int_of(struct who who, struct sql sql, struct values values)
{
	struct view *view = view_of(who);
	int64_t number = view_int(view, sql, values);

	view_close(view);
	return number;
}

static struct str text_of(struct who who, struct sql sql, struct values values)
{
	struct view *view = view_of(who);
	struct str text = view_text(view, sql, values);

	view_close(view);
	return text;
}

/* --- parameters and values ------------------------------------------------------------- */

TEST_ON_STORES(a_parameter_may_repeat_and_stand_in_any_order)
{
	city_open();
	CHECK(int_of(nobody, SQL("SELECT $2 * 100 + $1 * 10 + $2"), V(3, 4)) == 434);
	CHECK(int_of(nobody, SQL("SELECT count(*) FROM my_event WHERE ($1 = '' OR title = $1)"
		" AND ($2 = 0 OR unit_id = $2)"), V("", 0)) == 0);
	CHECK(str_is(text_of(nobody, SQL("SELECT '$1 {x} -- no'"), NONE), "$1 {x} -- no"));
	CHECK(int_of(nobody, SQL("SELECT /* $9 */ 5 -- $8"), NONE) == 5);
}

TEST_ON_STORES(nothing_is_nothing)
{
	struct grid grid;
	struct view *view;

	city_open();
	run_alone(SQL("INSERT INTO event (public_id, version, unit_id, place_id, created_at,"
		" created_by) VALUES ('x', 1, 1, $1, 0, 0)"), V(value_null()));
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event WHERE place_id IS NULL"), NONE) == 1);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event WHERE place_id IS NOT DISTINCT"
		" FROM $1"), V(value_null())) == 1);
	CHECK(int_of(anna, SQL("SELECT place_id FROM my_event"), NONE) == 0);
	CHECK(text_of(anna, SQL("SELECT title FROM my_event WHERE id = 99"), NONE).len == 0);
	view = view_of(anna);
	grid = view_grid(view, SQL("SELECT place_id, title FROM my_event"), NONE);
	CHECK(grid.rows == 1 && grid.columns == 2);
	CHECK(grid_at(&grid, 0, 0).kind == VALUE_null);
	CHECK(grid_at(&grid, 0, 1).kind == VALUE_text);
	CHECK(strcmp(grid.names[1], "title") == 0);
	view_close(view);
}

TEST_ON_STORES(every_kind_of_member_comes_back)
{
	struct event event = { .unit_id = 1, .title = S("Läcka \"i\" källaren\n'"), .injured = -3,
		.cost = 0.1 + 0.2, .is_open = true, .occurred_at = { 1772485800 },
		.day = { 2026, 3, 2 }, .kind = KIND_theft };
	struct change *change;
	struct event *back;
	struct view *view;

	city_open();
	change = change_of(anna);
	change_insert(change, &event_shape, &event);
	change_commit(change);
	CHECK(event.id > 0 && event.version == 1 && event.public_id.len == 36);
	CHECK(event.created_by == 7 && event.created_at.seconds > 0);
	view = view_of(anna);
	back = view_get(view, &event_shape, SQL("SELECT * FROM my_event WHERE id = $1"),
		V(event.id));
	CHECK(back != NULL);
	CHECK(str_equals(back->title, event.title) && back->injured == -3);
	CHECK(back->cost == 0.1 + 0.2 && back->is_open && back->kind == KIND_theft);
	CHECK(back->occurred_at.seconds == 1772485800 && back->day.month == 3);
	CHECK(back->place_id == 0 && str_equals(back->public_id, event.public_id));
	CHECK(!view_get(view, &event_shape, SQL("SELECT * FROM my_event WHERE id = 0"), NONE));
	view_close(view);
}

TEST_ON_STORES(sums_and_truths_are_numbers_on_both)
{
	struct view *view;
	struct grid grid;

	city_open();
	event_add(1, "a");
	event_add(1, "b");
	view = view_of(anna);
	grid = view_grid(view, SQL("SELECT sum(injured), count(*), count(*) FILTER"
		" (WHERE title = 'a'), avg(cost), max(title) = 'b', 7 / 2 FROM my_event"), NONE);
	CHECK(grid_at(&grid, 0, 0).kind == VALUE_int);
	CHECK(grid_at(&grid, 0, 1).number == 2 && grid_at(&grid, 0, 2).number == 1);
	CHECK(grid_at(&grid, 0, 3).kind == VALUE_real);
	CHECK(grid_at(&grid, 0, 4).number == 1 && grid_at(&grid, 0, 5).number == 3);
	view_close(view);
}

TEST_ON_STORES(an_upsert_and_returning_work)
{
	struct change *change;

	city_open();
	change = change_of(the_system);
	for (int i = 0; i < 3; i++)
		change_run(change, SQL("INSERT INTO counter (name, n) VALUES ($1, 1)"
			" ON CONFLICT (name) DO UPDATE SET n = counter.n + excluded.n"), V("x"));
	CHECK(change_run_id(change, SQL("INSERT INTO place (name) VALUES ($1) RETURNING id"),
		V("Torget")) == 1);
	CHECK(change_run(change, SQL("UPDATE counter SET n = n + 1"), NONE) == 1);
	CHECK(view_int(change_view(change), SQL("SELECT n FROM counter"), NONE) == 4);
	CHECK(change_run(change, SQL("DELETE FROM counter WHERE name = $1"), V("y")) == 0);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(swedish_order_is_z_then_a_ring)
{
	static const char *const names[] = { "Öster", "Ängby", "Zinken", "Åby", "ängen",
		"Plan 10", "Plan 9", "Edsberg", "Éden" };
	static const char *const ordered[] = { "Éden", "Edsberg", "Plan 9", "Plan 10",
		"Zinken", "Åby", "Ängby", "ängen", "Öster" };
	struct grid grid;
	struct view *view;

	city_open();
	for (size_t i = 0; i < COUNT(names); i++)
		run_alone(SQL("INSERT INTO place (name) VALUES ($1)"), V(names[i]));
	view = view_of(nobody);
	grid = view_grid(view, SQL("SELECT name FROM my_place ORDER BY name COLLATE local"), NONE);
	for (size_t i = 0; i < grid.rows; i++)
		CHECK(str_is(grid_at(&grid, i, 0).text, ordered[i]));
	view_close(view);
}

TEST_ON_STORES(folding_in_the_database_is_folding_in_c)
{
	static const char *const texts[] = { "", "ABCxyz", "ÅÄÖåäö", "Éclair Über Ærø Œ ß Þ ĳ",
		"e\xCC\x81 A\xCC\x8A o\xCC\x88 n\xCC\x83", "Ελλάδα 10 %", "İıŁłŠž" };
	struct view *view;

	city_open();
	view = view_of(nobody);
	for (size_t i = 0; i < COUNT(texts); i++)
		CHECK(str_equals(view_text(view, SQL("SELECT fold($1)"), V(texts[i])),
			str_fold(test_arena(), str_of(texts[i]))));
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_event WHERE fold($1) LIKE fold($2)"),
		V("ÅNGBY", "ång%")) == 0);
	view_close(view);
	run_alone(SQL("INSERT INTO place (name) VALUES ('ÅNGBY')"), NONE);
	CHECK(int_of(nobody, SQL("SELECT count(*) FROM my_place WHERE fold(name) LIKE fold($1)"),
		V("Ång%")) == 1);
	CHECK(int_of(nobody, SQL("SELECT count(*) FROM my_place WHERE name LIKE $1"),
		V("Ång%")) == 0);
}

TEST_ON_STORES(me_and_now_are_those_of_the_view)
{
	struct view *first, *second;

	city_open();
	calendar_freeze((struct instant){ 1772485800 });
	first = view_of(anna);
	second = view_of(bo);
	CHECK(view_int(first, SQL("SELECT me()"), NONE) == 7);
	CHECK(view_int(second, SQL("SELECT me()"), NONE) == 8);
	CHECK(view_int(first, SQL("SELECT me()"), NONE) == 7);
	calendar_freeze((struct instant){ 1800000000 });
	CHECK(view_int(first, SQL("SELECT moment()"), NONE) == 1772485800);
	CHECK(str_is(view_text(second, SQL("SELECT today()"), NONE), "2026-03-02"));
	view_close(first);
	view_close(second);
	CHECK(int_of(nobody, SQL("SELECT moment()"), NONE) == 1800000000);
}

TEST_ON_STORES(a_list_with_filters_is_put_together_from_pieces)
{
	struct query query;
	struct view *view;
	struct rows rows;

	city_open();
	event_add(1, "Fire in the bin");
	event_add(2, "Bicycle gone");
	event_add(3, "Not ours");
	view = view_of(anna);
	query_start(&query, test_arena(), SQL("SELECT * FROM my_event WHERE unit_id > $?"), V(0));
	query_add(&query, SQL(" AND (title = $? OR unit_id = $?)"), V("Bicycle gone", 1));
	query_add(&query, SQL(" AND day = $?"), V((struct date){ 0 }));
	query_add(&query, SQL(" ORDER BY id"), NONE);
	rows = view_list_of(view, &event_shape, &query);
	CHECK(rows.count == 2);
	CHECK(str_is(((struct event *)rows.at)[1].title, "Bicycle gone"));
	view_close(view);
}

static bool count_some(void *context, const void *row)
{
	const struct event *event = row;
	int *count = context;

	CHECK(event->title.len > 0);
	return ++*count < 1200;
}

TEST_ON_STORES(rows_come_one_by_one_until_one_says_stop)
{
	struct event *events = arena_array(test_arena(), struct event, 1500);
	struct change *change;
	struct view *view;
	int count = 0, all = 0;

	city_open();
	change = change_of(anna);
	for (int i = 0; i < 1500; i++)
		events[i] = (struct event){ .unit_id = 1, .title = S("x") };
	change_insert_many(change, &event_shape, events, 1500);
	CHECK(change_commit(change) == COMMITTED);
	for (int i = 0; i < 1500; i++)
		CHECK(events[i].id == i + 1);
	view = view_of(anna);
	view_each(view, &event_shape, SQL("SELECT * FROM my_event"), NONE, count_some, &count);
	view_each(view, &event_shape, SQL("SELECT * FROM my_event WHERE id <= $1"), V(1100),
		count_some, &all);
	CHECK(count == 1200 && all == 1100);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_event"), NONE) == 1500);
	view_close(view);
	CHECK(int_of(the_system, SQL("SELECT count(*) FROM audit"), NONE) == 1);
}

TEST_ON_STORES(like_is_the_same_on_both)
{
	static const struct { const char *text, *pattern; bool fits; } rows[] = {
		{ "", "", true }, { "", "%", true }, { "a", "", false }, { "abc", "a%c", true },
		{ "abcabd", "%ab_", true }, { "abc", "ABC", false }, { "åäö", "__ö", true },
		{ "a%c", "a\\%c", true }, { "abc", "a\\%c", false }, { "abc", "%%b%%", true },
		{ "aab", "%ab", true }, { "abc", "abcd", false }, { "a_c", "%\\_c", true },
	};
	struct view *view;

	city_open();
	view = view_of(nobody);
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK(view_int(view, SQL("SELECT count(*) FROM (SELECT 1 AS x) AS y"
			" WHERE $1 LIKE $2"), V(rows[i].text, rows[i].pattern)) == rows[i].fits);
	CHECK(view_int(view, SQL("SELECT count(*) FROM (SELECT 1 AS x) AS y"
		" WHERE $1 LIKE $2 ESCAPE '!'"), V("50%", "%0!%")) == 1);
	view_close(view);
}

/* --- what pages may not ---------------------------------------------------------------- */

/* Runs in a child of its own; true when that ended and said that it "may not". */
static bool is_refused(void (*act)(const char *), const char *sql)
{
	char said[8192];
	size_t len = 0;
	ssize_t got;
	int pipes[2], status;
	pid_t child;

	if (pipe(pipes) != 0)
		return false;
	child = fork();
	if (child == 0) {
		dup2(pipes[1], STDERR_FILENO);
		close(pipes[0]);
		act(sql);
		_exit(0);
	}
	close(pipes[1]);
	while (len < sizeof(said) && (got = read(pipes[0], said + len, sizeof(said) - len)) > 0)
		len += (size_t)got;
	close(pipes[0]);
	waitpid(child, &status, 0);
	if (status == 0)
		return false;
	if (!memmem(said, len, "may not", 7) && !memmem(said, len, "read-only", 9))
		fprintf(stderr, "%s: refused for another reason: %.*s\n", sql, (int)len, said);
	return memmem(said, len, "may not", 7) || memmem(said, len, "read-only", 9);
}

static void act_view(const char *sql)
{
	view_grid(view_of(anna), (struct sql){ sql }, NONE);
}

static void act_system_view(const char *sql)
{
	view_grid(view_of(the_system), (struct sql){ sql }, NONE);
}

static void act_change_view(const char *sql)
{
	view_grid(change_view(change_of(anna)), (struct sql){ sql }, NONE);
}

static void act_change(const char *sql)
{
	change_run(change_of(anna), (struct sql){ sql }, NONE);
}

static const char *const naked[] = {
	"SELECT * FROM event",
	"SELECT count(*) FROM event",
	"SELECT 1 FROM my_event WHERE EXISTS (SELECT 1 FROM event)",
	"SELECT (SELECT max(title) FROM event)",
	"SELECT my_event.id FROM my_event JOIN event ON event.id = my_event.id",
	"SELECT * FROM (SELECT * FROM event) AS my_event",
	"WITH x AS (SELECT * FROM event) SELECT * FROM x",
	"WITH my_place AS (SELECT 1), x AS (SELECT * FROM event) SELECT * FROM x",
	"SELECT * FROM my_event UNION ALL SELECT * FROM event",
	"SELECT * FROM every_event",
	"SELECT count(*) FROM every_event",
	"SELECT count(*) FROM my_event, event",
	"SELECT count(*) FROM (SELECT 1 FROM event) AS x",
	"SELECT count(*) FROM \"event\"",
	"WITH x AS (SELECT 1 FROM event) SELECT count(*) FROM x",
	"SELECT * FROM audit",
};

TEST_ON_STORES(a_page_reads_no_naked_table)
{
	city_open();
	event_add(1, "Ours");
	event_add(3, "Theirs");
	for (size_t i = 0; i < COUNT(naked); i++) {
		CHECK(is_refused(act_view, naked[i]));
		CHECK(is_refused(act_change_view, naked[i]));
		CHECK(!is_refused(act_system_view, naked[i]));
	}
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	CHECK(int_of(bo, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	CHECK(int_of(nobody, SQL("SELECT count(*) FROM my_event"), NONE) == 0);
	CHECK(int_of(anna, SQL("WITH x AS (SELECT * FROM my_event) SELECT count(title) FROM x"),
		NONE) == 1);
	CHECK(str_is(text_of(anna, SQL("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
		" FROM n WHERE i < 3), e AS (SELECT * FROM my_event JOIN n ON n.i = my_event.id)"
		" SELECT title FROM e"), NONE), "Ours"));
	CHECK(int_of(anna, SQL("WITH x AS (SELECT * FROM my_event) SELECT count(*) FROM x"),
		NONE) == 1);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_place"), NONE) == 0);
	CHECK(int_of(anna, SQL("SELECT n FROM my_number"), NONE) == 2);
	CHECK(int_of(the_system, SQL("SELECT count(*) FROM event"), NONE) == 2);
}

/* PostgreSQL has no such trap: there the WITH hides the view and its body is refused. */
TEST_ON_STORES(a_name_in_with_does_not_pass_for_a_view)
{
	city_open();
	CHECK(is_refused(act_view, "WITH my_event AS (SELECT * FROM event)"
		" SELECT * FROM my_event"));
	CHECK(is_refused(act_view, "WITH my_event AS MATERIALIZED (SELECT * FROM event)"
		" SELECT * FROM my_event"));
	CHECK(!is_refused(act_view, "SELECT p.name FROM my_place AS p, my_event AS e"));
	CHECK(is_refused(act_view, "WITH n AS (SELECT 1), my_event (a) AS (SELECT title FROM"
		" event) SELECT * FROM my_event"));
}

TEST_ON_STORES(a_view_cannot_write)
{
	static const char *const writing[] = {
		"UPDATE event SET title = 'x'", "DELETE FROM my_event",
		"UPDATE my_event SET title = 'x'", "INSERT INTO place (name) VALUES ('x')",
		"DROP VIEW my_event", "CREATE TABLE x (a integer)",
		"WITH x AS (SELECT 1) DELETE FROM event",
	};

	city_open();
	for (size_t i = 0; i < COUNT(writing); i++) {
		CHECK(is_refused(act_view, writing[i]));
		CHECK(is_refused(act_system_view, writing[i]));
		CHECK(is_refused(act_change_view, writing[i]));
	}
}

TEST_ON_STORES(a_change_writes_rows_and_nothing_else)
{
	city_open();
	CHECK(is_refused(act_change, "SELECT * FROM my_event"));
	CHECK(is_refused(act_change, "CREATE TABLE x (a integer)"));
	CHECK(is_refused(act_change, "DROP TABLE event"));
	CHECK(!is_refused(act_change, "UPDATE event SET title = 'x'"));
}

/* --- writing --------------------------------------------------------------------------- */

TEST_ON_STORES(what_is_undone_has_not_been)
{
	struct event event = { .unit_id = 1, .title = S("x") };
	struct change *change;

	city_open();
	change = change_of(anna);
	change_insert(change, &event_shape, &event);
	CHECK(view_int(change_view(change), SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	change_undo(change);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 0);
	change = change_of(anna);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_stale_version_is_told)
{
	struct event event = { .unit_id = 1, .title = S("first") };
	struct change *change;
	struct str public_id;

	city_open();
	change = change_of(anna);
	change_insert(change, &event_shape, &event);
	public_id = event.public_id;
	event.title = S("second");
	event.public_id = S("");
	event.created_by = 0;
	CHECK(change_update(change, &event_shape, &event, 1) == UPDATED);
	CHECK(event.version == 2 && event.created_by == 7);
	CHECK(str_equals(event.public_id, public_id));
	CHECK(change_update(change, &event_shape, &event, 2) == UPDATED_NOTHING);
	event.title = S("third");
	CHECK(change_update(change, &event_shape, &event, 1) == UPDATED_STALE);
	event.id = 99;
	CHECK(change_update(change, &event_shape, &event, 2) == UPDATED_GONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_is(text_of(anna, SQL("SELECT title FROM my_event"), NONE), "second"));
	CHECK(int_of(anna, SQL("SELECT version FROM my_event"), NONE) == 2);
}

TEST_ON_STORES(the_audit_says_who_what_and_why)
{
	struct event event = { .unit_id = 1, .title = S("Brand \"A\""), .secret = S("old") };
	struct change *change;

	city_open();
	change = change_of(anna);
	change_insert(change, &event_shape, &event);
	change_because(change, S("a wrong word"));
	event.title = S("Brand");
	event.secret = S("new");
	event.injured = 2;
	change_update(change, &event_shape, &event, 1);
	change_note(change, "event", event.id, "forward", S("to the board"));
	change_commit(change);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_audit WHERE person_id = 7"
		" AND table_name = 'event' AND row_id = $1"), V(event.id)) == 3);
	CHECK(str_is(text_of(anna, SQL("SELECT fields FROM my_audit WHERE verb = 'insert'"),
		NONE), "{}"));
	CHECK(str_is(text_of(anna, SQL("SELECT fields FROM my_audit WHERE verb = 'update'"),
		NONE), "{\"title\":[\"Brand \\\"A\\\"\",\"Brand\"],\"secret\":[null,null],"
		"\"injured\":[0,2]}"));
	CHECK(str_is(text_of(anna, SQL("SELECT fields FROM my_audit WHERE verb = 'forward'"),
		NONE), "{\"note\":[\"\",\"to the board\"]}"));
	CHECK(str_is(text_of(anna, SQL("SELECT reason FROM my_audit WHERE verb = 'update'"),
		NONE), "a wrong word"));
}

TEST_ON_STORES(a_key_that_was_given_is_not_made_again)
{
	struct event given = { .id = 1, .unit_id = 1 }, made = { .unit_id = 1 };
	struct change *change;

	city_open();
	change = change_of(anna);
	CHECK(change_insert(change, &event_shape, &given) == 1);
	CHECK(change_insert(change, &event_shape, &made) == 2);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(the_number_moves_when_somebody_commits)
{
	struct store *first;
	int64_t before;

	city_open();
	first = store;
	before = store_moved(first);
	CHECK(store_moved(first) == before);
	store = test_store_again();
	event_add(1, "x");
	CHECK(store_moved(first) != before);
	before = store_moved(first);
	store = first;
	event_add(1, "y");
	CHECK(store_moved(first) != before);
}

TEST_ON_STORES(what_is_kept_of_a_view_ends_with_it_and_a_change_keeps_nothing)
{
	static const char this, other;
	struct view *view;
	struct change *change;
	int *kept;

	city_open();
	view = view_of(anna);
	kept = view_memo(view, &this, sizeof(*kept));
	CHECK(*kept == 0);
	*kept = 7;
	CHECK(*(int *)view_memo(view, &this, sizeof(*kept)) == 7);
	CHECK(*(int *)view_memo(view, &other, sizeof(*kept)) == 0);
	CHECK(*(int *)view_memo(view_of(anna), &this, sizeof(*kept)) == 0);
	view_close(view);
	CHECK(*(int *)view_memo(view, &this, sizeof(*kept)) == 0);
	change = change_of(anna);
	kept = view_memo(change_view(change), &this, sizeof(*kept));
	*kept = 7;
	CHECK(*(int *)view_memo(change_view(change), &this, sizeof(*kept)) == 0);
	change_undo(change);
}

TEST_ON_STORES(a_view_sees_one_moment)
{
	struct view *view;

	city_open();
	event_add(1, "x");
	view = view_of(anna);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	event_add(1, "y");
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	view_close(view);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 2);
}

/* --- clashes --------------------------------------------------------------------------- */

static int64_t counter_read(struct change *change)
{
	return view_int(change_view(change), SQL("SELECT n FROM counter WHERE name = 'x'"), NONE);
}

TEST_ON_STORES(of_two_changes_that_read_and_write_one_clashes_and_may_try_again)
{
	struct store *other;
	struct change *mine, *theirs;
	int64_t n;

	city_open();
	if (!store_is_postgres(store))
		test_skip("SQLite's writers wait for their turn instead");
	run_alone(SQL("INSERT INTO counter (name, n) VALUES ('x', 0)"), NONE);
	other = test_store_again();
	mine = change_open(store, test_arena(), the_system);
	theirs = change_open(other, test_arena(), the_system);
	n = counter_read(mine);
	counter_read(theirs);
	change_run(mine, SQL("UPDATE counter SET n = $1"), V(n + 1));
	CHECK(change_commit(mine) == COMMITTED);
	/* The clash comes in the middle; what follows answers with nothing. */
	CHECK(change_run(theirs, SQL("UPDATE counter SET n = $1"), V(n + 1)) == 0);
	CHECK(change_run(theirs, SQL("UPDATE counter SET n = 99"), NONE) == 0);
	CHECK(counter_read(theirs) == 0);
	CHECK(change_commit(theirs) == CLASHED);
	theirs = change_open(other, test_arena(), the_system);
	change_run(theirs, SQL("UPDATE counter SET n = $1"), V(counter_read(theirs) + 1));
	CHECK(change_commit(theirs) == COMMITTED);
	CHECK(int_of(the_system, SQL("SELECT n FROM counter"), NONE) == 2);
}

TEST_ON_STORES(two_who_take_the_same_name_clash_and_then_see_each_other)
{
	struct change *mine, *theirs;
	struct store *other;
	pid_t child;
	int status;

	city_open();
	if (!store_is_postgres(store))
		test_skip("SQLite's writers wait for their turn instead");
	other = test_store_again();
	child = fork();
	if (child == 0) {
		theirs = change_open(other, test_arena(), the_system);
		change_run(theirs, SQL("INSERT INTO counter (name, n) VALUES ('x', 1)"), NONE);
		usleep(300000);
		_exit(change_commit(theirs) == COMMITTED ? 0 : 1);
	}
	usleep(150000);
	mine = change_of(the_system);
	counter_read(mine);
	change_run(mine, SQL("INSERT INTO counter (name, n) VALUES ('x', 2)"), NONE);
	CHECK(change_commit(mine) == CLASHED);
	waitpid(child, &status, 0);
	CHECK(status == 0);
	mine = change_of(the_system);
	CHECK(counter_read(mine) == 1);
	change_undo(mine);
}

/* --- the turn -------------------------------------------------------------------------- */

TEST_ON_STORES(a_writer_that_is_killed_passes_the_turn_on)
{
	struct change *change;
	pid_t child;
	int status;

	turn_make();
	city_open();
	child = fork();
	if (child == 0) {
		change = change_of(the_system);
		change_run(change, SQL("INSERT INTO counter (name, n) VALUES ('lost', 1)"), NONE);
		kill(getpid(), SIGKILL);
	}
	waitpid(child, &status, 0);
	CHECK(WIFSIGNALED(status));
	run_alone(SQL("INSERT INTO counter (name, n) VALUES ('kept', 1)"), NONE);
	CHECK(str_is(text_of(the_system, SQL("SELECT name FROM counter"), NONE), "kept"));
}

enum { WRITERS = 4, TIMES = 25 };

static void add_until_saved(void)
{
	struct change *change;

	do {
		change = change_of(the_system);
		change_run(change, SQL("UPDATE counter SET n = $1 WHERE name = 'x'"),
			V(counter_read(change) + 1));
	} while (change_commit(change) != COMMITTED);
}

TEST_ON_STORES(many_writers_lose_nothing)
{
	pid_t children[WRITERS];
	int status;

	turn_make();
	city_open();
	run_alone(SQL("INSERT INTO counter (name, n) VALUES ('x', 0)"), NONE);
	for (int i = 0; i < WRITERS; i++) {
		children[i] = fork();
		if (children[i] != 0)
			continue;
		store_reopen(store);
		for (int time = 0; time < TIMES; time++)
			add_until_saved();
		_exit(0);
	}
	for (int i = 0; i < WRITERS; i++) {
		waitpid(children[i], &status, 0);
		CHECK(status == 0);
	}
	CHECK(int_of(the_system, SQL("SELECT n FROM counter"), NONE) == WRITERS * TIMES);
}

TEST_ON_STORES(a_connection_that_broke_in_silence_is_mended)
{
	struct store *first;

	city_open();
	if (!store_is_postgres(store))
		test_skip("SQLite has no connection that could break");
	event_add(1, "x");
	first = store;
	store = test_store_again();
	CHECK(int_of(the_system, SQL("SELECT count(pg_terminate_backend(pid)) FROM"
		" pg_stat_activity WHERE datname = current_database()"
		" AND pid <> pg_backend_pid()"), NONE) > 0);
	store = first;
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	event_add(1, "y");
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 2);
}

/* --- schema ---------------------------------------------------------------------------- */

TEST_ON_STORES(migrating_twice_changes_nothing)
{
	city_open();
	event_add(1, "x");
	store_migrate(store, schema(false), views);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
}

TEST_ON_STORES(a_view_whose_text_changed_is_made_anew)
{
	city_open();
	event_add(3, "x");
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 0);
	store_migrate(store, schema(false), changed_views);
	CHECK(int_of(anna, SQL("SELECT count(*) FROM my_event"), NONE) == 1);
	CHECK(is_refused(act_view, "SELECT * FROM event"));
}

TEST_ON_STORES(a_new_column_shows_in_the_old_views)
{
	city_open();
	event_add(1, "x");
	store_migrate(store, schema(true), views);
	CHECK(int_of(anna, SQL("SELECT extra FROM my_event"), NONE) == 7);
}

TEST_ON_STORES(every_view_of_the_program_can_be_read_by_a_page)
{
	struct statement *statement;
	struct connection *connection;
	struct view *view;

	store = test_store();
	connection = store_reader(store);
	statement = statement_run(connection, RIGHTS_all, 0, store->engine->views_sql, NONE);
	while (statement_step(statement)) {
		struct str name = value_as_text(test_arena(), statement_cell(statement, 0));

		if (!str_starts(name, S("my_")))
			continue;
		view = view_of(anna);
		view_grid(view, (struct sql){ arena_print(test_arena(),
			"SELECT * FROM %.*s", STR(name)).at }, NONE);
		view_int(view, (struct sql){ arena_print(test_arena(),
			"SELECT count(*) FROM %.*s", STR(name)).at }, NONE);
	}
	statement_finish(statement);
}

/* A list that looks at the row it judges, as in
 *   unit_id IN (SELECT unit_id FROM readers WHERE is_trusted = 1 OR document.secrecy = '')
 * is made anew for every row: pages of documents took twelve seconds by that.  Two lists that say
 * nothing of the row, joined by OR, are made once for a statement. */
TEST_ON_STORES(no_view_of_the_program_makes_a_list_anew_for_each_row)
{
	struct statement *names;
	struct view *view;

	store = test_store();
	if (store_is_postgres(store)) {
		test_skip("the plan is SQLite's");
	}
	names = statement_run(store_reader(store), RIGHTS_all, 0, store->engine->views_sql, NONE);
	view = view_of(anna);
	while (statement_step(names)) {
		struct str name = value_as_text(test_arena(), statement_cell(names, 0));
		struct grid plan;

		if (!str_starts(name, S("my_")))
			continue;               /* pages read others through one of these only */
		plan = view_grid(view, (struct sql){ arena_print(test_arena(),
			"EXPLAIN QUERY PLAN SELECT * FROM %.*s", STR(name)).at }, NONE);
		for (size_t i = 0; i < plan.rows; i++) {
			struct str words = grid_at(&plan, i, plan.columns - 1).text;
			bool is_anew = str_starts(words, S("CORRELATED LIST SUBQUERY"));

			if (is_anew)
				fprintf(stderr, "%.*s: %.*s\n", STR(name), STR(words));
			CHECK(!is_anew);
		}
	}
	statement_finish(names);
}

static void act_migrate(const char *sql)
{
	(void)sql;
	store_migrate(store, schema(false), views);
}

TEST_ON_STORES(a_database_of_a_later_version_is_left_alone)
{
	city_open();
	store_migrate(store, schema(true), views);
	CHECK(!is_refused(act_migrate, ""));    /* it ends, for another reason than "may not" */
	CHECK(int_of(anna, SQL("SELECT count(extra) FROM my_event"), NONE) == 0);
}

TEST_ON_STORES(what_a_table_lacks_is_said_in_a_sentence)
{
	static const struct column columns[] = {
		{ "id", COLUMN_int, 0, NULL, false }, { "day", COLUMN_int, 8, NULL, false },
		{ "place", COLUMN_text, 16, NULL, false },
	};
	struct shape shape = { "event", 64, 1, columns, 0 };
	struct arena *arena = test_arena();

	city_open();
	CHECK(store_compare(store, arena, &event_shape).len == 0);
	CHECK(str_is(store_compare(store, arena, &shape), "The column public_id of event needs a "
		"value, but the program does not know it."));
	shape.count = 2;
	CHECK(str_is(store_compare(store, arena, &shape), "The column day of event is {text}; "
		"the program wants {int}."));
	shape = (struct shape){ "event", 64, 1, &columns[2], 0 };
	CHECK(str_is(store_compare(store, arena, &shape), "The table event lacks the column "
		"place {text}."));
	shape.table = "meeting";
	CHECK(str_is(store_compare(store, arena, &shape), "The table meeting does not exist."));
	CHECK(str_find(store_schema(store, arena), S("\tplace_id int, refers\n")) > 0);
	CHECK(strlen(store_describe(store)) > 20);
}

TEST(a_back_up_is_whole_and_a_second_server_is_refused)
{
	char folder[] = "/tmp/varn-store-XXXXXX";
	const char *copy;
	struct store *second;

	CHECK(mkdtemp(folder) != NULL);
	say_quietly(true);
	store = store_open(arena_print(test_arena(), "sqlite:%s/a.db", folder).at);
	store_migrate(store, schema(false), views);
	event_add(1, "x");
	CHECK(store_lock(store) && store_lock(store));
	second = store_open(arena_print(test_arena(), "sqlite:%s/a.db", folder).at);
	CHECK(!store_lock(second));
	store_close(store);
	CHECK(store_lock(second));
	copy = arena_print(test_arena(), "%s/b.db", folder).at;
	CHECK(store_backup(second, copy));
	store_optimize(second);
	store_close(second);
	store = store_open(arena_print(test_arena(), "sqlite:%s", copy).at);
	CHECK(int_of(the_system, SQL("SELECT count(*) FROM event"), NONE) == 1);
	store_close(store);
	CHECK(system(arena_print(test_arena(), "rm -r %s", folder).at) == 0);
}

/* --- search ---------------------------------------------------------------------------- */

static void text_put(int64_t id, const char *text)
{
	struct change *change = change_of(anna);
	struct str before = view_text(change_view(change),
		SQL("SELECT search_text FROM my_event WHERE id = $1"), V(id));
	struct str now = search_words(test_arena(), str_of(text));

	search_put(change, "event", id, before, now);
	change_run(change, SQL("UPDATE event SET search_text = $1 WHERE id = $2"), V(now, id));
	CHECK(change_commit(change) == COMMITTED);
}

/* The numbers of the rows found, as digits in order. */
static int64_t found(const char *typed)
{
	struct view *view = view_of(anna);
	struct str query = search_query(view, str_of(typed));
	int64_t digits = 0;
	struct grid grid;

	if (query.len) {
		grid = view_grid(view, SQL("SELECT my_event.id FROM {found event $1} AS hit"
			" JOIN my_event ON my_event.id = hit.row_id ORDER BY hit.row_id"),
			V(query));
		for (size_t i = 0; i < grid.rows; i++)
			digits = digits * 10 + grid_at(&grid, i, 0).number;
	}
	view_close(view);
	return digits;
}

static void texts_open(void)
{
	static const char *const texts[] = { "Vattenläcka i källaren på Åsgatan 12",
		"Inbrottet i förrådet, en cykel stulen", "Asfalten är lagad vid skolan",
		"Våld mot personal; våldet anmält", "Läckan lagad: \"röret\" bytt" };

	city_open();
	for (size_t i = 0; i < COUNT(texts); i++)
		text_put(event_add(1, texts[i]), texts[i]);
}

TEST_ON_STORES(search_finds_words_in_every_form)
{
	texts_open();
	CHECK(found("läckor") == 15);           /* also inside vattenläcka */
	CHECK(found("inbrott") == 2);
	CHECK(found("INBROTTEN") == 2);
	CHECK(found("våldet") == 4 && found("våld ") == 4);
	CHECK(found("källare åsgatan") == 1);
	CHECK(found("källare cykel") == 0);
	CHECK(found("12") == 1);
	CHECK(found("cykel stulen") == 2);
}

TEST_ON_STORES(search_keeps_swedish_letters_apart)
{
	texts_open();
	CHECK(found("asgatan ") == 0);
	CHECK(found("valdet ") == 0);
	CHECK(found("lacka ") == 0);
	CHECK(found("asfalt ") == 3);
}

TEST_ON_STORES(search_knows_beginnings_phrases_and_not)
{
	texts_open();
	CHECK(found("förr") == 2);              /* the last word may be a beginning */
	CHECK(found("fö cykel") == 0);
	CHECK(found("fö") == 2 && found("f") == 0);
	CHECK(found("\"läckan lagad\"") == 5);
	CHECK(found("\"lagad läckan\"") == 0);
	CHECK(found("lagad -skolan") == 5);
	CHECK(found("lagad -\"läckan lagad\"") == 3);
	CHECK(found("-skolan") == 0);
}

TEST_ON_STORES(search_survives_what_people_type)
{
	static const char *const hostile[] = { "\"* OR (", "a* OR b NEAR(c)", "' ; DROP TABLE x",
		"läcka AND",
		"((((", "-", "\"", "--", "*", "\\", "läcka:*", "title:x", "!läcka & |",
		"<->", "\xC3", "ab…cd", "🔥", "' OR '1'='1", "^läcka", "{found}", "$1" };
	char long_text[4000];

	texts_open();
	for (size_t i = 0; i < COUNT(hostile); i++)
		found(hostile[i]);
	memset(long_text, 'a', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	CHECK(found(long_text) == 0);
	for (size_t i = 3; i < sizeof(long_text) - 1; i += 4)
		long_text[i] = ' ';
	CHECK(found(long_text) == 0);
	CHECK(found("läcka:*") == 15 && found("(läcka)") == 15);
}

TEST_ON_STORES(a_text_that_changed_is_found_by_its_new_words_only)
{
	texts_open();
	text_put(1, "Rörbrott i tvättstugan");
	CHECK(found("källare") == 0 && found("tvättstuga") == 1);
	CHECK(found("läcka") == 5);
	text_put(1, "");
	CHECK(found("tvättstuga") == 0);
}

TEST_ON_STORES(a_page_reads_no_words_out_of_the_index)
{
	texts_open();
	if (!store_is_postgres(store)) {
		CHECK(text_of(anna, SQL("SELECT words FROM event_words"), NONE).len == 0);
		CHECK(is_refused(act_view, "SELECT * FROM event_words_data"));
		CHECK(is_refused(act_view, "SELECT * FROM sqlite_master"));
	}
	CHECK(is_refused(act_view, "SELECT * FROM member"));
}

TEST_ON_STORES(many_longer_words_are_too_many_for_nobody)
{
	struct change *change;

	city_open();
	event_add(1, "x");
	change = change_of(the_system);
	for (int i = 0; i < 300; i++) {
		struct str word = arena_print(test_arena(), "%c%c%cläcka%c", 'b' + i % 20,
			'b' + i / 20, 'o', 'r');

		search_put(change, "event", i + 1, S(""), search_words(test_arena(), word));
	}
	CHECK(change_commit(change) == COMMITTED);
	CHECK(found("läcka") == 1);
}

TEST_ON_STORES(many_rows_that_are_put_together_are_found_one_by_one)
{
	enum { MANY = 150 };            /* two full statements and some left over */
	struct search_row rows[MANY];
	struct change *change;

	city_open();
	change = change_of(the_system);
	for (int i = 0; i < MANY; i++)
		rows[i] = (struct search_row){ i + 1, search_words(test_arena(),
			arena_print(test_arena(), "brand %s", i == 0 ? "förråd" : i == 70 ? "källare"
				: i == MANY - 1 ? "vind" : "")) };
	search_put_many(change, "event", rows, MANY);
	CHECK(change_commit(change) == COMMITTED);
	for (int i = 0; i < MANY; i++)
		event_add(1, "x");
	CHECK(found("förråd") == 1 && found("källare") == 71 && found("vind") == MANY);
	CHECK(found("brand källare") == 71 && found("brand cykel") == 0);
}
