/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/demo.h - what the files that fill the demo city's pictures share. */
#pragma once

#include "modules/pictures/inside.h"

/* Sentences of the draft that the writer took: their keys, spaces between. */
void demo_draft(struct change *change, struct picture *picture, struct str keys);
/* A picture of the city stands on every version that has come in, and says a sentence of some. */
void demo_bases(struct change *change, struct picture *picture);
/* Passed back; each unit's own person has read it, but for some. */
void demo_pass(struct change *change, struct arena *arena, const struct picture *picture);

/* What actors outside the city were asked for the picture, and answered. */
void demo_parts(struct change *change, struct arena *arena, const struct picture *picture,
                const struct unit *unit, int64_t years_ago);

/* Who would read it for a unit. */
struct demo_reader { int64_t id; struct str name; };
struct demo_reader picture_demo_reader(struct view *view, int64_t unit_id);
