/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/queries_demo.c - what the demo asks, as the system. */
#include "modules/scanning/bulletins.h"

const struct news_item *news_item_of_key(struct view *view, struct str key)
{
	return view_get(view, &news_item_record.shape,
		SQL("SELECT * FROM news_item WHERE item_key = $1 ORDER BY id LIMIT 1"), V(key));
}

struct str news_person_name(struct view *view, int64_t id)
{
	return view_text(view, SQL("SELECT name FROM person WHERE id = $1"), V(id));
}

static const struct column receiver_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct bulletin_receiver, unit_id), NULL, false },
	{ "code", COLUMN_text, offsetof(struct bulletin_receiver, code), NULL, false },
	{ "person_id", COLUMN_int, offsetof(struct bulletin_receiver, person_id), NULL, false },
	{ "person_name", COLUMN_text, offsetof(struct bulletin_receiver, person_name), NULL, false },
};
static const struct shape receiver_shape = { .size = sizeof(struct bulletin_receiver),
	.count = COUNT(receiver_columns), .columns = receiver_columns };

struct bulletin_receiver_list bulletin_receivers(struct view *view, int64_t bulletin_id)
{
	return bulletin_receiver_list_of(view_list(view, &receiver_shape,
		SQL("SELECT a.unit_id, unit.code, person.id AS person_id, person.name AS person_name"
		    " FROM bulletin_address AS a JOIN unit ON unit.id = a.unit_id"
		    " JOIN person ON person.id = (SELECT min(member.person_id) FROM member"
		    "  JOIN role_permission ON role_permission.role = member.role"
		    "  WHERE member.unit_id = a.unit_id AND role_permission.permission = 'programme_answer'"
		    "  AND (member.valid_to = '' OR member.valid_to >= today()))"
		    " WHERE a.bulletin_id = $1 ORDER BY a.unit_id"), V(bulletin_id)));
}
