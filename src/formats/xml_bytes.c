/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/xml_bytes.c - see xml_bytes.h: one walk over the bytes, from mark to mark. */
#include "formats/xml_bytes.h"

#include "base/out.h"
#include "base/tongue.h"

#include <string.h>

enum { LONGEST_NAME = 60 };

struct looking {
	struct arena *arena;
	const struct xml_ceilings *ceilings;
	struct xml_fault *fault;
	struct str rest;
	int64_t line;
	int depth;
	struct str open[XML_DEEPEST];   /* the names of the elements that stand open, and of
	                                 * the one that began last though it has ended */
	int begun_depth;                /* how deep that one stands */
};

static struct str path_of(struct looking *look, int depth)
{
	struct out out;

	out_init(&out, look->arena, XML_DEEPEST * (4 * LONGEST_NAME + 1));
	for (int i = 0; i < depth; i++) {
		if (i)
			out_char(&out, '/');
		out_raw(&out, str_letters_part(look->open[i], LONGEST_NAME));
	}
	return out_str(&out);
}

static bool look_fails_so(struct looking *look, struct str words)
{
	if (look->fault)        /* NULL: it was judged before, and somebody asks where a line is */
		*look->fault = (struct xml_fault){ .line = look->line,
			.element = path_of(look, look->depth), .words = words };
	return false;
}

static bool look_fails(struct looking *look, const char *words)
{
	return look_fails_so(look, str_of(words));
}

static void look_on(struct looking *look, size_t len)
{
	struct str passed = str_part(look->rest, 0, len);

	for (size_t i = 0; i < passed.len; i++)
		look->line += passed.at[i] == '\n';
	look->rest = str_part(look->rest, passed.len, look->rest.len);
}

/* Past the end mark; false when it never comes. */
static bool look_past(struct looking *look, struct str end)
{
	ptrdiff_t at = str_find(look->rest, end);

	if (at < 0)
		return look_fails(look, _("The file ends in the middle of something."));
	look_on(look, (size_t)at + end.len);
	return true;
}

/* Only the five that need no declaration, and numbers. */
static bool look_reference(struct looking *look)
{
	static const struct str plain[] = { { "&amp;", 5 }, { "&lt;", 4 }, { "&gt;", 4 },
		{ "&quot;", 6 }, { "&apos;", 6 }, { "&#", 2 } };

	for (size_t i = 0; i < COUNT(plain); i++)
		if (str_starts(look->rest, plain[i])) {
			look_on(look, 1);
			return true;
		}
	return look_fails(look, _("There is an entity in the file. Files with entities are refused before they are read."));
}

/* ---- Elements ------------------------------------------------------------------------------ */

static struct str name_at(struct str tag)
{
	size_t len = 0;

	while (len < tag.len && !strchr(" \t\r\n/>", tag.at[len]))
		len++;
	return str_part(tag, 0, len);
}

static bool element_begins(struct looking *look, struct str name, bool is_empty)
{
	if (look->depth == XML_DEEPEST)
		return look_fails(look, _("The elements stand too deep within each other."));
	look->open[look->depth++] = name;
	look->begun_depth = look->depth;
	look->depth -= is_empty;
	return true;
}

static bool element_ends(struct looking *look, struct str name)
{
	if (!look->depth || !str_equals(look->open[look->depth - 1], name))
		return look_fails_so(look, arena_print(look->arena,
			_("The file is no well-formed XML: </%.*s> ends what is not open."),
			STR(str_letters_part(name, LONGEST_NAME))));
	look->depth--;
	return true;
}

/* From < to >, where > may stand in quotes. */
static bool look_tag(struct looking *look)
{
	bool is_end = str_starts(look->rest, S("</"));
	struct str name = name_at(str_part(look->rest, is_end ? 2 : 1, look->rest.len));
	char quote = 0, last = 0;

	while (look->rest.len) {
		char c = look->rest.at[0];

		if (c == '&' && !look_reference(look))
			return false;
		if (c == '&')
			continue;
		look_on(look, 1);
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && c == '>')
			return is_end ? element_ends(look, name) : element_begins(look, name, last == '/');
		last = c;
	}
	return look_fails(look, _("The file ends in the middle of something."));
}

/* ---- The whole -------------------------------------------------------------------------------- */

