/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests_flows.c - sources that are off, rows that find their event, judgements, erasing, sums. */
#include "modules/reporting/estimate.h"
#include "modules/reporting/tests_city.h"

#include "base/test.h"

#include <math.h>

static struct source source_put(struct store *store, bool is_on)
{
	struct change *change = reporting_change(store, SECURITY);
	struct source source = { .name = S("Insurer"), .kind = S("claim"), .purpose = S("Shares") };

	if (is_on) {
		source.legal_basis = S("Agreement");
		source.starts_on = (struct date){ 2025, 1, 1 };
		source.kept_days = 365;
	}
	change_insert(change, &source_record.shape, &source);
	CHECK(change_commit(change) == COMMITTED);
	return source;
}

static void row_put(struct store *store, const struct source *source, int64_t unit_id, struct date day, int n)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct told told = { .source_id = source->id, .unit_id = unit_id, .happened_on = day,
		.cause = S("damage"), .amount = 5000, .reference = arena_print(test_arena(), "F-%lld-%d", (long long)unit_id, n) };

	change_insert(change, &told_record.shape, &told);
	CHECK(change_commit(change) == COMMITTED);
}

static void link_now(struct store *store, const struct source *source)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	source_link(change, source);
	CHECK(change_commit(change) == COMMITTED);
}

static const struct matched *sums(struct view *view, int64_t unit_id)
{
	struct matched_list list = matched_of(view, unit_id);

	return list.count == 1 ? &list.at[0] : NULL;
}

/* ---- Rules ---------------------------------------------------------------------------------- */

TEST(a_source_is_off_until_its_legal_basis_is_written)
{
	struct date today = { 2026, 9, 1 };
	struct source source = { .starts_on = { 2026, 1, 1 } };

	CHECK(source_state(&source, today) == SOURCE_off);
	source.legal_basis = S("Agreement");
	CHECK(source_state(&source, today) == SOURCE_open);
	source.starts_on = (struct date){ 2026, 9, 2 };
	CHECK(source_state(&source, today) == SOURCE_waits);
	source.starts_on = (struct date){ 2026, 1, 1 };
	source.ends_on = (struct date){ 2026, 8, 31 };
	CHECK(source_state(&source, today) == SOURCE_ended);
}

TEST(four_months_are_shown_when_all_of_them_have_been_followed)
{
	CHECK(str_is(tertial_of(test_arena(), (struct date){ 2026, 4, 30 }), "2026-T1"));
	CHECK(str_is(tertial_of(test_arena(), (struct date){ 2026, 9, 1 }), "2026-T3"));
	CHECK(date_compare(tertial_end(S("2026-T2")), (struct date){ 2026, 8, 31 }) == 0);
	CHECK(!tertial_is_ripe(S("2026-T1"), (struct date){ 2026, 7, 28 }, 90));
	CHECK(tertial_is_ripe(S("2026-T1"), (struct date){ 2026, 7, 29 }, 90));
}

TEST(a_share_is_corrected_by_what_a_person_found_in_the_sample)
{
	struct matched counts = { .rows = 100, .linked = 60, .events = 120 };
	struct link_quality none = { .expected = 60, .expected_accepted = 60 };
	struct link_quality half = { .right = 50, .wrong = 50, .expected = 60, .expected_accepted = 60 };
	struct matched_share plain = matched_share_of(&counts, &none, 0.9, 0.5, 3);
	struct matched_share corrected = matched_share_of(&counts, &half, 0.9, 0.5, 3);

	CHECK(!plain.is_corrected && plain.share == 0.6 && plain.low < 0.6 && plain.high > 0.6);
	CHECK(corrected.is_corrected && fabs(corrected.share - 0.3) < 0.02);
	CHECK(corrected.low < 0.3 && corrected.high > 0.3 && corrected.high < 0.6);
	CHECK(plain.if_less > plain.if_more && plain.captured.chapman > 120);
}

