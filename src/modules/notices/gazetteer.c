/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/gazetteer.c - the names of today's map, the committees that answer for its areas,
 * and placing a notice by them.
 *
 * A point places a notice when its source gives real points; the police give the middle of
 * the municipality, and then only words are left: the summary before the text of the page,
 * the areas' own names before the city's list of other names.
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/setting.h"
#include "modules/places/places.h"

#include <string.h>

struct gazetteer {
	struct arena *arena;
	struct placer *placer;
	struct str municipality;        /* ours, in the sources' words; "" any */
	int64_t *board_of;              /* by area id */
	int64_t board_room;
};

static void board_put(struct gazetteer *gazetteer, int64_t area, int64_t board)
{
	if (area >= gazetteer->board_room) {
		int64_t room = area * 2 + 64;
		int64_t *more = arena_array(gazetteer->arena, int64_t, (size_t)room);

		if (gazetteer->board_room)
			memcpy(more, gazetteer->board_of,
				(size_t)gazetteer->board_room * sizeof *more);
		gazetteer->board_of = more;
		gazetteer->board_room = room;
	}
	if (!gazetteer->board_of[area])
		gazetteer->board_of[area] = board;
}

static int64_t board_of(const struct gazetteer *gazetteer, int64_t area)
{
	return area && area < gazetteer->board_room ? gazetteer->board_of[area] : 0;
}

/* Each name once: the list begins with the finest areas. */
static bool name_is_taken(const struct placer_name *names, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(names[i].name, name))
			return true;
	return false;
}

struct gazetteer *gazetteer_read(struct view *system, struct arena *arena)
{
	struct gazetteer *gazetteer = arena_new(arena, struct gazetteer);
	struct area_naming_list list = area_namings(system);
	struct placer_name *names = arena_array(arena, struct placer_name, list.count + 1);
	struct str whole;
	size_t count = 0;

	gazetteer->arena = arena;
	gazetteer->municipality = arena_copy(arena, setting_text("municipality"));
	whole = str_fold(arena, gazetteer->municipality);       /* says not where in it */
	for (size_t i = 0; i < list.count; i++) {
		struct str name = str_fold(arena, list.at[i].name);

		board_put(gazetteer, list.at[i].area_id, list.at[i].board_id);
		if (!str_equals(name, whole) && !name_is_taken(names, count, name))
			names[count++] = (struct placer_name){ name, list.at[i].area_id,
				list.at[i].is_alias };
	}
	gazetteer->placer = placer_make(arena, names, count);
	return gazetteer;
}

/* Names come again in other municipalities: only ours are looked for on our map. */
static bool is_ours(const struct gazetteer *gazetteer, const struct notice *notice)
{
	if (!gazetteer->municipality.len)
		return true;
	return notice->municipality.len
		? str_equals(notice->municipality, gazetteer->municipality)
		: !polisen_is_county(notice->place_name);
}

static bool has_real_point(const struct notice *notice)
{
	const struct item *source = item_find("notice_sources", notice->source);

	return notice->lat != 0 && notice->lon != 0
		&& !str_is(item_text(source, "points"), "middle");
}

static void place_by_words(const struct gazetteer *gazetteer, struct arena *scratch,
                           struct notice *notice)
{
	struct str head = arena_print(scratch, "%.*s\n%.*s", STR(notice->title),
		STR(notice->summary));
	const struct { struct str text; bool aliases; const char *by; } steps[] = {
		{ notice->place_name, false, "name" }, { head, false, "summary" },
		{ notice->body, false, "body" }, { notice->place_name, true, "alias" },
		{ head, true, "alias" }, { notice->body, true, "alias" },
	};

	for (size_t i = 0; i < COUNT(steps) && !notice->area_id; i++) {
		notice->area_id = placer_find(gazetteer->placer, scratch, steps[i].text,
			steps[i].aliases);
		if (notice->area_id)
			notice->placed_by = str_of(steps[i].by);
	}
}

void notice_place(const struct gazetteer *gazetteer, struct view *view, struct notice *notice)
{
	notice->area_id = 0;
	notice->placed_by = S("");
	if (has_real_point(notice)) {
		notice->area_id = area_at(view, notice->lat, notice->lon,
			instant_date(notice->published_at));
		if (notice->area_id)
			notice->placed_by = S("point");
	}
	if (!notice->area_id && is_ours(gazetteer, notice))
		place_by_words(gazetteer, view_arena(view), notice);
	notice->board_id = board_of(gazetteer, notice->area_id);
}

/* ---- Placing every notice again -------------------------------------------------------- */

enum { ALL_BYTES = 64 << 20, PAGE_BYTES = 256 << 20, TRIES = 8 };

struct placing {                        /* of all notices */
	struct job *job;
	struct gazetteer *gazetteer;
	struct arena *page;             /* emptied after each */
	int64_t done, all, moved, last_id;
};

/* One page in one change; -1 when others wrote the same at the same time. */
static int64_t place_page_try(struct placing *placing)
{
	struct change *change;
	struct notice_list list;
	int64_t moved = 0;

	arena_clear(placing->page);
	change = change_open(job_store(placing->job), placing->page,
		(struct who){ .person = job_who(placing->job).person, .is_system = true });
	list = notices_to_place(change_view(change), placing->last_id);
	for (size_t i = 0; i < list.count; i++) {
		struct notice before = list.at[i];

		notice_place(placing->gazetteer, change_view(change), &list.at[i]);
		if (list.at[i].area_id == before.area_id && list.at[i].board_id == before.board_id
		    && str_equals(list.at[i].placed_by, before.placed_by))
			continue;
		notice_set_place(change, &list.at[i]);
		moved++;
	}
	if (moved)
		change_note(change, "notice", 0, "place",
			arena_print(placing->page, "%lld", (long long)moved));
	if (change_commit(change) != COMMITTED)
		return -1;
	placing->moved += moved;
	placing->last_id = list.count ? list.at[list.count - 1].id : placing->last_id;
	return (int64_t)list.count;
}

static int64_t place_page(struct placing *placing)
{
	for (int i = 0; i < TRIES; i++) {
		int64_t count = place_page_try(placing);

		if (count >= 0)
			return count;
	}
	abandon("Could not place the notices.", "others changed the same rows again and again");
}

bool notices_place_all(struct job *job)
{
	struct arena *arena = arena_open(ALL_BYTES);
	struct placing placing = { .job = job, .page = arena_open(PAGE_BYTES) };
	struct view *view = view_open(job_store(job), arena, (struct who){ .is_system = true });
	int64_t count;

	placing.gazetteer = gazetteer_read(view, arena);
	placing.all = notices_all(view);
	view_close(view);
	while (!job_is_cancelled(job) && (count = place_page(&placing)) > 0) {
		placing.done += count;
		job_progress(job, placing.done, placing.all, N_("Placing notices"));
	}
	job_say(job, _("%lld notices were read; %lld lie elsewhere than before."),
		(long long)placing.done, (long long)placing.moved);
	job_result(job, S("/notices?placed=yes"));
	arena_close(placing.page);
	arena_close(arena);
	return true;
}
