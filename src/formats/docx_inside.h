/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/docx_inside.h - a document while it is written; only for the files of docx. */
#pragma once

#include "base/out.h"
#include "formats/docx.h"

enum {
	DOCX_LONGEST = 24 * 1024 * 1024,        /* bytes of one part of a document */
	DOCX_MOST_LISTS = 9,                    /* in each other: what word processors know */
	DOCX_HEADINGS = 4,
	DOCX_TEXT_WIDTH = 9638,                 /* twentieths of a point: A4 with margins of 2 cm */
};

/* How a piece of text looks. */
enum { DOCX_BOLD = 1, DOCX_ITALIC = 2, DOCX_CODE = 4, DOCX_LINKED = 8 };

struct docx {
	struct arena *arena;
	struct docx_about about;
	struct out body, numbers;       /* document.xml; the lists with numbers of numbering.xml */
	int depth;                      /* lists that are open */
	struct { int id; bool has_item; } lists[DOCX_MOST_LISTS];
	int last_list;
	size_t columns;                 /* of the table that is open; 0 none */
	const struct docx_column *column;
	int column_parts;
};

/* Text in XML: what XML 1.0 cannot hold is left out. */
void docx_text(struct out *out, struct str words);
/* A paragraph of a style ("" plain); runs stand in it. */
void docx_paragraph_begin(struct docx *doc, const char *style);
void docx_item_begin(struct docx *doc);         /* with the mark of the innermost list, the first time */
void docx_paragraph_end(struct docx *doc);
void docx_run(struct docx *doc, unsigned looks, struct str words);
void docx_line_break(struct docx *doc);
/* Between these, runs with DOCX_LINKED lead to an http(s) or mailto address. */
void docx_link_begin(struct docx *doc, struct str address);
void docx_link_end(struct docx *doc);
void docx_item_next(struct docx *doc);          /* the next paragraph gets a mark again */

/* docx_parts.c: the parts that are alike in all documents. */
struct docx_part { const char *name; struct str content; };
enum { DOCX_PARTS = 10 };
void docx_parts(struct docx *doc, struct docx_part parts[DOCX_PARTS]);
