/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tests_told.c - what surveys prove, and what they say in other rooms. */
#include "base/test.h"
#include "kit/test_evidence.h"
#include "modules/surveys/tests_town.h"

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

static void answers_read_in(const struct town *town)
{
	struct str problem;
	struct out file;

	out_init(&file, test_arena(), 1 << 20);
	for (int district = 1; district <= TOWN_AREAS; district++)
		town_answers(&file, district, 40, 20);
	CHECK(town_read(town, &town->round, FILE_answers, out_str(&file), &problem) == 0);
}

COUNTER_EXAMPLE(a_survey_that_is_not_computed_or_has_no_weights_proves_nothing, "survey kind months")
{
	struct town town = town_make();
	struct proof_try try = { .rule = "survey kind=security months=26", .person = TOWN_ANALYST, .unit_id = 1,
		.from = { 2026, 9, 2 }, .to = { 2026, 9, 30 } };

	answers_read_in(&town);
	CHECK(!proof_holds(town.store, &try));          /* read in, not computed */
	town_compute(&town, &town.round);
	CHECK(proof_holds(town.store, &try));
	try.rule = "survey kind=pupils months=26";
	CHECK(!proof_holds(town.store, &try));          /* others were asked */
	try.rule = "survey kind=security months=26";
	said(town.store, SQL("UPDATE survey_run SET is_weighted = 0"));
	CHECK(!proof_holds(town.store, &try));
	said(town.store, SQL("UPDATE survey_run SET is_weighted = 1"));
	try.from = (struct date){ 2028, 5, 1 };
	try.to = (struct date){ 2028, 5, 31 };          /* people were asked 26 months before 1 May */
	CHECK(!proof_holds(town.store, &try));
	store_close(town.store);
}

TEST_ON_STORES(a_survey_is_told_with_its_round_and_only_to_who_reads_statistics)
{
	struct town town = town_make();
	struct view *view;
	struct survey_told_list told;

	answers_read_in(&town);
	town_compute(&town, &town.round);
	view = town_view(&town, TOWN_POLITICIAN);
	told = surveys_told(view, (struct date){ 2026, 9, 1 });
	CHECK(told.count == 1 && str_find(told.at[0].words, S("Safe 2026")) >= 0);
	CHECK(survey_told_words(view, told.at[0].key, (struct date){ 2026, 9, 1 }).len > 0);
	CHECK(!surveys_told(view, (struct date){ 2026, 2, 1 }).count);          /* people were still to be asked */
	view_close(view);
	view = town_view(&town, TOWN_HANDLER);
	CHECK(!surveys_told(view, (struct date){ 2026, 9, 1 }).count);
	view_close(view);
	store_close(town.store);
}
