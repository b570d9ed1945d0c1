/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_evidence.c - what events prove about units.
 *
 * `event` is the share of a unit's events of a period that were handled in some way; it reads
 * what grows with the events, so its answers are kept (is_slow).  `event_unreported` is the
 * share of known claims, police reports and injury notifications that have got an event.
 * Restricted events are in neither numbers nor lists.
 */
#include "kit/evidence.h"
#include "modules/events/inside.h"
#include "modules/events/unreported.h"

#include <string.h>

/* ---- How events were handled ---------------------------------------------------------------- */

static const struct choice withs[] = {
	{ "", "" },
	{ "risk_assessment", N_("whose risk is assessed") },
	{ "cause", N_("whose cause is written down") },
	{ "measure", N_("that have a measure") },
	{ "closed", N_("that are closed") },
	{ "in_24_hours", N_("reported within 24 hours") },
	{ "feedback", N_("whose reporter has got an answer") },
	{ "safety_informed", N_("of work of which the safety representative is informed") },
	{ "influence_answered", N_("of threats where it is answered whether somebody wanted to influence a decision") },
	{ NULL, NULL },
};
/* In the order of `withs`: the column of my_proof_event, what is missing without it, and the
 * events that it is asked of; no text: of all. */
static const struct { struct sql column; const char *lack; struct sql of, of_here; } handled[] = {
	{ .column = SQL("1") },
	{ .column = SQL("has_assessment"), .lack = N_("the risk is not assessed") },
	{ .column = SQL("has_cause"), .lack = N_("no cause is written down") },
	{ .column = SQL("has_measure"), .lack = N_("no measure") },
	{ .column = SQL("is_closed"), .lack = N_("not closed") },
	{ .column = SQL("is_in_24_hours"), .lack = N_("reported after more than 24 hours") },
	{ .column = SQL("has_feedback"), .lack = N_("the reporter has got no answer") },
	{ .column = SQL("is_safety_informed"), .lack = N_("the safety representative is not informed"),
	  .of = SQL(" AND is_of_work = 1"),
	  .of_here = SQL(" AND EXISTS (SELECT 1 FROM my_event_work AS work"
		" WHERE work.event_id = my_event.id AND work.is_told = 1)") },
	{ .column = SQL("has_influence"), .lack = N_("not answered whether somebody wanted to influence a decision"),
	  .of = SQL(" AND is_of_threat = 1"),
	  .of_here = SQL(" AND EXISTS (SELECT 1 FROM my_event_threat_row AS threat"
		" WHERE threat.event_id = my_event.id)") },
};
_Static_assert(COUNT(handled) + 1 == COUNT(withs), "one column for each choice");

static const struct evidence_argument event_arguments[] = {
	{ .name = "with", .label = N_("Events"), .choices = withs },
	{ .name = "focus", .label = N_("Focus area"), .list = "event/focus_areas" },
	{ .name = NULL },
};

static size_t with_of(const struct evidence_ask *ask)
{
	int with = choice_of(withs, evidence_text(ask, "with"));

	return with > 0 ? (size_t)with : 0;
}

/* Only events of the types that belong to the focus area, where the rule names one. */
static void focus_add(struct query *query, const struct evidence_ask *ask)
{
	const struct catalogue *types = catalogue_get("event/types");
	struct str focus = evidence_text(ask, "focus");

	if (!focus.len)
		return;
	query_add(query, SQL(" AND type IN (''"), NONE);
	for (size_t i = 0; i < types->count; i++)
		if (str_equals(item_text(&types->items[i], "focus_area"), focus))
			query_add(query, SQL(", $?"), V(types->items[i].code));
	query_add(query, SQL(")"), NONE);
}

struct proof_line { int64_t unit_id, found, whole; struct instant last; };
static const struct column line_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_line, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct proof_line, found), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct proof_line, whole), NULL, false },
	{ "last_at", COLUMN_instant, offsetof(struct proof_line, last), NULL, false },
};
static const struct shape line_shape = { .size = sizeof(struct proof_line),
	.count = COUNT(line_columns), .columns = line_columns };

