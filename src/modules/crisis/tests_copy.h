/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_copy.h - a copy of a city that writes in a log, for tests: the chain is made here
 * as the program makes it there, and can be made wrong. */
#pragma once

#include "modules/crisis/home.h"
#include "modules/crisis/tests_city.h"

struct copy {
	struct crisis crisis;
	struct entry entries[40];
	size_t count;
	struct str site, seed;
	const char *written_as;         /* the words of the last line, otherwise than they must be */
	bool has_wrong_digest;
};

/* Taken along when the city's log was as it is now; or a crisis that was opened there. */
struct copy copy_made(struct store *store, const struct crisis *crisis);
struct copy born_there(const char *title);
/* At the end of its chain. */
void copy_write(struct copy *copy, struct entry entry);
void copy_away(struct copy *copy);
void copy_note(struct copy *copy, const char *words);
struct str copy_key(const struct copy *copy);
struct str copy_export(const struct copy *copy);
void export_line(struct out *out, struct str text, struct str last);
