/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "formats/cap.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/crisis/crisis.h"
#include "modules/places/places.h"
#include "modules/warnings/warnings.h"

/* ---- Records ---------------------------------------------------------------------------- */

enum warning_status { STATUS_none, STATUS_actual, STATUS_exercise, STATUS_system, STATUS_test,
	STATUS_draft };
enum warning_type { TYPE_none, TYPE_alert, TYPE_update, TYPE_cancel, TYPE_ack, TYPE_error };
enum file_way { WAY_none, WAY_upload, WAY_command, WAY_folder };
enum warning_how { HOW_none, HOW_geocode, HOW_outline, HOW_name };
enum file_verdict { FILE_none, FILE_accepted, FILE_same, FILE_partly, FILE_refused };
extern const struct choice warning_statuses[], warning_types[], warning_scopes[], file_ways[],
	file_verdicts[], draft_types[], warning_hows[], warnings_shown[];

#define WARNING_FILE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), ) \
	F(name,        text,    N_("File"), ) \
	F(way,         choice,  N_("Came by"), CHOICES(file_ways)) \
	F(digest,      text,    N_("Digest"), ) \
	F(size,        count,   N_("Bytes"), ) \
	F(verdict,     choice,  N_("What became of it"), CHOICES(file_verdicts)) \
	F(problem,     prose,   N_("What was wrong"), ) \
	F(warnings,    count,   N_("New warnings"), ) \
	F(received_at, instant, N_("Came"), ) \
	F(received_by, ref,     N_("Taken in by"), .refers_to = "person")
struct warning_file { WARNING_FILE_FIELDS(AS_MEMBER) };
LIST_OF(warning_file)
enum { WARNING_FILE_COUNT = 11 };
extern const struct field warning_file_fields[];
extern const struct record warning_file_record;

#define WARNING_COMMON_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), ) \
	F(file_id,     ref,     N_("File"), .is_hidden = true) \
	F(identifier,  text,    N_("The sender's number"), ) \
	F(sender,      text,    N_("Sender's address"), ) \
	F(sent_at,     instant, N_("Sent"), ) \
	F(status,      choice,  N_("Real or not"), CHOICES(warning_statuses)) \
	F(msg_type,    choice,  N_("Kind of message"), CHOICES(warning_types)) \
	F(scope,       choice,  N_("For whom"), CHOICES(warning_scopes)) \
	F(event,       text,    N_("What it warns of"), ) \
	F(headline,    text,    N_("Headline"), ) \
	F(headline_en, text,    N_("Headline in English"), ) \
	F(category,    code,    N_("Kind of danger"), .list = "warnings/categories") \
	F(urgency,     code,    N_("How soon"), .list = "warnings/urgencies") \
	F(severity,    code,    N_("How severe"), .list = "warnings/severities") \
	F(certainty,   code,    N_("How sure"), .list = "warnings/certainties") \
	F(onset_at,    instant, N_("Begins"), ) \
	F(expires_at,  instant, N_("Holds until"), ) \
	F(sender_name, text,    N_("Sender"), ) \
	F(area_words,  text,    N_("Area"), ) \
	F(touches,     yesno,   N_("Touches the city"), ) \
	F(remarks,     codes,   N_("Remarks"), .list = "warnings/remarks") \
	F(body,        json,    N_("The whole message"), ) \
	F(received_at, instant, N_("Came"), )
#define WARNING_FIELDS(F) WARNING_COMMON_FIELDS(F)
struct warning { WARNING_FIELDS(AS_MEMBER) };
extern const struct record warning_record;

/* One with what has become of it. */
#define WARNING_ROW_FIELDS(F) WARNING_COMMON_FIELDS(F) \
	F(replaced_by, ref,     N_("Replaced by"), .is_hidden = true) \
	F(is_cancelled, yesno,  N_("Recalled"), )
struct warning_row { WARNING_ROW_FIELDS(AS_MEMBER) };
LIST_OF(warning_row)
enum { WARNING_ROW_COUNT = 26 };
extern const struct field warning_row_fields[];
extern const struct record warning_row_record;

#define WARNING_REFERENCE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(warning_id,  ref,     N_("Warning"), .is_hidden = true) \
	F(sender,      text,    N_("Sender's address"), ) \
	F(identifier,  text,    N_("The sender's number"), ) \
	F(sent_at,     instant, N_("Sent"), )
struct warning_reference { WARNING_REFERENCE_FIELDS(AS_MEMBER) };
LIST_OF(warning_reference)
extern const struct record warning_reference_record;

#define WARNING_AREA_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(warning_id,  ref,     N_("Warning"), .is_hidden = true) \
	F(area_id,     ref,     N_("Area"), .refers_to = "area") \
	F(how,         choice,  N_("Found by"), CHOICES(warning_hows))
struct warning_area { WARNING_AREA_FIELDS(AS_MEMBER) };
LIST_OF(warning_area)
extern const struct record warning_area_record;

/* One as a page shows it. */
#define WARNING_PLACE_FIELDS(F) \
	F(public_id,   text,    N_("Identity"), ) \
	F(name,        text,    N_("Area"), ) \
	F(how,         choice,  N_("Found by"), CHOICES(warning_hows))
