/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/hand_in.c - an analysis goes to the receiver through the room submissions.
 *
 * What is frozen there is the open part: the full analysis stays here, locked, and is read by
 * those who may.
 */
#include "modules/risks/pages.h"

#include "kit/setting.h"
#include "modules/submissions/submissions.h"

enum { LONGEST_LETTER = 256 * 1024 };

struct str rsa_hand_in(struct change *change, struct rsa *rsa, struct str words)
{
	struct arena *arena = change_arena(change);
	struct hand_in hand = { .deliverable = setting_text("rsa_deliverable"),
		.unit_id = rsa->unit_id, .year = (int)rsa->year, .body = rsa_letter(change_view(change), rsa),
		.secrecy = rsa->secrecy >= SECRECY_parts ? rsa->secrecy_ground : S(""),
		.meeting_on = rsa->meeting_on, .paragraph = rsa->paragraph, .signer = rsa->signer,
		.words = arena_print(arena, _("Risk analysis of %lld, version %lld"), (long long)rsa->year,
			(long long)rsa->number),
		.path = rsa_path(arena, rsa) };
	struct str problem = submission_hand_in(change, &hand, &rsa->submission_id);

	(void)words;
	if (problem.len)
		return problem;
	rsa->submitted_by = change_me(change);
	rsa->submitted_at = instant_now();
	return S("");
}

/* Titles of the most prominent risks, as far as they are open. */
struct str rsa_letter(struct view *view, const struct rsa *rsa)
{
	struct risk_list risks = risks_of(view, rsa->id);
	struct out out;

	out_init(&out, view_arena(view), LONGEST_LETTER);
	out_print(&out, "## %s\n\n", _("The most prominent risks"));
	for (size_t i = 0; i < risks.count; i++)
		if (risks.at[i].is_prominent && !risks.at[i].secret_whole.len && rsa->secrecy != SECRECY_whole)
			out_print(&out, "- %.*s\n", STR(risks.at[i].title));
	out_print(&out, "\n%s\n", _("The whole analysis stands among the risks of the unit, locked since it was submitted. What is covered by secrecy is not told here, nor how much it is."));
	return out_str(&out);
}

/* How a step of the history is told. */
const char *rsa_verb_words(struct str verb)
{
	static const struct { const char *verb, *words; } known[] = {
		{ "begin", N_("began it") }, { "copy", N_("began it as a copy") },
		{ "change", N_("changed its words") }, { "risk", N_("wrote a risk") },
		{ "risk_change", N_("changed a risk") }, { "review", N_("sent it for review") },
		{ "director", N_("approved it as director") }, { "board", N_("recorded the decision of the board") },
		{ "submit", N_("submitted and locked it") }, { "withdraw", N_("took it back to work on it") },
		{ "return", N_("sent it back") }, { "aggregate", N_("took it into the city's risk picture") },
		{ "accept", N_("accepted a risk") }, { "end", N_("ended the acceptance of a risk") }, { "drop", N_("took a risk away") },
		{ "take_up", N_("took a risk up again") }, { "tell", N_("decided that a risk shall be told") },
		{ "tell_not", N_("decided that a risk shall not be told") },
		{ "marks", N_("marked a risk for secrecy") }, { "links", N_("linked a risk") },
		{ "workshop", N_("held a workshop") },
		{ "extract", N_("made an open extract") }, { "release", N_("released an open extract") },
		{ "take_back", N_("withdrew an open extract") },
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(verb, known[i].verb))
			return _(known[i].words);
	return "";
}

struct str risk_grade(const struct risk *risk, struct str aspect)
{
	for (size_t i = 0; i < risk_record.count; i++)
		if (str_is(aspect, risk_record.fields[i].column.name))
			return *field_text(&risk_record.fields[i], risk);
	return S("");
}
