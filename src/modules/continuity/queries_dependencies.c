/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_dependencies.c - dependencies, their members, and reading them in. */
#include "modules/continuity/inside.h"

enum { IMPORT_ROWS = 500 };

const struct dependency *dependency_of_public(struct view *view, struct str public_id)
{
	return view_get(view, &dependency_record.shape,
		SQL("SELECT * FROM my_dependency WHERE public_id = $1"), V(public_id));
}

const struct dependency *dependency_of_id(struct view *view, int64_t id)
{
	return view_get(view, &dependency_record.shape,
		SQL("SELECT * FROM my_dependency WHERE id = $1"), V(id));
}

struct node_list dependency_members(struct view *view, int64_t dependency_id)
{
	return node_list_of(view_list(view, &node_record.shape,
		SQL("SELECT my_node.* FROM my_dependency_member AS member"
		    " JOIN my_node ON my_node.id = member.node_id"
		    " WHERE member.dependency_id = $1 ORDER BY member.id LIMIT 100"), V(dependency_id)));
}

int64_t dependency_member_count(struct view *view, int64_t dependency_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_dependency_member WHERE dependency_id = $1"),
		V(dependency_id));
}

bool dependency_has_member(struct view *view, int64_t dependency_id, int64_t node_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_dependency_member"
		" WHERE dependency_id = $1 AND node_id = $2"), V(dependency_id, node_id)) != 0;
}

void dependency_member_add(struct change *change, int64_t dependency_id, int64_t node_id)
{
	change_run(change, SQL("INSERT INTO dependency_member (dependency_id, node_id)"
		" VALUES ($1, $2) ON CONFLICT (dependency_id, node_id) DO NOTHING"),
		V(dependency_id, node_id));
	change_note(change, "dependency", dependency_id, "member added",
		arena_print(change_arena(change), "node %lld", (long long)node_id));
}

bool dependency_member_drop(struct change *change, int64_t dependency_id, int64_t node_id)
{
	bool is_gone = change_run(change, SQL("DELETE FROM dependency_member"
		" WHERE dependency_id = $1 AND node_id = $2"), V(dependency_id, node_id)) != 0;

	if (is_gone)
		change_note(change, "dependency", dependency_id, "member dropped",
			arena_print(change_arena(change), "node %lld", (long long)node_id));
	return is_gone;
}

bool node_comes_round(struct view *view, int64_t owner_id, int64_t node_id)
{
	return view_int(view,
		SQL("WITH RECURSIVE behind (node_id) AS ("
		    " SELECT $2 + 0 UNION"
		    " SELECT my_chain_member.node_id FROM behind"
		    " JOIN my_chain_dependency ON my_chain_dependency.owner_id = behind.node_id"
		    " JOIN my_chain_member ON my_chain_member.dependency_id = my_chain_dependency.id)"
		    " SELECT 1 FROM behind WHERE node_id = $1 LIMIT 1"), V(owner_id, node_id)) != 0;
}

/* ---- Reading in, from naked tables --------------------------------------------------------------- */

const struct dependency *dependency_as_it_is(struct view *system, int64_t id)
{
	return view_get(system, &dependency_record.shape, SQL("SELECT * FROM dependency WHERE id = $1"), V(id));
}

const struct dependency *dependency_of_source(struct view *view, struct str source, struct str key)
{
	return view_get(view, &dependency_record.shape,
		SQL("SELECT dependency.* FROM dependency JOIN node AS owner ON owner.id = dependency.owner_id"
		    " LEFT JOIN commitment ON commitment.id = owner.commitment_id"
		    " WHERE dependency.source = $1 AND dependency.source_key = $2 AND dependency.source <> ''"
		    " AND COALESCE(commitment.unit_id, owner.unit_id) IN (SELECT unit_id FROM my_continuity_edit)"
		    " ORDER BY dependency.id LIMIT 1"), V(source, key));
}

struct dependency_list dependencies_of_import(struct view *system, int64_t import_id, int64_t after_id)
{
	return dependency_list_of(view_list(system, &dependency_record.shape,
		SQL("SELECT * FROM dependency WHERE import_id = $1 AND id > $2 ORDER BY id LIMIT $3"),
		V(import_id, after_id, IMPORT_ROWS)));
}

void dependency_remove(struct change *change, int64_t id)
{
	change_run(change, SQL("DELETE FROM dependency_member WHERE dependency_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM dependency WHERE id = $1"), V(id));
	change_note(change, "dependency", id, "taken back", S(""));
}
