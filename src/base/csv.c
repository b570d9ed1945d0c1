/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/csv.c - reading CSV of unknown make.
 *
 * Bytes pass three stations: iconv makes UTF-8 of them, spans are cut out so that we know
 * which line we are on, and libcsv finds the cells.  Every station may end with a problem.
 */
#include "base/csv.h"
#include "base/say.h"
#include "base/tongue.h"

#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum {
	CELL_LONGEST = 1024 * 1024,
	ROW_LONGEST = 16 * CELL_LONGEST,
	CELLS_MOST = 1000,
	LETTER_LONGEST = 8,             /* bytes, in any encoding that we read */
	CONVERTED_SIZE = 16 * 1024,
	SNIFF_ROWS = 64,
	SNIFF_CUT = 4096,               /* a head this long may end inside a letter */
};

/* --- what make is it? ------------------------------------------------------------------ */

/* Of two that fit as well the first is taken: commas also stand in numbers and prose. */
static const char delimiters[] = "\t|;,";
enum { DELIMITERS = sizeof(delimiters) - 1 };

/* How often each delimiter occurs outside quotes, row by row. */
struct sniff {
	int rows;
	int count[SNIFF_ROWS][DELIMITERS];
	bool in_quotes;
	char last;
};

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool is_utf8_head(struct str s)
{
	if (str_is_utf8(s))
		return true;
	for (size_t cut = 1; cut < 4 && s.len >= SNIFF_CUT; cut++)
		if (str_is_utf8(str_part(s, 0, s.len - cut)))
			return true;
	return false;
}

static const char *sniff_encoding(struct str head)
{
	if (str_starts(head, S("\xFF\xFE")))
		return "UTF-16LE";
	if (str_starts(head, S("\xFE\xFF")))
		return "UTF-16BE";
	return is_utf8_head(head) ? "UTF-8" : "WINDOWS-1252";
}

static bool is_at_cell_start(char last)
{
	return last == '\0' || is_line_end(last) || strchr(delimiters, last);
}

static void sniff_char(struct sniff *sniff, char c)
{
	const char *found;

	if (c == '"' && (sniff->in_quotes || is_at_cell_start(sniff->last))) {
		sniff->in_quotes = !sniff->in_quotes;
		/* The next may be its twin: "" inside quotes opens them again. */
		sniff->last = sniff->in_quotes ? c : ',';
		return;
	}
	if (!sniff->in_quotes && is_line_end(c)) {
		if (!is_line_end(sniff->last) && sniff->last)
			sniff->rows++;
	} else if (!sniff->in_quotes && c != '\0') {
		found = strchr(delimiters, c);
		if (found)
			sniff->count[sniff->rows][found - delimiters]++;
	}
	sniff->last = c;
}

/* Delimiters, quotes and line ends are ASCII: of a wide letter anything else will do. */
static void sniff_text(struct sniff *sniff, struct str head, const char *encoding)
{
	bool is_wide = str_starts(str_of(encoding), S("UTF-16"));
	size_t step = is_wide ? 2 : 1;
	size_t low = str_is(str_of(encoding), "UTF-16BE") ? 1 : 0;

	for (size_t i = 0; i + step <= head.len && sniff->rows < SNIFF_ROWS; i += step) {
		bool is_ascii = !is_wide || head.at[i + 1 - low] == '\0';

		sniff_char(sniff, is_ascii ? head.at[i + low] : 'x');
	}
	/* The last row counts when it is the only one; else it may have been cut off. */
	if (sniff->rows == 0)
		sniff->rows = 1;
}

/* How many rows agree on a number of this delimiter. */
static int sniff_fit(const struct sniff *sniff, int which)
{
	int best = 0;

	if (sniff->rows == 1)
		return sniff->count[0][which];
	for (int i = 0; i < sniff->rows; i++) {
		int agree = 0;

		if (sniff->count[i][which] == 0)
			continue;
		for (int k = 0; k < sniff->rows; k++)
			agree += sniff->count[k][which] == sniff->count[i][which];
		best = agree > best ? agree : best;
	}
	return best;
}

struct csv_style csv_sniff(struct str head)
{
	struct csv_style style = { .delimiter = ',', .encoding = sniff_encoding(head) };
	struct sniff sniff = { 0 };
	int best = 0;

	sniff_text(&sniff, head, style.encoding);
	for (int i = 0; i < DELIMITERS; i++) {
		int fit = sniff_fit(&sniff, i);

		if (fit > best) {
			best = fit;
			style.delimiter = delimiters[i];
		}
	}
	return style;
}

/* --- a reader -------------------------------------------------------------------------- */

struct csv {
	struct csv_parser parser;
	iconv_t converter;
	csv_row_function *row;
	void *context;
	const char *problem;
	bool has_stopped;

