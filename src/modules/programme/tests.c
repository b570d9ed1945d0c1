/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/tests.c - predicates, cadences, and what the door promises. */
#include "modules/programme/inside.h"

#include "base/test.h"
#include "modules/units/units.h"

#include <string.h>

static struct date day(const char *text)
{
	struct date date = { 0 };

	CHECK(date_read(str_of(text), &date));
	return date;
}

/* ---- Predicates ------------------------------------------------------------------------ */

static enum concern concern_of(void *context, const struct unit *unit, struct str flag)
{
	(void)context; (void)unit;
	if (str_is(flag, "yes"))
		return CONCERN_yes;
	return str_is(flag, "no") ? CONCERN_no : CONCERN_undecided;
}

static enum applies asked(const char *text)
{
	static const struct unit farsta = { .code = { "FAR", 3 }, .kind = { "district", 8 },
		.tags = { "elected social_services", 23 } };
	struct predicate_facts facts = { .unit = &farsta, .is_board = true, .has_area = false,
		.concern = concern_of };
	struct str problem = S("");
	size_t at = 0;
	const struct predicate *predicate = predicate_read(test_arena(), str_of(text), &problem, &at);

	CHECK(predicate != NULL);
	return predicate_applies(predicate, &facts);
}

TEST(a_predicate_asks_kind_code_marks_and_level)
{
	CHECK(asked("all") == APPLIES_yes);
	CHECK(asked("none") == APPLIES_no);
	CHECK(asked("") == APPLIES_no);
	CHECK(asked("  ") == APPLIES_no);
	CHECK(asked("is_board") == APPLIES_yes);
	CHECK(asked("has_area") == APPLIES_no);
	CHECK(asked("kind = district") == APPLIES_yes);
	CHECK(asked("kind in (company district)") == APPLIES_yes);
	CHECK(asked("kind in (company)") == APPLIES_no);
	CHECK(asked("unit=FAR") == APPLIES_yes);
	CHECK(asked("unit = FA") == APPLIES_no);
	CHECK(asked("tag = social_services") == APPLIES_yes);
	CHECK(asked("tag = social") == APPLIES_no);
}

TEST(and_binds_harder_than_or_and_not_hardest)
{
	CHECK(asked("all or all and none") == APPLIES_yes);
	CHECK(asked("(all or all) and none") == APPLIES_no);
	CHECK(asked("not none and all") == APPLIES_yes);
	CHECK(asked("not (none or all)") == APPLIES_no);
	CHECK(asked("not not all") == APPLIES_yes);
}

TEST(what_nobody_has_decided_is_neither_yes_nor_no)
{
	CHECK(asked("flag = yes") == APPLIES_yes);
	CHECK(asked("flag = no") == APPLIES_no);
	CHECK(asked("flag = open") == APPLIES_undecided);
	CHECK(asked("not flag = open") == APPLIES_undecided);
	CHECK(asked("flag = open and all") == APPLIES_undecided);
	CHECK(asked("flag = open and none") == APPLIES_no);
	CHECK(asked("none and flag = open") == APPLIES_no);
	CHECK(asked("flag = open or all") == APPLIES_yes);
	CHECK(asked("flag = open or none") == APPLIES_undecided);
	CHECK(asked("flag in (open yes)") == APPLIES_yes);
	CHECK(asked("flag in (open no)") == APPLIES_undecided);
}

TEST(flags_that_are_asked_are_told_once_each)
{
	struct str problem;
	size_t at;
	const struct predicate *predicate = predicate_read(test_arena(),
		S("flag = a and not flag in (b a) or kind = district"), &problem, &at);

	CHECK(predicate != NULL);
	CHECK(str_is(predicate_flags(test_arena(), predicate), "a b"));
}

