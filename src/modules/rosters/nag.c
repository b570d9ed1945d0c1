/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/nag.c - who is asked to take a shift is told, and reminded until there is an answer.
 *
 * Everything goes through the queue of alarms, as holes in rosters do.  What is due follows
 * from the request and the settings; a step is written together with the message, once, so
 * a job that dies or runs twice forgets nothing and doubles nothing.  The messages say who
 * asks and when; never why.
 */
#include "modules/rosters/swaps.h"

#include "kit/setting.h"
#include "modules/alarms/alarms.h"

enum { EVERY_MINUTES = 10, TELL_DAYS = 3, MOST_TRIES = 5 };
enum { TOLD_asker, TOLD_put_in };       /* the numbers of the step "told" */

const char swap_job[] = "shift-swaps";
static const char swap_channel[] = "swap_channel";

struct nagging {
	struct change *change;
	struct instant now;
	const struct swap *swap;
	const struct roster *roster;
	bool may_tell;
};

static bool is_told(const struct nagging *nag, const char *verb, int64_t number)
{
	return swap_has_step(change_view(nag->change), nag->swap->id, verb, number);
}

static void tell(const struct nagging *nag, const char *verb, int64_t number, struct str words,
                 size_t count, const int64_t *people)
{
	struct arena *arena = change_arena(nag->change);

	if (!swap_step_put(nag->change, nag->swap->id, nag->now, count == 1 ? people[0] : 0, verb,
	                   number, S("")))
		return;
	alarm_tell(nag->change, &(struct alarm_told){ .unit_id = nag->roster->unit_id,
		.kind = "swap", .channel = swap_channel, .words = words, .count = count,
		.people = people, .title = roster_name(nag->roster),
		.key = arena_print(arena, "swap %.*s %s %lld", STR(nag->swap->public_id), verb,
			(long long)number) });
}

static struct str when_words(const struct nagging *nag)
{
	return between_words(change_arena(nag->change), nag->swap->begins_at, nag->swap->ends_at);
}

/* ---- While it is open --------------------------------------------------------------------- */

/* Number 0 is the request itself.  One that was missed is not sent afterwards: only the last. */
static void asked_remind(const struct nagging *nag)
{
	struct view *view = change_view(nag->change);
	int64_t due = swap_reminders_due(nag->swap, swap_pace(), nag->now);
	const char *verb = due ? "remind" : "sent";
	struct str asker = name_as_system(view, nag->swap->asked_by);

	if (is_told(nag, verb, due))
		return;
	tell(nag, verb, due, arena_print(change_arena(nag->change),
		due ? _("%.*s still waits for your answer: can you take a shift %.*s? Answer on your start page.")
		    : _("%.*s asks you to take a shift %.*s. Answer on your start page."),
		STR(asker), STR(when_words(nag))), 1, &nag->swap->asked_of);
}

/* The two themselves decide nothing in their own stead. */
static void keepers_tell(const struct nagging *nag)
{
	struct view *view = change_view(nag->change);
	struct roster_keeper_list keepers;
	size_t count = 0;
	int64_t *people;

	if (swap_keeper_from(nag->swap, swap_pace()).seconds > nag->now.seconds
	    || is_told(nag, "keeper", 0))
		return;
	keepers = roster_keepers(view, nag->roster->unit_id);
	people = arena_array(change_arena(nag->change), int64_t, keepers.count + 1);
	for (size_t i = 0; i < keepers.count; i++)
		if (keepers.at[i].person_id != nag->swap->asked_by
		    && keepers.at[i].person_id != nag->swap->asked_of)
			people[count++] = keepers.at[i].person_id;
	if (!count)
		return;
	tell(nag, "keeper", 0, arena_print(change_arena(nag->change),
		_("Nobody has answered a request to take a shift %.*s. You may decide on your start page."),
		STR(when_words(nag))), count, people);
}

/* None when the roster is closed. */
static struct shift_list shifts_of_swap(const struct nagging *nag)
{
	struct roster_rules_list rules;

	if (nag->roster->closed_at.seconds)
		return (struct shift_list){ 0 };
	rules = rules_load_all(change_view(nag->change), nag->swap->roster_id, nag->now);
	return swap_shifts(change_arena(nag->change), &rules, nag->swap, nag->now);
}

/* The shift has begun, or somebody else serves then: there is nothing left to answer. */
static bool has_lapsed(const struct nagging *nag)
{
	struct shift_list shifts = shifts_of_swap(nag);

	return swap_accept_obstacle(&shifts, nag->swap, nag->now) != SWAP_FREE;
}

