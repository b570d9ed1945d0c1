/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/apart.h - reading what strangers have made, in a process of its own.
 *
 * The process lives for one input.  It can read its memory and write to its pipe: it has no
 * file, no socket, no time and little memory, and what it makes of the input is bytes that
 * the caller judges again.  When it falls, only the input has failed.
 */
#pragma once

#include "base/out.h"

struct apart {
	/* In the process: writes what it makes of the input; false: nothing could be made. */
	bool (*read)(struct arena *arena, struct str input, struct out *out);
	int seconds;                    /* of processor, and twice that in all */
	size_t memory_bytes;
	size_t largest_answer;
};

/* False: it fell, took too long or said no; *answer is what it wrote before. */
bool apart_read(struct arena *arena, const struct apart *apart, struct str input,
                struct str *answer);
