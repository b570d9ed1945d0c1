/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/pages.c - the list of a week, the card on the start page, the routes of the room. */
#include "modules/signals/pages.h"

#include "kit/members.h"
#include "kit/setting.h"
#include "modules/signals/pages.html.h"

enum { JSON_LONGEST = 32 << 20 };

/* ---- The week ----------------------------------------------------------------------------------- */

struct date week_in_address(struct request *request)
{
	struct date day = { 0 };

	return date_read(request_query(request, "week"), &day) ? monday_of(day) : (struct date){ 0 };
}

static struct week_page page_of(struct request *request, struct view *view)
{
	struct week_page page = { .request = request, .view = view,
		.run = run_latest(view, week_in_address(request)), .weeks = runs_shown(view),
		.reaches_city = signals_reach_city(view) };

	if (!page.run)
		return page;
	page.list = run_listed(view, page.run->id);
	page.parts = run_parts(view, page.run->id);
	page.levels = run_levels(view, page.run->id);
	page.followed = run_followed(view, page.run->id);
	return page;
}

enum stands stands_where(const struct week_page *page, const struct listed *listed)
{
	enum signal_state state = state_after(listed->verb);

	for (size_t i = 0; listed->folded_under && i < page->list.count; i++)
		if (page->list.at[i].signal_id == listed->folded_under)
			return STANDS_folded;
	if (state == SIGNAL_dismissed || state == SIGNAL_closed)
		return STANDS_aside;
	if (is_drift(listed))
		return STANDS_drift;
	return listed->tier == TIER_sentinel ? STANDS_sentinel : STANDS_alone;
}

int64_t listed_at(const struct week_page *page, enum signal_level level, enum stands stands)
{
	int64_t count = 0;

	for (size_t i = 0; i < page->list.count; i++)
		count += (level == LEVEL_none || (int)level == page->list.at[i].level)
			&& stands_where(page, &page->list.at[i]) == stands;
	return count;
}

int64_t folded_below(const struct week_page *page, int64_t signal_id)
{
	int64_t count = 0;

	for (size_t i = 0; i < page->list.count; i++)
		count += page->list.at[i].folded_under == signal_id;
	return count;
}

/* Each of a list with a share q of false ones has that chance. */
double false_among(const struct week_page *page, enum signal_level level)
{
	double expected = 0;

	for (size_t i = 0; i < page->list.count; i++)
		if (page->list.at[i].level == (int)level && page->list.at[i].q >= 0
		    && page->list.at[i].tier >= TIER_listed)
			expected += page->list.at[i].list_q;
	return expected;
}

int64_t series_followed(const struct week_page *page)
{
	int64_t series = 0;

	for (size_t i = 0; i < page->followed.count; i++)
		series += page->followed.at[i].series;
	return series;
}

double drifts_false(const struct week_page *page)
{
	double expected = 0;

	for (size_t i = 0; i < page->followed.count; i++)
		expected += page->followed.at[i].false_expected;
	return expected;
}

