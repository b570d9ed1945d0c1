/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/crisis/crisis.h"
#include "modules/partners/partners.h"

/* ---- The register ------------------------------------------------------------------------ */

#define PARTNER_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(name,       text, N_("Actor"), .required = true, .longest = 120) \
	F(kind,       code, N_("Kind of actor"), .required = true, .list = "partners/kinds") \
	F(unit_id,    ref,  N_("Within the responsibility of"), .required = true, .refers_to = "unit") \
	F(area,       text, N_("Where it works"), .longest = 160) \
	F(runs,       prose, N_("What it runs"), .longest = 2000, \
	              .help = N_("What the city needs to know of it. Nothing that is classified.")) \
	F(agreement,  text, N_("Agreement"), .longest = 160, \
	              .help = N_("Its number or name, where it can be found.")) \
	F(agreement_to, date, N_("Agreement holds to"), ) \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,   date, N_("To"), .help = N_("Empty as long as it is an actor here.")) \
	F(created_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct partner { PARTNER_FIELDS(AS_MEMBER) };
LIST_OF(partner)
extern const struct record partner_record;
extern const struct reference partners_references[];
extern const struct form partner_form;

#define PARTNER_ROW_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_hidden = true) \
	F(public_id,  text, N_("Identity"), ) \
	F(name,       text, N_("Actor"), ) \
	F(kind,       code, N_("Kind of actor"), .list = "partners/kinds") \
	F(unit_name,  text, N_("Within the responsibility of"), ) \
	F(contacts,   count, N_("Ways to reach it"), ) \
	F(checked_on, date, N_("Last tried and answered"), ) \
	F(agreement,  text, N_("Agreement"), ) \
	F(agreement_to, date, N_("Agreement holds to"), )
struct partner_row { PARTNER_ROW_FIELDS(AS_MEMBER) };
enum { PARTNER_ROW_COUNT = 9 };
extern const struct field partner_row_fields[];

#define PARTNER_CONTACT_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(partner_id, ref,  N_("Actor"), .is_own = true, .is_hidden = true) \
	F(name,       text, N_("Post"), .required = true, .longest = 120, .is_personal = true, \
	              .help = N_("The post rather than the person: the officer on duty.")) \
	F(channel,    code, N_("By which way"), .required = true, .list = "partners/channels") \
	F(address,    text, N_("Number or address"), .required = true, .longest = 120, .is_personal = true) \
	F(at_all_hours, yesno, N_("Answers at all hours"), ) \
	F(created_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(ended_at,   instant, N_("Ended"), .is_own = true)
struct partner_contact { PARTNER_CONTACT_FIELDS(AS_MEMBER) };
extern const struct record partner_contact_record;
extern const struct form partner_contact_form;

/* One with its latest trial. */
#define CONTACT_ROW_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_hidden = true) \
	F(public_id,  text, N_("Identity"), ) \
	F(name,       text, N_("Post"), .is_personal = true) \
	F(channel,    code, N_("By which way"), .list = "partners/channels") \
	F(address,    text, N_("Number or address"), .is_personal = true) \
	F(at_all_hours, yesno, N_("Answers at all hours"), ) \
	F(worked_on,  date, N_("Last tried and answered"), ) \
	F(failed_on,  date, N_("Last tried without answer"), )
struct contact_row { CONTACT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(contact_row)
extern const struct record contact_row_record;

#define PARTNER_CHECK_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(contact_id, ref,  N_("Way to reach it"), .is_own = true, .is_hidden = true) \
	F(partner_id, ref,  N_("Actor"), .is_own = true, .is_hidden = true) \
	F(on_day,     date, N_("Day"), .is_own = true) \
	F(worked,     yesno, N_("Answered"), ) \
	F(person_id,  ref,  N_("Tried by"), .refers_to = "person", .is_own = true) \
	F(at,         instant, N_("When"), .is_own = true)
struct partner_check { PARTNER_CHECK_FIELDS(AS_MEMBER) };
extern const struct record partner_check_record;

enum note_kind { NOTE_none, NOTE_contact, NOTE_picture, NOTE_decision };
extern const struct choice note_kinds[];
#define PARTNER_NOTE_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(partner_id, ref,  N_("Actor"), .is_own = true, .is_hidden = true) \
	F(kind,       choice, N_("What it was"), CHOICES(note_kinds), .required = true) \
	F(number,     count, N_("Decision no."), .is_own = true) \
	F(at,         instant, N_("When"), .required = true) \
	F(words,      prose, N_("What was said, received or decided"), .required = true, .longest = 8000) \
	F(from_whom,  text, N_("From whom"), .longest = 160) \
	F(took_part,  text, N_("Who from us took part"), .longest = 200, .is_personal = true) \
	F(committed,  prose, N_("What we committed to"), .longest = 2000) \
	F(measure_id, ref,  N_("The measure that does it"), .refers_to = "measure", \
	              .help = N_("Its number, for example A-2026-00012.")) \
	F(crisis_id,  ref,  N_("In the crisis"), .refers_to = "crisis", \
	              .help = N_("Then it also becomes a line of its log.")) \
	F(created_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true)
struct partner_note { PARTNER_NOTE_FIELDS(AS_MEMBER) };
extern const struct record partner_note_record;
extern const struct form partner_note_form;

/* One with the names of what it is about, as far as they are for the reader. */
#define NOTE_ROW_FIELDS(F) PARTNER_NOTE_FIELDS(F) \
	F(partner,    text, N_("Identity"), .is_own = true, .is_hidden = true) \
	F(partner_name, text, N_("Actor"), .is_own = true) \
	F(crisis,     text, N_("In the crisis"), .is_own = true) \
	F(measure,    text, N_("The measure that does it"), .is_own = true)
struct note_row { NOTE_ROW_FIELDS(AS_MEMBER) };
LIST_OF(note_row)
extern const struct record note_row_record;

/* ---- Shared with partners ------------------------------------------------------------------ */

#define PARTNER_RELEASE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(crisis_id,   ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(picture,     count,   N_("Version of the picture"), .is_own = true) \
	F(title,       text,    N_("What is happening"), .is_own = true) \
	F(summary,     prose,   N_("The situation in short"), .is_own = true) \
	F(decided_at,  instant, N_("Decided"), .is_own = true) \
	F(is_exercise, yesno,   N_("Exercise"), .is_own = true) \
	F(words,       prose,   N_("Words to the partners"), .longest = 2000) \
	F(expires_at,  instant, N_("Can be read until"), .required = true) \
	F(part_id,     ref,     N_("Words asked for"), .is_own = true, .is_hidden = true) \
	F(released_by, ref,     N_("Given out by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(released_name, text,  N_("Given out by"), .is_own = true, .is_personal = true) \
	F(released_at, instant, N_("Given out"), .is_own = true)
struct partner_release { PARTNER_RELEASE_FIELDS(AS_MEMBER) };
LIST_OF(partner_release)
extern const struct record partner_release_record;
extern const struct form partner_release_form;

#define PARTNER_LINE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(release_id,  ref,     N_("Release"), .is_hidden = true) \
	F(box,         code,    N_("Box"), .list = "crisis/boxes") \
	F(certainty,   text,    N_("Certainty"), ) \
	F(words,       prose,   N_("Sentence"), )
struct partner_line { PARTNER_LINE_FIELDS(AS_MEMBER) };
LIST_OF(partner_line)
extern const struct record partner_line_record;

#define PARTNER_LINK_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), ) \
	F(release_id,  ref,     N_("Release"), .is_hidden = true) \
	F(partner_id,  ref,     N_("Actor"), .is_hidden = true) \
	F(partner_name, text,   N_("Actor"), ) \
	F(revoked_at,  instant, N_("Taken back"), ) \
	F(revoked_by,  ref,     N_("Taken back by"), .is_hidden = true) \
	F(revoked_name, text,   N_("Taken back by"), .is_personal = true) \
	F(revoked_why, text,    N_("Why"), )
struct partner_link { PARTNER_LINK_FIELDS(AS_MEMBER) };
LIST_OF(partner_link)
extern const struct record partner_link_record;

#define PARTNER_READING_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(link_id,     ref,     N_("Link"), .is_hidden = true) \
	F(name,        text,    N_("Your name"), .required = true, .longest = 120, .is_personal = true) \
	F(at,          instant, N_("Read"), .is_own = true)
struct partner_reading { PARTNER_READING_FIELDS(AS_MEMBER) };
LIST_OF(partner_reading)
extern const struct record partner_reading_record;
extern const struct form partner_reading_form;

#define REVOKE_FIELDS(F) \
	F(why,         text,    N_("Why"), .required = true, .longest = 300)
struct revoke { REVOKE_FIELDS(AS_MEMBER) };
extern const struct form partner_revoke_form;

/* What a guest's link leads to. */
struct partner_door {
	int64_t id, release_id, picture;
	int64_t part_id;                /* words are asked for; 0: a picture is shown */
	struct str partner_name, title, summary, words, released_name;
	struct instant decided_at, expires_at, released_at;
	bool is_exercise;
};

/* ---- Rules (rules.c): pure --------------------------------------------------------------------- */

/* May a sentence of a shared picture go to partners?  `box_may`: the city lets the box out. */
bool line_may_go(bool box_may, struct str certainty);
/* Is the last answered trial so old, or was there none, that somebody should try again? */
bool check_is_due(struct date checked_on, struct date today, int64_t days);
void note_judge(const struct partner_note *note, struct instant now, struct problems *problems);
void release_judge(const struct partner_release *release, struct instant now, int64_t most_days,
                   struct problems *problems);
extern const struct rule_table partners_rules[];

/* ---- Queries -------------------------------------------------------------------------------------- */

extern const struct table partners_table;
void partners_query(struct request *request, struct view *view, struct query *query);
bool partner_may_add(struct view *view, int64_t unit_id);
bool partner_may_edit(struct view *view, int64_t partner_id);
struct partner *partner_get(struct view *view, struct str public_id);
struct partner_list partners_now(struct view *view, int64_t unit_id);    /* its own first */
int64_t partners_due(struct view *view, struct date before);   /* not answered since that day */
int64_t partners_count(struct view *view);
struct contact_row_list partner_contacts(struct view *view, int64_t partner_id);
const struct partner_contact *partner_contact_get(struct view *view, int64_t partner_id, struct str public_id);
void partner_contact_end(struct change *change, const struct partner_contact *contact, struct instant at);
struct note_row_list partner_notes(struct view *view, int64_t partner_id); /* 0: all */
int64_t partner_decision_next(struct view *view, int64_t partner_id);

struct partner_release_list partner_releases(struct view *view, int64_t crisis_id);
/* Of all releases of a crisis, those of one after another. */
struct partner_line_list partner_lines(struct view *view, int64_t crisis_id);
struct partner_link_list partner_links(struct view *view, int64_t crisis_id);
const struct partner_link *partner_link_get(struct view *view, int64_t crisis_id, struct str public_id);
struct partner_reading_list partner_readings(struct view *view, int64_t crisis_id);
void partner_link_put(struct change *change, int64_t release_id, const struct partner *partner);
void partner_link_revoke(struct change *change, const struct partner_link *link, struct str name,
                         struct str why);
struct str partner_token(struct arena *arena, struct str link_public_id);
const struct partner_door *partner_door_of(struct view *view, struct str token);
const struct partner_reading *partner_door_reading(struct view *view, int64_t link_id, struct str token);
struct partner_line_list partner_door_lines(struct view *view, int64_t release_id);
struct str partner_reading_put(struct change *change, int64_t link_id, struct str name);        /* its token */

extern const struct evidence_source partners_evidence[];

/* ---- Pages ------------------------------------------------------------------------------------------ */

extern const struct route partners_routes[];
/* What has been released in a crisis, with everything about it. */
struct shared {
	struct partner_release_list releases;
	struct partner_line_list lines;
	struct partner_link_list links;
	struct partner_reading_list readings;
};
struct partner_line_list lines_of(const struct shared *shared, int64_t release_id);
struct partner_link_list links_of(const struct shared *shared, int64_t release_id);
struct partner_reading_list readings_of(const struct shared *shared, int64_t link_id);
/* What was answered belongs to the form that was sent, whose address has this end, and to no
 * other form of the page. */
void form_is_for(struct form_view *form, struct request *request, struct str end);
struct reply share_page(struct request *request, struct view *view);
struct reply share_act(struct request *request, struct change *change);
struct reply revoke_act(struct request *request, struct change *change);
struct reply guest_page(struct request *request, struct view *view);
struct reply guest_act(struct request *request, struct change *change);
struct reply guest_read_page(struct request *request, struct view *view);
struct str share_field(struct arena *arena, const char *what, int64_t id);      /* "line-12" */
struct str certainty_words(struct str certainty);
/* What is given to a partner: as the service is reached from outside, where the city has said how. */
struct str partner_address(struct arena *arena, struct str link_public_id);
bool partner_lines_have(const struct partner_line_list *lines, struct str box);
void partners_demo(struct store *store, int scale);
