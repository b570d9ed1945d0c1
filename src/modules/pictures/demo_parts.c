/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/demo_parts.c - what actors outside the demo city wrote of some of its pictures
 * (catalogues/demo/picture_parts.csv): asked on the day when the picture was begun, answered two
 * days later, closed.
 */
#include "modules/pictures/demo.h"
#include "modules/pictures/parts.h"

#include "kit/demo.h"
#include "modules/units/units.h"

enum { ANSWER_DAYS = 2 };

static struct str named(struct arena *arena, struct str text, struct str unit)
{
	ptrdiff_t at = str_find(text, S("{unit}"));

	if (at < 0)
		return text;
	return arena_print(arena, "%.*s%.*s%.*s", STR(str_part(text, 0, (size_t)at)), STR(unit),
		STR(str_part(text, (size_t)at + sizeof "{unit}" - 1, text.len)));
}

static void part_put(struct change *change, const struct csv_table *table, size_t row,
                     const struct picture *picture, struct str guest)
{
	struct instant answered = { instant_now().seconds + (int64_t)ANSWER_DAYS * DAY };
	struct picture_part part = { .picture_id = picture->id, .section = csv_cell(table, row, "section"),
		.question = csv_cell(table, row, "question_sv"), .guest_name = guest,
		.asked_by = picture->created_by, .asked_at = instant_now(),
		.ended_by = picture->created_by, .ended_at = answered };

	change_insert(change, &picture_part_record.shape, &part);
	change_insert(change, &picture_part_text_record.shape, &(struct picture_part_text){
		.part_id = part.id, .words = csv_cell(table, row, "words_sv"), .writer_name = guest,
		.at = answered });
}

void demo_parts(struct change *change, struct arena *arena, const struct picture *picture,
                const struct unit *unit, int64_t years_ago)
{
	const struct csv_table *table = demo_rows(arena, "picture_parts");

	for (size_t row = 1; row < table->count; row++)
		if (str_has_word(csv_cell(table, row, "units"), unit->code)
		    && str_equals(csv_cell(table, row, "kind"), picture->kind)
		    && demo_int(table, row, "years_ago") == years_ago)
			part_put(change, table, row, picture, named(arena,
				csv_cell(table, row, "guest_sv"), unit->name_sv));
}
