/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/series.c - see series.h. */
#include "modules/signals/series.h"

#include <string.h>

enum { WEEK_DAYS = 7, WEEKS_A_YEAR = 52, SLOTS_LEAST = 1024, SERIES_LEAST = 256 };

struct date monday_of(struct date day)
{
	return date_add_days(day, 1 - date_weekday(day));
}

static int32_t week_in(struct date first, struct instant at)
{
	int days = date_days_between(first, instant_date(at));

	return days < 0 ? -1 : days / WEEK_DAYS;
}

/* ---- Finding a series by its key --------------------------------------------------------------- */

static bool is_same(const struct series_key *a, const struct series_key *b)
{
	return a->level == b->level && a->unit_id == b->unit_id && a->board_id == b->board_id
		&& a->area_id == b->area_id && str_equals(a->type, b->type);
}

static uint64_t mixed(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * 0x9e3779b97f4a7c15u + (hash >> 29);
}

static uint64_t hash_of(const struct series_key *key)
{
	uint64_t hash = mixed((uint64_t)key->level, (uint64_t)key->unit_id);

	hash = mixed(mixed(hash, (uint64_t)key->board_id), (uint64_t)key->area_id);
	for (size_t i = 0; i < key->type.len; i++)
		hash = mixed(hash, (uint8_t)key->type.at[i]);
	return hash ^ hash >> 32;
}

/* Where the key stands, or where it would. */
static int32_t *slot_of(const struct city_series *city, const struct series_key *key)
{
	size_t at = hash_of(key) & (city->slot_count - 1);

	while (city->slots[at] >= 0 && !is_same(&city->keys[city->slots[at]], key))
		at = (at + 1) & (city->slot_count - 1);
	return &city->slots[at];
}

static void slots_make(struct city_series *city, size_t count)
{
	city->slot_count = count;
	city->slots = arena_array(city->arena, int32_t, count);
	for (size_t i = 0; i < count; i++)
		city->slots[i] = -1;
	for (size_t i = 0; i < city->count; i++)
		*slot_of(city, &city->keys[i]) = (int32_t)i;
}

static void room_make(struct city_series *city)
{
	size_t room = city->room ? 2 * city->room : SERIES_LEAST;
	struct series_key *keys = arena_array(city->arena, struct series_key, room);
	struct warning_series *series = arena_array(city->arena, struct warning_series, room);

	if (city->count) {
		memcpy(keys, city->keys, city->count * sizeof(*keys));
		memcpy(series, city->series, city->count * sizeof(*series));
	}
	city->keys = keys;
	city->series = series;
	city->room = room;
}

/* ---- Which series an event counts in --------------------------------------------------------------- */

static int32_t series_put(struct city_series *city, const struct series_key *key, int32_t parent)
{
	int32_t *slot = slot_of(city, key);

	if (*slot >= 0)
		return *slot;
	if (city->count == city->room)
		room_make(city);
	*slot = (int32_t)city->count;
	city->keys[city->count] = *key;
	city->series[city->count] = (struct warning_series){ .level = (int32_t)key->level - LEVEL_city,
		.parent = parent, .dimension = (int32_t)key->level, .reported = 1,
		.is_sentinel = key->level == LEVEL_unit
			&& item_int(item_find("event/types", key->type), "sentinel") == 1 };
	if (2 * ++city->count > city->slot_count)
		slots_make(city, 2 * city->slot_count);
	return (int32_t)city->count - 1;
}

struct str branch_of(struct str type)
{
	const struct item *item = item_find("event/types", type);

	return item && item->parent.len ? item->parent : type;
}

/* The keys of an event; level none where it has none. */
static void keys_of(const struct city_series *city, const struct happened *event,
                    struct series_key keys[LEVEL_COUNT])
{
	memset(keys, 0, LEVEL_COUNT * sizeof(*keys));
	keys[LEVEL_city] = (struct series_key){ LEVEL_city, .unit_id = city->top_id,
		.type = branch_of(event->type) };
	if (event->board_id)
		keys[LEVEL_board] = (struct series_key){ LEVEL_board, .unit_id = event->board_id,
			.board_id = event->board_id, .type = event->type };
	if (event->board_id && event->area_id)
		keys[LEVEL_area] = (struct series_key){ LEVEL_area, .unit_id = event->board_id,
			.board_id = event->board_id, .area_id = event->area_id, .type = event->type };
	if (event->unit_id)
		keys[LEVEL_unit] = (struct series_key){ LEVEL_unit, .unit_id = event->unit_id,
			.board_id = event->board_id, .type = event->type };
}

