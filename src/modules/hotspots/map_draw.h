/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/map_draw.h - what is handed to the map of an answer. */
#pragma once

#include "modules/hotspots/inside.h"
#include "modules/places/places.h"

struct hot_shape { struct str path, name; bool is_water, is_fewer; };
struct hot_square { int x, y, width, height; struct str name; bool is_fewer; };
struct hot_circle { int x, y, r; int64_t nth; struct str name; };
