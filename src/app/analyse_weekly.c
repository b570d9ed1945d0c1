/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_weekly.c - the parts of the weekly list by themselves: varn analyse delay, shares,
 * discoveries, cold-start.  docs/analyse.en.md has columns and options.
 */
#include "analysis/delay.h"
#include "analysis/discoveries.h"
#include "analysis/ears.h"
#include "analysis/shares.h"
#include "app/analyse_series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A whole number from 0, or any from 0; nothing: *value stays. */
static bool amount_read(const struct plain *plain, size_t row, const char *column, bool is_whole, double *value)
{
	if (!plain_number(plain, row, column, value))
		return false;
	if (*value >= 0 && *value <= 1e12 && (!is_whole || *value == floor(*value)))
		return true;
	if (isnan(*value))
		return plain_wrong(plain, row, "%s is empty", column);
	return plain_wrong(plain, row, "%s is %g and must be a %snumber from 0", column, *value,
		is_whole ? "whole " : "");
}

/* ---- delay: occurred, registered, [count] ------------------------------------------------- */

struct delays {
	struct delay_report *reports;
	size_t count;
	struct delay_settings settings;
	enum step step;
	int32_t first;
};

static bool report_read(const struct plain *plain, size_t row, struct delays *delays)
{
	struct delay_report *report = &delays->reports[delays->count++];
	enum step occurred, registered;

	report->count = 1;
	if (!week_read(plain, row, "occurred", &report->occurred, &occurred)
	    || !week_read(plain, row, "registered", &report->registered, &registered)
	    || !amount_read(plain, row, "count", true, &report->count)
	    || (delays->count > 1 && !step_is_same(plain, row, "occurred", occurred, delays->step)))
		return false;
	delays->step = occurred;
	if (occurred != registered)
		return plain_wrong(plain, row, "one of occurred and registered is a number, the other a date (or a week and a month)");
	if (report->registered < report->occurred)
		return plain_wrong(plain, row, "registered is before occurred");
	delays->settings.now = report->registered > delays->settings.now ? report->registered : delays->settings.now;
	delays->first = report->occurred < delays->first ? report->occurred : delays->first;
	return true;
}

