/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/demo.c - two pictures of a district: last year's, adopted, and this year's, begun.
 *
 * Each is made by the person who would make it, so its numbers are what that person sees.
 */
#include "modules/pictures/inside.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/say.h"
#include "kit/setting.h"

#include <string.h>

extern const struct embedded catalogue_files[];

enum { ARENA_BYTES = 256 << 20 };

static const struct csv_table *demo_table(struct arena *arena)
{
	const struct embedded *file = embedded_find(catalogue_files,
		"catalogues/demo/picture_texts.csv");
	const char *problem = NULL;
	const struct csv_table *table;

	must(file != NULL);
	table = csv_read(arena, (struct str){ (const char *)file->at, file->len }, &problem);
	must(table != NULL);
	return table;
}

/* Where each text of the file belongs. */
static struct str *member(struct picture *picture, struct str heading)
{
	const struct field *field = record_field(&picture_record,
		str_is(heading, "measures") ? "proposals"
		: str_is(heading, "present") ? "present" : str_is(heading, "causes") ? "causes"
		: str_is(heading, "consequences") ? "consequences"
		: str_is(heading, "development") ? "development"
		: str_is(heading, "contributors") ? "contributors" : "sources");

	return field_text(field, picture);
}

static void texts_fill(const struct csv_table *table, struct str code, struct picture *picture)
{
	for (size_t i = 1; i < table->count; i++)
		if (str_equals(csv_cell(table, i, "picture"), code))
			*member(picture, csv_cell(table, i, "heading")) = csv_cell(table, i, "text_sv");
}

/* Takes it through the steps of the file's column `until`. */
static void steps_take(struct change *change, struct picture *picture, struct str until,
                       struct str decision, int64_t person)
{
	const struct picture_act act = { .decision = decision };

	for (const struct picture_move *move = picture_moves; move->verb; move++) {
		int from = picture->state;

		if (!until.len || !(move->from & FROM_STATE(from)) || move->to <= from)
			continue;
		picture_after(move, picture, &act, person, instant_now());
		change_update(change, &picture_record.shape, picture, picture->version);
		picture_step_add(change, picture, move->verb, from,
			move->needs_decision ? decision : S(""));
		if (str_is(until, move->verb))
			return;
	}
}

/* T2 of the year that has come so far, or of the year before that. */
static struct str demo_period(struct arena *arena, struct str years_ago)
{
	struct date today = date_today();
	int64_t ago = 0;

	str_to_int(years_ago, &ago);
	return arena_print(arena, "%lld-T2",
		(long long)(today.month >= 5 ? today.year : today.year - 1) - (long long)ago);
}

static void demo_picture(struct store *store, const struct csv_table *table, size_t row)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *who = change_open(store, arena, (struct who){ .is_system = true });
	int64_t writer = person_of_login(change_view(who), csv_cell(table, row, "writer"));
	int64_t adopter = person_of_login(change_view(who), csv_cell(table, row, "adopter"));
	const struct unit *unit = unit_of_code(change_view(who), csv_cell(table, row, "unit_code"));
	struct change *change;
	struct picture picture;

	change_undo(who);
	if (!unit || !writer)
		return;
	picture = (struct picture){ .unit_id = unit->id, .kind = csv_cell(table, row, "kind"),
		.period = demo_period(arena, csv_cell(table, row, "years_ago")) };
	texts_fill(table, csv_cell(table, row, "picture"), &picture);
	change = change_open(store, arena, (struct who){ .person = writer });
	picture_add(change, &picture);
	steps_take(change, &picture, csv_cell(table, row, "until"), csv_cell(table, row, "decision"),
		adopter);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}

/* Rows with heading "picture" make a picture; the others are its texts. */
void pictures_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const struct csv_table *table = demo_table(arena);

	(void)scale;
	tongue_choose(setting_text("language"));
	for (size_t i = 1; i < table->count; i++)
		if (str_is(csv_cell(table, i, "heading"), "picture"))
			demo_picture(store, table, i);
	arena_close(arena);
}
