/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_start.c - the numbers of the start page. */
#include "modules/continuity/start.h"

static const struct column start_columns[] = {
	{ "dependencies", COLUMN_int, offsetof(struct continuity_start, dependencies), NULL, false },
	{ "critical", COLUMN_int, offsetof(struct continuity_start, critical), NULL, false },
	{ "alone", COLUMN_int, offsetof(struct continuity_start, alone), NULL, false },
	{ "unverified", COLUMN_int, offsetof(struct continuity_start, unverified), NULL, false },
};
static const struct shape start_shape = { .size = sizeof(struct continuity_start),
	.count = COUNT(start_columns), .columns = start_columns };
static const struct column count_columns[] = {
	{ "resource", COLUMN_text, offsetof(struct city_count, resource), NULL, false },
	{ "commitments", COLUMN_int, offsetof(struct city_count, commitments), NULL, false },
	{ "units", COLUMN_int, offsetof(struct city_count, units), NULL, false },
	{ "dependencies", COLUMN_int, offsetof(struct city_count, dependencies), NULL, false },
};
static const struct shape count_shape = { .size = sizeof(struct city_count),
	.count = COUNT(count_columns), .columns = count_columns };

struct continuity_start continuity_start_of(struct view *view)
{
	const struct continuity_start *start = view_get(view, &start_shape,
		SQL("SELECT count(*) AS dependencies, count(critical.id) AS critical,"
		    " count(CASE WHEN critical.id IS NOT NULL AND my_dependency.needed >="
		    "  (SELECT count(*) FROM my_dependency_member AS member"
		    "   WHERE member.dependency_id = my_dependency.id) THEN 1 END) AS alone,"
		    " count(CASE WHEN my_dependency.verified_on = '' THEN 1 END) AS unverified"
		    " FROM my_dependency JOIN my_node AS owner ON owner.id = my_dependency.owner_id"
		    " LEFT JOIN my_critical AS critical ON critical.id = my_dependency.id"
		    " WHERE my_dependency.ended_on = ''"), NONE);

	return start ? *start : (struct continuity_start){ 0 };
}

struct city_count_list city_counts_of(struct view *view)
{
	return city_count_list_of(view_list(view, &count_shape,
		SQL("SELECT resource, commitments, units, dependencies FROM my_city_count"
		    " ORDER BY commitments DESC, resource LIMIT 100"), NONE));
}

static const struct column unsaid_columns[] = {
	{ "number", COLUMN_text, offsetof(struct unsaid, number), NULL, false },
	{ "name", COLUMN_text, offsetof(struct unsaid, name), NULL, false },
	{ "is_vital", COLUMN_bool, offsetof(struct unsaid, is_vital), NULL, false },
};
static const struct shape unsaid_shape = { .size = sizeof(struct unsaid),
	.count = COUNT(unsaid_columns), .columns = unsaid_columns };

struct unsaid_list commitments_unsaid(struct view *view)
{
	return unsaid_list_of(view_list(view, &unsaid_shape,
		SQL("SELECT number, name, is_vital FROM my_commitment WHERE state = 'active'"
		    " AND unit_id IN (SELECT unit_id FROM my_continuity_edit)"
		    " AND id NOT IN (SELECT my_node.commitment_id FROM my_dependency"
		    "  JOIN my_node ON my_node.id = my_dependency.owner_id"
		    "  WHERE my_dependency.ended_on = '')"
		    " ORDER BY is_vital DESC, criticality DESC, number LIMIT 20"), NONE));
}
