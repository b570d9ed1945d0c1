/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/quarters.c - the analysis of a quarter; its counts are frozen when it is decided. */
#include "modules/observations/inside.h"

#include "base/json.h"
#include "modules/observations/weeks.html.h"

enum { QUARTERS_SHOWN = 4 };

static struct reply quarters_json(struct request *request, struct view *view, const struct est_area_list *areas,
                                  struct str now)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "quarters");
	for (size_t i = 0; i < areas->count; i++)
		for (int k = 0; k < QUARTERS_SHOWN; k++) {
			const struct est_quarter *quarter = est_quarter_get(view, areas->at[i].id,
				quarter_before(request->arena, now, k));

			if (quarter)
				record_json(&json, &est_quarter_record, quarter);
		}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply est_quarters_page(struct request *request, struct view *view)
{
	struct est_area_list areas = est_areas(view, date_today());
	struct str now = quarter_key(request->arena, est_monday(date_today()));
	struct out *out;

	if (request_wants_json(request))
		return quarters_json(request, view, &areas, now);
	out = page_begin(request, view, _("Analyses of quarters"));
	quarters_head(out);
	for (size_t i = 0; i < areas.count; i++) {
		const struct est_quarter *quarters[QUARTERS_SHOWN];
		struct str keys[QUARTERS_SHOWN];

		for (int k = 0; k < QUARTERS_SHOWN; k++) {
			keys[k] = quarter_before(request->arena, now, k);
			quarters[k] = est_quarter_get(view, areas.at[i].id, keys[k]);
		}
		quarters_area(out, &areas.at[i], keys, quarters, QUARTERS_SHOWN);
	}
	return page_end(request, 200);
}

/* The row, or one that is not there yet; NULL: no such area, or the quarter is yet to come. */
static const struct est_quarter *quarter_asked(struct request *request, struct view *view,
                                               const struct est_area **area, struct quarter *of)
{
	struct str key = request_param(request, "quarter");
	const struct est_quarter *quarter;
	struct est_quarter *made;

	*area = est_area_of_code(view, request_param(request, "area"));
	if (!*area || !quarter_read(key, of) || date_compare(of->from, date_today()) > 0)
		return NULL;
	quarter = est_quarter_get(view, (*area)->id, key);
	if (quarter)
		return quarter;
	made = arena_new(view_arena(view), struct est_quarter);
	*made = (struct est_quarter){ .cooperation_id = (*area)->id, .unit_id = (*area)->unit_id,
		.quarter = key, .state = STAGE_gathering };
	return made;
}

struct reply est_quarter_show(struct request *request, struct view *view)
{
	struct est_quarter_page page = { .request = request, .view = view };
	struct stretches stretches;
	struct quarter of;
	struct form_view form;
	struct out *out;

	page.quarter = quarter_asked(request, view, &page.area, &of);
	if (!page.quarter)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &est_quarter_record, page.quarter);
	stretches = quarter_stretches(request->arena, page.quarter->quarter);
	if (page.quarter->state == STAGE_decided) {
		page.factors = frozen_read(request->arena, page.quarter->counts);
	} else {
		page.factors = sums_of_factors(view, page.area->id, &stretches);
		page.areas = sums_of_areas(view, page.area->id, &stretches);
		page.may_decide = request_may(request, MAY_observations_decide)
			&& observation_may_decide(view, page.area->unit_id);
	}
	out = page_begin(request, view, _("Analysis of a quarter"));
	quarter_head(out, &page, of.from, date_add_days(of.to, WEEK_DAYS - 1));
	form = form_view_of(request, view, &est_quarter_form, page.quarter);
	if (page.may_decide)
		quarter_form(out, &page, &form);
	else
		form_problems(out, &form);
	quarter_sums(out, &page);
	return page_end(request, 200);
}

void *est_quarter_load(struct request *request, struct view *view)
{
	const struct est_area *area;
	struct quarter of;
	const struct est_quarter *quarter = quarter_asked(request, view, &area, &of);

	if (!quarter || !observation_may_decide(view, area->unit_id))
		return NULL;
	return (void *)(uintptr_t)quarter;
}

static struct reply quarter_keep(struct request *request, struct change *change, struct est_quarter *quarter,
                                 const char *message)
{
	if (!quarter->id)
		change_insert(change, &est_quarter_record.shape, quarter);
	else if (change_update(change, &est_quarter_record.shape, quarter, request_version(request)) == UPDATED_STALE)
		return reply_stale(request, &est_quarter_record, quarter,
			est_quarter_get(change_view(change), quarter->cooperation_id, quarter->quarter));
	request_message(request, message);
	return reply_done(request, 200, &est_quarter_record, quarter, "/observations/quarters/%.*s/%.*s",
		STR(request_param(request, "area")), STR(quarter->quarter));
}

static bool quarter_is_open(struct request *request, const struct est_quarter *quarter)
{
	if (quarter->state == STAGE_decided)
		problem_add(request_problems(request), "", "%s", _("The analysis of this quarter is decided already."));
	return quarter->state != STAGE_decided;
}

struct reply est_quarter_save(struct request *request, struct change *change)
{
	struct est_quarter *quarter = request_record(request);

	if (!quarter_is_open(request, quarter))
		return reply_again(request, change);
	return quarter_keep(request, change, quarter, _("The analysis is saved."));
}

struct reply est_quarter_decide_act(struct request *request, struct change *change)
{
	struct est_quarter *quarter = request_record(request);
	struct stretches stretches = quarter_stretches(request->arena, quarter->quarter);
	struct sum_line_list factors;

	if (!quarter_is_open(request, quarter))
		return reply_again(request, change);
	if (date_compare(date_add_days(stretches.now_to, WEEK_DAYS), date_today()) > 0) {
		problem_add(request_problems(request), "", "%s", _("The quarter is not over yet."));
		return reply_again(request, change);
	}
	if (!str_trim(quarter->words).len) {
		problem_add(request_problems(request), "words", "%s", _("Write the analysis before it is decided."));
		return reply_again(request, change);
	}
	factors = sums_of_factors(change_view(change), quarter->cooperation_id, &stretches);
	quarter->counts = frozen_of(request->arena, &factors);
	quarter->total = sum_total(&factors);
	quarter->state = STAGE_decided;
	quarter->decided_by = change_me(change);
	quarter->decided_at = instant_now();
	return quarter_keep(request, change, quarter, _("The analysis is decided, and its counts are kept as they are."));
}
