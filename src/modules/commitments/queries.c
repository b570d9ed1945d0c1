/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries.c - one commitment: finding, writing, its history; the list of them. */
#include "modules/commitments/inside.h"

#include "modules/commitments/pages.html.h"
#include "modules/commitments/vital.h"

/* ---- One ---------------------------------------------------------------------------- */

const struct commitment *commitment_get(struct view *view, int64_t id)
{
	return view_get(view, &commitment_record.shape,
		SQL("SELECT * FROM my_commitment WHERE id = $1"), V(id));
}

const struct commitment *commitment_of_number(struct view *view, struct str number)
{
	return view_get(view, &commitment_record.shape,
		SQL("SELECT * FROM my_commitment WHERE number = $1 OR public_id = $1"), V(number));
}

bool commitment_may_edit(struct view *view, const struct commitment *commitment)
{
	return view_int(view, SQL("SELECT 1 FROM my_commitment_edit WHERE id = $1"),
		V(commitment->id)) != 0;
}

bool commitment_may_add(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'commitments_write' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

bool marked_is_read(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'commitments_secret' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

struct commitment_list commitments_of_unit(struct view *view, int64_t unit_id)
{
	return commitment_list_of(view_list(view, &commitment_record.shape,
		SQL("SELECT * FROM my_commitment WHERE state = 'active'"
		    " AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " ORDER BY criticality DESC, name COLLATE local, id LIMIT 2000"), V(unit_id)));
}

struct commitment_step_list commitment_steps(struct view *view, int64_t commitment_id)
{
	return commitment_step_list_of(view_list(view, &commitment_step_shape,
		SQL("SELECT my_commitment_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_commitment_step.person_id), '') AS person_name"
		    " FROM my_commitment_step WHERE commitment_id = $1 ORDER BY id"), V(commitment_id)));
}

/* ---- Writing ------------------------------------------------------------------------ */

static struct str commitment_number(struct change *change, struct instant created)
{
	int64_t year = instant_local(created).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO commitment_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = commitment_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "C-%04lld-%05lld", (long long)year, (long long)last);
}

struct judged_by judged_by_me(struct change *change)
{
	return (struct judged_by){ change_me(change), instant_now() };
}

void commitment_step_by(struct change *change, int64_t commitment_id, struct judged_by by,
                        const char *verb, struct str words)
{
	change_run(change,
		SQL("INSERT INTO commitment_step (commitment_id, at, person_id, verb, words)"
		    " VALUES ($1, $2, $3, $4, $5)"),
		V(commitment_id, by.at, by.person, verb, words));
}

void commitment_step_add(struct change *change, int64_t commitment_id, const char *verb,
                         struct str words)
{
	commitment_step_by(change, commitment_id, judged_by_me(change), verb, words);
}

int64_t commitment_add(struct change *change, struct commitment *commitment)
{
	if (!commitment->state)
		commitment->state = COMMITMENT_active;
	if (!commitment->created_at.seconds)
		commitment->created_at = instant_now();
	commitment->updated_at = commitment->created_at;
	commitment->number = commitment_number(change, commitment->created_at);
	change_insert(change, &commitment_record.shape, commitment);
	commitment_step_by(change, commitment->id,
		(struct judged_by){ commitment->created_by, commitment->created_at }, "write", S(""));
	return commitment->id;
}

/* ---- The list ----------------------------------------------------------------------- */

/* $1 is the language of names. */
#define COMMITMENT_ROW \
	"SELECT my_commitment.id, my_commitment.public_id, my_commitment.number," \
	" my_commitment.name," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_commitment.unit_id), '') COLLATE local AS unit_name," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_commitment.owner_id), '') COLLATE local AS owner," \
	" my_commitment.is_vital, my_commitment.criticality," \
	" my_commitment.acceptable_outage_hours, my_commitment.target_recovery_hours," \
	" my_commitment.state, my_commitment.performed_by, my_commitment.societal_function," \
	" my_commitment.clients_per_day, my_commitment.data_loss_hours," \
	" my_commitment.lowest_level, my_commitment.seasonal, my_commitment.judged_at," \
	" COALESCE(judgement.criticality, '') AS judged_levels," \
	" COALESCE(judgement.profile, '') AS judged_profile" \
	" FROM my_commitment LEFT JOIN my_commitment_judgement AS judgement" \
	" ON judgement.commitment_id = my_commitment.id" \
	" AND judgement.at = my_commitment.judged_at AND judgement.id =" \
	" (SELECT max(last.id) FROM my_commitment_judgement AS last" \
	"  WHERE last.commitment_id = my_commitment.id)"

static const struct filter commitment_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_commitment.name) LIKE '%' || fold($?) || '%'"
	                   " OR my_commitment.number = $?)") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_commitment.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "vital", .label = N_("Vital"), .kind = FIELD_yesno,
	  .condition = SQL(" AND my_commitment.is_vital = $?") },
	{ .name = "criticality", .label = N_("Criticality at least"), .kind = FIELD_code,
	  .list = "commitments/levels",
	  .condition = SQL(" AND my_commitment.judged_at > 0"
	                   " AND my_commitment.criticality || '' >= $?") },
	{ .name = "function", .label = N_("Societal function"), .kind = FIELD_code,
	  .list = "commitments/functions",
	  .condition = SQL(" AND my_commitment.societal_function = $?") },
	{ .name = "performed_by", .label = N_("Performed by"), .kind = FIELD_choice,
	  .choices = commitment_performers, .condition = SQL(" AND my_commitment.performed_by = $?") },
	{ .name = "judged", .label = N_("Judged"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_commitment.judged_at > 0 THEN 1 ELSE 0 END = $?") },
	{ .name = "decided", .label = N_("Outage decided"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN my_commitment.acceptable_outage_hours > 0"
	                   " THEN 1 ELSE 0 END = $?") },
	{ .name = "sector", .label = N_("Sector"), .kind = FIELD_code,
	  .list = "commitments/functions", .is_hidden = true },
	{ .name = "function_named", .label = N_("Function named"), .kind = FIELD_yesno,
	  .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN my_commitment.societal_function <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = "vital_decided", .label = N_("Decided whether it is vital"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_commitment.id IN"
	                   " (SELECT commitment_id FROM my_vital_decision) THEN 1 ELSE 0 END = $?") },
	{ .name = "owner", .label = N_("Owner"), .kind = FIELD_ref, .refers_to = "handler",
	  .condition = SQL(" AND my_commitment.owner_id = $?") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN my_commitment.owner_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = commitment_states,
	  .condition = SQL(" AND my_commitment.state = $?") },
	{ .name = NULL },
};

static void vital_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	commitment_vital_cell(out, ((const struct commitment_row *)row)->is_vital);
}

