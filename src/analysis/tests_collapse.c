/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_collapse.c - single and double failures and cut sets, against all subsets. */
#include "analysis/collapse.h"
#include "analysis/cut_sets.h"

#include "analysis/tests_graphs.h"
#include "analysis/tests_oracle.h"

enum { TRIES = 600 };

/* What is down when these have failed, by looking at everybody until nothing moves. */
static uint32_t down_of(const struct cascade_graph *graph, uint32_t failed, double hours)
{
	uint32_t down = failed, before;

	do {
		before = down;
		for (int32_t g = 0; g < graph->groups_count; g++) {
			const struct cascade_group *group = &graph->groups[g];
			int32_t up = 0;

			for (int32_t i = 0; i < group->count; i++)
				up += !(down >> graph->members[group->first + i] & 1);
			if (up < group->need && group->delay + group->buffer.middle < hours)
				down |= 1u << group->owner;
		}
	} while (down != before);
	return down;
}

static double weight_of(const struct cascade_graph *graph, uint32_t set)
{
	double sum = 0;

	for (int32_t i = 0; i < graph->nodes_count; i++)
		if (set >> i & 1 && graph->nodes[i].has_tolerable)
			sum += graph->nodes[i].weight;
	return sum;
}

static size_t singles_wrong(struct arena *arena, const struct cascade *cascade, double hours)
{
	const struct cascade_graph *graph = &cascade->graph;
	const struct single_failure *found = single_failures(arena, cascade, hours, 2);
	size_t wrong = 0;

	for (int32_t i = 0; i < graph->nodes_count; i++) {
		uint32_t own = 1u << found[i].node, down = down_of(graph, own, hours) & ~own;

		wrong += found[i].falls != __builtin_popcount(down) || found[i].weight != weight_of(graph, down)
			|| (i > 0 && found[i].weight > found[i - 1].weight);
	}
	return wrong;
}

TEST(single_failures_take_what_they_must)
{
	size_t wrong = 0;

	for (uint64_t number = 0; number < TRIES; number++) {
		struct arena *arena = arena_open(1 << 22);
		struct small small;

		small_make(&small, number, false);
		wrong += singles_wrong(arena, cascade_make(arena, &small.graph), number % 3 ? INFINITY : 6);
		arena_close(arena);
	}
	CHECK(wrong == 0);
}

static const struct double_failure *pair_in(const struct double_failures *found, int32_t one, int32_t other)
{
	for (size_t i = 0; i < found->count; i++)
		if (found->worst[i].one == one && found->worst[i].other == other)
			return &found->worst[i];
	return NULL;
}

/* Every pair, both those that are worse together and those that are not. */
static size_t pairs_wrong(struct arena *arena, const struct cascade *cascade, double hours, int threads,
                          size_t *worse)
{
	const struct cascade_graph *graph = &cascade->graph;
	struct double_failures found;
	size_t wrong = 0;

	double_failures(arena, cascade, hours, 100, threads, &found);
	for (int32_t a = 0; a < graph->nodes_count; a++)
		for (int32_t b = a + 1; b < graph->nodes_count; b++) {
			const struct double_failure *pair = pair_in(&found, a, b);
			uint32_t both = down_of(graph, 1u << a | 1u << b, hours);
			uint32_t apart = down_of(graph, 1u << a, hours) | down_of(graph, 1u << b, hours);

			*worse += both != apart;
			wrong += (both != apart) != (pair != NULL);
			if (pair)
				wrong += pair->falls != __builtin_popcount(both)
					|| pair->falls_apart != __builtin_popcount(apart)
					|| pair->weight != weight_of(graph, both)
					|| pair->weight_apart != weight_of(graph, apart);
		}
	return wrong + ((size_t)found.worse != found.count);
}

TEST(every_double_failure_is_told_and_no_other)
{
	size_t wrong = 0, worse = 0;

	for (uint64_t number = 0; number < TRIES; number++) {
		struct arena *arena = arena_open(1 << 22);
		struct small small;

		small_make(&small, number, false);
		wrong += pairs_wrong(arena, cascade_make(arena, &small.graph), number % 3 ? INFINITY : 6,
			1 + (int)(number % 2), &worse);
		arena_close(arena);
	}
	CHECK(wrong == 0 && worse > TRIES);
}

static bool cut_has(const struct cut_sets *sets, uint32_t set)
{
	for (size_t i = 0; i < sets->count; i++) {
		uint32_t found = 0;

		for (int32_t k = 0; k < sets->at[i].count; k++)
			found |= 1u << sets->at[i].nodes[k];
		if (found == set)
			return true;
	}
	return false;
}

