/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/say.c - log lines, and the two ways a process ends before its time.
 */
#include "base/say.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum {
	LINE_LONGEST = 2048,            /* below PIPE_BUF: lines of processes never mix */
	EXIT_WORLD_FAILED = 70,         /* EX_SOFTWARE of sysexits.h */
	NUMBER_SIZE = 9,
};

static bool is_quiet;
static void (*hook)(const char *what, const char *number);

/* Whatever was quoted in a line must not be able to forge another one. */
static void controls_hide(char *at)
{
	for (; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7F)
			*at = ' ';
}

static size_t line_begin(char *line, const char *level)
{
	time_t now = time(NULL);
	struct tm tm;
	size_t len;

	gmtime_r(&now, &tm);
	len = strftime(line, LINE_LONGEST, "%Y-%m-%dT%H:%M:%SZ", &tm);
	len += (size_t)snprintf(line + len, LINE_LONGEST - len, " %s %ld ", level,
		(long)getpid());
	return len;
}

static void line_write(const char *level, const char *format, va_list list)
{
	char line[LINE_LONGEST];
	size_t len = line_begin(line, level);

	vsnprintf(line + len, sizeof(line) - len - 1, format, list);
	controls_hide(line + len);
	len = strlen(line);
	line[len++] = '\n';
	/* One write, so that the line stays whole.  A log that cannot be written must not
	 * stop the work it tells of. */
	for (const char *at = line; len > 0;) {
		ssize_t written = write(STDERR_FILENO, at, len);

		if (written <= 0)
			return;
		at += written;
		len -= (size_t)written;
	}
}

void say(const char *format, ...)
{
	va_list list;

	if (is_quiet)
		return;
	va_start(list, format);
	line_write("note", format, list);
	va_end(list);
}

void say_warning(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	line_write("warning", format, list);
	va_end(list);
}

void say_quietly(bool quiet)
{
	is_quiet = quiet;
}

__attribute__((format(printf, 2, 3)))
static void say_at(const char *level, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	line_write(level, format, list);
	va_end(list);
}

void abandon_hook(void (*with)(const char *what, const char *number))
{
	hook = with;
}

/* A number for the page and the log: whoever reads one aloud finds the other. */
static void number_make(char number[NUMBER_SIZE])
{
	uint32_t random = 0;

	if (getrandom(&random, sizeof(random), GRND_NONBLOCK) != sizeof(random))
		random = (uint32_t)time(NULL) ^ (uint32_t)getpid() << 16;
	snprintf(number, NUMBER_SIZE, "%08X", (unsigned)random);
}

/* A hook that fails itself must not be called again. */
static void hook_call(const char *what, const char *number)
{
	void (*once)(const char *what, const char *number) = hook;

	hook = NULL;
	if (once)
		once(what, number);
}

void say_must_failed(const char *what, const char *file, int line)
{
	char number[NUMBER_SIZE];

	number_make(number);
	say_at("mistake", "%s: must(%s) failed at %s:%d", number, what, file, line);
	hook_call("the program made a mistake", number);
	abort();
}

void abandon(const char *what, const char *detail)
{
	char number[NUMBER_SIZE];

	number_make(number);
	say_at("error", "%s: %s: %s", number, what, detail ? detail : "");
	hook_call(what, number);
	_exit(EXIT_WORLD_FAILED);
}
