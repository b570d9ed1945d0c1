/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_displacement.c - varn analyse displacement: did a measure work, and did it move what it stopped?
 *
 *   --level L (0.9)   --phi P (1)   --least N (20)   --margin EVENTS (0)
 *
 * One row is one measure: before, after, control_before, control_after; for the areas around
 * near_before, near_after, near_control_before, near_control_after (all or none); [measure] its name.
 */
#include "analysis/rate_ratio.h"
#include "app/analyse.h"

#include <math.h>

enum { AREAS = 4 };
static const char *const before_names[AREAS] = { "before", "control_before", "near_before", "near_control_before" };
static const char *const after_names[AREAS] = { "after", "control_after", "near_after", "near_control_after" };

struct moving {
	const struct plain *plain;
	struct displacement_ask ask;
	double margin;
	struct analysed analysed;
};

static bool options_read(const struct analyse_ask *ask, struct moving *moving)
{
	double least = 20;

	moving->ask.phi = 1;
	moving->ask.level = analyse_level(ask, 0.9);
	if (!analyse_option(ask, "phi", 1, 1e6, &moving->ask.phi) || !analyse_whole(ask, "least", 1, 1e6, &least)
	    || !analyse_option(ask, "margin", 0, 1e12, &moving->margin))
		return false;
	moving->ask.least = (int64_t)least;
	return true;
}

static bool count_read(const struct plain *plain, size_t row, const char *column, int64_t *count)
{
	double number;

	if (!plain_need(plain, row, column, 0, 1e12, &number))
		return false;
	if (number != floor(number))
		return plain_wrong(plain, row, "%s is %g and must be a whole number from 0", column, number);
	*count = (int64_t)number;
	return true;
}

static bool near_is_there(const struct plain *plain, size_t row)
{
	for (int i = 2; i < AREAS; i++)
		if (!str_is_empty(plain_text(plain, row, before_names[i]))
		    || !str_is_empty(plain_text(plain, row, after_names[i])))
			return true;
	return false;
}

static bool row_read(struct moving *moving, size_t row)
{
	struct displacement_counts counts[AREAS] = { { 0 } };
	int areas = near_is_there(moving->plain, row) ? AREAS : 2;

	for (int i = 0; i < areas; i++)
		if (!count_read(moving->plain, row, before_names[i], &counts[i].before)
		    || !count_read(moving->plain, row, after_names[i], &counts[i].after))
			return false;
	moving->ask.treated = counts[0];
	moving->ask.control = counts[1];
	moving->ask.near = counts[2];
	moving->ask.near_control = counts[3];
	return true;
}

static void row_show(struct moving *moving, size_t row)
{
	struct displacement found = displacement(&moving->ask);
	struct analysed *analysed = &moving->analysed;

	analysed_row(analysed);
	if (plain_has(moving->plain, "measure"))
		analysed_text(analysed, "measure", plain_text(moving->plain, row, "measure"));
	analysed_text(analysed, "state", found.is_known ? S("known") : S("too few"));
	analysed_count(analysed, "events", found.events);
	analysed_number(analysed, "difference", found.difference);
	if (found.is_known) {
		analysed_number(analysed, "low", found.low);
		analysed_number(analysed, "high", found.high);
		analysed_number(analysed, "error", found.error);
		analysed_number(analysed, "z", found.z);
		analysed_verdict(analysed, verdict_of_difference(found.low, found.high, moving->margin));
	}
	analysed_row_finish(analysed);
}

int analyse_displacement(const struct analyse_ask *ask)
{
	struct moving moving = { .plain = &ask->plain };

	if (!options_read(ask, &moving))
		return 2;
	for (size_t row = 1; row < ask->plain.table->count; row++)
		if (!row_read(&moving, row))
			return 2;
	analysed_begin(&moving.analysed, ask);
	analysed_list(&moving.analysed, "measures");
	for (size_t row = 1; row < ask->plain.table->count; row++) {
		row_read(&moving, row);
		row_show(&moving, row);
	}
	analysed_list_finish(&moving.analysed);
	return analysed_print(&moving.analysed);
}
