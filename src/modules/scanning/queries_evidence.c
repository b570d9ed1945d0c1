/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/queries_evidence.c - what bulletins prove: that they were sent, and that they reached.
 *
 * One that corrects another is no further bulletin, but its receipts are what counts: who was
 * told wrongly must have received the correction.
 */
#include "modules/scanning/bulletins.h"

struct sent_sum { int64_t unit_id, found, whole; struct instant last; };
LIST_OF(sent_sum)
static const struct column sum_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct sent_sum, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct sent_sum, found), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct sent_sum, whole), NULL, false },
	{ "last_at", COLUMN_instant, offsetof(struct sent_sum, last), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct sent_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

static struct instant day_begin(struct date day)
{
	return instant_at(day, 0, 0, 0);
}

static struct evidence_count_list counted(struct view *view, struct sent_sum_list sums)
{
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count,
		sums.count + 1) };

	for (size_t i = 0; i < sums.count; i++)
		list.at[list.count++] = (struct evidence_count){ .unit_id = sums.at[i].unit_id,
			.count = sums.at[i].found, .whole = sums.at[i].whole,
			.last = sums.at[i].last.seconds ? instant_date(sums.at[i].last) : (struct date){ 0 } };
	return list;
}

/* ---- Sent ------------------------------------------------------------------------------------ */

static const struct evidence_argument bulletin_arguments[] = {
	{ .name = "tag", .label = N_("What it concerns"), .list = "scanning/tags" },
	{ .name = NULL },
};

#define ASKED " AND sent.sent_at >= $1 AND sent.sent_at < $2" \
	" AND ($3 = '' OR (' ' || sent.tags || ' ') LIKE ('% ' || $3 || ' %'))" \
	" AND ($4 = 0 OR sent.unit_id = $4)"

static struct evidence_count_list bulletin_counts(struct view *view, const struct evidence_ask *ask)
{
	return counted(view, sent_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT sent.unit_id, count(*) AS found, 0 AS whole, max(sent.sent_at) AS last_at"
		    " FROM my_proof_bulletin AS sent WHERE sent.replaces_id = 0" ASKED
		    " GROUP BY sent.unit_id ORDER BY sent.unit_id"),
		V(day_begin(ask->from), day_begin(date_add_days(ask->to, 1)), evidence_text(ask, "tag"),
		  ask->unit_id))));
}

/* ---- Received -------------------------------------------------------------------------------- */

static struct evidence_count_list reach_counts(struct view *view, const struct evidence_ask *ask)
{
	return counted(view, sent_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT sent.unit_id, count(*) AS whole,"
		    " sum(CASE WHEN told.received_at > 0 AND told.received_at < $2 THEN 1 ELSE 0 END) AS found,"
		    " max(CASE WHEN told.received_at < $2 THEN told.received_at ELSE 0 END) AS last_at"
		    " FROM my_proof_bulletin AS sent"
		    " JOIN my_proof_bulletin_reach AS told ON told.bulletin_id = sent.bulletin_id"
		    " WHERE NOT EXISTS (SELECT 1 FROM my_proof_bulletin AS later"
		    "  WHERE later.replaces_id = sent.bulletin_id AND later.sent_at < $2)" ASKED
		    " GROUP BY sent.unit_id ORDER BY sent.unit_id"),
		V(day_begin(ask->from), day_begin(date_add_days(ask->to, 1)), evidence_text(ask, "tag"),
		  ask->unit_id))));
}

/* ---- What stands behind ------------------------------------------------------------------------ */

static struct evidence_record_list sent_records(struct view *view, const struct evidence_ask *ask)
{
	struct bulletin_list list = bulletin_list_of(view_list(view, &bulletin_record.shape,
		SQL("SELECT my_bulletin.* FROM my_proof_bulletin AS sent"
		    " JOIN my_bulletin ON my_bulletin.id = sent.bulletin_id WHERE sent.bulletin_id > 0" ASKED
		    " ORDER BY sent.sent_at DESC, sent.bulletin_id DESC LIMIT $5"),
		V(day_begin(ask->from), day_begin(date_add_days(ask->to, 1)), evidence_text(ask, "tag"),
		  ask->unit_id, EVIDENCE_RECORDS_MOST)));
	struct evidence_record_list records = { 0, arena_array(view_arena(view), struct evidence_record,
		list.count + 1) };

	for (size_t i = 0; i < list.count; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(view_arena(view), "%.*s %.*s", STR(list.at[i].number),
				STR(list.at[i].title)),
			.path = arena_print(view_arena(view), "/scanning/bulletins/%.*s", STR(list.at[i].number)),
			.on = instant_date(list.at[i].sent_at) };
	return records;
}

const struct evidence_source scanning_evidence[] = {
	{ .name = "bulletin", .label = N_("Bulletins of horizon scanning were sent to units"),
	  .arguments = bulletin_arguments, .counts = bulletin_counts, .records = sent_records },
	{ .name = "bulletin_reach", .label = N_("Bulletins were received by the units they were sent to"),
	  .arguments = bulletin_arguments, .counts = reach_counts, .records = sent_records },
	{ .name = NULL },
};
