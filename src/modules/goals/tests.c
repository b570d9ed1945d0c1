/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/tests.c - steps, periods and differences; in the database: what goals prove and what
 * they do not, what is carried over, who reads what is being written, and what is frozen.
 */
#include "base/crypto.h"
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/goals/inside.h"
#include "modules/units/units.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[];

static const struct date today = { 2026, 9, 15 };

/* ---- Rules ------------------------------------------------------------------------------------ */

TEST(an_activity_is_stopped_and_opened_again_only_with_a_reason)
{
	const struct activity_move *stop = activity_move_find(S("stop"));
	struct unit_activity activity = { .state = ACTIVITY_started };
	struct goal_act act = { .reason = S("  ") };
	const char *words;

	CHECK(!strcmp(activity_act_problem(stop, &activity, &act, &words), "reason"));
	act.reason = S("No money");
	CHECK(activity_act_problem(stop, &activity, &act, &words) == NULL);
	activity_after(stop, &activity, &act);
	CHECK(activity.state == ACTIVITY_stopped && str_is(activity.stopped_reason, "No money"));
	CHECK(!strcmp(activity_act_problem(stop, &activity, &act, &words), ""));
	activity_after(activity_move_find(S("reopen")), &activity, &act);
	CHECK(activity.state == ACTIVITY_started && !activity.stopped_reason.len);
	CHECK(activity_move_find(S("delete")) == NULL);
}

TEST(an_effect_is_rated_in_words_after_the_work_or_during_daily_work)
{
	const struct activity_move *rate = activity_move_find(S("rate"));
	struct unit_activity activity = { .state = ACTIVITY_started };
	struct goal_act act = { .effect = S("good"), .effect_words = S("Fewer falls"), .cost_actual = 7 };
	const char *words;

	CHECK(!strcmp(activity_act_problem(rate, &activity, &act, &words), ""));
	activity.state = ACTIVITY_ongoing;
	CHECK(activity_act_problem(rate, &activity, &act, &words) == NULL);
	act.effect_words = S("");
	CHECK(!strcmp(activity_act_problem(rate, &activity, &act, &words), "effect_words"));
	act.effect = S("");
	CHECK(!strcmp(activity_act_problem(rate, &activity, &act, &words), "effect"));
	act = (struct goal_act){ .effect = S("some"), .effect_words = S("x"), .cost_actual = 7 };
	activity_after(rate, &activity, &act);
	CHECK(activity.state == ACTIVITY_effect_rated && activity.cost_actual == 7);
}

TEST(what_belongs_to_the_daily_work_starts_as_ongoing_and_is_never_late)
{
	struct unit_activity activity = { .state = ACTIVITY_planned, .is_ongoing = true,
		.due_on = { 2026, 1, 1 } };

	activity_after(activity_move_find(S("start")), &activity, &(struct goal_act){ 0 });
	CHECK(activity.state == ACTIVITY_ongoing && !activity_is_late(&activity, today));
	activity.is_ongoing = false;
	CHECK(activity_is_late(&activity, today));
	activity.state = ACTIVITY_done;
	CHECK(!activity_is_late(&activity, today) && !activity_is_carried(&activity));
}

TEST(the_report_of_the_last_third_is_that_of_the_year)
{
	struct goal_period period;

	CHECK(goal_period_read(test_arena(), S("2026-T2"), &period));
	CHECK(period.from.month == 5 && period.to.month == 8 && period.year == 2026);
	CHECK(goal_period_read(test_arena(), S("2026-T3"), &period) && str_is(period.key, "2026"));
	CHECK(period.from.month == 1 && period.to.month == 12);
	CHECK(!goal_period_read(test_arena(), S("2026-T4"), &period));
	CHECK(!goal_period_read(test_arena(), S("2026-Q1"), &period));
	CHECK(!goal_period_read(test_arena(), S(""), &period));
	CHECK(!goal_period_read(test_arena(), S("20x6-T1"), &period));
	CHECK(str_is(goal_period_last(test_arena(), today).key, "2026-T2"));
	CHECK(str_is(goal_period_last(test_arena(), (struct date){ 2026, 8, 31 }).key, "2026-T1"));
	CHECK(str_is(goal_period_last(test_arena(), (struct date){ 2027, 2, 1 }).key, "2026"));
	CHECK(goal_part_number(S("third3")) == 3 && goal_part_number(S("third4")) == 0);
	CHECK(str_is(goal_part_key(test_arena(), 3, 2026), "2026"));
	CHECK(!goal_part_key(test_arena(), 0, 2026).len);
}