static void criticality_cell(struct out *out, struct request *request, const void *row)
{
	const struct commitment_row *commitment = row;

	(void)request;
	commitment_criticality_cell(out, commitment->judged_at.seconds != 0, commitment->criticality);
}

static void outage_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	commitment_hours_cell(out, ((const struct commitment_row *)row)->acceptable_outage_hours);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_commitment.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_commitment.id DESC")
static const struct table_column commitment_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_commitment.number") },
	{ .name = "name", SORTED("my_commitment.name COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "is_vital", SORTED("my_commitment.is_vital"), .cell = vital_cell },
	{ .name = "criticality", SORTED("my_commitment.criticality"), .cell = criticality_cell },
	{ .name = "acceptable_outage_hours", SORTED("my_commitment.acceptable_outage_hours"),
	  .cell = outage_cell },
	{ .name = "owner", SORTED("owner") },
	{ .name = "target_recovery_hours", .is_export_only = true },
	{ .name = "state", .is_export_only = true },
	{ .name = "performed_by", .is_export_only = true },
	{ .name = "societal_function", .is_export_only = true },
	{ .name = "clients_per_day", .is_export_only = true },
	{ .name = "data_loss_hours", .is_export_only = true },
	{ .name = "lowest_level", .is_export_only = true },
	{ .name = "seasonal", .is_export_only = true },
	{ .name = "judged_at", .is_export_only = true },
	{ .name = "judged_levels", .is_export_only = true },
	{ .name = "judged_profile", .is_export_only = true },
	{ .name = NULL },
};

const struct table commitments_table = {
	.name = "commitments",
	.label = N_("Commitments, the most critical first"),
	.fields = commitment_row_fields,
	.field_count = COMMITMENT_ROW_COUNT,
	.shape = { .size = sizeof(struct commitment_row), .count = COMMITMENT_ROW_COUNT,
	           .columns = &commitment_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = commitment_columns,
	.filters = commitment_filters,
	.row_path = "/commitments/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_commitment.criticality DESC, my_commitment.is_vital DESC,"
	             " my_commitment.name COLLATE local, my_commitment.id"),
	.export_need = MAY_commitments_secret,
	.empty = N_("What your unit has undertaken to do will stand here: begin with what people would miss first."),
};

void commitments_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &commitments_table, query, SQL(COMMITMENT_ROW " WHERE 1 = 1"),
		V(tongue_code()));
	vital_sector_add(request, query);
}

/* ---- How others point at a commitment ------------------------------------------------ */

const struct reference commitments_references[] = {
	{ .name = "commitment",
	  .label = SQL("SELECT number || ' ' || name FROM my_commitment WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || name AS label, '' AS hint"
	              " FROM my_commitment WHERE state = 'active'"
	              " ORDER BY name COLLATE local, id LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_commitment WHERE number = $1"),
	  .find = SQL("SELECT id FROM my_commitment WHERE fold(name) = fold($1) ORDER BY id LIMIT 1"),
	  .written = "C", .path = "/commitments/", .is_long = true },
	{ .name = "contract",
	  .label = SQL("SELECT number || ' ' || name FROM my_contract WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || name AS label, supplier AS hint"
	              " FROM my_contract ORDER BY name COLLATE local, id LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_contract WHERE number = $1"),
	  .find = SQL("SELECT id FROM my_contract WHERE fold(name) = fold($1) ORDER BY id LIMIT 1"),
	  .written = "K", .path = "/contracts/", .is_long = true },
	{ .name = NULL },
};
