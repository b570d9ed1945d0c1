/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/measures.h - one table for everything that was decided to be done.
 *
 * A measure springs from an event, a risk, a picture ...; it ends when its effect has been
 * evaluated, not when it is done (programme F4.8).
 */
#pragma once

#include "kit/module.h"

#define MEASURE_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(number,      text,  N_("Measure number"), .is_own = true) \
	F(source_kind, code,  N_("Springs from"), .list = "measure_sources", .is_own = true) \
	F(source_id,   ref,   N_("Source"), .is_own = true) \
	F(unit_id,     ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(title,       text,  N_("What shall be done"), .required = true, .longest = 160) \
	F(type,        code,  N_("Kind of measure"), .list = "measure_types") \
	F(focus_area,  code,  N_("Focus area"), .list = "event/focus_areas", \
	                      .help = N_("Which part of the programme it serves. Suggested from what the measure springs from.")) \
	F(words,       prose, N_("More about it"), ) \
	F(responsible_id, ref, N_("Responsible"), .refers_to = "handler") \
	F(other_owners, text, N_("Others who take part"), ) \
	F(starts_on,   date,  N_("Starts"), ) \
	F(due_on,      date,  N_("Due"), .required = true) \
	F(cost_plan,   money, N_("Planned cost, kronor"), .most = 100000000000) \
	F(cost_actual, money, N_("Cost, kronor"), .most = 100000000000) \
	F(funding,     text,  N_("Funding"), .longest = 40) \
	F(state,       choice, N_("State"), CHOICES(measure_states), .is_own = true) \
	F(decided_by,  ref,   N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(decided_at,  instant, N_("Decided"), .is_own = true) \
	F(done_at,     instant, N_("Done"), .is_own = true) \
	F(effect,      code,  N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose, N_("What the effect was"), ) \
	F(evaluated_by, ref,  N_("Evaluated by"), .refers_to = "person", .is_own = true) \
	F(evaluated_at, instant, N_("Evaluated"), .is_own = true) \
	F(postponed,   count, N_("Times postponed"), .is_own = true) \
	F(postpone_reason, text, N_("Why postponed"), .is_own = true) \
	F(created_by,  ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)

enum measure_state { MEASURE_none, MEASURE_proposed, MEASURE_decided, MEASURE_in_progress,
	MEASURE_done, MEASURE_evaluated, MEASURE_closed, MEASURE_stopped };
extern const struct choice measure_states[];

struct measure { MEASURE_FIELDS(AS_MEMBER) };
LIST_OF(measure)
extern const struct record measure_record;

struct measure_list measures_of(struct view *view, const char *source_kind, int64_t source_id);
/* A small table of them with "add a measure", inside another room's page. */
void measures_show(struct out *out, struct request *request, struct view *view,
                   const char *source_kind, int64_t source_id, int64_t unit_id);
/* May this reader open the measure with that number? */
bool measure_is_seen(struct view *view, struct str number);
/* Those that have not ended, of what this reader sees; also measures that are for others to see. */
int64_t measures_open_count(struct view *view, const char *source_kind, int64_t source_id);

/* Where a measure springs from, or what it cites, as far as this person may see it. */
struct measure_source {
	int64_t id, unit_id;            /* id 0: not seen */
	struct str words, path;
	struct str edition;             /* which version it is today; "" it has none */
	struct instant stood_at;        /* from when that version stands; 0 it does not stand yet */
	struct str types, area_code;    /* what it is about: event types, spaced; an area */
	struct date since;              /* the first day it is about */
};
struct measure_source measure_source_get(struct view *view, struct str kind, int64_t id);
/* By the key that stands in the address of its page: "H-2026-00012". */
struct measure_source measure_source_find(struct view *view, struct str kind, struct str key);
/* How the measures of a unit with all below it stand; done and unrated are this year's. */
struct measure_numbers { int64_t late, done, unrated; };
struct measure_numbers measure_numbers_of(struct view *view, int64_t unit_id, struct date today);
/* Of one focus area: decided, done and evaluated in a year, and late today; of the unit with all
 * below it, or (0) of all that the reader sees. */
struct measure_sums { int64_t decided, done, evaluated, late; };
struct measure_sums measure_sums_of(struct view *view, struct str focus, int year, int64_t unit_id);
/* Those of the unit and below that cost most, decided or done in the year. */
struct measure_list measures_costly(struct view *view, int64_t unit_id, int year, int most);
/* Does this person propose measures of the unit? */
bool measure_may_add(struct view *view, int64_t unit_id);
/* Numbers, first step; the state as given.  Where no focus area is said, it is what the source
 * suggests; who thinks otherwise changes the measure. */
int64_t measure_add(struct change *change, struct measure *measure);
/* And how it follows from what it springs from. */
int64_t measure_add_because(struct change *change, struct measure *measure, struct str basis);

/* Measures of the demo city that have avoided a cost, or cannot tell, with the events before and
 * after (catalogues/demo/savings.csv): after all other rooms, so that those are the same. */
void measures_demo_savings(struct store *store);

extern const struct module measures_module;
