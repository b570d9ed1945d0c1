/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/tests.c - the edges of the ground floor.
 */
#include "base/test.h"
#include "base/calendar.h"
#include "base/crypto.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/out.h"
#include "base/say.h"
#include "base/tongue.h"
#include "base/uncertain.h"

#include <math.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT_LIMIT = 64 * 1024 };

/* How a process ends that does `work`: its status as waitpid() tells it. */
static int end_of(void (*work)(void))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		work();
		_exit(0);
	}
	CHECK(child > 0);
	CHECK(waitpid(child, &status, 0) == child);
	return status;
}

static bool ends_abandoned(void (*work)(void))
{
	int status = end_of(work);

	return WIFEXITED(status) && WEXITSTATUS(status) == 70;
}

static struct out *out_new(void)
{
	struct out *out = arena_new(test_arena(), struct out);

	out_init(out, test_arena(), OUT_LIMIT);
	return out;
}

static struct str file_read(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct str s = { arena_take(test_arena(), OUT_LIMIT), 0 };

	if (!file)
		abandon("cannot read a file of the test", path);
	s.len = fread((char *)s.at, 1, OUT_LIMIT, file);
	fclose(file);
	return s;
}

/* --- str ------------------------------------------------------------------------------- */

TEST(the_two_kinds_of_empty_text_are_equal)
{
	CHECK(str_equals((struct str){ NULL, 0 }, S("")));
	CHECK(str_compare((struct str){ NULL, 0 }, S("")) == 0);
	CHECK(str_is(str_of(NULL), ""));
	CHECK(str_trim((struct str){ NULL, 0 }).len == 0);
	CHECK(str_part((struct str){ NULL, 0 }, 3, 4).len == 0);
	CHECK(str_starts(S("a"), S("")));
	CHECK(!str_starts(S(""), S("a")));
	CHECK(str_ends(S("events"), S("ts")));
	CHECK(!str_ends(S("s"), S("ts")));
}

TEST(a_shorter_text_stands_before_the_longer_that_begins_with_it)
{
	CHECK(str_compare(S("ab"), S("abc")) < 0);
	CHECK(str_compare(S("b"), S("abc")) > 0);
	CHECK(str_is_nocase(S("GET"), "get"));
	CHECK(!str_is_nocase(S("Å"), "å"));
}

/* Those of the IETF's draft on FNV. */
TEST(a_text_has_the_same_number_everywhere)
{
	CHECK(str_number(S("")) == 0xCBF29CE484222325u);
	CHECK(str_number(S("a")) == 0xAF63DC4C8601EC8Cu);
	CHECK(str_number(S("foobar")) == 0x85944171F73967E8u);
}

TEST(a_text_is_trimmed_of_space_at_both_ends)
{
	CHECK(str_is(str_trim(S(" \t\r\n a b \n")), "a b"));
	CHECK(str_is(str_trim(S("\xC2\xA0" "a\xC2\xA0 ")), "a"));
	CHECK(str_is(str_trim(S("  ")), ""));
}

TEST(a_word_stands_among_words_whole_or_not_at_all)
{
	CHECK(str_has_word(S("north south"), S("south")));
	CHECK(str_has_word(S(" north  south "), S("north")));
	CHECK(!str_has_word(S("north south"), S("sou")));
	CHECK(!str_has_word(S("north south"), S("north south")));
	CHECK(!str_has_word(S("north  south"), S("")));
	CHECK(!str_has_word(S(""), S("north")));
	CHECK(!str_has_word(S(""), S("")));
}

TEST(a_text_is_cut_at_each_mark_until_nothing_is_left)
{
	struct str rest = S("a,,b");

	CHECK(str_is(str_cut(&rest, ','), "a"));
	CHECK(str_is(str_cut(&rest, ','), ""));
	CHECK(str_is(str_cut(&rest, ','), "b"));
	CHECK(str_is(str_cut(&rest, ','), ""));
	CHECK(rest.len == 0);
	rest = S(" 06-Jul  2026,x ");
	CHECK(str_is(str_cut_any(&rest, " ,-"), "06") && str_is(str_cut_any(&rest, " ,-"), "Jul"));
	CHECK(str_is(str_cut_any(&rest, " ,-"), "2026") && str_is(str_cut_any(&rest, " ,-"), "x"));
	CHECK(str_is(str_cut_any(&rest, " ,-"), "") && rest.len == 0);
}

TEST(a_part_is_found_or_minus_one_is_said)
{
	CHECK(str_find(S("abcabd"), S("abd")) == 3);
	CHECK(str_find(S("ab"), S("abc")) == -1);
	CHECK(str_find(S("ab"), S("")) == 0);
	CHECK(str_find_char(S("ab"), 'b') == 1);
	CHECK(str_find_char(S(""), 'b') == -1);
	CHECK(str_is(str_part(S("abc"), 1, SIZE_MAX), "bc"));
}

TEST(only_a_whole_number_that_fits_is_an_int)
{
	int64_t n = 7;

	CHECK(!str_to_int(S(""), &n) && !str_to_int(S("-"), &n) && !str_to_int(S(" 1"), &n));
	CHECK(!str_to_int(S("1x"), &n) && !str_to_int(S("0x10"), &n));
	CHECK(!str_to_int(S("9223372036854775808"), &n));
	CHECK(!str_to_int(S("-9223372036854775809"), &n));
	CHECK(n == 7);
	CHECK(str_to_int(S("9223372036854775807"), &n) && n == INT64_MAX);
	CHECK(str_to_int(S("-9223372036854775808"), &n) && n == INT64_MIN);
	CHECK(str_to_int(S("-0012"), &n) && n == -12);
}

TEST(a_real_is_read_with_point_or_comma)
{
	double x = 7;

	CHECK(!str_to_real(S(""), &x) && !str_to_real(S("."), &x));
	CHECK(!str_to_real(S("1.2.3"), &x) && !str_to_real(S("1,2.3"), &x));
	CHECK(!str_to_real(S("nan"), &x) && !str_to_real(S("inf"), &x));
	CHECK(!str_to_real(S("1e999"), &x) && !str_to_real(S("0x1p3"), &x));
	CHECK(!str_to_real(S("1e"), &x) && x == 7);
	CHECK(str_to_real(S("3,5"), &x) && x == 3.5);
	CHECK(str_to_real(S("-.5"), &x) && x == -0.5);
	CHECK(str_to_real(S("1e3"), &x) && x == 1000);
}

