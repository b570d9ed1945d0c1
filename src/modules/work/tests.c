/* SPDX-License-Identifier: EUPL-1.2 */
/* work/tests.c - what a director reads, and when. */
#include "modules/work/inside.h"

#include "base/test.h"

static const struct unit board = { .code = { "LJU", 3 } };

static struct facts calm(void)
{
	return (struct facts){ .unit = &board, .year = 2026, .today = { 2026, 9, 15 },
		.events_from = { 2026, 1, 1 }, .events_to = { 2026, 8, 31 } };
}

TEST(when_nothing_presses_that_is_said)
{
	struct facts facts = calm();
	struct sentences said = sentences_of(test_arena(), &facts);

	CHECK(said.count == 1 && said.at[0].weight == SENTENCE_calm);
}

TEST(what_is_good_to_know_comes_after_calm)
{
	struct facts facts = calm();
	struct sentences said;

	facts.events = 12;
	said = sentences_of(test_arena(), &facts);
	CHECK(said.count == 2 && said.at[0].weight == SENTENCE_calm);
	CHECK(said.at[1].weight == SENTENCE_know);
	CHECK(str_is(said.at[1].path, "/events?unit=LJU&from=2026-01-01&to=2026-08-31"));
	CHECK(str_is(events_path(test_arena(), &facts, 1),
		"/events?unit=LJU&from=2025-01-01&to=2025-08-31"));
}

TEST(there_are_never_more_than_five_and_the_serious_event_is_first)
{
	struct facts facts = calm();
	struct sentences said;

	facts.serious_week = 1;
	facts.deliveries_to_submit = facts.deliveries_late = facts.gaps = facts.measures_late = 2;
	facts.next_due = facts.today;
	facts.events = 100;
	said = sentences_of(test_arena(), &facts);
	CHECK(said.count == MOST_SENTENCES);
	CHECK(str_find(said.at[0].words, S("serious")) >= 0);
	CHECK(str_starts(said.at[0].path, S("/events?unit=LJU&severity=3&from=2026-09-08")));
	for (size_t i = 0; i < said.count; i++)
		CHECK(said.at[i].path.len > 0 && said.at[i].weight == SENTENCE_act);
}

TEST(a_text_is_cut_between_words_and_without_its_marks)
{
	CHECK(str_is(first_words(test_arena(), S("**Fallolyckor** sker ofta."), 100),
		"Fallolyckor sker ofta."));
	CHECK(str_is(first_words(test_arena(), S("ett två tre fyra"), 9), "ett två …"));
	CHECK(str_is(first_words(test_arena(), S(""), 9), ""));
}
