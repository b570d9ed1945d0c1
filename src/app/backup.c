/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/backup.c - varn backup FOLDER, varn restore FOLDER.
 *
 * A back-up is a folder: `city.db` (SQLite) or `city.dump` (PostgreSQL), a copy of the data
 * folder under `files/`, and `SHA256SUMS`, which sha256sum(1) understands and whose comments
 * say which schema the copy has.  The list is written last: without it there is no back-up.
 * Restoring looks everything through before it touches anything.
 */
#include "app/app.h"

#include "base/crypto.h"
#include "base/out.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "kit/folder.h"
#include "kit/manual.h"
#include "kit/setting.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_LIST = 64 << 20, BACKUP_MEMORY = 3 * LONGEST_LIST,
	EXIT_FAULT = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3, EXIT_REFUSED = 5 };

static const char list_name[] = "SHA256SUMS", schema_mark[] = "# schema ";

static const char *path_in(struct arena *arena, const char *folder, const char *name)
{
	return arena_print(arena, "%s/%s", folder, name).at;
}

static const char *copy_name(struct store *store)
{
	return store_is_postgres(store) ? "city.dump" : "city.db";
}

static bool exists(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0;
}

static void folder_new(const char *path)
{
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		abandon(path, strerror(errno));
}

static bool is_empty_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int count = 0;

	while (dir && (entry = readdir(dir)))
		count += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	if (dir)
		closedir(dir);
	return count == 0;
}

/* ---- Every file of a folder ---------------------------------------------------------- */

struct walk {
	struct arena *arena;
	const char *from, *to;          /* to: NULL, nothing is copied */
	struct out *list;
};

static void file_take(const struct walk *walk, const char *name)
{
	struct arena *scratch = arena_open(1 << 20);
	struct str content;

	if (!file_map(path_in(scratch, walk->from, name), &content))
		abandon(name, "it cannot be read");
	if (walk->to)
		file_write(scratch, path_in(scratch, walk->to, name), content);
	if (walk->list)
		out_print(walk->list, "%.*s  files/%s\n", STR(digest_hex(scratch, content)), name);
	file_unmap(content);
	arena_close(scratch);
}

/* What is made for one download is gone in a day anyway. */
static bool is_lasting(const char *name)
{
	return strcmp(name, "exports") != 0 && strcmp(name, "orders") != 0;
}

static void folder_walk(const struct walk *walk, const char *below)
{
	DIR *dir = opendir(path_in(walk->arena, walk->from, below));
	struct dirent *entry;
	struct stat about;

	while (dir && (entry = readdir(dir))) {
		const char *name = *below ? path_in(walk->arena, below, entry->d_name)
			: arena_copy(walk->arena, str_of(entry->d_name)).at;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || !is_lasting(name)
		    || fstatat(dirfd(dir), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISDIR(about.st_mode)) {
			if (walk->to)
				folder_new(path_in(walk->arena, walk->to, name));
			folder_walk(walk, name);
		} else if (S_ISREG(about.st_mode)) {
			file_take(walk, name);
		}
	}
	if (dir)
		closedir(dir);
}

/* ---- Making -------------------------------------------------------------------------- */

static void list_begin(struct out *list, struct store *store, struct arena *arena)
{
	struct grid names = schema_names(store, arena);

	out_print(list, "# A back-up of %.*s, %.*s\n", STR(setting_text("city_name")),
		STR(instant_iso(arena, instant_now())));
	for (size_t i = 0; i < names.rows; i++)
		out_print(list, "%s%.*s\n", schema_mark, STR(grid_at(&names, i, 0).text));
}

static bool database_take(struct store *store, struct arena *arena, const char *folder,
                          struct out *list)
{
	const char *path = path_in(arena, folder, copy_name(store));
	struct str content, problem;

	if (!store_backup(store, path))
		return false;
	problem = store_backup_problem(store, arena, path);
	if (problem.len || !file_map(path, &content)) {
		fprintf(stderr, "varn backup: the copy is damaged: %.*s\n", STR(problem));
		return false;
	}
	out_print(list, "%.*s  %s\n", STR(digest_hex(arena, content)), copy_name(store));
	file_unmap(content);
	return true;
}

