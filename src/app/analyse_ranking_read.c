/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_ranking_read.c - see analyse_ranking.h. */
#include "app/analyse_ranking.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- The heading ------------------------------------------------------------------------- */

/* A number is in five columns at most. */
enum part { LOW, MIDDLE, HIGH, FROM, TO, PARTS };
static const char *const endings[PARTS] = { "_low", "", "_high", "_from", "_to" };

struct number_columns { const char *at[PARTS]; };

struct reading {
	const struct plain *plain;
	struct ranking_file *file;
	struct number_columns frequency, consequence[RANKING_VALUES_MOST];
	const char *ways[RANKING_WAYS_MOST];
};

static struct number_columns columns_of(struct arena *arena, const char *before, struct str name)
{
	struct number_columns columns;

	for (int i = 0; i < PARTS; i++)
		columns.at[i] = str_z(arena, arena_print(arena, "%s%.*s%s", before, STR(name), endings[i]));
	return columns;
}

/* The name of a number without the ending of its column. */
static struct str without_ending(struct str name)
{
	for (int i = 0; i < PARTS; i++)
		if (i != MIDDLE && str_ends(name, str_of(endings[i])))
			return str_part(name, 0, name.len - str_of(endings[i]).len);
	return name;
}

static bool name_add(const struct plain *plain, struct str *names, size_t *count, size_t most,
                     struct str name, const char *what)
{
	for (size_t i = 0; i < *count; i++)
		if (str_equals(names[i], name))
			return true;
	if (str_is_empty(name))
		return plain_wrong(plain, 0, "a column is called %s without saying of what", what);
	if (*count == most)
		return plain_wrong(plain, 0, "there are more than %zu columns %s...", most, what);
	names[(*count)++] = name;
	return true;
}

static bool column_read(const struct plain *plain, struct ranking_file *file, struct str column)
{
	static const struct str consequence = { "consequence_", 12 }, class = { "class_", 6 };

	if (str_starts(column, consequence))
		return name_add(plain, file->values, &file->values_count, RANKING_VALUES_MOST,
			without_ending(str_part(column, consequence.len, column.len)), "consequence_");
	if (str_starts(column, class))
		return name_add(plain, file->ways, &file->ways_count, RANKING_WAYS_MOST,
			str_part(column, class.len, column.len), "class_");
	if (str_is(column, "risk") || str_is(column, "judge") || str_is(without_ending(column), "frequency"))
		return true;
	return plain_wrong(plain, 0, "the column %.*s is not known; there are risk, judge, frequency..., "
		"consequence_VALUE... and class_WAY", STR(column));
}

static bool heading_read(struct reading *reading)
{
	const struct csv_row *row = &reading->plain->table->rows[0];
	struct ranking_file *file = reading->file;
	struct arena *arena = reading->plain->arena;

	for (size_t i = 0; i < row->count; i++)
		if (!str_is_empty(str_trim(row->cells[i]))
		    && !column_read(reading->plain, file, str_trim(row->cells[i])))
			return false;
	reading->frequency = columns_of(arena, "frequency", S(""));
	for (size_t v = 0; v < file->values_count; v++)
		reading->consequence[v] = columns_of(arena, "consequence_", file->values[v]);
	for (size_t i = 0; i < file->ways_count; i++)
		reading->ways[i] = str_z(arena, arena_print(arena, "class_%.*s", STR(file->ways[i])));
	if (file->values_count == 0 && file->ways_count == 0)
		return plain_wrong(reading->plain, 0, "there is neither a column consequence_VALUE nor class_WAY");
	return true;
}

/* ---- A number ---------------------------------------------------------------------------- */

static bool class_read(const struct plain *plain, size_t row, const struct number_columns *columns,
                       struct estimate *estimate)
{
	double from = NAN, to = NAN;

