/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wheel/feed.c - calendar feeds: an address with a token, read as the person who made it.
 *
 * What a reader may no longer see is told as cancelled, without its words; an address stands
 * only where the reader may open it.  The sequence of each item is kept by a job; between its
 * rounds a feed reckons it from what was last told.
 */
#include "modules/wheel/inside.h"

#include "base/crypto.h"
#include "kit/access.h"
#include "modules/rosters/rosters.h"
#include "modules/wheel/pages.html.h"

#include <string.h>

enum { PAST_DAYS = 120, COMING_DAYS = 500, REFRESH_HOURS = 4, ROUND_MINUTES = 15,
	MOST_FEEDS_OF_ONE = 20 };

struct wheel_ask feed_ask(const struct feed *feed, struct date today)
{
	return (struct wheel_ask){ .unit_id = feed->unit_id,
		.person_id = feed->unit_id ? 0 : feed->person_id,
		.from = date_add_days(today, -PAST_DAYS), .to = date_add_days(today, COMING_DAYS) };
}

/* What the feed is about, with an address only where the person may open it. */
static struct wheel_item_list items_of(struct view *view, const struct feed *feed,
                                       const struct person *person)
{
	struct wheel_ask ask = feed_ask(feed, date_today());
	struct wheel_item_list items;

	if (!feed->roster_id)
		return wheel_items_for(view, &ask, person);
	items = roster_calendar(view, feed->roster_id, ask.from, ask.to);
	for (size_t i = 0; i < items.count; i++)
		if (!person_may_open(person, items.at[i].path))
			items.at[i].path = S("");
	return items;
}

static struct str base_address(void)
{
	return setting_text("public_address");
}

struct str feed_address(struct arena *arena, struct str token)
{
	return arena_print(arena, "%.*s%s%.*s.ics", STR(base_address()), access_feeds, STR(token));
}

/* The part of an address between "//" and "/". */
static struct str host_of(struct str address)
{
	ptrdiff_t at = str_find(address, S("//"));
	struct str rest = at < 0 ? address : str_part(address, (size_t)at + 2, address.len);
	struct str host = str_cut(&rest, '/');

	return host.len ? host : S("varn");
}

static const struct told *told_find(const struct told_list *list, struct str uid)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(list->at[middle].uid, uid);

		if (!order)
			return &list->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static size_t alarms_of(struct str kind, int *days)
{
	const struct item *item = item_find("wheel_kinds", kind);
	struct str words = item ? item_text(item, "alarm_days") : S("");
	size_t count = 0;
	int64_t number;

	while (words.len && count < MOST_ICAL_ALARMS)
		if (str_to_int(str_cut(&words, ' '), &number))
			days[count++] = (int)number;
	return count;
}

/* The shifts of others ring for nobody. */
static struct ical_event event_of(struct arena *arena, const struct wheel_item *item,
                                  const struct told *told, bool rings)
{
	struct ical_event event = { .sequence = told->sequence, .changed = told->changed_at,
		.uid = arena_print(arena, "%.*s@%.*s", STR(item->uid), STR(host_of(base_address()))),
		.from = item->on, .to = item->to, .begins = item->begins, .ends = item->ends,
		.summary = item->words, .category = code_name("wheel_kinds", item->kind) };

	if (base_address().len && item->path.len) {
		event.url = arena_join(arena, base_address(), item->path);
		event.description = event.url;
	}
	if (rings)
		event.alarm_count = alarms_of(item->kind, event.alarm_days);
	return event;
}

static struct ical_event cancelled_of(struct arena *arena, const struct told *told)
{
	return (struct ical_event){ .sequence = told->sequence, .changed = told->changed_at,
		.uid = arena_print(arena, "%.*s@%.*s", STR(told->uid), STR(host_of(base_address()))),
		.from = told->on_date, .is_cancelled = true, .summary = str_of(_("Cancelled")) };
}

static bool stands_in(const struct wheel_item_list *items, struct str uid)
{
	for (size_t i = 0; i < items->count; i++)
		if (str_equals(items->at[i].uid, uid))
			return true;
	return false;
}

