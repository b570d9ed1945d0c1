/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/draw.c - years of damage as a figure: what is known, what will probably come, the trend. */
#include "modules/costs/inside.h"

#include "formats/chart_band.h"
#include "kit/figure.h"

#include <math.h>

static const double thousand = 1e3;

static struct str label_of(struct arena *arena, const struct costs_topic *topic, const struct costs_year *year)
{
	if (year->state == YEAR_goes_on)
		return arena_print(arena, _("%d, until %.*s"), year->sums.year,
			STR(tongue_date(arena, topic->known)));
	return arena_print(arena, "%d", year->sums.year);
}

/* Only what is likely to come, and when no year before is hidden. */
static void late_put(struct band_period *period, double now, double then, double low, double high)
{
	if (!(then > now * 1.005))
		return;
	period->complete = then;
	period->complete_low = low;
	period->complete_high = high;
}

static void capped_put(struct band_period *period, const struct costs_year *year, bool has_hidden)
{
	if (year->is_hidden)
		return;
	period->reported = year->sums.capped / thousand;
	if (!has_hidden)
		late_put(period, period->reported, year->settled / thousand, year->settled_low / thousand,
			year->settled_high / thousand);
}

static void events_put(struct band_period *period, const struct costs_year *year, bool has_hidden)
{
	if (year->is_hidden) {
		period->less_than = (double)setting_int("small_cells_below");
		return;
	}
	period->reported = (double)year->sums.count;
	if (!has_hidden)
		late_put(period, period->reported, year->events_settled, year->events_low, year->events_high);
}

static double trend_at(const struct costs_found *found, enum costs_series series, const struct costs_year *year)
{
	const struct trend *trend = &found->trends[series];
	double scale = series == SERIES_capped ? thousand : 1;

	if (trend->finding != TREND_known || !costs_is_told(found, series) || year->state != YEAR_used)
		return NAN;
	return exp(trend->intercept + trend->slope * (year->sums.year - found->used_from)) / scale;
}

static struct band_period period_of(struct view *view, const struct costs_topic *topic, const struct costs_found *found,
                                    enum costs_series series, size_t i)
{
	const struct costs_year *year = &found->years[i];
	struct band_period period = band_period(label_of(view_arena(view), topic, year));

	period.short_label = arena_print(view_arena(view), "%d", year->sums.year);
	(series == SERIES_capped ? capped_put : events_put)(&period, year, found->has_hidden);
	period.expected = trend_at(found, series, year);
	period.link = year->is_hidden ? S("") : costs_link(view, topic, year, 0);
	if (i && found->used && year->sums.year == found->used_to + 1)
		period.break_words = str_of(_("not in the verdict"));
	if (i && found->used && year->sums.year == found->used_from)
		period.break_words = str_of(_("can be compared"));
	return period;
}

static struct str title_of(struct arena *arena, const struct costs_found *found, enum costs_series series)
{
	if (series == SERIES_events)
		return str_of(_("Events with a cost, by year of the damage"));
	if (!found->has_prices)
		return str_of(_("Capped cost by year of the damage, thousand kronor, prices of the day"));
	return arena_print(arena, _("Capped cost by year of the damage, thousand kronor, prices of %d"), found->base);
}

struct diagram costs_diagram(struct view *view, const struct costs_topic *topic, const struct costs_found *found,
                             enum costs_series series)
{
	struct arena *arena = view_arena(view);
	struct chart_band *band = arena_new(arena, struct chart_band);
	struct band_period *periods = arena_array(arena, struct band_period, found->count + 1);
	struct str base = arena_print(arena, "/costs/figure/%s", costs_series_names[series]);
	bool is_hatched = false;

	for (size_t i = 0; i < found->count; i++) {
		periods[i] = period_of(view, topic, found, series, i);
		is_hatched |= !isnan(periods[i].complete);
	}
	*band = (struct chart_band){ .about = { .id = series == SERIES_capped ? "capped" : "events",
			.title = title_of(arena, found, series), .finding = costs_finding(arena, found, series),
			.caveat = is_hatched ? str_of(_("What is hatched is not known yet; it is told from how the years before became known.")) : S(""),
			.source = arena_print(arena, _("Events with a cost as known on %.*s. Chain ladder (Mack 1993); log-linear trend."),
				STR(tongue_date(arena, topic->known))),
			.heading = str_of(_("Year")),
			.is_judged = found->trends[series].finding == TREND_known && costs_is_told(found, series),
			.verdict = found->trends[series].verdict,
			.csv = arena_print(arena, "%.*s/csv%.*s", STR(base), STR(topic->query)),
			.vega = arena_print(arena, "%.*s/json%.*s", STR(base), STR(topic->query)) },
		.count = found->count, .periods = periods, .is_rate = true,
		.unit = str_of(series == SERIES_capped ? _("Known now, thousand kronor") : _("Known now")) };
	return band_diagram(band);
}

struct reply costs_figure_file(struct request *request, struct view *view)
{
	struct str name = request_param(request, "series");
	struct costs_topic topic;
	struct costs_found found;
	struct reply problem;
	enum costs_series series;

	if (!str_is(name, "capped") && !str_is(name, "events"))
		return reply_not_found(request);
	series = str_is(name, "capped") ? SERIES_capped : SERIES_events;
	if (!costs_asked(request, view, &topic, &problem))
		return problem;
	found = costs_of(view, &topic);
	if (!found.count)
		return reply_not_found(request);
	return figure_reply(request, costs_diagram(view, &topic, &found, series),
		arena_print(request->arena, "costs-%s-%.*s", costs_series_names[series], STR(topic.unit->code)));
}
