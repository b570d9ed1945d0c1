/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/exercises/exercises.h"

/* ---- Records (model.c) ------------------------------------------------------------------- */

#define OBJECTIVE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(exercise_id, ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(measure,     code,    N_("What is measured"), .required = true, .list = "exercises/measures") \
	F(target,      count,   N_("Target"), .most = 100000, \
	               .help = N_("Minutes, number or percent, as the measure says. Empty: what is usual for it.")) \
	F(words,       text,    N_("In words"), .longest = 200, \
	               .help = N_("What you want to see. Needed when people judge it.")) \
	F(created_by,  ref,     N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true)
struct objective { OBJECTIVE_FIELDS(AS_MEMBER) };
LIST_OF(objective)
extern const struct record objective_record;
extern const struct form objective_form;

#define EXERCISE_UNIT_FIELDS(F) \
	F(id,          key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(exercise_id, ref,  N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(unit_id,     ref,  N_("Unit"), .required = true, .refers_to = "unit")
struct exercise_unit { EXERCISE_UNIT_FIELDS(AS_MEMBER) };
extern const struct record exercise_unit_record;
extern const struct form exercise_unit_form;

#define HELPER_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(exercise_id, ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(person_id,   ref,     N_("Person"), .required = true, .refers_to = "person", \
	               .help = N_("By name. Sees the injects before they are played.")) \
	F(added_by,    ref,     N_("Added by"), .refers_to = "person", .is_own = true) \
	F(added_at,    instant, N_("Added"), .is_own = true)
struct helper { HELPER_FIELDS(AS_MEMBER) };
extern const struct record helper_record;
extern const struct form helper_form;

#define EXERCISE_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(exercise_id, ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(verb,        choice,  N_("What happened"), CHOICES(exercise_verbs), .is_own = true) \
	F(at,          instant, N_("When"), .is_own = true) \
	F(by_id,       ref,     N_("By"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(by_name,     text,    N_("By"), .is_own = true, .is_personal = true) \
	F(reason,      prose,   N_("Why"), .required = true, .longest = 2000)
enum exercise_verb {
	VERB_none, VERB_start, VERB_pause, VERB_resume, VERB_end, VERB_held, VERB_cancel,
	VERB_evaluate, VERB_leader,
};
extern const struct choice exercise_verbs[];
struct exercise_step { EXERCISE_STEP_FIELDS(AS_MEMBER) };
LIST_OF(exercise_step)
extern const struct record exercise_step_record;
extern const struct form exercise_cancel_form;

/* That it has been held without being run here. */
#define HELD_FIELDS(F) \
	F(held_on,      date,  N_("Held on"), .required = true) \
	F(participants, count, N_("How many took part"), .required = true, .least = 1, .most = 100000, \
	                .help = N_("A number, never names.")) \
	F(version,      count, N_("Version"), .is_own = true)
struct held { HELD_FIELDS(AS_MEMBER) };
extern const struct form held_form;

extern const struct form exercise_form, exercise_change_form;

#define EXERCISE_ROW_FIELDS(F) \
	F(id,           key,    N_("Number"), .is_hidden = true) \
	F(number,       text,   N_("Exercise"), ) \
	F(title,        text,   N_("What is it called?"), ) \
	F(kind,         code,   N_("Kind of exercise"), .list = "exercises/kinds") \
	F(unit_name,    text,   N_("Unit"), ) \
	F(units,        count,  N_("Units that take part"), ) \
	F(on_date,      date,   N_("Day"), ) \
	F(state,        choice, N_("State"), CHOICES(exercise_states)) \
	F(is_late,      yesno,  N_("Late"), ) \
	F(held_on,      date,   N_("Held on"), ) \
	F(participants, count,  N_("How many took part"), ) \
	F(leader,       text,   N_("Exercise leader"), .is_personal = true) \
	F(evaluated_on, date,   N_("Evaluated on"), )
struct exercise_row { EXERCISE_ROW_FIELDS(AS_MEMBER) };
enum { EXERCISE_ROW_COUNT = 13 };
extern const struct field exercise_row_fields[];

/* A unit and its year. */
#define PLAN_ROW_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_hidden = true) \
	F(code,       text,  N_("Code"), ) \
	F(unit_name,  text,  N_("Unit"), ) \
	F(held,       count, N_("Exercises held"), ) \
	F(last_on,    date,  N_("The last one"), ) \
	F(evaluated,  count, N_("Exercises evaluated"), ) \
	F(planned,    count, N_("Exercises planned"), ) \
	F(next_on,    date,  N_("The next one"), )
struct plan_row { PLAN_ROW_FIELDS(AS_MEMBER) };
enum { PLAN_ROW_COUNT = 8 };
extern const struct field plan_row_fields[];

/* ---- Rules (rules.c): pure ----------------------------------------------------------------- */

/* Planned for a day that has gone by. */
bool exercise_is_late(const struct exercise *exercise, struct date today);
/* What speaks against this objective, and in which field; NULL nothing.  Fills in what is
 * usual. */
const char *objective_refused(struct objective *objective, bool has_target, const char **field);
extern const struct rule_table exercises_rules[];

/* ---- Queries (queries.c, queries_plan.c, queries_proof.c) ------------------------------------- */

extern const struct table exercise_table, plan_table;
extern const struct reference exercises_references[];
void exercise_query(struct request *request, struct view *view, struct query *query);
void plan_query(struct request *request, struct view *view, int year, struct query *query);
struct plan_sum { int64_t units, held, planned, neither; };
struct plan_sum plan_sum_of(struct view *view, int year);
int plan_year_asked(struct request *request);   /* this year when none is, or none that can be */

bool exercise_may_write(struct view *view, int64_t unit_id);
/* May write what was seen: those who took part, and those who lead it (access.sql). */
bool exercise_may_observe(struct view *view, int64_t exercise_id);
/* One of those who lead it: sees what is to be played. */
bool exercise_is_led(struct view *view, int64_t exercise_id);
void exercise_add(struct change *change, struct exercise *exercise);
enum updated exercise_put(struct change *change, struct exercise *exercise, int64_t version);
void exercise_step_put(struct change *change, int64_t exercise_id, enum exercise_verb verb,
                       struct str by_name, struct str reason);
struct exercise_step_list exercise_steps(struct view *view, int64_t exercise_id);

struct unit_part { int64_t unit_id; struct str code, name; };
LIST_OF(unit_part)
struct unit_part_list exercise_units(struct view *view, int64_t exercise_id);
bool exercise_has_unit(struct view *view, int64_t exercise_id, int64_t unit_id);
void exercise_unit_put(struct change *change, int64_t exercise_id, int64_t unit_id);
bool exercise_unit_remove(struct change *change, int64_t exercise_id, struct str code);

struct helper_part { int64_t id, person_id; struct str name; };
LIST_OF(helper_part)
struct helper_part_list exercise_helpers(struct view *view, int64_t exercise_id);
bool exercise_helper_remove(struct change *change, int64_t exercise_id, int64_t id);

struct objective_list objectives_of(struct view *view, int64_t exercise_id);
const struct objective *objective_get(struct view *view, int64_t exercise_id, struct str public_id);
bool objective_remove(struct change *change, const struct objective *objective);

struct exercise_list exercises_between(struct view *view, const struct wheel_ask *ask);

/* What exercises prove (proof.c). */
struct exercise_proof_ask {
	int64_t unit_id;                /* 0: all one follows */
	struct str kinds;               /* " tabletop field "; "" all */
	bool is_evaluated;
	struct date from, to;
};
struct evidence_count_list exercise_proofs(struct view *view, const struct exercise_proof_ask *ask);
struct proven { struct str number, title, kind; struct date on; int64_t is_seen; };
LIST_OF(proven)
struct proven_list exercises_proving(struct view *view, const struct exercise_proof_ask *ask);
extern const struct evidence_source exercises_evidence[];
extern const struct wheel_source exercises_wheel[];

/* Those that go on and that this person leads. */
struct exercise_list exercises_led(struct view *view);
void exercises_demo(struct store *store, int scale);

/* ---- Pages -------------------------------------------------------------------------------------- */

extern const struct route exercises_routes[];
const struct exercise *exercise_asked(struct request *request, struct view *view);
/* The one asked for when the person plans it; else NULL and *reply says why. */
const struct exercise *exercise_to_write(struct request *request, struct view *view,
                                         struct reply *reply);
/* A page with one form about an exercise. */
struct sheet {
	const struct exercise *exercise;
	const struct form *form;
	const void *row;                /* NULL: empty */
	const char *act;                /* where it is sent, below the exercise; NULL: there itself */
	const char *title, *status;     /* the title stands on the button too; NULL: no more words */
	bool is_run;                    /* says on top that nothing is real */
};
struct reply exercise_sheet(struct request *request, struct view *view, const struct sheet *sheet);
/* As the person read it; false: somebody has changed it since, exercise_stale() answers. */
bool exercise_is_put(struct request *request, struct change *change, struct exercise *exercise);
struct reply exercise_stale(struct request *request, struct change *change,
                            const struct exercise *mine);
/* "12 min", "3", "80 %" */
struct str measure_amount(struct arena *arena, struct str measure, int64_t value);
struct str measure_target(struct arena *arena, const struct objective *objective);
struct str exercise_path(struct request *request, const char *act);
struct reply exercises_list(struct request *request, struct view *view);
struct reply exercise_page(struct request *request, struct view *view);
struct reply exercise_new(struct request *request, struct view *view);
struct reply exercise_add_act(struct request *request, struct change *change);
void *exercise_load(struct request *request, struct view *view);
struct reply exercise_edit(struct request *request, struct view *view);
struct reply exercise_change_act(struct request *request, struct change *change);
struct reply exercise_cancel_page(struct request *request, struct view *view);
struct reply exercise_cancel_act(struct request *request, struct change *change);
struct reply exercise_held_page(struct request *request, struct view *view);
struct reply exercise_held_act(struct request *request, struct change *change);
struct reply exercise_parts_page(struct request *request, struct view *view);
struct reply exercise_unit_act(struct request *request, struct change *change);
struct reply exercise_unit_end_act(struct request *request, struct change *change);
struct reply exercise_objective_act(struct request *request, struct change *change);
struct reply exercise_objective_end_act(struct request *request, struct change *change);
struct reply exercise_helper_act(struct request *request, struct change *change);
struct reply exercise_helper_end_act(struct request *request, struct change *change);
struct reply exercises_plan_page(struct request *request, struct view *view);

/* What the page of one shows. */
struct shown {
	const struct exercise *exercise;
	struct request *request;
	struct view *view;
	struct str unit, unit_code, leader, functions;
	struct str room;                /* number of its log; "" none that this person sees */
	struct unit_part_list units;
	struct objective_list objectives;
	struct exercise_step_list steps;
	bool may_write, is_led;
};
struct shown exercise_shown(struct request *request, struct view *view,
                            const struct exercise *exercise);
