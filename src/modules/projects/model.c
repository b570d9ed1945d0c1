/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/model.c - the records of the room, their forms, and the room as the house sees it. */
#include "modules/projects/inside.h"

#include "kit/identity.h"

#define RECORD struct project
static const struct field project_fields[] = { PROJECT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record project_record = { RECORD_OF("project", project, project_fields),
	.label = N_("Project"), .many = N_("Plans and projects"), .path = "/projects" };

#define RECORD struct project_risk
static const struct field risk_fields[] = { PROJECT_RISK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record project_risk_record = { RECORD_OF("project_risk", project_risk, risk_fields),
	.label = N_("Risk of a project"), .many = N_("Risks of projects"), .path = "/projects" };

#define RECORD struct project_link
static const struct field link_fields[] = { PROJECT_LINK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record project_link_record = { RECORD_OF("project_link", project_link, link_fields),
	.label = N_("What a project answers to"), .many = N_("What projects answer to"),
	.path = "/projects" };

#define RECORD struct project_year
static const struct field year_fields[] = { PROJECT_YEAR_FIELDS(AS_FIELD) };
#undef RECORD
const struct record project_year_record = { RECORD_OF("project_year", project_year, year_fields),
	.label = N_("Year without projects"), .many = N_("Years without projects"),
	.path = "/projects/years" };

/* What is only answered, and stands in another record. */
#define ANSWERED(type_, FIELDS_, name_, label_) \
	static const struct field type_##_fields[] = { FIELDS_(AS_FIELD) }; \
	const struct record type_##_record = { .shape = SHAPE_OF(NULL, type_, type_##_fields), \
		.name = name_, .fields = type_##_fields, .count = COUNT(type_##_fields), \
		.label = label_, .many = label_, .path = "/projects" };
#define RECORD struct project_assess
ANSWERED(project_assess, PROJECT_ASSESS_FIELDS, "project_assess", N_("The risks have been judged"))
#undef RECORD
#define RECORD struct project_unneeded
ANSWERED(project_unneeded, PROJECT_UNNEEDED_FIELDS, "project_unneeded", N_("No measure is needed"))
#undef RECORD
#define RECORD struct project_finding
ANSWERED(project_finding, PROJECT_FINDING_FIELDS, "project_finding", N_("What a project answers to"))
#undef RECORD
#define RECORD struct project_withdraw
ANSWERED(project_withdraw, PROJECT_WITHDRAW_FIELDS, "project_withdraw", N_("Take the signature back"))
#undef RECORD

/* ---- What is refused ----------------------------------------------------------------------------- */

static void point_judge(struct view *view, struct project *project, struct problems *problems)
{
	bool has_lat = project->lat != 0, has_lon = project->lon != 0;
	const struct place *place = place_get(view, project->place_id);
	int64_t found;

	project->north_mm = project->east_mm = 0;
	if (!has_lat && !has_lon) {
		if (!project->area_id && place)
			project->area_id = place->area_id;
		return;
	}
	if (has_lat != has_lon) {
		problem_add(problems, has_lat ? "lon" : "lat", "%s",
			_("Write both latitude and longitude, or neither."));
		return;
	}
	if (!sweref_of(project->lat, project->lon, &project->north_mm, &project->east_mm)) {
		problem_add(problems, "lat", "%s", _("That point does not lie in Sweden."));
		return;
	}
	found = area_at(view, project->lat, project->lon, date_today());
	if (!found && projects_have_map(view))
		problem_add(problems, "lat", "%s",
			_("That point lies outside the city. Did latitude and longitude change places?"));
	if (!project->area_id)
		project->area_id = found;
}

static void project_judge(struct view *view, void *row, struct problems *problems)
{
	struct project *project = row;
	const struct project *before = project->id ? project_of_id(view, project->id) : NULL;
	const struct { const char *field; struct str words; } texts[] = {
		{ "name", project->name }, { "words", project->words },
		{ "funding", project->funding }, { "stopped_why", project->stopped_why } };

	if (!project_may_write(view, project->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the projects of this unit. Choose another unit."));
	point_judge(view, project, problems);
	project_days_judge(project, before, date_today(), problems);
	for (size_t i = 0; i < COUNT(texts); i++)
		personal_number_refuse(problems, texts[i].field, texts[i].words);
	project_follow(project, date_today());
}

static void risk_judge(struct view *view, void *row, struct problems *problems)
{
	const struct project_risk *risk = row;

	(void)view;
	personal_number_refuse(problems, "what", risk->what);
	personal_number_refuse(problems, "controls", risk->controls);
	personal_number_refuse(problems, "zone_reason", risk->zone_reason);
}

static void assess_judge(struct view *view, void *row, struct problems *problems)
{
	const struct project_assess *assess = row;

	(void)view;
	if (date_compare(assess->assessed_on, date_today()) > 0)
		problem_add(problems, "assessed_on", "%s", _("That day has not come yet."));
	personal_number_refuse(problems, "assessed_words", assess->assessed_words);
}

static void unneeded_judge(struct view *view, void *row, struct problems *problems)
{
	(void)view;
	personal_number_refuse(problems, "not_needed_why",
		((const struct project_unneeded *)row)->not_needed_why);
}

static void year_judge(struct view *view, void *row, struct problems *problems)
{
	const struct project_year *year = row;
	int64_t there;

	if (!project_may_write(view, year->unit_id)) {
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the projects of this unit. Choose another unit."));
		return;
	}
	if (year->year > date_today().year)
		problem_add(problems, "year", "%s", _("That year has not come yet."));
	there = projects_in_year(view, year->unit_id, year->year);
	if (there)
		problem_add(problems, "year", plural(there, "%lld project of the unit went on that year.",
			"%lld projects of the unit went on that year."), (long long)there);
	else if (project_year_of(view, year->unit_id, year->year))
		problem_add(problems, "year", "%s", _("That year is signed already."));
	personal_number_refuse(problems, "words", year->words);
}

static void withdraw_judge(struct view *view, void *row, struct problems *problems)
{
	(void)view;
	personal_number_refuse(problems, "withdrawn_why",
		((const struct project_withdraw *)row)->withdrawn_why);
}

const struct form project_form = {
	.record = &project_record,
	.fields = FIELDS("unit_id", "kind", "name", "registry_number", "words", "place_id", "area_id",
		"lat", "lon", "phase", "begun_on", "fixed_on", "ended_on", "stopped_why", "contact_id",
		"funding", "cost_plan", "cost_actual"),
	.judge = project_judge,
};
const struct form project_assess_form = {
	.record = &project_assess_record, .fields = FIELDS("assessed_on", "assessed_words"),
	.judge = assess_judge,
};
const struct form project_risk_form = {
	.record = &project_risk_record,
	.fields = FIELDS("what", "value", "probability", "consequence", "controls", "zone", "zone_reason"),
	.judge = risk_judge,
};
const struct form project_unneeded_form = {
	.record = &project_unneeded_record, .fields = FIELDS("not_needed_why"), .judge = unneeded_judge,
};
const struct form project_finding_form = {
	.record = &project_finding_record, .fields = FIELDS("kind", "target"),
};
const struct form project_year_form = {
	.record = &project_year_record, .fields = FIELDS("unit_id", "year", "words"), .judge = year_judge,
};
const struct form project_withdraw_form = {
	.record = &project_withdraw_record, .fields = FIELDS("withdrawn_why"), .judge = withdraw_judge,
};

/* ---- The room --------------------------------------------------------------------------------------- */

static const struct record *const records[] = { &project_record, &project_risk_record,
	&project_link_record, &project_year_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Plans and projects"), "/projects", MAY_projects_read, "map", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module projects_module = {
	.name = "projects", .routes = projects_routes, .records = records, .menu = menu,
	.references = projects_references, .evidence = projects_evidence, .wheel = projects_wheel,
	.demo = projects_demo,
};
