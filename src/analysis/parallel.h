/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/parallel.h - the same work for many numbers, by some threads.
 *
 * For commands and jobs, where a processor may be kept busy; pages use one thread, which is
 * the thread that calls.  Each item must write to places of its own, so that what comes out
 * does not depend on who did what when.
 */
#pragma once

#include <stddef.h>

enum { PARALLEL_MOST = 16 };

/* As many as the machine has processors, at most PARALLEL_MOST. */
int parallel_threads(void);
int parallel_within(int threads);       /* so many that were asked for, 1 to PARALLEL_MOST */

/* thread: 0 to threads - 1, for scratch memory of its own. */
typedef void parallel_function(void *context, int thread, size_t item);
void parallel_for(int threads, size_t count, parallel_function *function, void *context);
