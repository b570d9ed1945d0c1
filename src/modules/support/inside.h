/* SPDX-License-Identifier: EUPL-1.2 */
/* support/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/support/support.h"

/* ---- Records ------------------------------------------------------------------------------- */

#define SUPPORT_ORGANISATION_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(hours,     code, N_("When"), .required = true, .list = "support/hours") \
	F(ready_minutes, count, N_("On the spot within, minutes"), .required = true, .least = 1, \
	             .most = 1440) \
	F(reached_by, text, N_("How it is reached"), .required = true, .longest = 120, \
	             .help = N_("The number of the function, not of a person.")) \
	F(words,     prose, N_("How it works"), .longest = 4000) \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,  date, N_("To"), .help = N_("The last day. Empty as long as the unit gives crisis support.")) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct support_organisation { SUPPORT_ORGANISATION_FIELDS(AS_MEMBER) };
LIST_OF(support_organisation)

#define SUPPORT_STAFF_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(organisation_id, ref, N_("Organisation"), .is_own = true, .is_hidden = true) \
	F(person_id, ref,  N_("Person"), .refers_to = "person", \
	             .help = N_("Somebody with an account here; else write the post below.")) \
	F(name,      text, N_("Post"), .longest = 120, .is_personal = true) \
	F(role,      code, N_("Role"), .required = true, .list = "support/roles") \
	F(may_answer, yesno, N_("Offers and accepts handovers for the unit"), ) \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,  date, N_("To"), ) \
	F(version,   count, N_("Version"), .is_own = true)
struct support_staff { SUPPORT_STAFF_FIELDS(AS_MEMBER) };
LIST_OF(support_staff)

#define SUPPORT_PREMISES_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(organisation_id, ref, N_("Organisation"), .is_own = true, .is_hidden = true) \
	F(name,      text, N_("Premises"), .required = true, .longest = 120) \
	F(address,   text, N_("Address"), .longest = 200) \
	F(seats,     count, N_("Room for so many people"), .most = 10000) \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,  date, N_("To"), ) \
	F(version,   count, N_("Version"), .is_own = true)
struct support_premises { SUPPORT_PREMISES_FIELDS(AS_MEMBER) };
LIST_OF(support_premises)

