/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * datasets/read.c - files of figures, judged cell by cell: the layout of Brå's months, and our own.
 *
 * Brå's monthly file of a municipality: År;Månad ("8.0");Preliminär (True);Region_ID;Kommun;Brott_ID;
 * Brott;Brottsnivå;Förälder_ID ("13193.0");Nivå1 to Nivå5;Antal ("181.0");Per100000.
 *
 * Our own: measure;period;value, and as one wishes measure_name, parent, level, area, area_name, rate,
 * preliminary.
 *
 * Columns are found by their headings, in any order; what else a file of Brå's has is passed over.
 */
#include "modules/datasets/inside.h"

#include "base/csv.h"

#include <math.h>
#include <stdlib.h>

enum { TOLD_MOST = 25, LEVELS = 5, CODE_LONGEST = 60, NAME_LONGEST = 300 };

struct figures_sheet {
	struct arena *arena;
	const struct csv_table *table;
	struct problems *problems;
	size_t wrong;
	struct figures_read *read;
};

/* ---- What is wrong -------------------------------------------------------------------------- */

static void wrong(struct figures_sheet *sheet, size_t row, const char *column, const char *words)
{
	if (++sheet->wrong <= TOLD_MOST)
		problem_add(sheet->problems, "file", _("Line %lld, column %s: %s"),
			(long long)sheet->table->rows[row].line, column, words);
}

static bool wrong_file(struct figures_sheet *sheet, const char *words)
{
	sheet->wrong++;
	problem_add(sheet->problems, "file", "%s", words);
	return false;
}

static bool sheet_is_fine(struct figures_sheet *sheet)
{
	if (sheet->wrong > TOLD_MOST)
		problem_add(sheet->problems, "file", _("%lld more mistakes of these kinds are not shown."),
			(long long)(sheet->wrong - TOLD_MOST));
	return !sheet->wrong;
}

static bool has_heading(const struct figures_sheet *sheet, const char *name)
{
	const struct csv_row *first = &sheet->table->rows[0];

	for (size_t c = 0; c < first->count; c++)
		if (str_is(str_trim(first->cells[c]), name))
			return true;
	return false;
}

static struct str cell(const struct figures_sheet *sheet, size_t row, const char *name)
{
	return str_trim(csv_cell(sheet->table, row, name));
}

static bool sheet_open(struct figures_sheet *sheet, struct str content, const char *const *needed)
{
	const char *why = NULL;

	sheet->table = csv_read(sheet->arena, content, &why);
	if (!sheet->table)
		return wrong_file(sheet, why ? why : _("The file cannot be read."));
	if (sheet->table->count < 2)
		return wrong_file(sheet, _("The file has no rows below its headings."));
	if (sheet->table->count - 1 > DATASET_ROWS_MOST)
		return wrong_file(sheet, _("The file has more than 50,000 rows. Read it in at Imports, which goes in steps."));
	for (; *needed; needed++)
		if (!has_heading(sheet, *needed))
			wrong_file(sheet, arena_print(sheet->arena, _("The column %s is missing."), *needed).at);
	sheet->read->count = sheet->table->count - 1;
	sheet->read->at = arena_array(sheet->arena, struct figure_read, sheet->read->count);
	return !sheet->wrong;
}

/* ---- The same twice --------------------------------------------------------------------------- */

static int figures_order(const void *a, const void *b)
{
	const struct figure_read *one = *(const struct figure_read *const *)a,
		*other = *(const struct figure_read *const *)b;
	int order = str_compare(one->measure, other->measure);

	if (!order)
		order = str_compare(one->area, other->area);
	if (!order)
		order = date_compare(one->from, other->from);
	if (!order)
		order = date_compare(one->to, other->to);
	return order ? order : one->line < other->line ? -1 : one->line > other->line;
}

static bool is_same_figure(const struct figure_read *one, const struct figure_read *other)
{
	return str_equals(one->measure, other->measure) && str_equals(one->area, other->area)
		&& !date_compare(one->from, other->from) && !date_compare(one->to, other->to);
}

static void twice_judge(struct figures_sheet *sheet, const char *column)
{
	size_t count = sheet->read->count;
	const struct figure_read **all = arena_array(sheet->arena, const struct figure_read *, count);

	for (size_t i = 0; i < count; i++)
		all[i] = &sheet->read->at[i];
	qsort(all, count, sizeof(*all), figures_order);
	for (size_t i = 1; i < count; i++)
		if (is_same_figure(all[i], all[i - 1]))
			wrong(sheet, (size_t)(all[i] - sheet->read->at) + 1, column, arena_print(sheet->arena,
				_("the same measure, area and period stands on line %lld too."),
				(long long)all[i - 1]->line).at);
}

