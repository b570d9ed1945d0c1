/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/duties.h - what the programme asks of each unit in each period, and how it stands.
 *
 * An instance is a duty x a unit x a period, made by the calendar rules.  Whether it stands is
 * not stored but computed from the evidence (kit/evidence.h): a verdict.  Only what people
 * decide is stored: whom a duty concerns, attestations, waivers, answers and comments.
 *
 * Rows of secret actors (protective security) never become instances here; their status lies
 * in a compartment of its own (protective.c) and no page, count or answer tells who it is.
 */
#pragma once

#include "modules/programme/programme.h"
#include "modules/units/units.h"

/* ---- Whom it concerns -------------------------------------------------------------------- */

/* Units of a day that an actor list ("SDN KS") addresses in a programme.  Secret actors
 * address nobody here.  `undecided` are units whose flag nobody has decided. */
struct addressed {
	struct unit_list units, undecided;
};
struct addressed units_addressed(struct view *view, const struct programme *programme,
                                 struct str who, struct date on);
/* The same asked of one unit for many rows at once; an answer per row. */
bool *unit_addressed_by(struct view *view, const struct programme *programme, int64_t unit_id,
                        const struct obligation_list *rows, struct date on);
/* Every unit that is a board or the office on a day: what a city-wide page has as rows. */
struct unit_list duty_units(struct view *view, struct date on);
struct unit_list units_followed(struct view *view);     /* whose duties one may follow, by name */
/* May this person see how a unit's duties stand? */
bool unit_is_followed(struct view *view, int64_t unit_id);

/* ---- The unit's own meetings ------------------------------------------------------------- */

#define UNIT_MEETING_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(on_date,   date, N_("Meeting"), .required = true) \
	F(mailing_on, date, N_("Papers go out"), ) \
	F(words,     text, N_("Note"), .longest = 200) \
	F(version,   count, N_("Version"), .is_own = true)
struct unit_meeting { UNIT_MEETING_FIELDS(AS_MEMBER) };
LIST_OF(unit_meeting)
/* The meeting of a unit that decides in the window of a rule period; NULL: none is known. */
const struct unit_meeting *meeting_for(struct view *view, int64_t unit_id,
                                       const struct calendar_rule *rule, int year);
struct internal_deadline { struct str code, name; struct date on; };
LIST_OF(internal_deadline)
struct internal_deadline_list internal_deadlines(struct view *view, int64_t programme_id,
                                                 const struct unit_meeting *meeting);

/* ---- How it stands ----------------------------------------------------------------------- */

enum verdict_state {
	VERDICT_none,
	VERDICT_not_asked,      /* kinds that are not acted on, or nothing is due yet */
	VERDICT_not_concerned,  /* decided, with a reason */
	VERDICT_undecided,      /* nobody has decided whether it concerns the unit */
	VERDICT_waived,         /* decided, with a reason */
	VERDICT_fulfilled,
	VERDICT_partly,         /* some parts hold */
	VERDICT_open,           /* not yet, and not late */
	VERDICT_late,           /* due has passed and it does not hold */
	VERDICT_gap,            /* a standing duty that does not hold today */
};
extern const struct choice verdict_states[];

const char *verdict_class(enum verdict_state state);    /* class of .state */

struct days { struct date from, to; };  /* both included */
LIST_OF(days)

struct verdict_part {                   /* one evidence rule */
	const struct evidence_rule *rule;
	bool holds;
	int64_t count, whole;
	struct date last;
	int64_t gap_days;               /* standing: days of the period so far without it */
	struct date gap_since;          /* standing: when the present gap began */
	struct days_list gaps;          /* standing: all of them */
	struct instant taken_at;        /* a slow source: when the answer was taken; else not given */
};
struct verdict {
	const struct obligation *obligation;
	int64_t unit_id, instance_id;
	struct str period;
	struct date from, to, due;
	enum verdict_state state;
	size_t part_count;
	const struct verdict_part *parts;
	int64_t gap_days;
	struct str says, not_proved;    /* sentences in the person's language */
	struct str reason;              /* of a waiver, a decision of concern, or why nothing is asked */
	struct str answered_by;         /* the code of the duty whose answer this is; "" its own */
	struct days_list gaps;          /* standing: days when not all parts held */
	struct days_list asked;         /* days of the period on which it is asked of the unit */
	bool is_standing;
	struct str unit_code;
};
LIST_OF(verdict)

struct verdict_ask {
	const struct programme *programme;
	int64_t unit_id;                /* 0: every unit that one may follow */
	struct str code;                /* "" every duty */
	const struct str *focus;        /* only duties of this focus area, "" of none; NULL all */
	struct str kind;                /* of verdicts_named(): only duties of this kind; "" all */
	int year;                       /* periods with a day in it, or due in it */
	bool is_bare;                   /* states and numbers only: no sentences */
};
/* Computed now, from what is in the database in this very transaction.  Sorted by unit, then
 * by the order of the programme. */
struct verdict_list verdicts_of(struct view *view, const struct verdict_ask *ask);
/* Which duties are asked of whom, in the same order: nothing is computed, every state is none. */
struct verdict_list verdicts_named(struct view *view, const struct verdict_ask *ask);
/* Late, in gap, or standing and held only in part: what every page counts as behind. */
bool verdict_counts_behind(const struct verdict *verdict);
/* What stands behind one verdict: the records of all its parts, or of one of them. */
struct evidence_record_list verdict_records(struct view *view, const struct verdict *verdict);
struct evidence_record_list verdict_part_records(struct view *view, const struct programme *programme,
                                                 const struct verdict *verdict,
                                                 const struct verdict_part *part);
/* "/duties/PROGRAMME/F4.21?unit=FAR&year=2026" */
struct str verdict_path(struct arena *arena, const struct programme *programme,
                        const struct verdict *verdict);

/* ---- Laying out a year --------------------------------------------------------------------- */

/* Instances of every programme that is in force in the year, for every unit that a duty may
 * address; what is there already stays.  What a later edition no longer has is closed.  After a
 * programme is loaded, when the tree of units changes, each night.  Answers how many are new. */
int64_t duties_lay_out(struct change *change, int year);

extern const struct module duties_module;
