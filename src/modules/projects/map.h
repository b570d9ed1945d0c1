/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/map.h - what is handed to the map of projects. */
#pragma once

#include "modules/projects/inside.h"

struct map_asked { struct str words, kind; int phase; };
/* Projects that stand so close that one ring is drawn for them. */
struct map_spot {
	int x, y;
	struct str label, title, link;
	bool is_ended;                  /* all of them are done or stopped */
};
bool spot_has_point(const struct project_spot *spot);
void project_map_rows(struct out *out, const struct project_spot_list *spots, bool with_point);
