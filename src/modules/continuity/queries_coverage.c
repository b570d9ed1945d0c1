/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_coverage.c - critical dependencies, and how near a plan comes to each. */
#include "modules/continuity/coverage.h"
#include "modules/continuity/coverage.html.h"

#define RECORD struct coverage_row
static const struct field coverage_row_fields[] = { COVERAGE_ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* ---- The list ------------------------------------------------------------------------------- */

#define STANDING " CASE covered.rank WHEN 6 THEN 'covered' WHEN 5 THEN 'untested'" \
	" WHEN 4 THEN 'review_due' WHEN 3 THEN 'too_short' WHEN 2 THEN 'unknown_time'" \
	" WHEN 1 THEN 'no_routine' ELSE 'no_plan' END"
#define BELOW " AND covered.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"
#define SORTED(column) .ascending = SQL(" ORDER BY " column ", covered.id"), \
	.descending = SQL(" ORDER BY " column " DESC, covered.id DESC")

static void lasts_cell(struct out *out, struct request *request, const void *row)
{
	double hours = ((const struct coverage_row *)row)->must_last;

	(void)request;
	coverage_hours_cell(out, hours, _("nobody has said"));
}

static void endurance_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	coverage_hours_cell(out, ((const struct coverage_row *)row)->endurance, "");
}

static void standing_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	coverage_standing_cell(out, (enum coverage)((const struct coverage_row *)row)->standing);
}

static const struct filter coverage_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit", .condition = SQL(BELOW) },
	{ .name = "standing", .label = N_("Covered"), .kind = FIELD_choice, .choices = coverages,
	  .condition = SQL(" AND" STANDING " = $?") },
	{ .name = "resource", .label = N_("Needs"), .kind = FIELD_code, .list = "dependency_resources",
	  .condition = SQL(" AND covered.resource = $?") },
	{ .name = "is_covered", .label = N_("Covered by a plan"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN covered.rank = 6 THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column coverage_columns[] = {
	{ .name = "owner_name", .is_link = true, SORTED("owner.name COLLATE local") },
	{ .name = "standing", .cell = standing_cell, SORTED("covered.rank") },
	{ .name = "resource", SORTED("covered.resource") },
	{ .name = "must_last", .cell = lasts_cell, .label = N_("Must last"), SORTED("covered.must_last") },
	{ .name = "endurance", .cell = endurance_cell, .label = N_("Routine lasts"), SORTED("endurance") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = NULL },
};
const struct table coverage_table = {
	.name = "coverage", .label = N_("Critical dependencies and their plans"),
	.fields = coverage_row_fields, .field_count = COUNT(coverage_row_fields),
	.shape = SHAPE_OF(NULL, coverage_row, coverage_row_fields), .columns = coverage_columns,
	.filters = coverage_filters, .row_path = "/dependencies/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY covered.rank, owner.name COLLATE local, covered.resource, covered.id"),
	.export_need = MAY_continuity_read,
	.empty = N_("No critical dependency is like this. Critical is what has a large effect within the acceptable outage of a commitment."),
};

void coverage_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &coverage_table, query,
		SQL("SELECT covered.id, covered.public_id, owner.name AS owner_name,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "  ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = covered.unit_id), '')"
		    "  COLLATE local AS unit_name,"
		    " covered.resource, covered.must_last,"
		    " COALESCE(longest.endurance, 0) AS endurance," STANDING " AS standing"
		    " FROM my_coverage AS covered JOIN my_node AS owner ON owner.id = covered.node_id"
		    " LEFT JOIN (SELECT protects.commitment_id, routine.resource,"
		    "  max(routine.endurance_hours) AS endurance"
		    "  FROM my_plan_now AS held"
		    "  JOIN my_plan_commitment AS protects ON protects.edition_id = held.id"
		    "  JOIN my_plan_routine AS routine ON routine.edition_id = held.id"
		    "  GROUP BY protects.commitment_id, routine.resource) AS longest"
		    "  ON longest.commitment_id = covered.commitment_id AND longest.resource = covered.resource"
		    " WHERE 1 = 1"), V(tongue_code()));
}

/* ---- Sums --------------------------------------------------------------------------------------- */

struct rank_count { int64_t rank, count; };
LIST_OF(rank_count)
static const struct column rank_columns[] = {
	{ "rank", COLUMN_int, offsetof(struct rank_count, rank), NULL, false },
	{ "count", COLUMN_int, offsetof(struct rank_count, count), NULL, false },
};
static const struct shape rank_shape = { .size = sizeof(struct rank_count),
	.count = COUNT(rank_columns), .columns = rank_columns };

