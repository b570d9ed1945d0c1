/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/out.c - growing output with a ceiling, and escaping by place.
 *
 * Escaping is a table from byte to replacement; what the table does not name is copied in
 * one go up to the next byte that it does.
 */
#include "base/out.h"
#include "base/say.h"
#include "base/tongue.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ROOM_SMALLEST = 4096 };

void out_init(struct out *out, struct arena *arena, size_t limit_bytes)
{
	*out = (struct out){ .arena = arena, .limit = limit_bytes };
}

struct str out_str(const struct out *out)
{
	return (struct str){ out->at, out->len };
}

struct html out_html(const struct out *out)
{
	return (struct html){ out_str(out) };
}

static void room_make(struct out *out, size_t need)
{
	size_t room = out->room ? out->room : ROOM_SMALLEST;
	char *at;

	while (room < need)
		room *= 2;
	if (room > out->limit)
		room = out->limit;
	at = arena_take(out->arena, room);
	if (out->len)
		memcpy(at, out->at, out->len);
	out->at = at;
	out->room = room;
}

void out_bytes_slowly(struct out *out, const char *at, size_t len)
{
	if (len == 0 || out->is_full)
		return;
	if (len > out->limit - out->len) {
		out->is_full = true;
		return;
	}
	if (len > out->room - out->len)
		room_make(out, out->len + len);
	memcpy(out->at + out->len, at, len);
	out->len += len;
}

void out_raw(struct out *out, struct str s)
{
	out_bytes(out, s.at, s.len);
}

void out_z(struct out *out, const char *z)
{
	out_raw(out, str_of(z));
}

void out_char(struct out *out, char c)
{
	out_bytes(out, &c, 1);
}

void out_letter(struct out *out, uint32_t letter)
{
	int more = letter < 0x80 ? 0 : letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
	static const unsigned char first[] = { 0, 0xc0, 0xe0, 0xf0 };

	out_char(out, (char)(first[more] | letter >> 6 * more));
	while (more--)
		out_char(out, (char)(0x80 | (letter >> 6 * more & 0x3f)));
}

void out_print(struct out *out, const char *format, ...)
{
	char small[256];
	va_list list, again;
	int len;

	va_start(list, format);
	va_copy(again, list);
	len = vsnprintf(small, sizeof(small), format, list);
	must(len >= 0);
	if ((size_t)len < sizeof(small))
		out_bytes(out, small, (size_t)len);
	else if ((size_t)len > out->limit - out->len)
		out->is_full = true;
	else
		out_raw(out, arena_vprint(out->arena, format, again));
	va_end(again);
	va_end(list);
}

void out_int(struct out *out, int64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%" PRId64, n);

	out_bytes(out, text, (size_t)len);
}

/* --- HTML ------------------------------------------------------------------------------ */

static const char *const in_text[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;",
};

static const char *const in_attribute[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

static void out_escaped(struct out *out, struct str s, const char *const escapes[256])
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *escape = escapes[(unsigned char)s.at[i]];

		if (!escape)
			continue;
		out_raw(out, str_part(s, from, i - from));
		out_z(out, escape);
		from = i + 1;
	}
	out_raw(out, str_part(s, from, s.len));
}

void out_text_str(struct out *out, struct str s)
{
	out_escaped(out, s, in_text);
}

void out_text_z(struct out *out, const char *z)
{
	out_text_str(out, str_of(z));
}

void out_text_int(struct out *out, int64_t n)
{
	out_int(out, n);
}

void out_text_html(struct out *out, struct html html)
{
	out_raw(out, html.text);
}

void out_text_instant(struct out *out, struct instant instant)
{
	out_text_str(out, tongue_instant(out->arena, instant));
}

void out_text_date(struct out *out, struct date date)
{
	out_text_str(out, tongue_date(out->arena, date));
}

void out_attr_str(struct out *out, struct str s)
{
	out_escaped(out, s, in_attribute);
}

void out_attr_z(struct out *out, const char *z)
{
	out_attr_str(out, str_of(z));
}

void out_attr_int(struct out *out, int64_t n)
{
	out_int(out, n);
}

void out_attr_instant(struct out *out, struct instant instant)
{
	out_attr_str(out, instant_iso(out->arena, instant));
}

void out_attr_date(struct out *out, struct date date)
{
	out_attr_str(out, date_iso(out->arena, date));
}

/* --- addresses ------------------------------------------------------------------------- */

static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

static bool has_known_scheme(struct str s)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_is_nocase(str_part(s, 0, strlen(schemes[i])), schemes[i]))
			return true;
	return false;
}

/* Browsers drop tabs and line ends in an address and read \ as /, so that "/\t/evil" and
 * "/\evil" would leave this site: control characters are refused everywhere. */
static bool link_is_safe(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7F)
			return false;
	if (s.len == 0)
		return false;
	if (s.at[0] == '/')
		return s.len == 1 || (s.at[1] != '/' && s.at[1] != '\\');
	return s.at[0] == '#' || s.at[0] == '?' || has_known_scheme(s);
}

void out_link_str(struct out *out, struct str s)
{
	if (link_is_safe(s))
		out_attr_str(out, s);
	else
		out_char(out, '#');
}

void out_link_z(struct out *out, const char *z)
{
	out_link_str(out, str_of(z));
}

/* A bare number is no whole address, but a place relative to the page. */
void out_link_int(struct out *out, int64_t n)
{
	out_int(out, n);
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void out_link_part_str(struct out *out, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char byte = (unsigned char)s.at[i];

		if (is_unreserved(s.at[i]))
			out_char(out, s.at[i]);
		else
			out_bytes(out, (char[]){ '%', hex[byte >> 4], hex[byte & 15] }, 3);
	}
}

void out_link_part_z(struct out *out, const char *z)
{
	out_link_part_str(out, str_of(z));
}

void out_link_part_int(struct out *out, int64_t n)
{
	out_int(out, n);
}

/* --- CSV ------------------------------------------------------------------------------- */

static bool csv_would_run(struct str s)
{
	return s.len > 0 && strchr("=+-@\t\r", s.at[0]) && s.at[0] != '\0';
}

static bool csv_needs_quotes(struct str s, char delimiter)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == delimiter || s.at[i] == '"' || s.at[i] == '\n' ||
		    s.at[i] == '\r')
			return true;
	return s.len > 0 && (s.at[0] == ' ' || s.at[s.len - 1] == ' ');
}

void out_csv(struct out *out, struct str s, char delimiter)
{
	static const char *const in_quotes[256] = { ['"'] = "\"\"" };
	bool has_quotes = csv_needs_quotes(s, delimiter);

	if (has_quotes)
		out_char(out, '"');
	if (csv_would_run(s))
		out_char(out, '\'');
	out_escaped(out, s, in_quotes);
	if (has_quotes)
		out_char(out, '"');
}
