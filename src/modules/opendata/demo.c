/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/demo.c - what the demo city has published of the year before: events and exercises. */
#include "base/say.h"
#include "modules/opendata/inside.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 64 << 20 };

static void approve(struct store *store, struct arena *arena, const struct publication *made, int64_t person)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct publication now = *made;

	now.state = PUBLICATION_approved;
	now.approved_by = person;
	now.approved_name = person_name_kept(change_view(change), person);
	now.approved_at = instant_now();
	change_update(change, &publication_record.shape, &now, now.version);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void opendata_demo(struct store *store, int scale)
{
	static const char *const tables[] = { "events", "exercises" };
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	int64_t maker = person_of_login(change_view(change), S("central"));
	int64_t approver = person_of_login(change_view(change), S("security"));

	(void)scale;
	change_undo(change);
	for (size_t i = 0; maker && i < COUNT(tables); i++) {
		struct publication_making making = { .who = { .person = maker }, .table_code = str_of(tables[i]),
			.year = date_today().year - 1 };

		if (!publication_make(store, arena, &making))
			abandon("Could not publish in the demo city.", str_z(arena, making.problem));
		approve(store, arena, &making.made, approver);
	}
	arena_close(arena);
}
