/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/copy.h - rows of one store put into another, as they are.
 *
 * Only for a copy of a city that goes elsewhere: rights are what the view of the first store
 * gave, and the second must be empty of these rows.
 */
#pragma once

#include "store/store.h"

/* Each row of the grid into the table; the names of its columns are those of the table. */
void change_copy(struct change *change, const char *table, const struct grid *grid);
