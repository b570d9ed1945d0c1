/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/tests_kept.c - what is kept is what is counted, and for whom, and until when. */
#include "modules/costs/inside.h"
#include "modules/costs/tests_city.h"

#include "base/test.h"
#include "modules/events/events.h"
#include "modules/reporting/reporting.h"

static void keep(struct store *store)
{
	static const int64_t units[] = { 0, CITY, NORTH };
	struct keeping keeping = { .store = store, .arena = test_arena(), .count_one = costs_keep_one };

	for (size_t i = 0; i < COUNT(units); i++)
		keeping_count(&keeping, units[i]);
	CHECK(keeping_write(&keeping));
}

static struct costs_found asked(struct store *store, int64_t person, int64_t unit_id, bool may_count, bool may_be_kept)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct costs_topic topic = { .unit = unit_get(view, unit_id), .known = date_today(), .is_today = true,
		.may_count = may_count, .may_be_kept = may_be_kept };
	struct costs_found found = costs_of(view, &topic);

	view_close(view);
	return found;
}

static bool is_same(const struct costs_found *a, const struct costs_found *b)
{
	bool is = str_equals(costs_found_words(test_arena(), a), costs_found_words(test_arena(), b))
		&& a->has_hidden == b->has_hidden && a->has_large_hidden == b->has_large_hidden;

	for (size_t i = 0; is && i < a->count; i++)
		is = a->years[i].is_hidden == b->years[i].is_hidden
			&& a->years[i].is_large_hidden == b->years[i].is_large_hidden;
	return is;
}

static bool is_kept_as_counted(struct store *store, int64_t person, int64_t unit_id, bool may_count)
{
	struct costs_found kept = asked(store, person, unit_id, may_count, true);
	struct costs_found counted = asked(store, person, unit_id, may_count, false);

	return kept.count > 0 && is_same(&kept, &counted);
}

static void years_put(void)
{
	for (int year = 2012; year <= 2025; year++) {
		costs_events(SCHOOL, year, 3, 1000 + 37 * year % 11, false);
		costs_events(NORTH, year, 40 - (year - 2012), 5000, false);
		costs_events(SOUTH, year, 4, 7000 * (year % 3 + 1), false);
	}
	costs_events(SOUTH, 2025, 60, 9000, false);
	costs_events(SCHOOL, 2025, 1, 90000, true);
}

TEST_ON_STORES(what_is_kept_of_costs_is_what_would_be_counted)
{
	struct store *store = costs_city();
	struct costs_found found;

	years_put();
	keep(store);
	CHECK(is_kept_as_counted(store, SECURITY, CITY, true));
	CHECK(is_kept_as_counted(store, SECURITY, CITY, false));        /* small numbers are hidden as always */
	CHECK(is_kept_as_counted(store, SECURITY, NORTH, true));
	CHECK(is_kept_as_counted(store, SECURITY, SOUTH, true));        /* not kept; the usual limit is */
	CHECK(is_kept_as_counted(store, NORA, NORTH, true));
	found = asked(store, SECURITY, CITY, true, true);
	CHECK(!found.as_of.seconds && found.cap_kind == CAP_usual);
}

TEST_ON_STORES(what_is_kept_of_costs_is_only_for_who_reads_all_of_the_unit)
{
	struct store *store = costs_city();

	years_put();
	keep(store);
	/* Nora reads one district: of the city she is told what she reads, though more is kept. */
	CHECK(is_kept_as_counted(store, NORA, CITY, true));
	CHECK(asked(store, NORA, CITY, true, true).years[13].sums.count
	      < asked(store, SECURITY, CITY, true, true).years[13].sums.count);
	CHECK(asked(store, CLARA, CITY, true, true).count == asked(store, CLARA, CITY, true, false).count);
}

TEST_ON_STORES(what_is_kept_of_costs_says_of_when_it_is_and_holds_nothing_restricted)
{
	struct store *store = costs_city();
	struct costs_found kept, counted;
	struct change *change;

	years_put();
	keep(store);
	costs_events(SOUTH, 2025, 1, 0, false);                 /* no cost: nothing has changed */
	CHECK(!asked(store, SECURITY, CITY, true, true).as_of.seconds);
	costs_events(SOUTH, 2025, 1, 7000, true);               /* nor may one that is hidden be guessed */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET reported_at = $1 WHERE is_restricted = 1 AND cost_estimate = 7000"),
		V(instant_now().seconds + 1));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!asked(store, SECURITY, CITY, true, true).as_of.seconds);
	costs_events(SOUTH, 2025, 1, 8000, false);
	kept = asked(store, SECURITY, CITY, true, true);
	counted = asked(store, SECURITY, CITY, true, false);
	CHECK(kept.as_of.seconds == instant_now().seconds && !is_same(&kept, &counted));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET is_restricted = 1 WHERE id = 5"), NONE);
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at) VALUES ({turn}, 5, 5, moment())"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(is_kept_as_counted(store, SECURITY, CITY, true));         /* counted anew for everybody */
	CHECK(!asked(store, SECURITY, CITY, true, true).as_of.seconds);
	keep(store);
	CHECK(is_kept_as_counted(store, SECURITY, CITY, true));
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE kept_answer SET made_at = made_at - 3601, body = ''"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(is_kept_as_counted(store, SECURITY, CITY, true));         /* too old to be used */
}

TEST_ON_STORES(what_is_kept_of_costs_is_no_newer_than_the_limit_that_it_was_counted_with)
{
	struct store *store = costs_city();
	struct keeping keeping = { .store = store, .arena = test_arena(), .count_one = costs_keep_one };

	years_put();
	keeping_count(&keeping, 0);
	costs_events(SOUTH, 2025, 60, 500000, false);
	keeping_count(&keeping, NORTH);
	CHECK(keeping_write(&keeping));
	CHECK(asked(store, SECURITY, NORTH, true, true).as_of.seconds != 0);
	CHECK(!asked(store, SECURITY, NORTH, true, false).as_of.seconds);
}
