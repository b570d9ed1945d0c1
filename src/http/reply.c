/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/reply.c - replies, and what every one of them carries.
 */
#define _GNU_SOURCE 1 /* O_NOFOLLOW */

#include "http/inside.h"
#include "base/out.h"
#include "base/say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
	GZIP_FROM = 1024,               /* below, the packet is the same one */
	GZIP_MOST = 4 * 1024 * 1024,    /* above, a worker would be busy too long */
	GZIP_LEVEL = 1,
};

/* --- words -------------------------------------------------------------------------- */

static const struct {
	int status;
	const char *words;
} statuses[] = {
	{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" }, { 204, "No Content" },
	{ 301, "Moved Permanently" }, { 302, "Found" }, { 303, "See Other" },
	{ 304, "Not Modified" }, { 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
	{ 404, "Not Found" }, { 405, "Method Not Allowed" }, { 406, "Not Acceptable" },
	{ 408, "Request Timeout" }, { 409, "Conflict" }, { 410, "Gone" },
	{ 411, "Length Required" }, { 412, "Precondition Failed" },
	{ 413, "Content Too Large" }, { 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" },
	{ 428, "Precondition Required" }, { 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" }, { 501, "Not Implemented" },
	{ 502, "Bad Gateway" }, { 503, "Service Unavailable" },
	{ 505, "HTTP Version Not Supported" }, { 507, "Insufficient Storage" },
};

const char *status_words(int status)
{
	for (size_t i = 0; i < COUNT(statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].words;
	return "Unknown";
}

/* --- what handlers write ------------------------------------------------------------ */

static bool is_header_value(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.at[i] < ' ' || value.at[i] == 0x7F)
			return false;
	return true;
}

void reply_header(struct reply *reply, const char *name, struct str value)
{
	if (!is_header_value(value)) {
		say_warning("a reply's %s had control characters and is left out", name);
		return;
	}
	must(reply->header_count < MOST_REPLY_HEADERS);
	reply->headers[reply->header_count++] =
		(struct pair){ .name = str_of(name), .value = value };
}

struct reply reply_text(int status, struct str text)
{
	return reply_bytes(status, "text/plain; charset=utf-8", text);
}

struct reply reply_bytes(int status, const char *type, struct str body)
{
	return (struct reply){ .status = status, .type = str_of(type), .body = body };
}

/* Percent-encoded where an address may not have the byte as it is. */
static struct str address_clean(struct arena *arena, struct str address)
{
	struct out out;

	out_init(&out, arena, address.len * 3 + 1);
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}", c))
			out_print(&out, "%%%02X", c);
		else
			out_char(&out, (char)c);
	}
	return out_str(&out);
}

/* "//elsewhere" is another host to a browser, and "/\elsewhere" too. */
static bool is_own_path(struct str path)
{
	return path.len && path.at[0] == '/'
		&& !(path.len > 1 && (path.at[1] == '/' || path.at[1] == '\\'));
}

struct reply reply_go(struct request *request, const char *format, ...)
{
	struct reply reply = { .status = 303 };
	struct str path;
	va_list list;

	va_start(list, format);
	path = arena_vprint(request->arena, format, list);
	va_end(list);
	reply_header(&reply, "Location",
		is_own_path(path) ? address_clean(request->arena, path) : S("/"));
	return reply;
}

static bool is_plain_letter(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c && strchr("-._~", c));
}

/* RFC 6266: a name that every client reads, and the right one for those that can. */
void reply_download(struct reply *reply, struct arena *arena, struct str file_name)
{
	struct out out;

	out_init(&out, arena, file_name.len * 4 + 64);
	out_z(&out, "attachment; filename=\"");
	for (size_t i = 0; i < file_name.len; i++) {
		unsigned char c = (unsigned char)file_name.at[i];

		if ((c & 0xC0) != 0x80)         /* one "_" for each letter that is not plain */
			out_char(&out, is_plain_letter(c) || c == ' ' ? (char)c : '_');
	}
	out_z(&out, "\"; filename*=UTF-8''");
	for (size_t i = 0; i < file_name.len; i++) {
		unsigned char c = (unsigned char)file_name.at[i];

		if (is_plain_letter(c))
			out_char(&out, (char)c);
		else
			out_print(&out, "%%%02X", c);
	}
	reply_header(reply, "Content-Disposition", out_str(&out));
}

void reply_cookie(struct reply *reply, struct arena *arena, struct cookie cookie)
{
	struct out out;

	out_init(&out, arena, cookie.value.len + 256);
	out_print(&out, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax", cookie.name,
		STR(cookie.value));
	if (cookie.seconds)
		out_print(&out, "; Max-Age=%lld",
			(long long)(cookie.seconds > 0 ? cookie.seconds : 0));
	if (cookie.is_secure)
		out_z(&out, "; Secure");
	must(str_find_char(cookie.value, ';') < 0);     /* the value is ours to encode */
	reply_header(reply, "Set-Cookie", out_str(&out));
}

/* --- gzip --------------------------------------------------------------------------- */

static const char *const text_types[] = {
	"text/html", "text/plain", "text/csv", "text/css", "text/javascript",
	"text/calendar", "application/json", "application/problem+json",
	"application/geo+json", "application/xml", "image/svg+xml",
};

static bool is_text(struct str type)
{
	struct str media = str_trim(str_cut(&type, ';'));

	for (size_t i = 0; i < COUNT(text_types); i++)
		if (str_is(media, text_types[i]))
			return true;
	return false;
}

/* "gzip;q=0" is a no; every other weight a yes. */
static bool takes_gzip(const struct request *request)
{
	struct str rest = request_header(request, "Accept-Encoding");

	while (rest.len) {
		struct str weight = str_cut(&rest, ',');
		struct str coding = str_trim(str_cut(&weight, ';'));
		double q = 1;

		if (!str_is_nocase(coding, "gzip"))
			continue;
		str_cut(&weight, '=');
		return !str_to_real(str_trim(weight), &q) || q > 0;
	}
	return false;
}

/* One for the process: its tables are large to make and cheap to use again. */
static z_stream *gzip_stream(void)
{
	static z_stream stream;
	static bool is_open;
	int result = is_open ? deflateReset(&stream)
		: deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8,
			Z_DEFAULT_STRATEGY);

	if (result != Z_OK)
		abandon("cannot compress", "zlib refused");
	is_open = true;
	return &stream;
}

