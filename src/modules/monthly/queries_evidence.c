/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/queries_evidence.c - what packs prove: that they were sent in time, and that they were
 * received.
 *
 * They are the sender's proof.  All packs of a month count, also those that nobody has sent.  A
 * month belongs to the period in which its packs were to be sent: the month after it.
 */
#include "modules/monthly/inside.h"

#include "kit/evidence.h"

enum { BY_DAY_USUAL = 10 };

struct proof_pack {
	struct str period;
	int64_t unit_id;                /* a sender, or one above it */
	int64_t is_sent;                /* by the unit or one below it */
	struct instant sent_at, received_at;
};
LIST_OF(proof_pack)
static const struct column proof_columns[] = {
	{ "period", COLUMN_text, offsetof(struct proof_pack, period), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct proof_pack, unit_id), NULL, false },
	{ "is_sent", COLUMN_int, offsetof(struct proof_pack, is_sent), NULL, false },
	{ "sent_at", COLUMN_instant, offsetof(struct proof_pack, sent_at), NULL, false },
	{ "received_at", COLUMN_instant, offsetof(struct proof_pack, received_at), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct proof_pack),
	.count = COUNT(proof_columns), .columns = proof_columns };

/* Months whose packs were to be sent between two days. */
static struct str period_of(struct view *view, struct date day)
{
	return monthly_period(view_arena(view), date_add_months(date_month_start(day), -1));
}

#define SENDERS "(SELECT DISTINCT unit_id FROM my_proof_monthly_sender WHERE $3 = 0 OR unit_id = $3) AS sender"
#define IS_SENT "CASE WHEN EXISTS (SELECT 1 FROM my_proof_monthly_sender AS own" \
	" WHERE own.unit_id = sender.unit_id AND own.pack_id = proof.pack_id) THEN 1 ELSE 0 END AS is_sent"

static struct proof_pack_list first_editions(struct view *view, const struct evidence_ask *ask)
{
	return proof_pack_list_of(view_list(view, &proof_shape,
		SQL("SELECT sender.unit_id, proof.period, proof.sent_at, proof.received_at, " IS_SENT
		    " FROM my_proof_monthly_pack AS proof, " SENDERS
		    " WHERE proof.edition = 1 AND proof.period >= $1 AND proof.period <= $2"
		    " ORDER BY sender.unit_id, proof.pack_id"),
		V(period_of(view, ask->from), period_of(view, ask->to), ask->unit_id)));
}

/* Who was told wrongly must have received the correction. */
static struct proof_pack_list newest_sent(struct view *view, const struct evidence_ask *ask)
{
	return proof_pack_list_of(view_list(view, &proof_shape,
		SQL("SELECT sender.unit_id, proof.period, proof.sent_at, proof.received_at, " IS_SENT
		    " FROM my_proof_monthly_pack AS proof, " SENDERS
		    " WHERE proof.state = 'sent' AND proof.period >= $1 AND proof.period <= $2"
		    " AND NOT EXISTS (SELECT 1 FROM my_proof_monthly_pack AS later"
		    "  WHERE later.replaces_id = proof.pack_id AND later.state = 'sent')"
		    " ORDER BY sender.unit_id, proof.pack_id"),
		V(period_of(view, ask->from), period_of(view, ask->to), ask->unit_id)));
}

static struct evidence_count *count_of(struct evidence_count_list *list, int64_t unit_id)
{
	if (!list->count || list->at[list->count - 1].unit_id != unit_id)
		list->at[list->count++] = (struct evidence_count){ .unit_id = unit_id };
	return &list->at[list->count - 1];
}

/* The moment after the last day on which a month's packs are in time. */
static struct instant too_late(struct str period, int64_t by_day)
{
	struct date month;

	if (!monthly_read(period, &month))
		return (struct instant){ 0 };
	return instant_at(date_add_days(date_add_months(month, 1), (int)by_day), 0, 0, 0);
}

static struct evidence_count_list pack_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proof_pack_list packs = first_editions(view, ask);
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count, packs.count + 1) };
	int64_t by_day = evidence_number(ask, "by_day", BY_DAY_USUAL);

	for (size_t i = 0; i < packs.count; i++) {
		const struct proof_pack *pack = &packs.at[i];
		struct evidence_count *count = count_of(&list, pack->unit_id);

		count->whole++;
		if (!pack->is_sent || pack->sent_at.seconds >= too_late(pack->period, by_day).seconds)
			continue;
		count->count++;
		count->last = date_later(count->last, instant_date(pack->sent_at));
	}
	return list;
}

static struct evidence_count_list receipt_counts(struct view *view, const struct evidence_ask *ask)
{
	struct proof_pack_list packs = newest_sent(view, ask);
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count, packs.count + 1) };
	struct instant end = instant_at(date_add_days(ask->to, 1), 0, 0, 0);

	for (size_t i = 0; i < packs.count; i++) {
		const struct proof_pack *pack = &packs.at[i];
		struct evidence_count *count;

		if (!pack->is_sent)
			continue;
		count = count_of(&list, pack->unit_id);
		count->whole++;
		if (!pack->received_at.seconds || pack->received_at.seconds >= end.seconds)
			continue;
		count->count++;
		count->last = date_later(count->last, instant_date(pack->received_at));
	}
	return list;
}

#define RECORD struct monthly_row
static const struct field row_fields[] = { MONTHLY_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape row_shape = SHAPE_OF(NULL, monthly_row, row_fields);

static struct evidence_record_list pack_records(struct view *view, const struct evidence_ask *ask)
{
	struct monthly_row_list rows = monthly_row_list_of(view_list(view, &row_shape,
		SQL("SELECT p.period || '/' || u.code AS path, " UNIT_NAME_IN("p.unit_id", "$4") " AS unit_name,"
		    " p.period, p.edition, p.state, p.sent_at, 0 AS received_at, 0 AS may"
		    " FROM my_monthly_pack AS p JOIN my_unit AS u ON u.id = p.unit_id"
		    " WHERE p.state = 'sent' AND p.period >= $1 AND p.period <= $2"
		    " AND p.id IN (SELECT pack_id FROM my_proof_monthly_sender WHERE unit_id = $3)"
		    " ORDER BY p.sent_at DESC, p.id DESC LIMIT $5"),
		V(period_of(view, ask->from), period_of(view, ask->to), ask->unit_id, tongue_code(),
		  EVIDENCE_RECORDS_MOST)));
	struct evidence_record_list records = { 0, arena_array(view_arena(view), struct evidence_record,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(view_arena(view), "%.*s, %.*s", STR(rows.at[i].unit_name),
				STR(rows.at[i].period)),
			.path = arena_print(view_arena(view), "/monthly/%.*s", STR(rows.at[i].path)),
			.on = instant_date(rows.at[i].sent_at) };
	return records;
}

static const struct evidence_argument pack_arguments[] = {
	{ .name = "by_day", .label = N_("Sent by this day of the month after"), .is_number = true },
	{ .name = NULL },
};

const struct evidence_source monthly_evidence[] = {
	{ .name = "monthly_pack", .label = N_("The monthly packs were sent to the units in time"),
	  .arguments = pack_arguments, .counts = pack_counts, .records = pack_records },
	{ .name = "monthly_receipt", .label = N_("The monthly packs that were sent were received"),
	  .counts = receipt_counts, .records = pack_records },
	{ .name = NULL },
};