TEST(utf8_is_judged_strictly)
{
	CHECK(str_is_utf8(S("Skärgård 🚒")));
	CHECK(!str_is_utf8(S("a\0b")));
	CHECK(!str_is_utf8(S("\xC0\x80")));             /* overlong NUL */
	CHECK(!str_is_utf8(S("\xE0\x80\xAF")));         /* overlong / */
	CHECK(!str_is_utf8(S("\xED\xA0\x80")));         /* a surrogate */
	CHECK(!str_is_utf8(S("\xF4\x90\x80\x80")));     /* beyond Unicode */
	CHECK(!str_is_utf8(S("\xC3")));                 /* cut off */
	CHECK(!str_is_utf8(S("\x80")));
}

TEST(letters_are_counted_as_people_count_them)
{
	CHECK(str_letters(S("Åsa")) == 3);
	CHECK(str_is(str_letters_part(S("Åsa Ö"), 1), "Å"));
	CHECK(str_is(str_letters_part(S("Åsa"), 9), "Åsa"));
	CHECK(str_is(str_letters_part(S("Åsa"), 0), ""));
}

TEST(folding_keeps_the_three_letters_and_drops_accents)
{
	struct arena *arena = test_arena();

	CHECK(str_is(str_fold(arena, S("ÅÄÖ åäö")), "åäö åäö"));
	CHECK(str_is(str_fold(arena, S("Édith MÜLLER")), "edith myller"));
	CHECK(str_is(str_fold(arena, S("Ærø Łódź Straße")), "ärö lodz strasse"));
	CHECK(str_is(str_fold(arena, S("A\xCC\x8A" "a\xCC\x88" "O\xCC\x88" "e\xCC\x81")),
		"åäöe"));
	CHECK(str_is(str_fold(arena, S("3×4 ÷ 2")), "3×4 ÷ 2"));
	CHECK(str_is(str_fold(arena, S("a\xFF" "b")), "a?b"));
	CHECK(str_is(str_fold(arena, S("\xCC\x81" "a")), "a"));
}

TEST(swedish_order_ends_in_z_å_ä_ö)
{
	static const char *const order[] = {
		"", "2", "10", "Alm, Bo", "alma", "Almar", "ek", "Ek", "ék", "Eker", "myller",
		"müller", "mz", "zon", "ås", "Ås", "Åsö", "ägg", "ö", "Ön",
	};

	for (size_t i = 0; i < COUNT(order); i++)
		for (size_t k = 0; k < COUNT(order); k++) {
			int said = str_compare_swedish(str_of(order[i]), str_of(order[k]));

			CHECK((said > 0) - (said < 0) == (i > k) - (i < k));
		}
}

TEST(numbers_in_names_are_ordered_as_numbers)
{
	CHECK(str_compare_swedish(S("Skola 9"), S("Skola 10")) < 0);
	CHECK(str_compare_swedish(S("Skola 09"), S("Skola 9b")) < 0);
	CHECK(str_compare_swedish(S("Skola 007"), S("Skola 7")) != 0);
	CHECK(str_compare_swedish(S("00000000000000000000000000001"), S("2")) < 0);
	CHECK(str_compare_swedish(S("99999999999999999999999999999"), S("2")) > 0);
	CHECK(str_compare_swedish(S("Skola 19"), S("Skola 110")) < 0);
	CHECK(str_compare_swedish(S("Åsa\xCC\x8A" "b"), S("Åsaz")) > 0);
	CHECK(str_compare_swedish(S("a\0b"), S("a")) > 0);
	CHECK(str_compare_swedish(S("\xFF"), S("\xFE")) != 0);
}

/* --- arena ----------------------------------------------------------------------------- */

TEST(an_arena_gives_zeroed_memory_again_after_clear)
{
	struct arena *arena = arena_open(1024 * 1024);
	char *first = arena_take(arena, 100), *again;

	memset(first, 'x', 100);
	arena_take(arena, 200 * 1024);
	CHECK(arena_used(arena) == 100 + 200 * 1024);
	arena_clear(arena);
	CHECK(arena_used(arena) == 0);
	again = arena_take(arena, 100);
	CHECK(again == first);
	CHECK(again[0] == 0);
	CHECK(again[99] == 0);
	CHECK((uintptr_t)arena_take(arena, 1) % _Alignof(max_align_t) == 0);
	arena_close(arena);
	arena_close(NULL);
}

static void take_too_much(void)
{
	struct arena *arena = arena_open(1000);

	arena_take(arena, 1000);
	arena_take(arena, 1);
}

static void take_too_many(void)
{
	arena_array(arena_open(1000), struct str, SIZE_MAX / 2);
}

TEST(an_arena_abandons_the_process_at_its_ceiling)
{
	CHECK(ends_abandoned(take_too_much));
	CHECK(ends_abandoned(take_too_many));
}

TEST(what_is_printed_or_joined_ends_in_nul)
{
	struct arena *arena = test_arena();

	CHECK(strcmp(arena_print(arena, "%d %s", 12, "år").at, "12 år") == 0);
	CHECK(strcmp(arena_join(arena, S("a"), S("b")).at, "ab") == 0);
	CHECK(strcmp(str_z(arena, (struct str){ NULL, 0 }), "") == 0);
}

/* --- say ------------------------------------------------------------------------------- */

static void hook_leave(const char *what, const char *number)
{
	_exit(strcmp(what, "no disk") == 0 && strlen(number) == 8 ? 42 : 1);
}

static void abandon_with_hook(void)
{
	abandon_hook(hook_leave);
	abandon("no disk", "detail");
}

static void hook_that_fails(const char *what, const char *number)
{
	abandon(what, number);
}

static void abandon_with_failing_hook(void)
{
	abandon_hook(hook_that_fails);
	abandon("no disk", "detail");
}

static void must_be_two(void)
{
	must(1 + 1 == 3);
}

TEST(abandon_answers_through_the_hook_before_it_ends)
{
	CHECK(WEXITSTATUS(end_of(abandon_with_hook)) == 42);
	CHECK(ends_abandoned(abandon_with_failing_hook));
	CHECK(end_of(must_be_two) != 0);
}

static void say_two_lines(void)
{
	say("first\nforged %s", "line");
}

TEST(a_log_line_is_one_line)
{
	int ends[2], old = dup(STDERR_FILENO);
	char line[256] = { 0 };

	CHECK(pipe(ends) == 0);
	dup2(ends[1], STDERR_FILENO);
	say_two_lines();
	say_quietly(true);
	say_two_lines();
	dup2(old, STDERR_FILENO);
	CHECK(read(ends[0], line, sizeof(line) - 1) > 0);
	CHECK(strstr(line, " note ") && strstr(line, "first forged line\n"));
	CHECK(strchr(line, '\n') == line + strlen(line) - 1);
}

/* --- out ------------------------------------------------------------------------------- */

TEST(a_letter_of_any_length_is_written)
{
	struct out *out = out_new();
	uint32_t letters[] = { 'a', 0xe5, 0x20ac, 0x1f600 };

	for (size_t i = 0; i < COUNT(letters); i++)
		out_letter(out, letters[i]);
	CHECK(str_is(out_str(out), "a\xc3\xa5\xe2\x82\xac\xf0\x9f\x98\x80"));
}

