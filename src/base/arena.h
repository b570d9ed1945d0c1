/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/arena.h - memory that lives as long as one request.
 *
 * Take as much as you like, give nothing back; arena_clear() empties it at once.  Memory is
 * zeroed and aligned for anything.  There is a ceiling: beyond it the process is abandoned,
 * because a request that needs that much is a fault, not a wish.
 */
#pragma once

#include "base/str.h"
#include <stdarg.h>

struct arena;

struct arena *arena_open(size_t limit_bytes);           /* never NULL */
void arena_close(struct arena *arena);                  /* NULL is allowed */
void arena_clear(struct arena *arena);                  /* keeps the first block */
size_t arena_used(const struct arena *arena);           /* bytes handed out */

void *arena_take(struct arena *arena, size_t size)
	__attribute__((returns_nonnull, malloc));
void *arena_take_many(struct arena *arena, size_t count, size_t size)  /* checks overflow */
	__attribute__((returns_nonnull, malloc));
#define arena_new(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define arena_array(arena, type, count) \
	((type *)arena_take_many((arena), (count), sizeof(type)))

struct str arena_copy(struct arena *arena, struct str s);       /* NUL follows */
struct str arena_join(struct arena *arena, struct str a, struct str b);
struct str arena_print(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
struct str arena_vprint(struct arena *arena, const char *format, va_list list);
