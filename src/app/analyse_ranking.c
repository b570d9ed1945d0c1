/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_ranking.c - varn analyse ranking: which risks are the largest, as far as can be said.
 *
 *   --draws N       futures (20000)             --seed N
 *   --top N         "among the N largest" (10)  --sure SHARE    "probably" (0.8)
 *   --weights "VALUE LEAST-MOST, ..."           of the values in the combined order
 *   --beside RISK   is each of the others above it?
 *   --years N [--levels A,B,...]                what a year costs, and how likely more than that
 *   --threads N     --timing
 */
#include "app/analyse_ranking.h"

#include "analysis/parallel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct showing {
	const struct analyse_ask *ask;
	struct arena *arena;
	struct ranking_file file;
	struct ranking_ask ranking;
	struct weight_bounds bounds[RANKING_VALUES_MOST];
	struct losses_ask losses;
	double levels[LOSSES_LEVELS_MOST];
	struct analysed analysed;
	struct analyse_clock clock;
};

/* ---- What is asked ----------------------------------------------------------------------- */

static bool levels_read(struct showing *showing, struct str text)
{
	size_t count = 0;

	while (!str_is_empty(text)) {
		struct str level = str_trim(str_cut(&text, ','));

		if (count == LOSSES_LEVELS_MOST || !str_to_real(level, &showing->levels[count])
		    || !(showing->levels[count] >= 0)) {
			fprintf(stderr, "varn analyse: --levels: '%.*s' is not a number from 0 (at most %d, with commas)\n",
				STR(level), LOSSES_LEVELS_MOST);
			return false;
		}
		count++;
	}
	showing->losses.levels = showing->levels;
	showing->losses.levels_count = count;
	return true;
}

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	const char *levels = option_value(ask->argc, ask->argv, "levels");
	double draws = 20000, seed = 1, threads = parallel_threads(), top = 10, sure = 0.8, years = 0;

	if (!analyse_whole(ask, "draws", 1, 1e6, &draws) || !analyse_whole(ask, "seed", 0, 1e15, &seed)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads)
	    || !analyse_whole(ask, "top", 1, RANKING_RISKS_MOST, &top)
	    || !analyse_option(ask, "sure", 0.01, 0.999, &sure)
	    || !analyse_whole(ask, "years", 1, 1e6, &years)
	    || !levels_read(showing, str_of(levels)))
		return false;
	showing->ranking = (struct ranking_ask){ .draws = (size_t)draws, .seed = (uint64_t)seed,
		.threads = (int)threads, .top = (int32_t)top, .sure = sure };
	showing->losses.years = (size_t)years;
	showing->losses.seed = (uint64_t)seed;
	showing->losses.threads = (int)threads;
	return true;
}

/* The file was judged row by row; this is the same judge as in the program's pages. */
static bool is_judged_fine(struct showing *showing)
{
	size_t at;
	enum ranking_fault fault;
	const char *weights = option_value(showing->ask->argc, showing->ask->argv, "weights");

	showing->ranking.risks = showing->losses.risks = showing->file.risks;
	showing->ranking.count = showing->losses.count = showing->file.count;
	showing->ranking.values = showing->losses.values = showing->file.values_count;
	if (weights && !ranking_file_weights(&showing->file, str_of(weights), showing->bounds))
		return false;
	showing->ranking.bounds = weights ? showing->bounds : NULL;
	if (!showing->file.has_numbers)
		return true;
	fault = ranking_judge(showing->arena, &showing->ranking, &at);
	return fault == RANKING_fine || plain_wrong(&showing->file.plain[0],
		at < showing->file.count ? showing->file.rows[at] : 0, "numbers do not fit");
}

/* ---- Places ------------------------------------------------------------------------------ */

static void place_show(struct showing *showing, const struct ranking_place *place)
{
	struct analysed *analysed = &showing->analysed;

	analysed_count(analysed, "place_p5", place->low);
	analysed_count(analysed, "place", place->middle);
	analysed_count(analysed, "place_p95", place->high);
	analysed_number(analysed, "place_mean", place->mean);
	analysed_count(analysed, "probably_from", place->from);
	analysed_count(analysed, "probably_to", place->to);
	analysed_number(analysed, "share_probably", place->share_among);
	analysed_number(analysed, "share_top", place->share_top);
	analysed_number(analysed, "share_top_error", place->share_top_error);
	analysed_number(analysed, "share_first", place->share_first);
}

/* By the mean place; those without a place are not shown. */
struct shown { double mean; size_t risk; };

