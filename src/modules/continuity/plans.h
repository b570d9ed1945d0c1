/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/plans.h - continuity plans: what is done when what a commitment stands on is gone.
 *
 * A plan belongs to a unit and goes through editions.  An edition says which commitments it
 * protects and has a reserve routine for each resource that may be lost: what is done instead,
 * by whom, and how long that can be kept up.  It is written, sent to review, and approved by
 * somebody else; from then on it is never changed.  The newest approved edition that has begun
 * is in force.  Tests, reviews and checks of printed copies are added beside it.
 */
#pragma once

#include "modules/continuity/inside.h"

/* ---- Records (plan_model.c) ---------------------------------------------------------------- */

#define PLAN_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(name,      text, N_("Name of the plan"), .required = true, .longest = 120, \
	             .help = N_("What is kept going: \"Home care without electricity and telephones\".")) \
	F(owner_id,  ref,  N_("Owner"), .refers_to = "handler", \
	             .help = N_("Who sees to it that the plan is right, tested and lies where it should.")) \
	F(secrecy,   code, N_("Secrecy"), .list = "secrecy_grounds") \
	F(ended_on,  date, N_("Not used from"), .is_own = true) \
	F(ended_reason, text, N_("Why it is not used"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct continuity_plan { PLAN_FIELDS(AS_MEMBER) };
LIST_OF(continuity_plan)
extern const struct record plan_record;

enum edition_state { EDITION_none, EDITION_draft, EDITION_in_review, EDITION_approved };
extern const struct choice edition_states[];

#define EDITION_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(plan_id,   ref,  N_("Plan"), .is_own = true, .is_hidden = true) \
	F(number,    count, N_("Edition"), .is_own = true) \
	F(state,     choice, N_("State"), CHOICES(edition_states), .is_own = true) \
	F(used_when, prose, N_("When the plan is used"), .longest = 2000, \
	             .help = N_("What must have happened, and who decides that the plan is taken out.")) \
	F(lowest_level, prose, N_("Lowest acceptable level"), .longest = 2000, \
	             .help = N_("What must be kept up even while it is disturbed: how much, for whom.")) \
	F(first_steps, prose, N_("First steps"), .longest = 4000, \
	             .help = N_("One step a line, with who does it. Roles, no names.")) \
	F(contacts,  prose, N_("Who is told, and where the numbers are"), .longest = 2000, \
	             .help = N_("Roles, and where the list with numbers lies. No private numbers here.")) \
	F(materials, prose, N_("Materials and forms on paper"), .longest = 2000, \
	             .help = N_("What is needed, and in which room it lies. No codes, and nothing about locks.")) \
	F(back_to_normal, prose, N_("Back to normal"), .longest = 2000, \
	             .help = N_("In which order things are started, and what is written in afterwards.")) \
	F(change_note, prose, N_("What is new"), .longest = 1000, \
	             .help = N_("One or two sentences to those who know the edition before.")) \
	F(sent_by,   ref,  N_("Sent to review by"), .refers_to = "person", .is_own = true) \
	F(sent_at,   instant, N_("Sent to review"), .is_own = true) \
	F(approved_by, ref, N_("Who approved it"), .refers_to = "person", .is_own = true) \
	F(approved_at, instant, N_("Approved"), .is_own = true) \
	F(decision,  prose, N_("On what ground"), .is_own = true) \
	F(valid_from, date, N_("In force from"), .is_own = true) \
	F(review_by, date, N_("To be reviewed by"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct plan_edition { EDITION_FIELDS(AS_MEMBER) };
LIST_OF(plan_edition)
extern const struct record edition_record;

#define ROUTINE_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(edition_id, ref, N_("Edition"), .is_own = true, .is_hidden = true) \
	F(resource,  code, N_("What is gone"), .required = true, .list = "dependency_resources") \
	F(instead,   prose, N_("What is done instead"), .required = true, .longest = 4000, \
	             .help = N_("One step a line, so that somebody who was not there can do it.")) \
	F(performed_by, text, N_("Who does it"), .longest = 120, .help = N_("A role, no name.")) \
	F(materials, text, N_("With what"), .longest = 200, .help = N_("And where it lies.")) \
	F(endurance_hours, real, N_("Can be kept up for (hours)"), .required = true, HOURS, \
	             .help = N_("With the people and stores there are. It decides whether the plan covers the loss.")) \
	F(version,   count, N_("Version"), .is_own = true)
struct plan_routine { ROUTINE_FIELDS(AS_MEMBER) };
LIST_OF(plan_routine)
extern const struct record routine_record;

/* The named act that puts an edition in force. */
#define APPROVAL_FIELDS(F) \
	F(decision,  prose, N_("On what ground"), .required = true, .longest = 1000, \
	             .help = N_("What you have looked at, and the decision it rests on.")) \
	F(valid_from, date, N_("In force from"), .required = true) \
	F(review_by, date, N_("To be reviewed by"), .required = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct approval { APPROVAL_FIELDS(AS_MEMBER) };

#define PROTECTED_FIELDS(F) \
	F(commitment_id, ref, N_("Commitment"), .required = true, .refers_to = "commitment") \
	F(version,   count, N_("Version"), .is_own = true)
struct protected { PROTECTED_FIELDS(AS_MEMBER) };

enum test_result { TEST_none, TEST_worked, TEST_shortcomings, TEST_failed };
extern const struct choice test_results[];
#define PLAN_TEST_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(plan_id,   ref,  N_("Plan"), .is_own = true, .is_hidden = true) \
	F(edition_id, ref, N_("Edition"), .is_own = true, .is_hidden = true) \
	F(kind,      code, N_("Kind of test"), .required = true, .list = "plan_test_kinds") \
	F(tested_on, date, N_("Day of the test"), .required = true) \
	F(resources, codes, N_("Whose loss was tried"), .list = "dependency_resources", \
	             .help = N_("None chosen: the loss of everything that has a routine.")) \
	F(result,    choice, N_("Result"), CHOICES(test_results), .required = true) \
	F(findings,  prose, N_("What was found"), .longest = 4000, \
	             .help = N_("What did not work, and what took longer than the plan says.")) \
	F(led_by,    text, N_("Led by"), .longest = 120, .help = N_("A role, no name.")) \
	F(counts_to, date, N_("Counts to"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct plan_test { PLAN_TEST_FIELDS(AS_MEMBER) };
LIST_OF(plan_test)
extern const struct record plan_test_record;

#define PLAN_REVIEW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(plan_id,   ref,  N_("Plan"), .is_own = true, .is_hidden = true) \
	F(edition_id, ref, N_("Edition"), .is_own = true, .is_hidden = true) \
	F(reviewed_on, date, N_("Read through"), .is_own = true) \
	F(words,     prose, N_("What you looked at"), .required = true, .longest = 1000, \
	             .help = N_("For example: roles, stores, lists of numbers, what has happened since.")) \
	F(review_by, date, N_("To be reviewed next by"), .required = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct plan_review { PLAN_REVIEW_FIELDS(AS_MEMBER) };
LIST_OF(plan_review)
extern const struct record plan_review_record;

#define PLAN_COPY_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(plan_id,   ref,  N_("Plan"), .is_own = true, .is_hidden = true) \
	F(place,     text, N_("Where the copy lies"), .required = true, .longest = 120, \
	             .help = N_("A room and a shelf. No codes, and nothing about locks.")) \
	F(ended_on,  date, N_("Taken away"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct plan_copy { PLAN_COPY_FIELDS(AS_MEMBER) };
extern const struct record plan_copy_record;

/* ---- Rows of lists --------------------------------------------------------------------------- */

enum plan_standing { PLAN_none, PLAN_writing, PLAN_in_review, PLAN_coming, PLAN_in_force,
	PLAN_review_due, PLAN_superseded, PLAN_ended };
extern const struct choice plan_standings[];

#define PLAN_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(public_id, text, N_("Identity"), ) \
	F(name,      text, N_("Name of the plan"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(owner_name, text, N_("Owner"), .is_personal = true) \
	F(secrecy,   code, N_("Secrecy"), .list = "secrecy_grounds") \
	F(standing,  choice, N_("State"), CHOICES(plan_standings)) \
	F(number,    count, N_("Edition in force"), ) \
	F(review_by, date, N_("To be reviewed by"), ) \
	F(tested_on, date, N_("Last tested"), ) \
	F(counts_to, date, N_("The test counts to"), ) \
	F(commitments, count, N_("Commitments"), ) \
	F(routines,  count, N_("Routines"), ) \
	F(old_copies, count, N_("Copies out of date"), )
struct plan_row { PLAN_ROW_FIELDS(AS_MEMBER) };
LIST_OF(plan_row)
extern const struct table plans_table;

/* What an edition protects, of what one sees. */
struct plan_protects { struct str number, name; double tolerable; };
LIST_OF(plan_protects)
/* What was done; words are a person's own, or the code that `verb` says. */
struct plan_step { int64_t number; struct instant at; struct str person_name, verb, words; };
LIST_OF(plan_step)
/* Where a copy lies, and which edition lay there when somebody looked last. */
struct copy_row { int64_t id, number; struct str public_id, place, person_name; struct date checked_on; int64_t version; };
LIST_OF(copy_row)

/* ---- Rules (rules_plans.c) ------------------------------------------------------------------- */

/* How an edition stands on a day.  `now` is the number of the edition in force then, 0 none;
 * review_by its own, or what the last review said. */
enum plan_standing edition_standing(const struct plan_edition *edition, int64_t now, struct date review_by,
                                    struct date ended_on, struct date today);
/* The field that is wrong and why (N_()), or NULL.  `before` is when the edition before came
 * into force. */
struct approval_facts { struct date before, today; size_t commitments, routines; bool sent_it_oneself; };
const char *approval_problem(const struct approval *said, const struct approval_facts *facts, const char **words);
/* The last day on which a test counts; not given: never. */
struct date test_counts_to(enum test_result result, struct date tested_on, int64_t months);
/* Is a copy out of date: another edition than the one in force, or none at all? */
bool copy_is_old(int64_t number, int64_t in_force);

/* ---- Queries (queries_plans.c, queries_plan_lists.c) ----------------------------------------- */

void plans_query(struct request *request, struct view *view, struct query *query);
const struct continuity_plan *plan_of_public(struct view *view, struct str public_id);
const struct continuity_plan *plan_of_id(struct view *view, int64_t id);
bool plan_may_approve(struct view *view, int64_t unit_id);
bool plan_name_is_taken(struct view *view, int64_t unit_id, struct str name, int64_t but_id);
struct plan_edition_list plan_editions(struct view *view, int64_t plan_id);       /* the newest first */
const struct plan_edition *edition_of_number(struct view *view, int64_t plan_id, int64_t number);
const struct plan_edition *edition_of_id(struct view *view, int64_t id);
/* The number of the edition in force today; 0: none. */
int64_t plan_now_of(struct view *view, int64_t plan_id);
struct date edition_review_by(struct view *view, const struct plan_edition *edition);
struct plan_protects_list edition_protects(struct view *view, int64_t edition_id);
int64_t edition_protects_count(struct view *view, int64_t edition_id);  /* also what one does not see */
bool edition_protects_it(struct view *view, int64_t edition_id, int64_t commitment_id);
void edition_protect(struct change *change, int64_t edition_id, int64_t commitment_id);
bool edition_unprotect(struct change *change, int64_t edition_id, int64_t commitment_id);
struct plan_routine_list edition_routines(struct view *view, int64_t edition_id);
const struct plan_routine *routine_of_public(struct view *view, int64_t edition_id, struct str public_id);
void routine_drop(struct change *change, int64_t id);
/* A new edition with what the newest one said. */
struct plan_edition *edition_begin(struct change *change, const struct continuity_plan *plan);
struct plan_step_list plan_steps(struct view *view, int64_t plan_id);
void plan_step_by(struct change *change, const struct plan_step *step, int64_t plan_id, int64_t person_id);
void copy_check_add(struct change *change, int64_t copy_id, int64_t number, int64_t person_id);
void plan_step_add(struct change *change, int64_t plan_id, int64_t number, const char *verb, struct str words);

/* ---- Pages ------------------------------------------------------------------------------------- */

/* A plan and the edition that an address asks for. */
struct plan_page {
	const struct continuity_plan *plan;
	const struct plan_edition *edition;
	struct plan_edition_list editions;      /* that one sees, the newest first */
	int64_t now;                    /* number of the one in force; 0 none */
	enum plan_standing standing;
	struct date review_by;
	struct str path, edition_path;  /* "/plans/...", "/plans/.../editions/3" */
	struct str unit, owner, approver;
	bool may_write, may_approve;
};
/* False: not found. */
bool plan_page_of(struct request *request, struct view *view, struct plan_page *page);
/* The same, for an edition that may be written in; NULL when it may not. */
const struct plan_edition *edition_written(struct request *request, struct view *view, struct plan_page *page);
const char *plan_step_words(struct str verb);           /* N_() */
struct str plan_step_about(const struct plan_step *step);       /* its words, codes by their names */
const char *plan_standing_class(enum plan_standing standing);

extern const struct form plan_form, edition_form, routine_form, approval_form, protected_form;
struct reply plans_list(struct request *request, struct view *view);
struct reply plan_new(struct request *request, struct view *view);
struct reply plan_add_act(struct request *request, struct change *change);
struct reply plan_show(struct request *request, struct view *view);
struct reply plan_paper_show(struct request *request, struct view *view);
struct reply plan_edit(struct request *request, struct view *view);
void *plan_load(struct request *request, struct view *view);
struct reply plan_change_act(struct request *request, struct change *change);
struct reply plan_end_act(struct request *request, struct change *change);
struct reply edition_new_act(struct request *request, struct change *change);
struct reply edition_edit(struct request *request, struct view *view);
void *edition_load(struct request *request, struct view *view);
struct reply edition_change_act(struct request *request, struct change *change);
struct reply edition_send_act(struct request *request, struct change *change);
struct reply edition_return_act(struct request *request, struct change *change);
struct reply edition_approve(struct request *request, struct view *view);
struct reply edition_approve_act(struct request *request, struct change *change);
struct reply protected_new(struct request *request, struct view *view);
struct reply protected_add_act(struct request *request, struct change *change);
struct reply protected_drop_act(struct request *request, struct change *change);
struct reply routine_new(struct request *request, struct view *view);
struct reply routine_add_act(struct request *request, struct change *change);
struct reply routine_edit(struct request *request, struct view *view);
void *routine_load(struct request *request, struct view *view);
struct reply routine_change_act(struct request *request, struct change *change);
struct reply routine_drop_act(struct request *request, struct change *change);

void plans_demo(struct store *store);
