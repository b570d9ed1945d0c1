/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/backtest.c - how the list would have done in the weeks that are over, as they were
 * known then: how many it had, how many of them chance, and which known things it found when.
 */
#include "modules/signals/pages.h"

#include "formats/chart.h"
#include "kit/setting.h"
#include "modules/signals/pages.html.h"
#include "modules/units/units.h"

#include <math.h>

enum { JSON_LONGEST = 4 << 20, WEEK_DAYS = 7 };

/* ---- Counted --------------------------------------------------------------------------------------- */

static bool is_counted(const struct listed *listed)
{
	return !listed->folded_under && (listed->tier == TIER_listed || listed->tier == TIER_strong);
}

/* Of a list with a share q of false ones each has that chance to be one. */
static void weeks_count(struct backtest_page *page, const struct signal_run_list *runs,
                        const struct listed_list *list)
{
	size_t at = 0;

	page->weeks = arena_array(view_arena(page->view), struct replay_week, runs->count + 1);
	for (size_t i = 0; i < runs->count; i++) {
		struct replay_week *week = &page->weeks[page->week_count++];

		week->week = runs->at[i].week;
		while (at < list->count && date_compare(list->at[at].week, week->week) < 0)
			at++;
		for (; at < list->count && date_compare(list->at[at].week, week->week) == 0; at++)
			if (is_counted(&list->at[at])) {
				week->listed++;
				week->false_expected += fmax(0, list->at[at].list_q);
			}
		page->listed += week->listed;
		page->false_expected += week->false_expected;
	}
}

static bool is_known_here(const struct backtest_page *page, const struct signal_known *known)
{
	if (date_compare(known->from_day, date_add_days(page->to, WEEK_DAYS)) >= 0)
		return false;
	return !page->board_id || !known->unit_id || known->unit_id == page->board_id
		|| unit_board(page->view, known->unit_id, known->from_day) == page->board_id;
}

static void known_count(struct backtest_page *page, const struct signal_known_list *known,
                        const struct listed_list *list)
{
	page->known = arena_array(view_arena(page->view), struct known_found, known->count + 1);
	for (size_t i = 0; i < known->count; i++) {
		struct known_found *found = &page->known[page->known_count];

		if (!is_known_here(page, &known->at[i]))
			continue;
		*found = (struct known_found){ .known = &known->at[i] };
		for (size_t at = 0; at < list->count && !found->first; at++)
			if (list->at[at].tier != TIER_sentinel && is_known_in(&known->at[i], &list->at[at]))
				found->first = &list->at[at];
		if (found->first)
			found->days = date_days_between(known->at[i].from_day,
				date_add_days(found->first->week, WEEK_DAYS));
		page->found += found->first != NULL;
		page->known_count++;
	}
}

static struct backtest_page page_of(struct request *request, struct view *view)
{
	struct str asked = request_query(request, "unit");
	int64_t unit_id = asked.len ? reference_find(view, "unit", asked) : 0;
	struct backtest_page page = { .request = request, .view = view };
	struct date from = date_add_days(monday_of(date_today()),
		-(int)setting_int("signals_replay_weeks") * WEEK_DAYS);
	struct signal_run_list runs = replays(view, from);
	struct listed_list list;
	struct signal_known_list known;

	page.board_id = unit_id ? unit_board(view, unit_id, date_today()) : 0;
	list = replay_listed(view, from, page.board_id);
	if (!runs.count)
		return page;
	page.from = runs.at[0].week;
	page.to = runs.at[runs.count - 1].week;
	weeks_count(&page, &runs, &list);
	known = signals_known(view, page.from);
	known_count(&page, &known, &list);
	return page;
}

/* ---- Shown ------------------------------------------------------------------------------------------ */

static struct str finding(const struct backtest_page *page)
{
	struct arena *arena = view_arena(page->view);

	return arena_print(arena, plural(page->listed,
		"In %zu weeks the list would have had %lld signal; about %.*s of them false.",
		"In %zu weeks the list would have had %lld signals; about %.*s of them false."),
		page->week_count, (long long)page->listed, STR(amount(arena, page->false_expected)));
}

static void weeks_draw(struct out *out, const struct backtest_page *page)
{
	struct arena *arena = view_arena(page->view);
	struct str *labels = arena_array(arena, struct str, page->week_count + 1);
	struct str *shorts = arena_array(arena, struct str, page->week_count + 1);
	int64_t *listed = arena_array(arena, int64_t, page->week_count + 1);

	for (size_t i = 0; i < page->week_count; i++) {
		labels[i] = tongue_date(arena, page->weeks[i].week);
		shorts[i] = i % 13 == 0 ? labels[i] : S("");
		listed[i] = page->weeks[i].listed;
	}
	chart_show(out, &(struct chart){ .kind = CHART_STACKED, .id = "replay",
		.title = str_of(_("Signals a week")), .finding = finding(page),
		.heading = str_of(_("Week from")), .count = page->week_count, .labels = labels,
		.short_labels = shorts, .series_count = 1,
		.series = &(struct chart_series){ str_of(_("Listed")), listed, NULL } });
}

static void known_json(struct json_out *json, const struct known_found *found)
{
	json_object_begin(json, NULL);
	json_str(json, "id", found->known->public_id);
	json_str(json, "words", tongue_pick(found->known->words_sv, found->known->words_en));
	json_date(json, "from", found->known->from_day);
	json_date(json, "to", found->known->to_day);
	json_bool(json, "is_found", found->first != NULL);
	if (found->first) {
		json_date(json, "first_week", found->first->week);
		json_int(json, "days", found->days);
	}
	json_object_finish(json);
}

static struct reply backtest_json(const struct backtest_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "listed", page->listed);
	json_number(&json, "false_expected", page->false_expected);
	json_list_begin(&json, "weeks");
	for (size_t i = 0; i < page->week_count; i++) {
		json_object_begin(&json, NULL);
		json_date(&json, "week", page->weeks[i].week);
		json_int(&json, "listed", page->weeks[i].listed);
		json_number(&json, "false_expected", page->weeks[i].false_expected);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_list_begin(&json, "known");
	for (size_t i = 0; i < page->known_count; i++)
		known_json(&json, &page->known[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}

static void known_form_show(struct out *out, struct request *request, struct view *view)
{
	struct form_view form = form_view_of(request, view, &signal_known_form, NULL);
	bool is_tried = request_problems(request)->count > 0;

	backtest_form_begin(out, is_tried);
	form_begin(out, &form, S("/signals/known"), false);
	form_all(out, &form);
	form_buttons(out, _("Note it"), S(""));
	form_end(out);
	backtest_form_end(out);
}

struct reply backtest_show(struct request *request, struct view *view)
{
	struct backtest_page page = page_of(request, view);
	struct out *out;

	if (request_wants_json(request))
		return backtest_json(&page);
	out = page_begin(request, view, _("How the list has done"));
	backtest_head(out, &page);
	if (!page.week_count) {
		backtest_none(out);
		return page_end(request, 200);
	}
	weeks_draw(out, &page);
	backtest_known(out, &page);
	if (request_may(request, MAY_signals_write))
		known_form_show(out, request, view);
	return page_end(request, 200);
}

struct reply known_add_act(struct request *request, struct change *change)
{
	struct signal_known *known = request_record(request);

	known->created_by = change_me(change);
	known->created_at = instant_now();
	known_keep(change, known);
	request_message(request, _("Noted. Now you see whether the list would have told of it."));
	return reply_done(request, 201, &signal_known_record, known, "/signals/backtest");
}
