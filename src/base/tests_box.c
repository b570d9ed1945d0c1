/* SPDX-License-Identifier: EUPL-1.2 */
/* base/tests_box.c - a closed file: every byte counts, and so does the passphrase. */
#include "base/box.h"
#include "base/crypto.h"
#include "base/test.h"

#include <string.h>

static const char seed[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static struct str boxed(struct str content)
{
	return box_made(test_arena(), &(struct box_make){ BOX_pack, S("korrekt häst batteri"),
		str_of(seed) }, content);
}

static enum box_fault opens(struct str file, struct str passphrase, struct str *content)
{
	struct str key;

	return box_opened(test_arena(), file, BOX_pack, passphrase, content, &key);
}

static struct str changed(struct str file, size_t at, unsigned char by)
{
	char *copy = arena_take(test_arena(), file.len);

	memcpy(copy, file.at, file.len);
	copy[at] = (char)(copy[at] ^ by);
	return (struct str){ copy, file.len };
}

TEST(a_closed_file_opens_with_its_passphrase_and_says_who_signed_it)
{
	struct str file = boxed(S("vem som har jour")), content, key;

	CHECK(box_opened(test_arena(), file, BOX_pack, S("korrekt häst batteri"), &content, &key)
		== BOX_WELL);
	CHECK(str_is(content, "vem som har jour"));
	CHECK(str_equals(key, sign_public(test_arena(), str_of(seed))));
	CHECK(str_find(file, S("jour")) < 0);
	CHECK(opens(file, S("korrekt häst batteri "), &content) == BOX_LOCKED);
	CHECK(opens(file, S(""), &content) == BOX_LOCKED);
	CHECK(box_opened(test_arena(), file, BOX_home, S("x"), &content, &key) == BOX_OTHER_KIND);
}

TEST(a_closed_file_of_any_length_comes_back_as_it_was)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 200001 };
	char *bytes = arena_take(test_arena(), 200001);

	random_fill(bytes, 200001);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct str content = { bytes, sizes[i] }, back;

		CHECK(opens(boxed(content), S("korrekt häst batteri"), &back) == BOX_WELL
			&& str_equals(content, back));
	}
}

TEST(any_changed_byte_of_a_closed_file_is_found)
{
	struct str file = boxed(S("ring 08-465 004 12")), content;

	for (size_t i = 0; i < file.len; i++)
		CHECK(opens(changed(file, i, 1), S("korrekt häst batteri"), &content) != BOX_WELL);
	CHECK(opens(changed(file, BOX_HEAD, 1), S("korrekt häst batteri"), &content) == BOX_CHANGED);
	CHECK(opens(changed(file, file.len - 1, 1), S("x"), &content) == BOX_CHANGED);
}

TEST(a_closed_file_that_is_cut_or_lengthened_is_not_opened)
{
	struct str file = boxed(S("ring 08-465 004 12")), content;

	for (size_t len = 0; len < file.len; len++)
		CHECK(opens(str_part(file, 0, len), S("korrekt häst batteri"), &content) != BOX_WELL);
	CHECK(opens(arena_print(test_arena(), "%.*s%s", 8, file.at, "x"), S("x"), &content)
		== BOX_CUT);
	CHECK(opens(S("PK\3\4 something else"), S("x"), &content) == BOX_IS_NONE);
}

TEST(a_closed_file_of_another_format_or_beyond_measure_says_so)
{
	struct str file = boxed(S("x")), content;

	CHECK(opens(changed(file, 8, 1), S("x"), &content) == BOX_OLDER);
	CHECK(opens(changed(file, 8, 2), S("x"), &content) == BOX_NEWER);
	CHECK(opens(changed(file, 19, 0x7F), S("x"), &content) == BOX_BEYOND);  /* memory */
	CHECK(opens(changed(file, 15, 0x7F), S("x"), &content) == BOX_BEYOND);  /* passes */
	CHECK(opens(changed(file, 27, 0x7F), S("x"), &content) == BOX_BEYOND);  /* length */
	for (int fault = BOX_IS_NONE; fault <= BOX_LOCKED; fault++)
		CHECK(strlen(box_fault_words((enum box_fault)fault)) > 20);
}
