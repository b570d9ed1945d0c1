/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/read.c - see read.h: cells of a file, judged one by one. */
#include "modules/surveys/read.h"

#include "base/csv.h"
#include "kit/identity.h"

#include <math.h>
#include <stdlib.h>

enum { TOLD_MOST = 25 };

enum role { ROLE_reference, ROLE_area, ROLE_stratum, ROLE_weight, ROLE_group, ROLE_question,
	ROLE_margin, ROLE_group_name, ROLE_people };
struct heading { enum role role; size_t nth; };

struct sheet_read {
	const struct reading_ask *ask;
	const struct csv_table *table;
	struct heading *headings;
	size_t columns;
	struct problems *problems;
	size_t wrong;
};

/* ---- What is wrong ------------------------------------------------------------------------- */

static bool wrong(struct sheet_read *sheet, size_t row, size_t column, const char *words)
{
	const struct csv_row *first = &sheet->table->rows[0];

	if (++sheet->wrong <= TOLD_MOST)
		problem_add(sheet->problems, "file", _("Line %lld, column %.*s: %s"),
			(long long)sheet->table->rows[row].line, STR(first->cells[column]), words);
	return false;
}

static bool wrong_file(struct sheet_read *sheet, const char *words)
{
	sheet->wrong++;
	problem_add(sheet->problems, "file", "%s", words);
	return false;
}

static bool sheet_is_fine(struct sheet_read *sheet)
{
	if (sheet->wrong > TOLD_MOST)
		problem_add(sheet->problems, "file", _("%lld more mistakes of these kinds are not shown."),
			(long long)(sheet->wrong - TOLD_MOST));
	return !sheet->wrong;
}

static struct str cell_at(const struct sheet_read *sheet, size_t row, size_t column)
{
	const struct csv_row *line = &sheet->table->rows[row];

	return column < line->count ? str_trim(line->cells[column]) : S("");
}

/* A word that somebody chose: not too long, and nobody's number. */
static bool word_judge(struct sheet_read *sheet, size_t row, size_t column, struct str word)
{
	size_t at, len;

	if (str_letters(word) > CELL_LONGEST)
		return wrong(sheet, row, column, _("it is longer than 40 letters."));
	if (personal_number_find(word, &at, &len))
		return wrong(sheet, row, column, _("it looks like a personal number. Give each answer a number of its own."));
	return true;
}

static double number_read(struct sheet_read *sheet, size_t row, size_t column)
{
	double number = NAN;

	if (!str_to_real(cell_at(sheet, row, column), &number) || !(number > 0) || number > 1e12)
		wrong(sheet, row, column, _("it must be a number above 0."));
	return number;
}

/* ---- Headings -------------------------------------------------------------------------------- */

static ptrdiff_t group_of_round(const struct reading_ask *ask, struct str name)
{
	struct str rest = ask->round->group_columns;

	for (ptrdiff_t i = 0; rest.len && i < GROUP_COLUMNS_MOST; i++)
		if (str_equals(str_cut(&rest, ' '), name))
			return i;
	return -1;
}

static bool heading_find(const struct reading_ask *ask, struct str name, struct heading *found)
{
	static const struct { const char *name; enum role role; } ours[] = { { "reference", ROLE_reference },
		{ "area", ROLE_area }, { "stratum", ROLE_stratum }, { "weight", ROLE_weight } };
	ptrdiff_t group = group_of_round(ask, name);

	for (size_t i = 0; i < COUNT(ours); i++)
		if (str_is(name, ours[i].name)) {
			*found = (struct heading){ ours[i].role, 0 };
			return true;
		}
	if (group >= 0) {
		*found = (struct heading){ ROLE_group, (size_t)group };
		return true;
	}
	for (size_t i = 0; i < ask->questions->count && i < QUESTIONS_MOST; i++)
		if (str_equals(ask->questions->at[i].code, name)) {
			*found = (struct heading){ ROLE_question, i };
			return true;
		}
	return false;
}

static bool people_heading_find(struct str name, struct heading *found)
{
	static const struct { const char *name; enum role role; } ours[] = { { "margin", ROLE_margin },
		{ "group", ROLE_group_name }, { "people", ROLE_people } };

	for (size_t i = 0; i < COUNT(ours); i++)
		if (str_is(name, ours[i].name)) {
			*found = (struct heading){ ours[i].role, 0 };
			return true;
		}
	return false;
}

static size_t columns_with(const struct sheet_read *sheet, enum role role, size_t nth)
{
	size_t count = 0;

	for (size_t c = 0; c < sheet->columns; c++)
		count += sheet->headings[c].role == role && sheet->headings[c].nth == nth;
	return count;
}

