/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import.h - files in, through the same judgement as the form.
 *
 * Always two steps: preview (columns found, mapping suggested, first rows, warnings grouped
 * with counts, a file of bad rows) and read in.  An import is one act: it can be cancelled,
 * leaves a clean state, can be run again without doubling, and undone for 30 days.
 *
 * A mapping is JSON:
 *   { "target": "event", "delimiter": ";", "encoding": "WINDOWS-1252", "date": "dd/mm/yyyy",
 *     "empty": ["NULL", "-"], "key": "IncidentNumber",
 *     "fields": { "title": "FinalDescription", "occurred_at": ["Date", "Time"], ... },
 *     "values": { "unit_id": { "CAMDEN": "Camden" } }, "constant": { "type": "animal" },
 *     "fold_case": ["borough"] }
 *
 * Several columns of one field are joined with a space.  fold_case names columns whose
 * spellings differ only in case and signs: each becomes the most frequent spelling.  An
 * unknown name in a mapping is a problem.
 */
#pragma once

#include "kit/form.h"
#include "kit/job.h"

struct import_row {                     /* one judged line on its way in */
	int64_t line;
	struct str key;                 /* the source's own key; "" none: digest of the line */
	void *row;
};
enum import_did { IMPORT_ADDED, IMPORT_CHANGED, IMPORT_SAME };

struct import_kind {
	const char *name;               /* "event" */
	const char *label;              /* N_() */
	enum permission need;
	const struct form *form;        /* judges each line; NULL: the room has an importer of its own */
	/* Writes one judged row inside the import's change; keyed by (source, key).  Like undo
	 * it runs in the person's name and may read naked tables. */
	enum import_did (*put)(struct change *change, int64_t import_id, struct str source,
	                       const struct import_row *row);
	/* Takes back what an import added; answers how many. */
	int64_t (*undo)(struct change *change, int64_t import_id);
	bool is_private;                /* only who reads in may look at the import and its bad rows */
};

/* Rows with problems, grouped: "Column Date: '2024-13-05' is no date" x 12, first lines. */
struct import_warning {
	struct str words;
	int64_t count, first_line;
};
struct import_fold {
	struct str column;
	int64_t spellings, folded;
};
struct import_empty {
	struct str mark;
	int64_t cells;
};
struct import_preview {
	struct str problem;             /* the file cannot be read at all: why; else "" */
	const char *encoding;
	char delimiter;
	int64_t rows;                   /* data rows read for the preview */
	size_t columns;
	const struct str *headings;
	const struct str *suggested;    /* field name per column, "" none (fuzzy by heading) */
	size_t sample_count;
	const struct str *samples;      /* sample_count x columns */
	size_t warning_count;
	const struct import_warning *warnings;
	/* Columns whose values differ only in case or spelling of the same word. */
	size_t fold_count;
	const struct import_fold *folds;
	/* Marks that stand for "empty" in many cells: NULL, -, n/a. */
	size_t empty_count;
	const struct import_empty *empties;
};
struct import_preview import_look(struct view *view, const struct import_kind *kind,
                                  struct str content, struct str mapping_json);
struct str import_suggest(struct arena *arena, const struct import_kind *kind, struct str content); /* mapping JSON */

/* A date written by a pattern ("dd/mm/yyyy", "d mmm yyyy" ...); *rest what stands after it.
 * And the pattern that most of the values fit, "" when none does. */
bool import_date_read(struct str text, struct str pattern, struct date *date, struct str *rest);
const char *import_date_pattern(const struct str *values, size_t count);
/* How alike two headings are, 0 to 1: words, parts of words, slips of the pen. */
double import_likeness(struct arena *arena, struct str a, struct str b);

const struct import_kind *import_kind_find(struct str name);    /* NULL */
/* varn import csv FILE --kind K --source S [--mapping M.json] [--as LOGIN] [--dry-run]
 * [--all-or-nothing] [--json]: 0 well, 2 usage, 3 the file cannot be read or the import was
 * stopped, 4 some rows are bad (the good ones are in, unless all or nothing). */
int import_csv_command(struct store *store, int argc, char **argv);

extern const struct job_kind import_jobs[];             /* "import-csv", "import-undo" */
extern const struct route import_routes[];              /* /imports ... */
/* Bookkeeping used by every importer (also the police one). */
int64_t import_begin(struct change *change, const char *kind, struct str source, struct str file_name, int64_t job_id);
/* For a job kind's .recover: takes back what an import left running by this job has added. */
void import_recover(struct job *job);
void import_finish(struct change *change, int64_t import_id, int64_t added, int64_t changed, int64_t same, int64_t bad);

/* Rows as they stood before an import changed them, for its undo. */
struct import_kept {
	int64_t id, row_id;
	struct str cells;               /* JSON */
};
LIST_OF(import_kept)
void import_keep(struct change *change, int64_t import_id, const struct shape *shape,
                 int64_t row_id, const void *row);
/* The newest thousand that are left of an import; `system` reads naked tables. */
struct import_kept_list import_kept(struct view *system, int64_t import_id, const char *table);
void *import_kept_row(struct arena *arena, const struct import_kept *kept, const struct shape *shape);
/* Takes the row off the list.  True: a later import has changed it too, and its undo comes
 * back to this now; false: put the row back here and now. */
bool import_kept_hand_on(struct change *change, const char *table, const struct import_kept *kept);
void import_kept_forget(struct change *change, const char *table, int64_t row_id);      /* the row goes */
void import_kept_tidy(struct change *change);           /* what can no longer be undone */
