/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/rules.c - what may go to partners, when to try a number again, what a note needs. */
#include "modules/partners/inside.h"

/* ---- Sentences ----------------------------------------------------------------------------- */

/* A rumour never leaves the house, whatever box it stands in. */
static const struct { const char *certainty; bool may; } certainty_rules[] = {
	{ "fact", true }, { "assessment", true }, { "rumour", false },
};

bool line_may_go(bool box_may, struct str certainty)
{
	for (size_t i = 0; i < COUNT(certainty_rules); i++)
		if (str_is(certainty, certainty_rules[i].certainty))
			return box_may && certainty_rules[i].may;
	return false;
}

static bool certainty_row(size_t i, struct out *out)
{
	if (i >= COUNT(certainty_rules))
		return false;
	out_print(out, "| %s | %s |", certainty_rules[i].certainty,
		certainty_rules[i].may ? _("if the box may (crisis/boxes, partners)") : _("never"));
	return true;
}

const struct rule_table partners_rules[] = {
	{ .name = "partners: which sentences may go to partners", .row = certainty_row,
	  .headings = "| Certainty | May go |" },
	{ .name = NULL },
};

/* ---- Trials ---------------------------------------------------------------------------------- */

bool check_is_due(struct date checked_on, struct date today, int64_t days)
{
	return !date_is_given(checked_on)
		|| date_compare(date_add_days(checked_on, (int)days), today) < 0;
}

/* ---- Notes and releases -------------------------------------------------------------------------- */

enum { CLOCKS_DIFFER = 5 * MINUTE };

void note_judge(const struct partner_note *note, struct instant now, struct problems *problems)
{
	if (note->at.seconds > now.seconds + CLOCKS_DIFFER)
		problem_add(problems, "at", "%s", _("That has not happened yet."));
	if (note->kind == NOTE_decision && !note->took_part.len)
		problem_add(problems, "took_part", "%s",
			_("Write who from us took part in the decision, by post."));
	if (note->kind == NOTE_picture && !note->from_whom.len)
		problem_add(problems, "from_whom", "%s", _("Write from whom the picture came."));
	if (note->measure_id && !note->committed.len)
		problem_add(problems, "committed", "%s",
			_("Write what we committed to, which the measure does."));
}

void release_judge(const struct partner_release *release, struct instant now, int64_t most_days,
                   struct problems *problems)
{
	if (release->expires_at.seconds <= now.seconds)
		problem_add(problems, "expires_at", "%s", _("That time has been. Until when may they read it?"));
	else if (release->expires_at.seconds > now.seconds + most_days * DAY)
		problem_add(problems, "expires_at", _("At most %lld days ahead. Release it again if it is needed longer."),
			(long long)most_days);
}
