/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_picture.c - agreed times, who has reported, sentences, versions, who sees them. */
#include "modules/crisis/sitrep.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"

/* ---- Agreed times ------------------------------------------------------------------------ */

static struct instant minute(int64_t minutes)
{
	return (struct instant){ 1000000 + minutes * MINUTE };
}

TEST(a_meeting_comes_again_at_its_own_times)
{
	const struct rhythm each = { .first_at = minute(60), .every_minutes = 30 };
	const struct rhythm once = { .first_at = minute(60) };

	CHECK(rhythm_next(&each, minute(0)).seconds == minute(60).seconds);
	CHECK(rhythm_next(&each, minute(60)).seconds == minute(60).seconds);
	CHECK(rhythm_next(&each, minute(61)).seconds == minute(90).seconds);
	CHECK(rhythm_last(&each, minute(60)).seconds == 0);
	CHECK(rhythm_last(&each, minute(61)).seconds == minute(60).seconds);
	CHECK(rhythm_last(&each, minute(121)).seconds == minute(120).seconds);
	CHECK(rhythm_next(&once, minute(61)).seconds == 0);
	CHECK(rhythm_last(&once, minute(61)).seconds == minute(60).seconds);
}

TEST(of_all_meetings_the_first_that_comes_is_told)
{
	struct rhythm rows[] = {
		{ .kind = S("press"), .first_at = minute(10) },                         /* has been */
		{ .kind = S("staff_meeting"), .first_at = minute(0), .every_minutes = 60 },
		{ .kind = S("sitrep"), .first_at = minute(50) },
	};
	struct rhythm_list rhythms = { COUNT(rows), rows };

	CHECK(rhythm_coming(&rhythms, minute(40)) == &rows[2]);
	CHECK(rhythm_coming(&rhythms, minute(55)) == &rows[1]);
	rhythms.count = 1;
	CHECK(!rhythm_coming(&rhythms, minute(40)));
}

TEST(a_unit_is_late_when_an_agreed_time_has_gone_by_without_it)
{
	const struct rhythm each = { .first_at = minute(60), .every_minutes = 60 };

	CHECK(unit_reported(NULL, minute(0), minute(500)) == REPORTED_for_next);
	CHECK(unit_reported(NULL, (struct instant){ 0 }, minute(500)) == REPORTED_waited_for);
	CHECK(unit_reported(&each, (struct instant){ 0 }, minute(30)) == REPORTED_waited_for);
	CHECK(unit_reported(&each, (struct instant){ 0 }, minute(61)) == REPORTED_late);
	CHECK(unit_reported(&each, minute(50), minute(61)) == REPORTED_waited_for);
	CHECK(unit_reported(&each, minute(62), minute(63)) == REPORTED_for_next);
	CHECK(unit_reported(&each, minute(50), minute(121)) == REPORTED_late);
	CHECK(unit_reported(&each, minute(70), minute(121)) == REPORTED_waited_for);
}

TEST(what_was_said_an_hour_ago_is_old)
{
	CHECK(is_old(minute(0), minute(60), 60));
	CHECK(!is_old(minute(0), minute(59), 60));
	CHECK(!is_old((struct instant){ 0 }, minute(60), 60));          /* nothing was said */
}

/* ---- Sentences ---------------------------------------------------------------------------- */

TEST(each_line_is_a_sentence_without_its_dash)
{
	struct sentence at[SENTENCES_MOST];
	struct sentence_list list = { 0, at };
	struct problems problems = { .arena = test_arena() };

	CHECK(sentences_read(S("- One\r\n\n  • Two \n"), S("needs"), CERTAINTY_rumour, &list,
		&problems, "needs_rumour"));
	CHECK(list.count == 2 && !problems.count);
	CHECK(str_is(at[0].words, "One") && str_is(at[1].words, "Two"));
	CHECK(at[1].certainty == CERTAINTY_rumour && at[1].place == 2 && str_is(at[1].box, "needs"));
}

TEST(a_sentence_as_long_as_a_page_is_refused_and_told)
{
	struct sentence at[SENTENCES_MOST];
	struct sentence_list list = { 0, at };
	struct problems problems = { .arena = test_arena() };
	char text[SENTENCE_LONGEST + 2];

	memset(text, 'a', SENTENCE_LONGEST + 1);
	text[SENTENCE_LONGEST + 1] = '\0';
	CHECK(!sentences_read(str_of(text), S("needs"), CERTAINTY_fact, &list, &problems, "needs_fact"));
	CHECK(problem_for(&problems, "needs_fact").len && !list.count);
	text[SENTENCE_LONGEST] = '\0';
	CHECK(sentences_read(str_of(text), S("needs"), CERTAINTY_fact, &list, &problems, "needs_fact"));
}

TEST(sources_are_taken_out_of_a_sentence)
{
	struct str words, sources;

	CHECK(sources_read(test_arena(), S("The roads are closed #12 #7"), &words, &sources));
	CHECK(str_is(words, "The roads are closed") && str_is(sources, "12 7"));
	CHECK(sources_read(test_arena(), S("No source"), &words, &sources));
	CHECK(str_is(words, "No source") && !sources.len);
	CHECK(!sources_read(test_arena(), S("Line #x"), &words, &sources));
	CHECK(!sources_read(test_arena(), S("Line #0"), &words, &sources));
}

