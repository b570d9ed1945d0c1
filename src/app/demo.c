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

/* What was said of the clock of the demo: --on and --at. */
struct demo_opening {
	const char *on;                 /* "today", or 2026-09-15; NULL: the day of the city */
	bool has_at;
	int hour, minute;               /* --at: when it begins; else the time that it is */
};

/* "12:00"; nothing else. */
static bool at_read(struct str at, struct demo_opening *opening)
{
	opening->has_at = true;
	return at.len == sizeof("12:00") - 1 && time_of_day_read(at, &opening->hour, &opening->minute);
}

/* False: what is wrong has been said. */
static bool opening_read(int argc, char **argv, struct demo_opening *opening)
{
	const char *at = option_value(argc, argv, "at");
	struct date date;

	*opening = (struct demo_opening){ .on = option_value(argc, argv, "on") };
	if (opening->on && strcmp(opening->on, "today") != 0 && !date_read(str_of(opening->on), &date)) {
		fprintf(stderr, "varn demo: --on is a day as 2026-09-15, or today\n");
		return false;
	}
	if ((at || option_is_given(argc, argv, "at")) && !(at && at_read(str_of(at), opening))) {
		fprintf(stderr, "varn demo: --at is a time of the day as 12:00\n");
		return false;
	}
	return true;
}

/* The newest day of that name ("09-15") that has come. */
static struct date opening_day(struct arena *arena, struct str day)
{
	struct date today = date_today(), on;

	for (int year = today.year; ; year--) {
		must(year > today.year - 5);
		if (date_read(arena_print(arena, "%04d-%.*s", year, STR(day)), &on) && date_compare(on, today) <= 0)
			return on;
	}
}

/* The city lives on a day when much of its year is under way, or on another that was named; at
 * this time of the day, or from another on.  What it holds follows from that moment. */
static void demo_clock(struct change *change, struct arena *arena, const struct demo_opening *opening)
{
	struct clock_time clock = instant_local(instant_now());
	struct date day = clock.date;
	struct instant moment;

	if (!opening->on)
		day = opening_day(arena, city_cell(arena, "opens_on"));
	else if (strcmp(opening->on, "today") != 0)
		must(date_read(str_of(opening->on), &day));
	else if (!opening->has_at)
		return;
	moment = opening->has_at ? instant_at(day, opening->hour, opening->minute, 0)
		: instant_at(day, clock.hour, clock.minute, clock.second);
	setting_put(change, "clock_shift_seconds", arena_print(arena, "%lld",
		(long long)(moment.seconds - instant_now().seconds)));
	calendar_shift(moment.seconds - instant_now().seconds);
}

static void demo_settings(struct store *store, struct arena *arena, const struct demo_opening *opening)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });

	setting_put(change, "demo", S("yes"));
	setting_put(change, "city_name", city_cell(arena, "name_sv"));
	demo_clock(change, arena, opening);
	if (change_commit(change) != COMMITTED)
		abandon("Could not write the settings.", "somebody else was writing");
}

int demo_command(struct store *store, int argc, char **argv)
{
	const char *size = option_value(argc, argv, "size");
	int scale = size_scale(size ? size : "normal");
	struct demo_opening opening;
	struct arena *arena;

	if (scale < 0) {
		fprintf(stderr, "varn demo: --size is small, normal or million\n");
		return 2;
	}
	if (!opening_read(argc, argv, &opening))
		return 2;
	arena = arena_open(16 << 20);
	if (!city_is_empty(store, arena)) {
		printf("The database is not empty; nothing was changed.\n");
		say_who(store, arena);
		arena_close(arena);
		return 0;
	}
	demo_settings(store, arena, &opening);
	for (size_t i = 0; demo_order[i]; i++)
		if (demo_order[i]->demo)
			demo_order[i]->demo(store, scale);
	measures_demo_savings(store);   /* after all rooms, so that what they say stays the same */
	catalogue_refresh(store);
	store_optimize(store);
	say_who(store, arena);
	arena_close(arena);
	return 0;
}
