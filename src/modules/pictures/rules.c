/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/rules.c - who takes a picture from state to state, and what a colleague would
 * write in its margin.
 *
 * A picture that has been adopted is never written in again: a change is a new version.
 */
#include "modules/pictures/inside.h"
#include "modules/pictures/marks.h"

/* ---- Steps ---------------------------------------------------------------------------- */

const struct picture_move picture_moves[] = {
	{ "review", FROM_STATE(PICTURE_working), PICTURE_reviewed, MAY_pictures_write, false, false,
	  N_("It has been reviewed"), N_("The picture was reviewed."),
	  N_("who writes pictures of the unit") },
	{ "reopen", FROM_STATE(PICTURE_reviewed), PICTURE_working, MAY_pictures_write, false, false,
	  N_("Go on writing"), N_("The picture is being written again."),
	  N_("who writes pictures of the unit") },
	{ "adopt", FROM_STATE(PICTURE_reviewed), PICTURE_adopted, MAY_pictures_adopt, true, false,
	  N_("Adopt the picture"), N_("The picture was adopted."),
	  N_("the director or the secretary of the committee") },
	{ "submit", FROM_STATE(PICTURE_adopted), PICTURE_submitted, MAY_pictures_adopt, false, false,
	  N_("Submit the picture"), N_("The picture was submitted."),
	  N_("the director or the secretary of the committee") },
	{ "receive", FROM_STATE(PICTURE_submitted), PICTURE_received, MAY_pictures_receive, false, false,
	  N_("Receive the picture"), N_("The picture was received."),
	  N_("the city executive office") },
	{ "return", FROM_STATE(PICTURE_submitted) | FROM_STATE(PICTURE_received), PICTURE_returned,
	  MAY_pictures_receive, false, true,
	  N_("Send it back"), N_("The picture was sent back."),
	  N_("the city executive office") },
	{ .verb = NULL },
};

const struct picture_move *picture_move_find(struct str verb)
{
	for (const struct picture_move *move = picture_moves; move->verb; move++)
		if (str_is(verb, move->verb))
			return move;
	return NULL;
}

bool picture_is_editable(int state)
{
	return state == PICTURE_working;
}

bool picture_is_frozen(int state)
{
	return state >= PICTURE_submitted;
}

/* A version that was sent back has its follower already. */
bool picture_may_be_followed(int state)
{
	return state == PICTURE_adopted || state == PICTURE_submitted || state == PICTURE_received;
}

void picture_after(const struct picture_move *move, struct picture *picture,
                   const struct picture_act *act, int64_t person, struct instant now)
{
	picture->state = move->to;
	if (move->to == PICTURE_reviewed) {
		picture->reviewed_by = person;
		picture->reviewed_at = now;
	} else if (move->to == PICTURE_adopted) {
		picture->adopted_by = person;
		picture->adopted_at = now;
		picture->adopted_decision = act->decision;
	} else if (move->to == PICTURE_submitted) {
		picture->submitted_by = person;
		picture->submitted_at = now;
	} else if (move->to == PICTURE_received) {
		picture->received_by = person;
		picture->received_at = now;
	} else if (move->to == PICTURE_returned) {
		picture->returned_reason = act->reason;
	}
}

/* ---- What proves a duty ---------------------------------------------------------------- */

/* One that was sent back, or replaced by a version that has not come so far, is not there;
 * whoever asks for nothing but a picture is content with one that is being written. */
bool picture_meets(const struct picture_demand *demand, const struct picture_proof *proof)
{
	if (proof->state == PICTURE_returned || proof->state == PICTURE_superseded)
		return false;
	if (demand->state && proof->state < demand->state)
		return false;
	return (!demand->complete || proof->is_complete)
		&& (!demand->development || proof->has_development)
		&& (!demand->reviewed || proof->is_reviewed)
		&& (!demand->outside || proof->has_outside);
}

/* ---- The margin ----------------------------------------------------------------------- */

static bool says(struct str text)
{
	return str_trim(text).len != 0;
}

/* As a share or a rate is written in Swedish or English. */
static bool says_percent(const struct picture *picture)
{
	static const char *const words[] = { "%", "procent", "percent", "promille", " per 100",
		" per 1 000", " per 1000" };

	for (size_t i = 0; picture_sections[i]; i++)
		for (size_t k = 0; k < COUNT(words); k++)
			if (str_find(picture_section(picture, i), str_of(words[k])) >= 0)
				return true;
	return false;
}

