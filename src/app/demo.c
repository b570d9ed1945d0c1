/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/demo.c - varn demo: the fictional city, filled room by room.
 */
#include "app/app.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/setting.h"

#include <stdio.h>
#include <string.h>

extern const struct module *const demo_order[];

static const struct { const char *name; int scale; } sizes[] = {
	{ "small", 0 }, { "normal", 1 }, { "million", 1000 },
};

static int size_scale(const char *name)
{
	for (size_t i = 0; i < COUNT(sizes); i++)
		if (!strcmp(sizes[i].name, name))
			return sizes[i].scale;
	return -1;
}

static void say_who(struct store *store, struct arena *arena)
{
	struct grid people = demo_people_of(store, arena);

	printf("One can sign in as (no password in the demo):\n");
	for (size_t i = 0; i < people.rows; i++)
		printf("  %-14.*s %.*s, %.*s\n", STR(grid_at(&people, i, 0).text),
			STR(grid_at(&people, i, 1).text), STR(grid_at(&people, i, 2).text));
}

/* The first row of catalogues/demo/city.csv. */
static struct str city_name(struct arena *arena)
{
	const struct embedded *file = embedded_find(catalogue_files, "catalogues/demo/city.csv");
	const char *problem = NULL;
	struct csv_table *table;

	must(file != NULL);
	table = csv_read(arena, (struct str){ (const char *)file->at, file->len }, &problem);
	must(table && table->count > 1);
	return csv_cell(table, 1, "name_sv");
}

static void demo_settings(struct store *store, struct arena *arena)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });

	setting_put(change, "demo", S("yes"));
	setting_put(change, "city_name", city_name(arena));
	if (change_commit(change) != COMMITTED)
		abandon("Could not write the settings.", "somebody else was writing");
}

int demo_command(struct store *store, int argc, char **argv)
{
	const char *size = option_value(argc, argv, "size");
	int scale = size_scale(size ? size : "normal");
	struct arena *arena = arena_open(16 << 20);

	if (scale < 0) {
		fprintf(stderr, "varn demo: --size is small, normal or million\n");
		return 2;
	}
	if (!city_is_empty(store, arena)) {
		printf("The database is not empty; nothing was changed.\n");
		say_who(store, arena);
		arena_close(arena);
		return 0;
	}
	demo_settings(store, arena);
	for (size_t i = 0; demo_order[i]; i++)
		if (demo_order[i]->demo)
			demo_order[i]->demo(store, scale);
	catalogue_refresh(store);
	store_optimize(store);
	say_who(store, arena);
	arena_close(arena);
	return 0;
}
