/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tests_tell.c - few answers that must not be worked out, broken series, maps that go round. */
#include "modules/surveys/tests_town.h"

#include "base/test.h"
#include "modules/surveys/round.html.h"
#include "modules/surveys/tell.h"

/* ---- What is told ------------------------------------------------------------------------- */

enum { LEAST = 25, PLACES_MOST = 12 };

/* A place with its answers; above 0: in the city. */
struct place { int64_t id, above, answers; };

struct told { struct round_result results[PLACES_MOST + 1]; };

static struct told told_of(const struct place *places, size_t count, int64_t in_city)
{
	struct survey_area areas[PLACES_MOST];
	struct survey_area_list list = { count, areas };
	struct told told = { .results = { { .answers = in_city, .telling = TELLING_told, .share = 0.5 } } };

	for (size_t i = 0; i < count; i++) {
		areas[i] = (struct survey_area){ .id = places[i].id, .above_id = places[i].above };
		told.results[i + 1] = (struct round_result){ .area_id = places[i].id, .answers = places[i].answers,
			.share = 0.5, .has_small = true, .small = 0.5,
			.telling = places[i].answers < LEAST ? TELLING_few : TELLING_told };
	}
	results_tell(&(struct telling_ask){ told.results, count + 1, &list, LEAST });
	for (size_t i = 0; i <= count; i++)
		CHECK(told.results[i].telling == TELLING_told || (told.results[i].share == 0 && !told.results[i].has_small));
	return told;
}

TEST(two_areas_that_are_few_together_take_a_third_with_them)
{
	static const struct place few[] = { { 1, 0, 60 }, { 2, 0, 40 }, { 3, 0, 10 }, { 4, 0, 9 } };
	static const struct place enough[] = { { 1, 0, 60 }, { 2, 0, 40 }, { 3, 0, 20 }, { 4, 0, 9 } };
	struct told told = told_of(few, COUNT(few), 119);

	CHECK(told.results[0].telling == TELLING_told && told.results[1].telling == TELLING_told);
	CHECK(told.results[2].telling == TELLING_beside);
	told = told_of(enough, COUNT(enough), 129);
	CHECK(told.results[2].telling == TELLING_told);
}

TEST(what_is_hidden_beside_the_few_does_not_follow_from_its_own_parts)
{
	static const struct place places[] = { { 1, 0, 300 }, { 2, 0, 100 }, { 3, 0, 10 },
		{ 21, 2, 60 }, { 22, 2, 40 }, { 11, 1, 150 }, { 12, 1, 150 } };
	struct told told = told_of(places, COUNT(places), 410);

	CHECK(told.results[1].telling == TELLING_told && told.results[2].telling == TELLING_beside);
	CHECK(told.results[5].telling == TELLING_beside && told.results[4].telling == TELLING_told);
	CHECK(told.results[6].telling == TELLING_told && told.results[7].telling == TELLING_told);
}

TEST(few_who_live_in_no_part_of_a_district_are_not_left_over)
{
	static const struct place few[] = { { 1, 0, 103 }, { 11, 1, 60 }, { 12, 1, 40 } };
	static const struct place many[] = { { 1, 0, 130 }, { 11, 1, 60 }, { 12, 1, 40 } };
	struct told told = told_of(few, COUNT(few), 103);

	CHECK(told.results[1].telling == TELLING_told && told.results[2].telling == TELLING_told);
	CHECK(told.results[3].telling == TELLING_beside);
	told = told_of(many, COUNT(many), 130);
	CHECK(told.results[3].telling == TELLING_told);
}

TEST(areas_that_lie_in_each_other_are_gone_through_once)
{
	static const struct place round[] = { { 1, 2, 60 }, { 2, 1, 40 }, { 3, 3, 10 }, { 4, 0, 30 } };
	struct told told = told_of(round, COUNT(round), 140);

	CHECK(told.results[3].telling == TELLING_few && told.results[4].telling == TELLING_told);
}

/* ---- Maps that go round -------------------------------------------------------------------- */

