/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/request.c - from bytes to struct request.
 *
 * Pure: an arena, a method, a target, header lines and a body in; fields, files, cookies
 * out.  The server and the loopback for tests come the same way, and so do the fuzzers.
 */
#include "http/inside.h"
#include "base/say.h"
#include "base/tongue.h"

#include <string.h>

enum { MOST_COOKIES = 60, LONGEST_ADDRESS = 8000 };

static const struct {
	const char *word;
	enum method method;
} methods[] = {
	{ "GET", METHOD_GET }, { "HEAD", METHOD_HEAD }, { "POST", METHOD_POST },
	{ "PUT", METHOD_PUT }, { "PATCH", METHOD_PATCH }, { "DELETE", METHOD_DELETE },
};

/* Two of these in one head make two readers of it disagree about what was asked. */
static const char *const only_once[] = {
	"Host", "Content-Length", "Content-Type", "Authorization", "Cookie", "Origin",
	"If-Match", "Idempotency-Key",
};

/* --- what handlers ask -------------------------------------------------------------- */

static const struct pair *pair_find(const struct pair *pairs, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (str_is(pairs[i].name, name))
			return &pairs[i];
	return NULL;
}

static struct str pair_value(const struct pair *pairs, size_t count, const char *name)
{
	const struct pair *pair = pair_find(pairs, count, name);

	return pair ? pair->value : S("");
}

struct str request_header(const struct request *request, const char *name)
{
	for (size_t i = 0; i < request->header_count; i++)
		if (str_is_nocase(request->headers[i].name, name))
			return request->headers[i].value;
	return S("");
}

struct str request_cookie(const struct request *request, const char *name)
{
	return pair_value(request->cookies, request->cookie_count, name);
}

struct str request_query(const struct request *request, const char *name)
{
	return pair_value(request->query, request->query_count, name);
}

bool request_has_query(const struct request *request, const char *name)
{
	return pair_find(request->query, request->query_count, name) != NULL;
}

struct str request_field(const struct request *request, const char *name)
{
	return pair_value(request->fields, request->field_count, name);
}

bool request_has_field(const struct request *request, const char *name)
{
	return pair_find(request->fields, request->field_count, name) != NULL;
}

const struct upload *request_file(const struct request *request, const char *field,
	size_t nth)
{
	for (size_t i = 0; i < request->file_count; i++)
		if (str_is(request->files[i].field, field) && nth-- == 0)
			return &request->files[i];
	return NULL;
}

/* --- percent-encoding --------------------------------------------------------------- */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool decode_into(struct str text, bool plus_is_space, char *at, size_t *len)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '%') {
			int high = i + 2 < text.len ? hex_value(text.at[i + 1]) : -1;
			int low = i + 2 < text.len ? hex_value(text.at[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus_is_space) {
			c = ' ';
		}
		at[(*len)++] = c;
	}
	return true;
}

bool request_decode(struct arena *arena, struct str text, bool plus_is_space,
	struct str *decoded)
{
	struct str plain = text;
	size_t len = 0;
	char *at;

	if (str_find_char(text, '%') >= 0
	    || (plus_is_space && str_find_char(text, '+') >= 0)) {
		at = arena_take(arena, text.len + 1);
		if (!decode_into(text, plus_is_space, at, &len))
			return false;
		plain = (struct str){ at, len };
	}
	if (!str_is_utf8(plain))
		return false;
	*decoded = plain;
	return true;
}

static size_t pieces_count(struct str text)
{
	size_t count = 1;

	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == '&';
	return count;
}

bool request_pairs(struct arena *arena, struct str text, struct pair **pairs, size_t *count)
{
	size_t most = text.len ? pieces_count(text) : 0;

	*pairs = NULL;
	*count = 0;
	if (most > MOST_FIELDS)
		return false;
	*pairs = arena_array(arena, struct pair, most);
	while (text.len) {
		struct str value = str_cut(&text, '&');
		struct str name = str_cut(&value, '=');
		struct pair *pair = &(*pairs)[*count];

		if (!name.len && !value.len)
			continue;
		if (!request_decode(arena, name, true, &pair->name)
		    || !request_decode(arena, value, true, &pair->value))
			return false;
		++*count;
	}
	return true;
}

/* --- the head ----------------------------------------------------------------------- */

struct request *request_open(struct arena *arena, struct str method, struct str target)
{
	struct request *request = arena_new(arena, struct request);

	request->arena = arena;
	request->method_word = method;
	request->target = target;
	request->headers = arena_array(arena, struct pair, MOST_HEADERS);
	for (size_t i = 0; i < COUNT(methods); i++)
		if (str_is(method, methods[i].word))
			request->method = methods[i].method;
	return request;
}

void request_set_problem(struct request *request, int status, const char *problem)
{
	if (request->problem)
		return;                         /* the first is the one to tell of */
	request->problem = problem;
	request->problem_status = status;
}

