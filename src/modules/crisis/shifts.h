/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/shifts.h - who holds which function when, so that a staff endures.
 *
 * The shifts of a day and the functions that must be held around the clock are catalogues;
 * how long somebody may work without a real rest, and how many days one plans ahead, are
 * settings.  A hole is shown; too long a time is refused unless somebody writes why, and then
 * it is a line of the log.
 */
#pragma once

#include "modules/crisis/picture.h"

#define SHIFT_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_hidden = true) \
	F(public_id, text,    N_("Identity"), ) \
	F(crisis_id, ref,     N_("Crisis"), .is_hidden = true) \
	F(function,  code,    N_("Function"), .list = "crisis/functions") \
	F(person_id, ref,     N_("Person"), .refers_to = "person") \
	F(begins_at, instant, N_("From"), ) \
	F(ends_at,   instant, N_("To"), ) \
	F(grounds,   prose,   N_("Why so long"), ) \
	F(added_by,  ref,     N_("Planned by"), .refers_to = "person", .is_hidden = true) \
	F(added_at,  instant, N_("Planned"), ) \
	F(ended_at,  instant, N_("Taken away"), )
struct shift { SHIFT_FIELDS(AS_MEMBER) };
LIST_OF(shift)
extern const struct record shift_record;

/* One with the name. */
#define SHIFT_ROW_FIELDS(F) \
	F(public_id, text,    N_("Identity"), ) \
	F(function,  code,    N_("Function"), .list = "crisis/functions") \
	F(person_id, ref,     N_("Person"), .is_hidden = true) \
	F(name,      text,    N_("Person"), .is_personal = true) \
	F(begins_at, instant, N_("From"), ) \
	F(ends_at,   instant, N_("To"), ) \
	F(grounds,   prose,   N_("Why so long"), )
struct shift_row { SHIFT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(shift_row)
extern const struct record shift_row_record;

/* What is planned at once: a person on the same shift of some days. */
#define SHIFT_PLAN_FIELDS(F) \
	F(person_id, ref,   N_("Person"), .required = true, .refers_to = "person", \
	             .help = N_("Somebody in the staff of the crisis.")) \
	F(function,  code,  N_("Function"), .required = true, .list = "crisis/functions") \
	F(shift,     code,  N_("Shift"), .required = true, .list = "crisis/shifts") \
	F(from,      date,  N_("First day"), .required = true) \
	F(to,        date,  N_("Last day"), .help = N_("Empty: only the first day.")) \
	F(grounds,   prose, N_("Why somebody must work longer than is allowed"), .longest = 1000, \
	             .help = N_("Only when it must be so. It is written in the log."))
struct shift_plan { SHIFT_PLAN_FIELDS(AS_MEMBER) };
extern const struct form shift_plan_form;

/* ---- Rules (rules_shifts.c): pure --------------------------------------------------------- */

enum { SHIFT_DAYS_MOST = 31 };

struct slot {                           /* a shift of a day */
	struct date date;
	const struct item *shift;       /* catalogue crisis/shifts */
	struct instant begins, ends;
};
struct slot slot_of(struct date date, const struct item *shift);

/* Is there somebody with the function every minute from `begins` to `ends`? */
bool function_is_held(const struct shift_row_list *shifts, struct str function,
                      struct instant begins, struct instant ends);
/* So many minutes the person works, from one rest of at least so many minutes to the next,
 * when this time is added to the others. */
int64_t stretch_minutes(const struct shift_row_list *shifts, int64_t person_id,
                        struct instant begins, struct instant ends, int64_t rest_minutes);
/* Who works for longer than is allowed: the first shift of each such person. */
struct shift_row_list shifts_too_long(struct arena *arena, const struct shift_row_list *shifts,
                                      int64_t rest_minutes, int64_t longest_minutes);
/* The one that holds the function now, and the one that takes over at its end; NULL nobody. */
const struct shift_row *shift_now(const struct shift_row_list *shifts, struct str function,
                                  struct instant now);
const struct shift_row *shift_relief(const struct shift_row_list *shifts, const struct shift_row *shift);

/* ---- Queries (queries_shifts.c) ------------------------------------------------------------ */

/* Those that end after `from`, in order of time. */
struct shift_row_list shifts_of(struct view *view, int64_t crisis_id, struct instant from);
const struct shift *shift_get(struct view *view, int64_t crisis_id, struct str public_id);
void shift_put(struct change *change, const struct crisis *crisis, struct shift *shift, struct str name);
void shift_end(struct change *change, const struct shift *shift);
bool crisis_takes_part(struct view *view, int64_t crisis_id, int64_t person_id);
/* The functions that somebody has now, with spaces between. */
struct str crisis_functions_of(struct view *view, int64_t crisis_id, int64_t person_id);

/* ---- Pages ----------------------------------------------------------------------------------- */

struct endurance {                      /* what the page of shifts shows */
	const struct crisis *crisis;
	struct request *request;
	struct shift_row_list shifts, too_long;
	const struct slot *slots;
	size_t slot_count, holes;
	const struct item **functions;  /* those that must be held */
	size_t function_count;
	int64_t longest_hours, rest_hours, days;
	struct instant now;
	bool may_write;
};
struct room_lines;
struct statement_list;
struct wall {
	const struct crisis *crisis;
	const struct room_lines *log;           /* home.h: of the city and of copies, the newest first */
	const struct statement_list *said;      /* otherwise off-line */
	struct entry_list tasks;
	const struct crisis_picture *picture;   /* NULL none */
	const struct direction *direction;
	struct rhythm_list rhythms;
	struct shift_row_list shifts;
	struct staff_row_list staff;
	size_t units, reported, late;
	struct instant now;
	int64_t old_minutes;
};
struct welcome {
	const struct crisis *crisis;
	struct view *view;
	struct staff_row_list staff;
	const struct entry *level;      /* the city's line that judged it; NULL */
	const struct statement_list *said;      /* otherwise off-line */
	const struct crisis_picture *picture;
	const struct direction *direction;
	struct str functions;           /* mine */
	const struct shift_row *mine;   /* my shift now or next; NULL */
	const struct shift_row *relief; /* who comes after; NULL nobody is planned */
	struct instant now;
};

bool function_leads(struct str function);       /* says its row of the catalogue */
/* Who has the function in the staff now; a dash when nobody has. */
struct str staff_holder(const struct staff_row_list *staff, struct str function);
struct str_list { size_t count; struct str *at; };
/* What somebody with the function does first. */
struct str_list first_things(struct arena *arena, struct str function);

struct reply shifts_page(struct request *request, struct view *view);
struct reply shifts_act(struct request *request, struct change *change);
struct reply shift_end_act(struct request *request, struct change *change);
struct reply crisis_welcome_page(struct request *request, struct view *view);
struct reply crisis_wall_page(struct request *request, struct view *view);
struct reply crisis_wall_stream(struct request *request, struct view *view);
