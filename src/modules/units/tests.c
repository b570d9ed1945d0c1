/* SPDX-License-Identifier: EUPL-1.2 */
/* units/tests.c - the tree over time; merges, moves and what follows from them. */
#include "modules/units/inside.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "store/test_store.h"

#include <stdio.h>

extern const struct embedded catalogue_files[];

static struct date day(const char *text)
{
	struct date date = { 0 };

	CHECK(date_read(str_of(text), &date));
	return date;
}

static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static struct store *demo_city(void)
{
	struct store *store = city();

	units_demo(store, 0);
	return store;
}

static struct view *system_view(struct store *store)
{
	return view_open(store, test_arena(), (struct who){ .is_system = true });
}

/* ---- The closure, on paper ------------------------------------------------------------- */

/* 1 city; 2 and 3 committees; 4 a school that moves from 2 to 3; 2 becomes part of 3. */
static struct tree small_tree(void)
{
	static struct unit units[] = { { .id = 1 }, { .id = 2 }, { .id = 3 }, { .id = 4 }, { .id = 5 } };
	static struct unit_parent parents[] = {
		{ .unit_id = 2, .parent_id = 1 }, { .unit_id = 3, .parent_id = 1 },
		{ .unit_id = 4, .parent_id = 2 }, { .unit_id = 4, .parent_id = 3 },
		{ .unit_id = 5, .parent_id = 2 } };
	static struct unit_successor successors[] = { { .from_id = 2, .to_id = 3, .share = 1 } };

	units[1].valid_to = parents[0].valid_to = parents[2].valid_to = day("2020-06-30");
	units[4].valid_to = parents[4].valid_to = day("2020-06-30");
	parents[3].valid_from = successors[0].on_date = day("2020-07-01");
	return (struct tree){ { COUNT(units), units }, { COUNT(parents), parents },
		{ COUNT(successors), successors } };
}

static const struct unit_closure *row_of(const struct unit_closure_list *rows, int64_t above,
                                         int64_t below)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].above_id == above && rows->at[i].below_id == below)
			return &rows->at[i];
	return NULL;
}

TEST(every_unit_stands_above_itself)
{
	struct tree tree = small_tree();
	struct unit_closure_list rows = closure_of(test_arena(), &tree);

	for (int64_t id = 1; id <= 5; id++) {
		CHECK(row_of(&rows, id, id) != NULL);
		CHECK(row_of(&rows, id, id)->depth == 0);
	}
}

TEST(a_unit_that_moved_stands_below_each_in_its_days)
{
	struct tree tree = small_tree();
	struct unit_closure_list rows = closure_of(test_arena(), &tree);

	CHECK(!date_compare(row_of(&rows, 2, 4)->valid_to, day("2020-06-30")));
	CHECK(!date_compare(row_of(&rows, 3, 4)->valid_from, day("2020-07-01")));
	CHECK(!date_is_given(row_of(&rows, 3, 4)->valid_to));
}

TEST(days_that_touch_are_one_row)
{
	struct tree tree = small_tree();
	struct unit_closure_list rows = closure_of(test_arena(), &tree);
	size_t count = 0;

	for (size_t i = 0; i < rows.count; i++)
		count += rows.at[i].above_id == 1 && rows.at[i].below_id == 4;
	CHECK(count == 1);
	CHECK(!date_is_given(row_of(&rows, 1, 4)->valid_from));
	CHECK(!date_is_given(row_of(&rows, 1, 4)->valid_to));
}

TEST(an_ended_unit_keeps_its_last_place)
{
	struct tree tree = small_tree();
	struct unit_closure_list rows = closure_of(test_arena(), &tree);

	CHECK(!date_is_given(row_of(&rows, 1, 2)->valid_to));
	CHECK(!date_is_given(row_of(&rows, 2, 5)->valid_to));
}

