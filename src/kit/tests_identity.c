/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/tests_identity.c - what may point to a person, beside the oracle. */
#include "kit/identity.h"

#include "base/csv.h"
#include "base/test.h"

#include <string.h>

static const struct date today = { 2018, 6, 30 };

static const struct csv_table *oracle(void)
{
	enum { LONGEST = 1 << 16 };
	FILE *file = fopen(test_shared("oracles/10_text/identity_numbers.csv"), "r");
	char *text = arena_array(test_arena(), char, LONGEST);
	const char *problem = NULL;
	size_t length;

	CHECK(file != NULL);
	length = fread(text, 1, LONGEST, file);
	fclose(file);
	return csv_read(test_arena(), (struct str){ text, length }, &problem);
}

TEST(numbers_are_what_the_oracle_says)
{
	static const char *const names[] = { "none", "pnr", "samordningsnr", "suspect_pnr",
		"suspect_samordningsnr", "orgnr" };
	const struct csv_table *table = oracle();

	CHECK(table && table->count == 31);
	for (size_t row = 1; row < table->count; row++) {
		struct str text = csv_cell(table, row, "text");
		struct identity found = identity_number(test_arena(), text, today);
		bool is_right = str_is(csv_cell(table, row, "class"), names[found.kind])
			&& str_equals(csv_cell(table, row, "normalized"), found.plain);

		if (!is_right)
			printf("%.*s: %s %.*s\n", STR(text), names[found.kind], STR(found.plain));
		CHECK(is_right);
	}
}

static enum identity_kind kind_of(const char *text)
{
	return identity_next(test_arena(), str_of(text), 0, today).kind;
}

TEST(what_stands_around_a_number_is_looked_at)
{
	CHECK(kind_of("0701740615") == IDENTITY_phone);
	CHECK(kind_of("070-174 06 15") == IDENTITY_phone);
	CHECK(kind_of("+46 70 174 06 15") == IDENTITY_phone);
	CHECK(kind_of("+46701740615.") == IDENTITY_phone);
	CHECK(kind_of("070174-0615") == IDENTITY_coordination);
	CHECK(kind_of("ring 070-174 06 1") == IDENTITY_none);
	CHECK(kind_of("dnr 811228-9874") == IDENTITY_none);
	CHECK(kind_of("Bankgiro: 811228-9874") == IDENTITY_none);
	CHECK(kind_of("SE4550000000058398257466") == IDENTITY_none);
	CHECK(kind_of("pnr811228-9874") == IDENTITY_person);
	CHECK(kind_of("18811228987412") == IDENTITY_none);
}

TEST(other_things_point_to_persons_too)
{
	CHECK(kind_of("skriv till anna.b+c@skola.example.se.") == IDENTITY_mail);
	CHECK(kind_of("anna@skola") == IDENTITY_none);
	CHECK(kind_of("kl. 10@skolan... sedan") == IDENTITY_none);
	CHECK(kind_of("anna@skola.se... sedan") == IDENTITY_mail);
	CHECK(kind_of("bilen ABC12D stod där") == IDENTITY_plate);
	CHECK(kind_of("ABC 123") == IDENTITY_plate);
	CHECK(kind_of("ABQ123") == IDENTITY_none);
	CHECK(kind_of("abc123") == IDENTITY_none);
	CHECK(kind_of("från 192.168.10.4") == IDENTITY_network);
	CHECK(kind_of("192.168.10.400") == IDENTITY_none);
	CHECK(kind_of("version 1.2.3") == IDENTITY_none);
	CHECK(kind_of("H-2026-01234") == IDENTITY_none);
	CHECK(kind_of("") == IDENTITY_none);
}

TEST(hints_name_each_and_masks_leave_the_rest)
{
	struct str text = S("Ring Anna, 070-174 06 15 eller anna@skola.se, om 556036-0793 frågar.");

	CHECK(str_is(identity_hints(test_arena(), text),
		"070-174 06 15 (telephone number), anna@skola.se (e-mail address)"));
	CHECK(str_is(identity_masked(test_arena(), text), "Ring Anna, … eller …, om 556036-0793 frågar."));
	CHECK(identity_hints(test_arena(), S("Sanda tidigare.")).len == 0);
	CHECK(str_is(identity_masked(test_arena(), S("Sanda tidigare.")), "Sanda tidigare."));
}

/* A pen slips, and what nobody meant is not always right: nothing reads beyond its end. */
TEST(no_text_of_odd_pieces_is_read_beyond_its_end)
{
	static const char *const pieces[] = { "8", "11228", "-", "+", "–", " ", "9874", "19", "0", "7", "@", ".", "a",
		"SE", "ABC", "å", "dnr" };
	uint64_t state = 1;

	for (int turn = 0; turn < 20000; turn++) {
		char text[64];
		size_t len = 0, from = 0;
		struct identity found;

		for (int k = 0; k < 9; k++) {
			const char *piece;

			state = state * 6364136223846793005u + 1442695040888963407u;
			piece = pieces[(state >> 33) % COUNT(pieces)];
			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		while ((found = identity_next(NULL, (struct str){ text, len }, from, today)).kind) {
			CHECK(found.at >= from && found.len > 0 && found.at + found.len <= len);
			from = found.at + found.len;
		}
	}
}
