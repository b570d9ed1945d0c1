/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * prevention/prevention.h - the focus areas of a programme, each on one page.
 *
 * For every duty of an area the page says who does what, what it is based on, what it led to
 * and what is missing.  Nothing is kept here: how duties stand is computed by the room duties
 * (slow answers are those that its job has taken), records and measures are read through the
 * doors of their rooms, and each number leads to exactly the rows that it counts.
 */
#pragma once

#include "kit/module.h"

extern const struct module prevention_module;
