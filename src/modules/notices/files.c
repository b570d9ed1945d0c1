/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/files.c - police files of four makes, found out by looking: events one per line
 * (plain or gzip, with or without the text of their pages), an answer of the API (a list), and
 * collected versions ({"id": [[seen, event], ...]}).
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

#include "base/json.h"

#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum { LARGEST_WHOLE = 64 << 20, PIECE = 1 << 16, FILE_BYTES = 256 << 20 };

struct reading {
	struct importer *importer;
	struct job *job;
	const char *name;               /* as the person knows the file */
	gzFile file;
	int64_t line, size;
	char *at;                       /* the line being read */
	size_t len;
	bool is_too_large;
};

/* Reads one line into reading->at without its end; 1 read, 0 end, -1 fault. */
static int read_line(struct reading *reading)
{
	reading->len = 0;
	while (gzgets(reading->file, reading->at + reading->len,
	              (int)(LONGEST_NOTICE_LINE - reading->len))) {
		reading->len += strlen(reading->at + reading->len);
		if (reading->len && reading->at[reading->len - 1] == '\n') {
			reading->len--;
			break;
		}
		if (reading->len >= LONGEST_NOTICE_LINE - 1)
			return -1;
		if (gzeof(reading->file))
			break;
	}
	reading->line++;
	return reading->len ? 1 : gzeof(reading->file) ? 0 : 1;
}

