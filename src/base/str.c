/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/str.c - text as a place and a length; numbers, UTF-8, folding, Swedish order.
 */
#define _GNU_SOURCE 1 /* memmem */

#include "base/str.h"
#include "base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LETTER_UNKNOWN = 0xFFFD,        /* stands for a byte that is not UTF-8 */
	REAL_LONGEST = 64,              /* characters in a number that str_to_real() reads */
};

struct str str_of(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : (struct str){ NULL, 0 };
}

bool str_is_empty(struct str s)
{
	return s.len == 0;
}

bool str_equals(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool str_is(struct str s, const char *z)
{
	return str_equals(s, str_of(z));
}

static char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_is_nocase(struct str s, const char *z)
{
	struct str other = str_of(z);

	if (s.len != other.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (ascii_lower(s.at[i]) != ascii_lower(other.at[i]))
			return false;
	return true;
}

bool str_starts(struct str s, struct str with)
{
	return s.len >= with.len && str_equals(str_part(s, 0, with.len), with);
}

bool str_ends(struct str s, struct str with)
{
	return s.len >= with.len &&
	       str_equals(str_part(s, s.len - with.len, with.len), with);
}

int str_compare(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The no-break space counts: it comes along when people paste from a word processor. */
static const struct str no_break_space = { "\xC2\xA0", 2 };

static size_t space_at_start(struct str s)
{
	if (s.len > 0 && is_space(s.at[0]))
		return 1;
	return str_starts(s, no_break_space) ? no_break_space.len : 0;
}

static size_t space_at_end(struct str s)
{
	if (s.len > 0 && is_space(s.at[s.len - 1]))
		return 1;
	return str_ends(s, no_break_space) ? no_break_space.len : 0;
}

uint64_t str_number(struct str s)
{
	uint64_t number = 0xCBF29CE484222325u;

	for (size_t i = 0; i < s.len; i++)
		number = (number ^ (unsigned char)s.at[i]) * 0x100000001B3u;
	return number;
}

struct str str_trim(struct str s)
{
	size_t space;

	while ((space = space_at_start(s)) > 0)
		s = str_part(s, space, s.len);
	while ((space = space_at_end(s)) > 0)
		s.len -= space;
	return s;
}

struct str str_part(struct str s, size_t from, size_t len)
{
	if (from >= s.len)
		return (struct str){ s.at ? s.at + s.len : NULL, 0 };
	if (len > s.len - from)
		len = s.len - from;
	return (struct str){ s.at + from, len };
}

ptrdiff_t str_find(struct str s, struct str what)
{
	const char *found;

	if (what.len == 0)
		return 0;
	if (s.len < what.len)
		return -1;
	found = memmem(s.at, s.len, what.at, what.len);
	return found ? found - s.at : -1;
}

ptrdiff_t str_find_char(struct str s, char what)
{
	const char *found = s.len ? memchr(s.at, what, s.len) : NULL;

	return found ? found - s.at : -1;
}

struct str str_cut(struct str *rest, char at)
{
	struct str whole = *rest;
	ptrdiff_t place = str_find_char(whole, at);

	if (place < 0) {
		*rest = str_part(whole, whole.len, 0);
		return whole;
	}
	*rest = str_part(whole, (size_t)place + 1, whole.len);
	return str_part(whole, 0, (size_t)place);
}

struct str str_cut_any(struct str *rest, const char *marks)
{
	struct str whole = str_trim(*rest);
	size_t len = 0;

	while (len < whole.len && !memchr(marks, whole.at[len], strlen(marks)))
		len++;
	*rest = str_part(whole, len + 1, whole.len);
	return str_part(whole, 0, len);
}

bool str_has_word(struct str words, struct str word)
{
	while (word.len && words.len)
		if (str_equals(str_cut(&words, ' '), word))
			return true;
	return false;
}

/* --- numbers --------------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits_at_start(struct str s)
{
	size_t count = 0;

	while (count < s.len && is_digit(s.at[count]))
		count++;
	return count;
}

static bool sign_take(struct str *s)
{
	bool is_negative = s->len > 0 && s->at[0] == '-';

	if (s->len > 0 && (s->at[0] == '-' || s->at[0] == '+'))
		*s = str_part(*s, 1, s->len);
	return is_negative;
}

bool str_to_int(struct str s, int64_t *value)
{
	bool is_negative = sign_take(&s);
	int64_t sum = 0;

	if (s.len == 0 || digits_at_start(s) != s.len)
		return false;
	/* Summed below zero, where there is room for one more than above. */
	for (size_t i = 0; i < s.len; i++)
		if (__builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_sub_overflow(sum, s.at[i] - '0', &sum))
			return false;
	if (!is_negative && __builtin_sub_overflow((int64_t)0, sum, &sum))
		return false;
	*value = sum;
	return true;
}

/* Digits with at most one . or , among them, then perhaps an exponent. */
static bool is_real(struct str s)
{
	size_t before, after = 0;

	sign_take(&s);
	before = digits_at_start(s);
	s = str_part(s, before, s.len);
	if (s.len > 0 && (s.at[0] == '.' || s.at[0] == ',')) {
		s = str_part(s, 1, s.len);
		after = digits_at_start(s);
		s = str_part(s, after, s.len);
	}
	if (before + after == 0)
		return false;
	if (s.len > 0 && (s.at[0] == 'e' || s.at[0] == 'E')) {
		s = str_part(s, 1, s.len);
		sign_take(&s);
		return s.len > 0 && digits_at_start(s) == s.len;
	}
	return s.len == 0;
}

bool str_to_real(struct str s, double *value)
{
	char z[REAL_LONGEST + 1];
	double read;

	if (s.len > REAL_LONGEST || !is_real(s))
		return false;
	for (size_t i = 0; i < s.len; i++)
		z[i] = s.at[i] == ',' ? '.' : s.at[i];
	z[s.len] = '\0';
	read = strtod(z, NULL);
	if (!isfinite(read))
		return false;
	*value = read;
	return true;
}

/* --- UTF-8 ----------------------------------------------------------------------------- */

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The bytes of a letter by its first byte; 0 when no letter begins so. */
static size_t letter_size(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

static bool letter_is_allowed(uint32_t letter, size_t size)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (letter >= 0xD800 && letter <= 0xDFFF)
		return false;
	return letter >= smallest[size] && letter <= 0x10FFFF;
}

/* The size of the letter that s begins with, 0 when the bytes are not UTF-8. */
static size_t letter_decode(struct str s, uint32_t *letter)
{
	unsigned char first = (unsigned char)s.at[0];
	size_t size = letter_size(first);

	if (size < 2) {
		*letter = first;
		return size;
	}
	if (size > s.len)
		return 0;
	*letter = first & (0x7Fu >> size);
	for (size_t i = 1; i < size; i++) {
		if (!is_continuation(s.at[i]))
			return 0;
		*letter = *letter << 6 | ((unsigned char)s.at[i] & 0x3F);
	}
	return letter_is_allowed(*letter, size) ? size : 0;
}

uint32_t str_next_letter(struct str *rest)
{
	uint32_t letter = 0;
	size_t size;

	if (rest->len == 0)
		return 0;
	size = letter_decode(*rest, &letter);
	*rest = str_part(*rest, size ? size : 1, rest->len);
	return size ? letter : LETTER_UNKNOWN;
}

bool str_is_utf8(struct str s)
{
	while (s.len > 0) {
		uint32_t letter = 0;
		size_t size = letter_decode(s, &letter);

		if (size == 0 || letter == 0)
			return false;
		s = str_part(s, size, s.len);
	}
	return true;
}

size_t str_letters(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += !is_continuation(s.at[i]);
	return count;
}

struct str str_letters_part(struct str s, size_t letters)
{
	size_t i = 0;

	for (; i < s.len; i++) {
		if (is_continuation(s.at[i]))
			continue;
		if (letters == 0)
			break;
		letters--;
	}
	return str_part(s, 0, i);
}

const char *str_z(struct arena *arena, struct str s)
{
	return arena_copy(arena, s).at;
}

/* --- folding --------------------------------------------------------------------------- */

enum { FOLD_FIRST = 0xC0, FOLD_LAST = 0x17F };
enum { GRAVE = 0x300, DIAERESIS = 0x308, RING = 0x30A, COMBINING_LAST = 0x36F };
enum { A_RING = 0xE5, A_DIAERESIS = 0xE4, O_DIAERESIS = 0xF6 };

/* What the letters from À (U+00C0) to ſ (U+017F) fold to; "" means to itself. */
static const char *const folded[] = {
	"a", "a", "a", "a", "ä", "å", "ä", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "ö", "", "ö", "u", "u", "u", "y", "y", "th", "ss",
	"a", "a", "a", "a", "ä", "å", "ä", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "ö", "", "ö", "u", "u", "u", "y", "y", "th", "y",
	"a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
	"d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
	"g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
	"i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
	"l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
	"ö", "ö", "ö", "ö", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
	"s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
	"y", "y", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
};
_Static_assert(COUNT(folded) == FOLD_LAST - FOLD_FIRST + 1, "one row per letter");

/* Gives the letters of a text folded, one by one. */
struct folder {
	struct str rest;
	struct str waiting;             /* the second letter of "ss" */
};

/* An accent written as a letter of its own after its base: "a" and a ring is å. */
static uint32_t accent_join(uint32_t base, uint32_t accent)
{
	if (base == 'a' && accent == RING)
		return A_RING;
	if (accent != DIAERESIS)
		return base;
	switch (base) {
	case 'a': return A_DIAERESIS;
	case 'o': return O_DIAERESIS;
	case 'u': return 'y';
	default: return base;
	}
}

static uint32_t accents_take(struct folder *folder, uint32_t base)
{
	for (;;) {
		struct str after = folder->rest;
		uint32_t accent = str_next_letter(&after);

		if (accent < GRAVE || accent > COMBINING_LAST)
			return base;
		base = accent_join(base, accent);
		folder->rest = after;
	}
}

static uint32_t letter_fold(struct folder *folder, uint32_t letter)
{
	if (letter >= 'A' && letter <= 'Z')
		return letter + ('a' - 'A');
	if (letter < FOLD_FIRST || letter > FOLD_LAST || !*folded[letter - FOLD_FIRST])
		return letter;
	folder->waiting = str_of(folded[letter - FOLD_FIRST]);
	return str_next_letter(&folder->waiting);
}

/* 0 at the end. */
static uint32_t folder_next(struct folder *folder)
{
	uint32_t letter;

	if (folder->waiting.len > 0)
		return str_next_letter(&folder->waiting);
	do
		letter = str_next_letter(&folder->rest);
	while (letter >= GRAVE && letter <= COMBINING_LAST);    /* an accent on nothing */
	letter = letter_fold(folder, letter);
	if (folder->rest.len > 0 && (unsigned char)folder->rest.at[0] >= 0x80)
		letter = accents_take(folder, letter);
	return letter;
}

static size_t letter_write(char *to, uint32_t letter)
{
	if (letter < 0x80) {
		to[0] = (char)letter;
		return 1;
	}
	if (letter < 0x800) {
		to[0] = (char)(0xC0 | letter >> 6);
		to[1] = (char)(0x80 | (letter & 0x3F));
		return 2;
	}
	if (letter < 0x10000) {
		to[0] = (char)(0xE0 | letter >> 12);
		to[1] = (char)(0x80 | (letter >> 6 & 0x3F));
		to[2] = (char)(0x80 | (letter & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | letter >> 18);
	to[1] = (char)(0x80 | (letter >> 12 & 0x3F));
	to[2] = (char)(0x80 | (letter >> 6 & 0x3F));
	to[3] = (char)(0x80 | (letter & 0x3F));
	return 4;
}

static bool is_plain(char c)
{
	return c != '\0' && (unsigned char)c < 0x80;
}

/* Most of a text is plain ASCII, which is folded byte by byte.  An ASCII letter before
 * anything else is left to folder_next(): an accent may follow. */
static size_t ascii_fold(struct str *rest, char *to)
{
	size_t len = 0;

	while (len < rest->len && is_plain(rest->at[len])
	       && (len + 1 == rest->len || is_plain(rest->at[len + 1]))) {
		char c = rest->at[len];

		to[len++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
	}
	*rest = str_part(*rest, len, rest->len);
	return len;
}

/* Folding never makes a text longer, as long as an unreadable byte becomes one byte. */
struct str str_fold(struct arena *arena, struct str s)
{
	struct folder folder = { .rest = s };
	char *at = arena_take(arena, s.len + 1);
	size_t len = ascii_fold(&folder.rest, at);
	uint32_t letter;

	while ((letter = folder_next(&folder)) != 0) {
		len += letter_write(at + len, letter == LETTER_UNKNOWN ? '?' : letter);
		if (!folder.waiting.len)
			len += ascii_fold(&folder.rest, at + len);
	}
	return (struct str){ at, len };
}

/* --- Swedish order --------------------------------------------------------------------- */

enum { WEIGHT_DIGIT = 0x1000, WEIGHT_LETTER = 0x2000, WEIGHT_FOREIGN = 0x10000 };

/* Signs come first, then numbers, then a to ö, then other scripts. */
static uint32_t letter_weight(uint32_t letter)
{
	if (letter >= '0' && letter <= '9')
		return WEIGHT_DIGIT;
	if (letter >= 'a' && letter <= 'z')
		return WEIGHT_LETTER + letter - 'a';
	switch (letter) {
	case A_RING: return WEIGHT_LETTER + 26;
	case A_DIAERESIS: return WEIGHT_LETTER + 27;
	case O_DIAERESIS: return WEIGHT_LETTER + 28;
	}
	return letter <= FOLD_LAST ? letter : WEIGHT_FOREIGN + letter;
}

/* Takes the digits that stand first, without leading zeros. */
static struct str number_take(struct str *rest)
{
	struct str digits = str_part(*rest, 0, digits_at_start(*rest));

	*rest = str_part(*rest, digits.len, rest->len);
	while (digits.len > 1 && digits.at[0] == '0')
		digits = str_part(digits, 1, digits.len);
	return digits;
}

static int number_compare(struct folder *a, struct folder *b)
{
	struct str left = number_take(&a->rest), right = number_take(&b->rest);

	if (left.len != right.len)
		return left.len < right.len ? -1 : 1;
	return str_compare(left, right);
}

static bool folder_is_at_number(const struct folder *folder)
{
	return folder->waiting.len == 0 && digits_at_start(folder->rest) > 0;
}

/* Equal words: plain letters before accented ones, small before capital. */
static uint32_t tie_weight(uint32_t letter)
{
	return letter < 0x80 ? 0x7F - letter : 0x80 + 0x10FFFF - letter;
}

static int tie_compare(struct str a, struct str b)
{
	while (a.len > 0 && b.len > 0) {
		uint32_t left = str_next_letter(&a), right = str_next_letter(&b);

		if (left != right)
			return tie_weight(left) < tie_weight(right) ? -1 : 1;
	}
	return (a.len > 0) - (b.len > 0);
}

/* How much both begin with that need not be folded to be found equal.  It ends before an
 * ASCII character that is no digit: there a letter begins, and no number is cut in two. */
static size_t same_start(struct str a, struct str b)
{
	size_t safe = 0;

	for (size_t i = 0; i < a.len && i < b.len && a.at[i] == b.at[i]; i++)
		if ((unsigned char)a.at[i] < 0x80 && !is_digit(a.at[i]))
			safe = i;
	return safe;
}

/* By the folded letters; 0 when only case and accents differ. */
static int compare_folded(struct str a, struct str b)
{
	size_t same = same_start(a, b);
	struct folder left = { .rest = str_part(a, same, a.len) };
	struct folder right = { .rest = str_part(b, same, b.len) };

	for (;;) {
		uint32_t x, y;

		if (folder_is_at_number(&left) && folder_is_at_number(&right)) {
			int order = number_compare(&left, &right);

			if (order)
				return order;
			continue;
		}
		x = folder_next(&left);
		y = folder_next(&right);
		if (x != y)
			return !x || (y && letter_weight(x) < letter_weight(y)) ? -1 : 1;
		if (!x)
			return 0;
	}
}

int str_compare_swedish(struct str a, struct str b)
{
	int order = compare_folded(a, b);

	if (order == 0)
		order = tie_compare(a, b);
	return order ? order : str_compare(a, b);
}