TEST(the_past_belongs_to_the_one_that_goes_on)
{
	struct tree tree = small_tree();
	struct unit_closure_list rows = closure_of(test_arena(), &tree);

	CHECK(row_of(&rows, 3, 2)->is_history);
	CHECK(!date_compare(row_of(&rows, 3, 2)->valid_from, day("2020-07-01")));
	CHECK(row_of(&rows, 3, 5)->is_history);
	CHECK(!row_of(&rows, 3, 4)->is_history);
	CHECK(!row_of(&rows, 1, 2)->is_history);
}

TEST(a_unit_never_stands_below_itself)
{
	struct tree tree = small_tree();

	CHECK(makes_circle(&tree, 3, 4, day("2024-01-01")));
	CHECK(makes_circle(&tree, 1, 4, day("2024-01-01")));
	CHECK(makes_circle(&tree, 4, 4, day("2024-01-01")));
	CHECK(!makes_circle(&tree, 2, 4, day("2024-01-01")));
	CHECK(makes_circle(&tree, 2, 4, day("2019-01-01")));
}

TEST(a_split_goes_on_as_two_and_a_merge_as_one)
{
	CHECK(follow_problem(S("rename"), 1, 1) == NULL);
	CHECK(follow_problem(S("rename"), 1, 2) != NULL);
	CHECK(follow_problem(S("merge"), 2, 1) == NULL);
	CHECK(follow_problem(S("merge"), 2, 2) != NULL);
	CHECK(follow_problem(S("split"), 1, 2) == NULL);
	CHECK(follow_problem(S("split"), 2, 2) != NULL);
	CHECK(follow_problem(S("split"), 1, 1) != NULL);
}

TEST(a_code_stands_in_an_address)
{
	CHECK(is_unit_code(S("LJU-F01")));
	CHECK(!is_unit_code(S("")));
	CHECK(!is_unit_code(S("a b")));
	CHECK(!is_unit_code(S("a/b")));
	CHECK(!is_unit_code(S("New")));
}

/* ---- The demo city ------------------------------------------------------------------------ */

static int64_t id_of(struct view *view, const char *code)
{
	const struct unit *unit = unit_of_code(view, str_of(code));

	CHECK(unit != NULL);
	return unit->id;
}

TEST_ON_STORES(a_school_had_another_committee_before_the_merge)
{
	struct view *view = system_view(demo_city());
	int64_t school = id_of(view, "HAM-F01");

	CHECK(unit_board(view, school, day("2019-05-01")) == id_of(view, "IHN"));
	CHECK(unit_board(view, school, day("2021-05-01")) == id_of(view, "HAM"));
	CHECK(unit_board(view, id_of(view, "IHN"), day("2024-01-01")) == id_of(view, "IHN"));
	CHECK(unit_board(view, id_of(view, "ALV"), day("2024-01-01")) == 0);
	CHECK(unit_board(view, school, day("2010-01-01")) == id_of(view, "HAM"));
	view_close(view);
}

TEST_ON_STORES(merged_units_are_followed_to_today)
{
	struct view *view = system_view(demo_city());

	CHECK(unit_today(view, id_of(view, "IHN")) == id_of(view, "HAM"));
	CHECK(unit_today(view, id_of(view, "SYV")) == id_of(view, "MOS"));
	CHECK(unit_today(view, id_of(view, "HAM")) == id_of(view, "HAM"));
	CHECK(unit_ancestors_in_time(view, id_of(view, "HAM")).count == 3);
	view_close(view);
}

static size_t districts_on(struct view *view, const char *on)
{
	struct unit_list units = units_valid(view, day(on));
	size_t count = 0;

	for (size_t i = 0; i < units.count; i++)
		count += str_is(units.at[i].kind, "district");
	return count;
}

TEST_ON_STORES(the_city_had_more_districts_before)
{
	struct view *view = system_view(demo_city());
	struct forest forest = forest_of(view, day("2024-01-01"));

	CHECK(districts_on(view, "2019-01-01") > districts_on(view, "2024-01-01"));
	CHECK(forest.count == 1);
	CHECK(str_is(forest.roots[0]->unit->code, "ALV"));
	CHECK(forest.roots[0]->child_count > 40);
	view_close(view);
}

