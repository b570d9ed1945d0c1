/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/inside.h - what the files of this room share.
 *
 * Lists, acts on many events and the search page stand in lists.c and acts.c; everything
 * about one event in the other files.
 */
#pragma once

#include "base/json.h"
#include "kit/catalogue.h"
#include "kit/form.h"
#include "kit/identity.h"
#include "kit/import.h"
#include "modules/events/events.h"

enum {
	MOST_PHOTOS = 5,
	CODE_LETTERS = 6,               /* of a follow-up code: K7F-29M */
	SAME_MINUTES = 30,              /* two reports so near may be the same event */
	OPEN_MINUTES = 15,              /* a restricted event stays opened for its reader */
	TITLE_LONGEST = 80,             /* letters of a title made from the story */
};

/* ---- What belongs to an event (model.c) --------------------------------------------- */

#define STEP_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true) \
	F(event_id,   ref,     N_("Event"), ) \
	F(at,         instant, N_("When"), ) \
	F(person_id,  ref,     N_("Who"), .refers_to = "person") \
	F(verb,       text,    N_("What was done"), ) \
	F(from_state, text,    N_("From"), ) \
	F(to_state,   text,    N_("To"), ) \
	F(words,      prose,   N_("Words"), ) \
	F(is_for_reporter, yesno, N_("Shown to the reporter"), )
struct event_step { STEP_FIELDS(AS_MEMBER) };
LIST_OF(event_step)
extern const struct shape event_step_shape;

#define PHOTO_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(event_id,   ref,     N_("Event"), .is_own = true) \
	F(digest,     text,    N_("Digest"), .is_own = true) \
	F(bytes,      count,   N_("Bytes"), .is_own = true) \
	F(width,      count,   N_("Width"), .is_own = true) \
	F(height,     count,   N_("Height"), .is_own = true) \
	F(alt,        text,    N_("What the picture shows"), .longest = 200) \
	F(is_removed, yesno,   N_("Taken away"), ) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct event_photo { PHOTO_FIELDS(AS_MEMBER) };
LIST_OF(event_photo)
extern const struct record event_photo_record;

#define ASSESSMENT_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(event_id,      ref,   N_("Event"), .is_own = true) \
	F(probability,   count, N_("How likely is it that it happens again?"), .required = true, .least = 1, .most = 5) \
	F(individual,    count, N_("Consequence for people"), .most = 5) \
	F(functionality, count, N_("Consequence for the activity"), .most = 5) \
	F(environment_property, count, N_("Consequence for environment and property"), .most = 5) \
	F(fundamental_values, count, N_("Consequence for fundamental values"), .most = 5) \
	F(controls,      prose, N_("What protects already"), .longest = 2000) \
	F(needs_measures, text, N_("Are measures needed?"), .longest = 3) \
	F(reason,        prose, N_("Why"), .longest = 2000) \
	F(created_by,    ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,    instant, N_("Written"), .is_own = true) \
	F(version,       count, N_("Version"), .is_own = true)
struct assessment { ASSESSMENT_FIELDS(AS_MEMBER) };
LIST_OF(assessment)
extern const struct record assessment_record;

#define CLOCK_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text,    N_("Identity"), .is_own = true) \
	F(event_id,  ref,     N_("Event"), .is_own = true) \
	F(clock,     text,    N_("Clock"), .is_own = true) \
	F(starts_at, instant, N_("Runs from"), .is_own = true) \
	F(due_at,    instant, N_("Due"), .is_own = true) \
	F(done_at,   instant, N_("Done"), ) \
	F(done_by,   ref,     N_("Done by"), .refers_to = "person", .is_own = true) \
	F(reference, text,    N_("Reference number"), ) \
	F(waived_reason, text, N_("Why it does not apply"), ) \
	F(version,   count,   N_("Version"), .is_own = true)
struct event_clock { CLOCK_FIELDS(AS_MEMBER) };
LIST_OF(event_clock)
extern const struct record event_clock_record;

struct event_check { int64_t event_id, place, person_id; struct str checklist; struct instant at; };
LIST_OF(event_check)
extern const struct shape event_check_shape;

struct event_need { int64_t id, event_id, person_id, given_by; struct str reason; struct instant at; };
LIST_OF(event_need)
extern const struct shape event_need_shape;

/* What everybody with the code (or the signed-in reporter) may see of a report. */
struct event_follow {
	int64_t id, unit_id, merged_into;
	struct str number, follow_digest, type, feedback;
	int state;
	struct instant reported_at, received_at, closed_at, feedback_at, occurred_at;
};
LIST_OF(event_follow)
extern const struct shape event_follow_shape;

/* ---- Writing (queries.c) ------------------------------------------------------------ */

