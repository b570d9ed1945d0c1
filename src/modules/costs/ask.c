/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/ask.c - which unit, index and day a page is about, and what its reader may be told. */
#include "modules/costs/inside.h"

#include "modules/events/events.h"
#include "modules/reporting/reporting.h"

#include <math.h>

static double percent(const char *name)
{
	return (double)setting_int(name) / 100;
}

static struct costs_settings settings_now(void)
{
	return (struct costs_settings){ .level = percent("costs_level_percent"),
		.margin = 1 + percent("costs_margin_percent"), .settled = percent("costs_settled_percent"),
		.least_years = (size_t)setting_int("costs_least_years"),
		.unsettled_years = (size_t)setting_int("costs_unsettled_years"),
		.cap_share = percent("costs_cap_percent"), .cap_years = (int32_t)setting_int("costs_cap_years"),
		.tail_share = percent("costs_tail_percent"), .tail_least = (size_t)setting_int("costs_tail_least"),
		.return_years = (double)setting_int("costs_return_years"),
		.small_below = setting_int("small_cells_below") };
}

/* ---- The index ----------------------------------------------------------------------------- */

struct cost_names cost_index_names(struct view *view)
{
	struct cost_price_list prices = cost_prices(view);
	struct cost_names names = { 0, arena_array(view_arena(view), struct str, prices.count + 1) };

	for (size_t i = 0; i < prices.count; i++)
		if (!names.count || !str_equals(names.at[names.count - 1], prices.at[i].name))
			names.at[names.count++] = prices.at[i].name;
	return names;
}

static bool index_is_there(const struct cost_price_list *prices, struct str name)
{
	for (size_t i = 0; i < prices->count; i++)
		if (str_equals(prices->at[i].name, name))
			return true;
	return false;
}

struct str costs_index_usual(const struct cost_price_list *prices, const struct cost_cap_list *caps)
{
	if (caps->count && index_is_there(prices, caps->at[0].index_name))
		return caps->at[0].index_name;
	return prices->count ? prices->at[0].name : S("");
}

/* The one that is asked for, else the usual. */
static struct str index_asked(struct view *view, struct str asked)
{
	struct cost_price_list prices = cost_prices(view);
	struct cost_cap_list caps = cost_caps(view);

	return index_is_there(&prices, asked) ? asked : costs_index_usual(&prices, &caps);
}

/* ---- The page -------------------------------------------------------------------------------- */

static bool unit_put(struct view *view, struct costs_topic *topic, int64_t unit_id)
{
	if (!unit_id || !reporting_may_unit(view, unit_id))
		return false;
	topic->unit = unit_get(view, unit_id);
	topic->may_count = reporting_may_count(view, unit_id);
	return topic->unit != NULL;
}

static struct str query_of(struct arena *arena, const struct costs_topic *topic)
{
	struct out out;

	out_init(&out, arena, 4096);
	out_z(&out, "?unit=");
	out_link_part(&out, topic->unit->code);
	if (topic->index_name.len) {
		out_z(&out, "&index=");
		out_link_part(&out, topic->index_name);
	}
	if (!topic->is_today)
		out_print(&out, "&known=%.*s", STR(date_iso(arena, topic->known)));
	return out_str(&out);
}

/* Who is told no small numbers could lay two days over each other to see what came between. */
static bool day_read(struct request *request, struct costs_topic *topic, struct reply *problem)
{
	struct str text = str_trim(request_query(request, "known"));

	topic->known = date_today();
	topic->is_today = true;
	if (!text.len || !topic->may_count)
		return true;
	if (!date_read(text, &topic->known) || date_compare(topic->known, date_today()) > 0) {
		*problem = reply_problem(request, 400, _("The day was not understood."),
			str_of(_("Write a day as 2026-03-02, not later than today.")));
		return false;
	}
	topic->is_today = !date_compare(topic->known, date_today());
	return true;
}

bool costs_asked(struct request *request, struct view *view, struct costs_topic *topic, struct reply *problem)
{
	struct str text = str_trim(request_query(request, "unit"));
	int64_t unit_id = text.len ? reference_read(view, "unit", text)
		: reporting_unit_first(view, request_person(request)->unit_id);

	*topic = (struct costs_topic){ .index_name = index_asked(view, str_trim(request_query(request, "index"))) };
	if (!unit_put(view, topic, unit_id)) {
		*problem = reply_not_found(request);
		return false;
	}
	if (!day_read(request, topic, problem))
		return false;
	topic->query = query_of(request->arena, topic);
	topic->may_be_kept = topic->is_today && !kept_is_declined(request);
	return true;
}

const struct costs_topic *costs_report_topic(struct view *view, int64_t unit_id)
{
	struct costs_topic *topic = arena_new(view_arena(view), struct costs_topic);

	topic->known = date_today();
	topic->is_today = true;
	topic->index_name = index_asked(view, S(""));
	return unit_put(view, topic, unit_id ? unit_id : reporting_unit_first(view, 0)) ? topic : NULL;
}

struct costs_question costs_question_of(const struct cost_cap_list *caps, struct date known)
{
	struct costs_question question = { .cap = caps->count ? &caps->at[0] : NULL, .known = known,
		.settings = settings_now() };

	question.first_year = (int32_t)(known.year + 1 - setting_int("costs_years_most"));
	return question;
}

struct date costs_from(const struct costs_question *question)
{
	return (struct date){ (int16_t)question->first_year, 1, 1 };
}

struct date costs_city_from(const struct costs_question *question)
{
	return (struct date){ (int16_t)(question->known.year + 1 - question->settings.cap_years), 1, 1 };
}

/* The whole city is read only when the limit is told from it. */
static void cap_give(struct view *view, const struct costs_topic *topic, struct costs_question *question,
                     struct instant *as_of)
{
	if (!question->lines.count || !costs_cap_is_usual(question))
		return;
	if (topic->may_be_kept && costs_kept_cap(view, topic->index_name, question, as_of))
		return;
	question->city = cost_lines_city(view, costs_city_from(question));
}

struct costs_found costs_of(struct view *view, const struct costs_topic *topic)
{
	struct cost_cap_list caps = cost_caps(view);
	struct costs_question question = costs_question_of(&caps, topic->known);
	struct costs_found found;
	struct instant as_of = { 0 };

	question.is_guarded = !topic->may_count;
	question.prices = cost_prices_of(view, topic->index_name);
	if (topic->may_be_kept && costs_kept(view, topic, &question, &found))
		return found;
	question.lines = cost_lines(view, topic->unit->id, costs_from(&question));
	cap_give(view, topic, &question, &as_of);
	found = costs_find(view_arena(view), &question);
	found.as_of = as_of;
	return found;
}

double costs_factor(struct view *view, const struct costs_topic *topic, int64_t year)
{
	struct cost_price_list prices = cost_prices_of(view, topic->index_name);

	return prices.count ? price_in(&prices, price_base(&prices))
		/ year_prices(view_arena(view), &prices, (int32_t)year, (int32_t)year)[0].index : 1;
}

struct str costs_link(struct view *view, const struct costs_topic *topic, const struct costs_year *year, double above)
{
	struct event_ask ask = { .unit_id = topic->unit->id, .without_restricted = true, .has_cost = true,
		.from = { (int16_t)year->sums.year, 1, 1 }, .to = { (int16_t)year->sums.year, 12, 31 } };

	if (!topic->may_count || !topic->is_today || !(above > 0 ? year->sums.large : year->sums.count))
		return S("");
	ask.cost_above = above > 0 ? (int64_t)floor(above / year->factor) : 0;
	return events_link(view_arena(view), &ask, "", S(""));
}
