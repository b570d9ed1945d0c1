/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_city.c - two units and their people, for the tests of this room. */
#include "base/embedded.h"
#include "kit/job.h"
#include "modules/crisis/tests_city.h"

#include <stdlib.h>
#include <string.h>

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
	static const char *const given[][2] = {
		{ "leads", "crisis_log" }, { "leads", "crisis_lead" },
		{ "takes_part", "crisis_log" },
		{ "central", "crisis_log" }, { "central", "crisis_lead" }, { "central", "crisis_city" },
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
	person_put(change, NORA, "nora", NORTH, "leads");
	person_put(change, SVEN, "sven", SOUTH, "leads");
	person_put(change, MAX, "max", NORTH, "takes_part");
	person_put(change, CENTRAL, "central", NORTH, "central");
}

void crisis_city(struct store *store)
{
	struct change *change;

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	city_put(change);
	CHECK(change_commit(change) == COMMITTED);
}

struct crisis city_crisis(struct change *change, const char *title)
{
	struct crisis crisis = { .unit_id = NORTH, .title = str_of(title) };

	crisis_add(change, &crisis, S("Nora"));
	return crisis;
}

struct view *crisis_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

struct change *crisis_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

void crisis_key_made(void)
{
	static char folder[] = "/tmp/varn-crisis-XXXXXX";

	if (strstr(folder, "XXXXXX"))
		CHECK(mkdtemp(folder) != NULL);
	data_folder_set(folder);
}

struct chain crisis_chain_after(struct store *store, const struct crisis *crisis, struct sql sql,
                                struct chain (*chain_of)(struct view *view, const struct crisis *crisis))
{
	struct change *change = crisis_change(store, NORA);
	struct chain chain;

	CHECK(change_run(change, sql, V(crisis->id)) == 1);
	chain = chain_of(change_view(change), crisis_of_number(change_view(change), crisis->public_id));
	change_undo(change);
	return chain;
}
