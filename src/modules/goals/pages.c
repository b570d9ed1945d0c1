/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/pages.c - the routes of the room; all units, one unit, the list of activities, the card. */
#include "modules/goals/inside.h"

#include "kit/table.h"
#include "modules/goals/pages.h"
#include "modules/goals/pages.html.h"

/* ---- What an address asks about ---------------------------------------------------------- */

static int year_asked(struct request *request)
{
	int64_t year;

	if (str_to_int(request_query(request, "year"), &year) && year >= FIRST_YEAR && year <= LAST_YEAR)
		return (int)year;
	return date_today().year;
}

struct goals_page goals_page_of(struct request *request, struct view *view)
{
	struct str code = request_query(request, "unit");
	struct goals_page page = { .request = request, .view = view, .year = year_asked(request),
		.today = date_today() };

	page.has_period = goal_period_read(request->arena, request_query(request, "period"),
		&page.period);
	if (!page.has_period && !request_has_query(request, "period"))
		page.period = goal_period_last(request->arena, page.today);
	if (page.has_period && !request_has_query(request, "year"))
		page.year = page.period.year;
	if (!code.len)
		return page;
	page.unit = unit_of_code(view, code);
	if (page.unit && !goals_may_read(view, page.unit->id))
		page.unit = NULL;
	page.may_write = page.unit && request_may(request, MAY_goals_write)
		&& goals_may_write(view, page.unit->id);
	return page;
}

/* ---- All units ------------------------------------------------------------------------------ */

static const struct goal_line *line_of(const struct goal_line_list *lines, int64_t unit_id)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].unit_id == unit_id)
			return &lines->at[i];
	return NULL;
}

const struct goal_follow_up *follow_up_in(const struct goal_follow_up_list *list, int64_t unit_id,
                                          struct str period)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit_id == unit_id && str_equals(list->at[i].period, period))
			return &list->at[i];
	return NULL;
}

static bool bears_goals(struct view *view, const struct unit *unit, const struct goal_line *line)
{
	return goals_may_read(view, unit->id) && (line || !date_is_given(unit->valid_to)
		|| date_compare(unit->valid_to, date_today()) >= 0);
}

static struct overview overview_of(const struct goals_page *page)
{
	struct arena *arena = page->request->arena;
	struct unit_list units = duty_units(page->view, page->today);
	struct overview overview = { .page = page, .lines = goal_lines(page->view, page->year),
		.follow_ups = follow_ups_of(page->view, 0, page->year) };

	overview.rows = arena_array(arena, struct overview_row, units.count + 1);
	for (size_t i = 0; i < units.count; i++) {
		const struct goal_line *line = line_of(&overview.lines, units.at[i].id);
		struct overview_row *row = &overview.rows[overview.count];

		if (!bears_goals(page->view, &units.at[i], line))
			continue;
		*row = (struct overview_row){ .unit = &units.at[i] };
		if (line)
			row->line = *line;
		for (int part = 1; part <= 3; part++)
			row->parts[part - 1] = follow_up_in(&overview.follow_ups, units.at[i].id,
				goal_part_key(arena, part, page->year));
		overview.count++;
	}
	return overview;
}

static struct reply overview_json(const struct overview *overview)
{
	struct arena *arena = overview->page->request->arena;
	struct out *out = arena_new(arena, struct out);
	struct json_out json;

