/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_cascade.c - every interval of the oracle, the slow way, and what must hold. */
#include "analysis/cascade.h"

#include "analysis/tests_graphs.h"
#include "analysis/tests_oracle.h"

/* ---- The oracle -------------------------------------------------------------------------- */

enum { ORACLE_UNTIL = 168, ORACLE_GRAPHS = 6, ORACLE_SCENARIOS = 40 };

static int32_t numbers_of(struct str text, int32_t *at)
{
	int32_t count = 0;

	while (!str_is_empty(text)) {
		int64_t n = -1;

		CHECK(str_to_int(str_cut(&text, ';'), &n));
		at[count++] = (int32_t)n;
	}
	return count;
}

static void oracle_nodes(struct cascade_graph *graph, const struct csv_table *table, int32_t number)
{
	struct cascade_node *nodes = arena_array(test_arena(), struct cascade_node, table->count);

	for (size_t row = 1; row < table->count; row++)
		if (oracle_int(table, row, "graph") == number)
			nodes[graph->nodes_count++] = (struct cascade_node){ .restart = oracle_number(table, row, "rho"),
				.has_tolerable = true, .tolerable = oracle_number(table, row, "mtpd"),
				.weight = oracle_number(table, row, "weight"), .unit = -1 };
	graph->nodes = nodes;
}

static void oracle_groups(struct cascade_graph *graph, const struct csv_table *table, int32_t number)
{
	struct cascade_group *groups = arena_array(test_arena(), struct cascade_group, table->count);
	int32_t *members = arena_array(test_arena(), int32_t, 8 * table->count);

	for (size_t row = 1; row < table->count; row++) {
		struct cascade_group *group = &groups[graph->groups_count];

		if (oracle_int(table, row, "graph") != number)
			continue;
		*group = (struct cascade_group){ .owner = oracle_int(table, row, "owner"),
			.need = oracle_int(table, row, "k"), .first = graph->members_count,
			.buffer = spread_known(oracle_number(table, row, "tau")) };
		group->count = numbers_of(csv_cell(table, row, "members"), &members[group->first]);
		graph->members_count += group->count;
		graph->groups_count++;
	}
	graph->groups = groups;
	graph->members = members;
}

static size_t oracle_outages(const struct csv_table *table, int32_t graph, int32_t scenario,
                             struct cascade_outage *outages)
{
	size_t count = 0;

	for (size_t row = 1; row < table->count; row++)
		if (oracle_int(table, row, "graph") == graph && oracle_int(table, row, "scenario") == scenario) {
			double from = oracle_number(table, row, "start");

			outages[count++] = (struct cascade_outage){ oracle_int(table, row, "node"), from,
				oracle_number(table, row, "end") - from };
		}
	return count;
}

static bool has_fall(const struct cascade_run *run, int32_t node, double from, double to)
{
	for (size_t i = 0; i < run->falls_count; i++)
		if (run->falls[i].node == node && fabs(run->falls[i].from - from) < 1.1e-6
		    && fabs(run->falls[i].to - to) < 1.1e-6)
			return true;
	return false;
}

/* Rows of the result that belong to one scenario are found once, all of them. */
static size_t oracle_compare(const struct csv_table *result, size_t row, int32_t graph, int32_t scenario,
                             const struct cascade_run *run)
{
	size_t count = 0;

	for (; row < result->count && oracle_int(result, row, "graph") == graph
	     && oracle_int(result, row, "scenario") == scenario; row++, count++)
		CHECK(has_fall(run, oracle_int(result, row, "node"), oracle_number(result, row, "down_from"),
			oracle_number(result, row, "down_to")));
	CHECK(count == run->falls_count);
	return count;
}

