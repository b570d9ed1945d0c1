/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/import.h"
#include "kit/setting.h"
#include "modules/observations/observations.h"
#include "modules/places/places.h"

enum { WEEK_DAYS = 7, JSON_LONGEST = 1 << 20 };

/* ---- Records (model.c) -------------------------------------------------------------------- */

#define COOPERATION_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(unit_id,    ref,  N_("Unit that leads it"), .required = true, .refers_to = "unit") \
	F(area_id,    ref,  N_("Area"), .required = true, .refers_to = "area") \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,   date, N_("To"), .help = N_("The last day. Empty as long as it goes on.")) \
	F(version,    count, N_("Version"), .is_own = true)
struct cooperation { COOPERATION_FIELDS(AS_MEMBER) };
LIST_OF(cooperation)
extern const struct record cooperation_record;
extern const struct form cooperation_form;

#define OBSERVATION_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(number,     text, N_("EST observation"), .is_own = true) \
	F(cooperation_id, ref, N_("EST area"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,  N_("Unit that leads it"), .refers_to = "unit", .is_own = true) \
	F(area_id,    ref,  N_("Area"), .refers_to = "area", .is_own = true) \
	F(place_id,   ref,  N_("Place"), .refers_to = "place", .is_own = true) \
	F(week,       date, N_("Week from"), .is_own = true) \
	F(factor,     code, N_("What makes it unsafe"), .list = "observations/factors", .is_own = true) \
	F(severity,   count, N_("How severe, 1 to 3"), .is_own = true) \
	F(seen_at,    instant, N_("Seen"), .is_own = true) \
	F(source,     code, N_("Seen by"), .list = "observations/sources", .is_own = true) \
	F(words,      prose, N_("In your own words"), .is_own = true) \
	F(is_still_there, yesno, N_("It is still there"), .is_own = true) \
	F(import_id,  count, N_("Import"), .is_own = true, .is_hidden = true) \
	F(import_source, text, N_("Source"), .is_own = true, .is_hidden = true) \
	F(import_key, text, N_("Key"), .is_own = true, .is_hidden = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct observation { OBSERVATION_FIELDS(AS_MEMBER) };
LIST_OF(observation)
extern const struct record est_observation_record;

/* What somebody says; the rest follows from it. */
#define TOLD_FIELDS(F) \
	F(factor,     code, N_("What makes it unsafe"), .required = true, .list = "observations/factors") \
	F(area_id,    ref,  N_("Area"), .required = true, .refers_to = "observation_area") \
	F(severity,   count, N_("How severe, 1 to 3"), .required = true, .least = 1, .most = 3) \
	F(source,     code, N_("Where you work"), .required = true, .list = "observations/sources", \
	              .help = N_("Only this is kept of who saw it.")) \
	F(words,      prose, N_("In your own words"), .longest = 280, \
	              .help = N_("What one sees at the place. Never a name, a number or anything else that points to a person.")) \
	F(place_id,   ref,  N_("Place"), .refers_to = "place", \
	              .help = N_("If it has a name in the register: a school, a square.")) \
	F(seen_at,    instant, N_("Seen"), .help = N_("Only the hour is kept. Empty: now.")) \
	F(is_still_there, yesno, N_("It is still there"), ) \
	F(take_away,  yesno, N_("Take away what is marked"), )
struct told_observation { TOLD_FIELDS(AS_MEMBER) };
extern const struct record est_told_record;
extern const struct form told_form;
/* As it is kept; what the EST area says stands in it, number and week follow when it is added. */
struct observation observation_of(struct view *view, const struct told_observation *told);

enum picture_stage { STAGE_none, STAGE_gathering, STAGE_decided };
extern const struct choice picture_stages[];
#define EST_WEEK_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(cooperation_id, ref, N_("EST area"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,  N_("Unit that leads it"), .refers_to = "unit", .is_own = true) \
	F(week,       date, N_("Week from"), .is_own = true) \
	F(week_key,   text, N_("Week"), .is_own = true) \
	F(state,      choice, N_("State"), CHOICES(picture_stages), .is_own = true) \
	F(words,      prose, N_("Picture of the week"), .longest = 4000, \
	              .help = N_("What has gathered, where, and what is done about it together. No persons.")) \
	F(total,      count, N_("Observations when it was decided"), .is_own = true) \
	F(decided_by, ref,  N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(decided_at, instant, N_("Decided"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct est_week { EST_WEEK_FIELDS(AS_MEMBER) };
LIST_OF(est_week)
extern const struct record est_week_record;
extern const struct form est_week_form;

#define EST_QUARTER_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(cooperation_id, ref, N_("EST area"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,  N_("Unit that leads it"), .refers_to = "unit", .is_own = true) \
	F(quarter,    text, N_("Quarter"), .is_own = true) \
	F(state,      choice, N_("State"), CHOICES(picture_stages), .is_own = true) \
	F(words,      prose, N_("Analysis of the quarter"), .longest = 8000, \
	              .help = N_("Where the need is greatest, why it is so, and what can be influenced. No persons.")) \
	F(counts,     json, N_("Counts when it was decided"), .is_own = true) \
	F(total,      count, N_("Observations when it was decided"), .is_own = true) \
	F(decided_by, ref,  N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(decided_at, instant, N_("Decided"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct est_quarter { EST_QUARTER_FIELDS(AS_MEMBER) };
extern const struct record est_quarter_record;
extern const struct form est_quarter_form;

enum hot_state { HOT_none, HOT_watched, HOT_treated, HOT_left };
extern const struct choice hot_states[];
#define HOT_PLACE_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(cooperation_id, ref, N_("EST area"), .is_own = true, .is_hidden = true) \
	F(unit_id,    ref,  N_("Unit that leads it"), .refers_to = "unit", .is_own = true) \
	F(name,       text, N_("Hot place"), .required = true, .longest = 120) \
	F(area_id,    ref,  N_("Area"), .required = true, .refers_to = "observation_area") \
	F(place_id,   ref,  N_("Place"), .refers_to = "place") \
	F(why,        prose, N_("Why it is one"), .required = true, .longest = 1000, \
	              .help = N_("What one sees there, and what makes it so. No persons.")) \
	F(since,      date, N_("Since"), .required = true) \
	F(state,      choice, N_("State"), CHOICES(hot_states), .required = true) \
	F(reviewed_on, date, N_("Looked at"), .required = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct hot_place { HOT_PLACE_FIELDS(AS_MEMBER) };
LIST_OF(hot_place)
extern const struct record hot_place_record;
extern const struct form hot_place_form;

/* ---- Rules (rules.c) ------------------------------------------------------------------------ */

struct date est_monday(struct date day);
struct str week_key(struct arena *arena, struct date monday);           /* 2026-W37 */
bool est_week_read(struct str key, struct date *monday);                    /* the week must exist */
struct quarter { struct date from, to; };       /* Mondays of its first and last week */
struct str quarter_key(struct arena *arena, struct date monday);        /* 2026-Q3 */
bool quarter_read(struct str key, struct quarter *quarter);
struct str quarter_before(struct arena *arena, struct str key, int quarters);
/* Three stretches of weeks whose observations are counted, each from one Monday to another. */
struct stretches { struct date now_from, now_to, before_from, before_to, long_from, long_to; };
struct stretches quarter_stretches(struct arena *arena, struct str key);        /* it, the one before, a year before */
struct instant hour_of(struct instant at);      /* the beginning of its hour */

/* ---- What may not be written (guard.c) ------------------------------------------------------- */

struct word_fault { size_t at, len; const char *what; };        /* len 0: there is none; what NULL: a name */
LIST_OF(word_fault)
/* place_id: what is its name is no name of a person. */
struct word_fault_list word_faults(struct view *view, struct str words, int64_t place_id);
void words_judge(struct view *view, const char *field, struct str words, int64_t place_id,
                 struct problems *problems);
struct str words_without(struct view *view, struct str words, int64_t place_id);

/* ---- Queries ---------------------------------------------------------------------------------- */

extern const struct reference observations_references[];
extern const struct table observations_table;
void observations_query(struct query *query, struct arena *arena);
const struct observation *observation_of_number(struct view *view, struct str number);
bool observation_is_read_in(struct view *view, struct str source, struct str key);
/* The EST area that an area lies in, where one may report; id 0: none. */
struct cooperation cooperation_of(struct view *view, int64_t area_id);
bool observation_may_decide(struct view *view, int64_t unit_id);
/* Number, week and EST area follow; the first week that is not decided. */
void observation_add(struct change *change, struct observation *observation);
int64_t observations_remove(struct change *change, int64_t import_id);
int64_t observations_erase(struct change *change, struct date before);
struct area_list observation_areas_read(struct view *view);     /* for the map */

/* An EST area as it is shown. */
#define EST_AREA_FIELDS(F) \
	F(id,         key,  N_("Number"), ) \
	F(public_id,  text, N_("Identity"), ) \
	F(unit_id,    ref,  N_("Unit that leads it"), .refers_to = "unit") \
	F(area_id,    ref,  N_("Area"), .refers_to = "area") \
	F(code,       text, N_("Code"), ) \
	F(name,       text, N_("Area"), ) \
	F(valid_from, date, N_("From"), ) \
	F(valid_to,   date, N_("To"), ) \
	F(version,    count, N_("Version"), )
struct est_area { EST_AREA_FIELDS(AS_MEMBER) };
LIST_OF(est_area)
struct est_area_list est_areas(struct view *view, struct date on);
const struct est_area *est_area_of_code(struct view *view, struct str code);
bool est_area_is_there(struct view *view, const struct cooperation *cooperation);

struct sum_line { struct str factor; int64_t area_id, now, before, longer, severe; };
LIST_OF(sum_line)
struct sum_line_list sums_of_factors(struct view *view, int64_t cooperation_id, const struct stretches *of);
struct sum_line_list sums_of_areas(struct view *view, int64_t cooperation_id, const struct stretches *of);
struct sum_line_list sums_of_areas_all(struct view *view, struct date from, struct date to);
struct sum_line_list sums_told(struct view *view, int64_t cooperation_id, struct date week);

const struct est_week *est_week_get(struct view *view, int64_t cooperation_id, struct date week);
struct est_week_list est_weeks_of(struct view *view, struct date from);
struct est_week_list est_weeks_decided(struct view *view, struct date from);
void est_week_decide(struct change *change, struct est_week *week);
/* What several kinds of organisations have seen at one place on one day is one line. */
struct seen_line {
	struct str number, factor, words;
	int64_t area_id, place_id, severity, sources, observations;
	struct instant seen_at;
	bool is_still_there;
};
LIST_OF(seen_line)
struct seen_line_list seen_in_week(struct view *view, int64_t cooperation_id, struct date week);

const struct est_quarter *est_quarter_get(struct view *view, int64_t cooperation_id, struct str quarter);
struct str frozen_of(struct arena *arena, const struct sum_line_list *lines);
struct sum_line_list frozen_read(struct arena *arena, struct str counts);

extern const struct table hot_places_table;
void hot_places_query(struct query *query, struct arena *arena);
const struct hot_place *hot_place_get(struct view *view, struct str public_id);
struct hot_place_list hot_places_in(struct view *view, int64_t cooperation_id);

/* ---- Pages -------------------------------------------------------------------------------------- */

struct told_page {
	struct request *request;
	struct view *view;
	struct form_view form;
	struct word_fault_list faults;
	struct str words;               /* as they were written */
};
struct est_week_page {
	struct request *request;
	struct view *view;
	const struct est_area *area;
	const struct est_week *week;    /* id 0: nothing has been written */
	struct sum_line_list factors, areas;
	struct seen_line_list seen;
	struct hot_place_list hot;
	bool may_decide;
};
struct est_quarter_page {
	struct request *request;
	struct view *view;
	const struct est_area *area;
	const struct est_quarter *quarter;
	struct sum_line_list factors, areas;
	bool may_decide;
};
struct str seen_chosen(const struct told_page *page, const char *field);
struct str week_path(struct arena *arena, const struct est_area *area, struct date monday);
struct str number_told(struct arena *arena, int64_t number);    /* a small one is not told */
struct str usual_words(struct arena *arena, int64_t longer);
int64_t sum_total(const struct sum_line_list *lines);

struct reply est_weeks_page(struct request *request, struct view *view);
struct reply est_week_show(struct request *request, struct view *view);
void *est_week_load(struct request *request, struct view *view);
struct reply est_week_save(struct request *request, struct change *change);
struct reply est_week_decide_act(struct request *request, struct change *change);
struct reply est_decided_show(struct request *request, struct view *view);
struct reply est_quarters_page(struct request *request, struct view *view);
struct reply est_quarter_show(struct request *request, struct view *view);
void *est_quarter_load(struct request *request, struct view *view);
struct reply est_quarter_save(struct request *request, struct change *change);
struct reply est_quarter_decide_act(struct request *request, struct change *change);
struct reply hot_places_list(struct request *request, struct view *view);
struct reply hot_place_show(struct request *request, struct view *view);
struct reply hot_place_new(struct request *request, struct view *view);
struct reply hot_place_edit(struct request *request, struct view *view);
void *hot_place_load(struct request *request, struct view *view);
struct reply hot_place_add(struct request *request, struct change *change);
struct reply hot_place_change(struct request *request, struct change *change);

extern const struct route observations_routes[];
extern const struct import_kind observations_imports[];
extern const struct job_kind observations_jobs[];
extern const struct evidence_source observations_evidence[];
void observations_demo(struct store *store, int scale);
