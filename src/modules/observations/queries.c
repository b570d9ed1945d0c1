/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/queries.c - observations and the areas they are made in; what is written and erased. */
#include "modules/observations/inside.h"

/* ---- Where -------------------------------------------------------------------------------- */

struct cooperation cooperation_of(struct view *view, int64_t area_id)
{
	const struct cooperation *found = view_get(view, &cooperation_record.shape,
		SQL("SELECT my_observation_within.cooperation_id AS id, my_observation_within.unit_id,"
		    " my_observation_within.id AS area_id"
		    " FROM my_observation_within WHERE my_observation_within.id = $1"
		    " ORDER BY depth, cooperation_id LIMIT 1"), V(area_id));

	return found ? *found : (struct cooperation){ 0 };
}

bool observation_may_decide(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_observation_unit WHERE unit_id = $1"),
		V(unit_id)) > 0;
}

bool est_area_is_there(struct view *view, const struct cooperation *cooperation)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_observation_area WHERE area_id = $1 AND id <> $2"
		    " AND (valid_to = '' OR valid_to >= $3)"),
		V(cooperation->area_id, cooperation->id, cooperation->valid_from)) > 0;
}

#define RECORD struct est_area
static const struct field est_area_fields[] = { EST_AREA_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape est_area_shape = SHAPE_OF(NULL, est_area, est_area_fields);

struct est_area_list est_areas(struct view *view, struct date on)
{
	return est_area_list_of(view_list(view, &est_area_shape,
		SQL("SELECT * FROM my_observation_area"
		    " WHERE $1 = '' OR (valid_from <= $1 AND (valid_to = '' OR valid_to >= $1))"
		    " ORDER BY name COLLATE local, id"), V(on)));
}

const struct est_area *est_area_of_code(struct view *view, struct str code)
{
	return view_get(view, &est_area_shape,
		SQL("SELECT * FROM my_observation_area WHERE code = $1 ORDER BY valid_from DESC, id DESC LIMIT 1"),
		V(code));
}

struct area_list observation_areas_read(struct view *view)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT * FROM my_area WHERE id IN (SELECT my_observation_within.id FROM my_observation_within"
		    "  WHERE my_observation_within.unit_id IN"
		    "   (SELECT unit_id FROM my_reach WHERE permission = 'observations_read')"
		    "  AND NOT EXISTS (SELECT 1 FROM my_observation_within AS part"
		    "   JOIN my_area AS inner_area ON inner_area.id = part.id"
		    "   WHERE inner_area.parent_code = my_observation_within.code))"
		    " ORDER BY name COLLATE local, id"), NONE));
}

const struct reference observations_references[] = {
	{ .name = "observation_area",
	  .label = SQL("SELECT name FROM my_area WHERE id = $1"),
	  .list = SQL("SELECT DISTINCT id AS key, name AS label, code AS hint FROM my_observation_within"
		" ORDER BY hint, key LIMIT 500"),
	  .find = SQL("SELECT id FROM my_observation_within WHERE code = $1 OR fold(name) = fold($1)"
		" ORDER BY CASE WHEN code = $1 THEN 0 ELSE 1 END, id LIMIT 1") },
	{ .name = NULL },
};

/* ---- The list ------------------------------------------------------------------------------- */

#define OBSERVATION_ROW_FIELDS(F) \
	F(number,     text, N_("EST observation"), ) \
	F(factor,     code, N_("What makes it unsafe"), .list = "observations/factors") \
	F(area,       text, N_("Area"), ) \
	F(place,      text, N_("Place"), ) \
	F(severity,   count, N_("How severe, 1 to 3"), ) \
	F(seen_at,    instant, N_("Seen"), ) \
	F(week,       date, N_("Week from"), ) \
	F(source,     code, N_("Seen by"), .list = "observations/sources") \
	F(words,      prose, N_("In your own words"), ) \
	F(is_still_there, yesno, N_("It is still there"), )
