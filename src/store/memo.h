/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/memo.h - what many parts of one page ask alike is read once.
 *
 * Every statement of a view sees the city at one moment, as one person.  So what was read in
 * it may be used again in the same view, and in no other: nothing here outlives the request.
 */
#pragma once

#include "store/store.h"

/* A place of `size` bytes, all zero when it is first asked for, that lasts until the view is
 * closed.  `what` is a static thing that names it.  Inside a change what was read may be
 * different the next time: there the place is new, and zero, each time. */
void *view_memo(struct view *view, const void *what, size_t size);
