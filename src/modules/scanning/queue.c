/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/queue.c - the queue where items are tagged or dropped with one key, the list, an item.
 *
 * Whoever judges has read a version.  When somebody else has judged in the meantime nothing is
 * changed, and the page says who and how (409).
 */
#include "modules/scanning/inside.h"

#include "base/crypto.h"
#include "kit/setting.h"
#include "modules/people/people.h"
#include "modules/scanning/pages.html.h"
#include "modules/warnings/warnings.h"

enum { QUEUE_SHOWN = 12, DAYS_COUNTED = 30, JSON_LONGEST = 1 << 20 };

/* ---- The queue ------------------------------------------------------------------------------ */

static struct instant days_ago(int days)
{
	return (struct instant){ instant_now().seconds - days * (int64_t)DAY };
}

static struct news_desk desk_of(struct request *request, struct view *view)
{
	struct str asked = request_query(request, "item");
	struct news_desk desk = { .next = news_queue(view, QUEUE_SHOWN),
		.waiting = news_count(view, NEWS_new, (struct instant){ 0 }),
		.tagged = news_count(view, NEWS_tagged, days_ago(DAYS_COUNTED)),
		.dropped = news_count(view, NEWS_dropped, days_ago(DAYS_COUNTED)),
		.is_fetched = setting_yes("scanning_network") };

	if (asked.len)
		desk.item = news_item_get(view, asked);
	if ((!desk.item || desk.item->state != NEWS_new) && desk.next.count)
		desk.item = &desk.next.at[0];
	return desk;
}

static struct reply queue_json(struct request *request, const struct news_desk *desk)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "waiting", desk->waiting);
	json_int(&json, "tagged_30_days", desk->tagged);
	json_int(&json, "dropped_30_days", desk->dropped);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < desk->next.count; i++)
		record_json(&json, &news_item_record, &desk->next.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply news_queue_page(struct request *request, struct view *view)
{
	struct news_desk desk = desk_of(request, view);
	struct out *out;

	if (request_wants_json(request))
		return queue_json(request, &desk);
	out = page_begin(request, view, _("Horizon scanning"));
	news_desk_head(out, &desk);
	if (desk.item)
		news_desk_item(out, request, desk.item);
	else
		news_desk_empty(out);
	warnings_now_show(out, request, view);
	if (desk.next.count > 1)
		news_desk_next(out, &desk);
	return page_end(request, 200);
}

/* ---- The list, an item --------------------------------------------------------------------------- */

static void items_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	(void)view;
	news_items_actions(out);
}

struct reply news_items_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("News"), .actions = items_actions };
	struct query query;

	news_items_query(request, view, &query);
	return table_reply(request, view, &news_items_table, &query, &page);
}

struct reply news_item_page(struct request *request, struct view *view)
{
	const struct news_item *item = news_item_get(view, request_param(request, "id"));
	struct form_view form;
	struct out *out;

