/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_cascade_read.c - see analyse_cascade.h. */
#include "app/analyse_cascade.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names ------------------------------------------------------------------------------- */

struct name { struct str name; int32_t number; size_t row; };

struct reading {
	const struct plain *plain;
	struct name *names;                     /* of nodes, sorted */
	struct str *node_names, *unit_names;    /* by number */
	size_t nodes_count, units_count;
	struct cascade_node *nodes;
	size_t *node_rows;
	struct cascade_group *groups;
	struct str *group_names;
	size_t *group_rows, *member_rows;       /* the first row of a group; the row of a member */
	int32_t *members;
	struct cascade_outage *outages;
	size_t groups_count, members_count, outages_count;
};

static bool is_kind(const struct reading *reading, size_t row, const char *kind)
{
	return str_is(plain_text(reading->plain, row, "kind"), kind);
}

static int by_name(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = str_compare(x->name, y->name);

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int32_t name_find(const struct name *names, size_t count, struct str name)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		int order = str_compare(names[middle].name, name);

		if (order == 0)
			return names[middle].number;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return -1;
}

static bool names_read(struct reading *reading)
{
	const struct plain *plain = reading->plain;

	for (size_t row = 1; row < plain->table->count; row++) {
		struct str name = plain_text(plain, row, "node");

		if (!is_kind(reading, row, "node") && !is_kind(reading, row, "dependency")
		    && !is_kind(reading, row, "outage"))
			return plain_wrong(plain, row, "kind is node, dependency or outage");
		if (str_is_empty(name))
			return plain_wrong(plain, row, "node is empty");
		if (!is_kind(reading, row, "node"))
			continue;
		reading->node_names[reading->nodes_count] = name;
		reading->names[reading->nodes_count] = (struct name){ name, (int32_t)reading->nodes_count, row };
		reading->node_rows[reading->nodes_count++] = row;
	}
	qsort(reading->names, reading->nodes_count, sizeof(*reading->names), by_name);
	for (size_t i = 1; i < reading->nodes_count; i++)
		if (str_equals(reading->names[i].name, reading->names[i - 1].name))
			return plain_wrong(plain, reading->names[i].row, "the node %.*s is there twice",
				STR(reading->names[i].name));
	return true;
}

/* ---- Rows -------------------------------------------------------------------------------- */

static int32_t unit_of(struct reading *reading, struct str name)
{
	if (str_is_empty(name))
		return -1;
	for (size_t i = 0; i < reading->units_count; i++)
		if (str_equals(reading->unit_names[i], name))
			return (int32_t)i;
	reading->unit_names[reading->units_count] = name;
	return (int32_t)reading->units_count++;
}

/* Cells that are empty are not named: what they are was said in another. */
static bool times_are_fine(const struct reading *reading, size_t row, const char *const *columns,
                           const double *hours, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_is_empty(plain_text(reading->plain, row, columns[i])))
			continue;
		if (hours[i] < 0)
			return plain_wrong(reading->plain, row, "%s is below 0", columns[i]);
		if (hours[i] > CASCADE_HOURS_MOST)
			return plain_wrong(reading->plain, row, "%s is more than %d hours", columns[i],
				CASCADE_HOURS_MOST);
	}
	return true;
}

static bool spread_read(const struct reading *reading, size_t row, const char *const columns[3],
                        struct spread *spread, bool *is_given)
{
	double found[3];

	if (!plain_spread(reading->plain, row, columns, &found, is_given))
		return false;
	if (!*is_given)
		return true;
	*spread = (struct spread){ found[0], found[1], found[2] };
	return times_are_fine(reading, row, columns, found, 3);
}

static bool node_read(struct reading *reading, size_t number)
{
	static const char *const repair[] = { "repair_low", "repair_hours", "repair_high" };
	static const char *const times[] = { "restart_hours", "tolerable_hours" };
	const struct plain *plain = reading->plain;
	size_t row = reading->node_rows[number];
	struct cascade_node *node = &reading->nodes[number];
	double hours[2] = { 0, 0 };
	bool is_given;

	*node = (struct cascade_node){ .weight = 1, .unit = unit_of(reading, plain_text(plain, row, "unit")),
		.has_tolerable = !str_is_empty(plain_text(plain, row, "tolerable_hours")) };
	if (!plain_number(plain, row, times[0], &hours[0]) || !plain_number(plain, row, times[1], &hours[1])
	    || !plain_number(plain, row, "weight", &node->weight)
	    || !plain_number(plain, row, "outages_per_year", &node->yearly)
	    || !times_are_fine(reading, row, times, hours, 2)
	    || !spread_read(reading, row, repair, &node->repair, &is_given))
		return false;
	node->restart = hours[0];
	node->tolerable = hours[1];
	if (node->weight < 0 || node->yearly < 0)
		return plain_wrong(plain, row, "%s is below 0", node->weight < 0 ? "weight" : "outages_per_year");
	return true;
}

