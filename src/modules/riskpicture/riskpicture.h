/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/riskpicture.h - the city's risk picture: what all risk analyses say together.
 *
 * The most prominent risks of the analyses that have come in are suggested as groups, with why
 * (analysis/rollup.h), and confirmed as themes by a named person.  A theme keeps who said what
 * and how far apart they are: steps of different scales are compared as times a year, never
 * averaged away, never multiplied.  Units whose analysis has not come in are named.  The office
 * adds what no unit sees alone: what many stand on, and strategic risks.
 *
 * A picture is draft, decided (a meeting, frozen whole) and published; a new version is the
 * only way to change it.  Two faces are frozen: the open version, in which nothing of a marked
 * risk stands, not even as a number; and the inner one for those who put the analyses together.
 */
#pragma once

#include "kit/module.h"

#define RISK_PICTURE_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(unit_id,     ref,    N_("Made by"), .refers_to = "unit", .is_own = true) \
	F(year,        count,  N_("Year"), .required = true, .least = 2000, .most = 2199) \
	F(number,      count,  N_("Version"), .is_own = true) \
	F(state,       choice, N_("State"), CHOICES(risk_picture_states), .is_own = true) \
	F(summary,     prose,  N_("The picture in a few sentences"), .longest = 1200, \
	               .help = N_("What a politician should remember. It stands first and is open: nothing that is marked.")) \
	F(outside,     prose,  N_("Who outside the city took part"), .longest = 2000, \
	               .help = N_("The rescue service, the police, the region, network companies and others: one on each line, and how.")) \
	F(planned_on,  date,   N_("Day of the meeting that is to decide it"), ) \
	F(meeting_on,  date,   N_("Day of the meeting"), .is_own = true) \
	F(paragraph,   text,   N_("Paragraph of the minutes"), .is_own = true) \
	F(signer,      text,   N_("Signed by"), .is_own = true) \
	F(decided_by,  ref,    N_("Decision recorded by"), .refers_to = "person", .is_own = true) \
	F(decided_at,  instant, N_("Decision recorded"), .is_own = true) \
	F(published_by, ref,   N_("Published by"), .refers_to = "person", .is_own = true) \
	F(published_at, instant, N_("Published"), .is_own = true) \
	F(new_reason,  prose,  N_("Why a new version"), .is_own = true) \
	F(supersedes,  ref,    N_("Follows upon"), .is_own = true, .is_hidden = true) \
	F(submission_id, ref,  N_("Submission"), .is_own = true, .is_hidden = true) \
	F(frozen,      json,   N_("As decided"), .is_own = true, .is_hidden = true) \
	F(frozen_inner, json,  N_("As decided, with what is marked"), .is_own = true, .is_hidden = true) \
	F(digest,      text,   N_("Digest"), .is_own = true) \
	F(created_by,  ref,    N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Begun"), .is_own = true) \
	F(version,     count,  N_("Edition"), .is_own = true)
enum risk_picture_state { RISK_PICTURE_none, RISK_PICTURE_draft, RISK_PICTURE_decided,
	RISK_PICTURE_published };
extern const struct choice risk_picture_states[];
struct risk_picture { RISK_PICTURE_FIELDS(AS_MEMBER) };
LIST_OF(risk_picture)
extern const struct record risk_picture_record;

#define RISK_THEME_WORDS(F) \
	F(place,       count,  N_("Place among the ten"), .most = 10, \
	               .help = N_("1 to 10. 0: not among the ten.")) \
	F(title,       text,   N_("The theme as an event"), .required = true, .longest = 160, \
	               .help = N_("In the city's own words: what happens, so that what?")) \
	F(words,       prose,  N_("What it is about"), .longest = 1000, \
	               .help = N_("Two or three sentences that somebody understands who has not read the analyses.")) \
	F(doing,       prose,  N_("What the city does with it"), .longest = 1000, \
	               .help = N_("The units whose risks are here read this.")) \
	F(actors,      text,   N_("With whom outside the city"), .longest = 300) \
	F(reason,      prose,  N_("Why it is a theme"), .required = true, .longest = 1000, \
	               .help = N_("Why these belong together, or why the city must carry the risk itself.")) \
	F(zone,        code,   N_("Level, as the office judges it"), .list = "event/zone_levels", \
	               .help = N_("A strategic risk of the city must have one.")) \
	F(frequency_low,    real, N_("Times a year, at least"), .least = 0, .most = 1000) \
	F(frequency_likely, real, N_("Times a year, most likely"), .least = 0, .most = 1000) \
	F(frequency_high,   real, N_("Times a year, at most"), .least = 0, .most = 1000) \
	F(secrecy,     code,   N_("Left out of the open version, because of"), .list = "secrecy_grounds")
#define RISK_THEME_FIELDS(F) \
	F(id,          key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,   N_("Identity"), .is_own = true) \
	F(picture_id,  ref,    N_("Picture"), .is_own = true, .is_hidden = true) \
	F(kind,        choice, N_("Kind of theme"), CHOICES(risk_theme_kinds), .is_own = true) \
	RISK_THEME_WORDS(F) \
	F(is_open,     yesno,  N_("In the open version"), .is_own = true) \
	F(confirmed_by, ref,   N_("Confirmed by"), .refers_to = "person", .is_own = true) \
	F(confirmed_at, instant, N_("Confirmed"), .is_own = true) \
	F(dissolved_reason, prose, N_("Why it is no theme any more"), .is_own = true) \
	F(version,     count,  N_("Version"), .is_own = true)
enum risk_theme_kind { THEME_none, THEME_gathered, THEME_shared, THEME_strategic };
extern const struct choice risk_theme_kinds[];
struct risk_theme { RISK_THEME_FIELDS(AS_MEMBER) };
LIST_OF(risk_theme)
extern const struct record risk_theme_record;

extern const struct module riskpicture_module;
