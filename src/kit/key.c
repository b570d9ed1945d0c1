/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/key.c - see key.h. */
#include "kit/key.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/job.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool key_read(const char *path, char hex[KEY_LETTERS + 1])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t len;

	if (fd < 0)
		return false;
	len = read(fd, hex, KEY_LETTERS);
	close(fd);
	hex[KEY_LETTERS] = '\0';
	return len == KEY_LETTERS;
}

static bool key_write(const char *path, const char *hex)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
	bool is_written = fd >= 0 && write(fd, hex, KEY_LETTERS) == KEY_LETTERS && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return is_written;
}

/* Written beside and linked, so that of two processes one wins and both read the same. */
void key_file(struct arena *arena, const char *name, char hex[KEY_LETTERS + 1])
{
	const char *path = arena_print(arena, "%s/%s", folder_make(arena, "keys"), name).at;
	const char *beside = arena_print(arena, "%s.%ld", path, (long)getpid()).at;
	unsigned char key[KEY_BYTES];

	if (key_read(path, hex))
		return;
	random_fill(key, sizeof key);
	sodium_bin2hex(hex, KEY_LETTERS + 1, key, sizeof key);
	unlink(beside);
	if (!key_write(beside, hex) || (link(beside, path) != 0 && errno != EEXIST))
		abandon("cannot keep a key in the data folder", strerror(errno));
	unlink(beside);
	if (!key_read(path, hex))
		abandon("cannot read a key in the data folder", strerror(errno));
}

struct str service_key(struct arena *arena, const char *purpose)
{
	static char hex[KEY_LETTERS + 1];
	static char folder[512];

	/* The folder is another in the next test, never in a service. */
	if (strncmp(folder, data_folder(), sizeof folder - 1) != 0) {
		key_file(arena, "service.key", hex);
		snprintf(folder, sizeof folder, "%s", data_folder());
	}
	return digest_keyed(arena, (struct str){ hex, KEY_LETTERS }, str_of(purpose));
}
