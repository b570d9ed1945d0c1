/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/docx.h - a document for word processors (ECMA-376, WordprocessingML), written with
 * libzip.
 *
 * A report is begun, written from top to bottom, and ended as the bytes of a .docx.  Headings,
 * lists and tables are real ones, so that the navigation pane, a table of contents and a
 * screen reader find them; headings of tables stand again on each page.  There are no macros,
 * no pictures and nothing that is fetched from elsewhere.  The same words give the same bytes.
 *
 *   struct docx *doc = docx_begin(arena, &(struct docx_about){ .title = S("Annual report"),
 *       .author = S("City executive office"), .language = "sv", .made = instant_now() });
 *   docx_heading(doc, 1, S("What we did"));
 *   docx_words(doc, S("Fifty measures were carried out."));
 *   docx_table_begin(doc, S("Measures by kind"), COUNT(columns), columns);
 *   docx_row(doc, cells);
 *   docx_table_end(doc);
 *   bytes = docx_end(doc);
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/str.h"

struct docx;

struct docx_about {
	struct str title;               /* stands first, and in the properties of the file */
	struct str under;               /* a line below the title; "" none */
	struct str author, subject;     /* "" not told */
	const char *language;           /* "sv" or "en": spelling is checked as Swedish, British English */
	struct instant made;
};
extern const char docx_type[];          /* of the reply */

struct docx *docx_begin(struct arena *arena, const struct docx_about *about);
void docx_heading(struct docx *doc, int level, struct str words);       /* 1 to 4 */
/* Plain words: lines stay lines, an empty line begins a new paragraph. */
void docx_words(struct docx *doc, struct str words);
void docx_small(struct docx *doc, struct str words);    /* caveats and sources, smaller */
void docx_fact(struct docx *doc, struct str name, struct str words);    /* "Name: words" */
void docx_page_break(struct docx *doc);

/* Lists may stand in each other. */
void docx_list_begin(struct docx *doc, bool is_numbered);
void docx_item(struct docx *doc, struct str words);
void docx_list_end(struct docx *doc);

enum { DOCX_MOST_COLUMNS = 12 };
struct docx_column {
	struct str heading;
	bool is_number;                 /* to the right */
	int parts;                      /* of the width; 0: 1 */
};
void docx_table_begin(struct docx *doc, struct str caption, size_t count,
                      const struct docx_column *columns);
void docx_row(struct docx *doc, const struct str *cells);       /* one for each column; the first names the row */
void docx_table_end(struct docx *doc);

/* CommonMark as in formats/markdown.h: its "#" becomes a heading of level `top`.  What it has
 * of raw HTML and pictures is left out; addresses stay links when they are http(s) or mailto. */
void docx_markdown(struct docx *doc, struct str text, int top);

struct str docx_end(struct docx *doc);
