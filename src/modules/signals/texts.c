/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/texts.c - see texts.h. */
#include "modules/signals/texts.h"

#include "kit/identity.h"
#include "store/search.h"

enum { LETTERS_LEAST = 3, LETTERS_MOST = 40, TEXT_MOST = 4000, SLOTS = 1 << 16, NONE_YET = -1 };

struct form {                           /* a word as it is written, in small letters */
	struct str folded, shown;
	ptrdiff_t stem;                 /* NONE_YET: it has none, and is no word */
	size_t here;                    /* how often it is written so */
	bool is_small;                  /* was met with a small letter first */
};
struct stem {
	struct str stem;
	size_t here, before, last_text; /* last_text: 1 for the first */
	bool is_small;
	ptrdiff_t form;                 /* the most usual */
};
struct reading {
	struct arena *arena;
	size_t form_count, stem_count;
	struct form *forms;
	struct stem *stems;
	int32_t *form_slots, *stem_slots;       /* 1 for the first; 0 empty */
};

/* ---- Words of a text ------------------------------------------------------------------------ */

static bool is_letter(uint32_t letter)
{
	return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
		|| (letter >= 0xC0 && letter < 0x250 && letter != 0xD7 && letter != 0xF7);
}

static bool is_digit(uint32_t letter)
{
	return letter >= '0' && letter <= '9';
}

static bool is_large(uint32_t letter)
{
	return (letter >= 'A' && letter <= 'Z') || (letter >= 0xC0 && letter <= 0xDE);
}

/* The next stretch of letters and digits; *is_plain: it has no digit.  Empty at the end. */
static struct str word_next(struct str *rest, bool *is_plain)
{
	struct str word = *rest, after = *rest;
	uint32_t letter;

	while ((letter = str_next_letter(&after)) && !is_letter(letter) && !is_digit(letter))
		word = after;
	*rest = after = word;
	*is_plain = true;
	while ((letter = str_next_letter(&after)) && (is_letter(letter) || is_digit(letter))) {
		*is_plain = *is_plain && !is_digit(letter);
		*rest = after;
	}
	word.len = (size_t)(rest->at - word.at);
	return word;
}

/* ---- Forms and stems -------------------------------------------------------------------------- */

static ptrdiff_t stem_of(struct reading *reading, struct str word)
{
	size_t slot = str_number(word) % SLOTS;

	for (; reading->stem_slots[slot]; slot = (slot + 1) % SLOTS)
		if (str_equals(reading->stems[reading->stem_slots[slot] - 1].stem, word))
			return reading->stem_slots[slot] - 1;
	if (reading->stem_count >= SLOTS / 2)
		return NONE_YET;
	reading->stems[reading->stem_count] = (struct stem){ .stem = word, .form = NONE_YET };
	reading->stem_slots[slot] = (int32_t)++reading->stem_count;
	return (ptrdiff_t)reading->stem_count - 1;
}

static struct form *form_of(struct reading *reading, struct str word)
{
	struct str folded = str_fold(reading->arena, word), stem;
	size_t slot = str_number(folded) % SLOTS;

	for (; reading->form_slots[slot]; slot = (slot + 1) % SLOTS)
		if (str_equals(reading->forms[reading->form_slots[slot] - 1].folded, folded))
			return &reading->forms[reading->form_slots[slot] - 1];
	if (reading->form_count >= SLOTS / 2)
		return NULL;
	stem = search_words(reading->arena, folded);
	reading->forms[reading->form_count] = (struct form){ .folded = folded, .shown = folded,
		.stem = stem.len ? stem_of(reading, stem) : NONE_YET };
	reading->form_slots[slot] = (int32_t)++reading->form_count;
	return &reading->forms[reading->form_count - 1];
}

static void form_show(struct reading *reading, struct form *form, struct str word, bool is_large)
{
	struct stem *stem = &reading->stems[form->stem];

	if (!is_large && !form->is_small) {
		form->shown = word;
		form->is_small = stem->is_small = true;
	}
	if (stem->form == NONE_YET || form->here > reading->forms[stem->form].here)
		stem->form = form - reading->forms;
}

static void word_put(struct reading *reading, struct str word, size_t text, bool is_here)
{
	struct str first = word;
	struct form *form = form_of(reading, word);
	struct stem *stem;

	if (!form || form->stem == NONE_YET)
		return;
	stem = &reading->stems[form->stem];
	form->here += is_here;
	form_show(reading, form, word, is_large(str_next_letter(&first)));
	if (stem->last_text == text + 1)
		return;
	stem->last_text = text + 1;
	stem->here += is_here;
	stem->before += !is_here;
}

static void text_read(struct reading *reading, struct str text, size_t number, bool is_here)
{
	struct str rest = identity_masked(reading->arena, str_letters_part(text, TEXT_MOST)), word;
	bool is_plain;

	while ((word = word_next(&rest, &is_plain)).len) {
		size_t letters = str_letters(word);

		if (is_plain && letters >= LETTERS_LEAST && letters <= LETTERS_MOST)
			word_put(reading, word, number, is_here);
	}
}

/* ---- All of them ---------------------------------------------------------------------------------- */

struct text_words texts_words(struct arena *scratch, const struct str *texts, size_t here, size_t count)
{
	struct reading reading = { .arena = scratch, .forms = arena_array(scratch, struct form, SLOTS / 2),
		.stems = arena_array(scratch, struct stem, SLOTS / 2),
		.form_slots = arena_array(scratch, int32_t, SLOTS),
		.stem_slots = arena_array(scratch, int32_t, SLOTS) };
	struct text_words words = { 0 };

	for (size_t i = 0; i < count; i++)
		text_read(&reading, texts[i], i, i < here);
	words.words = arena_array(scratch, struct str, reading.stem_count + 1);
	words.counts = arena_array(scratch, struct word_count, reading.stem_count + 1);
	for (size_t i = 0; i < reading.stem_count; i++) {
		const struct stem *stem = &reading.stems[i];

		if (!stem->is_small || stem->form == NONE_YET)
			continue;
		words.words[words.count] = reading.forms[stem->form].shown;
		words.counts[words.count++] = (struct word_count){ (double)stem->here, (double)stem->before };
	}
	return words;
}
