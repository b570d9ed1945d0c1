/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/test_store.h - databases for tests (see TEST_ON_STORES in base/test.h).
 *
 * The program's schema is put in place once per run; each test then gets its own copy of
 * that, which costs a few milliseconds.
 */
#pragma once

#include "store/store.h"

struct store *test_store(void);         /* with the program's tables and views */
struct store *test_store_bare(void);    /* with nothing in it, for tests of the store itself */
/* A second connection to the same database, as another process would have it. */
struct store *test_store_again(void);
