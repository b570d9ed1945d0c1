/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/swaps.h - somebody on duty asks another to take a shift, or to exchange two.
 *
 * A request moves nothing.  When the one who is asked says yes, overrides are made like any
 * other (acts.c), so who is on duty is still said in one way only.  Only the two and those who
 * keep the roster see a request and what was written in it.  Reminders are rules over what
 * has been done (swap_reminders_due()): a job that dies loses none and doubles none.
 */
#pragma once

#include "modules/rosters/inside.h"

enum swap_state {
	SWAP_none, SWAP_open, SWAP_accepted, SWAP_declined, SWAP_withdrawn,
	SWAP_decided, SWAP_closed,      /* by whoever keeps the roster: put in, or not */
	SWAP_lapsed,                    /* the shift began, or the roster changed */
};
extern const struct choice swap_states[];

#define SWAP_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(roster_id,  ref,     N_("Roster"), .refers_to = "roster", .is_own = true) \
	F(begins_at,  instant, N_("From"), .is_own = true) \
	F(ends_at,    instant, N_("To"), .is_own = true) \
	F(asked_by,   ref,     N_("Who asks"), .refers_to = "person", .is_own = true) \
	F(asked_of,   ref,     N_("Who is asked"), .refers_to = "person", .is_own = true) \
	F(back_begins_at, instant, N_("In exchange, from"), .is_own = true) \
	F(back_ends_at, instant, N_("In exchange, to"), .is_own = true) \
	F(state,      choice,  N_("State"), CHOICES(swap_states), .is_own = true) \
	F(asked_at,   instant, N_("When it was asked"), .is_own = true) \
	F(ended_by,   ref,     N_("Ended by"), .refers_to = "person", .is_own = true) \
	F(ended_at,   instant, N_("Ended"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct swap { SWAP_FIELDS(AS_MEMBER) };
LIST_OF(swap)
extern const struct record swap_record;

/* How a person writes one. */
#define SWAP_NEW_FIELDS(F) \
	F(asked_of,  text,    N_("Whom do you ask?"), .required = true, .longest = 120, \
	             .is_personal = true) \
	F(begins_at, instant, N_("From"), .required = true) \
	F(ends_at,   instant, N_("To"), .required = true, \
	             .help = N_("The whole shift, or a part of it.")) \
	F(back,      instant, N_("In exchange I take"), ) \
	F(words,     prose,   N_("What do you want to say?"), .longest = 1000, .is_personal = true, \
	             .help = N_("Read only by the one you ask and those who keep the roster. Nothing about anybody's health."))
struct swap_new { SWAP_NEW_FIELDS(AS_MEMBER) };
extern const struct record swap_new_record;
extern const struct form swap_form;

/* What ends one. */
enum swap_answer { SWAP_no_answer, SWAP_accept, SWAP_decline };
enum swap_decision { SWAP_no_decision, SWAP_put_in, SWAP_close };
extern const struct choice swap_answers[], swap_decisions[];
#define SWAP_REPLY_FIELDS(F) \
	F(answer,   choice, N_("Answer"), CHOICES(swap_answers)) \
	F(decision, choice, N_("Decision"), CHOICES(swap_decisions)) \
	F(words,    prose,  N_("What do you want to say?"), .longest = 1000, .is_personal = true) \
	F(why,      prose,  N_("Why"), .longest = 1000, .is_personal = true)
struct swap_reply { SWAP_REPLY_FIELDS(AS_MEMBER) };
extern const struct record swap_reply_record;
extern const struct form swap_answer_form, swap_withdraw_form, swap_decide_form;

/* One in a list. */
#define SWAP_ROW_FIELDS(F) \
	F(public_id,     text,    N_("Identity"), ) \
	F(begins_at,     instant, N_("From"), ) \
	F(ends_at,       instant, N_("To"), ) \
	F(function,      code,    N_("Function"), .list = "rosters/functions") \
	F(asked_by_name, text,    N_("Who asks"), .is_personal = true) \
	F(asked_of_name, text,    N_("Who is asked"), .is_personal = true) \
	F(state,         choice,  N_("State"), CHOICES(swap_states)) \
	F(asked_at,      instant, N_("When it was asked"), )
struct swap_row { SWAP_ROW_FIELDS(AS_MEMBER) };
extern const struct table swaps_table;

#define SWAP_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(at,          instant, N_("When"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(person_id,   ref,     N_("Person"), .refers_to = "person") \
	F(words,       prose,   N_("Words"), .is_personal = true)
struct swap_step { SWAP_STEP_FIELDS(AS_MEMBER) };
LIST_OF(swap_step)
extern const struct record swap_step_record;

/* ---- Rules (rules_swaps.c) ------------------------------------------------------------ */

enum swap_obstacle {
	SWAP_FREE, SWAP_is_begun, SWAP_is_reversed, SWAP_not_served, SWAP_of_oneself,
	SWAP_takes_no_turns, SWAP_is_asked, SWAP_no_such_back, SWAP_back_is_begun, SWAP_is_ended,
	SWAP_has_changed,
};
struct swap_said { const char *field, *words; };        /* words N_() */
const struct swap_said *swap_said(enum swap_obstacle obstacle);

bool swap_rule_row(size_t i, struct out *out);
/* Does the person serve all of the time, without a pause? */
bool serves_whole(const struct shift_list *shifts, int64_t person, struct instant begins,
                  struct instant ends);
/* May it be asked?  `shifts` are those of the roster, from `now` to the end of what is swapped;
 * `open` the other requests of the roster. */
enum swap_obstacle swap_ask_obstacle(const struct shift_list *shifts, const struct swap *swap,
                                     const struct swap_list *open, bool takes_turns,
                                     struct instant now);
/* May it still be accepted? */
enum swap_obstacle swap_accept_obstacle(const struct shift_list *shifts, const struct swap *swap,
                                        struct instant now);
/* What it counts as: an open one whose time has begun has lapsed. */
enum swap_state swap_state_at(const struct swap *swap, struct instant now);
bool swap_is_handed_over(const struct swap *swap);
/* The overrides that come of an accepted one, made at `now`; answers how many. */
enum { SWAP_MOST_OVERRIDES = 2 };
size_t swap_overrides(const struct swap *swap, struct instant now,
                      struct override overrides[SWAP_MOST_OVERRIDES]);

struct swap_pace {                      /* settings swap_..., in hours */
	int64_t first, every;           /* after the request, and then so often */
	int64_t last;                   /* for the last time so long before the shift */
	int64_t keeper;                 /* whoever keeps the roster is told so long before it */
};
/* How many times the one who is asked should have been reminded by now; the first message
 * does not count. */
int64_t swap_reminders_due(const struct swap *swap, struct swap_pace pace, struct instant now);
/* From when whoever keeps the roster is told, and may decide. */
struct instant swap_keeper_from(const struct swap *swap, struct swap_pace pace);

/* ---- Queries (queries_swaps.c) ------------------------------------------------------------ */

const struct swap *swap_get(struct view *view, struct str public_id);
struct swap_list swaps_open(struct view *view, int64_t roster_id /* 0: all that one sees */);
struct swap_list swaps_asked_of_me(struct view *view, struct instant now);
void swaps_query(struct request *request, struct view *view, struct query *query);
struct swap_step_list swap_steps(struct view *view, int64_t swap_id);
/* False: it has been made already, by this process or another. */
bool swap_step_put(struct change *change, int64_t swap_id, struct instant at, int64_t person,
                   const char *verb, int64_t number, struct str words);
const struct roster *roster_of_id(struct view *view, int64_t id);       /* NULL: not seen */
/* Those who take turns in the roster at a moment, without oneself. */
struct mate { int64_t person_id; struct str identity; };
LIST_OF(mate)
struct mate_list mates_of(struct view *view, int64_t roster_id, struct instant at);
/* What the one who takes over holds elsewhere at that time, in rosters that one sees or not. */
struct held swap_conflict(struct view *view, const struct roster *roster, int64_t person,
                          struct instant from, struct instant to);

/* As the system, for the job. */
struct swap_list swaps_under_way(struct view *view);
struct swap_list swaps_to_tell(struct view *view, struct instant since);
bool swap_has_step(struct view *view, int64_t swap_id, const char *verb, int64_t number);
const struct roster *roster_of_swap(struct view *view, const struct swap *swap);
struct str name_as_system(struct view *view, int64_t person);

/* ---- Pages (swaps.c, swap_acts.c) and the job (nag.c) ------------------------------------- */

/* One request as a reader sees it. */
struct swap_shown {
	struct request *request;
	struct view *view;
	const struct swap *swap;
	const struct roster *roster;    /* NULL: no longer seen */
	struct str roster_path;         /* "" when the reader may not open it */
	enum swap_state state;
	struct swap_step_list steps;
	struct instant keeper_from;
	bool is_kept;                   /* the reader keeps the roster, and is none of the two */
};
struct swap_asking {                    /* what the form to ask offers */
	struct view *view;
	struct form_view *form;
	const struct roster *roster;
	int64_t me;
	struct instant now;
	const struct shift_list *shifts;
	const struct str *names;        /* of those who serve, shift by shift */
	struct mate_list mates;
};
struct str swap_sentence(struct view *view, const struct swap *swap);   /* "Karin asks Ola" */
const char *swap_step_words(struct str verb);           /* N_() */
/* What was wrong and stands at no field that is shown. */
struct str swap_problem(const struct swap_shown *shown);
struct swap_pace swap_pace(void);
/* The shifts of the roster that bear upon a request. */
struct shift_list swap_shifts(struct arena *arena, const struct roster_rules_list *rules,
                              const struct swap *swap, struct instant now);
struct str swap_path(struct arena *arena, const struct swap *swap);
struct reply swaps_page(struct request *request, struct view *view);
struct reply swap_page(struct request *request, struct view *view);
struct reply swap_new_page(struct request *request, struct view *view);
struct reply swap_ask_act(struct request *request, struct change *change);
struct reply swap_answer_act(struct request *request, struct change *change);
struct reply swap_withdraw_act(struct request *request, struct change *change);
struct reply swap_decide_act(struct request *request, struct change *change);
/* A shift of the reader's own that is not over; how many of them there are. */
bool shift_may_be_asked(struct view *view, const struct roster *roster, const struct shift *shift);
size_t shifts_to_ask(struct view *view, const struct roster *roster,
                     const struct shift_list *shifts);
/* On the page of a roster, and on the start page. */
void swaps_of_roster_show(struct out *out, struct view *view, const struct roster *roster);
void swaps_home(struct out *out, struct request *request, struct view *view);

extern const char swap_job[];
bool swaps_nag(struct change *change, struct instant now);
extern const struct job_kind rosters_jobs[];
void swaps_demo(struct change *change, struct date today);
