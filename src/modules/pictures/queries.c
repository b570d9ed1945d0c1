/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries.c - every SQL statement of the room, and the list that is made of them. */
#include "kit/table.h"
#include "modules/pictures/inside.h"
#include "modules/pictures/pages.html.h"
#include "modules/places/places.h"

#include <string.h>

/* ---- One ------------------------------------------------------------------------------ */

const struct picture *picture_get(struct view *view, struct str public_id)
{
	return view_get(view, &picture_record.shape,
		SQL("SELECT * FROM my_picture WHERE public_id = $1"), V(public_id));
}

const struct picture *picture_of_id(struct view *view, int64_t id)
{
	return view_get(view, &picture_record.shape,
		SQL("SELECT * FROM my_picture WHERE id = $1"), V(id));
}

/* What was written the last time: the version before, or the newest of an earlier period. */
const struct picture *picture_last(struct view *view, const struct picture *picture)
{
	return view_get(view, &picture_record.shape,
		SQL("SELECT * FROM my_picture WHERE unit_id = $1 AND kind = $2 AND area_code = $3"
		    " AND id <> $4 AND (id = $5 OR (period < $6 AND state <> 'working'))"
		    " ORDER BY CASE WHEN id = $5 THEN 0 ELSE 1 END, period DESC, number DESC LIMIT 1"),
		V(picture->unit_id, picture->kind, picture->area_code, picture->id,
		  picture->supersedes, picture->period));
}

const struct picture *picture_next(struct view *view, const struct picture *picture)
{
	return view_get(view, &picture_record.shape,
		SQL("SELECT * FROM my_picture WHERE supersedes = $1 ORDER BY id DESC LIMIT 1"),
		V(picture->id));
}

/* The command line is nobody and may read the tables themselves; a page has a person. */
static struct sql seen(struct view *view, struct sql by_person, struct sql by_system)
{
	return view_me(view) ? by_person : by_system;
}

#define NEWEST_OF_PERIOD " WHERE unit_id = $1 AND ($2 = '' OR kind = $2)" \
	" AND period = $3 AND state <> 'returned' ORDER BY number DESC, id DESC LIMIT 1"
const struct picture *picture_of_period(struct view *view, int64_t unit_id, struct str kind,
                                        struct str period)
{
	return view_get(view, &picture_record.shape,
		seen(view, SQL("SELECT * FROM my_picture" NEWEST_OF_PERIOD),
			SQL("SELECT * FROM picture" NEWEST_OF_PERIOD)), V(unit_id, kind, period));
}

bool picture_may(struct view *view, enum permission permission, int64_t unit_id)
{
	return view_int(view,
		SQL("SELECT 1 FROM my_reach WHERE permission = $1 AND unit_id = $2 LIMIT 1"),
		V(permission_name(permission), unit_id)) != 0;
}

const struct picture_extract *extract_get(struct view *view, int64_t id)
{
	return view_get(view, &picture_extract_record.shape,
		seen(view, SQL("SELECT * FROM my_picture_extract WHERE id = $1"),
			SQL("SELECT * FROM picture_extract WHERE id = $1")), V(id));
}

struct picture_step_list picture_steps(struct view *view, int64_t picture_id)
{
	return picture_step_list_of(view_list(view, &picture_step_shape,
		seen(view, SQL("SELECT my_picture_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_picture_step.person_id), '') AS person_name"
		    " FROM my_picture_step WHERE picture_id = $1 ORDER BY id"),
			SQL("SELECT picture_step.*, '' AS person_name FROM picture_step"
			    " WHERE picture_id = $1 ORDER BY id")),
		V(picture_id)));
}

/* Has somebody looked at just these changes and kept the numbers? */
bool picture_keeps(struct view *view, int64_t picture_id, struct str digest)
{
	return view_int(view, SQL("SELECT 1 FROM my_picture_step"
		" WHERE picture_id = $1 AND verb = 'keep' AND words = $2 LIMIT 1"),
		V(picture_id, digest)) != 0;
}

/* Somebody at the unit itself, or of the whole city where it has nobody. */
int64_t picture_demo_person(struct view *view, int64_t unit_id, struct str permission)
{
	return view_int(view, SQL("SELECT member.person_id FROM member"
		" JOIN role_permission ON role_permission.role = member.role"
		"                     AND role_permission.permission = $2"
		" JOIN unit_closure ON unit_closure.above_id = member.unit_id"
		"                  AND unit_closure.below_id = $1"
		" ORDER BY unit_closure.depth, member.person_id LIMIT 1"), V(unit_id, permission));
}

