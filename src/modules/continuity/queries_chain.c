/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_chain.c - the rows that the simulation reads. */
#include "modules/continuity/runs.h"

#define INT(type, name) { #name, COLUMN_int, offsetof(struct type, name), NULL, false }
#define REAL(type, name) { #name, COLUMN_real, offsetof(struct type, name), NULL, false }
#define TEXT(type, name) { #name, COLUMN_text, offsetof(struct type, name), NULL, false }

static const struct column node_columns[] = {
	INT(chain_node, id), INT(chain_node, commitment_id), INT(chain_node, unit_id),
	TEXT(chain_node, kind), REAL(chain_node, restart_hours), REAL(chain_node, yearly),
	REAL(chain_node, recovery_low), REAL(chain_node, recovery_hours),
	REAL(chain_node, recovery_high), REAL(chain_node, tolerable),
};
static const struct shape node_shape = { .size = sizeof(struct chain_node),
	.count = COUNT(node_columns), .columns = node_columns };
static const struct column need_columns[] = {
	INT(chain_need, id), INT(chain_need, owner_id), INT(chain_need, needed),
	TEXT(chain_need, resource), REAL(chain_need, delay_hours), REAL(chain_need, buffer_low),
	REAL(chain_need, buffer_hours), REAL(chain_need, buffer_high),
};
static const struct shape need_shape = { .size = sizeof(struct chain_need),
	.count = COUNT(need_columns), .columns = need_columns };
static const struct column member_columns[] = {
	INT(chain_member, dependency_id), INT(chain_member, node_id),
};
static const struct shape member_shape = { .size = sizeof(struct chain_member),
	.count = COUNT(member_columns), .columns = member_columns };

struct chain_node_list chain_nodes(struct view *view)
{
	return chain_node_list_of(view_list(view, &node_shape,
		SQL("SELECT id, commitment_id, unit_id, kind, restart_hours, yearly, recovery_low,"
		    " recovery_hours, recovery_high, tolerable * 1.0 AS tolerable"
		    " FROM my_chain_node ORDER BY id"), NONE));
}

struct chain_need_list chain_needs(struct view *view)
{
	return chain_need_list_of(view_list(view, &need_shape,
		SQL("SELECT id, owner_id, needed, resource, delay_hours, buffer_low, buffer_hours,"
		    " buffer_high FROM my_chain_dependency ORDER BY id"), NONE));
}

struct chain_member_list chain_members(struct view *view)
{
	return chain_member_list_of(view_list(view, &member_shape,
		SQL("SELECT dependency_id, node_id FROM my_chain_member ORDER BY dependency_id, node_id"),
		NONE));
}

/* ---- Longer calculations -------------------------------------------------------------------- */

const struct cascade_run_row *cascade_run_of(struct view *view, struct str public_id)
{
	return view_get(view, &cascade_run_record.shape,
		SQL("SELECT * FROM my_cascade_run WHERE public_id = $1"), V(public_id));
}

const struct cascade_run_row *cascade_run_of_id(struct view *view, int64_t id)
{
	return view_get(view, &cascade_run_record.shape,
		SQL("SELECT * FROM my_cascade_run WHERE id = $1"), V(id));
}

struct cascade_run_row_list cascade_runs(struct view *view)
{
	return cascade_run_row_list_of(view_list(view, &cascade_run_record.shape,
		SQL("SELECT * FROM my_cascade_run ORDER BY id DESC LIMIT 10"), NONE));
}
