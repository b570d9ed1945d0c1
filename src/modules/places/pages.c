/* SPDX-License-Identifier: EUPL-1.2 */
/* places/pages.c - lists, a place, an area, reading in areas, the poster. */
#include "modules/places/inside.h"

#include "kit/catalogue.h"
#include "kit/setting.h"
#include "modules/places/pages.html.h"
#include "modules/units/units.h"

enum { AREA_ITSELF = 1 };

/* ---- Places ------------------------------------------------------------------------- */

static struct reply places_list(struct request *request, struct view *view)
{
	struct query query;
	struct table_page page = { .title = _("Places"), .actions = places_actions };

	places_query(&query, view_arena(view));
	return table_reply(request, view, &places_table, &query, &page);
}

static struct reply place_show(struct request *request, struct view *view)
{
	const struct place *place = place_shown(view, request_param(request, "code"));
	struct place_facts facts;
	struct out *out;

	if (!place)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &place_record, place);
	facts = (struct place_facts){
		.place = place,
		.unit = unit_get(view, place->unit_id),
		.area = area_get(view, place->area_id),
		.may_edit = request_may(request, MAY_places_write) && place_may_edit(view, place) };
	out = page_begin(request, view, str_z(view_arena(view), place->name));
	place_page(out, &facts);
	return page_end(request, 200);
}

static struct reply place_form_page(struct request *request, struct view *view,
                                    const struct place *place, const char *title,
                                    struct str action, struct str back)
{
	struct out *out = page_begin(request, view, title);
	struct form_view form = form_view_of(request, view, &place_form, place);

	form_head(out, title);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the place"), back);
	form_end(out);
	return page_end(request, 200);
}

static struct reply place_new(struct request *request, struct view *view)
{
	return place_form_page(request, view, NULL, _("New place"), S("/places"), S("/places"));
}

static void *place_load(struct request *request, struct view *view)
{
	const struct place *place = place_shown(view, request_param(request, "code"));

	return place && place_may_edit(view, place) ? (void *)(uintptr_t)place : NULL;
}

static struct reply place_edit(struct request *request, struct view *view)
{
	const struct place *place = place_load(request, view);
	struct str path;

	if (!place)
		return reply_not_found(request);
	path = arena_print(view_arena(view), "/places/%.*s", STR(place->code));
	return place_form_page(request, view, place, _("Change the place"), path, path);
}

static struct reply place_add(struct request *request, struct change *change)
{
	struct place *place = request_record(request);

	change_insert(change, &place_record.shape, place);
	request_message(request, _("The place is saved."));
	return reply_done(request, 201, &place_record, place, "/places/%.*s", STR(place->code));
}

static struct reply place_change(struct request *request, struct change *change)
{
	struct place *place = request_record(request);

	switch (change_update(change, &place_record.shape, place, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &place_record, place,
			place_get(change_view(change), place->id));
	case UPDATED:
		request_message(request, _("The place is saved."));
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &place_record, place, "/places/%.*s", STR(place->code));
}

/* ---- Areas -------------------------------------------------------------------------- */

static struct reply areas_list(struct request *request, struct view *view)
{
	struct query query;
	struct table_page page = { .title = _("Areas"), .actions = areas_actions,
		.status = str_of(_("The districts of the city, as they are and as they were.")) };

	areas_query(&query, view_arena(view));
	return table_reply(request, view, &areas_table, &query, &page);
}

static struct map area_map(struct view *view, const struct area *area, struct area_list below)
{
	struct place_count_list counts = places_count(view, area->code);
	struct area_list drawn = below;
	size_t mark_count = 0;
	struct map_mark *marks = arena_array(view_arena(view), struct map_mark, below.count + 1);

	if (!below.count) {
		drawn.at = arena_array(view_arena(view), struct area, AREA_ITSELF);
		drawn.at[0] = *area;
		drawn.count = AREA_ITSELF;
	}
	for (size_t i = 0; i < below.count; i++) {
		struct map_mark *mark = &marks[mark_count];

		if (!level_has_events(below.at[i].kind))
			continue;
		mark_count++;
		*mark = (struct map_mark){ .area_id = below.at[i].id,
			.link = arena_print(view_arena(view), "/places?area=%.*s",
				STR(below.at[i].code)) };
		for (size_t k = 0; k < counts.count; k++)
			if (counts.at[k].area_id == below.at[i].id)
				mark->number = counts.at[k].places;
	}
	return (struct map){ .title = str_z(view_arena(view), area->name),
		.finding = below.count ? str_of(_("Number of places in each area.")) : S(""),
		.count = mark_count, .marks = marks, .areas = drawn,
		.highlight_id = below.count ? 0 : area->id };
}