TEST(only_what_differs_from_last_year_is_told)
{
	struct unit_activity before = { .title = S("Rounds"), .due_on = { 2025, 5, 1 }, .cost_plan = 5 };
	struct unit_activity after = before;

	CHECK(activity_differences(test_arena(), &before, &after).count == 0);
	after.due_on.year = 2026;
	after.owner_id = 4;
	CHECK(activity_differences(test_arena(), &before, &after).count == 2);
	after.is_ongoing = true;
	CHECK(str_is(activity_differences(test_arena(), &before, &after).at[0].after, "Ongoing"));
}

TEST(an_area_of_those_who_must_not_be_seen_takes_no_own_goals)
{
	struct actor actors[] = { { .code = S("ALL") }, { .code = S("BSS"), .is_secret = true } };
	struct obligation duties[] = { { .focus_area = S("1"), .who = S("ALL") },
		{ .focus_area = S("5"), .who = S("ALL BSS") }, { .focus_area = S("5"), .who = S("ALL") } };
	const struct actor_list all_actors = { 2, actors };
	const struct obligation_list all = { 3, duties };

	CHECK(area_is_open(&all, &all_actors, S("1")));
	CHECK(!area_is_open(&all, &all_actors, S("5")));
}

/* ---- The annex, to JSON and back ------------------------------------------------------------------ */

TEST(an_annex_that_is_read_back_says_the_same)
{
	struct annex_activity activity = { .title = S("Rounds \"A\" & B"), .state = S("done"),
		.due = S("2026-05-01"), .is_late = true };
	struct figure figure = { S("Events: 3."), S("/events?a=1&b=2") };
	struct annex_goal goal = { .title = S("Fewer falls\nhere"), .light = S("green"),
		.figures = { 1, &figure }, .activities = { 1, &activity } };
	struct annex_note note = { .name = S("Prevent crime"), .words = S("Not ours"), .who = S("Ö. Åkesson") };
	struct annex annex = { .unit = S("Norr"), .unit_code = S("NORTH"), .period = S("2026-T1"),
		.goals = { 1, &goal }, .areas = { 1, &note } };
	struct str json = annex_json(test_arena(), &annex);
	struct annex *read = annex_read(test_arena(), json);

	CHECK(str_equals(annex_json(test_arena(), read), json));
	CHECK(read->goals.count == 1 && read->goals.at[0].activities.at[0].is_late);
	CHECK(str_is(read->goals.at[0].figures.at[0].path, "/events?a=1&b=2"));
	CHECK(read->days.year == 2026 && read->days.to.month == 4);
}

/* ---- In the database ---------------------------------------------------------------------------------- */

enum { CITY = 1, NORTH = 2, SOUTH = 3, WRITER = 11, READER = 12, OFFICE = 13, STRANGER = 14, OWNER = 15 };

static void unit_add(struct change *change, int64_t id, const char *code, const char *kind)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, valid_from)"
		" VALUES ($1, $2, $2, $2, $3, '2020-01-01')"), V(id, code, kind));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES ($1, $1, 0, '2020-01-01')"), V(id));
	if (id == CITY)
		return;
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES (1, $1, 1, '2020-01-01')"), V(id));
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id, valid_from)"
		" VALUES ($1, 1, '2020-01-01')"), V(id));
}

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	struct str login = arena_print(test_arena(), "p%d", (int)id);

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, email, language)"
		" VALUES ($1, $2, $2, $2, '', 'en')"), V(id, login));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(id, unit_id, role));
}

