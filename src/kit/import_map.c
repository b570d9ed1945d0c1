/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_map.c - a mapping: which column becomes which field, and how texts are turned
 * on the way.  Read from JSON, met with the headings of a file, applied to each row.
 */
#include "kit/import_inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"

#include <string.h>

/* ---- Reading ------------------------------------------------------------------------ */

static bool refuse(struct arena *arena, struct str *problem, const char *format, const char *what)
{
	*problem = arena_print(arena, format, what);
	return false;
}

static bool is_form_field(const struct import_kind *kind, const char *name)
{
	for (size_t i = 0; kind->form->fields[i]; i++)
		if (!strcmp(kind->form->fields[i], name))
			return true;
	return false;
}

struct mapped_field *mapping_field(struct mapping *mapping, const char *name)
{
	const struct field *field;

	for (size_t i = 0; i < mapping->field_count; i++)
		if (!strcmp(mapping->fields[i].field->column.name, name))
			return &mapping->fields[i];
	if (!is_form_field(mapping->kind, name) || mapping->field_count == MOST_MAPPED)
		return NULL;
	field = record_field(mapping->kind->form->record, name);
	must(field != NULL);
	mapping->fields[mapping->field_count] = (struct mapped_field){ .field = field };
	return &mapping->fields[mapping->field_count++];
}

static struct str text_of(struct arena *arena, const json_t *value)
{
	if (!json_is_string(value))
		return S("");
	return arena_copy(arena, (struct str){ json_string_value(value), json_string_length(value) });
}

static bool headings_read(struct arena *arena, struct mapped_field *mapped, const json_t *value)
{
	const json_t *one;
	size_t i;

	if (json_is_string(value)) {
		mapped->headings[0] = text_of(arena, value);
		mapped->part_count = 1;
		return true;
	}
	if (!json_is_array(value) || json_array_size(value) > MOST_PARTS)
		return false;
	json_array_foreach(value, i, one)
		mapped->headings[mapped->part_count++] = text_of(arena, one);
	return true;
}

static bool fields_read(struct arena *arena, struct mapping *mapping, struct str *problem)
{
	const char *name;
	json_t *value;

	json_object_foreach(json_object_get(mapping->json, "fields"), name, value) {
		struct mapped_field *mapped = mapping_field(mapping, name);

		if (!mapped)
			return refuse(arena, problem, _("The mapping names a field “%s” that is not there."), name);
		if (!headings_read(arena, mapped, value))
			return refuse(arena, problem, _("The columns of the field “%s” cannot be read."), name);
	}
	json_object_foreach(json_object_get(mapping->json, "constant"), name, value) {
		struct mapped_field *mapped = mapping_field(mapping, name);

		if (!mapped)
			return refuse(arena, problem, _("The mapping names a field “%s” that is not there."), name);
		mapped->constant = text_of(arena, value);
	}
	json_object_foreach(json_object_get(mapping->json, "values"), name, value) {
		struct mapped_field *mapped = mapping_field(mapping, name);

		if (!mapped || !json_is_object(value))
			return refuse(arena, problem, _("The mapping names a field “%s” that is not there."), name);
		mapped->values = value;
	}
	return true;
}

static size_t texts_read(struct arena *arena, const json_t *list, struct str *texts, size_t most)
{
	size_t count = json_array_size(list) < most ? json_array_size(list) : most;

	for (size_t i = 0; i < count; i++)
		texts[i] = text_of(arena, json_array_get(list, i));
	return count;
}

