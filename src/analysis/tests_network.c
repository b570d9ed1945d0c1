/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_network.c - the shape of the oracle's graph; circles and slow recoveries. */
#include "analysis/dependencies.h"
#include "analysis/network.h"

#include "analysis/tests_graphs.h"
#include "analysis/tests_oracle.h"

TEST(the_shape_of_a_graph_is_that_of_the_oracle)
{
	const struct csv_table *edges = oracle_read("oracles/08_cascade/structure_edges.csv");
	const struct csv_table *nodes = oracle_read("oracles/08_cascade/structure_nodes.csv");
	struct network_arrow *arrows = arena_array(test_arena(), struct network_arrow, edges->count);
	int32_t count = (int32_t)nodes->count - 1, size;
	const struct network *network;
	const int32_t *component, *reaches, *gates;
	const double *between, *rank;
	const bool *joints;

	for (size_t row = 1; row < edges->count; row++)
		arrows[row - 1] = (struct network_arrow){ oracle_int(edges, row, "from_supplier"),
			oracle_int(edges, row, "to_dependent") };
	network = network_make(test_arena(), count, arrows, edges->count - 1);
	component = network_components(test_arena(), network);
	reaches = network_reaches(test_arena(), network);
	gates = network_gates(test_arena(), network);
	joints = network_joints(test_arena(), network);
	between = network_betweenness(test_arena(), network);
	rank = network_rank(test_arena(), network, 0.85);
	for (int32_t node = 0; node < count; node++) {
		size_t row = (size_t)node + 1;

		size = 0;
		for (int32_t i = 0; i < count; i++)
			size += component[i] == component[node];
		CHECK(oracle_int(nodes, row, "node") == node);
		CHECK(reaches[node] == oracle_int(nodes, row, "descendants_AND"));
		CHECK(gates[node] == oracle_int(nodes, row, "idom_OR_root_minus1"));
		CHECK(component[node] == oracle_int(nodes, row, "scc_min"));
		CHECK(size == oracle_int(nodes, row, "scc_size"));
		CHECK(joints[node] == oracle_int(nodes, row, "articulation_undirected"));
		CHECK(is_within(between[node], oracle_number(nodes, row, "betweenness"), 1e-9));
		CHECK(is_within(rank[node], oracle_number(nodes, row, "pagerank_reversed"), 1e-9));
	}
}

TEST(a_circle_starts_only_when_somebody_in_it_can)
{
	struct cascade_node nodes[4] = { { .unit = -1 }, { .unit = -1 }, { .unit = -1 }, { .unit = -1 } };
	struct cascade_group groups[3] = { { .owner = 0, .need = 1, .first = 0, .count = 1 },
		{ .owner = 1, .need = 1, .first = 1, .count = 1 },
		{ .owner = 2, .need = 1, .first = 2, .count = 1 } };
	int32_t members[] = { 1, 2, 0, 3 };
	struct cascade_graph graph = { nodes, groups, members, 4, 3, 4 };
	struct circle *found;

	CHECK(circles(test_arena(), cascade_make(test_arena(), &graph), &found) == 1);
	CHECK(found[0].count == 3 && found[0].stuck == 3 && found[0].nodes[0] == 0);
	groups[2].count = 2;                    /* node 2 can do with 0 or with 3, outside */
	CHECK(circles(test_arena(), cascade_make(test_arena(), &graph), &found) == 1);
	CHECK(found[0].count == 3 && found[0].stuck == 0);
	groups[2].first = 3;
	groups[2].count = 1;
	CHECK(circles(test_arena(), cascade_make(test_arena(), &graph), &found) == 0);
}

TEST(a_supplier_that_comes_back_too_late_is_told)
{
	struct cascade_node nodes[3] = {
		{ .restart = 1, .repair = { 2, 8, 48 }, .unit = -1 },
		{ .restart = 2, .has_tolerable = true, .tolerable = 24, .unit = 0 },
		{ .repair = { 1, 2, 3 }, .unit = -1 } };
	struct cascade_group groups[2] = { { .owner = 1, .need = 1, .first = 0, .count = 1,
			.delay = 1, .buffer = { 6, 8, 10 } },
		{ .owner = 1, .need = 1, .first = 1, .count = 2 } };
	int32_t members[] = { 0, 0, 2 };
	struct cascade_graph graph = { nodes, groups, members, 3, 2, 3 };
	struct recovery_gap *gaps;

	CHECK(recovery_gaps(test_arena(), cascade_make(test_arena(), &graph), &gaps) == 2);
	CHECK(gaps[0].group == 0 && gaps[0].member == 0 && recovery_gap_is_open(&gaps[0]));
	CHECK(gaps[0].recovery == 49 && gaps[0].holds == 7 && gaps[0].gap == 49 + 2 - 7 - 24);
	CHECK(gaps[1].group == 1 && gaps[1].has_alternative && !recovery_gap_is_open(&gaps[1]));
	nodes[1].tolerable = 49;
	CHECK(recovery_gaps(test_arena(), cascade_make(test_arena(), &graph), &gaps) == 0);
}
