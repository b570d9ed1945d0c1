/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_avoided.c - varn analyse avoided-cost: what events cost before a measure and after it.
 *
 *   --cap X (none)  --least N (10)  --settled SHARE (0.6)  --level L (0.9)  --draws N (2000)  --seed N (0)
 *
 * One row is one event with a cost, or a window when `kind` is window.
 *   period            before or after
 *   amount            of an event: its cost, in the prices of one year, as known at one age
 *   exposure          of a window: days, or people x days
 *   [place]           here (empty) or there, where nothing was done
 *   [later]           what it is known to cost today; empty: the same
 *   [day]             of the window, from 0, when the window has `days`
 *   [days]            how many days the window has
 */
#include "analysis/avoided.h"
#include "app/analyse.h"
#include "base/say.h"

#include <math.h>

enum { WINDOWS = 4 };           /* before and after here, before and after there */

static const char *const window_names[WINDOWS] = { "before", "after", "before there", "after there" };

struct avoiding {
	const struct plain *plain;
	struct avoided_loss *losses[WINDOWS];
	size_t count[WINDOWS], window_rows[WINDOWS];    /* row 0: there is none yet */
	struct avoided_window windows[WINDOWS];
	struct avoided_ask ask;
	struct analysed analysed;
};

/* ---- Reading ------------------------------------------------------------------------------ */

static bool which_read(const struct plain *plain, size_t row, size_t *which)
{
	struct str period = plain_text(plain, row, "period"), place = plain_text(plain, row, "place");

	if (!str_is(period, "before") && !str_is(period, "after"))
		return plain_wrong(plain, row, "period is '%.*s' and must be before or after", STR(period));
	if (!str_is_empty(place) && !str_is(place, "here") && !str_is(place, "there"))
		return plain_wrong(plain, row, "place is '%.*s' and must be here or there", STR(place));
	*which = (size_t)str_is(period, "after") + 2 * (size_t)str_is(place, "there");
	return true;
}

static bool whole_read(const struct plain *plain, size_t row, const char *column, double most, double *value)
{
	if (!plain_number(plain, row, column, value))
		return false;
	if (!isnan(*value) && !(*value >= 0 && *value <= most && *value == floor(*value)))
		return plain_wrong(plain, row, "%s is %g and must be a whole number from 0 to %g", column, *value, most);
	return true;
}

static bool window_read(struct avoiding *avoiding, size_t row, size_t which)
{
	const struct plain *plain = avoiding->plain;
	double days = 0;

	if (avoiding->window_rows[which])
		return plain_wrong(plain, row, "the window %s is there twice", window_names[which]);
	avoiding->window_rows[which] = row;
	if (!plain_need(plain, row, "exposure", 1e-9, 1e12, &avoiding->windows[which].exposure)
	    || (plain_has(plain, "days") && !whole_read(plain, row, "days", 10000, &days)))
		return false;
	avoiding->windows[which].days = (int32_t)days;
	return true;
}

static bool loss_read(struct avoiding *avoiding, size_t row, size_t which)
{
	const struct plain *plain = avoiding->plain;
	double amount, later = NAN, day = NAN;

	if (!plain_need(plain, row, "amount", 0, 1e15, &amount)
	    || (plain_has(plain, "later") && !plain_number(plain, row, "later", &later))
	    || (plain_has(plain, "day") && !whole_read(plain, row, "day", 10000, &day)))
		return false;
	if (!isnan(later) && !(later >= 0 && later <= 1e15))
		return plain_wrong(plain, row, "later is %g and must be a number from 0", later);
	if (!isnan(day) && !(day < avoiding->windows[which].days))
		return plain_wrong(plain, row, "day is %g, and the window %s has the days 0 to %d", day,
			window_names[which], avoiding->windows[which].days - 1);
	avoiding->losses[which][avoiding->count[which]++] = (struct avoided_loss){ amount,
		isnan(later) ? amount : later, isnan(day) ? -1 : (int32_t)day };
	return true;
}

/* The windows first: a loss may stand above the window it lies in. */
static bool rows_read(struct avoiding *avoiding, bool is_windows)
{
	const struct plain *plain = avoiding->plain;

	for (size_t row = 1; row < plain->table->count; row++) {
		struct str kind = plain_text(plain, row, "kind");
		size_t which = 0;

		if (!str_is_empty(kind) && !str_is(kind, "loss") && !str_is(kind, "window"))
			return plain_wrong(plain, row, "kind is '%.*s' and must be loss or window", STR(kind));
		if (str_is(kind, "window") != is_windows)
			continue;
		if (!which_read(plain, row, &which)
		    || !(is_windows ? window_read : loss_read)(avoiding, row, which))
			return false;
	}
	return true;
}

