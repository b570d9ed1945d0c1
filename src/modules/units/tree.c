/* SPDX-License-Identifier: EUPL-1.2 */
/* units/tree.c - the tree of a day, grown from units and parents. */
#include "modules/units/inside.h"

#include "kit/catalogue.h"
#include "modules/units/pages.html.h"

#include <stdlib.h>

static int id_order(const void *a, const void *b)
{
	int64_t x = (*(const struct branch *const *)a)->unit->id;
	int64_t y = (*(const struct branch *const *)b)->unit->id;

	return (x > y) - (x < y);
}

/* As the list of kinds has them, then by name (which is the order they come in). */
static int sibling_order(const void *a, const void *b)
{
	const struct branch *x = *(const struct branch *const *)a;
	const struct branch *y = *(const struct branch *const *)b;
	const struct item *one = item_find("unit_kinds", x->unit->kind);
	const struct item *other = item_find("unit_kinds", y->unit->kind);

	if (one && other && one->place != other->place)
		return one->place < other->place ? -1 : 1;
	return str_compare_swedish(unit_words(x->unit), unit_words(y->unit));
}

static struct branch *branch_find(struct branch **by_id, size_t count, int64_t id)
{
	struct unit unit = { .id = id };
	struct branch key = { .unit = &unit }, *want = &key, **found;

	found = bsearch(&want, by_id, count, sizeof *by_id, id_order);
	return found ? *found : NULL;
}

static void branch_number(const struct branch *branch, size_t depth)
{
	((struct branch *)(uintptr_t)branch)->depth = depth;
	for (size_t i = 0; i < branch->child_count; i++)
		branch_number(branch->children[i], depth + 1);
}

static void branches_order(const struct branch *const *branches, size_t count)
{
	qsort((void *)(uintptr_t)branches, count, sizeof *branches, sibling_order);
}

struct forest forest_grow(struct arena *arena, struct unit_list units, struct unit_parent_list parents)
{
	struct branch *all = arena_array(arena, struct branch, units.count + 1);
	struct branch **by_id = arena_array(arena, struct branch *, units.count + 1);
	struct branch **above = arena_array(arena, struct branch *, units.count + 1);
	const struct branch **roots = arena_array(arena, const struct branch *, units.count + 1);
	struct forest forest = { .roots = roots, .units = units.count };

	for (size_t i = 0; i < units.count; i++) {
		all[i].unit = &units.at[i];
		by_id[i] = &all[i];
	}
	qsort(by_id, units.count, sizeof *by_id, id_order);
	for (size_t i = 0; i < parents.count; i++) {
		struct branch *child = branch_find(by_id, units.count, parents.at[i].unit_id);
		struct branch *parent = branch_find(by_id, units.count, parents.at[i].parent_id);

		if (child && parent && !above[child - all]) {
			above[child - all] = parent;
			parent->child_count++;
		}
	}
	for (size_t i = 0; i < units.count; i++) {
		all[i].children = arena_array(arena, const struct branch *, all[i].child_count + 1);
		all[i].child_count = 0;
	}
	for (size_t i = 0; i < units.count; i++) {
		if (above[i])
			((const struct branch **)(uintptr_t)above[i]->children)
				[above[i]->child_count++] = &all[i];
		else
			roots[forest.count++] = &all[i];
	}
	for (size_t i = 0; i < units.count; i++)
		branches_order(all[i].children, all[i].child_count);
	branches_order(roots, forest.count);
	for (size_t i = 0; i < forest.count; i++)
		branch_number(roots[i], 0);
	return forest;
}

struct forest forest_of(struct view *view, struct date on)
{
	return forest_grow(view_arena(view), units_valid(view, on), parents_valid(view, on));
}

void branches_show(struct out *out, const struct branch *const *branches, size_t count, struct date on)
{
	for (size_t i = 0; i < count; i++) {
		if (!branches[i]->child_count) {
			branch_leaf(out, branches[i]);
			continue;
		}
		branch_begin(out, branches[i]);
		branches_show(out, branches[i]->children, branches[i]->child_count, on);
		branch_end(out);
	}
}
