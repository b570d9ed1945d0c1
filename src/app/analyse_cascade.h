/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_cascade.h - the file of varn analyse cascade as a graph.
 *
 * `kind` says what a row is; other columns may be empty or left out.
 *   node        node, unit, restart_hours, tolerable_hours (then it is a commitment), weight
 *               (of an hour beyond that; 1), outages_per_year, repair_low, repair_hours,
 *               repair_high (P5, P50, P95)
 *   dependency  node (who depends), supplier, group, need, delay_hours, buffer_low,
 *               buffer_hours, buffer_high.  Rows of one node with the same group are members
 *               of it, and `need` of them are enough: it is said on at least one of them, and
 *               so are the times.  Without a group the row is one of its own.
 *   outage      node, from_hours (0), hours (repair_hours of the node)
 */
#pragma once

#include "analysis/cascade.h"
#include "app/analyse.h"

struct cascade_file {
	const struct plain *plain;
	struct cascade_graph graph;
	const struct str *nodes;                /* names */
	const struct str *groups;               /* names, "" for those without */
	const struct str *units;
	const struct cascade_outage *outages;
	size_t outages_count;
};

/* False: it has been told what is wrong, and on which line. */
bool cascade_file_read(const struct plain *plain, struct cascade_file *file);
int32_t cascade_file_node(const struct cascade_file *file, struct str name);    /* -1: none */
