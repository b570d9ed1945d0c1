/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_names.h - names of a plain file as numbers from 0, in the order they come; for a million rows. */
#pragma once

#include "base/arena.h"

struct naming {
	struct str *names;              /* by number */
	size_t count, most;
	int32_t *places;                /* number + 1 by hash; 0: empty */
	size_t room;                    /* of places: a power of two, at least twice as many as names */
};

void naming_init(struct naming *naming, struct arena *arena, size_t most);
/* -1: it is not there. */
int32_t naming_find(const struct naming *naming, struct str name);
/* The number it has, or a new one; -1 when there are as many as there may be.  The empty name
 * is one like others. */
int32_t naming_put(struct naming *naming, struct str name);
/* The same, but -1 for the empty name. */
int32_t naming_of(struct naming *naming, struct str name);