/* Takes the node down, and no part of it does. */
static bool is_cut_set(const struct cascade_graph *graph, uint32_t set, int32_t node)
{
	if (!(down_of(graph, set, INFINITY) >> node & 1))
		return false;
	for (uint32_t left = set; left; left &= left - 1)
		if (down_of(graph, set & ~(left & -left), INFINITY) >> node & 1)
			return false;
	return true;
}

static size_t cuts_wrong(struct arena *arena, const struct cascade *cascade, int32_t node, size_t *count)
{
	const struct cascade_graph *graph = &cascade->graph;
	struct cut_sets sets = cut_sets(arena, cascade, &(struct cut_sets_ask){ .node = node,
		.order = CUT_ORDER_MOST, .hours = INFINITY });
	size_t expected = 0, wrong = !sets.is_whole;

	for (uint32_t set = 1; set < 1u << graph->nodes_count; set++) {
		if (__builtin_popcount(set) > CUT_ORDER_MOST || set >> node & 1)
			continue;
		if (!is_cut_set(graph, set, node))
			continue;
		expected++;
		wrong += !cut_has(&sets, set);
	}
	*count += expected;
	return wrong + (expected != sets.count);
}

TEST(every_minimal_cut_set_is_found_and_no_other)
{
	size_t wrong = 0, count = 0;

	for (uint64_t number = 0; number < TRIES; number++) {
		struct arena *arena = arena_open(1 << 24);
		struct small small;

		small_make(&small, number, false);
		wrong += cuts_wrong(arena, cascade_make(arena, &small.graph),
			small.graph.nodes_count - 1, &count);
		arena_close(arena);
	}
	CHECK(wrong == 0 && count > TRIES);
}

TEST(a_search_that_is_ended_says_so)
{
	struct small small;
	struct cut_sets sets;
	const struct cascade *cascade;

	small_make(&small, 5, false);
	cascade = cascade_make(test_arena(), &small.graph);
	for (int32_t node = 0; node < small.graph.nodes_count; node++) {
		sets = cut_sets(test_arena(), cascade, &(struct cut_sets_ask){ .node = node, .order = 4,
			.hours = INFINITY, .trials_most = 1 });
		CHECK(sets.is_whole == (sets.whole_order == 4));
		CHECK(sets.count <= 1);
	}
}

/* ---- Fault trees of the oracle ------------------------------------------------------------ */

enum { TREE_COMPONENTS = 8, TREE_NODES = 16, TREE_GROUPS = 16 };

struct tree {
	struct cascade_graph graph;
	struct cascade_node nodes[TREE_NODES];
	struct cascade_group groups[TREE_GROUPS];
	int32_t members[64];
	int32_t components, top;
};

/* A group of the owner: so many of these, ended by -1. */
static void tree_group(struct tree *tree, int32_t owner, int32_t need, const int32_t *members)
{
	struct cascade_group *group = &tree->groups[tree->graph.groups_count++];

	*group = (struct cascade_group){ .owner = owner, .need = need, .first = tree->graph.members_count };
	for (; *members >= 0; members++)
		tree->members[tree->graph.members_count++] = *members;
	group->count = tree->graph.members_count - group->first;
}

#define GROUP(owner, need, ...) tree_group(tree, owner, need, (const int32_t[]){ __VA_ARGS__, -1 })

static void tree_bridge(struct tree *tree)
{
	static const int32_t ways[4][3] = { { 0, 3, -1 }, { 1, 4, -1 }, { 0, 2, 4 }, { 1, 2, 3 } };

	for (int32_t way = 0; way < 4; way++)
		for (int32_t i = 0; i < 3 && ways[way][i] >= 0; i++)
			GROUP(6 + way, 1, ways[way][i]);
	GROUP(5, 1, 6, 7, 8, 9);
}

static void tree_two_of_three(struct tree *tree)
{
	GROUP(3, 2, 0, 1, 2);
}

static void tree_home_care(struct tree *tree)
{
	GROUP(7, 1, 0);
	GROUP(7, 1, 1, 2);
	GROUP(7, 1, 3, 4);
	GROUP(7, 1, 5, 6);
}

static const struct { const char *name; void (*make)(struct tree *); int32_t components; } trees[] = {
	{ "bridge", tree_bridge, 5 },
	{ "bridge_uneven", tree_bridge, 5 },
	{ "two_of_three_must_work", tree_two_of_three, 3 },
	{ "home_care", tree_home_care, 7 },
};

