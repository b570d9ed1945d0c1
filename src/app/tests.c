/* SPDX-License-Identifier: EUPL-1.2 */
/* app/tests.c - how scenes are read, and how they look at pages. */
#include "app/app.h"
#include "app/scene.h"

#include "base/test.h"
#include "kit/manual.h"
#include "kit/module.h"

static struct words words_of(const char *line, size_t plus_from)
{
	struct kept kept = { 0 };

	kept_put(&kept, S("code"), S("K7F-29M"));
	return words_read(test_arena(), str_of(line), &kept, plus_from);
}

TEST(words_are_parted_by_white_space)
{
	struct words words = words_of("see\t 200   /events", MOST_WORDS);

	CHECK(words.count == 3);
	CHECK(str_is(words.at[0], "see"));
	CHECK(str_is(words.at[2], "/events"));
}

TEST(quotes_keep_words_together)
{
	struct words words = words_of("post /r story=\"It fell \\\"down\\\"\" \"a b\"", 2);

	CHECK(words.count == 4);
	CHECK(str_is(words.at[2], "story=It fell \"down\""));
	CHECK(str_is(words.at[3], "a b"));
}

TEST(plus_is_a_space_in_fields_and_nowhere_else)
{
	struct words words = words_of("post /a+b story=It+fell sum=\"1+1\"", 2);

	CHECK(str_is(words.at[1], "/a+b"));
	CHECK(str_is(words.at[2], "story=It fell"));
	CHECK(str_is(words.at[3], "sum=1+1"));
}

TEST(a_comment_begins_after_white_space)
{
	struct words words = words_of("get /x#y # the rest is said to the reader", MOST_WORDS);

	CHECK(words.count == 2);
	CHECK(str_is(words.at[1], "/x#y"));
	CHECK(words_of("# nothing", MOST_WORDS).count == 0);
}

TEST(what_was_kept_stands_for_its_name)
{
	struct words words = words_of("get /f/$code \"code $code\" ^a$", MOST_WORDS);

	CHECK(str_is(words.at[1], "/f/K7F-29M"));
	CHECK(str_is(words.at[2], "code K7F-29M"));
	CHECK(str_is(words.at[3], "^a$"));
	CHECK(words.missing.len == 0);
}

TEST(a_name_that_nobody_kept_is_told)
{
	CHECK(str_is(words_of("get /f/$cod", MOST_WORDS).missing, "cod"));
}

TEST(json_stands_as_it_is_written)
{
	struct kept kept = { 0 };

	kept_put(&kept, S("unit"), S("LJU"));
	CHECK(str_is(words_after(test_arena(),
		S("post-json\t/api/v1/events  {\"unit_id\": \"$unit\", \"note\": \"# 1\"}"), 2, &kept),
		"{\"unit_id\": \"LJU\", \"note\": \"# 1\"}"));
}

TEST(a_line_that_is_indented_continues_the_one_before)
{
	struct str rest = S("# head\n\npost /r a=1\n\tb=2\n  # aside\n\tc=3\nsee 303\n"), line;
	int next = 1, number = 0;

	CHECK(scene_line(test_arena(), &rest, &next, &number, &line));
	CHECK(number == 3);
	CHECK(str_is(line, "post /r a=1 b=2 c=3"));
	CHECK(scene_line(test_arena(), &rest, &next, &number, &line));
	CHECK(number == 7);
	CHECK(str_is(line, "see 303"));
	CHECK(!scene_line(test_arena(), &rest, &next, &number, &line));
}

TEST(a_reader_sees_text_and_not_tags)
{
	struct str html = S("<head><title>A &amp; B</title><style>p{}</style></head>\n"
		"<h1>Fire</h1><p>at <b>the</b>\n <i>school</i>.</p><script>x</script>"
		"<a href=\"/x\">One</a><a href=\"/y\">Two</a>");

	CHECK(str_is(str_trim(page_text(test_arena(), html)),
		"A & B Fire at the school. One Two"));
}

static const char page[] = "<form method=\"post\" action=\"/sign-out\">"
	"<input type=\"hidden\" name=\"_token\" value=\"t1\"></form>"
	"<form method=\"post\"\n action=\"/events/H-1?a=1&amp;b=2\">"
	"<input type=\"hidden\" name=\"_token\" value=\"t2\"><input name=\"title\" value=\"x\">"
	"<input type=\"hidden\" name=\"version\" value=\"3 &lt; 4\"></form>";

TEST(the_hidden_fields_of_the_form_are_found)
{
	struct pair fields[4];

	CHECK(page_hidden(test_arena(), str_of(page), S("/events/H-1?a=1&b=2"), fields, 4) == 2);
	CHECK(str_is(fields[0].value, "t2"));
	CHECK(str_is(fields[1].name, "version"));
	CHECK(str_is(fields[1].value, "3 < 4"));
}

TEST(without_its_form_a_post_takes_the_first_token)
{
	struct pair fields[4];

	CHECK(page_hidden(test_arena(), str_of(page), S("/elsewhere"), fields, 4) == 1);
	CHECK(str_is(fields[0].value, "t1"));
	CHECK(page_hidden(test_arena(), S("<p>no form</p>"), S("/x"), fields, 4) == 0);
}

TEST(a_word_is_found_after_a_text)
{
	CHECK(str_is(text_word_after(S("Your code is: K7F-29M. Keep it."), S("code is")),
		"K7F-29M"));
	CHECK(text_word_after(S("nothing here"), S("code is")).len == 0);
	CHECK(text_word_after(S("code is"), S("code is")).len == 0);
}

TEST(an_expression_gives_its_first_bracket)
{
	CHECK(str_is(text_like(test_arena(), S("/events/H-2026-00012"), S("(H-[0-9-]+)$")),
		"H-2026-00012"));
	CHECK(str_is(text_like(test_arena(), S("a 17 b"), S("[0-9]+")), "17"));
	CHECK(text_like(test_arena(), S("a"), S("(")).len == 0);
}

static void usages_look(const struct command *commands)
{
	for (; commands && commands->name; commands++) {
		struct str usage = str_of(commands->usage);

		if (str_is(str_cut(&usage, ' '), commands->name))
			continue;
		fprintf(stderr, "%s: the help says \"varn %s\"\n", commands->name, commands->usage);
		CHECK(!"the help of a command begins with its name");
	}
}

TEST(the_help_of_every_command_begins_with_its_name)
{
	usages_look(app_commands);
	for (size_t i = 0; modules[i]; i++)
		usages_look(modules[i]->commands);
}

/* No list is read then; a row on each line, so that it is a table. */
TEST(the_rules_are_printed_without_a_database)
{
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	manual_rules(&out);
	CHECK(str_find(out_str(&out), S("## rosters: why a swap is refused\n\n| Field | Why |")) >= 0);
	CHECK(str_find(out_str(&out), S("|\n\n|")) < 0);
}