/* ---- Writing ---------------------------------------------------------------------------- */

void picture_step_add(struct change *change, const struct picture *picture, const char *verb,
                      int from, struct str words)
{
	picture_step_by(change, picture, change_me(change), verb, from, words);
}

void picture_step_by(struct change *change, const struct picture *picture, int64_t person,
                     const char *verb, int from, struct str words)
{
	change_run(change,
		SQL("INSERT INTO picture_step"
		    " (picture_id, at, person_id, verb, from_state, to_state, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7)"),
		V(picture->id, instant_now(), person, verb, picture_states[from].name,
		  picture_states[picture->state].name, words));
}

int64_t extract_add(struct change *change, int64_t picture_id, const struct picture_query *query,
                    const struct numbers *numbers, struct instant taken)
{
	struct arena *arena = change_arena(change);
	struct picture_extract extract = { .picture_id = picture_id, .taken_at = taken,
		.query = query_write(arena, query), .numbers = numbers_write(arena, numbers),
		.created_by = change_me(change) };

	extract.digest = numbers_digest(arena, extract.query, extract.numbers);
	return change_insert(change, &picture_extract_record.shape, &extract);
}

/* The extract is made first: the picture carries its number. */
void extract_belongs(struct change *change, int64_t extract_id, int64_t picture_id)
{
	change_run(change, SQL("UPDATE picture_extract SET picture_id = $1 WHERE id = $2"),
		V(picture_id, extract_id));
}

/* The version that this one takes the place of; one that was sent back stays so. */
void picture_forget_before(struct change *change, const struct picture *picture)
{
	if (!picture->supersedes)
		return;
	if (change_run(change, SQL("UPDATE picture SET state = 'superseded', version = version + 1"
			" WHERE id = $1 AND state IN ('adopted', 'submitted', 'received')"),
			V(picture->supersedes)))
		change_note(change, "picture", picture->supersedes, "supersede", picture->public_id);
}

/* ---- Numbers that are not of the events' own door ----------------------------------------- */

static const struct column seen_columns[] = {
	{ "occurred_at", COLUMN_instant, offsetof(struct event_seen, at), NULL, false },
	{ "place_type", COLUMN_text, offsetof(struct event_seen, place_type), NULL, false },
	{ "causes", COLUMN_text, offsetof(struct event_seen, causes), NULL, false },
	{ "has_cause", COLUMN_bool, offsetof(struct event_seen, has_cause), NULL, false },
	{ "reported_at", COLUMN_instant, offsetof(struct event_seen, reported), NULL, false },
	{ "changed_at", COLUMN_instant, offsetof(struct event_seen, changed), NULL, false },
};
static const struct shape seen_shape = { .size = sizeof(struct event_seen),
	.count = COUNT(seen_columns), .columns = seen_columns };

static void types_add(struct query *query, struct str types)
{
	bool any = false;

	for (int room = 24; types.len && room > 0; room--) {
		struct str type = str_cut(&types, ' ');

		if (!type.len)
			continue;
		if (!any)
			query_add(query, SQL(" AND type IN (SELECT code FROM my_catalogue_item"
				" WHERE list = 'event/types' AND (1 = 0"), NONE);
		query_add(query, SQL(" OR code = $? OR parent_code = $?"), V(type, type));
		any = true;
	}
	if (any)
		query_add(query, SQL("))"), NONE);
}

static void units_add(struct query *query, struct view *view, const struct event_ask *ask)
{
	struct unit_list units = { 0 };

	if (!ask->unit_id)
		return;
	if (ask->as_is)
		units = unit_ancestors_in_time(view, ask->unit_id);
	if (ask->is_board)
		query_add(query, SQL(" AND board_id IN ($?"), V(ask->unit_id));
	else
		query_add(query, SQL(" AND unit_id IN (SELECT below_id FROM my_unit_below"
			" WHERE above_id IN ($?"), V(ask->unit_id));
	for (size_t i = 0; i < units.count && i < 24; i++)
		query_add(query, SQL(", $?"), V(units.at[i].id));
	if (ask->is_board)
		query_add(query, SQL(")"), NONE);
	else
		query_add(query, SQL("))"), NONE);
}

void events_narrow(struct query *query, struct view *view, const struct event_ask *ask)
{
	query_add(query, SQL(" AND state NOT IN ('merged', 'rejected')"), NONE);
	events_within(query, view, ask);
}

