/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/inside.h - what the files of this room share. */
#pragma once

#include "base/json.h"
#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/form.h"
#include "modules/signals/drifts.h"
#include "modules/signals/signals.h"

/* ---- Records (model.c) ------------------------------------------------------------------------ */

extern const struct choice signal_levels[];     /* by enum signal_level */
/* The last two are slow drifts (drifts.h): another kind of signal than what is unusual in a week. */
enum signal_tier { TIER_none, TIER_sentinel, TIER_first_year, TIER_listed, TIER_strong, TIER_rising, TIER_falling };
extern const struct choice signal_tiers[];
enum signal_way { WAY_none, WAY_baseline, WAY_share, WAY_preliminary };
extern const struct choice signal_ways[];
/* What one may ask to be told of: a level of what is unusual in a week, or slow drifts. */
enum watch_level { WATCH_drift = LEVEL_COUNT };
extern const struct choice signal_watch_levels[];

#define RUN_FIELDS(F) \
	F(id,           key,  N_("Number"), .is_hidden = true) \
	F(public_id,    text, N_("Identity"), ) \
	F(week,         date, N_("The week's Monday"), ) \
	F(data_through, date, N_("Registered until"), ) \
	F(first_week,   date, N_("Known from"), ) \
	F(method,       text, N_("Method"), ) \
	F(years,        count, N_("Years looked back on"), ) \
	F(events,       count, N_("Events"), ) \
	F(is_preliminary, yesno, N_("Preliminary"), ) \
	F(is_replay,    yesno, N_("Replayed"), ) \
	F(made_at,      instant, N_("Made"), ) \
	F(made_by,      ref,  N_("Made by"), .refers_to = "person", .is_hidden = true)
struct signal_run { RUN_FIELDS(AS_MEMBER) };
LIST_OF(signal_run)
extern const struct record signal_run_record;
/* As it is read: without the number of all events. */
#define RUN_COLUMNS " id, public_id, week, data_through, first_week, method, years," \
	" is_preliminary, is_replay, made_at, made_by"

#define LEVEL_FIELDS(F) \
	F(run_id,       key,   N_("Run"), .is_hidden = true) \
	F(level,        choice, N_("Level"), CHOICES(signal_levels)) \
	F(series,       count, N_("Series"), ) \
	F(judged,       count, N_("Could be judged"), ) \
	F(listed,       count, N_("Listed"), ) \
	F(false_expected, real, N_("Of them false, on average"), )
struct level_row { LEVEL_FIELDS(AS_MEMBER) };
LIST_OF(level_row)
extern const struct record signal_level_record;

#define FOLLOWED_FIELDS(F) \
	F(run_id,       key,   N_("Run"), .is_hidden = true) \
	F(level,        choice, N_("Level"), CHOICES(signal_levels)) \
	F(unit_id,      ref,   N_("Unit"), .refers_to = "unit") \
	F(series,       count, N_("Series"), ) \
	F(false_expected, real, N_("Findings if nothing had changed, on average"), )
struct followed_row { FOLLOWED_FIELDS(AS_MEMBER) };
LIST_OF(followed_row)
extern const struct record signal_followed_record;

/* A signal as it was listed in one run, with how it stands. */
#define LISTED_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(run_id,       key,   N_("Run"), .is_hidden = true) \
	F(signal_id,    key,   N_("Signal"), .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), ) \
	F(level,        choice, N_("Level"), CHOICES(signal_levels)) \
	F(unit_id,      ref,   N_("Unit"), .refers_to = "unit") \
	F(board_id,     ref,   N_("Committee or company"), .refers_to = "unit") \
	F(type,         code,  N_("Type"), .list = "event/types") \
	F(area_id,      ref,   N_("Area"), .refers_to = "area") \
	F(week,         date,  N_("The week's Monday"), ) \
	F(tier,         choice, N_("Why it is listed"), CHOICES(signal_tiers)) \
	F(way,          choice, N_("Judged by"), CHOICES(signal_ways)) \
	F(is_simplified, yesno, N_("Simplified"), ) \
	F(events,       count, N_("Reported"), ) \
	F(expected,     real,  N_("Expected")) \
	F(upper,        real,  N_("The most that is as usual")) \
	F(p,            real,  N_("Chance of so many")) \
	F(q,            real,  N_("Share of false ones in the list up to here")) \
	F(list_q,       real,  N_("Share of false ones in the list")) \
	F(reported,     real,  N_("Share registered"), ) \
	F(folded_under, key,   N_("Explained by"), .is_hidden = true) \
	F(since,        date,  N_("Has drifted since about the week from")) \
	F(found,        date,  N_("Drift found in the week from")) \
	F(ratio_low,    real,  N_("So many times the expected, at least")) \
	F(ratio_high,   real,  N_("So many times the expected, at most")) \
	F(band,         json,  N_("The weeks before"), .is_hidden = true) \
	F(verb,         text,  N_("Last step"), .is_hidden = true) \
	F(follower_id,  ref,   N_("Followed by"), .refers_to = "person")
