/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/curve.c - one step of the ladder as a curve: which share still waits after so long.
 *
 * The share is that of Kaplan and Meier (analysis/handling.h), so that what is open counts as at
 * least so long.  Each fall of the curve that a reader of sums alone is shown stands for as many
 * events as a number that may be told: a fall of one would say how long that one took.
 */
#include "kit/figure.h"
#include "modules/reporting/curve.html.h"
#include "modules/reporting/kept.h"
#include "modules/reporting/ladders.h"

#include <math.h>

enum { DAY_HOURS = 24, IN_DAYS_FROM = 5 * DAY_HOURS, EVENTS_MEMORY = 512 << 20 };

/* What the grey of every figure means. */
static const double narrow = 0.5, wide = 0.9;

/* ---- Which step ------------------------------------------------------------------------------ */

static enum timeliness_mark step_asked(struct request *request)
{
	struct str text = request_query(request, "step");

	for (int step = TIMELINESS_FIRST_STEP; text.len && step < TIMELINESS_MARKS; step++)
		if (str_is(text, ladder_steps[step].name))
			return (enum timeliness_mark)step;
	return TIMELINESS_closed;
}

/* ---- Points ------------------------------------------------------------------------------------- */

size_t curve_falls(const struct handling *found, size_t least, size_t *falls)
{
	size_t many = found->closed / WAITING_POINTS_MOST + 1, closed = 0, count = 0;

	if (many > least)
		least = many;
	for (size_t i = 0; i < found->steps_count; i++) {
		closed += found->steps[i].closed;
		if (closed < least)
			continue;
		falls[count++] = i;
		closed = 0;
	}
	return count;
}

static double percent(double share)
{
	return 100 * share;
}

/* As long as nobody has come through, all wait. */
static struct curve_point point_first(void)
{
	return (struct curve_point){ 0, percent(1), NAN, NAN, NAN, NAN };
}

static struct curve_point point_of(const struct handling_step *inner, const struct handling_step *outer, double unit)
{
	return (struct curve_point){ outer->time / unit, percent(outer->open), percent(inner->low),
		percent(inner->high), percent(outer->low), percent(outer->high) };
}

static void points_put(struct waiting *waiting, struct arena *arena, const struct handling *inner,
                       const struct handling *outer, size_t least)
{
	size_t *falls = arena_array(arena, size_t, outer->steps_count + 1);
	size_t count = curve_falls(outer, least, falls);
	double last = count ? outer->steps[falls[count - 1]].time : 0;

	waiting->is_in_days = last >= IN_DAYS_FROM;
	waiting->points[waiting->count++] = point_first();
	for (size_t i = 0; i < count; i++)
		waiting->points[waiting->count++] = point_of(&inner->steps[falls[i]], &outer->steps[falls[i]],
			waiting->is_in_days ? DAY_HOURS : 1);
}

void waiting_count(struct waiting *waiting, struct arena *scratch, const struct timeliness_cases *cases, size_t least)
{
	double now = (double)instant_now().seconds / HOUR;
	size_t few = (size_t)setting_int("reporting_least_count");
	struct handling inner = timeliness_find(scratch, cases->at, cases->count, waiting->step, now, narrow, few);
	struct handling outer = timeliness_find(scratch, cases->at, cases->count, waiting->step, now, wide, few);

	points_put(waiting, scratch, &inner, &outer, least);
}

/* Every event of some years is looked at: what that takes is given back. */
struct waiting waiting_of(struct view *view, const struct reporting_ask *ask, enum timeliness_mark step)
{
	int64_t unit_id = ladder_unit(view, ask);
	struct waiting waiting = { .step = step, .points = arena_array(view_arena(view), struct curve_point,
		WAITING_POINTS_MOST + 2), .told = ladder_step_of(view, ask, unit_id, step) };
	struct timeliness_cases cases;
	struct arena *events;