	char waiting[LETTER_LONGEST];   /* a letter that the last piece ended inside */
	size_t waiting_len;
	bool has_begun;                 /* the byte order mark has been looked for */

	int64_t line, row_line;
	bool is_in_row, after_return;

	char *text;                     /* the cells of the row, one after another */
	size_t text_len, text_room;
	size_t count;
	size_t ends[CELLS_MOST];
	struct str cells[CELLS_MOST];
};

/* libcsv asks whether a character is space without saying in which parser. */
static const struct csv_parser *asking;

/* Cells are given as written, so nothing is space, except between a closing quote and the
 * next delimiter.  `quoted` is as it was when csv_parse() was called: that is why pieces
 * must not reach past a quote or a delimiter. */
static int is_csv_space(unsigned char c)
{
	return c == ' ' && asking->quoted;
}

static void *memory_grow(void *at, size_t size)
{
	at = realloc(at, size);
	if (!at)
		abandon("cannot get memory from the system", "realloc failed");
	return at;
}

struct csv *csv_open(struct csv_style style, csv_row_function *row, void *context)
{
	struct csv *csv = memory_grow(NULL, sizeof(*csv));

	*csv = (struct csv){ .row = row, .context = context, .line = 1, .row_line = 1 };
	csv->converter = iconv_open("UTF-8", style.encoding);
	if (csv->converter == (iconv_t)-1)
		abandon("cannot read an encoding on this system", style.encoding);
	must(csv_init(&csv->parser, 0) == 0);
	csv_set_delim(&csv->parser, (unsigned char)style.delimiter);
	csv_set_space_func(&csv->parser, is_csv_space);
	return csv;
}

void csv_close(struct csv *csv)
{
	if (!csv)
		return;
	iconv_close(csv->converter);
	csv_free(&csv->parser);
	free(csv->text);
	free(csv);
}

const char *csv_problem(const struct csv *csv)
{
	return csv->problem;
}

static void stop(struct csv *csv, const char *problem)
{
	if (!csv->has_stopped)
		csv->problem = problem;
	csv->has_stopped = true;
}

static void cell_keep(struct csv *csv, const char *at, size_t len)
{
	size_t need = csv->text_len + len;

	if (need > csv->text_room) {
		csv->text_room = need * 2;
		csv->text = memory_grow(csv->text, csv->text_room);
	}
	if (len)
		memcpy(csv->text + csv->text_len, at, len);
	csv->text_len = need;
	csv->ends[csv->count++] = need;
}

static void on_cell(void *at, size_t len, void *context)
{
	struct csv *csv = context;

	if (csv->has_stopped)
		return;
	if (len > CELL_LONGEST)
		stop(csv, N_("A cell is longer than 1 MiB."));
	else if (csv->text_len + len > ROW_LONGEST)
		stop(csv, N_("A row is longer than 16 MiB."));
	else if (csv->count == CELLS_MOST)
		stop(csv, N_("A row has more than 1000 cells."));
	else
		cell_keep(csv, at, len);
}

static void on_row(int end, void *context)
{
	struct csv *csv = context;
	struct csv_row row = { csv->row_line, csv->count, csv->cells };
	size_t from = 0;

	(void)end;
	csv->is_in_row = false;
	if (csv->has_stopped)
		return;
	for (size_t i = 0; i < csv->count; from = csv->ends[i++])
		csv->cells[i] = csv->text
			? (struct str){ csv->text + from, csv->ends[i] - from } : S("");
	if (!csv->row(csv->context, &row))
		stop(csv, NULL);
	csv->count = 0;
	csv->text_len = 0;
}

/* What span_take() gives. */
static void span_feed(struct csv *csv, struct str span)
{
	char last = span.at[span.len - 1];

	if (!csv->is_in_row && !is_line_end(span.at[0])) {
		csv->is_in_row = true;
		csv->row_line = csv->line;
	}
	asking = &csv->parser;
	if (csv_parse(&csv->parser, span.at, span.len, on_cell, on_row, csv) != span.len)
		abandon("cannot read CSV", csv_strerror(csv_error(&csv->parser)));
	if (csv->parser.entry_pos > CELL_LONGEST)
		stop(csv, N_("A cell is longer than 1 MiB. Perhaps a quotation mark is "
			"never closed."));
	if (is_line_end(last) && !(csv->after_return && str_is(span, "\n")))
		csv->line++;
	csv->after_return = last == '\r';
}

/* Up to and with the next line end, quote or delimiter. */
static struct str span_take(const struct csv *csv, struct str *rest)
{
	char delimiter = (char)csv->parser.delim_char;
	size_t len = 0;
	struct str span;

	while (len < rest->len && !is_line_end(rest->at[len]) && rest->at[len] != '"' &&
	       rest->at[len] != delimiter)
		len++;
	span = str_part(*rest, 0, len + 1);
	*rest = str_part(*rest, span.len, rest->len);
	return span;
}