/* A day that has been is not taken back: what lies before the first day of the feed stays in
 * calendars as it was told. */
static bool has_been(const struct feed *feed, const struct told *was)
{
	return date_compare(was->on_date, feed_ask(feed, date_today()).from) < 0;
}

/* ---- What a feed says now ------------------------------------------------------------------- */

static struct ical calendar_of(struct view *view, const struct feed *feed, const struct person *person)
{
	struct arena *arena = view_arena(view);
	struct wheel_item_list items = items_of(view, feed, person);
	struct told_list before = told_of(view, feed->id);
	struct ical_event *events = arena_array(arena, struct ical_event,
		items.count + before.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < items.count; i++) {
		const struct wheel_item *item = &items.at[i];
		struct told told = told_next(told_find(&before, item->uid), item->uid,
			item_digest(arena, item), item->on, instant_now());

		events[count++] = event_of(arena, item, &told, !feed->roster_id);
	}
	for (size_t i = 0; i < before.count; i++) {
		struct told told;

		if (stands_in(&items, before.at[i].uid) || has_been(feed, &before.at[i]))
			continue;
		told = told_next(&before.at[i], before.at[i].uid, S(""), before.at[i].on_date,
			instant_now());
		events[count++] = cancelled_of(arena, &told);
	}
	return (struct ical){ .name = feed->name, .zone = str_z(arena, setting_text("time_zone")),
		.refresh_hours = REFRESH_HOURS, .count = count, .events = events };
}

struct reply feed_calendar(struct request *request, struct view *view)
{
	const struct person *person = request_person(request);
	const struct feed *feed = person->id ? feed_of_session(view, person->session_id) : NULL;
	struct ical calendar;
	struct reply reply;

	if (!feed)
		return reply_not_found(request);
	if (feed->language.len)
		tongue_choose(feed->language);
	calendar = calendar_of(view, feed, person);
	reply = reply_bytes(200, "text/calendar; charset=utf-8",
		ical_write(view_arena(view), &calendar));
	reply_header(&reply, "Content-Disposition", S("inline; filename=\"varn.ics\""));
	return reply;
}

/* ---- The job that keeps the sequences ------------------------------------------------------- */

static void items_tell(struct change *change, const struct feed *feed,
                       const struct wheel_item_list *items, const struct told_list *before)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct wheel_item *item = &items->at[i];
		const struct told *was = told_find(before, item->uid);
		struct told next = told_next(was, item->uid, item_digest(change_arena(change), item),
			item->on, instant_now());

		if (!was || was->sequence != next.sequence)
			told_put(change, feed->id, &next);
	}
}

static void gone_tell(struct change *change, const struct feed *feed,
                      const struct wheel_item_list *items, const struct told_list *before)
{
	for (size_t i = 0; i < before->count; i++) {
		const struct told *was = &before->at[i];
		struct told next;

		if (stands_in(items, was->uid))
			continue;
		if (has_been(feed, was)) {
			told_drop(change, feed->id, was->uid);
		} else if (!was->is_cancelled) {
			next = told_next(was, was->uid, S(""), was->on_date, instant_now());
			told_put(change, feed->id, &next);
		}
	}
}

static void feed_tell(struct job *job, struct arena *arena, const struct feed *feed)
{
	struct person person = access_person_of(job_store(job), arena, feed->person_id);
	struct view *view = view_open(job_store(job), arena, (struct who){ .person = feed->person_id });
	struct wheel_item_list items;
	struct told_list before;
	struct change *change;

	tongue_choose(feed->language.len ? feed->language : setting_text("language"));
	items = items_of(view, feed, &person);
	view_close(view);
	change = change_open(job_store(job), arena, (struct who){ .is_system = true });
	before = told_of_all(change_view(change), feed->id);
	items_tell(change, feed, &items, &before);
	gone_tell(change, feed, &items, &before);
	told_forget(change, feed->id,
		(struct instant){ instant_now().seconds - CANCELLED_DAYS * (int64_t)DAY });
	change_commit(change);          /* after a clash the next round does it */
}

