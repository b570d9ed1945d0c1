/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/scratch.h - memory for a long calculation, given back with free(); never NULL. */
#pragma once

#include <stddef.h>

void *scratch_grow(void *at, size_t count, size_t size);        /* at NULL: new */
void *scratch_zeroed(size_t count, size_t size);
