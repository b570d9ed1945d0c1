/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/query.c - a statement put together from literals; values never become text.
 */
#include "store/inside.h"
#include "base/say.h"

#include <stdio.h>
#include <string.h>

static void text_add(struct query *query, const char *at, size_t len)
{
	must(query->len + len < QUERY_LONGEST);
	memcpy(query->text + query->len, at, len);
	query->len += len;
	query->text[query->len] = '\0';
}

/* Copied: a date's text lives only until the next dates are bound. */
static void value_add(struct query *query, struct value value)
{
	must(query->count < QUERY_MOST_VALUES);
	if (value.kind == VALUE_text || value.kind == VALUE_bytes)
		value.text = arena_copy(query->arena, value.text);
	query->values[query->count++] = value;
}

static void place_add(struct query *query, size_t number)
{
	char place[16];
	int len = snprintf(place, sizeof(place), "$%zu", number);

	text_add(query, place, (size_t)len);
}

void query_add(struct query *query, struct sql sql, struct values values)
{
	const char *at = sql.text, *next;
	size_t number = query->count, asked = 0;

	for (; (next = strstr(at, "$?")); at = next + 2) {
		text_add(query, at, (size_t)(next - at));
		place_add(query, ++number);
		asked++;
	}
	text_add(query, at, strlen(at));
	/* Either every value has its `$?`, or the piece counts for itself ($1, $2). */
	must(asked == values.count || asked == 0);
	for (size_t i = 0; i < values.count; i++)
		value_add(query, values.at[i]);
}

void query_start(struct query *query, struct arena *arena, struct sql sql,
	struct values values)
{
	*query = (struct query){ .arena = arena };
	query->text = arena_array(arena, char, QUERY_LONGEST);
	query->values = arena_array(arena, struct value, QUERY_MOST_VALUES);
	query_add(query, sql, values);
}

static uint64_t value_digest(const struct value *value, uint64_t seed)
{
	switch (value->kind) {
	case VALUE_text:
	case VALUE_bytes: return hash_bytes(value->text.at, value->text.len, seed);
	case VALUE_real: return hash_bytes(&value->real, sizeof(value->real), seed);
	default: return hash_bytes(&value->number, sizeof(value->number), seed);
	}
}

uint64_t query_digest(struct view *view, const struct query *query, uint64_t seed)
{
	uint64_t digest = hash_bytes(query->text, query->len,
		seed ^ (uint64_t)view_me(view) * 0x9E3779B97F4A7C15u);

	for (size_t i = 0; i < query->count; i++)
		digest = value_digest(&query->values[i], digest ^ query->values[i].kind);
	return digest ^ (uintptr_t)view_store(view);
}