TEST(every_interval_of_the_cascade_oracle_is_found)
{
	const struct csv_table *nodes = oracle_read("oracles/08_cascade/graph_nodes.csv");
	const struct csv_table *groups = oracle_read("oracles/08_cascade/graph_groups.csv");
	const struct csv_table *scenarios = oracle_read("oracles/08_cascade/scenarios.csv");
	const struct csv_table *result = oracle_read("oracles/08_cascade/result.csv");
	size_t row = 1;

	for (int32_t number = 0; number < ORACLE_GRAPHS; number++) {
		struct cascade_graph graph = { 0 };
		struct cascade_run *run;

		oracle_nodes(&graph, nodes, number);
		oracle_groups(&graph, groups, number);
		CHECK(cascade_judge(test_arena(), &graph).fault == CASCADE_fine);
		run = cascade_run_open(cascade_make(test_arena(), &graph));
		for (int32_t scenario = 0; scenario < ORACLE_SCENARIOS; scenario++) {
			struct cascade_outage outages[8];
			size_t count = oracle_outages(scenarios, number, scenario, outages);

			cascade_go(run, &(struct cascade_ask){ .outages = outages, .outages_count = count,
				.until = ORACLE_UNTIL });
			CHECK(!run->is_cut);
			row += oracle_compare(result, row, number, scenario, run);
		}
		cascade_run_close(run);
	}
	CHECK(row == result->count && row - 1 == 1363);
}

/* ---- The slow way ------------------------------------------------------------------------ */

enum { SMALL_UNTIL = 200, SMALL_TRIES = 4000 };

static void small_go(struct cascade_run *run, const struct small *small)
{
	cascade_go(run, &(struct cascade_ask){ .outages = small->outages,
		.outages_count = small->outages_count, .until = SMALL_UNTIL });
}

static bool is_same(const struct cascade_run *run, const struct slow *slow)
{
	for (size_t i = 0; i < slow->falls_count; i++)
		if (!has_fall(run, slow->falls[i].node, slow->falls[i].from, slow->falls[i].to))
			return false;
	return run->falls_count == slow->falls_count;
}

/* Whole hours: outages end, buffers run out and nodes start at the same instants. */
TEST(a_cascade_is_what_the_slow_way_finds_on_thousands_of_small_graphs)
{
	size_t different = 0, falls = 0, cut = 0;

	for (uint64_t number = 0; number < SMALL_TRIES; number++) {
		struct arena *arena = arena_open(1 << 22);
		struct small small;
		struct slow slow;
		struct cascade_run *run;

		small_make(&small, number, number % 2);
		CHECK(cascade_judge(arena, &small.graph).fault == CASCADE_fine);
		run = cascade_run_open(cascade_make(arena, &small.graph));
		small_go(run, &small);
		slow_go(&slow, &small, SMALL_UNTIL);
		different += !is_same(run, &slow);
		cut += run->is_cut;
		falls += run->falls_count;
		cascade_run_close(run);
		arena_close(arena);
	}
	CHECK(different == 0);
	CHECK(cut == 0);
	CHECK(falls > 3 * SMALL_TRIES);         /* something did happen */
}

/* ---- What must hold ---------------------------------------------------------------------- */

static double down_hours(const struct cascade_run *run, int32_t node, double from, double to)
{
	double sum = 0;

	for (size_t i = 0; i < run->falls_count; i++)
		if (run->falls[i].node == node)
			sum += fmax(0, fmin(to, run->falls[i].to) - fmax(from, run->falls[i].from));
	return sum;
}

/* Whenever a node is down in the better run, it is down in the worse one. */
static bool is_within_run(const struct cascade_run *better, const struct cascade_run *worse)
{
	for (size_t i = 0; i < better->falls_count; i++) {
		const struct cascade_fall *fall = &better->falls[i];

		if (down_hours(worse, fall->node, fall->from, fall->to) < fall->to - fall->from - 1e-9)
			return false;
	}
	return cascade_harm(better) <= cascade_harm(worse) + 1e-9;
}

static struct cascade_run *small_run(struct arena *arena, const struct small *small)
{
	struct cascade_run *run = cascade_run_open(cascade_make(arena, &small->graph));

	small_go(run, small);
	return run;
}

typedef bool small_change(struct small *small, struct stream *stream);  /* false: nothing to change */

static bool more_buffer(struct small *small, struct stream *stream)
{
	struct cascade_group *group;

	if (small->graph.groups_count == 0)
		return false;
	group = &small->groups[small_below(stream, small->graph.groups_count)];
	group->buffer = spread_known(group->buffer.middle + 0.01 + 9 * stream_share(stream));
	return true;
}