void events_within(struct query *query, struct view *view, const struct event_ask *ask)
{
	query_add(query, SQL(" AND my_event.is_restricted = 0 AND occurred_at >= $? AND occurred_at < $?"),
		V(instant_at(ask->from, 0, 0, 0), instant_at(date_add_days(ask->to, 1), 0, 0, 0)));
	units_add(query, view, ask);
	types_add(query, ask->types);
	if (ask->area_code.len)
		query_add(query, SQL(" AND area_id IN " AREA_AND_INSIDE), V(ask->area_code));
}

/* The same events as events_count() counts, one by one. */
void events_each(struct view *view, const struct event_ask *ask, bool asks_changed,
                 bool (*each)(void *context, const void *event_seen), void *context)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT occurred_at, place_type, causes,"
		" CASE WHEN causes <> '' OR direct_cause <> '' THEN 1 ELSE 0 END AS has_cause,"
		" reported_at, CASE WHEN $? = 1 THEN changed_at ELSE 0 END AS changed_at"
		" FROM my_event_changed AS my_event WHERE 1 = 1"), V((int64_t)asks_changed));
	events_narrow(&query, view, ask);
	view_each_of(view, &seen_shape, &query, each, context);
}

bool unit_is_top(struct view *view, int64_t unit_id)
{
	return !view_int(view, SQL("SELECT 1 FROM my_unit_parent WHERE unit_id = $1 LIMIT 1"),
		V(unit_id));
}

/* The highest that stands above a unit, itself if none does. */
int64_t unit_top(struct view *view, int64_t unit_id)
{
	int64_t top = view_int(view, SQL("SELECT above_id FROM my_unit_closure"
		" WHERE below_id = $1 AND is_history = 0"
		"   AND above_id NOT IN (SELECT unit_id FROM my_unit_parent)"
		" ORDER BY depth DESC, above_id LIMIT 1"), V(unit_id));

	return top ? top : unit_id;
}

