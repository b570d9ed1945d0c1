/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/swap_acts.c - asking for a swap, answering, withdrawing, and deciding when nobody
 * answers.
 *
 * Nothing moves before a yes; then overrides are put as anybody else's (override_put()).
 */
#include "modules/rosters/swaps.h"

#include "kit/setting.h"
#include "modules/people/people.h"

enum { AHEAD_DAYS = 800, BACK_DAYS = 62 };

struct swap_pace swap_pace(void)
{
	return (struct swap_pace){ .first = setting_int("swap_first_hours"),
		.every = setting_int("swap_every_hours"), .last = setting_int("swap_last_hours"),
		.keeper = setting_int("swap_keeper_hours") };
}

/* No further ahead than anybody plans. */
struct shift_list swap_shifts(struct arena *arena, const struct roster_rules_list *rules,
                              const struct swap *swap, struct instant now)
{
	struct instant most = { now.seconds + AHEAD_DAYS * (int64_t)DAY }, to = swap->ends_at;

	if (swap->back_begins_at.seconds
	    && swap->back_begins_at.seconds + BACK_DAYS * (int64_t)DAY > to.seconds)
		to.seconds = swap->back_begins_at.seconds + BACK_DAYS * (int64_t)DAY;
	if (to.seconds > most.seconds)
		to = most;
	if (to.seconds <= now.seconds)
		return (struct shift_list){ 0 };
	return rota_shifts(arena, rota_of(rules, swap->roster_id), now, to,
		holidays_between(arena, now, to));
}

/* ---- What stands in the way ---------------------------------------------------------------- */

/* Where somebody is on duty is told only to those who read that roster. */
static bool is_free(struct request *request, struct view *view, const struct roster *roster,
                    const struct shift *asked, const char *field)
{
	struct held held = swap_conflict(view, roster, asked->person, asked->begins, asked->ends);
	struct str name, when;

	if (!held.roster)
		return true;
	name = person_name(view, asked->person);
	when = between_words(view_arena(view), held.shift.begins, held.shift.ends);
	if (roster_of_id(view, held.roster->id))
		problem_add(request_problems(request), field,
			_("%.*s is on duty as \"%.*s\" %.*s. Nobody can hold both at once."), STR(name),
			STR(roster_name(held.roster)), STR(when));
	else
		problem_add(request_problems(request), field,
			_("%.*s is on duty elsewhere %.*s. Nobody can hold both at once."), STR(name),
			STR(when));
	return false;
}

static bool both_are_free(struct request *request, struct view *view,
                          const struct roster *roster, const struct swap *swap,
                          const char *field, const char *back_field)
{
	struct override overrides[SWAP_MOST_OVERRIDES];
	size_t count = swap_overrides(swap, instant_now(), overrides);

	for (size_t i = 0; i < count; i++)
		if (!is_free(request, view, roster, &(struct shift){ .begins = overrides[i].begins_at,
		             .ends = overrides[i].ends_at, .person = overrides[i].person_id },
		             i ? back_field : field))
			return false;
	return true;
}

static bool takes_turns(struct view *view, const struct swap *swap)
{
	struct mate_list mates = mates_of(view, swap->roster_id, swap->begins_at);

	for (size_t i = 0; i < mates.count; i++)
		if (mates.at[i].person_id == swap->asked_of)
			return true;
	return false;
}

static struct reply said_again(struct request *request, struct change *change,
                               enum swap_obstacle obstacle)
{
	const struct swap_said *said = swap_said(obstacle);

	problem_add(request_problems(request), said->field, "%s", _(said->words));
	return reply_again(request, change);
}

/* ---- Asking --------------------------------------------------------------------------------- */

static int64_t person_meant(struct view *view, struct str words)
{
	int64_t person = person_of_identity(view, words);

	return person ? person : reference_find(view, "person", words);
}

/* The whole shift of the one who is asked that begins then. */
static struct instant back_ends(const struct shift_list *shifts, const struct swap *swap)
{
	for (size_t i = 0; i < shifts->count; i++)
		if (shifts->at[i].person == swap->asked_of
		    && shifts->at[i].begins.seconds == swap->back_begins_at.seconds)
			return shifts->at[i].ends;
	return (struct instant){ 0 };
}

