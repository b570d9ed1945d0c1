/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/crisis/crisis.h"

/* ---- The log ------------------------------------------------------------------------- */

/* What people write, and after them what acts leave behind. */
enum entry_kind {
	ENTRY_none, ENTRY_note, ENTRY_in, ENTRY_out, ENTRY_contact, ENTRY_decision, ENTRY_task,
	ENTRY_request, ENTRY_done, ENTRY_correction,
	ENTRY_open, ENTRY_level, ENTRY_coordination, ENTRY_staff, ENTRY_close, ENTRY_reopen,
	ENTRY_sitrep, ENTRY_picture, ENTRY_direction, ENTRY_rhythm, ENTRY_shift,
	ENTRY_inject, ENTRY_away, ENTRY_home,
};
extern const struct choice entry_kinds[], entry_kinds_written[];

#define ENTRY_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(crisis_id,   ref,     N_("Crisis"), .is_hidden = true) \
	F(seq,         count,   N_("No."), ) \
	F(kind,        choice,  N_("Kind"), CHOICES(entry_kinds)) \
	F(event_at,    instant, N_("Happened"), ) \
	F(logged_at,   instant, N_("Logged"), ) \
	F(author_id,   ref,     N_("Person"), .is_hidden = true) \
	F(author_name, text,    N_("Logged by"), .is_personal = true) \
	F(author_function, code, N_("Function"), .list = "crisis/functions") \
	F(words,       prose,   N_("What"), ) \
	F(party,       text,    N_("From or to"), ) \
	F(decision_no, count,   N_("Decision no."), ) \
	F(decided_by,  text,    N_("Decided by"), .is_personal = true) \
	F(grounds,     prose,   N_("Grounds"), ) \
	F(refers_to,   count,   N_("Refers to no."), ) \
	F(holder,      text,    N_("Who does it"), .is_personal = true) \
	F(due_at,      instant, N_("Due"), ) \
	F(was,         text,    N_("Was"), ) \
	F(became,      text,    N_("Became"), ) \
	F(prev_hash,   text,    N_("Hash of the line before"), ) \
	F(hash,        text,    N_("Hash"), )
struct entry { ENTRY_FIELDS(AS_MEMBER) };
LIST_OF(entry)
enum { ENTRY_FIELD_COUNT = 21 };
extern const struct record entry_record;

/* A line as it is written on the page. */
#define LINE_FIELDS(F) \
	F(kind,       choice, N_("Kind"), CHOICES(entry_kinds_written)) \
	F(words,      prose,  N_("Write in the log"), .required = true, .longest = 4000) \
	F(at,         text,   N_("Happened at"), .longest = 40, \
	              .help = N_("14:10, or a day and a time. Empty: now.")) \
	F(party,      text,   N_("From or to"), .longest = 160) \
	F(decided_by, text,   N_("Decided by"), .longest = 120) \
	F(grounds,    prose,  N_("Grounds"), .longest = 4000) \
	F(refers_to,  count,  N_("Refers to no."), .most = 1000000) \
	F(holder,     text,   N_("Who does it"), .longest = 120) \
	F(due,        text,   N_("Due"), .longest = 40)
struct line { LINE_FIELDS(AS_MEMBER) };
extern const struct record crisis_line_record;
extern const struct form crisis_line_form;

/* ---- Signed heads of logs ------------------------------------------------------------ */

#define SEAL_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_hidden = true) \
	F(crisis_id,  ref,     N_("Crisis"), .is_hidden = true) \
	F(seq,        count,   N_("No."), ) \
	F(hash,       text,    N_("Hash"), ) \
	F(at,         instant, N_("Signed"), ) \
	F(public_key, text,    N_("Key"), ) \
	F(signature,  text,    N_("Signature"), )
struct seal { SEAL_FIELDS(AS_MEMBER) };
LIST_OF(seal)
extern const struct record seal_record;

/* ---- The chain (chain.c): pure ------------------------------------------------------- */

/* The first line of a log, and the canonical form of an entry: what the hashes are of. */
struct str chain_head(struct arena *arena, const struct crisis *crisis);
struct str chain_entry(struct arena *arena, const struct crisis *crisis, const struct entry *entry);
struct str entry_hash(struct arena *arena, const struct crisis *crisis, const struct entry *entry);

