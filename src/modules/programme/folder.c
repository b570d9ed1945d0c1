/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/folder.c - from files to rows, with every mistake and where it stands.
 *
 * A file whose letters or headings are wrong is not read further; the others are, so that one
 * fault does not make a hundred.
 */
#include "modules/programme/folder.h"

#include "base/crypto.h"
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TEXT_LINES = 20000 };

/* ---- Mistakes ---------------------------------------------------------------------------- */

static void mistake_keep(struct folder *folder, struct mistake mistake)
{
	if (folder->mistake_count++ < MOST_MISTAKES)
		folder->mistakes[folder->mistakes_kept++] = mistake;
}

static void mistake_file(struct folder *folder, struct str file, struct str words)
{
	mistake_keep(folder, (struct mistake){ .order = PART_COUNT, .file = file, .heading = "",
		.words = words });
}

void mistake_at(struct folder *folder, const struct part *part, int64_t line, const char *heading,
                struct str words)
{
	mistake_keep(folder, (struct mistake){ .order = (int)(part - folder->parts), .line = line,
		.file = str_of(part->file->name), .heading = heading,
		.column = *heading ? part_column_at(part, heading) : 0, .words = words });
}

void mistake_add(struct folder *folder, const struct part *part, size_t row, const char *heading,
                 const char *format, ...)
{
	va_list list;

	va_start(list, format);
	mistake_at(folder, part, row < part->count ? part->lines[row].line : 0, heading,
		arena_vprint(folder->arena, format, list));
	va_end(list);
}

/* 1 -> "A", 27 -> "AA": as spreadsheets name columns. */
static struct str column_letters(struct arena *arena, size_t column)
{
	struct str letters = S("");

	for (; column; column = (column - 1) / 26)
		letters = arena_print(arena, "%c%.*s", (char)('A' + (column - 1) % 26), STR(letters));
	return letters;
}

struct str mistake_where(struct arena *arena, const struct mistake *mistake)
{
	struct str letters = column_letters(arena, mistake->column);

	if (!mistake->line)
		return mistake->file;
	if (!mistake->column)
		return arena_print(arena, _("%.*s, line %lld"), STR(mistake->file),
			(long long)mistake->line);
	return arena_print(arena, _("%.*s, line %lld, column %.*s (%s)"), STR(mistake->file),
		(long long)mistake->line, STR(letters), mistake->heading);
}