struct listed { LISTED_FIELDS(AS_MEMBER) };
LIST_OF(listed)
extern const struct record listed_record;

#define PART_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(listing_id,   key,   N_("Listing"), .is_hidden = true) \
	F(level,        choice, N_("Level"), CHOICES(signal_levels)) \
	F(unit_id,      ref,   N_("Unit"), .refers_to = "unit") \
	F(type,         code,  N_("Type"), .list = "event/types") \
	F(area_id,      ref,   N_("Area"), .refers_to = "area") \
	F(events,       count, N_("Reported"), ) \
	F(expected,     real,  N_("Expected"), ) \
	F(p_alone,      real,  N_("Chance, given the whole"), )
struct signal_part { PART_FIELDS(AS_MEMBER) };
LIST_OF(signal_part)
extern const struct record signal_part_record;

#define STEP_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(signal_id,    key,   N_("Signal"), .is_own = true, .is_hidden = true) \
	F(listing_id,   key,   N_("Listing"), .is_own = true, .is_hidden = true) \
	F(verb,         text,  N_("What was done"), .is_own = true) \
	F(words,        prose, N_("Why"), .longest = 2000) \
	F(person_id,    ref,   N_("Who"), .refers_to = "person", .is_own = true) \
	F(at,           instant, N_("When"), .is_own = true)
struct signal_step { STEP_FIELDS(AS_MEMBER) };
LIST_OF(signal_step)
extern const struct record signal_step_record;

#define WATCH_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(person_id,    ref,   N_("Who"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(unit_id,      ref,   N_("Unit, with all below it"), .required = true, .refers_to = "unit") \
	F(branch,       code,  N_("Branch of types"), .list = "event/types", \
	                .help = N_("Empty: all. A type within a branch counts as its branch.")) \
	F(level,        choice, N_("Level"), CHOICES(signal_watch_levels)) \
	F(created_at,   instant, N_("Asked"), .is_own = true) \
	F(ended_at,     instant, N_("Ended"), .is_own = true, .is_hidden = true)
struct signal_watch { WATCH_FIELDS(AS_MEMBER) };
LIST_OF(signal_watch)
extern const struct record signal_watch_record;
extern const struct form signal_watch_form;

enum letter_state { LETTER_none, LETTER_waiting, LETTER_sending, LETTER_sent, LETTER_failed, LETTER_unknown };
extern const struct choice letter_states[];
#define LETTER_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), ) \
	F(run_id,       key,   N_("Run"), .is_hidden = true) \
	F(person_id,    ref,   N_("Person"), .refers_to = "person") \
	F(address,      text,  N_("Sent to"), .is_personal = true) \
	F(subject,      text,  N_("Subject"), ) \
	F(words,        prose, N_("Letter"), .longest = 65536) \
	F(state,        choice, N_("State"), CHOICES(letter_states)) \
	F(tries,        count, N_("Tries"), ) \
	F(problem,      text,  N_("What was wrong"), ) \
	F(sent_at,      instant, N_("Sent"), ) \
	F(created_at,   instant, N_("Written"), ) \
	F(version,      count, N_("Version"), )
struct signal_letter { LETTER_FIELDS(AS_MEMBER) };
LIST_OF(signal_letter)
extern const struct record signal_letter_record;