/* Goes through a log from its beginning; the first thing that is wrong is kept. */
enum chain_fault {
	CHAIN_WHOLE, CHAIN_GAP, CHAIN_UNLINKED, CHAIN_ALTERED, CHAIN_UNSIGNED, CHAIN_CUT,
};
struct chain {
	struct arena *arena;
	const struct crisis *crisis;
	struct seal_list seals;         /* in order, set after chain_begin(); none: nothing is signed */
	struct str key, key_before;     /* the public keys that may have signed them: ours, and in a
	                                 * copy of a city the city's */
	size_t seals_seen;
	int64_t seq;                    /* of the last entry that was well */
	struct str hash;                /* of it; of the head before the first */
	enum chain_fault fault;
	int64_t fault_seq;              /* where */
};
void chain_begin(struct chain *chain, struct arena *arena, const struct crisis *crisis);
bool chain_add(struct chain *chain, const struct entry *entry);         /* false: a fault */
/* The last one must be where the log ends. */
void chain_end(struct chain *chain, int64_t seq, struct str hash);
struct str chain_words(struct arena *arena, const struct chain *chain);

/* Fields as a line of the form. */
struct str chain_line(struct arena *arena, const struct str *fields, size_t count);
struct str chain_instant(struct arena *arena, struct instant at);

/* ---- Signed heads (seal.c) ----------------------------------------------------------- */

struct crisis_end_row { int64_t seq; struct str hash; };

/* What the signature is of. */
struct str seal_text(struct arena *arena, const struct crisis *crisis, const struct seal *seal);
void crisis_seal(struct change *change, const struct crisis *crisis,
                 const struct crisis_end_row *end, struct instant at);
/* The whole log as one file; see docs/crisis-log.en.md. */
struct str crisis_exported(struct view *view, const struct crisis *crisis);
struct seal_list seals_of(struct view *view, int64_t crisis_id);
struct crisis_list crises_unsealed(struct view *view);
struct crisis_list crises_all(struct view *view);       /* that this person sees */
struct crisis_end_row crisis_end_get(struct view *view, int64_t crisis_id);

/* ---- What crises prove (evidence.c) ---------------------------------------------------- */

struct crisis_proof_ask {
	int64_t unit_id;                /* 0: all one follows */
	struct str levels, with;        /* " 2 3 "; kind of line that each must have */
	bool of_city;                   /* crises of the whole city count for every unit */
	struct instant from, to;        /* when they were opened */
};
#define CRISIS_PROOF_FIELDS(F) \
	F(unit_id,   ref,     N_("Unit"), ) \
	F(opened_at, instant, N_("Opened"), ) \
	F(has_it,    yesno,   N_("It has it"), )
struct crisis_proof { CRISIS_PROOF_FIELDS(AS_MEMBER) };
LIST_OF(crisis_proof)
struct crisis_proof_list crisis_proofs(struct view *view, const struct crisis_proof_ask *ask);
struct crisis_list crises_proving(struct view *view, const struct crisis_proof_ask *ask);
extern const struct evidence_source crisis_evidence[];

extern const struct job_kind crisis_jobs[];
extern const struct command crisis_commands[];

/* ---- Rules (rules.c): pure ------------------------------------------------------------- */

/* What a line must have besides its words: a problem for each that it lacks. */
void crisis_line_judge(struct line *line, struct instant now, struct problems *problems);
/* The highest level that the list suggests from this severity; NULL none. */
const struct item *level_suggested(int64_t severity);
/* Does it stand further down in the list than the one with this code, or is there none? */
bool level_is_above(const struct item *level, struct str code);
/* Does a real one go on whose level the list marks as serious? */
bool crises_are_serious(const struct crisis_list *crises);
extern const struct rule_table crisis_rules[];

/* ---- Judgements ------------------------------------------------------------------------ */

#define LEVEL_FIELDS(F) \
	F(level,      code,  N_("Level"), .required = true, .list = "crisis/levels") \
	F(decided_by, text,  N_("Judged by"), .required = true, .longest = 120, \
	              .help = N_("The person who judges, by name.")) \
	F(grounds,    prose, N_("Why"), .required = true, .longest = 4000) \
	F(version,    count, N_("Version"), .is_own = true)
