/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * support/queries_proof.c - what crisis support proves: that a unit is ready, and that no
 * handover has waited too long.
 *
 * A unit is ready as long as it has an organisation, staff and premises, and somebody has gone
 * through them within the months that are asked for.  A handover counts for both parties:
 * the one that hands over is responsible until it is answered, and so has to raise it.
 */
#include "modules/support/inside.h"

static const struct evidence_argument ready_arguments[] = {
	{ .name = "months", .label = N_("Gone through within so many months"), .is_number = true,
	  .is_required = true },
	{ .name = "staff", .label = N_("So many on the list of staff, at least"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};
static const struct evidence_argument answered_arguments[] = {
	{ .name = "minutes", .label = N_("Answered within so many minutes"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

/* A line of any of the views: whose, and from when to when. */
struct proof_line { int64_t unit_id, id; struct date valid_from, valid_to; };
static const struct column organisation_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_line, unit_id), NULL, false },
	{ "id", COLUMN_int, offsetof(struct proof_line, id), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct proof_line, valid_from), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct proof_line, valid_to), NULL, false },
};
static const struct shape organisation_shape = { .size = sizeof(struct proof_line),
	.count = COUNT(organisation_columns), .columns = organisation_columns };
static const struct shape day_shape = { .size = sizeof(struct proof_line),
	.count = COUNT(organisation_columns) - 1, .columns = organisation_columns + 1 };

static struct rows organisations_read(struct view *view, const struct evidence_ask *ask)
{
	return view_list(view, &organisation_shape,
		SQL("SELECT unit_id, id, valid_from, valid_to FROM my_proof_support"
		    " WHERE $1 = 0 OR unit_id = $1 ORDER BY unit_id"), V(ask->unit_id));
}

/* ---- Ready ------------------------------------------------------------------------------------ */

struct facts { struct rows organisations, staff, premises, reviews; };

static struct facts facts_read(struct view *view, const struct evidence_ask *ask)
{
	return (struct facts){ .organisations = organisations_read(view, ask),
		.staff = view_list(view, &day_shape,
			SQL("SELECT organisation_id AS id, valid_from, valid_to"
			    " FROM my_proof_support_staff ORDER BY organisation_id, valid_from"), NONE),
		.premises = view_list(view, &day_shape,
			SQL("SELECT organisation_id AS id, valid_from, valid_to"
			    " FROM my_proof_support_premises ORDER BY organisation_id, valid_from"), NONE),
		.reviews = view_list(view, &day_shape,
			SQL("SELECT organisation_id AS id, on_date AS valid_from, '' AS valid_to"
			    " FROM my_proof_support_review ORDER BY organisation_id, on_date"), NONE) };
}

static struct span_list days_of(struct arena *arena, struct rows rows, int64_t id)
{
	const struct proof_line *lines = rows.at;
	struct span_list list = { 0, arena_array(arena, struct span, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		if (lines[i].id == id)
			list.at[list.count++] = (struct span){ lines[i].valid_from, lines[i].valid_to };
	return list;
}

static struct span_list ready_of(struct arena *arena, const struct facts *facts,
                                 const struct proof_line *line, const struct evidence_ask *ask)
{
	struct span_list reviews = days_of(arena, facts->reviews, line->id);
	struct date *days = arena_array(arena, struct date, reviews.count + 1);
	struct readiness readiness = { .life = { line->valid_from, line->valid_to },
		.staff = days_of(arena, facts->staff, line->id),
		.premises = days_of(arena, facts->premises, line->id),
		.reviews = days, .review_count = reviews.count,
		.least_staff = evidence_number(ask, "staff", 0),
		.months = (int)evidence_number(ask, "months", 0) };

	for (size_t i = 0; i < reviews.count; i++)
		days[i] = reviews.at[i].from;
	return support_spans(arena, &readiness);
}

/* The spans of all units in one list. */
static struct evidence_span_list all_of(struct arena *arena, const struct proof_line *lines,
                                        const struct span_list *each, size_t count)
{
	struct evidence_span_list list = { 0 };
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += each[i].count;
	list.at = arena_array(arena, struct evidence_span, total + 1);
	for (size_t i = 0; i < count; i++)
		for (size_t s = 0; s < each[i].count; s++)
			list.at[list.count++] = (struct evidence_span){ lines[i].unit_id,
				each[i].at[s].from, each[i].at[s].to };
	return list;
}

static struct evidence_span_list ready_spans(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct facts facts = facts_read(view, ask);
	const struct proof_line *lines = facts.organisations.at;
	size_t count = facts.organisations.count;
	struct span_list *each = arena_array(arena, struct span_list, count + 1);

	for (size_t i = 0; i < count; i++)
		each[i] = ready_of(arena, &facts, &lines[i], ask);
	return all_of(arena, lines, each, count);
}

static struct evidence_record_list ready_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT gone.words AS words, '/support/organisations/' || my_unit.code AS path,"
		    " gone.on_date AS on_day"
		    " FROM my_support_review AS gone"
		    " JOIN my_support_organisation AS org ON org.id = gone.organisation_id"
		    " JOIN my_unit ON my_unit.id = org.unit_id"
		    " WHERE org.unit_id = $1 AND gone.on_date <= $2"
		    " ORDER BY gone.on_date DESC, gone.id DESC LIMIT $3"),
		V(ask->unit_id, value_date(ask->to), EVIDENCE_RECORDS_MOST)));
}

