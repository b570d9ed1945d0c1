/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/tests.c - what is open, how often in words; in the database: what has come in, that
 * nothing of a marked risk is in the open version, and that what is decided stays as it was.
 */
#include "base/test.h"
#include "kit/test_evidence.h"
#include "modules/riskpicture/part.h"
#include "modules/riskpicture/steps.h"
#include "modules/riskpicture/tests_city.h"

#include <string.h>

/* ---- Rules ---------------------------------------------------------------------------------------- */

TEST(what_is_not_assessed_for_secrecy_is_not_open)
{
	struct rolled risk = { .secrecy = SECRECY_parts };

	CHECK(rolled_is_open(&risk) && rolled_is_told(&risk));
	risk.secret_assessment = S("rsa");
	CHECK(rolled_is_open(&risk) && !rolled_is_told(&risk));
	risk.secret_whole = S("rsa");
	CHECK(!rolled_is_open(&risk) && !rolled_is_told(&risk));
	for (int secrecy = SECRECY_none; secrecy <= SECRECY_whole; secrecy++)
		CHECK(rolled_is_open(&(struct rolled){ .secrecy = secrecy })
			== (secrecy == SECRECY_open || secrecy == SECRECY_parts));
}

TEST(steps_of_different_scales_become_times_a_year)
{
	struct risk_step seldom = { .step = 4, .frequency_low = 0.1, .frequency_high = 1 };
	struct risk_step often = { .step = 4, .frequency_low = 1, .frequency_high = 12 };
	struct rolled risk = { .probability = 4, .uncertainty = UNCERTAINTY_low };
	struct spread one = rolled_spread(&risk, &seldom), other = rolled_spread(&risk, &often);

	CHECK(one.middle > 0.31 && one.middle < 0.32 && other.middle > 3.4 && other.middle < 3.5);
	risk.uncertainty = UNCERTAINTY_high;
	CHECK(rolled_spread(&risk, &seldom).low < one.low && rolled_spread(&risk, &seldom).high > one.high);
	risk.frequency_low = 0.2, risk.frequency_likely = 0.5, risk.frequency_high = 2;
	CHECK(rolled_spread(&risk, &seldom).middle == 0.5);
	CHECK(!(rolled_spread(&(struct rolled){ 0 }, NULL).middle > 0));
}

TEST(how_often_is_said_as_people_say_it)
{
	tongue_choose(S("en"));
	CHECK(str_is(rollup_often(test_arena(), 0.0487), "once in 21 years"));
	CHECK(str_is(rollup_often(test_arena(), 0.4), "once in 2.5 years"));
	CHECK(str_is(rollup_often(test_arena(), 1), "once a year"));
	CHECK(str_is(rollup_often(test_arena(), 3.46), "3.5 times a year"));
	CHECK(str_is(rollup_often(test_arena(), 12), "12 times a year"));
	CHECK(!rollup_often(test_arena(), 0).len);
}

TEST(a_level_is_judged_where_no_unit_has_and_only_there)
{
	struct risk_theme theme = { .kind = THEME_gathered };
	const char *words;

	CHECK(!theme_problem(&theme, &words));
	theme.zone = S("red");
	CHECK(!strcmp(theme_problem(&theme, &words), "zone"));
	theme.kind = THEME_strategic;
	CHECK(!theme_problem(&theme, &words));
	theme.zone = S("");
	CHECK(!strcmp(theme_problem(&theme, &words), "zone"));
	theme.zone = S("red");
	theme.frequency_low = 1, theme.frequency_likely = 0.5, theme.frequency_high = 2;
	CHECK(!strcmp(theme_problem(&theme, &words), "frequency_likely"));
	theme.frequency_likely = 0;
	CHECK(!strcmp(theme_problem(&theme, &words), "frequency_likely"));
}

TEST(a_decision_has_a_day_that_has_been_a_paragraph_and_a_name)
{
	struct riskpicture_decision act = { .meeting_on = { 2026, 11, 20 }, .paragraph = S("§ 1"), .signer = S("N") };
	const char *words;

	CHECK(!decision_problem(&act, (struct date){ 2026, 11, 20 }, &words));
	CHECK(!strcmp(decision_problem(&act, (struct date){ 2026, 11, 19 }, &words), "meeting_on"));
	act.signer = S(" ");
	CHECK(!strcmp(decision_problem(&act, (struct date){ 2026, 11, 20 }, &words), "signer"));
	act.paragraph = S("");
	CHECK(!strcmp(decision_problem(&act, (struct date){ 2026, 11, 20 }, &words), "paragraph"));
}

