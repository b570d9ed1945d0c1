/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/queries_count.c - what a month has, by committee and company; as the system, which reads
 * the tables.  One statement for all of them.  Events under need to know are in none.
 */
#include "modules/monthly/inside.h"

#include "kit/setting.h"

struct monthly_span monthly_span_of(struct date month)
{
	struct date next = date_add_months(month, 1);

	return (struct monthly_span){ .from = instant_at(month, 0, 0, 0), .before = instant_at(next, 0, 0, 0),
		.first = month, .last = date_add_days(next, -1) };
}

#define SUM_COLUMN(name_) { #name_, COLUMN_int, offsetof(struct monthly_sum, name_), NULL, false }

/* ---- Events ------------------------------------------------------------------------------------ */

static const struct column event_columns[] = { SUM_COLUMN(unit_id), SUM_COLUMN(events), SUM_COLUMN(near),
	SUM_COLUMN(reported), SUM_COLUMN(received), SUM_COLUMN(with_cost), SUM_COLUMN(kronor) };
static const struct shape event_shape = { .size = sizeof(struct monthly_sum),
	.count = COUNT(event_columns), .columns = event_columns };

#define COST "CASE WHEN cost_final > 0 THEN cost_final ELSE cost_estimate END"

struct monthly_sum_list monthly_event_sums(struct view *system, struct date month)
{
	struct monthly_span span = monthly_span_of(month);
	struct str near = arena_print(view_arena(system), " %.*s ", STR(setting_text("reporting_near_miss_classes")));

	return monthly_sum_list_of(view_list(system, &event_shape,
		SQL("SELECT board_id AS unit_id, count(*) AS events,"
		    " sum(CASE WHEN class <> '' AND $3 LIKE '% ' || class || ' %' THEN 1 ELSE 0 END) AS near,"
		    " sum(CASE WHEN reported_at - CASE WHEN discovered_at > 0 THEN discovered_at ELSE occurred_at END"
		    "  < $4 THEN 1 ELSE 0 END) AS reported,"
		    " sum(CASE WHEN received_at > 0 AND received_at - reported_at < $5 THEN 1 ELSE 0 END) AS received,"
		    " sum(CASE WHEN cost_final > 0 OR cost_estimate > 0 THEN 1 ELSE 0 END) AS with_cost,"
		    " sum(" COST ") AS kronor"
		    " FROM event WHERE is_restricted = 0 AND state NOT IN ('merged', 'rejected')"
		    " AND occurred_at >= $1 AND occurred_at < $2 GROUP BY board_id ORDER BY board_id"),
		V(span.from, span.before, near, setting_int("timeliness_reported_hours") * HOUR,
		  setting_int("timeliness_received_hours") * HOUR)));
}

/* ---- Measures ---------------------------------------------------------------------------------- */

static const struct column measure_columns[] = { SUM_COLUMN(unit_id), SUM_COLUMN(begun), SUM_COLUMN(done),
	SUM_COLUMN(late) };
static const struct shape measure_shape = { .size = sizeof(struct monthly_sum),
	.count = COUNT(measure_columns), .columns = measure_columns };

#define BEGUN "m.decided_at >= $1 AND m.decided_at < $2"
#define DONE "m.done_at >= $1 AND m.done_at < $2"
/* As it stood on the last day of the month. */
#define LATE "m.due_on <> '' AND m.due_on <= $4 AND m.decided_at > 0 AND m.decided_at < $2" \
	" AND (m.done_at >= $2 OR (m.done_at = 0 AND m.state IN ('decided', 'in_progress')))"

/* Of the unit and all that was below it in the month; never one that springs from an event under
 * need to know. */
struct monthly_sum_list monthly_measure_sums(struct view *system, struct date month)
{
	struct monthly_span span = monthly_span_of(month);

	return monthly_sum_list_of(view_list(system, &measure_shape,
		SQL("SELECT c.above_id AS unit_id,"
		    " count(DISTINCT CASE WHEN " BEGUN " THEN m.id END) AS begun,"
		    " count(DISTINCT CASE WHEN " DONE " THEN m.id END) AS done,"
		    " count(DISTINCT CASE WHEN " LATE " THEN m.id END) AS late"
		    " FROM measure AS m JOIN unit_closure AS c ON c.below_id = m.unit_id"
		    " WHERE c.is_history = 0 AND c.valid_from <= $4 AND (c.valid_to = '' OR c.valid_to >= $3)"
		    " AND ((" BEGUN ") OR (" DONE ") OR (" LATE "))"
		    " AND NOT (m.source_kind = 'event' AND EXISTS (SELECT 1 FROM event"
		    "  WHERE event.id = m.source_id AND event.is_restricted = 1))"
		    " GROUP BY c.above_id ORDER BY c.above_id"),
		V(span.from, span.before, span.first, span.last)));
}

