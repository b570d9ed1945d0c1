/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/multipart.c - forms with files (RFC 7578), taken apart where they lie.
 *
 * Browsers send no preamble, no nested parts and no transfer encodings: none is read.  A
 * body that does not end with its closing line was cut off on the way and is no form.
 */
#include "http/inside.h"
#include "base/tongue.h"

#include <string.h>

enum {
	LONGEST_BOUNDARY = 70,          /* RFC 2046 section 5.1.1 */
	LONGEST_PART_HEAD = 4096,
	LONGEST_FILE_NAME = 200,
};

static const char too_many[] = N_("The form has too many fields.");
static const char malformed[] = N_("The form was cut off or is malformed.");

struct parts {
	struct request *request;
	struct str delimiter;           /* CR LF "--" boundary */
	struct str rest;                /* what has not been read */
	size_t text_bytes;              /* of all fields together */
	int count;
	bool has_ended;
};

struct part {
	struct str name, file_name, type, content;
	bool is_file;
};

/* --- parameters: name="..." --------------------------------------------------------- */

/* Browsers write a quote as %22 and leave a backslash alone; curl writes \" and \\. */
static struct str unquote(struct arena *arena, struct str text)
{
	char *at = arena_take(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		bool is_escape = text.at[i] == '\\' && i + 1 < text.len
			&& (text.at[i + 1] == '"' || text.at[i + 1] == '\\');

		if (is_escape)
			i++;
		if (i + 2 < text.len && memcmp(text.at + i, "%22", 3) == 0) {
			at[len++] = '"';
			i += 2;
		} else {
			at[len++] = text.at[i];
		}
	}
	return (struct str){ at, len };
}

static size_t quoted_len(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\' && i + 1 < text.len
		    && (text.at[i + 1] == '"' || text.at[i + 1] == '\\'))
			i++;
		else if (text.at[i] == '"')
			return i;
	}
	return text.len;
}

/* Cuts the next name=value off *rest; false at its end. */
static bool parameter_next(struct arena *arena, struct str *rest, struct pair *pair)
{
	size_t len;

	while (rest->len && strchr("; \t", rest->at[0]) && rest->at[0])
		*rest = str_part(*rest, 1, rest->len);
	if (!rest->len)
		return false;
	for (len = 0; len < rest->len && rest->at[len] != '=' && rest->at[len] != ';';)
		len++;
	pair->name = str_trim(str_part(*rest, 0, len));
	pair->value = S("");
	*rest = str_part(*rest, len, rest->len);
	if (!rest->len || rest->at[0] != '=')
		return true;
	*rest = str_part(*rest, 1, rest->len);
	if (rest->len && rest->at[0] == '"') {
		*rest = str_part(*rest, 1, rest->len);
		len = quoted_len(*rest);
		pair->value = unquote(arena, str_part(*rest, 0, len));
		*rest = str_part(*rest, len + 1, rest->len);
		return true;
	}
	pair->value = str_trim(str_cut(rest, ';'));
	return true;
}

static struct str boundary_of(struct arena *arena, struct str content_type)
{
	struct str rest = content_type;
	struct pair pair;

	str_cut(&rest, ';');
	while (parameter_next(arena, &rest, &pair))
		if (str_is_nocase(pair.name, "boundary"))
			return pair.value.len <= LONGEST_BOUNDARY ? pair.value : S("");
	return S("");
}

/* --- one part ----------------------------------------------------------------------- */

/* Only the last step of a path, without what could be mistaken for something else; it is
 * shown to people and given back in downloads, and never opened. */
static struct str file_name_clean(struct arena *arena, struct str name)
{
	struct str shown = S("");
	char *at;
	size_t len = 0;

	for (size_t i = name.len; i > 0; i--)
		if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') {
			name = str_part(name, i, name.len);
			break;
		}
	if (str_is_utf8(name))
		shown = str_letters_part(name, LONGEST_FILE_NAME);
	at = arena_take(arena, shown.len + 1);
	for (size_t i = 0; i < shown.len; i++)
		if ((unsigned char)shown.at[i] >= ' ' && shown.at[i] != 0x7F)
			at[len++] = shown.at[i];
	shown = (struct str){ at, len };
	return !len || str_is(shown, ".") || str_is(shown, "..") ? S("file") : shown;
}

static bool read_disposition(struct arena *arena, struct str value, struct part *part)
{
	struct pair pair;
	bool has_name = false;

	if (!str_is_nocase(str_trim(str_cut(&value, ';')), "form-data"))
		return false;
	while (parameter_next(arena, &value, &pair)) {
		if (str_is_nocase(pair.name, "name")) {
			part->name = pair.value;
			has_name = true;
		} else if (str_is_nocase(pair.name, "filename")) {
			part->file_name = pair.value;
			part->is_file = true;
		}
	}
	return has_name && str_is_utf8(part->name);
}

