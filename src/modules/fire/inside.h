/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/fire/fire.h"

/* ---- Records ------------------------------------------------------------------------------- */

#define FIRE_OBJECT_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(place_id,  ref,  N_("Place"), .refers_to = "place") \
	F(name,      text, N_("Fire object"), .required = true, .longest = 120, \
	             .help = N_("A building or a part of one that is walked through at once.")) \
	F(kind,      code, N_("Checklist"), .required = true, .list = "fire/kinds") \
	F(responsible_id, ref, N_("Who answers for it"), .refers_to = "person") \
	F(description, prose, N_("The building and its technical protection"), .longest = 4000) \
	F(risk_inventory, prose, N_("What could begin to burn"), .longest = 4000) \
	F(every_months, count, N_("Months between rounds"), .required = true, .least = 1, .most = 36) \
	F(first_on,  date, N_("First round"), .required = true) \
	F(due_on,    date, N_("Next round"), .is_own = true) \
	F(valid_from, date, N_("From"), .is_own = true) \
	F(valid_to,  date, N_("To"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct fire_object { FIRE_OBJECT_FIELDS(AS_MEMBER) };
LIST_OF(fire_object)

#define FIRE_CHECKLIST_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(kind,      code, N_("Checklist"), .list = "fire/kinds", .is_own = true) \
	F(edition,   count, N_("Edition"), .is_own = true) \
	F(reason,    text, N_("What is new and why"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
struct fire_checklist { FIRE_CHECKLIST_FIELDS(AS_MEMBER) };
LIST_OF(fire_checklist)

/* What a new edition is written from; its version is the edition that was read. */
#define FIRE_EDITION_FIELDS(F) \
	F(reason,    text, N_("What is new and why"), .required = true, .longest = 200) \
	F(checks,    prose, N_("Lines"), .required = true, .longest = 40000) \
	F(version,   count, N_("Version"), .is_own = true)
struct fire_edition { FIRE_EDITION_FIELDS(AS_MEMBER) };

#define FIRE_CHECK_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true) \
	F(checklist_id, ref, N_("Checklist"), .is_own = true) \
	F(nth,       count, N_("Place"), .is_own = true) \
	F(severity,  code, N_("Severity"), .list = "fire/severities", .is_own = true) \
	F(part_sv,   text, N_("Part"), .is_own = true) \
	F(part_en,   text, N_("Part in English"), .is_own = true) \
	F(words_sv,  text, N_("What is looked at"), .is_own = true) \
	F(words_en,  text, N_("What is looked at, in English"), .is_own = true)
struct fire_check { FIRE_CHECK_FIELDS(AS_MEMBER) };
LIST_OF(fire_check)

enum round_state { ROUND_none, ROUND_open, ROUND_done };
extern const struct choice round_states[];
#define FIRE_ROUND_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(object_id, ref,  N_("Fire object"), .is_own = true, .is_hidden = true) \
	F(checklist_id, ref, N_("Checklist"), .is_own = true, .is_hidden = true) \
	F(due_on,    date, N_("Due"), .is_own = true) \
	F(state,     choice, N_("State"), CHOICES(round_states), .is_own = true) \
	F(begun_by,  ref,  N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(begun_at,  instant, N_("Begun"), .is_own = true) \
	F(on_day,    date, N_("Day"), .is_own = true) \
	F(done_by,   ref,  N_("Done by"), .refers_to = "person", .is_own = true) \
	F(done_at,   instant, N_("Done"), .is_own = true) \
	F(words,     prose, N_("A note"), .longest = 2000, .is_own = true) \
	F(found,     count, N_("Deviations"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct fire_round { FIRE_ROUND_FIELDS(AS_MEMBER) };
LIST_OF(fire_round)

/* A line of a checklist with what was answered. */
enum fire_answer { ANSWER_none, ANSWER_fine, ANSWER_deviation, ANSWER_absent };
extern const struct choice fire_answers[];
#define FIRE_LINE_FIELDS(F) \
	F(check_id,  key,  N_("Number"), ) \
	F(nth,       count, N_("Place"), ) \
	F(severity,  code, N_("Severity"), .list = "fire/severities") \
	F(part,      text, N_("Part"), ) \
	F(about,     text, N_("What is looked at"), ) \
	F(about_sv,  text, N_("What is looked at"), .is_hidden = true) \
	F(about_en,  text, N_("What is looked at, in English"), .is_hidden = true) \
	F(answer,    choice, N_("Answer"), CHOICES(fire_answers)) \
	F(words,     text, N_("What is wrong"), )
struct fire_line { FIRE_LINE_FIELDS(AS_MEMBER) };
LIST_OF(fire_line)

enum deviation_state { DEVIATION_none, DEVIATION_open, DEVIATION_closed };
extern const struct choice deviation_states[];
#define FIRE_DEVIATION_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(object_id, ref,  N_("Fire object"), .is_own = true, .is_hidden = true) \
	F(round_id,  ref,  N_("Round"), .is_own = true, .is_hidden = true) \
	F(about,     text, N_("What was looked at"), .is_own = true) \
	F(about_en,  text, N_("What was looked at, in English"), .is_own = true) \
	F(words,     prose, N_("What is wrong"), .required = true, .longest = 1000, \
	             .help = N_("What and where in the building. No names of people.")) \
	F(severity,  code, N_("Severity"), .required = true, .list = "fire/severities") \
	F(found_on,  date, N_("Found"), .is_own = true) \
	F(due_on,    date, N_("To be put right by"), .is_own = true) \
	F(seen,      count, N_("Seen in so many rounds"), .is_own = true) \
	F(seen_on,   date, N_("Last seen"), .is_own = true) \
	F(state,     choice, N_("State"), CHOICES(deviation_states), .is_own = true) \
	F(closed_on, date, N_("Put right"), .is_own = true) \
	F(closed_by, ref,  N_("Closed by"), .refers_to = "person", .is_own = true) \
	F(closed_words, prose, N_("What was done"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct fire_deviation { FIRE_DEVIATION_FIELDS(AS_MEMBER) };
LIST_OF(fire_deviation)

#define FIRE_CLOSE_FIELDS(F) \
	F(closed_words, prose, N_("What was done"), .required = true, .longest = 1000) \
	F(version, count, N_("Version"), .is_own = true)
struct fire_close { FIRE_CLOSE_FIELDS(AS_MEMBER) };

#define FIRE_REVIEW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(year,      count, N_("Year"), .required = true, .least = 2000, .most = 2200) \
	F(edition,   count, N_("Edition"), .is_own = true) \
	F(objects,   count, N_("Fire objects"), .is_own = true) \
	F(rounds_due, count, N_("Rounds that were due"), .is_own = true) \
	F(rounds_done, count, N_("Of them done"), .is_own = true) \
	F(rounds_late, count, N_("Done after their day"), .is_own = true) \
	F(found,     count, N_("Deviations found"), .is_own = true) \
	F(closed,    count, N_("Deviations put right"), .is_own = true) \
	F(still_open, count, N_("Deviations still open"), .is_own = true) \
	F(words,     prose, N_("How the year went"), .required = true, .longest = 4000, \
	             .help = N_("What the rounds and deviations show, and whether staff know what to do.")) \
	F(better,    prose, N_("What shall be better next year"), .required = true, .longest = 4000) \
	F(decided_by, ref, N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(decided_at, instant, N_("Decided"), .is_own = true)
struct fire_review { FIRE_REVIEW_FIELDS(AS_MEMBER) };
LIST_OF(fire_review)

#define SPECIAL_LAW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(law,       code, N_("Law"), .required = true, .list = "fire/laws") \
	F(law_words, text, N_("Which law, when it is another one"), .longest = 160) \
	F(operation, text, N_("For what operation"), .required = true, .longest = 160) \
	F(responsible_id, ref, N_("Who answers for it"), .refers_to = "person") \
	F(documented_in, text, N_("Where it is documented"), .longest = 200, \
	             .help = N_("A document, a register number or an address.")) \
	F(reviewed_on, date, N_("Looked at"), .required = true) \
	F(review_by, date, N_("Look at it again by"), .required = true) \
	F(ended_on,  date, N_("Ceased to apply"), .is_own = true) \
	F(ended_why, text, N_("Why"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct special_law { SPECIAL_LAW_FIELDS(AS_MEMBER) };
LIST_OF(special_law)

#define LAW_END_FIELDS(F) \
	F(ended_why, text, N_("Why it no longer applies"), .required = true, .longest = 200) \
	F(version, count, N_("Version"), .is_own = true)
struct law_end { LAW_END_FIELDS(AS_MEMBER) };

extern const struct record fire_object_record, fire_checklist_record, fire_edition_record,
	fire_check_record, fire_round_record, fire_line_record, fire_deviation_record, fire_close_record,
	fire_review_record, special_law_record, law_end_record;

/* ---- Rules (rules.c) ------------------------------------------------------------------------- */

/* So many months apart from a day on, until the next one begins. */
struct fire_turn { int64_t object_id; struct date from; int64_t months; };
LIST_OF(fire_turn)
struct fire_days { size_t count; struct date *at; };
/* The days from `from` to `to`, both included, on which a round is due; `end` is the last day of
 * the object, not given as long as it goes on.  Turns sorted by day. */
struct fire_days fire_due_days(struct arena *arena, struct fire_turn_list turns, struct date end,
                               struct date from, struct date to);
struct date fire_due_after(struct fire_turn_list turns, struct date day);
/* From which day on another number of months holds (`fresh` begins with the earliest round that
 * nobody has done): from that round on, and when it is late from the next day due, so that what
 * has been missed stays missed. */
struct date fire_turn_start(struct fire_turn_list turns, struct fire_turn fresh, struct date today);
/* The day that a round done today counts for: the latest day due that nobody has done, or the
 * one to come when it is at most `early` days away; else it is one more than was planned, and
 * the date is not given. */
struct date fire_due_of(struct arena *arena, struct fire_turn_list turns, struct date earliest,
                        struct date today, int64_t early);

struct fire_share { int64_t due, done, late; struct date last; };
/* Of the days due, how many had their round, at the latest `late_days` after; a day whose time
 * has not run out is left out while nobody has done it.  Rounds sorted by due day. */
struct fire_share fire_share_of(struct fire_days due, const struct fire_round *rounds,
                                size_t count, int64_t late_days, struct date today);

/* "Part | what is looked at | severity" on each line -> checks; problems name the line. */
struct fire_check_list fire_checks_read(struct arena *arena, struct str text,
                                        struct problems *problems);
/* Lines are written in Swedish; those that are as they were keep their English. */
void fire_checks_keep_english(struct fire_check_list fresh, struct fire_check_list before);
struct str fire_checks_text(struct arena *arena, struct fire_check_list checks);
/* The checks of a kind as they stand in the catalogue fire/checks. */
struct fire_check_list fire_checks_standard(struct arena *arena, struct str kind);
bool law_is_repealed(struct str law, struct date on);
extern const struct rule_table fire_rules[];

/* ---- Queries --------------------------------------------------------------------------------- */

/* queries.c: objects and rounds */
bool fire_may_write(struct view *view, int64_t unit_id);
bool fire_may_walk(struct view *view, int64_t unit_id);
bool fire_reads_below(struct view *view, int64_t unit_id);      /* the unit and all below it */
const struct fire_object *fire_object_of_number(struct view *view, struct str number);
const struct fire_object *fire_object_of_id(struct view *view, int64_t id);
int64_t fire_object_add(struct change *change, struct fire_object *object);
struct fire_turn_list fire_turns(struct view *view, int64_t object_id);
void fire_turn_put(struct change *change, int64_t object_id, struct date from, int64_t months);
struct fire_round_list fire_rounds(struct view *view, int64_t object_id);
const struct fire_round *fire_round_of_key(struct view *view, struct str public_id);
const struct fire_round *fire_round_open(struct view *view, int64_t object_id);
bool fire_round_is_taken(struct view *view, int64_t object_id, struct date due_on);
struct fire_line_list fire_lines(struct view *view, const struct fire_round *round);
void fire_answer_put(struct change *change, int64_t round_id, const struct fire_line *line);
void fire_round_touch(struct change *change, int64_t id);
struct fire_checklist_list fire_checklists(struct view *view, struct str kind);  /* newest first */
const struct fire_checklist *fire_checklist_of_id(struct view *view, int64_t id);
struct fire_check_list fire_checks(struct view *view, int64_t checklist_id);
int64_t fire_checklist_add(struct change *change, struct fire_checklist *checklist,
                           struct fire_check_list checks);
/* The newest edition; the first is made of the catalogue when nobody has used one before. */
int64_t fire_checklist_now(struct change *change, struct str kind);

/* queries.c: deviations */
const struct fire_deviation *fire_deviation_of_number(struct view *view, struct str number);
const struct fire_deviation *fire_deviation_same(struct view *view, int64_t object_id,
                                                 struct str about);    /* open, of the same check */
int64_t fire_deviation_add(struct change *change, struct fire_deviation *deviation);
struct fire_deviation_list fire_deviations_of(struct view *view, int64_t object_id);
int64_t fire_deviations_open(struct view *view, int64_t object_id);

/* queries_reviews.c: reviews and laws */
extern const struct shape fire_turn_shape, fire_done_shape;    /* of a round: only object and days */
/* Those of one object out of a list sorted by object; *next moves past them. */
struct fire_turn_list fire_turns_part(struct fire_turn_list all, size_t *next, int64_t object_id);
size_t fire_rounds_part(struct fire_round_list all, size_t *next, int64_t object_id); /* the first */
const struct fire_review *fire_review_of_key(struct view *view, struct str public_id);
struct fire_review_list fire_review_editions(struct view *view, int64_t unit_id, int64_t year);
/* The numbers of a unit and all below it for a year, into the review. */
void fire_review_count(struct view *view, struct fire_review *review);
const struct special_law *special_law_of_key(struct view *view, struct str public_id);
const struct special_law *special_law_same(struct view *view, const struct special_law *law);
int64_t special_law_add(struct change *change, struct special_law *law);
/* On the day that stands in it; earlier days stay. */
void special_law_looked_at(struct change *change, const struct special_law *law);

/* queries_lists.c */
extern const struct table fire_objects_table, fire_deviations_table, fire_reviews_table,
	special_laws_table;
void fire_objects_query(struct request *request, struct view *view, struct query *query);
void fire_deviations_query(struct request *request, struct view *view, struct query *query);
void fire_reviews_query(struct request *request, struct view *view, struct query *query);
void special_laws_query(struct request *request, struct view *view, struct query *query);
struct fire_numbers { int64_t objects, late, soon, open_deviations, late_deviations; };
struct fire_numbers fire_numbers_now(struct view *view, bool only_mine);
struct wheel_ask;
struct fire_object_list fire_objects_due(struct view *view, const struct wheel_ask *ask);

/* What the pages show. */
struct place;
struct object_facts {
	const struct fire_object *object;
	const struct place *place;              /* NULL: none */
	struct fire_round_list rounds;
	struct fire_deviation_list deviations;
	const struct fire_round *open_round;    /* NULL: none goes on */
	bool may_walk, may_write, sees_documents;
};
struct round_facts {
	const struct fire_object *object;
	const struct fire_round *round;
	struct fire_line_list lines;
	const struct fire_checklist *checklist;
	const struct problems *problems;
	struct str note;
	bool may_walk, is_tried;
};

/* ---- Pages ------------------------------------------------------------------------------------ */

struct str fire_object_path(struct arena *arena, const struct fire_object *object);
bool fire_words_fine(struct request *request, const char *field, struct str words);
struct reply fire_objects_list(struct request *request, struct view *view);
struct reply fire_object_new(struct request *request, struct view *view);
struct reply fire_object_add_act(struct request *request, struct change *change);
struct reply fire_object_show(struct request *request, struct view *view);
void *fire_object_load(struct request *request, struct view *view);
struct reply fire_object_edit(struct request *request, struct view *view);
struct reply fire_object_change_act(struct request *request, struct change *change);
struct reply fire_object_end_act(struct request *request, struct change *change);
struct reply fire_round_begin_act(struct request *request, struct change *change);
struct reply fire_round_show(struct request *request, struct view *view);
struct reply fire_round_save_act(struct request *request, struct change *change);
struct reply fire_deviations_list(struct request *request, struct view *view);
struct reply fire_deviation_show(struct request *request, struct view *view);
struct reply fire_deviation_add_act(struct request *request, struct change *change);
struct reply fire_deviation_close_act(struct request *request, struct change *change);
struct reply fire_checklists_show(struct request *request, struct view *view);
struct reply fire_checklist_show(struct request *request, struct view *view);
struct reply fire_checklist_act(struct request *request, struct change *change);
struct reply fire_reviews_list(struct request *request, struct view *view);
struct reply fire_review_new(struct request *request, struct view *view);
struct reply fire_review_add_act(struct request *request, struct change *change);
struct reply fire_review_show(struct request *request, struct view *view);
struct reply special_laws_list(struct request *request, struct view *view);
struct reply special_law_new(struct request *request, struct view *view);
struct reply special_law_add_act(struct request *request, struct change *change);
struct reply special_law_show(struct request *request, struct view *view);
void *special_law_load(struct request *request, struct view *view);
struct reply special_law_edit(struct request *request, struct view *view);
struct reply special_law_change_act(struct request *request, struct change *change);
struct reply special_law_end_act(struct request *request, struct change *change);
extern const struct form fire_object_form, fire_object_edit_form, fire_deviation_form,
	fire_close_form, fire_checklist_form, fire_review_form, special_law_form, law_end_form;

extern const struct route fire_routes[];
extern const struct evidence_source fire_evidence[];
extern const struct wheel_source fire_wheel[];
void fire_demo(struct store *store, int scale);
void fire_home(struct out *out, struct request *request, struct view *view);
