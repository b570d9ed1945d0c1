/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_preparations.c - preparations, their history, the list of them. */
#include "modules/commitments/preparations.h"

#include "modules/commitments/preparations.html.h"

const struct preparation *preparation_of_public(struct view *view, struct str public_id)
{
	return view_get(view, &preparation_record.shape,
		SQL("SELECT * FROM my_preparation WHERE public_id = $1"), V(public_id));
}

const struct preparation *preparation_of_kind(struct view *view, int64_t unit_id, struct str kind)
{
	return view_get(view, &preparation_record.shape,
		SQL("SELECT * FROM my_preparation WHERE unit_id = $1 AND kind = $2"), V(unit_id, kind));
}

/* Who cannot see whether the unit has it already may not add it either. */
bool preparation_may_edit(struct view *view, const struct preparation *preparation)
{
	return commitment_may_add(view, preparation->unit_id)
		&& marked_is_read(view, preparation->unit_id);
}

struct preparation_step_list preparation_steps(struct view *view, int64_t preparation_id)
{
	return preparation_step_list_of(view_list(view, &preparation_step_shape,
		SQL("SELECT my_preparation_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "   WHERE my_person.id = my_preparation_step.person_id), '') AS person_name,"
		    " COALESCE((SELECT name FROM my_person"
		    "   WHERE my_person.id = my_preparation_step.owner_id), '') AS owner_name"
		    " FROM my_preparation_step WHERE preparation_id = $1 ORDER BY id"),
		V(preparation_id)));
}

void preparation_step_put(struct change *change, const struct preparation *preparation,
                          struct judged_by by)
{
	change_run(change, SQL("INSERT INTO preparation_step"
		" (preparation_id, at, person_id, state, owner_id, due_on)"
		" VALUES ($1, $2, $3, $4, $5, $6)"),
		V(preparation->id, by.at, by.person, preparation_states[preparation->state].name,
		  preparation->owner_id, preparation->due_on));
}

/* ---- The list -------------------------------------------------------------------------- */

#define LATE "my_preparation.due_on <> '' AND my_preparation.due_on < today()" \
	" AND my_preparation.state <> 'ready'"
#define PREPARATION_ROW \
	"SELECT my_preparation.id, my_preparation.public_id, my_preparation.kind," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_preparation.unit_id), '') COLLATE local AS unit_name," \
	" my_preparation.state," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_preparation.owner_id), '') COLLATE local AS owner," \
	" my_preparation.due_on, CASE WHEN " LATE " THEN 1 ELSE 0 END AS is_late," \
	" my_preparation.decided_on, my_preparation.paragraph, my_preparation.updated_at" \
	" FROM my_preparation"

static const struct filter preparation_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_preparation.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "kind", .label = N_("Preparation"), .kind = FIELD_code,
	  .list = "commitments/preparations", .condition = SQL(" AND my_preparation.kind = $?") },
	{ .name = "state", .label = N_("Status"), .kind = FIELD_choice, .choices = preparation_states,
	  .condition = SQL(" AND my_preparation.state = $?") },
	{ .name = "late", .label = N_("Late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " LATE " THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};

static void state_cell(struct out *out, struct request *request, const void *row)
{
	const struct preparation_row *preparation = row;

	(void)request;
	preparation_state_cell(out, preparation->state, preparation->is_late);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_preparation.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_preparation.id DESC")
static const struct table_column preparation_columns[] = {
	{ .name = "kind", .is_link = true, SORTED("my_preparation.kind") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "state", SORTED("my_preparation.state"), .cell = state_cell },
	{ .name = "owner", SORTED("owner") },
	{ .name = "due_on", SORTED("my_preparation.due_on") },
	{ .name = "decided_on", SORTED("my_preparation.decided_on") },
	{ .name = "paragraph", .is_export_only = true },
	{ .name = "is_late", .is_export_only = true },
	{ .name = "updated_at", .is_export_only = true },
	{ .name = NULL },
};

const struct table preparations_table = {
	.name = "preparations",
	.label = N_("Preparations for civil defence"),
	.fields = preparation_row_fields,
	.field_count = PREPARATION_ROW_COUNT,
	.shape = { .size = sizeof(struct preparation_row), .count = PREPARATION_ROW_COUNT,
	           .columns = &preparation_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = preparation_columns,
	.filters = preparation_filters,
	.row_path = "/preparations/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY unit_name, my_preparation.kind, my_preparation.id"),
	.export_need = MAY_commitments_secret,
	.empty = N_("Preparations stand here with status, responsible and day, and nothing of what they hold."),
};

void preparations_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &preparations_table, query, SQL(PREPARATION_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}
