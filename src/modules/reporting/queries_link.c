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
struct link_event_list link_events(struct view *system, struct instant from, struct instant to)
{
	return link_event_list_of(view_list(system, &event_shape,
		SQL("SELECT event.id, event.unit_id, event.place_id, event.type, event.occurred_at,"
		    " CASE WHEN event.north_mm > 0 THEN event.north_mm ELSE COALESCE(place.north_mm, 0) END AS north_mm,"
		    " CASE WHEN event.north_mm > 0 THEN event.east_mm ELSE COALESCE(place.east_mm, 0) END AS east_mm,"
		    " CASE WHEN event.cost_final > 0 THEN event.cost_final ELSE event.cost_estimate END AS amount"
		    " FROM event JOIN unit ON unit.id = event.unit_id"
		    " LEFT JOIN place ON place.id = CASE WHEN event.place_id > 0 THEN event.place_id"
		    "  ELSE unit.place_id END"
		    " WHERE event.is_restricted = 0 AND event.state NOT IN ('merged', 'rejected')"
		    " AND event.occurred_at >= $1 AND event.occurred_at < $2 ORDER BY event.id"), V(from, to)));
}

void links_forget(struct change *change, int64_t source_id)
{
	change_run(change, SQL("DELETE FROM reporting_link WHERE source_id = $1"), V(source_id));
}

void link_put(struct change *change, struct pair_found *pair)
{
	change_insert_many(change, &pair_record.shape, pair, 1);
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

/* A row has an event when one that was taken, or judged to be the same, was reported within the
 * follow-up. */
void link_shares_make(struct change *change, int64_t source_id, int64_t follow_up_days)
{
	change_run(change, SQL("DELETE FROM reporting_share WHERE source_id = $1 AND is_final = 0"),
		V(source_id));
	change_run(change, SQL("INSERT INTO reporting_share (source_id, unit_id, tertial, rows_count, linked,"
		" waits, events, is_final, made_at, with_amount, amount)"
		" SELECT $1, looked.unit_id, looked.tertial, count(*), sum(looked.has_event), sum(looked.waits),"
		"  0, 0, $2, sum(CASE WHEN looked.amount > 0 THEN 1 ELSE 0 END), sum(looked.amount)"
		" FROM (SELECT told.unit_id, told.amount, " TERTIAL("told.happened_on") " AS tertial,"
		"  CASE WHEN EXISTS (SELECT 1 FROM reporting_link AS pair"
		"   JOIN event ON event.id = pair.event_id"
		"   WHERE pair.row_id = told.id AND COALESCE(" SAID ", pair.is_accepted) = 1"
		"   AND event.reported_at <= event.occurred_at + $3) THEN 1 ELSE 0 END AS has_event,"
		"  CASE WHEN EXISTS (SELECT 1 FROM reporting_link AS pair WHERE pair.row_id = told.id"
		"   AND pair.is_accepted = 0 AND " SAID " IS NULL) THEN 1 ELSE 0 END AS waits"
		"  FROM reporting_row AS told WHERE told.source_id = $1) AS looked"
		" WHERE NOT EXISTS (SELECT 1 FROM reporting_share AS final WHERE final.source_id = $1"
		"  AND final.unit_id = looked.unit_id AND final.tertial = looked.tertial)"
		" GROUP BY looked.unit_id, looked.tertial"), V(source_id, instant_now(), follow_up_days * DAY));
}

struct tertial_row { struct str tertial; };
static const struct column tertial_columns[] = {
	{ "tertial", COLUMN_text, offsetof(struct tertial_row, tertial), NULL, false },
};
static const struct shape tertial_shape = { .size = sizeof(struct tertial_row), .count = 1,
	.columns = tertial_columns };

/* `types`: " water.pipe fire.other ", with spaces around. */
void link_events_count(struct change *change, int64_t source_id, struct str types)
{
	struct rows rows = view_list(change_view(change), &tertial_shape,
		SQL("SELECT DISTINCT tertial FROM reporting_share WHERE source_id = $1 AND is_final = 0"),
		V(source_id));
	const struct tertial_row *row = rows.at;

	for (size_t i = 0; i < rows.count; i++) {
		struct date begin, end;

		if (!period_read(row[i].tertial, &begin, &end))
			continue;
		change_run(change, SQL("UPDATE reporting_share SET events = (SELECT count(*) FROM event"
			" WHERE event.unit_id = reporting_share.unit_id AND event.is_restricted = 0"
			" AND event.state NOT IN ('merged', 'rejected') AND event.occurred_at >= $3"
			" AND event.occurred_at < $4 AND $5 LIKE '% ' || event.type || ' %')"
			" WHERE source_id = $1 AND tertial = $2 AND is_final = 0"),
			V(source_id, row[i].tertial, instant_at(begin, 0, 0, 0),
			  instant_at(date_add_days(end, 1), 0, 0, 0), types));
	}
}

int64_t link_rows_erase(struct change *change, int64_t source_id, struct date to)
{
	struct value day = value_date(to);

	change_run(change, SQL("UPDATE reporting_share SET is_final = 1 WHERE source_id = $1"
		" AND tertial IN (SELECT " TERTIAL("told.happened_on") " FROM reporting_row AS told"
		"  WHERE told.source_id = $1 AND told.happened_on <= $2)"), V(source_id, day));
	change_run(change, SQL("DELETE FROM reporting_link WHERE row_id IN (SELECT id FROM reporting_row"
		" WHERE source_id = $1 AND happened_on <= $2)"), V(source_id, day));
	return change_run(change, SQL("DELETE FROM reporting_row WHERE source_id = $1"
		" AND happened_on <= $2"), V(source_id, day));
}

/* ---- Of the demo ------------------------------------------------------------------------------ */

struct pair_found_list link_sample(struct view *system, int64_t source_id)
{
	return pair_found_list_of(view_list(system, &pair_record.shape,
		SQL("SELECT * FROM reporting_link WHERE source_id = $1 AND is_sample = 1 ORDER BY id"), V(source_id)));
}