void listed_json(struct json_out *json, struct view *view, const struct listed *listed,
                 const struct signal_part_list *parts)
{
	struct why why = why_listed(view, listed, parts);
	enum signal_state state = state_after(listed->verb);

	json_object_begin(json, NULL);
	record_members_json(json, &listed_record, listed);
	json_str(json, "name", signal_name(view, listed));
	json_str(json, "state", str_of(signal_state_names[state]));
	json_list_begin(json, "why");
	for (size_t i = 0; i < why.count; i++)
		json_str(json, NULL, why.at[i]);
	json_list_finish(json);
	json_list_begin(json, "parts");
	for (size_t i = 0; i < parts->count; i++)
		if (parts->at[i].listing_id == listed->id)
			record_json(json, &signal_part_record, &parts->at[i]);
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply week_json(const struct week_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	if (page->run) {
		json_object_begin(&json, "run");
		record_members_json(&json, &signal_run_record, page->run);
		json_object_finish(&json);
	}
	json_list_begin(&json, "levels");
	for (size_t i = 0; i < page->levels.count; i++)
		record_json(&json, &signal_level_record, &page->levels.at[i]);
	json_list_finish(&json);
	json_object_begin(&json, "drift");
	json_int(&json, "series", series_followed(page));
	json_number(&json, "false_expected", drifts_false(page));
	json_object_finish(&json);
	json_list_begin(&json, "signals");
	for (size_t i = 0; i < page->list.count; i++)
		listed_json(&json, page->view, &page->list.at[i], &page->parts);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}

static struct reply week_show(struct request *request, struct view *view)
{
	struct week_page page = page_of(request, view);
	struct out *out;

	if (request_wants_json(request))
		return week_json(&page);
	if (!page.run && date_is_given(week_in_address(request)))
		return reply_not_found(request);
	out = page_begin(request, view, _("Signals"));
	signal_week_head(out, &page);
	if (!page.run)
		signal_week_none(out, (int)setting_int("signals_weekday"), (int)setting_int("signals_hour"));
	else
		signal_week_lists(out, &page);
	return page_end(request, 200);
}

/* ---- On the start page ------------------------------------------------------------------------------ */

/* Only for who has asked, or follows something. */
void signals_home(struct out *out, struct request *request, struct view *view)
{
	const struct signal_run *run;
	struct listed_list asked, followed;
	bool has_asked;

	if (!request_may(request, MAY_events_read))
		return;
	run = run_latest(view, (struct date){ 0 });
	has_asked = signal_watches(view).count > 0;
	if (!run)
		return;
	followed = run_wanted(view, run->id, WANTED_followed);
	if (!has_asked && !followed.count)
		return;
	asked = has_asked ? run_wanted(view, run->id, WANTED_asked) : (struct listed_list){ 0 };
	signals_card(out, run->week, has_asked, (int64_t)asked.count, (int64_t)followed.count);
}

const struct route signals_routes[] = {
	{ GET, "/signals", .need = MAY_events_read, .show = week_show, .is_api_too = true,
	  .label = N_("What was unusual in a week") },
	{ GET, "/signals/drawn", .need = MAY_events_read, .show = signals_drawn_show,
	  .label = N_("The signals of a week, all drawn") },
	{ GET, "/signals/drawn/figure/:form", .need = MAY_events_read, .show = signals_drawn_file, .is_api_too = true,
	  .label = N_("The signals of a week, drawn, as a file") },
	{ GET, "/signals/watch", .need = MAY_events_read, .show = signal_watch_show, .is_api_too = true,
	  .label = N_("What one is told of") },
	{ POST, "/signals/watch", .need = MAY_events_read, .act = signal_watch_add_act, .again = signal_watch_show,
	  .form = &signal_watch_form, .is_api_too = true, .label = N_("Ask to be told of signals") },
	{ POST, "/signals/watch/:id/end", .need = MAY_events_read, .act = signal_watch_end_act,
	  .is_api_too = true, .label = N_("Ask no longer to be told of signals") },
	{ GET, "/signals/backtest", .need = MAY_events_read, .show = backtest_show, .is_api_too = true,
	  .label = N_("How the list of signals would have done in weeks that are over") },
	{ POST, "/signals/known", .need = MAY_signals_write, .act = known_add_act,
	  .form = &signal_known_form, .again = backtest_show, .is_api_too = true,
	  .label = N_("Note what is known to have happened") },
	{ GET, "/signals/:id", .need = MAY_events_read, .show = signal_show, .is_api_too = true,
	  .label = N_("A signal") },
	{ GET, "/signals/:id/figure/:form", .need = MAY_events_read, .show = signal_file, .is_api_too = true,
	  .label = N_("The weeks before a signal, as a file") },
	{ GET, "/signals/:id/sum/:form", .need = MAY_events_read, .show = signal_sum_file, .is_api_too = true,
	  .label = N_("How a slow drift added up, as a file") },
	{ POST, "/signals/:id/:verb", .need = MAY_signals_write, .act = signal_act, .again = signal_show,
	  .is_api_too = true, .label = N_("Say what is done with a signal") },
	{ GET, NULL },
};
