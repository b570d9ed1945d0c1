/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/tests_draft.c - marks in a text, the sentences that numbers give, and whose words
 * a text is.
 */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/pictures/cited.h"

#include <stdlib.h>
#include <string.h>

extern const struct embedded tongue_files[];

/* ---- Marks -------------------------------------------------------------------------------- */

TEST(a_mark_is_a_number_and_a_name_in_brackets)
{
	struct mark mark;

	CHECK(mark_find(S("We had [41 #3] falls"), 0, &mark));
	CHECK(mark.at == 7 && mark.len == 7);
	CHECK(str_is(mark.shown, "41") && str_is(mark.name, "3"));
	CHECK(mark_find(S("[1\u202f204 #type:injury.fall:before]"), 0, &mark));
	CHECK(str_is(mark.name, "type:injury.fall:before"));
	CHECK(mark_find(S("[#total]"), 0, &mark) && !mark.shown.len);
	CHECK(!mark_find(S("[a link](x#y) [word #3] [4 #] [4 #A b] [41 #3"), 0, &mark));
}

TEST(a_text_read_aloud_has_the_number_and_not_its_name)
{
	CHECK(str_is(marks_plain(test_arena(), S("[41 #3] against [37 #4].")), "41 against 37."));
	CHECK(str_is(marks_named(test_arena(), S("[41 #3] falls")), "#3 falls"));
	CHECK(str_is(marks_plain(test_arena(), S("no mark")), "no mark"));
}

static struct str replaced(void *context, const struct mark *mark)
{
	(void)context;
	return str_is(mark->name, "1") ? S("<a href=\"/x\">one</a>") : S("");
}

TEST(a_mark_within_a_tag_is_left_alone)
{
	struct mark_answer answer = { replaced, NULL };
	struct html html = { S("<p title=\"[2 #1]\">[2 #1] and [3 #9]</p>") };

	CHECK(str_is(marks_replace_html(test_arena(), html, &answer).text,
		"<p title=\"[2 #1]\"><a href=\"/x\">one</a> and [3 #9]</p>"));
}

TEST(a_question_in_words_is_known_or_refused)
{
	struct mark_words words;

	CHECK(mark_words_read(S("total:before"), &words) && words.is_before && !words.of.len);
	CHECK(mark_words_read(S("month:2026-06"), &words) && str_is(words.of, "2026-06"));
	CHECK(!mark_words_read(S("total:fall"), &words));
	CHECK(!mark_words_read(S("type"), &words) && !mark_words_read(S("salary:1"), &words));
}

/* ---- Sentences ------------------------------------------------------------------------------ */

static const struct picture_query summer = {
	.from = { 2026, 5, 1 }, .to = { 2026, 8, 31 }, .period_to = { 2026, 8, 31 },
	.before_from = { 2025, 5, 1 }, .before_to = { 2025, 8, 31 },
};
static const struct picture_limits usual = { .few_events = 20, .old_days = 60, .level = 0.9,
	.margin = 1.1, .outlook_share = 0.8 };

static struct str draft_of(const struct numbers *numbers, struct str key)
{
	struct proposal_list list = picture_draft(test_arena(), &summer, numbers, &usual);

	for (size_t i = 0; i < list.count; i++)
		if (str_equals(list.at[i].key, key))
			return marks_plain(test_arena(), list.at[i].words);
	return S("");
}

static struct str total_of(int64_t now, int64_t before)
{
	return draft_of(&(struct numbers){ .total = now, .before = before }, S("total"));
}

static bool has(struct str text, const char *what)
{
	return str_find(str_fold(test_arena(), text), str_of(what)) >= 0;
}

TEST(more_and_fewer_are_said_only_when_chance_does_not_give_as_much)
{
	CHECK(picture_verdict(&summer, 60, 30, &usual) == VERDICT_increase);
	CHECK(picture_verdict(&summer, 30, 60, &usual) == VERDICT_decrease);
	CHECK(picture_verdict(&summer, 31, 30, &usual) == VERDICT_cannot_tell);
	CHECK(picture_verdict(&summer, 5000, 5010, &usual) == VERDICT_unchanged);
	CHECK(picture_verdict(&summer, 10500, 10000, &usual) == VERDICT_marginal);
	CHECK(picture_verdict(&summer, 15, 2, &usual) == VERDICT_cannot_tell);  /* too few */
	CHECK(picture_verdict(&summer, 0, 0, &usual) == VERDICT_cannot_tell);
	CHECK(has(total_of(60, 30), "more") && has(total_of(30, 60), "fewer"));
}