#define KNOWN_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(words_sv,     text,  N_("What happened, in Swedish"), .required = true, .longest = 160) \
	F(words_en,     text,  N_("What happened, in English"), .longest = 160) \
	F(types,        codes, N_("Types of events"), .required = true, .list = "event/types") \
	F(unit_id,      ref,   N_("Unit"), .refers_to = "unit", .help = N_("Empty: the whole city.")) \
	F(area_id,      ref,   N_("Area"), .refers_to = "area") \
	F(from_day,     date,  N_("From"), .required = true) \
	F(to_day,       date,  N_("To"), .required = true) \
	F(created_by,   ref,   N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at,   instant, N_("Written"), .is_own = true)
struct signal_known { KNOWN_FIELDS(AS_MEMBER) };
LIST_OF(signal_known)
extern const struct record signal_known_record;
extern const struct form signal_known_form;

/* ---- Rules (rules.c): values in, values out ------------------------------------------------------- */

struct signals_clock { int weekday, hour; };    /* 1 Monday; as the settings say */
/* The Monday of the week that is to be judged now; not given when it has been. */
struct date week_due(struct signals_clock clock, struct instant now, struct date last_judged);

enum signal_state { SIGNAL_new, SIGNAL_read, SIGNAL_followed, SIGNAL_dismissed, SIGNAL_closed, SIGNAL_STATES };
extern const char *const signal_state_names[];  /* for machines */
extern const char *const signal_state_words[];  /* N_() */
struct signal_move {
	const char *verb, *label;       /* label N_(): of the button */
	unsigned from;                  /* 1 << state */
	enum signal_state to;
	bool needs_words;
};
extern const struct signal_move signal_moves[]; /* ends with verb NULL */
enum signal_state state_after(struct str last_verb);
const struct signal_move *move_find(struct str verb);   /* NULL */
/* There is more of it than its share of the whole; otherwise the whole explains it. */
bool signal_part_is_more(const struct signal_part *part);
/* NULL: it may; else why not, N_(). */
const char *move_problem(const struct signal_move *move, enum signal_state now, struct str words);
/* A series that leaves what was expected little by little, not one of a week? */
bool is_drift(const struct listed *listed);
/* Listed again, and so clearly that what was put aside opens again? */
bool opens_again(enum signal_state now, double q, double most);
/* Is what is listed the known thing? */
bool is_known_in(const struct signal_known *known, const struct listed *listed);
bool types_have(struct str types, struct str type);     /* the type, its branch, or a type of the branch */
extern const struct rule_table signals_rules[];

/* ---- Words (words.c) ----------------------------------------------------------------------------- */

struct str signal_name(struct view *view, const struct listed *listed);
struct str place_name_of(struct view *view, int64_t unit_id, int64_t area_id);
struct str week_words(struct arena *arena, struct date monday);        /* "week 37, 7-13 September 2026" */
/* At most three sentences: what, beside what, how sure. */
enum { MOST_WHY = 3 };
struct why { size_t count; struct str at[MOST_WHY]; };
struct why why_listed(struct view *view, const struct listed *listed, const struct signal_part_list *parts);
/* "Of such a list about 0.4 are false on average." */
struct str false_words(struct arena *arena, double expected);
/* "9 reported, 2.1 expected (up to 5)."; of a drift since when, and how much. */
struct str signal_how_many(struct arena *arena, const struct listed *listed);
/* "Followed are 40 series.  If nothing had changed, about 1.2 findings would stand here on average." */
struct str drifts_words(struct arena *arena, int64_t series, double false_expected);
struct str amount(struct arena *arena, double number);  /* at most three digits */

/* ---- Queries ------------------------------------------------------------------------------------------ */

const struct signal_run *run_latest(struct view *view, struct date week);      /* not given: of all */
struct signal_run_list runs_shown(struct view *view);   /* the newest of each week */
struct followed_row_list run_followed(struct view *view, int64_t run_id);
struct level_row_list run_levels(struct view *view, int64_t run_id);
struct listed_list run_listed(struct view *view, int64_t run_id);
/* With their weeks, the least likely first; without those explained by another that one reads,
 * dismissed or closed.  At most so many. */
struct listed_list run_drawn(struct view *view, int64_t run_id, int64_t most);
struct listed_list signals_listed(struct view *view, int64_t unit_id, struct date from, struct date to);
struct listed_list signal_history(struct view *view, int64_t signal_id);
/* As it was listed last, or (never listed by a run) replayed; NULL: absent, or not yours. */
const struct listed *signal_get(struct view *view, struct str public_id);
struct signal_part_list signal_parts(struct view *view, int64_t listing_id);
struct signal_part_list run_parts(struct view *view, int64_t run_id);
struct signal_step_list signal_steps(struct view *view, int64_t signal_id);
bool signal_may_act(struct view *view, int64_t signal_id);

