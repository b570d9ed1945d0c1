/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_look.c - the preview: what is in a file, and what would become of it.
 *
 * Spellings and marks for "empty" are counted in the whole file; rows are judged until
 * there have been enough of them or it has taken too long for a person who waits.
 */
#include "kit/import_inside.h"

#include "base/say.h"

#include <string.h>
#include <time.h>

enum {
	SHOWN_ROWS = 20, LONGEST_SHOWN = 200,
	MOST_JUDGED = 10000, JUDGE_MS = 3000,
	ROW_MEMORY = 64 << 20,
	MOST_LOOKED = 64,               /* columns whose spellings are counted */
	MOST_WORD_LETTERS = 60,         /* longer texts are prose, not words */
	FEW_EMPTY_PERCENT = 50,
};

struct look {
	struct arena *arena;
	struct view *view;
	struct mapping *mapping;
	struct import_preview preview;
	struct csv_row headings;
	struct spellings *spellings;    /* per column, the first MOST_LOOKED */
	int64_t *empty;                 /* per column: cells without text */
	struct met keys;
	int64_t mark_cells[MOST_MARKS];
	struct warnings warnings;
	struct arena *scratch;
	struct str *samples;
	int64_t judged, until_ms;
	bool is_full;
	struct str problem;
};

static int64_t ms_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool look_headings(void *context, const struct csv_row *row)
{
	struct look *look = context;
	struct str *headings;

	look->headings = row_copy(look->arena, row);
	headings = (struct str *)look->headings.cells;
	for (size_t i = 0; i < row->count; i++)
		headings[i] = str_trim(headings[i]);
	look->preview.columns = row->count;
	look->preview.headings = headings;
	look->spellings = arena_array(look->arena, struct spellings, row->count);
	look->empty = arena_array(look->arena, int64_t, row->count);
	look->samples = arena_array(look->arena, struct str, row->count * SHOWN_ROWS);
	for (size_t i = 0; i < row->count; i++)
		look->spellings[i].arena = look->arena;
	return mapping_meet(look->mapping, look->arena, &look->headings, &look->problem);
}

static void count_cell(struct look *look, size_t column, struct str cell)
{
	for (size_t i = 0; common_marks[i]; i++)
		look->mark_cells[i] += str_is(cell, common_marks[i]);
	if (!cell.len || is_mark(look->mapping, cell)) {
		look->empty[column]++;
		return;
	}
	if (column >= MOST_LOOKED || look->spellings[column].is_full)
		return;
	if (cell.len > MOST_WORD_LETTERS)
		look->spellings[column].is_full = true;
	else
		spellings_add(&look->spellings[column], cell);
}

static void keep_sample(struct look *look, size_t column, struct str cell)
{
	size_t at = look->preview.sample_count * look->preview.columns + column;

	look->samples[at] = arena_copy(look->arena, str_letters_part(cell, LONGEST_SHOWN));
}

static void judge_row(struct look *look, const struct csv_row *row)
{
	const struct form *form = look->mapping->kind->form;
	struct answers answers = mapping_answers(look->mapping, look->scratch, row);
	struct problems *problems = arena_new(look->scratch, struct problems);
	void *record = arena_take(look->scratch, form->record->shape.size);

	problems->arena = look->scratch;
	if (!form_judge(form, look->view, &answers, false, record, problems))
		for (size_t i = 0; i < problems->count; i++)
			warnings_add(&look->warnings,
				problem_words(look->scratch, look->mapping, &problems->at[i]), row->line);
	arena_clear(look->scratch);
	look->is_full = ++look->judged >= MOST_JUDGED
		|| (look->judged % 64 == 0 && ms_now() > look->until_ms);
}

/* A number that stands in two rows is no number of a row. */
static void look_key(struct look *look, const struct csv_row *row)
{
	int column = look->mapping->key_column;
	struct str key = column >= 0 && (size_t)column < row->count ? str_trim(row->cells[column]) : S("");

	if (key.len && !is_mark(look->mapping, key) && !is_common_mark(key) && met_again(&look->keys, key) > 1)
		warnings_add(&look->warnings, arena_print(look->scratch,
			_("Column %.*s: “%.*s” stands in an earlier row too. Only the last of them would be kept."),
			STR(look->mapping->key), STR(key)), row->line);
}

static bool look_row(void *context, const struct csv_row *row)
{
	struct look *look = context;
	bool is_sample = look->preview.sample_count < SHOWN_ROWS;

	for (size_t i = 0; i < look->preview.columns; i++) {
		struct str cell = i < row->count ? str_trim(row->cells[i]) : S("");

		count_cell(look, i, cell);
		if (is_sample)
			keep_sample(look, i, cell);
	}
	look->preview.sample_count += is_sample;
	look_key(look, row);
	if (row->count != look->preview.columns)
		warnings_add(&look->warnings,
			str_of(_("The row has another number of cells than the headings.")), row->line);
	if (!look->is_full && look->mapping->field_count)
		judge_row(look, row);
	return true;
}

