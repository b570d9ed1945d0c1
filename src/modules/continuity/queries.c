/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries.c - nodes, who stands on them, and what commitments say of themselves. */
#include "modules/continuity/inside.h"

/* ---- Rights ------------------------------------------------------------------------------ */

bool city_graph_is_seen(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_city_graph LIMIT 1"), NONE) != 0;
}

bool city_counts_are_seen(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_city_reach WHERE permission IN"
		" ('continuity_read', 'dependencies_city') LIMIT 1"), NONE) != 0;
}

bool unit_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_continuity_edit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

bool node_may_edit(struct view *view, const struct node *node)
{
	return unit_may_write(view, node->unit_id);
}

/* ---- Nodes ------------------------------------------------------------------------------- */

const struct node *node_of_public(struct view *view, struct str public_id)
{
	return view_get(view, &node_record.shape,
		SQL("SELECT * FROM my_node WHERE public_id = $1"), V(public_id));
}

const struct node *node_of_id(struct view *view, int64_t id)
{
	return view_get(view, &node_record.shape, SQL("SELECT * FROM my_node WHERE id = $1"), V(id));
}

const struct node *node_of_commitment(struct view *view, int64_t commitment_id)
{
	return view_get(view, &node_record.shape,
		SQL("SELECT * FROM my_node WHERE commitment_id = $1 AND commitment_id <> 0"),
		V(commitment_id));
}

struct node_list nodes_seen(struct view *view)
{
	return node_list_of(view_list(view, &node_record.shape,
		SQL("SELECT * FROM my_node ORDER BY id LIMIT 10000"), NONE));
}

bool node_name_is_taken(struct view *view, struct str name, int64_t but_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_node_name"
		" WHERE fold(name) = fold($1) AND id <> $2 LIMIT 1"), V(name, but_id)) != 0;
}

int64_t node_in_use(struct view *view, int64_t node_id)
{
	return view_int(view, SQL("SELECT dependencies FROM my_node_use WHERE node_id = $1"), V(node_id));
}

static const struct column use_columns[] = {
	{ "commitments", COLUMN_int, offsetof(struct node_use, commitments), NULL, false },
	{ "boards", COLUMN_int, offsetof(struct node_use, boards), NULL, false },
	{ "dependencies", COLUMN_int, offsetof(struct node_use, dependencies), NULL, false },
	{ "mine", COLUMN_int, offsetof(struct node_use, mine), NULL, false },
};
static const struct shape use_shape = { .size = sizeof(struct node_use),
	.count = COUNT(use_columns), .columns = use_columns };

struct node_use node_use_of(struct view *view, int64_t node_id)
{
	const struct node_use *use = view_get(view, &use_shape,
		SQL("SELECT used.commitments, used.dependencies,"
		    " COALESCE((SELECT boards FROM my_node_boards WHERE node_id = $1), 0) AS boards,"
		    " (SELECT count(DISTINCT my_dependency.owner_id) FROM my_dependency_member AS seen"
		    "  JOIN my_dependency ON my_dependency.id = seen.dependency_id"
		    "   AND my_dependency.ended_on = ''"
		    "  JOIN my_node ON my_node.id = my_dependency.owner_id AND my_node.commitment_id <> 0"
		    "  WHERE seen.node_id = $1) AS mine"
		    " FROM my_node_use AS used WHERE used.node_id = $1"), V(node_id));

	return use ? *use : (struct node_use){ 0 };
}

static const struct column boards_columns[] = {
	{ "node_id", COLUMN_int, offsetof(struct node_boards, node_id), NULL, false },
	{ "boards", COLUMN_int, offsetof(struct node_boards, boards), NULL, false },
};
static const struct shape boards_shape = { .size = sizeof(struct node_boards),
	.count = COUNT(boards_columns), .columns = boards_columns };

struct node_boards_list node_boards_all(struct view *view)
{
	return node_boards_list_of(view_list(view, &boards_shape,
		SQL("SELECT node_id, boards FROM my_node_boards ORDER BY node_id"), NONE));
}

static const struct column stand_columns[] = {
	{ "dependency_id", COLUMN_int, offsetof(struct stand, dependency_id), NULL, false },
	{ "node_id", COLUMN_int, offsetof(struct stand, node_id), NULL, false },
	{ "dependency", COLUMN_text, offsetof(struct stand, dependency), NULL, false },
	{ "node", COLUMN_text, offsetof(struct stand, node), NULL, false },
	{ "name", COLUMN_text, offsetof(struct stand, name), NULL, false },
	{ "kind", COLUMN_text, offsetof(struct stand, kind), NULL, false },
	{ "resource", COLUMN_text, offsetof(struct stand, resource), NULL, false },
	{ "needed", COLUMN_int, offsetof(struct stand, needed), NULL, false },
	{ "members", COLUMN_int, offsetof(struct stand, members), NULL, false },
};
static const struct shape stand_shape = { .size = sizeof(struct stand),
	.count = COUNT(stand_columns), .columns = stand_columns };

