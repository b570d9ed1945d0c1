/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/proxies.c - what can always be said of how much is reported: page, JSON, report. */
#include "modules/reporting/estimate.h"
#include "modules/reporting/ladders.h"
#include "modules/reporting/pages.html.h"

#include "kit/catalogue.h"
#include "kit/grid.h"

#include <math.h>

struct proxies {
	struct reporting_numbers own, rest, before;
	struct beside beside[BESIDE_KINDS];
	size_t traces_count;
	struct trace *traces;
};

static const char *const beside_labels[BESIDE_KINDS] = {
	[BESIDE_rate] = N_("Reports a year per 1 000 employees, beside the rest of the city"),
	[BESIDE_near] = N_("Near misses for each injury, beside the rest of the city"),
	[BESIDE_before] = N_("Reports a year per 1 000 employees, beside the same period a year before"),
};
static const char *const beside_names[BESIDE_KINDS] = { "rate", "near_misses", "before" };

/* ---- Put together ------------------------------------------------------------------------ */

static void numbers_less(struct reporting_numbers *all, const struct reporting_numbers *own)
{
	all->events -= own->events;
	all->injuries -= own->injuries;
	all->near_misses -= own->near_misses;
	all->employees -= own->employees;
}

/* The rest of the city may be a few units, and whoever looks need not read their events. */
static void small_rest_hide(struct proxies *proxies)
{
	static const struct reporting_ask others = { .may_count = false };

	proxies->beside[BESIDE_rate].is_hidden |= reporting_is_small(&others, proxies->rest.events);
	proxies->beside[BESIDE_near].is_hidden |= reporting_is_small(&others, proxies->rest.injuries)
		|| reporting_is_small(&others, proxies->rest.near_misses);
}

static void besides_find(const struct reporting_ask *ask, struct proxies *proxies)
{
	double level = reporting_percent("reporting_level_percent"), margin = reporting_margin();

	proxies->beside[BESIDE_rate] = beside_rate(&proxies->own, &proxies->rest, level, margin);
	proxies->beside[BESIDE_near] = beside_near(&proxies->own, &proxies->rest, level, margin);
	proxies->beside[BESIDE_before] = beside_rate(&proxies->own, &proxies->before, level, margin);
	proxies->beside[BESIDE_rate].is_hidden = reporting_is_small(ask, proxies->own.events);
	proxies->beside[BESIDE_near].is_hidden = reporting_is_small(ask, proxies->own.injuries)
		|| reporting_is_small(ask, proxies->own.near_misses);
	proxies->beside[BESIDE_before].is_hidden = reporting_is_small(ask, proxies->own.events)
		|| reporting_is_small(ask, proxies->before.events);
	small_rest_hide(proxies);
}

static void traces_find(struct view *view, const struct reporting_ask *ask, struct proxies *proxies)
{
	struct trace_counts_list list = reporting_traces(view, ask->unit->id, ask->from, ask->to,
		&proxies->own);

	struct reporting_ask others = { .may_count = false };   /* claims are for who notes them */
	bool may_note = reporting_may_note(view, ask->unit->id);

	proxies->traces = arena_array(view_arena(view), struct trace, list.count + 1);
	for (size_t i = 0; i < list.count; i++) {
		struct trace *trace = &proxies->traces[proxies->traces_count++];
		const struct trace_counts *counts = &list.at[i];

		*trace = trace_of(counts, reporting_percent("reporting_level_percent"));
		trace->is_hidden = !may_note && (reporting_is_small(&others, counts->noted)
			|| reporting_is_small(&others, counts->linked) || reporting_is_small(&others, counts->named)
			|| reporting_is_small(&others, counts->noted - counts->linked));
	}
}

static struct proxies proxies_find(struct view *view, const struct reporting_ask *ask)
{
	struct date from = date_add_months(ask->from, -12);
	struct proxies proxies = { .own = reporting_numbers_of(view, ask->unit->id, ask->from, ask->to),
		.rest = reporting_numbers_of(view, 0, ask->from, ask->to),
		.before = reporting_numbers_of(view, ask->unit->id, from,
			date_add_days(from, date_days_between(ask->from, ask->to))) };

	numbers_less(&proxies.rest, &proxies.own);
	besides_find(ask, &proxies);
	traces_find(view, ask, &proxies);
	return proxies;
}

