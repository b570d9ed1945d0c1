/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/plan_beside.h - tests, reviews and printed copies of plans. */
#pragma once

#include "modules/continuity/plans.h"

struct plan_test_list plan_tests_of(struct view *view, int64_t plan_id);        /* the newest first */
const struct plan_test *plan_test_of_public(struct view *view, struct str public_id);
struct copy_row_list plan_copies_of(struct view *view, int64_t plan_id);
const struct plan_copy *plan_copy_of_public(struct view *view, int64_t plan_id, struct str public_id);
/* Plans whose review, or the end of whose last test, falls on one of the days: of a unit, or of
 * those that a person owns. */
struct plan_day { struct str public_id, name; int64_t number; struct date review_by, counts_to; };
LIST_OF(plan_day)
struct plan_day_list plan_days(struct view *view, const struct wheel_ask *ask);

extern const struct form plan_test_form, plan_review_form, plan_copy_form;
void plan_beside_show(struct out *out, struct request *request, struct view *view, const struct plan_page *page);
struct reply plan_test_new(struct request *request, struct view *view);
struct reply plan_test_add_act(struct request *request, struct change *change);
struct reply plan_test_show(struct request *request, struct view *view);
struct reply plan_review_new(struct request *request, struct view *view);
struct reply plan_review_add_act(struct request *request, struct change *change);
struct reply plan_copy_new(struct request *request, struct view *view);
struct reply plan_copy_add_act(struct request *request, struct change *change);
struct reply plan_copy_check_act(struct request *request, struct change *change);
struct reply plan_copy_end_act(struct request *request, struct change *change);