static bool headings_read(struct sheet_read *sheet, bool is_people)
{
	const struct csv_row *first = &sheet->table->rows[0];

	sheet->columns = first->count;
	sheet->headings = arena_array(sheet->ask->arena, struct heading, first->count);
	for (size_t c = 0; c < first->count; c++) {
		struct str name = str_trim(first->cells[c]);

		if (is_people ? !people_heading_find(name, &sheet->headings[c])
		              : !heading_find(sheet->ask, name, &sheet->headings[c]))
			wrong(sheet, 0, c, _("the round knows no such column. Take it away, or register it as a question or a column with groups."));
	}
	for (size_t c = 0; c < first->count && !sheet->wrong; c++)
		if (columns_with(sheet, sheet->headings[c].role, sheet->headings[c].nth) > 1)
			wrong(sheet, 0, c, _("the column is there twice."));
	return !sheet->wrong;
}

static bool sheet_open(struct sheet_read *sheet, struct str content, bool is_people)
{
	const char *why = NULL;

	sheet->table = csv_read(sheet->ask->arena, content, &why);
	if (!sheet->table)
		return wrong_file(sheet, why ? why : _("The file cannot be read."));
	if (sheet->table->count < 2)
		return wrong_file(sheet, _("The file has no rows below its headings."));
	if (sheet->table->count - 1 > ANSWERS_MOST)
		return wrong_file(sheet, _("The file has more than 200,000 rows."));
	return headings_read(sheet, is_people);
}

/* ---- Answers ---------------------------------------------------------------------------------- */

static const struct survey_area *area_named(const struct reading_ask *ask, struct str code)
{
	for (size_t i = 0; i < ask->areas->count; i++)
		if (str_equals(ask->areas->at[i].code, code))
			return &ask->areas->at[i];
	return NULL;
}

static void area_read(struct sheet_read *sheet, size_t row, size_t column, const struct survey_area **area)
{
	struct str code = cell_at(sheet, row, column);

	*area = area_named(sheet->ask, code);
	if (!*area)
		wrong(sheet, row, column, arena_print(sheet->ask->arena,
			_("the map has no area with the code “%.*s” on the last day of the round."), STR(code)).at);
}

static void value_read(struct sheet_read *sheet, size_t row, size_t column, struct str *value)
{
	const struct asked_question *question = &sheet->ask->questions->at[sheet->headings[column].nth];

	*value = cell_at(sheet, row, column);
	if (value->len && !str_has_word(question->answers, *value) && !str_has_word(question->not_counted, *value))
		wrong(sheet, row, column, arena_print(sheet->ask->arena,
			_("“%.*s” is not among the possible answers."), STR(*value)).at);
}

static void group_read(struct sheet_read *sheet, size_t row, size_t column, struct str *group)
{
	*group = cell_at(sheet, row, column);
	if (!group->len)
		wrong(sheet, row, column, _("it is empty."));
	else
		word_judge(sheet, row, column, *group);
}

static void answer_cell(struct sheet_read *sheet, size_t row, size_t column, struct answers_read *read,
                        struct str *references)
{
	size_t nth = sheet->headings[column].nth, at = row - 1;

	switch (sheet->headings[column].role) {
	case ROLE_reference: group_read(sheet, row, column, &references[at]); break;
	case ROLE_area: area_read(sheet, row, column, &read->areas[at]); break;
	case ROLE_stratum: group_read(sheet, row, column, &read->strata[at]); break;
	case ROLE_weight: read->weights[at] = number_read(sheet, row, column); break;
	case ROLE_group: group_read(sheet, row, column, &read->groups[nth][at]); break;
	case ROLE_question: value_read(sheet, row, column, &read->values[nth][at]); break;
	default: break;
	}
}

struct reference_at { struct str text; size_t row; };

static int references_order(const void *a, const void *b)
{
	const struct reference_at *one = a, *other = b;
	int order = str_compare(one->text, other->text);

	return order ? order : one->row < other->row ? -1 : one->row > other->row;
}

static void references_judge(struct sheet_read *sheet, const struct str *references, size_t count)
{
	struct reference_at *all = arena_array(sheet->ask->arena, struct reference_at, count);
	size_t column = 0;

	while (column < sheet->columns && sheet->headings[column].role != ROLE_reference)
		column++;
	for (size_t i = 0; i < count; i++)
		all[i] = (struct reference_at){ references[i], i + 1 };
	qsort(all, count, sizeof(*all), references_order);
	for (size_t i = 1; i < count; i++)
		if (all[i].text.len && str_equals(all[i].text, all[i - 1].text))
			wrong(sheet, all[i].row, column, arena_print(sheet->ask->arena,
				_("“%.*s” stands on line %lld too."), STR(all[i].text),
				(long long)sheet->table->rows[all[i - 1].row].line).at);
}

static void answers_room(struct sheet_read *sheet, struct answers_read *read)
{
	struct arena *arena = sheet->ask->arena;
	size_t count = read->count;

	read->areas = arena_array(arena, const struct survey_area *, count);
	if (columns_with(sheet, ROLE_weight, 0))
		read->weights = arena_array(arena, double, count);
	if (columns_with(sheet, ROLE_stratum, 0))
		read->strata = arena_array(arena, struct str, count);
	for (size_t c = 0; c < sheet->columns; c++)
		if (sheet->headings[c].role == ROLE_question)
			read->values[sheet->headings[c].nth] = arena_array(arena, struct str, count);
	for (struct str rest = sheet->ask->round->group_columns;
		rest.len && read->group_count < GROUP_COLUMNS_MOST;) {
		read->groups[read->group_count] = arena_array(arena, struct str, count);
		read->group_names[read->group_count++] = str_cut(&rest, ' ');
	}
}

