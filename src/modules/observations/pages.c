/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/pages.c - the routes of the room; the list with its map, an observation, reporting one. */
#include "modules/observations/inside.h"

#include "base/json.h"
#include "modules/events/events.h"
#include "modules/observations/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { MAP_WEEKS = 4 };

/* ---- The list --------------------------------------------------------------------------------- */

static void list_map(struct out *out, struct request *request, struct view *view)
{
	struct date monday = est_monday(date_today());
	struct sum_line_list sums = sums_of_areas_all(view, date_add_days(monday, -(MAP_WEEKS - 1) * WEEK_DAYS), monday);
	struct map map = { .title = _("Observations in four weeks"), .areas = observation_areas_read(view) };
	struct map_mark *marks = arena_array(view_arena(view), struct map_mark, map.areas.count + 1);

	(void)request;
	for (size_t i = 0; i < map.areas.count; i++) {
		marks[i] = (struct map_mark){ .area_id = map.areas.at[i].id,
			.link = arena_print(view_arena(view), "/observations?area=%.*s", STR(map.areas.at[i].code)) };
		for (size_t k = 0; k < sums.count; k++)
			if (sums.at[k].area_id == map.areas.at[i].id)
				marks[i].number = sums.at[k].now;
	}
	map.count = map.areas.count;
	map.marks = marks;
	map.finding = arena_print(view_arena(view), plural(sum_total(&sums), "%lld observation since %.*s.",
		"%lld observations since %.*s."), (long long)sum_total(&sums),
		STR(tongue_date(view_arena(view), date_add_days(monday, -(MAP_WEEKS - 1) * WEEK_DAYS))));
	if (map.count)
		map_show(out, &map);
}

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	observations_buttons(out, request_may(request, MAY_observations_write));
}

static struct reply observations_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("EST observations"), .actions = list_actions, .below = list_map,
		.status = str_of(_("What makes places unsafe, week by week. No persons, and nobody who reported.")) };
	struct query query;

	observations_query(&query, view_arena(view));
	return table_reply(request, view, &observations_table, &query, &page);
}

static struct reply observation_show(struct request *request, struct view *view)
{
	const struct observation *seen = observation_of_number(view, request_param(request, "number"));
	struct out *out;

	if (!seen)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &est_observation_record, seen);
	out = page_begin(request, view, str_z(request->arena, seen->number));
	observation_page(out, view, seen);
	return page_end(request, 200);
}

/* ---- Reporting one ------------------------------------------------------------------------------- */

struct str seen_chosen(const struct told_page *page, const char *field)
{
	return page->form.answers ? answer_get(page->form.answers, field) : S("");
}

/* The area of the reader's unit, when one may report there. */
static int64_t own_area(struct request *request, struct view *view)
{
	const struct unit *unit = unit_get(view, request_person(request)->unit_id);
	const struct area_list within = unit ? areas_within(view, unit->area_code, date_today())
		: (struct area_list){ 0 };

	for (size_t i = 0; i < within.count; i++)
		if (str_equals(within.at[i].code, unit->area_code) && cooperation_of(view, within.at[i].id).id)
			return within.at[i].id;
	return 0;
}

/* Words with faults must not be kept as a draft: this form is not form_begin()'s. */
static struct reply observation_new(struct request *request, struct view *view)
{
	struct told_observation told = { .area_id = own_area(request, view), .seen_at = instant_now(),
		.source = request_may(request, MAY_observations_read) ? S("municipality") : S("") };
	struct told_page page = { .request = request, .view = view,
		.form = form_view_of(request, view, &told_form, &told) };
	struct out *out;

	page.words = seen_chosen(&page, "words");
	if (page.words.len)
		page.faults = word_faults(view, page.words,
			reference_read(view, "place", seen_chosen(&page, "place_id")));
	out = page_begin(request, view, _("Report an observation"));
	told_page_show(out, &page);
	return page_end(request, 200);
}

static struct reply observation_add_act(struct request *request, struct change *change)
{
	const struct told_observation *told = request_record(request);
	struct observation seen = observation_of(change_view(change), told);
	bool is_moved;

	if (words_guard(request->arena, told->words) == WORDS_ARE_PROTECTIVE)
		return words_seal(request, change, "observation", S("mark"), seen.unit_id);
	observation_add(change, &seen);
	is_moved = date_compare(seen.week, est_monday(instant_date(seen.seen_at))) != 0;
	request_message(request, arena_print(request->arena, is_moved
		? _("Thank you. Observation %.*s counts in %.*s: the picture of its own week is decided already.")
		: _("Thank you. Observation %.*s counts in %.*s."), STR(seen.number),
		STR(week_key(request->arena, seen.week))).at);
	return reply_done(request, 201, &est_observation_record, &seen, "/observations/new");
}

/* ---- Where ------------------------------------------------------------------------------------------ */

static struct reply areas_json(struct request *request, const struct est_area_list *areas)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "areas");
	for (size_t i = 0; i < areas->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "area", areas->at[i].code);
		json_str(&json, "name", areas->at[i].name);
		json_date(&json, "valid_from", areas->at[i].valid_from);
		json_date(&json, "valid_to", areas->at[i].valid_to);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply areas_page(struct request *request, struct view *view)
{
	struct est_area_list areas = est_areas(view, (struct date){ 0 });
	struct cooperation begins = { .unit_id = request_person(request)->unit_id, .valid_from = date_today() };
	struct form_view form = form_view_of(request, view, &cooperation_form, &begins);
	struct out *out;

	if (request_wants_json(request))
		return areas_json(request, &areas);
	out = page_begin(request, view, _("EST areas"));
	est_areas_show(out, view, &areas);
	if (request_may(request, MAY_observations_decide)) {
		est_area_add_head(out);
		form_begin(out, &form, S("/observations/areas"), false);
		form_all(out, &form);
		form_buttons(out, _("Begin in this area"), S("/observations/weeks"));
		form_end(out);
	}
	return page_end(request, 200);
}