struct level { LEVEL_FIELDS(AS_MEMBER) };
#define COORDINATION_FIELDS(F) \
	F(coordination, code, N_("Central coordination"), .required = true, \
	              .list = "crisis/coordination") \
	F(decided_by, text,  N_("Judged by"), .required = true, .longest = 120, \
	              .help = N_("The person who judges, by name.")) \
	F(grounds,    prose, N_("Why"), .required = true, .longest = 4000) \
	F(version,    count, N_("Version"), .is_own = true)
struct coordination { COORDINATION_FIELDS(AS_MEMBER) };
/* Closed, or opened again. */
#define STATE_FIELDS(F) \
	F(grounds,    prose, N_("Why"), .required = true, .longest = 4000) \
	F(version,    count, N_("Version"), .is_own = true)
struct state_change { STATE_FIELDS(AS_MEMBER) };

#define CRISIS_STAFF_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(crisis_id,  ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(person_id,  ref,     N_("Person"), .required = true, .refers_to = "person", \
	              .help = N_("By name. Whoever takes part can read the whole log and write in it.")) \
	F(function,   code,    N_("Function"), .required = true, .list = "crisis/functions") \
	F(only_reads, yesno,   N_("Only reads"), .is_own = true) \
	F(began_at,   instant, N_("From"), .is_own = true) \
	F(ended_at,   instant, N_("To"), .is_own = true) \
	F(added_by,   ref,     N_("Added by"), .is_own = true, .is_hidden = true)
struct crisis_staff { CRISIS_STAFF_FIELDS(AS_MEMBER) };
extern const struct record crisis_staff_record;

/* One with the name. */
#define STAFF_ROW_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_hidden = true) \
	F(person_id,  ref,     N_("Person"), .is_hidden = true) \
	F(name,       text,    N_("Person"), .is_personal = true) \
	F(function,   code,    N_("Function"), .list = "crisis/functions") \
	F(began_at,   instant, N_("From"), ) \
	F(ended_at,   instant, N_("To"), )
struct staff_row { STAFF_ROW_FIELDS(AS_MEMBER) };
LIST_OF(staff_row)
extern const struct shape crisis_staff_row_shape;

extern const struct form crisis_form, crisis_level_form, crisis_coordination_form, crisis_state_form, crisis_staff_form;

/* ---- Queries ----------------------------------------------------------------------------- */

#define CRISIS_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(number,       text,    N_("Number"), ) \
	F(title,        text,    N_("What is happening"), ) \
	F(is_exercise,  yesno,   N_("Exercise"), ) \
	F(level,        code,    N_("Level"), .list = "crisis/levels") \
	F(coordination, code,    N_("Central coordination"), .list = "crisis/coordination") \
	F(unit_name,    text,    N_("Unit"), ) \
	F(opened_at,    instant, N_("Opened"), ) \
	F(state,        choice,  N_("State"), CHOICES(crisis_states))
struct crisis_row { CRISIS_ROW_FIELDS(AS_MEMBER) };
enum { CRISIS_ROW_COUNT = 9 };
extern const struct field crisis_row_fields[];

extern const struct table crisis_table, crisis_log_table;
extern const struct reference crisis_references[];
void crisis_query(struct request *request, struct view *view, struct query *query);
void crisis_log_query(struct request *request, struct view *view, const struct crisis *crisis,
               struct query *query);

/* Numbers it, begins its log, and whoever opens it takes part. */
void crisis_add(struct change *change, struct crisis *crisis, struct str name);
/* The same in another function than that of who leads. */
void crisis_begin(struct change *change, struct crisis *crisis, struct str name,
                  struct str function);
bool crisis_staff_has(struct view *view, int64_t crisis_id, int64_t person_id);