static bool windows_are_whole(const struct avoiding *avoiding)
{
	bool has_there = avoiding->count[2] || avoiding->count[3] || avoiding->window_rows[2]
		|| avoiding->window_rows[3];

	for (size_t i = 0; i < (has_there ? WINDOWS : 2); i++)
		if (!avoiding->window_rows[i])
			return plain_wrong(avoiding->plain, 0, "there is no window %s (a row of kind window with its exposure)",
				window_names[i]);
	return true;
}

static bool options_read(const struct analyse_ask *ask, struct avoided_ask *avoided)
{
	double least = 10, seed = 0;

	*avoided = (struct avoided_ask){ .cap = INFINITY, .level = analyse_level(ask, 0.9), .settled = 0.6,
		.draws = AVOIDED_DRAWS };
	if (!analyse_option(ask, "cap", 1e-9, 1e15, &avoided->cap)
	    || !analyse_option(ask, "settled", 0.01, 1, &avoided->settled)
	    || !analyse_whole(ask, "least", 1, 1e6, &least) || !analyse_whole(ask, "seed", 0, 1e15, &seed)
	    || !analyse_count(ask, "draws", 100, AVOIDED_DRAWS_MOST, &avoided->draws))
		return false;
	avoided->least = (int64_t)least;
	avoided->seed = (uint64_t)seed;
	return true;
}

/* ---- Telling ------------------------------------------------------------------------------- */

static const char *const findings[] = { [AVOIDED_none] = "", [AVOIDED_less] = "less",
	[AVOIDED_more] = "more", [AVOIDED_unclear] = "cannot tell", [AVOIDED_too_few] = "too few",
	[AVOIDED_too_few_there] = "too few there", [AVOIDED_unsettled] = "not settled" };

static void all_show(struct avoiding *avoiding, const struct avoided *found)
{
	struct analysed *analysed = &avoiding->analysed;

	analysed_list(analysed, "all");
	analysed_row(analysed);
	analysed_text(analysed, "finding", str_of(findings[found->finding]));
	if (found->finding <= AVOIDED_unclear) {
		analysed_number(analysed, "expected", found->expected);
		analysed_number(analysed, "observed", found->observed);
		analysed_number(analysed, "avoided", found->avoided);
		analysed_number(analysed, "low", found->low);
		analysed_number(analysed, "high", found->high);
		if (avoiding->ask.has_compare)
			analysed_number(analysed, "change_there", found->change);
		analysed_number(analysed, "phi", found->phi);
	}
	if (!isnan(found->settled))
		analysed_number(analysed, "settled", found->settled);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

static void windows_show(struct avoiding *avoiding, const struct avoided *found)
{
	const struct avoided_sum *const sums[WINDOWS] = { &found->before, &found->after, &found->there_before,
		&found->there_after };
	struct analysed *analysed = &avoiding->analysed;

	analysed_list(analysed, "windows");
	for (size_t i = 0; i < (avoiding->ask.has_compare ? WINDOWS : 2); i++) {
		analysed_row(analysed);
		analysed_text(analysed, "window", str_of(window_names[i]));
		analysed_count(analysed, "with_a_cost", sums[i]->costly);
		analysed_count(analysed, "above_cap", sums[i]->large);
		analysed_number(analysed, "capped", sums[i]->capped);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

int analyse_avoided(const struct analyse_ask *ask)
{
	struct avoiding *avoiding = arena_new(ask->plain.arena, struct avoiding);
	struct avoided found;

	avoiding->plain = &ask->plain;
	for (size_t i = 0; i < WINDOWS; i++)
		avoiding->losses[i] = arena_array(ask->plain.arena, struct avoided_loss, ask->plain.table->count);
	if (!options_read(ask, &avoiding->ask) || !rows_read(avoiding, true) || !rows_read(avoiding, false)
	    || !windows_are_whole(avoiding))
		return 2;
	for (size_t i = 0; i < WINDOWS; i++) {
		avoiding->windows[i].losses = avoiding->losses[i];
		avoiding->windows[i].count = avoiding->count[i];
	}
	avoiding->ask.before = avoiding->windows[0];
	avoiding->ask.after = avoiding->windows[1];
	avoiding->ask.there_before = avoiding->windows[2];
	avoiding->ask.there_after = avoiding->windows[3];
	avoiding->ask.has_compare = avoiding->window_rows[2] > 0;
	must(avoided_ask_is_fine(&avoiding->ask));
	found = avoided_find(&avoiding->ask);
	analysed_begin(&avoiding->analysed, ask);
	all_show(avoiding, &found);
	windows_show(avoiding, &found);
	return analysed_print(&avoiding->analysed);
}
