/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/tests.c - when packs are made, who may read them, and what never stands in one. */
#include "modules/packs/inside.h"

#include "base/embedded.h"
#include "base/test.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

/* ---- Rules -------------------------------------------------------------------------------- */

static const struct pack_clock clock_of_tests = { .hour = 2, .least_minutes = 30, .old_hours = 26 };

static struct instant at_hour(int day, int hour, int minute)
{
	return instant_at((struct date){ 2026, 9, (int8_t)day }, hour, minute, 0);
}

TEST(a_pack_is_made_at_its_hour_each_night)
{
	struct pack_unit unit = { .made_at = at_hour(14, 2, 1) };

	CHECK(pack_due(&unit, &clock_of_tests, at_hour(14, 23, 0)) == PACK_none);
	CHECK(pack_due(&unit, &clock_of_tests, at_hour(15, 1, 59)) == PACK_none);
	CHECK(pack_due(&unit, &clock_of_tests, at_hour(15, 2, 0)) == PACK_nightly);
	unit.made_at = (struct instant){ 0 };
	CHECK(pack_due(&unit, &clock_of_tests, at_hour(15, 1, 0)) == PACK_nightly);
}

TEST(a_night_without_that_hour_has_a_pack_all_the_same)
{
	struct date spring = { 2026, 3, 29 };   /* 02:00 does not exist */
	struct pack_unit unit = { .made_at = instant_at(date_add_days(spring, -1), 2, 0, 0) };

	CHECK(pack_due(&unit, &clock_of_tests, instant_at(spring, 1, 30, 0)) == PACK_none);
	CHECK(pack_due(&unit, &clock_of_tests, instant_at(spring, 3, 30, 0)) == PACK_nightly);
}

TEST(a_changed_roster_gives_a_new_pack_but_not_at_once)
{
	struct pack_unit unit = { .made_at = at_hour(15, 9, 0), .roster_mark = 7, .roster_now = 8 };

	CHECK(pack_due(&unit, &clock_of_tests, at_hour(15, 9, 29)) == PACK_none);
	CHECK(pack_due(&unit, &clock_of_tests, at_hour(15, 9, 30)) == PACK_rosters);
	unit.roster_mark = 8;
	CHECK(pack_due(&unit, &clock_of_tests, at_hour(15, 12, 0)) == PACK_none);
}

TEST(a_pack_is_old_after_its_hours_and_one_that_never_was_from_when_it_should)
{
	struct pack_unit unit = { .made_at = at_hour(14, 2, 0), .since = at_hour(1, 0, 0) };

	CHECK(!pack_is_old(&unit, &clock_of_tests, at_hour(15, 4, 0)));
	CHECK(pack_is_old(&unit, &clock_of_tests, at_hour(15, 4, 1)));
	unit = (struct pack_unit){ .since = at_hour(14, 2, 0) };
	CHECK(!pack_is_old(&unit, &clock_of_tests, at_hour(15, 4, 0)));
	CHECK(pack_is_old(&unit, &clock_of_tests, at_hour(15, 4, 1)));
}

/* ---- A city: a board with a district below it ------------------------------------------------ */

enum { CITY = 1, BOARD = 2, DISTRICT = 3, ALL = 11, BOARD_ONLY = 12, LACKING = 13, HIDDEN = 14 };

static void unit_put(struct change *change, int64_t id, const char *code, int64_t above)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $2, $2, 'district')"), V(id, code));
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
		" VALUES ($1, $1, 0)"), V(id));
	if (!above)
		return;
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
		V(id, above));
	for (int64_t up = above; up; up = up == BOARD ? CITY : 0)
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, $3)"), V(up, id, id - up));
}

static void person_put(struct change *change, int64_t id, const char *name, int64_t unit_id,
                       const char *role, bool is_recursive)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id, phone)"
		" VALUES ($1, $2, $2, $2, $3, '08-465 99 99')"), V(id, name, unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, $4)"), V(id, unit_id, role, is_recursive));
}

