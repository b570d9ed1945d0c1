/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/queries_table.c - the whole log as a table: the city's lines and those from copies, in
 * the order of merge.c, which tests_home.c compares with it.
 */
#include "modules/crisis/home.h"

#include "modules/crisis/home.html.h"
#include "modules/crisis/room.html.h"

#define RECORD struct log_line
static const struct field line_fields[] = { LOG_LINE_FIELDS(AS_FIELD) };
#undef RECORD

static const struct filter log_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(line.words) LIKE '%' || fold($?) || '%'"
	                   " OR fold(line.grounds) LIKE '%' || fold($?) || '%')") },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_choice, .choices = entry_kinds,
	  .condition = SQL(" AND line.kind = $?") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN line.author_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};

#define COPY(name_, kind_, ...) .name_ = row->name_,
static struct entry entry_of_line(const struct log_line *row)
{
	return (struct entry){ ENTRY_FIELDS(COPY) };
}
#undef COPY

static void number_cell(struct out *out, struct request *request, const void *row)
{
	const struct log_line *line = row;

	(void)request;
	site_badge(out, line->site);
	out_int(out, line->seq);
}

static void kind_cell(struct out *out, struct request *request, const void *row)
{
	struct entry entry = entry_of_line(row);

	(void)request;
	entry_kind_cell(out, &entry);
}

static void words_cell(struct out *out, struct request *request, const void *row)
{
	struct entry entry = entry_of_line(row);

	(void)request;
	entry_words(out, &entry);
}

#define SORTED_BY(column) \
	.ascending = SQL(" ORDER BY " column ", line.site, line.seq"), \
	.descending = SQL(" ORDER BY " column " DESC, line.site DESC, line.seq DESC")
static const struct table_column log_columns[] = {
	{ .name = "seq", .cell = number_cell, SORTED_BY("line.stands_at") },
	{ .name = "event_at", SORTED_BY("line.event_at") },
	{ .name = "logged_at", SORTED_BY("line.logged_at") },
	{ .name = "kind", .cell = kind_cell },
	{ .name = "words", .cell = words_cell },
	{ .name = "author_name" },
	{ .name = "site", .is_export_only = true },
	{ .name = "author_function", .is_export_only = true },
	{ .name = "party", .is_export_only = true },
	{ .name = "decision_no", .is_export_only = true },
	{ .name = "decided_by", .is_export_only = true },
	{ .name = "grounds", .is_export_only = true },
	{ .name = "refers_to", .is_export_only = true },
	{ .name = "holder", .is_export_only = true },
	{ .name = "due_at", .is_export_only = true },
	{ .name = "was", .is_export_only = true },
	{ .name = "became", .is_export_only = true },
	{ .name = "hash", .is_export_only = true },
	{ .name = NULL },
};

const struct table crisis_log_table = {
	.name = "crisis-log",
	.label = N_("The log, the newest line first"),
	.fields = line_fields,
	.field_count = COUNT(line_fields),
	.shape = SHAPE_OF(NULL, log_line, line_fields),
	.columns = log_columns,
	.filters = log_filters,
	.order = SQL(" ORDER BY line.stands_at DESC, line.site DESC, line.seq DESC"),
	.export_need = MAY_crisis_log,
	.empty = N_("No line of the log is like that. Take a filter away."),
	.is_stacked = true,
	.page_rows = 100,
};

/* $1: the crisis.  A line stands where the latest of those before it in its chain stands, and
 * one from a copy not before the line that it left the city at. */
#define COLUMNS(row) row ".id, " row ".crisis_id, " row ".seq, " row ".kind, " row ".event_at, " \
	row ".logged_at, " row ".author_id, " row ".author_name, " row ".author_function, " \
	row ".words, " row ".party, " row ".decision_no, " row ".decided_by, " row ".grounds, " \
	row ".refers_to, " row ".holder, " row ".due_at, " row ".was, " row ".became, " \
	row ".prev_hash, " row ".hash"
#define CITY_LINES "SELECT " COLUMNS("one") ", '' AS site, 0 AS base_seq," \
	" MAX(one.logged_at) OVER (ORDER BY one.seq) AS stands_at" \
	" FROM my_crisis_entry AS one WHERE one.crisis_id = $1"
#define LATEST "MAX(two.logged_at) OVER (PARTITION BY two.home_id ORDER BY two.seq)"
#define LEFT_AT "COALESCE((SELECT MAX(base.logged_at) FROM my_crisis_entry AS base" \
	" WHERE base.crisis_id = home.crisis_id AND base.seq <= home.base_seq), 0)"
#define COPY_LINES "SELECT " COLUMNS("away") ", away.site, away.base_seq," \
	" CASE WHEN away.latest > away.left_at THEN away.latest ELSE away.left_at END AS stands_at" \
	" FROM (SELECT two.*, home.site, home.base_seq, " LATEST " AS latest, " LEFT_AT " AS left_at" \
	"       FROM my_crisis_home_entry AS two JOIN my_crisis_home AS home ON home.id = two.home_id" \
	"       WHERE home.crisis_id = $1) AS away"

#define ALL_LINES "SELECT line.* FROM (" CITY_LINES " UNION ALL " COPY_LINES ") AS line"

void crisis_log_query(struct request *request, struct view *view, const struct crisis *crisis,
               struct query *query)
{
	table_start(request, view, &crisis_log_table, query,
		SQL(ALL_LINES " WHERE 1 = 1"),
		V(crisis->id));
}

struct log_line_list crisis_log_lines_all(struct view *view, int64_t crisis_id)
{
	return log_line_list_of(view_list(view, &crisis_log_table.shape,
		SQL(ALL_LINES " ORDER BY line.stands_at, line.site, line.seq"), V(crisis_id)));
}

/* ---- A part of it, for the room and what is made of it ---------------------------------------- */

static struct merge_line_list merge_lines_of_log(struct view *view, struct rows rows)
{
	struct log_line_list list = log_line_list_of(rows);
	struct entry *entries = arena_array(view_arena(view), struct entry, list.count + 1);
	struct merge_line_list lines = { 0, arena_array(view_arena(view), struct merge_line,
		list.count + 1) };

	for (size_t i = 0; i < list.count; i++) {
		const struct log_line *row = &list.at[i];

		entries[i] = entry_of_line(row);
		lines.at[lines.count++] = (struct merge_line){ .site = row->site, .base = row->base_seq,
			.entry = &entries[i], .stands_at = row->stands_at };
	}
	return lines;
}

struct merge_line_list log_lines_newest(struct view *view, int64_t crisis_id, int64_t most)
{
	return merge_lines_of_log(view, view_list(view, &crisis_log_table.shape,
		SQL(ALL_LINES " ORDER BY line.stands_at DESC, line.site DESC, line.seq DESC LIMIT $2"),
		V(crisis_id, most)));
}

struct merge_line_list log_lines_correcting(struct view *view, int64_t crisis_id)
{
	return merge_lines_of_log(view, view_list(view, &crisis_log_table.shape,
		SQL(ALL_LINES " WHERE line.kind = 'correction'"
		    " ORDER BY line.stands_at, line.site, line.seq"), V(crisis_id)));
}

struct merge_line_list log_lines_judging(struct view *view, int64_t crisis_id)
{
	return merge_lines_of_log(view, view_list(view, &crisis_log_table.shape,
		SQL(ALL_LINES " WHERE line.kind IN ('open', 'level', 'coordination', 'staff', 'home')"
		    " ORDER BY line.stands_at, line.site, line.seq"), V(crisis_id)));
}