static void publish(struct store *store, struct risk_picture *picture)
{
	const struct riskpicture_decision act = { .meeting_on = { 2026, 9, 10 }, .paragraph = S("§ 1"), .signer = S("N") };
	struct change *change = risk_city_change(store, OFFICE);

	picture->summary = S("In short");
	CHECK(!risk_picture_decide(change, picture, &act).len);
	CHECK(!risk_picture_publish(change, picture).len);
	CHECK(change_update(change, &risk_picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

/* ---- In the database ------------------------------------------------------------------------------ */

TEST_ON_STORES(only_what_has_come_in_is_rolled_up_and_the_rest_is_named)
{
	struct store *store = risk_city();
	struct view *view = risk_city_view(store, OFFICE);
	const struct gathering *gathering = gathering_of(view, 2026);
	const struct face *face;
	struct risk_picture picture = { .year = 2026 };

	CHECK(gathering->units == 2 && gathering->risks.count == 4);
	face = face_of(view, &picture, false);
	CHECK(face->units_in == 2 && face->units_all == 3 && face->missing.count == 1);
	CHECK(str_is(face->missing.at[0].unit, "WEST"));
	CHECK(face->risks == 4 && face_of(view, &picture, true)->risks == 3);
	view_close(view);
	view = risk_city_view(store, STRANGER);
	CHECK(gathering_of(view, 2026)->risks.count == 0 && gathering_of(view, 2026)->units == 0);
	view_close(view);
}

TEST_ON_STORES(the_same_threat_in_two_units_is_suggested_with_why)
{
	struct store *store = risk_city();
	struct view *view = risk_city_view(store, OFFICE);
	const struct theme_risk_list none = { 0 };
	struct suggestion_list list = suggestions_of(view, gathering_of(view, 2026), &none);

	CHECK(list.count == 1 && list.at[0].count == 2 && list.at[0].units == 2);
	CHECK(str_find(list.at[0].reasons, S("Technology and infrastructure")) >= 0);
	CHECK(suggestion_with(&list, list.at[0].risks[1]->public_id) == &list.at[0]);
	CHECK(!suggestion_with(&list, S("")));
	view_close(view);
}

TEST_ON_STORES(nothing_of_a_marked_risk_is_in_the_open_version)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	struct view *view = risk_city_view(store, OFFICE);
	const struct face *open = face_of(view, picture, true), *inner = face_of(view, picture, false);
	struct str text = face_json(test_arena(), open);

	CHECK(inner->themes.count == 3 && open->themes.count == 2);
	CHECK(str_find(text, S("Hidden")) < 0 && str_find(text, S("only marked")) < 0);
	CHECK(str_find(face_json(test_arena(), inner), S("Hidden")) >= 0);
	/* The open places close up; those who make it see the places that they have given. */
	CHECK(open->themes.at[0].place == 1 && open->themes.at[1].place == 2);
	CHECK(inner->themes.at[2].place == 5 && inner->themes.at[1].is_marked == false);
	view_close(view);
}

TEST_ON_STORES(that_an_assessment_is_marked_is_not_told_in_the_open_version)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	const struct face_said *open, *inner;
	struct view *view;

	risk_city_mark_assessment(store, "Heat wave");
	view = risk_city_view(store, OFFICE);
	open = &face_of(view, picture, true)->themes.at[1].said.at[0];
	inner = &face_of(view, picture, false)->themes.at[2].said.at[0];
	CHECK(str_is(open->title, "Heat wave") && !open->zone.len && !open->is_marked);
	CHECK(str_is(inner->title, "Heat wave") && inner->zone.len && inner->is_marked);
	view_close(view);
}

TEST_ON_STORES(who_said_what_and_how_far_apart_is_kept)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	struct view *view = risk_city_view(store, OFFICE);
	const struct face_theme *power = &face_of(view, picture, true)->themes.at[0];

	CHECK(power->said.count == 2 && power->units == 2 && power->times.count == 2);
	/* Step 4 of both scales, and they mean different things. */
	CHECK(power->said.at[0].step == 4 && power->said.at[1].step == 4);
	CHECK(power->times.is_apart && power->times.most > 10 * power->times.least);
	CHECK(power->level_count == 2 && str_is(power->levels[0].zone, "red") && power->levels[0].count == 1);
	CHECK(theme_level(power) == zone_number(S("red")));
	CHECK(power->value_count == 1 && power->values[0].step == 5 && power->values[0].count == 1);
	view_close(view);
}