TEST(text_is_escaped_by_place)
{
	struct out *out = out_new();

	out_text(out, "<b> & \"q\"");
	out_char(out, '|');
	out_attr(out, S("a\"b'c<d>&"));
	out_char(out, '|');
	out_text(out, (struct html){ S("<i>") });
	out_text(out, 12);
	CHECK(str_is(out_str(out), "&lt;b&gt; &amp; \"q\"|a&quot;b&#39;c&lt;d&gt;&amp;|<i>12"));
}

TEST(only_known_addresses_get_through)
{
	static const char *const good[] = {
		"/", "/events", "#top", "?page=2", "https://a.se/b", "HTTP://a.se",
		"mailto:a@b.se", "tel:+468",
	};
	static const char *const bad[] = {
		"", "//evil.se", "/\\evil.se", "/\t/evil.se", "javascript:alert(1)",
		" https://a.se", "data:text/html,x", "java\nscript:x", "events", "https:/a",
	};

	for (size_t i = 0; i < COUNT(good); i++) {
		struct out *out = out_new();

		out_link(out, good[i]);
		CHECK(str_is(out_str(out), good[i]));
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct out *out = out_new();

		out_link(out, bad[i]);
		CHECK(str_is(out_str(out), "#"));
	}
}

TEST(a_part_of_an_address_is_percent_encoded)
{
	struct out *out = out_new();

	out_link_part(out, S("a b&c=å/~"));
	CHECK(str_is(out_str(out), "a%20b%26c%3D%C3%A5%2F~"));
}

TEST(an_out_stops_at_its_ceiling_and_says_so)
{
	struct out out;

	out_init(&out, test_arena(), 10);
	out_z(&out, "12345678");
	CHECK(!out.is_full);
	out_z(&out, "abc");
	CHECK(out.is_full);
	out_char(&out, 'x');
	CHECK(str_is(out_str(&out), "12345678"));
	out_init(&out, test_arena(), 10);
	out_z(&out, "1234567890");
	CHECK(!out.is_full);
	out_print(&out, "%400d", 1);
	CHECK(out.is_full);
}

TEST(an_out_grows_as_long_as_it_may)
{
	struct out *out = out_new();

	for (int i = 0; i < OUT_LIMIT / 8; i++)
		out_z(out, "12345678");
	CHECK(out->len == OUT_LIMIT);
	CHECK(!out->is_full);
	out_char(out, '!');
	CHECK(out->is_full);
	out = out_new();
	out_print(out, "%300d", 5);
	CHECK(out->len == 300);
}

static bool csv_becomes(struct str s, const char *expected)
{
	struct out *out = out_new();

	out_csv(out, s, ';');
	return str_is(out_str(out), expected);
}

TEST(a_csv_cell_is_quoted_when_needed_and_never_a_formula)
{
	CHECK(csv_becomes(S("plain, text"), "plain, text"));
	CHECK(csv_becomes(S("a;b"), "\"a;b\""));
	CHECK(csv_becomes(S("say \"hi\""), "\"say \"\"hi\"\"\""));
	CHECK(csv_becomes(S("a\nb"), "\"a\nb\""));
	CHECK(csv_becomes(S("=1+1"), "'=1+1"));
	CHECK(csv_becomes(S("@x"), "'@x"));
	CHECK(csv_becomes(S("-2;3"), "\"'-2;3\""));
	CHECK(csv_becomes(S("+46"), "'+46"));
	CHECK(csv_becomes(S("\tx"), "'\tx"));
	CHECK(csv_becomes(S(""), ""));
}

/* --- calendar -------------------------------------------------------------------------- */

/* The instant as it is written, or "no" when it cannot be read. */
static const char *moment(const char *text)
{
	struct instant instant = { 0 };

	if (!instant_read(str_of(text), &instant))
		return "no";
	return instant_iso(test_arena(), instant).at;
}

static bool reads_as(const char *text, const char *expected)
{
	return strcmp(moment(text), expected) == 0;
}

TEST(an_instant_is_read_in_all_its_forms)
{
	CHECK(reads_as("2026-03-02T21:10", "2026-03-02T21:10:00+01:00"));
	CHECK(reads_as("2026-03-02 21:10:05", "2026-03-02T21:10:05+01:00"));
	CHECK(reads_as("2026-03-02 9:10:05", "2026-03-02T09:10:05+01:00"));
	CHECK(reads_as("2026-07-02T21:10Z", "2026-07-02T23:10:00+02:00"));
	CHECK(reads_as("2026-03-02T21:10:05+01:00", "2026-03-02T21:10:05+01:00"));
	CHECK(reads_as("2026-03-02T21:10:05-0530", "2026-03-03T03:40:05+01:00"));
	CHECK(reads_as("2026-06-29 8:55:33 +02:00", "2026-06-29T08:55:33+02:00"));
	CHECK(reads_as("2026-03-02T21:10:05.123Z", "2026-03-02T22:10:05+01:00"));
	CHECK(reads_as("2026-03-02", "2026-03-02T00:00:00+01:00"));
}

TEST(what_is_no_instant_is_refused)
{
	static const char *const bad[] = {
		"", "2026", "2026-03-02T", "2026-03-02T21", "2026-03-02T24:00",
		"2026-03-02T21:60", "2026-03-02T21:10:60", "2026-02-30T10:00",
		"2026-03-02Z", "2026-03-02T21:10 ", "2026-03-02T21:10+25:00",
		"2026-03-02T21:10+1", "2026-03-02T21:10x", "2026-3-2T21:10",
		" 2026-03-02", "0000-01-01", "2026-03-02T21:1", "9999-12-31T23:59-15:00",
		"0001-01-01T00:00+15:00", "2026-03-02T21:10:05.",
	};
	struct instant instant = { 7 };

	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(!instant_read(str_of(bad[i]), &instant));
	CHECK(instant.seconds == 7);
}

TEST(the_hour_that_is_skipped_in_spring_moves_forward)
{
	CHECK(reads_as("2026-03-29T01:59", "2026-03-29T01:59:00+01:00"));
	CHECK(reads_as("2026-03-29T02:00", "2026-03-29T03:00:00+02:00"));
	CHECK(reads_as("2026-03-29T02:30", "2026-03-29T03:30:00+02:00"));
	CHECK(reads_as("2026-03-29T03:00", "2026-03-29T03:00:00+02:00"));
}