static bool shorter_repair(struct small *small, struct stream *stream)
{
	struct cascade_outage *outage = &small->outages[small_below(stream, (int32_t)small->outages_count)];

	outage->hours *= stream_share(stream);
	return true;
}

static bool shorter_restart(struct small *small, struct stream *stream)
{
	small->nodes[small_below(stream, small->graph.nodes_count)].restart *= stream_share(stream);
	return true;
}

/* An alternative more: the group needs as many, of one more. */
static bool one_more_member(struct small *small, struct stream *stream)
{
	struct cascade_graph *graph = &small->graph;
	struct cascade_group *group;
	int32_t added;

	if (graph->groups_count == 0)
		return false;
	group = &small->groups[graph->groups_count - 1];        /* its members stand last */
	added = small_below(stream, graph->nodes_count);
	for (int32_t i = 0; i < group->count; i++)
		if (small->members[group->first + i] == added)
			return false;
	if (added == group->owner || graph->members_count == SMALL_MEMBERS)
		return false;
	small->members[graph->members_count++] = added;
	group->count++;
	return true;
}

static void never_worse(small_change *change)
{
	size_t tried = 0, worse = 0, better_count = 0;

	for (uint64_t number = 0; number < SMALL_TRIES; number++) {
		struct arena *arena = arena_open(1 << 22);
		struct stream stream = stream_open(7, number);
		struct small small, changed;
		struct cascade_run *before, *after;

		small_make(&small, number, false);
		small_make(&changed, number, false);
		if (change(&changed, &stream)) {
			before = small_run(arena, &small);
			after = small_run(arena, &changed);
			tried++;
			worse += !is_within_run(after, before);
			better_count += !is_within_run(before, after);
			cascade_run_close(before);
			cascade_run_close(after);
		}
		arena_close(arena);
	}
	CHECK(tried > SMALL_TRIES / 4);
	CHECK(worse == 0);
	CHECK(better_count > tried / 100);      /* and it does change something */
}

TEST(more_buffer_is_never_worse) { never_worse(more_buffer); }
TEST(a_longer_repair_is_never_better) { never_worse(shorter_repair); }
TEST(a_longer_restart_is_never_better) { never_worse(shorter_restart); }
TEST(an_alternative_less_is_never_better) { never_worse(one_more_member); }

/* ---- By hand ----------------------------------------------------------------------------- */

/* Power (0); a generator (1); a server (2) needs power or generator, battery 0.5 h; home care
 * (3) needs the server, paper lists for 6 h, may be away 4 h. */
static struct cascade_node home_nodes[] = {
	{ .unit = -1 }, { .unit = -1 },
	{ .restart = 1, .unit = -1 },
	{ .restart = 0.5, .has_tolerable = true, .tolerable = 4, .weight = 2, .unit = 0 },
};
static struct cascade_group home_groups[] = {
	{ .owner = 2, .need = 1, .first = 0, .count = 2, .buffer = { 0.5, 0.5, 0.5 } },
	{ .owner = 3, .need = 1, .first = 2, .count = 1, .delay = 1, .buffer = { 5, 5, 5 } },
};
static int32_t home_members[] = { 0, 1, 2 };
static struct cascade_graph home = { home_nodes, home_groups, home_members, 4, 2, 3 };

TEST(a_power_cut_is_followed_by_hand)
{
	struct cascade_run *run = cascade_run_open(cascade_make(test_arena(), &home));
	struct cascade_outage both[] = { { 0, 17, 20 }, { 1, 18, 15 } };
	struct cascade_step *steps;

	cascade_go(run, &(struct cascade_ask){ .outages = both, .outages_count = 1, .until = 72 });
	CHECK(run->falls_count == 1);           /* the generator carries */
	cascade_go(run, &(struct cascade_ask){ .outages = both, .outages_count = 2, .until = 72 });
	CHECK(run->falls_count == 4);
	CHECK(has_fall(run, 2, 18.5, 34));      /* the generator is back at 33, a start takes 1 */
	CHECK(has_fall(run, 3, 24.5, 34.5));
	CHECK(run->falls[3].node == 3 && run->falls[3].because == 1);
	CHECK(run->falls[0].because == -1);
	CHECK(is_within(cascade_harm(run), 2 * (10 - 4), 1e-12));
	CHECK(cascade_steps(test_arena(), run, 1, 40, &steps) == 41);
	CHECK(steps[16].down == 0 && steps[17].down == 1 && steps[25].down == 4);
	CHECK(steps[28].beyond == 0 && steps[29].beyond == 1 && steps[35].down == 1);
	cascade_run_close(run);
}

