/* SPDX-License-Identifier: EUPL-1.2 */
/* events/demo_texts.c - what people in the demo city write. */
#include "modules/events/demo.h"
#include "kit/demo.h"

enum { LONGEST_STORY = 1 << 14, MOST_ROWS = 512 };

struct demo_words_list demo_words(struct arena *arena, const char *name, const char *key)
{
	const struct csv_table *table = demo_rows(arena, name);
	struct demo_words_list list = { 0, arena_array(arena, struct demo_words, table->count) };

	for (size_t i = 1; i < table->count; i++)
		list.at[list.count++] = (struct demo_words){ csv_cell(table, i, key),
			csv_cell(table, i, "place_type"), csv_cell(table, i, "text_sv"),
			demo_number(table, i, "weight") };
	return list;
}

bool demo_text_fits(const struct demo_words *text, struct str type, struct str place_type)
{
	return str_equals(text->key, type)
		&& (!text->places.len || str_has_word(text->places, place_type));
}

/* One of those that were marked, by weight. */
static struct str words_pick(struct demo *demo, const struct demo_words_list *list,
                             const size_t *rows, size_t count)
{
	double weights[MOST_ROWS];

	for (size_t i = 0; i < count; i++)
		weights[i] = list->at[rows[i]].weight;
	return list->at[rows[random_pick(&demo->random, weights, count)]].text;
}

static struct str slot_text(struct demo *demo, struct str slot, struct str place_type)
{
	size_t rows[MOST_ROWS], count = 0;

	for (int pass = 0; pass < 2 && !count; pass++)
		for (size_t i = 0; i < demo->slots.count && count < MOST_ROWS; i++) {
			const struct demo_words *words = &demo->slots.at[i];

			if (str_equals(words->key, slot)
			    && (pass ? !words->places.len : str_equals(words->places, place_type)))
				rows[count++] = i;
		}
	return count ? words_pick(demo, &demo->slots, rows, count) : S("här");
}

static struct str slots_fill(struct demo *demo, struct arena *arena, struct str text, struct str place_type)
{
	struct out out;

	out_init(&out, arena, LONGEST_STORY);
	while (text.len) {
		struct str rest = text;

		out_raw(&out, str_cut(&rest, '{'));
		if (!rest.len)
			break;
		out_raw(&out, slot_text(demo, str_cut(&rest, '}'), place_type));
		text = rest;
	}
	return out_str(&out);
}

struct str demo_story(struct demo *demo, struct arena *arena, struct str type, struct str place_type)
{
	size_t rows[MOST_ROWS], count = 0;

	for (int pass = 0; pass < 2 && !count; pass++)
		for (size_t i = 0; i < demo->texts.count && count < MOST_ROWS; i++)
			if (pass ? str_equals(demo->texts.at[i].key, type)
			    : demo_text_fits(&demo->texts.at[i], type, place_type))
				rows[count++] = i;
	if (!count)
		return arena_print(arena, "%.*s.", STR(item_name(item_find("event/types", type))));
	return slots_fill(demo, arena, words_pick(demo, &demo->texts, rows, count), place_type);
}

size_t demo_row(struct demo *demo, const struct csv_table *table, struct str type)
{
	struct str rest = type, branch = str_cut(&rest, '.');
	size_t rows[MOST_ROWS], count = 0;

	for (int pass = 0; pass < 2 && !count; pass++)
		for (size_t i = 1; i < table->count && count < MOST_ROWS; i++)
			if (str_equals(csv_cell(table, i, "type_code"), pass ? branch : type))
				rows[count++] = i;
	return count ? rows[random_below(&demo->random, (int64_t)count)] : 0;
}
