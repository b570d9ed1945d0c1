/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tests.c - a survey from its file to its shares, beside those of R; what is told, what is not. */
#include "modules/surveys/tests_town.h"

#include "analysis/tests_oracle.h"

static struct str oracle_answers(void)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/survey.csv");
	struct out out;

	out_init(&out, test_arena(), 8 << 20);
	out_z(&out, "reference;area;stratum;weight;sex;age;safe");
	for (size_t row = 1; row < table->count; row++) {
		int district = oracle_int(table, row, "district");

		out_print(&out, "\nr%zu;d%d;%d;%.17g;%d;%d;%d", row, district, district, oracle_number(table, row, "w"),
			oracle_int(table, row, "sex"), oracle_int(table, row, "age"), oracle_int(table, row, "safe"));
	}
	return out_str(&out);
}

/* Strata alone, or also what all three groupings have. */
static struct str oracle_people(bool is_raked)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/population_margins.csv");
	double district[TOWN_AREAS] = { 0 }, sex[2] = { 0 }, age[3] = { 0 };
	struct out out;

	for (size_t row = 1; row < table->count; row++) {
		double people = oracle_number(table, row, "N");

		district[oracle_int(table, row, "district") - 1] += people;
		sex[oracle_int(table, row, "sex") - 1] += people;
		age[oracle_int(table, row, "age") - 1] += people;
	}
	out_init(&out, test_arena(), 1 << 20);
	out_z(&out, "margin;group;people");
	for (int i = 0; i < TOWN_AREAS; i++)
		out_print(&out, "\nstratum;%d;%.0f", i + 1, district[i]);
	for (int i = 0; i < TOWN_AREAS && is_raked; i++)
		out_print(&out, "\narea;d%d;%.0f", i + 1, district[i]);
	for (int i = 0; i < 2 && is_raked; i++)
		out_print(&out, "\nsex;%d;%.0f", i + 1, sex[i]);
	for (int i = 0; i < 3 && is_raked; i++)
		out_print(&out, "\nage;%d;%.0f", i + 1, age[i]);
	return out_str(&out);
}

static size_t oracle_row(const struct csv_table *table, const char *what)
{
	for (size_t row = 1; row < table->count; row++)
		if (str_is(csv_cell(table, row, "what"), what))
			return row;
	CHECK(false);
	return 0;
}

static struct round_result_list results_now(const struct town *town, const struct asked_round *round)
{
	struct view *view = town_view(town, TOWN_POLITICIAN);
	const struct round_run *run = run_newest(view, round->id);
	struct round_result_list list = { 0 };

	if (run)
		list = round_results_of(view, run->id);
	view_close(view);
	return list;
}

static void level_set(const struct town *town, const char *level)
{
	struct change *change = change_open(town->store, test_arena(), (struct who){ .is_system = true });

	setting_put(change, "survey_level_percent", str_of(level));
	CHECK(change_commit(change) == COMMITTED);
}

#define SAME(found, table, row, name) CHECK(is_within(found, oracle_number(table, row, name), 1e-8))

TEST_ON_STORES(a_survey_read_from_its_file_has_the_shares_of_the_oracle)
{
	const struct csv_table *city = oracle_read("oracles/06_survey/survey_city.csv");
	const struct csv_table *district = oracle_read("oracles/06_survey/survey_district.csv");
	struct town town = town_make();
	struct round_making made;
	struct round_result_list list;
	struct str problem;
	size_t seen = 0;

	level_set(&town, "95");
	CHECK(town_read(&town, &town.round, FILE_answers, oracle_answers(), &problem) == 0);
	CHECK(town_read(&town, &town.round, FILE_people, oracle_people(false), &problem) == 0);
	made = town_compute(&town, &town.round);
	CHECK(made.run.number == 1 && made.run.answers == 2800 && made.run.is_weighted && !made.run.margins.len);
	list = results_now(&town, &town.round);
	CHECK(list.count == TOWN_AREAS + 1 && !list.at[0].area_id && list.at[0].answers == 2800);
	SAME(list.at[0].share, city, oracle_row(city, "city_logit"), "est");
	SAME(list.at[0].error, city, oracle_row(city, "city_logit"), "se");
	SAME(list.at[0].low, city, oracle_row(city, "city_beta"), "lo");
	SAME(list.at[0].high, city, oracle_row(city, "city_beta"), "hi");
	for (size_t i = 1; i < list.count; i++)
		for (size_t row = 1; row < district->count; row++)
			if (is_within(list.at[i].share, oracle_number(district, row, "est"), 1e-8)
			    && is_within(list.at[i].error, oracle_number(district, row, "se_design"), 1e-8)) {
				seen++;
				break;
			}
	CHECK(seen == TOWN_AREAS);
}

