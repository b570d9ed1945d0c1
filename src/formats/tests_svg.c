/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_svg.c - is a piece well-formed, and does all of a drawing stand inside it? */
#include "formats/tests_svg.h"

#include "base/test.h"
#include "formats/chart_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- A small check that a piece is well-formed XML ------------------------------------ */

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static struct str name_take(struct str *rest)
{
	struct str name = { rest->at, 0 };

	while (rest->len && is_name_letter(rest->at[0])) {
		name.len++;
		*rest = str_part(*rest, 1, rest->len);
	}
	return name;
}

/* Attributes up to > or />, each with a value in quotes. */
static bool tag_end(struct str *rest, bool *is_empty)
{
	while (rest->len) {
		*rest = str_trim(*rest);
		if (str_starts(*rest, S("/>")) || str_starts(*rest, S(">"))) {
			*is_empty = rest->at[0] == '/';
			*rest = str_part(*rest, *is_empty ? 2 : 1, rest->len);
			return true;
		}
		if (!name_take(rest).len || !str_starts(*rest, S("=\"")))
			return false;
		*rest = str_part(*rest, 2, rest->len);
		if (str_find_char(str_cut(rest, '"'), '<') >= 0)
			return false;
	}
	return false;
}

static bool text_is_well(struct str text)
{
	while (text.len) {
		struct str before = str_cut(&text, '&');

		if (before.at + before.len == text.at || !text.at)
			return true;
		if (!str_starts(text, S("amp;")) && !str_starts(text, S("lt;"))
		    && !str_starts(text, S("gt;")) && !str_starts(text, S("#")))
			return false;
	}
	return true;
}

bool svg_is_well_formed(struct str xml)
{
	struct str open[64];
	size_t depth = 0;

	while (xml.len) {
		bool is_closing, is_empty = false;
		struct str name;

		if (!text_is_well(str_cut(&xml, '<')))
			return false;
		if (!xml.len)
			return depth == 0;
		is_closing = xml.at[0] == '/';
		xml = str_part(xml, is_closing, xml.len);
		name = name_take(&xml);
		if (!name.len || !tag_end(&xml, &is_empty))
			return false;
		if (is_closing && (!depth || !str_equals(open[--depth], name)))
			return false;
		if (!is_closing && !is_empty) {
			if (depth == COUNT(open))
				return false;
			open[depth++] = name;
		}
	}
	return depth == 0;
}

TEST(the_check_of_well_formed_pieces_sees_what_is_wrong)
{
	CHECK(svg_is_well_formed(S("<a b=\"c\">d &amp; e<f/></a>")));
	CHECK(!svg_is_well_formed(S("<a><b></a></b>")));
	CHECK(!svg_is_well_formed(S("<a b=c></a>")));
	CHECK(!svg_is_well_formed(S("<a>")));
	CHECK(!svg_is_well_formed(S("<a b=\"<\"></a>")));
}

/* ---- Inside the viewBox ------------------------------------------------------------------ */

struct page { double top, wide, high; };

static const double slack = 0.06;       /* places are written with one decimal */

static bool is_in(const struct page *page, double x, double y)
{
	return x >= -slack && x <= page->wide + slack && y >= page->top - slack && y <= page->top + page->high + slack;
}

/* The value of an attribute of a tag (without < and >); "" none. */
static struct str attribute(struct str tag, const char *name)
{
	char sought[32];
	ptrdiff_t at;

	snprintf(sought, sizeof(sought), " %s=\"", name);
	at = str_find(tag, str_of(sought));
	if (at < 0)
		return S("");
	tag = str_part(tag, (size_t)at + strlen(sought), tag.len);
	return str_cut(&tag, '"');
}

static double number(struct str tag, const char *name)
{
	double value = NAN;

	return str_to_real(attribute(tag, name), &value) ? value : NAN;
}

static double take_number(struct str *rest)
{
	char text[32] = "";
	size_t length = 0;

	while (rest->len && strchr(" ,", rest->at[0]))
		*rest = str_part(*rest, 1, rest->len);
	while (length < rest->len && length < sizeof(text) - 1 && strchr("-.0123456789", rest->at[length]))
		length++;
	memcpy(text, rest->at, length);
	*rest = str_part(*rest, length, rest->len);
	return length ? strtod(text, NULL) : NAN;
}

