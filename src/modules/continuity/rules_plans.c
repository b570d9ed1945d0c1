/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/rules_plans.c - how an edition stands, when one may be approved, what counts. */
#include "modules/continuity/plans.h"

enum plan_standing edition_standing(const struct plan_edition *edition, int64_t now, struct date review_by,
                                    struct date ended_on, struct date today)
{
	if (edition->state == EDITION_draft)
		return PLAN_writing;
	if (edition->state == EDITION_in_review)
		return PLAN_in_review;
	if (date_is_given(ended_on) && date_compare(ended_on, today) <= 0)
		return PLAN_ended;
	if (edition->number < now)
		return PLAN_superseded;
	if (edition->number > now)
		return PLAN_coming;
	return date_compare(review_by, today) < 0 ? PLAN_review_due : PLAN_in_force;
}

const char *approval_problem(const struct approval *said, const struct approval_facts *facts, const char **words)
{
	if (facts->sent_it_oneself) {
		*words = N_("You sent it to review yourself. Somebody else approves it.");
		return "";
	}
	if (!facts->commitments) {
		*words = N_("It protects no commitment yet. Return it, and add what it protects.");
		return "";
	}
	if (!facts->routines) {
		*words = N_("It has no reserve routine yet. Return it, and write what is done instead.");
		return "";
	}
	if (date_compare(said->valid_from, facts->today) < 0) {
		*words = N_("Nothing is approved backwards in time. Choose today or a later day.");
		return "valid_from";
	}
	if (date_is_given(facts->before) && date_compare(said->valid_from, facts->before) <= 0) {
		*words = N_("The edition before comes into force on that day or later. Choose a day after it.");
		return "valid_from";
	}
	if (date_compare(said->review_by, said->valid_from) <= 0) {
		*words = N_("The day of the next review comes after the first day in force.");
		return "review_by";
	}
	return NULL;
}

struct date test_counts_to(enum test_result result, struct date tested_on, int64_t months)
{
	if (result != TEST_worked && result != TEST_shortcomings)
		return (struct date){ 0 };
	return date_add_days(date_add_months(tested_on, (int)months), -1);
}

bool copy_is_old(int64_t number, int64_t in_force)
{
	return number != in_force;
}

/* ---- The table for the manual ----------------------------------------------------------------- */

static const struct { const char *when, *what; } steps[] = {
	{ N_("Who sent it to review"), N_("does not approve it") },
	{ N_("An edition is approved"), N_("it is never changed; the next one is written beside it") },
	{ N_("The newest approved edition that has begun"), N_("is in force") },
	{ N_("The day of the next review has passed"), N_("it does not count as covering anything until it is reviewed") },
	{ N_("A test worked, if with shortcomings"), N_("it counts for that edition, so many months as the kind of test says") },
	{ N_("A test did not work"), N_("it counts as none; what was found becomes measures") },
};

bool plans_rule_row(size_t i, struct out *out)
{
	if (i >= COUNT(steps))
		return false;
	out_print(out, "| %s | %s |", _(steps[i].when), _(steps[i].what));
	return true;
}