TEST(a_wrong_predicate_says_where_it_begins_to_be_wrong)
{
	static const struct { const char *text; size_t at; const char *says; } wrong[] = {
		{ "kinds = district", 0, "kinds" },
		{ "kind district", 5, "district" },
		{ "kind = ", 7, "the end" },
		{ "kind = and", 7, "and" },
		{ "kind in district", 8, "district" },
		{ "kind in ()", 9, ")" },
		{ "kind in (district", 17, "the end" },
		{ "all all", 4, "all" },
		{ "all and", 7, "the end" },
		{ "(all", 4, "the end" },
		{ "all )", 4, ")" },
		{ "not", 3, "the end" },
		{ "å and all", 0, "å" },
		{ "all and ö", 8, "ö" },
		{ "tag = å §", 8, "§" },
	};
	struct str problem;
	size_t at;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		problem = S("");
		at = 999;
		CHECK(!predicate_read(test_arena(), str_of(wrong[i].text), &problem, &at));
		if (at != wrong[i].at || str_find(problem, str_of(wrong[i].says)) < 0)
			fprintf(stderr, "%s: %zu %.*s\n", wrong[i].text, at, STR(problem));
		CHECK(at == wrong[i].at);
		CHECK(str_find(problem, str_of(wrong[i].says)) >= 0);
	}
}

TEST(brackets_without_end_are_refused_and_do_no_harm)
{
	char text[1500];
	struct str problem = S("");
	size_t at;

	memset(text, '(', sizeof text);
	CHECK(!predicate_read(test_arena(), (struct str){ text, sizeof text }, &problem, &at));
	CHECK(str_find(problem, S("brackets")) >= 0);
}

/* ---- Cadences --------------------------------------------------------------------------- */

static const struct programme four_years = { .valid_from = { 2018, 1, 1 }, .valid_to = { 2021, 12, 31 } };

static struct calendar_rule cadence(const char *period, const char *opens, const char *due)
{
	return (struct calendar_rule){ .code = S("X"), .period = str_of(period),
		.opens = str_of(opens), .due = str_of(due) };
}

static bool has_days(const struct rule_period *period, const char *name, const char *from,
                     const char *to, const char *opens, const char *due)
{
	return str_is(period->period, name) && !date_compare(period->from, day(from))
		&& !date_compare(period->to, day(to)) && !date_compare(period->opens, day(opens))
		&& (due ? !date_compare(period->due, day(due)) : !date_is_given(period->due));
}

TEST(periods_have_the_days_that_the_calendar_rule_says)
{
	static const struct { const char *period, *opens, *due; size_t count, nth;
		const char *name, *from, *to, *opens_on, *due_on; } rules[] = {
		{ "year", "", "", 1, 0, "2026", "2026-01-01", "2026-12-31", "2026-01-01", "2026-12-31" },
		{ "year", "09-01", "02-15+1", 1, 0, "2026", "2026-01-01", "2026-12-31", "2026-09-01", "2027-02-15" },
		{ "third1", "", "end+10d", 1, 0, "2026-T1", "2026-01-01", "2026-04-30", "2026-01-01", "2026-05-10" },
		{ "third2", "start-30d", "09-30", 1, 0, "2026-T2", "2026-05-01", "2026-08-31", "2026-04-01", "2026-09-30" },
		{ "third3", "", "", 1, 0, "2026-T3", "2026-09-01", "2026-12-31", "2026-09-01", "2026-12-31" },
		{ "quarter", "", "", 4, 3, "2026-Q4", "2026-10-01", "2026-12-31", "2026-10-01", "2026-12-31" },
		{ "month", "", "end+5d", 12, 1, "2026-02", "2026-02-01", "2026-02-28", "2026-02-01", "2026-03-05" },
		{ "standing", "", "", 1, 0, "2026", "2026-01-01", "2026-12-31", "2026-01-01", NULL },
		{ "event", "", "", 1, 0, "2026", "2026-01-01", "2026-12-31", "2026-01-01", NULL },
	};

	for (size_t i = 0; i < COUNT(rules); i++) {
		struct calendar_rule rule = cadence(rules[i].period, rules[i].opens, rules[i].due);
		struct rule_period_list list = rule_periods(test_arena(), &rule, 2026, &four_years);

		CHECK(list.count == rules[i].count);
		CHECK(has_days(&list.at[rules[i].nth], rules[i].name, rules[i].from, rules[i].to,
			rules[i].opens_on, rules[i].due_on));
	}
}

