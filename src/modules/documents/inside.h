/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/inside.h - what the files of this room share. */
#pragma once

#include "base/json.h"
#include "base/out.h"
#include "formats/markdown.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/documents/documents.h"
#include "modules/units/units.h"

/* ---- Records (model.c) --------------------------------------------------------------- */

enum version_state { VERSION_none, VERSION_working, VERSION_adopted };
extern const struct choice version_states[];
enum version_end { END_none, END_replaced, END_withdrawn };
extern const struct choice version_ends[];

enum { LONGEST_TEXT = 100000 };

#define DOCUMENT_VERSION_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(document_id,  ref,   N_("Document"), .is_own = true, .is_hidden = true) \
	F(number,       count, N_("Version"), .is_own = true) \
	F(state,        choice, N_("State"), CHOICES(version_states), .is_own = true) \
	F(text,         prose, N_("Text"), .longest = LONGEST_TEXT, \
	                       .help = N_("Markdown: an empty line begins a paragraph, # a heading, - a point. Empty if a file holds it all.")) \
	F(change_note,  prose, N_("What is new"), .longest = 1000, \
	                       .help = N_("One or two sentences to those who know the version before.")) \
	F(file_name,    text,  N_("File"), .is_own = true) \
	F(file_type,    text,  N_("Type of file"), .is_own = true) \
	F(file_bytes,   count, N_("Size of file, bytes"), .is_own = true) \
	F(file_digest,  text,  N_("Digest of file"), .is_own = true) \
	F(adopted_by,   ref,   N_("Adopted by"), .refers_to = "person", .is_own = true) \
	F(adopted_as,   text,  N_("Role or body"), .is_own = true) \
	F(adopted_decision, text, N_("Decision"), .is_own = true) \
	F(adopted_on,   date,  N_("Adopted"), .is_own = true) \
	F(adopted_at,   instant, N_("Written down"), .is_own = true) \
	F(valid_from,   date,  N_("In force from"), .is_own = true) \
	F(valid_to,     date,  N_("In force to"), .is_own = true) \
	F(last_day,     date,  N_("Last day in force"), .is_own = true) \
	F(ended,        choice, N_("Ended"), CHOICES(version_ends), .is_own = true) \
	F(ended_reason, prose, N_("Why it was withdrawn"), .is_own = true) \
	F(created_by,   ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,   instant, N_("Written"), .is_own = true) \
	F(version,      count, N_("Edition"), .is_own = true)
struct document_version { DOCUMENT_VERSION_FIELDS(AS_MEMBER) };
LIST_OF(document_version)
extern const struct record document_version_record;

/* The named act that puts a version in force. */
#define ADOPTION_FIELDS(F) \
	F(adopted_by, ref,  N_("Who adopted it"), .refers_to = "person") \
	F(adopted_as, text, N_("In which role, or which body"), .longest = 120, \
	              .help = N_("For example the city manager, or the district committee.")) \
	F(decision,   text, N_("Decision"), .required = true, .longest = 120, \
	              .help = N_("Registry number or paragraph, as in the minutes.")) \
	F(adopted_on, date, N_("Day of the decision"), .required = true) \
	F(valid_from, date, N_("In force from"), .required = true) \
	F(valid_to,   date, N_("Last day"), .help = N_("Empty: until further notice.")) \
	F(version,    count, N_("Edition"), .is_own = true)
struct adoption { ADOPTION_FIELDS(AS_MEMBER) };

#define WITHDRAWAL_FIELDS(F) \
	F(last_day, date,  N_("Last day in force"), .required = true) \
	F(reason,   prose, N_("Why"), .required = true, .longest = 1000) \
	F(version,  count, N_("Edition"), .is_own = true)
struct withdrawal { WITHDRAWAL_FIELDS(AS_MEMBER) };