static void open_look(const struct nagging *nag)
{
	struct swap swap = *nag->swap;

	if (!has_lapsed(nag)) {
		if (nag->may_tell) {
			asked_remind(nag);
			keepers_tell(nag);
		}
		return;
	}
	swap.state = SWAP_lapsed;
	swap.ended_at = nag->now;
	if (change_update(nag->change, &swap_record.shape, &swap, swap.version) == UPDATED)
		swap_step_put(nag->change, swap.id, nag->now, 0, "lapsed", 0, S(""));
}

/* ---- When it is over -------------------------------------------------------------------------- */

/* Nobody took it.  The roster may have changed since it was asked, and somebody else serve. */
static bool asker_serves(const struct nagging *nag)
{
	struct instant from = nag->swap->begins_at.seconds > nag->now.seconds ? nag->swap->begins_at
		: nag->now;
	struct shift_list shifts = shifts_of_swap(nag);

	return from.seconds < nag->swap->ends_at.seconds
		&& serves_whole(&shifts, nag->swap->asked_by, from, nag->swap->ends_at);
}

static const char *outcome_words(const struct nagging *nag)
{
	if (swap_is_handed_over(nag->swap))
		return _("Somebody else is on duty for you %.*s.");
	return asker_serves(nag) ? _("You are still on duty %.*s: nobody has taken the shift.")
		: _("Nobody has taken your shift %.*s, and the roster has changed since you asked. Look there to see who is on duty.");
}

static void asker_tell(const struct nagging *nag)
{
	tell(nag, "told", TOLD_asker, arena_print(change_arena(nag->change), outcome_words(nag),
		STR(when_words(nag))), 1, &nag->swap->asked_by);
}

/* Whoever is put in without having answered must know of it. */
static void put_in_tell(const struct nagging *nag)
{
	if (nag->swap->state == SWAP_decided)
		tell(nag, "told", TOLD_put_in, arena_print(change_arena(nag->change),
			_("Whoever keeps the roster has put you in: you are on duty %.*s."),
			STR(when_words(nag))), 1, &nag->swap->asked_of);
}

bool swaps_nag(struct change *change, struct instant now)
{
	struct view *view = change_view(change);
	struct nagging nag = { .change = change, .now = now,
		.may_tell = alarm_may_tell(view, swap_channel) };
	struct swap_list open = swaps_under_way(view), over;

	for (size_t i = 0; i < open.count; i++) {
		nag.swap = &open.at[i];
		nag.roster = roster_of_swap(view, nag.swap);
		if (nag.roster)                 /* after a clash nothing is found */
			open_look(&nag);
	}
	over = swaps_to_tell(view, (struct instant){ now.seconds - TELL_DAYS * (int64_t)DAY });
	for (size_t i = 0; i < over.count && nag.may_tell; i++) {
		nag.swap = &over.at[i];
		nag.roster = roster_of_swap(view, nag.swap);
		if (!nag.roster)
			continue;
		asker_tell(&nag);
		put_in_tell(&nag);
	}
	return nag.may_tell;
}

/* After a clash somebody else has done a part of it: what is due is reckoned anew. */
static bool nag_run(struct job *job)
{
	enum committed committed = CLASHED;

	tongue_choose(setting_text("language"));
	for (int i = 0; i < MOST_TRIES && committed == CLASHED; i++) {
		struct change *change = change_open(job_store(job), job_arena(job),
			(struct who){ .is_system = true });

		swaps_nag(change, instant_now());
		committed = change_commit(change);
	}
	job_say(job, "%s", committed == COMMITTED ? _("Requests to take shifts were looked through.")
		: _("Somebody else was writing all the time. It is tried again."));
	return committed == COMMITTED;
}

static bool nag_is_needed(struct view *view)
{
	struct instant since = { instant_now().seconds - TELL_DAYS * (int64_t)DAY };

	return swaps_under_way(view).count > 0
		|| (alarm_may_tell(view, swap_channel) && swaps_to_tell(view, since).count > 0);
}

const struct job_kind rosters_jobs[] = {
	{ .name = swap_job, .label = N_("Reminds those who are asked to take a shift"),
	  .need = MAY_jobs_read, .run = nag_run, .is_hidden = true, .every_minutes = EVERY_MINUTES,
	  .is_needed = nag_is_needed },
	{ .name = NULL },
};
