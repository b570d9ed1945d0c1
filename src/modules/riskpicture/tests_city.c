/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/tests_city.c - see tests_city.h. */
#include "modules/riskpicture/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"

extern const struct embedded catalogue_files[];

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
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id, valid_from)"
		" VALUES ($1, 1, '2020-01-01')"), V(id));
}

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	struct str login = arena_print(test_arena(), "p%d", (int)id);

	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, email, language)"
		" VALUES ($1, $2, $2, $2, '', 'en')"), V(id, login));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, 1)"), V(id, unit_id, role));
}

/* A scale of which step 4 means from `low` to `high` times a year. */
static void method_add(struct change *change, int64_t id, const char *code, double low, double high)
{
	change_run(change, SQL("INSERT INTO risk_method (id, public_id, code, name_sv, probability_steps,"
		" consequence_steps) VALUES ($1, $2, $2, $2, 5, 5)"), V(id, code));
	change_run(change, SQL("INSERT INTO risk_step (method_id, kind, value, step, name_sv,"
		" frequency_low, frequency_high) VALUES ($1, 'probability', '', 4, 'Hög', $2, $3)"),
		V(id, low, high));
}

static int64_t rsa_add(struct change *change, int64_t unit_id, const char *state, int64_t method_id)
{
	struct rsa rsa = { .unit_id = unit_id, .year = 2026, .number = 1, .method_id = method_id,
		.state = choice_of(rsa_states, str_of(state)), .secrecy = SECRECY_parts };

	return change_insert(change, &rsa_record.shape, &rsa);
}

struct put { int64_t rsa_id, unit_id; const char *title, *secret, *zone; int64_t worst; };

static void risk_put(struct change *change, const struct put *put)
{
	struct risk risk = { .rsa_id = put->rsa_id, .unit_id = put->unit_id, .year = 2026,
		.number = arena_print(test_arena(), "R-%s", put->title), .title = str_of(put->title),
		.source_kind = str_find(str_of(put->title), S("Power")) >= 0 ? S("technical") : S("natural"),
		.scope = SCOPE_own, .is_prominent = true, .secret_whole = str_of(put->secret) };
	struct risk_revision revision = { .probability = 4, .consequence = put->worst,
		.suggested = str_of(put->zone), .zone = str_of(put->zone), .uncertainty = UNCERTAINTY_low };

	revision.risk_id = change_insert(change, &risk_record.shape, &risk);
	change_insert(change, &risk_revision_record.shape, &revision);
	change_run(change, SQL("INSERT INTO risk_consequence (revision_id, value, step)"
		" VALUES ($1, 'functionality', $2)"), V(revision.id, put->worst));
	if (str_is(risk.source_kind, "technical"))
		change_run(change, SQL("INSERT INTO risk_event_query (risk_id, type)"
			" VALUES ($1, 'supply.electricity')"), V(risk.id));
	change_run(change, SQL("UPDATE risk SET root_id = id, revision_id = $1 WHERE id = $2"),
		V(revision.id, risk.id));
}

struct store *risk_city(void)
{
	struct store *store = test_store();
	struct change *change;
	int64_t north, south;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	tongue_choose(S("en"));
	calendar_freeze(instant_at((struct date){ 2026, 9, 15 }, 12, 0, 0));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_add(change, CITY, "CITY", "city");
	unit_add(change, NORTH, "NORTH", "district");
	unit_add(change, SOUTH, "SOUTH", "district");
	unit_add(change, WEST, "WEST", "district");
	person_add(change, OFFICE, "central_coordinator", CITY);
	person_add(change, STRANGER, "unit_coordinator", WEST);
	person_add(change, SOUTHERNER, "unit_coordinator", SOUTH);
	person_add(change, CHIEF, "chief_security_officer", CITY);
	person_add(change, POLITICIAN, "politician", NORTH);
	method_add(change, 1, "seldom-1", 0.1, 1);
	method_add(change, 2, "often-1", 1, 12);
	north = rsa_add(change, NORTH, "submitted", 1);
	south = rsa_add(change, SOUTH, "submitted", 2);
	rsa_add(change, WEST, "draft", 1);
	risk_put(change, &(struct put){ north, NORTH, "Power fails so that homes are cold", "", "red", 5 });
	risk_put(change, &(struct put){ south, SOUTH, "Power fails so that homes are dark", "", "orange", 3 });
	risk_put(change, &(struct put){ south, SOUTH, "Hidden thing", "rsa", "red", 5 });
	risk_put(change, &(struct put){ north, NORTH, "Heat wave", "", "yellow", 2 });
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

struct view *risk_city_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

struct change *risk_city_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person });
}

