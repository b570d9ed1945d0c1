/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/watched.c - see watched.h. */
#include "kit/watched.h"

#include "base/say.h"
#include "base/tongue.h"
#include "kit/folder.h"
#include "kit/setting.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

enum { ARENA_BYTES = 256 << 20, QUIET_SECONDS = 3, MOST_FILES_A_ROUND = 500 };

/* In a folder beside the watched one ("": itself). */
struct found { const char *path, *part, *name; };

static const char *found_path(struct arena *arena, const struct found *found)
{
	return arena_print(arena, "%s/%s/%s", found->path, found->part, found->name).at;
}

static void found_move(struct arena *arena, struct found *found, const char *to)
{
	const char *from = found_path(arena, found);

	mkdir(arena_print(arena, "%s/%s", found->path, to).at, 0700);
	found->part = to;
	if (rename(from, found_path(arena, found)) != 0)
		say_warning("a file of the watched folder could not be moved to \"%s\"", to);
}

static bool is_of(const struct watched *watched, struct str name)
{
	for (size_t i = 0; watched->endings[i] && !str_starts(name, S(".")); i++)
		if (str_ends(name, str_of(watched->endings[i])))
			return true;
	return false;
}

static bool found_take(const struct watched *watched, struct store *store, struct found found,
                       struct instant now)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct file_seen file = { 0 };
	bool is_taken = is_of(watched, str_of(found.name))
		&& file_see(arena, found_path(arena, &found), watched->largest, &file)
		&& file.changed_at.seconds + QUIET_SECONDS <= now.seconds;

	if (is_taken) {
		if (!found.part[0])
			found_move(arena, &found, "reading");
		watched->take(store, arena, str_of(found.name), file.bytes);
		found_move(arena, &found, "taken");
	}
	arena_close(arena);
	return is_taken;
}

int64_t watched_take(const struct watched *watched, struct store *store, const char *path,
                     struct instant now)
{
	static const char *const parts[] = { "", "reading" };
	struct arena *arena = arena_open(ARENA_BYTES);
	int64_t count = -1;

	for (size_t i = 0; i < COUNT(parts); i++) {
		DIR *folder = opendir(arena_print(arena, "%s/%s", path, parts[i]).at);
		struct dirent *entry;

		if (folder && count < 0)
			count = 0;
		while (folder && count < MOST_FILES_A_ROUND && (entry = readdir(folder)))
			count += found_take(watched, store, (struct found){ path, parts[i], entry->d_name }, now);
		if (folder)
			closedir(folder);
	}
	arena_close(arena);
	return count;
}

bool watched_run(const struct watched *watched, struct job *job)
{
	struct str path = setting_text(watched->setting);
	int64_t count;

	if (!path.len) {
		job_say(job, _("No folder is watched: the setting %s is empty."), watched->setting);
		return true;
	}
	count = watched_take(watched, job_store(job), str_z(job_arena(job), path),
		(struct instant){ time(NULL) });     /* as the disk counts */
	if (count < 0)
		job_say(job, _("The folder of the setting %s cannot be read."), watched->setting);
	else
		job_say(job, _("%lld files of the watched folder were looked at."), (long long)count);
	return count >= 0;
}
