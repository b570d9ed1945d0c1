/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/effects.h - what will be counted before and after a measure, and what it said.
 *
 * A check is scheduled when the measure is written: which events, where, in which days, and
 * where nothing was done, to compare with.  The suggestion follows the measure's own days
 * until somebody changes it; once the measure is done a change needs a reason.  When the day
 * comes it waits on the list of the person responsible.  Counting freezes the numbers with
 * the question and the time; the sentence is chosen by rules and never says "because of".
 * Restricted events are not counted, so that every reader sees the same.
 */
#pragma once

#include "analysis/rate_ratio.h"
#include "modules/measures/inside.h"

#define EFFECT_CHECK_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(measure_id, ref,  N_("Measure"), .is_own = true, .is_hidden = true) \
	F(types,      codes, N_("Events that are counted"), .list = "event/types", \
	              .help = N_("A branch counts all that is in it. Nothing chosen: all events.")) \
	F(unit_id,    ref,  N_("Where: unit, and all below it"), .required = true, .refers_to = "unit") \
	F(area_code,  text, N_("Only in the area"), .longest = 40, \
	              .help = N_("The code of an area. Empty: everywhere.")) \
	F(before_from, date, N_("Before, from"), .required = true) \
	F(before_to,  date, N_("Before, to"), .required = true) \
	F(after_from, date, N_("After, from"), .required = true) \
	F(after_to,   date, N_("After, to"), .required = true) \
	F(people_before, count, N_("People before"), .most = 10000000, \
	              .help = N_("Employees, pupils or residents, when their number has changed. Nought: days alone.")) \
	F(people_after, count, N_("People after"), .most = 10000000) \
	F(compare_unit_id, ref, N_("Compare with the unit"), .refers_to = "unit", \
	              .help = N_("Where the measure was not taken, and much else is alike.")) \
	F(compare_area_code, text, N_("Compare with the area"), .longest = 40) \
	F(compare_people_before, count, N_("People there before"), .most = 10000000) \
	F(compare_people_after, count, N_("People there after"), .most = 10000000) \
	F(due_on,     date, N_("Looked at on"), .required = true) \
	F(saving_expected, money, N_("Expected saving, kronor a year"), .most = 100000000000, \
	              .help = N_("What damage is thought to cost less each year. Write it when the measure is decided; nought: nobody has said.")) \
	F(is_suggested, yesno, N_("Suggested by the program"), .is_own = true) \
	F(change_reason, prose, N_("Why it is changed"), .longest = 500) \
	F(created_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct effect_check { EFFECT_CHECK_FIELDS(AS_MEMBER) };
extern const struct record effect_check_record;

extern const struct choice effect_cost_findings[];      /* in the order of enum avoided_finding */
extern const struct choice effect_findings[];   /* in the order of enum rate_finding */

#define EFFECT_FIGURE_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_hidden = true) \
	F(public_id,  text, N_("Identity"), ) \
	F(check_id,   ref,  N_("Effect check"), .is_hidden = true) \
	F(measure_id, ref,  N_("Measure"), .is_hidden = true) \
	F(taken_at,   instant, N_("Counted"), ) \
	F(taken_by,   ref,  N_("Counted by"), .refers_to = "person") \
	F(query,      json, N_("Question"), ) \
	F(method,     text, N_("Method"), ) \
	F(before_count, count, N_("Before"), ) \
	F(after_count, count, N_("After"), ) \
	F(before_exposure, real, N_("Days before"), ) \
	F(after_exposure, real, N_("Days after"), ) \
	F(ratio,      real, N_("Rate ratio"), ) \
	F(low,        real, N_("Interval, from"), ) \
	F(high,       real, N_("Interval, to"), ) \
	F(p_value,    real, N_("p-value"), ) \
	F(finding,    choice, N_("Finding"), CHOICES(effect_findings)) \
	F(has_compare, yesno, N_("Compared"), ) \
	F(compare_before, count, N_("Before, there"), ) \
	F(compare_after, count, N_("After, there"), ) \
	F(compare_before_exposure, real, N_("Days before, there"), ) \
	F(compare_after_exposure, real, N_("Days after, there"), ) \
	F(compare_ratio, real, N_("Rate ratio, there"), ) \
	F(compare_low, real, N_("Interval there, from"), ) \
	F(compare_high, real, N_("Interval there, to"), ) \
	F(relative,   real, N_("Ratio of the ratios"), ) \
	F(relative_low, real, N_("Interval of the ratio of ratios, from"), ) \
	F(relative_high, real, N_("Interval of the ratio of ratios, to"), ) \
	F(compare_finding, choice, N_("Finding beside the comparison"), CHOICES(effect_findings)) \
	F(digest,     text, N_("Digest"), ) \
	F(counted_to, date, N_("Counted to"), ) \
	F(version,    count, N_("Version"), )
struct effect_figure { EFFECT_FIGURE_FIELDS(AS_MEMBER) };
LIST_OF(effect_figure)
extern const struct record effect_figure_record;

/* ---- Rules (rules_effects.c) -------------------------------------------------------------- */

struct effect_facts {                   /* what the suggestion is made of */
	struct date since;              /* the first day of what the measure springs from */
	struct date ready;              /* when it is, or will be, done */
	int days, margin, delay;        /* length of a window, before the trigger, until it is looked at */
};
/* Fills in the windows and the day.  What triggered the measure is left out of the days
 * before: something is done when there has been more than usual, and then it falls anyhow. */
void effect_suggest(struct effect_check *check, const struct effect_facts *facts);

enum effect_obstacle { EFFECT_FREE, EFFECT_BEFORE_ORDER, EFFECT_AFTER_ORDER, EFFECT_OVERLAP,
	EFFECT_TOO_LONG, EFFECT_DUE_EARLY, EFFECT_PEOPLE_HALF, EFFECT_THERE_PEOPLE_HALF,
	EFFECT_SAME_PLACE, EFFECT_REASON_MISSING };
/* measure_state: from MEASURE_done on a change needs a reason. */
enum effect_obstacle effect_obstacle(const struct effect_check *check, int measure_state);
bool effect_has_compare(const struct effect_check *check);

struct effect_counts { int64_t before, after, there_before, there_after; };
/* The figure of counts until a day (the window after may go on); `least` events are needed to
 * say anything. */
void effect_judge(struct effect_figure *figure, const struct effect_check *check,
                  const struct effect_counts *counts, struct date until, int64_t least);
/* The last day that can be counted; not given: nothing can be counted yet. */
struct date effect_until(const struct effect_check *check, struct date today);

/* In the person's language; whole sentences. */
struct str effect_sentence(struct arena *arena, const struct effect_figure *figure);
struct str effect_compare_sentence(struct arena *arena, const struct effect_figure *figure);
struct str effect_interval(struct arena *arena, double ratio, double low, double high);
bool effect_finding_row(size_t i, struct out *out);     /* for `varn rules` */

/* ---- Queries (queries_effects.c) ------------------------------------------------------------- */

const struct effect_check *effect_check_of(struct view *view, int64_t measure_id);     /* NULL */
struct effect_figure_list effect_figures_of(struct view *view, int64_t measure_id);    /* newest first */
bool effect_may_count(struct view *view, int64_t unit_id);
/* The suggestion, from what the measure cites and its days. */
struct effect_check effect_suggestion(struct view *view, const struct measure *measure);
/* A measure that is new gets its check, unless the day would lie behind us (history that is
 * read in); one that changes its days takes an untouched suggestion along. */
void effect_schedule(struct change *change, const struct measure *measure);
void effect_follow(struct change *change, const struct measure *measure);
/* Counts, judges and keeps. */
struct effect_figure effect_take(struct change *change, const struct effect_check *check);
struct event_ask;
struct event_ask effect_ask(const struct effect_check *check, bool is_there, bool is_after,
                            struct date until);
int64_t effects_waiting(struct view *view, bool only_mine);
extern const struct table checks_table, effects_table, uncited_table;
void checks_query(struct request *request, struct view *view, struct query *query);
void effects_query(struct request *request, struct view *view, struct query *query, int year);
void uncited_query(struct request *request, struct view *view, struct query *query, int year);
struct grid cited_shares(struct view *view, struct date from, struct date to);
struct grid cited_run(struct view *view, const struct report_ask *ask);

#define EFFECT_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(number,       text,    N_("Number"), ) \
	F(title,        text,    N_("What shall be done"), ) \
	F(unit_name,    text,    N_("Unit"), ) \
	F(responsible,  text,    N_("Responsible"), .is_personal = true) \
	F(state,        choice,  N_("State"), CHOICES(measure_states)) \
	F(due_on,       date,    N_("Due"), ) \
	F(looked_on,    date,    N_("Looked at on"), ) \
	F(source_kind,  code,    N_("Springs from"), .list = "measure_sources") \
	F(is_cited,     yesno,   N_("Cites something"), ) \
	F(type,         code,    N_("Kind of measure"), .list = "measure_types") \
	F(cost_plan,    money,   N_("Planned cost, kronor"), ) \
	F(cost_actual,  money,   N_("Cost, kronor"), ) \
	F(effect,       code,    N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose,   N_("What the effect was"), ) \
	F(before_count, count,   N_("Before"), ) \
	F(after_count,  count,   N_("After"), ) \
	F(ratio,        real,    N_("Rate ratio"), ) \
	F(low,          real,    N_("Interval, from"), ) \
	F(high,         real,    N_("Interval, to"), ) \
	F(finding,      choice,  N_("Finding"), CHOICES(effect_findings)) \
	F(saving_expected, money, N_("Expected saving, kronor a year"), ) \
	F(cost_finding, choice,  N_("Finding of the cost"), CHOICES(effect_cost_findings)) \
	F(avoided,      money,   N_("Avoided cost a year, kronor"), ) \
	F(avoided_low,  money,   N_("Avoided, from"), ) \
	F(avoided_high, money,   N_("Avoided, to"), ) \
	F(taken_at,     instant, N_("Counted"), ) \
	F(decided_at,   instant, N_("Decided"), ) \
	F(done_at,      instant, N_("Done"), ) \
	F(evaluated_at, instant, N_("Evaluated"), )
struct effect_row { EFFECT_ROW_FIELDS(AS_MEMBER) };

/* ---- Pages (citations.c, effects.c) --------------------------------------------------------- */

#define CITE_FIELDS(F) \
	F(kind,     code,   N_("What is cited"), .required = true, .list = "measure_sources") \
	F(key,      text,   N_("Number or name"), .required = true, .longest = 160, \
	            .help = N_("An event by its number, a picture by the last part of its address, a follow-up point by its code, a priority by its number; else what it is called, for example the number of a risk.")) \
	F(part,     choice, N_("Section of the picture"), CHOICES(citation_parts)) \
	F(edition,  text,   N_("Version"), .longest = 40, \
	            .help = N_("Of what is not kept here, for example 2026 or 2.1.")) \
	F(stood_on, date,   N_("Version from"), \
	            .help = N_("Of what is not kept here: the day that version was adopted.")) \
	F(follows,  prose,  N_("How does the measure follow from it?"), .required = true, .longest = 1000)
struct cite { CITE_FIELDS(AS_MEMBER) };
extern const struct form cite_form, effect_check_form;

struct effect_words { struct str types, here, there; };        /* there: "" nowhere */
struct effect_words effect_words_of(struct view *view, const struct effect_check *check);
struct diagram;
/* finding: "" where the page has said it. */
struct diagram effect_diagram(struct arena *arena, const struct measure *measure,
                              const struct effect_figure *figure, const struct effect_words *words,
                              struct str finding);
struct reply effect_figure_file(struct request *request, struct view *view);
/* The heading that a field of the form begins; NULL none. */
const char *effect_part_title(const char *field);
void citations_show(struct out *out, struct request *request, struct view *view,
                    const struct measure *measure, bool may_edit);
void effect_box_show(struct out *out, struct request *request, struct view *view,
                     const struct measure *measure);
struct reply citation_add_act(struct request *request, struct change *change);
struct reply citation_withdraw_act(struct request *request, struct change *change);
struct reply effect_page_show(struct request *request, struct view *view);
struct reply effect_change_act(struct request *request, struct change *change);
struct reply effect_count_act(struct request *request, struct change *change);
struct reply checks_show(struct request *request, struct view *view);
struct reply effects_show(struct request *request, struct view *view);
struct reply uncited_show(struct request *request, struct view *view);
void *effect_load(struct request *request, struct view *view);
/* The measure of the address, when this person may change it; NULL. */
void *measure_load(struct request *request, struct view *view);

/* ---- The demo (demo.c, queries_demo.c) -------------------------------------------------------- */

void measures_demo(struct store *store, int scale);
/* The demo's own check stands instead of the suggestion. */
void effect_check_forget(struct change *change, int64_t measure_id);
/* The newest that the writer may see; 0 none. */
int64_t measures_demo_event(struct view *view, int64_t unit_id, struct str branch, struct instant before);
int64_t measures_demo_picture(struct view *view, int64_t unit_id, struct str kind, struct instant before);
int64_t measures_demo_coordinator(struct view *view, int64_t unit_id);
/* demo_boards.c: what each board has decided these two years, by catalogues/demo. */
void measures_of_boards(struct change *change, int64_t writer);
