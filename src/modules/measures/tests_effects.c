/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/tests_effects.c - which days are compared, and what is said of them. */
#include "base/test.h"
#include "kit/setting.h"
#include "modules/measures/effects.h"
#include "modules/measures/tests_city.h"

#include <string.h>

/* ---- The suggestion ------------------------------------------------------------------------ */

static bool is_day(struct date date, int year, int month, int day)
{
	return date_compare(date, (struct date){ (int16_t)year, (int8_t)month, (int8_t)day }) == 0;
}

TEST(the_days_before_end_before_what_led_to_the_measure)
{
	struct effect_check check = { 0 };
	struct effect_facts facts = { .since = { 2026, 3, 1 }, .ready = { 2026, 5, 31 }, .days = 30,
		.margin = 10, .delay = 14 };

	effect_suggest(&check, &facts);
	CHECK(is_day(check.before_to, 2026, 2, 18) && is_day(check.before_from, 2026, 1, 20));
	CHECK(is_day(check.after_from, 2026, 6, 1) && is_day(check.after_to, 2026, 6, 30));
	CHECK(is_day(check.due_on, 2026, 7, 14) && check.is_suggested);
}

TEST(a_suggestion_is_always_one_that_may_be_saved)
{
	for (int ready = -400; ready <= 400; ready += 50) {
		struct effect_check check = { .unit_id = 1 };
		struct effect_facts facts = { .since = { 2026, 3, 1 }, .days = 365, .margin = 28, .delay = 14,
			.ready = date_add_days((struct date){ 2026, 3, 1 }, ready) };

		effect_suggest(&check, &facts);
		CHECK(effect_obstacle(&check, MEASURE_proposed) == EFFECT_FREE);
	}
}

static struct effect_check sound(void)
{
	return (struct effect_check){ .unit_id = 1, .before_from = { 2026, 1, 1 },
		.before_to = { 2026, 3, 31 }, .after_from = { 2026, 4, 1 }, .after_to = { 2026, 6, 30 },
		.due_on = { 2026, 7, 1 } };
}

TEST(what_is_counted_must_hang_together)
{
	struct effect_check check = sound();

	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_FREE);
	check.before_from = (struct date){ 2026, 4, 1 };
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_BEFORE_ORDER);
	check = sound();
	check.after_from = check.before_to;
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_OVERLAP);
	check = sound();
	check.before_from = (struct date){ 2019, 1, 1 };
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_TOO_LONG);
	check = sound();
	check.due_on = check.after_to;
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_DUE_EARLY);
	check = sound();
	check.people_before = 10;
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_PEOPLE_HALF);
	check = sound();
	check.compare_unit_id = 1;
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_SAME_PLACE);
	check.compare_area_code = S("ljk-1");
	CHECK(effect_obstacle(&check, MEASURE_decided) == EFFECT_FREE);
}

TEST(after_the_measure_is_done_a_change_needs_a_reason)
{
	struct effect_check check = sound();

	CHECK(effect_obstacle(&check, MEASURE_in_progress) == EFFECT_FREE);
	CHECK(effect_obstacle(&check, MEASURE_done) == EFFECT_REASON_MISSING);
	check.change_reason = S("The school was closed.");
	CHECK(effect_obstacle(&check, MEASURE_evaluated) == EFFECT_FREE);
}

TEST(what_goes_on_is_counted_until_yesterday)
{
	struct effect_check check = sound();

	CHECK(!date_is_given(effect_until(&check, (struct date){ 2026, 4, 1 })));
	CHECK(is_day(effect_until(&check, (struct date){ 2026, 4, 2 }), 2026, 4, 1));
	CHECK(is_day(effect_until(&check, (struct date){ 2026, 12, 1 }), 2026, 6, 30));
}

/* ---- The figure and its sentence ------------------------------------------------------------ */

static struct effect_figure judged(struct effect_counts counts, bool compares)
{
	struct effect_check check = sound();
	struct effect_figure figure = { 0 };

	check.compare_unit_id = compares ? 2 : 0;
	effect_judge(&figure, &check, &counts, check.after_to, 10);
	return figure;
}

TEST(exposure_is_days_times_people)
{
	struct effect_check check = sound();
	struct effect_figure figure = { 0 };
	struct effect_counts counts = { 20, 20, 0, 0 };

	effect_judge(&figure, &check, &counts, check.after_to, 10);
	CHECK(figure.before_exposure == 90 && figure.after_exposure == 91);
	check.people_before = 100;
	check.people_after = 50;
	effect_judge(&figure, &check, &counts, check.after_to, 10);
	CHECK(figure.before_exposure == 9000 && figure.after_exposure == 4550);
	CHECK(figure.ratio > 1.9 && figure.finding == RATE_rose);
}

TEST(few_events_say_nothing_even_when_the_ratio_is_large)
{
	struct effect_figure figure = judged((struct effect_counts){ 9, 0, 0, 0 }, false);

	CHECK(figure.finding == RATE_too_few && figure.ratio == 0);
	figure = judged((struct effect_counts){ 0, 3, 0, 0 }, false);
	CHECK(figure.finding == RATE_too_few && figure.ratio == -1 && figure.high == -1);
	CHECK(str_find(effect_sentence(test_arena(), &figure), S("0 before and 3 after")) >= 0);
}

TEST(a_fall_that_may_be_chance_says_so)
{
	struct effect_figure figure = judged((struct effect_counts){ 20, 15, 0, 0 }, false);

	CHECK(figure.finding == RATE_fell_maybe);
	CHECK(str_find(effect_sentence(test_arena(), &figure), S("could be chance")) >= 0);
	figure = judged((struct effect_counts){ 40, 10, 0, 0 }, false);
	CHECK(figure.finding == RATE_fell);
	CHECK(str_find(effect_sentence(test_arena(), &figure), S("is not known")) >= 0);
}

