/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/measures/measures.h"

/* What a person says when a measure moves on: one form for every step. */
#define MEASURE_ACT_FIELDS(F) \
	F(reason,       prose, N_("Why"), .longest = 1000) \
	F(due_on,       date,  N_("New day"), ) \
	F(effect,       code,  N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose, N_("What the effect was"), .longest = 4000, \
	                .help = N_("What is different now? How do you know?")) \
	F(cost_actual,  money, N_("Cost, kronor"), .most = 100000000000) \
	F(version,      count, N_("Version"), .is_own = true)
struct measure_act { MEASURE_ACT_FIELDS(AS_MEMBER) };

#define MEASURE_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true) \
	F(measure_id,  ref,     N_("Measure"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(from_state,  text,    N_("From"), ) \
	F(to_state,    text,    N_("To"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct measure_step { MEASURE_STEP_FIELDS(AS_MEMBER) };
LIST_OF(measure_step)

/* One row of the list. */
#define MEASURE_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(number,       text,    N_("Number"), ) \
	F(title,        text,    N_("What shall be done"), ) \
	F(unit_name,    text,    N_("Unit"), ) \
	F(responsible,  text,    N_("Responsible"), .is_personal = true) \
	F(due_on,       date,    N_("Due"), ) \
	F(state,        choice,  N_("State"), CHOICES(measure_states)) \
	F(type,         code,    N_("Kind of measure"), .list = "measure_types") \
	F(source_kind,  code,    N_("Springs from"), .list = "measure_sources") \
	F(effect,       code,    N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose,   N_("What the effect was"), ) \
	F(postponed,    count,   N_("Times postponed"), ) \
	F(cost_plan,    money,   N_("Planned cost, kronor"), ) \
	F(cost_actual,  money,   N_("Cost, kronor"), ) \
	F(decided_at,   instant, N_("Decided"), ) \
	F(done_at,      instant, N_("Done"), ) \
	F(evaluated_at, instant, N_("Evaluated"), )
struct measure_row { MEASURE_ROW_FIELDS(AS_MEMBER) };
LIST_OF(measure_row)

/* ---- Rules (rules.c) ---------------------------------------------------------------- */

#define FROM(state) (1u << (state))
struct measure_move {
	const char *verb;               /* stands in the address and in the history */
	unsigned from;                  /* bits, FROM(MEASURE_x) */
	int to;                         /* MEASURE_none: the state stays */
	bool needs_reason, needs_date, needs_effect, asks_cost;
	const char *label;              /* N_(): the button */
	const char *done;               /* N_(): in the history, and told when it is done */
};
extern const struct measure_move measure_moves[];       /* ends with verb NULL */
const struct measure_move *measure_move_find(struct str verb);  /* NULL */

enum measure_obstacle { MEASURE_FREE, MEASURE_WRONG_STATE, MEASURE_REASON_MISSING,
	MEASURE_DATE_MISSING, MEASURE_DATE_NOT_LATER, MEASURE_EFFECT_MISSING,
	MEASURE_EFFECT_WORDS_MISSING };
enum measure_obstacle measure_obstacle(const struct measure_move *move,
                                       const struct measure *measure,
                                       const struct measure_act *act);
/* The measure after the step; what happened when and by whom. */
void measure_after(const struct measure_move *move, struct measure *measure,
                   const struct measure_act *act, int64_t person, struct instant now);
bool measure_is_open(int state);
bool measure_is_late(int state, struct date due, struct date today);
extern const struct rule_table measures_rules[];

/* ---- Queries ------------------------------------------------------------------------ */

extern const struct table measures_table;
extern const struct reference measures_references[];
void measures_query(struct request *request, struct view *view, struct query *query);
const struct measure *measure_of_number(struct view *view, struct str number);  /* NULL */
const struct measure *measure_of_id(struct view *view, int64_t id);      /* NULL */
bool measure_may_edit(struct view *view, const struct measure *measure);
struct measure_row_list measure_rows_of(struct view *view, const char *source_kind, int64_t source_id);
struct measure_row_list measures_late(struct view *view, struct request *request);
/* Due in the days that are asked for, of the unit itself or of a person. */
struct measure_list measures_due_between(struct view *view, const struct wheel_ask *ask);
struct measure_step_list measure_steps(struct view *view, int64_t measure_id);
void measure_step_add(struct change *change, const struct measure *measure, const char *verb,
                      int from, struct str words);

/* ---- Citations (citations.c, queries_citations.c) -------------------------------------- */

#define CITATION_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(measure_id, ref,   N_("Measure"), .is_own = true, .is_hidden = true) \
	F(kind,       code,  N_("What is cited"), .required = true, .list = "measure_sources") \
	F(cited_id,   ref,   N_("Source"), .is_own = true, .is_hidden = true) \
	F(part,       choice, N_("Section of the picture"), CHOICES(citation_parts)) \
	F(words,      text,  N_("Number or name"), .longest = 160) \
	F(edition,    text,  N_("Version"), .longest = 40) \
	F(stood_at,   instant, N_("Stood from"), .is_own = true) \
	F(reason,     prose, N_("How does the measure follow from it?"), .longest = 1000) \
	F(created_by, ref,   N_("Cited by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Cited"), .is_own = true) \
	F(withdrawn_by, ref, N_("Withdrawn by"), .refers_to = "person", .is_own = true) \
	F(withdrawn_at, instant, N_("Withdrawn"), .is_own = true) \
	F(withdrawn_reason, prose, N_("Why withdrawn"), .is_own = true) \
	F(version,    count, N_("Edition"), .is_own = true)
struct citation { CITATION_FIELDS(AS_MEMBER) };
LIST_OF(citation)
extern const struct record citation_record;
extern const struct choice citation_parts[];    /* the sections of a picture */

struct citation_list citations_of(struct view *view, int64_t measure_id);
const struct citation *citation_get(struct view *view, int64_t measure_id, struct str public_id);
/* One that stands for the same row and section; NULL. */
const struct citation *citation_same(struct view *view, const struct citation *citation);
void citation_add(struct change *change, struct citation *citation);
/* A measure cites what it springs from, when that is a row. */
void citation_of_source(struct change *change, const struct measure *measure, struct str reason);
/* Is what is cited older than the decision (or not decided yet), and is a reason given? */
bool citation_is_basis(const struct citation *citation, struct instant decided_at);

struct measure_counts { int64_t mine, mine_late, late, unevaluated, effects; };
struct measure_counts measure_counts(struct view *view);

/* The focus area that event types (spaced) suggest; "" none (focus.c). */
struct str focus_suggested(struct str types);

/* ---- Pages -------------------------------------------------------------------------- */

extern const struct record measure_act_record;
extern const struct form measure_form, measure_act_form;
extern const struct field measure_row_fields[];
extern const struct shape measure_row_shape, measure_step_shape;
enum { MEASURE_ROW_COUNT = 18 };
extern const struct route measures_routes[];
extern const struct report measures_reports[];
extern const struct wheel_source measures_wheel[];      /* wheel.c */
extern const struct evidence_source measures_evidence[];
void measures_home(struct out *out, struct request *request, struct view *view);
const char *measure_step_words(struct str verb);        /* of a step that is no move */
const char *measure_state_class(int state, struct date due);    /* class of .state */

/* A reminder that a person can paste into a mail. */
struct str measure_reminder(struct arena *arena, struct str name, const struct measure_row *rows,
                            size_t count, struct str address);
