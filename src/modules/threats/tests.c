/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/tests.c - who sees what, late checks, small numbers, readers whose time is out. */
#include "modules/threats/inside.h"

#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

enum { BOARD = 1, OTHER, KEEPER = 11, FOLLOWER, DECIDER, READER };

static void said(struct store *store, struct sql sql, struct values values)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, values);
	CHECK(change_commit(change) == COMMITTED);
}

/* The keeper arranges the meetings of the board; the follower follows its duties; one decides who
 * reads patterns, and one is to read. */
static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	for (int64_t i = BOARD; i <= OTHER; i++) {
		said(store, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == BOARD ? "north" : "south"));
		said(store, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"), V(i));
	}
	for (int64_t i = KEEPER; i <= READER; i++)
		said(store, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(i, arena_print(test_arena(), "p%d", (int)i)));
	said(store, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (11, 1, 'keeper'),"
		" (12, 1, 'follower'), (13, 1, 'decider'), (14, 2, 'nothing')"), NONE);
	said(store, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'threats_meetings'), ('keeper', 'threats_protection'),"
		" ('follower', 'programme_read'), ('decider', 'threats_decide')"), NONE);
	return store;
}

static int64_t seen(struct store *store, int64_t person, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	int64_t count = view_int(view, sql, NONE);

	view_close(view);
	return count;
}

TEST(a_check_after_the_meeting_is_late)
{
	struct date meeting = { 2026, 3, 10 }, today = { 2026, 3, 20 };

	CHECK(check_state_of(meeting, (struct date){ 2026, 3, 10 }, today) == CHECK_done);
	CHECK(check_state_of(meeting, (struct date){ 2026, 3, 11 }, today) == CHECK_late);
	CHECK(check_state_of(meeting, (struct date){ 0 }, today) == CHECK_never);
	CHECK(check_state_of(meeting, (struct date){ 0 }, (struct date){ 2026, 3, 10 }) == CHECK_missing);
	CHECK(str_is(check_answer(S("agenda=yes public=no"), S("public")), "no"));
	CHECK(!check_answer(S("agenda=yes"), S("public")).len);
}

TEST(patterns_are_told_of_whole_months)
{
	CHECK(date_compare(patterns_to(2025, (struct date){ 2026, 3, 10 }), (struct date){ 2025, 12, 31 }) == 0);
	CHECK(date_compare(patterns_to(2026, (struct date){ 2026, 3, 10 }), (struct date){ 2026, 2, 28 }) == 0);
	CHECK(!date_is_given(patterns_to(2026, (struct date){ 2026, 1, 31 })));
	CHECK(!date_is_given(patterns_to(2027, (struct date){ 2026, 3, 10 })));
}

COUNTER_EXAMPLE(a_meeting_without_a_check_in_time_is_not_checked, "meeting_check",
                "meeting_check within_days")
{
	struct store *store = city();
	struct proof_try any = { .rule = "meeting_check", .person = FOLLOWER, .unit_id = BOARD,
		.from = { 2026, 1, 1 }, .to = { 2026, 3, 31 }, .percent = 100 };
	struct proof_try near = any;

	near.rule = "meeting_check within_days=7";
	said(store, SQL("INSERT INTO unit_meeting (id, unit_id, on_date) VALUES (1, 1, '2026-03-10'),"
		" (2, 2, '2026-03-11')"), NONE);
	CHECK(!proof_holds(store, &any));
	said(store, SQL("INSERT INTO meeting_check (public_id, unit_id, meeting_id, judged, done_on)"
		" VALUES ('a', 1, 1, 'low', '2026-03-11')"), NONE);
	CHECK(!proof_holds(store, &any));               /* after the meeting */
	said(store, SQL("UPDATE meeting_check SET done_on = '2026-02-20'"), NONE);
	CHECK(proof_holds(store, &any) && !proof_holds(store, &near));
	said(store, SQL("UPDATE meeting_check SET done_on = '2026-03-05'"), NONE);
	CHECK(proof_holds(store, &near));
	said(store, SQL("UPDATE unit_meeting SET on_date = '2026-03-02' WHERE id = 1"), NONE);
	CHECK(!proof_holds(store, &any));               /* moved to before the check */
	store_close(store);
}

COUNTER_EXAMPLE(protection_that_was_not_gone_through_in_time_proves_nothing, "protection_status",
                "protection_status months")
{
	struct store *store = city();
	struct proof_try any = { .rule = "protection_status", .person = FOLLOWER, .unit_id = BOARD,
		.from = { 2026, 2, 1 }, .to = { 2026, 6, 30 } };
	struct proof_try short_one = any;

	short_one.rule = "protection_status months=3";
	CHECK(!proof_holds(store, &any));
	said(store, SQL("INSERT INTO protection_status (public_id, unit_id, reviewed_on, next_by, state)"
		" VALUES ('a', 1, '2026-01-15', '2026-05-31', 'in_order')"), NONE);
	CHECK(!proof_holds(store, &any));
	said(store, SQL("UPDATE protection_status SET next_by = '2026-12-31'"), NONE);
	CHECK(proof_holds(store, &any) && !proof_holds(store, &short_one));
	said(store, SQL("INSERT INTO protection_status (public_id, unit_id, reviewed_on, next_by, state)"
		" VALUES ('b', 1, '2026-04-10', '2026-12-31', 'in_order')"), NONE);
	CHECK(proof_holds(store, &short_one));
	/* Who follows the duties knows the days and sees no row. */
	CHECK(seen(store, FOLLOWER, SQL("SELECT count(*) FROM my_protection_status")) == 0);
	CHECK(seen(store, KEEPER, SQL("SELECT count(*) FROM my_protection_status")) == 2);
	CHECK(seen(store, DECIDER, SQL("SELECT count(*) FROM my_protection_status")) == 0);
	store_close(store);
}