static bool style_read(struct arena *arena, struct mapping *mapping, struct str *problem)
{
	static const char *const encodings[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252" };
	struct str delimiter = json_text(mapping->json, "delimiter");
	struct str encoding = json_text(mapping->json, "encoding");

	if (delimiter.len && (delimiter.len > 1 || !strchr(",;\t|", delimiter.at[0])))
		return refuse(arena, problem, "%s", _("The delimiter of the mapping is none of , ; tab and |."));
	mapping->delimiter = delimiter.len ? delimiter.at[0] : '\0';
	for (size_t i = 0; i < COUNT(encodings); i++)
		if (str_is_nocase(encoding, encodings[i]))
			mapping->encoding = encodings[i];
	if (encoding.len && !mapping->encoding)
		return refuse(arena, problem, "%s", _("The encoding of the mapping is none that we read."));
	return true;
}

static bool names_are_known(struct arena *arena, const struct mapping *mapping, struct str *problem)
{
	static const char *const names[] = { "target", "delimiter", "encoding", "date", "empty",
		"key", "fields", "values", "constant", "fold_case" };
	const char *name;
	json_t *value;

	json_object_foreach(mapping->json, name, value) {
		bool is_known = false;

		for (size_t i = 0; i < COUNT(names); i++)
			is_known |= !strcmp(name, names[i]);
		if (!is_known)
			return refuse(arena, problem, _("The mapping holds “%s”, which means nothing."), name);
	}
	return true;
}

bool mapping_read(struct arena *arena, const struct import_kind *kind, struct str text,
                  struct mapping *mapping, struct str *problem)
{
	struct str target;

	*mapping = (struct mapping){ .kind = kind, .key_column = -1 };
	must(kind->form != NULL);
	if (!text.len)
		return true;
	mapping->json = json_read(arena, text, problem);
	if (!mapping->json)
		return false;
	if (!json_is_object(mapping->json))
		return refuse(arena, problem, "%s", _("A mapping is a JSON object."));
	target = json_text(mapping->json, "target");
	if (target.len && !str_is(target, kind->name))
		return refuse(arena, problem, _("The mapping is made for “%s”."), str_z(arena, target));
	mapping->date = arena_copy(arena, json_text(mapping->json, "date"));
	mapping->key = arena_copy(arena, json_text(mapping->json, "key"));
	mapping->mark_count = texts_read(arena, json_object_get(mapping->json, "empty"),
		mapping->marks, MOST_MARKS);
	mapping->fold_count = texts_read(arena, json_object_get(mapping->json, "fold_case"),
		mapping->folds, MOST_FOLDS);
	return names_are_known(arena, mapping, problem) && style_read(arena, mapping, problem)
		&& fields_read(arena, mapping, problem);
}

void mapping_free(struct mapping *mapping)
{
	json_decref(mapping->json);
	mapping->json = NULL;
}

/* ---- Writing ------------------------------------------------------------------------ */

static void list_write(struct json_out *json, const char *name, const struct str *texts, size_t count)
{
	if (!count)
		return;
	json_list_begin(json, name);
	for (size_t i = 0; i < count; i++)
		json_str(json, NULL, texts[i]);
	json_list_finish(json);
}

static void fields_write(struct json_out *json, const struct mapping *mapping)
{
	json_object_begin(json, "fields");
	for (size_t i = 0; i < mapping->field_count; i++) {
		const struct mapped_field *mapped = &mapping->fields[i];

		if (mapped->part_count == 1)
			json_str(json, mapped->field->column.name, mapped->headings[0]);
		else
			list_write(json, mapped->field->column.name, mapped->headings, mapped->part_count);
	}
	json_object_finish(json);
	json_object_begin(json, "constant");
	for (size_t i = 0; i < mapping->field_count; i++)
		if (mapping->fields[i].constant.len)
			json_str(json, mapping->fields[i].field->column.name, mapping->fields[i].constant);
	json_object_finish(json);
}

static void values_write(struct json_out *json, const struct mapping *mapping)
{
	const char *name;
	json_t *value;

	json_object_begin(json, "values");
	for (size_t i = 0; i < mapping->field_count; i++) {
		if (!mapping->fields[i].values)
			continue;
		json_object_begin(json, mapping->fields[i].field->column.name);
		json_object_foreach(mapping->fields[i].values, name, value)
			json_str(json, name, (struct str){ json_string_value(value), json_string_length(value) });
		json_object_finish(json);
	}
	json_object_finish(json);
}

struct str mapping_text(struct arena *arena, const struct mapping *mapping)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST_MAPPING);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "target", str_of(mapping->kind->name));
	if (mapping->delimiter)
		json_str(&json, "delimiter", (struct str){ &mapping->delimiter, 1 });
	if (mapping->encoding)
		json_str(&json, "encoding", str_of(mapping->encoding));
	if (mapping->date.len)
		json_str(&json, "date", mapping->date);
	if (mapping->key.len)
		json_str(&json, "key", mapping->key);
	list_write(&json, "empty", mapping->marks, mapping->mark_count);
	list_write(&json, "fold_case", mapping->folds, mapping->fold_count);
	fields_write(&json, mapping);
	values_write(&json, mapping);
	json_object_finish(&json);
	return out_str(&out);
}

