/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/tests_take.c - what goes along on a laptop, and what never does. */
#include "modules/packs/take.h"

#include "base/box.h"
#include "base/crypto.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/away.h"
#include "kit/folder.h"
#include "kit/setting.h"
#include "modules/packs/tests_city.h"
#include "store/test_store.h"

#include <unistd.h>
#include <utime.h>

extern const struct embedded schema_files[], access_files[];

static void code_put(struct store *store, int64_t person)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	CHECK(pack_code_make(change, person).len == 15);
	CHECK(change_commit(change) == COMMITTED);
}

static struct str take(struct store *store, int64_t person, int64_t unit, const char *passphrase,
                       struct str *problem)
{
	struct pack_file file;
	struct str closed = pack_taken(store, test_arena(), &(struct taking){ .person_id = person,
		.unit_id = unit, .passphrase = str_of(passphrase) }, &file, problem);

	if (closed.len)
		pack_file_put(store, test_arena(), &file);
	return closed;
}

/* The copy as a store of its own. */
static struct store *opened(struct str closed)
{
	const char *path = arena_print(test_arena(), "%s/copy.db", folder_make(test_arena(),
		"packs")).at;
	struct str content, key;
	struct store *copy;

	CHECK(box_opened(test_arena(), closed, BOX_pack, S("fem ord som ingen gissar"), &content,
		&key) == BOX_WELL);
	unlink(arena_print(test_arena(), "%s-wal", path).at);
	unlink(arena_print(test_arena(), "%s-shm", path).at);
	file_write(test_arena(), path, content);
	copy = store_open(arena_print(test_arena(), "sqlite:%s", path).at);
	store_migrate(copy, schema_files, access_files);
	return copy;
}

static int64_t count_in(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t n = view_int(view, sql, NONE);

	view_close(view);
	return n;
}

TEST_ON_STORES(a_copy_has_what_a_duty_laptop_needs_and_says_of_when_it_is)
{
	struct store *store = packs_city(), *copy;
	struct str problem, closed;

	code_put(store, PACKS_ALL);
	closed = take(store, PACKS_ALL, PACKS_CITY, "fem ord som ingen gissar", &problem);
	CHECK(problem.len == 0 && closed.len > 0);
	CHECK(str_find(closed, S("08-465")) < 0);
	copy = opened(closed);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM roster")) == 2);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM duty_channel")) == 1);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM away_origin WHERE made_at > 0")) == 1);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM unit_closure")) > 3);
	store_close(copy);
	CHECK(count_in(store, SQL("SELECT count(*) FROM pack_file WHERE signers = 1")) == 1);
}

TEST_ON_STORES(a_copy_has_no_protected_name_and_no_account_without_a_code)
{
	struct store *store = packs_city(), *copy;
	struct str problem;

	code_put(store, PACKS_ALL);
	code_put(store, PACKS_HIDDEN);
	copy = opened(take(store, PACKS_ALL, PACKS_CITY, "fem ord som ingen gissar", &problem));
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE name = 'gomd'")) == 0);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE is_active = 1")) == 1);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE password <> ''")) == 1);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE phone <> '' OR email <> ''")) == 0);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM setting WHERE name = 'alarm_inbound_secret'")) == 0);
	store_close(copy);
}

