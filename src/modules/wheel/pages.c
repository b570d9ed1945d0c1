/* SPDX-License-Identifier: EUPL-1.2 */
/* wheel/pages.c - the list and the drawing; the routes of the room. */
#include "modules/wheel/inside.h"

#include "base/json.h"
#include "modules/wheel/pages.html.h"

enum { YEAR_LEAST = 2000, YEAR_MOST = 2200, MOST_DRAWN = 99 };

static int year_asked(struct request *request)
{
	int64_t year = 0;

	if (!str_to_int(request_query(request, "year"), &year) || year < YEAR_LEAST
	    || year > YEAR_MOST)
		return date_today().year;
	return (int)year;
}

/* The unit of the address; else the board that one belongs to. */
static const struct unit *unit_asked(struct request *request, struct view *view)
{
	struct str code = request_query(request, "unit");

	if (code.len)
		return unit_of_code(view, code);
	return unit_get(view, unit_board(view, request_person(request)->unit_id, date_today()));
}

static void months_find(struct wheel_page *page)
{
	for (int month = 1; month <= 12; month++) {
		struct wheel_month *found = &page->months[month - 1];

		*found = (struct wheel_month){ .number = month, .name = month_name(month) };
		for (size_t i = 0; i < page->items.count; i++)
			if (page->items.at[i].on.month == month) {
				found->from = found->count ? found->from : i;
				found->count++;
			}
	}
}

static void kind_filter(struct wheel_item_list *items, struct str kind)
{
	size_t kept = 0;

	for (size_t i = 0; i < items->count; i++)
		if (!kind.len || str_equals(items->at[i].kind, kind))
			items->at[kept++] = items->at[i];
	items->count = kept;
}

static struct wheel_page page_of(struct request *request, struct view *view, bool is_own)
{
	struct wheel_page page = { .view = view, .year = year_asked(request),
		.today = date_today(), .kind = request_query(request, "kind"),
		.unit = is_own ? NULL : unit_asked(request, view) };
	struct wheel_ask ask = { .from = { page.year, 1, 1 }, .to = { page.year, 12, 31 } };
	struct wheel_item_list drawn;

	if (page.unit)
		ask.unit_id = page.unit->id;
	else
		ask.person_id = view_me(view);
	page.items = wheel_items_for(view, &ask, request_person(request));
	kind_filter(&page.items, page.kind);
	months_find(&page);
	drawn = page.items;
	drawn.count = drawn.count > MOST_DRAWN ? MOST_DRAWN : drawn.count;
	page.drawing = wheel_drawing(view_arena(view), &drawn, page.year, page.today);
	return page;
}

static struct reply wheel_json(struct request *request, const struct wheel_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 16 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_int(&json, "year", page->year);
	json_str(&json, "unit", page->unit ? page->unit->code : S(""));
	json_list_begin(&json, "items");
	for (size_t i = 0; i < page->items.count; i++) {
		const struct wheel_item *item = &page->items.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "uid", item->uid);
		json_str(&json, "kind", item->kind);
		json_str(&json, "words", item->words);
		json_str(&json, "title", item->title);
		json_date(&json, "on", item->on);
		json_date(&json, "to", item->to);
		json_str(&json, "state", item->state);
		json_bool(&json, "is_late", item->is_late);
		json_str(&json, "path", item->path);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static struct reply wheel_reply(struct request *request, struct view *view, bool is_own)
{
	struct wheel_page page = page_of(request, view, is_own);
	struct out *out;

	if (!is_own && !page.unit && request_query(request, "unit").len)
		return reply_not_found(request);
	if (request_wants_json(request))
		return wheel_json(request, &page);
	out = page_begin(request, view, _("Year wheel"));
	wheel_show(out, &page);
	return page_end(request, 200);
}

static struct reply wheel_of_unit(struct request *request, struct view *view)
{
	return wheel_reply(request, view, false);
}

static struct reply wheel_of_me(struct request *request, struct view *view)
{
	return wheel_reply(request, view, true);
}

static const struct route wheel_routes[] = {
	{ GET, "/wheel", .need = SIGNED_IN, .show = wheel_of_unit, .is_api_too = true,
	  .label = N_("Year wheel of a unit") },
	{ GET, "/wheel/me", .need = SIGNED_IN, .show = wheel_of_me, .is_api_too = true,
	  .label = N_("My year wheel") },
	{ GET, "/wheel/feeds", .need = SIGNED_IN, .show = feeds_show, .label = N_("Calendar feeds") },
	{ POST, "/wheel/feeds", .need = SIGNED_IN, .act = feed_add, .form = &feed_form,
	  .again = feeds_show, .label = N_("Make a calendar feed") },
	{ GET, "/wheel/feeds/roster/:roster", .need = SIGNED_IN, .show = roster_feed_show,
	  .label = N_("Subscribe to a roster") },
	{ POST, "/wheel/feeds/roster/:roster", .need = SIGNED_IN, .act = roster_feed_add,
	  .form = &roster_feed_form, .again = roster_feed_show,
	  .label = N_("Make a calendar feed of a roster") },
	{ POST, "/wheel/feeds/:id/end", .need = SIGNED_IN, .act = feed_stop,
	  .label = N_("End a calendar feed") },
	{ GET, "/feeds/:token", .need = ANYBODY, .show = feed_calendar,
	  .label = N_("A calendar, for programs") },
	{ .path = NULL },
};

static const struct record *const records[] = { &feed_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Year wheel"), "/wheel", SIGNED_IN, "wheel", false },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module wheel_module = {
	.name = "wheel", .routes = wheel_routes, .records = records, .menu = menu,
	.jobs = wheel_jobs, .commands = wheel_commands, .wheel = wheel_sources,
};
