/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/rules.c - small decisions about the lists that stand in cells. */
#include "modules/programme/inside.h"

struct str spaced_next(struct str *rest)
{
	struct str word = S("");

	while (rest->len && !word.len)
		word = str_cut(rest, ' ');
	return word;
}

bool spaced_has(struct str words, struct str word)
{
	for (struct str at = spaced_next(&words); at.len; at = spaced_next(&words))
		if (str_equals(at, word))
			return true;
	return false;
}

struct str spaced_add(struct arena *arena, struct str words, struct str word)
{
	return words.len ? arena_print(arena, "%.*s %.*s", STR(words), STR(word)) : word;
}

bool actors_are_secret(const struct actor_list *actors, struct str codes)
{
	for (size_t i = 0; i < actors->count; i++)
		if (actors->at[i].is_secret && spaced_has(codes, actors->at[i].code))
			return true;
	return false;
}

/* ---- Places in the adopted text ---------------------------------------------------------- */

enum { LINE_MOST = 100000, RANGE_MOST_LINES = 400 };

static bool line_read(struct str text, int64_t *line)
{
	return text.len && text.at[0] >= '0' && text.at[0] <= '9' && str_to_int(text, line)
		&& *line > 0 && *line < LINE_MOST;
}

static bool range_read(struct str word, struct line_range *range)
{
	struct str first = word, last = S("");

	if (str_find_char(word, '-') >= 0) {
		first = str_cut(&word, '-');
		last = word;
	} else {
		last = first;
	}
	return line_read(first, &range->from) && line_read(last, &range->to)
		&& range->from <= range->to && range->to - range->from < RANGE_MOST_LINES;
}

bool lines_read_at(struct arena *arena, struct str lines, struct line_range_list *ranges, size_t *at)
{
	struct str rest = lines;

	ranges->count = 0;
	ranges->at = arena_array(arena, struct line_range, lines.len / 2 + 1);
	for (struct str word = spaced_next(&rest); word.len; word = spaced_next(&rest))
		if (!range_read(word, &ranges->at[ranges->count++])) {
			*at = str_letters((struct str){ lines.at, (size_t)(word.at - lines.at) });
			return false;
		}
	return true;
}
