/* SPDX-License-Identifier: EUPL-1.2 */
/* events/tests_city.c - see tests_city.h. */
#include "modules/events/tests_city.h"

#include "kit/visit.h"

static const struct { int64_t above, below, depth; } closures[] = {
	{ CITY, CITY, 0 }, { CITY, BOARD_A, 1 }, { CITY, BOARD_B, 1 }, { CITY, WORK_A1, 2 },
	{ CITY, WORK_A2, 2 }, { CITY, WORK_B1, 2 }, { CITY, WORK_B2, 2 }, { BOARD_A, BOARD_A, 0 },
	{ BOARD_A, WORK_A1, 1 }, { BOARD_A, WORK_A2, 1 }, { BOARD_B, BOARD_B, 0 },
	{ BOARD_B, WORK_B1, 1 }, { BOARD_B, WORK_B2, 1 }, { WORK_A1, WORK_A1, 0 },
	{ WORK_A2, WORK_A2, 0 }, { WORK_B1, WORK_B1, 0 }, { WORK_B2, WORK_B2, 0 },
};

void events_units_put(struct change *change)
{
	for (int64_t id = CITY; id < UNITS; id++)
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, $3)"),
			V(id, arena_print(test_arena(), "u%lld", (long long)id),
			  id == BOARD_A || id == BOARD_B ? "district" : "workplace"));
	for (size_t i = 0; i < COUNT(closures); i++)
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, $3)"),
			V(closures[i].above, closures[i].below, closures[i].depth));
	for (size_t i = 0; i < COUNT(closures); i++)
		if (closures[i].depth == 1)
			change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id)"
				" VALUES ($1, $2)"), V(closures[i].below, closures[i].above));
}

void events_person_put(struct change *change, int64_t id, int64_t unit, const char *role)
{
	struct str name = arena_print(test_arena(), "p%lld", (long long)id);

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, name));
	if (unit)
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
			" VALUES ($1, $2, $3, 1)"), V(id, unit, role));
}

struct request *events_list_request(int64_t person, bool reaches_all, struct str query)
{
	struct request *request = arena_new(test_arena(), struct request);
	struct visit *visit = arena_new(test_arena(), struct visit);

	request->arena = test_arena();
	request->context = visit;
	request->path = S("/events");
	visit->request = request;
	visit->person = (struct person){ .id = person, .reaches_all = reaches_all };
	CHECK(request_pairs(test_arena(), query, &request->query, &request->query_count));
	return request;
}
