/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_plain.c - see analyse.h: reading what is analysed. */
#include "app/analyse.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- CSV and JSON ------------------------------------------------------------------------ */

static struct str file_read(struct arena *arena, const char *path)
{
	struct out out;
	char piece[16384];
	FILE *file = strcmp(path, "-") ? fopen(path, "r") : stdin;
	size_t length;

	out_init(&out, arena, ANALYSE_LONGEST_INPUT);
	if (!file)
		return (struct str){ NULL, 0 };
	while (!out.is_full && (length = fread(piece, 1, sizeof(piece), file)) > 0)
		out_bytes(&out, piece, length);
	if (file != stdin)
		fclose(file);
	return out.is_full ? (struct str){ NULL, 0 } : out_str(&out);
}

enum { JSON_COLUMNS_MOST = 64 };

struct json_names { struct str at[JSON_COLUMNS_MOST]; size_t count; };

/* Where the name stands; a new place when there is none, and room. */
static size_t name_place(struct arena *arena, struct json_names *names, const char *name)
{
	size_t i = 0;

	while (i < names->count && !str_is(names->at[i], name))
		i++;
	if (i == names->count && i < JSON_COLUMNS_MOST)
		names->at[names->count++] = arena_copy(arena, str_of(name));
	return i;
}

static struct str json_cell(struct arena *arena, const json_t *value)
{
	if (json_is_string(value))
		return arena_copy(arena, (struct str){ json_string_value(value), json_string_length(value) });
	if (json_is_integer(value))
		return arena_print(arena, "%lld", (long long)json_integer_value(value));
	if (json_is_real(value))
		return arena_print(arena, "%.17g", json_real_value(value));
	return (struct str){ NULL, 0 };
}

static const char *json_row(struct arena *arena, const json_t *object, struct json_names *names,
                            struct csv_row *row)
{
	struct str *cells = arena_array(arena, struct str, JSON_COLUMNS_MOST);
	const char *name;
	json_t *value;

	if (!json_is_object(object))
		return "is no object";
	json_object_foreach((json_t *)object, name, value) {
		size_t place = name_place(arena, names, name);

		if (place == JSON_COLUMNS_MOST)
			return "has more names than are known";
		if (json_is_object(value) || json_is_array(value) || json_is_boolean(value))
			return "has a value that is neither text nor number";
		cells[place] = json_cell(arena, value);
	}
	row->cells = cells;
	row->count = JSON_COLUMNS_MOST;
	return NULL;
}

/* A list of flat objects as a table; NULL when it is none, and told. */
static const struct csv_table *json_table(struct arena *arena, const char *path, const json_t *list)
{
	struct csv_table *table = arena_new(arena, struct csv_table);
	struct csv_row *rows = arena_array(arena, struct csv_row, json_array_size(list) + 1);
	struct json_names *names = arena_new(arena, struct json_names);

	if (!json_is_array(list)) {
		fprintf(stderr, "varn analyse: %s: JSON must be a list of objects\n", path);
		return NULL;
	}
	table->count = json_array_size(list) + 1;
	table->rows = rows;
	for (size_t i = 1; i < table->count; i++) {
		const char *wrong = json_row(arena, json_array_get(list, i - 1), names, &rows[i]);

		rows[i].line = (int64_t)i;
		if (wrong) {
			fprintf(stderr, "varn analyse: %s, row %zu: %s\n", path, i, wrong);
			return NULL;
		}
	}
	rows[0] = (struct csv_row){ .cells = names->at, .count = names->count };
	return table;
}

static const struct csv_table *text_table(struct arena *arena, const char *path, struct str text,
                                          bool is_json)
{
	const char *problem = NULL;
	struct str wrong = { NULL, 0 };
	const struct csv_table *table;
	json_t *list;

	if (!is_json) {
		table = csv_read(arena, text, &problem);
		if (!table || table->count == 0)
			fprintf(stderr, "varn analyse: %s: %s\n", path, problem ? problem : "is empty");
		return table && table->count ? table : NULL;
	}
	list = json_read(arena, text, &wrong);
	if (!list) {
		fprintf(stderr, "varn analyse: %s: %.*s\n", path, STR(wrong));
		return NULL;
	}
	table = json_table(arena, path, list);
	json_decref(list);
	return table;
}

