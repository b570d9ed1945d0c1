/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/messages.h - words to the public and others: one writes, another releases.
 *
 * The bank is the catalogue crisis/messages.  Nothing is sent from here: what is released is
 * cleared, and whoever has the channel puts it out.  Words are never changed; a correction is
 * a new message that says which it replaces.  A release is a line of the log.
 */
#pragma once

#include "modules/crisis/picture.h"

enum message_state { MESSAGE_none, MESSAGE_draft, MESSAGE_released, MESSAGE_stopped };
extern const struct choice message_states[];

#define MESSAGE_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), .is_own = true) \
	F(crisis_id,    ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(number,       count,   N_("No."), .is_own = true) \
	F(audience,     code,    N_("To whom"), .required = true, .list = "crisis/audiences") \
	F(channels,     text,    N_("Where it is put out"), .required = true, .longest = 200, \
	                .help = N_("For example the web page, the switchboard, a text message to parents.")) \
	F(words,        prose,   N_("The words"), .required = true, .longest = 4000, \
	                .help = N_("What we know, what we do, what you can do, when the next word comes. No names of people who are hurt.")) \
	F(replaces,     count,   N_("Replaces no."), .most = 1000000) \
	F(written_by,   ref,     N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(written_name, text,    N_("Written by"), .is_own = true, .is_personal = true) \
	F(written_at,   instant, N_("Written"), .is_own = true)
struct message { MESSAGE_FIELDS(AS_MEMBER) };
extern const struct record message_record;
extern const struct form message_form;

#define MESSAGE_STEP_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(crisis_id,  ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(message_id, ref,     N_("Message"), .is_own = true, .is_hidden = true) \
	F(verb,       text,    N_("What was done"), .is_own = true) \
	F(by_id,      ref,     N_("Person"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(by_name,    text,    N_("By"), .is_own = true, .is_personal = true) \
	F(at,         instant, N_("When"), .is_own = true) \
	F(why,        prose,   N_("Why"), .required = true, .longest = 1000)
struct message_step { MESSAGE_STEP_FIELDS(AS_MEMBER) };
extern const struct record message_step_record;
extern const struct form message_stop_form;

/* A message and what became of it. */
#define MESSAGE_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(number,       count,   N_("No."), ) \
	F(audience,     code,    N_("To whom"), .list = "crisis/audiences") \
	F(channels,     text,    N_("Where it is put out"), ) \
	F(words,        prose,   N_("The words"), ) \
	F(replaces,     count,   N_("Replaces no."), ) \
	F(written_by,   ref,     N_("Written by"), .is_hidden = true) \
	F(written_name, text,    N_("Written by"), .is_personal = true) \
	F(written_at,   instant, N_("Written"), ) \
	F(state,        choice,  N_("State"), CHOICES(message_states)) \
	F(by_name,      text,    N_("By"), .is_personal = true) \
	F(at,           instant, N_("When"), ) \
	F(why,          prose,   N_("Why"), ) \
	F(replaced_by,  count,   N_("Replaced by no."), )
struct message_row { MESSAGE_ROW_FIELDS(AS_MEMBER) };
LIST_OF(message_row)
extern const struct record message_row_record;

/* Why this person may not release it, as a sentence; NULL: may. */
const char *release_refused(const struct message_row *message, int64_t person_id);

struct message_row_list messages_of(struct view *view, int64_t crisis_id);      /* newest first */
const struct message_row *message_get(struct view *view, int64_t crisis_id, struct str public_id);
bool message_is_there(struct view *view, int64_t crisis_id, int64_t number);
void message_put(struct change *change, const struct crisis *crisis, struct message *message);
void message_step_put(struct change *change, const struct crisis *crisis,
                      const struct message_row *message, struct message_step *step);

struct reply messages_page(struct request *request, struct view *view);
struct reply message_act(struct request *request, struct change *change);
struct reply message_page(struct request *request, struct view *view);
struct reply message_release_act(struct request *request, struct change *change);
struct reply message_stop_act(struct request *request, struct change *change);
