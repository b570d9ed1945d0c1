/* SPDX-License-Identifier: EUPL-1.2 */
#include "modules/continuity/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "modules/commitments/commitments.h"
#include "modules/continuity/plans.h"
#include "modules/units/units.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id)"
		" VALUES ($1, $2, $2, $2, $3)"),
		V(id, arena_print(test_arena(), "p%d", (int)id), unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(id, unit_id, role));
}

static void unit_add(struct change *change, int64_t id, const char *code, const char *kind, int64_t parent_id)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, code, kind));
	if (parent_id)
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
			V(id, parent_id));
}

struct store *continuity_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 9, 20 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_add(change, CITY, "city", "city", 0);
	unit_add(change, NORTH, "north", "district", CITY);
	unit_add(change, SOUTH, "south", "district", CITY);
	unit_add(change, ENERGY, "energy", "company", CITY);
	unit_closure_make(change);
	person_add(change, WRITER, "unit_coordinator", NORTH);
	person_add(change, READER, "handler", NORTH);
	person_add(change, STRANGER, "unit_coordinator", SOUTH);
	person_add(change, OFFICE, "central_coordinator", CITY);
	person_add(change, CHIEF, "chief_security_officer", CITY);
	person_add(change, DIRECTOR, "unit_director", NORTH);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct change *system_change(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

int64_t commitment_made(struct store *store, const char *name, int64_t unit_id, int64_t acceptable_hours)
{
	struct change *change = system_change(store);
	struct commitment commitment = { .name = str_of(name), .unit_id = unit_id,
		.state = COMMITMENT_active, .performed_by = PERFORMED_own,
		.acceptable_outage_hours = acceptable_hours };

	commitment_add(change, &commitment);
	CHECK(change_commit(change) == COMMITTED);
	return commitment.id;
}

static int64_t node_insert(struct store *store, struct node node)
{
	struct change *change = system_change(store);

	change_insert(change, &node_record.shape, &node);
	CHECK(change_commit(change) == COMMITTED);
	return node.id;
}

int64_t node_made_for(struct store *store, int64_t commitment_id, int64_t unit_id)
{
	return node_insert(store, (struct node){ .kind = S("commitment"),
		.commitment_id = commitment_id, .unit_id = unit_id });
}

int64_t node_made_at(struct store *store, const char *name, int64_t unit_id, double recovery_hours)
{
	return node_insert(store, (struct node){ .kind = S("infrastructure"), .name = str_of(name),
		.unit_id = unit_id, .is_shared = true, .recovery_hours = recovery_hours });
}

int64_t need_made(struct store *store, int64_t owner_id, const char *resource, double buffer_hours,
                  int64_t needed, const int64_t *members)
{
	struct change *change = system_change(store);
	struct dependency dependency = { .owner_id = owner_id, .resource = str_of(resource),
		.needed = needed, .buffer_hours = buffer_hours, .effect = S("4") };

	change_insert(change, &dependency_record.shape, &dependency);
	for (; *members; members++)
		dependency_member_add(change, dependency.id, *members);
	CHECK(change_commit(change) == COMMITTED);
	return dependency.id;
}

struct view *seen_by(struct store *store, int64_t person_id)
{
	return view_open(store, test_arena(), (struct who){ .person = person_id });
}

struct plan_made plan_made_at(struct store *store, int64_t unit_id, const char *name, int64_t commitment_id,
                              double endurance_hours)
{
	struct change *change = system_change(store);
	struct continuity_plan plan = { .unit_id = unit_id, .name = str_of(name) };
	struct plan_edition edition = { .number = 1, .state = EDITION_draft };
	struct plan_routine routine = { .resource = S("electricity"), .instead = S("by hand"),
		.endurance_hours = endurance_hours };

	change_insert(change, &plan_record.shape, &plan);
	edition.plan_id = plan.id;
	change_insert(change, &edition_record.shape, &edition);
	edition_protect(change, edition.id, commitment_id);
	routine.edition_id = edition.id;
	change_insert(change, &routine_record.shape, &routine);
	CHECK(change_commit(change) == COMMITTED);
	return (struct plan_made){ plan.id, edition.id };
}

void plan_approved(struct store *store, struct plan_made made, struct date from, struct date review_by)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = CHIEF });
	struct plan_edition edition = *edition_of_id(change_view(change), made.edition);

	edition.state = EDITION_approved;
	edition.valid_from = from;
	edition.review_by = review_by;
	CHECK(change_update(change, &edition_record.shape, &edition, edition.version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}
