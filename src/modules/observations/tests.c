/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * observations/tests.c - weeks and quarters; in the database: who sees what, that nobody stands in
 * a row, what a decided week takes, sums that stay, what proves that weeks are decided.
 */
#include "base/embedded.h"
#include "kit/test_evidence.h"
#include "modules/observations/inside.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded catalogue_files[];

/* ---- Weeks and quarters ------------------------------------------------------------------------ */

static bool is_monday(const char *key, const char *day)
{
	struct date monday;

	return est_week_read(str_of(key), &monday) && str_is(date_iso(test_arena(), monday), day)
		&& str_is(week_key(test_arena(), monday), key);
}

TEST(a_week_has_one_key_also_where_years_meet)
{
	struct date monday;

	CHECK(is_monday("2026-W37", "2026-09-07") && is_monday("2026-W01", "2025-12-29"));
	CHECK(is_monday("2026-W53", "2026-12-28") && is_monday("2020-W53", "2020-12-28"));
	CHECK(!est_week_read(S("2025-W53"), &monday) && !est_week_read(S("2026-W00"), &monday));
	CHECK(!est_week_read(S("2026-W7"), &monday) && !est_week_read(S("2026-W37x"), &monday));
	CHECK(!est_week_read(S("lju"), &monday) && !est_week_read(S(""), &monday));
}

TEST(a_quarter_has_the_weeks_whose_thursday_it_has)
{
	struct quarter quarter;
	int weeks = 0;

	CHECK(quarter_read(S("2026-Q3"), &quarter));
	CHECK(str_is(date_iso(test_arena(), quarter.from), "2026-06-29"));
	CHECK(str_is(date_iso(test_arena(), quarter.to), "2026-09-21"));
	for (int i = 1; i <= 4; i++) {
		CHECK(quarter_read(arena_print(test_arena(), "2026-Q%d", i), &quarter));
		CHECK(str_is(quarter_key(test_arena(), quarter.to), arena_print(test_arena(), "2026-Q%d", i).at));
		weeks += date_days_between(quarter.from, quarter.to) / WEEK_DAYS + 1;
	}
	CHECK(weeks == 53);
	CHECK(!quarter_read(S("2026-Q5"), &quarter) && !quarter_read(S("2026-T1"), &quarter));
	CHECK(str_is(quarter_before(test_arena(), S("2026-Q1"), 1), "2025-Q4"));
	CHECK(str_is(quarter_before(test_arena(), S("2026-Q3"), 4), "2025-Q3"));
}

/* ---- In the database ------------------------------------------------------------------------------ */

/* Two districts, of which the first has an EST area with a part in it.  11 leads it, 12 leads the
 * other, 13 is a guest of the first who only reports, 14 works below the first and only reports. */
static struct store *city(void)
{
	static const char *const roles[] = { "keeper", "keeper", "guest", "guest" };
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t i = 1; i <= 3; i++) {
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, 'district')"), V(i, i == 1 ? "north" : i == 2 ? "south" : "below"));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"), V(i));
		change_run(change, SQL("INSERT INTO area (id, public_id, code, kind, name, parent_code, outline,"
			" west, south, east, north, created_at, version)"
			" VALUES ($1, $2, $2, 'district', $2, $3, '{}', 0, 0, 0, 0, 0, 1)"),
			V(i, i == 1 ? "Norr" : i == 2 ? "Syd" : "Norrudden", i == 3 ? "Norr" : ""));
	}
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES (1, 3, 1)"), NONE);
	for (int64_t i = 0; i < 4; i++) {
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(11 + i, arena_print(test_arena(), "p%lld", (long long)i)));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES ($1, $2, $3)"),
			V(11 + i, i == 1 ? 2 : i == 3 ? 3 : 1, roles[i]));
	}
	change_run(change, SQL("INSERT INTO role_permission (role, permission) VALUES"
		" ('keeper', 'observations_read'), ('keeper', 'observations_write'),"
		" ('keeper', 'observations_decide'), ('keeper', 'programme_read'), ('guest', 'observations_write')"),
		NONE);
	change_insert(change, &cooperation_record.shape, &(struct cooperation){ .unit_id = 1, .area_id = 1,
		.valid_from = { 2026, 1, 1 } });
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct observation seen(struct store *store, int64_t person, int64_t area_id, struct date day)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	struct cooperation area = cooperation_of(change_view(change), area_id);
	struct observation observation = { .cooperation_id = area.id, .unit_id = area.unit_id, .area_id = area_id,
		.factor = S("lighting"), .severity = 3, .seen_at = instant_at(day, 21, 43, 17),
		.source = S("police"), .words = S("Mörkt") };

	CHECK(area.id != 0);
	observation_add(change, &observation);
	CHECK(change_commit(change) == COMMITTED);
	return observation;
}

