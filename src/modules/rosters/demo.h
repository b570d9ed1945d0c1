/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/demo.h - what the files that fill the demo city share. */
#pragma once

#include "modules/rosters/inside.h"

enum { DEMO_MOST_IN_TURN = 12 };
struct demo_turns { size_t count; int64_t people[DEMO_MOST_IN_TURN]; };

/* Who holds a role at the unit; or the heads below it, the nearest first. */
void demo_holders(struct change *change, int64_t unit_id, const char *role,
                  struct demo_turns *turns);
void demo_heads_below(struct change *change, int64_t unit_id, int64_t most,
                      struct demo_turns *turns);
struct str demo_login(struct change *change, int64_t person_id);
int64_t demo_unit(struct change *change, struct str code);
/* The roster of a function at a unit that is there already; 0. */
int64_t demo_roster(struct change *change, struct str function, int64_t unit_id);
bool demo_has_channel(struct change *change, int64_t person_id);