	out_init(out, arena, 4 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_int(&json, "year", overview->page->year);
	json_list_begin(&json, "units");
	for (size_t i = 0; i < overview->count; i++) {
		const struct overview_row *row = &overview->rows[i];

		json_object_begin(&json, NULL);
		json_str(&json, "unit", row->unit->code);
		json_int(&json, "goals", row->line.goals);
		json_int(&json, "activities", row->line.activities);
		json_int(&json, "done", row->line.finished);
		json_int(&json, "late", row->line.late);
		for (int part = 1; part <= 3; part++)
			json_str(&json, part == 1 ? "T1" : part == 2 ? "T2" : "year",
				str_of(follow_up_states[row->parts[part - 1]
					? row->parts[part - 1]->state : FOLLOW_UP_none].name));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(overview->page->request, 200, out);
}

/* ---- One unit --------------------------------------------------------------------------------- */

bool goal_is_in(const struct unit_goal *goal, const struct open_area *area)
{
	return str_equals(goal->programme, area->programme->code)
		&& str_equals(goal->focus_area, area->code);
}

bool goal_is_other(const struct unit_page *page, const struct unit_goal *goal)
{
	for (size_t i = 0; i < page->areas.count; i++)
		if (goal_is_in(goal, &page->areas.at[i]))
			return false;
	return true;
}

size_t goals_in(const struct unit_page *page, const struct open_area *area)
{
	size_t count = 0;

	for (size_t i = 0; i < page->goals.count; i++)
		count += area ? goal_is_in(&page->goals.at[i], area)
			: goal_is_other(page, &page->goals.at[i]);
	return count;
}

size_t activities_in(const struct unit_page *page, const struct unit_goal *goal)
{
	size_t count = 0;

	for (size_t i = 0; i < page->activities.count; i++)
		count += page->activities.at[i].goal_id == goal->id;
	return count;
}

static struct unit_page unit_page_of(const struct goals_page *page)
{
	struct view *view = page->view;
	struct arena *arena = page->request->arena;
	struct unit_page all = { .page = page, .areas = open_areas(view, page->year),
		.goals = goals_of_year(view, page->unit->id, page->year),
		.activities = activities_of_year(view, page->unit->id, page->year),
		.decisions = area_decisions(view, page->unit->id, page->year),
		.developments = developments_of(view, page->unit->id, page->year),
		.before = goals_of_year(view, page->unit->id, page->year - 1).count,
		.follow_ups = follow_ups_of(view, page->unit->id, page->year) };
	struct date last = { (int16_t)page->year, 12, 31 };

	all.statuses = development_statuses(view, page->unit->id, last);
	for (int part = 1; part <= 3; part++)
		goal_period_read(arena, goal_part_key(arena, part, page->year), &all.periods[part - 1]);
	return all;
}

static void rows_json(struct json_out *json, const char *name, const struct record *record,
                      const void *rows, size_t count)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < count; i++) {
		struct out text;
		struct json_out inner;

		out_init(&text, json->out->arena, 1 << 20);
		json_begin(&inner, &text);
		record_json(&inner, record, (const char *)rows + i * record->shape.size);
		json_already(json, NULL, out_str(&text));
	}
	json_list_finish(json);
}

static struct reply unit_json(const struct unit_page *all)
{
	struct request *request = all->page->request;
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 8 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", all->page->unit->code);
	json_int(&json, "year", all->page->year);
	rows_json(&json, "goals", &unit_goal_record, all->goals.at, all->goals.count);
	rows_json(&json, "activities", &unit_activity_record, all->activities.at, all->activities.count);
	rows_json(&json, "areas", &area_decision_record, all->decisions.at, all->decisions.count);
	rows_json(&json, "developments", &development_status_record, all->statuses.at, all->statuses.count);
	rows_json(&json, "follow_ups", &goal_follow_up_record, all->follow_ups.at, all->follow_ups.count);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static struct reply unit_show(const struct goals_page *page)
{
	struct unit_page all = unit_page_of(page);
	struct out *out;

	if (request_wants_json(page->request))
		return unit_json(&all);
	out = page_begin(page->request, page->view, _("Goals and activities"));
	goals_unit_head(out, &all);
	for (size_t i = 0; i < all.areas.count; i++)
		goals_unit_area(out, &all, &all.areas.at[i], i);
	goals_unit_others(out, &all);
	goals_unit_developments(out, &all);
	goals_unit_follow_ups(out, &all);
	return page_end(page->request, 200);
}

struct reply goals_show(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct overview overview;
	struct out *out;

	if (page.unit)
		return unit_show(&page);
	if (request_query(request, "unit").len)
		return reply_not_found(request);
	overview = overview_of(&page);
	if (request_wants_json(request))
		return overview_json(&overview);
	if (overview.count == 1)
		return reply_go(request, "/goals?unit=%.*s&year=%d", STR(overview.rows[0].unit->code),
			page.year);
	out = page_begin(request, view, _("Goals and activities"));
	overview_page(out, &overview);
	return page_end(request, 200);
}

/* ---- The list of activities --------------------------------------------------------------------- */

struct reply activities_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Activities") };
	struct query query;

	activities_query(request, view, &query);
	return table_reply(request, view, &activities_table, &query, &page);
}

/* ---- The card ------------------------------------------------------------------------------------- */

/* Who writes the goals of one unit alone is told of the follow-up that is due. */
static const struct unit *unit_written(struct request *request, struct view *view)
{
	const struct unit *unit;

	if (!request_may(request, MAY_goals_write))
		return NULL;
	unit = unit_get(view, unit_board(view, request_person(request)->unit_id, date_today()));
	return unit && goals_may_write(view, unit->id) ? unit : NULL;
}

void goals_home(struct out *out, struct request *request, struct view *view)
{
	struct goal_counts counts;
	const struct unit *unit;
	struct goal_period period;
	const struct goal_follow_up *newest = NULL;

	if (!request_may(request, MAY_goals_read))
		return;
	counts = goal_counts(view);
	unit = unit_written(request, view);
	period = goal_period_last(request->arena, date_today());
	if (unit)
		newest = follow_up_newest(view, unit->id, period.key);
	if (counts.mine || unit)
		goals_card(out, &counts, unit, &period, newest);
}

/* ---- Routes ----------------------------------------------------------------------------------------- */

