/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/rosters/rosters.h"
#include "modules/rosters/rota.h"
#include "modules/units/units.h"

#define ROSTER_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(function,   code,  N_("Function"), .required = true, .list = "rosters/functions") \
	F(unit_id,    ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(name,       text,  N_("Name of the roster"), .longest = 120, \
	              .help = N_("Only when a unit has several rosters for the same function.")) \
	F(phone,      phone, N_("The number of the function"), \
	              .help = N_("The one number that follows whoever is on duty, not a person's own.")) \
	F(talk_group, text,  N_("Talk group"), .longest = 60) \
	F(note,       prose, N_("At a hand-over"), .longest = 2000, \
	              .help = N_("What is handed over and told, in a few lines. No passwords.")) \
	F(is_city,    yesno, N_("Serves the whole city"), .is_own = true) \
	F(closed_at,  instant, N_("Closed"), .is_own = true) \
	F(created_by, ref,   N_("Made by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Made"), .is_own = true) \
	F(updated_at, instant, N_("Changed"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct roster { ROSTER_FIELDS(AS_MEMBER) };
LIST_OF(roster)
extern const struct record roster_record;

enum layer_kind { LAYER_none, LAYER_rotation, LAYER_temporary };
extern const struct choice layer_kinds[], layer_turns[], layer_days[];

#define LAYER_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(roster_id,   ref,   N_("Roster"), .refers_to = "roster", .is_own = true) \
	F(kind,        choice, N_("Kind"), CHOICES(layer_kinds)) \
	F(name,        text,  N_("Name"), ) \
	F(starts,      date,  N_("First day"), ) \
	F(until,       date,  N_("Last day"), ) \
	F(turn,        choice, N_("Turns of"), CHOICES(layer_turns)) \
	F(turn_length, count, N_("How many"), ) \
	F(from_minute, count, N_("Minute of the day that duty begins"), ) \
	F(to_minute,   count, N_("Minute of the day that duty ends"), ) \
	F(weekdays,    count, N_("Weekdays"), ) \
	F(days,        choice, N_("Which days"), CHOICES(layer_days)) \
	F(reason,      prose, N_("Why"), ) \
	F(made_by,     ref,   N_("Made by"), .refers_to = "person", .is_own = true) \
	F(made_at,     instant, N_("Made"), .is_own = true) \
	F(ended_by,    ref,   N_("Ended by"), .refers_to = "person", .is_own = true) \
	F(ended_at,    instant, N_("Ended"), .is_own = true) \
	F(end_reason,  prose, N_("Why it was ended"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct layer { LAYER_FIELDS(AS_MEMBER) };
LIST_OF(layer)
extern const struct record layer_record;

/* How a person writes one. */
#define LAYER_NEW_FIELDS(F) \
	F(kind,        choice, N_("Kind"), .required = true, CHOICES(layer_kinds), \
	               .help = N_("A temporary schedule covers the rotation for some time, as in a holiday.")) \
	F(people,      prose, N_("In turn"), .required = true, .longest = 4000, .is_personal = true, \
	               .help = N_("One person on each line, by name or user name; the first begins.")) \
	F(starts,      date,  N_("First day"), .required = true) \
	F(until,       date,  N_("Last day"), .help = N_("Empty: until further notice.")) \
	F(turn,        choice, N_("Turns of"), .required = true, CHOICES(layer_turns)) \
	F(turn_length, count, N_("How many"), .most = 366, \
	               .help = N_("So many days, weeks or months at a time; empty is one.")) \
	F(begins,      text,  N_("Duty begins at"), .required = true, .longest = 5, \
	               .help = N_("Local time, as 08:00.")) \
	F(ends,        text,  N_("Duty ends at"), .required = true, .longest = 5, \
	               .help = N_("The next day, unless it is later. The same time: around the clock.")) \
	F(days,        choice, N_("Which days"), CHOICES(layer_days), \
	               .help = N_("Counted by the day that duty begins.")) \
	F(weekdays,    codes, N_("Only these weekdays"), .list = "rosters/weekdays") \
	F(replaces,    yesno, N_("Takes over from the rotation that serves now"), \
	               .help = N_("What would be on duty at the same time ends when this begins.")) \
	F(reason,      prose, N_("Why"), .required = true, .longest = 1000)
struct layer_new { LAYER_NEW_FIELDS(AS_MEMBER) };
extern const struct record layer_new_record;
extern const struct form layer_form;

#define OVERRIDE_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(roster_id,   ref,   N_("Roster"), .refers_to = "roster", .is_own = true) \
	F(begins_at,   instant, N_("From"), .required = true) \
	F(ends_at,     instant, N_("To"), .required = true) \
	F(person_id,   ref,   N_("Who serves instead"), .required = true, .refers_to = "person") \
	F(reason,      prose, N_("Why"), .required = true, .longest = 1000, \
	               .help = N_("Nothing about anybody's health: \"on leave\" is enough.")) \
	F(made_by,     ref,   N_("Made by"), .refers_to = "person", .is_own = true) \
	F(made_at,     instant, N_("Made"), .is_own = true) \
	F(withdrawn_by, ref,  N_("Taken back by"), .refers_to = "person", .is_own = true) \
	F(withdrawn_at, instant, N_("Taken back"), .is_own = true) \
	F(withdrawn_reason, prose, N_("Why it was taken back"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct override { OVERRIDE_FIELDS(AS_MEMBER) };
LIST_OF(override)
extern const struct record override_record;
extern const struct form override_form;

#define SHARE_FIELDS(F) \
	F(id,        key, N_("Number"), .is_own = true, .is_hidden = true) \
	F(roster_id, ref, N_("Roster"), .refers_to = "roster", .is_own = true) \
	F(unit_id,   ref, N_("Unit that shares the duty"), .required = true, .refers_to = "unit") \
	F(reason,    prose, N_("Why they share it"), .required = true, .longest = 1000) \
	F(shared_by, ref, N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(shared_at, instant, N_("Decided"), .is_own = true) \
	F(ended_by,  ref, N_("Ended by"), .refers_to = "person", .is_own = true) \
	F(ended_at,  instant, N_("Ended"), .is_own = true)
struct share { SHARE_FIELDS(AS_MEMBER) };
LIST_OF(share)
extern const struct record share_record;
extern const struct form share_form;

#define ROSTER_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), ) \
	F(at,          instant, N_("When"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct roster_step { ROSTER_STEP_FIELDS(AS_MEMBER) };
LIST_OF(roster_step)

#define CHANNEL_FIELDS(F) \
	F(id,          key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text, N_("Identity"), .is_own = true) \
	F(person_id,   ref,  N_("Person"), .refers_to = "person", .is_own = true) \
	F(kind,        code, N_("Way"), .required = true, .list = "rosters/channels") \
	F(address,     text, N_("Number or address"), .required = true, .longest = 120, \
	               .is_personal = true) \
	F(verified_on, date, N_("Verified"), .is_own = true) \
	F(verified_by, ref,  N_("Verified by"), .refers_to = "person", .is_own = true) \
	F(ended_on,    date, N_("Ended"), .is_own = true) \
	F(created_by,  ref,  N_("Made by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Made"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct channel { CHANNEL_FIELDS(AS_MEMBER) };
LIST_OF(channel)
extern const struct record channel_record;
extern const struct form channel_form;

/* ---- Rules (rules.c) ----------------------------------------------------------------- */

/* "08:00" in minutes from midnight; -1 when it is no time. */
int minute_read(struct str text);
struct str minute_words(struct arena *arena, int64_t minute);
struct rota_demand demand_of(const struct item *function);
bool functions_conflict(struct str a, struct str b);
/* Must a unit of this kind with these marks have this function by itself? */
bool duty_is_asked_of(const struct item *function, const struct unit *unit);
/* The free days of the years of two moments. */
struct holidays holidays_between(struct arena *arena, struct instant from, struct instant to);
/* "every working day 08:00-17:00, turns of 1 week" */
struct str layer_words(struct arena *arena, const struct layer *layer);
/* "14 September 2026 08:00 to 21 September 2026 08:00" */
struct str between_words(struct arena *arena, struct instant from, struct instant to);
/* The first time that two rules of the same height would serve at once; begins 0: never. */
struct shift layer_meets(struct arena *arena, const struct rota_layer *a,
                         const struct rota_layer *b, struct instant from, struct instant to,
                         struct holidays holidays);
/* May the person serve in this roster then, as far as other rosters go?  What he holds in a
 * conflicting one at the same time; begins 0: nothing. */
struct held { struct shift shift; const struct roster *roster; };
struct held conflict_of(struct view *view, const struct roster *roster, int64_t person,
                        struct instant from, struct instant to);
extern const struct rule_table rosters_rules[];

/* ---- Queries (queries.c) ---------------------------------------------------------------- */

extern const struct reference rosters_references[];
struct roster_list rosters_seen(struct view *view);
const struct roster *roster_get(struct view *view, struct str public_id);
bool roster_may_edit(struct view *view, const struct roster *roster);
bool roster_may_add(struct view *view, int64_t unit_id);
struct layer_list layers_of(struct view *view, int64_t roster_id);
struct override_list overrides_of(struct view *view, int64_t roster_id, struct instant ends_after);
const struct layer *layer_get(struct view *view, int64_t roster_id, struct str public_id);
const struct override *override_get(struct view *view, int64_t roster_id, struct str public_id);
struct share_list shares_of(struct view *view, int64_t roster_id);      /* those in force */
struct roster_step_list roster_steps(struct view *view, int64_t roster_id);
void roster_step_by(struct change *change, int64_t roster_id, int64_t person, struct instant at,
                    const char *verb, struct str words);
int64_t roster_add(struct change *change, struct roster *roster);
/* Puts somebody in, from now on, with a step in the roster's history. */
void override_put(struct change *change, struct override *override, const char *verb);
/* Of those who serve, shift by shift; each person is looked up once. */
const struct str *shift_names(struct view *view, const struct shift_list *shifts);
/* The name as it may stand where everybody reads it: a protected one is not told. */
struct str name_for_all(struct view *view, int64_t person);
void layer_add(struct change *change, struct layer *layer, size_t count, const int64_t *people);
/* In turn, layer by layer; `identity` is "" when one may not see how somebody is reached. */
struct served { int64_t layer_id; struct str name, identity; };
LIST_OF(served)
struct served_list roster_people(struct view *view, int64_t roster_id);
struct served_list layer_people(const struct served_list *people, int64_t layer_id);

/* The rules of rosters that one sees: all that counted at any time from `from` on. */
struct roster_rules { int64_t roster_id; struct rota rota; };
struct roster_rules_list { size_t count; struct roster_rules *at; };
struct roster_rules_list rules_load(struct view *view, int64_t roster_id /* 0: all */,
                                    struct instant from);
struct rota_layer rota_layer_of(const struct layer *layer);     /* without its people */
/* As the system, for alarms: of every roster. */
struct roster_rules_list rules_load_all(struct view *view, int64_t roster_id, struct instant from);
struct roster_list rosters_in_use(struct view *view);
struct roster_list rosters_below(struct view *view, int64_t unit_id);
struct str roster_unit_name(struct view *view, int64_t unit_id);
struct roster_list rosters_of_function(struct view *view, struct str function, int64_t unit_id);
struct roster_rules_list rules_told(struct view *view, struct instant from);   /* my_told_... */
struct roster_rules_list rules_of_mates(struct view *view, struct instant from); /* my_swap_... */
const struct rota *rota_of(const struct roster_rules_list *rules, int64_t roster_id);
/* As conflict_of(), among these rosters and their rules. */
struct held conflict_among(struct arena *arena, const struct roster_list *rosters,
                           const struct roster_rules_list *rules, const struct roster *roster,
                           const struct shift *asked);

struct channel_list channels_of(struct view *view, int64_t person_id);
const struct channel *channel_get(struct view *view, struct str public_id);
bool channels_may_edit(struct view *view, int64_t person_id);
int64_t person_of_identity(struct view *view, struct str public_id);    /* 0 */
struct str person_identity(struct view *view, int64_t person_id);
/* Where the ways of a person stand; "" when this reader may not see them. */
struct str channels_path(struct view *view, int64_t person_id);

/* ---- Pages -------------------------------------------------------------------------------- */

extern const struct route rosters_routes[];
const char *roster_step_words(struct str verb);         /* N_() */
struct str roster_name(const struct roster *roster);
struct str roster_path(struct arena *arena, const struct roster *roster);

/* Who is on duty in one roster, as this reader may see it. */
struct on_duty {
	const struct roster *roster;
	struct str unit, now_name, next_name, phone;
	struct instant until, next_from;
	bool is_hole;                   /* somebody should be on duty, and nobody is */
};
struct on_duty_list { size_t count; struct on_duty *at; };
struct on_duty_list on_duty_now(struct view *view, struct instant now, bool only_city);

/* ?from=2026-09-01&to=2026-09-30; without: so many days from today on.  What is longer than
 * `most_days` ends there. */
struct period { struct date first, last; struct instant from, to; };
struct period period_asked(struct request *request, int usual_days, int most_days);

struct reply rosters_now(struct request *request, struct view *view);
struct reply roster_show(struct request *request, struct view *view);
void *roster_load(struct request *request, struct view *view);          /* that one may change */
struct reply layer_new_page(struct request *request, struct view *view);
struct reply layer_add_act(struct request *request, struct change *change);
struct reply layer_end_act(struct request *request, struct change *change);
struct reply override_new_page(struct request *request, struct view *view);
struct reply override_add_act(struct request *request, struct change *change);
struct reply override_withdraw_act(struct request *request, struct change *change);
struct reply share_add_act(struct request *request, struct change *change);
struct reply channels_page(struct request *request, struct view *view);
struct reply channel_add_act(struct request *request, struct change *change);
struct reply channel_verify_act(struct request *request, struct change *change);
struct reply channel_end_act(struct request *request, struct change *change);

void rosters_demo(struct store *store, int scale);
