/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/fragment.h - pieces of pages that a worker would write alike again and again.
 *
 * A piece is kept under everything it depends on: what it shows, in which language, to whom,
 * on which day, and a version: view_moved() for what was read from the database, which no
 * longer fits as soon as anybody has committed anything; catalogue_version() for lists.
 */
#pragma once

#include "base/calendar.h"
#include "base/str.h"

struct fragment_of {
	const void *what;               /* a static thing, or one of that version */
	const char *language;           /* tongue_code() */
	int64_t person;                 /* 0: the same to everybody */
	int64_t version;
	struct date day;                /* when it depends on today() */
};
/* The text stays until the next fragment_keep(). */
bool fragment_find(const struct fragment_of *of, struct str *text);
void fragment_keep(const struct fragment_of *of, struct str text);