struct observation_row { OBSERVATION_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct observation_row
static const struct field observation_row_fields[] = { OBSERVATION_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void observations_query(struct query *query, struct arena *arena)
{
	query_start(query, arena,
		SQL("SELECT my_observation.number, my_observation.factor, my_observation.severity,"
		    " my_observation.seen_at, my_observation.week, my_observation.source, my_observation.words,"
		    " my_observation.is_still_there, COALESCE(my_area.name, '') AS area,"
		    " COALESCE((SELECT my_place.name FROM my_place WHERE my_place.id = my_observation.place_id), '')"
		    "  AS place"
		    " FROM my_observation LEFT JOIN my_area ON my_area.id = my_observation.area_id"
		    " WHERE 1 = 1"), NONE);
}

#define SORTED(column) .ascending = SQL(" ORDER BY " column ", my_observation.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_observation.id DESC")
static const struct table_column observation_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_observation.number") },
	{ .name = "factor", SORTED("my_observation.factor") },
	{ .name = "area", SORTED("area COLLATE local") },
	{ .name = "place", .is_export_only = true },
	{ .name = "severity", .label = N_("Severity"), SORTED("my_observation.severity") },
	{ .name = "seen_at", SORTED("my_observation.seen_at") },
	{ .name = "week", .is_export_only = true },
	{ .name = "source" },
	{ .name = "words" },
	{ .name = "is_still_there", .label = N_("Still there") },
	{ .name = NULL },
};
static const struct filter observation_filters[] = {
	{ .name = "factor", .label = N_("What makes it unsafe"), .kind = FIELD_code, .list = "observations/factors",
	  .condition = SQL(" AND my_observation.factor = $?") },
	{ .name = "area", .label = N_("Area"), .kind = FIELD_text,
	  .condition = SQL(" AND my_observation.area_id IN " AREA_AND_INSIDE) },
	{ .name = "source", .label = N_("Seen by"), .kind = FIELD_code, .list = "observations/sources",
	  .condition = SQL(" AND my_observation.source = $?") },
	{ .name = "from", .label = N_("Seen from"), .kind = FIELD_instant,
	  .condition = SQL(" AND my_observation.seen_at >= $?") },
	{ .name = "to", .label = N_("Seen to"), .kind = FIELD_instant,
	  .condition = SQL(" AND my_observation.seen_at < $?") },
	{ .name = "week", .label = N_("Week from"), .kind = FIELD_date, .is_hidden = true,
	  .condition = SQL(" AND my_observation.week = $?") },
	{ .name = NULL },
};
const struct table observations_table = {
	.name = "observations", .label = N_("EST observations"),
	.fields = observation_row_fields, .field_count = COUNT(observation_row_fields),
	.shape = SHAPE_OF(NULL, observation_row, observation_row_fields),
	.columns = observation_columns, .filters = observation_filters,
	.row_path = "/observations/%s", .row_key = "number",
	.order = SQL(" ORDER BY my_observation.seen_at DESC, my_observation.id DESC"),
	.export_need = MAY_observations_read, .is_stacked = true,
	.empty = N_("What makes a place unsafe is gathered here, week by week."),
};

const struct observation *observation_of_number(struct view *view, struct str number)
{
	return view_get(view, &est_observation_record.shape,
		SQL("SELECT * FROM my_observation WHERE number = $1"), V(number));
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static struct str number_next(struct change *change, struct instant seen)
{
	int64_t year = instant_date(seen).year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO observation_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = observation_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "O-%04lld-%05lld", (long long)year, (long long)last);
}

/* Whoever reports sees which weeks are decided. */
static struct date open_week(struct change *change, int64_t cooperation_id, struct date monday)
{
	while (view_int(change_view(change),
		SQL("SELECT count(*) FROM my_observation_week"
		    " WHERE cooperation_id = $1 AND state = 'decided' AND week = $2"),
		V(cooperation_id, monday)) > 0)
		monday = date_add_days(monday, WEEK_DAYS);
	return monday;
}

void observation_add(struct change *change, struct observation *observation)
{
	observation->seen_at = hour_of(observation->seen_at);
	observation->week = open_week(change, observation->cooperation_id,
		est_monday(instant_date(observation->seen_at)));
	observation->number = number_next(change, observation->seen_at);
	change_insert(change, &est_observation_record.shape, observation);
	change_run(change,
		SQL("INSERT INTO observation_week (public_id, cooperation_id, unit_id, week, week_key, state, words,"
		    " version) VALUES ($1, $2, $3, $4, $5, 'gathering', '', 1)"
		    " ON CONFLICT (cooperation_id, week) DO NOTHING"),
		V(arena_print(change_arena(change), "%lld-%.*s", (long long)observation->cooperation_id,
			STR(week_key(change_arena(change), observation->week))), observation->cooperation_id,
			observation->unit_id, observation->week, week_key(change_arena(change), observation->week)));
}

/* The importer reads what he has read in, and no more: as its undo does, the table itself. */
bool observation_is_read_in(struct view *view, struct str source, struct str key)
{
	return view_int(view,
		SQL("SELECT count(*) FROM observation WHERE import_source = $1 AND import_key = $2"),
		V(source, key)) > 0;
}

int64_t observations_remove(struct change *change, int64_t import_id)
{
	return change_run(change,
		SQL("DELETE FROM observation WHERE import_id = $1"
		    " AND NOT EXISTS (SELECT 1 FROM observation_week"
		    "  WHERE observation_week.cooperation_id = observation.cooperation_id"
		    "    AND observation_week.week = observation.week AND observation_week.state = 'decided')"),
		V(import_id));
}

/* ---- Sums that stay, rows that go ----------------------------------------------------------------- */

int64_t observations_erase(struct change *change, struct date before)
{
	change_run(change,
		SQL("INSERT INTO observation_sum (cooperation_id, unit_id, area_id, week, factor, observations, severe)"
		    " SELECT cooperation_id, min(unit_id), area_id, week, factor, count(*),"
		    "  sum(CASE WHEN severity = 3 THEN 1 ELSE 0 END)"
		    " FROM observation WHERE week < $1"
		    "  AND NOT EXISTS (SELECT 1 FROM observation_sum AS kept"
		    "   WHERE kept.cooperation_id = observation.cooperation_id AND kept.week = observation.week)"
		    " GROUP BY cooperation_id, area_id, week, factor"), V(before));
	return change_run(change, SQL("DELETE FROM observation WHERE week < $1"), V(before));
}

/* Whoever decides reads the observations. */
void est_week_decide(struct change *change, struct est_week *week)
{
	change_run(change,
		SQL("INSERT INTO observation_sum (cooperation_id, unit_id, area_id, week, factor, observations, severe)"
		    " SELECT cooperation_id, min(unit_id), area_id, week, factor, count(*),"
		    "  sum(CASE WHEN severity = 3 THEN 1 ELSE 0 END)"
		    " FROM my_observation WHERE cooperation_id = $1 AND week = $2"
		    " GROUP BY cooperation_id, area_id, week, factor"), V(week->cooperation_id, week->week));
	week->state = STAGE_decided;
	week->decided_by = change_me(change);
	if (!week->decided_at.seconds)
		week->decided_at = instant_now();
	change_update(change, &est_week_record.shape, week, week->version);
}