/* Two programmes at the same time, whose focus areas have the same codes. */
static void programmes_put(struct change *change)
{
	change_run(change, SQL("INSERT INTO programme (id, public_id, code, edition, title_sv, title_en,"
		" valid_from, valid_to, is_current, digest) VALUES"
		" (1, 'p', 'one', '1', 'Ett', 'One', '2025-01-01', '2027-12-31', 1, 'd'),"
		" (2, 'q', 'two', '1', 'Två', 'Two', '2025-01-01', '2027-12-31', 1, 'e')"), NONE);
	change_run(change, SQL("INSERT INTO actor (programme_id, code, name_sv, applies, is_secret) VALUES"
		" (1, 'ALL', 'Alla', 'kind = district', 0), (1, 'BSS', 'Berörda', 'kind = district', 1)"), NONE);
	change_run(change, SQL("INSERT INTO focus_area (programme_id, code, name_sv, place) VALUES"
		" (1, '1', 'Olyckor', 1), (1, '5', 'Skydd', 2), (2, '1', 'Brott', 1)"), NONE);
	change_run(change, SQL("INSERT INTO obligation (programme_id, code, kind, focus_area, who, cadence,"
		" text_sv, text_en, place) VALUES"
		" (1, 'G1', 'G', '1', 'ALL', 'NEVER', 'Färre olyckor', 'Fewer accidents', 1),"
		" (1, 'G5', 'G', '5', 'ALL', 'NEVER', 'Skyddat', 'Protected', 2),"
		" (1, 'D5', 'D', '5', 'BSS', 'Y', 'Skydda', 'Protect', 3),"
		" (1, 'A1', 'A', '1', 'ALL', 'PER', 'Utveckling', 'Development', 4),"
		" (2, 'G1', 'G', '1', 'ALL', 'NEVER', 'Mindre brott', 'Less crime', 1)"), NONE);
}