TEST_ON_STORES(a_box_is_first_written_in_what_it_is_mostly_about)
{
	crisis_city(test_store());
	CHECK(box_certainty(item_find("crisis/boxes", S("happened")), 0) == CERTAINTY_fact);
	CHECK(box_certainty(item_find("crisis/boxes", S("happened")), 2) == CERTAINTY_rumour);
	CHECK(box_certainty(item_find("crisis/boxes", S("forecast")), 0) == CERTAINTY_assessment);
	CHECK(box_certainty(item_find("crisis/boxes", S("forecast")), 1) == CERTAINTY_fact);
	CHECK(box_certainty(item_find("crisis/boxes", S("forecast")), 2) == CERTAINTY_rumour);
}

/* ---- Reports and versions -------------------------------------------------------------------- */

static struct sitrep report_put(struct change *change, const struct crisis *crisis,
                                const char *first, const char *second)
{
	struct sentence rows[] = {
		{ .box = S("happened"), .certainty = CERTAINTY_fact, .place = 1, .words = str_of(first) },
		{ .box = S("effects"), .certainty = CERTAINTY_rumour, .place = 2, .words = str_of(second) },
	};
	struct sentence_list sentences = { COUNT(rows), rows };
	struct sitrep sitrep = { .unit_id = NORTH, .at = instant_now(), .said_by = S("Nora"),
		.handed_by = NORA, .handed_name = S("Nora") };

	sitrep_put(change, crisis, &sitrep, &sentences);
	return sitrep;
}

TEST_ON_STORES(the_latest_report_of_a_unit_counts_and_the_others_stay)
{
	struct store *store = test_store();
	struct change *change;
	struct crisis crisis;
	struct said_list now, all;
	struct view *view;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	CHECK(report_put(change, &crisis, "Dark", "Cold").number == 1);
	CHECK(report_put(change, &crisis, "Light", "Warm").number == 2);
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	now = said_now(view, crisis.id);
	all = said_all(view, crisis.id);
	CHECK(now.count == 2 && all.count == 4);
	CHECK(now.at[0].number == 3 && str_is(now.at[0].words, "Light") && now.at[0].report == 2);
	CHECK(str_is(said_find(&all, 2)->words, "Cold") && !said_find(&all, 5));
	CHECK(crisis_log_chain(view, &crisis).fault == CHAIN_WHOLE);
	CHECK(entry_latest(view, crisis.id, ENTRY_sitrep)->became.len == 64);
	view_close(view);
	view = crisis_view(store, SVEN);                                /* of another unit */
	CHECK(!said_now(view, crisis.id).count && !sitreps_of(view, crisis.id, NORTH).count);
	view_close(view);
}

TEST_ON_STORES(a_decided_picture_keeps_its_lines_and_its_hash)
{
	struct store *store = test_store();
	struct crisis_picture picture = { .at = minute(0), .summary = S("Dark"), .made_by = NORA,
		.decided_by = S("Nora"), .made_name = S("Nora") };
	struct picture_line row = { .box = S("happened"), .certainty = CERTAINTY_fact,
		.words = S("Dark in the north"), .is_staff = true, .sources = S("1") };
	struct picture_line_list lines = { 1, &row };
	struct change *change;
	struct crisis crisis;
	const struct crisis_picture *kept;
	struct view *view;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	crisis_picture_put(change, &crisis, &picture, &lines);
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	kept = crisis_picture_of_number(view, crisis.id, 1);
	lines = crisis_picture_lines(view, kept->id);
	CHECK(lines.count == 1 && str_equals(kept->digest, entry_latest(view, crisis.id, ENTRY_picture)->became));
	CHECK(str_equals(kept->digest, picture.digest));
	lines.at[0].words = S("Dark in the south");
	CHECK(!str_equals(crisis_picture_text(test_arena(), kept, &lines),
		crisis_picture_text(test_arena(), &picture, &(struct picture_line_list){ 1, &row })));
	view_close(view);
	view = crisis_view(store, SVEN);
	CHECK(!crisis_picture_of_number(view, crisis.id, 1) && !pictures_of(view, crisis.id).count);
	view_close(view);
}

TEST_ON_STORES(a_unit_that_reports_no_more_is_not_waited_for)
{
	struct store *store = test_store();
	struct crisis_unit unit = { .unit_id = NORTH, .asked_by = NORA };
	struct change *change;
	struct crisis crisis;
	struct view *view;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	unit.crisis_id = crisis.id;
	unit.asked_at = instant_now();
	change_insert(change, &crisis_unit_record.shape, &unit);
	CHECK(crisis_unit_asked(change_view(change), crisis.id, NORTH) == unit.id);
	CHECK(units_reporting(change_view(change), crisis.id).count == 1);
	crisis_unit_end(change, unit.id);
	CHECK(!crisis_unit_asked(change_view(change), crisis.id, NORTH));
	CHECK(!units_reporting(change_view(change), crisis.id).count);
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	CHECK(!crisis_unit_get(view, crisis.id, unit.id));
	view_close(view);
}
