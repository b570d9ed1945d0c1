/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/model.h - what we keep about an unwanted event (oönskad händelse).
 *
 * One line per field.  Which types, severities, causes ... there are is catalogue data;
 * the states are the programme's handling chain and stand here.
 */
#pragma once

#include "kit/record.h"

#define EVENT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(number,      text,    N_("Event number"), .is_own = true) \
	F(unit_id,     ref,     N_("Unit"), .required = true, .refers_to = "unit") \
	F(board_id,    ref,     N_("Committee or company"), .refers_to = "unit", .is_own = true) \
	F(area_id,     ref,     N_("Area"), .refers_to = "area", .is_own = true) \
	F(place_id,    ref,     N_("Place"), .refers_to = "place") \
	F(handler_id,  ref,     N_("Handler"), .refers_to = "handler") \
	F(reporter_id, ref,     N_("Reporter"), .refers_to = "person", .is_own = true, .is_hidden = true, .is_personal = true) \
	F(reporter_role, code,  N_("Who reports"), .list = "event/reporter_roles") \
	F(is_anonymous, yesno,  N_("I want to be anonymous"), ) \
	F(contact,     text,    N_("How can we reach you?"), .is_hidden = true, .is_personal = true) \
	F(channel,     code,    N_("Came by"), .list = "event/channels") \
	F(follow_digest, secret, N_("Follow-up code"), .is_own = true) \
	F(state,       choice,  N_("State"), CHOICES(event_states), .is_own = true) \
	F(class,       code,    N_("Class"), .list = "event/classes") \
	F(type,        code,    N_("Type"), .list = "event/types") \
	F(title,       text,    N_("Title"), .longest = 120) \
	F(story,       prose,   N_("What happened?"), .longest = 8000, \
	                        .help = N_("One or two sentences are enough. Write no names and no personal numbers.")) \
	F(occurred_at, instant, N_("Occurred"), .required = true) \
	F(occurred_to, instant, N_("Until"), ) \
	F(is_time_uncertain, yesno, N_("The time is uncertain"), ) \
	F(discovered_at, instant, N_("Discovered"), ) \
	F(reported_at, instant, N_("Reported"), .is_own = true) \
	F(is_ongoing,  yesno,   N_("It is still going on"), ) \
	F(place_type,  code,    N_("Kind of place"), .list = "event/place_types") \
	F(place_text,  text,    N_("Where, in words"), ) \
	F(north_mm,    count,   N_("North, mm (SWEREF 99 18 00)"), .is_own = true) \
	F(east_mm,     count,   N_("East, mm (SWEREF 99 18 00)"), .is_own = true) \
	F(is_place_hidden, yesno, N_("The place must not be shown"), ) \
	F(is_indoors,  text,    N_("Indoors"), .longest = 3) \
	F(severity,    count,   N_("Severity"), .most = 4) \
	F(severity_at, instant, N_("Became worse"), .is_own = true, .is_hidden = true) \
	F(potential_severity, count, N_("Severity it could have had"), .most = 4) \
	F(injured,     count,   N_("Injured"), .most = 9999) \
	F(is_anyone_hurt, text, N_("Is anybody hurt?"), .longest = 8) \
	F(protected_values, codes, N_("Protected values that were hit"), .list = "event/protected_values") \
	F(immediate,   prose,   N_("What was done at once"), ) \
	F(direct_cause, prose,  N_("Direct cause"), ) \
	F(causes,      codes,   N_("Contributing causes"), .list = "event/causes") \
	F(barrier,     prose,   N_("What held, and what did not"), ) \
	F(is_safety_rep_informed, yesno, N_("The safety representative is informed"), ) \
	F(safety_rep_informed_at, instant, N_("Informed"), .is_own = true) \
	F(police_reference, text, N_("Police report number"), ) \
	F(authority_reference, text, N_("Authority's number"), ) \
	F(damage,      prose,   N_("What was damaged"), ) \
	F(cost_estimate, money, N_("Estimated cost, kronor"), .most = 100000000000) \
	F(cost_final,  money,   N_("Final cost, kronor"), .most = 100000000000) \
	F(claim_number, text,   N_("Claim number"), ) \
	F(claim_state, text,    N_("State of the claim"), ) \
	F(is_restricted, yesno, N_("Restricted: need to know"), .is_own = true) \
	F(secrecy,     codes,   N_("Secrecy grounds"), .list = "secrecy_grounds") \
	F(received_at, instant, N_("Received"), .is_own = true) \
	F(closed_at,   instant, N_("Closed"), .is_own = true) \
	F(countersigned_by, ref, N_("Countersigned by"), .refers_to = "person", .is_own = true) \
	F(countersigned_at, instant, N_("Countersigned"), .is_own = true) \
	F(feedback,    prose,   N_("Words to the reporter"), ) \
	F(feedback_at, instant, N_("Told the reporter"), .is_own = true) \
	F(lesson,      prose,   N_("What we learnt"), ) \
	F(is_lesson_shared, yesno, N_("Share the lesson"), ) \
	F(merged_into, ref,     N_("Merged into"), .refers_to = "event", .is_own = true) \
	F(split_from,  ref,     N_("Split from"), .refers_to = "event", .is_own = true) \
	F(reject_reason, prose, N_("Why it is no event"), .is_own = true) \
	F(blocks,      json,    N_("Further answers"), ) \
	F(import_id,   ref,     N_("Import"), .is_own = true, .is_hidden = true) \
	F(source,      text,    N_("Source"), .is_own = true) \
	F(source_key,  text,    N_("Source's number"), .is_own = true) \
	F(search_text, prose,   N_("Words"), .is_own = true, .is_hidden = true) \
	F(created_by,  ref,     N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at,  instant, N_("Written"), .is_own = true, .is_hidden = true) \
	F(version,     count,   N_("Version"), .is_own = true)

/* The chain of handling (domain: reported -> received -> under investigation -> measures
 * decided -> closed; side states). */
enum event_state {
	STATE_none, STATE_reported, STATE_received, STATE_investigated, STATE_decided,
	STATE_closed, STATE_merged, STATE_rejected,
};
extern const struct choice event_states[];

struct event { EVENT_FIELDS(AS_MEMBER) };
LIST_OF(event)
extern const struct record event_record;
