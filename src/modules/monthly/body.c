/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/body.c - what was counted as JSON and back, its question and digest; what differs. */
#include "modules/monthly/inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "kit/version.h"
#include "modules/pictures/pictures.h"

enum { BODY_LONGEST = 4 << 20, ASKED_LONGEST = 4096 };

const char *const monthly_tables[MONTHLY_TABLES] = { "kinds", "severities", "places" };

bool monthly_has(const struct monthly_body *body, const char *part)
{
	struct str rest = body->parts;

	while (rest.len)
		if (str_is(str_cut(&rest, ' '), part))
			return true;
	return false;
}

struct str monthly_unit_name(const struct monthly_body *body)
{
	return tongue_pick(body->name_sv, body->name_en.len ? body->name_en : body->name_sv);
}

/* ---- Written: only what is a part, so that the same question gives the same bytes ------------- */

static void pair_write(struct json_out *json, const char *name, const int64_t *counts)
{
	json_object_begin(json, name);
	json_int(json, "now", counts[MONTHLY_NOW]);
	json_int(json, "before", counts[MONTHLY_BEFORE]);
	json_object_finish(json);
}

static void table_write(struct json_out *json, const char *name, const struct monthly_part_list *rows)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < rows->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "key", rows->at[i].key);
		if (rows->at[i].name.len)
			json_str(json, "name", rows->at[i].name);
		json_int(json, "now", rows->at[i].counts[MONTHLY_NOW]);
		json_int(json, "before", rows->at[i].counts[MONTHLY_BEFORE]);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void expected_write(struct json_out *json, const struct monthly_expected *expected)
{
	json_object_begin(json, "expected");
	json_bool(json, "is_known", expected->is_known);
	json_int(json, "months", expected->months);
	if (expected->is_known) {
		json_bool(json, "is_simple", expected->is_simple);
		json_int(json, "low", expected->low);
		json_int(json, "middle", expected->middle);
		json_int(json, "high", expected->high);
		json_int(json, "trials", expected->trials);
		json_int(json, "held", expected->held);
	}
	json_object_finish(json);
}

static void timeliness_write(struct json_out *json, const struct monthly_body *body)
{
	json_object_begin(json, "timeliness");
	json_int(json, "reported_hours", body->reported_hours);
	json_int(json, "reported", body->reported);
	json_int(json, "received_hours", body->received_hours);
	json_int(json, "received", body->received);
	json_object_finish(json);
}

/* Parts whose numbers are whole numbers under one name. */
static const struct number_part { const char *part, *name; size_t offset; } number_parts[] = {
	{ "measures", "begun", offsetof(struct monthly_body, begun) },
	{ "measures", "done", offsetof(struct monthly_body, done) },
	{ "measures", "late", offsetof(struct monthly_body, late) },
	{ "signals", "listed", offsetof(struct monthly_body, listed) },
	{ "signals", "read", offsetof(struct monthly_body, read) },
	{ "costs", "with_cost", offsetof(struct monthly_body, with_cost) },
	{ "costs", "kronor", offsetof(struct monthly_body, kronor) },
};

static int64_t *number_of(const struct monthly_body *body, const struct number_part *part)
{
	return (int64_t *)(uintptr_t)((const char *)body + part->offset);
}

static void numbers_write(struct json_out *json, const struct monthly_body *body)
{
	for (size_t i = 0; i < COUNT(number_parts); i++) {
		if (!monthly_has(body, number_parts[i].part))
			continue;
		if (!i || strcmp(number_parts[i].part, number_parts[i - 1].part) != 0)
			json_object_begin(json, number_parts[i].part);
		json_int(json, number_parts[i].name, *number_of(body, &number_parts[i]));
		if (i + 1 == COUNT(number_parts) || strcmp(number_parts[i].part, number_parts[i + 1].part) != 0)
			json_object_finish(json);
	}
}

static void surveys_write(struct json_out *json, const struct monthly_survey_list *surveys)
{
	json_list_begin(json, "surveys");
	for (size_t i = 0; i < surveys->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "key", surveys->at[i].path);
		json_str(json, "survey", surveys->at[i].survey);
		json_str(json, "round", surveys->at[i].round);
		json_object_finish(json);
	}
	json_list_finish(json);
}

