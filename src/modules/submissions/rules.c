/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/rules.c - who takes a submission from state to state, what one word says of a
 * delivery, and how rates are counted.
 *
 * What has been submitted is never written in again: it is returned, and a new version
 * follows, or it is accepted and stays as it is for ever.
 */
#include "modules/submissions/inside.h"

#include "base/say.h"

#include <stdlib.h>
#include <string.h>

/* ---- Steps ---------------------------------------------------------------------------- */

static const char *const only_words[] = { "words", NULL };
static const char *const decision[] = { "meeting_on", "paragraph", "signer", NULL };
static const char *const sending[] = { "sender_number", NULL };
static const char *const receiving[] = { "receiver_number", NULL };

/* The first five are the straight way, in order; submission_missing() walks along them. */
enum { STRAIGHT_STEPS = 5 };
const struct submission_move submission_moves[] = {
	{ "dispatch", FROM_STATE(SUBMISSION_draft), SUBMISSION_dispatched, MAY_submissions_write,
	  only_words, NULL, N_("Send it out within the unit"), N_("It was sent out within the unit."),
	  N_("who writes for the unit") },
	{ "decide", FROM_STATE(SUBMISSION_dispatched), SUBMISSION_decided, MAY_submissions_submit,
	  decision, decision, N_("Record the decision"), N_("The decision was recorded."),
	  N_("the secretary of the board or the director") },
	{ "submit", FROM_STATE(SUBMISSION_decided), SUBMISSION_submitted, MAY_submissions_submit,
	  sending, NULL, N_("Submit it"), N_("It was submitted."),
	  N_("the secretary of the board or the director") },
	{ "receive", FROM_STATE(SUBMISSION_submitted), SUBMISSION_received, MAY_submissions_receive,
	  receiving, NULL, N_("Receive it"), N_("It was received."), N_("the office that receives") },
	{ "accept", FROM_STATE(SUBMISSION_received), SUBMISSION_accepted, MAY_submissions_receive,
	  only_words, NULL, N_("Accept it and lock it"), N_("It was accepted and locked."),
	  N_("the office that receives") },
	{ "return", FROM_STATE(SUBMISSION_submitted) | FROM_STATE(SUBMISSION_received),
	  SUBMISSION_returned, MAY_submissions_receive, only_words, only_words,
	  N_("Return it with a comment"), N_("It was returned."), N_("the office that receives") },
	{ "withdraw", FROM_STATE(SUBMISSION_dispatched), SUBMISSION_draft, MAY_submissions_write,
	  NULL, NULL, N_("Go on writing it"), N_("It is being written again."),
	  N_("who writes for the unit") },
	{ "undecide", FROM_STATE(SUBMISSION_decided), SUBMISSION_draft, MAY_submissions_submit,
	  only_words, only_words, N_("Take the recorded decision back"),
	  N_("The recorded decision was taken back."), N_("the secretary of the board or the director") },
	{ .verb = NULL },
};

const struct submission_move *submission_move_find(struct str verb)
{
	for (const struct submission_move *move = submission_moves; move->verb; move++)
		if (str_is(verb, move->verb))
			return move;
	return NULL;
}

bool submission_is_editable(int state)
{
	return state == SUBMISSION_draft;
}

bool submission_is_frozen(int state)
{
	return state >= SUBMISSION_submitted;
}

/* Where on the straight way the step that begins at this state stands. */
static int straight_from(int state)
{
	for (int i = 0; i < STRAIGHT_STEPS; i++)
		if (submission_moves[i].from & FROM_STATE(state))
			return i;
	return STRAIGHT_STEPS;
}

/* The first straight step after which the move can be made. */
static int straight_before(const struct submission_move *move)
{
	for (int i = 0; i < STRAIGHT_STEPS; i++)
		if (move->from & submission_moves[i].from)
			return i;
	return STRAIGHT_STEPS;
}

struct str submission_missing(struct arena *arena, int state, const struct submission_move *move)
{
	int here = straight_from(state), there = straight_before(move);
	struct out out;

	if (move->from & FROM_STATE(state))
		return S("");
	if (state == SUBMISSION_returned || here >= there)
		return arena_print(arena, _("This step cannot be taken: the document is “%s”."),
			_(submission_states[state].label));
	out_init(&out, arena, 4096);
	for (int i = here; i < there; i++)
		out_print(&out, "%s%s", i > here ? "; " : "", _(submission_moves[i].label));
	return arena_print(arena, _("Before this comes: %.*s."), STR(out_str(&out)));
}

