/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/again.c - see again.h. */
#include "modules/pictures/again.h"

#include "base/crypto.h"
#include "base/json.h"
#include "kit/argument.h"
#include "kit/reference.h"
#include "kit/setting.h"
#include "kit/version.h"
#include "modules/pictures/again.html.h"
#include "modules/pictures/write.h"

#include <stdio.h>

enum { LONGEST_JSON = 8 << 20, ARENA_BYTES = 256 << 20 };

/* ---- What is another value --------------------------------------------------------------- */

/* What tells one row of a list from the others. */
static struct str row_key(struct arena *arena, const json_t *row, size_t i)
{
	static const char *const names[] = { "key", "month", "number", "source" };

	for (size_t k = 0; k < COUNT(names); k++)
		if (json_is_object(row) && json_object_get(row, names[k]))
			return arena_copy(arena, json_text(row, names[k]));
	return arena_print(arena, "%zu", i);
}

static struct str value_words(struct arena *arena, const json_t *value)
{
	if (json_is_integer(value))
		return arena_print(arena, "%lld", (long long)json_integer_value(value));
	if (json_is_string(value))
		return arena_copy(arena, str_of(json_string_value(value)));
	return value ? S("…") : S("–");
}

struct walking {
	struct arena *arena;
	struct again_value_list list;
};

static void differ(struct walking *walking, struct str path, const json_t *was, const json_t *is, int deep);

static void differ_object(struct walking *walking, struct str path, const json_t *was, const json_t *is, int deep)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)was, name, value)
		differ(walking, arena_print(walking->arena, "%.*s%s%s", STR(path), path.len ? "." : "", name),
			value, json_object_get(is, name), deep);
	json_object_foreach((json_t *)(uintptr_t)is, name, value)
		if (!json_object_get(was, name))
			differ(walking, arena_print(walking->arena, "%.*s%s%s", STR(path), path.len ? "." : "",
				name), NULL, value, deep);
}

static const json_t *row_of(struct walking *walking, const json_t *list, struct str key)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (str_equals(row_key(walking->arena, json_array_get(list, i), i), key))
			return json_array_get(list, i);
	return NULL;
}

static void differ_list(struct walking *walking, struct str path, const json_t *was, const json_t *is, int deep)
{
	for (size_t i = 0; i < json_array_size(was); i++) {
		struct str key = row_key(walking->arena, json_array_get(was, i), i);

		differ(walking, arena_print(walking->arena, "%.*s[%.*s]", STR(path), STR(key)),
			json_array_get(was, i), row_of(walking, is, key), deep);
	}
	for (size_t i = 0; i < json_array_size(is); i++) {
		struct str key = row_key(walking->arena, json_array_get(is, i), i);

		if (!row_of(walking, was, key))
			differ(walking, arena_print(walking->arena, "%.*s[%.*s]", STR(path), STR(key)),
				NULL, json_array_get(is, i), deep);
	}
}

static void differ(struct walking *walking, struct str path, const json_t *was, const json_t *is, int deep)
{
	if (deep == 0 || walking->list.count == MOST_AGAIN || (was && is && json_equal(was, is)))
		return;
	if (json_is_object(was) && json_is_object(is))
		differ_object(walking, path, was, is, deep - 1);
	else if (json_is_array(was) && json_is_array(is))
		differ_list(walking, path, was, is, deep - 1);
	else
		walking->list.at[walking->list.count++] = (struct again_value){ path,
			value_words(walking->arena, was), value_words(walking->arena, is) };
}

struct again_value_list again_values(struct arena *arena, struct str was, struct str is)
{
	struct walking walking = { arena, { 0, arena_array(arena, struct again_value, MOST_AGAIN) } };
	struct str problem = S("");
	json_t *before = json_read(arena, was, &problem), *now = json_read(arena, is, &problem);

	if (before && now)
		differ(&walking, S(""), before, now, JSON_DEEPEST);
	json_decref(before);
	json_decref(now);
	return walking.list;
}

/* ---- Counted ------------------------------------------------------------------------------- */

/* Names of rows are in the language of who took the numbers. */
static struct str numbers_again(struct view *view, const struct picture_query *query,
                                const struct numbers **numbers)
{
	struct arena *arena = view_arena(view);
	struct str mine = arena_copy(arena, str_of(tongue_code())), text;

	if (query->language.len)
		tongue_choose(query->language);
	*numbers = numbers_take(view, query);
	text = numbers_write(arena, *numbers);
	tongue_choose(mine);
	return text;
}

const struct again *picture_again_count(struct view *view, const struct picture_page *page)
{
	struct arena *arena = view_arena(view);
	struct again *again = arena_new(arena, struct again);
	const struct numbers *now;
	struct str text = numbers_again(view, page->query, &now);

	again->digest = numbers_digest(arena, page->extract->query, text);
	again->is_same = str_equals(again->digest, page->extract->digest);
	again->is_kept_whole = !page->picture->frozen.len
		|| str_equals(digest_hex(arena, page->picture->frozen), page->picture->frozen_digest);
	if (again->is_same)
		return again;
	again->change_count = numbers_compare(page->numbers, now, again->changes, MOST_NUMBER_CHANGES);
	again->values = again_values(arena, page->extract->numbers, text);
	again->late = again_events(view, page->query, false, page->extract->taken_at);
	again->late_before = again_events(view, page->query, true, page->extract->taken_at);
	return again;
}

