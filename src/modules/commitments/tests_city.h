/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/tests_city.h - two boards and their people, for the tests of this room. */
#pragma once

#include "base/test.h"
#include "modules/commitments/inside.h"

enum { NORTH = 1, SOUTH = 2, NORA = 11, SVEN = 12, MAX = 13 };

/* An empty store with the lists that come with the program. */
struct store *commitments_lists(void);
/* Nora writes for the north, Sven for the south; Max is a manager of the north who reads. */
void commitments_boards(struct change *change);
struct commitment board_commitment(struct change *change, int64_t unit_id, const char *name);
struct view *commitments_view(struct store *store, int64_t person);