struct step {
	const char *verb;               /* "receive", "forward", "merge" ... */
	int from, to;                   /* enum event_state; STATE_none: not changed */
	struct str words;
	bool is_for_reporter;
};
/* Merged and rejected events are not counted: not in the tally, not in events_count(). */
bool event_counts(const struct event *event);
void event_step_add(struct change *change, int64_t event_id, const struct step *step);
/* Writes a changed event: tally, search index and clocks follow.  `before` is the row as it
 * was read in this change. */
enum updated event_change(struct change *change, struct event *now, const struct event *before,
                          int64_t version);
/* What it costs, and each change of that, is kept with the moment when it became known
 * (queries_costs.c); event_change() and event_report() do it themselves. */
struct event_cost { int64_t estimate, final; };
void event_cost_note(struct change *change, int64_t event_id, struct event_cost before, struct event_cost now);
void event_costs_note(struct change *change, const struct event *events, size_t count);
/* An event by the number in the address, for .load; NULL: 404. */
void *event_load(struct request *request, struct view *view);
/* May I do this to an event of that unit? */
bool event_may(struct view *view, enum permission permission, int64_t unit_id);
struct str event_search_text(struct arena *arena, const struct event *event);
/* Puts the event under need to know; the nearest who may both coordinate and be on such lists
 * come on the list, and the one who does it. */
void event_need_start(struct change *change, const struct event *event);

/* ---- Reading in (import.c, queries_import.c); as the system ---------------------------- */

extern const struct import_kind events_imports[];
const struct event *event_naked(struct view *system, int64_t id);
const struct event *event_of_source(struct view *system, struct str source, struct str key);
struct event_list events_of_import(struct view *system, int64_t import_id, int64_t after_id);
bool event_differs(const struct event *a, const struct event *b);
void event_rows_delete(struct change *change, int64_t id);
/* An imported event that nobody has handled goes, with its counts and its words. */
void event_remove(struct change *change, const struct event *event);

/* ---- Rules (rules.c): values in, values out ----------------------------------------- */

struct transition {
	const char *verb;
	unsigned from;                  /* bits, FROM(STATE_x) */
	int to;                         /* STATE_none: the state stays */
	enum permission need;
	bool needs_words;               /* a reason */
	bool needs_feedback;            /* words to the reporter, or why there are none */
	bool needs_countersign;         /* when the event is one of those */
	const char *label;              /* N_(): the button */
	const char *words_label;        /* N_(): what the words are; NULL none are asked for */
};
#define FROM(state) (1u << (state))
extern const struct transition transitions[];   /* ends with verb NULL */
const struct transition *transition_find(struct str verb);      /* NULL */
enum obstacle { NO_OBSTACLE, WRONG_STATE, WORDS_MISSING, FEEDBACK_MISSING,
	COUNTERSIGN_MISSING, OWN_COUNTERSIGN };
struct attempt {                        /* somebody tries a transition */
	const struct transition *transition;
	const struct event *event;
	bool must_be_countersigned;
	bool has_words, has_feedback;
	int64_t person_id;
};
enum obstacle transition_obstacle(const struct attempt *attempt);

/* What the catalogues say about a type. */
struct type_facts { int64_t severity_hint; bool is_restricted; struct str class; };
int64_t severity_first(const struct type_facts *facts, struct str hurt);
/* Does a mark stand in the text as whole words?  A mark that ends in "*" may go on.  Both are
 * folded, or neither where the case matters. */
bool mark_stands_in(struct str text, struct str mark);
struct str title_of(struct arena *arena, struct str story);
/* A code as a person wrote it -> K7F-29M; "" when it cannot be one. */
struct str code_plain(struct arena *arena, struct str typed);
/* The month of a moment, "2026-03": the key of the tally. */
struct str month_of(struct arena *arena, struct instant instant);

/* A condition of event/clocks.csv against what is known; see catalogues/README.md. */
struct condition_facts {
	struct arena *arena;
	json_t *blocks;                 /* NULL none */
	struct str unit_tags;           /* of the unit and those above it, by spaces */
};
struct condition { bool holds; bool asks_block; };
struct condition condition_read(struct str condition, const struct condition_facts *facts);

extern const struct rule_table events_rules[];

/* ---- Clocks (clocks.c, queries_clocks.c) -------------------------------------------- */

enum clock_fit { CLOCK_NOT, CLOCK_PROPOSED, CLOCK_STARTS };
struct holidays holidays_near(struct arena *arena, struct date date);
struct instant handling_due(const struct item *clock, struct instant from, struct holidays holidays);
struct instant duty_starts(const struct item *clock, const struct event *event);
struct instant duty_due(const struct item *clock, struct instant from);
enum clock_fit duty_fits(const struct item *clock, const struct event *event,
                         const struct condition_facts *facts);
