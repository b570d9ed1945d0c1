/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "modules/programme/programme.h"

/* ---- model.c ------------------------------------------------------------------------- */

#define LEGAL_BASIS_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(statute, text, N_("Statute"), ) \
	F(paragraph, text, N_("Paragraph"), ) F(url, text, N_("Address on the web"), ) \
	F(valid_from, date, N_("From"), ) F(valid_to, date, N_("To"), )
struct legal_basis { LEGAL_BASIS_FIELDS(AS_MEMBER) };
LIST_OF(legal_basis)

#define TERM_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(text_sv, prose, N_("In Swedish"), ) \
	F(text_en, prose, N_("In English"), ) F(lines, text, N_("Lines of the adopted text"), ) \
	F(note_sv, prose, N_("How it is read, in Swedish"), ) \
	F(note_en, prose, N_("How it is read, in English"), ) F(place, count, N_("Order"), )
struct term { TERM_FIELDS(AS_MEMBER) };
LIST_OF(term)

#define PROGRAMME_ROLE_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(role_type, code, N_("Role"), .list = "role_types") F(code, text, N_("Code"), ) \
	F(deputy_required, yesno, N_("A deputy is required"), )
struct programme_role { PROGRAMME_ROLE_FIELDS(AS_MEMBER) };
LIST_OF(programme_role)

#define SUCCESSION_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(from_programme, text, N_("Earlier programme"), ) F(from_code, text, N_("Earlier duty"), ) \
	F(to_code, text, N_("Later duty"), ) F(kind, text, N_("What became of it"), ) \
	F(note_sv, prose, N_("How it is read, in Swedish"), ) \
	F(note_en, prose, N_("How it is read, in English"), )
struct succession { SUCCESSION_FIELDS(AS_MEMBER) };
LIST_OF(succession)

extern const struct record actor_record, concern_flag_record, calendar_rule_record,
	deadline_step_record, evidence_rule_record, deliverable_record, focus_area_record,
	legal_basis_record, term_record, programme_role_record, succession_record;

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

struct adopted_line { int64_t programme_id, line; struct str words; };
LIST_OF(adopted_line)
struct legal_basis_list legal_bases_of(struct view *view, int64_t programme_id);
struct term_list terms_of(struct view *view, int64_t programme_id);
const struct term *term_of_code(struct view *view, int64_t programme_id, struct str code);
struct programme_role_list programme_roles_of(struct view *view, int64_t programme_id);
struct succession_list successions_of(struct view *view, int64_t programme_id);
struct programme_list editions_all(struct view *view);
struct programme_list editions_of(struct view *view, struct str code);         /* newest first */
const struct programme *edition_get(struct view *view, struct str code, struct str edition);
bool programme_has_text(struct view *view, int64_t programme_id);
/* Writing: the edition becomes the current one of its code; the text is put in once. */
void programme_put_current(struct change *change, const struct programme *programme);
void adopted_text_put(struct change *change, int64_t programme_id, struct str name,
                      const struct str *lines, size_t count);
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

/* ---- commands.c ------------------------------------------------------------------------ */

extern const struct command programme_commands[];
void programme_demo(struct store *store, int scale);
