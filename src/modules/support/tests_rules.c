/* SPDX-License-Identifier: EUPL-1.2 */
/* support/tests_rules.c - nobody is lost between two units, whatever is done in which order. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/support/inside.h"

#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[];

/* ---- Who is responsible: drawn at random, thousands of steps ------------------------------------ */

enum { UNITS = 4, OFFERS = 400, STEPS = 400, RUNS = 40 };

static unsigned drawn(unsigned *seed, unsigned below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % below;
}

struct course {
	struct support_step steps[STEPS];
	size_t count;
	struct support_handover offers[OFFERS];
	size_t offer_count;
	unsigned seed;
};

static struct support_standing stands(const struct course *course)
{
	return support_stands(test_arena(), (struct support_step_list){ course->count,
		(struct support_step *)(uintptr_t)course->steps });
}

/* One act, if the rules let it; false: they did not. */
static bool count_try(struct course *course, struct support_step *step)
{
	struct support_standing standing = stands(course);

	step->verb = drawn(&course->seed, 3) ? VERB_met : VERB_ended;
	step->unit_id = 1 + drawn(&course->seed, UNITS);
	step->adults = drawn(&course->seed, 9);
	step->children = drawn(&course->seed, 5);
	return support_count_obstacle(&standing, step) == SUPPORT_FREE;
}

static bool offer_try(struct course *course, struct support_step *step)
{
	struct support_standing standing = stands(course);
	struct support_handover offer = { .from_unit_id = 1 + drawn(&course->seed, UNITS),
		.to_unit_id = 1 + drawn(&course->seed, UNITS), .adults = drawn(&course->seed, 7),
		.children = drawn(&course->seed, 4), .state = HANDOVER_offered,
		.offered_by = 10, .id = (int64_t)course->offer_count + 1 };

	if (support_offer_obstacle(&standing, &offer) != SUPPORT_FREE)
		return false;
	course->offers[course->offer_count++] = offer;
	*step = (struct support_step){ .verb = VERB_offered, .handover_id = offer.id,
		.unit_id = offer.from_unit_id, .to_unit_id = offer.to_unit_id, .adults = offer.adults,
		.children = offer.children };
	return true;
}

static bool answer_try(struct course *course, struct support_step *step)
{
	static const struct { enum support_verb verb; enum handover_state state; } answers[] = {
		{ VERB_read, HANDOVER_read }, { VERB_accepted, HANDOVER_accepted },
		{ VERB_declined, HANDOVER_declined }, { VERB_withdrawn, HANDOVER_withdrawn },
	};
	unsigned nth = drawn(&course->seed, COUNT(answers));
	struct support_handover *offer;

	if (!course->offer_count)
		return false;
	offer = &course->offers[drawn(&course->seed, (unsigned)course->offer_count)];
	if (handover_obstacle(offer, answers[nth].verb, 20 - 10 * (drawn(&course->seed, 5) == 0))
	    != SUPPORT_FREE)
		return false;
	offer->state = (int)answers[nth].state;
	*step = (struct support_step){ .verb = (int)answers[nth].verb, .handover_id = offer->id,
		.unit_id = offer->from_unit_id, .to_unit_id = offer->to_unit_id,
		.adults = offer->adults, .children = offer->children };
	return true;
}

/* What all hold and what has ended is what was met; nobody offers more than he holds. */
static void all_are_there(const struct support_standing *standing)
{
	struct people held = { 0 };

	for (size_t i = 0; i < standing->parts.count; i++) {
		const struct support_part *part = &standing->parts.at[i];

		held.adults += part->holds.adults;
		held.children += part->holds.children;
		CHECK(part->holds.adults >= part->offered.adults && part->offered.adults >= 0);
		CHECK(part->holds.children >= part->offered.children && part->offered.children >= 0);
		for (size_t other = 0; other < i; other++)
			CHECK(standing->parts.at[other].unit_id != part->unit_id);
	}
	CHECK(held.adults + standing->ended.adults == standing->met.adults);
	CHECK(held.children + standing->ended.children == standing->met.children);
}

/* Only an acceptance moves somebody from one unit to another. */
static void only_acceptance_moves(const struct support_standing *before,
                                  const struct support_standing *after,
                                  const struct support_step *step)
{
	for (int64_t unit = 1; unit <= UNITS; unit++) {
		int64_t moved = people_all(support_part_of(after, unit)->holds)
			- people_all(support_part_of(before, unit)->holds);
		int64_t people = step->adults + step->children;

		if (step->verb == VERB_accepted)
			CHECK(moved == (unit == step->to_unit_id ? people
				: unit == step->unit_id ? -people : 0));
		else if (step->verb == VERB_met || step->verb == VERB_ended)
			CHECK(moved == 0 || unit == step->unit_id);
		else
			CHECK(moved == 0);
	}
}

