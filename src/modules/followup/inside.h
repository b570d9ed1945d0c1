/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "formats/markdown.h"
#include "kit/catalogue.h"
#include "modules/duties/duties.h"
#include "modules/followup/followup.h"
#include "modules/people/people.h"

/* ---- Answers (model.c) ------------------------------------------------------------------ */

#define FOLLOW_UP_ANSWER_FIELDS(F) \
	F(id,             key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(programme_code, text,  N_("Programme"), .is_own = true) \
	F(code,           text,  N_("Follow-up point"), .is_own = true) \
	F(unit_id,        ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(year,           count, N_("Year"), .required = true, .least = 2000, .most = 2200) \
	F(is_assessment,  yesno, N_("Assessment of the one who follows up"), ) \
	F(answer,         code,  N_("Answer"), .required = true, .list = "follow_up_answers") \
	F(words,          prose, N_("In your words"), .required = true, .longest = 1500, \
	                         .help = N_("What speaks for it, and what does not.")) \
	F(created_by,     ref,   N_("Who"), .refers_to = "person", .is_own = true) \
	F(created_at,     instant, N_("When"), .is_own = true)
struct follow_up_answer { FOLLOW_UP_ANSWER_FIELDS(AS_MEMBER) };
LIST_OF(follow_up_answer)
extern const struct record follow_up_answer_record;
extern const struct form follow_up_answer_form;

/* ---- Points (points.c) ------------------------------------------------------------------- */

struct point_unit {                     /* one point for one unit */
	const struct verdict *verdict;
	const struct follow_up_answer *own, *assessed;  /* the latest; NULL: none */
};
struct point {
	const struct obligation *obligation;
	bool is_kept_apart;             /* a secret actor's: shown without units */
	size_t count;
	const struct point_unit *units;
	int64_t holds, fails, waits;    /* how many of them */
	int64_t answered, assessed;
};
LIST_OF(point)
/* Every point of the programme in a year, or one of them (code given). */
struct point_list points_of(struct view *view, const struct programme *programme, int year,
                            struct str code);
/* How many of them have no assessment for some unit: counted without computing any answer. */
int64_t points_unassessed(struct view *view, const struct programme *programme, int year);
int point_year(struct request *request);

/* ---- Yearly reports (report.c, tables.c) --------------------------------------------------- */

enum report_state { REPORT_none, REPORT_working, REPORT_published, REPORT_superseded };
extern const struct choice yearly_report_states[];
enum yearly_kind { YEARLY_none, YEARLY_follow_up, YEARLY_effects };
extern const struct choice yearly_report_kinds[];

#define YEARLY_REPORT_FIELDS(F) \
	F(id,             key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,      text,  N_("Identity"), .is_own = true) \
	F(kind,           choice, N_("Report"), .required = true, CHOICES(yearly_report_kinds)) \
	F(programme_code, text,  N_("Programme"), .required = true, .longest = 80) \
	F(year,           count, N_("Year"), .required = true, .least = 2000, .most = 2200) \
	F(state,          choice, N_("State"), CHOICES(yearly_report_states), .is_own = true) \
	F(number,         count, N_("Version"), .is_own = true) \
	F(summary,        prose, N_("In short"), .longest = 4000, \
	                         .help = N_("Five sentences for somebody who reads nothing else.")) \
	F(done,           prose, N_("What we did"), .longest = 20000) \
	F(cost,           prose, N_("What it cost"), .longest = 20000) \
	F(changed,        prose, N_("What changed"), .longest = 20000, \
	                         .help = N_("Say what is different, and how you know. A change that came after a measure is not always because of it.")) \
	F(unknown,        prose, N_("What we do not know"), .longest = 20000) \
	F(ahead,          prose, N_("What comes next"), .longest = 20000) \
	F(numbers,        json,  N_("Numbers"), .is_own = true, .is_hidden = true) \
	F(digest,         text,  N_("Digest"), .is_own = true) \
	F(published_by,   ref,   N_("Published by"), .refers_to = "person", .is_own = true) \
	F(published_at,   instant, N_("Published"), .is_own = true) \
	F(created_by,     ref,   N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at,     instant, N_("Begun"), .is_own = true) \
	F(version,        count, N_("Edition"), .is_own = true)
struct yearly_report { YEARLY_REPORT_FIELDS(AS_MEMBER) };
LIST_OF(yearly_report)
extern const struct record yearly_report_record;
extern const struct form yearly_new_form, yearly_form;

/* A table of a report: texts, each with a link to its rows or none. */
enum { MOST_REPORT_COLUMNS = 8, MOST_REPORT_TABLES = 12 };
struct report_cell { struct str words, path; };
struct report_table {
	struct str under;               /* the heading that it stands under: "done", "cost" ... */
	struct str title, caveat;
	size_t columns, rows;
	struct str names[MOST_REPORT_COLUMNS];
	bool is_number[MOST_REPORT_COLUMNS];
	struct report_cell *cells;      /* rows x columns */
};
struct report_tables { size_t count; struct report_table at[MOST_REPORT_TABLES]; };

/* As they are now, or as they were when it was published. */
const struct report_tables *report_tables_of(struct view *view, const struct yearly_report *report);
const struct report_tables *tables_now(struct view *view, const struct yearly_report *report);
/* Links only to what this reader may open. */
const struct report_tables *tables_for_reader(const struct request *request, struct view *view,
                                              const struct report_tables *tables);
struct str tables_write(struct arena *arena, const struct report_tables *tables);
const struct report_tables *tables_read(struct arena *arena, struct str text);
struct report_table *table_add(struct report_tables *tables, struct arena *arena, const char *under,
                               const char *title, size_t columns, const char *const *names,
                               size_t most_rows);
struct report_cell *row_add(struct report_table *table);
/* A heading of the report: the member, its words, its text. */
struct report_section { const char *member; const char *label; struct str text; };
enum { MOST_SECTIONS = 8 };
size_t report_sections(const struct yearly_report *report, struct report_section *sections);

struct reply yearly_list(struct request *request, struct view *view);
struct reply yearly_new(struct request *request, struct view *view);
struct reply yearly_add(struct request *request, struct change *change);
struct reply yearly_show(struct request *request, struct view *view);
struct reply yearly_edit(struct request *request, struct view *view);
void *yearly_load(struct request *request, struct view *view);
struct reply yearly_change(struct request *request, struct change *change);
struct reply yearly_publish(struct request *request, struct change *change);
struct reply yearly_word(struct request *request, struct view *view);     /* word.c */
struct reply yearly_follow(struct request *request, struct change *change);

/* ---- Queries ------------------------------------------------------------------------------ */

struct follow_up_answer_list answers_of_year(struct view *view, struct str programme_code, int year);
struct follow_up_answer_list answers_of_point(struct view *view, struct str programme_code, int year,
                                              struct str code, int64_t unit_id);
bool may_answer(struct view *view, const char *permission, int64_t unit_id);
bool may_write_reports(struct view *view);
struct evidence_count_list assessed_counts(struct view *view, struct str programme_code,
                                           struct str code, int64_t unit_id, int from, int to);
struct yearly_report_list yearly_all(struct view *view);
const struct yearly_report *yearly_get(struct view *view, struct str public_id);
const struct yearly_report *yearly_last(struct view *view, int kind, struct str programme_code,
                                        int64_t year);
/* The published version before this one; NULL: none. */
const struct yearly_report *report_before(struct view *view, const struct yearly_report *report);
struct measure_sum {
	struct str key;
	int64_t decided, done, rated, cost_plan, cost_actual;
};
LIST_OF(measure_sum)
/* by = "type", "effect", "funding"; measures decided, done or rated in the year. */
struct measure_sum_list measures_sum(struct view *view, const char *by, int year);
struct measure_best { struct str number, title, unit, words; int64_t cost_actual; };
LIST_OF(measure_best)
struct measure_best_list measures_best(struct view *view, int year, struct str effect, int most);
int64_t measures_unrated(struct view *view, int year);

extern const struct evidence_source followup_evidence[];
extern const struct route followup_routes[];
void followup_home(struct out *out, struct request *request, struct view *view);
void followup_demo(struct store *store, int scale);

struct points_facts {
	const struct programme *programme;
	struct programme_list programmes;
	int year;
	struct point_list points;
	struct view *view;
};
struct point_facts {
	const struct programme *programme;
	int year;
	const struct point *point;
	struct view *view;
	const struct unit *unit;        /* chosen; NULL: all */
	struct follow_up_answer_list history;
	bool may_answer, may_assess;
	struct form_view form;
};
struct yearly_facts {
	const struct yearly_report *report;
	const struct report_tables *tables;
	const struct programme *programme;
	struct view *view;
	bool may_write;
	size_t section_count;
	struct report_section sections[MOST_SECTIONS];
};
