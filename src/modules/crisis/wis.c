/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/wis.c - texts to paste into a system that takes reports but has no way in for
 * programs: a text for each of its fields, in its order.
 *
 * The fields are the catalogue crisis/wis_fields; `takes` says what stands in one: boxes, or
 * title, level, coordination, summary, direction, next.
 */
#include "modules/crisis/sitrep.h"

#include "base/json.h"
#include "modules/crisis/picture.html.h"

enum { TEXT_LONGEST = 64 * 1024, JSON_LONGEST = 256 * 1024 };

static void sentence_put(struct out *out, int certainty, struct str words, struct str whose)
{
	if (out->len)
		out_char(out, '\n');
	if (certainty != CERTAINTY_fact)
		out_print(out, "%s: ", _(certainties[certainty].label));
	out_raw(out, words);
	if (whose.len)
		out_print(out, " (%.*s)", STR(whose));
}

static void box_put(struct out *out, const struct wis *wis, struct str box)
{
	for (size_t i = 0; i < wis->lines.count; i++)
		if (str_equals(wis->lines.at[i].box, box))
			sentence_put(out, wis->lines.at[i].certainty, wis->lines.at[i].words, S(""));
	for (size_t i = 0; !wis->picture && i < wis->said.count; i++)
		if (str_equals(wis->said.at[i].box, box))
			sentence_put(out, wis->said.at[i].certainty, wis->said.at[i].words,
				wis->said.at[i].unit_name);
}

static void line_put(struct out *out, const char *before, struct str words)
{
	if (!words.len)
		return;
	out_print(out, "%s%s%.*s", out->len ? "\n" : "", before, STR(words));
}

/* Whether it is real or an exercise stands in the title, so that it cannot be left behind. */
static struct str title_of(struct arena *arena, const struct crisis *crisis)
{
	return crisis_words_marked(arena, crisis, crisis->title);
}

static void taken_put(struct out *out, const struct wis *wis, struct str what)
{
	const struct crisis *crisis = wis->crisis;

	if (str_is(what, "title"))
		line_put(out, "", title_of(out->arena, crisis));
	else if (str_is(what, "level"))
		line_put(out, "", code_name("crisis/levels", crisis->level));
	else if (str_is(what, "coordination") && crisis->coordination.len)
		line_put(out, "", arena_print(out->arena, "%s: %.*s", _("Central coordination"),
			STR(code_name("crisis/coordination", crisis->coordination))));
	else if (str_is(what, "summary") && wis->picture)
		line_put(out, "", wis->picture->summary);
	else if (str_is(what, "direction") && wis->direction)
		line_put(out, "", wis->direction->words);
	else if (str_is(what, "next") && wis->next.seconds)
		out_text(out, wis->next);
	else
		box_put(out, wis, what);
}

struct str wis_text(struct arena *arena, const struct wis *wis, const struct item *field)
{
	struct str takes = item_text(field, "takes");
	struct out out;

	out_init(&out, arena, TEXT_LONGEST);
	while (takes.len)
		taken_put(&out, wis, str_cut(&takes, ' '));
	return out_str(&out);
}

static struct wis wis_of(struct view *view, const struct crisis *crisis)
{
	struct rhythm_list rhythms = rhythms_of(view, crisis->id);
	const struct rhythm *reports = rhythm_of_reports(&rhythms);
	struct crisis_picture_list versions = pictures_of(view, crisis->id);
	struct direction_list directions = directions_of(view, crisis->id);
	struct wis wis = { .crisis = crisis };

	if (reports && crisis->state == CRISIS_open)
		wis.next = rhythm_next(reports, instant_now());
	if (directions.count)
		wis.direction = &directions.at[0];
	if (versions.count) {
		wis.picture = &versions.at[0];
		wis.lines = crisis_picture_lines(view, versions.at[0].id);
	} else {
		wis.said = said_now(view, crisis->id);
	}
	return wis;
}

static struct reply wis_json(struct request *request, const struct wis *wis)
{
	const struct catalogue *fields = catalogue_get("crisis/wis_fields");
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	for (size_t i = 0; i < fields->count; i++)
		json_str(&json, str_z(request->arena, fields->items[i].code),
			wis_text(request->arena, wis, &fields->items[i]));
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply wis_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct wis wis;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	wis = wis_of(view, crisis);
	if (request_wants_json(request))
		return wis_json(request, &wis);
	out = page_begin(request, view, _("Texts to paste"));
	crisis_mark(out, crisis);
	wis_show(out, &wis);
	return page_end(request, 200);
}
