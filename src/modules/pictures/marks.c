/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/marks.c - see marks.h. */
#include "modules/pictures/marks.h"

#include <string.h>

enum { LONGEST_SHOWN = 40, LONGEST_NAME = 80, LONGEST_TEXT = 4 << 20 };

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == ':' || c == '_'
		|| c == '-';
}

/* What stands in a mark is a number as people write it: nothing that could be a sentence. */
static bool is_shown(struct str shown)
{
	if (shown.len > LONGEST_SHOWN)
		return false;
	for (size_t i = 0; i < shown.len; i++) {
		unsigned char c = (unsigned char)shown.at[i];

		if (!(c >= '0' && c <= '9') && c != ' ' && c != ',' && c != '.' && c != '-' && c < 0x80)
			return false;
	}
	return true;
}

/* The mark that begins with the bracket at `at`. */
static bool mark_read(struct str text, size_t at, struct mark *mark)
{
	struct str inside = str_part(text, at + 1, LONGEST_SHOWN + LONGEST_NAME + 2);
	ptrdiff_t end = str_find_char(inside, ']'), sign;

	if (end < 0)
		return false;
	inside.len = (size_t)end;
	sign = str_find_char(inside, '#');
	if (sign < 0 || !is_shown(str_part(inside, 0, (size_t)sign)))
		return false;
	*mark = (struct mark){ .at = at, .len = inside.len + 2,
		.shown = str_trim(str_part(inside, 0, (size_t)sign)),
		.name = str_part(inside, (size_t)sign + 1, inside.len) };
	for (size_t i = 0; i < mark->name.len; i++)
		if (!is_name_letter(mark->name.at[i]))
			return false;
	return mark->name.len > 0 && mark->name.len <= LONGEST_NAME;
}

bool mark_find(struct str text, size_t from, struct mark *mark)
{
	for (size_t i = from; i < text.len; i++)
		if (text.at[i] == '[' && mark_read(text, i, mark))
			return true;
	return false;
}

struct str mark_write(struct arena *arena, struct str shown, struct str name)
{
	return arena_print(arena, "[%.*s #%.*s]", STR(shown), STR(name));
}

static void answer_write(struct out *out, struct str text, const struct mark *mark,
                         const struct mark_answer *answer)
{
	struct str said = answer->say(answer->context, mark);

	out_raw(out, said.len ? said : str_part(text, mark->at, mark->len));
}

struct str marks_replace(struct arena *arena, struct str text, const struct mark_answer *answer)
{
	struct mark mark;
	struct out out;
	size_t from = 0;

	if (!mark_find(text, 0, &mark))
		return text;
	out_init(&out, arena, LONGEST_TEXT);
	while (mark_find(text, from, &mark)) {
		out_raw(&out, str_part(text, from, mark.at - from));
		answer_write(&out, text, &mark, answer);
		from = mark.at + mark.len;
	}
	out_raw(&out, str_part(text, from, text.len));
	return out.is_full ? text : out_str(&out);
}

/* Tags are copied whole, what lies between them is text. */
struct html marks_replace_html(struct arena *arena, struct html html, const struct mark_answer *answer)
{
	struct str rest = html.text;
	struct out out;

	out_init(&out, arena, LONGEST_TEXT);
	while (rest.len) {
		bool is_tag = rest.at[0] == '<';
		ptrdiff_t end = str_find_char(rest, is_tag ? '>' : '<');
		size_t len = end < 0 ? rest.len : (size_t)end + is_tag;

		out_raw(&out, is_tag ? str_part(rest, 0, len)
			: marks_replace(arena, str_part(rest, 0, len), answer));
		rest = str_part(rest, len, rest.len);
	}
	return out.is_full ? html : (struct html){ out_str(&out) };
}

static struct str what_is_shown(void *context, const struct mark *mark)
{
	(void)context;
	return mark->shown;
}

struct str marks_plain(struct arena *arena, struct str text)
{
	return marks_replace(arena, text, &(struct mark_answer){ what_is_shown, NULL });
}

static struct str what_it_is_called(void *context, const struct mark *mark)
{
	return arena_print(context, "#%.*s", STR(mark->name));
}

struct str marks_named(struct arena *arena, struct str text)
{
	return marks_replace(arena, text, &(struct mark_answer){ what_it_is_called, arena });
}

bool mark_words_read(struct str name, struct mark_words *words)
{
	static const char *const alone[] = { "total", "injured", "notices", "silent", "workplaces",
		"causes", "open", "late" };
	static const char *const with[] = { "type", "branch", "area", "severity", "place_type",
		"weekday", "month", "cause" };

	*words = (struct mark_words){ .is_before = str_ends(name, S(":before")) };
	if (words->is_before)
		name.len -= sizeof(":before") - 1;
	words->what = str_cut(&name, ':');
	words->of = name;
	for (size_t i = 0; i < COUNT(alone); i++)
		if (str_is(words->what, alone[i]))
			return !words->of.len;
	for (size_t i = 0; i < COUNT(with); i++)
		if (str_is(words->what, with[i]))
			return words->of.len > 0;
	return false;
}
