/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/inside.h - what the files of this room share. */
#pragma once

#include "analysis/small_cells.h"
#include "base/json.h"
#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/form.h"
#include "modules/opendata/opendata.h"

enum { CONTENT_LONGEST = 8 << 20, OPEN_LEAST_DEFAULT = 5 };

/* ---- Records (model.c) ---------------------------------------------------------------------- */

enum publication_state { PUBLICATION_none, PUBLICATION_made, PUBLICATION_approved, PUBLICATION_withdrawn,
	PUBLICATION_dropped };
extern const struct choice publication_states[];
#define PUBLICATION_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(table_code, code,  N_("Table"), .list = "opendata/tables", .is_own = true) \
	F(year,       count, N_("Year"), .is_own = true) \
	F(edition,    count, N_("Edition no."), .is_own = true) \
	F(state,      choice, N_("State"), CHOICES(publication_states), .is_own = true) \
	F(reason,     prose, N_("Why it corrects the edition before"), .longest = 1000, .is_own = true) \
	F(content,    json,  N_("Content"), .is_own = true, .is_hidden = true) \
	F(digest,     text,  N_("Digest"), .is_own = true) \
	F(made_by,    ref,   N_("Made by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(made_name,  text,  N_("Made by"), .is_own = true, .is_hidden = true) \
	F(made_at,    instant, N_("Made"), .is_own = true) \
	F(approved_by, ref,  N_("Approved for publication by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(approved_name, text, N_("Approved for publication by"), .is_own = true, .is_hidden = true) \
	F(approved_at, instant, N_("Approved for publication"), .is_own = true) \
	F(withdrawn_name, text, N_("Withdrawn by whom"), .is_own = true, .is_hidden = true) \
	F(withdrawn_at, instant, N_("Has been withdrawn"), .is_own = true) \
	F(withdrawn_why, text, N_("Why this edition is withdrawn"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct publication { PUBLICATION_FIELDS(AS_MEMBER) };
LIST_OF(publication)
extern const struct record publication_record;

#define PUBLICATION_ASK_FIELDS(F) \
	F(table_code, code,  N_("Table"), .required = true, .list = "opendata/tables") \
	F(year,       count, N_("Year"), .required = true, .least = 2000, .most = 2177) \
	F(reason,     prose, N_("Why it corrects the edition before"), .longest = 1000, \
	              .help = N_("Only when the table of the year is published already."))
struct publication_ask { PUBLICATION_ASK_FIELDS(AS_MEMBER) };
extern const struct record publication_ask_record;
extern const struct form publication_ask_form;

/* ---- A table before and after hiding (hide.c, content.c) ---------------------------------------- */

struct open_name { struct str code, sv, en; };
struct open_table {
	size_t rows, columns;
	const struct open_name *row_names, *column_names;
	const int64_t *counts;          /* rows x columns */
	int64_t least;                  /* 0: nothing of this table is hidden */
	const bool *held;               /* (rows + 1) x (columns + 1): an earlier edition hides it; NULL none */
};
/* (rows + 1) x (columns + 1), as small_cells_hide(): no cell that is small, or was hidden before,
 * can be worked out of what is told to fewer than least - 1 numbers. */
enum cell_telling *open_table_hide(struct arena *arena, const struct open_table *table);

/* One cell as it is published; code "" in row or column: the sum of all. */
struct open_cell {
	struct open_name row, column;
	enum cell_telling telling;
	int64_t count;                  /* of what is told */
};
struct open_content {
	struct str table, licence, publisher;
	int64_t year, edition, least;
	size_t count;
	struct open_cell *cells;
};
/* What is handed out, byte for byte: only what is told. */
struct str content_write(struct arena *arena, const struct publication *publication,
                         const struct open_table *table);
/* NULL: the text is no content of ours. */
const struct open_content *content_read(struct arena *arena, struct str content);
struct str content_csv(struct arena *arena, const struct open_content *content);
/* Districts with their outlines of the last day of the year; NULL when the rows are no districts. */
struct area_list;
struct str content_geojson(struct arena *arena, const struct open_content *content, const struct area_list *areas);
bool content_has_map(const struct open_content *content);

/* ---- Counting (count.c, queries.c) --------------------------------------------------------------- */

/* The figures of a table and year as this view sees them.  Not inside a change.  False: *problem. */
bool open_table_count(struct view *view, struct str table_code, int year, struct open_table *table,
                      struct str *problem);
struct open_sum { struct str row, column, words_sv, words_en; int64_t count; };
LIST_OF(open_sum)
struct open_sum_list exercises_held(struct view *view, int year);
struct open_sum_list points_assessed(struct view *view, int year);

/* ---- Queries ---------------------------------------------------------------------------------------- */

bool publication_may(struct view *view, const char *permission);
struct publication_list publications_seen(struct view *view);   /* without their content */
struct publication_list publication_editions(struct view *view, struct str table_code, int64_t year);
const struct publication *publication_get(struct view *view, struct str table_code, int64_t year, int64_t edition);
/* The newest that is approved; NULL. */
const struct publication *publication_newest(struct view *view, struct str table_code, int64_t year);
/* Numbers it, and drops what was made before and never approved. */
void publication_add(struct change *change, struct publication *publication);

/* ---- The catalogue (dcat.c) -------------------------------------------------------------------------- */

/* base: the address of the service, without / at its end. */
struct str catalogue_turtle(struct arena *arena, const struct publication_list *newest, struct str base);

/* ---- Pages, files, the job -------------------------------------------------------------------------- */

struct str publication_path(struct arena *arena, const struct publication *publication);
void publication_table_show(struct out *out, const struct open_content *content);
struct reply opendata_page(struct request *request, struct view *view);
struct reply opendata_one(struct request *request, struct view *view);
struct reply opendata_file(struct request *request, struct view *view);
struct reply opendata_catalogue(struct request *request, struct view *view);
/* Makes, in the name of `who`; false: *problem. */
struct publication_making {
	struct who who;
	struct str table_code, reason, problem;
	int year;
	struct publication made;
};
bool publication_make(struct store *store, struct arena *arena, struct publication_making *making);
extern const struct route opendata_routes[];
extern const struct job_kind opendata_jobs[];
void opendata_demo(struct store *store, int scale);
