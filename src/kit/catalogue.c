/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/catalogue.c - the lists in memory; how files become rows is in catalogue_load.c.
 *
 * Lists are sorted by name, and each has a hash table of its codes: a page that shows fifty
 * rows asks for several hundred names.
 */
#include "kit/catalogue.h"

#include "base/json.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/setting.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOST_LISTS = 512, MOST_COLUMNS = 64,
	CATALOGUE_BYTES = 64 << 20, REFRESH_BYTES = 1 << 20,
};

struct list {
	struct catalogue catalogue;     /* first: a catalogue is found through its list */
	uint32_t *slots;                /* place + 1 of an item, by the hash of its code */
	uint32_t mask;
};

static struct list *lists;
static size_t list_count;
/* What was read last and the time before: a row of a table may still point into it. */
static struct arena *current, *previous;

static const struct store *seen_store;
static int64_t seen_moved, seen_settings, seen_version;
static int64_t times_read;

/* ---- Reading rows ------------------------------------------------------------------- */

struct stored {
	struct str list, code, parent_code, cells;
	int64_t place;
	bool is_retired;
};
static const struct column stored_columns[] = {
	{ "list", COLUMN_text, offsetof(struct stored, list), NULL },
	{ "code", COLUMN_text, offsetof(struct stored, code), NULL },
	{ "parent_code", COLUMN_text, offsetof(struct stored, parent_code), NULL },
	{ "cells", COLUMN_text, offsetof(struct stored, cells), NULL },
	{ "place", COLUMN_int, offsetof(struct stored, place), NULL },
	{ "is_retired", COLUMN_bool, offsetof(struct stored, is_retired), NULL },
};
static const struct shape stored_shape = {
	.size = sizeof(struct stored), .count = COUNT(stored_columns), .columns = stored_columns,
};

static size_t heading_place(const struct str *headings, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(headings[i], name))
			return i;
	return count;
}

static void cells_read(struct arena *arena, struct str text, struct str *headings,
                       size_t *columns, struct str *cells)
{
	struct str problem;
	json_t *object = json_read(arena, text, &problem), *value;
	const char *name;

	json_object_foreach(object, name, value) {
		size_t place = heading_place(headings, *columns, str_of(name));

		if (place == MOST_COLUMNS)
			continue;
		if (place == *columns)
			headings[(*columns)++] = arena_copy(arena, str_of(name));
		cells[place] = arena_copy(arena, str_of(json_string_value(value)));
	}
	json_decref(object);
}

static uint32_t code_hash(struct str code)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < code.len; i++)
		hash = (hash ^ (unsigned char)code.at[i]) * 16777619u;
	return hash ^ hash >> 15;
}

static void list_index(struct arena *arena, struct list *list)
{
	size_t room = 16;

	while (room < list->catalogue.count * 2)
		room *= 2;
	list->slots = arena_array(arena, uint32_t, room);
	list->mask = (uint32_t)room - 1;
	for (uint32_t i = 0; i < list->catalogue.count; i++) {
		uint32_t at = code_hash(list->catalogue.items[i].code) & list->mask;

		while (list->slots[at])
			at = (at + 1) & list->mask;
		list->slots[at] = i + 1;
	}
}

/* Some rows, all of one list, become a catalogue. */
static void list_make(struct arena *arena, struct list *list, const struct stored *rows,
                      size_t count)
{
	struct item *items = arena_array(arena, struct item, count);
	struct str *headings = arena_array(arena, struct str, MOST_COLUMNS);
	struct catalogue *catalogue = &list->catalogue;

	*catalogue = (struct catalogue){
		.name = rows[0].list, .count = count, .headings = headings, .items = items };
	for (size_t i = 0; i < count; i++) {
		struct str *cells = arena_array(arena, struct str, MOST_COLUMNS);

		cells_read(arena, rows[i].cells, headings, &catalogue->columns, cells);
		items[i] = (struct item){
			.code = rows[i].code, .parent = rows[i].parent_code, .place = rows[i].place,
			.is_retired = rows[i].is_retired, .catalogue = catalogue, .cells = cells };
	}
	for (size_t i = 0; i < count; i++) {
		items[i].name_sv = item_text(&items[i], "name_sv");
		items[i].name_en = item_text(&items[i], "name_en");
	}
	list_index(arena, list);
}

static int list_order(const void *a, const void *b)
{
	const struct list *one = a, *two = b;

	return str_compare(one->catalogue.name, two->catalogue.name);
}

static void items_point(void)
{
	for (size_t i = 0; i < list_count; i++)
		for (size_t k = 0; k < lists[i].catalogue.count; k++)
			((struct item *)&lists[i].catalogue.items[k])->catalogue = &lists[i].catalogue;
}

