/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fire/fire.h - systematic fire protection work, and the special laws that apply.
 *
 * A unit looks after fire objects (a building or a part of one).  So and so often somebody
 * walks through each with a checklist, on a telephone: a round.  What is not as it should be
 * becomes a deviation, which stays open until somebody says what was done; measures spring from
 * it.  Once a year the unit says how it went, with the numbers as they stood that day.
 *
 * The days on which rounds are due follow from how often and from when (fire_turn), so a missed
 * round is missed without anybody having to write it down.  (Legal ground: LSO 2:2, reasonable
 * measures against fire; the order of work is that of domain.md, section 2.14.)
 */
#pragma once

#include "kit/module.h"

extern const struct module fire_module;
