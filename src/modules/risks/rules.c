/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/rules.c - who takes an analysis from state to state, what it must have before it leaves
 * the unit, and what makes an assessment a whole one.
 *
 * Steps of a scale stand in an order and nothing more: they are compared, looked up in the
 * matrix, and never multiplied or added.
 */
#include "modules/risks/inside.h"

#include <math.h>
#include <string.h>

/* ---- Steps of an analysis ------------------------------------------------------------------ */

static const char *const only_words[] = { "words", NULL };
static const char *const decision[] = { "meeting_on", "paragraph", "signer", NULL };

/* The first four are the straight way, in order; rsa_missing() walks along them. */
enum { STRAIGHT_STEPS = 4 };
const struct rsa_move rsa_moves[] = {
	{ "review", FROM_STATE(RSA_draft), RSA_in_review, MAY_risks_write, only_words, NULL,
	  N_("Send it for review"), N_("It was sent for review."), N_("who writes for the unit") },
	{ "director", FROM_STATE(RSA_in_review), RSA_approved_by_director, MAY_risks_approve,
	  only_words, NULL, N_("Approve it as director"), N_("The director approved it."),
	  N_("the director") },
	{ "board", FROM_STATE(RSA_approved_by_director), RSA_approved_by_board,
	  MAY_submissions_submit, decision, decision, N_("Record the decision of the board"),
	  N_("The decision of the board was recorded."), N_("the secretary of the board or the director") },
	{ "submit", FROM_STATE(RSA_approved_by_board), RSA_submitted, MAY_submissions_submit,
	  only_words, NULL, N_("Submit it and lock it"), N_("It was submitted and locked."),
	  N_("the secretary of the board or the director") },
	{ "withdraw", FROM_STATE(RSA_in_review), RSA_draft, MAY_risks_write, only_words, NULL,
	  N_("Go on working on it"), N_("It is being worked on again."), N_("who writes for the unit") },
	{ "return", FROM_STATE(RSA_in_review) | FROM_STATE(RSA_approved_by_director)
	  | FROM_STATE(RSA_approved_by_board), RSA_draft, MAY_risks_approve, only_words, only_words,
	  N_("Send it back with a reason"), N_("It was sent back."), N_("the director") },
	{ .verb = NULL },
};

const struct rsa_move *rsa_move_find(struct str verb)
{
	for (const struct rsa_move *move = rsa_moves; move->verb; move++)
		if (str_is(verb, move->verb))
			return move;
	return NULL;
}

bool rsa_is_editable(int state)
{
	return state == RSA_draft;
}

bool rsa_is_locked(int state)
{
	return state >= RSA_submitted;
}

static int straight_from(int state)
{
	for (int i = 0; i < STRAIGHT_STEPS; i++)
		if (rsa_moves[i].from & FROM_STATE(state))
			return i;
	return STRAIGHT_STEPS;
}

const struct rsa_move *rsa_straight_move(int state)
{
	int step = straight_from(state);

	return step < STRAIGHT_STEPS ? &rsa_moves[step] : NULL;
}

/* The first straight step after which the move can be made. */
static int straight_before(const struct rsa_move *move)
{
	for (int i = 0; i < STRAIGHT_STEPS; i++)
		if (move->from & rsa_moves[i].from)
			return i;
	return STRAIGHT_STEPS;
}

struct str rsa_missing(struct arena *arena, int state, const struct rsa_move *move)
{
	int here = straight_from(state), there = straight_before(move);
	struct out out;

	if (move->from & FROM_STATE(state))
		return S("");
	if (here >= there)
		return arena_print(arena, _("This step cannot be taken: the analysis is “%s”."),
			_(rsa_states[state].label));
	out_init(&out, arena, 4096);
	for (int i = here; i < there; i++)
		out_print(&out, "%s%s", i > here ? "; " : "", _(rsa_moves[i].label));
	return arena_print(arena, _("Before this comes: %.*s."), STR(out_str(&out)));
}

static bool is_in(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

const char *rsa_act_problem(const struct rsa_move *move, const struct rsa_act *act,
                            struct date today, const char **words)
{
	const struct { const char *field; bool is_given; const char *words; } answers[] = {
		{ "meeting_on", date_is_given(act->meeting_on),
		  N_("Write the day of the meeting that decided.") },
		{ "paragraph", str_trim(act->paragraph).len, N_("Write the paragraph of the minutes.") },
		{ "signer", str_trim(act->signer).len, N_("Write who signed.") },
		{ "words", str_trim(act->words).len,
		  N_("Write why, so that the one who worked on it knows what to do.") },
	};

	for (size_t i = 0; i < COUNT(answers); i++)
		if (is_in(move->needs, answers[i].field) && !answers[i].is_given) {
			*words = answers[i].words;
			return answers[i].field;
		}
	if (is_in(move->asks, "meeting_on") && date_compare(act->meeting_on, today) > 0) {
		*words = N_("The meeting has not been held yet: a decision is recorded when it has been made.");
		return "meeting_on";
	}
	return NULL;
}

/* ---- What an analysis must have -------------------------------------------------------------- */

struct wanting_list rsa_wanting(struct arena *arena, const struct rsa_facts *facts)
{
	const struct { bool is_wanting; struct wanting wanting; } all[] = {
		{ !facts->has_area, { N_("what the unit and its area are"), "edit" } },
		{ !facts->has_process, { N_("how the work was done"), "edit" } },
		{ !facts->has_participants, { N_("who took part"), "edit" } },
		{ !facts->has_commitments,
		  { N_("commitments, judged by how critical they are"), "commitments" } },
		{ !facts->risks, { N_("at least one risk"), "risks" } },
		{ facts->unassessed > 0, { N_("an assessment of every risk"), "risks" } },
		{ facts->carried > 0,
		  { N_("a new look at every assessment that is carried over from last year"), "risks" } },
		{ facts->risks && !facts->prominent,
		  { N_("which risks are the most prominent"), "risks" } },
		{ facts->without_plan > 0,
		  { N_("a long-term action plan for every prominent risk"), "risks" } },
		{ !facts->has_secrecy, { N_("an assessment of its secrecy"), "edit" } },
		{ facts->has_secrecy && !facts->has_ground, { N_("the ground for its secrecy"), "edit" } },
	};
	struct wanting_list list = { 0, arena_array(arena, struct wanting, COUNT(all)) };

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].is_wanting)
			list.at[list.count++] = all[i].wanting;
	return list;
}