/* What must be there: an identity, an area, what the round says is known, one question. */
static bool answers_columns_judge(struct sheet_read *sheet, size_t group_count)
{
	size_t questions = 0;

	for (size_t i = 0; i < sheet->ask->questions->count && i < QUESTIONS_MOST; i++)
		questions += columns_with(sheet, ROLE_question, i);
	if (!columns_with(sheet, ROLE_reference, 0))
		wrong_file(sheet, _("The column reference is missing: a number of its own for each answer."));
	if (!columns_with(sheet, ROLE_area, 0))
		wrong_file(sheet, _("The column area is missing: the code of an area of the map."));
	for (size_t i = 0; i < group_count; i++)
		if (!columns_with(sheet, ROLE_group, i))
			wrong_file(sheet, _("A column with groups that the round names is missing."));
	if (!questions)
		wrong_file(sheet, _("The file has no column of any question."));
	return !sheet->wrong;
}

bool answers_file_read(const struct reading_ask *ask, struct str content, struct answers_read *read,
                       struct problems *problems)
{
	struct sheet_read sheet = { .ask = ask, .problems = problems };
	struct str *references;

	*read = (struct answers_read){ 0 };
	if (!sheet_open(&sheet, content, false))
		return sheet_is_fine(&sheet);
	read->count = sheet.table->count - 1;
	answers_room(&sheet, read);
	if (!answers_columns_judge(&sheet, read->group_count))
		return false;
	references = arena_array(ask->arena, struct str, read->count);
	for (size_t row = 1; row <= read->count; row++) {
		if (sheet.table->rows[row].count != sheet.columns)
			wrong(&sheet, row, 0, _("the row has not as many cells as there are headings."));
		for (size_t c = 0; c < sheet.columns; c++)
			answer_cell(&sheet, row, c, read, references);
	}
	references_judge(&sheet, references, read->count);
	return sheet_is_fine(&sheet);
}

/* ---- People ------------------------------------------------------------------------------------- */

static void margin_judge(struct sheet_read *sheet, size_t row, size_t column, const struct people_row *people)
{
	if (!str_is(people->margin, "stratum") && !str_is(people->margin, "area")
	    && group_of_round(sheet->ask, people->margin) < 0)
		wrong(sheet, row, column, _("it is area, stratum or one of the round’s columns with groups."));
	else if (str_is(people->margin, "area") && !area_named(sheet->ask, people->group))
		wrong(sheet, row, column, arena_print(sheet->ask->arena,
			_("the map has no area with the code “%.*s” on the last day of the round."), STR(people->group)).at);
}

static void twice_judge(struct sheet_read *sheet, size_t row, const struct people_row_list *read)
{
	const struct people_row *now = &read->at[row - 1];

	for (size_t i = 0; i + 1 < row; i++)
		if (str_equals(read->at[i].margin, now->margin) && str_equals(read->at[i].group, now->group)) {
			wrong(sheet, row, 0, arena_print(sheet->ask->arena, _("the group stands on line %lld too."),
				(long long)sheet->table->rows[i + 1].line).at);
			return;
		}
}

static void people_row_read(struct sheet_read *sheet, size_t row, struct people_row_list *read)
{
	struct people_row *people = &read->at[row - 1];
	size_t margin_column = 0;

	for (size_t c = 0; c < sheet->columns; c++)
		if (sheet->headings[c].role == ROLE_margin) {
			group_read(sheet, row, c, &people->margin);
			margin_column = c;
		} else if (sheet->headings[c].role == ROLE_group_name) {
			group_read(sheet, row, c, &people->group);
		} else {
			people->people = number_read(sheet, row, c);
		}
	margin_judge(sheet, row, margin_column, people);
	twice_judge(sheet, row, read);
}

bool people_file_read(const struct reading_ask *ask, struct str content, struct people_row_list *read,
                      struct problems *problems)
{
	enum { PEOPLE_MOST = 5000 };
	struct sheet_read sheet = { .ask = ask, .problems = problems };

	*read = (struct people_row_list){ 0 };
	if (!sheet_open(&sheet, content, true))
		return sheet_is_fine(&sheet);
	if (sheet.columns != 3)
		return wrong_file(&sheet, _("The file must have the columns margin, group and people."));
	if (sheet.table->count - 1 > PEOPLE_MOST)
		return wrong_file(&sheet, _("The file has more than 5,000 rows."));
	read->count = sheet.table->count - 1;
	read->at = arena_array(ask->arena, struct people_row, read->count);
	for (size_t row = 1; row <= read->count; row++)
		people_row_read(&sheet, row, read);
	return sheet_is_fine(&sheet);
}
