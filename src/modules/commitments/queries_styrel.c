/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_styrel.c - counts of points per unit and planning round. */
#include "modules/commitments/styrel.h"

#include "modules/units/units.h"

struct styrel_row_list styrel_rows(struct view *view, struct str round)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("WITH last AS (SELECT * FROM my_styrel WHERE id IN"
		    "  (SELECT max(id) FROM my_styrel WHERE round = $2 GROUP BY unit_id))"
		    " SELECT COALESCE(last.id, 0) AS id, my_unit.id AS unit_id,"
		    " my_unit.code AS unit_code, my_unit.kind AS unit_kind,"
		    " CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    " ELSE my_unit.name_sv END COLLATE local AS unit_name,"
		    " COALESCE(last.class_1, 0) AS class_1, COALESCE(last.class_2, 0) AS class_2,"
		    " COALESCE(last.class_3, 0) AS class_3, COALESCE(last.class_4, 0) AS class_4,"
		    " COALESCE(last.class_5, 0) AS class_5, COALESCE(last.class_6, 0) AS class_6,"
		    " COALESCE(last.class_7, 0) AS class_7, COALESCE(last.class_8, 0) AS class_8,"
		    " COALESCE(last.created_at, 0) AS created_at"
		    " FROM my_unit LEFT JOIN last ON last.unit_id = my_unit.id"
		    " WHERE my_unit.id IN (SELECT unit_id FROM my_reach WHERE permission = 'commitments_secret')"
		    " AND (last.id IS NOT NULL"
		    "      OR (my_unit.valid_to = '' OR my_unit.valid_to >= today()) AND my_unit.kind IN "),
		V(tongue_code(), round));
	unit_board_kinds_add(&query);
	query_add(&query, SQL(") ORDER BY unit_name, my_unit.id LIMIT 2000"), NONE);
	return styrel_row_list_of(view_list_of(view, &styrel_row_record.shape, &query));
}

static int64_t version_of(const struct styrel *styrel)
{
	return STYREL_UNCOUNTED + styrel->id;
}

struct styrel_list styrel_counts(struct view *view, int64_t unit_id, struct str round)
{
	struct styrel_list all = styrel_list_of(view_list(view, &styrel_record.shape,
		SQL("SELECT * FROM my_styrel WHERE unit_id = $1 AND round = $2"
		    " ORDER BY id DESC LIMIT 200"), V(unit_id, round)));

	for (size_t i = 0; i < all.count; i++)
		all.at[i].version = version_of(&all.at[i]);
	return all;
}

void styrel_put(struct change *change, struct styrel *styrel)
{
	change_insert(change, &styrel_record.shape, styrel);
	styrel->version = version_of(styrel);
}