static void reply_gzip(struct request *request, struct reply *reply)
{
	z_stream *stream = gzip_stream();
	size_t room = deflateBound(stream, reply->body.len);
	char *at = arena_take(request->arena, room);

	stream->next_in = (Bytef *)(uintptr_t)reply->body.at;
	stream->avail_in = (uInt)reply->body.len;
	stream->next_out = (Bytef *)at;
	stream->avail_out = (uInt)room;
	if (deflate(stream, Z_FINISH) != Z_STREAM_END)
		return;
	reply->body = (struct str){ at, room - stream->avail_out };
	reply->encoding = "gzip";
}

static bool wants_gzip(const struct request *request, const struct reply *reply)
{
	return !reply->encoding && !reply->file && !reply->stream
		&& reply->body.len >= GZIP_FROM && reply->body.len <= GZIP_MOST
		&& is_text(reply->type) && takes_gzip(request);
}

/* --- headers of every reply --------------------------------------------------------- */

/* A reply that brings one of these itself (a stricter policy for a file that somebody sent
 * in, say) is believed. */
static const struct {
	const char *name, *value;
} always[] = {
	{ "Content-Security-Policy",
	  "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; "
	  "base-uri 'none'; form-action 'self'; object-src 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy",
	  "accelerometer=(), autoplay=(), camera=(self), display-capture=(), "
	  "encrypted-media=(), fullscreen=(self), geolocation=(self), gyroscope=(), "
	  "magnetometer=(), microphone=(), midi=(), payment=(), usb=()" },
};

static bool has_header(const struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->header_count; i++)
		if (str_is_nocase(reply->headers[i].name, name))
			return true;
	return false;
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
	if (MHD_add_response_header(response, name, value) != MHD_YES)
		abandon("cannot make a reply", name);
}

static void add_always(struct MHD_Response *response, const struct reply *reply)
{
	for (size_t i = 0; i < COUNT(always); i++)
		if (!has_header(reply, always[i].name))
			add(response, always[i].name, always[i].value);
	if (!has_header(reply, "Cache-Control"))
		add(response, "Cache-Control",
			reply->may_keep ? "public, max-age=31536000, immutable" : "no-store");
}

static void add_headers(struct MHD_Response *response, struct request *request,
	const struct reply *reply)
{
	add_always(response, reply);
	if (reply->type.len)
		add(response, "Content-Type", str_z(request->arena, reply->type));
	if (reply->encoding)
		add(response, "Content-Encoding", reply->encoding);
	if (reply->encoding && !has_header(reply, "Vary"))
		add(response, "Vary", "Accept-Encoding");
	if (request->is_secure)
		add(response, "Strict-Transport-Security", "max-age=63072000");
	for (size_t i = 0; i < reply->header_count; i++)
		add(response, str_z(request->arena, reply->headers[i].name),
			str_z(request->arena, reply->headers[i].value));
}

/* --- the response ------------------------------------------------------------------- */

static struct MHD_Response *bytes_response(const struct reply *reply)
{
	/* It lives in the request's arena, which waits until libmicrohttpd has sent it. */
	return MHD_create_response_from_buffer(reply->body.len,
		(void *)(uintptr_t)(reply->body.len ? reply->body.at : ""),
		MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *file_response(struct reply *reply)
{
	int file = open(reply->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat stat;

	if (file >= 0 && fstat(file, &stat) == 0 && S_ISREG(stat.st_mode))
		return MHD_create_response_from_fd64((uint64_t)stat.st_size, file);
	say_warning("a file to be sent cannot be read: %s", strerror(errno));
	if (file >= 0)
		close(file);
	*reply = reply_text(404, S("The file is not there.\n"));
	return bytes_response(reply);
}

struct MHD_Response *reply_response(struct MHD_Connection *connection,
	struct request *request, struct reply *reply)
{
	struct MHD_Response *response;

	if (reply->status < 200 || reply->status > 599) {
		say_warning("a reply without status: %.*s", STR(request->path));
		*reply = reply_text(500, S("The reply was empty.\n"));
	}
	if (wants_gzip(request, reply))
		reply_gzip(request, reply);
	if (reply->stream)
		response = stream_response(connection, reply);
	else
		response = reply->file ? file_response(reply) : bytes_response(reply);
	if (!response)
		abandon("cannot make a reply", "no memory");
	add_headers(response, request, reply);
	return response;
}
