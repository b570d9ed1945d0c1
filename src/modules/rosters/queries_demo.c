/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/queries_demo.c - whom the demo city puts on duty. */
#include "modules/rosters/demo.h"

struct found { int64_t id; };
static const struct column found_columns[] = {
	{ "id", COLUMN_int, offsetof(struct found, id), NULL, false },
};
static const struct shape found_shape = {
	.size = sizeof(struct found), .count = COUNT(found_columns), .columns = found_columns,
};

static void turns_take(struct rows rows, struct demo_turns *turns)
{
	const struct found *found = rows.at;

	for (size_t i = 0; i < rows.count && turns->count < DEMO_MOST_IN_TURN; i++)
		turns->people[turns->count++] = found[i].id;
}

void demo_holders(struct change *change, int64_t unit_id, const char *role,
                  struct demo_turns *turns)
{
	turns_take(view_list(change_view(change), &found_shape,
		SQL("SELECT person_id AS id FROM member WHERE unit_id = $1 AND role = $2"
		    " ORDER BY person_id LIMIT 3"), V(unit_id, role)), turns);
}

void demo_heads_below(struct change *change, int64_t unit_id, int64_t most,
                      struct demo_turns *turns)
{
	turns_take(view_list(change_view(change), &found_shape,
		SQL("SELECT member.person_id AS id FROM member"
		    " JOIN unit_closure ON unit_closure.below_id = member.unit_id"
		    " WHERE unit_closure.above_id = $1 AND unit_closure.depth > 0"
		    " AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())"
		    " AND member.role = 'handler' ORDER BY unit_closure.depth, member.person_id LIMIT $2"),
		V(unit_id, most)), turns);
}

struct str demo_login(struct change *change, int64_t person_id)
{
	return view_text(change_view(change), SQL("SELECT login FROM person WHERE id = $1"),
		V(person_id));
}

int64_t demo_unit(struct change *change, struct str code)
{
	return view_int(change_view(change), SQL("SELECT id FROM unit WHERE code = $1"), V(code));
}

int64_t demo_roster(struct change *change, struct str function, int64_t unit_id)
{
	return view_int(change_view(change),
		SQL("SELECT id FROM roster WHERE function = $1 AND unit_id = $2"),
		V(function, unit_id));
}

bool demo_has_channel(struct change *change, int64_t person_id)
{
	return view_int(change_view(change),
		SQL("SELECT 1 FROM duty_channel WHERE person_id = $1 LIMIT 1"), V(person_id)) != 0;
}
