/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/costs.c - see costs.h. */
#include "analysis/costs.h"

#include "analysis/scratch.h"
#include "analysis/sorted.h"

#include <math.h>
#include <stdlib.h>

/* NAN: there is no index for the year. */
static double index_of(const struct costs_ask *ask, int32_t year)
{
	for (size_t i = 0; i < ask->prices_count; i++)
		if (ask->prices[i].year == year)
			return ask->prices[i].index;
	return NAN;
}

static double factor_of(const struct costs_ask *ask, int32_t year)
{
	return ask->prices_count ? index_of(ask, ask->base) / index_of(ask, year) : 1;
}

static void years_of(const struct costs_ask *ask, int32_t *first, int32_t *last)
{
	*first = INT32_MAX;
	*last = INT32_MIN;
	for (size_t i = 0; i < ask->claims_count; i++) {
		*first = ask->claims[i].year < *first ? ask->claims[i].year : *first;
		*last = ask->claims[i].year > *last ? ask->claims[i].year : *last;
	}
}

static enum costs_fault prices_judge(const struct costs_ask *ask, size_t *at)
{
	for (*at = 0; *at < ask->prices_count; ++*at) {
		if (!(ask->prices[*at].index > 0) || !isfinite(ask->prices[*at].index))
			return COSTS_bad_index;
		for (size_t i = 0; i < *at; i++)
			if (ask->prices[i].year == ask->prices[*at].year)
				return COSTS_bad_index;
	}
	return ask->prices_count && isnan(index_of(ask, ask->base)) ? COSTS_no_base : COSTS_fine;
}

enum costs_fault costs_judge(const struct costs_ask *ask, size_t *at)
{
	enum costs_fault fault = ask->prices_count > COST_YEARS_MOST ? COSTS_too_many_years : prices_judge(ask, at);
	int32_t first, last;

	if (fault != COSTS_fine)
		return fault;
	for (*at = 0; *at < ask->claims_count; ++*at) {
		const struct claim *claim = &ask->claims[*at];

		if (!(claim->amount >= 0) || claim->amount > 1e15)
			return COSTS_bad_amount;
		if (isnan(factor_of(ask, claim->year)))
			return COSTS_no_price;
	}
	if (!(ask->cap > 0))
		return COSTS_bad_cap;
	years_of(ask, &first, &last);
	return ask->claims_count && (int64_t)last - first >= COST_YEARS_MOST ? COSTS_too_many_years : COSTS_fine;
}

size_t costs_by_year(const struct costs_ask *ask, struct cost_year years[COST_YEARS_MOST])
{
	int32_t first, last;
	size_t count;

	years_of(ask, &first, &last);
	count = ask->claims_count ? (size_t)(last - first) + 1 : 0;
	for (size_t i = 0; i < count; i++)
		years[i] = (struct cost_year){ .year = first + (int32_t)i };
	for (size_t i = 0; i < ask->claims_count; i++) {
		struct cost_year *year = &years[ask->claims[i].year - first];
		double real = ask->claims[i].amount * factor_of(ask, ask->claims[i].year);

		year->count++;
		year->large += real > ask->cap;
		year->nominal += ask->claims[i].amount;
		year->real += real;
		year->capped += fmin(real, ask->cap);
		year->real_error += real * real;
		year->largest_share = fmax(year->largest_share, real);
	}
	for (size_t i = 0; i < count; i++) {
		years[i].real_error = sqrt(years[i].real_error);
		years[i].largest_share = years[i].real > 0 ? years[i].largest_share / years[i].real : 0;
	}
	return count;
}

double costs_usual_cap(const struct costs_ask *ask, double share, int32_t years)
{
	double *real = scratch_grow(NULL, ask->claims_count, sizeof(*real)), place, cap = NAN;
	int32_t first, last;
	size_t count = 0;

	years_of(ask, &first, &last);
	for (size_t i = 0; i < ask->claims_count; i++)
		if (ask->claims[i].year > last - years)
			real[count++] = ask->claims[i].amount * factor_of(ask, ask->claims[i].year);
	sorted_rising(real, count);
	if (count) {
		place = share * (double)(count - 1);
		cap = real[(size_t)place];
		if ((size_t)place + 1 < count)
			cap += (place - floor(place)) * (real[(size_t)place + 1] - cap);
	}
	free(real);
	return cap;
}
