/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/pages.c - the answers, one answer, asking; the routes of the room. */
#include "modules/hotspots/inside.h"

#include "kit/table.h"
#include "modules/events/events.h"
#include "modules/hotspots/pages.html.h"
#include "modules/places/places.h"

enum { JSON_LONGEST = 16 << 20, ASKED_A_MINUTE = 10 };

/* ---- An answer -------------------------------------------------------------------------------------- */

static bool has_level(const struct hotspot_whole *whole, enum hotspot_level level)
{
	for (size_t i = 0; i < whole->areas.count; i++)
		if (whole->areas.at[i].level == (int)level)
			return true;
	return false;
}

/* Two levels beside each other tell more than one: who is guarded gets the finer of them, and
 * districts where there is nothing finer.  A part of a district is never told as the district. */
struct hotspot_page hotspot_page_of(struct request *request, struct view *view,
                                    const struct hotspot_answer *hotspot, bool is_file)
{
	struct hotspot_page page = { .request = request, .view = view, .whole = hotspot_whole_get(view, hotspot),
		.reads = hotspot_reads(view, hotspot->unit_id) };
	const struct area *area = hotspot->area_id ? area_get(view, hotspot->area_id) : NULL;

	page.is_below_district = area && area_is_less_than_district(area);
	page.is_guarded = page.reads != READS_all || (is_file && !hotspot_may_take_out(view, hotspot->unit_id));
	return page;
}

static void levels_tell(struct hotspot_page *page)
{
	bool has_areas = has_level(&page->whole, HOTSPOT_LEVEL_area);

	if (!page->is_below_district && (!page->is_guarded || !has_areas))
		page->districts = hotspot_told_areas(page->request->arena, &page->whole, HOTSPOT_LEVEL_district, page->is_guarded);
	page->areas = hotspot_told_areas(page->request->arena, &page->whole, HOTSPOT_LEVEL_area, page->is_guarded);
}

struct str hotspot_link(struct view *view, const struct hotspot_answer *hotspot, int64_t area_id,
                        struct hotspot_period period)
{
	const struct area *area = area_id ? area_get(view, area_id) : NULL;
	struct event_ask ask = { .unit_id = hotspot->unit_id == hotspot_top_unit(view) ? 0 : hotspot->unit_id,
		.area_code = area ? area->code : S(""), .from = period.from, .to = period.to,
		.types = hotspot->type, .without_restricted = true };

	return events_link(view_arena(view), &ask, "", S(""));
}

/* "": the page itself. */
static struct str format_asked(struct request *request)
{
	struct str format = request_query(request, "format");

	if (str_is(format, "csv") || str_is(format, "json"))
		return format;
	return request_wants_json(request) ? S("json") : S("");
}

static struct reply answer_show(struct request *request, struct view *view)
{
	const struct hotspot_answer *hotspot = hotspot_get(view, request_param(request, "id"));
	struct str format = format_asked(request);
	struct hotspot_page page;
	struct out *out;

	if (!hotspot)
		return reply_not_found(request);
	page = hotspot_page_of(request, view, hotspot, format.len > 0);
	levels_tell(&page);
	if (format.len)
		return hotspot_file(request, &page, str_is(format, "csv"));
	out = page_begin(request, view, _("Where it gathers"));
	hotspot_head(out, &page);
	if (hotspot->state != HOTSPOT_told)
		hotspot_too_few(out, &page);
	else
		hotspot_found(out, &page);
	return page_end(request, 200);
}

/* ---- All answers, and asking -------------------------------------------------------------------------- */

static struct reply answers_json(struct request *request, struct view *view, const struct hotspot_answer_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "hotspots");
	for (size_t i = 0; i < list->count; i++) {
		json_object_begin(&json, NULL);
		hotspot_question_json(&json, view, &list->at[i]);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct hotspot_answer question_offered(struct request *request, struct view *view)
{
	struct hotspot_period year = hotspots_year(date_today());
	struct hotspot_answer question = { .unit_id = hotspot_top_unit(view), .from_day = year.from,
		.to_day = year.to };

	if (hotspot_reads(view, question.unit_id) == READS_nothing)
		question.unit_id = request_person(request)->unit_id;
	return question;
}

static struct reply answers_show(struct request *request, struct view *view)
{
	struct hotspot_answer_list list = hotspots_shown(view);
	struct hotspot_answer question = question_offered(request, view);
	struct form_view form = form_view_of(request, view, &hotspot_form, &question);
	bool has_problems = request_problems(request)->count > 0;
	struct out *out;

	if (request_wants_json(request))
		return answers_json(request, view, &list);
	out = page_begin(request, view, _("Where it gathers"));
	hotspots_head(out);
	if (!has_problems)
		hotspots_list_show(out, view, &list);
	hotspots_ask_head(out);
	form_begin(out, &form, S("/hotspots"), false);
	form_all(out, &form);
	form_buttons(out, _("Look"), S("/hotspots"));
	form_end(out);
	return page_end(request, has_problems ? 422 : 200);
}

static struct str question_arguments(struct arena *arena, const struct hotspot_answer *question)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 4096);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", arena_print(arena, "%lld", (long long)question->unit_id));
	json_str(&json, "type", question->type);
	json_str(&json, "area", arena_print(arena, "%lld", (long long)question->area_id));
	json_str(&json, "from", date_iso(arena, question->from_day));
	json_str(&json, "to", date_iso(arena, question->to_day));
	json_object_finish(&json);
	return out_str(&out);
}

static struct reply ask_act(struct request *request, struct change *change)
{
	int64_t job = job_start(change, "hotspots-asked", question_arguments(request->arena, request_record(request)),
		S(""), S(""));

	return reply_go(request, "%.*s", STR(job_path(change_view(change), job)));
}

const struct route hotspots_routes[] = {
	{ GET, "/hotspots", .need = MAY_statistics_read, .show = answers_show, .is_api_too = true,
	  .label = N_("Where it gathers: answers, and asking") },
	{ POST, "/hotspots", .need = MAY_statistics_read, .act = ask_act, .form = &hotspot_form,
	  .again = answers_show, .is_api_too = true, .most_per_minute = ASKED_A_MINUTE,
	  .label = N_("Ask where it gathers") },
	{ GET, "/hotspots/:id", .need = MAY_statistics_read, .show = answer_show, .is_api_too = true,
	  .label = N_("An answer to where it gathers") },
	{ .path = NULL },
};
