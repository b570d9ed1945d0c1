/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * warnings/folder.c - files that are put in a folder, and files named on the command line.
 *
 * Off unless the setting warning_folder names a folder.  A file that was just written is left
 * for the next round; one that has been taken in is moved to "taken" in it, by way of "reading",
 * and is not taken in twice also when that cannot be done: its digest is known.
 */
#define _GNU_SOURCE 1 /* O_NOFOLLOW */
#include "modules/warnings/inside.h"

#include "base/say.h"
#include "kit/argument.h"
#include "kit/folder.h"
#include "kit/setting.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ARENA_BYTES = 64 << 20, QUIET_SECONDS = 3, MOST_FILES_A_ROUND = 500,
       LARGEST_TAKEN = 16 << 20, EXIT_USAGE = 2, EXIT_UNREADABLE = 3, EXIT_SOME_BAD = 4 };

/* A regular file, never through a link; a larger one is refused by its beginning. */
static bool bytes_read(struct arena *arena, const char *path, struct instant now, struct str *bytes)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat about;
	char *at;
	size_t len = 0, room;
	ssize_t got = 1;

	if (fd < 0)
		return false;
	if (fstat(fd, &about) || !S_ISREG(about.st_mode)
	    || (now.seconds && about.st_mtime + QUIET_SECONDS > now.seconds)) {
		close(fd);
		return false;
	}
	room = about.st_size < LARGEST_TAKEN ? (size_t)about.st_size : LARGEST_TAKEN;
	at = arena_take(arena, room + 1);
	while (len < room && (got = read(fd, at + len, room - len)) > 0)
		len += (size_t)got;
	close(fd);
	*bytes = (struct str){ at, len };
	return got >= 0;
}

static struct warning_file take_one(struct store *store, struct arena *arena, struct came *came)
{
	struct warning_file file;
	struct change *change;

	came_read(arena, came);
	do {
		change = change_open(store, arena, (struct who){ .is_system = true });
		file = warning_file_take(change, came);
	} while (change_commit(change) == CLASHED);
	file.problem = arena_copy(arena, file.problem);
	return file;
}

/* ---- The folder ---------------------------------------------------------------------------------- */

/* From a folder beside the watched one ("": itself) to another. */
struct move { const char *path, *from, *to, *name; };

static void file_move(struct arena *arena, const struct move *move)
{
	const char *folder = arena_print(arena, "%s/%s", move->path, move->to).at;

	mkdir(folder, 0700);
	if (rename(arena_print(arena, "%s/%s/%s", move->path, move->from, move->name).at,
	           arena_print(arena, "%s/%s", folder, move->name).at) != 0)
		say_warning("a file of the watched folder could not be moved to \"%s\"", move->to);
}

static bool looks_like_warning(struct str name)
{
	return !str_starts(name, S(".")) && (str_ends(name, S(".xml")) || str_ends(name, S(".cap"))
		|| str_ends(name, S(".json")));
}

/* It lies in "reading" while it is taken in: one that ends the worker is not first in the way of
 * the others each minute. */
static bool folder_file_take(struct store *store, const struct move *found, struct instant now)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct came came = { .name = str_of(found->name), .way = WAY_folder };
	bool is_taken = looks_like_warning(came.name) && bytes_read(arena,
		arena_print(arena, "%s/%s/%s", found->path, found->from, found->name).at, now, &came.bytes);

	if (is_taken) {
		if (!found->from[0])
			file_move(arena, &(struct move){ found->path, "", "reading", found->name });
		take_one(store, arena, &came);
		file_move(arena, &(struct move){ found->path, "reading", "taken", found->name });
	}
	arena_close(arena);
	return is_taken;
}

int64_t warnings_folder_take(struct store *store, struct arena *arena, const char *path,
                             struct instant now)
{
	static const char *const parts[] = { "", "reading" };
	int64_t count = -1;

	for (size_t i = 0; i < COUNT(parts); i++) {
		DIR *folder = opendir(arena_print(arena, "%s/%s", path, parts[i]).at);
		struct dirent *entry;

		if (folder && count < 0)
			count = 0;
		while (folder && count < MOST_FILES_A_ROUND && (entry = readdir(folder)))
			count += folder_file_take(store,
				&(struct move){ path, parts[i], parts[i], entry->d_name }, now);
		if (folder)
			closedir(folder);
	}
	return count;
}

static bool folder_is_watched(struct view *view)
{
	(void)view;
	return setting_text("warning_folder").len > 0;
}

static bool folder_run(struct job *job)
{
	struct str path = setting_text("warning_folder");
	int64_t count;

	if (!path.len) {
		job_say(job, "%s", _("No folder is watched: the setting warning_folder is empty."));
		return true;
	}
	count = warnings_folder_take(job_store(job), job_arena(job), str_z(job_arena(job), path),
		(struct instant){ time(NULL) });
	if (count < 0)
		job_say(job, "%s", _("The folder of the setting warning_folder cannot be read."));
	else
		job_say(job, _("%lld files with warnings were looked at."), (long long)count);
	return count >= 0;
}

const struct job_kind warnings_jobs[] = {
	{ .name = "warnings-folder", .label = N_("Look for warnings in the watched folder"),
	  .need = MAY_notices_import, .run = folder_run, .is_hidden = true, .every_minutes = 1,
	  .is_needed = folder_is_watched },
	{ .name = NULL },
};

/* ---- The command ------------------------------------------------------------------------------------ */

static bool file_take(struct store *store, const char *path, struct json_out *json)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const char *slash = strrchr(path, '/');
	struct came came = { .name = str_of(slash ? slash + 1 : path), .way = WAY_command };
	struct warning_file file = { .verdict = FILE_refused, .problem = str_of(_("The file cannot be read.")) };

	if (bytes_read(arena, path, (struct instant){ 0 }, &came.bytes))
		file = take_one(store, arena, &came);
	if (json) {
		json_object_begin(json, NULL);
		json_str(json, "file", came.name);
		json_str(json, "verdict", str_of(file_verdicts[file.verdict].name));
		json_int(json, "warnings", file.warnings);
		json_str(json, "problem", file.problem);
		json_object_finish(json);
	} else {
		printf("%s: %s%s%.*s\n", path, _(file_verdicts[file.verdict].label),
			file.problem.len ? ". " : "", STR(file.problem));
	}
	arena_close(arena);
	return file.verdict == FILE_accepted || file.verdict == FILE_same;
}

static int files_take(struct store *store, int argc, char **argv, struct json_out *json)
{
	int taken = 0, bad = 0;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--db"))
			i++;
		else if (strncmp(argv[i], "--", 2) && file_take(store, argv[i], json))
			taken++;
		else if (strncmp(argv[i], "--", 2))
			bad++;
	}
	if (!taken && !bad)
		return EXIT_USAGE;
	return !bad ? 0 : taken ? EXIT_SOME_BAD : EXIT_UNREADABLE;
}

int warnings_import_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	bool as_json = argument_is_given(argc, argv, "json");
	struct json_out json;
	struct out out;
	int status;

	out_init(&out, arena, ARENA_BYTES / 4);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	status = files_take(store, argc, argv, as_json ? &json : NULL);
	json_list_finish(&json);
	if (status == EXIT_USAGE)
		fprintf(stderr, "varn import cap: say which files\n");
	else if (as_json)
		printf("%.*s\n", STR(out_str(&out)));
	arena_close(arena);
	return status;
}