struct coverage_sum coverage_sum_of(struct view *view, int64_t unit_id)
{
	struct rank_count_list ranks = rank_count_list_of(view_list(view, &rank_shape,
		SQL("SELECT rank, count(*) AS count FROM my_coverage"
		    " WHERE $1 = 0 OR unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " GROUP BY rank"), V(unit_id)));
	struct coverage_sum sum = { .whole = 0 };

	for (size_t i = 0; i < ranks.count; i++) {
		sum.count[ranks.at[i].rank + 1] = ranks.at[i].count;
		sum.whole += ranks.at[i].count;
	}
	return sum;
}

enum coverage coverage_of_dependency(struct view *view, int64_t dependency_id)
{
	return (enum coverage)view_int(view, SQL("SELECT rank + 1 FROM my_coverage WHERE id = $1"),
		V(dependency_id));
}

static const struct column board_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct board_coverage, unit_id), NULL, false },
	{ "code", COLUMN_text, offsetof(struct board_coverage, code), NULL, false },
	{ "name", COLUMN_text, offsetof(struct board_coverage, name), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct board_coverage, whole), NULL, false },
	{ "covered", COLUMN_int, offsetof(struct board_coverage, covered), NULL, false },
};
static const struct shape board_shape = { .size = sizeof(struct board_coverage),
	.count = COUNT(board_columns), .columns = board_columns };

#define BOARD_NAME " CASE WHEN $1 = 'en' AND board.name_en <> '' THEN board.name_en ELSE board.name_sv END"

struct board_coverage_list coverage_boards(struct view *view)
{
	return board_coverage_list_of(view_list(view, &board_shape,
		SQL("SELECT board.id AS unit_id, board.code," BOARD_NAME " AS name, count(*) AS whole,"
		    " count(CASE WHEN covered.rank = 6 THEN 1 END) AS covered"
		    " FROM my_coverage AS covered"
		    " JOIN my_unit_below AS below ON below.below_id = covered.unit_id"
		    " JOIN my_continuity_board AS board ON board.id = below.above_id"
		    " GROUP BY board.id, board.code, board.name_sv, board.name_en"
		    " ORDER BY count(CASE WHEN covered.rank = 6 THEN 1 END) * 1.0 / count(*), count(*) DESC,"
		    " board.code LIMIT 500"), V(tongue_code())));
}

/* $1 is the day: what is critical, and whether a routine that lasts and is tested was in force. */
#define COVERED_ON(day) " EXISTS (SELECT 1 FROM my_proof_routine AS routine" \
	" WHERE routine.commitment_id = needed.commitment_id AND routine.resource = needed.resource" \
	" AND needed.must_last > 0 AND routine.endurance_hours >= needed.must_last" \
	" AND routine.valid_from <= " day " AND (routine.next_from = '' OR routine.next_from > " day ")" \
	" AND (routine.ended_on = '' OR routine.ended_on > " day ") AND (routine.review_by >= " day \
	" OR (routine.reviewed_on <= " day " AND routine.reviewed_to >= " day "))" \
	" AND routine.tested_on <> '' AND routine.tested_on <= " day " AND routine.counts_to >= " day ")"

struct board_coverage_list coverage_boards_proved(struct view *view, struct date on)
{
	return board_coverage_list_of(view_list(view, &board_shape,
		SQL("SELECT board.id AS unit_id, board.code," BOARD_NAME " AS name, count(*) AS whole,"
		    " count(CASE WHEN" COVERED_ON("$2") " THEN 1 END) AS covered"
		    " FROM my_proof_critical AS needed"
		    " JOIN my_continuity_board AS board ON board.id = needed.unit_id"
		    " GROUP BY board.id, board.code, board.name_sv, board.name_en"
		    " ORDER BY board.code LIMIT 500"), V(tongue_code(), on)));
}

struct evidence_count_list coverage_proved(struct view *view, const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT needed.unit_id, count(*) AS whole,"
		    " count(CASE WHEN" COVERED_ON("$2") " THEN 1 END) AS found, '' AS last_on"
		    " FROM my_proof_critical AS needed"
		    " WHERE ($1 = 0 OR needed.unit_id = $1) AND ($3 = '' OR needed.resource = $3)"
		    " GROUP BY needed.unit_id ORDER BY needed.unit_id"),
		V(ask->unit_id, ask->to, evidence_text(ask, "resource"))));
}

/* ---- The plans behind ----------------------------------------------------------------------------- */

static const struct column held_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct plan_held, public_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct plan_held, name), NULL, false },
	{ "number", COLUMN_int, offsetof(struct plan_held, number), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct plan_held, valid_from), NULL, false },
};
static const struct shape held_shape = { .size = sizeof(struct plan_held),
	.count = COUNT(held_columns), .columns = held_columns };

struct plan_held_list plans_held(struct view *view, int64_t unit_id, struct date on)
{
	return plan_held_list_of(view_list(view, &held_shape,
		SQL("SELECT plan.public_id, plan.name, edition.number, edition.valid_from"
		    " FROM my_plan_edition AS edition JOIN my_continuity_plan AS plan ON plan.id = edition.plan_id"
		    " WHERE edition.state = 'approved' AND edition.valid_from <= $2"
		    " AND (plan.ended_on = '' OR plan.ended_on > $2)"
		    " AND plan.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " AND NOT EXISTS (SELECT 1 FROM my_plan_edition AS later WHERE later.plan_id = plan.id"
		    "  AND later.state = 'approved' AND later.number > edition.number AND later.valid_from <= $2)"
		    " ORDER BY edition.valid_from DESC, edition.id DESC LIMIT 200"), V(unit_id, on)));
}
