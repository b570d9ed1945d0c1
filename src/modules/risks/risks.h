/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/risks.h - the yearly risk and vulnerability analysis (RSA) of a unit.
 *
 * A unit has one analysis a year, in versions.  It begins as a copy of last year's, is worked
 * on, reviewed, approved by the director and by the board, and submitted: from then on it is
 * locked, and a new version is the only way to change it.  The submission itself, and how far
 * the receiver has come, stand in the room submissions.
 *
 * A risk keeps its number from year to year; each year has a row of its own.  Every assessment
 * is a revision and none is ever changed.  Scales are data (risk_method): probability and
 * consequence are steps in an order, never numbers to be multiplied; the level of a cell is
 * only suggested, a named person decides it.
 */
#pragma once

#include "kit/module.h"

/* ---- The analysis ------------------------------------------------------------------------- */

#define RSA_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(unit_id,     ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(year,        count,  N_("Year"), .is_own = true) \
	F(number,      count,  N_("Version"), .is_own = true) \
	F(method_id,   ref,    N_("Scales"), .is_own = true, .is_hidden = true) \
	F(state,       choice, N_("State"), CHOICES(rsa_states), .is_own = true) \
	F(area,        prose,  N_("The unit and its area"), \
	               .help = N_("What the unit does and where; what is special about its area.")) \
	F(process,     prose,  N_("How the work was done"), \
	               .help = N_("Which workshops were held, what they rested on, what was left out.")) \
	F(participants, prose, N_("Who took part"), .is_personal = true, \
	               .help = N_("Roles rather than names, one on each line.")) \
	F(preparedness, prose, N_("Vulnerabilities and shortcomings as a whole"), \
	               .help = N_("What the risks together say of the unit's ability to handle crises.")) \
	F(secrecy,     choice, N_("Secrecy"), CHOICES(rsa_secrecies), .required = true, \
	               .help = N_("The marks of each risk decide what the open extract leaves out.")) \
	F(secrecy_ground, code, N_("Ground for secrecy"), .list = "secrecy_grounds") \
	F(meeting_on,  date,   N_("Day of the meeting"), .is_own = true) \
	F(paragraph,   text,   N_("Paragraph of the minutes"), .is_own = true) \
	F(signer,      text,   N_("Signed by"), .is_own = true) \
	F(new_reason,  prose,  N_("Why a new version"), .is_own = true) \
	F(copied_from, ref,    N_("Copied from"), .is_own = true, .is_hidden = true) \
	F(supersedes,  ref,    N_("Follows upon"), .is_own = true, .is_hidden = true) \
	F(submission_id, ref,  N_("Submission"), .is_own = true, .is_hidden = true) \
	F(submitted_by, ref,   N_("Submitted by"), .refers_to = "person", .is_own = true) \
	F(submitted_at, instant, N_("Submitted"), .is_own = true) \
	F(created_by,  ref,    N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Begun"), .is_own = true) \
	F(version,     count,  N_("Edition"), .is_own = true)
/* `received` and `returned` follow from the submission; they never stand in the table. */
enum rsa_state { RSA_none, RSA_draft, RSA_in_review, RSA_approved_by_director,
	RSA_approved_by_board, RSA_submitted, RSA_received, RSA_returned, RSA_aggregated };
extern const struct choice rsa_states[];
enum rsa_secrecy { SECRECY_none, SECRECY_to_assess, SECRECY_open, SECRECY_parts, SECRECY_whole };
extern const struct choice rsa_secrecies[];
struct rsa { RSA_FIELDS(AS_MEMBER) };
LIST_OF(rsa)
extern const struct record rsa_record;

/* ---- Risks -------------------------------------------------------------------------------- */

#define RISK_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(number,      text,   N_("Risk number"), .is_own = true) \
	F(root_id,     ref,    N_("First row"), .is_own = true, .is_hidden = true) \
	F(copied_from, ref,    N_("Copied from"), .is_own = true, .is_hidden = true) \
	F(rsa_id,      ref,    N_("Analysis"), .is_own = true, .is_hidden = true) \
	F(unit_id,     ref,    N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(year,        count,  N_("Year"), .is_own = true) \
	F(title,       text,   N_("The risk as an event"), .required = true, .longest = 160, \
	               .help = N_("What happens, so that what? “The power fails in the care home for six hours, so that the lifts stop.”")) \
	F(cause,       prose,  N_("Causes"), .longest = 4000) \
	F(source_kind, code,   N_("Where it comes from"), .list = "risk/sources") \
	F(scope,       choice, N_("What it concerns"), CHOICES(risk_scopes), .required = true) \
	F(controls,    prose,  N_("What protects us already"), .longest = 4000) \
	F(trend,       choice, N_("Trend"), CHOICES(risk_trends)) \
	F(command,       text, N_("Command"), .longest = 1) \
	F(cooperation,   text, N_("Cooperation"), .longest = 1) \
	F(communication, text, N_("Communication"), .longest = 1) \
	F(competence,    text, N_("Competence"), .longest = 1) \
	F(resources,     text, N_("Resources"), .longest = 1) \
	F(capability_words, prose, N_("What is lacking, and what is good"), .longest = 4000) \
	F(owner_id,    ref,    N_("Owner of the risk"), .refers_to = "handler", \
	               .help = N_("One person who sees that something is done about it.")) \
	F(review_on,   date,   N_("To be looked at again"), ) \
	F(is_prominent, yesno, N_("One of the most prominent risks"), ) \
	F(plan,        prose,  N_("Long-term action plan"), .longest = 8000, \
	               .help = N_("For the most prominent risks: what shall be true in one, two and four years, and who sees to it.")) \
	F(treatment,   choice, N_("What shall be done with it"), CHOICES(risk_treatments)) \
	F(accepted_by, ref,    N_("Accepted by"), .refers_to = "person", .is_own = true) \
	F(accepted_until, date, N_("Accepted until"), .is_own = true) \
	F(accepted_reason, prose, N_("Why it is accepted"), .is_own = true) \
	F(communicable, choice, N_("Shall it be told?"), CHOICES(risk_tellings)) \
	F(audience,    text,   N_("To whom"), ) \
	F(message,     prose,  N_("What is said"), .longest = 2000) \
	F(channel,     text,   N_("How"), ) \
	F(tell_when,   text,   N_("When"), .longest = 120) \
	F(teller_id,   ref,    N_("Who sees to it"), .refers_to = "handler") \
	F(tell_reason, prose,  N_("Why it shall not be told"), .longest = 2000) \
	F(secret_whole,      code, N_("The whole risk"), .list = "secrecy_grounds") \
	F(secret_cause,      code, N_("Causes"), .list = "secrecy_grounds") \
	F(secret_controls,   code, N_("What protects us already"), .list = "secrecy_grounds") \
	F(secret_assessment, code, N_("The assessment"), .list = "secrecy_grounds") \
	F(secret_capability, code, N_("Capability and shortcomings"), .list = "secrecy_grounds") \
	F(secret_commitments, code, N_("Commitments that it hits"), .list = "secrecy_grounds") \
	F(secret_treatment,  code, N_("Treatment, plan and measures"), .list = "secrecy_grounds") \
	F(revision_id, ref,    N_("Assessment"), .is_own = true, .is_hidden = true) \
	F(dropped_reason, prose, N_("Why it is no risk any more"), .is_own = true) \
	F(created_by,  ref,    N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count,  N_("Version"), .is_own = true)
enum risk_scope { SCOPE_none, SCOPE_own, SCOPE_area, SCOPE_strategic };
extern const struct choice risk_scopes[];
enum risk_trend { TREND_none, TREND_rising, TREND_same, TREND_falling };
extern const struct choice risk_trends[];
enum risk_treatment { TREATMENT_none, TREATMENT_reduce, TREATMENT_avoid, TREATMENT_share, TREATMENT_accept };
extern const struct choice risk_treatments[];
enum risk_telling { TELLING_none, TELLING_yes, TELLING_no };
extern const struct choice risk_tellings[];
struct risk { RISK_FIELDS(AS_MEMBER) };
LIST_OF(risk)
extern const struct record risk_record;

#define RISK_REVISION_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(risk_id,     ref,    N_("Risk"), .is_own = true, .is_hidden = true) \
	F(probability, count,  N_("Probability, step"), .is_own = true) \
	F(consequence, count,  N_("Consequence, the worst step"), .is_own = true) \
	F(suggested,   code,   N_("Suggested level"), .list = "event/zone_levels", .is_own = true) \
	F(zone,        code,   N_("Level"), .list = "event/zone_levels", .is_own = true) \
	F(zone_reason, prose,  N_("Why another level"), .is_own = true) \
	F(frequency_low,    real, N_("Times a year, low"), .is_own = true) \
	F(frequency_likely, real, N_("Times a year, likely"), .is_own = true) \
	F(frequency_high,   real, N_("Times a year, high"), .is_own = true) \
	F(uncertainty, choice, N_("Uncertainty"), CHOICES(risk_uncertainties), .is_own = true) \
	F(uncertainty_reason, prose, N_("Why it is uncertain"), .is_own = true) \
	F(reason,      prose,  N_("Why"), .is_own = true) \
	F(is_carried,  yesno,  N_("Carried over from the analysis before"), .is_own = true) \
	F(created_by,  ref,    N_("Assessed by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Assessed"), .is_own = true)
enum risk_uncertainty { UNCERTAINTY_none, UNCERTAINTY_low, UNCERTAINTY_medium, UNCERTAINTY_high };
extern const struct choice risk_uncertainties[];
struct risk_revision { RISK_REVISION_FIELDS(AS_MEMBER) };
LIST_OF(risk_revision)
extern const struct record risk_revision_record;

struct risk_consequence { int64_t id, revision_id; struct str value; int64_t step; };
LIST_OF(risk_consequence)

/* ---- Scales ------------------------------------------------------------------------------- */

#define RISK_METHOD_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(code,        text,  N_("Code of the version"), .required = true, .longest = 40, \
	               .help = N_("Short and lasting, with a number: municipal-2.")) \
	F(name_sv,     text,  N_("Name in Swedish"), .required = true, .longest = 120) \
	F(name_en,     text,  N_("Name in English"), .longest = 120) \
	F(probability_steps, count, N_("Steps of probability"), .is_own = true) \
	F(consequence_steps, count, N_("Steps of consequence"), .is_own = true) \
	F(in_force_from, date, N_("In force from"), .required = true) \
	F(source_sv,   prose, N_("Where it comes from, in Swedish"), .longest = 1000) \
	F(source_en,   prose, N_("Where it comes from, in English"), .longest = 1000) \
	F(created_by,  ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct risk_method { RISK_METHOD_FIELDS(AS_MEMBER) };
LIST_OF(risk_method)
extern const struct record risk_method_record;

#define RISK_STEP_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true) \
	F(method_id,   ref,   N_("Scales"), .is_own = true) \
	F(kind,        text,  N_("Scale"), ) \
	F(value,       text,  N_("Protected value"), ) \
	F(step,        count, N_("Step"), ) \
	F(name_sv,     text,  N_("Name in Swedish"), ) \
	F(name_en,     text,  N_("Name in English"), ) \
	F(anchor_sv,   prose, N_("Meaning in Swedish"), ) \
	F(anchor_en,   prose, N_("Meaning in English"), ) \
	F(example_sv,  prose, N_("Example in Swedish"), ) \
	F(example_en,  prose, N_("Example in English"), ) \
	F(frequency_low,  real, N_("Times a year, from"), ) \
	F(frequency_high, real, N_("Times a year, to"), )
struct risk_step { RISK_STEP_FIELDS(AS_MEMBER) };
LIST_OF(risk_step)

struct risk_zone { int64_t id, method_id, probability, consequence; struct str zone; };
LIST_OF(risk_zone)

struct scales {                         /* a version with everything that belongs to it */
	struct risk_method method;
	struct risk_step_list steps;    /* sorted by kind, value, step */
	struct risk_zone_list zones;
};
const struct scales *scales_of(struct view *view, int64_t method_id);   /* NULL */
/* The newest that are in force today; NULL: none is here yet. */
const struct scales *scales_today(struct view *view);
void methods_ship(struct change *change);       /* those that came with the program and are not here */
const struct risk_step *scales_step(const struct scales *scales, const char *kind, struct str value, int64_t step);
/* The level that a cell suggests; "" outside the matrix. */
struct str scales_zone(const struct scales *scales, int64_t probability, int64_t consequence);
int zone_number(struct str zone);       /* 1 is the lowest; 0 none */
bool zone_needs_measure(struct str zone);

/* ---- For other rooms ---------------------------------------------------------------------- */

const struct rsa *rsa_get(struct view *view, struct str public_id);
const struct rsa *rsa_of_id(struct view *view, int64_t id);
const struct rsa *rsa_newest(struct view *view, int64_t unit_id, int year);     /* NULL */
struct rsa_list rsas_of_year(struct view *view, int year);      /* the newest version of each unit */
struct risk_list risks_of(struct view *view, int64_t rsa_id);   /* those that are still risks */
/* The one that holds for each risk of an analysis, sorted by risk. */
struct risk_revision_list revisions_of(struct view *view, int64_t rsa_id);
const struct risk_revision *revision_find(const struct risk_revision_list *list, int64_t risk_id);
struct risk_consequence_list consequences_of(struct view *view, int64_t rsa_id);        /* sorted by revision */
/* A row by its public identity; by number ("R-2026-00012") the newest that one may see. */
const struct risk *risk_get(struct view *view, struct str key);
struct str risk_path(struct arena *arena, const struct risk *risk);
struct str rsa_path(struct arena *arena, const struct rsa *rsa);
/* Into the city's risk picture: the analysis has served its purpose.  False: not handed in. */
bool rsa_aggregate(struct change *change, int64_t rsa_id, struct str words);

extern const struct module risks_module;
