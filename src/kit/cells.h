/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/cells.h - a whole row as JSON and back, every column: for what can be taken back. */
#pragma once

#include "store/store.h"

struct str cells_of(struct arena *arena, const struct shape *shape, const void *row);
/* NULL when the text is no such row. */
void *cells_row(struct arena *arena, const struct shape *shape, struct str cells);
