/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/table.h - lists: filter, sort, page; and the same rows as CSV, XLSX and JSON.
 *
 * What is exported is exactly what is on screen (filters, sort, columns), all pages of it.
 */
#pragma once

#include "kit/job.h"
#include "kit/record.h"
#include "kit/route.h"

struct table_column {
	const char *name;               /* a member of the shape, matched by name in `fields` */
	const char *label;              /* N_(); NULL: the field's */
	/* ORDER BY of this column, ascending and descending; NULL text: cannot be sorted by. */
	struct sql ascending, descending;
	bool is_link;                   /* the row's link stands in this cell */
	bool is_export_only;
	/* Writes the cell in its own way; NULL: field_show(). */
	void (*cell)(struct out *out, struct request *request, const void *row);
};

struct filter {
	const char *name;               /* in the address: ?kind=fire */
	const char *label;              /* N_() */
	enum field_kind kind;           /* code, choice, ref, date (from/to pairs are two filters), text, yesno */
	const char *list;               /* FIELD_code */
	const struct choice *choices;   /* FIELD_choice */
	const char *refers_to;          /* FIELD_ref */
	/* " AND kind = $?"; a second `$?` is the same value again, none at all is well too.  No
	 * text: the room reads the parameter itself, here it only gets a control and a chip.
	 * FIELD_instant is a day in the address: bound is the local midnight it begins with, or,
	 * when the name is "to" or ends in "_to", the one it ends with (" AND at < $?"). */
	struct sql condition;
	bool is_hidden;                 /* known in addresses, has no control (numbers that open rows) */
};

struct table {
	const char *name;               /* "events": file names, saved views */
	const char *label;              /* N_() caption */
	const struct field *fields;     /* the shape's, for kinds and labels */
	size_t field_count;
	struct shape shape;
	const struct table_column *columns;     /* ends with name NULL */
	const struct filter *filters;           /* ends with name NULL */
	const char *row_path;           /* "/events/%s" with the public key text from `row_key` */
	const char *row_key;            /* member whose machine text goes into row_path */
	struct sql order;               /* " ORDER BY occurred_at DESC, id DESC" */
	const char *search;             /* search index name for ?q=, or NULL */
	/* With ?q= table_start() begins with this statement instead of its `base`, so that the
	 * index leads: "SELECT my_event.* FROM {found event $1} AS hit JOIN my_event ON
	 * my_event.id = hit.row_id WHERE 1 = 1".  $1 is what is sought, the base's own values
	 * are $2 and on.  Its order, while nobody has chosen another: */
	struct sql found, found_order;
	enum permission export_need;    /* MAY_events_export; NOBODY: nobody exports */
	bool is_stacked;                /* on a phone a row is lines, each with its label */
	const char *empty;              /* N_(): one sentence when there is nothing */
	const char *bulk_path;          /* POST of chosen rows; NULL none */
	enum permission bulk_need;
	void (*bulk_controls)(struct out *out, struct request *request, struct view *view);
	int page_rows;                  /* 0: 50 */
	int most_counted;               /* 0: 10 000; a total beyond is told as "more than" */
	/* For large tables the query of a page may give nothing but keys, as `picked`, so that
	 * only keys are sorted; the rows of the one page are then read by the statement that
	 * these two put around it: "SELECT ... WHERE id IN (SELECT picked FROM (" and
	 * ") AS page)".  `order` must be understood within and without;
	 * `picked_order` is that of the rows when `found_order` cannot. */
	struct sql picked_before, picked_after, picked_order;
};

/* Begins the query of a list: `found` when something is sought, else `base` (both end in a
 * WHERE ...).  Conditions may be added before table_reply(). */
void table_start(struct request *request, struct view *view, const struct table *table,
                 struct query *query, struct sql base, struct values values);
/* Reads filters, sort and page from the address, adds them to the query (which ends in a
 * WHERE ...), runs it, and answers with the page, or with ?format=csv|xlsx|json.
 * `above` and `below` write around the table (may be NULL). */
struct table_page {
	const char *title;
	struct str status;              /* one sentence under the title, or "" */
	void (*actions)(struct out *out, struct request *request, struct view *view);
	void (*above)(struct out *out, struct request *request, struct view *view);
	void (*below)(struct out *out, struct request *request, struct view *view);
	/* The same rows in the way that is quickest to count; NULL: as they are shown. */
	struct query *counted;
	bool is_uncounted;              /* too dear to count: only "and more" is told */
};
struct reply table_reply(struct request *request, struct view *view, const struct table *table,
                         struct query *query, const struct table_page *page);
/* The conditions of the address alone, for counts and charts of the same rows. */
void table_conditions(struct request *request, const struct table *table, struct query *query);
/* A small table inside another page. */
void table_show(struct out *out, struct request *request, const struct table *table, struct rows rows);
/* For a column's own cell: a state in its dress ("late", "ok"); a day, marked when it has passed
 * and what was to be done is not. */
void cell_mark(struct out *out, const char *dress, const char *words);
void cell_day(struct out *out, struct date day, bool is_late);
/* The address of this page with one parameter changed ("" takes it away), first page again. */
struct str table_address(struct request *request, const char *name, struct str value);
/* Which rows a POST of the bulk form means: `chosen` fields, or with `every` all that the
 * form's hidden field `filter` (a query string) finds. */
bool table_is_every(struct request *request);
/* A grid as table, CSV, XLSX, JSON (reports).  Names are shown as headings: "_" becomes a
 * space and the first letter is made large; a report may set grid.names to its own words. */
void grid_table(struct out *out, const struct grid *grid, const char *caption);
void grid_csv(struct out *out, const struct grid *grid);
struct str grid_xlsx(struct arena *arena, const struct grid *grid, struct str sheet);
void grid_json(struct out *out, const struct grid *grid);

/* Files made for downloads: a path in the data folder; old ones are swept away. */
const char *export_path(struct arena *arena, const char *ending);

extern const struct route table_routes[];               /* /views: saved views */
extern const struct route export_routes[];              /* /exports: files of long lists */
extern const struct job_kind export_jobs[];             /* "export" */
void exports_tidy(struct arena *arena);                 /* each hour: files are kept a day */
