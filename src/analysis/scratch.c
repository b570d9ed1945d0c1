/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/scratch.c - see scratch.h. */
#include "analysis/scratch.h"

#include "base/say.h"

#include <stdlib.h>
#include <string.h>

void *scratch_grow(void *at, size_t count, size_t size)
{
	void *found = reallocarray(at, count ? count : 1, size);

	if (!found)
		abandon("Could not finish a calculation.", "out of memory");
	return found;
}

void *scratch_zeroed(size_t count, size_t size)
{
	return memset(scratch_grow(NULL, count, size), 0, count * size);
}
