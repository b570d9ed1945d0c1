/* SPDX-License-Identifier: EUPL-1.2 */
/* agreements/rules.c - how an agreement stands on a day. */
#include "modules/agreements/inside.h"

const struct choice agreement_states[] = {
	{ "", "" },
	{ "draft", N_("Not signed") },
	{ "coming", N_("Signed, not begun") },
	{ "in_force", N_("In force") },
	{ "ending", N_("Ends soon") },
	{ "expired", N_("Expired") },
	{ NULL, NULL },
};

struct date agreement_last_day(const struct agreement *agreement)
{
	if (date_is_given(agreement->ended_on)
	    && date_compare(agreement->ended_on, agreement->valid_to) < 0)
		return agreement->ended_on;
	return agreement->valid_to;
}

enum agreement_state agreement_state_on(const struct agreement *agreement, int64_t warn_days,
                                        struct date day)
{
	struct date last = agreement_last_day(agreement);

	if (date_compare(last, day) < 0)
		return AGREEMENT_expired;
	if (!date_is_given(agreement->signed_on) || date_compare(agreement->signed_on, day) > 0)
		return AGREEMENT_draft;
	if (date_compare(agreement->valid_from, day) > 0)
		return AGREEMENT_coming;
	return date_days_between(day, last) <= warn_days ? AGREEMENT_ending : AGREEMENT_in_force;
}

int agreement_parts(const struct agreement *agreement)
{
	return (agreement->priorities.len > 0) + (agreement->plans.len > 0)
		+ (agreement->measures.len > 0) + (agreement->follow_up.len > 0);
}
