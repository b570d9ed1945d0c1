/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_city.c - extracts of the graph of the city: who, when, what for. */
#include "modules/continuity/city.h"

#include "base/crypto.h"

#define RECORD struct extract_row
static const struct field row_fields[] = { EXTRACT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

int64_t extracts_of_today(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_dependency_extract"
		" WHERE person_id = me() AND format <> 'read' AND at >= $1"),
		V(instant_at(date_today(), 0, 0, 0)));
}

bool graph_opened_lately(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_dependency_extract"
		" WHERE person_id = me() AND format = 'read' AND at > $1 LIMIT 1"),
		V(instant_now().seconds - OPEN_MINUTES * MINUTE)) != 0;
}

void graph_open_add(struct change *change, struct str words, int64_t nodes, int64_t dependencies)
{
	int64_t id = change_run_id(change, SQL("INSERT INTO dependency_extract"
		" (public_id, person_id, at, format, reason, nodes, dependencies, digest)"
		" VALUES ($1, $2, $3, 'read', $4, $5, $6, '') RETURNING id"),
		V(uuid_v7(change_arena(change)), change_me(change), instant_now(), words, nodes, dependencies));

	change_note(change, "dependency_extract", id, "read", words);
}

static const struct filter filters[] = {
	{ .name = "from", .label = N_("From"), .kind = FIELD_instant,
	  .condition = SQL(" AND my_dependency_extract.at >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant,
	  .condition = SQL(" AND my_dependency_extract.at < $?") },
	{ .name = NULL },
};
static const struct table_column columns[] = {
	{ .name = "at" }, { .name = "person_name" }, { .name = "format" }, { .name = "reason" },
	{ .name = "nodes" }, { .name = "dependencies" }, { .name = "digest", .is_export_only = true },
	{ .name = NULL },
};
const struct table extracts_table = {
	.name = "graph-extracts", .label = N_("Extracts of the graph, newest first"),
	.fields = row_fields, .field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, extract_row, row_fields), .columns = columns, .filters = filters,
	.order = SQL(" ORDER BY my_dependency_extract.at DESC, my_dependency_extract.id DESC"),
	.export_need = MAY_audit_read,
	.empty = N_("Nobody has taken the graph of the city out."),
};

void extracts_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &extracts_table, query,
		SQL("SELECT my_dependency_extract.id, my_dependency_extract.at,"
		    " COALESCE((SELECT name FROM my_person"
		    "  WHERE my_person.id = my_dependency_extract.person_id), '') AS person_name,"
		    " my_dependency_extract.format, my_dependency_extract.reason,"
		    " my_dependency_extract.nodes, my_dependency_extract.dependencies,"
		    " my_dependency_extract.digest FROM my_dependency_extract WHERE 1 = 1"), NONE);
}