TEST(responsibility_is_never_lost_nor_doubled_and_moves_only_when_it_is_accepted)
{
	static struct course course;
	size_t accepted = 0, declined = 0;

	for (unsigned run = 1; run <= RUNS; run++) {
		course.count = course.offer_count = 0;
		course.seed = run * 7919;
		for (int tries = 0; tries < 4 * STEPS && course.count < STEPS; tries++) {
			struct support_standing before = stands(&course), after;
			struct support_step step = { 0 };
			unsigned what = drawn(&course.seed, 3);

			if (!(what == 0 ? count_try(&course, &step) : what == 1 ? offer_try(&course, &step)
			      : answer_try(&course, &step)))
				continue;
			course.steps[course.count++] = step;
			after = stands(&course);
			all_are_there(&after);
			only_acceptance_moves(&before, &after, &step);
			accepted += step.verb == VERB_accepted;
			declined += step.verb == VERB_declined;
		}
	}
	CHECK(accepted > 100 && declined > 100);        /* it was really tried */
}

TEST(several_districts_take_their_parts_and_the_parts_are_the_whole)
{
	struct support_step steps[] = {
		{ .verb = VERB_met, .unit_id = 1, .adults = 10, .children = 4, .staff = 3 },
		{ .verb = VERB_offered, .unit_id = 1, .to_unit_id = 2, .adults = 6, .children = 1 },
		{ .verb = VERB_offered, .unit_id = 1, .to_unit_id = 3, .adults = 4, .children = 2 },
		{ .verb = VERB_accepted, .unit_id = 1, .to_unit_id = 2, .adults = 6, .children = 1 },
		{ .verb = VERB_declined, .unit_id = 1, .to_unit_id = 3, .adults = 4, .children = 2 },
	};
	struct support_standing standing = support_stands(test_arena(),
		(struct support_step_list){ COUNT(steps), steps });
	struct support_handover more = { .from_unit_id = 1, .to_unit_id = 3, .adults = 4, .children = 3 };

	CHECK(support_part_of(&standing, 1)->holds.adults == 4);
	CHECK(support_part_of(&standing, 1)->holds.children == 3);
	CHECK(support_part_of(&standing, 2)->holds.adults == 6);
	CHECK(!people_all(support_part_of(&standing, 3)->holds));
	CHECK(standing.waiting == 0 && standing.staff == 3);
	CHECK(support_offer_obstacle(&standing, &more) == SUPPORT_FREE);
	more.adults = 5;
	CHECK(support_offer_obstacle(&standing, &more) == SUPPORT_TOO_MANY);
	more = (struct support_handover){ .from_unit_id = 1, .to_unit_id = 1, .adults = 1 };
	CHECK(support_offer_obstacle(&standing, &more) == SUPPORT_SAME_UNIT);
	more = (struct support_handover){ .from_unit_id = 1, .to_unit_id = 3 };
	CHECK(support_offer_obstacle(&standing, &more) == SUPPORT_NOBODY);
	CHECK(support_close_obstacle(&standing) == SUPPORT_HOLDS);
}

TEST(a_handover_is_signed_by_two_persons_and_read_before_it_is_accepted)
{
	struct support_handover handover = { .state = HANDOVER_offered, .offered_by = 10 };

	CHECK(handover_obstacle(&handover, VERB_accepted, 20) == SUPPORT_NOT_READ);
	CHECK(handover_obstacle(&handover, VERB_read, 10) == SUPPORT_OWN_OFFER);
	CHECK(handover_obstacle(&handover, VERB_read, 20) == SUPPORT_FREE);
	CHECK(handover_obstacle(&handover, VERB_declined, 20) == SUPPORT_FREE);
	handover.state = HANDOVER_read;
	CHECK(handover_obstacle(&handover, VERB_read, 20) == SUPPORT_READ_ALREADY);
	CHECK(handover_obstacle(&handover, VERB_accepted, 10) == SUPPORT_OWN_OFFER);
	CHECK(handover_obstacle(&handover, VERB_accepted, 20) == SUPPORT_FREE);
	CHECK(handover_obstacle(&handover, VERB_withdrawn, 10) == SUPPORT_FREE);
	handover.state = HANDOVER_accepted;
	CHECK(handover_obstacle(&handover, VERB_withdrawn, 10) == SUPPORT_ANSWERED);
	CHECK(handover_obstacle(&handover, VERB_accepted, 20) == SUPPORT_ANSWERED);
}