/* ---- In words ------------------------------------------------------------------------------- */

static struct str real_words(struct arena *arena, double value)
{
	return isfinite(value) ? tongue_real(arena, value, 1) : str_of("–");
}

static struct str ratio_words(struct arena *arena, const struct rate_ratio *ratio)
{
	if (!ratio->is_known || !isfinite(ratio->ratio))
		return str_of("–");
	return arena_print(arena, "%.*s (%.*s–%.*s)", STR(tongue_real(arena, ratio->ratio, 2)),
		STR(tongue_real(arena, ratio->low, 2)), STR(isfinite(ratio->high)
		? tongue_real(arena, ratio->high, 2) : str_of("∞")));
}

struct str share_limits_words(struct arena *arena, double share, double low, double high)
{
	if (isnan(share))
		return str_of("–");
	return arena_print(arena, "%.*s (%.*s–%.*s)", STR(reporting_share_words(arena, share)),
		STR(tongue_real(arena, 100 * low, 0)), STR(reporting_share_words(arena, high)));
}

static struct str own_words(struct arena *arena, const struct beside *beside, int64_t events)
{
	if (!isfinite(beside->expected))
		return real_words(arena, beside->own);
	return arena_print(arena, _("%.*s (%lld reports, %.*s expected)"), STR(real_words(arena, beside->own)),
		(long long)events, STR(tongue_real(arena, beside->expected, 0)));
}

/* ---- The page -------------------------------------------------------------------------------- */

static void besides_show(struct out *out, const struct proxies *proxies)
{
	beside_begin(out);
	for (int i = 0; i < BESIDE_KINDS; i++) {
		const struct beside *beside = &proxies->beside[i];

		beside_row(out, _(beside_labels[i]), beside, own_words(out->arena, beside, proxies->own.events),
			real_words(out->arena, beside->other), ratio_words(out->arena, &beside->ratio),
			_(beside_words((enum beside_kind)i, beside)));
	}
	beside_end(out, setting_text("reporting_level_percent"));
}

static void traces_show(struct out *out, struct request *request, const struct proxies *proxies)
{
	traces_begin(out);
	for (size_t i = 0; i < proxies->traces_count; i++) {
		const struct trace *trace = &proxies->traces[i];

		trace_row(out, trace, share_limits_words(out->arena, trace->least, trace->least_limits.low,
			trace->least_limits.high), trace->has_most ? share_limits_words(out->arena, trace->most,
			trace->most_limits.low, trace->most_limits.high) : str_of("–"));
	}
	traces_end(out, request_may(request, MAY_events_unreported));
}

static void beside_json(struct json_out *json, const char *name, const struct beside *beside)
{
	json_object_begin(json, name);
	json_bool(json, "is_hidden", beside->is_hidden);
	if (!beside->is_hidden) {
		json_number(json, "own", beside->own);
		json_number(json, "other", beside->other);
		json_number(json, "expected_events", beside->expected);
		json_number(json, "ratio", beside->ratio.is_known ? beside->ratio.ratio : NAN);
		json_number(json, "low", beside->ratio.is_known ? beside->ratio.low : NAN);
		json_number(json, "high", beside->ratio.is_known ? beside->ratio.high : NAN);
		json_str(json, "verdict", str_of(verdict_name(beside->verdict)));
	}
	json_object_finish(json);
}

static void trace_json(struct json_out *json, const struct trace *trace)
{
	json_object_begin(json, NULL);
	json_str(json, "kind", trace->counts->kind);
	json_bool(json, "is_hidden", trace->is_hidden);
	if (!trace->is_hidden) {
		json_int(json, "noted", trace->counts->noted);
		json_int(json, "with_event", trace->counts->linked);
		json_number(json, "at_least", trace->least);
		json_number(json, "at_least_low", trace->least_limits.low);
		json_number(json, "at_least_high", trace->least_limits.high);
		json_number(json, "at_most", trace->has_most ? trace->most : NAN);
		json_number(json, "at_most_low", trace->has_most ? trace->most_limits.low : NAN);
		json_number(json, "at_most_high", trace->has_most ? trace->most_limits.high : NAN);
	}
	json_object_finish(json);
}

