/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_avoided.c - avoided cost: the arithmetic by hand, the edges, and how often the limits hold. */
#include "analysis/avoided.h"
#include "analysis/stream.h"
#include "base/test.h"

#include <math.h>

enum { MOST = 4000 };

static struct avoided_ask usual(void)
{
	return (struct avoided_ask){ .before = { .exposure = 100 }, .after = { .exposure = 100 }, .cap = 1e5,
		.level = 0.9, .settled = 0.6, .least = 10, .draws = AVOIDED_DRAWS };
}

/* So many losses of an amount. */
static struct avoided_window alike(size_t count, double amount, double exposure)
{
	struct avoided_loss *losses = arena_array(test_arena(), struct avoided_loss, count + 1);

	for (size_t i = 0; i < count; i++)
		losses[i] = (struct avoided_loss){ amount, amount, -1 };
	return (struct avoided_window){ losses, count, exposure, 0 };
}

static bool is_near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* ---- By hand ------------------------------------------------------------------------------- */

TEST(what_is_avoided_is_what_was_expected_less_what_was_seen)
{
	struct avoided_ask ask = usual();
	struct avoided found;

	ask.before = alike(60, 1000, 300);
	ask.after = alike(5, 1000, 150);
	found = avoided_find(&ask);
	CHECK(is_near(found.expected, 30000) && is_near(found.observed, 5000) && is_near(found.avoided, 25000));
	CHECK(found.finding == AVOIDED_less && found.low > 0 && found.low < 25000 && found.high > 25000);
	CHECK(found.before.costly == 60 && found.after.costly == 5 && found.phi == 1 && found.change == 1);
	ask.after = alike(100, 1000, 150);
	found = avoided_find(&ask);
	CHECK(found.finding == AVOIDED_more && found.high < 0);
	ask.after = alike(28, 1000, 150);
	CHECK(avoided_find(&ask).finding == AVOIDED_unclear);
}

TEST(what_fell_where_nothing_was_done_is_not_avoided)
{
	struct avoided_ask ask = usual();
	struct avoided found;

	ask.before = alike(100, 1000, 300);
	ask.after = alike(50, 1000, 300);
	CHECK(avoided_find(&ask).finding == AVOIDED_less);
	ask.has_compare = true;
	ask.there_before = alike(80, 2000, 600);
	ask.there_after = alike(40, 2000, 600);
	found = avoided_find(&ask);
	CHECK(is_near(found.change, 0.5) && is_near(found.expected, 50000) && is_near(found.avoided, 0));
	CHECK(found.finding == AVOIDED_unclear && found.low < 0 && found.high > 0);
}

TEST(what_is_above_the_cap_is_counted_apart)
{
	struct avoided_ask ask = usual();
	struct avoided found;

	ask.cap = 5000;
	ask.before = alike(20, 9e9, 100);
	ask.after = alike(20, 1000, 100);
	found = avoided_find(&ask);
	CHECK(found.before.large == 20 && found.after.large == 0 && is_near(found.before.capped, 100000));
	CHECK(is_near(found.avoided, 80000));
}

TEST(a_comparison_makes_the_limits_wider)
{
	struct avoided_ask ask = usual();
	struct avoided alone, beside;

	ask.before = alike(100, 1000, 300);
	ask.after = alike(50, 1000, 300);
	alone = avoided_find(&ask);
	ask.has_compare = true;
	ask.there_before = ask.there_after = alike(40, 1000, 300);
	beside = avoided_find(&ask);
	CHECK(is_near(alone.avoided, beside.avoided));
	CHECK(beside.low < alone.low && beside.high > alone.high);
}

/* Twelve windows of 28 days; all events in one of them are clumped, in all of them not. */
TEST(events_that_come_in_clumps_widen_the_limits)
{
	struct avoided_ask ask = usual();
	struct avoided_loss spread[48], clumped[48];
	struct avoided one, other;

	for (int i = 0; i < 48; i++) {
		spread[i] = (struct avoided_loss){ 1000, 1000, i * 7 };
		clumped[i] = (struct avoided_loss){ 1000, 1000, i / 12 * 84 };
	}
	ask.after = alike(20, 1000, 336);
	ask.before = (struct avoided_window){ spread, 48, 336, 336 };
	one = avoided_find(&ask);
	ask.before.losses = clumped;
	other = avoided_find(&ask);
	CHECK(one.phi == 1 && other.phi > 5);
	CHECK(other.low < one.low && other.high > one.high);
}

