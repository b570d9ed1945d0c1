/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_contracts.c - contracts with suppliers and what they carry. */
#include "modules/commitments/contracts.h"

#include "modules/commitments/contracts.html.h"

/* ---- One ---------------------------------------------------------------------------- */

const struct contract *contract_of_number(struct view *view, struct str number)
{
	return view_get(view, &contract_record.shape,
		SQL("SELECT * FROM my_contract WHERE number = $1 OR public_id = $1"), V(number));
}

bool contract_may_edit(struct view *view, const struct contract *contract)
{
	return view_int(view, SQL("SELECT 1 FROM my_contract_edit WHERE id = $1"),
		V(contract->id)) != 0;
}

struct contract_step_list contract_steps(struct view *view, int64_t contract_id)
{
	return contract_step_list_of(view_list(view, &contract_step_shape,
		SQL("SELECT my_contract_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_contract_step.person_id), '') AS person_name"
		    " FROM my_contract_step WHERE contract_id = $1 ORDER BY id"), V(contract_id)));
}

/* ---- Commitments and contracts -------------------------------------------------------- */

/* $1 is the language of names. */
#define CARRIED \
	"SELECT my_commitment.id AS commitment_id, my_commitment.number, my_commitment.name," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_commitment.unit_id), '') AS unit_name," \
	" my_commitment.is_vital, my_commitment.criticality, my_commitment.judged_at," \
	" my_commitment.acceptable_outage_hours, my_commitment.target_recovery_hours," \
	" COALESCE(contract.number, '') AS contract_number," \
	" COALESCE(contract.supplier, '') AS supplier," \
	" COALESCE(contract.name, '') AS contract_name," \
	" COALESCE(contract.valid_from, '') AS valid_from," \
	" COALESCE(contract.valid_to, '') AS valid_to," \
	" COALESCE(contract.recovery_hours, 0) AS recovery_hours," \
	" COALESCE(contract.report_hours, 0) AS report_hours," \
	" COALESCE(contract.exercise_months, 0) AS exercise_months," \
	" COALESCE(contract.has_plan, 0) AS has_plan," \
	" COALESCE(contract.has_insight, 0) AS has_insight," \
	" COALESCE(contract.has_chain, 0) AS has_chain"
#define CARRIED_BOTH CARRIED \
	" FROM my_contract_carries JOIN my_contract AS contract" \
	" ON contract.id = my_contract_carries.contract_id" \
	" JOIN my_commitment ON my_commitment.id = my_contract_carries.commitment_id"

struct carried_list contract_carried(struct view *view, int64_t contract_id)
{
	return carried_list_of(view_list(view, &carried_record.shape,
		SQL(CARRIED_BOTH " WHERE contract.id = $2"
		    " ORDER BY my_commitment.criticality DESC, my_commitment.number"),
		V(tongue_code(), contract_id)));
}

struct carried_list commitment_contracts(struct view *view, int64_t commitment_id)
{
	return carried_list_of(view_list(view, &carried_record.shape,
		SQL(CARRIED_BOTH " WHERE my_commitment.id = $2 ORDER BY contract.number"),
		V(tongue_code(), commitment_id)));
}

struct carried_list carried_by_suppliers(struct view *view, int64_t unit_id)
{
	return carried_list_of(view_list(view, &carried_record.shape,
		SQL("WITH contract AS (SELECT my_contract.*, my_contract_carries.commitment_id"
		    "  FROM my_contract_carries JOIN my_contract"
		    "  ON my_contract.id = my_contract_carries.contract_id"
		    "  WHERE my_contract.valid_from <= today()"
		    "  AND (my_contract.valid_to = '' OR my_contract.valid_to >= today())) "
		    CARRIED " FROM my_commitment"
		    " LEFT JOIN contract ON contract.commitment_id = my_commitment.id"
		    " WHERE my_commitment.state = 'active'"
		    " AND (my_commitment.performed_by <> 'own' OR contract.id IS NOT NULL)"
		    " AND ($2 = 0 OR my_commitment.unit_id IN"
		    "      (SELECT below_id FROM my_unit_below WHERE above_id = $2))"
		    " ORDER BY my_commitment.criticality DESC, my_commitment.number, contract.number"
		    " LIMIT 2000"),
		V(tongue_code(), unit_id)));
}

bool contract_carries(struct view *view, int64_t contract_id, int64_t commitment_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_contract_carries"
		" WHERE contract_id = $1 AND commitment_id = $2"), V(contract_id, commitment_id)) != 0;
}

/* ---- Writing ------------------------------------------------------------------------ */

static struct str contract_number(struct change *change, struct instant created)
{
	int64_t year = instant_local(created).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO contract_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = contract_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "K-%04lld-%05lld", (long long)year, (long long)last);
}

