/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/queries_proof.c - days and sums for evidence, and the records behind them. */
#include "modules/documents/proof.h"

static const struct column days_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_days, unit_id), NULL, false },
	{ "adopted_on", COLUMN_date, offsetof(struct proof_days, adopted_on), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct proof_days, valid_from), NULL, false },
	{ "last_day", COLUMN_date, offsetof(struct proof_days, last_day), NULL, false },
};
static const struct shape days_shape = { .size = sizeof(struct proof_days),
	.count = COUNT(days_columns), .columns = days_columns };

static const struct column proof_sum_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_sum, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct proof_sum, found), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct proof_sum, whole), NULL, false },
	{ "last_at", COLUMN_instant, offsetof(struct proof_sum, last), NULL, false },
	{ "answered", COLUMN_int, offsetof(struct proof_sum, answered), NULL, false },
};
static const struct shape proof_sum_shape = { .size = sizeof(struct proof_sum),
	.count = COUNT(proof_sum_columns), .columns = proof_sum_columns };

static const struct column row_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct proof_row, public_id), NULL, false },
	{ "title", COLUMN_text, offsetof(struct proof_row, title), NULL, false },
	{ "number", COLUMN_int, offsetof(struct proof_row, number), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct proof_row, valid_from), NULL, false },
	{ "received_at", COLUMN_instant, offsetof(struct proof_row, at), NULL, false },
};
static const struct shape row_shape = { .size = sizeof(struct proof_row),
	.count = COUNT(row_columns), .columns = row_columns };

struct proof_days_list proof_days(struct view *view, const struct evidence_ask *ask)
{
	return proof_days_list_of(view_list(view, &days_shape,
		SQL("SELECT unit_id, adopted_on, valid_from, last_day FROM my_proof_document"
		    " WHERE kind = $1 AND ($2 = 0 OR unit_id = $2) AND valid_from <= $4"
		    " AND (last_day = '' OR last_day >= $3) ORDER BY unit_id, valid_from, version_id"),
		V(evidence_text(ask, "kind"), ask->unit_id, ask->from, ask->to)));
}

/* The midnight after the last day. */
static struct instant end_of(const struct evidence_ask *ask)
{
	return instant_at(date_add_days(ask->to, 1), 0, 0, 0);
}

#define HELD_ON(day) " valid_from <= " day " AND (last_day = '' OR last_day >= " day ")" \
	" AND unit_from <= " day " AND (unit_to = '' OR unit_to >= " day ")"

struct proof_sum_list proof_acknowledged(struct view *view, const struct evidence_ask *ask)
{
	return proof_sum_list_of(view_list(view, &proof_sum_shape,
		SQL("SELECT held.unit_id, count(*) AS whole, count(receipt.at) AS found,"
		    " COALESCE(max(receipt.at), 0) AS last_at, 0 AS answered"
		    " FROM (SELECT DISTINCT unit_id, version_id FROM my_proof_address"
		    "  WHERE kind = $1 AND ($5 = '' OR slot = $5) AND ($2 = 0 OR unit_id = $2) AND"
		    HELD_ON("$3") ") AS held"
		    " LEFT JOIN my_proof_receipt AS receipt ON receipt.version_id = held.version_id"
		    "  AND receipt.unit_id = held.unit_id AND receipt.at < $4"
		    " GROUP BY held.unit_id ORDER BY held.unit_id"),
		V(evidence_text(ask, "kind"), ask->unit_id, ask->to, end_of(ask),
		  evidence_text(ask, "slot"))));
}

struct proof_sum_list proof_known(struct view *view, const struct evidence_ask *ask,
                                  const struct item *topic)
{
	return proof_sum_list_of(view_list(view, &proof_sum_shape,
		SQL("SELECT held.unit_id, COALESCE(known.passed, 0) AS found,"
		    " (SELECT count(DISTINCT asked.person_id) FROM my_proof_asked AS asked"
		    "  WHERE asked.unit_id = held.unit_id AND asked.valid_from <= $3"
		    "  AND (asked.valid_to = '' OR asked.valid_to >= $3)"
		    "  AND ($5 = '' OR ' ' || $5 || ' ' LIKE '% ' || asked.role || ' %')) AS whole,"
		    " 0 AS last_at, COALESCE(known.answered, 0) AS answered"
		    " FROM (SELECT unit_id, max(version_id) AS version_id FROM my_proof_address"
		    "  WHERE topic = $1 AND ($2 = 0 OR unit_id = $2) AND" HELD_ON("$3")
		    "  GROUP BY unit_id) AS held"
		    " LEFT JOIN my_proof_known AS known ON known.version_id = held.version_id"
		    "  AND known.unit_id = held.unit_id AND known.year = $4"
		    " ORDER BY held.unit_id"),
		V(topic->code, ask->unit_id, ask->to, ask->to.year, item_text(topic, "roles"))));
}

/* ---- Records ------------------------------------------------------------------------------------ */

struct proof_row_list proof_owned(struct view *view, const struct evidence_ask *ask)
{
	return proof_row_list_of(view_list(view, &row_shape,
		SQL("SELECT my_document.public_id, my_document.title, held.number, held.valid_from,"
		    " 0 AS received_at FROM my_document_version AS held"
		    " JOIN my_document ON my_document.id = held.document_id"
		    " WHERE my_document.unit_id = $1 AND my_document.kind = $2 AND held.state = 'adopted'"
		    " AND held.valid_from <= $4 AND (held.last_day = '' OR held.last_day >= $3)"
		    " ORDER BY held.valid_from DESC, held.id DESC LIMIT 200"),
		V(ask->unit_id, evidence_text(ask, "kind"), ask->from, ask->to)));
}

struct proof_row_list proof_addressed(struct view *view, const struct evidence_ask *ask, struct str kind,
                                      struct str topic)
{
	return proof_row_list_of(view_list(view, &row_shape,
		SQL("SELECT my_document.public_id, my_document.title, held.number, held.valid_from,"
		    " COALESCE(receipt.at, 0) AS received_at"
		    " FROM (SELECT DISTINCT version_id FROM my_proof_address"
		    "  WHERE unit_id = $1 AND ($2 = '' OR kind = $2) AND ($3 = '' OR topic = $3)"
		    "  AND ($5 = '' OR slot = $5) AND" HELD_ON("$4") ") AS asked"
		    " JOIN my_document_version AS held ON held.id = asked.version_id"
		    " JOIN my_document ON my_document.id = held.document_id"
		    " LEFT JOIN my_proof_receipt AS receipt ON receipt.version_id = held.id"
		    "  AND receipt.unit_id = $1"
		    " ORDER BY held.valid_from DESC, held.id DESC LIMIT 200"),
		V(ask->unit_id, kind, topic, ask->to, evidence_text(ask, "slot"))));
}
