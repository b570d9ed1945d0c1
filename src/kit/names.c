/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/names.c - see names.h. */
#include "kit/names.h"

#include "kit/catalogue.h"

enum { LEAST_GIVEN = 3, LEAST_STEM = 2 };

struct word {
	size_t at, len;
	struct str folded;
	bool has_capital;               /* the first letter, and not all of them */
	bool is_initial;                /* one capital letter */
	bool is_start;                  /* of a sentence or a line */
	bool is_joined;                 /* only a space stands before it */
};
struct words {
	size_t count;
	struct word *at;
	struct str text;
	const struct names_known *known;
};

/* ---- Into words ------------------------------------------------------------------------- */

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x24f
		&& c != 0xd7 && c != 0xf7);
}

static bool is_large(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7)
		|| (c >= 0x100 && c <= 0x17f && !(c & 1));
}

static bool ends_sentence(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == '\r' || c == 0x2022
		|| c == 0x201d || c == '"' || c == '(';
}

/* A hyphen between letters belongs to the word: Karl-Erik. */
static bool goes_on(struct str rest, uint32_t c)
{
	struct str after = rest;

	return is_letter(c) || (c == '-' && is_letter(str_next_letter(&after)));
}

static struct word word_read(struct arena *arena, struct str text, size_t at)
{
	struct str rest = str_part(text, at, text.len);
	struct word word = { .at = at };
	size_t large = 0, letters = 0;

	while (rest.len) {
		struct str after = rest;
		uint32_t c = str_next_letter(&after);

		if (!goes_on(after, c))
			break;
		if (is_large(c))
			large++;
		letters++;
		word.has_capital |= letters == 1 && is_large(c);
		rest = after;
	}
	word.len = text.len - at - rest.len;
	word.is_initial = letters == 1 && word.has_capital;
	word.has_capital &= large < letters;
	word.folded = str_fold(arena, str_part(text, at, word.len));
	return word;
}

static struct words words_read(struct arena *arena, struct str text, const struct names_known *known)
{
	struct words words = { 0, arena_array(arena, struct word, text.len + 1), text, known };
	bool is_start = true, is_joined = true;
	size_t at = 0;

	while (at < text.len) {
		struct str rest = str_part(text, at, text.len);
		uint32_t c = str_next_letter(&rest);

		if (is_letter(c)) {
			struct word word = word_read(arena, text, at);

			word.is_start = is_start;
			word.is_joined = is_joined;
			words.at[words.count++] = word;
			at += word.len;
			is_start = false;
			is_joined = true;
			continue;
		}
		/* The stop after an initial ends no sentence. */
		if (ends_sentence(c) && !(c == '.' && words.count && words.at[words.count - 1].is_initial))
			is_start = true;
		is_joined &= c == ' ' || c == '.';
		at = text.len - rest.len;
	}
	return words;
}

/* ---- What a word is -------------------------------------------------------------------------- */

static bool is_of_kind(struct str folded, const char *kind)
{
	const struct item *item = item_find("names/words", folded);

	return item && str_is(item_text(item, "kind"), kind);
}

/* "Eriks" is Erik's. */
static const struct item *item_of(const char *list, struct str folded)
{
	const struct item *item = item_find(list, folded);

	if (!item && folded.len > LEAST_STEM && str_ends(folded, S("s")))
		item = item_find(list, str_part(folded, 0, folded.len - 1));
	return item;
}

static const struct item *given_item(struct str folded)
{
	struct str rest = folded, part;
	const struct item *item = item_of("names/given", folded);

	while (!item && str_find_char(folded, '-') > 0 && rest.len) {
		part = str_cut(&rest, '-');
		item = item_of("names/given", part);
	}
	return item;
}

static bool is_given(const struct word *word)
{
	const struct item *item = given_item(word->folded);

	return item && item_int(item, "is_word") != 1;
}

static bool is_given_word(const struct word *word)
{
	return given_item(word->folded) != NULL;
}

static bool has_family_ending(struct str folded)
{
	const struct catalogue *family = catalogue_get("names/family");

	for (size_t i = 0; i < family->count; i++) {
		struct str ending = family->items[i].code;

		if (item_int(&family->items[i], "is_ending") != 1)
			continue;
		ending = str_part(ending, 1, ending.len);
		if (folded.len > ending.len + 1 && (str_ends(folded, ending)
		    || (str_ends(folded, S("s")) && str_ends(str_part(folded, 0, folded.len - 1), ending))))
			return true;
	}
	return false;
}

static bool is_family(const struct word *word)
{
	return item_of("names/family", word->folded) || has_family_ending(word->folded);
}

/* One that is nothing else. */
static bool is_family_alone(const struct word *word)
{
	const struct item *item = item_of("names/family", word->folded);

	return item ? item_int(item, "is_word") != 1 : has_family_ending(word->folded);
}

