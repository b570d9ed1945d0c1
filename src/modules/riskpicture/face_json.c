/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/face_json.c - a face as it is frozen, answered to machines, and read back. */
#include "modules/riskpicture/inside.h"

#include "base/json.h"

enum { LONGEST_FACE = 32 << 20 };

/* ---- Written ----------------------------------------------------------------------------------------- */

static void spread_write(struct json_out *json, const char *name, struct spread times)
{
	if (!(times.middle > 0)) {
		json_nothing(json, name);
		return;
	}
	json_object_begin(json, name);
	json_number(json, "low", times.low);
	json_number(json, "middle", times.middle);
	json_number(json, "high", times.high);
	json_object_finish(json);
}

static void said_write(struct json_out *json, const struct face_said *said)
{
	json_object_begin(json, NULL);
	json_str(json, "risk", said->risk);
	json_str(json, "number", said->number);
	json_str(json, "title", said->title);
	json_str(json, "unit", said->unit);
	json_str(json, "unit_sv", said->unit_sv);
	json_str(json, "unit_en", said->unit_en);
	json_str(json, "zone", said->zone);
	json_int(json, "probability", said->step);
	json_int(json, "steps", said->steps);
	json_str(json, "step_sv", said->step_sv);
	json_str(json, "step_en", said->step_en);
	json_bool(json, "is_marked", said->is_marked);
	spread_write(json, "times_a_year", said->times);
	json_object_finish(json);
}

static void rollup_write(struct json_out *json, const struct rollup *times)
{
	json_object_begin(json, "times_a_year");
	json_int(json, "said", (int64_t)times->count);
	json_number(json, "least", times->least);
	json_number(json, "most", times->most);
	json_number(json, "decades", times->decades);
	json_bool(json, "is_apart", times->is_apart);
	spread_write(json, "pooled", times->pooled);
	json_object_finish(json);
}

static void numbers_write(struct json_out *json, const struct face_theme *theme)
{
	json_list_begin(json, "levels");
	for (size_t i = 0; i < theme->level_count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "zone", theme->levels[i].zone);
		json_int(json, "risks", theme->levels[i].count);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_list_begin(json, "values");
	for (size_t i = 0; i < theme->value_count; i++) {
		const struct face_value *value = &theme->values[i];

		json_object_begin(json, NULL);
		json_str(json, "value", value->value);
		json_int(json, "worst", value->step);
		json_int(json, "steps", value->steps);
		json_str(json, "name_sv", value->name_sv);
		json_str(json, "name_en", value->name_en);
		json_int(json, "risks", value->count);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void theme_write(struct json_out *json, const struct face_theme *theme)
{
	json_object_begin(json, NULL);
	json_str(json, "id", theme->public_id);
	json_str(json, "kind", str_of(risk_theme_kinds[theme->kind].name));
	json_int(json, "place", theme->place);
	json_str(json, "title", theme->title);
	json_str(json, "words", theme->words);
	json_str(json, "doing", theme->doing);
	json_str(json, "actors", theme->actors);
	json_str(json, "reason", theme->reason);
	json_str(json, "zone", theme->zone);
	json_bool(json, "is_marked", theme->is_marked);
	json_int(json, "units", theme->units);
	numbers_write(json, theme);
	rollup_write(json, &theme->times);
	json_list_begin(json, "said");
	for (size_t i = 0; i < theme->said.count; i++)
		said_write(json, &theme->said.at[i]);
	json_list_finish(json);
	json_object_finish(json);
}

struct reply theme_json(struct request *request, const struct face_theme *theme)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, LONGEST_FACE);
	json_begin(&json, out);
	theme_write(&json, theme);
	return reply_json(request, 200, out);
}

static void missing_write(struct json_out *json, const struct face_missing *missing)
{
	json_object_begin(json, NULL);
	json_str(json, "unit", missing->unit);
	json_str(json, "unit_sv", missing->unit_sv);
	json_str(json, "unit_en", missing->unit_en);
	json_bool(json, "is_returned", missing->is_returned);
	json_object_finish(json);
}

struct str face_json(struct arena *arena, const struct face *face)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST_FACE);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "units_in", face->units_in);
	json_int(&json, "units_all", face->units_all);
	json_int(&json, "risks", face->risks);
	json_list_begin(&json, "missing");
	for (size_t i = 0; i < face->missing.count; i++)
		missing_write(&json, &face->missing.at[i]);
	json_list_finish(&json);
	json_list_begin(&json, "themes");
	for (size_t i = 0; i < face->themes.count; i++)
		theme_write(&json, &face->themes.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return out_str(&out);
}

