/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/form.c - answers become members or problems.  What a form looks like is in
 * form_show.c and form.html.
 */
#include "kit/kinds/kind.h"

#include "base/json.h"
#include "base/say.h"

#include <string.h>

enum { LONGEST_LIST = 1024 * 1024 };

/* ---- Problems and answers ----------------------------------------------------------- */

void problem_add(struct problems *problems, const char *field, const char *format, ...)
{
	va_list list;

	if (problems->count == MOST_PROBLEMS)
		return;
	va_start(list, format);
	problems->at[problems->count++] = (struct problem){
		.field = field, .words = arena_vprint(problems->arena, format, list) };
	va_end(list);
}

struct str problem_for(const struct problems *problems, const char *field)
{
	for (size_t i = 0; i < problems->count; i++)
		if (!strcmp(problems->at[i].field, field))
			return problems->at[i].words;
	return S("");
}

struct str answer_get(const struct answers *answers, const char *name)
{
	for (size_t i = 0; i < answers->count; i++)
		if (str_is(answers->at[i].name, name))
			return answers->at[i].value;
	return S("");
}

bool answer_has(const struct answers *answers, const char *name)
{
	for (size_t i = 0; i < answers->count; i++)
		if (str_is(answers->at[i].name, name))
			return true;
	return false;
}

/* Ticked boxes come as one answer each: all of them, with spaces between. */
static struct str answer_words(struct arena *arena, const struct answers *answers, const char *name)
{
	struct out out;

	out_init(&out, arena, LONGEST_LIST);
	for (size_t i = 0; i < answers->count; i++) {
		if (!str_is(answers->at[i].name, name))
			continue;
		if (out.len)
			out_char(&out, ' ');
		out_raw(&out, answers->at[i].value);
	}
	return out_str(&out);
}

/* ---- Cleaning ----------------------------------------------------------------------- */

/* Letters that are not seen and change how others are shown; telephones put them around
 * numbers that are copied. */
static bool is_invisible(uint32_t letter)
{
	return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069)
		|| letter == 0xFEFF;
}

static bool is_control(uint32_t letter)
{
	return letter < 0x20 || (letter >= 0x7F && letter < 0xA0);
}

/* CRLF and CR become LF; in a text of one line every break becomes a space.  False when
 * there is something that is no text. */
static bool answer_clean(struct arena *arena, struct str answer, bool has_lines, struct str *clean)
{
	char *to = arena_take(arena, answer.len + 1);
	struct str rest = answer;
	size_t len = 0;

	if (!str_is_utf8(answer))
		return false;
	while (rest.len) {
		struct str from = rest;
		uint32_t letter = str_next_letter(&rest);
		size_t size = from.len - rest.len;

		if (letter == '\r' && rest.len && rest.at[0] == '\n')
			continue;
		if (letter == '\r' || letter == '\n') {
			to[len++] = has_lines ? '\n' : ' ';
		} else if (letter == '\t') {
			to[len++] = has_lines ? '\t' : ' ';
		} else if (is_control(letter)) {
			return false;
		} else if (!is_invisible(letter)) {
			memcpy(to + len, from.at, size);
			len += size;
		}
	}
	*clean = str_trim((struct str){ to, len });
	return true;
}

/* ---- Judging ------------------------------------------------------------------------ */

static size_t member_size(const struct field *field)
{
	static const size_t sizes[] = {
		[COLUMN_int] = sizeof(int64_t), [COLUMN_real] = sizeof(double),
		[COLUMN_bool] = sizeof(bool), [COLUMN_text] = sizeof(struct str),
		[COLUMN_instant] = sizeof(struct instant), [COLUMN_date] = sizeof(struct date),
		[COLUMN_choice] = sizeof(int),
	};

	must((size_t)field->column.kind < COUNT(sizes));
	return sizes[field->column.kind];
}

static void member_empty(const struct field *field, void *row)
{
	memset((char *)row + field->column.offset, 0, member_size(field));
}

static void say_missing(const struct field *field, struct problems *problems)
{
	const struct kind *kind = kind_of(field);
	const char *label = field_label(field);
	struct str inside = field_label_inside(problems->arena, field);

	if (kind->missing_question && str_ends(str_of(label), S("?")))
		problem_add(problems, field->column.name, _(kind->missing_question), label);
	else
		problem_add(problems, field->column.name, _(kind->missing), STR(inside));
}

/* Judges one answer that was given; false when it was empty. */
static bool answer_judge(const struct field *field, struct view *view, struct str answer,
                         void *row, struct problems *problems)
{
	const struct kind *kind = kind_of(field);
	struct judging judging = { field, view, problems->arena, row, problems };
	struct str clean;

	must(!kind->has_no_form);
	if (!answer_clean(problems->arena, answer, kind->has_lines, &clean)) {
		problem_add(problems, field->column.name,
			_("%s holds signs that are no text. Write it again."), field_label(field));
		return true;
	}
	if (clean.len)
		kind->judge(&judging, clean);
	else
		member_empty(field, row);
	return clean.len > 0;
}

void field_judge(const struct field *field, struct view *view, struct str answer, void *row,
                 struct problems *problems)
{
	struct problems own = { .arena = problems->arena };
	size_t count = problems->count;
	bool is_given;

