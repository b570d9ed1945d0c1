/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_names.c - see analyse_names.h. */
#include "app/analyse_names.h"

void naming_init(struct naming *naming, struct arena *arena, size_t most)
{
	*naming = (struct naming){ .names = arena_array(arena, struct str, most + 1), .most = most, .room = 16 };
	while (naming->room < 2 * most)
		naming->room *= 2;
	naming->places = arena_array(arena, int32_t, naming->room);
}

static size_t place_of(const struct naming *naming, struct str name)
{
	uint64_t number = str_number(name);
	size_t place = (number ^ number >> 32) & (naming->room - 1);

	while (naming->places[place] && !str_equals(naming->names[naming->places[place] - 1], name))
		place = (place + 1) & (naming->room - 1);
	return place;
}

int32_t naming_find(const struct naming *naming, struct str name)
{
	return naming->places[place_of(naming, name)] - 1;
}

int32_t naming_put(struct naming *naming, struct str name)
{
	size_t place = place_of(naming, name);

	if (!naming->places[place] && naming->count < naming->most) {
		naming->names[naming->count++] = name;
		naming->places[place] = (int32_t)naming->count;
	}
	return naming->places[place] - 1;
}

int32_t naming_of(struct naming *naming, struct str name)
{
	return str_is_empty(name) ? -1 : naming_put(naming, name);
}
