/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/tests.c - days and gaps against a count day by day; how a duty stands. */
#include "modules/duties/inside.h"

#include "base/embedded.h"
#include "base/test.h"
#include "store/test_store.h"

#include <stdlib.h>

extern const struct embedded catalogue_files[];

static struct date day(const char *text)
{
	struct date date = { 0 };

	CHECK(date_read(str_of(text), &date));
	return date;
}

/* ---- Days, against an oracle that counts one by one ------------------------------------------- */

enum { ORACLE_DAYS = 400, ORACLE_ROUNDS = 400, ORACLE_SPANS = 9 };

static uint32_t chance(uint32_t *state, uint32_t most)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % most;
}

/* Spans in any order, some open, some upside down, some outside the window. */
static size_t spans_by_chance(uint32_t *state, struct date first, struct evidence_span *spans)
{
	size_t count = chance(state, ORACLE_SPANS);

	for (size_t i = 0; i < count; i++) {
		int from = (int)chance(state, ORACLE_DAYS + 60) - 30;

		spans[i] = (struct evidence_span){ .from = date_add_days(first, from),
			.to = date_add_days(first, from + (int)chance(state, 120) - 10) };
		if (!chance(state, 6))
			spans[i].to = (struct date){ 0 };
		if (!chance(state, 9))
			spans[i].from = (struct date){ 0 };
	}
	return count;
}

static bool is_held(const struct evidence_span *spans, size_t count, struct date on)
{
	for (size_t i = 0; i < count; i++)
		if ((!date_is_given(spans[i].from) || date_compare(spans[i].from, on) <= 0)
		    && (!date_is_given(spans[i].to) || date_compare(on, spans[i].to) <= 0))
			return true;
	return false;
}

static void check_order(const struct days_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		CHECK(date_compare(list->at[i].from, list->at[i].to) <= 0);
		CHECK(!i || date_compare(list->at[i].from, date_add_days(list->at[i - 1].to, 1)) > 0);
	}
}

TEST(gaps_are_those_days_that_a_count_day_by_day_finds)
{
	struct date first = day("2026-01-01");
	uint32_t state = 20260915;

	for (int round = 0; round < ORACLE_ROUNDS; round++) {
		struct evidence_span asked_spans[ORACLE_SPANS], held_spans[ORACLE_SPANS];
		size_t asked_count = spans_by_chance(&state, first, asked_spans);
		size_t held_count = spans_by_chance(&state, first, held_spans);
		struct days window = { first, date_add_days(first, ORACLE_DAYS - 1) };
		struct days_list asked = days_of(test_arena(), asked_spans, asked_count, window);
		struct days_list held = days_of(test_arena(), held_spans, held_count, window);
		struct days_list gaps = days_without(test_arena(), &asked, &held);
		struct days_list both = days_both(test_arena(), &asked, &held);
		int64_t gap_days = 0, both_days = 0;

		check_order(&asked);
		check_order(&gaps);
		check_order(&both);
		for (int i = 0; i < ORACLE_DAYS; i++) {
			struct date on = date_add_days(first, i);
			bool is_asked = is_held(asked_spans, asked_count, on);
			bool holds = is_held(held_spans, held_count, on);

			CHECK(days_have(&asked, on) == is_asked);
			CHECK(days_have(&gaps, on) == (is_asked && !holds));
			CHECK(days_have(&both, on) == (is_asked && holds));
			gap_days += is_asked && !holds;
			both_days += is_asked && holds;
		}
		CHECK(days_count(&gaps) == gap_days);
		CHECK(days_count(&both) == both_days);
	}
}

TEST(days_outside_the_window_are_cut_away)
{
	struct evidence_span span = { .from = day("2025-12-01"), .to = day("2026-02-10") };
	struct days window = { day("2026-01-01"), day("2026-12-31") };
	struct days_list list = days_of(test_arena(), &span, 1, window);

	CHECK(list.count == 1 && days_count(&list) == 41);
	span.to = day("2025-12-31");
	list = days_of(test_arena(), &span, 1, window);
	CHECK(list.count == 0);
}

/* ---- How much is enough -------------------------------------------------------------------------- */

