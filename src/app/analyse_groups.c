/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_groups.c - see analyse.h: rows that belong together, and words. */
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool plain_need(const struct plain *plain, size_t row, const char *column, double least, double most,
                double *value)
{
	*value = NAN;
	if (!plain_number(plain, row, column, value))
		return false;
	if (isnan(*value))
		return plain_wrong(plain, row, "%s is empty", column);
	if (*value < least || *value > most)
		return plain_wrong(plain, row, "%s is %g and must be from %g to %g", column, *value, least, most);
	return true;
}

bool plain_yes(const struct plain *plain, size_t row, const char *column, bool *is)
{
	static const struct { const char *word; bool is; } words[] = { { "1", true }, { "0", false },
		{ "yes", true }, { "no", false }, { "true", true }, { "false", false } };
	struct str text = plain_text(plain, row, column);

	if (str_is_empty(text))
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is_nocase(text, words[i].word)) {
			*is = words[i].is;
			return true;
		}
	return plain_wrong(plain, row, "%s is '%.*s' and must be yes or no", column, STR(text));
}

bool plain_x_columns(const struct plain *plain, size_t most, const char **names, size_t *count)
{
	const struct csv_row *head = &plain->table->rows[0];

	*count = 0;
	names[(*count)++] = "ones";
	for (size_t i = 0; i < head->count; i++) {
		struct str name = str_trim(head->cells[i]);

		if (!str_starts(name, S("x_")))
			continue;
		if (*count > most)
			return plain_wrong(plain, 0, "more than %zu columns x_...", most);
		names[(*count)++] = str_z(plain->arena, name);
	}
	return true;
}

/* ---- Groups ------------------------------------------------------------------------------ */

/* Rows of one name stand together in most files: the last one found is tried first. */
static size_t group_find(const struct plain_group *groups, size_t count, size_t last, struct str name)
{
	if (last < count && str_equals(groups[last].name, name))
		return last;
	for (size_t i = 0; i < count; i++)
		if (str_equals(groups[i].name, name))
			return i;
	return count;
}

const struct plain_group *plain_groups(const struct plain *plain, const char *column, size_t *count)
{
	size_t rows = plain->table->count, *of = arena_array(plain->arena, size_t, rows), last = 0, next = 0;
	struct plain_group *groups = arena_array(plain->arena, struct plain_group, rows);
	size_t *places = arena_array(plain->arena, size_t, rows), *filled = arena_array(plain->arena, size_t, rows);

	*count = 0;
	for (size_t row = 1; row < rows; row++) {
		struct str name = plain_text(plain, row, column);

		of[row] = last = group_find(groups, *count, last, name);
		groups[last].name = name;
		groups[last].count++;
		*count += last == *count;
	}
	for (size_t i = 0; i < *count; i++) {
		groups[i].rows = &places[next];
		filled[i] = next;
		next += groups[i].count;
	}
	for (size_t row = 1; row < rows; row++)
		places[filled[of[row]]++] = row;
	return groups;
}

/* ---- Options ----------------------------------------------------------------------------- */

bool analyse_whole(const struct analyse_ask *ask, const char *name, double least, double most,
                   double *value)
{
	double number = *value;

	if (!analyse_option(ask, name, least, most, &number))
		return false;
	if (option_value(ask->argc, ask->argv, name) && number != floor(number)) {
		fprintf(stderr, "varn analyse: --%s is a whole number\n", name);
		return false;
	}
	*value = number;
	return true;
}

bool analyse_count(const struct analyse_ask *ask, const char *name, size_t least, size_t most,
                   size_t *count)
{
	double number = (double)*count;

	if (!analyse_whole(ask, name, (double)least, (double)most, &number))
		return false;
	*count = (size_t)number;
	return true;
}

double analyse_level(const struct analyse_ask *ask, double usual)
{
	return option_value(ask->argc, ask->argv, "level") ? ask->level : usual;
}

bool analyse_word(const struct analyse_ask *ask, const char *name, const char *const *words, int *found)
{
	const char *text = option_value(ask->argc, ask->argv, name);

	if (!text)
		return true;
	for (*found = 0; words[*found]; ++*found)
		if (!strcmp(text, words[*found]))
			return true;
	fprintf(stderr, "varn analyse: --%s is '%s' and must be one of:", name, text);
	for (int i = 0; words[i]; i++)
		fprintf(stderr, " %s", words[i]);
	fputc('\n', stderr);
	return false;
}
