/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/forums/forums.h"

#define FORUM_MEMBER_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(forum_id,  ref,  N_("Forum"), .is_own = true, .is_hidden = true) \
	F(person_id, ref,  N_("Person"), .refers_to = "person", \
	             .help = N_("Somebody with an account here; else write the post below.")) \
	F(name,      text, N_("Post, or name of a partner"), .longest = 120, .is_personal = true) \
	F(organisation, text, N_("Organisation"), .longest = 120, \
	             .help = N_("For partners from outside: police, housing company, region ...")) \
	F(partner_id, ref, N_("Partner"), .refers_to = "partner", \
	             .help = N_("The actor in the register of partners: then it is counted who comes.")) \
	F(role,      code, N_("Role"), .required = true, .list = "forum_roles") \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,  date, N_("To"), ) \
	F(version,   count, N_("Version"), .is_own = true)
struct forum_member { FORUM_MEMBER_FIELDS(AS_MEMBER) };
LIST_OF(forum_member)

enum meeting_state { MEETING_none, MEETING_planned, MEETING_held, MEETING_cancelled };
extern const struct choice meeting_states[];
#define FORUM_MEETING_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(nth,       count, N_("Meeting of the year"), .is_own = true, .is_hidden = true) \
	F(forum_id,  ref,  N_("Forum"), .is_own = true, .is_hidden = true) \
	F(on_date,   date, N_("Day"), .required = true) \
	F(begins,    text, N_("Time"), .longest = 20) \
	F(place,     text, N_("Where"), .longest = 120) \
	F(agenda,    prose, N_("Agenda"), .longest = 8000) \
	F(state,     choice, N_("State"), CHOICES(meeting_states), .is_own = true) \
	F(tags,      codes, N_("About"), .list = "forum_tags") \
	F(minutes,   prose, N_("Minutes"), .longest = 40000, \
	             .help = N_("Until they are approved they may be changed. No names of those who were spoken about.")) \
	F(approved,  count, N_("Approved version"), .is_own = true) \
	F(approved_at, instant, N_("Approved"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct forum_meeting { FORUM_MEETING_FIELDS(AS_MEMBER) };
LIST_OF(forum_meeting)

/* A point of the agenda.  What it points at is told to those who may see that. */
enum item_kind { ITEM_none, ITEM_risk, ITEM_crisis, ITEM_picture, ITEM_message };
extern const struct choice forum_item_kinds[];
#define FORUM_ITEM_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(meeting_id, ref, N_("Meeting"), .is_own = true, .is_hidden = true) \
	F(nth,       count, N_("Point"), .is_own = true) \
	F(words,     text, N_("What it is about"), .required = true, .longest = 300, \
	             .help = N_("No names of people.")) \
	F(tag,       code, N_("Subject"), .list = "forum_tags") \
	F(kind,      choice, N_("It points at"), CHOICES(forum_item_kinds)) \
	F(target_id, ref,  N_("Row"), .is_own = true, .is_hidden = true) \
	F(target,    text, N_("Its number"), .longest = 60, \
	             .help = N_("The number of a risk, a crisis or a message; of a situation picture what stands last in the address of its page.")) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct forum_item { FORUM_ITEM_FIELDS(AS_MEMBER) };
LIST_OF(forum_item)
extern const struct record forum_item_record;
extern const struct form forum_item_form;
/* What an item points at, for this reader: found false: not to be seen, and its number is hidden. */
struct item_target { bool is_found; int64_t id; struct str number, title, path; };
struct item_target item_target_of(struct view *view, int kind, struct str target);
struct forum_item_list meeting_items(struct view *view, int64_t meeting_id);
const struct forum_item *meeting_item_get(struct view *view, int64_t meeting_id, struct str public_id);
void meeting_item_add(struct change *change, struct forum_item *item);
void meeting_item_take_away(struct change *change, const struct forum_item *item);
/* "crime risk" and the subjects of its items, each once. */
struct str meeting_tags(struct arena *arena, struct str tags, const struct forum_item_list *items);
void meeting_items_show(struct out *out, struct request *request, struct view *view,
                        const struct forum_meeting *meeting, bool may_edit);
struct reply meeting_items_list(struct request *request, struct view *view);
struct reply meeting_item_add_act(struct request *request, struct change *change);
struct reply meeting_item_take_away_act(struct request *request, struct change *change);
bool meeting_write(struct request *request, struct change *change, struct forum_meeting *now,
                   const struct forum_meeting *before, struct reply *reply);

#define FORUM_MINUTES_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(public_id, text, N_("Identity"), ) \
	F(meeting_id, ref, N_("Meeting"), .is_hidden = true) \
	F(number,    count, N_("Version"), ) \
	F(words,     prose, N_("Minutes"), ) \
	F(reason,    prose, N_("Why a new version"), ) \
	F(approved_by, ref, N_("Approved by"), .refers_to = "person") \
	F(approved_at, instant, N_("Approved"), ) \
	F(digest,    text, N_("Digest"), ) \
	F(version,   count, N_("Edition"), )
struct forum_minutes { FORUM_MINUTES_FIELDS(AS_MEMBER) };
LIST_OF(forum_minutes)

#define FORUM_DECISION_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(meeting_id, ref, N_("Meeting"), .is_own = true, .is_hidden = true) \
	F(number,    count, N_("Number"), .is_own = true) \
	F(words,     prose, N_("Decision"), .required = true, .longest = 2000) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct forum_decision { FORUM_DECISION_FIELDS(AS_MEMBER) };
LIST_OF(forum_decision)

enum priority_state { PRIORITY_none, PRIORITY_open, PRIORITY_reached, PRIORITY_dropped };
extern const struct choice priority_states[];
#define FORUM_PRIORITY_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(forum_id,  ref,  N_("Forum"), .is_own = true, .is_hidden = true) \
	F(meeting_id, ref, N_("Meeting"), .is_own = true, .is_hidden = true) \
	F(title,     text, N_("What has priority"), .required = true, .longest = 160) \
	F(reason,    prose, N_("Why"), .required = true, .longest = 2000) \
	F(unit_id,   ref,  N_("Unit that owns it"), .required = true, .refers_to = "unit") \
	F(owner_id,  ref,  N_("Person"), .refers_to = "handler") \
	F(due_on,    date, N_("Due"), ) \
	F(state,     choice, N_("State"), CHOICES(priority_states), .is_own = true) \
	F(stated_at, instant, N_("Stated"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct forum_priority { FORUM_PRIORITY_FIELDS(AS_MEMBER) };
LIST_OF(forum_priority)

/* What became of it. */
#define FORUM_FOLLOW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(priority_id, ref, N_("Priority"), .is_own = true) \
	F(meeting_id, ref, N_("Told at the meeting"), .refers_to = "forum_meeting") \
	F(person_id, ref,  N_("Who"), .refers_to = "person", .is_own = true) \
	F(at,        instant, N_("When"), .is_own = true) \
	F(state,     choice, N_("State"), CHOICES(priority_states), .required = true) \
	F(words,     prose, N_("What it led to"), .required = true, .longest = 2000)
struct forum_follow { FORUM_FOLLOW_FIELDS(AS_MEMBER) };
LIST_OF(forum_follow)

/* What is said when minutes are approved. */
#define APPROVE_FIELDS(F) \
	F(why,     prose, N_("Why a new version"), .longest = 500) \
	F(version, count, N_("Version"), .is_own = true)
struct approve { APPROVE_FIELDS(AS_MEMBER) };

#define FORUM_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(code,      text, N_("Code"), ) \
	F(name,      text, N_("Name"), ) \
	F(kind,      code, N_("Kind of forum"), .list = "forum_kinds") \
	F(unit_name, text, N_("Unit"), ) \
	F(chair,     text, N_("Led by"), ) \
	F(members,   count, N_("Members"), ) \
	F(last_met,  date, N_("Last meeting"), ) \
	F(next_meets, date, N_("Next meeting"), ) \
	F(priorities, count, N_("Open priorities"), )
struct forum_row { FORUM_ROW_FIELDS(AS_MEMBER) };

#define MEETING_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(number,    text, N_("Number"), ) \
	F(forum_name, text, N_("Forum"), ) \
	F(on_date,   date, N_("Day"), ) \
	F(state,     choice, N_("State"), CHOICES(meeting_states)) \
	F(tags,      codes, N_("About"), .list = "forum_tags") \
	F(present,   count, N_("Present"), ) \
	F(approved,  count, N_("Approved version"), )
struct meeting_row { MEETING_ROW_FIELDS(AS_MEMBER) };
LIST_OF(meeting_row)

#define PRIORITY_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(number,    text, N_("Number"), ) \
	F(title,     text, N_("What has priority"), ) \
	F(forum_name, text, N_("Forum"), ) \
	F(unit_name, text, N_("Unit that owns it"), ) \
	F(owner,     text, N_("Person"), .is_personal = true) \
	F(due_on,    date, N_("Due"), ) \
	F(state,     choice, N_("State"), CHOICES(priority_states)) \
	F(measures,  count, N_("Measures"), ) \
	F(stated_at, instant, N_("Stated"), )
struct priority_row { PRIORITY_ROW_FIELDS(AS_MEMBER) };
LIST_OF(priority_row)

extern const struct record forum_member_record, forum_meeting_record, forum_minutes_record,
	forum_decision_record, forum_priority_record, forum_follow_record, approve_record;

/* ---- Rules (rules.c) ------------------------------------------------------------------------- */

enum meeting_obstacle { MEETING_FREE, MEETING_NOT_YET, MEETING_IS_CANCELLED, MEETING_IS_HELD,
	MEETING_NOT_HELD, MEETING_NO_MINUTES, MEETING_NOBODY_CAME, MEETING_SAME_MINUTES,
	MEETING_REASON_MISSING };
enum meeting_obstacle meeting_hold_obstacle(const struct forum_meeting *meeting, struct date today);
enum meeting_obstacle meeting_cancel_obstacle(const struct forum_meeting *meeting);
/* `last`: the newest approved text, "" none. */
enum meeting_obstacle meeting_approve_obstacle(const struct forum_meeting *meeting, int64_t present,
                                               struct str last, struct str reason);
bool forum_code_is_fine(struct str code);

/* From when to when the forum was one: it existed, somebody sat in it, and it had met within
 * so many months.  Lists need not be sorted. */
struct span { struct date from, to; };          /* to not given: goes on */
LIST_OF(span)
struct span_list forum_spans(struct arena *arena, struct span life, struct span_list members,
                             const struct date *meetings, size_t meeting_count, int months);
extern const struct rule_table forums_rules[];

/* ---- Queries ------------------------------------------------------------------------------- */

extern const struct table forums_table, meetings_table, priorities_table;
extern const struct reference forums_references[];
extern const struct evidence_source forums_evidence[];
extern const struct wheel_source forums_wheel[];          /* wheel.c */
void forums_query(struct request *request, struct view *view, struct query *query);
void meetings_query(struct request *request, struct view *view, struct query *query);
void priorities_query(struct request *request, struct view *view, struct query *query);

const struct forum *forum_of_id(struct view *view, int64_t id);
bool forum_may_edit(struct view *view, int64_t forum_id);
bool forum_may_add(struct view *view, int64_t unit_id);
bool forum_code_is_taken(struct view *view, struct str code, int64_t but_id);
struct forum_member_list forum_members(struct view *view, int64_t forum_id);
const struct forum_member *forum_member_get(struct view *view, int64_t forum_id, struct str public_id);
/* Meetings of the forums that a unit keeps, or that a person sits in. */
struct wheel_meeting { struct str public_id, number, forum; struct date on_date; };
LIST_OF(wheel_meeting)
struct wheel_meeting_list meetings_between(struct view *view, const struct wheel_ask *ask);
struct meeting_row_list forum_meetings(struct view *view, int64_t forum_id);
struct priority_row_list forum_priorities(struct view *view, int64_t forum_id, int64_t meeting_id);
int64_t meeting_add(struct change *change, const struct forum *forum, struct forum_meeting *meeting);
const struct forum_meeting *meeting_of_number(struct view *view, struct str number);
const struct forum_meeting *meeting_of_id(struct view *view, int64_t id);
/* The planned or held one after a day; NULL. */
const struct forum_meeting *meeting_after(struct view *view, int64_t forum_id, struct date day);
struct forum_minutes_list meeting_minutes(struct view *view, int64_t meeting_id);       /* newest first */
struct forum_decision_list meeting_decisions(struct view *view, int64_t meeting_id);
bool member_was_present(struct view *view, int64_t meeting_id, int64_t member_id);
int64_t meeting_present(struct view *view, int64_t meeting_id);
void meeting_attend(struct change *change, int64_t meeting_id, int64_t member_id);
void meeting_attendance_clear(struct change *change, int64_t meeting_id);
int64_t priority_add(struct change *change, struct forum_priority *priority);
const struct forum_priority *priority_of_number(struct view *view, struct str number);
struct forum_follow_list priority_follows(struct view *view, int64_t priority_id);
void priority_follow(struct change *change, struct forum_follow *follow);
bool priority_may_follow(struct view *view, const struct forum_priority *priority);
bool forum_sees_city(struct view *view);

struct forum_home { int64_t priorities; struct str next_number, next_forum; struct date next_on; };
struct forum_home forum_home_of(struct view *view);

/* ---- Pages --------------------------------------------------------------------------------- */

extern const struct route forums_routes[];
extern const struct form forum_form, forum_member_form, meeting_form, decision_form,
	priority_form, follow_form, approve_form;
void forums_home(struct out *out, struct request *request, struct view *view);
void forums_demo(struct store *store, int scale);
int64_t forums_demo_meeting(struct view *view, int64_t forum_id, struct date day);
struct forum_member_list forums_demo_members(struct view *view, int64_t forum_id);
struct str member_words(struct view *view, const struct forum_member *member);
bool may_edit_forum(struct request *request, struct view *view, int64_t forum_id);

struct reply forums_list(struct request *request, struct view *view);
struct reply forum_new(struct request *request, struct view *view);
struct reply forum_add_act(struct request *request, struct change *change);
struct reply forum_show(struct request *request, struct view *view);
struct reply forum_edit(struct request *request, struct view *view);
struct reply forum_change_act(struct request *request, struct change *change);
void *forum_load(struct request *request, struct view *view);
struct reply forum_member_act(struct request *request, struct change *change);
struct reply forum_member_end_act(struct request *request, struct change *change);
struct reply forum_now_show(struct request *request, struct view *view);
struct reply meetings_list(struct request *request, struct view *view);
struct reply meeting_new(struct request *request, struct view *view);
struct reply meeting_add_act(struct request *request, struct change *change);
struct reply meeting_show(struct request *request, struct view *view);
struct reply meeting_edit(struct request *request, struct view *view);
void *meeting_load(struct request *request, struct view *view);
struct reply meeting_change_act(struct request *request, struct change *change);
struct reply meeting_held_act(struct request *request, struct change *change);
struct reply meeting_cancel_act(struct request *request, struct change *change);
struct reply meeting_approve_act(struct request *request, struct change *change);
struct reply meeting_decide_act(struct request *request, struct change *change);
struct reply meeting_priority_act(struct request *request, struct change *change);
struct reply priorities_list(struct request *request, struct view *view);
struct reply priority_show(struct request *request, struct view *view);
struct reply priority_follow_act(struct request *request, struct change *change);