TEST(the_same_numbers_have_the_same_limits)
{
	struct avoided_ask ask = usual();
	struct avoided one, two;

	ask.before = alike(30, 700, 100);
	ask.after = alike(10, 900, 100);
	one = avoided_find(&ask);
	two = avoided_find(&ask);
	CHECK(one.low == two.low && one.high == two.high);
	ask.seed = 7;
	two = avoided_find(&ask);
	CHECK(fabs(one.low - two.low) < 0.02 * (one.high - one.low));
}

/* ---- Edges ---------------------------------------------------------------------------------- */

TEST(nothing_before_and_nothing_after)
{
	struct avoided_ask ask = usual();
	struct avoided found = avoided_find(&ask);

	CHECK(found.finding == AVOIDED_too_few && isnan(found.avoided) && isnan(found.settled));
	ask.after = alike(1, 1000, 100);
	CHECK(avoided_find(&ask).finding == AVOIDED_too_few);
	ask.least = 1;
	found = avoided_find(&ask);
	CHECK(found.finding == AVOIDED_unclear && found.low < 0 && found.high > 0);
	ask.after = alike(30, 1000, 100);
	found = avoided_find(&ask);
	CHECK(found.expected == 0 && found.finding == AVOIDED_more && isfinite(found.low));
	ask.before = alike(30, 1000, 100);
	ask.after = alike(0, 0, 100);
	found = avoided_find(&ask);
	/* Nothing seen is not nothing at all. */
	CHECK(found.finding == AVOIDED_less && found.avoided == 30000 && found.low < 25000);
}

TEST(events_without_a_cost_say_nothing)
{
	struct avoided_ask ask = usual();
	struct avoided found;

	ask.before = alike(500, 0, 100);
	ask.after = alike(500, 0, 100);
	found = avoided_find(&ask);
	CHECK(found.finding == AVOIDED_too_few && found.before.costly == 0);
}

TEST(a_place_to_compare_with_must_have_costs_too)
{
	struct avoided_ask ask = usual();

	ask.before = ask.after = alike(30, 1000, 100);
	ask.has_compare = true;
	ask.there_before = ask.there_after = alike(4, 1000, 100);
	CHECK(avoided_find(&ask).finding == AVOIDED_too_few_there);
	ask.there_before = alike(0, 0, 100);
	ask.there_after = alike(40, 1000, 100);
	CHECK(avoided_find(&ask).finding == AVOIDED_too_few_there);
	ask.there_before = alike(40, 1000, 100);
	ask.there_after = alike(0, 0, 100);
	CHECK(avoided_find(&ask).finding == AVOIDED_more && avoided_find(&ask).expected == 0);
}

TEST(costs_that_are_not_settled_give_no_verdict)
{
	struct avoided_ask ask = usual();
	struct avoided_window window = alike(40, 1000, 100);
	struct avoided_loss *losses = (struct avoided_loss *)(uintptr_t)window.losses;
	struct avoided found;

	for (int i = 0; i < 40; i++)
		losses[i].later = 2500;
	ask.before = window;
	ask.after = alike(5, 1000, 100);
	found = avoided_find(&ask);
	CHECK(found.finding == AVOIDED_unsettled && is_near(found.settled, 0.4) && isnan(found.low));
	for (int i = 0; i < 40; i++)    /* most was withdrawn */
		losses[i].later = i % 4 ? 0 : 1000;
	CHECK(avoided_find(&ask).finding == AVOIDED_unsettled);
	for (int i = 0; i < 40; i++)    /* all */
		losses[i].later = 0;
	CHECK(avoided_find(&ask).finding == AVOIDED_unsettled);
	for (int i = 0; i < 40; i++)
		losses[i].later = 1200;
	CHECK(avoided_find(&ask).finding == AVOIDED_less);
}

