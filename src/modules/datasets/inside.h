/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/inside.h - what the files of this room share: its records and their queries. */
#pragma once

#include "base/json.h"
#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/import.h"
#include "modules/datasets/datasets.h"

enum { DATASETS_JSON_LONGEST = 8 << 20, DATASET_ROWS_MOST = 50000 };

/* ---- Records (model.c) ------------------------------------------------------------------ */

#define DATASET_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(code,       text,  N_("Code"), .required = true, .longest = 40, \
	              .help = N_("Small letters, digits and -: it stands in addresses and files.")) \
	F(name,       text,  N_("Data set"), .required = true, .longest = 120) \
	F(kind,       code,  N_("Kind"), .required = true, .list = "datasets/kinds") \
	F(publisher,  text,  N_("Publisher"), .required = true, .longest = 160) \
	F(licence,    text,  N_("Licence"), .required = true, .longest = 300, \
	              .help = N_("By which terms the figures may be used, and how the source is named.")) \
	F(source_url, text,  N_("Where it is published"), .longest = 300, .help = N_("https://...")) \
	F(method,     prose, N_("Method"), .required = true, .longest = 4000, \
	              .help = N_("What is counted, and how, in your own words.")) \
	F(caveat,     prose, N_("Caveat"), .required = true, .longest = 1000, \
	              .help = N_("What must be said beside every figure: one or two sentences.")) \
	F(cadence,    code,  N_("How often it comes"), .required = true, .list = "datasets/cadences") \
	F(headline,   text,  N_("Measure that is told first"), .longest = 60, \
	              .help = N_("Its code in the files. It is what a situation picture may cite.")) \
	F(headline_area, text, N_("Area that is told first"), .longest = 60, \
	              .help = N_("Its code in the files.")) \
	F(created_by, ref,   N_("Registered by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Registered"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct dataset { DATASET_FIELDS(AS_MEMBER) };
LIST_OF(dataset)
extern const struct record dataset_record;
extern const struct form dataset_form;

#define DATASET_BREAK_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(dataset_id, ref,   N_("Data set"), .is_own = true, .is_hidden = true) \
	F(first_on,   date,  N_("First day of the new way of counting"), .required = true) \
	F(reason,     prose, N_("Why it cannot be compared with what was before"), .required = true, .longest = 1000) \
	F(created_by, ref,   N_("Registered by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Registered"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct dataset_break { DATASET_BREAK_FIELDS(AS_MEMBER) };
LIST_OF(dataset_break)
extern const struct record dataset_break_record;
extern const struct form dataset_break_form;

#define DATASET_EDITION_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(dataset_id, ref,   N_("Data set"), .is_own = true, .is_hidden = true) \
	F(number,     count, N_("Edition no."), .is_own = true) \
	F(layout,     text,  N_("Layout"), .is_own = true) \
	F(file_name,  text,  N_("File"), .is_own = true) \
	F(digest,     text,  N_("Digest"), .is_own = true) \
	F(published_on, date, N_("Published"), .is_own = true) \
	F(rows_count, count, N_("Rows"), .is_own = true) \
	F(import_id,  ref,   N_("Import"), .is_own = true, .is_hidden = true) \
	F(read_by,    ref,   N_("Read in by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(read_name,  text,  N_("Read in by"), .is_own = true) \
	F(read_at,    instant, N_("Read in"), .is_own = true) \
	F(withdrawn_at, instant, N_("Has been withdrawn"), .is_own = true) \
	F(withdrawn_name, text, N_("Withdrawn by whom"), .is_own = true) \
	F(withdrawn_why, text, N_("Why this edition is withdrawn"), .is_own = true)
struct dataset_edition { DATASET_EDITION_FIELDS(AS_MEMBER) };
LIST_OF(dataset_edition)
extern const struct record dataset_edition_record;

#define DATASET_MEASURE_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(dataset_id, ref,   N_("Data set"), .is_own = true, .is_hidden = true) \
	F(code,       text,  N_("Code"), .is_own = true) \
	F(parent_code, text, N_("Part of"), .is_own = true) \
	F(name,       text,  N_("What the figure is of"), .is_own = true) \
	F(level,      count, N_("Level"), .is_own = true)
struct dataset_measure { DATASET_MEASURE_FIELDS(AS_MEMBER) };
LIST_OF(dataset_measure)
extern const struct record dataset_measure_record;

#define DATASET_AREA_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(dataset_id, ref,   N_("Data set"), .is_own = true, .is_hidden = true) \
	F(code,       text,  N_("Code"), .is_own = true) \
	F(name,       text,  N_("Area"), .is_own = true)
struct dataset_area { DATASET_AREA_FIELDS(AS_MEMBER) };
LIST_OF(dataset_area)
extern const struct record dataset_area_record;

enum figure_telling { FIGURE_none, FIGURE_number, FIGURE_missing, FIGURE_nothing };
extern const struct choice figure_tellings[];
#define DATASET_ROW_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(dataset_id, ref,   N_("Data set"), .is_own = true, .is_hidden = true) \
	F(edition_id, ref,   N_("Edition no."), .is_own = true, .is_hidden = true) \
	F(measure_id, ref,   N_("What the figure is of"), .is_own = true, .is_hidden = true) \
	F(area_id,    ref,   N_("Area"), .is_own = true, .is_hidden = true) \
	F(period_from, date, N_("From"), .is_own = true) \
	F(period_to,  date,  N_("To"), .is_own = true) \
	F(telling,    choice, N_("How it is told"), CHOICES(figure_tellings), .is_own = true) \
	F(value,      real,  N_("Value"), .is_own = true) \
	F(rate,       real,  N_("Per 100,000"), .is_own = true) \
	F(has_rate,   yesno, N_("Has a rate"), .is_own = true) \
	F(is_preliminary, yesno, N_("Preliminary"), .is_own = true) \
	F(is_newest,  yesno, N_("Newest"), .is_own = true)
struct dataset_row { DATASET_ROW_FIELDS(AS_MEMBER) };
LIST_OF(dataset_row)
extern const struct record dataset_row_record;

/* ---- Files (read.c, read_bra.c, read_series.c) ------------------------------------------- */

/* One row of a file as it was judged; no memory of the data set yet. */
struct figure_read {
	struct str measure, measure_name, parent, area, area_name;
	int level;                      /* 0: not said */
	struct date from, to;
	enum figure_telling telling;
	double value, rate;
	bool has_rate, is_preliminary;
	int64_t line;
};
struct figures_read { size_t count; struct figure_read *at; };

/* "2026", "2026-08", "202608", "2026K3", "2026-Q3": its first and last day. */
bool span_read(struct str text, struct date *from, struct date *to);
/* August 2026, quarter 3 of 2026, 2026, or its days. */
struct str span_words(struct arena *arena, struct date from, struct date to);
/* A number with . or , and thin or hard spaces between thousands; "..", "." or "NaN" is not
 * known; "-" and the dash are nothing to count.  False: none of them (also the empty text). */
bool figure_read(struct str text, enum figure_telling *telling, double *value);
/* Layouts.  False: `problems` says what is wrong, with line and column, at the field "file";
 * a file is fine as a whole or not at all. */
bool figures_read_bra(struct arena *arena, struct str content, struct figures_read *read,
                      struct problems *problems);
bool figures_read_series(struct arena *arena, struct str content, struct figures_read *read,
                         struct problems *problems);

/* ---- Queries (queries.c, queries_put.c) ---------------------------------------------------- */

bool dataset_may_write(struct view *view);
struct dataset_list datasets_all(struct view *view);
const struct dataset *dataset_get(struct view *view, struct str code);
bool dataset_code_is_free(struct view *view, struct str code, int64_t but_id);
struct dataset_break_list dataset_breaks(struct view *view, int64_t dataset_id);
struct dataset_edition_list dataset_editions(struct view *view, int64_t dataset_id);
const struct dataset_edition *dataset_edition_get(struct view *view, int64_t dataset_id, int64_t number);
/* The one in force that was read in last; NULL none. */
const struct dataset_edition *dataset_edition_newest(struct view *view, int64_t dataset_id);
const struct dataset_edition *dataset_edition_of_digest(struct view *view, int64_t dataset_id, struct str digest);
struct dataset_measure_list dataset_measures(struct view *view, int64_t dataset_id);
struct dataset_area_list dataset_areas(struct view *view, int64_t dataset_id);
const struct dataset_measure *dataset_measure_get(struct view *view, int64_t dataset_id, struct str code);
const struct dataset_area *dataset_area_get(struct view *view, int64_t dataset_id, struct str code);
/* The last day of the newest period of a set; not given: it has no rows. */
struct date dataset_through(struct view *view, int64_t dataset_id);
/* All that was ever said of a measure in an area and not withdrawn: by period, newest edition first. */
struct series_row {
	int64_t edition;                /* its number */
	struct date from, to;
	int telling;
	double value, rate;
	bool has_rate, is_preliminary, is_newest;
};
LIST_OF(series_row)
struct series_row_list series_of(struct view *view, int64_t dataset_id, int64_t measure_id, int64_t area_id);
/* A sum of a level that is not what its parts come to. */
struct level_sum {
	struct str measure, area;
	struct date from, to;
	double value, parts;
	int64_t part_count;
};
LIST_OF(level_sum)
enum { LEVEL_SUMS_MOST = 50 };
struct level_sum_list level_sums_wrong(struct view *view, int64_t edition_id);
/* The newest row of a series whose period ends no later than `to`; NULL none. */
const struct series_row *series_newest(struct view *view, const struct dataset *dataset, struct date to,
                                       struct str *measure, struct str *area);

struct edition_proof { int64_t unit_id; struct date published_on; };
LIST_OF(edition_proof)
struct edition_proof_list editions_proving(struct view *view, const struct evidence_ask *ask);
struct evidence_record_list editions_behind(struct view *view, const struct evidence_ask *ask);

extern const struct table dataset_rows_table;
void dataset_rows_query(struct request *request, struct view *view, const struct dataset *dataset,
                        struct query *query);

/* What an edition is made of.  Writes measures, areas and rows, and marks what it takes the place
 * of; the edition's number and id are put in. */
void edition_put(struct change *change, struct dataset_edition *edition, const struct figures_read *read);
void edition_withdraw(struct change *change, const struct dataset_edition *edition, struct str by, struct str why);
int64_t editions_undo(struct change *change, int64_t import_id);

/* ---- Rules (rules.c) ------------------------------------------------------------------------ */

/* The break that lies between two periods; NULL none. */
const struct dataset_break *break_between(const struct dataset_break_list *breaks, struct date earlier,
                                          struct date later);
/* The day from which the set is no longer fresh. */
struct date dataset_fresh_until(const struct dataset *dataset, struct date published_on);
struct str figure_words(struct arena *arena, const struct series_row *row);
/* "From 210 to 225 (+15)", or that it cannot be compared and why. */
struct str comparison_words(struct arena *arena, const struct dataset_break_list *breaks,
                            const struct series_row *earlier, const struct series_row *later);

/* ---- Pages ---------------------------------------------------------------------------------- */

struct series_page {
	const struct dataset *dataset;
	struct dataset_measure_list measures;
	struct dataset_area_list areas;
	const struct dataset_measure *measure;
	const struct dataset_area *area;
	struct dataset_break_list breaks;
	struct series_row_list rows;
	const struct series_row *first, *second;        /* what is compared; NULL none */
};
struct str series_path(struct arena *arena, const struct dataset *dataset, struct str measure, struct str area);
struct reply dataset_series_page(struct request *request, struct view *view);
struct reply dataset_figure_file(struct request *request, struct view *view);
struct reply dataset_read_page(struct request *request, struct view *view);
struct reply dataset_read_act(struct request *request, struct change *change);
struct reply dataset_edition_page(struct request *request, struct view *view);
struct reply dataset_withdraw_act(struct request *request, struct change *change);

extern const struct route datasets_routes[];
extern const struct import_kind datasets_imports[];
extern const struct evidence_source datasets_evidence[];
void datasets_demo(struct store *store, int scale);
