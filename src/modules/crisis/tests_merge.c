/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/tests_merge.c - the merge against what it must be for any chains, however they are
 * cut, mixed, repeated and put together.
 *
 * A world is a city's chain and up to three that follow on it, with clocks that go wrong.
 */
#include "base/test.h"
#include "modules/crisis/home.h"

#include <string.h>

enum { WORLDS = 4000, SITES_MOST = 4, LINES_MOST = 14 };

static uint64_t seed;

static uint64_t any(uint64_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (seed >> 33) % below;
}

static const char *const names[] = { "", "AAA-AAA", "K7F-29M", "ZZZ-999" };

static void line_put(struct arena *arena, struct merge_line_list *lines, const char *site,
                     int64_t base, struct entry is)
{
	struct entry *entry = arena_new(arena, struct entry);

	*entry = is;
	lines->at[lines->count++] = (struct merge_line){ .site = str_of(site), .base = base,
		.entry = entry };
}

/* Some have the same hash in different chains, and some the same number twice in one: only
 * site, number and hash together are one line.  Clocks jump, back as well. */
static void chain_grow(struct arena *arena, struct merge_line_list *lines, const char *site,
                       int64_t base, int64_t count)
{
	int64_t clock = 1000 + (int64_t)any(20);

	for (int64_t seq = *site ? base + 1 : 1; seq <= base + count; seq++) {
		struct entry entry = { .seq = seq, .kind = ENTRY_note,
			.hash = arena_print(arena, "%llu", (unsigned long long)any(3)) };

		clock += (int64_t)any(7) - (any(6) == 0 ? 9 : 0);
		entry.logged_at.seconds = clock;
		line_put(arena, lines, site, base, entry);
		if (any(8))
			continue;
		entry.hash = S("another");
		entry.logged_at.seconds += (int64_t)any(5);
		line_put(arena, lines, site, base, entry);
	}
}

static struct merge_line_list world_made(struct arena *arena, uint64_t number)
{
	struct merge_line_list lines = { 0,
		arena_array(arena, struct merge_line, 2 * SITES_MOST * LINES_MOST) };
	int64_t city, sites;

	seed = number * 2654435761u + 7;
	city = (int64_t)any(LINES_MOST);
	sites = 1 + (int64_t)any(SITES_MOST);
	chain_grow(arena, &lines, "", 0, city);
	for (int64_t i = 1; i < sites; i++)
		chain_grow(arena, &lines, names[i], (int64_t)any((uint64_t)city + 1),
			(int64_t)any(LINES_MOST));
	return lines;
}

/* Any of them, in any order, some more than once. */
static struct merge_line_list some_of(struct arena *arena, const struct merge_line_list *lines)
{
	struct merge_line_list some = { 0, arena_array(arena, struct merge_line, 2 * lines->count + 1) };

	for (size_t i = 0; i < lines->count; i++)
		for (uint64_t times = any(3); times; times--)
			some.at[some.count++] = lines->at[i];
	for (size_t i = some.count; i > 1; i--) {
		size_t other = any(i);
		struct merge_line kept = some.at[i - 1];

		some.at[i - 1] = some.at[other];
		some.at[other] = kept;
	}
	return some;
}

static bool same_line(const struct merge_line *a, const struct merge_line *b)
{
	return str_equals(a->site, b->site) && a->entry->seq == b->entry->seq
		&& str_equals(a->entry->hash, b->entry->hash);
}

static bool same_lines(const struct merge_line_list *a, const struct merge_line_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!same_line(&a->at[i], &b->at[i]) || a->at[i].stands_at.seconds != b->at[i].stands_at.seconds)
			return false;
	return true;
}

static size_t place_of(const struct merge_line_list *lines, const struct merge_line *line)
{
	for (size_t i = 0; i < lines->count; i++)
		if (same_line(&lines->at[i], line))
			return i;
	return SIZE_MAX;
}

static struct merge_line_list both(const struct merge_line_list *a, const struct merge_line_list *b)
{
	return crisis_merged(test_arena(), a, b);
}

TEST(a_merge_is_the_same_however_it_is_put_together)
{
	for (uint64_t number = 0; number < WORLDS; number++) {
		struct merge_line_list world = world_made(test_arena(), number);
		struct merge_line_list a = some_of(test_arena(), &world), b = some_of(test_arena(), &world),
			c = some_of(test_arena(), &world);
		struct merge_line_list ab = both(&a, &b), ba = both(&b, &a), bc = both(&b, &c);
		struct merge_line_list left = both(&ab, &c), right = both(&a, &bc), again = both(&left, &left),
			part = both(&left, &b);

		CHECK(same_lines(&ab, &ba));
		CHECK(same_lines(&left, &right));
		CHECK(same_lines(&again, &left));
		CHECK(same_lines(&part, &left));
		arena_clear(test_arena());
	}
}

