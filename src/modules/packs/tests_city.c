/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/tests_city.c - a city with a board and a district below it, for the tests of this room. */
#include "modules/packs/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "kit/job.h"
#include "store/test_store.h"

#include <stdlib.h>

extern const struct embedded catalogue_files[];

static void unit_put(struct change *change, int64_t id, const char *code, int64_t above)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $2, $2, 'district')"), V(id, code));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES ($1, $1, 0)"), V(id));
	if (!above)
		return;
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
		V(id, above));
	for (int64_t up = above; up; up = up == PACKS_BOARD ? PACKS_CITY : 0)
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, $3)"), V(up, id, id - up));
}

static void person_put(struct change *change, int64_t id, const char *name, int64_t unit_id,
                       const char *role, bool is_recursive)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id, phone)"
		" VALUES ($1, $2, $2, $2, $3, '08-465 99 99')"), V(id, name, unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, $4)"), V(id, unit_id, role, is_recursive));
}

static void duty_put(struct change *change, int64_t id, int64_t unit_id, int64_t person)
{
	change_run(change, SQL("INSERT INTO roster (id, public_id, function, unit_id, phone)"
		" VALUES ($1, $2, 'duty_director', $3, '08-465 004 12')"),
		V(id, arena_print(test_arena(), "roster%lld", (long long)id), unit_id));
	change_run(change, SQL("INSERT INTO roster_layer (id, public_id, roster_id, kind, starts, turn,"
		" from_minute, to_minute, made_at)"
		" VALUES ($1, $2, $1, 'rotation', '2026-01-01', 'day', 480, 480, 1)"),
		V(id, arena_print(test_arena(), "layer%lld", (long long)id)));
	change_run(change, SQL("INSERT INTO roster_member (layer_id, place, person_id)"
		" VALUES ($1, 1, $2)"), V(id, person));
	change_run(change, SQL("INSERT INTO duty_channel (public_id, person_id, kind, address)"
		" VALUES ($1, $2, 'mobile', $3)"),
		V(arena_print(test_arena(), "way%lld", (long long)id), person,
			arena_print(test_arena(), "070-465 00 %02lld", (long long)id)));
	change_run(change, SQL("INSERT INTO roster_step (roster_id, at, verb) VALUES ($1, 1, 'add')"),
		V(id));
}

static void rights_put(struct change *change)
{
	static const char *const all[] = { "rosters_read", "rosters_write",
		"alarms_read", "crisis_city", "people_read", "documents_read", "continuity_read" };

	for (size_t i = 0; i < COUNT(all); i++) {
		change_run(change, SQL("INSERT INTO role_permission (role, permission)"
			" VALUES ('all', $1)"), V(all[i]));
		if (i != 2)
			change_run(change, SQL("INSERT INTO role_permission (role, permission)"
				" VALUES ('lacking', $1)"), V(all[i]));
	}
}

struct store *packs_city(void)
{
	struct store *store = test_store();
	static char folder[] = "/tmp/varn-packs-XXXXXX";
	struct change *change;

	CHECK(mkdtemp(folder) != NULL);
	data_folder_set(folder);
	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_put(change, PACKS_CITY, "city", 0);
	unit_put(change, PACKS_BOARD, "board", PACKS_CITY);
	unit_put(change, PACKS_DISTRICT, "district", PACKS_BOARD);
	rights_put(change);
	person_put(change, PACKS_ALL, "alla", PACKS_CITY, "all", true);
	person_put(change, PACKS_BOARD_ONLY, "bara", PACKS_BOARD, "all", false);
	person_put(change, PACKS_LACKING, "lack", PACKS_CITY, "lacking", true);
	person_put(change, PACKS_HIDDEN, "gomd", PACKS_DISTRICT, "lacking", true);
	change_run(change, SQL("UPDATE person SET is_protected = 1 WHERE id = $1"), V(PACKS_HIDDEN));
	duty_put(change, 1, PACKS_BOARD, PACKS_ALL);
	duty_put(change, 2, PACKS_DISTRICT, PACKS_HIDDEN);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}