/* Summed per unit first, then upwards: the tree is small, the events are many. */
static struct evidence_count_list handled_counts(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_count_list counts = { 0 };
	size_t with = with_of(ask);
	const struct proof_line *lines;
	struct query query;
	struct rows rows;

	query_start(&query, view_arena(view), SQL("SELECT above.above_id AS unit_id,"
		" sum(part.found) AS found, sum(part.whole) AS whole, max(part.last_at) AS last_at"
		" FROM (SELECT unit_id, count(*) AS whole, max(occurred_at) AS last_at, sum("), NONE);
	query_add(&query, handled[with].column, NONE);
	query_add(&query, SQL(") AS found FROM my_proof_event"
		" WHERE occurred_at >= $? AND occurred_at < $?"),
		V(instant_at(ask->from, 0, 0, 0), instant_at(date_add_days(ask->to, 1), 0, 0, 0)));
	focus_add(&query, ask);
	if (handled[with].of.text)
		query_add(&query, handled[with].of, NONE);
	if (ask->unit_id)
		query_add(&query, SQL(" AND unit_id IN (SELECT below_id FROM my_proof_event_unit"
			" WHERE above_id = $?)"), V(ask->unit_id));
	query_add(&query, SQL(" GROUP BY unit_id) AS part"
		" JOIN my_proof_event_unit AS above ON above.below_id = part.unit_id"), NONE);
	if (ask->unit_id)
		query_add(&query, SQL(" WHERE above.above_id = $?"), V(ask->unit_id));
	query_add(&query, SQL(" GROUP BY above.above_id ORDER BY above.above_id"), NONE);
	rows = view_list_of(view, &line_shape, &query);
	lines = rows.at;
	counts.at = arena_array(view_arena(view), struct evidence_count, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		counts.at[counts.count++] = (struct evidence_count){ .unit_id = lines[i].unit_id,
			.count = lines[i].found, .whole = with ? lines[i].whole : 0,
			.last = instant_date(lines[i].last) };
	return counts;
}

#define PROOF_ROW_FIELDS(F) \
	F(number,     text,    N_("Number"), ) \
	F(title,      text,    N_("Title"), ) \
	F(is_counted, yesno,   N_("Counts"), ) \
	F(at,         instant, N_("When"), )
struct proof_row { PROOF_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct proof_row
static const struct field row_fields[] = { PROOF_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape row_shape = SHAPE_OF(NULL, proof_row, row_fields);

/* The same as the columns of my_proof_event, of the events that this reader sees. */
static const struct sql handled_here[] = {
	SQL("1"),
	SQL("CASE WHEN EXISTS (SELECT 1 FROM my_event_assessment AS done"
	    " WHERE done.event_id = my_event.id) THEN 1 ELSE 0 END"),
	SQL("CASE WHEN causes <> '' OR direct_cause <> '' THEN 1 ELSE 0 END"),
	SQL("CASE WHEN EXISTS (SELECT 1 FROM my_measure WHERE my_measure.source_kind = 'event'"
	    " AND my_measure.source_id = my_event.id)"
	    " OR EXISTS (SELECT 1 FROM my_citation WHERE my_citation.kind = 'event'"
	    " AND my_citation.cited_id = my_event.id AND my_citation.withdrawn_at = 0)"
	    " THEN 1 ELSE 0 END"),
	SQL("CASE WHEN state = 'closed' THEN 1 ELSE 0 END"),
	SQL("CASE WHEN reported_at <= occurred_at + 86400 THEN 1 ELSE 0 END"),
	SQL("CASE WHEN feedback_at > 0 THEN 1 ELSE 0 END"),
	SQL("is_safety_rep_informed"),
	SQL("CASE WHEN EXISTS (SELECT 1 FROM my_event_threat_row AS threat"
	    " WHERE threat.event_id = my_event.id AND threat.influence <> '') THEN 1 ELSE 0 END"),
};
_Static_assert(COUNT(handled_here) == COUNT(handled), "the same columns");

static struct str row_words(struct arena *arena, const struct proof_row *row, size_t with)
{
	if (row->is_counted || !with)
		return arena_print(arena, "%.*s %.*s", STR(row->number), STR(row->title));
	return arena_print(arena, "%.*s %.*s (%s)", STR(row->number), STR(row->title),
		_(handled[with].lack));
}

static struct evidence_record_list handled_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct evidence_record_list list = { 0 };
	size_t with = with_of(ask);
	const struct proof_row *found;
	struct query query;
	struct rows rows;

	query_start(&query, arena, SQL("SELECT number, title, occurred_at AS at, "), NONE);
	query_add(&query, handled_here[with], NONE);
	query_add(&query, SQL(" AS is_counted FROM my_event WHERE my_event.is_restricted = 0"
		" AND state NOT IN ('merged', 'rejected')"
		" AND occurred_at >= $? AND occurred_at < $?"
		" AND unit_id IN (SELECT below_id FROM my_proof_event_unit WHERE above_id = $?)"),
		V(instant_at(ask->from, 0, 0, 0), instant_at(date_add_days(ask->to, 1), 0, 0, 0),
		  ask->unit_id));
	focus_add(&query, ask);
	if (handled[with].of_here.text)
		query_add(&query, handled[with].of_here, NONE);
	query_add(&query, SQL(" ORDER BY occurred_at DESC, id DESC LIMIT $?"),
		V(EVIDENCE_RECORDS_MOST));
	rows = view_list_of(view, &row_shape, &query);
	found = rows.at;
	list.at = arena_array(arena, struct evidence_record, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = row_words(arena, &found[i], with),
			.path = arena_print(arena, "/events/%.*s", STR(found[i].number)),
			.on = instant_date(found[i].at) };
	return list;
}

/* ---- What others know and nobody has reported ------------------------------------------------ */

static const struct evidence_argument unreported_arguments[] = {
	{ .name = "kind", .label = N_("Kind"), .list = "event/unreported_kinds" },
	{ .name = NULL },
};

static struct evidence_count_list unreported_counts(struct view *view, const struct evidence_ask *ask)
{
	struct str kind = evidence_text(ask, "kind");

	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, sum(has_event) AS found, count(*) AS whole,"
		    " max(happened_on) AS last_on FROM my_proof_unreported"
		    " WHERE happened_on >= $1 AND happened_on <= $2 AND ($3 = '' OR kind = $3)"
		    "   AND ($4 = 0 OR unit_id = $4)"
		    " GROUP BY unit_id ORDER BY unit_id"),
		V(value_date(ask->from), value_date(ask->to), kind, ask->unit_id)));
}

static struct evidence_record_list unreported_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct unreported_list rows = unreported_of(view, ask->unit_id, evidence_text(ask, "kind"),
		ask->from, ask->to);
	struct evidence_record_list list = { 0,
		arena_array(arena, struct evidence_record, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(arena, rows.at[i].event_id ? "%.*s %.*s: %s" : "%.*s %.*s (%s)",
				STR(code_name("event/unreported_kinds", rows.at[i].kind)),
				STR(rows.at[i].reference),
				rows.at[i].event_id ? _("has an event") : _("no event yet")),
			.path = arena_print(arena, "/events/unreported/%.*s", STR(rows.at[i].public_id)),
			.on = rows.at[i].happened_on };
	return list;
}

const struct evidence_source events_evidence[] = {
	{ .name = "event", .label = N_("Events are handled"), .arguments = event_arguments,
	  .counts = handled_counts, .records = handled_records, .is_slow = true },
	{ .name = "event_unreported",
	  .label = N_("Claims, police reports and injury notifications have an event"),
	  .arguments = unreported_arguments,
	  .counts = unreported_counts, .records = unreported_records },
	{ .name = NULL },
};
