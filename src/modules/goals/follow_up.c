/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/follow_up.c - the follow-up of a period: a light and words for each goal, beside the
 * figures; submitted and frozen; a new edition when something must be corrected.
 */
#include "modules/goals/inside.h"

#include "base/crypto.h"
#include "kit/setting.h"
#include "modules/goals/follow_up.html.h"
#include "modules/goals/pages.h"

static void entry_judge(struct view *view, void *row, struct problems *problems);
const struct form follow_up_entry_form = {
	.record = &follow_up_entry_record,
	.fields = FIELDS("light", "words"),
	.judge = entry_judge,
};
const struct form follow_up_form = {
	.record = &goal_follow_up_record,
	.fields = FIELDS("reason"),
};

/* A light that is not what was planned is explained. */
static void entry_judge(struct view *view, void *row, struct problems *problems)
{
	struct follow_up_entry *entry = row;
	const struct item *light = item_find("goal_lights", entry->light);

	(void)view;
	if (light && item_int(light, "needs_words") && !str_trim(entry->words).len)
		problem_add(problems, "words", "%s", _("Write in words why it goes so."));
}

/* ---- Making ------------------------------------------------------------------------------------ */

struct goal_follow_up *follow_up_begin(struct change *change, int64_t unit_id, struct str period,
                                       struct str reason)
{
	const struct goal_follow_up *last = follow_up_newest(change_view(change), unit_id, period);
	struct goal_follow_up *now = arena_new(change_arena(change), struct goal_follow_up);
	struct follow_up_entry_list entries = { 0 };

	*now = (struct goal_follow_up){ .unit_id = unit_id, .period = period, .reason = reason,
		.number = last ? last->number + 1 : 1, .state = FOLLOW_UP_open };
	change_insert(change, &goal_follow_up_record.shape, now);
	if (last)
		entries = follow_up_entries(change_view(change), last->id);
	for (size_t i = 0; i < entries.count; i++) {
		struct follow_up_entry entry = { .goal_id = entries.at[i].goal_id,
			.light = entries.at[i].light, .words = entries.at[i].words };

		follow_up_entry_put(change, now, &entry);
	}
	return now;
}

void follow_up_entry_put(struct change *change, const struct goal_follow_up *follow_up,
                         struct follow_up_entry *entry)
{
	struct follow_up_entry_list before = follow_up_entry_history(change_view(change),
		follow_up->id, entry->goal_id);

	entry->follow_up_id = follow_up->id;
	entry->unit_id = follow_up->unit_id;
	entry->period = follow_up->period;
	entry->number = before.count ? before.at[before.count - 1].number + 1 : 1;
	change_insert(change, &follow_up_entry_record.shape, entry);
}

/* In the language of the city: what is submitted is the city's document and not the reader's. */
void follow_up_freeze(struct change *change, struct goal_follow_up *follow_up, const struct unit *unit,
                      const struct goal_period *period)
{
	struct str mine = str_of(tongue_code());
	struct annex *annex;

	tongue_choose(setting_text("language"));
	if (!follow_up->submitted_at.seconds)
		follow_up->submitted_at = instant_now();
	follow_up->submitted_by = change_me(change);
	annex = annex_make(change_view(change), unit_get(change_view(change), unit->id), period, follow_up);
	follow_up->frozen = annex_json(change_arena(change), annex);
	follow_up->frozen_digest = digest_hex(change_arena(change), follow_up->frozen);
	follow_up->state = FOLLOW_UP_submitted;
	tongue_choose(mine);
}

/* ---- What the page shows --------------------------------------------------------------------- */

static void row_add(struct follow_up_page *all, const struct unit_goal *goal,
                    const struct follow_up_entry_list *entries)
{
	struct followed *row = &all->rows.at[all->rows.count++];

	*row = (struct followed){ .goal = goal,
		.entry = follow_up_entry_find(entries, goal ? goal->id : 0) };
	all->missing += !row->entry;
}

static void rows_fill(struct follow_up_page *all)
{
	const struct goals_page *page = all->page;
	struct unit_goal_list goals = goals_of_year(page->view, page->unit->id, page->period.year);
	struct follow_up_entry_list entries = { 0 };

	if (all->newest)
		entries = follow_up_entries(page->view, all->newest->id);
	all->rows.at = arena_array(page->request->arena, struct followed, goals.count + 1);
	row_add(all, NULL, &entries);
	for (size_t i = 0; i < goals.count; i++)
		if (goals.at[i].state == GOAL_current
		    || follow_up_entry_find(&entries, goals.at[i].id))
			row_add(all, &goals.at[i], &entries);
}

/* "whole", or the identity of a goal. */
static struct followed *row_asked(struct follow_up_page *all, struct str goal)
{
	for (size_t i = 0; i < all->rows.count; i++) {
		struct followed *row = &all->rows.at[i];

		if (row->goal ? str_equals(row->goal->public_id, goal) : str_is(goal, "whole"))
			return row;
	}
	return NULL;
}

