/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/dot.h - boxes and arrows, placed by Graphviz and drawn by us as SVG.
 *
 * The program `dot` runs as a child process that gets names as numbers, and says where they
 * stand; words, links and colours never leave this process.  Where dot is not installed, or
 * takes longer than it may, nothing is drawn: whoever shows a graph also tells it in words.
 */
#pragma once

#include "base/out.h"

enum { DOT_NODES_MOST = 600, DOT_EDGES_MOST = 4000 };

struct dot_node {
	struct str label;
	struct str link;                /* "" none */
	bool is_round;                  /* an ellipse; else a box */
	bool is_chosen;                 /* what the graph is about */
};
struct dot_edge {                       /* from who supplies to who depends */
	int32_t from, to;
	bool is_dashed;                 /* there is an alternative */
	bool is_weak;                   /* promises less than is asked of it: red and thick */
};
struct dot_graph {
	const char *id;                 /* ids in the drawing begin with it */
	struct str title, finding;
	const struct dot_node *nodes;
	const struct dot_edge *edges;
	size_t nodes_count, edges_count;
};

/* A figure; false: nothing was written. */
bool dot_show(struct out *out, const struct dot_graph *graph, int seconds_most);
/* The svg alone, for a file of its own: with its colours in it. */
bool dot_svg(struct out *out, const struct dot_graph *graph, int seconds_most);