TEST(two_that_need_each_other_do_not_start)
{
	struct cascade_node nodes[2] = { { .unit = -1 }, { .unit = -1 } };
	struct cascade_group groups[2] = { { .owner = 0, .need = 1, .first = 0, .count = 1 },
		{ .owner = 1, .need = 1, .first = 1, .count = 1 } };
	int32_t members[] = { 1, 0 };
	struct cascade_graph graph = { nodes, groups, members, 2, 2, 2 };
	struct cascade_run *run = cascade_run_open(cascade_make(test_arena(), &graph));
	struct cascade_outage outage = { 0, 0, 1 };

	cascade_go(run, &(struct cascade_ask){ .outages = &outage, .outages_count = 1, .until = 100 });
	CHECK(run->falls_count == 2 && has_fall(run, 0, 0, 100) && has_fall(run, 1, 0, 100));
	cascade_run_close(run);
}

TEST(what_is_wrong_with_a_graph_is_told)
{
	struct cascade_node nodes[4];
	struct cascade_group groups[2];
	int32_t members[3] = { 0, 1, 2 };
	struct cascade_graph graph = { nodes, groups, members, 4, 2, 3 };

#define JUDGED(change, fault_, at_) do { \
		struct cascade_judged judged; \
		memcpy(nodes, home_nodes, sizeof(nodes)); \
		memcpy(groups, home_groups, sizeof(groups)); \
		memcpy(members, home_members, sizeof(members)); \
		change; \
		judged = cascade_judge(test_arena(), &graph); \
		CHECK(judged.fault == (fault_) && (!(fault_) || judged.at == (at_))); \
	} while (0)
	JUDGED((void)0, CASCADE_fine, 0);
	JUDGED(nodes[2].restart = -1, CASCADE_bad_time, 2);
	JUDGED(nodes[3].tolerable = NAN, CASCADE_bad_time, 3);
	JUDGED(nodes[1].restart = 1e6, CASCADE_bad_time, 1);
	JUDGED(nodes[1].weight = -1, CASCADE_bad_weight, 1);
	JUDGED(nodes[1].yearly = INFINITY, CASCADE_bad_weight, 1);
	JUDGED(nodes[0].repair = ((struct spread){ 4, 2, 8 }), CASCADE_bad_repair, 0);
	JUDGED(nodes[0].repair = ((struct spread){ 0, 2, 8 }), CASCADE_bad_repair, 0);
	JUDGED(groups[1].buffer = spread_known(-1), CASCADE_bad_buffer, 1);
	JUDGED(groups[1].delay = INFINITY, CASCADE_bad_buffer, 1);
	JUDGED(groups[0].need = 3, CASCADE_bad_need, 0);
	JUDGED(groups[0].need = 0, CASCADE_bad_need, 0);
	JUDGED(members[1] = 4, CASCADE_unknown_node, 0);
	JUDGED(groups[1].owner = -1, CASCADE_unknown_node, 1);
	JUDGED(members[2] = 3, CASCADE_self, 1);
	JUDGED(members[1] = 0, CASCADE_twice, 0);
#undef JUDGED
	CHECK(cascade_outages_are_fine(&graph, &(struct cascade_outage){ 0, -2, 4 }, 1));
	CHECK(!cascade_outages_are_fine(&graph, &(struct cascade_outage){ 4, 0, 4 }, 1));
	CHECK(!cascade_outages_are_fine(&graph, &(struct cascade_outage){ 0, 0, 0 }, 1));
	CHECK(!cascade_outages_are_fine(&graph, &(struct cascade_outage){ 0, NAN, 1 }, 1));
}

/* ---- Many futures ------------------------------------------------------------------------ */

/* The server falls when the repair of the power takes longer than the battery lasts, with no
 * generator: two lognormals, so the share is known. */
