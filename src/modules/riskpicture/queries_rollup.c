/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/queries_rollup.c - what has come in of a year, in a few statements for the whole
 * city: never one for each unit.
 */
#include "modules/riskpicture/inside.h"

struct rolled_list rolled_of_year(struct view *view, int year)
{
	return rolled_list_of(view_list(view, &rolled_shape,
		SQL("SELECT my_risk.id, my_risk.root_id, my_risk.public_id, my_risk.number, my_risk.rsa_id,"
		    " my_risk.unit_id, my_unit.code AS unit_code, my_unit.name_sv AS unit_sv,"
		    " my_unit.name_en AS unit_en, COALESCE((SELECT max(my_area.name) FROM my_area"
		    "  WHERE my_area.code = my_unit.area_code AND my_unit.area_code <> ''), '') AS area_name,"
		    " my_risk.title, my_risk.source_kind,"
		    " my_risk.scope, my_risk.secret_whole, my_risk.secret_assessment, my_rollup_rsa.secrecy,"
		    " my_rollup_rsa.method_id, my_risk.revision_id, COALESCE(r.probability, 0) AS probability,"
		    " COALESCE(r.zone, '') AS zone, COALESCE(r.frequency_low, 0.0) AS frequency_low,"
		    " COALESCE(r.frequency_likely, 0.0) AS frequency_likely,"
		    " COALESCE(r.frequency_high, 0.0) AS frequency_high,"
		    " COALESCE(r.uncertainty, '') AS uncertainty"
		    " FROM my_rollup_rsa JOIN my_risk ON my_risk.rsa_id = my_rollup_rsa.id"
		    " JOIN my_unit ON my_unit.id = my_risk.unit_id"
		    " LEFT JOIN my_risk_revision AS r ON r.id = my_risk.revision_id"
		    " WHERE my_rollup_rsa.year = $1 AND my_risk.is_prominent = 1"
		    "   AND my_risk.dropped_reason = '' ORDER BY my_unit.code, my_risk.id"), V(year)));
}

int64_t rollup_units(struct view *view, int year)
{
	return view_int(view, SQL("SELECT count(*) FROM my_rollup_rsa WHERE year = $1"), V(year));
}

static const struct column pair_columns[] = {
	{ "risk_id", COLUMN_int, offsetof(struct pair_row, risk_id), NULL, false },
	{ "number", COLUMN_int, offsetof(struct pair_row, number), NULL, false },
	{ "code", COLUMN_text, offsetof(struct pair_row, code), NULL, false },
};
static const struct shape pair_shape = { .size = sizeof(struct pair_row),
	.count = COUNT(pair_columns), .columns = pair_columns };

struct pair_row_list rolled_types(struct view *view, int year)
{
	return pair_row_list_of(view_list(view, &pair_shape,
		SQL("SELECT my_risk_event_query.risk_id, 0 AS number, my_risk_event_query.type AS code"
		    " FROM my_rollup_rsa JOIN my_risk ON my_risk.rsa_id = my_rollup_rsa.id"
		    " JOIN my_risk_event_query ON my_risk_event_query.risk_id = my_risk.id"
		    " WHERE my_rollup_rsa.year = $1 AND my_risk.is_prominent = 1"), V(year)));
}

struct pair_row_list rolled_nodes(struct view *view, int year)
{
	return pair_row_list_of(view_list(view, &pair_shape,
		SQL("SELECT my_rollup_node.risk_id, my_rollup_node.node_id AS number, '' AS code"
		    " FROM my_rollup_rsa JOIN my_risk ON my_risk.rsa_id = my_rollup_rsa.id"
		    " JOIN my_rollup_node ON my_rollup_node.risk_id = my_risk.id"
		    " WHERE my_rollup_rsa.year = $1 AND my_risk.is_prominent = 1"), V(year)));
}

struct pair_row_list rolled_consequences(struct view *view, int year)
{
	return pair_row_list_of(view_list(view, &pair_shape,
		SQL("SELECT my_risk.id AS risk_id, c.step AS number, c.value AS code"
		    " FROM my_rollup_rsa JOIN my_risk ON my_risk.rsa_id = my_rollup_rsa.id"
		    " JOIN my_risk_consequence AS c ON c.revision_id = my_risk.revision_id"
		    " WHERE my_rollup_rsa.year = $1 AND my_risk.is_prominent = 1 ORDER BY c.id"), V(year)));
}

static const struct column state_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct unit_state, unit_id), NULL, false },
	{ "is_in", COLUMN_bool, offsetof(struct unit_state, is_in), NULL, false },
	{ "is_returned", COLUMN_bool, offsetof(struct unit_state, is_returned), NULL, false },
};
static const struct shape state_shape = { .size = sizeof(struct unit_state),
	.count = COUNT(state_columns), .columns = state_columns };

struct unit_state_list rollup_states(struct view *view, int year)
{
	return unit_state_list_of(view_list(view, &state_shape,
		SQL("SELECT unit_id, max(is_in) AS is_in, max(is_returned) AS is_returned FROM"
		    " (SELECT unit_id, 1 AS is_in, 0 AS is_returned FROM my_rollup_rsa WHERE year = $1"
		    "  UNION ALL SELECT unit_id, 0, 1 FROM my_rsa WHERE year = $1 AND state = 'returned')"
		    " AS seen GROUP BY unit_id"), V(year)));
}