TEST(a_merge_loses_no_line_and_makes_none)
{
	for (uint64_t number = 0; number < WORLDS; number++) {
		struct merge_line_list world = world_made(test_arena(), number);
		struct merge_line_list a = some_of(test_arena(), &world), b = some_of(test_arena(), &world);
		struct merge_line_list merged = both(&a, &b);

		for (size_t i = 0; i < world.count; i++) {
			bool was_there = place_of(&a, &world.at[i]) != SIZE_MAX
				|| place_of(&b, &world.at[i]) != SIZE_MAX;

			CHECK(was_there == (place_of(&merged, &world.at[i]) != SIZE_MAX));
		}
		for (size_t i = 0; i < merged.count; i++)
			CHECK(place_of(&merged, &merged.at[i]) == i);
		arena_clear(test_arena());
	}
}

TEST(each_chain_keeps_its_own_order_and_stands_after_what_it_follows_on)
{
	for (uint64_t number = 0; number < WORLDS; number++) {
		struct merge_line_list world = world_made(test_arena(), number);
		struct merge_line_list a = some_of(test_arena(), &world), b = some_of(test_arena(), &world);
		struct merge_line_list merged = both(&a, &b);

		for (size_t i = 0; i < merged.count; i++)
			for (size_t j = i + 1; j < merged.count; j++) {
				const struct merge_line *before = &merged.at[i], *after = &merged.at[j];

				CHECK(before->stands_at.seconds <= after->stands_at.seconds);
				if (str_equals(before->site, after->site))
					CHECK(before->entry->seq <= after->entry->seq);
				if (before->site.len && !after->site.len)
					CHECK(after->entry->seq > before->base);
			}
		arena_clear(test_arena());
	}
}

/* The beginnings of chains: what has come home so far. */
static struct merge_line_list beginnings(const struct merge_line_list *lines, bool of_city_whole)
{
	struct merge_line_list some = { 0, arena_array(test_arena(), struct merge_line, lines->count + 1) };
	int64_t most[SITES_MOST];

	for (size_t i = 0; i < SITES_MOST; i++)
		most[i] = (int64_t)any(2 * LINES_MOST);
	for (size_t i = 0; i < lines->count; i++)
		for (size_t site = 0; site < SITES_MOST; site++)
			if (str_is(lines->at[i].site, names[site])
			    && (lines->at[i].entry->seq <= most[site] || (!site && of_city_whole)))
				some.at[some.count++] = lines->at[i];
	return some;
}

TEST(lines_that_come_home_later_move_none_that_stood_there)
{
	struct merge_line_list none = { 0 };

	for (uint64_t number = 0; number < WORLDS; number++) {
		struct merge_line_list world = world_made(test_arena(), number);
		struct merge_line_list some = beginnings(&world, true);
		struct merge_line_list first = both(&some, &none), all = both(&first, &world);
		size_t last = 0;

		for (size_t i = 0; i < first.count; i++) {
			size_t place = place_of(&all, &first.at[i]);

			CHECK(place != SIZE_MAX && (i == 0 || place > last));
			CHECK(all.at[place].stands_at.seconds == first.at[i].stands_at.seconds);
			last = place;
		}
		arena_clear(test_arena());
	}
}

TEST(with_clocks_that_go_right_the_order_is_logged_time_then_site_then_number)
{
	struct entry city[] = { { .seq = 1, .logged_at = { 10 } }, { .seq = 2, .logged_at = { 20 } },
		{ .seq = 3, .logged_at = { 30 } } };
	struct entry away[] = { { .seq = 2, .logged_at = { 15 } }, { .seq = 3, .logged_at = { 30 } } };
	struct entry other[] = { { .seq = 2, .logged_at = { 30 } } };
	struct merge_line lines[] = { { S("B"), 1, &other[0], { 0 } }, { S("A"), 1, &away[1], { 0 } },
		{ S(""), 0, &city[2], { 0 } }, { S("A"), 1, &away[0], { 0 } }, { S(""), 0, &city[1], { 0 } },
		{ S(""), 0, &city[0], { 0 } } };
	struct merge_line_list all = { COUNT(lines), lines }, none = { 0 };
	struct merge_line_list merged = both(&all, &none);

	CHECK(merged.count == 6);
	CHECK(merged.at[0].entry == &city[0] && merged.at[1].entry == &away[0]);
	CHECK(merged.at[2].entry == &city[1] && merged.at[3].entry == &city[2]);
	CHECK(merged.at[4].entry == &away[1] && merged.at[5].entry == &other[0]);
}