/* The database first: a file it names is never missing from what is copied after it. */
static bool backup_make(struct store *store, struct arena *arena, const char *folder)
{
	const char *files = path_in(arena, folder, "files");
	struct out list;
	struct walk walk = { .arena = arena, .from = data_folder(), .to = files, .list = &list };

	out_init(&list, arena, LONGEST_LIST);
	list_begin(&list, store, arena);
	if (!database_take(store, arena, folder, &list))
		return false;
	folder_new(files);
	folder_walk(&walk, "");
	if (list.is_full)
		abandon("cannot make the back-up", "there are too many files");
	file_write(arena, path_in(arena, folder, list_name), out_str(&list));
	return true;
}

int backup_command(struct store *store, int argc, char **argv)
{
	const char *folder = option_plain(argc, argv);
	struct arena *arena;
	bool is_made;

	if (!folder) {
		fprintf(stderr, "varn backup: say a new folder, for example /backup/2026-03-02\n");
		return EXIT_USAGE;
	}
	if (exists(folder) && !is_empty_folder(folder)) {
		fprintf(stderr, "varn backup: %s is there already; say a new folder\n", folder);
		return EXIT_REFUSED;
	}
	folder_new(folder);
	arena = arena_open(BACKUP_MEMORY);
	is_made = backup_make(store, arena, folder);
	if (is_made)
		printf("Copied to %s: the database and the files of %s.\n", folder, data_folder());
	arena_close(arena);
	return is_made ? 0 : EXIT_FAULT;
}

/* ---- Looking through ----------------------------------------------------------------- */

static int complain(int status, const char *what, struct str which)
{
	fprintf(stderr, "varn restore: %s%s%.*s\n", what, which.len ? ": " : "", STR(which));
	return status;
}

static bool is_known_schema(struct arena *arena, struct str name)
{
	return embedded_find(schema_files, str_z(arena, name)) != NULL;
}

/* A name from outside stays within the folder. */
static bool is_inside(struct str name)
{
	return name.len && name.at[0] != '/' && str_find(name, S("..")) < 0;
}

static int file_judge(struct arena *arena, const char *folder, struct str line)
{
	struct str digest = str_part(line, 0, 64), name = str_part(line, 66, line.len), content;
	bool is_same;

	if (line.len < 67 || !is_inside(name))
		return complain(EXIT_UNREADABLE, "the list has a line that is none", line);
	if (!file_map(path_in(arena, folder, str_z(arena, name)), &content))
		return complain(EXIT_UNREADABLE, "a file of the back-up cannot be read", name);
	is_same = str_equals(digest_hex(arena, content), digest);
	file_unmap(content);
	return is_same ? 0 : complain(EXIT_FAULT, "a file of the back-up has been changed", name);
}

static int line_judge(struct arena *arena, const char *folder, struct str line)
{
	if (str_starts(line, str_of(schema_mark))) {
		struct str name = str_part(line, sizeof schema_mark - 1, line.len);

		return is_known_schema(arena, name) ? 0 : complain(EXIT_FAULT,
			"the back-up was made by a later version of the program; install that", name);
	}
	return !line.len || line.at[0] == '#' ? 0 : file_judge(arena, folder, line);
}

/* Everything is there, unchanged, whole, and of a schema that this program knows. */
static int backup_judge(struct store *store, struct arena *arena, const char *folder)
{
	const char *copy = path_in(arena, folder, copy_name(store));
	struct str text, rest, problem;
	int status = 0;

	if (!file_map(path_in(arena, folder, list_name), &text))
		return complain(EXIT_UNREADABLE, "there is no back-up in that folder", str_of(folder));
	for (rest = text; rest.len && !status; )
		status = line_judge(arena, folder, str_cut(&rest, '\n'));
	if (!status && str_find(text, str_of(copy_name(store))) < 0)
		status = complain(EXIT_UNREADABLE, "the back-up is of the other kind of database, without",
			str_of(copy_name(store)));
	file_unmap(text);
	if (status)
		return status;
	problem = store_backup_problem(store, arena, copy);
	return problem.len ? complain(EXIT_FAULT, "the database of the back-up is damaged", problem) : 0;
}

