/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/model.c - the records of the room, and the room as the house sees it. */
#include "modules/hotspots/inside.h"

const struct choice hotspot_states[] = {
	[HOTSPOT_empty]  = { "", "" },
	[HOTSPOT_few]    = { "few", N_("Too few events to say") },
	[HOTSPOT_short]  = { "short", N_("Too short a time to say") },
	[HOTSPOT_coarse] = { "coarse", N_("Places too coarse to say") },
	[HOTSPOT_many]   = { "many", N_("Too many events at once") },
	[HOTSPOT_told]   = { "told", N_("Told") },
	{ NULL, NULL },
};
const struct choice hotspot_saids[] = {
	[SAID_none]  = { "", "" },
	[SAID_few]   = { "few", N_("Too few to say") },
	[SAID_usual] = { "usual", N_("As usual") },
	[SAID_more]  = { "more", N_("More than usual") },
	[SAID_fewer] = { "fewer", N_("Fewer than usual") },
	{ NULL, NULL },
};
const struct choice hotspot_levels[] = {
	[HOTSPOT_LEVEL_none]     = { "", "" },
	[HOTSPOT_LEVEL_district] = { "district", N_("Districts") },
	[HOTSPOT_LEVEL_area]     = { "area", N_("Areas") },
	{ NULL, NULL },
};

#define RECORD struct hotspot_answer
static const struct field hotspot_fields[] = { HOTSPOT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record hotspot_record = { RECORD_OF("hotspot", hotspot_answer, hotspot_fields),
	.label = N_("Where it gathers"), .many = N_("Where it gathers"), .path = "/hotspots" };

#define RECORD struct hotspot_area
static const struct field area_fields[] = { HOTSPOT_AREA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record hotspot_area_record = { RECORD_OF("hotspot_area", hotspot_area, area_fields),
	.label = N_("Area of an answer"), .many = N_("Areas of answers"), .path = "/hotspots" };

#define RECORD struct hotspot_cell
static const struct field cell_fields[] = { HOTSPOT_CELL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record hotspot_cell_record = { RECORD_OF("hotspot_cell", hotspot_cell, cell_fields),
	.label = N_("Square of an answer"), .many = N_("Squares of answers"), .path = "/hotspots" };

#define RECORD struct hotspot_cluster
static const struct field cluster_fields[] = { HOTSPOT_CLUSTER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record hotspot_cluster_record = { RECORD_OF("hotspot_cluster", hotspot_cluster, cluster_fields),
	.label = N_("Cluster of an answer"), .many = N_("Clusters of answers"), .path = "/hotspots" };

#define RECORD struct hotspot_cluster_area
static const struct field cluster_area_fields[] = { HOTSPOT_CLUSTER_AREA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record hotspot_cluster_area_record = {
	RECORD_OF("hotspot_cluster_area", hotspot_cluster_area, cluster_area_fields),
	.label = N_("Area of a cluster"), .many = N_("Areas of clusters"), .path = "/hotspots" };

/* ---- The question --------------------------------------------------------------------------------- */

/* Whoever has statistics alone asks by whole months: two periods that differ by a day would tell of
 * that day.  What does not follow from it stands in hotspots.h. */
static void question_judge(struct view *view, void *row, struct problems *problems)
{
	struct hotspot_answer *question = row;
	enum hotspot_reading reads = hotspot_reads(view, question->unit_id);
	const struct area *area = question->area_id ? area_get(view, question->area_id) : NULL;
	int days = date_days_between(question->from_day, question->to_day) + 1;

	if (reads == READS_nothing)
		problem_add(problems, "unit_id", "%s",
			_("You do not read all of this unit. Choose one whose events or statistics you read whole."));
	if (days < HOTSPOT_DAYS_LEAST)
		problem_add(problems, "to_day", _("The period must have at least %d days."), HOTSPOT_DAYS_LEAST);
	if (days > HOTSPOT_DAYS_MOST)
		problem_add(problems, "to_day", _("The period may have at most %d days."), HOTSPOT_DAYS_MOST);
	if (date_compare(question->from_day, date_today()) > 0 || question->from_day.year < HOTSPOT_FIRST_YEAR)
		problem_add(problems, "from_day", "%s", _("The period must begin before today, and not before 2000."));
	if (question->type.len && type_is_near_persons(question->type) && area && area_is_less_than_district(area))
		problem_add(problems, "area_id", "%s",
			_("Types that are near persons are counted by district only. Choose a district, or another type."));
	if (reads == READS_areas && !problems->count) {
		struct hotspot_period period = months_around(question->from_day, question->to_day);

		question->from_day = period.from;
		question->to_day = period.to;
	}
}
const struct form hotspot_form = { .record = &hotspot_record,
	.fields = FIELDS("unit_id", "type", "area_id", "from_day", "to_day"), .judge = question_judge };

static const struct record *const records[] = { &hotspot_record, &hotspot_area_record, &hotspot_cell_record,
	&hotspot_cluster_record, &hotspot_cluster_area_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Where it gathers"), "/hotspots", MAY_statistics_read, "map", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module hotspots_module = {
	.name = "hotspots", .routes = hotspots_routes, .records = records, .jobs = hotspots_jobs,
	.menu = menu, .commands = hotspots_commands, .demo = hotspots_demo,
};
