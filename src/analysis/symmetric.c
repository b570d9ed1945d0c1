/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/symmetric.c - see symmetric.h. */
#include "analysis/symmetric.h"

#include <math.h>

bool symmetric_root(double *a, size_t stride, size_t width)
{
	const double least = 1e-11;

	for (size_t i = 0; i < width; i++)
		for (size_t k = 0; k <= i; k++) {
			double sum = a[i * stride + k];

			for (size_t j = 0; j < k; j++)
				sum -= a[i * stride + j] * a[k * stride + j];
			if (i == k && !(sum > least * a[i * stride + i]))
				return false;
			a[i * stride + k] = i == k ? sqrt(sum) : sum / a[k * stride + k];
		}
	return true;
}

void symmetric_solve(const double *root, size_t stride, size_t width, double *b)
{
	for (size_t i = 0; i < width; i++) {
		for (size_t k = 0; k < i; k++)
			b[i] -= root[i * stride + k] * b[k];
		b[i] /= root[i * stride + i];
	}
	for (size_t i = width; i-- > 0; ) {
		for (size_t k = i + 1; k < width; k++)
			b[i] -= root[k * stride + i] * b[k];
		b[i] /= root[i * stride + i];
	}
}

double symmetric_log_size(const double *root, size_t stride, size_t width)
{
	double sum = 0;

	for (size_t i = 0; i < width; i++)
		sum += 2 * log(root[i * stride + i]);
	return sum;
}
