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
#include "modules/measures/measures.h"

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

/* A cell of the first row of catalogues/demo/city.csv. */
static struct str city_cell(struct arena *arena, const char *column)
{
	const struct embedded *file = embedded_find(catalogue_files, "catalogues/demo/city.csv");
	const char *problem = NULL;
	struct csv_table *table;

	must(file != NULL);
	table = csv_read(arena, (struct str){ (const char *)file->at, file->len }, &problem);
	must(table && table->count > 1);
	return csv_cell(table, 1, column);
}

/* The newest day of that name ("09-15") that has come, at this time of the day. */
static struct instant opening_moment(struct arena *arena, struct str day)
{
	struct instant now = instant_now();
	struct clock_time clock = instant_local(now);
	struct date on;

	for (int year = clock.date.year; ; year--) {
		must(year > clock.date.year - 5);
		if (date_read(arena_print(arena, "%04d-%.*s", year, STR(day)), &on)
		    && date_compare(on, clock.date) <= 0)
			return instant_at(on, clock.hour, clock.minute, clock.second);
	}
}

/* The city lives on a day when much of its year is under way.  `on` names another: "today",
 * or 2026-09-15.  False: it cannot be read. */
static bool demo_clock(struct change *change, struct arena *arena, const char *on)
{
	struct clock_time clock = instant_local(instant_now());
	struct instant moment;
	struct date date;

	if (on && !strcmp(on, "today"))
		return true;
	if (on && !date_read(str_of(on), &date))
		return false;
	moment = on ? instant_at(date, clock.hour, clock.minute, clock.second)
		: opening_moment(arena, city_cell(arena, "opens_on"));
	setting_put(change, "clock_shift_seconds", arena_print(arena, "%lld",
		(long long)(moment.seconds - instant_now().seconds)));
	calendar_shift(moment.seconds - instant_now().seconds);
	return true;
}

static bool demo_settings(struct store *store, struct arena *arena, const char *on)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });

	setting_put(change, "demo", S("yes"));
	setting_put(change, "city_name", city_cell(arena, "name_sv"));
	if (!demo_clock(change, arena, on)) {
		change_undo(change);
		return false;
	}
	if (change_commit(change) != COMMITTED)
		abandon("Could not write the settings.", "somebody else was writing");
	return true;
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
	if (!demo_settings(store, arena, option_value(argc, argv, "on"))) {
		fprintf(stderr, "varn demo: --on is a day as 2026-09-15, or today\n");
		return 2;
	}
	for (size_t i = 0; demo_order[i]; i++)
		if (demo_order[i]->demo)
			demo_order[i]->demo(store, scale);
	measures_demo_savings(store);
	catalogue_refresh(store);
	store_optimize(store);
	say_who(store, arena);
	arena_close(arena);
	return 0;
}
