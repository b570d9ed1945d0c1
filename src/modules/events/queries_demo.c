/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_demo.c - where the events of the demo city may happen. */
#include "modules/events/demo.h"

#include "modules/people/people.h"

struct unit_row {
	int64_t id, place_id, area_id, headcount, person_id;
	struct str code, area_code, place_type;
	struct date valid_from, valid_to;
};
#define UNIT_COLUMN(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct unit_row, name_), NULL }
static const struct column unit_columns[] = {
	UNIT_COLUMN(id, int), UNIT_COLUMN(place_id, int), UNIT_COLUMN(area_id, int),
	UNIT_COLUMN(headcount, int), UNIT_COLUMN(person_id, int), UNIT_COLUMN(code, text),
	UNIT_COLUMN(area_code, text), UNIT_COLUMN(place_type, text),
	UNIT_COLUMN(valid_from, date), UNIT_COLUMN(valid_to, date),
};
static const struct shape unit_shape = {
	.size = sizeof(struct unit_row), .count = COUNT(unit_columns), .columns = unit_columns,
};

struct demo_unit_list demo_units(struct view *view)
{
	struct rows rows = view_list(view, &unit_shape,
		SQL("SELECT unit.id, place.id AS place_id, place.area_id, unit.headcount,"
		    " unit.code, unit.area_code, place.kind AS place_type, unit.valid_from, unit.valid_to,"
		    " COALESCE((SELECT min(person.id) FROM person WHERE person.unit_id = unit.id), 0)"
		    " AS person_id"
		    " FROM unit JOIN place ON place.id = unit.place_id"
		    " ORDER BY unit.id"), NONE);
	const struct unit_row *row = rows.at;
	struct demo_unit_list list = { rows.count,
		arena_array(view_arena(view), struct demo_unit, rows.count + 1) };

	for (size_t i = 0; i < rows.count; i++)
		list.at[i] = (struct demo_unit){ .id = row[i].id, .place_id = row[i].place_id,
			.area_id = row[i].area_id, .code = row[i].code, .area_code = row[i].area_code,
			.place_type = row[i].place_type, .weight = (double)(row[i].headcount + 1),
			.valid_from = row[i].valid_from, .valid_to = row[i].valid_to,
			.person_id = row[i].person_id,
			.handler_id = handler_of(view, row[i].id) };
	return list;
}

int64_t demo_event_before(struct view *view, int64_t unit_id, struct instant before)
{
	return view_int(view, SQL("SELECT id FROM event WHERE unit_id = $1 AND occurred_at < $2"
		" AND is_restricted = 0 AND state NOT IN ('merged', 'rejected')"
		" ORDER BY occurred_at DESC, id DESC LIMIT 1"), V(unit_id, before));
}
