/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/tests_city.c - see tests_city.h. */
#include "modules/measures/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"

extern const struct embedded catalogue_files[];

static void role_put(struct change *change, const char *role, const char *permission)
{
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
		V(str_of(role), str_of(permission)));
}

struct store *measures_city(void)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 2; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == 1 ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES (11, 'nora', 'nora', 'Nora'), (12, 'olle', 'olle', 'Olle'), (13, 'rut', 'rut', 'Rut'),"
		" (14, 'siv', 'siv', 'Siv')"), NONE);
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES (14, 1, 'chief', 0)"), NONE);
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'chief'),"
		" (11, 2, 'chief'), (12, 1, 'chief'), (13, 1, 'reader'), (13, 2, 'reader')"), NONE);
	role_put(change, "chief", "measures_read");
	role_put(change, "chief", "measures_write");
	role_put(change, "chief", "events_read");
	role_put(change, "reader", "measures_read");
	CHECK(change_commit(change) == COMMITTED);
	calendar_freeze(instant_at((struct date){ 2026, 9, 15 }, 9, 0, 0));
	return store;
}
