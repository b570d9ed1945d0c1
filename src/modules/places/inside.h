/* SPDX-License-Identifier: EUPL-1.2 */
/* places/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "modules/places/places.h"

extern const struct form place_form, area_form;

/* queries.c */
extern const struct table places_table, areas_table;
extern const struct reference places_references[];
void places_query(struct query *query, struct arena *arena);
void areas_query(struct query *query, struct arena *arena);
const struct place *place_shown(struct view *view, struct str code);
bool place_may_edit(struct view *view, const struct place *place);
bool areas_may_change(struct view *view);       /* the map is the whole city's */
int64_t place_at_code(struct view *view, struct str code);      /* any place, or 0 */
const struct area *area_of_public_id(struct view *view, struct str public_id);
const struct area *area_of_code(struct view *view, struct str code, struct date on);
/* Areas whose parent is `code`, and older and newer outlines of the same code. */
struct area_list areas_below(struct view *view, struct str code, struct date on);
struct area_list area_versions(struct view *view, struct str kind, struct str code);
struct area_list areas_all(struct view *view);          /* with outlines, any day */
struct place_list places_in(struct view *view, int64_t area_id);
int64_t areas_mark(struct view *view);          /* differs when the areas have changed */
const struct area *area_same(struct view *view, const struct area *area);
/* Ends the earlier outlines of the level the day before. */
int64_t areas_end_before(struct change *change, struct str kind, struct date from);
struct place_count { int64_t area_id, places; };
LIST_OF(place_count)
struct place_count_list places_count(struct view *view, struct str code);
void places_place_again(struct change *change); /* the area of every place, from its point */

/* geometry.c */
bool outline_is_valid(struct arena *arena, struct str geojson);         /* GEOS can use it */

bool level_has_events(struct str kind);         /* water has none */

/* rules.c */
struct str code_of_name(struct arena *arena, struct str name);
struct str name_of_capitals(struct arena *arena, struct str name);
int heat_of(int64_t number, int64_t most);      /* 0..3 */

/* simplify.c: outlines on a grid of whole numbers, with the same line on both sides of a
 * border, so that no gaps appear. */
struct grid_point { int x, y; };
struct ring { size_t count; struct grid_point *at; };
struct drawing { size_t count; struct ring *rings; };
void drawings_simplify(struct arena *arena, struct drawing *drawings, size_t count, double tolerance);

/* map.c */
struct map_shape {
	struct str name, path, link;
	struct map_label label;
	int64_t number;
	int heat;
	bool has_room, is_chosen;
};

/* poster.c */
struct html qr_svg(struct arena *arena, struct str text);       /* "" when it does not fit */

/* pages.html */
struct unit;
struct place_facts {
	const struct place *place;
	const struct unit *unit;        /* NULL: none */
	const struct area *area;        /* NULL: none */
	bool may_edit;
};
struct area_facts {
	const struct area *area, *parent;
	struct area_list below, versions;
	struct place_list places;
	bool may_edit;
};
struct poster {
	struct str name, address, city, emergency;
	struct html qr;
};
struct import_field { const char *name, *label, *hint; };
extern const struct import_field import_fields[];       /* ends with name NULL */
struct str place_position(struct arena *arena, const struct place *place);
struct str area_days(struct arena *arena, const struct area *area);
struct str danger_words(struct arena *arena, struct str number);
void places_actions(struct out *out, struct request *request, struct view *view);
void areas_actions(struct out *out, struct request *request, struct view *view);

extern const struct command places_commands[];
extern const struct route places_routes[];
void places_demo(struct store *store, int scale);
