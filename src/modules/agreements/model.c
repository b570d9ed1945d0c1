/* SPDX-License-Identifier: EUPL-1.2 */
/* agreements/model.c - the record, its form and what is refused. */
#include "modules/agreements/inside.h"

#include "kit/identity.h"

#define RECORD struct agreement
static const struct field agreement_fields[] = { AGREEMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record agreement_record = {
	RECORD_OF("agreement", agreement, agreement_fields),
	.label = N_("Agreement"), .many = N_("Agreements"), .path = "/agreements",
};

#define RECORD struct agreement_row
const struct field agreement_row_fields[] = { AGREEMENT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(agreement_row_fields) == AGREEMENT_ROW_COUNT, "one count for each field");

static void days_judge(const struct agreement *agreement, struct problems *problems)
{
	if (date_compare(agreement->valid_to, agreement->valid_from) < 0)
		problem_add(problems, "valid_to", "%s", _("The last day is before the first."));
	if (date_is_given(agreement->signed_on) && date_compare(agreement->signed_on, date_today()) > 0)
		problem_add(problems, "signed_on", "%s", _("That day has not come. Leave it empty until both have signed."));
	if (date_is_given(agreement->followed_up_on)
	    && date_compare(agreement->followed_up_on, date_today()) > 0)
		problem_add(problems, "followed_up_on", "%s", _("That day has not come."));
	if (date_is_given(agreement->ended_on) && !agreement->ended_why.len)
		problem_add(problems, "ended_why", "%s", _("Say why it was given up."));
}

/* Under an agreement of the kind that the catalogue says, and never under itself. */
static void parent_judge(struct view *view, const struct agreement *agreement,
                         struct problems *problems)
{
	struct str wanted = item_text(item_find("agreement_kinds", agreement->kind), "parent_kind");
	const struct agreement *parent;

	if (!agreement->parent_id)
		return;
	parent = agreement_of_id(view, agreement->parent_id);
	if (!parent || parent->id == agreement->id || !wanted.len
	    || !str_equals(parent->kind, wanted))
		problem_add(problems, "parent_id", "%s",
			_("An agreement of this kind does not stand under that one."));
}

static void agreement_judge(struct view *view, void *row, struct problems *problems)
{
	const struct agreement *agreement = row;
	const struct { const char *field; struct str words; } texts[] = {
		{ "title", agreement->title }, { "purpose", agreement->purpose },
		{ "areas", agreement->areas }, { "priorities", agreement->priorities },
		{ "plans", agreement->plans }, { "measures", agreement->measures },
		{ "follow_up", agreement->follow_up }, { "became", agreement->became },
		{ "other_party", agreement->other_party }, { "ended_why", agreement->ended_why },
		{ "signed_by_us", agreement->signed_by_us }, { "signed_by_them", agreement->signed_by_them } };

	days_judge(agreement, problems);
	parent_judge(view, agreement, problems);
	if (!agreement_may_write(view, agreement->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the agreements of this unit. Choose another unit."));
	for (size_t i = 0; i < COUNT(texts); i++)
		personal_number_refuse(problems, texts[i].field, texts[i].words);
}

const struct form agreement_form = {
	.record = &agreement_record,
	.fields = FIELDS("kind", "title", "registry_number", "unit_id", "other_party", "parent_id",
		"purpose", "areas", "priorities", "plans", "measures", "follow_up", "signed_on",
		"signed_by_us", "signed_by_them", "valid_from", "valid_to", "ended_on", "ended_why",
		"followed_up_on", "became"),
	.judge = agreement_judge,
};
