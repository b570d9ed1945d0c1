/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/rules_treat.c - what may be decided about a risk, and what a decision must say.
 *
 * An acceptance is somebody's, has a reason and a last day: nothing is accepted for good.
 */
#include "modules/risks/inside.h"

static bool can_accept(const struct risk *risk)
{
	return risk->revision_id && !risk->dropped_reason.len;
}

static bool can_end(const struct risk *risk)
{
	return risk->accepted_by != 0;
}

static bool can_drop(const struct risk *risk)
{
	return !risk->dropped_reason.len;
}

static bool can_take_up(const struct risk *risk)
{
	return risk->dropped_reason.len;
}

static void accept_put(struct risk *risk, const struct risk_act *act, int64_t person)
{
	risk->treatment = TREATMENT_accept;
	risk->accepted_by = person;
	risk->accepted_until = act->until;
	risk->accepted_reason = str_trim(act->reason);
}

/* What is done instead is for the one who writes the risk to say. */
static void end_put(struct risk *risk, const struct risk_act *act, int64_t person)
{
	(void)act;
	(void)person;
	risk->treatment = TREATMENT_none;
	risk->accepted_by = 0;
	risk->accepted_until = (struct date){ 0 };
	risk->accepted_reason = S("");
}

static void drop_put(struct risk *risk, const struct risk_act *act, int64_t person)
{
	(void)person;
	risk->dropped_reason = str_trim(act->reason);
}

static void take_up_put(struct risk *risk, const struct risk_act *act, int64_t person)
{
	(void)act;
	(void)person;
	risk->dropped_reason = S("");
}

const struct risk_deed risk_deeds[] = {
	{ "accept", MAY_risks_approve, true, true, can_accept, accept_put,
	  N_("Only a risk that somebody has assessed, and that is still a risk, can be accepted."),
	  N_("Accept it until a day"), N_("You have accepted the risk. The last day stands in the year wheel."),
	  N_("Write why it is accepted.") },
	{ "end", MAY_risks_approve, true, false, can_end, end_put,
	  N_("Nobody has accepted it: there is nothing to end."),
	  N_("End the acceptance"), N_("The acceptance has ended. Write what shall be done with the risk instead."),
	  N_("Write why it is not accepted any more.") },
	{ "drop", MAY_risks_write, false, false, can_drop, drop_put,
	  N_("It is no risk any more already."),
	  N_("It is no risk any more"), N_("The risk is taken away. It stands last on the page of the analysis, with the reason."),
	  N_("Write why it is no risk any more.") },
	{ "take_up", MAY_risks_write, false, false, can_take_up, take_up_put,
	  N_("It is a risk already."),
	  N_("Take it up again"), N_("It is a risk again."), N_("Write why it is a risk again.") },
	{ .verb = NULL },
};

const struct risk_deed *risk_deed_find(struct str verb)
{
	for (const struct risk_deed *deed = risk_deeds; deed->verb; deed++)
		if (str_is(verb, deed->verb))
			return deed;
	return NULL;
}

static const char *until_problem(struct arena *arena, struct date until, struct date today,
                                 struct date latest, struct str *words)
{
	*words = str_of(_("Write the last day of the acceptance: nothing is accepted for good."));
	if (!date_is_given(until))
		return "until";
	*words = str_of(_("That day has passed. Write a day that has not come."));
	if (date_compare(until, today) <= 0)
		return "until";
	*words = arena_print(arena, _("That is too long without anybody looking at it again. The last day can be %.*s at the latest."),
		STR(tongue_date(arena, latest)));
	return date_compare(until, latest) > 0 ? "until" : NULL;
}

const char *risk_deed_problem(struct arena *arena, const struct risk_deed *deed, const struct risk *risk,
                              const struct risk_act *act, const struct acceptance_days *days, struct str *words)
{
	*words = str_of(_(deed->cannot));
	if (!deed->can(risk))
		return "";
	*words = str_of(_(deed->why));
	if (!str_trim(act->reason).len)
		return "reason";
	return deed->asks_until ? until_problem(arena, act->until, days->today, days->latest, words) : NULL;
}

bool acceptance_holds(const struct risk *risk, struct date on)
{
	return risk->accepted_by && date_compare(risk->accepted_until, on) >= 0;
}

const char *telling_problem(const struct risk *risk, const char **words)
{
	const struct { int telling; const char *field; bool is_given; const char *words; } wanted[] = {
		{ TELLING_yes, "audience", str_trim(risk->audience).len, N_("Write to whom it shall be told.") },
		{ TELLING_yes, "message", str_trim(risk->message).len, N_("Write what shall be said.") },
		{ TELLING_yes, "teller_id", risk->teller_id != 0, N_("Choose who sees to it that it is told.") },
		{ TELLING_no, "tell_reason", str_trim(risk->tell_reason).len, N_("Write why it shall not be told.") },
	};

	*words = N_("Choose whether it shall be told.");
	if (!risk->communicable)
		return "communicable";
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (wanted[i].telling == risk->communicable && !wanted[i].is_given) {
			*words = wanted[i].words;
			return wanted[i].field;
		}
	return NULL;
}
