/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners/queries_evidence.c - what the register proves: somebody in the area was reached,
 * and something has passed between us.
 *
 * Each answered trial, and each note, holds as many months from its day as the rule of the
 * programme says.  A list of names that nobody has rung proves nothing.
 */
#include "kit/evidence.h"
#include "modules/partners/inside.h"

struct date_row { int64_t unit_id; struct date on_day, valid_to; };
static const struct column day_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct date_row, unit_id), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct date_row, on_day), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct date_row, valid_to), NULL, false },
};
static const struct shape day_shape = { .size = sizeof(struct date_row),
	.count = COUNT(day_columns), .columns = day_columns };

struct at_row { int64_t unit_id; struct instant at; };
static const struct column at_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct at_row, unit_id), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct at_row, at), NULL, false },
};
static const struct shape at_shape = { .size = sizeof(struct at_row),
	.count = COUNT(at_columns), .columns = at_columns };

/* ---- Reached ------------------------------------------------------------------------------------- */

static const struct evidence_argument reached_arguments[] = {
	{ .name = "months", .label = N_("Tried and answered within so many months"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

static struct evidence_span_list reached_spans(struct view *view, const struct evidence_ask *ask)
{
	struct rows rows = view_list(view, &day_shape,
		SQL("SELECT proof.unit_id, tried.on_day, proof.valid_to FROM my_proof_partner AS proof"
		    " JOIN my_proof_partner_check AS tried ON tried.partner_id = proof.partner_id"
		    " WHERE ($1 = 0 OR proof.unit_id = $1) AND tried.on_day >= proof.valid_from"
		    " ORDER BY proof.unit_id, tried.on_day"), V(ask->unit_id));
	const struct date_row *row = rows.at;
	int months = (int)evidence_number(ask, "months", 0);
	struct evidence_span_list list = { 0, arena_array(view_arena(view), struct evidence_span,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++) {
		struct date to = date_add_months(row[i].on_day, months);

		if (date_is_given(row[i].valid_to) && date_compare(row[i].valid_to, to) < 0)
			to = row[i].valid_to;
		if (date_compare(row[i].on_day, to) <= 0)
			list.at[list.count++] = (struct evidence_span){ row[i].unit_id, row[i].on_day, to };
	}
	return list;
}

static struct evidence_record_list reached_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT my_partner.name AS words, '/partners/' || my_partner.public_id AS path,"
		    " MAX(tried.on_day) AS on_day"
		    " FROM my_proof_partner AS proof JOIN my_partner ON my_partner.id = proof.partner_id"
		    " JOIN my_proof_partner_check AS tried ON tried.partner_id = my_partner.id"
		    " WHERE proof.unit_id = $1 AND tried.on_day <= $2"
		    " GROUP BY my_partner.id, my_partner.name, my_partner.public_id"
		    " ORDER BY on_day DESC, words LIMIT $3"),
		V(ask->unit_id, value_date(ask->to), EVIDENCE_RECORDS_MOST)));
}

/* ---- Cooperation ------------------------------------------------------------------------------------ */

static const struct evidence_argument note_arguments[] = {
	{ .name = "kind", .label = N_("What it was"), .choices = note_kinds, .is_required = true },
	{ .name = "months", .label = N_("Noted within so many months"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

static struct evidence_span_list note_spans(struct view *view, const struct evidence_ask *ask)
{
	struct rows rows = view_list(view, &at_shape,
		SQL("SELECT proof.unit_id, note.at FROM my_proof_partner AS proof"
		    " JOIN my_proof_partner_note AS note ON note.partner_id = proof.partner_id"
		    " WHERE ($1 = 0 OR proof.unit_id = $1) AND note.kind = $2"
		    " ORDER BY proof.unit_id, note.at"), V(ask->unit_id, evidence_text(ask, "kind")));
	const struct at_row *row = rows.at;
	int months = (int)evidence_number(ask, "months", 0);
	struct evidence_span_list list = { rows.count, arena_array(view_arena(view),
		struct evidence_span, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++) {
		struct date on = instant_date(row[i].at);

		list.at[i] = (struct evidence_span){ row[i].unit_id, on, date_add_months(on, months) };
	}
	return list;
}

struct note_proof { struct str words, path; struct instant at; };
static const struct column proof_columns[] = {
	{ "words", COLUMN_text, offsetof(struct note_proof, words), NULL, false },
	{ "path", COLUMN_text, offsetof(struct note_proof, path), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct note_proof, at), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct note_proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

static struct evidence_record_list note_records(struct view *view, const struct evidence_ask *ask)
{
	struct rows rows = view_list(view, &proof_shape,
		SQL("SELECT my_partner.name AS words, '/partners/' || my_partner.public_id AS path, note.at"
		    " FROM my_proof_partner AS proof JOIN my_partner ON my_partner.id = proof.partner_id"
		    " JOIN my_proof_partner_note AS note ON note.partner_id = my_partner.id"
		    " WHERE proof.unit_id = $1 AND note.kind = $2 AND note.at < $3"
		    " ORDER BY note.at DESC, words LIMIT $4"),
		V(ask->unit_id, evidence_text(ask, "kind"),
		  instant_at(date_add_days(ask->to, 1), 0, 0, 0), EVIDENCE_RECORDS_MOST));
	const struct note_proof *row = rows.at;
	struct evidence_record_list list = { rows.count, arena_array(view_arena(view),
		struct evidence_record, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		list.at[i] = (struct evidence_record){ .words = row[i].words, .path = row[i].path,
			.on = instant_date(row[i].at) };
	return list;
}

const struct evidence_source partners_evidence[] = {
	{ .name = "partner", .label = N_("An actor in the area has been reached"),
	  .arguments = reached_arguments, .spans = reached_spans, .records = reached_records },
	{ .name = "partner_note", .label = N_("Something has passed between us and an actor"),
	  .arguments = note_arguments, .spans = note_spans, .records = note_records },
	{ .name = NULL },
};
