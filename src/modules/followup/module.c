/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/module.c - what the room shows to the house, and its card. */
#include "modules/followup/inside.h"

#include "modules/followup/pages.html.h"

/* Only for those who assess: how many points still wait for a word. */
void followup_home(struct out *out, struct request *request, struct view *view)
{
	struct programme_list now;
	int64_t left;

	if (!request_may(request, MAY_programme_assess))
		return;
	now = programmes_on(view, date_today());
	if (!now.count)
		return;
	left = points_unassessed(view, &now.at[0], date_today().year);
	if (left)
		followup_card(out, &now.at[0], date_today().year, left);
}

static const struct record *const records[] = { &follow_up_answer_record, &yearly_report_record,
	NULL };
static const struct menu_entry menu[] = {
	{ N_("Follow-up points"), "/follow-up", MAY_programme_read, "statistics", true },
	{ N_("Yearly reports"), "/follow-up/reports", SIGNED_IN, "print", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module followup_module = {
	.name = "followup", .routes = followup_routes, .records = records, .menu = menu,
	.evidence = followup_evidence, .home = followup_home, .demo = followup_demo,
};
