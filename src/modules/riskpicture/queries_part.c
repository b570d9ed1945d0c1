/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/queries_part.c - a unit's part, what many stand on, and what proves the picture. */
#include "modules/riskpicture/part.h"

#define RECORD struct part_row
static const struct field part_fields[] = { PART_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape part_shape = SHAPE_OF(NULL, part_row, part_fields);

/* By the root: a theme may have been made from an earlier version of the analysis. */
struct part_row_list part_of(struct view *view, int64_t picture_id, int64_t rsa_id)
{
	return part_row_list_of(view_list(view, &part_shape,
		SQL("SELECT my_risk.public_id, my_risk.number, my_risk.title, my_risk.is_prominent,"
		    " CASE WHEN part.risk_id IS NULL THEN 0 ELSE 1 END AS is_used,"
		    " COALESCE(part.public_id, '') AS theme_id, COALESCE(part.title, '') AS theme_title,"
		    " COALESCE(part.doing, '') AS doing"
		    " FROM my_risk LEFT JOIN (SELECT my_risk_theme_part.*, at.root_id FROM my_risk_theme_part"
		    "   JOIN my_risk AS at ON at.id = my_risk_theme_part.risk_id"
		    "   WHERE my_risk_theme_part.picture_id = $1) AS part ON part.root_id = my_risk.root_id"
		    " WHERE my_risk.rsa_id = $2 AND my_risk.dropped_reason = ''"
		    " ORDER BY my_risk.is_prominent DESC, my_risk.id"), V(picture_id, rsa_id)));
}

const struct rsa *part_analysis(struct view *view, int64_t unit_id, int year)
{
	return view_get(view, &rsa_record.shape, SQL("SELECT * FROM my_rsa WHERE unit_id = $1"
		" AND year = $2 AND state IN ('submitted', 'received', 'returned', 'aggregated')"
		" ORDER BY number DESC LIMIT 1"), V(unit_id, year));
}

const struct risk_picture *picture_published(struct view *view, int year)
{
	return view_get(view, &risk_picture_record.shape, SQL("SELECT * FROM my_risk_picture"
		" WHERE year = $1 AND state = 'published' ORDER BY number DESC LIMIT 1"), V(year));
}

static const struct column unit_columns[] = {
	{ "unit", COLUMN_text, offsetof(struct face_missing, unit), NULL, false },
	{ "unit_sv", COLUMN_text, offsetof(struct face_missing, unit_sv), NULL, false },
	{ "unit_en", COLUMN_text, offsetof(struct face_missing, unit_en), NULL, false },
};
static const struct shape unit_shape = { .size = sizeof(struct face_missing),
	.count = COUNT(unit_columns), .columns = unit_columns };

struct face_missing_list part_units(struct view *view, int year)
{
	return face_missing_list_of(view_list(view, &unit_shape,
		SQL("SELECT my_unit.code AS unit, my_unit.name_sv AS unit_sv, my_unit.name_en AS unit_en"
		    " FROM my_unit WHERE my_unit.id IN (SELECT unit_id FROM my_rsa WHERE year = $1"
		    "   AND state IN ('submitted', 'received', 'returned', 'aggregated'))"
		    " ORDER BY my_unit.name_sv COLLATE local"), V(year)));
}

/* ---- What many stand on ------------------------------------------------------------------------------ */

#define RECORD struct shared_node
static const struct field shared_fields[] = { SHARED_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape shared_shape = SHAPE_OF(NULL, shared_node, shared_fields);

/* Who holds only counts gets one row for each kind, and in it the most of any. */
struct shared_node_list shared_nodes(struct view *view)
{
	if (!reads_graph(view))
		return shared_node_list_of(view_list(view, &shared_shape,
			SQL("SELECT kind, '' AS name, '' AS public_id, count(*) AS things,"
			    " max(commitments) AS commitments, max(boards) AS boards FROM my_shared_node"
			    " GROUP BY kind ORDER BY max(boards) DESC, max(commitments) DESC, kind"), NONE));
	return shared_node_list_of(view_list(view, &shared_shape,
		SQL("SELECT kind, name, public_id, 1 AS things, commitments, boards FROM my_shared_node"
		    " ORDER BY boards DESC, commitments DESC, kind, name LIMIT 50"), NONE));
}

bool reads_graph(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_risk_picture_right"
		" WHERE permission = 'dependencies_city' LIMIT 1"), NONE) != 0;
}

bool reads_continuity(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_risk_picture_right"
		" WHERE permission IN ('continuity_read', 'dependencies_city') LIMIT 1"), NONE) != 0;
}

/* ---- What proves it -------------------------------------------------------------------------------------- */

#define RECORD struct picture_evidence
static const struct field evidence_fields[] = { PICTURE_EVIDENCE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape evidence_shape = SHAPE_OF(NULL, picture_evidence, evidence_fields);

struct picture_evidence_list risk_picture_evidence(struct view *view, int64_t unit_id, int from, int to)
{
	return picture_evidence_list_of(view_list(view, &evidence_shape,
		SQL("SELECT * FROM my_proof_risk_picture WHERE ($1 = 0 OR unit_id = $1)"
		    " AND year >= $2 AND year <= $3 ORDER BY unit_id, year, number"), V(unit_id, from, to)));
}