/* ---- Putting back -------------------------------------------------------------------- */

/* What stood there before is put aside as a back-up of its own, not thrown away. */
static const char *put_aside(struct store *store, struct arena *arena)
{
	struct clock_time now = instant_local(instant_now());
	const char *aside = arena_print(arena, "%s.before-%04d%02d%02d-%02d%02d%02d", data_folder(),
		now.date.year, now.date.month, now.date.day, now.hour, now.minute, now.second).at;
	const char *files = path_in(arena, aside, "files");
	struct walk walk = { .arena = arena, .from = files };
	struct out list;

	folder_new(aside);
	out_init(&list, arena, LONGEST_LIST);
	list_begin(&list, store, arena);
	walk.list = &list;
	if (!database_take(store, arena, aside, &list))
		abandon("cannot put aside what is there", aside);
	if (exists(data_folder()) && rename(data_folder(), files) != 0)
		abandon("cannot put aside what is there", strerror(errno));
	folder_walk(&walk, "");
	file_write(arena, path_in(arena, aside, list_name), out_str(&list));
	return aside;
}

static bool everything_load(struct store *store, struct arena *arena, const char *folder)
{
	const char *arriving = arena_print(arena, "%s.arriving", data_folder()).at;
	struct walk walk = { .arena = arena, .from = path_in(arena, folder, "files"), .to = arriving };

	folder_new(arriving);
	folder_walk(&walk, "");
	if (!store_load(store, path_in(arena, folder, copy_name(store))))
		return false;
	rmdir(data_folder());
	if (rename(arriving, data_folder()) != 0)
		abandon("the database is restored, but not its files; they lie beside", strerror(errno));
	return true;
}

static int city_judge(struct store *store)
{
	struct out out;
	struct arena *arena = arena_open(BACKUP_MEMORY);
	int faults;

	store_migrate(store, schema_files, access_files);
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	setting_refresh(store);
	out_init(&out, arena, LONGEST_LIST);
	faults = manual_check(store, &out);
	if (faults)
		fwrite(out_str(&out).at, 1, out_str(&out).len, stderr);
	printf("Restored: %.*s. %s\n", STR(setting_text("city_name")),
		faults ? "varn check finds faults." : "varn check finds no fault.");
	arena_close(arena);
	return faults ? EXIT_FAULT : 0;
}

static int restore(struct store *store, struct arena *arena, const char *folder, bool may_overwrite)
{
	bool is_new = city_is_empty(store, arena) && is_empty_folder(data_folder());
	int status = backup_judge(store, arena, folder);

	if (status)
		return status;
	if (!is_new && !may_overwrite)
		return complain(EXIT_REFUSED, "there is a city here already; with --overwrite it is put"
			" aside and replaced", str_of(store_describe(store)));
	if (!store_lock(store))
		return complain(EXIT_REFUSED, "the service is running; stop it first", S(""));
	if (!is_new)
		printf("What was there is put aside in %s.\n", put_aside(store, arena));
	if (!everything_load(store, arena, folder))
		return complain(EXIT_FAULT, "the copy could not be put in place; nothing has changed"
			" in the database", S(""));
	return city_judge(store);
}

int restore_command(struct store *store, int argc, char **argv)
{
	const char *folder = option_plain(argc, argv);
	struct arena *arena;
	int status;

	if (!folder) {
		fprintf(stderr, "varn restore: say the folder of a back-up\n");
		return EXIT_USAGE;
	}
	arena = arena_open(BACKUP_MEMORY);
	status = restore(store, arena, folder, option_is_given(argc, argv, "overwrite"));
	arena_close(arena);
	return status;
}
