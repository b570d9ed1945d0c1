/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/cells.c - each cell of a folder on its own: is it what it must be?
 *
 * What is well becomes the member of its row.
 */
#include "modules/programme/folder.h"

#include "base/csv.h"

#include <string.h>

/* Words that a programme's or a duty's code may not be: pages of ours. */
static const char *const taken_codes[] = { "load", "history", "terms", "deliverables", "fates", "new" };
enum { LONGEST_CODE = 60, MOST_DAYS_BEFORE = 400 };

/* A cell that is judged. */
struct cell {
	struct folder *folder;
	struct part *part;
	size_t row;
	const struct part_column *column;
	const struct field *field;
	struct str text;
};

static void wrong(const struct cell *cell, struct str words)
{
	mistake_at(cell->folder, cell->part, cell->part->lines[cell->row].line, cell->column->name, words);
}

/* "At letter 7: ..." */
static void wrong_at(const struct cell *cell, size_t letters, struct str words)
{
	wrong(cell, arena_print(cell->folder->arena, _("At letter %zu: %.*s"), letters + 1, STR(words)));
}

static void *row_of(const struct cell *cell)
{
	return part_row(cell->part, cell->row);
}

/* ---- One cell ------------------------------------------------------------------------------ */

/* Stands in addresses and in lists with spaces between. */
static bool is_code(struct str code)
{
	for (size_t i = 0; i < code.len; i++)
		if ((unsigned char)code.at[i] < 0x80
		    && !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.",
		               code.at[i]))
			return false;
	return code.len > 0 && code.len <= LONGEST_CODE;
}

static bool is_taken(struct str code)
{
	for (size_t i = 0; i < COUNT(taken_codes); i++)
		if (str_is_nocase(code, taken_codes[i]))
			return true;
	return false;
}

static void code_judge(const struct cell *cell)
{
	if (!is_code(cell->text))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” is no code: letters, digits and - _ . only, at most 60."), STR(cell->text)));
	else if (is_taken(cell->text))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” is the address of a page of the program and cannot be a code."),
			STR(cell->text)));
}

static void codes_judge(const struct cell *cell)
{
	struct str rest = cell->text;

	for (struct str word = spaced_next(&rest); word.len; word = spaced_next(&rest)) {
		struct cell one = *cell;

		one.text = word;
		code_judge(&one);
	}
}

static void date_judge(const struct cell *cell)
{
	struct date *date = (struct date *)(void *)((char *)row_of(cell) + cell->field->column.offset);

	if (!date_read(cell->text, date))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” is no day. Write it as 2026-09-15."), STR(cell->text)));
}

static void yesno_judge(const struct cell *cell)
{
	bool *yes = (bool *)(void *)((char *)row_of(cell) + cell->field->column.offset);

	*yes = str_is(cell->text, "1");
	if (!*yes && !str_is(cell->text, "0"))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” is neither 1 (yes) nor 0 or empty (no)."), STR(cell->text)));
}

static void whole_judge(const struct cell *cell)
{
	int64_t *number = field_int(cell->field, row_of(cell));

	if (!str_to_int(cell->text, number))
		wrong(cell, arena_print(cell->folder->arena, _("“%.*s” is no whole number."),
			STR(cell->text)));
	else if (*number < -MOST_DAYS_BEFORE || *number > MOST_DAYS_BEFORE)
		wrong(cell, arena_print(cell->folder->arena, _("“%.*s” is too large."), STR(cell->text)));
}

static void url_judge(const struct cell *cell)
{
	if (!str_starts(cell->text, S("https://")) && !str_starts(cell->text, S("http://")))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” is no address on the web: it begins with https://."), STR(cell->text)));
}

static void lines_judge(const struct cell *cell)
{
	struct line_range_list ranges = { 0 };
	size_t at = 0;

	if (!lines_read_at(cell->folder->arena, cell->text, &ranges, &at)) {
		wrong_at(cell, at, str_of(_("Lines of the adopted text are written 782-783 790.")));
		return;
	}
	for (size_t i = 0; cell->folder->text_count && i < ranges.count; i++)
		if (ranges.at[i].to > (int64_t)cell->folder->text_count)
			wrong(cell, arena_print(cell->folder->arena,
				_("The adopted text has %zu lines, so there is no line %lld."),
				cell->folder->text_count, (long long)ranges.at[i].to));
}

struct predicate_words { const struct cell *cell; };

static void predicate_word_judge(void *context, enum predicate_subject subject, struct str word)
{
	const struct predicate_words *words = context;
	const struct cell *cell = words->cell;
	enum known known = subject == SUBJECT_kind ? KNOWN_unit_kind
		: subject == SUBJECT_flag ? KNOWN_flag : KNOWN_nothing;
	struct str before = { cell->text.at, (size_t)(word.at - cell->text.at) };

	if (known && !known_is(cell->folder, known, word))
		wrong_at(cell, str_letters(before), known_problem(cell->folder, known, word));
}

static void predicate_judge(const struct cell *cell)
{
	struct str problem = S("");
	size_t at = 0;
	const struct predicate *predicate = predicate_read(cell->folder->arena, cell->text, &problem, &at);

	if (predicate)
		predicate_each(predicate, predicate_word_judge, &(struct predicate_words){ cell });
	else
		wrong_at(cell, at, problem);
}

