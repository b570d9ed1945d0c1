/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/search.c - words of a text, stemmed; the vocabulary; what a person sought.
 */
#include "store/search.h"
#include "store/inside.h"
#include "base/say.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD_SHORTEST = 2, WORD_LONGEST = 40,           /* letters */
	PART_SHORTEST = 4,      /* letters of what is sought inside longer words */
	PARTS_MOST = TERM_WORDS_MOST - 1,
	WORDS_LONGEST = 16 * 1024 * 1024,
	ID_OVERLAP = 2000,      /* PostgreSQL: a lower id can be committed after a higher */
	SET_FIRST = 1024,
};

/* --- a set of words -------------------------------------------------------------------- */

static size_t set_place(const struct word_set *set, uint64_t hash)
{
	size_t place = hash & (set->room - 1);

	while (set->at[place] && set->at[place] != hash)
		place = (place + 1) & (set->room - 1);
	return place;
}

bool word_set_has(const struct word_set *set, uint64_t hash)
{
	return set->room && set->at[set_place(set, hash)] == hash;
}

static void set_grow(struct word_set *set)
{
	struct word_set larger = { .room = set->room ? set->room * 2 : SET_FIRST };

	larger.at = calloc(larger.room, sizeof(*larger.at));
	if (!larger.at)
		abandon("cannot keep the words for search", "no memory");
	for (size_t i = 0; i < set->room; i++)
		if (set->at[i])
			word_set_add(&larger, set->at[i]);
	free(set->at);
	*set = larger;
}

void word_set_add(struct word_set *set, uint64_t hash)
{
	size_t place;

	if (set->count * 2 >= set->room)
		set_grow(set);
	place = set_place(set, hash);
	set->count += set->at[place] == 0;
	set->at[place] = hash;
}

void word_set_release(struct word_set *set)
{
	free(set->at);
	*set = (struct word_set){ 0 };
}

static uint64_t word_hash(struct str word)
{
	uint64_t hash = hash_bytes(word.at, word.len, 1);

	return hash ? hash : 1;         /* 0 marks an empty place */
}

/* --- words ----------------------------------------------------------------------------- */

static bool is_letter(uint32_t letter)
{
	if (letter < 0x80)
		return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
	if (letter < 0xC0 || letter == 0xD7 || letter == 0xF7)
		return false;
	/* Signs, arrows, drawings, punctuation of other scripts, "not a letter", pictures. */
	return !((letter >= 0x2000 && letter < 0x2C00) ||
	         (letter >= 0x2E00 && letter < 0x3005) ||
	         (letter >= 0xD800 && letter < 0xF900) || letter >= 0xFE00);
}

/* The next word of a folded text; empty at the end. */
static struct str word_next(struct str *rest)
{
	struct str word = *rest, after = *rest;
	uint32_t letter;

	while ((letter = str_next_letter(&after)) && !is_letter(letter))
		word = after;
	*rest = after = word;
	while ((letter = str_next_letter(&after)) && is_letter(letter))
		*rest = after;
	word.len = rest->at ? (size_t)(rest->at - word.at) : 0;
	return word;
}

static bool has_letter(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] > '9' || (unsigned char)word.at[i] >= 0x80)
			return true;
	return false;
}

/* --- stems ----------------------------------------------------------------------------- */

static bool is_vowel(uint32_t letter)
{
	return letter < 0x80 ? letter && strchr("aeiouy", (int)letter) != NULL :
		letter == 0xE4 || letter == 0xE5 || letter == 0xF6;
}

/* Words that only look as if they ended in the article. */
static bool keeps_et(struct str rest)
{
	static const char *const ends[] = { "and", "h", "iet", "uit", "fab", "cit", "dit",
		"alit", "ilit", "mit", "nit", "pit", "rit", "sit", "tit", "ivit", "kvit",
		"xit", "kom", "rak", "pak", "stak", "biljet" };
	static const char *const whole[] = { "ing", "int" };

	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends(rest, str_of(ends[i])))
			return true;
	for (size_t i = 0; i < COUNT(whole); i++)
		if (str_is(rest, whole[i]))
			return true;
	return false;
}

/* At least three letters, a vowel among them, a consonant at the end. */
static bool is_noun_before_et(struct str rest)
{
	size_t letters = 0;
	bool has_vowel = false, ends_well = false;
	uint32_t letter;
	struct str left = rest;

	while ((letter = str_next_letter(&left))) {
		letters++;
		ends_well = has_vowel && !is_vowel(letter) && letter >= 'a';
		has_vowel = has_vowel || is_vowel(letter);
	}
	return letters >= 3 && ends_well && !keeps_et(rest);
}

/* The stemmer of Debian's libstemmer leaves the article -et: våldet, inbrottet, larmet. */
static struct str article_cut(struct str word)
{
	size_t len = str_ends(word, S("et")) ? 2 : str_ends(word, S("ets")) ? 3 : 0;
	struct str rest = str_part(word, 0, word.len - len);

	return len && is_noun_before_et(rest) ? rest : word;
}

