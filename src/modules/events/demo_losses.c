/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/demo_losses.c - events with a cost at some units of the demo city, evenly over their days,
 * so that a measure there can have avoided something (catalogues/demo/losses.csv).
 */
#include "modules/events/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#include <math.h>

enum { ARENA_BYTES = 32 << 20, MOST_LOSSES = 1000, MOST_A_ROW = 200, FIRST_HOUR = 7, HOURS_OPEN = 14 };

/* Most cost little, some much: evenly on the logarithm, and then towards the low end. */
static int64_t cost_of(struct arena *arena, const struct csv_table *table, size_t row, struct str which)
{
	double from = (double)demo_int(table, row, "cost_from"), to = (double)demo_int(table, row, "cost_to");
	double share = demo_drawn(arena, csv_cell(table, row, "unit_code"), which, "cost") / (double)PER_MILLE;

	return llround(from * pow(to / from, pow(share, 1.5)) / 100) * 100;
}

static struct event loss_of(struct arena *arena, const struct csv_table *table, size_t row, int64_t n,
                            int64_t unit_id, int64_t handler_id)
{
	const struct item *type = item_find("event/types", csv_cell(table, row, "type_code"));
	struct str which = arena_print(arena, "%zu %lld", row, (long long)n);
	int64_t ago = demo_int(table, row, "from_days_ago")
		- n * demo_int(table, row, "days") / demo_int(table, row, "count");
	int hour = FIRST_HOUR + demo_drawn(arena, csv_cell(table, row, "unit_code"), which, "hour") % HOURS_OPEN;
	struct event event = { .unit_id = unit_id, .place_type = csv_cell(table, row, "place_type"), .type = type->code,
		.class = item_text(type, "class"), .channel = S("web"), .blocks = S("{}"), .severity = 1,
		.potential_severity = 2, .reporter_role = S("employee"), .story = csv_cell(table, row, "story_sv"),
		.handler_id = handler_id, .state = STATE_closed,
		.occurred_at = instant_at(date_add_days(date_today(), -(int)ago), hour, 20, 0) };

	event.discovered_at = event.occurred_at;
	event.reported_at = event.created_at = (struct instant){ event.occurred_at.seconds + HOUR };
	event.received_at = (struct instant){ event.reported_at.seconds + 3 * HOUR };
	event.closed_at = (struct instant){ event.received_at.seconds + 9 * DAY };
	event.feedback = S("Tack. Felet är åtgärdat.");
	event.feedback_at = event.closed_at;
	event.cost_estimate = cost_of(arena, table, row, which);
	return event;
}

void events_demo_losses(struct store *store)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const struct csv_table *table = demo_rows(arena, "losses");
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct event *events = arena_array(arena, struct event, MOST_LOSSES);
	size_t count = 0;

	for (size_t row = 1; row < table->count; row++) {
		const struct unit *unit = unit_of_code(change_view(change), csv_cell(table, row, "unit_code"));
		int64_t handler = person_of_login(change_view(change), csv_cell(table, row, "handler"));

		for (int64_t n = 0; unit && n < demo_int(table, row, "count") && n < MOST_A_ROW && count < MOST_LOSSES; n++)
			events[count++] = loss_of(arena, table, row, n, unit->id, handler);
	}
	event_report_many(change, events, count);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
