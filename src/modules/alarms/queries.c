/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/queries.c - paths, steps and alarms, as people may see them; writing them. */
#include "modules/alarms/inside.h"

#include "modules/alarms/pages.html.h"
#include "modules/exercises/exercises.h"
#include "modules/units/units.h"

/* ---- Alarms -------------------------------------------------------------------------- */

const struct alarm *alarm_of_number(struct view *view, struct str number)
{
	return view_get(view, &alarm_record.shape,
		SQL("SELECT * FROM my_alarm WHERE number = $1 OR public_id = $1"), V(number));
}

struct alarm_list alarms_going_seen(struct view *view)
{
	return alarm_list_of(view_list(view, &alarm_record.shape,
		SQL("SELECT * FROM my_alarm WHERE state = 'going'"
		    " ORDER BY started_at DESC, id DESC LIMIT 20"), NONE));
}

/* Sent to the person, and nobody of hers has answered. */
struct alarm_list alarms_to_me(struct view *view)
{
	return alarm_list_of(view_list(view, &alarm_record.shape,
		SQL("SELECT * FROM my_alarm WHERE state = 'going' AND id IN"
		    " (SELECT alarm_id FROM my_alarm_target WHERE person_id = me() AND me() <> 0)"
		    " AND id NOT IN (SELECT alarm_id FROM my_alarm_target"
		    "                WHERE person_id = me() AND acked_at > 0)"
		    " ORDER BY started_at DESC, id DESC LIMIT 20"), NONE));
}

struct alarm_all alarm_load_seen(struct view *view, const struct alarm *alarm)
{
	return alarm_all_of(view_arena(view), alarm,
		alarm_step_list_of(view_list(view, &alarm_step_record.shape,
			SQL("SELECT * FROM my_alarm_step WHERE alarm_id = $1 ORDER BY place, id"),
			V(alarm->id))),
		alarm_target_list_of(view_list(view, &alarm_target_record.shape,
			SQL("SELECT * FROM my_alarm_target WHERE alarm_id = $1 ORDER BY id"),
			V(alarm->id))),
		alarm_attempt_list_of(view_list(view, &alarm_attempt_record.shape,
			SQL("SELECT * FROM my_alarm_attempt WHERE alarm_id = $1 ORDER BY id"),
			V(alarm->id))));
}

struct alarm_entry_list alarm_entries(struct view *view, int64_t alarm_id)
{
	return alarm_entry_list_of(view_list(view, &alarm_entry_shape,
		SQL("SELECT my_alarm_entry.id, my_alarm_entry.at, my_alarm_entry.verb,"
		    " my_alarm_entry.channel, my_alarm_entry.words,"
		    " COALESCE(my_alarm_target.name, '') AS target_name,"
		    " COALESCE(my_alarm_target.function, '') AS function,"
		    " COALESCE(my_person.name, '') AS person_name"
		    " FROM my_alarm_entry"
		    " LEFT JOIN my_alarm_target ON my_alarm_target.id = my_alarm_entry.target_id"
		    " LEFT JOIN my_person ON my_person.id = my_alarm_entry.person_id"
		    " WHERE my_alarm_entry.alarm_id = $1"
		    " ORDER BY my_alarm_entry.at, my_alarm_entry.id LIMIT 2000"),
		V(alarm_id)));
}

bool alarm_may(struct view *view, enum permission permission, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = $1 AND unit_id = $2 LIMIT 1"),
		V(permission_name(permission), unit_id)) != 0;
}

static struct str alarm_number(struct change *change, struct instant at)
{
	int64_t year = instant_local(at).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO alarm_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = alarm_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "LA-%04lld-%05lld", (long long)year, (long long)last);
}

