/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/sheet.h - a spreadsheet file, written row by row in constant memory.
 *
 * Numbers are numbers and days are days; text is never a formula.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"

struct sheet;

struct sheet *sheet_open(struct arena *arena, const char *path, struct str name);
void sheet_heading(struct sheet *sheet, const char *words);     /* first; the row stays in sight */
bool sheet_row(struct sheet *sheet);                            /* next row; false: the sheet is full */
bool sheet_is_full(const struct sheet *sheet);
void sheet_text(struct sheet *sheet, struct str text);          /* next cell */
void sheet_number(struct sheet *sheet, double number);
void sheet_date(struct sheet *sheet, struct date date);
void sheet_instant(struct sheet *sheet, struct instant instant);
void sheet_about(struct sheet *sheet, const char *name);        /* a second sheet of facts */
void sheet_fact(struct sheet *sheet, const char *name, struct str text);
void sheet_close(struct sheet *sheet);                          /* writes the file */
