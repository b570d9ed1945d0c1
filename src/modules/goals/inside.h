/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/inside.h - what the files of this room share. */
#pragma once

#include "base/json.h"
#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/duties/duties.h"
#include "modules/events/events.h"
#include "modules/goals/goals.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"
#include "modules/submissions/submissions.h"

enum { FIRST_YEAR = 2000, LAST_YEAR = 2199, LONGEST_FOLLOW_UP = 1500, SOON_DAYS_GOALS = 30 };

/* ---- Records (model.c) -------------------------------------------------------------------- */

/* What a person says when a goal or an activity moves on. */
#define GOAL_ACT_FIELDS(F) \
	F(reason,       prose, N_("Why"), .longest = 1000) \
	F(effect,       code,  N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose, N_("What the effect was"), .longest = 2000, \
	                .help = N_("What is different now? How do you know?")) \
	F(cost_actual,  money, N_("Cost, kronor"), .most = 100000000000) \
	F(version,      count, N_("Version"), .is_own = true)
struct goal_act { GOAL_ACT_FIELDS(AS_MEMBER) };
extern const struct record goal_act_record;

/* Which measure an activity consists of, or no longer does. */
#define MEASURE_NUMBER_FIELDS(F) \
	F(number, text,  N_("Measure number"), .required = true, .longest = 40) \
	F(away,   yesno, N_("Take it out"), )
struct measure_number { MEASURE_NUMBER_FIELDS(AS_MEMBER) };
extern const struct record measure_number_record;

