/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/predicate.c - whom an actor is, asked of a unit on a day.
 *
 *     any  := both ("or" both)*        both := one ("and" one)*
 *     one  := "not" one | "(" any ")" | all | none | is_board | has_area
 *           | NAME "=" word | NAME "in" "(" word+ ")"         NAME := kind, unit, tag, flag
 *
 * Reading is by descent, never deeper than DEEPEST.  A flag that nobody has decided is neither
 * yes nor no: three values are carried through and, or, not.
 */
#include "modules/programme/inside.h"

#include "modules/units/units.h"

enum { DEEPEST = 40, LONGEST = 2000 };

enum node_kind { NODE_none, NODE_all, NODE_is_board, NODE_has_area, NODE_not, NODE_and, NODE_or,
	NODE_asks };

struct predicate {
	enum node_kind kind;
	enum predicate_subject subject;         /* of asks */
	const struct predicate *left, *right;   /* of not (left), and, or */
	size_t count;
	const struct str *words;        /* of asks: one of these */
};

static const struct { const char *word; enum node_kind kind; } plain_words[] = {
	{ "all", NODE_all }, { "none", NODE_none }, { "is_board", NODE_is_board },
	{ "has_area", NODE_has_area },
};
const struct predicate_word predicate_words[] = {
	{ "kind", SUBJECT_kind, N_("the kind of the unit (list unit_kinds)") },
	{ "unit", SUBJECT_unit, N_("this very unit, by its code") },
	{ "tag", SUBJECT_tag, N_("a mark of the unit") },
	{ "flag", SUBJECT_flag, N_("decided: the unit is concerned (flags.csv); not decided is not yes") },
	{ NULL, SUBJECT_none, NULL },
};

struct reader {
	struct arena *arena;
	struct str text, rest;
	struct str token;               /* the next one; "" at the end */
	struct str problem;
	size_t at;
	bool has_failed;
};

/* ---- Words --------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return c == '_' || c == '-' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
		|| (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void token_next(struct reader *reader)
{
	size_t len = 0;

	while (reader->rest.len && (reader->rest.at[0] == ' ' || reader->rest.at[0] == '\t'))
		reader->rest = str_part(reader->rest, 1, reader->rest.len);
	while (len < reader->rest.len && is_letter(reader->rest.at[len]))
		len++;
	if (!len && reader->rest.len)
		len = 1;
	reader->token = str_part(reader->rest, 0, len);
	reader->rest = str_part(reader->rest, len, reader->rest.len);
}

static struct reader reader_of(struct arena *arena, struct str text)
{
	struct reader reader = { .arena = arena, .text = text, .rest = text };

	token_next(&reader);
	return reader;
}

/* The first fault counts; those that follow from it are not told.  `words` has a place for what
 * stands there. */
static const struct predicate *fail(struct reader *reader, const char *words)
{
	struct str before = str_part(reader->text, 0,
		reader->text.len - reader->rest.len - reader->token.len), found;

	if (reader->has_failed)
		return NULL;
	reader->has_failed = true;
	reader->at = str_letters(before);
	found = reader->token.len ? arena_print(reader->arena, _("“%.*s”"), STR(reader->token))
		: str_of(_("the end"));
	reader->problem = arena_print(reader->arena, words, STR(found));
	return NULL;
}

static bool is_name(struct str token)
{
	return token.len && is_letter(token.at[0]);
}

/* Words that mean something cannot be a kind, unit, mark or flag. */
static bool is_taken(struct str token)
{
	return str_is(token, "and") || str_is(token, "or") || str_is(token, "not") || str_is(token, "in");
}

/* ---- Reading ------------------------------------------------------------------------- */

static const struct predicate *any_read(struct reader *reader, int depth);

