/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/sheet.c - see sheet.h; thin over libxlsxwriter. */
#include "kit/sheet.h"

#include "base/say.h"
#include "kit/job.h"

#include <xlsxwriter.h>

enum {
	LAST_ROW = 1048575,             /* of the format, counted from 0 */
	CELL_LONGEST = 32767,           /* letters */
	NAME_LONGEST = 31,
	COLUMN_WIDTH = 20, ABOUT_WIDTH = 40,
};

struct sheet {
	struct arena *arena;
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *bold, *day, *moment;
	lxw_row_t row;
	lxw_col_t column, columns;
	bool is_full, is_about;
	char text[4 * CELL_LONGEST + 1];
};

/* A name without []:*?/\ and no longer than the format allows; apostrophes may not stand
 * at the ends. */
static const char *sheet_name(struct arena *arena, struct str name)
{
	struct str part = arena_copy(arena, str_letters_part(name, NAME_LONGEST));

	for (size_t i = 0; i < part.len; i++)
		if (str_find_char(S("[]:*?/\\'"), part.at[i]) >= 0)
			((char *)part.at)[i] = ' ';
	return part.len ? str_z(arena, part) : "1";
}

static lxw_format *format_of(struct sheet *sheet, const char *pattern)
{
	lxw_format *format = workbook_add_format(sheet->book);

	if (pattern)
		format_set_num_format(format, pattern);
	else
		format_set_bold(format);
	return format;
}

struct sheet *sheet_open(struct arena *arena, const char *path, struct str name)
{
	struct sheet *sheet = arena_new(arena, struct sheet);
	lxw_workbook_options options = {
		.constant_memory = LXW_TRUE, .tmpdir = (char *)data_folder(),
	};

	sheet->arena = arena;
	sheet->book = workbook_new_opt(path, &options);
	if (!sheet->book)
		abandon("cannot make a spreadsheet", "no memory");
	sheet->page = workbook_add_worksheet(sheet->book, sheet_name(arena, name));
	if (!sheet->page)
		abandon("cannot make a spreadsheet", "no sheet");
	sheet->bold = format_of(sheet, NULL);
	sheet->day = format_of(sheet, "yyyy-mm-dd");
	sheet->moment = format_of(sheet, "yyyy-mm-dd hh:mm");
	worksheet_freeze_panes(sheet->page, 1, 0);
	return sheet;
}

void sheet_heading(struct sheet *sheet, const char *words)
{
	worksheet_set_column(sheet->page, sheet->column, sheet->column, COLUMN_WIDTH, NULL);
	worksheet_write_string(sheet->page, 0, sheet->column++, words, sheet->bold);
	sheet->columns = sheet->column;
}

bool sheet_row(struct sheet *sheet)
{
	if (sheet->row == LAST_ROW) {
		sheet->is_full = true;
		return false;
	}
	sheet->row++;
	sheet->column = 0;
	return true;
}

bool sheet_is_full(const struct sheet *sheet)
{
	return sheet->is_full;
}

void sheet_text(struct sheet *sheet, struct str text)
{
	struct str part = str_letters_part(text, CELL_LONGEST);

	if (part.len) {
		must(part.len < sizeof(sheet->text));
		memcpy(sheet->text, part.at, part.len);
		sheet->text[part.len] = '\0';
		worksheet_write_string(sheet->page, sheet->row, sheet->column, sheet->text, NULL);
	}
	sheet->column++;
}

void sheet_number(struct sheet *sheet, double number)
{
	worksheet_write_number(sheet->page, sheet->row, sheet->column++, number, NULL);
}

static void write_moment(struct sheet *sheet, struct clock_time at, lxw_format *format)
{
	lxw_datetime moment = {
		.year = at.date.year, .month = at.date.month, .day = at.date.day,
		.hour = at.hour, .min = at.minute, .sec = at.second,
	};

	/* The format knows no days before 1900: those stay text. */
	if (at.date.year >= 1900)
		worksheet_write_datetime(sheet->page, sheet->row, sheet->column, &moment, format);
	else if (at.date.year)
		worksheet_write_string(sheet->page, sheet->row, sheet->column,
			date_iso(sheet->arena, at.date).at, NULL);
	sheet->column++;
}

void sheet_date(struct sheet *sheet, struct date date)
{
	write_moment(sheet, (struct clock_time){ .date = date }, sheet->day);
}

void sheet_instant(struct sheet *sheet, struct instant instant)
{
	write_moment(sheet, instant.seconds ? instant_local(instant) : (struct clock_time){ 0 },
		sheet->moment);
}

static void rows_end(struct sheet *sheet)
{
	if (sheet->columns && sheet->row && !sheet->is_about)
		worksheet_autofilter(sheet->page, 0, 0, sheet->row, (lxw_col_t)(sheet->columns - 1));
}

void sheet_about(struct sheet *sheet, const char *name)
{
	rows_end(sheet);
	sheet->is_about = true;
	sheet->page = workbook_add_worksheet(sheet->book, sheet_name(sheet->arena, str_of(name)));
	if (!sheet->page)       /* the first sheet has that name */
		sheet->page = workbook_add_worksheet(sheet->book, NULL);
	worksheet_set_column(sheet->page, 0, 1, ABOUT_WIDTH, NULL);
	sheet->row = 0;
	sheet->column = 0;
}

void sheet_fact(struct sheet *sheet, const char *name, struct str text)
{
	worksheet_write_string(sheet->page, sheet->row, 0, name, sheet->bold);
	sheet->column = 1;
	sheet_text(sheet, text);
	sheet->row++;
}

void sheet_close(struct sheet *sheet)
{
	lxw_error error;

	rows_end(sheet);
	error = workbook_close(sheet->book);
	if (error != LXW_NO_ERROR)
		abandon("cannot write the spreadsheet", lxw_strerror(error));
}
