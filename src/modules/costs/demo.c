/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * costs/demo.c - price indexes of the demo city, invented, by the years before today.  Nobody has
 * decided yet what a large loss is: the page says so.
 */
#include "modules/costs/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 8 << 20 };

/* Written by somebody with a name, as every value is. */
static void price_put(struct change *change, const struct csv_table *table, size_t row, int64_t person_id)
{
	struct cost_price price = { .name = csv_cell(table, row, "name"), .source = csv_cell(table, row, "source"),
		.year = date_today().year - demo_int(table, row, "years_ago"), .set_by = person_id,
		.set_name = person_name_kept(change_view(change), person_id), .set_at = instant_now() };

	str_to_real(csv_cell(table, row, "value"), &price.value);
	change_insert(change, &cost_price_record.shape, &price);
}

static int64_t writer_of(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	int64_t person_id = person_of_login(view, S("central"));

	view_close(view);
	return person_id;
}

void costs_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const struct csv_table *table = demo_rows(arena, "cost_prices");
	int64_t person_id = writer_of(store, arena);
	struct change *change = change_open(store, arena, (struct who){ .person = person_id, .is_system = true });

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		price_put(change, table, row, person_id);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