static void delay_shares_show(struct analysed *analysed, const struct delay *delay)
{
	analysed_list(analysed, "shares");
	for (int x = 0; x <= delay->most && delay->finding == DELAY_fitted; x++) {
		analysed_row(analysed);
		analysed_count(analysed, "weeks_after", x);
		analysed_number(analysed, "hazard", delay->hazard[x]);
		analysed_number(analysed, "share_registered", delay->share[x]);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void nowcast_show(struct analysed *analysed, const struct delays *delays, const struct delay *delay,
                         int32_t week, struct arena *arena)
{
	static const char *const findings[] = { "nothing to say", "too early", "told" };
	double registered = 0, share = delay_share(delay, delays->settings.now - week);
	struct nowcast found;

	for (size_t i = 0; i < delays->count; i++)
		registered += delays->reports[i].occurred == week
			&& delays->reports[i].registered <= delays->settings.now ? delays->reports[i].count : 0;
	found = nowcast(registered, share, 0, 0, 0.8, 0.05);
	analysed_row(analysed);
	analysed_text(analysed, "week", week_show(arena, week, delays->step));
	analysed_number(analysed, "registered", registered);
	analysed_number(analysed, "share_registered", share);
	analysed_text(analysed, "nowcast", str_of(findings[found.finding]));
	if (found.finding == NOWCAST_told) {
		analysed_number(analysed, "total", found.total);
		analysed_number(analysed, "total_low", registered + found.late_low);
		analysed_number(analysed, "total_high", registered + found.late_high);
	}
	analysed_row_finish(analysed);
}

int analyse_delay(const struct analyse_ask *ask)
{
	const struct plain *plain = &ask->plain;
	struct delays delays = { .first = INT32_MAX, .settings = { .now = INT32_MIN, .weight = 50 } };
	double most = 26, window = 52, least = 50;
	struct analysed analysed;
	struct delay delay;

	if (!analyse_whole(ask, "delay", 1, DELAY_WEEKS_MOST, &most) || !analyse_whole(ask, "window", 1, 1000, &window)
	    || !analyse_option(ask, "least-events", 0, 1e9, &least))
		return 2;
	delays.settings.most = (int)most;
	delays.settings.window = (int)window;
	delays.settings.least_events = least;
	delays.reports = arena_array(plain->arena, struct delay_report, plain->table->count);
	for (size_t row = 1; row < plain->table->count; row++)
		if (!report_read(plain, row, &delays))
			return 2;
	if (delays.count == 0) {
		plain_wrong(plain, 0, "there are no rows");
		return 2;
	}
	delay = delay_fit(delays.reports, delays.count, &delays.settings, NULL);
	analysed_begin(&analysed, ask);
	delay_shares_show(&analysed, &delay);
	analysed_list(&analysed, "weeks");
	for (int32_t ago = delay.most; ago >= 0; ago--)
		if (delays.settings.now - ago >= delays.first && delay.finding == DELAY_fitted)
			nowcast_show(&analysed, &delays, &delay, delays.settings.now - ago, plain->arena);
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}

/* ---- shares: cell, events, expected ------------------------------------------------------- */

static void share_show(struct analysed *analysed, const struct plain *plain, size_t row,
                       const struct share *share, struct share_cell cell)
{
	analysed_row(analysed);
	analysed_text(analysed, "cell", plain_text(plain, row, "cell"));
	analysed_number(analysed, "events", cell.events);
	analysed_number(analysed, "expected", cell.expected);
	analysed_number(analysed, "factor", share->mean);
	analysed_number(analysed, "factor_low", share->low);
	analysed_number(analysed, "factor_high", share->high);
	analysed_row_finish(analysed);
}

int analyse_shares(const struct analyse_ask *ask)
{
	static const char *const findings[] = { "no events", "few", "alike", "unlike", "fitted", "no end" };
	const struct plain *plain = &ask->plain;
	size_t count = plain->table->count - 1;
	struct share_cell *cells = arena_array(plain->arena, struct share_cell, count + 1);
	struct share_prior prior;
	struct analysed analysed;
	double phi = 1;

	if (!analyse_option(ask, "phi", 1, 1e6, &phi))
		return 2;
	for (size_t i = 0; i < count; i++) {
		cells[i] = (struct share_cell){ NAN, NAN };
		if (!amount_read(plain, i + 1, "events", true, &cells[i].events)
		    || !amount_read(plain, i + 1, "expected", false, &cells[i].expected))
			return 2;
	}
	prior = share_prior_fit(cells, count, phi);
	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "all");
	analysed_row(&analysed);
	analysed_text(&analysed, "finding", str_of(findings[prior.finding]));
	analysed_number(&analysed, "shape", prior.shape);
	analysed_number(&analysed, "mean", prior.mean);
	analysed_number(&analysed, "log_likelihood", prior.log_likelihood);
	analysed_row_finish(&analysed);
	analysed_list_finish(&analysed);
	analysed_list(&analysed, "cells");
	for (size_t i = 0; i < count && prior.finding != SHARE_no_events; i++) {
		struct share share = share_of_cell(&prior, cells[i], phi, analyse_level(ask, 0.9));

		share_show(&analysed, plain, i + 1, &share, cells[i]);
	}
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}

/* ---- discoveries: test, count, mean, [phi] ------------------------------------------------ */

struct tested { struct count_law *laws; double *counts, *p, *q[5]; bool *is_controlled; size_t count; };

static bool test_read(const struct plain *plain, size_t row, struct tested *tested, size_t i)
{
	double mean = NAN, phi = 1;

	tested->counts[i] = NAN;
	if (!amount_read(plain, row, "count", true, &tested->counts[i])
	    || !amount_read(plain, row, "mean", false, &mean) || !plain_number(plain, row, "phi", &phi))
		return false;
	if (!(mean <= 1e9))
		return plain_wrong(plain, row, "mean is %g and must be at most 1e9", mean);
	if (!(phi >= 1 && phi <= 1e6))
		return plain_wrong(plain, row, "phi is %g and must be from 1 (variance / mean)", phi);
	tested->laws[i] = count_law(mean, phi);
	tested->p[i] = count_law_at_least(tested->laws[i], tested->counts[i]);
	return true;
}

static void tested_show(const struct analyse_ask *ask, const struct tested *tested)
{
	static const char *const names[] = { "q_discrete", "q_bh", "q_by", "p_holm", "p_hochberg" };
	struct analysed analysed;

	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "tests");
	for (size_t i = 0; i < tested->count; i++) {
		analysed_row(&analysed);
		analysed_text(&analysed, "test", plain_text(&ask->plain, i + 1, "test"));
		analysed_number(&analysed, "p", tested->p[i]);
		for (size_t k = 0; k < COUNT(names); k++)
			analysed_number(&analysed, names[k], tested->q[k][i]);
		analysed_yes(&analysed, "is_controlled", tested->is_controlled[i]);
		analysed_row_finish(&analysed);
	}
	analysed_list_finish(&analysed);
	analysed_print(&analysed);
}

