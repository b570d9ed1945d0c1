/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/queries_paper.c - the rows that a written report is made of, in full and open.
 *
 * The open ones are asked of my_open_... views only: what is marked never comes here.
 */
#include "modules/risks/paper.h"

#define RECORD struct paper_rsa
static const struct field rsa_fields[] = { PAPER_RSA_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape rsa_shape = SHAPE_OF(NULL, paper_rsa, rsa_fields);

#define RECORD struct paper_risk
static const struct field risk_fields[] = { PAPER_RISK_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape risk_shape = SHAPE_OF(NULL, paper_risk, risk_fields);

#define INT(type, member) { #member, COLUMN_int, offsetof(struct type, member), NULL, false }
#define REAL(type, member) { #member, COLUMN_real, offsetof(struct type, member), NULL, false }
#define TEXT(type, member) { #member, COLUMN_text, offsetof(struct type, member), NULL, false }
#define DAY_OF(type, member) { #member, COLUMN_date, offsetof(struct type, member), NULL, false }
#define SHAPE(type, list) { .size = sizeof(struct type), .count = COUNT(list), .columns = list }

static const struct column vital_columns[] = { INT(paper_vital, id), TEXT(paper_vital, name),
	TEXT(paper_vital, societal_function), INT(paper_vital, criticality), INT(paper_vital, outage_hours) };
static const struct shape vital_shape = SHAPE(paper_vital, vital_columns);

static const struct column need_columns[] = { INT(paper_need, id), INT(paper_need, commitment_id),
	INT(paper_need, commitments),
	TEXT(paper_need, commitment), TEXT(paper_need, resource), TEXT(paper_need, node),
	TEXT(paper_need, alternative), REAL(paper_need, hours) };
static const struct shape need_shape = SHAPE(paper_need, need_columns);

static const struct column measure_columns[] = { INT(paper_measure, risk_id), TEXT(paper_measure, number),
	TEXT(paper_measure, title), TEXT(paper_measure, state), DAY_OF(paper_measure, due_on) };
static const struct shape measure_shape = SHAPE(paper_measure, measure_columns);

static const struct column link_columns[] = { INT(paper_link, risk_id), TEXT(paper_link, name) };
static const struct shape link_shape = SHAPE(paper_link, link_columns);

/* What both are asked for; the views differ. */
#define RSA_COLUMNS "id, unit_id, year, number, method_id, area, process, participants, preparedness"
#define ASSESSED_COLUMNS "COALESCE(r.probability, 0) AS probability," \
	" COALESCE(r.consequence, 0) AS consequence, COALESCE(r.zone, '') AS zone," \
	" COALESCE(r.uncertainty, '') AS uncertainty"
#define VITAL_COLUMNS "id, name, societal_function, criticality, acceptable_outage_hours AS outage_hours"

/* ---- In full, as far as this person may read ------------------------------------------------- */

static struct paper_risk_list risks_full(struct view *view, int64_t rsa_id)
{
	return paper_risk_list_of(view_list(view, &risk_shape,
		SQL("SELECT my_risk.id, my_risk.public_id, my_risk.title, my_risk.cause,"
		    " my_risk.source_kind, my_risk.scope, my_risk.controls,"
		    " my_risk.trend, my_risk.command, my_risk.cooperation, my_risk.communication,"
		    " my_risk.competence, my_risk.resources, my_risk.capability_words, my_risk.treatment,"
		    " my_risk.plan, '' AS secret_cause, '' AS secret_controls, '' AS secret_assessment,"
		    " '' AS secret_capability, '' AS secret_commitments, '' AS secret_treatment,"
		    " " ASSESSED_COLUMNS
		    " FROM my_risk LEFT JOIN my_risk_revision AS r ON r.id = my_risk.revision_id"
		    " WHERE my_risk.rsa_id = $1 AND my_risk.dropped_reason = '' ORDER BY my_risk.id"),
		V(rsa_id)));
}

/* Views beside one another, and none within another: PostgreSQL would make the inner one anew for
 * each row.  Sorted by the activities in C. */
static struct paper_need_list needs_of(struct view *view, int64_t unit_id)
{
	return paper_need_list_of(view_list(view, &need_shape,
		SQL("SELECT d.id, owner.commitment_id, 0 AS commitments, '' AS commitment, d.resource,"
		    " COALESCE(my_node.name, '') AS node, d.alternative,"
		    " d.delay_hours + d.buffer_hours AS hours"
		    " FROM my_dependency AS d JOIN my_node AS owner ON owner.id = d.owner_id"
		    " LEFT JOIN my_dependency_member AS m ON m.dependency_id = d.id"
		    " LEFT JOIN my_node ON my_node.id = m.node_id"
		    " WHERE owner.commitment_id <> 0 AND d.id IN (SELECT id FROM my_critical)"
		    " AND owner.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " ORDER BY d.resource, d.id, my_node.id"), V(unit_id)));
}

static struct paper_need_list needs_full(struct view *view, int64_t unit_id, const struct paper_vital_list *vital)
{
	struct paper_need_list all = needs_of(view, unit_id);
	struct paper_need_list list = { 0, arena_array(view_arena(view), struct paper_need, all.count + 1) };

	for (size_t i = 0; i < vital->count; i++)
		for (size_t k = 0; k < all.count; k++)
			if (all.at[k].commitment_id == vital->at[i].id) {
				list.at[list.count] = all.at[k];
				list.at[list.count++].commitment = vital->at[i].name;
			}
	return list;
}

static struct paper_measure_list measures_full(struct view *view, int64_t rsa_id)
{
	return paper_measure_list_of(view_list(view, &measure_shape,
		SQL("SELECT my_risk.id AS risk_id, my_measure.number, my_measure.title, my_measure.state,"
		    " my_measure.due_on"
		    " FROM my_risk JOIN my_measure ON my_measure.source_kind = 'risk'"
		    "  AND my_measure.source_id = my_risk.root_id"
		    " WHERE my_risk.rsa_id = $1 AND my_risk.dropped_reason = ''"
		    " AND my_measure.state <> 'stopped' ORDER BY my_risk.id, my_measure.id LIMIT 600"),
		V(rsa_id)));
}

struct paper_rows paper_rows_full(struct view *view, int64_t rsa_id)
{
	struct paper_rows rows = { .rsa = view_get(view, &rsa_shape,
		SQL("SELECT " RSA_COLUMNS " FROM my_rsa WHERE id = $1"), V(rsa_id)) };

	if (!rows.rsa)
		return rows;
	rows.risks = risks_full(view, rsa_id);
	rows.vital = paper_vital_list_of(view_list(view, &vital_shape,
		SQL("SELECT " VITAL_COLUMNS " FROM my_commitment"
		    " WHERE is_vital = 1 AND state <> 'closed'"
		    " AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " ORDER BY criticality DESC, id LIMIT 400"), V(rows.rsa->unit_id)));
	rows.needs = needs_full(view, rows.rsa->unit_id, &rows.vital);
	rows.measures = measures_full(view, rsa_id);
	rows.links = paper_link_list_of(view_list(view, &link_shape,
		SQL("SELECT my_risk.id AS risk_id, my_commitment.name FROM my_risk"
		    " JOIN my_risk_commitment ON my_risk_commitment.risk_id = my_risk.id"
		    " JOIN my_commitment ON my_commitment.id = my_risk_commitment.commitment_id"
		    " WHERE my_risk.rsa_id = $1 ORDER BY my_risk.id, my_commitment.id LIMIT 2000"),
		V(rsa_id)));
	return rows;
}

/* ---- The open extract ---------------------------------------------------------------------------- */

static struct paper_risk_list risks_open(struct view *view, int64_t rsa_id)
{
	return paper_risk_list_of(view_list(view, &risk_shape,
		SQL("SELECT o.id, '' AS public_id, o.title, o.cause, o.source_kind, o.scope, o.controls,"
		    " o.trend, o.command, o.cooperation, o.communication, o.competence,"
		    " o.resources, o.capability_words, o.treatment, o.plan, o.secret_cause,"
		    " o.secret_controls, o.secret_assessment, o.secret_capability, o.secret_commitments,"
		    " o.secret_treatment, " ASSESSED_COLUMNS
		    " FROM my_open_risk AS o LEFT JOIN my_open_revision AS r ON r.id = o.revision_id"
		    " WHERE o.rsa_id = $1 ORDER BY o.id"), V(rsa_id)));
}

struct paper_rows paper_rows_open(struct view *view, int64_t rsa_id)
{
	struct paper_rows rows = { .rsa = view_get(view, &rsa_shape,
		SQL("SELECT " RSA_COLUMNS " FROM my_open_rsa WHERE id = $1"), V(rsa_id)) };

	if (!rows.rsa)
		return rows;
	rows.risks = risks_open(view, rsa_id);
	rows.vital = paper_vital_list_of(view_list(view, &vital_shape,
		SQL("SELECT " VITAL_COLUMNS " FROM my_open_vital WHERE rsa_id = $1"
		    " ORDER BY criticality DESC, id LIMIT 400"), V(rsa_id)));
	rows.needs = paper_need_list_of(view_list(view, &need_shape,
		SQL("SELECT 0 AS id, 0 AS commitment_id, commitments, '' AS commitment, resource, '' AS node,"
		    " '' AS alternative, 0.0 AS hours FROM my_open_need WHERE rsa_id = $1"
		    " ORDER BY commitments DESC, resource"), V(rsa_id)));
	rows.measures = paper_measure_list_of(view_list(view, &measure_shape,
		SQL("SELECT my_open_measure.risk_id, '' AS number, my_open_measure.title,"
		    " my_open_measure.state, my_open_measure.due_on"
		    " FROM my_open_risk JOIN my_open_measure ON my_open_measure.risk_id = my_open_risk.id"
		    " WHERE my_open_risk.rsa_id = $1"
		    " ORDER BY my_open_measure.risk_id, my_open_measure.id LIMIT 600"), V(rsa_id)));
	rows.links = paper_link_list_of(view_list(view, &link_shape,
		SQL("SELECT my_open_link.risk_id, my_open_link.name"
		    " FROM my_open_risk JOIN my_open_link ON my_open_link.risk_id = my_open_risk.id"
		    " WHERE my_open_risk.rsa_id = $1"
		    " ORDER BY my_open_link.risk_id, my_open_link.id LIMIT 2000"), V(rsa_id)));
	return rows;
}

/* ---- Extracts that are kept ------------------------------------------------------------------------ */

const struct rsa_extract *rsa_extract_get(struct view *view, struct str public_id)
{
	return view_get(view, &rsa_extract_record.shape,
		SQL("SELECT * FROM my_rsa_extract WHERE public_id = $1"), V(public_id));
}

struct rsa_extract_list rsa_extracts_of(struct view *view, int64_t rsa_id)
{
	return rsa_extract_list_of(view_list(view, &rsa_extract_record.shape,
		SQL("SELECT * FROM my_rsa_extract WHERE rsa_id = $1 ORDER BY id DESC LIMIT 100"),
		V(rsa_id)));
}

struct rsa_extract_list extracts_released(struct view *view)
{
	return rsa_extract_list_of(view_list(view, &rsa_extract_record.shape,
		SQL("SELECT * FROM my_rsa_extract WHERE state = 'released'"
		    " ORDER BY year DESC, unit_id, id DESC LIMIT 400"), NONE));
}