struct warning_place { WARNING_PLACE_FIELDS(AS_MEMBER) };
LIST_OF(warning_place)

#define WARNING_DRAFT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(crisis_id,   ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(message_id,  ref,     N_("Message"), .is_own = true, .is_hidden = true) \
	F(replaces_id, ref,     N_("Replaces the draft"), .refers_to = "warning_draft") \
	F(msg_type,    choice,  N_("Kind of message"), CHOICES(draft_types), .required = true) \
	F(event,       text,    N_("What it warns of"), .required = true, .longest = 80) \
	F(event_en,    text,    N_("What it warns of, in English"), .required = true, .longest = 80) \
	F(headline,    text,    N_("Headline"), .required = true, .longest = 160) \
	F(headline_en, text,    N_("Headline in English"), .required = true, .longest = 160) \
	F(description, prose,   N_("What has happened, in Swedish"), .required = true, .longest = 4000) \
	F(description_en, prose, N_("What has happened, in English"), .required = true, .longest = 4000) \
	F(instruction, prose,   N_("What one should do"), .longest = 4000) \
	F(instruction_en, prose, N_("What one should do, in English"), .longest = 4000) \
	F(category,    code,    N_("Kind of danger"), .required = true, .list = "warnings/categories") \
	F(response,    code,    N_("Kind of advice"), .required = true, .list = "warnings/responses") \
	F(urgency,     code,    N_("How soon"), .required = true, .list = "warnings/urgencies") \
	F(severity,    code,    N_("How severe"), .required = true, .list = "warnings/severities") \
	F(certainty,   code,    N_("How sure"), .required = true, .list = "warnings/certainties") \
	F(area_words,  text,    N_("Area in words"), .required = true, .longest = 200) \
	F(area_id,     ref,     N_("Area on the map"), .refers_to = "area", \
	               .help = N_("Its outline goes with the file. May be left empty.")) \
	F(onset_at,    instant, N_("Begins"), ) \
	F(expires_at,  instant, N_("Holds until"), .required = true) \
	F(web,         text,    N_("Page with more"), .longest = 200, \
	               .help = N_("An address that begins with https://.")) \
	F(created_by,  ref,     N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_name, text,   N_("Written by"), .is_own = true, .is_personal = true) \
	F(created_at,  instant, N_("Written"), .is_own = true)
struct warning_draft { WARNING_DRAFT_FIELDS(AS_MEMBER) };
extern const struct record warning_draft_record;
extern const struct form warning_draft_form;

/* One with what decides what it says that it is. */
#define WARNING_DRAFT_ROW_FIELDS(F) WARNING_DRAFT_FIELDS(F) \
	F(is_exercise, yesno,   N_("Exercise"), .is_own = true) \
	F(is_released, yesno,   N_("Released"), .is_own = true)
