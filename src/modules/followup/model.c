/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/model.c - answers and yearly reports as records; see inside.h. */
#include "modules/followup/inside.h"

#define RECORD struct follow_up_answer
static const struct field answer_fields[] = { FOLLOW_UP_ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record follow_up_answer_record = {
	RECORD_OF("follow_up_answer", follow_up_answer, answer_fields),
	.label = N_("Answer to a follow-up point"), .many = N_("Answers to follow-up points"),
	.path = "/follow-up" };

/* An assessment is another person's matter than the unit's own answer (domain: assessor and
 * assessed), so the right is asked of the answer that was given. */
static void answer_judge(struct view *view, void *row, struct problems *problems)
{
	const struct follow_up_answer *answer = row;

	if (!may_answer(view, answer->is_assessment ? "programme_assess" : "programme_answer",
			answer->unit_id))
		problem_add(problems, "unit_id", answer->is_assessment
			? _("Only those who follow up the programme assess.")
			: _("Choose a unit that you answer for."));
}

const struct form follow_up_answer_form = {
	.record = &follow_up_answer_record,
	.fields = FIELDS("unit_id", "year", "is_assessment", "answer", "words"),
	.judge = answer_judge,
};

/* ---- Yearly reports ------------------------------------------------------------------------- */

const struct choice yearly_report_states[] = {
	{ "", "" },
	{ "working", N_("Being written") },
	{ "published", N_("Published") },
	{ "superseded", N_("Followed by a newer version") },
	{ NULL, NULL },
};

const struct choice yearly_report_kinds[] = {
	{ "", "" },
	{ "follow_up", N_("Follow-up of the programme") },
	{ "effects", N_("Measures and their effects") },
	{ NULL, NULL },
};

#define RECORD struct yearly_report
static const struct field yearly_fields[] = { YEARLY_REPORT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record yearly_report_record = {
	RECORD_OF("yearly_report", yearly_report, yearly_fields),
	.label = N_("Yearly report"), .many = N_("Yearly reports"), .path = "/follow-up/reports" };

static void yearly_new_judge(struct view *view, void *row, struct problems *problems)
{
	const struct yearly_report *report = row;

	if (!programme_of_code(view, report->programme_code))
		problem_add(problems, "programme_code", _("There is no programme with that code."));
	else if (yearly_last(view, report->kind, report->programme_code, report->year))
		problem_add(problems, "year", _("There is such a report of that year already."));
}

const struct form yearly_new_form = {
	.record = &yearly_report_record, .fields = FIELDS("kind", "programme_code", "year"),
	.judge = yearly_new_judge,
};

static void yearly_judge(struct view *view, void *row, struct problems *problems)
{
	const struct yearly_report *report = row;

	(void)view;
	if (report->state != REPORT_working)
		problem_add(problems, "",
			_("The report is published and can no longer be changed. Begin a new version."));
}

const struct form yearly_form = {
	.record = &yearly_report_record,
	.fields = FIELDS("summary", "done", "cost", "changed", "unknown", "ahead"),
	.judge = yearly_judge,
};

size_t report_sections(const struct yearly_report *report, struct report_section *sections)
{
	const struct report_section all[] = {
		{ "summary", N_("In short"), report->summary },
		{ "done", N_("What we did"), report->done },
		{ "cost", N_("What it cost"), report->cost },
		{ "changed", N_("What changed"), report->changed },
		{ "unknown", N_("What we do not know"), report->unknown },
		{ "ahead", N_("What comes next"), report->ahead },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		sections[i] = all[i];
	return COUNT(all);
}