TEST_ON_STORES(patterns_are_for_a_reader_whose_time_has_not_run_out)
{
	static const struct sql counted = SQL("SELECT count(*) FROM my_threat_pattern");
	struct store *store = city();
	struct date today = date_today();

	said(store, SQL("INSERT INTO event_threat (event_id, unit_id, occurred_at, is_restricted)"
		" VALUES (1, 1, 1000, 1), (2, 1, 1000, 0)"), NONE);
	said(store, SQL("INSERT INTO event_threat (event_id, unit_id, occurred_at, is_counted)"
		" VALUES (3, 1, 1000, 0)"), NONE);
	CHECK(!seen(store, READER, counted) && !seen(store, DECIDER, counted) && !seen(store, 0, counted));
	said(store, SQL("INSERT INTO threat_reader (public_id, person_id, from_on, to_on, decision)"
		" VALUES ('a', 14, $1, $2, 'KS 12')"), V(today, date_add_days(today, 10)));
	CHECK(seen(store, READER, counted) == 2 && !seen(store, DECIDER, counted));
	said(store, SQL("UPDATE threat_reader SET ended_on = $1"), V(today));
	CHECK(!seen(store, READER, counted));
	said(store, SQL("UPDATE threat_reader SET ended_on = '', from_on = $1, to_on = $2"),
		V(date_add_days(today, -10), date_add_days(today, -1)));
	CHECK(!seen(store, READER, counted));
	CHECK(seen(store, DECIDER, SQL("SELECT count(*) FROM my_threat_reader")) == 1);
	CHECK(seen(store, KEEPER, SQL("SELECT count(*) FROM my_threat_reader")) == 0);
	store_close(store);
}

/* So many threats of a form at a unit, in a year that is over. */
static void threats_put(struct store *store, int64_t first_id, int64_t unit, const char *form, int64_t count)
{
	struct instant at = instant_at((struct date){ (int16_t)(date_today().year - 1), 5, 5 }, 12, 0, 0);

	for (int64_t i = 0; i < count; i++)
		said(store, SQL("INSERT INTO event_threat (event_id, unit_id, board_id, occurred_at, forms,"
			" place_type, severity) VALUES ($1, $2, $2, $3, $4, 'school', 2)"),
			V(first_id + i, unit, at, form));
}

static bool is_told(const struct patterns *patterns, const char *label)
{
	for (size_t t = 0; t < THREATS_by_month; t++)
		for (size_t c = 0; c < patterns->at[t].columns; c++)
			if (str_find(patterns->at[t].column_labels[c], str_of(label)) >= 0)
				return true;
	return false;
}

TEST_ON_STORES(small_numbers_of_threats_are_in_no_table)
{
	struct store *store = city();
	struct patterns patterns;
	struct view *view;

	tongue_choose(S("en"));
	threats_put(store, 1, BOARD, "verbal", 9);
	threats_put(store, 20, OTHER, "verbal", 3);
	threats_put(store, 30, BOARD, "weapon", 2);
	threats_put(store, 40, OTHER, "physical", 8);
	said(store, SQL("INSERT INTO threat_reader (public_id, person_id, from_on, to_on, decision)"
		" VALUES ('a', 14, $1, $1, 'KS 12')"), V(date_today()));
	view = view_open(store, test_arena(), (struct who){ .person = READER });
	patterns = patterns_made(view, date_today().year - 1);
	/* Two with a weapon: told nowhere, not even as a sum. */
	CHECK(!is_told(&patterns, "With a weapon") && str_find(patterns.left_out, S("With a weapon")) >= 0);
	/* Of twelve verbal ones three are at one board: neither that nor the nine, which would give
	 * it away, for twelve stands in the table of places. */
	for (size_t r = 0; r < patterns.at[THREATS_by_board].rows; r++)
		for (size_t c = 0; c < patterns.at[THREATS_by_board].columns; c++)
			if (str_is(patterns.at[THREATS_by_board].column_labels[c], "Verbal"))
				CHECK(!str_is(pattern_cell(test_arena(), &patterns.at[THREATS_by_board], r, c), "9")
					&& !str_is(pattern_cell(test_arena(), &patterns.at[THREATS_by_board], r, c), "3"));
	CHECK(is_told(&patterns, "Physical"));
	view_close(view);
	store_close(store);
}