static void decided(struct store *store, struct date monday)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = 11 });
	struct est_week week = *est_week_get(change_view(change), 1, monday);

	week.words = S("Lugnt");
	est_week_decide(change, &week);
	CHECK(change_commit(change) == COMMITTED);
}

static const struct date monday = { 2026, 9, 7 }, tuesday = { 2026, 9, 8 };

TEST_ON_STORES(only_the_hour_is_kept_and_nobody_stands_in_the_row)
{
	struct store *store = city();
	struct observation one = seen(store, 13, 3, tuesday);
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });
	const struct observation *kept = observation_of_number(view, one.number);

	CHECK(kept && str_is(kept->number, "O-2026-00001") && !date_compare(kept->week, monday));
	CHECK(instant_local(kept->seen_at).hour == 21 && kept->seen_at.seconds % HOUR == 0);
	for (size_t i = 0; i < est_observation_record.count; i++)
		CHECK(!est_observation_record.fields[i].refers_to
			|| (strcmp(est_observation_record.fields[i].refers_to, "person")
				&& strcmp(est_observation_record.fields[i].refers_to, "handler")));
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(whoever_reports_reads_no_observation_and_only_decided_pictures)
{
	struct store *store = city();
	struct observation one = seen(store, 14, 3, tuesday);

	for (int64_t person = 11; person <= 14; person++) {
		struct view *view = view_open(store, test_arena(), (struct who){ .person = person });

		CHECK((observation_of_number(view, one.number) != NULL) == (person == 11));
		CHECK((est_week_get(view, 1, monday) != NULL) == (person == 11));
		CHECK((cooperation_of(view, 3).id == 1) == (person != 12) && !cooperation_of(view, 2).id);
		CHECK(!sums_told(view, 1, monday).count);
		view_close(view);
	}
	decided(store, monday);
	for (int64_t person = 12; person <= 14; person++) {
		struct view *view = view_open(store, test_arena(), (struct who){ .person = person });

		CHECK((est_week_get(view, 1, monday) != NULL) == (person != 12));
		CHECK((sums_told(view, 1, monday).count == 1) == (person != 12));
		CHECK(observation_of_number(view, one.number) == NULL);
		view_close(view);
	}
	store_close(store);
}

static int64_t sum_of_week(struct store *store, struct date of)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });
	struct stretches stretches = { of, of, of, of, of, of };
	struct sum_line_list lines = sums_of_factors(view, 1, &stretches);
	int64_t total = sum_total(&lines);

	view_close(view);
	return total;
}

TEST_ON_STORES(a_decided_week_takes_no_more_and_its_sums_outlive_its_observations)
{
	struct store *store = city();
	struct change *change;
	struct observation late;

	seen(store, 13, 3, tuesday);
	seen(store, 14, 1, tuesday);
	decided(store, monday);
	late = seen(store, 13, 3, tuesday);
	CHECK(!date_compare(late.week, date_add_days(monday, WEEK_DAYS)));
	CHECK(sum_of_week(store, monday) == 2 && sum_of_week(store, late.week) == 1);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(observations_erase(change, monday) == 0);
	CHECK(observations_erase(change, date_add_days(monday, 2 * WEEK_DAYS)) == 3);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(sum_of_week(store, monday) == 2 && sum_of_week(store, late.week) == 1);
	store_close(store);
}

