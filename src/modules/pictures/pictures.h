/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/pictures.h - situation pictures: what happened, why, what follows, what next.
 *
 * A picture stands on a frozen extract (query, counts, time, version).  It lives until it is
 * submitted; from then on it is kept whole and a change is a new version.
 */
#pragma once

#include "kit/module.h"

extern const struct module pictures_module;