static bool feeds_tell(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
	struct feed_list feeds = feeds_all(view);
	struct arena *arena = arena_open(64 << 20);

	view_close(view);
	for (size_t i = 0; i < feeds.count && !job_is_cancelled(job); i++) {
		job_progress(job, (int64_t)i, (int64_t)feeds.count, _("Calendars"));
		feed_tell(job, arena, &feeds.at[i]);
		arena_clear(arena);
	}
	arena_close(arena);
	tongue_choose(setting_text("language"));
	job_say(job, plural((int64_t)feeds.count, "%lld calendar", "%lld calendars"),
		(long long)feeds.count);
	return true;
}

const struct job_kind wheel_jobs[] = {
	{ .name = "calendar-feeds", .label = N_("Calendars: what has changed"),
	  .need = MAY_jobs_read, .run = feeds_tell, .is_hidden = true,
	  .every_minutes = ROUND_MINUTES },
	{ .name = NULL },
};

static int calendar_command(struct store *store, int argc, char **argv)
{
	(void)argc; (void)argv;
	return job_run_here(store, wheel_jobs[0].name, S(""), NULL, 0) ? 0 : 1;
}

const struct command wheel_commands[] = {
	{ "calendar", "calendar", "keeps what calendar feeds have told, as the service does by itself",
	  calendar_command },
	{ NULL, NULL, NULL, NULL },
};

/* ---- One's own feeds ------------------------------------------------------------------------ */

struct reply feeds_show(struct request *request, struct view *view)
{
	struct feed_list feeds = feeds_of_me(view);
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct feed row = { .unit_id = unit ? unit->id : 0,
		.name = unit ? unit_words(unit) : str_of(_("What I have to do")) };
	struct form_view form = form_view_of(request, view, &feed_form, &row);
	struct out *out = page_begin(request, view, _("Calendar feeds"));

	feeds_page(out, request, view, &feeds, &form);
	return page_end(request, 200);
}

static struct reply feed_make(struct request *request, struct change *change,
                              struct feed *feed)
{
	struct reply reply;
	struct out *out;
	struct str token;

	if (feeds_of_me(change_view(change)).count >= MOST_FEEDS_OF_ONE) {
		problem_add(request_problems(request), "name",
			_("You have many calendars already. End one of them first."));
		return reply_again(request, change);
	}
	feed->person_id = change_me(change);
	feed->language = str_of(tongue_code());
	token = access_feed_token(change, feed->person_id, &feed->session_id);
	change_insert(change, &feed_record.shape, feed);
	job_start(change, wheel_jobs[0].name, S(""), S(""), S(""));
	out = page_begin(request, change_view(change), _("Calendar feed"));
	feed_made_page(out, feed, feed_address(change_arena(change), token));
	reply = page_end(request, 200);
	reply.again_at = "/wheel/feeds";
	return reply;
}

struct reply feed_add(struct request *request, struct change *change)
{
	return feed_make(request, change, request_record(request));
}

/* ---- Of a whole roster ------------------------------------------------------------------------ */

struct reply roster_feed_show(struct request *request, struct view *view)
{
	struct roster_named roster = roster_named_get(view, request_param(request, "roster"));
	struct feed row = { .name = roster.name };
	struct form_view form = form_view_of(request, view, &roster_feed_form, &row);
	struct out *out;

	if (!roster.id)
		return reply_not_found(request);
	out = page_begin(request, view, _("Subscribe to a roster"));
	roster_feed_page(out, &form, &roster, request_param(request, "roster"));
	return page_end(request, 200);
}

struct reply roster_feed_add(struct request *request, struct change *change)
{
	struct feed *feed = request_record(request);
	struct roster_named roster = roster_named_get(change_view(change),
		request_param(request, "roster"));

	if (!roster.id)
		return reply_not_found(request);
	feed->roster_id = roster.id;
	return feed_make(request, change, feed);
}

struct reply feed_stop(struct request *request, struct change *change)
{
	const struct feed *feed = feed_get(change_view(change), request_param(request, "id"));

	if (!feed)
		return reply_not_found(request);
	feed_end(change, feed);
	request_message(request, _("The calendar has ended. Its address opens nothing any more."));
	return reply_go(request, "/wheel/feeds");
}
