/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/tests_city.c - two units and their people, for the tests of this room. */
#include "modules/exercises/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"

extern const struct embedded catalogue_files[];

static void person_put(struct change *change, int64_t id, const char *login, int64_t unit_id,
                       const char *role)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, login));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

static void city_put(struct change *change)
{
	static const char *const leads[] = { "exercises_read", "exercises_write", "crisis_log",
		"crisis_lead", "programme_read", "alarms_read", "alarms_start" };

	for (int64_t i = NORTH; i <= SOUTH; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == NORTH ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	for (size_t i = 0; i < COUNT(leads); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission)"
			" VALUES ('leads', $1)"), V(leads[i]));
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('takes_part', 'exercises_read'), ('takes_part', 'measures_write'),"
		" ('takes_part', 'crisis_log'), ('audits', 'exercises_read')"), NONE);
	person_put(change, LENA, "lena", NORTH, "leads");
	person_put(change, SVEN, "sven", SOUTH, "leads");
	person_put(change, PELLE, "pelle", NORTH, "takes_part");
	person_put(change, CENTRAL, "central", NORTH, "leads");
}

void exercises_city(struct store *store)
{
	struct change *change;

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	city_put(change);
	CHECK(change_commit(change) == COMMITTED);
}

struct view *exercises_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

struct change *exercises_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

struct exercise exercise_of_north(struct store *store, const char *kind)
{
	struct change *change = exercises_change(store, LENA);
	struct exercise exercise = { .unit_id = NORTH, .kind = str_of(kind), .title = S("Dark"),
		.on_date = date_today(), .leader_id = LENA };

	exercise_add(change, &exercise);
	CHECK(change_commit(change) == COMMITTED);
	return exercise;
}
