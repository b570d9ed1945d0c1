/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * projects/queries_proof.c - what projects prove about units with all below them.
 *
 * One that was stopped before it was fixed asks for nothing.  Of the others: were the risks judged,
 * was that before it was fixed, has each risk that needs one a measure or a decision that none is
 * needed?  And for a unit without projects: has somebody signed that?
 */
#include "modules/projects/inside.h"
#include "modules/risks/risks.h"

static const struct choice withs[] = {
	{ "", NULL }, { "assessed", N_("of those that went on: their risks are judged") },
	{ "before_fixed", N_("of those that were fixed: their risks were judged before") },
	{ "measure", N_("of those with risks that need it: each has a measure, or a decision that none is needed") },
	{ "begun", N_("decided, being built or done") }, { NULL, NULL },
};
static const struct evidence_argument arguments[] = {
	{ .name = "with", .label = N_("Which projects"), .choices = withs, .is_required = true },
	{ .name = "kind", .label = N_("Kind"), .list = "projects/kinds" },
	{ .name = NULL },
};

/* Those of one's units and of the kind; $1 unit, $2 kind, $3 and $4 the period. */
#define PROJECTS " FROM my_proof_project AS project WHERE ($1 = 0 OR project.unit_id = $1)" \
	" AND ($2 = '' OR project.kind = $2)"
#define WENT_ON " AND project.begun_on <= $4 AND (project.ended_on = '' OR project.ended_on >= $3)"
#define BY_UNIT " GROUP BY project.unit_id ORDER BY project.unit_id"

#define ASKED(ask) V((ask)->unit_id, evidence_text(ask, "kind"), (ask)->from, (ask)->to)

static struct evidence_count_list counts_of(struct view *view, struct sql sql, struct values values)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape, sql, values));
}

static struct evidence_count_list assessed_counts(struct view *view, const struct evidence_ask *ask)
{
	return counts_of(view, SQL("SELECT project.unit_id, count(*) AS whole,"
		" sum(CASE WHEN project.assessed_on <> '' AND project.assessed_on <= $4 THEN 1 ELSE 0 END) AS found,"
		" max(project.assessed_on) AS last_on" PROJECTS WENT_ON BY_UNIT), ASKED(ask));
}

/* One whose day has passed while nobody said that it was decided is asked too. */
static struct evidence_count_list fixed_counts(struct view *view, const struct evidence_ask *ask)
{
	return counts_of(view, SQL("SELECT project.unit_id, count(*) AS whole,"
		" sum(CASE WHEN project.assessed_on <> '' AND project.assessed_on <= project.fixed_on"
		"  THEN 1 ELSE 0 END) AS found, max(project.fixed_on) AS last_on" PROJECTS
		" AND project.fixed_on >= $3 AND project.fixed_on <= $4"
		" AND (project.is_fixed = 1 OR project.fixed_on < today())" BY_UNIT), ASKED(ask));
}

static struct evidence_count_list begun_counts(struct view *view, const struct evidence_ask *ask)
{
	return counts_of(view, SQL("SELECT project.unit_id, count(*) AS found, 0 AS whole,"
		" max(project.fixed_on) AS last_on" PROJECTS WENT_ON
		" AND project.is_fixed = 1 AND project.fixed_on <= $4" BY_UNIT), ASKED(ask));
}

/* ", 'orange', 'red'": levels that the catalogue says need a measure. */
static void zones_add(struct query *query)
{
	const struct catalogue *zones = catalogue_get("event/zone_levels");

	for (size_t i = 0; i < zones->count; i++)
		if (zone_needs_measure(zones->items[i].code))
			query_add(query, SQL(", $?"), V(zones->items[i].code));
}

