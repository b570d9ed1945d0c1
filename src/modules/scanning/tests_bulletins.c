/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/tests_bulletins.c - two persons, the units it was sent to, reach, and what it proves. */
#include "base/test.h"
#include "kit/test_evidence.h"
#include "modules/scanning/tests_city.h"

TEST(whoever_wrote_a_bulletin_does_not_approve_it)
{
	struct bulletin bulletin = { .state = BULLETIN_draft, .written_by = NORA };

	CHECK(bulletin_approve_refused(&bulletin, NORA) && !bulletin_approve_refused(&bulletin, OMAR));
	CHECK(bulletin_send_refused(&bulletin, 3) != NULL);
	bulletin.state = BULLETIN_approved;
	CHECK(!bulletin_send_refused(&bulletin, 3) && bulletin_send_refused(&bulletin, 0));
	CHECK(bulletin_approve_refused(&bulletin, OMAR) != NULL);
	bulletin.state = BULLETIN_sent;
	CHECK(bulletin_send_refused(&bulletin, 3) && bulletin_approve_refused(&bulletin, OMAR));
}

TEST(reach_is_of_the_units_it_was_sent_to)
{
	struct bulletin_told_unit units[] = { { .at = { 10 * HOUR } }, { .at = { 90 * HOUR } }, { .unit_id = 3 },
		{ .at = { 4 * HOUR } } };
	struct bulletin_reach reach = bulletin_reach_of(test_arena(),
		&(struct bulletin_told_unit_list){ 4, units }, (struct instant){ 0 });

	CHECK(reach.addressed == 4 && reach.received == 3 && reach.median_hours == 10);
	CHECK(str_is(bulletin_reach_words(test_arena(), &reach),
		"3 of 4 units have received it (75 %), half of them within 11 hours"));
	reach = bulletin_reach_of(test_arena(), &(struct bulletin_told_unit_list){ 0 }, (struct instant){ 0 });
	CHECK(!reach.addressed && !bulletin_reach_words(test_arena(), &reach).len);
}

static int64_t sent(struct store *store, const char *tags, const char *kinds, int64_t replaces)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct bulletin bulletin = { .title = S("t"), .changed = S("c"), .meaning = S("m"), .wanted = S("w"),
		.tags = str_of(tags), .unit_id = OFFICE, .to_unit_id = CITY, .to_kinds = str_of(kinds),
		.state = BULLETIN_sent, .written_by = NORA, .replaces_id = replaces,
		.approved_at = instant_now(), .sent_at = instant_now(), .created_at = instant_now() };

	bulletin.number = bulletin_number_take(change, bulletin.created_at);
	change_insert(change, &bulletin_record.shape, &bulletin);
	bulletin_address_keep(change, &bulletin);
	CHECK(change_commit(change) == COMMITTED);
	return bulletin.id;
}

static void received(struct store *store, int64_t bulletin_id, int64_t unit_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_insert(change, &bulletin_receipt_record.shape, &(struct bulletin_receipt){
		.bulletin_id = bulletin_id, .unit_id = unit_id, .person_id = MAX, .at = instant_now() });
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_bulletin_is_seen_where_it_was_sent_and_received_there)
{
	struct store *store = scanning_city();
	int64_t id = sent(store, "crime", "district", 0), alone = sent(store, "law", "", 0);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = MAX });

	CHECK(bulletin_of_id(view, id) != NULL && bulletins_for_me(view) == 1);
	CHECK(bulletin_units(view, id).count == 1);             /* of the south Max is told nothing */
	CHECK(bulletin_may_receive(view, id, NORTH) && !bulletin_may_receive(view, id, SOUTH));
	CHECK(bulletin_of_id(view, alone) != NULL && !bulletin_may_receive(view, alone, CITY));
	view_close(view);
	received(store, id, NORTH);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(bulletin_units(view, id).count == 2 && bulletin_is_received(view, id, NORTH));
	CHECK(!bulletin_may_receive(view, id, NORTH));          /* the city receives for nobody */
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 0 });
	CHECK(!bulletin_of_id(view, id));
	view_close(view);
}

