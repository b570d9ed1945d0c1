/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries.c - analyses, their steps, and the risks in them. */
#include "modules/risks/inside.h"

/* ---- Analyses -------------------------------------------------------------------------------- */

const struct rsa *rsa_get(struct view *view, struct str public_id)
{
	return view_get(view, &rsa_record.shape,
		SQL("SELECT * FROM my_rsa WHERE public_id = $1"), V(public_id));
}

const struct rsa *rsa_of_id(struct view *view, int64_t id)
{
	return view_get(view, &rsa_record.shape, SQL("SELECT * FROM my_rsa WHERE id = $1"), V(id));
}

const struct rsa *rsa_newest(struct view *view, int64_t unit_id, int year)
{
	return view_get(view, &rsa_record.shape,
		SQL("SELECT * FROM my_rsa WHERE unit_id = $1 AND year = $2 ORDER BY number DESC LIMIT 1"),
		V(unit_id, year));
}

const struct rsa *rsa_next(struct view *view, const struct rsa *rsa)
{
	return view_get(view, &rsa_record.shape,
		SQL("SELECT * FROM my_rsa WHERE supersedes = $1 ORDER BY id LIMIT 1"), V(rsa->id));
}

/* The newest version of the newest year before. */
const struct rsa *rsa_earlier(struct view *view, int64_t unit_id, int year)
{
	return view_get(view, &rsa_record.shape,
		SQL("SELECT * FROM my_rsa WHERE unit_id = $1 AND year < $2"
		    " ORDER BY year DESC, number DESC LIMIT 1"), V(unit_id, year));
}

struct rsa_list rsas_of_unit(struct view *view, int64_t unit_id)
{
	return rsa_list_of(view_list(view, &rsa_record.shape,
		SQL("SELECT * FROM my_rsa WHERE unit_id = $1 ORDER BY year DESC, number DESC LIMIT 200"),
		V(unit_id)));
}

struct rsa_list rsas_of_year(struct view *view, int year)
{
	return rsa_list_of(view_list(view, &rsa_record.shape,
		SQL("SELECT * FROM my_rsa WHERE year = $1"
		    " AND NOT EXISTS (SELECT 1 FROM my_rsa AS later WHERE later.unit_id = my_rsa.unit_id"
		    "   AND later.year = my_rsa.year AND later.number > my_rsa.number)"
		    " ORDER BY unit_id"), V(year)));
}

struct rsa_waiting_list rsas_waiting(struct view *view)
{
	return rsa_waiting_list_of(view_list(view, &rsa_waiting_shape,
		SQL("WITH reach AS (SELECT unit_id,"
		    "  max(CASE WHEN permission = 'risks_write' THEN 1 ELSE 0 END) AS writes,"
		    "  max(CASE WHEN permission = 'risks_approve' THEN 1 ELSE 0 END) AS approves,"
		    "  max(CASE WHEN permission = 'submissions_submit' THEN 1 ELSE 0 END) AS submits"
		    "  FROM my_reach WHERE permission IN ('risks_write', 'risks_approve',"
		    "   'submissions_submit') GROUP BY unit_id)"
		    " SELECT my_rsa.public_id, my_rsa.unit_id, my_rsa.year, my_rsa.state,"
		    " reach.writes, reach.approves, reach.submits,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "           ELSE my_unit.name_sv END FROM my_unit"
		    "           WHERE my_unit.id = my_rsa.unit_id), '') AS unit_name"
		    " FROM my_rsa JOIN reach ON reach.unit_id = my_rsa.unit_id"
		    " ORDER BY my_rsa.unit_id, my_rsa.year DESC, my_rsa.number DESC LIMIT 2000"),
		V(tongue_code())));
}

struct rsa_step_list rsa_steps(struct view *view, int64_t rsa_id)
{
	return rsa_step_list_of(view_list(view, &rsa_step_shape,
		SQL("SELECT my_rsa_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_rsa_step.person_id), '') AS person_name"
		    " FROM my_rsa_step WHERE rsa_id = $1 ORDER BY id"), V(rsa_id)));
}

void rsa_step_add(struct change *change, int64_t rsa_id, const char *verb, int from, int to,
                  struct str words)
{
	change_run(change,
		SQL("INSERT INTO rsa_step (rsa_id, at, person_id, verb, from_state, to_state, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7)"),
		V(rsa_id, instant_now(), change_me(change), verb, rsa_states[from].name,
		  rsa_states[to].name, words));
}

