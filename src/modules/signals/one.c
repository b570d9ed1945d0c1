/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/one.c - a signal: how it looks, what makes it up, what somebody does with it. */
#include "modules/signals/pages.h"

#include "kit/loose.h"
#include "modules/events/events.h"
#include "modules/measures/measures.h"
#include "modules/places/places.h"
#include "modules/signals/because.html.h"
#include "modules/signals/pages.html.h"
#include "modules/units/units.h"

enum { JSON_LONGEST = 4 << 20, WEEK_DAYS = 7 };

/* ---- The page ---------------------------------------------------------------------------------------- */

static struct str events_between(struct view *view, enum signal_level level, int64_t unit_id, struct str type,
                                 int64_t area_id, struct date from, struct date to)
{
	const struct area *area = area_id ? area_get(view, area_id) : NULL;
	struct event_ask ask = { .unit_id = level == LEVEL_city ? 0 : unit_id,
		.is_board = level == LEVEL_board || level == LEVEL_area,
		.area_code = area ? area->code : S(""), .from = from, .to = to,
		.types = type, .without_restricted = true };

	return events_link(view_arena(view), &ask, "", S(""));
}

struct str listed_link(struct view *view, enum signal_level level, int64_t unit_id, struct str type,
                       int64_t area_id, struct date monday)
{
	return events_between(view, level, unit_id, type, area_id, monday, date_add_days(monday, WEEK_DAYS - 1));
}

struct str listed_events(struct view *view, const struct listed *listed)
{
	return events_between(view, (enum signal_level)listed->level, listed->unit_id, listed->type,
		listed->area_id, is_drift(listed) ? listed->since : listed->week,
		date_add_days(listed->week, WEEK_DAYS - 1));
}

static struct signal_page page_of(struct request *request, struct view *view, const struct listed *listed)
{
	return (struct signal_page){ .request = request, .view = view, .listed = listed,
		.parts = signal_parts(view, listed->id), .history = signal_history(view, listed->signal_id),
		.steps = signal_steps(view, listed->signal_id), .is_replayed = !listed->band.len,
		.may_act = request_may(request, MAY_signals_write)
			&& signal_may_act(view, listed->signal_id) };
}

static void band_json(struct json_out *json, struct band band)
{
	json_list_begin(json, "weeks");
	for (size_t i = 0; i < band.count; i++) {
		const struct past_week *week = &band.weeks[i];

		json_object_begin(json, NULL);
		json_date(json, "week", band_monday(&band, i));
		json_number(json, "reported", week->count);
		json_number(json, "expected_late", week->late);
		json_number(json, "expected_late_low", week->late_low);
		json_number(json, "expected_late_high", week->late_high);
		json_bool(json, "is_too_early", week->is_too_early);
		json_number(json, "expected", week->expected);
		json_number(json, "low50", week->low50);
		json_number(json, "high50", week->high50);
		json_number(json, "low90", week->low90);
		json_number(json, "high90", week->high90);
		if (band.sums)
			json_number(json, "sum", band.sums[i]);
		json_object_finish(json);
	}
	json_list_finish(json);
	if (band.sums)
		json_number(json, "sum_limit", band.threshold);
}

static void because_json(struct json_out *json, const struct because *because)
{
	json_list_begin(json, "stands_out");
	for (size_t i = 0; i < because->sentence_count; i++)
		json_str(json, NULL, because->sentences[i]);
	json_list_finish(json);
	json_list_begin(json, "words");
	for (size_t i = 0; i < because->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "word", because->words[i].word);
		json_int(json, "events", because->words[i].events);
		json_int(json, "before", because->words[i].before);
		json_number(json, "z", because->words[i].z);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply signal_json(const struct signal_page *page)
{
	struct because because = is_drift(page->listed) ? (struct because){ 0 }
		: because_of(page->view, page->listed);
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "signal");
	listed_json(&json, page->view, page->listed, &page->parts);
	json_list_finish(&json);
	band_json(&json, band_read(page->request->arena, page->listed->band));
	because_json(&json, &because);
	json_list_begin(&json, "history");
	for (size_t i = 0; i < page->history.count; i++)
		record_json(&json, &listed_record, &page->history.at[i]);
	json_list_finish(&json);
	json_list_begin(&json, "steps");
	for (size_t i = 0; i < page->steps.count; i++)
		record_json(&json, &signal_step_record, &page->steps.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}

struct reply signal_show(struct request *request, struct view *view)
{
	const struct listed *listed = signal_get(view, request_param(request, "id"));
	struct signal_page page;
	struct because because;
	struct out *out;

	if (!listed)
		return reply_not_found(request);
	page = page_of(request, view, listed);
	if (request_wants_json(request))
		return signal_json(&page);
	out = page_begin(request, view, str_z(request->arena, signal_name(view, listed)));
	signal_head(out, &page);
	signal_drawn_show(out, view, listed);
	if (is_drift(listed)) {
		signal_drift_read(out);
	} else {
		signal_parts_show(out, &page);
		because = because_of(view, listed);
		because_show(out, &because);
	}
	signal_acts(out, &page);
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "signal", listed->signal_id, listed->unit_id);
	signal_past(out, &page);
	return page_end(request, 200);
}

/* ---- What somebody does ---------------------------------------------------------------------------------- */

struct reply signal_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct listed *listed = signal_get(view, request_param(request, "id"));
	const struct signal_move *move = move_find(request_param(request, "verb"));
	struct str words = str_trim(sent(request, "words"));
	enum signal_state state = listed ? state_after(listed->verb) : SIGNAL_new;
	struct signal_step step;
	const char *problem;

	if (!listed || !move)
		return reply_not_found(request);
	if (!signal_may_act(view, listed->signal_id))
		return reply_forbidden(request);
	problem = move_problem(move, state, words);
	if (problem) {
		problem_add(request_problems(request), move->from & 1u << state ? "words" : "", "%s", _(problem));
		return reply_again(request, change);
	}
	if (words_guard(request->arena, words) != WORDS_PASS) {
		problem_add(request_problems(request), "words", "%s",
			_("Write no personal numbers and nothing that may be secret."));
		return reply_again(request, change);
	}
	step = (struct signal_step){ .signal_id = listed->signal_id, .listing_id = listed->id,
		.verb = str_of(move->verb), .words = str_letters_part(words, 2000),
		.person_id = change_me(change) };
	step_keep(change, &step);
	request_message(request, _("Saved. It stands in the history of the signal."));
	return reply_done(request, 201, &signal_step_record, &step, "/signals/%.*s", STR(listed->public_id));
}
