/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/timeliness.c - how long each step takes: the unit, its board and the city. */
#include "modules/reporting/ladders.h"
#include "modules/reporting/pages.html.h"

#include "kit/grid.h"
#include "modules/reporting/kept.h"

/* An event takes 64 bytes, and as much again while they are read; the period has a ceiling
 * (reporting_years_most), and this one is for mistakes. */
enum { LADDERS_MOST = 3, EVENTS_MEMORY = 512 << 20 };

/* Counted from the step before, but for the last two: from when it was reported. */
const struct ladder_words ladder_steps[TIMELINESS_MARKS] = {
	[TIMELINESS_noticed] = { N_("Noticed, from when it occurred"), "noticed", "timeliness_noticed_hours" },
	[TIMELINESS_reported] = { N_("Reported, from when it was noticed or occurred"), "reported", "timeliness_reported_hours" },
	[TIMELINESS_received] = { N_("Received, from when it was reported"), "received", "timeliness_received_hours" },
	[TIMELINESS_assessed] = { N_("Assessed, from when it was received"), "assessed", "timeliness_assessed_hours" },
	[TIMELINESS_measured] = { N_("First measure, from when it was assessed"), "measure", "timeliness_measure_hours" },
	[TIMELINESS_answered] = { N_("The reporter told, from when it was reported"), "answered", "timeliness_answered_hours" },
	[TIMELINESS_closed] = { N_("Closed, from when it was reported"), "closed", "timeliness_closed_hours" },
};

/* ---- Put together ----------------------------------------------------------------------- */

/* What `scratch` has afterwards is nothing that the step needs. */
static struct ladder_step step_count(struct arena *scratch, int step, const struct timeliness_cases *cases)
{
	double level = reporting_percent("reporting_level_percent");
	struct ladder_step one = { .step = (enum timeliness_mark)step, .label = ladder_steps[step].label,
		.target_hours = setting_int(ladder_steps[step].target) };

	one.found = timeliness_find(scratch, cases->at, cases->count, one.step,
		(double)instant_now().seconds / HOUR, level, (size_t)setting_int("reporting_least_count"));
	if (!one.found.is_few) {
		one.median = handling_quantile(&one.found, 0.5);
		one.p90 = handling_quantile(&one.found, 0.9);
		one.within = timeliness_within(&one.found, (double)one.target_hours, level);
		one.verdict = timeliness_target(one.within, reporting_percent("timeliness_share_percent"));
	}
	one.found.steps = NULL;
	one.found.steps_count = 0;
	return one;
}

struct ladder ladder_count(const struct timeliness_cases *cases, int first, int last)
{
	struct arena *scratch = arena_open(EVENTS_MEMORY);
	struct ladder ladder = { .events = (int64_t)cases->count };

	for (int step = first; step <= last; step++) {
		ladder.steps[step] = step_count(scratch, step, cases);
		arena_clear(scratch);
	}
	arena_close(scratch);
	return ladder;
}

/* Small numbers are not for this reader, and nothing that was worked out of them. */
static void step_guard(const struct reporting_ask *ask, struct ladder_step *one)
{
	one->is_hidden = reporting_is_small(ask, (int64_t)one->found.cases)
		|| reporting_is_small(ask, (int64_t)one->found.closed)
		|| reporting_is_small(ask, (int64_t)(one->found.cases - one->found.closed));
	if (!one->is_hidden)
		return;
	one->median = one->p90 = (struct handling_time){ 0 };
	one->within = (struct timeliness_share){ 0 };
	one->verdict = TIMELINESS_cannot_tell;
}

/* Every event of some years is looked at: what that takes is given back. */
static struct ladder steps_counted(struct view *view, const struct reporting_ask *ask, int64_t unit_id,
                                   int first, int last)
{
	struct arena *events = arena_open(EVENTS_MEMORY);
	struct timeliness_cases cases = reporting_times(view, events, unit_id, ask->from, ask->to);
	struct ladder ladder = ladder_count(&cases, first, last);

	arena_close(events);
	return ladder;
}

