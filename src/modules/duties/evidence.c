/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/evidence.c - the last resort: a named person answers for a duty, with words.
 *
 * An attestation holds for its period, or for what stands all the time from a day on and for so
 * many months as the rule says.  It is never changed; it may be taken back, with a reason.
 * A rule may ask for numbers ("two of three", not "we usually do"), and for the day when
 * something was done, from which the months then count.
 */
#include "modules/duties/inside.h"

#include "modules/people/people.h"

const struct choice attestation_numbers[] = {
	{ "", "" },
	{ "yes", N_("how many there were, and for how many it is done") },
	{ "all", N_("the same, and it is done for all of them") },
	{ NULL, NULL },
};
const struct choice attestation_sinces[] = {
	{ "", "" },
	{ "done", N_("the day when it was done") },
	{ NULL, NULL },
};

static const struct evidence_argument attestation_arguments[] = {
	{ .name = "numbers", .label = N_("With numbers"), .choices = attestation_numbers },
	{ .name = "since", .label = N_("What the months count from"), .choices = attestation_sinces },
	{ .name = "months", .label = N_("How many months it holds, for what stands all the time"),
	  .is_number = true },
	{ .name = "programme", .label = N_("Programme: filled in by the program") },
	{ .name = "duty", .label = N_("Duty, when it is another one that is answered for") },
	{ .name = NULL },
};

struct attestation_rule attestation_rule_of(const struct evidence_ask *ask)
{
	return (struct attestation_rule){ .months = evidence_number(ask, "months", 0),
		.numbers = choice_of(attestation_numbers, evidence_text(ask, "numbers")),
		.is_dated = str_is(evidence_text(ask, "since"), "done") };
}

static struct evidence_span_list attestation_spans(struct view *view, const struct evidence_ask *ask)
{
	return attested_spans(view, ask, attestation_rule_of(ask).numbers);
}

static bool touches(const struct attestation *one, const struct evidence_ask *ask)
{
	return date_compare(one->valid_from, ask->to) <= 0
		&& date_compare(one->valid_to, ask->from) >= 0;
}

static struct evidence_record_list attestation_records(struct view *view,
                                                       const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct attestation_list all = attestations_of(view, evidence_text(ask, "programme"),
		evidence_text(ask, "duty"), ask->unit_id);
	struct evidence_record_list list = { 0,
		arena_array(arena, struct evidence_record, all.count + 1) };

	for (size_t i = 0; i < all.count; i++) {
		const struct attestation *one = &all.at[i];

		if (one->takes_back || attestation_is_taken_back(view, one->id) || !touches(one, ask))
			continue;
		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s: %.*s%.*s",
				STR(person_name(view, one->created_by)), STR(one->words),
				STR(attestation_counts(arena, one))),
			.on = instant_date(one->created_at) };
	}
	return list;
}

const struct evidence_source duties_evidence[] = {
	{ .name = "attestation", .label = N_("A named person answers for it"),
	  .arguments = attestation_arguments, .spans = attestation_spans,
	  .records = attestation_records },
	{ .name = NULL },
};
