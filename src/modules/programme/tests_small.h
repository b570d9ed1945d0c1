/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/tests_small.h - what the tests of the room share: the small programme of
 * tests/data/programme-small, and ways to make it another.
 */
#pragma once

#include "modules/programme/pages.h"

struct store *small_store(void);                /* with the lists */
const char *small_path(const char *name);       /* of a file or folder in tests/data */
struct str small_text(const char *path);        /* what stands in a file */

struct small { struct folder_file *files; size_t count; };
struct small small_folder(void);
struct small small_earlier(void);               /* the programme before it */
struct folder_file *small_file(struct small *small, const char *name);
/* `from` becomes `to` where it first stands in the file. */
void small_put(struct small *small, const char *name, const char *from, const char *to);
void small_append(struct small *small, const char *name, const char *row);
void small_leave_out(struct small *small, const char *name);

struct folder *small_read(struct small small);
struct load small_load(struct store *store, struct folder *folder);     /* and commits */
struct view *small_view(struct store *store);   /* as the system */
/* Is there a mistake at that place with those words?  Tells them all when there is none. */
bool small_says(const struct folder *folder, const char *where, const char *words);
