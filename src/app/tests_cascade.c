/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/tests_cascade.c - the file that the city's graph is taken out as, given to the method that
 * reads such files (varn analyse cascade --input): what falls is the same, whatever fails.
 */
#include "app/analyse_cascade.h"
#include "base/test.h"
#include "modules/continuity/city.h"
#include "modules/continuity/tests_city.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A grid, two stations of which one is enough, a node with a name that needs quoting, two
 * commitments of one name, and two that need each other. */
static struct store *graph_city(void)
{
	struct store *store = continuity_city();
	int64_t grid = node_made_at(store, "Grid", ENERGY, 4);
	int64_t east = node_made_at(store, "Station \"east\", old", ENERGY, 6);
	int64_t west = node_made_at(store, "Station west", ENERGY, 7.5);
	int64_t data = node_made_at(store, "Data", ENERGY, 0);
	int64_t north = node_made_for(store, commitment_made(store, "Care", NORTH, 4), NORTH);
	int64_t south = node_made_for(store, commitment_made(store, "Care", SOUTH, 0), SOUTH);

	need_made(store, east, "electricity", 0, 1, NODES(grid));
	need_made(store, west, "electricity", 0.25, 1, NODES(grid));
	need_made(store, data, "electricity", 1, 1, NODES(east, west));
	need_made(store, grid, "data_network", 2.5, 1, NODES(data));
	need_made(store, north, "electricity", 2, 2, NODES(east, west));
	need_made(store, north, "data_network", 0, 1, NODES(data));
	need_made(store, south, "electricity", 12, 1, NODES(west));
	return store;
}

static bool is_read(struct view *view, const struct chain *chain, struct cascade_file *file)
{
	struct plain *plain = arena_new(test_arena(), struct plain);
	const char *path = str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-graph-%d.csv", (int)getpid()));
	FILE *to = fopen(path, "w");
	struct out out;
	bool is_well;

	out_init(&out, test_arena(), 1 << 20);
	graph_csv_write(&out, view, chain);
	fprintf(to, "%.*s", STR(out_str(&out)));
	fclose(to);
	is_well = plain_read(test_arena(), path, plain) && cascade_file_read(plain, file);
	remove(path);
	return is_well;
}

static bool falls_are_alike(const struct cascade *ours, const struct cascade *theirs, int32_t node)
{
	struct cascade_outage outage = { .node = node, .from = 0, .hours = 9 };
	struct cascade_ask ask = { .outages = &outage, .outages_count = 1, .until = CASCADE_UNTIL_HOURS };
	struct cascade_run *a = cascade_run_open(ours), *b = cascade_run_open(theirs);
	bool are_alike;

	cascade_go(a, &ask);
	cascade_go(b, &ask);
	are_alike = a->falls_count == b->falls_count && a->falls_count > 0;
	for (size_t i = 0; are_alike && i < a->falls_count; i++)
		are_alike = a->falls[i].node == b->falls[i].node
			&& fabs(a->falls[i].from - b->falls[i].from) < 1e-9
			&& fabs(a->falls[i].to - b->falls[i].to) < 1e-9;
	cascade_run_close(a);
	cascade_run_close(b);
	return are_alike;
}

TEST_ON_STORES(the_graph_that_is_taken_out_is_the_graph_that_the_method_reads)
{
	struct store *store = graph_city();
	struct view *view = seen_by(store, CHIEF);
	const struct chain *chain = chain_of(view);
	struct cascade_file file = { 0 };

	CHECK(is_read(view, chain, &file));
	CHECK(file.graph.nodes_count == chain->graph.nodes_count && file.graph.nodes_count == 6);
	CHECK(file.graph.groups_count == chain->graph.groups_count && file.graph.groups_count == 7);
	CHECK(file.graph.members_count == chain->graph.members_count);
	for (int32_t i = 0; i < file.graph.nodes_count; i++) {
		CHECK(file.graph.nodes[i].has_tolerable == chain->graph.nodes[i].has_tolerable);
		CHECK(file.graph.nodes[i].tolerable == chain->graph.nodes[i].tolerable);
		CHECK(file.graph.nodes[i].repair.middle == chain->graph.nodes[i].repair.middle);
		CHECK(falls_are_alike(chain->cascade, cascade_make(test_arena(), &file.graph), i));
	}
	view_close(view);
}
