/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * agreements/evidence.c - that an agreement holds: signed, between its days, with its parts, and
 * under an agreement that holds too; and the days of the year wheel.
 *
 * It begins when it is both signed and valid, and ends with its last day, without any grace.
 */
#include "modules/agreements/inside.h"

static const struct choice yes_no[] = {
	{ "", NULL }, { "yes", N_("yes") }, { "no", N_("no") }, { NULL, NULL },
};
static const struct evidence_argument arguments[] = {
	{ .name = "kind", .label = N_("Kind of agreement"), .list = "agreement_kinds",
	  .is_required = true },
	{ .name = "parts", .label = N_("How many of the four parts are written"), .is_number = true },
	{ .name = "parent", .label = N_("Under an agreement that is in force"), .choices = yes_no },
	{ .name = NULL },
};

static struct evidence_span_list agreement_spans(struct view *view, const struct evidence_ask *ask)
{
	struct agreement_proof_list found = agreements_proving(view, ask);
	int64_t parts = evidence_number(ask, "parts", 0);
	bool with_parent = str_is(evidence_text(ask, "parent"), "yes");
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span,
		found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		struct agreement_proof one = found.at[i];

		if (one.parts < parts || (with_parent && !date_is_given(one.parent_from)))
			continue;
		if (with_parent && date_compare(one.parent_from, one.from) > 0)
			one.from = one.parent_from;
		if (with_parent && date_compare(one.parent_to, one.to) < 0)
			one.to = one.parent_to;
		if (date_compare(one.from, one.to) <= 0)
			spans.at[spans.count++] = (struct evidence_span){ one.unit_id, one.from, one.to };
	}
	return spans;
}

static struct evidence_record_list agreement_records(struct view *view,
                                                     const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct agreement_list found = agreements_behind(view, ask);
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record,
		found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct agreement *one = &found.at[i];
		struct str words = agreement_standing(arena, one, agreement_state_on(one,
			item_int(item_find("agreement_kinds", one->kind), "warn_days"), date_today()));

		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(arena, _("%.*s (%.*s; %d of %d parts)"), STR(one->title),
				STR(words), agreement_parts(one), AGREEMENT_PARTS),
			.path = arena_print(arena, "/agreements/%.*s", STR(one->public_id)),
			.on = one->valid_from };
	}
	return list;
}

const struct evidence_source agreements_evidence[] = {
	{ .name = "agreement", .label = N_("An agreement is in force"), .arguments = arguments,
	  .spans = agreement_spans, .records = agreement_records },
	{ .name = NULL },
};

/* ---- The year wheel ---------------------------------------------------------------------------- */

static void item_add(struct arena *arena, const struct agreement *one, struct date on, const char *which,
                     const char *words, struct wheel_item_list *list)
{
	list->at[list->count++] = (struct wheel_item){
		.uid = arena_print(arena, "agreement-%s-%.*s", which, STR(one->public_id)),
		.kind = S("agreement"), .on = on, .words = arena_print(arena, words, STR(one->title)),
		.path = arena_print(arena, "/agreements/%.*s", STR(one->public_id)) };
}

static bool is_within(const struct wheel_ask *ask, struct date day)
{
	return date_compare(day, ask->from) >= 0 && date_compare(day, ask->to) <= 0;
}

/* The last day, and the day from which it is time to agree anew. */
static struct wheel_item_list agreement_days(struct view *view, const struct wheel_ask *ask)
{
	enum { LONGEST_WARNING = 400 };
	struct arena *arena = view_arena(view);
	struct wheel_item_list list = { 0 };
	struct agreement_list found;

	if (!ask->unit_id)
		return list;
	found = agreements_ending(view, ask->unit_id, ask->from,
		date_add_days(ask->to, LONGEST_WARNING));
	list.at = arena_array(arena, struct wheel_item, found.count * 2 + 1);
	for (size_t i = 0; i < found.count; i++) {
		const struct agreement *one = &found.at[i];
		struct date last = agreement_last_day(one);
		struct date renew = date_add_days(last,
			-(int)item_int(item_find("agreement_kinds", one->kind), "warn_days"));

		if (is_within(ask, last))
			item_add(arena, one, last, "last", _("Last day of the agreement: %.*s"), &list);
		if (is_within(ask, renew) && date_compare(renew, last) < 0)
			item_add(arena, one, renew, "renew", _("Time to agree anew: %.*s"), &list);
	}
	return list;
}

const struct wheel_source agreements_wheel[] = {
	{ .name = "agreements", .items = agreement_days },
	{ .name = NULL },
};