static struct str stem(struct str word)
{
	static struct sb_stemmer *stemmer;
	const sb_symbol *at;

	if (!stemmer && !(stemmer = sb_stemmer_new("swedish", "UTF_8")))
		abandon("cannot start the search", "libstemmer lacks Swedish");
	word = article_cut(word);
	at = sb_stemmer_stem(stemmer, (const sb_symbol *)word.at, (int)word.len);
	if (!at)
		abandon("cannot search", "no memory");
	return (struct str){ (const char *)at, (size_t)sb_stemmer_length(stemmer) };
}

static bool is_indexed(struct str word)
{
	size_t letters = str_letters(word);

	return letters >= WORD_SHORTEST && letters <= WORD_LONGEST;
}

struct str search_words(struct arena *arena, struct str text)
{
	struct str folded = str_fold(arena, text), word;
	struct out out;

	out_init(&out, arena, WORDS_LONGEST);
	while ((word = word_next(&folded)).len) {
		if (!is_indexed(word))
			continue;
		if (out.len)
			out_char(&out, ' ');
		out_raw(&out, stem(word));
	}
	return out_str(&out);
}

/* --- the vocabulary -------------------------------------------------------------------- */

static void text_room(struct vocabulary *vocabulary, size_t more)
{
	if (vocabulary->len + more <= vocabulary->room)
		return;
	vocabulary->room = vocabulary->room * 2 + more + SET_FIRST;
	vocabulary->text = realloc(vocabulary->text, vocabulary->room);
	if (!vocabulary->text)
		abandon("cannot keep the words for search", "no memory");
}

static void vocabulary_list(struct vocabulary *vocabulary, struct str word)
{
	uint64_t hash = word_hash(word);

	if (word_set_has(&vocabulary->listed, hash))
		return;
	word_set_add(&vocabulary->listed, hash);
	text_room(vocabulary, word.len + 1);
	memcpy(vocabulary->text + vocabulary->len, word.at, word.len);
	vocabulary->len += word.len;
	vocabulary->text[vocabulary->len++] = '\n';
}

/* Only what is new is read: words are never taken away. */
static void vocabulary_refresh(struct connection *connection, enum rights rights)
{
	struct vocabulary *vocabulary = &connection->store->vocabulary;
	struct statement *statement = statement_run(connection, rights, connection->person,
		"SELECT id, word FROM search_word WHERE id > $1 ORDER BY id",
		V(vocabulary->last_id - ID_OVERLAP));

	while (statement && statement_step(statement)) {
		int64_t id = value_as_int(statement_cell(statement, 0));

		vocabulary_list(vocabulary, statement_cell(statement, 1).text);
		if (id > vocabulary->last_id)
			vocabulary->last_id = id;
	}
	statement_finish(statement);
}

void vocabulary_settle(struct vocabulary *vocabulary, bool is_committed)
{
	if (vocabulary->pending.count == 0)
		return;
	for (size_t i = 0; is_committed && i < vocabulary->pending.room; i++)
		if (vocabulary->pending.at[i])
			word_set_add(&vocabulary->known, vocabulary->pending.at[i]);
	word_set_release(&vocabulary->pending);
}

void vocabulary_release(struct vocabulary *vocabulary)
{
	free(vocabulary->text);
	word_set_release(&vocabulary->listed);
	word_set_release(&vocabulary->known);
	word_set_release(&vocabulary->pending);
	*vocabulary = (struct vocabulary){ 0 };
}

static bool is_known(const struct vocabulary *vocabulary, uint64_t hash)
{
	return word_set_has(&vocabulary->listed, hash) ||
	       word_set_has(&vocabulary->known, hash) ||
	       word_set_has(&vocabulary->pending, hash);
}

static void word_learn(struct connection *connection, struct str word)
{
	struct vocabulary *vocabulary = &connection->store->vocabulary;
	uint64_t hash = word_hash(word);

	if (!has_letter(word) || is_known(vocabulary, hash))
		return;
	connection_run(connection, "INSERT INTO search_word (word) VALUES ($1)"
		" ON CONFLICT (word) DO NOTHING", V(word));
	word_set_add(&vocabulary->pending, hash);
}

static void words_learn(struct connection *connection, struct str words)
{
	/* On PostgreSQL reading all words would make every two changes clash. */
	if (!connection->engine->is_postgres && connection->store->vocabulary.last_id == 0)
		vocabulary_refresh(connection, RIGHTS_all);
	while (words.len)
		word_learn(connection, str_cut(&words, ' '));
}

void search_put(struct change *change, const char *index, int64_t id, struct str before,
	struct str now)
{
	struct connection *connection = change_connection(change);

	if (str_equals(before, now) || connection->has_clashed)
		return;
	words_learn(connection, now);
	connection->engine->search_put(connection, index, id, before, now);
}

