/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/options.c - what one may choose: catalogue items in groups, choices, other records.
 *
 * What a record already says is offered too, also when it has been retired or may not be
 * seen, so that saving a form does not silently take it away.
 */
#include "kit/options.h"

#include "base/tongue.h"
#include "kit/kinds/kind.h"

#include <string.h>

enum { DEEPEST = 8 };

struct option_room {                    /* options on their way into a control */
	struct arena *arena;
	const struct catalogue *catalogue;
	struct str chosen;
	struct shown_option *at;
	size_t count;
};

static bool is_word_of(struct str words, struct str word)
{
	while (words.len)
		if (str_equals(next_word(&words), word))
			return true;
	return false;
}

static bool is_open(const struct option_room *room, const struct item *item)
{
	if (is_word_of(room->chosen, item->code))
		return true;
	return !item->is_retired && !str_is(item_text(item, "level"), "group");
}

static void item_add(struct option_room *room, const struct item *item, struct str label)
{
	struct str hint = item_words(item, "hint");

	if (!is_open(room, item))
		return;
	room->at[room->count++] = (struct shown_option){
		.value = item->code, .label = label,
		.hint = hint.len ? hint : item_words(item, "description"),
		.is_chosen = is_word_of(room->chosen, item->code) };
}

static bool has_children(const struct catalogue *catalogue, struct str code)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (str_equals(catalogue->items[i].parent, code))
			return true;
	return false;
}

static void children_add(struct option_room *room, struct str code, int depth)
{
	const struct catalogue *catalogue = room->catalogue;

	for (size_t i = 0; i < catalogue->count && depth < DEEPEST; i++) {
		const struct item *item = &catalogue->items[i];

		if (!str_equals(item->parent, code))
			continue;
		item_add(room, item, item_name(item));
		children_add(room, item->code, depth + 1);
	}
}

/* The item as a heading, itself first when it may be chosen, and what stands below it. */
static void group_add(struct option_room *room, const struct item *item)
{
	struct str name = item_name(item);
	size_t from = room->count;

	item_add(room, item, arena_print(room->arena, _("%.*s, not more exactly"), STR(name)));
	children_add(room, item->code, 0);
	for (size_t i = from; i < room->count; i++)
		room->at[i].group = name;
	if (room->count > from) {
		room->at[from].begins_group = true;
		room->at[room->count - 1].ends_group = true;
	}
}

void options_of_list(struct arena *arena, struct control *control,
                     const struct catalogue *catalogue, struct str chosen)
{
	struct option_room room = { arena, catalogue, chosen, NULL, 0 };

	room.at = arena_array(arena, struct shown_option, catalogue->count);
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct item *item = &catalogue->items[i];

		if (item->parent.len)
			continue;
		if (has_children(catalogue, item->code))
			group_add(&room, item);
		else
			item_add(&room, item, item_name(item));
	}
	control->options = room.at;
	control->option_count = room.count;
}

void options_of_choices(struct arena *arena, struct control *control,
                        const struct choice *choices, struct str chosen)
{
	struct shown_option *options;
	size_t count = 0;

	while (choices[count].name)
		count++;
	options = arena_array(arena, struct shown_option, count + 1);
	/* Row 0 means "not given" and has no name. */
	for (size_t i = 1; i < count; i++)
		options[control->option_count++] = (struct shown_option){
			.value = str_of(choices[i].name), .label = str_of(_(choices[i].label)),
			.is_chosen = str_is(chosen, choices[i].name) };
	control->options = options;
}

static bool has_twin(const struct option_list *list, size_t of)
{
	for (size_t i = 0; i < list->count; i++)
		if (i != of && str_equals(list->at[i].label, list->at[of].label))
			return true;
	return false;
}

static struct str key_text(struct arena *arena, int64_t key)
{
	return arena_print(arena, "%lld", (long long)key);
}

/* The label says which; of two with the same label the hint must help. */
static struct str option_called(struct arena *arena, const struct option_list *list, size_t i)
{
	return has_twin(list, i) ? option_words(arena, &list->at[i]) : list->at[i].label;
}

void options_of_reference(struct arena *arena, struct control *control, struct view *view,
                          const struct reference *reference, int64_t chosen)
{
	struct option_list list = { 0 };
	struct shown_option *options;
	bool has_chosen = false;
	size_t count = 0;

	if (reference->list.text)
		list = reference_options(view, reference->name);
	options = arena_array(arena, struct shown_option, list.count + 1);
	for (size_t i = 0; i < list.count; i++) {
		bool is_chosen = chosen && list.at[i].key == chosen;

		has_chosen |= is_chosen;
		options[count++] = (struct shown_option){
			.value = key_text(arena, list.at[i].key),
			.label = option_called(arena, &list, i), .is_chosen = is_chosen };
	}
	if (chosen && !has_chosen && !reference->is_long) {
		struct str label = reference_label(view, reference->name, chosen);

		options[count++] = (struct shown_option){
			.value = key_text(arena, chosen), .is_chosen = true,
			.label = label.len ? label : arena_print(arena, "#%lld", (long long)chosen) };
	}
	control->options = options;
	control->option_count = count;
}

bool options_are_grouped(const struct control *control)
{
	for (size_t i = 0; i < control->option_count; i++)
		if (control->options[i].group.len)
			return true;
	return false;
}

struct str option_label(const struct control *control, int64_t key)
{
	int64_t value;

	for (size_t i = 0; i < control->option_count; i++)
		if (str_to_int(control->options[i].value, &value) && value == key)
			return control->options[i].label;
	return S("");
}