/* ---- Meeting a file ----------------------------------------------------------------- */

/* As written, else but for case and space around. */
int column_of(const struct csv_row *headings, struct arena *arena, struct str heading)
{
	struct str folded;

	for (size_t i = 0; i < headings->count; i++)
		if (str_equals(headings->cells[i], heading))
			return (int)i;
	folded = str_fold(arena, str_trim(heading));
	for (size_t i = 0; i < headings->count; i++)
		if (str_equals(str_fold(arena, str_trim(headings->cells[i])), folded))
			return (int)i;
	return -1;
}

static struct spellings *fold_of(struct mapping *mapping, const struct csv_row *headings,
                                 struct arena *arena, int column)
{
	for (size_t i = 0; i < mapping->fold_count; i++)
		if (column_of(headings, arena, mapping->folds[i]) == column)
			return &mapping->fold_spellings[i];
	return NULL;
}

bool mapping_meet(struct mapping *mapping, struct arena *arena, const struct csv_row *headings,
                  struct str *problem)
{
	const char *missing = _("The file has no column “%s”.");

	for (size_t i = 0; i < mapping->field_count; i++) {
		struct mapped_field *mapped = &mapping->fields[i];

		for (size_t p = 0; p < mapped->part_count; p++) {
			int column = column_of(headings, arena, mapped->headings[p]);

			if (column < 0)
				return refuse(arena, problem, missing, str_z(arena, mapped->headings[p]));
			mapped->columns[p] = column;
			mapped->folds[p] = fold_of(mapping, headings, arena, column);
		}
	}
	for (size_t i = 0; i < mapping->fold_count; i++)
		mapping->fold_spellings[i].arena = arena;
	mapping->key_column = mapping->key.len ? column_of(headings, arena, mapping->key) : -1;
	if (mapping->key.len && mapping->key_column < 0)
		return refuse(arena, problem, missing, str_z(arena, mapping->key));
	return true;
}

/* ---- A row -------------------------------------------------------------------------- */

bool is_mark(const struct mapping *mapping, struct str cell)
{
	for (size_t i = 0; i < mapping->mark_count; i++)
		if (str_equals(cell, mapping->marks[i]))
			return true;
	return false;
}

const char *const common_marks[] = { "NULL", "null", "(null)", "N/A", "n/a", "#N/A", "NA", "-",
	"--", "–", "NaN", "None", "none", "saknas", "Saknas", NULL };

_Static_assert(COUNT(common_marks) <= MOST_MARKS + 1, "room to count each");

bool is_common_mark(struct str cell)
{
	for (size_t i = 0; common_marks[i]; i++)
		if (str_is(cell, common_marks[i]))
			return true;
	return false;
}

static struct str cell_of(const struct mapping *mapping, const struct csv_row *row, int column)
{
	struct str cell = (size_t)column < row->count ? str_trim(row->cells[column]) : S("");

	return is_mark(mapping, cell) ? S("") : cell;
}

/* "3:07 PM" -> "15:07"; "14.30" -> "14:30"; what is no time of day stays. */
static struct str clock_text(struct arena *arena, struct str text)
{
	struct str rest = text;
	int hour = 0, minute = 0, seen = 0;
	size_t digits;

