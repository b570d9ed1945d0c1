/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/inside.h - what the files of this room share. */
#pragma once

#include "base/json.h"
#include "base/out.h"
#include "formats/markdown.h"
#include "kit/catalogue.h"
#include "modules/events/events.h"
#include "modules/measures/measures.h"
#include "modules/notices/notices.h"
#include "modules/pictures/pictures.h"
#include "modules/units/units.h"

/* ---- Records (model.c) --------------------------------------------------------------- */

extern const struct choice picture_states[];

/* What the page says of a step: decision and reason. */
#define PICTURE_ACT_FIELDS(F) \
	F(decision,     text,  N_("Decision"), .longest = 120, \
	                .help = N_("The number and day of the decision, as in the minutes.")) \
	F(reason,       prose, N_("Why"), .longest = 1000) \
	F(version,      count, N_("Version"), .is_own = true)
struct picture_act { PICTURE_ACT_FIELDS(AS_MEMBER) };
extern const struct record picture_act_record;

#define PICTURE_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true) \
	F(picture_id,  ref,     N_("Picture"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(from_state,  text,    N_("From"), ) \
	F(to_state,    text,    N_("To"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct picture_step { PICTURE_STEP_FIELDS(AS_MEMBER) };
LIST_OF(picture_step)
extern const struct shape picture_step_shape;

#define PICTURE_EXTRACT_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(picture_id, ref,     N_("Picture"), .is_own = true) \
	F(query,      json,    N_("Query"), .is_own = true) \
	F(taken_at,   instant, N_("Taken"), .is_own = true) \
	F(numbers,    json,    N_("Numbers"), .is_own = true) \
	F(digest,     text,    N_("Digest"), .is_own = true) \
	F(created_by, ref,     N_("Taken by"), .is_own = true) \
	F(version,    count,   N_("Version"), .is_own = true)
struct picture_extract { PICTURE_EXTRACT_FIELDS(AS_MEMBER) };
extern const struct record picture_extract_record;

#define PICTURE_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(title,        text,    N_("Situation picture"), ) \
	F(unit_name,    text,    N_("Unit"), ) \
	F(kind,         code,    N_("Kind"), .list = "picture_kinds") \
	F(period,       text,    N_("Period"), ) \
	F(number,       count,   N_("Version"), ) \
	F(state,        choice,  N_("State"), CHOICES(picture_states)) \
	F(secrecy,      code,    N_("Secrecy"), .list = "secrecy_grounds") \
	F(adopted_at,   instant, N_("Adopted"), ) \
	F(submitted_at, instant, N_("Submitted"), ) \
	F(received_at,  instant, N_("Received"), ) \
	F(unit_id,      ref,     N_("Unit"), .is_hidden = true)
struct picture_row { PICTURE_ROW_FIELDS(AS_MEMBER) };
LIST_OF(picture_row)
enum { PICTURE_ROW_COUNT = 13 };
extern const struct field picture_row_fields[];
extern const struct shape picture_row_shape;

/* ---- The numbers of a picture (numbers.c) -------------------------------------------- */

/* Raised whenever the counting changes.  2: causes and the months before are counted too. */
enum { PICTURE_METHOD = 2 };

/* What was asked: written into the extract, so that it can be asked again. */
struct picture_query {
	struct str unit_code, area_code, notice_area, kind, period, types;
	int64_t unit_id;                /* found from the code */
	bool is_board, is_whole_city;
	struct date from, to;           /* counted days; `to` is cut when the period goes on */
	struct date period_to;          /* the last day of the period */
	struct date before_from, before_to;     /* the same days the year before */
	struct date measures_to;        /* the last day on which a measure that is counted was written */
	struct date taken_on;           /* the day that "today" was; so that it can be asked again */
	struct str language;            /* of the names of rows */
	struct str program;             /* which version of it counted */
	int64_t counted_id;             /* the unit with all that is counted below it: its own, or the top */
	int64_t method;
};

struct number_row {
	struct str key, label;
	int64_t id, now, before;
};
struct numbers_by {                     /* one figure or table */
	const char *by;                 /* as events_count() and notices_count() name it */
	size_t count;
	struct number_row *rows;        /* the most first; periods and hours in their order */
};
enum { BY_MONTH, BY_BRANCH, BY_TYPE, BY_SEVERITY, BY_AREA, BY_PLACE_TYPE, BY_WEEKDAY, BY_HOUR,
	BY_COUNT };
enum { NOTICES_MONTH, NOTICES_KIND, NOTICES_AREA, NOTICES_COUNT };
enum { WEEK_DAYS = 7, DAY_HOURS = 24 };

struct number_month {                   /* one whole month of the years before */
	struct str month;               /* "2026-06" */
	int64_t events, injured;
};
struct number_measure {                 /* as it stood */
	struct str number, title, state, effect, effect_words;
	struct date due_on;
};
struct number_source {                  /* notices from outside, never added to the events */
	struct str source, caveat;
	int64_t now, before;
};
struct numbers {
	int64_t total, before, injured, injured_before;
	int64_t employees;              /* 0 not known: no rate is shown */
	int64_t units, silent_units;    /* workplaces below, and those without a report */
	struct numbers_by by[BY_COUNT];
	int64_t week[WEEK_DAYS * DAY_HOURS];    /* Monday 00-01 first */
	int64_t with_cause, with_cause_before;  /* events whose cause is written down */
	struct numbers_by causes;               /* and which causes they name */
	size_t month_count;
	struct number_month *months;    /* from the first with an event; at most eight years */
	int64_t notices, notices_before, notices_unplaced;
	struct numbers_by notices_by[NOTICES_COUNT];
	size_t source_count;
	struct number_source *sources;
	int64_t measures_open, measures_late, measures_done, measures_evaluated, measures_stopped;
	size_t measure_count;
	struct number_measure *measures;
	struct instant changed;         /* when the newest event was written or changed */
};

/* How events_count() and notices_count() name the tables; also in JSON. */
extern const char *const number_tables[BY_COUNT], *const notice_tables[NOTICES_COUNT];
void query_unit(struct view *view, struct picture_query *query, const struct unit *unit);
int64_t unit_top(struct view *view, int64_t unit_id);     /* what stands highest above it; itself */
/* The question of a picture, as of today. */
struct picture_query picture_query_of(struct view *view, const struct picture *picture,
                                      struct date today);
struct event_ask query_events(const struct picture_query *query, bool is_before);
struct notice_ask query_notices(const struct picture_query *query, bool is_before);
const struct numbers *numbers_take(struct view *view, const struct picture_query *query);
/* The same, for comparing.  Causes, places, weekdays and hours, and when the newest event was
 * written or changed, take a reading of every event; what was heard from units and the years
 * before take sums of their own: they stay empty unless they are asked for. */
struct numbers_asked { bool each_event, rest; };
bool numbers_are_by_event(struct str axis);             /* of such a table, or the causes */
struct numbers *numbers_count(struct view *view, const struct picture_query *query, struct numbers_asked asked);
struct str query_write(struct arena *arena, const struct picture_query *query);
struct str numbers_write(struct arena *arena, const struct numbers *numbers);
/* NULL when the text is no extract. */
const struct picture_query *query_read(struct view *view, struct str text);
const struct numbers *numbers_read(struct arena *arena, struct str text);
struct str numbers_digest(struct arena *arena, struct str query, struct str numbers);
/* What differs: "label 41→43"; the first `most` of them, *count how many in all. */
enum { MOST_NUMBER_CHANGES = 12 };
struct number_change { struct str label; int64_t was, is; };
size_t numbers_compare(const struct numbers *was, const struct numbers *is,
                       struct number_change *changes, size_t most);
struct str row_label(struct arena *arena, const char *by, const struct number_row *row);

/* ---- Rules (rules.c) ------------------------------------------------------------------ */

#define FROM_STATE(state) (1u << (state))
struct picture_move {
	const char *verb;               /* stands in the address and in the history */
	unsigned from;                  /* bits */
	int to;
	enum permission need;           /* at the unit of the picture */
	bool needs_decision, needs_reason;
	const char *label;              /* N_(): the button */
	const char *done;               /* N_(): in the history, and told when it is done */
	const char *who;                /* N_(): who may do it */
};
extern const struct picture_move picture_moves[];       /* ends with verb NULL */
const struct picture_move *picture_move_find(struct str verb);  /* NULL */
bool picture_gathers(const struct picture *picture);     /* a picture of the city: bases.h */
bool picture_is_editable(int state);
bool picture_is_frozen(int state);      /* the whole is kept as it was */
bool picture_may_be_followed(int state);        /* by a new version */
/* The picture after the step. */
void picture_after(const struct picture_move *move, struct picture *picture,
                   const struct picture_act *act, int64_t person, struct instant now);

/* What a colleague would write in the margin. */
enum picture_check { CHECK_NOTHING_WRITTEN, CHECK_CAUSE_WITHOUT_SOURCE, CHECK_NO_MEASURE,
	CHECK_FEW_EVENTS, CHECK_RATE_OF_FEW, CHECK_OLD_NUMBERS, CHECK_SILENCE, CHECK_SILENT_UNITS,
	CHECK_LOOSE_MARK, CHECK_COUNT };
/* What the city has decided, in settings (limits.c). */
struct picture_limits {
	int64_t few_events;             /* with fewer nothing is concluded */
	int64_t old_days;               /* numbers are old after so many */
	double level;                   /* how certain "more" and "fewer" are: 0.9 */
	double margin;                  /* up to so many times is about as many: 1.1 */
	double outlook_share;           /* limits of what is to come hold so often: 0.8 */
};
struct picture_limits picture_limits(void);
unsigned picture_checks(const struct picture *picture, const struct numbers *numbers, int days_old,
                        const struct picture_limits *limits);
bool numbers_have_rate(const struct numbers *numbers, const struct picture_limits *limits);
extern const struct rule_table pictures_rules[];

/* ---- Queries --------------------------------------------------------------------------- */

const struct picture *picture_of_id(struct view *view, int64_t id);
const struct picture *picture_last(struct view *view, const struct picture *picture);
struct picture_list picture_versions(struct view *view, const struct picture *picture);
const struct picture *picture_next(struct view *view, const struct picture *picture);
const struct picture *picture_of_period(struct view *view, int64_t unit_id, struct str kind,
                                        struct str period);
bool picture_may(struct view *view, enum permission permission, int64_t unit_id);
const struct picture_extract *extract_get(struct view *view, int64_t id);
struct picture_step_list picture_steps(struct view *view, int64_t picture_id);
void picture_step_add(struct change *change, const struct picture *picture, const char *verb,
                      int from, struct str words);
void picture_step_by(struct change *change, const struct picture *picture, int64_t person,
                     const char *verb, int from, struct str words);
/* For the demo, which reads as the system. */
int64_t picture_demo_person(struct view *view, int64_t unit_id, struct str permission);    /* 0 */
bool picture_keeps(struct view *view, int64_t picture_id, struct str digest);
int64_t extract_add(struct change *change, int64_t picture_id, const struct picture_query *query,
                    const struct numbers *numbers, struct instant taken);
void extract_belongs(struct change *change, int64_t extract_id, int64_t picture_id);
/* One event of an extract, as far as it is counted here. */
struct event_seen { struct instant at, reported, changed; struct str place_type, causes; bool has_cause; };
void events_each(struct view *view, const struct event_ask *ask, bool asks_changed,
                 bool (*each)(void *context, const void *event_seen), void *context);
/* Of my_event: the conditions of an ask, for statements that begin WHERE 1 = 1. */
void events_narrow(struct query *query, struct view *view, const struct event_ask *ask);
/* The same, with those that were merged or rejected. */
void events_within(struct query *query, struct view *view, const struct event_ask *ask);
bool unit_is_top(struct view *view, int64_t unit_id);
int64_t employees_below(struct view *view, const struct picture_query *query);
void units_heard(struct view *view, const struct picture_query *query, struct numbers *numbers);
void measures_count(struct view *view, const struct picture_query *query, struct numbers *numbers);
void picture_forget_before(struct change *change, const struct picture *picture);
struct picture_row_list pictures_submitted(struct view *view, struct str period);
struct unit_list picture_units(struct view *view);
struct picture_counts { int64_t working, to_adopt, to_submit, to_receive; };
struct picture_counts picture_counts(struct view *view);
extern const struct table pictures_table;
extern const struct reference pictures_references[];
void pictures_query(struct request *request, struct view *view, struct query *query);

/* What the evidence reads (queries_evidence.c): one picture, without its words. */
struct picture_proof {
	int64_t unit_id, number;
	struct str period;
	int state;
	bool is_complete, has_development, is_reviewed, has_outside;
	struct instant submitted_at;
};
LIST_OF(picture_proof)
struct picture_proof_list picture_proofs(struct view *view, struct str kind, int64_t unit_id);
struct picture_touch { int64_t unit_id; struct instant at; };
LIST_OF(picture_touch)
/* Sorted by unit and time. */
struct picture_touch_list picture_touches(struct view *view, struct str kind, int64_t unit_id);
struct picture_row_list pictures_of_unit(struct view *view, struct str kind, int64_t unit_id);

/* rules.c: what an evidence rule asks of a picture. */
struct picture_demand {
	int state;                      /* it has come so far; PICTURE_none: any */
	bool complete, development, reviewed, outside;
};
bool picture_meets(const struct picture_demand *demand, const struct picture_proof *proof);
extern const struct evidence_source pictures_evidence[];

/* ---- Making, writing and showing ------------------------------------------------------- */

/* Makes a picture with its extract; the title and what is not given are filled in. */
int64_t picture_add(struct change *change, struct picture *picture);
/* A new extract, and every number in the text counted from it; sentences that
 * stand as they were drafted follow: how many.  The picture is kept by the caller. */
int64_t picture_count_anew(struct change *change, struct picture *picture);
/* A copy that may be changed; the extract is taken anew. */
struct picture *picture_follow(struct change *change, const struct picture *before, struct str reason);
struct str picture_title(struct view *view, const struct picture *picture);
/* The whole as it was when it was submitted, with its digest. */
void picture_freeze(struct change *change, struct picture *picture);
/* What a step leads to: the version before is superseded, or a new one is begun. */
void picture_moved(struct change *change, const struct picture_move *move, const struct picture *now);

struct picture_number_list;             /* cited.h */
struct picture_page {                   /* what is needed to show one */
	const struct picture *picture;
	const struct picture_extract *extract;
	const struct picture_query *query;
	const struct numbers *numbers;  /* NULL: no extract */
	const struct picture_number_list *cited;        /* the numbers in its text */
	const struct item *kind;
	struct view *view;
	bool has_links;                 /* the reader may open the rows */
};
struct picture_page picture_page_of(struct view *view, const struct picture *picture, bool has_links);
void picture_figures(struct out *out, const struct picture_page *page);
void picture_trend(struct out *out, const struct picture_page *page);   /* per month alone */
struct str picture_finding(const struct picture_page *page);
struct str picture_json(const struct picture_page *page);
struct str picture_heading(const struct item *kind, const char *column);
struct str first_paragraph(struct str text);
extern const char *const picture_sections[];    /* members under headings; ends with NULL */
size_t picture_section_find(struct str name);   /* where the list ends when there is none */
struct str picture_section(const struct picture *picture, size_t i);

/* The four months that pictures of the programme are about: May to August, the newest that
 * has begun. */
struct str usual_period(struct arena *arena);
struct reply pictures_overview(struct request *request, struct view *view);

extern const struct form picture_form, picture_new_form, picture_act_form;
extern const struct route pictures_routes[];
extern const struct report pictures_reports[];
extern const struct command pictures_commands[];
void pictures_demo(struct store *store, int scale);
void pictures_home(struct out *out, struct request *request, struct view *view);
const char *picture_state_class(int state);
struct str picture_check_words(struct arena *arena, enum picture_check check,
                               const struct picture_limits *limits);
