/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries_link.c - what the linking reads and writes, as the system. */
#include "modules/reporting/flows.h"

static const struct column row_columns[] = {
	{ "id", COLUMN_int, offsetof(struct link_row, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct link_row, unit_id), NULL, false },
	{ "place_id", COLUMN_int, offsetof(struct link_row, place_id), NULL, false },
	{ "north_mm", COLUMN_int, offsetof(struct link_row, north_mm), NULL, false },
	{ "east_mm", COLUMN_int, offsetof(struct link_row, east_mm), NULL, false },
	{ "amount", COLUMN_int, offsetof(struct link_row, amount), NULL, false },
	{ "cause", COLUMN_text, offsetof(struct link_row, cause), NULL, false },
	{ "happened_on", COLUMN_date, offsetof(struct link_row, happened_on), NULL, false },
};
static const struct shape row_shape = { .size = sizeof(struct link_row), .count = COUNT(row_columns),
	.columns = row_columns };
static const struct column event_columns[] = {
	{ "id", COLUMN_int, offsetof(struct link_event, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct link_event, unit_id), NULL, false },
	{ "place_id", COLUMN_int, offsetof(struct link_event, place_id), NULL, false },
	{ "north_mm", COLUMN_int, offsetof(struct link_event, north_mm), NULL, false },
	{ "east_mm", COLUMN_int, offsetof(struct link_event, east_mm), NULL, false },
	{ "amount", COLUMN_int, offsetof(struct link_event, amount), NULL, false },
	{ "type", COLUMN_text, offsetof(struct link_event, type), NULL, false },
	{ "occurred_at", COLUMN_instant, offsetof(struct link_event, occurred_at), NULL, false },
};
static const struct shape event_shape = { .size = sizeof(struct link_event),
	.count = COUNT(event_columns), .columns = event_columns };

struct source_list link_sources(struct view *system)
{
	return source_list_of(view_list(system, &source_record.shape,
		SQL("SELECT * FROM reporting_source ORDER BY id"), NONE));
}

bool link_has_rows(struct view *system)
{
	return view_int(system, SQL("SELECT 1 FROM reporting_row LIMIT 1"), NONE) != 0;
}

/* A row is at its place, or at that of its unit. */
struct link_row_list link_rows(struct view *system, int64_t source_id)
{
	return link_row_list_of(view_list(system, &row_shape,
		SQL("SELECT told.id, told.unit_id, told.place_id, told.amount, told.cause, told.happened_on,"
		    " COALESCE(place.north_mm, 0) AS north_mm, COALESCE(place.east_mm, 0) AS east_mm"
		    " FROM reporting_row AS told JOIN unit ON unit.id = told.unit_id"
		    " LEFT JOIN place ON place.id = CASE WHEN told.place_id > 0 THEN told.place_id"
		    "  ELSE unit.place_id END"
		    " WHERE told.source_id = $1 ORDER BY told.id"), V(source_id)));
}

/* Restricted events are not looked at: that a row tells of one would tell of it. */
#define EVENTS_OF "SELECT event.id, event.unit_id, event.place_id, event.type, event.occurred_at," \
	" CASE WHEN event.north_mm > 0 THEN event.north_mm ELSE COALESCE(place.north_mm, 0) END AS north_mm," \
	" CASE WHEN event.north_mm > 0 THEN event.east_mm ELSE COALESCE(place.east_mm, 0) END AS east_mm," \
	" CASE WHEN event.cost_final > 0 THEN event.cost_final ELSE event.cost_estimate END AS amount" \
	" FROM event JOIN unit ON unit.id = event.unit_id" \
	" LEFT JOIN place ON place.id = CASE WHEN event.place_id > 0 THEN event.place_id" \
	"  ELSE unit.place_id END WHERE " LOOKED_AT " ORDER BY event.id"
#define LOOKED_AT "event.is_restricted = 0 AND event.state NOT IN ('merged', 'rejected')" \
	" AND event.occurred_at >= $1 AND event.occurred_at < $2"

struct link_event_list link_events(struct view *system, struct instant from, struct instant to)
{
	return link_event_list_of(view_list(system, &event_shape, SQL(EVENTS_OF), V(from, to)));
}

int64_t link_events_number(struct view *system, struct instant from, struct instant to)
{
	return view_int(system, SQL("SELECT count(*) FROM event WHERE " LOOKED_AT), V(from, to));
}

void link_events_each(struct view *system, struct instant from, struct instant to,
                      bool (*each)(void *context, const void *event), void *context)
{
	view_each(system, &event_shape, SQL(EVENTS_OF), V(from, to), each, context);
}

/* ---- Linkings: one holds, another may be on its way ----------------------------------------- */