static struct store *small_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at(today, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_add(change, CITY, "CITY", "city");
	unit_add(change, NORTH, "NORTH", "district");
	unit_add(change, SOUTH, "SOUTH", "district");
	person_add(change, WRITER, "unit_coordinator", NORTH);
	person_add(change, READER, "politician", NORTH);
	person_add(change, OFFICE, "central_analyst", CITY);
	person_add(change, STRANGER, "unit_coordinator", SOUTH);
	person_add(change, OWNER, "handler", SOUTH);
	programmes_put(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct view *view_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

static struct change *change_as(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

static void done(struct change *change)
{
	CHECK(change_commit(change) == COMMITTED);
}

static struct unit_goal *goal_put(struct store *store, const char *aim)
{
	struct unit_goal *goal = arena_new(test_arena(), struct unit_goal);
	struct change *change = change_as(store, WRITER);
	struct aim served = aim_of_key(change_view(change), str_of(aim));

	*goal = (struct unit_goal){ .unit_id = NORTH, .year = 2026, .title = S("Fewer falls"),
		.aim = str_of(aim), .programme = served.programme, .focus_area = served.area_code };
	goal_add(change, goal);
	done(change);
	return goal;
}

static struct unit_activity *activity_put(struct store *store, const struct unit_goal *goal, int state)
{
	struct unit_activity *activity = arena_new(test_arena(), struct unit_activity);
	struct change *change = change_as(store, WRITER);

	*activity = (struct unit_activity){ .goal_id = goal->id, .unit_id = goal->unit_id,
		.year = goal->year, .title = S("Rounds"), .state = state, .due_on = { 2026, 10, 1 },
		.owner_id = OWNER };
	activity_add(change, activity);
	done(change);
	return activity;
}

static int64_t proved(struct store *store, int64_t person, const char *source_name,
                      const struct pair *arguments, size_t count)
{
	struct evidence_ask ask = { .count = count, .at = arguments, .from = { 2026, 1, 1 }, .to = today };
	struct view *view = view_as(store, person);
	struct evidence_count_list counts = evidence_source_find(str_of(source_name))->counts(view, &ask);

	view_close(view);
	CHECK(counts.count <= 1 && (!counts.count || counts.at[0].unit_id == NORTH));
	return counts.count ? counts.at[0].count : 0;
}

static int64_t goal_proved(struct store *store, int64_t person, const char *programme, const char *or)
{
	const struct pair arguments[] = { { S("focus_area"), S("1") }, { S("programme"), str_of(programme) },
		{ S("or"), str_of(or) } };

	return proved(store, person, "goal", arguments, 3);
}

TEST_ON_STORES(a_goal_proves_nothing_without_an_activity_or_to_another_programme)
{
	struct store *store = small_city();
	struct unit_goal *goal = goal_put(store, "one/G1");
	struct unit_goal *loose = goal_put(store, "");
	struct unit_activity *activity;
	struct change *change;

	activity_put(store, loose, ACTIVITY_planned);
	CHECK(goal_proved(store, WRITER, "one", "") == 0);
	activity = activity_put(store, goal, ACTIVITY_planned);
	CHECK(goal_proved(store, WRITER, "one", "") == 1 && goal_proved(store, OFFICE, "one", "") == 1);
	CHECK(goal_proved(store, READER, "one", "") == 1 && goal_proved(store, STRANGER, "one", "") == 0);
	CHECK(goal_proved(store, WRITER, "two", "") == 0);      /* the same code of an area, not the same area */
	change = change_as(store, WRITER);
	activity->state = ACTIVITY_stopped;
	CHECK(change_update(change, &unit_activity_record.shape, activity, activity->version) == UPDATED);
	done(change);
	CHECK(goal_proved(store, WRITER, "one", "") == 0);
	activity_put(store, goal, ACTIVITY_done);
	CHECK(goal_proved(store, WRITER, "one", "") == 1);
	change = change_as(store, WRITER);
	goal->state = GOAL_dropped;
	CHECK(change_update(change, &unit_goal_record.shape, goal, goal->version) == UPDATED);
	done(change);
	CHECK(goal_proved(store, WRITER, "one", "") == 0);
	store_close(store);
}

static void area_say(struct store *store, int answer)
{
	struct change *change = change_as(store, WRITER);
	struct area_decision decision = { .unit_id = NORTH, .year = 2026, .programme = S("one"),
		.focus_area = S("1"), .answer = answer, .reason = S("Not ours") };

	change_insert(change, &area_decision_record.shape, &decision);
	done(change);
}

TEST_ON_STORES(a_reasoned_no_counts_where_the_rule_says_so_until_it_is_taken_back)
{
	struct store *store = small_city();

	area_say(store, AREA_not_concerned);
	CHECK(goal_proved(store, OFFICE, "one", "not_concerned") == 1);
	CHECK(goal_proved(store, OFFICE, "one", "") == 0);
	CHECK(goal_proved(store, OFFICE, "two", "not_concerned") == 0);
	area_say(store, AREA_concerned);
	CHECK(goal_proved(store, OFFICE, "one", "not_concerned") == 0);
	store_close(store);
}

TEST_ON_STORES(a_development_activity_proves_the_year_it_was_written_in)
{
	const struct pair arguments[] = { { S("code"), S("A1") }, { S("programme"), S("one") } };
	struct development_status status = { .programme = S("one"), .code = S("A1"), .unit_id = NORTH,
		.state = DEVELOPMENT_with_existing, .words = S("In our rounds"),
		.created_at = { instant_at((struct date){ 2025, 12, 31 }, 12, 0, 0).seconds } };
	struct store *store = small_city();
	struct change *change = change_as(store, WRITER);

	change_insert(change, &development_status_record.shape, &status);
	done(change);
	CHECK(proved(store, OFFICE, "activity", arguments, 2) == 0);
	change = change_as(store, WRITER);
	status.id = 0;
	status.public_id = S("");
	status.created_at = (struct instant){ 0 };
	change_insert(change, &development_status_record.shape, &status);
	done(change);
	CHECK(proved(store, OFFICE, "activity", arguments, 2) == 1);
	store_close(store);
}

static struct goal_follow_up *follow_up_put(struct store *store, const char *period, int64_t goal_id)
{
	struct change *change = change_as(store, WRITER);
	struct goal_follow_up *now = follow_up_begin(change, NORTH, str_of(period), S(""));
	struct follow_up_entry entry = { .goal_id = goal_id, .light = S("yellow"), .words = S("Secret so far") };

	follow_up_entry_put(change, now, &entry);
	done(change);
	return now;
}

TEST_ON_STORES(a_follow_up_proves_its_own_third_and_none_other)
{
	const struct pair first = { S("part"), S("third1") }, second = { S("part"), S("third2") },
		third = { S("part"), S("third3") };
	struct store *store = small_city();
	struct goal_follow_up *follow_up = follow_up_put(store, "2026-T1", 0);
	struct follow_up_entry again = { .light = S("green") };
	struct change *change = change_as(store, WRITER);

	follow_up_entry_put(change, follow_up, &again);         /* a new version is not a second one */
	done(change);
	CHECK(proved(store, OFFICE, "follow_up_entry", &first, 1) == 1);
	CHECK(proved(store, OFFICE, "follow_up_entry", &second, 1) == 0);
	CHECK(proved(store, OFFICE, "follow_up_entry", &third, 1) == 0);
	follow_up_put(store, "2026", 0);
	CHECK(proved(store, OFFICE, "follow_up_entry", &third, 1) == 1);
	store_close(store);
}

/* ---- Counter-examples ------------------------------------------------------------------------ */

static bool holds(struct store *store, const char *rule)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = OFFICE,
		.unit_id = NORTH, .from = { 2026, 1, 1 }, .to = today });
}