static void tree_make(struct tree *tree, size_t number)
{
	memset(tree, 0, sizeof(*tree));
	tree->graph = (struct cascade_graph){ .nodes = tree->nodes, .groups = tree->groups,
		.members = tree->members, .nodes_count = TREE_NODES };
	tree->components = tree->top = trees[number].components;
	trees[number].make(tree);
}

static struct cut_sets tree_cuts(const struct tree *tree)
{
	bool may_fail[TREE_NODES];

	for (int32_t i = 0; i < TREE_NODES; i++)
		may_fail[i] = i < tree->components;
	return cut_sets(test_arena(), cascade_make(test_arena(), &tree->graph), &(struct cut_sets_ask){
		.node = tree->top, .order = CUT_ORDER_MOST, .may_fail = may_fail, .hours = INFINITY });
}

static struct str cuts_text(const struct cut_sets *sets)
{
	struct str text = { NULL, 0 };

	for (size_t i = 0; i < sets->count; i++) {
		text = i ? arena_print(test_arena(), "%.*s;", STR(text)) : text;
		for (int32_t k = 0; k < sets->at[i].count; k++)
			text = arena_print(test_arena(), "%.*s%s%d", STR(text), k ? "+" : "",
				sets->at[i].nodes[k]);
	}
	return text;
}

static const struct cut_importance *importance_of(const struct cut_top *top, int32_t node)
{
	for (size_t i = 0; i < top->count; i++)
		if (top->of[i].node == node)
			return &top->of[i];
	return NULL;
}

static size_t tree_compare(const struct csv_table *table, size_t number)
{
	double unavailable[TREE_NODES] = { 0 };
	struct tree tree;
	struct cut_sets sets;
	struct cut_top top;
	size_t rows = 0;

	tree_make(&tree, number);
	CHECK(cascade_judge(test_arena(), &tree.graph).fault == CASCADE_fine);
	sets = tree_cuts(&tree);
	for (size_t row = 1; row < table->count; row++)
		if (str_is(csv_cell(table, row, "tree"), trees[number].name))
			unavailable[oracle_int(table, row, "component")] = oracle_number(table, row, "q");
	top = cut_top(test_arena(), sets.at, sets.count, unavailable);
	CHECK(sets.is_whole && top.is_exact);
	for (size_t row = 1; row < table->count; row++) {
		const struct cut_importance *found;

		if (!str_is(csv_cell(table, row, "tree"), trees[number].name))
			continue;
		rows++;
		found = importance_of(&top, oracle_int(table, row, "component"));
		CHECK(str_equals(cuts_text(&sets), csv_cell(table, row, "minimal_cut_sets")));
		CHECK(is_within(top.top, oracle_number(table, row, "top_probability"), 1e-9));
		CHECK(found && is_within(found->birnbaum, oracle_number(table, row, "birnbaum"), 1e-9));
		CHECK(found && is_within(found->fussell_vesely, oracle_number(table, row, "fussell_vesely"), 1e-9));
		CHECK(found && is_within(found->achievement, oracle_number(table, row, "RAW"), 1e-9));
	}
	return rows;
}

TEST(fault_trees_of_the_oracle_have_its_cut_sets_and_importances)
{
	const struct csv_table *table = oracle_read("oracles/08_cascade/fault_trees.csv");
	size_t rows = 0;

	for (size_t i = 0; i < COUNT(trees); i++)
		rows += tree_compare(table, i);
	CHECK(rows == table->count - 1);
}

TEST(what_is_away_a_week_a_year_is_away_two_percent_of_the_time)
{
	CHECK(cut_unavailable(0, 10) == 0);
	CHECK(fabs(cut_unavailable(1, 168) - 0.0188) < 1e-4);
	CHECK(cut_unavailable(1e9, 1000) < 1);
}

/* More components than can be conditioned on: the sum is told, as a sum. */
TEST(too_many_components_are_told_by_their_sum)
{
	enum { MANY = CUT_COMPONENTS_MOST + 1 };
	struct cut_set sets[MANY];
	double unavailable[MANY];
	struct cut_top top;

	for (int32_t i = 0; i < MANY; i++) {
		sets[i] = (struct cut_set){ 1, { i } };
		unavailable[i] = 0.001;
	}
	top = cut_top(test_arena(), sets, MANY, unavailable);
	CHECK(!top.is_exact && top.count == 0 && is_within(top.top, 0.065, 1e-9));
	top = cut_top(test_arena(), sets, MANY - 1, unavailable);
	CHECK(top.is_exact && is_within(top.top, 1 - pow(0.999, 64), 1e-9));
}