TEST(the_hour_that_comes_twice_in_autumn_is_the_first)
{
	struct instant first, second;

	CHECK(reads_as("2026-10-25T01:59", "2026-10-25T01:59:00+02:00"));
	CHECK(reads_as("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"));
	CHECK(reads_as("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"));
	CHECK(reads_as("2026-10-25T03:00", "2026-10-25T03:00:00+01:00"));
	CHECK(instant_read(S("2026-10-25T02:30+02:00"), &first));
	CHECK(instant_read(S("2026-10-25T02:30+01:00"), &second));
	CHECK(second.seconds - first.seconds == HOUR);
	CHECK(instant_at((struct date){ 2026, 10, 25 }, 2, 30, 0).seconds == first.seconds);
}

/* mktime() gives another answer to the same question after having been asked another. */
TEST(a_local_time_is_the_same_whatever_was_asked_before)
{
	struct date autumn = { 2026, 10, 25 };
	struct instant before = instant_at(autumn, 2, 30, 0);

	instant_at((struct date){ 2026, 12, 24 }, 15, 0, 0);
	CHECK(instant_at(autumn, 2, 30, 0).seconds == before.seconds);
	instant_at((struct date){ 2026, 6, 24 }, 15, 0, 0);
	CHECK(instant_at(autumn, 2, 30, 0).seconds == before.seconds);
}

TEST(an_instant_comes_apart_in_local_time)
{
	struct clock_time local = instant_local((struct instant){ 1772482205 });

	CHECK(local.date.year == 2026 && local.date.month == 3 && local.date.day == 2);
	CHECK(local.hour == 21 && local.minute == 10 && local.second == 5);
	CHECK(local.weekday == 1 && local.offset_seconds == HOUR);
	CHECK(str_is(instant_input(test_arena(), (struct instant){ 1772482205 }),
		"2026-03-02T21:10"));
	CHECK(instant_local((struct instant){ -1 }).date.year == 1970);
	CHECK(instant_local((struct instant){ -2 * DAY }).date.year == 1969);
}

TEST(what_is_not_given_is_written_as_nothing)
{
	CHECK(str_is_empty(instant_iso(test_arena(), (struct instant){ 0 })));
	CHECK(str_is_empty(date_iso(test_arena(), (struct date){ 0 })));
	CHECK(!date_is_given(instant_date((struct instant){ 0 })));
	CHECK(str_is_empty(tongue_instant(test_arena(), (struct instant){ 0 })));
}

TEST(a_frozen_clock_stands_still)
{
	calendar_freeze((struct instant){ 1772482205 });
	CHECK(instant_now().seconds == 1772482205);
	CHECK(date_compare(date_today(), (struct date){ 2026, 3, 2 }) == 0);
	calendar_freeze((struct instant){ 0 });
	CHECK(instant_now().seconds != 1772482205);
}

static struct date day(const char *text)
{
	struct date date = { 0 };

	date_read(str_of(text), &date);
	return date;
}

static bool date_is(struct date date, const char *expected)
{
	return str_is(date_iso(test_arena(), date), expected);
}

TEST(a_date_must_exist)
{
	struct date date = { 2000, 1, 1 };

	CHECK(!date_read(S("2025-02-29"), &date) && !date_read(S("2026-13-01"), &date));
	CHECK(!date_read(S("2026-00-10"), &date) && !date_read(S("2026-01-00"), &date));
	CHECK(!date_read(S("2026-03-02T10:00"), &date) && !date_read(S("1900-02-29"), &date));
	CHECK(date_is(date, "2000-01-01"));
	CHECK(date_read(S("2024-02-29"), &date) && date_read(S("2000-02-29"), &date));
}

TEST(a_time_of_the_day_is_hours_and_minutes_and_nothing_else)
{
	int hour = -1, minute = -1;

	for (const char *const *wrong = (const char *const[]){ "24:00", "12:60", "noon", "12", "12:0", "12:00:00",
	     "-1:00", "+1:00", "012:00", " 9:00", "", NULL }; *wrong; wrong++)
		CHECK(!time_of_day_read(str_of(*wrong), &hour, &minute));
	CHECK(hour == -1 && minute == -1);
	CHECK(time_of_day_read(S("9:05"), &hour, &minute) && hour == 9 && minute == 5);
	CHECK(time_of_day_read(S("23:59"), &hour, &minute) && hour == 23 && minute == 59);
}

TEST(a_month_after_the_last_of_january_is_the_last_of_february)
{
	CHECK(date_is(date_add_months(day("2026-01-31"), 1), "2026-02-28"));
	CHECK(date_is(date_add_months(day("2024-01-31"), 1), "2024-02-29"));
	CHECK(date_is(date_add_months(day("2026-01-15"), -1), "2025-12-15"));
	CHECK(date_is(date_add_months(day("2026-11-30"), 15), "2028-02-29"));
	CHECK(date_is(date_add_months(day("2026-12-01"), 0), "2026-12-01"));
}

TEST(days_are_counted_over_leap_years_and_back)
{
	CHECK(date_is(date_add_days(day("2024-02-28"), 2), "2024-03-01"));
	CHECK(date_is(date_add_days(day("1970-01-01"), -1), "1969-12-31"));
	CHECK(date_days_between(day("2000-01-01"), day("2026-01-01")) == 9497);
	for (int i = -719162; i < 2932896; i += 997) {
		struct date date = date_add_days(day("1970-01-01"), i);

		CHECK(date_days_between(day("1970-01-01"), date) == i);
	}
	CHECK(date_is(date_add_days(day("0001-01-01"), 3652058), "9999-12-31"));
}

TEST(weeks_follow_iso_8601_with_53_when_it_must)
{
	CHECK(date_week(day("2026-12-31")) == 53);
	CHECK(date_week(day("2027-01-03")) == 53);
	CHECK(date_week(day("2027-01-04")) == 1);
	CHECK(date_week(day("2024-12-30")) == 1);
	CHECK(date_week(day("2021-01-01")) == 53);
	CHECK(date_weekday(day("2026-03-02")) == 1);
	CHECK(date_weekday(day("1970-01-04")) == 7);
	CHECK(date_weekday(day("0001-01-01")) == 1);
}

TEST(easter_is_where_the_almanac_has_it)
{
	static const char *const almanac[] = {
		"1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23",
		"2008-03-23", "2011-04-24", "2018-04-01", "2024-03-31", "2025-04-20",
		"2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19",
	};

	for (size_t i = 0; i < COUNT(almanac); i++)
		CHECK(date_is(date_easter(day(almanac[i]).year), almanac[i]));
}

static const char *rule(const char *text, int year)
{
	struct date date;

	if (!holiday_rule_date(str_of(text), year, &date))
		return "no";
	return date_iso(test_arena(), date).at;
}