TEST(a_year_is_compared_over_the_months_that_both_have)
{
	struct matched rows[] = { { .tertial = S("2025-T1"), .rows = 100, .linked = 30 },
		{ .tertial = S("2025-T2"), .rows = 500, .linked = 10 },
		{ .tertial = S("2026-T1"), .rows = 100, .linked = 60 } };
	struct matched_list list = { 3, rows }, alone = { 1, rows };
	struct year_change change = year_change_of(test_arena(), &list, 0.9, 1.15);

	CHECK(change.is_known && change.year == 2026 && change.before.rows == 100 && change.after.linked == 60);
	CHECK(change.verdict == VERDICT_increase && change.odds.low > 1);
	CHECK(!year_change_of(test_arena(), &alone, 0.9, 1.15).is_known);
	rows[2].rows = 3;
	rows[2].linked = 2;
	CHECK(year_change_of(test_arena(), &list, 0.9, 1.15).verdict == VERDICT_cannot_tell);
	rows[2].rows = 100;
	rows[2].linked = 10;
	CHECK(year_change_of(test_arena(), &list, 0.9, 1.15).verdict == VERDICT_decrease);
}

/* ---- Rows find their events ------------------------------------------------------------------- */

TEST_ON_STORES(rows_find_their_events_and_others_see_only_sums)
{
	struct store *store = test_store();
	const struct matched *own;
	struct source source;
	struct view *view;

	reporting_city(store);
	source = source_put(store, true);
	reporting_events(store, SCHOOL, 1, 3, "claim");
	reporting_events(store, SOUTH, 20, 2, "secret");
	for (int day = 1; day <= 5; day++)
		row_put(store, &source, SCHOOL, (struct date){ 2026, 3, day <= 3 ? day : day + 20 }, day);
	row_put(store, &source, SOUTH, (struct date){ 2026, 3, 20 }, 1);
	link_now(store, &source);
	view = reporting_view(store, NORA);
	own = sums(view, NORTH);
	CHECK(own && own->rows == 5 && own->linked == 3 && own->events == 3 && str_is(own->tertial, "2026-T1"));
	CHECK(sums(view, SOUTH) == NULL && pairs_waiting(view) == 0);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_row"), NONE) == 0);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_link"), NONE) == 0);
	CHECK(!estimate_may_unit(view, SCHOOL) && estimate_may_unit(view, NORTH));
	view_close(view);
	view = reporting_view(store, CLARA);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_row"), NONE) == 6);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_link"), NONE) == 3);
	view_close(view);
	view = reporting_view(store, SECURITY);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_row"), NONE) == 0);
	CHECK(view_int(view, SQL("SELECT sum(linked) FROM my_reporting_share"), NONE) == 3);
	view_close(view);
}

TEST_ON_STORES(what_was_judged_last_counts_and_stays_when_rows_are_linked_again)
{
	struct store *store = test_store();
	struct change *change;
	struct pair_found *pair;
	struct source source;
	struct view *view;

	reporting_city(store);
	source = source_put(store, true);
	reporting_events(store, SCHOOL, 1, 1, "claim");
	row_put(store, &source, SCHOOL, (struct date){ 2026, 3, 1 }, 1);
	link_now(store, &source);
	change = reporting_change(store, CLARA);
	pair = view_get(change_view(change), &pair_record.shape, SQL("SELECT * FROM my_reporting_link"), NONE);
	CHECK(pair && pair->is_accepted && pair->levels.len == LINKAGE_FIELDS);
	for (int i = 0; i < 3; i++)
		pair_decision_put(change, &(struct decision){ .public_id = arena_print(test_arena(), "d%d", i),
			.source_id = source.id, .row_id = pair->row_id, .event_id = pair->event_id, .is_same = i == 1,
			.reason = S("Looked"), .was_accepted = true, .is_sample = true, .levels = pair->levels,
			.weights = pair->weights, .decided_by = CLARA, .decided_name = S("clara") });
	CHECK(change_commit(change) == COMMITTED);
	link_now(store, &source);
	view = reporting_view(store, NORA);
	CHECK(sums(view, NORTH)->linked == 0 && link_quality_of(view, source.id).wrong == 1);
	CHECK(link_quality_of(view, source.id).right == 0);
	view_close(view);
	view = reporting_view(store, CLARA);
	CHECK(pair_decisions_of(view, pair->row_id, pair->event_id).count == 3);
	view_close(view);
}

