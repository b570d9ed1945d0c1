/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/tests.c - which month, what is counted, who is told what, reach, letters, proof. */
#include "base/json.h"
#include "base/test.h"
#include "kit/setting.h"
#include "kit/test_evidence.h"
#include "modules/monthly/tests_city.h"

static const struct who the_system = { .is_system = true };
#define OCTOBER ((struct date){ 2026, 10, 1 })
#define ON(month_, day_, hour_) instant_at((struct date){ 2026, month_, day_ }, hour_, 0, 0)

/* ---- Rules ------------------------------------------------------------------------------------- */

TEST(a_month_is_due_on_its_day_and_hour)
{
	calendar_open("Europe/Stockholm");
	CHECK(date_compare(monthly_due(5, 5, ON(11, 5, 5)), OCTOBER) == 0);
	CHECK(date_compare(monthly_due(5, 5, ON(11, 5, 4)), (struct date){ 2026, 9, 1 }) == 0);
	CHECK(date_compare(monthly_due(5, 5, ON(11, 30, 0)), OCTOBER) == 0);
	CHECK(date_compare(monthly_due(1, 0, ON(1, 1, 0)), (struct date){ 2025, 12, 1 }) == 0);
}

TEST(a_month_is_written_in_one_way)
{
	struct date month;

	CHECK(monthly_read(S("2026-10"), &month) && date_compare(month, OCTOBER) == 0);
	CHECK(!monthly_read(S("2026-13"), &month) && !monthly_read(S("2026-1"), &month));
	CHECK(!monthly_read(S("2026-10-01"), &month) && !monthly_read(S(""), &month));
	CHECK(!monthly_read(S("1999-10"), &month));
	CHECK(str_is(monthly_period(test_arena(), OCTOBER), "2026-10"));
}

TEST(a_pack_is_approved_and_then_sent_and_never_changed)
{
	struct monthly_pack pack = { .state = MONTHLY_made };

	CHECK(!monthly_approve_refused(&pack) && monthly_send_refused(&pack) && monthly_correct_refused(&pack));
	pack.state = MONTHLY_approved;
	CHECK(monthly_approve_refused(&pack) && !monthly_send_refused(&pack) && monthly_correct_refused(&pack));
	pack.state = MONTHLY_sent;
	CHECK(monthly_approve_refused(&pack) && monthly_send_refused(&pack) && !monthly_correct_refused(&pack));
}

TEST(reach_is_of_the_packs_that_were_sent)
{
	struct monthly_row rows[] = { { .state = MONTHLY_sent, .sent_at = { HOUR }, .received_at = { 4 * HOUR } },
		{ .state = MONTHLY_sent, .sent_at = { HOUR } }, { .state = MONTHLY_made } };
	struct monthly_reach reach = monthly_reach_of(test_arena(), &(struct monthly_row_list){ 3, rows });

	CHECK(reach.sent == 2 && reach.received == 1 && reach.median_hours == 3);
	CHECK(str_is(monthly_reach_words(test_arena(), &reach),
		"1 of 2 units have received their packs (50 %), half of those within 4 hours."));
}

/* ---- What is told --------------------------------------------------------------------------------- */

static struct monthly_body body_with(int64_t small)
{
	static struct monthly_part kinds[3];
	struct monthly_body body = { .parts = S("total kinds near_misses timeliness costs"),
		.totals = { 40 + small, 60 }, .near = { 2, 20 }, .reported = 40 + small - 1, .received = 20,
		.with_cost = 3, .kronor = 90000 };

	kinds[0] = (struct monthly_part){ .key = S("a"), .counts = { 30, 40 } };
	kinds[1] = (struct monthly_part){ .key = S("b"), .counts = { 10, 20 } };
	kinds[2] = (struct monthly_part){ .key = S("c"), .counts = { small, 0 } };
	body.tables[MONTHLY_kinds] = (struct monthly_part_list){ 3, kinds };
	return body;
}