TEST(no_two_offers_have_the_same_digest)
{
	struct support_handover a = { .number = S("KS-1-1"), .situation = S("ab"), .remains = S("c") };
	struct support_handover b = { .number = S("KS-1-1"), .situation = S("a"), .remains = S("bc") };
	struct support_handover c = a;

	CHECK(str_equals(handover_digest(test_arena(), &a), handover_digest(test_arena(), &c)));
	CHECK(!str_equals(handover_digest(test_arena(), &a), handover_digest(test_arena(), &b)));
	c.children = 1;
	CHECK(!str_equals(handover_digest(test_arena(), &a), handover_digest(test_arena(), &c)));
}

/* ---- Clocks ----------------------------------------------------------------------------------------- */

TEST(what_is_declined_is_no_handover_to_wait_for)
{
	struct handover_row rows[] = {
		{ .state = HANDOVER_accepted, .offered_at = { 1000 } },
		{ .state = HANDOVER_offered, .offered_at = { 1000 + 5 * MINUTE } },
		{ .state = HANDOVER_read, .offered_at = { 1000 } },
		{ .state = HANDOVER_declined, .offered_at = { 10 } },
	};
	struct support_waiting waiting = support_waits(rows, COUNT(rows),
		(struct instant){ 1000 + 45 * MINUTE });

	CHECK(waiting.waiting == 2 && waiting.all == 3 && waiting.oldest_minutes == 45);
}

TEST(the_last_clock_that_has_rung_counts_whatever_their_order)
{
	struct support_clock at[] = { { 30, NULL }, { 15, NULL } };
	struct support_clock_list clocks = { 2, at };

	CHECK(clock_rung(&clocks, 14) == -1);
	CHECK(clock_rung(&clocks, 15) == 1);
	CHECK(clock_rung(&clocks, 29) == 1);
	CHECK(clock_rung(&clocks, 30) == 0);
}

/* ---- Ready: the quick rule against one that looks at every day ---------------------------------------- */

static struct span span_drawn(unsigned *seed)
{
	struct date from = date_add_days((struct date){ 2026, 1, 1 }, (int)drawn(seed, 500));

	return (struct span){ from, drawn(seed, 3) ? date_add_days(from, (int)drawn(seed, 300))
		: (struct date){ 0 } };
}

static bool covers(struct span span, struct date day)
{
	return date_compare(span.from, day) <= 0
		&& (!date_is_given(span.to) || date_compare(span.to, day) >= 0);
}

static bool is_ready_by_hand(const struct readiness *ready, struct date day)
{
	int64_t staff = 0, rooms = 0, reviews = 0;

	for (size_t i = 0; i < ready->staff.count; i++)
		staff += covers(ready->staff.at[i], day);
	for (size_t i = 0; i < ready->premises.count; i++)
		rooms += covers(ready->premises.at[i], day);
	for (size_t i = 0; i < ready->review_count; i++)
		reviews += date_compare(ready->reviews[i], day) <= 0
			&& date_compare(day, date_add_months(ready->reviews[i], ready->months)) <= 0;
	return covers(ready->life, day) && staff >= ready->least_staff && rooms && reviews;
}

TEST(a_unit_is_ready_on_the_days_on_which_everything_is_there_and_on_no_other)
{
	unsigned seed = 4711;
	size_t days_ready = 0;

	for (int run = 0; run < 60; run++) {
		struct span staff[5], rooms[2];
		struct date reviews[3];
		struct readiness ready = { span_drawn(&seed), { COUNT(staff), staff },
			{ COUNT(rooms), rooms }, COUNT(reviews), reviews, 1 + drawn(&seed, 3),
			1 + (int)drawn(&seed, 6) };
		struct span_list spans;

		for (size_t i = 0; i < COUNT(staff); i++)
			staff[i] = span_drawn(&seed);
		for (size_t i = 0; i < COUNT(rooms); i++)
			rooms[i] = span_drawn(&seed);
		for (size_t i = 0; i < COUNT(reviews); i++)
			reviews[i] = span_drawn(&seed).from;
		spans = support_spans(test_arena(), &ready);
		for (int i = -5; i < 900; i++) {
			struct date day = date_add_days((struct date){ 2026, 1, 1 }, i);
			size_t found = 0;

			for (size_t s = 0; s < spans.count; s++)
				found += covers(spans.at[s], day);
			CHECK(found == is_ready_by_hand(&ready, day));
			days_ready += found;
		}
	}
	CHECK(days_ready > 1000);
}