/* ---- Cells both have ----------------------------------------------------------------------------- */

static struct str word_read(struct figures_sheet *sheet, size_t row, const char *column, size_t longest)
{
	struct str word = cell(sheet, row, column);

	if (!word.len)
		wrong(sheet, row, column, _("it is empty."));
	else if (str_letters(word) > longest)
		wrong(sheet, row, column, _("it is too long."));
	return word;
}

static void rate_read(struct figures_sheet *sheet, size_t row, const char *column, struct figure_read *figure)
{
	enum figure_telling telling = FIGURE_none;
	struct str text = cell(sheet, row, column);

	if (text.len && !figure_read(text, &telling, &figure->rate))
		wrong(sheet, row, column, _("it must be a number, or .. for not known."));
	figure->has_rate = telling == FIGURE_number;
}

/* ---- Brå ------------------------------------------------------------------------------------------ */

/* "8.0" and "8" are 8; anything with a part behind the point is no number of this kind. */
static bool whole_read(struct str text, int64_t *number)
{
	double value;

	if (!str_to_real(text, &value) || !isfinite(value) || value != floor(value) || fabs(value) > 1e12)
		return false;
	*number = (int64_t)value;
	return true;
}

static struct str whole_code(struct figures_sheet *sheet, size_t row, const char *column, bool is_needed)
{
	struct str text = cell(sheet, row, column);
	int64_t number;

	if (!text.len && !is_needed)
		return text;
	if (!whole_read(text, &number)) {
		wrong(sheet, row, column, _("it must be a whole number, such as 13193 or 13193.0."));
		return S("");
	}
	return arena_print(sheet->arena, "%lld", (long long)number);
}

static void bra_period(struct figures_sheet *sheet, size_t row, struct figure_read *figure)
{
	struct str month = cell(sheet, row, "Månad"), quarter = cell(sheet, row, "Kvartal");
	struct str key = cell(sheet, row, "Periodnyckel"), text;
	int64_t year, part = 0, told;

	if (!whole_read(cell(sheet, row, "År"), &year)) {
		wrong(sheet, row, "År", _("it must be a year."));
		return;
	}
	if ((month.len || quarter.len) && !whole_read(month.len ? month : quarter, &part)) {
		wrong(sheet, row, month.len ? "Månad" : "Kvartal", _("it must be a whole number, such as 8 or 8.0."));
		return;
	}
	text = month.len ? arena_print(sheet->arena, "%lld-%02lld", (long long)year, (long long)part)
		: quarter.len ? arena_print(sheet->arena, "%lldK%lld", (long long)year, (long long)part)
		: arena_print(sheet->arena, "%lld", (long long)year);
	if (!span_read(text, &figure->from, &figure->to))
		wrong(sheet, row, month.len ? "Månad" : quarter.len ? "Kvartal" : "År", _("there is no such period."));
	else if (month.len && key.len && (!whole_read(key, &told) || told != year * 100 + part))
		wrong(sheet, row, "Periodnyckel", _("it is not the year and month of the row."));
}

static void bra_level(struct figures_sheet *sheet, size_t row, struct figure_read *figure)
{
	static const char *const names[LEVELS] = { "Nivå1", "Nivå2", "Nivå3", "Nivå4", "Nivå5" };
	int64_t level = 0;
	int deepest = 0;

	if (!whole_read(cell(sheet, row, "Brottsnivå"), &level) || level < 1 || level > LEVELS) {
		wrong(sheet, row, "Brottsnivå", _("it must be a level, 1 to 5."));
		return;
	}
	for (int i = 0; i < LEVELS; i++)
		if (cell(sheet, row, names[i]).len)
			deepest = i + 1;
	if (deepest && deepest != level)
		wrong(sheet, row, "Brottsnivå", _("it is not the deepest level that has a name in the row."));
	if (level > 1 && !figure->parent.len)
		wrong(sheet, row, "Förälder_ID", _("it is empty, and the level is not the first."));
	figure->level = (int)level;
}

static void bra_value(struct figures_sheet *sheet, size_t row, struct figure_read *figure)
{
	struct str text = cell(sheet, row, "Antal"), status = cell(sheet, row, "Status_Antal");

	if (!text.len)
		text = status.len ? status : S("..");
	if (figure_read(text, &figure->telling, &figure->value))
		return;
	if (!cell(sheet, row, "Antal").len)
		figure->telling = FIGURE_missing;       /* a mark that we do not know: never a number */
	else
		wrong(sheet, row, "Antal", _("it must be a number, or .. for not known."));
}

