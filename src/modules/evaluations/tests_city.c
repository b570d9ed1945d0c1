/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/tests_city.c - a city, an office and two districts, for the tests of this room. */
#include "base/embedded.h"
#include "modules/evaluations/tests_city.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static void unit_put(struct change *change, int64_t id, const char *code, const char *kind)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, code, kind));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES ($1, $1, 0)"), V(id));
	if (id == CITY)
		return;
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
		V(id, CITY));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES ($1, $2, 1)"), V(CITY, id));
}

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
		{ "writer", "evaluations_read" }, { "writer", "evaluations_write" },
		{ "writer", "evaluations_adopt" }, { "writer", "programme_read" },
		{ "writer", "crisis_city" }, { "writer", "measures_read" },
		{ "writer", "emergency_read" },
		{ "looker", "evaluations_read" }, { "looker", "measures_read" },
	};

	unit_put(change, CITY, "city", "city");
	unit_put(change, OFFICE, "office", "office");
	unit_put(change, NORTH, "north", "district");
	unit_put(change, SOUTH, "south", "district");
	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
	person_put(change, NORA, "nora", NORTH, "writer");
	person_put(change, SVEN, "sven", SOUTH, "writer");
	person_put(change, CENTRAL, "central", CITY, "writer");
	person_put(change, READER, "reader", NORTH, "looker");
}

struct store *evaluations_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = evaluations_change(store, 0);
	city_put(change);
	evaluations_commit(change);
	return store;
}

struct view *evaluations_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

struct change *evaluations_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person, .is_system = !person });
}

void evaluations_commit(struct change *change)
{
	CHECK(change_commit(change) == COMMITTED);
}

void closed_crisis(struct store *store, int64_t id, int64_t unit_id, struct date closed)
{
	struct change *change = evaluations_change(store, 0);
	struct instant at = instant_at(closed, 12, 0, 0);

	change_run(change, SQL("INSERT INTO crisis (id, public_id, number, unit_id, title, state,"
		" opened_at, closed_at) VALUES ($1, $2, $2, $3, 'Power cut', 'closed', $4, $5)"),
		V(id, arena_print(test_arena(), "KR-%lld", (long long)id), unit_id,
		  (struct instant){ at.seconds - DAY }, at));
	evaluations_commit(change);
}

void held_exercise(struct store *store, int64_t id, int64_t unit_id, const char *kind, struct date held)
{
	struct change *change = evaluations_change(store, 0);

	change_run(change, SQL("INSERT INTO exercise (id, public_id, number, unit_id, kind, title, on_date,"
		" held_on, leader_id, state) VALUES ($1, $2, $2, $3, $4, 'Dark', $5, $5, 11, 'ended')"),
		V(id, arena_print(test_arena(), "OV-%lld", (long long)id), unit_id, kind, held));
	evaluations_commit(change);
}

void ended_period(struct store *store, int64_t id, int64_t crisis_id, bool is_exercise, struct date ended)
{
	struct change *change = evaluations_change(store, 0);
	struct instant at = instant_at(ended, 12, 0, 0);

	change_run(change, SQL("INSERT INTO emergency_period (id, public_id, number, body, crisis_id,"
		" is_exercise, state, acts, began_at, ended_at)"
		" VALUES ($1, $2, $2, 'management', $3, $4, 'ended', 0, $5, $6)"),
		V(id, arena_print(test_arena(), "CKL-2026-%lld", (long long)id), crisis_id, is_exercise,
		  (struct instant){ at.seconds - DAY }, at));
	evaluations_commit(change);
}

void crisis_asks(struct store *store, int64_t crisis_id, int64_t unit_id)
{
	struct change *change = evaluations_change(store, 0);

	change_run(change, SQL("INSERT INTO crisis_unit (crisis_id, unit_id, asked_by, asked_at, ended_at)"
		" VALUES ($1, $2, 11, 1, 0)"), V(crisis_id, unit_id));
	evaluations_commit(change);
}

void crisis_judged(struct store *store, int64_t crisis_id, const char *kind, const char *became)
{
	struct change *change = evaluations_change(store, 0);
	int64_t seq = 1 + view_int(change_view(change),
		SQL("SELECT count(*) FROM crisis_entry WHERE crisis_id = $1"), V(crisis_id));

	change_run(change, SQL("INSERT INTO crisis_entry (crisis_id, seq, kind, event_at, logged_at,"
		" author_id, author_name, author_function, words, party, decision_no, decided_by, grounds,"
		" refers_to, holder, due_at, was, became, prev_hash, hash)"
		" VALUES ($1, $2, $3, 1, 1, 11, 'n', '', '', '', 0, '', '', 0, '', 0, '', $4, '', '')"),
		V(crisis_id, seq, kind, became));
	evaluations_commit(change);
}

void restricted_afterwards(struct store *store, int64_t evaluation_id)
{
	struct change *change = evaluations_change(store, 0);

	change_run(change, SQL("UPDATE crisis SET event_id = 7"), NONE);
	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, board_id, title, type,"
		" state, is_restricted, occurred_at, reported_at)"
		" VALUES (7, 'e', 'H-1', 3, 3, 'T', 'threat', 'reported', 1, 1, 1)"), NONE);
	reader_put(change, evaluation_id, READER);
	evaluations_commit(change);
}

struct evaluation evaluation_made(struct store *store, int64_t crisis_id, int64_t unit_id,
                                  const char *kind, struct date adopted)
{
	struct change *change = evaluations_change(store, 0);
	struct evaluation evaluation = { .kind = str_of(kind), .crisis_id = crisis_id,
		.unit_id = unit_id, .leader_id = 99, .title = S("Power cut"), .types = S("supply.electricity") };

	evaluation_add(change, &evaluation, S("Somebody"));
	if (date_is_given(adopted)) {
		evaluation.state = EVALUATION_adopted;
		evaluation.edition = 1;
		evaluation.adopted_at = evaluation.fulfilled_at = instant_at(adopted, 9, 0, 0);
		change_update(change, &evaluation_record.shape, &evaluation, evaluation.version);
	}
	evaluations_commit(change);
	return evaluation;
}

struct due_list dues_seen_by(struct store *store, int64_t person, struct date today)
{
	struct view *view = evaluations_view(store, person);
	struct due_list list = dues_of(view, 0, today);

	view_close(view);
	return list;
}

static void evaluation_is_of(struct store *store, struct sql sql, int64_t what, int64_t evaluation_id)
{
	struct change *change = evaluations_change(store, 0);

	change_run(change, sql, V(what, evaluation_id));
	evaluations_commit(change);
}

struct evaluation exercise_evaluation(struct store *store, int64_t exercise_id, int64_t unit_id,
                                      const char *kind, struct date adopted)
{
	struct evaluation evaluation = evaluation_made(store, 0, unit_id, kind, adopted);

	evaluation_is_of(store, SQL("UPDATE evaluation SET exercise_id = $1 WHERE id = $2"), exercise_id,
		evaluation.id);
	return evaluation;
}

struct evaluation period_evaluation(struct store *store, int64_t period_id, int64_t unit_id,
                                    const char *kind, struct date adopted)
{
	struct evaluation evaluation = evaluation_made(store, 0, unit_id, kind, adopted);

	evaluation_is_of(store, SQL("UPDATE evaluation SET period_id = $1 WHERE id = $2"), period_id,
		evaluation.id);
	evaluation.period_id = period_id;
	return evaluation;
}
