/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests.c - times, what lines must have, suggested levels, who sees a crisis. */
#include "base/embedded.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* ---- Times -------------------------------------------------------------------------------- */

static struct instant at(const char *text)
{
	struct instant instant = { 0 };

	CHECK(instant_read(str_of(text), &instant));
	return instant;
}

static bool reads_as(const char *text, const char *now, bool has_been, const char *is)
{
	struct instant found;

	calendar_open("Europe/Stockholm");
	return log_time_read(str_of(text), at(now), has_been, &found)
		&& found.seconds == at(is).seconds;
}

TEST(a_time_alone_is_the_latest_that_has_been)
{
	CHECK(reads_as("14:10", "2026-07-14 15:00", true, "2026-07-14 14:10"));
	CHECK(reads_as("9:05", "2026-07-14 15:00", true, "2026-07-14 09:05"));
	CHECK(reads_as(" 23:50 ", "2026-07-15 00:10", true, "2026-07-14 23:50"));
	CHECK(reads_as("15:01", "2026-07-14 15:00", true, "2026-07-14 15:01"));
	CHECK(reads_as("2026-07-13 23:50", "2026-07-15 00:10", true, "2026-07-13 23:50"));
}

TEST(what_is_due_at_a_time_alone_is_due_the_next_time_that_comes)
{
	CHECK(reads_as("16:00", "2026-07-14 15:00", false, "2026-07-14 16:00"));
	CHECK(reads_as("07:00", "2026-07-14 15:00", false, "2026-07-15 07:00"));
}

TEST(what_is_no_time_is_told)
{
	struct instant found;

	calendar_open("Europe/Stockholm");
	CHECK(!log_time_read(S("25:00"), at("2026-07-14 15:00"), true, &found));
	CHECK(!log_time_read(S("12:60"), at("2026-07-14 15:00"), true, &found));
	CHECK(!log_time_read(S("nyss"), at("2026-07-14 15:00"), true, &found));
	CHECK(!log_time_read(S("-1:10"), at("2026-07-14 15:00"), true, &found));
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static bool is_refused(struct line line, const char *field)
{
	struct problems problems = { .arena = test_arena() };

	calendar_open("Europe/Stockholm");
	line.words = S("words");
	crisis_line_judge(&line, at("2026-07-14 15:00"), &problems);
	if (!field)
		return problems.count > 0;
	return problems.count == 1 && problem_for(&problems, field).len > 0;
}

TEST(a_line_dated_tomorrow_is_refused)
{
	CHECK(is_refused((struct line){ .at = S("2026-07-15 10:00") }, "at"));
	CHECK(is_refused((struct line){ .at = S("2026-07-14 15:03") }, "at"));
	CHECK(!is_refused((struct line){ .at = S("2026-07-14 15:02") }, NULL));
	CHECK(is_refused((struct line){ .due = S("snart") }, "due"));
}

TEST(a_decision_rests_on_something_and_a_task_is_somebodys)
{
	CHECK(is_refused((struct line){ .kind = ENTRY_decision }, "grounds"));
	CHECK(!is_refused((struct line){ .kind = ENTRY_decision, .grounds = S("x") }, NULL));
	CHECK(is_refused((struct line){ .kind = ENTRY_task }, "holder"));
	CHECK(is_refused((struct line){ .kind = ENTRY_request }, "holder"));
	CHECK(is_refused((struct line){ .kind = ENTRY_correction }, "refers_to"));
	CHECK(is_refused((struct line){ .kind = ENTRY_done }, "refers_to"));
	CHECK(!is_refused((struct line){ .kind = ENTRY_note }, NULL));
}

TEST_ON_STORES(the_list_suggests_a_level_from_the_severity)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	CHECK(!level_suggested(0) && !level_suggested(2));
	CHECK(str_is(level_suggested(3)->code, "1"));
	CHECK(str_is(level_suggested(4)->code, "2"));
	CHECK(level_is_above(level_suggested(4), S("1")) && level_is_above(level_suggested(3), S("")));
	CHECK(!level_is_above(level_suggested(3), S("1")) && !level_is_above(level_suggested(3), S("2")));
}

