/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/folder.c - files that are put in a folder, and files named on the command line. */
#include "modules/warnings/inside.h"

#include "kit/argument.h"
#include "kit/folder.h"
#include "kit/setting.h"
#include "kit/watched.h"

#include <stdio.h>

enum { ARENA_BYTES = 64 << 20, LARGEST_TAKEN = 16 << 20, EXIT_USAGE = 2, EXIT_UNREADABLE = 3,
       EXIT_SOME_BAD = 4 };

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

static void folder_file_take(struct store *store, struct arena *arena, struct str name, struct str bytes)
{
	take_one(store, arena, &(struct came){ .name = name, .way = WAY_folder, .bytes = bytes });
}

const struct watched warnings_watched = { .setting = "warning_folder",
	.endings = { ".xml", ".cap", ".json" }, .largest = LARGEST_TAKEN, .take = folder_file_take };

static bool folder_is_watched(struct view *view)
{
	(void)view;
	return setting_text(warnings_watched.setting).len > 0;
}

static bool folder_run(struct job *job)
{
	return watched_run(&warnings_watched, job);
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
	struct file_seen seen = { 0 };

	if (file_see(arena, path, LARGEST_TAKEN, &seen)) {
		came.bytes = seen.bytes;
		file = take_one(store, arena, &came);
	}
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
