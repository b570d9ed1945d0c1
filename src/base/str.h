/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/str.h - text as a place and a length.
 *
 * A struct str points into memory that somebody else keeps (a literal, an arena, the
 * request).  It is never zero-terminated by promise; str_z() makes a C string.  The empty
 * str is { NULL, 0 } or any place with len 0; both are equal.  All text is UTF-8.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *at;
	size_t len;
};

/* A literal as a str; anything but a literal does not compile. */
#define S(literal) ((struct str){ "" literal "", sizeof(literal) - 1 })
/* For printf("%.*s", STR(text)). */
#define STR(s) (int)(s).len, (s).at ? (s).at : ""
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct str str_of(const char *z);                       /* NULL gives the empty str */
bool str_is_empty(struct str s);
bool str_equals(struct str a, struct str b);
bool str_is(struct str s, const char *z);
bool str_is_nocase(struct str s, const char *z);        /* ASCII letters only */
bool str_starts(struct str s, struct str with);
bool str_ends(struct str s, struct str with);
int str_compare(struct str a, struct str b);            /* by bytes, as memcmp */
/* The same for the same bytes on every machine and every day, and seldom for others (FNV-1a). */
uint64_t str_number(struct str s);
struct str str_trim(struct str s);                      /* white space at both ends */
struct str str_part(struct str s, size_t from, size_t len);  /* clipped to what is there */
ptrdiff_t str_find(struct str s, struct str what);      /* first place, or -1 */
ptrdiff_t str_find_char(struct str s, char what);
/* What stands before the first `at`; *rest becomes what stands after it.  When `at` does
 * not occur the whole is returned and *rest is empty. */
struct str str_cut(struct str *rest, char at);
/* The same before the first of several marks; white space at the ends of *rest is passed over. */
struct str str_cut_any(struct str *rest, const char *marks);
bool str_has_word(struct str words, struct str word);   /* spaces between; "" is no word */

/* Whole text must be a number, without surrounding space; false leaves *value alone. */
bool str_to_int(struct str s, int64_t *value);
bool str_to_real(struct str s, double *value);          /* accepts both . and , */

bool str_is_utf8(struct str s);                         /* strict: no surrogates, no NUL */
size_t str_letters(struct str s);                       /* code points */
struct str str_letters_part(struct str s, size_t letters);   /* the first so many code points */
/* The first code point, and *rest moves past it; 0 at the end, U+FFFD for each byte that is
 * not UTF-8. */
uint32_t str_next_letter(struct str *rest);

const char *str_z(struct arena *arena, struct str s);
/* Lower case with Swedish folding: A-Z and Å Ä Ö become a-z å ä ö, which stay apart; other
 * accents are dropped (é -> e, ü -> y as in Swedish order, æ -> ä, ø -> ö). */
struct str str_fold(struct arena *arena, struct str s);
/* Order of a Swedish dictionary: a-z å ä ö, case and accents only break ties, digits as
 * numbers ("2" before "10").  Returns <0, 0, >0. */
int str_compare_swedish(struct str a, struct str b);
