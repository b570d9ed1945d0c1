/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/identity.c - see identity.h.  identity_number.c has the numbers. */
#include "kit/identity.h"

#include "base/out.h"
#include "base/tongue.h"
#include "kit/form.h"
#include "kit/identity_inside.h"

#include <string.h>

const char *identity_words(enum identity_kind kind)
{
	static const char *const words[] = { "",
		[IDENTITY_person] = N_("personal number"),
		[IDENTITY_coordination] = N_("co-ordination number"),
		[IDENTITY_person_suspected] = N_("may be a personal number"),
		[IDENTITY_coordination_suspected] = N_("may be a co-ordination number"),
		[IDENTITY_organisation] = N_("number of an organisation"),
		[IDENTITY_phone] = N_("telephone number"),
		[IDENTITY_mail] = N_("e-mail address"),
		[IDENTITY_plate] = N_("registration number of a vehicle"),
		[IDENTITY_network] = N_("address in a network") };

	return _(words[kind]);
}

/* ---- Other kinds, by how they begin ------------------------------------------------------------ */

/* 07 with 0, 2, 3, 6 or 9, or the same after +46; then seven digits.  Where nothing stands after
 * the first three digits, nothing stands between the others either: 070174-0615 is none. */
static size_t phone_len(struct str text)
{
	size_t at = str_starts(text, S("+46")) ? 3 : 0, digits = 0;
	bool is_apart;

	if (at)
		at += identity_space_len(str_part(text, at, text.len));
	else if (str_starts(text, S("0")))
		at = 1;
	else
		return 0;
	if (at + 2 >= text.len || text.at[at] != '7' || !strchr("02369", text.at[at + 1]))
		return 0;
	at += 2;
	is_apart = !identity_is_digit(text.at[at]);
	if (text.at[at] == '-')
		at++;
	while (at < text.len && digits < 7) {
		bool is_one = identity_is_digit(text.at[at]);

		if (!is_one && !(is_apart && text.at[at] == ' '))
			return 0;
		digits += is_one;
		at++;
	}
	return digits == 7 && (at == text.len || !identity_is_digit(text.at[at])) ? at : 0;
}

static bool is_mail_letter(char c)
{
	return identity_is_word(c) ? (unsigned char)c < 0x80 : c && strchr("._%+-", c);
}

/* Of what stands after the last dot: "se". */
static bool is_end_letter(char c)
{
	return is_mail_letter(c) && c != '.';
}

static size_t mail_len(struct str text)
{
	size_t at = 0, dot = 0;

	while (at < text.len && is_mail_letter(text.at[at]))
		at++;
	if (!at || at == text.len || text.at[at] != '@')
		return 0;
	for (at++; at < text.len && (is_mail_letter(text.at[at])); at++)
		if (text.at[at] == '.' && at + 2 < text.len && is_end_letter(text.at[at + 1])
		    && is_end_letter(text.at[at + 2]))
			dot = at;
	while (dot && text.at[at - 1] == '.')
		at--;
	return dot ? at : 0;
}

/* Three capitals but I, Q and V, perhaps a space, two digits and a digit or a capital. */
static size_t plate_len(struct str text)
{
	size_t at = 3;

	if (text.len < 6)
		return 0;
	for (size_t i = 0; i < 3; i++)
		if (text.at[i] < 'A' || text.at[i] > 'Z' || strchr("IQV", text.at[i]))
			return 0;
	at += text.at[at] == ' ';
	if (at + 3 > text.len || !identity_is_digit(text.at[at]) || !identity_is_digit(text.at[at + 1]))
		return 0;
	if (!identity_is_digit(text.at[at + 2]) && (text.at[at + 2] < 'A' || text.at[at + 2] > 'Z'))
		return 0;
	at += 3;
	return at == text.len || !identity_is_word(text.at[at]) ? at : 0;
}

static size_t network_len(struct str text)
{
	size_t at = 0;

	for (int group = 0; group < 4; group++) {
		size_t begin = at;
		int value = 0;

		if (group && (at == text.len || text.at[at++] != '.'))
			return 0;
		begin = at;
		while (at < text.len && identity_is_digit(text.at[at]) && at - begin < 3)
			value = value * 10 + text.at[at++] - '0';
		if (at == begin || value > 255)
			return 0;
	}
	return at == text.len || !identity_is_word(text.at[at]) ? at : 0;
}

/* ---- What stands before ------------------------------------------------------------------------- */

/* The word before a place, without a colon or a full stop. */
static struct str word_before(struct str text, size_t at)
{
	size_t end = at, begin;

	while (end && strchr(" .:", text.at[end - 1]))
		end--;
	for (begin = end; begin && identity_is_word(text.at[begin - 1]); begin--)
		;
	return str_part(text, begin, end - begin);
}