	for (digits = 0; digits < rest.len && rest.at[digits] >= '0' && rest.at[digits] <= '9'; digits++)
		hour = hour * 10 + (rest.at[digits] - '0');
	if (digits < 1 || digits > 2 || digits >= rest.len || (rest.at[digits] != ':' && rest.at[digits] != '.'))
		return text;
	rest = str_part(rest, digits + 1, rest.len);
	for (; seen < 2 && (size_t)seen < rest.len && rest.at[seen] >= '0' && rest.at[seen] <= '9'; seen++)
		minute = minute * 10 + (rest.at[seen] - '0');
	if (seen != 2)
		return text;
	rest = str_part(rest, 2, rest.len);
	if (str_is_nocase(str_trim(rest), "pm") || str_is_nocase(str_trim(rest), "am")) {
		hour = hour % 12 + (str_is_nocase(str_trim(rest), "pm") ? 12 : 0);
		rest = S("");
	}
	return arena_print(arena, "%02d:%02d%.*s", hour, minute, STR(rest));
}

static struct str moment_text(const struct mapping *mapping, struct arena *arena,
                              const struct field *field, struct str text)
{
	struct date date;
	struct str rest, iso;

	if (!mapping->date.len || str_is(mapping->date, "yyyy-mm-dd")) {
		if (field->kind == FIELD_date && text.len > 10 && date_read(str_part(text, 0, 10), &date))
			return str_part(text, 0, 10);
		return text;
	}
	if (!import_date_read(text, mapping->date, &date, &rest))
		return text;
	iso = date_iso(arena, date);
	while (rest.len && strchr(" ,T", rest.at[0]))
		rest = str_part(rest, 1, rest.len);
	if (field->kind == FIELD_date || !rest.len)
		return iso;
	return arena_print(arena, "%.*s %.*s", STR(iso), STR(clock_text(arena, rest)));
}

/* Whole numbers written with a decimal part of zeros: "12,00". */
static struct str whole_text(struct str text)
{
	size_t len = text.len;

	while (len && text.at[len - 1] == '0')
		len--;
	if (len > 1 && len < text.len && (text.at[len - 1] == '.' || text.at[len - 1] == ','))
		return str_part(text, 0, len - 1);
	return text;
}

static struct str parts_text(const struct mapping *mapping, struct arena *arena,
                             const struct mapped_field *mapped, const struct csv_row *row)
{
	struct str text = S("");

	for (size_t p = 0; p < mapped->part_count; p++) {
		struct str cell = cell_of(mapping, row, mapped->columns[p]);

		if (mapped->folds[p] && mapped->folds[p]->is_settled && cell.len)
			cell = spellings_best(mapped->folds[p], arena, cell);
		if (cell.len)
			text = text.len ? arena_print(arena, "%.*s %.*s", STR(text), STR(cell)) : cell;
	}
	return text;
}

static struct str answer_text(const struct mapping *mapping, struct arena *arena,
                              const struct mapped_field *mapped, const struct csv_row *row)
{
	struct str text = parts_text(mapping, arena, mapped, row);
	json_t *value = mapped->values && text.len
		? json_object_getn(mapped->values, text.at, text.len) : NULL;

	if (json_is_string(value))
		text = (struct str){ json_string_value(value), json_string_length(value) };
	if (!text.len)
		text = mapped->constant;
	switch (mapped->field->kind) {
	case FIELD_date: case FIELD_instant:
		return moment_text(mapping, arena, mapped->field, text);
	case FIELD_count: case FIELD_money:
		return whole_text(text);
	default:
		return text;
	}
}

struct answers mapping_answers(const struct mapping *mapping, struct arena *arena, const struct csv_row *row)
{
	struct pair *pairs = arena_array(arena, struct pair, mapping->field_count + 1);

	for (size_t i = 0; i < mapping->field_count; i++)
		pairs[i] = (struct pair){ str_of(mapping->fields[i].field->column.name),
			answer_text(mapping, arena, &mapping->fields[i], row) };
	return (struct answers){ mapping->field_count, pairs };
}

/* ---- Reading a file ----------------------------------------------------------------- */

enum { PIECE = 64 * 1024 };

static bool on_row(void *context, const struct csv_row *row)
{
	struct scan *scan = context;
	bool goes_on = true;

	if (row->count == 0 || (row->count == 1 && !str_trim(row->cells[0]).len))
		return true;
	if (!scan->has_headings) {
		scan->has_headings = true;
		goes_on = !scan->headings || scan->headings(scan->context, row);
	} else {
		scan->rows++;
		goes_on = !scan->row || scan->row(scan->context, row);
	}
	scan->has_stopped = !goes_on;
	return goes_on;
}