int64_t link_run_now(struct view *system, int64_t source_id)
{
	return view_int(system, SQL("SELECT run_id FROM reporting_linked WHERE source_id = $1"), V(source_id));
}

int64_t link_run_next(struct view *system, int64_t source_id)
{
	return 1 + view_int(system, SQL("SELECT COALESCE(max(held.run_id), 0) FROM"
		" (SELECT run_id FROM reporting_linked WHERE source_id = $1"
		"  UNION SELECT max(run_id) FROM reporting_link WHERE source_id = $1) AS held"), V(source_id));
}

void links_put(struct change *change, struct pair_found *pairs, size_t count)
{
	if (count)
		change_insert_many(change, &pair_record.shape, pairs, count);
}

void link_run_hold(struct change *change, int64_t source_id, int64_t run_id)
{
	change_run(change, SQL("DELETE FROM reporting_linked WHERE source_id = $1"), V(source_id));
	change_run(change, SQL("INSERT INTO reporting_linked (source_id, run_id) VALUES ($1, $2)"), V(source_id, run_id));
}

int64_t links_sweep(struct change *change, int64_t source_id, int64_t most)
{
	return change_run(change, SQL("DELETE FROM reporting_link WHERE id IN (SELECT id FROM reporting_link"
		" WHERE source_id = $1 AND run_id <> (SELECT COALESCE(max(run_id), 0) FROM reporting_linked"
		"  WHERE source_id = $1) LIMIT $2)"), V(source_id, most));
}

/* Of pairs in which each has one partner: a row cannot be missed twice. */
static double links_expected(const struct linkage *found)
{
	double expected = 0;

	for (size_t i = 0; i < found->count; i++)
		expected += found->links[i].chance;
	return expected;
}

void link_run_put(struct change *change, int64_t source_id, const struct linkage *found,
                  int64_t events, int64_t rows)
{
	static const char *const findings[] = {
		[AGREEMENT_fitted] = "fitted", [AGREEMENT_held] = "held", [AGREEMENT_too_few] = "too_few",
		[AGREEMENT_switched] = "switched", [AGREEMENT_unsettled] = "unsettled",
	};

	change_run(change, SQL("INSERT INTO reporting_run (source_id, at, finding, events, rows_count,"
		" pairs, accepted, expected, expected_accepted) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
		V(source_id, instant_now(), findings[found->fit.finding], events, rows, found->fit.pairs,
		  (int64_t)found->accepted, links_expected(found), found->expected_accepted));
}

/* ---- Sums ----------------------------------------------------------------------------------- */

/* "2026-T2" of a day that is text. */
#define TERTIAL(day) "substr(" day ", 1, 4) || CASE WHEN substr(" day ", 6, 2) <= '04' THEN '-T1'" \
	" WHEN substr(" day ", 6, 2) <= '08' THEN '-T2' ELSE '-T3' END"
/* What was judged last counts before what the program took. */
#define SAID "(SELECT decision.is_same FROM reporting_decision AS decision" \
	" WHERE decision.row_id = pair.row_id AND decision.event_id = pair.event_id" \
	" ORDER BY decision.id DESC LIMIT 1)"

#define RECORD struct link_share
static const struct field share_fields[] = { SHARE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape share_shape = SHAPE_OF("reporting_share", link_share, share_fields);

/* A row has an event when one that was taken, or judged to be the same, was reported within the
 * follow-up. */
static struct link_share_list shares_read(struct view *system, int64_t source_id, int64_t run_id)
{
	return link_share_list_of(view_list(system, &share_shape,
		SQL("SELECT $1 + 0 AS source_id, looked.unit_id, looked.tertial, count(*) AS rows_count,"
		" sum(looked.has_event) AS linked, sum(looked.waits) AS waits, 0 AS events, 0 AS is_final,"
		" $2 + 0 AS made_at, sum(CASE WHEN looked.amount > 0 THEN 1 ELSE 0 END) AS with_amount,"
		" sum(looked.amount) AS amount, sum(looked.withdrawn) AS withdrawn,"
		" sum(CASE WHEN looked.paid > 0 THEN 1 ELSE 0 END) AS with_paid, sum(looked.paid) AS paid"
		" FROM (SELECT told.unit_id,"
		"  CASE WHEN told.state = 'withdrawn' THEN 0 ELSE told.amount END AS amount, told.paid,"
		"  CASE WHEN told.state = 'withdrawn' THEN 1 ELSE 0 END AS withdrawn, " TERTIAL("told.happened_on") " AS tertial,"
		"  CASE WHEN EXISTS (SELECT 1 FROM reporting_link AS pair"
		"   JOIN event ON event.id = pair.event_id"
		"   WHERE pair.row_id = told.id AND pair.run_id = $4 AND COALESCE(" SAID ", pair.is_accepted) = 1"
		"   AND event.reported_at <= event.occurred_at + $3) THEN 1 ELSE 0 END AS has_event,"
		"  CASE WHEN EXISTS (SELECT 1 FROM reporting_link AS pair WHERE pair.row_id = told.id"
		"   AND pair.run_id = $4 AND pair.is_accepted = 0 AND " SAID " IS NULL) THEN 1 ELSE 0 END AS waits"
		"  FROM reporting_row AS told WHERE told.source_id = $1) AS looked"
		" WHERE NOT EXISTS (SELECT 1 FROM reporting_share AS final WHERE final.source_id = $1"
		"  AND final.is_final = 1 AND final.unit_id = looked.unit_id AND final.tertial = looked.tertial)"
		" GROUP BY looked.unit_id, looked.tertial ORDER BY looked.tertial, looked.unit_id"),
		V(source_id, instant_now(), setting_int("reporting_follow_up_days") * DAY, run_id)));
}

struct unit_events { int64_t unit_id, events; };
LIST_OF(unit_events)
static const struct column unit_events_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct unit_events, unit_id), NULL, false },
	{ "events", COLUMN_int, offsetof(struct unit_events, events), NULL, false },
};
static const struct shape unit_events_shape = { .size = sizeof(struct unit_events),
	.count = COUNT(unit_events_columns), .columns = unit_events_columns };