#define DOCUMENT_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(document_id, ref,     N_("Document"), ) \
	F(number,      count,   N_("Version"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct document_step { DOCUMENT_STEP_FIELDS(AS_MEMBER) };
LIST_OF(document_step)

#define RECEIPT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(document_id, ref,     N_("Document"), .is_own = true) \
	F(version_id,  ref,     N_("Version"), .is_own = true) \
	F(unit_id,     ref,     N_("Unit"), .refers_to = "unit", .required = true) \
	F(person_id,   ref,     N_("Acknowledged by"), .refers_to = "person", .is_own = true, .is_personal = true) \
	F(at,          instant, N_("Acknowledged"), .is_own = true)
struct document_receipt { RECEIPT_FIELDS(AS_MEMBER) };
extern const struct record receipt_record;

/* A row of a list: a document with the version that is in force. */
#define DOCUMENT_ROW_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), ) \
	F(title,        text,  N_("Document"), ) \
	F(kind,         code,  N_("Kind of document"), .list = "document_kinds") \
	F(unit_name,    text,  N_("Whose document"), ) \
	F(number,       count, N_("Version"), ) \
	F(valid_from,   date,  N_("In force from"), ) \
	F(last_day,     date,  N_("In force to"), ) \
	F(adopted_on,   date,  N_("Adopted"), ) \
	F(adopted_as,   text,  N_("Adopted by"), ) \
	F(adopted_decision, text, N_("Decision"), ) \
	F(registry_number, text, N_("Registry number"), ) \
	F(secrecy,      code,  N_("Secrecy"), .list = "secrecy_grounds") \
	F(newest_number, count, N_("Newest version"), ) \
	F(adopted_number, count, N_("Newest adopted version"), .is_hidden = true) \
	F(change_note,  prose, N_("What is new"), ) \
	F(adopted_at,   instant, N_("Written down"), )
struct document_row { DOCUMENT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(document_row)
enum { DOCUMENT_ROW_COUNT = 17 };
extern const struct field document_row_fields[];
extern const struct shape document_row_shape;

/* A version in force that is addressed to a unit, and whether it was received there. */
#define RECEIPT_ROW_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_hidden = true) \
	F(title,       text,  N_("Document"), ) \
	F(kind,        code,  N_("Kind of document"), .list = "document_kinds") \
	F(number,      count, N_("Version"), ) \
	F(valid_from,  date,  N_("In force from"), ) \
	F(unit_id,     ref,   N_("Unit"), .is_hidden = true) \
	F(unit_name,   text,  N_("Unit"), ) \
	F(at,          instant, N_("Acknowledged"), ) \
	F(person_name, text,  N_("Acknowledged by"), .is_personal = true) \
	F(asked_name,  text,  N_("Whom to ask"), .is_personal = true) \
	F(before,      count, N_("Version acknowledged before"), ) \
	F(may,         count, N_("May acknowledge"), .is_hidden = true)
struct receipt_row { RECEIPT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(receipt_row)
enum { RECEIPT_ROW_COUNT = 13 };
extern const struct field receipt_row_fields[];
extern const struct shape receipt_row_shape;

/* ---- Rules (rules.c) ------------------------------------------------------------------ */

enum standing { STANDING_working, STANDING_coming, STANDING_in_force, STANDING_expired,
	STANDING_replaced, STANDING_withdrawn, STANDING_COUNT };
extern const char *const standing_names[];      /* for machines */
enum standing version_standing(const struct document_version *version, struct date on);
/* The last day on which a version is young enough; not given: it has no age limit. */
struct date version_young_to(struct date adopted_on, struct date valid_from, int64_t months);
/* The days when a version was in force and young enough; false: there are none. */
bool version_span(struct date adopted_on, struct date valid_from, struct date last_day,
                  int64_t months, struct date *from, struct date *to);
/* Where the version before ends when the next one begins. */
struct date version_end_before(struct date last_day, struct date next_from);
enum adoption_fault { ADOPTION_fine, ADOPTION_after_today, ADOPTION_ends_before, ADOPTION_too_early,
	ADOPTION_nobody, ADOPTION_empty };
enum adoption_fault adoption_judge(const struct adoption *adoption, const struct document_version *version,
                                   struct date before_from, struct date today);
extern const struct rule_table documents_rules[];

/* ---- Files (files.c) -------------------------------------------------------------------- */

struct file_kind {
	const char *ending, *type, *label;
};
/* By its first bytes and its name; NULL: not one that we take. */
const struct file_kind *file_kind_of(struct str name, struct str content);
extern const struct file_kind file_kinds[];     /* ends with ending NULL */
/* Takes the file of the field "file"; false: a problem was added. */
bool file_take(struct request *request, struct document_version *version);
struct reply file_reply(struct request *request, const struct document_version *version);

/* ---- Queries ----------------------------------------------------------------------------- */

bool document_may(struct view *view, enum permission permission, int64_t unit_id);
struct document_version_list versions_of(struct view *view, int64_t document_id);    /* the newest first */
const struct document_version *version_get(struct view *view, int64_t document_id, int64_t number);
const struct document_version *version_of_id(struct view *view, int64_t id);
const struct document *document_of_id(struct view *view, int64_t id);
const struct document_version *version_on(struct view *view, int64_t document_id, struct date on);  /* NULL: none */
struct document_step_list document_steps(struct view *view, int64_t document_id);
void document_step_add(struct change *change, int64_t document_id, int64_t number, const char *verb,
                       struct str words);
const struct document_version *version_before(struct view *view, int64_t document_id, int64_t number);
struct document_row_list documents_new(struct view *view, struct instant since);
struct instant documents_looked(struct view *view);
void documents_look(struct change *change);
int64_t document_role_holder(struct view *view, struct str role, struct date on);       /* 0 */
bool document_holds_role(struct view *view, int64_t person_id, struct str role, struct date on);
struct str document_path_of_slot(struct view *view, struct str slot);
extern const struct table documents_table, in_force_table, receipts_table;
extern const struct reference documents_references[];
void documents_query(struct request *request, struct view *view, struct query *query);
void in_force_query(struct request *request, struct view *view, struct query *query, struct date on,
                    int64_t unit_id, bool is_open_only);

/* A unit that lacks a document of a kind that it should have. */
struct missing {
	struct str kind, unit_code, unit_name;
	int64_t unit_id;
	struct date last_day;           /* of the one it had; not given: never any */
};
LIST_OF(missing)
struct missing_list documents_missing(struct view *view);

/* Receipts (queries_receipts.c). */
void receipts_query(struct request *request, struct view *view, struct query *query);
struct receipt_row_list receipts_of_document(struct view *view, int64_t document_id);
struct receipt_row_list receipts_mine(struct view *view);       /* those that the person may give and has not */
struct receipt_row_list receipts_late(struct view *view);       /* by whom to ask */
struct receipt_counts { int64_t asked, given; };
struct receipt_counts receipts_count(struct view *view, int64_t document_id);
bool receipt_may(struct view *view, int64_t document_id, int64_t unit_id);
bool receipt_is_given(struct view *view, int64_t version_id, int64_t unit_id);

/* ---- Writing (write.c): the same for people and for the demo ------------------------------ */

struct document_version *version_begin(struct change *change, struct document *document);
void version_adopt(struct change *change, struct document *document, struct document_version *version,
                   const struct adoption *adoption);
bool version_withdraw(struct change *change, struct document *document,
                      struct document_version *version, const struct withdrawal *withdrawal);
void document_index(struct change *change, struct document *document);
void receipt_add(struct change *change, const struct document_version *version, int64_t unit_id,
                 int64_t person_id, struct instant at);

/* ---- Pages --------------------------------------------------------------------------------- */

extern const struct form document_form, version_form, adoption_form, withdrawal_form, receipt_form;
extern const struct route documents_routes[];
/* Handlers of the other files of the room. */
struct reply version_show(struct request *request, struct view *view);
struct reply version_edit(struct request *request, struct view *view);
struct reply version_file(struct request *request, struct view *view);
struct reply version_compare(struct request *request, struct view *view);
void *version_load(struct request *request, struct view *view);
struct reply version_begin_act(struct request *request, struct change *change);
struct reply version_change_act(struct request *request, struct change *change);
struct reply version_adopt_act(struct request *request, struct change *change);
struct reply version_withdraw_act(struct request *request, struct change *change);
struct reply receipt_act(struct request *request, struct change *change);
struct reply receipts_show(struct request *request, struct view *view);
struct reply in_force_show(struct request *request, struct view *view);
struct reply in_force_seen_act(struct request *request, struct change *change);
struct reply receipt_reminders_show(struct request *request, struct view *view);
struct reply missing_show(struct request *request, struct view *view);
/* What the page of a version shows. */
struct version_page {
	const struct document *document;
	const struct document_version *version, *before;
	enum standing standing;
	struct str unit, address, person;
	struct date young_to;           /* not given: there is no limit of age */
	bool may_write;
};
const struct document *document_asked(struct request *request, struct view *view);
const struct document_version *version_asked(struct request *request, struct view *view,
                                             const struct document *document);
bool document_may_write(struct request *request, struct view *view, const struct document *document);
/* Markdown as HTML, its headings two steps lower: the page has its own above them. */
struct html text_html(struct arena *arena, struct str text);
struct str document_address_words(struct view *view, const struct document *document);
struct str standing_words(enum standing standing);
const char *standing_class(enum standing standing);
struct str file_size_words(struct arena *arena, int64_t bytes);

struct str document_topic_of_kind(struct str kind);     /* "" */

/* ---- For the demo, which reads as the system (queries_demo.c) ------------------------------ */

struct receipt_ask {
	int64_t document_id, version_id, unit_id, person_id;
	struct str title, unit_code, topic;
	struct date valid_from, last_day;
};
LIST_OF(receipt_ask)
/* Also those of versions that have been replaced. */
struct receipt_ask_list document_asked_units(struct view *view);
struct unit_list document_boards(struct view *view);
void documents_demo(struct store *store, int scale);
void documents_home(struct out *out, struct request *request, struct view *view);