TEST(a_share_of_nothing_proves_nothing)
{
	struct least least;

	CHECK(least_read(S("80%"), &least));
	CHECK(!least_holds(least, 0, 0));
	CHECK(!least_holds(least, 79, 100));
	CHECK(least_holds(least, 80, 100));
	CHECK(!least_holds(least, 3, 4));
	CHECK(least_read(S("all"), &least));
	CHECK(!least_holds(least, 0, 0));
	CHECK(!least_holds(least, 4, 5));
	CHECK(least_holds(least, 5, 5));
	CHECK(least_read(S("2"), &least));
	CHECK(!least_holds(least, 1, 0));
	CHECK(least_holds(least, 2, 0));
	CHECK(!least_read(S(""), &least));
	CHECK(!least_read(S("0"), &least));
	CHECK(!least_read(S("101%"), &least));
	CHECK(!least_read(S("many"), &least));
}

/* ---- How a duty stands ----------------------------------------------------------------------------- */

struct tried {
	struct duty_case duty;
	struct part_answer answers[3];
	const struct evidence_rule *rules[3];
	struct evidence_rule rule[3];
	struct days days;
};

static struct duty_case *a_year(struct tried *tried, enum rhythm rhythm, size_t parts)
{
	*tried = (struct tried){ .days = { day("2026-01-01"), day("2026-12-31") } };
	for (size_t i = 0; i < 3; i++) {
		tried->rule[i].least = S("1");
		tried->rules[i] = &tried->rule[i];
	}
	tried->duty = (struct duty_case){ .rhythm = rhythm, .asked = { 1, &tried->days },
		.from = day("2026-01-01"), .to = day("2026-12-31"), .opens = day("2026-03-01"),
		.due = day("2026-10-01"), .today = day("2026-09-15"), .concern = CONCERN_yes,
		.part_count = parts, .rules = tried->rules, .answers = tried->answers };
	if (rhythm != RHYTHM_period)
		tried->duty.due = (struct date){ 0 };
	return &tried->duty;
}

static struct verdict judged(const struct duty_case *duty)
{
	struct verdict verdict = { 0 };

	duty_judge(test_arena(), duty, &verdict);
	return verdict;
}

static void held(struct part_answer *answer, const char *from, const char *to)
{
	struct evidence_span span = { .from = day(from) };

	if (to)
		span.to = day(to);
	answer->has_spans = true;
	answer->held = days_of(test_arena(), &span, 1,
		(struct days){ day("2026-01-01"), day("2026-12-31") });
}

TEST(a_duty_of_a_period_opens_is_done_in_part_and_becomes_late)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_period, 2);

	CHECK(judged(duty).state == VERDICT_open);
	duty->today = day("2026-02-01");
	CHECK(judged(duty).state == VERDICT_not_asked);
	duty->today = day("2026-09-15");
	tried.answers[0].count = 1;
	CHECK(judged(duty).state == VERDICT_partly);
	duty->today = day("2026-10-01");
	CHECK(judged(duty).state == VERDICT_partly);
	duty->today = day("2026-10-02");
	CHECK(judged(duty).state == VERDICT_late);
	tried.answers[1].count = 1;
	CHECK(judged(duty).state == VERDICT_fulfilled);
	duty->today = day("2026-02-01");
	CHECK(judged(duty).state == VERDICT_fulfilled);
}

TEST(a_standing_duty_is_fulfilled_or_a_gap_with_its_days)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_standing, 1);
	struct verdict verdict;

	held(&tried.answers[0], "2026-02-01", "2026-06-30");
	verdict = judged(duty);
	CHECK(verdict.state == VERDICT_gap);
	CHECK(verdict.gap_days == 31 + 77);
	CHECK(verdict.gaps.count == 2);
	CHECK(!date_compare(verdict.parts[0].gap_since, day("2026-07-01")));
	held(&tried.answers[0], "2026-02-01", NULL);
	verdict = judged(duty);
	CHECK(verdict.state == VERDICT_fulfilled);
	CHECK(verdict.gap_days == 31);
	CHECK(!date_is_given(verdict.parts[0].gap_since));
}

