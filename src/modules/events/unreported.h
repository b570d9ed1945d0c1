/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/unreported.h - claims, police reports and injury notifications without an event.
 *
 * The claims officer or the coordinator notes the number that others know it by, the unit and
 * the day, and nothing of what happened.  It is answered when it gets its event, or when
 * somebody says why it needs none.
 */
#pragma once

#include "kit/table.h"
#include "modules/events/inside.h"

#define UNREPORTED_FIELDS(F) \
	F(id,          key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text, N_("Identity"), .is_own = true) \
	F(kind,        code, N_("Kind"), .required = true, .list = "event/unreported_kinds") \
	F(reference,   text, N_("Reference"), .required = true, .longest = 40, \
	               .help = N_("The number of the claim or the report. No names and no personal numbers.")) \
	F(unit_id,     ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(happened_on, date, N_("Happened"), .required = true) \
	F(event_id,    ref,  N_("Event"), .is_own = true, .is_hidden = true) \
	F(linked_by,   ref,  N_("Linked by"), .refers_to = "person", .is_own = true) \
	F(linked_at,   instant, N_("Linked"), .is_own = true) \
	F(no_event_reason, prose, N_("Why it needs no event"), .is_own = true) \
	F(created_by,  ref,  N_("Noted by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Noted"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct unreported { UNREPORTED_FIELDS(AS_MEMBER) };
LIST_OF(unreported)
extern const struct record unreported_record;

/* Its answer: the event, or why there is none. */
#define UNREPORTED_ANSWER_FIELDS(F) \
	F(event_number, text,  N_("Event number"), .longest = 20) \
	F(reason,       prose, N_("Why it needs no event"), .longest = 500) \
	F(version,      count, N_("Version"), .is_own = true)
struct unreported_answer { UNREPORTED_ANSWER_FIELDS(AS_MEMBER) };

enum unreported_state { UNREPORTED_none, UNREPORTED_waits, UNREPORTED_linked, UNREPORTED_needless };
extern const struct choice unreported_states[];

#define UNREPORTED_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(reference,    text,    N_("Reference"), ) \
	F(kind,         code,    N_("Kind"), .list = "event/unreported_kinds") \
	F(happened_on,  date,    N_("Happened"), ) \
	F(unit_name,    text,    N_("Unit"), ) \
	F(state,        choice,  N_("State"), CHOICES(unreported_states)) \
	F(event_number, text,    N_("Event"), ) \
	F(created_at,   instant, N_("Noted"), )
struct unreported_row { UNREPORTED_ROW_FIELDS(AS_MEMBER) };

struct unreported *unreported_get(struct view *view, struct str public_id);     /* NULL */
struct unreported_list unreported_of(struct view *view, int64_t unit_id, struct str kind,
                                     struct date from, struct date to);
bool unreported_is_noted(struct view *view, struct str kind, struct str reference);
bool unreported_may_note(struct view *view, int64_t unit_id);
/* An event that this person sees, or whose claim he sees; 0 none. */
int64_t unreported_event(struct view *view, struct str number);
struct str unreported_event_number(struct view *view, int64_t event_id);        /* "" not seen */
extern const struct table unreported_table;
void unreported_query(struct request *request, struct view *view, struct query *query);
extern const struct form unreported_form, unreported_answer_form;

struct reply unreported_list_show(struct request *request, struct view *view);
struct reply unreported_new(struct request *request, struct view *view);
struct reply unreported_add_act(struct request *request, struct change *change);
struct reply unreported_show(struct request *request, struct view *view);
struct reply unreported_answer_act(struct request *request, struct change *change);

/* Before "/events/:number". */
#define UNREPORTED_ROUTES \
	{ GET, "/events/unreported", .need = MAY_events_unreported, \
	  .show = unreported_list_show, .is_api_too = true, \
	  .label = N_("Claims and police reports without an event") }, \
	{ GET, "/events/unreported/new", .need = MAY_events_unreported, \
	  .show = unreported_new, .label = N_("Note a claim or report without an event") }, \
	{ POST, "/events/unreported", .need = MAY_events_unreported, \
	  .act = unreported_add_act, .form = &unreported_form, .again = unreported_new, \
	  .is_api_too = true, .label = N_("Save a claim or report without an event") }, \
	{ GET, "/events/unreported/:id", .need = MAY_events_unreported, \
	  .show = unreported_show, .is_api_too = true, \
	  .label = N_("One claim or report without an event") }, \
	{ POST, "/events/unreported/:id", .need = MAY_events_unreported, \
	  .act = unreported_answer_act, .form = &unreported_answer_form, \
	  .again = unreported_show, .is_api_too = true, \
	  .label = N_("Link a claim or report to its event, or say why it has none") }
