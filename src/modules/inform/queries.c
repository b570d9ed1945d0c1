/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/queries.c - what goes on, who holds roles, what has been told and decided. */
#include "modules/inform/inside.h"

#include "modules/units/units.h"

#define RECORD struct event_case
static const struct field event_case_fields[] = { EVENT_CASE_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape event_case_shape = SHAPE_OF(NULL, event_case, event_case_fields);
#define RECORD struct judged
static const struct field judged_fields[] = { JUDGED_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape judged_shape = SHAPE_OF(NULL, judged, judged_fields);

/* ---- What goes on ------------------------------------------------------------------------------ */

#define EVENT_CASE "SELECT id, number, title, unit_id, board_id, severity, severity_at," \
	" occurred_at, reported_at, closed_at FROM "

struct event_case_list inform_events_open(struct view *view, int64_t severity_from)
{
	return event_case_list_of(view_list(view, &event_case_shape,
		SQL(EVENT_CASE "my_inform_event WHERE severity >= $1 AND closed_at = 0"
		    " AND state <> 'closed' ORDER BY reported_at DESC, id DESC"), V(severity_from)));
}

const struct event_case *inform_event_get(struct view *view, int64_t id)
{
	return view_get(view, &event_case_shape,
		SQL(EVENT_CASE "my_inform_event WHERE id = $1"), V(id));
}

const struct event_case *inform_event_of_number(struct view *view, struct str number)
{
	return view_get(view, &event_case_shape,
		SQL(EVENT_CASE "my_inform_event WHERE number = $1"), V(number));
}

const struct event_case *inform_event_of_crisis(struct view *view, int64_t id)
{
	return view_get(view, &event_case_shape,
		SQL(EVENT_CASE "my_event WHERE id = $1 AND is_restricted = 0"
		    " AND state NOT IN ('merged', 'rejected')"), V(id));
}

bool inform_event_may_write(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT 1 FROM my_inform_event_write WHERE id = $1"), V(id)) != 0;
}

struct crisis_list inform_crises_open(struct view *view)
{
	return crisis_list_of(view_list(view, &crisis_record.shape,
		SQL("SELECT * FROM my_crisis WHERE state = 'open' ORDER BY opened_at DESC, id DESC"),
		NONE));
}

struct judged_list inform_judged_of(struct view *view, int64_t crisis_id)
{
	return judged_list_of(view_list(view, &judged_shape,
		SQL(JUDGED("my_crisis_entry", "my_inform_active", "crisis_id = $1")), V(crisis_id)));
}

static const struct column asked_columns[] = {
	{ "crisis_id", COLUMN_int, offsetof(struct asked_unit, crisis_id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct asked_unit, unit_id), NULL, false },
	{ "asked_at", COLUMN_instant, offsetof(struct asked_unit, asked_at), NULL, false },
	{ "ended_at", COLUMN_instant, offsetof(struct asked_unit, ended_at), NULL, false },
};
const struct shape asked_unit_shape = { .size = sizeof(struct asked_unit),
	.count = COUNT(asked_columns), .columns = asked_columns };

struct asked_unit_list inform_units_asked(struct view *view, int64_t crisis_id)
{
	return asked_unit_list_of(view_list(view, &asked_unit_shape,
		SQL("SELECT crisis_id, unit_id, asked_at, ended_at FROM my_crisis_unit"
		    " WHERE crisis_id = $1 ORDER BY id"), V(crisis_id)));
}

int64_t board_now(struct view *view, struct boards_now *boards, int64_t unit_id)
{
	int64_t board;

	for (size_t i = 0; i < boards->count; i++)
		if (boards->at[i].unit_id == unit_id)
			return boards->at[i].board_id;
	board = unit_id ? unit_board(view, unit_today(view, unit_id), date_today()) : 0;
	if (boards->count < COUNT(boards->at))
		boards->at[boards->count++] = (struct board_now){ unit_id, board };
	return board;
}

/* ---- Who is there -------------------------------------------------------------------------------- */

struct role_row { struct str role_type, post; int64_t unit_id, person_id; bool is_deputy; struct date valid_from; };
static const struct column role_columns[] = {
	{ "role_type", COLUMN_text, offsetof(struct role_row, role_type), NULL, false },
	{ "post", COLUMN_text, offsetof(struct role_row, post), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct role_row, unit_id), NULL, false },
	{ "person_id", COLUMN_int, offsetof(struct role_row, person_id), NULL, false },
	{ "is_deputy", COLUMN_bool, offsetof(struct role_row, is_deputy), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct role_row, valid_from), NULL, false },
};
static const struct shape role_shape = { .size = sizeof(struct role_row),
	.count = COUNT(role_columns), .columns = role_columns };

struct holder_list inform_role_holders(struct view *view)
{
	struct rows rows = view_list(view, &role_shape,
		SQL("SELECT role_type, post, unit_id, person_id, is_deputy, valid_from"
		    " FROM my_inform_holder ORDER BY role_type, unit_id, is_deputy, person_id"), NONE);
	const struct role_row *row = rows.at;
	struct holder *at = arena_array(view_arena(view), struct holder, rows.count + 1);

	for (size_t i = 0; i < rows.count; i++)
		at[i] = (struct holder){ .code = row[i].role_type, .is_deputy = row[i].is_deputy,
			.unit_id = row[i].unit_id, .person_id = row[i].person_id, .post = row[i].post,
			.since = date_is_given(row[i].valid_from)
				? instant_at(row[i].valid_from, 0, 0, 0) : (struct instant){ 0 } };
	return (struct holder_list){ rows.count, at };
}

