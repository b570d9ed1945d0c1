/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/folder.h - folders below the data folder: made, written, swept. */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"

/* "jobs/0190..." below the data folder, made with all above it, readable by the owner only.
 * Answers the whole path. */
const char *folder_make(struct arena *arena, const char *below);
const char *folder_path(struct arena *arena, const char *below);       /* not made */
/* Takes away files (not folders) of a folder that are older than that. */
void folder_sweep(const char *folder, int64_t seconds);
/* Takes away a folder with the files in it; folders within folders are left alone. */
void folder_remove(const char *folder);
/* A whole file, written beside and renamed: it is there complete or not at all. */
void file_write(struct arena *arena, const char *path, struct str content);
/* What a stranger may have put there: a regular file, never through a link, and of a larger one
 * only the beginning.  False: it cannot be read. */
struct file_seen {
	struct str bytes;
	struct instant changed_at;
};
bool file_see(struct arena *arena, const char *path, size_t largest, struct file_seen *seen);
/* The content of a file, mapped; stays until file_unmap().  False: it cannot be read. */
bool file_map(const char *path, struct str *content);
void file_unmap(struct str content);
