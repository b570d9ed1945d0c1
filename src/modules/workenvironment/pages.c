/* SPDX-License-Identifier: EUPL-1.2 */
/* workenvironment/pages.c - the list, years and units, yearly follow-ups. */
#include "modules/workenvironment/inside.h"

#include "base/json.h"
#include "kit/reference.h"
#include "modules/events/events.h"
#include "modules/units/units.h"
#include "modules/workenvironment/pages.html.h"

enum { YEARS = 6 };

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	(void)view;
	work_buttons(out);
}

static struct reply works_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Work environment"), .actions = list_actions,
		.status = str_of(_("The same events, seen as work injuries, near misses and risks. Nobody reports twice.")) };
	struct query query;

	works_query(request, view, &query);
	return table_reply(request, view, &works_table, &query, &page);
}

/* ---- Years and units ------------------------------------------------------------------------------ */

static struct reply years_show(struct request *request, struct view *view)
{
	int64_t unit_id = reference_read(view, "unit", request_query(request, "unit")), year = 0;
	const struct unit *unit;
	struct work_line_list lines;
	struct out *out;

	if (!unit_id && !request_query(request, "unit").len)
		unit_id = work_top_unit(view);
	unit = unit_id ? unit_get(view, unit_id) : NULL;
	if (!unit)
		return reply_not_found(request);
	if (!str_to_int(request_query(request, "year"), &year) || year < 2000 || year > date_today().year)
		year = date_today().year;
	lines = works_by_unit(view, unit_id, (int)year);
	out = page_begin(request, view, _("Years and units"));
	years_head(out, view, unit, (int)year);
	years_begin(out);
	for (int back = 0; back < YEARS; back++) {
		struct work_line line = works_of(view, unit_id, (int)year - back);

		years_row(out, unit, (int)year - back, &line);
	}
	years_end(out);
	work_units_table(out, view, &lines, (int)year);
	return page_end(request, 200);
}

/* ---- Yearly follow-ups ---------------------------------------------------------------------------- */

static struct reply reviews_show(struct request *request, struct view *view)
{
	struct work_review_list list = work_reviews(view);
	struct json_out json;
	struct out body, *out;

	if (request_wants_json(request)) {
		out_init(&body, request->arena, 1 << 22);
		json_begin(&json, &body);
		json_list_begin(&json, NULL);
		for (size_t i = 0; i < list.count; i++)
			record_json(&json, &work_review_record, &list.at[i]);
		json_list_finish(&json);
		return reply_bytes(200, "application/json; charset=utf-8", out_str(&body));
	}
	out = page_begin(request, view, _("Yearly follow-ups of the work environment"));
	reviews_page(out, view, &list, request_may(request, MAY_work_review));
	return page_end(request, 200);
}

static struct reply review_show(struct request *request, struct view *view)
{
	const struct work_review *review = work_review_get(view, request_param(request, "id"));
	struct out *out;

	if (!review)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &work_review_record, review);
	out = page_begin(request, view, _("Yearly follow-up of the work environment"));
	work_review_page(out, view, review);
	return page_end(request, 200);
}

static struct reply review_new(struct request *request, struct view *view)
{
	struct work_review fresh = { .unit_id = request_person(request)->unit_id,
		.year = date_today().year - 1 };
	struct form_view form = form_view_of(request, view, &work_review_form, &fresh);
	struct out *out = page_begin(request, view, _("Follow up a year"));

	review_new_head(out);
	form_whole(out, &form, S("/work-environment/reviews"), _("Sign the follow-up"),
		S("/work-environment/reviews"));
	return page_end(request, 200);
}

static struct reply review_act(struct request *request, struct change *change)
{
	struct work_review *review = request_record(request);
	const char *number = _("There is a personal number in the text. Take it away.");
	struct work_line line;

	words_pass(request, "words", review->words, number);
	words_pass(request, "next_words", review->next_words, number);
	if (request_problems(request)->count)
		return reply_again(request, change);
	line = works_of(change_view(change), review->unit_id, (int)review->year);
	review->id = 0;
	review->injuries = line.injuries;
	review->near_misses = line.near_misses;
	review->risks = line.risks;
	review->unjudged = line.unjudged;
	review->to_tell = line.to_tell;
	review->told = line.told;
	review->signed_by = change_me(change);
	review->signed_on = date_today();
	change_insert(change, &work_review_record.shape, review);
	request_message(request, _("The follow-up is signed."));
	return reply_done(request, 201, &work_review_record, review, "/work-environment/reviews/%.*s",
		STR(review->public_id));
}

const struct route workenvironment_routes[] = {
	{ GET, "/work-environment", .need = MAY_events_read, .show = works_list, .is_api_too = true,
	  .label = N_("Events of the work environment") },
	{ GET, "/work-environment/years", .need = MAY_events_read, .show = years_show,
	  .label = N_("The work environment by year and unit") },
	{ GET, "/work-environment/reviews", .need = MAY_events_read, .show = reviews_show,
	  .is_api_too = true, .label = N_("Yearly follow-ups of the work environment") },
	{ GET, "/work-environment/reviews/new", .need = MAY_work_review, .show = review_new,
	  .label = N_("Follow up the work environment of a year") },
	{ POST, "/work-environment/reviews", .need = MAY_work_review, .act = review_act,
	  .form = &work_review_form, .again = review_new, .is_api_too = true,
	  .label = N_("Sign the follow-up of the work environment of a year") },
	{ GET, "/work-environment/reviews/:id", .need = MAY_events_read, .show = review_show,
	  .is_api_too = true, .label = N_("A yearly follow-up of the work environment") },
	{ .path = NULL },
};