/* Whatever becomes of the path, the alarm follows the steps as they were. */
static void steps_copy(struct change *change, const struct alarm *alarm,
                       const struct alarm_step_list *steps)
{
	for (size_t i = 0; i < steps->count; i++) {
		struct alarm_step *step = &steps->at[i];
		int64_t from = step->id;

		step->id = 0;
		step->public_id = S("");
		step->version = 0;
		step->alarm_id = alarm->id;
		if (!step->unit_id)
			step->unit_id = alarm->unit_id;
		change_insert(change, &alarm_step_record.shape, step);
		change_run(change, SQL("INSERT INTO alarm_step_person (step_id, place, person_id)"
			" SELECT $2, place, person_id FROM alarm_step_person WHERE step_id = $1"),
			V(from, step->id));
	}
}

void alarm_add(struct change *change, struct alarm *alarm)
{
	if (!alarm->started_at.seconds)
		alarm->started_at = instant_now();
	if (!alarm->started_by)
		alarm->started_by = change_me(change);
	if (!alarm->state)
		alarm->state = ALARM_going;
	alarm->number = alarm_number(change, alarm->started_at);
	alarm->is_exercise = exercise_has_number(change_view(change), alarm->about);
	change_insert(change, &alarm_record.shape, alarm);
	change_run(change, SQL("INSERT INTO alarm_entry (alarm_id, at, verb, person_id, words)"
		" VALUES ($1, $2, 'start', $3, $4)"),
		V(alarm->id, alarm->started_at, alarm->started_by, alarm->words));
}

void alarm_start(struct change *change, struct alarm *alarm)
{
	struct alarm_step_list steps = path_steps(change_view(change), alarm->path_id);

	alarm_add(change, alarm);
	steps_copy(change, alarm, &steps);
	job_start(change, "alarms", S(""), S(""), S(""));
}

void alarm_start_as_system(struct change *change, struct alarm *alarm)
{
	struct alarm_step_list steps = alarm_step_list_of(view_list(change_view(change),
		&alarm_step_record.shape, SQL("SELECT * FROM alarm_step"
		" WHERE path_id = $1 AND alarm_id = 0 ORDER BY place, id"), V(alarm->path_id)));

	alarm_add(change, alarm);
	steps_copy(change, alarm, &steps);
	job_start(change, "alarms", S(""), S(""), S(""));
}

void alarm_stopped_put(struct change *change, const struct alarm *alarm)
{
	change_run(change, SQL("INSERT INTO alarm_entry (alarm_id, at, verb, person_id, words)"
		" VALUES ($1, $2, 'stopped', $3, $4)"),
		V(alarm->id, alarm->ended_at, alarm->ended_by, alarm->end_reason));
}

bool alarm_exercise_goes_on(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_crisis JOIN my_crisis_staff"
		" ON my_crisis_staff.crisis_id = my_crisis.id WHERE my_crisis.is_exercise = 1"
		" AND my_crisis.state = 'open' AND my_crisis_staff.person_id = me()"
		" AND my_crisis_staff.ended_at = 0 LIMIT 1"), NONE) != 0;
}

/* An event, a crisis or an exercise that the person may see. */
bool about_is_known(struct view *view, struct str number)
{
	return view_int(view, SQL("SELECT 1 FROM my_event WHERE number = $1"), V(number))
		|| view_int(view, SQL("SELECT 1 FROM my_exercise WHERE number = $1"), V(number))
		|| view_int(view, SQL("SELECT 1 FROM my_crisis WHERE number = $1"), V(number));
}

/* ---- The list ------------------------------------------------------------------------ */

static const struct filter alarm_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(title || ' ' || words) LIKE '%' || fold($?) || '%'"
	                   " OR number = $?)") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = alarm_states,
	  .condition = SQL(" AND state = $?") },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_code, .list = "alarms/kinds",
	  .condition = SQL(" AND kind = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = NULL },
};

