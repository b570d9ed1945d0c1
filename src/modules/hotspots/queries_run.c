/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/queries_run.c - what is counted, and keeping what was found; as the program, which
 * reads the tables.
 */
#include "modules/hotspots/map_read.h"


static const struct column counted_columns[] = {
	{ "type", COLUMN_text, offsetof(struct hotspot_event, type), NULL, false },
	{ "area_id", COLUMN_int, offsetof(struct hotspot_event, area_id), NULL, false },
	{ "north_mm", COLUMN_int, offsetof(struct hotspot_event, north_mm), NULL, false },
	{ "east_mm", COLUMN_int, offsetof(struct hotspot_event, east_mm), NULL, false },
	{ "occurred_at", COLUMN_instant, offsetof(struct hotspot_event, occurred), NULL, false },
	{ "hides_place", COLUMN_bool, offsetof(struct hotspot_event, hides_place), NULL, false },
};
static const struct shape counted_shape = {
	.size = sizeof(struct hotspot_event), .count = COUNT(counted_columns), .columns = counted_columns,
};

/* Never one that only some may know of; one that was merged stands with the other.  An event
 * without a point of its own stands where its place does, unless that must not be shown. */
static void question_select(struct query *query, struct view *view, const struct hotspot_answer *question)
{
	query_start(query, view_arena(view), SQL("SELECT event.type, event.area_id, event.occurred_at,"
		" CASE WHEN event.north_mm <> 0 THEN event.north_mm ELSE COALESCE(place.north_mm, 0) END AS north_mm,"
		" CASE WHEN event.north_mm <> 0 THEN event.east_mm ELSE COALESCE(place.east_mm, 0) END AS east_mm,"
		" CASE WHEN event.is_place_hidden = 1 OR COALESCE(place.is_hidden, 0) = 1 THEN 1 ELSE 0 END"
		"  AS hides_place"
		" FROM event LEFT JOIN place ON place.id = event.place_id"
		" WHERE event.is_restricted = 0 AND event.state NOT IN ('merged', 'rejected')"
		" AND event.occurred_at >= $1 AND event.occurred_at < $2"),
		V(instant_at(question->reference_day, 0, 0, 0),
		  instant_at(date_add_days(question->to_day, 1), 0, 0, 0)));
}

static void question_narrow(struct query *query, struct view *view, const struct hotspot_answer *question)
{
	const struct area *area = question->area_id ? area_get(view, question->area_id) : NULL;

	if (question->unit_id != hotspot_top_unit(view))
		query_add(query, SQL(" AND event.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"),
			V(question->unit_id));
	if (question->type.len)
		query_add(query, SQL(" AND event.type IN (SELECT code FROM my_catalogue_item"
			" WHERE list = 'event/types' AND (code = $? OR parent_code = $?))"),
			V(question->type, question->type));
	if (area)
		query_add(query, SQL(" AND event.area_id IN " AREA_AND_INSIDE), V(area->code));
	query_add(query, SQL(" ORDER BY event.id"), NONE);
}

struct counting { struct hotspot_event_list list; size_t room; };

/* A type that the catalogue has lives as long as the program. */
static bool counted_put(void *context, const void *row)
{
	struct counting *counting = context;
	struct hotspot_event event = *(const struct hotspot_event *)row;
	const struct item *item = item_find("event/types", event.type);

	event.type = item ? item->code : S("");
	if (counting->list.count < counting->room)
		counting->list.at[counting->list.count++] = event;
	return true;
}

struct hotspot_event_list hotspots_events(struct view *view, const struct hotspot_answer *question)
{
	struct counting counting = { .room = (size_t)view_int(view, SQL("SELECT count(*) FROM event"
		" WHERE occurred_at >= $1 AND occurred_at < $2"), V(instant_at(question->reference_day, 0, 0, 0),
		instant_at(date_add_days(question->to_day, 1), 0, 0, 0))) };
	struct query query;

	counting.list.at = arena_array(view_arena(view), struct hotspot_event, counting.room + 1);
	question_select(&query, view, question);
	question_narrow(&query, view, question);
	view_each_of(view, &counted_shape, &query, counted_put, &counting);
	return counting.list;
}

struct instant hotspots_last_made(struct view *view)
{
	return (struct instant){ view_int(view, SQL("SELECT COALESCE(MAX(made_at), 0) FROM hotspot"
		" WHERE asked_by = 0"), NONE) };
}

/* ---- Keeping ---------------------------------------------------------------------------------------- */

static void cluster_keep(struct change *change, struct hotspot_whole *whole, struct hotspot_cluster *cluster)
{
	int64_t nth = cluster->nth;

	cluster->hotspot_id = whole->hotspot.id;
	change_insert(change, &hotspot_cluster_record.shape, cluster);
	for (size_t i = 0; i < whole->cluster_areas.count; i++) {
		const struct hotspot_cluster_area *area = &whole->cluster_areas.at[i];

		if (area->cluster_id == nth)
			change_run(change, SQL("INSERT INTO hotspot_cluster_area (cluster_id, hotspot_id, area_id, events)"
				" VALUES ($1, $2, $3, $4)"), V(cluster->id, whole->hotspot.id, area->area_id, area->events));
	}
}

void hotspot_keep(struct change *change, struct hotspot_whole *whole)
{
	change_insert(change, &hotspot_record.shape, &whole->hotspot);
	for (size_t i = 0; i < whole->areas.count; i++)
		whole->areas.at[i].hotspot_id = whole->hotspot.id;
	for (size_t i = 0; i < whole->cells.count; i++)
		whole->cells.at[i].hotspot_id = whole->hotspot.id;
	change_insert_many(change, &hotspot_area_record.shape, whole->areas.at, whole->areas.count);
	change_insert_many(change, &hotspot_cell_record.shape, whole->cells.at, whole->cells.count);
	for (size_t i = 0; i < whole->clusters.count; i++)
		cluster_keep(change, whole, &whole->clusters.at[i]);
}

/* ---- The map ----------------------------------------------------------------------------------------- */

struct area_list ground_areas(struct view *view)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT id, public_id, code, kind, name, parent_code, '' AS outline, west, south, east, north,"
		    " valid_from, valid_to, created_at, version FROM area ORDER BY id"), NONE));
}