bool rsa_aggregate(struct change *change, int64_t rsa_id, struct str words)
{
	if (!change_run(change, SQL("UPDATE rsa SET state = 'aggregated', version = version + 1"
			" WHERE id = $1 AND state = 'submitted'"), V(rsa_id)))
		return false;
	rsa_step_add(change, rsa_id, "aggregate", RSA_submitted, RSA_aggregated, words);
	change_note(change, "rsa", rsa_id, "aggregate", words);
	return true;
}

bool risks_may(struct view *view, enum permission permission, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_risks_right WHERE permission = $1"
		" AND unit_id = $2 LIMIT 1"), V(permission_name(permission), unit_id)) != 0;
}

static const struct column count_columns[] = {
	{ "rsa_id", COLUMN_int, offsetof(struct rsa_count, rsa_id), NULL, false },
	{ "risks", COLUMN_int, offsetof(struct rsa_count, risks), NULL, false },
	{ "prominent", COLUMN_int, offsetof(struct rsa_count, prominent), NULL, false },
	{ "untold", COLUMN_int, offsetof(struct rsa_count, untold), NULL, false },
};
static const struct shape count_shape = { .size = sizeof(struct rsa_count),
	.count = COUNT(count_columns), .columns = count_columns };

struct rsa_count_list rsa_counts(struct view *view, int year)
{
	return rsa_count_list_of(view_list(view, &count_shape,
		SQL("SELECT rsa_id, count(*) AS risks, sum(is_prominent) AS prominent,"
		    " sum(CASE WHEN communicable = '' THEN 1 ELSE 0 END) AS untold"
		    " FROM my_risk WHERE year = $1 AND dropped_reason = '' GROUP BY rsa_id"), V(year)));
}

/* ---- Risks ------------------------------------------------------------------------------------ */

struct risk_list risks_of(struct view *view, int64_t rsa_id)
{
	return risk_list_of(view_list(view, &risk_record.shape,
		SQL("SELECT * FROM my_risk WHERE rsa_id = $1 AND dropped_reason = '' ORDER BY id"),
		V(rsa_id)));
}

struct risk_list risks_dropped(struct view *view, int64_t rsa_id)
{
	return risk_list_of(view_list(view, &risk_record.shape,
		SQL("SELECT * FROM my_risk WHERE rsa_id = $1 AND dropped_reason <> '' ORDER BY id"),
		V(rsa_id)));
}

const struct risk *risk_of_id(struct view *view, int64_t id)
{
	return view_get(view, &risk_record.shape, SQL("SELECT * FROM my_risk WHERE id = $1"), V(id));
}

const struct risk *risk_get(struct view *view, struct str key)
{
	if (str_starts(key, S("R-")))
		return view_get(view, &risk_record.shape, SQL("SELECT * FROM my_risk"
			" WHERE number = $1 ORDER BY year DESC, id DESC LIMIT 1"), V(key));
	return view_get(view, &risk_record.shape,
		SQL("SELECT * FROM my_risk WHERE public_id = $1"), V(key));
}

const struct risk *risk_before(struct view *view, const struct risk *risk)
{
	return risk->copied_from ? risk_of_id(view, risk->copied_from) : NULL;
}

struct risk_list risk_years(struct view *view, int64_t root_id)
{
	return risk_list_of(view_list(view, &risk_record.shape,
		SQL("SELECT * FROM my_risk WHERE root_id = $1 ORDER BY year DESC, id DESC LIMIT 100"),
		V(root_id)));
}

static int64_t number_next(struct change *change, int64_t year)
{
	change_run(change, SQL("INSERT INTO risk_series (year, last) VALUES ($1, 0)"
		" ON CONFLICT (year) DO NOTHING"), V(year));
	return change_run_id(change, SQL("UPDATE risk_series SET last = last + 1 WHERE year = $1"
		" RETURNING last"), V(year));
}

void risk_add(struct change *change, struct risk *risk)
{
	if (!risk->number.len)
		risk->number = arena_print(change_arena(change), "R-%lld-%05lld", (long long)risk->year,
			(long long)number_next(change, risk->year));
	change_insert(change, &risk_record.shape, risk);
	if (risk->root_id)
		return;
	risk->root_id = risk->id;
	change_run(change, SQL("UPDATE risk SET root_id = id WHERE id = $1"), V(risk->id));
}