TEST(a_holiday_rule_names_its_day)
{
	CHECK(strcmp(rule("12-25", 2026), "2026-12-25") == 0);
	CHECK(strcmp(rule("easter", 2026), "2026-04-05") == 0);
	CHECK(strcmp(rule("easter-2", 2026), "2026-04-03") == 0);
	CHECK(strcmp(rule("easter+39", 2026), "2026-05-14") == 0);
	CHECK(strcmp(rule("weekday:sat:06-20..06-26", 2026), "2026-06-20") == 0);
	CHECK(strcmp(rule("weekday:sat:10-31..11-06", 2025), "2025-11-01") == 0);
	CHECK(strcmp(rule("weekday:fri:06-19..06-25", 2025), "2025-06-20") == 0);
}

TEST(a_holiday_rule_that_makes_no_sense_is_refused)
{
	static const char *const bad[] = {
		"", "13-01", "12-25x", "easter+", "easter-", "easterly", "easter+9999",
		"weekday:sat", "weekday:lör:06-20..06-26", "weekday:sat:06-26..06-20",
		"weekday:sat:06-20..06-21x", "02-30",
	};

	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(strcmp(rule(bad[i], 2026), "no") == 0);
	CHECK(strcmp(rule("02-29", 2026), "no") == 0);
	CHECK(strcmp(rule("02-29", 2028), "2028-02-29") == 0);
}

TEST(working_days_pass_over_weekends_and_holidays)
{
	struct date free_days[] = { day("2026-04-03"), day("2026-04-06") };
	struct holidays holidays = { COUNT(free_days), free_days };

	CHECK(!date_is_working_day(day("2026-04-03"), holidays));
	CHECK(!date_is_working_day(day("2026-04-04"), holidays));
	CHECK(date_is_working_day(day("2026-04-03"), (struct holidays){ 0 }));
	CHECK(date_is(date_add_working_days(day("2026-04-02"), 1, holidays), "2026-04-07"));
	CHECK(date_is(date_add_working_days(day("2026-04-07"), -1, holidays), "2026-04-02"));
	CHECK(date_is(date_add_working_days(day("2026-04-04"), 0, holidays), "2026-04-04"));
}

static void open_nowhere(void)
{
	calendar_open("Europe/Nowhere");
}

TEST(an_unknown_time_zone_is_not_taken_for_utc)
{
	CHECK(ends_abandoned(open_nowhere));
}

/* --- tongue ---------------------------------------------------------------------------- */

struct message {
	struct str original, translation;
};

/* Sorted, as msgfmt leaves them. */
static const struct message messages[] = {
	{ { "", 0 }, { "Language: sv\n", 13 } },
	{ { "%d person hurt\0%d persons hurt", 30 },
	  { "%d person skadad\0%d personer skadade", 36 } },
	{ { "March", 5 }, { "mars", 4 } },
	{ { "Title", 5 }, { "Rubrik", 6 } },
	{ { "menu\4Open", 9 }, { "Öppna", 6 } },
};

static void number_put(unsigned char *at, uint32_t n, bool is_swapped)
{
	n = is_swapped ? __builtin_bswap32(n) : n;
	memcpy(at, &n, sizeof(n));
}

static size_t text_put(unsigned char *mo, size_t row, size_t end, struct str s, bool swap)
{
	number_put(mo + row, (uint32_t)s.len, swap);
	number_put(mo + row + 4, (uint32_t)end, swap);
	memcpy(mo + end, s.at, s.len);
	return end + s.len + 1;
}

static struct embedded mo_make(const char *path, bool swap)
{
	unsigned char *mo = arena_take(test_arena(), 4096);
	size_t count = COUNT(messages), originals = 28, end = 28 + count * 16;
	const uint32_t head[] = { 0x950412DE, 0, (uint32_t)count, 28,
		(uint32_t)(28 + count * 8), 0, 0 };

	for (size_t i = 0; i < COUNT(head); i++)
		number_put(mo + i * 4, head[i], swap);
	for (size_t i = 0; i < count; i++) {
		end = text_put(mo, originals + i * 8, end, messages[i].original, swap);
		end = text_put(mo, originals + (count + i) * 8, end,
			messages[i].translation, swap);
	}
	return (struct embedded){ .path = path, .at = mo, .len = end };
}

static void tongue_open_swedish(bool is_swapped)
{
	struct embedded files[] = { mo_make("po/sv.mo", is_swapped), { .path = NULL } };

	tongue_open(files);
	CHECK(tongue_choose(S("sv")));
}

static void check_swedish(void)
{
	CHECK(strcmp(_("Title"), "Rubrik") == 0);
	CHECK(strcmp(_("menu\4Open"), "Öppna") == 0);
	CHECK(strcmp(_(""), "") == 0);
	CHECK(strcmp(plural(1, "%d person hurt", "%d persons hurt"), "%d person skadad") == 0);
	CHECK(strcmp(plural(0, "%d person hurt", "%d persons hurt"),
		"%d personer skadade") == 0);
}

TEST(messages_are_found_in_files_of_either_byte_order)
{
	tongue_open_swedish(false);
	check_swedish();
	tongue_open_swedish(true);
	check_swedish();
	CHECK(tongue_count() == 2);
}

TEST(a_missing_message_is_shown_as_it_is_and_counted_once)
{
	tongue_open_swedish(false);
	CHECK(tongue_missing_count() == 0);
	CHECK(strcmp(_("Nowhere"), "Nowhere") == 0);
	CHECK(strcmp(_("menu\4Close"), "Close") == 0);
	CHECK(strcmp(_("Nowhere"), "Nowhere") == 0);
	CHECK(tongue_missing_count() == 2);
	CHECK(strcmp(plural(2, "one", "many"), "many") == 0);
	CHECK(tongue_missing_count() == 3);
}

TEST(english_needs_no_translation)
{
	tongue_open_swedish(false);
	CHECK(!tongue_choose(S("fi")));
	CHECK(tongue_is("sv"));
	CHECK(tongue_choose(S("en")));
	CHECK(strcmp(_("Title"), "Title") == 0);
	CHECK(strcmp(plural(1, "one", "many"), "one") == 0);
	CHECK(strcmp(_("menu\4Open"), "Open") == 0);
	CHECK(tongue_missing_count() == 0);
}

static void open_broken_file(void)
{
	struct embedded files[] = { mo_make("sv.mo", false), { .path = NULL } };

	files[0].len -= 1;
	tongue_open(files);
}

TEST(a_broken_message_file_is_our_mistake)
{
	CHECK(end_of(open_broken_file) != 0);
}