	if (waiting.told.is_hidden || waiting.told.found.is_few || waiting_kept(view, ask, unit_id, &waiting))
		return waiting;
	events = arena_open(EVENTS_MEMORY);
	cases = reporting_times(view, events, unit_id, ask->from, ask->to);
	waiting_count(&waiting, events, &cases, ask->may_count ? 1 : (size_t)setting_int("small_cells_below"));
	arena_close(events);
	return waiting;
}

/* ---- The figure ------------------------------------------------------------------------------------ */

static struct str finding_of(struct arena *arena, const struct waiting *waiting)
{
	const struct ladder_step *told = &waiting->told;
	size_t open = told->found.cases - told->found.closed;
	struct str half = took_words(arena, told->median.time), most = took_words(arena, told->p90.time);

	return arena_print(arena, plural((int64_t)open,
		"Half of them within: %.*s; nine of ten within: %.*s. %zu of %zu has not come through, and counts as at least so long as it has waited.",
		"Half of them within: %.*s; nine of ten within: %.*s. %zu of %zu have not come through, and count as at least so long as they have waited."),
		STR(half), STR(most), open, told->found.cases);
}

static struct str target_words(struct arena *arena, const struct waiting *waiting)
{
	return arena_print(arena, _("Target: at most %lld of 100 wait after %.*s"),
		100 - (long long)setting_int("timeliness_share_percent"),
		STR(took_words(arena, (double)waiting->told.target_hours)));
}

/* Where the curve is when the target is due. */
static void target_mark(struct chart_curve *curve, struct arena *arena, const struct waiting *waiting)
{
	double x = (double)waiting->told.target_hours / (waiting->is_in_days ? DAY_HOURS : 1);
	struct curve_mark *mark = arena_new(arena, struct curve_mark);

	if (isnan(waiting->told.within.done) || x > waiting->points[waiting->count - 1].x)
		return;
	*mark = (struct curve_mark){ x, percent(1 - waiting->told.within.done), S("") };
	curve->marks = mark;
	curve->marks_count = 1;
	curve->marks_words = str_of(_("When the target is due"));
}

struct diagram waiting_diagram(struct arena *arena, const struct reporting_ask *ask, const struct waiting *waiting)
{
	struct chart_curve *curve = arena_new(arena, struct chart_curve);
	struct str asked = arena_print(arena, "?unit=%.*s&period=%.*s&step=%s", STR(ask->unit->code),
		STR(ask->period), ladder_steps[waiting->step].name);

	*curve = (struct chart_curve){ .about = { .id = "waiting",
		.title = arena_print(arena, "%s: %.*s", _(waiting->told.label), STR(unit_words(ask->unit))),
		.finding = finding_of(arena, waiting), .heading = str_of(_("Point")),
		.source = arena_print(arena, _("Events that occurred %.*s."), STR(period_words(arena, ask->period))) },
		.count = waiting->count, .points = waiting->points, .is_stepped = true,
		.reference = 100 - (double)setting_int("timeliness_share_percent"),
		.reference_words = target_words(arena, waiting),
		.x_words = str_of(waiting->is_in_days ? _("Days") : _("Hours")),
		.y_words = str_of(_("Still waiting, of 100")) };
	target_mark(curve, arena, waiting);
	figure_links_asked(arena, &curve->about, S("/reporting/timeliness/figure"), asked);
	return curve_diagram(curve);
}

void waiting_section(struct out *out, struct request *request, struct view *view, const struct reporting_ask *ask)
{
	struct waiting waiting = waiting_of(view, ask, step_asked(request));

	waiting_show(out, ask, &waiting);
}

struct reply waiting_file(struct request *request, struct view *view)
{
	struct reporting_ask ask;
	struct waiting waiting;
	struct reply problem;

	if (!reporting_asked(request, view, &ask, &problem))
		return problem;
	ask.may_be_kept = !kept_is_declined(request);
	waiting = waiting_of(view, &ask, step_asked(request));
	if (!waiting.count)
		return reply_problem(request, 422, _("There is no figure of this"),
			str_of(waiting.told.is_hidden ? _("So few that they are not shown.") : _("too few to say")));
	return figure_reply(request, waiting_diagram(request->arena, &ask, &waiting), S("waiting"));
}