void contract_step_by(struct change *change, int64_t contract_id, struct judged_by by,
                      const char *verb, struct str words)
{
	change_run(change,
		SQL("INSERT INTO contract_step (contract_id, at, person_id, verb, words)"
		    " VALUES ($1, $2, $3, $4, $5)"),
		V(contract_id, by.at, by.person, verb, words));
}

void contract_add(struct change *change, struct contract *contract, struct judged_by by)
{
	contract->created_at = contract->updated_at = by.at;
	contract->created_by = by.person;
	contract->number = contract_number(change, by.at);
	change_insert(change, &contract_record.shape, contract);
	contract_step_by(change, contract->id, by, "write",
		contract_tell(change_arena(change), contract, NULL));
}

void contract_carry(struct change *change, int64_t contract_id, int64_t commitment_id,
                    struct date on)
{
	change_run(change, SQL("INSERT INTO contract_carries (contract_id, commitment_id, added_on)"
		" VALUES ($1, $2, $3)"), V(contract_id, commitment_id, on));
}

void contract_drop(struct change *change, int64_t contract_id, int64_t commitment_id)
{
	change_run(change, SQL("UPDATE contract_carries SET ended_on = today()"
		" WHERE contract_id = $1 AND commitment_id = $2 AND ended_on = ''"),
		V(contract_id, commitment_id));
}

/* ---- The list ----------------------------------------------------------------------- */

#define CONTRACT_ROW \
	"SELECT my_contract.id, my_contract.number, my_contract.supplier COLLATE local AS supplier," \
	" my_contract.name," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_contract.unit_id), '') COLLATE local AS unit_name," \
	" (SELECT count(*) FROM my_contract_carries" \
	"  WHERE my_contract_carries.contract_id = my_contract.id) AS commitments," \
	" my_contract.valid_from, my_contract.valid_to, my_contract.recovery_hours," \
	" my_contract.report_hours, my_contract.exercise_months, my_contract.has_plan," \
	" my_contract.has_insight, my_contract.has_chain," \
	" CASE WHEN my_contract.position_on <> '' THEN 1 ELSE 0 END AS is_examined," \
	" my_contract.follow_up_on," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_contract.owner_id), '') COLLATE local AS owner" \
	" FROM my_contract"

static const struct filter contract_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_contract.name) LIKE '%' || fold($?) || '%'"
	                   " OR fold(my_contract.supplier) LIKE '%' || fold($?) || '%'"
	                   " OR my_contract.number = $?)") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_contract.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "in_force", .label = N_("In force today"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_contract.valid_from <= today()"
	                   " AND (my_contract.valid_to = '' OR my_contract.valid_to >= today())"
	                   " THEN 1 ELSE 0 END = $?") },
	{ .name = "examined", .label = N_("Position taken"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_contract.position_on <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = "follow_up_to", .label = N_("To be followed up until"), .kind = FIELD_date,
	  .condition = SQL(" AND my_contract.follow_up_on <> '' AND my_contract.follow_up_on <= $?") },
	{ .name = NULL },
};

static void recovery_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	contract_hours_cell(out, ((const struct contract_row *)row)->recovery_hours);
}

static void until_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	contract_until_cell(out, ((const struct contract_row *)row)->valid_to);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_contract.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_contract.id DESC")
static const struct table_column contract_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_contract.number") },
	{ .name = "supplier", SORTED("supplier") },
	{ .name = "name", SORTED("my_contract.name COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "commitments" },
	{ .name = "recovery_hours", SORTED("my_contract.recovery_hours"), .cell = recovery_cell },
	{ .name = "is_examined", SORTED("is_examined") },
	{ .name = "valid_to", SORTED("my_contract.valid_to"), .cell = until_cell },
	{ .name = "valid_from", .is_export_only = true },
	{ .name = "report_hours", .is_export_only = true },
	{ .name = "exercise_months", .is_export_only = true },
	{ .name = "has_plan", .is_export_only = true },
	{ .name = "has_insight", .is_export_only = true },
	{ .name = "has_chain", .is_export_only = true },
	{ .name = "follow_up_on", .is_export_only = true },
	{ .name = "owner", .is_export_only = true },
	{ .name = NULL },
};

const struct table contracts_table = {
	.name = "contracts",
	.label = N_("Contracts with suppliers"),
	.fields = contract_row_fields,
	.field_count = CONTRACT_ROW_COUNT,
	.shape = { .size = sizeof(struct contract_row), .count = CONTRACT_ROW_COUNT,
	           .columns = &contract_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = contract_columns,
	.filters = contract_filters,
	.row_path = "/contracts/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY supplier, my_contract.id"),
	.export_need = MAY_commitments_secret,
	.empty = N_("Contracts with those who do something for the city will stand here: begin with what people would miss first."),
};

void contracts_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &contracts_table, query, SQL(CONTRACT_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}
