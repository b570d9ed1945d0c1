/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/gather.c - the prominent risks of a year with what is needed to compare them, and
 * which of them seem to belong together.
 */
#include "modules/riskpicture/inside.h"

#include "store/search.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_METHODS = 32, LONGEST_REASONS = 4096, REASONS_SHOWN = 4, LEAST_LETTERS = 4,
	MOST_WORDS = 60 };

/* ---- Numbers for codes and words ------------------------------------------------------------------ */

struct names {
	size_t room;
	struct str *at, *shown;         /* shown: a word as somebody wrote it; "" as it is */
	struct arena *arena;
};

static size_t slot_of(const struct names *names, struct str name)
{
	uint64_t hash = 1469598103934665603u;
	size_t slot;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.at[i]) * 1099511628211u;
	for (slot = hash % names->room; names->at[slot].len && !str_equals(names->at[slot], name); )
		slot = (slot + 1) % names->room;
	return slot;
}

static struct names names_begin(struct arena *arena, size_t most)
{
	size_t room = 2 * most + 7;

	return (struct names){ room, arena_array(arena, struct str, room),
		arena_array(arena, struct str, room), arena };
}

static int32_t number_of(struct names *names, struct str name)
{
	size_t slot = slot_of(names, name);

	names->at[slot] = name;
	return (int32_t)slot;
}

/* ---- What each risk has of everything --------------------------------------------------------------- */

struct features {
	struct arena *arena;
	struct names names;             /* sources, types, places and words; nodes are numbers already */
	struct alike_item *items;
};

static int by_number(const void *a, const void *b)
{
	int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;

	return one < other ? -1 : one > other;
}

static struct number_set set_of(struct arena *arena, const int32_t *numbers, size_t count)
{
	int32_t *sorted = arena_array(arena, int32_t, count + 1);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = numbers[i];
	qsort(sorted, count, sizeof(*sorted), by_number);
	for (size_t i = 0; i < count; i++)
		if (!kept || sorted[i] != sorted[kept - 1])
			sorted[kept++] = sorted[i];
	return (struct number_set){ kept, sorted };
}

static struct number_set one_name(struct features *features, struct str name)
{
	int32_t number = name.len ? number_of(&features->names, name) : 0;

	return set_of(features->arena, &number, name.len ? 1 : 0);
}

/* A word counts as its stem, and is shown as it was written. */
static int32_t word_number(struct features *features, struct str written)
{
	struct str stem = search_words(features->arena, written);
	int32_t number;

	if (str_letters(written) < LEAST_LETTERS || !stem.len || str_find_char(stem, ' ') >= 0)
		return -1;
	number = number_of(&features->names, stem);
	if (!features->names.shown[number].len)
		features->names.shown[number] = str_fold(features->arena, written);
	return number;
}

static struct number_set words_of(struct features *features, struct str title)
{
	int32_t numbers[MOST_WORDS];
	size_t count = 0;

	while (title.len && count < MOST_WORDS) {
		struct str word = str_cut(&title, ' ');
		int32_t number;

		while (word.len && strchr(",.;:!?()", word.at[word.len - 1]))
			word.len--;
		number = word_number(features, word);
		if (number >= 0)
			numbers[count++] = number;
	}
	return set_of(features->arena, numbers, count);
}

static struct number_set pairs_of(struct features *features, const struct pair_row_list *rows, int64_t risk_id)
{
	int32_t numbers[256];
	size_t count = 0;

	for (size_t i = 0; i < rows->count && count < COUNT(numbers); i++)
		if (rows->at[i].risk_id == risk_id)
			numbers[count++] = rows->at[i].code.len
				? number_of(&features->names, rows->at[i].code) : (int32_t)rows->at[i].number;
	return set_of(features->arena, numbers, count);
}

/* A place is said where the risk concerns the area; else every unit would be its own place. */
static void item_put(struct features *features, const struct rolled *risk,
                     const struct pair_row_list *types, const struct pair_row_list *nodes)
{
	struct alike_item *item = features->items++;

	item->unit = (int32_t)risk->unit_id;
	item->of[ALIKE_source] = one_name(features, risk->source_kind);
	item->of[ALIKE_types] = pairs_of(features, types, risk->id);
	item->of[ALIKE_nodes] = pairs_of(features, nodes, risk->id);
	item->of[ALIKE_place] = one_name(features, risk->scope == SCOPE_area ? risk->area_name : S(""));
	item->of[ALIKE_words] = words_of(features, risk->title);
}