static struct evidence_count_list measure_counts(struct view *view, const struct evidence_ask *ask)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT unit_id, count(*) AS whole,"
		" sum(CASE WHEN answered = asked THEN 1 ELSE 0 END) AS found, '' AS last_on"
		" FROM (SELECT project.unit_id, project.project_id, count(*) AS asked,"
		"  sum(risk.is_answered) AS answered"
		"  FROM my_proof_project AS project JOIN my_proof_project_risk AS risk"
		"   ON risk.project_id = project.project_id"
		"  WHERE ($1 = 0 OR project.unit_id = $1) AND ($2 = '' OR project.kind = $2)" WENT_ON
		"  AND risk.zone IN (''"), ASKED(ask));
	zones_add(&query);
	query_add(&query, SQL(") GROUP BY project.unit_id, project.project_id) AS one"
		" GROUP BY unit_id ORDER BY unit_id"), NONE);
	return evidence_count_list_of(view_list_of(view, &evidence_count_shape, &query));
}

static struct evidence_count_list project_counts(struct view *view, const struct evidence_ask *ask)
{
	struct str with = evidence_text(ask, "with");

	if (str_is(with, "before_fixed"))
		return fixed_counts(view, ask);
	if (str_is(with, "measure"))
		return measure_counts(view, ask);
	return str_is(with, "begun") ? begun_counts(view, ask) : assessed_counts(view, ask);
}

static struct evidence_record_list project_records(struct view *view, const struct evidence_ask *ask)
{
	bool is_fixed = str_is(evidence_text(ask, "with"), "before_fixed");

	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT number || ' ' || name AS words, '/projects/' || number AS path,"
		    " CASE WHEN $5 = 1 THEN fixed_on ELSE assessed_on END AS on_day FROM my_project"
		    " WHERE unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " AND ($2 = '' OR kind = $2) AND (phase <> 'stopped' OR is_fixed = 1)"
		    " AND (($5 = 1 AND fixed_on >= $3 AND fixed_on <= $4)"
		    "  OR ($5 = 0 AND begun_on <= $4 AND (ended_on = '' OR ended_on >= $3)))"
		    " ORDER BY begun_on DESC, id DESC LIMIT $6"),
		V(ask->unit_id, evidence_text(ask, "kind"), ask->from, ask->to, is_fixed,
		  EVIDENCE_RECORDS_MOST)));
}

/* ---- A year that is told --------------------------------------------------------------------------- */

/* Either there are projects of the year, or somebody has signed that there are none; years of the
 * period for which one of them holds.  A signature beside a project counts for nothing more. */
static struct evidence_count_list told_counts(struct view *view, const struct evidence_ask *ask)
{
	return counts_of(view, SQL("SELECT unit_id, max(told) AS found, 0 AS whole, '' AS last_on"
		" FROM (SELECT year.unit_id, 1 AS told FROM my_proof_project_year AS year"
		"  WHERE ($1 = 0 OR year.unit_id = $1) AND year.year >= $4 AND year.year <= $5"
		"  UNION ALL SELECT there.unit_id, 1 AS told FROM my_proof_project_there AS there"
		"  WHERE ($1 = 0 OR there.unit_id = $1) AND there.begun_on <= $3"
		"   AND (there.ended_on = '' OR there.ended_on >= $2)) AS either"
		" GROUP BY unit_id ORDER BY unit_id"),
		V(ask->unit_id, ask->from, ask->to, ask->from.year, ask->to.year));
}

static struct evidence_record_list told_records(struct view *view, const struct evidence_ask *ask)
{
	return evidence_record_list_of(view_list(view, &evidence_record_shape,
		SQL("SELECT words, '/projects/years/' || public_id AS path, '' AS on_day FROM my_project_year"
		    " WHERE unit_id = $1 AND year >= $2 AND year <= $3 AND withdrawn_on = ''"
		    " ORDER BY year DESC, id DESC LIMIT $4"),
		V(ask->unit_id, ask->from.year, ask->to.year, EVIDENCE_RECORDS_MOST)));
}

const struct evidence_source projects_evidence[] = {
	{ .name = "project", .label = N_("Plans and projects, and how their risks are judged"),
	  .arguments = arguments, .counts = project_counts, .records = project_records },
	{ .name = "project_year",
	  .label = N_("The year’s projects are written, or it is signed that there are none"),
	  .counts = told_counts, .records = told_records },
	{ .name = NULL },
};
