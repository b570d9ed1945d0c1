/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_pareto.h - which few kinds make up most?  Shares with intervals, and what they add up to.
 *
 * One row is one kind, the largest first.  The bar is its share of all, with a 90 % interval;
 * the dot further right is the share of all kinds so far, with its own.  Both are shares, so
 * there is one axis.  Kinds whose order is not known stand behind a common bracket.
 *
 * From a row that is hidden on there are no sums: two of them would tell it.  What shares leave to
 * 1 would tell it too, so where one row is hidden the caller takes shares of what is shown.
 *
 *	diagram_show(out, pareto_diagram(&pareto));
 */
#pragma once

#include "formats/diagram.h"

enum { PARETO_ROWS_MOST = 40 };

struct pareto_row {
	struct str label;
	double count;                   /* NAN: not known */
	double share, low90, high90;    /* of all that are shown, 0 to 1 */
	double sum, sum_low90, sum_high90;      /* of this and those above */
	double less_than;               /* hidden because it is few; NAN: shown */
	int group;                      /* rows in a row with the same number, not 0, have no known order */
	struct str link;
};

struct chart_pareto {
	struct diagram_about about;
	size_t count;
	const struct pareto_row *rows;
	struct str unit;                /* of count: "Events" */
};
struct diagram pareto_diagram(const struct chart_pareto *pareto);