/* Own clocks that begin when `what` happens ("reported", "closed" ...). */
void clocks_begin(struct change *change, const struct event *event, const char *what);
/* Own clocks that end with it. */
void clocks_end(struct change *change, const struct event *event, const char *what);
/* Duties that the answers say apply begin to run. */
void duties_begin(struct change *change, const struct event *event);
void clock_put(struct change *change, const struct event *event, struct str clock,
               struct instant starts, struct instant due);
void clocks_done(struct change *change, int64_t event_id, struct str clock, int64_t person);
/* Every clock that runs stops, with the reason (rejected, merged). */
void clock_waive(struct change *change, int64_t event_id, struct str clock, struct str reason);
void clocks_stop(struct change *change, int64_t event_id, struct str reason);
struct event_clock_list clocks_of(struct view *view, int64_t event_id);
struct event_clock *clock_get(struct view *view, int64_t event_id, struct str clock);
struct str unit_tags(struct view *view, int64_t unit_id);

/* ---- Secrets (seal.c) ---------------------------------------------------------------- */

struct str follow_digest(struct arena *arena, struct str code);
/* Keeps what may concern Sweden's security, sealed to the key of the security chief. */
struct quarantine { const char *form; struct str reason, content; int64_t unit_id; };
void quarantine_put(struct change *change, const struct quarantine *quarantine);
/* The mark of catalogues/protective_marks.csv that stands in a text; NULL none. */
const struct item *protective_mark(struct arena *arena, struct str text);
extern const struct command events_commands[];

/* ---- Photos (photos.c) ---------------------------------------------------------------- */

struct photo { bool is_read; struct str jpeg; int64_t width, height; };
/* Decodes in a child process with little memory and time, makes it small, drops everything
 * that is no picture. */
struct photo photo_read(struct arena *arena, struct str content, int64_t longest_side);
struct photos { size_t count; struct photo at[MOST_PHOTOS]; int refused; struct str alt; };
/* Those of a request; before the change has begun, because decoding takes its time. */
struct photos photos_read(struct request *request, const char *field);
/* They become files and rows; answers how many were not kept. */
int photos_keep(struct change *change, const struct photos *photos, int64_t event_id);

/* ---- Blocks (blocks.c) ---------------------------------------------------------------- */

struct block { struct str code, name; };        /* one group of further questions */
LIST_OF(block)
struct block_list blocks_of(struct arena *arena, const struct event *event);
json_t *blocks_read(struct arena *arena, struct str text);      /* never NULL; json_decref */
struct str block_value(const json_t *blocks, struct str block, struct str field);
/* Judges the answers of one block into the event's blocks; false: problems were added. */
bool block_judge(struct view *view, struct str block, const struct answers *answers,
                 struct event *event, struct problems *problems);
void block_show(struct out *out, const struct event *event, struct str block,
                const struct answers *answers, const struct problems *problems);
void block_facts(struct out *out, const struct event *event, struct str block);

/* ---- Pages that meet -------------------------------------------------------------------- */

/* The form fields of the public report, checked and put into an event; see report.c. */
struct reply report_show(struct request *request, struct view *view);
struct reply report_act(struct request *request, struct change *change);
struct reply receipt_show(struct request *request, struct view *view);
struct reply quarantined_show(struct request *request, struct view *view);
struct reply event_api_report(struct request *request, struct change *change);
extern const struct form event_report_form;
/* What the type says about a new event: class, first severity, need to know. */
void event_prepare(struct event *event);
/* When an unread report is read at the latest, by the city's own clock. */
struct instant reading_due(struct arena *arena, struct instant reported_at);

struct reply follow_ask(struct request *request, struct view *view);
struct reply follow_show(struct request *request, struct view *view);
struct reply follow_add(struct request *request, struct change *change);
struct reply follow_same(struct request *request, struct change *change);
struct reply my_reports_show(struct request *request, struct view *view);
struct reply my_report_show(struct request *request, struct view *view);
struct reply my_report_add(struct request *request, struct change *change);

struct reply event_show(struct request *request, struct view *view);
extern const struct form facts_form, immediate_form, causes_form, references_form, costs_form,
	secrecy_form, lesson_form, safety_form, assessment_form;
struct reply event_section_act(struct request *request, struct change *change);
struct reply event_assess_act(struct request *request, struct change *change);
struct reply event_state_act(struct request *request, struct change *change);
struct reply event_block_act(struct request *request, struct change *change);
struct reply event_clock_act(struct request *request, struct change *change);
struct reply event_check_act(struct request *request, struct change *change);
struct reply event_feedback_act(struct request *request, struct change *change);
struct reply event_question_act(struct request *request, struct change *change);
struct reply event_photo_show(struct request *request, struct view *view);
struct reply event_photo_act(struct request *request, struct change *change);
struct reply event_photo_words_act(struct request *request, struct change *change);
struct reply event_photo_remove_act(struct request *request, struct change *change);
struct reply event_open_act(struct request *request, struct change *change);
struct reply event_restrict_act(struct request *request, struct change *change);
struct reply event_unrestrict_act(struct request *request, struct change *change);
struct reply event_need_act(struct request *request, struct change *change);
struct reply event_need_withdraw_act(struct request *request, struct change *change);
struct reply quarantine_show(struct request *request, struct view *view);