static struct reply proxies_json(struct request *request, const struct reporting_ask *ask,
                                 const struct proxies *proxies)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, REPORTING_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	reporting_ask_json(&json, ask);
	for (int i = 0; i < BESIDE_KINDS; i++)
		beside_json(&json, beside_names[i], &proxies->beside[i]);
	json_list_begin(&json, "traces");
	for (size_t i = 0; i < proxies->traces_count; i++)
		trace_json(&json, &proxies->traces[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply reporting_page(struct request *request, struct view *view)
{
	struct option_list units;
	struct reporting_ask ask;
	struct proxies proxies;
	struct ladder_step reported;
	struct reply problem;
	struct out *out;

	if (!reporting_asked(request, view, &ask, &problem))
		return problem;
	proxies = proxies_find(view, &ask);
	if (request_wants_json(request))
		return proxies_json(request, &ask, &proxies);
	reported = ladder_step_of(view, &ask, ask.unit->id, TIMELINESS_reported);
	units = reporting_unit_options(view);
	out = page_begin(request, view, _("Do we know what happens?"));
	reporting_head(out, _("Do we know what happens?"), reporting_status(out->arena, &ask));
	reporting_tabs(out, request, ask.unit->code, "/reporting");
	reporting_asking(out, request, &ask, &units);
	besides_show(out, &proxies);
	traces_show(out, request, &proxies);
	sooner(out, &reported, ask.unit->code);
	reporting_files(out, "reporting-beside", &ask);
	return page_end(request, 200);
}

/* ---- The report --------------------------------------------------------------------------------- */

static void row_put(struct grid *grid, const char *label, const char *said, const double *numbers)
{
	struct value *row = grid_row(grid);

	row[0] = value_z(label);
	for (size_t i = 0; i < 6; i++)
		row[1 + i] = reporting_cell(numbers[i]);
	row[7] = value_z(said);
}

static void beside_put(struct grid *grid, int kind, const struct beside *b)
{
	bool is_known = b->ratio.is_known;

	if (b->is_hidden)
		row_put(grid, _(beside_labels[kind]), _("So few that they are not shown."),
			(const double[]){ NAN, NAN, NAN, NAN, NAN, NAN });
	else
		row_put(grid, _(beside_labels[kind]), _(beside_words((enum beside_kind)kind, b)),
			(const double[]){ b->own, b->other, b->expected, is_known ? b->ratio.ratio : NAN,
			is_known ? b->ratio.low : NAN, is_known ? b->ratio.high : NAN });
}

static void trace_put(struct arena *arena, struct grid *grid, const struct trace *t)
{
	const char *label = str_z(arena, code_name("event/unreported_kinds", t->counts->kind));

	if (t->is_hidden)
		row_put(grid, label, _("So few that they are not shown."),
			(const double[]){ NAN, NAN, NAN, NAN, NAN, NAN });
	else
		row_put(grid, label, _("The share that has an event: at least, and at most in the column beside."),
			(const double[]){ t->least, t->has_most ? t->most : NAN, NAN, NAN,
			isnan(t->least) ? NAN : t->least_limits.low, t->has_most ? t->most_limits.high : NAN });
}

struct grid proxies_run(struct view *view, const struct report_ask *report)
{
	static const char *const names[] = { N_("What is compared"), N_("The unit"), N_("Beside"),
		N_("Reports expected"), N_("So many times as much"), N_("Lower limit"), N_("Upper limit"),
		N_("What can be said"), N_("Days counted") };
	const struct reporting_ask *ask = reporting_ask_of(view, report);
	struct proxies proxies = { 0 };
	struct grid grid;

	if (ask)
		proxies = proxies_find(view, ask);
	grid = grid_make(view_arena(view), COUNT(names), BESIDE_KINDS + proxies.traces_count, names);
	for (int i = 0; ask && i < BESIDE_KINDS; i++)
		beside_put(&grid, i, &proxies.beside[i]);
	for (size_t i = 0; i < proxies.traces_count; i++)
		trace_put(view_arena(view), &grid, &proxies.traces[i]);
	for (size_t i = 0; i < grid.rows; i++)
		grid.cells[(i + 1) * grid.columns - 1] = reporting_days(view_arena(view), ask);
	return grid;
}