bool plain_read(struct arena *arena, const char *path, struct plain *plain)
{
	struct str text = file_read(arena, path), head = str_trim(str_part(text, 0, 64));
	bool is_json = str_starts(head, S("[")) || str_starts(head, S("{"));

	*plain = (struct plain){ .arena = arena, .path = path, .place = is_json ? "row" : "line" };
	if (!text.at) {
		fprintf(stderr, "varn analyse: %s: cannot be read\n", path);
		return false;
	}
	plain->table = text_table(arena, path, text, is_json);
	return plain->table != NULL;
}

/* ---- Cells ------------------------------------------------------------------------------- */

bool plain_has(const struct plain *plain, const char *column)
{
	for (size_t i = 0; i < plain->table->rows[0].count; i++)
		if (str_is(str_trim(plain->table->rows[0].cells[i]), column))
			return true;
	return false;
}

bool plain_wrong(const struct plain *plain, size_t row, const char *format, ...)
{
	va_list list;

	if (plain->table->rows[row].line > 0)
		fprintf(stderr, "varn analyse: %s, %s %lld: ", plain->path, plain->place,
			(long long)plain->table->rows[row].line);
	else
		fprintf(stderr, "varn analyse: %s: ", plain->path);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	return false;
}

struct str plain_text(const struct plain *plain, size_t row, const char *column)
{
	return str_trim(csv_cell(plain->table, row, column));
}

bool plain_number(const struct plain *plain, size_t row, const char *column, double *value)
{
	struct str text = plain_text(plain, row, column);
	double number;

	if (str_is_empty(text))
		return true;
	if (!str_to_real(text, &number) || !isfinite(number))
		return plain_wrong(plain, row, "%s is not a number: %.*s", column, STR(text));
	*value = number;
	return true;
}

/* What is written is what is named: low and high are the middle when they are empty. */
static bool spread_judge(const struct plain *plain, size_t row, const char *const columns[3],
                         const double *spread)
{
	for (int i = 0; i < 3; i++)
		if (spread[i] < 0 && !str_is_empty(plain_text(plain, row, columns[i])))
			return plain_wrong(plain, row, "%s is below 0: %g", columns[i], spread[i]);
	if (!(spread[0] <= spread[1] && spread[1] <= spread[2]))
		return plain_wrong(plain, row, "%s, %s and %s must rise", columns[0], columns[1], columns[2]);
	if (spread[0] == 0 && spread[2] > 0)
		return plain_wrong(plain, row, "%s must be above 0 when %s is", columns[0], columns[2]);
	return true;
}

bool plain_spread(const struct plain *plain, size_t row, const char *const columns[3],
                  double (*spread)[3], bool *is_given)
{
	double found[3] = { NAN, NAN, NAN };

	for (int i = 0; i < 3; i++)
		if (!plain_number(plain, row, columns[i], &found[i]))
			return false;
	*is_given = !isnan(found[1]);
	if (isnan(found[0]) != isnan(found[2]) || (isnan(found[1]) && !isnan(found[0])))
		return plain_wrong(plain, row, "say %s, or all three of %s, %s and %s", columns[1],
			columns[0], columns[1], columns[2]);
	if (!*is_given)
		return true;
	for (int i = 0; i < 3; i++)
		(*spread)[i] = isnan(found[i]) ? found[1] : found[i];
	return spread_judge(plain, row, columns, *spread);
}

bool analyse_option(const struct analyse_ask *ask, const char *name, double least, double most,
                    double *value)
{
	const char *text = option_value(ask->argc, ask->argv, name);
	double number;

	if (!text)
		return true;
	if (!str_to_real(str_of(text), &number) || !(number >= least && number <= most)) {
		fprintf(stderr, "varn analyse: --%s is a number from %g to %g\n", name, least, most);
		return false;
	}
	*value = number;
	return true;
}

