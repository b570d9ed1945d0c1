/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_costs.c - varn analyse costs and ladder: what damage costs, and will cost.
 *
 * costs    one row is one claim: year, amount; or an index: kind "index", year, index
 *          --base YEAR (the last)  --cap X (97 of 100 of the last 5 years)  --least N (6)
 *          --margin M (1.05)  --level L (0.9)
 * ladder   one row is what one year of damage came to in one later year: origin, step (0, 1 ...), amount
 *          --mature SHARE (0.6)
 */
#include "analysis/costs.h"
#include "analysis/ladder.h"
#include "analysis/trend.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

/* A whole number within limits; an empty cell is an error. */
static bool whole_read(const struct plain *plain, size_t row, const char *column, double least, double most,
                       double *value)
{
	*value = NAN;
	if (!plain_number(plain, row, column, value))
		return false;
	if (!(*value >= least && *value <= most && *value == floor(*value)))
		return plain_wrong(plain, row, "%s is '%.*s' and must be a whole number from %g to %g", column,
			STR(plain_text(plain, row, column)), least, most);
	return true;
}

static bool amount_read(const struct plain *plain, size_t row, const char *column, double least, double *amount)
{
	*amount = NAN;
	if (!plain_number(plain, row, column, amount))
		return false;
	if (!(*amount >= least && *amount <= 1e15))
		return plain_wrong(plain, row, "%s is '%.*s' and must be a number from %g", column,
			STR(plain_text(plain, row, column)), least);
	return true;
}

/* ---- Costs by year ----------------------------------------------------------------------- */

struct costing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct claim *claims;
	struct price *prices;
	size_t *claim_rows, *price_rows;
	struct costs_ask costs;
	struct trend_settings trend;
	bool is_usual_cap;
	struct cost_year years[COST_YEARS_MOST];
	size_t years_count;
	struct analysed analysed;
};

static bool costs_row_read(struct costing *costing, size_t row)
{
	struct str kind = plain_text(costing->plain, row, "kind");
	double year, value;

	if (!str_is_empty(kind) && !str_is(kind, "claim") && !str_is(kind, "index"))
		return plain_wrong(costing->plain, row, "kind is claim or index");
	if (!whole_read(costing->plain, row, "year", 1, 9999, &year))
		return false;
	if (str_is(kind, "index")) {
		if (!amount_read(costing->plain, row, "index", 1e-9, &value))
			return false;
		costing->price_rows[costing->costs.prices_count] = row;
		costing->prices[costing->costs.prices_count++] = (struct price){ (int32_t)year, value };
		return true;
	}
	if (!amount_read(costing->plain, row, "amount", 0, &value))
		return false;
	costing->claim_rows[costing->costs.claims_count] = row;
	costing->claims[costing->costs.claims_count++] = (struct claim){ (int32_t)year, value };
	return true;
}

static bool costs_rows_read(struct costing *costing)
{
	struct arena *arena = costing->plain->arena;
	size_t rows = costing->plain->table->count;

	costing->costs.claims = costing->claims = arena_array(arena, struct claim, rows);
	costing->costs.prices = costing->prices = arena_array(arena, struct price, rows);
	costing->claim_rows = arena_array(arena, size_t, rows);
	costing->price_rows = arena_array(arena, size_t, rows);
	for (size_t row = 1; row < rows; row++)
		if (!costs_row_read(costing, row))
			return false;
	for (size_t i = 0; i < costing->costs.prices_count; i++)
		if (costing->prices[i].year > costing->costs.base)
			costing->costs.base = costing->prices[i].year;
	return true;
}

static bool costs_options_read(struct costing *costing)
{
	const struct analyse_ask *ask = costing->ask;
	double base = costing->costs.base, least = 6, cap = INFINITY;

	costing->trend = (struct trend_settings){ TREND_costs, 6, analyse_level(ask, 0.9), 1.05 };
	if (!analyse_whole(ask, "base", 1, 9999, &base) || !analyse_whole(ask, "least", 3, 100, &least)
	    || !analyse_option(ask, "margin", 1.0001, 10, &costing->trend.margin)
	    || !analyse_option(ask, "cap", 1e-9, 1e15, &cap))
		return false;
	costing->costs.base = (int32_t)base;
	costing->costs.cap = cap;
	costing->is_usual_cap = isinf(cap);
	costing->trend.least = (size_t)least;
	return true;
}