TEST(days_of_gap_are_counted_once_whichever_part_was_missing)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_standing, 2);
	struct verdict verdict;

	held(&tried.answers[0], "2026-01-11", NULL);
	held(&tried.answers[1], "2026-01-21", "2026-09-05");
	verdict = judged(duty);
	CHECK(verdict.state == VERDICT_partly);
	CHECK(verdict.gap_days == 20 + 10);
	CHECK(verdict.parts[0].gap_days == 10);
}

TEST(no_gap_is_counted_before_the_unit_or_after_today)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_standing, 1);
	struct verdict verdict;

	tried.days = (struct days){ day("2026-09-01"), day("2026-12-31") };
	tried.answers[0].has_spans = true;
	verdict = judged(duty);
	CHECK(verdict.state == VERDICT_gap);
	CHECK(verdict.gap_days == 15);
	tried.days = (struct days){ day("2026-01-01"), day("2026-03-31") };
	verdict = judged(duty);
	CHECK(verdict.state == VERDICT_not_asked);
	CHECK(verdict.gap_days == 90);
}

TEST(what_is_decided_comes_before_any_evidence)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_period, 1);

	tried.answers[0].count = 1;
	duty->concern = CONCERN_undecided;
	CHECK(judged(duty).state == VERDICT_undecided);
	duty->concern = CONCERN_no;
	CHECK(judged(duty).state == VERDICT_not_concerned);
	duty->is_waived = true;
	CHECK(judged(duty).state == VERDICT_waived);
}

TEST(where_nothing_has_happened_nothing_is_asked)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_event, 1);

	tried.rule[0].least = S("all");
	CHECK(judged(duty).state == VERDICT_not_asked);
	tried.answers[0] = (struct part_answer){ .count = 2, .whole = 3 };
	CHECK(judged(duty).state == VERDICT_open);
	tried.answers[0].count = 3;
	CHECK(judged(duty).state == VERDICT_fulfilled);
}

TEST(that_there_is_none_is_no_lack_where_another_part_proves_and_nothing_by_itself)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_period, 2);

	tried.rule[1].least = S("all-if-any");
	CHECK(judged(duty).state == VERDICT_open);
	CHECK(judged(duty).parts[1].holds);
	tried.answers[0].count = 1;
	CHECK(judged(duty).state == VERDICT_fulfilled);
	tried.answers[1] = (struct part_answer){ .count = 1, .whole = 2 };
	CHECK(judged(duty).state == VERDICT_partly);
	tried.answers[1].count = 2;
	CHECK(judged(duty).state == VERDICT_fulfilled);
	tried.rule[1].least = S("60%-if-any");
	tried.answers[1] = (struct part_answer){ 0 };
	CHECK(judged(duty).state == VERDICT_fulfilled);
	tried.answers[1] = (struct part_answer){ .count = 1, .whole = 2 };
	CHECK(judged(duty).state == VERDICT_partly);
	tried.rule[1].least = S("50%-if-any");
	CHECK(judged(duty).state == VERDICT_fulfilled);
	duty = a_year(&tried, RHYTHM_period, 1);
	tried.rule[0].least = S("all-if-any");
	CHECK(judged(duty).state == VERDICT_open);
}

TEST(a_share_of_days_may_be_what_is_asked)
{
	struct tried tried;
	struct duty_case *duty = a_year(&tried, RHYTHM_period, 1);

	tried.rule[0].least = S("all");
	held(&tried.answers[0], "2026-01-02", NULL);
	CHECK(judged(duty).state == VERDICT_open);
	tried.rule[0].least = S("80%");
	CHECK(judged(duty).state == VERDICT_fulfilled);
	held(&tried.answers[0], "2026-05-01", NULL);
	CHECK(judged(duty).state == VERDICT_open);
}

