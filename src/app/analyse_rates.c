/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_rates.c - varn analyse rates: what goes with more, and how many times?
 *
 *   --level L (0.9)
 *
 * One row is one count.
 *   count             a whole number; empty: left out
 *   [exposure]        what the count is proportional to, above 0
 *   x_NAME            what may go with it: a number; at most ten
 */
#include "analysis/loglinear.h"
#include "app/analyse.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

enum { COLUMNS_MOST = 10 };

struct rating {
	const struct plain *plain;
	double level;
	const char *names[COLUMNS_MOST + 1];    /* the first is of the column of ones */
	size_t width, count;
	double *counts, *columns, *offsets;
	struct loglinear fit;
	struct loglinear_spread spread;
	struct analysed analysed;
};

static bool row_read(struct rating *rating, size_t row, size_t at)
{
	const struct plain *plain = rating->plain;
	double exposure = 1, *columns = &rating->columns[at * rating->width];

	rating->counts[at] = NAN;
	columns[0] = 1;
	if (!plain_number(plain, row, "count", &rating->counts[at])
	    || (plain_has(plain, "exposure") && !plain_need(plain, row, "exposure", 1e-9, 1e12, &exposure)))
		return false;
	if (!isnan(rating->counts[at]) && !(rating->counts[at] >= 0 && rating->counts[at] == floor(rating->counts[at])
	    && rating->counts[at] < 1e12))
		return plain_wrong(plain, row, "count is %g and must be a whole number from 0", rating->counts[at]);
	for (size_t k = 1; k < rating->width; k++)
		if (!plain_need(plain, row, rating->names[k], -1e9, 1e9, &columns[k]))
			return false;
	rating->offsets[at] = log(exposure);
	return true;
}

static bool rows_read(struct rating *rating)
{
	struct arena *arena = rating->plain->arena;

	if (!plain_x_columns(rating->plain, COLUMNS_MOST, rating->names, &rating->width))
		return false;
	rating->count = rating->plain->table->count - 1;
	rating->counts = arena_array(arena, double, rating->count + 1);
	rating->offsets = arena_array(arena, double, rating->count + 1);
	rating->columns = arena_array(arena, double, rating->count * rating->width + 1);
	for (size_t i = 0; i < rating->count; i++)
		if (!row_read(rating, i + 1, i))
			return false;
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void all_show(struct rating *rating)
{
	static const char *const states[] = { [LOGLINEAR_fine] = "fine", [LOGLINEAR_too_few] = "too few",
		[LOGLINEAR_nothing] = "nothing happened", [LOGLINEAR_singular] = "columns alike", [LOGLINEAR_no_end] = "no end" };
	struct analysed *analysed = &rating->analysed;

	analysed_list(analysed, "all");
	analysed_row(analysed);
	analysed_text(analysed, "state", str_of(states[rating->fit.state]));
	analysed_count(analysed, "rows", (int64_t)rating->fit.rows);
	if (rating->fit.state == LOGLINEAR_fine) {
		analysed_number(analysed, "phi", rating->fit.phi);
		analysed_number(analysed, "deviance", rating->fit.deviance);
		analysed_yes(analysed, "is_spread", rating->spread.is_found);
	}
	if (rating->spread.is_found) {
		analysed_number(analysed, "size", rating->spread.size);
		analysed_number(analysed, "size_error", rating->spread.size_error);
		analysed_number(analysed, "log_likelihood", rating->spread.log_likelihood);
	}
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

static void limits_show(struct analysed *analysed, const char *const names[3], double at, double half)
{
	analysed_number(analysed, names[0], exp(at - half));
	analysed_number(analysed, names[1], exp(at));
	analysed_number(analysed, names[2], exp(at + half));
}

static void column_show(struct rating *rating, size_t k)
{
	static const char *const quasi[] = { "low", "ratio", "high" };
	static const char *const spread[] = { "spread_low", "spread_ratio", "spread_high" };
	struct analysed *analysed = &rating->analysed;
	const struct loglinear *fit = &rating->fit, *other = &rating->spread.fit;
	double tail = (1 + rating->level) / 2;

	analysed_row(analysed);
	analysed_text(analysed, "column", str_of(rating->names[k]));
	limits_show(analysed, quasi, fit->at[k], qt(tail, (double)(fit->rows - fit->width), 1, 0)
		* sqrt(fmax(1, fit->phi) * fit->spread[k][k]));
	if (rating->spread.is_found)
		limits_show(analysed, spread, other->at[k], qnorm(tail, 0, 1, 1, 0) * sqrt(other->spread[k][k]));
	analysed_row_finish(analysed);
}

int analyse_rates(const struct analyse_ask *ask)
{
	struct rating rating = { .plain = &ask->plain, .level = analyse_level(ask, 0.9) };
	struct loglinear_ask fit;

	if (!rows_read(&rating))
		return 2;
	fit = (struct loglinear_ask){ rating.counts, rating.columns, rating.count, rating.width, 1e-10, 100,
		.offsets = rating.offsets };
	rating.fit = loglinear_fit(&fit);
	rating.spread = loglinear_spread_fit(&fit);
	analysed_begin(&rating.analysed, ask);
	all_show(&rating);
	analysed_list(&rating.analysed, "columns");
	for (size_t k = 0; k < rating.width && rating.fit.state == LOGLINEAR_fine; k++)
		column_show(&rating, k);
	analysed_list_finish(&rating.analysed);
	return analysed_print(&rating.analysed);
}
