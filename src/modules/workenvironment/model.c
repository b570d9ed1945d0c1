/* SPDX-License-Identifier: EUPL-1.2 */
/* workenvironment/model.c - the yearly follow-up, and the room as the house sees it. */
#include "modules/workenvironment/inside.h"

/* As event/blocks has them, and what nobody has answered. */
const struct choice work_kinds[] = {
	{ "", "" }, { "work_injury", N_("Work injury") }, { "near_miss", N_("Near miss") },
	{ "risk_observation", N_("Risk observation") }, { "not", N_("Does not count") },
	{ "unjudged", N_("Not judged yet") }, { NULL, NULL },
};

#define RECORD struct work_review
static const struct field review_fields[] = { WORK_REVIEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record work_review_record = {
	RECORD_OF("work_review", work_review, review_fields),
	.label = N_("Yearly follow-up of the work environment"),
	.many = N_("Yearly follow-ups of the work environment"), .path = "/work-environment/reviews" };

static void review_judge(struct view *view, void *row, struct problems *problems)
{
	const struct work_review *review = row;

	if (!work_may_sign(view, review->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not sign the follow-up of this unit. Choose another unit."));
	if (review->year > date_today().year)
		problem_add(problems, "year", "%s", _("That year has not begun."));
	if (work_review_is_there(view, review->unit_id, review->year))
		problem_add(problems, "year", "%s", _("The follow-up of the unit for this year is signed already."));
}

const struct form work_review_form = {
	.record = &work_review_record,
	.fields = FIELDS("unit_id", "year", "words", "next_words"), .judge = review_judge,
};

double work_days(const struct work_line *line)
{
	return line->told ? (double)line->days / (double)line->told : -1;
}

static const struct record *const records[] = { &work_review_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Work environment"), "/work-environment", MAY_events_read, "shield", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module workenvironment_module = {
	.name = "workenvironment", .routes = workenvironment_routes, .records = records, .menu = menu,
	.evidence = workenvironment_evidence, .demo = workenvironment_demo,
};
