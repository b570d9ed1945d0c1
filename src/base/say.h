/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/say.h - log lines; must() for our mistakes, abandon() for the world's.
 *
 * A log line is one line on standard error: time, level, process, text.  Personal data and
 * what people wrote never go there.
 */
#pragma once

#include <stdbool.h>

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_quietly(bool quiet);                           /* tests: only warnings */

/* Our mistake: kept in release builds; writes where, ends the process. */
#define must(condition) \
	((condition) ? (void)0 : say_must_failed(#condition, __FILE__, __LINE__))
void say_must_failed(const char *what, const char *file, int line)
	__attribute__((noreturn));

/* The world failed (disk, database, memory): what could not be done, and the detail.  A hook
 * (set by http) may answer 500 with a number first; then the process ends with status 70. */
void abandon(const char *what, const char *detail) __attribute__((noreturn));
void abandon_hook(void (*hook)(const char *what, const char *number));
