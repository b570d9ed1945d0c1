/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/packs/packs.h"
#include "modules/rosters/rosters.h"

/* ---- Packs --------------------------------------------------------------------------- */

enum pack_reason { PACK_none, PACK_nightly, PACK_rosters, PACK_asked };
extern const struct choice pack_reasons[];

#define PACK_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(unit_id,     ref,     N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(reason,      choice,  N_("Why it was made"), CHOICES(pack_reasons), .is_own = true) \
	F(made_at,     instant, N_("Made"), .is_own = true) \
	F(made_by,     ref,     N_("Asked for by"), .refers_to = "person", .is_own = true) \
	F(bytes,       count,   N_("Size in bytes"), .is_own = true) \
	F(digest,      text,    N_("SHA-256"), .is_own = true) \
	F(roster_mark, count,   N_("Last step of the rosters"), .is_own = true, .is_hidden = true) \
	F(removed_at,  instant, N_("Its file was taken away"), .is_own = true)
struct pack { PACK_FIELDS(AS_MEMBER) };
LIST_OF(pack)
extern const struct record pack_record;

#define PACK_FETCH_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(pack_id,   ref,     N_("Emergency pack"), .is_own = true, .is_hidden = true) \
	F(person_id, ref,     N_("Person"), .refers_to = "person", .is_own = true) \
	F(at,        instant, N_("Fetched"), .is_own = true)
struct pack_fetch { PACK_FETCH_FIELDS(AS_MEMBER) };
LIST_OF(pack_fetch)
extern const struct record pack_fetch_record;

/* A unit that has one, or should. */
#define PACK_UNIT_FIELDS(F) \
	F(unit_id,   ref,     N_("Unit"), .refers_to = "unit") \
	F(is_city,   yesno,   N_("The whole city"), ) \
	F(since,     instant, N_("Should be there since"), ) \
	F(public_id, text,    N_("The newest pack"), ) \
	F(made_at,   instant, N_("Made"), ) \
	F(bytes,     count,   N_("Size in bytes"), ) \
	F(digest,    text,    N_("SHA-256"), ) \
	F(fetched,   count,   N_("Fetched"), ) \
	F(roster_mark, count, N_("Last step of the rosters"), .is_hidden = true) \
	F(roster_now,  count, N_("Last step of the rosters now"), .is_hidden = true)
struct pack_unit { PACK_UNIT_FIELDS(AS_MEMBER) };
LIST_OF(pack_unit)
extern const struct record pack_unit_record;

/* ---- Rules (rules.c): pure ------------------------------------------------------------- */

struct pack_clock {
	int64_t hour;                   /* local, when the nightly ones are made */
	int64_t least_minutes;          /* between two because of rosters */
	int64_t old_hours;
};
/* Why a new one must be made now; PACK_none: the newest will do. */
enum pack_reason pack_due(const struct pack_unit *unit, const struct pack_clock *clock,
                          struct instant now);
/* Is it older than it may be, or has none come for so long? */
bool pack_is_old(const struct pack_unit *unit, const struct pack_clock *clock,
                 struct instant now);
/* Is there none, or is it old?  Shown in red at once: nobody can fetch what is not there. */
bool pack_is_wanting(const struct pack_unit *unit, const struct pack_clock *clock,
                     struct instant now);
struct pack_clock pack_clock_set(void); /* as the settings say */
extern const struct rule_table packs_rules[];

/* ---- Queries ---------------------------------------------------------------------------- */

struct pack_unit_list pack_units(struct view *view);            /* that this person sees */
struct pack_unit_list pack_units_all(struct view *view);        /* as the system */
const struct pack_unit *pack_unit_get(struct view *view, int64_t unit_id);
const struct pack *pack_get(struct view *view, struct str public_id);
struct pack_list packs_of(struct view *view, int64_t unit_id);  /* whose files are there */
struct pack_fetch_list pack_fetches(struct view *view, int64_t pack_id);
/* As the system. */
struct str pack_unit_code(struct view *view, int64_t unit_id);
struct str pack_unit_name(struct view *view, int64_t unit_id);
struct pack_list packs_to_remove(struct view *view, struct instant before);
void pack_removed(struct change *change, const struct pack *pack, struct instant at);
/* The job of that name has been at work. */
bool pack_job_has_run(struct view *view, const char *kind, struct instant before);
struct keeper { int64_t person_id; };
LIST_OF(keeper)
struct keeper_list pack_keepers(struct view *view);     /* who can mend the service */

/* ---- What stands in one (queries_paper.c); as the system -------------------------------- */

/* Somebody to ring: how, when it may stand there. */
#define CALLED_FIELDS(F) \
	F(person_id,  key,   N_("Number"), .is_hidden = true) \
	F(name,       text,  N_("Name"), .is_personal = true) \
	F(title,      text,  N_("Job title"), ) \
	F(unit_name,  text,  N_("Unit"), ) \
	F(phone,      text,  N_("Telephone"), .is_personal = true) \
	F(email,      text,  N_("E-mail"), .is_personal = true) \
	F(is_protected, yesno, N_("Protected identity"), )
struct called { CALLED_FIELDS(AS_MEMBER) };
LIST_OF(called)
#define WAY_FIELDS(F) \
	F(person_id,   key,  N_("Number"), .is_hidden = true) \
	F(kind,        code, N_("Way"), .list = "rosters/channels") \
	F(address,     text, N_("Number or address"), .is_personal = true) \
	F(verified_on, date, N_("Verified"), )