TEST(whoever_may_open_the_events_is_told_every_number)
{
	struct monthly_body body = body_with(2);
	struct monthly_told told = monthly_told_of(test_arena(), &body, false, 5);

	CHECK(!told.is_guarded && !told.has_hidden);
	CHECK(str_is(monthly_cell_words(test_arena(), told.tables[MONTHLY_kinds][4], 5), "2"));
	CHECK(told.kronor.telling == CELL_told && told.kronor.number == 90000);
}

TEST(small_numbers_are_hidden_with_what_would_give_them_away)
{
	struct monthly_body body = body_with(2);
	struct monthly_told told = monthly_told_of(test_arena(), &body, true, 5);
	const struct monthly_cell *cells = told.tables[MONTHLY_kinds];
	size_t hidden = 0;

	CHECK(told.is_guarded && told.has_hidden);
	CHECK(cells[4].telling == CELL_small && str_is(monthly_cell_words(test_arena(), cells[4], 5), "<5"));
	for (size_t row = 0; row < 3; row++)
		hidden += cells[row * MONTHLY_TIMES].telling != CELL_told;
	CHECK(hidden > 1 || told.totals[MONTHLY_NOW].telling != CELL_told);
	CHECK(told.near[MONTHLY_NOW].telling == CELL_small);
	CHECK(told.reported.telling != CELL_told);      /* all but one in time tells of the one */
	CHECK(told.with_cost.telling == CELL_small && told.kronor.telling != CELL_told);
	body = body_with(0);
	told = monthly_told_of(test_arena(), &body, true, 5);
	CHECK(told.tables[MONTHLY_kinds][4].telling == CELL_told);      /* nought is no small number */
}

/* ---- Kept, and counted again ----------------------------------------------------------------------- */

TEST(what_was_counted_is_the_same_when_it_is_read_again)
{
	struct monthly_body body = body_with(2);
	struct str text = monthly_body_write(test_arena(), &body), query = monthly_query_write(test_arena(), &body);
	const struct monthly_body *again = monthly_body_read(test_arena(), text);

	CHECK(again && str_equals(monthly_body_write(test_arena(), again), text));
	CHECK(monthly_digest(test_arena(), query, text).len == 64);
	CHECK(monthly_query_read(test_arena(), query).method == MONTHLY_METHOD);
	CHECK(!monthly_body_read(test_arena(), S("nothing")));
	CHECK(!monthly_has(&body, "measures") && monthly_has(&body, "near_misses"));
}

TEST_ON_STORES(what_has_become_another_number_is_said_in_words)
{
	struct store *store = monthly_city();
	struct monthly_body was = body_with(2);
	struct str text = monthly_body_write(test_arena(), &was);
	struct monthly_difference_list none = monthly_differences(test_arena(), text, text), some;
	struct monthly_body is = was;

	(void)store;
	is.near[MONTHLY_NOW] = 3;
	some = monthly_differences(test_arena(), text, monthly_body_write(test_arena(), &is));
	CHECK(none.count == 0 && some.count == 1);
	CHECK(some.count && str_is(some.at[0].was, "2") && str_is(some.at[0].is, "3"));
	CHECK(some.count && str_ends(some.at[0].words, S("the month")));
}

/* ---- Counted ---------------------------------------------------------------------------------------- */

TEST_ON_STORES(each_unit_gets_its_own_month_and_never_what_is_restricted)
{
	struct store *store = monthly_city();
	const struct monthly_body *north, *south;

	monthly_events(store, NORTH, OCTOBER, 6, "");
	monthly_events(store, NORTH, OCTOBER, 3, "near");
	monthly_events(store, NORTH, OCTOBER, 5, "secret");
	monthly_events(store, NORTH, OCTOBER, 4, "merged");
	monthly_events(store, NORTH, (struct date){ 2025, 10, 30 }, 5, "");     /* two in October */
	monthly_events(store, NORTH, (struct date){ 2026, 10, 31 }, 2, "late"); /* one in October */
	CHECK(monthly_job(store, "{}"));
	north = monthly_body_of(store, NORTH);
	south = monthly_body_of(store, SOUTH);
	CHECK(north && north->totals[MONTHLY_NOW] == 10 && north->totals[MONTHLY_BEFORE] == 2);
	CHECK(north && north->near[MONTHLY_NOW] == 3 && north->reported == 9);
	CHECK(north && north->tables[MONTHLY_kinds].count == 1 && north->tables[MONTHLY_kinds].at[0].counts[0] == 10);
	CHECK(north && north->with_cost == 10 && north->kronor == 10000);
	CHECK(south && south->totals[MONTHLY_NOW] == 0 && south->tables[MONTHLY_kinds].count == 0);
	CHECK(!monthly_body_of(store, CITY) && !monthly_body_of(store, SCHOOL));
}