static int by_mean(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;

	if (x->mean != y->mean)
		return x->mean < y->mean ? -1 : 1;
	return (x->risk > y->risk) - (x->risk < y->risk);
}

static const struct ranking_place *place_of(const struct ranking *ranking, size_t risk, size_t value)
{
	return value < ranking->values ? &ranking->of[risk].in[value] : &ranking->of[risk].combined;
}

static const struct shown *shown_make(struct showing *showing, const struct ranking *ranking, size_t value,
                                      size_t *count)
{
	struct shown *shown = arena_array(showing->arena, struct shown, ranking->count + 1);

	*count = 0;
	for (size_t i = 0; i < ranking->count; i++)
		if (place_of(ranking, i, value)->has_place)
			shown[(*count)++] = (struct shown){ place_of(ranking, i, value)->mean, i };
	qsort(shown, *count, sizeof(*shown), by_mean);
	return shown;
}

static void combined_show(struct showing *showing, const struct ranking *ranking)
{
	size_t count;
	const struct shown *shown = shown_make(showing, ranking, ranking->values, &count);

	analysed_list(&showing->analysed, "combined");
	for (size_t i = 0; i < count; i++) {
		const struct ranking_risk *risk = &showing->file.risks[shown[i].risk];

		analysed_row(&showing->analysed);
		analysed_text(&showing->analysed, "risk", risk->id);
		place_show(showing, &ranking->of[shown[i].risk].combined);
		analysed_count(&showing->analysed, "judges", (int64_t)risk->frequency.count);
		analysed_number(&showing->analysed, "disagreement", ranking->of[shown[i].risk].disagreement);
		analysed_row_finish(&showing->analysed);
	}
	analysed_list_finish(&showing->analysed);
}

static void value_rows(struct showing *showing, const struct ranking *ranking, size_t value)
{
	struct analysed *analysed = &showing->analysed;
	size_t count;
	const struct shown *shown = shown_make(showing, ranking, value, &count);

	for (size_t i = 0; i < count; i++) {
		const struct ranking_loss *loss = &ranking->of[shown[i].risk].loss[value];

		analysed_row(analysed);
		analysed_text(analysed, "value", showing->file.values[value]);
		analysed_text(analysed, "risk", showing->file.risks[shown[i].risk].id);
		place_show(showing, &ranking->of[shown[i].risk].in[value]);
		analysed_number(analysed, "loss_p5", loss->low);
		analysed_number(analysed, "loss", loss->middle);
		analysed_number(analysed, "loss_p95", loss->high);
		analysed_number(analysed, "loss_mean", loss->mean);
		analysed_row_finish(analysed);
	}
}

static void ranking_show(struct showing *showing)
{
	const struct ranking *ranking;

	analyse_took(&showing->clock, NULL);
	ranking = ranking_make(showing->arena, &showing->ranking);
	analyse_took(&showing->clock, "ranking");
	combined_show(showing, ranking);
	analysed_list(&showing->analysed, "values");
	for (size_t v = 0; v < showing->file.values_count; v++)
		value_rows(showing, ranking, v);
	analysed_list_finish(&showing->analysed);
}

/* ---- Classes, pairs, years --------------------------------------------------------------- */

static void fronts_show(struct showing *showing)
{
	const struct pareto *ranks = pareto_ranks(showing->arena, showing->file.classes, showing->file.count,
		showing->file.ways_count);
	struct analysed *analysed = &showing->analysed;

	analysed_list(analysed, "fronts");
	for (int32_t front = 1; front <= (int32_t)showing->file.count; front++)
		for (size_t i = 0; i < showing->file.count; i++) {
			if (ranks[i].front != front)
				continue;
			analysed_row(analysed);
			analysed_text(analysed, "risk", showing->file.risks[i].id);
			analysed_count(analysed, "front", front);
			analysed_count(analysed, "best_place", ranks[i].best);
			analysed_count(analysed, "worst_place", ranks[i].worst);
			analysed_row_finish(analysed);
		}
	analysed_list_finish(analysed);
}