/* The day whose map is shown: today, or the last day of an area that is no more. */
static struct date area_day(const struct area *area)
{
	struct date today = date_today();

	if (date_is_given(area->valid_to) && date_compare(area->valid_to, today) < 0)
		return area->valid_to;
	return date_compare(area->valid_from, today) > 0 ? area->valid_from : today;
}

static struct reply area_show(struct request *request, struct view *view)
{
	const struct area *area = area_of_public_id(view, request_param(request, "id"));
	struct area_facts facts;
	struct map map;
	struct out *out;

	if (!area)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &area_record, area);
	facts = (struct area_facts){ .area = area,
		.parent = area_of_code(view, area->parent_code, area_day(area)),
		.below = areas_below(view, area->code, area_day(area)),
		.versions = area_versions(view, area->kind, area->code),
		.places = places_in(view, area->id),
		.may_edit = areas_may_change(view) };
	map = area_map(view, area, facts.below);
	out = page_begin(request, view, str_z(view_arena(view), area->name));
	area_page(out, &facts, &map);
	return page_end(request, 200);
}

static void *area_load(struct request *request, struct view *view)
{
	if (!areas_may_change(view))
		return NULL;
	return (void *)(uintptr_t)area_of_public_id(view, request_param(request, "id"));
}

static struct reply area_edit(struct request *request, struct view *view)
{
	const struct area *area = area_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!area)
		return reply_not_found(request);
	path = arena_print(view_arena(view), "/areas/%.*s", STR(area->public_id));
	out = page_begin(request, view, _("Change the area"));
	form = form_view_of(request, view, &area_form, area);
	form_head(out, _("Change the area"));
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the area"), path);
	form_end(out);
	return page_end(request, 200);
}

static struct reply area_change(struct request *request, struct change *change)
{
	struct area *area = request_record(request);

	switch (change_update(change, &area_record.shape, area, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &area_record, area,
			area_get(change_view(change), area->id));
	case UPDATED:
		places_place_again(change);
		request_message(request, _("The area is saved."));
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &area_record, area, "/areas/%.*s", STR(area->public_id));
}

/* ---- Words for pages.html ------------------------------------------------------------ */

struct str place_position(struct arena *arena, const struct place *place)
{
	return arena_print(arena, "%.5f, %.5f (WGS 84); N %lld, E %lld (SWEREF 99 18 00)",
		place->lat, place->lon, (long long)(place->north_mm / 1000),
		(long long)(place->east_mm / 1000));
}

struct str area_days(struct arena *arena, const struct area *area)
{
	bool begins = date_is_given(area->valid_from), ends = date_is_given(area->valid_to);
	struct str from = tongue_date(arena, area->valid_from), to = tongue_date(arena, area->valid_to);

	if (begins && ends)
		return arena_print(arena, _("%.*s to %.*s"), STR(from), STR(to));
	if (begins)
		return arena_print(arena, _("since %.*s"), STR(from));
	return ends ? arena_print(arena, _("until %.*s"), STR(to)) : str_of(_("always"));
}

struct str danger_words(struct arena *arena, struct str number)
{
	return arena_print(arena, _("In danger? Ring %.*s first."), STR(number));
}

const struct import_field import_fields[] = {
	{ "name_property", N_("Property with the name"),
	  N_("As it is called in the file, for example name.") },
	{ "code_property", N_("Property with the code"),
	  N_("Empty: the code is made of the name.") },
	{ "parent_property", N_("Property with the code of the larger area"),
	  N_("May be left empty.") },
	{ NULL, NULL, NULL },
};

/* ---- Reading in areas --------------------------------------------------------------- */

static struct reply areas_import_page(struct request *request, struct view *view)
{
	struct out *out;

	if (!areas_may_change(view))
		return reply_forbidden(request);
	out = page_begin(request, view, _("Read in areas"));
	areas_import_form(out, request, request_problems(request));
	return page_end(request, 200);
}

static struct area_source source_of(struct request *request)
{
	struct area_source source = {
		.kind = str_z(request->arena, request_field(request, "kind")),
		.name_property = str_z(request->arena, str_trim(request_field(request, "name_property"))),
		.code_property = str_z(request->arena, str_trim(request_field(request, "code_property"))),
		.parent_property = str_z(request->arena, str_trim(request_field(request, "parent_property"))),
	};
	struct str from = str_trim(request_field(request, "valid_from"));

	if (!item_find("area_kinds", str_of(source.kind)))
		problem_add(request_problems(request), "kind", _("Choose the level of the areas."));
	if (!*source.name_property)
		problem_add(request_problems(request), "name_property",
			_("Write the property that holds the name."));
	if (from.len && !date_read(from, &source.valid_from))
		problem_add(request_problems(request), "valid_from",
			_("Write the day as 2026-03-02."));
	return source;
}

