/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/reference.h - how a form points at another record.
 *
 * A room that others may point at has one row: statements over its my_... view, so nobody
 * can point at what he may not see.
 */
#pragma once

#include "base/out.h"
#include "store/store.h"

struct reference {
	const char *name;               /* "unit" */
	/* $1 id -> one text; no row: does not exist for this person.  $2, if used: the language. */
	struct sql label;
	/* -> key, label, hint (optional ""): at most 500 rows, for <select>.  $1, if used: the
	 * language. */
	struct sql list;
	struct sql exact;               /* $1 code -> id by an index, tried before `find`; may lack */
	struct sql find;                /* $1 text a person wrote (code, name, number) -> id */
	/* "H": H-2026-00012 in a text is one of these, and its page is `path` and the number. */
	const char *written, *path;
	bool is_long;                   /* more than a select can bear: text field with look-up */
};
struct option {
	int64_t key;
	struct str label, hint;
};
LIST_OF(option)
extern const struct shape option_shape;

const struct reference *reference_get(const char *name);        /* must exist */
struct str reference_label(struct view *view, const char *name, int64_t id);    /* "" */
struct option_list reference_options(struct view *view, const char *name);
int64_t reference_find(struct view *view, const char *name, struct str text);   /* 0 */
/* Of an address: the id that a control sends, not looked up, or else what a person wrote.  0 none. */
int64_t reference_read(struct view *view, const char *name, struct str text);
const struct reference *reference_find_name(const char *name);  /* NULL: for `varn check` */
/* Numbers in a text (also with # before) become links to what this person may see. */
struct html reference_links(struct view *view, struct html text);
struct str option_words(struct arena *arena, const struct option *option);      /* label (hint) */
