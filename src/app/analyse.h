/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse.h - what the files of varn analyse share: plain files, and methods that read all of one.
 *
 * A plain is a CSV file with a heading, or a JSON list of flat objects with the same names.
 * What is wrong is told on standard error with the line (CSV) or the number of the object
 * (JSON), and nothing is calculated.
 */
#pragma once

#include "analysis/verdict.h"
#include "app/app.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/tongue.h"
#include "formats/diagram.h"

#include <time.h>

enum { ANALYSE_LONGEST_INPUT = 64 << 20 };

struct plain {
	struct arena *arena;
	const char *path;
	const char *place;              /* "line" or "row" */
	const struct csv_table *table;  /* row 0 has the names */
};

/* False: it has been told why not. "-" is standard input. */
bool plain_read(struct arena *arena, const char *path, struct plain *plain);
bool plain_has(const struct plain *plain, const char *column);
/* Tells what is wrong with a row; always false. */
bool plain_wrong(const struct plain *plain, size_t row, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
struct str plain_text(const struct plain *plain, size_t row, const char *column);       /* trimmed */
/* A number; when the cell is empty, *value stays as it was.  False when it is no number. */
bool plain_number(const struct plain *plain, size_t row, const char *column, double *value);
/* Cells low, middle, high; low and high may be empty, both: then the middle is known. */
bool plain_spread(const struct plain *plain, size_t row, const char *const columns[3],
                  double (*spread)[3], bool *is_given);

/* A number that must be there, from least to most. */
bool plain_need(const struct plain *plain, size_t row, const char *column, double least, double most,
                double *value);
/* yes or no (true, false, 1, 0); when the cell is empty, *is stays as it was. */
bool plain_yes(const struct plain *plain, size_t row, const char *column, bool *is);

/* "ones", and then the columns that begin with x_; *count of both together.  False, and told:
 * there are more x_ than `most`. */
bool plain_x_columns(const struct plain *plain, size_t most, const char **names, size_t *count);

/* Rows with the same name in a column, in the order in which names come; one group without a
 * name when there is no such column. */
struct plain_group { struct str name; const size_t *rows; size_t count; };
const struct plain_group *plain_groups(const struct plain *plain, const char *column, size_t *count);

/* Words given after the method. */
struct analyse_ask {
	struct plain plain;
	double level;
	bool is_json;
	int argc;
	char **argv;
};
/* An option that is a number within limits, or the usual; false when told that it is not. */
bool analyse_option(const struct analyse_ask *ask, const char *name, double least, double most,
                    double *value);
/* The same for numbers that are whole. */
bool analyse_whole(const struct analyse_ask *ask, const char *name, double least, double most,
                   double *value);
bool analyse_count(const struct analyse_ask *ask, const char *name, size_t least, size_t most,
                   size_t *count);
/* --level, or what is usual for the method. */
double analyse_level(const struct analyse_ask *ask, double usual);
/* An option that is one of some words (NULL ends them), as its place among them. */
bool analyse_word(const struct analyse_ask *ask, const char *name, const char *const *words, int *found);
/* What a method found: JSON, or the same as lines of text (a heading for each list, then
 * "name value name value ..." for each row of it).  Text has few decimals: what is drawn is
 * not known better. */
struct analysed {
	struct out out;
	struct json_out json;
	bool is_json;
	const struct analyse_ask *ask;
	struct diagram drawn;           /* for --chart; kind NULL: none yet */
};
void analysed_begin(struct analysed *analysed, const struct analyse_ask *ask);
void analysed_list(struct analysed *analysed, const char *name);
void analysed_list_finish(struct analysed *analysed);
void analysed_row(struct analysed *analysed);
void analysed_row_finish(struct analysed *analysed);
void analysed_text(struct analysed *analysed, const char *name, struct str text);
void analysed_number(struct analysed *analysed, const char *name, double value);
void analysed_count(struct analysed *analysed, const char *name, int64_t count);
void analysed_yes(struct analysed *analysed, const char *name, bool yes);
int analysed_print(struct analysed *analysed);          /* 0: the exit status; writes the figure too */

/* --chart FILE: is a figure of this thing asked for?  Of the first, or of what --chart-of names. */
bool analysed_draws(const struct analysed *analysed, struct str name);
void analysed_draw(struct analysed *analysed, struct diagram diagram);
bool analysed_chart_written(const struct analysed *analysed);   /* false: told why not */
/* Is the ending of --chart one that can be written? */
bool analyse_chart_is_fine(const struct analyse_ask *ask);

/* "verdict": less, more, unchanged, marginal or cannot tell. */
void analysed_verdict(struct analysed *analysed, enum verdict verdict);

struct handling;
/* "median" and "p90" with their limits; what is longer than anything seen is left empty. */
void analysed_times(struct analysed *analysed, const struct handling *found);

/* --timing: how long each part took, on standard error; and how much of the processors all its
 * threads used, in which what others do on the machine is hardly seen. */
struct analyse_clock { bool is_asked; struct timespec began, used; };
void analyse_clock_start(struct analyse_clock *clock, const struct analyse_ask *ask);
/* What is timed ends here, and the next begins; what NULL: only begins. */
void analyse_took(struct analyse_clock *clock, const char *what);

/* Exit status. */
int analyse_cascade(const struct analyse_ask *ask);
int analyse_ranking(const struct analyse_ask *ask);
int analyse_baseline(const struct analyse_ask *ask);
int analyse_warning(const struct analyse_ask *ask);
int analyse_delay(const struct analyse_ask *ask);
int analyse_shares(const struct analyse_ask *ask);
int analyse_discoveries(const struct analyse_ask *ask);
int analyse_cold_start(const struct analyse_ask *ask);
int analyse_calibration(const struct analyse_ask *ask);
int analyse_small_cells(const struct analyse_ask *ask);
int analyse_control(const struct analyse_ask *ask);
int analyse_funnel(const struct analyse_ask *ask);
int analyse_handling(const struct analyse_ask *ask);
int analyse_timeliness(const struct analyse_ask *ask);
int analyse_linkage(const struct analyse_ask *ask);
int analyse_near_duplicates(const struct analyse_ask *ask);
int analyse_share(const struct analyse_ask *ask);
int analyse_three_lists(const struct analyse_ask *ask);
int analyse_split(const struct analyse_ask *ask);
int analyse_costs(const struct analyse_ask *ask);
int analyse_ladder(const struct analyse_ask *ask);
int analyse_tail(const struct analyse_ask *ask);
int analyse_avoided(const struct analyse_ask *ask);
int analyse_density(const struct analyse_ask *ask);
int analyse_relative_risk(const struct analyse_ask *ask);
int analyse_outlook(const struct analyse_ask *ask);
int analyse_drift(const struct analyse_ask *ask);
int analyse_breaks(const struct analyse_ask *ask);
int analyse_seasons(const struct analyse_ask *ask);
int analyse_panel(const struct analyse_ask *ask);
int analyse_hotspots(const struct analyse_ask *ask);
int analyse_knox(const struct analyse_ask *ask);
int analyse_scan(const struct analyse_ask *ask);
int analyse_displacement(const struct analyse_ask *ask);
int analyse_hotspot_past(const struct analyse_ask *ask);
int analyse_rates(const struct analyse_ask *ask);
int analyse_survey(const struct analyse_ask *ask);
int analyse_small_areas(const struct analyse_ask *ask);
