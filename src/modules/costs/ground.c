/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/ground.c - in which money other rooms may tell of costs: prices, the cap, what is settled. */
#include "modules/costs/inside.h"

#include <math.h>

double costs_ground_factor(const struct costs_ground *ground, int year)
{
	const struct cost_price *price = price_near(ground->prices, year);

	return ground->year ? price_in(ground->prices, ground->year) / price->value : 1;
}

static double cap_usual(struct view *view, const struct costs_ground *ground, const struct costs_settings *settings)
{
	struct costs_question question = { .known = date_today(), .settings = *settings, .prices = *ground->prices };
	double cap;

	question.city = cost_lines_city(view,
		(struct date){ (int16_t)(question.known.year + 1 - settings->cap_years), 1, 1 });
	cap = costs_city_cap(view_arena(view), &question);
	return ground->year ? cap * costs_ground_factor(ground, price_base(ground->prices)) : cap;
}

static void cap_find(struct view *view, struct costs_ground *ground, const struct costs_settings *settings)
{
	struct cost_cap_list caps = cost_caps(view);
	double rise = !caps.count ? NAN : !ground->year ? 1
		: price_in(ground->prices, ground->year) / price_in(ground->prices, caps.at[0].base_year);

	ground->is_cap_decided = !isnan(rise);
	ground->cap = ground->is_cap_decided ? (double)caps.at[0].amount * rise : cap_usual(view, ground, settings);
	if (!(ground->cap > 0))
		ground->cap = INFINITY;
}

struct costs_ground costs_ground_of(struct view *view, int year)
{
	struct cost_price_list *prices = arena_new(view_arena(view), struct cost_price_list);
	struct costs_settings settings = costs_settings_now();
	struct costs_ground ground = { .index_name = costs_index_asked(view, S("")), .level = settings.level,
		.settled = settings.settled, .prices = prices };
	const struct cost_price *price;

	*prices = cost_prices_of(view, ground.index_name);
	price = price_near(prices, year);
	ground.year = price ? (int32_t)price->year : 0;
	cap_find(view, &ground, &settings);
	return ground;
}
