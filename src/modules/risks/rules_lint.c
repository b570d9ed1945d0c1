/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/rules_lint.c - what a colleague would say who reads the analysis before it is sent.
 *
 * Nothing here stops anybody: it is said beside the risk, and a person decides.
 */
#include "modules/risks/inside.h"

#include "kit/module.h"

static bool is_unassessed(const struct lint_facts *f)
{
	return !f->now;
}

static bool is_only_carried(const struct lint_facts *f)
{
	return f->now && f->now->is_carried;
}

/* Lower in probability, in consequence or in the level that was decided. */
static bool is_lowered(const struct lint_facts *f)
{
	if (!f->now || !f->before || f->now->is_carried)
		return false;
	return f->now->probability < f->before->probability
		|| f->now->consequence < f->before->consequence || f->level < f->level_before;
}

static bool is_lowered_without_measure(const struct lint_facts *f)
{
	return is_lowered(f) && !f->finished;
}

static bool has_no_cause(const struct lint_facts *f)
{
	return !str_trim(f->risk->cause).len;
}

static bool has_no_owner(const struct lint_facts *f)
{
	return !f->risk->owner_id;
}

static bool has_no_review(const struct lint_facts *f)
{
	return !date_is_given(f->risk->review_on);
}

static bool review_has_passed(const struct lint_facts *f)
{
	return date_is_given(f->risk->review_on) && date_compare(f->risk->review_on, f->today) < 0;
}

static bool has_no_treatment(const struct lint_facts *f)
{
	return f->needs_measure && !f->risk->treatment;
}

static bool is_high_without_measure(const struct lint_facts *f)
{
	return f->needs_measure && !f->measures && f->risk->treatment != TREATMENT_accept;
}

static bool is_accepted_by_nobody(const struct lint_facts *f)
{
	return f->risk->treatment == TREATMENT_accept && !f->risk->accepted_by;
}

static bool acceptance_has_ended(const struct lint_facts *f)
{
	return f->risk->accepted_by && !acceptance_holds(f->risk, f->today);
}

static bool is_prominent_without_plan(const struct lint_facts *f)
{
	return f->risk->is_prominent && !str_trim(f->risk->plan).len;
}

static bool is_prominent_without_measure(const struct lint_facts *f)
{
	return f->risk->is_prominent && !f->measures;
}

static bool is_uncertain_without_reason(const struct lint_facts *f)
{
	return f->now && f->now->uncertainty == UNCERTAINTY_high
		&& !str_trim(f->now->uncertainty_reason).len;
}

static bool is_untold(const struct lint_facts *f)
{
	return f->risk->is_prominent && !f->risk->communicable;
}

static bool is_told_by_nobody(const struct lint_facts *f)
{
	return f->risk->communicable == TELLING_yes
		&& (!f->risk->teller_id || !str_trim(f->risk->message).len);
}

static bool is_told_though_secret(const struct lint_facts *f)
{
	return f->risk->communicable == TELLING_yes && f->risk->secret_whole.len;
}

static bool hits_no_commitment(const struct lint_facts *f)
{
	return f->risk->scope == SCOPE_own && !f->hits;
}

static bool lacks_capability(const struct lint_facts *f)
{
	const struct risk *r = f->risk;

	return r->is_prominent && !(r->command.len && r->cooperation.len && r->communication.len
		&& r->competence.len && r->resources.len);
}

/* The interval that was elicited and the step that was chosen have nothing in common. */
static bool interval_misses_step(const struct lint_facts *f)
{
	if (!f->now || f->now->frequency_likely <= 0 || f->step_high <= 0)
		return false;
	return f->now->frequency_high < f->step_low || f->now->frequency_low > f->step_high;
}

static bool happens_more_often(const struct lint_facts *f)
{
	return f->now && f->types.len && f->step_high > 0 && (double)f->events > f->step_high;
}

const struct lint_rule lint_rules[] = {
	{ "unassessed", is_unassessed, N_("Nobody has assessed it."), "assess" },
	{ "carried", is_only_carried,
	  N_("The assessment is last year's: nobody has looked at it again."), "assess" },
	{ "lowered", is_lowered_without_measure,
	  N_("It is judged lower than last year, but no measure has been carried out. What has changed?"),
	  "assess" },
	{ "more_often", happens_more_often,
	  N_("Events of its types were more in the last twelve months than the probability says."),
	  "assess" },
	{ "interval", interval_misses_step,
	  N_("The times a year that you gave lie outside the step that you chose."), "assess" },
	{ "uncertain", is_uncertain_without_reason,
	  N_("The uncertainty is high, and nothing says why."), "assess" },
	{ "cause", has_no_cause, N_("No cause is written: it is hard to see what would help."), "edit" },
	{ "commitment", hits_no_commitment, N_("It does not say which commitments it hits."), "links" },
	{ "owner", has_no_owner, N_("It has no owner."), "edit" },
	{ "review", has_no_review, N_("No day is set for looking at it again."), "edit" },
	{ "review_passed", review_has_passed,
	  N_("The day for looking at it again has passed."), "edit" },
	{ "treatment", has_no_treatment,
	  N_("The level asks for something to be done, and nothing says what."), "edit" },
	{ "high", is_high_without_measure,
	  N_("The level asks for a measure, and there is none."), "measures" },
	{ "accepted_by", is_accepted_by_nobody,
	  N_("It is to be accepted, but nobody has accepted it."), "accept" },
	{ "accepted_until", acceptance_has_ended,
	  N_("It is accepted, but the time for that has run out."), "accept" },
	{ "plan", is_prominent_without_plan,
	  N_("It is one of the most prominent risks and has no long-term action plan."), "edit" },
	{ "prominent_measure", is_prominent_without_measure,
	  N_("It is one of the most prominent risks, and no measure leads from it."), "measures" },
	{ "capability", lacks_capability,
	  N_("It is one of the most prominent risks, and the capability is not judged in all five aspects."),
	  "edit" },
	{ "untold", is_untold,
	  N_("It is one of the most prominent risks, and nobody has decided whether it shall be told."),
	  "tell" },
	{ "told_by", is_told_by_nobody,
	  N_("It shall be told, but not all of what, by whom, is decided."), "tell" },
	{ "told_secret", is_told_though_secret,
	  N_("It shall be told, and all of it is marked for secrecy: is what is said open?"), "tell" },
	{ .code = NULL },
};

struct lint_list risk_lint(struct arena *arena, const struct lint_facts *facts)
{
	struct lint_list list = { 0, arena_array(arena, const struct lint_rule *, COUNT(lint_rules)) };

	for (const struct lint_rule *rule = lint_rules; rule->code; rule++)
		if (rule->holds(facts))
			list.at[list.count++] = rule;
	return list;
}

/* ---- For `varn rules` ----------------------------------------------------------------------------- */

static bool lint_line(size_t i, struct out *out)
{
	if (!lint_rules[i].code)
		return false;
	out_print(out, "| %s | %s |", lint_rules[i].code, _(lint_rules[i].words));
	return true;
}

static bool move_line(size_t i, struct out *out)
{
	if (!rsa_moves[i].verb)
		return false;
	out_print(out, "| %s | %s | %s |", _(rsa_moves[i].label), _(rsa_states[rsa_moves[i].to].label),
		_(rsa_moves[i].who));
	return true;
}

const struct rule_table risks_rules[] = {
	{ "risks: steps of an analysis", move_line, "| Step | Leads to | Who |" },
	{ "risks: what a colleague would say", lint_line, "| What | Words |" },
	{ .name = NULL },
};