/* ---- The roll-up ------------------------------------------------------------------------------------------ */

struct methods { size_t count; const struct scales *at[MOST_METHODS]; };

static const struct scales *method_of(struct view *view, struct methods *methods, int64_t id)
{
	for (size_t i = 0; i < methods->count; i++)
		if (methods->at[i]->method.id == id)
			return methods->at[i];
	if (methods->count < MOST_METHODS && (methods->at[methods->count] = scales_of(view, id)))
		return methods->at[methods->count++];
	return NULL;
}

static void consequences_put(struct view *view, struct gathering *gathering, size_t i,
                             const struct scales *scales, const struct pair_row_list *rows)
{
	struct consequence_row_list *list = &gathering->consequences[i];

	list->at = arena_array(view_arena(view), struct consequence_row, MOST_VALUES);
	for (size_t k = 0; k < rows->count && list->count < MOST_VALUES; k++) {
		const struct pair_row *row = &rows->at[k];
		const struct risk_step *step;

		if (row->risk_id != gathering->risks.at[i].id || !scales)
			continue;
		step = scales_step(scales, "consequence", row->code, row->number);
		list->at[list->count++] = (struct consequence_row){ row->risk_id, row->code, row->number,
			scales->method.consequence_steps, step ? step->name_sv : S(""),
			step ? step->name_en : S("") };
	}
}

const struct gathering *gathering_of(struct view *view, int year)
{
	struct arena *arena = view_arena(view);
	struct gathering *gathering = arena_new(arena, struct gathering);
	struct pair_row_list consequences = rolled_consequences(view, year);
	struct methods methods = { 0 };
	size_t count;

	gathering->year = year;
	gathering->risks = rolled_of_year(view, year);
	gathering->units = (size_t)rollup_units(view, year);
	count = gathering->risks.count;
	gathering->said = arena_array(arena, struct spread, count + 1);
	gathering->steps = arena_array(arena, const struct risk_step *, count + 1);
	gathering->step_counts = arena_array(arena, int64_t, count + 1);
	gathering->consequences = arena_array(arena, struct consequence_row_list, count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct rolled *risk = &gathering->risks.at[i];
		const struct scales *scales = method_of(view, &methods, risk->method_id);

		if (scales) {
			gathering->steps[i] = scales_step(scales, "probability", S(""), risk->probability);
			gathering->step_counts[i] = scales->method.probability_steps;
		}
		gathering->said[i] = rolled_spread(risk, gathering->steps[i]);
		consequences_put(view, gathering, i, scales, &consequences);
	}
	return gathering;
}

const struct rolled *gathering_risk(const struct gathering *gathering, struct str public_id)
{
	for (size_t i = 0; i < gathering->risks.count; i++)
		if (str_equals(gathering->risks.at[i].public_id, public_id))
			return &gathering->risks.at[i];
	return NULL;
}

/* ---- Why they seem to belong together, in words ------------------------------------------------------------- */

static const struct { const char *one, *many; } reason_words[ALIKE_COUNT] = {
	[ALIKE_source] = { N_("the same source: %.*s"), N_("the same source: %.*s") },
	[ALIKE_types] = { N_("the same type of events: %.*s"), N_("the same types of events: %.*s") },
	[ALIKE_nodes] = { N_("they stand on the same: %.*s"), N_("they stand on the same: %.*s") },
	[ALIKE_place] = { N_("the same area: %.*s"), N_("the same area: %.*s") },
	[ALIKE_words] = { N_("the same word: %.*s"), N_("the same words: %.*s") },
};

static struct str reason_what(const struct names *names, const struct alike_reason *reason)
{
	struct str name = names->at[reason->what];

	if (reason->in == ALIKE_words)
		return names->shown[reason->what];
	if (reason->in == ALIKE_source)
		return code_name("risk/sources", name);
	if (reason->in == ALIKE_types)
		return code_name("event/types", name);
	return name;
}