/* It fell there as well: the fall here tells nothing of the measure. */
TEST(a_fall_like_the_one_elsewhere_is_not_told_as_an_effect)
{
	struct effect_figure figure = judged((struct effect_counts){ 40, 10, 80, 20 }, true);

	CHECK(figure.finding == RATE_fell && figure.compare_finding != RATE_fell);
	CHECK(str_find(effect_compare_sentence(test_arena(), &figure), S("80 events before and 20 after")) >= 0);
	figure = judged((struct effect_counts){ 40, 10, 80, 80 }, true);
	CHECK(figure.compare_finding == RATE_fell);
	figure = judged((struct effect_counts){ 40, 10, 4, 3 }, true);
	CHECK(figure.compare_finding == RATE_too_few);
}

/* No sentence tells a cause, in either language. */
TEST(no_sentence_says_because)
{
	static const char *const languages[] = { "en", "sv" };
	static const char *const causes[] = { "because", "thanks to", "due to", "tack vare",
		"på grund av", "beror på", "ledde till" };

	for (size_t l = 0; l < COUNT(languages); l++)
		for (int finding = RATE_none; finding <= RATE_rose; finding++) {
			struct effect_figure figure = { .has_compare = true, .finding = finding,
				.compare_finding = finding, .ratio = 1, .low = 0.5, .high = 2,
				.relative = 1, .relative_low = 0.5, .relative_high = 2 };
			struct str one, other;

			tongue_choose(str_of(languages[l]));
			one = effect_sentence(test_arena(), &figure);
			other = effect_compare_sentence(test_arena(), &figure);
			CHECK((one.len > 0) == (finding != RATE_none));
			for (size_t i = 0; i < COUNT(causes); i++)
				CHECK(str_find(one, str_of(causes[i])) < 0
					&& str_find(other, str_of(causes[i])) < 0);
		}
	tongue_choose(S("en"));
}

/* ---- In the database --------------------------------------------------------------------------- */

static void event_put(struct change *change, int64_t id, int64_t unit, struct date day, int64_t restricted)
{
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, title, type,"
		" occurred_at, reported_at, is_restricted, state)"
		" VALUES ($1, $2, $2, $3, 'Fall', 'injury.fall', $4, $4, $5, 'closed')"),
		V(id, arena_print(change_arena(change), "H-%lld", (long long)id), unit,
		  instant_at(day, 9, 0, 0), restricted));
}

static struct measure measure_put(struct change *change, struct date due)
{
	struct measure measure = { .unit_id = 1, .title = S("Sand"), .due_on = due,
		.responsible_id = 11, .source_kind = S("event"), .source_id = 1,
		.created_at = instant_at((struct date){ 2026, 9, 1 }, 9, 0, 0) };

	measure_add(change, &measure);
	return measure;
}

TEST_ON_STORES(a_measure_gets_a_check_of_the_events_it_springs_from)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	const struct effect_check *check;
	struct measure measure, old;
	struct view *view;

	event_put(change, 1, 1, (struct date){ 2026, 8, 1 }, 0);
	measure = measure_put(change, (struct date){ 2026, 10, 1 });
	old = measure_put(change, (struct date){ 2020, 1, 1 });
	change_run(change, SQL("UPDATE event SET occurred_at = $1 WHERE id = 1"),
		V(instant_at((struct date){ 2020, 1, 1 }, 9, 0, 0)));
	old = measure_put(change, (struct date){ 2020, 1, 1 });
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	check = effect_check_of(view, measure.id);
	CHECK(check && str_is(check->types, "injury.fall") && check->unit_id == 1);
	CHECK(is_day(check->after_from, 2026, 10, 2));
	CHECK(date_compare(check->before_to, (struct date){ 2026, 8, 1 }) < 0);
	/* What is read in of long ago asks nobody for anything. */
	CHECK(effect_check_of(view, old.id) == NULL);
	view_close(view);

	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	measure.due_on = (struct date){ 2026, 12, 1 };
	effect_follow(change, &measure);
	CHECK(is_day(effect_check_of(change_view(change), measure.id)->after_from, 2026, 12, 2));
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}

TEST_ON_STORES(a_check_waits_from_its_day_until_all_its_days_are_counted)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct effect_check check = sound();
	struct effect_figure figure;
	struct measure measure;
	struct view *view;

	for (int64_t i = 1; i <= 12; i++)
		event_put(change, i, 1, (struct date){ 2026, 2, (int8_t)i }, 0);
	event_put(change, 20, 1, (struct date){ 2026, 5, 2 }, 0);
	event_put(change, 21, 1, (struct date){ 2026, 5, 3 }, 1);
	event_put(change, 22, 2, (struct date){ 2026, 5, 3 }, 0);
	measure = measure_put(change, (struct date){ 2026, 10, 1 });
	change_run(change, SQL("DELETE FROM effect_check"), NONE);
	check.measure_id = measure.id;
	check.types = S("injury");
	change_insert(change, &effect_check_record.shape, &check);
	CHECK(change_commit(change) == COMMITTED);

	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	CHECK(effects_waiting(view, true) == 1);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	figure = effect_take(change, &check);
	/* Not the restricted one, not the other unit's. */
	CHECK(figure.before_count == 12 && figure.after_count == 1 && figure.finding == RATE_fell);
	CHECK(figure.taken_by == 11 && figure.digest.len == 64);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	CHECK(effects_waiting(view, true) == 0);
	CHECK(effect_figures_of(view, measure.id).count == 1);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ 0 });
	CHECK(effect_figures_of(view, measure.id).count == 0);
	view_close(view);
	store_close(store);
}
