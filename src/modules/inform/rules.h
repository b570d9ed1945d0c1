/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inform/rules.h - from rules, facts and people to who must be informed by when.  Pure: values
 * in, values out; moments are given.
 *
 * A rule is on while a fact reaches as far as it asks (severity of the event, level or degree
 * of coordination of the crisis, who is activated because of it).  It begins anew each time
 * such a fact becomes worse: whoever was told of a disruption has not been told of a serious
 * event.
 *
 * A rule x a unit it concerns x each who holds the role there is a demand; with nobody there
 * it is a demand on nobody, never none.  Demands on one person are one line.
 */
#pragma once

#include "base/calendar.h"
#include "kit/catalogue.h"

enum inform_where { AT_own, AT_others, AT_city };
extern const struct choice inform_wheres[];

struct inform_rule {
	const struct item *item;
	struct str code;
	int64_t severity_from;          /* 0: no severity sets it in motion */
	int64_t level, coordination;    /* place in their lists; -1: none sets it in motion */
	int active;                     /* FACT_management or FACT_committee; 0: neither sets it in motion */
	struct str role, function;      /* who: one of the two is given */
	enum inform_where at;           /* of which unit */
	struct str by;                  /* who informs: "own", or a kind of unit */
	int64_t within, every;          /* minutes; every 0: once is enough */
	struct str source;              /* the duty of the programme */
	struct date from, to;           /* begins to count on a day between, both included */
};
struct inform_rule_list { size_t count; const struct inform_rule *at; };

/* The list inform/rules as the city has it now; what is not whole or names a role that is not
 * shown openly is left out, and counted. */
struct inform_rule_list inform_rules_read(struct arena *arena, size_t *left_out);

/* The mildest event that some rule asks for; 0 none. */
int64_t inform_severity_least(const struct inform_rule_list *rules);

/* ---- What is going on ------------------------------------------------------------------ */

/* The last two are 1 while the central crisis management, or the emergency committee, is active. */
enum fact_kind {
	FACT_severity, FACT_level, FACT_coordination, FACT_management, FACT_committee, FACT_KINDS,
};
struct fact {                           /* something is so from this moment on */
	struct instant at;
	struct instant counts_from;     /* who was told after this knows it: the event itself */
	enum fact_kind kind;
	int64_t value;                  /* severity, or place in the list; what has ended: 0 and -1 */
};
struct hit { int64_t unit_id; struct instant from, to; };       /* a board; to 0: still */

struct inform_case {
	size_t fact_count, hit_count, board_count;
	const struct fact *facts;       /* in order of time */
	const struct hit *hits;         /* units whose own people are asked for */
	const int64_t *boards;          /* all there are, for AT_others */
};

struct inform_span { struct instant from, counts_from, to; };   /* to 0: goes on */
struct inform_span_list { size_t count; struct inform_span *at; };
/* When the rule was on, in order; with a unit: only while that unit was hit. */
struct inform_span_list rule_spans(struct arena *arena, const struct inform_rule *rule,
                                   const struct inform_case *c, int64_t unit_id);

/* The units that a rule asks about: hit ones, all others, or 0 for the city. */
struct inform_units { size_t count; int64_t *at; };
struct inform_units rule_units(struct arena *arena, const struct inform_rule *rule,
                               const struct inform_case *c);

/* ---- Repeats ------------------------------------------------------------------------------ */

enum inform_step { STEP_none, STEP_rhythm, STEP_rest, STEP_resume };
struct step_at { struct instant at; int kind; int64_t minutes; };

/* One demand through time: told at these moments, with these decisions, up to `until`. */
struct course_ask {
	struct instant from, counts_from, until;
	int64_t within, every;          /* minutes */
	size_t told_count, step_count;
	const struct instant *told;     /* in order of time */
	const struct step_at *steps;    /* in order of time */
};
struct course {
	bool is_informed;
	struct instant last;            /* 0 */
	struct instant due;             /* the next time; 0: nothing is waited for */
	bool was_first_late;            /* or is late now */
	bool was_repeat_late;           /* a pause was longer than agreed, or is now */
	bool is_resting;
};
struct course course_of(const struct course_ask *ask);

/* ---- The list ------------------------------------------------------------------------------ */

struct holder {                         /* who holds a role, or is on duty, at this moment */
	struct str code;                /* role type or function */
	bool is_function, is_deputy;
	int64_t unit_id;
	int64_t person_id;              /* 0: a post holds it */
	struct str post;
	struct instant since;
};
struct holder_list { size_t count; const struct holder *at; };

struct telling {                        /* what has been done */
	struct str rules;
	int64_t unit_id, asked_id, person_id;
	struct instant at;
};
struct telling_list { size_t count; const struct telling *at; };
struct step_list { size_t count; const struct step_at *at; };

struct inform_line {
	struct str rules;               /* codes, with spaces between */
	const struct inform_rule *rule; /* the one that asks for it soonest */
	int64_t unit_id, person_id;
	struct str post;
	bool is_hole, is_deputy;
	struct instant begins;          /* the earliest that has not been answered, else the latest */
	struct course course;           /* of the demand that waits the most */
};
struct inform_line_list { size_t count; struct inform_line *at; };

struct inform_ask {
	const struct inform_rule_list *rules;
	const struct inform_case *c;
	const struct holder_list *holders;
	const struct telling_list *told;
	const struct step_list *steps;
	struct instant now;
};
/* Those who wait first; then in the order of the rules. */
struct inform_line_list inform_lines(struct arena *arena, const struct inform_ask *ask);
/* Does a telling answer a demand on this person in this capacity? */
bool telling_answers(const struct telling *told, struct str rule, int64_t unit_id, int64_t person_id);

struct inform_sum {
	size_t whole, missing, repeats_late, holes;
	size_t late;                    /* missing or repeats whose time has passed */
	struct instant oldest;          /* since when the one that has waited longest has; 0 */
	struct instant next;            /* the next time that something is due; 0 */
};
struct inform_sum inform_sum_of(const struct inform_line_list *lines, struct instant now);
