/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/coverage.h - is every mandatory function covered, by whom that can be reached?
 *
 * Which functions must be covered where is the catalogue rosters/functions; a function that
 * nobody has made a roster for is a hole as long as the period.  Ahead the people are looked
 * at too: reached in two tried ways, still here, not on duty twice in what must not be held
 * together.  Back in time only the rules speak, as they were then.
 */
#pragma once

#include "modules/rosters/inside.h"

enum { REACHED_WAYS = 2 };

struct remark { struct str words, path; };
struct covered {
	const struct item *function;
	int64_t unit_id;                /* 0: a function of the city that no unit has */
	struct str unit;
	const struct roster *roster;    /* the first of them; NULL: there is none */
	struct rota rota;
	struct shift_list shifts, holes;
	size_t remark_count, remark_room;
	struct remark *remarks;
	struct str fixers;              /* who can mend it; "" when nothing is wrong */
};
struct coverage {
	struct instant from, to;
	size_t count, holed, remarked;
	struct covered *at;
};
/* Of the functions whose rosters one reads.  `ahead`: look at the people too. */
struct coverage duty_coverage_of(struct view *view, struct instant from, struct instant to, bool ahead);
bool covered_is_well(const struct covered *covered);

struct reply duty_coverage_page(struct request *request, struct view *view);
void rosters_home(struct out *out, struct request *request, struct view *view);

/* ---- Queries (queries_proof.c) --------------------------------------------------------- */

struct reached { int64_t person_id, ways; };
LIST_OF(reached)
struct reached_list reached_since(struct view *view, struct date day);  /* by person */
bool person_is_here(struct view *view, int64_t person_id);
struct share_list shares_seen(struct view *view);       /* of all rosters one sees, ended ones too */
bool roster_serves(const struct roster *roster, const struct share_list *shares, int64_t unit_id);
bool unit_rosters_are_read(struct view *view, int64_t unit_id);
struct str fixers_of(struct view *view, int64_t unit_id);       /* up to three names */
/* The rules that a unit's coverage of a function follows from, without names; ordered by unit
 * (0: of all units whose duties one follows). */
struct unit_rules { int64_t unit_id; struct rota rota; };
struct unit_rules_list { size_t count; struct unit_rules *at; };
struct unit_rules_list proof_rules(struct view *view, struct str function, int64_t unit_id);

extern const struct evidence_source rosters_evidence[];
extern const struct wheel_source rosters_wheel[];
