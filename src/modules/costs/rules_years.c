/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/rules_years.c - prices of each year, and what each event was known to cost on a day. */
#include "modules/costs/inside.h"

#include "analysis/sorted.h"

#include <math.h>
#include <stdlib.h>

double price_in(const struct cost_price_list *prices, int64_t year)
{
	for (size_t i = 0; i < prices->count; i++)
		if (prices->at[i].year == year)
			return prices->at[i].value;
	return NAN;
}

int32_t price_base(const struct cost_price_list *prices)
{
	int64_t base = 0;

	for (size_t i = 0; i < prices->count; i++)
		base = prices->at[i].year > base ? prices->at[i].year : base;
	return (int32_t)base;
}

/* The nearest before the year, else the nearest after it. */
const struct cost_price *price_near(const struct cost_price_list *prices, int32_t year)
{
	const struct cost_price *before = NULL, *after = NULL;

	for (size_t i = 0; i < prices->count; i++) {
		const struct cost_price *price = &prices->at[i];

		if (price->year <= year && (!before || price->year > before->year))
			before = price;
		if (price->year > year && (!after || price->year < after->year))
			after = price;
	}
	return before ? before : after;
}

struct year_price *year_prices(struct arena *arena, const struct cost_price_list *prices, int32_t first, int32_t last)
{
	struct year_price *years = arena_array(arena, struct year_price, (size_t)(last - first) + 2);

	for (int32_t year = first; year <= last; year++) {
		const struct cost_price *price = price_near(prices, year);

		years[year - first] = (struct year_price){ year, price ? price->value : 1,
			price && price->year != year };
	}
	return years;
}

struct known_costs costs_known(struct arena *arena, const struct cost_line_list *lines, struct date day)
{
	struct known_costs known = { 0, arena_array(arena, struct known_cost, lines->count + 1) };
	struct instant end = instant_at(date_add_days(day, 1), 0, 0, 0);

	for (size_t i = 0; i < lines->count;) {
		const struct cost_line *last = NULL;
		int64_t event_id = lines->at[i].event_id;

		for (; i < lines->count && lines->at[i].event_id == event_id; i++)
			if (lines->at[i].known_at.seconds < end.seconds)
				last = &lines->at[i];
		if (last && last->cost > 0 && last->occurred_at.seconds < end.seconds)
			known.at[known.count++] = (struct known_cost){ instant_date(last->occurred_at).year,
				(double)last->cost, last->is_final, last->has_claim };
	}
	return known;
}

double costs_quantile(struct arena *arena, const double *amounts, size_t count, double share)
{
	double *sorted = arena_array(arena, double, count + 1), place = share * (double)(count - 1);
	size_t at = (size_t)place;

	if (!count)
		return NAN;
	for (size_t i = 0; i < count; i++)
		sorted[i] = amounts[i];
	sorted_rising(sorted, count);
	return at + 1 < count ? sorted[at] + (place - floor(place)) * (sorted[at + 1] - sorted[at]) : sorted[at];
}

/* Two digits: a limit between some events has no more, and tells of none of them. */
static double two_digits(double value)
{
	double step = value > 0 ? pow(10, floor(log10(value)) - 1) : 1;

	return round(value / step) * step;
}

double costs_city_cap(struct arena *arena, const struct costs_question *question)
{
	const struct costs_settings *settings = &question->settings;
	struct known_costs known = costs_known(arena, &question->city, question->known);
	int32_t last = question->known.year, first = last + 1 - settings->cap_years;
	const struct year_price *prices = year_prices(arena, &question->prices, first, last);
	struct claim *claims = arena_array(arena, struct claim, known.count + 1);
	double base = question->prices.count ? price_in(&question->prices, price_base(&question->prices)) : 1;
	struct costs_ask ask = { .claims = claims };

	for (size_t i = 0; i < known.count; i++)
		if (known.at[i].year >= first && known.at[i].year <= last)
			claims[ask.claims_count++] = (struct claim){ known.at[i].year,
				known.at[i].amount * base / prices[known.at[i].year - first].index };
	if (!ask.claims_count || (int64_t)ask.claims_count < settings->small_below)
		return NAN;
	return two_digits(costs_usual_cap(&ask, settings->cap_share, settings->cap_years));
}