/* A goal that nobody works for, work for a goal that serves nothing, and a decision that the
 * area does not concern one, where the rule does not take that for an answer. */
COUNTER_EXAMPLE(a_goal_that_nobody_works_for_or_that_serves_another_programme_proves_nothing,
                "goal", "goal focus_area", "goal focus_area or=not_concerned")
{
	static const char *const rules[] = { "goal programme=one", "goal focus_area=1 programme=one",
		"goal focus_area=1 or=not_concerned programme=one" };
	struct store *store = small_city();
	struct unit_goal *goal = goal_put(store, "one/G1");

	activity_put(store, goal_put(store, ""), ACTIVITY_planned);
	activity_put(store, goal_put(store, "two/G1"), ACTIVITY_planned);
	activity_put(store, goal, ACTIVITY_stopped);
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(!holds(store, rules[i]));
	area_say(store, AREA_not_concerned);
	CHECK(!holds(store, rules[0]) && !holds(store, rules[1]) && holds(store, rules[2]));
	area_say(store, AREA_concerned);
	CHECK(!holds(store, rules[2]));
	activity_put(store, goal, ACTIVITY_planned);
	for (size_t i = 0; i < COUNT(rules); i++)
		CHECK(holds(store, rules[i]));
	CHECK(!holds(store, "goal focus_area=5 programme=one"));
	store_close(store);
}

COUNTER_EXAMPLE(a_report_of_another_third_or_begun_without_a_word_is_no_follow_up,
                "follow_up_entry part=third1", "follow_up_entry part=third2",
                "follow_up_entry part=third3")
{
	static const struct { const char *rule, *period, *year_before; } thirds[] = {
		{ "follow_up_entry part=third1", "2026-T1", "2025-T1" },
		{ "follow_up_entry part=third2", "2026-T2", "2025-T2" },
		{ "follow_up_entry part=third3", "2026", "2025" },
	};
	struct store *store = small_city();

	for (size_t i = 0; i < COUNT(thirds); i++) {
		struct change *change = change_as(store, WRITER);

		follow_up_begin(change, NORTH, str_of(thirds[i].period), S(""));
		done(change);
		follow_up_put(store, thirds[i].year_before, 0);
		CHECK(!holds(store, thirds[i].rule));
		follow_up_put(store, thirds[i].period, 0);
		for (size_t k = 0; k < COUNT(thirds); k++)      /* each proves itself and no other */
			CHECK(holds(store, thirds[k].rule) == (k <= i));
	}
	store_close(store);
}