TEST_ON_STORES(raked_shares_are_those_of_the_oracle_and_stand_beside_the_first_ones)
{
	const struct csv_table *city = oracle_read("oracles/06_survey/survey_city.csv");
	struct town town = town_make();
	struct round_making made;
	struct round_result_list list;
	struct str problem;
	struct view *view;

	town_read(&town, &town.round, FILE_answers, oracle_answers(), &problem);
	town_compute(&town, &town.round);
	CHECK(town_read(&town, &town.round, FILE_people, oracle_people(true), &problem) == 0);
	made = town_compute(&town, &town.round);
	CHECK(made.run.number == 2 && str_is(made.run.margins, "area sex age") && made.run.weights_cut == 0);
	list = results_now(&town, &town.round);
	SAME(list.at[0].share, city, oracle_row(city, "city_raked"), "est");
	SAME(list.at[0].error, city, oracle_row(city, "city_raked"), "se");
	view = town_view(&town, TOWN_POLITICIAN);
	CHECK(runs_of(view, town.round.id).count == 2);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_survey_result"), NONE) == 2 * (TOWN_AREAS + 1));
	view_close(view);
}

TEST_ON_STORES(small_areas_are_surer_than_alone_and_their_places_are_intervals)
{
	struct town town = town_make();
	struct round_result_list list;
	struct str problem;

	town_read(&town, &town.round, FILE_answers, oracle_answers(), &problem);
	town_compute(&town, &town.round);
	list = results_now(&town, &town.round);
	for (size_t i = 1; i < list.count; i++) {
		const struct round_result *one = &list.at[i];

		CHECK(one->has_small && one->own > 0 && one->own < 1 && !one->leans_before);
		CHECK(one->small_low < one->small && one->small < one->small_high);
		CHECK(one->small_high - one->small_low < one->high - one->low);
		CHECK(one->rank_low >= 1 && one->rank_low <= one->rank_high && one->rank_high <= one->ranked
			&& one->ranked == TOWN_AREAS);
	}
}

/* ---- What is told ---------------------------------------------------------------------------------- */

TEST_ON_STORES(few_answers_are_told_in_words_and_cannot_be_worked_out)
{
	struct town town = town_make();
	struct round_result_list list;
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	town_answers(&out, 1, 60, 40);
	town_answers(&out, 2, 40, 20);
	town_answers(&out, 3, 24, 20);
	town_answers(&out, 4, 60, 2);
	CHECK(town_read(&town, &town.round, FILE_answers, out_str(&out), &problem) == 0);
	town_compute(&town, &town.round);
	list = results_now(&town, &town.round);
	CHECK(list.count == 5 && list.at[0].telling == TELLING_told);
	CHECK(list.at[1].telling == TELLING_told && list.at[3].telling == TELLING_few);
	CHECK(list.at[4].telling == TELLING_unsure);
	for (size_t i = 2; i < 5; i++)
		CHECK(list.at[i].telling == TELLING_told
			|| (list.at[i].share == 0 && list.at[i].error == 0 && list.at[i].high == 0));
	CHECK(!list.at[3].has_small && list.at[3].small == 0 && list.at[3].ranked == 0);
}

TEST_ON_STORES(where_one_area_alone_is_few_the_smallest_beside_it_is_not_told)
{
	struct town town = town_make();
	struct round_result_list list;
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	town_answers(&out, 1, 60, 40);
	town_answers(&out, 2, 40, 20);
	town_answers(&out, 3, 24, 20);
	town_read(&town, &town.round, FILE_answers, out_str(&out), &problem);
	town_compute(&town, &town.round);
	list = results_now(&town, &town.round);
	CHECK(list.count == 4 && list.at[1].telling == TELLING_told && list.at[2].telling == TELLING_beside
		&& list.at[3].telling == TELLING_few);
	CHECK(list.at[2].share == 0 && !list.at[2].has_small && list.at[2].ranked == 0);
}

