/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/inside.h - what the files of this room share. */
#pragma once

#include "analysis/small_cells.h"
#include "base/json.h"
#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/form.h"
#include "modules/hotspots/hotspots.h"
#include "modules/places/places.h"

#define HOTSPOTS_METHOD "hotspots/1"
/* The level that is told when nothing finer may be; it has this code in catalogues/area_kinds. */
#define HOTSPOT_DISTRICT_KIND "district"

/* ---- Records (model.c) ------------------------------------------------------------------------ */

enum hotspot_state { HOTSPOT_empty, HOTSPOT_few, HOTSPOT_short, HOTSPOT_coarse, HOTSPOT_many, HOTSPOT_told };
extern const struct choice hotspot_states[];
enum hotspot_said { SAID_none, SAID_few, SAID_usual, SAID_more, SAID_fewer };
extern const struct choice hotspot_saids[];
enum hotspot_level { HOTSPOT_LEVEL_none, HOTSPOT_LEVEL_district, HOTSPOT_LEVEL_area };
extern const struct choice hotspot_levels[];

#define HOTSPOT_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(unit_id,      ref,   N_("Unit, and those below it"), .required = true, .refers_to = "unit") \
	F(type,         code,  N_("Type or branch"), .list = "event/types", .help = N_("Empty: all types.")) \
	F(area_id,      ref,   N_("Area"), .refers_to = "area", .help = N_("Empty: everywhere.")) \
	F(from_day,     date,  N_("From"), .required = true) \
	F(to_day,       date,  N_("To"), .required = true) \
	F(reference_day, date, N_("Compared from"), .is_own = true) \
	F(is_whole_months, yesno, N_("Whole months"), .is_own = true) \
	F(asked_by,     ref,   N_("Asked by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(made_at,      instant, N_("Counted"), .is_own = true) \
	F(method,       text,  N_("Method"), .is_own = true) \
	F(cell_metres,  count, N_("Side of a square, metres"), .is_own = true) \
	F(sigma_metres, count, N_("Width of a hill, metres"), .is_own = true) \
	F(draws,        count, N_("Drawings by lot"), .is_own = true) \
	F(state,        choice, N_("Outcome"), CHOICES(hotspot_states), .is_own = true) \
	F(events,       count, N_("Events"), .is_own = true) \
	F(events_before, count, N_("Events before"), .is_own = true) \
	F(near_persons, count, N_("Of types near persons"), .is_own = true) \
	F(without_area, count, N_("Without an area"), .is_own = true) \
	F(placed,       count, N_("With a place"), .is_own = true) \
	F(placed_before, count, N_("With a place, before"), .is_own = true) \
	F(misplaced,    count, N_("With a place that cannot be"), .is_own = true) \
	F(cells_state,  choice, N_("Squares"), CHOICES(hotspot_states), .is_own = true) \
	F(cells_judged, count, N_("Squares judged"), .is_own = true) \
	F(cells_more,   count, N_("Squares with more"), .is_own = true) \
	F(cells_fewer,  count, N_("Squares with fewer"), .is_own = true) \
	F(scan_state,   choice, N_("Clusters"), CHOICES(hotspot_states), .is_own = true) \
	F(scan_to,      date,  N_("Looked at until"), .is_own = true) \
	F(near_state,   choice, N_("Near repeats"), CHOICES(hotspot_states), .is_own = true) \
	F(near_observed, count, N_("Near repeats counted"), .is_own = true) \
	F(near_expected, real, N_("Near repeats expected"), .is_own = true) \
	F(near_ratio,   real,  N_("Times the expected"), .is_own = true) \
	F(near_p,       real,  N_("Chance of so many near repeats"), .is_own = true) \
	F(near_same_point, real, N_("Share on the commonest point"), .is_own = true) \
	F(past_state,   choice, N_("Tried on the past"), CHOICES(hotspot_states), .is_own = true) \
	F(past_trials,  count, N_("Times it was tried"), .is_own = true) \
	F(past_came,    count, N_("Events that came"), .is_own = true) \
	F(past_share,   real,  N_("Share of the area marked"), .is_own = true) \
	F(past_pai,     real,  N_("PAI of the map"), .is_own = true) \
	F(past_pai_year, real, N_("PAI of last year’s map"), .is_own = true) \
	F(past_pai_weeks, real, N_("PAI of the last four weeks"), .is_own = true) \
	F(past_beats_both, yesno, N_("The map is better than both"), .is_own = true)
struct hotspot_answer { HOTSPOT_FIELDS(AS_MEMBER) };
LIST_OF(hotspot_answer)
extern const struct record hotspot_record;
extern const struct form hotspot_form;

#define HOTSPOT_AREA_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(hotspot_id,   key,   N_("Answer"), .is_hidden = true) \
	F(level,        choice, N_("Level"), CHOICES(hotspot_levels)) \
	F(area_id,      ref,   N_("Area"), .refers_to = "area") \
	F(events,       count, N_("Events"), ) \
	F(events_before, count, N_("Events before"), ) \
	F(expected,     real,  N_("Expected"), ) \
	F(p,            real,  N_("Chance of so many or so few"), ) \
	F(q,            real,  N_("Share of false ones in the list up to here"), ) \
	F(finding,      choice, N_("Finding"), CHOICES(hotspot_saids))
struct hotspot_area { HOTSPOT_AREA_FIELDS(AS_MEMBER) };
LIST_OF(hotspot_area)
extern const struct record hotspot_area_record;

#define HOTSPOT_CELL_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(hotspot_id,   key,   N_("Answer"), .is_hidden = true) \
	F(area_id,      ref,   N_("Area"), .refers_to = "area") \
	F(north_m,      count, N_("North, metres (SWEREF 99 18 00)"), ) \
	F(east_m,       count, N_("East, metres (SWEREF 99 18 00)"), ) \
	F(events,       count, N_("Events"), ) \
	F(events_before, count, N_("Events before"), ) \
	F(points,       real,  N_("Events that it is judged by"), ) \
	F(ratio,        real,  N_("Times the usual"), ) \
	F(z,            real,  N_("How far from chance (z)"), ) \
	F(finding,      choice, N_("Finding"), CHOICES(hotspot_saids))
struct hotspot_cell { HOTSPOT_CELL_FIELDS(AS_MEMBER) };
LIST_OF(hotspot_cell)
extern const struct record hotspot_cell_record;

#define HOTSPOT_CLUSTER_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(hotspot_id,   key,   N_("Answer"), .is_hidden = true) \
	F(nth,          count, N_("Cluster"), ) \
	F(from_day,     date,  N_("From"), ) \
	F(weeks,        count, N_("Weeks"), ) \
	F(north_m,      count, N_("North, metres (SWEREF 99 18 00)"), ) \
	F(east_m,       count, N_("East, metres (SWEREF 99 18 00)"), ) \
	F(radius_m,     count, N_("Radius, metres"), ) \
	F(events,       count, N_("Events"), ) \
	F(expected,     real,  N_("Expected"), ) \
	F(p,            real,  N_("Chance of such a cluster somewhere"), ) \
	F(years_between, real, N_("Years between such by chance"), )
struct hotspot_cluster { HOTSPOT_CLUSTER_FIELDS(AS_MEMBER) };
LIST_OF(hotspot_cluster)
extern const struct record hotspot_cluster_record;

#define HOTSPOT_CLUSTER_AREA_FIELDS(F) \
	F(cluster_id,   key,   N_("Cluster"), .is_hidden = true) \
	F(hotspot_id,   key,   N_("Answer"), .is_hidden = true) \
	F(area_id,      ref,   N_("Area"), .refers_to = "area") \
	F(events,       count, N_("Events"), )
struct hotspot_cluster_area { HOTSPOT_CLUSTER_AREA_FIELDS(AS_MEMBER) };
LIST_OF(hotspot_cluster_area)
extern const struct record hotspot_cluster_area_record;

/* A question with all that was found. */
struct hotspot_whole {
	struct hotspot_answer hotspot;
	struct hotspot_area_list areas;
	struct hotspot_cell_list cells;
	struct hotspot_cluster_list clusters;
	struct hotspot_cluster_area_list cluster_areas; /* cluster_id: nth, until it is kept */
};

/* ---- Rules (rules.c): values in, values out ------------------------------------------------------ */

enum { HOTSPOT_DAYS_LEAST = 28, HOTSPOT_DAYS_MOST = 1100, HOTSPOT_FIRST_YEAR = 2000 };
struct hotspot_period { struct date from, to; };
/* The question of a week: twelve whole months, the last of them the one that is. */
struct hotspot_period hotspots_year(struct date today);
bool is_whole_months(struct date from, struct date to);
struct hotspot_period months_around(struct date from, struct date to);
/* Is it time for the week's answer?  Once in each week that has begun (Monday). */
bool hotspots_are_due(struct instant now, struct instant last_made);
/* The last Sunday that is over and not after the day. */
struct date sunday_before(struct date day, struct date today);
/* Unless the catalogue says that a type is not near persons, it is. */
bool type_is_near_persons(struct str type);
/* Does something that is no district lie in a larger area?  Then types near persons are not counted there. */
bool area_is_less_than_district(const struct area *area);
/* A ratio of few is too high in the mean: it is told with a warning. */
bool ratio_is_shaky(double expected);

/* ---- What is counted (gather.c) ------------------------------------------------------------------- */

struct hotspot_event {
	struct str type;                /* of the catalogue */
	int64_t area_id, north_mm, east_mm;     /* 0: without; its own point, or that of its place */
	struct instant occurred;
	bool hides_place;
};
LIST_OF(hotspot_event)


struct hotspots_settings {
	int years;                      /* that the period is compared with */
	int64_t least_events, least_points;
	int cell_metres, sigma_metres, draws, weeks, radius_metres;
	double share_marked, false_most, same_point_most;
};
struct hotspots_settings hotspots_settings(void);       /* run.c */

/* ---- Judging (judge.c): events in, findings out ------------------------------------------------------ */

/* An area as it stands in events, or as it was drawn before; `same` is the newest of its code. */
struct place_area {
	int64_t id;
	size_t same, district;          /* places in the list */
	double north, east;             /* metres: its middle */
	bool is_leaf;                   /* events stand in it, and no area lies in it */
};
struct judging_ask {
	struct arena *arena;
	struct hotspots_settings settings;
	struct hotspot_event_list events;       /* of the period and of what it is compared with */
	size_t area_count;
	const struct place_area *areas; /* rising by id */
	double west, south, east, north;        /* metres: the map */
	/* Where a point of the map lies: a place in the list; -1: where nothing is asked about. */
	ptrdiff_t (*area_at)(void *context, double north, double east);
	void *context;
	struct date today;
	int threads;
	bool is_below_district;         /* what is asked about: nothing near persons is counted, and no district */
};
/* whole->hotspot holds the question; the rest is filled in, without keys of the database. */
void hotspots_judge(const struct judging_ask *ask, struct hotspot_whole *whole);

/* What the files of judging share. */
struct judging {
	const struct judging_ask *ask;
	struct arena *arena;
	struct hotspot_whole *whole;
	struct instant begins;          /* of the period */
	/* Events whose place may be told finer than by district. */
	size_t count;
	const struct hotspot_event **events;
	/* Those of them with a point, metres. */
	size_t placed;
	double *x, *y;
	bool *is_now;
	int32_t *day;
	int64_t *area_of_point;
};
bool is_in_period(const struct judging *judging, const struct hotspot_event *event);
/* The newest area of the code that an event stands in; -1 none. */
ptrdiff_t judged_area(const struct judging_ask *ask, int64_t area_id);
void cells_judge(struct judging *judging);      /* judge_cells.c: squares, and the map of the past */
void clusters_judge(struct judging *judging);   /* judge_clusters.c */
void near_judge(struct judging *judging);       /* judge_near.c */

/* ---- Words (words.c): whole sentences ------------------------------------------------------------------ */

struct str hotspot_question(struct view *view, const struct hotspot_answer *hotspot);
struct str hotspot_near_words(struct arena *arena, const struct hotspot_answer *hotspot);
struct str hotspot_past_words(struct arena *arena, const struct hotspot_answer *hotspot);
struct str hotspot_placed_words(struct arena *arena, const struct hotspot_answer *hotspot);
struct str hotspot_times(struct arena *arena, double ratio);      /* 4.5; "" below 0 */
struct str hotspot_chance(struct arena *arena, double p);         /* "p < 0.01", "p = 0.03" */
struct str hotspot_seldom(struct arena *arena, double years);

/* ---- What is told to whom (told.c) ----------------------------------------------------------------------- */

struct hotspot_told {
	const struct hotspot_whole *whole;
	bool is_guarded;                /* areas alone, and no small number */
	int64_t least;
	enum hotspot_level level;       /* guarded: the one that is told */
	enum cell_telling *telling;     /* guarded: (areas of the level + 1) x 3 */
	size_t count;                   /* areas of the level */
	const struct hotspot_area **rows;
};
/* Of a level, in the order of the map's names. */
struct hotspot_told hotspot_told_areas(struct arena *arena, const struct hotspot_whole *whole,
                               enum hotspot_level level, bool is_guarded);
enum { TOLD_now, TOLD_before };
enum cell_telling hotspot_how(const struct hotspot_told *told, size_t row, int column);
/* "12", "<5", "–". */
struct str hotspot_number_words(struct arena *arena, const struct hotspot_told *told, size_t row, int column);
/* Is what follows from both numbers of an area told? */
bool hotspot_finding_told(const struct hotspot_told *told, size_t row);
/* Clusters with a small number in them are not told to others. */
bool hotspot_cluster_told(const struct hotspot_whole *whole, const struct hotspot_cluster *cluster, bool is_guarded);

/* ---- Queries (queries.c: as the person; queries_run.c: as the program) ------------------------------------- */

enum hotspot_reading { READS_nothing, READS_areas, READS_all };
/* What this person reads of the answers about a unit. */
enum hotspot_reading hotspot_reads(struct view *view, int64_t unit_id);
bool hotspot_may_take_out(struct view *view, int64_t unit_id);
struct hotspot_answer_list hotspots_shown(struct view *view);
/* NULL: absent, or not yours. */
const struct hotspot_answer *hotspot_get(struct view *view, struct str public_id);
struct hotspot_whole hotspot_whole_get(struct view *view, const struct hotspot_answer *hotspot);
int64_t hotspot_top_unit(struct view *view);
struct area_list hotspot_map_areas(struct view *view);  /* of today, with outlines */

struct hotspot_event_list hotspots_events(struct view *view, const struct hotspot_answer *question);
struct instant hotspots_last_made(struct view *view);
void hotspot_keep(struct change *change, struct hotspot_whole *whole);

/* ---- The job (run.c) ---------------------------------------------------------------------------------------- */

/* Answers a question and keeps it; its public identity.  job NULL: without progress. */
struct str hotspots_answer(struct store *store, struct arena *arena, struct hotspot_answer question, struct job *job);
extern const struct job_kind hotspots_jobs[];

/* ---- Pages --------------------------------------------------------------------------------------------------- */

extern const struct route hotspots_routes[];
struct hotspot_page {
	struct request *request;
	struct view *view;
	struct hotspot_whole whole;
	enum hotspot_reading reads;
	bool is_guarded;
	bool is_below_district;         /* what was asked about: no district is told */
	struct hotspot_told districts, areas;
};
struct hotspot_page hotspot_page_of(struct request *request, struct view *view,
                                    const struct hotspot_answer *hotspot, bool is_file);
void hotspot_map_draw(struct out *out, const struct hotspot_page *page);        /* map_draw.c */
int64_t clusters_told(const struct hotspot_page *page);         /* how many */
struct str hotspot_finding(const struct hotspot_page *page);    /* one sentence */
/* Which areas of a level have more, and which fewer. */
struct str hotspot_areas_words(const struct hotspot_page *page, const struct hotspot_told *told);
struct reply hotspot_file(struct request *request, const struct hotspot_page *page, bool is_csv);
/* The list of the events of a period in an area (0: in none asked for). */
struct str hotspot_link(struct view *view, const struct hotspot_answer *hotspot, int64_t area_id,
                        struct hotspot_period period);
/* The members of a question, inside an object. */
void hotspot_question_json(struct json_out *json, struct view *view, const struct hotspot_answer *hotspot);
void hotspots_demo(struct store *store, int scale);
extern const struct command hotspots_commands[];
