/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/watched.h - a folder in which other programs put files for a room.
 *
 * Off unless a setting names the folder.  A file that was just written is left for the next
 * round; one that was taken lies in "taken" afterwards, by way of "reading": one that ends the
 * worker is not first in the way of the others each minute.  Whoever takes files in knows them
 * by their digests, for one that cannot be moved comes once more.
 */
#pragma once

#include "kit/job.h"

struct watched {
	const char *setting;            /* names the folder; "" none is watched */
	const char *endings[6];         /* of the files that are taken in; until NULL */
	size_t largest;                 /* of a larger file only so many bytes are read */
	/* Takes one in, in a change of its own as the system. */
	void (*take)(struct store *store, struct arena *arena, struct str name, struct str bytes);
};

/* Takes in what lies still in the folder; answers how many files, -1 it cannot be read. */
int64_t watched_take(const struct watched *watched, struct store *store, const char *path,
                     struct instant now);
/* The same for the folder of the setting: what a job of the room runs. */
bool watched_run(const struct watched *watched, struct job *job);
