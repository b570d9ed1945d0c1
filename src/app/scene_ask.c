/* SPDX-License-Identifier: EUPL-1.2 */
/* app/scene_ask.c - a scene asks as a browser does: cookies, forms with their hidden fields, files. */
#include "app/scene_inside.h"

#include "base/json.h"
#include "base/out.h"
#include "base/say.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char boundary[] = "scene-7d1f0c5a9b";

/* ---- Cookies ------------------------------------------------------------------------ */

void cookie_take(struct scene *scene, struct str text)
{
	struct actor *actor = scene->actor;
	struct str value = str_cut(&text, ';'), name = str_cut(&value, '=');
	bool is_gone = str_find(text, S("Max-Age=0")) >= 0 || !value.len;
	size_t i = 0;

	while (i < actor->cookie_count && !str_equals(actor->cookies[i].name, name))
		i++;
	if (is_gone) {
		if (i < actor->cookie_count)
			actor->cookies[i] = actor->cookies[--actor->cookie_count];
		return;
	}
	must(i < MOST_COOKIES);
	actor->cookies[i] = (struct pair){ arena_copy(scene->arena, name),
		arena_copy(scene->arena, value) };
	if (i == actor->cookie_count)
		actor->cookie_count++;
}

static struct str cookies_text(struct scene *scene)
{
	struct out out;

	out_init(&out, scene->request, LONGEST_HEAD);
	for (size_t i = 0; i < scene->actor->cookie_count; i++)
		out_print(&out, "%s%.*s=%.*s", i ? "; " : "", STR(scene->actor->cookies[i].name),
			STR(scene->actor->cookies[i].value));
	return out_str(&out);
}

/* ---- Asking ------------------------------------------------------------------------- */

struct str file_read(struct arena *arena, const char *path, bool *is_there)
{
	struct stat stat;
	struct str text = S("");
	FILE *file = fopen(path, "rb");

	*is_there = file && !fstat(fileno(file), &stat) && stat.st_size <= LARGEST_UPLOAD;
	if (*is_there) {
		char *at = arena_take(arena, (size_t)stat.st_size + 1);

		text = (struct str){ at, fread(at, 1, (size_t)stat.st_size, file) };
	}
	if (file)
		fclose(file);
	return text;
}

/* What says that it is JSON must be, whatever the scene looks for in it. */
static void json_judge(struct scene *scene, struct str type)
{
	struct str problem;
	json_t *json;

	if (!str_starts(type, S("application/json")) && !str_starts(type, S("application/problem+json")))
		return;
	json = json_read(scene->arena, scene->body, &problem);
	if (!json)
		fault(scene, "the answer is no JSON: %.*s", STR(problem));
	json_decref(json);
}

static void answer_keep(struct scene *scene, const struct reply *reply)
{
	bool is_there;

	scene->status = reply->status;
	scene->body = reply->file ? file_read(scene->arena, reply->file, &is_there)
		: arena_copy(scene->arena, reply->body);
	scene->location = scene->text = S("");
	scene->answered_count = 0;
	for (size_t i = 0; i < reply->header_count; i++) {
		struct pair header = { arena_copy(scene->arena, reply->headers[i].name),
			arena_copy(scene->arena, reply->headers[i].value) };

		scene->answered[scene->answered_count++] = header;
		if (str_is_nocase(header.name, "location"))
			scene->location = header.value;
		if (str_is_nocase(header.name, "set-cookie"))
			cookie_take(scene, header.value);
	}
	if (str_starts(reply->type, S("text/html")))
		scene->text = page_text(scene->arena, scene->body);
	json_judge(scene, reply->type);
}

void ask(struct scene *scene, const char *method, struct str target, struct str type,
         struct str body)
{
	struct pair headers[MOST_HEADERS + 3] = { { S("Host"), S("127.0.0.1") } };
	size_t count = 1;
	struct reply reply;

	arena_clear(scene->request);
	if (scene->actor->cookie_count)
		headers[count++] = (struct pair){ S("Cookie"), cookies_text(scene) };
	if (type.len)
		headers[count++] = (struct pair){ S("Content-Type"), type };
	for (size_t i = 0; i < scene->header_count; i++)
		headers[count++] = scene->headers[i];
	scene->header_count = scene->without_count = 0;
	reply = server_loopback(&scene->server, scene->request, method,
		str_z(scene->arena, target), headers, count, body);
	answer_keep(scene, &reply);
	if (!strcmp(method, "GET")) {
		scene->got = target;
		scene->actor->body = scene->body;
	} else if (scene->text.len) {
		scene->actor->body = scene->body;       /* the form again, with its problems */
	}
}