TEST(dates_and_numbers_are_written_in_the_language)
{
	struct arena *arena = test_arena();
	struct instant instant = { 1772482205 };

	tongue_open_swedish(false);
	CHECK(str_is(tongue_date(arena, day("2026-03-02")), "2 mars 2026"));
	CHECK(str_is(tongue_instant(arena, instant), "2 mars 2026 21:10"));
	CHECK(str_is(tongue_month(arena, day("2026-03-02")), "mars 2026"));
	CHECK(str_is(tongue_number(arena, 12345), "12\u202F345"));
	CHECK(str_is(tongue_number(arena, -123), "-123"));
	CHECK(str_is(tongue_number(arena, INT64_MIN),
		"-9\u202F223\u202F372\u202F036\u202F854\u202F775\u202F808"));
	CHECK(str_is(tongue_real(arena, 3.5, 1), "3,5"));
	CHECK(str_is(tongue_about(arena, 9.46), "9,5") && str_is(tongue_about(arena, 12.4), "12"));
	CHECK(str_is(tongue_real(arena, -0.01, 1), "0,0"));
	CHECK(str_is(tongue_real(arena, 1234.5, 0), "1\u202F234"));
	CHECK(str_is(tongue_real(arena, NAN, 1), "–"));
	tongue_choose(S("en"));
	CHECK(str_is(tongue_date(arena, day("2026-03-02")), "2 March 2026"));
	CHECK(str_is(tongue_real(arena, 3.5, 2), "3.50"));
}

TEST(the_text_of_the_language_is_picked_or_else_the_other)
{
	tongue_open_swedish(false);
	CHECK(str_is(tongue_pick(S("brand"), S("fire")), "brand"));
	CHECK(str_is(tongue_pick(S(""), S("fire")), "fire"));
	tongue_choose(S("en"));
	CHECK(str_is(tongue_pick(S("brand"), S("fire")), "fire"));
	CHECK(str_is(tongue_pick(S("brand"), S("")), "brand"));
}

/* --- json ------------------------------------------------------------------------------ */

TEST(json_is_written_with_commas_where_they_belong)
{
	struct out *out = out_new();
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "name", S("Åsa \"X\"\n\x01"));
	json_list_begin(&json, "list");
	json_int(&json, NULL, 1);
	json_number(&json, NULL, 0.1);
	json_number(&json, NULL, NAN);
	json_list_finish(&json);
	json_bool(&json, "open", true);
	json_instant(&json, "at", (struct instant){ 1772482205 });
	json_date(&json, "day", (struct date){ 0 });
	json_object_begin(&json, "empty");
	json_object_finish(&json);
	json_object_finish(&json);
	CHECK(str_is(out_str(out), "{\"name\":\"Åsa \\\"X\\\"\\n\\u0001\",\"list\":[1,0.1,null],"
		"\"open\":true,\"at\":\"2026-03-02T21:10:05+01:00\",\"day\":null,\"empty\":{}}"));
}

TEST(json_stays_json_whatever_the_bytes)
{
	struct out *out = out_new();
	struct str problem;
	json_t *read;

	out_raw(out, S("["));
	out_json(out, S("a\xFF" "b\0c\xEF\xBF\xBD"));
	out_raw(out, S("]"));
	CHECK(str_is(out_str(out), "[\"a\uFFFDb\\u0000c\uFFFD\"]"));
	read = json_read(test_arena(), S("[\"\xC3\xA5\"]"), &problem);
	CHECK(read != NULL);
	json_decref(read);
}

static bool json_refused(struct str text, const char *because)
{
	struct str problem = S("");
	json_t *read = json_read(test_arena(), text, &problem);

	json_decref(read);
	return !read && str_find(problem, str_of(because)) >= 0;
}

TEST(json_with_a_trick_in_it_is_refused)
{
	struct out *deep = out_new();

	for (int i = 0; i < JSON_DEEPEST + 1; i++)
		out_char(deep, '[');
	CHECK(json_refused(S("{\"a\":1,\n\"a\":2}"), "line 2"));
	CHECK(json_refused(S("{\"a\":1} x"), "line 1"));
	CHECK(json_refused(S("[\"\\u0000\"]"), "line 1"));
	CHECK(json_refused(S("[\"a\0b\"]"), "line 1"));
	CHECK(json_refused(S(""), "line 1"));
	CHECK(json_refused((struct str){ NULL, 0 }, "line 1"));
	CHECK(json_refused(S("[\"\xFF\"]"), "line 1"));
	CHECK(json_refused(out_str(deep), "more than 32 levels"));
}

TEST(brackets_in_json_strings_are_no_levels)
{
	struct out *out = out_new();
	struct str problem = S("");
	json_t *read;

	out_z(out, "{\"a\":\"\\\"");
	for (int i = 0; i < 100; i++)
		out_char(out, '[');
	out_z(out, "\",\"n\":5}");
	read = json_read(test_arena(), out_str(out), &problem);
	CHECK(json_text(read, "a").len == 101);
	CHECK(str_is_empty(json_text(read, "n")));
	CHECK(str_is_empty(json_text(read, "b")));
	json_decref(read);
}

/* --- crypto ---------------------------------------------------------------------------- */

TEST(a_password_is_verified_and_another_is_not)
{
	struct str hash = password_hash(test_arena(), S("hemligt å"));

	CHECK(str_starts(hash, S("$argon2id$v=19$m=19456,t=2,p=1$")));
	CHECK(password_verify(hash, S("hemligt å")));
	CHECK(!password_verify(hash, S("hemligt ä")));
	CHECK(!password_verify(hash, S("")));
	CHECK(!password_verify(S(""), S("")));
	CHECK(!password_verify(S("$argon2id$rubbish"), S("x")));
}

TEST(uuids_rise_and_have_their_form)
{
	struct str last = uuid_v7(test_arena());

	CHECK(uuid_is(last) && last.at[14] == '7' && strchr("89ab", last.at[19]));
	for (int i = 0; i < 10000; i++) {
		struct str next = uuid_v7(test_arena());

		CHECK(str_compare(last, next) < 0);
		last = next;
	}
	CHECK(!uuid_is(S("")) && !uuid_is(S("019c-not-a-uuid")));
	CHECK(!uuid_is(S("0190163d-8694-739b-aea5-966c26f8ad9g")));
}

