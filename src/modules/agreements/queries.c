/* SPDX-License-Identifier: EUPL-1.2 */
/* agreements/queries.c - every SQL statement of the room, and the list that is made of them. */
#include "modules/agreements/inside.h"

#include "kit/table.h"

/* ---- One ------------------------------------------------------------------------------------ */

const struct agreement *agreement_get(struct view *view, struct str public_id)
{
	return view_get(view, &agreement_record.shape,
		SQL("SELECT * FROM my_agreement WHERE public_id = $1"), V(public_id));
}

const struct agreement *agreement_of_id(struct view *view, int64_t id)
{
	return id ? view_get(view, &agreement_record.shape,
		SQL("SELECT * FROM my_agreement WHERE id = $1"), V(id)) : NULL;
}

struct agreement_list agreements_under(struct view *view, int64_t id)
{
	return agreement_list_of(view_list(view, &agreement_record.shape,
		SQL("SELECT * FROM my_agreement WHERE parent_id = $1"
		    " ORDER BY valid_to DESC, title COLLATE local, id LIMIT 500"), V(id)));
}

/* The last day of an agreement. */
#define LAST_DAY "CASE WHEN ended_on <> '' AND ended_on < valid_to THEN ended_on ELSE valid_to END"

const struct agreement *agreement_overlapping(struct view *view, const struct agreement *agreement)
{
	return view_get(view, &agreement_record.shape,
		SQL("SELECT * FROM my_agreement WHERE kind = $1 AND unit_id = $2 AND id <> $3"
		    "   AND other_party = $4 AND valid_from <= $5 AND " LAST_DAY " >= $6"
		    "   AND signed_on <> '' ORDER BY valid_to DESC, id LIMIT 1"),
		V(agreement->kind, agreement->unit_id, agreement->id, agreement->other_party,
		  agreement_last_day(agreement), agreement->valid_from));
}

bool agreement_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_agreement_right WHERE unit_id = $1"),
		V(unit_id)) > 0;
}

struct agreement_list agreements_ending(struct view *view, int64_t unit_id, struct date from,
                                        struct date to)
{
	return agreement_list_of(view_list(view, &agreement_record.shape,
		SQL("SELECT * FROM my_agreement WHERE unit_id = $1 AND " LAST_DAY " >= $2"
		    "   AND " LAST_DAY " <= $3 ORDER BY valid_to, id LIMIT 200"), V(unit_id, from, to)));
}

const struct reference agreements_references[] = {
	{ .name = "agreement",
	  .label = SQL("SELECT title FROM my_agreement WHERE id = $1"),
	  .list = SQL("SELECT id AS key, title AS label, valid_to AS hint"
	              " FROM my_agreement WHERE parent_id = 0 ORDER BY valid_to DESC, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_agreement WHERE public_id = $1") },
	{ .name = NULL },
};

/* ---- The list ---------------------------------------------------------------------------------- */

#define IN_FORCE "signed_on <> '' AND signed_on <= today() AND valid_from <= today()"
#define ROW "SELECT my_agreement.id, my_agreement.public_id, my_agreement.title," \
	" my_agreement.kind, my_agreement.other_party, my_agreement.signed_on," \
	" my_agreement.valid_from, " LAST_DAY " AS last_day," \
	" CASE WHEN priorities <> '' THEN 1 ELSE 0 END + CASE WHEN plans <> '' THEN 1 ELSE 0 END" \
	" + CASE WHEN measures <> '' THEN 1 ELSE 0 END" \
	" + CASE WHEN follow_up <> '' THEN 1 ELSE 0 END AS parts," \
	" CASE WHEN " LAST_DAY " < today() THEN 'expired'" \
	"  WHEN signed_on = '' OR signed_on > today() THEN 'draft'" \
	"  WHEN valid_from > today() THEN 'coming'" \
	"  WHEN " LAST_DAY " <= $2 THEN 'ending' ELSE 'in_force' END AS state," \
	" COALESCE((SELECT above.title FROM my_agreement AS above" \
	"  WHERE above.id = my_agreement.parent_id), '') AS parent_title," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"  ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = my_agreement.unit_id), '')" \
	"  COLLATE local AS unit_name FROM my_agreement"