static void development_say(struct store *store, const char *programme, const char *code, int year,
                            int64_t unit_id)
{
	struct change *change = change_as(store, WRITER);
	struct development_status status = { .programme = str_of(programme), .code = str_of(code),
		.unit_id = unit_id, .state = DEVELOPMENT_started, .words = S("In our rounds"),
		.created_at = instant_at((struct date){ (int16_t)year, 3, 1 }, 12, 0, 0) };

	change_insert(change, &development_status_record.shape, &status);
	done(change);
}

COUNTER_EXAMPLE(a_state_of_another_activity_year_programme_or_unit_tells_nothing, "activity code")
{
	const char *rule = "activity code=A1 programme=one";
	struct store *store = small_city();

	development_say(store, "one", "A1", 2025, NORTH);
	development_say(store, "one", "A2", 2026, NORTH);
	development_say(store, "two", "A1", 2026, NORTH);
	development_say(store, "one", "A1", 2026, SOUTH);
	CHECK(!holds(store, rule));
	development_say(store, "one", "A1", 2026, NORTH);
	CHECK(holds(store, rule));
	store_close(store);
}

static size_t entries_seen(struct store *store, int64_t person, int64_t follow_up_id)
{
	struct view *view = view_as(store, person);
	size_t count = follow_up_entries(view, follow_up_id).count;

	view_close(view);
	return count;
}