/* What the first line says that the bytes are; "" nothing. */
static struct str declared(struct arena *arena, struct str bytes)
{
	ptrdiff_t end = str_find(bytes, S("?>")), at;
	struct str line, name;

	if (!str_starts(bytes, S("<?xml")) || end < 0)
		return S("");
	line = str_part(bytes, 0, (size_t)end);
	at = str_find(line, S("encoding"));
	if (at < 0)
		return S("");
	name = str_part(line, (size_t)at + 8, line.len);
	str_cut(&name, '=');
	name = str_trim(name);
	name = str_part(name, 1, name.len);
	name.len = strcspn(str_z(arena, name), "\"'");
	return name;
}

static bool is_latin1(struct str encoding)
{
	return str_is_nocase(encoding, "iso-8859-1") || str_is_nocase(encoding, "latin1");
}

static bool look_declaration(struct looking *look)
{
	struct str name = declared(look->arena, look->rest);

	return !name.len || str_is_nocase(name, "utf-8") || str_is_nocase(name, "us-ascii")
		|| (look->ceilings->takes_latin1 && is_latin1(name))
		|| look_fails(look, _("The file is in another encoding than UTF-8."));
}

static bool look_markup(struct looking *look)
{
	if (str_starts(look->rest, S("<!--"))) {
		look_on(look, 4);
		return look_past(look, S("-->"));
	}
	if (str_starts(look->rest, S("<![CDATA[")))
		return look_past(look, S("]]>"));
	if (str_starts(look->rest, S("<!")))
		return look_fails(look, _("There is a document type or an entity in the file. Such files are refused before they are read."));
	if (str_starts(look->rest, S("<?")))
		return look_past(look, S("?>"));
	return look_tag(look);
}

static bool look_all(struct looking *look)
{
	while (look->rest.len) {
		char c = look->rest.at[0];

		if (c == '<' ? !look_markup(look) : c == '&' && !look_reference(look))
			return false;
		if (c != '<' && c != '&')
			look_on(look, 1);
	}
	return !look->depth || look_fails(look,
		_("The file is no well-formed XML: it ends before its elements do."));
}

static struct str without_mark(struct str bytes)
{
	return str_starts(bytes, S("\xef\xbb\xbf")) ? str_part(bytes, 3, bytes.len) : bytes;
}

struct str xml_as_utf8(struct arena *arena, struct str bytes)
{
	struct str text = without_mark(bytes);
	struct out out;

	if (!is_latin1(declared(arena, str_part(text, 0, 200))))
		return text;
	out_init(&out, arena, 2 * text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		out_letter(&out, (unsigned char)text.at[i]);
	return out_str(&out);
}

bool xml_bytes_judge(struct arena *arena, struct str bytes, const struct xml_ceilings *ceilings,
                     struct xml_fault *fault)
{
	struct looking look = { .arena = arena, .ceilings = ceilings, .fault = fault };

	*fault = (struct xml_fault){ 0 };
	if (!str_trim(bytes).len)
		return look_fails(&look, _("The file is empty."));
	if (bytes.len > ceilings->bytes)
		return look_fails(&look, _(ceilings->too_large));
	look.rest = ceilings->takes_latin1 ? xml_as_utf8(arena, bytes) : without_mark(bytes);
	if (!str_is_utf8(look.rest))
		return look_fails(&look, _("The file is in another encoding than UTF-8."));
	look.line = 1;
	return look_declaration(&look) && look_all(&look);
}

struct str xml_element_at(struct arena *arena, struct str bytes, int64_t line)
{
	struct looking look = { .arena = arena, .rest = without_mark(bytes), .line = 1 };

	while (look.rest.len && look.line <= line) {
		if (look.rest.at[0] != '<')
			look_on(&look, 1);
		else if (!look_markup(&look))
			break;
	}
	return path_of(&look, look.begun_depth);
}

struct str xml_fault_words(struct arena *arena, const struct xml_fault *fault)
{
	if (fault->line && fault->element.len)
		return arena_print(arena, _("Line %lld, %.*s: %.*s"), (long long)fault->line,
			STR(fault->element), STR(fault->words));
	if (fault->line)
		return arena_print(arena, _("Line %lld: %.*s"), (long long)fault->line,
			STR(fault->words));
	return fault->element.len
		? arena_print(arena, "%.*s: %.*s", STR(fault->element), STR(fault->words))
		: fault->words;
}
