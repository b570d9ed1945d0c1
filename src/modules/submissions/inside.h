/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/inside.h - what the files of this room share. */
#pragma once

#include "base/json.h"
#include "base/out.h"
#include "formats/markdown.h"
#include "kit/catalogue.h"
#include "modules/events/events.h"
#include "modules/people/people.h"
#include "modules/pictures/pictures.h"
#include "modules/submissions/model.h"

enum { REMINDER_FIELD_COUNT = 17, MOST_FILES_KEPT = 10 };
extern const struct field reminder_fields[];

/* ---- Rules (rules.c) ------------------------------------------------------------------ */

#define FROM_STATE(state) (1u << (state))
struct submission_move {
	const char *verb;               /* stands in the address and in the history */
	unsigned from;                  /* bits */
	int to;
	enum permission need;           /* at the unit of the submission */
	const char *const *asks;        /* fields of the step's form; NULL none */
	const char *const *needs;       /* of these, what must be answered; NULL none */
	const char *label;              /* N_(): the button */
	const char *done;               /* N_(): in the history, and told when it is done */
	const char *who;                /* N_(): who may do it */
};
extern const struct submission_move submission_moves[];         /* ends with verb NULL */
const struct submission_move *submission_move_find(struct str verb);    /* NULL */
bool submission_is_editable(int state);
bool submission_is_frozen(int state);
/* Why the step does not follow upon the state: which steps come first, by name; or that it is
 * too late.  "" when it does. */
struct str submission_missing(struct arena *arena, int state, const struct submission_move *move);
/* The first field of the step that is wanting or wrong, with *words saying how; NULL none. */
const char *submission_act_problem(const struct submission_move *move, const struct submission_act *act,
                                   struct date today, const char **words);
void submission_after(const struct submission_move *move, struct submission *submission,
                      const struct submission_act *act, int64_t person, struct instant now);
/* The sentence about the registry that follows from state and numbers; N_(). */
const char *registration_words(const struct submission *submission);

/* A text under its headings: "## Heading", lines below.  What stands before the first heading
 * has an empty one. */
struct section { struct str heading, text; };
LIST_OF(section)
struct section_list body_sections(struct arena *arena, struct str body);
struct str body_text(const struct section_list *sections, struct str heading);      /* "" */
/* The headings of the text that have nothing under them; `count` is how many. */
struct section_list body_empty(struct arena *arena, struct str body);
/* Headings in order, each with its own text where one is given (though empty), else with what
 * `before` had under it; then what else `before` had. */
struct str body_begin(struct arena *arena, const struct section *headings, size_t count, struct str before);

/* One word for a delivery, on the page, in the filter and in files. */
enum delivery_word { WORD_none, WORD_late, WORD_open, WORD_draft, WORD_dispatched, WORD_decided,
	WORD_submitted, WORD_received, WORD_returned, WORD_accepted, WORD_later, WORD_not_asked };
extern const struct choice delivery_word_choices[];
enum delivery_word delivery_word_of(const struct delivery *delivery, struct date today);
const char *delivery_word_class(enum delivery_word word);       /* of .state */
bool delivery_is_handed_in(const struct delivery *delivery);
bool delivery_is_soon(const struct delivery *delivery, struct date today);
/* Days after due (negative: before) when it was handed in. */
int delivery_days(const struct delivery *delivery);
enum { SOON_DAYS = 30 };

struct timeliness {
	int64_t asked;                  /* due has passed, or it is handed in */
	int64_t handed_in, in_time, accepted, returned;
	bool has_median;
	int64_t median_days;            /* after due; negative: before */
};
struct timeliness timeliness_of(struct arena *arena, const struct delivery *deliveries, size_t count,
                                struct date today);
int64_t timeliness_percent(int64_t part, int64_t whole);     /* -1 of nothing */

/* Has a submission come so far?  One that was returned has not come anywhere. */
bool submission_meets(int wanted, int state);