void events_home(struct out *out, struct request *request, struct view *view);
void events_demo(struct store *store, int scale);
extern const struct report events_reports[];
extern const struct evidence_source events_evidence[];
extern const struct reference events_references[];

/* ---- Lists, acts, search and claims (lists.c, acts.c, find.c, claims.c) ----------------- */

struct reply events_list(struct request *request, struct view *view);
struct reply events_bulk_ask(struct request *request, struct view *view);
struct reply events_bulk_act(struct request *request, struct change *change);
struct reply act_page(struct request *request, struct view *view);
struct reply event_merge_act(struct request *request, struct change *change);
struct reply event_split_act(struct request *request, struct change *change);
struct reply event_forward_act(struct request *request, struct change *change);
struct reply event_retype_act(struct request *request, struct change *change);
struct reply event_unmerge_act(struct request *request, struct change *change);
extern const struct form merge_form, split_form, forward_form, retype_form, claim_form;
struct reply search_show(struct request *request, struct view *view);
struct reply claims_list(struct request *request, struct view *view);
struct reply claim_show(struct request *request, struct view *view);
struct reply claim_act(struct request *request, struct change *change);
void *claim_load(struct request *request, struct view *view);
/* The links of the acts that this person may do to this event, for the head of its page. */
void acts_show(struct out *out, struct request *request, struct view *view,
               const struct event *event);

/* Rows of the room's route table; they stand before "/events/:number". */
#define LISTS_ROUTES \
	{ GET, "/events", .need = MAY_events_read, .show = events_list, .is_api_too = true, \
	  .label = N_("List of events") }, \
	{ POST, "/events/bulk", .need = MAY_events_handle, .show = events_bulk_ask, \
	  .label = N_("Ask before many events are changed") }, \
	{ POST, "/events/bulk/act", .need = MAY_events_handle, .act = events_bulk_act, \
	  .label = N_("Change many events") }, \
	{ GET, "/events/:number/merge", .need = MAY_events_coordinate, .show = act_page, \
	  .label = N_("Merge an event into another") }, \
	{ POST, "/events/:number/merge", .need = MAY_events_coordinate, \
	  .act = event_merge_act, .form = &merge_form, .again = act_page, \
	  .is_api_too = true, .label = N_("Merge an event into another") }, \
	{ POST, "/events/:number/unmerge", .need = MAY_events_coordinate, \
	  .act = event_unmerge_act, .is_api_too = true, .label = N_("Take a merge back") }, \
	{ GET, "/events/:number/split", .need = MAY_events_coordinate, .show = act_page, \
	  .label = N_("Split a new event from an event") }, \
	{ POST, "/events/:number/split", .need = MAY_events_coordinate, \
	  .act = event_split_act, .form = &split_form, .again = act_page, \
	  .is_api_too = true, .label = N_("Split a new event from an event") }, \
	{ GET, "/events/:number/forward", .need = MAY_events_coordinate, .show = act_page, \
	  .label = N_("Forward an event to another unit") }, \
	{ POST, "/events/:number/forward", .need = MAY_events_coordinate, \
	  .act = event_forward_act, .form = &forward_form, .again = act_page, \
	  .is_api_too = true, .label = N_("Forward an event to another unit") }, \
	{ GET, "/events/:number/retype", .need = MAY_events_coordinate, .show = act_page, \
	  .label = N_("Change the type of an event") }, \
	{ POST, "/events/:number/retype", .need = MAY_events_coordinate, \
	  .act = event_retype_act, .form = &retype_form, .again = act_page, \
	  .is_api_too = true, .label = N_("Change the type of an event") }, \
	{ GET, "/search", .need = SIGNED_IN, .show = search_show, .is_api_too = true, \
	  .label = N_("Search or go to") }, \
	{ GET, "/claims", .need = MAY_events_claims, .show = claims_list, .is_api_too = true, \
	  .label = N_("Insurance claims") }, \
	{ GET, "/claims/:number", .need = MAY_events_claims, .show = claim_show, \
	  .is_api_too = true, .label = N_("One insurance claim") }, \
	{ POST, "/claims/:number", .need = MAY_events_claims, .act = claim_act, \
	  .form = &claim_form, .load = claim_load, .again = claim_show, .is_api_too = true, \
	  .label = N_("Change an insurance claim") }
