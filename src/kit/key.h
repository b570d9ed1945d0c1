/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/key.h - keys of the service, as files in the data folder.
 *
 * They are readable by their owner only and never stand in the database: who reads the
 * database alone has none of them.
 */
#pragma once

#include "base/arena.h"

enum { KEY_BYTES = 32, KEY_LETTERS = 64 };

/* What stands in the file; false: it holds no key. */
bool key_read(const char *path, char hex[KEY_LETTERS + 1]);
/* keys/NAME of the data folder, made when it is not there. */
void key_file(struct arena *arena, const char *name, char hex[KEY_LETTERS + 1]);
/* A key for one purpose, 64 hex letters, that follows from the service's own. */
struct str service_key(struct arena *arena, const char *purpose);
