/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_read.c - what the pages of one event, its reporter and its readers show. */
#include "modules/events/pieces.h"

#include "base/crypto.h"

/* ---- What belongs to an event -------------------------------------------------------- */

struct event_step_list steps_of(struct view *view, int64_t event_id)
{
	return event_step_list_of(view_list(view, &event_step_shape,
		SQL("SELECT * FROM my_event_step WHERE event_id = $1 ORDER BY id"), V(event_id)));
}

struct event_photo_list photos_of(struct view *view, int64_t event_id)
{
	return event_photo_list_of(view_list(view, &event_photo_record.shape,
		SQL("SELECT * FROM my_event_photo WHERE event_id = $1 ORDER BY id"), V(event_id)));
}

struct event_photo *photo_get(struct view *view, int64_t event_id, struct str public_id)
{
	return view_get(view, &event_photo_record.shape,
		SQL("SELECT * FROM my_event_photo WHERE event_id = $1 AND public_id = $2"),
		V(event_id, public_id));
}

/* Also for the reporter, who may add photos but sees none. */
int64_t photo_count(struct view *view, int64_t event_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event_photo_mark WHERE event_id = $1"),
		V(event_id));
}

struct assessment_list assessments_of(struct view *view, int64_t event_id)
{
	return assessment_list_of(view_list(view, &assessment_record.shape,
		SQL("SELECT * FROM my_event_assessment WHERE event_id = $1 ORDER BY id DESC"),
		V(event_id)));
}

struct event_check_list checks_of(struct view *view, int64_t event_id)
{
	return event_check_list_of(view_list(view, &event_check_shape,
		SQL("SELECT event_id, checklist, place, person_id, at FROM my_event_check"
		    " WHERE event_id = $1"), V(event_id)));
}

void check_put(struct change *change, int64_t event_id, struct str checklist, int64_t place)
{
	change_run(change, SQL("INSERT INTO event_check (event_id, checklist, place, person_id, at)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, checklist, place) DO NOTHING"),
		V(event_id, checklist, place, change_me(change), instant_now()));
}

void check_take(struct change *change, int64_t event_id, struct str checklist, int64_t place)
{
	change_run(change, SQL("DELETE FROM event_check"
		" WHERE event_id = $1 AND checklist = $2 AND place = $3"),
		V(event_id, checklist, place));
}

static const struct column audit_columns[] = {
	{ "at", COLUMN_instant, offsetof(struct audit_row, at), NULL },
	{ "person_id", COLUMN_int, offsetof(struct audit_row, person_id), NULL },
	{ "verb", COLUMN_text, offsetof(struct audit_row, verb), NULL },
	{ "fields", COLUMN_text, offsetof(struct audit_row, fields), NULL },
	{ "reason", COLUMN_text, offsetof(struct audit_row, reason), NULL },
};
static const struct shape audit_shape = {
	.size = sizeof(struct audit_row), .count = COUNT(audit_columns), .columns = audit_columns,
};

struct audit_row_list audit_of(struct view *view, int64_t event_id)
{
	return audit_row_list_of(view_list(view, &audit_shape,
		SQL("SELECT at, person_id, verb, fields, reason FROM my_event_audit"
		    " WHERE row_id = $1 ORDER BY id DESC LIMIT 200"), V(event_id)));
}

/* ---- Need to know -------------------------------------------------------------------- */

struct event_need_list needs_of(struct view *view, int64_t event_id)
{
	return event_need_list_of(view_list(view, &event_need_shape,
		SQL("SELECT id, event_id, person_id, given_by, reason, at FROM my_event_need"
		    " WHERE event_id = $1 ORDER BY id"), V(event_id)));
}

bool need_is_possible(struct view *view, int64_t person_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_event_knower WHERE person_id = $1 LIMIT 1"),
		V(person_id)) == 1;
}

void need_give(struct change *change, int64_t event_id, int64_t person_id, struct str reason)
{
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id, reason, given_by, at)"
		" VALUES ($1, $2, $3, $4, $5)"
		" ON CONFLICT (event_id, person_id) DO UPDATE SET reason = excluded.reason"),
		V(event_id, person_id, reason, change_me(change), instant_now()));
}

int64_t need_withdraw(struct change *change, int64_t event_id, int64_t need_id)
{
	return change_run(change, SQL("DELETE FROM event_need WHERE event_id = $1 AND id = $2"),
		V(event_id, need_id));
}

void needs_clear(struct change *change, int64_t event_id)
{
	change_run(change, SQL("DELETE FROM event_need WHERE event_id = $1"), V(event_id));
}

