/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/folder.h - a folder of CSV files, read and judged; see programmes/README.md.
 *
 * Reading asks the catalogues and the rooms' evidence sources, but no database: the same folder
 * is judged alike on the command line, in the browser and in a fuzzer.  A mistake is kept with
 * the place where it stands, and reading goes on, so that all are told at once.
 */
#pragma once

#include "modules/programme/inside.h"

enum { MOST_MISTAKES = 100, MOST_ROWS = 1000, LARGEST_PART = 4 << 20, MOST_COLUMNS = 16 };

struct folder_file {
	struct str name;                /* "goals.csv", without folders */
	struct str content;
};

struct mistake {
	int order;                      /* of the files */
	struct str file;
	int64_t line;                   /* 0: the file as a whole */
	size_t column;                  /* from 1; 0: the line as a whole */
	const char *heading;            /* of the column; "" */
	struct str words;
};

/* How a cell is judged. */
enum cell_kind { CELL_text, CELL_code, CELL_codes, CELL_date, CELL_yesno, CELL_whole, CELL_url,
	CELL_lines, CELL_predicate, CELL_arguments, CELL_least, CELL_says, CELL_carrier,
	CELL_one /* a word that must be known */, CELL_many /* several of them */ };

/* Where known words stand. */
enum known { KNOWN_nothing, KNOWN_focus_area, KNOWN_actor, KNOWN_flag, KNOWN_cadence, KNOWN_legal,
	KNOWN_duty, KNOWN_follow_up, KNOWN_obligation_kind, KNOWN_role_type, KNOWN_unit_kind,
	KNOWN_period, KNOWN_source, KNOWN_picture_kind, KNOWN_fate, KNOWN_file };

struct part_column {
	const char *name;               /* the heading */
	enum cell_kind kind;
	bool required;
	enum known known;               /* of CELL_one and CELL_many */
	const char *member;             /* of the record; NULL: as the heading */
};

enum part_name { PART_programme, PART_focus_areas, PART_actors, PART_flags, PART_calendar_rules,
	PART_deadline_steps, PART_goals, PART_obligations, PART_activities, PART_follow_up, PART_terms,
	PART_roles, PART_legal_basis, PART_deliverables, PART_evidence, PART_successions, PART_COUNT };

struct part_file {
	const char *name;               /* "goals.csv" */
	const struct record *record;
	const struct part_column *columns;      /* ends with name NULL */
	bool required;
	const char *kind;               /* of all its obligations; NULL: a column says */
	/* Columns that together may occur once only; NULL ends. */
	const char *const *key;
};
extern const struct part_file part_files[PART_COUNT];

struct part {
	const struct part_file *file;
	bool is_there;
	size_t headings;                /* of row 1 */
	int at[MOST_COLUMNS];           /* cell of each column; -1 missing */
	size_t count;
	const struct csv_row *lines;    /* one per row */
	void *rows;                     /* structs of the record */
};

struct folder {
	struct arena *arena;
	struct part parts[PART_COUNT];
	struct str digest;              /* of the files */
	struct str text_name;           /* the adopted text: "" none */
	size_t text_count;
	const struct str *text_lines;
	size_t mistake_count;           /* may be more than are kept */
	struct mistake *mistakes;
	size_t mistakes_kept;
};

/* Text with name "" is none.  Never NULL; there may be mistakes. */
struct folder *folder_read(struct arena *arena, const struct folder_file *files, size_t count,
                           const struct folder_file *text);
static inline const struct programme *folder_programme(const struct folder *folder)
{
	const struct part *part = &folder->parts[PART_programme];

	return part->count ? part->rows : NULL;
}
void *part_row(const struct part *part, size_t i);
/* The cell of a row under a heading, trimmed. */
struct str part_cell(const struct part *part, size_t row, const char *name);
size_t part_column_at(const struct part *part, const char *name);      /* from 1, in the file */

void mistake_at(struct folder *folder, const struct part *part, int64_t line, const char *heading,
                struct str words);
void mistake_add(struct folder *folder, const struct part *part, size_t row, const char *heading,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
struct str mistake_where(struct arena *arena, const struct mistake *mistake);  /* "goals.csv, line 4, column C (who)" */

/* cells.c: one cell; what is well becomes the member of its row. */
void cell_judge(struct folder *folder, struct part *part, size_t row, const struct part_column *column);
/* judge.c: what concerns several cells, rows and files. */
void folder_judge(struct folder *folder);

/* known.c */
bool known_is(const struct folder *folder, enum known known, struct str word);
/* "“SND” is no actor in actors.csv. Did you mean “SDN”?" */
struct str known_problem(const struct folder *folder, enum known known, struct str word);
struct str word_nearest(struct arena *arena, struct str word,
                        struct str (*at)(const void *context, size_t i), const void *context);
struct str known_nearest(const struct folder *folder, enum known known, struct str word);  /* "" none is near */

/* graph.c: the nodes of a circle, "A → B → A"; "" when there is none. */
struct graph_edge { struct str from, to; };
struct str graph_circle(struct arena *arena, const struct graph_edge *edges, size_t count);

/* load.c: what the database says to it, and putting it there. */
struct load {
	enum load_outcome { LOAD_refused, LOAD_same, LOAD_text_added, LOAD_new } outcome;
	const struct programme *programme;      /* the edition */
	size_t obligations, terms, deliverables, closed;
};
struct load programme_load(struct change *change, struct folder *folder);
struct str load_words(struct arena *arena, const struct folder *folder, const struct load *load);

void load_json(struct out *out, const struct folder *folder, const struct load *load);  /* commands.c */

/* files.c: where folders come from. */
bool folder_from_disk(struct arena *arena, const char *path, struct folder_file **files, size_t *count,
                      struct str *problem);
struct embedded;
size_t folder_from_embedded(struct arena *arena, const struct embedded *table, struct str folder,
                            struct folder_file **files);
/* The names of the folders in a table: "programmes/x/..." -> "x". */
size_t folders_embedded(struct arena *arena, const struct embedded *table, struct str **names);
