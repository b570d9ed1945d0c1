/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/evidence.c - the sources of all rooms, and the arguments that rules give them. */
#include "kit/evidence.h"

#include "base/tongue.h"
#include "kit/catalogue.h"
#include "kit/module.h"

#include <string.h>

enum { MOST_ARGUMENTS = 12 };

static const struct column span_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct evidence_span, unit_id), NULL, false },
	{ "valid_from", COLUMN_date, offsetof(struct evidence_span, from), NULL, false },
	{ "valid_to", COLUMN_date, offsetof(struct evidence_span, to), NULL, false },
};
const struct shape evidence_span_shape = { .size = sizeof(struct evidence_span),
	.count = COUNT(span_columns), .columns = span_columns };

static const struct column count_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct evidence_count, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct evidence_count, count), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct evidence_count, whole), NULL, false },
	{ "last_on", COLUMN_date, offsetof(struct evidence_count, last), NULL, false },
};
const struct shape evidence_count_shape = { .size = sizeof(struct evidence_count),
	.count = COUNT(count_columns), .columns = count_columns };

static const struct column record_columns[] = {
	{ "words", COLUMN_text, offsetof(struct evidence_record, words), NULL, false },
	{ "path", COLUMN_text, offsetof(struct evidence_record, path), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct evidence_record, on), NULL, false },
};
const struct shape evidence_record_shape = { .size = sizeof(struct evidence_record),
	.count = COUNT(record_columns), .columns = record_columns };

const struct evidence_source *evidence_source_find(struct str name)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct evidence_source *s = modules[i]->evidence; s && s->name; s++)
			if (str_is(name, s->name))
				return s;
	return NULL;
}

struct str evidence_text(const struct evidence_ask *ask, const char *name)
{
	for (size_t i = 0; i < ask->count; i++)
		if (str_is(ask->at[i].name, name))
			return ask->at[i].value;
	return S("");
}

int64_t evidence_number(const struct evidence_ask *ask, const char *name, int64_t standard)
{
	int64_t number = standard;

	str_to_int(evidence_text(ask, name), &number);
	return number;
}

/* ---- Arguments ------------------------------------------------------------------------ */

static bool is_wrong(struct str *problem, size_t *at, size_t where, struct str words)
{
	*problem = words;
	*at = where;
	return false;
}

bool evidence_arguments_read(struct arena *arena, struct str text, struct evidence_ask *ask,
                             struct str *problem, size_t *at)
{
	struct pair *pairs = arena_array(arena, struct pair, MOST_ARGUMENTS);
	struct str rest = text;

	ask->count = 0;
	ask->at = pairs;
	while (rest.len) {
		size_t where = text.len - rest.len;
		struct str word = str_cut(&rest, ' '), name = word;

		if (!word.len)
			continue;
		if (str_find_char(word, '=') < 1)
			return is_wrong(problem, at, where, arena_print(arena,
				_("“%.*s” is not written as name=value."), STR(word)));
		if (ask->count == MOST_ARGUMENTS)
			return is_wrong(problem, at, where, str_of(_("There are too many arguments.")));
		name = str_cut(&word, '=');
		if (!word.len)
			return is_wrong(problem, at, where, arena_print(arena,
				_("The argument “%.*s” has no value."), STR(name)));
		if (evidence_text(ask, str_z(arena, name)).len)
			return is_wrong(problem, at, where, arena_print(arena,
				_("The argument “%.*s” stands twice."), STR(name)));
		pairs[ask->count++] = (struct pair){ .name = name, .value = word };
	}
	return true;
}

static const struct evidence_argument *argument_find(const struct evidence_source *source,
                                                     struct str name)
{
	for (const struct evidence_argument *a = source->arguments; a && a->name; a++)
		if (str_is(name, a->name))
			return a;
	return NULL;
}

/* NULL: well. */
static const char *value_problem(const struct evidence_argument *argument, struct str value)
{
	int64_t number;

	if (argument->is_number && (!str_to_int(value, &number) || number < 0))
		return N_("“%.*s” is not a whole number.");
	if (argument->list && !item_find(argument->list, value))
		return N_("“%.*s” is not in the list that the argument chooses from.");
	if (argument->choices && choice_of(argument->choices, value) <= 0)
		return N_("“%.*s” is not one of the choices.");
	return NULL;
}

static size_t column_of(struct str text, struct str part)
{
	return (size_t)(part.at - text.at);
}

bool evidence_arguments_judge(struct arena *arena, const struct evidence_source *source,
                              struct str text, struct str *problem, size_t *at)
{
	struct evidence_ask ask = { 0 };

	if (!evidence_arguments_read(arena, text, &ask, problem, at))
		return false;
	for (size_t i = 0; i < ask.count; i++) {
		const struct evidence_argument *argument = argument_find(source, ask.at[i].name);
		const char *words = argument ? value_problem(argument, ask.at[i].value) : NULL;

		if (!argument)
			return is_wrong(problem, at, column_of(text, ask.at[i].name), arena_print(arena,
				_("The source “%s” has no argument “%.*s”."), source->name,
				STR(ask.at[i].name)));
		if (words)
			return is_wrong(problem, at, column_of(text, ask.at[i].value),
				arena_print(arena, _(words), STR(ask.at[i].value)));
	}
	for (const struct evidence_argument *a = source->arguments; a && a->name; a++)
		if (a->is_required && !evidence_text(&ask, a->name).len)
			return is_wrong(problem, at, text.len, arena_print(arena,
				_("The source “%s” needs the argument “%s”."), source->name, a->name));
	return true;
}
