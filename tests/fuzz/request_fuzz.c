/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * request_fuzz.c - any target, header lines and body become a request or a refusal.
 *
 * The input is read as: target LF, header lines "name: value" LF ..., an empty line, body.
 * A third of all inputs are tried as a form with files too, whatever their type says.
 */
#include "http/inside.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY = 16 * 1024 * 1024, MOST_LINES = 20 };

static void must_hold(bool is_true)
{
	if (!is_true)
		abort();
}

static bool lies_within(struct str part, struct str whole)
{
	return !part.len || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len);
}

static void look_over(const struct request *request, struct str body)
{
	must_hold(request->path.len > 0 && request->path.at[0] == '/');
	must_hold(str_is_utf8(request->path) && str_find(request->path, S("//")) < 0);
	must_hold(str_find(request->path, S("/../")) < 0);
	must_hold(!request->problem == !request->problem_status);
	must_hold(request->field_count <= MOST_FIELDS && request->file_count <= MOST_FILES);
	for (size_t i = 0; i < request->field_count; i++)
		must_hold(str_is_utf8(request->fields[i].name)
			&& str_is_utf8(request->fields[i].value));
	for (size_t i = 0; i < request->file_count; i++) {
		must_hold(lies_within(request->files[i].content, body));
		must_hold(str_is_utf8(request->files[i].name) && request->files[i].name.len);
		must_hold(str_find_char(request->files[i].name, '/') < 0);
	}
}

static struct reply answer(struct request *request, void *body)
{
	look_over(request, *(struct str *)body);
	return reply_text(200, S(""));
}

static size_t read_lines(struct str *rest, struct pair *headers)
{
	size_t count = 0;

	while (rest->len && count < MOST_LINES) {
		struct str value = str_cut(rest, '\n');
		struct str name = str_cut(&value, ':');

		if (!name.len)
			break;
		headers[count++] = (struct pair){ name, str_trim(value) };
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct str rest = { (const char *)data, size };
	struct pair headers[MOST_LINES + 1];
	struct str target = str_cut(&rest, '\n');
	struct server server = { .answer = answer, .context = &rest };
	size_t count = read_lines(&rest, headers);

	if (!arena)
		arena = arena_open(MEMORY);
	server_loopback(&server, arena, "POST", str_z(arena, target), headers, count, rest);
	headers[0] = (struct pair){ S("Content-Type"), S("multipart/form-data; boundary=b") };
	if (size % 3 == 0)
		server_loopback(&server, arena, "POST", "/", headers, 1, rest);
	arena_clear(arena);
	return 0;
}
