/* SPDX-License-Identifier: EUPL-1.2 */
/* supervision/tests.c - who sees what authorities found. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/measures/measures.h"
#include "modules/supervision/inside.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { NORTH = 1, SOUTH = 2 };

/* 11 keeps the opinions of the north, 12 reads there, 13 keeps those of the south. */
static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 3; i++)
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
			" VALUES ($1, $2, $2, $2)"), V(10 + i, arena_print(test_arena(), "p%d", (int)i)));
	for (int64_t i = NORTH; i <= SOUTH; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == NORTH ? "north" : "south"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
	}
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES"
		" (11, 1, 'keeper'), (12, 1, 'reader'), (13, 2, 'keeper')"), NONE);
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'supervision_read'), ('keeper', 'supervision_write'),"
		" ('keeper', 'measures_read'), ('reader', 'supervision_read'),"
		" ('reader', 'measures_read')"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct supervision opinion(struct store *store, const char *reference, bool is_secret)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct supervision supervision = { .unit_id = NORTH, .authority = S("ivo"),
		.reference = str_of(reference), .title = S("A visit"), .received_on = { 2026, 3, 1 },
		.is_secret = is_secret };

	supervision_add(change, &supervision);
	deficiency_add(change, &(struct deficiency){ .supervision_id = supervision.id,
		.words = S("A door"), .due_on = { 2026, 4, 1 } });
	CHECK(change_commit(change) == COMMITTED);
	return supervision;
}

static bool sees(struct store *store, int64_t person, const struct supervision *supervision)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool found = supervision_of_number(view, supervision->number) != NULL;

	CHECK((deficiencies_of(view, supervision->id).count > 0) == found);
	view_close(view);
	return found;
}

TEST_ON_STORES(an_opinion_under_secrecy_is_seen_by_those_who_keep_it)
{
	struct store *store = city();
	struct supervision open = opinion(store, "A 1", false), secret = opinion(store, "A 2", true);

	CHECK(str_is(open.number, "TS-2026-001") && str_is(secret.number, "TS-2026-002"));
	CHECK(sees(store, 11, &open) && sees(store, 12, &open) && !sees(store, 13, &open));
	CHECK(sees(store, 11, &secret) && !sees(store, 12, &secret) && !sees(store, 13, &secret));
	CHECK(!sees(store, 0, &open));
	store_close(store);
}

/* Of what the opinion wants mended; the number of the measure. */
static struct str measure_of(struct store *store, const struct supervision *supervision)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });
	struct deficiency_list lacks = deficiencies_of(view, supervision->id);
	struct measure measure = { .unit_id = NORTH, .title = S("Mend the door"),
		.due_on = { 2026, 6, 1 }, .source_kind = S("supervision_deficiency") };
	struct change *change;

	view_close(view);
	CHECK(lacks.count == 1);
	measure.source_id = lacks.at[0].id;
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	measure_add(change, &measure);
	CHECK(change_commit(change) == COMMITTED);
	return measure.number;
}

static bool sees_measure(struct store *store, int64_t person, struct str number)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool found = measure_is_seen(view, number);

	view_close(view);
	return found;
}

TEST_ON_STORES(an_opinion_that_comes_under_secrecy_takes_its_measures_with_it)
{
	struct store *store = city();
	struct supervision supervision = opinion(store, "A 1", false);
	struct str number = measure_of(store, &supervision);
	struct change *change;

	CHECK(sees_measure(store, 11, number) && sees_measure(store, 12, number));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE supervision SET is_secret = 1 WHERE id = $1"),
		V(supervision.id));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(sees_measure(store, 11, number) && !sees_measure(store, 12, number));
	store_close(store);
}

TEST_ON_STORES(an_authoritys_number_is_written_once_in_a_unit)
{
	struct store *store = city();
	struct supervision first = opinion(store, "A 1", false), again = first;
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });

	CHECK(!supervision_is_there(view, &first));     /* it is itself */
	again.id = 0;
	again.reference = S("a 1");
	CHECK(supervision_is_there(view, &again));
	again.authority = S("schools");
	CHECK(!supervision_is_there(view, &again));
	again.reference = S("");
	CHECK(!supervision_is_there(view, &again));     /* without a number there is nothing to compare */
	view_close(view);
	store_close(store);
}

TEST(an_answer_is_late_when_its_day_has_passed)
{
	struct supervision supervision = { .answer_due = { 2026, 5, 10 } };

	CHECK(!supervision_is_late(&supervision, (struct date){ 2026, 5, 10 }));
	CHECK(supervision_is_late(&supervision, (struct date){ 2026, 5, 11 }));
	supervision.answered_on = (struct date){ 2026, 5, 12 };
	CHECK(!supervision_is_late(&supervision, (struct date){ 2026, 6, 1 }));
	supervision = (struct supervision){ 0 };
	CHECK(!supervision_is_late(&supervision, (struct date){ 2026, 6, 1 }));
}
