/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/mail_tests.c - the letter and what a server's answer means; a real server is in tests/mail.sh. */
#include "base/test.h"
#include "kit/mail.h"

static bool has(struct str text, const char *words)
{
	return str_find(text, str_of(words)) >= 0;
}

TEST(an_address_that_could_end_a_line_or_a_command_is_refused)
{
	CHECK(mail_address_is(S("amina@example.org")));
	CHECK(mail_address_is(S("a.b+c_d'e@example.org")));
	CHECK(!mail_address_is(S("")));
	CHECK(!mail_address_is(S("@example.org")));
	CHECK(!mail_address_is(S("amina@")));
	CHECK(!mail_address_is(S("amina")));
	CHECK(!mail_address_is(S("a@b@example.org")));
	CHECK(!mail_address_is(S("a@example.org\r\nRCPT TO:<b@example.org>")));
	CHECK(!mail_address_is(S("<a@example.org>")));
	CHECK(!mail_address_is(S("a b@example.org")));
	CHECK(!mail_address_is(S("a@example.org,b@example.org")));
}

TEST(a_letter_says_when_from_whom_to_whom_and_that_a_machine_wrote_it)
{
	const struct mail mail = { .to = S("amina@example.org"), .identity = S("0190abc"),
		.subject = S("Att lämna in"), .text = S("Hej!\n.\nHälsningar\n") };
	struct str letter;

	letter = mail_write(test_arena(), &mail, S("varn@city.example"),
		instant_at((struct date){ 2026, 9, 15 }, 8, 5, 9));
	CHECK(str_starts(letter, S("Date: Tue, 15 Sep 2026 08:05:09 +0200\r\n")));
	CHECK(has(letter, "\r\nFrom: varn@city.example\r\nTo: amina@example.org\r\n"));
	CHECK(has(letter, "Message-ID: <0190abc@city.example>\r\n"));
	CHECK(has(letter, "Subject: =?UTF-8?B?QXR0IGzDpG1uYSBpbg==?=\r\n"));
	CHECK(has(letter, "Auto-Submitted: auto-generated\r\n"));
	CHECK(has(letter, "\r\n\r\nSGVqIQ0KLg0KSMOkbHNuaW5nYXINCg==\r\n"));
	CHECK(!has(letter, "\r\n.\r\n"));
}

TEST(a_long_subject_is_cut_between_letters_and_never_within_one)
{
	const struct mail mail = { .to = S("a@example.org"), .identity = S("1"), .text = S("x"),
		.subject = S("aååååååååååååååååååååååååååååååååååååå") };
	struct str letter = mail_write(test_arena(), &mail, S("v@c.example"), instant_now());
	struct str rest = letter;

	while (rest.len)
		CHECK(str_cut(&rest, '\n').len <= 998);
	/* a and 20 å are 41 bytes; the 42nd is the first half of the next. */
	CHECK(has(letter, "=?UTF-8?B?YcOlw6XDpcOlw6XDpcOlw6XDpcOlw6XDpcOlw6XDpcOlw6XDpcOlw6U=?=\r\n ="));
}

TEST(a_server_that_says_4xx_is_asked_again_and_one_that_says_5xx_is_not)
{
	CHECK(mail_answer_of(250) == MAIL_SENT);
	CHECK(mail_answer_of(421) == MAIL_LATER && mail_answer_of(451) == MAIL_LATER);
	CHECK(mail_answer_of(550) == MAIL_REFUSED && mail_answer_of(554) == MAIL_REFUSED);
	CHECK(mail_answer_of(0) == MAIL_LATER);
}

TEST(a_letter_is_tried_three_times)
{
	CHECK(mail_wait(1) == 2 && mail_wait(2) == 15 && mail_wait(3) == 0);
}