static void bra_row(struct figures_sheet *sheet, size_t row)
{
	struct figure_read *figure = &sheet->read->at[row - 1];
	struct str preliminary = cell(sheet, row, "Preliminär");

	figure->line = sheet->table->rows[row].line;
	figure->measure = whole_code(sheet, row, "Brott_ID", true);
	figure->measure_name = word_read(sheet, row, "Brott", NAME_LONGEST);
	figure->parent = whole_code(sheet, row, "Förälder_ID", false);
	figure->area = whole_code(sheet, row, "Region_ID", true);
	figure->area_name = word_read(sheet, row, "Kommun", NAME_LONGEST);
	bra_period(sheet, row, figure);
	bra_level(sheet, row, figure);
	bra_value(sheet, row, figure);
	rate_read(sheet, row, "Per100000", figure);
	figure->is_preliminary = str_is_nocase(preliminary, "true");
	if (!figure->is_preliminary && !str_is_nocase(preliminary, "false"))
		wrong(sheet, row, "Preliminär", _("it must be True or False."));
}

bool figures_read_bra(struct arena *arena, struct str content, struct figures_read *read,
                      struct problems *problems)
{
	static const char *const needed[] = { "År", "Månad", "Preliminär", "Kommun", "Region_ID", "Brott", "Brott_ID",
		"Brottsnivå", "Förälder_ID", "Antal", "Per100000", NULL };
	struct figures_sheet sheet = { .arena = arena, .problems = problems, .read = read };

	if (!sheet_open(&sheet, content, needed))
		return sheet_is_fine(&sheet);
	for (size_t row = 1; row <= read->count; row++)
		bra_row(&sheet, row);
	if (!sheet.wrong)
		twice_judge(&sheet, "Brott_ID");
	return sheet_is_fine(&sheet);
}

/* ---- Our own ---------------------------------------------------------------------------------------- */

static bool yes_read(struct str text, bool *is_yes)
{
	static const char *const yes[] = { "1", "yes", "ja", "true" }, *const no[] = { "", "0", "no", "nej", "false" };

	for (size_t i = 0; i < COUNT(yes); i++)
		if (str_is_nocase(text, yes[i])) {
			*is_yes = true;
			return true;
		}
	*is_yes = false;
	for (size_t i = 0; i < COUNT(no); i++)
		if (str_is_nocase(text, no[i]))
			return true;
	return false;
}

static void series_row_read(struct figures_sheet *sheet, size_t row)
{
	struct figure_read *figure = &sheet->read->at[row - 1];
	int64_t level = 0;

	figure->line = sheet->table->rows[row].line;
	figure->measure = word_read(sheet, row, "measure", CODE_LONGEST);
	figure->measure_name = cell(sheet, row, "measure_name");
	figure->parent = cell(sheet, row, "parent");
	figure->area = cell(sheet, row, "area");
	figure->area_name = cell(sheet, row, "area_name");
	if (cell(sheet, row, "level").len && (!whole_read(cell(sheet, row, "level"), &level) || level < 1 || level > LEVELS))
		wrong(sheet, row, "level", _("it must be a level, 1 to 5."));
	figure->level = (int)level;
	if (!span_read(cell(sheet, row, "period"), &figure->from, &figure->to))
		wrong(sheet, row, "period", _("write it as 2026, 2026-08 or 2026K3."));
	if (!figure_read(cell(sheet, row, "value"), &figure->telling, &figure->value))
		wrong(sheet, row, "value", _("it must be a number, .. for not known or - for nothing to count."));
	rate_read(sheet, row, "rate", figure);
	if (!yes_read(cell(sheet, row, "preliminary"), &figure->is_preliminary))
		wrong(sheet, row, "preliminary", _("it must be yes or no."));
}

bool figures_read_series(struct arena *arena, struct str content, struct figures_read *read,
                         struct problems *problems)
{
	static const char *const needed[] = { "measure", "period", "value", NULL };
	struct figures_sheet sheet = { .arena = arena, .problems = problems, .read = read };

	if (!sheet_open(&sheet, content, needed))
		return sheet_is_fine(&sheet);
	for (size_t row = 1; row <= read->count; row++)
		series_row_read(&sheet, row);
	if (!sheet.wrong)
		twice_judge(&sheet, "period");
	return sheet_is_fine(&sheet);
}