#define GOAL_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(goal_id,     ref,     N_("Goal"), ) \
	F(activity_id, ref,     N_("Activity"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(from_state,  text,    N_("From"), ) \
	F(to_state,    text,    N_("To"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct goal_step { GOAL_STEP_FIELDS(AS_MEMBER) };
LIST_OF(goal_step)
extern const struct shape goal_step_shape;

#define AREA_DECISION_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,   N_("Identity"), .is_own = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(year,       count,  N_("Year"), .is_own = true) \
	F(programme,  text,   N_("Programme"), .is_own = true) \
	F(focus_area, text,   N_("Focus area"), .is_own = true) \
	F(answer,     choice, N_("Answer"), CHOICES(area_answers), .is_own = true) \
	F(reason,     prose,  N_("Why"), .required = true, .longest = 1000, \
	              .help = N_("Whoever follows up the programme reads this. Your name stands below it.")) \
	F(created_by, ref,    N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Decided"), .is_own = true)
enum area_answer { AREA_none, AREA_not_concerned, AREA_concerned };
extern const struct choice area_answers[];
struct area_decision { AREA_DECISION_FIELDS(AS_MEMBER) };
LIST_OF(area_decision)
extern const struct record area_decision_record;

#define DEVELOPMENT_STATUS_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,   N_("Identity"), .is_own = true) \
	F(programme,  text,   N_("Programme"), .is_own = true) \
	F(code,       text,   N_("Code"), .is_own = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(state,      choice, N_("How it goes"), CHOICES(development_states), .required = true) \
	F(owner_id,   ref,    N_("Owner"), .refers_to = "handler") \
	F(words,      prose,  N_("What the unit does"), .required = true, .longest = 2000) \
	F(effect,     code,   N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose, N_("What the effect was"), .longest = 2000, \
	              .help = N_("What is different now? How do you know?")) \
	F(created_by, ref,    N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
enum development_state { DEVELOPMENT_none, DEVELOPMENT_planned, DEVELOPMENT_started,
	DEVELOPMENT_with_existing, DEVELOPMENT_ongoing, DEVELOPMENT_done, DEVELOPMENT_effect_rated,
	DEVELOPMENT_stopped };
extern const struct choice development_states[];
struct development_status { DEVELOPMENT_STATUS_FIELDS(AS_MEMBER) };
LIST_OF(development_status)
extern const struct record development_status_record;

#define GOAL_FOLLOW_UP_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,   N_("Identity"), .is_own = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,     text,   N_("Period"), .is_own = true) \
	F(number,     count,  N_("Edition"), .is_own = true) \
	F(state,      choice, N_("State"), CHOICES(follow_up_states), .is_own = true) \
	F(reason,     prose,  N_("Why a new edition"), .longest = 1000) \
	F(frozen,     json,   N_("As submitted"), .is_own = true, .is_hidden = true) \
	F(frozen_digest, text, N_("Digest as submitted"), .is_own = true) \
	F(submitted_by, ref,  N_("Submitted by"), .refers_to = "person", .is_own = true) \
	F(submitted_at, instant, N_("Submitted"), .is_own = true) \
	F(created_by, ref,    N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Begun"), .is_own = true) \
	F(version,    count,  N_("Version"), .is_own = true)
enum follow_up_state { FOLLOW_UP_none, FOLLOW_UP_open, FOLLOW_UP_submitted };
extern const struct choice follow_up_states[];
struct goal_follow_up { GOAL_FOLLOW_UP_FIELDS(AS_MEMBER) };
LIST_OF(goal_follow_up)
extern const struct record goal_follow_up_record;

#define FOLLOW_UP_ENTRY_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,   N_("Identity"), .is_own = true) \
	F(follow_up_id, ref,  N_("Follow-up"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,     text,   N_("Period"), .is_own = true) \
	F(goal_id,    ref,    N_("Goal"), .is_own = true, .is_hidden = true) \
	F(number,     count,  N_("Edition"), .is_own = true) \
	F(light,      code,   N_("How it goes"), .required = true, .list = "goal_lights") \
	F(words,      prose,  N_("In words"), .longest = LONGEST_FOLLOW_UP) \
	F(created_by, ref,    N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
struct follow_up_entry { FOLLOW_UP_ENTRY_FIELDS(AS_MEMBER) };
LIST_OF(follow_up_entry)
extern const struct record follow_up_entry_record;

/* ---- Rules (rules.c) ------------------------------------------------------------------------ */

#define FROM_STATE(state) (1u << (state))
struct activity_move {
	const char *verb;               /* stands in the address and in the history */
	unsigned from;                  /* bits */
	int to;
	bool needs_reason, needs_effect, asks_cost;
	const char *label, *done;       /* N_(): the button; the history */
};
extern const struct activity_move activity_moves[];     /* ends with verb NULL */
const struct activity_move *activity_move_find(struct str verb);        /* NULL */
/* The field that is wanting or wrong, with *words saying how; NULL none, "" the state. */
const char *activity_act_problem(const struct activity_move *move, const struct unit_activity *activity,
                                 const struct goal_act *act, const char **words);
void activity_after(const struct activity_move *move, struct unit_activity *activity,
                    const struct goal_act *act);
bool activity_is_open(int state);
bool activity_is_late(const struct unit_activity *activity, struct date today);
bool activity_is_carried(const struct unit_activity *activity);         /* goes on the next year */
const char *activity_state_class(const struct unit_activity *activity, struct date today);
const char *development_state_class(int state);

/* How a period is called: "2026-T1", "2026-T2", and "2026" for the whole year. */
struct goal_period {
	struct str key;
	int year;
	struct date from, to;
};
/* "2026-T3" is the whole year: the report of the third third is the annual one. */
bool goal_period_read(struct arena *arena, struct str text, struct goal_period *period);
struct goal_period goal_period_last(struct arena *arena, struct date today);    /* that has ended */
struct str goal_period_words(struct arena *arena, const struct goal_period *period);
/* Of an evidence rule: third1, third2, third3; 0 none. */
int goal_part_number(struct str part);
struct str goal_part_key(struct arena *arena, int part, int year);

/* What differs between a goal or an activity and the one that it was carried over from. */
struct difference { const char *label; struct str before, after; };
LIST_OF(difference)
struct difference_list goal_differences(struct arena *arena, const struct unit_goal *before,
                                        const struct unit_goal *after);
struct difference_list activity_differences(struct arena *arena, const struct unit_activity *before,
                                            const struct unit_activity *after);

/* May an own goal serve it?  Never an area that is asked of those who must not be seen. */
bool area_is_open(const struct obligation_list *obligations, const struct actor_list *actors,
                  struct str area);
extern const struct rule_table goals_rules[];

/* ---- The programme (aims.c) ------------------------------------------------------------------- */

struct aim {                            /* a goal of a programme that units may serve */
	struct str key;                 /* "alvhamn-2024-2027/F1.G1" */
	struct str words, programme, area_code, area_name;
	const struct obligation *obligation;
};
LIST_OF(aim)
struct open_area {                      /* a focus area that own goals are asked for in */
	const struct programme *programme;
	struct str code, name;
};
LIST_OF(open_area)
/* Of the programmes in force on a day of the year, in their order. */
struct programme_list programmes_in(struct view *view, int year);
struct open_area_list open_areas(struct view *view, int year);
struct aim_list aims_of_year(struct view *view, int year);
/* What a key means, whatever the year; words "" when nobody knows it any more. */
struct aim aim_of_key(struct view *view, struct str key);
struct str area_name_of(struct view *view, struct str programme, struct str area);
/* Development activities that a unit is asked for in a year. */
struct development {
	const struct programme *programme;
	const struct obligation *obligation;
};
LIST_OF(development)
struct development_list developments_of(struct view *view, int64_t unit_id, int year);
/* Event types of a focus area of a programme, as the event list wants them; "" none. */
struct str area_event_types(struct arena *arena, struct str programme, struct str area);

/* ---- Queries ------------------------------------------------------------------------------------ */

const struct unit_goal *goal_get(struct view *view, struct str public_id);
const struct unit_goal *goal_of_id(struct view *view, int64_t id);
const struct unit_activity *activity_get(struct view *view, struct str public_id);
struct goal_step_list goal_steps(struct view *view, int64_t goal_id, int64_t activity_id);
struct step_of {                        /* `at` 0: now */
	int64_t goal_id, activity_id;
	const char *verb, *from, *to;
	struct str words;
	struct instant at;
};
void goal_step_add(struct change *change, const struct step_of *step);
bool goals_may_write(struct view *view, int64_t unit_id);
bool goals_may_read(struct view *view, int64_t unit_id);
bool events_are_seen(struct view *view, int64_t unit_id);
bool activity_may_move(struct view *view, const struct unit_activity *activity);
struct measure_list activity_measures(struct view *view, int64_t activity_id);
int64_t measure_seen(struct view *view, struct str number);     /* 0 */
bool activity_measure_put(struct change *change, int64_t activity_id, int64_t measure_id, bool is_there);
struct area_decision_list area_decisions(struct view *view, int64_t unit_id, int year);  /* newest of each */
const struct area_decision *area_decision_find(const struct area_decision_list *list,
                                               struct str programme, struct str area);
/* The newest of each activity of the programme, of the unit (0: all), written until a day. */
struct development_status_list development_statuses(struct view *view, int64_t unit_id, struct date until);
struct development_status_list development_history(struct view *view, int64_t unit_id,
                                                   struct str programme, struct str code);
const struct development_status *development_find(const struct development_status_list *list,
                                                  struct str programme, struct str code);

struct goal_line {                      /* a unit on the overview */
	int64_t unit_id, goals, activities, finished, late;
};
LIST_OF(goal_line)
struct goal_line_list goal_lines(struct view *view, int year);
struct goal_counts { int64_t mine, mine_late; };
struct goal_counts goal_counts(struct view *view);
extern const struct table activities_table;
void activities_query(struct request *request, struct view *view, struct query *query);
struct unit_activity_list activities_due(struct view *view, const struct wheel_ask *ask);

/* Follow-up (queries_follow_up.c): the newest edition, and the newest that is submitted. */
const struct goal_follow_up *follow_up_newest(struct view *view, int64_t unit_id, struct str period);
const struct goal_follow_up *follow_up_submitted(struct view *view, int64_t unit_id, struct str period);
struct goal_follow_up_list follow_up_editions(struct view *view, int64_t unit_id, struct str period);
struct goal_follow_up_list follow_ups_of(struct view *view, int64_t unit_id, int year);  /* newest editions */
struct follow_up_entry_list follow_up_entries(struct view *view, int64_t follow_up_id);  /* newest of each goal */
struct follow_up_entry_list follow_up_entry_history(struct view *view, int64_t follow_up_id, int64_t goal_id);
const struct follow_up_entry *follow_up_entry_find(const struct follow_up_entry_list *list, int64_t goal_id);
/* The last words about a goal in an earlier edition or period of the same year; NULL. */
const struct follow_up_entry *follow_up_entry_before(struct view *view, const struct goal_follow_up *now,
                                                     int64_t goal_id);

int64_t goals_reader(struct view *view);        /* of the whole city; as the system; 0 */
int64_t goals_writer_at(struct view *view, int64_t unit_id, const char *role);  /* the same */

/* ---- Making -------------------------------------------------------------------------------------- */

void goal_add(struct change *change, struct unit_goal *goal);
void activity_add(struct change *change, struct unit_activity *activity);
/* Last year's goals and what is not finished in them, into the year; answers how many goals. */
size_t goals_carry(struct change *change, int64_t unit_id, int year);

/* Figures that stand beside the words of a follow-up (figures.c). */
struct figure { struct str words, path; };
LIST_OF(figure)
struct figure_ask {
	const struct goal_period *period;
	const struct unit *unit;
	const struct verdict_list *verdicts;    /* of the unit and year */
	const struct unit_goal *goal;           /* NULL: the unit as a whole */
};
struct figure_list figures_of(struct view *view, const struct figure_ask *ask);
struct verdict_list figures_verdicts(struct view *view, const struct unit *unit, int year);

/* ---- The annex (annex.c and its faces) -------------------------------------------------------------- */

/* Codes, days and numbers are kept as machines write them and shown in the reader's words. */
#define ANNEX_ACTIVITY_TEXTS(F) F(title) F(owner) F(due) F(state) F(effect) F(cost_plan) F(cost_actual) F(path)
struct annex_activity {
#define ANNEX_TEXT(name_) struct str name_;
	ANNEX_ACTIVITY_TEXTS(ANNEX_TEXT)
	bool is_late;
};
LIST_OF(annex_activity)
#define ANNEX_GOAL_TEXTS(F) F(title) F(aim) F(light) F(words) F(path) F(area)
struct annex_goal {
	ANNEX_GOAL_TEXTS(ANNEX_TEXT)
	struct figure_list figures;
	struct annex_activity_list activities;
};
LIST_OF(annex_goal)
#define ANNEX_NOTE_TEXTS(F) F(name) F(state) F(words) F(effect) F(who) F(on)
struct annex_note {                     /* an area that does not concern, a development activity */
	ANNEX_NOTE_TEXTS(ANNEX_TEXT)
};
LIST_OF(annex_note)
#define ANNEX_TEXTS(F) F(unit) F(unit_code) F(period) F(light) F(words) F(edition) F(made) F(author) F(programmes)
struct annex {
	ANNEX_TEXTS(ANNEX_TEXT)
#undef ANNEX_TEXT
	struct figure_list figures;
	struct annex_goal_list goals;
	struct annex_note_list areas, developments;
	struct goal_period days;        /* from the period */
	const struct goal_follow_up *follow_up;         /* NULL: not begun, or not to be read yet */
	bool is_frozen;
};
/* As this reader may read it: the newest edition for those who write, else the newest that is
 * submitted; goals and activities without words where there is none. */
const struct annex *annex_of(struct view *view, const struct unit *unit, const struct goal_period *period);
struct annex *annex_make(struct view *view, const struct unit *unit, const struct goal_period *period,
                         const struct goal_follow_up *follow_up);
struct str annex_json(struct arena *arena, const struct annex *annex);
struct annex *annex_read(struct arena *arena, struct str json);
struct str annex_text(struct arena *arena, const struct annex *annex);
struct str annex_docx(struct arena *arena, const struct annex *annex);
struct str annex_title(struct arena *arena, const struct annex *annex);
struct str annex_state_words(struct arena *arena, const struct annex *annex);
struct str annex_due(struct arena *arena, const struct annex_activity *activity);
struct str annex_kronor(struct arena *arena, struct str number);
struct str annex_activity_state(const struct annex_activity *activity);
struct str light_name(struct str code);
const char *light_class(struct str code);

/* ---- Pages -------------------------------------------------------------------------------------------- */

/* The unit and year or period that an address asks about. */
struct goals_page {
	struct request *request;
	struct view *view;
	const struct unit *unit;        /* NULL: none, or not to be read */
	int year;
	struct goal_period period;
	bool has_period;
	bool may_write;
	struct date today;
};
struct goals_page goals_page_of(struct request *request, struct view *view);

struct reply goals_show(struct request *request, struct view *view);
struct reply activities_list(struct request *request, struct view *view);
struct reply goal_new(struct request *request, struct view *view);
struct reply goal_add_act(struct request *request, struct change *change);
struct reply goal_show(struct request *request, struct view *view);
struct reply goal_edit(struct request *request, struct view *view);
struct reply goal_change_act(struct request *request, struct change *change);
struct reply goal_state_act(struct request *request, struct change *change);
void *goal_load(struct request *request, struct view *view);
struct reply activity_new(struct request *request, struct view *view);
struct reply activity_add_act(struct request *request, struct change *change);
struct reply activity_show(struct request *request, struct view *view);
struct reply activity_edit(struct request *request, struct view *view);
struct reply activity_change_act(struct request *request, struct change *change);
struct reply activity_step_act(struct request *request, struct change *change);
struct reply activity_measure_act(struct request *request, struct change *change);
void *activity_load(struct request *request, struct view *view);
struct reply carry_show(struct request *request, struct view *view);
struct reply carry_act(struct request *request, struct change *change);
struct reply area_show(struct request *request, struct view *view);
struct reply area_act(struct request *request, struct change *change);
struct reply development_show(struct request *request, struct view *view);
struct reply development_act(struct request *request, struct change *change);
struct reply follow_up_show(struct request *request, struct view *view);
struct reply follow_up_entry_act(struct request *request, struct change *change);
struct reply follow_up_submit_act(struct request *request, struct change *change);
struct reply follow_up_reopen_act(struct request *request, struct change *change);
struct reply annex_show(struct request *request, struct view *view);

/* Freezes what it says; the annex as it is then is what will be read. */
void follow_up_freeze(struct change *change, struct goal_follow_up *follow_up, const struct unit *unit,
                      const struct goal_period *period);
struct goal_follow_up *follow_up_begin(struct change *change, int64_t unit_id, struct str period,
                                       struct str reason);
void follow_up_entry_put(struct change *change, const struct goal_follow_up *follow_up,
                         struct follow_up_entry *entry);

/* demo_before.c: reports and development activities of a year that has passed; reports are
 * submitted only if they are frozen. */
void goals_demo_before(struct change *change, const struct unit *unit, int64_t writer, int year,
                       bool freezes);

extern const struct form goal_form, activity_form, goal_act_form, goal_area_form, development_form,
	follow_up_entry_form, follow_up_form, activity_measure_form;
extern const struct route goals_routes[];
extern const struct report goals_reports[];
extern const struct command goals_commands[];
extern const struct wheel_source goals_wheel[];
extern const struct evidence_source goals_evidence[];
void goals_demo(struct store *store, int scale);
void goals_home(struct out *out, struct request *request, struct view *view);