TEST_ON_STORES(a_unit_that_ended_in_the_month_gets_its_pack_and_a_new_one_says_so)
{
	struct store *store = monthly_city();
	const struct monthly_body *old, *young;
	struct view *view;

	monthly_events(store, OLD, OCTOBER, 7, "");
	CHECK(monthly_job(store, "{}"));
	old = monthly_body_of(store, OLD);
	young = monthly_body_of(store, NEW);
	CHECK(old && old->totals[MONTHLY_NOW] == 7 && date_is_given(old->ended) && !date_is_given(old->began));
	CHECK(young && date_is_given(young->began) && !date_is_given(young->ended));
	CHECK(monthly_body_of(store, NORTH) && !date_is_given(monthly_body_of(store, NORTH)->began));
	monthly_sent_by(store, OLD, OFFICE, ON(11, 5, 10));
	view = view_open(store, test_arena(), (struct who){ .person = SAM });    /* it became part of the south */
	CHECK(monthly_get(view, S("2026-10"), S("old"), 0) && monthly_may_receive(view, OLD));
	CHECK(monthly_for_me(view) == 1);
	view_close(view);
}

TEST_ON_STORES(what_is_expected_needs_two_years_behind)
{
	struct store *store = monthly_city();
	const struct monthly_body *north, *south;

	for (int back = 1; back <= 40; back++)
		monthly_events(store, NORTH, date_add_months(OCTOBER, -back), 6, "");
	monthly_events(store, SOUTH, (struct date){ 2026, 3, 1 }, 8, "");
	CHECK(monthly_job(store, "{}"));
	north = monthly_body_of(store, NORTH);
	south = monthly_body_of(store, SOUTH);
	CHECK(north && north->expected.is_known && north->expected.months == 40);
	CHECK(north && north->expected.middle >= 4 && north->expected.middle <= 8);
	CHECK(north && north->expected.low <= north->expected.middle && north->expected.middle <= north->expected.high);
	CHECK(south && !south->expected.is_known && south->expected.months == 7);
}

/* ---- The job ------------------------------------------------------------------------------------------ */

static size_t packs_count(struct store *store, const char *period)
{
	struct view *view = view_open(store, test_arena(), the_system);
	size_t count = monthly_all_of(view, str_of(period)).count;

	view_close(view);
	return count;
}

TEST_ON_STORES(the_same_month_twice_makes_nothing_more)
{
	struct store *store = monthly_city();
	struct view *view;

	CHECK(monthly_job(store, "{}") && packs_count(store, "2026-10") == 4);
	CHECK(monthly_job(store, "{}") && packs_count(store, "2026-10") == 4);
	CHECK(monthly_job(store, "{\"period\":\"2026-09\"}") && packs_count(store, "2026-09") == 3);
	CHECK(!monthly_job(store, "{\"period\":\"2026-11\"}") && packs_count(store, "2026-11") == 0);
	CHECK(!monthly_job(store, "{\"period\":\"tomorrow\"}"));
	view = view_open(store, test_arena(), the_system);
	CHECK(monthly_missing_all(view, OCTOBER).count == 0);
	view_close(view);
}