TEST(a_day_on_which_a_handover_was_overdue_is_no_good_day)
{
	struct instant noon = instant_at((struct date){ 2026, 3, 10 }, 12, 0, 0);
	struct wait waits[] = {
		{ noon, { noon.seconds + 20 * MINUTE } },                       /* in time */
		{ noon, { noon.seconds + 2 * DAY } },                           /* the 10th to the 12th */
		{ { noon.seconds + DAY }, { noon.seconds + DAY + 31 * MINUTE } }, /* within that */
		{ { noon.seconds + 20 * DAY }, { 0 } },                         /* still waits */
	};
	struct span life = { { 2026, 1, 1 }, { 0 } };
	struct span_list spans = answered_spans(test_arena(), life,
		(struct wait_list){ COUNT(waits), waits }, 30, (struct instant){ noon.seconds + 21 * DAY });

	CHECK(spans.count == 3);
	CHECK(str_is(date_iso(test_arena(), spans.at[0].to), "2026-03-09"));
	CHECK(str_is(date_iso(test_arena(), spans.at[1].from), "2026-03-13"));
	CHECK(str_is(date_iso(test_arena(), spans.at[1].to), "2026-03-29"));
	CHECK(str_is(date_iso(test_arena(), spans.at[2].from), "2026-04-01"));
	CHECK(!date_is_given(spans.at[2].to));
	CHECK(answered_spans(test_arena(), life, (struct wait_list){ 1, waits }, 30, noon).count == 1);
}

TEST_ON_STORES(in_office_hours_it_is_the_districts_turn_and_otherwise_that_of_the_social_services)
{
	static const struct { int day, hour, minute; const char *whose; } moments[] = {
		{ 2, 7, 59, "outside" }, { 2, 8, 0, "office" }, { 2, 16, 59, "office" },
		{ 2, 17, 0, "outside" }, { 7, 12, 0, "outside" },       /* a Saturday */
	};
	struct date free_day = { 2026, 3, 2 };
	struct store *store = test_store();
	const struct item *office, *outside;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	office = item_find("support/hours", S("office"));
	outside = item_find("support/hours", S("outside"));
	for (size_t i = 0; i < COUNT(moments); i++) {
		struct instant at = instant_at((struct date){ 2026, 3, (int8_t)moments[i].day },
			moments[i].hour, moments[i].minute, 0);
		bool is_office = !strcmp(moments[i].whose, "office");

		CHECK(support_turn_holds(office, at, (struct holidays){ 0 }) == is_office);
		CHECK(support_turn_holds(outside, at, (struct holidays){ 0 }) == !is_office);
		CHECK(!support_turn_holds(office, at, (struct holidays){ 1, &free_day }));
	}
	store_close(store);
}

TEST_ON_STORES(crisis_support_is_gone_through_again_as_long_as_it_is_given)
{
	struct support_organisation organisation = { .hours = S("office"),
		.valid_from = { 2026, 1, 15 } };
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	CHECK(str_is(date_iso(test_arena(), support_review_due(&organisation, (struct date){ 0 })),
		"2026-01-15"));
	CHECK(str_is(date_iso(test_arena(), support_review_due(&organisation,
		(struct date){ 2026, 5, 31 })), "2027-05-31"));
	organisation.valid_to = (struct date){ 2026, 8, 1 };
	CHECK(!date_is_given(support_review_due(&organisation, (struct date){ 2026, 5, 31 })));
	store_close(store);
}

TEST_ON_STORES(reminder_and_escalation_are_data)
{
	struct store *store = test_store();
	struct support_clock_list clocks;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	clocks = support_clocks(test_arena());
	CHECK(clocks.count >= 2);
	for (size_t i = 0; i < clocks.count; i++) {
		CHECK(clocks.at[i].minutes > 0);
		CHECK(item_text(clocks.at[i].item, "receiver").len > 0);
	}
	store_close(store);
}

TEST_ON_STORES(those_who_serve_today_come_first_in_the_order_of_the_roles)
{
	static const struct { const char *name, *role; struct date to; } seats[] = {
		{ "left", "lead", { 2026, 3, 1 } }, { "first host", "host", { 0 } },
		{ "deputy", "deputy", { 2026, 3, 2 } }, { "second host", "host", { 0 } },
		{ "lead", "lead", { 0 } },
	};
	static const char *const wanted[] = { "lead", "deputy", "first host", "second host", "left" };
	struct support_staff staff[COUNT(seats)] = { 0 };
	struct support_staff_list list = { COUNT(seats), staff };
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	for (size_t i = 0; i < COUNT(seats); i++)
		staff[i] = (struct support_staff){ .name = str_of(seats[i].name),
			.role = str_of(seats[i].role), .valid_to = seats[i].to };
	support_staff_sort(&list, (struct date){ 2026, 3, 2 });
	for (size_t i = 0; i < COUNT(wanted); i++)
		CHECK(str_is(list.at[i].name, wanted[i]));
	store_close(store);
}