TEST(a_line_before_its_base_by_a_wrong_clock_stands_after_it)
{
	struct entry city[] = { { .seq = 1, .logged_at = { 100 } }, { .seq = 2, .logged_at = { 200 } } };
	struct entry away[] = { { .seq = 2, .logged_at = { 5 } }, { .seq = 3, .logged_at = { 4 } } };
	struct merge_line lines[] = { { S("A"), 1, &away[1], { 0 } }, { S("A"), 1, &away[0], { 0 } },
		{ S(""), 0, &city[1], { 0 } }, { S(""), 0, &city[0], { 0 } } };
	struct merge_line_list all = { COUNT(lines), lines }, none = { 0 };
	struct merge_line_list merged = both(&all, &none);

	CHECK(merged.at[0].entry == &city[0] && merged.at[1].entry == &away[0]);
	CHECK(merged.at[2].entry == &away[1] && merged.at[3].entry == &city[1]);
	CHECK(merged.at[2].stands_at.seconds == 100);
}

TEST(a_correction_is_of_its_own_chain_or_of_what_it_follows_on)
{
	struct entry city[] = { { .seq = 1 }, { .seq = 2 } };
	struct entry away = { .seq = 2 }, right = { .seq = 3, .kind = ENTRY_correction, .refers_to = 2 };
	struct entry common = { .seq = 4, .kind = ENTRY_correction, .refers_to = 1 };
	struct merge_line corrections[] = { { S("A"), 1, &right, { 0 } }, { S("A"), 1, &common, { 0 } } };
	struct merge_line_list list = { COUNT(corrections), corrections };

	CHECK(line_corrected_by(&list, &(struct merge_line){ S(""), 0, &city[0], { 0 } })->entry == &common);
	CHECK(!line_corrected_by(&list, &(struct merge_line){ S(""), 0, &city[1], { 0 } }));
	CHECK(line_corrected_by(&list, &(struct merge_line){ S("A"), 1, &away, { 0 } })->entry == &right);
	CHECK(!line_corrected_by(&list, &(struct merge_line){ S("B"), 1, &away, { 0 } }));
}

/* ---- What is said of the same thing ------------------------------------------------------------- */

struct judged { const char *site; int64_t seq; enum entry_kind kind; const char *words, *was, *became; };

static struct statement_list statements_of(const struct judged *said, size_t count, int64_t base)
{
	struct merge_line_list lines = { 0, arena_array(test_arena(), struct merge_line, count) };

	for (size_t i = 0; i < count; i++) {
		struct entry *entry = arena_new(test_arena(), struct entry);

		*entry = (struct entry){ .seq = said[i].seq, .kind = said[i].kind,
			.words = str_of(said[i].words), .was = str_of(said[i].was),
			.became = str_of(said[i].became), .logged_at = { 10 * said[i].seq } };
		if (said[i].kind == ENTRY_home)
			entry->party = S("A");
		lines.at[lines.count++] = (struct merge_line){ .site = str_of(said[i].site),
			.base = *said[i].site ? base : 0, .entry = entry };
	}
	return crisis_statements(test_arena(), &lines);
}
#define STATEMENTS(base, ...) statements_of((const struct judged[]){ __VA_ARGS__ }, \
	COUNT(((const struct judged[]){ __VA_ARGS__ })), base)

TEST(two_levels_judged_apart_are_two_statements_until_somebody_judges_anew)
{
	struct statement_list found = STATEMENTS(1, { "", 1, ENTRY_level, "", "", "1" },
		{ "", 2, ENTRY_level, "", "1", "2" }, { "A", 2, ENTRY_away, "", "", "" },
		{ "A", 3, ENTRY_level, "", "1", "3" }, { "", 3, ENTRY_home, "", "3", "" });

	CHECK(found.count == 1 && found.at[0].kind == ENTRY_level && found.at[0].is_both);
	CHECK(str_is(found.at[0].ours, "2") && str_is(found.at[0].theirs, "3"));
	CHECK(found.at[0].our_line->seq == 2 && found.at[0].their_line->seq == 3);
	found = STATEMENTS(1, { "", 1, ENTRY_level, "", "", "1" },
		{ "", 2, ENTRY_level, "", "1", "2" }, { "A", 2, ENTRY_away, "", "", "" },
		{ "A", 3, ENTRY_level, "", "1", "3" }, { "", 3, ENTRY_home, "", "3", "" },
		{ "", 4, ENTRY_level, "", "2", "2" });
	CHECK(found.count == 0);
}

TEST(what_comes_home_after_the_judgement_is_a_statement_again)
{
	struct statement_list found = STATEMENTS(1, { "", 1, ENTRY_level, "", "", "1" },
		{ "A", 2, ENTRY_level, "", "1", "3" }, { "", 2, ENTRY_home, "", "2", "" },
		{ "", 3, ENTRY_level, "", "1", "2" }, { "A", 3, ENTRY_level, "", "3", "4" },
		{ "", 4, ENTRY_home, "", "3", "" });

	CHECK(found.count == 1 && str_is(found.at[0].theirs, "4") && found.at[0].is_both);
}

