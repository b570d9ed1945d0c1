/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_lists.c - the lists of nodes and of dependencies. */
#include "modules/continuity/inside.h"
#include "modules/continuity/nodes.html.h"

#define RECORD struct node_row
static const struct field node_row_fields[] = { NODE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
#define RECORD struct dependency_row
static const struct field dependency_row_fields[] = { DEPENDENCY_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape dependency_row_shape = SHAPE_OF(NULL, dependency_row, dependency_row_fields);

/* $1 is the language of names. */
#define UNIT_NAME(id) \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = " id "), '')" \
	" COLLATE local"
#define SORTED(column, id) .ascending = SQL(" ORDER BY " column ", " id), \
	.descending = SQL(" ORDER BY " column " DESC, " id " DESC")
#define BELOW(id) SQL(" AND " id " IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)")

/* ---- Nodes -------------------------------------------------------------------------------- */

static void boards_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	out_text(out, count_shown(out->arena, ((const struct node_row *)row)->boards, false));
}

static void recovery_cell(struct out *out, struct request *request, const void *row)
{
	double hours = ((const struct node_row *)row)->recovery_hours;

	(void)request;
	if (hours > 0)
		out_text(out, hours_told(out->arena, hours));
}

static const struct filter node_filters[] = {
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_code, .list = "node_kinds",
	  .condition = SQL(" AND my_node.kind = $?") },
	{ .name = "unit", .label = N_("Kept by"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = BELOW("my_node.unit_id") },
	{ .name = "name", .label = N_("Name"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(my_node.name) LIKE '%' || fold($?) || '%'") },
	{ .name = "shared_by", .label = N_("At least so many boards"), .kind = FIELD_count,
	  .condition = SQL(" AND COALESCE(board.boards, 0) >= $?") },
	{ .name = "known", .label = N_("Recovery is known"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_node.recovery_hours > 0 THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column node_columns[] = {
	{ .name = "name", .is_link = true, SORTED("my_node.name COLLATE local", "my_node.id") },
	{ .name = "kind", SORTED("my_node.kind", "my_node.id") },
	{ .name = "unit_name", SORTED("unit_name", "my_node.id") },
	{ .name = "area" },
	{ .name = "recovery_hours", .cell = recovery_cell,
	  SORTED("my_node.recovery_hours", "my_node.id") },
	{ .name = "mine", SORTED("mine", "my_node.id") },
	{ .name = "boards", .cell = boards_cell },
	{ .name = NULL },
};
const struct table nodes_table = {
	.name = "nodes", .label = N_("What commitments stand on"), .fields = node_row_fields,
	.field_count = COUNT(node_row_fields), .shape = SHAPE_OF(NULL, node_row, node_row_fields),
	.columns = node_columns, .filters = node_filters, .row_path = "/nodes/%s",
	.row_key = "public_id", .order = SQL(" ORDER BY mine DESC, my_node.id"),
	.empty = N_("What your commitments stand on will stand here. Begin with a commitment and say what it needs."),
};

void nodes_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &nodes_table, query,
		SQL("SELECT my_node.id, my_node.public_id, my_node.name, my_node.kind,"
		    UNIT_NAME("my_node.unit_id") " AS unit_name, my_node.area, my_node.recovery_hours,"
		    " COALESCE(seen.mine, 0) AS mine, COALESCE(used.commitments, 0) AS commitments,"
		    " COALESCE(board.boards, 0) AS boards"
		    " FROM my_node"
		    " LEFT JOIN my_node_use AS used ON used.node_id = my_node.id"
		    " LEFT JOIN my_node_boards AS board ON board.node_id = my_node.id"
		    " LEFT JOIN (SELECT member.node_id, count(DISTINCT my_dependency.owner_id) AS mine"
		    "  FROM my_dependency_member AS member"
		    "  JOIN my_dependency ON my_dependency.id = member.dependency_id"
		    "   AND my_dependency.ended_on = ''"
		    "  JOIN my_node AS owner ON owner.id = my_dependency.owner_id AND owner.commitment_id <> 0"
		    "  GROUP BY member.node_id) AS seen ON seen.node_id = my_node.id"
		    " WHERE my_node.retired_on = '' AND my_node.commitment_id = 0"), V(tongue_code()));
}

/* ---- Dependencies --------------------------------------------------------------------------- */

#define DEPENDENCY_ROW "SELECT my_dependency.id, my_dependency.public_id, my_dependency.owner_id," \
	" owner.public_id AS owner_public, owner.name AS owner_name," \
	UNIT_NAME("owner.unit_id") " AS unit_name, my_dependency.resource," \
	" COALESCE((SELECT min(my_node.name) FROM my_dependency_member AS member" \
	"  JOIN my_node ON my_node.id = member.node_id" \
	"  WHERE member.dependency_id = my_dependency.id), '') AS on_names," \
	" (SELECT count(*) FROM my_dependency_member AS member" \
	"  WHERE member.dependency_id = my_dependency.id) AS members, my_dependency.needed," \
	" my_dependency.delay_hours, my_dependency.buffer_low, my_dependency.buffer_hours," \
	" my_dependency.buffer_high, my_dependency.effect," \
	" CASE WHEN critical.id IS NULL THEN 0 ELSE 1 END AS is_critical," \
	" my_dependency.alternative, my_dependency.contract, my_dependency.has_clause," \
	" my_dependency.verified_on, my_dependency.ended_on" \
	" FROM my_dependency JOIN my_node AS owner ON owner.id = my_dependency.owner_id" \
	" LEFT JOIN my_critical AS critical ON critical.id = my_dependency.id"

static void on_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	dependency_on_cell(out, row);
}

static void holds_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	dependency_holds_cell(out, row);
}

static void effect_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	dependency_effect_cell(out, row);
}

static const struct filter dependency_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = BELOW("owner.unit_id") },
	{ .name = "resource", .label = N_("Needs"), .kind = FIELD_code, .list = "dependency_resources",
	  .condition = SQL(" AND my_dependency.resource = $?") },
	{ .name = "effect", .label = N_("Effect"), .kind = FIELD_code, .list = "dependency_effects",
	  .condition = SQL(" AND my_dependency.effect = $?") },
	{ .name = "critical", .label = N_("Critical"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN critical.id IS NULL THEN 0 ELSE 1 END = $?") },
	{ .name = "alternative", .label = N_("Has an alternative"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_dependency.needed < (SELECT count(*)"
	                   " FROM my_dependency_member AS member"
	                   " WHERE member.dependency_id = my_dependency.id) THEN 1 ELSE 0 END = $?") },
	{ .name = "node", .label = N_("Stands on"), .kind = FIELD_ref, .refers_to = "node",
	  .condition = SQL(" AND my_dependency.id IN (SELECT dependency_id FROM my_dependency_member"
	                   " WHERE node_id = $?)") },
	{ .name = "verified", .label = N_("Verified"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_dependency.verified_on <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column dependency_columns[] = {
	{ .name = "owner_name", .is_link = true,
	  SORTED("owner.name COLLATE local", "my_dependency.id") },
	{ .name = "unit_name", SORTED("unit_name", "my_dependency.id") },
	{ .name = "resource", SORTED("my_dependency.resource", "my_dependency.id") },
	{ .name = "on_names", .cell = on_cell },
	{ .name = "buffer_hours", .cell = holds_cell, .label = N_("Lasts"),
	  SORTED("my_dependency.delay_hours + my_dependency.buffer_hours", "my_dependency.id") },
	{ .name = "effect", .cell = effect_cell, SORTED("my_dependency.effect", "my_dependency.id") },
	{ .name = "verified_on", SORTED("my_dependency.verified_on", "my_dependency.id") },
	{ .name = "members", .is_export_only = true },
	{ .name = "needed", .is_export_only = true },
	{ .name = "delay_hours", .is_export_only = true },
	{ .name = "buffer_low", .is_export_only = true },
	{ .name = "buffer_high", .is_export_only = true },
	{ .name = "is_critical", .is_export_only = true },
	{ .name = "alternative", .is_export_only = true },
	{ .name = "contract", .is_export_only = true },
	{ .name = "has_clause", .is_export_only = true },
	{ .name = NULL },
};
const struct table dependencies_table = {
	.name = "dependencies", .label = N_("Dependencies"), .fields = dependency_row_fields,
	.field_count = COUNT(dependency_row_fields),
	.shape = SHAPE_OF(NULL, dependency_row, dependency_row_fields),
	.columns = dependency_columns, .filters = dependency_filters,
	.row_path = "/dependencies/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY owner.name COLLATE local, my_dependency.resource, my_dependency.id"),
	.export_need = MAY_continuity_read,
	.empty = N_("What your commitments need will stand here."),
};

void dependencies_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &dependencies_table, query,
		SQL(DEPENDENCY_ROW " WHERE my_dependency.ended_on = ''"), V(tongue_code()));
}

struct dependency_row_list dependencies_of(struct view *view, int64_t node_id)
{
	return dependency_row_list_of(view_list(view, &dependency_row_shape,
		SQL(DEPENDENCY_ROW " WHERE my_dependency.owner_id = $2 AND my_dependency.ended_on = ''"
		    " ORDER BY my_dependency.effect DESC, my_dependency.resource, my_dependency.id LIMIT 500"),
		V(tongue_code(), node_id)));
}