/* A dependency row by whose it is and its group. */
struct line { size_t row; int32_t owner, supplier; struct str group; };

static bool line_read(const struct reading *reading, size_t row, struct line *line)
{
	const struct plain *plain = reading->plain;
	struct str owner = plain_text(plain, row, "node"), supplier = plain_text(plain, row, "supplier");

	*line = (struct line){ row, name_find(reading->names, reading->nodes_count, owner),
		name_find(reading->names, reading->nodes_count, supplier), plain_text(plain, row, "group") };
	if (line->owner < 0)
		return plain_wrong(plain, row, "there is no node %.*s", STR(owner));
	if (str_is_empty(supplier))
		return plain_wrong(plain, row, "supplier is empty");
	if (line->supplier < 0)
		return plain_wrong(plain, row, "there is no node %.*s", STR(supplier));
	if (line->owner == line->supplier)
		return plain_wrong(plain, row, "%.*s depends on itself", STR(owner));
	return true;
}

static bool is_one_group(const struct line *a, const struct line *b)
{
	return a->owner == b->owner && !str_is_empty(a->group) && str_equals(a->group, b->group);
}

static int by_group(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	if (!str_equals(x->group, y->group))
		return str_compare(x->group, y->group);
	return (x->row > y->row) - (x->row < y->row);
}

/* What is said about a group must be the same wherever it is said. */
struct said { double need, delay; struct spread buffer; bool has_delay, has_buffer; };

static bool is_different(struct spread a, struct spread b)
{
	return a.low != b.low || a.middle != b.middle || a.high != b.high;
}

static bool said_read(const struct reading *reading, size_t row, struct said *said)
{
	static const char *const buffer[] = { "buffer_low", "buffer_hours", "buffer_high" };
	static const char *const delay_name[] = { "delay_hours" };
	struct spread found = { 0, 0, 0 };
	double need = said->need, delay = said->delay;
	bool is_given, has_delay = !str_is_empty(plain_text(reading->plain, row, "delay_hours"));

	if (!plain_number(reading->plain, row, "need", &need)
	    || !plain_number(reading->plain, row, "delay_hours", &delay)
	    || !times_are_fine(reading, row, delay_name, &delay, 1)
	    || !spread_read(reading, row, buffer, &found, &is_given))
		return false;
	if ((said->need > 0 && need != said->need) || (said->has_delay && delay != said->delay)
	    || (said->has_buffer && is_given && is_different(found, said->buffer)))
		return plain_wrong(reading->plain, row, "need, delay or buffer is not what another row of the group says");
	said->need = need;
	said->delay = delay;
	said->has_delay |= has_delay;
	said->buffer = is_given ? found : said->buffer;
	said->has_buffer |= is_given;
	return true;
}

static bool need_is_fine(const struct reading *reading, size_t row, const struct said *said, size_t count,
                         struct str group)
{
	if (said->need == 0 && count > 1)
		return plain_wrong(reading->plain, row, "say how many of the group %.*s are needed (need)", STR(group));
	if (said->need != floor(said->need) || said->need < 0 || said->need > (double)count)
		return plain_wrong(reading->plain, row, "need is from 1 to the number of suppliers in the group (%zu)", count);
	return true;
}

/* The rows of one group. */
static bool group_read(struct reading *reading, const struct line *lines, size_t count)
{
	struct cascade_group *group = &reading->groups[reading->groups_count];
	struct said said = { 0 };

	*group = (struct cascade_group){ .owner = lines[0].owner, .first = (int32_t)reading->members_count,
		.count = (int32_t)count };
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < i; k++)
			if (lines[k].supplier == lines[i].supplier)
				return plain_wrong(reading->plain, lines[i].row, "the same supplier is twice in the group");
		if (!said_read(reading, lines[i].row, &said))
			return false;
		reading->member_rows[reading->members_count] = lines[i].row;
		reading->members[reading->members_count++] = lines[i].supplier;
	}
	if (!need_is_fine(reading, lines[count - 1].row, &said, count, lines[0].group))
		return false;
	group->need = said.need > 0 ? (int32_t)said.need : 1;
	group->delay = said.delay;
	group->buffer = said.buffer;
	reading->group_rows[reading->groups_count] = lines[0].row;
	reading->group_names[reading->groups_count++] = lines[0].group;
	return true;
}

