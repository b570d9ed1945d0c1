/* SPDX-License-Identifier: EUPL-1.2 */
/* places/queries.c - every SQL statement of the room. */
#include "base/tongue.h"
#include "modules/places/inside.h"

/* ---- Places ------------------------------------------------------------------------- */

const struct place *place_get(struct view *view, int64_t id)
{
	return view_get(view, &place_record.shape,
		SQL("SELECT * FROM my_place WHERE id = $1"), V(id));
}

const struct place *place_of_code(struct view *view, struct str code)
{
	return view_get(view, &place_record.shape,
		SQL("SELECT * FROM my_place_of_code WHERE code = $1"), V(code));
}

const struct place *place_shown(struct view *view, struct str code)
{
	return view_get(view, &place_record.shape,
		SQL("SELECT * FROM my_place WHERE code = $1"), V(code));
}

bool place_may_edit(struct view *view, const struct place *place)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_place_unit WHERE unit_id = $1"), V(place->unit_id)) > 0;
}

bool areas_may_change(struct view *view)
{
	return view_int(view,
		SQL("SELECT count(*) FROM my_city_reach WHERE permission = 'places_write'"), NONE) > 0;
}

int64_t place_at_code(struct view *view, struct str code)
{
	return view_int(view, SQL("SELECT id FROM my_place_code WHERE code = $1"), V(code));
}

struct place_list places_in(struct view *view, int64_t area_id)
{
	return place_list_of(view_list(view, &place_record.shape,
		SQL("SELECT * FROM my_place"
		    " WHERE area_id = $1 AND valid_from <= today()"
		    "   AND (valid_to = '' OR valid_to >= today())"
		    " ORDER BY name COLLATE local, id LIMIT 500"), V(area_id)));
}

#define HAS_WORDS(name) "' ' || fold(" name ") || ' ' LIKE '% ' || fold($1) || ' %'"

bool words_are_called(void *called, struct str words)
{
	const struct called *of = called;

	return view_int(of->view,
		SQL("SELECT (SELECT count(*) FROM my_area WHERE " HAS_WORDS("name") ")"
		    " + (SELECT count(*) FROM my_place WHERE id = $2 AND " HAS_WORDS("name") ")"),
		V(words, of->place_id)) > 0
		|| (str_find_char(words, ' ') > 0 && view_int(of->view,
		SQL("SELECT (SELECT count(*) FROM my_unit WHERE " HAS_WORDS("name_sv")
		    "  OR " HAS_WORDS("name_en") ")"
		    " + (SELECT count(*) FROM my_place WHERE " HAS_WORDS("name") ")"), V(words)) > 0);
}

/* A row of the list; its unit and area by name. */
#define PLACE_ROW_FIELDS(F) \
	F(code,       text, N_("Code"), ) \
	F(name,       text, N_("Name"), ) \
	F(kind,       code, N_("Kind of place"), .list = "event/place_types") \
	F(unit,       text, N_("Unit"), ) \
	F(area,       text, N_("Area"), ) \
	F(address,    text, N_("Address"), ) \
	F(lat,        real, N_("Latitude"), ) \
	F(lon,        real, N_("Longitude"), ) \
	F(valid_from, date, N_("From"), ) \
	F(valid_to,   date, N_("To"), )