/* ---- An assessment ------------------------------------------------------------------------------ */

size_t scales_values(const struct scales *scales, struct str values[MOST_VALUES])
{
	size_t count = 0;

	for (size_t i = 0; i < scales->steps.count; i++) {
		const struct risk_step *step = &scales->steps.at[i];
		bool is_new = str_is(step->kind, "consequence");

		for (size_t k = 0; k < count; k++)
			is_new &= !str_equals(values[k], step->value);
		if (is_new && count < MOST_VALUES)
			values[count++] = step->value;
	}
	return count;
}

static bool consequence_read(struct str word, const struct scales *scales, struct risk_consequence *one)
{
	ptrdiff_t colon = str_find_char(word, ':');

	if (colon < 0)
		return false;
	one->value = str_part(word, 0, (size_t)colon);
	if (!str_to_int(str_part(word, (size_t)colon + 1, word.len), &one->step))
		return false;
	return one->step == 0
		? scales_step(scales, "consequence", one->value, 1) != NULL
		: scales_step(scales, "consequence", one->value, one->step) != NULL;
}

bool consequences_read(struct arena *arena, struct str text, const struct scales *scales,
                       struct risk_consequence_list *list)
{
	*list = (struct risk_consequence_list){ 0, arena_array(arena, struct risk_consequence, MOST_VALUES) };
	for (struct str word; text.len; ) {
		struct risk_consequence one = { 0 };

		word = str_cut(&text, ' ');
		if (!word.len)
			continue;
		if (list->count == MOST_VALUES || !consequence_read(word, scales, &one))
			return false;
		for (size_t i = 0; i < list->count; i++)
			if (str_equals(list->at[i].value, one.value))
				return false;
		if (one.step)
			list->at[list->count++] = one;
	}
	return true;
}

int64_t consequence_worst(const struct risk_consequence_list *list)
{
	int64_t worst = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].step > worst)
			worst = list->at[i].step;
	return worst;
}

bool frequency_read(struct str text, double *times)
{
	*times = 0;
	text = str_trim(text);
	return !text.len || (str_to_real(text, times) && isfinite(*times) && *times >= 0);
}

struct str frequency_words(struct arena *arena, double times)
{
	double whole = times;
	int decimals = 0;

	for (; decimals < MOST_FREQUENCY_DECIMALS && fabs(whole - round(whole)) > 1e-6; decimals++)
		whole *= 10;
	return tongue_real(arena, times, decimals);
}

static const char *frequencies_problem(const struct risk_assess *a, const char **words)
{
	double low, likely, high;

	*words = N_("Write how many times a year as a number, for example 0.2 for once in five years.");
	if (!frequency_read(a->frequency_low, &low))
		return "frequency_low";
	if (!frequency_read(a->frequency_likely, &likely))
		return "frequency_likely";
	if (!frequency_read(a->frequency_high, &high))
		return "frequency_high";
	if (low == 0 && likely == 0 && high == 0)
		return NULL;
	*words = N_("Write all three, each above zero, or none of them.");
	if (low == 0 || likely == 0 || high == 0)
		return low == 0 ? "frequency_low" : likely == 0 ? "frequency_likely" : "frequency_high";
	*words = N_("The three must not fall: at least, most likely, at most.");
	return low <= likely && likely <= high ? NULL : "frequency_likely";
}

const char *risk_assess_problem(const struct risk_assess *a, const struct scales *scales,
                               const struct risk_consequence_list *consequences, const char **words)
{
	struct str suggested;

	*words = N_("Choose how probable it is.");
	if (!scales_step(scales, "probability", S(""), a->probability))
		return "probability";
	*words = N_("Choose the consequence for at least one of the values.");
	if (!consequences->count)
		return "consequences";
	suggested = scales_zone(scales, a->probability, consequence_worst(consequences));
	*words = N_("Write why the level is another than the suggested one.");
	if (a->zone.len && !str_equals(a->zone, suggested) && !str_trim(a->zone_reason).len)
		return "zone_reason";
	return frequencies_problem(a, words);
}