	if (!plain_number(plain, row, columns->at[FROM], &from) || !plain_number(plain, row, columns->at[TO], &to))
		return false;
	if (isnan(from) || isnan(to))
		return plain_wrong(plain, row, "%s is empty: a class has both ends (close an open one by decision)",
			columns->at[isnan(from) ? FROM : TO]);
	if (!(from > 0))
		return plain_wrong(plain, row, "%s is %g; a class begins above 0", columns->at[FROM], from);
	if (!(to > from))
		return plain_wrong(plain, row, "%s is %g and must be above %s, %g", columns->at[TO], to,
			columns->at[FROM], from);
	*estimate = estimate_class((struct class_interval){ from, to }, 0);
	return true;
}

static bool is_said(const struct plain *plain, size_t row, const struct number_columns *columns, enum part part)
{
	return !str_is_empty(plain_text(plain, row, columns->at[part]));
}

/* *is_given: this row says something about it. */
static bool estimate_read(const struct plain *plain, size_t row, const struct number_columns *columns,
                          struct estimate *estimate, bool *is_given)
{
	bool is_class = is_said(plain, row, columns, FROM) || is_said(plain, row, columns, TO);
	bool is_three = is_said(plain, row, columns, LOW) || is_said(plain, row, columns, MIDDLE)
		|| is_said(plain, row, columns, HIGH);
	double found[3];

	*is_given = is_class || is_three;
	if (is_class && is_three)
		return plain_wrong(plain, row, "%s and %s are both there: say three numbers or a class",
			columns->at[MIDDLE], columns->at[FROM]);
	if (is_class)
		return class_read(plain, row, columns, estimate);
	if (!plain_spread(plain, row, columns->at, &found, is_given))
		return false;
	if (*is_given)
		*estimate = estimate_three(found[0], found[1], found[2]);
	return true;
}

/* ---- Rows of a risk ---------------------------------------------------------------------- */

struct row_of { struct str id; size_t row; };

static int by_id(const void *a, const void *b)
{
	const struct row_of *x = a, *y = b;
	int order = str_compare(x->id, y->id);

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool opinion_read(const struct plain *plain, const struct row_of *rows, size_t count,
                         const struct number_columns *columns, struct opinion *opinion)
{
	struct estimate *said = arena_array(plain->arena, struct estimate, count + 1);
	size_t given = 0;

	for (size_t i = 0; i < count; i++) {
		bool is_given;

		if (!estimate_read(plain, rows[i].row, columns, &said[given], &is_given))
			return false;
		given += is_given;
	}
	*opinion = (struct opinion){ said, given };
	return true;
}

static bool classes_read(const struct reading *reading, const struct row_of *rows, size_t count, double *classes)
{
	for (size_t way = 0; way < reading->file->ways_count; way++) {
		classes[way] = NAN;
		for (size_t i = 0; i < count && isnan(classes[way]); i++)
			if (!plain_number(reading->plain, rows[i].row, reading->ways[way], &classes[way]))
				return false;
		if (isnan(classes[way]))
			return plain_wrong(reading->plain, rows[0].row, "%s is empty: say the class of %.*s",
				reading->ways[way], STR(rows[0].id));
	}
	return true;
}

/* What several rows say of one risk. */
static bool risk_read(struct reading *reading, const struct row_of *rows, size_t count,
                      struct ranking_risk *risk, double *classes)
{
	const struct plain *plain = reading->plain;
	size_t touched = 0;

	risk->id = rows[0].id;
	if (!opinion_read(plain, rows, count, &reading->frequency, &risk->frequency))
		return false;
	for (size_t v = 0; v < reading->file->values_count; v++) {
		if (!opinion_read(plain, rows, count, &reading->consequence[v], &risk->consequence[v]))
			return false;
		touched += risk->consequence[v].count > 0;
	}
	if (reading->file->values_count && risk->frequency.count == 0)
		return plain_wrong(plain, rows[0].row, "frequency is empty: say how many times a year %.*s "
			"happens (frequency, or frequency_from and frequency_to)", STR(risk->id));
	if (reading->file->values_count && touched == 0)
		return plain_wrong(plain, rows[0].row, "every consequence_... is empty: say what %.*s costs",
			STR(risk->id));
	return classes_read(reading, rows, count, classes);
}

/* Rows with their ids, those of one risk together. */
static struct row_of *rows_sorted(const struct plain *plain, size_t *count)
{
	struct row_of *rows = arena_array(plain->arena, struct row_of, plain->table->count + 1);

	*count = plain->table->count - 1;
	for (size_t row = 1; row < plain->table->count; row++) {
		rows[row - 1] = (struct row_of){ plain_text(plain, row, "risk"), row };
		if (str_is_empty(rows[row - 1].id)) {
			plain_wrong(plain, row, "risk is empty: say which risk the row is about");
			return NULL;
		}
	}
	qsort(rows, *count, sizeof(*rows), by_id);
	return rows;
}

/* Where the rows of each risk begin. */
static size_t firsts_find(const struct row_of *rows, size_t count, size_t *first)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		if (i == 0 || !str_equals(rows[i].id, rows[i - 1].id))
			first[found++] = i;
	first[found] = count;
	return found;
}

