/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/sorted.h - numbers in order of size; none of them may be NAN. */
#pragma once

#include <stddef.h>

void sorted_rising(double *numbers, size_t count);
void sorted_falling(double *numbers, size_t count);