enum { NEWEST_SHOWN = 60 };
struct entry_list entries_newest(struct view *view, int64_t crisis_id, int64_t most);
struct entry_list entries_all(struct view *view, int64_t crisis_id);
/* Only corrections, or only tasks and requests that nobody has said are done. */
struct entry_list entries_correcting(struct view *view, int64_t crisis_id);
struct entry_list entries_open_tasks(struct view *view, int64_t crisis_id);
const struct entry *entry_of_seq(struct view *view, int64_t crisis_id, int64_t seq);    /* NULL */
const struct entry *entry_latest(struct view *view, int64_t crisis_id, enum entry_kind kind);  /* NULL */
int64_t entry_done_by(struct view *view, int64_t crisis_id, int64_t seq);               /* 0 */
/* Adds it to the end: seq, hashes and number of decision are filled in, and who and when
 * where they are not given. */
void entry_put(struct change *change, const struct crisis *crisis, struct entry *entry);
/* Others who write in this crisis wait here until we are done: what is numbered afterwards is
 * numbered once. */
void crisis_turn_take(struct change *change, int64_t crisis_id);
struct chain crisis_log_chain(struct view *view, const struct crisis *crisis);

struct staff_row_list crisis_staff_list(struct view *view, int64_t crisis_id);
struct crisis_staff *crisis_staff_get(struct view *view, int64_t crisis_id, int64_t id);
void crisis_staff_put(struct change *change, struct crisis_staff *staff);
void crisis_staff_end(struct change *change, const struct crisis_staff *staff,
                      struct instant at);

void crisis_demo(struct store *store, int scale);
int64_t crisis_demo_person(struct view *view, struct str name);
int64_t crisis_demo_unit(struct view *view, struct str code);

/* ---- Pages ---------------------------------------------------------------------------------- */

struct home_row_list;
struct room_lines;
struct statement_list;
struct room {                           /* what the page of one crisis shows */
	const struct crisis *crisis;
	struct request *request;
	struct view *view;
	const struct room_lines *lines; /* home.h */
	const struct statement_list *statements;
	const struct home_row_list *homes;
	struct entry_list tasks;
	struct staff_row_list staff;
	struct str unit, event;         /* "" nothing to show */
	const struct item *suggested;   /* a level above the present one; NULL */
	bool may_write;
};
extern const struct route crisis_routes[];
struct reply crisis_room(struct request *request, struct view *view);
struct reply crisis_line_act(struct request *request, struct change *change);
struct reply crisis_log_page(struct request *request, struct view *view);
struct reply crisis_log_print(struct request *request, struct view *view);
struct reply crisis_log_stream(struct request *request, struct view *view);
struct reply crisis_export_page(struct request *request, struct view *view);
struct reply chain_page(struct request *request, struct view *view);
struct reply crisis_level_page(struct request *request, struct view *view);
struct reply crisis_level_act(struct request *request, struct change *change);
struct reply crisis_coordination_page(struct request *request, struct view *view);
struct reply crisis_coordination_act(struct request *request, struct change *change);
struct reply crisis_state_page(struct request *request, struct view *view);
struct reply crisis_close_act(struct request *request, struct change *change);
struct reply crisis_reopen_act(struct request *request, struct change *change);
struct reply crisis_staff_page(struct request *request, struct view *view);
struct reply crisis_staff_act(struct request *request, struct change *change);
struct reply crisis_staff_end_act(struct request *request, struct change *change);

const struct crisis *crisis_asked(struct request *request, struct view *view);
/* The one asked for when the person may write in it; else NULL and *reply says why. */
const struct crisis *crisis_to_write(struct request *request, struct view *view,
                                     struct reply *reply);
/* The same for an act, when the crisis goes on; else its problem stands at this field.  Others
 * who act in it wait until this change is done: what is read afterwards is what they left. */
const struct crisis *crisis_to_change(struct request *request, struct change *change,
                                      const char *field, struct reply *reply);
/* May this person write in it, and does it go on? */
bool crisis_takes_words(struct view *view, const struct crisis *crisis);
/* "/crisis/KR-2026-00001/ACT"; the room itself when there is no act. */
struct str crisis_path(struct request *request, const char *act);
/* A form that posts to this act of the crisis, and goes back to its room. */
void crisis_form_show(struct out *out, struct request *request, struct form_view *form,
                      const char *act, const char *button);
/* "EXERCISE" where it is one, before everything else on the page. */
void crisis_mark(struct out *out, const struct crisis *crisis);