static struct predicate *node_new(struct reader *reader, enum node_kind kind,
                                  const struct predicate *left, const struct predicate *right)
{
	struct predicate *node = arena_new(reader->arena, struct predicate);

	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

/* "(" word+ ")" */
static bool words_read(struct reader *reader, struct predicate *node)
{
	struct str *words = arena_array(reader->arena, struct str, reader->rest.len / 2 + 2);

	if (!str_is(reader->token, "(")) {
		fail(reader, _("After “in” stands a list in brackets: in (district company), not %.*s."));
		return false;
	}
	for (token_next(reader); is_name(reader->token) && !is_taken(reader->token); token_next(reader))
		words[node->count++] = reader->token;
	node->words = words;
	if (!node->count || !str_is(reader->token, ")")) {
		fail(reader, _("A list has words with spaces between and ends with “)”, not %.*s."));
		return false;
	}
	token_next(reader);
	return true;
}

static bool word_read(struct reader *reader, struct predicate *node)
{
	struct str *word = arena_new(reader->arena, struct str);

	if (!is_name(reader->token) || is_taken(reader->token)) {
		fail(reader, _("After “=” stands a word, not %.*s."));
		return false;
	}
	*word = reader->token;
	node->words = word;
	node->count = 1;
	token_next(reader);
	return true;
}

static const struct predicate *asks_read(struct reader *reader, enum predicate_subject subject)
{
	struct predicate *node = node_new(reader, NODE_asks, NULL, NULL);
	bool is_list;

	node->subject = subject;
	token_next(reader);
	is_list = str_is(reader->token, "in");
	if (!is_list && !str_is(reader->token, "="))
		return fail(reader, _("Here “=” or “in” is expected, not %.*s."));
	token_next(reader);
	if (!(is_list ? words_read(reader, node) : word_read(reader, node)))
		return NULL;
	return node;
}

static const struct predicate *word_one(struct reader *reader)
{
	for (size_t i = 0; i < COUNT(plain_words); i++)
		if (str_is(reader->token, plain_words[i].word)) {
			token_next(reader);
			return node_new(reader, plain_words[i].kind, NULL, NULL);
		}
	for (const struct predicate_word *word = predicate_words; word->name; word++)
		if (str_is(reader->token, word->name))
			return asks_read(reader, word->subject);
	return fail(reader, _("Here all, none, is_board, has_area, kind, unit, tag, flag, not or “(” "
		"is expected, not %.*s."));
}

static const struct predicate *one_read(struct reader *reader, int depth)
{
	const struct predicate *inner;

	if (depth > DEEPEST)
		return fail(reader, _("There are too many brackets within each other at %.*s. Write it more "
			"simply."));
	if (str_is(reader->token, "not")) {
		token_next(reader);
		inner = one_read(reader, depth + 1);
		return inner ? node_new(reader, NODE_not, inner, NULL) : NULL;
	}
	if (!str_is(reader->token, "("))
		return word_one(reader);
	token_next(reader);
	inner = any_read(reader, depth + 1);
	if (!inner)
		return NULL;
	if (!str_is(reader->token, ")"))
		return fail(reader, _("Here “and”, “or” or the bracket “)” is expected, not %.*s."));
	token_next(reader);
	return inner;
}

static const struct predicate *both_read(struct reader *reader, int depth)
{
	const struct predicate *left = one_read(reader, depth);

	while (left && str_is(reader->token, "and")) {
		const struct predicate *right;

		token_next(reader);
		right = one_read(reader, depth);
		left = right ? node_new(reader, NODE_and, left, right) : NULL;
	}
	return left;
}

static const struct predicate *any_read(struct reader *reader, int depth)
{
	const struct predicate *left = both_read(reader, depth);

	while (left && str_is(reader->token, "or")) {
		const struct predicate *right;

		token_next(reader);
		right = both_read(reader, depth);
		left = right ? node_new(reader, NODE_or, left, right) : NULL;
	}
	return left;
}

const struct predicate *predicate_read(struct arena *arena, struct str text,
                                       struct str *problem, size_t *at)
{
	struct reader reader = reader_of(arena, text);
	const struct predicate *predicate = NULL;

	if (text.len > LONGEST)
		fail(&reader, _("The predicate is too long. It begins with %.*s."));
	else if (!reader.token.len)
		return node_new(&reader, NODE_none, NULL, NULL);
	else
		predicate = any_read(&reader, 0);
	if (predicate && reader.token.len)
		predicate = fail(&reader, _("Here “and”, “or” or the end is expected, not %.*s."));
	if (!predicate) {
		*problem = reader.problem;
		*at = reader.at;
	}
	return predicate;
}

/* ---- Asking --------------------------------------------------------------------------- */

static enum applies yes_or_no(bool is_so)
{
	return is_so ? APPLIES_yes : APPLIES_no;
}

static enum applies flag_applies(struct str flag, const struct predicate_facts *facts)
{
	enum concern concern = facts->concern ? facts->concern(facts->context, facts->unit, flag)
		: CONCERN_undecided;

	if (concern == CONCERN_undecided)
		return APPLIES_undecided;
	return yes_or_no(concern == CONCERN_yes);
}

static enum applies word_applies(enum predicate_subject subject, struct str word,
                                 const struct predicate_facts *facts)
{
	switch (subject) {
	case SUBJECT_kind:
		return yes_or_no(str_equals(facts->unit->kind, word));
	case SUBJECT_unit:
		return yes_or_no(str_equals(facts->unit->code, word));
	case SUBJECT_tag:
		return yes_or_no(spaced_has(facts->unit->tags, word));
	case SUBJECT_flag:
		return flag_applies(word, facts);
	default:
		return APPLIES_no;
	}
}

static enum applies or_of(enum applies a, enum applies b)
{
	if (a == APPLIES_yes || b == APPLIES_yes)
		return APPLIES_yes;
	return a == APPLIES_undecided || b == APPLIES_undecided ? APPLIES_undecided : APPLIES_no;
}

static enum applies not_of(enum applies a)
{
	return a == APPLIES_undecided ? a : yes_or_no(a == APPLIES_no);
}

static enum applies asks_apply(const struct predicate *node, const struct predicate_facts *facts)
{
	enum applies applies = APPLIES_no;

	for (size_t i = 0; i < node->count; i++)
		applies = or_of(applies, word_applies(node->subject, node->words[i], facts));
	return applies;
}

enum applies predicate_applies(const struct predicate *predicate, const struct predicate_facts *facts)
{
	switch (predicate->kind) {
	case NODE_none:
		return APPLIES_no;
	case NODE_all:
		return APPLIES_yes;
	case NODE_is_board:
		return yes_or_no(facts->is_board);
	case NODE_has_area:
		return yes_or_no(facts->has_area);
	case NODE_not:
		return not_of(predicate_applies(predicate->left, facts));
	case NODE_or:
		return or_of(predicate_applies(predicate->left, facts),
			predicate_applies(predicate->right, facts));
	case NODE_and:          /* de Morgan: undecided stays undecided on both sides */
		return not_of(or_of(not_of(predicate_applies(predicate->left, facts)),
			not_of(predicate_applies(predicate->right, facts))));
	case NODE_asks:
		return asks_apply(predicate, facts);
	}
	return APPLIES_no;
}

void predicate_each(const struct predicate *predicate,
                    void (*each)(void *context, enum predicate_subject subject, struct str word),
                    void *context)
{
	if (predicate->left)
		predicate_each(predicate->left, each, context);
	if (predicate->right)
		predicate_each(predicate->right, each, context);
	for (size_t i = 0; i < predicate->count; i++)
		each(context, predicate->subject, predicate->words[i]);
}

struct flags {
	struct arena *arena;
	struct str words;
};

static void flag_add(void *context, enum predicate_subject subject, struct str word)
{
	struct flags *flags = context;

	if (subject == SUBJECT_flag && !spaced_has(flags->words, word))
		flags->words = spaced_add(flags->arena, flags->words, word);
}

struct str predicate_flags(struct arena *arena, const struct predicate *predicate)
{
	struct flags flags = { .arena = arena, .words = S("") };

	predicate_each(predicate, flag_add, &flags);
	return flags.words;
}