TEST(every_period_is_one_that_reports_can_read)
{
	for (const struct cadence_kind *kind = cadence_kinds; kind->name; kind++) {
		struct calendar_rule rule = cadence(kind->name, "", "");

		for (int year = 2018; year <= 2023; year++) {
			struct rule_period_list list = rule_periods(test_arena(), &rule, year, &four_years);

			for (size_t i = 0; i < list.count; i++) {
				struct date from, to;

				CHECK(period_read(list.at[i].period, &from, &to));
				CHECK(!date_compare(from, list.at[i].from));
				CHECK(!date_compare(to, list.at[i].to));
			}
		}
	}
}

TEST(a_programme_and_a_term_have_one_period_that_touches_each_of_their_years)
{
	struct calendar_rule rule = cadence("programme", "", "end-60d"), term = cadence("term", "01-01+1", "10-31+1");
	struct rule_period_list list = rule_periods(test_arena(), &rule, 2018, &four_years);

	CHECK(list.count == 1 && has_days(&list.at[0], "2018..2021", "2018-01-01", "2021-12-31",
		"2018-01-01", "2021-11-01"));
	CHECK(rule_periods(test_arena(), &rule, 2019, &four_years).count == 0);
	CHECK(rule_periods_touching(test_arena(), &rule, 2021, &four_years).count == 1);
	CHECK(rule_periods_touching(test_arena(), &rule, 2022, &four_years).count == 0);
	CHECK(rule_periods_touching(test_arena(), &rule, 2017, &four_years).count == 0);
	list = rule_periods(test_arena(), &term, 2022, &four_years);
	CHECK(list.count == 1 && has_days(&list.at[0], "2022-10-15..2026-10-14", "2022-10-15",
		"2026-10-14", "2023-01-01", "2023-10-31"));
	CHECK(rule_periods(test_arena(), &term, 2018, &four_years).count == 1);
	CHECK(rule_periods(test_arena(), &term, 2025, &four_years).count == 0);
	list = rule_periods_touching(test_arena(), &term, 2025, &four_years);
	CHECK(list.count == 1 && !date_compare(list.at[0].from, day("2022-10-15")));
}

TEST(a_goal_has_no_period)
{
	struct calendar_rule rule = cadence("never", "", "");

	CHECK(rule_periods(test_arena(), &rule, 2026, &four_years).count == 0);
	CHECK(rule_periods_touching(test_arena(), &rule, 2026, &four_years).count == 0);
}

TEST(a_cadence_that_cannot_be_is_refused)
{
	static const struct { const char *period, *opens, *due, *from, *to, *column, *says; } wrong[] = {
		{ "yearly", "", "", "", "", "period", "" },
		{ "year", "02-30", "", "", "", "opens", "02-30" },
		{ "year", "", "02-29", "", "", "due", "02-29" },
		{ "year", "", "13-01", "", "", "due", "13-01" },
		{ "year", "", "2026-09-30", "", "", "due", "2026-09-30" },
		{ "year", "", "09-30+9", "", "", "due", "09-30+9" },
		{ "year", "", "end+d", "", "", "due", "end+d" },
		{ "year", "", "end+10", "", "", "due", "end+10" },
		{ "year", "", "ends", "", "", "due", "ends" },
		{ "year", "", "end+9999d", "", "", "due", "end+9999d" },
		{ "year", "10-01", "09-30", "", "", "due", "before it opens" },
		{ "year", "01-05+1", "", "", "", "opens", "before it opens" },
		{ "month", "", "09-30", "", "", "due", "before it opens" },
		{ "programme", "", "start-1d", "", "", "due", "before it opens" },
		{ "term", "", "start-1d", "", "", "due", "before it opens" },
		{ "never", "", "09-30", "", "", "opens", "never" },
		{ "year", "", "", "03-01", "", "meeting_to", "both" },
		{ "year", "", "", "", "03-01", "meeting_from", "both" },
		{ "year", "", "", "03-01", "02-01", "meeting_to", "ends before" },
		{ "year", "", "", "end+1d", "02-01", "meeting_to", "window" },
		{ "year", "", "", "02-30", "03-01", "meeting_from", "02-30" },
	};
	struct cadence_fault fault;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct calendar_rule rule = cadence(wrong[i].period, wrong[i].opens, wrong[i].due);

		rule.meeting_from = str_of(wrong[i].from);
		rule.meeting_to = str_of(wrong[i].to);
		fault = (struct cadence_fault){ .column = "" };
		CHECK(!cadence_judge(test_arena(), &rule, &four_years, &fault));
		if (strcmp(fault.column, wrong[i].column))
			fprintf(stderr, "%zu: %s %.*s\n", i, fault.column, STR(fault.words));
		CHECK(!strcmp(fault.column, wrong[i].column));
		CHECK(str_find(fault.words, str_of(wrong[i].says)) >= 0);
	}
}