static void swap_add(struct change *change, struct swap *swap, struct str words)
{
	swap->state = SWAP_open;
	swap->asked_at = instant_now();
	change_insert(change, &swap_record.shape, swap);
	swap_step_put(change, swap->id, swap->asked_at, swap->asked_by, "ask", 0, words);
	job_start(change, swap_job, S(""), S(""), S(""));
}

struct reply swap_ask_act(struct request *request, struct change *change)
{
	const struct swap_new *form = request_record(request);
	struct view *view = change_view(change);
	const struct roster *roster = roster_get(view, request_param(request, "id"));
	struct swap swap = { .begins_at = form->begins_at, .ends_at = form->ends_at,
		.asked_by = change_me(change), .back_begins_at = form->back };
	struct roster_rules_list rules;
	enum swap_obstacle obstacle;
	struct shift_list shifts;
	struct swap_list open;

	if (!roster || roster->closed_at.seconds)
		return reply_not_found(request);
	swap.roster_id = roster->id;
	swap.asked_of = person_meant(view, form->asked_of);
	rules = rules_load(view, roster->id, instant_now());
	shifts = swap_shifts(change_arena(change), &rules, &swap, instant_now());
	swap.back_ends_at = back_ends(&shifts, &swap);
	open = swaps_open(view, roster->id);
	obstacle = swap_ask_obstacle(&shifts, &swap, &open, takes_turns(view, &swap),
		instant_now());
	if (obstacle)
		return said_again(request, change, obstacle);
	if (!both_are_free(request, view, roster, &swap, "asked_of", "back"))
		return reply_again(request, change);
	swap_add(change, &swap, form->words);
	request_message(request, _("The request is sent. Nothing moves before it is accepted."));
	return reply_done(request, 201, &swap_record, &swap, "/rosters/swaps/%.*s",
		STR(swap.public_id));
}

/* ---- Ending it one way or the other --------------------------------------------------------- */

static enum updated swap_end(struct request *request, struct change *change, struct swap *swap,
                             enum swap_state state, struct str words)
{
	enum updated updated;

	swap->state = (int)state;
	swap->ended_by = change_me(change);
	swap->ended_at = instant_now();
	updated = change_update(change, &swap_record.shape, swap,
		request_version(request) ? request_version(request) : swap->version);
	if (updated == UPDATED)
		swap_step_put(change, swap->id, swap->ended_at, swap->ended_by,
			swap_states[state].name, 0, words);
	return updated;
}

/* Both are named where everybody reads it; why they swap is not. */
static struct str reason_of(struct view *view, const struct swap *swap, bool is_decided)
{
	struct str by = name_for_all(view, swap->asked_by), of = name_for_all(view, swap->asked_of);
	const char *words = is_decided
		? _("Swap: %.*s asked %.*s, and whoever keeps the roster decided.")
		: swap->back_begins_at.seconds ? _("Exchange of shifts: %.*s asked %.*s, who accepted.")
		: _("Swap: %.*s asked %.*s, who accepted.");

	return arena_print(view_arena(view), words, STR(by), STR(of));
}

/* Everything as it was when it was asked, or nothing moves. */
static enum swap_obstacle obstacle_now(struct view *view, const struct swap *swap)
{
	struct roster_rules_list rules = rules_load(view, swap->roster_id, instant_now());
	struct shift_list shifts = swap_shifts(view_arena(view), &rules, swap, instant_now());

	return swap_accept_obstacle(&shifts, swap, instant_now());
}

static struct reply swap_done(struct request *request, struct change *change,
                              const struct swap *swap, const char *said)
{
	job_start(change, swap_job, S(""), S(""), S(""));
	request_message(request, said);
	return reply_done(request, 200, &swap_record, swap, "/rosters/swaps/%.*s",
		STR(swap->public_id));
}

static struct reply swap_move(struct request *request, struct change *change,
                              const struct swap *before, enum swap_state state,
                              struct str words)
{
	struct view *view = change_view(change);
	const struct roster *roster = roster_of_id(view, before->roster_id);
	enum swap_obstacle obstacle = obstacle_now(view, before);
	struct override overrides[SWAP_MOST_OVERRIDES];
	struct swap swap = *before;
	size_t count;