/* A new series only from a late event: it is there when it had one in the years looked back on. */
static void counted_put(struct city_series *city, const struct happened *event, struct counted *counted,
                        bool is_late)
{
	struct series_key keys[LEVEL_COUNT];
	int32_t parent = -1;

	keys_of(city, event, keys);
	for (int level = LEVEL_city; level < LEVEL_COUNT; level++) {
		counted->series[level] = keys[level].level == LEVEL_none ? -1
			: is_late ? series_put(city, &keys[level], parent) : *slot_of(city, &keys[level]);
		if (level <= LEVEL_board && counted->series[level] >= 0)
			parent = counted->series[level];
	}
}

static void events_put(struct city_series *city, const struct happened *events, size_t count, bool is_late)
{
	int32_t from = city->weeks - city->years * WEEKS_A_YEAR;

	for (size_t i = 0; i < count; i++) {
		struct counted counted = { .week = week_in(city->first, events[i].occurred),
			.registered = week_in(city->first, events[i].reported) };

		if (counted.registered < counted.week)
			counted.registered = counted.week;
		if (counted.week < 0 || counted.registered >= city->weeks || (counted.week >= from) != is_late)
			continue;
		counted_put(city, &events[i], &counted, is_late);
		city->events[city->event_count++] = counted;
	}
}

/* ---- For the judging ----------------------------------------------------------------------------------- */

static void counts_put(const struct city_series *city)
{
	size_t weeks = (size_t)city->weeks;
	double *counts = arena_array(city->arena, double, city->count * weeks + 1);

	for (size_t i = 0; i < city->event_count; i++)
		for (int level = LEVEL_city; level < LEVEL_COUNT; level++)
			if (city->events[i].series[level] >= 0)
				counts[(size_t)city->events[i].series[level] * weeks
				       + (size_t)city->events[i].week]++;
	for (size_t i = 0; i < city->count; i++)
		city->series[i].counts = &counts[i * weeks];
}

/* How many of each series can tell of delays, summed up: where those of the next begin. */
static size_t *begin_make(const struct city_series *city, int32_t from)
{
	size_t *begin = arena_array(city->arena, size_t, city->count + 1);

	for (size_t i = 0; i < city->event_count; i++)
		for (int level = LEVEL_city; level < LEVEL_COUNT; level++)
			if (city->events[i].week > from && city->events[i].series[level] >= 0)
				begin[city->events[i].series[level] + 1]++;
	for (size_t i = 0; i < city->count; i++)
		begin[i + 1] += begin[i];
	return begin;
}

static void reports_put(struct city_series *city)
{
	const struct delay_settings usual = delay_usual(city->weeks - 1);
	int32_t from = city->weeks - 1 - usual.most - usual.window;
	size_t *next;

	city->begin = begin_make(city, from);
	next = arena_array(city->arena, size_t, city->count + 1);
	for (size_t i = 0; i < city->count; i++)
		next[i] = city->begin[i];
	city->reports = arena_array(city->arena, struct delay_report, city->begin[city->count] + 1);
	for (size_t i = 0; i < city->event_count; i++)
		for (int level = LEVEL_city; level < LEVEL_COUNT; level++) {
			const struct counted *event = &city->events[i];

			if (event->week > from && event->series[level] >= 0)
				city->reports[next[event->series[level]]++]
					= (struct delay_report){ event->week, event->registered, 1 };
		}
}

struct city_series *series_make(struct arena *arena, const struct happened *events, size_t count,
                                const struct city_ask *ask)
{
	struct city_series *city = arena_new(arena, struct city_series);

	*city = (struct city_series){ .arena = arena, .top_id = ask->top_id, .first = monday_of(ask->first),
		.years = ask->years, .events = arena_array(arena, struct counted, count + 1) };
	city->weeks = date_days_between(city->first, monday_of(ask->last)) / WEEK_DAYS + 1;
	if (city->weeks < 1)
		city->weeks = 1;
	room_make(city);
	slots_make(city, SLOTS_LEAST);
	events_put(city, events, count, true);
	events_put(city, events, count, false);
	counts_put(city);
	reports_put(city);
	return city;
}
