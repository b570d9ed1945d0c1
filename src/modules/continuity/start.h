/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/start.h - the start page of the room. */
#pragma once

#include "modules/continuity/inside.h"

struct continuity_start {
	int64_t dependencies, critical, alone, unverified;
	bool is_guarded, sees_city, sees_extracts;
};
struct city_count { struct str resource; int64_t commitments, units, dependencies; };
LIST_OF(city_count)
/* Commitments of units one writes for that nobody has said anything about, vital ones first. */
struct unsaid { struct str number, name; bool is_vital; };
LIST_OF(unsaid)
struct unsaid_list commitments_unsaid(struct view *view);
struct continuity_start continuity_start_of(struct view *view);
struct city_count_list city_counts_of(struct view *view);
void continuity_home(struct out *out, struct request *request, struct view *view);
