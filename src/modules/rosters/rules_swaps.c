/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/rules_swaps.c - when a swap may be asked for, what comes of it, who is reminded. */
#include "modules/rosters/swaps.h"

const struct choice swap_states[] = {
	[SWAP_none] = { "", "" },
	[SWAP_open] = { "open", N_("Waits for an answer") },
	[SWAP_accepted] = { "accepted", N_("Accepted") },
	[SWAP_declined] = { "declined", N_("Declined") },
	[SWAP_withdrawn] = { "withdrawn", N_("Withdrawn") },
	[SWAP_decided] = { "decided", N_("Decided by whoever keeps the roster") },
	[SWAP_closed] = { "closed", N_("Closed by whoever keeps the roster") },
	[SWAP_lapsed] = { "lapsed", N_("Lapsed without an answer") },
	{ NULL, NULL },
};

const struct choice swap_answers[] = {
	[SWAP_no_answer] = { "", "" },
	[SWAP_accept] = { "accept", N_("Yes, I take the shift") },
	[SWAP_decline] = { "decline", N_("No, I cannot") },
	{ NULL, NULL },
};
const struct choice swap_decisions[] = {
	[SWAP_no_decision] = { "", "" },
	[SWAP_put_in] = { "put_in", N_("Put in the one who was asked") },
	[SWAP_close] = { "close", N_("Close the request") },
	{ NULL, NULL },
};

const struct swap_said *swap_said(enum swap_obstacle obstacle)
{
	static const struct swap_said said[] = {
		[SWAP_FREE] = { "", "" },
		[SWAP_is_begun] = { "begins_at",
			N_("That time has begun or passed. Ask for a time that begins later.") },
		[SWAP_is_reversed] = { "ends_at", N_("The end is not after the beginning.") },
		[SWAP_not_served] = { "begins_at",
			N_("You are not on duty all of that time. Ask only for a shift that is yours.") },
		[SWAP_of_oneself] = { "asked_of", N_("That is you. Ask somebody else.") },
		[SWAP_takes_no_turns] = { "asked_of",
			N_("That person does not take turns in this roster then. Ask somebody who does, or ask whoever keeps the roster to put somebody in.") },
		[SWAP_is_asked] = { "begins_at",
			N_("There is an open request for that time already. Withdraw it first, or wait for the answer.") },
		[SWAP_no_such_back] = { "back",
			N_("The one you ask has no shift that begins then. Choose one of his or hers, or none.") },
		[SWAP_back_is_begun] = { "back",
			N_("The shift that you would take in exchange has begun. Choose a later one, or none.") },
		[SWAP_is_ended] = { "answer", N_("This request is over. Nothing more can be answered.") },
		[SWAP_has_changed] = { "answer",
			N_("The roster has changed since this was asked: who serves then is no longer as it was. Look at the roster, and ask anew.") },
	};

	return &said[obstacle];
}

/* For the manual. */
bool swap_rule_row(size_t i, struct out *out)
{
	const struct swap_said *said;

	if (i + 1 > SWAP_has_changed)
		return false;
	said = swap_said((enum swap_obstacle)(i + 1));
	out_print(out, "| %s | %s |", said->field, _(said->words));
	return true;
}

bool serves_whole(const struct shift_list *shifts, int64_t person, struct instant begins,
                  struct instant ends)
{
	struct instant until = begins;

	for (size_t i = 0; i < shifts->count && until.seconds < ends.seconds; i++) {
		const struct shift *shift = &shifts->at[i];

		if (shift->ends.seconds <= until.seconds)
			continue;
		if (shift->begins.seconds > until.seconds || shift->person != person)
			return false;
		until = shift->ends;
	}
	return until.seconds >= ends.seconds;
}

static bool is_at_once(struct instant a, struct instant a_ends, struct instant b,
                       struct instant b_ends)
{
	return a.seconds < b_ends.seconds && b.seconds < a_ends.seconds;
}

/* Any time that either of the two gives away. */
static bool swaps_meet(const struct swap *a, const struct swap *b)
{
	return is_at_once(a->begins_at, a->ends_at, b->begins_at, b->ends_at)
		|| is_at_once(a->begins_at, a->ends_at, b->back_begins_at, b->back_ends_at)
		|| is_at_once(a->back_begins_at, a->back_ends_at, b->begins_at, b->ends_at)
		|| is_at_once(a->back_begins_at, a->back_ends_at, b->back_begins_at,
		              b->back_ends_at);
}