TEST_ON_STORES(without_weights_only_those_who_answered_are_told_of)
{
	struct town town = town_make();
	struct round_making made;
	struct round_result_list list;
	struct round_change change;
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	out_z(&out, "reference;area;sex;age;safe");
	for (int i = 0; i < 50; i++)
		out_print(&out, "\n%d;d1;1;1;%s", i, i < 30 ? "1" : i < 40 ? "0" : i < 45 ? "9" : "");
	CHECK(town_read(&town, &town.round, FILE_answers, out_str(&out), &problem) == 0);
	made = town_compute(&town, &town.round);
	CHECK(made.run.number == 1 && !made.run.is_weighted);
	list = results_now(&town, &town.round);
	CHECK(list.count == 2 && list.at[0].answers == 40 && list.at[0].not_answered == 10);
	CHECK(is_within(list.at[0].share, 0.75, 1e-12) && list.at[0].error == 0 && list.at[0].high == 0);
	CHECK(!list.at[1].has_small && !list.at[1].ranked);
	change = results_compare(&list.at[0], &list.at[0], 0.9, 0.03);
	CHECK(change.state == CHANGE_known && change.difference.verdict != VERDICT_increase);
}

TEST_ON_STORES(people_of_strata_are_weights_when_the_file_has_none)
{
	struct town town = town_make();
	struct round_result_list list;
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	out_z(&out, "reference;area;stratum;sex;age;safe");
	for (int i = 0; i < 100; i++)
		out_print(&out, "\n%d;d%d;%s;1;1;%d", i, 1 + (i >= 50), i < 50 ? "small" : "large", i < 50 || i >= 90);
	town_read(&town, &town.round, FILE_answers, out_str(&out), &problem);
	town_read(&town, &town.round, FILE_people,
		S("margin;group;people\nstratum;small;1000\nstratum;large;9000"), &problem);
	CHECK(!problem.len && town_compute(&town, &town.round).run.is_weighted);
	list = results_now(&town, &town.round);
	CHECK(is_within(list.at[0].share, 0.1 * 1 + 0.9 * 0.2, 1e-12));
}

/* ---- Two rounds ---------------------------------------------------------------------------------------- */

/* Districts differ alike in both rounds. */
static struct asked_round earlier_round(const struct town *town, int safe)
{
	struct change *change = change_open(town->store, test_arena(), (struct who){ .person = TOWN_ANALYST });
	struct asked_round round = town_round(town, "2024", 2024);
	struct str problem;
	struct out out;

	change_insert(change, &asked_round_record.shape, &round);
	CHECK(change_commit(change) == COMMITTED);
	out_init(&out, test_arena(), 4 << 20);
	for (int d = 1; d <= TOWN_AREAS; d++)
		town_answers(&out, d, 100, safe + d % 5);
	CHECK(town_read(town, &round, FILE_answers, out_str(&out), &problem) == 0);
	town_compute(town, &round);
	return round;
}

static struct round_change change_now(
	const struct town *town, const struct asked_round *round, const char *area)
{
	struct view *view = town_view(town, TOWN_POLITICIAN);
	struct round_standing standing = round_standing_of(view, round);
	int64_t area_id = view_int(view, SQL("SELECT id FROM my_area WHERE code = $1"), V(area));
	struct round_change change = change_of(&standing, &town->question, area_id);

	view_close(view);
	return change;
}

static void later_round(const struct town *town, int safe)
{
	struct str problem;
	struct out out;

	out_init(&out, test_arena(), 4 << 20);
	for (int d = 1; d <= TOWN_AREAS; d++)
		town_answers(&out, d, 100, safe + d % 5);
	CHECK(town_read(town, &town->round, FILE_answers, out_str(&out), &problem) == 0);
	town_compute(town, &town->round);
}

TEST_ON_STORES(a_change_that_the_city_can_tell_cannot_be_told_of_a_district)
{
	struct town town = town_make();
	struct round_change change;

	earlier_round(&town, 60);
	later_round(&town, 68);
	change = change_now(&town, &town.round, "");
	CHECK(change.state == CHANGE_known && change.difference.verdict == VERDICT_increase);
	CHECK(is_within(change.difference.difference, 0.08, 1e-9));
	change = change_now(&town, &town.round, "d3");
	CHECK(change.state == CHANGE_known && change.difference.verdict == VERDICT_cannot_tell);
	CHECK(results_now(&town, &town.round).at[1].leans_before);
}

