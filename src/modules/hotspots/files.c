/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/files.c - an answer as JSON and CSV; what is not told is empty (null), and a word says why.
 */
#include "modules/hotspots/inside.h"

#include "base/tongue.h"
#include "kit/grid.h"
#include "kit/members.h"
#include "kit/table.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

enum { FILE_BYTES = 32 << 20 };

static const char *how_word(enum cell_telling how)
{
	return how == CELL_small ? "small" : how == CELL_left_out ? "left_out" : "told";
}

/* ---- JSON -------------------------------------------------------------------------------------- */

void hotspot_question_json(struct json_out *json, struct view *view, const struct hotspot_answer *hotspot)
{
	const struct unit *unit = unit_get(view, hotspot->unit_id);
	const struct area *area = hotspot->area_id ? area_get(view, hotspot->area_id) : NULL;

	json_str(json, "public_id", hotspot->public_id);
	json_str(json, "unit", unit ? unit->code : S(""));
	json_str(json, "type", hotspot->type);
	json_str(json, "area", area ? area->code : S(""));
	json_date(json, "from_day", hotspot->from_day);
	json_date(json, "to_day", hotspot->to_day);
	json_date(json, "compared_from", hotspot->reference_day);
	json_instant(json, "data_through", hotspot->made_at);
	json_bool(json, "is_by_itself", hotspot->asked_by == 0);
	json_str(json, "method", hotspot->method);
	json_str(json, "outcome", str_of(hotspot_states[hotspot->state].name));
}

static void number_json(struct json_out *json, const struct hotspot_told *told, size_t row, int column,
                        const char *name, const char *said)
{
	int64_t number = column == TOLD_now ? told->rows[row]->events : told->rows[row]->events_before;

	if (hotspot_how(told, row, column) == CELL_told)
		json_int(json, name, number);
	else
		json_nothing(json, name);
	json_str(json, said, str_of(how_word(hotspot_how(told, row, column))));
}