static bool is_place_noun(const struct word *word)
{
	const struct catalogue *words = catalogue_get("names/words");

	for (size_t i = 0; i < words->count; i++)
		if (str_is(item_text(&words->items[i], "kind"), "place")
		    && words->items[i].code.len > LEAST_GIVEN && str_ends(word->folded, words->items[i].code))
			return true;
	return is_of_kind(word->folded, "place");
}

static bool is_known(const struct words *words, size_t from, size_t to)
{
	size_t at = words->at[from].at, end = words->at[to].at + words->at[to].len;

	return words->known && words->known->is_known
		&& words->known->is_known(words->known->context, str_part(words->text, at, end - at));
}

/* ---- Whether it is a name ------------------------------------------------------------------------ */

static const struct word *after(const struct words *words, size_t i)
{
	if (i + 1 >= words->count || !words->at[i + 1].is_joined || words->at[i + 1].is_start)
		return NULL;
	return &words->at[i + 1];
}

/* The last word of what begins at i: further words with capitals. */
static size_t run_end(const struct words *words, size_t i)
{
	while (after(words, i) && (after(words, i)->has_capital || words->at[i].is_initial))
		i++;
	return i;
}

/* "Karin Boyes gata", "Björns pizzeria"; but Stig Holm is a person. */
static bool is_place_name(const struct words *words, size_t from, size_t to)
{
	for (size_t i = from + 1; i <= to; i++)
		if (is_place_noun(&words->at[i]))
			return true;
	return after(words, to) && is_place_noun(after(words, to));
}

static bool is_plain(const struct words *words, size_t i)
{
	struct str folded = words->at[i].folded;

	return is_of_kind(folded, "common") || is_of_kind(folded, "org") || is_of_kind(folded, "place")
		|| is_of_kind(folded, "before") || is_known(words, i, i);
}

static bool is_told_of(const struct words *words, size_t i)
{
	if (!i || !words->at[i].is_joined || words->at[i].is_start)
		return false;
	if (is_of_kind(words->at[i - 1].folded, "before"))
		return true;
	return i > 1 && str_is(words->at[i - 1].folded, "till")
		&& is_of_kind(words->at[i - 2].folded, "before");
}

static bool pair_is_name(const struct words *words, size_t i)
{
	const struct word *word = &words->at[i], *next = after(words, i);

	if (!next || !next->has_capital)
		return false;
	if (word->is_initial)
		return !is_plain(words, i + 1);
	if (is_of_kind(word->folded, "common"))         /* "Inga Berg" */
		return is_given_word(word) && is_family(next) && !is_known(words, i + 1, i + 1);
	if (is_given_word(word) || is_family(next))
		return !is_of_kind(word->folded, "org") && !is_known(words, i + 1, i + 1);
	return !is_plain(words, i) && !is_plain(words, i + 1);
}

static bool is_name_with_capital(const struct words *words, size_t i)
{
	const struct word *word = &words->at[i];

	if (pair_is_name(words, i))
		return true;
	/* "Klass" is not Klas's. */
	if (word->is_initial || is_of_kind(word->folded, "org") || is_of_kind(word->folded, "common"))
		return false;
	if (is_given(word) || is_family_alone(word))
		return true;
	if (is_told_of(words, i))
		return !is_plain(words, i);
	return is_given_word(word) && !word->is_start && !is_of_kind(word->folded, "place");
}

/* In haste many write without capitals. */
static bool is_name_without(const struct words *words, size_t i)
{
	const struct word *word = &words->at[i];

	if (is_told_of(words, i) && is_given_word(word) && !is_of_kind(word->folded, "common"))
		return true;
	return is_given(word) && str_letters(word->folded) >= LEAST_GIVEN
		&& item_find("names/given", word->folded) != NULL;
}

static size_t name_end(const struct words *words, size_t i)
{
	const struct word *next = after(words, i);

	if (words->at[i].has_capital || words->at[i].is_initial)
		return run_end(words, i);
	return next && (is_family(next) && !is_of_kind(next->folded, "common")) ? i + 1 : i;
}

struct name_found name_next(struct arena *arena, struct str text, size_t from,
                            const struct names_known *known)
{
	struct words words = words_read(arena, text, known);

	for (size_t i = 0; i < words.count; i++) {
		bool has_capital = words.at[i].has_capital || words.at[i].is_initial;
		size_t end;

		if (words.at[i].at < from
		    || !(has_capital ? is_name_with_capital(&words, i) : is_name_without(&words, i)))
			continue;
		end = name_end(&words, i);
		if (!is_place_name(&words, i, end) && !is_known(&words, i, end) && !is_known(&words, i, i))
			return (struct name_found){ words.at[i].at,
				words.at[end].at + words.at[end].len - words.at[i].at };
		i = end;
	}
	return (struct name_found){ 0, 0 };
}
