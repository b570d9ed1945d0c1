/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_names.c - see analyse_names.h. */
#include "app/analyse_names.h"

void naming_init(struct naming *naming, struct arena *arena, size_t names_most)
{
	*naming = (struct naming){ .names = arena_array(arena, struct str, names_most + 1), .room = 16 };
	while (naming->room < 2 * names_most)
		naming->room *= 2;
	naming->places = arena_array(arena, int32_t, naming->room);
}

/* FNV-1a. */
static uint64_t hash_of(struct str name)
{
	uint64_t hash = 0xCBF29CE484222325u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.at[i]) * 0x100000001B3u;
	return hash ^ hash >> 32;
}

int32_t naming_of(struct naming *naming, struct str name)
{
	size_t place = hash_of(name) & (naming->room - 1);

	if (str_is_empty(name))
		return -1;
	while (naming->places[place]) {
		if (str_equals(naming->names[naming->places[place] - 1], name))
			return naming->places[place] - 1;
		place = (place + 1) & (naming->room - 1);
	}
	naming->names[naming->count] = name;
	naming->places[place] = naming->count + 1;
	return naming->count++;
}
