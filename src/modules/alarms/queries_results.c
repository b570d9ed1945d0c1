/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/queries_results.c - what tests and probes found, function by function.
 *
 * A probe forgets whom it reached as soon as it is over; what is kept are counts.
 */
#include "modules/alarms/inside.h"

#include "kit/setting.h"

struct measured {
	struct str function;
	int64_t asked, reached, in_time, slowest;
};
LIST_OF(measured)
static const struct column measured_columns[] = {
	{ "function", COLUMN_text, offsetof(struct measured, function), NULL, false },
	{ "asked", COLUMN_int, offsetof(struct measured, asked), NULL, false },
	{ "reached", COLUMN_int, offsetof(struct measured, reached), NULL, false },
	{ "in_time", COLUMN_int, offsetof(struct measured, in_time), NULL, false },
	{ "slowest", COLUMN_int, offsetof(struct measured, slowest), NULL, false },
};
static const struct shape measured_shape = {
	.size = sizeof(struct measured), .count = COUNT(measured_columns),
	.columns = measured_columns,
};

/* A person is counted once for each function, from the first time she was meant.  A function
 * that nobody held counts as asked: it was not reached. */
static struct measured_list measured_of(struct view *view, int64_t alarm_id, int64_t within)
{
	return measured_list_of(view_list(view, &measured_shape,
		SQL("SELECT function, count(*) AS asked,"
		    " sum(CASE WHEN seconds >= 0 THEN 1 ELSE 0 END) AS reached,"
		    " sum(CASE WHEN seconds >= 0 AND seconds <= $2 THEN 1 ELSE 0 END) AS in_time,"
		    " max(seconds) AS slowest FROM"
		    " (SELECT function, person_id, COALESCE(min(CASE WHEN acked_at > 0 THEN acked_at END)"
		    "         - min(begun_at), -1) AS seconds"
		    "  FROM alarm_target WHERE alarm_id = $1 AND (person_id <> 0 OR function <> '')"
		    "  GROUP BY function, person_id) AS people"
		    " GROUP BY function ORDER BY function"), V(alarm_id, within)));
}

static void forget_people(struct change *change, int64_t alarm_id)
{
	change_run(change, SQL("UPDATE alarm_target SET person_id = 0, name = '', acked_at = 0,"
		" acked_how = '' WHERE alarm_id = $1"), V(alarm_id));
	change_run(change, SQL("UPDATE alarm_attempt SET address = '', failed_at = 0, handed_at = 0,"
		" problem = '', state = 'dropped' WHERE alarm_id = $1"), V(alarm_id));
	change_run(change, SQL("DELETE FROM alarm_entry WHERE alarm_id = $1 AND target_id <> 0"),
		V(alarm_id));
}

void alarm_measure(struct change *change, const struct alarm *alarm, struct instant at)
{
	int64_t minutes = setting_int("alarm_within_minutes");
	const struct item *kind = item_find("alarms/kinds", alarm->kind);
	struct measured_list list;

	if (!kind || item_int(kind, "counts") != 1)
		return;
	list = measured_of(change_view(change), alarm->id, minutes * MINUTE);
	for (size_t i = 0; i < list.count; i++)
		change_run(change, SQL("INSERT INTO alarm_result (alarm_id, unit_id, kind, function,"
			" on_day, asked, reached, in_time, slowest_seconds, within_minutes)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"),
			V(alarm->id, alarm->unit_id, alarm->kind, list.at[i].function,
				instant_date(at), list.at[i].asked, list.at[i].reached, list.at[i].in_time,
				list.at[i].slowest > 0 ? list.at[i].slowest : 0, minutes));
	if (str_is(alarm->kind, "probe"))
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