/* What both give away is theirs. */
static enum swap_obstacle served_obstacle(const struct shift_list *shifts,
                                          const struct swap *swap)
{
	if (!serves_whole(shifts, swap->asked_by, swap->begins_at, swap->ends_at))
		return SWAP_not_served;
	if (swap->back_begins_at.seconds
	    && (swap->back_ends_at.seconds <= swap->back_begins_at.seconds
	        || !serves_whole(shifts, swap->asked_of, swap->back_begins_at,
	                         swap->back_ends_at)))
		return SWAP_no_such_back;
	return SWAP_FREE;
}

enum swap_obstacle swap_ask_obstacle(const struct shift_list *shifts, const struct swap *swap,
                                     const struct swap_list *open, bool takes_turns,
                                     struct instant now)
{
	enum swap_obstacle obstacle;

	if (swap->ends_at.seconds <= swap->begins_at.seconds)
		return SWAP_is_reversed;
	if (swap->begins_at.seconds <= now.seconds)
		return SWAP_is_begun;
	if (swap->asked_of == swap->asked_by)
		return SWAP_of_oneself;
	if (swap->back_begins_at.seconds && swap->back_begins_at.seconds <= now.seconds)
		return SWAP_back_is_begun;
	obstacle = served_obstacle(shifts, swap);
	if (obstacle)
		return obstacle;
	if (!takes_turns)
		return SWAP_takes_no_turns;
	for (size_t i = 0; i < open->count; i++)
		if (open->at[i].roster_id == swap->roster_id && open->at[i].id != swap->id
		    && swap_state_at(&open->at[i], now) == SWAP_open
		    && swaps_meet(&open->at[i], swap))
			return SWAP_is_asked;
	return SWAP_FREE;
}

/* Of an exchange the shift that begins first. */
static struct instant first_of(const struct swap *swap)
{
	return swap->back_begins_at.seconds && swap->back_begins_at.seconds < swap->begins_at.seconds
		? swap->back_begins_at : swap->begins_at;
}

enum swap_state swap_state_at(const struct swap *swap, struct instant now)
{
	return swap->state == SWAP_open && first_of(swap).seconds <= now.seconds ? SWAP_lapsed
		: (enum swap_state)swap->state;
}

bool swap_is_handed_over(const struct swap *swap)
{
	return swap->state == SWAP_accepted || swap->state == SWAP_decided;
}

enum swap_obstacle swap_accept_obstacle(const struct shift_list *shifts, const struct swap *swap,
                                        struct instant now)
{
	if (swap->state != SWAP_open)
		return SWAP_is_ended;
	if (swap_state_at(swap, now) != SWAP_open)
		return SWAP_is_begun;
	return served_obstacle(shifts, swap) ? SWAP_has_changed : SWAP_FREE;
}

size_t swap_overrides(const struct swap *swap, struct instant now,
                      struct override overrides[SWAP_MOST_OVERRIDES])
{
	overrides[0] = (struct override){ .roster_id = swap->roster_id, .made_at = now,
		.begins_at = swap->begins_at, .ends_at = swap->ends_at, .person_id = swap->asked_of };
	if (!swap->back_begins_at.seconds)
		return 1;
	overrides[1] = (struct override){ .roster_id = swap->roster_id, .made_at = now,
		.begins_at = swap->back_begins_at, .ends_at = swap->back_ends_at,
		.person_id = swap->asked_by };
	return SWAP_MOST_OVERRIDES;
}

/* ---- Reminders ---------------------------------------------------------------------------- */

/* Each falls due at a moment of its own, before the last one; that one is left out when the
 * request itself came later. */
int64_t swap_reminders_due(const struct swap *swap, struct swap_pace pace, struct instant now)
{
	int64_t first = swap->asked_at.seconds + pace.first * HOUR;
	int64_t last = first_of(swap).seconds - pace.last * HOUR;
	int64_t until = now.seconds < last ? now.seconds : last - 1;
	int64_t count = 0;

	if (swap_state_at(swap, now) != SWAP_open || last <= swap->asked_at.seconds)
		return 0;
	if (until >= first)
		count = pace.every > 0 ? (until - first) / (pace.every * HOUR) + 1 : 1;
	return count + (now.seconds >= last);
}

struct instant swap_keeper_from(const struct swap *swap, struct swap_pace pace)
{
	struct instant from = { first_of(swap).seconds - pace.keeper * HOUR };

	return from.seconds > swap->asked_at.seconds ? from : swap->asked_at;
}