static const struct filter filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_agreement.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "kind", .label = N_("Kind of agreement"), .kind = FIELD_code,
	  .list = "agreement_kinds", .condition = SQL(" AND my_agreement.kind = $?") },
	{ .name = "in_force", .label = N_("In force"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " IN_FORCE " AND " LAST_DAY " >= today()"
	                   " THEN 1 ELSE 0 END = $?") },
	{ .name = "expired", .label = N_("Expired"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " LAST_DAY " < today() THEN 1 ELSE 0 END = $?") },
	{ .name = "ends_to", .label = N_("Ends until"), .kind = FIELD_date,
	  .condition = SQL(" AND " LAST_DAY " >= today() AND " LAST_DAY " <= $?") },
	{ .name = NULL },
};

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_agreement.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_agreement.id DESC")
static const struct table_column columns[] = {
	{ .name = "title", .is_link = true, SORTED("my_agreement.title COLLATE local") },
	{ .name = "kind", .is_export_only = true },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "other_party", SORTED("my_agreement.other_party COLLATE local") },
	{ .name = "parent_title", .is_export_only = true },
	{ .name = "parts", SORTED("parts") },
	{ .name = "state", SORTED("state") },
	{ .name = "signed_on", .is_export_only = true },
	{ .name = "valid_from", .is_export_only = true },
	{ .name = "last_day", SORTED("last_day") },
	{ .name = NULL },
};

const struct table agreements_table = {
	.name = "agreements", .label = N_("Agreements, the one that ends first on top"), .is_stacked = true,
	.fields = agreement_row_fields, .field_count = AGREEMENT_ROW_COUNT,
	.shape = { .size = sizeof(struct agreement_row), .count = AGREEMENT_ROW_COUNT,
	           .columns = &agreement_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = columns, .filters = filters,
	.row_path = "/agreements/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY last_day, my_agreement.id"),
	.export_need = MAY_forums_read,
	.empty = N_("No agreement is registered yet. Whoever keeps forums writes them in."),
};

/* In the list all kinds are warned of alike: as early as the earliest of them. */
static int64_t warn_days(void)
{
	const struct catalogue *kinds = catalogue_get("agreement_kinds");
	int64_t most = 0;

	for (size_t i = 0; i < kinds->count; i++)
		if (item_int(&kinds->items[i], "warn_days") > most)
			most = item_int(&kinds->items[i], "warn_days");
	return most;
}

void agreements_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &agreements_table, query, SQL(ROW " WHERE 1 = 1"),
		V(tongue_code(), date_add_days(date_today(), (int)warn_days())));
}

/* ---- What they prove ------------------------------------------------------------------------------ */

static const struct column proof_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct agreement_proof, unit_id), NULL, false },
	{ "parts", COLUMN_int, offsetof(struct agreement_proof, parts), NULL, false },
	{ "first_day", COLUMN_date, offsetof(struct agreement_proof, from), NULL, false },
	{ "last_day", COLUMN_date, offsetof(struct agreement_proof, to), NULL, false },
	{ "parent_first", COLUMN_date, offsetof(struct agreement_proof, parent_from), NULL, false },
	{ "parent_last", COLUMN_date, offsetof(struct agreement_proof, parent_to), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct agreement_proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

struct agreement_proof_list agreements_proving(struct view *view, const struct evidence_ask *ask)
{
	return agreement_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, parts, last_day, parent_last,"
		    " CASE WHEN signed_on > valid_from THEN signed_on ELSE valid_from END AS first_day,"
		    " CASE WHEN parent_signed_on = '' THEN ''"
		    "  WHEN parent_signed_on > parent_from THEN parent_signed_on"
		    "  ELSE parent_from END AS parent_first"
		    " FROM my_proof_agreement WHERE kind = $1 AND signed_on <> '' AND signed_on <= $3"
		    "   AND valid_from <= $3 AND last_day >= $2 AND ($4 = 0 OR unit_id = $4)"
		    " ORDER BY unit_id, valid_from"),
		V(evidence_text(ask, "kind"), ask->from, ask->to, ask->unit_id)));
}

struct agreement_list agreements_behind(struct view *view, const struct evidence_ask *ask)
{
	return agreement_list_of(view_list(view, &agreement_record.shape,
		SQL("SELECT * FROM my_agreement WHERE kind = $1 AND unit_id = $2"
		    "   AND valid_from <= $4 AND " LAST_DAY " >= $3"
		    " ORDER BY valid_to DESC, id LIMIT $5"),
		V(evidence_text(ask, "kind"), ask->unit_id, ask->from, ask->to, EVIDENCE_RECORDS_MOST)));
}