/* ---- Assessments ------------------------------------------------------------------------------- */

struct risk_revision_list revisions_of(struct view *view, int64_t rsa_id)
{
	return risk_revision_list_of(view_list(view, &risk_revision_record.shape,
		SQL("SELECT my_risk_revision.* FROM my_risk"
		    " JOIN my_risk_revision ON my_risk_revision.id = my_risk.revision_id"
		    " WHERE my_risk.rsa_id = $1 ORDER BY my_risk.id"), V(rsa_id)));
}

struct risk_revision_list revisions_before(struct view *view, int64_t rsa_id)
{
	return risk_revision_list_of(view_list(view, &risk_revision_record.shape,
		SQL("SELECT r.id, r.public_id, my_risk.id AS risk_id, r.probability, r.consequence,"
		    " r.suggested, r.zone, r.zone_reason, r.frequency_low, r.frequency_likely,"
		    " r.frequency_high, r.uncertainty, r.uncertainty_reason, r.reason, r.is_carried,"
		    " r.created_by, r.created_at"
		    " FROM my_risk JOIN my_risk AS before ON before.id = my_risk.copied_from"
		    " JOIN my_risk_revision AS r ON r.id = before.revision_id"
		    " WHERE my_risk.rsa_id = $1 ORDER BY my_risk.id"), V(rsa_id)));
}

struct risk_revision_list revisions_of_risk(struct view *view, int64_t root_id)
{
	return risk_revision_list_of(view_list(view, &risk_revision_record.shape,
		SQL("SELECT my_risk_revision.* FROM my_risk_revision"
		    " JOIN my_risk ON my_risk.id = my_risk_revision.risk_id"
		    " WHERE my_risk.root_id = $1 ORDER BY my_risk_revision.id DESC LIMIT 200"), V(root_id)));
}

const struct risk_revision *revision_find(const struct risk_revision_list *list, int64_t risk_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].risk_id == risk_id)
			return &list->at[i];
	return NULL;
}

const struct risk_revision *revision_get(struct view *view, int64_t id)
{
	return view_get(view, &risk_revision_record.shape,
		SQL("SELECT * FROM my_risk_revision WHERE id = $1"), V(id));
}

static const struct column consequence_columns[] = {
	{ "id", COLUMN_int, offsetof(struct risk_consequence, id), NULL, false },
	{ "revision_id", COLUMN_int, offsetof(struct risk_consequence, revision_id), NULL, false },
	{ "value", COLUMN_text, offsetof(struct risk_consequence, value), NULL, false },
	{ "step", COLUMN_int, offsetof(struct risk_consequence, step), NULL, false },
};
static const struct shape consequence_shape = { .table = "risk_consequence",
	.size = sizeof(struct risk_consequence), .count = COUNT(consequence_columns),
	.columns = consequence_columns };

struct risk_consequence_list consequences_of(struct view *view, int64_t rsa_id)
{
	return risk_consequence_list_of(view_list(view, &consequence_shape,
		SQL("SELECT my_risk_consequence.* FROM my_risk"
		    " JOIN my_risk_consequence ON my_risk_consequence.revision_id = my_risk.revision_id"
		    " WHERE my_risk.rsa_id = $1"
		    " ORDER BY my_risk_consequence.revision_id, my_risk_consequence.id"), V(rsa_id)));
}

struct risk_consequence_list consequences_of_revision(struct view *view, int64_t revision_id)
{
	return risk_consequence_list_of(view_list(view, &consequence_shape,
		SQL("SELECT * FROM my_risk_consequence WHERE revision_id = $1 ORDER BY id"),
		V(revision_id)));
}

void revision_add(struct change *change, const struct risk *risk, struct risk_revision *revision,
                  const struct risk_consequence_list *consequences)
{
	revision->risk_id = risk->id;
	revision->consequence = consequence_worst(consequences);
	change_insert(change, &risk_revision_record.shape, revision);
	for (size_t i = 0; i < consequences->count; i++)
		change_run(change, SQL("INSERT INTO risk_consequence (revision_id, value, step)"
			" VALUES ($1, $2, $3)"),
			V(revision->id, consequences->at[i].value, consequences->at[i].step));
	change_run(change, SQL("UPDATE risk SET revision_id = $1 WHERE id = $2"),
		V(revision->id, risk->id));
}