struct place_row { PLACE_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct place_row
static const struct field place_row_fields[] = { PLACE_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void places_query(struct query *query, struct arena *arena)
{
	query_start(query, arena,
		SQL("SELECT my_place.code, my_place.name, my_place.kind, my_place.address,"
		    " my_place.lat, my_place.lon, my_place.valid_from, my_place.valid_to,"
		    " COALESCE(my_area.name, '') AS area,"
		    " COALESCE(CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END, '') AS unit"
		    " FROM my_place"
		    " LEFT JOIN my_unit ON my_unit.id = my_place.unit_id"
		    " LEFT JOIN my_area ON my_area.id = my_place.area_id"
		    " WHERE 1 = 1"), V(tongue_code()));
}

static const struct table_column places_columns[] = {
	{ .name = "name", .is_link = true,
	  .ascending = SQL(" ORDER BY my_place.name COLLATE local, my_place.id"),
	  .descending = SQL(" ORDER BY my_place.name COLLATE local DESC, my_place.id DESC") },
	{ .name = "code", .ascending = SQL(" ORDER BY my_place.code"),
	  .descending = SQL(" ORDER BY my_place.code DESC") },
	{ .name = "kind", .ascending = SQL(" ORDER BY my_place.kind, my_place.code"),
	  .descending = SQL(" ORDER BY my_place.kind DESC, my_place.code") },
	{ .name = "unit" }, { .name = "area" }, { .name = "address" },
	{ .name = "lat", .is_export_only = true }, { .name = "lon", .is_export_only = true },
	{ .name = "valid_from", .is_export_only = true },
	{ .name = "valid_to", .is_export_only = true },
	{ .name = NULL },
};

static const struct filter places_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(my_place.name) LIKE '%' || fold($?) || '%'") },
	{ .name = "kind", .label = N_("Kind of place"), .kind = FIELD_code,
	  .list = "event/place_types", .condition = SQL(" AND my_place.kind = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_place.unit_id IN (SELECT below_id FROM my_unit_closure"
		" WHERE above_id = $? AND is_history = 0)") },
	{ .name = "area", .label = N_("Area"), .kind = FIELD_ref, .refers_to = "area",
	  .condition = SQL(" AND my_place.area_id IN ("
		"WITH RECURSIVE inner_area (code, depth) AS ("
		" SELECT code, 0 FROM my_area WHERE id = $?"
		"  UNION"
		" SELECT my_area.code, inner_area.depth + 1"
		" FROM my_area JOIN inner_area ON my_area.parent_code = inner_area.code"
		" WHERE inner_area.depth < 8)"
		" SELECT id FROM my_area WHERE code IN (SELECT code FROM inner_area))") },
	{ .name = NULL },
};

const struct table places_table = {
	.name = "places", .label = N_("Places"),
	.fields = place_row_fields, .field_count = COUNT(place_row_fields),
	.shape = SHAPE_OF(NULL, place_row, place_row_fields),
	.columns = places_columns, .filters = places_filters,
	.row_path = "/places/%s", .row_key = "code",
	.order = SQL(" ORDER BY my_place.name COLLATE local, my_place.id"),
	.export_need = MAY_places_read,
	.empty = N_("Here stand the buildings and sites where things happen: schools, care homes, squares."),
};

/* ---- Areas -------------------------------------------------------------------------- */

const struct area *area_get(struct view *view, int64_t id)
{
	return view_get(view, &area_record.shape,
		SQL("SELECT * FROM my_area WHERE id = $1"), V(id));
}

const struct area *area_of_public_id(struct view *view, struct str public_id)
{
	return view_get(view, &area_record.shape,
		SQL("SELECT * FROM my_area WHERE public_id = $1"), V(public_id));
}

const struct area *area_of_code(struct view *view, struct str code, struct date on)
{
	return view_get(view, &area_record.shape,
		SQL("SELECT * FROM my_area"
		    " WHERE code = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"
		    " ORDER BY id DESC LIMIT 1"), V(code, on));
}

struct str area_name(struct view *view, int64_t id)
{
	return view_text(view, SQL("SELECT name FROM my_area WHERE id = $1"), V(id));
}

struct area_list areas_of(struct view *view, const char *kind, struct date on)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT * FROM my_area"
		    " WHERE kind = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"
		    " ORDER BY name COLLATE local, id"), V(kind, on)));
}

struct area_list areas_below(struct view *view, struct str code, struct date on)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT * FROM my_area"
		    " WHERE parent_code = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"
		    " ORDER BY name COLLATE local, id"), V(code, on)));
}

