/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/evidence.c - what crises prove: that in those which came so far a named person judged
 * the coordination, decided a shared picture, or a common direction.
 *
 * Exercises prove nothing here.  Without a crisis there was no occasion, which is neither
 * fulfilled nor a gap.
 */
#include "modules/crisis/inside.h"

#include "kit/evidence.h"

static const struct choice withs[] = {
	{ "", "" },
	{ "coordination", N_("The degree of coordination was judged") },
	{ "picture", N_("A shared picture was decided") },
	{ "direction", N_("A common direction was decided") },
	{ NULL, NULL },
};
static const struct choice reaches[] = {
	{ "", "" }, { "city", N_("Crises of the whole city") }, { NULL, NULL },
};

static const struct evidence_argument handled_arguments[] = {
	{ "level", N_("Crises that came to this level or above"), .list = "crisis/levels",
	  .is_required = true },
	{ "with", N_("What each of them has"), .choices = withs, .is_required = true },
	{ "reach", N_("Which crises"), .choices = reaches },
	{ .name = NULL },
};

/* The level and those above it, " 2 3 ". */
static struct str levels_from(struct arena *arena, struct str code)
{
	const struct catalogue *levels = catalogue_get("crisis/levels");
	const struct item *least = item_find("crisis/levels", code);
	struct out out;

	out_init(&out, arena, 4096);
	out_char(&out, ' ');
	for (size_t i = 0; least && i < levels->count; i++)
		if (levels->items[i].place >= least->place)
			out_print(&out, "%.*s ", STR(levels->items[i].code));
	return out_str(&out);
}

static struct crisis_proof_ask proof_ask(struct view *view, const struct evidence_ask *ask)
{
	return (struct crisis_proof_ask){ .unit_id = ask->unit_id,
		.levels = levels_from(view_arena(view), evidence_text(ask, "level")),
		.with = evidence_text(ask, "with"),
		.of_city = str_is(evidence_text(ask, "reach"), "city"),
		.from = instant_at(ask->from, 0, 0, 0),
		.to = instant_at(date_add_days(ask->to, 1), 0, 0, 0) };
}

static struct evidence_count_list handled_counts(struct view *view, const struct evidence_ask *ask)
{
	struct crisis_proof_ask wanted = proof_ask(view, ask);
	struct crisis_proof_list proofs = crisis_proofs(view, &wanted);
	struct evidence_count_list counts = { 0, arena_array(view_arena(view),
		struct evidence_count, proofs.count + 1) };

	for (size_t i = 0; i < proofs.count; i++) {
		const struct crisis_proof *proof = &proofs.at[i];
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

static struct evidence_record_list handled_records(struct view *view, const struct evidence_ask *ask)
{
	struct crisis_proof_ask wanted = proof_ask(view, ask);
	struct crisis_list crises = crises_proving(view, &wanted);
	struct evidence_record_list records = { 0, arena_array(view_arena(view),
		struct evidence_record, crises.count + 1) };

	for (size_t i = 0; i < crises.count && i < EVIDENCE_RECORDS_MOST; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(view_arena(view), "%.*s %.*s", STR(crises.at[i].number),
				STR(crises.at[i].title)),
			.path = arena_print(view_arena(view), "/crisis/%.*s", STR(crises.at[i].number)),
			.on = instant_date(crises.at[i].opened_at) };
	return records;
}

const struct evidence_source crisis_evidence[] = {
	{ .name = "crisis_handled",
	  .label = N_("Crises in which something was judged or decided by a named person"),
	  .arguments = handled_arguments, .counts = handled_counts, .records = handled_records },
	{ .name = NULL },
};
