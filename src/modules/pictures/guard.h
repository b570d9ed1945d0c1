/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/guard.h - what may not be written in a situation picture, by whichever way it comes.
 *
 * No picture holds a personal number or a mark of what may concern Sweden's security.  The
 * catalogue picture_kinds says which kinds also warn (column warning): there no individual, no
 * name and no political opinion of an identifiable person is recorded, and the editor says so.
 * Every way in asks here: the editor and its buttons, the API, comments, questions and answers
 * about a section, steps with a reason.
 */
#pragma once

#include "modules/pictures/inside.h"

/* Adds a problem at the field, and answers false, when the words may not stand. */
bool picture_words_judge(struct request *request, const char *field, struct str words);
/* All texts of a picture at once. */
bool picture_texts_judge(struct request *request, const struct picture *picture);
/* The warning of a kind, in the person's language; "" none. */
struct str picture_warning(struct str kind);
