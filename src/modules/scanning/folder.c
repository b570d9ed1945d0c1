/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/folder.c - files that other programs put in a folder.
 *
 * Off unless the setting scanning_folder names one.  A file belongs to the source whose code its
 * name begins with; of no known source it is kept as refused, and says so.  A file that was just
 * written waits for the next round; one that was taken lies in "taken" afterwards, by way of
 * "reading", so that one that ends the process is not first in the way of the others.
 */
#define _GNU_SOURCE 1 /* O_NOFOLLOW */
#include "modules/scanning/inside.h"

#include "base/say.h"
#include "kit/setting.h"
#include "modules/scanning/fetch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ARENA_BYTES = 256 << 20, QUIET_SECONDS = 3, MOST_FILES_A_ROUND = 200 };

/* A regular file, never through a link; of a larger one as much as shows that it is too large. */
static bool bytes_read(struct arena *arena, const char *path, struct instant now, struct str *bytes)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat about;
	size_t len = 0, room;
	ssize_t got = 1;
	char *at;

	if (fd < 0)
		return false;
	if (fstat(fd, &about) || !S_ISREG(about.st_mode) || about.st_mtime + QUIET_SECONDS > now.seconds) {
		close(fd);
		return false;
	}
	room = about.st_size <= FEED_LARGEST ? (size_t)about.st_size : FEED_LARGEST + 1;
	at = arena_take(arena, room + 1);
	while (len < room && (got = read(fd, at + len, room - len)) > 0)
		len += (size_t)got;
	close(fd);
	*bytes = (struct str){ at, len };
	return got >= 0;
}

/* From a folder beside the watched one ("": itself) to another. */
struct news_move { const char *path, *from, *to, *name; };

static void file_move(struct arena *arena, const struct news_move *move)
{
	const char *folder = arena_print(arena, "%s/%s", move->path, move->to).at;

	mkdir(folder, 0700);
	if (rename(arena_print(arena, "%s/%s/%s", move->path, move->from, move->name).at,
	           arena_print(arena, "%s/%s", folder, move->name).at) != 0)
		say_warning("a file of the watched folder could not be moved to \"%s\"", move->to);
}

static bool looks_like_feed(struct str name)
{
	static const char *const endings[] = { ".xml", ".rss", ".atom", ".rdf" };

	for (size_t i = 0; i < COUNT(endings) && !str_starts(name, S(".")); i++)
		if (str_ends(name, str_of(endings[i])))
			return true;
	return false;
}

static void source_find(struct store *store, struct arena *arena, struct news_came *came)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct news_source_list sources = news_sources(view);

	came->source_id = news_source_of_name(&sources, came->name);
	view_close(view);
	if (!came->source_id)
		came->refused = str_of(_("No source has a code that the name of the file begins with."));
}

static bool folder_file_take(struct store *store, const struct news_move *found, struct instant now)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct news_came came = { .name = str_of(found->name), .way = WAY_folder };
	bool is_taken = looks_like_feed(came.name) && bytes_read(arena,
		arena_print(arena, "%s/%s/%s", found->path, found->from, found->name).at, now, &came.bytes);

	if (is_taken) {
		if (!found->from[0])
			file_move(arena, &(struct news_move){ found->path, "", "reading", found->name });
		source_find(store, arena, &came);
		news_take_as_system(store, arena, &came);
		file_move(arena, &(struct news_move){ found->path, "reading", "taken", found->name });
	}
	arena_close(arena);
	return is_taken;
}

int64_t news_folder_take(struct store *store, struct arena *arena, const char *path,
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
				&(struct news_move){ path, parts[i], parts[i], entry->d_name }, now);
		if (folder)
			closedir(folder);
	}
	return count;
}

static bool folder_is_watched(struct view *view)
{
	(void)view;
	return setting_text("scanning_folder").len > 0;
}

static bool folder_run(struct job *job)
{
	struct str path = setting_text("scanning_folder");
	int64_t count;

	if (!path.len) {
		job_say(job, "%s", _("No folder is watched: the setting scanning_folder is empty."));
		return true;
	}
	count = news_folder_take(job_store(job), job_arena(job), str_z(job_arena(job), path),
		(struct instant){ time(NULL) });
	if (count < 0)
		job_say(job, "%s", _("The folder of the setting scanning_folder cannot be read."));
	else
		job_say(job, _("%lld files with news were looked at."), (long long)count);
	return count >= 0;
}

const struct job_kind scanning_jobs[] = {
	{ .name = "scanning-folder", .label = N_("Look for feeds in the watched folder"),
	  .need = MAY_scanning_write, .run = folder_run, .is_hidden = true, .every_minutes = 1,
	  .is_needed = folder_is_watched },
	{ .name = "scanning-fetch", .label = N_("Fetch the feeds of the sources that are followed"),
	  .need = MAY_scanning_write, .run = fetch_run, .is_hidden = true, .every_minutes = 1,
	  .is_needed = fetch_is_needed },
	{ .name = NULL },
};
