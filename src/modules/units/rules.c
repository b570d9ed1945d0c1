/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * units/rules.c - the tree over time: who stands above whom on which days.
 *
 * The closure is made whole from parents and successors, by walking upward from every unit
 * with the days on which each step holds.  A city has a thousand units in six levels or so:
 * that is some thousand rows, and cheap enough to be made anew at every change.
 */
#include "modules/units/inside.h"

#include "base/say.h"
#include "kit/catalogue.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 20, LONGEST_HISTORY = 12 };

struct date day_before(struct date date)
{
	return date_is_given(date) ? date_add_days(date, -1) : date;
}

bool unit_is_valid(const struct unit *unit, struct date on)
{
	return date_compare(unit->valid_from, on) <= 0
		&& (!date_is_given(unit->valid_to) || date_compare(unit->valid_to, on) >= 0);
}

bool is_unit_code(struct str code)
{
	static const char *const taken[] = { "new", "list", "import" };     /* pages of ours */

	for (size_t i = 0; i < COUNT(taken); i++)
		if (str_is_nocase(code, taken[i]))
			return false;
	for (size_t i = 0; i < code.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.",
		            code.at[i]))
			return false;
	return code.len > 0;
}

bool kind_may_hold(struct str parent_kind, struct str kind)
{
	return str_has_word(item_text(item_find("unit_kinds", parent_kind), "may_be_parent_of"), kind);
}

const char *follow_problem(struct str kind, size_t ends, size_t goes_on)
{
	static const struct { const char *kind; size_t ends_least, ends_most, on_least, on_most;
		const char *words; } rules[] = {
		{ "rename", 1, 1, 1, 1, N_("A unit that is renamed goes on as one unit.") },
		{ "merge", 1, 40, 1, 1, N_("Units that are merged go on as one unit.") },
		{ "split", 1, 1, 2, MOST_FOLLOWERS, N_("A unit that is split goes on as two units or more.") },
	};

	for (size_t i = 0; i < COUNT(rules); i++) {
		if (!str_is(kind, rules[i].kind))
			continue;
		if (ends < rules[i].ends_least || ends > rules[i].ends_most
		    || goes_on < rules[i].on_least || goes_on > rules[i].on_most)
			return rules[i].words;
	}
	return NULL;
}

/* ---- Looking things up --------------------------------------------------------------- */

struct lookup {                         /* the tree sorted for walking upward */
	struct arena *arena;
	const struct tree *tree;
	const struct unit **units;      /* by id */
	const struct unit_parent **parents;             /* by unit_id */
	const struct unit_successor **successors;       /* by from_id */
	struct unit_closure_list rows;
	size_t room;
};

static int unit_order(const void *a, const void *b)
{
	int64_t x = (*(const struct unit *const *)a)->id, y = (*(const struct unit *const *)b)->id;

	return (x > y) - (x < y);
}

static int parent_order(const void *a, const void *b)
{
	int64_t x = (*(const struct unit_parent *const *)a)->unit_id;
	int64_t y = (*(const struct unit_parent *const *)b)->unit_id;

	return (x > y) - (x < y);
}

static int successor_order(const void *a, const void *b)
{
	int64_t x = (*(const struct unit_successor *const *)a)->from_id;
	int64_t y = (*(const struct unit_successor *const *)b)->from_id;

	return (x > y) - (x < y);
}

static struct lookup lookup_of(struct arena *arena, const struct tree *tree)
{
	struct lookup lookup = { .arena = arena, .tree = tree,
		.units = arena_array(arena, const struct unit *, tree->units.count + 1),
		.parents = arena_array(arena, const struct unit_parent *, tree->parents.count + 1),
		.successors = arena_array(arena, const struct unit_successor *,
			tree->successors.count + 1) };

