/* SPDX-License-Identifier: EUPL-1.2 */
/* wheel/queries.c - every SQL statement of the room. */
#include "modules/wheel/inside.h"

#define RECORD struct feed
static const struct field feed_fields[] = { FEED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record feed_record = { RECORD_OF("calendar_feed", feed, feed_fields),
	.label = N_("Calendar feed"), .many = N_("Calendar feeds"), .path = "/wheel/feeds" };

const struct form feed_form = { .record = &feed_record, .fields = FIELDS("name", "unit_id") };
const struct form roster_feed_form = { .record = &feed_record, .fields = FIELDS("name") };

static const struct column told_columns[] = {
	{ "uid", COLUMN_text, offsetof(struct told, uid), NULL, false },
	{ "digest", COLUMN_text, offsetof(struct told, digest), NULL, false },
	{ "on_date", COLUMN_date, offsetof(struct told, on_date), NULL, false },
	{ "sequence", COLUMN_int, offsetof(struct told, sequence), NULL, false },
	{ "is_cancelled", COLUMN_bool, offsetof(struct told, is_cancelled), NULL, false },
	{ "changed_at", COLUMN_instant, offsetof(struct told, changed_at), NULL, false },
};
static const struct shape told_shape = { .size = sizeof(struct told),
	.count = COUNT(told_columns), .columns = told_columns };

struct feed_list feeds_of_me(struct view *view)
{
	return feed_list_of(view_list(view, &feed_record.shape,
		SQL("SELECT * FROM my_calendar_feed ORDER BY id"), NONE));
}

const struct feed *feed_of_session(struct view *view, int64_t session_id)
{
	return view_get(view, &feed_record.shape,
		SQL("SELECT * FROM my_calendar_feed WHERE session_id = $1"), V(session_id));
}

const struct feed *feed_get(struct view *view, struct str public_id)
{
	return view_get(view, &feed_record.shape,
		SQL("SELECT * FROM my_calendar_feed WHERE public_id = $1"), V(public_id));
}

struct told_list told_of(struct view *view, int64_t feed_id)
{
	return told_list_of(view_list(view, &told_shape,
		SQL("SELECT uid, digest, on_date, sequence, is_cancelled, changed_at"
		    " FROM my_calendar_told WHERE feed_id = $1 ORDER BY uid"), V(feed_id)));
}

struct feed_list feeds_all(struct view *view)
{
	return feed_list_of(view_list(view, &feed_record.shape,
		SQL("SELECT calendar_feed.* FROM calendar_feed"
		    " JOIN session ON session.id = calendar_feed.session_id"
		    " ORDER BY calendar_feed.id"), NONE));
}

struct told_list told_of_all(struct view *view, int64_t feed_id)
{
	return told_list_of(view_list(view, &told_shape,
		SQL("SELECT uid, digest, on_date, sequence, is_cancelled, changed_at"
		    " FROM calendar_told WHERE feed_id = $1 ORDER BY uid"), V(feed_id)));
}

void told_put(struct change *change, int64_t feed_id, const struct told *told)
{
	change_run(change,
		SQL("INSERT INTO calendar_told"
		    " (feed_id, uid, digest, on_date, sequence, is_cancelled, changed_at)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
		    " ON CONFLICT (feed_id, uid) DO UPDATE SET digest = excluded.digest,"
		    " on_date = excluded.on_date, sequence = excluded.sequence,"
		    " is_cancelled = excluded.is_cancelled, changed_at = excluded.changed_at"),
		V(feed_id, told->uid, told->digest, told->on_date, told->sequence,
		  told->is_cancelled ? 1 : 0, told->changed_at));
}

void told_drop(struct change *change, int64_t feed_id, struct str uid)
{
	change_run(change, SQL("DELETE FROM calendar_told WHERE feed_id = $1 AND uid = $2"),
		V(feed_id, uid));
}

void told_forget(struct change *change, int64_t feed_id, struct instant before)
{
	change_run(change,
		SQL("DELETE FROM calendar_told"
		    " WHERE feed_id = $1 AND is_cancelled = 1 AND changed_at < $2"),
		V(feed_id, before));
}

void feed_end(struct change *change, const struct feed *feed)
{
	change_run(change, SQL("DELETE FROM session WHERE id = $1"), V(feed->session_id));
	change_run(change, SQL("DELETE FROM calendar_told WHERE feed_id = $1"), V(feed->id));
	change_run(change, SQL("DELETE FROM calendar_feed WHERE id = $1"), V(feed->id));
	change_note(change, "calendar_feed", feed->id, "end", feed->name);
}