extern const struct rule_table submissions_rules[];

/* ---- Deliveries (deliveries.c) ---------------------------------------------------------- */

struct delivery_ask {
	const struct programme *programme;
	int year;
	int64_t unit_id;                /* 0: all that one may follow */
	struct str deliverable;         /* "" all */
	int word;                       /* WORD_none: all */
	bool late_only, soon_only;
};
/* Those of deliveries_of() without their paths, for who only counts them. */
struct delivery_list deliveries_bare(struct view *view, const struct programme *programme,
                                     int64_t unit_id, int year);
struct delivery_list deliveries_asked(struct view *view, const struct delivery_ask *ask);
/* Comes when something happens, any number of times in the period. */
bool deliverable_is_event(const struct calendar_rule *rule);
bool period_is_of(const struct rule_period *period, const struct programme *programme);
const struct calendar_rule *deliverable_rule(const struct calendar_rule_list *rules, struct str code);
bool deliverable_is_ours(const struct deliverable *deliverable);        /* carrier "submission" */
struct str deliverable_name(const struct deliverable *deliverable);
struct grid deliveries_grid(struct view *view, const struct programme *programme,
                            const struct delivery_list *deliveries);
struct grid timeliness_grid(struct view *view, const struct delivery_list *deliveries);
/* The programme that a page is about: the one asked for, else the newest in force on a day of
 * the year; NULL none. */
const struct programme *submissions_programme(struct view *view, struct str code, int year);

/* ---- Queries --------------------------------------------------------------------------- */

const struct submission *submission_get(struct view *view, struct str public_id);
const struct submission *submission_of_id(struct view *view, int64_t id);
/* Of programme, deliverable, unit and period: the newest version of an occasion (0: the last). */
const struct submission *submission_newest(struct view *view, const struct submission *like);
const struct submission *submission_next(struct view *view, const struct submission *submission);
/* The newest accepted document of the same deliverable and unit of an earlier period. */
const struct submission *submission_last_accepted(struct view *view, const struct submission *like);
bool submission_may(struct view *view, enum permission permission, int64_t unit_id);
struct submission_step_list submission_steps(struct view *view, int64_t id);
struct step {                           /* one line of the history */
	const char *verb;
	int from;
	struct str words;
	int64_t person_id;
	struct instant at;
};
void submission_step_put(struct change *change, const struct submission *submission,
                         const struct step *step);
/* The same by the person of the change, now. */
void submission_step_add(struct change *change, const struct submission *submission,
                         const char *verb, int from, struct str words);
struct submission_file_list submission_files(struct view *view, int64_t id);
const struct submission_file *submission_file_get(struct view *view, int64_t id, struct str digest);
struct submission_link_list submission_links(struct view *view, int64_t id);
void submission_link_add(struct change *change, int64_t id, struct str words, struct str path);
/* The attachments and links of the version before belong to the new one too. */
void submission_inherit(struct change *change, int64_t from, int64_t to);

struct standing {                       /* the newest version, whoever follows the unit asks */
	int64_t unit_id;
	struct str deliverable, period, public_id;      /* public_id "": may not be opened */
	int state;
	bool was_returned;
	struct instant handed_in;       /* the first time */
};
LIST_OF(standing)
struct standing_list submission_standings(struct view *view, struct str programme, int year, int64_t unit_id);
struct key_row { int64_t key; };
LIST_OF(key_row)
struct key_row_list submission_reach(struct view *view, enum permission permission);      /* sorted */

struct submission_proof { int64_t unit_id; struct str period; struct date from; int state;
	struct instant submitted_at; };
LIST_OF(submission_proof)
struct submission_proof_list submission_proofs(struct view *view, struct str deliverable, int64_t unit_id);
struct submission_list submissions_of_unit(struct view *view, struct str deliverable, int64_t unit_id);

