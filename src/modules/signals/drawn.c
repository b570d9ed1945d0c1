/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/drawn.c - what was unusual in a week beside each other: small figures with common axes. */
#include "modules/signals/pages.h"

#include "formats/chart_multiples.h"
#include "kit/figure.h"
#include "modules/signals/pages.html.h"

#include <math.h>

enum { WEEKS_DRAWN = 26 };

/* The last weeks of what is kept with a listing; all have as many, so that the axes are common. */
static const struct band_period *weeks_of(struct arena *arena, const struct listed *listed, size_t *count)
{
	struct band band = band_read(arena, listed->band);
	struct band_period *periods = arena_array(arena, struct band_period, WEEKS_DRAWN);
	size_t from = band.count > WEEKS_DRAWN ? band.count - WEEKS_DRAWN : 0;

	*count = band.count - from;
	for (size_t i = from; i < band.count; i++)
		periods[i - from] = band_drawn(arena, &band, i);
	return periods;
}

/* Those that are known for as many weeks as the first, as many as there is room for. */
static struct chart_multiples *chart_of(struct view *view, const struct signal_run *run, bool *has_more)
{
	struct arena *arena = view_arena(view);
	struct listed_list list = run_drawn(view, run->id, MULTIPLES_MOST + 1);
	struct chart_multiples *chart = arena_new(arena, struct chart_multiples);
	struct multiple *multiples = arena_array(arena, struct multiple, list.count + 1);

	*has_more = list.count > MULTIPLES_MOST;
	for (size_t i = 0; i < list.count && i < MULTIPLES_MOST; i++) {
		size_t count;
		const struct band_period *periods = weeks_of(arena, &list.at[i], &count);

		if (!chart->multiples_count)
			chart->count = count;
		if (count != chart->count || !count)
			continue;
		multiples[chart->multiples_count++] = (struct multiple){ .label = signal_name(view, &list.at[i]),
			.deviation = -log(fmax(list.at[i].p, 1e-300)), .periods = periods,
			.link = arena_print(arena, "/signals/%.*s", STR(list.at[i].public_id)) };
	}
	chart->multiples = multiples;
	chart->period_heading = str_of(_("Week from"));
	chart->about = (struct diagram_about){ .id = "signals", .title = str_of(_("The weeks before")),
		.heading = str_of(_("Signal")),
		.finding = arena_print(arena, plural((int64_t)chart->multiples_count,
			"%zu signal; the area holds nine of ten usual weeks.",
			"%zu signals, the least likely first; the area holds nine of ten usual weeks."),
			chart->multiples_count) };
	return chart;
}

struct reply signals_drawn_show(struct request *request, struct view *view)
{
	const struct signal_run *run = run_latest(view, week_in_address(request));
	struct chart_multiples *chart;
	struct out *out;
	bool has_more;

	if (!run)
		return reply_not_found(request);
	chart = chart_of(view, run, &has_more);
	out = page_begin(request, view, _("Signals, all drawn"));
	signals_drawn_head(out, run, chart->multiples_count > 0, has_more);
	if (chart->multiples_count) {
		figure_links_asked(request->arena, &chart->about, S("/signals/drawn/figure"),
			arena_print(request->arena, "?week=%.*s", STR(date_iso(request->arena, run->week))));
		diagram_show(out, multiples_diagram(chart));
	}
	return page_end(request, 200);
}

struct reply signals_drawn_file(struct request *request, struct view *view)
{
	const struct signal_run *run = run_latest(view, week_in_address(request));
	bool has_more;
	struct chart_multiples *chart = run ? chart_of(view, run, &has_more) : NULL;

	if (!chart || !chart->multiples_count)
		return reply_not_found(request);
	return figure_reply(request, multiples_diagram(chart),
		arena_print(request->arena, "signals-%.*s", STR(date_iso(request->arena, run->week))));
}
