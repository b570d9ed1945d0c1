/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/reports.c - goals and lights per unit, and what activities cost, as tables. */
#include "modules/goals/inside.h"

#include "kit/grid.h"
#include "modules/units/units.h"

static struct value unit_cell(struct view *view, int64_t unit_id)
{
	return value_text(unit_name(view, unit_id));
}

/* ---- Goals with their lights -------------------------------------------------------------------- */

/* The light of a goal in the newest edition that this reader may read. */
static struct str light_of(struct view *view, const struct unit_goal *goal, struct str period)
{
	const struct goal_follow_up *newest = follow_up_newest(view, goal->unit_id, period);
	struct follow_up_entry_list entries = { 0 };
	const struct follow_up_entry *entry;

	if (newest)
		entries = follow_up_entries(view, newest->id);
	entry = follow_up_entry_find(&entries, goal->id);
	return entry ? light_name(entry->light) : S("");
}

static struct grid goals_run(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Unit"), N_("Focus area"),
		N_("The programme's goal that it serves"), N_("Goal"), N_("State"), N_("Activities"),
		N_("Done"), N_("Four-month report 1"), N_("Four-month report 2"), N_("Annual report") };
	struct unit_goal_list goals = goals_of_year(view, ask->unit_id, ask->from.year);
	struct grid grid = grid_make(view_arena(view), COUNT(names), goals.count, names);

	for (size_t i = 0; i < goals.count; i++) {
		const struct unit_goal *goal = &goals.at[i];
		struct unit_activity_list activities = activities_of_goal(view, goal->id);
		struct value *row = grid_row(&grid);
		int64_t done = 0;

		for (size_t a = 0; a < activities.count; a++)
			done += activities.at[a].state == ACTIVITY_done
				|| activities.at[a].state == ACTIVITY_effect_rated;
		row[0] = unit_cell(view, goal->unit_id);
		row[1] = value_text(goal->focus_area.len
			? area_name_of(view, goal->programme, goal->focus_area) : S(""));
		row[2] = value_text(aim_of_key(view, goal->aim).words);
		row[3] = value_text(goal->title);
		row[4] = value_z(_(goal_states[goal->state].label));
		row[5] = value_int((int64_t)activities.count);
		row[6] = value_int(done);
		for (int part = 1; part <= 3; part++)
			row[6 + part] = value_text(light_of(view, goal,
				goal_part_key(view_arena(view), part, ask->from.year)));
	}
	return grid;
}

/* ---- Costs ------------------------------------------------------------------------------------------ */

static struct grid costs_run(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Unit"), N_("Goal"), N_("Activity"), N_("Owner"),
		N_("Due"), N_("State"), N_("Effect"), N_("Planned cost, kronor"), N_("Cost, kronor"),
		N_("Cost above plan, kronor") };
	struct unit_activity_list all = activities_of_year(view, ask->unit_id, ask->from.year);
	struct grid grid = grid_make(view_arena(view), COUNT(names), all.count, names);

	for (size_t i = 0; i < all.count; i++) {
		const struct unit_activity *activity = &all.at[i];
		const struct unit_goal *goal = goal_of_id(view, activity->goal_id);
		struct value *row = grid_row(&grid);

		row[0] = unit_cell(view, activity->unit_id);
		row[1] = value_text(goal ? goal->title : S(""));
		row[2] = value_text(activity->title);
		row[3] = value_text(person_name(view, activity->owner_id));
		row[4] = value_text(activity->is_ongoing ? str_of(_("Ongoing"))
			: date_iso(view_arena(view), activity->due_on));
		row[5] = value_z(_(activity_states[activity->state].label));
		row[6] = value_text(code_name("measure_effects", activity->effect));
		row[7] = value_int(activity->cost_plan);
		row[8] = value_int(activity->cost_actual);
		row[9] = activity->cost_plan && activity->cost_actual
			? value_int(activity->cost_actual - activity->cost_plan) : value_null();
	}
	return grid;
}

const struct report goals_reports[] = {
	{ .name = "goals", .label = N_("Own goals and how they go"), .need = MAY_goals_read,
	  .run = goals_run,
	  .caveat = N_("Of the year that the period begins in. A light is the unit's own judgement.") },
	{ .name = "activities-cost", .label = N_("Activities and what they cost"),
	  .need = MAY_goals_read, .run = costs_run,
	  .caveat = N_("Of the year that the period begins in. Costs are what units have written; working time is seldom in them.") },
	{ .name = NULL },
};
