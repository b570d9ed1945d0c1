/* SPDX-License-Identifier: EUPL-1.2 */
/* prevention/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/duties/duties.h"
#include "modules/measures/measures.h"
#include "modules/prevention/prevention.h"

enum { FOCUS_STATES = VERDICT_gap + 1, MOST_FOCUS_PARTS = 12, MOST_SHOWN_RECORDS = 3 };

/* What the answer of a source tells of: what a duty rests on, who answers for it, what it led to,
 * or only what a person has said. */
enum tells { TELLS_basis, TELLS_holder, TELLS_deed, TELLS_word };

/* The address of the duties that belong to no area. */
extern const char focus_common[];

struct focus_part {                     /* one rule of evidence, over the units asked */
	const struct evidence_rule *rule;
	const struct evidence_source *source;   /* NULL: no room has it */
	enum tells tells;
	int64_t held, units;            /* units for which it holds, of those asked today */
	int64_t count, whole;           /* summed, where the source counts; 0 of 0 else */
	struct instant taken_at;        /* a slow source: when the oldest answer was taken */
	struct evidence_record_list records;    /* of one unit; the first few */
};
struct focus_line {                     /* one duty of the area */
	const struct obligation *obligation;
	bool is_acted_on;               /* else nothing is asked: rules, goals, facts */
	bool is_kept_apart;             /* a secret actor's: shown without units */
	bool is_only_word;              /* nothing but what a person says proves it */
	int64_t states[FOCUS_STATES];
	int64_t behind, undecided, gap_days;
	const struct verdict *only;     /* the verdict, when one unit is asked for and has one */
	struct str role;                /* of role_types, when the duty asks that somebody is appointed */
	struct str answered_by;         /* another duty answers for it */
	size_t part_count;
	struct focus_part parts[MOST_FOCUS_PARTS];
};
LIST_OF(focus_line)

struct focus_facts {
	struct view *view;
	const struct programme *programme;
	struct programme_list programmes;
	struct str code, name;          /* of the area; "" those of none */
	struct str measure_focus;       /* the focus area that measures are sorted by; "" none is the same */
	int year;
	const struct unit *unit;        /* NULL: every unit that one may follow */
	struct focus_line_list lines;
	struct focus_line sum;          /* states, behind, undecided, gap_days; the rest is empty */
	int64_t only_word;              /* duties that rest on somebody's word alone */
	struct measure_sums measures;
	bool may_measures, may_goals;   /* their pages are open to the reader */
};
/* lines.c: the page of an area, computed now. */
void focus_read(struct focus_facts *facts);

struct focus_area_row {                 /* an area on the first page: by its rules, nothing computed */
	struct str code, name;
	int64_t acted_on, only_word, others;
};
LIST_OF(focus_area_row)
struct focus_area_row_list focus_rows(struct view *view, const struct programme *programme);

/* "/duties/rows?..." with exactly the rows of one number of a line (NULL: of the area). */
struct str focus_rows_path(struct arena *arena, const struct focus_facts *facts,
                           const struct focus_line *line, const char *state);
/* "/measures?..." */
struct str focus_measures_path(struct arena *arena, const struct focus_facts *facts, const char *which);
struct str focus_path(struct arena *arena, const struct programme *programme, struct str code,
                      int year, const struct unit *unit);
struct str focus_path_bare(struct arena *arena, const struct focus_facts *facts);      /* without a question */

struct areas_facts {
	const struct programme *programme;
	struct programme_list programmes;
	int year;
	struct focus_area_row_list rows;
};
