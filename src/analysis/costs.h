/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/costs.h - what damage cost, year by year, so that years can be compared.
 *
 * The largest event of a year may be a quarter of its whole cost, so a sum that rises or falls
 * by a third says nothing.  Four numbers stand together: how many claims; their cost in fixed
 * prices with each claim counted no higher than a cap (the headline); how many were above the
 * cap; and the whole sum, with the error that chance alone gives it (Poisson claims:
 * sqrt(sum x^2)) and the part of the largest.
 *
 * Fixed prices: x I(base) / I(year of the damage), from an index that the city gives (consumer
 * prices, building costs).  Only ratios count, so that it does not matter where the index is 100.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct claim { int32_t year; double amount; };          /* from 0 */
struct price { int32_t year; double index; };           /* above 0 */

enum costs_fault {
	COSTS_fine,
	COSTS_bad_amount,               /* of claim `at` */
	COSTS_bad_index,                /* of price `at`: not above 0, or the year is there twice */
	COSTS_no_price,                 /* for the year of claim `at` */
	COSTS_no_base,                  /* no index for the base year */
	COSTS_bad_cap,
	COSTS_too_many_years,
};

struct costs_ask {
	const struct claim *claims;
	size_t claims_count;
	const struct price *prices;     /* none: prices of the day */
	size_t prices_count;
	int32_t base;                   /* the year whose prices are used */
	double cap;                     /* in prices of the base year; INFINITY: none */
};

struct cost_year {
	int32_t year;
	int64_t count, large;           /* claims, and those above the cap */
	double nominal, real, capped;
	double real_error;              /* of chance alone */
	double largest_share;           /* of real; 0 when nothing */
};

enum { COST_YEARS_MOST = 400 };

enum costs_fault costs_judge(const struct costs_ask *ask, size_t *at);
/* From the first year with a claim to the last, gaps with zeros; how many. */
size_t costs_by_year(const struct costs_ask *ask, struct cost_year years[COST_YEARS_MOST]);
/* The cap that is usual when nobody has decided: so many of a hundred claims (0.97) of the last
 * years (5) are below it, in prices of the base year.  NAN without claims. */
double costs_usual_cap(const struct costs_ask *ask, double share, int32_t years);