static bool is_of_a_case(struct str text, size_t at)
{
	static const char *const words[] = { "dnr", "diarienummer", "diarienr", "bankgiro", "bg", "plusgiro", "pg",
		"iban" };
	struct str word = word_before(text, at);

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is_nocase(word, words[i]))
			return true;
	return false;
}

/* Two capitals, two digits and at least ten more: an account. */
static size_t account_len(struct str text)
{
	size_t at = 0;

	while (at < text.len && (identity_is_digit(text.at[at]) || (text.at[at] >= 'A' && text.at[at] <= 'Z')))
		at++;
	return at >= 14 && !identity_is_digit(text.at[0]) && !identity_is_digit(text.at[1])
		&& identity_is_digit(text.at[2]) && identity_is_digit(text.at[3]) ? at : 0;
}

/* ---- All of them ---------------------------------------------------------------------------------- */

static struct identity here(struct arena *arena, struct str text, size_t at, struct date today)
{
	static const struct { enum identity_kind kind; size_t (*len)(struct str text); } kinds[] = {
		{ IDENTITY_mail, mail_len }, { IDENTITY_network, network_len }, { IDENTITY_phone, phone_len },
		{ IDENTITY_plate, plate_len } };
	struct str rest = str_part(text, at, text.len);
	struct identity found = { 0 };

	for (size_t i = 0; i < COUNT(kinds); i++) {
		size_t len = kinds[i].len(rest);

		if (len)
			return (struct identity){ kinds[i].kind, at, len, S("") };
	}
	if (identity_is_digit(text.at[at]) && !is_of_a_case(text, at))
		found = identity_number_at(arena, text, at, today);
	return found;
}

struct identity identity_next(struct arena *arena, struct str text, size_t from, struct date today)
{
	for (size_t at = from; at < text.len; at++) {
		bool is_begun = at && identity_is_word(text.at[at - 1]);
		struct identity found;

		/* A number may stand directly after a letter, but not within digits. */
		if (is_begun && (!identity_is_digit(text.at[at]) || identity_is_digit(text.at[at - 1])))
			continue;
		if (!is_begun)
			at += account_len(str_part(text, at, text.len));
		if (at == text.len)
			break;
		found = is_begun ? identity_number_at(arena, text, at, today) : here(arena, text, at, today);
		if (found.kind != IDENTITY_none)
			return found;
	}
	return (struct identity){ 0 };
}

static bool is_personal(enum identity_kind kind)
{
	return kind == IDENTITY_person || kind == IDENTITY_coordination;
}

bool personal_number_find(struct str text, size_t *at, size_t *len)
{
	struct date today = date_today();
	struct identity found = identity_next(NULL, text, 0, today);

	while (found.kind != IDENTITY_none && !is_personal(found.kind))
		found = identity_next(NULL, text, found.at + found.len, today);
	*at = found.at;
	*len = found.len;
	return found.kind != IDENTITY_none;
}

bool personal_number_refuse(struct problems *problems, const char *field, struct str words)
{
	size_t at, len;

	if (!personal_number_find(words, &at, &len))
		return false;
	problem_add(problems, field, "%s",
		_("There is a personal number in the text. Write it without the number."));
	return true;
}

struct str personal_numbers_removed(struct arena *arena, struct str text)
{
	struct out out;
	size_t at, len;

	out_init(&out, arena, text.len * 2 + 16);
	while (personal_number_find(text, &at, &len)) {
		out_bytes(&out, text.at, at);
		out_z(&out, "…");
		text = str_part(text, at + len, text.len);
	}
	out_raw(&out, text);
	return out_str(&out);
}

/* The next that somebody should look at. */
static struct identity hint_next(struct arena *arena, struct str text, size_t from)
{
	struct date today = date_today();
	struct identity found = identity_next(arena, text, from, today);

	while (found.kind == IDENTITY_organisation)
		found = identity_next(arena, text, found.at + found.len, today);
	return found;
}

struct str identity_hints(struct arena *arena, struct str text)
{
	struct identity found = hint_next(arena, text, 0);
	struct out out;

	out_init(&out, arena, 4096);
	for (; found.kind != IDENTITY_none; found = hint_next(arena, text, found.at + found.len)) {
		struct str piece = str_part(text, found.at, found.len);

		out_print(&out, "%s%.*s (%s)", out.len ? ", " : "", STR(piece), identity_words(found.kind));
	}
	return out_str(&out);
}

struct str identity_masked(struct arena *arena, struct str text)
{
	struct identity found = hint_next(arena, text, 0);
	size_t from = 0;
	struct out out;

	out_init(&out, arena, text.len * 2 + 16);
	for (; found.kind != IDENTITY_none; found = hint_next(arena, text, from)) {
		out_bytes(&out, text.at + from, found.at - from);
		out_z(&out, "…");
		from = found.at + found.len;
	}
	out_raw(&out, str_part(text, from, text.len));
	return out_str(&out);
}