/* Opened by me a short while ago; answers when, 0 never. */
struct instant read_lately(struct view *view, int64_t event_id)
{
	return (struct instant){ view_int(view, SQL("SELECT max(at) FROM my_event_read"
		" WHERE event_id = $1 AND person_id = $2 AND at > $3"),
		V(event_id, view_me(view), instant_now().seconds - OPEN_MINUTES * MINUTE)) };
}

void read_put(struct change *change, int64_t event_id)
{
	change_run(change, SQL("INSERT INTO event_read (event_id, person_id, at) VALUES ($1, $2, $3)"),
		V(event_id, change_me(change), instant_now()));
}

struct event_need_list reads_of(struct view *view, int64_t event_id)
{
	return event_need_list_of(view_list(view, &event_need_shape,
		SQL("SELECT id, event_id, person_id, 0 AS given_by, '' AS reason, at FROM my_event_read"
		    " WHERE event_id = $1 ORDER BY id DESC LIMIT 100"), V(event_id)));
}

/* ---- The reporter -------------------------------------------------------------------- */

#define FOLLOW_COLUMNS "id, unit_id, merged_into, number, follow_digest, type, feedback, state," \
	" reported_at, received_at, closed_at, feedback_at, occurred_at"

/* The condition on '' lets the index of codes serve. */
struct event_follow *follow_of_code(struct view *view, struct str digest)
{
	return view_get(view, &event_follow_shape,
		SQL("SELECT " FOLLOW_COLUMNS " FROM my_event_follow"
		    " WHERE follow_digest = $1 AND follow_digest <> ''"), V(digest));
}

struct event_follow *follow_of_sender(struct view *view, struct str source_key)
{
	return view_get(view, &event_follow_shape,
		SQL("SELECT " FOLLOW_COLUMNS " FROM my_event_follow"
		    " WHERE source = '' AND source_key = $1 AND source_key <> ''"), V(source_key));
}

struct event_follow *follow_of_own(struct view *view, struct str number)
{
	return view_get(view, &event_follow_shape,
		SQL("SELECT " FOLLOW_COLUMNS " FROM my_event_follow"
		    " WHERE number = $1 AND reporter_id = $2"), V(number, view_me(view)));
}

struct event_follow_list follows_own(struct view *view)
{
	return event_follow_list_of(view_list(view, &event_follow_shape,
		SQL("SELECT " FOLLOW_COLUMNS " FROM my_event_follow"
		    " WHERE reporter_id = $1 AND reporter_id <> 0 ORDER BY id DESC LIMIT 200"),
		V(view_me(view))));
}

struct event_step_list follow_steps(struct view *view, int64_t event_id)
{
	return event_step_list_of(view_list(view, &event_step_shape,
		SQL("SELECT id, event_id, at, verb, from_state, to_state, words"
		    " FROM my_event_follow_step WHERE event_id = $1 ORDER BY id"), V(event_id)));
}

struct event_follow_list events_near(struct view *view, const struct event_follow *event)
{
	return event_follow_list_of(view_list(view, &event_follow_shape,
		SQL("SELECT " FOLLOW_COLUMNS " FROM my_event_near"
		    " WHERE unit_id = $1 AND id <> $2 AND occurred_at BETWEEN $3 AND $4"
		    "   AND (type = $5 OR type = '' OR $5 = '')"
		    " ORDER BY occurred_at DESC LIMIT 3"),
		V(event->unit_id, event->id, event->occurred_at.seconds - SAME_MINUTES * MINUTE,
		  event->occurred_at.seconds + SAME_MINUTES * MINUTE, event->type)));
}

int64_t unit_at_top(struct view *view)
{
	return view_int(view, SQL("SELECT id FROM my_event_top_unit ORDER BY id LIMIT 1"), NONE);
}

/* ---- Quarantine ----------------------------------------------------------------------- */

int64_t quarantine_insert(struct change *change, const struct quarantine *quarantine,
                          struct str sealed)
{
	return change_run(change, SQL("INSERT INTO quarantine"
		" (public_id, at, unit_id, form, reason, sealed) VALUES ($1, $2, $3, $4, $5, $6)"),
		V(uuid_v7(change_arena(change)), instant_now(), quarantine->unit_id,
		  quarantine->form, quarantine->reason, value_bytes(sealed)));
}

static const struct column quarantined_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct quarantined, public_id), NULL },
	{ "at", COLUMN_instant, offsetof(struct quarantined, at), NULL },
	{ "unit_id", COLUMN_int, offsetof(struct quarantined, unit_id), NULL },
	{ "form", COLUMN_text, offsetof(struct quarantined, form), NULL },
};
static const struct shape quarantined_shape = {
	.size = sizeof(struct quarantined), .count = COUNT(quarantined_columns),
	.columns = quarantined_columns,
};

