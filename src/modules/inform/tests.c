/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/tests.c - lists of events and crises, who sees them, and what they prove. */
#include "kit/test_evidence.h"
#include "modules/inform/tests_city.h"

/* ---- Lists ---------------------------------------------------------------------------------------- */

TEST_ON_STORES(a_serious_event_in_one_unit_alone_asks_for_its_chair_and_names_the_empty_chair)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	const struct situation *s;
	struct view *view;

	city_event(change, 1, 4, 14, false);
	city_event(change, 2, 2, 14, false);
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	s = city_situation(view, 1);
	CHECK(s && city_line(s, "own_chair")->person_id == CHAIR);
	CHECK(city_line(s, "own_vice_chair")->is_hole && city_line(s, "own_vice_chair")->unit_id == NORTH);
	CHECK(city_line(s, "city_manager")->is_hole && city_line(s, "duty_officer")->is_hole);
	CHECK(!city_line(s, "council_chair"));
	CHECK(s->sum.missing == s->sum.whole && s->sum.whole == 7);
	CHECK(str_is(sum_words(test_arena(), &s->sum, instant_now()), "Not yet informed: 7 of 7, oldest 14 min."));
	CHECK(city_situation(view, 2)->lines.count == 0);
	CHECK(situations_open(inform_book_open(view, instant_now())).count == 1);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(everybody_who_may_read_the_list_reads_the_same_people)
{
	static const int64_t readers[] = { NORA, PETRA, CENTRAL };
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);

	city_event(change, 1, 4, 14, false);
	CHECK(change_commit(change) == COMMITTED);
	for (size_t i = 0; i < COUNT(readers); i++) {
		struct view *view = city_view(store, readers[i]);
		const struct situation *s = city_situation(view, 1);

		CHECK(s && s->sum.whole == 7 && s->sum.holes == 6);
		CHECK(s && city_line(s, "own_chair")->person_id == CHAIR);
		CHECK(situation_may_write(view, s) == (readers[i] != CENTRAL));
		view_close(view);
	}
	/* Another district, and one who reads events but not whom to inform. */
	for (int64_t other = SVEN; other <= MAX; other += MAX - SVEN) {
		struct view *view = city_view(store, other);

		CHECK(!city_situation(view, 1));
		CHECK(!situations_open(inform_book_open(view, instant_now())).count);
		view_close(view);
	}
	store_close(store);
}

TEST_ON_STORES(of_a_restricted_event_no_list_is_kept_and_nothing_that_was_told_is_seen)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	static const int64_t readers[] = { NORA, CHAIR, CENTRAL };

	city_event(change, 1, 4, 14, true);
	city_told(change, 1, "own_chair", NORTH, CHAIR, 5);
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id, at)"
		" VALUES (1, $1, 1)"), V(NORA));
	CHECK(change_commit(change) == COMMITTED);
	for (size_t i = 0; i < COUNT(readers); i++) {
		struct view *view = city_view(store, readers[i]);

		CHECK(!city_situation(view, 1));
		CHECK(!informed_of(view, 0, 1).count && !told_to_me(view).count);
		CHECK(!told_to_me_waiting(view));
		view_close(view);
	}
	store_close(store);
}

TEST_ON_STORES(who_was_told_waits_no_more_until_the_repeat_and_a_correction_takes_it_back)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	struct informed row, correction;
	struct view *view;

	city_event(change, 1, 4, 200, false);
	row = city_told(change, 1, "own_chair", NORTH, CHAIR, 190);
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	CHECK(city_line(city_situation(view, 1), "own_chair")->course.is_informed);
	CHECK(city_line(city_situation(view, 1), "own_chair")->course.was_repeat_late);
	CHECK(city_situation(view, 1)->sum.repeats_late == 1);
	view_close(view);
	view = city_view(store, CHAIR);
	CHECK(told_to_me(view).count == 1 && told_to_me_waiting(view) == 1);
	view_close(view);
	change = city_change(store, NORA);
	correction = row;
	correction.id = 0;
	correction.public_id = S("");
	correction.corrects = row.id;
	correction.is_void = true;
	change_insert(change, &informed_record.shape, &correction);
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	CHECK(!city_line(city_situation(view, 1), "own_chair")->course.is_informed);
	CHECK(city_situation(view, 1)->rows.count == 2);
	view_close(view);
	view = city_view(store, CHAIR);
	CHECK(!told_to_me(view).count);
	view_close(view);
	store_close(store);
}

