/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/queries_lists.c - the list, what stands on the map, years without projects. */
#include "base/tongue.h"
#include "modules/projects/inside.h"
#include "modules/units/units.h"

/* As project_standing_on() has it. */
#define STANDING "CASE" \
	" WHEN seen.is_fixed = 1 AND seen.assessed_on = '' THEN 'never_assessed'" \
	" WHEN seen.is_fixed = 1 AND seen.assessed_on > seen.fixed_on THEN 'assessed_late'" \
	" WHEN seen.is_fixed = 0 AND seen.phase = 'stopped' THEN 'stopped'" \
	" WHEN seen.is_fixed = 0 AND seen.fixed_on <> '' AND seen.fixed_on < today() THEN 'day_passed'" \
	" WHEN seen.assessed_on <> '' THEN 'assessed' ELSE 'waiting' END"
#define BELOW(column) column " IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"

/* ---- The list ------------------------------------------------------------------------------------- */

#define PROJECT_ROW_FIELDS(F) \
	F(number,    text, N_("Number"), ) \
	F(name,      text, N_("Name"), ) \
	F(kind,      code, N_("Kind"), .list = "projects/kinds") \
	F(unit_name, text, N_("Unit"), ) \
	F(area_name, text, N_("Area"), ) \
	F(phase,     choice, N_("Phase"), CHOICES(project_phases)) \
	F(begun_on,  date, N_("Begins"), ) \
	F(fixed_on,  date, N_("Day it is fixed"), ) \
	F(assessed_on, date, N_("Risks judged"), ) \
	F(standing,  choice, N_("How it stands"), CHOICES(project_standings)) \
	F(ended_on,  date, N_("Day it was done or stopped"), ) \
	F(cost_plan, money, N_("Planned cost, kronor"), ) \
	F(cost_actual, money, N_("Cost, kronor"), ) \
	F(registry_number, text, N_("Registry number"), )
