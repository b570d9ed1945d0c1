/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_claims.c - the list of insurance claims: claim fields of events, no more. */
#include "modules/events/cells.html.h"
#include "modules/events/lists.h"
#include "modules/units/units.h"

#define RECORD struct claim_row
static const struct field claim_row_fields[] = { CLAIM_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape claim_row_shape = SHAPE_OF(NULL, claim_row, claim_row_fields);

#define CLAIM_ROW \
	"SELECT claim.number, claim.occurred_at," UNIT_NAME_IN("claim.unit_id", "$1") " AS unit_name," \
	UNIT_NAME_IN("claim.board_id", "$1") " AS board_name, claim.type, claim.severity," \
	" claim.damage, claim.cost_estimate, claim.cost_final, claim.claim_number," \
	" claim.claim_state FROM my_event_claims AS claim"

static const struct filter claim_filters[] = {
	{ .name = "claim_number", .label = N_("Claim number"), .kind = FIELD_text,
	  .condition = SQL(" AND claim.claim_number = $?") },
	{ .name = "number", .label = N_("Event number"), .kind = FIELD_text,
	  .condition = SQL(" AND claim.number = $?") },
	{ .name = "board", .label = N_("Committee or company"), .kind = FIELD_ref,
	  .refers_to = "unit", .condition = SQL(" AND claim.board_id = $?") },
	{ .name = "type", .label = N_("Type"), .kind = FIELD_code, .list = "event/types",
	  .condition = SQL(" AND claim.type IN (SELECT code FROM my_catalogue_item"
	                   " WHERE list = 'event/types' AND (code = $? OR parent_code = $?))") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_instant,
	  .condition = SQL(" AND claim.occurred_at >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant,
	  .condition = SQL(" AND claim.occurred_at < $?") },
	{ .name = "numbered", .label = N_("Has a claim number"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN claim.claim_number <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = "every", .label = N_("Also events without damage"), .kind = FIELD_yesno },
	{ .name = NULL },
};

static void claim_number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	event_number(out, ((const struct claim_row *)row)->number);
}

static void claim_when_cell(struct out *out, struct request *request, const void *row)
{
	struct instant at = ((const struct claim_row *)row)->occurred_at;

	event_when(out, at, event_when_words(request->arena, at));
}

#define CLAIM_SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", claim.id"), \
	.descending = SQL(" ORDER BY " column " DESC, claim.id DESC")
static const struct table_column claim_columns[] = {
	{ .name = "number", .is_link = true, .cell = claim_number_cell,
	  CLAIM_SORTED("claim.number") },
	{ .name = "occurred_at", .cell = claim_when_cell, CLAIM_SORTED("claim.occurred_at") },
	{ .name = "unit_name" },
	{ .name = "type" },
	{ .name = "damage" },
	{ .name = "cost_estimate", .label = N_("Estimated, kronor"),
	  CLAIM_SORTED("claim.cost_estimate") },
	{ .name = "cost_final", .label = N_("Final, kronor"),
	  CLAIM_SORTED("claim.cost_final") },
	{ .name = "claim_number", CLAIM_SORTED("claim.claim_number") },
	{ .name = "claim_state" },
	{ .name = "board_name", .is_export_only = true },
	{ .name = "severity", .is_export_only = true },
	{ .name = NULL },
};

const struct table claims_table = {
	.name = "claims",
	.label = N_("Insurance claims, newest first"),
	.fields = claim_row_fields,
	.field_count = COUNT(claim_row_fields),
	.shape = SHAPE_OF(NULL, claim_row, claim_row_fields),
	.columns = claim_columns,
	.filters = claim_filters,
	.row_path = "/claims/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY claim.occurred_at DESC, claim.id DESC"),
	.export_need = MAY_events_claims,
	.empty = N_("Events with damage, a cost or a claim will stand here."),
};

void claims_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &claims_table, query, SQL(CLAIM_ROW " WHERE 1 = 1"),
		V(tongue_code()));
	if (!request_query(request, "every").len && !request_query(request, "number").len)
		query_add(query, SQL(" AND (claim.claim_number <> '' OR claim.claim_state <> ''"
			" OR claim.damage <> '' OR claim.cost_estimate > 0 OR claim.cost_final > 0)"),
			NONE);
}

struct claim *claim_of_number(struct view *view, struct str number)
{
	return view_get(view, &claim_record.shape,
		SQL("SELECT id, number, damage, cost_estimate, cost_final, claim_number,"
		    " claim_state, version FROM my_event_claims WHERE number = $1"), V(number));
}

const struct claim_row *claim_row_of_number(struct view *view, struct str number)
{
	return view_get(view, &claim_row_shape, SQL(CLAIM_ROW " WHERE claim.number = $2"),
		V(tongue_code(), number));
}