void request_add_header(struct request *request, struct str name, struct str value)
{
	if (request->header_count == MOST_HEADERS) {
		request_set_problem(request, 431, N_("There are too many headers."));
		return;
	}
	request->headers[request->header_count++] =
		(struct pair){ .name = name, .value = value };
}

static bool has_controls(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (((unsigned char)text.at[i] < ' ' && text.at[i] != '\t')
		    || text.at[i] == 0x7F)
			return true;
	return false;
}

static size_t header_times(const struct request *request, const char *name)
{
	size_t times = 0;

	for (size_t i = 0; i < request->header_count; i++)
		times += str_is_nocase(request->headers[i].name, name);
	return times;
}

/* The doorman has seen most of this already, but not under TLS. */
static int judge_headers(const struct request *request)
{
	for (size_t i = 0; i < request->header_count; i++)
		if (has_controls(request->headers[i].value))
			return 400;
	for (size_t i = 0; i < COUNT(only_once); i++)
		if (header_times(request, only_once[i]) > 1)
			return 400;
	return header_times(request, "Transfer-Encoding") > 0 ? 400 : 0;
}

/* No empty step ("//"), no "." and no "..": one page has one address, and what stands behind
 * us reads the same path as what stands before us. */
static bool path_is_plain(struct str path)
{
	struct str rest = str_part(path, 1, path.len);

	if (!path.len || path.at[0] != '/' || has_controls(path)
	    || str_find_char(path, '\t') >= 0 || str_find_char(path, '\\') >= 0)
		return false;
	while (rest.len) {
		struct str step = str_cut(&rest, '/');

		if (!step.len || str_is(step, ".") || str_is(step, ".."))
			return false;
	}
	return true;
}

static int read_target(struct request *request)
{
	struct str query = request->target;
	struct str path = str_cut(&query, '?');

	if (request->target.len > LONGEST_ADDRESS)
		return 414;
	if (!request_decode(request->arena, path, false, &request->path)
	    || !path_is_plain(request->path)
	    || !request_pairs(request->arena, query, &request->query, &request->query_count))
		return 400;
	return 0;
}

static void read_cookies(struct request *request)
{
	struct str rest = request_header(request, "Cookie");

	if (!rest.len)
		return;
	request->cookies = arena_array(request->arena, struct pair, MOST_COOKIES);
	while (rest.len && request->cookie_count < MOST_COOKIES) {
		struct str value = str_cut(&rest, ';');
		struct str name = str_trim(str_cut(&value, '='));

		if (name.len && str_is_utf8(value))
			request->cookies[request->cookie_count++] =
				(struct pair){ .name = name, .value = str_trim(value) };
	}
}

static void read_body_type(struct request *request)
{
	struct str rest = request_header(request, "Content-Type");
	struct str type = str_trim(str_cut(&rest, ';'));
	char *at = arena_take(request->arena, type.len + 1);

	for (size_t i = 0; i < type.len; i++)
		at[i] = type.at[i] >= 'A' && type.at[i] <= 'Z'
			? (char)(type.at[i] | 0x20) : type.at[i];
	request->body_type = (struct str){ at, type.len };
}

int request_judge_head(struct request *request)
{
	int status;

	if (request->problem)
		return request->problem_status;
	if (request->method == METHOD_OTHER)
		return 405;
	status = judge_headers(request);
	if (!status)
		status = read_target(request);
	if (status)
		return status;
	request->host = request_header(request, "Host");
	read_cookies(request);
	read_body_type(request);
	return 0;
}

/* --- the body ----------------------------------------------------------------------- */

uint64_t request_body_length(const struct request *request)
{
	int64_t length = 0;

	return str_to_int(request_header(request, "Content-Length"), &length) && length > 0
		? (uint64_t)length : 0;
}

static bool is_multipart(const struct request *request)
{
	return str_is(request->body_type, "multipart/form-data");
}

int request_judge_length(const struct request *request, uint64_t length)
{
	uint64_t most = is_multipart(request) ? LARGEST_UPLOAD : LONGEST_BODY;

	return length > most ? 413 : 0;
}

void request_read_body(struct request *request, struct str body)
{
	if (request->problem)
		return;
	if (is_multipart(request)) {
		multipart_read(request, request_header(request, "Content-Type"), body);
		return;
	}
	if (!str_is(request->body_type, "application/x-www-form-urlencoded")) {
		request->body = body;
		return;
	}
	if (pieces_count(body) > MOST_FIELDS)
		request_set_problem(request, 413, N_("The form has too many fields."));
	else if (!request_pairs(request->arena, body, &request->fields,
			&request->field_count))
		request_set_problem(request, 400, N_("The form is not in valid UTF-8."));
	if (request->problem)
		request->field_count = 0;
}
