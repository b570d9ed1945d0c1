/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/map_read.h - the areas of the map as the judging wants them. */
#pragma once

#include "modules/hotspots/inside.h"
#include "modules/places/places.h"

/* Where squares are asked about: the map of today, and what of it a question is about. */
struct hotspot_ground {
	struct view *view;
	struct date today;
	size_t count;
	struct place_area *areas;
	bool *is_asked;                 /* by place in the list */
	bool is_below_district;         /* what is asked about */
	double west, south, east, north;        /* metres */
};
/* As the program.  area_id 0: all of the map. */
struct hotspot_ground *ground_read(struct view *view, int64_t area_id, struct date today);
/* For struct judging_ask; the ground is its context. */
ptrdiff_t ground_area_at(void *ground, double north, double east);

/* queries_run.c: every area of any day, without outlines, rising by id. */
struct area_list ground_areas(struct view *view);