static struct ladder steps_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id, int first,
                              int last)
{
	struct reporting_ask own = *ask;        /* who reads the events of the unit need not read the board's */
	struct ladder ladder;

	own.may_count = !unit_id || reporting_may_count(view, unit_id);
	if (!ladder_kept(view, ask, unit_id, &ladder))
		ladder = steps_counted(view, ask, unit_id, first, last);
	for (int step = first; step <= last; step++)
		step_guard(&own, &ladder.steps[step]);
	return ladder;
}

struct ladder ladder_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct str name)
{
	struct ladder ladder = steps_of(view, ask, unit_id, TIMELINESS_FIRST_STEP, TIMELINESS_MARKS - 1);

	ladder.name = name;
	return ladder;
}

struct ladder_step ladder_step_of(struct view *view, const struct reporting_ask *ask, int64_t unit_id,
                                  enum timeliness_mark step)
{
	return steps_of(view, ask, unit_id, (int)step, (int)step).steps[step];
}

int64_t ladder_unit(struct view *view, const struct reporting_ask *ask)
{
	return reporting_is_city(view, ask->unit->id) ? 0 : ask->unit->id;
}

/* The unit, its board where one may look at it, the city; once, when the unit is the city. */
static size_t ladders_of(struct view *view, const struct reporting_ask *ask, struct ladder *ladders)
{
	int64_t board = unit_board(view, ask->unit->id, date_today());
	size_t count = 0;

	ladders[count++] = ladder_of(view, ask, ladder_unit(view, ask), unit_words(ask->unit));
	if (!ladder_unit(view, ask))
		return count;
	if (board && board != ask->unit->id && reporting_may_unit(view, board))
		ladders[count++] = ladder_of(view, ask, board, unit_name(view, board));
	ladders[count++] = ladder_of(view, ask, 0, str_of(_("The whole city")));
	return count;
}

/* ---- What the pages of the room say alike ------------------------------------------------- */

const struct reporting_tab reporting_tab_list[] = {
	{ "/reporting", N_("Beside the city"), true },
	{ "/reporting/timeliness", N_("How soon it goes"), true },
	{ "/reporting/silence", N_("Silence"), false },
	{ "/reporting/share", N_("Share with an event"), false },
	{ "/reporting/sources", N_("Sources"), false },
	{ "/reporting/pairs", N_("Rows"), false },
	{ "/reporting/claims", N_("What claims cost"), false },
};
const size_t reporting_tab_count = COUNT(reporting_tab_list);

struct str reporting_status(struct arena *arena, const struct reporting_ask *ask)
{
	return arena_print(arena, "%.*s · %.*s", STR(unit_words(ask->unit)),
		STR(period_words(arena, ask->period)));
}

void reporting_ask_json(struct json_out *json, const struct reporting_ask *ask)
{
	json_str(json, "unit", ask->unit->code);
	json_str(json, "period", ask->period);
	json_date(json, "from", ask->from);
	json_date(json, "to", ask->to);
}

/* ---- The page ---------------------------------------------------------------------------------- */

static void step_json(struct json_out *json, const struct ladder_step *step)
{
	static const char *const verdicts[] = { "cannot_tell", "met", "not_met" };

	json_object_begin(json, NULL);
	json_str(json, "step", str_of(ladder_steps[step->step].name));
	json_int(json, "target_hours", step->target_hours);
	json_bool(json, "is_hidden", step->is_hidden);
	if (!step->is_hidden) {
		json_int(json, "events", (int64_t)step->found.cases);
		json_int(json, "done", (int64_t)step->found.closed);
		json_bool(json, "is_few", step->found.is_few);
	}
	if (!step->is_hidden && !step->found.is_few) {
		json_number(json, "median_hours", step->median.time);
		json_number(json, "p90_hours", step->p90.time);
		json_number(json, "within", step->within.done);
		json_number(json, "within_low", step->within.low);
		json_number(json, "within_high", step->within.high);
		json_str(json, "verdict", str_of(verdicts[step->verdict]));
	}
	json_object_finish(json);
}

/* The oldest of what is shown; 0: all was counted now. */
static struct instant ladders_as_of(const struct ladder *ladders, size_t count)
{
	struct instant oldest = { 0 };

