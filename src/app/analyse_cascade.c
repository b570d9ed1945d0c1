/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_cascade.c - varn analyse cascade: what falls, what hurts, what must fail together.
 *
 *   --until HOURS   how far is looked (720)     --step HOURS    how many are down, step by step
 *   --draws N       futures with what is uncertain (0: the middles only)    --seed N
 *   --hours H       an outage whose length nobody has said (24); a buffer that long holds
 *   --most N        rows in each list (20)      --threads N
 *   --pairs         all double failures         --cuts NODE [--order N]   minimal cut sets
 *   --timing        how long each part took, on standard error
 */
#include "app/analyse_cascade.h"

#include "analysis/collapse.h"
#include "analysis/cut_sets.h"
#include "analysis/dependencies.h"
#include "analysis/parallel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FUTURES_MOST = 50000000 };

struct showing {
	const struct analyse_ask *ask;
	struct arena *arena;
	struct cascade_file file;
	const struct cascade *cascade;
	struct analysed analysed;
	double until, step, draws, seed, hours, most, threads, order;
	struct analyse_clock clock;
};

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;

	showing->until = 720;
	showing->hours = 24;
	showing->seed = 1;
	showing->most = 20;
	showing->order = 3;
	showing->threads = parallel_threads();
	analyse_clock_start(&showing->clock, ask);
	return analyse_option(ask, "until", 1, CASCADE_HOURS_MOST, &showing->until)
		&& analyse_option(ask, "step", 0.01, CASCADE_HOURS_MOST, &showing->step)
		&& analyse_whole(ask, "draws", 0, 1e6, &showing->draws)
		&& analyse_whole(ask, "seed", 0, 1e15, &showing->seed)
		&& analyse_option(ask, "hours", 0.01, CASCADE_HOURS_MOST, &showing->hours)
		&& analyse_whole(ask, "most", 1, 100000, &showing->most)
		&& analyse_whole(ask, "order", 1, CUT_ORDER_MOST, &showing->order)
		&& analyse_whole(ask, "threads", 1, PARALLEL_MOST, &showing->threads);
}

static size_t at_most(const struct showing *showing, size_t count)
{
	return count < (size_t)showing->most ? count : (size_t)showing->most;
}

static void node_text(struct showing *showing, const char *name, int32_t node)
{
	analysed_text(&showing->analysed, name, showing->file.nodes[node]);
}

/* A group by its name, or by whom it has as members. */
static struct str group_name(struct showing *showing, int32_t group)
{
	const struct cascade_group *found = &showing->file.graph.groups[group];

	if (!str_is_empty(showing->file.groups[group]))
		return showing->file.groups[group];
	return showing->file.nodes[showing->file.graph.members[found->first]];
}

/* ---- The outages of the file ------------------------------------------------------------- */

