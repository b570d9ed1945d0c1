/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/tests_city.c - pictures counted again, and pictures of the city that are built on
 * those of its units and passed back.
 */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/pictures/again.h"
#include "modules/pictures/bases.h"
#include "modules/pictures/cited.h"
#include "modules/pictures/parts.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[], tongue_files[];

enum { TOP = 1, OFFICE = 2, NORTH = 3, SOUTH = 4, ANALYST = 11, HEAD = 12, NORA = 13, SARA = 14,
	READER = 15 };

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES ($1, $2, $2, $2)"), V(id, arena_print(test_arena(), "p%d", (int)id)));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
		V(id, unit_id, role));
}

/* A city, its office and two districts. */
static void units_add(struct change *change)
{
	static const char *const codes[] = { "", "top", "office", "north", "south" };
	static const char *const kinds[] = { "", "city", "office", "district", "district" };

	for (int64_t i = TOP; i <= SOUTH; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, $3)"), V(i, codes[i], kinds[i]));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $1, 0)"), V(i));
		if (i == TOP)
			continue;
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, 1)"), V(i));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES (1, $1, 1)"), V(i));
	}
}

static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 9, 20 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	units_add(change);
	person_add(change, ANALYST, "central_coordinator", TOP);
	person_add(change, HEAD, "unit_director", OFFICE);
	person_add(change, NORA, "unit_coordinator", NORTH);
	person_add(change, SARA, "unit_coordinator", SOUTH);
	person_add(change, READER, "politician", SOUTH);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static void event_add(struct store *store, int64_t unit_id, struct date day)
{
	struct event event = { .unit_id = unit_id, .type = S("injury.fall"), .title = S("A fall"),
		.story = S("Slipped."), .severity = 1, .occurred_at = instant_at(day, 8, 0, 0),
		.reported_at = instant_now() };
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	event_report_many(change, &event, 1);
	CHECK(change_commit(change) == COMMITTED);
}

static struct picture made(struct store *store, int64_t person, int64_t unit_id, const char *kind)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	struct picture picture = { .unit_id = unit_id, .kind = str_of(kind), .period = S("2026-T2"),
		.causes = S("Nobody sands before seven. The lamp was out.") };

	picture_add(change, &picture);
	CHECK(change_commit(change) == COMMITTED);
	return picture;
}

static struct again again_of(struct store *store, int64_t person, const struct picture *picture)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct picture_page page = picture_page_of(view, picture_get(view, picture->public_id), true);
	struct again again = *picture_again_count(view, &page);

	view_close(view);
	return again;
}

/* ---- A number of one's own question -------------------------------------------------------- */

static bool may_count(struct store *store, int64_t person, int64_t unit_id)
{
	struct picture_number number = { .what = WHAT_events, .unit_id = unit_id };
	struct problems problems = { .arena = test_arena() };
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });

	picture_number_form.judge(view, &number, &problems);
	view_close(view);
	return problems.count == 0;
}

/* The number is exact, and small ones are not for whoever reads statistics alone. */
TEST_ON_STORES(only_who_reads_the_events_of_a_unit_counts_them_in_a_text)
{
	struct store *store = city();

	CHECK(may_count(store, SARA, SOUTH) && may_count(store, ANALYST, SOUTH));
	CHECK(!may_count(store, NORA, SOUTH));
	CHECK(!may_count(store, READER, SOUTH));
	store_close(store);
}

/* ---- Again --------------------------------------------------------------------------------- */

TEST_ON_STORES(the_same_question_of_the_same_data_gives_the_same_bytes)
{
	struct store *store = city();
	struct picture picture;

	tongue_open(tongue_files);
	CHECK(tongue_choose(S("sv")));
	event_add(store, NORTH, (struct date){ 2026, 6, 1 });
	picture = made(store, NORA, NORTH, "accident");
	CHECK(again_of(store, NORA, &picture).is_same);
	CHECK(tongue_choose(S("en")));           /* another reader, on another day */
	calendar_freeze(instant_at((struct date){ 2027, 2, 1 }, 12, 0, 0));
	CHECK(again_of(store, ANALYST, &picture).is_same);
	CHECK(str_is(str_of(tongue_code()), "en"));
	store_close(store);
}

