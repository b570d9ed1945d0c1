/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/flows.h - what others know: sources, their rows, and which of them tell of an event.
 *
 * A source (claims of the insurer, police reports, injury notifications) is registered with its
 * purpose; it is off until somebody with the right has written its legal basis, who decided it
 * and how long rows are kept.  Rows are then read in from a file: day, unit, place, cause,
 * amount and a number, and nobody's name.  Only who has the right to rows reads them.  A job
 * looks for the event that each tells of (analysis/linkage.h); what is likely enough is taken,
 * what is less likely is judged by a person who sees why it was thought, and so is a sample of
 * what was taken.  Sums by unit and four months stay when rows are erased.
 */
#pragma once

#include "analysis/capture.h"
#include "analysis/linkage.h"
#include "kit/import.h"
#include "modules/reporting/inside.h"

/* ---- Sources ---------------------------------------------------------------------------- */

#define SOURCE_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(name,        text,  N_("Source"), .required = true, .longest = 120) \
	F(kind,        code,  N_("Kind"), .required = true, .list = "event/unreported_kinds") \
	F(purpose,     prose, N_("What it is read for"), .required = true, .longest = 1000) \
	F(legal_basis, prose, N_("Legal basis"), .longest = 1000, \
	               .help = N_("The law or agreement by which the rows may be handed over and read. Empty: the source is off.")) \
	F(decided_by,  text,  N_("Who decided"), .longest = 160, \
	               .help = N_("The board or the person, and the number of the decision.")) \
	F(decided_on,  date,  N_("Decided"), ) \
	F(starts_on,   date,  N_("From"), .help = N_("Rows of earlier days are not read in.")) \
	F(ends_on,     date,  N_("To"), ) \
	F(kept_days,   count, N_("Rows are kept, days"), .most = 3650, \
	               .help = N_("Counted from the end of the four months that a row belongs to. Sums stay.")) \
	F(registered_by, ref, N_("Legal basis written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(registered_name, text, N_("Legal basis written by"), .is_own = true) \
	F(registered_at, instant, N_("Legal basis written"), .is_own = true) \
	F(created_by,  ref,   N_("Registered by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at,  instant, N_("Registered"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct source { SOURCE_FIELDS(AS_MEMBER) };
LIST_OF(source)
extern const struct record source_record;
extern const struct form source_form;

enum source_state { SOURCE_off, SOURCE_waits, SOURCE_open, SOURCE_ended };
enum source_state source_state(const struct source *source, struct date today);
const char *source_state_words(enum source_state state);        /* N_() */

/* ---- Rows --------------------------------------------------------------------------------- */

#define TOLD_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(source_id,   ref,   N_("Source"), .required = true, .refers_to = "reporting_source") \
	F(reference,   text,  N_("Reference"), .required = true, .longest = 40, \
	               .help = N_("The number of the claim or the report. No names and no personal numbers.")) \
	F(unit_id,     ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(place_id,    ref,   N_("Place"), .refers_to = "place") \
	F(happened_on, date,  N_("Happened"), .required = true) \
	F(cause,       code,  N_("Cause"), .list = "reporting/causes") \
	F(amount,      money, N_("Amount, kronor"), .most = 100000000000) \
	F(paid,        money, N_("Paid of it, kronor"), .most = 100000000000) \
	F(state,       choice, N_("State of the claim"), CHOICES(claim_states)) \
	F(known_on,    date,  N_("As known on"), .help = N_("The day that the amounts are of.")) \
	F(currency,    text,  N_("Currency"), .longest = 3, \
	               .help = N_("Three letters, for example EUR. Empty: kronor.")) \
	F(rate,        real,  N_("Kronor for one of the currency"), .least = 0, .most = 1000000, .help = N_("Amounts in another currency than kronor are made kronor by it.")) \
	F(import_id,   ref,   N_("Import"), .is_own = true, .is_hidden = true) \
	F(created_at,  instant, N_("Read in"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
enum claim_state { CLAIM_STATE_none, CLAIM_STATE_open, CLAIM_STATE_closed, CLAIM_STATE_withdrawn, CLAIM_STATE_reopened };
extern const struct choice claim_states[];
struct told { TOLD_FIELDS(AS_MEMBER) };
LIST_OF(told)
extern const struct record told_record;
extern const struct import_kind reporting_imports[];

/* ---- Links -------------------------------------------------------------------------------- */

#define PAIR_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), ) \
	F(source_id,   ref,   N_("Source"), .is_hidden = true) \
	F(run_id,      count, N_("Linking"), .is_hidden = true) \
	F(row_id,      ref,   N_("Row"), .is_hidden = true) \
	F(event_id,    ref,   N_("Event"), .is_hidden = true) \
	F(chance,      real,  N_("How likely"), ) \
	F(is_accepted, yesno, N_("Taken by itself"), ) \
	F(is_sample,   yesno, N_("Sample"), ) \
	F(levels,      text,  N_("How well each field agrees"), ) \
	F(weights,     json,  N_("Why"), )
struct pair_found { PAIR_FIELDS(AS_MEMBER) };
LIST_OF(pair_found)
extern const struct record pair_record;

/* One with what both sides say, for whoever judges. */
#define PAIR_ROW_FIELDS(F) PAIR_FIELDS(F) \
	F(source_name, text,  N_("Source"), ) \
	F(reference,   text,  N_("Reference"), ) \
	F(row_unit,    text,  N_("Unit"), ) \
	F(row_place,   text,  N_("Place"), ) \
	F(happened_on, date,  N_("Happened"), ) \
	F(cause,       code,  N_("Cause"), .list = "reporting/causes") \
	F(amount,      money, N_("Amount, kronor"), ) \
	F(event_number, text, N_("Event"), ) \
	F(event_unit,  text,  N_("Unit of the event"), ) \
	F(event_type,  code,  N_("Type"), .list = "event/types") \
	F(occurred_at, instant, N_("Occurred"), ) \
	F(event_cost,  money, N_("Estimated cost, kronor"), ) \
	F(is_same,     text,  N_("Judged"), )           /* yes, no, "" not yet */
struct pair_row { PAIR_ROW_FIELDS(AS_MEMBER) };
LIST_OF(pair_row)
extern const struct table pairs_table;

#define DECISION_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(source_id,   ref,   N_("Source"), .is_own = true, .is_hidden = true) \
	F(row_id,      ref,   N_("Row"), .is_own = true, .is_hidden = true) \
	F(event_id,    ref,   N_("Event"), .is_own = true, .is_hidden = true) \
	F(is_same,     yesno, N_("They tell of the same"), .is_own = true) \
	F(answer,      choice, N_("Do they tell of the same?"), CHOICES(pair_answers), .required = true) \
	F(reason,      prose, N_("Why"), .required = true, .longest = 500) \
	F(chance,      real,  N_("How likely it was thought"), .is_own = true) \
	F(was_accepted, yesno, N_("Was taken by itself"), .is_own = true) \
	F(is_sample,   yesno, N_("Sample"), .is_own = true) \
	F(levels,      text,  N_("How well each field agreed"), .is_own = true) \
	F(weights,     json,  N_("Why it was thought"), .is_own = true) \
	F(decided_by,  ref,   N_("Judged by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(decided_name, text, N_("Judged by"), .is_own = true) \
	F(decided_at,  instant, N_("Judged"), .is_own = true)
enum pair_answer { PAIR_none, PAIR_same, PAIR_other };
extern const struct choice pair_answers[];
struct decision { DECISION_FIELDS(AS_MEMBER) };
LIST_OF(decision)
extern const struct record pair_decision_record;
extern const struct form pair_decision_form;

/* ---- Linking (link.c) ------------------------------------------------------------------------ */

/* Looks for the events of all rows of a source, in one change, and makes its sums anew.  How
 * many rows were looked at.  The job does the same in many short changes. */
int64_t source_link(struct change *change, const struct source *source);
/* The sums alone, after judgements. */
void source_sums(struct change *change, const struct source *source);
/* Erases rows whose time has come; how many. */
int64_t source_erase(struct change *change, const struct source *source, struct date today);
/* A row as it is compared; types that rows of either source can tell of, " a b ". */
struct link_row;
struct linkage_record link_record_of(const struct link_row *row);
struct str link_types_of(struct arena *arena, struct view *system, int64_t first_id, int64_t second_id);
extern const struct job_kind reporting_jobs[];
struct str tertial_of(struct arena *arena, struct date date);           /* "2026-T2" */
struct date tertial_end(struct str tertial);                            /* its last day */
/* The last day of the newest four months that are over since so many days. */
struct date tertial_over(struct date today, int64_t days);

/* ---- Queries ----------------------------------------------------------------------------------- */

struct source_list sources_all(struct view *view);
const struct source *source_get(struct view *view, struct str public_id);
const struct source *source_of(struct view *view, int64_t id);
void pairs_query(struct request *request, struct view *view, struct query *query);
const struct pair_row *pair_get(struct view *view, struct str public_id);
struct decision_list pair_decisions_of(struct view *view, int64_t row_id, int64_t event_id);
int64_t pairs_waiting(struct view *view);
void pair_decision_put(struct change *change, const struct decision *one);
extern const struct reference reporting_references[];
bool row_unit_is_mine(struct view *view, int64_t unit_id);
/* As the system. */
const struct told *told_of_reference(struct view *system, int64_t source_id, struct str reference);
int64_t told_remove(struct change *change, int64_t import_id);
/* What is known of the row from this day on, in a line of its own; the same again is nothing new. */
bool told_value_add(struct change *change, const struct told *told, int64_t import_id);

/* What the linking reads and writes; as the system (queries_link.c). */
struct link_event { int64_t id, unit_id, place_id, north_mm, east_mm, amount; struct str type; struct instant occurred_at; };
LIST_OF(link_event)
struct link_row { int64_t id, unit_id, place_id, north_mm, east_mm, amount; struct str cause; struct date happened_on; };
LIST_OF(link_row)
struct source_list link_sources(struct view *system);
bool link_has_rows(struct view *system);
struct link_row_list link_rows(struct view *system, int64_t source_id);
struct link_event_list link_events(struct view *system, struct instant from, struct instant to);
int64_t link_events_number(struct view *system, struct instant from, struct instant to);
/* One by one, for they may be many. */
void link_events_each(struct view *system, struct instant from, struct instant to,
                      bool (*each)(void *context, const void *event), void *context);
int64_t link_run_next(struct view *system, int64_t source_id);  /* of a linking that nobody has written of */
void links_put(struct change *change, struct pair_found *pairs, size_t count);
/* This linking holds from now on. */
void link_run_hold(struct change *change, int64_t source_id, int64_t run_id);
/* Takes away pairs of linkings that do not hold, so many at most; how many went. */
int64_t links_sweep(struct change *change, int64_t source_id, int64_t most);
void link_run_put(struct change *change, int64_t source_id, const struct linkage *found,
                  int64_t events, int64_t rows);
/* Sums of the source by unit and four months, with the pairs of a linking; those that are final
 * stay.  `types`: " water.pipe fire.other ", with spaces around: which events are counted. */
#define SHARE_FIELDS(F) \
	F(source_id, count, "", ) F(unit_id, count, "", ) F(tertial, text, "", ) F(rows_count, count, "", ) \
	F(linked, count, "", ) F(waits, count, "", ) F(events, count, "", ) F(is_final, yesno, "", ) \
	F(made_at, instant, "", ) F(with_amount, count, "", ) F(amount, money, "", ) F(withdrawn, count, "", ) \
	F(with_paid, count, "", ) F(paid, money, "", )
struct link_share { SHARE_FIELDS(AS_MEMBER) };
LIST_OF(link_share)
struct link_share_list link_shares_of(struct view *system, int64_t source_id, int64_t run_id, struct str types);
void link_shares_put(struct change *change, int64_t source_id, const struct link_share_list *shares);
int64_t link_run_now(struct view *system, int64_t source_id);           /* the one that holds; 0 none */
/* Of the demo: pairs that were taken and are a sample; somebody's name. */
struct pair_found_list link_sample(struct view *system, int64_t source_id);
void reporting_demo(struct store *store, int scale);
/* Rows that happened up to the day; their sums are final. */
int64_t link_rows_erase(struct change *change, int64_t source_id, struct date to);

/* ---- Pages --------------------------------------------------------------------------------------- */

#define FLOW_ROUTES \
	{ GET, "/reporting/sources", .need = SIGNED_IN, .show = sources_page, .is_api_too = true, \
	  .label = N_("Sources of claims and reports") }, \
	{ GET, "/reporting/sources/new", .need = MAY_reporting_sources, .show = source_new, \
	  .label = N_("Register a source") }, \
	{ POST, "/reporting/sources", .need = MAY_reporting_sources, .act = source_add_act, \
	  .form = &source_form, .again = source_new, .is_api_too = true, .label = N_("Save a source") }, \
	{ GET, "/reporting/sources/:id", .need = SIGNED_IN, .show = source_page, .is_api_too = true, \
	  .label = N_("One source") }, \
	{ GET, "/reporting/sources/:id/edit", .need = MAY_reporting_sources, .show = source_edit, \
	  .label = N_("Change a source") }, \
	{ POST, "/reporting/sources/:id", .need = MAY_reporting_sources, .act = source_change_act, \
	  .form = &source_form, .load = source_load, .again = source_edit, .is_api_too = true, \
	  .label = N_("Change a source or its legal basis") }, \
	{ POST, "/reporting/link", .need = MAY_reporting_rows, .act = link_act, .is_api_too = true, \
	  .label = N_("Look for the events that rows tell of") }, \
	{ GET, "/reporting/pairs", .need = MAY_reporting_rows, .show = pairs_page, .is_api_too = true, \
	  .label = N_("Rows and the events they may tell of") }, \
	{ GET, "/reporting/pairs/:id", .need = MAY_reporting_rows, .show = pair_page, .is_api_too = true, \
	  .label = N_("One row and the event it may tell of") }, \
	{ POST, "/reporting/pairs/:id", .need = MAY_reporting_rows, .act = pair_act, \
	  .form = &pair_decision_form, .again = pair_page, .is_api_too = true, \
	  .label = N_("Judge whether a row and an event tell of the same") }
struct reply sources_page(struct request *request, struct view *view);
struct reply source_new(struct request *request, struct view *view);
struct reply source_add_act(struct request *request, struct change *change);
struct reply source_page(struct request *request, struct view *view);
struct reply source_edit(struct request *request, struct view *view);
void *source_load(struct request *request, struct view *view);
struct reply source_change_act(struct request *request, struct change *change);
struct reply link_act(struct request *request, struct change *change);
struct reply pairs_page(struct request *request, struct view *view);
struct reply pair_page(struct request *request, struct view *view);
struct reply pair_act(struct request *request, struct change *change);
