/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/duties/duties.h"

/* ---- model.c ------------------------------------------------------------------------- */

#define DUTY_INSTANCE_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(programme_code, text, N_("Programme"), .is_own = true) \
	F(code,       text, N_("Code"), .is_own = true) \
	F(unit_id,    ref,  N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,     text, N_("Period"), .is_own = true) \
	F(from_on,    date, N_("From"), .is_own = true) \
	F(to_on,      date, N_("To"), .is_own = true) \
	F(opens_on,   date, N_("Opens"), .is_own = true) \
	F(due_on,     date, N_("Due"), .is_own = true) \
	F(closed_on,  date, N_("Closed"), .is_own = true) \
	F(created_at, instant, N_("Created"), .is_own = true)
struct duty_instance { DUTY_INSTANCE_FIELDS(AS_MEMBER) };
LIST_OF(duty_instance)
extern const struct record duty_instance_record;

extern const struct choice concern_answers[];   /* in the order of enum concern */
/* `version` is the decision that one had read: another that came meanwhile is a clash. */
#define CONCERN_DECISION_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,    N_("Unit"), .required = true, .refers_to = "unit") \
	F(flag,       text,   N_("Question"), .required = true, .longest = 60) \
	F(answer,     choice, N_("Is the unit concerned?"), .required = true, CHOICES(concern_answers)) \
	F(reason,     prose,  N_("Why"), .required = true, .longest = 1000, \
	                      .help = N_("One or two sentences that somebody else understands in three years.")) \
	F(decision,   text,   N_("Decision"), .longest = 120, \
	                      .help = N_("Registry number or paragraph.")) \
	F(decided_by, ref,    N_("Decided by"), .required = true, .refers_to = "person") \
	F(valid_from, date,   N_("From"), .required = true) \
	F(valid_to,   date,   N_("To"), .help = N_("The last day. Empty: until another decision.")) \
	F(created_by, ref,    N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
struct concern_decision { CONCERN_DECISION_FIELDS(AS_MEMBER) };
LIST_OF(concern_decision)
extern const struct record concern_decision_record;

extern const struct choice duty_verbs[];
enum duty_verb { VERB_none, VERB_waive, VERB_not_applicable, VERB_ask };
#define DUTY_DECISION_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(programme_code, text, N_("Programme"), .is_own = true) \
	F(code,       text,   N_("Code"), .is_own = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,     text,   N_("Period"), .required = true, .longest = 40) \
	F(verb,       choice, N_("What is decided"), .required = true, CHOICES(duty_verbs)) \
	F(reason,     prose,  N_("Why"), .required = true, .longest = 1000) \
	F(decision,   text,   N_("Decision"), .longest = 120, \
	                      .help = N_("Registry number or paragraph.")) \
	F(decided_by, ref,    N_("Decided by"), .required = true, .refers_to = "person") \
	F(created_by, ref,    N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
struct duty_decision { DUTY_DECISION_FIELDS(AS_MEMBER) };
LIST_OF(duty_decision)
extern const struct record duty_decision_record;

#define ATTESTATION_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(programme_code, text, N_("Programme"), .is_own = true) \
	F(code,       text,   N_("Code"), .is_own = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,     text,   N_("Period"), .required = true, .longest = 40) \
	F(words,      prose,  N_("In your words"), .required = true, .longest = 1500, \
	                      .help = N_("What is done, and how do you know? Your name stands beside it.")) \
	F(has_numbers, yesno, N_("With numbers"), .is_own = true) \
	F(whole,      count,  N_("How many were there?"), .most = 1000000, \
	                      .help = N_("All of those that the duty is about. None is an answer too: 0.")) \
	F(counted,    count,  N_("For how many of them is it done?"), .most = 1000000) \
	F(valid_from, date,   N_("Holds from"), .help = N_("For what stands all the time. Empty: from today.")) \
	F(valid_to,   date,   N_("Holds to"), .is_own = true) \
	F(takes_back, key,    N_("Takes back"), .is_own = true) \
	F(created_by, ref,    N_("Who"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("When"), .is_own = true)
struct attestation { ATTESTATION_FIELDS(AS_MEMBER) };
LIST_OF(attestation)
extern const struct record attestation_record;
/* What a duty asks of the word of a named person (evidence.c). */
extern const struct choice attestation_numbers[], attestation_sinces[];
enum attestation_number { NUMBERS_none, NUMBERS_yes, NUMBERS_all };
struct attestation_rule {
	int64_t months;                 /* that it holds, for what stands all the time */
	int numbers;                    /* how many there were and for how many; for all of them */
	bool is_dated;                  /* the months count from the day when it was done */
};
struct attestation_rule attestation_rule_of(const struct evidence_ask *ask);

#define DUTY_COMMENT_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(programme_code, text, N_("Programme"), .is_own = true) \
	F(code,       text,   N_("Code"), .is_own = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,     text,   N_("Period"), .is_own = true) \
	F(words,      prose,  N_("Comment"), .required = true, .longest = 1500) \
	F(created_by, ref,    N_("Who"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("When"), .is_own = true)
struct duty_comment { DUTY_COMMENT_FIELDS(AS_MEMBER) };
LIST_OF(duty_comment)
extern const struct record duty_comment_record;

extern const struct record unit_meeting_record;
extern const struct form concern_form, duty_decision_form, attestation_form, duty_comment_form,
	unit_meeting_form;

/* ---- rules.c: values in, values out -------------------------------------------------- */

/* Days in order, none twice, none touching; what spans leave out of the window is cut away. */
struct days_list days_of(struct arena *arena, const struct evidence_span *spans, size_t count,
                         struct days window);
struct days_list days_both(struct arena *arena, const struct days_list *a, const struct days_list *b);
struct days_list days_without(struct arena *arena, const struct days_list *whole,
                              const struct days_list *taken);
int64_t days_count(const struct days_list *list);
bool days_have(const struct days_list *list, struct date day);
struct days_list days_until(struct arena *arena, const struct days_list *list, struct date last);

/* How much is enough: "3", "80%", "all"; "all-if-any" and "80%-if-any" hold
 * also where there is none. */
struct least {
	enum { LEAST_number, LEAST_share, LEAST_share_if_any, LEAST_all, LEAST_all_if_any } how;
	int64_t amount;
};
bool least_read(struct str text, struct least *least);
bool least_holds(struct least least, int64_t count, int64_t whole);

/* From when to when an answer given today holds, for what stands all the time. */
struct days attestation_days(const struct attestation_rule *rule, struct date given,
                             struct date today);
/* The first field that is wanting or wrong, with *words saying how; NULL none. */
const char *attestation_problem(const struct attestation_rule *rule, const struct attestation *row,
                                bool has_whole, bool has_counted, const char **words);

enum rhythm { RHYTHM_period, RHYTHM_standing, RHYTHM_event };
enum rhythm rhythm_of(const struct calendar_rule *rule);

struct part_answer {                    /* what a source said of one unit and period */
	bool has_spans;
	struct days_list held;          /* spans, within the period */
	int64_t count, whole;
	struct date last;
	struct instant taken_at;
};
struct duty_case {                      /* all that a verdict depends on */
	enum rhythm rhythm;
	struct days_list asked;         /* days on which it is asked of the unit, within the period */
	struct date from, to, opens, due, today;
	enum concern concern;           /* on the last day that counts */
	bool is_waived, is_not_applicable;
	size_t part_count;
	const struct evidence_rule *const *rules;
	const struct part_answer *answers;
};
/* Fills in state, parts, gaps and days. */
void duty_judge(struct arena *arena, const struct duty_case *duty, struct verdict *verdict);
bool verdict_is_behind(enum verdict_state state);       /* late, gap */
extern const struct rule_table duties_rules[];

/* What is decided on a day: the last decision that covers it. */
enum concern concern_on(const struct concern_decision *decisions, size_t count, int64_t unit_id,
                        struct str flag, struct date on);

struct str word_next(struct str *rest);                 /* "" after the last */

/* ---- addressed.c --------------------------------------------------------------------- */

struct addressing {                     /* read once, asked of many units and days */
	struct view *view;
	struct actor_list actors;
	const struct predicate **predicates;    /* one per actor; NULL: addresses nobody */
	struct str *flags;                      /* that its predicate asks */
	struct str secret_flags;
	struct concern_decision_list decisions;
};
struct addressing addressing_read(struct view *view, const struct programme *programme);
/* Does a list of actors address the unit on a day, by what is decided? */
enum applies addressed_on(const struct addressing *addressing, struct str who,
                          const struct unit *unit, struct date on);
/* Could it, if every question were answered? */
bool addressed_perhaps(const struct addressing *addressing, struct str who,
                       const struct unit *unit);
/* The questions that decide whether `who` addresses the unit, spaced. */
struct str addressed_flags(const struct addressing *addressing, struct str who,
                           const struct unit *unit);
/* All actors are secret: such a duty never becomes an instance. */
bool addressed_is_secret(const struct addressing *addressing, struct str who);
bool unit_bears_duties(const struct unit *unit);
const struct concern_decision *concern_decision_on(const struct addressing *addressing,
                                                   int64_t unit_id, struct str flag, struct date on);

/* ---- queries.c ----------------------------------------------------------------------- */

/* Those that verdicts_named() is asked for. */
struct duty_instance_list instances_named(struct view *view, const struct verdict_ask *ask);
struct duty_instance_list instances_of(struct view *view, const struct programme *programme,
                                       int64_t unit_id, struct str code, int year);
/* Of the duties of one focus area. */
struct duty_instance_list instances_of_focus(struct view *view, const struct verdict_ask *ask);
struct duty_instance_list instances_known(struct view *view, struct str programme_code, int year);
void instances_close(struct change *change, struct str programme_code, struct str code,
                     struct date on);
struct unit_list units_with_duties(struct view *view);  /* every one there has been */
struct concern_decision_list concern_decisions(struct view *view);
const struct concern_decision *concern_decision_get(struct view *view, int64_t id);
struct duty_decision_list duty_decisions(struct view *view, struct str programme_code,
                                         int64_t unit_id);
bool duty_may(struct view *view, const char *permission, int64_t unit_id);
struct evidence_span_list attested_spans(struct view *view, const struct evidence_ask *ask,
                                         int numbers);
struct attestation_list attestations_of(struct view *view, struct str programme_code,
                                        struct str code, int64_t unit_id);
const struct attestation *attestation_get(struct view *view, int64_t id);
bool attestation_is_taken_back(struct view *view, int64_t id);
struct duty_comment_list comments_of(struct view *view, struct str programme_code,
                                     struct str code, int64_t unit_id);
struct unit_meeting_list own_meetings_of(struct view *view, int64_t unit_id);
struct unit_meeting_list own_meetings_all(struct view *view, struct date from, struct date to);
const struct unit_meeting *own_meeting_get(struct view *view, int64_t id);
void own_meeting_remove(struct change *change, int64_t id);
const struct unit_meeting *own_meeting_on(struct view *view, int64_t unit_id, struct date on);

/* Answers that a job has taken. */
struct taken_answer {
	int64_t id;
	struct instant taken_at;
};
const struct taken_answer *taken_find(struct view *view, struct str source, struct str arguments,
                                      struct date from, struct date to);
struct evidence_span_list taken_spans(struct view *view, int64_t taken_id, int64_t unit_id);
struct evidence_count_list taken_counts(struct view *view, int64_t taken_id, int64_t unit_id);
struct taken_key { struct str source, arguments; struct date from, to; };
void taken_put(struct change *change, const struct taken_key *key,
               const struct evidence_span_list *spans, const struct evidence_count_list *counts);
int64_t city_follower(struct view *view);
int64_t demo_coordinator(struct view *view, int64_t unit_id);

/* ---- engine.c: answers for all units, asked once ------------------------------------------ */

struct unit_index { size_t count; const struct unit **at; };    /* sorted by id */
struct unit_index unit_index_of(struct arena *arena, const struct unit_list *units);
const struct unit *unit_index_find(const struct unit_index *index, int64_t id);

/* What a duty rests on, taken apart once per page. */
struct plan_part {
	const struct evidence_rule *rule;
	const struct evidence_source *source;   /* NULL: no room has it */
};
struct plan {
	const struct obligation *obligation;
	const struct calendar_rule *rule;
	const struct deliverable *deliverable;  /* that covers it; NULL none */
	struct str root;                /* the code whose answer this is: same_as, to its end */
	bool asks_flags;
	size_t part_count;
	struct plan_part *parts;
};
struct plan_book { size_t count; struct plan *at; const struct plan **by_code; };
struct plan_book plans_read(struct view *view, const struct programme *programme,
                            const struct addressing *addressing);
const struct plan *plan_find(const struct plan_book *book, struct str code);

struct answer_book;
struct answer_book *answers_open(struct view *view, int64_t unit_id, bool takes_anew);
struct part_answer answer_for(struct answer_book *book, const struct plan_part *part,
                              const struct duty_instance *instance);
/* The arguments of a part as a source hears them: those of the rule, and which duty asks. */
void ask_of(struct arena *arena, const struct plan_part *part, struct str programme_code,
            struct str code, struct evidence_ask *ask);
/* Takes the slow answers of a year anew; answers how many. */
int64_t answers_take(struct store *store, struct arena *arena, int year);

/* ---- words.c ------------------------------------------------------------------------- */

struct str attestation_counts(struct arena *arena, const struct attestation *one);
struct str part_says(struct arena *arena, const struct verdict *verdict,
                     const struct verdict_part *part, const struct unit *unit);
struct str verdict_says(struct arena *arena, const struct verdict *verdict, const struct unit *unit);
struct str verdict_not_proved(struct arena *arena, const struct verdict *verdict);
struct str verdict_word(struct arena *arena, const struct verdict *verdict);    /* "Late 12 days" */
struct str gap_words(struct arena *arena, int64_t days);        /* "45 days in gap" */

/* ---- rows.c: verdicts of all programmes of a year, narrowed by an address ------------------ */

struct seen {                           /* one verdict with what a page says beside it */
	const struct programme *programme;
	const struct unit *unit;
	const struct verdict *verdict;
};
LIST_OF(seen)
struct narrowing {                      /* ?year= programme= unit= focus= kind= state= code= what= */
	int year;
	struct str programme, focus, kind, state, code, deliverable, unit_kind;
	const struct unit *unit;
	bool is_unknown_unit;           /* a unit was asked for that one may not follow */
	enum { WHAT_duties, WHAT_points, WHAT_all } what;       /* follow-up points apart */
};
struct narrowing narrowing_read(struct request *request, struct view *view);
struct seen_list verdicts_seen(struct view *view, const struct narrowing *narrowing, bool is_bare);
bool state_is(const struct verdict *verdict, struct str state);  /* also "behind" */
struct programme_area { struct str code, name_sv, name_en; };
LIST_OF(programme_area)
struct programme_area_list programme_areas(struct view *view, int64_t programme_id);
struct grid duties_of_role(struct view *view, int64_t programme_id, struct str role);
struct grid roles_of_programme(struct view *view, int64_t programme_id);
struct json_out;
void seen_json(struct json_out *json, struct arena *arena, const struct seen *seen);
struct str seen_path(struct arena *arena, const struct seen *seen);
struct grid seen_grid(struct arena *arena, const struct seen_list *list);
/* ?format=csv|xlsx|json of a grid; false: a page is asked for. */
bool grid_reply(struct request *request, const struct grid *grid, const char *name,
                struct reply *reply);
/* The days of a period as a bar: held, gap, not asked, to come. */
void days_bar(struct out *out, const char *id, const struct verdict *verdict, struct str words);

/* ---- queries_protective.c: the compartment; nothing else reads it ---------------------------- */

struct protective_unit { int64_t unit_id; bool is_affected; };
LIST_OF(protective_unit)
struct protective_status {
	struct str programme_code, code;
	int64_t unit_id, year;
	bool is_done;
	struct date on_date;
};
LIST_OF(protective_status)
struct protective_unit_list protective_units(struct view *view);
struct protective_status_list protective_statuses(struct view *view, int year);
void protective_unit_put(struct change *change, int64_t unit_id, bool is_affected);
void protective_status_put(struct change *change, const struct protective_status *status);

/* ---- unit.c ------------------------------------------------------------------------------- */

struct duty_group {                     /* what is shown as one: a deliverable, a duty */
	struct str title, note, path;
	struct str work_path, work_words;       /* of a deliverable: where it is worked on */
	const struct seen *worst;       /* its words are said */
	size_t count;
	const struct seen **rows;
	struct evidence_record_list records;
	const struct unit_meeting *meeting;
	struct internal_deadline_list deadlines;
};
LIST_OF(duty_group)

/* ---- Pages ----------------------------------------------------------------------------- */

int asked_year(struct request *request);                /* ?year=, else the present one */
const struct unit *asked_unit(struct request *request, struct view *view);      /* ?unit=; followed, or NULL */
/* Programmes in force on a day of the year, the newest first. */
struct programme_list programmes_of_year(struct view *view, int year);

extern const struct route duties_routes[];
extern const struct report duties_reports[];
extern const struct command duties_commands[];
extern const struct job_kind duties_jobs[];
extern const struct evidence_source duties_evidence[];
extern const struct wheel_source duties_wheel[];          /* wheel.c */
void duties_home(struct out *out, struct request *request, struct view *view);
void duties_demo(struct store *store, int scale);

struct reply unit_duties_show(struct request *request, struct view *view);
struct reply one_duty_show(struct request *request, struct view *view);
struct reply attest_form_show(struct request *request, struct view *view);
struct reply take_back_form_show(struct request *request, struct view *view);
struct reply decide_form_show(struct request *request, struct view *view);
struct reply duty_attest(struct request *request, struct change *change);
struct reply duty_take_back(struct request *request, struct change *change);
struct reply duty_decide(struct request *request, struct change *change);
struct reply duty_comment_add(struct request *request, struct change *change);
struct reply city_show(struct request *request, struct view *view);
struct reply rows_show(struct request *request, struct view *view);
struct reply gaps_show(struct request *request, struct view *view);
struct reply lay_out_act(struct request *request, struct change *change);
struct reply concerns_show(struct request *request, struct view *view);
struct reply concern_new(struct request *request, struct view *view);
struct reply concern_add(struct request *request, struct change *change);
struct reply own_meetings_show(struct request *request, struct view *view);
void *own_meeting_blank(struct request *request, struct view *view);
struct reply own_meeting_add(struct request *request, struct change *change);
struct reply own_meetings_paste(struct request *request, struct change *change);
struct reply own_meeting_edit(struct request *request, struct view *view);
void *own_meeting_load(struct request *request, struct view *view);
struct reply own_meeting_change(struct request *request, struct change *change);
struct reply own_meeting_delete(struct request *request, struct change *change);
struct reply compartment_show(struct request *request, struct view *view);
struct reply compartment_affect(struct request *request, struct change *change);
struct reply compartment_mark(struct request *request, struct change *change);