/* ---- Who sees a crisis ----------------------------------------------------------------------- */

static bool is_seen(struct store *store, int64_t person, struct str number)
{
	struct view *view = crisis_view(store, person);
	bool seen = crisis_of_number(view, number) != NULL;

	view_close(view);
	return seen;
}

static bool is_written(struct store *store, int64_t person, const struct crisis *crisis)
{
	struct view *view = crisis_view(store, person);
	bool may = crisis_may_write(view, crisis);

	view_close(view);
	return may;
}

TEST_ON_STORES(a_crisis_is_seen_by_its_staff_and_the_centre_and_nobody_else)
{
	struct store *store = test_store();
	struct change *change;
	struct crisis crisis;
	struct crisis_staff max = { .person_id = MAX, .function = S("log") };

	crisis_city(store);
	change = crisis_change(store, NORA);
	CHECK(crisis_may_open(change_view(change), NORTH));
	CHECK(!crisis_may_open(change_view(change), SOUTH));
	crisis = city_crisis(change, "Storm");
	change_commit(change);
	CHECK(is_seen(store, NORA, crisis.number) && is_written(store, NORA, &crisis));
	CHECK(is_seen(store, CENTRAL, crisis.number) && is_written(store, CENTRAL, &crisis));
	CHECK(!is_seen(store, MAX, crisis.number) && !is_written(store, MAX, &crisis));
	CHECK(!is_seen(store, SVEN, crisis.number) && !is_seen(store, 0, crisis.number));
	change = crisis_change(store, NORA);
	max.crisis_id = crisis.id;
	crisis_staff_put(change, &max);
	change_commit(change);
	CHECK(is_seen(store, MAX, crisis.number) && is_written(store, MAX, &crisis));
	change = crisis_change(store, NORA);
	crisis_staff_end(change, &max, instant_now());
	change_commit(change);
	CHECK(!is_seen(store, MAX, crisis.number) && !is_written(store, MAX, &crisis));
}

TEST_ON_STORES(who_observes_reads_and_does_not_write)
{
	struct store *store = test_store();
	struct change *change;
	struct crisis crisis;
	struct crisis_staff max = { .person_id = MAX, .function = S("observer") };

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	max.crisis_id = crisis.id;
	crisis_staff_put(change, &max);
	change_commit(change);
	CHECK(is_seen(store, MAX, crisis.number) && !is_written(store, MAX, &crisis));
}

TEST_ON_STORES(decisions_are_numbered_and_open_tasks_are_those_not_done)
{
	struct store *store = test_store();
	struct change *change;
	struct entry task = { .kind = ENTRY_task, .words = S("Pump"), .holder = S("Max") };
	struct entry first = { .kind = ENTRY_decision, .words = S("A"), .grounds = S("x") };
	struct entry note = { .kind = ENTRY_note, .words = S("B") };
	struct entry second = first, done = { .kind = ENTRY_done, .words = S("Pump") };
	struct crisis crisis;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	entry_put(change, &crisis, &first);
	entry_put(change, &crisis, &note);
	entry_put(change, &crisis, &second);
	entry_put(change, &crisis, &task);
	CHECK(first.decision_no == 1 && !note.decision_no && second.decision_no == 2);
	CHECK(str_is(first.author_function, "lead") && first.author_id == NORA);
	CHECK(entries_open_tasks(change_view(change), crisis.id).count == 1);
	done.refers_to = task.seq;
	entry_put(change, &crisis, &done);
	CHECK(entries_open_tasks(change_view(change), crisis.id).count == 0);
	CHECK(entry_done_by(change_view(change), crisis.id, task.seq) == done.seq);
	CHECK(done.seq == 6);
	change_commit(change);
}
