/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/kinds/kind.h - what a kind of field knows: one struct kind per kind.
 *
 * A new kind is a row in enum field_kind, its MEMBER_ and COLUMN_OF_ lines (kit/record.h), a
 * struct kind in a file here, its place in kinds.c and, unless it is written in a text
 * field, its control in kit/form.html.
 */
#pragma once

#include "kit/form.h"

struct judging {
	const struct field *field;
	struct view *view;
	struct arena *arena;
	void *row;                      /* holds the member as it was */
	struct problems *problems;
};

struct kind {
	/* The answer is clean (UTF-8, trimmed, LF) and not empty.  Puts the member into the
	 * row, or adds a problem and leaves the row alone. */
	void (*judge)(const struct judging *judging, struct str answer);
	struct str (*show)(struct arena *arena, const struct field *field, const void *row);
	struct str (*machine)(struct arena *arena, const struct field *field, const void *row);
	bool (*is_given)(const struct field *field, const void *row);
	/* "Write %s." with the label in lower case, when the answer is missing. */
	const char *missing;
	/* The same when the label is a question; NULL: `missing` serves. */
	const char *missing_question;
	bool is_number;                 /* 0 is an answer, so only an empty answer is missing */
	bool has_lines;                 /* more than one line */
	bool has_no_form;               /* keys and secrets are never read from a form */
};

const struct kind *kind_of(const struct field *field);

extern const struct kind kind_key, kind_ref, kind_count, kind_money, kind_real, kind_yesno,
	kind_text, kind_prose, kind_code, kind_codes, kind_choice, kind_instant, kind_date,
	kind_email, kind_phone, kind_json, kind_secret;

/* ---- Words for problems ------------------------------------------------------------- */

/* The label in the person's language; and in the middle of a sentence, without "?". */
const char *field_label(const struct field *field);
struct str field_label_inside(struct arena *arena, const struct field *field);
/* What the person wrote, not longer than fits in a sentence. */
struct str quoted(struct arena *arena, struct str answer);
/* A problem of the form "Label: “answer” ...", from N_("%s: “%.*s” is no date."). */
void judging_refuse(const struct judging *judging, const char *format, struct str answer);

bool text_is_given(const struct field *field, const void *row);
bool number_is_given(const struct field *field, const void *row);
struct str nothing_shown(struct arena *arena, const struct field *field, const void *row);
/* Splits "a b" at spaces: the next word, "" at the end. */
struct str next_word(struct str *rest);