static void state_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	alarm_state_badge(out, ((const struct alarm_row *)row)->state);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", id"), .descending = SQL(" ORDER BY " column " DESC, id DESC")
static const struct table_column alarm_columns[] = {
	{ .name = "number", .is_link = true, SORTED("number") },
	{ .name = "title", SORTED("title COLLATE local") },
	{ .name = "kind", SORTED("kind") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "started_at", SORTED("started_at") },
	{ .name = "state", SORTED("state"), .cell = state_cell },
	{ .name = "ended_at", .is_export_only = true },
	{ .name = NULL },
};
const struct table alarm_table = {
	.name = "alarms",
	.label = N_("Alarms, what goes on first"),
	.fields = alarm_row_fields,
	.field_count = ALARM_ROW_COUNT,
	.shape = { .size = sizeof(struct alarm_row), .count = ALARM_ROW_COUNT,
	           .columns = &alarm_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = alarm_columns,
	.filters = alarm_filters,
	.row_path = "/alarms/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY CASE WHEN state = 'going' THEN 0 ELSE 1 END, started_at DESC, id DESC"),
	.export_need = MAY_alarms_write,
	.is_stacked = true,
	.empty = N_("No alarm has been started. Begin with an alarm path, and test it."),
};

void alarm_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &alarm_table, query,
		SQL("SELECT number, title, kind, " UNIT_NAME("my_alarm.unit_id") " AS unit_name, started_at,"
		    " state, ended_at FROM my_alarm WHERE 1 = 1"), V(tongue_code()));
}

/* ---- Paths ---------------------------------------------------------------------------- */

struct alarm_path_list paths_seen(struct view *view)
{
	return alarm_path_list_of(view_list(view, &alarm_path_record.shape,
		SQL("SELECT * FROM my_alarm_path WHERE closed_at = 0"
		    " ORDER BY unit_id, name COLLATE local, id LIMIT 500"), NONE));
}

