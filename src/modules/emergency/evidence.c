/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * emergency/evidence.c - what activations prove: that in the crises which came to a level the
 * central crisis management, or the emergency committee, was activated by a named person; and
 * that what the committee decided has been reported.
 *
 * Exercises prove nothing here, and an activation without a crisis is none in a crisis.
 * Without a crisis of the level, or without decisions, there was no occasion, which is neither
 * fulfilled nor a gap.
 */
#include "modules/emergency/inside.h"

#include "kit/evidence.h"

static const struct evidence_argument activated_arguments[] = {
	{ "body", N_("Who was activated"), .choices = emergency_bodies, .is_required = true },
	{ "level", N_("Crises that came to this level or above"), .list = "crisis/levels",
	  .is_required = true },
	{ .name = NULL },
};

/* The level and those above it, " 2 3 ". */
static struct str levels_from(struct arena *arena, struct str code)
{
	const struct catalogue *levels = catalogue_get("crisis/levels");
	const struct item *least = item_find("crisis/levels", code);
	struct str words = S(" ");

	for (size_t i = 0; least && i < levels->count; i++)
		if (levels->items[i].place >= least->place)
			words = arena_print(arena, "%.*s%.*s ", STR(words), STR(levels->items[i].code));
	return words;
}

static struct emergency_proof_ask proof_ask(struct view *view, const struct evidence_ask *ask)
{
	return (struct emergency_proof_ask){ .unit_id = ask->unit_id,
		.levels = levels_from(view_arena(view), evidence_text(ask, "level")),
		.body = evidence_text(ask, "body"), .from = instant_at(ask->from, 0, 0, 0),
		.to = instant_at(date_add_days(ask->to, 1), 0, 0, 0) };
}

static struct evidence_count_list counts_of(struct arena *arena, const struct emergency_proof_list *proofs)
{
	struct evidence_count_list counts = { 0,
		arena_array(arena, struct evidence_count, proofs->count + 1) };

	for (size_t i = 0; i < proofs->count; i++) {
		const struct emergency_proof *proof = &proofs->at[i];
		struct evidence_count *count = counts.count ? &counts.at[counts.count - 1] : NULL;

		if (!count || count->unit_id != proof->unit_id) {
			count = &counts.at[counts.count++];
			count->unit_id = proof->unit_id;
		}
		count->whole++;
		count->count += proof->has_it;
		if (proof->has_it)
			count->last = instant_date(proof->opened_at);
	}
	return counts;
}

static struct evidence_record_list records_of(struct arena *arena, const struct period_list *periods)
{
	struct evidence_record_list records = { 0,
		arena_array(arena, struct evidence_record, periods->count + 1) };

	for (size_t i = 0; i < periods->count && i < EVIDENCE_RECORDS_MOST; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s %s", STR(periods->at[i].number),
				_(emergency_bodies[periods->at[i].body].label)),
			.path = arena_print(arena, "/emergency/%.*s", STR(periods->at[i].number)),
			.on = instant_date(periods->at[i].began_at) };
	return records;
}

static struct evidence_count_list activated_counts(struct view *view, const struct evidence_ask *ask)
{
	struct emergency_proof_ask wanted = proof_ask(view, ask);
	struct emergency_proof_list proofs = emergency_proofs(view, &wanted);

	return counts_of(view_arena(view), &proofs);
}

static struct evidence_record_list activated_records(struct view *view, const struct evidence_ask *ask)
{
	struct emergency_proof_ask wanted = proof_ask(view, ask);
	struct period_list periods = periods_proving(view, &wanted);

	return records_of(view_arena(view), &periods);
}

/* ---- Decisions that have been reported ----------------------------------------------------------- */

static const struct choice reported_to[] = {
	{ "", "" },
	{ "committee", N_("To the emergency committee") },
	{ "council", N_("To the council") },
	{ NULL, NULL },
};
static const struct evidence_argument reported_arguments[] = {
	{ "to", N_("Whom they were reported to"), .choices = reported_to, .is_required = true },
	{ .name = NULL },
};

static struct emergency_proof_ask reported_ask(const struct evidence_ask *ask)
{
	return (struct emergency_proof_ask){ .unit_id = ask->unit_id, .body = evidence_text(ask, "to"),
		.from = instant_at(ask->from, 0, 0, 0),
		.to = instant_at(date_add_days(ask->to, 1), 0, 0, 0) };
}

static struct evidence_count_list reported_counts(struct view *view, const struct evidence_ask *ask)
{
	struct emergency_proof_ask wanted = reported_ask(ask);
	struct emergency_proof_list proofs = decision_proofs(view, &wanted);

	return counts_of(view_arena(view), &proofs);
}

static struct evidence_record_list reported_records(struct view *view, const struct evidence_ask *ask)
{
	struct emergency_proof_ask wanted = reported_ask(ask);
	struct period_list periods = periods_deciding(view, &wanted);

	return records_of(view_arena(view), &periods);
}

const struct evidence_source emergency_evidence[] = {
	{ .name = "activated",
	  .label = N_("Crises in which the central crisis management or the emergency committee was activated"),
	  .arguments = activated_arguments, .counts = activated_counts, .records = activated_records },
	{ .name = "emergency_decisions",
	  .label = N_("Decisions of the emergency committee that have been reported"),
	  .arguments = reported_arguments, .counts = reported_counts, .records = reported_records },
	{ .name = NULL },
};
