/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_panel.c - varn analyse panel: did a measure work, where units without it stand beside?
 *
 * One row is one unit and month; rows may stand in any order, and none may be there twice.
 *   unit, month     names; months are compared within the same name
 *   count           a whole number; empty: left out
 *   on              yes where and when the measure is on
 *   left_out        yes: not looked at, as the time of the alarm that made somebody act
 *
 *   --level L (0.9)  --margin M (1.1)  --ways N (5000)  --seed N
 */
#include "analysis/panel.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct panel_ask panel;
	const struct plain_group *units, *months;
	double *counts;
	bool *on;
	double margin;
	struct analysed analysed;
};

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	size_t seed = 1;

	showing->margin = 1.1;
	showing->panel = (struct panel_ask){ .ways = 5000, .level = analyse_level(ask, 0.9) };
	if (!analyse_option(ask, "margin", 1, 10, &showing->margin)
	    || !analyse_count(ask, "ways", 0, 100000, &showing->panel.ways)
	    || !analyse_count(ask, "seed", 0, 1000000000, &seed))
		return false;
	showing->panel.seed = seed;
	return true;
}

/* ---- The cells --------------------------------------------------------------------------- */

/* Which unit, or month, each row is of. */
static size_t *places_of(const struct plain *plain, const struct plain_group *groups, size_t count)
{
	size_t *places = arena_array(plain->arena, size_t, plain->table->count);

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < groups[i].count; k++)
			places[groups[i].rows[k]] = i;
	return places;
}

static bool cell_read(struct showing *showing, size_t row, size_t cell)
{
	const struct plain *plain = showing->plain;
	struct panel_ask one = { .counts = &showing->counts[cell], .units = 1, .months = 1, .level = 0.9 };
	bool is_left_out = false;
	size_t wrong;

	if (!plain_number(plain, row, "count", &showing->counts[cell])
	    || !plain_yes(plain, row, "on", &showing->on[cell])
	    || !plain_yes(plain, row, "left_out", &is_left_out))
		return false;
	if (!panel_ask_is_fine(&one, &wrong))
		return plain_wrong(plain, row, "count is %g and must be a whole number from 0", showing->counts[cell]);
	if (is_left_out)
		showing->counts[cell] = NAN;
	return true;
}

static bool row_read(struct showing *showing, size_t row, size_t cell, size_t *rows)
{
	if (str_is_empty(plain_text(showing->plain, row, "unit")))
		return plain_wrong(showing->plain, row, "unit is empty");
	if (str_is_empty(plain_text(showing->plain, row, "month")))
		return plain_wrong(showing->plain, row, "month is empty");
	if (rows[cell])
		return plain_wrong(showing->plain, row, "the unit and the month are there twice");
	rows[cell] = row;
	return cell_read(showing, row, cell);
}

static bool cells_read(struct showing *showing)
{
	const struct plain *plain = showing->plain;
	struct panel_ask *panel = &showing->panel;
	size_t *units, *months, *rows, cells;

	showing->units = plain_groups(plain, "unit", &panel->units);
	showing->months = plain_groups(plain, "month", &panel->months);
	cells = panel->units * panel->months;
	if (cells > PANEL_CELLS_MOST) {
		fprintf(stderr, "varn analyse: %s: at most %d units and months\n", plain->path, PANEL_CELLS_MOST);
		return false;
	}
	units = places_of(plain, showing->units, panel->units);
	months = places_of(plain, showing->months, panel->months);
	rows = arena_array(plain->arena, size_t, cells + 1);
	panel->counts = showing->counts = arena_array(plain->arena, double, cells + 1);
	panel->on = showing->on = arena_array(plain->arena, bool, cells + 1);
	for (size_t i = 0; i < cells; i++)
		showing->counts[i] = NAN;
	for (size_t row = 1; row < plain->table->count; row++)
		if (!row_read(showing, row, units[row] * panel->months + months[row], rows))
			return false;
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void effect_show(struct showing *showing, const struct panel *found)
{
	struct analysed *analysed = &showing->analysed;

	analysed_number(analysed, "low", exp(found->low));
	analysed_number(analysed, "ratio", exp(found->effect));
	analysed_number(analysed, "high", exp(found->high));
	analysed_verdict(analysed, verdict_of_ratio(exp(found->low), exp(found->high), showing->margin));
	analysed_number(analysed, "effect", found->effect);
	analysed_number(analysed, "error", found->error_units);
	analysed_number(analysed, "error_counting", found->error_counting);
	analysed_number(analysed, "error_spread", found->error_spread);
	analysed_number(analysed, "phi", found->phi);
	analysed_count(analysed, "ways", (int64_t)found->ways);
	if (found->ways == 0)
		return;
	analysed_yes(analysed, "is_every_way", found->is_every_way);
	analysed_number(analysed, "chance_less", found->chance_less);
	analysed_number(analysed, "chance_more", found->chance_more);
	analysed_number(analysed, "chance_as_far", found->chance_as_far);
}

int analyse_panel(const struct analyse_ask *ask)
{
	static const char *const states[] = { "fine", "too few", "nothing happened", "no comparison", "no end" };
	struct showing showing = { .ask = ask, .plain = &ask->plain };
	struct analysed *analysed = &showing.analysed;
	struct analyse_clock clock;
	struct panel found;

	if (!options_read(&showing) || !cells_read(&showing))
		return 2;
	analyse_clock_start(&clock, ask);
	found = panel_find(ask->plain.arena, &showing.panel);
	analyse_took(&clock, "panel");
	analysed_begin(analysed, ask);
	analysed_list(analysed, "effect");
	analysed_row(analysed);
	analysed_text(analysed, "state", str_of(states[found.state]));
	analysed_count(analysed, "units", (int64_t)found.units);
	analysed_count(analysed, "cells", (int64_t)found.cells);
	if (found.state == PANEL_fine)
		effect_show(&showing, &found);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	return analysed_print(analysed);
}
