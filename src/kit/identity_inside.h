/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/identity_inside.h - what the two files of identity.h share. */
#pragma once

#include "kit/identity.h"

static inline bool identity_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A letter, a digit, or a byte of a letter that has more than one. */
static inline bool identity_is_word(char c)
{
	return (unsigned char)c >= 0x80 || identity_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The bytes of one space (also one that lines do not break at) with which a text begins; 0 none. */
size_t identity_space_len(struct str text);
/* A number of ten or twelve digits that begins at a place; kind none: it is none.  The arena may
 * be NULL: then it is not written out. */
struct identity identity_number_at(struct arena *arena, struct str text, size_t at, struct date today);