static void beside_rows(struct showing *showing, size_t value, size_t beside)
{
	struct ranking_pair *pairs = arena_array(showing->arena, struct ranking_pair, showing->file.count);
	double *shares = arena_array(showing->arena, double, showing->file.count);
	size_t count = 0;

	for (size_t i = 0; i < showing->file.count; i++)
		if (i != beside && showing->file.risks[i].consequence[value].count)
			pairs[count++] = (struct ranking_pair){ i, beside };
	ranking_pairs(showing->arena, &showing->ranking, value, pairs, count, shares);
	for (size_t i = 0; i < count; i++) {
		analysed_row(&showing->analysed);
		analysed_text(&showing->analysed, "value", showing->file.values[value]);
		analysed_text(&showing->analysed, "risk", showing->file.risks[pairs[i].one].id);
		analysed_number(&showing->analysed, "share_above", shares[i]);
		analysed_row_finish(&showing->analysed);
	}
}

static bool beside_show(struct showing *showing, const char *name)
{
	size_t beside = ranking_file_risk(&showing->file, str_of(name));

	if (beside == showing->file.count) {
		fprintf(stderr, "varn analyse: --beside: there is no risk %s\n", name);
		return false;
	}
	analysed_list(&showing->analysed, "beside");
	for (size_t v = 0; v < showing->file.values_count; v++)
		if (showing->file.risks[beside].consequence[v].count)
			beside_rows(showing, v, beside);
	analysed_list_finish(&showing->analysed);
	return true;
}

static void quantile_show(struct showing *showing, const char *const names[3],
                          const struct losses_quantile *quantile)
{
	analysed_number(&showing->analysed, names[0], quantile->at);
	analysed_number(&showing->analysed, names[1], quantile->low);
	analysed_number(&showing->analysed, names[2], quantile->high);
}

static void year_rows(struct showing *showing, const struct losses *losses)
{
	static const char *const middle[] = { "p50", "p50_low", "p50_high" };
	static const char *const high[] = { "p95", "p95_low", "p95_high" };
	static const char *const rare[] = { "p99", "p99_low", "p99_high" };

	analysed_list(&showing->analysed, "years");
	for (size_t v = 0; v < showing->file.values_count; v++) {
		analysed_row(&showing->analysed);
		analysed_text(&showing->analysed, "value", showing->file.values[v]);
		analysed_number(&showing->analysed, "mean", losses[v].mean);
		analysed_number(&showing->analysed, "share_without", losses[v].share_without);
		quantile_show(showing, middle, &losses[v].middle);
		quantile_show(showing, high, &losses[v].high);
		quantile_show(showing, rare, &losses[v].rare);
		analysed_row_finish(&showing->analysed);
	}
	analysed_list_finish(&showing->analysed);
}

static void exceeding_rows(struct showing *showing, const struct losses *losses)
{
	analysed_list(&showing->analysed, "exceeding");
	for (size_t v = 0; v < showing->file.values_count; v++)
		for (size_t i = 0; i < showing->losses.levels_count; i++) {
			analysed_row(&showing->analysed);
			analysed_text(&showing->analysed, "value", showing->file.values[v]);
			analysed_number(&showing->analysed, "level", showing->losses.levels[i]);
			analysed_number(&showing->analysed, "share", losses[v].exceeding[i]);
			analysed_number(&showing->analysed, "share_error", losses[v].exceeding_error[i]);
			analysed_row_finish(&showing->analysed);
		}
	analysed_list_finish(&showing->analysed);
}

static bool years_show(struct showing *showing)
{
	const struct losses *losses;
	size_t at;

	if (!losses_ask_is_fine(&showing->losses, &at))
		return plain_wrong(&showing->ask->plain, showing->file.rows[at < showing->file.count ? at : 0],
			"frequency is above %d times a year: --years is for what happens less often",
			LOSSES_YEARLY_MOST);
	analyse_took(&showing->clock, NULL);
	losses = losses_drawn(showing->arena, &showing->losses);
	analyse_took(&showing->clock, "years");
	year_rows(showing, losses);
	if (showing->losses.levels_count)
		exceeding_rows(showing, losses);
	return true;
}

int analyse_ranking(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .arena = ask->plain.arena };
	const char *beside = option_value(ask->argc, ask->argv, "beside");

	analyse_clock_start(&showing.clock, ask);
	if (!options_read(&showing) || !ranking_file_read(&ask->plain, &showing.file)
	    || !is_judged_fine(&showing))
		return 2;
	analysed_begin(&showing.analysed, ask);
	if (showing.file.has_numbers)
		ranking_show(&showing);
	if (showing.file.ways_count)
		fronts_show(&showing);
	if (showing.file.has_numbers && beside && !beside_show(&showing, beside))
		return 2;
	if (showing.file.has_numbers && showing.losses.years && !years_show(&showing))
		return 2;
	return analysed_print(&showing.analysed);
}
