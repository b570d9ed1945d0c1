/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/value.c - from cells of the database to members of a struct, and back.
 */
#include "store/inside.h"
#include "base/say.h"

#include <stdio.h>
#include <string.h>

enum { RING_DATES = 64, DATE_SIZE = 24 };

struct value value_date(struct date date)
{
	static char ring[RING_DATES][DATE_SIZE];
	static unsigned next;
	char *at = ring[next++ % RING_DATES];

	if (!date_is_given(date))
		return value_text((struct str){ at, 0 });
	snprintf(at, DATE_SIZE, "%04d-%02d-%02d", date.year, date.month, date.day);
	return value_z(at);
}

int choice_of(const struct choice *choices, struct str name)
{
	for (int i = 0; choices[i].name; i++)
		if (str_is(name, choices[i].name))
			return i;
	return -1;
}

/* --- cells to members ------------------------------------------------------------------ */

int64_t value_as_int(struct value value)
{
	int64_t number = 0;

	switch (value.kind) {
	case VALUE_int: return value.number;
	case VALUE_real: return (int64_t)value.real;
	case VALUE_text: str_to_int(value.text, &number); return number;
	default: return 0;
	}
}

static double value_as_real(struct value value)
{
	double number = 0;

	switch (value.kind) {
	case VALUE_int: return (double)value.number;
	case VALUE_real: return value.real;
	case VALUE_text: str_to_real(value.text, &number); return number;
	default: return 0;
	}
}

struct str value_as_text(struct arena *arena, struct value value)
{
	switch (value.kind) {
	case VALUE_int: return arena_print(arena, "%lld", (long long)value.number);
	case VALUE_real: return arena_print(arena, "%.17g", value.real);
	case VALUE_text:
	case VALUE_bytes: return arena_copy(arena, value.text);
	default: return (struct str){ NULL, 0 };
	}
}

static struct date value_as_date(struct value value)
{
	struct date date = { 0 };

	if (value.kind == VALUE_text && value.text.len && !date_read(value.text, &date))
		say_warning("a stored date cannot be read");
	return date;
}

/* A name that the program has forgotten reads as "not given"; the row must stay readable. */
static int value_as_choice(const struct column *column, struct value value)
{
	int choice = value.kind == VALUE_text ? choice_of(column->choices, value.text) : 0;

	if (choice < 0)
		say_warning("column %s holds a choice that is not in its list", column->name);
	return choice < 0 ? 0 : choice;
}

void member_set(struct arena *arena, const struct column *column, void *row,
	struct value cell)
{
	void *at = (char *)row + column->offset;

	switch (column->kind) {
	case COLUMN_int: *(int64_t *)at = value_as_int(cell); break;
	case COLUMN_real: *(double *)at = value_as_real(cell); break;
	case COLUMN_bool: *(bool *)at = value_as_int(cell) != 0; break;
	case COLUMN_text: *(struct str *)at = value_as_text(arena, cell); break;
	case COLUMN_instant: ((struct instant *)at)->seconds = value_as_int(cell); break;
	case COLUMN_date: *(struct date *)at = value_as_date(cell); break;
	case COLUMN_choice: *(int *)at = value_as_choice(column, cell); break;
	}
}

/* --- members to values ----------------------------------------------------------------- */

static struct value choice_value(const struct column *column, int choice)
{
	int count = 0;

	while (column->choices[count].name)
		count++;
	must(choice >= 0 && choice < count);
	return value_z(column->choices[choice].name);
}

struct value member_value(const struct column *column, const void *row)
{
	const void *at = (const char *)row + column->offset;

	switch (column->kind) {
	case COLUMN_int: return value_int(*(const int64_t *)at);
	case COLUMN_real: return value_real(*(const double *)at);
	case COLUMN_bool: return value_int(*(const bool *)at);
	case COLUMN_text: return value_text(*(const struct str *)at);
	case COLUMN_instant: return value_instant(*(const struct instant *)at);
	case COLUMN_date: return value_date(*(const struct date *)at);
	case COLUMN_choice: return choice_value(column, *(const int *)at);
	}
	return value_null();
}

bool value_equals(struct value a, struct value b)
{
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case VALUE_int: return a.number == b.number;
	case VALUE_real: return memcmp(&a.real, &b.real, sizeof(a.real)) == 0;
	case VALUE_text:
	case VALUE_bytes: return str_equals(a.text, b.text);
	default: return true;
	}
}

/* --- digests for look-up, not for secrets ---------------------------------------------- */

uint64_t hash_bytes(const void *at, size_t len, uint64_t seed)
{
	const unsigned char *byte = at;
	uint64_t hash = seed ^ (len * 0x9E3779B97F4A7C15u), part;

	for (; len >= sizeof(part); byte += sizeof(part), len -= sizeof(part)) {
		memcpy(&part, byte, sizeof(part));
		hash = (hash ^ part) * 0xFF51AFD7ED558CCDu;
		hash ^= hash >> 32;
	}
	part = 0;
	if (len)
		memcpy(&part, byte, len);
	hash = (hash ^ part) * 0xC4CEB9FE1A85EC53u;
	return hash ^ hash >> 29;
}