static void duty_put(struct change *change, int64_t id, int64_t unit_id, int64_t person)
{
	change_run(change, SQL("INSERT INTO roster (id, public_id, function, unit_id, phone)"
		" VALUES ($1, $2, 'duty_director', $3, '08-465 004 12')"),
		V(id, arena_print(test_arena(), "roster%lld", (long long)id), unit_id));
	change_run(change, SQL("INSERT INTO roster_layer (id, public_id, roster_id, kind, starts, turn,"
		" from_minute, to_minute, made_at)"
		" VALUES ($1, $2, $1, 'rotation', '2026-01-01', 'day', 480, 480, 1)"),
		V(id, arena_print(test_arena(), "layer%lld", (long long)id)));
	change_run(change, SQL("INSERT INTO roster_member (layer_id, place, person_id)"
		" VALUES ($1, 1, $2)"), V(id, person));
	change_run(change, SQL("INSERT INTO duty_channel (public_id, person_id, kind, address)"
		" VALUES ($1, $2, 'mobile', $3)"),
		V(arena_print(test_arena(), "way%lld", (long long)id), person,
			arena_print(test_arena(), "070-465 00 %02lld", (long long)id)));
	change_run(change, SQL("INSERT INTO roster_step (roster_id, at, verb) VALUES ($1, 1, 'add')"),
		V(id));
}

static void rights_put(struct change *change)
{
	static const char *const all[] = { "rosters_read", "rosters_write",
		"alarms_read", "crisis_city", "people_read", "documents_read", "continuity_read" };

	for (size_t i = 0; i < COUNT(all); i++) {
		change_run(change, SQL("INSERT INTO role_permission (role, permission)"
			" VALUES ('all', $1)"), V(all[i]));
		if (i != 2)
			change_run(change, SQL("INSERT INTO role_permission (role, permission)"
				" VALUES ('lacking', $1)"), V(all[i]));
	}
}

static struct store *packs_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_put(change, CITY, "city", 0);
	unit_put(change, BOARD, "board", CITY);
	unit_put(change, DISTRICT, "district", BOARD);
	rights_put(change);
	person_put(change, ALL, "alla", CITY, "all", true);
	person_put(change, BOARD_ONLY, "bara", BOARD, "all", false);
	person_put(change, LACKING, "lack", CITY, "lacking", true);
	person_put(change, HIDDEN, "gomd", DISTRICT, "lacking", true);
	change_run(change, SQL("UPDATE person SET is_protected = 1 WHERE id = $1"), V(HIDDEN));
	duty_put(change, 1, BOARD, ALL);
	duty_put(change, 2, DISTRICT, HIDDEN);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct view *seen_by(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

TEST_ON_STORES(who_lacks_one_right_or_one_unit_below_reads_no_pack)
{
	struct store *store = packs_city();
	struct view *view = seen_by(store, ALL);

	CHECK(pack_units(view).count == 3);
	CHECK(pack_unit_get(view, DISTRICT) != NULL);
	view_close(view);
	view = seen_by(store, LACKING);
	CHECK(pack_units(view).count == 0);
	view_close(view);
	view = seen_by(store, BOARD_ONLY);      /* not what is below the board */
	CHECK(pack_units(view).count == 0);
	CHECK(pack_unit_get(view, BOARD) == NULL);
	view_close(view);
}

TEST_ON_STORES(a_pack_knows_of_changes_in_the_rosters_below_it)
{
	struct store *store = packs_city();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct pack_unit_list units = pack_units_all(view);

	CHECK(units.count == 3);
	CHECK(units.at[1].roster_now == units.at[2].roster_now);
	CHECK(units.at[2].roster_now > 0);
	CHECK(units.at[0].is_city && !units.at[1].is_city);
	view_close(view);
}

static bool says(struct str text, const char *words)
{
	return str_find(text, str_of(words)) >= 0;
}

TEST_ON_STORES(a_pack_tells_how_people_are_reached_but_no_protected_identity)
{
	struct store *store = packs_city();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct pack_unit board = { .unit_id = BOARD };
	struct str paper = paper_made(view, &board, S("0190-abcdefgh"), at_hour(15, 10, 0));

	CHECK(says(paper, "alla") && says(paper, "070-465 00 01") && says(paper, "08-465 004 12"));
	CHECK(!says(paper, "gomd") && !says(paper, "070-465 00 02"));
	CHECK(says(paper, "abcdefgh-01") && says(paper, "abcdefgh-66"));
	CHECK(!says(paper, "<script") && !says(paper, "src=") && !says(paper, "http:"));
	view_close(view);
}

TEST_ON_STORES(a_pack_of_a_unit_has_nothing_of_what_is_beside_it)
{
	struct store *store = packs_city();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct pack_unit district = { .unit_id = DISTRICT };
	struct str paper = paper_made(view, &district, S("0190-abcdefgh"), at_hour(15, 10, 0));

	CHECK(!says(paper, "alla") && !says(paper, "070-465 00 01"));
	view_close(view);
}