TEST(the_share_of_futures_is_the_one_that_can_be_calculated)
{
	struct cascade_node nodes[2] = { { .repair = { 1, 4, 16 }, .yearly = 2, .unit = -1 },
		{ .has_tolerable = true, .weight = 1, .unit = 0 } };
	struct cascade_group group = { .owner = 1, .need = 1, .count = 1, .buffer = { 2, 4, 8 } };
	int32_t member = 0;
	struct cascade_graph graph = { nodes, &group, &member, 2, 1, 1 };
	const struct cascade *cascade = cascade_make(test_arena(), &graph);
	struct cascade_hurts_ask ask = { .nodes = &member, .count = 1, .draws = 20000, .is_drawn = true,
		.until = 10000, .seed = 1, .threads = 2 };
	struct cascade_hurt *two = cascade_hurts(test_arena(), cascade, &ask), *one;
	double error = sqrt(0.25 / 20000);

	CHECK(fabs(two->share - 0.5) < 4 * error);      /* both have the median 4 */
	CHECK(two->harm > 0 && two->harm_high > two->harm && two->harm_error > 0);
	CHECK(is_within(two->yearly, 2 * two->harm, 1e-12));
	ask.threads = 1;
	one = cascade_hurts(test_arena(), cascade, &ask);
	CHECK(one->harm == two->harm && one->harm_high == two->harm_high && one->falls == two->falls);
	ask.seed = 2;
	one = cascade_hurts(test_arena(), cascade, &ask);
	CHECK(one->harm != two->harm && fabs(one->share - 0.5) < 4 * error);
}

TEST(an_outlook_says_when_it_falls_and_how_surely)
{
	struct cascade_outage outage = { 0, 10, 1000 };
	struct cascade_node nodes[2] = { { .unit = -1 }, { .has_tolerable = true, .tolerable = 1, .unit = 0 } };
	struct cascade_group group = { .owner = 1, .need = 1, .count = 1, .buffer = { 2, 4, 8 } };
	int32_t member = 0;
	struct cascade_graph graph = { nodes, &group, &member, 2, 1, 1 };
	const struct cascade *cascade = cascade_make(test_arena(), &graph);
	struct cascade_ask ask = { .outages = &outage, .outages_count = 1, .until = 720, .seed = 3 };
	struct cascade_outlook *one, *two;
	bool is_cut;

	CHECK(cascade_outlook(test_arena(), cascade, &ask, 4000, 2, 0.05, &two, &is_cut) == 2 && !is_cut);
	CHECK(two[0].node == 0 && two[0].share == 1 && fabs(two[0].from - 10) < 1e-3);
	CHECK(two[1].node == 1 && two[1].share == 1 && two[1].beyond == 1);
	CHECK(fabs(two[1].from - 14) < 0.15);
	CHECK(fabs(two[1].from_low - (10 + spread_quantile(group.buffer, 0.1))) < 0.15);
	CHECK(fabs(two[1].from_high - (10 + spread_quantile(group.buffer, 0.9))) < 0.3);
	CHECK(cascade_outlook(test_arena(), cascade, &ask, 4000, 1, 0.05, &one, &is_cut) == 2);
	CHECK(!memcmp(one, two, 2 * sizeof(*one)));
	outage.hours = 4;
	CHECK(cascade_outlook(test_arena(), cascade, &ask, 4000, 1, 0.6, &one, &is_cut) == 1);
}

TEST(nodes_are_ranked_by_the_harm_they_do)
{
	const struct cascade *cascade = cascade_make(test_arena(), &home);
	struct cascade_hurts_ask ask = { .hours = 24, .until = 720 };
	struct cascade_hurt *hurts = cascade_hurts(test_arena(), cascade, &ask);

	CHECK(hurts[0].node == 3 && is_within(hurts[0].harm, 2 * (24.5 - 4), 1e-12));
	CHECK(hurts[1].node == 2 && is_within(hurts[1].harm, 2 * (25 + 0.5 - 6 - 4), 1e-12));
	CHECK(hurts[1].falls == 1 && hurts[1].beyond == 1);
	CHECK(hurts[2].harm == 0 && hurts[3].harm == 0);
}
