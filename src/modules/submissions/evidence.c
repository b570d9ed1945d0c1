/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/evidence.c - what submissions prove: that something was handed in, and how far
 * it came.
 *
 * A document that was returned proves nothing until its follower is handed in.  None of this
 * says that the words are right; acceptance is a person's judgement, and stands in the history.
 */
#include "modules/submissions/inside.h"

static const struct evidence_argument submission_arguments[] = {
	{ "deliverable", N_("Deliverable"), .is_required = true },
	{ "state", N_("It has come so far"), .choices = submission_states },
	{ .name = NULL },
};

/* Without a state: accepted. */
static int state_asked(const struct evidence_ask *ask)
{
	int state = choice_of(submission_states, evidence_text(ask, "state"));

	return state > 0 ? state : SUBMISSION_accepted;
}

static bool is_within(struct date from, const struct evidence_ask *ask)
{
	return date_compare(from, ask->from) >= 0 && date_compare(from, ask->to) <= 0;
}

static struct evidence_count_list submission_counts(struct view *view, const struct evidence_ask *ask)
{
	struct submission_proof_list proofs = submission_proofs(view,
		evidence_text(ask, "deliverable"), ask->unit_id);
	struct evidence_count_list counts = { 0, arena_array(view_arena(view),
		struct evidence_count, proofs.count + 1) };
	int wanted = state_asked(ask);

	for (size_t i = 0; i < proofs.count; i++) {
		const struct submission_proof *proof = &proofs.at[i];
		struct evidence_count *count = &counts.at[counts.count];

		if (!is_within(proof->from, ask) || !submission_meets(wanted, proof->state))
			continue;
		if (counts.count && count[-1].unit_id == proof->unit_id)
			count--;
		else
			counts.count++;
		count->unit_id = proof->unit_id;
		count->count++;
		if (proof->submitted_at.seconds)
			count->last = instant_date(proof->submitted_at);
	}
	return counts;
}

static struct evidence_record_list submission_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct submission_list rows = submissions_of_unit(view, evidence_text(ask, "deliverable"),
		ask->unit_id);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count && records.count < EVIDENCE_RECORDS_MOST; i++) {
		const struct submission *row = &rows.at[i];

		if (!is_within(row->period_from, ask))
			continue;
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s: %s", STR(row->title),
				_(submission_states[row->state].label)),
			.path = arena_print(arena, "/submissions/%.*s", STR(row->public_id)),
			.on = row->submitted_at.seconds ? instant_date(row->submitted_at)
				: instant_date(row->created_at) };
	}
	return records;
}

const struct evidence_source submissions_evidence[] = {
	{ .name = "submission", .label = N_("A deliverable has been handed in and has come so far"),
	  .arguments = submission_arguments, .counts = submission_counts,
	  .records = submission_records },
	{ .name = NULL },
};