/* ---- Posting ------------------------------------------------------------------------ */

static void put_encoded(struct out *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			out_char(out, (char)c);
		else if (c && strchr("0123456789-._~", c))
			out_char(out, (char)c);
		else
			out_print(out, "%%%02X", c);
	}
}

static struct str form_body(struct scene *scene, const struct pair *fields, size_t count)
{
	struct out out;

	out_init(&out, scene->arena, LONGEST_BODY);
	for (size_t i = 0; i < count; i++) {
		if (i)
			out_char(&out, '&');
		put_encoded(&out, fields[i].name);
		out_char(&out, '=');
		put_encoded(&out, fields[i].value);
	}
	return out_str(&out);
}

static void put_file(struct scene *scene, struct out *out, struct str path)
{
	const char *z = str_z(scene->arena, path), *slash = strrchr(z, '/');
	bool is_there;
	struct str content = file_read(scene->arena, z, &is_there);

	if (!is_there)
		fault(scene, "there is no file %s", z);
	out_print(out, "; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n",
		slash ? slash + 1 : z);
	out_raw(out, content);
}

static struct str multipart_body(struct scene *scene, const struct pair *fields,
                                 size_t count)
{
	struct out out;

	out_init(&out, scene->arena, LARGEST_UPLOAD);
	for (size_t i = 0; i < count; i++) {
		struct str value = fields[i].value;

		out_print(&out, "--%s\r\nContent-Disposition: form-data; name=\"%.*s\"", boundary,
			STR(fields[i].name));
		if (str_starts(value, S("@"))) {
			put_file(scene, &out, str_part(value, 1, value.len));
		} else {
			out_z(&out, "\r\n\r\n");
			out_raw(&out, value);
		}
		out_z(&out, "\r\n");
	}
	out_print(&out, "--%s--\r\n", boundary);
	return out_str(&out);
}

static bool has_file(const struct pair *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(fields[i].value, S("@")))
			return true;
	return false;
}

bool is_said(const struct pair *fields, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(fields[i].name, name))
			return true;
	return false;
}

bool is_left_out(const struct scene *scene, struct str name)
{
	for (size_t i = 0; i < scene->without_count; i++)
		if (str_equals(scene->without[i], name))
			return true;
	return false;
}

bool page_has_token(struct scene *scene)
{
	return str_find(scene->actor->body, S("name=\"_token\"")) >= 0;
}

/* A signed-in person who has opened no page yet opens their settings. */
void open_some_page(struct scene *scene)
{
	struct pair headers[MOST_HEADERS];
	size_t header_count = scene->header_count, without = scene->without_count;

	if (!scene->actor->login.len || page_has_token(scene))
		return;
	memcpy(headers, scene->headers, sizeof headers);
	scene->header_count = 0;
	ask(scene, "GET", S("/me"), S(""), S(""));
	memcpy(scene->headers, headers, sizeof headers);
	scene->header_count = header_count;
	scene->without_count = without;
}

/* What a browser adds by itself: the hidden fields of the form that is sent. */
size_t add_hidden(struct scene *scene, struct str path, struct pair *fields, size_t count)
{
	struct pair hidden[MOST_SENT];
	size_t said = count, found;

	open_some_page(scene);
	found = page_hidden(scene->arena, scene->actor->body, path, hidden, COUNT(hidden));
	for (size_t i = 0; i < found && count < MOST_SENT; i++)
		if (!is_said(fields, said, hidden[i].name) && !is_left_out(scene, hidden[i].name))
			fields[count++] = hidden[i];
	return count;
}

size_t fields_said(struct scene *scene, const struct words *words, size_t from,
                   struct pair *fields)
{
	size_t count = 0;

	for (size_t i = from; i < words->count; i++) {
		struct str value = words->at[i], name = str_cut(&value, '=');

		if (name.len == words->at[i].len)
			fault(scene, "\"%.*s\" has no =", STR(name));
		fields[count++] = (struct pair){ name, value };
	}
	return count;
}

void send_again(struct scene *scene)
{
	ask(scene, scene->sent.method, scene->sent.target, scene->sent.type, scene->sent.body);
}

void send_fields(struct scene *scene, struct str target, struct pair *fields, size_t count)
{
	bool is_multipart = has_file(fields, count);

	scene->sent = (struct sent){
		.method = "POST", .target = target,
		.type = is_multipart ? arena_print(scene->arena, "multipart/form-data; boundary=%s",
			boundary) : S("application/x-www-form-urlencoded"),
		.body = is_multipart ? multipart_body(scene, fields, count)
			: form_body(scene, fields, count),
	};
	send_again(scene);
}