	for (size_t i = 0; i < count; i++)
		if (ladders[i].as_of.seconds && (!oldest.seconds || ladders[i].as_of.seconds < oldest.seconds))
			oldest = ladders[i].as_of;
	return oldest;
}

static struct reply ladders_json(struct request *request, const struct reporting_ask *ask,
                                 const struct ladder *ladders, size_t count)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, REPORTING_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	reporting_ask_json(&json, ask);
	json_instant(&json, "as_of", ladders_as_of(ladders, count));
	json_list_begin(&json, "of");
	for (size_t i = 0; i < count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "name", ladders[i].name);
		json_list_begin(&json, "steps");
		for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++)
			step_json(&json, &ladders[i].steps[step]);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply timeliness_page(struct request *request, struct view *view)
{
	struct ladder ladders[LADDERS_MOST];
	struct option_list units;
	struct reporting_ask ask;
	struct reply problem;
	struct out *out;
	size_t count;

	if (!reporting_asked(request, view, &ask, &problem))
		return problem;
	ask.may_be_kept = !kept_is_declined(request);
	count = ladders_of(view, &ask, ladders);
	if (request_wants_json(request))
		return ladders_json(request, &ask, ladders, count);
	units = reporting_unit_options(view);
	out = page_begin(request, view, _("How soon it goes"));
	reporting_head(out, _("How soon is it told, and dealt with?"), reporting_status(out->arena, &ask));
	reporting_tabs(out, request, ask.unit->code, "/reporting/timeliness");
	reporting_asking(out, request, &ask, &units);
	kept_show(out, ladders_as_of(ladders, count), arena_print(request->arena,
		"/reporting/timeliness?unit=%.*s&period=%.*s&fresh=yes", STR(ask.unit->code), STR(ask.period)));
	for (size_t i = 0; i < count; i++)
		ladder_table(out, &ladders[i]);
	ladder_notes(out, setting_text("reporting_level_percent"), setting_int("timeliness_share_percent"));
	reporting_files(out, "reporting-timeliness", &ask);
	waiting_section(out, request, view, &ask);
	return page_end(request, 200);
}

/* ---- The report ------------------------------------------------------------------------------------ */

static void step_put(struct value *row, const struct ladder_step *step)
{
	row[2] = step->is_hidden ? value_null() : value_int((int64_t)step->found.cases);
	row[3] = step->is_hidden ? value_null() : value_int((int64_t)step->found.closed);
	row[6] = value_int(step->target_hours);
	if (step->is_hidden || step->found.is_few) {
		row[10] = value_z(step->is_hidden ? _("So few that they are not shown.") : _("too few to say"));
		return;
	}
	row[4] = reporting_cell(step->median.time);
	row[5] = reporting_cell(step->p90.time);
	row[7] = reporting_cell(step->within.done);
	row[8] = reporting_cell(step->within.low);
	row[9] = reporting_cell(step->within.high);
	row[10] = value_z(_(target_said[step->verdict]));
}

struct grid timeliness_run(struct view *view, const struct report_ask *report)
{
	static const char *const names[] = { N_("Unit"), N_("Step"), N_("Events"), N_("Done"),
		N_("Median, hours"), N_("Nine of ten, hours"), N_("Target, hours"), N_("Within the target"),
		N_("Lower limit"), N_("Upper limit"), N_("What can be said"), N_("Days counted") };
	const struct reporting_ask *ask = reporting_ask_of(view, report);
	struct ladder ladders[LADDERS_MOST];
	size_t count = ask ? ladders_of(view, ask, ladders) : 0;
	struct grid grid = grid_make(view_arena(view), COUNT(names), count * TIMELINESS_MARKS, names);

	for (size_t i = 0; i < count; i++)
		for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++) {
			struct value *row = grid_row(&grid);

			for (size_t c = 0; c < COUNT(names); c++)
				row[c] = value_null();
			row[0] = value_text(ladders[i].name);
			row[1] = value_z(_(ladder_steps[step].label));
			row[11] = reporting_days(view_arena(view), ask);
			step_put(row, &ladders[i].steps[step]);
		}
	return grid;
}
