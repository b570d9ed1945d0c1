/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/tests.c - the steps of a measure, its number, and who sees it. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/measures/inside.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[];

static struct measure measure_in(int state)
{
	return (struct measure){ .state = state, .due_on = { 2026, 3, 31 } };
}

static enum measure_obstacle obstacle(const char *verb, int state, struct measure_act act)
{
	struct measure measure = measure_in(state);

	return measure_obstacle(measure_move_find(str_of(verb)), &measure, &act);
}

TEST(a_measure_goes_from_idea_to_evaluated_effect_step_by_step)
{
	CHECK(obstacle("decide", MEASURE_proposed, (struct measure_act){ 0 }) == MEASURE_FREE);
	CHECK(obstacle("start", MEASURE_decided, (struct measure_act){ 0 }) == MEASURE_FREE);
	CHECK(obstacle("finish", MEASURE_in_progress, (struct measure_act){ 0 }) == MEASURE_FREE);
	CHECK(obstacle("close", MEASURE_done, (struct measure_act){ 0 }) == MEASURE_WRONG_STATE);
	CHECK(obstacle("close", MEASURE_evaluated, (struct measure_act){ 0 }) == MEASURE_FREE);
	CHECK(measure_move_find(S("delete")) == NULL);
}

TEST(an_effect_needs_a_code_and_words)
{
	struct measure_act act = { 0 };

	CHECK(obstacle("evaluate", MEASURE_done, act) == MEASURE_EFFECT_MISSING);
	act.effect = S("good");
	CHECK(obstacle("evaluate", MEASURE_done, act) == MEASURE_EFFECT_WORDS_MISSING);
	act.effect_words = S("No falls since.");
	CHECK(obstacle("evaluate", MEASURE_done, act) == MEASURE_FREE);
}

TEST(a_new_day_is_later_has_a_reason_and_is_counted)
{
	struct measure measure = measure_in(MEASURE_decided);
	struct measure_act act = { .reason = S("The supplier is late."), .due_on = { 2026, 3, 31 } };
	const struct measure_move *move = measure_move_find(S("postpone"));

	CHECK(measure_obstacle(move, &measure, &act) == MEASURE_DATE_NOT_LATER);
	act.due_on = (struct date){ 2026, 5, 1 };
	CHECK(measure_obstacle(move, &measure, &act) == MEASURE_FREE);
	measure_after(move, &measure, &act, 7, (struct instant){ 1000 });
	CHECK(measure.postponed == 1);
	CHECK(measure.state == MEASURE_decided);
	CHECK(date_compare(measure.due_on, act.due_on) == 0);
}

TEST(a_step_says_who_and_when)
{
	struct measure measure = measure_in(MEASURE_proposed);
	struct measure_act act = { 0 };

	measure_after(measure_move_find(S("decide")), &measure, &act, 7, (struct instant){ 1000 });
	CHECK(measure.state == MEASURE_decided);
	CHECK(measure.decided_by == 7 && measure.decided_at.seconds == 1000);
}

TEST(only_open_measures_are_late)
{
	struct date due = { 2026, 3, 1 }, today = { 2026, 3, 2 };

	CHECK(measure_is_late(MEASURE_in_progress, due, today));
	CHECK(!measure_is_late(MEASURE_in_progress, today, today));
	CHECK(!measure_is_late(MEASURE_done, due, today));
	CHECK(!measure_is_late(MEASURE_stopped, due, today));
}

TEST(a_reminder_names_every_late_measure)
{
	struct measure_row rows[] = {
		{ .number = S("A-2026-00001"), .title = S("Sand the steps"), .due_on = { 2026, 1, 2 } },
		{ .number = S("A-2026-00002"), .title = S("New lamps"), .due_on = { 2026, 1, 3 } },
	};
	struct str words = measure_reminder(test_arena(), S("Karin"), rows, 2,
		S("https://varn.example"));

	CHECK(str_find(words, S("Karin")) >= 0);
	CHECK(str_find(words, S("https://varn.example/measures/A-2026-00002")) >= 0);
}

