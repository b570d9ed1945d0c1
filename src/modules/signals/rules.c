/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/rules.c - when a week is judged, what may be done with a signal; values in, values out. */
#include "modules/signals/inside.h"

/* ---- When ------------------------------------------------------------------------------------ */

struct date week_due(struct signals_clock clock, struct instant now, struct date last_judged)
{
	struct date this_week = monday_of(instant_date(now));
	struct instant begins = instant_at(date_add_days(this_week, clock.weekday - 1), clock.hour, 0, 0);
	struct date due = date_add_days(this_week, now.seconds < begins.seconds ? -14 : -7);

	if (date_is_given(last_judged) && date_compare(last_judged, due) >= 0)
		return (struct date){ 0 };
	return due;
}

/* ---- What may be done ------------------------------------------------------------------------- */

const char *const signal_state_names[] = {
	[SIGNAL_new] = "new", [SIGNAL_read] = "read", [SIGNAL_followed] = "followed",
	[SIGNAL_dismissed] = "dismissed", [SIGNAL_closed] = "closed",
};
const char *const signal_state_words[] = {
	[SIGNAL_new] = N_("New"), [SIGNAL_read] = N_("Read"), [SIGNAL_followed] = N_("Followed"),
	[SIGNAL_dismissed] = N_("Dismissed"), [SIGNAL_closed] = N_("Closed"),
};

#define IN(state) (1u << SIGNAL_##state)
const struct signal_move signal_moves[] = {
	{ "read", N_("I have read it"), IN(new), SIGNAL_read, false },
	{ "follow", N_("I follow it"), IN(new) | IN(read) | IN(followed), SIGNAL_followed, false },
	{ "dismiss", N_("Dismiss it"), IN(new) | IN(read) | IN(followed), SIGNAL_dismissed, true },
	{ "close", N_("Close it"), IN(followed), SIGNAL_closed, true },
	{ "reopen", N_("Open it again"), IN(dismissed) | IN(closed), SIGNAL_new, true },
	{ NULL, NULL, 0, SIGNAL_new, false },
};
#undef IN

bool signal_part_is_more(const struct signal_part *part)
{
	return part->p_alone <= warning_usual().child_alone;
}

const struct signal_move *move_find(struct str verb)
{
	for (size_t i = 0; signal_moves[i].verb; i++)
		if (str_is(verb, signal_moves[i].verb))
			return &signal_moves[i];
	return NULL;
}

enum signal_state state_after(struct str last_verb)
{
	const struct signal_move *move = move_find(last_verb);

	return move ? move->to : SIGNAL_new;
}

const char *move_problem(const struct signal_move *move, enum signal_state now, struct str words)
{
	if (!move)
		return N_("This cannot be done with a signal.");
	if (!(move->from & 1u << now))
		return N_("Somebody has done something with the signal meanwhile. Look at it again.");
	if (move->needs_words && !str_trim(words).len)
		return N_("Write why, so that others understand it later.");
	return NULL;
}

bool is_drift(const struct listed *listed)
{
	return listed->tier == TIER_rising || listed->tier == TIER_falling;
}

bool opens_again(enum signal_state now, double q, double most)
{
	return (now == SIGNAL_dismissed || now == SIGNAL_closed) && q >= 0 && q <= most;
}

/* ---- What is known to have happened -------------------------------------------------------------- */

bool types_have(struct str types, struct str type)
{
	while (types.len) {
		struct str one = str_cut(&types, ' ');

		if (one.len && (str_equals(one, type) || str_equals(one, branch_of(type))
		    || str_equals(branch_of(one), type)))
			return true;
	}
	return false;
}

/* A signal of the whole city tells of a unit too; one of another unit does not. */
bool is_known_in(const struct signal_known *known, const struct listed *listed)
{
	struct date sunday = date_add_days(listed->week, 6);

	if (date_compare(sunday, known->from_day) < 0 || date_compare(listed->week, known->to_day) > 0)
		return false;
	if (!types_have(known->types, listed->type))
		return false;
	if (known->unit_id && listed->level != LEVEL_city && listed->unit_id != known->unit_id
	    && listed->board_id != known->unit_id)
		return false;
	return !known->area_id || !listed->area_id || listed->area_id == known->area_id;
}

/* ---- For `varn rules` ------------------------------------------------------------------------------- */

static bool move_row(size_t i, struct out *out)
{
	const struct signal_move *move = &signal_moves[i];
	bool is_first = true;

	if (!move->verb)
		return false;
	out_print(out, "| %s |", _(move->label));
	for (enum signal_state state = SIGNAL_new; state < SIGNAL_STATES; state++)
		if (move->from & 1u << state) {
			out_print(out, "%s %s", is_first ? "" : ",", _(signal_state_words[state]));
			is_first = false;
		}
	out_print(out, " | %s | %s |", _(signal_state_words[move->to]),
		move->needs_words ? _("with a reason") : "");
	return true;
}
const struct rule_table signals_rules[] = {
	{ .name = "signals: steps", .row = move_row, .headings = "| Step | From | To | |" },
	{ .name = NULL },
};