static struct reply area_add_act(struct request *request, struct change *change)
{
	struct cooperation *cooperation = request_record(request);

	change_insert(change, &cooperation_record.shape, cooperation);
	request_message(request, _("The area is an EST area from now on."));
	return reply_done(request, 201, &cooperation_record, cooperation, "/observations/areas");
}

/* ---- The room ------------------------------------------------------------------------------------------ */

const struct route observations_routes[] = {
	{ GET, "/observations", .need = MAY_observations_read, .show = observations_list, .is_api_too = true,
	  .label = N_("EST observations") },
	{ GET, "/observations/new", .need = MAY_observations_write, .show = observation_new,
	  .label = N_("Report an observation") },
	{ POST, "/observations", .need = MAY_observations_write, .act = observation_add_act, .form = &told_form,
	  .again = observation_new, .is_api_too = true, .label = N_("Report an observation") },
	{ GET, "/observations/decided", .need = MAY_observations_write, .show = est_decided_show,
	  .is_api_too = true, .label = N_("Decided pictures of weeks") },
	{ GET, "/observations/areas", .need = MAY_observations_read, .show = areas_page, .is_api_too = true,
	  .label = N_("EST areas") },
	{ POST, "/observations/areas", .need = MAY_observations_decide, .act = area_add_act,
	  .form = &cooperation_form, .again = areas_page, .is_api_too = true, .label = N_("Begin in an EST area") },
	{ GET, "/observations/weeks", .need = MAY_observations_read, .show = est_weeks_page, .is_api_too = true,
	  .label = N_("Pictures of weeks") },
	{ GET, "/observations/weeks/:area/:week", .need = MAY_observations_read, .show = est_week_show,
	  .is_api_too = true, .label = N_("Picture of a week") },
	{ POST, "/observations/weeks/:area/:week", .need = MAY_observations_decide, .act = est_week_save,
	  .form = &est_week_form, .load = est_week_load, .again = est_week_show, .is_api_too = true,
	  .label = N_("Write the picture of a week") },
	{ POST, "/observations/weeks/:area/:week/decide", .need = MAY_observations_decide,
	  .act = est_week_decide_act, .form = &est_week_form, .load = est_week_load, .again = est_week_show,
	  .is_api_too = true, .label = N_("Decide the picture of a week") },
	{ GET, "/observations/quarters", .need = MAY_observations_read, .show = est_quarters_page,
	  .is_api_too = true, .label = N_("Analyses of quarters") },
	{ GET, "/observations/quarters/:area/:quarter", .need = MAY_observations_read, .show = est_quarter_show,
	  .is_api_too = true, .label = N_("Analysis of a quarter") },
	{ POST, "/observations/quarters/:area/:quarter", .need = MAY_observations_decide, .act = est_quarter_save,
	  .form = &est_quarter_form, .load = est_quarter_load, .again = est_quarter_show, .is_api_too = true,
	  .label = N_("Write the analysis of a quarter") },
	{ POST, "/observations/quarters/:area/:quarter/decide", .need = MAY_observations_decide,
	  .act = est_quarter_decide_act, .form = &est_quarter_form, .load = est_quarter_load,
	  .again = est_quarter_show, .is_api_too = true, .label = N_("Decide the analysis of a quarter") },
	{ GET, "/observations/places", .need = MAY_observations_read, .show = hot_places_list,
	  .is_api_too = true, .label = N_("Hot places") },
	{ GET, "/observations/places/new", .need = MAY_observations_decide, .show = hot_place_new,
	  .label = N_("New hot place") },
	{ POST, "/observations/places", .need = MAY_observations_decide, .act = hot_place_add,
	  .form = &hot_place_form, .again = hot_place_new, .is_api_too = true, .label = N_("Add a hot place") },
	{ GET, "/observations/places/:id", .need = MAY_observations_read, .show = hot_place_show,
	  .is_api_too = true, .label = N_("A hot place") },
	{ GET, "/observations/places/:id/edit", .need = MAY_observations_decide, .show = hot_place_edit,
	  .label = N_("Change a hot place") },
	{ POST, "/observations/places/:id", .need = MAY_observations_decide, .act = hot_place_change,
	  .form = &hot_place_form, .load = hot_place_load, .again = hot_place_edit, .is_api_too = true,
	  .label = N_("Change a hot place") },
	{ GET, "/observations/:number", .need = MAY_observations_read, .show = observation_show,
	  .is_api_too = true, .label = N_("An observation") },
	{ .path = NULL },
};

static const struct record *const records[] = { &cooperation_record, &est_observation_record, &est_told_record,
	&est_week_record, &est_quarter_record, &hot_place_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("EST observations"), "/observations", MAY_observations_read, "place", true },
	{ N_("Report an observation"), "/observations/new", MAY_observations_write, "add", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module observations_module = {
	.name = "observations", .routes = observations_routes, .records = records,
	.references = observations_references, .menu = menu, .imports = observations_imports,
	.jobs = observations_jobs, .evidence = observations_evidence, .demo = observations_demo,
};
