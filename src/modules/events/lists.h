/* SPDX-License-Identifier: EUPL-1.2 */
/* events/lists.h - what the files of lists, acts, search and claims share. */
#pragma once

#include "base/out.h"
#include "kit/table.h"
#include "modules/events/inside.h"

/* One row of the list of events. */
#define EVENT_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(number,       text,    N_("Number"), ) \
	F(occurred_at,  instant, N_("Occurred"), ) \
	F(title,        text,    N_("What"), ) \
	F(type,         code,    N_("Type"), .list = "event/types") \
	F(unit_name,    text,    N_("Unit"), ) \
	F(severity,     count,   N_("Severity"), ) \
	F(state,        choice,  N_("State"), CHOICES(event_states)) \
	F(is_late,      yesno,   N_("Late"), ) \
	F(reported_at,  instant, N_("Reported"), ) \
	F(class,        code,    N_("Class"), .list = "event/classes") \
	F(board_name,   text,    N_("Committee or company"), ) \
	F(area_name,    text,    N_("Area"), ) \
	F(place_type,   code,    N_("Kind of place"), .list = "event/place_types") \
	F(place_text,   text,    N_("Where, in words"), ) \
	F(potential_severity, count, N_("Severity it could have had"), ) \
	F(injured,      count,   N_("Injured"), ) \
	F(handler_name, text,    N_("Handler"), .is_personal = true) \
	F(story,        prose,   N_("What happened?"), ) \
	F(causes,       codes,   N_("Contributing causes"), .list = "event/causes") \
	F(is_restricted, yesno,  N_("Restricted: need to know"), ) \
	F(received_at,  instant, N_("Received"), ) \
	F(closed_at,    instant, N_("Closed"), ) \
	F(police_reference, text, N_("Police report number"), ) \
	F(cost_estimate, money,  N_("Estimated cost, kronor"), ) \
	F(cost_final,   money,   N_("Final cost, kronor"), ) \
	F(claim_number, text,    N_("Claim number"), ) \
	F(channel,      code,    N_("Came by"), .list = "event/channels") \
	F(source,       text,    N_("Source"), )
