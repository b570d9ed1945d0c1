/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/model.c - what people decide and write about duties, and what their forms accept. */
#include "modules/duties/inside.h"

#include "kit/form.h"

const struct choice concern_answers[] = {
	{ "", "" },
	{ "yes", N_("Yes, it is concerned") },
	{ "no", N_("No, it is not concerned") },
	{ NULL, NULL },
};
const struct choice duty_verbs[] = {
	{ "", "" },
	{ "waive", N_("Waived for the period") },
	{ "not_applicable", N_("Does not apply to the unit in the period") },
	{ "ask", N_("Is asked again") },
	{ NULL, NULL },
};
const struct choice verdict_states[] = {
	{ "", "" },
	{ "not_asked", N_("Nothing is asked") },
	{ "not_concerned", N_("Not concerned") },
	{ "undecided", N_("Not decided whether it is concerned") },
	{ "waived", N_("Waived") },
	{ "fulfilled", N_("Fulfilled") },
	{ "partly", N_("Partly") },
	{ "open", N_("Open") },
	{ "late", N_("Late") },
	{ "gap", N_("Gap") },
	{ NULL, NULL },
};

#define RECORD struct duty_instance
static const struct field duty_instance_fields[] = { DUTY_INSTANCE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record duty_instance_record = {
	RECORD_OF("duty_instance", duty_instance, duty_instance_fields),
	.label = N_("Duty of a unit"), .many = N_("Duties of units"), .path = "/duties/rows" };

#define RECORD struct concern_decision
static const struct field concern_decision_fields[] = { CONCERN_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record concern_decision_record = {
	RECORD_OF("concern_decision", concern_decision, concern_decision_fields),
	.label = N_("Decision of concern"), .many = N_("Decisions of concern"),
	.path = "/duties/concerns" };

#define RECORD struct duty_decision
static const struct field duty_decision_fields[] = { DUTY_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record duty_decision_record = {
	RECORD_OF("duty_decision", duty_decision, duty_decision_fields),
	.label = N_("Waiver"), .many = N_("Waivers"), .path = "/duties/rows" };

#define RECORD struct attestation
static const struct field attestation_fields[] = { ATTESTATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record attestation_record = {
	RECORD_OF("attestation", attestation, attestation_fields),
	.label = N_("Attestation"), .many = N_("Attestations"), .path = "/duties/rows" };

#define RECORD struct duty_comment
static const struct field duty_comment_fields[] = { DUTY_COMMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record duty_comment_record = {
	RECORD_OF("duty_comment", duty_comment, duty_comment_fields),
	.label = N_("Comment"), .many = N_("Comments"), .path = "/duties/rows" };

#define RECORD struct unit_meeting
static const struct field unit_meeting_fields[] = { UNIT_MEETING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_meeting_record = {
	RECORD_OF("unit_meeting", unit_meeting, unit_meeting_fields),
	.label = N_("Meeting"), .many = N_("Meetings"), .path = "/duties/meetings" };

/* ---- Forms ------------------------------------------------------------------------------ */

static void concern_judge(struct view *view, void *row, struct problems *problems)
{
	const struct concern_decision *decision = row;

	(void)view;
	if (date_is_given(decision->valid_to)
	    && date_compare(decision->valid_to, decision->valid_from) < 0)
		problem_add(problems, "valid_to", "%s", _("The last day is before the first."));
}

const struct form concern_form = {
	.record = &concern_decision_record,
	.fields = FIELDS("unit_id", "flag", "answer", "reason", "decision", "decided_by",
		"valid_from", "valid_to"),
	.judge = concern_judge,
};
const struct form duty_decision_form = {
	.record = &duty_decision_record,
	.fields = FIELDS("period", "verb", "reason", "decision", "decided_by"),
};

static void attestation_judge(struct view *view, void *row, struct problems *problems)
{
	const struct attestation *attestation = row;

	(void)view;
	if (date_is_given(attestation->valid_from)
	    && date_compare(attestation->valid_from, date_today()) > 0)
		problem_add(problems, "valid_from", "%s",
			_("Nobody can answer for days that have not come. Choose today or an earlier day."));
}

const struct form attestation_form = {
	.record = &attestation_record,
	.fields = FIELDS("period", "valid_from", "whole", "counted", "words"),
	.judge = attestation_judge,
};
const struct form duty_comment_form = {
	.record = &duty_comment_record,
	.fields = FIELDS("words"),
};

static void own_meeting_judge(struct view *view, void *row, struct problems *problems)
{
	const struct unit_meeting *meeting = row;
	const struct unit_meeting *other = own_meeting_on(view, meeting->unit_id, meeting->on_date);

	if (date_is_given(meeting->mailing_on)
	    && date_compare(meeting->mailing_on, meeting->on_date) > 0)
		problem_add(problems, "mailing_on", "%s",
			_("The papers cannot go out after the meeting."));
	if (other && other->id != meeting->id)
		problem_add(problems, "on_date", "%s", _("The unit has a meeting on that day already."));
}

const struct form unit_meeting_form = {
	.record = &unit_meeting_record,
	.fields = FIELDS("on_date", "mailing_on", "words"),
	.judge = own_meeting_judge,
};
