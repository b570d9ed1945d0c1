/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_home_read.c - the reader of logs from off-line believes nothing. */
#include "modules/crisis/tests_copy.h"

#include <string.h>

static struct copy copy_alone(void)
{
	struct copy copy = born_there("Elavbrott");

	copy_note(&copy, "en rad till");
	return copy;
}

static struct str read_problem(struct str text)
{
	struct home_log log;

	return home_read(test_arena(), text, S(""), &log);
}

TEST(any_byte_that_is_changed_taken_away_or_put_in_is_found)
{
	struct copy copy = copy_alone();
	struct str text = copy_export(&copy);
	char *bytes = arena_take(test_arena(), text.len + 1);

	CHECK(!read_problem(text).len);
	for (size_t i = 0; i < text.len; i++) {
		memcpy(bytes, text.at, text.len);
		bytes[i] ^= 1;
		CHECK(read_problem((struct str){ bytes, text.len }).len > 0);
		memcpy(bytes + i, text.at + i + 1, text.len - i - 1);
		CHECK(read_problem((struct str){ bytes, text.len - 1 }).len > 0);
		memcpy(bytes, text.at, i);
		bytes[i] = '\t';
		memcpy(bytes + i + 1, text.at + i, text.len - i);
		CHECK(read_problem((struct str){ bytes, text.len + 1 }).len > 0);
	}
	for (size_t len = 0; len < text.len; len++)
		CHECK(read_problem(str_part(text, 0, len)).len > 0);
}

static struct str_list lines_of(struct str text)
{
	struct str_list lines = { 0, arena_array(test_arena(), struct str, 100) };

	while (text.len)
		lines.at[lines.count++] = str_cut(&text, '\n');
	return lines;
}

static struct str text_of(const struct str_list *lines)
{
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	for (size_t i = 0; i < lines->count; i++)
		export_line(&out, lines->at[i], S(""));
	return out_str(&out);
}

TEST(any_line_that_is_taken_away_doubled_or_moved_is_found)
{
	struct copy copy = copy_alone();
	struct str text = copy_export(&copy);
	struct str_list whole = lines_of(text), lines = lines_of(text);

	CHECK(str_equals(text_of(&whole), text));
	for (size_t i = 0; i < whole.count; i++) {
		for (size_t j = i + 1; j < whole.count; j++) {
			lines.at[i] = whole.at[j];
			lines.at[j] = whole.at[i];
			CHECK(read_problem(text_of(&lines)).len > 0);
			lines.at[i] = whole.at[i];
			CHECK(read_problem(text_of(&lines)).len > 0);
			lines.at[j] = whole.at[j];
		}
		memmove(lines.at + i, lines.at + i + 1, (whole.count - i - 1) * sizeof *lines.at);
		lines.count--;
		CHECK(read_problem(text_of(&lines)).len > 0);
		lines = lines_of(text);
	}
}

TEST(the_line_that_is_wrong_is_named)
{
	struct copy copy = copy_alone();
	struct str text = copy_export(&copy);
	char *bytes = (char *)(uintptr_t)arena_copy(test_arena(), text).at;
	ptrdiff_t place = str_find(text, S("en rad till"));

	bytes[place] = 'E';
	CHECK(str_starts(read_problem((struct str){ bytes, text.len }), S("Line 5 of the file: ")));
}

TEST(a_log_that_never_left_the_city_is_not_brought_home)
{
	struct copy copy = born_there("Elavbrott");

	copy.count = 1;
	CHECK(str_find(read_problem(copy_export(&copy)), S("nothing in this log was written off-line")) > 0);
	copy_note(&copy, "ingenting");
	CHECK(str_find(read_problem(copy_export(&copy)), S("nothing in this log was written off-line")) > 0);
}

TEST(a_log_signed_with_another_key_than_the_one_it_names_is_refused)
{
	struct copy copy = copy_alone();

	copy.seed = S("2222222222222222222222222222222222222222222222222222222222222222");
	CHECK(str_find(read_problem(copy_export(&copy)), S("another key than the copy's")) > 0);
}

TEST(a_line_that_is_written_in_another_way_is_refused_whoever_signs_it)
{
	struct copy copy = copy_alone();

	copy.written_as = "\\en rad till";
	CHECK(str_find(read_problem(copy_export(&copy)), S("the entry is not as it was written")) > 0);
	copy.written_as = "en rad till";
	CHECK(!read_problem(copy_export(&copy)).len);
}

TEST(an_end_that_is_of_other_bytes_is_refused_whoever_signs_it)
{
	struct copy copy = copy_alone();

	copy.has_wrong_digest = true;
	CHECK(str_find(read_problem(copy_export(&copy)), S("what stands above")) > 0);
}

TEST(a_log_that_leaves_twice_is_refused)
{
	struct copy copy = copy_alone();

	copy_away(&copy);
	CHECK(str_find(read_problem(copy_export(&copy)), S("a second time")) > 0);
}

TEST(what_is_no_log_at_all_is_refused_in_words)
{
	CHECK(read_problem(S("")).len && read_problem(S("\n")).len && read_problem(S("\xff\xfe")).len);
	CHECK(read_problem(S("varn-log\t2\ta\tb\treal\t\tx\n")).len && read_problem(S("hej\n")).len);
	CHECK(read_problem(S("varn-log\t1")).len && read_problem(S("\t\t\t\t\n\n\n")).len);
}
