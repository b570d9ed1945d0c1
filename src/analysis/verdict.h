/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/verdict.h - more, fewer, unchanged, or it cannot be said.
 *
 * Of a ratio (or a difference) with its 90 % limits, and a margin within which a change does
 * not matter, which is somebody's decision.  What is both a direction and within the margin is
 * marginal.  What is not known is never "unchanged".
 */
#pragma once

#include "base/uncertain.h"             /* enum verdict, and its words */

/* margin: 1.1, so that 1/1.1 to 1.1 does not matter. */
enum verdict verdict_of_ratio(double low, double high, double margin);
/* margin: 0.03, so that -0.03 to 0.03 does not matter. */
enum verdict verdict_of_difference(double low, double high, double margin);
