/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/arena.c - memory in blocks, handed out from the front, given back all at once.
 *
 * Under AddressSanitizer everything not handed out is poisoned, and a guard stands after
 * each taking: a write past the end is found even when it stays inside the block.
 */
#include "base/arena.h"
#include "base/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_IS_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_IS_GUARDED 1
#endif
#endif

#ifdef ARENA_IS_GUARDED
#include <sanitizer/asan_interface.h>
#define POISON(at, len) ASAN_POISON_MEMORY_REGION(at, len)
#define UNPOISON(at, len) ASAN_UNPOISON_MEMORY_REGION(at, len)
enum { GUARD = 16 };
#else
#define POISON(at, len) ((void)(at), (void)(len))
#define UNPOISON(at, len) ((void)(at), (void)(len))
enum { GUARD = 0 };
#endif

enum { ALIGNMENT = _Alignof(max_align_t), BLOCK_SMALLEST = 64 * 1024 };

struct block {
	struct block *next;
	size_t size, used;
	_Alignas(max_align_t) char at[];
};

struct arena {
	struct block *first, *last;
	size_t limit, used;
};

static void *memory_take(size_t size)
{
	void *at = malloc(size);

	if (!at)
		abandon("cannot get memory from the system", "malloc failed");
	return at;
}

static struct block *block_open(size_t size)
{
	struct block *block = memory_take(sizeof(*block) + size);

	*block = (struct block){ .size = size };
	POISON(block->at, size);
	return block;
}

static void blocks_close(struct block *block)
{
	while (block) {
		struct block *next = block->next;

		UNPOISON(block->at, block->size);
		free(block);
		block = next;
	}
}

struct arena *arena_open(size_t limit_bytes)
{
	struct arena *arena = memory_take(sizeof(*arena));
	struct block *block = block_open(BLOCK_SMALLEST);

	*arena = (struct arena){ .first = block, .last = block, .limit = limit_bytes };
	return arena;
}

void arena_close(struct arena *arena)
{
	if (!arena)
		return;
	blocks_close(arena->first);
	free(arena);
}

void arena_clear(struct arena *arena)
{
	blocks_close(arena->first->next);
	arena->first->next = NULL;
	arena->first->used = 0;
	POISON(arena->first->at, arena->first->size);
	arena->last = arena->first;
	arena->used = 0;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}

/* Each block is as large as all before it, so that a large request makes few blocks. */
static struct block *block_with_room(struct arena *arena, size_t size)
{
	struct block *block = arena->last;
	size_t next_size;

	if (block->size - block->used >= size)
		return block;
	next_size = arena->used > BLOCK_SMALLEST ? arena->used : BLOCK_SMALLEST;
	block = block_open(size > next_size ? size : next_size);
	arena->last->next = block;
	arena->last = block;
	return block;
}

static void limit_passed(const struct arena *arena, size_t size)
{
	char detail[96];

	snprintf(detail, sizeof(detail), "%zu bytes more than the %zu used; limit %zu",
		size, arena->used, arena->limit);
	abandon("the request needs more memory than it may have", detail);
}

void *arena_take(struct arena *arena, size_t size)
{
	size_t room;
	struct block *block;
	char *at;

	if (size > arena->limit - arena->used)
		limit_passed(arena, size);
	room = (size + GUARD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	block = block_with_room(arena, room);
	at = block->at + block->used;
	block->used += room;
	arena->used += size;
	UNPOISON(at, size);
	return memset(at, 0, size);
}

void *arena_take_many(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		limit_passed(arena, SIZE_MAX);
	return arena_take(arena, bytes);
}

struct str arena_copy(struct arena *arena, struct str s)
{
	return arena_join(arena, s, (struct str){ NULL, 0 });
}

struct str arena_join(struct arena *arena, struct str a, struct str b)
{
	char *at = arena_take(arena, a.len + b.len + 1);

	if (a.len)
		memcpy(at, a.at, a.len);
	if (b.len)
		memcpy(at + a.len, b.at, b.len);
	return (struct str){ at, a.len + b.len };
}

struct str arena_print(struct arena *arena, const char *format, ...)
{
	va_list list;
	struct str s;

	va_start(list, format);
	s = arena_vprint(arena, format, list);
	va_end(list);
	return s;
}

struct str arena_vprint(struct arena *arena, const char *format, va_list list)
{
	char small[256], *at;
	va_list again;
	int len;

	must(format != NULL);
	va_copy(again, list);
	len = vsnprintf(small, sizeof(small), format, again);
	va_end(again);
	must(len >= 0);
	at = arena_take(arena, (size_t)len + 1);
	if ((size_t)len < sizeof(small))
		memcpy(at, small, (size_t)len + 1);
	else
		vsnprintf(at, (size_t)len + 1, format, list);
	return (struct str){ at, (size_t)len };
}