/* ---- What was found ----------------------------------------------------------------- */

static void find_empties(struct look *look)
{
	struct import_empty *empties = arena_array(look->arena, struct import_empty, MOST_MARKS);

	for (size_t i = 0; common_marks[i]; i++)
		if (look->mark_cells[i])
			empties[look->preview.empty_count++] = (struct import_empty){
				str_of(common_marks[i]), look->mark_cells[i] };
	look->preview.empties = empties;
}

/* Only columns of words that come again: names and prose differ all the time. */
static void find_folds(struct look *look)
{
	struct import_fold *folds = arena_array(look->arena, struct import_fold, MOST_LOOKED);

	for (size_t i = 0; i < look->preview.columns && i < MOST_LOOKED; i++) {
		struct spellings *spellings = &look->spellings[i];

		if (spellings->is_full || !spellings->count)
			continue;
		spellings_settle(spellings);
		if (spellings->folded < (int64_t)spellings->count
		    && spellings->folded * 4 <= look->preview.rows)
			folds[look->preview.fold_count++] = (struct import_fold){
				look->preview.headings[i], (int64_t)spellings->count, spellings->folded };
	}
	look->preview.folds = folds;
}

/* A few gaps in a column that is otherwise filled are worth a word. */
static void find_gaps(struct look *look)
{
	for (size_t i = 0; i < look->mapping->field_count; i++) {
		const struct mapped_field *mapped = &look->mapping->fields[i];
		int64_t gaps = mapped->part_count ? look->empty[mapped->columns[0]] : 0;

		if (!gaps || gaps * 100 > look->preview.rows * FEW_EMPTY_PERCENT)
			continue;
		warnings_add(&look->warnings, arena_print(look->arena, _("Column %.*s is empty."),
			STR(mapped->headings[0])), 0);
		look->warnings.at[look->warnings.count - 1].count = gaps;
	}
}

static void name_columns(struct look *look)
{
	struct str *names = arena_array(look->arena, struct str, look->preview.columns + 1);

	for (size_t i = 0; i < look->mapping->field_count; i++) {
		const struct mapped_field *mapped = &look->mapping->fields[i];

		for (size_t p = 0; p < mapped->part_count; p++)
			names[mapped->columns[p]] = str_of(mapped->field->column.name);
	}
	look->preview.suggested = names;
}

/* Folding needs the spellings of the whole file before the first row is judged. */
static bool count_row(void *context, const struct csv_row *row)
{
	struct mapping *mapping = ((struct look *)context)->mapping;

	for (size_t i = 0; i < mapping->field_count; i++)
		for (size_t p = 0; p < mapping->fields[i].part_count; p++) {
			struct spellings *fold = mapping->fields[i].folds[p];
			size_t column = (size_t)mapping->fields[i].columns[p];

			if (fold && column < row->count && !is_mark(mapping, str_trim(row->cells[column])))
				spellings_add(fold, str_trim(row->cells[column]));
		}
	return true;
}

static bool count_spellings(struct look *look, struct csv_style style, struct str content)
{
	struct scan scan = { .style = style, .headings = look_headings, .row = count_row,
		.context = look };

	if (!look->mapping->fold_count)
		return true;
	if (!scan_run(&scan, look->arena, content, &look->problem) || look->problem.len)
		return false;
	for (size_t i = 0; i < look->mapping->fold_count; i++)
		spellings_settle(&look->mapping->fold_spellings[i]);
	return true;
}

static void look_all(struct look *look, struct str content)
{
	struct csv_style style = mapping_style(look->mapping, content);
	struct scan scan = { .style = style, .headings = look_headings, .row = look_row,
		.context = look };

	look->preview.encoding = style.encoding;
	look->preview.delimiter = style.delimiter;
	look->until_ms = ms_now() + JUDGE_MS;
	if (!count_spellings(look, style, content))
		return;
	if (!scan_run(&scan, look->arena, content, &look->problem) || look->problem.len)
		return;
	look->preview.rows = scan.rows;
	look->preview.samples = look->samples;
	find_empties(look);
	find_folds(look);
	find_gaps(look);
	name_columns(look);
}

struct import_preview import_look(struct view *view, const struct import_kind *kind,
                                  struct str content, struct str mapping_json)
{
	struct arena *arena = view_arena(view);
	struct mapping *mapping = arena_new(arena, struct mapping);
	struct look *look = arena_new(arena, struct look);

	*look = (struct look){ .arena = arena, .view = view, .mapping = mapping,
		.keys.arena = arena, .warnings.arena = arena, .problem = S("") };
	if (!mapping_json.len)
		mapping_json = import_suggest(arena, kind, content);
	look->scratch = arena_open(ROW_MEMORY);
	if (mapping_read(arena, kind, mapping_json, mapping, &look->problem))
		look_all(look, content);
	look->preview.problem = look->problem;
	look->preview.warnings = look->warnings.at;
	look->preview.warning_count = look->warnings.count;
	arena_close(look->scratch);
	mapping_free(mapping);
	return look->preview;
}
