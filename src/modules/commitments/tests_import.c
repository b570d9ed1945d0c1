/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests_import.c - whose commitment a key means, and what taking back leaves. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/commitments/lines.h"
#include "modules/commitments/tests_city.h"
#include "store/test_store.h"

enum { IMPORT = 7 };

static struct commitment put_line(struct change *change, int64_t unit_id, const char *name,
                                  const char *key)
{
	const struct import_row row = { 2, str_of(key), &(struct line){ .unit_id = unit_id,
		.name = str_of(name), .performed_by = PERFORMED_own } };

	commitments_imports[0].put(change, IMPORT, S("list"), &row);
	return *commitment_of_source(change_view(change), S("list"), str_of(key));
}

static struct change *change_of(struct store *store, int64_t person)
{
	return change_open(store, test_arena(), (struct who){ .person = person, .is_system = true });
}

static struct store *store_with_boards(void)
{
	struct store *store = test_store();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	commitments_boards(change);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

TEST_ON_STORES(a_key_of_another_units_list_means_another_commitment)
{
	struct store *store = store_with_boards();
	struct change *change = change_of(store, NORA);
	struct commitment north = put_line(change, NORTH, "Meals", "1"), south, again;

	CHECK(change_commit(change) == COMMITTED);
	change = change_of(store, SVEN);
	south = put_line(change, SOUTH, "Water", "1");
	CHECK(south.id != north.id && str_is(south.name, "Water"));
	CHECK(change_commit(change) == COMMITTED);
	change = change_of(store, NORA);
	again = put_line(change, NORTH, "Meals at home", "1");
	CHECK(again.id == north.id && str_is(again.name, "Meals at home"));
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}

TEST_ON_STORES(what_a_line_leaves_empty_stays_and_the_same_line_changes_nothing)
{
	struct store *store = store_with_boards();
	struct change *change = change_of(store, NORA);
	struct line line = { .unit_id = NORTH, .name = S("Meals"), .performed_by = PERFORMED_own,
		.clients_per_day = 80, .seasonal = S("In winter.") };
	struct import_row row = { 2, S("1"), &line };
	const struct import_kind *kind = &commitments_imports[0];
	const struct commitment *kept;

	CHECK(kind->put(change, IMPORT, S("list"), &row) == IMPORT_ADDED);
	CHECK(kind->put(change, IMPORT, S("list"), &row) == IMPORT_SAME);
	line = (struct line){ .unit_id = NORTH, .name = S("Meals"), .performed_by = PERFORMED_own,
		.clients_per_day = 95 };
	CHECK(kind->put(change, IMPORT + 1, S("list"), &row) == IMPORT_CHANGED);
	kept = commitment_of_source(change_view(change), S("list"), S("1"));
	CHECK(kept->clients_per_day == 95 && str_is(kept->seasonal, "In winter."));
	CHECK(kept->import_id == IMPORT);
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}

TEST_ON_STORES(taking_back_an_import_leaves_what_something_points_at)
{
	struct store *store = store_with_boards();
	struct change *change = change_of(store, NORA);
	struct commitment first = put_line(change, NORTH, "Meals", "1");
	struct commitment second = put_line(change, NORTH, "Water", "2");

	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO node (public_id, kind, commitment_id, unit_id)"
		" VALUES ('n', 'commitment', $1, $2)"), V(second.id, NORTH));
	CHECK(change_commit(change) == COMMITTED);
	change = change_of(store, NORA);
	CHECK(commitments_imports[0].undo(change, IMPORT) == 1);
	CHECK(commitment_naked(change_view(change), first.id) == NULL);
	CHECK(commitment_naked(change_view(change), second.id) != NULL);
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}
