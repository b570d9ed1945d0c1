/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/draft.h - what a person has typed and not sent; only for the kit.
 *
 * ui.js sends the words of a form that has form_keep() in it while they are typed; a send
 * that is refused (422, 412) keeps them too.  They are the person's own and nobody else's.
 * The next time the form is shown they are offered; they are gone when the form of the page
 * they were written on has been sent, and in any case after the days of a setting.
 */
#pragma once

#include "kit/visit.h"

/* After a refused change: keeps the answers of a form that has form_keep(). */
void draft_keep(struct visit *visit);
/* In a change that is well: its form's words need not be kept any more. */
void draft_done(struct visit *visit, struct change *change);
int64_t draft_forget_old(struct change *change);
extern const struct route draft_routes[];
