/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/guard.h - what may not be written in a situation picture, by whichever way it comes.
 *
 * No picture holds a personal number or a mark of what may concern Sweden's security.  The
 * catalogue picture_kinds says which kinds also warn (column warning): there no individual, no
 * name and no political opinion of an identifiable person is recorded.  The editor says so, and
 * what looks like a name (kit/names.h) is refused; an opinion only a reader can see.
 * Every way in asks here: the editor and its buttons, the API, comments, questions and answers
 * about a section, steps with a reason, drafts.
 */
#pragma once

#include "modules/pictures/inside.h"

struct guarded { struct request *request; struct view *view; struct str kind; };        /* in what is written */
/* Adds a problem at the field, and answers false, when the words may not stand. */
bool picture_words_judge(const struct guarded *in, const char *field, struct str words);
/* All texts of a picture at once. */
bool picture_texts_judge(struct request *request, struct view *view, const struct picture *picture);
/* Of forms about a picture, and of an answer about a section: what is typed and not sent. */
bool picture_may_keep(struct view *view, struct str public_id, const struct answers *answers);
bool part_may_keep(struct view *view, struct str public_id, const struct answers *answers);
/* The warning of a kind, in the person's language; "" none. */
struct str picture_warning(struct str kind);