/* Our paths have M, L, H, V, h and z, each with its numbers. */
static bool path_is_inside(const struct page *page, struct str d)
{
	double x = 0, y = 0;

	while (d.len) {
		char act = d.at[0];

		d = str_part(d, 1, d.len);
		if (act == 'M' || act == 'L') {
			x = take_number(&d);
			y = take_number(&d);
		} else if (act == 'H') {
			x = take_number(&d);
		} else if (act == 'V') {
			y = take_number(&d);
		} else if (act == 'h') {
			x += take_number(&d);
		} else if (act != 'z') {
			return false;
		}
		if (isnan(x) || isnan(y) || !is_in(page, x, y))
			return false;
	}
	return true;
}

/* Letters of what stands in the page: &amp; is one. */
static size_t letters_of(struct str text)
{
	size_t letters = 0;

	while (text.len)
		if (str_next_letter(&text) == '&') {
			str_cut(&text, ';');
			letters++;
		} else {
			letters++;
		}
	return letters;
}

static bool text_is_inside(const struct page *page, struct str tag, struct str text)
{
	struct str anchor = attribute(tag, "text-anchor");
	double wide = (double)letters_of(text) * LETTER_WIDE, x = number(tag, "x"), y = number(tag, "y");
	double left = x - (str_is(anchor, "end") ? wide : str_is(anchor, "middle") ? wide / 2 : 0);

	return is_in(page, left, y) && is_in(page, left + wide, y - 9);
}

static bool tag_is_inside(const struct page *page, struct str tag, struct str after)
{
	double x = number(tag, "x"), y = number(tag, "y");

	if (str_starts(tag, S("rect")))
		return is_in(page, x, y)
			&& is_in(page, x + number(tag, "width"), y + number(tag, "height"));
	if (str_starts(tag, S("circle"))) {
		double r = number(tag, "r");

		x = number(tag, "cx");
		y = number(tag, "cy");
		return is_in(page, x - r, y - r) && is_in(page, x + r, y + r);
	}
	if (str_starts(tag, S("path")))
		return path_is_inside(page, attribute(tag, "d"));
	if (str_starts(tag, S("text")))
		return text_is_inside(page, tag, str_cut(&after, '<'));
	return true;
}

static struct str without_definitions(struct str svg)
{
	ptrdiff_t from = str_find(svg, S("<defs>")), to = str_find(svg, S("</defs>"));

	if (from < 0 || to < from)
		return svg;
	return arena_join(test_arena(), str_part(svg, 0, (size_t)from),
		str_part(svg, (size_t)to + strlen("</defs>"), svg.len));
}

bool svg_is_inside(struct str svg, struct str *why)
{
	struct str rest = without_definitions(svg), box;
	struct page page;

	*why = S("no viewBox");
	str_cut(&rest, '<');
	box = attribute(str_cut(&rest, '>'), "viewBox");
	take_number(&box);
	page.top = take_number(&box);
	page.wide = take_number(&box);
	page.high = take_number(&box);
	if (!(page.wide > 0) || !(page.high > 0))
		return false;
	while (rest.len) {
		struct str tag;

		str_cut(&rest, '<');
		tag = str_cut(&rest, '>');
		*why = tag;
		if (!tag_is_inside(&page, tag, rest))
			return false;
	}
	return true;
}

TEST(the_check_of_places_sees_what_is_outside)
{
	struct str why;

	CHECK(svg_is_inside(S("<svg viewBox=\"0 0 100 50\"><rect x=\"0\" y=\"0\" width=\"100\""
		" height=\"50\"/><text x=\"50\" y=\"20\" text-anchor=\"middle\">A&amp;B</text></svg>"), &why));
	CHECK(!svg_is_inside(S("<svg viewBox=\"0 0 100 50\"><rect x=\"1\" y=\"0\" width=\"100\""
		" height=\"50\"/></svg>"), &why));
	CHECK(!svg_is_inside(S("<svg viewBox=\"0 0 100 50\"><circle cx=\"3\" cy=\"9\" r=\"4\"/></svg>"), &why));
	CHECK(!svg_is_inside(S("<svg viewBox=\"0 0 100 50\"><path d=\"M1 2L1 51\"/></svg>"), &why));
	CHECK(!svg_is_inside(S("<svg viewBox=\"0 0 100 50\"><path d=\"M1 nan\"/></svg>"), &why));
	CHECK(!svg_is_inside(S("<svg viewBox=\"0 0 100 50\"><text x=\"80\" y=\"20\">long</text></svg>"), &why));
	CHECK(str_starts(why, S("text")));
}