struct event_row { EVENT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(event_row)

/* The claim fields of an event: all that the insurer sees of it, and what may be written. */
#define CLAIM_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(number,        text,  N_("Event number"), .is_own = true) \
	F(damage,        prose, N_("What was damaged"), ) \
	F(cost_estimate, money, N_("Estimated cost, kronor"), .most = 100000000000) \
	F(cost_final,    money, N_("Final cost, kronor"), .most = 100000000000) \
	F(claim_number,  text,  N_("Claim number"), .longest = 40) \
	F(claim_state,   text,  N_("State of the claim"), .longest = 40) \
	F(version,       count, N_("Version"), .is_own = true)
struct claim { CLAIM_FIELDS(AS_MEMBER) };
#define CLAIM_ROW_FIELDS(F) \
	F(number,        text,  N_("Number"), ) \
	F(occurred_at,   instant, N_("Occurred"), ) \
	F(unit_name,     text,  N_("Unit"), ) \
	F(board_name,    text,  N_("Committee or company"), ) \
	F(type,          code,  N_("Type"), .list = "event/types") \
	F(severity,      count, N_("Severity"), ) \
	F(damage,        prose, N_("What was damaged"), ) \
	F(cost_estimate, money, N_("Estimated cost, kronor"), ) \
	F(cost_final,    money, N_("Final cost, kronor"), ) \
	F(claim_number,  text,  N_("Claim number"), ) \
	F(claim_state,   text,  N_("State of the claim"), )
struct claim_row { CLAIM_ROW_FIELDS(AS_MEMBER) };
extern const struct record claim_record;

/* ---- What a person says with an act (acts.c) ------------------------------------------ */

#define MERGE_FIELDS(F) \
	F(into,    text,  N_("Number of the event that stays"), .required = true, .longest = 20) \
	F(reason,  prose, N_("Why"), .longest = 1000) \
	F(version, count, N_("Version"), .is_own = true)
#define SPLIT_FIELDS(F) \
	F(title,   text,  N_("Title of the new event"), .required = true, .longest = 120) \
	F(story,   prose, N_("What belongs to the new event"), .required = true, .longest = 8000) \
	F(type,    code,  N_("Type"), .list = "event/types") \
	F(unit_id, ref,   N_("Unit"), .refers_to = "unit") \
	F(reason,  prose, N_("Why"), .longest = 1000)
#define FORWARD_FIELDS(F) \
	F(unit_id, ref,   N_("Unit that takes over"), .required = true, .refers_to = "unit", \
	           .help = N_("Write the name of the unit, or its code.")) \
	F(reason,  prose, N_("Why"), .required = true, .longest = 1000) \
	F(version, count, N_("Version"), .is_own = true)
#define RETYPE_FIELDS(F) \
	F(type,    code,  N_("Type"), .required = true, .list = "event/types") \
	F(class,   code,  N_("Class"), .list = "event/classes", \
	           .help = N_("Empty: the class that the type proposes.")) \
	F(reason,  prose, N_("Why"), .longest = 1000) \
	F(version, count, N_("Version"), .is_own = true)
struct merge_words { MERGE_FIELDS(AS_MEMBER) };
struct split_words { SPLIT_FIELDS(AS_MEMBER) };
struct forward_words { FORWARD_FIELDS(AS_MEMBER) };
struct retype_words { RETYPE_FIELDS(AS_MEMBER) };

/* What hinders a merge; a rule of values. */
enum merge_obstacle { MERGE_FREE, MERGE_SAME, MERGE_FROM_ENDED, MERGE_INTO_ENDED,
	MERGE_SECRECY };
enum merge_obstacle merge_obstacle(const struct event *from, const struct event *into);

/* One act upon one event, alone or as one of many.  False: *why says why not. */
struct act_ask {
	struct str kind;                /* receive, handler, forward, retype */
	int64_t unit_id, handler_id;
	struct str type, class, reason;
	struct event_undo *undo;        /* gathers what was done; NULL: nothing is */
};
bool act_do(struct change *change, const struct event *event, const struct act_ask *ask,
            int64_t version, const char **why);

/* ---- Queries (queries_lists.c, queries_find.c) ---------------------------------------- */

extern const struct table events_table, claims_table;
extern const struct choice list_states[];
enum lead { LEAD_unit, LEAD_reach, LEAD_one_unit, LEAD_unit_type, LEAD_area,
	LEAD_branch, LEAD_type, LEAD_board };
enum { MOST_LEADS = 6 };
struct list_lead { enum lead kind; struct value values[2]; int64_t rows; };
/* How the rows of an address are found (queries_narrow.c). */
struct list_plan {
	size_t count;
	struct list_lead at[MOST_LEADS];        /* conditions that may lead */
	int64_t total;                  /* rows that would be walked */
	double others;                  /* how much further, because of other conditions */
	int chosen, fewest;             /* leads the page, the counting; -1 none */
	double rare;                    /* the same, where a short index serves the walking */
	bool is_sorted;                 /* what leads is not in order of time */
	bool is_looked_up;              /* a search does not lead: rows are looked up among its hits */
	bool is_uncounted;              /* a total would cost too many rows */
};
struct list_plan list_plan_of(struct request *request, struct view *view);
void list_plan_choose(struct list_plan *plan);  /* from counts alone */

/* Keys, keys, whole rows, rows as a page shows them. */
enum list_how { LIST_PAGE, LIST_COUNT, LIST_ROWS, LIST_SHOWN };
void list_conditions_add(struct query *query, struct request *request, struct view *view,
                         const struct list_plan *plan, enum list_how how);
void events_query(struct request *request, struct view *view, const struct list_plan *plan,
                  enum list_how how, struct query *query);
/* How a page of it is read: its `picked_before`, and for LIST_SHOWN nothing is picked. */
enum list_how events_page_how(struct request *request, const struct list_plan *plan);
struct table events_page_table(struct request *request, const struct list_plan *plan,
                               bool has_search);
struct event_row_list events_found(struct request *request, struct view *view, int64_t most);
/* Only the units that one reaches. */
void event_reach_add(struct query *query, struct view *view, bool may_lead);
bool event_reach_is_small(struct view *view);
void claims_query(struct request *request, struct view *view, struct query *query);
struct claim *claim_of_number(struct view *view, struct str number);
const struct claim_row *claim_row_of_number(struct view *view, struct str number);

/* queries_acts.c */
/* At the same unit within two days, the newest first. */
struct event_list events_beside(struct view *view, const struct event *event, int64_t most);
int merge_state_before(struct view *view, int64_t event_id);
void needs_copy(struct change *change, int64_t from_id, int64_t to_id);
enum { BESIDE_MOST = 8 };

/* Things that a person can go to. */
struct found { struct str key, words, hint; };
LIST_OF(found)
enum { FOUND_MOST = 8 };
struct found_list found_events(struct view *view, struct str text);
struct found_list found_documents(struct view *view, struct str text);
struct found_list found_places(struct view *view, struct str text);
struct found_list found_units(struct view *view, struct str text);
struct found_list found_people(struct view *view, struct str text);

/* Changes of offset from UTC between two days, for hours and weekdays in SQL. */
enum { MOST_OFFSETS = 10 };
struct offsets {
	size_t count;
	struct { int64_t before, seconds; } at[MOST_OFFSETS];   /* until `before`: seconds */
	int64_t last;
};
struct offsets offsets_between(struct date from, struct date to);
struct offsets event_offsets(struct date from, struct date to);         /* either may be empty */
void event_day_add(struct query *query, const struct offsets *offsets);         /* since 1970 */
/* What is asked, as conditions of my_event; its columns stand without the view's name. */
void event_ask_add(struct query *query, struct view *view, const struct event_ask *ask);
void event_cost_add(struct query *query, int64_t above);         /* whose cost is above so many kronor */
void event_weekday_add(struct query *query, const struct offsets *offsets);     /* 1 Monday */
void event_hour_add(struct query *query, const struct offsets *offsets);

/* ---- Words (lists.c) -------------------------------------------------------------------- */

const char *event_state_class(int state);       /* class of .state */
/* 2026-11-24 18:31: short, so that more of a row is seen. */
struct str event_when_words(struct arena *arena, struct instant at);
struct str event_age_words(struct arena *arena, struct instant since);
extern const struct choice bulk_kinds[];
enum { BULK_MOST = 1000 };

struct found_group { const char *label; const char *path; struct found_list list; };

struct bulk_view {
	struct str kind, numbers;       /* numbers by spaces */
	size_t count, left_out;         /* left_out: more than BULK_MOST */
	struct event_row_list rows;     /* the first of them */
	struct act_ask ask;
	const char *problem;            /* NULL none */
};