static int mistake_order(const void *a, const void *b)
{
	const struct mistake *x = a, *y = b;

	if (x->order != y->order)
		return x->order - y->order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

/* ---- Cells --------------------------------------------------------------------------------- */

void *part_row(const struct part *part, size_t i)
{
	return (char *)part->rows + i * part->file->record->shape.size;
}

static size_t column_index(const struct part *part, const char *name)
{
	size_t i = 0;

	while (part->file->columns[i].name && strcmp(part->file->columns[i].name, name))
		i++;
	return i;
}

size_t part_column_at(const struct part *part, const char *name)
{
	size_t i = column_index(part, name);

	return part->file->columns[i].name && part->at[i] >= 0 ? (size_t)part->at[i] + 1 : 0;
}

struct str part_cell(const struct part *part, size_t row, const char *name)
{
	size_t at = part_column_at(part, name);

	return at && at <= part->lines[row].count ? str_trim(part->lines[row].cells[at - 1]) : S("");
}

/* ---- Letters --------------------------------------------------------------------------------- */

static size_t utf8_len(struct str text)
{
	size_t len = text.len;

	/* How much of the text is well: the longest beginning, found by halving. */
	size_t low = 0, high = len;

	while (low < high) {
		size_t middle = (low + high + 1) / 2;
		struct str head = str_part(text, 0, middle);

		/* A letter that is cut at the end is no fault of what stands before. */
		for (int back = 0; back < 3 && head.len && !str_is_utf8(head); back++)
			head.len--;
		if (str_is_utf8(head))
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* False: the file has bytes that are no UTF-8. */
static bool letters_judge(struct folder *folder, const struct part *part, struct str content)
{
	size_t well;
	int64_t line = 1;

	if (str_is_utf8(content))
		return true;
	well = utf8_len(content);
	for (size_t i = 0; i < well && i < content.len; i++)
		line += content.at[i] == '\n';
	mistake_at(folder, part, line, "",
		str_of(_("There are letters here that are not UTF-8. Save the file as CSV in UTF-8.")));
	return false;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

struct gathering {
	struct folder *folder;
	struct part *part;
	struct csv_row *rows;
	size_t count, room;
	bool is_too_long;
};

static bool is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (str_trim(row->cells[i]).len)
			return false;
	return true;
}

static bool row_keep(void *context, const struct csv_row *row)
{
	struct gathering *g = context;
	struct str *cells;

	if (is_blank(row))
		return true;
	if (g->count > MOST_ROWS) {
		g->is_too_long = true;
		return false;
	}
	if (g->count == g->room) {
		struct csv_row *more = arena_array(g->folder->arena, struct csv_row, g->room * 2 + 64);

		if (g->count)
			memcpy(more, g->rows, g->count * sizeof *more);
		g->rows = more;
		g->room = g->room * 2 + 64;
	}
	cells = arena_array(g->folder->arena, struct str, row->count);
	for (size_t i = 0; i < row->count; i++)
		cells[i] = arena_copy(g->folder->arena, row->cells[i]);
	g->rows[g->count++] = (struct csv_row){ row->line, row->count, cells };
	return true;
}

/* Commas, as we write it, or the semicolons of a Swedish spreadsheet: the headings tell. */
static char delimiter_of(struct str content)
{
	struct str headings = str_cut(&content, '\n');

	return str_find_char(headings, ';') >= 0 && str_find_char(headings, ',') < 0 ? ';' : ',';
}

static bool rows_gather(struct gathering *g, struct str content)
{
	struct csv *csv = csv_open((struct csv_style){ delimiter_of(content), "UTF-8" }, row_keep, g);
	bool is_well = csv_feed(csv, content) && csv_finish(csv);

	if (g->is_too_long)
		mistake_at(g->folder, g->part, 0, "", arena_print(g->folder->arena,
			_("The file has more than %d rows."), MOST_ROWS));
	else if (!is_well)
		mistake_at(g->folder, g->part, 0, "", str_of(_(csv_problem(csv))));
	csv_close(csv);
	return is_well;
}

/* ---- Headings ------------------------------------------------------------------------------------ */

static struct str heading_at(const void *context, size_t i)
{
	const struct part *part = context;

	return str_of(part->file->columns[i].name);
}

static void heading_unknown(struct folder *folder, const struct part *part, const struct csv_row *row,
                            size_t i)
{
	struct str heading = str_trim(row->cells[i]);
	struct str nearest = word_nearest(folder->arena, heading, heading_at, part);
	struct str letters = column_letters(folder->arena, i + 1);

	if (nearest.len)
		mistake_at(folder, part, row->line, "", arena_print(folder->arena,
			_("Column %.*s, “%.*s”, is none of this file. Did you mean “%.*s”?"), STR(letters),
			STR(heading), STR(nearest)));
	else
		mistake_at(folder, part, row->line, "", arena_print(folder->arena,
			_("Column %.*s, “%.*s”, is none of this file."), STR(letters), STR(heading)));
}

static void heading_read(struct folder *folder, struct part *part, const struct csv_row *row, size_t i)
{
	struct str heading = str_trim(row->cells[i]);
	const struct part_column *columns = part->file->columns;
	size_t k = 0;

	while (columns[k].name && !str_is(heading, columns[k].name))
		k++;
	if (!columns[k].name)
		heading_unknown(folder, part, row, i);
	else if (part->at[k] >= 0)
		mistake_at(folder, part, row->line, "", arena_print(folder->arena,
			_("The column “%.*s” stands twice."), STR(heading)));
	else
		part->at[k] = (int)i;
}

static bool headings_read(struct folder *folder, struct part *part, const struct csv_row *row)
{
	size_t before = folder->mistake_count;

	part->headings = row->count;
	for (size_t k = 0; k < MOST_COLUMNS; k++)
		part->at[k] = -1;
	for (size_t i = 0; i < row->count; i++)
		heading_read(folder, part, row, i);
	for (size_t k = 0; part->file->columns[k].name; k++)
		if (part->at[k] < 0)
			mistake_at(folder, part, row->line, "", arena_print(folder->arena,
				_("The column “%s” is missing."), part->file->columns[k].name));
	return folder->mistake_count == before;
}

/* ---- A file ---------------------------------------------------------------------------------------- */

static void rows_judge(struct folder *folder, struct part *part)
{
	for (size_t i = 0; i < part->count; i++) {
		if (part->lines[i].count != part->headings) {
			mistake_add(folder, part, i, "",
				_("The row has %zu cells but the headings are %zu. Is a quotation mark missing?"),
				part->lines[i].count, part->headings);
			continue;
		}
		for (const struct part_column *c = part->file->columns; c->name; c++)
			cell_judge(folder, part, i, c);
	}
}

static void part_read(struct folder *folder, struct part *part, struct str content)
{
	struct gathering g = { .folder = folder, .part = part };

	if (content.len > LARGEST_PART) {
		mistake_at(folder, part, 0, "", str_of(_("The file is larger than 4 MB.")));
		return;
	}
	if (!letters_judge(folder, part, content) || !rows_gather(&g, content))
		return;
	if (!g.count) {
		mistake_at(folder, part, 0, "", str_of(_("The file is empty: not even headings.")));
		return;
	}
	if (!headings_read(folder, part, &g.rows[0]))
		return;
	part->lines = g.rows + 1;
	part->count = g.count - 1;
	part->rows = arena_take_many(folder->arena, part->count + 1, part->file->record->shape.size);
}

/* ---- The folder --------------------------------------------------------------------------------------- */

static enum part_name part_of(struct str name)
{
	for (int i = 0; i < PART_COUNT; i++)
		if (str_is(name, part_files[i].name))
			return (enum part_name)i;
	return PART_COUNT;
}

static void file_read(struct folder *folder, const struct folder_file *file)
{
	enum part_name name = part_of(file->name);
	struct part *part = &folder->parts[name < PART_COUNT ? name : 0];

	if (name == PART_COUNT) {
		mistake_file(folder, file->name, known_problem(folder, KNOWN_file, file->name));
		return;
	}
	if (part->is_there) {
		mistake_at(folder, part, 0, "", str_of(_("The file was given twice.")));
		return;
	}
	part->is_there = true;
	part_read(folder, part, file->content);
}

static void missing_judge(struct folder *folder)
{
	for (int i = 0; i < PART_COUNT; i++)
		if (part_files[i].required && !folder->parts[i].is_there)
			mistake_at(folder, &folder->parts[i], 0, "", str_of(_("The file is missing.")));
}

static int file_order(const void *a, const void *b)
{
	return str_compare(((const struct folder_file *)a)->name, ((const struct folder_file *)b)->name);
}

/* Of names and contents, whatever order they came in. */
static struct str folder_digest(struct arena *arena, const struct folder_file *files, size_t count)
{
	struct folder_file *sorted = arena_array(arena, struct folder_file, count + 1);
	struct out out;

	out_init(&out, arena, 1 << 20);
	if (count)
		memcpy(sorted, files, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, file_order);
	for (size_t i = 0; i < count; i++) {
		struct str digest = digest_hex(arena, sorted[i].content);

		out_print(&out, "%.*s %.*s\n", STR(digest), STR(sorted[i].name));
	}
	return digest_hex(arena, out_str(&out));
}

/* The adopted text: lines as they stand, without what ends them. */
static void text_read(struct folder *folder, const struct folder_file *text)
{
	struct str rest = text->content;
	struct str *lines = arena_array(folder->arena, struct str, MOST_TEXT_LINES);

	folder->text_name = text->name;
	folder->text_lines = lines;
	if (!str_is_utf8(rest)) {
		mistake_file(folder, text->name, str_of(_("The adopted text is not UTF-8.")));
		return;
	}
	if (str_starts(rest, S("\xEF\xBB\xBF")))
		rest = str_part(rest, 3, rest.len);
	while (rest.len && folder->text_count < MOST_TEXT_LINES) {
		struct str line = str_cut(&rest, '\n');

		if (str_ends(line, S("\r")))
			line.len--;
		lines[folder->text_count++] = line;
	}
	if (rest.len || !folder->text_count)
		mistake_file(folder, text->name,
			str_of(_("The adopted text is empty, or longer than 20,000 lines.")));
}

struct folder *folder_read(struct arena *arena, const struct folder_file *files, size_t count,
                           const struct folder_file *text)
{
	struct folder *folder = arena_new(arena, struct folder);

	folder->arena = arena;
	folder->mistakes = arena_array(arena, struct mistake, MOST_MISTAKES);
	for (int i = 0; i < PART_COUNT; i++)
		folder->parts[i].file = &part_files[i];
	folder->digest = folder_digest(arena, files, count);
	if (text && text->name.len)
		text_read(folder, text);
	for (size_t i = 0; i < count; i++)
		file_read(folder, &files[i]);
	missing_judge(folder);
	for (int i = 0; i < PART_COUNT; i++)
		rows_judge(folder, &folder->parts[i]);
	folder_judge(folder);
	qsort(folder->mistakes, folder->mistakes_kept, sizeof *folder->mistakes, mistake_order);
	return folder;
}
