/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/queries_holes.c - rosters in use and who keeps them; as the system. */
#include "modules/rosters/inside.h"

struct roster_list rosters_in_use(struct view *view)
{
	return roster_list_of(view_list(view, &roster_record.shape,
		SQL("SELECT * FROM roster WHERE closed_at = 0 ORDER BY id LIMIT 5000"), NONE));
}

#define BELOW \
	"(SELECT below_id FROM unit_closure WHERE above_id = $1 AND is_history = 0" \
	" AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2))"

struct roster_list rosters_below(struct view *view, int64_t unit_id)
{
	return roster_list_of(view_list(view, &roster_record.shape,
		SQL("SELECT * FROM roster WHERE closed_at = 0"
		    " AND (is_city = 1 OR unit_id IN " BELOW
		    "      OR id IN (SELECT roster_id FROM roster_share WHERE ended_at = 0"
		    "                AND unit_id IN " BELOW "))"
		    " ORDER BY is_city DESC, unit_id, id LIMIT 1000"), V(unit_id, date_today())));
}

struct str roster_unit_name(struct view *view, int64_t unit_id)
{
	return view_text(view, SQL("SELECT CASE WHEN $2 = 'en' AND name_en <> '' THEN name_en"
		" ELSE name_sv END FROM unit WHERE id = $1"), V(unit_id, tongue_code()));
}

static const struct column keeper_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct roster_keeper, person_id), NULL, false },
};
static const struct shape keeper_shape = {
	.size = sizeof(struct roster_keeper), .count = COUNT(keeper_columns),
	.columns = keeper_columns,
};

#define KEEPS \
	" FROM member JOIN role_permission ON role_permission.role = member.role" \
	" JOIN unit_closure ON unit_closure.above_id = member.unit_id" \
	" JOIN person ON person.id = member.person_id" \
	" WHERE role_permission.permission = 'rosters_write' AND person.is_active = 1" \
	" AND unit_closure.below_id = $1" \
	" AND member.valid_from <= $2 AND (member.valid_to = '' OR member.valid_to >= $2)" \
	" AND (member.is_recursive = 1 OR unit_closure.depth = 0)" \
	" AND unit_closure.valid_from <= $2" \
	" AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= $2)"

struct roster_keeper_list roster_keepers(struct view *view, int64_t unit_id)
{
	struct date today = date_today();

	return roster_keeper_list_of(view_list(view, &keeper_shape,
		SQL("SELECT DISTINCT member.person_id AS person_id" KEEPS
		    " AND unit_closure.depth = (SELECT min(unit_closure.depth)" KEEPS ")"
		    " ORDER BY person_id LIMIT 10"), V(unit_id, today)));
}