static bool is_in(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

const char *submission_act_problem(const struct submission_move *move, const struct submission_act *act,
                                   struct date today, const char **words)
{
	const struct { const char *field; bool is_given; const char *words; } answers[] = {
		{ "meeting_on", date_is_given(act->meeting_on),
		  N_("Write the day of the meeting that decided.") },
		{ "paragraph", str_trim(act->paragraph).len, N_("Write the paragraph of the minutes.") },
		{ "signer", str_trim(act->signer).len, N_("Write who signed.") },
		{ "words", str_trim(act->words).len,
		  N_("Write why, so that the unit knows what to do. One sentence is enough.") },
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

static void decision_put(struct submission *submission, const struct submission_act *act)
{
	submission->meeting_on = act->meeting_on;
	submission->paragraph = str_trim(act->paragraph);
	submission->signer = str_trim(act->signer);
}

void submission_after(const struct submission_move *move, struct submission *submission,
                      const struct submission_act *act, int64_t person, struct instant now)
{
	const struct submission_act none = { 0 };

	submission->state = move->to;
	if (move->to == SUBMISSION_decided) {
		decision_put(submission, act);
	} else if (move->to == SUBMISSION_draft) {
		decision_put(submission, &none);
	} else if (move->to == SUBMISSION_submitted) {
		submission->submitted_by = person;
		submission->submitted_at = now;
		submission->registration = REGISTRATION_to_register;
		if (str_trim(act->sender_number).len)
			submission->sender_number = str_trim(act->sender_number);
	} else if (move->to == SUBMISSION_received) {
		submission->received_at = now;
		if (str_trim(act->receiver_number).len)
			submission->receiver_number = str_trim(act->receiver_number);
		if (submission->receiver_number.len)
			submission->registration = REGISTRATION_registered;
	} else if (move->to == SUBMISSION_returned) {
		submission->returned_reason = act->words;
	} else if (move->to == SUBMISSION_accepted) {
		submission->accepted_at = now;
	}
}

const char *registration_words(const struct submission *submission)
{
	switch (submission->registration) {
	case REGISTRATION_to_register:
		return N_("It became a public document when it was submitted. The authority that receives it"
			" must register it there; this program is not the registry.");
	case REGISTRATION_registered:
		return N_("The authority that received it has registered it.");
	default:
		return N_("Not yet a public document: it is working material of the unit until it is submitted.");
	}
}

/* ---- The text under its headings -------------------------------------------------------- */

enum { MOST_SECTIONS = 40 };

struct section_list body_sections(struct arena *arena, struct str body)
{
	struct section_list list = { 1, arena_array(arena, struct section, MOST_SECTIONS) };
	struct str rest = body;

	while (rest.len) {
		struct section *section = &list.at[list.count - 1];
		struct str line = str_cut(&rest, '\n');

		if (str_starts(line, S("## ")) && list.count < MOST_SECTIONS) {
			list.at[list.count++] = (struct section){
				.heading = str_trim(str_part(line, 3, line.len)),
				.text = str_part(rest, 0, 0) };
			continue;
		}
		if (!section->text.at)
			section->text = str_part(line, 0, 0);
		section->text.len = (size_t)(line.at + line.len - section->text.at);
	}
	for (size_t i = 0; i < list.count; i++)
		list.at[i].text = str_trim(list.at[i].text);
	return list;
}

struct str body_text(const struct section_list *sections, struct str heading)
{
	for (size_t i = 0; i < sections->count; i++)
		if (str_equals(sections->at[i].heading, heading))
			return sections->at[i].text;
	return S("");
}

struct section_list body_empty(struct arena *arena, struct str body)
{
	struct section_list all = body_sections(arena, body);
	struct section_list empty = { 0, arena_array(arena, struct section, all.count) };

	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].heading.len && !all.at[i].text.len)
			empty.at[empty.count++] = all.at[i];
	return empty;
}

static bool has_heading(const struct section *headings, size_t count, struct str heading)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(headings[i].heading, heading))
			return true;
	return false;
}

static void section_write(struct out *out, struct str heading, struct str text)
{
	out_print(out, "%s## %.*s\n", out->len ? "\n" : "", STR(heading));
	if (text.len)
		out_print(out, "\n%.*s\n", STR(text));
}

struct str body_begin(struct arena *arena, const struct section *headings, size_t count, struct str before)
{
	struct section_list last = body_sections(arena, before);
	struct out out;

	out_init(&out, arena, 1 << 20);
	for (size_t i = 0; i < count; i++) {
		struct str text = body_text(&last, headings[i].heading);

		section_write(&out, headings[i].heading, headings[i].text.at ? headings[i].text : text);
	}
	for (size_t i = 0; i < last.count; i++)
		if (last.at[i].heading.len && last.at[i].text.len
		    && !has_heading(headings, count, last.at[i].heading))
			section_write(&out, last.at[i].heading, last.at[i].text);
	return out_str(&out);
}

/* ---- One word ----------------------------------------------------------------------------- */

const struct choice delivery_word_choices[] = {
	{ "", "" },
	{ "late", N_("late") },
	{ "open", N_("to begin") },
	{ "draft", N_("draft") },
	{ "dispatched", N_("dispatched") },
	{ "decided", N_("decided") },
	{ "submitted", N_("submitted") },
	{ "received", N_("received") },
	{ "returned", N_("returned") },
	{ "accepted", N_("accepted") },
	{ "later", N_("not yet") },
	{ "not_asked", N_("not asked") },
	{ NULL, NULL },
};

