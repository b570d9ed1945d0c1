/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/effect_costs.c - counts what the events of a measure cost before and after, and draws it. */
#include "modules/measures/effect_costs.h"

#include "base/crypto.h"
#include "base/say.h"
#include "formats/chart_dots.h"
#include "kit/figure.h"
#include "kit/setting.h"
#include "modules/events/events.h"

#include <math.h>

/* ---- Counting ------------------------------------------------------------------------------- */

struct taking {
	struct view *view;
	const struct effect_check *check;
	const struct effect_figure *figure;
	struct costs_ground ground;
	int known_days;
};

static struct avoided_window window_of(const struct taking *taking, bool is_there, bool is_after, double exposure)
{
	struct event_ask ask = effect_ask(taking->check, is_there, is_after, taking->figure->counted_to);
	struct event_loss_list found = events_losses(taking->view, &ask, taking->known_days);
	struct avoided_loss *losses = arena_array(view_arena(taking->view), struct avoided_loss, found.count + 1);

	for (size_t i = 0; i < found.count; i++) {
		struct date day = instant_date(found.at[i].occurred_at);
		double factor = costs_ground_factor(&taking->ground, day.year);

		losses[i] = (struct avoided_loss){ (double)found.at[i].then * factor, (double)found.at[i].today * factor,
			date_days_between(ask.from, day) };
	}
	return (struct avoided_window){ losses, found.count, exposure, date_days_between(ask.from, ask.to) + 1 };
}

static struct avoided avoided_of(const struct taking *taking, int64_t least)
{
	const struct effect_figure *figure = taking->figure;
	struct avoided_ask ask = { .has_compare = figure->has_compare, .cap = taking->ground.cap,
		.level = taking->ground.level, .settled = taking->ground.settled, .least = least > 1 ? least : 1,
		.draws = AVOIDED_DRAWS };

	ask.before = window_of(taking, false, false, figure->before_exposure);
	ask.after = window_of(taking, false, true, figure->after_exposure);
	if (figure->has_compare) {
		ask.there_before = window_of(taking, true, false, figure->compare_before_exposure);
		ask.there_after = window_of(taking, true, true, figure->compare_after_exposure);
	}
	must(avoided_ask_is_fine(&ask));
	return avoided_find(&ask);
}

static struct str cost_digest(struct arena *arena, const struct effect_cost *cost, const struct effect_figure *figure)
{
	return digest_hex(arena, arena_print(arena, "%.*s %lld %lld %lld %lld %lld %lld %lld %lld", STR(figure->digest),
		(long long)cost->before_cost, (long long)cost->after_cost, (long long)cost->there_before_cost,
		(long long)cost->there_after_cost, (long long)cost->expected, (long long)cost->avoided,
		(long long)cost->low, (long long)cost->high));
}

struct effect_cost effect_cost_take(struct change *change, const struct effect_check *check,
                                    const struct effect_figure *figure)
{
	struct view *view = change_view(change);
	const struct measure *measure = measure_of_id(view, check->measure_id);
	struct taking taking = { .view = view, .check = check, .figure = figure,
		.ground = costs_ground_of(view, figure->counted_to.year),
		.known_days = date_days_between(figure->counted_to, date_today()) };
	struct effect_cost cost = { .figure_id = figure->id, .measure_id = check->measure_id,
		.unit_id = check->unit_id,
		.compare_unit_id = figure->has_compare
			? effect_ask(check, true, false, figure->counted_to).unit_id : 0,
		.taken_at = figure->taken_at, .known_days = taking.known_days,
		.days_after = date_days_between(check->after_from, figure->counted_to) + 1,
		.saving_expected = check->saving_expected, .least = setting_int("effect_least_events") };
	struct avoided found = avoided_of(&taking, cost.least);

	if (measure) {
		cost.is_cost_planned = !measure->cost_actual;
		cost.measure_cost = measure->cost_actual ? measure->cost_actual : measure->cost_plan;
	}
	effect_cost_judge(&cost, &found, &taking.ground);
	cost.digest = cost_digest(change_arena(change), &cost, figure);
	change_insert(change, &effect_cost_record.shape, &cost);
	return cost;
}

const struct effect_cost *effect_cost_of(const struct effect_cost_list *costs, int64_t figure_id)
{
	for (size_t i = 0; i < costs->count; i++)
		if (costs->at[i].figure_id == figure_id)
			return &costs->at[i];
	return NULL;
}

/* ---- The figure ------------------------------------------------------------------------------ */

static double thousands(int64_t kronor)
{
	return (double)kronor / 1000;
}

struct diagram effect_cost_diagram(struct arena *arena, struct str number, const struct effect_cost *cost, struct str finding)
{
	struct chart_dots *dots = arena_new(arena, struct chart_dots);
	struct dots_row *rows = arena_array(arena, struct dots_row, 2);

	rows[0] = dots_row(str_of(_("Avoided, as counted")));
	if (effect_cost_is_told(cost)) {
		rows[0].value = thousands(cost->avoided);
		rows[0].low90 = thousands(cost->low);
		rows[0].high90 = thousands(cost->high);
	}
	rows[1] = dots_row(str_of(_("Avoided, as it was expected when decided")));
	rows[1].value = cost->saving_expected ? thousands(cost->saving_expected) : NAN;
	*dots = (struct chart_dots){ .about = { .id = "effect-cost", .title = str_of(_("Avoided cost")),
		.finding = finding, .heading = str_of(_("What")) },
		.count = cost->saving_expected ? 2 : 1, .rows = rows, .reference = 0,
		.reference_words = str_of(_("Nothing avoided")), .unit = str_of(_("Thousand kronor a year")),
		.interval_words = arena_print(arena, _("Estimate, with its %.*s %% interval"),
			STR(tongue_real(arena, 100 * cost->level, 0))) };
	figure_links(arena, &dots->about, arena_print(arena, "/measures/%.*s/effect/cost-figure", STR(number)));
	return dots_diagram(dots);
}

struct reply effect_cost_file(struct request *request, struct view *view)
{
	const struct measure *measure = measure_of_number(view, request_param(request, "number"));
	struct effect_figure_list figures = { 0 };
	struct effect_cost_list costs = { 0 };
	const struct effect_cost *cost = NULL;

	if (measure) {
		figures = effect_figures_of(view, measure->id);
		costs = effect_costs_of(view, measure->id);
	}
	if (figures.count)
		cost = effect_cost_of(&costs, figures.at[0].id);
	if (!cost)
		return reply_not_found(request);
	return figure_reply(request, effect_cost_diagram(request->arena, measure->number, cost,
		effect_cost_sentence(request->arena, cost)), measure->number);
}