TEST(what_both_say_alike_or_only_the_city_says_is_no_statement)
{
	CHECK(STATEMENTS(1, { "", 1, ENTRY_level, "", "", "1" }, { "", 2, ENTRY_level, "", "1", "2" },
		{ "A", 2, ENTRY_level, "", "1", "2" }, { "", 3, ENTRY_coordination, "", "", "x" }).count == 0);
	CHECK(STATEMENTS(1, { "", 1, ENTRY_level, "", "", "1" },
		{ "A", 2, ENTRY_note, "", "", "" }).count == 0);
}

TEST(what_only_the_copy_has_judged_is_told_as_such)
{
	struct statement_list found = STATEMENTS(1, { "", 1, ENTRY_level, "", "", "1" },
		{ "A", 2, ENTRY_coordination, "", "", "direction" });

	CHECK(found.count == 1 && found.at[0].kind == ENTRY_coordination && !found.at[0].is_both);
	CHECK(!found.at[0].ours.len && !found.at[0].our_line);
}

TEST(the_holder_of_a_function_is_who_has_come_and_not_gone)
{
	struct statement_list found = STATEMENTS(1, { "", 1, ENTRY_staff, "Anna", "", "lead" },
		{ "", 2, ENTRY_staff, "Bo", "", "log" }, { "A", 2, ENTRY_staff, "Anna", "lead", "" },
		{ "A", 3, ENTRY_staff, "Cecilia", "", "lead" }, { "A", 4, ENTRY_staff, "Bo", "", "log" });

	CHECK(found.count == 1 && found.at[0].kind == ENTRY_staff && str_is(found.at[0].function, "lead"));
	CHECK(str_is(found.at[0].ours, "Anna") && str_is(found.at[0].theirs, "Cecilia"));
	CHECK(!found.at[0].is_both);
}

TEST(what_is_said_does_not_depend_on_the_order_it_came_in)
{
	static const enum entry_kind kinds[] = { ENTRY_note, ENTRY_level, ENTRY_coordination, ENTRY_staff };
	struct merge_line_list none = { 0 };

	for (uint64_t number = 0; number < WORLDS / 4; number++) {
		struct merge_line_list world = world_made(test_arena(), number), mixed;
		struct statement_list a, b;

		for (size_t i = 0; i < world.count; i++) {
			struct entry *entry = (struct entry *)(uintptr_t)world.at[i].entry;

			entry->kind = kinds[any(COUNT(kinds))];
			entry->words = arena_print(test_arena(), "P%d", (int)any(3));
			entry->became = arena_print(test_arena(), "%d", (int)any(3));
		}
		mixed = both(&world, &none);
		a = crisis_statements(test_arena(), &world);
		b = crisis_statements(test_arena(), &mixed);
		CHECK(a.count == b.count);
		for (size_t i = 0; i < a.count; i++)
			CHECK(a.at[i].kind == b.at[i].kind && str_equals(a.at[i].ours, b.at[i].ours)
				&& a.at[i].their_line == b.at[i].their_line && str_equals(a.at[i].theirs, b.at[i].theirs));
		arena_clear(test_arena());
	}
}

/* Nobody writes so many; somebody may make such a file. */
TEST(a_file_that_names_very_many_persons_and_functions_costs_little)
{
	enum { MANY = 4000, WORTH_BYTES = 16 << 20 };
	struct merge_line_list lines = { 0, arena_array(test_arena(), struct merge_line, 2 * MANY) };
	struct statement_list found;
	size_t before;

	for (int64_t i = 0; i < MANY; i++) {
		line_put(test_arena(), &lines, "A", 0, (struct entry){ .seq = 2 * i + 1,
			.kind = ENTRY_staff, .became = S("lead"),
			.words = arena_print(test_arena(), "Person %lld", (long long)i) });
		line_put(test_arena(), &lines, "A", 0, (struct entry){ .seq = 2 * i + 2,
			.kind = ENTRY_staff, .words = S("Anna"),
			.became = arena_print(test_arena(), "function %lld", (long long)i) });
	}
	before = arena_used(test_arena());
	found = crisis_statements(test_arena(), &lines);
	CHECK(found.count > 1 && found.count < 100);
	CHECK(str_is(found.at[0].theirs, "Anna"));
	CHECK(str_starts(found.at[found.count - 1].theirs, S("Person 0, Person 1, ")));
	CHECK(arena_used(test_arena()) - before < WORTH_BYTES);
}
