/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests_city.c - see tests_city.h. */
#include "modules/reporting/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"

extern const struct embedded catalogue_files[];

static void unit_put(struct change *change, int64_t id, const char *code, const char *kind, int64_t above,
                     int64_t employees)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, headcount)"
		" VALUES ($1, $2, $2, $2, $3, $4)"), V(id, code, kind, employees));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"),
		V(id));
	if (above)
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" SELECT above_id, $1, depth + 1 FROM unit_closure WHERE below_id = $2"), V(id, above));
	if (above)
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
			V(id, above));
}

static void person_put(struct change *change, int64_t id, const char *login, int64_t unit_id,
                       const char *role)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, login, unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

void reporting_city(struct store *store)
{
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 9, 1 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_put(change, CITY, "city", "city", 0, 0);
	unit_put(change, NORTH, "north", "district", CITY, 900);
	unit_put(change, SCHOOL, "school", "workplace", NORTH, 100);
	unit_put(change, SOUTH, "south", "district", CITY, 1000);
	person_put(change, NORA, "nora", NORTH, "unit_coordinator");
	person_put(change, POLLY, "polly", NORTH, "politician");
	person_put(change, CLARA, "clara", CITY, "claims_officer");
	person_put(change, SECURITY, "security", CITY, "chief_security_officer");
	CHECK(change_commit(change) == COMMITTED);
}

struct view *reporting_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

struct change *reporting_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

void reporting_events(struct store *store, int64_t unit_id, int first_day, int count, const char *columns)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	for (int i = 0; i < count; i++) {
		struct instant at = instant_at((struct date){ 2026, 3, first_day + i }, 8, 0, 0);
		struct str key = arena_print(test_arena(), "%lld-%s-%d", (long long)unit_id, columns, first_day + i);

		change_run(change, SQL("INSERT INTO event (public_id, number, unit_id, board_id, title, state,"
			" class, type, injured, is_restricted, claim_number, cost_estimate, occurred_at, reported_at)"
			" VALUES ($1, $1, $2, $2, '', CASE WHEN $3 = 'rejected' THEN 'rejected' ELSE 'reported' END,"
			" CASE WHEN $3 = 'near' THEN 'near_miss' ELSE 'accident' END, 'property.damage',"
			" CASE WHEN $3 = 'injury' THEN 1 ELSE 0 END, CASE WHEN $3 = 'secret' THEN 1 ELSE 0 END,"
			" CASE WHEN $3 = 'claim' THEN $1 ELSE '' END, 5000, $4, $5)"),
			V(key, unit_id, columns, at, (struct instant){ at.seconds + 2 * HOUR }));
	}
	CHECK(change_commit(change) == COMMITTED);
}
