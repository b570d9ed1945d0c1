/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/collapse.c - see collapse.h. */
#include "analysis/collapse.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"

#include <stdlib.h>
#include <string.h>

struct collapse *collapse_open(const struct cascade *cascade, double hours)
{
	size_t nodes = (size_t)cascade->graph.nodes_count, groups = (size_t)cascade->graph.groups_count;
	struct collapse *collapse = scratch_zeroed(1, sizeof(*collapse));

	collapse->cascade = cascade;
	collapse->down = scratch_zeroed(nodes + 1, sizeof(*collapse->down));
	collapse->is_down = scratch_zeroed(nodes + 1, sizeof(*collapse->is_down));
	collapse->lost = scratch_zeroed(groups + 1, sizeof(*collapse->lost));
	collapse->spare = scratch_zeroed(groups + 1, sizeof(*collapse->spare));
	for (size_t g = 0; g < groups; g++)
		collapse->spare[g] = cascade->holds[g] >= hours ? INT32_MAX
			: cascade->graph.groups[g].count - cascade->graph.groups[g].need;
	return collapse;
}

void collapse_close(struct collapse *collapse)
{
	free(collapse->down);
	free(collapse->is_down);
	free(collapse->lost);
	free(collapse->spare);
	free(collapse);
}

static void fall(struct collapse *collapse, int32_t node)
{
	if (collapse->is_down[node])
		return;
	collapse->is_down[node] = true;
	collapse->down[collapse->count++] = node;
}

void collapse_fail(struct collapse *collapse, int32_t node)
{
	const struct cascade *cascade = collapse->cascade;
	int32_t at = collapse->count;

	fall(collapse, node);
	for (; at < collapse->count; at++) {
		int32_t now = collapse->down[at];

		for (int32_t i = cascade->uses_first[now]; i < cascade->uses_first[now + 1]; i++) {
			int32_t group = cascade->uses[i];

			if (collapse->lost[group]++ == collapse->spare[group])
				fall(collapse, cascade->graph.groups[group].owner);
		}
	}
}

void collapse_undo(struct collapse *collapse, int32_t count)
{
	const struct cascade *cascade = collapse->cascade;

	while (collapse->count > count) {
		int32_t node = collapse->down[--collapse->count];

		collapse->is_down[node] = false;
		for (int32_t i = cascade->uses_first[node]; i < cascade->uses_first[node + 1]; i++)
			collapse->lost[cascade->uses[i]]--;
	}
}

/* ---- One node ---------------------------------------------------------------------------- */

struct singles {
	struct collapse **collapses;    /* of each thread */
	int32_t **seen;                 /* of each thread: units, the last node (and one) that reached them */
	struct single_failure *found;
};

static int32_t units_count(const struct cascade *cascade)
{
	int32_t most = -1;

	for (int32_t i = 0; i < cascade->graph.nodes_count; i++)
		if (cascade->graph.nodes[i].unit > most)
			most = cascade->graph.nodes[i].unit;
	return most + 1;
}

static void single_one(void *context, int thread, size_t item)
{
	struct singles *singles = context;
	struct collapse *collapse = singles->collapses[thread];
	struct single_failure *found = &singles->found[item];
	int32_t *seen = singles->seen[thread];

	found->node = (int32_t)item;
	collapse_fail(collapse, found->node);
	found->falls = collapse->count - 1;
	for (int32_t i = 1; i < collapse->count; i++) {
		const struct cascade_node *node = &collapse->cascade->graph.nodes[collapse->down[i]];

		if (!node->has_tolerable)
			continue;
		found->commitments++;
		found->weight += node->weight;
		if (node->unit >= 0 && seen[node->unit] != found->node + 1) {
			seen[node->unit] = found->node + 1;
			found->units++;
		}
	}
	collapse_undo(collapse, 0);
}

static int by_weight(const void *a, const void *b)
{
	const struct single_failure *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->falls != y->falls)
		return x->falls > y->falls ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

struct single_failure *single_failures(struct arena *arena, const struct cascade *cascade,
                                       double hours, int threads)
{
	size_t nodes = (size_t)cascade->graph.nodes_count;
	struct collapse *collapses[PARALLEL_MOST];
	int32_t *seen[PARALLEL_MOST];
	struct singles singles = { collapses, seen, arena_array(arena, struct single_failure, nodes + 1) };

	threads = parallel_within(threads);
	for (int i = 0; i < threads; i++) {
		collapses[i] = collapse_open(cascade, hours);
		seen[i] = scratch_zeroed((size_t)units_count(cascade) + 1, sizeof(**seen));
	}
	parallel_for(threads, nodes, single_one, &singles);
	for (int i = 0; i < threads; i++) {
		collapse_close(collapses[i]);
		free(seen[i]);
	}
	qsort(singles.found, nodes, sizeof(*singles.found), by_weight);
	return singles.found;
}