TEST_ON_STORES(two_who_make_the_same_pack_make_one)
{
	struct store *store = monthly_city();
	struct monthly_body body = body_with(2);
	struct monthly_making making = { .unit_id = NORTH, .edition = 1 };

	body.period = S("2026-10");
	CHECK(monthly_make(store, test_arena(), &making, &body));
	CHECK(!monthly_make(store, test_arena(), &making, &body));
	CHECK(packs_count(store, "2026-10") == 1);
}

TEST_ON_STORES(what_comes_after_it_was_sent_is_told_and_corrected_beside)
{
	struct store *store = monthly_city();
	const struct monthly_again *again;
	const struct monthly_pack *pack;
	struct view *view;

	monthly_events(store, NORTH, OCTOBER, 6, "");
	CHECK(monthly_job(store, "{}"));
	monthly_sent_by(store, NORTH, OFFICE, ON(11, 5, 10));
	CHECK(monthly_job(store, "{\"again\":\"2026-10\"}"));
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	pack = monthly_get(view, S("2026-10"), S("north"), 0);
	again = pack ? monthly_again_get(view, pack->id) : NULL;
	CHECK(again && str_equals(again->digest, pack->digest));
	view_close(view);
	monthly_events(store, NORTH, (struct date){ 2026, 10, 20 }, 1, "late");
	CHECK(monthly_job(store, "{\"again\":\"2026-10\"}"));
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	again = monthly_again_get(view, pack->id);
	CHECK(again && !str_equals(again->digest, pack->digest) && again->body.len);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = POLLY });
	again = monthly_again_get(view, pack->id);
	CHECK(again && !again->body.len);       /* that it has changed, and not how */
	view_close(view);
	CHECK(monthly_job(store, arena_print(test_arena(), "{\"pack\":\"%lld\",\"reason\":\"late\",\"path\":\"/monthly\"}",
		(long long)pack->id).at));
	CHECK(monthly_body_of(store, NORTH)->totals[MONTHLY_NOW] == 7 && packs_count(store, "2026-10") == 5);
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	pack = monthly_get(view, S("2026-10"), S("north"), 0);
	CHECK(pack && pack->edition == 1);      /* the new one is not sent */
	view_close(view);
}

/* ---- Rights ------------------------------------------------------------------------------------------- */

TEST_ON_STORES(a_pack_is_seen_by_its_unit_when_it_is_sent)
{
	struct store *store = monthly_city();
	struct view *view;

	CHECK(monthly_job(store, "{}"));
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(!monthly_get(view, S("2026-10"), S("north"), 0) && !monthly_may_write(view));
	view_close(view);
	monthly_sent_by(store, NORTH, OFFICE, ON(11, 5, 10));
	monthly_sent_by(store, SOUTH, OFFICE, ON(11, 5, 10));
	view = view_open(store, test_arena(), (struct who){ .person = NORA });
	CHECK(monthly_get(view, S("2026-10"), S("north"), 0) && !monthly_get(view, S("2026-10"), S("south"), 0));
	CHECK(monthly_may_open(view, NORTH) && monthly_may_receive(view, NORTH) && monthly_for_me(view) == 1);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = POLLY });
	CHECK(monthly_get(view, S("2026-10"), S("north"), 0) && !monthly_may_open(view, NORTH));
	CHECK(!monthly_may_receive(view, NORTH) && monthly_for_me(view) == 0);
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = CECILIA });
	CHECK(monthly_may_write(view) && monthly_rows_of(view, S("2026-10")).count == 4);
	CHECK(!monthly_may_receive(view, NORTH));       /* the city receives for nobody */
	view_close(view);
	view = view_open(store, test_arena(), (struct who){ .person = 0 });
	CHECK(!monthly_get(view, S("2026-10"), S("north"), 0));
	view_close(view);
}

