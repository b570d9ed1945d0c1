/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/inside.h - what the files of this room share. */
#pragma once

#include "kit/catalogue.h"
#include "modules/crisis/crisis.h"
#include "modules/emergency/emergency.h"

/* ---- Records --------------------------------------------------------------------------- */

enum emergency_body { BODY_none, BODY_management, BODY_committee, BODY_COUNT };
extern const struct choice emergency_bodies[];
enum period_state { PERIOD_none, PERIOD_active, PERIOD_ended };
extern const struct choice period_states[];

#define PERIOD_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(number,      text,    N_("Number"), .is_own = true) \
	F(body,        choice,  N_("Who is activated"), CHOICES(emergency_bodies), .is_own = true) \
	F(crisis_id,   ref,     N_("Crisis"), .refers_to = "crisis", .is_own = true, .is_hidden = true) \
	F(is_exercise, yesno,   N_("This is an exercise"), .is_own = true) \
	F(state,       choice,  N_("State"), CHOICES(period_states), .is_own = true) \
	F(acts,        count,   N_("Acts"), .is_own = true) \
	F(began_at,    instant, N_("Activated"), .is_own = true) \
	F(ended_at,    instant, N_("Ended"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct period { PERIOD_FIELDS(AS_MEMBER) };
LIST_OF(period)
extern const struct record period_record;

enum act_kind {
	ACT_none, ACT_activate, ACT_staff, ACT_relieve, ACT_stand_down, ACT_takeover, ACT_handback,
	ACT_decision, ACT_reported, ACT_council, ACT_end,
};
extern const struct choice emergency_act_kinds[];

#define ACT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(period_id,   ref,     N_("Period"), .is_own = true, .is_hidden = true) \
	F(seq,         count,   N_("No."), .is_own = true) \
	F(kind,        choice,  N_("What was done"), CHOICES(emergency_act_kinds), .is_own = true) \
	F(event_at,    instant, N_("When"), .is_own = true) \
	F(logged_at,   instant, N_("Written down"), .is_own = true) \
	F(by_id,       ref,     N_("Person"), .is_own = true, .is_hidden = true) \
	F(by_name,     text,    N_("By"), .is_own = true, .is_personal = true) \
	F(by_role,     code,    N_("As"), .list = "role_types", .is_own = true) \
	F(by_function, code,    N_("On duty as"), .list = "rosters/functions", .is_own = true) \
	F(words,       prose,   N_("What"), .is_own = true) \
	F(grounds,     prose,   N_("Why"), .is_own = true) \
	F(unit_id,     ref,     N_("Unit"), .refers_to = "unit", .is_own = true, .is_hidden = true) \
	F(unit_name,   text,    N_("Unit"), .is_own = true) \
	F(person_id,   ref,     N_("Person"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(person_name, text,    N_("Who is put in the staff"), .is_own = true, .is_personal = true) \
	F(function,    code,    N_("Function"), .list = "crisis/functions", .is_own = true) \
	F(decision_no, count,   N_("Decision no."), .is_own = true) \
	F(refers_to,   count,   N_("About no."), .is_own = true) \
	F(on_date,     date,    N_("Day of the meeting"), .is_own = true) \
	F(law,         code,    N_("Law"), .list = "emergency/laws", .is_own = true) \
	F(log_seq,     count,   N_("Line in the log of the crisis"), .is_own = true)
struct act { ACT_FIELDS(AS_MEMBER) };
LIST_OF(act)
extern const struct record emergency_act_record;

/* What people write; each act takes some of it. */
#define DEED_FIELDS(F) \
	F(body,        choice, N_("Who is activated"), .required = true, CHOICES(emergency_bodies)) \
	F(crisis_id,   ref,    N_("Crisis"), .refers_to = "crisis", \
	               .help = N_("Empty: without a crisis. Only crises that you take part in can be chosen.")) \
	F(is_exercise, yesno,  N_("This is an exercise"), \
	               .help = N_("With a crisis, what the crisis is counts.")) \
	F(person_id,   ref,    N_("Person"), .required = true, .refers_to = "person") \
	F(function,    code,   N_("Function"), .required = true, .list = "crisis/functions") \
	F(area_id,     ref,    N_("Committee"), .required = true, .refers_to = "unit", \
	               .help = N_("Whose area is taken over.")) \
	F(ended_by,    ref,    N_("Who decided that it ceases"), .required = true, .refers_to = "unit") \
	F(refers_to,   count,  N_("No. of the act it is about"), .required = true, .least = 1, .most = 1000000) \
	F(extent,      prose,  N_("What is taken over"), .required = true, .longest = 4000, \
	               .help = N_("The whole area, or which part of it.")) \
	F(decision,    prose,  N_("The decision"), .required = true, .longest = 4000) \
	F(reference,   text,   N_("Day and paragraph of the decision"), .required = true, .longest = 160) \
	F(on_date,     date,   N_("Day of the meeting"), .required = true) \
	F(grounds,     prose,  N_("Why"), .required = true, .longest = 4000, \
	               .help = N_("Nothing that is secret, and no names of people who are hurt.")) \
	F(happened,    text,   N_("Decided at"), .longest = 40, \
	               .help = N_("14:10, or a day and a time. Empty: now.")) \
	F(version,     count,  N_("Version"), .is_own = true)
struct deed { DEED_FIELDS(AS_MEMBER) };
extern const struct record deed_record;

/* ---- Rules (rules.c): pure --------------------------------------------------------------- */

struct law {                            /* a version of the law, as the list has it */
	struct str code, name;
	struct str takes_over, ends, reports_to;        /* kinds of units, with spaces between */
	struct str others;              /* what to do about units that cannot be taken over */
	struct date from, to;           /* both included; not given: open */
};
struct law_list { size_t count; const struct law *at; };
struct law_list laws_read(struct arena *arena);
const struct law *law_on(const struct law_list *laws, struct date day);         /* NULL: none holds */
/* "City Executive Board, City Council": the kinds by name. */
struct str kinds_named(struct arena *arena, struct str kinds);

/* Where a period has come to, from its acts in order. */
struct held {                           /* somebody in the staff, or an area that is taken over */
	const struct act *begun, *ended;        /* ended NULL: still */
};
struct decided {                        /* what has a number as decision */
	const struct act *act;
	const struct act *reported, *council;   /* to the committee, to the council; NULL not yet */
};
struct standing {
	size_t staff_count, area_count, decision_count;
	struct held *staff, *areas;
	struct decided *decisions;
	size_t staff_now, areas_now, waits_for_committee, waits_for_council;
	const struct act *begun, *ended;
};
struct standing standing_of(struct arena *arena, const struct act_list *acts);
/* Has the period ended?  What is reported is so afterwards too. */
bool act_is_too_late(enum act_kind kind, const struct period *period);
/* Does the act get a number among the decisions? */
bool act_is_decision(enum act_kind kind, enum emergency_body body);
const struct held *held_of(const struct held *held, size_t count, int64_t seq);         /* NULL */
const struct decided *decided_of(const struct standing *standing, int64_t seq);         /* NULL */
/* The row of the list emergency/acts. */
const struct item *act_item(enum act_kind kind, enum emergency_body body);
extern const struct rule_table emergency_rules[];

/* ---- Queries ------------------------------------------------------------------------------ */

const struct period *period_of_number(struct view *view, struct str number);    /* NULL */
const struct period *period_active(struct view *view, enum emergency_body body);        /* NULL */
struct period_list periods_all(struct view *view);              /* newest first */
struct period_list periods_of_crisis(struct view *view, int64_t crisis_id);
struct act_list acts_of(struct view *view, int64_t period_id);
/* "" when the reader does not see it. */
struct str period_crisis(struct view *view, const struct period *period);
/* By what this person may do it now: an appointment of today, or else being on duty. */
struct capacity { struct str role, function; };         /* both "": may not */
struct capacity capacity_for(struct view *view, const struct item *act);
static inline bool capacity_is_given(const struct capacity *capacity)
{ return capacity->role.len || capacity->function.len; }
struct str capacity_words(struct capacity capacity);
static inline struct str act_as(const struct act *act)
{ return capacity_words((struct capacity){ act->by_role, act->by_function }); }

#define HOLDER_FIELDS(F) \
	F(role_type, code, N_("Role"), .list = "role_types") \
	F(function,  code, N_("Function"), .list = "rosters/functions") \
	F(kind,      code, N_("Kind"), .list = "unit_kinds") \
	F(name,      text, N_("Name"), .is_personal = true)
struct holder { HOLDER_FIELDS(AS_MEMBER) };
LIST_OF(holder)
/* Who holds the roles that the acts ask for, today, and who is on duty, as far as this reader
 * may know; those of one act by name; and what it asks for. */
struct holder_list holders_today(struct view *view);
struct str holders_named(struct arena *arena, const struct holder_list *holders, const struct item *act);
struct str roles_named(struct arena *arena, const struct item *act);
/* The next meeting of a unit of such a kind; not given: none is known. */
struct date council_meeting_next(struct view *view, struct str kinds);

void emergency_period_add(struct change *change, struct period *period);
void emergency_act_add(struct change *change, const struct period *period, struct act *act);

#define EMERGENCY_PROOF_FIELDS(F) \
	F(unit_id,   ref,     N_("Unit"), ) \
	F(opened_at, instant, N_("Opened"), ) \
	F(has_it,    yesno,   N_("It has it"), )
struct emergency_proof { EMERGENCY_PROOF_FIELDS(AS_MEMBER) };
LIST_OF(emergency_proof)
struct emergency_proof_ask {
	struct str levels, body;        /* " 2 3 " */
	int64_t unit_id;                /* 0: all one follows */
	struct instant from, to;        /* when the crises were opened, or it was decided */
};
struct emergency_proof_list emergency_proofs(struct view *view, const struct emergency_proof_ask *ask);
struct period_list periods_proving(struct view *view, const struct emergency_proof_ask *ask);
/* Decisions of the committee; `body` is whom they are reported to: council, committee. */
struct emergency_proof_list decision_proofs(struct view *view, const struct emergency_proof_ask *ask);
struct period_list periods_deciding(struct view *view, const struct emergency_proof_ask *ask);
extern const struct evidence_source emergency_evidence[];

void emergency_demo(struct store *store, int scale);
int64_t emergency_demo_crisis(struct view *view, struct str title);

/* ---- Pages ----------------------------------------------------------------------------------- */

struct scene {                          /* what the page of a period shows */
	struct request *request;
	const struct period *period;
	struct act_list acts;
	struct standing standing;
	struct str crisis;              /* "" none, or not seen */
	const struct law *law;          /* in force today; NULL */
	size_t unlogged;                /* acts without a line in the log of the crisis one sees */
	bool may[ACT_end + 1];          /* what this person may do now */
	bool is_evaluated;              /* its evaluations are its own, and this person reads some */
	bool may_evaluate;
};
struct scene scene_of(struct request *request, struct view *view, const struct period *period);

struct reply emergency_page(struct request *request, struct view *view);
struct reply period_page(struct request *request, struct view *view);
struct reply council_page(struct request *request, struct view *view);
struct reply deed_page(struct request *request, struct view *view);
struct reply deed_act(struct request *request, struct change *change);
struct reply activate_page(struct request *request, struct view *view);
struct reply activate_act(struct request *request, struct change *change);
extern const struct form emergency_activate_form, emergency_staff_form, emergency_relieve_form,
	emergency_stand_down_form, emergency_takeover_form, emergency_handback_form,
	emergency_decision_form, emergency_reported_form, emergency_council_form,
	emergency_end_form;
extern const struct route emergency_routes[];
extern const struct reference emergency_references[];   /* queries_cite.c */