void analyse_clock_start(struct analyse_clock *clock, const struct analyse_ask *ask)
{
	clock->is_asked = option_is_given(ask->argc, ask->argv, "timing");
	analyse_took(clock, NULL);
}

static double milliseconds(struct timespec from, struct timespec to)
{
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

void analyse_took(struct analyse_clock *clock, const char *what)
{
	struct timespec now, used;

	clock_gettime(CLOCK_MONOTONIC, &now);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	if (clock->is_asked && what)
		fprintf(stderr, "%s: %.1f ms\n%s, processor time: %.1f ms\n", what, milliseconds(clock->began, now), what,
			milliseconds(clock->used, used));
	clock_gettime(CLOCK_MONOTONIC, &clock->began);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &clock->used);
}

/* ---- Answers ----------------------------------------------------------------------------- */

void analysed_begin(struct analysed *analysed, const struct analyse_ask *ask)
{
	out_init(&analysed->out, ask->plain.arena, ANALYSE_LONGEST_INPUT);
	json_begin(&analysed->json, &analysed->out);
	analysed->is_json = ask->is_json;
	analysed->ask = ask;
	analysed->drawn = (struct diagram){ 0 };
	if (ask->is_json)
		json_object_begin(&analysed->json, NULL);
}

void analysed_list(struct analysed *analysed, const char *name)
{
	if (analysed->is_json)
		json_list_begin(&analysed->json, name);
	else
		out_print(&analysed->out, "%s:\n", name);
}

void analysed_list_finish(struct analysed *analysed)
{
	if (analysed->is_json)
		json_list_finish(&analysed->json);
}

void analysed_row(struct analysed *analysed)
{
	if (analysed->is_json)
		json_object_begin(&analysed->json, NULL);
	else
		out_char(&analysed->out, ' ');
}

void analysed_row_finish(struct analysed *analysed)
{
	if (analysed->is_json)
		json_object_finish(&analysed->json);
	else
		out_char(&analysed->out, '\n');
}

void analysed_text(struct analysed *analysed, const char *name, struct str text)
{
	if (analysed->is_json)
		json_str(&analysed->json, name, text);
	else
		out_print(&analysed->out, " %s %.*s", name, STR(text));
}

void analysed_number(struct analysed *analysed, const char *name, double value)
{
	if (analysed->is_json && isfinite(value))
		json_number(&analysed->json, name, value);
	else if (analysed->is_json)
		json_nothing(&analysed->json, name);
	else
		out_print(&analysed->out, " %s %.3g", name, value);
}

void analysed_count(struct analysed *analysed, const char *name, int64_t count)
{
	if (analysed->is_json)
		json_int(&analysed->json, name, count);
	else
		out_print(&analysed->out, " %s %lld", name, (long long)count);
}

void analysed_yes(struct analysed *analysed, const char *name, bool yes)
{
	if (analysed->is_json)
		json_bool(&analysed->json, name, yes);
	else
		out_print(&analysed->out, " %s %s", name, yes ? "yes" : "no");
}

void analysed_verdict(struct analysed *analysed, enum verdict verdict)
{
	static const char *const words[] = { [VERDICT_cannot_tell] = "cannot tell", [VERDICT_decrease] = "less",
		[VERDICT_increase] = "more", [VERDICT_unchanged] = "unchanged", [VERDICT_marginal] = "marginal" };

	analysed_text(analysed, "verdict", str_of(words[verdict]));
}

int analysed_print(struct analysed *analysed)
{
	struct str text;

	if (analysed->is_json)
		json_object_finish(&analysed->json);
	text = out_str(&analysed->out);
	if (analysed->out.is_full) {
		fprintf(stderr, "varn analyse: the answer is too long\n");
		return 1;
	}
	if (!analysed_chart_written(analysed))
		return 2;
	fwrite(text.at, 1, text.len, stdout);
	if (text.len && text.at[text.len - 1] != '\n')
		putchar('\n');
	return 0;
}
