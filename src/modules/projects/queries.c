/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/queries.c - one project, what belongs to it, years without projects. */
#include "kit/wheel.h"
#include "modules/projects/inside.h"

bool project_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_project_unit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

const struct project *project_of_number(struct view *view, struct str number)
{
	return view_get(view, &project_record.shape,
		SQL("SELECT * FROM my_project WHERE number = $1"), V(number));
}

const struct project *project_of_id(struct view *view, int64_t id)
{
	return view_get(view, &project_record.shape,
		SQL("SELECT * FROM my_project WHERE id = $1"), V(id));
}

bool projects_have_map(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_area WHERE valid_from <= today()"
		" AND (valid_to = '' OR valid_to >= today()) LIMIT 1"), NONE) != 0;
}

static int64_t series_next(struct change *change, int year, const char *name)
{
	return change_run_id(change,
		SQL("INSERT INTO project_series (year, name, last) VALUES ($1, $2, 1)"
		    " ON CONFLICT (year, name) DO UPDATE SET last = project_series.last + 1"
		    " RETURNING last"), V(year, name));
}

int64_t project_add(struct change *change, struct project *project)
{
	int year = date_today().year;

	project->number = arena_print(change_arena(change), "PB-%04d-%03lld", year,
		(long long)series_next(change, year, "project"));
	if (!project->created_by)
		project->created_by = change_me(change);
	return change_insert(change, &project_record.shape, project);
}

/* ---- Risks ----------------------------------------------------------------------------------------- */

const struct project_risk *project_risk_of_number(struct view *view, struct str number)
{
	return view_get(view, &project_risk_record.shape,
		SQL("SELECT * FROM my_project_risk WHERE number = $1"), V(number));
}

struct project_risk_list project_risks_of(struct view *view, int64_t project_id)
{
	return project_risk_list_of(view_list(view, &project_risk_record.shape,
		SQL("SELECT * FROM my_project_risk WHERE project_id = $1 ORDER BY id LIMIT 200"),
		V(project_id)));
}

int64_t project_risk_add(struct change *change, struct project_risk *risk)
{
	int year = date_today().year;

	risk->number = arena_print(change_arena(change), "PR-%04d-%03lld", year,
		(long long)series_next(change, year, "risk"));
	if (!risk->created_by)
		risk->created_by = change_me(change);
	return change_insert(change, &project_risk_record.shape, risk);
}

/* The steps of the scales that are in force today. */
#define SCALES "(SELECT id FROM my_risk_method WHERE in_force_from <= today()" \
	" ORDER BY in_force_from DESC, id LIMIT 1)"
#define STEP_NAME(language) "CASE WHEN " language " = 'en' AND name_en <> '' THEN name_en ELSE name_sv END"
#define STEP_ANCHOR(language) \
	"CASE WHEN " language " = 'en' AND anchor_en <> '' THEN anchor_en ELSE anchor_sv END"
#define STEPS_FOUND(kind) SQL("SELECT step FROM my_risk_step WHERE kind = '" kind "'" \
	" AND method_id = " SCALES " AND (fold(name_sv) = fold($1) OR fold(name_en) = fold($1))" \
	" ORDER BY id LIMIT 1")
#define STEPS_LABEL(kind) SQL("SELECT " STEP_NAME("$2") " FROM my_risk_step WHERE kind = '" kind "'" \
	" AND method_id = " SCALES " AND step = $1 ORDER BY id LIMIT 1")

const struct reference projects_references[] = {
	{ .name = "project_probability", .label = STEPS_LABEL("probability"),
	  .find = STEPS_FOUND("probability"),
	  .list = SQL("SELECT step AS key, step || '. ' || " STEP_NAME("$1") " AS label,"
	              " " STEP_ANCHOR("$1") " AS hint FROM my_risk_step WHERE kind = 'probability'"
	              " AND method_id = " SCALES " ORDER BY step") },
	{ .name = "project_consequence", .label = STEPS_LABEL("consequence"),
	  .find = STEPS_FOUND("consequence"),
	  .list = SQL("SELECT step AS key, min(step || '. ' || " STEP_NAME("$1") ") AS label, '' AS hint"
	              " FROM my_risk_step WHERE kind = 'consequence' AND method_id = " SCALES
	              " GROUP BY step ORDER BY step") },
	{ .name = NULL },
};

/* ---- What it answers to ----------------------------------------------------------------------------- */

struct project_link_list project_links_of(struct view *view, int64_t project_id)
{
	return project_link_list_of(view_list(view, &project_link_record.shape,
		SQL("SELECT * FROM my_project_link WHERE project_id = $1 ORDER BY id LIMIT 100"),
		V(project_id)));
}

const struct project_link *project_link_get(struct view *view, int64_t project_id, struct str public_id)
{
	return view_get(view, &project_link_record.shape,
		SQL("SELECT * FROM my_project_link WHERE project_id = $1 AND public_id = $2"),
		V(project_id, public_id));
}

/* ---- Years without projects ---------------------------------------------------------------------------- */

int64_t projects_in_year(struct view *view, int64_t unit_id, int64_t year)
{
	struct date first = { (int16_t)year, 1, 1 }, last = { (int16_t)year, 12, 31 };

	return view_int(view, SQL("SELECT count(*) FROM my_project WHERE begun_on <= $2"
		" AND (ended_on = '' OR ended_on >= $1)"
		" AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3)"),
		V(first, last, unit_id));
}

const struct project_year *project_year_get(struct view *view, struct str public_id)
{
	return view_get(view, &project_year_record.shape,
		SQL("SELECT * FROM my_project_year WHERE public_id = $1"), V(public_id));
}

const struct project_year *project_year_of(struct view *view, int64_t unit_id, int64_t year)
{
	return view_get(view, &project_year_record.shape,
		SQL("SELECT * FROM my_project_year WHERE unit_id = $1 AND year = $2"
		    " AND withdrawn_on = '' ORDER BY id LIMIT 1"), V(unit_id, year));
}

/* ---- The year wheel --------------------------------------------------------------------------------------- */

struct project_list projects_fixed_between(struct view *view, const struct wheel_ask *ask)
{
	return project_list_of(view_list(view, &project_record.shape,
		SQL("SELECT * FROM my_project WHERE fixed_on >= $1 AND fixed_on <= $2"
		    " AND (phase <> 'stopped' OR is_fixed = 1)"
		    " AND (($3 <> 0 AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3))"
		    "      OR ($4 <> 0 AND contact_id = $4))"
		    " ORDER BY fixed_on, id LIMIT 500"),
		V(ask->from, ask->to, ask->unit_id, ask->person_id)));
}

static struct wheel_item_list fixed_days(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct project_list found = projects_fixed_between(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct project *one = &found.at[i];
		enum project_standing standing = project_standing_on(one, date_today());

		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "project-%.*s", STR(one->number)),
			.kind = S("project"), .on = one->fixed_on,
			.words = str_of(_("A plan or project is fixed")), .title = one->name,
			.path = arena_print(arena, "/projects/%.*s", STR(one->number)),
			.state = str_of(_(project_standings[standing].label)),
			.is_late = standing_is_late(standing), .is_done = one->is_fixed };
	}
	return list;
}

const struct wheel_source projects_wheel[] = {
	{ .name = "projects", .items = fixed_days },
	{ .name = NULL },
};
