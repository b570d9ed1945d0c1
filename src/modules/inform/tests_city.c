/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/tests_city.c - two districts, a school and their people, for the tests of this room. */
#include "modules/inform/tests_city.h"

#include "base/embedded.h"

extern const struct embedded catalogue_files[];

static void unit_put(struct change *change, int64_t id, const char *code, const char *kind, int64_t above)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, valid_from)"
		" VALUES ($1, $2, $2, $2, $3, '2015-01-01')"), V(id, code, kind));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" VALUES ($1, $1, 0, '2015-01-01')"), V(id));
	if (!above)
		return;
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id, valid_from)"
		" VALUES ($1, $2, '2015-01-01')"), V(id, above));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth, valid_from)"
		" SELECT above_id, $1, depth + 1, '2015-01-01' FROM unit_closure WHERE below_id = $2"),
		V(id, above));
}

static void person_put(struct change *change, int64_t id, const char *login, int64_t unit_id,
                       const char *role)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, login, unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive, valid_from)"
		" VALUES ($1, $2, $3, 1, '2015-01-01')"), V(id, unit_id, role));
}

static void rights_put(struct change *change)
{
	static const char *const given[][2] = {
		{ "informs", "events_read" }, { "informs", "inform_read" }, { "informs", "inform_write" },
		{ "informs", "programme_read" }, { "informs", "crisis_log" }, { "informs", "crisis_lead" },
		{ "central", "events_read" }, { "central", "inform_read" }, { "central", "programme_read" },
		{ "elected", "programme_read" }, { "reads", "events_read" },
	};

	for (size_t i = 0; i < COUNT(given); i++)
		change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES ($1, $2)"),
			V(given[i][0], given[i][1]));
}

struct store *inform_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 7, 14 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_put(change, CITY, "city", "city", 0);
	unit_put(change, NORTH, "north", "district", CITY);
	unit_put(change, SOUTH, "south", "district", CITY);
	unit_put(change, OFFICE, "office", "office", CITY);
	unit_put(change, SCHOOL, "school", "workplace", NORTH);
	rights_put(change);
	person_put(change, NORA, "nora", NORTH, "informs");
	person_put(change, SVEN, "sven", SOUTH, "informs");
	person_put(change, PETRA, "petra", SCHOOL, "informs");
	person_put(change, CENTRAL, "central", CITY, "central");
	person_put(change, CHAIR, "chair", NORTH, "elected");
	person_put(change, VICE, "vice", NORTH, "elected");
	person_put(change, MAX, "max", NORTH, "reads");
	change_run(change, SQL("INSERT INTO appointment (public_id, role_type, unit_id, person_id,"
		" valid_from) VALUES ('chair', 'board_chair', $1, $2, '2023-01-01')"), V(NORTH, CHAIR));
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

struct change *city_change(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person, .is_system = !person });
}

struct view *city_view(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

void city_event(struct change *change, int64_t id, int64_t severity, int64_t minutes_ago, bool is_restricted)
{
	struct instant at = { instant_now().seconds - minutes_ago * MINUTE };

	change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, board_id, title,"
		" occurred_at, reported_at, severity, state, is_restricted)"
		" VALUES ($1, $2, $2, $3, $4, 'Fire', $5, $5, $6, 'reported', $7)"),
		V(id, arena_print(change_arena(change), "H-2026-%05lld", (long long)id), SCHOOL, NORTH, at,
		  severity, is_restricted ? 1 : 0));
}

struct informed city_told(struct change *change, int64_t event_id, const char *rules, int64_t unit_id,
                          int64_t person_id, int64_t minutes_ago)
{
	struct informed row = { .event_id = event_id, .rules = str_of(rules), .unit_id = unit_id,
		.asked_id = person_id, .person_id = person_id, .person_name = S("somebody"),
		.channel = S("phone"), .informed_by_name = S("nora"), .informed_by = NORA };

	row.logged_at = instant_now();
	row.at = (struct instant){ row.logged_at.seconds - minutes_ago * MINUTE };
	change_insert(change, &informed_record.shape, &row);
	return row;
}

const struct situation *city_situation(struct view *view, int64_t event_id)
{
	return situation_of_event(inform_book_open(view, instant_now()), event_id);
}

const struct inform_line *city_line(const struct situation *s, const char *rule)
{
	for (size_t i = 0; s && i < s->lines.count; i++)
		if (str_has_word(s->lines.at[i].rules, str_of(rule)))
			return &s->lines.at[i];
	return NULL;
}
