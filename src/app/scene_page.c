/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/scene_page.c - a page as a reader sees it; see scene.h.
 *
 * Our own pages only: mkpage has made them, so every attribute stands in double quotes and
 * no ">" stands in one.
 */
#include "app/scene.h"

#include "base/out.h"

#include <regex.h>
#include <string.h>

enum { LONGEST_TEXT = 64 << 20 };

/* ---- Tags --------------------------------------------------------------------------- */

/* The next tag of the text, "<a href=...>" with its ends; *rest stands after it. */
static struct str tag_next(struct str *rest)
{
	ptrdiff_t from = str_find_char(*rest, '<'), len;

	if (from < 0) {
		*rest = S("");
		return *rest;
	}
	*rest = str_part(*rest, (size_t)from, rest->len);
	len = str_find_char(*rest, '>');
	len = len < 0 ? (ptrdiff_t)rest->len : len + 1;
	struct str tag = str_part(*rest, 0, (size_t)len);

	*rest = str_part(*rest, (size_t)len, rest->len);
	return tag;
}

static bool tag_is(struct str tag, const char *name)
{
	size_t len = strlen(name);

	return tag.len > len + 1 && !strncmp(tag.at + 1, name, len)
		&& strchr(" \n\t>/", tag.at[len + 1]);
}

struct entity {
	const char *name;
	const char *text;
};
static const struct entity entities[] = {
	{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
	{ "&#39;", "'" }, { "&#x27;", "'" }, { "&nbsp;", " " }, { "&shy;", "" },
};

static const struct entity *entity_at(struct str text)
{
	for (size_t i = 0; i < COUNT(entities); i++)
		if (str_starts(text, str_of(entities[i].name)))
			return &entities[i];
	return NULL;
}

static struct str unescape(struct arena *arena, struct str text)
{
	struct out out;

	out_init(&out, arena, LONGEST_TEXT);
	for (size_t i = 0; i < text.len; i++) {
		const struct entity *entity = text.at[i] == '&'
			? entity_at(str_part(text, i, text.len)) : NULL;

		if (entity) {
			out_z(&out, entity->text);
			i += strlen(entity->name) - 1;
		} else {
			out_char(&out, text.at[i]);
		}
	}
	return out_str(&out);
}

static struct str tag_attribute(struct arena *arena, struct str tag, const char *name)
{
	struct str key = arena_print(arena, "%s=\"", name), rest = tag;
	ptrdiff_t at;

	while ((at = str_find(rest, key)) >= 0) {
		bool is_whole = at > 0 && strchr(" \t\n", rest.at[at - 1]);

		rest = str_part(rest, (size_t)at + key.len, rest.len);
		if (is_whole)
			return unescape(arena, str_cut(&rest, '"'));
	}
	return S("");
}

/* ---- Text --------------------------------------------------------------------------- */

static const char *const unseen[] = { "script", "style", "svg" };

/* Moves past the end of a part that no reader sees. */
static void skip_unseen(struct arena *arena, struct str tag, struct str *rest)
{
	for (size_t i = 0; i < COUNT(unseen); i++) {
		struct str end = arena_print(arena, "</%s>", unseen[i]);
		ptrdiff_t at = tag_is(tag, unseen[i]) ? str_find(*rest, end) : -1;

		if (at >= 0)
			*rest = str_part(*rest, (size_t)at + end.len, rest->len);
	}
}

/* White space becomes one space.  Inline tags part no words. */
static bool is_inline(struct str tag)
{
	static const char *const names[] = { "b", "i", "a", "em", "strong", "span", "abbr",
		"/b", "/i", "/a", "/em", "/strong", "/span", "/abbr", "time", "/time" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (tag_is(tag, names[i]))
			return true;
	return false;
}

static void put_text(struct out *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		bool is_space = strchr(" \t\r\n", text.at[i]) != NULL;

		if (!is_space)
			out_char(out, text.at[i]);
		else if (out->len && out->at[out->len - 1] != ' ')
			out_char(out, ' ');
	}
}

struct str page_text(struct arena *arena, struct str html)
{
	struct out out;

	out_init(&out, arena, LONGEST_TEXT);
	while (html.len) {
		ptrdiff_t at = str_find_char(html, '<');
		struct str tag;

		put_text(&out, unescape(arena, str_part(html, 0, at < 0 ? html.len : (size_t)at)));
		tag = tag_next(&html);
		/* Two links side by side are two buttons. */
		if (tag.len && (!is_inline(tag) || (at == 0 && tag_is(tag, "a"))))
			put_text(&out, S(" "));
		skip_unseen(arena, tag, &html);
	}
	return out_str(&out);
}

/* ---- Forms -------------------------------------------------------------------------- */

static bool is_hidden(struct arena *arena, struct str tag)
{
	return tag_is(tag, "input") && str_is(tag_attribute(arena, tag, "type"), "hidden");
}

static size_t hidden_of_form(struct arena *arena, struct str html, struct pair *fields,
                             size_t most)
{
	size_t count = 0;
	struct str tag;

	while (count < most && (tag = tag_next(&html)).len && !tag_is(tag, "/form"))
		if (is_hidden(arena, tag))
			fields[count++] = (struct pair){ tag_attribute(arena, tag, "name"),
				tag_attribute(arena, tag, "value") };
	return count;
}

static size_t first_token(struct arena *arena, struct str html, struct pair *fields)
{
	struct str tag;

	while ((tag = tag_next(&html)).len) {
		if (!is_hidden(arena, tag)
		    || !str_is(tag_attribute(arena, tag, "name"), "_token"))
			continue;
		fields[0] = (struct pair){ S("_token"), tag_attribute(arena, tag, "value") };
		return 1;
	}
	return 0;
}

size_t page_hidden(struct arena *arena, struct str html, struct str action,
                   struct pair *fields, size_t most)
{
	struct str rest = html, tag;

	while ((tag = tag_next(&rest)).len)
		if (tag_is(tag, "form")
		    && str_equals(tag_attribute(arena, tag, "action"), action))
			return hidden_of_form(arena, rest, fields, most);
	return most ? first_token(arena, html, fields) : 0;
}

/* ---- Looking for something ---------------------------------------------------------- */

static bool is_of_word(char c)
{
	return !strchr(" \t\r\n,;:()[]\"<>", c);
}

struct str text_word_after(struct str text, struct str after)
{
	ptrdiff_t at = str_find(text, after);
	size_t from, to;

	if (at < 0)
		return S("");
	from = (size_t)at + after.len;
	while (from < text.len && !is_of_word(text.at[from]))
		from++;
	for (to = from; to < text.len && is_of_word(text.at[to]); to++)
		;
	while (to > from && strchr(".!?", text.at[to - 1]))
		to--;
	return str_part(text, from, to - from);
}

struct str text_like(struct arena *arena, struct str text, struct str pattern)
{
	const char *z = str_z(arena, text);
	regmatch_t found[2] = { { -1, -1 }, { -1, -1 } };
	struct str answer = S("");
	regex_t regex;
	int which;

	if (regcomp(&regex, str_z(arena, pattern), REG_EXTENDED))
		return answer;
	if (!regexec(&regex, z, COUNT(found), found, 0)) {
		which = found[1].rm_so >= 0 ? 1 : 0;
		answer = str_part(text, (size_t)found[which].rm_so,
			(size_t)(found[which].rm_eo - found[which].rm_so));
	}
	regfree(&regex);
	return answer;
}
