/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/places/places.h"
#include "modules/projects/projects.h"

/* ---- Records (model.c) ---------------------------------------------------------------------- */

enum project_phase { PHASE_none, PHASE_programme, PHASE_consultation, PHASE_decided, PHASE_building,
	PHASE_done, PHASE_stopped };
extern const struct choice project_phases[];
#define PROJECT_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(kind,      code, N_("Kind"), .required = true, .list = "projects/kinds") \
	F(name,      text, N_("Name"), .required = true, .longest = 160) \
	F(registry_number, text, N_("Registry number"), .longest = 60) \
	F(words,     prose, N_("What is planned, and why"), .longest = 4000, \
	             .help = N_("What the place is like and what is to be better. No names, and nothing of locks, alarms or cameras that must not be known.")) \
	F(place_id,  ref,  N_("Place"), .refers_to = "place") \
	F(area_id,   ref,  N_("Area"), .refers_to = "area", .help = N_("Follows from the point or the place when it is left empty.")) \
	F(lat,       real, N_("Latitude"), .least = -90, .most = 90, .help = N_("WGS 84, for the map. Empty: the point of the place.")) \
	F(lon,       real, N_("Longitude"), .least = -180, .most = 180) \
	F(north_mm,  count, N_("North, mm (SWEREF 99 18 00)"), .is_own = true) \
	F(east_mm,   count, N_("East, mm (SWEREF 99 18 00)"), .is_own = true) \
	F(phase,     choice, N_("Phase"), CHOICES(project_phases), .required = true) \
	F(begun_on,  date, N_("Begins"), .required = true) \
	F(fixed_on,  date, N_("Day it is fixed"), \
	             .help = N_("When the plan is adopted or the drawings are decided. Expected until then; once it is decided, the day it was.")) \
	F(is_fixed,  yesno, N_("It is fixed"), .is_own = true) \
	F(ended_on,  date, N_("Day it was done or stopped"), ) \
	F(stopped_why, text, N_("Why it was stopped"), .longest = 400) \
	F(contact_id, ref, N_("Contact"), .refers_to = "handler") \
	F(funding,   text, N_("Funding"), .longest = 120) \
	F(cost_plan, money, N_("Planned cost, kronor"), .most = 100000000000) \
	F(cost_actual, money, N_("Cost, kronor"), .most = 100000000000) \
	F(assessed_on, date, N_("Risks judged"), .is_own = true) \
	F(assessed_words, prose, N_("How the risks were judged"), .is_own = true) \
	F(assessed_by, ref, N_("Judged by"), .refers_to = "person", .is_own = true) \
	F(assessed_at, instant, N_("Written down"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct project { PROJECT_FIELDS(AS_MEMBER) };
LIST_OF(project)

#define PROJECT_ASSESS_FIELDS(F) \
	F(assessed_on, date, N_("Risks judged"), .required = true, \
	             .help = N_("The day the assessment was ready, not the day you write this.")) \
	F(assessed_words, prose, N_("How the risks were judged"), .required = true, .longest = 4000, \
	             .help = N_("What was gone through, with whom (roles), and what was left out. If no risk was found: why.")) \
	F(version,   count, N_("Version"), .is_own = true)
struct project_assess { PROJECT_ASSESS_FIELDS(AS_MEMBER) };

#define PROJECT_RISK_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(project_id, ref, N_("Project"), .is_own = true, .is_hidden = true) \
	F(method_id, ref,  N_("Scales"), .is_own = true, .is_hidden = true) \
	F(what,      text, N_("What can happen"), .required = true, .longest = 160, \
	             .help = N_("What happens, so that what? “The lift shaft is open while we build, so that somebody falls.”")) \
	F(value,     code, N_("What is hit hardest"), .required = true, .list = "event/protected_values") \
	F(probability, ref, N_("Probability"), .required = true, .refers_to = "project_probability") \
	F(consequence, ref, N_("Consequence"), .required = true, .refers_to = "project_consequence") \
	F(controls,  prose, N_("What protects us already"), .longest = 2000) \
	F(zone,      code, N_("Level"), .list = "event/zone_levels", .help = N_("Empty: the one that the scales suggest.")) \
	F(zone_reason, prose, N_("Why another level"), .longest = 1000) \
	F(not_needed_why, prose, N_("Why no measure is needed"), .is_own = true) \
	F(not_needed_by, ref, N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(not_needed_at, instant, N_("Decided"), .is_own = true) \
	F(created_by, ref, N_("Judged by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct project_risk { PROJECT_RISK_FIELDS(AS_MEMBER) };
LIST_OF(project_risk)

#define PROJECT_UNNEEDED_FIELDS(F) \
	F(not_needed_why, prose, N_("Why no measure is needed"), .required = true, .longest = 1000) \
	F(version,   count, N_("Version"), .is_own = true)
struct project_unneeded { PROJECT_UNNEEDED_FIELDS(AS_MEMBER) };

#define PROJECT_LINK_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(project_id, ref, N_("Project"), .is_own = true, .is_hidden = true) \
	F(kind,      code, N_("Kind"), .required = true, .list = "projects/findings") \
	F(target_id, ref,  N_("What it answers to"), .is_own = true, .is_hidden = true) \
	F(removed_on, date, N_("Taken away"), .is_own = true, .is_hidden = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct project_link { PROJECT_LINK_FIELDS(AS_MEMBER) };
LIST_OF(project_link)
#define PROJECT_FINDING_FIELDS(F) \
	F(kind,      code, N_("Kind"), .required = true, .list = "projects/findings") \
	F(target,    text, N_("Number or address"), .required = true, .longest = 400, \
	             .help = N_("The number, or the address of its page as the browser shows it."))
struct project_finding { PROJECT_FINDING_FIELDS(AS_MEMBER) };

#define PROJECT_YEAR_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(year,      count, N_("Year"), .required = true, .least = 1900, .most = 9999) \
	F(words,     prose, N_("How one knows"), .required = true, .longest = 1000, \
	             .help = N_("Whom you asked, and what you looked at.")) \
	F(withdrawn_on, date, N_("Taken back"), .is_own = true) \
	F(withdrawn_why, text, N_("Why it is taken back"), .is_own = true) \
	F(withdrawn_by, ref, N_("Taken back by"), .refers_to = "person", .is_own = true) \
	F(created_by, ref, N_("Signed by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Signed"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct project_year { PROJECT_YEAR_FIELDS(AS_MEMBER) };
LIST_OF(project_year)
#define PROJECT_WITHDRAW_FIELDS(F) \
	F(withdrawn_why, text, N_("Why it is taken back"), .required = true, .longest = 400) \
	F(version,   count, N_("Version"), .is_own = true)
struct project_withdraw { PROJECT_WITHDRAW_FIELDS(AS_MEMBER) };

extern const struct record project_record, project_assess_record, project_risk_record,
	project_unneeded_record, project_link_record, project_finding_record, project_year_record,
	project_withdraw_record;
extern const struct form project_form, project_assess_form, project_risk_form,
	project_unneeded_form, project_finding_form, project_year_form, project_withdraw_form;
extern const struct reference projects_references[];

/* ---- Rules (rules.c): values in, values out -------------------------------------------------- */

enum project_standing { STANDING_none, STANDING_waiting, STANDING_day_passed, STANDING_assessed,
	STANDING_assessed_late, STANDING_never_assessed, STANDING_stopped };
extern const struct choice project_standings[];
/* How it stands with its risks on a day.  What was fixed first stays late for ever. */
enum project_standing project_standing_on(const struct project *project, struct date today);
bool standing_is_late(enum project_standing standing);
bool phase_is_fixed(int phase);                 /* decided, building, done */
bool phase_has_ended(int phase);                /* done, stopped */
/* What follows from the phase, once it has been judged: is_fixed, ended_on. */
void project_follow(struct project *project, struct date today);
/* What cannot be true of it; `before` as it stood, NULL for a new one. */
void project_days_judge(const struct project *project, const struct project *before, struct date today,
                        struct problems *problems);
/* "https://varn.example/pictures/0190" -> "0190"; a number is itself. */
struct str finding_key(struct str target);

/* ---- Queries ---------------------------------------------------------------------------------- */

bool project_may_write(struct view *view, int64_t unit_id);
const struct project *project_of_number(struct view *view, struct str number);
const struct project *project_of_id(struct view *view, int64_t id);
int64_t project_add(struct change *change, struct project *project);
/* Has the city a map today?  Without one nobody can say that a point lies outside it. */
bool projects_have_map(struct view *view);

const struct project_risk *project_risk_of_number(struct view *view, struct str number);
struct project_risk_list project_risks_of(struct view *view, int64_t project_id);
int64_t project_risk_add(struct change *change, struct project_risk *risk);
/* Decided, going on, done: measures that answer to it, as far as the reader sees them. */
int64_t project_risk_measures(struct view *view, int64_t risk_id);
struct project_link_list project_links_of(struct view *view, int64_t project_id);
const struct project_link *project_link_get(struct view *view, int64_t project_id, struct str public_id);

/* Projects of a unit with all below it that went on in a year. */
int64_t projects_in_year(struct view *view, int64_t unit_id, int64_t year);
const struct project_year *project_year_get(struct view *view, struct str public_id);
/* The one that is signed for a unit and a year, and not taken back; NULL. */
const struct project_year *project_year_of(struct view *view, int64_t unit_id, int64_t year);

extern const struct table projects_table, project_years_table;
void projects_query(struct request *request, struct view *view, struct query *query);
void project_years_query(struct request *request, struct view *view, struct query *query);

#define PROJECT_SPOT_FIELDS(F) \
	F(number,    text, N_("Number"), ) \
	F(name,      text, N_("Name"), ) \
	F(kind,      code, N_("Kind"), .list = "projects/kinds") \
	F(phase,     choice, N_("Phase"), CHOICES(project_phases)) \
	F(standing,  choice, N_("How it stands"), CHOICES(project_standings)) \
	F(fixed_on,  date, N_("Day it is fixed"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(area_name, text, N_("Area"), ) \
	F(lat,       real, N_("Latitude"), ) \
	F(lon,       real, N_("Longitude"), ) \
	F(north_mm,  count, N_("North, mm (SWEREF 99 18 00)"), ) \
	F(east_mm,   count, N_("East, mm (SWEREF 99 18 00)"), )
struct project_spot { PROJECT_SPOT_FIELDS(AS_MEMBER) };
LIST_OF(project_spot)
enum { MOST_SPOTS = 1000 };
/* Those that the list of the same address has, with a point or without; one more than the most
 * when there are more. */
struct project_spot_list project_spots(struct request *request, struct view *view);
struct area_list project_map_areas(struct view *view);

struct wheel_ask;
struct project_list projects_fixed_between(struct view *view, const struct wheel_ask *ask);

/* ---- Pages -------------------------------------------------------------------------------------- */

struct project_facts {
	struct view *view;
	const struct project *project;
	struct project_risk_list risks;
	enum project_standing standing;
	bool may_write;
};
struct project_found { struct str kind, words, path, public_id; };
LIST_OF(project_found)
bool project_words_fine(struct request *request, const char *field, struct str words);
/* A form folded away under its own button; open when it was just refused. */
struct project_fold { const struct form *form; const void *row; const char *ending, *title; };
void project_fold_show(struct out *out, struct request *request, struct view *view, struct str path,
                       const struct project_fold *fold);
void *project_load(struct request *request, struct view *view);

/* links.c */
void project_links_show(struct out *out, struct request *request, struct view *view,
                        const struct project *project, bool may_write);
struct reply project_link_act(struct request *request, struct change *change);
struct reply project_unlink_act(struct request *request, struct change *change);
/* risks.c */
struct reply project_risk_new(struct request *request, struct view *view);
struct reply project_risk_add_act(struct request *request, struct change *change);
struct reply project_risk_show(struct request *request, struct view *view);
struct reply project_risk_edit(struct request *request, struct view *view);
void *project_risk_load(struct request *request, struct view *view);
struct reply project_risk_change_act(struct request *request, struct change *change);
struct reply project_unneeded_act(struct request *request, struct change *change);
struct reply project_assess_act(struct request *request, struct change *change);
/* years.c */
struct reply project_years_list(struct request *request, struct view *view);
struct reply project_year_new(struct request *request, struct view *view);
struct reply project_year_show(struct request *request, struct view *view);
struct reply project_year_act(struct request *request, struct change *change);
struct reply project_withdraw_act(struct request *request, struct change *change);
/* map.c */
struct reply projects_map(struct request *request, struct view *view);
struct reply projects_geojson(struct request *request, struct view *view);

extern const struct route projects_routes[];
extern const struct wheel_source projects_wheel[];
extern const struct evidence_source projects_evidence[];
void projects_demo(struct store *store, int scale);