static void theme_put(struct change *change, int64_t picture_id, int64_t place, const char *title, const char *like)
{
	struct risk_theme theme = { .picture_id = picture_id, .kind = THEME_gathered, .place = place,
		.title = str_of(title), .reason = S("They belong together"), .confirmed_by = OFFICE,
		.confirmed_at = instant_now() };
	const struct gathering *gathering = gathering_of(change_view(change), 2026);

	change_insert(change, &risk_theme_record.shape, &theme);
	for (size_t i = 0; i < gathering->risks.count; i++)
		if (str_starts(gathering->risks.at[i].title, str_of(like)))
			theme_risk_add(change, theme.id, gathering->risks.at[i].id);
}

struct risk_picture *risk_city_picture(struct store *store)
{
	struct risk_picture *picture = arena_new(test_arena(), struct risk_picture);
	struct change *change = risk_city_change(store, OFFICE);

	*picture = (struct risk_picture){ .unit_id = CITY, .year = 2026, .number = 1,
		.state = RISK_PICTURE_draft };
	change_insert(change, &risk_picture_record.shape, picture);
	theme_put(change, picture->id, 1, "Power", "Power");
	theme_put(change, picture->id, 2, "A theme of only marked", "Hidden");
	theme_put(change, picture->id, 5, "Heat", "Heat");
	CHECK(change_commit(change) == COMMITTED);
	return picture;
}

void risk_city_mark_assessment(struct store *store, const char *title)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE risk SET secret_assessment = 'rsa' WHERE title = $1"), V(title));
	CHECK(change_commit(change) == COMMITTED);
}

void risk_city_hand_in(struct store *store, int64_t unit_id, const char *title, const char *secret)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t rsa = risk_city_draft(change, unit_id);

	risk_put(change, &(struct put){ rsa, unit_id, title, secret, "red", 5 });
	change_run(change, SQL("UPDATE rsa SET state = 'submitted' WHERE id = $1"), V(rsa));
	CHECK(change_commit(change) == COMMITTED);
}

int64_t risk_city_draft(struct change *change, int64_t unit_id)
{
	return view_int(change_view(change), SQL("SELECT id FROM rsa WHERE unit_id = $1 AND state = 'draft'"),
		V(unit_id));
}

static void node_add(struct change *change, int64_t id, const char *name, int64_t commitment_id, int64_t unit_id)
{
	change_run(change, SQL("INSERT INTO node (id, public_id, kind, name, commitment_id, unit_id, is_shared)"
		" VALUES ($1, $2, 'infrastructure', $2, $3, $4, 1)"), V(id, name, commitment_id, unit_id));
}

static void need_add(struct change *change, int64_t id, int64_t owner, int64_t one, int64_t other)
{
	change_run(change, SQL("INSERT INTO dependency (id, public_id, owner_id, resource, needed)"
		" VALUES ($1, $2, $3, 'electricity', 1)"),
		V(id, arena_print(test_arena(), "d%d", (int)id), owner));
	change_run(change, SQL("INSERT INTO dependency_member (dependency_id, node_id) VALUES ($1, $2)"),
		V(id, one));
	if (other)
		change_run(change, SQL("INSERT INTO dependency_member (dependency_id, node_id)"
			" VALUES ($1, $2)"), V(id, other));
}

static void commitment_add(struct change *change, int64_t id, int64_t unit_id)
{
	struct str name = arena_print(test_arena(), "c%d", (int)id);

	change_run(change, SQL("INSERT INTO commitment (id, public_id, number, unit_id, name)"
		" VALUES ($1, $2, $2, $3, $2)"), V(id, name, unit_id));
}

void risk_city_dependencies(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	commitment_add(change, 1, NORTH);
	commitment_add(change, 2, SOUTH);
	node_add(change, 1, "Care in the north", 1, NORTH);
	node_add(change, 2, "Care in the south", 2, SOUTH);
	node_add(change, 3, "Station north", 0, CITY);
	node_add(change, 4, "Station south", 0, CITY);
	node_add(change, 5, "The grid", 0, CITY);
	node_add(change, 6, "Tanker", 0, CITY);
	node_add(change, 7, "Other tanker", 0, CITY);
	need_add(change, 1, 1, 3, 0);
	need_add(change, 2, 2, 4, 0);
	need_add(change, 3, 3, 5, 0);
	need_add(change, 4, 4, 5, 0);
	need_add(change, 5, 1, 6, 7);           /* one of the two is enough */
	need_add(change, 6, 2, 6, 7);
	CHECK(change_commit(change) == COMMITTED);
}

void risk_city_strategic(struct store *store, int64_t picture_id)
{
	struct risk_theme theme = { .picture_id = picture_id, .kind = THEME_strategic, .zone = S("red"),
		.title = S("Alone"), .reason = S("Outside every mandate") };
	struct change *change = risk_city_change(store, OFFICE);

	change_insert(change, &risk_theme_record.shape, &theme);
	CHECK(change_commit(change) == COMMITTED);
}
