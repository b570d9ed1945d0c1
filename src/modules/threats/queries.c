/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/queries.c - meetings with their checks, the state of protection, readers, patterns. */
#include "modules/threats/inside.h"

#include "kit/evidence.h"
#include "kit/setting.h"
#include "modules/units/units.h"

bool threats_may(struct view *view, const char *permission, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_threat_unit WHERE permission = $1 AND unit_id = $2"
		" LIMIT 1"), V(permission, unit_id)) == 1;
}

/* ---- Meetings ------------------------------------------------------------------------------- */

static const struct column meeting_columns[] = {
	{ "id", COLUMN_int, offsetof(struct threat_meeting, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct threat_meeting, unit_id), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct threat_meeting, on_day), NULL, false },
};
static const struct shape meeting_shape = { .size = sizeof(struct threat_meeting),
	.count = COUNT(meeting_columns), .columns = meeting_columns };

const struct threat_meeting *threat_meeting_of(struct view *view, int64_t id)
{
	return view_get(view, &meeting_shape, SQL("SELECT * FROM my_threat_meeting WHERE id = $1"), V(id));
}

const struct meeting_check *meeting_check_of(struct view *view, int64_t meeting_id)
{
	return view_get(view, &meeting_check_record.shape,
		SQL("SELECT * FROM my_meeting_check WHERE meeting_id = $1"), V(meeting_id));
}

struct routine { struct str public_id; };
static const struct column routine_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct routine, public_id), NULL, false },
};
static const struct shape routine_shape = { .size = sizeof(struct routine),
	.count = COUNT(routine_columns), .columns = routine_columns };

struct str meeting_routine(struct view *view, const struct threat_meeting *meeting)
{
	const struct routine *found = view_get(view, &routine_shape,
		SQL("SELECT held.public_id FROM my_document AS held WHERE held.kind = $1 AND held.unit_id = $2"
		    " AND EXISTS (SELECT 1 FROM my_document_version AS adopted"
		    "  WHERE adopted.document_id = held.id AND adopted.state = 'adopted'"
		    "    AND adopted.valid_from <= $3"
		    "    AND (adopted.last_day = '' OR adopted.last_day >= $3))"
		    " ORDER BY held.id DESC LIMIT 1"),
		V(setting_text("meeting_routine"), meeting->unit_id, meeting->on_day));

	return found ? found->public_id : S("");
}

#define MEETING_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(on_day,    date, N_("Meeting"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(check_state, choice, N_("Check"), CHOICES(check_states)) \
	F(judged,    choice, N_("The threat is judged as"), CHOICES(threat_levels)) \
	F(done_on,   date, N_("Judged on"), )
struct meeting_row { MEETING_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct meeting_row
static const struct field meeting_row_fields[] = { MEETING_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void state_cell(struct out *out, struct request *request, const void *at)
{
	static const char *const dress[] = { "draft", "doing", "done", "late", "late" };
	const struct meeting_row *row = at;

	(void)request;
	cell_mark(out, dress[row->check_state], _(check_states[row->check_state].label));
}

static const struct filter meeting_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND meeting.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = "coming", .label = N_("Coming meetings"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN meeting.on_day >= today() THEN 1 ELSE 0 END = $?") },
	{ .name = "unchecked", .label = N_("Without a check"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN made.id IS NULL THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column meeting_table_columns[] = {
	{ .name = "on_day", .is_link = true, .ascending = SQL(" ORDER BY meeting.on_day, meeting.id"),
	  .descending = SQL(" ORDER BY meeting.on_day DESC, meeting.id DESC") },
	{ .name = "unit_name", .ascending = SQL(" ORDER BY unit_name, meeting.on_day, meeting.id"),
	  .descending = SQL(" ORDER BY unit_name DESC, meeting.on_day, meeting.id") },
	{ .name = "check_state", .cell = state_cell },
	{ .name = "judged" },
	{ .name = "done_on" },
	{ .name = NULL },
};
const struct table checked_meetings_table = {
	.name = "meeting-checks", .label = N_("Meetings, the next first"),
	.fields = meeting_row_fields, .field_count = COUNT(meeting_row_fields),
	.shape = SHAPE_OF(NULL, meeting_row, meeting_row_fields),
	.columns = meeting_table_columns, .filters = meeting_filters, .is_stacked = true,
	.row_path = "/threats/meetings/%s", .row_key = "id",
	.order = SQL(" ORDER BY CASE WHEN meeting.on_day >= today() THEN meeting.on_day ELSE '9999' END,"
		" meeting.on_day DESC, meeting.id"),
	.export_need = NOBODY,
	.empty = N_("No meetings are known. Their days are written where the unit's own meetings are."),
};

void checked_meetings_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &checked_meetings_table, query,
		SQL("SELECT meeting.id, meeting.on_day, " UNIT_NAME("meeting.unit_id") " AS unit_name,"
		    " CASE WHEN made.id IS NOT NULL AND made.done_on <= meeting.on_day THEN 'done'"
		    "  WHEN made.id IS NOT NULL THEN 'late'"
		    "  WHEN meeting.on_day < today() THEN 'never' ELSE 'missing' END AS check_state,"
		    " COALESCE(made.judged, '') AS judged, COALESCE(made.done_on, '') AS done_on"
		    " FROM my_threat_meeting AS meeting"
		    " LEFT JOIN my_meeting_check AS made ON made.meeting_id = meeting.id WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- Protection and readers ------------------------------------------------------------------- */

struct protection_list protections(struct view *view)
{
	return protection_list_of(view_list(view, &protection_record.shape,
		SQL("SELECT * FROM my_protection_status ORDER BY reviewed_on DESC, id DESC LIMIT 50"), NONE));
}

struct threat_reader_list threat_readers(struct view *view)
{
	return threat_reader_list_of(view_list(view, &threat_reader_record.shape,
		SQL("SELECT * FROM my_threat_reader ORDER BY to_on DESC, id DESC LIMIT 100"), NONE));
}

const struct threat_reader *threat_reader_get(struct view *view, struct str public_id)
{
	return view_get(view, &threat_reader_record.shape,
		SQL("SELECT * FROM my_threat_reader WHERE public_id = $1"), V(public_id));
}

int64_t threat_readers_on(struct view *view, struct date day, int64_t but_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_threat_reader WHERE from_on <= $1"
		" AND to_on >= $1 AND ended_on = '' AND id <> $2"), V(day, but_id));
}

bool threat_reader_is_me(struct view *view)
{
	return view_me(view) && view_int(view, SQL("SELECT 1 FROM my_threat_reader WHERE person_id = $1"
		" AND from_on <= today() AND to_on >= today() AND ended_on = '' LIMIT 1"),
		V(view_me(view))) == 1;
}

static const struct column reading_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct threat_reading, person_id), NULL, false },
	{ "year", COLUMN_int, offsetof(struct threat_reading, year), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct threat_reading, at), NULL, false },
};
const struct shape threat_reading_shape = { .size = sizeof(struct threat_reading),
	.count = COUNT(reading_columns), .columns = reading_columns };

