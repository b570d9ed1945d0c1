/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/symmetric.h - equations with a small symmetric matrix (Cholesky).
 *
 * a[i * stride + k] with k <= i is what is looked at; the root is put in its place.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* False: a column is hardly more than a sum of others. */
bool symmetric_root(double *a, size_t stride, size_t width);
/* root as symmetric_root() left it; b becomes what a times it is b. */
void symmetric_solve(const double *root, size_t stride, size_t width, double *b);
/* log of the determinant of what the root is of. */
double symmetric_log_size(const double *root, size_t stride, size_t width);
