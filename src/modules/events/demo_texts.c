/* SPDX-License-Identifier: EUPL-1.2 */
/* events/demo_texts.c - what people in the demo city write. */
#include "modules/events/demo.h"

enum { LONGEST_STORY = 1 << 14, MOST_ROWS = 512 };

static bool words_stand(struct str words, struct str word)
{
	while (words.len)
		if (str_equals(str_cut(&words, ' '), word))
			return true;
	return false;
}

bool demo_text_fits(const struct demo *demo, size_t row, struct str type, struct str place_type)
{
	struct str places = csv_cell(demo->texts, row, "place_type");

	return str_equals(csv_cell(demo->texts, row, "type_code"), type)
		&& (!places.len || words_stand(places, place_type));
}

/* A row of a table by its column `weight`, among those marked. */
static size_t row_pick(struct demo *demo, const struct csv_table *table, const size_t *rows, size_t count)
{
	double weights[MOST_ROWS];

	for (size_t i = 0; i < count; i++)
		weights[i] = demo_number(table, rows[i], "weight");
	return rows[random_pick(&demo->random, weights, count)];
}

static struct str slot_text(struct demo *demo, struct str slot, struct str place_type)
{
	size_t rows[MOST_ROWS], count = 0;

	for (int pass = 0; pass < 2 && !count; pass++)
		for (size_t i = 1; i < demo->slots->count && count < MOST_ROWS; i++) {
			struct str place = csv_cell(demo->slots, i, "place_type");

			if (str_equals(csv_cell(demo->slots, i, "slot"), slot)
			    && (pass ? !place.len : str_equals(place, place_type)))
				rows[count++] = i;
		}
	return count ? csv_cell(demo->slots, row_pick(demo, demo->slots, rows, count), "text_sv")
		: S("här");
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

	for (size_t i = 1; i < demo->texts->count && count < MOST_ROWS; i++)
		if (demo_text_fits(demo, i, type, place_type))
			rows[count++] = i;
	for (size_t i = 1; !count && i < demo->texts->count; i++)
		if (str_equals(csv_cell(demo->texts, i, "type_code"), type))
			rows[count++] = i;
	if (!count)
		return arena_print(arena, "%.*s.", STR(item_name(item_find("event/types", type))));
	return slots_fill(demo, arena,
		csv_cell(demo->texts, row_pick(demo, demo->texts, rows, count), "text_sv"), place_type);
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
