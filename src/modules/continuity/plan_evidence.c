/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/plan_evidence.c - what plans prove: how many of the critical dependencies of a unit
 * and those below it a tested plan covers.  And the days of plans in the year wheel.
 */
#include "modules/continuity/coverage.h"
#include "modules/continuity/plan_beside.h"

static const struct evidence_argument coverage_arguments[] = {
	{ "resource", N_("Only of this resource"), .list = "dependency_resources" },
	{ .name = NULL },
};

static struct evidence_record_list coverage_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct plan_held_list plans = plans_held(view, ask->unit_id, ask->to);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		plans.count + 1) };

	for (size_t i = 0; i < plans.count && i < EVIDENCE_RECORDS_MOST; i++)
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, _("%.*s, edition %lld"), STR(plans.at[i].name),
				(long long)plans.at[i].number),
			.path = arena_print(arena, "/plans/%.*s/editions/%lld", STR(plans.at[i].public_id),
				(long long)plans.at[i].number),
			.on = plans.at[i].valid_from };
	return records;
}

const struct evidence_source continuity_evidence[] = {
	{ .name = "covered", .label = N_("Critical dependencies are covered by a tested continuity plan"),
	  .arguments = coverage_arguments, .counts = coverage_proved, .records = coverage_records },
	{ .name = NULL },
};

/* ---- The year wheel ---------------------------------------------------------------------------- */

static void review_item(struct arena *arena, const struct plan_day *day, struct wheel_item_list *list)
{
	list->at[list->count++] = (struct wheel_item){
		.uid = arena_print(arena, "plan-review-%.*s-%lld", STR(day->public_id), (long long)day->number),
		.kind = S("review"), .on = day->review_by, .title = day->name,
		.words = str_of(_("A continuity plan is to be reviewed")),
		.path = arena_print(arena, "/plans/%.*s", STR(day->public_id)),
		.is_late = date_compare(day->review_by, date_today()) < 0 };
}

static void test_item(struct arena *arena, const struct plan_day *day, struct wheel_item_list *list)
{
	list->at[list->count++] = (struct wheel_item){
		.uid = arena_print(arena, "plan-test-%.*s-%lld", STR(day->public_id), (long long)day->number),
		.kind = S("exercise"), .on = day->counts_to, .title = day->name,
		.words = str_of(_("A continuity plan is to be tested again")),
		.path = arena_print(arena, "/plans/%.*s", STR(day->public_id)),
		.is_late = date_compare(day->counts_to, date_today()) < 0 };
}

static bool is_asked(struct date day, const struct wheel_ask *ask)
{
	return date_is_given(day) && date_compare(day, ask->from) >= 0 && date_compare(day, ask->to) <= 0;
}

static struct wheel_item_list plan_items(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct plan_day_list days = plan_days(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, 2 * days.count + 1) };

	for (size_t i = 0; i < days.count; i++) {
		if (is_asked(days.at[i].review_by, ask))
			review_item(arena, &days.at[i], &list);
		if (is_asked(days.at[i].counts_to, ask))
			test_item(arena, &days.at[i], &list);
	}
	return list;
}

const struct wheel_source continuity_wheel[] = {
	{ .name = "continuity", .items = plan_items },
	{ .name = NULL },
};