static int64_t member_at(struct store *store, const char *code, const char *role)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t unit = id_of(change_view(change), code), person;

	person = change_run_id(change, SQL("INSERT INTO person (public_id, login, name, unit_id)"
		" VALUES ($1, $1, $1, $2) RETURNING id"), V(code, unit));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(person, unit, role));
	CHECK(change_commit(change) == COMMITTED);
	return person;
}

static bool reaches(struct store *store, int64_t person, const char *code)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool answer = view_int(view,
		SQL("SELECT count(*) FROM my_reach WHERE permission = 'events_read' AND unit_id = $1"),
		V(id_of(view, code))) > 0;

	view_close(view);
	return answer;
}

TEST_ON_STORES(a_coordinator_reaches_the_past_of_the_own_unit_and_nothing_else)
{
	struct store *store = demo_city();
	int64_t ham = member_at(store, "HAM", "unit_coordinator");
	int64_t ihn = member_at(store, "IHN", "unit_coordinator");

	CHECK(reaches(store, ham, "HAM-F01"));
	CHECK(reaches(store, ham, "IHN"));
	CHECK(reaches(store, ham, "IHN-F"));
	CHECK(!reaches(store, ham, "LJU"));
	CHECK(!reaches(store, ham, "ALV"));
	CHECK(!reaches(store, ihn, "HAM-F01"));
	CHECK(!reaches(store, ihn, "KYS"));
}

/* ---- Changing --------------------------------------------------------------------------- */

TEST_ON_STORES(a_merge_ends_both_and_begins_one)
{
	struct store *store = demo_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view = change_view(change);
	struct unit_follow follow = { .kind = S("merge"), .on_date = day("2026-07-01"),
		.others = S("STO"), .code_1 = S("NYA"), .name_1 = S("Nya stadsdelsnämnden") };
	int64_t first = follow_do(change, unit_of_code(view, S("KLO")), &follow);

	CHECK(first == id_of(view, "NYA"));
	CHECK(!date_compare(unit_of_code(view, S("STO"))->valid_to, day("2026-06-30")));
	CHECK(unit_board(view, id_of(view, "KLO-K"), day("2026-06-30")) == id_of(view, "KLO"));
	CHECK(unit_board(view, id_of(view, "KLO-K"), day("2026-07-01")) == first);
	CHECK(unit_ancestors_in_time(view, first).count == 3);
	change_undo(change);
}

TEST_ON_STORES(the_form_of_a_merge_is_judged_before_anything_is_done)
{
	struct store *store = demo_city();
	struct view *view = system_view(store);
	const struct unit *unit = unit_of_code(view, S("KLO"));
	struct problems problems = { .arena = test_arena() };
	struct unit_follow follow = { .kind = S("merge"), .on_date = day("2026-07-01"),
		.others = S("XYZ"), .code_1 = S("NYA") };

	follow_judge(view, unit, &follow, &problems);
	CHECK(problem_for(&problems, "others").len > 0);
	problems.count = 0;
	follow.others = S("");
	follow.code_1 = S("KLO");
	follow_judge(view, unit, &follow, &problems);
	CHECK(problem_for(&problems, "code_1").len > 0);
	problems.count = 0;
	follow.code_1 = S("NYA");
	follow_judge(view, unit, &follow, &problems);
	CHECK(problem_for(&problems, "name_1").len > 0);
	view_close(view);
}

TEST_ON_STORES(a_move_holds_from_its_day)
{
	struct store *store = demo_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct view *view = change_view(change);
	int64_t school = id_of(view, "LJU-F01"), to = id_of(view, "STO-F");

	unit_parent_put(change, school, to, day("2026-09-01"));
	unit_closure_make(change);
	CHECK(unit_board(view, school, day("2026-08-31")) == id_of(view, "LJU"));
	CHECK(unit_board(view, school, day("2026-09-01")) == id_of(view, "STO"));
	change_undo(change);
}
