/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * forums/now.c - the standing picture of a council: continuously, not once a year.
 *
 * The numbers are those of this moment, of the year so far beside the same days of the year
 * before, and each leads to its rows.  Without restricted events: the page is read by many.
 * A council with a geographic unit sees that unit, the others the whole city.
 */
#include "modules/forums/inside.h"

#include "base/json.h"
#include "modules/events/events.h"
#include "modules/forums/now.h"
#include "modules/forums/pages.html.h"
#include "modules/units/units.h"

static struct event_ask ask_of(const struct forum *forum, const struct unit *unit, struct date to)
{
	const struct item *kind = unit ? item_find("unit_kinds", unit->kind) : NULL;
	bool is_board = kind && item_int(kind, "is_board");
	bool has_area = kind && item_int(kind, "has_area");

	return (struct event_ask){ .unit_id = has_area ? forum->unit_id : 0,
		.is_board = has_area && is_board, .as_is = has_area, .without_restricted = true,
		.from = date_year_start(to), .to = to };
}

const struct now_line now_lines[NOW_LINES] = {
	[NOW_ACCIDENTS] = { "accidents", N_("Accidents and near misses"), "accident near_miss environment" },
	[NOW_CRIME] = { "crime", N_("Crime"), "crime" },
	[NOW_THREATS] = { "threats", N_("Threats and violence"), "threat" },
	[NOW_DISRUPTIONS] = { "disruptions", N_("Disruptions"), "disruption it" },
	[NOW_OTHER] = { "other", N_("Other unwanted events"), "" },
};

/* A branch of types belongs to one class, and by it to one line. */
static int line_of(struct str branch)
{
	struct str class = item_text(item_find("event/types", branch), "class");

	for (int i = 0; i < NOW_OTHER; i++)
		if (str_has_word(str_of(now_lines[i].classes), class))
			return i;
	return NOW_OTHER;
}

static void counts_add(struct view *view, const struct event_ask *ask, struct now_count *counts,
                       bool is_before)
{
	struct event_count_list list = events_count(view, ask, "branch");

	for (size_t i = 0; i < list.count; i++) {
		struct now_count *count = &counts[line_of(list.at[i].key)];

		*(is_before ? &count->before : &count->now) += list.at[i].events;
		*(is_before ? &count->injured_before : &count->injured) += list.at[i].injured;
	}
}

/* The branches of a line, so that its number leads to exactly those rows. */
static struct str line_types(struct arena *arena, int line)
{
	const struct catalogue *types = catalogue_get("event/types");
	struct out out;

	out_init(&out, arena, 4096);
	for (size_t i = 0; i < types->count; i++)
		if (!types->items[i].parent.len && line_of(types->items[i].code) == line)
			out_print(&out, "%s%.*s", out_str(&out).len ? " " : "", STR(types->items[i].code));
	return out_str(&out);
}

static void links_put(struct view *view, const struct event_ask *now, const struct event_ask *before,
                      struct now_count *counts)
{
	struct arena *arena = view_arena(view);

	for (int i = 0; i < NOW_LINES; i++) {
		struct event_ask ask = *now, earlier = *before;

		ask.types = earlier.types = line_types(arena, i);
		if (!ask.types.len)
			continue;
		counts[i].link = events_link(arena, &ask, "", S(""));
		counts[i].before_link = events_link(arena, &earlier, "", S(""));
	}
}

static struct now_page now_of(struct request *request, struct view *view, const struct forum *forum)
{
	const struct unit *unit = unit_get(view, forum->unit_id);
	struct date today = date_today();
	struct event_ask ask = ask_of(forum, unit, today), before;
	struct now_page page = { .forum = forum, .unit = unit_name(view, ask.unit_id),
		.is_city = !ask.unit_id, .sees_all = ask.unit_id || forum_sees_city(view),
		.from = ask.from, .to = today };

	before = ask;
	before.from = date_add_months(ask.from, -12);
	before.to = date_add_months(today, -12);
	counts_add(view, &ask, page.counts, false);
	counts_add(view, &before, page.counts, true);
	page.changed = events_changed(view, &ask);
	for (int i = 0; i < NOW_LINES; i++) {
		page.injured += page.counts[i].injured;
		page.injured_before += page.counts[i].injured_before;
	}
	if (request_may(request, MAY_events_read))
		links_put(view, &ask, &before, page.counts);
	return page;
}

static struct reply now_json(struct request *request, const struct now_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 64 * 1024);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "forum", page->forum->code);
	json_date(&json, "from", page->from);
	json_date(&json, "to", page->to);
	json_instant(&json, "changed", page->changed);
	json_int(&json, "injured", page->injured);
	json_int(&json, "injured_before", page->injured_before);
	json_list_begin(&json, "counts");
	for (int i = 0; i < NOW_LINES; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "line", str_of(now_lines[i].name));
		json_int(&json, "now", page->counts[i].now);
		json_int(&json, "before", page->counts[i].before);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply forum_now_show(struct request *request, struct view *view)
{
	const struct forum *forum = forum_of_code(view, request_param(request, "code"));
	struct priority_row_list priorities;
	struct meeting_row_list meetings;
	struct now_page page;
	struct out *out;

	if (!forum || !item_int(item_find("forum_kinds", forum->kind), "standing"))
		return reply_not_found(request);
	page = now_of(request, view, forum);
	if (request_wants_json(request))
		return now_json(request, &page);
	priorities = forum_priorities(view, forum->id, 0);
	meetings = forum_meetings(view, forum->id);
	out = page_begin(request, view, str_z(request->arena, arena_print(request->arena,
		_("%.*s now"), STR(forum->name))));
	now_show(out, &page);
	priorities_box(out, forum, &priorities);
	meetings_box(out, forum, &meetings);
	return page_end(request, 200);
}