TEST_ON_STORES(what_is_another_is_told_event_by_event_and_value_by_value)
{
	struct store *store = city();
	struct picture picture;
	struct again again;

	event_add(store, NORTH, (struct date){ 2026, 6, 1 });
	calendar_freeze(instant_at((struct date){ 2026, 10, 1 }, 12, 0, 0));
	picture = made(store, NORA, NORTH, "accident");
	calendar_freeze(instant_at((struct date){ 2026, 10, 2 }, 12, 0, 0));
	event_add(store, NORTH, (struct date){ 2026, 7, 1 });
	event_add(store, NORTH, (struct date){ 2025, 7, 1 });
	event_add(store, SOUTH, (struct date){ 2026, 7, 1 });
	again = again_of(store, NORA, &picture);
	CHECK(!again.is_same && again.is_kept_whole);
	CHECK(again.late.count == 1 && again.late.at[0].is_late);
	CHECK(again.late_before.count == 1);
	CHECK(again.changes[0].was == 1 && again.changes[0].is == 2);
	CHECK(again.values.count > 3);
	for (size_t i = 0; i < again.values.count; i++)
		if (str_is(again.values.at[i].path, "events.month[2026-07].now"))
			CHECK(str_is(again.values.at[i].was, "0") && str_is(again.values.at[i].is, "1"));
	store_close(store);
}

TEST(values_that_differ_are_named_by_their_row)
{
	struct again_value_list values = again_values(test_arena(),
		S("{\"a\":{\"list\":[{\"key\":\"x\",\"now\":1},{\"key\":\"y\",\"now\":2}],\"same\":[1,2]}}"),
		S("{\"a\":{\"list\":[{\"key\":\"y\",\"now\":3},{\"key\":\"z\",\"now\":2}],\"same\":[1,2]},\"new\":5}"));

	CHECK(values.count == 4);
	CHECK(str_is(values.at[0].path, "a.list[x]") && str_is(values.at[0].is, "–"));
	CHECK(str_is(values.at[1].path, "a.list[y].now") && str_is(values.at[1].was, "2"));
	CHECK(str_is(values.at[2].path, "a.list[z]") && str_is(values.at[2].was, "–"));
	CHECK(str_is(values.at[3].path, "new") && str_is(values.at[3].is, "5"));
}

/* ---- The city -------------------------------------------------------------------------------- */

static void state_go(struct store *store, struct picture *picture, const char *verb)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = ANALYST });

	picture_after(picture_move_find(str_of(verb)), picture, &(struct picture_act){ .decision = S("§ 1") },
		ANALYST, instant_now());
	if (picture->state == PICTURE_submitted)
		picture_freeze(change, picture);
	CHECK(change_update(change, &picture_record.shape, picture, picture->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

static void submitted(struct store *store, struct picture *picture)
{
	state_go(store, picture, "review");
	state_go(store, picture, "adopt");
	state_go(store, picture, "submit");
}

TEST_ON_STORES(a_picture_of_the_city_counts_the_whole_city)
{
	struct store *store = city();
	struct picture picture;
	struct picture_page page;
	struct view *view;

	event_add(store, NORTH, (struct date){ 2026, 6, 1 });
	event_add(store, SOUTH, (struct date){ 2026, 6, 2 });
	picture = made(store, ANALYST, OFFICE, "city_accident");
	view = view_open(store, test_arena(), (struct who){ .person = ANALYST });
	page = picture_page_of(view, picture_get(view, picture.public_id), true);
	CHECK(page.numbers->total == 2 && page.numbers->units == 3);
	CHECK(again_of(store, ANALYST, &picture).is_same);
	view_close(view);
	store_close(store);
}

static struct base_row_list rows_of(struct store *store, int64_t person, const struct picture *picture)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct base_row_list rows = picture_base_rows(view, picture);

	view_close(view);
	return rows;
}

TEST_ON_STORES(only_submitted_versions_of_the_gathered_kind_and_period_can_be_built_on)
{
	struct store *store = city();
	struct picture south = made(store, SARA, SOUTH, "accident"), north = made(store, NORA, NORTH, "accident");
	struct picture crime = made(store, SARA, SOUTH, "crime");
	struct picture whole = made(store, ANALYST, OFFICE, "city_accident");
	struct base_row_list rows;
	struct change *change;
	struct view *system;

	submitted(store, &north);
	submitted(store, &crime);
	rows = rows_of(store, ANALYST, &whole);
	CHECK(rows.count == 1 && str_equals(rows.at[0].public_id, north.public_id));
	CHECK(!rows.at[0].is_chosen && str_equals(rows.at[0].digest, north.frozen_digest));
	change = change_open(store, test_arena(), (struct who){ .person = ANALYST });
	base_choose(change, &whole, &rows.at[0]);
	CHECK(change_commit(change) == COMMITTED);
	submitted(store, &south);
	rows = rows_of(store, ANALYST, &whole);
	CHECK(rows.count == 2 && rows.at[0].is_chosen + rows.at[1].is_chosen == 1);
	state_go(store, &north, "return");
	rows = rows_of(store, ANALYST, &whole);
	CHECK(rows.count == 2);                  /* what is cited stays, and says so */
	CHECK(rows.at[0].is_chosen ? rows.at[0].is_followed : rows.at[1].is_followed);
	change = change_open(store, test_arena(), (struct who){ .person = ANALYST });
	base_drop(change, whole.id, north.id);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(rows_of(store, ANALYST, &whole).count == 1);
	system = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(view_int(system, SQL("SELECT count(*) FROM audit WHERE verb = 'drop'"
		" AND row_id IN (SELECT id FROM picture_base WHERE dropped_at <> 0)"), NONE) == 1);
	view_close(system);
	store_close(store);
}

static bool sees(struct store *store, int64_t person, struct str public_id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	bool is_seen = picture_get(view, public_id) != NULL;

	view_close(view);
	return is_seen;
}

static int64_t waiting(struct store *store, int64_t person)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	int64_t count = passings_waiting(view);

	view_close(view);
	return count;
}