	if (field->required && !str_trim(answer).len) {
		say_missing(field, problems);
		return;
	}
	is_given = answer_judge(field, view, answer, row, &own);
	for (size_t i = 0; i < own.count; i++)
		if (problems->count < MOST_PROBLEMS)
			problems->at[problems->count++] = own.at[i];
	if (field->required && count == problems->count && !field_is_given(field, row) && is_given)
		say_missing(field, problems);
}

/* A row that is in the database already: what is not answered stays. */
static bool is_old_row(const struct record *record, const void *row)
{
	const struct field *key = record_field(record, "id");

	return key && *field_int(key, row) != 0;
}

static void form_field_judge(const struct form *form, const struct field *field, struct view *view,
                             const struct answers *answers, bool is_browser, void *row,
                             struct problems *problems)
{
	const char *name = field->column.name;
	bool is_there = answer_has(answers, name), is_given = false;
	size_t count = problems->count;
	struct str answer = field->kind == FIELD_codes
		? answer_words(problems->arena, answers, name) : answer_get(answers, name);

	if (is_there)
		is_given = answer_judge(field, view, answer, row, problems);
	else if (is_browser && field->kind == FIELD_yesno)
		member_empty(field, row);       /* a box that is not ticked is not sent */
	if (!field->required || problems->count > count)
		return;
	if (kind_of(field)->is_number && !is_given && (is_there || !is_old_row(form->record, row)))
		say_missing(field, problems);
	else if (!field_is_given(field, row))
		say_missing(field, problems);
}

static bool form_knows(const struct form *form, struct str name)
{
	/* The gate's own: version, and names that begin with an underscore. */
	if (!name.len || name.at[0] == '_' || str_is(name, "version"))
		return true;
	for (size_t i = 0; form->fields[i]; i++)
		if (str_is(name, form->fields[i]))
			return true;
	return false;
}

static void refuse_unknown(const struct form *form, const struct answers *answers,
                           struct problems *problems)
{
	for (size_t i = 0; i < answers->count; i++) {
		struct str name = answers->at[i].name, said = quoted(problems->arena, name);

		if (!form_knows(form, name))
			problem_add(problems, str_z(problems->arena, name),
				_("There is no field “%.*s” here."), STR(said));
	}
}

bool form_judge(const struct form *form, struct view *view, const struct answers *answers,
                bool is_browser, void *row, struct problems *problems)
{
	size_t size = form->record->shape.size, count = problems->count;
	void *copy = arena_take(problems->arena, size);

	memcpy(copy, row, size);
	if (!is_browser)
		refuse_unknown(form, answers, problems);
	for (size_t i = 0; form->fields[i]; i++) {
		const struct field *field = record_field(form->record, form->fields[i]);

		must(field != NULL);
		must(!field->is_own);
		form_field_judge(form, field, view, answers, is_browser, copy, problems);
	}
	if (problems->count == count && form->judge)
		form->judge(view, copy, problems);
	if (problems->count > count)
		return false;
	memcpy(row, copy, size);
	return true;
}

/* ---- JSON --------------------------------------------------------------------------- */

static bool is_list_of_texts(const json_t *value)
{
	const json_t *one;
	size_t i;

	if (!json_is_array(value))
		return false;
	json_array_foreach(value, i, one)
		if (!json_is_string(one))
			return false;
	return true;
}

static struct str json_words(struct arena *arena, const json_t *list)
{
	struct out out;
	const json_t *one;
	size_t i;

	out_init(&out, arena, LONGEST_LIST);
	json_array_foreach(list, i, one) {
		if (i)
			out_char(&out, ' ');
		out_bytes(&out, json_string_value(one), json_string_length(one));
	}
	return out_str(&out);
}

static struct str json_as_text(struct arena *arena, const json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	struct str copy;

	if (!text)
		abandon("Could not write a piece of JSON.", "out of memory");
	copy = arena_copy(arena, str_of(text));
	free(text);
	return copy;
}

static struct str json_answer(struct arena *arena, const json_t *value)
{
	if (json_is_string(value))
		return arena_copy(arena,
			(struct str){ json_string_value(value), json_string_length(value) });
	if (json_is_null(value))
		return S("");
	if (is_list_of_texts(value))
		return json_words(arena, value);
	if (json_is_real(value))
		return arena_print(arena, "%.15g", json_real_value(value));
	return json_as_text(arena, value);
}

bool answers_of_json(struct arena *arena, struct str body, struct answers *answers, struct str *problem)
{
	json_t *object = json_read(arena, body, problem), *value;
	const char *name;
	struct pair *pairs;
	size_t count = 0;

	if (object && (!json_is_object(object) || json_object_size(object) > MOST_FIELDS)) {
		*problem = str_of(_("The body must be one JSON object with the answers."));
		json_decref(object);
		return false;
	}
	if (!object)
		return false;
	pairs = arena_array(arena, struct pair, json_object_size(object) + 1);
	json_object_foreach(object, name, value)
		pairs[count++] = (struct pair){
			arena_copy(arena, str_of(name)), json_answer(arena, value) };
	*answers = (struct answers){ count, pairs };
	json_decref(object);
	return true;
}