static bool fail(struct reading *reading, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static bool fail(struct reading *reading, const char *format, ...)
{
	char words[512];
	va_list list;

	va_start(list, format);
	vsnprintf(words, sizeof words, format, list);
	va_end(list);
	job_say(reading->job, "%s: %s", reading->name, words);
	return false;
}

/* A gzip file that ends too early says so only at the end. */
static bool ends_well(struct reading *reading)
{
	int status = Z_OK;
	const char *words = gzerror(reading->file, &status);

	if (status == Z_OK || status == Z_STREAM_END)
		return true;
	if (status == Z_BUF_ERROR)
		return fail(reading, _("The file ends too early: it was cut off on its way here. Nothing was read in."));
	return fail(reading, _("The file cannot be unpacked (%s). Nothing was read in."), words);
}

static void take_event(struct reading *reading, const json_t *object)
{
	struct notice notice;
	struct str problem = S("");

	if (polisen_read(importer_arena(reading->importer), object, &notice, &problem))
		importer_add(reading->importer, &notice);
	else
		importer_bad(reading->importer, reading->line, str_of(_(str_z(
			importer_arena(reading->importer), problem))));
}

static void take_line(struct reading *reading)
{
	struct arena *arena = importer_arena(reading->importer);
	struct str text = { reading->at, reading->len }, problem = S("");
	json_t *object;

	if (!str_trim(text).len)
		return;
	if (!str_is_utf8(text)) {
		importer_bad(reading->importer, reading->line, str_of(_("The line is not UTF-8.")));
		return;
	}
	object = json_read(arena, text, &problem);
	if (!object) {
		importer_bad(reading->importer, reading->line, str_of(_("The line is no JSON object.")));
		return;
	}
	take_event(reading, object);
	json_decref(object);
}

static void tell(struct reading *reading)
{
	if (reading->line % 200 == 0)
		job_progress(reading->job, gzoffset(reading->file), reading->size,
			N_("Reading and placing notices"));
}

static bool read_lines(struct reading *reading)
{
	int more;

	do {
		take_line(reading);
		tell(reading);
		if (importer_is_cancelled(reading->importer))
			return true;
		more = read_line(reading);
	} while (more > 0);
	if (more < 0)
		return fail(reading, _("Line %lld is longer than %d bytes. Nothing was read in."),
			(long long)reading->line, LONGEST_NOTICE_LINE);
	return ends_well(reading);
}

/* The rest of the file after the first line, as one text. */
static struct str read_whole(struct reading *reading, struct arena *arena)
{
	char *piece = arena_take(arena, PIECE);
	struct out whole;
	int got = 1;

	out_init(&whole, arena, LARGEST_WHOLE);
	out_bytes(&whole, reading->at, reading->len);
	while (got > 0 && !whole.is_full) {
		got = gzread(reading->file, piece, PIECE);
		if (got > 0)
			out_bytes(&whole, piece, (size_t)got);
	}
	reading->is_too_large = whole.is_full;
	return out_str(&whole);
}

/* [seen, event] */
static bool read_seen(struct reading *reading, const json_t *pair, struct notice *notice)
{
	struct str problem = S("");

	if (polisen_read(importer_arena(reading->importer), json_array_get(pair, 1), notice, &problem))
		return true;
	importer_bad(reading->importer, 0, str_of(_(str_z(importer_arena(reading->importer), problem))));
	return false;
}

/* What it says last stands; what it said before is told of. */
static void take_versions(struct reading *reading, const json_t *list)
{
	size_t count = json_array_size(list);
	struct notice notice;

	if (count && read_seen(reading, json_array_get(list, count - 1), &notice))
		importer_add(reading->importer, &notice);
	for (size_t i = 0; i + 1 < count; i++) {
		const json_t *pair = json_array_get(list, i);
		struct instant seen = { json_integer_value(json_array_get(pair, 0)) };

		if (read_seen(reading, pair, &notice))
			importer_add_version(reading->importer, &notice, seen);
	}
}

/* The API gives the newest first; we take them in the order they were published. */
static bool take_list(struct reading *reading, json_t *list)
{
	for (size_t i = json_array_size(list); i > 0; i--) {
		reading->line = (int64_t)i;
		take_event(reading, json_array_get(list, i - 1));
	}
	return true;
}

static bool take_whole(struct reading *reading, json_t *whole)
{
	const char *key;
	json_t *value;

	if (json_is_array(whole))
		return take_list(reading, whole);
	json_object_foreach(whole, key, value) {
		if (!json_is_array(value))
			return fail(reading, _("This is no file of police events."));
		take_versions(reading, value);
		if (importer_is_cancelled(reading->importer))
			return true;
	}
	return true;
}

static bool read_as_whole(struct reading *reading)
{
	struct arena *arena = arena_open(FILE_BYTES);
	struct str problem = S(""), text = read_whole(reading, arena);
	json_t *whole = NULL;
	bool ok = ends_well(reading);

	if (ok && reading->is_too_large)
		ok = fail(reading, _("The file is larger than %d MB and not one event per line."),
			LARGEST_WHOLE >> 20);
	if (ok && !(whole = json_read(arena, text, &problem)))
		ok = fail(reading, _("This is no JSON: %.*s"), STR(problem));
	if (ok)
		ok = take_whole(reading, whole);
	json_decref(whole);
	arena_close(arena);
	return ok;
}

/* One event per line begins with a whole object that has a number. */
static bool is_lines(const struct reading *reading)
{
	struct arena *arena = arena_open(4 * LONGEST_NOTICE_LINE);
	struct str problem = S("");
	json_t *object = json_read(arena, (struct str){ reading->at, reading->len }, &problem);
	bool yes = object && json_is_object(object) && json_object_get(object, "id");

	json_decref(object);
	arena_close(arena);
	return yes;
}

bool polisen_file(struct importer *importer, struct job *job, const char *path, const char *name)
{
	struct reading reading = { .importer = importer, .job = job, .name = name };
	struct stat info;
	bool ok;

	reading.file = gzopen(path, "rb");
	if (!reading.file || stat(path, &info)) {
		if (reading.file)
			gzclose_r(reading.file);
		return fail(&reading, _("The file cannot be opened."));
	}
	reading.size = info.st_size;
	reading.at = arena_take(job_arena(job), LONGEST_NOTICE_LINE);
	if (read_line(&reading) <= 0)
		ok = ends_well(&reading) && fail(&reading, _("The file is empty."));
	else
		ok = is_lines(&reading) ? read_lines(&reading) : read_as_whole(&reading);
	gzclose_r(reading.file);
	return ok;
}
