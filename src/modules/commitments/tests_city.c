/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests_city.c - two boards and their people, for the tests of this room. */
#include "modules/commitments/tests_city.h"

#include "base/embedded.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

struct store *commitments_lists(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static void person_put(struct change *change, int64_t id, const char *login, int64_t unit_id,
                       const char *role)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, login));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

void commitments_boards(struct change *change)
{
	static const char *const given[][2] = {
		{ "writes", "commitments_read" }, { "writes", "commitments_write" },
		{ "writes", "commitments_secret" }, { "writes", "programme_read" },
		{ "reads", "commitments_read" },
	};

	for (int64_t i = NORTH; i <= SOUTH; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == NORTH ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	person_put(change, NORA, "nora", NORTH, "writes");
	person_put(change, SVEN, "sven", SOUTH, "writes");
	person_put(change, MAX, "max", NORTH, "reads");
}

struct commitment board_commitment(struct change *change, int64_t unit_id, const char *name)
{
	struct commitment commitment = { .unit_id = unit_id, .name = str_of(name),
		.performed_by = PERFORMED_own };

	commitment_add(change, &commitment);
	return commitment;
}

struct view *commitments_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}
