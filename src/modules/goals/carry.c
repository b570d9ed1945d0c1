/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/carry.c - goals of last year taken over with one click, and what differs since; what a
 * unit says of the development activities of the programme.
 */
#include "modules/goals/inside.h"

#include "modules/goals/goal.html.h"
#include "modules/goals/pages.h"

#include <string.h>

const struct form development_form = {
	.record = &development_status_record,
	.fields = FIELDS("state", "words", "owner_id", "effect", "effect_words"),
};

/* ---- Carried over ---------------------------------------------------------------------------- */

static const struct unit_goal *follower_of(const struct unit_goal_list *now, int64_t id)
{
	for (size_t i = 0; i < now->count; i++)
		if (now->at[i].carried_from == id)
			return &now->at[i];
	return NULL;
}

static const struct unit_activity *activity_follower(const struct unit_activity_list *now, int64_t id)
{
	for (size_t i = 0; i < now->count; i++)
		if (now->at[i].carried_from == id)
			return &now->at[i];
	return NULL;
}

/* A last day in the old year becomes the same day of the new one: a suggestion to be changed. */
static struct date day_moved(struct date day, int years)
{
	return date_is_given(day) ? date_add_months(day, 12 * years) : day;
}

static void activity_carry(struct change *change, const struct unit_activity *before,
                           const struct unit_goal *goal)
{
	struct unit_activity now = { .goal_id = goal->id, .unit_id = goal->unit_id,
		.year = goal->year, .title = before->title, .words = before->words,
		.owner_id = before->owner_id, .other_owners = before->other_owners,
		.due_on = day_moved(before->due_on, (int)(goal->year - before->year)),
		.is_ongoing = before->is_ongoing, .cost_plan = before->cost_plan,
		.state = before->state == ACTIVITY_effect_rated ? ACTIVITY_ongoing : before->state,
		.carried_from = before->id };

	activity_add(change, &now);
}

static void goal_carry(struct change *change, const struct unit_goal *before, int year)
{
	struct unit_activity_list activities = activities_of_goal(change_view(change), before->id);
	struct unit_goal now = { .unit_id = before->unit_id, .year = year, .aim = before->aim,
		.programme = before->programme, .focus_area = before->focus_area,
		.title = before->title, .words = before->words, .carried_from = before->id };

	goal_add(change, &now);
	for (size_t i = 0; i < activities.count; i++)
		if (activity_is_carried(&activities.at[i]))
			activity_carry(change, &activities.at[i], &now);
}

/* Done twice it does nothing more: what is there already is left as it is. */
size_t goals_carry(struct change *change, int64_t unit_id, int year)
{
	struct view *view = change_view(change);
	struct unit_goal_list before = goals_of_year(view, unit_id, year - 1);
	struct unit_goal_list now = goals_of_year(view, unit_id, year);
	size_t count = 0;

	for (size_t i = 0; i < before.count; i++) {
		if (before.at[i].state != GOAL_current || follower_of(&now, before.at[i].id))
			continue;
		goal_carry(change, &before.at[i], year);
		count++;
	}
	return count;
}

/* ---- What differs ------------------------------------------------------------------------------- */

static void differences_join(struct arena *arena, struct difference_list *to,
                             const struct difference_list *more)
{
	struct difference *grown = arena_array(arena, struct difference, to->count + more->count + 1);

	if (to->count)
		memcpy(grown, to->at, to->count * sizeof(*grown));
	if (more->count)
		memcpy(grown + to->count, more->at, more->count * sizeof(*grown));
	to->at = grown;
	to->count += more->count;
}

static void activities_compare(struct view *view, struct carried *row)
{
	struct unit_activity_list before = activities_of_goal(view, row->before->id);
	struct unit_activity_list now = { 0 };

	if (row->now)
		now = activities_of_goal(view, row->now->id);
	for (size_t i = 0; i < before.count; i++) {
		const struct unit_activity *follower = activity_follower(&now, before.at[i].id);
		struct difference_list more;

		row->goes_on += activity_is_carried(&before.at[i]);
		row->stays += !activity_is_carried(&before.at[i]);
		if (!follower)
			continue;
		more = activity_differences(view_arena(view), &before.at[i], follower);
		differences_join(view_arena(view), &row->differences, &more);
	}
}

static struct carried carried_of(struct view *view, const struct unit_goal *before,
                                 const struct unit_goal *now)
{
	struct carried row = { .before = before, .now = now,
		.aim_is_gone = before->aim.len && !aim_of_key(view, before->aim).words.len };

	if (now)
		row.differences = goal_differences(view_arena(view), before, now);
	activities_compare(view, &row);
	return row;
}

static void new_ones_show(struct out *out, const struct unit_goal_list *now)
{
	size_t count = 0;

	for (size_t i = 0; i < now->count; i++) {
		if (now->at[i].carried_from)
			continue;
		if (!count++)
			carry_new_begin(out);
		carry_new(out, &now->at[i]);
	}
	if (count)
		carry_new_end(out);
}

