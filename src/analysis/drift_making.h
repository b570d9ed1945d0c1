/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/drift_making.h - what the two files of drift.h share. */
#pragma once

/* What one step adds to the sum; a gap (NAN) nothing. */
double drift_gain(double count, double mean, double alpha, double kappa);