TEST_ON_STORES(what_is_frozen_is_read_back_the_same)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	struct view *view = risk_city_view(store, OFFICE);
	struct str text = face_json(test_arena(), face_of(view, picture, false));

	CHECK(str_equals(text, face_json(test_arena(), face_read(test_arena(), text))));
	CHECK(face_read(test_arena(), S(""))->themes.count == 0);
	view_close(view);
}

TEST_ON_STORES(a_decided_picture_keeps_its_numbers_and_its_analyses_have_served)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	const struct riskpicture_decision act = { .meeting_on = { 2026, 9, 10 }, .paragraph = S("§ 1"), .signer = S("N") };
	struct change *change = risk_city_change(store, OFFICE);
	struct risk_picture_list seen;
	struct view *view;

	CHECK(risk_picture_decide(change, picture, &act).len);   /* no summary yet */
	picture->summary = S("In short");
	CHECK(!risk_picture_decide(change, picture, &act).len);
	CHECK(change_update(change, &risk_picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	view = risk_city_view(store, OFFICE);
	CHECK(rsa_newest(view, NORTH, 2026)->state == RSA_aggregated);
	CHECK(face_of_picture(view, picture, true)->themes.count == 2);
	view_close(view);
	/* A third unit hands in afterwards: the decided picture does not know. */
	risk_city_hand_in(store, WEST, "Late", "");
	view = risk_city_view(store, OFFICE);
	CHECK(face_of_picture(view, picture, true)->units_in == 2 && face_of(view, picture, true)->units_in == 3);
	view_close(view);
	view = risk_city_view(store, POLITICIAN);
	seen = riskpictures_all(view);
	CHECK(seen.count == 0);
	view_close(view);
}

TEST_ON_STORES(an_analysis_is_aggregated_once_and_only_when_it_has_come_in)
{
	struct store *store = risk_city();
	struct change *change = risk_city_change(store, OFFICE);
	const struct rsa *rsa = rsa_newest(change_view(change), NORTH, 2026);

	CHECK(rsa_aggregate(change, rsa->id, S("Picture")));
	CHECK(!rsa_aggregate(change, rsa->id, S("Picture")));
	CHECK(!rsa_aggregate(change, 999, S("Picture")));
	CHECK(rsa_of_id(change_view(change), rsa->id)->state == RSA_aggregated);
	CHECK(rsa_of_id(change_view(change), rsa->id)->version == rsa->version + 1);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(!rsa_aggregate(change, risk_city_draft(change, WEST), S("Picture")));
	change_undo(change);
}

TEST_ON_STORES(a_published_picture_is_read_by_all_and_its_inner_version_by_none_but_the_makers)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	struct view *view;

	publish(store, picture);
	view = risk_city_view(store, POLITICIAN);
	CHECK(risk_picture_get(view, picture->public_id) != NULL);
	CHECK(risk_picture_get(view, picture->public_id)->frozen.len > 0);
	CHECK(risk_picture_get(view, picture->public_id)->frozen_inner.len == 0);
	CHECK(risk_themes_of(view, picture->id).count == 0 && theme_risks_of(view, picture->id).count == 0);
	view_close(view);
	view = risk_city_view(store, OFFICE);
	CHECK(risk_picture_get(view, picture->public_id)->frozen_inner.len > 0);
	view_close(view);
}

