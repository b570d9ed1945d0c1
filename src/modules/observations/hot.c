/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/hot.c - the register of hot places. */
#include "modules/observations/inside.h"

#include "modules/measures/measures.h"
#include "modules/observations/pages.html.h"

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	hot_places_buttons(out, request_may(request, MAY_observations_decide));
}

struct reply hot_places_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Hot places"), .actions = list_actions,
		.status = str_of(_("Places that gather observations, and when they were last looked at; the longest ago first.")) };
	struct query query;

	hot_places_query(&query, view_arena(view));
	return table_reply(request, view, &hot_places_table, &query, &page);
}

struct reply hot_place_show(struct request *request, struct view *view)
{
	const struct hot_place *hot = hot_place_get(view, request_param(request, "id"));
	struct out *out;

	if (!hot)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &hot_place_record, hot);
	out = page_begin(request, view, str_z(request->arena, hot->name));
	hot_place_page(out, view, hot, request_may(request, MAY_observations_decide)
		&& observation_may_decide(view, hot->unit_id));
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "hot_place", hot->id, hot->unit_id);
	return page_end(request, 200);
}

static struct reply hot_form_page(struct request *request, struct view *view, const struct hot_place *hot,
                                  const char *title, struct str action)
{
	struct form_view form = form_view_of(request, view, &hot_place_form, hot);
	struct out *out = page_begin(request, view, title);

	hot_form_show(out, &form, title, action, hot->version);
	return page_end(request, 200);
}

struct reply hot_place_new(struct request *request, struct view *view)
{
	struct hot_place hot = { .since = date_today(), .reviewed_on = date_today(), .state = HOT_watched };

	return hot_form_page(request, view, &hot, _("New hot place"), S("/observations/places"));
}

void *hot_place_load(struct request *request, struct view *view)
{
	const struct hot_place *hot = hot_place_get(view, request_param(request, "id"));

	return hot && observation_may_decide(view, hot->unit_id) ? (void *)(uintptr_t)hot : NULL;
}

struct reply hot_place_edit(struct request *request, struct view *view)
{
	const struct hot_place *hot = hot_place_load(request, view);

	if (!hot)
		return reply_not_found(request);
	return hot_form_page(request, view, hot, _("Change the hot place"),
		arena_print(request->arena, "/observations/places/%.*s", STR(hot->public_id)));
}

struct reply hot_place_add(struct request *request, struct change *change)
{
	struct hot_place *hot = request_record(request);

	change_insert(change, &hot_place_record.shape, hot);
	request_message(request, _("The hot place is saved."));
	return reply_done(request, 201, &hot_place_record, hot, "/observations/places/%.*s", STR(hot->public_id));
}

struct reply hot_place_change(struct request *request, struct change *change)
{
	struct hot_place *hot = request_record(request);

	if (change_update(change, &hot_place_record.shape, hot, request_version(request)) == UPDATED_STALE)
		return reply_stale(request, &hot_place_record, hot,
			hot_place_get(change_view(change), hot->public_id));
	request_message(request, _("The hot place is saved."));
	return reply_done(request, 200, &hot_place_record, hot, "/observations/places/%.*s", STR(hot->public_id));
}
