/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_plan_lists.c - the list of plans. */
#include "kit/away.h"
#include "modules/continuity/plans.h"
#include "modules/continuity/plans.html.h"

#define RECORD struct plan_row
static const struct field plan_row_fields[] = { PLAN_ROW_FIELDS(AS_FIELD) };
#undef RECORD

#define SORTED(column) .ascending = SQL(" ORDER BY " column ", plan.id"), \
	.descending = SQL(" ORDER BY " column " DESC, plan.id DESC")

static void name_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	plan_name_cell(out, row);
}

static void standing_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	plan_standing_cell(out, ((const struct plan_row *)row)->standing);
}

static void tested_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	plan_tested_cell(out, row);
}

static void old_copies_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	if (away_is())
		plan_left_in_city(out);
	else
		out_int(out, ((const struct plan_row *)row)->old_copies);
}

#define STANDING \
	" CASE WHEN plan.ended_on <> '' AND plan.ended_on <= today() THEN 'ended'" \
	"  WHEN held.review_by < today() THEN 'review_due'" \
	"  WHEN held.id IS NOT NULL THEN 'in_force'" \
	"  WHEN EXISTS (SELECT 1 FROM my_plan_edition AS edition WHERE edition.plan_id = plan.id" \
	"   AND edition.state = 'approved') THEN 'coming'" \
	"  WHEN EXISTS (SELECT 1 FROM my_plan_edition AS edition WHERE edition.plan_id = plan.id" \
	"   AND edition.state = 'in_review') THEN 'in_review' ELSE 'writing' END"

static const struct filter plan_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND plan.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = "standing", .label = N_("State"), .kind = FIELD_choice, .choices = plan_standings,
	  .condition = SQL(" AND" STANDING " = $?") },
	{ .name = "tested", .label = N_("Tested, and the test counts"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN held.counts_to >= today() THEN 1 ELSE 0 END = $?") },
	{ .name = "old_copies", .label = N_("Has copies out of date"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN copies.old_copies > 0 THEN 1 ELSE 0 END = $?") },
	{ .name = "name", .label = N_("Name"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(plan.name) LIKE '%' || fold($?) || '%'") },
	{ .name = "commitment", .label = N_("Commitment"), .kind = FIELD_ref, .refers_to = "commitment",
	  .condition = SQL(" AND held.id IN (SELECT edition_id FROM my_plan_commitment"
	                   " WHERE commitment_id = $?)"), .is_hidden = true },
	{ .name = NULL },
};
static const struct table_column plan_columns[] = {
	{ .name = "name", .is_link = true, .cell = name_cell, SORTED("plan.name COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "standing", .cell = standing_cell },
	{ .name = "review_by", SORTED("review_by") },
	{ .name = "tested_on", .cell = tested_cell, SORTED("tested_on") },
	{ .name = "routines" },
	{ .name = "old_copies", .cell = old_copies_cell, SORTED("old_copies") },
	{ .name = "owner_name", .is_export_only = true },
	{ .name = "number", .is_export_only = true },
	{ .name = "counts_to", .is_export_only = true },
	{ .name = "commitments", .is_export_only = true },
	{ .name = NULL },
};
const struct table plans_table = {
	.name = "plans", .label = N_("Continuity plans"), .fields = plan_row_fields,
	.field_count = COUNT(plan_row_fields), .shape = SHAPE_OF(NULL, plan_row, plan_row_fields),
	.columns = plan_columns, .filters = plan_filters, .row_path = "/plans/%s",
	.row_key = "public_id", .order = SQL(" ORDER BY plan.name COLLATE local, plan.id"),
	.export_need = MAY_continuity_read,
	.empty = N_("The plans that keep your commitments going will stand here. Begin with the commitment that may be away the shortest time."),
};

void plans_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &plans_table, query,
		SQL("SELECT plan.id, plan.public_id, plan.name, plan.secrecy,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "  ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = plan.unit_id), '')"
		    "  COLLATE local AS unit_name,"
		    " COALESCE((SELECT name FROM my_person WHERE my_person.id = plan.owner_id), '') AS owner_name,"
		    STANDING " AS standing, COALESCE(held.number, 0) AS number,"
		    " COALESCE(held.review_by, '') AS review_by,"
		    " COALESCE(held.tested_on, '') AS tested_on,"
		    " COALESCE(held.counts_to, '') AS counts_to,"
		    " (SELECT count(*) FROM my_plan_commitment AS protects"
		    "  WHERE protects.edition_id = held.id) AS commitments,"
		    " (SELECT count(*) FROM my_plan_routine AS routine"
		    "  WHERE routine.edition_id = held.id) AS routines,"
		    " COALESCE(copies.old_copies, 0) AS old_copies"
		    " FROM my_continuity_plan AS plan"
		    " LEFT JOIN my_plan_now AS held ON held.plan_id = plan.id"
		    " LEFT JOIN (SELECT copy.plan_id, count(*) AS old_copies FROM my_plan_copy_now AS copy"
		    "  LEFT JOIN my_plan_now AS right_one ON right_one.plan_id = copy.plan_id"
		    "  WHERE copy.number <> COALESCE(right_one.number, 0) GROUP BY copy.plan_id) AS copies"
		    "  ON copies.plan_id = plan.id"
		    " WHERE 1 = 1"), V(tongue_code()));
}
