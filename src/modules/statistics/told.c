/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/told.c - what of a table is told, and in which words.
 *
 * Two threats in a unit of six point at somebody.  Whoever may open every row behind a table
 * reads all of it; everybody else, and every file, gets small numbers as "fewer than", and as
 * many others left out as it takes for nobody to work them out from the sums.
 */
#include "modules/statistics/inside.h"

#include "base/tongue.h"
#include "kit/setting.h"

/* ---- Rows and columns ------------------------------------------------------------------- */

static const struct event_axis *within_of(const struct told *told)
{
	return told->table->ask.dim_count == EVENT_DIMS_MOST ? &told->table->axes[1] : NULL;
}

const struct event_axis *told_columns(const struct told *told)
{
	return &told->table->axes[told->table->ask.dim_count - 1];
}

static bool row_has_events(const int64_t *counts, size_t columns)
{
	for (size_t c = 0; c < columns; c++)
		if (counts[c])
			return true;
	return false;
}

/* Of rows that are split those without an event go. */
static void rows_lay(struct told *told, struct arena *arena)
{
	const struct event_axis *rows = &told->table->axes[0], *within = within_of(told);
	size_t parts = within ? within->count : 1, most = rows->count * parts;

	told->row_places = arena_array(arena, size_t, most + 1);
	if (within)
		told->within_places = arena_array(arena, size_t, most + 1);
	told->counts = arena_array(arena, int64_t, most * told->column_count + 1);
	for (size_t i = 0; i < most; i++) {
		const int64_t *from = told->table->counts + i * told->column_count;

		if (within && !row_has_events(from, told->column_count))
			continue;
		for (size_t c = 0; c < told->column_count; c++)
			told->counts[told->row_count * told->column_count + c] = from[c];
		told->row_places[told->row_count] = i / parts;
		if (within)
			told->within_places[told->row_count] = i % parts;
		told->row_count++;
	}
}

static void sums_make(struct told *told, struct arena *arena)
{
	told->row_sums = arena_array(arena, int64_t, told->row_count + 1);
	told->column_sums = arena_array(arena, int64_t, told->column_count + 1);
	for (size_t r = 0; r < told->row_count; r++)
		for (size_t c = 0; c < told->column_count; c++) {
			int64_t count = told->counts[r * told->column_count + c];

			told->row_sums[r] += count;
			told->column_sums[c] += count;
			told->total += count;
		}
}

struct told told_make(struct arena *arena, const struct table_question *question,
                      const struct event_table *table)
{
	struct told told = { .table = table, .least = setting_int("small_cells_below") };

	told.is_too_large = table->outcome != TABLE_made;
	if (told.is_too_large)
		return told;
	told.is_guarded = told.least >= 2 && (question->is_file || !table->may_open_all);
	told.column_count = told_columns(&told)->count;
	rows_lay(&told, arena);
	told.is_too_large = (told.row_count + 1) * (told.column_count + 1)
		> (told.is_guarded ? GUARDED_CELLS_MOST : CELLS_MOST);
	if (told.is_too_large)
		return told;
	sums_make(&told, arena);
	if (told.is_guarded)
		told.telling = small_cells_hide(arena, &(struct small_cells){
			.rows = told.row_count, .columns = told.column_count, .counts = told.counts,
			.least = told.least, .width = told.least - 1 });
	return told;
}

/* ---- One cell ----------------------------------------------------------------------------- */

int64_t told_number(const struct told *told, size_t row, size_t column)
{
	if (row == told->row_count)
		return column == told->column_count ? told->total : told->column_sums[column];
	return column == told->column_count ? told->row_sums[row]
		: told->counts[row * told->column_count + column];
}

enum cell_telling told_how(const struct told *told, size_t row, size_t column)
{
	return told->telling ? told->telling[row * (told->column_count + 1) + column] : CELL_told;
}

