/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_vital.c - decisions on what is vital, and counts of them. */
#include "modules/commitments/vital.h"

#include "modules/units/units.h"

struct vital_list vital_decisions(struct view *view, int64_t commitment_id)
{
	return vital_list_of(view_list(view, &vital_record.shape,
		SQL("SELECT * FROM my_vital_decision WHERE commitment_id = $1"
		    " ORDER BY id DESC LIMIT 500"), V(commitment_id)));
}

void vital_put(struct change *change, struct commitment *commitment, struct vital *vital)
{
	vital->commitment_id = commitment->id;
	change_insert(change, &vital_record.shape, vital);
	commitment_step_by(change, commitment->id,
		(struct judged_by){ vital->created_by, vital->created_at },
		vital->is_vital ? "vital" : "not_vital", vital->reason);
	commitment->is_vital = vital->is_vital;
	commitment->societal_function = vital->societal_function;
}

#define DECIDED "my_commitment.id IN (SELECT commitment_id FROM my_vital_decision)"
#define COUNTED \
	" count(*) AS commitments," \
	" COALESCE(sum(CASE WHEN " DECIDED " THEN 1 ELSE 0 END), 0) AS decided," \
	" COALESCE(sum(my_commitment.is_vital), 0) AS vital," \
	" COALESCE(sum(CASE WHEN my_commitment.is_vital = 1 AND NOT " DECIDED \
	"  THEN 1 ELSE 0 END), 0) AS proposed"

struct vital_unit_list vital_units(struct view *view)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT my_unit.id AS unit_id, my_unit.code, my_unit.kind,"
		    " CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    " ELSE my_unit.name_sv END COLLATE local AS name," COUNTED
		    " FROM my_commitment JOIN my_unit_below ON my_unit_below.below_id = my_commitment.unit_id"
		    " JOIN my_unit ON my_unit.id = my_unit_below.above_id"
		    " WHERE my_commitment.state = 'active' AND my_unit.kind IN "), V(tongue_code()));
	unit_board_kinds_add(&query);
	query_add(&query,
		SQL(" GROUP BY my_unit.id, my_unit.code, my_unit.kind, my_unit.name_sv, my_unit.name_en"
		    " ORDER BY name, my_unit.id LIMIT 2000"), NONE);
	return vital_unit_list_of(view_list_of(view, &vital_unit_record.shape, &query));
}

struct vital_unit vital_whole(struct view *view, int64_t unit_id)
{
	const struct vital_unit *whole = view_get(view, &vital_unit_record.shape,
		SQL("SELECT 0 AS unit_id, '' AS code, '' AS kind, '' AS name," COUNTED
		    " FROM my_commitment WHERE my_commitment.state = 'active'"
		    " AND ($1 = 0 OR my_commitment.unit_id IN"
		    "      (SELECT below_id FROM my_unit_below WHERE above_id = $1))"), V(unit_id));

	return whole ? *whole : (struct vital_unit){ 0 };
}

struct vital_function_list vital_functions(struct view *view, int64_t unit_id)
{
	return vital_function_list_of(view_list(view, &vital_function_record.shape,
		SQL("SELECT societal_function AS code, count(*) AS commitments,"
		    " count(DISTINCT unit_id) AS units FROM my_commitment"
		    " WHERE state = 'active' AND is_vital = 1"
		    " AND ($1 = 0 OR unit_id IN"
		    "      (SELECT below_id FROM my_unit_below WHERE above_id = $1))"
		    " GROUP BY societal_function ORDER BY societal_function LIMIT 500"), V(unit_id)));
}

void vital_sector_add(struct request *request, struct query *query)
{
	const struct catalogue *list = catalogue_get("commitments/functions");
	struct str code = request_query(request, "sector");
	const struct item *sector = code.len ? item_find("commitments/functions", code) : NULL;

	if (!code.len)
		return;
	query_add(query, SQL(" AND my_commitment.societal_function IN ('?'"), NONE);
	for (size_t i = 0; sector && i < list->count; i++)
		if (function_is_of(&list->items[i], sector))
			query_add(query, SQL(", $?"), V(list->items[i].code));
	query_add(query, SQL(")"), NONE);
}