int64_t employees_below(struct view *view, const struct picture_query *query)
{
	return view_int(view, SQL("SELECT COALESCE(sum(headcount), 0) FROM my_unit"
		" WHERE id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		" AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"),
		V(query->counted_id, query->taken_on));
}

/* Workplaces are the units that have none below them. */
#define WORKPLACES " FROM my_unit WHERE id <> $1" \
	" AND id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)" \
	" AND id NOT IN (SELECT parent_id FROM my_unit_parent)" \
	" AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"

void units_heard(struct view *view, const struct picture_query *query, struct numbers *numbers)
{
	numbers->units = view_int(view, SQL("SELECT count(*)" WORKPLACES),
		V(query->counted_id, query->taken_on));
	numbers->silent_units = view_int(view, SQL("SELECT count(*)" WORKPLACES
		" AND NOT EXISTS (SELECT 1 FROM my_event WHERE my_event.unit_id = my_unit.id"
		"                 AND occurred_at >= $3 AND occurred_at < $4)"),
		V(query->counted_id, query->taken_on, instant_at(query->from, 0, 0, 0),
		  instant_at(date_add_days(query->to, 1), 0, 0, 0)));
}

static const struct column measure_columns[] = {
	{ "number", COLUMN_text, offsetof(struct number_measure, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct number_measure, title), NULL, false },
	{ "state", COLUMN_text, offsetof(struct number_measure, state), NULL, false },
	{ "effect", COLUMN_text, offsetof(struct number_measure, effect), NULL, false },
	{ "effect_words", COLUMN_text, offsetof(struct number_measure, effect_words), NULL, false },
	{ "due_on", COLUMN_date, offsetof(struct number_measure, due_on), NULL, false },
};
static const struct shape measure_shape = { .size = sizeof(struct number_measure),
	.count = COUNT(measure_columns), .columns = measure_columns };

static bool is_one_of(struct str state, const char *const *names)
{
	for (; *names; names++)
		if (str_is(state, *names))
			return true;
	return false;
}

static void measure_count(struct numbers *numbers, const struct number_measure *measure, struct date today)
{
	static const char *const open[] = { "proposed", "decided", "in_progress", NULL };
	static const char *const done[] = { "done", NULL };
	static const char *const evaluated[] = { "evaluated", "closed", NULL };

	if (is_one_of(measure->state, open)) {
		numbers->measures_open++;
		numbers->measures_late += date_is_given(measure->due_on)
			&& date_compare(measure->due_on, today) < 0;
	} else if (is_one_of(measure->state, done)) {
		numbers->measures_done++;
	} else if (is_one_of(measure->state, evaluated)) {
		numbers->measures_evaluated++;
	} else {
		numbers->measures_stopped++;
	}
}

/* Measures that were open in the period, or ended in it, and spring from what the picture is
 * about.  Effects come first: they are what one learns from. */
void measures_count(struct view *view, const struct picture_query *query, struct numbers *numbers)
{
	enum { MOST_SHOWN = 40 };
	struct query statement;
	struct rows rows;

	query_start(&statement, view_arena(view),
		SQL("SELECT number, title, state, effect, effect_words, due_on FROM my_measure"
		    " WHERE ($1 = 1 OR unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $2))"
		    " AND created_at < $3"
		    " AND (state IN ('proposed', 'decided', 'in_progress', 'done')"
		    "      OR evaluated_at >= $4 OR done_at >= $4 OR decided_at >= $4)"),
		V(query->is_whole_city ? 1 : 0, query->unit_id,
		  instant_at(date_add_days(query->measures_to, 1), 0, 0, 0),
		  instant_at(query->from, 0, 0, 0)));
	if (query->types.len) {
		query_add(&statement, SQL(" AND ((source_kind = 'picture' AND source_id IN"
			" (SELECT id FROM my_picture WHERE kind = $?)) OR (source_kind = 'event'"
			" AND EXISTS (SELECT 1 FROM my_event WHERE my_event.id = my_measure.source_id"
			" AND is_restricted = 0"), V(query->kind));
		types_add(&statement, query->types);
		query_add(&statement, SQL(")))"), NONE);
	}
	query_add(&statement, SQL(" ORDER BY CASE WHEN effect = '' THEN 1 ELSE 0 END, due_on, id"), NONE);
	rows = view_list_of(view, &measure_shape, &statement);
	numbers->measures = rows.at;
	for (size_t i = 0; i < rows.count; i++)
		measure_count(numbers, &numbers->measures[i], query->taken_on);
	numbers->measure_count = rows.count < MOST_SHOWN ? rows.count : MOST_SHOWN;
}

/* ---- The list ------------------------------------------------------------------------------ */

/* Named before it is sorted: PostgreSQL sorts by the name of a column, not by an alias. */
#define PICTURE_ROW \
	"SELECT id, public_id, title, unit_name, kind, period, number, state, secrecy," \
	" adopted_at, submitted_at, received_at, unit_id FROM" \
	" (SELECT my_picture.*," \
	"  COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"            ELSE my_unit.name_sv END FROM my_unit" \
	"            WHERE my_unit.id = my_picture.unit_id), '') AS unit_name FROM my_picture) AS listed"

static const struct filter picture_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND listed.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "kind", .label = N_("Kind of picture"), .kind = FIELD_code,
	  .list = "picture_kinds", .condition = SQL(" AND listed.kind = $?") },
	{ .name = "period", .label = N_("Period"), .kind = FIELD_text,
	  .condition = SQL(" AND listed.period = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = picture_states,
	  .condition = SQL(" AND listed.state = $?") },
	{ .name = "waiting", .label = N_("Passed back, to be read"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN listed.id IN (SELECT picture_id FROM my_picture_passing AS passed"
	                   " WHERE passed.unit_id IN (SELECT unit_id FROM my_reach"
	                   "   WHERE permission = 'pictures_write')"
	                   " AND NOT EXISTS (SELECT 1 FROM my_picture_receipt AS receipt"
	                   "   WHERE receipt.passing_id = passed.id)) THEN 1 ELSE 0 END = $?") },
	{ .name = "at", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .is_hidden = true, .condition = SQL(" AND listed.unit_id = $?") },
	{ .name = NULL },
};

static void title_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	picture_title_cell(out, row);
}

static void state_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	picture_state_show(out, ((const struct picture_row *)row)->state);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", listed.id"), \
	.descending = SQL(" ORDER BY " column " DESC, listed.id DESC")
static const struct table_column picture_columns[] = {
	{ .name = "title", .is_link = true, SORTED("listed.title COLLATE local"), .cell = title_cell },
	{ .name = "unit_name", SORTED("listed.unit_name COLLATE local") },
	{ .name = "kind", .is_export_only = true },
	{ .name = "period", SORTED("listed.period") },
	{ .name = "number", SORTED("listed.number") },
	{ .name = "state", SORTED("listed.state"), .cell = state_cell },
	{ .name = "adopted_at", SORTED("listed.adopted_at") },
	{ .name = "submitted_at", SORTED("listed.submitted_at") },
	{ .name = "received_at", .is_export_only = true },
	{ .name = "secrecy", .is_export_only = true },
	{ .name = NULL },
};

