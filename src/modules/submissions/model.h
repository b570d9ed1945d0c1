/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/model.h - the records of the room. */
#pragma once

#include "modules/submissions/submissions.h"

extern const struct choice registration_states[];
enum registration { REGISTRATION_none, REGISTRATION_not_public, REGISTRATION_to_register,
	REGISTRATION_registered };

#define SUBMISSION_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(programme,   text,  N_("Programme"), .is_own = true) \
	F(deliverable, text,  N_("Deliverable"), .is_own = true) \
	F(unit_id,     ref,   N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(period,      text,  N_("Period"), .is_own = true) \
	F(period_from, date,  N_("From"), .is_own = true, .is_hidden = true) \
	F(period_to,   date,  N_("To"), .is_own = true, .is_hidden = true) \
	F(due_on,      date,  N_("Due"), .is_own = true) \
	F(occasion,    count, N_("Occasion"), .is_own = true) \
	F(number,      count, N_("Version"), .is_own = true) \
	F(state,       choice, N_("State"), CHOICES(submission_states), .is_own = true) \
	F(title,       text,  N_("Title"), .is_own = true) \
	F(body,        prose, N_("Text"), .longest = 60000, \
	                      .help = N_("Write in Markdown. A line that begins with ## is a heading; keep those that are there.")) \
	F(secrecy,     code,  N_("Secrecy"), .list = "secrecy_grounds") \
	F(meeting_on,  date,  N_("Day of the meeting"), .is_own = true) \
	F(paragraph,   text,  N_("Paragraph of the minutes"), .is_own = true) \
	F(signer,      text,  N_("Signed by"), .is_own = true) \
	F(sender_number, text, N_("Sender's registry number"), .is_own = true) \
	F(receiver_number, text, N_("Receiver's registry number"), .is_own = true) \
	F(registration, choice, N_("Registration"), CHOICES(registration_states), .is_own = true) \
	F(submitted_by, ref,  N_("Submitted by"), .refers_to = "person", .is_own = true) \
	F(submitted_at, instant, N_("Submitted"), .is_own = true) \
	F(received_at, instant, N_("Received"), .is_own = true) \
	F(accepted_at, instant, N_("Accepted"), .is_own = true) \
	F(returned_reason, prose, N_("Why it was returned"), .is_own = true) \
	F(supersedes,  ref,   N_("Follows upon"), .is_own = true, .is_hidden = true) \
	F(frozen,      json,  N_("As submitted"), .is_own = true, .is_hidden = true) \
	F(frozen_digest, text, N_("Digest"), .is_own = true) \
	F(created_by,  ref,   N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Begun"), .is_own = true) \
	F(version,     count, N_("Edition"), .is_own = true)
struct submission { SUBMISSION_FIELDS(AS_MEMBER) };
LIST_OF(submission)
extern const struct record submission_record;

/* What is asked when one is begun, and what a step asks. */
#define SUBMISSION_BEGIN_FIELDS(F) \
	F(programme,   text, N_("Programme"), .required = true, .longest = 80) \
	F(deliverable, text, N_("Deliverable"), .required = true, .longest = 80) \
	F(unit,        text, N_("Unit"), .required = true, .longest = 40) \
	F(period,      text, N_("Period"), .required = true, .longest = 40)
struct submission_begin { SUBMISSION_BEGIN_FIELDS(AS_MEMBER) };
extern const struct record submission_begin_record;

#define SUBMISSION_ACT_FIELDS(F) \
	F(meeting_on,  date, N_("Day of the meeting")) \
	F(paragraph,   text, N_("Paragraph of the minutes"), .longest = 60, \
	                     .help = N_("For example § 84. Where no board decides: who decided, and by which right.")) \
	F(signer,      text, N_("Signed by"), .longest = 120) \
	F(sender_number, text, N_("Sender's registry number"), .longest = 60, \
	                     .help = N_("As in your own registry, for example LJU 2026/214.")) \
	F(receiver_number, text, N_("Receiver's registry number"), .longest = 60, \
	                     .help = N_("As in the receiving authority's registry. Empty: it is still to be registered.")) \
	F(words,       prose, N_("Words"), .longest = 4000) \
	F(version,     count, N_("Edition"), .is_own = true)
struct submission_act { SUBMISSION_ACT_FIELDS(AS_MEMBER) };
extern const struct record submission_act_record;

#define SUBMISSION_STEP_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true) \
	F(submission_id, ref,   N_("Submission"), ) \
	F(at,          instant, N_("When"), ) \
	F(person_id,   ref,     N_("Who"), ) \
	F(verb,        text,    N_("What was done"), ) \
	F(from_state,  text,    N_("From"), ) \
	F(to_state,    text,    N_("To"), ) \
	F(words,       prose,   N_("Words"), ) \
	F(person_name, text,    N_("Name"), )
struct submission_step { SUBMISSION_STEP_FIELDS(AS_MEMBER) };
LIST_OF(submission_step)
extern const struct shape submission_step_shape;

#define SUBMISSION_FILE_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true) \
	F(submission_id, ref, N_("Submission"), .is_own = true) \
	F(digest,      text,  N_("Digest"), .is_own = true) \
	F(name,        text,  N_("Name"), .is_own = true) \
	F(bytes,       count, N_("Bytes"), .is_own = true) \
	F(is_removed,  yesno, N_("Taken away"), .is_own = true) \
	F(created_by,  ref,   N_("Added by"), .is_own = true) \
	F(created_at,  instant, N_("Added"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct submission_file { SUBMISSION_FILE_FIELDS(AS_MEMBER) };
LIST_OF(submission_file)
extern const struct record submission_file_record;

#define SUBMISSION_LINK_FIELDS(F) \
	F(id, key, N_("Number"), .is_own = true) \
	F(submission_id, ref, N_("Submission"), .is_own = true) \
	F(words, text, N_("Words"), .required = true, .longest = 200) \
	F(path, text, N_("Address"), .required = true, .longest = 400, \
	              .help = N_("An address in this program, for example /pictures/... or /events?..."))
struct submission_link { SUBMISSION_LINK_FIELDS(AS_MEMBER) };
LIST_OF(submission_link)
extern const struct record submission_link_record;

extern const struct choice reminder_states[];
enum reminder_state { REMINDER_none, REMINDER_waiting, REMINDER_sending, REMINDER_sent,
	REMINDER_failed, REMINDER_unknown };

#define REMINDER_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(batch,      text,  N_("Sent together"), .is_own = true, .is_hidden = true) \
	F(person_id,  ref,   N_("To"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(unit_codes, text,  N_("Units"), .is_own = true) \
	F(address,    text,  N_("Address"), .is_own = true, .is_personal = true) \
	F(subject,    text,  N_("Subject"), .is_own = true) \
	F(words,      prose, N_("Letter"), .is_own = true) \
	F(items,      count, N_("Things named"), .is_own = true) \
	F(on_day,     date,  N_("Day"), .is_own = true) \
	F(state,      choice, N_("State"), CHOICES(reminder_states), .is_own = true) \
	F(tries,      count, N_("Tries"), .is_own = true) \
	F(problem,    text,  N_("What the mail server said"), .is_own = true) \
	F(sent_at,    instant, N_("Sent"), .is_own = true) \
	F(created_by, ref,   N_("Ordered by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Ordered"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct reminder { REMINDER_FIELDS(AS_MEMBER) };
LIST_OF(reminder)
extern const struct record reminder_record;