struct str told_words(struct arena *arena, const struct told *told, size_t row, size_t column)
{
	switch (told_how(told, row, column)) {
	case CELL_small: return arena_print(arena, "<%lld", (long long)told->least);
	case CELL_left_out: return S("–");
	default: return arena_print(arena, "%lld", (long long)told_number(told, row, column));
	}
}

struct str told_link(struct arena *arena, const struct told *told, size_t row, size_t column)
{
	ptrdiff_t places[EVENT_DIMS_MOST];
	size_t count = 0;

	if (!told->table->may_open_all || !told_number(told, row, column))
		return S("");
	places[count++] = row < told->row_count ? (ptrdiff_t)told->row_places[row] : -1;
	if (told->within_places)
		places[count++] = row < told->row_count ? (ptrdiff_t)told->within_places[row] : -1;
	places[count++] = column < told->column_count ? (ptrdiff_t)column : -1;
	return event_table_link(arena, told->table, places);
}

struct str told_row_label(struct arena *arena, const struct told *told, size_t row)
{
	struct str label = told->table->axes[0].labels[told->row_places[row]];

	if (!told->within_places)
		return label;
	return arena_print(arena, "%.*s, %.*s", STR(label),
		STR(told->table->axes[1].labels[told->within_places[row]]));
}

/* ---- Sentences ---------------------------------------------------------------------------- */

/* The largest of the sums that are told; -1 none, or as large as another. */
static ptrdiff_t largest(const struct told *told, bool of_rows)
{
	size_t count = of_rows ? told->row_count : told->column_count;
	ptrdiff_t best = -1;
	int64_t most = 0;

	for (size_t i = 0; i < count; i++) {
		size_t row = of_rows ? i : told->row_count, column = of_rows ? told->column_count : i;
		int64_t number = told_number(told, row, column);

		if (told_how(told, row, column) != CELL_told)
			return -1;
		if (number == most)
			best = -1;
		if (number > most) {
			most = number;
			best = (ptrdiff_t)i;
		}
	}
	return count > 1 ? best : -1;
}

struct str told_finding(struct arena *arena, const struct told *told)
{
	ptrdiff_t row = largest(told, true), column = largest(told, false);
	struct str total = told_words(arena, told, told->row_count, told->column_count);
	struct str row_words, column_words;

	if (told->telling && told_how(told, told->row_count, told->column_count) != CELL_told)
		return str_of(_("How many there are in all is not told."));
	total = arena_print(arena, plural(told->total, "%.*s event.", "%.*s events."), STR(total));
	if (row < 0 || column < 0)
		return total;
	row_words = told_row_label(arena, told, (size_t)row);
	column_words = told_columns(told)->labels[column];
	return arena_print(arena, _("%.*s Most: %.*s (%lld) and %.*s (%lld)."), STR(total),
		STR(row_words), (long long)told->row_sums[row], STR(column_words),
		(long long)told->column_sums[column]);
}

static struct str kept_out_words(struct arena *arena, const struct told *told, bool is_file)
{
	int64_t count = told->table->kept_out;

	if (is_file || !count)
		return str_of(_("Events under need to know are never counted here."));
	return arena_print(arena, plural(count,
		"%lld event under need to know that you have been given access to is not counted here.",
		"%lld events under need to know that you have been given access to are not counted here."),
		(long long)count);
}

struct str *told_notes(struct arena *arena, const struct told *told, bool is_file)
{
	struct str *notes = arena_array(arena, struct str, 8);
	size_t count = 0;

	notes[count++] = str_of(_("Counts show what was reported, not all that happened. More reports are often a good sign."));
	notes[count++] = kept_out_words(arena, told, is_file);
	if (told->is_guarded) {
		notes[count++] = arena_print(arena, _("Numbers from 1 to %lld are told as <%lld, and others beside them (–) are left out, so that nobody can work them out from the sums of this table."),
			(long long)told->least - 1, (long long)told->least);
		if (!told->table->may_open_all)
			notes[count++] = str_of(_("The period is always whole months."));
		notes[count++] = str_of(_("Whoever lays several tables beside each other may still learn more. Do not publish many of them about few people."));
	}
	return notes;
}