const struct table pictures_table = {
	.name = "pictures",
	.label = N_("Situation pictures, the newest period first"),
	.fields = picture_row_fields,
	.field_count = PICTURE_ROW_COUNT,
	.shape = { .size = sizeof(struct picture_row), .count = PICTURE_ROW_COUNT,
	           .columns = &picture_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = picture_columns,
	.filters = picture_filters,
	.row_path = "/pictures/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY listed.period DESC, listed.unit_name COLLATE local,"
	             " listed.kind, listed.number DESC, listed.id DESC"),
	.export_need = MAY_pictures_read,
	.empty = N_("The situation pictures that you may read will stand here."),
};

void pictures_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &pictures_table, query, SQL(PICTURE_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- What has come in ------------------------------------------------------------------------ */

/* Every version of the pictures of a period, the newest of each unit and kind first. */
struct picture_row_list pictures_submitted(struct view *view, struct str period)
{
	return picture_row_list_of(view_list(view, &picture_row_shape,
		SQL(PICTURE_ROW " WHERE listed.period = $2"
		    " ORDER BY listed.unit_id, listed.kind, listed.number DESC LIMIT 5000"),
		V(tongue_code(), period)));
}

/* Units whose pictures one receives: the boards of today. */
struct unit_list picture_units(struct view *view)
{
	return unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit"
		    " WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		    " AND id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_receive')"
		    " ORDER BY name_sv COLLATE local, id LIMIT 3000"), NONE));
}

struct picture_counts picture_counts(struct view *view)
{
	return (struct picture_counts){
		.working = view_int(view, SQL("SELECT count(*) FROM my_picture WHERE state = 'working'"
			" AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_write')"),
			NONE),
		.to_adopt = view_int(view, SQL("SELECT count(*) FROM my_picture WHERE state = 'reviewed'"
			" AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_adopt')"),
			NONE),
		.to_submit = view_int(view, SQL("SELECT count(*) FROM my_picture WHERE state = 'adopted'"
			" AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_adopt')"),
			NONE),
		.to_receive = view_int(view, SQL("SELECT count(*) FROM my_picture WHERE state = 'submitted'"
			" AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_receive')"),
			NONE),
	};
}

/* Units that one writes pictures of, the higher first; the smallest only where nothing is
 * below them and little above. */
const struct reference pictures_references[] = {
	{ .name = "picture_unit",
	  .label = SQL("SELECT CASE WHEN $2 = 'en' AND name_en <> '' THEN name_en ELSE name_sv END"
		" FROM my_unit WHERE id = $1"),
	  .list = SQL("SELECT id AS key, CASE WHEN $1 = 'en' AND name_en <> '' THEN name_en"
		" ELSE name_sv END AS label, code AS hint FROM my_unit"
		" WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		"   AND id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_write')"
		"   AND (id IN (SELECT parent_id FROM my_unit_parent)"
		"        OR (SELECT count(*) FROM my_unit_closure"
		"            WHERE my_unit_closure.below_id = my_unit.id"
		"              AND my_unit_closure.is_history = 0) <= 2)"
		" ORDER BY (SELECT count(*) FROM my_unit_closure"
		"           WHERE my_unit_closure.below_id = my_unit.id"
		"             AND my_unit_closure.is_history = 0), name_sv COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_unit"
		" WHERE (code = $1 OR fold(name_sv) = fold($1) OR fold(name_en) = fold($1))"
		"   AND id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_write')"
		" ORDER BY CASE WHEN valid_to = '' THEN 0 ELSE 1 END, id LIMIT 1") },
	{ .name = NULL },
};

struct picture_list pictures_newest(struct view *view, int64_t unit_id)
{
	return picture_list_of(view_list(view, &picture_record.shape,
		SQL("SELECT * FROM my_picture WHERE unit_id = $1"
		    "   AND state IN ('adopted', 'submitted', 'received')"
		    "   AND id IN (SELECT max(id) FROM my_picture WHERE unit_id = $1"
		    "     AND state IN ('adopted', 'submitted', 'received') GROUP BY kind)"
		    " ORDER BY kind"), V(unit_id)));
}
