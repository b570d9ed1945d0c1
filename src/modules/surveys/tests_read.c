/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tests_read.c - files of answers and people that are not fine: told with line and column. */
#include "modules/surveys/tests_town.h"

#include "base/test.h"

struct bad_file { const char *content, *says; };

static bool says(struct str problem, const char *words)
{
	return str_find(problem, str_of(words)) >= 0;
}

TEST_ON_STORES(a_file_of_answers_that_is_not_fine_is_told_by_line_and_column)
{
	static const struct bad_file files[] = {
		{ "", "no rows" },
		{ "reference;area;sex;age;safe\n", "no rows" },
		{ "reference;area;sex;age;safe;namn\n1;d1;1;1;1;Kalle",
			"Line 1, column namn: the round knows no such column" },
		{ "reference;area;sex;age;safe;safe\n1;d1;1;1;1;1", "the column is there twice" },
		{ "area;sex;age;safe\nd1;1;1;1", "The column reference is missing" },
		{ "reference;sex;age;safe\n1;1;1;1", "The column area is missing" },
		{ "reference;area;sex;safe\n1;d1;1;1",
			"A column with groups that the round names is missing" },
		{ "reference;area;sex;age\n1;d1;1;1", "no column of any question" },
		{ "reference;area;sex;age;safe\n1;d1;1;1;1\n2;d99;1;1;1",
			"Line 3, column area: the map has no area with the code “d99”" },
		{ "reference;area;sex;age;safe\n1;d1;1;1;1\n2;town;1;1;1",
			"the map has no area with the code “town”" },
		{ "reference;area;sex;age;safe\n1;d1;1;1;1\n1;d2;1;1;1",
			"Line 3, column reference: “1” stands on line 2 too" },
		{ "reference;area;sex;age;safe\n1;d1;1;1;5",
			"Line 2, column safe: “5” is not among the possible answers" },
		{ "reference;area;sex;age;safe\n1;d1;;1;1", "Line 2, column sex: it is empty" },
		{ "reference;area;weight;sex;age;safe\n1;d1;0;1;1;1",
			"Line 2, column weight: it must be a number above 0" },
		{ "reference;area;weight;sex;age;safe\n1;d1;-3;1;1;1", "it must be a number above 0" },
		{ "reference;area;weight;sex;age;safe\n1;d1;nan;1;1;1", "it must be a number above 0" },
		{ "reference;area;sex;age;safe\n850709-9805;d1;1;1;1",
			"Line 2, column reference: it looks like a personal number" },
		{ "reference;area;sex;age;safe\n1;d1;850709-9805;1;1",
			"Line 2, column sex: it looks like a personal number" },
		{ "reference;area;sex;age;safe\n1;d1;1;1",
			"the row has not as many cells as there are headings" },
		{ "reference;area;sex;age;safe\n\"1;d1;1;1;1", "" },
	};
	struct town town = town_make();
	struct view *view;

	for (size_t i = 0; i < COUNT(files); i++) {
		struct str problem;
		bool is_refused = town_read(&town, &town.round, FILE_answers, str_of(files[i].content), &problem) > 0;

		if (!is_refused || !says(problem, files[i].says))
			printf("%s: %.*s\n", files[i].content, STR(problem));
		CHECK(is_refused && says(problem, files[i].says));
	}
	view = town_view(&town, TOWN_ANALYST);
	CHECK(!round_file_now(view, town.round.id, FILE_answers));
	view_close(view);
}

TEST_ON_STORES(a_file_of_people_that_is_not_fine_is_told_by_line_and_column)
{
	static const struct bad_file files[] = {
		{ "margin;group\nsex;1", "margin, group and people" },
		{ "margin;group;people;name\nsex;1;5;x", "Line 1, column name: the round knows no such column" },
		{ "margin;group;people\nheight;1;5", "Line 2, column margin: it is area, stratum or one of" },
		{ "margin;group;people\narea;d99;5", "the map has no area with the code “d99”" },
		{ "margin;group;people\nsex;1;0", "Line 2, column people: it must be a number above 0" },
		{ "margin;group;people\nsex;1;5\nsex;1;6", "Line 3, column margin: the group stands on line 2 too" },
	};
	struct town town = town_make();

	for (size_t i = 0; i < COUNT(files); i++) {
		struct str problem;
		bool is_refused = town_read(&town, &town.round, FILE_people, str_of(files[i].content), &problem) > 0;

		if (!is_refused || !says(problem, files[i].says))
			printf("%s: %.*s\n", files[i].content, STR(problem));
		CHECK(is_refused && says(problem, files[i].says));
	}
}

TEST_ON_STORES(many_mistakes_are_counted_and_not_all_told)
{
	struct town town = town_make();
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	out_z(&out, "reference;area;sex;age;safe");
	for (int i = 0; i < 100; i++)
		out_print(&out, "\n%d;d1;1;1;7", i);
	CHECK(town_read(&town, &town.round, FILE_answers, out_str(&out), &problem) == 26);
}

TEST_ON_STORES(groups_that_do_not_fit_the_people_stop_the_computing_with_words)
{
	struct town town = town_make();
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	town_answers(&out, 1, 40, 20);
	CHECK(town_read(&town, &town.round, FILE_answers, out_str(&out), &problem) == 0);
	CHECK(town_read(&town, &town.round, FILE_people,
		      S("margin;group;people\nsex;1;100\nsex;2;100\nsex;3;100"), &problem)
		== 0);
	CHECK(says(town_compute(&town, &town.round).problem, "Nobody of the group “3” has answered"));
	CHECK(town_read(&town, &town.round, FILE_people, S("margin;group;people\nsex;1;100"), &problem) == 0);
	CHECK(says(town_compute(&town, &town.round).problem,
		"The group “2” has answers, and its people are not in the file"));
	CHECK(town_read(&town, &town.round, FILE_people,
		      S("margin;group;people\narea;d1;500\nsex;1;100\nsex;2;100"), &problem)
		== 0);
	CHECK(says(town_compute(&town, &town.round).problem, "add up to the same number"));
	CHECK(town_read(&town, &town.round, FILE_people,
		      S("margin;group;people\narea;d1;200\nsex;1;100\nsex;2;100"), &problem)
		== 0);
	CHECK(!town_compute(&town, &town.round).problem.len);
}

TEST(headings_and_lists_of_answers_are_judged)
{
	struct str trimmed;

	CHECK(code_is_fine(S("q_1")) && !code_is_fine(S("Q1")) && !code_is_fine(S("weight"))
		&& !code_is_fine(S("")));
	CHECK(answer_words_are_fine(test_arena(), S(" 1  2 "), &trimmed) && str_is(trimmed, "1 2"));
	CHECK(!answer_words_are_fine(test_arena(), S("1 2 1"), &trimmed));
}