struct project_row { PROJECT_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct project_row
static const struct field project_row_fields[] = { PROJECT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void standing_cell(struct out *out, struct request *request, const void *at)
{
	const struct project_row *row = at;
	enum project_standing standing = (enum project_standing)row->standing;

	(void)request;
	cell_mark(out, standing_is_late(standing) ? "late" : standing == STANDING_assessed ? "ok"
		: standing == STANDING_stopped ? "draft" : "doing", _(project_standings[standing].label));
}

static const struct filter project_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(seen.name) LIKE '%' || fold($?) || '%'") },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_code, .list = "projects/kinds",
	  .condition = SQL(" AND seen.kind = $?") },
	{ .name = "phase", .label = N_("Phase"), .kind = FIELD_choice, .choices = project_phases,
	  .condition = SQL(" AND seen.phase = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND " BELOW("seen.unit_id")) },
	{ .name = "standing", .label = N_("How it stands"), .kind = FIELD_choice,
	  .choices = project_standings, .condition = SQL(" AND " STANDING " = $?") },
	{ .name = "open", .label = N_("Neither done nor stopped"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN seen.phase IN ('done', 'stopped') THEN 0 ELSE 1 END = $?") },
	{ .name = "fixed_from", .label = N_("Fixed from"), .kind = FIELD_date,
	  .condition = SQL(" AND seen.fixed_on >= $?") },
	{ .name = "fixed_to", .label = N_("Fixed to"), .kind = FIELD_date,
	  .condition = SQL(" AND seen.fixed_on <> '' AND seen.fixed_on <= $?") },
	{ .name = "in", .label = N_("Area"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND seen.area_id IN " AREA_AND_INSIDE) },
	{ .name = NULL },
};
#define SORTED(column) .ascending = SQL(" ORDER BY " column ", seen.id"), \
	.descending = SQL(" ORDER BY " column " DESC, seen.id DESC")
static const struct table_column project_columns[] = {
	{ .name = "number", .is_link = true, SORTED("seen.number") },
	{ .name = "name", SORTED("seen.name COLLATE local") },
	{ .name = "kind", SORTED("seen.kind") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "phase" },
	{ .name = "fixed_on", SORTED("seen.fixed_on") },
	{ .name = "standing", .cell = standing_cell },
	{ .name = "area_name", .is_export_only = true },
	{ .name = "begun_on", .is_export_only = true },
	{ .name = "assessed_on", .is_export_only = true },
	{ .name = "ended_on", .is_export_only = true },
	{ .name = "cost_plan", .is_export_only = true },
	{ .name = "cost_actual", .is_export_only = true },
	{ .name = "registry_number", .is_export_only = true },
	{ .name = NULL },
};
const struct table projects_table = {
	.name = "projects", .label = N_("Plans and projects, the newest first"),
	.fields = project_row_fields, .field_count = COUNT(project_row_fields),
	.shape = SHAPE_OF(NULL, project_row, project_row_fields),
	.columns = project_columns, .filters = project_filters, .is_stacked = true,
	.row_path = "/projects/%s", .row_key = "number",
	.order = SQL(" ORDER BY seen.begun_on DESC, seen.id DESC"),
	.export_need = MAY_projects_read,
	.empty = N_("No plan or project is written here. A unit that has none signs that for the year."),
};

#define AREA_NAME " COALESCE((SELECT area.name FROM my_area AS area WHERE area.id = seen.area_id), '')"

void projects_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &projects_table, query,
		SQL("SELECT seen.number, seen.name, seen.kind," UNIT_NAME("seen.unit_id") " AS unit_name,"
		    AREA_NAME " AS area_name, seen.phase, seen.begun_on, seen.fixed_on, seen.assessed_on, "
		    STANDING " AS standing, seen.ended_on, seen.cost_plan, seen.cost_actual,"
		    " seen.registry_number FROM my_project AS seen WHERE 1 = 1"), V(tongue_code()));
}

/* ---- The map ---------------------------------------------------------------------------------------- */

#define RECORD struct project_spot
static const struct field spot_fields[] = { PROJECT_SPOT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape spot_shape = SHAPE_OF(NULL, project_spot, spot_fields);

/* Of the project, or of its place when that may be on a map. */
#define POINT(column, none) "CASE WHEN seen.north_mm <> 0 THEN seen." column \
	" ELSE COALESCE(place." column ", " none ") END AS " column

struct project_spot_list project_spots(struct request *request, struct view *view)
{
	struct query query;

	query_start(&query, request->arena, SQL("SELECT seen.number, seen.name, seen.kind, seen.phase, "
		STANDING " AS standing, seen.fixed_on," UNIT_NAME("seen.unit_id") " AS unit_name,"
		AREA_NAME " AS area_name, " POINT("lat", "0.0") ", " POINT("lon", "0.0") ", "
		POINT("north_mm", "0") ", " POINT("east_mm", "0")
		" FROM my_project AS seen LEFT JOIN my_place AS place ON place.id = seen.place_id"
		" AND seen.place_id <> 0 AND place.is_hidden = 0 WHERE 1 = 1"), V(tongue_code()));
	table_conditions(request, &projects_table, &query);
	query_add(&query, SQL(" ORDER BY seen.begun_on DESC, seen.id DESC LIMIT $?"), V(MOST_SPOTS + 1));
	return project_spot_list_of(view_list_of(view, &spot_shape, &query));
}

struct area_list project_map_areas(struct view *view)
{
	return area_list_of(view_list(view, &area_record.shape,
		SQL("SELECT * FROM my_area WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		    " AND NOT EXISTS (SELECT 1 FROM my_area AS part WHERE part.parent_code = my_area.code"
		    "   AND part.valid_from <= today() AND (part.valid_to = '' OR part.valid_to >= today()))"
		    " ORDER BY name COLLATE local, id"), NONE));
}

/* ---- Years without projects ---------------------------------------------------------------------------- */

#define YEAR_ROW_FIELDS(F) \
	F(public_id, text, N_("Identity"), ) \
	F(year,      count, N_("Year"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(signed_at, instant, N_("Signed"), ) \
	F(state,     choice, N_("State"), CHOICES(year_states))
enum year_state { YEAR_none, YEAR_signed, YEAR_fallen, YEAR_withdrawn };
static const struct choice year_states[] = {
	{ "", NULL }, { "signed", N_("Signed") }, { "fallen", N_("A project of that year has been written") },
	{ "withdrawn", N_("Taken back") }, { NULL, NULL },
};
struct year_row { YEAR_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct year_row
static const struct field year_row_fields[] = { YEAR_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void year_state_cell(struct out *out, struct request *request, const void *at)
{
	int state = ((const struct year_row *)at)->state;

	(void)request;
	cell_mark(out, state == YEAR_signed ? "ok" : state == YEAR_fallen ? "late" : "draft",
		_(year_states[state].label));
}

static const struct filter year_filters[] = {
	{ .name = "year", .label = N_("Year"), .kind = FIELD_count, .condition = SQL(" AND seen.year = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND " BELOW("seen.unit_id")) },
	{ .name = NULL },
};
static const struct table_column year_columns[] = {
	{ .name = "year", .is_link = true, SORTED("seen.year") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "signed_at", SORTED("seen.created_at") },
	{ .name = "state", .cell = year_state_cell },
	{ .name = NULL },
};
const struct table project_years_table = {
	.name = "project_years", .label = N_("Years without projects, the newest first"),
	.fields = year_row_fields, .field_count = COUNT(year_row_fields),
	.shape = SHAPE_OF(NULL, year_row, year_row_fields),
	.columns = year_columns, .filters = year_filters, .is_stacked = true,
	.row_path = "/projects/years/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY seen.year DESC, seen.id DESC"),
	.export_need = MAY_projects_read,
	.empty = N_("No unit has signed that it has no projects."),
};

void project_years_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &project_years_table, query,
		SQL("SELECT seen.public_id, seen.year," UNIT_NAME("seen.unit_id") " AS unit_name,"
		    " seen.created_at AS signed_at, CASE WHEN seen.withdrawn_on <> '' THEN 'withdrawn'"
		    "  WHEN EXISTS (SELECT 1 FROM my_project AS project"
		    "   WHERE project.begun_on <= seen.year || '-12-31'"
		    "   AND (project.ended_on = '' OR project.ended_on >= seen.year || '-01-01')"
		    "   AND project.unit_id IN (SELECT below_id FROM my_unit_below"
		    "    WHERE above_id = seen.unit_id)) THEN 'fallen' ELSE 'signed' END AS state"
		    " FROM my_project_year AS seen WHERE 1 = 1"), V(tongue_code()));
}