bool delivery_is_handed_in(const struct delivery *delivery)
{
	return delivery->state == SUBMISSION_submitted || delivery->state == SUBMISSION_received
		|| delivery->state == SUBMISSION_accepted;
}

/* Before it is handed in, late says more than how far it has come. */
enum delivery_word delivery_word_of(const struct delivery *delivery, struct date today)
{
	static const enum delivery_word by_state[] = {
		[SUBMISSION_none] = WORD_open, [SUBMISSION_draft] = WORD_draft,
		[SUBMISSION_dispatched] = WORD_dispatched, [SUBMISSION_decided] = WORD_decided,
		[SUBMISSION_submitted] = WORD_submitted, [SUBMISSION_received] = WORD_received,
		[SUBMISSION_returned] = WORD_returned, [SUBMISSION_accepted] = WORD_accepted,
	};
	bool has_passed = date_is_given(delivery->due) && date_compare(delivery->due, today) < 0;

	if (delivery->state >= SUBMISSION_submitted)
		return by_state[delivery->state];
	if (has_passed)
		return WORD_late;
	if (delivery->state == SUBMISSION_none && !date_is_given(delivery->due))
		return WORD_not_asked;
	if (delivery->state == SUBMISSION_none && date_is_given(delivery->opens)
	    && date_compare(delivery->opens, today) > 0)
		return WORD_later;
	return by_state[delivery->state];
}

const char *delivery_word_class(enum delivery_word word)
{
	static const char *const classes[] = {
		[WORD_none] = "", [WORD_late] = "late", [WORD_open] = "", [WORD_draft] = "draft",
		[WORD_dispatched] = "doing", [WORD_decided] = "doing", [WORD_submitted] = "done",
		[WORD_received] = "done", [WORD_returned] = "late", [WORD_accepted] = "ok",
		[WORD_later] = "closed", [WORD_not_asked] = "closed",
	};

	return classes[word];
}

bool delivery_is_soon(const struct delivery *delivery, struct date today)
{
	return date_is_given(delivery->due) && !delivery_is_handed_in(delivery)
		&& date_compare(delivery->due, today) >= 0
		&& date_days_between(today, delivery->due) <= SOON_DAYS;
}

int delivery_days(const struct delivery *delivery)
{
	return date_days_between(delivery->due, delivery->submitted_on);
}

/* ---- Rates -------------------------------------------------------------------------------- */

static int compare_days(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static bool counts(const struct delivery *delivery, struct date today)
{
	return date_is_given(delivery->due)
		&& (date_compare(delivery->due, today) < 0 || date_is_given(delivery->submitted_on));
}

/* What was handed in and sent back has been handed in: in time or not is about the first day.
 * Of an even number of days the earlier of the two in the middle is told. */
struct timeliness timeliness_of(struct arena *arena, const struct delivery *deliveries, size_t count,
                                struct date today)
{
	int64_t *days = arena_array(arena, int64_t, count + 1);
	struct timeliness sum = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct delivery *delivery = &deliveries[i];

		if (!counts(delivery, today))
			continue;
		sum.asked++;
		sum.accepted += delivery->state == SUBMISSION_accepted;
		sum.returned += delivery->state == SUBMISSION_returned;
		if (!date_is_given(delivery->submitted_on))
			continue;
		sum.in_time += delivery_days(delivery) <= 0;
		days[sum.handed_in++] = delivery_days(delivery);
	}
	qsort(days, (size_t)sum.handed_in, sizeof(days[0]), compare_days);
	sum.has_median = sum.handed_in > 0;
	if (sum.has_median)
		sum.median_days = days[(sum.handed_in - 1) / 2];
	return sum;
}

int64_t timeliness_percent(int64_t part, int64_t whole)
{
	return whole ? (part * 200 + whole) / (whole * 2) : -1;
}

/* ---- What proves a duty ------------------------------------------------------------------- */

bool submission_meets(int wanted, int state)
{
	if (state == SUBMISSION_returned || wanted == SUBMISSION_returned)
		return state == wanted;
	return state >= wanted;
}

/* ---- For `varn rules` ------------------------------------------------------------------ */

static bool move_row(size_t i, struct out *out)
{
	const struct submission_move *move = &submission_moves[i];
	bool is_first = true;

	if (i + 1 >= COUNT(submission_moves))
		return false;
	out_z(out, "| ");
	for (int state = SUBMISSION_draft; state <= SUBMISSION_accepted; state++)
		if (move->from & FROM_STATE(state)) {
			out_print(out, "%s%s", is_first ? "" : ", ", _(submission_states[state].label));
			is_first = false;
		}
	out_print(out, " | %s | %s | %s |", _(move->label), _(submission_states[move->to].label),
		_(move->who));
	return true;
}

const struct rule_table submissions_rules[] = {
	{ "submissions: steps", move_row, "| From | Step | To | Who |" },
	{ .name = NULL },
};
