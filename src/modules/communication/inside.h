/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/communication/communication.h"

/* What a need or a message is about. */
enum subject_kind { SUBJECT_none, SUBJECT_own, SUBJECT_risk, SUBJECT_picture, SUBJECT_measure,
	SUBJECT_bulletin };
extern const struct choice told_subject_kinds[];

/* ---- Needs ---------------------------------------------------------------------------------- */

enum telling_state { TELLING_NEED_none, TELLING_NEED_open, TELLING_NEED_yes, TELLING_NEED_no };
enum telling_answer { TELLING_ANSWER_none, TELLING_ANSWER_yes, TELLING_ANSWER_no };
extern const struct choice telling_need_states[], telling_need_answers[];

#define TELLING_NEED_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(source,    choice, N_("Springs from"), CHOICES(told_subject_kinds), .required = true) \
	F(source_id, ref,  N_("Row"), .is_own = true, .is_hidden = true) \
	F(source_number, text, N_("Its number"), .longest = 60, \
	             .help = N_("A risk: R-2026-00012. A measure: its number. A bulletin: OB-2026-00003. A situation picture: what stands last in the address of its page.")) \
	F(words,     prose, N_("What has to be told"), .required = true, .longest = 2000, \
	             .help = N_("No names of people.")) \
	F(audience,  codes, N_("To whom"), .required = true, .list = "communication/audiences") \
	F(state,     choice, N_("Decision"), CHOICES(telling_need_states), .is_own = true) \
	F(reason,    prose, N_("Why"), .is_own = true) \
	F(review_on, date, N_("Looked at again"), .is_own = true) \
	F(decided_by, ref, N_("Decided by"), .is_own = true, .is_hidden = true) \
	F(decided_name, text, N_("Decided by"), .is_own = true, .is_personal = true) \
	F(decided_at, instant, N_("Decided"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct telling_need { TELLING_NEED_FIELDS(AS_MEMBER) };
LIST_OF(telling_need)
extern const struct record telling_need_record;
extern const struct form telling_need_form;

#define TELLING_DECISION_FIELDS(F) \
	F(answer,    choice, N_("Shall it be told?"), CHOICES(telling_need_answers), .required = true) \
	F(reason,    prose, N_("Why"), .required = true, .longest = 1000) \
	F(review_on, date, N_("Looked at again"), .required = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct telling_decision { TELLING_DECISION_FIELDS(AS_MEMBER) };
extern const struct form telling_decision_form;

/* ---- Messages ------------------------------------------------------------------------------- */

enum message_state { MESSAGE_none, MESSAGE_planned, MESSAGE_approved, MESSAGE_published,
	MESSAGE_evaluated, MESSAGE_stopped };
extern const struct choice public_message_states[];

#define PUBLIC_MESSAGE_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(need_id,   ref,  N_("Need"), .refers_to = "telling_need") \
	F(subject,   choice, N_("About"), CHOICES(told_subject_kinds), .required = true) \
	F(subject_id, ref, N_("Row"), .is_own = true, .is_hidden = true) \
	F(subject_number, text, N_("Its number"), .longest = 60, \
	             .help = N_("A risk: R-2026-00012. A measure: its number. A bulletin: OB-2026-00003. A situation picture: what stands last in the address of its page.")) \
	F(title,     text, N_("Title"), .required = true, .longest = 160) \
	F(audience,  codes, N_("To whom"), .required = true, .list = "communication/audiences") \
	F(channels,  codes, N_("How"), .required = true, .list = "communication/channels") \
	F(words_sv,  prose, N_("In Swedish"), .required = true, .longest = 8000) \
	F(words_easy, prose, N_("In easy Swedish"), .longest = 8000) \
	F(words_en,  prose, N_("In English"), .longest = 8000) \
	F(owner_id,  ref,  N_("Who sees to it"), .refers_to = "handler") \
	F(planned_on, date, N_("Planned day"), .required = true) \
	F(state,     choice, N_("State"), CHOICES(public_message_states), .is_own = true) \
	F(written_by, ref, N_("Written by"), .is_own = true, .is_hidden = true) \
	F(written_name, text, N_("Written by"), .is_own = true, .is_personal = true) \
	F(approved_by, ref, N_("Second person"), .is_own = true, .is_hidden = true) \
	F(approved_name, text, N_("Second person"), .is_own = true, .is_personal = true) \
	F(approved_at, instant, N_("Approved by the second person"), .is_own = true) \
	F(published_on, date, N_("Published"), .is_own = true) \
	F(published_where, text, N_("Where"), .is_own = true) \
	F(published_by, ref, N_("Published by"), .is_own = true, .is_hidden = true) \
	F(reach,     count, N_("Reached, people"), .is_own = true) \
	F(reach_words, text, N_("How that is known"), .is_own = true) \
	F(effect,    code, N_("Effect"), .list = "measure_effects", .is_own = true) \
	F(effect_words, prose, N_("What the effect was"), .is_own = true) \
	F(evaluated_by, ref, N_("Evaluated by"), .is_own = true, .is_hidden = true) \
	F(evaluated_at, instant, N_("Evaluated"), .is_own = true) \
	F(stopped_why, text, N_("Why it was stopped"), .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct public_message { PUBLIC_MESSAGE_FIELDS(AS_MEMBER) };
LIST_OF(public_message)
extern const struct record public_message_record;
extern const struct form public_message_form;

#define MESSAGE_PUBLISHING_FIELDS(F) \
	F(published_on, date, N_("Published"), .required = true) \
	F(published_where, text, N_("Where"), .required = true, .longest = 200) \
	F(version,   count, N_("Version"), .is_own = true)
struct message_publishing { MESSAGE_PUBLISHING_FIELDS(AS_MEMBER) };
extern const struct form public_message_publishing_form;

#define MESSAGE_EVALUATION_FIELDS(F) \
	F(reach,     count, N_("Reached, people"), .required = true, .most = 100000000) \
	F(reach_words, text, N_("How that is known"), .required = true, .longest = 200) \
	F(effect,    code, N_("Effect"), .list = "measure_effects", .required = true) \
	F(effect_words, prose, N_("What the effect was"), .required = true, .longest = 2000) \
	F(version,   count, N_("Version"), .is_own = true)
struct message_evaluation { MESSAGE_EVALUATION_FIELDS(AS_MEMBER) };
extern const struct form public_message_evaluation_form;

#define MESSAGE_STOP_FIELDS(F) \
	F(stopped_why, text, N_("Why it was stopped"), .required = true, .longest = 400) \
	F(version,   count, N_("Version"), .is_own = true)
struct message_stop { MESSAGE_STOP_FIELDS(AS_MEMBER) };
extern const struct form public_message_stop_form;

/* ---- The calendar of the city ------------------------------------------------------------------- */

enum slot_state { SLOT_none, SLOT_proposed, SLOT_coordinated, SLOT_declined };
enum slot_answer_kind { SLOT_ANSWER_none, SLOT_ANSWER_coordinated, SLOT_ANSWER_declined };
extern const struct choice calendar_slot_states[], calendar_slot_answers[];

#define CALENDAR_SLOT_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(message_id, ref, N_("Message"), .refers_to = "public_message") \
	F(title,     text, N_("What is told"), .required = true, .longest = 160, \
	             .help = N_("All units see the calendar: nothing secret, and no names of people.")) \
	F(audience,  codes, N_("To whom"), .required = true, .list = "communication/audiences") \
	F(from_on,   date, N_("First day"), .required = true) \
	F(to_on,     date, N_("Last day"), .required = true) \
	F(state,     choice, N_("State"), CHOICES(calendar_slot_states), .is_own = true) \
	F(decision_words, prose, N_("What was decided"), .is_own = true) \
	F(decided_by, ref, N_("Decided by"), .is_own = true, .is_hidden = true) \
	F(decided_name, text, N_("Decided by"), .is_own = true, .is_personal = true) \
	F(decided_unit_id, ref, N_("Decided at"), .refers_to = "unit", .is_own = true) \
	F(decided_at, instant, N_("Decided"), .is_own = true) \
	F(created_by, ref, N_("Proposed by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Proposed"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct calendar_slot { CALENDAR_SLOT_FIELDS(AS_MEMBER) };
LIST_OF(calendar_slot)
extern const struct record calendar_slot_record;
extern const struct form calendar_slot_form;

#define SLOT_ANSWER_FIELDS(F) \
	F(answer,    choice, N_("Decision"), CHOICES(calendar_slot_answers), .required = true) \
	F(decision_words, prose, N_("What was decided"), .longest = 1000, \
	             .help = N_("Needed when it is declined.")) \
	F(version,   count, N_("Version"), .is_own = true)
struct slot_answer { SLOT_ANSWER_FIELDS(AS_MEMBER) };
extern const struct form slot_answer_form;

#define SLOT_MOVING_FIELDS(F) \
	F(from_on,   date, N_("First day"), .required = true) \
	F(to_on,     date, N_("Last day"), .required = true) \
	F(why,       text, N_("Why it is moved"), .required = true, .longest = 400) \
	F(version,   count, N_("Version"), .is_own = true)
struct slot_moving { SLOT_MOVING_FIELDS(AS_MEMBER) };
extern const struct form slot_moving_form;

#define SLOT_MOVE_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(slot_id,   ref,  N_("Slot"), .is_own = true, .is_hidden = true) \
	F(from_on,   date, N_("First day before"), .is_own = true) \
	F(to_on,     date, N_("Last day before"), .is_own = true) \
	F(why,       text, N_("Why it is moved"), .is_own = true) \
	F(moved_by,  ref,  N_("Moved by"), .is_own = true, .is_hidden = true) \
	F(moved_name, text, N_("Moved by"), .is_own = true, .is_personal = true) \
	F(moved_at,  instant, N_("Moved"), .is_own = true)
struct slot_move { SLOT_MOVE_FIELDS(AS_MEMBER) };
LIST_OF(slot_move)
extern const struct record slot_move_record;

/* ---- Rules (rules.c): values in, values out ------------------------------------------------------ */

/* Each: why it cannot be done, N_(); NULL it can. */
const char *public_message_approve_refused(const struct public_message *message, int64_t person_id);
const char *public_message_publish_refused(const struct public_message *message, struct date on,
                                    struct date today);
const char *public_message_evaluate_refused(const struct public_message *message);
const char *public_message_stop_refused(const struct public_message *message);
bool public_message_may_change(const struct public_message *message);
bool public_message_is_late(const struct public_message *message, struct date today);
bool slots_overlap(const struct calendar_slot *a, const struct calendar_slot *b);

/* ---- What something is about (subject.c) ----------------------------------------------------------- */

struct subject {
	int kind;
	int64_t id;                     /* 0: there is none that this reader may see */
	struct str number, title, path;
	const char *stop;               /* N_(): why nothing may be told about it; NULL it may */
};
/* `number` as somebody wrote it. */
struct subject told_subject_find(struct view *view, int kind, struct str number);
/* Fills in the id and the number as it is written; else a problem beside the field. */
bool told_subject_judge(struct view *view, int kind, struct str *number, int64_t *id, const char *field,
                   struct problems *problems);
/* Names of people, personal numbers and what may be secret.  English is not looked through for
 * names: too much there begins with a capital. */
bool told_words_judge(struct view *view, const char *field, struct str words, bool is_swedish,
                      struct problems *problems);

enum { SLOTS_SHOWN_MOST = 500, OVERLAPS_SHOWN_MOST = 50 };

/* ---- Queries ---------------------------------------------------------------------------------------- */

bool communication_may_write(struct view *view, int64_t unit_id);
bool communication_may_coordinate(struct view *view);
const struct telling_need *telling_need_get(struct view *view, struct str number);
const struct telling_need *telling_need_of_id(struct view *view, int64_t id);
void telling_need_add(struct change *change, struct telling_need *need);
struct public_message_list public_messages_of_need(struct view *view, int64_t need_id);
const struct public_message *public_message_get(struct view *view, struct str number);
const struct public_message *public_message_of_id(struct view *view, int64_t id);
void public_message_add(struct change *change, struct public_message *message);
/* Planned in the days: of a unit with all below it, or (unit 0) of what a person sees to. */
struct public_message_list public_messages_planned(struct view *view, const struct wheel_ask *ask);
/* Of all units that the reader reads, not stopped; at most SLOTS_SHOWN_MOST. */
struct public_message_list public_messages_between(struct view *view, struct date from, struct date to);
/* Measures and bulletins by number; "": not seen. */
struct titled { int64_t id; struct str number, title; };
const struct titled *measure_titled(struct view *view, struct str number);
const struct titled *bulletin_titled(struct view *view, struct str number);
/* Something with a mark, whose own decision does not say that it is told. */
bool subject_is_silent(struct view *view, const char *kind, int64_t id);
/* Was it decided that the picture is told? */
bool picture_is_told(struct view *view, int64_t picture_id);

const struct calendar_slot *calendar_slot_get(struct view *view, struct str number);
void calendar_slot_add(struct change *change, struct calendar_slot *slot);
struct slot_move_list slot_moves(struct view *view, int64_t slot_id);
/* On some day of these, first ones first; at most SLOTS_SHOWN_MOST. */
struct calendar_slot_list slots_within(struct view *view, struct date from, struct date to);
int64_t slots_within_count(struct view *view, struct date from, struct date to);
/* Of others that are not declined and fall on some of its days; at most OVERLAPS_SHOWN_MOST. */
struct calendar_slot_list slots_overlapping(struct view *view, const struct calendar_slot *slot);
int64_t slots_overlapping_count(struct view *view, const struct calendar_slot *slot);
/* Those of a unit with all below it, for the year wheel. */
struct calendar_slot_list slots_of_unit(struct view *view, const struct wheel_ask *ask);

extern const struct table telling_needs_table, public_messages_table;
extern const struct table undecided_risks_table, undecided_pictures_table, undecided_measures_table;
void telling_needs_query(struct request *request, struct view *view, struct query *query);
void public_messages_query(struct request *request, struct view *view, struct query *query);
void undecided_query(struct request *request, struct view *view, int kind, struct query *query);
extern const struct reference communication_references[];
extern const struct evidence_source communication_evidence[];
extern const struct wheel_source communication_wheel[];

/* How much of each is undecided, for what this reader sees. */
struct undecided_counts { int64_t risks, pictures, measures; };
struct undecided_counts undecided_count(struct view *view);
/* What waits: needs that nobody has decided or that are due to be looked at again, messages that
 * wait for a second person, that are late, and published ones that nobody has judged. */
#define WAITING_FIELDS(F) \
	F(open,      count, N_("Needs without a decision"), ) \
	F(review,    count, N_("Needs to look at again"), ) \
	F(planned,   count, N_("Messages that wait for a second person"), ) \
	F(late,      count, N_("Messages whose day has passed"), ) \
	F(unjudged,  count, N_("Published messages that nobody has evaluated"), ) \
	F(proposed,  count, N_("Slots that wait to be coordinated"), )
struct waiting { WAITING_FIELDS(AS_MEMBER) };
const struct waiting *communication_waiting(struct view *view);

/* ---- Pages --------------------------------------------------------------------------------------------- */

struct need_page {
	struct request *request;
	struct view *view;
	const struct telling_need *need;
	struct subject subject;
	struct public_message_list messages;
	bool may_write;
};
struct message_page {
	struct request *request;
	struct view *view;
	const struct public_message *message;
	const struct telling_need *need;        /* NULL none that is seen */
	struct subject subject;
	bool may_write, may_approve;
};
struct slot_page {
	struct view *view;
	const struct calendar_slot *slot;
	const struct public_message *message;   /* NULL none that is seen */
	struct slot_move_list moves;
	struct calendar_slot_list overlapping;
	int64_t overlapping_count;
	bool may_write;
};
/* The year of the calendar: what is in each month of each unit, and what falls on the same days. */
struct calendar_item {
	struct str path, title, days;
	const char *dress, *state;      /* of the mark; N_() */
};
LIST_OF(calendar_item)
struct calendar_row {
	int64_t unit_id;
	struct calendar_item_list months[12];
};
struct calendar_pair { const struct calendar_slot *one, *other; };
struct calendar_year {
	struct view *view;
	int year;
	struct calendar_slot_list slots;
	struct public_message_list messages;    /* of the units that one reads, without a slot */
	int64_t slot_count;
	size_t row_count, pair_count;           /* at most OVERLAPS_SHOWN_MOST pairs */
	struct calendar_row *rows;
	struct calendar_pair *pairs;
	bool may_write;
};
const char *calendar_slot_dress(int state);
const char *public_message_dress(const struct public_message *message);
struct fold_form {
	const struct form *form;
	const void *row;
	const char *ending, *title;     /* "/publish" */
};
/* A form that is folded away, open with what was written when it was refused. */
void communication_fold_show(struct out *out, struct request *request, struct view *view, struct str path,
                    const struct fold_form *fold);

struct reply communication_page(struct request *request, struct view *view);
struct reply communication_undecided_page(struct request *request, struct view *view);
struct reply telling_needs_list(struct request *request, struct view *view);
struct reply telling_need_new(struct request *request, struct view *view);
struct reply telling_need_add_act(struct request *request, struct change *change);
struct reply telling_need_show(struct request *request, struct view *view);
struct reply telling_need_edit(struct request *request, struct view *view);
struct reply telling_need_change_act(struct request *request, struct change *change);
struct reply telling_need_decide_act(struct request *request, struct change *change);
void *telling_need_load(struct request *request, struct view *view);
struct reply public_messages_list(struct request *request, struct view *view);
struct reply public_message_new(struct request *request, struct view *view);
struct reply public_message_show(struct request *request, struct view *view);
struct reply public_message_edit(struct request *request, struct view *view);
void *public_message_load(struct request *request, struct view *view);
struct reply public_message_add_act(struct request *request, struct change *change);
struct reply public_message_change_act(struct request *request, struct change *change);
struct reply public_message_approve_act(struct request *request, struct change *change);
struct reply public_message_publish_act(struct request *request, struct change *change);
struct reply public_message_evaluate_act(struct request *request, struct change *change);
struct reply public_message_stop_act(struct request *request, struct change *change);
struct reply communication_calendar_page(struct request *request, struct view *view);
struct reply calendar_slot_new(struct request *request, struct view *view);
struct reply calendar_slot_add_act(struct request *request, struct change *change);
struct reply calendar_slot_show(struct request *request, struct view *view);
struct reply calendar_slot_answer_act(struct request *request, struct change *change);
struct reply calendar_slot_move_act(struct request *request, struct change *change);
extern const struct route communication_routes[];

void communication_demo(struct store *store, int scale);
