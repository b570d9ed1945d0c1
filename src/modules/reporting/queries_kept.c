/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries_kept.c - answers that are kept, and what has moved since. */
#include "modules/reporting/kept.h"

/* Fewer events are counted while one waits; what is older than an hour is used by nobody, so it is
 * counted again before that though nothing has moved. */
enum { EVENTS_MANY = 6000, OLDEST = HOUR, ANEW_AFTER = 8 * MINUTE, ANEW_AT_LAST = 45 * MINUTE };

static const struct column kept_columns[] = {
	{ "made_at", COLUMN_instant, offsetof(struct kept, made_at), NULL, false },
	{ "turn", COLUMN_int, offsetof(struct kept, turn), NULL, false },
	{ "moved", COLUMN_int, offsetof(struct kept, moved), NULL, false },
	{ "body", COLUMN_text, offsetof(struct kept, body), NULL, false },
};
static const struct shape kept_shape = { .size = sizeof(struct kept), .count = COUNT(kept_columns),
	.columns = kept_columns };

/* 0 no event with a cost has moved, 1 one has, 2 one that may have been counted is restricted now.
 * A restricted one of after that is in no count, and says nothing. */
static int64_t moved_since(struct view *view, const struct kept *kept)
{
	return view_int(view, SQL("SELECT COALESCE(max(CASE WHEN moved.is_restricted = 1 AND moved.reported_at <= $3"
		" THEN 2 WHEN moved.is_restricted = 1 THEN 0 ELSE moved.has_cost END), 0)"
		" FROM my_kept_moved AS moved"
		" WHERE (moved.turn = 0 AND moved.id > $1) OR (moved.turn > 0 AND moved.turn >= $2)"),
		V(kept->moved, kept->turn, kept->made_at));
}

const struct kept *kept_get(struct view *view, const char *name, int64_t unit_id, struct str question)
{
	struct kept *kept = view_get(view, &kept_shape,
		SQL("SELECT made_at, turn, moved, body FROM my_kept_answer WHERE name = $1 AND unit_id = $2"
		    " AND question = $3 AND made_at >= $4"),
		V(name, unit_id, question, instant_now().seconds - OLDEST));
	int64_t moved = kept ? moved_since(view, kept) : 0;

	if (!kept || moved > 1)
		return NULL;
	kept->has_moved_cost = moved > 0;
	return kept;
}

struct str kept_units_mark(struct view *view, int64_t unit_id)
{
	return view_text(view, SQL("SELECT count(*) || '/' || COALESCE(sum(below_id), 0) FROM my_kept_below"
		" WHERE above_id = $1"), V(unit_id));
}

/* ---- Making them ------------------------------------------------------------------------------ */

struct kept kept_mark(struct view *system)
{
	return (struct kept){ .made_at = instant_now(), .turn = view_int(system, SQL("SELECT {settled}"), NONE),
		.moved = view_int(system, SQL("SELECT COALESCE(max(id), 0) FROM event_moved"), NONE) };
}

void kept_write(struct change *change, const struct kept_answer *answer)
{
	const struct kept *of = &answer->of;

	change_run(change, SQL("DELETE FROM kept_answer WHERE name = $1 AND unit_id = $2"),
		V(answer->name, answer->unit_id));
	change_run(change, SQL("INSERT INTO kept_answer (name, unit_id, question, made_at, turn, moved, body)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)"), V(answer->name, answer->unit_id, answer->question,
		of->made_at, of->turn, of->moved, answer->body));
}

static const struct column unit_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct kept_unit, unit_id), NULL, false },
	{ "events", COLUMN_int, offsetof(struct kept_unit, events), NULL, false },
};
static const struct shape unit_shape = { .size = sizeof(struct kept_unit), .count = COUNT(unit_columns),
	.columns = unit_columns };

struct kept_unit_list kept_units(struct view *system)
{
	return kept_unit_list_of(view_list(system, &unit_shape,
		SQL("SELECT 0 AS unit_id, count(*) AS events FROM event HAVING count(*) >= $1"
		    " UNION ALL"
		    " SELECT below.above_id AS unit_id, sum(own.events) AS events FROM kept_unit_below AS below"
		    " JOIN (SELECT event.unit_id, count(*) AS events FROM event GROUP BY event.unit_id) AS own"
		    "  ON own.unit_id = below.below_id"
		    " GROUP BY below.above_id HAVING sum(own.events) >= $1 ORDER BY unit_id"),
		V((int64_t)EVENTS_MANY)));
}

static bool has_moved_since(struct view *system, const struct kept *kept)
{
	return view_int(system, SQL("SELECT 1 FROM event_moved WHERE (turn = 0 AND id > $1)"
		" OR (turn > 0 AND turn >= $2) LIMIT 1"), V(kept->moved, kept->turn)) == 1;
}

bool kept_is_due(struct view *system, const char *name, struct str question)
{
	const struct kept *kept = view_get(system, &kept_shape,
		SQL("SELECT made_at, turn, moved, '' AS body FROM kept_answer WHERE name = $1 AND unit_id = 0"
		    " AND question = $2"), V(name, question));
	int64_t age = kept ? instant_now().seconds - kept->made_at.seconds : 0;

	if (!kept)
		return view_int(system, SQL("SELECT count(*) FROM event"), NONE) >= EVENTS_MANY;
	return age >= ANEW_AT_LAST || (age >= ANEW_AFTER && has_moved_since(system, kept));
}