/* ---- In the database ------------------------------------------------------------------ */

/* Two units side by side, each with a manager (person 11 and 12). */
static void two_units(struct change *change)
{
	for (int64_t i = 1; i <= 2; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'workplace')"), V(i, i == 1 ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(10 + i, i == 1 ? "nora" : "sven"));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
			" VALUES ($1, $2, 'chief')"), V(10 + i, i));
	}
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('chief', 'measures_read')"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('chief', 'measures_write')"), NONE);
}

static struct measure added(struct change *change, int64_t unit_id, const char *title)
{
	struct measure measure = { .unit_id = unit_id, .title = str_of(title),
		.due_on = { 2026, 6, 1 }, .source_kind = S("event"), .source_id = 5,
		.created_at = instant_at((struct date){ 2026, 3, 2 }, 9, 0, 0) };

	measure_add(change, &measure);
	return measure;
}

/* The lists come first: they bring roles of their own. */
static struct store *store_with_lists(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static struct view *view_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

TEST_ON_STORES(a_measure_is_numbered_within_its_year_and_seen_by_its_unit)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct measure first, second;
	struct view *view;

	two_units(change);
	first = added(change, 1, "Sand the steps");
	second = added(change, 2, "New lamps");
	CHECK(change_commit(change) == COMMITTED);
	CHECK(str_is(first.number, "A-2026-00001") && str_is(second.number, "A-2026-00002"));

	view = view_as(store, 11);
	CHECK(measure_of_number(view, first.number) != NULL);
	CHECK(measure_of_number(view, second.number) == NULL);
	CHECK(measure_may_edit(view, &first) && !measure_may_edit(view, &second));
	CHECK(measures_of(view, "event", 5).count == 1);
	CHECK(measures_open_count(view, "event", 5) == 1);
	CHECK(measure_steps(view, first.id).count == 1);
	CHECK(measure_steps(view, second.id).count == 0);
	view_close(view);
	view = view_as(store, 0);
	CHECK(measure_of_number(view, first.number) == NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_measure_of_a_restricted_event_follows_its_list)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct measure measure;
	struct view *view;

	two_units(change);
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, title,"
		" occurred_at, reported_at, is_restricted)"
		" VALUES (5, 'x', 'H-2026-00001', 1, 'Threat', 1, 1, 1)"), NONE);
	measure = added(change, 1, "Move the desk");
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, 11);
	CHECK(measure_of_number(view, measure.number) == NULL);
	view_close(view);

	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id) VALUES (5, 11)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, 11);
	CHECK(measure_of_number(view, measure.number) != NULL);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(the_register_of_effects_has_what_was_evaluated_in_the_year)
{
	struct store *store = store_with_lists();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct report_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct measure measure;
	struct grid grid;
	struct view *view;

	two_units(change);
	measure = added(change, 1, "Sand the steps");
	change_run(change, SQL("UPDATE measure SET state = 'evaluated', effect = 'good',"
		" effect_words = 'No falls', evaluated_at = $2 WHERE id = $1"),
		V(measure.id, instant_at((struct date){ 2026, 11, 1 }, 9, 0, 0)));
	added(change, 1, "Only an idea");
	CHECK(change_commit(change) == COMMITTED);
	view = view_as(store, 11);
	grid = measures_reports[0].run(view, &ask);
	CHECK(grid.rows == 1 && grid.columns == 12);
	CHECK(str_is(grid_at(&grid, 0, 11).text, "No falls"));
	grid = measures_reports[1].run(view, &ask);
	CHECK(grid.rows == 1 && grid_at(&grid, 0, 1).number == 2);
	ask.from = (struct date){ 2025, 1, 1 };
	ask.to = (struct date){ 2025, 12, 31 };
	grid = measures_reports[0].run(view, &ask);
	CHECK(grid.rows == 0);
	view_close(view);
	store_close(store);
}