TEST_ON_STORES(letters_go_to_those_who_receive_and_have_not)
{
	struct store *store = monthly_city();
	struct monthly_receiver_list told;
	struct view *view;

	CHECK(monthly_job(store, "{}"));
	monthly_sent_by(store, NORTH, OFFICE, ON(11, 5, 10));
	monthly_sent_by(store, SOUTH, OFFICE, ON(11, 5, 10));
	view = view_open(store, test_arena(), the_system);
	told = monthly_to_tell(view, &(struct monthly_tell){ .kind = MONTHLY_LETTER_pack, .to = instant_now() });
	CHECK(told.count == 2 && told.at[0].person_id == NORA && told.at[1].person_id == SAM);
	CHECK(monthly_to_tell(view, &(struct monthly_tell){ .kind = MONTHLY_LETTER_pack, .to = ON(11, 5, 9) }).count == 0);
	CHECK(monthly_to_tell(view, &(struct monthly_tell){ .kind = MONTHLY_LETTER_pack, .from = ON(11, 6, 0),
		.to = instant_now() }).count == 0);
	CHECK(monthly_to_tell(view, &(struct monthly_tell){ .kind = MONTHLY_LETTER_reminder, .only_told = true,
		.to = instant_now() }).count == 0);     /* nobody has been written to */
	view_close(view);
	monthly_received_by(store, NORTH, NORA);
	view = view_open(store, test_arena(), the_system);
	told = monthly_to_tell(view, &(struct monthly_tell){ .kind = MONTHLY_LETTER_reminder,
		.period = S("2026-10"), .to = instant_now() });
	CHECK(told.count == 1 && told.at[0].person_id == SAM);
	CHECK(monthly_to_tell(view, &(struct monthly_tell){ .kind = MONTHLY_LETTER_reminder,
		.period = S("2026-09"), .to = instant_now() }).count == 0);
	view_close(view);
}

/* ---- Proof ---------------------------------------------------------------------------------------------- */

#define IN_NOVEMBER .from = { 2026, 11, 1 }, .to = { 2026, 11, 30 }

COUNTER_EXAMPLE(packs_that_came_late_or_not_at_all_prove_nothing, "monthly_pack", "monthly_pack by_day")
{
	struct store *store = monthly_city();
	struct proof_try all = { .rule = "monthly_pack", .person = CECILIA, .unit_id = OFFICE, IN_NOVEMBER,
		.percent = 100 }, early = { .rule = "monthly_pack by_day=5", .person = CECILIA, .unit_id = OFFICE,
		IN_NOVEMBER, .percent = 100 };
	static const int64_t units[] = { SOUTH, OLD, NEW };

	CHECK(!proof_holds(store, &all) && !proof_holds(store, &early));
	CHECK(monthly_job(store, "{}"));
	for (size_t i = 0; i < COUNT(units); i++)
		monthly_sent_by(store, units[i], OFFICE, ON(11, 5, 10));
	CHECK(!proof_holds(store, &all) && !proof_holds(store, &early));        /* the north has none */
	monthly_sent_by(store, NORTH, OFFICE, ON(11, 6, 10));
	CHECK(proof_holds(store, &all) && !proof_holds(store, &early));         /* a day too late */
	monthly_sent_by(store, NORTH, OFFICE, ON(11, 5, 23));
	CHECK(proof_holds(store, &early));
	all.unit_id = NORTH;
	CHECK(!proof_holds(store, &all));       /* who was sent to has proved nothing */
}

COUNTER_EXAMPLE(a_pack_that_nobody_received_has_not_been_received, "monthly_receipt")
{
	struct store *store = monthly_city();
	struct proof_try all = { .rule = "monthly_receipt", .person = CECILIA, .unit_id = OFFICE, IN_NOVEMBER,
		.percent = 100 };

	CHECK(monthly_job(store, "{}"));
	monthly_sent_by(store, NORTH, OFFICE, ON(11, 5, 10));
	monthly_sent_by(store, SOUTH, OFFICE, ON(11, 5, 10));
	monthly_received_by(store, NORTH, NORA);
	CHECK(!proof_holds(store, &all));
	monthly_received_by(store, SOUTH, SAM);
	CHECK(proof_holds(store, &all));
	monthly_corrected(store, NORTH, OFFICE, ON(11, 9, 10));
	CHECK(!proof_holds(store, &all));       /* the correction must be received too */
	monthly_received_by(store, NORTH, NORA);
	CHECK(proof_holds(store, &all));
}