TEST_ON_STORES(nothing_is_compared_across_a_break_or_another_wording)
{
	struct town town = town_make();
	struct change *change;
	struct asked_question other;
	struct asked_round broken;
	struct view *view;
	struct round_standing standing;

	earlier_round(&town, 60);
	broken = town.round;
	broken.is_break = true;
	broken.break_reason = S("Asked on the web");
	change = change_open(town.store, test_arena(), (struct who){ .person = TOWN_ANALYST });
	change_update(change, &asked_round_record.shape, &broken, broken.version);
	other = (struct asked_question){ .survey_id = town.survey.id,
		.code = S("other"),
		.subject = town.question.subject,
		.wording = S("How safe?"),
		.answers = S("0 1"),
		.safe = S("1") };
	change_insert(change, &asked_question_record.shape, &other);
	CHECK(change_commit(change) == COMMITTED);
	later_round(&town, 68);
	CHECK(change_now(&town, &broken, "").state == CHANGE_break);
	CHECK(!results_now(&town, &town.round).at[1].leans_before);
	view = town_view(&town, TOWN_POLITICIAN);
	standing = round_standing_of(view, &town.round);
	CHECK(change_of(&standing, &other, 0).state == CHANGE_break);
	standing.broken = NULL;
	CHECK(change_of(&standing, &other, 0).state == CHANGE_wording);
	view_close(view);
}

/* ---- Single answers ---------------------------------------------------------------------------------------- */

TEST_ON_STORES(answers_are_erased_in_time_and_what_was_computed_stays)
{
	struct town town = town_make();
	struct change *change;
	struct view *system;
	struct instant now = instant_now();

	later_round(&town, 60);
	change = change_open(town.store, test_arena(), (struct who){ .is_system = true });
	CHECK(answers_erase_old(change, now) == 0);
	CHECK(answers_erase_old(change, (struct instant){ now.seconds + 1 }) == 1);
	CHECK(change_commit(change) == COMMITTED);
	system = view_open(town.store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(system, SQL("SELECT count(*) FROM survey_file WHERE content <> ''"), NONE) == 0);
	view_close(system);
	CHECK(results_now(&town, &town.round).count == TOWN_AREAS + 1);
	CHECK(town_compute(&town, &town.round).problem.len > 0);
	CHECK(results_now(&town, &town.round).count == TOWN_AREAS + 1);
}

TEST_ON_STORES(an_import_taken_back_erases_its_answers_and_leaves_what_was_computed)
{
	struct town town = town_make();
	struct change *change;
	struct view *view;
	int64_t import_id;

	later_round(&town, 60);
	change = change_open(town.store, test_arena(), (struct who){ .is_system = true });
	import_id = import_begin(change, "survey_answers", S("2026"), S("a.csv"), 0);
	change_run(change, SQL("UPDATE survey_file SET import_id = $1"), V(import_id));
	CHECK(view_int(change_view(change), SQL("SELECT is_private FROM import WHERE id = $1"), V(import_id)) == 1);
	CHECK(surveys_module.imports[0].undo(change, import_id) == 100 * TOWN_AREAS);
	CHECK(surveys_module.imports[0].undo(change, import_id) == 0);
	CHECK(change_commit(change) == COMMITTED);
	view = town_view(&town, TOWN_ANALYST);
	CHECK(!round_file_now(view, town.round.id, FILE_answers) && run_newest(view, town.round.id));
	view_close(view);
}

TEST_ON_STORES(results_are_for_readers_of_statistics_and_kept_answers_have_no_reference)
{
	struct town town = town_make();
	struct str problem;
	struct view *view;
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	out_z(&out, "reference;area;weight;sex;age;safe\nKALLE-7;d1;10;1;1;1\nKALLE-8;d1;10;1;1;0");
	town_read(&town, &town.round, FILE_answers, out_str(&out), &problem);
	view = town_view(&town, TOWN_HANDLER);
	CHECK(surveys_all(view).count == 0 && !round_file_now(view, town.round.id, FILE_answers)
		&& !survey_may_write(view));
	view_close(view);
	view = town_view(&town, TOWN_POLITICIAN);
	CHECK(surveys_all(view).count == 1 && !survey_may_write(view));
	view_close(view);
	view = view_open(town.store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(view, SQL("SELECT count(*) FROM survey_file WHERE content LIKE '%KALLE%'"), NONE) == 0);
	CHECK(view_int(view, SQL("SELECT count(*) FROM survey_file WHERE content LIKE '%d1%'"), NONE) == 1);
	view_close(view);
}