	for (size_t i = 0; i < tree->units.count; i++)
		lookup.units[i] = &tree->units.at[i];
	for (size_t i = 0; i < tree->parents.count; i++)
		lookup.parents[i] = &tree->parents.at[i];
	for (size_t i = 0; i < tree->successors.count; i++)
		lookup.successors[i] = &tree->successors.at[i];
	qsort(lookup.units, tree->units.count, sizeof *lookup.units, unit_order);
	qsort(lookup.parents, tree->parents.count, sizeof *lookup.parents, parent_order);
	qsort(lookup.successors, tree->successors.count, sizeof *lookup.successors, successor_order);
	return lookup;
}

/* The first of the sorted rows whose key is not below `key`. */
static size_t first_parent(const struct lookup *lookup, int64_t unit)
{
	size_t low = 0, high = lookup->tree->parents.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (lookup->parents[middle]->unit_id < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t first_successor(const struct lookup *lookup, int64_t from)
{
	size_t low = 0, high = lookup->tree->successors.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (lookup->successors[middle]->from_id < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- Days ---------------------------------------------------------------------------- */

struct days { struct date from, to; };

static struct days days_both(struct days a, struct days b)
{
	struct days both = { date_compare(a.from, b.from) > 0 ? a.from : b.from, a.to };

	if (!date_is_given(a.to) || (date_is_given(b.to) && date_compare(b.to, a.to) < 0))
		both.to = b.to;
	return both;
}

static bool days_are_none(struct days days)
{
	return date_is_given(days.to) && date_compare(days.from, days.to) > 0;
}

/* ---- The closure --------------------------------------------------------------------- */

static void row_add(struct lookup *lookup, struct unit_closure row)
{
	struct unit_closure *more;

	if (lookup->rows.count == lookup->room) {
		lookup->room = lookup->room ? lookup->room * 2 : 1024;
		more = arena_array(lookup->arena, struct unit_closure, lookup->room);
		if (lookup->rows.count)
			memcpy(more, lookup->rows.at, lookup->rows.count * sizeof *more);
		lookup->rows.at = more;
	}
	lookup->rows.at[lookup->rows.count++] = row;
}

static void climb(struct lookup *lookup, int64_t below, int64_t at, struct days days, int depth)
{
	must(depth < DEEPEST);
	row_add(lookup, (struct unit_closure){ .above_id = at, .below_id = below, .depth = depth,
		.valid_from = days.from, .valid_to = days.to });
	for (size_t i = first_parent(lookup, at); i < lookup->tree->parents.count; i++) {
		const struct unit_parent *step = lookup->parents[i];
		struct days both = days_both(days, (struct days){ step->valid_from, step->valid_to });

		if (step->unit_id != at)
			break;
		if (!days_are_none(both))
			climb(lookup, below, step->parent_id, both, depth + 1);
	}
}

static int row_order(const void *a, const void *b)
{
	const struct unit_closure *x = a, *y = b;

	if (x->above_id != y->above_id)
		return x->above_id < y->above_id ? -1 : 1;
	if (x->below_id != y->below_id)
		return x->below_id < y->below_id ? -1 : 1;
	if (x->is_history != y->is_history)
		return x->is_history - y->is_history;
	return date_compare(x->valid_from, y->valid_from);
}

static bool follows_at_once(const struct unit_closure *a, const struct unit_closure *b)
{
	return a->above_id == b->above_id && a->below_id == b->below_id && a->depth == b->depth
		&& !a->is_history && !b->is_history && date_is_given(a->valid_to)
		&& date_compare(date_add_days(a->valid_to, 1), b->valid_from) >= 0;
}

/* Days that touch become one row: a workplace below the city is so all the time, whichever
 * committee it has belonged to. */
static void rows_join(struct unit_closure_list *rows)
{
	size_t kept = 0;

	qsort(rows->at, rows->count, sizeof *rows->at, row_order);
	for (size_t i = 0; i < rows->count; i++) {
		if (kept && follows_at_once(&rows->at[kept - 1], &rows->at[i]))
			rows->at[kept - 1].valid_to = rows->at[i].valid_to;
		else
			rows->at[kept++] = rows->at[i];
	}
	rows->count = kept;
}

/* A unit that has ended keeps its last place. */
static void rows_keep_last(struct unit_closure *rows, size_t count, struct date end)
{
	for (size_t i = 0; i < count; i++)
		if (date_is_given(rows[i].valid_to) && !date_compare(rows[i].valid_to, end))
			rows[i].valid_to = (struct date){ 0 };
}

static bool is_above_already(const struct unit_closure *rows, size_t count, int64_t above)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].above_id == above && (rows[i].is_history || !date_is_given(rows[i].valid_to)))
			return true;
	return false;
}

/* From a unit that has ended on to what it became, and up from there.  `first` is where the
 * rows of this unit begin. */
static void follow(struct lookup *lookup, size_t first, int64_t below, int64_t at,
                   struct date since, int depth, int steps)
{
	if (steps > LONGEST_HISTORY)
		return;
	if (!is_above_already(lookup->rows.at + first, lookup->rows.count - first, at))
		row_add(lookup, (struct unit_closure){ .above_id = at, .below_id = below,
			.depth = depth, .valid_from = since, .is_history = true });
	for (size_t i = first_parent(lookup, at); i < lookup->tree->parents.count
	     && lookup->parents[i]->unit_id == at; i++)
		if (!date_is_given(lookup->parents[i]->valid_to))
			follow(lookup, first, below, lookup->parents[i]->parent_id, since, depth + 1, steps + 1);
	for (size_t i = first_successor(lookup, at); i < lookup->tree->successors.count
	     && lookup->successors[i]->from_id == at; i++) {
		struct date on = lookup->successors[i]->on_date;

		follow(lookup, first, below, lookup->successors[i]->to_id,
			date_compare(on, since) > 0 ? on : since, depth + 1, steps + 1);
	}
}

/* What the unit, or any that it stands below at last, has become part of. */
static void history_add(struct lookup *lookup, size_t first, int64_t below)
{
	size_t simple = lookup->rows.count;

	for (size_t i = first; i < simple; i++) {
		struct unit_closure row = lookup->rows.at[i];

		if (date_is_given(row.valid_to))
			continue;
		for (size_t k = first_successor(lookup, row.above_id);
		     k < lookup->tree->successors.count
		     && lookup->successors[k]->from_id == row.above_id; k++)
			follow(lookup, first, below, lookup->successors[k]->to_id,
				lookup->successors[k]->on_date, (int)row.depth + 1, 0);
	}
}

struct unit_closure_list closure_of(struct arena *arena, const struct tree *tree)
{
	struct lookup lookup = lookup_of(arena, tree);

	for (size_t i = 0; i < tree->units.count; i++) {
		const struct unit *unit = lookup.units[i];
		size_t first = lookup.rows.count;

		climb(&lookup, unit->id, unit->id, (struct days){ unit->valid_from, unit->valid_to }, 0);
		rows_keep_last(lookup.rows.at + first, lookup.rows.count - first, unit->valid_to);
		history_add(&lookup, first, unit->id);
	}
	rows_join(&lookup.rows);
	return lookup.rows;
}

bool makes_circle(const struct tree *tree, int64_t unit, int64_t parent, struct date from)
{
	int64_t waiting[256] = { parent };
	size_t count = 1;

	for (size_t i = 0; i < count; i++) {
		if (waiting[i] == unit)
			return true;
		for (size_t k = 0; k < tree->parents.count && count < COUNT(waiting); k++) {
			const struct unit_parent *step = &tree->parents.at[k];

			if (step->unit_id == waiting[i] && (!date_is_given(step->valid_to)
			    || date_compare(step->valid_to, from) >= 0))
				waiting[count++] = step->parent_id;
		}
	}
	return false;
}