	if (!roster)
		return reply_not_found(request);
	if (obstacle == SWAP_has_changed)
		return reply_problem(request, 412, _("The roster has changed."),
			str_of(_(swap_said(obstacle)->words)));
	if (obstacle)
		return said_again(request, change, obstacle);
	if (!both_are_free(request, view, roster, before, "answer", "answer"))
		return reply_again(request, change);
	if (swap_end(request, change, &swap, state, words) != UPDATED)
		return reply_stale(request, &swap_record, &swap, before);
	count = swap_overrides(before, swap.ended_at, overrides);
	for (size_t i = 0; i < count; i++) {
		overrides[i].reason = reason_of(view, before, state == SWAP_decided);
		override_put(change, &overrides[i], "swap");
	}
	return swap_done(request, change, &swap,
		_("The shift is handed over. Calendars and the roster show it at once."));
}

static struct reply swap_put_away(struct request *request, struct change *change,
                                  const struct swap *before, enum swap_state state,
                                  struct str words, const char *said)
{
	struct swap swap = *before;

	if (swap_state_at(before, instant_now()) != SWAP_open)
		return said_again(request, change,
			before->state == SWAP_open ? SWAP_is_begun : SWAP_is_ended);
	if (swap_end(request, change, &swap, state, words) != UPDATED)
		return reply_stale(request, &swap_record, &swap, before);
	return swap_done(request, change, &swap, said);
}

struct reply swap_answer_act(struct request *request, struct change *change)
{
	const struct swap *swap = swap_get(change_view(change), request_param(request, "swap"));
	const struct swap_reply *reply = request_record(request);

	if (!swap)
		return reply_not_found(request);
	if (swap->asked_of != change_me(change))
		return reply_forbidden(request);
	if (reply->answer == SWAP_accept)
		return swap_move(request, change, swap, SWAP_accepted, str_trim(reply->words));
	if (reply->answer == SWAP_decline)
		return swap_put_away(request, change, swap, SWAP_declined, str_trim(reply->words),
			_("Your answer is sent. Nothing has moved."));
	problem_add(request_problems(request), "answer", "%s", _("Answer yes or no."));
	return reply_again(request, change);
}

struct reply swap_withdraw_act(struct request *request, struct change *change)
{
	const struct swap *swap = swap_get(change_view(change), request_param(request, "swap"));
	const struct swap_reply *reply = request_record(request);

	if (!swap)
		return reply_not_found(request);
	if (swap->asked_by != change_me(change))
		return reply_forbidden(request);
	return swap_put_away(request, change, swap, SWAP_withdrawn, str_trim(reply->words),
		_("The request is withdrawn. Nothing has moved."));
}

struct reply swap_decide_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct swap *swap = swap_get(view, request_param(request, "swap"));
	const struct roster *roster = swap ? roster_of_id(view, swap->roster_id) : NULL;
	const struct swap_reply *reply = request_record(request);
	struct str why = str_trim(reply->why);
	struct instant from;

	if (!roster)
		return reply_not_found(request);
	if (!roster_may_edit(view, roster))
		return reply_forbidden(request);
	from = swap_keeper_from(swap, swap_pace());
	if (swap->asked_by == change_me(change) || swap->asked_of == change_me(change))
		problem_add(request_problems(request), "why", "%s",
			_("You are one of the two. Somebody else who keeps the roster decides."));
	else if (swap_state_at(swap, instant_now()) == SWAP_open && from.seconds > instant_now().seconds)
		problem_add(request_problems(request), "why",
			_("The one who is asked may answer until %.*s. Then you can decide."),
			STR(tongue_instant(change_arena(change), from)));
	else if (!why.len)
		problem_add(request_problems(request), "why", "%s",
			_("Write why. One sentence is enough."));
	else if (reply->decision == SWAP_put_in)
		return swap_move(request, change, swap, SWAP_decided, why);
	else if (reply->decision == SWAP_close)
		return swap_put_away(request, change, swap, SWAP_closed, why,
			_("The request is closed. Nothing has moved."));
	else
		problem_add(request_problems(request), "why", "%s",
			_("Choose what is decided: put in, or close."));
	return reply_again(request, change);
}
