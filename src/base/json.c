/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/json.c - writing JSON straight to an out; reading through jansson, strictly.
 */
#include "base/json.h"
#include "base/say.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- writing --------------------------------------------------------------------------- */

void json_begin(struct json_out *json, struct out *out)
{
	*json = (struct json_out){ .out = out };
}

static const char *short_escape(unsigned char c)
{
	static const char *const escapes[256] = {
		['"'] = "\\\"", ['\\'] = "\\\\", ['\n'] = "\\n", ['\r'] = "\\r",
		['\t'] = "\\t", ['\b'] = "\\b", ['\f'] = "\\f",
	};

	return escapes[c];
}

static void out_json_escaped(struct out *out, unsigned char c)
{
	const char *escape = short_escape(c);

	if (escape)
		out_z(out, escape);
	else
		out_print(out, "\\u%04x", c);
}

/* Bytes that are not UTF-8 become U+FFFD, for else the whole text would not be JSON. */
void out_json(struct out *out, struct str s)
{
	struct str rest = s, plain = { s.at, 0 };

	out_char(out, '"');
	while (rest.len > 0) {
		const char *from = rest.at;
		unsigned char c = (unsigned char)*from;
		uint32_t letter = str_next_letter(&rest);
		bool is_broken = letter == 0xFFFD && rest.at == from + 1;

		plain.len = (size_t)(from - plain.at);
		if (!is_broken && c >= ' ' && c != '"' && c != '\\')
			continue;
		out_raw(out, plain);
		if (is_broken)
			out_z(out, "\xEF\xBF\xBD");
		else
			out_json_escaped(out, c);
		plain.at = rest.at;
	}
	out_raw(out, (struct str){ plain.at, (size_t)(rest.at - plain.at) });
	out_char(out, '"');
}

/* The comma and the name that stand before a value. */
static void value_begin(struct json_out *json, const char *name)
{
	if (json->has_member[json->depth])
		out_char(json->out, ',');
	json->has_member[json->depth] = true;
	if (!name)
		return;
	out_json(json->out, str_of(name));
	out_char(json->out, ':');
}

static void level_begin(struct json_out *json, const char *name, char bracket)
{
	value_begin(json, name);
	out_char(json->out, bracket);
	json->depth++;
	must(json->depth < JSON_DEEPEST);
	json->has_member[json->depth] = false;
}

static void level_finish(struct json_out *json, char bracket)
{
	must(json->depth > 0);
	json->depth--;
	out_char(json->out, bracket);
}

void json_object_begin(struct json_out *json, const char *name)
{
	level_begin(json, name, '{');
}

void json_object_finish(struct json_out *json)
{
	level_finish(json, '}');
}

void json_list_begin(struct json_out *json, const char *name)
{
	level_begin(json, name, '[');
}

void json_list_finish(struct json_out *json)
{
	level_finish(json, ']');
}

void json_str(struct json_out *json, const char *name, struct str s)
{
	value_begin(json, name);
	out_json(json->out, s);
}

void json_int(struct json_out *json, const char *name, int64_t n)
{
	value_begin(json, name);
	out_int(json->out, n);
}

/* The shorter form when it reads back as the same number: 0.1, not 0.10000000000000001. */
void json_number(struct json_out *json, const char *name, double x)
{
	char text[40];

	if (!isfinite(x)) {
		json_nothing(json, name);
		return;
	}
	snprintf(text, sizeof(text), "%.15g", x);
	if (strtod(text, NULL) != x)
		snprintf(text, sizeof(text), "%.17g", x);
	json_already(json, name, str_of(text));
}

void json_bool(struct json_out *json, const char *name, bool yes)
{
	json_already(json, name, yes ? S("true") : S("false"));
}

void json_nothing(struct json_out *json, const char *name)
{
	json_already(json, name, S("null"));
}

void json_instant(struct json_out *json, const char *name, struct instant instant)
{
	if (instant.seconds)
		json_str(json, name, instant_iso(json->out->arena, instant));
	else
		json_nothing(json, name);
}

void json_date(struct json_out *json, const char *name, struct date date)
{
	if (date_is_given(date))
		json_str(json, name, date_iso(json->out->arena, date));
	else
		json_nothing(json, name);
}

void json_already(struct json_out *json, const char *name, struct str text)
{
	value_begin(json, name);
	out_raw(json->out, text);
}

/* --- reading --------------------------------------------------------------------------- */

/* Measured before jansson sees the text: it allows far deeper ones.  Brackets in strings do
 * not count; whether they match is jansson's business. */
static bool is_too_deep(struct str text, int *line)
{
	bool in_string = false;
	int depth = 0;

	*line = 1;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		*line += c == '\n';
		if (in_string && c == '\\')
			i++;
		else if (c == '"')
			in_string = !in_string;
		else if (!in_string && (c == '{' || c == '['))
			depth++;
		else if (!in_string && (c == '}' || c == ']'))
			depth--;
		if (depth > JSON_DEEPEST)
			return true;
	}
	return false;
}

json_t *json_read(struct arena *arena, struct str text, struct str *problem)
{
	json_error_t error;
	json_t *read;
	int line;

	if (is_too_deep(text, &line)) {
		*problem = arena_print(arena, "line %d: more than %d levels", line,
			JSON_DEEPEST);
		return NULL;
	}
	read = json_loadb(text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &error);
	if (!read)
		*problem = arena_print(arena, "line %d: %s",
			error.line > 0 ? error.line : 1, error.text);
	return read;
}

struct str json_text(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_string(value))
		return S("");
	return (struct str){ json_string_value(value), json_string_length(value) };
}
