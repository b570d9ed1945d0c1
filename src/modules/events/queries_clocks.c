/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_clocks.c - the clocks of an event in the database. */
#include "modules/events/inside.h"

#include "base/crypto.h"

/* A clock that runs already goes on. */
void clock_put(struct change *change, const struct event *event, struct str clock,
               struct instant starts, struct instant due)
{
	change_run(change, SQL("INSERT INTO event_clock (public_id, event_id, clock, starts_at, due_at)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, clock) DO NOTHING"),
		V(uuid_v7(change_arena(change)), event->id, clock, starts, due));
}

void clocks_done(struct change *change, int64_t event_id, struct str clock, int64_t person)
{
	change_run(change, SQL("UPDATE event_clock SET done_at = $3, done_by = $4,"
		" version = version + 1"
		" WHERE event_id = $1 AND clock = $2 AND done_at = 0 AND waived_reason = ''"),
		V(event_id, clock, instant_now(), person));
}

/* A duty that turns out not to be one; where it was done already it stays. */
void clock_waive(struct change *change, int64_t event_id, struct str clock, struct str reason)
{
	change_run(change, SQL("UPDATE event_clock SET waived_reason = $3, version = version + 1"
		" WHERE event_id = $1 AND clock = $2 AND done_at = 0 AND waived_reason = ''"),
		V(event_id, clock, reason));
}

void clocks_stop(struct change *change, int64_t event_id, struct str reason)
{
	change_run(change, SQL("UPDATE event_clock SET waived_reason = $2, version = version + 1"
		" WHERE event_id = $1 AND done_at = 0 AND waived_reason = ''"),
		V(event_id, reason));
}

struct event_clock_list clocks_of(struct view *view, int64_t event_id)
{
	return event_clock_list_of(view_list(view, &event_clock_record.shape,
		SQL("SELECT * FROM my_event_clock WHERE event_id = $1 ORDER BY due_at, id"),
		V(event_id)));
}

struct event_clock *clock_get(struct view *view, int64_t event_id, struct str clock)
{
	return view_get(view, &event_clock_record.shape,
		SQL("SELECT * FROM my_event_clock WHERE event_id = $1 AND clock = $2"),
		V(event_id, clock));
}

struct tag_row { struct str tags; };
static const struct column tag_columns[] = { { "tags", COLUMN_text, 0, NULL } };
static const struct shape tag_shape = {
	.size = sizeof(struct tag_row), .count = 1, .columns = tag_columns,
};

struct str unit_tags(struct view *view, int64_t unit_id)
{
	struct rows rows = view_list(view, &tag_shape,
		SQL("SELECT tags FROM my_event_unit_tag WHERE unit_id = $1 ORDER BY depth"),
		V(unit_id));
	const struct tag_row *row = rows.at;
	struct out out;

	out_init(&out, view_arena(view), 1 << 16);
	for (size_t i = 0; i < rows.count; i++) {
		out_raw(&out, row[i].tags);
		out_char(&out, ' ');
	}
	return out_str(&out);
}
