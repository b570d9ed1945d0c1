/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/queries.c - units and their packs, who fetched one, and what the jobs ask. */
#include "modules/packs/inside.h"

/* ---- As this person may see ------------------------------------------------------------ */

#define NEWEST(column, my) \
	"COALESCE((SELECT newest." column " FROM " my "pack AS newest" \
	" WHERE newest.unit_id = owner.unit_id AND newest.removed_at = 0" \
	" ORDER BY newest.id DESC LIMIT 1), "
#define UNIT_ROW(my) \
	"SELECT owner.unit_id, " \
	" CASE WHEN owner.unit_id IN (SELECT unit_id FROM " my "unit_parent) THEN 0 ELSE 1 END" \
	"  AS is_city, 0 AS since," \
	" " NEWEST("public_id", my) "'') AS public_id," \
	" " NEWEST("made_at", my) "0) AS made_at," \
	" " NEWEST("bytes", my) "0) AS bytes," \
	" " NEWEST("digest", my) "'') AS digest," \
	" " NEWEST("roster_mark", my) "0) AS roster_mark,"

struct pack_unit_list pack_units(struct view *view)
{
	return pack_unit_list_of(view_list(view, &pack_unit_record.shape,
		SQL(UNIT_ROW("my_")
		    " (SELECT count(*) FROM my_pack_fetch JOIN my_pack"
		    "  ON my_pack.id = my_pack_fetch.pack_id"
		    "  WHERE my_pack.unit_id = owner.unit_id AND my_pack.removed_at = 0) AS fetched,"
		    " COALESCE((SELECT max(step.id) FROM my_pack_roster_step AS step"
		    "  WHERE step.unit_id = owner.unit_id), 0) AS roster_now"
		    " FROM my_pack_unit AS owner JOIN my_unit ON my_unit.id = owner.unit_id"
		    " ORDER BY is_city DESC, my_unit.name_sv COLLATE local, owner.unit_id LIMIT 2000"),
		NONE));
}

const struct pack_unit *pack_unit_get(struct view *view, int64_t unit_id)
{
	return view_get(view, &pack_unit_record.shape,
		SQL(UNIT_ROW("my_") " 0 AS fetched, 0 AS roster_now"
		    " FROM my_pack_unit AS owner WHERE owner.unit_id = $1"), V(unit_id));
}

const struct pack *pack_get(struct view *view, struct str public_id)
{
	return view_get(view, &pack_record.shape,
		SQL("SELECT * FROM my_pack WHERE public_id = $1"), V(public_id));
}

struct pack_list packs_of(struct view *view, int64_t unit_id)
{
	return pack_list_of(view_list(view, &pack_record.shape,
		SQL("SELECT * FROM my_pack WHERE unit_id = $1 AND removed_at = 0"
		    " ORDER BY id DESC LIMIT 200"), V(unit_id)));
}

struct pack_fetch_list pack_fetches(struct view *view, int64_t pack_id)
{
	return pack_fetch_list_of(view_list(view, &pack_fetch_record.shape,
		SQL("SELECT * FROM my_pack_fetch WHERE pack_id = $1 ORDER BY id DESC LIMIT 500"),
		V(pack_id)));
}

/* ---- As the system ---------------------------------------------------------------------- */

/* The same units as my_pack_owner; since when each should have one. */
struct pack_unit_list pack_units_all(struct view *view)
{
	return pack_unit_list_of(view_list(view, &pack_unit_record.shape,
		SQL("SELECT one.unit_id, one.is_city, one.public_id, one.made_at, one.bytes, one.digest,"
		    " one.roster_mark, one.fetched, one.roster_now,"
		    " COALESCE((SELECT min(roster.created_at) FROM roster"
		    "  WHERE roster.unit_id = one.unit_id AND roster.closed_at = 0),"
		    "  (SELECT min(alarm_path.created_at) FROM alarm_path"
		    "   WHERE alarm_path.unit_id = one.unit_id AND alarm_path.closed_at = 0),"
		    "  (SELECT unit.created_at FROM unit WHERE unit.id = one.unit_id), 0) AS since"
		    " FROM (" UNIT_ROW("") " 0 AS fetched,"
		    "  COALESCE((SELECT max(roster_step.id) FROM roster_step"
		    "   JOIN roster ON roster.id = roster_step.roster_id"
		    "   JOIN unit_closure ON unit_closure.below_id = roster.unit_id"
		    "   WHERE unit_closure.above_id = owner.unit_id"
		    "     AND unit_closure.is_history = 0), 0) AS roster_now"
		    "  FROM my_pack_owner AS owner) AS one ORDER BY one.unit_id"), NONE));
}

struct str pack_unit_code(struct view *view, int64_t unit_id)
{
	return view_text(view, SQL("SELECT code FROM unit WHERE id = $1"), V(unit_id));
}

struct str pack_unit_name(struct view *view, int64_t unit_id)
{
	return view_text(view, SQL("SELECT CASE WHEN $2 = 'en' AND name_en <> '' THEN name_en"
		" ELSE name_sv END FROM unit WHERE id = $1"), V(unit_id, tongue_code()));
}

struct pack_list packs_to_remove(struct view *view, struct instant before)
{
	return pack_list_of(view_list(view, &pack_record.shape,
		SQL("SELECT * FROM pack WHERE removed_at = 0 AND made_at < $1"
		    " AND EXISTS (SELECT 1 FROM pack AS newer WHERE newer.unit_id = pack.unit_id"
		    "             AND newer.id > pack.id)"
		    " ORDER BY id LIMIT 500"), V(before)));
}

void pack_removed(struct change *change, const struct pack *pack, struct instant at)
{
	change_run(change, SQL("UPDATE pack SET removed_at = $2 WHERE id = $1"), V(pack->id, at));
	change_note(change, "pack", pack->id, "remove_file", S(""));
}

bool pack_job_has_run(struct view *view, const char *kind, struct instant before)
{
	return view_int(view, SQL("SELECT 1 FROM job WHERE kind = $1 AND created_at < $2 LIMIT 1"),
		V(kind, before)) != 0;
}

static const struct column keeper_columns[] = {
	{ "person_id", COLUMN_int, offsetof(struct keeper, person_id), NULL, false },
};
static const struct shape keeper_shape = {
	.size = sizeof(struct keeper), .count = COUNT(keeper_columns), .columns = keeper_columns,
};

struct keeper_list pack_keepers(struct view *view)
{
	return keeper_list_of(view_list(view, &keeper_shape,
		SQL("SELECT DISTINCT member.person_id AS person_id"
		    " FROM member JOIN role_permission ON role_permission.role = member.role"
		    " JOIN person ON person.id = member.person_id"
		    " WHERE role_permission.permission = 'settings_write' AND person.is_active = 1"
		    " AND member.valid_from <= $1 AND (member.valid_to = '' OR member.valid_to >= $1)"
		    " ORDER BY person_id LIMIT 10"), V(date_today())));
}
