/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_facts.c - the rows of events/facts.h in the database. */
#include "modules/events/facts.h"

#define MORE(column) column " = event_work_sum." column " + excluded." column
#define WHEN(condition) "$2 * CASE WHEN " condition " THEN 1 ELSE 0 END"

/* `sign` 1: the row of the event is counted, -1: no longer. */
static void work_sum_put(struct change *change, int64_t event_id, int64_t sign)
{
	change_run(change, SQL("INSERT INTO event_work_sum (unit_id, year, injuries, near_misses, risks,"
		" unjudged, serious, to_tell, told, days)"
		" SELECT unit_id, year, " WHEN("counts_as = 'work_injury'") ", "
		WHEN("counts_as = 'near_miss'") ", " WHEN("counts_as = 'risk_observation'") ", "
		WHEN("counts_as = ''") ", " WHEN("serious = 'yes'") ", " WHEN("is_told = 1") ", "
		WHEN("is_told = 1 AND informed_at > 0") ","
		" $2 * CASE WHEN is_told = 1 AND informed_at > reported_at"
		"  THEN (informed_at - reported_at) / 86400 ELSE 0 END"
		" FROM event_work WHERE event_id = $1 AND is_counted = 1 AND is_restricted = 0"
		" ON CONFLICT (unit_id, year) DO UPDATE SET " MORE("injuries") ", " MORE("near_misses") ", "
		MORE("risks") ", " MORE("unjudged") ", " MORE("serious") ", " MORE("to_tell") ", "
		MORE("told") ", " MORE("days")), V(event_id, sign));
}

void event_facts_forget(struct change *change, int64_t event_id)
{
	work_sum_put(change, event_id, -1);
	change_run(change, SQL("DELETE FROM event_threat WHERE event_id = $1"), V(event_id));
	change_run(change, SQL("DELETE FROM event_work WHERE event_id = $1"), V(event_id));
}

void event_facts_put(struct change *change, const struct event *events, size_t count)
{
	struct arena *arena = change_arena(change);
	struct event_threat *threats = arena_array(arena, struct event_threat, count + 1);
	struct event_work *works = arena_array(arena, struct event_work, count + 1);
	size_t threat_count = 0, work_count = 0;

	for (size_t i = 0; i < count; i++) {
		threat_count += event_threat_of(arena, &events[i], &threats[threat_count]);
		work_count += event_work_of(arena, &events[i], &works[work_count]);
	}
	if (threat_count)
		change_insert_many(change, &event_threat_shape, threats, threat_count);
	if (work_count)
		change_insert_many(change, &event_work_shape, works, work_count);
	for (size_t i = 0; i < work_count; i++)
		work_sum_put(change, works[i].event_id, 1);
}

void event_facts_change(struct change *change, const struct event *event)
{
	event_facts_forget(change, event->id);
	event_facts_put(change, event, 1);
}

/* ---- Events from before ---------------------------------------------------------------------- */

static const struct column fill_columns[] = {
	{ "id", COLUMN_int, offsetof(struct event_fill, id), NULL, false },
	{ "done_id", COLUMN_int, offsetof(struct event_fill, done_id), NULL, false },
	{ "last_id", COLUMN_int, offsetof(struct event_fill, last_id), NULL, false },
};
static const struct shape fill_shape = { .table = "event_facts_fill", .size = sizeof(struct event_fill),
	.count = COUNT(fill_columns), .columns = fill_columns };

struct event_list events_to_fill(struct view *system, struct event_fill *fill, int64_t most)
{
	const struct event_fill *kept = view_get(system, &fill_shape,
		SQL("SELECT * FROM event_facts_fill ORDER BY id LIMIT 1"), NONE);

	if (kept)
		*fill = *kept;
	return event_list_of(view_list(system, &event_record.shape,
		SQL("SELECT * FROM event WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3"),
		V(fill->done_id, fill->last_id, most)));
}

bool event_was_opened(struct view *system, int64_t event_id)
{
	return view_int(system, SQL("SELECT 1 FROM event_step WHERE event_id = $1 AND verb = 'unrestrict'"
		" LIMIT 1"), V(event_id)) == 1;
}

void event_fill_put(struct change *change, const struct event_fill *fill)
{
	change_run(change, SQL("UPDATE event_facts_fill SET done_id = $2 WHERE id = $1"),
		V(fill->id, fill->done_id));
}

bool event_facts_wait(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM event_facts_fill WHERE done_id < last_id LIMIT 1"), NONE) == 1;
}
