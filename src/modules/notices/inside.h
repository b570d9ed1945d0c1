/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/import.h"
#include "modules/notices/model.h"
#include "modules/notices/notices.h"
#include "modules/notices/placing.h"

/* ---- queries.c ---------------------------------------------------------------------- */

struct notice_known {                   /* what is there of a source, to see what is new */
	struct str source_key, digest;
	int64_t id, body_letters;
};
LIST_OF(notice_known)
struct area_naming {                    /* a name for an area, and the committee that answers for it */
	struct str name;
	int64_t area_id, board_id;
	bool is_alias;
};
LIST_OF(area_naming)

struct notice_known_list notices_known(struct view *system, struct str source);
struct area_naming_list area_namings(struct view *system);
struct notice *notice_by_id(struct view *view, int64_t id);     /* system views */
struct notice *notice_of_source(struct view *system, struct str source, struct str source_key);
int64_t area_of_name(struct view *system, struct str name);     /* finest; 0 none */
const struct notice *notice_by_key(struct view *view, struct str public_id);    /* my_notice */
struct notice_version_list notice_versions(struct view *view, int64_t notice_id);
bool notice_version_is_kept(struct view *system, int64_t notice_id, struct str digest);
struct notice_version_list versions_of_import(struct view *system, int64_t import_id);
struct notice_list notices_of_import(struct view *system, int64_t import_id, int64_t after_id);
struct notice_list notices_to_place(struct view *system, int64_t after_id);
int64_t notices_delete_import(struct change *change, int64_t import_id, int64_t from_id, int64_t to_id);
void notice_count_versions(struct change *change, int64_t notice_id);
void versions_delete_import(struct change *change, int64_t import_id);
void import_set_state(struct change *change, int64_t import_id, const char *state);
void import_set_warnings(struct change *change, int64_t import_id, struct str json);
int64_t import_notice_count(struct view *view, int64_t import_id);
/* Months (as 'YYYY-MM' by the caller) are judged in C: how many notices of a source between
 * two moments had a county as their place, and how many a municipality. */
int64_t notices_at_level(struct view *system, struct str source, struct instant from,
                         struct instant to, bool county);

struct notice_count_list notices_by_kind(struct view *view, const struct notice_ask *ask);
struct notice_count_list notices_by_area(struct view *view, const struct notice_ask *ask);
struct notice_count_list notices_by_source(struct view *view, const struct notice_ask *ask);

/* ---- importer.c: one act of bringing notices in ------------------------------------- */

struct importer;
struct importer *importer_open(struct job *job, struct str source, struct str file_name);
/* A notice as the source says it now; written with the next batch. */
void importer_add(struct importer *importer, const struct notice *notice);
/* An earlier version of one, seen then. */
void importer_add_version(struct importer *importer, const struct notice *notice, struct instant seen);
void importer_bad(struct importer *importer, int64_t line, struct str words);
struct arena *importer_arena(struct importer *importer);        /* emptied at each batch */
bool importer_is_cancelled(const struct importer *importer);
/* Writes what is left and the books; false when it was cancelled or failed (then all that
 * it had added is taken back). */
bool importer_close(struct importer *importer, bool failed);

struct importer_counts { int64_t added, changed, same, bad, placed, versions; };
struct importer_counts importer_counts(const struct importer *importer);

/* What was odd, grouped; valid until importer_free(). */
const struct import_warning *importer_warnings(const struct importer *importer, size_t *count);
void importer_free(struct importer *importer);

/* Takes back an import: rows away, changed rows as they were before.  Answers how many. */
int64_t notices_undo(struct store *store, int64_t import_id);
/* Reads names anew and places every notice again (the map or the aliases have changed). */
bool notices_place_all(struct job *job);

/* The same inside one change: for imports that are undone by the kit. */
int64_t notices_undo_in(struct change *change, int64_t import_id);

/* ---- files.c: police files of four makes -------------------------------------------- */

/* False when the file cannot be read; job_say() has told why, with file and line. */
bool polisen_file(struct importer *importer, struct job *job, const char *path, const char *name);
bool polisen_import(struct job *job);

/* ---- diff.c, pages ------------------------------------------------------------------ */

/* Word by word, gone words in <del>, new in <ins>. */
struct html words_diff(struct arena *arena, struct str before, struct str after);

struct notice_view {
	const struct notice *notice;
	struct notice_version_list versions;
	const struct html *diffs;       /* one per version: against the one that came after */
	struct str source_name, caveat, area, placed;
};

/* The list's query; with ?q= the index leads. */
#define NOTICES_ROW_SQL "SELECT my_notice.public_id, my_notice.published_at, my_notice.source," \
	" my_notice.kind, my_notice.title, my_notice.summary, my_notice.municipality," \
	" COALESCE(my_area.name, '') AS area_name, my_notice.placed_by, my_notice.source_key," \
	" my_notice.versions"
#define NOTICES_FOUND_SQL NOTICES_ROW_SQL " FROM {found notice $1} AS hit" \
	" JOIN my_notice ON my_notice.id = hit.row_id" \
	" LEFT JOIN my_area ON my_area.id = my_notice.area_id WHERE 1 = 1"
void notices_start(struct request *request, struct view *view, const struct table *table,
                   struct query *query);
struct str job_key(struct change *change, int64_t job_id);      /* public_id */

extern const struct route notices_routes[];
extern const struct job_kind notices_jobs[];
extern const struct command notices_commands[];
extern const struct import_kind notices_imports[];
extern const struct record *const notices_records[];