TEST(the_last_decision_that_covers_a_day_is_the_one_that_counts)
{
	struct concern_decision rows[] = {
		{ .id = 1, .unit_id = 7, .flag = S("vbe"), .answer = CONCERN_yes,
		  .valid_from = day("2026-01-01") },
		{ .id = 2, .unit_id = 7, .flag = S("vbe"), .answer = CONCERN_no,
		  .valid_from = day("2026-06-01"), .valid_to = day("2026-08-31") },
		{ .id = 3, .unit_id = 8, .flag = S("vbe"), .answer = CONCERN_no,
		  .valid_from = day("2026-01-01") },
	};

	CHECK(concern_on(rows, COUNT(rows), 7, S("vbe"), day("2025-12-31")) == CONCERN_undecided);
	CHECK(concern_on(rows, COUNT(rows), 7, S("vbe"), day("2026-05-31")) == CONCERN_yes);
	CHECK(concern_on(rows, COUNT(rows), 7, S("vbe"), day("2026-06-01")) == CONCERN_no);
	CHECK(concern_on(rows, COUNT(rows), 7, S("vbe"), day("2026-09-01")) == CONCERN_yes);
	CHECK(concern_on(rows, COUNT(rows), 7, S("other"), day("2026-09-01")) == CONCERN_undecided);
	CHECK(concern_on(rows, COUNT(rows), 8, S("vbe"), day("2026-09-01")) == CONCERN_no);
}

/* ---- The word of a named person ------------------------------------------------------------ */

static bool spans_to(struct days days, const char *from, const char *to)
{
	return date_compare(days.from, day(from)) == 0 && date_compare(days.to, day(to)) == 0;
}

TEST(what_was_done_counts_from_its_day_and_an_answer_from_today)
{
	struct attestation_rule rule = { .months = 12 };

	CHECK(spans_to(attestation_days(&rule, day("2025-11-01"), day("2026-09-15")),
		"2025-11-01", "2027-09-14"));
	CHECK(spans_to(attestation_days(&rule, (struct date){ 0 }, day("2026-09-15")),
		"2026-09-15", "2027-09-14"));
	rule.is_dated = true;
	CHECK(spans_to(attestation_days(&rule, day("2025-11-01"), day("2026-09-15")),
		"2025-11-01", "2026-10-31"));
	CHECK(spans_to(attestation_days(&rule, day("2025-08-01"), day("2026-09-15")),
		"2025-08-01", "2026-07-31"));           /* too long ago: a gap today */
}

TEST(numbers_that_are_asked_for_are_given_and_the_part_is_no_more_than_the_whole)
{
	struct attestation_rule rule = { .numbers = NUMBERS_yes };
	struct attestation row = { .whole = 3, .counted = 4 };
	const char *words = "";

	CHECK(!strcmp(attestation_problem(&rule, &row, false, true, &words), "whole"));
	CHECK(!strcmp(attestation_problem(&rule, &row, true, false, &words), "counted"));
	CHECK(!strcmp(attestation_problem(&rule, &row, true, true, &words), "counted"));
	row.counted = 2;
	CHECK(!attestation_problem(&rule, &row, true, true, &words));
	row = (struct attestation){ 0 };
	CHECK(!attestation_problem(&rule, &row, true, true, &words));  /* none is an answer too */
	rule = (struct attestation_rule){ .is_dated = true };
	CHECK(!strcmp(attestation_problem(&rule, &row, false, false, &words), "valid_from"));
	CHECK(!attestation_problem(&(struct attestation_rule){ 0 }, &row, false, false, &words));
}

/* How long something may stand still is the programme's to say. */
TEST_ON_STORES(no_length_of_time_is_left_to_the_program)
{
	static const struct { const char *source, *without, *with; } rules[] = {
		{ "forum", "kind=crime_council", "kind=crime_council months=6" },
		{ "picture_living", "kind=crime", "kind=crime months=13" },
		{ "alarm_test", "", "months=12" },
		{ "support_ready", "staff=2", "staff=2 months=12" },
		{ "support_ready", "months=12", "months=12 staff=2" },
		{ "support_answered", "", "minutes=60" },
	};
	struct store *store = test_store();
	struct str problem;
	size_t at;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	for (size_t i = 0; i < COUNT(rules); i++) {
		const struct evidence_source *source = evidence_source_find(str_of(rules[i].source));

		CHECK(evidence_arguments_judge(test_arena(), source, str_of(rules[i].with), &problem, &at));
		CHECK(!evidence_arguments_judge(test_arena(), source, str_of(rules[i].without), &problem,
			&at));
	}
	store_close(store);
}
