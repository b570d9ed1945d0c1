/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * home_fuzz.c - any bytes are the log of a crisis that was written off-line, or are refused in
 * words that name a line.
 *
 * Every line is in a chain and signed: what is taken has a beginning, a copy that it comes from
 * and an end, whatever else was tried.
 */
#include "modules/crisis/home.h"

#include <stdlib.h>

enum { MEMORY = 64 * 1024 * 1024 };

static void must_hold(bool is_true)
{
	if (!is_true)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena *arena = arena_open(MEMORY);
	struct home_log log;
	struct str problem = home_read(arena, text, S("0123"), &log);

	if (problem.len)
		must_hold(str_is_utf8(problem));
	else
		must_hold(log.entries.count > 1 && log.base >= 1 && log.site.len == 7
			&& log.entries.at[log.entries.count - 1].seq == (int64_t)log.entries.count);
	arena_close(arena);
	return 0;
}
