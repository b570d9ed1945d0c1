/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/told.c - what of an answer is told, and to whom.
 *
 * Whoever reads the events behind it reads all of it.  Everybody else, and every file of somebody
 * who may not take out events, gets the areas of one level, where small numbers are hidden and
 * others beside them, so that nobody can work them out from the sums.
 */
#include "modules/hotspots/inside.h"

#include "kit/setting.h"

enum { NUMBERS = 2 };

static void rows_choose(struct hotspot_told *told, struct arena *arena)
{
	told->rows = arena_array(arena, const struct hotspot_area *, told->whole->areas.count + 1);
	for (size_t i = 0; i < told->whole->areas.count; i++)
		if (told->whole->areas.at[i].level == (int)told->level)
			told->rows[told->count++] = &told->whole->areas.at[i];
}

struct hotspot_told hotspot_told_areas(struct arena *arena, const struct hotspot_whole *whole,
                               enum hotspot_level level, bool is_guarded)
{
	struct hotspot_told told = { .whole = whole, .level = level, .least = setting_int("small_cells_below") };
	int64_t *counts;

	rows_choose(&told, arena);
	told.is_guarded = is_guarded && told.least >= 2;
	if (!told.is_guarded || !told.count)
		return told;
	counts = arena_array(arena, int64_t, told.count * NUMBERS);
	for (size_t i = 0; i < told.count; i++) {
		counts[i * NUMBERS + TOLD_now] = told.rows[i]->events;
		counts[i * NUMBERS + TOLD_before] = told.rows[i]->events_before;
	}
	told.telling = small_cells_hide(arena, &(struct small_cells){ .rows = told.count, .columns = NUMBERS,
		.counts = counts, .least = told.least, .width = told.least - 1 });
	return told;
}

enum cell_telling hotspot_how(const struct hotspot_told *told, size_t row, int column)
{
	return told->telling ? told->telling[row * (NUMBERS + 1) + (size_t)column] : CELL_told;
}

struct str hotspot_number_words(struct arena *arena, const struct hotspot_told *told, size_t row, int column)
{
	const struct hotspot_area *area = told->rows[row];

	switch (hotspot_how(told, row, column)) {
	case CELL_small: return arena_print(arena, "<%lld", (long long)told->least);
	case CELL_left_out: return S("–");
	default: return arena_print(arena, "%lld", (long long)(column == TOLD_now ? area->events : area->events_before));
	}
}

/* What is expected of an area also tells of the sums of both columns. */
bool hotspot_finding_told(const struct hotspot_told *told, size_t row)
{
	for (int column = 0; column < NUMBERS; column++)
		if (hotspot_how(told, row, column) != CELL_told
		    || hotspot_how(told, told->count, column) != CELL_told)
			return false;
	return true;
}

bool hotspot_cluster_told(const struct hotspot_whole *whole, const struct hotspot_cluster *cluster, bool is_guarded)
{
	int64_t least = setting_int("small_cells_below");

	if (!is_guarded)
		return true;
	for (size_t i = 0; i < whole->cluster_areas.count; i++)
		if (whole->cluster_areas.at[i].cluster_id == cluster->id && whole->cluster_areas.at[i].events > 0
		    && whole->cluster_areas.at[i].events < least)
			return false;
	return cluster->events >= least;
}
