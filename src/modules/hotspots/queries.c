/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/queries.c - what is read of answers, as the person who asks. */
#include "modules/hotspots/inside.h"

enum { ANSWERS_SHOWN = 100 };

static bool reads_whole(struct view *view, int64_t unit_id, const char *permission)
{
	return view_int(view, SQL("SELECT count(*) FROM my_whole_reach WHERE unit_id = $1 AND permission = $2"),
		V(unit_id, permission)) > 0;
}

enum hotspot_reading hotspot_reads(struct view *view, int64_t unit_id)
{
	if (reads_whole(view, unit_id, "events_read"))
		return READS_all;
	return reads_whole(view, unit_id, "statistics_read") ? READS_areas : READS_nothing;
}

bool hotspot_may_take_out(struct view *view, int64_t unit_id)
{
	return reads_whole(view, unit_id, "events_read") && reads_whole(view, unit_id, "events_export");
}

int64_t hotspot_top_unit(struct view *view)
{
	return view_int(view, SQL("SELECT id FROM my_event_top_unit ORDER BY id LIMIT 1"), NONE);
}

struct hotspot_answer_list hotspots_shown(struct view *view)
{
	return hotspot_answer_list_of(view_list(view, &hotspot_record.shape,
		SQL("SELECT * FROM my_hotspot ORDER BY id DESC LIMIT $1"), V((int64_t)ANSWERS_SHOWN)));
}

const struct hotspot_answer *hotspot_get(struct view *view, struct str public_id)
{
	return view_get(view, &hotspot_record.shape, SQL("SELECT * FROM my_hotspot WHERE public_id = $1"),
		V(public_id));
}

struct hotspot_whole hotspot_whole_get(struct view *view, const struct hotspot_answer *hotspot)
{
	return (struct hotspot_whole){ .hotspot = *hotspot,
		.areas = hotspot_area_list_of(view_list(view, &hotspot_area_record.shape,
			SQL("SELECT hotspot_area.* FROM my_hotspot_area AS hotspot_area"
			    " JOIN my_area ON my_area.id = hotspot_area.area_id"
			    " WHERE hotspot_area.hotspot_id = $1 ORDER BY my_area.name COLLATE local, hotspot_area.id"),
			V(hotspot->id))),
		.cells = hotspot_cell_list_of(view_list(view, &hotspot_cell_record.shape,
			SQL("SELECT * FROM my_hotspot_cell WHERE hotspot_id = $1 ORDER BY id"), V(hotspot->id))),
		.clusters = hotspot_cluster_list_of(view_list(view, &hotspot_cluster_record.shape,
			SQL("SELECT * FROM my_hotspot_cluster WHERE hotspot_id = $1 ORDER BY nth"), V(hotspot->id))),
		.cluster_areas = hotspot_cluster_area_list_of(view_list(view, &hotspot_cluster_area_record.shape,
			SQL("SELECT * FROM my_hotspot_cluster_area WHERE hotspot_id = $1"
			    " ORDER BY cluster_id, events DESC, area_id"), V(hotspot->id))) };
}

struct area_list hotspot_map_areas(struct view *view)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT * FROM my_area WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		    " ORDER BY name COLLATE local, id"), NONE));
}
