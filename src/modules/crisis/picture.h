/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/picture.h - what units say in a crisis, and the shared picture made of it.
 *
 * A unit hands in a situation report in six boxes, sentence by sentence: a fact, an assessment
 * or a rumour.  The staff chooses among the sentences of the latest reports, or writes with
 * them as sources, and somebody decides the shared picture: a version that stays as it is.
 * The common direction has versions in the same way.  Nothing of this is ever changed; each is
 * also a line of the log, with the SHA-256 of what it says.
 */
#pragma once

#include "modules/crisis/inside.h"

enum certainty { CERTAINTY_none, CERTAINTY_fact, CERTAINTY_assessment, CERTAINTY_rumour };
extern const struct choice certainties[];

#define CRISIS_UNIT_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(crisis_id, ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(unit_id,   ref,     N_("Unit"), .required = true, .refers_to = "unit") \
	F(asked_by,  ref,     N_("Asked by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(asked_at,  instant, N_("Asked"), .is_own = true) \
	F(ended_at,  instant, N_("Reports no more from"), .is_own = true)
struct crisis_unit { CRISIS_UNIT_FIELDS(AS_MEMBER) };
extern const struct record crisis_unit_record;
extern const struct form crisis_unit_form;

#define SITREP_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), ) \
	F(crisis_id,    ref,     N_("Crisis"), .is_hidden = true) \
	F(unit_id,      ref,     N_("Unit"), .refers_to = "unit") \
	F(number,       count,   N_("No."), ) \
	F(at,           instant, N_("Handed in"), ) \
	F(due_at,       instant, N_("For the report due"), ) \
	F(said_by,      text,    N_("In whose words"), .is_personal = true) \
	F(handed_by,    ref,     N_("Handed in by"), .refers_to = "person", .is_hidden = true) \
	F(handed_name,  text,    N_("Handed in by"), .is_personal = true) \
	F(is_unchanged, yesno,   N_("Nothing has changed"), ) \
	F(digest,       text,    N_("Hash"), )
struct sitrep { SITREP_FIELDS(AS_MEMBER) };
LIST_OF(sitrep)
extern const struct record sitrep_record;

#define SENTENCE_FIELDS(F) \
	F(id,        key,    N_("Number"), .is_hidden = true) \
	F(crisis_id, ref,    N_("Crisis"), .is_hidden = true) \
	F(sitrep_id, ref,    N_("Situation report"), .is_hidden = true) \
	F(number,    count,  N_("No."), ) \
	F(box,       code,   N_("Box"), .list = "crisis/boxes") \
	F(certainty, choice, N_("Certainty"), CHOICES(certainties)) \
	F(place,     count,  N_("Place"), .is_hidden = true) \
	F(words,     prose,  N_("Sentence"), )
struct sentence { SENTENCE_FIELDS(AS_MEMBER) };
LIST_OF(sentence)
extern const struct record sentence_record;

/* A sentence with whose it is. */
#define SAID_FIELDS(F) \
	F(number,    count,   N_("No."), ) \
	F(box,       code,    N_("Box"), .list = "crisis/boxes") \
	F(certainty, choice,  N_("Certainty"), CHOICES(certainties)) \
	F(words,     prose,   N_("Sentence"), ) \
	F(unit_id,   ref,     N_("Unit"), .is_hidden = true) \
	F(unit_name, text,    N_("Unit"), ) \
	F(at,        instant, N_("Handed in"), ) \
	F(report,    count,   N_("Report no."), ) \
	F(report_id, text,    N_("Report"), ) \
	F(said_by,   text,    N_("In whose words"), .is_personal = true)
struct said { SAID_FIELDS(AS_MEMBER) };
LIST_OF(said)
extern const struct record said_record;

/* A unit that is to report, and its latest report. */
#define REPORTING_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_hidden = true) \
	F(unit_id,   ref,     N_("Unit"), .is_hidden = true) \
	F(unit_code, text,    N_("Unit"), ) \
	F(unit_name, text,    N_("Name"), ) \
	F(number,    count,   N_("Latest report no."), ) \
	F(report_id, text,    N_("Latest report"), ) \
	F(at,        instant, N_("Handed in"), ) \
	F(said_by,   text,    N_("In whose words"), .is_personal = true) \
	F(is_unchanged, yesno, N_("Nothing has changed"), )
struct reporting { REPORTING_FIELDS(AS_MEMBER) };
LIST_OF(reporting)
extern const struct record reporting_record;

#define CRISIS_PICTURE_FIELDS(F) \
	F(id,             key,     N_("Number"), .is_hidden = true) \
	F(public_id,      text,    N_("Identity"), ) \
	F(crisis_id,      ref,     N_("Crisis"), .is_hidden = true) \
	F(number,         count,   N_("Version"), ) \
	F(at,             instant, N_("Decided"), ) \
	F(summary,        prose,   N_("The situation in short"), .longest = 1000) \
	F(decided_by,     text,    N_("Decided by"), .is_personal = true) \
	F(made_by,        ref,     N_("Written by"), .refers_to = "person", .is_hidden = true) \
	F(made_name,      text,    N_("Written by"), .is_personal = true) \
	F(units_asked,    count,   N_("Units that were to report"), ) \
	F(units_reported, count,   N_("Units that had reported"), ) \
	F(digest,         text,    N_("Hash"), )
struct crisis_picture { CRISIS_PICTURE_FIELDS(AS_MEMBER) };
LIST_OF(crisis_picture)
extern const struct record crisis_picture_record;

#define PICTURE_LINE_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_hidden = true) \
	F(crisis_id,  ref,    N_("Crisis"), .is_hidden = true) \
	F(picture_id, ref,    N_("Shared picture"), .is_hidden = true) \
	F(box,        code,   N_("Box"), .list = "crisis/boxes") \
	F(certainty,  choice, N_("Certainty"), CHOICES(certainties)) \
	F(place,      count,  N_("Place"), .is_hidden = true) \
	F(is_staff,   yesno,  N_("In the words of the staff"), ) \
	F(words,      prose,  N_("Sentence"), ) \
	F(sources,    text,   N_("Rests on the sentences"), )
struct picture_line { PICTURE_LINE_FIELDS(AS_MEMBER) };
LIST_OF(picture_line)
extern const struct record picture_line_record;

#define DIRECTION_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(crisis_id,  ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(number,     count,   N_("Version"), .is_own = true) \
	F(at,         instant, N_("Decided"), .is_own = true) \
	F(words,      prose,   N_("Common direction"), .required = true, .longest = 4000, \
	              .help = N_("What all are to strive for together, in a few sentences that can be read aloud.")) \
	F(decided_by, text,    N_("Decided by"), .required = true, .longest = 120, .is_personal = true, \
	              .help = N_("The person who decides, by name.")) \
	F(grounds,    prose,   N_("Grounds"), .required = true, .longest = 4000) \
	F(made_by,    ref,     N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(made_name,  text,    N_("Written by"), .is_own = true, .is_personal = true)
struct direction { DIRECTION_FIELDS(AS_MEMBER) };
LIST_OF(direction)
extern const struct record direction_record;
extern const struct form direction_form;

#define RHYTHM_FIELDS(F) \
	F(id,            key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,    N_("Identity"), .is_own = true) \
	F(crisis_id,     ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(kind,          code,    N_("What"), .required = true, .list = "crisis/rhythm") \
	F(first_at,      instant, N_("First time"), .required = true) \
	F(every_minutes, count,   N_("Again every so many minutes"), .most = 10080, \
	                 .help = N_("Empty or 0: once.")) \
	F(place,         text,    N_("Where, or how one takes part"), .longest = 200) \
	F(made_by,       ref,     N_("Decided by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(made_at,       instant, N_("Put here"), .is_own = true) \
	F(ended_at,      instant, N_("Ended"), .is_own = true)
struct rhythm { RHYTHM_FIELDS(AS_MEMBER) };
LIST_OF(rhythm)
extern const struct record rhythm_record;
extern const struct form rhythm_form;

/* ---- Rules (rules_picture.c): pure ------------------------------------------------------ */

enum { SENTENCES_MOST = 200, SENTENCE_LONGEST = 600, SOURCES_MOST = 20 };

/* The next time after `now` (or now itself), and the latest that has been; 0 none. */
struct instant rhythm_next(const struct rhythm *rhythm, struct instant now);
struct instant rhythm_last(const struct rhythm *rhythm, struct instant now);
/* The one that comes first of all; NULL none is left. */
const struct rhythm *rhythm_coming(const struct rhythm_list *rhythms, struct instant now);
/* The one by which units report; NULL. */
const struct rhythm *rhythm_of_reports(const struct rhythm_list *rhythms);

/* Has a unit whose latest report is from `at` (0 none) reported?  A report is for the first
 * agreed time after it. */
enum reported {
	REPORTED_for_next,              /* the coming time is answered already */
	REPORTED_waited_for,            /* the last time was answered, the coming one not yet */
	REPORTED_late,                  /* an agreed time has gone by without */
};
enum reported unit_reported(const struct rhythm *rhythm, struct instant at, struct instant now);
/* So old that nobody should act on it without asking: setting crisis_old_minutes. */
bool is_old(struct instant at, struct instant now, int64_t old_minutes);

/* Each line of a text becomes a sentence of this box and certainty; true: they fitted. */
bool sentences_read(struct str text, struct str box, enum certainty certainty,
                    struct sentence_list *sentences, struct problems *problems, const char *field);
/* "The roads are closed #12 #14" -> words without the marks, sources "12 14".  False: a mark
 * is no number. */
bool sources_read(struct arena *arena, struct str line, struct str *words, struct str *sources);

/* Is there a sentence in this box? */
bool box_is_answered(const struct sentence_list *sentences, struct str box);
bool said_answers(const struct said_list *said, struct str box);
bool lines_answer(const struct picture_line_list *lines, struct str box);

/* What the hash of a report and of a picture is of. */
struct str sitrep_text(struct arena *arena, const struct sitrep *sitrep,
                       const struct sentence_list *sentences);
struct str crisis_picture_text(struct arena *arena, const struct crisis_picture *picture,
                        const struct picture_line_list *lines);

/* ---- Queries (queries_picture.c) -------------------------------------------------------- */

struct reporting_list units_reporting(struct view *view, int64_t crisis_id);
const struct crisis_unit *crisis_unit_get(struct view *view, int64_t crisis_id, int64_t id);
int64_t crisis_unit_asked(struct view *view, int64_t crisis_id, int64_t unit_id);       /* id; 0 */
void crisis_unit_end(struct change *change, int64_t id);

struct sitrep_list sitreps_of(struct view *view, int64_t crisis_id, int64_t unit_id); /* newest first */
const struct sitrep *sitrep_get(struct view *view, int64_t crisis_id, struct str public_id);
const struct sitrep *sitrep_latest(struct view *view, int64_t crisis_id, int64_t unit_id);
struct sentence_list sitrep_sentences(struct view *view, int64_t sitrep_id);
struct said_list said_now(struct view *view, int64_t crisis_id);        /* of the latest reports */
/* By their numbers, in order of number; numbers that are not there are left out. */
struct said_list said_all(struct view *view, int64_t crisis_id);
const struct said *said_find(const struct said_list *said, int64_t number);     /* NULL */
const struct said *said_numbered(const struct said_list *said, struct str number);    /* NULL */

/* Adds a report with its sentences and its line of the log; numbers and digest are filled in. */
void sitrep_put(struct change *change, const struct crisis *crisis, struct sitrep *sitrep,
                struct sentence_list *sentences);
void crisis_picture_put(struct change *change, const struct crisis *crisis, struct crisis_picture *picture,
                 struct picture_line_list *lines);
void direction_put(struct change *change, const struct crisis *crisis, struct direction *direction);
void rhythm_put(struct change *change, const struct crisis *crisis, struct rhythm *rhythm,
                struct str name);
void rhythm_end(struct change *change, const struct crisis *crisis, const struct rhythm *rhythm,
                struct str name);

struct crisis_picture_list pictures_of(struct view *view, int64_t crisis_id);   /* newest first */
const struct crisis_picture *crisis_picture_of_number(struct view *view, int64_t crisis_id, int64_t number);
struct picture_line_list crisis_picture_lines(struct view *view, int64_t picture_id);
struct direction_list directions_of(struct view *view, int64_t crisis_id);      /* newest first */
struct rhythm_list rhythms_of(struct view *view, int64_t crisis_id);    /* those that go on */
const struct rhythm *rhythm_get(struct view *view, int64_t crisis_id, struct str public_id);

/* ---- Pages ------------------------------------------------------------------------------- */

/* "12 min ago", "3 h ago"; for pages. */
struct str age_words(struct arena *arena, struct instant at, struct instant now);
/* "14:45" when it is today, else with its day. */
struct str clock_words(struct arena *arena, struct instant at, struct instant now);
struct str every_words(struct arena *arena, int64_t minutes);   /* "every 4 h" */
/* The head's word on meetings: "Staff meeting 19:00". */
void rhythm_head(struct out *out, struct view *view, const struct crisis *crisis);

struct reply sitreps_page(struct request *request, struct view *view);
struct reply sitrep_new(struct request *request, struct view *view);
struct reply sitrep_act(struct request *request, struct change *change);
struct reply sitrep_same_act(struct request *request, struct change *change);
struct reply sitrep_page(struct request *request, struct view *view);
struct reply crisis_unit_act(struct request *request, struct change *change);
struct reply crisis_unit_end_act(struct request *request, struct change *change);
struct reply crisis_picture_page(struct request *request, struct view *view);
struct reply crisis_picture_stream(struct request *request, struct view *view);
struct reply crisis_picture_new(struct request *request, struct view *view);
struct reply crisis_picture_act(struct request *request, struct change *change);
struct reply crisis_picture_version(struct request *request, struct view *view);
struct reply wis_page(struct request *request, struct view *view);
struct reply direction_page(struct request *request, struct view *view);
struct reply direction_act(struct request *request, struct change *change);
struct reply rhythm_page(struct request *request, struct view *view);
struct reply rhythm_act(struct request *request, struct change *change);
struct reply rhythm_end_act(struct request *request, struct change *change);