TEST_ON_STORES(rows_are_erased_by_whole_four_months_and_their_sums_stay)
{
	struct store *store = test_store();
	struct source source;
	struct change *change;
	struct view *view;

	reporting_city(store);
	source = source_put(store, true);
	row_put(store, &source, SCHOOL, (struct date){ 2025, 4, 30 }, 1);
	row_put(store, &source, SCHOOL, (struct date){ 2025, 5, 1 }, 2);
	link_now(store, &source);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(source_erase(change, &source, (struct date){ 2026, 4, 30 }) == 0);
	CHECK(source_erase(change, &source, (struct date){ 2026, 5, 1 }) == 1);
	CHECK(change_commit(change) == COMMITTED);
	link_now(store, &source);
	view = reporting_view(store, SECURITY);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_share"), NONE) == 2);
	CHECK(view_int(view, SQL("SELECT sum(rows_count) FROM my_reporting_share WHERE is_final = 1"), NONE) == 1);
	CHECK(view_int(view, SQL("SELECT sum(amount) FROM my_reporting_share WHERE with_amount = 1"), NONE) == 10000);
	view_close(view);
	view = reporting_view(store, CLARA);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_reporting_row"), NONE) == 1);
	view_close(view);
}

TEST_ON_STORES(what_claims_of_a_year_came_to_is_told_of_units_one_may_see_the_sums_of)
{
	struct store *store = test_store();
	struct claims_year_list list;
	struct source source;
	struct view *view;

	reporting_city(store);
	source = source_put(store, true);
	for (int n = 0; n < 6; n++)
		row_put(store, &source, SCHOOL, (struct date){ 2025, 2, 1 }, n);
	for (int n = 6; n < 9; n++)
		row_put(store, &source, NORTH, (struct date){ 2026, 2, 1 }, n);
	link_now(store, &source);
	view = reporting_view(store, POLLY);
	list = reporting_claims(view, NORTH);
	CHECK(list.count == 2 && list.at[0].year == 2025 && list.at[0].rows == 6 && list.at[0].amount == 30000);
	CHECK(!list.at[0].is_hidden && list.at[1].year == 2026 && list.at[1].is_hidden);
	CHECK(reporting_claims(view, SCHOOL).count == 0 && reporting_claims(view, SOUTH).count == 0);
	view_close(view);
	view = reporting_view(store, CLARA);    /* reads rows, and no sums */
	CHECK(reporting_claims(view, NORTH).count == 0);
	view_close(view);
}

static size_t problems_of(struct store *store, int64_t person, struct told *told)
{
	struct view *view = reporting_view(store, person);
	struct problems problems = { .arena = test_arena() };

	reporting_imports[0].form->judge(view, told, &problems);
	view_close(view);
	return problems.count;
}

TEST_ON_STORES(a_row_is_refused_while_its_source_is_off_and_outside_what_the_law_holds)
{
	struct store *store = test_store();
	struct source off, on;
	struct told told = { .reference = S("F-1"), .unit_id = SCHOOL, .happened_on = { 2026, 3, 1 } };

	reporting_city(store);
	off = source_put(store, false);
	told.source_id = off.id;
	CHECK(problems_of(store, CLARA, &told) == 1);
	{
		struct change *change = reporting_change(store, SECURITY);

		on = off;
		on.name = S("Police");
		on.id = 0;
		on.public_id = S("");
		on.legal_basis = S("Act");
		on.starts_on = (struct date){ 2026, 1, 1 };
		on.kept_days = 365;
		change_insert(change, &source_record.shape, &on);
		CHECK(change_commit(change) == COMMITTED);
	}
	told.source_id = on.id;
	CHECK(problems_of(store, CLARA, &told) == 0);
	CHECK(problems_of(store, NORA, &told) == 1);
	told.happened_on = (struct date){ 2025, 12, 31 };
	CHECK(problems_of(store, CLARA, &told) == 1);
	told.happened_on = (struct date){ 2026, 9, 2 };
	CHECK(problems_of(store, CLARA, &told) == 1);
	told.happened_on = (struct date){ 2026, 3, 1 };
	told.reference = S("850709-9805");
	CHECK(problems_of(store, CLARA, &told) == 1);
}