struct area_list areas_within(struct view *view, struct str code, struct date on)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("WITH RECURSIVE inner_area (code, depth) AS ("
		    " SELECT code, 0 FROM my_area WHERE code = $1"
		    "  UNION"
		    " SELECT my_area.code, inner_area.depth + 1"
		    " FROM my_area JOIN inner_area ON my_area.parent_code = inner_area.code"
		    " WHERE inner_area.depth < 8 AND my_area.code <> $1"
		    "   AND my_area.valid_from <= $2"
		    "   AND (my_area.valid_to = '' OR my_area.valid_to >= $2))"
		    " SELECT * FROM my_area"
		    " WHERE code IN (SELECT code FROM inner_area)"
		    "   AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"
		    " ORDER BY name COLLATE local, id"), V(code, on)));
}

struct area_list area_versions(struct view *view, struct str kind, struct str code)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT id, public_id, code, kind, name, parent_code, '' AS outline,"
		    "  west, south, east, north, valid_from, valid_to, created_at, version"
		    " FROM my_area WHERE kind = $1 AND code = $2 ORDER BY valid_from DESC"),
		V(kind, code)));
}

struct area_list areas_all(struct view *view)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT * FROM my_area ORDER BY id"), NONE));
}

/* Adding, changing and ending an area all move this number, and an index answers for it
 * (area_by_days), so that it may be asked for every point. */
int64_t areas_mark(struct view *view)
{
	return view_int(view,
		SQL("SELECT COALESCE(sum(version), 0) * 1000003 + COALESCE(max(id), 0) FROM my_area"), NONE);
}

const struct area *area_same(struct view *view, const struct area *area)
{
	return view_get(view, &area_record.shape,
		SQL("SELECT * FROM my_area WHERE kind = $1 AND code = $2 AND valid_from = $3"),
		V(area->kind, area->code, area->valid_from));
}

int64_t areas_end_before(struct change *change, struct str kind, struct date from)
{
	return change_run(change,
		SQL("UPDATE area SET valid_to = $1, version = version + 1"
		    " WHERE kind = $2 AND valid_from < $3 AND (valid_to = '' OR valid_to >= $3)"),
		V(date_add_days(from, -1), kind, from));
}

/* For each area right below `code` the places in it and in all within it. */
struct place_count_list places_count(struct view *view, struct str code)
{
	static const struct column columns[] = {
		{ "area_id", COLUMN_int, offsetof(struct place_count, area_id), NULL },
		{ "places", COLUMN_int, offsetof(struct place_count, places), NULL },
	};
	static const struct shape shape = { .size = sizeof(struct place_count), .count = 2,
		.columns = columns };

	return place_count_list_of(view_list(view, &shape,
		SQL("WITH RECURSIVE inner_area (area_id, code, depth) AS ("
		    " SELECT id, code, 0 FROM my_area WHERE parent_code = $1"
		    "  UNION"
		    " SELECT inner_area.area_id, my_area.code, inner_area.depth + 1"
		    " FROM my_area JOIN inner_area ON my_area.parent_code = inner_area.code"
		    " WHERE inner_area.depth < 8)"
		    " SELECT inner_area.area_id, count(DISTINCT my_place.id) AS places"
		    " FROM inner_area JOIN my_area ON my_area.code = inner_area.code"
		    " JOIN my_place ON my_place.area_id = my_area.id"
		    " GROUP BY inner_area.area_id"), V(code)));
}

static const struct column point_columns[] = {
	{ "id", COLUMN_int, offsetof(struct place, id), NULL },
	{ "area_id", COLUMN_int, offsetof(struct place, area_id), NULL },
	{ "lat", COLUMN_real, offsetof(struct place, lat), NULL },
	{ "lon", COLUMN_real, offsetof(struct place, lon), NULL },
};
static const struct shape point_shape = { .size = sizeof(struct place),
	.count = COUNT(point_columns), .columns = point_columns };

/* The system is nobody: it reads the table itself.  A person who may change the map of the
 * whole city sees every place. */
static struct place_list points(struct view *view)
{
	if (!view_me(view))
		return place_list_of(view_list(view, &point_shape,
			SQL("SELECT id, area_id, lat, lon FROM place WHERE north_mm <> 0"), NONE));
	return place_list_of(view_list(view, &point_shape,
		SQL("SELECT id, area_id, lat, lon FROM my_place WHERE north_mm <> 0"), NONE));
}