static bool costs_are_fine(struct costing *costing)
{
	size_t at;

	switch (costs_judge(&costing->costs, &at)) {
	case COSTS_fine:
		break;
	case COSTS_bad_amount:
		return plain_wrong(costing->plain, costing->claim_rows[at], "amount cannot be used");
	case COSTS_bad_index:
		return plain_wrong(costing->plain, costing->price_rows[at], "the index of %d is there twice",
			costing->prices[at].year);
	case COSTS_no_price:
		return plain_wrong(costing->plain, costing->claim_rows[at], "there is no index for %d",
			costing->claims[at].year);
	case COSTS_no_base:
		return plain_wrong(costing->plain, 0, "there is no index for the base year %d", costing->costs.base);
	case COSTS_bad_cap:
		return plain_wrong(costing->plain, 0, "the cap must be above 0");
	case COSTS_too_many_years:
		return plain_wrong(costing->plain, 0, "more than %d years", COST_YEARS_MOST);
	}
	if (!costing->costs.claims_count)
		return plain_wrong(costing->plain, 0, "there is no claim");
	return true;
}

static void year_show(struct analysed *analysed, const struct cost_year *year)
{
	analysed_row(analysed);
	analysed_count(analysed, "year", year->year);
	analysed_count(analysed, "claims", year->count);
	analysed_number(analysed, "capped", year->capped);
	analysed_count(analysed, "above_cap", year->large);
	analysed_number(analysed, "cost", year->real);
	analysed_number(analysed, "error", year->real_error);
	analysed_number(analysed, "largest_share", year->largest_share);
	analysed_number(analysed, "in_prices_of_the_day", year->nominal);
	analysed_row_finish(analysed);
}

static const char *const verdicts[] = { [VERDICT_cannot_tell] = "cannot be said", [VERDICT_increase] = "increase",
	[VERDICT_decrease] = "decrease", [VERDICT_unchanged] = "unchanged", [VERDICT_marginal] = "marginal" };
static const char *const trends[] = { [TREND_known] = "known", [TREND_too_short] = "too few years",
	[TREND_nothing] = "nothing can be said" };

static void trend_show(struct analysed *analysed, const char *name, const struct trend *found)
{
	analysed_row(analysed);
	analysed_text(analysed, "what", str_of(name));
	analysed_text(analysed, "finding", str_of(trends[found->finding]));
	if (found->finding == TREND_known) {
		analysed_text(analysed, "verdict", str_of(verdicts[found->verdict]));
		analysed_number(analysed, "slope", found->slope);
		analysed_number(analysed, "error", found->error);
		analysed_number(analysed, "a_year", found->ratio);
		analysed_number(analysed, "a_year_low", found->ratio_low);
		analysed_number(analysed, "a_year_high", found->ratio_high);
		analysed_number(analysed, "chance_of_decrease", found->chance_of_decrease);
	}
	if (found->finding != TREND_nothing)
		analysed_number(analysed, "least_change_seen", found->least_seen);
	analysed_row_finish(analysed);
}

static void trends_show(struct costing *costing)
{
	static const char *const names[] = { "claims", "capped", "above_cap", "cost" };
	struct trend_point *points = arena_array(costing->plain->arena, struct trend_point, COST_YEARS_MOST);

	analysed_list(&costing->analysed, "trends");
	for (size_t what = 0; what < COUNT(names); what++) {
		struct trend found;

		for (size_t i = 0; i < costing->years_count; i++) {
			const struct cost_year *year = &costing->years[i];
			const double values[] = { (double)year->count, year->capped, (double)year->large, year->real };

			points[i] = (struct trend_point){ year->year, values[what] };
		}
		costing->trend.variance = what % 2 ? TREND_costs : TREND_counts;
		found = trend_fit(points, costing->years_count, &costing->trend);
		trend_show(&costing->analysed, names[what], &found);
	}
	analysed_list_finish(&costing->analysed);
}

int analyse_costs(const struct analyse_ask *ask)
{
	struct costing *costing = arena_new(ask->plain.arena, struct costing);
	struct analysed *analysed = &costing->analysed;

	costing->ask = ask;
	costing->plain = &ask->plain;
	if (!costs_rows_read(costing) || !costs_options_read(costing) || !costs_are_fine(costing))
		return 2;
	if (costing->is_usual_cap)
		costing->costs.cap = costs_usual_cap(&costing->costs, 0.97, 5);
	costing->years_count = costs_by_year(&costing->costs, costing->years);
	analysed_begin(analysed, ask);
	analysed_list(analysed, "summary");
	analysed_row(analysed);
	analysed_number(analysed, "cap", costing->costs.cap);
	analysed_yes(analysed, "is_usual_cap", costing->is_usual_cap);
	analysed_count(analysed, "prices_of", costing->costs.prices_count ? costing->costs.base : 0);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	analysed_list(analysed, "years");
	for (size_t i = 0; i < costing->years_count; i++)
		year_show(analysed, &costing->years[i]);
	analysed_list_finish(analysed);
	trends_show(costing);
	return analysed_print(analysed);
}

/* ---- Triangles --------------------------------------------------------------------------- */

