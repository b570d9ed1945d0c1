/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/queries_evidence.c - what packs prove: that they were sent in time, and that they were
 * received.
 *
 * They are the sender's proof.  All packs of a month count, also those that nobody has sent.  A
 * month belongs to the period in which its packs were to be sent: the month after it.  A page asks
 * for many months of many programmes, so what there is is read once for it.
 */
#include "modules/monthly/inside.h"

#include "kit/evidence.h"
#include "store/memo.h"

enum { BY_DAY_USUAL = 10 };

struct proof_pack {
	int64_t pack_id, edition;
	struct str period;
	int64_t is_newest;              /* sent, and no later edition is */
	struct instant sent_at, received_at;
};
LIST_OF(proof_pack)
static const struct column pack_columns[] = {
	{ "pack_id", COLUMN_int, offsetof(struct proof_pack, pack_id), NULL, false },
	{ "edition", COLUMN_int, offsetof(struct proof_pack, edition), NULL, false },
	{ "period", COLUMN_text, offsetof(struct proof_pack, period), NULL, false },
	{ "is_newest", COLUMN_int, offsetof(struct proof_pack, is_newest), NULL, false },
	{ "sent_at", COLUMN_instant, offsetof(struct proof_pack, sent_at), NULL, false },
	{ "received_at", COLUMN_instant, offsetof(struct proof_pack, received_at), NULL, false },
};
static const struct shape pack_shape = { .size = sizeof(struct proof_pack),
	.count = COUNT(pack_columns), .columns = pack_columns };

struct proof_sender { int64_t unit_id, pack_id; };      /* a sender, or one above it, and what it sent */
LIST_OF(proof_sender)
static const struct column sender_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_sender, unit_id), NULL, false },
	{ "pack_id", COLUMN_int, offsetof(struct proof_sender, pack_id), NULL, false },
};
static const struct shape sender_shape = { .size = sizeof(struct proof_sender),
	.count = COUNT(sender_columns), .columns = sender_columns };

struct proof_of_packs {
	bool is_read;
	struct proof_pack_list packs;           /* by number */
	struct proof_sender_list senders;       /* by unit, then pack */
};

static const struct proof_of_packs *proof_read(struct view *view)
{
	static const char key;
	struct proof_of_packs *proof = view_memo(view, &key, sizeof(*proof));

	if (proof->is_read)
		return proof;
	proof->is_read = true;
	proof->packs = proof_pack_list_of(view_list(view, &pack_shape,
		SQL("SELECT proof.pack_id, proof.edition, proof.period, proof.sent_at, proof.received_at,"
		    " CASE WHEN proof.state = 'sent' AND NOT EXISTS (SELECT 1 FROM my_proof_monthly_pack AS later"
		    "  WHERE later.replaces_id = proof.pack_id AND later.state = 'sent')"
		    " THEN 1 ELSE 0 END AS is_newest"
		    " FROM my_proof_monthly_pack AS proof ORDER BY proof.pack_id"), NONE));
	proof->senders = proof_sender_list_of(view_list(view, &sender_shape,
		SQL("SELECT unit_id, pack_id FROM my_proof_monthly_sender ORDER BY unit_id, pack_id"), NONE));
	return proof;
}

/* Months whose packs were to be sent between two days. */
static struct str period_of(struct view *view, struct date day)
{
	return monthly_period(view_arena(view), date_add_months(date_month_start(day), -1));
}

/* What the packs of the months that are asked for are to each unit that sends. */
struct asking {
	const struct evidence_ask *ask;
	struct str from, to;
	void (*add)(const struct asking *asking, struct evidence_count *count, const struct proof_pack *pack,
		bool is_own);
};

/* The senders of one unit stand from `first` on; both lists go by the number of the pack. */
static void unit_add(const struct asking *asking, const struct proof_of_packs *proof, size_t first,
                     struct evidence_count *count)
{
	size_t own = first;

	for (size_t i = 0; i < proof->packs.count; i++) {
		const struct proof_pack *pack = &proof->packs.at[i];

		while (own < proof->senders.count && proof->senders.at[own].unit_id == count->unit_id
		       && proof->senders.at[own].pack_id < pack->pack_id)
			own++;
		if (str_compare(pack->period, asking->from) < 0 || str_compare(pack->period, asking->to) > 0)
			continue;
		asking->add(asking, count, pack, own < proof->senders.count
			&& proof->senders.at[own].unit_id == count->unit_id
			&& proof->senders.at[own].pack_id == pack->pack_id);
	}
}

static struct evidence_count_list counts_of(struct view *view, struct asking asking)
{
	const struct proof_of_packs *proof = proof_read(view);
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count,
		proof->senders.count + 1) };

	asking.from = period_of(view, asking.ask->from);
	asking.to = period_of(view, asking.ask->to);
	for (size_t i = 0; i < proof->senders.count; i++) {
		struct evidence_count count = { .unit_id = proof->senders.at[i].unit_id };

		if ((i && proof->senders.at[i - 1].unit_id == count.unit_id)
		    || (asking.ask->unit_id && asking.ask->unit_id != count.unit_id))
			continue;
		unit_add(&asking, proof, i, &count);
		if (count.whole)
			list.at[list.count++] = count;
	}
	return list;
}

/* The moment after the last day on which a month's packs are in time. */
static struct instant too_late(struct str period, int64_t by_day)
{
	struct date month;

	if (!monthly_read(period, &month))
		return (struct instant){ 0 };
	return instant_at(date_add_days(date_add_months(month, 1), (int)by_day), 0, 0, 0);
}

static void pack_add(const struct asking *asking, struct evidence_count *count, const struct proof_pack *pack,
                     bool is_own)
{
	int64_t by_day = evidence_number(asking->ask, "by_day", BY_DAY_USUAL);

	if (pack->edition != 1)
		return;
	count->whole++;
	if (!is_own || pack->sent_at.seconds >= too_late(pack->period, by_day).seconds)
		return;
	count->count++;
	count->last = date_later(count->last, instant_date(pack->sent_at));
}

static struct evidence_count_list pack_counts(struct view *view, const struct evidence_ask *ask)
{
	return counts_of(view, (struct asking){ .ask = ask, .add = pack_add });
}

/* Who was told wrongly must have received the correction. */
static void receipt_add(const struct asking *asking, struct evidence_count *count,
                        const struct proof_pack *pack, bool is_own)
{
	struct instant end = instant_at(date_add_days(asking->ask->to, 1), 0, 0, 0);

	if (!is_own || !pack->is_newest)
		return;
	count->whole++;
	if (!pack->received_at.seconds || pack->received_at.seconds >= end.seconds)
		return;
	count->count++;
	count->last = date_later(count->last, instant_date(pack->received_at));
}

static struct evidence_count_list receipt_counts(struct view *view, const struct evidence_ask *ask)
{
	return counts_of(view, (struct asking){ .ask = ask, .add = receipt_add });
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