TEST_ON_STORES(a_draft_is_of_those_who_scan_and_a_correction_stands_beside)
{
	struct store *store = scanning_city();
	int64_t first = sent(store, "crime", "district", 0), second = sent(store, "crime", "district", first);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct bulletin draft = { .number = S("OB-2026-99999"), .title = S("d"), .unit_id = OFFICE,
		.to_unit_id = CITY, .state = BULLETIN_draft };
	struct query mine;
	struct view *view;

	change_insert(change, &bulletin_record.shape, &draft);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = MAX });
	CHECK(!bulletin_of_id(view, draft.id) && bulletin_of_id(view, first));
	CHECK(bulletin_correction_of(view, first)->id == second && !bulletin_correction_of(view, second));
	CHECK(bulletins_for_me(view) == 1);     /* the correction alone */
	bulletins_query(NULL, view, &mine);     /* and the list that the number leads to has no more */
	query_add(&mine, SQL(" AND listed.may = 1"), NONE);
	CHECK(view_list_of(view, &bulletins_table.shape, &mine).count == 1);
	view_close(view);
}

TEST_ON_STORES(a_bulletin_goes_on_pointing_where_it_did_when_it_was_approved)
{
	struct store *store = scanning_city();
	int64_t id = sent(store, "crime", "district", 0), now = instant_now().seconds;
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct news_item item = { .source_id = PRESS, .item_key = S("k"), .origin = S("The press"),
		.title = S("after"), .link = S("https://press.example/2"), .edition = 3, .state = NEWS_tagged };
	struct news_item_before befores[] = {
		{ .edition = 1, .title = S("long before"), .until_at = { now - HOUR } },
		{ .edition = 2, .title = S("then"), .link = S("https://press.example/1"),
		  .until_at = { now + HOUR } } };
	struct bulletin_from_list items;
	struct view *view;

	change_insert(change, &news_item_record.shape, &item);
	for (size_t i = 0; i < COUNT(befores); i++) {
		befores[i].item_id = item.id;
		change_insert(change, &news_item_before_record.shape, &befores[i]);
	}
	bulletin_items_put(change, id, &(struct news_item_list){ 1, &item });
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = MAX });
	items = bulletin_items(view, id);
	CHECK(items.count == 1 && str_is(items.at[0].title, "then"));
	CHECK(items.count == 1 && str_is(items.at[0].link, "https://press.example/1"));
	view_close(view);
}

#define YEAR .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }

COUNTER_EXAMPLE(a_bulletin_about_something_else_proves_nothing, "bulletin", "bulletin tag")
{
	struct store *store = scanning_city();
	struct proof_try any = { .rule = "bulletin", .person = NORA, .unit_id = OFFICE, YEAR },
		crime = { .rule = "bulletin tag=crime", .person = NORA, .unit_id = OFFICE, YEAR };

	CHECK(!proof_holds(store, &any) && !proof_holds(store, &crime));
	sent(store, "law society", "district", 0);
	CHECK(proof_holds(store, &any) && !proof_holds(store, &crime));
	sent(store, "law crime", "district", 0);
	CHECK(proof_holds(store, &crime));
}

COUNTER_EXAMPLE(a_bulletin_that_nobody_received_has_not_reached, "bulletin_reach", "bulletin_reach tag")
{
	struct store *store = scanning_city();
	struct proof_try all = { .rule = "bulletin_reach", .person = NORA, .unit_id = OFFICE, YEAR,
		.percent = 80 }, crime = { .rule = "bulletin_reach tag=crime", .person = NORA,
		.unit_id = OFFICE, YEAR, .percent = 80 };
	int64_t id = sent(store, "crime", "district", 0), corrected;

	received(store, id, NORTH);
	CHECK(!proof_holds(store, &all) && !proof_holds(store, &crime));
	received(store, id, SOUTH);
	CHECK(proof_holds(store, &all) && proof_holds(store, &crime));
	corrected = sent(store, "crime", "district", id);
	CHECK(!proof_holds(store, &all));       /* those who were told wrongly have not read the right */
	received(store, corrected, NORTH);
	received(store, corrected, SOUTH);
	CHECK(proof_holds(store, &all));
}