/* The words of analysis §11.3, in both languages, and the neighbours of them. */
TEST(where_it_cannot_be_said_no_word_has_a_direction)
{
	static const char *const forbidden[] = { "okar", "ökar", "minskar", "trend", "fler", "färre",
		"increas", "decreas", "more", "fewer", "rising", "falling" };
	static const char *const tongues[] = { "sv", "en" };
	static const int64_t pairs[][2] = { { 31, 30 }, { 30, 31 }, { 12, 3 }, { 1, 0 }, { 0, 9 }, { 25, 25 } };

	tongue_open(tongue_files);
	for (size_t t = 0; t < COUNT(tongues); t++) {
		CHECK(tongue_choose(str_of(tongues[t])));
		for (size_t i = 0; i < COUNT(pairs); i++) {
			CHECK(picture_verdict(&summer, pairs[i][0], pairs[i][1], &usual)
				== VERDICT_cannot_tell);
			for (size_t w = 0; w < COUNT(forbidden); w++)
				CHECK(!has(total_of(pairs[i][0], pairs[i][1]), forbidden[w]));
		}
	}
}

TEST(numbers_are_written_as_one_writes_them_in_swedish)
{
	tongue_open(tongue_files);
	CHECK(tongue_choose(S("sv")));
	CHECK(has(total_of(12345, 5000), "12\u00a0345") || has(total_of(12345, 5000), "12\u202f345"));
	CHECK(has(total_of(1, 0), "1 händelse rapporterades"));
	CHECK(has(total_of(2, 0), "2 händelser rapporterades"));
	CHECK(has(draft_of(&(struct numbers){ .total = 2, .injured = 1 }, S("injured")), "1 person skadades"));
}

/* One now and many before is no matter of few: the verdict has words for one, too. */
TEST(one_event_against_many_is_one_event_in_both_languages)
{
	tongue_open(tongue_files);
	CHECK(picture_verdict(&summer, 1, 40, &usual) == VERDICT_decrease);
	CHECK(tongue_choose(S("sv")));
	CHECK(has(total_of(1, 40), "1 händelse rapporterades") && has(total_of(1, 40), "färre"));
	CHECK(has(total_of(40, 1), "40 händelser rapporterades") && has(total_of(40, 1), "fler"));
	CHECK(tongue_choose(S("en")));
	CHECK(has(total_of(1, 40), "1 event was reported") && has(total_of(1, 40), "fewer"));
	CHECK(has(total_of(40, 1), "40 events were reported") && has(total_of(40, 1), "more"));
	CHECK(has(draft_of(&(struct numbers){ .total = 1 }, S("causes")), "0 of 1 event."));
	CHECK(has(draft_of(&(struct numbers){ .total = 2 }, S("causes")), "0 of the 2 events."));
}

TEST(a_period_without_a_report_is_called_silent_and_not_calm)
{
	CHECK(has(total_of(0, 0), "silence") && has(total_of(0, 40), "silence"));
}

static struct numbers_by table(const char *by, struct number_row *rows, size_t count)
{
	return (struct numbers_by){ .by = by, .rows = rows, .count = count };
}

TEST(what_stands_out_among_many_is_told_and_what_chance_gives_is_not)
{
	struct number_row areas[] = { { .key = S("1"), .label = S("North"), .now = 60, .before = 20 },
		{ .key = S("2"), .label = S("South"), .now = 14, .before = 10 },
		{ .key = S("3"), .label = S("East"), .now = 6, .before = 8 } };
	struct numbers numbers = { .total = 80, .before = 38,
		.by[BY_AREA] = table("area", areas, COUNT(areas)) };

	CHECK(has(draft_of(&numbers, S("area:1")), "north had more than the year before: 60 against 20"));
	CHECK(!draft_of(&numbers, S("area:2")).len);
	CHECK(!draft_of(&numbers, S("nothing-stands-out")).len);
	areas[0].now = 24;
	numbers.total = 44;
	CHECK(!draft_of(&numbers, S("area:1")).len);
	CHECK(draft_of(&numbers, S("nothing-stands-out")).len);
}

/* Eight areas that surely have more, and a month that more surely has: it is not left out
 * because months come last. */
