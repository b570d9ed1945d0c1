/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_demo.c - what the demo looks up, as the system. */
#include "modules/continuity/demo.h"

static const struct column commitment_columns[] = {
	{ "id", COLUMN_int, offsetof(struct demo_commitment, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct demo_commitment, unit_id), NULL, false },
	{ "node_id", COLUMN_int, offsetof(struct demo_commitment, node_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct demo_commitment, name), NULL, false },
	{ "unit_code", COLUMN_text, offsetof(struct demo_commitment, unit_code), NULL, false },
	{ "tags", COLUMN_text, offsetof(struct demo_commitment, tags), NULL, false },
	{ "area", COLUMN_text, offsetof(struct demo_commitment, area), NULL, false },
	{ "tolerable", COLUMN_real, offsetof(struct demo_commitment, tolerable), NULL, false },
};
static const struct shape commitment_shape = { .size = sizeof(struct demo_commitment),
	.count = COUNT(commitment_columns), .columns = commitment_columns };

/* A unit says with its tags what it does; a board with those of the units below it. */
struct demo_commitment_list demo_commitments(struct view *system)
{
	return demo_commitment_list_of(view_list(system, &commitment_shape,
		SQL("SELECT commitment.id, commitment.unit_id, commitment.name, unit.code AS unit_code,"
		    " unit.tags, unit.area_code AS area, 0 AS node_id,"
		    " commitment.acceptable_outage_hours * 1.0 AS tolerable"
		    " FROM commitment JOIN unit ON unit.id = commitment.unit_id"
		    " WHERE commitment.state = 'active' ORDER BY commitment.id"), NONE));
}

static int64_t person_with(struct view *system, int64_t unit_id, const char *role)
{
	return view_int(system, SQL("SELECT member.person_id FROM member"
		" JOIN unit_closure ON unit_closure.above_id = member.unit_id"
		" WHERE unit_closure.below_id = $1 AND member.role = $2"
		" ORDER BY unit_closure.depth, member.id LIMIT 1"), V(unit_id, role));
}

int64_t continuity_demo_coordinator(struct view *system, int64_t unit_id)
{
	return person_with(system, unit_id, "unit_coordinator");
}

struct demo_plan_people demo_plan_people(struct view *system, int64_t unit_id)
{
	struct demo_plan_people people = { person_with(system, unit_id, "unit_coordinator"),
		person_with(system, unit_id, "unit_director") };

	if (!people.approver)
		people.approver = person_with(system, unit_id, "chief_security_officer");
	return people;
}
