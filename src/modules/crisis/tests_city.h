/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_city.h - two units and their people, for the tests of this room. */
#pragma once

#include "base/test.h"
#include "modules/crisis/inside.h"

enum { NORTH = 1, SOUTH = 2, NORA = 11, SVEN = 12, MAX = 13, CENTRAL = 14 };

/* Nora leads for the north, Sven for the south; Max may take part; the centre reads all of
 * the north. */
void crisis_city(struct store *store);
struct crisis city_crisis(struct change *change, const char *title);
struct view *crisis_view(struct store *store, int64_t person);
struct change *crisis_change(struct store *store, int64_t person);
/* A data folder of this process with a key to sign logs with. */
void crisis_key_made(void);
/* What a chain is after one statement that nobody should have run; then it is taken back. */
struct chain crisis_chain_after(struct store *store, const struct crisis *crisis, struct sql sql,
                                struct chain (*chain_of)(struct view *view, const struct crisis *crisis));
