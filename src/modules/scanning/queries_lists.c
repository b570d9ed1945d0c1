/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/queries_lists.c - the lists of items and of files. */
#include "modules/scanning/inside.h"

/* ---- Items ---------------------------------------------------------------------------------- */

void news_items_query(struct request *request, struct view *view, struct query *query)
{
	(void)request;
	query_start(query, view_arena(view), SQL("SELECT * FROM my_news_item WHERE 1 = 1"), NONE);
}

static const struct filter items_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(title) LIKE '%' || fold($?) || '%'"
		" OR fold(summary) LIKE '%' || fold($?) || '%')") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = news_states,
	  .condition = SQL(" AND state = $?") },
	{ .name = "tag", .label = N_("Tag"), .kind = FIELD_code, .list = "scanning/tags",
	  .condition = SQL(" AND ' ' || tags || ' ' LIKE '% ' || $? || ' %'") },
	{ .name = "source", .label = N_("Source"), .kind = FIELD_ref, .refers_to = "news_source",
	  .condition = SQL(" AND source_id = $?") },
	{ .name = "from", .label = N_("Came from"), .kind = FIELD_instant,
	  .condition = SQL(" AND received_at >= $?") },
	{ .name = "to", .label = N_("Came until"), .kind = FIELD_instant,
	  .condition = SQL(" AND received_at < $?") },
	{ .name = NULL },
};

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", id"), \
	.descending = SQL(" ORDER BY " column " DESC, id DESC")
static const struct table_column items_columns[] = {
	{ .name = "title", .is_link = true, SORTED("title COLLATE local") },
	{ .name = "origin", SORTED("origin COLLATE local") },
	{ .name = "state" },
	{ .name = "tags" },
	{ .name = "published_at", SORTED("published_at") },
	{ .name = "received_at", SORTED("received_at") },
	{ .name = "judged_name" },
	{ .name = "judged_at", .is_export_only = true },
	{ .name = "summary", .is_export_only = true },
	{ .name = "link", .is_export_only = true },
	{ .name = "edition", .is_export_only = true },
	{ .name = NULL },
};

const struct table news_items_table = {
	.name = "scanning-items", .label = N_("News"),
	.fields = news_item_fields, .field_count = NEWS_ITEM_COUNT,
	.shape = { .size = sizeof(struct news_item), .count = NEWS_ITEM_COUNT,
	           .columns = &news_item_fields[0].column, .stride = sizeof(struct field) },
	.columns = items_columns, .filters = items_filters, .is_stacked = true,
	.row_path = "/scanning/items/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY received_at DESC, id DESC"),
	.export_need = MAY_scanning_write,
	.empty = N_("Nothing has come in. Take in a file of a feed, or write in what you have read."),
};

/* ---- Files ---------------------------------------------------------------------------------- */

void news_files_query(struct request *request, struct view *view, struct query *query)
{
	(void)request;
	query_start(query, view_arena(view), SQL("SELECT * FROM my_news_file WHERE 1 = 1"), NONE);
}

static const struct filter files_filters[] = {
	{ .name = "verdict", .label = N_("What became of it"), .kind = FIELD_choice,
	  .choices = news_verdicts, .condition = SQL(" AND verdict = $?") },
	{ .name = "source", .label = N_("Source"), .kind = FIELD_ref, .refers_to = "news_source",
	  .condition = SQL(" AND source_id = $?") },
	{ .name = NULL },
};
static const struct table_column files_columns[] = {
	{ .name = "name", .is_link = true }, { .name = "source_id" }, { .name = "verdict" },
	{ .name = "problem" }, { .name = "items_new" }, { .name = "items_changed" },
	{ .name = "way" }, { .name = "received_at", SORTED("received_at") },
	{ .name = "received_by" }, { .name = "left_out", .is_export_only = true },
	{ .name = "size", .is_export_only = true }, { .name = "digest", .is_export_only = true },
	{ .name = NULL },
};
const struct table news_files_table = {
	.name = "scanning-files", .label = N_("Files with news"),
	.fields = news_file_fields, .field_count = NEWS_FILE_COUNT,
	.shape = { .size = sizeof(struct news_file), .count = NEWS_FILE_COUNT,
	           .columns = &news_file_fields[0].column, .stride = sizeof(struct field) },
	.columns = files_columns, .filters = files_filters, .is_stacked = true,
	.row_path = "/scanning/files/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY received_at DESC, id DESC"),
	.export_need = MAY_scanning_write,
	.empty = N_("No file has come in yet. Take one in by the page, or let somebody watch a folder (the setting scanning_folder)."),
};
