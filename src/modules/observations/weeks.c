/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/weeks.c - the picture of a week: sums, what was seen, words, decided by name. */
#include "modules/observations/inside.h"

#include "base/json.h"
#include "modules/measures/measures.h"
#include "modules/observations/weeks.html.h"

enum { WEEKS_SHOWN = 8, WEEKS_USUAL = 12, WEEKS_TOLD = 12 };

int64_t sum_total(const struct sum_line_list *lines)
{
	int64_t total = 0;

	for (size_t i = 0; i < lines->count; i++)
		total += lines->at[i].now;
	return total;
}

struct str week_path(struct arena *arena, const struct est_area *area, struct date monday)
{
	return arena_print(arena, "/observations/weeks/%.*s/%.*s", STR(area->code),
		STR(week_key(arena, monday)));
}

struct str usual_words(struct arena *arena, int64_t longer)
{
	return tongue_real(arena, (double)longer / WEEKS_USUAL, 1);
}

struct str number_told(struct arena *arena, int64_t number)
{
	int64_t below = setting_int("small_cells_below");

	return number > 0 && number < below ? arena_print(arena, "<%lld", (long long)below)
		: tongue_number(arena, number);
}

/* ---- All areas ------------------------------------------------------------------------------- */

static const struct est_week *week_at(const struct est_week_list *weeks, int64_t area_id, struct date monday)
{
	for (size_t i = 0; i < weeks->count; i++)
		if (weeks->at[i].cooperation_id == area_id && !date_compare(weeks->at[i].week, monday))
			return &weeks->at[i];
	return NULL;
}

