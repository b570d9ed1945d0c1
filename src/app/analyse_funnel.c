/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_funnel.c - varn analyse funnel: units beside each other, and who is silent.
 *
 * One row is one unit.
 *   unit                 its name
 *   events, exposure     what is reported, and per what
 *   seen                 what others see of the same (claims, injuries), per seen_exposure (exposure)
 *
 *   --level L (0.95)  --outer L (0.998)  --pulled SHARE (0.1)  --least N (5)
 */
#include "analysis/funnel.h"
#include "app/analyse_draw.h"

#include <math.h>
#include <stdio.h>

enum { CURVE_POINTS = 120 };

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct funnel_settings settings;
	bool has_seen;
	const struct funnel_unit *units;
	struct funnel reported, seen;
	struct analysed analysed;
};

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	struct funnel_settings *settings = &showing->settings;

	*settings = (struct funnel_settings){ .inner = ask->level, .outer = 0.998, .pulled = 0.1, .least = 5 };
	if (!analyse_option(ask, "outer", 0, 1, &settings->outer)
	    || !analyse_option(ask, "pulled", 0, 0.49, &settings->pulled)
	    || !analyse_count(ask, "least", 2, 1000000, &settings->least))
		return false;
	if (funnel_settings_are_fine(settings))
		return true;
	fprintf(stderr, "varn analyse: --outer is above --level and below 1\n");
	return false;
}

static bool unit_read(const struct plain *plain, size_t row, const char *events, const char *exposure,
                      struct funnel_unit *unit)
{
	size_t at;

	if (!plain_need(plain, row, events, 0, 1e12, &unit->events)
	    || !plain_need(plain, row, exposure, 0, 1e12, &unit->exposure))
		return false;
	if (!funnel_units_are_fine(unit, 1, &at))
		return plain_wrong(plain, row, "%s is a whole number, and %s above 0", events, exposure);
	return true;
}

static bool units_read(struct showing *showing)
{
	const struct plain *plain = showing->plain;
	size_t count = plain->table->count - 1;
	struct funnel_unit *units = arena_array(plain->arena, struct funnel_unit, count + 1);
	struct funnel_unit *seen = arena_array(plain->arena, struct funnel_unit, count + 1);
	const char *exposure = plain_has(plain, "seen_exposure") ? "seen_exposure" : "exposure";

	showing->has_seen = plain_has(plain, "seen");
	for (size_t row = 1; row <= count; row++)
		if (!unit_read(plain, row, "events", "exposure", &units[row - 1])
		    || (showing->has_seen && !unit_read(plain, row, "seen", exposure, &seen[row - 1])))
			return false;
	showing->units = units;
	showing->reported = funnel_make(plain->arena, units, count, &showing->settings);
	if (showing->has_seen)
		showing->seen = funnel_make(plain->arena, seen, count, &showing->settings);
	return true;
}

static void all_show(struct showing *showing, const char *of, const struct funnel *funnel)
{
	static const char *const states[] = { "fine", "too few units", "nothing happened" };
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "of", str_of(of));
	analysed_count(analysed, "units", (int64_t)funnel->count);
	analysed_text(analysed, "limits", str_of(states[funnel->state]));
	if (funnel->state == FUNNEL_fine) {
		analysed_number(analysed, "rate", funnel->rate);
		analysed_number(analysed, "phi", funnel->phi);
		analysed_number(analysed, "between", funnel->tau2);
		analysed_yes(analysed, "is_spread", funnel->is_spread);
	}
	analysed_row_finish(analysed);
}

static void unit_show(struct showing *showing, size_t at)
{
	static const char *const places[] = { "not known", "within", "low", "high", "very low", "very high" };
	static const char *const silences[] = { "not known", "no", "yes" };
	const struct funnel_mark *mark = &showing->reported.marks[at];
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "unit", plain_text(showing->plain, at + 1, "unit"));
	analysed_number(analysed, "rate", mark->rate);
	analysed_text(analysed, "place", str_of(places[mark->place]));
	if (showing->reported.state == FUNNEL_fine) {
		analysed_number(analysed, "expected", mark->expected);
		analysed_number(analysed, "z", mark->z_between);
		analysed_number(analysed, "low", mark->low);
		analysed_number(analysed, "high", mark->high);
		analysed_number(analysed, "outer_low", mark->outer_low);
		analysed_number(analysed, "outer_high", mark->outer_high);
	}
	if (showing->has_seen) {
		analysed_number(analysed, "seen", showing->seen.marks[at].rate);
		analysed_text(analysed, "seen_place", str_of(places[showing->seen.marks[at].place]));
		analysed_text(analysed, "is_silent", str_of(silences[funnel_silence(&showing->reported,
			&showing->seen, at)]));
	}
	analysed_row_finish(analysed);
}

/* Limits from nothing to the largest unit; none when they are not known. */
static size_t curve_make(struct showing *showing, struct funnel_mark *curve, double *exposures)
{
	double most = 0;

	for (size_t i = 0; i < showing->reported.count; i++)
		most = fmax(most, showing->units[i].exposure);
	for (size_t i = 0; i < CURVE_POINTS; i++) {
		exposures[i] = most * (double)(i + 1) / CURVE_POINTS;
		curve[i] = funnel_at(&showing->reported, exposures[i], &showing->settings);
	}
	return showing->reported.state == FUNNEL_fine ? CURVE_POINTS : 0;
}

static void figure_draw(struct showing *showing)
{
	struct arena *arena = showing->plain->arena;
	size_t count = showing->reported.count;
	double *exposures = arena_array(arena, double, count + 1);
	double *across = arena_array(arena, double, CURVE_POINTS);
	struct funnel_mark *curve = arena_array(arena, struct funnel_mark, CURVE_POINTS);
	struct str *units = arena_array(arena, struct str, count + 1);
	bool *is_silent = arena_array(arena, bool, count + 1);

	for (size_t i = 0; i < count; i++) {
		exposures[i] = showing->units[i].exposure;
		units[i] = plain_text(showing->plain, i + 1, "unit");
		is_silent[i] = showing->has_seen
			&& funnel_silence(&showing->reported, &showing->seen, i) == FUNNEL_silent;
	}
	analysed_draw(&showing->analysed, funnel_drawn(arena, &(struct funnel_drawing){
		.title = str_of(_("Units beside each other")), .funnel = &showing->reported,
		.exposures = exposures, .units = units, .is_silent = is_silent, .curve = curve,
		.curve_exposures = across, .curve_count = curve_make(showing, curve, across),
		.inner = showing->settings.inner, .outer = showing->settings.outer,
		.chosen = str_of(option_value(showing->ask->argc, showing->ask->argv, "chart-of")) }));
}

int analyse_funnel(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain };
	struct analyse_clock clock;

	if (!options_read(&showing))
		return 2;
	analyse_clock_start(&clock, ask);
	if (!units_read(&showing))
		return 2;
	analyse_took(&clock, "funnel");
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "all");
	all_show(&showing, "events", &showing.reported);
	if (showing.has_seen)
		all_show(&showing, "seen", &showing.seen);
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "units");
	for (size_t i = 0; i < showing.reported.count; i++)
		unit_show(&showing, i);
	analysed_list_finish(&showing.analysed);
	if (option_is_given(ask->argc, ask->argv, "chart"))
		figure_draw(&showing);
	return analysed_print(&showing.analysed);
}