TEST(a_board_is_hit_as_long_as_any_of_its_units_is)
{
	const struct hit given[] = { { NORTH, { 50 }, { 80 } }, { NORTH, { 10 }, { 60 } }, { 0, { 1 }, { 0 } },
		{ SOUTH, { 10 }, { 20 } }, { SOUTH, { 30 }, { 0 } }, { NORTH, { 70 }, { 75 } } };
	struct inform_case c = { 0 };

	case_hits(test_arena(), given, COUNT(given), &c);
	CHECK(c.hit_count == 3);
	for (size_t i = 0; i < c.hit_count; i++)
		if (c.hits[i].unit_id == NORTH)
			CHECK(c.hits[i].from.seconds == 10 && c.hits[i].to.seconds == 80);
	CHECK(c.hits[2].unit_id == SOUTH && !c.hits[2].to.seconds);
}

/* A crisis of the city, judged serious ten minutes ago, in which nobody is to report yet. */
static void crisis_put(struct change *change)
{
	struct instant now = instant_now();

	change_run(change, SQL("INSERT INTO crisis (id, public_id, number, unit_id, title, state, level,"
		" opened_at) VALUES (1, 'k', 'KR-2026-00001', $1, 'Flood', 'open', '2', $2)"),
		V(CITY, now.seconds - HOUR));
	change_run(change, SQL("INSERT INTO crisis_staff (crisis_id, person_id, began_at)"
		" VALUES (1, $1, 1)"), V(NORA));
	change_run(change, SQL("INSERT INTO crisis_entry (crisis_id, seq, kind, event_at, logged_at,"
		" author_id, author_name, author_function, words, party, decision_no, decided_by, grounds,"
		" refers_to, holder, due_at, was, became, prev_hash, hash) VALUES (1, 1, 'level', $1, $1,"
		" 0, '', '', '', '', 0, '', '', 0, '', 0, '', '2', '', '')"), V(now.seconds - 10 * MINUTE));
}

static void unit_asked(struct change *change, int64_t unit_id, int64_t minutes_ago)
{
	change_run(change, SQL("INSERT INTO crisis_unit (crisis_id, unit_id, asked_by, asked_at, ended_at)"
		" VALUES (1, $1, 0, $2, 0)"), V(unit_id, instant_now().seconds - minutes_ago * MINUTE));
}

TEST_ON_STORES(a_crisis_asks_for_the_chairs_of_the_units_that_are_to_report)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	const struct situation *s;
	struct view *view;

	crisis_put(change);
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	s = situation_of_crisis(inform_book_open(view, instant_now()), 1);
	CHECK(s && !city_line(s, "own_chair") && city_line(s, "emergency_chair"));
	view_close(view);
	change = city_change(store, 0);
	unit_asked(change, SCHOOL, 5);
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	s = situation_of_crisis(inform_book_open(view, instant_now()), 1);
	CHECK(s && city_line(s, "own_chair")->person_id == CHAIR);
	CHECK(s && instant_now().seconds - city_line(s, "own_chair")->begins.seconds == 5 * MINUTE);
	view_close(view);
	/* Need to know: who does not take part has no such list. */
	view = city_view(store, SVEN);
	CHECK(!situation_of_crisis(inform_book_open(view, instant_now()), 1));
	CHECK(!situations_open(inform_book_open(view, instant_now())).count);
	view_close(view);
	store_close(store);
}

static const struct inform_line *line_after(struct store *store, struct sql sql, const char *rule)
{
	struct change *change = city_change(store, 0);
	const struct situation *s;
	struct view *view;

	change_run(change, sql, V(instant_now().seconds - 5 * MINUTE));
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	s = situation_of_crisis(inform_book_open(view, instant_now()), 1);
	view_close(view);
	return s ? city_line(s, rule) : NULL;
}

TEST_ON_STORES(the_committee_being_active_asks_for_the_chair_of_the_council_until_it_ends)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	const struct inform_line *line;

	crisis_put(change);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!line_after(store, SQL("INSERT INTO emergency_period (id, public_id, number, body,"
		" crisis_id, began_at) VALUES (1, 'a', 'KLN-1', 'committee', 2, $1)"), "council_chair"));
	CHECK(!line_after(store, SQL("INSERT INTO emergency_period (id, public_id, number, body,"
		" crisis_id, began_at) VALUES (2, 'b', 'CKL-1', 'management', 1, $1)"), "council_chair"));
	line = line_after(store, SQL("INSERT INTO emergency_period (id, public_id, number, body,"
		" crisis_id, began_at) VALUES (3, 'c', 'KLN-2', 'committee', 1, $1)"), "council_chair");
	CHECK(line && instant_now().seconds - line->begins.seconds == 5 * MINUTE);
	CHECK(!line_after(store, SQL("UPDATE emergency_period SET ended_at = $1 + 60 WHERE id = 3"),
		"council_chair"));
	store_close(store);
}

