/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/share.h - limits of a share that was counted: so many of so many.
 *
 *	share_wilson    Wilson (1927): holds as often as it says in the mean; usual
 *	share_exact     Clopper and Pearson (1934): never holds more seldom than it says
 *	share_jeffreys  the beta distribution after the prior of Jeffreys (1/2, 1/2)
 *
 * count and of may be fractions (an effective size); 0 <= count <= of.  Of nothing nothing is
 * known: 0 to 1.
 */
#pragma once

struct share_limits { double low, high; };

/* level: 0.95 */
struct share_limits share_wilson(double count, double of, double level);
struct share_limits share_exact(double count, double of, double level);
struct share_limits share_jeffreys(double count, double of, double level);
