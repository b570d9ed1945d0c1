/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/tests_city.h - two units and four people, for the tests of effects and their costs. */
#pragma once

#include "store/test_store.h"

/* On 15 September 2026, units 1 and 2; Nora (11) reads events of both, Olle (12) of the first alone,
 * Siv (14) of that but not of what is below it, Rut (13) of none: all four read measures. */
struct store *measures_city(void);