TEST_ON_STORES(a_closed_event_asks_for_nobody)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	struct view *view;

	city_event(change, 1, 4, 200, false);
	change_run(change, SQL("UPDATE event SET state = 'closed', closed_at = $1 WHERE id = 1"),
		V(instant_now().seconds - HOUR));
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	CHECK(city_situation(view, 1)->lines.count == 0);
	CHECK(!situations_open(inform_book_open(view, instant_now())).count);
	view_close(view);
	store_close(store);
}

TEST_ON_STORES(the_rules_that_came_with_the_program_are_whole_and_ask_for_nobody_who_is_not_shown)
{
	struct store *store = inform_city();
	size_t left_out;
	struct inform_rule_list rules = inform_rules_read(test_arena(), &left_out);

	CHECK(rules.count >= 11 && left_out == 0);
	for (size_t i = 0; i < rules.count; i++)
		CHECK(rules.at[i].source.len && rules.at[i].by.len && date_is_given(rules.at[i].from));
	store_close(store);
}

/* ---- Evidence ------------------------------------------------------------------------------------ */

#define DUTY_TRY(test_) { .rule = "informed rules=F4.29 test=" test_, .person = NORA, .unit_id = NORTH, \
	.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = 100 }

static void all_told(struct change *change, int64_t minutes_ago)
{
	city_told(change, 1, "own_chair", NORTH, CHAIR, minutes_ago);
	city_told(change, 1, "own_vice_chair", NORTH, VICE, minutes_ago);
	city_told(change, 1, "city_manager", 0, CENTRAL, minutes_ago);
	city_told(change, 1, "chief_security_officer", 0, CENTRAL, minutes_ago);
}

COUNTER_EXAMPLE(who_was_told_after_the_deadline_was_not_told_in_time, "informed rules test=in_time")
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	struct proof_try in_time = DUTY_TRY("in_time");

	city_event(change, 1, 4, 300, false);
	all_told(change, 180);                  /* two hours after it was reported */
	CHECK(change_commit(change) == COMMITTED);
	CHECK(!proof_holds(store, &in_time));
	change = city_change(store, 0);
	all_told(change, 290);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(proof_holds(store, &in_time));
	store_close(store);
}

COUNTER_EXAMPLE(a_pause_that_was_longer_than_agreed_breaks_the_rhythm, "informed rules test=rhythm")
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	struct proof_try rhythm = DUTY_TRY("rhythm"), in_time = DUTY_TRY("in_time");

	city_event(change, 1, 4, 300, false);
	all_told(change, 290);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(proof_holds(store, &in_time) && !proof_holds(store, &rhythm));
	change = city_change(store, 0);
	all_told(change, 180);
	all_told(change, 70);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(proof_holds(store, &rhythm));
	store_close(store);
}

TEST_ON_STORES(a_restricted_event_and_one_that_is_not_serious_prove_and_disprove_nothing)
{
	struct store *store = inform_city();
	struct change *change = city_change(store, 0);
	struct view *view;
	struct pair arguments[] = { { S("rules"), S("F4.29") }, { S("test"), S("in_time") } };
	struct evidence_ask ask = { .count = 2, .at = arguments, .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };

	city_event(change, 1, 4, 300, true);
	city_event(change, 2, 3, 300, false);
	CHECK(change_commit(change) == COMMITTED);
	view = city_view(store, NORA);
	CHECK(inform_evidence[0].counts(view, &ask).count == 0);
	view_close(view);
	/* The same answer for who follows the duties and sees no event. */
	change = city_change(store, 0);
	city_event(change, 3, 4, 300, false);
	CHECK(change_commit(change) == COMMITTED);
	for (int64_t reader = NORA; reader <= CHAIR; reader += CHAIR - NORA) {
		struct evidence_count_list counts;

		view = city_view(store, reader);
		counts = inform_evidence[0].counts(view, &ask);
		CHECK(counts.count == 1 && counts.at[0].unit_id == NORTH);
		CHECK(counts.at[0].whole == 4 && counts.at[0].count == 0);
		ask.unit_id = NORTH;
		CHECK(inform_evidence[0].records(view, &ask).count == (reader == NORA ? 4 : 0));
		ask.unit_id = 0;
		view_close(view);
	}
	store_close(store);
}