struct threat_reading_list threat_readings(struct view *view)
{
	return threat_reading_list_of(view_list(view, &threat_reading_shape,
		SQL("SELECT person_id, year, at FROM my_threat_reading ORDER BY at DESC, id DESC LIMIT 50"),
		NONE));
}

enum { OPEN_SECONDS = 15 * 60 };        /* as a restricted event stays opened */

struct instant threat_read_lately(struct view *view, int year)
{
	struct instant since = { instant_now().seconds - OPEN_SECONDS };

	return (struct instant){ view_int(view, SQL("SELECT COALESCE(max(at), 0) FROM my_threat_reading"
		" WHERE person_id = $1 AND year = $2 AND at >= $3"), V(view_me(view), year, since)) };
}

void threat_read_put(struct change *change, int year)
{
	change_run(change, SQL("INSERT INTO threat_reading (person_id, at, year) VALUES ($1, $2, $3)"),
		V(change_me(change), instant_now(), year));
	change_note(change, "threat_reading", 0, "read",
		arena_print(change_arena(change), "{\"year\":%d}", year));
}

/* ---- What the threats were -------------------------------------------------------------------- */

static const struct column mix_columns[] = {
	{ "key", COLUMN_text, offsetof(struct threat_mix, key), NULL, false },
	{ "forms", COLUMN_text, offsetof(struct threat_mix, forms), NULL, false },
	{ "influence", COLUMN_text, offsetof(struct threat_mix, influence), NULL, false },
	{ "is_repeated", COLUMN_int, offsetof(struct threat_mix, is_repeated), NULL, false },
	{ "severity", COLUMN_int, offsetof(struct threat_mix, severity), NULL, false },
	{ "events", COLUMN_int, offsetof(struct threat_mix, events), NULL, false },
};
static const struct shape mix_shape = { .size = sizeof(struct threat_mix),
	.count = COUNT(mix_columns), .columns = mix_columns };

#define MIXES(key_) SQL("SELECT " key_ " AS key, forms, influence, is_repeated, 0 AS severity," \
	" count(*) AS events FROM my_threat_pattern AS told" \
	" WHERE occurred_at >= $1 AND occurred_at < $2" \
	" GROUP BY " key_ ", forms, influence, is_repeated ORDER BY " key_)

struct threat_mix_list threat_mixes(struct view *view, enum threat_by by, struct instant from,
                                    struct instant to)
{
	static const struct sql statements[] = {
		[THREATS_by_board] = SQL("SELECT COALESCE(board.code, '') AS key, forms, influence,"
			" is_repeated, 0 AS severity, count(*) AS events FROM my_threat_pattern AS told"
			" LEFT JOIN my_unit AS board ON board.id = told.board_id"
			" WHERE occurred_at >= $1 AND occurred_at < $2"
			" GROUP BY board.code, forms, influence, is_repeated"
			" ORDER BY COALESCE(board.code, '')"),
		[THREATS_by_place] = MIXES("told.place_type"),
		[THREATS_by_task] = MIXES("told.task"),
		[THREATS_by_relation] = MIXES("told.relation"),
		[THREATS_by_month] = SQL("SELECT '' AS key, '' AS forms, '' AS influence, 0 AS is_repeated,"
			" severity, count(*) AS events FROM my_threat_pattern"
			" WHERE occurred_at >= $1 AND occurred_at < $2 GROUP BY severity"),
	};

	return threat_mix_list_of(view_list(view, &mix_shape, statements[by], V(from, to)));
}

/* ---- The demo city ------------------------------------------------------------------------------ */

bool threat_meeting_nth(struct view *system, int64_t unit_id, int64_t nth, struct threat_meeting *meeting)
{
	const struct threat_meeting *found = nth > 0
		? view_get(system, &meeting_shape, SQL("SELECT id, unit_id, on_date AS on_day FROM unit_meeting"
			" WHERE unit_id = $1 AND on_date >= today() ORDER BY on_date LIMIT 1 OFFSET $2"),
			V(unit_id, nth - 1))
		: view_get(system, &meeting_shape, SQL("SELECT id, unit_id, on_date AS on_day FROM unit_meeting"
			" WHERE unit_id = $1 AND on_date < today() ORDER BY on_date DESC LIMIT 1 OFFSET $2"),
			V(unit_id, -nth - 1));

	if (found)
		*meeting = *found;
	return found != NULL;
}
