/* SPDX-License-Identifier: EUPL-1.2 */
/* events/blocks.h - one further question as the page shows it. */
#pragma once

#include "modules/events/inside.h"

struct question_choice { struct str name, label; };
LIST_OF(question_choice)

struct question {
	struct str name, id, kind, label, help, value, problem; /* id: the name without dots */
	struct question_choice_list choices;
};

struct question_choice_list choices_of(struct arena *arena, const struct item *question);
bool question_is_choice(const struct item *question);
/* The blocks with one answer more (or, empty, less). */
struct str block_with(struct arena *arena, struct str text, struct str block, struct str field,
                      struct str value);