/* Who writes about people and reads restricted roles sees at home what must not go along. */
static void central_put(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('all', 'people_write')"), NONE);
	change_run(change, SQL("UPDATE person SET title = 'Hemlig' WHERE id = $1"), V(PACKS_HIDDEN));
	change_run(change, SQL("INSERT INTO appointment (public_id, role_type, unit_id, person_id)"
		" SELECT 'held', code, $1, $2 FROM catalogue_item WHERE list = 'role_types'"
		" AND cells LIKE '%\"restricted\":\"1\"%' ORDER BY code LIMIT 1"),
		V(PACKS_BOARD, PACKS_BOARD_ONLY));
	change_run(change, SQL("INSERT INTO duty_channel (public_id, person_id, kind, address)"
		" VALUES ('beside', $1, 'mobile', '070-465 00 99')"), V(PACKS_BOARD_ONLY));
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(whoever_sees_protected_names_and_restricted_roles_takes_none_along)
{
	struct store *store = packs_city(), *copy;
	struct str problem;

	central_put(store);
	CHECK(count_in(store, SQL("SELECT count(*) FROM appointment")) == 1);
	code_put(store, PACKS_ALL);
	copy = opened(take(store, PACKS_ALL, PACKS_CITY, "fem ord som ingen gissar", &problem));
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE is_protected = 1")) == 1);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE is_protected = 1"
		" AND name = '•••' AND title = '' AND COALESCE(unit_id, 0) = 0")) == 1);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM appointment")) == 0);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM person WHERE name = 'bara'")) == 0);
	CHECK(count_in(copy, SQL("SELECT count(*) FROM duty_channel")) == 1);
	store_close(copy);
}

TEST_ON_STORES(nobody_takes_along_what_he_may_not_read_or_what_nobody_could_open)
{
	struct store *store = packs_city();
	struct str problem;

	CHECK(take(store, PACKS_ALL, PACKS_CITY, "fem ord som ingen gissar", &problem).len == 0);
	CHECK(str_find(problem, S("emergency code")) >= 0);
	code_put(store, PACKS_ALL);
	CHECK(take(store, PACKS_ALL, PACKS_CITY, "kort", &problem).len == 0);
	CHECK(str_find(problem, S("too short")) >= 0);
	CHECK(take(store, PACKS_LACKING, PACKS_CITY, "fem ord som ingen gissar", &problem).len == 0);
	CHECK(str_find(problem, S("may not")) >= 0);
}

static void set(struct store *store, const char *name, struct str value)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	setting_put(change, name, value);
	CHECK(change_commit(change) == COMMITTED);
	setting_refresh(store);
}

static bool is_due(struct store *store)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	bool due = pack_file_is_due(view);

	view_close(view);
	return due;
}