static struct str line_cut(struct str *rest)
{
	ptrdiff_t at = str_find(*rest, S("\r\n"));
	struct str line = at < 0 ? *rest : str_part(*rest, 0, (size_t)at);

	*rest = at < 0 ? S("") : str_part(*rest, (size_t)at + 2, rest->len);
	return line;
}

static bool read_part_head(struct arena *arena, struct str head, struct part *part)
{
	bool is_form_data = false;

	while (head.len) {
		struct str value = line_cut(&head);
		struct str name = str_cut(&value, ':');

		if (str_is_nocase(name, "Content-Disposition"))
			is_form_data = read_disposition(arena, str_trim(value), part);
		else if (str_is_nocase(name, "Content-Type"))
			part->type = str_trim(value);
	}
	return is_form_data && str_is_utf8(part->type);
}

static void keep_file(struct parts *parts, const struct part *part)
{
	struct request *request = parts->request;
	struct upload *upload;

	if (!part->file_name.len && !part->content.len)
		return;                         /* a file field left empty */
	if (request->file_count == MOST_FILES) {
		request_set_problem(request, 413, N_("There are too many files."));
		return;
	}
	upload = &request->files[request->file_count++];
	*upload = (struct upload){ .field = part->name, .type = part->type,
		.name = file_name_clean(request->arena, part->file_name),
		.content = part->content };
	if (part->content.len > LARGEST_FILE) {
		upload->content = S("");
		upload->is_too_large = true;
	}
}

static void keep_field(struct parts *parts, const struct part *part)
{
	struct request *request = parts->request;

	parts->text_bytes += part->content.len;
	if (request->field_count == MOST_FIELDS)
		request_set_problem(request, 413, too_many);
	else if (parts->text_bytes > LONGEST_BODY)
		request_set_problem(request, 413, N_("The form has too much text."));
	else if (!str_is_utf8(part->content))
		request_set_problem(request, 400, N_("The form is not in valid UTF-8."));
	else
		request->fields[request->field_count++] =
			(struct pair){ .name = part->name, .value = part->content };
}

/* --- the whole ---------------------------------------------------------------------- */

/* Behind a delimiter: CR LF and another part, or "--" and the end; else it was content that
 * looked like one. */
static bool delimiter_pass(struct parts *parts)
{
	if (str_starts(parts->rest, S("--")))
		parts->has_ended = true;
	else if (!str_starts(parts->rest, S("\r\n")))
		return false;
	parts->rest = str_part(parts->rest, 2, parts->rest.len);
	return true;
}

/* Cuts off what stands before the next delimiter; false when none comes. */
static bool content_cut(struct parts *parts, struct str *content)
{
	struct str whole = parts->rest;

	for (;;) {
		ptrdiff_t at = str_find(parts->rest, parts->delimiter);

		if (at < 0)
			return false;
		parts->rest = str_part(parts->rest, (size_t)at + parts->delimiter.len,
			parts->rest.len);
		*content = str_part(whole, 0, whole.len - parts->rest.len
			- parts->delimiter.len);
		if (delimiter_pass(parts))
			return true;
	}
}

static bool part_cut(struct parts *parts, struct part *part)
{
	struct str head = str_part(parts->rest, 0, LONGEST_PART_HEAD);
	ptrdiff_t end = str_find(head, S("\r\n\r\n"));

	if (end < 0)
		return false;
	parts->rest = str_part(parts->rest, (size_t)end + 4, parts->rest.len);
	return read_part_head(parts->request->arena, str_part(head, 0, (size_t)end), part)
		&& content_cut(parts, &part->content);
}

static void read_parts(struct parts *parts)
{
	struct request *request = parts->request;

	while (!parts->has_ended && !request->problem) {
		struct part part = { .is_file = false };

		if (parts->count++ == MOST_FIELDS + MOST_FILES)
			request_set_problem(request, 413, too_many);
		else if (!part_cut(parts, &part))
			request_set_problem(request, 400, malformed);
		else if (part.is_file)
			keep_file(parts, &part);
		else
			keep_field(parts, &part);
	}
}

void multipart_read(struct request *request, struct str content_type, struct str body)
{
	struct arena *arena = request->arena;
	struct str boundary = boundary_of(arena, content_type);
	struct parts parts = { .request = request, .rest = body,
		.delimiter = arena_join(arena, S("\r\n--"), boundary) };
	struct str first = str_part(parts.delimiter, 2, parts.delimiter.len);

	request->fields = arena_array(arena, struct pair, MOST_FIELDS);
	request->files = arena_array(arena, struct upload, MOST_FILES);
	if (boundary.len && str_starts(body, first)) {
		parts.rest = str_part(body, first.len, body.len);
		if (delimiter_pass(&parts))
			read_parts(&parts);
		else
			request_set_problem(request, 400, malformed);
	} else {
		request_set_problem(request, 400, malformed);
	}
	if (request->problem)
		request->field_count = request->file_count = 0;
}