static void areas_json(struct json_out *json, const struct hotspot_page *page, const struct hotspot_told *told,
                       const char *name)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < told->count; i++) {
		const struct area *area = area_get(page->view, told->rows[i]->area_id);

		json_object_begin(json, NULL);
		json_str(json, "area", area ? area->code : S(""));
		json_str(json, "name", area ? area->name : S(""));
		number_json(json, told, i, TOLD_now, "events", "events_told");
		number_json(json, told, i, TOLD_before, "events_before", "events_before_told");
		if (hotspot_finding_told(told, i)) {
			json_number(json, "expected", told->rows[i]->expected);
			json_number(json, "p", told->rows[i]->p);
			json_number(json, "q", told->rows[i]->q);
			json_str(json, "finding", str_of(hotspot_saids[told->rows[i]->finding].name));
		}
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void cluster_json(struct json_out *json, const struct hotspot_page *page, const struct hotspot_cluster *cluster)
{
	json_object_begin(json, NULL);
	if (page->is_guarded) {
		json_int(json, "nth", cluster->nth);
		json_date(json, "from_day", cluster->from_day);
		json_int(json, "weeks", cluster->weeks);
		json_number(json, "p", cluster->p);
	} else {
		record_members_json(json, &hotspot_cluster_record, cluster);
		json_bool(json, "is_ratio_shaky", ratio_is_shaky(cluster->expected));
	}
	json_list_begin(json, "areas");
	for (size_t i = 0; i < page->whole.cluster_areas.count; i++) {
		const struct hotspot_cluster_area *area = &page->whole.cluster_areas.at[i];

		if (area->cluster_id == cluster->id)
			json_str(json, NULL, area_name(page->view, area->area_id));
	}
	json_list_finish(json);
	json_object_finish(json);
}

static void found_json(struct json_out *json, const struct hotspot_page *page)
{
	const struct hotspot_whole *whole = &page->whole;

	json_list_begin(json, "clusters");
	for (size_t i = 0; i < whole->clusters.count; i++)
		if (hotspot_cluster_told(whole, &whole->clusters.at[i], page->is_guarded))
			cluster_json(json, page, &whole->clusters.at[i]);
	json_list_finish(json);
	areas_json(json, page, &page->areas, "areas");
	areas_json(json, page, &page->districts, "districts");
	if (page->is_guarded)
		return;
	json_list_begin(json, "squares");
	for (size_t i = 0; i < whole->cells.count; i++)
		record_json(json, &hotspot_cell_record, &whole->cells.at[i]);
	json_list_finish(json);
}

static struct reply json_reply(struct request *request, const struct hotspot_page *page)
{
	const struct hotspot_answer *hotspot = &page->whole.hotspot;
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, FILE_BYTES);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	hotspot_question_json(&json, page->view, hotspot);
	json_int(&json, "small_below", page->is_guarded ? page->areas.least : 0);
	if (!page->is_guarded) {
		json_object_begin(&json, "numbers");
		record_members_json(&json, &hotspot_record, hotspot);
		json_object_finish(&json);
		json_str(&json, "near_repeats", hotspot_near_words(request->arena, hotspot));
		json_str(&json, "tried_on_the_past", hotspot_past_words(request->arena, hotspot));
		json_str(&json, "places", hotspot_placed_words(request->arena, hotspot));
	}
	found_json(&json, page);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- CSV: every number of the page, a row each ---------------------------------------------------- */

enum csv_column { CSV_what, CSV_name, CSV_from, CSV_to, CSV_events, CSV_before, CSV_expected, CSV_ratio, CSV_p,
	CSV_finding, CSV_north, CSV_east, CSV_columns };
static const char *const csv_names[] = {
	[CSV_what] = N_("What"), [CSV_name] = N_("Name"), [CSV_from] = N_("From"), [CSV_to] = N_("To"),
	[CSV_events] = N_("Events"), [CSV_before] = N_("Before"), [CSV_expected] = N_("Expected"),
	[CSV_ratio] = N_("Times the expected"), [CSV_p] = N_("Chance"), [CSV_finding] = N_("Finding"),
	[CSV_north] = N_("North, metres (SWEREF 99 18 00)"), [CSV_east] = N_("East, metres (SWEREF 99 18 00)"),
};

static struct value *csv_row(struct grid *grid, const struct hotspot_page *page, const char *what, int64_t area_id)
{
	struct value *row = grid_row(grid);
	struct arena *arena = page->request->arena;

	row[CSV_what] = value_z(what);
	row[CSV_name] = value_text(area_name(page->view, area_id));
	row[CSV_from] = value_text(date_iso(arena, page->whole.hotspot.from_day));
	row[CSV_to] = value_text(date_iso(arena, page->whole.hotspot.to_day));
	return row;
}

static struct value number_value(struct arena *arena, const struct hotspot_told *told, size_t i, int column)
{
	if (hotspot_how(told, i, column) != CELL_told)
		return value_text(hotspot_number_words(arena, told, i, column));
	return value_int(column == TOLD_now ? told->rows[i]->events : told->rows[i]->events_before);
}

static void areas_csv(struct grid *grid, const struct hotspot_page *page, const struct hotspot_told *told,
                      const char *what)
{
	for (size_t i = 0; i < told->count; i++) {
		const struct hotspot_area *area = told->rows[i];
		struct value *row = csv_row(grid, page, what, area->area_id);

		row[CSV_events] = number_value(page->request->arena, told, i, TOLD_now);
		row[CSV_before] = number_value(page->request->arena, told, i, TOLD_before);
		if (!hotspot_finding_told(told, i))
			continue;
		row[CSV_expected] = value_real(area->expected);
		if (area->expected > 0)
			row[CSV_ratio] = value_real((double)area->events / area->expected);
		if (area->p >= 0)
			row[CSV_p] = value_real(area->p);
		row[CSV_finding] = value_z(_(hotspot_saids[area->finding].label));
	}
}

static void cluster_csv(struct grid *grid, const struct hotspot_page *page, const struct hotspot_cluster *cluster,
                        const struct hotspot_cluster_area *area)
{
	struct arena *arena = page->request->arena;
	struct value *row = csv_row(grid, page, str_z(arena, arena_print(arena, _("Cluster %lld"),
		(long long)cluster->nth)), area->area_id);

	row[CSV_from] = value_text(date_iso(arena, cluster->from_day));
	row[CSV_to] = value_text(date_iso(arena, page->whole.hotspot.scan_to));
	row[CSV_p] = value_real(cluster->p);
	row[CSV_finding] = value_z(_(hotspot_saids[SAID_more].label));
	if (!page->is_guarded)
		row[CSV_events] = value_int(area->events);
}

static void clusters_csv(struct grid *grid, const struct hotspot_page *page)
{
	const struct hotspot_whole *whole = &page->whole;

	for (size_t i = 0; i < whole->clusters.count; i++)
		for (size_t k = 0; k < whole->cluster_areas.count; k++)
			if (whole->cluster_areas.at[k].cluster_id == whole->clusters.at[i].id
			    && hotspot_cluster_told(whole, &whole->clusters.at[i], page->is_guarded))
				cluster_csv(grid, page, &whole->clusters.at[i], &whole->cluster_areas.at[k]);
}

static void squares_csv(struct grid *grid, const struct hotspot_page *page)
{
	for (size_t i = 0; !page->is_guarded && i < page->whole.cells.count; i++) {
		const struct hotspot_cell *cell = &page->whole.cells.at[i];
		struct value *row = csv_row(grid, page, _("Square"), cell->area_id);

		row[CSV_events] = value_int(cell->events);
		row[CSV_before] = value_int(cell->events_before);
		if (cell->ratio >= 0)
			row[CSV_ratio] = value_real(cell->ratio);
		row[CSV_finding] = value_z(_(hotspot_saids[cell->finding].label));
		row[CSV_north] = value_int(cell->north_m);
		row[CSV_east] = value_int(cell->east_m);
	}
}

static struct reply csv_reply(struct request *request, const struct hotspot_page *page)
{
	const struct hotspot_whole *whole = &page->whole;
	struct grid grid = grid_make(request->arena, CSV_columns, whole->areas.count + whole->cells.count
		+ whole->cluster_areas.count, csv_names);
	struct reply reply;
	struct out out;

	clusters_csv(&grid, page);
	areas_csv(&grid, page, &page->areas, _("Area"));
	areas_csv(&grid, page, &page->districts, _("District"));
	squares_csv(&grid, page);
	out_init(&out, request->arena, FILE_BYTES);
	grid_csv(&out, &grid);
	reply = reply_bytes(200, "text/csv; charset=utf-8", out_str(&out));
	reply_download(&reply, request->arena, S("hotspots.csv"));
	return reply;
}

struct reply hotspot_file(struct request *request, const struct hotspot_page *page, bool is_csv)
{
	return is_csv ? csv_reply(request, page) : json_reply(request, page);
}