static void run(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

/* The person, the passphrase and a code: all that is needed. */
static void nightly_set(struct store *store)
{
	struct arena *arena = test_arena();
	struct str words = arena_print(arena, "%s/words", folder_make(arena, "secret"));

	file_write(arena, words.at, S("fem ord som ingen gissar\n"));
	code_put(store, PACKS_ALL);
	set(store, "pack_file_as", S("alla"));
	set(store, "pack_passphrase_file", words);
}

TEST_ON_STORES(a_file_for_a_laptop_is_made_each_night_when_somebody_is_named)
{
	struct store *store = packs_city();
	struct arena *arena = test_arena();
	const char *folder = folder_make(arena, "packs"), *secret = folder_make(arena, "secret");
	struct str problem, words = arena_print(arena, "%s/words", secret);
	struct pack_file file;
	struct str closed;

	CHECK(!is_due(store));
	set(store, "pack_file_as", S("nobody-here"));
	CHECK(is_due(store));
	CHECK(!pack_file_make(store, arena, &file, &problem));
	CHECK(str_find(problem, S("nobody-here")) >= 0);
	set(store, "pack_file_as", S("alla"));
	set(store, "pack_passphrase_file", words);
	CHECK(!pack_file_make(store, arena, &file, &problem));
	CHECK(str_find(problem, words) >= 0);
	file_write(arena, words.at, S("fem ord som ingen gissar\nen rad till\n"));
	CHECK(!pack_file_make(store, arena, &file, &problem));
	CHECK(str_find(problem, S("emergency code")) >= 0);
	code_put(store, PACKS_ALL);
	CHECK(pack_file_make(store, arena, &file, &problem) && file.signers == 1);
	CHECK(!is_due(store));
	CHECK(file_map(arena_print(arena, "%s/" PACK_FILE_NAME, folder).at, &closed));
	store_close(opened(closed));
	file_unmap(closed);
	set(store, "pack_file_as", S(""));
}

TEST_ON_STORES(what_somebody_makes_by_hand_is_not_the_file_of_the_night)
{
	struct store *store = packs_city();
	struct str problem;

	nightly_set(store);
	CHECK(take(store, PACKS_ALL, PACKS_BOARD, "fem ord som ingen gissar", &problem).len > 0);
	CHECK(count_in(store, SQL("SELECT count(*) FROM pack_file WHERE is_nightly = 0")) == 1);
	CHECK(is_due(store));
	set(store, "pack_file_as", S(""));
}

TEST_ON_STORES(a_file_of_the_night_that_is_gone_or_was_never_written_is_due)
{
	struct store *store = packs_city();
	struct arena *arena = test_arena();
	const char *path = arena_print(arena, "%s/" PACK_FILE_NAME, folder_make(arena, "packs")).at;
	struct pack_file file;
	struct str problem;

	nightly_set(store);
	CHECK(pack_taken(store, arena, &(struct taking){ .person_id = PACKS_ALL, .unit_id = PACKS_CITY,
		.passphrase = S("fem ord som ingen gissar"), .is_nightly = true }, &file, &problem).len > 0);
	CHECK(count_in(store, SQL("SELECT count(*) FROM pack_file")) == 0 && is_due(store));
	CHECK(pack_file_make(store, arena, &file, &problem));
	CHECK(count_in(store, SQL("SELECT count(*) FROM pack_file WHERE is_nightly = 1")) == 1);
	CHECK(!is_due(store));
	CHECK(unlink(path) == 0 && is_due(store));
	set(store, "pack_file_as", S(""));
}

TEST_ON_STORES(no_file_of_the_night_follows_the_reading_of_one_who_may_not_sign_in)
{
	struct store *store = packs_city();
	struct pack_file file;
	struct str problem;

	nightly_set(store);
	run(store, SQL("UPDATE person SET is_active = 0 WHERE login = 'alla'"));
	CHECK(!pack_file_make(store, test_arena(), &file, &problem));
	CHECK(str_find(problem, S("alla")) >= 0 && str_find(problem, S("pack_file_as")) >= 0);
	set(store, "pack_file_as", S(""));
}

static size_t told(struct store *store)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	size_t count = packs_tell(change, instant_now());

	CHECK(change_commit(change) == COMMITTED);
	return count;
}

TEST_ON_STORES(a_missing_file_of_the_night_is_told_once_a_day_and_not_before_its_job_has_run)
{
	struct store *store = packs_city();
	size_t packs = told(store);

	CHECK(packs > 0 && told(store) == 0);
	nightly_set(store);
	CHECK(told(store) == 0);
	run(store, SQL("INSERT INTO job (public_id, kind, created_at) VALUES ('before', 'pack-file', 1)"));
	CHECK(told(store) == 1 && told(store) == 0);
	CHECK(count_in(store, SQL("SELECT count(*) FROM alarm WHERE about_key LIKE 'pack file %'")) == 1);
	set(store, "pack_file_as", S(""));
}

TEST_ON_STORES(what_a_worker_that_fell_left_open_is_taken_away)
{
	struct store *store = packs_city();
	struct utimbuf long_ago = { 1000000, 1000000 };
	struct str problem;
	const char *left;

	code_put(store, PACKS_ALL);
	left = arena_print(test_arena(), "%s/left.whole", folder_make(test_arena(), "packs/making")).at;
	file_write(test_arena(), left, S("SQLite format 3"));
	CHECK(utime(left, &long_ago) == 0);
	CHECK(take(store, PACKS_ALL, PACKS_CITY, "fem ord som ingen gissar", &problem).len > 0);
	CHECK(access(left, F_OK) != 0);
}

TEST(an_emergency_code_is_read_however_it_is_typed)
{
	CHECK(str_is(away_code(test_arena(), S("k7f 29m-abcDEF")), "K7F-29M-ABC-DEF"));
	CHECK(str_is(away_code(test_arena(), S("")), ""));
}