const struct route goals_routes[] = {
	{ GET, "/goals", .need = MAY_goals_read, .show = goals_show, .is_api_too = true,
	  .label = N_("Goals and activities, of all units or of one") },
	{ GET, "/goals/activities", .need = MAY_goals_read, .show = activities_list,
	  .is_api_too = true, .label = N_("List of activities") },
	{ GET, "/goals/new", .need = MAY_goals_write, .show = goal_new,
	  .label = N_("Form for a new goal") },
	{ POST, "/goals", .need = MAY_goals_write, .act = goal_add_act, .form = &goal_form,
	  .again = goal_new, .is_api_too = true, .label = N_("Add a goal") },
	{ GET, "/goals/carry", .need = MAY_goals_read, .show = carry_show,
	  .label = N_("What is carried over from the year before, and what differs") },
	{ POST, "/goals/carry", .need = MAY_goals_write, .act = carry_act,
	  .label = N_("Carry goals over from the year before") },
	{ GET, "/goals/area", .need = MAY_goals_write, .show = area_show,
	  .label = N_("Form for whether a focus area concerns the unit") },
	{ POST, "/goals/area", .need = MAY_goals_write, .act = area_act, .form = &goal_area_form,
	  .again = area_show, .is_api_too = true, .label = N_("Say whether a focus area concerns the unit") },
	{ GET, "/goals/development", .need = MAY_goals_read, .show = development_show,
	  .is_api_too = true, .label = N_("A development activity of the programme in a unit") },
	{ POST, "/goals/development", .need = MAY_goals_write, .act = development_act,
	  .form = &development_form, .again = development_show, .is_api_too = true,
	  .label = N_("Say how a development activity goes") },
	{ GET, "/goals/follow-up", .need = MAY_goals_read, .show = follow_up_show, .is_api_too = true,
	  .label = N_("Follow-up of a period") },
	{ POST, "/goals/follow-up", .need = MAY_goals_write, .act = follow_up_entry_act,
	  .form = &follow_up_entry_form, .again = follow_up_show, .is_api_too = true,
	  .label = N_("Write how a goal goes in a period") },
	{ POST, "/goals/follow-up/submit", .need = MAY_goals_write, .act = follow_up_submit_act,
	  .again = follow_up_show, .is_api_too = true, .label = N_("Submit and freeze a follow-up") },
	{ POST, "/goals/follow-up/reopen", .need = MAY_goals_write, .act = follow_up_reopen_act,
	  .form = &follow_up_form, .again = follow_up_show, .is_api_too = true,
	  .label = N_("Begin a new edition of a follow-up") },
	{ GET, "/goals/annex", .need = MAY_goals_read, .show = annex_show, .is_api_too = true,
	  .label = N_("The annex of a period: page, text and document") },
	{ GET, "/goals/activities/:id", .need = MAY_goals_read, .show = activity_show,
	  .is_api_too = true, .label = N_("One activity") },
	{ GET, "/goals/activities/:id/edit", .need = MAY_goals_write, .show = activity_edit,
	  .label = N_("Form for an activity") },
	{ POST, "/goals/activities/:id", .need = MAY_goals_write, .act = activity_change_act,
	  .form = &activity_form, .load = activity_load, .again = activity_edit, .is_api_too = true,
	  .label = N_("Change an activity") },
	{ POST, "/goals/activities/:id/measures", .need = MAY_goals_write,
	  .act = activity_measure_act, .form = &activity_measure_form, .again = activity_show,
	  .is_api_too = true, .label = N_("Say which measures an activity consists of") },
	{ POST, "/goals/activities/:id/:verb", .need = MAY_goals_read, .act = activity_step_act,
	  .form = &goal_act_form, .again = activity_show, .is_api_too = true,
	  .label = N_("Take an activity one step on") },
	{ GET, "/goals/:id", .need = MAY_goals_read, .show = goal_show, .is_api_too = true,
	  .label = N_("One goal") },
	{ GET, "/goals/:id/edit", .need = MAY_goals_write, .show = goal_edit,
	  .label = N_("Form for a goal") },
	{ POST, "/goals/:id", .need = MAY_goals_write, .act = goal_change_act, .form = &goal_form,
	  .load = goal_load, .again = goal_edit, .is_api_too = true, .label = N_("Change a goal") },
	{ GET, "/goals/:id/new", .need = MAY_goals_write, .show = activity_new,
	  .label = N_("Form for a new activity") },
	{ POST, "/goals/:id/activities", .need = MAY_goals_write, .act = activity_add_act,
	  .form = &activity_form, .again = activity_new, .is_api_too = true,
	  .label = N_("Add an activity to a goal") },
	{ POST, "/goals/:id/state", .need = MAY_goals_write, .act = goal_state_act,
	  .form = &goal_act_form, .again = goal_show, .is_api_too = true,
	  .label = N_("Drop a goal, or take it up again") },
	{ .path = NULL },
};