struct signal_watch_list signal_watches(struct view *view);
const struct signal_watch *signal_watch_get(struct view *view, struct str public_id);
void signal_watch_end(struct change *change, const struct signal_watch *watch);
/* Of a run, what this person has asked for or follows, or both; not what is put aside. */
enum wanted { WANTED_asked, WANTED_followed };
struct listed_list run_wanted(struct view *view, int64_t run_id, enum wanted wanted);

/* Replayed weeks: the newest run of each; board 0: all that one sees. */
struct signal_run_list replays(struct view *view, struct date from);
/* Of all of them, in order of weeks. */
struct listed_list replay_listed(struct view *view, struct date from, int64_t board_id);
struct signal_known_list signals_known(struct view *view, struct date from);
bool signals_reach_city(struct view *view);
/* May this person say what is known to have happened there (0: in the whole city)? */
bool signal_known_may_add(struct view *view, int64_t unit_id);

/* queries_run.c: for the program, which reads the tables. */
int64_t signals_top_unit(struct view *view);
struct date signals_first_day(struct view *view);       /* of registration; not given: nothing is */
struct happened_list { size_t count; struct happened *at; };
struct happened_list signals_events(struct view *view, struct date from, struct date before);
struct date signals_last_judged(struct view *view);
int64_t signals_listed_count(struct view *view, int64_t run_id);
bool is_replayed(struct view *view, struct date week);
/* In a replay there are no drifts. */
void run_keep(struct change *change, struct judged *judged, const struct drifts *drifts, struct signal_run *run);
/* Listed in a run after somebody had dismissed or closed them in an earlier one. */
struct listed_list signals_put_aside(struct view *view, int64_t run_id);
/* Of slow drifts those that were found anew since. */
struct listed_list drifts_put_aside(struct view *view, int64_t run_id);
void step_keep(struct change *change, struct signal_step *step);        /* now */
struct watcher { int64_t person_id; struct str email, language; };
LIST_OF(watcher)
struct watcher_list signals_watchers(struct view *view);
struct signal_letter_list letters_of_run(struct view *view, int64_t run_id);
void letters_sending_unknown(struct change *change, int64_t run_id);
struct listed_list signals_of_run(struct view *view, int64_t run_id);
void known_keep(struct change *change, struct signal_known *known);

/* ---- Jobs (run.c, letters.c) --------------------------------------------------------------------------- */

struct signals_made { int64_t run_id; struct date week; int64_t listed; int64_t events; };
/* Judges a week (not given: the last that is over) and keeps the run; replays as many weeks
 * before it as are not replayed yet.  job NULL: without progress. */
struct signals_made signals_judge(struct store *store, struct arena *arena, struct date week);
int64_t signals_replay(struct store *store, struct date week, int weeks, struct job *job);
struct warning_settings signals_settings(void);
struct drift_settings signals_drift_settings(void);
/* Letters for those who have asked; how many.  In the change that keeps them a job is started. */
size_t signal_letters_write(struct store *store, struct arena *arena, int64_t run_id);
extern const struct job_kind signals_jobs[];
bool signal_letters_run(struct job *job);
void signal_letters_recover(struct job *job);

/* ---- Pages ----------------------------------------------------------------------------------------------- */

extern const struct route signals_routes[];
struct reply signal_show(struct request *request, struct view *view);
struct reply signal_file(struct request *request, struct view *view);
struct reply signal_sum_file(struct request *request, struct view *view);
struct reply signal_act(struct request *request, struct change *change);
struct reply signal_watch_show(struct request *request, struct view *view);
struct reply signal_watch_add_act(struct request *request, struct change *change);
struct reply signal_watch_end_act(struct request *request, struct change *change);
struct reply known_add_act(struct request *request, struct change *change);
struct reply backtest_show(struct request *request, struct view *view);
void listed_json(struct json_out *json, struct view *view, const struct listed *listed,
                 const struct signal_part_list *parts);
void signals_home(struct out *out, struct request *request, struct view *view);
void signals_demo(struct store *store, int scale);
extern const struct command signals_commands[];
