/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/annex_json.c - the annex to JSON and back.  The lists of texts in inside.h are the only
 * place where a member is named, so what is written is what is read.
 */
#include "modules/goals/inside.h"

#include "base/say.h"

enum { LONGEST_ANNEX = 8 << 20 };

/* ---- To JSON ----------------------------------------------------------------------------------- */

static void figures_write(struct json_out *json, const struct figure_list *figures)
{
	json_list_begin(json, "figures");
	for (size_t i = 0; i < figures->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", figures->at[i].words);
		json_str(json, "path", figures->at[i].path);
		json_object_finish(json);
	}
	json_list_finish(json);
}

#define WRITE(name_) json_str(json, #name_, row->name_);

static void activities_write(struct json_out *json, const struct annex_activity_list *all)
{
	json_list_begin(json, "activities");
	for (size_t i = 0; i < all->count; i++) {
		const struct annex_activity *row = &all->at[i];

		json_object_begin(json, NULL);
		ANNEX_ACTIVITY_TEXTS(WRITE)
		json_bool(json, "is_late", row->is_late);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void goals_write(struct json_out *json, const struct annex_goal_list *all)
{
	json_list_begin(json, "goals");
	for (size_t i = 0; i < all->count; i++) {
		const struct annex_goal *row = &all->at[i];

		json_object_begin(json, NULL);
		ANNEX_GOAL_TEXTS(WRITE)
		figures_write(json, &row->figures);
		activities_write(json, &row->activities);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void notes_write(struct json_out *json, const char *name, const struct annex_note_list *all)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < all->count; i++) {
		const struct annex_note *row = &all->at[i];

		json_object_begin(json, NULL);
		ANNEX_NOTE_TEXTS(WRITE)
		json_object_finish(json);
	}
	json_list_finish(json);
}

struct str annex_json(struct arena *arena, const struct annex *row)
{
	struct json_out writer, *json = &writer;
	struct out out;

	out_init(&out, arena, LONGEST_ANNEX);
	json_begin(json, &out);
	json_object_begin(json, NULL);
	ANNEX_TEXTS(WRITE)
	figures_write(json, &row->figures);
	goals_write(json, &row->goals);
	notes_write(json, "not_concerned", &row->areas);
	notes_write(json, "developments", &row->developments);
	json_object_finish(json);
	return out_str(&out);
}

/* ---- And back ------------------------------------------------------------------------------------- */

struct reading { struct arena *arena; const json_t *object; };

static struct str text_of(const struct reading *reading, const char *name)
{
	return arena_copy(reading->arena, json_text(reading->object, name));
}

static size_t list_of(const struct reading *reading, const char *name, const json_t **list)
{
	*list = json_object_get(reading->object, name);
	return json_array_size(*list);
}

static struct figure_list figures_read(const struct reading *reading)
{
	const json_t *list;
	size_t count = list_of(reading, "figures", &list);
	struct figure_list all = { count, arena_array(reading->arena, struct figure, count + 1) };

	for (size_t i = 0; i < count; i++) {
		struct reading one = { reading->arena, json_array_get(list, i) };

		all.at[i] = (struct figure){ text_of(&one, "words"), text_of(&one, "path") };
	}
	return all;
}

#define READ(name_) row->name_ = text_of(&one, #name_);

static struct annex_activity_list activities_read(const struct reading *reading)
{
	const json_t *list;
	size_t count = list_of(reading, "activities", &list);
	struct annex_activity_list all = { count,
		arena_array(reading->arena, struct annex_activity, count + 1) };

	for (size_t i = 0; i < count; i++) {
		struct reading one = { reading->arena, json_array_get(list, i) };
		struct annex_activity *row = &all.at[i];

		ANNEX_ACTIVITY_TEXTS(READ)
		row->is_late = json_is_true(json_object_get(one.object, "is_late"));
	}
	return all;
}

static struct annex_goal_list goals_read(const struct reading *reading)
{
	const json_t *list;
	size_t count = list_of(reading, "goals", &list);
	struct annex_goal_list all = { count, arena_array(reading->arena, struct annex_goal, count + 1) };

	for (size_t i = 0; i < count; i++) {
		struct reading one = { reading->arena, json_array_get(list, i) };
		struct annex_goal *row = &all.at[i];

		ANNEX_GOAL_TEXTS(READ)
		row->figures = figures_read(&one);
		row->activities = activities_read(&one);
	}
	return all;
}

static struct annex_note_list notes_read(const struct reading *reading, const char *name)
{
	const json_t *list;
	size_t count = list_of(reading, name, &list);
	struct annex_note_list all = { count, arena_array(reading->arena, struct annex_note, count + 1) };

	for (size_t i = 0; i < count; i++) {
		struct reading one = { reading->arena, json_array_get(list, i) };
		struct annex_note *row = &all.at[i];

		ANNEX_NOTE_TEXTS(READ)
	}
	return all;
}

struct annex *annex_read(struct arena *arena, struct str text)
{
	struct annex *row = arena_new(arena, struct annex);
	struct str problem = { NULL, 0 };
	json_t *object = json_read(arena, text, &problem);
	struct reading one = { arena, object };

	must(object != NULL);           /* we wrote it ourselves */
	ANNEX_TEXTS(READ)
	row->figures = figures_read(&one);
	row->goals = goals_read(&one);
	row->areas = notes_read(&one, "not_concerned");
	row->developments = notes_read(&one, "developments");
	goal_period_read(arena, row->period, &row->days);
	json_decref(object);
	return row;
}