struct reply carry_show(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct unit_goal_list before, now;
	size_t fresh = 0, carried = 0;
	struct out *out;

	if (!page.unit)
		return reply_not_found(request);
	before = goals_of_year(view, page.unit->id, page.year - 1);
	now = goals_of_year(view, page.unit->id, page.year);
	for (size_t i = 0; i < before.count; i++) {
		bool is_there = follower_of(&now, before.at[i].id) != NULL;

		carried += is_there;
		fresh += !is_there && before.at[i].state == GOAL_current;
	}
	out = page_begin(request, view, _("Against the year before"));
	carry_head(out, &page, fresh, carried);
	if (!before.count)
		carry_empty(out, page.year - 1);
	for (size_t i = 0; i < before.count; i++) {
		struct carried row = carried_of(view, &before.at[i],
			follower_of(&now, before.at[i].id));

		carry_row(out, &row, i);
	}
	new_ones_show(out, &now);
	return page_end(request, 200);
}

struct reply carry_act(struct request *request, struct change *change)
{
	struct goals_page page = goals_page_of(request, change_view(change));

	if (!page.may_write)
		return reply_not_found(request);
	goals_carry(change, page.unit->id, page.year);
	request_message(request, _("They are carried over. Look them through: what was true last year may not be now."));
	return reply_go(request, "/goals/carry?unit=%.*s&year=%d", STR(page.unit->code), page.year);
}

/* ---- Development activities ------------------------------------------------------------------------ */

static const struct development *development_asked(const struct goals_page *page,
                                                   struct development_list *all)
{
	struct str programme = request_query(page->request, "programme");
	struct str code = request_query(page->request, "code");

	if (!page->unit)
		return NULL;
	*all = developments_of(page->view, page->unit->id, page->year);
	for (size_t i = 0; i < all->count; i++)
		if (str_equals(all->at[i].programme->code, programme)
		    && str_equals(all->at[i].obligation->code, code))
			return &all->at[i];
	return NULL;
}

static struct reply development_json(struct request *request, const struct development_status_list *rows)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < rows->count; i++) {
		struct out text;
		struct json_out inner;

		out_init(&text, request->arena, 1 << 16);
		json_begin(&inner, &text);
		record_json(&inner, &development_status_record, &rows->at[i]);
		json_already(&json, NULL, out_str(&text));
	}
	json_list_finish(&json);
	return reply_json(request, 200, out);
}

static struct str development_path(struct arena *arena, const struct goals_page *page,
                                   const struct development *development)
{
	return arena_print(arena, "/goals/development?unit=%.*s&year=%d&programme=%.*s&code=%.*s",
		STR(page->unit->code), page->year, STR(development->programme->code),
		STR(development->obligation->code));
}

struct reply development_show(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct development_list all;
	const struct development *development = development_asked(&page, &all);
	struct development_status_list rows;
	struct development_status next = { 0 };
	struct form_view form;
	struct out *out;

	if (!development)
		return reply_not_found(request);
	rows = development_history(view, page.unit->id, development->programme->code,
		development->obligation->code);
	if (request_wants_json(request))
		return development_json(request, &rows);
	out = page_begin(request, view, str_z(request->arena, obligation_words(development->obligation)));
	development_head(out, &page, development);
	if (page.may_write) {
		if (rows.count)
			next = (struct development_status){ .state = rows.at[0].state,
				.owner_id = rows.at[0].owner_id };
		form = form_view_of(request, view, &development_form, &next);
		development_form_begin(out);
		form_begin(out, &form, development_path(request->arena, &page, development), false);
		form_all(out, &form);
		form_buttons(out, _("Save how it goes"), arena_print(request->arena,
			"/goals?unit=%.*s&year=%d", STR(page.unit->code), page.year));
		form_end(out);
	}
	development_statuses_show(out, view, &rows);
	return page_end(request, 200);
}

struct reply development_act(struct request *request, struct change *change)
{
	struct goals_page page = goals_page_of(request, change_view(change));
	struct development_list all;
	const struct development *development = development_asked(&page, &all);
	struct development_status *status = request_record(request);

	if (!development || !page.may_write)
		return reply_not_found(request);
	if (status->state == DEVELOPMENT_effect_rated && (!status->effect.len
	    || !str_trim(status->effect_words).len)) {
		problem_add(request_problems(request), "effect", "%s",
			_("Choose how large the effect was, and write how you know."));
		return reply_again(request, change);
	}
	status->programme = development->programme->code;
	status->code = development->obligation->code;
	status->unit_id = page.unit->id;
	change_insert(change, &development_status_record.shape, status);
	request_message(request, _("It is saved how the activity goes."));
	return reply_done(request, 201, &development_status_record, status, "%.*s",
		STR(development_path(request->arena, &page, development)));
}
