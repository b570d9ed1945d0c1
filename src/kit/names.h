/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/names.h - what in a Swedish text looks like the name of a person.
 *
 * For texts where nobody may be named.  Words are looked at one by one: is it a given or a family
 * name (catalogues/names), does it stand with a capital within a sentence, what stands before it
 * ("heter", "eleven") and after it ("gata": then it is a place).  Two unknown words with capitals
 * in a row are a name too.  Names that also are words (Björn, Sten, My) need a capital within a
 * sentence, or a family name after them.  The lists are common knowledge written down by hand, and
 * hold no person; a city adds its own.
 *
 * It errs on both sides: tests_names.c measures how often, on texts of our own.  It is a stop for
 * whoever writes, and no proof that a text is free of names.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct name_found {
	size_t at, len;                 /* bytes of the text; len 0: there is none */
};

/* What is no name here though it looks like one: areas, places, units.  NULL: nothing is known. */
struct names_known {
	bool (*is_known)(void *context, struct str words);
	void *context;
};

/* The first that begins at or after `from`. */
struct name_found name_next(struct arena *arena, struct str text, size_t from,
                            const struct names_known *known);