static struct reply areas_import_act(struct request *request, struct change *change)
{
	struct area_source source = source_of(request);
	const struct upload *file = request_file(request, "file", 0);
	struct str problem = S("");
	int64_t written;

	if (!areas_may_change(change_view(change)))
		return reply_forbidden(request);
	if (!file || !file->content.len)
		problem_add(request_problems(request), "file", _("Choose a file with areas in GeoJSON."));
	if (file && file->is_too_large)
		problem_add(request_problems(request), "file", _("The file is larger than 20 MB."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	written = areas_import(change, file->content, &source, &problem);
	if (written < 0) {
		problem_add(request_problems(request), "file", "%.*s", STR(problem));
		return reply_again(request, change);
	}
	request_message(request, arena_print(request->arena,
		plural(written, "%lld area was new or changed.", "%lld areas were new or changed."),
		(long long)written).at);
	return reply_go(request, "/areas?kind=%s", source.kind);
}

/* ---- The poster --------------------------------------------------------------------- */

/* How a telephone in the street reaches us: what the city has said, else how we were asked. */
static struct str poster_address(struct request *request, struct str code)
{
	struct str base = setting_text("public_address");

	if (base.len && base.at[base.len - 1] == '/')
		base.len--;
	if (!base.len)
		base = arena_print(request->arena, "http%s://%.*s", request->is_secure ? "s" : "",
			STR(request->host));
	return arena_print(request->arena, "%.*s/r/%.*s", STR(base), STR(code));
}

static struct reply poster_show(struct request *request, struct view *view)
{
	struct str code = request_param(request, "code");
	const struct place *place = place_shown(view, code);
	const struct unit *unit = place ? NULL : unit_of_code(view, code);
	struct poster poster;
	struct out *out;

	if (!place && !unit)
		return reply_not_found(request);
	poster = (struct poster){ .name = place ? place->name : unit_words(unit),
		.address = poster_address(request, code), .city = setting_text("city_name"),
		.emergency = setting_text("emergency_number") };
	poster.qr = qr_svg(request->arena, poster.address);
	out = page_begin(request, view, str_z(request->arena, poster.name));
	poster_page(out, &poster);
	return page_end(request, 200);
}

const struct route places_routes[] = {
	{ GET, "/places", .need = MAY_places_read, .show = places_list, .is_api_too = true,
	  .label = N_("Places") },
	{ GET, "/places/new", .need = MAY_places_write, .show = place_new, .label = N_("New place") },
	{ GET, "/places/:code", .need = MAY_places_read, .show = place_show, .is_api_too = true,
	  .label = N_("A place") },
	{ GET, "/places/:code/edit", .need = MAY_places_write, .show = place_edit,
	  .label = N_("Change the place") },
	{ GET, "/places/:code/poster", .need = SIGNED_IN, .show = poster_show,
	  .label = N_("Poster with the code of a place or unit") },
	{ POST, "/places", .need = MAY_places_write, .act = place_add, .form = &place_form,
	  .again = place_new, .is_api_too = true, .label = N_("Add a place") },
	{ POST, "/places/:code", .need = MAY_places_write, .act = place_change, .form = &place_form,
	  .load = place_load, .again = place_edit, .is_api_too = true,
	  .label = N_("Change the place") },
	{ GET, "/areas", .need = MAY_places_read, .show = areas_list, .is_api_too = true,
	  .label = N_("Areas") },
	{ GET, "/areas/import", .need = MAY_places_write, .show = areas_import_page,
	  .label = N_("Read in areas") },
	{ POST, "/areas/import", .need = MAY_places_write, .act = areas_import_act,
	  .again = areas_import_page, .label = N_("Read in areas") },
	{ GET, "/areas/:id", .need = MAY_places_read, .show = area_show, .is_api_too = true,
	  .label = N_("An area") },
	{ GET, "/areas/:id/edit", .need = MAY_places_write, .show = area_edit,
	  .label = N_("Change the area") },
	{ POST, "/areas/:id", .need = MAY_places_write, .act = area_change, .form = &area_form,
	  .load = area_load, .again = area_edit, .is_api_too = true,
	  .label = N_("Change the area") },
	{ .path = NULL },
};

static const struct record *const records[] = { &place_record, &area_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Places"), "/places", MAY_places_read, "place", true },
	{ N_("Areas"), "/areas", MAY_places_read, "map", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module places_module = {
	.name = "places", .routes = places_routes, .records = records,
	.references = places_references, .menu = menu, .commands = places_commands,
	.demo = places_demo,
};
