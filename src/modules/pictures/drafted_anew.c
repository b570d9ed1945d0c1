/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/drafted_anew.c - a sentence of the draft that stands as it was taken says, when its
 * numbers are taken anew, what the new numbers say.
 *
 * "1 event was reported" must not become "2 event was reported", nor may "too few to compare"
 * stay when they no longer are.  A sentence that the writers have changed is theirs: it gets
 * its numbers and keeps its words.  In which language it was drafted is found by drafting the
 * old numbers again, in each.
 */
#include "modules/pictures/write.h"

struct anew {
	struct change *change;
	const struct picture_page *before, *now;
	struct picture *picture;
	struct picture_sentence_list taken;
	int64_t count;
};

static const struct proposal *proposal_of(const struct proposal_list *list, struct str key)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].key, key))
			return &list->at[i];
	return NULL;
}

/* The newest of those with its key: each time it was drafted anew it was kept once more. */
static bool is_newest(const struct picture_sentence_list *taken, size_t at)
{
	for (size_t i = at + 1; i < taken->count; i++)
		if (taken->at[i].origin == ORIGIN_data
		    && str_equals(taken->at[i].row_key, taken->at[at].row_key))
			return false;
	return taken->at[at].origin == ORIGIN_data;
}

/* Is it what the old numbers gave, in the language of the moment? */
static bool is_drafted_so(const struct anew *anew, const struct picture_sentence *sentence,
                          const struct proposal_list *old)
{
	const struct proposal *proposal = proposal_of(old, sentence->row_key);
	struct arena *arena = change_arena(anew->change);

	return proposal && str_equals(marks_named(arena, sentence->words),
		marks_named(arena, cited_settled(anew->change, anew->before, proposal->words)));
}

/* The text shows the new amounts already. */
static bool text_put(const struct anew *anew, const struct picture_sentence *sentence, struct str words)
{
	struct str *text = picture_text_of(anew->picture, sentence->section);
	struct str stands = cited_settled(anew->change, anew->now, sentence->words);
	ptrdiff_t at = text ? str_find(*text, stands) : -1;

	if (at < 0 || str_equals(stands, words))
		return false;
	*text = arena_print(change_arena(anew->change), "%.*s%.*s%.*s", STR(str_part(*text, 0, (size_t)at)),
		STR(words), STR(str_part(*text, (size_t)at + stands.len, text->len)));
	return true;
}

static void sentence_anew(struct anew *anew, const struct picture_sentence *sentence,
                          const struct proposal *proposal)
{
	struct picture_sentence next = *sentence;

	next.words = cited_settled(anew->change, anew->now, proposal->words);
	if (!text_put(anew, sentence, next.words))
		return;
	next.id = next.version = 0;
	next.public_id = S("");
	next.path = proposal_path(anew->now, proposal);
	next.digest = anew->now->extract->digest;
	sentence_add(anew->change, &next);
	anew->count++;
}

static void in_this_language(struct anew *anew)
{
	struct proposal_list old = picture_proposals(anew->before), now = { 0 };

	for (size_t i = 0; i < anew->taken.count; i++) {
		const struct picture_sentence *sentence = &anew->taken.at[i];
		const struct proposal *proposal;

		if (!is_newest(&anew->taken, i) || !is_drafted_so(anew, sentence, &old))
			continue;
		if (!now.count)
			now = picture_proposals(anew->now);
		proposal = proposal_of(&now, sentence->row_key);
		if (proposal)
			sentence_anew(anew, sentence, proposal);
	}
}

int64_t picture_drafted_anew(struct change *change, const struct picture_page *before,
                             const struct picture_page *now, struct picture *picture)
{
	struct anew anew = { .change = change, .before = before, .now = now, .picture = picture,
		.taken = picture_sentences(change_view(change), picture->id) };
	struct str language = str_of(tongue_code());

	if (!before->numbers || !now->numbers || !anew.taken.count)
		return 0;
	for (int i = 0; i < tongue_count(); i++) {
		tongue_choose(str_of(tongue_at(i)));
		in_this_language(&anew);
	}
	tongue_choose(language);
	return anew.count;
}
