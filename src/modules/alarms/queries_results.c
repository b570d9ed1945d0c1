/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/queries_results.c - what tests and probes found, function by function.
 *
 * A probe forgets whom it reached as soon as it is over; what is kept are counts.
 */
#include "modules/alarms/inside.h"

#include "kit/setting.h"
#include "modules/alarms/results.html.h"

static void forget_people(struct change *change, int64_t alarm_id)
{
	change_run(change, SQL("UPDATE alarm_target SET person_id = 0, name = '', acked_at = 0,"
		" acked_how = '' WHERE alarm_id = $1"), V(alarm_id));
	change_run(change, SQL("UPDATE alarm_attempt SET address = '', failed_at = 0, handed_at = 0,"
		" delivered_at = 0, problem = '', state = 'dropped' WHERE alarm_id = $1"), V(alarm_id));
	change_run(change, SQL("DELETE FROM alarm_entry WHERE alarm_id = $1 AND target_id <> 0"),
		V(alarm_id));
}

/* A person is counted once for each function, from the first time she was meant.  A function
 * that nobody held counts as asked: it was not reached. */
void alarm_measure(struct change *change, const struct alarm *alarm, struct instant at)
{
	int64_t minutes = setting_int("alarm_within_minutes");
	const struct item *kind = item_find("alarms/kinds", alarm->kind);

	if (!kind || item_int(kind, "counts") != 1)
		return;
	change_run(change, SQL("INSERT INTO alarm_result (alarm_id, unit_id, kind, function, on_day,"
		" asked, reached, in_time, slowest_seconds, within_minutes)"
		" SELECT $1, $2, $3, function, $4, count(*),"
		" sum(CASE WHEN seconds >= 0 THEN 1 ELSE 0 END),"
		" sum(CASE WHEN seconds >= 0 AND seconds <= $6 THEN 1 ELSE 0 END),"
		" CASE WHEN max(seconds) > 0 THEN max(seconds) ELSE 0 END, $5 FROM"
		" (SELECT function, person_id, COALESCE(min(CASE WHEN acked_at > 0 THEN acked_at END)"
		"         - min(begun_at), -1) AS seconds"
		"  FROM alarm_target WHERE alarm_id = $1 AND (person_id <> 0 OR function <> '')"
		"  GROUP BY function, person_id) AS people"
		" GROUP BY function ORDER BY function"),
		V(alarm->id, alarm->unit_id, alarm->kind, instant_date(at), minutes, minutes * MINUTE));
	if (kind_is_probe(alarm->kind))
		forget_people(change, alarm->id);
}

static const struct shape result_shape = { .size = sizeof(struct alarm_result),
	.count = RESULT_FIELD_COUNT, .columns = &result_fields[0].column,
	.stride = sizeof(struct field) };

/* Of a test; a probe has too few to be shown alone. */
struct alarm_result_list results_of(struct view *view, int64_t alarm_id)
{
	return alarm_result_list_of(view_list(view, &result_shape,
		SQL("SELECT '' AS number, on_day, '' AS unit_name, kind, function, asked, reached,"
		    " in_time, slowest_seconds, within_minutes FROM my_alarm_result"
		    " WHERE alarm_id = $1 AND kind <> 'probe' ORDER BY function"), V(alarm_id)));
}

/* ---- All of them ------------------------------------------------------------------------------ */

static const struct filter result_filters[] = {
	{ .name = "function", .label = N_("Function"), .kind = FIELD_code,
	  .list = "rosters/functions", .condition = SQL(" AND my_alarm_result.function = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_alarm_result.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = NULL },
};

static void function_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	result_function_cell(out, ((const struct alarm_result *)row)->function);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_alarm_result.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_alarm_result.id DESC")
static const struct table_column result_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_alarm.number") },
	{ .name = "on_day", SORTED("my_alarm_result.on_day") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "function", SORTED("my_alarm_result.function"), .cell = function_cell },
	{ .name = "asked", SORTED("my_alarm_result.asked") },
	{ .name = "reached", SORTED("my_alarm_result.reached") },
	{ .name = "in_time", SORTED("my_alarm_result.in_time") },
	{ .name = "within_minutes" },
	{ .name = "slowest_seconds", .is_export_only = true },
	{ .name = NULL },
};
const struct table result_table = {
	.name = "alarm-tests",
	.label = N_("Alarm tests, the newest first"),
	.fields = result_fields,
	.field_count = RESULT_FIELD_COUNT,
	.shape = { .size = sizeof(struct alarm_result), .count = RESULT_FIELD_COUNT,
	           .columns = &result_fields[0].column, .stride = sizeof(struct field) },
	.columns = result_columns,
	.filters = result_filters,
	.row_path = "/alarms/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_alarm_result.on_day DESC, my_alarm_result.id DESC"),
	.export_need = MAY_alarms_write,
	.is_stacked = true,
	.empty = N_("No alarm path has been tested yet. Open a path and test it."),
};

