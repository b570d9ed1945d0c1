/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * projects/demo.c - plans and projects of the demo city, with their risks and measures, and boards
 * that have signed that they have none (catalogues/demo/projects.csv, project_risks.csv,
 * project_years.csv).
 */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"
#include "modules/projects/inside.h"
#include "modules/risks/risks.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 32 << 20 };

struct filling {
	struct arena *arena;
	struct change *change;
	struct view *view;
	const struct csv_table *projects, *risks, *years;
};

static struct date days_from_today(const struct csv_table *table, size_t row, const char *name)
{
	if (!csv_cell(table, row, name).len)
		return (struct date){ 0 };
	return date_add_days(date_today(), (int)demo_int(table, row, name));
}

static void measure_make(const struct filling *filling, size_t row, const struct project *project,
                         const struct project_risk *risk)
{
	struct date begun = date_add_days(project->begun_on, 20);
	struct measure measure = { .unit_id = project->unit_id,
		.title = csv_cell(filling->risks, row, "measure_sv"), .type = S("limit"),
		.source_kind = S("project_risk"), .source_id = risk->id,
		.responsible_id = project->created_by, .due_on = date_add_days(date_today(), 60),
		.state = MEASURE_decided, .created_by = project->created_by,
		.created_at = instant_at(begun, 9, 0, 0), .decided_by = project->created_by,
		.decided_at = instant_at(begun, 15, 0, 0) };

	if (measure.title.len)
		measure_add_because(filling->change, &measure, risk->what);
}

static void risk_make(const struct filling *filling, size_t row, const struct project *project,
                      const struct scales *scales)
{
	struct project_risk risk = { .project_id = project->id, .method_id = scales->method.id,
		.what = csv_cell(filling->risks, row, "what_sv"),
		.value = csv_cell(filling->risks, row, "value"),
		.probability = demo_int(filling->risks, row, "probability"),
		.consequence = demo_int(filling->risks, row, "consequence"),
		.controls = csv_cell(filling->risks, row, "controls_sv"),
		.not_needed_why = csv_cell(filling->risks, row, "not_needed_sv"),
		.created_by = project->created_by,
		.created_at = instant_at(date_add_days(project->begun_on, 10), 10, 0, 0) };

	risk.zone = scales_zone(scales, risk.probability, risk.consequence);
	if (risk.not_needed_why.len) {
		risk.not_needed_by = project->created_by;
		risk.not_needed_at = risk.created_at;
	}
	project_risk_add(filling->change, &risk);
	measure_make(filling, row, project, &risk);
}

static void project_make(const struct filling *filling, size_t row, const struct scales *scales)
{
	const struct csv_table *table = filling->projects;
	const struct unit *unit = unit_of_code(filling->view, csv_cell(table, row, "unit_code"));
	int phase = choice_of(project_phases, csv_cell(table, row, "phase"));
	struct project project = { .kind = csv_cell(table, row, "kind"),
		.name = csv_cell(table, row, "name_sv"), .registry_number = csv_cell(table, row, "registry"),
		.words = csv_cell(table, row, "words_sv"), .phase = phase < 0 ? 0 : phase,
		.begun_on = days_from_today(table, row, "begun"),
		.fixed_on = days_from_today(table, row, "fixed"),
		.ended_on = days_from_today(table, row, "ended"),
		.stopped_why = csv_cell(table, row, "stopped_sv"),
		.funding = csv_cell(table, row, "funding_sv"), .cost_plan = demo_int(table, row, "cost_plan"),
		.cost_actual = demo_int(table, row, "cost_actual"),
		.assessed_on = days_from_today(table, row, "assessed"),
		.assessed_words = csv_cell(table, row, "assessed_sv"),
		.created_by = person_of_login(filling->view, csv_cell(table, row, "login")) };

	if (!unit)
		return;
	project.unit_id = unit->id;
	project.contact_id = project.created_by;
	project.created_at = instant_at(project.begun_on, 9, 0, 0);
	if (str_to_real(csv_cell(table, row, "lat"), &project.lat)
	    && str_to_real(csv_cell(table, row, "lon"), &project.lon)
	    && sweref_of(project.lat, project.lon, &project.north_mm, &project.east_mm))
		project.area_id = area_at(filling->view, project.lat, project.lon, date_today());
	if (date_is_given(project.assessed_on)) {
		project.assessed_by = project.created_by;
		project.assessed_at = instant_at(project.assessed_on, 11, 0, 0);
	}
	project_follow(&project, date_today());
	project_add(filling->change, &project);
	for (size_t i = 1; i < filling->risks->count; i++)
		if (str_equals(csv_cell(filling->risks, i, "registry"), project.registry_number))
			risk_make(filling, i, &project, scales);
}

static void year_make(const struct filling *filling, size_t row)
{
	const struct unit *unit = unit_of_code(filling->view, csv_cell(filling->years, row, "unit_code"));
	struct project_year year = { .year = date_today().year,
		.words = csv_cell(filling->years, row, "words_sv"),
		.created_by = person_of_login(filling->view, csv_cell(filling->years, row, "login")),
		.created_at = instant_at(date_add_days(date_today(), -40), 9, 0, 0) };

	if (!unit)
		return;
	year.unit_id = unit->id;
	change_insert(filling->change, &project_year_record.shape, &year);
}

void projects_demo(struct store *store, int scale)
{
	struct filling filling = { .arena = arena_open(ARENA_BYTES) };
	const struct scales *scales;

	(void)scale;
	filling.change = change_open(store, filling.arena, (struct who){ .is_system = true });
	filling.view = change_view(filling.change);
	filling.projects = demo_rows(filling.arena, "projects");
	filling.risks = demo_rows(filling.arena, "project_risks");
	filling.years = demo_rows(filling.arena, "project_years");
	methods_ship(filling.change);
	scales = scales_today(filling.view);
	for (size_t row = 1; scales && row < filling.projects->count; row++)
		project_make(&filling, row, scales);
	for (size_t row = 1; row < filling.years->count; row++)
		year_make(&filling, row);
	if (change_commit(filling.change) != COMMITTED)
		abandon("Could not fill the demo city with projects.", "somebody else was writing");
	arena_close(filling.arena);
}
