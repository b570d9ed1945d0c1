/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "modules/programme/programme.h"

/* ---- model.c ------------------------------------------------------------------------- */

extern const struct record actor_record, concern_flag_record, calendar_rule_record,
	deadline_step_record, evidence_rule_record, deliverable_record;

/* ---- rules.c: small decisions about lists in cells ------------------------------------- */

/* Words with spaces between. */
bool spaced_has(struct str words, struct str word);
struct str spaced_add(struct arena *arena, struct str words, struct str word);
struct str spaced_next(struct str *rest);       /* "" after the last */

/* "782-783 790": places in the adopted text.  False when it cannot be read, with the letter
 * from 0 where it begins to be wrong. */
struct line_range { int64_t from, to; };
LIST_OF(line_range)
bool lines_read_at(struct arena *arena, struct str lines, struct line_range_list *ranges, size_t *at);
static inline bool lines_read(struct arena *arena, struct str lines, struct line_range_list *ranges)
{ return lines_read_at(arena, lines, ranges, &(size_t){ 0 }); }

/* ---- queries.c ------------------------------------------------------------------------- */

struct adopted_line { int64_t line; struct str words; };
LIST_OF(adopted_line)
struct adopted_line_list adopted_lines(struct view *view, int64_t programme_id, struct line_range range);

/* ---- predicate.c ---------------------------------------------------------------------- */

enum predicate_subject { SUBJECT_none, SUBJECT_kind, SUBJECT_unit, SUBJECT_tag, SUBJECT_flag };
struct predicate_word { const char *name; enum predicate_subject subject; const char *what; };
extern const struct predicate_word predicate_words[];   /* ends with name NULL */
/* Every word that it compares with; the words point into the text that was read. */
void predicate_each(const struct predicate *predicate,
                    void (*each)(void *context, enum predicate_subject subject, struct str word),
                    void *context);

/* ---- cadence.c ------------------------------------------------------------------------- */

struct cadence_kind {
	const char *name;               /* "third1" */
	enum cadence_how { CADENCE_never, CADENCE_part, CADENCE_standing, CADENCE_programme,
		CADENCE_term } how;
	int months, only;               /* parts of a year; only this one of them, 0 all */
	const char *letter;             /* "2026-T1" */
	const char *what;               /* N_() */
};
extern const struct cadence_kind cadence_kinds[];       /* ends with name NULL */
const struct cadence_kind *cadence_kind_find(struct str name);  /* NULL */
/* What is wrong with a rule: in which column, and the words ("" when the period is unknown). */
struct cadence_fault { const char *column; struct str words; };
bool cadence_judge(struct arena *arena, const struct calendar_rule *rule,
                   const struct programme *programme, struct cadence_fault *fault);