int analyse_discoveries(const struct analyse_ask *ask)
{
	static const enum discovery_rule rules[] = { DISCOVERY_bh, DISCOVERY_by, DISCOVERY_holm, DISCOVERY_hochberg };
	struct arena *arena = ask->plain.arena;
	size_t count = ask->plain.table->count - 1;
	struct tested tested = { arena_array(arena, struct count_law, count + 1),
		arena_array(arena, double, count + 1), arena_array(arena, double, count + 1), { NULL },
		arena_array(arena, bool, count + 1), count };
	struct discrete_tests tests;
	double level = 0.1;

	if (!analyse_option(ask, "q", 1e-6, 0.9, &level))
		return 2;
	for (size_t k = 0; k < COUNT(tested.q); k++)
		tested.q[k] = arena_array(arena, double, count + 1);
	for (size_t i = 0; i < count; i++)
		if (!test_read(&ask->plain, i + 1, &tested, i))
			return 2;
	tests = discrete_tests_make(arena, tested.laws, count);
	discoveries_discrete(arena, &tests, tested.p, tested.q[0]);
	for (size_t k = 0; k < COUNT(rules); k++)
		discoveries_q(rules[k], tested.p, count, tested.q[k + 1]);
	discoveries_controlled(arena, &tests, tested.p, level, tested.is_controlled);
	tested_show(ask, &tested);
	return 0;
}

/* ---- cold-start: series of weeks ---------------------------------------------------------- */

static void cold_show(struct analysed *analysed, const struct series_file *file, size_t series,
                      const struct ears_judged *judged, double count)
{
	analysed_row(analysed);
	analysed_text(analysed, "series", file->names.names[series]);
	analysed_number(analysed, "count", count);
	analysed_yes(analysed, "is_known", judged->is_known);
	if (judged->is_known) {
		analysed_number(analysed, "upper", judged->upper);
		analysed_yes(analysed, "is_above", judged->is_above);
	}
	analysed_row_finish(analysed);
}

int analyse_cold_start(const struct analyse_ask *ask)
{
	static const char *const names[] = { "c1", "c2", "c3" };
	const char *asked = option_value(ask->argc, ask->argv, "way");
	struct ears_settings settings = { 7, 0.001, 0.5 };
	enum ears_way way = EARS_c2;
	struct series_file file;
	struct analysed analysed;
	int32_t week;

	for (size_t i = 0; asked && i < COUNT(names); i++)
		if (!strcmp(asked, names[i]))
			way = (enum ears_way)i;
	if (asked && strcmp(asked, names[way]) != 0) {
		fprintf(stderr, "varn analyse: --way is c1, c2 or c3\n");
		return 2;
	}
	settings.alpha = way == EARS_c3 ? 0.025 : 0.001;
	if (!analyse_option(ask, "alpha", 1e-9, 0.5, &settings.alpha)
	    || !series_read(&ask->plain, &file) || !series_week_asked(ask, &file, &week))
		return 2;
	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "weeks");
	for (size_t i = 0; i < file.names.count; i++) {
		const double *counts = &file.counts[i * file.weeks];
		struct ears_judged judged = ears_judge(way, &settings, counts, (size_t)week);

		cold_show(&analysed, &file, i, &judged, counts[week]);
	}
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}
