/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/import_inside.h - what the files of the import share; nobody else includes it. */
#pragma once

#include "base/csv.h"
#include "kit/import.h"

#include <jansson.h>

enum {
	MOST_MAPPED = 80, MOST_PARTS = 4, MOST_MARKS = 16, MOST_FOLDS = 16,
	MOST_SPELLINGS = 5000, MOST_WARNINGS = 100, LONGEST_MAPPING = 256 * 1024,
};

/* ---- Spellings: how often each text stands in a column -------------------------------- */

struct spelling {
	struct str text, folded;
	int64_t count;
};
struct spellings {
	struct arena *arena;
	struct spelling *at;            /* open addressing by text, until settled */
	size_t count, room;
	bool is_full, is_settled;       /* full: too many to be a list of words */
	int64_t folded;                 /* after settling: different words */
};
void spellings_add(struct spellings *spellings, struct str text);
void spellings_settle(struct spellings *spellings);
struct str spellings_best(const struct spellings *spellings, struct arena *arena, struct str text);

/* ---- Keys: how often each has been met ------------------------------------------------ */

struct met {
	struct arena *arena;
	uint64_t *hashes;
	uint32_t *counts;
	size_t count, room;
};
uint32_t met_again(struct met *met, struct str text);   /* 1 the first time, then 2 ... */

/* ---- Mapping -------------------------------------------------------------------------- */

struct mapped_field {
	const struct field *field;
	struct str headings[MOST_PARTS];
	int columns[MOST_PARTS];        /* in the file */
	struct spellings *folds[MOST_PARTS];    /* NULL: the text as it is */
	size_t part_count;
	struct str constant;
	json_t *values;                 /* object text -> text; NULL none */
};
struct mapping {
	json_t *json;                   /* what `values` point into */
	const struct import_kind *kind;
	char delimiter;                 /* 0: found out */
	const char *encoding;           /* NULL: found out */
	struct str date;                /* pattern; "" ISO 8601 */
	struct str marks[MOST_MARKS];   /* texts that mean empty */
	size_t mark_count;
	struct str key;                 /* heading; "" none */
	int key_column;                 /* -1 none */
	struct str folds[MOST_FOLDS];   /* headings */
	struct spellings fold_spellings[MOST_FOLDS];
	size_t fold_count;
	struct mapped_field fields[MOST_MAPPED];
	size_t field_count;
};
/* False: *problem says what is wrong with it.  mapping_free() in both cases. */
bool mapping_read(struct arena *arena, const struct import_kind *kind, struct str text,
                  struct mapping *mapping, struct str *problem);
void mapping_free(struct mapping *mapping);
/* Finds the columns by the headings of the file. */
bool mapping_meet(struct mapping *mapping, struct arena *arena, const struct csv_row *headings,
                  struct str *problem);
struct str mapping_text(struct arena *arena, const struct mapping *mapping);
struct mapped_field *mapping_field(struct mapping *mapping, const char *name);  /* made when not there */
bool is_mark(const struct mapping *mapping, struct str cell);
extern const char *const common_marks[];                /* "NULL", "n/a" ...; ends with NULL */
bool is_common_mark(struct str cell);   /* surely no number of a row */
struct answers mapping_answers(const struct mapping *mapping, struct arena *arena, const struct csv_row *row);
int column_of(const struct csv_row *headings, struct arena *arena, struct str heading);       /* -1 */

/* ---- Reading a file ------------------------------------------------------------------- */

struct scan {
	struct csv_style style;
	/* Either may be NULL; false stops. */
	bool (*headings)(void *context, const struct csv_row *row);
	bool (*row)(void *context, const struct csv_row *row);
	void *context;
	bool has_headings, has_stopped;
	int64_t rows;
};
/* False: the file cannot be read; *problem says why.  A callback that stops is no problem. */
bool scan_run(struct scan *scan, struct arena *arena, struct str content, struct str *problem);
struct csv_style mapping_style(const struct mapping *mapping, struct str content);
struct csv_row row_copy(struct arena *arena, const struct csv_row *row);

/* ---- Warnings ------------------------------------------------------------------------- */

struct warnings {
	struct arena *arena;
	size_t count;
	struct import_warning at[MOST_WARNINGS];
	struct str keys[MOST_WARNINGS];         /* the words without what is quoted in them */
};
void warnings_add(struct warnings *warnings, struct str words, int64_t line);
struct str warnings_json(struct arena *arena, const struct warnings *warnings);
/* What a judgement says of a row, with the column's heading: "Column Date: ..." */
struct str problem_words(struct arena *arena, const struct mapping *mapping, const struct problem *problem);

/* ---- Imports as rows ------------------------------------------------------------------ */

struct import_books {
	int64_t id, job_id, added, changed, same, bad, created_by, version, is_private;
	struct str public_id, kind, source, file_name, mapping, state, warnings, bad_path;
	struct instant created_at, ended_at;
};
extern const struct shape import_shape;
struct import_books *import_get(struct view *view, struct str public_id);       /* one's own: my_import */
bool import_is_private(struct str kind);
const char *import_folder(struct arena *arena, struct str public_id);

/* ---- Pages, called from import.html --------------------------------------------------- */

struct import_page_view {
	struct request *request;
	struct view *view;
	const struct import_books *books;
	const struct import_kind *kind;
	struct mapping mapping;
	struct import_preview preview;
	struct str content, problem;
};
void import_write_kinds(struct out *out, struct request *request, struct str chosen);
const struct mapped_field *import_mapped_by(const struct import_page_view *page, const char *name);
bool import_has(const struct str *texts, size_t count, struct str text);
bool import_wants_constant(const struct import_page_view *page, const struct field *field);
