/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/one_drawn.c - the weeks before a signal, and of a slow drift its sum, as figures and files. */
#include "modules/signals/pages.h"

#include "formats/chart_control.h"
#include "kit/figure.h"

#include <math.h>

/* ---- The weeks before --------------------------------------------------------------------------- */

/* Rings on the weeks in which it was listed, the newest is 1; a drift has them on its sum. */
static int ring_of(const struct listed_list *history, struct date monday)
{
	for (size_t i = 0; i < history->count; i++)
		if (!date_compare(history->at[i].week, monday))
			return (int)i + 1;
	return 0;
}

static struct str week_finding(struct arena *arena, const struct listed *listed)
{
	if (listed->expected < 0)
		return arena_print(arena, plural(listed->events, "%lld was reported in the last week.",
			"%lld were reported in the last week."), (long long)listed->events);
	return arena_print(arena, plural(listed->events,
		"%lld was reported in the last week; %.*s was expected, and up to %.*s is as usual.",
		"%lld were reported in the last week; %.*s was expected, and up to %.*s is as usual."),
		(long long)listed->events, STR(amount(arena, listed->expected)),
		STR(amount(arena, listed->upper)));
}

static struct str band_caveat(const struct band *band)
{
	const struct past_week *last = &band->weeks[band->count - 1];

	if (isnan(last->expected))
		return str_of(_("There is not yet enough to say what was to be expected."));
	return last->is_too_early ? str_of(_("Too little is registered yet to say how much is late.")) : S("");
}

static struct chart_band *weeks_chart(struct view *view, const struct listed *listed, const struct band *band)
{
	struct arena *arena = view_arena(view);
	struct listed_list history = signal_history(view, listed->signal_id);
	struct band_period *periods = arena_array(arena, struct band_period, band->count + 1);
	struct chart_band *chart = arena_new(arena, struct chart_band);

	for (size_t i = 0; i < band->count; i++) {
		periods[i] = band_drawn(arena, band, i);
		periods[i].alarm = band->sums ? 0 : ring_of(&history, band_monday(band, i));
	}
	*chart = (struct chart_band){ .count = band->count, .periods = periods,
		.about = { .id = "weeks", .title = str_of(_("The weeks before")),
			.heading = str_of(_("Week from")), .caveat = band_caveat(band),
			.finding = is_drift(listed) ? signal_how_many(arena, listed) : week_finding(arena, listed) } };
	return chart;
}

/* ---- The sum ------------------------------------------------------------------------------------- */

static struct str sum_finding(struct arena *arena, const struct listed *listed)
{
	return arena_print(arena, listed->tier == TIER_rising
		? _("The sum of what came beyond the expected was last 0 before week %d, and passed its limit in week %d, %.*s.")
		: _("The sum of what was missing of the expected was last 0 before week %d, and passed its limit in week %d, %.*s."),
		date_week(listed->since), date_week(listed->found), STR(tongue_date(arena, listed->found)));
}

static struct control_point sum_point(struct arena *arena, const struct band *band, size_t week)
{
	struct date monday = band_monday(band, week);

	return (struct control_point){ .label = tongue_date(arena, monday),
		.short_label = arena_print(arena, "%d", date_week(monday)),
		.value = band->sums[week], .centre = NAN, .low = NAN, .high = band->threshold,
		.rule = band_is_over(band, week) ? CONTROL_outside : CONTROL_no_rule };
}

static struct chart_control *sum_chart(struct view *view, const struct listed *listed, const struct band *band)
{
	struct arena *arena = view_arena(view);
	struct control_point *points = arena_array(arena, struct control_point, band->count + 1);
	struct chart_control *chart = arena_new(arena, struct chart_control);

	for (size_t i = 0; i < band->count; i++)
		points[i] = sum_point(arena, band, i);
	*chart = (struct chart_control){ .count = band->count, .points = points, .target = NAN,
		.unit = str_of(_("Sum")), .about = { .id = "sum", .title = str_of(_("How it added up")),
			.heading = str_of(_("Week from")), .finding = sum_finding(arena, listed),
			.caveat = str_of(_("Once it has passed the limit the sum begins anew at 0.")) } };
	return chart;
}

/* ---- On the page, and as files ------------------------------------------------------------------- */

static struct str address_of(struct arena *arena, const struct listed *listed, const char *which)
{
	return arena_print(arena, "/signals/%.*s/%s", STR(listed->public_id), which);
}

void signal_drawn_show(struct out *out, struct view *view, const struct listed *listed)
{
	struct arena *arena = view_arena(view);
	struct band band = band_read(arena, listed->band);
	struct chart_control *sum;
	struct chart_band *weeks;

	if (!band.count)
		return;
	weeks = weeks_chart(view, listed, &band);
	figure_links(arena, &weeks->about, address_of(arena, listed, "figure"));
	diagram_show(out, band_diagram(weeks));
	if (!band.sums)
		return;
	sum = sum_chart(view, listed, &band);
	figure_links(arena, &sum->about, address_of(arena, listed, "sum"));
	diagram_show(out, control_diagram(sum));
}

struct reply signal_file(struct request *request, struct view *view)
{
	const struct listed *listed = signal_get(view, request_param(request, "id"));
	struct band band = listed ? band_read(request->arena, listed->band) : (struct band){ 0 };

	if (!band.count)
		return reply_not_found(request);
	return figure_reply(request, band_diagram(weeks_chart(view, listed, &band)), S("signal"));
}

struct reply signal_sum_file(struct request *request, struct view *view)
{
	const struct listed *listed = signal_get(view, request_param(request, "id"));
	struct band band = listed ? band_read(request->arena, listed->band) : (struct band){ 0 };

	if (!band.count || !band.sums)
		return reply_not_found(request);
	return figure_reply(request, control_diagram(sum_chart(view, listed, &band)), S("drift"));
}