struct quarantined_list quarantine_list(struct view *view)
{
	return quarantined_list_of(view_list(view, &quarantined_shape,
		SQL("SELECT public_id, at, unit_id, form FROM my_quarantine"
		    " ORDER BY at DESC, id DESC LIMIT 500"), NONE));
}

/* For the command line, as the system. */
struct quarantined_list quarantine_list_all(struct view *view)
{
	return quarantined_list_of(view_list(view, &quarantined_shape,
		SQL("SELECT public_id, at, unit_id, form FROM quarantine ORDER BY at DESC, id DESC"),
		NONE));
}

struct str quarantine_sealed(struct view *view, struct str public_id)
{
	return view_text(view, SQL("SELECT sealed FROM quarantine WHERE public_id = $1"),
		V(public_id));
}

/* ---- What waits for a person ----------------------------------------------------------- */

#define REACHED " AND {reached events_read my_event.unit_id}"
/* The same where an index of units helps to find them. */
#define IN_REACH " AND my_event.unit_id IN" \
	" (SELECT unit_id FROM my_reach WHERE permission = 'events_read')"
#define OPEN_STATES " my_event.state IN ('reported', 'received', 'investigated', 'decided')"

/* The conditions are those of the list that the number opens. */
int64_t waiting_new(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event"
		" WHERE my_event.state = 'reported'" IN_REACH), NONE);
}

int64_t waiting_mine(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event"
		" WHERE my_event.handler_id = me() AND my_event.handler_id <> 0 AND" OPEN_STATES), NONE);
}

int64_t waiting_late(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event WHERE" OPEN_STATES REACHED
		" AND my_event.id IN (SELECT event_id FROM my_event_clock"
		"  WHERE done_at = 0 AND waived_reason = '' AND due_at < moment())"), NONE);
}

int64_t waiting_countersign(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event"
		" WHERE my_event.state = 'decided' AND my_event.severity >= 3"
		"   AND my_event.countersigned_by = 0" IN_REACH), NONE);
}

int64_t reports_own(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_event_own"), NONE);
}

/* ---- For reports --------------------------------------------------------------------------- */

static void unit_add(struct query *query, int64_t unit_id)
{
	if (unit_id)
		query_add(query, SQL(" AND my_event.unit_id IN"
			" (SELECT below_id FROM my_unit_below WHERE above_id = $?)"), V(unit_id));
}

static const struct column time_columns[] = {
	{ "board_id", COLUMN_int, offsetof(struct handling_time, board_id), NULL },
	{ "to_received", COLUMN_int, offsetof(struct handling_time, to_received), NULL },
	{ "to_closed", COLUMN_int, offsetof(struct handling_time, to_closed), NULL },
};
static const struct shape time_shape = {
	.size = sizeof(struct handling_time), .count = COUNT(time_columns), .columns = time_columns,
};

struct handling_time_list handling_times(struct view *view, int64_t unit_id, struct date from,
                                         struct date to)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT board_id,"
		" CASE WHEN received_at = 0 THEN -1 ELSE received_at - reported_at END AS to_received,"
		" CASE WHEN closed_at = 0 THEN -1 ELSE closed_at - reported_at END AS to_closed"
		" FROM my_event"
		" WHERE my_event.occurred_at >= $1 AND my_event.occurred_at < $2"
		"   AND my_event.state NOT IN ('merged', 'rejected')"),
		V(instant_at(from, 0, 0, 0), instant_at(date_add_days(to, 1), 0, 0, 0)));
	unit_add(&query, unit_id);
	query_add(&query, SQL(" ORDER BY board_id"), NONE);
	return handling_time_list_of(view_list_of(view, &time_shape, &query));
}

struct grid open_clocks(struct view *view, int64_t unit_id)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT my_event_clock.clock AS clock,"
		" count(*) AS open_clocks,"
		" count(*) FILTER (WHERE my_event_clock.due_at < moment()) AS late,"
		" min(my_event_clock.due_at) AS first_due"
		" FROM my_event_clock JOIN my_event ON my_event.id = my_event_clock.event_id"
		" WHERE my_event_clock.done_at = 0 AND my_event_clock.waived_reason = ''"), NONE);
	unit_add(&query, unit_id);
	query_add(&query, SQL(" GROUP BY my_event_clock.clock ORDER BY late DESC, clock"), NONE);
	return view_grid_of(view, &query);
}
