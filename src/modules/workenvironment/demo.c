/* SPDX-License-Identifier: EUPL-1.2 */
/* workenvironment/demo.c - follow-ups of last year in the demo city: catalogues/demo/work_reviews.csv. */
#include "modules/workenvironment/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 16 << 20 };

static void review_make(struct change *change, const struct csv_table *table, size_t row)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_of_code(view, csv_cell(table, row, "unit_code"));
	struct work_review review = { .year = date_today().year - 1,
		.words = csv_cell(table, row, "words_sv"), .next_words = csv_cell(table, row, "next_sv"),
		.injuries = demo_int(table, row, "injuries"),
		.near_misses = demo_int(table, row, "near_misses"),
		.risks = demo_int(table, row, "risks"), .to_tell = demo_int(table, row, "to_tell"),
		.told = demo_int(table, row, "told"),
		.signed_by = person_of_login(view, csv_cell(table, row, "login")),
		.signed_on = date_add_days(date_today(), -(int)demo_int(table, row, "days_ago")) };

	if (!unit)
		return;
	review.unit_id = unit->id;
	review.created_by = review.signed_by;
	change_insert(change, &work_review_record.shape, &review);
}

void workenvironment_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *table = demo_rows(arena, "work_reviews");

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		review_make(change, table, row);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
