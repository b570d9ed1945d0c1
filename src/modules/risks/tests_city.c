/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_city.c - two districts and their people, for the tests of this room. */
#include "modules/risks/tests_city.h"

#include "base/embedded.h"

extern const struct embedded catalogue_files[];

struct store *risks_lists(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static void unit_add(struct change *change, int64_t id, const char *code, const char *kind)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, valid_from)"
		" VALUES ($1, $2, $2, $2, $3, '2020-01-01')"), V(id, code, kind));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES ($1, $1, 0, '2020-01-01')"), V(id));
	if (id == CITY)
		return;
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES (1, $1, 1, '2020-01-01')"), V(id));
}

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	struct str login = arena_print(test_arena(), "p%d", (int)id);

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, email, language)"
		" VALUES ($1, $2, $2, $2, '', 'en')"), V(id, login));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(id, unit_id, role));
}

struct store *risks_city(void)
{
	struct store *store = risks_lists();
	struct change *change;

	calendar_freeze(instant_at((struct date)RISKS_TODAY, 12, 0, 0));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_add(change, CITY, "CITY", "city");
	unit_add(change, NORTH, "NORTH", "district");
	unit_add(change, SOUTH, "SOUTH", "district");
	person_add(change, WRITER, "unit_coordinator", NORTH);
	person_add(change, DIRECTOR, "unit_director", NORTH);
	person_add(change, OFFICE, "central_analyst", CITY);
	person_add(change, STRANGER, "unit_coordinator", SOUTH);
	person_add(change, POLITICIAN, "politician", NORTH);
	person_add(change, OWNER, "handler", SOUTH);
	methods_ship(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

struct view *risks_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

struct change *risks_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

void risks_done(struct change *change)
{
	CHECK(change_commit(change) == COMMITTED);
}

void risks_assess(struct change *change, const struct risk *risk, const struct scales *scales,
                  int64_t probability, const char *consequences)
{
	struct risk_assess a = { .probability = probability, .uncertainty = UNCERTAINTY_low, .reason = S("x") };
	struct risk_consequence_list list;
	struct risk_revision revision;

	CHECK(consequences_read(test_arena(), str_of(consequences), scales, &list));
	revision = revision_from(&a, scales, &list);
	revision_add(change, risk, &revision, &list);
}

/* One risk, assessed twice, with a mark at its cause and one that is marked whole. */
struct rsa *risks_rsa(struct store *store, int year)
{
	struct rsa *rsa = arena_new(test_arena(), struct rsa);
	struct change *change = risks_change(store, WRITER);
	const struct risk_method *method = risk_method_get(change_view(change), S("operational-1"));
	const struct scales *scales = scales_of(change_view(change), method->id);
	struct risk risk = { .unit_id = NORTH, .year = year, .title = S("Power fails"),
		.cause = S("An old cable"), .secret_cause = S("rsa"), .owner_id = OWNER, .scope = SCOPE_own };
	struct risk hidden = { .unit_id = NORTH, .year = year, .title = S("Hidden"),
		.secret_whole = S("rsa"), .scope = SCOPE_own };

	*rsa = (struct rsa){ .unit_id = NORTH, .year = year, .number = 1, .method_id = method->id };
	rsa_begin(change, rsa, NULL);
	risk.rsa_id = hidden.rsa_id = rsa->id;
	risk_add(change, &risk);
	risk_add(change, &hidden);
	risks_assess(change, &risk, scales, 4, "individual:2 functionality:3");
	risks_assess(change, &risk, scales, 3, "functionality:3");
	risk_types_put(change, risk.id, S("fire.arson supply.electricity fire.arson"));
	risks_done(change);
	return rsa;
}
