/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/table_inside.h - what the files of the table share; nobody else includes it. */
#pragma once

#include "kit/table.h"
#include "kit/visit.h"

enum {
	PAGE_ROWS = 50,
	LAST_PAGE = 200,                /* further on people filter, machines export */
	MOST_COUNTED = 10000,           /* unless the table says otherwise */
	MOST_VIEWS = 30,
};

/* What the address asks of a table. */
struct ask {
	struct request *request;
	struct view *view;
	const struct table *table;
	const struct table_page *page;
	struct str q;
	const struct table_column *sort;        /* NULL: the table's own order */
	bool is_descending;
	int64_t page_number, page_rows;
	struct query *query;
	struct sql order;               /* of all rows, for exports */
	struct rows rows;
	bool has_next;
	int64_t total;                  /* -1 more than most_counted(), or not counted */
};

int64_t most_counted(const struct table *table);
const struct field *column_field(const struct table *table, const struct table_column *column);
const char *column_label(const struct table *table, const struct table_column *column);
bool field_is_number(const struct field *field);
/* The value of a filter in the address; false when it cannot be understood.  view may be
 * NULL: then references are numbers only. */
bool filter_value(const struct filter *filter, struct view *view, struct arena *arena,
                  struct str text, struct value *value);
struct str filter_words(const struct filter *filter, struct view *view, struct arena *arena,
                        struct str text);
struct str row_address(struct arena *arena, const struct table *table, const void *row);
struct str row_key_text(struct arena *arena, const struct table *table, const void *row);

/* Parts of the page, called from table.html. */
void table_write_filters(struct out *out, const struct ask *ask, bool is_more);
void table_write_chips(struct out *out, const struct ask *ask);
void table_write_headings(struct out *out, const struct ask *ask);
void table_write_rows(struct out *out, const struct ask *ask);
void table_write_hidden(struct out *out, const struct ask *ask);
void table_write_views(struct out *out, const struct ask *ask);
void table_write_save_view(struct out *out, const struct ask *ask);
void table_write(struct out *out, struct ask *ask);

/* How many rows, but never more than `most`. */
int64_t table_counted(const struct ask *ask, int64_t most);
struct reply table_export(struct ask *ask, struct str format);
const char *export_type(struct str format);             /* media type; NULL: no format here */
/* Too long to be made while somebody waits: a page where it can be ordered. */
struct reply export_refuse(struct ask *ask);
struct str export_address(const struct ask *ask);
struct reply table_items(struct ask *ask);