static const struct column id_columns[] = { { "id", COLUMN_int, 0, NULL, false } };
static const struct shape id_shape = { .size = sizeof(int64_t), .count = 1, .columns = id_columns };

struct inform_units inform_boards(struct view *view)
{
	struct query query;
	struct rows rows;

	query_start(&query, view_arena(view), SQL("SELECT id FROM my_unit"
		" WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today()) AND kind IN "), NONE);
	unit_board_kinds_add(&query);
	query_add(&query, SQL(" ORDER BY id"), NONE);
	rows = view_list_of(view, &id_shape, &query);
	return (struct inform_units){ rows.count, rows.at };
}

/* ---- What has been told and decided ------------------------------------------------------------ */

struct informed_list informed_of(struct view *view, int64_t crisis_id, int64_t event_id)
{
	return informed_list_of(view_list(view, &informed_record.shape,
		SQL("SELECT * FROM my_informed WHERE (crisis_id = $1 AND $1 <> 0)"
		    " OR (event_id = $2 AND $2 <> 0) ORDER BY at, id"), V(crisis_id, event_id)));
}

/* Of all events that inform_events_open() gives, in order of the event. */
struct informed_list informed_of_open(struct view *view, int64_t severity_from)
{
	return informed_list_of(view_list(view, &informed_record.shape,
		SQL("SELECT * FROM my_informed WHERE event_id IN (SELECT id FROM my_inform_event"
		    " WHERE severity >= $1 AND closed_at = 0 AND state <> 'closed')"
		    " ORDER BY event_id, at, id"), V(severity_from)));
}

struct inform_decision_list inform_decisions_of_open(struct view *view, int64_t severity_from)
{
	return inform_decision_list_of(view_list(view, &inform_decision_record.shape,
		SQL("SELECT * FROM my_inform_decision WHERE event_id IN (SELECT id FROM my_inform_event"
		    " WHERE severity >= $1 AND closed_at = 0 AND state <> 'closed')"
		    " ORDER BY event_id, at, id"), V(severity_from)));
}

struct informed *informed_get(struct view *view, struct str public_id)
{
	return view_get(view, &informed_record.shape,
		SQL("SELECT * FROM my_informed WHERE public_id = $1"), V(public_id));
}

struct inform_receipt_list receipts_of(struct view *view, int64_t crisis_id, int64_t event_id)
{
	return inform_receipt_list_of(view_list(view, &inform_receipt_record.shape,
		SQL("SELECT my_inform_receipt.* FROM my_inform_receipt"
		    " JOIN my_informed ON my_informed.id = my_inform_receipt.informed_id"
		    " WHERE (my_informed.crisis_id = $1 AND $1 <> 0)"
		    "    OR (my_informed.event_id = $2 AND $2 <> 0) ORDER BY my_inform_receipt.id"),
		V(crisis_id, event_id)));
}

struct inform_decision_list inform_decisions_of(struct view *view, int64_t crisis_id, int64_t event_id)
{
	return inform_decision_list_of(view_list(view, &inform_decision_record.shape,
		SQL("SELECT * FROM my_inform_decision WHERE (crisis_id = $1 AND $1 <> 0)"
		    " OR (event_id = $2 AND $2 <> 0) ORDER BY at, id"), V(crisis_id, event_id)));
}

/* ---- What oneself was told ------------------------------------------------------------------------- */

#define RECORD struct mine
static const struct field mine_fields[] = { MINE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape mine_shape = SHAPE_OF(NULL, mine, mine_fields);

/* What was corrected is not told; its correction is. */
#define MINE_COUNTS " my_informed.person_id = me() AND my_informed.is_void = 0" \
	" AND my_informed.id NOT IN (SELECT later.corrects FROM my_informed AS later" \
	"                            WHERE later.corrects <> 0)"

struct mine_list told_to_me(struct view *view)
{
	return mine_list_of(view_list(view, &mine_shape,
		SQL("SELECT my_informed.public_id, my_informed.at, my_informed.channel,"
		    " my_informed.informed_by_name, my_informed.note,"
		    " COALESCE(my_told_crisis.number, my_told_event.number, '') AS number,"
		    " COALESCE(my_told_crisis.title, '') AS title,"
		    " COALESCE(my_told_crisis.is_exercise, 0) AS is_exercise,"
		    " COALESCE(my_inform_receipt.at, 0) AS receipt_at"
		    " FROM my_informed"
		    " LEFT JOIN my_told_crisis ON my_told_crisis.id = my_informed.crisis_id"
		    " LEFT JOIN my_told_event ON my_told_event.id = my_informed.event_id"
		    " LEFT JOIN my_inform_receipt ON my_inform_receipt.informed_id = my_informed.id"
		    " WHERE" MINE_COUNTS " ORDER BY my_informed.at DESC, my_informed.id DESC LIMIT 50"),
		NONE));
}

int64_t told_to_me_waiting(struct view *view)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_informed WHERE" MINE_COUNTS
		    " AND my_informed.id NOT IN (SELECT informed_id FROM my_inform_receipt"
		    "                            WHERE person_id = me())"), NONE);
}

const struct crisis *told_crisis(struct view *view, int64_t crisis_id)
{
	return view_get(view, &crisis_record.shape,
		SQL("SELECT * FROM my_told_crisis WHERE id = $1"), V(crisis_id));
}

const struct inform_receipt *inform_receipt_get(struct view *view, int64_t informed_id)
{
	return view_get(view, &inform_receipt_record.shape,
		SQL("SELECT * FROM my_inform_receipt WHERE informed_id = $1"), V(informed_id));
}
