/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/tests_city.c - two boards and their people, for the tests of this room. */
#include "modules/rosters/tests_city.h"

#include "base/embedded.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static void person_put(struct change *change, int64_t id, const char *login, int64_t unit_id,
                       const char *role)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, login, unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

struct store *rosters_city(void)
{
	static const char *const given[][2] = {
		{ "keeps", "rosters_read" }, { "keeps", "rosters_write" }, { "keeps", "programme_read" },
		{ "reads", "rosters_read" }, { "serves", "events_report" },
	};
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = NORTH; i <= SOUTH; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == NORTH ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	person_put(change, NORA, "nora", NORTH, "keeps");
	person_put(change, SVEN, "sven", SOUTH, "keeps");
	person_put(change, MAX, "max", NORTH, "reads");
	person_put(change, ERIK, "erik", SOUTH, "serves");
	change_commit(change);
	return store;
}

struct roster roster_put(struct change *change, const char *function, int64_t unit_id,
                         bool is_city)
{
	struct roster roster = { .function = str_of(function), .unit_id = unit_id,
		.phone = S("08-465 004 12") };

	roster_add(change, &roster);
	CHECK(roster.is_city == is_city);
	return roster;
}

void rotation_put(struct change *change, int64_t roster_id, struct date starts, size_t count,
                  const int64_t *people)
{
	struct layer layer = { .roster_id = roster_id, .kind = LAYER_rotation, .starts = starts,
		.turn = TURN_day, .turn_length = 1, .from_minute = 8 * 60, .to_minute = 8 * 60,
		.days = DAYS_all, .made_at = instant_at(date_add_days(starts, -14), 10, 0, 0) };

	layer_add(change, &layer, count, people);
}

struct view *rosters_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}
