/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/demo_city.c - drafted sentences, and the city's picture built on those of its units. */
#include "modules/pictures/bases.h"
#include "modules/pictures/demo.h"

#include "kit/demo.h"
#include "modules/people/people.h"

enum { CITED_UNITS = 4, READ_BY = 820 };

void demo_draft(struct change *change, struct picture *picture, struct str keys)
{
	struct picture_page page = picture_page_of(change_view(change), picture, false);
	struct proposal_list proposals;

	if (!keys.len)
		return;
	proposals = picture_proposals(&page);
	for (size_t i = 0; i < proposals.count; i++)
		if (str_has_word(keys, proposals.at[i].key))
			proposal_take(change, &page, picture, &proposals.at[i]);
	change_update(change, &picture_record.shape, picture, picture->version);
}

/* The first sentence of what a unit says of causes. */
static void sentence_cite(struct change *change, struct picture *picture, const struct base_row *row)
{
	const struct picture *base = picture_get(change_view(change), row->public_id);
	struct picture_sentence sentence;
	struct told_sentence_list told;

	if (!base)
		return;
	told = told_sentences(change_arena(change), base->causes);
	if (!told.count)
		return;
	sentence = base_sentence(change_view(change), base, told.at[0].words);
	sentence.picture_id = picture->id;
	sentence.section = S("causes");
	sentence_add(change, &sentence);
	picture->causes = arena_print(change_arena(change), "%.*s%s- %.*s", STR(picture->causes),
		picture->causes.len ? "\n" : "", STR(told.at[0].words));
}

void demo_bases(struct change *change, struct picture *picture)
{
	struct base_row_list rows = picture_base_rows(change_view(change), picture);

	for (size_t i = 0; i < rows.count; i++) {
		base_choose(change, picture, &rows.at[i]);
		if (i < CITED_UNITS)
			sentence_cite(change, picture, &rows.at[i]);
	}
	change_update(change, &picture_record.shape, picture, picture->version);
}

void demo_pass(struct change *change, struct arena *arena, const struct picture *picture)
{
	struct view *view = change_view(change);
	struct picture_passing_list passings;

	picture_pass(change, picture);
	passings = picture_passings(view, picture->id);
	for (size_t i = 0; i < passings.count; i++) {
		const struct unit *unit = unit_get(view, passings.at[i].unit_id);
		struct demo_reader reader = unit ? picture_demo_reader(view, unit->id) : (struct demo_reader){ 0 };
		struct picture_receipt receipt = { .passing_id = passings.at[i].id, .person_id = reader.id,
			.person_name = reader.name, .at = { picture->submitted_at.seconds + (int64_t)(i + 1) * DAY } };

		if (reader.id && demo_is_done(arena, READ_BY, unit->code, S("picture"), "read"))
			change_insert(change, &picture_receipt_record.shape, &receipt);
	}
}