static const struct followed *row_next(const struct follow_up_page *all)
{
	size_t first = all->asked ? (size_t)(all->asked - all->rows.at) + 1 : 0;

	for (size_t i = 0; i < all->rows.count; i++) {
		const struct followed *row = &all->rows.at[(first + i) % all->rows.count];

		if (!row->entry && row != all->asked)
			return row;
	}
	return NULL;
}

static void figures_fill(struct follow_up_page *all, struct followed *row)
{
	const struct goals_page *page = all->page;
	struct verdict_list verdicts = figures_verdicts(page->view, page->unit, page->period.year);
	struct figure_ask ask = { .period = &page->period, .unit = page->unit,
		.verdicts = &verdicts, .goal = row->goal };

	row->figures = figures_of(page->view, &ask);
}

static struct follow_up_page page_of(const struct goals_page *page)
{
	struct follow_up_page all = { .page = page,
		.base = arena_print(page->request->arena, "/goals/follow-up?unit=%.*s&period=%.*s",
			STR(page->unit->code), STR(page->period.key)) };
	struct followed *asked;

	all.newest = follow_up_newest(page->view, page->unit->id, page->period.key);
	all.submitted = follow_up_submitted(page->view, page->unit->id, page->period.key);
	all.editions = follow_up_editions(page->view, page->unit->id, page->period.key);
	all.may_write = page->may_write && date_compare(page->period.from, page->today) <= 0
		&& !(all.newest && all.newest->state == FOLLOW_UP_submitted);
	rows_fill(&all);
	all.asked = asked = row_asked(&all, request_query(page->request, "goal"));
	all.next = row_next(&all);
	if (asked)
		figures_fill(&all, asked);
	if (asked && all.newest && !asked->entry)
		all.before = follow_up_entry_before(page->view, all.newest,
			asked->goal ? asked->goal->id : 0);
	return all;
}

static struct reply entry_show(struct request *request, struct view *view,
                               const struct follow_up_page *all)
{
	struct follow_up_entry now = { 0 };
	struct form_view form;
	struct out *out;

	if (all->asked->entry)
		now = *all->asked->entry;
	form = form_view_of(request, view, &follow_up_entry_form, &now);
	out = page_begin(request, view, _("Write how it goes"));
	entry_head(out, all);
	form_begin(out, &form, arena_print(request->arena, "%.*s&goal=%.*s", STR(all->base),
		STR(all->asked->goal ? all->asked->goal->public_id : S("whole"))), false);
	form_problems(out, &form);
	entry_number(out, all->asked->entry ? all->asked->entry->number : 0);
	form_field(out, &form, "light");
	form_field(out, &form, "words");
	entry_take_figures(out, all->asked->figures.count);
	form_buttons(out, all->next ? _("Save and go on to the next") : _("Save"), all->base);
	form_end(out);
	entry_side(out, request, all);
	return page_end(request, 200);
}

static struct reply as_json(struct request *request, const struct follow_up_page *all)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", all->page->unit->code);
	json_str(&json, "period", all->page->period.key);
	json_str(&json, "state", str_of(follow_up_states[all->newest ? all->newest->state : 0].name));
	json_int(&json, "edition", all->newest ? all->newest->number : 0);
	json_list_begin(&json, "goals");
	for (size_t i = 0; i < all->rows.count; i++) {
		const struct followed *row = &all->rows.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "goal", row->goal ? row->goal->public_id : S("whole"));
		json_str(&json, "title", row->goal ? row->goal->title : S(""));
		json_str(&json, "light", row->entry ? row->entry->light : S(""));
		json_str(&json, "words", row->entry ? row->entry->words : S(""));
		json_int(&json, "edition", row->entry ? row->entry->number : 0);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply follow_up_show(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct follow_up_page all;
	struct out *out;

	if (!page.unit || !page.period.key.len)
		return reply_not_found(request);
	all = page_of(&page);
	if (request_wants_json(request))
		return as_json(request, &all);
	if (request_has_query(request, "goal") && (!all.asked || !all.may_write))
		return reply_not_found(request);
	if (all.asked)
		return entry_show(request, view, &all);
	out = page_begin(request, view, _("Follow-up"));
	follow_up_head(out, &all);
	for (size_t i = 0; i < all.rows.count; i++)
		follow_up_row(out, &all, &all.rows.at[i], i);
	follow_up_foot(out, &all);
	return page_end(request, 200);
}

/* ---- Changes --------------------------------------------------------------------------------------- */

/* The figures go in as sentences of their own, last; the person has asked for it. */
static struct str words_with(struct arena *arena, struct str words, const struct figure_list *figures)
{
	for (size_t i = 0; i < figures->count; i++)
		words = arena_print(arena, "%.*s%s%.*s", STR(str_trim(words)), words.len ? "\n" : "",
			STR(figures->at[i].words));
	return words;
}

