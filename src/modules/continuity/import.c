/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/import.c - dependencies from a file: a line is one need and what it stands on.
 *
 * Who depends is a commitment by its number, or a node by its name; what it stands on is a
 * node that is there.  A later file with the same keys corrects the lines of the one before;
 * members that people have added stay.
 */
#include "modules/continuity/inside.h"

static void judge(struct view *view, void *row, struct problems *problems)
{
	struct need *need = row;
	const struct node *owner = need->of_node ? node_of_id(view, need->of_node)
		: node_of_commitment(view, need->of_commitment);
	const struct commitment_facts *commitment = need->of_commitment
		? commitment_facts_of(view, need->of_commitment) : NULL;

	dependency_judge(view, row, problems);
	if (!need->of_node == !need->of_commitment)
		problem_add(problems, "of_commitment", "%s",
			_("Say who depends: a commitment or a node, one of them."));
	else if (!unit_may_write(view, owner ? owner->unit_id : commitment ? commitment->unit_id : 0))
		problem_add(problems, need->of_node ? "of_node" : "of_commitment", "%s",
			_("You do not write for the unit it belongs to."));
	if (owner && (owner->id == need->node_id || owner->id == need->other_id))
		problem_add(problems, "node_id", "%s",
			_("Nothing can stand on itself. Choose something else."));
	if (need->other_id && need->other_id == need->node_id)
		problem_add(problems, "other_id", "%s", _("It is the same. An alternative is something else."));
	need->owner_id = owner ? owner->id : 0;
}

static const struct form line_form = {
	.record = &need_record,
	.fields = FIELDS("of_commitment", "of_node", "resource", "node_id", "other_id", "effect",
	                 "delay_hours", "buffer_low", "buffer_hours", "buffer_high", "alternative",
	                 "contract", "has_clause"),
	.judge = judge,
};

static void members_add(struct change *change, int64_t dependency_id, const struct need *need)
{
	if (!dependency_has_member(change_view(change), dependency_id, need->node_id))
		dependency_member_add(change, dependency_id, need->node_id);
	if (need->other_id && !dependency_has_member(change_view(change), dependency_id, need->other_id))
		dependency_member_add(change, dependency_id, need->other_id);
}

/* What the file says, over what there is. */
static void say_over(struct dependency *dependency, const struct need *need)
{
	dependency->resource = need->resource;
	dependency->effect = need->effect;
	dependency->delay_hours = need->delay_hours;
	dependency->buffer_low = need->buffer_low;
	dependency->buffer_hours = need->buffer_hours;
	dependency->buffer_high = need->buffer_high;
	dependency->has_clause = need->has_clause;
	if (need->alternative.len)
		dependency->alternative = need->alternative;
	if (need->contract.len)
		dependency->contract = need->contract;
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	const struct need *need = row->row;
	const struct dependency *old = dependency_of_source(change_view(change), source, row->key);
	struct dependency now = old ? *old : (struct dependency){ .needed = 1, .source = source,
		.source_key = row->key, .import_id = import_id, .owner_id = need->owner_id };

	if (!now.owner_id)
		now.owner_id = node_for_commitment(change, need->of_commitment);
	say_over(&now, need);
	if (!old) {
		change_insert(change, &dependency_record.shape, &now);
		members_add(change, now.id, need);
		return IMPORT_ADDED;
	}
	import_keep(change, import_id, &dependency_record.shape, old->id, old);
	members_add(change, now.id, need);
	if (change_update(change, &dependency_record.shape, &now, old->version) != UPDATED_NOTHING)
		return IMPORT_CHANGED;
	import_kept_forget(change, "dependency", old->id);
	return IMPORT_SAME;
}

static void put_back(struct change *change, const struct import_kept *kept)
{
	struct dependency *row = import_kept_row(change_arena(change), kept, &dependency_record.shape);
	const struct dependency *now = dependency_as_it_is(change_view(change), kept->row_id);

	if (!row || !now)
		return;
	row->version = now->version;
	change_update(change, &dependency_record.shape, row, now->version);
}

static int64_t undo(struct change *change, int64_t import_id)
{
	struct import_kept_list kept;
	struct dependency_list added;
	int64_t count = 0, after = 0;

	while ((kept = import_kept(change_view(change), import_id, "dependency")).count)
		for (size_t i = 0; i < kept.count; i++, count++)
			if (!import_kept_hand_on(change, "dependency", &kept.at[i]))
				put_back(change, &kept.at[i]);
	while ((added = dependencies_of_import(change_view(change), import_id, after)).count)
		for (size_t i = 0; i < added.count; i++, count++) {
			after = added.at[i].id;
			import_kept_forget(change, "dependency", after);
			dependency_remove(change, after);
		}
	return count;
}

const struct import_kind continuity_imports[] = {
	{ .name = "dependency", .label = N_("Dependencies"), .need = MAY_continuity_write,
	  .form = &line_form, .put = put, .undo = undo },
	{ .name = NULL },
};