static struct reply weeks_json(struct request *request, const struct est_week_list *weeks)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "weeks");
	for (size_t i = 0; i < weeks->count; i++)
		record_json(&json, &est_week_record, &weeks->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply est_weeks_page(struct request *request, struct view *view)
{
	struct date first = date_add_days(est_monday(date_today()), -(WEEKS_SHOWN - 1) * WEEK_DAYS);
	struct est_area_list areas = est_areas(view, date_today());
	struct est_week_list weeks = est_weeks_of(view, first);
	struct out *out;

	if (request_wants_json(request))
		return weeks_json(request, &weeks);
	out = page_begin(request, view, _("Pictures of weeks"));
	weeks_head(out, areas.count > 0, first, WEEKS_SHOWN);
	for (size_t i = 0; i < areas.count; i++) {
		weeks_row_begin(out, &areas.at[i]);
		for (int k = 0; k < WEEKS_SHOWN; k++) {
			struct date monday = date_add_days(first, k * WEEK_DAYS);

			weeks_cell(out, &areas.at[i], monday, week_at(&weeks, areas.at[i].id, monday));
		}
		weeks_row_end(out);
	}
	weeks_end(out, areas.count > 0);
	return page_end(request, 200);
}

/* ---- One week ---------------------------------------------------------------------------------- */

static struct stretches week_stretches(struct date monday)
{
	return (struct stretches){ .now_from = monday, .now_to = monday,
		.before_from = date_add_days(monday, -WEEK_DAYS), .before_to = date_add_days(monday, -WEEK_DAYS),
		.long_from = date_add_days(monday, -WEEKS_USUAL * WEEK_DAYS),
		.long_to = date_add_days(monday, -WEEK_DAYS) };
}

/* The row, or one that is not there yet; NULL: no such area, or the week is yet to come. */
static const struct est_week *week_asked(struct request *request, struct view *view, const struct est_area **area)
{
	const struct est_week *week;
	struct est_week *made;
	struct date monday;

	*area = est_area_of_code(view, request_param(request, "area"));
	if (!*area || !est_week_read(request_param(request, "week"), &monday)
	    || date_compare(monday, est_monday(date_today())) > 0)
		return NULL;
	week = est_week_get(view, (*area)->id, monday);
	if (week)
		return week;
	made = arena_new(view_arena(view), struct est_week);
	*made = (struct est_week){ .cooperation_id = (*area)->id, .unit_id = (*area)->unit_id,
		.week = monday, .week_key = week_key(view_arena(view), monday), .state = STAGE_gathering };
	return made;
}

static void sums_json(struct json_out *json, const struct sum_line_list *factors)
{
	json_list_begin(json, "factors");
	for (size_t i = 0; i < factors->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "factor", factors->at[i].factor);
		json_int(json, "observations", factors->at[i].now);
		json_int(json, "severe", factors->at[i].severe);
		json_int(json, "week_before", factors->at[i].before);
		json_int(json, "twelve_weeks_before", factors->at[i].longer);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply week_json(const struct est_week_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "week");
	record_json(&json, &est_week_record, page->week);
	json_list_finish(&json);
	sums_json(&json, &page->factors);
	json_list_begin(&json, "seen");
	for (size_t i = 0; i < page->seen.count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "first", page->seen.at[i].number);
		json_str(&json, "factor", page->seen.at[i].factor);
		json_int(&json, "observations", page->seen.at[i].observations);
		json_int(&json, "seen_by", page->seen.at[i].sources);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}

static void week_map(struct out *out, const struct est_week_page *page)
{
	struct arena *arena = out->arena;
	struct area_list within = areas_within(page->view, page->area->code, page->week->week);
	struct area_list drawn = { 0, arena_array(arena, struct area, within.count + 1) };
	struct map_mark *marks = arena_array(arena, struct map_mark, within.count + 1);
	struct map map = { .title = _("Where it was seen") };

	for (size_t i = 0; i < within.count; i++) {
		if (within.count > 1 && within.at[i].id == page->area->area_id)
			continue;
		marks[drawn.count] = (struct map_mark){ .area_id = within.at[i].id,
			.link = arena_print(arena, "/observations?area=%.*s&week=%.*s", STR(within.at[i].code),
				STR(date_iso(arena, page->week->week))) };
		for (size_t k = 0; k < page->areas.count; k++)
			if (page->areas.at[k].area_id == within.at[i].id)
				marks[drawn.count].number = page->areas.at[k].now;
		drawn.at[drawn.count++] = within.at[i];
	}
	map.areas = drawn;
	map.count = drawn.count;
	map.marks = marks;
	map_show(out, &map);
}

struct reply est_week_show(struct request *request, struct view *view)
{
	struct est_week_page page = { .request = request, .view = view };
	struct stretches stretches;
	struct form_view form;
	struct out *out;

	page.week = week_asked(request, view, &page.area);
	if (!page.week)
		return reply_not_found(request);
	stretches = week_stretches(page.week->week);
	page.factors = sums_of_factors(view, page.area->id, &stretches);
	page.areas = sums_of_areas(view, page.area->id, &stretches);
	page.seen = seen_in_week(view, page.area->id, page.week->week);
	page.hot = hot_places_in(view, page.area->id);
	page.may_decide = page.week->state != STAGE_decided && request_may(request, MAY_observations_decide)
		&& observation_may_decide(view, page.area->unit_id);
	if (request_wants_json(request))
		return week_json(&page);
	out = page_begin(request, view, _("Picture of a week"));
	week_head(out, &page);
	form = form_view_of(request, view, &est_week_form, page.week);
	if (page.may_decide)
		week_form(out, &page, &form);
	else
		form_problems(out, &form);
	week_sums(out, &page);
	week_map(out, &page);
	week_seen(out, &page);
	week_hot(out, &page);
	if (page.week->id && request_may(request, MAY_measures_read))
		measures_show(out, request, view, "observation", page.week->id, page.area->unit_id);
	return page_end(request, 200);
}

/* ---- Writing and deciding -------------------------------------------------------------------------- */

void *est_week_load(struct request *request, struct view *view)
{
	const struct est_area *area;
	const struct est_week *week = week_asked(request, view, &area);

	if (!week || !observation_may_decide(view, area->unit_id))
		return NULL;
	return (void *)(uintptr_t)week;
}

static bool week_is_open(struct request *request, const struct est_week *week)
{
	if (week->state == STAGE_decided)
		problem_add(request_problems(request), "", "%s", _("The picture of this week is decided already."));
	return week->state != STAGE_decided;
}

/* False: somebody else has written meanwhile. */
static bool week_keep(struct request *request, struct change *change, struct est_week *week)
{
	week->state = STAGE_gathering;
	if (week->id)
		return change_update(change, &est_week_record.shape, week, request_version(request)) != UPDATED_STALE;
	change_insert(change, &est_week_record.shape, week);
	return true;
}

static struct reply week_stale(struct request *request, struct change *change, const struct est_week *week)
{
	return reply_stale(request, &est_week_record, week,
		est_week_get(change_view(change), week->cooperation_id, week->week));
}

struct reply est_week_save(struct request *request, struct change *change)
{
	struct est_week *week = request_record(request);

	if (!week_is_open(request, week))
		return reply_again(request, change);
	if (!week_keep(request, change, week))
		return week_stale(request, change, week);
	request_message(request, _("The picture is saved. It still gathers observations."));
	return reply_done(request, 200, &est_week_record, week, "/observations/weeks/%.*s/%.*s",
		STR(request_param(request, "area")), STR(week->week_key));
}

struct reply est_week_decide_act(struct request *request, struct change *change)
{
	struct est_week *week = request_record(request);
	struct stretches stretches = week_stretches(week->week);
	struct sum_line_list factors;

	if (!week_is_open(request, week))
		return reply_again(request, change);
	if (!str_trim(week->words).len) {
		problem_add(request_problems(request), "words", "%s",
			_("Write the picture before it is decided, if only that nothing stands out."));
		return reply_again(request, change);
	}
	if (!week_keep(request, change, week))
		return week_stale(request, change, week);
	factors = sums_of_factors(change_view(change), week->cooperation_id, &stretches);
	week->total = sum_total(&factors);
	est_week_decide(change, week);
	request_message(request, _("The picture is decided. What is seen later counts in the next week."));
	return reply_done(request, 200, &est_week_record, week, "/observations/weeks/%.*s/%.*s",
		STR(request_param(request, "area")), STR(week->week_key));
}

/* ---- For all who report there -------------------------------------------------------------------------- */

static const struct est_area *area_of_week(const struct est_area_list *areas, const struct est_week *week)
{
	for (size_t i = 0; i < areas->count; i++)
		if (areas->at[i].id == week->cooperation_id)
			return &areas->at[i];
	return NULL;
}

static struct reply decided_json(struct request *request, struct view *view, const struct est_area_list *areas,
                                 const struct est_week_list *weeks)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "weeks");
	for (size_t i = 0; i < weeks->count; i++) {
		struct sum_line_list told = sums_told(view, weeks->at[i].cooperation_id, weeks->at[i].week);
		const struct est_area *area = area_of_week(areas, &weeks->at[i]);

		json_object_begin(&json, NULL);
		json_str(&json, "area", area ? area->code : S(""));
		json_str(&json, "week", weeks->at[i].week_key);
		json_str(&json, "words", weeks->at[i].words);
		json_list_begin(&json, "factors");
		for (size_t k = 0; k < told.count; k++) {
			json_object_begin(&json, NULL);
			json_str(&json, "factor", told.at[k].factor);
			json_str(&json, "observations", number_told(request->arena, told.at[k].now));
			json_object_finish(&json);
		}
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply est_decided_show(struct request *request, struct view *view)
{
	struct est_week_list weeks = est_weeks_decided(view,
		date_add_days(est_monday(date_today()), -WEEKS_TOLD * WEEK_DAYS));
	struct est_area_list areas = est_areas(view, (struct date){ 0 });
	struct out *out;

	if (request_wants_json(request))
		return decided_json(request, view, &areas, &weeks);
	out = page_begin(request, view, _("Decided pictures of weeks"));
	decided_head(out, weeks.count);
	for (size_t i = 0; i < weeks.count; i++) {
		struct sum_line_list told = sums_told(view, weeks.at[i].cooperation_id, weeks.at[i].week);
		const struct est_area *area = area_of_week(&areas, &weeks.at[i]);

		if (area)
			decided_week(out, area, &weeks.at[i], &told);
	}
	return page_end(request, 200);
}
