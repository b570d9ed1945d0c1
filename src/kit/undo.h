/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/undo.h - taking back what one has just done.
 *
 * An act that can be taken back gathers the rows it changed, as they were and as they
 * became; the next page then offers it in a bar.  Taking back is a change like others: it
 * leaves its own steps, and it is refused when somebody else has changed a row since.
 *
 *   struct undo *undo = undo_begin(change, "event");
 *   ... change_update() ... undo_row(undo, &event_record.shape, &before, &now) ...
 *   request_message(request, _("Saved."));
 *   undo_offer(undo, request);
 */
#pragma once

#include "kit/route.h"

enum { UNDO_MINUTES = 10 };             /* without script the bar stands until the next page */

struct undo;
struct undo *undo_begin(struct change *change, const char *kind);
/* The row as it shall be again, and as it is now (its version tells whether it still is). */
void undo_row(struct undo *undo, const struct shape *shape, const void *was, const void *now);
/* Before the reply is made; nothing when no row was gathered.  Machines are offered nothing. */
void undo_offer(struct undo *undo, struct request *request);

struct undo_pair {                      /* one gathered row, to be put back */
	int64_t id;
	struct str table_name, was, now;        /* see kit/cells.h */
};
LIST_OF(undo_pair)

/* A room's own way back, where more than the row must follow (steps, search, counts).  The
 * kind "row" is the kit's: nothing but the rows.  False: *why it was not possible, N_(). */
struct undo_kind {
	const char *name;
	bool (*take_back)(struct change *change, const struct undo_pair_list *pairs, const char **why);
};
extern const char undo_is_stale[];      /* N_(): somebody else has changed it since */

int64_t undo_forget_old(struct change *change);
extern const struct route undo_routes[];