static struct unit_events_list tertial_events(struct view *system, struct str tertial, struct str types)
{
	struct date begin, end;

	if (!period_read(tertial, &begin, &end))
		return (struct unit_events_list){ 0 };
	return unit_events_list_of(view_list(system, &unit_events_shape,
		SQL("SELECT event.unit_id, count(*) AS events FROM event WHERE event.is_restricted = 0"
		    " AND event.state NOT IN ('merged', 'rejected') AND event.occurred_at >= $1"
		    " AND event.occurred_at < $2 AND $3 LIKE '% ' || event.type || ' %'"
		    " GROUP BY event.unit_id ORDER BY event.unit_id"),
		V(instant_at(begin, 0, 0, 0), instant_at(date_add_days(end, 1), 0, 0, 0), types)));
}

/* Both by unit; the shares of one four months stand together. */
static void events_lay(struct view *system, struct link_share_list *shares, struct str types)
{
	struct unit_events_list events = { 0 };
	struct str tertial = S("");
	size_t at = 0;

	for (size_t i = 0; i < shares->count; i++) {
		struct link_share *share = &shares->at[i];

		if (!str_equals(share->tertial, tertial)) {
			tertial = share->tertial;
			events = tertial_events(system, tertial, types);
			at = 0;
		}
		while (at < events.count && events.at[at].unit_id < share->unit_id)
			at++;
		if (at < events.count && events.at[at].unit_id == share->unit_id)
			share->events = events.at[at].events;
	}
}

struct link_share_list link_shares_of(struct view *system, int64_t source_id, int64_t run_id, struct str types)
{
	struct link_share_list shares = shares_read(system, source_id, run_id);

	events_lay(system, &shares, types);
	return shares;
}

void link_shares_put(struct change *change, int64_t source_id, const struct link_share_list *shares)
{
	change_run(change, SQL("DELETE FROM reporting_share WHERE source_id = $1 AND is_final = 0"),
		V(source_id));
	if (shares->count)
		change_insert_many(change, &share_shape, shares->at, shares->count);
}

int64_t link_rows_erase(struct change *change, int64_t source_id, struct date to)
{
	struct value day = value_date(to);

	change_run(change, SQL("UPDATE reporting_share SET is_final = 1 WHERE source_id = $1"
		" AND tertial IN (SELECT " TERTIAL("told.happened_on") " FROM reporting_row AS told"
		"  WHERE told.source_id = $1 AND told.happened_on <= $2)"), V(source_id, day));
	change_run(change, SQL("DELETE FROM reporting_link WHERE row_id IN (SELECT id FROM reporting_row"
		" WHERE source_id = $1 AND happened_on <= $2)"), V(source_id, day));
	change_run(change, SQL("DELETE FROM reporting_value WHERE row_id IN (SELECT id FROM reporting_row"
		" WHERE source_id = $1 AND happened_on <= $2)"), V(source_id, day));
	return change_run(change, SQL("DELETE FROM reporting_row WHERE source_id = $1"
		" AND happened_on <= $2"), V(source_id, day));
}

/* ---- Of the demo ------------------------------------------------------------------------------ */

struct pair_found_list link_sample(struct view *system, int64_t source_id)
{
	return pair_found_list_of(view_list(system, &pair_record.shape,
		SQL("SELECT * FROM reporting_link_now WHERE source_id = $1 AND is_sample = 1 ORDER BY id"), V(source_id)));
}