static void converted_feed(struct csv *csv, struct str text)
{
	if (!csv->has_begun && str_starts(text, S("\xEF\xBB\xBF")))
		text = str_part(text, 3, text.len);
	csv->has_begun = true;
	if (str_find_char(text, '\0') >= 0)
		stop(csv, N_("The file holds characters that no text has. "
			"Is it really a CSV file?"));
	while (text.len > 0 && !csv->has_stopped)
		span_feed(csv, span_take(csv, &text));
}

/* Feeds all whole letters of a piece; what is left is the beginning of one. */
static struct str convert(struct csv *csv, struct str piece)
{
	char converted[CONVERTED_SIZE];

	while (piece.len > 0 && !csv->has_stopped) {
		char *from = (char *)piece.at, *to = converted;
		size_t room = sizeof(converted), left = piece.len;
		size_t result = iconv(csv->converter, &from, &left, &to, &room);
		int error = result == (size_t)-1 ? errno : 0;

		if (to > converted)
			converted_feed(csv, (struct str){ converted,
				(size_t)(to - converted) });
		piece = (struct str){ from, left };
		if (error == EINVAL)
			break;
		if (error == EILSEQ)
			stop(csv, N_("The file's letters cannot be read. Save it as UTF-8 "
				"and try again."));
	}
	return piece;
}

/* The letter that the last piece ended inside gets its bytes one by one. */
static struct str waiting_feed(struct csv *csv, struct str piece)
{
	while (csv->waiting_len > 0 && piece.len > 0 && !csv->has_stopped) {
		struct str letter = { csv->waiting, csv->waiting_len + 1 };

		must(csv->waiting_len < LETTER_LONGEST);
		csv->waiting[csv->waiting_len] = piece.at[0];
		csv->waiting_len = convert(csv, letter).len;
		piece = str_part(piece, 1, piece.len);
	}
	return piece;
}

bool csv_feed(struct csv *csv, struct str piece)
{
	piece = waiting_feed(csv, piece);
	piece = convert(csv, piece);
	if (csv->has_stopped || piece.len == 0)
		return !csv->has_stopped;
	must(piece.len < LETTER_LONGEST);
	memcpy(csv->waiting, piece.at, piece.len);
	csv->waiting_len = piece.len;
	return true;
}

bool csv_finish(struct csv *csv)
{
	if (csv->waiting_len > 0)
		stop(csv, N_("The file ends in the middle of a letter. Is it complete?"));
	if (csv->has_stopped)
		return false;
	asking = &csv->parser;
	/* Only the end is judged strictly: quotes within unquoted cells (5" pipe) are common
	 * and harmless, one that is never closed has eaten rows. */
	csv_set_opts(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&csv->parser, on_cell, on_row, csv) != 0)
		stop(csv, N_("A quotation mark is never closed."));
	return !csv->has_stopped;
}

/* --- the whole at once ----------------------------------------------------------------- */

struct collected {
	struct arena *arena;
	struct csv_row *rows;
	size_t count, room;
};

static void room_make(struct collected *collected)
{
	size_t room = collected->room ? collected->room * 2 : 64;
	struct csv_row *rows;

	if (collected->count < collected->room)
		return;
	rows = arena_array(collected->arena, struct csv_row, room);
	if (collected->count)
		memcpy(rows, collected->rows, collected->count * sizeof(*rows));
	collected->rows = rows;
	collected->room = room;
}

static bool row_collect(void *context, const struct csv_row *row)
{
	struct collected *collected = context;
	struct str *cells = arena_array(collected->arena, struct str, row->count);

	room_make(collected);
	for (size_t i = 0; i < row->count; i++)
		cells[i] = arena_copy(collected->arena, row->cells[i]);
	collected->rows[collected->count++] =
		(struct csv_row){ row->line, row->count, cells };
	return true;
}

struct csv_table *csv_read(struct arena *arena, struct str text, const char **problem)
{
	struct collected collected = { .arena = arena };
	struct csv *csv = csv_open(csv_sniff(text), row_collect, &collected);
	struct csv_table *table = NULL;

	if (csv_feed(csv, text) && csv_finish(csv)) {
		table = arena_new(arena, struct csv_table);
		*table = (struct csv_table){ collected.count, collected.rows };
	} else {
		*problem = csv_problem(csv);
	}
	csv_close(csv);
	return table;
}

struct str csv_cell(const struct csv_table *table, size_t row, const char *name)
{
	if (row >= table->count)
		return S("");
	for (size_t i = 0; i < table->rows[0].count && i < table->rows[row].count; i++)
		if (str_is_nocase(str_trim(table->rows[0].cells[i]), name))
			return table->rows[row].cells[i];
	return S("");
}