struct climbing {
	const struct plain *plain;
	struct triangle triangle;
	size_t rows[LADDER_MOST][LADDER_MOST];  /* of the file; 0: not there */
	double first;                           /* origin of the first row */
};

static bool cell_read(struct climbing *climbing, size_t row)
{
	const struct plain *plain = climbing->plain;
	double origin, step, amount = NAN;
	size_t *place;

	if (!whole_read(plain, row, "origin", climbing->first, climbing->first + LADDER_MOST - 1, &origin)
	    || !whole_read(plain, row, "step", 0, LADDER_MOST - 1, &step)
	    || !amount_read(plain, row, "amount", -1e15, &amount))
		return false;
	place = &climbing->rows[(size_t)(origin - climbing->first)][(size_t)step];
	if (*place)
		return plain_wrong(plain, row, "origin %g, step %g is there twice", origin, step);
	*place = row;
	climbing->triangle.cells[(size_t)(origin - climbing->first)][(size_t)step] = amount;
	if ((size_t)(origin - climbing->first) + 1 > climbing->triangle.size)
		climbing->triangle.size = (size_t)(origin - climbing->first) + 1;
	return true;
}

static bool triangle_is_whole(const struct climbing *climbing)
{
	size_t size = climbing->triangle.size;

	for (size_t i = 0; i < LADDER_MOST; i++)
		for (size_t k = 0; k < LADDER_MOST; k++) {
			if (i + k < size && !climbing->rows[i][k])
				return plain_wrong(climbing->plain, 0, "origin %g, step %zu is missing (it may be 0)",
					climbing->first + (double)i, k);
			if (i + k >= size && climbing->rows[i][k])
				return plain_wrong(climbing->plain, climbing->rows[i][k],
					"step %zu of origin %g is later than the last origin's step 0", k,
					climbing->first + (double)i);
		}
	return true;
}

static bool triangle_read(struct climbing *climbing)
{
	size_t row, column;

	climbing->first = INFINITY;
	for (row = 1; row < climbing->plain->table->count; row++) {
		double origin;

		if (!whole_read(climbing->plain, row, "origin", 0, 9999, &origin))
			return false;
		climbing->first = fmin(climbing->first, origin);
	}
	for (row = 1; row < climbing->plain->table->count; row++)
		if (!cell_read(climbing, row))
			return false;
	if (!triangle_is_whole(climbing))
		return false;
	switch (ladder_judge(&climbing->triangle, &row, &column)) {
	case LADDER_fine:
		return true;
	case LADDER_bad_size:
		return plain_wrong(climbing->plain, 0, "a triangle has %d to %d origins", LADDER_LEAST, LADDER_MOST);
	case LADDER_bad_cell:
		break;
	}
	return plain_wrong(climbing->plain, climbing->rows[row][column], "the sum until here is not above 0");
}

static void ladder_show(struct analysed *analysed, const struct climbing *climbing, const struct ladder *ladder,
                        double mature)
{
	analysed_list(analysed, "origins");
	for (size_t i = 0; i < ladder->size; i++) {
		const struct ladder_row *row = &ladder->rows[i];

		analysed_row(analysed);
		analysed_count(analysed, "origin", (int64_t)climbing->first + (int64_t)i);
		analysed_number(analysed, "now", row->now);
		analysed_number(analysed, "ultimate", row->ultimate);
		analysed_number(analysed, "reserve", row->reserve);
		analysed_number(analysed, "error", row->error);
		analysed_number(analysed, "developed", row->developed);
		analysed_yes(analysed, "is_mature", ladder_is_mature(row, mature));
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
	analysed_list(analysed, "steps");
	for (size_t step = 0; step + 1 < ladder->size; step++) {
		analysed_row(analysed);
		analysed_count(analysed, "step", (int64_t)step + 1);
		analysed_number(analysed, "factor", ladder->factor[step]);
		analysed_number(analysed, "variance", ladder->variance[step]);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
	analysed_list(analysed, "total");
	analysed_row(analysed);
	analysed_number(analysed, "reserve", ladder->reserve);
	analysed_number(analysed, "error", ladder->error);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

int analyse_ladder(const struct analyse_ask *ask)
{
	struct climbing *climbing = arena_new(ask->plain.arena, struct climbing);
	struct ladder *ladder = arena_new(ask->plain.arena, struct ladder);
	struct analysed analysed;
	double mature = 0.6;

	climbing->plain = &ask->plain;
	if (!analyse_option(ask, "mature", 0, 1, &mature) || !triangle_read(climbing))
		return 2;
	ladder_make(&climbing->triangle, ladder);
	analysed_begin(&analysed, ask);
	ladder_show(&analysed, climbing, ladder, mature);
	return analysed_print(&analysed);
}