void search_put_many(struct change *change, const char *index, const struct search_row *rows,
	size_t count)
{
	struct connection *connection = change_connection(change);
	const struct engine *engine = connection->engine;
	size_t many = (size_t)engine->search_together, done = 0;

	for (size_t i = 0; i < count && !connection->has_clashed; i++)
		words_learn(connection, rows[i].words);
	while (done < count && !connection->has_clashed) {
		bool together = many && count - done >= many;

		if (together)
			engine->search_put_rows(connection, index, &rows[done]);
		else if (rows[done].words.len)
			engine->search_put(connection, index, rows[done].id, S(""),
				rows[done].words);
		done += together ? many : 1;
	}
}

/* --- what a person typed --------------------------------------------------------------- */

static bool has_word(const struct term *term, struct str word)
{
	for (size_t i = 0; i < term->count; i++)
		if (str_equals(term->words[i], word))
			return true;
	return false;
}

/* Keeps the shortest: a longer one gives way when the term is full. */
static void part_add(struct term *term, struct str word)
{
	size_t longest = 1;

	if (has_word(term, word))
		return;
	if (term->count <= PARTS_MOST) {
		term->words[term->count++] = word;
		return;
	}
	for (size_t i = 2; i < term->count; i++)
		if (term->words[i].len > term->words[longest].len)
			longest = i;
	if (word.len < term->words[longest].len)
		term->words[longest] = word;
}

static struct str line_around(struct str text, size_t place)
{
	size_t start = place, end = place;

	while (start > 0 && text.at[start - 1] != '\n')
		start--;
	while (end < text.len && text.at[end] != '\n')
		end++;
	return str_part(text, start, end - start);
}

/* Every known word that contains what is sought. */
static void parts_find(struct view *view, struct term *term, struct str sought)
{
	const struct vocabulary *vocabulary = &view->store->vocabulary;
	struct str text = { vocabulary->text, vocabulary->len }, rest = text;
	ptrdiff_t found;

	if (str_letters(sought) < PART_SHORTEST || !has_letter(sought))
		return;
	while (rest.len && (found = str_find(rest, sought)) >= 0) {
		size_t place = (size_t)(rest.at - text.at) + (size_t)found;
		struct str word = line_around(text, place);

		part_add(term, arena_copy(view->arena, word));
		rest = str_part(text, (size_t)(word.at - text.at) + word.len + 1, text.len);
	}
}

struct asked {
	struct view *view;
	struct term *terms;
	size_t count;
};

static struct term *term_new(struct asked *asked)
{
	return asked->count < TERMS_MOST ? &asked->terms[asked->count++] : NULL;
}

static struct str stem_copy(struct view *view, struct str word)
{
	return arena_copy(view->arena, stem(word));
}

static void phrase_ask(struct asked *asked, struct str words, bool is_not)
{
	struct term *term = NULL;
	struct str word;

	while ((word = word_next(&words)).len) {
		if (!is_indexed(word) || (term && term->count >= PARTS_MOST))
			continue;
		if (!term && !(term = term_new(asked)))
			return;
		term->is_phrase = true;
		term->is_not = is_not;
		term->words[term->count++] = stem_copy(asked->view, word);
	}
}

static void words_ask(struct asked *asked, struct str words, bool is_last)
{
	struct str word;

	while ((word = word_next(&words)).len) {
		struct term *term = is_indexed(word) ? term_new(asked) : NULL;

		if (!term)
			continue;
		term->words[term->count++] = stem_copy(asked->view, word);
		term->is_beginning = is_last && words.len == 0;
		parts_find(asked->view, term, term->words[0]);
	}
}

/* Takes one piece: -not, "a phrase", -"both", or words up to the next space. */
static void piece_ask(struct asked *asked, struct str *rest)
{
	bool is_not = str_starts(*rest, S("-"));
	struct str piece;

	*rest = str_part(*rest, is_not, rest->len);
	if (str_starts(*rest, S("\""))) {
		*rest = str_part(*rest, 1, rest->len);
		phrase_ask(asked, str_cut(rest, '"'), is_not);
		return;
	}
	piece = str_cut(rest, ' ');
	if (is_not)
		phrase_ask(asked, piece, true);
	else
		words_ask(asked, piece, piece.len && rest->len == 0 && rest->at == piece.at +
			piece.len);
}

static bool asks_for_something(const struct asked *asked)
{
	for (size_t i = 0; i < asked->count; i++)
		if (!asked->terms[i].is_not)
			return true;
	return false;
}

static struct str spaces_plain(struct arena *arena, struct str text)
{
	struct str copy = arena_copy(arena, text);
	char *at = (char *)copy.at;

	for (size_t i = 0; i < copy.len; i++)
		if ((unsigned char)at[i] <= ' ')
			at[i] = ' ';
	return copy;
}

struct str search_query(struct view *view, struct str typed)
{
	struct str rest = spaces_plain(view->arena, str_fold(view->arena, typed));
	struct asked asked = { .view = view,
		.terms = arena_array(view->arena, struct term, TERMS_MOST) };

	vocabulary_refresh(view_begin(view), view_rights(view));
	while (rest.len)
		piece_ask(&asked, &rest);
	if (!asks_for_something(&asked))
		return (struct str){ NULL, 0 };
	return view->store->engine->search_join(view->arena, asked.terms, asked.count);
}