TEST_ON_STORES(a_map_whose_areas_lie_in_each_other_is_computed_too)
{
	struct town town = town_make();
	struct change *change = change_open(town.store, test_arena(), (struct who){ .is_system = true });
	struct str problem;
	struct out out;

	change_run(change, SQL("UPDATE area SET parent_code = 'd2' WHERE code = 'd1'"), NONE);
	change_run(change, SQL("UPDATE area SET parent_code = 'd1' WHERE code = 'd2'"), NONE);
	change_run(change, SQL("UPDATE area SET parent_code = 'd3' WHERE code = 'd3'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	out_init(&out, test_arena(), 1 << 20);
	for (int d = 1; d <= 4; d++)
		town_answers(&out, d, 60, 40);
	CHECK(town_read(&town, &town.round, FILE_answers, out_str(&out), &problem) == 0);
	CHECK(town_read(&town, &town.round, FILE_people, S("margin;group;people\narea;d4;2400"), &problem) == 0);
	CHECK(str_find(town_compute(&town, &town.round).problem, S("The group “d1” has answers")) >= 0);
	CHECK(town_read(&town, &town.round, FILE_people, S("margin;group;people\nsex;1;1200\nsex;2;1200"), &problem) == 0);
	CHECK(town_compute(&town, &town.round).run.number == 1);
}

/* ---- Series that are broken ------------------------------------------------------------------ */

static struct asked_round round_put(const struct town *town, const char *name, int year, const char *why_broken)
{
	struct change *change = change_open(town->store, test_arena(), (struct who){ .person = TOWN_ANALYST });
	struct asked_round round = town_round(town, name, year);

	round.is_break = why_broken[0] != 0;
	round.break_reason = str_of(why_broken);
	change_insert(change, &asked_round_record.shape, &round);
	CHECK(change_commit(change) == COMMITTED);
	return round;
}

static void round_fill(const struct town *town, const struct asked_round *round, int safe)
{
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 4 << 20);
	for (int d = 1; d <= TOWN_AREAS; d++)
		town_answers(&out, d, 100, safe + d % 5);
	CHECK(town_read(town, round, FILE_answers, out_str(&out), &problem) == 0);
	CHECK(!town_compute(town, round).problem.len);
}

TEST_ON_STORES(nothing_is_compared_across_a_broken_round_that_was_never_computed)
{
	struct town town = town_make();
	struct asked_round early = round_put(&town, "2022", 2022, "");
	struct view *view;
	struct round_standing standing;
	struct round_change change;

	round_put(&town, "2024", 2024, "Asked on the web");
	round_fill(&town, &early, 60);
	round_fill(&town, &town.round, 68);
	view = town_view(&town, TOWN_POLITICIAN);
	standing = round_standing_of(view, &town.round);
	change = change_of(&standing, &town.question, 0);
	CHECK(standing.before && standing.before->id == early.id && change.state == CHANGE_break);
	CHECK(str_is(change_said(test_arena(), &standing, &change), "Not compared: the series is broken. Asked on the web"));
	CHECK(str_is(change_said_short(test_arena(), &standing, &change),
		"Not compared: the series is broken. Asked on the web"));
	for (size_t i = 0; i < standing.results.count; i++)
		CHECK(!standing.results.at[i].leans_before);
	view_close(view);
}

TEST_ON_STORES(rounds_after_a_break_are_compared_with_each_other)
{
	struct town town = town_make();
	struct asked_round early = round_put(&town, "2022", 2022, "Asked on the web");
	struct view *view;
	struct round_standing standing;

	round_fill(&town, &early, 60);
	round_fill(&town, &town.round, 68);
	view = town_view(&town, TOWN_POLITICIAN);
	standing = round_standing_of(view, &town.round);
	CHECK(change_of(&standing, &town.question, 0).state == CHANGE_known);
	view_close(view);
}

/* ---- Nothing to divide by, and nothing kept for ever ------------------------------------------- */

static bool foot_divides(double effect)
{
	struct round_run run = { .is_weighted = true, .level = 0.9 };
	struct round_result city = { .telling = TELLING_few, .effect = effect };
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	result_foot(&out, &run, &city, LEAST, 30, 3, false);
	return str_find(out_str(&out), S("divided by")) >= 0;
}

TEST(a_design_effect_that_is_not_known_divides_nothing)
{
	calendar_open("Europe/Stockholm");
	CHECK(foot_divides(1.2) && !foot_divides(0));
}

TEST_ON_STORES(answers_that_were_never_computed_are_erased_in_time_too)
{
	struct town town = town_make();
	struct instant now = instant_now(), later = { now.seconds + 1 };
	struct change *change;
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	town_answers(&out, 1, 60, 40);
	CHECK(town_read(&town, &town.round, FILE_answers, out_str(&out), &problem) == 0);
	change = change_open(town.store, test_arena(), (struct who){ .is_system = true });
	CHECK(!answers_are_old(change_view(change), now) && answers_erase_old(change, now) == 0);
	CHECK(answers_are_old(change_view(change), later) && answers_erase_old(change, later) == 1);
	CHECK(view_int(change_view(change), SQL("SELECT count(*) FROM survey_file WHERE content <> ''"), NONE) == 0);
	CHECK(change_commit(change) == COMMITTED);
}

/* Of each stratum two answers. */
static bool are_weighed(size_t strata, struct str *problem)
{
	struct answers_read answers = { .count = 2 * strata };
	struct people_row_list people = { 0 };
	struct compute_settings settings = { .level = 0.9, .trim = 5, .widest = 0.3, .least = LEAST };
	struct round_data data = { .answers = &answers, .people = &people };
	struct weighed weighed;

	answers.strata = arena_array(test_arena(), struct str, answers.count);
	answers.weights = arena_array(test_arena(), double, answers.count);
	for (size_t i = 0; i < answers.count; i++) {
		answers.strata[i] = arena_print(test_arena(), "s%zu", i / 2);
		answers.weights[i] = 10;
	}
	*problem = S("");
	return round_weigh(test_arena(), &data, &settings, &weighed, problem);
}

TEST(more_strata_than_there_is_room_for_are_told_and_not_put_together)
{
	struct str problem;

	calendar_open("Europe/Stockholm");
	CHECK(are_weighed(5000, &problem) && !problem.len);
	CHECK(!are_weighed(5001, &problem));
	CHECK(str_is(problem, "The column “stratum” has more than 5000 groups: join some."));
}
