/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/evidence.c - what documents prove: that one is in force and young enough, that
 * those in force are acknowledged, that enough of the asked have shown that they know.
 *
 * Only days and sums are read, never words, so that the answer is the same for everybody who
 * follows the unit's duties; a plan with a secrecy mark counts like any other.
 */
#include "modules/documents/proof.h"

static const struct evidence_argument document_arguments[] = {
	{ "kind", N_("Kind of document"), .list = "document_kinds", .is_required = true },
	{ "months", N_("Months that it may be old"), .is_number = true },
	{ .name = NULL },
};
static const struct evidence_argument acknowledged_arguments[] = {
	{ "kind", N_("Kind of document"), .list = "document_kinds", .is_required = true },
	{ "slot", N_("Only the document that the programme names"), .list = "governing_documents" },
	{ .name = NULL },
};
static const struct evidence_argument known_arguments[] = {
	{ "topic", N_("Topic"), .list = "knowledge_topics", .is_required = true },
	{ .name = NULL },
};

/* ---- In force ------------------------------------------------------------------------------ */

static struct evidence_span_list document_spans(struct view *view, const struct evidence_ask *ask)
{
	struct proof_days_list days = proof_days(view, ask);
	int64_t months = evidence_number(ask, "months", 0);
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span,
		days.count + 1) };

	for (size_t i = 0; i < days.count; i++) {
		struct evidence_span *span = &spans.at[spans.count];

		if (version_span(days.at[i].adopted_on, days.at[i].valid_from, days.at[i].last_day,
		                 months, &span->from, &span->to)) {
			span->unit_id = days.at[i].unit_id;
			spans.count++;
		}
	}
	return spans;
}

/* ---- Sums ------------------------------------------------------------------------------------- */

static struct evidence_count_list counted(struct view *view, struct proof_sum_list sums)
{
	struct evidence_count_list counts = { 0, arena_array(view_arena(view), struct evidence_count,
		sums.count + 1) };

	for (size_t i = 0; i < sums.count; i++) {
		const struct proof_sum *sum = &sums.at[i];

		/* Who answered and has left was asked all the same. */
		counts.at[counts.count++] = (struct evidence_count){ .unit_id = sum->unit_id,
			.count = sum->found, .whole = sum->whole > sum->answered ? sum->whole : sum->answered,
			.last = sum->last.seconds ? instant_date(sum->last) : (struct date){ 0 } };
	}
	return counts;
}

static struct evidence_count_list acknowledged_counts(struct view *view, const struct evidence_ask *ask)
{
	return counted(view, proof_acknowledged(view, ask));
}

static struct evidence_count_list known_counts(struct view *view, const struct evidence_ask *ask)
{
	const struct item *topic = item_find("knowledge_topics", evidence_text(ask, "topic"));

	if (!topic)
		return (struct evidence_count_list){ 0 };
	return counted(view, proof_known(view, ask, topic));
}

/* ---- What stands behind ------------------------------------------------------------------------- */

static struct evidence_record_list recorded(struct view *view, struct proof_row_list rows, bool tells_receipt)
{
	struct arena *arena = view_arena(view);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count && i < EVIDENCE_RECORDS_MOST; i++) {
		const struct proof_row *row = &rows.at[i];
		struct str words = arena_print(arena, _("%.*s, version %lld"), STR(row->title),
			(long long)row->number);

		if (tells_receipt)
			words = arena_print(arena, row->at.seconds ? _("%.*s: acknowledged")
				: _("%.*s: waits to be acknowledged"), STR(words));
		records.at[records.count++] = (struct evidence_record){ .words = words,
			.path = arena_print(arena, "/documents/%.*s/versions/%lld", STR(row->public_id),
				(long long)row->number),
			.on = row->at.seconds ? instant_date(row->at) : row->valid_from };
	}
	return records;
}

static struct evidence_record_list document_records(struct view *view, const struct evidence_ask *ask)
{
	return recorded(view, proof_owned(view, ask), false);
}

static struct evidence_record_list acknowledged_records(struct view *view, const struct evidence_ask *ask)
{
	return recorded(view, proof_addressed(view, ask, evidence_text(ask, "kind"), S("")), true);
}

static struct evidence_record_list known_records(struct view *view, const struct evidence_ask *ask)
{
	return recorded(view, proof_addressed(view, ask, S(""), evidence_text(ask, "topic")), false);
}

const struct evidence_source documents_evidence[] = {
	{ .name = "document", .label = N_("A document is in force and not too old"),
	  .arguments = document_arguments, .spans = document_spans, .records = document_records },
	{ .name = "acknowledged", .label = N_("Documents in force are acknowledged by the unit"),
	  .arguments = acknowledged_arguments, .counts = acknowledged_counts,
	  .records = acknowledged_records },
	{ .name = "known", .label = N_("Enough of those asked have shown that they know"),
	  .arguments = known_arguments, .counts = known_counts, .records = known_records },
	{ .name = NULL },
};