struct str monthly_body_write(struct arena *arena, const struct monthly_body *body)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, BODY_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", body->unit_code);
	json_str(&json, "name_sv", body->name_sv);
	json_str(&json, "name_en", body->name_en);
	json_str(&json, "period", body->period);
	json_date(&json, "began", body->began);
	json_date(&json, "ended", body->ended);
	json_str(&json, "parts", body->parts);
	pair_write(&json, "total", body->totals);
	expected_write(&json, &body->expected);
	for (size_t i = 0; i < MONTHLY_TABLES; i++)
		if (monthly_has(body, monthly_tables[i]))
			table_write(&json, monthly_tables[i], &body->tables[i]);
	if (monthly_has(body, "near_misses"))
		pair_write(&json, "near_misses", body->near);
	if (monthly_has(body, "timeliness"))
		timeliness_write(&json, body);
	numbers_write(&json, body);
	if (monthly_has(body, "surveys"))
		surveys_write(&json, &body->surveys);
	json_object_finish(&json);
	return out_str(&out);
}

struct str monthly_query_write(struct arena *arena, const struct monthly_body *body)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, ASKED_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", body->unit_code);
	json_str(&json, "period", body->period);
	json_str(&json, "parts", body->parts);
	json_int(&json, "method", MONTHLY_METHOD);
	json_str(&json, "program", str_of(program_version));
	json_object_finish(&json);
	return out_str(&out);
}

struct str monthly_digest(struct arena *arena, struct str query, struct str body)
{
	return digest_hex(arena, arena_print(arena, "%.*s\n%.*s", STR(query), STR(body)));
}

/* ---- Read ---------------------------------------------------------------------------------------- */

static struct str text_in(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, json_text(object, name));
}

