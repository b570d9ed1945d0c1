/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/import.h"
#include "modules/notices/model.h"
#include "modules/notices/notices.h"
#include "modules/notices/placing.h"

/* The areas within the one whose code is bound (twice), itself too, however many levels.  It
 * need not be on the map: a city may have read in its neighbourhoods and not its districts. */
#define AREAS_INSIDE "(WITH RECURSIVE inside (id, code) AS (" \
	"SELECT id, code FROM my_area WHERE code = $? OR parent_code = $?" \
	" UNION SELECT area.id, area.code FROM my_area AS area" \
	" JOIN inside ON area.parent_code = inside.code) SELECT id FROM inside)"

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

struct notice_found {                   /* a row that goes, and its words in the index */
	int64_t id;
	struct str search_text;
};
LIST_OF(notice_found)
struct notice_at {                      /* when and where, to see what a source does */
	struct instant published_at;
	struct str place_name;
};
struct alias {                          /* another name of an area */
	struct str alias, kind, area_code, area_name, area_id;
};
LIST_OF(alias)

/* Those that say "system" read naked tables. */
struct notice_known_list notices_known(struct view *system, struct str source);
struct area_naming_list area_namings(struct view *system);
struct notice *notice_by_id(struct view *system, int64_t id);
struct notice *notice_of_source(struct view *system, struct str source, struct str source_key);
const struct notice *notice_by_key(struct view *view, struct str public_id);
struct notice_version_list notice_versions(struct view *view, int64_t notice_id);
bool notice_version_is_kept(struct view *system, int64_t notice_id, struct str digest);
void notice_count_versions(struct change *change, int64_t notice_id);

struct notice_found_list notices_of_import(struct view *system, int64_t import_id);
int64_t notices_delete_import(struct change *change, int64_t import_id, int64_t from_id, int64_t to_id);
void versions_delete_import(struct change *change, int64_t import_id);
void import_set_state(struct change *change, int64_t import_id, const char *state);
void import_set_warnings(struct change *change, int64_t import_id, struct str json);
int64_t import_notice_count(struct view *view, int64_t import_id);
void notices_each_place(struct view *system, struct str source,
                        bool (*each)(void *context, const void *row), void *context);

struct notice_list notices_to_place(struct view *system, int64_t after_id);
int64_t notices_all(struct view *system);
void notice_set_place(struct change *change, const struct notice *notice);

struct alias_list aliases(struct view *view);
/* The area that a code or a name means, finest first; NULL none. */
const struct alias *alias_target(struct view *view, struct str words);
void alias_put(struct change *change, struct str alias, const struct alias *target);
int64_t alias_drop(struct change *change, struct str alias, struct str kind);

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

/* ---- gazetteer.c: where a notice lies ------------------------------------------------- */

struct gazetteer;
/* Today's names; lives in the arena. */
struct gazetteer *gazetteer_read(struct view *system, struct arena *arena);
/* Sets area_id, placed_by and board_id. */
void notice_place(const struct gazetteer *gazetteer, struct view *view, struct notice *notice);
/* The job that places every notice again (the map or the other names have changed). */
bool notices_place_all(struct job *job);

/* ---- levels.c ------------------------------------------------------------------------- */

/* The month from which a source that named municipalities names counties only; not given:
 * it does not. */
struct date level_lost(struct view *system, struct str source);

/* ---- versions.c, undo.c --------------------------------------------------------------- */

struct str notice_search_text(struct arena *arena, const struct notice *notice);
/* Writes what the source says now over what stood; keeps both what it said and the row. */
void notice_replace(struct change *change, const struct notice *old, struct notice *now,
                    int64_t import_id);
/* The source said that too, earlier; false when we knew. */
bool notice_tell(struct change *change, int64_t notice_id, const struct notice *said,
                 struct instant seen, int64_t import_id);
/* The row as it stood. */
void notice_restore(struct change *change, const struct import_kept *kept);
/* Takes back an import: rows away, changed rows as they were before.  Answers how many went;
 * page by page, or inside one change (for the kit). */
int64_t notices_undo(struct store *store, int64_t import_id);
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

/* ---- aliases.c ------------------------------------------------------------------------ */

struct reply aliases_show(struct request *request, struct view *view);
struct reply aliases_act(struct request *request, struct change *change);

extern const struct route notices_routes[];
extern const struct job_kind notices_jobs[];
extern const struct command notices_commands[];
extern const struct import_kind notices_imports[];
extern const struct record *const notices_records[];