struct warning_draft_row { WARNING_DRAFT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(warning_draft_row)
extern const struct record warning_draft_row_record;

/* A second person has read the draft and lets it say that it is real. */
#define WARNING_RELEASE_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_hidden = true) \
	F(draft_id,    ref,     N_("Draft"), .refers_to = "warning_draft") \
	F(released_by, ref,     N_("Released by"), .refers_to = "person", .is_hidden = true) \
	F(released_name, text,  N_("Released by"), .is_personal = true) \
	F(released_at, instant, N_("Released"), )
struct warning_release { WARNING_RELEASE_FIELDS(AS_MEMBER) };
extern const struct record warning_release_record;

/* ---- Rules (rules.c): pure ------------------------------------------------------------------ */

/* Does it hold: a real alert or update that nobody has replaced, and whose time is not out?
 * One that does not say when it ends holds for so many hours. */
bool warning_holds(const struct warning_row *warning, struct instant now, int64_t hours_without_end);
/* Is it the real thing, or practice: an exercise, a test, a system message, a draft? */
bool warning_is_real(int status);
/* The info in a language ("sv"), else the first; NULL there is none. */
const struct cap_info *cap_info_in(const struct cap_alert *alert, const char *language);
struct str cap_language_name(struct str code);  /* "Swedish"; the code where it has no name here */
/* What the list shows of an alert; the time it was received decides some remarks. */
struct warning warning_of_alert(struct arena *arena, const struct cap_alert *alert,
                                struct instant now);

/* What a code for an area says to a city with that municipality code. */
enum geo { GEO_none, GEO_city, GEO_elsewhere, GEO_unknown_scheme, GEO_wrong };
enum geo geocode_says(struct str scheme, struct str value, struct str municipality);
/* A polygon of CAP as GeoJSON; a circle as one of 32 corners. */
struct str geojson_of_points(struct arena *arena, const struct cap_points *points);
struct cap_points circle_points(struct arena *arena, struct cap_point centre, double km);
/* All in Sweden when latitude and longitude change places, and none as they stand? */
bool points_are_swapped(const struct cap_points *points);

/* What a draft says it is: never more than it is. */
enum warning_status draft_status(bool is_exercise, bool is_released);
/* Why this person does not release it; NULL: he does.  The status is what it says it is now. */
const char *draft_release_refused(const struct warning_draft *draft, enum warning_status status,
                                  int64_t person_id);
void draft_judge(const struct warning_draft *draft, struct instant now, struct problems *problems);
extern const struct rule_table warnings_rules[];

/* ---- Taking in (take.c) ------------------------------------------------------------------------ */

/* The alerts of a file, as far as they could be read; *problem the first that could not. */
struct cap_alerts { size_t count; struct cap_alert *at; };
struct cap_alerts warning_file_read(struct arena *arena, struct str bytes, struct str *problem);

struct came {
	struct str name;
	enum file_way way;
	struct str bytes;
	struct instant at;              /* when; 0: now */
	bool is_read;                   /* then what follows is what stands in it */
	struct cap_alerts alerts;
	struct str problem;
};
/* Reads it in a process of its own; to be done before the first statement of a change. */
void came_read(struct arena *arena, struct came *came);
/* Keeps it, and reads it if that is not done; the answer tells what became of it (verdict SAME:
 * nothing was new).  What was refused is judged anew when a person brings it again. */
struct warning_file warning_file_take(struct change *change, struct came *came);

/* match.c: where it is; false: *problem says what is wrong with an area. */
struct matched { struct warning_area_list areas; struct str remarks; bool touches; };
bool warning_match(struct view *view, const struct cap_alert *alert, struct matched *matched,
                   struct str *problem);
/* Remarks are words with spaces between. */
struct str remark_add(struct arena *arena, struct str remarks, const char *remark);

/* folder.c */
extern const struct job_kind warnings_jobs[];
extern const struct watched warnings_watched;

/* ---- Queries ------------------------------------------------------------------------------------ */

extern const struct table warnings_table, warning_files_table;
extern const struct reference warnings_references[];
void warnings_query(struct request *request, struct view *view, struct query *query);
void warning_files_query(struct request *request, struct view *view, struct query *query);
const struct warning_row *warning_get(struct view *view, struct str public_id);
const struct warning_row *warning_of_id(struct view *view, int64_t id);
int64_t warning_same(struct view *view, const struct warning *warning, struct str *body);  /* id; 0 */
int64_t warning_count(struct view *view, bool only_here);       /* that hold now */
struct warning_row_list warnings_that_hold_here(struct view *view);
struct warning_reference_list warning_references_of(struct view *view, int64_t warning_id);
struct warning_row_list warnings_named_by(struct view *view, int64_t warning_id);
struct warning_place_list warning_places_of(struct view *view, int64_t warning_id);
bool warning_is_here(struct view *view, const struct cap_reference *reference);
struct warning_row_list warnings_of_file(struct view *view, int64_t file_id);
const struct warning_file *warning_file_get(struct view *view, struct str public_id);
const struct warning_file *warning_file_of_id(struct view *view, int64_t id);
const struct warning_file *warning_file_of_digest(struct view *view, struct str digest);
struct str warning_file_bytes(struct view *view, int64_t file_id);
void warning_file_put(struct change *change, struct warning_file *file, struct str bytes);
void warning_file_settle(struct change *change, const struct warning_file *file);
void warning_put(struct change *change, struct warning *warning, const struct matched *matched,
                 const struct cap_references *references);
struct warning_draft_row_list warning_drafts(struct view *view);
const struct warning_draft_row *warning_draft_row_get(struct view *view, struct str public_id);
const struct warning_draft *warning_draft_get(struct view *view, struct str public_id);
const struct warning_draft *warning_draft_of_id(struct view *view, int64_t id);
const struct warning_release *warning_release_of(struct view *view, int64_t draft_id);  /* NULL */

/* ---- Drafts (drafts.c) --------------------------------------------------------------------------- */

/* What it is worth, by its crisis and by whether a second person has released it. */
enum warning_status draft_status_of(struct view *view, const struct warning_draft *draft);
struct cap_alert draft_alert(struct view *view, const struct warning_draft *draft);
struct reply drafts_page(struct request *request, struct view *view);
struct reply draft_new(struct request *request, struct view *view);
struct reply draft_add_act(struct request *request, struct change *change);
struct reply draft_page(struct request *request, struct view *view);
struct reply draft_release_act(struct request *request, struct change *change);
struct reply draft_file(struct request *request, struct view *view);
struct reply request_page(struct request *request, struct view *view);

/* ---- Pages ----------------------------------------------------------------------------------------- */

struct warning_facts {
	const struct warning_row *warning;
	const struct cap_info *info;            /* in the reader's language, or the first */
	const struct warning_row *replaced_by;  /* NULL: by none */
	struct warning_row_list replaces;
	struct warning_place_list places;
	const struct warning_file *file;        /* NULL: not for this reader */
	bool holds, may_crisis;
};
struct str warning_title(const struct warning_row *warning);
const char *warning_mark(int status);   /* "EXERCISE", NULL for the real */
/* In the language of the words that it stands before. */
const char *warning_mark_in(int status, const char *language);
extern const struct route warnings_routes[];
void warnings_demo(struct store *store, int scale);