static bool groups_read(struct reading *reading)
{
	const struct plain *plain = reading->plain;
	struct line *lines = arena_array(plain->arena, struct line, plain->table->count);
	size_t count = 0, from = 0;

	for (size_t row = 1; row < plain->table->count; row++)
		if (is_kind(reading, row, "dependency") && !line_read(reading, row, &lines[count++]))
			return false;
	qsort(lines, count, sizeof(*lines), by_group);
	for (size_t to = 1; to <= count; to++) {
		if (to < count && is_one_group(&lines[from], &lines[to]))
			continue;
		if (!group_read(reading, &lines[from], to - from))
			return false;
		from = to;
	}
	return true;
}

static bool outage_read(struct reading *reading, size_t row)
{
	const struct plain *plain = reading->plain;
	struct str name = plain_text(plain, row, "node");
	int32_t node = name_find(reading->names, reading->nodes_count, name);
	struct cascade_outage *outage = &reading->outages[reading->outages_count++];

	if (node < 0)
		return plain_wrong(plain, row, "there is no node %.*s", STR(name));
	*outage = (struct cascade_outage){ .node = node, .hours = reading->nodes[node].repair.middle };
	if (!plain_number(plain, row, "from_hours", &outage->from)
	    || !plain_number(plain, row, "hours", &outage->hours))
		return false;
	if (outage->hours == 0 && str_is_empty(plain_text(plain, row, "hours")))
		return plain_wrong(plain, row, "say how many hours it is away (or repair_hours of the node)");
	if (!(outage->hours > 0 && outage->hours <= CASCADE_HOURS_MOST)
	    || !(fabs(outage->from) <= CASCADE_HOURS_MOST))
		return plain_wrong(plain, row, "hours are above 0, and neither they nor from_hours more than %d",
			CASCADE_HOURS_MOST);
	return true;
}

/* ---- All of it --------------------------------------------------------------------------- */

static void reading_open(struct reading *reading, const struct plain *plain)
{
	size_t rows = plain->table->count + 1;

	*reading = (struct reading){ .plain = plain,
		.names = arena_array(plain->arena, struct name, rows),
		.node_names = arena_array(plain->arena, struct str, rows),
		.unit_names = arena_array(plain->arena, struct str, rows),
		.nodes = arena_array(plain->arena, struct cascade_node, rows),
		.node_rows = arena_array(plain->arena, size_t, rows),
		.groups = arena_array(plain->arena, struct cascade_group, rows),
		.group_names = arena_array(plain->arena, struct str, rows),
		.group_rows = arena_array(plain->arena, size_t, rows),
		.member_rows = arena_array(plain->arena, size_t, rows),
		.members = arena_array(plain->arena, int32_t, rows),
		.outages = arena_array(plain->arena, struct cascade_outage, rows) };
}

/* Everything was looked at row by row; this is the same judge as in the program's pages. */
static bool is_judged_fine(const struct reading *reading, const struct cascade_graph *graph)
{
	struct cascade_judged judged = cascade_judge(reading->plain->arena, graph);
	bool is_node = judged.fault == CASCADE_bad_time || judged.fault == CASCADE_bad_weight
		|| judged.fault == CASCADE_bad_repair;

	if (judged.fault == CASCADE_fine)
		return true;
	if (judged.fault == CASCADE_too_many)
		return plain_wrong(reading->plain, 0, "more than %d nodes, %d groups or %d dependencies",
			CASCADE_NODES_MOST, CASCADE_GROUPS_MOST, CASCADE_MEMBERS_MOST);
	return plain_wrong(reading->plain, is_node ? reading->node_rows[judged.at]
		: reading->group_rows[judged.at], "times, numbers or names do not fit");
}

bool cascade_file_read(const struct plain *plain, struct cascade_file *file)
{
	struct reading reading;

	reading_open(&reading, plain);
	if (!names_read(&reading))
		return false;
	for (size_t i = 0; i < reading.nodes_count; i++)
		if (!node_read(&reading, i))
			return false;
	if (!groups_read(&reading))
		return false;
	for (size_t row = 1; row < plain->table->count; row++)
		if (is_kind(&reading, row, "outage") && !outage_read(&reading, row))
			return false;
	*file = (struct cascade_file){ .plain = plain, .nodes = reading.node_names, .groups = reading.group_names,
		.units = reading.unit_names, .outages = reading.outages, .outages_count = reading.outages_count,
		.graph = { .nodes = reading.nodes, .groups = reading.groups, .members = reading.members,
			.nodes_count = (int32_t)reading.nodes_count,
			.groups_count = (int32_t)reading.groups_count,
			.members_count = (int32_t)reading.members_count } };
	return is_judged_fine(&reading, &file->graph);
}

int32_t cascade_file_node(const struct cascade_file *file, struct str name)
{
	for (int32_t i = 0; i < file->graph.nodes_count; i++)
		if (str_equals(file->nodes[i], name))
			return i;
	return -1;
}