static struct reply refused(struct request *request, struct change *change, const char *field,
                            struct str words)
{
	problem_add(request_problems(request), field, "%.*s", STR(words));
	return reply_again(request, change);
}

static bool is_stale(struct request *request, const struct followed *row)
{
	int64_t edition;

	return str_to_int(request_field(request, "edition"), &edition)
		&& edition != (row->entry ? row->entry->number : 0);
}

static struct reply entry_taken(struct request *request, struct change *change,
                                struct follow_up_page *all)
{
	struct follow_up_entry *entry = request_record(request);
	const struct goal_follow_up *follow_up = all->newest;
	const struct goals_page *page = all->page;

	entry->goal_id = all->asked->goal ? all->asked->goal->id : 0;
	if (is_stale(request, all->asked) && all->asked->entry)
		return reply_stale(request, &follow_up_entry_record, entry, all->asked->entry);
	if (request_field(request, "take_figures").len)
		entry->words = words_with(request->arena, entry->words, &all->asked->figures);
	if (str_letters(entry->words) > LONGEST_FOLLOW_UP)
		return refused(request, change, "words", arena_print(request->arena,
			_("With the figures it is %zu letters. At most %d fit: shorten the text, or leave the figures beside it."),
			str_letters(entry->words), LONGEST_FOLLOW_UP));
	if (!follow_up)
		follow_up = follow_up_begin(change, page->unit->id, page->period.key, S(""));
	follow_up_entry_put(change, follow_up, entry);
	request_message(request, _("It is saved."));
	return reply_done(request, 201, &follow_up_entry_record, entry, "%.*s%s%.*s", STR(all->base),
		all->next ? "&goal=" : "", STR(!all->next ? S("")
			: all->next->goal ? all->next->goal->public_id : S("whole")));
}

struct reply follow_up_entry_act(struct request *request, struct change *change)
{
	struct goals_page page = goals_page_of(request, change_view(change));
	struct follow_up_page all;

	if (!page.unit || !page.period.key.len || !page.may_write)
		return reply_not_found(request);
	all = page_of(&page);
	if (!all.asked)
		return reply_not_found(request);
	if (!all.may_write)
		return refused(request, change, "", str_of(all.newest
			? _("The follow-up is submitted and cannot be changed. Begin a new edition first.")
			: _("The period has not begun.")));
	return entry_taken(request, change, &all);
}

/* Drafts of the unit for the same period point at the annex: nobody types it twice. */
struct reply follow_up_submit_act(struct request *request, struct change *change)
{
	struct goals_page page = goals_page_of(request, change_view(change));
	struct follow_up_page all;
	struct goal_follow_up now;
	enum updated updated;
	size_t drafts;

	if (!page.unit || !page.period.key.len || !page.may_write)
		return reply_not_found(request);
	all = page_of(&page);
	if (!all.newest || all.newest->state == FOLLOW_UP_submitted)
		return refused(request, change, "", str_of(_("There is nothing to submit: nothing has been written since.")));
	if (all.missing)
		return refused(request, change, "", arena_print(request->arena, plural(all.missing,
			"%zu goal has no light yet. Write how it goes first.",
			"%zu goals have no light yet. Write how they go first."), all.missing));
	now = *all.newest;
	follow_up_freeze(change, &now, page.unit, &page.period);
	updated = change_update(change, &goal_follow_up_record.shape, &now,
		request_version(request) ? request_version(request) : all.newest->version);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return reply_stale(request, &goal_follow_up_record, &now, all.newest);
	drafts = submissions_point_out(change, page.unit->id, page.period.key,
		arena_print(request->arena, _("Follow-up of goals, %.*s"),
			STR(goal_period_words(request->arena, &page.period))),
		goals_annex_path(request->arena, page.unit->code, page.period.key));
	request_message(request, drafts
		? _("It is submitted and frozen. The unit's submissions of the period point at the annex.")
		: _("It is submitted and frozen. The annex can be taken from here."));
	return reply_done(request, 200, &goal_follow_up_record, &now, "%.*s", STR(all.base));
}

struct reply follow_up_reopen_act(struct request *request, struct change *change)
{
	struct goals_page page = goals_page_of(request, change_view(change));
	const struct goal_follow_up *sent = request_record(request);
	struct follow_up_page all;

	if (!page.unit || !page.period.key.len || !page.may_write)
		return reply_not_found(request);
	all = page_of(&page);
	if (!all.newest || all.newest->state != FOLLOW_UP_submitted)
		return refused(request, change, "", str_of(_("It is not submitted, so there is nothing to begin anew.")));
	if (!str_trim(sent->reason).len)
		return refused(request, change, "reason", str_of(_("Write why.")));
	follow_up_begin(change, page.unit->id, page.period.key, str_trim(sent->reason));
	request_message(request, _("A new edition is begun. The one that was submitted stays as it is."));
	return reply_go(request, "%.*s", STR(all.base));
}
