/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/csv.h - reading CSV of unknown make: encoding, delimiter and quoting are found out.
 *
 * libcsv splits; this file sniffs and converts.  UTF-8 (with or without BOM), UTF-16 with
 * BOM and Windows-1252 are read; delimiters , ; tab |.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct csv_style {
	char delimiter;
	const char *encoding;           /* "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252" */
};

struct csv_row {
	int64_t line;                   /* where the row begins in the file, from 1 */
	size_t count;
	const struct str *cells;        /* UTF-8, as written (untrimmed) */
};

struct csv_style csv_sniff(struct str head);            /* the first 64 KiB will do */

struct csv;                             /* a reader that is fed piece by piece */
/* Returns false to stop. */
typedef bool csv_row_function(void *context, const struct csv_row *row);

struct csv *csv_open(struct csv_style style, csv_row_function *row, void *context);
/* False with csv_problem() when the text cannot be read (a quote never closed, bytes that
 * are not the encoding, a cell over 1 MiB, more than 1 000 cells), or when row() stopped. */
bool csv_feed(struct csv *csv, struct str piece);
bool csv_finish(struct csv *csv);
const char *csv_problem(const struct csv *csv);         /* NULL when there is none */
void csv_close(struct csv *csv);

/* The whole of a text at once, into the arena; NULL and *problem when it cannot be read. */
struct csv_table {
	size_t count;
	const struct csv_row *rows;
};
struct csv_table *csv_read(struct arena *arena, struct str text, const char **problem);
/* The cell of a row under the heading `name` of row 0; "" when there is none. */
struct str csv_cell(const struct csv_table *table, size_t row, const char *name);
