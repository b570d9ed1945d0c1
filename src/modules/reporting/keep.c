/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/keep.c - how soon it goes, counted before anybody asks (kept.h).
 *
 * Kept are the usual period of the city and of units with many events: all steps, and the curve
 * of each.  What waits has waited until the moment of counting, so that moment is always told.
 */
#include "modules/reporting/kept.h"
#include "modules/reporting/ladders.h"

enum { BODY_LONGEST = 1 << 20, EVENTS_MEMORY = 1 << 30 };

/* All that an answer depends on but the events. */
static struct str question_of(struct view *view, int64_t unit_id, struct date from, struct date to)
{
	struct arena *arena = view_arena(view);
	struct out out;

	out_init(&out, arena, 4096);
	out_print(&out, "%.*s..%.*s %.*s %.*s %.*s %.*s", STR(date_iso(arena, from)), STR(date_iso(arena, to)),
		STR(kept_units_mark(view, unit_id)), STR(setting_text("reporting_level_percent")),
		STR(setting_text("reporting_least_count")), STR(setting_text("timeliness_share_percent")));
	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++)
		out_print(&out, " %.*s", STR(setting_text(ladder_steps[step].target)));
	return out_str(&out);
}

/* ---- As words ------------------------------------------------------------------------------ */

static void time_lay(struct kept_pen *pen, struct handling_time *time)
{
	time->time = kept_real(pen, time->time);
	time->low = kept_real(pen, time->low);
	time->high = kept_real(pen, time->high);
}

static void step_lay(struct kept_pen *pen, struct ladder_step *step)
{
	step->found.cases = (size_t)kept_int(pen, (int64_t)step->found.cases);
	step->found.closed = (size_t)kept_int(pen, (int64_t)step->found.closed);
	step->found.is_few = kept_int(pen, step->found.is_few);
	time_lay(pen, &step->median);
	time_lay(pen, &step->p90);
	step->within.done = kept_real(pen, step->within.done);
	step->within.low = kept_real(pen, step->within.low);
	step->within.high = kept_real(pen, step->within.high);
	step->verdict = (enum timeliness_target)kept_int(pen, step->verdict);
}

static void ladder_lay(struct kept_pen *pen, struct ladder *ladder)
{
	ladder->events = kept_int(pen, ladder->events);
	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++)
		step_lay(pen, &ladder->steps[step]);
}

static void point_lay(struct kept_pen *pen, struct curve_point *point)
{
	double *numbers[] = { &point->x, &point->y, &point->low50, &point->high50, &point->low90, &point->high90 };

	for (size_t i = 0; i < COUNT(numbers); i++)
		*numbers[i] = kept_real(pen, *numbers[i]);
}

static void waiting_lay(struct kept_pen *pen, struct waiting *waiting)
{
	waiting->is_in_days = kept_int(pen, waiting->is_in_days);
	waiting->count = (size_t)kept_int(pen, (int64_t)waiting->count);
	pen->is_bad |= waiting->count > WAITING_POINTS_MOST + 2;
	for (size_t i = 0; !pen->is_bad && i < waiting->count; i++)
		point_lay(pen, &waiting->points[i]);
}

static const char *const curve_names[TIMELINESS_MARKS] = {
	[TIMELINESS_noticed] = "waiting-noticed", [TIMELINESS_reported] = "waiting-reported",
	[TIMELINESS_received] = "waiting-received", [TIMELINESS_assessed] = "waiting-assessed",
	[TIMELINESS_measured] = "waiting-measure", [TIMELINESS_answered] = "waiting-answered",
	[TIMELINESS_closed] = "waiting-closed",
};

/* ---- To a reader ------------------------------------------------------------------------------ */

bool ladder_kept(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct ladder *ladder)
{
	const struct kept *kept = ask->may_be_kept ? kept_get(view, "timeliness", unit_id,
		question_of(view, unit_id, ask->from, ask->to)) : NULL;
	struct kept_pen pen = { .left = kept ? kept->body : S("") };

	if (!kept)
		return false;
	*ladder = (struct ladder){ .as_of = kept->made_at };
	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++) {
		ladder->steps[step].step = (enum timeliness_mark)step;
		ladder->steps[step].label = ladder_steps[step].label;
		ladder->steps[step].target_hours = setting_int(ladder_steps[step].target);
	}
	ladder_lay(&pen, ladder);
	return !pen.is_bad;
}

/* What is kept has the falls of who may see each of them; among many they are as wide as those
 * of who may not. */
bool waiting_kept(struct view *view, const struct reporting_ask *ask, int64_t unit_id, struct waiting *waiting)
{
	bool is_wide = (int64_t)(waiting->told.found.closed / WAITING_POINTS_MOST) + 1 >= setting_int("small_cells_below");
	const struct kept *kept = ask->may_be_kept && (ask->may_count || is_wide) ? kept_get(view,
		curve_names[waiting->step], unit_id, question_of(view, unit_id, ask->from, ask->to)) : NULL;
	struct kept_pen pen = { .left = kept ? kept->body : S("") };

	if (!kept)
		return false;
	waiting_lay(&pen, waiting);
	if (pen.is_bad)
		waiting->count = 0;
	return !pen.is_bad;
}

/* ---- The job ------------------------------------------------------------------------------------ */

static void curve_keep(struct keeping *keeping, const struct timeliness_cases *cases, int64_t unit_id,
                       struct str question, int step)
{
	struct arena *scratch = arena_open(EVENTS_MEMORY);
	struct waiting waiting = { .step = (enum timeliness_mark)step,
		.points = arena_array(scratch, struct curve_point, WAITING_POINTS_MOST + 2) };
	struct out out;

	out_init(&out, scratch, BODY_LONGEST);
	waiting_count(&waiting, scratch, cases, 1);
	waiting_lay(&(struct kept_pen){ .out = &out }, &waiting);
	keeping_add(keeping, curve_names[step], unit_id, question, out_str(&out));
	arena_close(scratch);
}

void timeliness_keep_one(struct keeping *keeping, struct view *system, int64_t unit_id)
{
	struct arena *events = arena_open(EVENTS_MEMORY);
	struct reporting_ask ask = { 0 };
	struct timeliness_cases cases;
	struct ladder ladder;
	struct str question;
	struct out out;

	reporting_ask_usual(events, &ask);
	question = question_of(system, unit_id, ask.from, ask.to);
	cases = reporting_times_all(system, events, unit_id, ask.from, ask.to);
	ladder = ladder_count(&cases, TIMELINESS_FIRST_STEP, TIMELINESS_MARKS - 1);
	out_init(&out, events, BODY_LONGEST);
	ladder_lay(&(struct kept_pen){ .out = &out }, &ladder);
	keeping_add(keeping, "timeliness", unit_id, question, out_str(&out));
	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++)
		if (!ladder.steps[step].found.is_few)
			curve_keep(keeping, &cases, unit_id, question, step);
	arena_close(events);
}

bool timeliness_keep_run(struct job *job)
{
	return keeping_run(job, timeliness_keep_one);
}

bool timeliness_keep_is_due(struct view *system)
{
	struct reporting_ask ask = { 0 };

	reporting_ask_usual(view_arena(system), &ask);
	return kept_is_due(system, "timeliness", question_of(system, 0, ask.from, ask.to));
}