TEST_ON_STORES(what_is_being_written_is_read_by_those_who_write_until_it_is_submitted)
{
	struct store *store = small_city();
	struct goal_follow_up *follow_up = follow_up_put(store, "2026-T2", 0);
	struct goal_period period;
	struct change *change;
	struct view *view;

	CHECK(entries_seen(store, WRITER, follow_up->id) == 1);
	CHECK(!entries_seen(store, READER, follow_up->id) && !entries_seen(store, OFFICE, follow_up->id));
	CHECK(!entries_seen(store, STRANGER, follow_up->id));
	CHECK(goal_period_read(test_arena(), S("2026-T2"), &period));
	change = change_as(store, WRITER);
	follow_up_freeze(change, follow_up, unit_get(change_view(change), NORTH), &period);
	CHECK(change_update(change, &goal_follow_up_record.shape, follow_up, follow_up->version) == UPDATED);
	done(change);
	CHECK(entries_seen(store, READER, follow_up->id) == 1 && entries_seen(store, OFFICE, follow_up->id) == 1);
	CHECK(!entries_seen(store, STRANGER, follow_up->id));
	view = view_as(store, READER);
	CHECK(str_equals(digest_hex(test_arena(), follow_up_newest(view, NORTH, period.key)->frozen),
		follow_up->frozen_digest));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_frozen_annex_stays_as_it_was_when_goals_change)
{
	struct store *store = small_city();
	struct unit_goal *goal = goal_put(store, "one/G1");
	struct goal_follow_up *follow_up;
	struct goal_period period;
	struct change *change;
	const struct annex *annex;
	struct view *view;

	activity_put(store, goal, ACTIVITY_started);
	follow_up = follow_up_put(store, "2026-T2", goal->id);
	CHECK(goal_period_read(test_arena(), S("2026-T2"), &period));
	change = change_as(store, WRITER);
	follow_up_freeze(change, follow_up, unit_get(change_view(change), NORTH), &period);
	change_update(change, &goal_follow_up_record.shape, follow_up, follow_up->version);
	goal->title = S("Something else");
	change_update(change, &unit_goal_record.shape, goal, goal->version);
	follow_up_begin(change, NORTH, period.key, S("A figure was wrong"));
	done(change);
	view = view_as(store, READER);          /* reads what was submitted */
	annex = annex_of(view, unit_get(view, NORTH), &period);
	CHECK(annex->is_frozen && annex->goals.count == 1 && str_is(annex->edition, "1"));
	CHECK(str_is(annex->goals.at[0].title, "Fewer falls"));
	CHECK(str_is(annex->goals.at[0].words, "Secret so far"));
	CHECK(annex->goals.at[0].activities.count == 1);
	view_close(view);
	view = view_as(store, WRITER);          /* goes on with the new edition, which has the old words */
	annex = annex_of(view, unit_get(view, NORTH), &period);
	CHECK(!annex->is_frozen && str_is(annex->goals.at[0].title, "Something else"));
	CHECK(str_is(annex->goals.at[0].words, "Secret so far") && str_is(annex->edition, "2"));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(goals_are_carried_over_once_with_what_is_not_finished)
{
	struct store *store = small_city();
	struct unit_goal *goal = goal_put(store, "one/G1");
	struct change *change;
	struct unit_activity_list activities;
	struct unit_goal_list goals;
	struct view *view;

	activity_put(store, goal, ACTIVITY_started);
	activity_put(store, goal, ACTIVITY_done);
	activity_put(store, goal, ACTIVITY_stopped);
	change = change_as(store, WRITER);
	CHECK(goals_carry(change, NORTH, 2027) == 1 && goals_carry(change, NORTH, 2027) == 0);
	done(change);
	view = view_as(store, WRITER);
	goals = goals_of_year(view, NORTH, 2027);
	CHECK(goals.count == 1 && goals.at[0].carried_from == goal->id && str_is(goals.at[0].aim, "one/G1"));
	activities = activities_of_goal(view, goals.at[0].id);
	CHECK(activities.count == 1 && activities.at[0].state == ACTIVITY_started);
	CHECK(activities.at[0].due_on.year == 2027 && activities.at[0].due_on.month == 10);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(who_owns_an_activity_sees_it_and_its_goal_and_no_other)
{
	struct store *store = small_city();
	struct unit_goal *goal = goal_put(store, "one/G1"), *other = goal_put(store, "one/G1");
	struct unit_activity *activity = activity_put(store, goal, ACTIVITY_started);
	struct view *view = view_as(store, OWNER);

	CHECK(goal_of_id(view, goal->id) && !goal_of_id(view, other->id));
	CHECK(activity_may_move(view, activity_get(view, activity->public_id)));
	CHECK(!goals_may_write(view, NORTH) && goal_counts(view).mine == 1);
	view_close(view);
	view = view_as(store, STRANGER);
	CHECK(!goal_of_id(view, goal->id) && !activity_get(view, activity->public_id));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(areas_of_protective_security_are_not_offered)
{
	struct store *store = small_city();
	struct view *view = view_as(store, WRITER);
	struct open_area_list areas = open_areas(view, 2026);
	struct aim_list aims = aims_of_year(view, 2026);

	CHECK(areas.count == 2 && aims.count == 2);
	for (size_t i = 0; i < aims.count; i++)
		CHECK(!str_is(aims.at[i].key, "one/G5"));
	CHECK(developments_of(view, NORTH, 2026).count == 1);
	CHECK(!aim_of_key(view, S("one/D5")).words.len && !aim_of_key(view, S("nothing")).words.len);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(numbers_of_a_unit_are_those_of_its_rows)
{
	struct store *store = small_city();
	struct unit_goal *goal = goal_put(store, "one/G1");
	struct goal_line_list lines;
	struct view *view;

	activity_put(store, goal, ACTIVITY_started);
	activity_put(store, goal, ACTIVITY_effect_rated);
	calendar_freeze(instant_at((struct date){ 2026, 10, 2 }, 12, 0, 0));
	view = view_as(store, OFFICE);
	lines = goal_lines(view, 2026);
	CHECK(lines.count == 1 && lines.at[0].unit_id == NORTH && lines.at[0].goals == 1);
	CHECK(lines.at[0].activities == 2 && lines.at[0].finished == 1 && lines.at[0].late == 1);
	CHECK(!goal_lines(view, 2025).count);
	view_close(view);
	store_close(store);
}