TEST_ON_STORES(the_meeting_stands_in_the_year_wheel_of_the_office_for_those_who_may_know)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	const struct wheel_ask ask = { .unit_id = CITY, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct change *change = risk_city_change(store, OFFICE);
	struct wheel_item_list items;
	struct view *view;

	picture->planned_on = (struct date){ 2026, 11, 18 };
	CHECK(change_update(change, &risk_picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	view = risk_city_view(store, OFFICE);
	items = riskpicture_wheel[0].items(view, &ask);
	CHECK(items.count == 1 && items.at[0].on.month == 11 && !items.at[0].is_done && !items.at[0].is_late);
	CHECK(riskpicture_wheel[0].items(view, &(struct wheel_ask){ .unit_id = NORTH, .from = ask.from, .to = ask.to }).count == 0);
	CHECK(riskpicture_wheel[0].items(view, &(struct wheel_ask){ .unit_id = CITY, .from = { 2026, 12, 1 }, .to = ask.to }).count == 0);
	view_close(view);
	view = risk_city_view(store, POLITICIAN);
	CHECK(riskpicture_wheel[0].items(view, &ask).count == 0);
	view_close(view);
}

TEST_ON_STORES(a_new_version_takes_over_themes_and_what_stands_in_them_and_changes_nothing_before)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store), *next;
	struct str before;
	struct change *change;
	struct view *view;

	publish(store, picture);
	before = picture->frozen;
	change = risk_city_change(store, OFFICE);
	next = risk_picture_follow(change, picture, S("More has come in"));
	CHECK(change_commit(change) == COMMITTED);
	risk_city_hand_in(store, WEST, "Power fails so that nobody is warm", "");
	view = risk_city_view(store, OFFICE);
	CHECK(next->number == 2 && next->supersedes == picture->id && next->state == RISK_PICTURE_draft);
	CHECK(risk_themes_of(view, next->id).count == 3 && theme_risks_of(view, next->id).count == 4);
	CHECK(face_of_picture(view, next, true)->units_in == 3);
	CHECK(str_equals(risk_picture_get(view, picture->public_id)->frozen, before));
	CHECK(risk_picture_next(view, picture)->id == next->id);
	view_close(view);
}

/* ---- A unit's part, what many stand on, and proof -------------------------------------------------- */

TEST_ON_STORES(a_unit_sees_what_became_of_its_risks_and_no_word_of_a_theme_that_is_not_open)
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	struct part_row_list rows;
	struct view *view;

	publish(store, picture);
	view = risk_city_view(store, SOUTHERNER);
	rows = part_of(view, picture->id, part_analysis(view, SOUTH, 2026)->id);
	CHECK(rows.count == 2 && rows.at[0].is_used && rows.at[1].is_used);
	CHECK(str_is(rows.at[0].theme_title, "Power"));
	CHECK(str_is(rows.at[1].title, "Hidden thing") && !rows.at[1].theme_title.len && !rows.at[1].theme_id.len);
	CHECK(part_analysis(view, NORTH, 2026) == NULL && part_units(view, 2026).count == 1);
	view_close(view);
	view = risk_city_view(store, STRANGER);
	CHECK(part_analysis(view, SOUTH, 2026) == NULL && part_units(view, 2026).count == 0);
	view_close(view);
}

TEST_ON_STORES(what_many_stand_on_is_counted_through_steps_and_named_only_for_who_reads_the_graph)
{
	struct store *store = risk_city();
	struct shared_node_list list;
	struct view *view;

	risk_city_dependencies(store);
	view = risk_city_view(store, OFFICE);
	list = shared_nodes(view);
	/* The grid, behind the station of one and the station of the other; not the reserve. */
	CHECK(list.count == 1 && list.at[0].boards == 2 && list.at[0].commitments == 2);
	CHECK(str_is(list.at[0].kind, "infrastructure") && !list.at[0].name.len && !list.at[0].public_id.len);
	view_close(view);
	view = risk_city_view(store, CHIEF);
	list = shared_nodes(view);
	CHECK(list.count == 1 && str_is(list.at[0].name, "The grid"));
	view_close(view);
	view = risk_city_view(store, STRANGER);
	CHECK(shared_nodes(view).count == 0 && !reads_continuity(view));
	view_close(view);
}

COUNTER_EXAMPLE(a_draft_or_a_picture_of_the_units_alone_is_no_risk_picture_of_the_city,
	"risk_picture state=published strategic=yes outside=yes")
{
	struct store *store = risk_city();
	struct risk_picture *picture = risk_city_picture(store);
	struct proof_try try = { .rule = "risk_picture state=published strategic=yes outside=yes",
		.person = OFFICE, .unit_id = CITY, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct change *change;

	CHECK(!proof_holds(store, &try));
	publish(store, picture);
	CHECK(!proof_holds(store, &try));
	change = risk_city_change(store, OFFICE);
	picture->outside = S("The police");
	CHECK(change_update(change, &risk_picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proof_holds(store, &try));
	risk_city_strategic(store, picture->id);
	CHECK(proof_holds(store, &try));
	try.from.year = try.to.year = 2025;
	CHECK(!proof_holds(store, &try));
	try.from.year = try.to.year = 2026;
	try.unit_id = NORTH;
	CHECK(!proof_holds(store, &try));
}