/* What they stand on is told as a number: its names are for those who may read the graph. */
static struct str reason_list(const struct names *names, const struct alike_group *group, enum alike in,
                              size_t *count)
{
	struct out out;

	out_init(&out, names->arena, LONGEST_REASONS);
	*count = 0;
	for (size_t i = 0; i < group->reason_count; i++) {
		if (group->reasons[i].in != in)
			continue;
		if (in != ALIKE_nodes && *count < REASONS_SHOWN)
			out_print(&out, "%s%.*s", *count ? ", " : "",
				STR(reason_what(names, &group->reasons[i])));
		++*count;
	}
	if (in == ALIKE_nodes)
		out_print(&out, plural((int64_t)*count, "%zu thing", "%zu things"), *count);
	return out_str(&out);
}

static struct str reasons_of(const struct names *names, const struct alike_group *group)
{
	struct out out;

	out_init(&out, names->arena, LONGEST_REASONS);
	for (int in = 0; in < ALIKE_COUNT; in++) {
		size_t count;
		struct str list = reason_list(names, group, (enum alike)in, &count);

		if (!count)
			continue;
		out_z(&out, out.len ? "; " : "");
		out_raw(&out, arena_print(names->arena,
			count == 1 ? _(reason_words[in].one) : _(reason_words[in].many), STR(list)));
	}
	return out_str(&out);
}

/* ---- Suggestions ------------------------------------------------------------------------------------------------ */

bool theme_risks_have(const struct theme_risk_list *taken, int64_t root_id)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->at[i].root_id == root_id)
			return true;
	return false;
}

/* The highest level names the suggestion. */
static const struct rolled **leading_first(struct arena *arena, const struct rolled *const *all,
                                           const struct alike_group *group)
{
	const struct rolled **risks = arena_array(arena, const struct rolled *, group->count + 1);
	size_t lead = 0;

	for (size_t i = 0; i < group->count; i++) {
		risks[i] = all[group->items[i]];
		if (zone_number(risks[i]->zone) > zone_number(risks[lead]->zone))
			lead = i;
	}
	for (const struct rolled *first = risks[lead]; lead; lead--)
		risks[lead] = risks[lead - 1], risks[lead - 1] = first;
	return risks;
}

struct suggestion_list suggestions_of(struct view *view, const struct gathering *gathering,
                                      const struct theme_risk_list *taken)
{
	struct arena *arena = view_arena(view);
	size_t count = gathering->risks.count, free_count = 0;
	struct pair_row_list types = rolled_types(view, gathering->year), nodes = rolled_nodes(view, gathering->year);
	const struct rolled **free = arena_array(arena, const struct rolled *, count + 1);
	struct alike_item *items = arena_array(arena, struct alike_item, count + 1);
	struct features features = { arena, names_begin(arena, 40 * count + types.count), items };
	struct alike_groups groups;
	struct suggestion_list list = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (theme_risks_have(taken, gathering->risks.at[i].root_id))
			continue;
		free[free_count++] = &gathering->risks.at[i];
		item_put(&features, &gathering->risks.at[i], &types, &nodes);
	}
	groups = alike_group_all(arena, items, free_count);
	list.at = arena_array(arena, struct suggestion, groups.count + 1);
	for (size_t i = 0; i < groups.count; i++)
		list.at[list.count++] = (struct suggestion){ .count = groups.at[i].count,
			.units = groups.at[i].units, .risks = leading_first(arena, free, &groups.at[i]),
			.reasons = reasons_of(&features.names, &groups.at[i]) };
	return list;
}

const struct suggestion *suggestion_with(const struct suggestion_list *list, struct str public_id)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t k = 0; k < list->at[i].count; k++)
			if (str_equals(list->at[i].risks[k]->public_id, public_id))
				return &list->at[i];
	return NULL;
}

const struct gather *gather_of(struct view *view, const struct risk_picture *picture)
{
	struct gather *gather = arena_new(view_arena(view), struct gather);

	gather->gathering = gathering_of(view, (int)picture->year);
	gather->taken = theme_risks_of(view, picture->id);
	gather->suggestions = suggestions_of(view, gather->gathering, &gather->taken);
	return gather;
}
