/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/demo.c - what the demo city's commitments stand on.
 *
 * catalogues/demo/nodes.csv has what many share, node_needs.csv what those need themselves,
 * commitment_needs.csv what commitments of units with a tag need; "@station" is the station
 * that serves the part of the city where the unit is.
 */
#include "modules/continuity/demo.h"

#include "modules/continuity/plans.h"

#include "base/say.h"
#include "modules/units/units.h"

#include <stdlib.h>

enum { ARENA_BYTES = 256 << 20 };

static double real_of(const struct csv_table *table, size_t row, const char *name)
{
	double value = 0;

	str_to_real(csv_cell(table, row, name), &value);
	return value;
}

/* ---- Nodes ----------------------------------------------------------------------------------- */

static int64_t node_make(const struct demo_city *city, size_t row)
{
	const struct csv_table *table = city->nodes;
	const struct unit *unit = unit_of_code(city->view, csv_cell(table, row, "unit_code"));
	struct node node = { .kind = csv_cell(table, row, "kind"), .name = csv_cell(table, row, "name_sv"),
		.unit_id = unit ? unit->id : 0, .is_shared = demo_int(table, row, "shared") != 0,
		.area = csv_cell(table, row, "area_sv"), .note = csv_cell(table, row, "note_sv"),
		.recovery_low = real_of(table, row, "recovery_low"),
		.recovery_hours = real_of(table, row, "recovery"),
		.recovery_high = real_of(table, row, "recovery_high"),
		.restart_hours = real_of(table, row, "restart"), .yearly = real_of(table, row, "yearly") };

	must(unit != NULL);
	return change_insert(city->change, &node_record.shape, &node);
}

static int64_t node_of_key(const struct demo_city *city, struct str key)
{
	for (size_t row = 1; row < city->nodes->count; row++)
		if (str_equals(csv_cell(city->nodes, row, "key"), key))
			return city->node_ids[row];
	return 0;
}

/* The node that does something where a unit is: "@station" and "lju-2". */
static int64_t node_of_role(const struct demo_city *city, struct str role, struct str area)
{
	for (size_t row = 1; row < city->nodes->count; row++)
		if (str_equals(csv_cell(city->nodes, row, "role"), role)
		    && str_has_word(csv_cell(city->nodes, row, "areas"), str_part(area, 0, 3)))
			return city->node_ids[row];
	return 0;
}

/* ---- Needs ------------------------------------------------------------------------------------- */

static struct dependency need_of(const struct csv_table *table, size_t row, int64_t owner_id)
{
	return (struct dependency){ .owner_id = owner_id, .resource = csv_cell(table, row, "resource"),
		.needed = demo_int(table, row, "needed"), .delay_hours = real_of(table, row, "delay"),
		.buffer_low = real_of(table, row, "buffer_low"), .buffer_hours = real_of(table, row, "buffer"),
		.buffer_high = real_of(table, row, "buffer_high"), .effect = csv_cell(table, row, "effect"),
		.alternative = csv_cell(table, row, "alternative_sv"),
		.contract = csv_cell(table, row, "contract"),
		.has_clause = demo_int(table, row, "has_clause") != 0 };
}

static void need_make(const struct demo_city *city, const struct csv_table *table, size_t row,
                      int64_t owner_id, int64_t unit_id, struct str area)
{
	struct dependency dependency = need_of(table, row, owner_id);
	struct str keys = csv_cell(table, row, "on");
	int64_t verified = demo_int(table, row, "verified_days");
	int64_t members[8];
	size_t count = 0;

	while (keys.len && count < COUNT(members)) {
		struct str key = str_cut(&keys, ' ');
		int64_t node = str_starts(key, S("@"))
			? node_of_role(city, str_part(key, 1, key.len), area) : node_of_key(city, key);

		if (node && node != owner_id)
			members[count++] = node;
	}
	if (!count)
		return;
	if (verified) {
		dependency.verified_on = date_add_days(date_today(), -(int)verified);
		dependency.verified_by = continuity_demo_coordinator(city->view, unit_id);
	}
	if (dependency.needed > (int64_t)count)
		dependency.needed = (int64_t)count;
	change_insert(city->change, &dependency_record.shape, &dependency);
	for (size_t i = 0; i < count; i++)
		dependency_member_add(city->change, dependency.id, members[i]);
}

static void nodes_make(struct demo_city *city)
{
	const struct csv_table *needs = demo_rows(city->arena, "node_needs");
	int64_t *ids = arena_array(city->arena, int64_t, city->nodes->count + 1);

	for (size_t row = 1; row < city->nodes->count; row++)
		ids[row] = node_make(city, row);
	city->node_ids = ids;
	for (size_t row = 1; row < needs->count; row++) {
		int64_t owner = node_of_key(city, csv_cell(needs, row, "owner"));

		must(owner != 0);
		need_make(city, needs, row, owner, 0, S(""));
	}
}

static void commitment_make(const struct demo_city *city, const struct csv_table *needs,
                            const struct demo_commitment *commitment)
{
	struct node node = { .kind = S("commitment"), .commitment_id = commitment->id,
		.unit_id = commitment->unit_id,
		.restart_hours = commitment->tolerable > 0 && commitment->tolerable < 4 ? 0.25 : 1 };
	struct str area = commitment->area.len ? commitment->area : S("ham");

	change_insert(city->change, &node_record.shape, &node);
	for (size_t row = 1; row < needs->count; row++) {
		struct str tag = csv_cell(needs, row, "tag");
		bool is_theirs = str_is(tag, "*") || str_has_word(commitment->tags, tag);

		if (is_theirs && demo_drawn(city->arena, commitment->name, csv_cell(needs, row, "resource"),
		                            "need") < demo_int(needs, row, "share"))
			need_make(city, needs, row, node.id, commitment->unit_id, area);
	}
}

void continuity_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct demo_city city = { arena, change, change_view(change), demo_rows(arena, "nodes"), NULL };
	const struct csv_table *needs = demo_rows(arena, "commitment_needs");
	struct demo_commitment_list commitments = demo_commitments(city.view);

	(void)scale;
	nodes_make(&city);
	for (size_t i = 0; i < commitments.count; i++)
		commitment_make(&city, needs, &commitments.at[i]);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
	plans_demo(store);
}