static bool risks_read(struct reading *reading)
{
	const struct plain *plain = reading->plain;
	struct ranking_file *file = reading->file;
	size_t count, *first, *rows_first;
	struct row_of *rows = rows_sorted(plain, &count);
	double *classes;

	if (!rows)
		return false;
	first = arena_array(plain->arena, size_t, count + 2);
	rows_first = arena_array(plain->arena, size_t, count + 1);
	file->count = firsts_find(rows, count, first);
	if (file->count < 1 || file->count > RANKING_RISKS_MOST)
		return plain_wrong(plain, 0, "there are %zu risks; there must be 1 to %d", file->count,
			RANKING_RISKS_MOST);
	file->risks = arena_array(plain->arena, struct ranking_risk, file->count);
	classes = arena_array(plain->arena, double, file->count * (file->ways_count + 1));
	for (size_t i = 0; i < file->count; i++) {
		if (!risk_read(reading, &rows[first[i]], first[i + 1] - first[i], &file->risks[i],
			&classes[i * file->ways_count]))
			return false;
		rows_first[i] = rows[first[i]].row;
	}
	file->rows = rows_first;
	file->classes = classes;
	return true;
}

bool ranking_file_read(const struct plain *plain, struct ranking_file *file)
{
	struct reading reading = { .plain = plain, .file = file };

	*file = (struct ranking_file){ .plain = plain };
	if (!heading_read(&reading) || !risks_read(&reading))
		return false;
	file->has_numbers = file->values_count > 0;
	return true;
}

size_t ranking_file_risk(const struct ranking_file *file, struct str id)
{
	size_t i = 0;

	while (i < file->count && !str_equals(file->risks[i].id, id))
		i++;
	return i;
}

/* ---- Weights ----------------------------------------------------------------------------- */

static bool weight_wrong(struct str text)
{
	fprintf(stderr, "varn analyse: --weights: '%.*s' is not VALUE LEAST-MOST with 0 <= LEAST <= MOST <= 1\n",
		STR(text));
	return false;
}

static bool weight_read(const struct ranking_file *file, struct str text, struct weight_bounds *bounds)
{
	struct str most = text, name = str_cut(&most, ' '), least;
	struct weight_bounds found;
	size_t value = 0;

	most = str_trim(most);
	least = str_cut(&most, '-');
	if (!str_to_real(least, &found.least) || !str_to_real(most, &found.most) || found.least < 0
	    || found.least > found.most || found.most > 1)
		return weight_wrong(text);
	while (value < file->values_count && !str_equals(file->values[value], name))
		value++;
	if (value == file->values_count) {
		fprintf(stderr, "varn analyse: --weights: there is no column consequence_%.*s\n", STR(name));
		return false;
	}
	bounds[value] = found;
	return true;
}

bool ranking_file_weights(const struct ranking_file *file, struct str text, struct weight_bounds *bounds)
{
	struct weights weights;

	for (size_t v = 0; v < file->values_count; v++)
		bounds[v] = (struct weight_bounds){ 0, 1 };
	while (!str_is_empty(text))
		if (!weight_read(file, str_trim(str_cut(&text, ',')), bounds))
			return false;
	if (weights_make(&weights, file->values_count, bounds))
		return true;
	fprintf(stderr, "varn analyse: --weights: no weights that sum to 1 are within them\n");
	return false;
}
