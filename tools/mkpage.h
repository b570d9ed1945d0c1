/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mkpage.h - what the two halves of mkpage share: mkpage.c reads what stands between
 * {{ and }} and writes C, mkpage_html.c follows the HTML around it.
 */
#pragma once

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BLOCKS_MOST = 64, ATTRIBUTES_MOST = 64 };

struct slice {
	const char *at;
	size_t len;
};

enum where {
	IN_TEXT, IN_TAG_NAME, IN_TAG, IN_NAME, BEFORE_VALUE, IN_BARE, IN_QUOTES,
	AFTER_QUOTES, IN_RAW, IN_COMMENT, IN_DECLARATION, WHERE_COUNT
};

/* Where in the HTML we stand.  The branches of an {{ if }} must agree on it. */
struct place {
	enum where where;
	char quote;
	bool is_closing;        /* the tag is </...> */
	bool keeps_space;       /* within <pre> */
	bool has_begun;         /* the value in quotes is no longer empty */
	int line;               /* where the tag, comment or quotes were opened */
	const char *tag;
	struct slice element;
	struct slice attribute;
};

/* What a browser or htmx does with the value: shows it, follows it, may run it. */
enum attribute_kind { ATTRIBUTE_PLAIN, ATTRIBUTE_LINK, ATTRIBUTE_CODE };

enum block_kind { BLOCK_PAGE, BLOCK_IF, BLOCK_FOR };

struct block {
	enum block_kind kind;
	int line;
	bool has_branch;
	bool has_else;
	struct place start;     /* of every branch */
	struct place end;       /* of the first branch: the others must agree */
};

/* Where the outcome of one file goes; header is the name that OUT.c includes. */
struct mkpage {
	const char *name;
	const char *header;
	FILE *c;
	FILE *h;
	FILE *complaints;
};

struct compiler {
	const struct mkpage *job;
	FILE *c;
	FILE *h;
	const char *text;
	const char *at;
	const char *end;
	int line;
	bool has_failed;
	char *literal;          /* HTML not yet written to c */
	size_t literal_len;
	int literal_line;
	struct place place;
	struct slice seen[ATTRIBUTES_MOST];
	size_t seen_count;
	struct block blocks[BLOCKS_MOST];
	size_t block_count;
};

/* Compiles one file of pages.  0, or 1 when something was complained about: then what
 * was written is of no use. */
int mkpage_compile(const struct mkpage *job, const char *text, size_t len);

/* Says what is wrong, once: what follows a first mistake is mostly noise. */
__attribute__((format(printf, 2, 3)))
void complain(struct compiler *m, const char *format, ...);

/* Takes the letter at m->at as HTML: moves the place, adds to the literal. */
void html_step(struct compiler *m);

bool same_place(const struct place *a, const struct place *b);

/* "in the name of a tag": where the place is, for complaints. */
const char *place_words(const struct place *place);

/* A text area or title: text, but no elements. */
bool place_holds_text(const struct place *place);

enum attribute_kind attribute_kind(struct slice name);

/* Complains when the tag already has the attribute. */
void note_attribute(struct compiler *m, struct slice name);

/* ---- slices of the text ------------------------------------------------------- */

static inline bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline bool is_letter(char c)
{
	return isalpha((unsigned char)c) && (unsigned char)c < 128;
}

static inline bool is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

static inline bool slice_is(struct slice s, const char *word)
{
	return s.len == strlen(word) && strncasecmp(s.at, word, s.len) == 0;
}

static inline bool slice_begins(struct slice s, const char *word)
{
	return s.len >= strlen(word) && strncasecmp(s.at, word, strlen(word)) == 0;
}

static inline struct slice slice_cut(struct slice s, size_t count)
{
	return (struct slice){ s.at + count, s.len - count };
}

static inline struct slice slice_trim(struct slice s)
{
	while (s.len && is_space(s.at[0]))
		s = slice_cut(s, 1);
	while (s.len && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

/* The identifier that s begins with, or an empty slice. */
static inline struct slice slice_word(struct slice s)
{
	struct slice word = { s.at, 0 };

	if (s.len && (s.at[0] < '0' || s.at[0] > '9'))
		while (word.len < s.len && is_word(s.at[word.len]))
			word.len++;
	return word;
}

static inline struct slice rest_from(const struct compiler *m, const char *at)
{
	return (struct slice){ at, (size_t)(m->end - at) };
}

static inline bool text_begins(const struct compiler *m, const char *at, const char *word)
{
	return slice_begins(rest_from(m, at), word);
}

/* The letter at a distance, or 0 beyond the end of the text. */
static inline char text_letter(const struct compiler *m, const char *at, size_t distance)
{
	return distance < (size_t)(m->end - at) ? at[distance] : 0;
}
