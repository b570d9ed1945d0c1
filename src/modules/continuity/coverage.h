/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/coverage.h - which critical dependencies a plan covers, and why the others are not.
 *
 * Covered is a critical dependency of a commitment when an edition in force protects the
 * commitment, its day of review has not passed, it has a routine for just that resource, the
 * routine lasts until what is gone is back, and a test of it counts.  Each step that is missing
 * is a standing of its own, so that one sees what to do next; of several plans the one that
 * comes nearest counts.  A buffer (battery, tank, stock) is not counted with.
 */
#pragma once

#include "modules/continuity/plans.h"

/* In the order of my_coverage.rank, from 1. */
enum coverage { COVER_none, COVER_no_plan, COVER_no_routine, COVER_unknown_time, COVER_too_short,
	COVER_review_due, COVER_untested, COVER_covered, COVER_COUNT };
extern const struct choice coverages[];

#define COVERAGE_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(public_id, text, N_("Identity of the dependency"), ) \
	F(owner_name, text, N_("Commitment"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(resource,  code, N_("Needs"), .list = "dependency_resources") \
	F(must_last, real, N_("Must last (hours)"), ) \
	F(endurance, real, N_("Routine lasts (hours)"), ) \
	F(standing,  choice, N_("Covered"), CHOICES(coverages))
struct coverage_row { COVERAGE_ROW_FIELDS(AS_MEMBER) };
extern const struct table coverage_table;
void coverage_query(struct request *request, struct view *view, struct query *query);

/* How many critical dependencies of a unit and those below it stand how; unit 0: all one reads. */
struct coverage_sum { int64_t count[COVER_COUNT], whole; };
struct coverage_sum coverage_sum_of(struct view *view, int64_t unit_id);
/* Per board, the least covered first. */
struct board_coverage { int64_t unit_id, whole, covered; struct str code, name; };
LIST_OF(board_coverage)
struct board_coverage_list coverage_boards(struct view *view);
/* The same for those who follow duties and read no rows. */
struct board_coverage_list coverage_boards_proved(struct view *view, struct date on);
/* How one dependency stands; COVER_none: it is not critical, or not a commitment's. */
enum coverage coverage_of_dependency(struct view *view, int64_t dependency_id);
/* How many critical dependencies of a unit and all below it are covered on a day; as those see
 * who follow its duties. */
struct evidence_count_list coverage_proved(struct view *view, const struct evidence_ask *ask);

/* The editions in force on a day, of a unit and all below it, that one may read. */
struct plan_held { struct str public_id, name; int64_t number; struct date valid_from; };
LIST_OF(plan_held)
struct plan_held_list plans_held(struct view *view, int64_t unit_id, struct date on);

/* "31 %"; "" of nothing. */
struct str share_told(struct arena *arena, int64_t count, int64_t whole);

struct reply coverage_show(struct request *request, struct view *view);
extern const struct evidence_source continuity_evidence[];
extern const struct wheel_source continuity_wheel[];