TEST_ON_STORES(a_week_that_gathers_takes_its_own_though_a_later_one_is_decided)
{
	struct store *store = city();
	struct date next = date_add_days(monday, WEEK_DAYS);

	seen(store, 13, 3, tuesday);
	seen(store, 13, 3, date_add_days(tuesday, WEEK_DAYS));
	decided(store, next);
	CHECK(!date_compare(seen(store, 14, 3, tuesday).week, monday));
	decided(store, monday);
	CHECK(!date_compare(seen(store, 14, 3, tuesday).week, date_add_days(next, WEEK_DAYS)));
	CHECK(sum_of_week(store, monday) == 2 && sum_of_week(store, next) == 1);
	store_close(store);
}

TEST_ON_STORES(what_two_see_at_one_place_is_one_line_seen_by_two)
{
	struct store *store = city();
	struct change *change;
	struct seen_line_list lines;
	struct view *view;

	for (int i = 0; i < 3; i++)
		seen(store, 13, 3, tuesday);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE observation SET place_id = 7 WHERE id < 3"), NONE);
	change_run(change, SQL("UPDATE observation SET source = 'housing' WHERE id = 1"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .person = 11 });
	lines = seen_in_week(view, 1, monday);
	CHECK(lines.count == 2 && lines.at[0].observations == 2 && lines.at[0].sources == 2);
	CHECK(lines.at[1].observations == 1 && !lines.at[1].place_id);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(words_that_point_to_a_person_are_marked_and_a_place_is_none)
{
	struct store *store = city();
	struct view *view = view_open(store, test_arena(), (struct who){ .person = 11 });
	struct str words = S("Anna Ek ringde 070-174 06 05 om lampan i Norrudden, bilen ABC 123.");
	struct word_fault_list faults = word_faults(view, words, 0);
	struct problems problems = { .arena = test_arena() };

	CHECK(faults.count == 3 && !faults.at[0].what && faults.at[1].what && faults.at[2].what);
	CHECK(str_is(words_without(view, words, 0), "… ringde … om lampan i Norrudden, bilen …."));
	words_judge(view, "words", words, 0, &problems);
	CHECK(problems.count == 3 && str_find(problem_for(&problems, "words"), S("Anna Ek")) >= 0);
	CHECK(!word_faults(view, S("Skräp vid porten i Norrudden."), 0).count);
	CHECK(word_faults(view, S("850709-9805"), 0).count == 1);
	view_close(view);
	store_close(store);
}

TEST(a_small_number_is_not_told_to_guests_and_frozen_counts_come_back)
{
	struct sum_line lines[] = { { .factor = S("litter"), .now = 7, .severe = 1, .before = 3, .longer = 9 } };
	struct sum_line_list read = frozen_read(test_arena(),
		frozen_of(test_arena(), &(struct sum_line_list){ 1, lines }));

	CHECK(read.count == 1 && str_is(read.at[0].factor, "litter") && read.at[0].now == 7);
	CHECK(read.at[0].severe == 1 && read.at[0].before == 3 && read.at[0].longer == 9);
	CHECK(!frozen_read(test_arena(), S("")).count);
}

COUNTER_EXAMPLE(a_week_that_only_gathers_proves_nothing, "observation_week")
{
	struct store *store = city();
	struct proof_try try = { .rule = "observation_week", .person = 11, .unit_id = 1,
		.from = monday, .to = { 2026, 9, 20 }, .percent = 50 };

	CHECK(!proof_holds(store, &try));
	seen(store, 13, 3, tuesday);
	CHECK(!proof_holds(store, &try));
	decided(store, monday);
	CHECK(proof_holds(store, &try));                /* one week of two */
	try.percent = 75;
	CHECK(!proof_holds(store, &try));
	store_close(store);
}