bool scan_run(struct scan *scan, struct arena *arena, struct str content, struct str *problem)
{
	struct csv *csv = csv_open(scan->style, on_row, scan);
	bool is_well = true;

	while (is_well && content.len) {
		is_well = csv_feed(csv, str_part(content, 0, PIECE));
		content = str_part(content, PIECE, content.len);
	}
	is_well = is_well && csv_finish(csv);
	if (!is_well && !scan->has_stopped) {
		const char *why = csv_problem(csv);

		*problem = arena_copy(arena, str_of(why ? _(why) : _("The file cannot be read.")));
	}
	csv_close(csv);
	if (is_well && !scan->has_headings)
		*problem = str_of(_("The file is empty."));
	return (is_well && scan->has_headings) || scan->has_stopped;
}

struct csv_style mapping_style(const struct mapping *mapping, struct str content)
{
	struct csv_style style = csv_sniff(str_part(content, 0, PIECE));

	/* Sixty-four thousand bytes may all be ASCII and the first é stand after them. */
	if (str_is(str_of(style.encoding), "UTF-8") && content.len > PIECE && !str_is_utf8(content))
		style.encoding = "WINDOWS-1252";
	if (mapping->delimiter)
		style.delimiter = mapping->delimiter;
	if (mapping->encoding)
		style.encoding = mapping->encoding;
	return style;
}

struct csv_row row_copy(struct arena *arena, const struct csv_row *row)
{
	struct str *cells = arena_array(arena, struct str, row->count + 1);

	for (size_t i = 0; i < row->count; i++)
		cells[i] = arena_copy(arena, row->cells[i]);
	return (struct csv_row){ row->line, row->count, cells };
}

/* ---- Warnings ----------------------------------------------------------------------- */

/* “2024-13-05” and “2024-14-05” are the same fault: what is quoted is left out.  Swedish
 * begins and ends with the same mark. */
static struct str without_quoted(struct arena *arena, struct str words)
{
	ptrdiff_t from = str_find(words, S("“")), to;
	struct str rest;

	if (from < 0)
		from = str_find(words, S("”"));
	if (from < 0)
		return words;
	rest = str_part(words, (size_t)from + sizeof("”") - 1, words.len);
	to = str_find(rest, S("”"));
	if (to < 0)
		return words;
	return arena_join(arena, str_part(words, 0, (size_t)from),
		str_part(rest, (size_t)to, rest.len));
}

void warnings_add(struct warnings *warnings, struct str words, int64_t line)
{
	struct str key = without_quoted(warnings->arena, words);
	size_t i = 0;

	while (i < warnings->count && !str_equals(warnings->keys[i], key))
		i++;
	if (i == MOST_WARNINGS)         /* the last place holds all that are left */
		warnings->at[--i].words = str_of(_("Other problems"));
	if (i == warnings->count) {
		warnings->keys[i] = arena_copy(warnings->arena, key);
		warnings->at[i] = (struct import_warning){
			.words = arena_copy(warnings->arena, words), .first_line = line };
		warnings->count++;
	}
	warnings->at[i].count++;
}

struct str warnings_json(struct arena *arena, const struct warnings *warnings)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 1 << 20);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < warnings->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "words", warnings->at[i].words);
		json_int(&json, "count", warnings->at[i].count);
		json_int(&json, "first_line", warnings->at[i].first_line);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return out_str(&out);
}

struct str problem_words(struct arena *arena, const struct mapping *mapping, const struct problem *problem)
{
	for (size_t i = 0; i < mapping->field_count; i++) {
		const struct mapped_field *mapped = &mapping->fields[i];

		if (mapped->part_count && problem->field
		    && !strcmp(mapped->field->column.name, problem->field))
			return arena_print(arena, _("Column %.*s: %.*s"), STR(mapped->headings[0]),
				STR(problem->words));
	}
	return problem->words;
}