/* ---- Told ----------------------------------------------------------------------------------- */

static void events_json(struct json_out *json, const char *name, const struct again_event_list *events)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < events->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "number", events->at[i].number);
		json_instant(json, "at", events->at[i].at);
		json_bool(json, "is_late", events->at[i].is_late);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void again_json(struct out *out, const struct picture_page *page, const struct again *again)
{
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_bool(&json, "is_same", again->is_same);
	json_bool(&json, "is_kept_whole", again->is_kept_whole);
	json_instant(&json, "taken_at", page->extract->taken_at);
	json_str(&json, "digest", page->extract->digest);
	json_str(&json, "digest_now", again->digest);
	json_int(&json, "method", page->query->method);
	json_int(&json, "method_now", PICTURE_METHOD);
	json_str(&json, "program", page->query->program);
	json_str(&json, "program_now", str_of(program_version));
	json_list_begin(&json, "values");
	for (size_t i = 0; i < again->values.count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "path", again->values.at[i].path);
		json_str(&json, "was", again->values.at[i].was);
		json_str(&json, "is", again->values.at[i].is);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	events_json(&json, "events_since", &again->late);
	events_json(&json, "events_since_year_before", &again->late_before);
	json_object_finish(&json);
}

struct reply picture_again(struct request *request, struct view *view)
{
	const struct picture *picture = picture_asked(request, view);
	struct picture_page page;
	const struct again *again;
	struct out *out, json;

	if (!picture)
		return reply_not_found(request);
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	if (!page.numbers)
		return reply_not_found(request);
	if (!page.has_links)
		return reply_problem(request, 403, _("You do not read the events behind the picture."),
			str_of(_("Whoever does not read them would count others, and that would say nothing of the picture. Ask the coordinator of the unit, or an auditor, to count again.")));
	again = picture_again_count(view, &page);
	if (request_wants_json(request)) {
		out_init(&json, request->arena, LONGEST_JSON);
		again_json(&json, &page, again);
		return reply_json(request, 200, &json);
	}
	out = page_begin(request, view, _("Counted again"));
	again_show(out, &page, again);
	return page_end(request, 200);
}

/* ---- On the command line ----------------------------------------------------------------------- */

static void again_print(const struct picture_page *page, const struct again *again)
{
	const struct again_event_list *lists[] = { &again->late, &again->late_before };

	printf("%s %.*s %.*s\n", again->is_same ? "same" : "another", STR(page->extract->digest),
		STR(again->digest));
	if (!again->is_kept_whole)
		printf("broken what was submitted does not have its digest\n");
	if (again->is_same)
		return;
	if (page->query->method != PICTURE_METHOD)
		printf("method %lld then, %d now\n", (long long)page->query->method, PICTURE_METHOD);
	if (!str_is(page->query->program, program_version))
		printf("program %.*s then, %s now\n", STR(page->query->program), program_version);
	for (size_t i = 0; i < again->values.count; i++)
		printf("value %.*s: %.*s then, %.*s now\n", STR(again->values.at[i].path),
			STR(again->values.at[i].was), STR(again->values.at[i].is));
	for (size_t l = 0; l < COUNT(lists); l++)
		for (size_t i = 0; i < lists[l]->count; i++)
			printf("event %.*s %s\n", STR(lists[l]->at[i].number),
				lists[l]->at[i].is_late ? "was reported since" : "has been changed since");
}

/* The person who took the numbers counts them again, so that the rights are the same. */
static int counted_as_then(struct store *store, struct arena *arena, const struct picture *picture,
                           int64_t person)
{
	struct view *view = view_open(store, arena, (struct who){ .person = person });
	const struct picture *mine = picture_get(view, picture->public_id);
	const struct again *again;
	struct picture_page page;
	int status = 2;

	if (mine) {
		page = picture_page_of(view, mine, true);
		again = picture_again_count(view, &page);
		again_print(&page, again);
		status = again->is_same && again->is_kept_whole ? 0 : 1;
	} else {
		fprintf(stderr, "varn picture-again: who took the numbers reads the picture no more\n");
	}
	view_close(view);
	return status;
}

int picture_again_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct str unit = argument_text(argc, argv, "unit"), period = argument_text(argc, argv, "period");
	int64_t unit_id = unit.len ? reference_find(view, "unit", unit) : 0;
	const struct picture *picture = unit_id && period.len ? picture_of_period(view, unit_id,
		argument_text(argc, argv, "kind"), period) : NULL;
	const struct picture_extract *extract = picture ? extract_get(view, picture->extract_id) : NULL;
	int64_t person = extract ? extract->created_by : 0;
	int status = 2;

	view_close(view);
	tongue_choose(setting_text("language"));
	if (!extract)
		fprintf(stderr, "varn picture-again: there is no such picture with numbers; say --unit and --period\n");
	else
		status = counted_as_then(store, arena, picture, person);
	arena_close(arena);
	return status;
}