static int64_t number_in(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static struct date date_in(const json_t *object, const char *name)
{
	struct date date = { 0 };

	(void)date_read(json_text(object, name), &date);
	return date;
}

static void pair_read(const json_t *pair, int64_t *counts)
{
	counts[MONTHLY_NOW] = number_in(pair, "now");
	counts[MONTHLY_BEFORE] = number_in(pair, "before");
}

static struct monthly_part_list table_read(struct arena *arena, const json_t *rows)
{
	struct monthly_part_list list = { 0, arena_array(arena, struct monthly_part,
		json_array_size(rows) + 1) };

	for (; list.count < json_array_size(rows); list.count++) {
		const json_t *row = json_array_get(rows, list.count);
		struct monthly_part *part = &list.at[list.count];

		part->key = text_in(arena, row, "key");
		part->name = text_in(arena, row, "name");
		pair_read(row, part->counts);
	}
	return list;
}

static struct monthly_expected expected_read(const json_t *is)
{
	return (struct monthly_expected){ .is_known = json_is_true(json_object_get(is, "is_known")),
		.is_simple = json_is_true(json_object_get(is, "is_simple")), .low = number_in(is, "low"),
		.middle = number_in(is, "middle"), .high = number_in(is, "high"),
		.months = number_in(is, "months"), .trials = number_in(is, "trials"),
		.held = number_in(is, "held") };
}

static struct monthly_survey_list surveys_read(struct arena *arena, const json_t *rows)
{
	struct monthly_survey_list list = { 0, arena_array(arena, struct monthly_survey,
		json_array_size(rows) + 1) };

	for (; list.count < json_array_size(rows); list.count++) {
		const json_t *row = json_array_get(rows, list.count);

		list.at[list.count] = (struct monthly_survey){ text_in(arena, row, "survey"),
			text_in(arena, row, "round"), text_in(arena, row, "key") };
	}
	return list;
}

static void body_fill(struct arena *arena, const json_t *root, struct monthly_body *body)
{
	const json_t *timeliness = json_object_get(root, "timeliness");

	body->unit_code = text_in(arena, root, "unit");
	body->name_sv = text_in(arena, root, "name_sv");
	body->name_en = text_in(arena, root, "name_en");
	body->period = text_in(arena, root, "period");
	body->began = date_in(root, "began");
	body->ended = date_in(root, "ended");
	body->parts = text_in(arena, root, "parts");
	pair_read(json_object_get(root, "total"), body->totals);
	body->expected = expected_read(json_object_get(root, "expected"));
	for (size_t i = 0; i < MONTHLY_TABLES; i++)
		body->tables[i] = table_read(arena, json_object_get(root, monthly_tables[i]));
	pair_read(json_object_get(root, "near_misses"), body->near);
	body->reported_hours = number_in(timeliness, "reported_hours");
	body->reported = number_in(timeliness, "reported");
	body->received_hours = number_in(timeliness, "received_hours");
	body->received = number_in(timeliness, "received");
	for (size_t i = 0; i < COUNT(number_parts); i++)
		*number_of(body, &number_parts[i]) = number_in(json_object_get(root, number_parts[i].part),
			number_parts[i].name);
	body->surveys = surveys_read(arena, json_object_get(root, "surveys"));
}

const struct monthly_body *monthly_body_read(struct arena *arena, struct str text)
{
	struct str problem = S("");
	json_t *root = json_read(arena, text, &problem);
	struct monthly_body *body = arena_new(arena, struct monthly_body);

	if (!root)
		return NULL;
	body_fill(arena, root, body);
	json_decref(root);
	return body;
}

struct monthly_query monthly_query_read(struct arena *arena, struct str text)
{
	struct str problem = S("");
	json_t *root = json_read(arena, text, &problem);
	struct monthly_query query = { 0 };

	if (root)
		query = (struct monthly_query){ number_in(root, "method"), text_in(arena, root, "program") };
	json_decref(root);
	return query;
}

/* ---- What differs ----------------------------------------------------------------------------------- */

/* In which list the keys of a table have names; NULL: they have their own. */
static const char *const key_lists[MONTHLY_TABLES] = { "event/types", "event/severities", NULL };

static const struct { const char *path, *words; } path_words[] = {
	{ "now", N_("the month") }, { "before", N_("the same month the year before") },
	{ "low", N_("at least") }, { "middle", N_("most likely") }, { "high", N_("at most") },
	{ "reported", N_("reported in time") }, { "received", N_("received in time") },
	{ "begun", N_("decided") }, { "done", N_("done") }, { "late", N_("late") },
	{ "listed", N_("signals") }, { "read", N_("read") }, { "with_cost", N_("events with a cost") },
	{ "kronor", N_("kronor") }, { "is_known", N_("can be told") }, { "months", N_("months looked back on") },
	{ "held", N_("held when tried on the past") }, { "trials", N_("trials on the past") },
};

static struct str last_words(struct str name)
{
	for (size_t i = 0; i < COUNT(path_words); i++)
		if (str_is(name, path_words[i].path))
			return str_of(_(path_words[i].words));
	return name;
}

static struct str part_words(struct str part)
{
	return str_is(part, "expected") ? str_of(_("What was expected")) : code_name("monthly/parts", part);
}

static struct str key_words(struct str part, struct str key)
{
	for (size_t i = 0; i < MONTHLY_TABLES; i++)
		if (str_is(part, monthly_tables[i]) && key_lists[i])
			return code_name(key_lists[i], key);
	return key;
}

/* "kinds[fire-small].now" as people say it. */
static struct str path_said(struct arena *arena, struct str path)
{
	size_t open = 0, close = 0, dot = 0;

	for (size_t i = 0; i < path.len; i++) {
		open = path.at[i] == '[' && !open ? i : open;
		close = path.at[i] == ']' ? i : close;
		dot = path.at[i] == '.' ? i : dot;
	}
	if (open && close > open) {
		struct str part = str_part(path, 0, open), key = str_part(path, open + 1, close - open - 1);

		return arena_print(arena, "%.*s, %.*s%s%.*s", STR(part_words(part)), STR(key_words(part, key)),
			dot > close ? ", " : "", STR(dot > close
				? last_words(str_part(path, dot + 1, path.len - dot - 1)) : S("")));
	}
	return dot ? arena_print(arena, "%.*s, %.*s", STR(part_words(str_part(path, 0, dot))),
		STR(last_words(str_part(path, dot + 1, path.len - dot - 1)))) : part_words(path);
}

struct monthly_difference_list monthly_differences(struct arena *arena, struct str was, struct str is)
{
	struct again_value_list values = again_values(arena, was, is);
	struct monthly_difference_list list = { 0, arena_array(arena, struct monthly_difference,
		values.count + 1) };

	for (size_t i = 0; i < values.count; i++)
		list.at[list.count++] = (struct monthly_difference){ path_said(arena, values.at[i].path),
			values.at[i].was, values.at[i].is };
	return list;
}