void places_place_again(struct change *change)
{
	struct view *view = change_view(change);
	struct place_list places = points(view);

	for (size_t i = 0; i < places.count; i++) {
		int64_t area = area_at(view, places.at[i].lat, places.at[i].lon, date_today());

		if (area != places.at[i].area_id)
			change_run(change, SQL("UPDATE place SET area_id = $1 WHERE id = $2"),
				V(area, places.at[i].id));
	}
}

void areas_query(struct query *query, struct arena *arena)
{
	query_start(query, arena,
		SQL("SELECT public_id, name, kind, code, parent_code, valid_from, valid_to"
		    " FROM my_area WHERE 1 = 1"), NONE);
}

static const struct table_column areas_columns[] = {
	{ .name = "name", .is_link = true,
	  .ascending = SQL(" ORDER BY name COLLATE local, id"),
	  .descending = SQL(" ORDER BY name COLLATE local DESC, id") },
	{ .name = "kind", .ascending = SQL(" ORDER BY kind, name COLLATE local"),
	  .descending = SQL(" ORDER BY kind DESC, name COLLATE local") },
	{ .name = "code" }, { .name = "parent_code" },
	{ .name = "valid_from", .ascending = SQL(" ORDER BY valid_from, id"),
	  .descending = SQL(" ORDER BY valid_from DESC, id") },
	{ .name = "valid_to" },
	{ .name = NULL },
};

static const struct filter areas_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(name) LIKE '%' || fold($?) || '%'") },
	{ .name = "kind", .label = N_("Level"), .kind = FIELD_code, .list = "area_kinds",
	  .condition = SQL(" AND kind = $?") },
	{ .name = "on", .label = N_("Valid on"), .kind = FIELD_date,
	  .condition = SQL(" AND $? BETWEEN valid_from AND"
		" CASE WHEN valid_to = '' THEN '9999-12-31' ELSE valid_to END") },
	{ .name = NULL },
};

#define AREA_ROW_FIELDS(F) \
	F(public_id,   text, N_("Identity"), ) \
	F(name,        text, N_("Name"), ) \
	F(kind,        code, N_("Level"), .list = "area_kinds") \
	F(code,        text, N_("Code"), ) \
	F(parent_code, text, N_("Lies in"), ) \
	F(valid_from,  date, N_("From"), ) \
	F(valid_to,    date, N_("To"), )
struct area_row { AREA_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct area_row
static const struct field area_row_fields[] = { AREA_ROW_FIELDS(AS_FIELD) };
#undef RECORD

const struct table areas_table = {
	.name = "areas", .label = N_("Areas"),
	.fields = area_row_fields, .field_count = COUNT(area_row_fields),
	.shape = SHAPE_OF(NULL, area_row, area_row_fields),
	.columns = areas_columns, .filters = areas_filters,
	.row_path = "/areas/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY name COLLATE local, id"),
	.export_need = MAY_places_read,
	.empty = N_("The districts of the city will stand here when a file of them has been read in."),
};

/* ---- References --------------------------------------------------------------------- */

const struct reference places_references[] = {
	{ .name = "place", .is_long = true,
	  .label = SQL("SELECT name FROM my_place WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, code AS hint FROM my_place"
		" WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		"   AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'events_report')"
		" ORDER BY name COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_place WHERE code = $1 OR fold(name) = fold($1)"
		" ORDER BY CASE WHEN code = $1 THEN 0 ELSE 1 END, id LIMIT 1") },
	{ .name = "area", .is_long = true,
	  .label = SQL("SELECT name FROM my_area WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, code AS hint FROM my_area"
		" WHERE valid_to = '' OR valid_to >= today()"
		" ORDER BY name COLLATE local, id LIMIT 500"),
	  .find = SQL("SELECT id FROM my_area WHERE code = $1 OR fold(name) = fold($1)"
		" ORDER BY CASE WHEN valid_to = '' THEN 0 ELSE 1 END,"
		"  CASE WHEN code = $1 THEN 0 ELSE 1 END, id DESC LIMIT 1") },
	{ .name = NULL },
};