static void falls_show(struct showing *showing, const struct cascade_run *run)
{
	struct analysed *analysed = &showing->analysed;

	analysed_list(analysed, "falls");
	for (size_t i = 0; i < run->falls_count; i++) {
		const struct cascade_fall *fall = &run->falls[i];
		const struct cascade_node *node = &showing->file.graph.nodes[fall->node];

		analysed_row(analysed);
		node_text(showing, "node", fall->node);
		analysed_number(analysed, "from_hours", fall->from);
		analysed_number(analysed, "to_hours", fall->to);
		analysed_yes(analysed, "is_still_down", fall->to >= run->until);
		analysed_text(analysed, "because", fall->because < 0 ? S("its own outage")
			: group_name(showing, fall->because));
		if (node->has_tolerable)
			analysed_number(analysed, "beyond_tolerable_hours",
				fmax(0, fall->to - fall->from - node->tolerable));
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void steps_show(struct showing *showing, const struct cascade_run *run)
{
	struct cascade_step *steps;
	size_t count = cascade_steps(showing->arena, run, showing->step, showing->until, &steps);

	analysed_list(&showing->analysed, "steps");
	for (size_t i = 0; i < count; i++) {
		analysed_row(&showing->analysed);
		analysed_number(&showing->analysed, "hours", steps[i].at);
		analysed_count(&showing->analysed, "down", steps[i].down);
		analysed_count(&showing->analysed, "beyond_tolerable", steps[i].beyond);
		analysed_row_finish(&showing->analysed);
	}
	analysed_list_finish(&showing->analysed);
}

static void outlook_show(struct showing *showing, const struct cascade_ask *ask)
{
	enum { LEAST_PERCENT = 5 };
	struct cascade_outlook *found;
	bool is_cut;
	size_t count = cascade_outlook(showing->arena, showing->cascade, ask, (size_t)showing->draws,
		(int)showing->threads, LEAST_PERCENT / 100.0, &found, &is_cut);

	if (is_cut)
		fprintf(stderr, "varn analyse: fewer draws than asked for: the graph is large\n");
	analysed_list(&showing->analysed, "outlook");
	for (size_t i = 0; i < count; i++) {
		analysed_row(&showing->analysed);
		node_text(showing, "node", found[i].node);
		analysed_number(&showing->analysed, "share", found[i].share);
		analysed_number(&showing->analysed, "from_hours_p10", found[i].from_low);
		analysed_number(&showing->analysed, "from_hours", found[i].from);
		analysed_number(&showing->analysed, "from_hours_p90", found[i].from_high);
		analysed_number(&showing->analysed, "share_beyond_tolerable", found[i].beyond);
		analysed_row_finish(&showing->analysed);
	}
	analysed_list_finish(&showing->analysed);
}

static void outages_show(struct showing *showing)
{
	struct cascade_run *run;
	struct cascade_ask ask = { .outages = showing->file.outages,
		.outages_count = showing->file.outages_count, .until = showing->until,
		.seed = (uint64_t)showing->seed };

	if (ask.outages_count == 0)
		return;
	analyse_took(&showing->clock, NULL);
	run = cascade_run_open(showing->cascade);
	cascade_go(run, &ask);
	analyse_took(&showing->clock, "one run");
	falls_show(showing, run);
	if (showing->step > 0)
		steps_show(showing, run);
	if (run->is_cut)
		fprintf(stderr, "varn analyse: more falls than could be meant; the end was not followed\n");
	cascade_run_close(run);
	analyse_took(&showing->clock, NULL);
	if (showing->draws > 0)
		outlook_show(showing, &ask);
	analyse_took(&showing->clock, "outlook");
}

/* ---- What hurts -------------------------------------------------------------------------- */

static void hurts_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	struct cascade_hurts_ask ask = { .draws = (size_t)showing->draws, .is_drawn = showing->draws > 0,
		.hours = showing->hours, .until = showing->until, .seed = (uint64_t)showing->seed,
		.threads = (int)showing->threads };
	struct cascade_hurt *hurts;

	analyse_took(&showing->clock, NULL);
	hurts = cascade_hurts(showing->arena, showing->cascade, &ask);
	analyse_took(&showing->clock, "single failures in time");
	analysed_list(analysed, "hurts_most");
	for (size_t i = 0; i < at_most(showing, (size_t)showing->file.graph.nodes_count); i++) {
		analysed_row(analysed);
		node_text(showing, "node", hurts[i].node);
		analysed_number(analysed, "harm", hurts[i].harm);
		analysed_number(analysed, "harm_error", hurts[i].harm_error);
		analysed_number(analysed, "harm_p95", hurts[i].harm_high);
		analysed_number(analysed, "share_with_harm", hurts[i].share);
		analysed_number(analysed, "others_that_fall", hurts[i].falls);
		analysed_number(analysed, "beyond_tolerable", hurts[i].beyond);
		analysed_number(analysed, "harm_per_year", hurts[i].yearly);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void singles_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	const struct single_failure *found = single_failures(showing->arena, showing->cascade, INFINITY,
		(int)showing->threads);

	analysed_list(analysed, "single_points");
	for (size_t i = 0; i < at_most(showing, (size_t)showing->file.graph.nodes_count); i++) {
		if (found[i].commitments == 0)
			continue;
		analysed_row(analysed);
		node_text(showing, "node", found[i].node);
		analysed_count(analysed, "commitments", found[i].commitments);
		analysed_count(analysed, "units", found[i].units);
		analysed_number(analysed, "weight", found[i].weight);
		analysed_count(analysed, "others_that_fall", found[i].falls);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void gaps_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	struct recovery_gap *gaps;
	size_t count = recovery_gaps(showing->arena, showing->cascade, &gaps);

	analysed_list(analysed, "recovery_gaps");
	for (size_t i = 0; i < at_most(showing, count); i++) {
		analysed_row(analysed);
		node_text(showing, "node", showing->file.graph.groups[gaps[i].group].owner);
		node_text(showing, "supplier", gaps[i].member);
		analysed_number(analysed, "tolerable_hours", gaps[i].tolerable);
		analysed_number(analysed, "recovery_hours", gaps[i].recovery);
		analysed_number(analysed, "holds_hours", gaps[i].holds);
		analysed_yes(analysed, "has_alternative", gaps[i].has_alternative);
		analysed_yes(analysed, "is_open", recovery_gap_is_open(&gaps[i]));
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void circles_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	struct circle *found;
	size_t count = circles(showing->arena, showing->cascade, &found);

	analysed_list(analysed, "circles");
	for (size_t i = 0; i < at_most(showing, count); i++) {
		struct out names;

		out_init(&names, showing->arena, 1 << 20);
		for (int32_t k = 0; k < found[i].count; k++) {
			out_z(&names, k ? ", " : "");
			out_raw(&names, showing->file.nodes[found[i].nodes[k]]);
		}
		analysed_row(analysed);
		analysed_text(analysed, "nodes", out_str(&names));
		analysed_count(analysed, "do_not_start", found[i].stuck);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

/* ---- Two and more ------------------------------------------------------------------------ */

static void pairs_list(struct showing *showing, const struct double_failures *found)
{
	struct analysed *analysed = &showing->analysed;

	analysed_list(analysed, "double_failures");
	for (size_t i = 0; i < found->count; i++) {
		const struct double_failure *pair = &found->worst[i];

		analysed_row(analysed);
		node_text(showing, "one", pair->one);
		node_text(showing, "other", pair->other);
		analysed_number(analysed, "weight", pair->weight);
		analysed_number(analysed, "weight_apart", pair->weight_apart);
		analysed_count(analysed, "down", pair->falls);
		analysed_count(analysed, "down_apart", pair->falls_apart);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void pairs_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	struct double_failures found;

	analyse_took(&showing->clock, NULL);
	double_failures(showing->arena, showing->cascade, INFINITY, (size_t)showing->most,
		(int)showing->threads, &found);
	analyse_took(&showing->clock, "double failures");
	analysed_list(analysed, "pairs");
	analysed_row(analysed);
	analysed_count(analysed, "all", found.pairs);
	analysed_count(analysed, "worse_than_apart", found.worse);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	pairs_list(showing, &found);
}

static struct str set_text(struct showing *showing, const struct cut_set *set)
{
	struct str text = { NULL, 0 };

	for (int32_t i = 0; i < set->count; i++)
		text = arena_print(showing->arena, "%.*s%s%.*s", STR(text), i ? " + " : "",
			STR(showing->file.nodes[set->nodes[i]]));
	return text;
}

static double *unavailables(struct showing *showing)
{
	const struct cascade_graph *graph = &showing->file.graph;
	double *found = arena_array(showing->arena, double, (size_t)graph->nodes_count + 1);

	for (int32_t i = 0; i < graph->nodes_count; i++)
		found[i] = cut_unavailable(graph->nodes[i].yearly, graph->nodes[i].repair.middle > 0
			? spread_mean(graph->nodes[i].repair) : showing->hours);
	return found;
}

static void importance_show(struct showing *showing, const struct cut_sets *sets)
{
	struct analysed *analysed = &showing->analysed;
	struct cut_top top = cut_top(showing->arena, sets->at, sets->count, unavailables(showing));

	analysed_list(analysed, "share_of_time_down");
	analysed_row(analysed);
	analysed_number(analysed, "share", top.top);
	analysed_yes(analysed, "is_exact", top.is_exact);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	analysed_list(analysed, "importance");
	for (size_t i = 0; i < at_most(showing, top.count); i++) {
		analysed_row(analysed);
		node_text(showing, "node", top.of[i].node);
		analysed_number(analysed, "unavailable", top.of[i].unavailable);
		analysed_number(analysed, "birnbaum", top.of[i].birnbaum);
		analysed_number(analysed, "fussell_vesely", top.of[i].fussell_vesely);
		analysed_number(analysed, "achievement", top.of[i].achievement);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static bool cuts_show(struct showing *showing, const char *name)
{
	struct cut_sets_ask ask = { .node = cascade_file_node(&showing->file, str_of(name)),
		.order = (int32_t)showing->order, .hours = INFINITY };
	struct cut_sets sets;

	if (ask.node < 0) {
		fprintf(stderr, "varn analyse: --cuts: there is no node %s\n", name);
		return false;
	}
	analyse_took(&showing->clock, NULL);
	sets = cut_sets(showing->arena, showing->cascade, &ask);
	analyse_took(&showing->clock, "cut sets");
	if (!sets.is_whole)
		fprintf(stderr, "varn analyse: not all cut sets: those of %d and fewer nodes are all there\n",
			sets.whole_order);
	analysed_list(&showing->analysed, "cut_sets");
	for (size_t i = 0; i < at_most(showing, sets.count); i++) {
		analysed_row(&showing->analysed);
		analysed_count(&showing->analysed, "count", sets.at[i].count);
		analysed_text(&showing->analysed, "nodes", set_text(showing, &sets.at[i]));
		analysed_row_finish(&showing->analysed);
	}
	analysed_list_finish(&showing->analysed);
	importance_show(showing, &sets);
	return true;
}

int analyse_cascade(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .arena = ask->plain.arena };
	const char *cuts = option_value(ask->argc, ask->argv, "cuts");

	if (!options_read(&showing) || !cascade_file_read(&ask->plain, &showing.file))
		return 2;
	if (showing.draws * showing.file.graph.nodes_count > FUTURES_MOST) {
		fprintf(stderr, "varn analyse: --draws times the number of nodes is at most %d\n", FUTURES_MOST);
		return 2;
	}
	showing.cascade = cascade_make(showing.arena, &showing.file.graph);
	analysed_begin(&showing.analysed, ask);
	outages_show(&showing);
	hurts_show(&showing);
	singles_show(&showing);
	gaps_show(&showing);
	circles_show(&showing);
	if (option_is_given(ask->argc, ask->argv, "pairs"))
		pairs_show(&showing);
	if (cuts && !cuts_show(&showing, cuts))
		return 2;
	return analysed_print(&showing.analysed);
}
