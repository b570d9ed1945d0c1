/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/embedded.h - files inside the program; tools/embed makes the tables.
 *
 * A NUL stands after each file, so that a text can be read as a C string.  The last row of a
 * table has path NULL.
 */
#pragma once

#include <stddef.h>
#include <string.h>

struct embedded {
	const char *path;
	const unsigned char *at;
	size_t len;
	const unsigned char *gzip;      /* NULL when compression does not pay */
	size_t gzip_len;
	const unsigned char *brotli;    /* likewise */
	size_t brotli_len;
	char hash[17];                  /* 16 hex digits of its SHA-256 */
};

/* The file with this path, or NULL. */
static inline const struct embedded *embedded_find(const struct embedded *table,
                                                   const char *path)
{
	for (; table->path; table++)
		if (strcmp(table->path, path) == 0)
			return table;
	return NULL;
}