#define RECORD struct path_row
static const struct field path_row_fields[] = { PATH_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape path_row_shape = SHAPE_OF(NULL, path_row, path_row_fields);

struct path_row_list path_rows(struct view *view)
{
	return path_row_list_of(view_list(view, &path_row_shape,
		SQL("SELECT public_id, name, " UNIT_NAME("my_alarm_path.unit_id") " AS unit_name, stop,"
		    " stop_count, COALESCE(counted.steps, 0) AS steps FROM my_alarm_path"
		    " LEFT JOIN (SELECT path_id, count(*) AS steps FROM my_alarm_step"
		    "            WHERE alarm_id = 0 GROUP BY path_id) AS counted"
		    " ON counted.path_id = my_alarm_path.id WHERE closed_at = 0"
		    " ORDER BY unit_id, name COLLATE local, id LIMIT 500"), V(tongue_code())));
}

const struct alarm_path *path_get(struct view *view, struct str public_id)
{
	return view_get(view, &alarm_path_record.shape,
		SQL("SELECT * FROM my_alarm_path WHERE public_id = $1"), V(public_id));
}

const struct alarm_path *path_of_id(struct view *view, int64_t id)
{
	return view_get(view, &alarm_path_record.shape,
		SQL("SELECT * FROM my_alarm_path WHERE id = $1"), V(id));
}

struct alarm_step_list path_steps(struct view *view, int64_t path_id)
{
	return alarm_step_list_of(view_list(view, &alarm_step_record.shape,
		SQL("SELECT * FROM my_alarm_step WHERE path_id = $1 AND alarm_id = 0"
		    " ORDER BY place, id"), V(path_id)));
}

struct step_person { struct str name; };
LIST_OF(step_person)
static const struct column person_columns[] = {
	{ "name", COLUMN_text, offsetof(struct step_person, name), NULL, false },
};
static const struct shape person_shape = {
	.size = sizeof(struct step_person), .count = COUNT(person_columns), .columns = person_columns,
};

struct str step_people(struct view *view, int64_t step_id)
{
	struct step_person_list people = step_person_list_of(view_list(view, &person_shape,
		SQL("SELECT my_person.name AS name FROM my_alarm_step_person"
		    " JOIN my_person ON my_person.id = my_alarm_step_person.person_id"
		    " WHERE my_alarm_step_person.step_id = $1 ORDER BY my_alarm_step_person.place"),
		V(step_id)));
	struct str words = S("");

	for (size_t i = 0; i < people.count; i++)
		words = arena_print(view_arena(view), "%.*s%s%.*s", STR(words), i ? ", " : "",
			STR(people.at[i].name));
	return words;
}

void step_add(struct change *change, struct alarm_step *step, size_t count, const int64_t *people)
{
	step->place = 1 + view_int(change_view(change),
		SQL("SELECT COALESCE(max(place), 0) FROM my_alarm_step"
		    " WHERE path_id = $1 AND alarm_id = 0"), V(step->path_id));
	alarm_step_put(change, step, count, people);
}

void alarm_step_put(struct change *change, struct alarm_step *step, size_t count,
                    const int64_t *people)
{
	change_insert(change, &alarm_step_record.shape, step);
	for (size_t i = 0; i < count; i++)
		change_run(change, SQL("INSERT INTO alarm_step_person (step_id, place, person_id)"
			" VALUES ($1, $2, $3)"), V(step->id, (int64_t)i, people[i]));
}

bool step_remove(struct change *change, int64_t path_id, struct str public_id)
{
	int64_t id = view_int(change_view(change), SQL("SELECT id FROM my_alarm_step"
		" WHERE path_id = $1 AND alarm_id = 0 AND public_id = $2"), V(path_id, public_id));

	if (!id)
		return false;
	change_run(change, SQL("DELETE FROM alarm_step_person WHERE step_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM alarm_step WHERE id = $1"), V(id));
	change_note(change, "alarm_step", id, "remove", S(""));
	return true;
}

const struct reference alarms_references[] = {
	{ .name = "alarm_path",
	  .label = SQL("SELECT name FROM my_alarm_path WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, " UNIT_NAME("my_alarm_path.unit_id") " AS hint"
	              " FROM my_alarm_path WHERE closed_at = 0 AND unit_id IN"
	              " (SELECT unit_id FROM my_reach WHERE permission = 'alarms_start')"
	              " ORDER BY name COLLATE local, hint, id LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_alarm_path WHERE closed_at = 0 AND public_id = $1"),
	  /* Many units call theirs the same: such a name alone reaches nobody's people. */
	  .find = SQL("SELECT min(id) FROM my_alarm_path WHERE closed_at = 0 AND name = $1"
	              " HAVING count(*) = 1") },
	{ .name = "alarm",
	  .label = SQL("SELECT number FROM my_alarm WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number AS label, title AS hint FROM my_alarm"
	              " ORDER BY id DESC LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_alarm WHERE number = $1"),
	  .find = SQL("SELECT id FROM my_alarm WHERE number = $1"),
	  .written = "LA", .path = "/alarms/" },
	{ .name = NULL },
};

/* ---- Channels ---------------------------------------------------------------------------- */

static const struct column channel_columns[] = {
	{ "channel", COLUMN_text, offsetof(struct channel_on, channel), NULL, false },
	{ "is_on", COLUMN_bool, offsetof(struct channel_on, is_on), NULL, false },
};
static const struct shape channel_shape = {
	.size = sizeof(struct channel_on), .count = COUNT(channel_columns),
	.columns = channel_columns,
};

/* Those in use; the mail server of the city is one, and has no row of its own. */
struct channel_on_list channels_on(struct view *view)
{
	struct channel_on_list rows = channel_on_list_of(view_list(view, &channel_shape,
		SQL("SELECT channel, is_on FROM my_alarm_channel WHERE is_on = 1 ORDER BY channel"),
		NONE));
	const struct catalogue *all = catalogue_get("alarms/channels");
	struct channel_on_list on = { 0, arena_array(view_arena(view), struct channel_on,
		all->count + 1) };

	for (size_t i = 0; i < all->count; i++) {
		bool is_on = channel_is_ready(all->items[i].code, NULL);

		for (size_t k = 0; k < rows.count; k++)
			is_on |= str_equals(rows.at[k].channel, all->items[i].code);
		if (is_on && !all->items[i].is_retired)
			on.at[on.count++] = (struct channel_on){ all->items[i].code, true };
	}
	return on;
}

/* ---- Links and replies ------------------------------------------------------------------- */

#define LINK \
	"SELECT my_alarm_link.id, my_alarm_link.alarm_id, my_alarm_link.person_id," \
	" my_alarm_link.public_id, my_alarm_link.unit_id, my_alarm_link.name," \
	" my_alarm_link.acked_at, my_alarm_link.number, my_alarm_link.kind, my_alarm_link.title," \
	" my_alarm_link.words, my_alarm_link.is_exercise, my_alarm_link.stop," \
	" my_alarm_link.state, my_alarm_link.started_at, COALESCE(first.name, '') AS first_name," \
	" COALESCE(first.acked_at, 0) AS first_at FROM my_alarm_link" \
	" LEFT JOIN my_alarm_first AS first ON first.id = (SELECT id FROM my_alarm_first" \
	"  WHERE my_alarm_first.alarm_id = my_alarm_link.alarm_id ORDER BY acked_at, id LIMIT 1)"

const struct alarm_link *link_of_token(struct view *view, struct str digest)
{
	return view_get(view, &alarm_link_shape,
		SQL(LINK " WHERE my_alarm_link.token_digest = $1"), V(digest));
}

/* The latest of one's own, one that is acknowledged first. */
const struct alarm_link *link_of_person(struct view *view, int64_t alarm_id)
{
	return view_get(view, &alarm_link_shape,
		SQL(LINK " WHERE my_alarm_link.alarm_id = $1 AND my_alarm_link.person_id = me()"
		    " AND me() <> 0 ORDER BY my_alarm_link.acked_at DESC, my_alarm_link.id DESC LIMIT 1"),
		V(alarm_id));
}

struct alarm_link_list links_of_code(struct view *view, struct str code)
{
	return alarm_link_list_of(view_list(view, &alarm_link_shape,
		SQL(LINK " WHERE my_alarm_link.code = $1"
		    " AND my_alarm_link.person_id <> 0"
		    " ORDER BY my_alarm_link.id DESC LIMIT 1"), V(code)));
}

struct alarm_link_list links_of_phone(struct view *view, struct str plain)
{
	return alarm_link_list_of(view_list(view, &alarm_link_shape,
		SQL(LINK " WHERE my_alarm_link.id IN"
		    " (SELECT target_id FROM my_alarm_sent WHERE address = $1)"
		    " ORDER BY CASE WHEN my_alarm_link.state = 'going' THEN 0 ELSE 1 END,"
		    " my_alarm_link.id DESC LIMIT 10"), V(plain)));
}

/* The first answer ends at once what needs no more than one, and a test is measured as when the
 * job ends it; answers that come after the end of the path are taken too, when they are enough. */
static void alarm_answered(struct change *change, const struct alarm_link *link,
                           struct instant now)
{
	const struct alarm alarm = { .id = link->alarm_id, .unit_id = link->unit_id,
		.kind = link->kind };

	if (link->stop == STOP_first && alarm_end(change, &alarm, ALARM_acknowledged, now))
		alarm_measure(change, &alarm, now);
	change_run(change, SQL("UPDATE alarm SET state = 'acknowledged', version = version + 1"
		" WHERE id = $1 AND state = 'exhausted' AND"
		" (SELECT count(DISTINCT person_id) FROM alarm_target"
		"  WHERE alarm_id = $1 AND person_id <> 0 AND acked_at > 0) >="
		" CASE stop WHEN 'first' THEN 1 WHEN 'some' THEN stop_count ELSE"
		" (SELECT count(DISTINCT person_id) FROM alarm_target"
		"  WHERE alarm_id = $1 AND person_id <> 0) END"), V(alarm.id));
}

bool target_acknowledge(struct change *change, const struct alarm_link *link, struct str how)
{
	struct instant now = instant_now();

	if (!change_run(change, SQL("UPDATE alarm_target SET acked_at = $2, acked_how = $3"
			" WHERE id = $1 AND acked_at = 0"), V(link->id, now, how)))
		return false;
	change_run(change, SQL("INSERT INTO alarm_entry (alarm_id, at, verb, target_id, words)"
		" VALUES ($1, $2, 'ack', $3, $4)"), V(link->alarm_id, now, link->id, how));
	alarm_answered(change, link, now);
	return true;
}
