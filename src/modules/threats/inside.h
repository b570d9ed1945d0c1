/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/inside.h - what the files of this room share. */
#pragma once

#include "analysis/small_cells.h"
#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/threats/threats.h"

/* ---- The check before a meeting ------------------------------------------------------------- */

enum threat_level { LEVEL_none, LEVEL_low, LEVEL_raised, LEVEL_high };
extern const struct choice threat_levels[];

#define MEETING_CHECK_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(unit_id,    ref,  N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(meeting_id, ref,  N_("Meeting"), .is_own = true, .is_hidden = true) \
	F(answers,    text, N_("Answers to the checklist"), .longest = 1000) \
	F(judged,     choice, N_("The threat is judged as"), .required = true, CHOICES(threat_levels)) \
	F(words,      prose, N_("What is arranged"), .longest = 2000, \
	              .help = N_("No names, and nothing that helps whoever means harm.")) \
	F(judged_by,  ref,  N_("Judged by"), .refers_to = "person", .is_own = true) \
	F(done_on,    date, N_("Judged on"), .is_own = true) \
	F(created_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true, .is_hidden = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct meeting_check { MEETING_CHECK_FIELDS(AS_MEMBER) };
extern const struct record meeting_check_record;
extern const struct form meeting_check_form;

struct threat_meeting { int64_t id, unit_id; struct date on_day; };
enum check_state { CHECK_none, CHECK_missing, CHECK_done, CHECK_late, CHECK_never };
extern const struct choice check_states[];
/* Done is judged on the day of the meeting at the latest; after that it is late, and no check. */
enum check_state check_state_of(struct date meeting, struct date done_on, struct date today);
/* "yes", "no" or "" of "agenda=yes public=no". */
struct str check_answer(struct str answers, struct str code);

const struct threat_meeting *threat_meeting_of(struct view *view, int64_t id);
const struct meeting_check *meeting_check_of(struct view *view, int64_t meeting_id);
/* The unit's routine for safe meetings (a document of the kind that the setting meeting_routine
 * names) that is in force on the day of the meeting: its public id; "": none that one sees. */
struct str meeting_routine(struct view *view, const struct threat_meeting *meeting);
/* For the demo: the nth coming (1 ...) or past (-1 ...) meeting of a unit. */
bool threat_meeting_nth(struct view *system, int64_t unit_id, int64_t nth, struct threat_meeting *meeting);
extern const struct table checked_meetings_table;
void checked_meetings_query(struct request *request, struct view *view, struct query *query);

/* ---- The state of protection ------------------------------------------------------------------ */

enum protection_state { PROTECTION_none, PROTECTION_in_order, PROTECTION_being_handled };
extern const struct choice protection_states[];

#define PROTECTION_FIELDS(F) \
	F(id,          key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text, N_("Identity"), .is_own = true) \
	F(unit_id,     ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(reviewed_on, date, N_("Gone through on"), .required = true) \
	F(next_by,     date, N_("Next time at the latest"), .required = true) \
	F(state,       choice, N_("State"), .required = true, CHOICES(protection_states)) \
	F(created_by,  ref,  N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
struct protection { PROTECTION_FIELDS(AS_MEMBER) };
LIST_OF(protection)
extern const struct record protection_record;
extern const struct form protection_form;
struct protection_list protections(struct view *view);
bool threats_may(struct view *view, const char *permission, int64_t unit_id);

/* ---- Patterns --------------------------------------------------------------------------------- */

#define READER_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(person_id, ref,  N_("Who may read"), .required = true, .refers_to = "person") \
	F(from_on,   date, N_("From"), .required = true) \
	F(to_on,     date, N_("Last day"), .required = true) \
	F(decision,  text, N_("Decision"), .required = true, .longest = 200, \
	             .help = N_("Registry number, and who decided.")) \
	F(ended_on,  date, N_("Ended"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct threat_reader { READER_FIELDS(AS_MEMBER) };
LIST_OF(threat_reader)
extern const struct record threat_reader_record;
extern const struct form threat_reader_form;

struct threat_reader_list threat_readers(struct view *view);
const struct threat_reader *threat_reader_get(struct view *view, struct str public_id);
/* How many others may read on a day. */
int64_t threat_readers_on(struct view *view, struct date day, int64_t but_id);
bool threat_reader_is_me(struct view *view);
struct threat_reading { int64_t person_id, year; struct instant at; };
LIST_OF(threat_reading)
extern const struct shape threat_reading_shape;
struct threat_reading_list threat_readings(struct view *view);
struct instant threat_read_lately(struct view *view, int year);
void threat_read_put(struct change *change, int year);

/* What the events of a year say by one thing (`by` a column of the list): a line for each mix
 * of answers. */
enum threat_by { THREATS_by_board, THREATS_by_place, THREATS_by_task, THREATS_by_relation,
	THREATS_by_month, THREATS_BY_COUNT };
struct threat_mix { struct str key, forms, influence; int64_t is_repeated, severity, events; };
LIST_OF(threat_mix)
struct threat_mix_list threat_mixes(struct view *view, enum threat_by by, struct instant from,
                                    struct instant to);

struct pattern {                        /* one table of the page */
	const char *title;
	size_t rows, columns;
	struct str *row_labels, *column_labels;
	int64_t *counts;                /* rows x columns */
	enum cell_telling *telling;     /* (rows + 1) x (columns + 1) */
	int64_t least;
};
struct patterns {
	int year;
	struct date to;                 /* the last day that is counted */
	struct pattern at[THREATS_BY_COUNT];
	struct str left_out;            /* forms that are too few to be told anywhere */
};
/* The last day of a year of which anything is told: the end of a whole month, so that two
 * readings do not differ by one event. */
struct date patterns_to(int year, struct date today);
struct patterns patterns_made(struct view *view, int year);
struct str pattern_cell(struct arena *arena, const struct pattern *pattern, size_t row, size_t column);

extern const struct route threats_routes[];
extern const struct evidence_source threats_evidence[];
void threats_home(struct out *out, struct request *request, struct view *view);
void threats_demo(struct store *store, int scale);