TEST(a_programme_without_end_has_no_period_of_its_own)
{
	static const struct programme open = { .valid_from = { 2018, 1, 1 } };
	struct calendar_rule rule = cadence("programme", "", "");
	struct cadence_fault fault;

	CHECK(!cadence_judge(test_arena(), &rule, &open, &fault));
	CHECK(rule_periods(test_arena(), &rule, 2018, &open).count == 0);
}

TEST(the_window_of_a_meeting_may_lie_in_the_next_year)
{
	struct calendar_rule rule = cadence("third3", "", "");
	struct date from, to;

	CHECK(!meeting_window(&rule, 2026, &from, &to));
	rule.meeting_from = S("12-01");
	rule.meeting_to = S("01-31+1");
	CHECK(meeting_window(&rule, 2026, &from, &to));
	CHECK(!date_compare(from, day("2026-12-01")) && !date_compare(to, day("2027-01-31")));
}

TEST(only_duties_with_a_time_are_acted_on)
{
	struct calendar_rule yearly = cadence("year", "", ""), never = cadence("never", "", "");
	struct obligation duty = { .kind = S("D") }, goal = { .kind = S("G") };

	CHECK(obligation_is_acted_on(&duty, &yearly));
	CHECK(!obligation_is_acted_on(&duty, &never));
	CHECK(!obligation_is_acted_on(&duty, NULL));
	CHECK(!obligation_is_acted_on(&goal, &yearly));
}

/* ---- Lists in cells ----------------------------------------------------------------------- */

TEST(places_in_the_adopted_text_are_lines_and_ranges)
{
	struct line_range_list ranges;
	size_t at = 0;

	CHECK(lines_read(test_arena(), S("782-783 790"), &ranges));
	CHECK(ranges.count == 2);
	CHECK(ranges.at[0].from == 782 && ranges.at[0].to == 783 && ranges.at[1].from == 790);
	CHECK(lines_read(test_arena(), S(""), &ranges) && ranges.count == 0);
	CHECK(!lines_read_at(test_arena(), S("3 9-7"), &ranges, &at) && at == 2);
	CHECK(!lines_read(test_arena(), S("0"), &ranges));
	CHECK(!lines_read(test_arena(), S("1-99999"), &ranges));
	CHECK(!lines_read(test_arena(), S("-3"), &ranges));
	CHECK(!lines_read(test_arena(), S("3-"), &ranges));
}

TEST(words_with_spaces_between_are_a_set)
{
	CHECK(spaced_has(S("a  bc d"), S("bc")));
	CHECK(!spaced_has(S("a bc d"), S("b")));
	CHECK(!spaced_has(S("a "), S("")));
	CHECK(str_is(spaced_add(test_arena(), S(""), S("a")), "a"));
	CHECK(str_is(spaced_add(test_arena(), S("a"), S("b")), "a b"));
}