/* ---- Types and measures beside a risk ------------------------------------------------------------- */

void risk_types_put(struct change *change, int64_t risk_id, struct str types)
{
	change_run(change, SQL("DELETE FROM risk_event_query WHERE risk_id = $1"), V(risk_id));
	for (struct str type; types.len; ) {
		type = str_cut(&types, ' ');
		if (type.len)
			change_run(change, SQL("INSERT INTO risk_event_query (risk_id, type)"
				" VALUES ($1, $2) ON CONFLICT (risk_id, type) DO NOTHING"), V(risk_id, type));
	}
}

void risk_commitments_copy(struct change *change, int64_t from, int64_t to)
{
	change_run(change, SQL("INSERT INTO risk_commitment (risk_id, commitment_id)"
		" SELECT $1, commitment_id FROM my_risk_commitment_kept WHERE risk_id = $2"
		" ORDER BY commitment_id"), V(to, from));
}

struct linked { int64_t risk_id, measure_id, is_open; struct instant done_at; };
LIST_OF(linked)
static const struct column linked_columns[] = {
	{ "risk_id", COLUMN_int, offsetof(struct linked, risk_id), NULL, false },
	{ "measure_id", COLUMN_int, offsetof(struct linked, measure_id), NULL, false },
	{ "is_open", COLUMN_int, offsetof(struct linked, is_open), NULL, false },
	{ "done_at", COLUMN_instant, offsetof(struct linked, done_at), NULL, false },
};
static const struct shape linked_shape = { .size = sizeof(struct linked),
	.count = COUNT(linked_columns), .columns = linked_columns };

/* Measures that spring from a risk, or cite it, whichever year they did; each once. */
static struct linked_list measures_linked(struct view *view, int64_t rsa_id)
{
	return linked_list_of(view_list(view, &linked_shape,
		SQL("SELECT my_risk.id AS risk_id, my_measure.id AS measure_id, my_measure.done_at,"
		    " CASE WHEN my_measure.state IN ('proposed', 'decided', 'in_progress') THEN 1 ELSE 0 END AS is_open"
		    " FROM my_risk JOIN my_measure ON my_measure.source_kind = 'risk'"
		    "  AND my_measure.source_id = my_risk.root_id"
		    " WHERE my_risk.rsa_id = $1 AND my_measure.state <> 'stopped'"
		    " UNION"
		    " SELECT my_risk.id, my_measure.id, my_measure.done_at,"
		    " CASE WHEN my_measure.state IN ('proposed', 'decided', 'in_progress') THEN 1 ELSE 0 END"
		    " FROM my_risk JOIN my_citation ON my_citation.kind = 'risk'"
		    "  AND my_citation.cited_id = my_risk.root_id AND my_citation.withdrawn_at = 0"
		    " JOIN my_measure ON my_measure.id = my_citation.measure_id"
		    " WHERE my_risk.rsa_id = $1 AND my_measure.state <> 'stopped'"
		    " ORDER BY risk_id, measure_id"), V(rsa_id)));
}

/* `finished` are those that have been carried out since the analysis before was left. */
struct measure_tally_list risk_measures(struct view *view, int64_t rsa_id)
{
	struct linked_list linked = measures_linked(view, rsa_id);
	struct risk_revision_list before = revisions_before(view, rsa_id);
	struct measure_tally_list list = { 0, arena_array(view_arena(view), struct measure_tally, linked.count + 1) };

	for (size_t i = 0; i < linked.count; i++) {
		const struct linked *one = &linked.at[i];
		const struct risk_revision *left = revision_find(&before, one->risk_id);
		struct measure_tally *tally;

		if (!list.count || list.at[list.count - 1].risk_id != one->risk_id)
			list.at[list.count++] = (struct measure_tally){ .risk_id = one->risk_id };
		tally = &list.at[list.count - 1];
		tally->measures++;
		tally->open += one->is_open;
		tally->finished += one->done_at.seconds > (left ? left->created_at.seconds : 0);
	}
	return list;
}

const struct measure_tally *tally_find(const struct measure_tally_list *list, int64_t risk_id)
{
	static const struct measure_tally none;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].risk_id == risk_id)
			return &list->at[i];
	return &none;
}
