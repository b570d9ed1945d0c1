/* SPDX-License-Identifier: EUPL-1.2 */
/* training/tests.c - asked and came, small numbers, and what proves nothing. */
#include "modules/training/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { BOARD = 1, WORK, KEEPER = 11, READER, FOLLOWER };

static void said(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	said(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind) VALUES"
		" (1, 'north', 'north', 'north', 'district'), (2, 'work', 'work', 'work', 'workplace')"));
	said(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 1, 0),"
		" (2, 2, 0), (1, 2, 1)"));
	said(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES (11, 'k', 'k', 'k'),"
		" (12, 'r', 'r', 'r'), (13, 'f', 'f', 'f')"));
	said(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'keeper'),"
		" (12, 1, 'reader'), (13, 1, 'follower')"));
	said(store, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'training_read'), ('keeper', 'training_write'),"
		" ('reader', 'training_read'), ('follower', 'programme_read')"));
	return store;
}

static struct training session(int64_t unit, int64_t invited, int64_t attended)
{
	return (struct training){ .unit_id = unit, .topic = S("threats"), .audience = S("staff"),
		.on_day = { 2026, 3, 3 }, .invited = invited, .attended = attended };
}

static int64_t put(struct store *store, struct training training)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t id = change_insert(change, &training_record.shape, &training);

	CHECK(change_commit(change) == COMMITTED);
	return id;
}

static size_t problems_of(struct store *store, int64_t person, struct training training)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct problems problems = { .arena = test_arena() };

	training_form.judge(view, &training, &problems);
	view_close(view);
	return problems.count;
}

TEST_ON_STORES(more_than_were_asked_do_not_come_and_a_session_is_written_once)
{
	struct store *store = city();
	struct training coming = session(BOARD, 10, 8);

	CHECK(problems_of(store, KEEPER, session(BOARD, 10, 10)) == 0);
	CHECK(problems_of(store, KEEPER, session(BOARD, 10, 11)) == 1);
	CHECK(problems_of(store, READER, session(BOARD, 10, 8)) == 1);
	coming.on_day = date_add_days(date_today(), 1);
	CHECK(problems_of(store, KEEPER, coming) == 1);
	put(store, session(BOARD, 12, 9));
	CHECK(problems_of(store, KEEPER, session(BOARD, 10, 8)) == 1);
	CHECK(problems_of(store, KEEPER, session(WORK, 10, 8)) == 0);
	store_close(store);
}

TEST_ON_STORES(a_small_number_is_told_to_those_who_keep_it)
{
	struct store *store = city();
	struct training_sum_list sums;
	struct view *view;

	CHECK(str_is(training_told(test_arena(), 4, true), "4"));
	CHECK(str_is(training_told(test_arena(), 4, false), "<5"));
	CHECK(str_is(training_told(test_arena(), 0, false), "0"));
	CHECK(str_is(training_told(test_arena(), 5, false), "5"));
	put(store, session(BOARD, 20, 18));
	put(store, session(WORK, 6, 3));
	view = view_open(store, test_arena(), (struct who){ .person = READER });
	sums = training_sums(view, 2026);
	CHECK(sums.count == 1 && sums.at[0].is_hidden);         /* 21 - 18 would tell */
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = KEEPER });
	sums = training_sums(view, 2026);
	CHECK(sums.count == 1 && !sums.at[0].is_hidden && sums.at[0].attended == 21);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = FOLLOWER });
	CHECK(training_sums(view, 2026).count == 0);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(a_line_that_comes_again_changes_what_it_said_and_undo_puts_it_back)
{
	struct store *store = city();
	struct training first = session(BOARD, 10, 8), later = session(BOARD, 10, 9);
	struct import_row row = { .key = S("HR-1"), .row = &first };
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t one = import_begin(change, "training", S("hr"), S("a.csv"), 0), two;

	CHECK(training_imports[0].put(change, one, S("hr"), &row) == IMPORT_ADDED);
	CHECK(training_imports[0].put(change, one, S("hr"), &row) == IMPORT_SAME);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	two = import_begin(change, "training", S("hr"), S("b.csv"), 0);
	row.row = &later;
	CHECK(training_imports[0].put(change, two, S("hr"), &row) == IMPORT_CHANGED);
	CHECK(training_of_source(change_view(change), S("hr"), S("HR-1"))->attended == 9);
	CHECK(training_imports[0].undo(change, two) == 1);
	CHECK(training_of_source(change_view(change), S("hr"), S("HR-1"))->attended == 8);
	CHECK(training_imports[0].undo(change, one) == 1);
	CHECK(!training_of_source(change_view(change), S("hr"), S("HR-1")));
	CHECK(change_commit(change) == COMMITTED);
	store_close(store);
}

COUNTER_EXAMPLE(training_that_few_of_the_asked_came_to_proves_nothing, "training topic",
                "training topic audience")
{
	struct store *store = city();
	struct proof_try any = { .rule = "training topic=threats", .person = FOLLOWER, .unit_id = BOARD,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 80 };
	struct proof_try elected = any;
	struct training one;

	elected.rule = "training topic=threats audience=elected";
	CHECK(!proof_holds(store, &any));
	put(store, session(WORK, 10, 7));
	CHECK(!proof_holds(store, &any));
	put(store, session(BOARD, 10, 10));
	CHECK(proof_holds(store, &any) && !proof_holds(store, &elected));
	one = session(BOARD, 5, 4);
	one.audience = S("elected");
	put(store, one);
	CHECK(!proof_holds(store, &elected));           /* four came, a number that is not told */
	one = session(BOARD, 20, 19);
	one.audience = S("elected");
	one.on_day = (struct date){ 2025, 12, 31 };
	put(store, one);
	CHECK(!proof_holds(store, &elected));           /* the year before */
	one.on_day = (struct date){ 2026, 1, 1 };
	put(store, one);
	CHECK(proof_holds(store, &elected));
	store_close(store);
}