TEST(what_cannot_be_is_refused)
{
	struct avoided_ask ask = usual();

	ask.before = alike(3, 5, 10);
	CHECK(avoided_ask_is_fine(&ask));
	ask.before = alike(3, -1, 10);
	CHECK(!avoided_ask_is_fine(&ask));
	ask.before = alike(3, NAN, 10);
	CHECK(!avoided_ask_is_fine(&ask));
	ask.before = alike(3, 5, 0);
	CHECK(!avoided_ask_is_fine(&ask));
	ask = usual();
	ask.cap = 0;
	CHECK(!avoided_ask_is_fine(&ask));
	ask = usual();
	ask.has_compare = true;         /* without days there */
	CHECK(!avoided_ask_is_fine(&ask));
}

/* ---- How often do the limits hold? ---------------------------------------------------------- */

struct city { double before, after, there_before, there_after, sigma; };

/* The mean of min(x, cap) where log x is normal with mean 0: as its integral says it. */
static double capped_mean(double cap, double sigma)
{
	double below = 0.5 * erfc(-(log(cap) - sigma * sigma) / (sigma * sqrt(2)));
	double above = 0.5 * erfc(log(cap) / (sigma * sqrt(2)));

	return exp(sigma * sigma / 2) * below + cap * above;
}

static struct avoided_window drawn(struct stream *stream, struct avoided_loss *losses, double mean, double sigma)
{
	size_t count = (size_t)stream_poisson(stream, mean);

	for (size_t i = 0; i < count; i++) {
		double amount = exp(sigma * stream_normal(stream));

		losses[i] = (struct avoided_loss){ amount, amount, -1 };
	}
	return (struct avoided_window){ losses, count, 100, 0 };
}

/* The share of so many cities in which the limits hold what is true; and in how many it was
 * said that something was avoided or cost more. */
struct held { double share, less, more; };
static struct held hold_of(struct city city, bool has_compare, int cities)
{
	static struct avoided_loss losses[4][MOST];
	struct stream stream = stream_open(20, (uint64_t)(city.before + 100 * city.sigma));
	struct avoided_ask ask = usual();
	struct held held = { 0 };
	double each, truth;

	ask.cap = exp(city.sigma * 1.9);        /* 97 of 100 are below it */
	ask.has_compare = has_compare;
	ask.draws = 400;
	each = capped_mean(ask.cap, city.sigma);
	truth = city.before * (has_compare ? city.there_after / city.there_before : 1) * each - city.after * each;
	for (int i = 0; i < cities; i++) {
		struct avoided found;

		ask.before = drawn(&stream, losses[0], city.before, city.sigma);
		ask.after = drawn(&stream, losses[1], city.after, city.sigma);
		ask.there_before = drawn(&stream, losses[2], city.there_before, city.sigma);
		ask.there_after = drawn(&stream, losses[3], city.there_after, city.sigma);
		found = avoided_find(&ask);
		CHECK(found.finding >= AVOIDED_less && found.finding <= AVOIDED_unclear);
		held.share += (found.low <= truth && truth <= found.high) / (double)cities;
		held.less += (found.finding == AVOIDED_less) / (double)cities;
		held.more += (found.finding == AVOIDED_more) / (double)cities;
	}
	return held;
}

/* sigma 1.6: the largest of a hundred is a third of the whole before the cap. */
TEST(the_limits_hold_with_heavy_tails)
{
	static const struct city cities[] = { { 25, 25, 0, 0, 1.6 }, { 60, 30, 0, 0, 1.6 },
		{ 40, 8, 0, 0, 1.2 }, { 150, 100, 0, 0, 2 } };

	for (size_t i = 0; i < COUNT(cities); i++) {
		struct held held = hold_of(cities[i], false, 400);

		CHECK(held.share >= 0.85);
	}
}

TEST(the_limits_hold_beside_a_comparison)
{
	static const struct city cities[] = { { 40, 40, 40, 40, 1.6 }, { 80, 30, 60, 50, 1.6 },
		{ 100, 80, 30, 40, 1.2 } };

	for (size_t i = 0; i < COUNT(cities); i++) {
		struct held held = hold_of(cities[i], true, 300);

		CHECK(held.share >= 0.85);
	}
}

TEST(where_nothing_changed_something_is_seldom_said)
{
	struct held held = hold_of((struct city){ 30, 30, 30, 30, 1.8 }, true, 300);

	CHECK(held.less <= 0.075 && held.more <= 0.075);
	held = hold_of((struct city){ 200, 40, 0, 0, 1.2 }, false, 100);
	CHECK(held.less > 0.9);
}