/* ---- Signals ----------------------------------------------------------------------------------- */

static const struct column signal_columns[] = { SUM_COLUMN(unit_id), SUM_COLUMN(listed), SUM_COLUMN(read) };
static const struct shape signal_shape = { .size = sizeof(struct monthly_sum),
	.count = COUNT(signal_columns), .columns = signal_columns };

/* Listed in weeks that were judged in the month; read by somebody before it was over. */
struct monthly_sum_list monthly_signal_sums(struct view *system, struct date month)
{
	struct monthly_span span = monthly_span_of(month);

	return monthly_sum_list_of(view_list(system, &signal_shape,
		SQL("SELECT signal.board_id AS unit_id, count(DISTINCT signal.id) AS listed,"
		    " count(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM signal_step AS step"
		    "  WHERE step.signal_id = signal.id AND step.person_id > 0"
		    "  AND step.at >= signal_run.made_at AND step.at < $2) THEN signal.id END) AS read"
		    " FROM signal_run JOIN signal_listing ON signal_listing.run_id = signal_run.id"
		    " JOIN signal ON signal.id = signal_listing.signal_id"
		    " WHERE signal_run.is_replay = 0 AND signal_listing.found = ''"
		    " AND signal_run.made_at >= $1 AND signal_run.made_at < $2 AND signal.board_id > 0"
		    " GROUP BY signal.board_id ORDER BY signal.board_id"), V(span.from, span.before)));
}

/* ---- Surveys, areas ---------------------------------------------------------------------------- */

static const struct column survey_columns[] = {
	{ "survey", COLUMN_text, offsetof(struct monthly_survey, survey), NULL, false },
	{ "round", COLUMN_text, offsetof(struct monthly_survey, round), NULL, false },
	{ "path", COLUMN_text, offsetof(struct monthly_survey, path), NULL, false },
};
static const struct shape survey_shape = { .size = sizeof(struct monthly_survey),
	.count = COUNT(survey_columns), .columns = survey_columns };

/* Rounds whose first result was computed in the month. */
struct monthly_survey_list monthly_surveys(struct view *system, struct date month)
{
	struct monthly_span span = monthly_span_of(month);

	return monthly_survey_list_of(view_list(system, &survey_shape,
		SQL("SELECT security_survey.name AS survey, survey_round.name AS round,"
		    " '/surveys/' || security_survey.public_id AS path"
		    " FROM survey_round JOIN security_survey ON security_survey.id = survey_round.survey_id"
		    " WHERE (SELECT min(survey_run.made_at) FROM survey_run"
		    "  WHERE survey_run.round_id = survey_round.id) BETWEEN $1 AND $2"
		    " ORDER BY survey_round.id"), V(span.from, span.before.seconds - 1)));
}

static const struct column area_columns[] = {
	{ "id", COLUMN_int, offsetof(struct monthly_area, id), NULL, false },
	{ "code", COLUMN_text, offsetof(struct monthly_area, code), NULL, false },
	{ "name", COLUMN_text, offsetof(struct monthly_area, name), NULL, false },
};
static const struct shape area_shape = { .size = sizeof(struct monthly_area),
	.count = COUNT(area_columns), .columns = area_columns };

struct monthly_area_list monthly_areas(struct view *system)
{
	return monthly_area_list_of(view_list(system, &area_shape,
		SQL("SELECT id, code, name FROM area ORDER BY id"), NONE));
}

/* ---- Units ------------------------------------------------------------------------------------- */

static void units_begin(struct query *query, struct view *view, struct date month)
{
	struct monthly_span span = monthly_span_of(month);

	query_start(query, view_arena(view), SQL("SELECT * FROM my_unit WHERE valid_from <= $1"
		" AND (valid_to = '' OR valid_to >= $2) AND kind IN"), V(span.last, span.first));
	unit_board_kinds_add(query);
}

struct unit_list monthly_units(struct view *view, struct date month)
{
	struct query query;

	units_begin(&query, view, month);
	query_add(&query, SQL(" ORDER BY id"), NONE);
	return unit_list_of(view_list_of(view, &unit_record.shape, &query));
}

struct unit_list monthly_missing(struct view *view, struct date month)
{
	struct query query;

	units_begin(&query, view, month);
	query_add(&query, SQL(" AND id NOT IN (SELECT unit_id FROM my_monthly_pack WHERE period = $?) ORDER BY id"),
		V(monthly_period(view_arena(view), month)));
	return unit_list_of(view_list_of(view, &unit_record.shape, &query));
}