struct writer { int64_t person_id, unit_id; struct str name, email, language; bool also_submits; };
LIST_OF(writer)
struct writer_list submission_writers(struct view *view);      /* sorted by person, unit */
bool reminder_is_sent_today(struct view *view, int64_t person_id, struct date day);
const struct reminder *reminder_get(struct view *view, struct str public_id);
struct reminder_list reminders_of_batch(struct view *view, struct str batch);   /* as the system */
int64_t reminders_sending_unknown(struct change *change, struct str batch);    /* whose sender died */
extern const struct table reminders_table;
void reminders_query(struct request *request, struct view *view, struct query *query);
int64_t submission_writer_at(struct view *view, int64_t unit_id, bool submits);  /* 0: nobody */

/* ---- Making, writing and showing ------------------------------------------------------- */

/* What is asked under the deliverable, in the person's language. */
struct section_list submission_headings(struct arena *arena, struct str deliverable);
/* Fills in what follows from programme, deliverable, unit and period, and makes it. */
struct submission *submission_begin(struct change *change, const struct programme *programme,
                                    const struct deliverable *deliverable, int64_t unit_id,
                                    const struct rule_period *period, int64_t occasion);
struct submission *submission_follow(struct change *change, const struct submission *before);
void submission_freeze(struct change *change, struct submission *submission);
/* The whole as JSON, as it stands. */
struct str submission_json(struct view *view, const struct submission *submission);
/* As a text for the registry: facts, document, attachments. */
struct str submission_markdown(struct view *view, const struct submission *submission);
const char *submission_file_path(struct arena *arena, struct str digest);
void submission_file_keep(struct change *change, int64_t id, struct str name, struct str content);

struct letter {                         /* one person, one day */
	const struct writer *writer;
	size_t items, vacancies;        /* things to hand in; roles without a holder */
	struct str unit_codes, subject, words;
	bool is_sent_today;
};
LIST_OF(letter)
struct letter_ask {
	const struct delivery_list *deliveries; /* sorted by unit */
	struct vacancy_list vacancies;
	bool for_vacancies;             /* also where nothing is to be handed in */
	struct str intro;
};
/* One per person who can be reminded of something; *silent: units with none. */
struct letter_list letters_write(struct view *view, const struct letter_ask *ask,
                                 struct unit_list *silent);

/* "mailto:...": the letter in one's own mail program. */
struct str letter_mailto(struct arena *arena, const struct letter *letter);

struct reply submissions_units(struct request *request, struct view *view);
struct reply reminders_show(struct request *request, struct view *view);
struct reply reminders_act(struct request *request, struct change *change);
struct reply letters_show(struct request *request, struct view *view);
struct reply letter_retry_act(struct request *request, struct change *change);
struct reply submission_show(struct request *request, struct view *view);
struct reply submission_edit(struct request *request, struct view *view);
struct reply submission_change_act(struct request *request, struct change *change);
void *submission_load(struct request *request, struct view *view);
struct reply submission_step_act(struct request *request, struct change *change);
struct reply submission_registry_act(struct request *request, struct change *change);
struct reply submission_files_act(struct request *request, struct change *change);
struct reply submission_file_show(struct request *request, struct view *view);
struct reply submission_file_remove_act(struct request *request, struct change *change);
struct reply submission_link_act(struct request *request, struct change *change);
struct reply begin_show(struct request *request, struct view *view);
struct reply begin_act(struct request *request, struct change *change);
struct reply cockpit_show(struct request *request, struct view *view);
struct reply submissions_file(struct request *request, const struct grid *grid, const char *name,
                        struct str format);

extern const struct form submission_form, submission_act_form, submission_begin_form,
	submission_link_form;
extern const struct route submissions_routes[];
extern const struct report submissions_reports[];
extern const struct job_kind submissions_jobs[];
extern const struct evidence_source submissions_evidence[];
extern const struct wheel_source submissions_wheel[];     /* wheel.c */
void submissions_demo(struct store *store, int scale);
void submissions_home(struct out *out, struct request *request, struct view *view);
