/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/out.h - growing output with a ceiling, and escaping by place.
 *
 * An out lives in an arena.  When the ceiling is passed the rest is dropped and
 * `is_full` says so; whoever sends it answers with an error instead of half a page.
 *
 * Pages never call these functions by hand: tools/mkpage chooses the right one by where in
 * the HTML a value stands.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/str.h"

#include <string.h>

struct out {
	struct arena *arena;
	char *at;
	size_t len, room, limit;
	bool is_full;
};

/* HTML that we made ourselves and trust: the only thing out_text() does not escape. */
struct html {
	struct str text;
};

void out_init(struct out *out, struct arena *arena, size_t limit_bytes);
struct str out_str(const struct out *out);              /* what has been written */
struct html out_html(const struct out *out);            /* the same, trusted */

void out_bytes_slowly(struct out *out, const char *at, size_t len);
/* As it is.  A page is some thousand pieces: when there is room, each is only copied. */
static inline void out_bytes(struct out *out, const char *at, size_t len)
{
	if (len == 0 || len > out->room - out->len || out->is_full) {
		out_bytes_slowly(out, at, len);
		return;
	}
	memcpy(out->at + out->len, at, len);
	out->len += len;
}
void out_raw(struct out *out, struct str s);                    /* as it is */
void out_z(struct out *out, const char *z);                     /* as it is */
void out_char(struct out *out, char c);
void out_letter(struct out *out, uint32_t letter);              /* a code point, as UTF-8 */
void out_print(struct out *out, const char *format, ...)        /* as it is */
	__attribute__((format(printf, 2, 3)));
void out_int(struct out *out, int64_t n);

/* HTML, by place. */
void out_text_str(struct out *out, struct str s);       /* & < > */
void out_text_z(struct out *out, const char *z);
void out_text_int(struct out *out, int64_t n);
void out_text_html(struct out *out, struct html html);
void out_text_instant(struct out *out, struct instant instant); /* local, in words of the language */
void out_text_date(struct out *out, struct date date);
void out_attr_str(struct out *out, struct str s);       /* & < > " ' */
void out_attr_z(struct out *out, const char *z);
void out_attr_int(struct out *out, int64_t n);
void out_attr_instant(struct out *out, struct instant instant); /* ISO 8601 with zone */
void out_attr_date(struct out *out, struct date date);  /* ISO 8601 */
/* A whole address: only "/..." (not "//"), "#...", "?...", "https://...", "http://",
 * "mailto:" and "tel:" get through; anything else becomes "#". */
void out_link_str(struct out *out, struct str s);
void out_link_z(struct out *out, const char *z);
void out_link_int(struct out *out, int64_t n);
void out_link_part_str(struct out *out, struct str s);  /* percent-encoded */
void out_link_part_z(struct out *out, const char *z);
void out_link_part_int(struct out *out, int64_t n);

#define out_text(out, x) _Generic((x), \
	struct str: out_text_str, const char *: out_text_z, char *: out_text_z, \
	struct html: out_text_html, struct instant: out_text_instant, \
	struct date: out_text_date, default: out_text_int)((out), (x))
#define out_attr(out, x) _Generic((x), \
	struct str: out_attr_str, const char *: out_attr_z, char *: out_attr_z, \
	struct instant: out_attr_instant, struct date: out_attr_date, \
	default: out_attr_int)((out), (x))
#define out_link(out, x) _Generic((x), \
	struct str: out_link_str, const char *: out_link_z, char *: out_link_z, \
	default: out_link_int)((out), (x))
#define out_link_part(out, x) _Generic((x), \
	struct str: out_link_part_str, const char *: out_link_part_z, \
	char *: out_link_part_z, default: out_link_part_int)((out), (x))

/* CSV cell for spreadsheets: quoted when needed; text that begins with = + - @ or a tab gets
 * a leading apostrophe so that no spreadsheet runs it (OWASP "CSV injection").  Numbers are
 * written with out_int and stay numbers. */
void out_csv(struct out *out, struct str s, char delimiter);