/* ---- Read back -------------------------------------------------------------------------------------------- */

static struct str text(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, json_text(object, name));
}
static int64_t whole(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}
static double real(const json_t *object, const char *name)
{
	return json_number_value(json_object_get(object, name));
}
static bool yes(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

static struct spread spread_read(const json_t *object, const char *name)
{
	const json_t *times = json_object_get(object, name);

	return (struct spread){ real(times, "low"), real(times, "middle"), real(times, "high") };
}

static struct face_said said_read(struct arena *arena, const json_t *row)
{
	return (struct face_said){ .risk = text(arena, row, "risk"), .number = text(arena, row, "number"),
		.title = text(arena, row, "title"), .unit = text(arena, row, "unit"),
		.unit_sv = text(arena, row, "unit_sv"), .unit_en = text(arena, row, "unit_en"),
		.zone = text(arena, row, "zone"), .step = whole(row, "probability"),
		.steps = whole(row, "steps"), .step_sv = text(arena, row, "step_sv"),
		.step_en = text(arena, row, "step_en"), .is_marked = yes(row, "is_marked"),
		.times = spread_read(row, "times_a_year") };
}

static void numbers_read(struct arena *arena, const json_t *object, struct face_theme *theme)
{
	const json_t *levels = json_object_get(object, "levels"), *values = json_object_get(object, "values");
	const json_t *times = json_object_get(object, "times_a_year");

	for (size_t i = 0; i < json_array_size(levels) && i < MOST_LEVELS; i++)
		theme->levels[theme->level_count++] = (struct face_level){
			text(arena, json_array_get(levels, i), "zone"),
			whole(json_array_get(levels, i), "risks") };
	for (size_t i = 0; i < json_array_size(values) && i < MOST_VALUES; i++) {
		const json_t *row = json_array_get(values, i);

		theme->values[theme->value_count++] = (struct face_value){ text(arena, row, "value"),
			text(arena, row, "name_sv"), text(arena, row, "name_en"), whole(row, "worst"),
			whole(row, "steps"), whole(row, "risks") };
	}
	theme->times = (struct rollup){ .count = (size_t)whole(times, "said"), .least = real(times, "least"),
		.most = real(times, "most"), .decades = real(times, "decades"),
		.is_apart = yes(times, "is_apart"), .pooled = spread_read(times, "pooled") };
}

static struct face_theme theme_read(struct arena *arena, const json_t *row)
{
	const json_t *said = json_object_get(row, "said");
	struct face_theme theme = { .public_id = text(arena, row, "id"), .title = text(arena, row, "title"),
		.words = text(arena, row, "words"), .doing = text(arena, row, "doing"),
		.actors = text(arena, row, "actors"), .reason = text(arena, row, "reason"),
		.zone = text(arena, row, "zone"), .kind = choice_of(risk_theme_kinds, text(arena, row, "kind")),
		.place = whole(row, "place"), .units = whole(row, "units"), .is_marked = yes(row, "is_marked") };

	numbers_read(arena, row, &theme);
	theme.said.at = arena_array(arena, struct face_said, json_array_size(said) + 1);
	for (size_t i = 0; i < json_array_size(said); i++)
		theme.said.at[theme.said.count++] = said_read(arena, json_array_get(said, i));
	return theme;
}

static void face_fill(struct arena *arena, const json_t *root, struct face *face)
{
	const json_t *missing = json_object_get(root, "missing"), *themes = json_object_get(root, "themes");

	face->units_in = whole(root, "units_in");
	face->units_all = whole(root, "units_all");
	face->risks = whole(root, "risks");
	face->missing.at = arena_array(arena, struct face_missing, json_array_size(missing) + 1);
	for (size_t i = 0; i < json_array_size(missing); i++) {
		const json_t *row = json_array_get(missing, i);

		face->missing.at[face->missing.count++] = (struct face_missing){ text(arena, row, "unit"),
			text(arena, row, "unit_sv"), text(arena, row, "unit_en"), yes(row, "is_returned") };
	}
	face->themes.at = arena_array(arena, struct face_theme, json_array_size(themes) + 1);
	for (size_t i = 0; i < json_array_size(themes); i++)
		face->themes.at[face->themes.count++] = theme_read(arena, json_array_get(themes, i));
}

const struct face *face_read(struct arena *arena, struct str json)
{
	struct face *face = arena_new(arena, struct face);
	struct str problem;
	json_t *root = json.len ? json_read(arena, json, &problem) : NULL;

	if (root)
		face_fill(arena, root, face);
	json_decref(root);
	return face;
}