#define SUPPORT_REVIEW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(organisation_id, ref, N_("Organisation"), .is_own = true, .is_hidden = true) \
	F(on_date,   date, N_("Day"), .is_own = true) \
	F(staff,     count, N_("Staff list"), .is_own = true) \
	F(premises,  count, N_("Premises"), .is_own = true) \
	F(ready_minutes, count, N_("On the spot within, minutes"), .is_own = true) \
	F(words,     prose, N_("What you found"), .required = true, .longest = 2000, \
	             .help = N_("Do those on the list know it, and do the premises open when they are needed?")) \
	F(person_id, ref,  N_("Gone through by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
struct support_review { SUPPORT_REVIEW_FIELDS(AS_MEMBER) };
LIST_OF(support_review)

enum operation_state { OPERATION_none, OPERATION_open, OPERATION_closed };
extern const struct choice operation_states[];
#define SUPPORT_OPERATION_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit that begins"), .required = true, .refers_to = "unit") \
	F(kind,      code, N_("What it is about"), .required = true, .list = "support/kinds") \
	F(place,     text, N_("Where support is given"), .required = true, .longest = 120) \
	F(event_id,  ref,  N_("Begins with the event"), .refers_to = "event") \
	F(began_at,  instant, N_("Began"), .required = true) \
	F(words,     prose, N_("What is done"), .longest = 4000, \
	             .help = N_("Counts, not people: no names, no personal numbers, nothing by which somebody is known.")) \
	F(state,     choice, N_("State"), CHOICES(operation_states), .is_own = true) \
	F(opened_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true) \
	F(opened_at, instant, N_("Written"), .is_own = true) \
	F(closed_at, instant, N_("Closed"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct support_operation { SUPPORT_OPERATION_FIELDS(AS_MEMBER) };
LIST_OF(support_operation)

enum handover_state { HANDOVER_none, HANDOVER_offered, HANDOVER_read, HANDOVER_accepted,
	HANDOVER_declined, HANDOVER_withdrawn };
extern const struct choice handover_states[];
#define SUPPORT_HANDOVER_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(operation_id, ref, N_("Operation"), .is_own = true, .is_hidden = true) \
	F(from_unit_id, ref, N_("From"), .required = true, .refers_to = "unit") \
	F(to_unit_id, ref, N_("To"), .required = true, .refers_to = "support_unit") \
	F(adults,    count, N_("Adults"), .most = 100000) \
	F(children,  count, N_("Children"), .most = 100000) \
	F(situation, prose, N_("What has been done"), .required = true, .longest = 4000, \
	             .help = N_("Counts, not people: no names, no personal numbers, nothing by which somebody is known.")) \
	F(remains,   prose, N_("What remains"), .required = true, .longest = 4000, \
	             .help = N_("Needs and what has been promised. Whom it is about is told from person to person.")) \
	F(contact,   text, N_("Whom to ask"), .required = true, .longest = 120, \
	             .help = N_("The number of the function, not of a person.")) \
	F(digest,    text, N_("Digest"), .is_own = true) \
	F(state,     choice, N_("State"), CHOICES(handover_states), .is_own = true) \
	F(offered_by, ref, N_("Offered by"), .refers_to = "person", .is_own = true) \
	F(offered_at, instant, N_("Offered"), .is_own = true) \
	F(answered_by, ref, N_("Who answered"), .refers_to = "person", .is_own = true) \
	F(answered_at, instant, N_("Answer given"), .is_own = true) \
	F(reason,    prose, N_("Why"), .longest = 2000, .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct support_handover { SUPPORT_HANDOVER_FIELDS(AS_MEMBER) };
LIST_OF(support_handover)

enum support_verb { VERB_none, VERB_met, VERB_ended, VERB_offered, VERB_read, VERB_accepted,
	VERB_declined, VERB_withdrawn, VERB_closed };
extern const struct choice support_verbs[], count_verbs[];
#define SUPPORT_STEP_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(operation_id, ref, N_("Operation"), .is_own = true, .is_hidden = true) \
	F(handover_id, ref, N_("Handover"), .is_own = true, .is_hidden = true) \
	F(verb,      choice, N_("What"), CHOICES(support_verbs), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(to_unit_id, ref, N_("To"), .refers_to = "unit", .is_own = true) \
	F(adults,    count, N_("Adults"), .most = 100000) \
	F(children,  count, N_("Children"), .most = 100000) \
	F(staff,     count, N_("Staff at work"), .most = 10000) \
	F(words,     prose, N_("A note"), .longest = 2000, \
	             .help = N_("Counts, not people: no names, no personal numbers, nothing by which somebody is known.")) \
	F(digest,    text, N_("Digest"), .is_own = true) \
	F(person_id, ref,  N_("Who"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("When"), .is_own = true)
struct support_step { SUPPORT_STEP_FIELDS(AS_MEMBER) };
LIST_OF(support_step)

/* What a holder says about its own people; becomes a step. */
#define SUPPORT_COUNT_FIELDS(F) \
	F(what,      choice, N_("What"), CHOICES(count_verbs), .required = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(adults,    count, N_("Adults"), .most = 100000) \
	F(children,  count, N_("Children"), .most = 100000) \
	F(staff,     count, N_("Staff at work"), .most = 10000) \
	F(words,     prose, N_("A note"), .longest = 2000, \
	             .help = N_("Counts, not people: no names, no personal numbers, nothing by which somebody is known."))
struct support_count { SUPPORT_COUNT_FIELDS(AS_MEMBER) };

#define SUPPORT_ANSWER_FIELDS(F) \
	F(reason,  prose, N_("Why"), .required = true, .longest = 2000) \
	F(version, count, N_("Version"), .is_own = true)
struct support_answer { SUPPORT_ANSWER_FIELDS(AS_MEMBER) };

#define OPERATION_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(number,    text, N_("Number"), ) \
	F(began_at,  instant, N_("Began"), ) \
	F(kind,      code, N_("What it is about"), .list = "support/kinds") \
	F(place,     text, N_("Where support is given"), ) \
	F(unit_name, text, N_("Unit that begins"), ) \
	F(state,     choice, N_("State"), CHOICES(operation_states)) \
	F(met,       count, N_("Met"), ) \
	F(waiting,   count, N_("Not accepted"), )
struct operation_row { OPERATION_ROW_FIELDS(AS_MEMBER) };

#define HANDOVER_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(number,    text, N_("Number"), ) \
	F(operation, text, N_("Operation"), ) \
	F(from_name, text, N_("From"), ) \
	F(to_name,   text, N_("To"), ) \
	F(adults,    count, N_("Adults"), ) \
	F(children,  count, N_("Children"), ) \
	F(state,     choice, N_("State"), CHOICES(handover_states)) \
	F(offered_at, instant, N_("Offered"), ) \
	F(answered_at, instant, N_("Answer given"), )
struct handover_row { HANDOVER_ROW_FIELDS(AS_MEMBER) };
LIST_OF(handover_row)

#define ORGANISATION_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(unit_code, text, N_("Code"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(hours,     code, N_("When"), .list = "support/hours") \
	F(ready_minutes, count, N_("On the spot within, minutes"), ) \
	F(reached_by, text, N_("How it is reached"), ) \
	F(staff,     count, N_("Staff list"), ) \
	F(premises,  count, N_("Premises"), ) \
	F(reviewed_on, date, N_("Gone through"), )
struct organisation_row { ORGANISATION_ROW_FIELDS(AS_MEMBER) };

extern const struct record support_organisation_record, support_staff_record,
	support_premises_record, support_review_record, support_operation_record,
	support_handover_record, support_step_record, support_count_record, support_answer_record;

/* ---- Rules (rules.c) ------------------------------------------------------------------------- */

struct people { int64_t adults, children; };
static inline int64_t people_all(struct people people)
{ return people.adults + people.children; }

/* What a unit is responsible for, and how much of it is offered to others and not answered. */
struct support_part { int64_t unit_id; struct people holds, offered; };
LIST_OF(support_part)
struct support_standing {
	struct support_part_list parts;         /* in the order that they came */
	struct people met, ended;
	int64_t staff;                          /* the last that each unit said, together */
	int64_t waiting;                        /* handovers without an answer */
	bool is_closed;
};
/* What a unit still has that it could offer. */
static inline struct people support_left(const struct support_part *part)
{ return (struct people){ part->holds.adults - part->offered.adults,
	part->holds.children - part->offered.children }; }
/* Steps in their order. */
struct support_standing support_stands(struct arena *arena, struct support_step_list steps);
const struct support_part *support_part_of(const struct support_standing *standing,
                                           int64_t unit_id);   /* nothing, when it holds none */

enum support_obstacle { SUPPORT_FREE, SUPPORT_IS_CLOSED, SUPPORT_NOBODY, SUPPORT_TOO_MANY,
	SUPPORT_SAME_UNIT, SUPPORT_WAITS, SUPPORT_HOLDS, SUPPORT_ANSWERED, SUPPORT_NOT_READ,
	SUPPORT_READ_ALREADY, SUPPORT_OWN_OFFER };
/* May a unit say so of its people: met, ended? */
enum support_obstacle support_count_obstacle(const struct support_standing *standing,
                                             const struct support_step *step);
enum support_obstacle support_offer_obstacle(const struct support_standing *standing,
                                             const struct support_handover *handover);
/* May this person take the handover a step further? */
enum support_obstacle handover_obstacle(const struct support_handover *handover,
                                        enum support_verb verb, int64_t person_id);
enum support_obstacle support_close_obstacle(const struct support_standing *standing);
/* What both parties sign: the same text, the same digest. */
struct str handover_digest(struct arena *arena, const struct support_handover *handover);

/* How the waiting for answers stands. */
struct support_clock { int64_t minutes; const struct item *item; };
LIST_OF(support_clock)
struct support_waiting { int64_t waiting, all; int64_t oldest_minutes; };
struct support_waiting support_waits(const struct handover_row *rows, size_t count,
                                     struct instant now);
bool handover_is_answered(int state);
/* The last clock that has rung, -1 none. */
int clock_rung(const struct support_clock_list *clocks, int64_t minutes);
struct support_clock_list support_clocks(struct arena *arena);  /* the list support/clocks */

/* Is it one of the hours (a row of support/hours) at a moment?  So a district has its office
 * hours, and the social services all others. */
bool support_turn_holds(const struct item *hours, struct instant at, struct holidays holidays);
/* The same of those that somebody is on duty for. */
bool support_turn_is(struct arena *arena, const struct item *hours, struct instant at);
struct str support_turn_words(struct arena *arena, struct instant at);         /* all that hold, by name */

struct span { struct date from, to; };          /* to not given: goes on */
LIST_OF(span)
bool span_holds(struct span span, struct date day);
/* When a unit was ready: the organisation was one, with so many staff, with premises, and had
 * been gone through within so many months.  Lists need not be sorted. */
struct readiness { struct span life; struct span_list staff, premises; size_t review_count;
	const struct date *reviews; int64_t least_staff; int months; };
struct span_list support_spans(struct arena *arena, const struct readiness *readiness);
/* `life` without the days on which a handover waited longer than `minutes`. */
struct wait { struct instant offered, answered; };      /* answered 0: it still waits */
LIST_OF(wait)
struct span_list answered_spans(struct arena *arena, struct span life, struct wait_list waits,
                                int64_t minutes, struct instant now);
/* Those of `today` first, and each part in the order of the list support/roles. */
void support_staff_sort(struct support_staff_list *list, struct date today);
extern const struct rule_table support_rules[];

/* ---- Queries ------------------------------------------------------------------------------- */

extern const struct table operations_table, handovers_table, organisations_table;
extern const struct reference support_references[];
extern const struct evidence_source support_evidence[];
extern const struct wheel_source support_wheel[];        /* wheel.c */
/* By when it is to be gone through again (review_months of support/hours); may be not given. */
struct date support_review_due(const struct support_organisation *organisation, struct date last);
void operations_query(struct request *request, struct view *view, struct query *query);
void handovers_query(struct request *request, struct view *view, struct query *query);
void organisations_query(struct request *request, struct view *view, struct query *query);

bool support_answers_for(struct view *view, int64_t unit_id);   /* may write for the unit */
int64_t support_own_unit(struct view *view);    /* the first one with an organisation; 0 */
bool support_unit_gives(struct view *view, int64_t unit_id);    /* has an organisation today */

const struct support_operation *operation_of_number(struct view *view, struct str number);
const struct support_operation *operation_of_id(struct view *view, int64_t id);
int64_t operation_add(struct change *change, struct support_operation *operation);
struct support_step_list operation_steps(struct view *view, int64_t operation_id);
struct handover_row_list operation_handovers(struct view *view, int64_t operation_id);
void support_step_add(struct change *change, struct support_step *step);

const struct support_handover *handover_of_number(struct view *view, struct str number);
int64_t handover_add(struct change *change, const struct support_operation *operation,
                     struct support_handover *handover);
struct support_step_list handover_steps(struct view *view, int64_t handover_id);
/* Not answered, to or from units that this person answers for; oldest first. */
struct handover_row_list handovers_waiting(struct view *view);

const struct support_organisation *organisation_of_unit(struct view *view, struct str unit_code);
const struct support_organisation *organisation_of_id(struct view *view, int64_t id);
/* Of the unit that is asked for, or of all that the person who is asked for answers for. */
struct support_organisation_list organisations_for_wheel(struct view *view,
                                                         const struct wheel_ask *ask);
bool organisation_shows_staff(struct view *view, int64_t unit_id);
bool organisation_is_there(struct view *view, int64_t unit_id);         /* the unit has one */
struct support_staff_list organisation_staff(struct view *view, int64_t id);
const struct support_staff *staff_of_key(struct view *view, int64_t organisation_id, struct str key);
struct support_premises_list organisation_premises(struct view *view, int64_t id);
const struct support_premises *premises_of_key(struct view *view, int64_t organisation_id,
                                               struct str key);
struct support_review_list organisation_reviews(struct view *view, int64_t id);  /* newest first */
struct date organisation_reviewed(struct view *view, int64_t id);        /* the last; maybe none */
struct str unit_code(struct view *view, int64_t id);

/* ---- Pages --------------------------------------------------------------------------------- */

extern const struct route support_routes[];
extern const struct form operation_form, count_form, handover_form, answer_form,
	organisation_form, staff_form, premises_form, review_form;
void support_home(struct out *out, struct request *request, struct view *view);
void support_demo(struct store *store, int scale);

/* Adds a problem for each of the texts with a personal number or a mark in it that does not
 * belong here; true: all are fine. */
bool words_are_fine(struct request *request, const char *field, struct str words);
bool is_free(struct request *request, enum support_obstacle obstacle);
/* The first part that this person answers for, of all or of those with something left to
 * offer; NULL none. */
const struct support_part *support_my_part(struct view *view,
                                           const struct support_standing *standing, bool can_offer);
/* One of several forms of a page, under a summary.  It is open, and has the person's own words
 * and their problems, only when it was this one that was sent. */
struct support_box { const struct form *form; const void *row; const char *ending, *label, *button; };
void support_box_show(struct out *out, struct request *request, struct view *view, struct str path,
                      const struct support_box *box);
bool support_failed_at(struct request *request, const char *ending);
struct str waited(struct arena *arena, int64_t minutes);        /* "45 min", "2 h 5 min" */
struct str people_words(struct arena *arena, struct people people);

struct reply operations_list(struct request *request, struct view *view);
struct reply operation_new(struct request *request, struct view *view);
struct reply operation_add_act(struct request *request, struct change *change);
struct reply operation_show(struct request *request, struct view *view);
struct reply operation_count_act(struct request *request, struct change *change);
struct reply operation_close_act(struct request *request, struct change *change);
struct reply handovers_list(struct request *request, struct view *view);
struct reply handover_new(struct request *request, struct view *view);
struct reply handover_add_act(struct request *request, struct change *change);
struct reply handover_show(struct request *request, struct view *view);
struct reply handover_read_act(struct request *request, struct change *change);
struct reply handover_accept_act(struct request *request, struct change *change);
struct reply handover_decline_act(struct request *request, struct change *change);
struct reply handover_withdraw_act(struct request *request, struct change *change);
struct reply organisations_list(struct request *request, struct view *view);
struct reply organisation_new(struct request *request, struct view *view);
struct reply organisation_add_act(struct request *request, struct change *change);
struct reply organisation_show(struct request *request, struct view *view);
void *organisation_load(struct request *request, struct view *view);
struct reply organisation_edit(struct request *request, struct view *view);
struct reply organisation_change_act(struct request *request, struct change *change);
struct reply staff_add_act(struct request *request, struct change *change);
struct reply staff_end_act(struct request *request, struct change *change);
struct reply premises_add_act(struct request *request, struct change *change);
struct reply premises_end_act(struct request *request, struct change *change);
struct reply review_add_act(struct request *request, struct change *change);
