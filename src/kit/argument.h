/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/argument.h - the words after a command of a room: "varn areas import FILE --kind district".
 *
 * argv[0] is the command's own name; every option but --json takes a value.
 */
#pragma once

#include "base/str.h"

#include <stddef.h>
#include <string.h>

/* The value after "--name"; "" when it is not there. */
static inline struct str argument_text(int argc, char **argv, const char *name)
{
	for (int i = 1; i + 1 < argc; i++)
		if (!strncmp(argv[i], "--", 2) && !strcmp(argv[i] + 2, name))
			return str_of(argv[i + 1]);
	return S("");
}

static inline bool argument_is_given(int argc, char **argv, const char *name)
{
	for (int i = 1; i < argc; i++)
		if (!strncmp(argv[i], "--", 2) && !strcmp(argv[i] + 2, name))
			return true;
	return false;
}
