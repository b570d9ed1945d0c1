/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_svg.h - what the tests of figures look for in them. */
#pragma once

#include "base/str.h"

bool svg_is_well_formed(struct str xml);
/* Everything that is drawn stands inside the viewBox; *why names the first that does not.
 * Text is as wide as its letters, LETTER_WIDE each. */
bool svg_is_inside(struct str svg, struct str *why);