/* A name after # that is no number: it stands for nothing. */
static bool has_loose_mark(const struct picture *picture)
{
	struct mark mark;

	for (size_t i = 0; picture_sections[i]; i++) {
		struct str text = picture_section(picture, i);

		for (size_t from = 0; mark_find(text, from, &mark); from = mark.at + mark.len)
			if (!str_to_int(mark.name, &(int64_t){ 0 }))
				return true;
	}
	return false;
}

/* Below this many, one event more or less changes the rate by more than it tells. */
bool numbers_have_rate(const struct numbers *numbers, const struct picture_limits *limits)
{
	return numbers->total >= limits->few_events && numbers->employees > 0;
}

unsigned picture_checks(const struct picture *picture, const struct numbers *numbers, int days_old,
                        const struct picture_limits *limits)
{
	bool has_few = numbers && numbers->total > 0 && numbers->total < limits->few_events;
	const bool found[CHECK_COUNT] = {
		[CHECK_NOTHING_WRITTEN] = !says(picture->present) || !says(picture->causes)
			|| !says(picture->consequences) || !says(picture->development),
		[CHECK_CAUSE_WITHOUT_SOURCE] = says(picture->causes) && !says(picture->sources),
		[CHECK_NO_MEASURE] = says(picture->consequences) && !says(picture->proposals)
			&& (!numbers || !numbers->measures_open),
		[CHECK_FEW_EVENTS] = has_few && !says_percent(picture),
		[CHECK_RATE_OF_FEW] = has_few && says_percent(picture),
		[CHECK_OLD_NUMBERS] = !picture_is_frozen(picture->state) && days_old > limits->old_days,
		[CHECK_SILENCE] = numbers && !numbers->total,
		[CHECK_SILENT_UNITS] = numbers && numbers->total && numbers->silent_units,
		[CHECK_LOOSE_MARK] = has_loose_mark(picture),
	};
	unsigned checks = 0;

	for (unsigned i = 0; i < CHECK_COUNT; i++)
		if (found[i])
			checks |= 1u << i;
	return checks;
}

/* ---- For `varn rules` ------------------------------------------------------------------ */

static bool move_row(size_t i, struct out *out)
{
	const struct picture_move *move = &picture_moves[i];
	bool is_first = true;

	if (i + 1 >= COUNT(picture_moves))
		return false;
	out_z(out, "| ");
	for (int state = PICTURE_working; state <= PICTURE_superseded; state++)
		if (move->from & FROM_STATE(state)) {
			out_print(out, "%s%s", is_first ? "" : ", ", _(picture_states[state].label));
			is_first = false;
		}
	out_print(out, " | %s | %s | %s |", _(move->label), _(picture_states[move->to].label),
		_(move->who));
	return true;
}

static const char *const check_words[CHECK_COUNT] = {
	[CHECK_NOTHING_WRITTEN] = N_("Nothing is written under one of the headings that the programme asks for."),
	[CHECK_CAUSE_WITHOUT_SOURCE] = N_("Causes are told, but no source. Write how you know."),
	[CHECK_NO_MEASURE] = N_("Consequences are told, but no measure is proposed or open."),
	[CHECK_FEW_EVENTS] = N_("Fewer than %lld events: one more or less means nothing. Write about what happened, not about shares."),
	[CHECK_RATE_OF_FEW] = N_("The text has a percentage, but there are fewer than %lld events. Write the number instead."),
	[CHECK_OLD_NUMBERS] = N_("The numbers are more than %lld days old. Take them anew."),
	[CHECK_SILENCE] = N_("No event has been reported in the whole period. Silence is not the same as calm: ask the units."),
	[CHECK_LOOSE_MARK] = N_("A mark with # in the text stands for no number. Choose one from the list, or write the number."),
	[CHECK_SILENT_UNITS] = N_("Some workplaces have not reported anything in the period. Silence is not the same as calm."),
};

struct str picture_check_words(struct arena *arena, enum picture_check check,
                               const struct picture_limits *limits)
{
	return arena_print(arena, _(check_words[check]), (long long)(check == CHECK_OLD_NUMBERS
		? limits->old_days : limits->few_events));
}

static bool check_row(size_t i, struct out *out)
{
	struct picture_limits limits = picture_limits();

	if (i >= CHECK_COUNT)
		return false;
	out_print(out, "| %.*s |", STR(picture_check_words(out->arena, (enum picture_check)i, &limits)));
	return true;
}

const struct rule_table pictures_rules[] = {
	{ "pictures: steps", move_row, "| From | Step | To | Who |" },
	{ "pictures: what is asked in the margin", check_row, "| Remark |" },
	{ .name = NULL },
};
