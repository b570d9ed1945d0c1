/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/tests_city.c - see tests_city.h. */
#include "modules/scanning/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/setting.h"
#include "modules/units/units.h"

extern const struct embedded catalogue_files[];

static void units_put(struct change *change)
{
	static const struct { int64_t id; const char *code, *kind; } units[] = { { CITY, "city", "city" },
		{ NORTH, "north", "district" }, { SOUTH, "south", "district" }, { OFFICE, "office", "office" } };

	for (size_t i = 0; i < COUNT(units); i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, $3)"), V(units[i].id, units[i].code, units[i].kind));
		if (units[i].id != CITY)
			change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
				V(units[i].id, (int64_t)CITY));
	}
	unit_closure_make(change);
}

static void people_put(struct change *change)
{
	static const char *const given[][2] = { { "scans", "scanning_read" }, { "scans", "scanning_write" },
		{ "scans", "programme_read" }, { "handles", "scanning_read" }, { "handles", "events_handle" } };
	static const struct { int64_t id, unit; const char *login, *role; } people[] = {
		{ NORA, CITY, "nora", "scans" }, { OMAR, CITY, "omar", "scans" },
		{ MAX, NORTH, "max", "handles" }, { LISA, SOUTH, "lisa", "handles" } };

	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	for (size_t i = 0; i < COUNT(people); i++) {
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(people[i].id, people[i].login));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
			V(people[i].id, people[i].unit, people[i].role));
	}
}

struct store *scanning_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 7, 14 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	units_put(change);
	people_put(change);
	setting_put(change, "scanning_network", S("no"));
	change_insert(change, &news_source_record.shape, &(struct news_source){ .id = PRESS,
		.code = S("press"), .name = S("The press"), .address = S("https://press.example/feed"),
		.every_minutes = 60, .is_on = true });
	CHECK(change_commit(change) == COMMITTED);
	catalogue_refresh(store);
	return store;
}
