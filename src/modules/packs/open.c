/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/open.c - varn serve --from FILE: the file is opened into a private folder.
 *
 * The folder has the database, and when all of it is there a mark with the digest of the file:
 * who starts again after a failure goes on with what is there, and another file never takes
 * its place.  The passphrase is asked for each time.
 */
#include "modules/packs/take.h"

#include "base/box.h"
#include "base/crypto.h"
#include "kit/argument.h"
#include "kit/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { OPEN_MEMORY = 640 << 20, LONGEST_PASSPHRASE = 1024,
	EXIT_FAULT = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3, EXIT_REFUSED = 5 };

/* ---- The passphrase ----------------------------------------------------------------------- */

static struct str first_line(struct arena *arena, FILE *file)
{
	char *line = arena_take(arena, LONGEST_PASSPHRASE);
	struct str text, rest;

	if (!file || !fgets(line, LONGEST_PASSPHRASE, file))
		return S("");
	rest = text = str_of(line);
	text = str_cut(&rest, '\n');
	return text.len && text.at[text.len - 1] == '\r' ? str_part(text, 0, text.len - 1) : text;
}

/* What is typed is not shown. */
static struct str asked_at_terminal(struct arena *arena)
{
	struct termios before, quiet;
	struct str line;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return first_line(arena, stdin);
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(stderr, "%s ", _("Passphrase:"));
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	line = first_line(arena, stdin);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	fputc('\n', stderr);
	return line;
}

struct str passphrase_in(struct arena *arena, struct str path)
{
	FILE *file = path.len ? fopen(str_z(arena, path), "r") : NULL;
	struct str line = first_line(arena, file);

	if (file)
		fclose(file);
	return line;
}

struct str passphrase_given(struct arena *arena, int argc, char **argv)
{
	struct str path = argument_text(argc, argv, "passphrase-file");
	const char *given = getenv("VARN_PASSPHRASE");

	if (path.len)
		return passphrase_in(arena, path);
	if (given && *given)
		return str_of(given);
	return isatty(STDIN_FILENO) ? asked_at_terminal(arena) : first_line(arena, stdin);
}

/* ---- The folder ------------------------------------------------------------------------------ */

static void refuse(int status, const char *words, struct str which)
{
	fprintf(stderr, "varn serve: %s%s%.*s\n", words, which.len ? ": " : "", STR(which));
	exit(status);
}

static void folder_private(const char *folder)
{
	struct stat about;

	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		refuse(EXIT_UNREADABLE, _("The folder for the copy cannot be made"), str_of(folder));
	if (lstat(folder, &about) != 0 || !S_ISDIR(about.st_mode) || about.st_uid != getuid()
	    || (about.st_mode & 077) != 0)
		refuse(EXIT_REFUSED, _("The folder for the copy is not yours alone. Say another with --into"),
			str_of(folder));
}

/* Is what is there this very copy, opened before? */
static bool is_there(struct arena *arena, const char *mark, struct str digest)
{
	struct str content;
	bool is_same;

	if (!file_map(mark, &content))
		return false;
	is_same = str_equals(str_trim(content), digest);
	file_unmap(content);
	if (!is_same)
		refuse(EXIT_REFUSED, _("The folder has another copy in it. Say a new folder with --into"),
			arena_print(arena, "%s", mark));
	return true;
}

static struct str content_of(struct arena *arena, struct str file, int argc, char **argv)
{
	struct str wanted = argument_text(argc, argv, "key"), content = S(""), key = S("");
	struct box_head head;
	enum box_fault fault = box_head_read(file, BOX_pack, &head);

	if (!fault)
		fault = box_opened(arena, file, BOX_pack, passphrase_given(arena, argc, argv),
			&content, &key);
	if (fault)
		refuse(EXIT_FAULT, box_fault_words(fault), S(""));
	if (wanted.len && !str_equals(wanted, key))
		refuse(EXIT_REFUSED, _("The file is signed with another key than the one asked for"), key);
	printf("%s %.*s\n", _("Signed with the key"), STR(key));
	return content;
}

const char *pack_opened(int argc, char **argv)
{
	struct arena *arena = arena_open(OPEN_MEMORY);
	struct str from = argument_text(argc, argv, "from"), into = argument_text(argc, argv, "into");
	static char url[4096];
	struct str file, content, digest;
	const char *folder, *mark;

	if (!file_map(str_z(arena, from), &file))
		refuse(EXIT_UNREADABLE, _("The file cannot be read"), from);
	content = content_of(arena, file, argc, argv);
	digest = digest_hex(arena, file);
	file_unmap(file);
	folder = into.len ? str_z(arena, into) : arena_print(arena, "%.*s.away", STR(from)).at;
	folder_private(folder);
	mark = arena_print(arena, "%s/opened", folder).at;
	if (!is_there(arena, mark, digest)) {
		file_write(arena, arena_print(arena, "%s/city.db", folder).at, content);
		file_write(arena, mark, digest);
	}
	snprintf(url, sizeof url, "sqlite:%s/city.db", folder);
	unsetenv("VARN_DATA");
	arena_close(arena);
	return url;
}