TEST_ON_STORES(a_picture_passed_back_is_read_by_its_units_and_by_nobody_else)
{
	struct store *store = city();
	struct picture north = made(store, NORA, NORTH, "accident");
	struct picture whole = made(store, ANALYST, OFFICE, "city_accident");
	struct picture_passing_list passings;
	struct picture_receipt_list receipts;
	struct base_row_list rows;
	struct change *change;
	struct view *view;

	submitted(store, &north);
	rows = rows_of(store, ANALYST, &whole);
	change = change_open(store, test_arena(), (struct who){ .person = ANALYST });
	base_choose(change, &whole, &rows.at[0]);
	CHECK(change_commit(change) == COMMITTED);
	submitted(store, &whole);
	CHECK(!sees(store, NORA, whole.public_id) && !sees(store, SARA, whole.public_id));
	change = change_open(store, test_arena(), (struct who){ .person = ANALYST });
	CHECK(picture_pass(change, &whole) == 1 && picture_pass(change, &whole) == 0);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(sees(store, NORA, whole.public_id));
	CHECK(!sees(store, SARA, whole.public_id) && !sees(store, READER, whole.public_id));
	CHECK(waiting(store, NORA) == 1 && waiting(store, SARA) == 0);
	change = change_open(store, test_arena(), (struct who){ .person = NORA });
	passings = picture_passings(change_view(change), whole.id);
	CHECK(passings.count == 1 && passings.at[0].unit_id == NORTH);
	CHECK(picture_bases_chosen(change_view(change), whole.id).count == 1);
	receipt_give(change, &passings.at[0], S("Nora"));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(waiting(store, NORA) == 0);
	view = view_open(store, test_arena(), (struct who){ .person = ANALYST });
	receipts = picture_receipts(view, whole.id);
	CHECK(receipts.count == 1 && str_is(receipts.at[0].person_name, "Nora"));
	view_close(view);
	store_close(store);
}

/* ---- Asked ----------------------------------------------------------------------------------- */

TEST_ON_STORES(a_unit_that_is_asked_sees_the_question_and_not_the_picture)
{
	struct store *store = city();
	struct picture north = made(store, NORA, NORTH, "threats");
	struct picture_part part = { .picture_id = north.id, .section = S("causes"),
		.question = S("What do you see?"), .unit_id = SOUTH };
	struct picture_part_text text = { .words = S("Dark paths."), .writer_name = S("Sara") };
	struct change *change = change_open(store, test_arena(), (struct who){ .person = NORA });
	struct view *view;

	change_insert(change, &picture_part_record.shape, &part);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = SARA });
	CHECK(parts_waiting(view) == 1 && part_asked_of(view, part.id) != NULL);
	CHECK(picture_get(view, north.public_id) == NULL);
	CHECK(picture_part_get(view, part.public_id) != NULL);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = READER });
	CHECK(picture_part_get(view, part.public_id) == NULL);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 0 });
	CHECK(part_door_of(view, part.id) == NULL);      /* no link leads there */
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .person = SARA });
	text.part_id = part.id;
	text.at = instant_now();
	change_insert(change, &picture_part_text_record.shape, &text);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = SARA });
	CHECK(parts_waiting(view) == 0);
	view_close(view);
	state_go(store, &north, "review");
	view = view_open(store, test_arena(), (struct who){ .person = SARA });
	CHECK(part_asked_of(view, part.id) == NULL);     /* it is not written on any more */
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(part_texts(view, part.id).count == 1);
	view_close(view);
	store_close(store);
}
