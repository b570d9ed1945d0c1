/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/workshop.h - several judge one risk at a time, and a named person decides.
 *
 * The coordinator opens a workshop for an analysis that is being worked on, reads its code
 * aloud and takes up one risk after the other.  Those in the room vote on their telephones.
 * A vote is secret until the round is closed; then the spread is shown, and nothing before it.
 * After a talk there may be a second round.  The assessment itself is made in the ordinary
 * form by the one who writes, with the spread beside it, and keeps the votes without names.
 *
 * With the code alone one sees the title of the risk, the scales and, at last, the spread.  A
 * risk that is marked, or whose assessment is, is only taken up in a workshop where everybody is
 * signed in; so is every risk of an analysis that is secret as a whole.
 */
#pragma once

#include "modules/risks/pages.h"

enum { LEAST_VOTES = 3, MOST_ROUNDS = 9 };

#define RISK_WORKSHOP_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(rsa_id,      ref,    N_("Analysis"), .is_own = true, .is_hidden = true) \
	F(unit_id,     ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(code,        secret, N_("Code"), .is_own = true) \
	F(code_digest, secret, N_("Digest of the code"), .is_own = true) \
	F(needs_account, yesno, N_("Only those who are signed in take part"), \
	               .help = N_("Needed for risks that are marked as a whole, or whose assessment is marked. Otherwise whoever has the code may vote, and sees the titles of the risks and how the votes are spread.")) \
	F(people,      count,  N_("How many vote"), .most = 500, \
	               .help = N_("A round with more votes than that is not shown: somebody has voted twice. Leave it empty when it is not known.")) \
	F(state,       choice, N_("State"), CHOICES(workshop_states), .is_own = true) \
	F(round_id,    ref,    N_("Round"), .is_own = true, .is_hidden = true) \
	F(created_by,  ref,    N_("Opened by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Opened"), .is_own = true) \
	F(finished_at, instant, N_("Finished"), .is_own = true) \
	F(version,     count,  N_("Version"), .is_own = true)
enum workshop_state { WORKSHOP_none, WORKSHOP_open, WORKSHOP_finished };
extern const struct choice workshop_states[];
struct risk_workshop { RISK_WORKSHOP_FIELDS(AS_MEMBER) };
LIST_OF(risk_workshop)
extern const struct record risk_workshop_record;
extern const struct form workshop_form;

#define RISK_ROUND_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(workshop_id, ref,    N_("Workshop"), .is_own = true, .is_hidden = true) \
	F(risk_id,     ref,    N_("Risk"), .is_own = true, .is_hidden = true) \
	F(round,       count,  N_("Round"), .is_own = true) \
	F(votes,       count,  N_("Votes"), .is_own = true) \
	F(closed_at,   instant, N_("Closed"), .is_own = true) \
	F(is_shown,    yesno,  N_("The spread is shown"), .is_own = true) \
	F(revision_id, ref,    N_("Assessment"), .is_own = true, .is_hidden = true) \
	F(created_by,  ref,    N_("Opened by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Opened"), .is_own = true) \
	F(version,     count,  N_("Version"), .is_own = true)
struct risk_round { RISK_ROUND_FIELDS(AS_MEMBER) };
LIST_OF(risk_round)
extern const struct record risk_round_record;

struct risk_vote { int64_t id, round_id, probability; struct str consequences; };
LIST_OF(risk_vote)

/* What somebody with the code sees. */
struct workshop_room { int64_t id, round_id, method_id, round, is_shown, revision_id;
	struct instant closed_at; struct str title; };

/* ---- Rules (rules_workshop.c) ------------------------------------------------------------------- */

enum workshop_phase { PHASE_waiting, PHASE_voting, PHASE_shown };
enum workshop_phase workshop_phase_of(const struct risk_round *round);  /* NULL: waiting */
/* Why the step cannot be taken now, N_(); NULL it can. */
struct workshop_facts { const char *verb; const struct risk_round *round; const struct risk *risk;
	bool is_open, is_editable, is_secret, needs_account; int64_t votes, people; };
const char *workshop_problem(const struct workshop_facts *facts);

/* How the votes of a round are spread over the steps: of probability, then of each value. */
struct spread_row {
	struct str value;               /* "" probability */
	int64_t untouched;              /* said that the value is not touched */
	int64_t at[MOST_STEPS + 1];     /* votes at each step, from 1 */
	int64_t steps, votes;
	int64_t least, middle, most;    /* steps; the middle vote, the lower of two; 0 untouched */
};
LIST_OF(spread_row)
struct spread_row_list vote_spread(struct arena *arena, const struct risk_vote_list *votes,
                                   const struct scales *scales);

/* ---- Queries (queries_workshop.c) ---------------------------------------------------------------- */

struct risk_workshop_list workshops_of(struct view *view, int64_t rsa_id);     /* the newest first */
const struct risk_workshop *workshop_get(struct view *view, struct str public_id);
struct risk_round_list rounds_of(struct view *view, int64_t workshop_id);
const struct risk_round *round_of_id(struct view *view, int64_t id);            /* NULL */
const struct risk_round *round_of_revision(struct view *view, int64_t revision_id);
/* The round of an open workshop that waits for a decision about the risk; NULL none. */
const struct risk_round *round_to_decide(struct view *view, int64_t risk_id);
struct risk_vote_list votes_of(struct view *view, int64_t round_id);    /* none before it is closed */
int64_t votes_count(struct view *view, int64_t round_id);
const struct workshop_room *room_of_code(struct view *view, struct str digest);
bool code_is_given(struct view *view, struct str digest);       /* also of a workshop that has ended */
struct risk_vote_list room_votes(struct view *view, int64_t round_id);
const struct risk_vote *room_own(struct view *view, int64_t round_id, struct str voter);
void vote_put(struct change *change, int64_t round_id, struct str voter, int64_t probability,
              struct str consequences);

struct risk_workshop *workshop_open(struct change *change, const struct rsa *rsa,
                                    const struct risk_workshop *asked);
/* The newest round of the risk before the decision gets the revision. */
void workshop_decided(struct change *change, const struct risk *risk, int64_t revision_id);
struct str workshop_digest(struct arena *arena, struct str code);       /* of a code as it was typed */

/* Beside the assessment: the spread that waits for a decision; and that which a decision had. */
void workshop_beside_form(struct out *out, struct view *view, const struct risk *risk, const struct scales *scales);
void workshop_beside_risk(struct out *out, struct view *view, const struct risk *risk, const struct scales *scales);

struct reply workshops_show(struct request *request, struct view *view);
struct reply workshop_open_act(struct request *request, struct change *change);
struct reply workshop_show(struct request *request, struct view *view);
struct reply workshop_step_act(struct request *request, struct change *change);
struct reply room_ask(struct request *request, struct view *view);
struct reply room_show(struct request *request, struct view *view);
struct reply room_vote_act(struct request *request, struct change *change);