/* Tests only: a probe has too few to be shown alone. */
void result_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &result_table, query,
		SQL("SELECT my_alarm.number, my_alarm_result.on_day, my_alarm_result.kind,"
		    " my_alarm_result.function, my_alarm_result.asked, my_alarm_result.reached,"
		    " my_alarm_result.in_time, my_alarm_result.slowest_seconds,"
		    " my_alarm_result.within_minutes,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "  ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = my_alarm_result.unit_id),"
		    "  '') COLLATE local AS unit_name"
		    " FROM my_alarm_result JOIN my_alarm ON my_alarm.id = my_alarm_result.alarm_id"
		    " WHERE my_alarm_result.kind <> 'probe'"), V(tongue_code()));
}

struct alarm_result_list results_together(struct view *view, struct str kind, struct date since,
                                          int64_t least)
{
	return alarm_result_list_of(view_list(view, &result_shape,
		SQL("SELECT '' AS number, max(on_day) AS on_day, '' AS unit_name, kind, function,"
		    " sum(asked) AS asked, sum(reached) AS reached, sum(in_time) AS in_time,"
		    " 0 AS slowest_seconds, max(within_minutes) AS within_minutes FROM my_alarm_result"
		    " WHERE kind = $1 AND on_day >= $2"
		    " AND alarm_id NOT IN (SELECT id FROM my_alarm WHERE is_exercise = 1)"
		    " GROUP BY kind, function"
		    " HAVING sum(asked) >= $3 ORDER BY function"), V(kind, since, least)));
}

/* ---- The probe ------------------------------------------------------------------------------------ */

struct probe_list probes_of(struct view *view, int64_t path_id)
{
	return probe_list_of(view_list(view, &probe_record.shape,
		SQL("SELECT * FROM my_alarm_probe WHERE path_id = $1 ORDER BY id DESC LIMIT 50"),
		V(path_id)));
}

/* Of each path the last line, as the system. */
struct probe_list probes_latest(struct view *view)
{
	return probe_list_of(view_list(view, &probe_record.shape,
		SQL("SELECT * FROM alarm_probe WHERE is_on = 1 AND id IN"
		    " (SELECT max(id) FROM alarm_probe GROUP BY path_id) ORDER BY id"), NONE));
}

struct date probe_last_day(struct view *view, int64_t path_id)
{
	struct instant last = { view_int(view, SQL("SELECT COALESCE(max(started_at), 0) FROM alarm"
		" WHERE path_id = $1 AND kind = 'probe'"), V(path_id)) };

	return last.seconds ? instant_date(last) : (struct date){ 0 };
}

const struct alarm_path *path_by_number(struct view *view, int64_t id)
{
	return view_get(view, &alarm_path_record.shape,
		SQL("SELECT * FROM alarm_path WHERE id = $1"), V(id));
}

/* ---- What a test proves ------------------------------------------------------------------------------ */

struct evidence_span_list tests_answered(struct view *view, int64_t unit_id, struct date from,
                                         struct date to)
{
	return evidence_span_list_of(view_list(view, &evidence_span_shape,
		SQL("SELECT unit_id, on_day AS valid_from, on_day AS valid_to FROM my_proof_alarm"
		    " WHERE (unit_id = $1 OR $1 = 0) AND on_day >= $2 AND on_day <= $3"
		    " GROUP BY unit_id, id, on_day HAVING sum(in_time) > 0 ORDER BY unit_id, on_day"),
		V(unit_id, from, to)));
}

static const struct column tested_columns[] = {
	{ "number", COLUMN_text, offsetof(struct tested, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct tested, title), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct tested, on_day), NULL, false },
	{ "asked", COLUMN_int, offsetof(struct tested, asked), NULL, false },
	{ "in_time", COLUMN_int, offsetof(struct tested, in_time), NULL, false },
};
static const struct shape tested_shape = {
	.size = sizeof(struct tested), .count = COUNT(tested_columns), .columns = tested_columns,
};

struct tested_list tests_of(struct view *view, int64_t unit_id, struct date from, struct date to,
                            int64_t most)
{
	return tested_list_of(view_list(view, &tested_shape,
		SQL("SELECT number, title, on_day, sum(asked) AS asked, sum(in_time) AS in_time"
		    " FROM my_proof_alarm WHERE unit_id = $1 AND on_day >= $2 AND on_day <= $3"
		    " GROUP BY id, number, title, on_day ORDER BY on_day DESC, id DESC LIMIT $4"),
		V(unit_id, from, to, most)));
}
