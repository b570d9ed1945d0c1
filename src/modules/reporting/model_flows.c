/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/model_flows.c - the records of sources, rows, pairs and judgements; what is a fine source. */
#include "modules/reporting/flows.h"

#define RECORD struct source
static const struct field source_fields[] = { SOURCE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record source_record = { RECORD_OF("reporting_source", source, source_fields),
	.label = N_("Source"), .many = N_("Sources"), .path = "/reporting/sources" };

const struct choice claim_states[] = {
	[CLAIM_STATE_none] = { "", "" },
	[CLAIM_STATE_open] = { "open", N_("open") },
	[CLAIM_STATE_closed] = { "closed", N_("closed") },
	[CLAIM_STATE_withdrawn] = { "withdrawn", N_("withdrawn") },
	[CLAIM_STATE_reopened] = { "reopened", N_("opened again") },
	{ NULL, NULL },
};
#define RECORD struct told
static const struct field told_fields[] = { TOLD_FIELDS(AS_FIELD) };
#undef RECORD
const struct record told_record = { RECORD_OF("reporting_row", told, told_fields),
	.label = N_("Row of a source"), .many = N_("Rows of sources"), .path = "/reporting/pairs" };

#define RECORD struct pair_found
static const struct field pair_fields[] = { PAIR_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pair_record = { RECORD_OF("reporting_link", pair_found, pair_fields),
	.label = N_("Row and event"), .many = N_("Rows and events"), .path = "/reporting/pairs" };

const struct choice pair_answers[] = {
	{ "", "" },
	{ "same", N_("Yes, of the same") },
	{ "other", N_("No, of something else") },
	{ NULL, NULL },
};
#define RECORD struct decision
static const struct field decision_fields[] = { DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pair_decision_record = { .name = "reporting_decision", .fields = decision_fields,
	.count = COUNT(decision_fields), .shape = SHAPE_OF(NULL, decision, decision_fields),
	.label = N_("Judgement of a row and an event"), .many = N_("Judgements of rows and events"),
	.path = "/reporting/pairs" };
const struct form pair_decision_form = { .record = &pair_decision_record, .fields = FIELDS("answer", "reason") };

enum source_state source_state(const struct source *source, struct date today)
{
	if (!source->legal_basis.len)
		return SOURCE_off;
	if (date_is_given(source->ends_on) && date_compare(source->ends_on, today) < 0)
		return SOURCE_ended;
	return date_compare(source->starts_on, today) > 0 ? SOURCE_waits : SOURCE_open;
}

const char *source_state_words(enum source_state state)
{
	static const char *const words[] = {
		[SOURCE_off] = N_("off: no legal basis is written"),
		[SOURCE_waits] = N_("not begun"),
		[SOURCE_open] = N_("on"),
		[SOURCE_ended] = N_("ended"),
	};

	return words[state];
}

/* With a legal basis everything that limits it must be said too. */
static void source_judge(struct view *view, void *row, struct problems *problems)
{
	struct source *source = row;

	(void)view;
	source->legal_basis = str_trim(source->legal_basis);
	if (!source->legal_basis.len)
		return;
	if (!str_trim(source->decided_by).len)
		problem_add(problems, "decided_by", "%s", _("Write who decided that the source may be read."));
	if (!date_is_given(source->decided_on) || date_compare(source->decided_on, date_today()) > 0)
		problem_add(problems, "decided_on", "%s", _("Write the day of the decision, not later than today."));
	if (!date_is_given(source->starts_on))
		problem_add(problems, "starts_on", "%s", _("Write from which day rows may be read."));
	if (source->kept_days <= 0)
		problem_add(problems, "kept_days", "%s", _("Write how many days rows are kept before they are erased."));
	if (date_is_given(source->ends_on) && date_compare(source->ends_on, source->starts_on) < 0)
		problem_add(problems, "ends_on", "%s", _("It cannot end before it begins."));
}

const struct form source_form = {
	.record = &source_record,
	.fields = FIELDS("name", "kind", "purpose", "legal_basis", "decided_by", "decided_on", "starts_on",
	                 "ends_on", "kept_days"),
	.judge = source_judge,
};