static void known_judge(const struct cell *cell)
{
	struct str rest = cell->text;

	if (cell->column->kind == CELL_one && str_find_char(cell->text, ' ') >= 0) {
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” are several words; here stands one."), STR(cell->text)));
		return;
	}
	for (struct str word = spaced_next(&rest); word.len; word = spaced_next(&rest))
		if (!known_is(cell->folder, cell->column->known, word))
			wrong(cell, known_problem(cell->folder, cell->column->known, word));
}

static void arguments_judge(const struct cell *cell)
{
	const struct evidence_source *source = evidence_source_find(
		part_cell(cell->part, cell->row, "source"));
	struct str problem = S("");
	size_t at = 0;

	if (source && !evidence_arguments_judge(cell->folder->arena, source, cell->text, &problem, &at))
		wrong_at(cell, str_letters(str_part(cell->text, 0, at)), problem);
}

/* A number, a share, all, or all if there are any. */
static void least_judge(const struct cell *cell)
{
	struct str number = cell->text;
	bool is_share;
	int64_t value = 0;

	if (str_is(cell->text, "all") || str_is(cell->text, "all-if-any"))
		return;
	if (str_ends(number, S("%-if-any")))
		number.len -= strlen("-if-any");
	is_share = str_ends(number, S("%"));
	if (is_share)
		number.len--;
	if (!str_to_int(number, &value) || value < 0 || (is_share && value > 100))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” is no least: write a number, a share (80%%), all or all-if-any."), STR(cell->text)));
}

static const char *const places_to_fill[] = { "count", "whole", "share", "last", "days", "unit",
	"period" };

static struct str place_at(const void *context, size_t i)
{
	(void)context;
	return i < COUNT(places_to_fill) ? str_of(places_to_fill[i]) : S("");
}

static bool place_is_known(struct str name)
{
	for (size_t i = 0; i < COUNT(places_to_fill); i++)
		if (str_is(name, places_to_fill[i]))
			return true;
	return false;
}

/* {count} and its like are filled in; any other bracket would be shown to people. */
static void says_judge(const struct cell *cell)
{
	struct arena *arena = cell->folder->arena;
	struct str rest = cell->text;

	while (str_find_char(rest, '{') >= 0) {
		struct str name, nearest;

		str_cut(&rest, '{');
		name = str_cut(&rest, '}');
		if (place_is_known(name))
			continue;
		nearest = word_nearest(arena, name, place_at, NULL);
		wrong(cell, nearest.len ? arena_print(arena,
				_("“{%.*s}” cannot be filled in. Did you mean “{%.*s}”?"), STR(name), STR(nearest))
			: arena_print(arena, _("“{%.*s}” cannot be filled in. Known are: {count} {whole} "
				"{share} {last} {days} {unit} {period}."), STR(name)));
		return;
	}
}

/* This program's own flow, or that of the situation pictures. */
static void carrier_judge(const struct cell *cell)
{
	static const struct str picture = { "picture kind=", 13 };
	struct str kind = str_part(cell->text, picture.len, cell->text.len);

	if (str_is(cell->text, "submission"))
		return;
	if (!str_starts(cell->text, picture))
		wrong(cell, arena_print(cell->folder->arena,
			_("“%.*s” carries nothing: write submission or picture kind=accident."),
			STR(cell->text)));
	else if (!known_is(cell->folder, KNOWN_picture_kind, kind))
		wrong(cell, known_problem(cell->folder, KNOWN_picture_kind, kind));
}

static void (*const judges[])(const struct cell *cell) = {
	[CELL_text] = NULL, [CELL_code] = code_judge, [CELL_codes] = codes_judge,
	[CELL_date] = date_judge, [CELL_yesno] = yesno_judge, [CELL_whole] = whole_judge,
	[CELL_url] = url_judge, [CELL_lines] = lines_judge, [CELL_predicate] = predicate_judge,
	[CELL_arguments] = arguments_judge, [CELL_least] = least_judge, [CELL_says] = says_judge,
	[CELL_carrier] = carrier_judge, [CELL_one] = known_judge, [CELL_many] = known_judge,
};

static void missing(const struct cell *cell)
{
	struct str name = str_of(cell->column->name);

	if (str_ends(name, S("_sv")))
		wrong(cell, str_of(_("The Swedish is missing: both languages are required.")));
	else if (str_ends(name, S("_en")))
		wrong(cell, str_of(_("The English is missing: both languages are required.")));
	else
		wrong(cell, str_of(_("This must be filled in.")));
}

void cell_judge(struct folder *folder, struct part *part, size_t row, const struct part_column *column)
{
	struct cell cell = { .folder = folder, .part = part, .row = row, .column = column,
		.field = record_field(part->file->record, column->member ? column->member : column->name),
		.text = part_cell(part, row, column->name) };

	if (cell.field->column.kind == COLUMN_text)
		*field_text(cell.field, part_row(part, row)) = cell.text;
	if (!cell.text.len && column->required)
		missing(&cell);
	/* Arguments may be missing too. */
	if ((cell.text.len || column->kind == CELL_arguments) && judges[column->kind])
		judges[column->kind](&cell);
}