TEST(digests_are_the_published_ones)
{
	struct arena *arena = test_arena();
	struct str key = S("0123456789abcdef");

	CHECK(str_is(digest_hex(arena, S("abc")),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	CHECK(str_is(digest_hex(arena, (struct str){ NULL, 0 }),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	CHECK(digest_keyed(arena, key, S("abc")).len == 64);
	CHECK(!str_equals(digest_keyed(arena, key, S("abc")), digest_hex(arena, S("abc"))));
	CHECK(!str_equals(digest_keyed(arena, key, S("abc")),
		digest_keyed(arena, S("0123456789abcdeg"), S("abc"))));
	CHECK(secret_equals(S("abc"), S("abc")));
	CHECK(!secret_equals(S("abc"), S("abd")));
	CHECK(secret_equals((struct str){ NULL, 0 }, S("")));
}

TEST(tokens_and_codes_have_the_promised_letters)
{
	struct str code = random_code(test_arena(), 6);

	CHECK(random_token(test_arena(), 32).len == 43);
	CHECK(code.len == 7 && code.at[3] == '-');
	for (int i = 0; i < 200; i++) {
		code = random_code(test_arena(), 8);
		CHECK(code.len == 9 && strcspn(code.at, "0O1ILU") == 9);
	}
}

/* --- csv ------------------------------------------------------------------------------- */

static struct csv_table *csv_table(struct str text)
{
	const char *problem = NULL;
	struct csv_table *table = csv_read(test_arena(), text, &problem);

	if (!table)
		fprintf(stderr, "csv: %s\n", problem ? problem : "stopped");
	return table;
}

static bool cell_is(const struct csv_table *table, size_t row, const char *name,
	const char *expected)
{
	return table && str_is(csv_cell(table, row, name), expected);
}

static const char *const spectrum[] = {
	"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
	"quotes_and_newlines", "simple", "simple_crlf", "utf8",
};

static void spectrum_compare(const struct csv_table *table, const json_t *list)
{
	size_t i;
	json_t *object, *value;
	const char *name;

	CHECK(table->count == json_array_size(list) + 1);
	json_array_foreach(list, i, object)
		json_object_foreach(object, name, value)
			CHECK(cell_is(table, i + 1, name, json_string_value(value)));
}

static json_t *spectrum_expected(const char *name)
{
	struct str problem = S("");
	struct str path = arena_print(test_arena(), "data/csv-spectrum/json/%s.json", name);
	struct str text = file_read(test_shared(path.at));
	json_t *read = json_read(test_arena(), text, &problem), *list;

	if (!read)
		fprintf(stderr, "%s: %.*s\n", name, STR(problem));
	if (json_is_array(read))
		return read;
	list = json_array();
	json_array_append_new(list, read);
	return list;
}

TEST(the_csv_spectrum_is_read_as_its_json_says)
{
	for (size_t i = 0; i < COUNT(spectrum); i++) {
		struct str path = arena_print(test_arena(), "data/csv-spectrum/csvs/%s.csv",
			spectrum[i]);
		struct csv_table *table = csv_table(file_read(test_shared(path.at)));
		json_t *expected = spectrum_expected(spectrum[i]);

		if (table)
			spectrum_compare(table, expected);
		CHECK(table != NULL);
		json_decref(expected);
	}
}

TEST(a_quote_inside_an_unquoted_cell_is_a_letter)
{
	struct csv_table *table = csv_table(S("part,size\npipe,5\" wide\nrod,6\n"));

	CHECK(table && table->count == 3);
	CHECK(cell_is(table, 1, "size", "5\" wide"));
	CHECK(cell_is(table, 2, "size", "6"));
}

TEST(encodings_are_found_out)
{
	struct csv_table *utf8 = csv_table(S("\xEF\xBB\xBFnamn;ort\nÅsa;Örebro\n"));
	struct csv_table *old = csv_table(S("namn;ort\n\xC5sa;\x80uro\n"));
	struct csv_table *little = csv_table(S("\xFF\xFE" "a\0;\0\xE5\0\n\0" "1\0;\0\xC5\0"));
	struct csv_table *big = csv_table(S("\xFE\xFF" "\0a\0;\0\xE5\0\n\0" "1\0;\0\xC5"));

	CHECK(cell_is(utf8, 1, "namn", "Åsa") && cell_is(utf8, 1, "ort", "Örebro"));
	CHECK(cell_is(old, 1, "namn", "Åsa") && cell_is(old, 1, "ort", "€uro"));
	CHECK(cell_is(little, 1, "a", "1") && cell_is(little, 1, "å", "Å"));
	CHECK(cell_is(big, 1, "a", "1") && cell_is(big, 1, "å", "Å"));
}

TEST(delimiters_are_found_out)
{
	CHECK(csv_sniff(S("a,b\n1,2\n")).delimiter == ',');
	CHECK(csv_sniff(S("a;b;c\n1,5;2,5;3\n4,5;5,5;6\n")).delimiter == ';');
	CHECK(csv_sniff(S("a\tb\n1,5\t2,5\n")).delimiter == '\t');
	CHECK(csv_sniff(S("a|b\n1;5|2\n")).delimiter == '|');
	CHECK(csv_sniff(S("a,b\n\"x;y;z\n;\",2\n\"q\"\";\",3\n")).delimiter == ',');
	CHECK(csv_sniff(S("namn\nÅsa\n")).delimiter == ',');
	CHECK(csv_sniff(S("")).delimiter == ',');
	CHECK(csv_sniff(S("a;b;c")).delimiter == ';');
	CHECK(csv_sniff(S("a,b,c;d")).delimiter == ',');
}

TEST(a_head_that_ends_inside_a_letter_is_still_utf8)
{
	struct out *out = out_new();

	for (int i = 0; i < 4096; i++)
		out_char(out, 'x');
	out_z(out, "\xC3");
	CHECK(strcmp(csv_sniff(out_str(out)).encoding, "UTF-8") == 0);
	CHECK(strcmp(csv_sniff(S("sm\xE5")).encoding, "WINDOWS-1252") == 0);
}

TEST(a_row_knows_the_line_it_begins_on)
{
	struct csv_table *table = csv_table(S("a,b\r\n\r\n1,\"x\r\ny\"\r\n2,3\r4,5\n6,7"));

	CHECK(table && table->count == 5);
	CHECK(table->rows[1].line == 3);
	CHECK(table->rows[2].line == 5);
	CHECK(table->rows[3].line == 6);
	CHECK(table->rows[4].line == 7);
	CHECK(str_is(table->rows[1].cells[1], "x\r\ny"));
}

TEST(cells_are_given_as_written)
{
	struct csv_table *table = csv_table(S("a,b\n  x  ,\" y \" \n\" z\" ,\n"));

	CHECK(cell_is(table, 1, "a", "  x  "));
	CHECK(cell_is(table, 1, "b", " y "));
	CHECK(cell_is(table, 2, "a", " z"));
	CHECK(cell_is(table, 2, "b", ""));
	CHECK(cell_is(table, 2, "c", "") && cell_is(table, 9, "a", ""));
}

static bool csv_refused(struct str text, const char *because)
{
	const char *problem = NULL;

	return !csv_read(test_arena(), text, &problem) && problem && strstr(problem, because);
}

TEST(csv_that_cannot_be_read_says_why)
{
	struct out *wide = out_new();

	for (int i = 0; i < 1001; i++)
		out_z(wide, "1;");
	CHECK(csv_refused(S("a,b\n1,\"x\n2,3\n"), "never closed"));
	CHECK(csv_refused(S("a,b\n\x81\x8D,2\n"), "letters"));
	CHECK(csv_refused(S("a,b\n1\0,2\n"), "characters"));
	CHECK(csv_refused(S("\xFF\xFE" "a\0b"), "middle of a letter"));
	CHECK(csv_refused(out_str(wide), "1000 cells"));
}

static bool row_count(void *context, const struct csv_row *row)
{
	int *count = context;

	(void)row;
	return ++*count < 3;
}

TEST(a_cell_over_its_ceiling_is_refused_before_it_fills_memory)
{
	struct csv *csv;
	int count = 0;
	bool went_well = true;

	csv = csv_open((struct csv_style){ ',', "UTF-8" }, row_count, &count);
	csv_feed(csv, S("a,\""));
	for (int i = 0; i < 10000 && went_well; i++)
		went_well = csv_feed(csv, S("0123456789 0123456789 0123456789 0123456789"
			" 0123456789 0123456789 0123456789 0123456789 0123456789\n"
			"0123456789 0123456789 0123456789 0123456789 0123456789"
			" 0123456789 0123456789 0123456789 0123456789 0123456789"
			" 0123456789 0123456789 0123456789 0123456789 0123456789"
			" 0123456789 0123456789 0123456789 0123456789 0123456789"));
	CHECK(!went_well);
	CHECK(csv_problem(csv) && strstr(csv_problem(csv), "1 MiB"));
	CHECK(!csv_finish(csv));
	csv_close(csv);
}

TEST(a_reader_that_stops_is_not_called_again)
{
	struct csv *csv;
	int count = 0;

	csv = csv_open((struct csv_style){ ',', "UTF-8" }, row_count, &count);
	CHECK(!csv_feed(csv, S("1\n2\n3\n4\n5\n")));
	CHECK(!csv_feed(csv, S("6\n")));
	CHECK(!csv_finish(csv));
	CHECK(count == 3);
	CHECK(csv_problem(csv) == NULL);
	csv_close(csv);
}

static bool row_print(void *context, const struct csv_row *row)
{
	struct out *out = context;

	out_print(out, "%d:", (int)row->line);
	for (size_t i = 0; i < row->count; i++) {
		out_raw(out, row->cells[i]);
		out_char(out, '|');
	}
	return true;
}

static struct str read_in_pieces(struct str text, struct csv_style style, size_t size)
{
	struct out *out = out_new();
	struct csv *csv = csv_open(style, row_print, out);

	for (size_t i = 0; i < text.len; i += size)
		CHECK(csv_feed(csv, str_part(text, i, size)));
	CHECK(csv_finish(csv));
	csv_close(csv);
	return out_str(out);
}

TEST(pieces_may_be_cut_anywhere)
{
	struct str text = S("\xEF\xBB\xBFnamn,ort\r\n\"Å \"\"sa\"\"\r\nB\",🚒\r\n\r\nx,Ö");
	struct csv_style style = { ',', "UTF-8" };
	struct str whole = read_in_pieces(text, style, text.len);

	CHECK(str_is(whole, "1:namn|ort|2:Å \"sa\"\r\nB|🚒|5:x|Ö|"));
	for (size_t size = 1; size < 9; size++)
		CHECK(str_equals(read_in_pieces(text, style, size), whole));
}

TEST(an_empty_file_is_a_table_without_rows)
{
	struct csv_table *table = csv_table(S(""));

	CHECK(table && table->count == 0);
	CHECK(cell_is(table, 0, "a", ""));
	table = csv_table(S("\n\n\r\n"));
	CHECK(table && table->count == 0);
}

/* ---- What is not known exactly ------------------------------------------------------------- */

TEST(a_number_is_told_in_steps_that_its_interval_allows)
{
	struct arena *arena = test_arena();

	CHECK(uncertain_step(24.2, 17.1, 33.4) == 2);
	CHECK(uncertain_step(1873, 1210, 2930) == 200);
	CHECK(uncertain_step(15, 10, 20) == 1);
	CHECK(fabs(uncertain_step(0.8, 0.7, 0.95) - 0.05) < 1e-12);
	for (double wide = 1e-4; wide < 1e9; wide *= 1.37) {
		double step = uncertain_step(0, 0, wide);

		CHECK(step >= wide / 10 * (1 - 1e-9));
		CHECK(step < wide / 10 * 2.5 * (1 + 1e-9));
	}
	CHECK(str_is(uncertain_estimate(arena, 24.2, 17.1, 33.4), "24 (18–34)"));
	CHECK(str_is(uncertain_ratio(arena, 1.5454, 0.6828, 3.6502), "1.5 (0.68–3.7)"));
	CHECK(str_is(uncertain_ratio(arena, 12.4, 0, INFINITY), "12 (0–∞)"));
	CHECK(str_is(uncertain_estimate(arena, 0.824, 0.702, 0.953), "0.80 (0.70–0.95)"));
}

TEST(a_number_without_an_interval_has_three_digits_or_is_whole)
{
	CHECK(uncertain_step(4711, NAN, NAN) == 1);
	CHECK(uncertain_step(38, 38, 38) == 1);
	CHECK(uncertain_step(36.00000000001, 35.99999999999, 36.00000000001) == 1);
	CHECK(fabs(uncertain_step(0.01234, NAN, NAN) - 0.0001) < 1e-12);
	CHECK(uncertain_step(NAN, NAN, NAN) == 1);
	CHECK(str_is(uncertain_number(test_arena(), NAN, 1), "–"));
}

extern const struct embedded tongue_files[];

TEST(what_cannot_be_said_uses_no_word_of_a_direction)
{
	const char *sentence = verdict_sentence(VERDICT_cannot_tell);

	CHECK(!strstr(sentence, "increase") && !strstr(sentence, "decrease") && !strstr(sentence, "unchanged"));
	tongue_open(tongue_files);
	CHECK(tongue_choose(S("sv")));
	sentence = verdict_sentence(VERDICT_cannot_tell);
	CHECK(!strstr(sentence, "ökar") && !strstr(sentence, "minskar") && !strstr(sentence, "trend"));
	for (enum verdict verdict = VERDICT_cannot_tell; verdict <= VERDICT_marginal; verdict++)
		for (enum verdict other = VERDICT_cannot_tell; other < verdict; other++) {
			CHECK(strcmp(verdict_words(verdict), verdict_words(other)) != 0);
			CHECK(strcmp(verdict_sign(verdict), verdict_sign(other)) != 0);
		}
	CHECK(tongue_choose(S("en")));
}

TEST(the_days_of_the_week_have_names_in_the_language)
{
	tongue_open(tongue_files);
	CHECK(tongue_choose(S("sv")));
	CHECK(!strcmp(weekday_name(1), "måndag") && !strcmp(weekday_name(7), "söndag"));
	CHECK(tongue_choose(S("en")));
	CHECK(!strcmp(weekday_name(1), "Monday") && !strcmp(weekday_name(7), "Sunday"));
}
