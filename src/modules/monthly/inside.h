/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/inside.h - what the files of this room share. */
#pragma once

#include "analysis/small_cells.h"
#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/events/events.h"
#include "modules/monthly/monthly.h"
#include "modules/units/units.h"

/* ---- Records (model.c) ------------------------------------------------------------------- */

enum monthly_state { MONTHLY_none, MONTHLY_made, MONTHLY_approved, MONTHLY_sent };
extern const struct choice monthly_states[];

#define MONTHLY_PACK_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(unit_id,     ref,     N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,      text,    N_("Month"), .is_own = true) \
	F(edition,     count,   N_("Which edition"), .is_own = true) \
	F(replaces_id, ref,     N_("Corrects"), .is_own = true, .is_hidden = true) \
	F(state,       choice,  N_("State"), CHOICES(monthly_states), .is_own = true) \
	F(reason,      prose,   N_("Why it is corrected"), .required = true, .longest = 1000) \
	F(query,       secret,  N_("What was asked"), .is_own = true, .is_hidden = true) \
	F(body,        secret,  N_("What was counted"), .is_own = true, .is_hidden = true) \
	F(digest,      secret,  N_("Digest"), .is_own = true, .is_hidden = true) \
	F(made_by,     ref,     N_("Made by"), .is_own = true, .is_hidden = true) \
	F(made_name,   text,    N_("Made by"), .is_own = true, .is_personal = true) \
	F(made_at,     instant, N_("Counted"), .is_own = true) \
	F(approved_by, ref,     N_("Has been approved by"), .is_own = true, .is_hidden = true) \
	F(approved_name, text,  N_("Has been approved by"), .is_own = true, .is_personal = true) \
	F(approved_at, instant, N_("Has been approved"), .is_own = true) \
	F(from_unit_id, ref,    N_("Sent from"), .refers_to = "unit", .is_own = true) \
	F(sent_by,     ref,     N_("Sent by"), .is_own = true, .is_hidden = true) \
	F(sent_name,   text,    N_("Sent by"), .is_own = true, .is_personal = true) \
	F(sent_at,     instant, N_("Sent"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct monthly_pack { MONTHLY_PACK_FIELDS(AS_MEMBER) };
LIST_OF(monthly_pack)
extern const struct record monthly_pack_record;
extern const struct form monthly_correct_form;

#define MONTHLY_RECEIPT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(pack_id,     ref,     N_("Pack"), .is_own = true, .is_hidden = true) \
	F(person_id,   ref,     N_("Received by"), .is_own = true, .is_hidden = true) \
	F(person_name, text,    N_("Received by"), .is_own = true, .is_personal = true) \
	F(at,          instant, N_("Received"), .is_own = true)
struct monthly_receipt { MONTHLY_RECEIPT_FIELDS(AS_MEMBER) };
LIST_OF(monthly_receipt)
extern const struct record monthly_receipt_record;

enum monthly_letter_state { MONTHLY_LETTER_none, MONTHLY_LETTER_waiting, MONTHLY_LETTER_sending,
	MONTHLY_LETTER_sent, MONTHLY_LETTER_failed, MONTHLY_LETTER_unknown };
enum monthly_letter_kind { MONTHLY_LETTER_no_kind, MONTHLY_LETTER_pack, MONTHLY_LETTER_reminder };
extern const struct choice monthly_letter_states[], monthly_letter_kinds[];
#define MONTHLY_LETTER_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), ) \
	F(pack_id,     ref,     N_("Pack"), .is_hidden = true) \
	F(person_id,   ref,     N_("Person"), .refers_to = "person") \
	F(kind,        choice,  N_("Kind"), CHOICES(monthly_letter_kinds)) \
	F(address,     text,    N_("Sent to"), .is_personal = true) \
	F(subject,     text,    N_("Subject"), ) \
	F(words,       prose,   N_("Letter"), ) \
	F(state,       choice,  N_("State"), CHOICES(monthly_letter_states)) \
	F(tries,       count,   N_("Tries"), ) \
	F(problem,     text,    N_("What was wrong"), ) \
	F(sent_at,     instant, N_("Sent"), ) \
	F(created_at,  instant, N_("Written"), ) \
	F(version,     count,   N_("Version"), )
struct monthly_letter { MONTHLY_LETTER_FIELDS(AS_MEMBER) };
LIST_OF(monthly_letter)
extern const struct record monthly_letter_record;

#define MONTHLY_AGAIN_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(pack_id,     ref,     N_("Pack"), .is_hidden = true) \
	F(at,          instant, N_("Counted again"), ) \
	F(query,       secret,  N_("What was asked"), .is_hidden = true) \
	F(body,        secret,  N_("What was counted"), .is_hidden = true) \
	F(digest,      secret,  N_("Digest"), .is_hidden = true)
struct monthly_again { MONTHLY_AGAIN_FIELDS(AS_MEMBER) };
extern const struct record monthly_again_record;

/* A row of the list: the newest edition that the reader sees, and those before it. */
#define MONTHLY_ROW_FIELDS(F) \
	F(path,        text,    N_("Address"), ) \
	F(unit_name,   text,    N_("Unit"), ) \
	F(period,      text,    N_("Month"), ) \
	F(edition,     count,   N_("Which edition"), ) \
	F(state,       choice,  N_("State"), CHOICES(monthly_states)) \
	F(sent_at,     instant, N_("Sent"), ) \
	F(received_at, instant, N_("Received"), ) \
	F(may,         yesno,   N_("For me to receive"), )
struct monthly_row { MONTHLY_ROW_FIELDS(AS_MEMBER) };
LIST_OF(monthly_row)

/* ---- What is in a pack (body.c) --------------------------------------------------------------- */

/* Raised whenever the counting changes. */
enum { MONTHLY_METHOD = 1 };
enum { MONTHLY_NOW, MONTHLY_BEFORE, MONTHLY_TIMES };     /* the month, and the same the year before */

struct monthly_part {                   /* a row of a table */
	struct str key, name;           /* name: of an area; of others the key has one in a catalogue */
	int64_t id;                     /* while it is counted */
	int64_t counts[MONTHLY_TIMES];
};
LIST_OF(monthly_part)
enum monthly_table { MONTHLY_kinds, MONTHLY_severities, MONTHLY_places, MONTHLY_TABLES };
extern const char *const monthly_tables[MONTHLY_TABLES];       /* as the catalogue calls them */

struct monthly_expected {
	bool is_known;                  /* enough months behind, and something in them */
	bool is_simple;                 /* too few events for a trend and a season */
	int64_t low, middle, high;      /* as limits that hold so often as the setting says */
	int64_t months;                 /* looked back on */
	int64_t trials, held;           /* tried on the past: so many, and within so many times; 0 too few */
};

struct monthly_survey { struct str survey, round, path; };
LIST_OF(monthly_survey)

struct monthly_body {
	struct str unit_code, name_sv, name_en, period;
	struct date began, ended;       /* of the unit, where it matters: less than a year before, in the month */
	struct str parts;               /* codes of monthly/parts with spaces, in their order */
	int64_t totals[MONTHLY_TIMES];
	struct monthly_expected expected;
	struct monthly_part_list tables[MONTHLY_TABLES];
	int64_t near[MONTHLY_TIMES];
	int64_t reported_hours, reported, received_hours, received;
	int64_t begun, done, late;      /* measures */
	int64_t listed, read;           /* signals */
	int64_t with_cost, kronor;
	struct monthly_survey_list surveys;
};
LIST_OF(monthly_body)

struct str monthly_body_write(struct arena *arena, const struct monthly_body *body);
const struct monthly_body *monthly_body_read(struct arena *arena, struct str text);     /* NULL: it is none */
struct str monthly_query_write(struct arena *arena, const struct monthly_body *body);
struct monthly_query { int64_t method; struct str program; };
struct monthly_query monthly_query_read(struct arena *arena, struct str text);
struct str monthly_digest(struct arena *arena, struct str query, struct str body);
struct str monthly_unit_name(const struct monthly_body *body);         /* in the language of the moment */
bool monthly_has(const struct monthly_body *body, const char *part);

/* What has become another number: "events by kind, fire: 3, now 4". */
struct monthly_difference { struct str words, was, is; };
LIST_OF(monthly_difference)
struct monthly_difference_list monthly_differences(struct arena *arena, struct str was, struct str is);

/* ---- Counting (count.c): as the system, all units at once --------------------------------------- */

struct monthly_body_list monthly_count(struct view *system, struct date month, const struct unit_list *units);

/* queries_count.c: by committee or company, of a month. */
struct monthly_span { struct instant from, before; struct date first, last; };
struct monthly_span monthly_span_of(struct date month);
struct monthly_sum {
	int64_t unit_id, events, near, reported, received, with_cost, kronor;
	int64_t begun, done, late, listed, read;
};
LIST_OF(monthly_sum)
struct monthly_sum_list monthly_event_sums(struct view *system, struct date month);
struct monthly_sum_list monthly_measure_sums(struct view *system, struct date month);
struct monthly_sum_list monthly_signal_sums(struct view *system, struct date month);
struct monthly_survey_list monthly_surveys(struct view *system, struct date month);
struct monthly_area { int64_t id; struct str code, name; };
LIST_OF(monthly_area)
struct monthly_area_list monthly_areas(struct view *system);
/* Committees and companies that existed on some day of the month. */
struct unit_list monthly_units(struct view *view, struct date month);

/* ---- Rules (rules.c): values in, values out ------------------------------------------------------ */

/* "2026-10" and nothing else; its first day. */
bool monthly_read(struct str text, struct date *month);
struct str monthly_period(struct arena *arena, struct date month);
/* The last month that is over and whose day and hour have come. */
struct date monthly_due(int day, int hour, struct instant now);
const char *monthly_approve_refused(const struct monthly_pack *pack);  /* NULL it may; N_() */
const char *monthly_send_refused(const struct monthly_pack *pack);
const char *monthly_correct_refused(const struct monthly_pack *pack);

struct monthly_reach { int64_t sent, received, median_hours; };
/* From each that was sent and is the newest that was. */
struct monthly_reach monthly_reach_of(struct arena *arena, const struct monthly_row_list *rows);
struct str monthly_reach_words(struct arena *arena, const struct monthly_reach *reach);
extern const struct rule_table monthly_rules[];

/* What a reader is told (told.c). */
struct monthly_cell { int64_t number; enum cell_telling telling; };
struct monthly_told {
	const struct monthly_body *body;
	bool is_guarded;                /* small numbers are hidden */
	int64_t least;
	struct monthly_cell totals[MONTHLY_TIMES];
	struct monthly_cell *tables[MONTHLY_TABLES];            /* rows x MONTHLY_TIMES */
	struct monthly_cell near[MONTHLY_TIMES];
	struct monthly_cell reported, received, with_cost, kronor;
	struct monthly_cell expected;   /* the middle; its limits are told when it is */
	bool has_hidden;
};
struct monthly_told monthly_told_of(struct arena *arena, const struct monthly_body *body, bool is_guarded,
                                    int64_t least);
struct str monthly_cell_words(struct arena *arena, struct monthly_cell cell, int64_t least);

/* ---- Queries (queries.c, queries_letters.c) -------------------------------------------------------- */

bool monthly_may_write(struct view *view);
bool monthly_may_open(struct view *view, int64_t unit_id);
bool monthly_may_receive(struct view *view, int64_t unit_id);
int64_t monthly_for_me(struct view *view);      /* packs that wait for this person to receive */
/* The newest that is seen, or (edition > 0) that one. */
const struct monthly_pack *monthly_get(struct view *view, struct str period, struct str unit_code,
                                       int64_t edition);
const struct monthly_pack *monthly_of_id(struct view *view, int64_t id);
struct monthly_pack_list monthly_editions(struct view *view, int64_t unit_id, struct str period);
struct monthly_receipt_list monthly_receipts(struct view *view, int64_t pack_id);
bool monthly_is_received_by(struct view *view, int64_t pack_id, int64_t person_id);
const struct monthly_again *monthly_again_get(struct view *view, int64_t pack_id);
/* Of a month, the newest edition of each unit. */
struct monthly_row_list monthly_rows_of(struct view *view, struct str period);
struct monthly_pack_list monthly_newest(struct view *view, struct str period);
/* Of a month, units that have no pack yet. */
struct unit_list monthly_missing(struct view *view, struct date month);
int64_t monthly_sender(struct view *view, struct str period);  /* the unit that the packs were sent from; 0 */
void monthly_again_keep(struct change *change, const struct monthly_again *again);
extern const struct table monthly_table;
void monthly_row_cell(struct out *out, struct request *request, const void *row);      /* pages.c: the link */
void monthly_query(struct request *request, struct view *view, struct query *query);

struct monthly_letter_sums { int64_t waiting, sent, failed, reminders; };
struct monthly_letter_sums monthly_letter_sums(struct view *view, struct str period);
/* As the system.  Who receives for the unit of a sent pack and has not been written to. */
struct monthly_receiver { int64_t pack_id, unit_id, person_id; struct str email, language, name, code, period; };
LIST_OF(monthly_receiver)
struct monthly_tell {                   /* which letters: of packs that were sent between two moments */
	enum monthly_letter_kind kind;
	struct str period;              /* "" any */
	struct instant from, to;
	bool only_told;                 /* to those alone who have been written to when it was sent */
};
struct monthly_receiver_list monthly_to_tell(struct view *system, const struct monthly_tell *tell);
struct monthly_letter_list monthly_letters_waiting(struct view *system);
void monthly_letters_unknown(struct change *change);
int64_t monthly_first_receiver(struct view *system, int64_t unit_id);  /* for the demo; 0 none */

/* queries_make.c: as the system, which sees every pack. */
bool monthly_is_made(struct view *system, int64_t unit_id, struct str period, int64_t edition);
const struct monthly_pack *monthly_any(struct view *system, int64_t id);
struct monthly_pack_list monthly_sent_newest(struct view *system, struct str period);
struct unit_list monthly_missing_all(struct view *system, struct date month);
struct monthly_pack_list monthly_all_of(struct view *system, struct str period);

/* ---- The jobs (run.c, letters.c) -------------------------------------------------------------------- */

/* Makes a pack in a change of its own; false: there is one already. */
struct monthly_making { int64_t unit_id, person_id, replaces_id, edition; struct str reason, person_name; };
bool monthly_make(struct store *store, struct arena *arena, const struct monthly_making *making,
                  const struct monthly_body *body);
extern const struct job_kind monthly_jobs[];
extern const struct command monthly_commands[];
bool monthly_letters_run(struct job *job);
void monthly_letters_recover(struct job *job);
bool monthly_letters_are_needed(struct view *system);
void monthly_letters_start(struct change *change, struct str remind_period);

/* ---- Pages (pages.c, show.c, acts.c) ------------------------------------------------------------------ */

struct monthly_page {
	struct request *request;
	struct view *view;
	const struct monthly_pack *pack, *corrects, *corrected_by;      /* NULL none that is seen */
	struct monthly_told told;
	struct monthly_query query;
	struct monthly_receipt_list receipts;
	const struct monthly_again *again;      /* NULL: not yet */
	struct monthly_difference_list differences;
	struct str path;
	struct date month;
	bool may_write, may_open, may_receive;
};
struct reply monthly_list_page(struct request *request, struct view *view);
struct reply monthly_month_page(struct request *request, struct view *view);
struct reply monthly_pack_page(struct request *request, struct view *view);
struct reply monthly_pack_json(const struct monthly_page *page);
void monthly_parts_show(struct out *out, const struct monthly_page *page);
struct reply monthly_correct_page(struct request *request, struct view *view);
void *monthly_load(struct request *request, struct view *view);
struct reply monthly_make_act(struct request *request, struct change *change);
struct reply monthly_approve_all_act(struct request *request, struct change *change);
struct reply monthly_send_all_act(struct request *request, struct change *change);
struct reply monthly_remind_act(struct request *request, struct change *change);
struct reply monthly_approve_act(struct request *request, struct change *change);
struct reply monthly_send_act(struct request *request, struct change *change);
struct reply monthly_receipt_act(struct request *request, struct change *change);
struct reply monthly_correct_act(struct request *request, struct change *change);
struct reply monthly_again_act(struct request *request, struct change *change);
void monthly_home(struct out *out, struct request *request, struct view *view);

struct month_page {
	struct request *request;
	struct str period;
	struct date month;
	struct monthly_row_list rows;
	struct monthly_reach reach;
	struct monthly_letter_sums letters;
	size_t missing, made, approved, late;   /* late: sent, not received */
	struct str submission;          /* where it was handed in; "" not seen, or not handed in */
	bool has_mail;
};

extern const struct evidence_source monthly_evidence[];
extern const struct route monthly_routes[];
void monthly_demo(struct store *store, int scale);
