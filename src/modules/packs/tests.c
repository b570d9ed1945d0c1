/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/tests.c - when packs are made, who may read them, and what never stands in one. */
#include "modules/packs/inside.h"

#include "base/say.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "kit/folder.h"
#include "kit/setting.h"
#include "modules/packs/tests_city.h"
#include "store/test_store.h"

#include <setjmp.h>
#include <sys/stat.h>

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
	CHECK(!pack_is_wanting(&unit, &clock_of_tests, at_hour(15, 4, 0)));
	unit = (struct pack_unit){ .since = at_hour(14, 2, 0) };
	CHECK(pack_is_wanting(&unit, &clock_of_tests, at_hour(14, 2, 0)));
	CHECK(!pack_is_old(&unit, &clock_of_tests, at_hour(15, 4, 0)));
	CHECK(pack_is_old(&unit, &clock_of_tests, at_hour(15, 4, 1)));
}

/* ---- Who reads one, and what stands in it ------------------------------------------------------ */

static struct view *seen_by(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

TEST_ON_STORES(who_lacks_one_right_or_one_unit_below_reads_no_pack)
{
	struct store *store = packs_city();
	struct view *view = seen_by(store, PACKS_ALL);

	CHECK(pack_units(view).count == 3);
	CHECK(pack_unit_get(view, PACKS_DISTRICT) != NULL);
	view_close(view);
	view = seen_by(store, PACKS_LACKING);
	CHECK(pack_units(view).count == 0);
	view_close(view);
	view = seen_by(store, PACKS_BOARD_ONLY);      /* not what is below the board */
	CHECK(pack_units(view).count == 0);
	CHECK(pack_unit_get(view, PACKS_BOARD) == NULL);
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
	struct pack_unit board = { .unit_id = PACKS_BOARD };
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
	struct pack_unit district = { .unit_id = PACKS_DISTRICT };
	struct str paper = paper_made(view, &district, S("0190-abcdefgh"), at_hour(15, 10, 0));

	CHECK(!says(paper, "alla") && !says(paper, "070-465 00 01"));
	view_close(view);
}

static jmp_buf ended;

static void worker_ends(const char *what, const char *number)
{
	(void)what;
	(void)number;
	longjmp(ended, 1);
}

/* A full or stale folder ends the worker: what was made is there all the same. */
TEST_ON_STORES(a_pack_is_there_also_when_its_copy_outside_cannot_be_written)
{
	struct store *store = packs_city();
	struct arena *arena = test_arena();
	const char *outside = folder_make(arena, "outside");
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct view *view;

	CHECK(mkdir(arena_print(arena, "%s/emergency-pack-board.html", outside).at, 0700) == 0);
	setting_put(change, "pack_folder", str_of(outside));
	CHECK(change_commit(change) == COMMITTED);
	catalogue_refresh(store);
	abandon_hook(worker_ends);
	if (!setjmp(ended))
		CHECK(!pack_make(store, arena, PACKS_BOARD, PACK_asked, 0));
	abandon_hook(NULL);
	view = view_open(store, arena, (struct who){ .is_system = true });
	CHECK(view_int(view, SQL("SELECT count(*) FROM pack WHERE unit_id = $1"), V(PACKS_BOARD)) == 1);
	view_close(view);
}