static void lists_read(struct store *store)
{
	struct arena *arena = arena_open(CATALOGUE_BYTES);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct rows rows = view_list(view, &stored_shape, SQL("SELECT list, code, parent_code, cells,"
		" place, is_retired FROM catalogue_item ORDER BY list, place, id"), NONE);
	const struct stored *row = rows.at;
	struct list *read = arena_array(arena, struct list, MOST_LISTS);
	size_t count = 0;

	for (size_t from = 0, to; from < rows.count; from = to) {
		for (to = from; to < rows.count && str_equals(row[to].list, row[from].list); to++)
			;
		must(count < MOST_LISTS);
		list_make(arena, &read[count++], row + from, to - from);
	}
	view_close(view);
	qsort(read, count, sizeof(*read), list_order);
	lists = read;
	list_count = count;
	items_point();
	arena_close(previous);
	previous = current;
	current = arena;
}

/* ---- Noticing changes --------------------------------------------------------------- */

struct setting_version { struct str name; int64_t version; };
static const struct column version_columns[] = {
	{ "name", COLUMN_text, offsetof(struct setting_version, name), NULL },
	{ "version", COLUMN_int, offsetof(struct setting_version, version), NULL },
};
static const struct shape version_shape = {
	.size = sizeof(struct setting_version), .count = 2, .columns = version_columns,
};

/* Every change of a setting raises its version, so their sum tells. */
static void versions_read(struct store *store, int64_t *settings, int64_t *catalogues)
{
	struct arena *arena = arena_open(REFRESH_BYTES);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct rows rows = view_list(view, &version_shape,
		SQL("SELECT name, version FROM setting"), NONE);
	const struct setting_version *row = rows.at;

	*settings = (int64_t)rows.count << 32;
	*catalogues = 0;
	for (size_t i = 0; i < rows.count; i++) {
		*settings += row[i].version;
		if (str_is(row[i].name, "catalogue_version"))
			*catalogues = row[i].version;
	}
	view_close(view);
	arena_close(arena);
}

void catalogue_refresh(struct store *store)
{
	bool is_first = seen_store != store;
	int64_t moved = store_moved(store), of_settings, of_catalogues;

	if (!is_first && moved == seen_moved)
		return;
	versions_read(store, &of_settings, &of_catalogues);
	if (is_first || of_settings != seen_settings)
		setting_refresh(store);
	if (is_first || of_catalogues != seen_version)
		lists_read(store);
	times_read += is_first || of_catalogues != seen_version;
	seen_store = store;
	seen_moved = moved;
	seen_settings = of_settings;
	seen_version = of_catalogues;
}

int64_t catalogue_version(void)
{
	return times_read;
}

/* ---- Asking ------------------------------------------------------------------------- */

const struct catalogue *catalogue_find(struct str name)
{
	size_t from = 0, to = list_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_compare(lists[middle].catalogue.name, name);

		if (!order)
			return &lists[middle].catalogue;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

const struct catalogue *catalogue_get(const char *name)
{
	const struct catalogue *catalogue = catalogue_find(str_of(name));

	if (!catalogue)
		abandon("A list of choices is missing; read the catalogues in again.", name);
	return catalogue;
}

const struct item *item_find(const char *name, struct str code)
{
	const struct catalogue *catalogue = catalogue_get(name);
	const struct list *list = (const struct list *)(const void *)catalogue;

	for (uint32_t at = code_hash(code) & list->mask; list->slots[at]; at = (at + 1) & list->mask) {
		const struct item *item = &catalogue->items[list->slots[at] - 1];

		if (str_equals(item->code, code))
			return item;
	}
	return NULL;
}

struct str item_text(const struct item *item, const char *column)
{
	const struct catalogue *catalogue = item ? item->catalogue : NULL;

	for (size_t i = 0; catalogue && i < catalogue->columns; i++)
		if (str_is(catalogue->headings[i], column))
			return item->cells[i];
	return S("");
}

struct str item_name(const struct item *item)
{
	return item ? tongue_pick(item->name_sv, item->name_en) : S("");
}

/* The cell of "column_sv" or "column_en", without making that name. */
static struct str item_tongue(const struct item *item, const char *column, const char *ending)
{
	size_t len = strlen(column);

	for (size_t i = 0; i < item->catalogue->columns; i++) {
		struct str heading = item->catalogue->headings[i];

		if (str_starts(heading, str_of(column)) && str_is(str_part(heading, len, heading.len), ending))
			return item->cells[i];
	}
	return S("");
}

struct str item_words(const struct item *item, const char *column)
{
	if (!item)
		return S("");
	return tongue_pick(item_tongue(item, column, "_sv"), item_tongue(item, column, "_en"));
}

int64_t item_int(const struct item *item, const char *column)
{
	int64_t n = 0;

	str_to_int(item_text(item, column), &n);
	return n;
}

bool item_has(const struct item *item, const char *column, const char *word)
{
	return str_has_word(item_text(item, column), str_of(word));
}

struct str code_name(const char *list, struct str code)
{
	struct str name = item_name(item_find(list, code));

	return name.len ? name : code;
}