TEST(of_many_that_stand_out_the_surest_are_told)
{
	enum { AREAS = 8 };
	struct number_row areas[AREAS] = { 0 };
	struct number_row months[] = { { .key = S("2026-06"), .label = S("2026-06"), .now = 300, .before = 60 } };
	struct numbers numbers = { .total = 400, .before = 200,
		.by[BY_AREA] = table("area", areas, AREAS), .by[BY_MONTH] = table("month", months, 1) };

	for (size_t i = 0; i < AREAS; i++)
		areas[i] = (struct number_row){ .key = arena_print(test_arena(), "%zu", i + 1),
			.label = S("An area"), .now = 40 + 4 * (int64_t)i, .before = 10 };
	CHECK(draft_of(&numbers, S("month:2026-06")).len);
	CHECK(draft_of(&numbers, S("area:8")).len && draft_of(&numbers, S("area:4")).len);
	CHECK(!draft_of(&numbers, S("area:3")).len && !draft_of(&numbers, S("area:1")).len);
}

TEST(too_few_events_give_no_causes_and_no_numbers_ahead_and_say_so)
{
	struct numbers few = { .total = 6, .before = 4 };

	CHECK(has(draft_of(&few, S("causes-few")), "too few"));
	CHECK(!draft_of(&few, S("nothing-stands-out")).len);
	CHECK(has(draft_of(&few, S("ahead-few")), "too little behind"));
	CHECK(!draft_of(&few, S("injured-ahead")).len);
}

static void months_fill(struct numbers *numbers, size_t count, int64_t events)
{
	struct date month = { 2026, 8, 1 };

	numbers->months = arena_array(test_arena(), struct number_month, count);
	numbers->month_count = count;
	for (size_t i = count; i-- > 0; month = date_add_months(month, -1))
		numbers->months[i] = (struct number_month){ .events = events,
			.month = str_part(date_iso(test_arena(), month), 0, 7) };
}

TEST(what_is_to_come_has_limits_and_says_how_they_held)
{
	struct numbers numbers = { .total = 80, .before = 80 };
	struct str words;

	months_fill(&numbers, 72, 20);
	words = draft_of(&numbers, S("ahead"));
	CHECK(has(words, "september 2026"));
	CHECK(has(words, "december 2026"));
	CHECK(has(words, "80 times of 100") && has(words, "tried on the past"));
	months_fill(&numbers, 30, 20);
	CHECK(has(draft_of(&numbers, S("ahead")), "too short to try"));
	months_fill(&numbers, 12, 20);
	CHECK(!draft_of(&numbers, S("ahead")).len && draft_of(&numbers, S("ahead-few")).len);
}

/* ---- Whose words ------------------------------------------------------------------------------ */

TEST(each_sentence_is_of_who_said_it_also_when_its_number_is_another_now)
{
	struct picture_sentence taken[] = {
		{ .section = S("causes"), .origin = ORIGIN_data, .words = S("[12 #1] falls on wet floors in the entrance.") },
		{ .section = S("causes"), .origin = ORIGIN_picture, .source_name = S("North"),
		  .words = S("Nobody sands before seven in the morning.") },
	};
	struct picture_sentence_list list = { COUNT(taken), taken };
	struct told_sentence_list told = sentences_told(test_arena(), S("causes"),
		S("- [14 #1] falls on wet floors in the entrance.\n- Nobody sands before eight in the morning. We disagree entirely with everybody."),
		&list);

	CHECK(told.count == 3);
	CHECK(told.at[0].from == &taken[0] && !told.at[0].is_changed);
	CHECK(str_is(told.at[0].words, "14 falls on wet floors in the entrance."));
	CHECK(told.at[1].from == &taken[1] && told.at[1].is_changed);
	CHECK(told.at[2].from == NULL);
	CHECK(sentences_told(test_arena(), S("present"), S("Nobody sands before seven in the morning."),
		&list).at[0].from == NULL);
}

/* Every sentence is compared with every one that was taken: what that needs is given back. */
TEST(a_long_text_with_many_sentences_taken_needs_little_memory)
{
	enum { TAKEN = 20, SENTENCES = 60, FEW_BYTES = 2 << 20 };
	struct picture_sentence taken[TAKEN] = { 0 };
	struct picture_sentence_list list = { TAKEN, taken };
	struct told_sentence_list told;
	struct str text = S("");
	size_t before;

	for (size_t i = 0; i < TAKEN; i++) {
		taken[i].section = S("causes");
		taken[i].words = S("Nobody sands the yard and the path to the bus before seven in the morning.");
	}
	for (size_t i = 0; i < SENTENCES; i++)
		text = arena_print(test_arena(), "%.*s We disagree with %zu of all that has been written.",
			STR(text), i);
	before = arena_used(test_arena());
	told = sentences_told(test_arena(), S("causes"), text, &list);
	CHECK(told.count == SENTENCES && told.at[0].from == NULL);
	CHECK(arena_used(test_arena()) - before < FEW_BYTES);
}
