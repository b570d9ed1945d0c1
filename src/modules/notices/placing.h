/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/placing.h - placing a text on the map by the names in it.
 *
 * Pure: a list of names in, the area of the first name in a text out.  Names match whole
 * words, without regard to case, with or without the genitive's -s; where several begin at
 * the same place the longest wins ("Farsta strand" before "Farsta").  When a text names two
 * areas the one named first is taken: press notices begin with where it happened.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct placer;

struct placer_name {
	struct str name;                /* any case */
	int64_t area_id;
	bool is_alias;
};

/* The names are copied into the arena. */
struct placer *placer_make(struct arena *arena, const struct placer_name *names, size_t count);
/* The area of the first name; 0 none.  `aliases` says whether aliases are looked for too. */
int64_t placer_find(const struct placer *placer, struct arena *arena, struct str text, bool aliases);
