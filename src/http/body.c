/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/body.c - a body on its way in.
 *
 * Small ones live in the request's arena.  Larger ones go to a file without a name and are
 * mapped when whole, so that a hundred imports at once cost disk and not memory.
 */
#define _GNU_SOURCE 1 /* O_TMPFILE */

#include "http/inside.h"
#include "base/say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void body_init(struct body *body)
{
	*body = (struct body){ .file = -1 };
}

static int unnamed_file(void)
{
	const char *folder = getenv("TMPDIR");
	char name[256];
	int file;

	if (!folder || strlen(folder) > sizeof(name) - 32)
		folder = "/tmp";
	file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (file >= 0)
		return file;
	snprintf(name, sizeof(name), "%s/varn-body-XXXXXX", folder);
	file = mkostemp(name, O_CLOEXEC);
	if (file >= 0)
		unlink(name);
	return file;
}

void body_expect(struct body *body, struct arena *arena, size_t length)
{
	body->room = length;
	if (length == 0)
		return;
	if (length <= BODY_IN_MEMORY) {
		body->at = arena_take(arena, length);
		return;
	}
	body->file = unnamed_file();
	if (body->file < 0) {
		say_warning("cannot make a file for an upload: %s", strerror(errno));
		body->has_failed = true;
	}
}

static void file_add(struct body *body, const char *at, size_t len)
{
	while (len > 0) {
		ssize_t written = write(body->file, at, len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0) {
			say_warning("cannot write an upload: %s", strerror(errno));
			body->has_failed = true;
			return;
		}
		at += written;
		len -= (size_t)written;
	}
}

void body_add(struct body *body, const char *at, size_t len)
{
	if (len > body->room - body->len)       /* more than was told: the form is not whole */
		body->has_failed = true;
	if (!body->has_failed && body->at)
		memcpy(body->at + body->len, at, len);
	else if (!body->has_failed && body->file >= 0)
		file_add(body, at, len);
	if (!body->has_failed)
		body->len += len;
}

struct str body_finish(struct body *body)
{
	if (body->has_failed || body->len == 0)
		return S("");
	if (body->at)
		return (struct str){ body->at, body->len };
	body->mapped = mmap(NULL, body->len, PROT_READ, MAP_PRIVATE, body->file, 0);
	if (body->mapped == MAP_FAILED)
		abandon("cannot read an upload", strerror(errno));
	return (struct str){ body->mapped, body->len };
}

void body_release(struct body *body)
{
	if (body->mapped)
		munmap(body->mapped, body->len);
	if (body->file >= 0)
		close(body->file);
	body_init(body);
}