struct way { WAY_FIELDS(AS_MEMBER) };
LIST_OF(way)
#define HELD_FIELDS(F) \
	F(role_type, code, N_("Role"), .list = "role_types") \
	F(unit_name, text, N_("Unit"), ) \
	F(holder,    text, N_("Holder"), .is_personal = true) \
	F(phone,     text, N_("Telephone"), .is_personal = true) \
	F(is_deputy, yesno, N_("Deputy"), )
struct held_role { HELD_FIELDS(AS_MEMBER) };
LIST_OF(held_role)
#define PAPER_STEP_FIELDS(F) \
	F(path_id,      key,   N_("Number"), .is_hidden = true) \
	F(path_name,    text,  N_("Name of the path"), ) \
	F(words,        text,  N_("What is sent"), ) \
	F(rounds,       count, N_("Times through the path"), ) \
	F(unit_name,    text,  N_("Unit"), ) \
	F(step_id,      key,   N_("Number"), .is_hidden = true) \
	F(kind,         text,  N_("Who"), ) \
	F(function,     text,  N_("Function on duty"), ) \
	F(role,         text,  N_("Role"), ) \
	F(at_unit,      text,  N_("At the unit"), ) \
	F(people,       text,  N_("People"), .is_personal = true) \
	F(channel_1,    text,  N_("First channel"), ) \
	F(channel_2,    text,  N_("Second channel"), ) \
	F(channel_3,    text,  N_("Third channel"), ) \
	F(wait_minutes, count, N_("Minutes to wait"), )
struct paper_step { PAPER_STEP_FIELDS(AS_MEMBER) };
LIST_OF(paper_step)
#define PAPER_TEXT_FIELDS(F) \
	F(title,     text,  N_("Title"), ) \
	F(kind,      text,  N_("Kind"), ) \
	F(unit_name, text,  N_("Unit"), ) \
	F(number,    count, N_("Edition"), ) \
	F(since,     date,  N_("Valid from"), ) \
	F(text,      prose, N_("Text"), )
struct paper_text { PAPER_TEXT_FIELDS(AS_MEMBER) };
LIST_OF(paper_text)
#define PAPER_PLAN_FIELDS(F) \
	F(edition_id, key,   N_("Number"), .is_hidden = true) \
	F(name,       text,  N_("Plan"), ) \
	F(unit_name,  text,  N_("Unit"), ) \
	F(number,     count, N_("Edition"), ) \
	F(used_when,  prose, N_("Used when"), ) \
	F(first_steps, prose, N_("First steps"), ) \
	F(contacts,   prose, N_("Contacts"), ) \
	F(materials,  prose, N_("Materials"), ) \
	F(back_to_normal, prose, N_("Back to normal"), )
struct paper_plan { PAPER_PLAN_FIELDS(AS_MEMBER) };
LIST_OF(paper_plan)
#define PAPER_ROUTINE_FIELDS(F) \
	F(edition_id,   key,  N_("Number"), .is_hidden = true) \
	F(resource,     code, N_("Without"), .list = "dependency_resources") \
	F(instead,      prose, N_("Instead"), ) \
	F(performed_by, text, N_("By"), )
struct paper_routine { PAPER_ROUTINE_FIELDS(AS_MEMBER) };
LIST_OF(paper_routine)
#define PAPER_HEAD_FIELDS(F) \
	F(number,      text,  N_("Crisis"), ) \
	F(is_exercise, yesno, N_("Exercise"), ) \
	F(seq,         count, N_("Lines"), ) \
	F(hash,        text,  N_("Hash"), )
struct paper_head { PAPER_HEAD_FIELDS(AS_MEMBER) };
LIST_OF(paper_head)

struct paper {
	struct arena *arena;
	int64_t unit_id;
	bool is_city;
	struct str unit_name, city, mark;       /* mark: the short name of this pack */
	struct instant made_at;
	struct date today, until;
	struct roster_ahead_list rosters;
	struct called_list people;
	struct way_list ways;
	struct held_role_list roles;
	struct paper_step_list steps;
	struct paper_text_list texts;
	struct paper_plan_list plans;
	struct paper_routine_list routines;
	struct paper_head_list heads;
};
void pack_paper_read(struct view *view, struct paper *paper);
const struct called *paper_person(const struct paper *paper, int64_t person_id);       /* NULL */
struct str paper_person_words(const struct paper *paper, int64_t person_id);
struct str paper_ways(const struct paper *paper, const struct called *called);
struct str paper_step_who(const struct paper *paper, const struct paper_step *step);
struct str paper_step_channels(const struct paper *paper, const struct paper_step *step);
bool paper_calls_anybody(const struct paper *paper);
bool paper_has_ways(const struct paper *paper, int64_t person_id);
/* The whole file. */
struct str paper_made(struct view *view, const struct pack_unit *unit, struct str mark,
                      struct instant at);

/* ---- Making (make.c) ---------------------------------------------------------------------- */

const char *pack_path(struct arena *arena, const struct pack *pack);
/* On another machine or beside a printer, in the folder of the setting pack_folder, which may
 * be none: one name for each, so that the newest lies there.  A folder that is gone or full
 * must not keep the pack itself from being made: last of all. */
void pack_copy_outside(struct arena *arena, struct str name, struct str content);
/* Makes the file of a unit's pack and remembers it; as the system. */
bool pack_make(struct store *store, struct arena *arena, int64_t unit_id,
               enum pack_reason reason, int64_t person_id);
/* Tells who can mend it, once a day for each, of packs that are missing or old; of how many. */
size_t packs_tell(struct change *change, struct instant now);
extern const struct job_kind packs_jobs[];
void packs_demo(struct store *store, int scale);

/* ---- Pages ---------------------------------------------------------------------------------- */

extern const struct route packs_routes[];
struct str pack_age_words(struct arena *arena, struct instant made, struct instant now);
struct str bytes_words(struct arena *arena, int64_t bytes);
