/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/options.h - the options of a control; only for form_show.c. */
#pragma once

#include "kit/catalogue.h"
#include "kit/control.h"
#include "kit/reference.h"

/* Each fills control->options; `chosen` holds the codes that are chosen, with spaces. */
void options_of_list(struct arena *arena, struct control *control,
                     const struct catalogue *catalogue, struct str chosen);
void options_of_choices(struct arena *arena, struct control *control,
                        const struct choice *choices, struct str chosen);
void options_of_reference(struct arena *arena, struct control *control, struct view *view,
                          const struct reference *reference, int64_t chosen);
bool options_are_grouped(const struct control *control);
/* What the option with this key is called; "" when there is none. */
struct str option_label(const struct control *control, int64_t key);
