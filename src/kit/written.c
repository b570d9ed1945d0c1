/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/written.c - numbers of records that people write in texts become links.
 *
 * The text is HTML that we made ourselves.  What already is a link, or code, stays as it is.
 * A number that this person cannot see stays a number, as one that nobody has.
 */
#include "kit/reference.h"

#include "kit/module.h"

#include <string.h>

enum { LONGEST_LINKED = 4 << 20, YEAR_DIGITS = 4, LEAST_DIGITS = 5, MOST_DIGITS = 9 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word_letter(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
		|| (c & 0x80);
}

static size_t digits_at(struct str text, size_t at)
{
	size_t count = 0;

	while (at + count < text.len && is_digit(text.at[at + count]))
		count++;
	return count;
}

/* How many letters of a number begin the text: "H-2026-00012"; 0 none. */
static size_t number_length(struct str text, const char *letters)
{
	size_t begin = strlen(letters), digits;

	if (!str_starts(text, str_of(letters)) || begin + 1 >= text.len || text.at[begin] != '-'
	    || digits_at(text, begin + 1) != YEAR_DIGITS)
		return 0;
	begin += 1 + YEAR_DIGITS;
	if (begin >= text.len || text.at[begin] != '-')
		return 0;
	digits = digits_at(text, begin + 1);
	if (digits < LEAST_DIGITS || digits > MOST_DIGITS)
		return 0;
	begin += 1 + digits;
	return begin < text.len && is_word_letter(text.at[begin]) ? 0 : begin;
}

static const struct reference *reference_written(struct str text, size_t *length)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct reference *one = modules[i]->references; one && one->name; one++)
			if (one->written && (*length = number_length(text, one->written)))
				return one;
	return NULL;
}

/* Writes the number that begins the text as a link; 0 when none does. */
static size_t link_write(struct out *out, struct view *view, struct str text)
{
	size_t mark = str_starts(text, S("#")) ? 1 : 0, length = 0;
	struct str rest = str_part(text, mark, text.len), number;
	const struct reference *reference = reference_written(rest, &length);

	number = str_part(rest, 0, length);
	if (!reference || !reference_find(view, reference->name, number))
		return 0;
	out_print(out, "<a href=\"%s%.*s\">%.*s</a>", reference->path, STR(number), STR(number));
	return mark + length;
}

/* Within how many elements whose text is left alone the tag leads. */
static int depth_after(struct str tag, int depth)
{
	static const char *const alone[] = { "a", "code", "pre" };
	bool is_end = str_starts(tag, S("</"));
	struct str rest = str_part(tag, is_end ? 2 : 1, tag.len);

	for (size_t i = 0; i < COUNT(alone); i++) {
		size_t len = strlen(alone[i]);

		if (str_starts(rest, str_of(alone[i])) && rest.len > len
		    && (rest.at[len] == '>' || rest.at[len] == ' '))
			return is_end ? depth - 1 : depth + 1;
	}
	return depth;
}

struct html reference_links(struct view *view, struct html text)
{
	struct str rest = text.text;
	char before = ' ';
	struct out out;
	int depth = 0;

	out_init(&out, view_arena(view), LONGEST_LINKED);
	while (rest.len) {
		ptrdiff_t end = rest.at[0] == '<' ? str_find_char(rest, '>') : -1;
		size_t taken = 0;

		if (end >= 0) {
			depth = depth_after(rest, depth);
			out_raw(&out, str_part(rest, 0, (size_t)end + 1));
			taken = (size_t)end + 1;
		} else if (depth == 0 && !is_word_letter(before)) {
			taken = link_write(&out, view, rest);
		}
		if (!taken) {
			out_char(&out, rest.at[0]);
			taken = 1;
		}
		before = rest.at[taken - 1];
		rest = str_part(rest, taken, rest.len);
	}
	return out.is_full ? text : (struct html){ out_str(&out) };
}