/* ---- Answered ----------------------------------------------------------------------------------- */

struct wait_line { int64_t unit_id; struct instant offered, answered; };
static const struct column wait_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct wait_line, unit_id), NULL, false },
	{ "offered", COLUMN_instant, offsetof(struct wait_line, offered), NULL, false },
	{ "answered", COLUMN_instant, offsetof(struct wait_line, answered), NULL, false },
};
static const struct shape wait_shape = { .size = sizeof(struct wait_line),
	.count = COUNT(wait_columns), .columns = wait_columns };

/* From the steps, which nobody can change. */
static struct rows waits_read(struct view *view, const struct evidence_ask *ask)
{
	return view_list(view, &wait_shape,
		SQL("SELECT unit_id,"
		    " min(CASE WHEN verb = 'offered' THEN created_at ELSE NULL END) AS offered,"
		    " COALESCE(max(CASE WHEN verb IN ('accepted', 'declined', 'withdrawn')"
		    "   THEN created_at ELSE NULL END), 0) AS answered"
		    " FROM my_proof_support_wait WHERE $1 = 0 OR unit_id = $1"
		    " GROUP BY unit_id, handover_id ORDER BY unit_id, handover_id"), V(ask->unit_id));
}

static struct evidence_span_list answered_in_time(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct rows organisations = organisations_read(view, ask), rows = waits_read(view, ask);
	const struct proof_line *lines = organisations.at;
	const struct wait_line *all = rows.at;
	struct span_list *each = arena_array(arena, struct span_list, organisations.count + 1);
	int64_t minutes = evidence_number(ask, "minutes", 0);

	for (size_t i = 0; i < organisations.count; i++) {
		struct wait_list waits = { 0, arena_array(arena, struct wait, rows.count + 1) };

		for (size_t w = 0; w < rows.count; w++)
			if (all[w].unit_id == lines[i].unit_id)
				waits.at[waits.count++] = (struct wait){ all[w].offered, all[w].answered };
		each[i] = answered_spans(arena, (struct span){ lines[i].valid_from, lines[i].valid_to },
			waits, minutes, instant_now());
	}
	return all_of(arena, lines, each, organisations.count);
}

struct answered_line { struct str number; struct instant at; };
static const struct column answered_columns[] = {
	{ "number", COLUMN_text, offsetof(struct answered_line, number), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct answered_line, at), NULL, false },
};
static const struct shape answered_shape = { .size = sizeof(struct answered_line),
	.count = COUNT(answered_columns), .columns = answered_columns };

static struct evidence_record_list answered_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct instant from = instant_at(ask->from, 0, 0, 0);
	struct instant to = instant_at(date_add_days(ask->to, 1), 0, 0, 0);
	struct rows rows = view_list(view, &answered_shape,
		SQL("SELECT number, offered_at AS at FROM my_support_handover"
		    " WHERE (from_unit_id = $1 OR to_unit_id = $1) AND offered_at >= $2 AND offered_at < $3"
		    " ORDER BY offered_at DESC, id DESC LIMIT $4"),
		V(ask->unit_id, from, to, EVIDENCE_RECORDS_MOST));
	const struct answered_line *lines = rows.at;
	struct evidence_record_list list = { rows.count,
		arena_array(arena, struct evidence_record, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		list.at[i] = (struct evidence_record){ lines[i].number,
			arena_print(arena, "/support/handovers/%.*s", STR(lines[i].number)),
			instant_date(lines[i].at) };
	return list;
}

const struct evidence_source support_evidence[] = {
	{ .name = "support_ready", .label = N_("Crisis support has staff and premises that have been gone through"),
	  .arguments = ready_arguments, .spans = ready_spans, .records = ready_records },
	{ .name = "support_answered", .label = N_("No handover of crisis support has waited too long"),
	  .arguments = answered_arguments, .spans = answered_in_time, .records = answered_records },
	{ .name = NULL },
};
