/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/files.c - the file of a version: known by what it is, kept by its digest.
 *
 * What the client called it is only shown; it is never a path, and what the client said of
 * its type is not believed.  It leaves as a download, never as a page of ours.
 */
#include "modules/documents/inside.h"

#include "base/crypto.h"
#include "kit/folder.h"

#include <sys/stat.h>

enum { LONGEST_NAME = 120 };

const struct file_kind file_kinds[] = {
	{ "pdf", "application/pdf", "PDF" },
	{ "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel" },
	{ "odt", "application/vnd.oasis.opendocument.text", "OpenDocument" },
	{ "ods", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument" },
	{ NULL, NULL, NULL },
};

static struct str ending_of(struct str name)
{
	for (size_t i = name.len; i-- > 0;)
		if (name.at[i] == '.')
			return str_part(name, i + 1, name.len);
	return S("");
}

/* Office files are ZIP archives; which one, only the name says. */
const struct file_kind *file_kind_of(struct str name, struct str content)
{
	bool is_pdf = str_starts(content, S("%PDF-")), is_zip = str_starts(content, S("PK\3\4"));
	struct str ending = ending_of(name);

	for (const struct file_kind *kind = file_kinds; kind->ending; kind++) {
		bool is_this = str_is(S("pdf"), kind->ending) ? is_pdf : is_zip;

		if (is_this && str_is_nocase(ending, kind->ending))
			return kind;
	}
	return NULL;
}

static const char *file_path(struct arena *arena, struct str digest)
{
	return arena_print(arena, "%s/%.*s", folder_make(arena, "documents"), STR(digest)).at;
}

/* The last part of a path, without what a screen cannot show. */
static struct str plain_name(struct arena *arena, struct str name)
{
	struct out out;

	for (size_t i = name.len; i-- > 0;)
		if (name.at[i] == '/' || name.at[i] == '\\') {
			name = str_part(name, i + 1, name.len);
			break;
		}
	out_init(&out, arena, 4096);
	for (size_t i = 0; i < name.len && i < 1000; i++)
		if ((unsigned char)name.at[i] >= ' ' && name.at[i] != 0x7f)
			out_char(&out, name.at[i]);
	return str_letters_part(out_str(&out), LONGEST_NAME);
}

bool file_take(struct request *request, struct document_version *version)
{
	const struct upload *file = request_file(request, "file", 0);
	const struct file_kind *kind;

	if (!file || (!file->content.len && !file->is_too_large))
		return true;            /* a field that was left empty */
	kind = file->is_too_large ? NULL : file_kind_of(file->name, file->content);
	if (file->is_too_large)
		problem_add(request_problems(request), "file", "%s",
			_("The file is larger than 20 MB. Put in a smaller one, for example a PDF without pictures."));
	else if (!kind)
		problem_add(request_problems(request), "file", "%s",
			_("The file must be a PDF, Word, Excel or OpenDocument file, and be what its name says."));
	if (!kind)
		return false;
	version->file_name = plain_name(request->arena, file->name);
	version->file_type = str_of(kind->type);
	version->file_bytes = (int64_t)file->content.len;
	version->file_digest = digest_hex(request->arena, file->content);
	file_write(request->arena, file_path(request->arena, version->file_digest), file->content);
	return true;
}

struct reply file_reply(struct request *request, const struct document_version *version)
{
	const char *path = file_path(request->arena, version->file_digest);
	struct reply reply;
	struct stat about;

	if (stat(path, &about) != 0)
		return reply_problem(request, 404, _("The file is not here."),
			str_of(_("It is missing in the data folder. Ask those who run the service to bring it back from a copy.")));
	reply = reply_bytes(200, str_z(request->arena, version->file_type), S(""));
	reply.file = path;
	reply_download(&reply, request->arena, version->file_name);
	return reply;
}

struct str file_size_words(struct arena *arena, int64_t bytes)
{
	enum { KILO = 1000 };

	if (bytes < KILO * (int64_t)KILO)
		return arena_print(arena, "%lld kB", (long long)((bytes + KILO - 1) / KILO));
	return arena_print(arena, "%.*s MB", STR(tongue_real(arena, (double)bytes / (KILO * KILO), 1)));
}
