/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/folder.c - see folder.h. */
#include "kit/folder.h"

#include "base/say.h"
#include "kit/job.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *data_path;

const char *data_folder(void)
{
	must(data_path != NULL);
	return data_path;
}

void data_folder_set(const char *path)
{
	data_path = path;
}

const char *folder_path(struct arena *arena, const char *below)
{
	return arena_print(arena, "%s/%s", data_folder(), below).at;
}

static void make_one(const char *path)
{
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		abandon("cannot make a folder for files", strerror(errno));
}

const char *folder_make(struct arena *arena, const char *below)
{
	char *path = (char *)folder_path(arena, below);

	make_one(data_folder());
	for (char *slash = path + strlen(data_folder()) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		make_one(path);
		*slash = '/';
	}
	make_one(path);
	return path;
}

/* Calls for each file in a folder, with the folder's descriptor. */
static void each_file(const char *folder, int64_t older_than)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct stat about;

	if (!dir)
		return;
	while ((entry = readdir(dir)))
		if (fstatat(dirfd(dir), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0
		    && S_ISREG(about.st_mode) && about.st_mtime < older_than)
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

void folder_sweep(const char *folder, int64_t seconds)
{
	each_file(folder, time(NULL) - seconds);
}

void folder_remove(const char *folder)
{
	each_file(folder, INT64_MAX);
	rmdir(folder);
}

static bool write_all(int fd, struct str content)
{
	while (content.len) {
		ssize_t written = write(fd, content.at, content.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		content = str_part(content, (size_t)written, content.len);
	}
	return fsync(fd) == 0;
}

void file_write(struct arena *arena, const char *path, struct str content)
{
	const char *beside = arena_print(arena, "%s.%ld.part", path, (long)getpid()).at;
	bool is_written;
	int fd;

	unlink(beside);         /* what lies there is never written into, nor followed */
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	is_written = fd >= 0 && write_all(fd, content);
	if (fd >= 0)
		close(fd);
	if (!is_written || rename(beside, path) != 0)
		abandon("cannot keep a file", strerror(errno));
}

bool file_see(struct arena *arena, const char *path, size_t largest, struct file_seen *seen)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat about;
	size_t len = 0, room;
	ssize_t got = 1;
	char *at;

	if (fd < 0)
		return false;
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
		close(fd);
		return false;
	}
	room = (size_t)about.st_size < largest ? (size_t)about.st_size : largest;
	at = arena_take(arena, room + 1);
	while (len < room && (got = read(fd, at + len, room - len)) > 0)
		len += (size_t)got;
	close(fd);
	*seen = (struct file_seen){ { at, len }, { about.st_mtime } };
	return got >= 0;
}

bool file_map(const char *path, struct str *content)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;
	void *at = MAP_FAILED;

	*content = S("");
	if (fd < 0 || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	if (about.st_size)
		at = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (!about.st_size)
		return true;
	if (at == MAP_FAILED)
		return false;
	*content = (struct str){ at, (size_t)about.st_size };
	return true;
}

void file_unmap(struct str content)
{
	if (content.len)
		munmap((void *)content.at, content.len);
}
