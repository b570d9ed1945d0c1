/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/ground.c - in which money other rooms may tell of costs: prices, the cap, what is settled. */
#include "modules/costs/inside.h"

double costs_ground_factor(const struct costs_ground *ground, int year)
{
	const struct cost_price *price = price_near(ground->prices, year);

	return ground->year ? price_in(ground->prices, ground->year) / price->value : 1;
}

static void cap_tell(struct view *view, struct costs_ground *ground, struct costs_question *question)
{
	struct costs_cap cap;

	if (costs_cap_is_usual(question))
		question->city = cost_amounts_city(view, costs_city_from(question));
	cap = costs_cap_of(view_arena(view), question);
	ground->is_cap_decided = cap.kind == CAP_decided;
	ground->cap = cap.amount * costs_ground_factor(ground, price_base(ground->prices));
}

struct costs_ground costs_ground_of(struct view *view, int year)
{
	struct cost_price_list *prices = arena_new(view_arena(view), struct cost_price_list);
	struct cost_price_list all = cost_prices(view);
	struct cost_cap_list caps = cost_caps(view);
	struct costs_question question = costs_question_of(&caps, date_today());
	struct costs_ground ground = { .index_name = costs_index_usual(&all, &caps), .level = question.settings.level,
		.settled = question.settings.settled, .prices = prices };
	const struct cost_price *price;

	*prices = cost_prices_of(view, ground.index_name);
	question.prices = *prices;
	price = price_near(prices, year);
	ground.year = price ? (int32_t)price->year : 0;
	cap_tell(view, &ground, &question);
	return ground;
}
