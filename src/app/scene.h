/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/scene.h - what the files of the scene runner share.
 *
 * scene.c runs files and steps, scene_ask.c asks as a browser, scene_words.c takes a line apart,
 * scene_page.c looks at a page as a reader does.  How a scene is written stands in tests/README.md.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "http/request.h"

enum {
	MOST_WORDS = 64,                /* on a line, with the lines that continue it */
	MOST_KEPT = 64,                 /* $NAMES of a scene */
	LONGEST_SCENE = 1024 * 1024,
	LONGEST_LINE = 256 * 1024,
};

/* ---- scene_words.c ------------------------------------------------------------------ */

struct kept {                           /* what `keep` keeps */
	size_t count;
	struct pair at[MOST_KEPT];
};
struct str *kept_find(struct kept *kept, struct str name);      /* NULL when there is none */
void kept_put(struct kept *kept, struct str name, struct str value);

/* The next line with the lines that continue it (they begin with white space); false at the
 * end.  *number is the line's in the file and moves on. */
bool scene_line(struct arena *arena, struct str *rest, int *next_number, int *number,
                struct str *line);

struct words {
	size_t count;
	struct str at[MOST_WORDS];
	struct str missing;             /* a $NAME that nobody has kept, or "" */
};
/* "a b" is one word, and so is x="a b"; $NAME is replaced; # after white space begins a
 * comment.  From word number `plus_from` on, + outside quotes is a space. */
struct words words_read(struct arena *arena, struct str line, struct kept *kept,
                        size_t plus_from);
/* The line after its first `skip` words, as it stands, but with $NAME replaced. */
struct str words_after(struct arena *arena, struct str line, size_t skip, struct kept *kept);

/* ---- scene_page.c ------------------------------------------------------------------- */

/* The text that a reader sees: no tags, no scripts, one space between words. */
struct str page_text(struct arena *arena, struct str html);
/* Hidden fields of the first form whose action is `action`; without such a form, the first
 * _token of the page.  Answers how many, at most `most`. */
size_t page_hidden(struct arena *arena, struct str html, struct str action,
                   struct pair *fields, size_t most);
/* The word that follows `after`, without punctuation at its ends; "" when it is not there. */
struct str text_word_after(struct str text, struct str after);
/* The first bracket of an extended regular expression, or all that fits; "" when nothing
 * does. */
struct str text_like(struct arena *arena, struct str text, struct str pattern);