struct stand_list node_stands_on_it(struct view *view, int64_t node_id)
{
	return stand_list_of(view_list(view, &stand_shape,
		SQL("SELECT my_dependency.id AS dependency_id, my_dependency.public_id AS dependency,"
		    " my_node.id AS node_id, my_node.public_id AS node, my_node.name, my_node.kind,"
		    " my_dependency.resource, my_dependency.needed,"
		    " (SELECT count(*) FROM my_dependency_member AS all_of"
		    "  WHERE all_of.dependency_id = my_dependency.id) AS members"
		    " FROM my_dependency_member AS member"
		    " JOIN my_dependency ON my_dependency.id = member.dependency_id"
		    "  AND my_dependency.ended_on = ''"
		    " JOIN my_node ON my_node.id = my_dependency.owner_id"
		    " WHERE member.node_id = $1 ORDER BY my_node.name COLLATE local, my_dependency.id"
		    " LIMIT 500"), V(node_id)));
}

int64_t node_for_commitment(struct change *change, int64_t commitment_id)
{
	const struct commitment_facts *commitment = commitment_facts_of(change_view(change), commitment_id);
	const struct node *old = commitment ? node_of_commitment(change_view(change), commitment_id) : NULL;
	struct node node;

	if (!commitment)
		return 0;
	if (old)
		return old->id;
	node = (struct node){ .kind = S("commitment"), .commitment_id = commitment_id,
		.unit_id = commitment->unit_id };
	return change_insert(change, &node_record.shape, &node);
}

/* ---- Commitments ---------------------------------------------------------------------------- */

static const struct column commitment_columns[] = {
	{ "id", COLUMN_int, offsetof(struct commitment_facts, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct commitment_facts, unit_id), NULL, false },
	{ "number", COLUMN_text, offsetof(struct commitment_facts, number), NULL, false },
	{ "name", COLUMN_text, offsetof(struct commitment_facts, name), NULL, false },
	{ "tolerable", COLUMN_real, offsetof(struct commitment_facts, tolerable), NULL, false },
	{ "has_tolerable", COLUMN_bool, offsetof(struct commitment_facts, has_tolerable), NULL, false },
	{ "is_vital", COLUMN_bool, offsetof(struct commitment_facts, is_vital), NULL, false },
};
static const struct shape commitment_shape = { .size = sizeof(struct commitment_facts),
	.count = COUNT(commitment_columns), .columns = commitment_columns };

#define COMMITMENT_FACTS "SELECT id, unit_id, number, name," \
	" acceptable_outage_hours * 1.0 AS tolerable," \
	" CASE WHEN acceptable_outage_hours > 0 THEN 1 ELSE 0 END AS has_tolerable," \
	" is_vital FROM my_commitment"

const struct commitment_facts *commitment_facts_of_number(struct view *view, struct str number)
{
	return view_get(view, &commitment_shape,
		SQL(COMMITMENT_FACTS " WHERE number = $1"), V(number));
}

const struct commitment_facts *commitment_facts_of(struct view *view, int64_t id)
{
	return view_get(view, &commitment_shape, SQL(COMMITMENT_FACTS " WHERE id = $1"), V(id));
}

/* ---- How forms point at a node ---------------------------------------------------------------- */

const struct reference continuity_references[] = {
	{ .name = "node",
	  .label = SQL("SELECT name FROM my_node WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, area AS hint FROM my_node"
	              " WHERE retired_on = '' ORDER BY name COLLATE local, id LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_node WHERE public_id = $1"),
	  .find = SQL("SELECT id FROM my_node WHERE fold(name) = fold($1) AND retired_on = ''"
	              " ORDER BY id LIMIT 1"),
	  .is_long = true },
	{ .name = "node_choice",
	  .label = SQL("SELECT name FROM my_node_choice WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, area AS hint FROM my_node_choice"
	              " ORDER BY name COLLATE local, id LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_node_choice WHERE public_id = $1"),
	  .find = SQL("SELECT id FROM my_node_choice WHERE fold(name) = fold($1) ORDER BY id LIMIT 1"),
	  .is_long = true },
	{ .name = NULL },
};
