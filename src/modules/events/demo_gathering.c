/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/demo_gathering.c - some weeks of damage at one place in the demo city, so that the room
 * of hot spots has something to find: a cluster of late, and one event after another near it.
 *
 * Day, hour, type and point stand in catalogues/demo/gathering.csv.
 */
#include "modules/events/demo.h"

#include "kit/demo.h"
#include "modules/places/places.h"

static const struct demo_unit *unit_of(const struct demo *demo, struct str code)
{
	for (size_t i = 0; i < demo->units.count; i++)
		if (str_equals(demo->units.at[i].code, code))
			return &demo->units.at[i];
	return NULL;
}

const struct demo_unit *demo_gathered(struct demo *demo, struct arena *arena, const struct csv_table *table,
                                      size_t row, struct event *event)
{
	const struct demo_unit *unit = unit_of(demo, csv_cell(table, row, "unit_code"));
	const struct item *type = item_find("event/types", csv_cell(table, row, "type_code"));
	struct date day = date_add_days(demo->today, -(int)demo_int(table, row, "days_ago"));

	if (!unit || !type)
		return NULL;
	*event = (struct event){ .unit_id = unit->id, .place_type = unit->place_type, .type = type->code,
		.class = item_text(type, "class"), .channel = S("mobile"), .blocks = S("{}"),
		.reporter_role = S("employee"), .severity = 1, .potential_severity = 1,
		.story = demo_story(demo, arena, type->code, unit->place_type) };
	event->occurred_at = instant_at(day, (int)demo_int(table, row, "hour"), 20, 0);
	event->discovered_at = instant_at(date_add_days(day, 1), 7, 30, 0);
	event->reported_at = event->created_at = (struct instant){ event->discovered_at.seconds + HOUR };
	sweref_of(demo_number(table, row, "lat"), demo_number(table, row, "lon"), &event->north_mm, &event->east_mm);
	return unit;
}