	if (!item)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &news_item_record, item);
	out = page_begin(request, view, str_z(request->arena, item->title));
	news_item_show(out, item, news_source_of_id(view, item->source_id));
	form = form_view_of(request, view, &news_tags_form, item);
	form_begin(out, &form, arena_print(request->arena, "/scanning/items/%.*s/tags", STR(item->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the tags"), S("/scanning"));
	form_end(out);
	if (item->state != NEWS_dropped)
		news_item_drop(out, request, item);
	news_item_befores_show(out, news_item_befores(view, item->id));
	return page_end(request, 200);
}

struct reply news_item_new(struct request *request, struct view *view)
{
	struct news_item empty = { 0 };
	struct form_view form;
	struct out *out;

	if (!scanning_may_write(view))
		return reply_not_found(request);
	form = form_view_of(request, view, &news_item_form, &empty);
	out = page_begin(request, view, _("Write in news"));
	news_item_new_head(out);
	form_begin(out, &form, S("/scanning/items"), false);
	form_all(out, &form);
	form_buttons(out, _("Save it"), S("/scanning"));
	form_end(out);
	return page_end(request, 200);
}

struct reply news_item_add_act(struct request *request, struct change *change)
{
	struct news_item *item = request_record(request);

	if (!scanning_may_write(change_view(change)))
		return reply_not_found(request);
	item->item_key = uuid_v7(request->arena);
	item->received_at = instant_now();
	item->edition = 1;
	item->state = item->tags.len ? NEWS_tagged : NEWS_new;
	if (item->tags.len) {
		item->judged_by = change_me(change);
		item->judged_name = person_name(change_view(change), item->judged_by);
		item->judged_at = item->received_at;
	}
	change_insert(change, &news_item_record.shape, item);
	request_message(request, item->tags.len ? _("It is saved and tagged.")
		: _("It is saved and waits in the queue."));
	return reply_done(request, 201, &news_item_record, item, "/scanning/items/%.*s",
		STR(item->public_id));
}

/* ---- Judging --------------------------------------------------------------------------------------- */

static struct str tag_names(struct arena *arena, struct str tags)
{
	struct str names = S("");

	while (tags.len) {
		struct str tag = str_cut(&tags, ' ');

		names = arena_print(arena, "%.*s%s%.*s", STR(names), names.len ? ", " : "",
			STR(code_name("scanning/tags", tag)));
	}
	return names;
}

/* 409: somebody was first, and it is said who and with what. */
static struct reply taken(struct request *request, const struct news_item *item)
{
	struct str words = str_of(_("Nothing was changed. Go back to the queue and read it again."));

	if (item->state == NEWS_tagged)
		words = arena_print(request->arena, _("%.*s has tagged it already: %.*s. Nothing was changed."),
			STR(item->judged_name), STR(tag_names(request->arena, item->tags)));
	else if (item->state == NEWS_dropped)
		words = arena_print(request->arena, _("%.*s has dropped it already. Nothing was changed."),
			STR(item->judged_name));
	return reply_problem(request, 409, _("Somebody else was first."), words);
}

/* Saves what was judged of it; the way back is offered. */
static struct reply judged(struct request *request, struct change *change, const struct news_item *before,
                           struct news_item *item, const char *message, const char *path)
{
	struct undo *undo = undo_begin(change, "row");

	item->judged_by = change_me(change);
	item->judged_name = person_name(change_view(change), item->judged_by);
	item->judged_at = instant_now();
	if (change_update(change, &news_item_record.shape, item, before->version) != UPDATED)
		return taken(request, news_item_get(change_view(change), before->public_id));
	undo_row(undo, &news_item_record.shape, before, item);
	request_message(request, message);
	undo_offer(undo, request);
	return reply_done(request, 200, &news_item_record, item, "%s", path);
}

/* One tag by one key; what it had stays, so that a second key on its page adds. */
struct reply news_tag_act(struct request *request, struct change *change)
{
	const struct news_item *before = news_item_get(change_view(change), request_param(request, "id"));
	const struct item *tag = item_find("scanning/tags", request_field(request, "tag"));
	struct news_item item;

	if (!before)
		return reply_not_found(request);
	if (!tag || tag->is_retired) {
		problem_add(request_problems(request), "tag", "%s", _("Choose one of the tags."));
		return reply_again(request, change);
	}
	if (!news_may_judge(before, request_version(request)))
		return taken(request, before);
	item = *before;
	item.state = NEWS_tagged;
	if (!str_has_word(item.tags, tag->code))
		item.tags = item.tags.len ? arena_print(request->arena, "%.*s %.*s", STR(item.tags),
			STR(tag->code)) : tag->code;
	return judged(request, change, before, &item, arena_print(request->arena,
		_("Tagged %.*s: %.*s"), STR(item_name(tag)), STR(item.title)).at, "/scanning");
}

struct reply news_drop_act(struct request *request, struct change *change)
{
	const struct news_item *before = news_item_get(change_view(change), request_param(request, "id"));
	struct news_item item;

	if (!before)
		return reply_not_found(request);
	if (!news_may_judge(before, request_version(request)))
		return taken(request, before);
	item = *before;
	item.state = NEWS_dropped;
	item.tags = S("");
	return judged(request, change, before, &item, arena_print(request->arena, _("Dropped: %.*s"),
		STR(item.title)).at, "/scanning");
}

void *news_item_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)news_item_get(view, request_param(request, "id"));
}

/* All its tags at once, on its own page; none lets it wait again. */
struct reply news_tags_act(struct request *request, struct change *change)
{
	const struct news_item *before = news_item_get(change_view(change), request_param(request, "id"));
	struct news_item *item = request_record(request);

	if (!news_may_judge(before, request_version(request)))
		return taken(request, before);
	item->state = item->tags.len ? NEWS_tagged : NEWS_new;
	return judged(request, change, before, item, _("The tags are saved."),
		arena_print(request->arena, "/scanning/items/%.*s", STR(item->public_id)).at);
}
